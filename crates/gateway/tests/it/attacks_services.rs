// SPDX-License-Identifier: EUPL-1.2
//! Rows AZ, TK and LO of the catalogue that only show at the gateway: what a hostile page, service or
//! browser tries on the road of a service. Each ends with the honest login.

use std::time::Duration;

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use eidas::LevelOfAssurance;
use gateway::caller::ClientAddress;
use serde_json::{Value, json};

use crate::connector::{arrive, tokens};
use crate::eid::{HIGH, Norway, SUBSTANTIAL};
use crate::logout::stage::{Stage, id_token, logout};
use crate::registration::{POST, with_client};
use crate::support::{Answer, Browser, Gateway, ISSUER, Key, Party, REDIRECT, SECRET, flow_of};

fn is_html(answer: &Answer) -> bool {
    answer.header("content-type").starts_with("text/html")
}

/// Every kind of page: of a login, of a session, of an error, of nothing.
async fn pages(browser: &mut Browser<'_>) -> Vec<(String, Answer)> {
    let flow = flow_of(&browser.authorize(&[]).await);
    let mut all = Vec::new();
    for path in [
        "/",
        "/nowhere",
        "/session",
        "/logout",
        "/authorize?client_id=nobody",
        "/country",
        "/choose?flow=x",
        "/continue?flow=x",
        "/logout?id_token_hint=x",
        &format!("/country?flow={flow}"),
        &browser.authorize_path(&[("redirect_uri", "https://evil.example/")]),
        &browser.authorize_path(&[("response_mode", "form_post"), ("prompt", "none")]),
    ] {
        let answer = browser.get(path).await;
        assert!(is_html(&answer), "{path}: {answer:?}");
        all.push((path.to_owned(), answer));
    }
    let form = [("country", "SE"), ("action", "next")];
    let chosen = browser.post(&format!("/country?flow={flow}"), &form).await;
    let send = browser.get(chosen.location()).await;
    assert!(send.body.contains("SAMLRequest"), "{send:?}");
    all.push(("/send".to_owned(), send));
    all
}

#[tokio::test]
async fn az_10_no_page_is_shown_in_a_frame_of_another() {
    let gateway = Gateway::start().await;
    for (path, page) in pages(&mut gateway.browser()).await {
        let policy = page.header("content-security-policy");
        assert!(
            policy.contains("frame-ancestors 'none'"),
            "{path}: {policy}"
        );
        assert_eq!(page.header("x-frame-options"), "DENY", "{path}");
    }
    arrive(&gateway).await;
}

/// A cookie that somebody put there before is nobody's session after, and each step gives a new one.
#[tokio::test]
async fn az_11_a_session_has_a_new_name_after_login_step_up_and_logout() {
    let norway = Norway::start().await;
    let mut browser = norway.gateway.browser();
    let log_in = async |browser: &mut Browser<'_>, begun: Answer, id: &str| {
        let url = norway.choose(browser, &flow_of(&begun), id).await;
        let back = browser.get(&norway.eid(id).log_in(&url)).await;
        assert_eq!(back.status, StatusCode::OK, "{back:?}");
        browser.cookies["__Host-sso"].clone()
    };
    let lives = async |cookie: &str| {
        let mut thief = norway.gateway.browser();
        thief
            .cookies
            .insert("__Host-sso".to_owned(), cookie.to_owned());
        let answer = thief.authorize(&[SUBSTANTIAL, ("prompt", "none")]).await;
        answer.parameter("code").is_some()
    };
    // Of the right form, and the attacker's.
    let fixed = store::Secret::new(&norway.gateway.env, norway.gateway.env.now_ms() + 7_200_000);
    let fixed = fixed.reveal().to_owned();
    browser
        .cookies
        .insert("__Host-sso".to_owned(), fixed.clone());
    let begun = browser.authorize(&[SUBSTANTIAL]).await;
    let low = log_in(&mut browser, begun, "minid").await;
    assert_ne!(low, fixed);
    assert!(lives(&low).await && !lives(&fixed).await);
    let step = browser.authorize(&[HIGH]).await;
    let high = log_in(&mut browser, step, "bankid").await;
    assert_ne!(high, low);
    assert!(lives(&high).await && !lives(&low).await);
    browser.post("/session?", &[("action", "logout")]).await;
    assert!(!browser.cookies.contains_key("__Host-sso"));
    assert!(!lives(&high).await);
}

/// RFC 9700 §4.12: 307 and 308 send the form on, with what it holds.
#[tokio::test]
async fn az_15_a_form_is_never_sent_on() {
    let stage = Stage::start().await;
    let gateway = &stage.gateway;
    let mut browser = gateway.browser();
    let owned = crate::support::request(&[]);
    let form: Vec<_> = owned
        .iter()
        .map(|(n, v)| (n.as_str(), v.as_str()))
        .collect();
    let posted = browser.post_from_abroad("/authorize", &form).await;
    let begun = browser.get(posted.location()).await;
    let flow = flow_of(&begun);
    let country = [("country", "SE"), ("action", "next")];
    let chosen = browser
        .post(&format!("/country?flow={flow}"), &country)
        .await;
    let cancelled = browser
        .post(&format!("/country?flow={flow}"), &[("action", "cancel")])
        .await;
    let out = browser
        .post_from_abroad("/logout", &[("client_id", "plain")])
        .await;
    let mut answers = vec![posted, chosen, cancelled, out];
    let tokens = stage.log_in(&mut browser, "plain").await;
    let to = format!("{}/out", stage.origin("plain"));
    let hint = [
        ("id_token_hint", id_token(&tokens)),
        ("post_logout_redirect_uri", to.as_str()),
    ];
    answers.push(logout(&mut browser, &hint).await);
    for answer in answers {
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{answer:?}");
        assert!(!answer.location().is_empty());
    }
}

/// Whatever a service or its page writes into a request, no page of ours has it as markup, and no policy
/// lets a script run.
#[tokio::test]
async fn az_16_what_a_request_says_is_never_markup() {
    let gateway = Gateway::start().await;
    let polyglot = "\"'`><script>alert(7)</script><img src=x onerror=alert(7)>{{7*7}}</title>\
                    <svg/onload=alert(7)>javascript:alert(7)//";
    let claims = json!({ "userinfo": { polyglot: null } }).to_string();
    for name in [
        "state",
        "nonce",
        "ui_locales",
        "claims_locales",
        "login_hint",
        "acr_values",
        "scope",
        "display",
        "error_description",
        "client_id",
        "redirect_uri",
        "response_mode",
        "prompt",
        "id_token_hint",
        "lang",
    ] {
        let mut browser = gateway.browser();
        let mut page = browser.authorize(&[(name, polyglot)]).await;
        if page.location().starts_with('/') {
            let next = page.location().to_owned();
            page = browser.get(&next).await;
        }
        no_markup(name, &page);
        let posted = [
            (name, polyglot),
            ("response_mode", "form_post"),
            ("prompt", "none"),
        ];
        no_markup(name, &browser.authorize(&posted).await);
    }
    let mut browser = gateway.browser();
    let begun = browser.authorize(&[("claims", &claims)]).await;
    let next = begun.location().to_owned();
    no_markup("claims", &browser.get(&next).await);
    // An upstream's words, and a search of the person's own.
    let flow = flow_of(&browser.authorize(&[]).await);
    let query = crate::support::encoded(&[("flow", &flow), ("search", polyglot), ("q", polyglot)]);
    let page = browser.get(&format!("/country?{query}")).await;
    assert_eq!(page.status, StatusCode::OK, "positive control");
    no_markup("search", &page);
    arrive(&gateway).await;
}

fn no_markup(name: &str, page: &Answer) {
    for part in [
        "<script>alert",
        "<img src=x",
        "<svg/onload",
        "onerror=alert(7)>",
        "{{7*7}}</title>",
    ] {
        assert!(!page.body.contains(part), "{name}: {part} in {}", page.body);
    }
    let policy = page.header("content-security-policy");
    assert!(
        policy.starts_with("default-src 'none'") && !policy.contains("unsafe"),
        "{name}"
    );
    assert!(
        page.headers
            .values()
            .all(|value| !value.as_bytes().contains(&b'\n'))
    );
}

/// Form Post Response Mode §2: the state is a value and nothing else, and comes back as it was.
#[tokio::test]
async fn az_17_a_state_leaves_no_attribute_of_the_form() {
    let gateway = Gateway::start().await;
    let state = "\"><script>alert(1)</script><input name='code' value='x";
    let asked = [
        ("response_mode", "form_post"),
        ("prompt", "none"),
        ("state", state),
    ];
    let page = gateway.browser().authorize(&asked).await;
    assert_eq!(page.status, StatusCode::OK, "{page:?}");
    assert!(!page.body.contains("<script>alert") && !page.body.contains("<input name='code'"));
    assert_eq!(page.body.matches("<form").count(), 1);
    let value = crate::support::between(&page.body, "name=\"state\" value=\"", "\"");
    let read = ["&#34;", "&#62;", "&#60;", "&#47;", "&#39;", "&#61;"]
        .into_iter()
        .zip(["\"", ">", "<", "/", "'", "="])
        .fold(value.to_owned(), |text, (from, to)| text.replace(from, to));
    assert_eq!(read, state, "and it comes back whole");
    assert!(
        page.body.contains("value=\"login_required\""),
        "positive control"
    );
}

/// ID-porten's own fault: a session by a national number answers who asks for Europeans alone. And the
/// other way round.
#[tokio::test]
async fn az_21_a_session_of_one_kind_of_identity_answers_no_request_for_the_other() {
    let norway = Norway::start_as(crate::support::Setup {
        more: "[sessions]\nshare_foreign = true\n".to_owned(),
        ..crate::support::Setup::default()
    })
    .await;
    let european = ("acr_values", "eidas-loa-low");
    let mut browser = norway.gateway.browser();
    let begun = browser.authorize(&[HIGH]).await;
    let url = norway
        .choose(&mut browser, &flow_of(&begun), "bankid")
        .await;
    browser.get(&norway.bankid.log_in(&url)).await;
    let silent = |answer: &Answer| answer.parameter("code").is_some();
    assert!(
        silent(&browser.authorize(&[HIGH]).await),
        "positive control"
    );
    assert!(!silent(&browser.authorize(&[european]).await));
    let none = browser.authorize(&[european, ("prompt", "none")]).await;
    assert_eq!(none.parameter("error").as_deref(), Some("login_required"));
    // A European's.
    let mut guest = norway.gateway.browser();
    let flow = flow_of(&guest.authorize(&[european]).await);
    let sent = guest.choose(&flow, "SE").await;
    let response = norway.gateway.respond("SE", &sent, LevelOfAssurance::High);
    let page = guest
        .answer(&norway.gateway.sign("SE", &response), None)
        .await;
    tokens(&mut guest, &page).await;
    assert!(
        silent(&guest.authorize(&[european]).await),
        "positive control"
    );
    assert!(!silent(&guest.authorize(&[HIGH]).await));
}

/// AZ-27: an attacker begins a login in his browser and sends its address to somebody else, who would
/// log in to his account, or he to hers. AZ-31: names of logins are not guessed. AZ-35: it begins in an
/// app's window and goes on in the browser.
#[tokio::test]
async fn az_27_az_31_az_35_a_login_goes_on_in_the_browser_where_it_began() {
    let gateway = Gateway::start().await;
    let mut attacker = gateway.browser();
    let flow = flow_of(&attacker.authorize(&[]).await);
    assert!(flow.len() >= 43, "256 random bits: {flow}");
    let guess = store::Handle::new(&gateway.env, gateway.env.now_ms() + 7_200_000).to_string();
    for name in [flow.as_str(), &guess, "x", &flow[..40]] {
        let mut other = gateway.browser();
        for path in ["/country", "/send", "/continue", "/choose", "/go"] {
            let page = other.get(&format!("{path}?flow={name}")).await;
            assert!(page.status.is_client_error(), "{path} {name}: {page:?}");
            assert!(is_html(&page) && page.body.contains("<h1"), "{page:?}");
            assert!(page.location().is_empty() && other.cookies.is_empty());
        }
        let form = [("country", "SE"), ("action", "next")];
        let page = other.post(&format!("/country?flow={name}"), &form).await;
        assert!(page.status.is_client_error(), "{name}: {page:?}");
    }
    // What is said of another browser's login tells what to do.
    let page = gateway
        .browser()
        .get(&format!("/country?flow={flow}"))
        .await;
    assert!(page.body.contains("browser"), "{}", page.body);
    assert!(gateway.audited("saml_message_sent").is_empty());
    // Positive control: where it began it goes on.
    let sent = attacker.choose(&flow, "SE").await;
    let response = gateway.respond("SE", &sent, LevelOfAssurance::High);
    let xml = gateway.sign("SE", &response);
    let victim = gateway.browser().answer(&xml, None).await;
    assert_eq!(victim.status, StatusCode::BAD_REQUEST, "{victim:?}");
    let page = attacker.answer(&xml, None).await;
    tokens(&mut attacker, &page).await;
}

/// A page that opens another keeps no handle of ours, and ours opens none.
#[tokio::test]
async fn az_33_no_page_opens_a_window_or_can_be_reached_from_one() {
    let gateway = Gateway::start().await;
    for (path, page) in pages(&mut gateway.browser()).await {
        assert!(!page.body.contains("_blank"), "{path}: {}", page.body);
        assert!(!page.body.contains("window.open"), "{path}");
        assert_eq!(
            page.header("cross-origin-opener-policy"),
            "same-origin",
            "{path}"
        );
        assert!(
            page.body.contains("href=\""),
            "positive control: {path} has links"
        );
    }
}

/// A certificate that a header tells of proves nobody: no method here reads one.
#[tokio::test]
async fn tk_19_a_certificate_in_a_header_proves_no_client() {
    let gateway = with_client(POST).await;
    let party = Party::new(&gateway, "other", Some(SECRET));
    let code = party.code(&[]).await;
    let nobody = Party::new(&gateway, "other", None);
    for name in [
        "x-client-cert",
        "x-ssl-client-cert",
        "ssl-client-cert",
        "x-forwarded-client-cert",
        "client-cert",
    ] {
        let headers = [
            (name, ":MIIBszCCAVmgAwIBAgIUb3RoZXI=:"),
            ("x-ssl-client-verify", "SUCCESS"),
            ("x-ssl-client-s-dn", "CN=other"),
        ];
        let answer = nobody.redeem(&code, &headers, &[]).await;
        assert_eq!(
            answer.status,
            StatusCode::UNAUTHORIZED,
            "{name}: {answer:?}"
        );
        assert_eq!(answer.json()["error"], "invalid_client");
    }
    assert_eq!(party.redeem(&code, &[], &[]).await.status, StatusCode::OK);
}

/// The provider opens no JWE at all, so no header of one makes it work. Each is refused where a JWS is
/// expected, and as quickly as garbage.
#[tokio::test]
async fn tk_22_an_encrypted_token_is_none_here_whatever_its_header_asks_for() {
    let gateway = with_client(&format!(
        "{POST}\nrequest_object_algs = [\"ES256\"]\njwks = '{}'",
        Key::new().jwks()
    ))
    .await;
    let party = Party::new(&gateway, "other", Some(SECRET));
    let part = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
    let jwe = |header: Value| format!("{}.AAAA.AAAA.AAAA.AAAA", part(&header));
    let salt = "A".repeat(8_000);
    let mut nested = jwe(json!({ "alg": "A256KW", "enc": "A256GCM", "cty": "JWT" }));
    for _ in 0..20 {
        nested = format!(
            "{}.{}.AAAA",
            part(&json!({ "alg": "ES256", "cty": "JWT" })),
            URL_SAFE_NO_PAD.encode(&nested)
        );
        nested.truncate(40_000);
    }
    let watch = gateway.env.stopwatch();
    for token in [
        jwe(json!({ "alg": "dir", "enc": "A256GCM", "zip": "DEF" })),
        jwe(
            json!({ "alg": "PBES2-HS256+A128KW", "enc": "A256GCM", "p2c": 2_147_483_648_u64, "p2s": salt }),
        ),
        jwe(json!({ "alg": "RSA1_5", "enc": "A128CBC-HS256" })),
        jwe(json!({ "alg": "ECDH-ES", "enc": "A256GCM", "epk": {} })),
        nested,
    ] {
        let asked = gateway
            .browser()
            .authorize(&[("client_id", "other"), ("request", &token)])
            .await;
        assert_eq!(asked.parameter("code"), None, "{asked:?}");
        assert!(
            asked.status.is_client_error() || asked.parameter("error").is_some(),
            "{asked:?}"
        );
        let assertion = Party::new(&gateway, "other", None).with_assertion(&token);
        let answer = assertion.redeem("x", &[], &[]).await;
        assert_eq!(answer.json()["error"], "invalid_client", "{answer:?}");
        assert_eq!(party.bearer(&token).await.status, StatusCode::UNAUTHORIZED);
        let dpop = party.redeem("x", &[("dpop", &token)], &[]).await;
        assert_eq!(dpop.json()["error"], "invalid_dpop_proof", "{dpop:?}");
        let query = crate::support::encoded(&[("id_token_hint", &token)]);
        let page = gateway.browser().get(&format!("/logout?{query}")).await;
        assert_eq!(page.status, StatusCode::BAD_REQUEST, "{page:?}");
    }
    // INV-5: 25 requests. 2,147,483,648 rounds of SHA-256 take minutes.
    assert!(
        watch.elapsed() < Duration::from_secs(5),
        "{:?}",
        watch.elapsed()
    );
    assert!(party.tokens(&[]).await["id_token"].is_string());
}

/// And of somebody else: `sub` is the token's own, whatever else the request says.
#[tokio::test]
async fn tk_26_userinfo_is_shut_after_a_logout_or_a_revocation() {
    let stage = Stage::start().await;
    let mut browser = stage.gateway.browser();
    let first = stage.log_in(&mut browser, "plain").await;
    let second = stage.log_in(&mut browser, "plain").await;
    let access = |tokens: &Value| tokens["access_token"].as_str().unwrap().to_owned();
    for tokens in [&first, &second] {
        assert_eq!(
            stage.reads(&access(tokens)).await,
            StatusCode::OK,
            "positive control"
        );
    }
    let form = [("token", access(&first))];
    let form = [("token", form[0].1.as_str())];
    let revoked = stage
        .gateway
        .client_post_as("plain", SECRET, "/token/revoke", &form)
        .await;
    assert_eq!(revoked.status, StatusCode::OK);
    assert_eq!(stage.reads(&access(&first)).await, StatusCode::UNAUTHORIZED);
    assert_eq!(
        stage.reads(&access(&second)).await,
        StatusCode::OK,
        "only that one"
    );
    logout(&mut browser, &[("id_token_hint", id_token(&second))]).await;
    assert_eq!(
        stage.reads(&access(&second)).await,
        StatusCode::UNAUTHORIZED
    );
    // Another person's `sub` beside the token changes nothing of whom it reads.
    let gateway = with_client(POST).await;
    let party = Party::new(&gateway, "other", Some(SECRET));
    let tokens = party.tokens(&[]).await;
    let request = Request::get(format!("{ISSUER}/userinfo?sub=somebody"))
        .header(header::AUTHORIZATION, format!("Bearer {}", access(&tokens)))
        .body(Body::empty())
        .unwrap();
    let read = gateway.send(request).await.json();
    let known = crate::connector::claims(id_token(&tokens));
    assert_eq!(read["sub"], known["sub"]);
}

/// A secret has at least 32 characters, ours 256 random bits: no number of tries finds one. So nobody is
/// locked out by a stranger's tries (the catalogue's other way); each is refused, the trail has twenty
/// lines of a source and then their number.
#[tokio::test]
async fn tk_33_a_thousand_wrong_secrets_lock_nobody_out_and_fill_no_disk() {
    let gateway = with_client(POST).await;
    let party = Party::new(&gateway, "other", Some(SECRET));
    for n in 0..1_000 {
        let body =
            format!("client_id=other&client_secret=guess-{n}&grant_type=authorization_code&code=x");
        let mut request = Request::post(format!("{ISSUER}/token"))
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from(body))
            .unwrap();
        let from: std::net::IpAddr = [192, 0, 2, 9].into();
        request.extensions_mut().insert(ClientAddress(from));
        assert_eq!(gateway.send(request).await.status, StatusCode::UNAUTHORIZED);
    }
    assert!(party.tokens(&[]).await["id_token"].is_string());
    assert_eq!(gateway.audited("client_refused").len(), 20);
    gateway.app.tell_left_out().await.unwrap();
    let told = gateway.audited("refusals_left_out");
    assert!(told[0].contains("\"count\":980"), "{told:?}");
}

/// A clock that is set back makes nothing live longer that has ended and was removed, nor twice what
/// counts once: the store's own marks decide, and times in the future are refused.
#[tokio::test]
async fn tk_34_a_clock_that_is_set_back_brings_nothing_back() {
    let key = Key::new();
    let gateway = with_client(&format!("jwks = '{}'", key.jwks())).await;
    let proven = || {
        let party = Party::new(&gateway, "other", None);
        let assertion = key.signed_as("JWT", &Value::Object(party.assertion_claims()));
        (party.with_assertion(&assertion), assertion)
    };
    let code = Party::new(&gateway, "other", None).code(&[]).await;
    let (party, used) = proven();
    let tokens = party.redeem(&code, &[], &[]).await;
    assert_eq!(
        tokens.status,
        StatusCode::OK,
        "positive control: {tokens:?}"
    );
    let now_ms = gateway.env.now_ms();
    gateway.clock.set(now_ms - 600_000);
    // The same code, and the same assertion, ten minutes earlier.
    let (fresh, _) = proven();
    let again = fresh.redeem(&code, &[], &[]).await;
    assert_eq!(again.json()["error"], "invalid_grant", "{again:?}");
    let replayed = Party::new(&gateway, "other", None).with_assertion(&used);
    let refused = replayed.redeem("x", &[], &[]).await;
    assert_eq!(refused.json()["error"], "invalid_client", "{refused:?}");
    // And when it goes right again, as before.
    gateway.clock.set(now_ms);
    let (party, _) = proven();
    let code = Party::new(&gateway, "other", None).code(&[]).await;
    assert_eq!(party.redeem(&code, &[], &[]).await.status, StatusCode::OK);
}

/// We offer no e-ID an address for logout tokens: what comes as one, good or forged, ends nothing.
/// OIDC Back-Channel Logout §2.2 has a provider send them to who registered for them.
#[tokio::test]
async fn lo_04_no_logout_token_ends_a_session_here() {
    let stage = Stage::start().await;
    let mut browser = stage.gateway.browser();
    let tokens = stage.log_in(&mut browser, "back").await;
    let known = crate::connector::claims(id_token(&tokens));
    let key = Key::new();
    let now = stage.gateway.env.now_s();
    let event = json!({ "http://schemas.openid.net/event/backchannel-logout": {} });
    let good = json!({ "iss": ISSUER, "aud": "back", "iat": now, "exp": now + 60, "jti": "1",
                       "sub": known["sub"], "sid": known["sid"], "events": event });
    for (name, value) in [
        ("jti", json!("2")),
        ("nonce", json!("x")),
        ("events", Value::Null),
        ("aud", json!("landport")),
        ("iss", json!("https://evil.example")),
        ("iat", json!(now - 90_000)),
    ] {
        let mut claims = good.clone();
        claims[name] = value;
        let signed = key.signed_as("logout+jwt", &claims);
        let payload = signed.split('.').nth(1).unwrap();
        let unsigned = format!("eyJhbGciOiJub25lIn0.{payload}.");
        for token in [&signed, &unsigned] {
            for path in [
                "/backchannel_logout",
                "/backchannel-logout",
                "/callback/persons",
                "/callback/persons/logout",
                "/logout",
                "/session",
            ] {
                let form = [("logout_token", token.as_str())];
                let answer = browser.post_from_abroad(path, &form).await;
                assert_ne!(answer.status, StatusCode::OK, "{path}: {answer:?}");
                assert!(stage.lives(&mut browser).await, "{name} at {path}");
            }
        }
    }
    assert!(stage.gateway.audited("session_ended").is_empty());
    logout(&mut browser, &[("id_token_hint", id_token(&tokens))]).await;
    assert!(!stage.lives(&mut browser).await, "positive control");
}

/// Out at one node, out at every node, at once: session, code, access token, refresh.
#[tokio::test]
async fn lo_07_a_session_that_ended_at_one_node_is_none_at_another() {
    let stage = Stage::start().await;
    let there = stage.gateway.twin();
    let mut browser = stage.gateway.browser();
    let tokens = stage.log_in(&mut browser, "plain").await;
    let code = stage.code(&mut browser, "plain", "kari").await;
    let mut tab = there.browser();
    tab.cookies.clone_from(&browser.cookies);
    let callback = format!("{}/callback", stage.origin("plain"));
    let asks = [
        ("client_id", "plain"),
        ("redirect_uri", &callback),
        SUBSTANTIAL,
        ("prompt", "none"),
    ];
    let reads = async || {
        let bearer = format!("Bearer {}", tokens["access_token"].as_str().unwrap());
        let request = Request::get(format!("{ISSUER}/userinfo"))
            .header(header::AUTHORIZATION, bearer)
            .body(Body::empty())
            .unwrap();
        there.send(request).await.status
    };
    assert!(
        tab.authorize(&asks).await.parameter("code").is_some(),
        "positive control"
    );
    assert_eq!(reads().await, StatusCode::OK, "positive control");
    logout(&mut browser, &[("id_token_hint", id_token(&tokens))]).await;
    let answer = tab.authorize(&asks).await;
    assert_eq!(
        answer.parameter("error").as_deref(),
        Some("login_required"),
        "{answer:?}"
    );
    assert_eq!(reads().await, StatusCode::UNAUTHORIZED);
    let verifier = crate::support::verifier();
    let form = [
        ("grant_type", "authorization_code"),
        ("code", &code),
        ("redirect_uri", &callback),
        ("code_verifier", verifier.expose()),
    ];
    let late = there.client_post_as("plain", SECRET, "/token", &form).await;
    assert_eq!(late.json()["error"], "invalid_grant", "{late:?}");
    assert_ne!(callback, REDIRECT);
}
