//! Attacks on the Connector's road by their name in the catalogue (`docs/attacks.md`): what only shows
//! at the gateway. After each the honest login still works.

use std::sync::Arc;
use std::time::Duration;

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use eidas::{Attribute, LevelOfAssurance, MessageId, Response, Status};
use store::{Embedded, EmbeddedOptions, Memory, Secret, Store};

use crate::connector::{arrive, tokens};
use crate::support::{Browser, Gateway, ISSUER, Sent, between, encoded, flow_of};

fn honest(gateway: &Gateway, sent: &Sent) -> Vec<u8> {
    gateway.sign("SE", &gateway.respond("SE", sent, LevelOfAssurance::High))
}

/// The marks of what was used are on the disk before anything leaves.
#[tokio::test]
async fn sp_12_a_replay_after_a_restart() {
    let directory = tempfile::tempdir().unwrap();
    let on_disk = |gateway: &Gateway| -> Arc<dyn Store> {
        let options = EmbeddedOptions::default();
        Arc::new(Embedded::open(directory.path(), gateway.env.clone(), &options).unwrap())
    };
    let gateway = Gateway::start().await;
    let store = on_disk(&gateway);
    let gateway = gateway.on_store(store);
    let (xml, jar) = {
        let mut browser = gateway.browser();
        let (_, sent) = browser.go_to_country("SE").await;
        let jar = browser.cookies.clone();
        let xml = honest(&gateway, &sent);
        let page = browser.answer(&xml, None).await;
        tokens(&mut browser, &page).await;
        (xml, jar)
    };
    // The process ends, and with it everything it remembered.
    let empty = Arc::new(Memory::new(gateway.env.clone()));
    let gateway = gateway.on_store(empty);
    let store = on_disk(&gateway);
    let gateway = gateway.on_store(store);
    let stranger = gateway.browser().answer(&xml, None).await;
    assert_eq!(stranger.status, StatusCode::BAD_REQUEST, "{stranger:?}");
    gateway.clock.advance(Duration::from_secs(61));
    let mut same = gateway.browser();
    same.cookies = jar;
    let again = same.answer(&xml, None).await;
    assert_eq!(again.status, StatusCode::BAD_REQUEST, "{again:?}");
    assert_eq!(gateway.audited("replay_refused").len(), 2);
    assert_eq!(gateway.audited("code_issued").len(), 1);
    arrive(&gateway).await;
}

/// E6 of what was tried: a store whose process was killed may have forgotten the question. Whoever
/// comes back with its answer reads that it is not known, not that it was used.
#[tokio::test]
async fn an_answer_to_a_forgotten_question_was_not_used() {
    let gateway = Gateway::start().await;
    let mut browser = gateway.browser();
    let (_, sent) = browser.go_to_country("SE").await;
    let xml = honest(&gateway, &sent);
    let jar = browser.cookies.clone();
    let empty = Arc::new(Memory::new(gateway.env.clone()));
    let gateway = gateway.on_store(empty);
    for cookies in [jar, Default::default()] {
        let mut browser = gateway.browser();
        browser.cookies = cookies;
        let page = browser.answer(&xml, None).await;
        assert_eq!(page.status, StatusCode::BAD_REQUEST, "{page:?}");
        assert!(page.body.contains("no longer exists"), "{page:?}");
    }
    assert!(gateway.audited("replay_refused").is_empty());
    let refused = gateway.audited("login_refused");
    assert_eq!(refused.len(), 2, "what a stranger made up is an event");
    assert!(refused[0].contains("never_asked"), "{}", refused[0]);
    arrive(&gateway).await;
}

/// The name of the question says until when it waited: who comes later reads that, however much was
/// forgotten meanwhile.
#[tokio::test]
async fn an_answer_that_comes_hours_later_is_called_late() {
    let gateway = Gateway::start().await;
    let mut browser = gateway.browser();
    let (_, sent) = browser.go_to_country("SE").await;
    let xml = honest(&gateway, &sent);
    gateway.clock.advance(Duration::from_secs(3 * 3600));
    let page = browser.answer(&xml, None).await;
    assert!(page.status.is_client_error(), "{page:?}");
    assert!(page.body.contains("flow_expired"), "{page:?}");
    let refused = gateway.audited("login_refused");
    assert!(refused.is_empty(), "nobody made it up: {refused:?}");
}

#[tokio::test]
async fn sp_13_a_replay_under_another_id() {
    let gateway = Gateway::start().await;
    let mut browser = gateway.browser();
    let (_, sent) = browser.go_to_country("SE").await;
    let response = gateway.respond("SE", &sent, LevelOfAssurance::High);
    let xml = gateway.sign("SE", &response);
    let renamed = String::from_utf8(xml.clone()).unwrap();
    let renamed = renamed.replace(response.id.as_str(), "_another");
    let refused = browser.answer(renamed.as_bytes(), None).await;
    assert_eq!(refused.status, StatusCode::BAD_REQUEST, "{refused:?}");
    let page = browser.answer(&xml, None).await;
    tokens(&mut browser, &page).await;
    // The same assertion once more, in an answer that the peer itself signed anew.
    let response = Response {
        id: MessageId::parse("_another").unwrap(),
        ..response
    };
    let again = browser.answer(&gateway.sign("SE", &response), None).await;
    assert_eq!(again.status, StatusCode::BAD_REQUEST, "{again:?}");
    assert_eq!(gateway.audited("replay_refused").len(), 1);
    assert_eq!(gateway.audited("code_issued").len(), 1);
    arrive(&gateway).await;
}

/// Attack: who saw the address of a login makes up a cookie of its name. Defence: its secret is compared.
#[tokio::test]
async fn sp_03_a_cookie_of_the_right_name_with_another_secret_takes_nothing() {
    let gateway = Gateway::start().await;
    let mut browser = gateway.browser();
    let (_, sent) = browser.go_to_country("SE").await;
    let xml = honest(&gateway, &sent);
    let mut other = gateway.browser();
    other.cookies = browser.cookies.clone();
    for value in other.cookies.values_mut() {
        let chosen = value.ends_with(".chosen");
        let made_up = Secret::new(&gateway.env, gateway.env.now_ms() + 600_000);
        *value = made_up.reveal().to_owned() + if chosen { ".chosen" } else { "" };
    }
    assert!(
        other
            .cookies
            .keys()
            .any(|name| name.starts_with("__Host-f-"))
    );
    let page = other.answer(&xml, Some(&sent.relay_state)).await;
    assert_eq!(page.status, StatusCode::BAD_REQUEST, "{page:?}");
    assert!(gateway.audited("person_identified").is_empty());
    let page = browser.answer(&xml, None).await;
    tokens(&mut browser, &page).await;
}

#[tokio::test]
async fn sp_30_relay_state_is_ours_or_refused_and_never_shown() {
    let gateway = Gateway::start().await;
    let mut browser = gateway.browser();
    let (_, sent) = browser.go_to_country("SE").await;
    let xml = honest(&gateway, &sent);
    for state in [
        "https://evil.example/",
        "//evil.example",
        "<script>alert(1)</script>",
        "x\r\nLocation: https://evil.example/",
        "../../evil.example",
        &format!("{}evil.example", "a".repeat(69)),
        &format!("{}evil.example", "a".repeat(10_000)),
        &format!("{}evil.example", sent.relay_state),
        &sent.relay_state.to_ascii_uppercase(),
    ] {
        let page = browser.answer(&xml, Some(state)).await;
        assert_eq!(page.status, StatusCode::BAD_REQUEST, "{state}");
        assert!(page.location().is_empty(), "{state}");
        for part in ["evil.example", "alert(1)"] {
            assert!(!page.body.contains(part), "{state}: {}", page.body);
        }
    }
    assert!(sent.relay_state.len() <= 80);
    assert!(gateway.audited("code_issued").is_empty());
    let page = browser.answer(&xml, Some(&sent.relay_state)).await;
    tokens(&mut browser, &page).await;
}

#[tokio::test]
async fn sp_31_relay_states_swapped_between_two_tabs_or_lost() {
    let gateway = Gateway::start().await;
    let mut browser = gateway.browser();
    let (_, one) = browser.go_to_country("SE").await;
    let (_, other) = browser.go_to_country("SE").await;
    let (xml, other_xml) = (honest(&gateway, &one), honest(&gateway, &other));
    let swapped = browser.answer(&xml, Some(&other.relay_state)).await;
    assert_eq!(swapped.status, StatusCode::BAD_REQUEST, "{swapped:?}");
    assert!(gateway.audited("code_issued").is_empty());
    // Lost: InResponseTo alone decides.
    let page = browser.answer(&xml, None).await;
    tokens(&mut browser, &page).await;
    let page = browser.answer(&other_xml, Some(&other.relay_state)).await;
    tokens(&mut browser, &page).await;
}

/// A node that failed answers with what names no question, with no XML, or with no message at all, and may have lost the
/// RelayState. Whoever was sent there still goes on; nobody else learns anything, and nothing is closed.
#[tokio::test]
async fn what_answers_no_question_leaves_a_way_on_in_the_browser_that_was_sent() {
    let gateway = Gateway::start().await;
    let mut browser = gateway.browser();
    let (flow, sent) = browser.go_to_country("SE").await;
    let good = honest(&gateway, &sent);
    let nameless = String::from_utf8(good.clone()).unwrap();
    let nameless = nameless.replacen(" InResponseTo=", " Other=", 1);
    for message in [nameless.as_bytes(), b"<html>"] {
        let named = browser.answer(message, Some(&sent.relay_state)).await;
        let lost = browser.answer(message, None).await;
        let nothing = browser.post_from_abroad("/eidas/connector/acs", &[]).await;
        for page in [named, lost, nothing] {
            assert_eq!(page.status, StatusCode::BAD_REQUEST, "{page:?}");
            assert!(page.body.contains("action=\"/send?flow"), "{page:?}");
            assert!(page.body.contains(&flow), "{page:?}");
        }
        // The name of a login alone, as it stands in addresses, is nobody's.
        for out in [None, browser.cookies.get("__Host-out")] {
            let mut other = gateway.browser();
            let out = out.map(|flow| ("__Host-out".to_owned(), flow.clone()));
            other.cookies.extend(out);
            let page = other.answer(message, Some(&sent.relay_state)).await;
            assert_eq!(page.status, StatusCode::BAD_REQUEST, "{page:?}");
            assert!(!page.body.contains(&flow), "{page:?}");
        }
    }
    let page = browser.answer(&good, Some(&sent.relay_state)).await;
    tokens(&mut browser, &page).await;
}

/// A cross-site form may carry other content types; SAML Bindings §3.5.4 knows one.
#[tokio::test]
async fn sp_32_a_form_and_no_other_content() {
    let gateway = Gateway::start().await;
    let mut browser = gateway.browser();
    let (_, sent) = browser.go_to_country("SE").await;
    let message = STANDARD.encode(honest(&gateway, &sent));
    let body = encoded(&[("SAMLResponse", &message)]);
    let post = |kind: Option<&str>| {
        let request = Request::post(format!("{ISSUER}/eidas/connector/acs"))
            .header("sec-fetch-site", "cross-site");
        match kind {
            Some(kind) => request.header(header::CONTENT_TYPE, kind),
            None => request,
        }
    };
    for kind in [
        None,
        Some("text/plain"),
        Some("text/xml"),
        Some("application/soap+xml"),
        Some("application/vnd.paos+xml"),
        Some("application/json"),
        Some("multipart/form-data; boundary=x"),
        Some("application/x-www-form-urlencoded2"),
    ] {
        let page = browser.go(post(kind), Body::from(body.clone())).await;
        assert_eq!(page.status, StatusCode::BAD_REQUEST, "{kind:?}");
    }
    assert!(gateway.audited("code_issued").is_empty());
    let form = post(Some("application/x-www-form-urlencoded; charset=UTF-8"));
    let page = browser.go(form, Body::from(body)).await;
    tokens(&mut browser, &page).await;
}

#[tokio::test]
async fn sp_35_what_a_peer_writes_beside_its_no_is_never_shown() {
    let gateway = Gateway::start().await;
    let mut browser = gateway.browser();
    let (_, sent) = browser.go_to_country("SE").await;
    let words = "<script>alert(1)</script><a href=\"https://evil.example/\">Pay here first</a>";
    let status = Status::failure(eidas::StatusCode::Responder, None, words);
    let page = browser
        .answer(&gateway.refuse("SE", &sent, status), None)
        .await;
    let parts = ["evil.example", "alert(1)", "Pay here first"];
    for part in parts {
        assert!(!page.body.contains(part), "{}", page.body);
    }
    let action = between(&page.body, "method=\"post\" action=\"", "\"").replace("&#61;", "=");
    let back = browser.post(&action, &[("action", "back")]).await;
    assert_eq!(back.parameter("error").as_deref(), Some("server_error"));
    for part in parts {
        assert!(!back.location().contains(part), "{}", back.location());
        let kept = gateway
            .audit
            .lines()
            .into_iter()
            .any(|line| line.contains(part));
        assert!(!kept, "{part} in the audit trail");
    }
    arrive(&gateway).await;
}

/// One endpoint, by one binding: there is nothing else to attack.
#[tokio::test]
async fn sp_37_no_artifact_soap_logout_or_discovery_endpoint() {
    let gateway = Gateway::start().await;
    let metadata = gateway.browser().get("/eidas/connector/metadata").await;
    assert_eq!(metadata.status, StatusCode::OK);
    assert_eq!(metadata.body.matches("Location=\"").count(), 1);
    let acs = format!("Location=\"{}\"", crate::support::ACS);
    assert!(metadata.body.contains(&acs), "{}", metadata.body);
    assert_eq!(metadata.body.matches("bindings:HTTP-POST").count(), 1);
    for absent in [
        "HTTP-Artifact",
        "ArtifactResolutionService",
        "bindings:SOAP",
        "bindings:PAOS",
        ":ecp",
        "SingleLogoutService",
        "DiscoveryResponse",
    ] {
        assert!(!metadata.body.contains(absent), "{absent}");
    }
    for path in [
        "artifact",
        "soap",
        "paos",
        "ecp",
        "slo",
        "discovery",
        "acs/artifact",
    ] {
        let path = format!("/eidas/connector/{path}");
        let got = gateway.browser().get(&path).await;
        assert_eq!(got.status, StatusCode::NOT_FOUND, "{path}");
        let posted = gateway.browser().post_from_abroad(&path, &[]).await;
        assert_eq!(posted.status, StatusCode::NOT_FOUND, "{path}");
    }
    let artifact = [(
        "SAMLart",
        "AAQAAMh48/1oXIM+sDo7Dh2qMp1HM4IF5DaRNmDj6RdUmllwn9jJHyEgIi8=",
    )];
    let posted = gateway
        .browser()
        .post_from_abroad("/eidas/connector/acs", &artifact)
        .await;
    assert_eq!(posted.status, StatusCode::BAD_REQUEST);
    arrive(&gateway).await;
}

#[tokio::test]
async fn sp_39_nothing_a_service_asks_makes_the_request_weaker() {
    let gateway = Gateway::start().await;
    let silent = gateway.browser().authorize(&[("prompt", "none")]).await;
    assert_eq!(silent.parameter("error").as_deref(), Some("login_required"));
    assert!(gateway.audited("saml_message_sent").is_empty());
    for more in [
        ("prompt", "login"),
        ("max_age", "0"),
        ("max_age", "86400"),
        ("ForceAuthn", "false"),
        ("IsPassive", "true"),
    ] {
        let mut browser = gateway.browser();
        let flow = flow_of(&browser.authorize(&[more]).await);
        let sent = browser.choose(&flow, "SE").await;
        for part in [" ForceAuthn=\"true\"", " IsPassive=\"false\""] {
            assert_eq!(sent.xml.matches(part).count(), 1, "{more:?}: {}", sent.xml);
        }
        assert_eq!(sent.xml.matches("ForceAuthn").count(), 1);
        assert_eq!(sent.xml.matches("IsPassive").count(), 1);
    }
    arrive(&gateway).await;
}

async fn request_of(browser: &mut Browser<'_>, more: &[(&str, &str)]) -> String {
    let flow = flow_of(&browser.authorize(more).await);
    browser.choose(&flow, "SE").await.xml
}

/// The minimum set, the sector, and no more of the service than the profile asks for.
#[tokio::test]
async fn sp_40_a_request_says_no_more_than_it_must() {
    let gateway = Gateway::start().await;
    let mut browser = gateway.browser();
    let public = request_of(&mut browser, &[]).await;
    let rowing = [
        ("client_id", "rowing"),
        ("redirect_uri", "http://rowing.localhost:8080/callback"),
    ];
    let private = request_of(&mut browser, &rowing).await;
    for (xml, sector) in [(&public, ">public<"), (&private, ">private<")] {
        let asked = xml.matches("<eidas:RequestedAttribute ").count();
        assert_eq!(asked, Attribute::NATURAL_MANDATORY.len(), "{xml}");
        for attribute in Attribute::NATURAL_MANDATORY {
            assert!(
                xml.contains(&format!("Name=\"{}\"", attribute.name())),
                "{xml}"
            );
        }
        assert_eq!(xml.matches(sector).count(), 1, "{xml}");
        // Neither where the person comes from nor where she goes back to.
        for part in ["/callback", "the-state", "the-nonce", "client_id"] {
            assert!(!xml.contains(part), "{part} in {xml}");
        }
    }
    assert!(!public.contains("RequesterID"), "{public}");
    assert!(private.contains(">https://rowing.example.no<"), "{private}");
    arrive(&gateway).await;
}
