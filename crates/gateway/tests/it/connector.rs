//! The foreign citizen's road, with a node made of nothing but a key.

use axum::http::{Request, StatusCode};
use eidas::{LevelOfAssurance, Status, SubStatus};

use crate::support::{Browser, Gateway, REDIRECT, Sent, between, flow_of, verifier};

/// The redirect to the service: from the page that leads on, or from the one that tells a person whether she is
/// known, where she comes to it.
async fn back(browser: &mut Browser<'_>, page: &crate::support::Answer) -> crate::support::Answer {
    if page.location().starts_with("/match") {
        let told = browser.get(page.location()).await;
        let shown = between(&told.body, "name=\"shown\" value=\"", "\"");
        let form = [("action", "next"), ("shown", shown)];
        return browser.post(page.location(), &form).await;
    }
    assert_eq!(page.status, StatusCode::OK, "{page:?}");
    let href = between(&page.body, "content=\"0; url=", "\"").replace("&#61;", "=");
    browser.get(&href).await
}

pub(crate) async fn tokens(
    browser: &mut Browser<'_>,
    page: &crate::support::Answer,
) -> serde_json::Value {
    let verifier = verifier();
    let back = back(browser, page).await;
    assert_eq!(back.status, StatusCode::SEE_OTHER, "{back:?}");
    assert!(back.location().starts_with(REDIRECT), "{back:?}");
    assert_eq!(back.parameter("state").unwrap(), "the-state");
    assert_eq!(back.parameter("iss").unwrap(), crate::support::ISSUER);
    let code = back.parameter("code").unwrap();
    let form = [
        ("grant_type", "authorization_code"),
        ("code", code.as_str()),
        ("redirect_uri", REDIRECT),
        ("code_verifier", verifier.expose()),
    ];
    browser.gateway.client_post("/token", &form).await.json()
}

/// The claims of a compact JWS.
pub(crate) fn claims(token: &str) -> serde_json::Value {
    use base64::Engine as _;
    let payload = token.split('.').nth(1).unwrap();
    let json = base64::engine::general_purpose::URL_SAFE_NO_PAD
        .decode(payload)
        .unwrap();
    serde_json::from_slice(&json).unwrap()
}

pub(crate) async fn arrive(gateway: &Gateway) -> (serde_json::Value, String) {
    let mut browser = gateway.browser();
    let (_, sent) = browser.go_to_country("SE").await;
    let response = gateway.respond("SE", &sent, LevelOfAssurance::High);
    let page = browser
        .answer(&gateway.sign("SE", &response), Some(&sent.relay_state))
        .await;
    let tokens = tokens(&mut browser, &page).await;
    let claims = claims(tokens["id_token"].as_str().unwrap());
    (claims, tokens["access_token"].as_str().unwrap().to_owned())
}

#[tokio::test]
async fn a_swede_arrives_with_every_claim_the_service_was_promised() {
    let gateway = Gateway::start().await;
    let (claims, access) = arrive(&gateway).await;
    assert_eq!(claims["acr"], "eidas-loa-high", "{claims}");
    assert_eq!(claims["amr"], serde_json::json!(["eIDAS"]));
    assert_eq!(claims["nonce"], "the-nonce");
    assert_eq!(claims["eidas_person_identifier"], "SE/NO/199008199391");
    assert_eq!(claims["given_name"], "Astrid");
    assert_eq!(claims["birthdate"], "1990-08-19");
    assert_eq!(claims["eidas_citizen_country_code"], "SE");
    assert_eq!(claims["match_status"], "unavailable");
    assert!(claims.get("pid").is_none());
    let request = Request::get(format!("{}/userinfo", crate::support::ISSUER))
        .header("authorization", format!("Bearer {access}"))
        .body(axum::body::Body::empty())
        .unwrap();
    let userinfo = gateway.send(request).await.json();
    assert_eq!(userinfo["sub"], claims["sub"]);
    let (again, _) = arrive(&gateway).await;
    assert_eq!(
        again["sub"], claims["sub"],
        "the same person is the same sub"
    );
}

#[tokio::test]
async fn sp_39_sp_40_the_request_says_what_the_profile_says() {
    let gateway = Gateway::start().await;
    let (_, sent) = gateway.browser().go_to_country("SE").await;
    assert_eq!(sent.action, "http://se.localhost:8080/eidas/sso");
    for part in [
        "ForceAuthn=\"true\"",
        "IsPassive=\"false\"",
        "ProviderName=\"Trademark &amp; registration\"",
        "Comparison=\"minimum\"",
        "http://eidas.europa.eu/LoA/substantial",
    ] {
        assert!(sent.xml.contains(part), "{part} in {}", sent.xml);
    }
    assert!(!sent.xml.contains("AssertionConsumerServiceURL"));
    assert!(sent.relay_state.len() <= 80);
}

#[tokio::test]
async fn sp_30_sp_31_a_lost_relay_state_is_no_trouble_and_anothers_is_refused() {
    // E1: a field that is there and empty is a lost value too.
    for lost in [None, Some("")] {
        let gateway = Gateway::start().await;
        let mut browser = gateway.browser();
        let (_, sent) = browser.go_to_country("SE").await;
        let xml = gateway.sign("SE", &gateway.respond("SE", &sent, LevelOfAssurance::High));
        for anothers in ["https://evil.example/", " ", "0"] {
            let foreign = browser.answer(&xml, Some(anothers)).await;
            assert_eq!(foreign.status, StatusCode::BAD_REQUEST, "{anothers:?}");
        }
        let page = browser.answer(&xml, lost).await;
        tokens(&mut browser, &page).await;
    }
}

#[tokio::test]
async fn a_double_click_gets_the_same_answer_and_a_stranger_a_refusal() {
    let gateway = Gateway::start().await;
    let mut browser = gateway.browser();
    let (_, sent) = browser.go_to_country("SE").await;
    let xml = gateway.sign("SE", &gateway.respond("SE", &sent, LevelOfAssurance::High));
    let jar = browser.cookies.clone();
    let first = browser.answer(&xml, None).await;
    let second = browser.answer(&xml, None).await;
    assert_eq!(first.body, second.body);
    let stranger = gateway.browser().answer(&xml, None).await;
    assert_eq!(stranger.status, StatusCode::BAD_REQUEST);
    gateway.clock.advance(std::time::Duration::from_secs(61));
    browser.cookies = jar;
    let late = browser.answer(&xml, None).await;
    assert_eq!(late.status, StatusCode::BAD_REQUEST, "{late:?}");
    assert!(!gateway.audited("replay_refused").is_empty());
}

/// SP-03: the identity never lands in another browser.
#[tokio::test]
async fn sp_03_an_answer_in_another_browser_is_refused_and_costs_nobody_the_login() {
    let gateway = Gateway::start().await;
    let mut honest = gateway.browser();
    let (_, sent) = honest.go_to_country("SE").await;
    let xml = gateway.sign("SE", &gateway.respond("SE", &sent, LevelOfAssurance::High));
    let mut other = gateway.browser();
    other.go_to_country("SE").await;
    let refused = other.answer(&xml, None).await;
    assert_eq!(refused.status, StatusCode::BAD_REQUEST);
    assert!(refused.body.contains("ookie"), "{}", refused.body);
    let page = honest.answer(&xml, None).await;
    tokens(&mut honest, &page).await;
}

/// The service reads `expected`, and whoever looks for the login the codes that came.
async fn refused_with(status: Status, came: &str, expected: &str) {
    let gateway = Gateway::start().await;
    let mut browser = gateway.browser();
    let (flow, sent) = browser.go_to_country("SE").await;
    let page = browser
        .answer(&gateway.refuse("SE", &sent, status), None)
        .await;
    assert!(
        page.status.is_client_error() || page.status.is_server_error(),
        "{page:?}"
    );
    assert!(page.location().is_empty());
    let received = gateway.audited("saml_message_received");
    let status = format!("\"status\":\"{came}\"");
    assert!(received[0].contains(&status), "{received:?}");
    let action = between(&page.body, "method=\"post\" action=\"", "\"").replace("&#61;", "=");
    assert!(
        !action.contains(&flow),
        "the login goes on under a new name"
    );
    let back = browser.post(&action, &[("action", "back")]).await;
    assert_eq!(
        back.parameter("error").as_deref(),
        Some(expected),
        "{back:?}"
    );
    assert_eq!(back.parameter("state").as_deref(), Some("the-state"));
    assert!(back.location().starts_with(REDIRECT));
    // The second half of a double click.
    let again = browser.post(&action, &[("action", "back")]).await;
    assert_eq!(again.location(), back.location());
}

#[tokio::test]
async fn the_peers_no_becomes_the_services_error_only_after_the_person_chose() {
    let unmet = "unmet_authentication_requirements";
    for (sub, message, came, expected) in [
        (
            Some(SubStatus::AuthnFailed),
            "x",
            "Responder/AuthnFailed",
            "access_denied",
        ),
        (
            Some(SubStatus::RequestDenied),
            "x",
            "Responder/RequestDenied",
            "access_denied",
        ),
        (
            Some(SubStatus::NoAuthnContext),
            "x",
            "Responder/NoAuthnContext",
            unmet,
        ),
        (
            None,
            "202019 - Incorrect Level of Assurance",
            "Responder/202019",
            unmet,
        ),
        (None, "broken", "Responder", "server_error"),
    ] {
        let status = Status::failure(eidas::StatusCode::Responder, sub, message);
        refused_with(status, came, expected).await;
    }
}

/// Before she chooses she reads that many fail there just now; and a stranger who says no, or has a wrong code, makes no
/// country's page say so (R3).
#[tokio::test]
async fn a_country_whose_node_fails_for_many_is_said_so_while_it_does() {
    let gateway = Gateway::start().await;
    let says = async || {
        let mut browser = gateway.browser();
        let flow = flow_of(&browser.authorize(&[]).await);
        let page = browser.get(&format!("/country?flow={flow}")).await.body;
        let warned = page.matches("Many logins from this country are failing right now");
        let open = page.contains("name=\"country\" value=\"SE\"");
        assert!(open, "it can still be chosen: {page}");
        warned.count()
    };
    let answers = async |sub: Option<SubStatus>, times| {
        for _ in 0..times {
            let mut browser = gateway.browser();
            let (_, sent) = browser.go_to_country("SE").await;
            let status = Status::failure(eidas::StatusCode::Responder, sub.clone(), "broken");
            let no = gateway.refuse("SE", &sent, status);
            browser.answer(&no, None).await;
        }
    };
    answers(Some(SubStatus::AuthnFailed), 8).await;
    answers(Some(SubStatus::RequestDenied), 8).await;
    answers(None, 4).await;
    assert_eq!(says().await, 0);
    answers(None, 1).await;
    assert_eq!(says().await, 1);
    // As many arrive as fail: hers may be the fault.
    for _ in 0..5 {
        let mut browser = gateway.browser();
        let (_, sent) = browser.go_to_country("SE").await;
        let xml = gateway.sign("SE", &gateway.respond("SE", &sent, LevelOfAssurance::High));
        browser.answer(&xml, None).await;
    }
    assert_eq!(says().await, 0);
    answers(None, 1).await;
    assert_eq!(says().await, 1);
    gateway
        .clock
        .advance(std::time::Duration::from_secs(15 * 60));
    assert_eq!(says().await, 0);
}

/// What the service reads once the person chose "back" on this page.
async fn error_after_back(browser: &mut Browser<'_>, page: &crate::support::Answer) -> String {
    assert!(page.location().is_empty(), "{page:?}");
    let action = between(&page.body, "method=\"post\" action=\"", "\"").replace("&#61;", "=");
    let back = browser.post(&action, &[("action", "back")]).await;
    assert!(back.location().starts_with(REDIRECT), "{back:?}");
    back.parameter("error").unwrap()
}

#[tokio::test]
async fn an_answer_that_is_refused_becomes_a_server_error() {
    let gateway = Gateway::start().await;
    let mut browser = gateway.browser();
    let (_, sent) = browser.go_to_country("SE").await;
    let mut response = gateway.respond("SE", &sent, LevelOfAssurance::High);
    if let eidas::Outcome::Success(assertion) = &mut response.outcome {
        assertion.audience = gateway.node("BG").entity_id();
    }
    let page = browser.answer(&gateway.sign("SE", &response), None).await;
    assert_eq!(page.status, StatusCode::BAD_REQUEST, "{page:?}");
    assert_eq!(error_after_back(&mut browser, &page).await, "server_error");
}

/// The person did not say no: what she chose was closed while she was there.
#[tokio::test]
async fn a_country_that_is_gone_since_it_was_chosen_becomes_temporarily_unavailable() {
    let gateway = Gateway::start().await;
    let mut browser = gateway.browser();
    let (_, sent) = browser.go_to_country("SE").await;
    let xml = gateway.sign("SE", &gateway.respond("SE", &sent, LevelOfAssurance::High));
    let target = gateway::lever::Target::Country("SE".to_owned());
    let lever = gateway::lever::Lever {
        target,
        since_ms: gateway.env.now_ms(),
        until_ms: None,
        nb: "Stengt.".to_owned(),
        nn: "Stengd.".to_owned(),
        en: "Closed.".to_owned(),
    };
    let (levers, records) = (&gateway.app.levers, &gateway.app.records);
    levers.suspend(records, lever).await.unwrap();
    let page = browser.answer(&xml, None).await;
    assert_eq!(page.status, StatusCode::SERVICE_UNAVAILABLE, "{page:?}");
    let error = error_after_back(&mut browser, &page).await;
    assert_eq!(error, "temporarily_unavailable");
    // Whoever gives up while all is well did say no.
    let (flow, _) = browser.go_to_country("BG").await;
    let page = format!("/send?flow={flow}");
    let back = browser.post(&page, &[("action", "cancel")]).await;
    let error = back.parameter("error");
    assert_eq!(error.as_deref(), Some("access_denied"));
}

/// SP-20, and INV-3: after the refusal the same login succeeds with a second try.
#[tokio::test]
async fn sp_20_a_level_too_low_is_refused_and_the_next_try_succeeds() {
    let gateway = Gateway::start().await;
    let mut browser = gateway.browser();
    let (_, sent) = browser.go_to_country("SE").await;
    let low = gateway.sign("SE", &gateway.respond("SE", &sent, LevelOfAssurance::Low));
    let page = browser.answer(&low, None).await;
    assert_eq!(page.status, StatusCode::FORBIDDEN, "{page:?}");
    assert_eq!(gateway.audited("code_issued").len(), 0);
    let refused = gateway.audited("login_refused");
    assert_eq!(refused.len(), 1);
    assert!(refused[0].contains("loa_too_low"), "{}", refused[0]);
    let action = between(&page.body, "method=\"post\" action=\"", "\"").replace("&#61;", "=");
    let again = browser.post(&action, &[("action", "again")]).await;
    let sent: Sent = crate::support::sent(&browser.get(again.location()).await);
    let xml = gateway.sign(
        "SE",
        &gateway.respond("SE", &sent, LevelOfAssurance::Substantial),
    );
    let page = browser.answer(&xml, None).await;
    tokens(&mut browser, &page).await;
}

/// OIDC Core §3.1.2.2: no token for a different user than the service asked for.
#[tokio::test]
async fn a_foreigner_whom_the_service_did_not_ask_for_is_refused() {
    let gateway = Gateway::start().await;
    let (known, _) = arrive(&gateway).await;
    for (sub, arrives) in [("somebody", false), (known["sub"].as_str().unwrap(), true)] {
        let mut browser = gateway.browser();
        let claims = serde_json::json!({ "id_token": { "sub": { "value": sub } } }).to_string();
        let begun = browser.authorize(&[("claims", &claims)]).await;
        let sent = browser.choose(&flow_of(&begun), "SE").await;
        let xml = gateway.sign("SE", &gateway.respond("SE", &sent, LevelOfAssurance::High));
        let page = browser.answer(&xml, None).await;
        if arrives {
            tokens(&mut browser, &page).await;
            continue;
        }
        assert_eq!(page.status, StatusCode::FORBIDDEN, "{page:?}");
        assert_eq!(gateway.audited("code_issued").len(), 1);
        // The page stands at our ACS; it may be loaded anew when its minute is over.
        gateway.clock.advance(std::time::Duration::from_secs(61));
        let reloaded = browser.answer(&xml, None).await;
        assert_eq!(reloaded.status, StatusCode::SEE_OTHER, "{reloaded:?}");
        let page = browser.get(reloaded.location()).await;
        let action = between(&page.body, "method=\"post\" action=\"", "\"");
        let action = action.replace("&#61;", "=");
        let back = browser.post(&action, &[("action", "back")]).await;
        assert_eq!(back.parameter("error").as_deref(), Some("login_required"));
        assert!(gateway.audited("replay_refused").is_empty());
    }
}

/// INV-3: an unauthenticated message closes nothing.
#[tokio::test]
async fn a_forged_answer_is_refused_and_the_honest_one_still_counts() {
    let gateway = Gateway::start().await;
    let mut browser = gateway.browser();
    let (_, sent) = browser.go_to_country("SE").await;
    let response = gateway.respond("SE", &sent, LevelOfAssurance::High);
    let forged = gateway.sign("BG", &response);
    let page = browser.answer(&forged, None).await;
    assert_eq!(page.status, StatusCode::BAD_REQUEST, "{page:?}");
    assert_eq!(gateway.audited("saml_message_received").len(), 1);
    let page = browser.answer(&gateway.sign("SE", &response), None).await;
    tokens(&mut browser, &page).await;
}

/// The emergency lever: eIDAS art. 10.
#[tokio::test]
async fn a_country_closed_in_mid_login_ends_it_with_the_operators_words_and_opens_again() {
    use gateway::lever::{Lever, Target};
    let gateway = Gateway::start().await;
    let mut browser = gateway.browser();
    let (_, sent) = browser.go_to_country("SE").await;
    let target = Target::Country("SE".to_owned());
    let lever = Lever {
        target: target.clone(),
        since_ms: gateway.env.now_ms(),
        until_ms: None,
        nb: "Sverige er stengt akkurat nå.".to_owned(),
        nn: "Sverige er stengt nett no.".to_owned(),
        en: "Sweden is closed right now.".to_owned(),
    };
    let (levers, records) = (&gateway.app.levers, &gateway.app.records);
    levers.suspend(records, lever).await.unwrap();
    let response = gateway.respond("SE", &sent, LevelOfAssurance::High);
    let xml = gateway.sign("SE", &response);
    let page = browser.answer(&xml, None).await;
    assert_eq!(page.status, StatusCode::SERVICE_UNAVAILABLE, "{page:?}");
    assert!(
        page.body.contains("Sweden is closed right now."),
        "{page:?}"
    );
    assert!(gateway.audited("person_identified").is_empty());

    levers.resume(records, &target).await.unwrap();
    let page = browser.answer(&xml, None).await;
    tokens(&mut browser, &page).await;
}

#[tokio::test]
async fn at_most_three_requests_are_under_way() {
    let gateway = Gateway::start().await;
    let mut browser = gateway.browser();
    let (flow, first) = browser.go_to_country("SE").await;
    for _ in 0..3 {
        browser.choose(&flow, "SE").await;
    }
    let xml = gateway.sign("SE", &gateway.respond("SE", &first, LevelOfAssurance::High));
    assert_eq!(
        browser.answer(&xml, None).await.status,
        StatusCode::BAD_REQUEST
    );
    let last = browser.choose(&flow, "SE").await;
    let xml = gateway.sign("SE", &gateway.respond("SE", &last, LevelOfAssurance::High));
    let page = browser.answer(&xml, None).await;
    tokens(&mut browser, &page).await;
}

#[tokio::test]
async fn ten_tabs_finish_in_any_order() {
    let gateway = Gateway::start().await;
    let mut browser = gateway.browser();
    let mut tabs = Vec::new();
    for _ in 0..10 {
        tabs.push(browser.go_to_country("SE").await.1);
    }
    for index in [3, 9, 0, 7, 1, 8, 2, 6, 5, 4] {
        let xml = gateway.sign(
            "SE",
            &gateway.respond("SE", &tabs[index], LevelOfAssurance::High),
        );
        let page = browser.answer(&xml, None).await;
        tokens(&mut browser, &page).await;
    }
    assert_eq!(gateway.audited("tokens_issued").len(), 10);
}

#[tokio::test]
async fn a_slow_person_is_told_and_led_back_to_the_service() {
    let gateway = Gateway::start().await;
    let mut browser = gateway.browser();
    let (flow, sent) = browser.go_to_country("SE").await;
    gateway
        .clock
        .advance(std::time::Duration::from_secs(31 * 60));
    let page = browser.get(&format!("/country?flow={flow}")).await;
    assert_eq!(page.status, StatusCode::GONE);
    assert!(
        page.body.contains("http://trademark.localhost:8080/"),
        "{}",
        page.body
    );
    // The answer comes all the same: its page names the service, and the event says why.
    let xml = gateway.sign("SE", &gateway.respond("SE", &sent, LevelOfAssurance::High));
    browser.cookies.clear();
    let late = browser.answer(&xml, None).await;
    assert_eq!(late.status, StatusCode::GONE, "{late:?}");
    for part in ["http://trademark.localhost:8080/", "Trademark"] {
        assert!(late.body.contains(part), "{part} in {}", late.body);
    }
    let refused = gateway.audited("login_refused");
    assert_eq!(refused.len(), 1, "the page of before is no event");
    for part in [
        "answer_after_expiry",
        "\"country\":\"SE\"",
        "trademark",
        &flow,
    ] {
        assert!(refused[0].contains(part), "{part} in {}", refused[0]);
    }
    assert!(gateway.audited("code_issued").is_empty());
}

#[tokio::test]
async fn an_answer_in_the_last_minute_still_counts() {
    let gateway = Gateway::start().await;
    let mut browser = gateway.browser();
    let (_, sent) = browser.go_to_country("SE").await;
    gateway
        .clock
        .advance(std::time::Duration::from_secs(29 * 60));
    let xml = gateway.sign("SE", &gateway.respond("SE", &sent, LevelOfAssurance::High));
    let page = browser.answer(&xml, None).await;
    tokens(&mut browser, &page).await;
}

#[tokio::test]
async fn a_later_get_of_send_shows_two_buttons_and_makes_no_request() {
    let gateway = Gateway::start().await;
    let mut browser = gateway.browser();
    let (flow, _) = browser.go_to_country("SE").await;
    let page = browser.get(&format!("/send?flow={flow}")).await;
    assert!(page.body.contains("value=\"again\"") && page.body.contains("value=\"another\""));
    assert!(!page.body.contains("SAMLRequest"));
    assert_eq!(gateway.audited("saml_message_sent").len(), 1);
}
