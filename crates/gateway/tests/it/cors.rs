// SPDX-License-Identifier: EUPL-1.2
//! Fetch Standard §3.2, OIDC Core §5.3: what a page of another origin may read, and what it may not.

use axum::body::Body;
use axum::http::Request;

use crate::registration::{POST, with_client};
use crate::support::{Answer, Gateway, ISSUER, Party, SECRET};

const ANY: &str = "access-control-allow-origin";

async fn preflight(gateway: &Gateway, path: &str) -> Answer {
    let request = Request::options(format!("{ISSUER}{path}"))
        .header("origin", "https://app.example.no")
        .header("access-control-request-method", "POST")
        .header("access-control-request-headers", "authorization, dpop");
    gateway.send(request.body(Body::empty()).unwrap()).await
}

#[tokio::test]
async fn core_s5_3_pages_may_read_discovery_keys_and_userinfo_and_nothing_else() {
    let gateway = Gateway::start().await;
    for path in [
        "/.well-known/openid-configuration",
        "/jwks.json",
        "/userinfo",
    ] {
        let asked = preflight(&gateway, path).await;
        assert_eq!(
            (asked.status.as_u16(), asked.header(ANY)),
            (204, "*"),
            "{path}"
        );
        assert!(
            asked
                .header("access-control-allow-headers")
                .contains("dpop")
        );
        let answer = gateway.browser().get(path).await;
        assert_eq!(answer.header(ANY), "*", "{path}");
        assert_eq!(
            answer.header("cross-origin-resource-policy"),
            "cross-origin"
        );
        assert!(
            answer
                .header("access-control-expose-headers")
                .contains("dpop-nonce")
        );
    }
    // RFC 9700 §2.6 for the first of them.
    for path in [
        "/authorize",
        "/par",
        "/country",
        "/",
        "/token/introspect",
        "/token/revoke",
    ] {
        assert_eq!(preflight(&gateway, path).await.header(ANY), "", "{path}");
        let answer = gateway.browser().get(path).await;
        assert_eq!(answer.header(ANY), "", "{path}");
        assert_eq!(answer.header("cross-origin-resource-policy"), "same-origin");
    }
}

#[tokio::test]
async fn tk_28_a_page_reads_what_its_public_client_gets_and_not_what_a_secret_gets() {
    let gateway = with_client("auth = \"none\"").await;
    let app = Party::new(&gateway, "other", None);
    let code = app.code(&[]).await;
    assert_eq!(app.redeem(&code, &[], &[]).await.header(ANY), "*");
    assert_eq!(
        app.redeem("x", &[], &[]).await.header(ANY),
        "*",
        "errors too"
    );
    let nobody = Party::new(&gateway, "nobody", None);
    assert_eq!(nobody.redeem("x", &[], &[]).await.header(ANY), "");
    let gateway = with_client(POST).await;
    let service = Party::new(&gateway, "other", Some(SECRET));
    let code = service.code(&[]).await;
    assert_eq!(service.redeem(&code, &[], &[]).await.header(ANY), "");
}

/// Fetch Standard §3.2: without the header a page reads "network error" and not what to change. Of whom it would have
/// been is not known, and nothing of anybody is in it.
#[tokio::test]
async fn fetch_s3_2_a_page_reads_why_its_request_could_not_be_read() {
    const FORM: &str = "application/x-www-form-urlencoded";
    let gateway = with_client("auth = \"none\"").await;
    for (content_type, body, status) in [
        ("application/json", "{}".to_owned(), 400),
        (FORM, "a=%".to_owned(), 400),
        (FORM, format!("a={}", "x".repeat(70_000)), 413),
    ] {
        for (path, any) in [("/token", "*"), ("/userinfo", "*"), ("/token/revoke", "")] {
            let request = Request::post(format!("{ISSUER}{path}"))
                .header("content-type", content_type)
                .body(Body::from(body.clone()));
            let answer = gateway.send(request.unwrap()).await;
            assert_eq!(answer.status.as_u16(), status, "{path} {answer:?}");
            assert_eq!(answer.header(ANY), any, "{path} {answer:?}");
        }
    }
}
