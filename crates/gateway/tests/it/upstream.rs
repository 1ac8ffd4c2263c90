//! A person proves herself at a national e-ID: stories, and the UP rows of the attack catalogue.

use std::sync::Arc;
use std::time::Duration;

use axum::http::StatusCode;
use gateway::login::LIFETIME_MS;
use gateway::settings::Settings;
use serde_json::json;

use crate::eid::{HIGH, NUMBER, Norway, OTHER, SUBSTANTIAL};
use crate::support::{Answer, Browser, REDIRECT, flow_of, verifier};

impl Norway {
    pub(crate) async fn go(&self, browser: &mut Browser<'_>, id: &str) -> (String, String) {
        let begun = browser.authorize(&[SUBSTANTIAL]).await;
        let flow = flow_of(&begun);
        assert_eq!(begun.location(), format!("/choose?flow={flow}"));
        let url = self.choose(browser, &flow, id).await;
        (flow, url)
    }

    pub(crate) async fn there_and_back(&self, browser: &mut Browser<'_>, id: &str) -> Answer {
        let (_, url) = self.go(browser, id).await;
        browser.get(&self.eid(id).log_in(&url)).await
    }

    async fn tokens(&self, browser: &mut Browser<'_>, flow: &str) -> serde_json::Value {
        let way = browser.get(&format!("/continue?flow={flow}")).await;
        assert!(way.location().starts_with(REDIRECT), "{way:?}");
        let code = way.parameter("code").unwrap();
        let verifier = verifier();
        let form = [
            ("grant_type", "authorization_code"),
            ("code", code.as_str()),
            ("redirect_uri", REDIRECT),
            ("code_verifier", verifier.expose()),
        ];
        let answer = self.gateway.client_post("/token", &form).await;
        let id_token = answer.json()["id_token"].as_str().unwrap().to_owned();
        claims(&id_token)
    }

    /// The honest story still works: what was refused before was refused for its one fault.
    pub(crate) async fn works(&self) {
        let mut browser = self.gateway.browser();
        let back = self.there_and_back(&mut browser, "bankid").await;
        assert_logged_in(&back);
    }

    pub(crate) fn last_refusal(&self) -> String {
        let line = self.gateway.audited("login_refused").pop();
        let line: serde_json::Value = serde_json::from_str(&line.unwrap_or_default()).unwrap();
        line["reason"].as_str().unwrap().to_owned()
    }
}

fn claims(token: &str) -> serde_json::Value {
    use base64::Engine as _;
    let payload = token.split('.').nth(1).unwrap();
    let octets = base64::engine::general_purpose::URL_SAFE_NO_PAD.decode(payload);
    serde_json::from_slice(&octets.unwrap()).unwrap()
}

pub(crate) fn assert_logged_in(answer: &Answer) {
    assert_eq!(answer.status, StatusCode::OK, "{answer:?}");
    assert!(answer.body.contains("/continue?flow="), "{answer:?}");
}

/// A page with a way on: again, another e-ID, back.
pub(crate) fn assert_way_on(answer: &Answer) {
    assert!(answer.status.is_client_error() || answer.status.is_server_error());
    assert!(answer.body.contains("action=\"/choose?flow="), "{answer:?}");
    for action in ["again", "another", "back"] {
        let button = format!("name=\"action\" value=\"{action}\"");
        assert!(answer.body.contains(&button), "{action}: {answer:?}");
    }
    assert!(!answer.body.contains(NUMBER));
}

#[tokio::test]
async fn a_person_logs_in_to_a_service_with_a_national_eid() {
    let norway = Norway::start().await;
    let mut browser = norway.gateway.browser();
    let (flow, url) = norway.go(&mut browser, "bankid").await;
    let asked = norway.bankid.request(&url);
    assert_eq!(
        asked["acr_values"],
        "idporten-loa-substantial idporten-loa-high"
    );
    assert_eq!(asked["ui_locales"], "en");
    assert_eq!(asked["service"], "Trademark & registration");
    assert_eq!(asked["fixed"], "1");
    assert!(!asked.contains_key("onbehalfof"), "no foreign country asks");
    assert_eq!(asked["prompt"], "login", "no session but ours is used");
    let back = browser.get(&norway.bankid.log_in(&url)).await;
    assert_logged_in(&back);
    let token = norway.tokens(&mut browser, &flow).await;
    for (claim, value) in [
        ("pid", json!(NUMBER)),
        ("acr", json!("idporten-loa-high")),
        ("amr", json!(["bankid word"])),
        ("given_name", json!("Kari")),
        ("family_name", json!("Nordmann")),
        ("birthdate", json!("1920-11-17")),
    ] {
        assert_eq!(token[claim], value, "{claim}");
    }
    assert_ne!(token["sub"], NUMBER);
    assert_eq!(norway.gateway.audited("citizen_identified").len(), 1);
    let everything = norway.gateway.audit.lines().join("\n");
    assert!(!everything.contains(NUMBER) && !everything.contains("Nordmann"));
}

#[tokio::test]
async fn the_other_habits_work_too() {
    let norway = Norway::start().await;
    let mut browser = norway.gateway.browser();
    let (flow, url) = norway.go(&mut browser, "minid").await;
    assert_eq!(
        norway.minid.calls("par"),
        0,
        "its requests stand in the URL"
    );
    assert_logged_in(&browser.get(&norway.minid.log_in(&url)).await);
    let token = norway.tokens(&mut browser, &flow).await;
    assert_eq!(token["acr"], "idporten-loa-substantial");
}

#[tokio::test]
async fn a_token_that_says_everything_needs_no_userinfo() {
    let norway = Norway::start().await;
    norway.bankid.tell(|script| {
        for (name, value) in [
            ("given_name", "Ola"),
            ("family_name", "Nordmann"),
            ("birthdate", "1920-11-17"),
        ] {
            script.id_token.insert(name.to_owned(), json!(value));
        }
    });
    norway.works().await;
    assert_eq!(norway.bankid.calls("userinfo"), 0);
    norway.bankid.tell(|script| script.id_token.clear());
    norway.works().await;
    assert_eq!(norway.bankid.calls("userinfo"), 1);
}

#[tokio::test]
async fn an_empty_claim_hides_nothing_that_the_other_answer_says() {
    let norway = Norway::start().await;
    for (in_token, in_userinfo, birthdate) in [
        ("", "Nordmann", json!("1920-11-17")),
        ("Nordmann", "", json!(null)),
    ] {
        norway.bankid.tell(|script| {
            let said = [
                ("given_name", json!("Kari")),
                ("family_name", json!(in_token)),
                ("birthdate", birthdate),
            ];
            script.id_token = said
                .map(|(name, value)| (name.to_owned(), value))
                .into_iter()
                .collect();
            script.userinfo = [("family_name".to_owned(), json!(in_userinfo))]
                .into_iter()
                .collect();
        });
        let mut browser = norway.gateway.browser();
        let (flow, url) = norway.go(&mut browser, "bankid").await;
        assert_logged_in(&browser.get(&norway.bankid.log_in(&url)).await);
        let token = norway.tokens(&mut browser, &flow).await;
        assert_eq!(token["family_name"], "Nordmann", "{in_token:?}");
    }
}

#[tokio::test]
async fn the_page_offers_what_reaches_the_level_and_a_tampered_form_nothing_more() {
    let norway = Norway::start().await;
    let mut browser = norway.gateway.browser();
    let flow = flow_of(&browser.authorize(&[HIGH]).await);
    let at = format!("/choose?flow={flow}");
    let page = browser.get(&at).await;
    assert!(page.body.contains("value=\"bankid\"") && page.body.contains("BANKID &#60;e-ID&#62;"));
    assert!(page.body.contains("value=\"minid\" disabled"));
    assert!(page.body.contains("Does not reach the level"));
    assert!(
        !page.body.contains("value=\"eidas\""),
        "no European level was asked"
    );
    assert!(
        page.header("content-security-policy")
            .contains("form-action 'self' https:")
    );
    for wrong in ["minid", "eidas", "nobody", "bankid "] {
        let answer = browser
            .post(&at, &[("eid", wrong), ("action", "next")])
            .await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{wrong}");
    }
    let none = browser.post(&at, &[("action", "next")]).await;
    assert_eq!(none.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(
        browser
            .get(&format!("/country?flow={flow}"))
            .await
            .location(),
        at
    );
    norway.choose(&mut browser, &flow, "bankid").await;

    let both = [("acr_values", "idporten-loa-high eidas-loa-high")];
    let flow = flow_of(&browser.authorize(&both).await);
    let at = format!("/choose?flow={flow}");
    assert!(browser.get(&at).await.body.contains("value=\"eidas\""));
    let abroad = browser
        .post(&at, &[("eid", "eidas"), ("action", "next")])
        .await;
    assert_eq!(abroad.location(), format!("/country?flow={flow}"));
}

#[tokio::test]
async fn up_01_the_state_is_ours_once_and_in_its_own_browser() {
    let norway = Norway::start().await;
    let mut browser = norway.gateway.browser();
    let (flow, url) = norway.go(&mut browser, "bankid").await;
    let honest = norway.bankid.log_in(&url);
    let (path, query) = honest.split_once('?').unwrap();
    let without: Vec<_> = query
        .split('&')
        .filter(|p| !p.starts_with("state="))
        .collect();
    for wrong in [
        format!("{path}?{}", without.join("&")),
        format!("{honest}&state=x"),
        format!("{path}?{}&state={}", without.join("&"), "A".repeat(47)),
        path.to_owned(),
    ] {
        let answer = browser.get(&wrong).await;
        assert!(answer.status.is_client_error(), "{wrong}: {answer:?}");
        assert!(!answer.body.contains("/continue?flow="));
    }
    let mut stranger = norway.gateway.browser();
    let stolen = stranger.get(&honest).await;
    assert_eq!(stolen.status, StatusCode::BAD_REQUEST);
    assert_eq!(norway.last_refusal(), "cookie_missing");
    assert_eq!(
        norway.bankid.calls("token"),
        0,
        "a stranger costs nobody their code"
    );

    assert_logged_in(&browser.get(&honest).await);
    // The second half of a double click gets the same, and nothing is asked again.
    assert_logged_in(&browser.get(&honest).await);
    assert_eq!(norway.bankid.calls("token"), 1);
    // With other octets, or from elsewhere, it is a replay.
    let replays = || norway.gateway.audited("replay_refused").len();
    assert_eq!(replays(), 0);
    assert!(
        browser
            .get(&format!("{honest}&more=1"))
            .await
            .status
            .is_client_error()
    );
    assert!(stranger.get(&honest).await.status.is_client_error());
    assert_eq!(replays(), 2);
    norway.tokens(&mut browser, &flow).await;
}

#[tokio::test]
async fn two_callbacks_at_once_are_one_login() {
    let norway = Norway::start().await;
    let mut browser = norway.gateway.browser();
    let (_, url) = norway.go(&mut browser, "bankid").await;
    let honest = norway.bankid.log_in(&url);
    norway
        .bankid
        .tell(|script| script.hang = Duration::from_millis(150));
    let mut twin = norway.gateway.browser();
    twin.cookies = browser.cookies.clone();
    let (one, other) = tokio::join!(browser.get(&honest), twin.get(&honest));
    assert_logged_in(&one);
    assert_logged_in(&other);
    assert_eq!(norway.bankid.calls("token"), 1);
}

#[tokio::test]
async fn up_02_another_nonce_is_refused() {
    let norway = Norway::start().await;
    let mut browser = norway.gateway.browser();
    for wrong in [json!("another"), json!(null), json!(1)] {
        norway.bankid.tell(|script| {
            script.id_token.insert("nonce".to_owned(), wrong);
        });
        let answer = norway.there_and_back(&mut browser, "bankid").await;
        assert_way_on(&answer);
        assert_eq!(norway.last_refusal(), "nonce");
    }
    norway.bankid.tell(|script| script.id_token.clear());
    norway.works().await;
}

#[tokio::test]
async fn up_03_a_code_of_one_eid_on_the_callback_of_another_is_refused() {
    let norway = Norway::start().await;
    let mut browser = norway.gateway.browser();
    let (_, url) = norway.go(&mut browser, "minid").await;
    let honest = norway.minid.log_in(&url);
    let crossed = honest.replace("/callback/minid", "/callback/bankid");
    assert_way_on(&browser.get(&crossed).await);
    assert_eq!(norway.last_refusal(), "callback_of_another");
    let state = norway.minid.request(&url)["state"].clone();
    let code = format!("code-{state}");
    for issuer in [Some(norway.bankid.issuer.as_str()), None] {
        let mut parameters = vec![("code", code.as_str()), ("state", &state)];
        parameters.extend(issuer.map(|issuer| ("iss", issuer)));
        assert_way_on(&browser.get(&norway.minid.callback(&parameters)).await);
        assert_eq!(norway.last_refusal(), "issuer");
    }
    assert_eq!(
        norway.minid.calls("token") + norway.bankid.calls("token"),
        0
    );
    assert_eq!(
        browser.get("/callback/nobody?state=x").await.status,
        StatusCode::NOT_FOUND
    );
    // Nothing was closed: the honest answer still counts.
    assert_logged_in(&browser.get(&honest).await);
}

/// An e-ID that failed says so without the `state` that it was sent (RFC 6749 §4.1.2.1 wants it), or in a query that cannot
/// be read. Whoever was sent there goes on; nothing is closed, and nobody else learns anything.
#[tokio::test]
async fn up_01_an_error_without_a_state_leaves_a_way_on_in_the_browser_that_was_sent() {
    let norway = Norway::start().await;
    let mut browser = norway.gateway.browser();
    let (flow, url) = norway.go(&mut browser, "bankid").await;
    let honest = norway.bankid.log_in(&url);
    for query in [
        "error=server_error",
        "error=login_required&state=",
        "state=x",
        "%",
    ] {
        let path = format!("/callback/bankid?{query}");
        let page = browser.get(&path).await;
        assert_way_on(&page);
        assert!(page.body.contains("BANKID"), "{query}: {page:?}");
        let mut other = norway.gateway.browser();
        other.cookies.insert("__Host-out".to_owned(), flow.clone());
        for page in [
            other.get(&path).await,
            // She was not sent to that one.
            browser.get(&path.replace("bankid", "minid")).await,
        ] {
            assert_eq!(page.status, StatusCode::BAD_REQUEST, "{query}: {page:?}");
            assert!(!page.body.contains(&flow), "{query}: {page:?}");
        }
    }
    assert_logged_in(&browser.get(&honest).await);
    // It is over: the cookie leads nowhere.
    let page = browser.get("/callback/bankid?error=server_error").await;
    assert!(!page.body.contains(&flow), "{page:?}");
}

/// An e-ID that was taken out of the configuration while somebody was there: she chooses another one.
#[tokio::test]
async fn who_comes_back_from_an_e_id_that_is_gone_chooses_another() {
    let norway = Norway::start().await;
    let gateway = &norway.gateway;
    let mut browser = gateway.browser();
    let (_, url) = norway.go(&mut browser, "bankid").await;
    let callback = norway.bankid.log_in(&url);
    let current = gateway.app.current();
    let mut settings = Settings::clone(&current.settings);
    settings.eids.retain(|eid| eid.id.as_str() != "bankid");
    gateway
        .app
        .reload(Arc::new(settings), current.keys.clone())
        .unwrap();
    for path in [callback.as_str(), "/callback/bankid?error=server_error"] {
        let back = browser.get(path).await;
        let page = browser.get(back.location()).await;
        assert!(
            page.body.contains("cannot be used for this login now"),
            "{path}: {back:?} {page:?}"
        );
        assert!(page.body.contains("value=\"minid\""), "{page:?}");
        let stranger = gateway.browser().get(path).await;
        assert!(stranger.location().is_empty(), "{stranger:?}");
    }
    let nobody = gateway.browser().get("/callback/bankid?state=x").await;
    assert_eq!(nobody.status, StatusCode::NOT_FOUND, "{nobody:?}");
}

#[tokio::test]
async fn up_04_an_id_token_with_one_fault_is_refused() {
    let norway = Norway::start().await;
    let mut browser = norway.gateway.browser();
    let now = crate::support::NOW_MS / 1000;
    for (claim, wrong, reason) in [
        ("iss", json!("http://evil.localhost"), "issuer"),
        ("aud", json!("another"), "audience"),
        ("aud", json!(["landport", "another"]), "audience"),
        ("azp", json!("another"), "audience"),
        ("exp", json!(now - 60), "expired"),
        ("iat", json!(now + 600), "mismatch"),
        ("acr", json!("idporten-loa-low"), "level_too_low"),
        ("acr", json!(null), "level_too_low"),
        ("auth_time", json!(now + 600), "mismatch"),
    ] {
        norway.bankid.tell(|script| {
            script.id_token.insert(claim.to_owned(), wrong);
        });
        let answer = norway.there_and_back(&mut browser, "bankid").await;
        assert_way_on(&answer);
        assert_eq!(norway.last_refusal(), reason, "{claim}");
        norway.bankid.tell(|script| script.id_token.clear());
    }
    norway.bankid.tell(|script| script.alg_none = true);
    assert_way_on(&norway.there_and_back(&mut browser, "bankid").await);
    // RFC 7515 §7.1: without a signature it is no JWS at all.
    assert_eq!(norway.last_refusal(), "malformed");
    norway.bankid.tell(|script| script.alg_none = false);
    norway.works().await;
}

#[tokio::test]
async fn up_06_only_a_national_number_is_one() {
    let norway = Norway::start().await;
    let mut browser = norway.gateway.browser();
    for (wrong, reason) in [
        (json!("17912099996"), "national_number_invalid"),
        (json!("SE/NO/1"), "national_number_invalid"),
        (json!(17_912_099_997_i64), "national_number_invalid"),
        (json!(OTHER), "two_national_numbers"),
    ] {
        norway.bankid.tell(|script| {
            script.id_token.insert("pid".to_owned(), wrong);
        });
        assert_way_on(&norway.there_and_back(&mut browser, "bankid").await);
        assert_eq!(norway.last_refusal(), reason);
    }
    norway.bankid.tell(|script| {
        script.id_token.insert("pid".to_owned(), json!(null));
        script.userinfo.insert("pid".to_owned(), json!(null));
    });
    assert_way_on(&norway.there_and_back(&mut browser, "bankid").await);
    assert_eq!(norway.last_refusal(), "national_number_missing");
    norway.bankid.tell(|script| {
        script.id_token.clear();
        script.userinfo.clear();
    });
    norway.works().await;
}

#[tokio::test]
async fn up_07_userinfo_of_somebody_else_is_refused() {
    let norway = Norway::start().await;
    let mut browser = norway.gateway.browser();
    for wrong in [json!("another"), json!(null)] {
        norway.bankid.tell(|script| {
            script.userinfo.insert("sub".to_owned(), wrong);
        });
        assert_way_on(&norway.there_and_back(&mut browser, "bankid").await);
        assert_eq!(norway.last_refusal(), "userinfo_subject");
    }
    norway.bankid.tell(|script| script.userinfo.clear());
    norway.works().await;
}

#[tokio::test]
async fn up_08_a_rolled_key_is_fetched_and_random_ones_cost_one_fetch_a_minute() {
    let norway = Norway::start().await;
    let mut browser = norway.gateway.browser();
    norway.works().await;
    assert_eq!(norway.bankid.calls("keys"), 1);
    norway.gateway.clock.advance(Duration::from_secs(61));
    norway.bankid.tell(|script| {
        script.signer = 1;
        script.published = 1;
    });
    norway.works().await;
    assert_eq!(norway.bankid.calls("keys"), 2, "rolled a second ago");
    norway.bankid.tell(|script| script.signer = 0);
    for _ in 0..4 {
        assert_way_on(&norway.there_and_back(&mut browser, "bankid").await);
        assert_eq!(norway.last_refusal(), "unknown_key");
    }
    assert_eq!(
        norway.bankid.calls("keys"),
        2,
        "no second fetch within the minute"
    );
    norway.gateway.clock.advance(Duration::from_secs(61));
    assert_way_on(&norway.there_and_back(&mut browser, "bankid").await);
    assert_eq!(norway.bankid.calls("keys"), 3);
}

/// OIDC Core §10.1 asks for a `kid` only where a set has several keys, so a new key may come without a
/// new name.
#[tokio::test]
async fn up_08_a_rolled_key_without_a_new_name_is_fetched() {
    let norway = Norway::start().await;
    norway.bankid.tell(|script| script.nameless = true);
    norway.works().await;
    norway.gateway.clock.advance(Duration::from_secs(61));
    norway.bankid.tell(|script| {
        script.signer = 1;
        script.published = 1;
    });
    norway.works().await;
    assert_eq!(norway.bankid.calls("keys"), 2);
    // What no key fits costs no more than one fetch a minute.
    norway.bankid.tell(|script| script.signer = 0);
    for _ in 0..4 {
        let mut browser = norway.gateway.browser();
        assert_way_on(&norway.there_and_back(&mut browser, "bankid").await);
        assert_eq!(norway.last_refusal(), "signature");
    }
    assert_eq!(norway.bankid.calls("keys"), 2);
}

#[tokio::test]
async fn up_09_an_eids_own_words_never_reach_the_page() {
    let norway = Norway::start().await;
    let mut browser = norway.gateway.browser();
    for (code, status, heading) in [
        ("access_denied", StatusCode::FORBIDDEN, "was stopped"),
        (
            "server_error",
            StatusCode::FORBIDDEN,
            "could not log you in",
        ),
        ("<script>", StatusCode::FORBIDDEN, "could not log you in"),
        (
            "temporarily_unavailable",
            StatusCode::SERVICE_UNAVAILABLE,
            "does not answer",
        ),
    ] {
        let (_, url) = norway.go(&mut browser, "bankid").await;
        let state = norway.bankid.request(&url)["state"].clone();
        let callback = norway.bankid.callback(&[
            ("error", code),
            ("error_description", "<script>alert('hei')</script>"),
            ("state", &state),
            ("iss", &norway.bankid.issuer),
        ]);
        let answer = browser.get(&callback).await;
        assert_eq!(answer.status, status, "{code}");
        assert_way_on(&answer);
        assert!(answer.body.contains(heading), "{answer:?}");
        assert!(!answer.body.contains("alert(") && !answer.body.contains("<script>"));
        let everything = norway.gateway.audit.lines().join("\n");
        assert!(!everything.contains("alert"));
    }
}

#[tokio::test]
async fn after_a_refusal_the_person_goes_on() {
    let norway = Norway::start().await;
    let mut browser = norway.gateway.browser();
    norway.bankid.tell(|script| {
        script.id_token.insert("nonce".to_owned(), json!("x"));
    });
    let refused = norway.there_and_back(&mut browser, "bankid").await;
    norway.bankid.tell(|script| script.id_token.clear());
    let at = crate::support::between(&refused.body, "action=\"", "\"").to_owned();
    let another = browser.post(&at, &[("action", "another")]).await;
    assert_eq!(another.location(), at);
    let again = browser.post(&at, &[("action", "again")]).await;
    let gone = browser.get(again.location()).await;
    assert_logged_in(&browser.get(&norway.bankid.log_in(gone.location())).await);

    let mut browser = norway.gateway.browser();
    let (flow, _) = norway.go(&mut browser, "bankid").await;
    let cancel = browser
        .post(&format!("/choose?flow={flow}"), &[("action", "cancel")])
        .await;
    assert_eq!(cancel.parameter("error").as_deref(), Some("access_denied"));
}

#[tokio::test]
async fn up_11_a_document_that_leads_elsewhere_is_refused_and_the_old_one_serves_on() {
    for (member, wrong) in [
        ("issuer", "http://evil.localhost:1"),
        ("token_endpoint", "http://evil.localhost:1/token"),
        (
            "authorization_endpoint",
            "http://evil.localhost:1/authorize",
        ),
        ("jwks_uri", "http://evil.localhost:1/jwks"),
        ("userinfo_endpoint", "http://evil.localhost:1/userinfo"),
        (
            "pushed_authorization_request_endpoint",
            "http://evil.localhost:1/par",
        ),
    ] {
        let norway = Norway::start().await;
        let mut browser = norway.gateway.browser();
        norway.bankid.tell(|script| {
            script.document.insert(member.to_owned(), json!(wrong));
        });
        let flow = flow_of(&browser.authorize(&[SUBSTANTIAL]).await);
        let choice = [("eid", "bankid"), ("action", "next")];
        let chosen = browser.post(&format!("/choose?flow={flow}"), &choice).await;
        let answer = browser.get(chosen.location()).await;
        assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE, "{member}");
        let noted = norway.gateway.audited("eid_unavailable").pop().unwrap();
        assert!(noted.contains("not_as_pinned"), "{member}: {noted}");
        norway.bankid.tell(|script| script.document.clear());
        norway.works().await;
        // Later it leads elsewhere: what was pinned serves on.
        norway.gateway.clock.advance(Duration::from_secs(3601));
        norway.bankid.tell(|script| {
            script.document.insert(member.to_owned(), json!(wrong));
        });
        let current = norway.gateway.app.current();
        let upstream = &current.upstreams["bankid"];
        upstream.refresh(&norway.gateway.env).await.unwrap();
        assert_eq!(norway.bankid.calls("document"), 3, "{member}");
        norway.works().await;
    }
}

#[tokio::test]
async fn an_answer_after_the_logins_time_is_late() {
    let norway = Norway::start().await;
    let mut browser = norway.gateway.browser();
    let (_, url) = norway.go(&mut browser, "bankid").await;
    let honest = norway.bankid.log_in(&url);
    norway
        .gateway
        .clock
        .advance(Duration::from_millis(LIFETIME_MS.unsigned_abs()));
    let late = browser.get(&honest).await;
    assert_eq!(late.status, StatusCode::GONE);
    assert_eq!(norway.bankid.calls("token"), 0);
}

#[tokio::test]
async fn two_tabs_and_three_tries_end_in_one_login() {
    let norway = Norway::start().await;
    let mut browser = norway.gateway.browser();
    let (flow, first) = norway.go(&mut browser, "minid").await;
    let second = norway.choose(&mut browser, &flow, "bankid").await;
    // The first tab's answer comes although the second was begun later.
    assert_logged_in(&browser.get(&norway.minid.log_in(&first)).await);
    let other = browser.get(&norway.bankid.log_in(&second)).await;
    // The finished login answers with what it had.
    assert!(!other.body.contains("value=\"again\""), "{other:?}");
    assert_eq!(norway.gateway.audited("code_issued").len(), 1);

    let mut browser = norway.gateway.browser();
    let (flow, oldest) = norway.go(&mut browser, "minid").await;
    for _ in 0..2 {
        norway.choose(&mut browser, &flow, "minid").await;
    }
    let fourth = browser.get(&format!("/go?flow={flow}")).await;
    assert_eq!(fourth.status, StatusCode::TOO_MANY_REQUESTS, "{fourth:?}");
    assert_logged_in(&browser.get(&norway.minid.log_in(&oldest)).await);
}
