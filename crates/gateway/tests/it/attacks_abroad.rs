// SPDX-License-Identifier: EUPL-1.2
//! PX rows of the catalogue at the gateway: what a foreign connector's request may not do. After
//! each the honest login of the same connector still works.

use std::time::Duration;

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use eidas::{Attribute, Instant, LevelOfAssurance, StatusCode as Saml, SubStatus};
use gateway::lever::{Lever, Target};
use store::Kind;
use store::env::FakeClock;
use xmlsec::SigningKey as _;

use crate::abroad::{Abroad, form, key, leaves, requested, sign};
use crate::double_click::{Fault, Fragile};
use crate::support::{Answer, Browser, ISSUER, NOW_MS, encoded};

/// The request was shown to nobody's e-ID: a page, and no message, cookie or login.
fn assert_stopped(abroad: &Abroad, answer: &Answer) {
    assert!(answer.status.is_client_error() || answer.status.is_server_error());
    assert!(
        !leaves(answer) && answer.location().is_empty(),
        "{answer:?}"
    );
    assert!(answer.header("set-cookie").is_empty(), "{answer:?}");
    assert!(
        abroad
            .norway
            .gateway
            .audited("foreign_login_started")
            .is_empty()
    );
    assert!(
        abroad
            .norway
            .gateway
            .audited("saml_message_sent")
            .is_empty()
    );
    assert_eq!(abroad.norway.bankid.calls("par"), 0);
}

fn outcome(abroad: &Abroad) -> String {
    abroad.last("saml_message_received", "outcome")
}

/// A proven request that cannot become a login: the codes its connector reads.
async fn rejected(
    abroad: &Abroad,
    browser: &mut Browser<'_>,
    country: &str,
    edit: impl FnOnce(String) -> String,
) -> (Saml, Option<SubStatus>, String) {
    let (id, xml) = abroad.request(country, edit);
    let answer = abroad.post(browser, &xml).await;
    assert_eq!(answer.status, StatusCode::OK, "{answer:?}");
    let status = abroad.failure(country, &id, &answer).await;
    let code = status.ec_code().unwrap_or_default().to_owned();
    assert_eq!(
        abroad.last("saml_message_sent", "status"),
        status.to_string()
    );
    assert!(
        abroad
            .norway
            .gateway
            .audited("foreign_login_started")
            .is_empty()
    );
    (status.code, status.sub_code, code)
}

#[tokio::test]
async fn px_01_nothing_begins_without_a_signature_of_the_connector() {
    let abroad = Abroad::start().await;
    let mut browser = abroad.browser();
    let connector = abroad.of("SE");
    let honest = connector.xml("_a", abroad.now());
    let signed = String::from_utf8(connector.sign(&honest)).unwrap();
    for wrong in [
        honest.clone(),
        String::from_utf8(sign(&honest, &key("SE"))).unwrap(),
        String::from_utf8(abroad.of("DE").sign(&honest)).unwrap(),
        signed.replacen("IsPassive=\"false\"", "IsPassive=\"true\"", 1),
        signed.replacen("LoA/substantial", "LoA/low", 1),
        signed.replacen("ID=\"_a\"", "ID=\"_b\"", 1),
    ] {
        let answer = abroad.post(&mut browser, wrong.as_bytes()).await;
        assert_stopped(&abroad, &answer);
        assert_eq!(answer.status, StatusCode::BAD_REQUEST);
        assert!(!matches!(outcome(&abroad).as_str(), "" | "accepted"));
        assert!(!abroad.last("login_refused", "reference").is_empty());
    }
    abroad.log_in("SE").await;
}

#[tokio::test]
async fn px_02_an_answer_goes_to_an_address_of_the_metadata_and_no_other() {
    let abroad = Abroad::start().await;
    let mut browser = abroad.browser();
    let own = abroad.of("SE").acs();
    let asking = |url: &str| {
        let more = format!(" AssertionConsumerServiceURL=\"{url}\" ForceAuthn");
        move |xml: String| xml.replace(" ForceAuthn", &more)
    };
    for evil in [
        "https://evil.example/acs",
        &own.replace("connector.", "connector.evil."),
        &format!("{own}/"),
        &format!("{own}?x=1"),
        &own.to_uppercase(),
        &abroad.of("DE").acs(),
        "",
    ] {
        let (_, xml) = abroad.request("SE", asking(evil));
        let answer = abroad.post(&mut browser, &xml).await;
        assert_stopped(&abroad, &answer);
        assert!(!answer.body.contains("evil"), "{answer:?}");
    }
    let begun = abroad.begin_with(&mut browser, "SE", asking(&own)).await;
    let (shown, _) = abroad.consent(&mut browser, &begun.flow, "bankid").await;
    let sent = abroad
        .decide(&mut browser, &begun.flow, "approve", &shown)
        .await;
    assert_eq!(form(&sent).action, own);
}

/// The address was good when the request came and is gone when the answer is made.
#[tokio::test]
async fn px_02_the_metadata_of_now_decides_where_the_answer_goes() {
    let abroad = Abroad::start().await;
    let mut browser = abroad.browser();
    let begun = abroad.begin(&mut browser, "SE").await;
    let (shown, _) = abroad.consent(&mut browser, &begun.flow, "bankid").await;
    let connector = abroad.of("SE");
    let moved = format!("{}/elsewhere", connector.origin());
    let metadata = connector.metadata(&moved, true, abroad.in_days(31));
    abroad.publish("SE", &metadata).await;
    let answer = abroad
        .decide(&mut browser, &begun.flow, "approve", &shown)
        .await;
    assert!(
        !leaves(&answer) && !answer.status.is_success(),
        "{answer:?}"
    );
    assert!(abroad.norway.gateway.audited("person_sent").is_empty());
    let metadata = connector.metadata(&connector.acs(), true, abroad.in_days(32));
    abroad.publish("SE", &metadata).await;
    let sent = abroad
        .decide(&mut browser, &begun.flow, "approve", &shown)
        .await;
    abroad.read("SE", &begun.id, &sent).await.unwrap();
    assert_eq!(abroad.norway.gateway.audited("person_sent").len(), 1);
}

#[tokio::test]
async fn px_03_an_index_of_the_metadata_or_none() {
    let abroad = Abroad::start().await;
    let mut browser = abroad.browser();
    let own = abroad.of("SE").acs();
    let with = |more: String| {
        let more = format!(" {more} ForceAuthn");
        move |xml: String| xml.replace(" ForceAuthn", &more)
    };
    let index = "AssertionConsumerServiceIndex";
    for wrong in [
        format!("{index}=\"1\""),
        format!("{index}=\"-1\""),
        format!("{index}=\"99999999999\""),
        format!("{index}=\"0\" AssertionConsumerServiceURL=\"{own}\""),
    ] {
        let (_, xml) = abroad.request("SE", with(wrong));
        assert_stopped(&abroad, &abroad.post(&mut browser, &xml).await);
    }
    abroad
        .begin_with(&mut browser, "SE", with(format!("{index}=\"0\"")))
        .await;
}

#[tokio::test]
async fn px_04_only_a_connector_of_the_list_may_ask_and_only_us() {
    let abroad = Abroad::start().await;
    let mut browser = abroad.browser();
    let gateway = &abroad.norway.gateway;
    let own = abroad.of("SE").entity_id();
    let stranger = own.as_str().replace("connector", "stranger");
    let node = gateway.node("SE").entity_id();
    for (from, to) in [
        ("/eidas/proxy/sso", "/eidas/connector/acs"),
        (
            "http://no.localhost:8080/eidas",
            "http://NO.localhost:8080/eidas",
        ),
        ("/eidas/proxy/sso", "/eidas/proxy/sso?x"),
        (
            " Destination=\"http://no.localhost:8080/eidas/proxy/sso\"",
            "",
        ),
        (own.as_str(), stranger.as_str()),
        (own.as_str(), abroad.of("DE").entity_id().as_str()),
        // A country's Proxy-Service answers; it does not ask.
        (own.as_str(), node.as_str()),
        ("<saml2:Issuer>", "<saml2:Issuer Format=\"x\">"),
    ] {
        let (_, xml) = abroad.request("SE", |xml| xml.replace(from, to));
        let answer = abroad.post(&mut browser, &xml).await;
        assert_stopped(&abroad, &answer);
    }
    let xml = abroad.of("SE").xml("_n", abroad.now());
    let as_node = sign(
        &xml.replace(own.as_str(), node.as_str()),
        &gateway.node("SE").key,
    );
    assert_stopped(&abroad, &abroad.post(&mut browser, &as_node).await);
    assert_eq!(outcome(&abroad), "connector_unknown");

    let app = &gateway.app;
    let country = Target::Country("SE".to_owned());
    let lever = Lever {
        target: country.clone(),
        since_ms: NOW_MS,
        until_ms: None,
        nb: "Stengt for nå".to_owned(),
        nn: "Stengd".to_owned(),
        en: "Closed by the operator".to_owned(),
    };
    app.levers.suspend(&app.records, lever).await.unwrap();
    let (_, xml) = abroad.request("SE", |xml| xml);
    let answer = abroad.post(&mut browser, &xml).await;
    assert_stopped(&abroad, &answer);
    assert!(answer.body.contains("Closed by the operator"), "{answer:?}");
    assert_eq!(outcome(&abroad), "country_suspended");
    abroad.log_in("DE").await;
    app.levers.resume(&app.records, &country).await.unwrap();
    abroad.log_in("SE").await;
}

#[tokio::test]
async fn px_06_a_request_is_of_now() {
    let abroad = Abroad::start().await;
    let mut browser = abroad.browser();
    let at = |seconds: i64| {
        let connector = abroad.of("SE");
        let issued = Instant::from_ms(abroad.now().ms() + seconds * 1000);
        let id = abroad.norway.gateway.env.message_id();
        connector.sign(&connector.xml(&id, issued))
    };
    for seconds in [-3600, -600, 600] {
        let answer = abroad.post(&mut browser, &at(seconds)).await;
        assert_stopped(&abroad, &answer);
        let late = answer.body.contains("too old") || answer.body.contains("too late");
        assert!(seconds > 0 || late || answer.status == StatusCode::BAD_REQUEST);
    }
    let honest = at(-240);
    let answer = abroad.post(&mut browser, &honest).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{answer:?}");
}

#[tokio::test]
async fn px_06_a_request_is_taken_once_for_as_long_as_it_counts() {
    let abroad = Abroad::start().await;
    let gateway = &abroad.norway.gateway;
    let mut browser = abroad.browser();
    let (_, xml) = abroad.request("SE", |xml| xml);
    let taken = abroad.post(&mut browser, &xml).await;
    assert_eq!(taken.status, StatusCode::SEE_OTHER);
    for seconds in [0, 60, 200, 60, 3600, 7200] {
        gateway.clock.advance(Duration::from_secs(seconds));
        let again = abroad.post(&mut abroad.browser(), &xml).await;
        assert_eq!(again.status, StatusCode::BAD_REQUEST, "{again:?}");
        assert!(!leaves(&again));
    }
    assert_eq!(gateway.audited("foreign_login_started").len(), 1);
    assert_eq!(
        gateway.audited("replay_refused").len(),
        4,
        "then it is too old"
    );
}

/// A request that is refused with an answer is used up too: the connector's form comes a second time by a double click, "back" or
/// "reload", and whoever brings the same gets the same answer, which is about nobody. Nothing is signed anew for it.
#[tokio::test]
async fn px_06_a_refused_request_that_comes_again_gets_the_same_answer() {
    let abroad = Abroad::start().await;
    let gateway = &abroad.norway.gateway;
    let passive = |xml: String| xml.replace("IsPassive=\"false\"", "IsPassive=\"true\"");
    let (id, xml) = abroad.request("SE", passive);
    let copies = (0..8).map(|_| async { abroad.post(&mut abroad.browser(), &xml).await });
    let answers = futures_util::future::join_all(copies).await;
    let first = form(&answers[0]);
    abroad.failure("SE", &id, &answers[0]).await;
    let signed = |answer: &Answer| {
        let form = form(answer);
        (form.action, form.relay_state, form.xml)
    };
    for answer in &answers {
        assert_eq!(signed(answer), signed(&answers[0]));
    }
    assert_eq!(gateway.audited("saml_message_sent").len(), 1);
    assert_eq!(gateway.audited("replay_refused").len(), 0);
    gateway.clock.advance(Duration::from_secs(60));
    let later = abroad.post(&mut abroad.browser(), &xml).await;
    assert_eq!(form(&later).xml, first.xml);
    // RelayState is the bearer's own, and of nobody who came before.
    let message = STANDARD.encode(&xml);
    for own in [None, Some(""), Some("another")] {
        let mut fields = vec![("SAMLRequest", message.as_str())];
        fields.extend(own.map(|own| ("RelayState", own)));
        let mut browser = abroad.browser();
        let other = browser.post_from_abroad("/eidas/proxy/sso", &fields).await;
        let other = form(&other);
        assert_eq!(
            (other.relay_state.as_deref(), other.xml),
            (own, first.xml.clone())
        );
    }
    // Not to an address that is gone, nor when it is too old.
    let connector = abroad.of("SE");
    let moved = format!("{}/elsewhere", connector.origin());
    let metadata = connector.metadata(&moved, true, abroad.in_days(31));
    abroad.publish("SE", &metadata).await;
    assert!(!leaves(&abroad.post(&mut abroad.browser(), &xml).await));
    let metadata = connector.metadata(&connector.acs(), true, abroad.in_days(32));
    abroad.publish("SE", &metadata).await;
    assert!(leaves(&abroad.post(&mut abroad.browser(), &xml).await));
    gateway.clock.advance(Duration::from_secs(3600));
    assert!(!leaves(&abroad.post(&mut abroad.browser(), &xml).await));
    assert_eq!(gateway.audited("saml_message_sent").len(), 1);
    abroad.log_in("SE").await;
}

/// What fails between a request's mark and its login leaves nothing taken: the connector's form that comes again, when the disk is
/// well, is a login, and one.
#[tokio::test]
async fn px_06_a_request_of_which_nothing_came_may_come_again() {
    let mut abroad = Abroad::start().await;
    let store = Fragile::new(&abroad.norway.gateway.env, true);
    abroad.norway.gateway = abroad.norway.gateway.on_store(store.clone());
    let (_, xml) = abroad.request("SE", |xml| xml);
    let mut browser = abroad.browser();
    store.set(Fault::Fails(Kind::Login));
    let failed = abroad.post(&mut browser, &xml).await;
    assert_eq!(failed.status, StatusCode::SERVICE_UNAVAILABLE, "{failed:?}");
    store.set(Fault::None);
    let begun = abroad.post(&mut browser, &xml).await;
    assert!(begun.location().starts_with("/choose?flow="), "{begun:?}");
    let again = abroad.post(&mut abroad.browser(), &xml).await;
    assert_eq!(again.status, StatusCode::BAD_REQUEST, "{again:?}");
}

/// Of a hundred copies at once one becomes a login.
#[tokio::test]
async fn px_06_copies_at_once_are_one_login() {
    let abroad = Abroad::start().await;
    let (_, xml) = abroad.request("SE", |xml| xml);
    let copies = (0..20).map(|_| async {
        let answer = abroad.post(&mut abroad.browser(), &xml).await;
        answer.status == StatusCode::SEE_OTHER
    });
    let taken = futures_util::future::join_all(copies).await;
    assert_eq!(taken.into_iter().filter(|taken| *taken).count(), 1);
}

#[tokio::test]
async fn px_07_a_level_that_is_not_offered_is_answered_and_none_is_raised() {
    let abroad = Abroad::start().await;
    let mut browser = abroad.browser();
    let substantial = LevelOfAssurance::Substantial.uri();
    let minimum = "Comparison=\"minimum\"";
    let class =
        |uri: &str| format!("<saml2:AuthnContextClassRef>{uri}</saml2:AuthnContextClassRef>");
    let context = |xml: &str| {
        let start = xml.find("<saml2p:RequestedAuthnContext").unwrap();
        let end = xml.find("</saml2p:AuthnRequest>").unwrap();
        xml[start..end].to_owned()
    };
    let none = |xml: String| {
        let context = context(&xml);
        xml.replace(&context, "")
    };
    let not_notified = "http://eidas.europa.eu/NotNotified/LoA/substantial";
    let edits: Vec<Box<dyn FnOnce(String) -> String>> = vec![
        Box::new(|xml| xml.replace(minimum, "Comparison=\"maximum\"")),
        Box::new(|xml| xml.replace(minimum, "Comparison=\"better\"")),
        Box::new(move |xml| xml.replace(substantial, "http://eidas.europa.eu/LoA/highest")),
        Box::new(move |xml| xml.replace(substantial, not_notified)),
        Box::new(none),
        Box::new(move |xml| {
            let xml = xml.replace(minimum, "Comparison=\"exact\"");
            xml.replace(substantial, not_notified)
        }),
        Box::new(move |xml| xml.replace(&class(substantial), &class(substantial).repeat(2))),
    ];
    for edit in edits {
        let (code, _, ec) = rejected(&abroad, &mut browser, "SE", edit).await;
        assert_eq!((code, ec.as_str()), (Saml::Requester, "202015"));
    }
    // High is asked: MinID cannot be chosen, and a level that it claims to have reached is nothing.
    let high = LevelOfAssurance::High.uri();
    let asking = |xml: String| xml.replace(substantial, high);
    let begun = abroad.begin_with(&mut browser, "SE", asking).await;
    let choice = [("eid", "minid"), ("action", "next")];
    let at = format!("/choose?flow={}", begun.flow);
    let page = browser.post(&at, &choice).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    let begun = abroad.begin(&mut browser, "SE").await;
    abroad.norway.minid.tell(|script| {
        let word = serde_json::Value::from("idporten-loa-high");
        script.id_token.insert("acr".to_owned(), word);
    });
    let refused = abroad.prove(&mut browser, &begun.flow, "minid").await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN, "{refused:?}");
    abroad.norway.minid.tell(|script| script.id_token.clear());
    // What leaves says what was proven, not what was asked.
    let person = abroad.log_in("SE").await;
    assert_eq!(person.loa.uri(), high);
    let begun = abroad.begin(&mut browser, "SE").await;
    let (shown, _) = abroad.consent(&mut browser, &begun.flow, "minid").await;
    let sent = abroad
        .decide(&mut browser, &begun.flow, "approve", &shown)
        .await;
    let person = abroad.read("SE", &begun.id, &sent).await.unwrap();
    assert_eq!(person.loa.uri(), substantial);
}

#[tokio::test]
async fn px_08_px_09_px_10_sector_requester_and_format_are_answered() {
    let abroad = Abroad::start().await;
    let mut browser = abroad.browser();
    let sector = "<eidas:SPType>public</eidas:SPType>";
    let private = "<eidas:SPType>private</eidas:SPType>";
    let none = |xml: String| xml.replace(sector, "");
    let twice = |xml: String| {
        xml.replace(
            "<saml2p:Extensions>",
            &format!("<saml2p:Extensions>{sector}"),
        )
    };
    let company = |xml: String| xml.replace(sector, private);
    let format = |xml: String| {
        xml.replace(
            "SAML:2.0:nameid-format:persistent",
            "SAML:1.1:nameid-format:WindowsDomainQualifiedName",
        )
    };
    let (code, _, ec) = rejected(&abroad, &mut browser, "SE", none).await;
    assert_eq!((code, ec.as_str()), (Saml::Requester, "202017"));
    let (code, _, ec) = rejected(&abroad, &mut browser, "DE", twice).await;
    assert_eq!((code, ec.as_str()), (Saml::Requester, "202016"));
    let (code, _, ec) = rejected(&abroad, &mut browser, "SE", company).await;
    assert_eq!((code, ec.as_str()), (Saml::Requester, "202020"));
    let (code, sub, ec) = rejected(&abroad, &mut browser, "SE", format).await;
    assert_eq!((code, ec.as_str()), (Saml::Requester, "202022"));
    assert_eq!(sub, Some(SubStatus::InvalidNameIdPolicy));
    abroad.log_in("SE").await;
    abroad.log_in("DE").await;
}

#[tokio::test]
async fn px_09_a_company_is_served_where_terms_are_agreed() {
    let terms = "identifier = \"per-country\"\n\
         [[proxy_service.private_services]]\neid = \"minid\"\ncountries = [\"SE\"]\n\
         terms = \"Agreement 1\"\n";
    let abroad = Abroad::start_with(FakeClock::new(NOW_MS), terms, "").await;
    let mut browser = abroad.browser();
    let company = |xml: String| {
        xml.replace(">public<", ">private<").replace(
            "</saml2p:AuthnRequest>",
            "<saml2p:Scoping><saml2p:RequesterID>https://company.example</saml2p:RequesterID>\
             </saml2p:Scoping></saml2p:AuthnRequest>",
        )
    };
    // The one with terms does not reach the level, and the other has none: nobody is troubled.
    let (low, high) = (LevelOfAssurance::Substantial, LevelOfAssurance::High);
    let higher = |xml: String| company(xml).replace(low.uri(), high.uri());
    let (code, sub, _) = rejected(&abroad, &mut browser, "SE", higher).await;
    assert_eq!(
        (code, sub),
        (Saml::Responder, Some(SubStatus::RequestDenied))
    );
    let begun = abroad.begin_with(&mut browser, "SE", company).await;
    let at = format!("/choose?flow={}", begun.flow);
    let page = browser.get(&at).await;
    assert!(page.body.contains("value=\"minid\""));
    assert!(!page.body.contains("value=\"minid\" disabled"));
    assert!(page.body.contains("value=\"bankid\" disabled"), "{page:?}");
    let why = "No agreement on its use by private companies in Sweden";
    assert_eq!(page.body.matches(why).count(), 1, "BankID alone: {page:?}");
    let tampered = [("eid", "bankid"), ("action", "next")];
    let answer = browser.post(&at, &tampered).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    abroad.consent(&mut browser, &begun.flow, "minid").await;

    let abroad = Abroad::start().await;
    let mut browser = abroad.browser();
    let (code, sub, _) = rejected(&abroad, &mut browser, "SE", company).await;
    assert_eq!(code, Saml::Responder);
    assert_eq!(sub, Some(SubStatus::RequestDenied), "there are no terms");
}

#[tokio::test]
async fn px_12_only_what_was_asked_leaves_and_what_nobody_knows_is_ignored() {
    let abroad = Abroad::start().await;
    let mut browser = abroad.browser();
    let with = |name: &str, required: bool| {
        let more = format!("<eidas:RequestedAttributes>{}", requested(name, required));
        move |xml: String| xml.replace("<eidas:RequestedAttributes>", &more)
    };
    let representative = "http://eidas.europa.eu/attributes/naturalperson/representative/\
                          PersonIdentifier";
    let sector = "http://e-justice.europa.eu/attributes/naturalperson/eJusticeNaturalPersonRole";
    for (name, ec) in [
        (representative, "203024"),
        (
            "http://eidas.europa.eu/attributes/legalperson/LegalName",
            "202005",
        ),
    ] {
        let (code, sub, got) = rejected(&abroad, &mut browser, "SE", with(name, true)).await;
        assert_eq!((code, got.as_str()), (Saml::Requester, ec), "{name}");
        assert_eq!(sub, Some(SubStatus::InvalidAttrNameOrValue), "{name}");
    }
    // Unknown, or not ours: ignored, whatever the connector calls it (Message Format 1.4 §2.3.2).
    for name in ["http://connector.se/attributes/Shoes", sector] {
        abroad
            .begin_with(&mut browser, "SE", with(name, true))
            .await;
    }
    // The e-ID says more than was asked, and that stays here.
    abroad.norway.bankid.tell(|script| {
        for (name, value) in [("gender", "female"), ("email", "kari@example.no")] {
            let value = serde_json::Value::from(value);
            script.userinfo.insert(name.to_owned(), value);
        }
    });
    let unknown = with("http://connector.se/attributes/Shoes", false);
    let begun = abroad.begin_with(&mut browser, "SE", unknown).await;
    let (shown, page) = abroad.consent(&mut browser, &begun.flow, "bankid").await;
    assert!(!page.body.contains("kari@example.no") && !page.body.contains("Shoes"));
    let sent = abroad
        .decide(&mut browser, &begun.flow, "approve", &shown)
        .await;
    let person = abroad.read("SE", &begun.id, &sent).await.unwrap();
    assert_eq!(person.dropped, 0);
    let left: Vec<_> = person.attributes.iter().map(|(it, _)| it).collect();
    assert_eq!(left.len(), 4);
    assert!(
        left.iter()
            .all(|it| Attribute::NATURAL_MANDATORY.contains(it))
    );
}

#[tokio::test]
async fn px_15_only_a_key_of_the_metadata_is_encrypted_to() {
    let abroad = Abroad::start().await;
    let mut browser = abroad.browser();
    let connector = abroad.of("SE");
    let (id, xml) = abroad.request("SE", |xml| xml);
    let stranger = key("SE").certificates()[0].to_base64();
    let beside = format!(
        "<ds:X509Data><ds:X509Certificate>{stranger}</ds:X509Certificate></ds:X509Data>\
         </ds:KeyInfo>"
    );
    let beside = String::from_utf8(xml)
        .unwrap()
        .replace("</ds:KeyInfo>", &beside);
    let answer = abroad.post(&mut browser, beside.as_bytes()).await;
    if answer.status == StatusCode::SEE_OTHER {
        let flow = crate::support::flow_of(&answer);
        let (shown, _) = abroad.consent(&mut browser, &flow, "bankid").await;
        let sent = abroad.decide(&mut browser, &flow, "approve", &shown).await;
        abroad.read("SE", &id, &sent).await.unwrap();
    } else {
        assert!(!leaves(&answer));
    }
    // MD-17: no key at all, and nothing leaves, not even unencrypted. The connector is told.
    let sent_before = abroad.norway.gateway.audited("person_sent").len();
    let begun = abroad.begin(&mut browser, "SE").await;
    let bare = connector.metadata(&connector.acs(), false, abroad.in_days(31));
    abroad.publish("SE", &bare).await;
    let back = abroad.prove(&mut browser, &begun.flow, "bankid").await;
    let page = browser.get(back.location()).await;
    assert_eq!(page.status, StatusCode::FORBIDDEN, "{page:?}");
    assert!(!page.body.contains("value=\"approve\""), "{page:?}");
    let forced = abroad
        .decide(&mut browser, &begun.flow, "approve", "")
        .await;
    assert!(!leaves(&forced), "{forced:?}");
    let told = abroad.decide(&mut browser, &begun.flow, "back", "").await;
    let status = abroad.failure("SE", &begun.id, &told).await;
    assert_eq!(status.code, Saml::Responder);
    // And before anybody proves herself in vain.
    let started = abroad.norway.gateway.audited("foreign_login_started").len();
    let (id, xml) = abroad.request("SE", |xml| xml);
    let told = abroad.post(&mut browser, &xml).await;
    let status = abroad.failure("SE", &id, &told).await;
    assert_eq!(status.ec_code(), Some("202011"));
    let started_now = abroad.norway.gateway.audited("foreign_login_started").len();
    assert_eq!(started_now, started);
    let sent_now = abroad.norway.gateway.audited("person_sent").len();
    assert_eq!(sent_now, sent_before);
    let whole = connector.metadata(&connector.acs(), true, abroad.in_days(32));
    abroad.publish("SE", &whole).await;
    abroad.log_in("SE").await;
}

/// R-36, PX-06: a request that was used after the backup is refused after the restore, and so is the
/// answer of the e-ID that was on its way; a request of later is a login.
#[tokio::test]
async fn r_36_a_request_that_was_used_after_the_backup_is_refused_after_the_restore() {
    let mut abroad = Abroad::start().await;
    let (before, after) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let store = crate::support::on_disk(before.path(), &abroad.norway.gateway.env);
    abroad.norway.gateway = abroad.norway.gateway.on_store(store.clone());
    let backup = store::snapshot(&*store).await.unwrap();
    let (_, xml) = abroad.request("SE", |xml| xml);
    let taken = abroad.post(&mut abroad.browser(), &xml).await;
    assert_eq!(taken.status, StatusCode::SEE_OTHER, "{taken:?}");

    let gateway = abroad.norway.gateway;
    abroad.norway.gateway = gateway.restored_from(&backup, after.path()).await;
    let again = abroad.post(&mut abroad.browser(), &xml).await;
    assert_eq!(again.status, StatusCode::BAD_REQUEST, "{again:?}");
    assert!(!leaves(&again));
    assert_eq!(outcome(&abroad), "issued_before_restore");
    // Another country's clock may have been ahead by a minute when its request was used.
    let gateway = &abroad.norway.gateway;
    gateway.clock.advance(Duration::from_secs(60));
    let (_, early) = abroad.request("SE", |xml| xml);
    let refused = abroad.post(&mut abroad.browser(), &early).await;
    assert_eq!(refused.status, StatusCode::BAD_REQUEST, "{refused:?}");
    gateway.clock.advance(Duration::from_secs(1));
    abroad.log_in("SE").await;
}

/// AZ-13 on this road: what a hostile page embeds begins no login, and the connector's request is not used
/// up by it.
#[tokio::test]
async fn az_13_an_embedded_request_of_a_connector_begins_nothing() {
    let abroad = Abroad::start().await;
    let mut browser = abroad.browser();
    let (_, xml) = abroad.request("SE", |xml| xml);
    let message = STANDARD.encode(&xml);
    for (header, how) in [("sec-fetch-dest", "iframe"), ("sec-fetch-mode", "no-cors")] {
        let request = Request::post(format!("{ISSUER}/eidas/proxy/sso"))
            .header(header, how)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        let body = encoded(&[("SAMLRequest", &message)]);
        let page = browser.go(request, Body::from(body)).await;
        assert_stopped(&abroad, &page);
    }
    let begun = abroad.post(&mut browser, &xml).await;
    assert!(begun.location().starts_with("/choose?flow="), "{begun:?}");
}
