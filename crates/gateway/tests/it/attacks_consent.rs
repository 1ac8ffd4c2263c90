// SPDX-License-Identifier: EUPL-1.2
//! PX-11 to PX-18 at the gateway: no login rides on an old one, nothing leaves but what the person
//! saw and approved, and two logins of one browser are never crossed.

use std::sync::Arc;
use std::time::Duration;

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use eidas::{Attribute, Consent, StatusCode as Saml, SubStatus};
use gateway::settings::EidSource;
use serde_json::{Value, json};
use store::env::FakeClock;

use crate::abroad::{Abroad, Begun, assert_way_on, form, leaves, shown};
use crate::eid::{NUMBER, OTHER, SUBSTANTIAL};
use crate::support::{Answer, Browser, ISSUER, NOW_MS, encoded, flow_of};

#[tokio::test]
async fn px_11_a_request_that_would_take_an_old_session_is_answered_with_no() {
    let abroad = Abroad::start().await;
    let mut browser = abroad.browser();
    let force = "ForceAuthn=\"true\"";
    for other in ["ForceAuthn=\"false\"", ""] {
        let edit = |xml: String| xml.replace(force, other);
        let (id, xml) = abroad.request("SE", edit);
        let answer = abroad.post(&mut browser, &xml).await;
        let status = abroad.failure("SE", &id, &answer).await;
        assert_eq!(status.code, Saml::Requester);
        assert_eq!(status.ec_code(), Some("202002"));
    }
    abroad.log_in("SE").await;
}

/// A session of national services, one at the e-ID, and a foreign login a moment ago: none counts.
#[tokio::test]
async fn px_11_every_foreign_login_is_a_login_of_its_own() {
    let abroad = Abroad::start().await;
    let norway = &abroad.norway;
    let mut browser = abroad.browser();
    let flow = flow_of(&browser.authorize(&[SUBSTANTIAL]).await);
    let url = norway.choose(&mut browser, &flow, "bankid").await;
    browser.get(&norway.bankid.log_in(&url)).await;
    let session = browser.cookies["__Host-sso"].clone();
    for country in ["SE", "SE", "DE"] {
        let begun = abroad.begin(&mut browser, country).await;
        let early = browser.get(&format!("/consent?flow={}", begun.flow)).await;
        assert!(!early.body.contains(NUMBER) && !early.body.contains("approve"));
        let url = norway.choose(&mut browser, &begun.flow, "bankid").await;
        assert_eq!(norway.bankid.request(&url)["prompt"], "login");
        let back = browser.get(&norway.bankid.log_in(&url)).await;
        assert_eq!(back.location(), format!("/consent?flow={}", begun.flow));
        let digest = shown(&browser.get(back.location()).await);
        let sent = abroad
            .decide(&mut browser, &begun.flow, "approve", &digest)
            .await;
        abroad.read(country, &begun.id, &sent).await.unwrap();
        norway.gateway.clock.advance(Duration::from_secs(5));
    }
    assert_eq!(
        browser.cookies["__Host-sso"], session,
        "none was made or changed"
    );
}

#[tokio::test]
async fn px_11_the_e_id_must_say_that_it_was_after_the_request() {
    let abroad = Abroad::start().await;
    let norway = &abroad.norway;
    let mut browser = abroad.browser();
    let now = |seconds: i64| json!(abroad.now().ms() / 1000 + seconds);
    let begun = abroad.begin(&mut browser, "SE").await;
    norway.gateway.clock.advance(Duration::from_secs(60));
    let mut flow = begun.flow.clone();
    for (auth_time, reason) in [
        (now(-61), "old_authentication"),
        (now(-3600), "old_authentication"),
        (Value::Null, "old_authentication"),
        (json!("1"), "malformed"),
        (json!(0), "old_authentication"),
        (now(31), "mismatch"),
    ] {
        norway.bankid.tell(|script| {
            script.id_token.insert("auth_time".to_owned(), auth_time);
        });
        let refused = abroad.prove(&mut browser, &flow, "bankid").await;
        assert_way_on(&refused);
        assert_eq!(abroad.last("login_refused", "reason"), reason);
        assert_eq!(abroad.last("login_refused", "country"), "SE");
        // Each refusal begins anew, and so does the time that counts.
        flow = crate::support::between(&refused.body, "action=\"/choose?flow=", "\"").to_owned();
    }
    norway.bankid.tell(|script| script.id_token.clear());
    let (digest, _) = abroad.consent(&mut browser, &flow, "bankid").await;
    let sent = abroad.decide(&mut browser, &flow, "approve", &digest).await;
    abroad.read("SE", &begun.id, &sent).await.unwrap();
}

/// The trade of PX-11 that `clock_skew_seconds` of an e-ID makes: so many seconds and no more.
#[tokio::test]
async fn px_11_the_clock_of_an_e_id_may_be_behind_by_what_its_section_says() {
    let abroad = Abroad::start().await;
    let norway = &abroad.norway;
    let mut browser = abroad.browser();
    abroad.reload(|settings| {
        for eid in &mut settings.eids {
            if let EidSource::Provider(provider) = &mut Arc::make_mut(eid).source {
                provider.skew = Duration::from_secs(40);
            }
        }
    });
    let begun = abroad.begin(&mut browser, "SE").await;
    let said_at = |seconds: i64| {
        let at = json!(abroad.now().ms() / 1000 + seconds);
        norway.bankid.tell(|script| {
            script.id_token.insert("auth_time".to_owned(), at);
        });
    };
    said_at(-41);
    let refused = abroad.prove(&mut browser, &begun.flow, "bankid").await;
    assert_eq!(abroad.last("login_refused", "reason"), "old_authentication");
    let flow = crate::support::between(&refused.body, "action=\"/choose?flow=", "\"").to_owned();
    said_at(-40);
    let (digest, _) = abroad.consent(&mut browser, &flow, "bankid").await;
    let sent = abroad.decide(&mut browser, &flow, "approve", &digest).await;
    abroad.read("SE", &begun.id, &sent).await.unwrap();
}

#[tokio::test]
async fn px_13_nothing_leaves_without_the_page() {
    let abroad = Abroad::start().await;
    let norway = &abroad.norway;
    let mut browser = abroad.browser();
    let begun = abroad.begin(&mut browser, "SE").await;
    let flow = begun.flow.as_str();
    // Before the e-ID was asked, while it is, and without the words that were shown.
    assert!(!leaves(
        &abroad.decide(&mut browser, flow, "approve", "").await
    ));
    let url = norway.choose(&mut browser, flow, "bankid").await;
    assert!(!leaves(
        &abroad.decide(&mut browser, flow, "approve", "").await
    ));
    browser.get(&norway.bankid.log_in(&url)).await;
    let at = format!("/consent?flow={flow}");
    let digest = shown(&browser.get(&at).await);
    for wrong in [
        "",
        "x",
        &digest.to_uppercase(),
        &digest[1..],
        &format!("{digest} "),
    ] {
        let answer = abroad.decide(&mut browser, flow, "approve", wrong).await;
        assert_eq!(answer.status, StatusCode::CONFLICT, "{wrong}");
        assert!(!leaves(&answer));
        assert_eq!(shown(&answer), digest, "shown again");
        assert_eq!(
            abroad.last("login_refused", "reason"),
            "consent_not_as_shown"
        );
    }
    // By GET, without an action, to another address, with what must leave in the form.
    let query = encoded(&[("flow", flow), ("action", "approve"), ("shown", &digest)]);
    assert!(!leaves(&browser.get(&format!("/consent?{query}")).await));
    assert!(!leaves(&browser.post(&at, &[("shown", &digest)]).await));
    for path in ["/choose", "/country", "/send", "/continue"] {
        let form = [("action", "approve"), ("shown", digest.as_str())];
        let answer = browser.post(&format!("{path}?flow={flow}"), &form).await;
        assert!(!leaves(&answer), "{path}");
    }
    assert!(norway.gateway.audited("person_sent").is_empty());
    let more = [
        ("action", "approve"),
        ("shown", digest.as_str()),
        ("PersonIdentifier", "NO/SE/1"),
        ("attributes", "Gender"),
    ];
    let sent = browser.post(&at, &more).await;
    let person = abroad.read("SE", &begun.id, &sent).await.unwrap();
    assert_eq!(person.attributes.iter().count(), 4);
    assert_eq!(person.consent, Some(Consent::Obtained));
    assert!(!person.person_identifier.as_str().to_owned().ends_with("/1"));
}

#[tokio::test]
async fn px_13_a_strangers_page_or_browser_approves_nothing() {
    let abroad = Abroad::start().await;
    let mut browser = abroad.browser();
    let begun = abroad.begin(&mut browser, "SE").await;
    let (digest, _) = abroad.consent(&mut browser, &begun.flow, "bankid").await;
    let at = format!("/consent?flow={}", begun.flow);
    let form = [("action", "approve"), ("shown", digest.as_str())];
    let forged = browser.post_from_abroad(&at, &form).await;
    assert!(
        forged.status.is_client_error() && !leaves(&forged),
        "{forged:?}"
    );
    let old_browser = Request::post(format!("{ISSUER}{at}"))
        .header(header::ORIGIN, "null")
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    let forged = browser.go(old_browser, Body::from(encoded(&form))).await;
    assert!(
        forged.status.is_client_error() && !leaves(&forged),
        "{forged:?}"
    );
    let mut other = abroad.browser();
    let stolen = other.post(&at, &form).await;
    assert!(
        stolen.status.is_client_error() && !leaves(&stolen),
        "{stolen:?}"
    );
    let looked = other.get(&at).await;
    assert!(!looked.body.contains("Nordmann"), "{looked:?}");
    // A login of the attacker's own does not open it either.
    let own = abroad.begin(&mut other, "SE").await;
    let stolen = other.post(&at, &form).await;
    assert!(!leaves(&stolen) && own.flow != begun.flow);
    assert!(abroad.norway.gateway.audited("person_sent").is_empty());
    let sent = browser.post(&at, &form).await;
    abroad.read("SE", &begun.id, &sent).await.unwrap();
}

/// Two logins of one browser show the same values: what was agreed to in one is not agreed to in the other.
#[tokio::test]
async fn px_13_an_approval_of_one_login_is_none_of_another() {
    let abroad = Abroad::start().await;
    let mut browser = abroad.browser();
    let one = abroad.begin(&mut browser, "SE").await;
    let (of_one, _) = abroad.consent(&mut browser, &one.flow, "bankid").await;
    let other = abroad.begin(&mut browser, "SE").await;
    let (of_other, _) = abroad.consent(&mut browser, &other.flow, "bankid").await;
    let crossed = abroad
        .decide(&mut browser, &other.flow, "approve", &of_one)
        .await;
    assert!(!leaves(&crossed), "{crossed:?}");
    for (begun, digest) in [(&one, of_one), (&other, of_other)] {
        let sent = abroad
            .decide(&mut browser, &begun.flow, "approve", &digest)
            .await;
        abroad.read("SE", &begun.id, &sent).await.unwrap();
    }
}

#[tokio::test]
async fn px_13_an_approval_counts_once_and_its_own_browser_sees_the_same_answer() {
    let abroad = Abroad::start().await;
    let gateway = &abroad.norway.gateway;
    let mut browser = abroad.browser();
    let begun = abroad.begin(&mut browser, "SE").await;
    let (digest, _) = abroad.consent(&mut browser, &begun.flow, "bankid").await;
    let jar = browser.cookies.clone();
    let copies = (0..10).map(|_| async {
        let mut tab = abroad.browser();
        tab.cookies = jar.clone();
        abroad
            .decide(&mut tab, &begun.flow, "approve", &digest)
            .await
    });
    let answers = futures_util::future::join_all(copies).await;
    let mut messages: Vec<_> = answers
        .iter()
        .filter(|a| leaves(a))
        .map(|a| form(a).xml)
        .collect();
    messages.dedup();
    assert_eq!(messages.len(), 1, "one assertion");
    assert_eq!(gateway.audited("person_sent").len(), 1);
    // A minute for "back" and "refresh"; a decision made once is not made anew.
    let declined = abroad
        .decide(&mut browser, &begun.flow, "decline", "")
        .await;
    assert_eq!(form(&declined).xml, messages[0]);
    gateway.clock.advance(Duration::from_secs(61));
    for action in ["approve", "decline", "back"] {
        let late = abroad
            .decide(&mut browser, &begun.flow, action, &digest)
            .await;
        assert!(!leaves(&late) && late.status.is_client_error(), "{late:?}");
    }
    let page = browser.get(&format!("/consent?flow={}", begun.flow)).await;
    assert!(!page.body.contains("Nordmann"), "{page:?}");
    assert_eq!(gateway.audited("saml_message_sent").len(), 1);
    abroad.log_in("SE").await;
}

/// The page says Kari; before it is answered, another tab proves somebody else, or Kari by another
/// e-ID at another level.
#[tokio::test]
async fn px_13_what_was_shown_is_what_leaves() {
    let abroad = Abroad::start().await;
    let norway = &abroad.norway;
    for (eid, pid) in [("bankid", OTHER), ("minid", NUMBER)] {
        let mut browser = abroad.browser();
        let begun = abroad.begin(&mut browser, "SE").await;
        let second = {
            let first = norway.choose(&mut browser, &begun.flow, "bankid").await;
            let second = norway.choose(&mut browser, &begun.flow, eid).await;
            browser.get(&norway.bankid.log_in(&first)).await;
            second
        };
        let at = format!("/consent?flow={}", begun.flow);
        let digest = shown(&browser.get(&at).await);
        for script in [&norway.bankid, &norway.minid] {
            script.tell(|script| {
                script.id_token.insert("pid".to_owned(), json!(pid));
                script.userinfo.insert("pid".to_owned(), json!(pid));
            });
        }
        let back = browser.get(&norway.eid(eid).log_in(&second)).await;
        assert_eq!(back.location(), at);
        let stale = abroad
            .decide(&mut browser, &begun.flow, "approve", &digest)
            .await;
        assert_eq!(stale.status, StatusCode::CONFLICT, "{stale:?}");
        assert!(!leaves(&stale));
        let fresh = shown(&stale);
        assert_ne!(fresh, digest);
        let sent = abroad
            .decide(&mut browser, &begun.flow, "approve", &fresh)
            .await;
        abroad.read("SE", &begun.id, &sent).await.unwrap();
        for script in [&norway.bankid, &norway.minid] {
            script.tell(|script| {
                script.id_token.clear();
                script.userinfo.clear();
            });
        }
    }
}

/// Where a login that was proven leads: the page, or (remembered) at once the answer.
async fn arrives(
    abroad: &Abroad,
    browser: &mut Browser<'_>,
    country: &str,
    eid: &str,
    edit: impl FnOnce(String) -> String,
) -> (Begun, Answer) {
    let begun = abroad.begin_with(browser, country, edit).await;
    let back = abroad.prove(browser, &begun.flow, eid).await;
    let page = browser.get(back.location()).await;
    (begun, page)
}

/// A remembered "yes" spares the page for the same values to the same service; the e-ID is asked all
/// the same, and everything else is shown.
#[tokio::test]
async fn px_13_a_remembered_yes_counts_for_the_very_same_and_for_nothing_else() {
    let proxy = "identifier = \"per-country\"\nremember_consent_days = 1\n";
    let abroad = Abroad::start_with(FakeClock::new(NOW_MS), proxy, "").await;
    let norway = &abroad.norway;
    let mut browser = abroad.browser();
    let same = |xml: String| xml;
    let agree = async |browser: &mut Browser<'_>, begun: &Begun, page: &Answer| {
        let digest = shown(page);
        let form = [
            ("action", "approve"),
            ("shown", &*digest),
            ("remember", "yes"),
        ];
        let sent = browser
            .post(&format!("/consent?flow={}", begun.flow), &form)
            .await;
        abroad.read("SE", &begun.id, &sent).await.unwrap()
    };
    let (begun, page) = arrives(&abroad, &mut browser, "SE", "bankid", same).await;
    let person = agree(&mut browser, &begun, &page).await;
    assert_eq!(person.consent, Some(Consent::Obtained));
    let pushed = norway.bankid.calls("par");
    let (begun, sent) = arrives(&abroad, &mut browser, "SE", "bankid", same).await;
    assert_eq!(
        norway.bankid.calls("par"),
        pushed + 1,
        "the e-ID is asked each time"
    );
    let again = abroad.read("SE", &begun.id, &sent).await.unwrap();
    assert_eq!(
        again.consent,
        Some(Consent::Prior),
        "said only after a page"
    );
    assert_eq!(abroad.last("consent_decided", "decision"), "prior");

    let other_service = |xml: String| xml.replace("Service &lt;b&gt;", "Another");
    let no_service = |xml: String| {
        let name = " ProviderName=\"Service &lt;b&gt; of SE\"";
        xml.replace(name, "")
    };
    let (_, page) = arrives(&abroad, &mut browser, "DE", "bankid", same).await;
    assert!(
        !leaves(&page) && page.body.contains("value=\"approve\""),
        "another country"
    );
    let (_, page) = arrives(&abroad, &mut browser, "SE", "minid", same).await;
    assert!(
        !leaves(&page) && page.body.contains("value=\"approve\""),
        "another level"
    );
    let (_, page) = arrives(&abroad, &mut browser, "SE", "bankid", other_service).await;
    assert!(
        !leaves(&page) && page.body.contains("value=\"approve\""),
        "another service"
    );
    for _ in 0..2 {
        let (begun, page) = arrives(&abroad, &mut browser, "SE", "bankid", no_service).await;
        assert!(
            !leaves(&page),
            "a service without a name is shown each time"
        );
        agree(&mut browser, &begun, &page).await;
    }
    // Another person at this browser, and this person at another.
    norway.bankid.tell(|script| {
        script.id_token.insert("pid".to_owned(), json!(OTHER));
        script.userinfo.insert("pid".to_owned(), json!(OTHER));
    });
    let (_, page) = arrives(&abroad, &mut browser, "SE", "bankid", same).await;
    assert!(!leaves(&page), "another person");
    norway.bankid.tell(|script| {
        script.id_token.clear();
        script.userinfo.clear();
    });
    let mut elsewhere = abroad.browser();
    let (_, page) = arrives(&abroad, &mut elsewhere, "SE", "bankid", same).await;
    assert!(!leaves(&page), "another browser");
    // Still remembered, and over when its time is.
    let (begun, sent) = arrives(&abroad, &mut browser, "SE", "bankid", same).await;
    abroad.read("SE", &begun.id, &sent).await.unwrap();
    norway.gateway.clock.advance(Duration::from_secs(86_401));
    let (_, page) = arrives(&abroad, &mut browser, "SE", "bankid", same).await;
    assert!(!leaves(&page), "a day has passed");
}

/// What was agreed for a month counts no longer than the operator lets it now.
#[tokio::test]
async fn px_13_a_remembered_yes_lasts_no_longer_than_is_configured_today() {
    let proxy = "identifier = \"per-country\"\nremember_consent_days = 30\n";
    let abroad = Abroad::start_with(FakeClock::new(NOW_MS), proxy, "").await;
    let mut browser = abroad.browser();
    let (begun, page) = arrives(&abroad, &mut browser, "SE", "bankid", |xml| xml).await;
    let digest = shown(&page);
    let form = [
        ("action", "approve"),
        ("shown", &*digest),
        ("remember", "yes"),
    ];
    let consent = format!("/consent?flow={}", begun.flow);
    let sent = browser.post(&consent, &form).await;
    abroad.read("SE", &begun.id, &sent).await.unwrap();
    let days = |days| {
        abroad.reload(|settings| {
            let proxy = settings.proxy_service.as_mut().unwrap();
            proxy.remember_consent_days = days;
        });
    };
    abroad
        .norway
        .gateway
        .clock
        .advance(Duration::from_secs(2 * 86_400));
    for (most, counts) in [(30, true), (1, false), (0, false), (30, true)] {
        days(most);
        let (_, page) = arrives(&abroad, &mut browser, "SE", "bankid", |xml| xml).await;
        assert_eq!(leaves(&page), counts, "{most} days: {page:?}");
    }
}

#[tokio::test]
async fn px_14_no_is_a_proper_answer_and_nothing_of_the_person_stays() {
    let abroad = Abroad::start().await;
    let gateway = &abroad.norway.gateway;
    let mut browser = abroad.browser();
    // Before an e-ID was chosen.
    let begun = abroad.begin(&mut browser, "SE").await;
    let at = format!("/choose?flow={}", begun.flow);
    let told = browser.post(&at, &[("action", "cancel")]).await;
    let status = abroad.failure("SE", &begun.id, &told).await;
    assert_eq!(status.code, Saml::Responder);
    assert_eq!(status.sub_code, Some(SubStatus::AuthnFailed));
    // At the e-ID.
    let begun = abroad.begin(&mut browser, "DE").await;
    let url = abroad
        .norway
        .choose(&mut browser, &begun.flow, "bankid")
        .await;
    let state = abroad.norway.bankid.request(&url)["state"].clone();
    let no = abroad.norway.bankid.callback(&[
        ("error", "access_denied"),
        ("state", &state),
        ("iss", &abroad.norway.bankid.issuer),
    ]);
    let refused = browser.get(&no).await;
    assert_way_on(&refused);
    let flow = crate::support::between(&refused.body, "action=\"/choose?flow=", "\"").to_owned();
    let at = format!("/choose?flow={flow}");
    let told = browser.post(&at, &[("action", "back")]).await;
    let status = abroad.failure("DE", &begun.id, &told).await;
    assert_eq!(status.sub_code, Some(SubStatus::AuthnFailed));
    // At the consent page: as easy as yes, and the connector knows no more of her.
    let begun = abroad.begin(&mut browser, "SE").await;
    let (digest, page) = abroad.consent(&mut browser, &begun.flow, "bankid").await;
    assert!(page.body.contains("value=\"decline\""));
    let told = abroad
        .decide(&mut browser, &begun.flow, "decline", "")
        .await;
    let status = abroad.failure("SE", &begun.id, &told).await;
    assert_eq!(status.code, Saml::Responder);
    assert_eq!(status.sub_code, Some(SubStatus::RequestDenied));
    assert_eq!(abroad.last("consent_decided", "decision"), "declined");
    // Yes after no is no.
    let changed = abroad
        .decide(&mut browser, &begun.flow, "approve", &digest)
        .await;
    assert_eq!(form(&changed).xml, form(&told).xml);
    assert!(gateway.audited("person_sent").is_empty());
    let secret = browser.cookies[&format!("__Host-f-{}", &begun.flow[..8])].clone();
    let secret = store::Secret::parse(&secret).unwrap();
    let records = &gateway.app.records;
    let citizen: Option<gateway::citizen::Citizen> = records.get_sealed(&secret).await.unwrap();
    assert!(citizen.is_none(), "she is forgotten");
    let everything = gateway.audit.lines().join("\n");
    assert!(!everything.contains(NUMBER) && !everything.contains("Nordmann"));
    abroad.log_in("SE").await;
}

#[tokio::test]
async fn px_16_two_logins_of_one_browser_are_never_crossed() {
    let abroad = Abroad::start().await;
    let mut browser = abroad.browser();
    let se = abroad.begin(&mut browser, "SE").await;
    let de = abroad.begin(&mut browser, "DE").await;
    let at_de = abroad.norway.choose(&mut browser, &de.flow, "minid").await;
    let at_se = abroad.norway.choose(&mut browser, &se.flow, "bankid").await;
    // The answer of one login with the state of the other.
    let state = |eid: &crate::eid::Eid, url: &str| eid.request(url)["state"].clone();
    let code = format!("code-{}", state(&abroad.norway.minid, &at_de));
    let crossed = abroad.norway.bankid.callback(&[
        ("code", &code),
        ("state", &state(&abroad.norway.minid, &at_de)),
        ("iss", &abroad.norway.bankid.issuer),
    ]);
    assert!(browser.get(&crossed).await.status.is_client_error());
    let back = browser.get(&abroad.norway.minid.log_in(&at_de)).await;
    assert_eq!(back.location(), format!("/consent?flow={}", de.flow));
    // Germany's person is proven, Sweden's is not: she is led to where she stands.
    let early = browser.get(&format!("/consent?flow={}", se.flow)).await;
    assert_eq!(early.location(), format!("/choose?flow={}", se.flow));
    let unproven = abroad.decide(&mut browser, &se.flow, "approve", "").await;
    assert_eq!(unproven.location(), format!("/choose?flow={}", se.flow));
    let back = browser.get(&abroad.norway.bankid.log_in(&at_se)).await;
    assert_eq!(back.location(), format!("/consent?flow={}", se.flow));
    let page = |flow: &str| format!("/consent?flow={flow}");
    let for_se = shown(&browser.get(&page(&se.flow)).await);
    let for_de = shown(&browser.get(&page(&de.flow)).await);
    assert_ne!(for_se, for_de);
    for (flow, digest) in [(&se.flow, &for_de), (&de.flow, &for_se)] {
        let crossed = abroad.decide(&mut browser, flow, "approve", digest).await;
        assert_eq!(crossed.status, StatusCode::CONFLICT, "{crossed:?}");
    }
    let sent = abroad
        .decide(&mut browser, &de.flow, "approve", &for_de)
        .await;
    let in_de = abroad.read("DE", &de.id, &sent).await.unwrap();
    let sent = abroad
        .decide(&mut browser, &se.flow, "approve", &for_se)
        .await;
    let in_se = abroad.read("SE", &se.id, &sent).await.unwrap();
    assert!(in_de.person_identifier.as_str().starts_with("NO/DE/"));
    assert!(in_se.person_identifier.as_str().starts_with("NO/SE/"));
    let local = |id: &str| id[6..].to_owned();
    let ids = [&in_de, &in_se].map(|person| local(person.person_identifier.as_str()));
    assert_ne!(ids[0], ids[1], "two countries cannot compare");
    assert!(ids.iter().all(|id| !id.contains(NUMBER)));
}

#[tokio::test]
async fn px_18_somebody_elses_authentication_cannot_be_put_in() {
    let abroad = Abroad::start().await;
    let norway = &abroad.norway;
    let (mut victim, mut thief) = (abroad.browser(), abroad.browser());
    let hers = abroad.begin(&mut victim, "SE").await;
    let own = abroad.begin(&mut thief, "SE").await;
    let her_url = norway.choose(&mut victim, &hers.flow, "bankid").await;
    let own_url = norway.choose(&mut thief, &own.flow, "bankid").await;
    let her_answer = norway.bankid.log_in(&her_url);
    // Her answer in his browser, his login in hers.
    for (browser, answer) in [
        (&mut thief, her_answer.as_str()),
        (&mut victim, norway.bankid.log_in(&own_url).as_str()),
    ] {
        let crossed = browser.get(answer).await;
        assert_eq!(crossed.status, StatusCode::BAD_REQUEST, "{crossed:?}");
        assert_eq!(abroad.last("login_refused", "reason"), "cookie_missing");
    }
    // Her code with his state: her nonce and her code verifier are not his.
    let her_code = format!("code-{}", norway.bankid.request(&her_url)["state"]);
    let his_state = norway.bankid.request(&own_url)["state"].clone();
    let injected = norway.bankid.callback(&[
        ("code", &her_code),
        ("state", &his_state),
        ("iss", &norway.bankid.issuer),
    ]);
    let refused = thief.get(&injected).await;
    assert_way_on(&refused);
    assert_eq!(abroad.last("login_refused", "reason"), "nonce");
    let again = abroad.begin(&mut victim, "SE").await;
    let (digest, _) = abroad.consent(&mut victim, &again.flow, "bankid").await;
    let sent = abroad
        .decide(&mut victim, &again.flow, "approve", &digest)
        .await;
    let person = abroad.read("SE", &again.id, &sent).await.unwrap();
    let name = person.attributes.get(Attribute::FAMILY_NAME).unwrap();
    assert_eq!(name.value, "Nordmann");
}
