//! The web's edge: headers on every answer, addresses that are nowhere, sizes.

use axum::body::Body;
use axum::http::{Request, StatusCode};
use gateway::caller::Caller;

use crate::support::{Gateway, ISSUER, Setup, flow_of};

/// WEB-01: a hundred per cent of answers.
#[tokio::test]
async fn web_01_every_answer_has_every_header() {
    let gateway = Gateway::start().await;
    let mut browser = gateway.browser();
    let flow = flow_of(&browser.authorize(&[]).await);
    for path in [
        "/",
        "/nowhere",
        "/static/x/landport.css",
        "/favicon.ico",
        "/authorize",
        "/token",
        "/par",
        "/userinfo",
        "/jwks.json",
        "/.well-known/openid-configuration",
        "/eidas/connector/acs",
        "/eidas/connector/metadata",
        &format!("/country?flow={flow}"),
        "/country",
        "/send",
        "/continue",
        "/choose",
    ] {
        let answer = browser.get(path).await;
        for (name, value) in [
            ("x-content-type-options", "nosniff"),
            ("x-frame-options", "DENY"),
            ("cross-origin-opener-policy", "same-origin"),
            ("referrer-policy", "same-origin"),
        ] {
            assert_eq!(answer.header(name), value, "{path}");
        }
        let policy = answer.header("content-security-policy");
        assert!(policy.starts_with("default-src 'none'"), "{path}");
        assert!(!policy.contains("unsafe"), "{path}");
        assert!(!answer.header("permissions-policy").is_empty(), "{path}");
        assert!(!answer.header("cache-control").is_empty(), "{path}");
        if answer.header("content-type").starts_with("text/html") {
            assert_eq!(answer.header("cache-control"), "no-store", "{path}");
            assert!(!answer.body.contains("<script>") && !answer.body.contains("style=\""));
        }
    }
}

/// Each page view asks for it; what is not there would stand in the log as a refused step.
#[tokio::test]
async fn every_browser_asks_for_an_icon_and_gets_one() {
    let gateway = Gateway::start().await;
    let icon = gateway.browser().get("/favicon.ico").await;
    assert_eq!(icon.status, StatusCode::OK);
    assert_eq!(icon.header("content-type"), "image/svg+xml");
    assert!(icon.body.starts_with("<svg "), "{}", icon.body);
}

/// Chromium holds each redirect after a form against the page's policy, also those of the service's own: a broker's
/// callback leads on to an address that nobody registered here.
#[tokio::test]
async fn a_service_leads_on_from_its_callback_and_a_form_of_a_page_that_leads_to_nobody_stays() {
    let gateway = Gateway::start().await;
    let mut browser = gateway.browser();
    let flow = flow_of(&browser.authorize(&[]).await);
    let page = browser.get(&format!("/country?flow={flow}")).await;
    let anywhere = "form-action 'self' https: http://localhost:* http://*.localhost:*";
    let policy = page.header("content-security-policy");
    assert!(policy.contains(anywhere), "{policy}");
    assert_eq!(page.header("referrer-policy"), "same-origin");
    let nobody = browser.authorize(&[("client_id", "nobody")]).await;
    let policy = nobody.header("content-security-policy");
    assert!(policy.contains("form-action 'self';"), "{policy}");
    let form = [("country", "SE"), ("action", "next")];
    let chosen = browser.post(&format!("/country?flow={flow}"), &form).await;
    let send = browser.get(chosen.location()).await;
    let policy = send.header("content-security-policy");
    assert!(policy.contains(anywhere), "{policy}");
    assert_eq!(send.header("referrer-policy"), "strict-origin");
}

/// SP-32, SP-33, SP-34: only one base64 message in a form.
#[tokio::test]
async fn sp_32_only_a_form_post_is_an_answer() {
    let gateway = Gateway::start().await;
    let mut browser = gateway.browser();
    let looked = browser
        .get("/eidas/connector/acs?SAMLResponse=PHg%2B")
        .await;
    assert_eq!(looked.status, StatusCode::METHOD_NOT_ALLOWED);
    assert_eq!(looked.header("allow"), "POST");
    for body in [
        "",
        "SAMLResponse=%%",
        "SAMLResponse=PHg%2B&SAMLResponse=PHg%2B",
        "SAMLResponse=PHg-",
        "x=y",
    ] {
        let request = Request::post(format!("{ISSUER}/eidas/connector/acs"))
            .header("content-type", "application/x-www-form-urlencoded")
            .body(Body::from(body));
        let answer = gateway.send(request.unwrap()).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{body}");
    }
}

#[tokio::test]
async fn tk_30_the_host_header_changes_nothing() {
    let gateway = Gateway::start().await;
    let request = Request::get("http://evil.example/.well-known/openid-configuration")
        .header("host", "evil.example")
        .body(Body::empty());
    assert_eq!(
        gateway.send(request.unwrap()).await.json()["issuer"],
        ISSUER
    );
}

#[tokio::test]
async fn bodies_above_the_cap_are_refused_before_they_are_read() {
    let gateway = Gateway::start().await;
    let body = "a=".to_owned() + &"b".repeat(100_000);
    for path in ["/token", "/par", "/authorize", "/country", "/csp-report"] {
        let request = Request::post(format!("{ISSUER}{path}")).body(Body::from(body.clone()));
        assert_eq!(
            gateway.send(request.unwrap()).await.status,
            StatusCode::PAYLOAD_TOO_LARGE
        );
    }
}

#[tokio::test]
async fn a_csp_report_is_taken_and_answered_with_nothing() {
    let gateway = Gateway::start().await;
    let report = r#"{"csp-report":{"effective-directive":"form-action"}}"#;
    let request = Request::post(format!("{ISSUER}/csp-report")).body(Body::from(report));
    assert_eq!(
        gateway.send(request.unwrap()).await.status,
        StatusCode::NO_CONTENT
    );
}

/// Attack: addresses that are nowhere, so often that the log fills the disk. The pages are given all
/// the same; of the lines there are examples. What is audited has a number of its own.
#[tokio::test]
async fn a_strangers_flood_leaves_few_lines_in_the_log() {
    let gateway = Gateway::start().await;
    let stranger = Caller(Some([192, 0, 2, 1].into()));
    let lines = (0..1_000).filter(|_| gateway.app.logs(stranger));
    assert_eq!(lines.count(), 20);
    let another = Caller(Some([192, 0, 2, 2].into()));
    assert!(gateway.app.logs(another));
    gateway.clock.advance(std::time::Duration::from_secs(10));
    assert!(gateway.app.logs(stranger), "one more each ten seconds");
}

/// No page is left without a way to its service, also when nobody wrote one down.
#[tokio::test]
async fn a_service_without_a_start_url_is_led_to_by_its_redirect_address() {
    let client = "[[client]]\nclient_id = \"plain\"\nname = \"plain\"\n\
                  redirect_uris = [\"http://plain.localhost:8080/deep/callback?x=1\"]\n\
                  auth = \"client_secret_basic\"\nsecret_file = \"client.secret\"\n";
    let gateway = Gateway::start_as(Setup {
        more: client.to_owned(),
        ..Setup::default()
    })
    .await;
    let mut browser = gateway.browser();
    let back = (
        "redirect_uri",
        "http://plain.localhost:8080/deep/callback?x=1",
    );
    let begun = browser.authorize(&[("client_id", "plain"), back]).await;
    gateway
        .clock
        .advance(std::time::Duration::from_secs(31 * 60));
    let late = browser.get(begun.location()).await;
    assert!(late.body.contains("took too long"), "{late:?}");
    assert!(
        late.body.contains("href=\"http://plain.localhost:8080/\""),
        "{late:?}"
    );
}

/// R15: whatever the HTTP library answers by itself has a page for people and JSON for machines.
#[tokio::test]
async fn no_refusal_is_a_blank_page() {
    let gateway = Gateway::start().await;
    let long = "a=".to_owned() + &"b".repeat(100_000);
    for (method, path, body, status) in [
        (
            "POST",
            "/country",
            long.as_str(),
            StatusCode::PAYLOAD_TOO_LARGE,
        ),
        ("POST", "/authorize", &long, StatusCode::PAYLOAD_TOO_LARGE),
        ("PUT", "/authorize", "", StatusCode::METHOD_NOT_ALLOWED),
        ("DELETE", "/consent", "", StatusCode::METHOD_NOT_ALLOWED),
        ("POST", "/jwks.json", "", StatusCode::METHOD_NOT_ALLOWED),
        ("GET", "/token", "", StatusCode::METHOD_NOT_ALLOWED),
        ("GET", "/par", "", StatusCode::METHOD_NOT_ALLOWED),
        ("GET", "/openid-configuration", "", StatusCode::NOT_FOUND),
    ] {
        let ask = async |accept: &str| {
            let request = Request::builder()
                .method(method)
                .uri(format!("{ISSUER}{path}"))
                .header("accept", accept)
                .header("accept-language", "nn")
                .body(Body::from(body.to_owned()));
            gateway.send(request.unwrap()).await
        };
        let page = ask("text/html,application/xhtml+xml,*/*;q=0.8").await;
        assert_eq!(page.status, status, "{method} {path}");
        assert!(
            page.header("content-type").starts_with("text/html"),
            "{page:?}"
        );
        assert!(
            page.body.contains("<h1") && page.body.contains("lang=\"nn\""),
            "{page:?}"
        );
        let json = ask("*/*").await;
        assert_eq!(json.status, status, "{method} {path}");
        assert_eq!(json.json()["error"], "invalid_request", "{json:?}");
        if status == StatusCode::METHOD_NOT_ALLOWED {
            assert!(!page.header("allow").is_empty(), "{page:?}");
        }
    }
}

/// A link checker, a preview or a proxy asks for headers alone: that is no login. RFC 9110 §9.2.1.
#[tokio::test]
async fn head_begins_no_login_and_serves_documents() {
    let gateway = Gateway::start().await;
    let head = async |path: &str| {
        let request = Request::head(format!("{ISSUER}{path}")).body(Body::empty());
        gateway.send(request.unwrap()).await.status
    };
    let browser = gateway.browser();
    let authorize = browser.authorize_path(&[]);
    assert_eq!(head(&authorize).await, StatusCode::METHOD_NOT_ALLOWED);
    assert!(gateway.audited("login_started").is_empty());
    for step in ["/go", "/send", "/country", "/eidas/proxy/sso", "/continue"] {
        assert_eq!(head(step).await, StatusCode::METHOD_NOT_ALLOWED, "{step}");
    }
    for document in [
        "/",
        "/jwks.json",
        "/.well-known/openid-configuration",
        "/eidas/connector/metadata",
    ] {
        assert_eq!(head(document).await, StatusCode::OK, "{document}");
    }
    // Control: asked for whole, it begins.
    let mut browser = gateway.browser();
    browser.authorize(&[]).await;
    assert_eq!(gateway.audited("login_started").len(), 1);
}
