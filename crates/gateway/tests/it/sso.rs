//! Single sign-on between national services.

use std::sync::Arc;
use std::time::Duration;

use axum::http::StatusCode;
use oidc::jose::{Algorithm, jwt};
use serde_json::json;
use store::Kind;
use tokio::sync::Notify;

use crate::double_click::{Fault, Fragile};
use crate::eid::{HIGH, NUMBER, Norway, OTHER, SUBSTANTIAL};
use crate::logout::stage::Stage;
use crate::support::{Answer, Browser, ISSUER, NOW_MS, Setup, encoded, flow_of, request};

const TAX: (&str, &str) = ("client_id", "tax");
const TAX_BACK: (&str, &str) = ("redirect_uri", "http://tax.localhost:8080/callback");

impl Norway {
    /// A browser that has logged in to `trademark` with this e-ID.
    async fn logged_in(&self, id: &str) -> Browser<'_> {
        let mut browser = self.gateway.browser();
        let begun = browser.authorize(&[SUBSTANTIAL]).await;
        self.log_in(&mut browser, &begun, id).await;
        browser
    }

    async fn log_in(&self, browser: &mut Browser<'_>, begun: &Answer, id: &str) {
        let url = self.choose(browser, &flow_of(begun), id).await;
        let back = browser.get(&self.eid(id).log_in(&url)).await;
        assert_eq!(back.status, StatusCode::OK, "{back:?}");
    }
}

fn is_silent(answer: &Answer) -> bool {
    answer.parameter("code").is_some()
}

fn asks_for_login(answer: &Answer) -> bool {
    answer.location().starts_with("/choose?flow=")
}

/// "The authorization server SHOULD NOT process authorization requests automatically without user consent or
/// interaction, except when the identity of the client can be assured"; "claimed https scheme redirects MAY be accepted
/// by authorization servers as identity proof".
///
/// Attack: a program on the person's machine says the name of an application, which everybody can read, opens her
/// browser and listens at a port: it had her number, and she saw nothing.
#[tokio::test]
async fn rfc8252_s8_6_an_application_that_anybody_can_be_is_not_answered_without_a_page() {
    let of = |id: &str, auth: &str| {
        format!(
            "[[client]]\nclient_id = \"{id}\"\nname = \"App\"\napplication = \"native\"\n{auth}\n\
             redirect_uris = [\"http://127.0.0.1/callback\", \"no.example.app:/callback\", \
             \"https://app.example.no/callback\"]\nacr_values = [\"idporten-loa-substantial\"]\n"
        )
    };
    let secret = "auth = \"client_secret_basic\"\nsecret_file = \"client.secret\"";
    let more = of("app", "auth = \"none\"") + &of("proven", secret);
    let stage = Stage::start_as(Setup {
        more,
        ..Setup::default()
    })
    .await;
    let mut browser = stage.gateway.browser();
    stage.log_in(&mut browser, "plain").await;
    for (id, address, silent) in [
        ("app", "http://127.0.0.1:5000/callback", false),
        ("app", "no.example.app:/callback", false),
        ("app", "https://app.example.no/callback", true),
        ("proven", "http://127.0.0.1:5000/callback", true),
    ] {
        let ask = [("client_id", id), ("redirect_uri", address)];
        let answer = stage.ask(&mut browser, id, &ask).await;
        assert_eq!(is_silent(&answer), silent, "{id} {address}: {answer:?}");
        let none = [&ask[..], &[("prompt", "none")]].concat();
        let answer = stage.ask(&mut browser, id, &none).await;
        let error = answer.parameter("error");
        let expected = (!silent).then_some("login_required");
        assert_eq!(error.as_deref(), expected, "{id} {address}");
    }
    // With a login before her eyes she has what she asked for.
    let hint = ("login_hint", "persona:kari");
    let ask = [
        ("client_id", "app"),
        ("redirect_uri", "no.example.app:/callback"),
        hint,
    ];
    let mut answer = stage.ask(&mut browser, "app", &ask).await;
    while answer.parameter("code").is_none() {
        let next = answer.location().to_owned();
        assert!(next.starts_with('/'), "{answer:?}");
        answer = browser.get(&next).await;
    }
    assert!(answer.location().starts_with("no.example.app:/callback?"));
}

#[tokio::test]
async fn a_second_service_is_answered_without_a_page() {
    let norway = Norway::start().await;
    let mut browser = norway.logged_in("bankid").await;
    for level in [SUBSTANTIAL, HIGH] {
        let answer = browser.authorize(&[TAX, TAX_BACK, level]).await;
        assert!(is_silent(&answer), "{answer:?}");
        assert!(answer.location().starts_with(TAX_BACK.1));
    }
    assert_eq!(norway.bankid.calls("token"), 1);
    assert_eq!(norway.gateway.audited("session_used").len(), 2);
    assert_eq!(norway.gateway.audited("session_started").len(), 1);
    // Another browser has none.
    let mut other = norway.gateway.browser();
    assert!(asks_for_login(
        &other.authorize(&[TAX, TAX_BACK, HIGH]).await
    ));
}

/// Attack: whoever is logged in, or a page that she has open, asks without end, and each answer is lines, a grant and a
/// receipt on a disk that is everybody's.
#[tokio::test]
async fn a_session_answers_so_often_at_once_and_then_thirty_a_minute() {
    let norway = Norway::start().await;
    let mut browser = norway.logged_in("bankid").await;
    let none = [TAX, TAX_BACK, HIGH, ("prompt", "none")];
    for n in 0..120 {
        assert!(is_silent(&browser.authorize(&none).await), "{n}");
    }
    let lines = || norway.gateway.audited("session_used").len();
    assert_eq!(lines(), 120);
    for _ in 0..20 {
        let refused = browser.authorize(&none).await.parameter("error");
        assert_eq!(refused.as_deref(), Some("temporarily_unavailable"));
    }
    assert_eq!(lines(), 120, "nothing was written of them");
    // Others have their own, and hers comes back.
    let mut other = norway.logged_in("bankid").await;
    assert!(is_silent(&other.authorize(&none).await));
    norway.gateway.clock.advance(Duration::from_secs(2));
    assert!(is_silent(&browser.authorize(&none).await));
    assert!(!is_silent(&browser.authorize(&none).await));
}

#[tokio::test]
async fn a_service_that_wants_only_europeans_gets_nothing_from_it() {
    let norway = Norway::start().await;
    let mut browser = norway.logged_in("bankid").await;
    let answer = browser.authorize(&[("acr_values", "eidas-loa-low")]).await;
    assert!(
        answer.location().starts_with("/country?flow="),
        "{answer:?}"
    );
}

#[tokio::test]
async fn lo_08_a_session_ends_when_idle_and_in_any_case() {
    let norway = Norway::start().await;
    let minutes = |n: u64| norway.gateway.clock.advance(Duration::from_secs(n * 60));
    let mut browser = norway.logged_in("bankid").await;
    minutes(29);
    assert!(is_silent(&browser.authorize(&[TAX, TAX_BACK, HIGH]).await));
    minutes(29);
    assert!(
        is_silent(&browser.authorize(&[TAX, TAX_BACK, HIGH]).await),
        "use keeps it alive"
    );
    minutes(30);
    assert!(
        asks_for_login(&browser.authorize(&[TAX, TAX_BACK, HIGH]).await),
        "30 minutes idle"
    );

    let mut browser = norway.logged_in("bankid").await;
    for _ in 0..5 {
        minutes(23);
        assert!(is_silent(&browser.authorize(&[TAX, TAX_BACK, HIGH]).await));
    }
    minutes(5);
    assert!(
        asks_for_login(&browser.authorize(&[TAX, TAX_BACK, HIGH]).await),
        "120 in any case"
    );
}

/// Two tabs. The first asks for another service and has read the session; the second steps up, and
/// the session goes on under a new name; then the first writes that it used the old one. That must
/// not bring it back: whoever stole the old cookie would still have a session.
#[tokio::test]
async fn lo_08_a_session_that_was_replaced_stays_dead_whoever_was_about_to_use_it() {
    let (tell, told) = std::sync::mpsc::channel();
    let norway = Norway::start_as(Setup {
        store: Some(Box::new(move |env| {
            let store = Fragile::new(env, false);
            tell.send(store.clone()).unwrap();
            store
        })),
        ..Setup::default()
    })
    .await;
    let store = told.recv().unwrap();
    let mut browser = norway.logged_in("minid").await;
    let (mut first, mut stolen) = (norway.gateway.browser(), norway.gateway.browser());
    first.cookies.clone_from(&browser.cookies);
    stolen.cookies.clone_from(&browser.cookies);
    let (here, go_on) = (Arc::new(Notify::new()), Arc::new(Notify::new()));
    store.set(Fault::Waits(Kind::Session, here.clone(), go_on.clone()));
    let tab = [TAX, TAX_BACK, SUBSTANTIAL];
    let (first, ()) = tokio::join!(first.authorize(&tab), async {
        here.notified().await;
        store.set(Fault::None);
        let step = browser.authorize(&[TAX, TAX_BACK, HIGH]).await;
        norway.log_in(&mut browser, &step, "bankid").await;
        go_on.notify_one();
    });
    assert!(asks_for_login(&first), "{first:?}");
    assert!(norway.gateway.audited("session_used").is_empty());
    assert!(asks_for_login(&stolen.authorize(&tab).await));
    assert!(is_silent(&browser.authorize(&[TAX, TAX_BACK, HIGH]).await));
}

#[tokio::test]
async fn a_higher_level_asks_for_a_higher_eid_and_raises_the_session() {
    let norway = Norway::start().await;
    let mut browser = norway.logged_in("minid").await;
    let low = browser.cookies["__Host-sso"].clone();
    assert!(is_silent(
        &browser.authorize(&[TAX, TAX_BACK, SUBSTANTIAL]).await
    ));
    let step = browser.authorize(&[TAX, TAX_BACK, HIGH]).await;
    assert!(asks_for_login(&step));
    let page = browser.get(step.location()).await;
    assert!(
        page.body
            .contains("Log in again with a stronger e\u{2011}ID"),
        "{page:?}"
    );
    assert!(page.body.contains("value=\"minid\" disabled"));
    let url = norway.choose(&mut browser, &flow_of(&step), "bankid").await;
    assert_eq!(norway.bankid.request(&url)["prompt"], "login");
    let back = browser.get(&norway.bankid.log_in(&url)).await;
    assert_eq!(back.status, StatusCode::OK);
    assert!(
        is_silent(&browser.authorize(&[HIGH]).await),
        "now it is high"
    );
    // What was stolen before is worth nothing after.
    let high = browser.cookies["__Host-sso"].clone();
    assert_ne!(low, high);
    let mut thief = norway.gateway.browser();
    thief.cookies.insert("__Host-sso".to_owned(), low);
    assert!(asks_for_login(&thief.authorize(&[SUBSTANTIAL]).await));
    thief.cookies.insert(
        "__Host-sso".to_owned(),
        high.replace(&high[40..], "AAAAAAA"),
    );
    assert!(asks_for_login(&thief.authorize(&[SUBSTANTIAL]).await));
}

#[tokio::test]
async fn core_s3_1_2_1_prompt_and_max_age_are_obeyed() {
    let norway = Norway::start().await;
    let mut browser = norway.logged_in("bankid").await;
    let tax = [TAX, TAX_BACK, HIGH];
    let with = |more: (&'static str, &'static str)| [tax[0], tax[1], tax[2], more];
    let none = browser.authorize(&with(("prompt", "none"))).await;
    assert!(is_silent(&none));
    for more in [
        ("prompt", "login"),
        ("prompt", "select_account"),
        ("prompt", "consent"),
        ("max_age", "0"),
    ] {
        norway.gateway.clock.advance(Duration::from_secs(1));
        let answer = browser.authorize(&with(more)).await;
        assert!(asks_for_login(&answer), "{more:?}");
        let url = norway
            .choose(&mut browser, &flow_of(&answer), "bankid")
            .await;
        assert_eq!(norway.bankid.request(&url)["prompt"], "login", "{more:?}");
    }
    // An old authentication at the e-ID does not do for `prompt=login`.
    norway.gateway.clock.advance(Duration::from_secs(60));
    let answer = browser.authorize(&with(("prompt", "login"))).await;
    norway.bankid.tell(|script| script.age = 30);
    let url = norway
        .choose(&mut browser, &flow_of(&answer), "bankid")
        .await;
    let refused = browser.get(&norway.bankid.log_in(&url)).await;
    assert_eq!(refused.status, StatusCode::BAD_REQUEST, "{refused:?}");
    norway.bankid.tell(|script| script.age = 0);

    assert!(is_silent(
        &browser.authorize(&with(("max_age", "600"))).await
    ));
    norway.gateway.clock.advance(Duration::from_secs(601));
    let old = browser.authorize(&with(("max_age", "600"))).await;
    assert!(asks_for_login(&old));

    let mut nobody = norway.gateway.browser();
    let refused = nobody.authorize(&with(("prompt", "none"))).await;
    assert_eq!(
        refused.parameter("error").as_deref(),
        Some("login_required")
    );
    let mut low = norway.logged_in("minid").await;
    let refused = low.authorize(&with(("prompt", "none"))).await;
    assert_eq!(
        refused.parameter("error").as_deref(),
        Some("login_required")
    );
}

#[tokio::test]
async fn a_service_apart_neither_uses_nor_makes_a_session() {
    let norway = Norway::start().await;
    let vault = [
        ("client_id", "vault"),
        ("redirect_uri", "http://vault.localhost:8080/callback"),
        HIGH,
    ];
    let mut browser = norway.gateway.browser();
    let begun = browser.authorize(&vault).await;
    norway.log_in(&mut browser, &begun, "bankid").await;
    assert!(!browser.cookies.contains_key("__Host-sso"));
    assert!(asks_for_login(
        &browser.authorize(&[TAX, TAX_BACK, HIGH]).await
    ));
    let mut browser = norway.logged_in("bankid").await;
    assert!(asks_for_login(&browser.authorize(&vault).await));
    assert!(is_silent(&browser.authorize(&[TAX, TAX_BACK, HIGH]).await));
}

#[tokio::test]
async fn a_posted_request_finds_the_session_at_our_own_get() {
    let norway = Norway::start().await;
    let mut browser = norway.logged_in("bankid").await;
    let owned = request(&[TAX, TAX_BACK, HIGH]);
    let form: Vec<_> = owned
        .iter()
        .map(|(n, v)| (n.as_str(), v.as_str()))
        .collect();
    // A stranger's form brings no `Lax` cookie.
    let kept = browser.cookies.remove("__Host-sso").unwrap();
    let posted = browser.post_from_abroad("/authorize", &form).await;
    assert_eq!(posted.status, StatusCode::SEE_OTHER);
    assert!(
        posted.location().starts_with("/authorize?posted="),
        "{posted:?}"
    );
    assert!(!posted.location().contains("tax"));
    browser.cookies.insert("__Host-sso".to_owned(), kept);
    assert!(is_silent(&browser.get(posted.location()).await));
    // What is wrong is refused at once, and an old name leads nowhere.
    let wrong = [("client_id", "nobody")];
    let refused = browser.post_from_abroad("/authorize", &wrong).await;
    assert_eq!(refused.status, StatusCode::BAD_REQUEST);
    // As long as its turn may take, and five minutes more.
    norway.gateway.clock.advance(Duration::from_secs(361));
    assert_eq!(
        browser.get(posted.location()).await.status,
        StatusCode::GONE
    );
}

#[tokio::test]
async fn another_persons_login_replaces_the_session() {
    let norway = Norway::start().await;
    let mut browser = norway.logged_in("bankid").await;
    norway.bankid.tell(|script| {
        for claims in [&mut script.id_token, &mut script.userinfo] {
            claims.insert("pid".to_owned(), json!(OTHER));
        }
    });
    let first = browser.authorize(&[TAX, TAX_BACK, HIGH]).await;
    let again = browser.authorize(&[("prompt", "login"), HIGH]).await;
    norway.log_in(&mut browser, &again, "bankid").await;
    let second = browser.authorize(&[TAX, TAX_BACK, HIGH]).await;
    assert!(is_silent(&first) && is_silent(&second));
    let lines = norway.gateway.audited("code_issued");
    let sub = |line: &String| {
        let line: serde_json::Value = serde_json::from_str(line).unwrap();
        (line["client_id"] == "tax").then(|| line["sub"].as_str().unwrap().to_owned())
    };
    let subs: Vec<_> = lines.iter().filter_map(sub).collect();
    assert_eq!(subs.len(), 2);
    assert_ne!(subs[0], subs[1]);
    assert!(!lines.join("").contains(NUMBER));
}

impl Norway {
    /// The ways in which a service names the person it asks for. OIDC Core §3.1.2.1, §5.5.1.
    fn naming(&self, sub: &str) -> [(&'static str, String); 3] {
        let claims = json!({ "iss": ISSUER, "sub": sub, "aud": "tax", "iat": NOW_MS / 1000 });
        let keys = Arc::clone(&self.gateway.app.current().keys);
        let signer = keys.oidc_signer(Algorithm::Rs256);
        let token = jwt::sign(claims.as_object().unwrap(), &*signer).unwrap();
        let value = json!({ "sub": { "value": sub } });
        [
            ("id_token_hint", token),
            ("claims", json!({ "id_token": value }).to_string()),
            ("claims", json!({ "userinfo": value }).to_string()),
        ]
    }

    /// By which `tax` knows the person of the last code.
    fn last_sub(&self) -> String {
        let line = self.gateway.audited("code_issued").pop().unwrap();
        let line: serde_json::Value = serde_json::from_str(&line).unwrap();
        assert_eq!(line["client_id"], "tax");
        line["sub"].as_str().unwrap().to_owned()
    }
}

#[tokio::test]
async fn a_session_answers_no_service_that_asked_for_somebody_else() {
    let norway = Norway::start().await;
    let mut browser = norway.logged_in("bankid").await;
    let silent = ("prompt", "none");
    let ask = [TAX, TAX_BACK, HIGH, silent];
    assert!(is_silent(&browser.authorize(&ask).await));
    let sub = norway.last_sub();
    for ((name, other), (_, right)) in norway
        .naming("somebody")
        .into_iter()
        .zip(norway.naming(&sub))
    {
        let of_other = [TAX, TAX_BACK, HIGH, silent, (name, other.as_str())];
        let wrong = browser.authorize(&of_other).await;
        assert_eq!(wrong.parameter("error").as_deref(), Some("login_required"));
        let of_her = [TAX, TAX_BACK, HIGH, silent, (name, right.as_str())];
        let right = browser.authorize(&of_her).await;
        assert!(is_silent(&right), "{name}: {right:?}");
    }
    let nothing = [TAX, TAX_BACK, HIGH, silent, ("id_token_hint", "")];
    assert!(is_silent(&browser.authorize(&nothing).await));
    // Nobody's token, and one that says the right thing and that nobody signed: §3.1.2.2 point 5.
    let unsigned = norway.naming(&sub)[0]
        .1
        .rsplit_once('.')
        .unwrap()
        .0
        .to_owned()
        + ".AA";
    for garbage in ["x.y.z", unsigned.as_str()] {
        let garbage = [TAX, TAX_BACK, HIGH, silent, ("id_token_hint", garbage)];
        let refused = browser.authorize(&garbage).await;
        let error = refused.parameter("error");
        assert_eq!(error.as_deref(), Some("invalid_request"));
    }
}

/// OIDC Core §5.5.1.1: an essential level is met, not exceeded.
#[tokio::test]
async fn a_session_answers_no_service_that_cannot_do_with_its_level() {
    let norway = Norway::start().await;
    let mut browser = norway.logged_in("bankid").await;
    let essential = |level: &str| {
        serde_json::json!({"id_token": {"acr": {"essential": true, "value": level}}}).to_string()
    };
    let silent = ("prompt", "none");
    let met = essential("idporten-loa-high");
    let met = [TAX, TAX_BACK, HIGH, silent, ("claims", met.as_str())];
    assert!(is_silent(&browser.authorize(&met).await));
    let unmet = essential("idporten-loa-substantial");
    let unmet = [TAX, TAX_BACK, HIGH, silent, ("claims", unmet.as_str())];
    let refused = browser.authorize(&unmet).await;
    assert_eq!(
        refused.parameter("error").as_deref(),
        Some("login_required")
    );
}

/// OIDC Core §3.1.2.2: no token for a different user, whoever logs in then.
#[tokio::test]
async fn who_logs_in_must_be_whom_the_service_asked_for() {
    let norway = Norway::start().await;
    let mut browser = norway.logged_in("bankid").await;
    assert!(is_silent(&browser.authorize(&[TAX, TAX_BACK, HIGH]).await));
    let sub = norway.last_sub();
    let codes = norway.gateway.audited("code_issued").len();
    for (name, value) in norway.naming("somebody") {
        let mut browser = norway.gateway.browser();
        let ask = [TAX, TAX_BACK, HIGH, (name, value.as_str())];
        let flow = flow_of(&browser.authorize(&ask).await);
        let url = norway.choose(&mut browser, &flow, "bankid").await;
        let refused = browser.get(&norway.bankid.log_in(&url)).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN, "{name}: {refused:?}");
        assert!(refused.body.contains("not the person the service expected"));
        assert_eq!(norway.gateway.audited("code_issued").len(), codes);
        let at = crate::support::between(&refused.body, "action=\"", "\"").to_owned();
        let back = browser.post(&at, &[("action", "back")]).await;
        assert_eq!(back.parameter("error").as_deref(), Some("login_required"));
    }
    for (name, value) in norway.naming(&sub) {
        let mut browser = norway.gateway.browser();
        let ask = [TAX, TAX_BACK, HIGH, (name, value.as_str())];
        let begun = browser.authorize(&ask).await;
        norway.log_in(&mut browser, &begun, "bankid").await;
    }
}

/// The race that a session makes of it: sixty requests at once, one code. The others are told so at
/// the service.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn tk_01_sixty_at_once_with_one_request_uri_and_a_session_get_one_code() {
    let norway = Norway::start().await;
    let browser = norway.logged_in("bankid").await;
    for _ in 0..5 {
        let form = request(&[SUBSTANTIAL]);
        let form: Vec<_> = form.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
        let pushed = norway.gateway.client_post("/par", &form).await.json();
        let uri = pushed["request_uri"].as_str().unwrap();
        let query = encoded(&[("client_id", "trademark"), ("request_uri", uri)]);
        let path = format!("/authorize?{query}");
        let tabs = (0..60).map(|_| async {
            let mut tab = norway.gateway.browser();
            tab.cookies.clone_from(&browser.cookies);
            tab.get(&path).await
        });
        let answers = futures_util::future::join_all(tabs).await;
        let codes = answers.iter().filter(|answer| is_silent(answer)).count();
        assert_eq!(codes, 1);
        for answer in answers.iter().filter(|answer| !is_silent(answer)) {
            let told = answer.parameter("error").as_deref() == Some("invalid_request");
            assert!(
                told || answer.status == StatusCode::BAD_REQUEST,
                "{answer:?}"
            );
        }
    }
    assert_eq!(norway.gateway.audited("session_used").len(), 5);
}
