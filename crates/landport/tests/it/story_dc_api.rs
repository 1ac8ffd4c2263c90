// SPDX-License-Identifier: EUPL-1.2
//! A person whose browser finds the wallet itself (Digital Credentials API): OpenID4VP A and 18013-7
//! Annex C, and everything that is no answer to this page.

use axum::body::Body;
use http::{Request, StatusCode};
use serde_json::{Value, json};
use tower::ServiceExt as _;

use crate::browser::{Browser, Page};
use crate::road::number_of;
use crate::stage::Stage;
use crate::story_wallet::{assert_nothing_written, code, reasons};

pub(crate) const SIGNED: &str = "openid4vp-v1-signed";
const ISO_MDOC: &str = "org-iso-mdoc";

impl Stage {
    /// What the script of the page gets: `data` by protocol.
    pub(crate) async fn browser_is_asked(
        &self,
        browser: &mut Browser,
        page: &Page,
    ) -> Vec<(String, Value)> {
        let flow = Self::returned(page, "flow").unwrap();
        let address = self.url("no", &format!("/wallet/dc_api?flow={flow}"));
        let answer = browser.open(&address).await;
        let answer: Value = serde_json::from_str(&answer.body).expect(&answer.body);
        let requests = answer["requests"].as_array().unwrap().iter();
        let one = |of: &Value| {
            (
                of["protocol"].as_str().unwrap().to_owned(),
                of["data"].clone(),
            )
        };
        requests.map(one).collect()
    }

    /// What the wallet gives the browser; the error is why it gives nothing.
    async fn wallet_gives(
        &self,
        card: &str,
        origin: &str,
        (protocol, data): &(String, Value),
    ) -> Result<Value, String> {
        let body = url::form_urlencoded::Serializer::new(String::new())
            .append_pair("origin", origin)
            .append_pair("card", card)
            .append_pair("protocol", protocol)
            .append_pair("data", &data.to_string())
            .finish();
        let host = self.url("wallet", "").replace("http://", "");
        let request = Request::post("/dc_api")
            .header("host", host.trim_end_matches('/'))
            .header("content-type", "application/x-www-form-urlencoded")
            .body(Body::from(body))
            .unwrap();
        let response = self.together.router.clone().oneshot(request).await.unwrap();
        let status = response.status();
        let body = axum::body::to_bytes(response.into_body(), 1 << 20)
            .await
            .unwrap();
        let text = String::from_utf8(body.to_vec()).unwrap();
        match status {
            StatusCode::OK => Ok(serde_json::from_str(&text).unwrap()),
            _ => Err(text),
        }
    }

    pub(crate) fn origin(&self) -> String {
        self.url("no", "").trim_end_matches('/').to_owned()
    }

    /// As the page's script posts it.
    pub(crate) async fn browser_presents(
        &self,
        browser: &mut Browser,
        page: &Page,
        protocol: &str,
        data: &Value,
    ) -> Page {
        let presented = ("action".to_owned(), "presented".to_owned());
        let mut forms = page.forms().into_iter();
        let form = forms.find(|form| form.fields.contains(&presented));
        let form = form.unwrap_or_else(|| panic!("browsers are not asked: {}", page.body));
        let filled = [("protocol", protocol), ("data", &data.to_string())];
        let page = browser.submit(page, &form, &filled).await;
        browser.settle(page).await
    }
}

pub(crate) fn of<'r>(requests: &'r [(String, Value)], protocol: &str) -> &'r (String, Value) {
    let found = requests.iter().find(|(name, _)| name == protocol);
    found.unwrap_or_else(|| panic!("no {protocol}: {requests:?}"))
}

#[tokio::test(flavor = "multi_thread")]
async fn a_browser_that_finds_the_wallet_itself_ends_the_login_by_each_protocol() {
    let stage = Stage::with_wallet().await;
    for (protocol, card) in [(SIGNED, "no"), (SIGNED, "no-mdoc"), (ISO_MDOC, "no-mdoc")] {
        let mut browser = stage.browser();
        let page = stage.wallet_page(&mut browser).await;
        // OpenID4VP A; a login page needs no other permission, and this one is not taken away.
        let permissions = page.headers["permissions-policy"].to_str().unwrap();
        assert!(
            !permissions.contains("digital-credentials"),
            "{permissions}"
        );
        let policy = page.headers["content-security-policy"].to_str().unwrap();
        assert!(policy.contains("script-src 'self';"), "{policy}");
        let requests = stage.browser_is_asked(&mut browser, &page).await;
        // Asked again: the same nonce and key, so that nobody's second tab spoils it.
        let again = stage.browser_is_asked(&mut browser, &page).await;
        assert_eq!(
            of(&requests, ISO_MDOC).1["encryptionInfo"],
            of(&again, ISO_MDOC).1["encryptionInfo"]
        );
        let names: Vec<&str> = requests.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, [SIGNED, ISO_MDOC]);
        let given = stage
            .wallet_gives(card, &stage.origin(), of(&requests, protocol))
            .await;
        let given = given.unwrap();
        let arrived = stage
            .browser_presents(&mut browser, &page, protocol, &given["data"])
            .await;
        let claims = stage.rowing_claims(&arrived).await;
        assert_eq!(claims["pid"], number_of("plain"), "{protocol} {card}");
        assert_eq!(claims["amr"], json!(["wallet"]));
        // Once more, by the button "back": the login is over, and leads where it led.
        let again = stage
            .browser_presents(&mut browser, &page, protocol, &given["data"])
            .await;
        let code = |page: &Page| Stage::returned(page, "code").unwrap();
        assert_eq!(code(&again), code(&arrived));
    }
    let verified = "\"device\":\"browser\"";
    assert_eq!(
        stage.audit().matches(verified).count(),
        3,
        "{}",
        stage.audit()
    );
    assert_nothing_written(&stage);
}

/// The page's time ends while she unlocks her phone: what was asked in time is taken.
#[tokio::test(flavor = "multi_thread")]
async fn a_browser_that_asked_in_time_may_still_answer() {
    for (later, taken) in [(170, true), (185, false)] {
        let stage = Stage::with_wallet().await;
        let mut browser = stage.browser();
        let page = stage.wallet_page(&mut browser).await;
        stage.advance(595);
        let requests = stage.browser_is_asked(&mut browser, &page).await;
        let asked = of(&requests, SIGNED);
        let given = stage.wallet_gives("no", &stage.origin(), asked).await;
        stage.advance(later);
        let none = stage.browser_is_asked(&mut browser, &page).await;
        assert!(none.is_empty(), "{none:?}");
        let data = &given.unwrap()["data"];
        let came = stage
            .browser_presents(&mut browser, &page, SIGNED, data)
            .await;
        assert_eq!(
            Stage::returned(&came, "code").is_some(),
            taken,
            "{}",
            came.url
        );
    }
}

/// Attack WV-13: answers to other pages, other logins, other protocols, other origins.
#[tokio::test(flavor = "multi_thread")]
async fn wv_13_what_answers_something_else_is_not_taken_and_takes_nothing() {
    let stage = Stage::with_wallet().await;
    let (mut browser, mut other) = (stage.browser(), stage.browser());
    let page = stage.wallet_page(&mut browser).await;
    let others = stage.wallet_page(&mut other).await;
    let requests = stage.browser_is_asked(&mut browser, &page).await;
    let of_others = stage.browser_is_asked(&mut other, &others).await;
    let origin = stage.origin();
    let (signed, iso) = (of(&requests, SIGNED), of(&requests, ISO_MDOC));
    for sibling in [
        format!("{origin}/"),
        stage.url("www.no", "").trim_end_matches('/').to_owned(),
        "https://no.localhost".to_owned(),
    ] {
        // A wallet sees it; one that did not would sign for another audience.
        let told = stage
            .wallet_gives("no", &sibling, signed)
            .await
            .unwrap_err();
        assert!(told.contains("expected_origins"), "{told}");
        let told = stage
            .wallet_gives("no-mdoc", &sibling, iso)
            .await
            .unwrap_err();
        assert!(told.contains("reader"), "{told}");
    }
    // Unsigned requests have no `expected_origins`: what a hostile page got with our nonce and key.
    let unsigned = |request: &Value| {
        let token = request["request"].as_str().unwrap();
        let payload = token.split('.').nth(1).unwrap();
        let payload = oidc::jose::base64url::decode(payload).unwrap();
        let claims: Value = serde_json::from_slice(&payload).unwrap();
        ("openid4vp-v1-unsigned".to_owned(), claims)
    };
    let relayed = unsigned(&signed.1);
    let gives = async |card: &'static str, origin: &str, request: &(String, Value)| {
        let given = stage.wallet_gives(card, origin, request).await;
        given.unwrap()["data"].clone()
    };
    let relayed_sd_jwt = gives("no", "https://evil.example", &relayed).await;
    let relayed_mdoc = gives("no-mdoc", "https://evil.example", &relayed).await;
    let anothers = gives("no", &origin, of(&of_others, SIGNED)).await;
    let anothers_iso = gives("no-mdoc", &origin, of(&of_others, ISO_MDOC)).await;
    let (good, good_iso) = (
        gives("no", &origin, signed).await,
        gives("no-mdoc", &origin, iso).await,
    );
    // Encrypted to the page's other key, by who answers what was not asked.
    let mixed = gives("no", &origin, signed).await;
    for (protocol, data, reason) in [
        (SIGNED, &relayed_sd_jwt, "not_our_request"),
        (SIGNED, &relayed_mdoc, "untrusted"),
        (SIGNED, &anothers, "malformed"),
        (ISO_MDOC, &anothers_iso, "malformed"),
        (SIGNED, &good_iso, "malformed"),
        (ISO_MDOC, &mixed, "malformed"),
        (
            SIGNED,
            &json!({ "vp_token": { "pid_sd_jwt": ["x"] } }),
            "malformed",
        ),
        (
            SIGNED,
            &json!({ "response": "e30.e30.e30.e30.e30" }),
            "malformed",
        ),
        (ISO_MDOC, &json!({ "response": 7 }), "malformed"),
        (SIGNED, &json!("text"), "malformed"),
        (
            SIGNED,
            &json!({ "error": "access_denied" }),
            "refused_in_wallet",
        ),
        (
            SIGNED,
            &json!({ "error": "invalid_client" }),
            "wallet_error",
        ),
    ] {
        let before = reasons(&stage).len();
        let told = stage
            .browser_presents(&mut browser, &page, protocol, data)
            .await;
        assert_eq!(
            told.url.path(),
            "/wallet",
            "{protocol} {data}: {}",
            told.body
        );
        let word = match reason {
            "refused_in_wallet" => "The answer in the wallet was no",
            "wallet_error" => "could not answer the request",
            _ => "could not be used",
        };
        assert!(told.body.contains(word), "{}", told.body);
        assert!(told.body.contains("<svg class=\"qr\""), "{}", told.body);
        assert_eq!(reasons(&stage)[before..], [reason], "{protocol} {data}");
    }
    // Not offered, so not taken, whatever it holds.
    for protocol in ["openid4vp-v1-unsigned", "openid4vp", ""] {
        let told = stage
            .browser_presents(&mut browser, &page, protocol, &good)
            .await;
        assert_eq!(told.status, 400, "{protocol}: {}", told.body);
    }
    // Of another site, and without the browser's cookie.
    let flow = Stage::returned(&page, "flow").unwrap();
    let body = url::form_urlencoded::Serializer::new(String::new())
        .extend_pairs([("action", "presented"), ("protocol", SIGNED)])
        .append_pair("data", &good.to_string())
        .finish();
    let address = stage.url("no", &format!("/wallet?flow={flow}"));
    assert_eq!(stage.post(&address, body).await, StatusCode::BAD_REQUEST);
    let asked = stage.url("no", &format!("/wallet/dc_api?flow={flow}"));
    assert_eq!(stage.browser().open(&asked).await.status, 400);

    // All that took nothing: the honest answers are each their login's.
    let arrived = stage
        .browser_presents(&mut browser, &page, SIGNED, &good)
        .await;
    assert_eq!(
        stage.rowing_claims(&arrived).await["pid"],
        number_of("plain")
    );
    let arrived = stage
        .browser_presents(&mut other, &others, ISO_MDOC, &anothers_iso)
        .await;
    assert_eq!(
        stage.rowing_claims(&arrived).await["pid"],
        number_of("plain")
    );
}

/// A card that cannot be used is said so, on each road; and of two roads one ends the login.
#[tokio::test(flavor = "multi_thread")]
async fn a_card_that_cannot_be_used_is_said_so_and_the_page_leads_on() {
    let stage = Stage::with_wallet().await;
    let mut browser = stage.browser();
    let page = stage.wallet_page(&mut browser).await;
    let requests = stage.browser_is_asked(&mut browser, &page).await;
    let signed = of(&requests, SIGNED);
    for (card, word) in [
        ("no-revoked", "revoked or suspended"),
        ("no-expired", "has expired"),
    ] {
        let given = stage
            .wallet_gives(card, &stage.origin(), signed)
            .await
            .unwrap();
        let told = stage
            .browser_presents(&mut browser, &page, SIGNED, &given["data"])
            .await;
        assert!(told.body.contains(word), "{card}: {}", told.body);
    }
    // Shown on a phone: the page that waits is told, once.
    stage
        .approve(&mut stage.browser(), &code(&page), "no-revoked")
        .await;
    assert_eq!(stage.wallet_state(&mut browser, &page).await, "changed");
    let told = browser.open(page.url.as_str()).await;
    assert!(told.body.contains("revoked or suspended"), "{}", told.body);
    assert!(
        told.body.contains("&#38;told=1") || told.body.contains("&amp;told=1"),
        "{}",
        told.body
    );
    // A phone answers first: what the browser brings afterwards is not taken.
    stage
        .approve(&mut stage.browser(), &code(&page), "no")
        .await;
    let given = stage
        .wallet_gives("no", &stage.origin(), signed)
        .await
        .unwrap();
    let late = stage
        .browser_presents(&mut browser, &page, SIGNED, &given["data"])
        .await;
    assert_eq!(late.url.path(), "/wallet", "{}", late.body);
    assert_eq!(reasons(&stage).last().unwrap(), "already_answered");
    let page = stage.press(&mut browser, &late, "done").await;
    assert_eq!(stage.rowing_claims(&page).await["pid"], number_of("plain"));
}
