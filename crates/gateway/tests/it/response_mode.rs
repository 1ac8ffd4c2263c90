// SPDX-License-Identifier: EUPL-1.2
//! OAuth 2.0 Form Post Response Mode: the answer travels in a form, not in an address.

use axum::http::StatusCode;
use eidas::LevelOfAssurance;

use crate::support::{Answer, Gateway, ISSUER, REDIRECT, between, flow_of, verifier};

/// The form of the page, and the fields in it.
fn posted(page: &Answer) -> Vec<(String, String)> {
    assert_eq!(page.status, StatusCode::OK, "{page:?}");
    assert!(page.location().is_empty(), "no parameter in an address");
    assert!(
        page.body.contains(&format!("action=\"{REDIRECT}\"")),
        "{page:?}"
    );
    let policy = page.header("content-security-policy");
    // Also on to wherever the service leads from there.
    assert!(policy.contains("form-action 'self' https: "), "{policy}");
    assert_eq!(page.header("cache-control"), "no-store");
    page.body
        .split("type=\"hidden\" name=\"")
        .skip(1)
        .map(|field| {
            let (name, rest) = field.split_once('"').unwrap();
            (name.to_owned(), between(rest, "value=\"", "\"").to_owned())
        })
        .collect()
}

fn value<'a>(fields: &'a [(String, String)], name: &str) -> Option<&'a str> {
    let found = fields.iter().find(|(n, _)| n == name);
    found.map(|(_, value)| value.as_str())
}

#[tokio::test]
async fn form_post_s2_a_code_arrives_in_a_form_and_becomes_tokens() {
    let gateway = Gateway::start().await;
    let mut browser = gateway.browser();
    let flow = flow_of(&browser.authorize(&[("response_mode", "form_post")]).await);
    let sent = browser.choose(&flow, "SE").await;
    let xml = gateway.sign("SE", &gateway.respond("SE", &sent, LevelOfAssurance::High));
    browser.answer(&xml, None).await;
    let fields = posted(&browser.get(&format!("/continue?flow={flow}")).await);
    assert_eq!(value(&fields, "state"), Some("the-state"));
    let issuer = value(&fields, "iss")
        .unwrap()
        .replace("&#58;", ":")
        .replace("&#47;", "/");
    assert_eq!(issuer, ISSUER);
    assert_eq!(value(&fields, "error"), None);
    let verifier = verifier();
    let form = [
        ("grant_type", "authorization_code"),
        ("code", value(&fields, "code").unwrap()),
        ("redirect_uri", REDIRECT),
        ("code_verifier", verifier.expose()),
    ];
    let tokens = gateway.client_post("/token", &form).await.json();
    assert!(tokens["id_token"].is_string(), "{tokens}");
}

#[tokio::test]
async fn form_post_s2_an_error_arrives_in_a_form_too() {
    let gateway = Gateway::start().await;
    let mut browser = gateway.browser();
    let flow = flow_of(&browser.authorize(&[("response_mode", "form_post")]).await);
    let cancel = [("action", "cancel")];
    let fields = posted(
        &browser
            .post(&format!("/country?flow={flow}"), &cancel)
            .await,
    );
    assert_eq!(value(&fields, "error"), Some("access_denied"));
    assert_eq!(value(&fields, "state"), Some("the-state"));
    assert_eq!(value(&fields, "code"), None);
    // Before a login too.
    let none = [("response_mode", "form_post"), ("prompt", "none")];
    let fields = posted(&browser.authorize(&none).await);
    assert_eq!(value(&fields, "error"), Some("login_required"));
}

#[tokio::test]
async fn without_form_post_the_answer_is_a_redirect() {
    let gateway = Gateway::start().await;
    let mut browser = gateway.browser();
    let back = browser.authorize(&[("prompt", "none")]).await;
    assert_eq!(back.status, StatusCode::SEE_OTHER);
    assert!(back.location().starts_with(REDIRECT));
}
