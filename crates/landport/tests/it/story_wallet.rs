// SPDX-License-Identifier: EUPL-1.2
//! A person logs in with the wallet of Demo Europe, on this device or another; and everything that
//! must not let anybody in.

use std::path::Path;

use axum::body::Body;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use gateway::caller::ClientAddress;
use gateway::http::glance::Glance as _;
use http::{Request, StatusCode};
use serde_json::Value;
use tower::ServiceExt as _;

use crate::browser::{Browser, Page};
use crate::road::number_of;
use crate::stage::Stage;

impl Stage {
    /// A stage whose gateway has read the list of PID providers.
    pub(crate) async fn with_wallet() -> Self {
        let stage = Self::new().await;
        stage.together.gateway.app.lists.refresh_all().await;
        stage
    }

    /// From the rowing club to the page with link and code.
    pub(crate) async fn wallet_page(&self, browser: &mut Browser) -> Page {
        let asks = self.rowing_asks("idporten-loa-high", &[]);
        self.wallet_page_of(browser, &asks).await
    }

    /// From an address where a service asks to the page with link and code.
    pub(crate) async fn wallet_page_of(&self, browser: &mut Browser, asks: &str) -> Page {
        let page = browser.open(asks).await;
        let form = page
            .form_with("eid", "wallet")
            .unwrap_or_else(|| panic!("no wallet: {} {}", page.url, page.body));
        let filled = [("eid", "wallet"), ("action", "next")];
        let page = browser.submit(&page, &form, &filled).await;
        assert_eq!(page.url.path(), "/wallet", "{}", page.body);
        page
    }

    /// The wallet, opened by this link: a card is picked and approved. The first page that waits.
    pub(crate) async fn approve(&self, browser: &mut Browser, link: &str, card: &str) -> Page {
        let page = browser.open(link).await;
        let form = page.form_with("card", card).unwrap();
        let filled = [("card", card), ("action", "approve")];
        let page = browser.submit(&page, &form, &filled).await;
        match back(&page) {
            Some(back) => {
                let page = browser.open(&back).await;
                browser.settle(page).await
            }
            None => page,
        }
    }

    /// What the script of the page is told.
    pub(crate) async fn wallet_state(&self, browser: &mut Browser, page: &Page) -> String {
        let flow = Self::returned(page, "flow").unwrap();
        let answer = browser
            .open(&self.url("no", &format!("/wallet/state?flow={flow}")))
            .await;
        let answer: Value = serde_json::from_str(&answer.body).expect(&answer.body);
        answer["state"].as_str().unwrap().to_owned()
    }

    /// Posts as wallets do: no cookie, no page.
    pub(crate) async fn post(&self, url: &str, body: String) -> StatusCode {
        self.post_of(None, url, body).await
    }

    /// The same from this address.
    pub(crate) async fn post_of(
        &self,
        address: Option<&str>,
        url: &str,
        body: String,
    ) -> StatusCode {
        let url = url::Url::parse(url).unwrap();
        let host = format!("{}:{}", url.host_str().unwrap(), url.port().unwrap());
        let mut request = Request::post(url.path())
            .header("host", host)
            .header("content-type", "application/x-www-form-urlencoded")
            .body(Body::from(body))
            .unwrap();
        if let Some(address) = address {
            let address = ClientAddress(address.parse().unwrap());
            request.extensions_mut().insert(address);
        }
        let response = self.together.router.clone().oneshot(request).await.unwrap();
        response.status()
    }

    /// The request object behind a link, and where its answer goes.
    pub(crate) async fn request_behind(&self, link: &str) -> Value {
        let link = url::Url::parse(link).unwrap();
        let mut pairs = link.query_pairs();
        let (_, address) = pairs.find(|(name, _)| name == "request_uri").unwrap();
        let page = self.browser().open(&address).await;
        assert_eq!(page.status, 200, "{}", page.body);
        let payload = page.body.split('.').nth(1).unwrap();
        let payload = URL_SAFE_NO_PAD.decode(payload).unwrap();
        serde_json::from_slice(&payload).unwrap()
    }
}

fn unescaped(text: &str) -> String {
    text.replace("&#38;", "&").replace("&amp;", "&")
}

fn between<'p>(page: &'p Page, before: &str, after: &str) -> Option<&'p str> {
    let (_, rest) = page.body.split_once(before)?;
    Some(rest.split_once(after)?.0)
}

/// Where the wallet sends the browser on.
pub(crate) fn back(page: &Page) -> Option<String> {
    let back = unescaped(between(page, "class=\"button\" href=\"", "\"")?);
    back.starts_with("http").then_some(back)
}

/// The link that opens the wallet on this device.
pub(crate) fn link(page: &Page) -> String {
    let found = between(page, "<a class=\"button main\" href=\"", "\"");
    unescaped(found.unwrap_or_else(|| panic!("no link: {}", page.body)))
}

/// What the code says, from its text alternative.
pub(crate) fn code(page: &Page) -> String {
    let found = between(page, "readonly>", "</textarea>");
    unescaped(found.unwrap_or_else(|| panic!("no code: {}", page.body)))
}

pub(crate) fn reasons(stage: &Stage) -> Vec<String> {
    let lines = stage.audit();
    let lines = lines
        .lines()
        .filter_map(|line| serde_json::from_str::<Value>(line).ok());
    let refused = lines.filter(|line| line["event"] == "presentation_refused");
    refused
        .map(|line| line["reason"].as_str().unwrap().to_owned())
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn with_the_wallet_on_this_device_a_person_arrives_as_with_any_other_e_id() {
    let stage = Stage::with_wallet().await;
    let mut browser = stage.browser();
    let page = stage.wallet_page(&mut browser).await;
    assert!(page.body.contains("<svg class=\"qr\""), "{}", page.body);
    let policy = page.headers["content-security-policy"].to_str().unwrap();
    assert!(policy.ends_with("; connect-src 'self'"), "{policy}");
    let page = stage.approve(&mut browser, &link(&page), "no").await;
    let by_wallet = stage.rowing_claims(&page).await;
    // The same card in the other format.
    let mut mdoc = stage.browser();
    let asked = stage.wallet_page(&mut mdoc).await;
    let arrived = stage.approve(&mut mdoc, &link(&asked), "no-mdoc").await;
    let claims = stage.rowing_claims(&arrived).await;
    assert_eq!(
        (&claims["sub"], &claims["pid"]),
        (&by_wallet["sub"], &by_wallet["pid"])
    );
    assert_eq!(by_wallet["pid"], number_of("plain"));
    assert_eq!(by_wallet["acr"], "idporten-loa-high");
    assert_eq!(by_wallet["amr"], serde_json::json!(["wallet"]));
    // WV-14: the code stays in no address.
    assert!(!page.url.as_str().contains("/wallet"), "{}", page.url);

    // The same person as another e-ID proves: one `sub`.
    let mut other = stage.browser();
    let page = other
        .open(&stage.rowing_asks("idporten-loa-high", &[]))
        .await;
    let page = stage.choose_eid(&mut other, &page, "bankid").await;
    let page = stage.prove(&mut other, &page, "plain", None).await;
    assert_eq!(stage.rowing_claims(&page).await["sub"], by_wallet["sub"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn with_the_wallet_on_another_device_the_page_goes_on_when_it_has_answered() {
    let stage = Stage::with_wallet().await;
    let (mut browser, mut phone) = (stage.browser(), stage.browser());
    let page = stage.wallet_page(&mut browser).await;
    // Without script, too early.
    let early = stage.press(&mut browser, &page, "done").await;
    assert!(early.body.contains("No answer has come"), "{}", early.body);
    let told = stage.approve(&mut phone, &code(&page), "no").await;
    assert!(
        told.heading().contains("Go back to the device"),
        "{}",
        told.body
    );
    assert_eq!(stage.wallet_state(&mut browser, &page).await, "answered");
    // WV-16: between the wallet's POST and the browser's return nothing is readable.
    assert_nothing_written(&stage);
    // Loaded anew, the page asks nobody again, and the answer can still be taken.
    let page = browser.open(page.url.as_str()).await;
    assert!(!page.body.contains("readonly>"), "{}", page.body);
    assert!(page.body.contains("data-state="), "{}", page.body);
    let page = stage.press(&mut browser, &page, "done").await;
    assert_eq!(stage.rowing_claims(&page).await["pid"], number_of("plain"));
    assert_nothing_written(&stage);
}

/// No value of the person stands in what the gateway wrote.
pub(crate) fn assert_nothing_written(stage: &Stage) {
    assert_not_written(
        stage,
        &["Kari", "Nordmann", "1990-05-14", &number_of("plain")],
    );
}

/// None of these stands there.
pub(crate) fn assert_not_written(stage: &Stage, secrets: &[&str]) {
    fn look(directory: &Path, secrets: &[&str]) -> usize {
        let mut octets = 0;
        for entry in std::fs::read_dir(directory).unwrap() {
            let entry = entry.unwrap();
            if entry.file_type().unwrap().is_dir() {
                octets += look(&entry.path(), secrets);
            } else if entry.file_type().unwrap().is_file() {
                let read = std::fs::read(entry.path()).unwrap();
                for secret in secrets {
                    let found = read.windows(secret.len()).any(|w| w == secret.as_bytes());
                    assert!(!found, "{secret} stands in {}", entry.path().display());
                }
                octets += read.len();
            }
        }
        octets
    }
    let octets = look(&stage.directory.path().join("data"), secrets);
    assert!(octets > 10_000, "only {octets} octets were looked at");
}

/// Attack WV-01: who holds a page sends its code or its link to somebody else.
#[tokio::test(flavor = "multi_thread")]
async fn wv_01_an_answer_to_the_link_ends_no_login_elsewhere_and_the_code_needs_no_code() {
    let stage = Stage::with_wallet().await;
    let (mut attacker, mut victim) = (stage.browser(), stage.browser());
    let page = stage.wallet_page(&mut attacker).await;
    // The victim taps the attacker's link, approves, and lands with us without the cookie.
    let landed = stage.approve(&mut victim, &link(&page), "no").await;
    assert_eq!(landed.status, 400, "{}", landed.body);
    assert!(!landed.url.as_str().contains("rowing"), "{}", landed.url);
    // The attacker polls and presses: nothing, but a word that it went elsewhere.
    assert_eq!(stage.wallet_state(&mut attacker, &page).await, "changed");
    let pressed = stage.press(&mut attacker, &page, "done").await;
    assert_eq!(pressed.url.path(), "/wallet", "{}", pressed.body);
    assert!(
        pressed.body.contains("opened another tab or browser"),
        "{}",
        pressed.body
    );
    // Answered: the other request of the page is closed with it.
    let late = stage.approve(&mut victim, &code(&page), "no").await;
    assert!(late.heading().contains("did not present"), "{}", late.body);
}

#[tokio::test(flavor = "multi_thread")]
async fn wv_14_the_response_code_works_for_a_minute() {
    let stage = Stage::with_wallet().await;
    let mut browser = stage.browser();
    let page = stage.wallet_page(&mut browser).await;
    let form = {
        let asked = browser.open(&link(&page)).await;
        let form = asked.form_with("card", "no").unwrap();
        let filled = [("card", "no"), ("action", "approve")];
        browser.submit(&asked, &form, &filled).await
    };
    let back = back(&form).unwrap();
    stage.advance(121);
    let page = browser.open(&back).await;
    assert_eq!(page.status, 410, "{} {}", page.url, page.body);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_revoked_expired_or_refused_ends_at_a_page_that_leads_on() {
    let stage = Stage::with_wallet().await;
    let mut browser = stage.browser();
    let page = stage.wallet_page(&mut browser).await;
    for card in ["no-revoked", "no-expired"] {
        let told = stage
            .approve(&mut stage.browser(), &code(&page), card)
            .await;
        assert!(told.heading().contains("did not present"), "{}", told.body);
        // WV-06: nothing was taken; the page waits.
        let page = browser.open(page.url.as_str()).await;
        assert!(page.body.contains("<svg class=\"qr\""), "{}", page.body);
    }
    assert_eq!(
        reasons(&stage),
        ["credential_revoked", "credential_expired"]
    );

    // WV-05: a "no" closes the requests and no login.
    let asked = browser.open(&code(&page)).await;
    let form = asked.form_with("card", "no").unwrap();
    let said = browser.submit(&asked, &form, &[("action", "refuse")]).await;
    assert!(said.heading().starts_with("Done"), "{}", said.body);
    assert_eq!(stage.wallet_state(&mut browser, &page).await, "changed");
    let refused = browser.open(page.url.as_str()).await;
    assert!(
        refused.body.contains("The answer in the wallet was no"),
        "{}",
        refused.body
    );
    let page = stage.press(&mut browser, &refused, "new").await;
    // A wallet that can do nothing with what is asked is no person who says no. OpenID4VP §8.5.
    let request = stage.request_behind(&code(&page)).await;
    let said = |name: &str| request[name].as_str().unwrap().to_owned();
    let error = format!("error=invalid_client&state={}", said("state"));
    assert_eq!(stage.post(&said("response_uri"), error).await, 200);
    let failed = browser.open(page.url.as_str()).await;
    assert!(
        failed.body.contains("could not answer the request"),
        "{}",
        failed.body
    );
    let page = stage.press(&mut browser, &failed, "new").await;
    // The wallet on this device brings the browser back.
    let asked = browser.open(&link(&page)).await;
    let form = asked.form_with("card", "no").unwrap();
    let said = browser.submit(&asked, &form, &[("action", "refuse")]).await;
    let refused = browser.open(&back(&said).unwrap()).await;
    assert!(
        refused.body.contains("The answer in the wallet was no"),
        "{}",
        refused.body
    );
    let page = stage.press(&mut browser, &refused, "new").await;
    let told = stage
        .approve(&mut stage.browser(), &code(&page), "no")
        .await;
    assert!(told.heading().starts_with("Done"), "{}", told.body);
    let page = stage.press(&mut browser, &page, "done").await;
    assert_eq!(stage.rowing_claims(&page).await["pid"], number_of("plain"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_pid_without_number_or_of_another_country_is_told_so() {
    let stage = Stage::with_wallet().await;
    for (card, reason) in [
        ("no-numberless", "national_number_missing"),
        // Of another country, where a national level is asked for.
        ("se", "level_too_low"),
        ("de", "national_number_missing"),
    ] {
        let mut browser = stage.browser();
        let asks = match card {
            "de" => stage.rowing_asks("idporten-loa-high eidas-loa-high", &[]),
            _ => stage.rowing_asks("idporten-loa-high", &[]),
        };
        let page = stage.wallet_page_of(&mut browser, &asks).await;
        let page = stage.approve(&mut browser, &link(&page), card).await;
        assert_eq!(page.status, 403, "{card}: {} {}", page.url, page.body);
        assert!(stage.audit().contains(reason), "{card}");
        // And leads on, to another e-ID.
        assert!(page.body.contains("another"), "{card}: {}", page.body);
    }
}

/// OpenID4VP B.3.5: a wallet that knows no type as another's extension has only what is asked for by its name. Asked for
/// are the base type and those of the countries whose PIDs are taken, as far as they are registered (VP-22).
#[tokio::test(flavor = "multi_thread")]
async fn b_3_5_domestic_types_are_asked_for_where_they_are_registered() {
    let stage = Stage::with_wallet().await;
    let asked = async || {
        let mut browser = stage.browser();
        let page = stage.wallet_page(&mut browser).await;
        let request = stage.request_behind(&link(&page)).await;
        let types = "/dcql_query/credentials/0/meta/vct_values";
        request.pointer(types).unwrap().clone()
    };
    let base = "urn:eudi:pid:1";
    assert_eq!(
        asked().await,
        serde_json::json!([base, "urn:eudi:pid:de:1"])
    );
    let registered = "registration = \"world/wallet-registration.jwt\"\n";
    stage
        .reconfigure(|text| {
            assert!(text.contains(registered), "{text}");
            text.replace(registered, "")
        })
        .await;
    let [no, se, de] = ["no", "se", "de"].map(|of| format!("urn:eudi:pid:{of}:1"));
    assert_eq!(asked().await, serde_json::json!([base, no, se, de]));
}

/// A PID without number reaches only who takes it, and is another person each time.
#[tokio::test(flavor = "multi_thread")]
async fn who_takes_a_pid_without_number_gets_another_person_each_time() {
    let stage = Stage::with_wallet().await;
    let mut subs = Vec::new();
    for _ in 0..2 {
        let mut browser = stage.browser();
        let asks = stage.url("trademark", "/login?acr_values=idporten-loa-high");
        let page = stage.wallet_page_of(&mut browser, &asks).await;
        let page = stage
            .approve(&mut browser, &link(&page), "no-numberless")
            .await;
        assert_eq!(page.url.path(), "/me", "{} {}", page.url, page.body);
        let mut address = page.url.clone();
        address.set_path("/me.json");
        let told = browser.open(address.as_str()).await;
        let told: Value = serde_json::from_str(&told.body).expect(&told.body);
        let claims = &told["claims"];
        assert!(claims.get("pid").is_none(), "{claims}");
        assert_eq!(claims["acr"], "idporten-loa-high", "{claims}");
        subs.push(claims["sub"].clone());
    }
    assert_ne!(subs[0], subs[1]);
}

/// Attack WV-18: closed between the wallet's answer and the browser's return.
#[tokio::test(flavor = "multi_thread")]
async fn wv_18_what_was_closed_meanwhile_is_not_released() {
    let stage = Stage::with_wallet().await;
    let mut browser = stage.browser();
    let page = stage.wallet_page(&mut browser).await;
    stage
        .approve(&mut stage.browser(), &code(&page), "no")
        .await;
    let wallet = "wallet".to_owned();
    stage
        .suspend(gateway::lever::Target::Eid(wallet), None)
        .await;
    let page = stage.press(&mut browser, &page, "done").await;
    assert_eq!(page.status, 503, "{} {}", page.url, page.body);
    assert!(Stage::returned(&page, "code").is_none(), "{}", page.url);
    assert!(stage.audit().contains("pid_closed"));
}

/// Attack WV-10: a list whose time is over makes nobody believed.
#[tokio::test(flavor = "multi_thread")]
async fn wv_10_without_a_list_in_date_nobody_is_asked() {
    let stage = Stage::new().await;
    let mut browser = stage.browser();
    let page = browser
        .open(&stage.rowing_asks("idporten-loa-high", &[]))
        .await;
    assert!(page.form_with("eid", "wallet").is_none(), "{}", page.body);
    assert!(page.body.contains("Digital wallet"), "{}", page.body);
    stage.together.gateway.app.lists.refresh_all().await;
    let page = browser
        .open(&stage.rowing_asks("idporten-loa-high", &[]))
        .await;
    assert!(page.form_with("eid", "wallet").is_some(), "{}", page.body);
    stage.advance(31 * 86_400);
    let page = browser
        .open(&stage.rowing_asks("idporten-loa-high", &[]))
        .await;
    assert!(page.form_with("eid", "wallet").is_none(), "{}", page.body);
}

/// Attacks WV-02, WV-04, WV-06, WV-07, WV-08: what anybody may send to the two addresses.
#[tokio::test(flavor = "multi_thread")]
async fn wv_06_what_is_no_answer_takes_nothing_and_of_many_answers_one_wins() {
    let stage = Stage::with_wallet().await;
    let mut browser = stage.browser();
    let page = stage.wallet_page(&mut browser).await;
    let first = stage.request_behind(&code(&page)).await;
    // WV-04: fetched again, by whoever: the same nonce, key and state.
    let again = stage.request_behind(&code(&page)).await;
    for member in ["nonce", "state", "response_uri", "client_metadata"] {
        assert_eq!(first[member], again[member], "{member}");
    }
    let here = stage.request_behind(&link(&page)).await;
    for member in ["nonce", "state", "response_uri", "client_metadata"] {
        assert_ne!(first[member], here[member], "{member}");
    }
    let response_uri = first["response_uri"].as_str().unwrap();
    let state = first["state"].as_str().unwrap();
    for body in [
        String::new(),
        "response=".to_owned(),
        "response=e30.e30.e30.e30.e30".to_owned(),
        format!("vp_token=%7B%7D&state={state}"),
        format!("response=eyJhbGciOiJub25lIn0.e30.&state={state}"),
        "response=a&response=b".to_owned(),
        format!("response={}", "a".repeat(200_000)),
    ] {
        let status = stage.post(response_uri, body.clone()).await;
        assert_eq!(status, 400, "{}", body.chars().take(80).collect::<String>());
    }
    let large = stage.post(response_uri, "a".repeat(257 * 1024)).await;
    assert_eq!(large, 413);
    let elsewhere = format!("{response_uri}x");
    assert_eq!(stage.post(&elsewhere, String::new()).await, 400);

    // A hundred answers at once, each from a wallet of its own: forty honest ones, thirty of cards that
    // cannot be used, thirty that are none. One is taken; what the others were is in the trail.
    let mut tasks = tokio::task::JoinSet::new();
    for nth in 0..100 {
        let (mut phone, link) = (stage.browser(), code(&page));
        let card = [
            "no",
            "no-mdoc",
            "no-revoked",
            "no",
            "no-expired",
            "",
            "no-mdoc",
            "",
            "no-revoked",
            "",
        ][nth % 10];
        let request = Request::post(url::Url::parse(response_uri).unwrap().path())
            .header("host", url::Url::parse(response_uri).unwrap().authority())
            .header("content-type", "application/x-www-form-urlencoded")
            .body(Body::from("response=e30.e30.e30.e30.e30"))
            .unwrap();
        let router = stage.together.router.clone();
        tasks.spawn(async move {
            if card.is_empty() {
                return (card, router.oneshot(request).await.unwrap().status());
            }
            let asked = phone.open(&link).await;
            let form = asked.form_with("card", card).unwrap();
            let filled = [("card", card), ("action", "approve")];
            (card, phone.submit(&asked, &form, &filled).await.status)
        });
    }
    let told = tasks.join_all().await;
    let won: Vec<_> = told.iter().filter(|(_, status)| *status == 200).collect();
    assert_eq!((won.len(), told.len()), (1, 100), "{told:?}");
    assert!(["no", "no-mdoc"].contains(&won[0].0), "{won:?}");
    let verified = stage.audit().matches("\"presentation_verified\"").count();
    assert_eq!(verified, 1);
    let page = stage.press(&mut browser, &page, "done").await;
    assert_eq!(stage.rowing_claims(&page).await["pid"], number_of("plain"));
}

/// The first 8 KiB of an answer to this request.
pub(crate) fn good_beginning(asked: &Value) -> String {
    beginning_to(asked, &asked["client_metadata"]["jwks"]["keys"][0]["kid"])
}

fn beginning_to(asked: &Value, kid: &Value) -> String {
    let key = &asked["client_metadata"]["jwks"]["keys"][0];
    let header = serde_json::json!({"alg": "ECDH-ES", "enc": "A256GCM", "kid": kid,
        "epk": {"kty": "EC", "crv": "P-256", "x": key["x"], "y": key["y"]}});
    let header = URL_SAFE_NO_PAD.encode(header.to_string());
    format!("response={header}..{}", "a".repeat(8000))
}

/// Attack WV-06: 256 KiB that are no answer. Of a long body no more is read than shows that a request of
/// this name waits and that this is how an answer to it begins.
#[tokio::test(flavor = "multi_thread")]
async fn wv_06_of_a_long_body_that_is_no_answer_the_rest_is_not_read() {
    let stage = Stage::with_wallet().await;
    let mut browser = stage.browser();
    let page = stage.wallet_page(&mut browser).await;
    let asked = stage.request_behind(&code(&page)).await;
    let good = good_beginning(&asked);
    let app = &stage.together.gateway.app;
    let turned_away = async |path: &str, beginning: &str| {
        let (head, ()) = Request::post(path).body(()).unwrap().into_parts();
        let answer = app.turns_away(&head, beginning.as_bytes()).await;
        answer.map(|answer| answer.status().as_u16())
    };
    let path = url::Url::parse(asked["response_uri"].as_str().unwrap()).unwrap();
    let path = path.path();
    assert_eq!(turned_away(path, &good).await, None);
    assert_eq!(
        turned_away("/eidas/connector/acs", "SAMLResponse=").await,
        None
    );
    // Nobody's name, with the beginning of somebody's answer; it is in no trail.
    let unknown = path.replace("/wallet/response/", "/wallet/response/x");
    assert_eq!(turned_away(&unknown, &good).await, Some(400));
    assert_eq!(reasons(&stage), Vec::<String>::new());
    let nothing = format!("response={}", "a".repeat(8000));
    assert_eq!(turned_away(path, &nothing).await, Some(400));
    let another = beginning_to(&asked, &"another".into());
    assert_eq!(turned_away(path, &another).await, Some(400));
    assert_eq!(reasons(&stage), ["malformed", "malformed"]);
    // The login is still there.
    let mut phone = stage.browser();
    stage.approve(&mut phone, &code(&page), "no").await;
    let page = stage.press(&mut browser, &page, "done").await;
    assert_eq!(stage.rowing_claims(&page).await["pid"], number_of("plain"));
}

/// Attack: new links and codes without end, each with two records on the disk. A login has its share of
/// requests; past that its page still leads on, and nothing more is written.
#[tokio::test(flavor = "multi_thread")]
async fn who_asks_for_ever_new_codes_writes_no_more_than_a_logins_share() {
    let stage = Stage::with_wallet().await;
    let mut browser = stage.browser();
    let first = stage.wallet_page(&mut browser).await;
    let written = async || {
        let store = stage.together.gateway.app.records.store();
        let (mut count, mut after) = (0, None);
        loop {
            let part = store.dump(after).await.unwrap();
            let Some((last, _)) = part.last() else {
                break count;
            };
            after = Some(*last);
            let kind = |key: &store::Key| key.as_bytes()[4];
            let is_request = |key: &store::Key| kind(key) == store::Kind::WalletRequest as u8;
            count += part.iter().filter(|(key, _)| is_request(key)).count();
        }
    };
    assert_eq!(written().await, 2);
    for _ in 0..30 {
        stage.press(&mut browser, &first, "new").await;
    }
    let share = usize::from(gateway::login::MOST_REQUESTS);
    assert_eq!(written().await, 2 * share);
    let page = browser.open(first.url.as_str()).await;
    let page = stage.press(&mut browser, &page, "another").await;
    assert_eq!(page.url.path(), "/choose", "{}", page.body);
}
