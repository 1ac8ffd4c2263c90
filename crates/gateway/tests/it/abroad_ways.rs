// SPDX-License-Identifier: EUPL-1.2
//! Every way a foreign login can go wrong ends at a page with a way on or at a failure that the
//! connector reads, and stands in the audit trail.

use std::sync::Arc;
use std::time::Duration;

use axum::http::StatusCode;
use eidas::{LevelOfAssurance, StatusCode as Saml, SubStatus};
use gateway::lever::{Lever, Target};
use gateway::login::LIFETIME_MS;
use gateway::settings::{Notification, Settings};
use serde_json::json;

use crate::abroad::{Abroad, Begun, assert_way_on, form, leaves, shown};
use crate::eid::NUMBER;
use crate::support::{Browser, NOW_MS, between};

fn lever(target: Target) -> Lever {
    Lever {
        target,
        since_ms: NOW_MS,
        until_ms: None,
        nb: "Stengt".to_owned(),
        nn: "Stengd".to_owned(),
        en: "Closed by the operator".to_owned(),
    }
}

impl Abroad {
    pub(crate) async fn suspend(&self, target: &Target) {
        let app = &self.norway.gateway.app;
        let lever = lever(target.clone());
        app.levers.suspend(&app.records, lever).await.unwrap();
    }

    pub(crate) async fn resume(&self, target: &Target) {
        let app = &self.norway.gateway.app;
        app.levers.resume(&app.records, target).await.unwrap();
    }

    /// From a page with a way on, back to the service; what the connector reads.
    pub(crate) async fn back(
        &self,
        browser: &mut Browser<'_>,
        page: &crate::support::Answer,
        begun: &Begun,
    ) -> eidas::Status {
        let action =
            crate::abroad::unescaped(between(&page.body, "method=\"post\" action=\"", "\""));
        let told = browser.post(&action, &[("action", "back")]).await;
        self.failure("SE", &begun.id, &told).await
    }

    /// With other settings, as after a reload.
    pub(crate) fn reload(&self, change: impl FnOnce(&mut Settings)) {
        let app = &self.norway.gateway.app;
        let current = app.current();
        let mut settings = Settings::clone(&current.settings);
        change(&mut settings);
        app.reload(Arc::new(settings), current.keys.clone())
            .unwrap();
    }
}

fn eid(id: &str) -> Target {
    Target::Eid(id.to_owned())
}

#[tokio::test]
async fn a_foreign_services_person_is_told_who_asks_and_the_e_id_on_whose_behalf() {
    let abroad = Abroad::start().await;
    let mut browser = abroad.browser();
    let begun = abroad.begin(&mut browser, "SE").await;
    let page = browser.get(&format!("/choose?flow={}", begun.flow)).await;
    assert!(
        page.body.contains("Log in to a service in Sweden"),
        "{page:?}"
    );
    assert!(page.body.contains("Service &#60;b&#62; of SE"), "{page:?}");
    let url = abroad
        .norway
        .choose(&mut browser, &begun.flow, "bankid")
        .await;
    let asked = abroad.norway.bankid.request(&url);
    assert_eq!((&*asked["prompt"], &*asked["onbehalfof"]), ("login", "SE"));
    assert_eq!(asked["service"], "Service <b> of SE");
    let back = browser.get(&abroad.norway.bankid.log_in(&url)).await;
    let page = browser.get(back.location()).await;
    for value in [
        "Nordmann",
        "Kari",
        "17 November 1920",
        "Service &#60;b&#62; of SE",
        "Sweden",
    ] {
        assert!(page.body.contains(value), "{value}: {page:?}");
    }
    assert!(!page.body.contains(NUMBER), "the national number stays");
    let sent = abroad
        .decide(&mut browser, &begun.flow, "approve", &shown(&page))
        .await;
    let person = abroad.read("SE", &begun.id, &sent).await.unwrap();
    assert_eq!(person.attributes.iter().count(), 4);
}

#[tokio::test]
async fn up_10_an_e_id_that_is_down_or_slow_leads_on_and_the_connector_is_told() {
    let abroad = Abroad::start().await;
    let norway = &abroad.norway;
    let mut browser = abroad.browser();
    // Before the person is there.
    let begun = abroad.begin(&mut browser, "SE").await;
    norway.bankid.tell(|script| script.status = Some(503));
    let choice = [("eid", "bankid"), ("action", "next")];
    let at = format!("/choose?flow={}", begun.flow);
    let chosen = browser.post(&at, &choice).await;
    let down = browser.get(chosen.location()).await;
    assert_eq!(down.status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(down.body.contains("value=\"minid\"") && down.body.contains("value=\"cancel\""));
    assert_eq!(abroad.last("eid_unavailable", "reason"), "status");
    norway.bankid.tell(|script| script.status = None);
    // While she is there, by failing and by taking its time.
    for hang in [Duration::ZERO, Duration::from_secs(30)] {
        let begun = abroad.begin(&mut browser, "SE").await;
        let url = norway.choose(&mut browser, &begun.flow, "minid").await;
        norway.minid.tell(|script| {
            script.status = Some(503);
            script.hang = hang;
        });
        let page = browser.get(&norway.minid.log_in(&url)).await;
        norway.minid.tell(|script| {
            script.status = None;
            script.hang = Duration::ZERO;
        });
        assert_eq!(page.status, StatusCode::SERVICE_UNAVAILABLE, "{page:?}");
        assert_way_on(&page);
        let reason = if hang.is_zero() {
            "status"
        } else {
            "timed_out"
        };
        assert_eq!(abroad.last("login_refused", "reason"), reason);
        let status = abroad.back(&mut browser, &page, &begun).await;
        assert_eq!(status.code, Saml::Responder);
        assert_eq!(status.sub_code, Some(SubStatus::AuthnFailed));
        assert!(status.message.unwrap().starts_with("003002"));
    }
    abroad.log_in("SE").await;
}

#[tokio::test]
async fn a_level_too_low_and_missing_data_are_told_with_their_codes() {
    let abroad = Abroad::start().await;
    let norway = &abroad.norway;
    let mut browser = abroad.browser();
    for (change, page_status, ec) in [
        (
            ("acr", json!("idporten-loa-low")),
            StatusCode::FORBIDDEN,
            "202019",
        ),
        (
            ("pid", json!("12345678901")),
            StatusCode::FORBIDDEN,
            "202010",
        ),
    ] {
        norway.bankid.tell(|script| {
            script.id_token.insert(change.0.to_owned(), change.1);
        });
        let begun = abroad.begin(&mut browser, "SE").await;
        let page = abroad.prove(&mut browser, &begun.flow, "bankid").await;
        norway.bankid.tell(|script| script.id_token.clear());
        assert_eq!(page.status, page_status, "{page:?}");
        assert_way_on(&page);
        let status = abroad.back(&mut browser, &page, &begun).await;
        assert_eq!(status.code, Saml::Responder);
        assert_eq!((status.ec_code(), &status.sub_code), (Some(ec), &None));
    }
    // A person without a given name: the minimum data set cannot be made.
    norway.bankid.tell(|script| {
        script.userinfo.insert("given_name".to_owned(), json!(null));
    });
    let begun = abroad.begin(&mut browser, "SE").await;
    let back = abroad.prove(&mut browser, &begun.flow, "bankid").await;
    let page = browser.get(back.location()).await;
    norway.bankid.tell(|script| script.userinfo.clear());
    assert_eq!(page.status, StatusCode::FORBIDDEN, "{page:?}");
    assert!(!page.body.contains(NUMBER));
    assert_ne!(abroad.last("login_refused", "reason"), "");
    let status = abroad.back(&mut browser, &page, &begun).await;
    assert_eq!(status.ec_code(), Some("202010"), "{status}");
    abroad.log_in("SE").await;
}

#[tokio::test]
async fn a_suspended_e_id_is_closed_at_every_step() {
    let abroad = Abroad::start().await;
    let norway = &abroad.norway;
    let target = eid("bankid");
    let mut browser = abroad.browser();
    // Before the choice, and between choice and departure.
    let begun = abroad.begin(&mut browser, "SE").await;
    let at = format!("/choose?flow={}", begun.flow);
    let choice = [("eid", "bankid"), ("action", "next")];
    let chosen = browser.post(&at, &choice).await;
    abroad.suspend(&target).await;
    let page = browser.get(&at).await;
    assert!(page.body.contains("value=\"bankid\" disabled"), "{page:?}");
    assert!(page.body.contains("Closed by the operator"));
    let refused = browser.post(&at, &choice).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let gone = browser.get(chosen.location()).await;
    assert_eq!(gone.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(norway.bankid.calls("par"), 0);
    // While the person is there.
    abroad.resume(&target).await;
    let begun = abroad.begin(&mut browser, "SE").await;
    let url = norway.choose(&mut browser, &begun.flow, "bankid").await;
    abroad.suspend(&target).await;
    let page = browser.get(&norway.bankid.log_in(&url)).await;
    assert_way_on(&page);
    assert_eq!(norway.bankid.calls("token"), 0, "its answer is not wanted");
    assert_eq!(abroad.last("login_refused", "reason"), "eid_closed");
    let status = abroad.back(&mut browser, &page, &begun).await;
    assert_eq!(status.sub_code, Some(SubStatus::RequestDenied));
    // Before the consent page, and between page and answer.
    for before_the_page in [true, false] {
        abroad.resume(&target).await;
        let begun = abroad.begin(&mut browser, "SE").await;
        let back = abroad.prove(&mut browser, &begun.flow, "bankid").await;
        let digest = match before_the_page {
            true => String::new(),
            false => shown(&browser.get(back.location()).await),
        };
        abroad.suspend(&target).await;
        let page = match before_the_page {
            true => browser.get(back.location()).await,
            false => {
                abroad
                    .decide(&mut browser, &begun.flow, "approve", &digest)
                    .await
            }
        };
        assert_eq!(page.status, StatusCode::SERVICE_UNAVAILABLE, "{page:?}");
        assert!(!leaves(&page) && !page.body.contains("Nordmann"));
        assert_eq!(abroad.last("login_refused", "reason"), "eid_suspended");
        let status = abroad.back(&mut browser, &page, &begun).await;
        assert_eq!(status.sub_code, Some(SubStatus::RequestDenied));
    }
    assert!(norway.gateway.audited("person_sent").is_empty());
    abroad.resume(&target).await;
    abroad.log_in("SE").await;
}

/// Connectors keep our metadata for a while: a request that comes when every e-ID is closed is
/// proven, and told so.
#[tokio::test]
async fn a_request_that_comes_when_every_e_id_is_closed_is_answered() {
    let abroad = Abroad::start().await;
    let mut browser = abroad.browser();
    for id in ["bankid", "minid"] {
        abroad.suspend(&eid(id)).await;
    }
    let metadata = browser.get("/eidas/proxy/metadata").await;
    assert_eq!(metadata.status, StatusCode::NOT_FOUND);
    let (id, xml) = abroad.request("SE", |xml| xml);
    let answer = abroad.post(&mut browser, &xml).await;
    let status = abroad.failure("SE", &id, &answer).await;
    assert_eq!(status.code, Saml::Responder);
    assert_eq!(status.sub_code, Some(SubStatus::RequestDenied));
    assert!(status.message.unwrap().contains("suspended"));
    assert_eq!(abroad.last("saml_message_received", "outcome"), "accepted");
    let again = abroad.post(&mut browser, &xml).await;
    assert_eq!(form(&again).xml, form(&answer).xml);
    for id in ["bankid", "minid"] {
        abroad.resume(&eid(id)).await;
    }
    abroad.log_in("SE").await;
}

#[tokio::test]
async fn a_suspended_country_or_expired_metadata_ends_its_logins_at_every_step() {
    let abroad = Abroad::start().await;
    let norway = &abroad.norway;
    let target = Target::Country("SE".to_owned());
    let mut browser = abroad.browser();
    let begun = abroad.begin(&mut browser, "SE").await;
    let url = norway.choose(&mut browser, &begun.flow, "bankid").await;
    let other = abroad.begin(&mut browser, "SE").await;
    let (digest, _) = abroad.consent(&mut browser, &other.flow, "bankid").await;
    let calls = norway.bankid.calls("token");
    let pushed = norway.bankid.calls("par");
    abroad.suspend(&target).await;
    let choice = [("eid", "bankid"), ("action", "next")];
    for path in ["choose", "go"] {
        let page = browser.get(&format!("/{path}?flow={}", begun.flow)).await;
        assert_eq!(page.status, StatusCode::SERVICE_UNAVAILABLE, "{path}");
        assert!(page.body.contains("Closed by the operator"), "{page:?}");
        assert_eq!(abroad.last("login_refused", "reason"), "country_suspended");
    }
    let at = format!("/choose?flow={}", begun.flow);
    assert_eq!(
        browser.post(&at, &choice).await.status,
        StatusCode::SERVICE_UNAVAILABLE
    );
    let honest = norway.bankid.log_in(&url);
    let page = browser.get(&honest).await;
    assert_eq!(page.status, StatusCode::SERVICE_UNAVAILABLE);
    for action in ["approve", "decline"] {
        let page = abroad
            .decide(&mut browser, &other.flow, action, &digest)
            .await;
        assert_eq!(page.status, StatusCode::SERVICE_UNAVAILABLE);
        assert!(!leaves(&page), "a suspended country is not answered");
    }
    assert_eq!(norway.bankid.calls("token"), calls);
    assert_eq!(norway.bankid.calls("par"), pushed);
    // Open again: nothing was closed by trying.
    abroad.resume(&target).await;
    assert!(
        browser
            .get(&honest)
            .await
            .location()
            .starts_with("/consent")
    );
    let sent = abroad
        .decide(&mut browser, &other.flow, "approve", &digest)
        .await;
    abroad.read("SE", &other.id, &sent).await.unwrap();

    // Its metadata ends while the person reads the page.
    let connector = abroad.of("SE");
    let soon = eidas::Instant::from_ms(abroad.now().ms() + 60_000 + 30 * 86_400_000);
    let metadata = connector.metadata(&connector.acs(), true, soon);
    abroad.publish("SE", &metadata).await;
    norway
        .gateway
        .clock
        .advance(Duration::from_secs(30 * 86_400));
    let begun = abroad.begin(&mut browser, "SE").await;
    let (digest, _) = abroad.consent(&mut browser, &begun.flow, "bankid").await;
    norway.gateway.clock.advance(Duration::from_secs(61));
    let page = abroad
        .decide(&mut browser, &begun.flow, "approve", &digest)
        .await;
    assert_eq!(page.status, StatusCode::SERVICE_UNAVAILABLE, "{page:?}");
    assert!(!leaves(&page));
    let (_, xml) = abroad.request("SE", |xml| xml);
    let page = abroad.post(&mut browser, &xml).await;
    assert_eq!(page.status, StatusCode::SERVICE_UNAVAILABLE, "{page:?}");
    let metadata = connector.metadata(&connector.acs(), true, abroad.in_days(30));
    abroad.publish("SE", &metadata).await;
    let sent = abroad
        .decide(&mut browser, &begun.flow, "approve", &digest)
        .await;
    abroad.read("SE", &begun.id, &sent).await.unwrap();
}

/// Lowered while the person reads: what she proved is above what is notified now, although another
/// e-ID still makes our metadata promise that level.
#[tokio::test]
async fn px_07_a_level_that_was_lowered_is_not_stated_any_more() {
    let abroad = Abroad::start().await;
    let mut browser = abroad.browser();
    let begun = abroad.begin(&mut browser, "SE").await;
    let (digest, _) = abroad.consent(&mut browser, &begun.flow, "bankid").await;
    let high = abroad.norway.gateway.app.settings();
    abroad.reload(|settings| {
        for eid in &mut settings.eids {
            let eid = Arc::make_mut(eid);
            let (lowered, raised) = (eid.id.as_str() == "bankid", eid.id.as_str() == "minid");
            if let Notification::Notified { level, .. } = &mut eid.notification {
                match () {
                    () if lowered => *level = LevelOfAssurance::Substantial,
                    () if raised => {
                        *level = LevelOfAssurance::High;
                        eid.acr = vec![("it".to_owned(), LevelOfAssurance::High)];
                    }
                    () => {}
                }
            }
        }
    });
    let page = abroad
        .decide(&mut browser, &begun.flow, "approve", &digest)
        .await;
    assert_eq!(page.status, StatusCode::FORBIDDEN, "{page:?}");
    assert_eq!(
        abroad.last("login_refused", "reason"),
        "level_not_published"
    );
    let status = abroad.back(&mut browser, &page, &begun).await;
    assert_eq!(status.ec_code(), Some("202021"));
    abroad.reload(|settings| *settings = Settings::clone(&high));
    abroad.log_in("SE").await;
}

#[tokio::test]
async fn who_goes_back_reloads_or_opens_two_tabs_is_never_lost() {
    let abroad = Abroad::start().await;
    let norway = &abroad.norway;
    let mut browser = abroad.browser();
    let begun = abroad.begin(&mut browser, "SE").await;
    let at = format!("/choose?flow={}", begun.flow);
    let url = norway.choose(&mut browser, &begun.flow, "bankid").await;
    // Back from the e-ID, another one, back again.
    assert_eq!(browser.get(&at).await.status, StatusCode::OK);
    let (_, _) = abroad.consent(&mut browser, &begun.flow, "minid").await;
    assert_eq!(browser.get(&at).await.status, StatusCode::OK);
    // The first tab's e-ID answers in the end.
    let consent = browser.get(&norway.bankid.log_in(&url)).await;
    let page = browser.get(consent.location()).await;
    let digest = shown(&page);
    assert_eq!(
        shown(&browser.get(consent.location()).await),
        digest,
        "reloaded"
    );
    let sent = abroad
        .decide(&mut browser, &begun.flow, "approve", &digest)
        .await;
    abroad.read("SE", &begun.id, &sent).await.unwrap();
    // Back and refresh within a minute bring the same answer; later a page that explains.
    for path in [&at, &format!("/consent?flow={}", begun.flow)] {
        assert_eq!(form(&browser.get(path).await).xml, form(&sent).xml);
    }
    norway.gateway.clock.advance(Duration::from_secs(61));
    let late = browser.get(&at).await;
    assert!(!leaves(&late) && late.status.is_client_error(), "{late:?}");

    // Longer than a login may take.
    let begun = abroad.begin(&mut browser, "SE").await;
    let (digest, _) = abroad.consent(&mut browser, &begun.flow, "bankid").await;
    let url = norway.choose(&mut browser, &begun.flow, "minid").await;
    let too_long = Duration::from_millis(LIFETIME_MS.unsigned_abs());
    norway.gateway.clock.advance(too_long);
    let page = abroad
        .decide(&mut browser, &begun.flow, "approve", &digest)
        .await;
    assert_eq!(page.status, StatusCode::GONE, "{page:?}");
    let page = browser.get(&norway.minid.log_in(&url)).await;
    assert_eq!(page.status, StatusCode::GONE, "{page:?}");
    assert_eq!(
        abroad.last("login_refused", "reason"),
        "answer_after_expiry"
    );
    abroad.log_in("SE").await;
}
