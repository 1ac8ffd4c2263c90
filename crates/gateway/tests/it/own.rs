//! A person sees her own logins, ends what is kept of her, and lets the support desk look.

use std::time::Duration;

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use eidas::LevelOfAssurance;
use gateway::flow::own::look;
use gateway::lever::Target;
use store::env::FakeClock;

use crate::abroad::Abroad;
use crate::budgets::ROOMY;
use crate::double_click::fragile;
use crate::eid::{HIGH, NUMBER, Norway, OTHER};
use crate::metrics::scraped;
use crate::support::{Answer, Browser, Gateway, ISSUER, NOW_MS, between, flow_of, verifier};

/// Logs in at BankID, as far as the page that the gateway goes on with by itself.
async fn at_bankid(norway: &Norway, browser: &mut Browser<'_>, flow: &str) -> Answer {
    let url = norway.choose(browser, flow, "bankid").await;
    let callback = norway.bankid.log_in(&url);
    browser.get(&callback).await;
    browser.get(&format!("/continue?flow={flow}")).await
}

/// To the page of her own logins.
async fn open(norway: &Norway, browser: &mut Browser<'_>) -> Answer {
    open_with(norway, browser, "bankid").await
}

/// The same with this e-ID.
pub(crate) async fn open_with(norway: &Norway, browser: &mut Browser<'_>, eid: &str) -> Answer {
    let begun = browser.get("/logins/start").await;
    let begun = browser.get(begun.location()).await;
    let flow = flow_of(&begun);
    let url = norway.choose(browser, &flow, eid).await;
    let callback = norway.eid(eid).log_in(&url);
    browser.get(&callback).await;
    let back = browser.get(&format!("/continue?flow={flow}")).await;
    let path = back.location().trim_start_matches(ISSUER).to_owned();
    assert!(path.starts_with("/logins/back?"), "{back:?}");
    let opened = browser.get(&path).await;
    assert_eq!(opened.location(), "/logins", "{opened:?}");
    let page = browser.get("/logins").await;
    assert_eq!(page.status, StatusCode::OK, "{page:?}");
    page
}

/// Ends what is kept under her number.
pub(crate) async fn end_kept(norway: &Norway, browser: &mut Browser<'_>) {
    open(norway, browser).await;
    act(browser, "end-match").await;
}

async fn act(browser: &mut Browser<'_>, action: &str) -> Answer {
    let done = browser.post("/logins", &[("action", action)]).await;
    assert_eq!(done.location(), "/logins", "{done:?}");
    browser.get("/logins").await
}

async fn nothing_readable(gateway: &Gateway, code: &str) {
    let mut all = gateway.audit.lines().join("\n").into_bytes();
    let entries = gateway.app.records.store().dump(None).await.unwrap();
    for (key, value) in entries {
        all.extend(key.as_bytes());
        all.extend(value);
    }
    for value in [NUMBER, "Nordmann", "1920-11-17", "SE/NO/199008199391", code] {
        let found = !value.is_empty() && all.windows(value.len()).any(|it| it == value.as_bytes());
        assert!(!found, "{value} stands readable");
    }
}

#[tokio::test]
async fn she_sees_her_logins_and_nobody_else_does() {
    let norway = Norway::start().await;
    let mut browser = norway.gateway.browser();
    let closed = browser.get("/logins").await;
    assert!(closed.body.contains("href=\"/logins/start\""), "{closed:?}");
    let flow = flow_of(&browser.authorize(&[HIGH]).await);
    at_bankid(&norway, &mut browser, &flow).await;
    // Single sign-on of the same browser opens it for nobody.
    let page = open(&norway, &mut browser).await;
    assert_eq!(
        page.body.matches("<dl class=\"values\">").count(),
        1,
        "{page:?}"
    );
    for text in [
        "Trademark &#38; registration",
        "BANKID",
        "Family name",
        "high",
    ] {
        assert!(page.body.contains(text), "{text}: {}", page.body);
    }
    for value in [NUMBER, "Nordmann", "1920"] {
        assert!(!page.body.contains(value), "{value}");
    }
    // The reference finds the login in the trail.
    let issued = norway.gateway.audited("code_issued");
    let issued: serde_json::Value = serde_json::from_str(&issued[0]).unwrap();
    let reference = issued["reference"].as_str().unwrap();
    assert!(page.body.contains(reference), "{reference}");
    let file = browser.get("/logins/export").await.json();
    assert_eq!(file["logins"][0]["reference"], reference);
    assert_eq!(file["logins"][0]["to"]["client_id"], "trademark");
    assert_eq!(file["logins"].as_array().unwrap().len(), 1);
    nothing_readable(&norway.gateway, "").await;
    // Somebody else with an e-ID of her own sees her own.
    norway.bankid.tell(|script| {
        script.id_token.insert("pid".to_owned(), OTHER.into());
        script.userinfo.insert("pid".to_owned(), OTHER.into());
    });
    let mut other = norway.gateway.browser();
    let theirs = open(&norway, &mut other).await;
    assert!(theirs.body.contains("There are no logins"), "{theirs:?}");
    // After fifteen minutes, or when she says so, it is closed.
    let left = act(&mut other, "leave").await;
    assert!(left.body.contains("href=\"/logins/start\""));
    norway.gateway.clock.advance(Duration::from_secs(16 * 60));
    let late = browser.get("/logins").await;
    assert!(late.body.contains("href=\"/logins/start\""), "{late:?}");
    assert_eq!(browser.get("/logins/export").await.location(), "/logins");
}

/// Attack: RFC 6749 §10.12, somebody's code in her browser.
#[tokio::test]
async fn a_code_that_another_browser_got_opens_nothing() {
    let norway = Norway::start().await;
    let mut his = norway.gateway.browser();
    let begun = his.get("/logins/start").await;
    let begun = his.get(begun.location()).await;
    let flow = flow_of(&begun);
    let back = at_bankid(&norway, &mut his, &flow).await;
    let path = back.location().trim_start_matches(ISSUER).to_owned();
    let mut hers = norway.gateway.browser();
    hers.get("/logins/start").await;
    hers.get(&path).await;
    let page = hers.get("/logins").await;
    assert!(page.body.contains("href=\"/logins/start\""), "{page:?}");
    // Nor does a code of a service, which is not used up by it.
    let flow = flow_of(&hers.authorize(&[HIGH]).await);
    let service = at_bankid(&norway, &mut hers, &flow).await;
    let code = service.parameter("code").unwrap();
    let state = his.get("/logins/start").await.parameter("state").unwrap();
    his.get(&format!("/logins/back?code={code}&state={state}"))
        .await;
    let page = his.get("/logins").await;
    assert!(page.body.contains("href=\"/logins/start\""), "{page:?}");
    let verifier = verifier();
    let form = [
        ("grant_type", "authorization_code"),
        ("code", code.as_str()),
        ("redirect_uri", "http://trademark.localhost:8080/callback"),
        ("code_verifier", verifier.expose()),
    ];
    let tokens = norway.gateway.client_post("/token", &form).await;
    assert_eq!(tokens.status, StatusCode::OK, "{tokens:?}");
    // Positive control: its own.
    open(&norway, &mut his).await;
}

#[tokio::test]
async fn a_closed_e_id_opens_nothing() {
    let norway = Norway::start().await;
    let mut browser = norway.gateway.browser();
    let begun = browser.get("/logins/start").await;
    let begun = browser.get(begun.location()).await;
    let flow = flow_of(&begun);
    let back = at_bankid(&norway, &mut browser, &flow).await;
    let path = back.location().trim_start_matches(ISSUER).to_owned();
    let target = Target::Eid("bankid".to_owned());
    norway.gateway.suspend(&target).await;
    let refused = browser.get(&path).await;
    assert_eq!(
        refused.status,
        StatusCode::SERVICE_UNAVAILABLE,
        "{refused:?}"
    );
    assert!(norway.gateway.audited("own_logins_opened").is_empty());
}

#[tokio::test]
async fn the_support_desk_sees_what_she_lets_it_for_fifteen_minutes() {
    let norway = Norway::start().await;
    let app = &norway.gateway.app;
    let mut browser = norway.gateway.browser();
    let flow = flow_of(&browser.authorize(&[HIGH]).await);
    at_bankid(&norway, &mut browser, &flow).await;
    open(&norway, &mut browser).await;
    let page = act(&mut browser, "code").await;
    let text = page
        .body
        .split("Your code: ")
        .nth(1)
        .unwrap_or_else(|| panic!("{page:?}"));
    let code = text[..6].to_owned();
    let again = act(&mut browser, "code").await;
    assert!(again.body.contains(&code), "the same until it ends");
    let seen = look(app, &code).await.unwrap().unwrap().unwrap();
    assert_eq!(seen.len(), 1);
    assert_eq!(norway.gateway.audited("own_logins_shown").len(), 1);
    nothing_readable(&norway.gateway, &code).await;
    // Who guesses is slowed down, also where he would have been right.
    let wrong = if code == "000000" { "000001" } else { "000000" };
    for _ in 0..9 {
        assert_eq!(look(app, wrong).await.unwrap().unwrap(), None);
    }
    assert!(look(app, &code).await.unwrap().is_err());
    norway.gateway.clock.advance(Duration::from_secs(60));
    assert!(look(app, &code).await.unwrap().unwrap().is_some());
    norway.gateway.clock.advance(Duration::from_secs(15 * 60));
    assert_eq!(look(app, &code).await.unwrap().unwrap(), None);
}

/// Who closes her page closes what her code opened, and the cookie that opened it is worth nothing to whoever copied it.
#[tokio::test]
async fn a_code_for_the_support_desk_ends_with_her_page() {
    let norway = Norway::start().await;
    let app = &norway.gateway.app;
    let mut browser = norway.gateway.browser();
    let flow = flow_of(&browser.authorize(&[HIGH]).await);
    at_bankid(&norway, &mut browser, &flow).await;
    let opened = open(&norway, &mut browser).await;
    assert_eq!(receipts(&opened), 1, "{opened:?}");
    let page = act(&mut browser, "code").await;
    let code = between(&page.body, "Your code: ", "<")[..6].to_owned();
    assert_eq!(norway.gateway.audited("support_code_given").len(), 1);
    assert!(look(app, &code).await.unwrap().unwrap().is_some());
    let copied = browser.cookies.clone();
    let closed = act(&mut browser, "leave").await;
    assert!(!closed.body.contains("Your code"), "{closed:?}");
    assert_eq!(look(app, &code).await.unwrap().unwrap(), None);
    browser.cookies = copied;
    let page = browser.get("/logins").await;
    assert_eq!((receipts(&page), receipts(&closed)), (0, 0), "{page:?}");
}

/// Not what a service may know, but what it asked for.
#[tokio::test]
async fn a_receipt_lists_what_was_sent() {
    let more = "[[client]]\nclient_id = \"plain\"\nname = \"Plain\"\n\
                redirect_uris = [\"http://trademark.localhost:8080/callback\"]\n\
                auth = \"client_secret_basic\"\nsecret_file = \"client.secret\"\n\
                id_token_alg = \"ES256\"\nclaim_profile = \"standard\"\n\
                acr_values = [\"idporten-loa-high\"]\n";
    let norway = Norway::start_on(FakeClock::new(NOW_MS), more).await;
    let mut browser = norway.gateway.browser();
    for scope in ["openid", "openid profile"] {
        let asked = [
            ("client_id", "plain"),
            ("scope", scope),
            HIGH,
            ("prompt", "login"),
        ];
        let flow = flow_of(&browser.authorize(&asked).await);
        at_bankid(&norway, &mut browser, &flow).await;
        norway.gateway.clock.advance(Duration::from_secs(1));
    }
    open(&norway, &mut browser).await;
    let file = browser.get("/logins/export").await.json();
    let sent = |n: usize| file["logins"][n]["sent"].to_string();
    assert!(sent(0).contains("family_name"), "{file}");
    assert!(!sent(0).contains("pid"), "{file}");
    assert_eq!(sent(1), "[]", "{file}");
}

/// What went to another country stands there too.
#[tokio::test]
async fn what_was_sent_abroad_is_a_receipt() {
    let abroad = Abroad::start().await;
    let norway = &abroad.norway;
    let mut browser = abroad.browser();
    let begun = abroad.begin(&mut browser, "SE").await;
    let flow = begun.flow.as_str();
    let (digest, _) = abroad.consent(&mut browser, flow, "bankid").await;
    abroad.decide(&mut browser, flow, "approve", &digest).await;
    let page = open(norway, &mut browser).await;
    for text in [
        "Service &#60;b&#62; of SE (Sweden)",
        "BANKID",
        "Date of birth",
    ] {
        assert!(page.body.contains(text), "{text}: {}", page.body);
    }
    let sent = norway.gateway.audited("person_sent");
    let sent: serde_json::Value = serde_json::from_str(&sent[0]).unwrap();
    assert!(page.body.contains(sent["reference"].as_str().unwrap()));
    nothing_readable(&norway.gateway, "").await;
}

/// To the page of her own logins with the e-ID of another country.
pub(crate) async fn open_from_abroad(gateway: &Gateway, browser: &mut Browser<'_>) -> Answer {
    let begun = browser.get("/logins/start").await;
    let flow = flow_of(&browser.get(begun.location()).await);
    let sent = browser.choose(&flow, "SE").await;
    let response = gateway.respond("SE", &sent, LevelOfAssurance::High);
    browser.answer(&gateway.sign("SE", &response), None).await;
    let back = browser.get(&format!("/continue?flow={flow}")).await;
    let path = back.location().trim_start_matches(ISSUER).to_owned();
    let opened = browser.get(&path).await;
    assert_eq!(opened.location(), "/logins", "{back:?} {opened:?}");
    browser.get("/logins").await
}

fn receipts(page: &Answer) -> usize {
    page.body.matches("<dl class=\"values\">").count()
}

/// A foreign e-ID opens its own.
#[tokio::test]
async fn a_person_from_abroad_sees_hers() {
    let gateway = Gateway::start().await;
    crate::connector::arrive(&gateway).await;
    let page = open_from_abroad(&gateway, &mut gateway.browser()).await;
    assert!(!gateway.audited("own_logins_opened").is_empty(), "{page:?}");
    assert_eq!(receipts(&page), 1, "{page:?}");
    assert!(page.body.contains("Sweden (high)"), "{page:?}");
    nothing_readable(&gateway, "").await;
}

/// A receipt stops nobody: where the disk does not say whether it has room, she arrives without one, and it is
/// counted. What else fails in the store ends her login: `double_click`.
#[tokio::test]
async fn a_login_arrives_without_a_receipt_where_the_room_of_the_disk_cannot_be_asked() {
    let (gateway, store) = fragile(true).await;
    let left_out = async || {
        let text = scraped(&gateway).await;
        let line = text.split_once("\nlandport_own_logins_left_out_total ");
        line.and_then(|(_, rest)| rest.split('\n').next()?.parse::<u64>().ok())
    };
    // Positive control.
    crate::connector::arrive(&gateway).await;
    assert_eq!(left_out().await, Some(0));
    let mut browser = gateway.browser();
    let (_, sent) = browser.go_to_country("SE").await;
    store.does_not_tell_its_room();
    let response = gateway.respond("SE", &sent, LevelOfAssurance::High);
    let page = browser.answer(&gateway.sign("SE", &response), None).await;
    crate::connector::tokens(&mut browser, &page).await;
    assert_eq!(left_out().await, Some(1));
    // Whoever has not begun does not begin.
    gateway.clock.advance(Duration::from_secs(1));
    let refused = gateway.browser().authorize(&[]).await;
    assert_eq!(
        refused.status,
        StatusCode::SERVICE_UNAVAILABLE,
        "{refused:?}"
    );
    store.set_room(ROOMY);
    gateway.clock.advance(Duration::from_secs(1));
    let page = open_from_abroad(&gateway, &mut gateway.browser()).await;
    assert_eq!(receipts(&page), 1, "{page:?}");
}

/// WCAG 2.2 §2.2.1: her page asks two minutes before its end, and one click gives the time anew; a cookie that was
/// taken opens it no longer than that.
#[tokio::test]
async fn her_page_asks_whether_more_time_is_needed_and_ends_all_the_same() {
    const MINUTE: Duration = Duration::from_secs(60);
    let gateway = Gateway::start().await;
    crate::connector::arrive(&gateway).await;
    let mut browser = gateway.browser();
    let page = open_from_abroad(&gateway, &mut browser).await;
    assert!(page.body.contains("class=\"time in-13\""), "{page:?}");
    let taken = browser.cookies.clone();
    for _ in 0..10 {
        gateway.clock.advance(14 * MINUTE);
        let given = browser.post("/logins/more", &[]).await;
        assert_eq!(given.location(), "/logins", "{given:?}");
        let page = browser.get("/logins").await;
        assert_eq!(receipts(&page), 1, "{page:?}");
        assert!(page.body.contains("Give me more time"), "{page:?}");
    }
    let mut thief = gateway.browser();
    thief.cookies = taken;
    thief.post("/logins/more", &[]).await;
    assert_eq!(receipts(&thief.get("/logins").await), 0);
    gateway.clock.advance(14 * MINUTE);
    let request = Request::post(format!("{ISSUER}/logins/more"));
    let request = request.header(header::ACCEPT, "application/json");
    let last = browser.go(request, Body::empty()).await.json();
    assert_eq!(last, serde_json::json!({"minutes": 9, "more": false}));
    let page = browser.get("/logins").await;
    assert!(page.body.contains("cannot be made longer"), "{page:?}");
    gateway.clock.advance(11 * MINUTE);
    browser.post("/logins/more", &[]).await;
    assert_eq!(receipts(&browser.get("/logins").await), 0);
}

#[tokio::test]
async fn what_is_kept_is_said_to_everybody() {
    let gateway = Gateway::start().await;
    let mut browser = gateway.browser();
    let page = browser.get("/kept").await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.body.contains("a log of logins") && page.body.contains("a@no.localhost"));
    assert!(
        !page.body.contains("6 to 12 months"),
        "there is no journal: {page:?}"
    );
    let page = browser.get("/kept?lang=el").await;
    assert!(page.body.contains("lang=\"el\""));
}
