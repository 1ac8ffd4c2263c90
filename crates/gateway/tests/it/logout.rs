//! Logout: RP-Initiated, Back-Channel and Front-Channel Logout 1.0, and a person's own way out.

pub(crate) mod stage;
mod untold;

use std::time::Duration;

use axum::http::{StatusCode, header};
use gateway::flow::end::farewell::tell_what_is_left;
use gateway::starts::Asks;
use serde_json::Value;
use store::Kind;

use self::stage::{Does, FRONT, PLAIN, Stage, id_token, logout};
use crate::connector::claims;
use crate::support::{Browser, ISSUER, SECRET, Setup, encoded, on_disk};

/// The suite's own: 100 characters of every kind that RFC 6749 allows in a state.
const STATE: &str =
    "abc!|[%*@:`=/}xyz0123456789abc!|[%*@:`=/}xyz0123456789abc!|[%*@:`=/}xyz0123456789 end";

fn out(origin: &str) -> String {
    format!("{origin}/out")
}

/// RP-Initiated Logout §2, §3.
#[tokio::test]
async fn rp_initiated_s3_who_proves_the_session_ends_it_and_the_person_is_back_with_the_state() {
    let stage = Stage::start().await;
    for (path, expected) in [("/out", "/out?state="), ("/out?a=b", "/out?a=b&state=")] {
        let mut browser = stage.gateway.browser();
        let tokens = stage.log_in(&mut browser, "plain").await;
        assert!(stage.lives(&mut browser).await);
        let to = format!("{PLAIN}{path}");
        let params = [
            ("id_token_hint", id_token(&tokens)),
            ("post_logout_redirect_uri", &to),
            ("state", STATE),
        ];
        let answer = logout(&mut browser, &params).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{answer:?}");
        let start = format!("{PLAIN}{expected}");
        assert!(answer.location().starts_with(&start), "{answer:?}");
        assert_eq!(answer.parameter("state").as_deref(), Some(STATE));
        assert!(!stage.lives(&mut browser).await);
        let access = tokens["access_token"].as_str().unwrap();
        assert_eq!(stage.reads(access).await, StatusCode::UNAUTHORIZED);
    }
    assert_eq!(stage.gateway.audited("session_ended").len(), 2);
    // Back-Channel Logout §2.1: sid is for who hears of sessions.
    let mut browser = stage.gateway.browser();
    let plain = claims(id_token(&stage.log_in(&mut browser, "plain").await));
    let back = claims(id_token(&stage.log_in(&mut browser, "back").await));
    let other = claims(id_token(&stage.log_in(&mut browser, "other").await));
    assert!(plain.get("sid").is_none());
    assert_ne!(
        back["sid"], other["sid"],
        "no two services can tell that it is one person"
    );
    let again = claims(id_token(&stage.log_in(&mut browser, "back").await));
    assert_eq!(back["sid"], again["sid"]);
}

/// RP-Initiated Logout §2: POST too, which comes from another site and without our cookie.
#[tokio::test]
async fn rp_initiated_s2_a_cross_site_post_ends_the_session() {
    let stage = Stage::start().await;
    let mut browser = stage.gateway.browser();
    let tokens = stage.log_in(&mut browser, "plain").await;
    let to = out(PLAIN);
    let form = [
        ("id_token_hint", id_token(&tokens)),
        ("post_logout_redirect_uri", &to),
        ("state", STATE),
        ("invented", "x"),
    ];
    let session = browser.cookies.remove("__Host-sso").unwrap();
    let posted = browser.post_from_abroad("/logout", &form).await;
    assert!(
        posted.location().starts_with("/logout?posted="),
        "{posted:?}"
    );
    browser.cookies.insert("__Host-sso".to_owned(), session);
    let next = posted.location().to_owned();
    let answer = browser.get(&next).await;
    assert_eq!(answer.parameter("state").as_deref(), Some(STATE));
    assert!(!browser.cookies.contains_key("__Host-sso"));
    assert!(!stage.lives(&mut browser).await);
}

/// "The OP MUST NOT perform post-logout redirection if the post_logout_redirect_uri value supplied does not exactly
/// match one of the previously registered".
#[tokio::test]
async fn rp_initiated_s3_lo_01_a_person_stays_here_unless_the_address_is_registered() {
    let stage = Stage::start().await;
    let mut browser = stage.gateway.browser();
    let tokens = stage.log_in(&mut browser, "plain").await;
    let hint = ("id_token_hint", id_token(&tokens));
    let longer = format!("{PLAIN}/out/more");
    let (right, of_another) = (out(PLAIN), out(FRONT));
    let (wrong, fault) = ("the service gave a wrong return address", "an error");
    for (says, params) in [
        (
            wrong,
            vec![hint, ("post_logout_redirect_uri", "https://evil.example/")],
        ),
        (wrong, vec![hint, ("post_logout_redirect_uri", &longer)]),
        (wrong, vec![hint, ("post_logout_redirect_uri", &of_another)]),
        (
            wrong,
            vec![("client_id", "front"), ("post_logout_redirect_uri", &right)],
        ),
        // Whose it would be is not said.
        (fault, vec![("post_logout_redirect_uri", &right)]),
        // The hint is looked at before whom it names.
        ("proof of your login", vec![("id_token_hint", "e30.e30.AA")]),
    ] {
        let answer = logout(&mut browser, &params).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{params:?}");
        assert!(!answer.headers.contains_key(header::LOCATION));
        assert!(answer.body.contains(says), "{says}: {answer:?}");
        assert!(stage.lives(&mut browser).await, "{params:?}");
    }
    let params = [hint, ("post_logout_redirect_uri", &right)];
    assert_eq!(logout(&mut browser, &params).await.location(), right);
}

/// What waits for its person to decide is kept for ten minutes: it is counted, also of who has a session. A
/// proof asks nothing.
#[tokio::test]
async fn web_05_a_question_about_a_logout_is_counted_and_a_proof_needs_none() {
    let stage = Stage::start().await;
    let mut browser = stage.gateway.browser();
    let tokens = stage.log_in(&mut browser, "plain").await;
    let named = [("client_id", "plain")];
    let asked = logout(&mut browser, &named).await;
    assert!(asked.location().starts_with("/session?"), "{asked:?}");
    for octets in [1_000 * 2048, 1] {
        let full = || stage.gateway.app.admit(Asks::Proven("plain"), octets);
        while full().unwrap().is_ok() {}
    }
    let asked = logout(&mut browser, &named).await;
    assert_eq!(asked.status, StatusCode::SERVICE_UNAVAILABLE, "{asked:?}");
    assert!(stage.lives(&mut browser).await);
    let proven = logout(&mut browser, &[("id_token_hint", id_token(&tokens))]).await;
    assert_eq!(proven.status, StatusCode::OK, "{proven:?}");
    assert!(!stage.lives(&mut browser).await);
}

/// "the OP MUST ask the End-User this question if an id_token_hint was not provided".
#[tokio::test]
async fn rp_initiated_s2_lo_02_who_proves_nothing_makes_us_ask_the_person() {
    let stage = Stage::start().await;
    let mut browser = stage.gateway.browser();
    stage.log_in(&mut browser, "plain").await;
    let right = out(PLAIN);
    let params = [
        ("client_id", "plain"),
        ("post_logout_redirect_uri", &right),
        ("state", STATE),
    ];
    let asked = logout(&mut browser, &params).await;
    assert!(asked.location().starts_with("/session?"), "{asked:?}");
    let path = asked.location().to_owned();
    let page = browser.get(&path).await;
    for part in [
        "Do you want to log out?",
        "The plain service asks to end your login here.",
        "name=\"action\" value=\"logout\"",
    ] {
        assert!(page.body.contains(part), "no {part} in {}", page.body);
    }
    let policy = page.headers[header::CONTENT_SECURITY_POLICY]
        .to_str()
        .unwrap();
    assert!(policy.contains("form-action 'self' https: "), "{policy}");
    // A stranger's form presses no button of ours.
    let form = [("action", "logout")];
    let stranger = browser.post_from_abroad(&path, &form).await;
    assert_eq!(stranger.status, StatusCode::BAD_REQUEST);
    assert!(stage.lives(&mut browser).await);
    let stays = browser.post(&path, &[("action", "stay")]).await;
    assert_eq!(stays.location(), "/session");
    assert!(stage.lives(&mut browser).await);
    let gone = browser.post(&path, &form).await;
    assert_eq!(gone.parameter("state").as_deref(), Some(STATE), "{gone:?}");
    assert!(!stage.lives(&mut browser).await);
    // Nothing is left to ask about.
    assert!(
        logout(&mut browser, &params)
            .await
            .location()
            .starts_with(&right)
    );
    let page = logout(&mut browser, &[]).await;
    assert!(
        page.body
            .contains("You were not logged in here before either.")
    );
}

/// "or if the supplied ID Token does not belong to the current OP session with the RP"; "the OP MUST validate that it
/// was the issuer of the ID Token".
#[tokio::test]
async fn rp_initiated_s2_lo_03_a_hint_of_another_session_or_of_nobody_ends_nothing() {
    let stage = Stage::start().await;
    let mut browser = stage.gateway.browser();
    let own = stage.log_in(&mut browser, "back").await;
    let mut thief = stage.gateway.browser();
    let theirs = stage.log_in(&mut thief, "back").await;
    // The same person in another browser: another session, by its sid.
    let asked = logout(&mut browser, &[("id_token_hint", id_token(&theirs))]).await;
    assert!(asked.location().starts_with("/session?"), "{asked:?}");
    let payload = id_token(&own).split('.').nth(1).unwrap();
    let unsigned = format!("eyJhbGciOiJub25lIn0.{payload}.");
    let mut broken = id_token(&own).to_owned();
    broken.truncate(broken.len() - 8);
    for hint in [&unsigned, &broken, "x"] {
        let answer = logout(&mut browser, &[("id_token_hint", hint)]).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{hint}");
    }
    let of_another = [("id_token_hint", id_token(&own)), ("client_id", "plain")];
    let answer = logout(&mut browser, &of_another).await;
    assert!(
        answer.body.contains("proof of your login is not valid"),
        "{answer:?}"
    );
    assert!(stage.lives(&mut browser).await);
    assert!(stage.back.tokens().is_empty());
    // However old. §2.
    stage.gateway.clock.advance(Duration::from_secs(20 * 60));
    logout(&mut browser, &[("id_token_hint", id_token(&own))]).await;
    assert!(!stage.lives(&mut browser).await);
    assert!(stage.lives(&mut thief).await, "the other browser's goes on");
}

/// Back-Channel Logout §2.4, §2.5.
#[tokio::test]
async fn back_channel_s2_5_every_server_of_the_session_hears_of_its_end() {
    let stage = Stage::start().await;
    let mut browser = stage.gateway.browser();
    let back = stage.log_in(&mut browser, "back").await;
    let other = claims(id_token(&stage.log_in(&mut browser, "other").await));
    let plain = stage.log_in(&mut browser, "plain").await;
    let answer = logout(&mut browser, &[("id_token_hint", id_token(&plain))]).await;
    assert!(answer.body.contains("You are logged out"), "{answer:?}");
    // LO-09: who cannot be told is named.
    let (told, open) = answer
        .body
        .split_once("You may still be logged in")
        .unwrap();
    assert!(told.contains("The back service") && told.contains("The other service"));
    assert!(open.contains("The plain service") && !open.contains("The back service"));
    let back = claims(id_token(&back));
    for (server, of, id) in [
        (&stage.back, &back, "back"),
        (&stage.other, &other, "other"),
    ] {
        let tokens = server.called(1).await;
        assert_eq!(tokens.len(), 1);
        let token = claims(&tokens[0]);
        for claim in ["sub", "sid", "iss"] {
            assert_eq!(token[claim], of[claim], "{claim}");
        }
        assert_eq!(token["aud"], id);
        assert!(token.get("nonce").is_none());
        let event = "http://schemas.openid.net/event/backchannel-logout";
        assert!(token["events"][event].is_object(), "{token}");
    }
    assert_eq!(stage.gateway.app.calls.end().await, 0);
    assert_eq!(stage.outcomes(), ["delivered", "delivered"]);
}

#[tokio::test]
async fn lo_05_a_bad_server_neither_holds_a_logout_up_nor_leads_us_on() {
    let stage = Stage::start().await;
    for (does, calls) in [
        (Does::Hangs, 1),
        (Does::Leads, 1),
        (Does::Floods, 1),
        (Does::Fails, 1),
    ] {
        let mut browser = stage.gateway.browser();
        let before = stage.back.tokens().len();
        stage.back.will(&[does]);
        let tokens = stage.log_in(&mut browser, "back").await;
        let watch = stage.gateway.env.stopwatch();
        let answer = logout(&mut browser, &[("id_token_hint", id_token(&tokens))]).await;
        assert!(
            watch.elapsed() < Duration::from_millis(1900),
            "{:?}",
            watch.elapsed()
        );
        let open = answer
            .body
            .split_once("You may still be logged in")
            .unwrap()
            .1;
        assert!(open.contains("The back service"), "{answer:?}");
        // Nobody followed the redirect: one call, and another by us a second later.
        assert_eq!(stage.back.tokens().len(), before + calls);
        assert!(!stage.lives(&mut browser).await);
    }
}

/// Back-Channel Logout §2.5: a node dies while a service's server hangs; the next one, on the same store,
/// tells it, when the dead one cannot be at it any more, and one node alone.
#[test]
fn back_channel_s2_5_what_a_node_left_untold_is_told_after_its_death() {
    let directory = tempfile::tempdir().unwrap();
    let on_it = || Setup {
        store: Some(Box::new({
            let directory = directory.path().to_owned();
            move |env| on_disk(&directory, env)
        })),
        ..Setup::default()
    };
    let died = tokio::runtime::Runtime::new().unwrap();
    let known = died.block_on(async {
        let stage = Stage::start_as(on_it()).await;
        stage.back.will(&[Does::Hangs]);
        let mut browser = stage.gateway.browser();
        let tokens = stage.log_in(&mut browser, "back").await;
        logout(&mut browser, &[("id_token_hint", id_token(&tokens))]).await;
        assert_eq!(stage.back.called(1).await.len(), 1);
        assert!(stage.outcomes().is_empty(), "the server hangs");
        claims(id_token(&tokens))
    });
    died.shutdown_timeout(Duration::from_secs(1));

    tokio::runtime::Runtime::new().unwrap().block_on(async {
        let stage = Stage::start_as(on_it()).await;
        let (one, other) = (stage.gateway.app.clone(), stage.gateway.twin().app);
        // Nothing of her is to be read in the store.
        let store = one.records.store();
        let kept = store.scan(Kind::Farewell).await.unwrap();
        let sub = known["sub"].as_str().unwrap().as_bytes();
        assert_eq!(kept.len(), 1);
        assert!(!kept[0].1.windows(sub.len()).any(|part| part == sub));
        // The dead node may have it in hand.
        assert_eq!(tell_what_is_left(&one).await.unwrap(), 0);
        stage.gateway.clock.advance(Duration::from_secs(36));
        let (here, there) = tokio::join!(tell_what_is_left(&one), tell_what_is_left(&other));
        assert_eq!(here.unwrap() + there.unwrap(), 1, "one node at a time");
        let tokens = stage.back.called(1).await;
        assert_eq!(one.calls.end().await + other.calls.end().await, 0);
        assert_eq!(tokens.len(), 1);
        let token = claims(&tokens[0]);
        for claim in ["sub", "sid"] {
            assert_eq!(token[claim], known[claim], "{claim}");
        }
        assert!(store.scan(Kind::Farewell).await.unwrap().is_empty());
        assert_eq!(tell_what_is_left(&one).await.unwrap(), 0);
    });
}

/// Bounded: three nodes that die over it, or half an hour, and nobody is told any more; the trail says so
/// once, and whoever lost it calls nobody after.
#[tokio::test]
async fn back_channel_s2_5_a_message_is_not_followed_for_ever() {
    let stage = Stage::start().await;
    let app = &stage.gateway.app;
    // What was held, and how often the server was called: once at the logout.
    let rounds = [
        (Duration::from_secs(36), 2, 3),
        (Duration::from_secs(31 * 60), 0, 1),
    ];
    let mut called = 0;
    for (round, (after, most, calls)) in (1..).zip(rounds) {
        let mut browser = stage.gateway.browser();
        stage.back.will(&[Does::Fails; 9]);
        let tokens = stage.log_in(&mut browser, "back").await;
        logout(&mut browser, &[("id_token_hint", id_token(&tokens))]).await;
        // Each of these waits a second to call again, and is taken for dead.
        let mut holds = 0;
        called += 1;
        for _ in 0..3 {
            assert_eq!(stage.back.called(called).await.len(), called);
            stage.gateway.clock.advance(after);
            let held = tell_what_is_left(app).await.unwrap();
            (holds, called) = (holds + held, called + held);
        }
        assert_eq!((holds, holds + 1), (most, calls), "{after:?}");
        let kept = app.records.store().scan(Kind::Farewell).await.unwrap();
        assert!(kept.is_empty());
        assert_eq!(app.calls.end().await, 0);
        assert_eq!(stage.outcomes(), vec!["too_late"; round], "{after:?}");
        assert_eq!(stage.back.tokens().len(), called, "none after it was over");
    }
}

/// A call that failed is made again, with a token of its own.
#[tokio::test]
async fn lo_05_a_call_that_failed_is_made_again() {
    let stage = Stage::start().await;
    stage.back.will(&[Does::Fails]);
    let mut browser = stage.gateway.browser();
    let tokens = stage.log_in(&mut browser, "back").await;
    logout(&mut browser, &[("id_token_hint", id_token(&tokens))]).await;
    let tokens = stage.back.called(2).await;
    assert_eq!(tokens.len(), 2);
    assert_ne!(claims(&tokens[0])["jti"], claims(&tokens[1])["jti"]);
    assert_eq!(stage.gateway.app.calls.end().await, 0);
    assert_eq!(stage.outcomes(), ["delivered"]);
}

#[tokio::test]
async fn front_channel_s3_lo_06_only_pages_that_are_registered_are_loaded() {
    let stage = Stage::start().await;
    let mut browser = stage.gateway.browser();
    let tokens = stage.log_in(&mut browser, "front").await;
    let sid = claims(id_token(&tokens))["sid"]
        .as_str()
        .unwrap()
        .to_owned();
    let to = out(FRONT);
    let params = [
        ("id_token_hint", id_token(&tokens)),
        ("post_logout_redirect_uri", &to),
    ];
    let page = logout(&mut browser, &params).await;
    assert_eq!(page.status, StatusCode::OK);
    let body = page.body.replace("&#38;", "&").replace("&amp;", "&");
    let query = encoded(&[("iss", ISSUER), ("sid", &sid)]);
    let frame = format!("<iframe src=\"{FRONT}/front?x=y&{query}\"");
    assert!(body.contains(&frame), "no {frame} in {body}");
    // On by its button, and by itself when the frame is loaded: after no set time.
    let button = format!("<a class=\"button main\" href=\"{to}\">");
    let at_once = format!("content=\"0; url={to}\"");
    assert!(body.contains(&button) && body.contains(&at_once), "{body}");
    let policy = page.headers[header::CONTENT_SECURITY_POLICY]
        .to_str()
        .unwrap();
    assert!(policy.contains(&format!(" frame-src {FRONT};")), "{policy}");
    let front = browser.get("/").await;
    let policy = front.headers[header::CONTENT_SECURITY_POLICY]
        .to_str()
        .unwrap();
    assert!(!policy.contains("frame-src"), "no other page has frames");
}

#[tokio::test]
async fn lo_09_the_person_reads_which_services_may_be_open_before_she_goes_on() {
    let stage = Stage::start().await;
    let mut browser = stage.gateway.browser();
    stage.back.will(&[Does::Fails]);
    stage.log_in(&mut browser, "back").await;
    let other = stage.log_in(&mut browser, "other").await;
    let to = out(&stage.other.origin);
    let params = [
        ("id_token_hint", id_token(&other)),
        ("post_logout_redirect_uri", &to),
    ];
    let page = logout(&mut browser, &params).await;
    assert_eq!(page.status, StatusCode::OK);
    let (told, open) = page.body.split_once("You may still be logged in").unwrap();
    assert!(told.contains("The other service") && open.contains("The back service"));
    assert!(open.contains("Go on to The other service") && !page.body.contains("http-equiv"));
    assert_eq!(
        stage.other.called(1).await.len(),
        1,
        "the others are logged out"
    );
    // When all confirm, she goes on at once.
    stage.log_in(&mut browser, "back").await;
    let other = stage.log_in(&mut browser, "other").await;
    let params = [("id_token_hint", id_token(&other)), params[1]];
    assert_eq!(logout(&mut browser, &params).await.location(), to);
}

#[tokio::test]
async fn lo_10_a_code_that_a_logout_overtakes_is_worth_nothing() {
    let stage = Stage::start().await;
    for round in 0..20 {
        let mut browser = stage.gateway.browser();
        let tokens = stage.log_in(&mut browser, "plain").await;
        let mut tab = stage.gateway.browser();
        tab.cookies.clone_from(&browser.cookies);
        let hint = [("id_token_hint", id_token(&tokens))];
        let none = [("prompt", "none")];
        let (answer, out) = tokio::join!(
            stage.ask(&mut tab, "back", &none),
            logout(&mut browser, &hint)
        );
        assert_eq!(out.status, StatusCode::OK);
        let Some(code) = answer.parameter("code") else {
            continue;
        };
        let refused = stage.redeem("back", &code).await;
        assert_eq!(
            refused["error"], "invalid_grant",
            "round {round}: {refused}"
        );
    }
    // One that was made before, and the control: without a logout it serves.
    let mut browser = stage.gateway.browser();
    let first = stage.code(&mut browser, "plain", "kari").await;
    let second = stage.code(&mut browser, "plain", "kari").await;
    let tokens = stage.redeem("plain", &first).await;
    logout(&mut browser, &[("id_token_hint", id_token(&tokens))]).await;
    assert_eq!(
        stage.redeem("plain", &second).await["error"],
        "invalid_grant"
    );
}

impl Stage {
    /// With a service `keeps` that gets refresh tokens.
    async fn with_refresh_tokens() -> Self {
        let more = format!(
            "[[client]]\nclient_id = \"keeps\"\nname = \"The one that keeps\"\n\
             redirect_uris = [\"{PLAIN}/callback\"]\nauth = \"client_secret_basic\"\n\
             secret_file = \"client.secret\"\nrefresh = \"always\"\n\
             scopes = [\"openid\", \"offline_access\"]\nacr_values = [\"idporten-loa-substantial\"]\n"
        );
        Self::start_as(Setup {
            more,
            ..Setup::default()
        })
        .await
    }

    /// Its tokens by the browser's session.
    async fn kept(&self, browser: &mut Browser<'_>, scope: &str) -> Value {
        let more = [("scope", scope), ("prompt", "none")];
        let answer = self.ask(browser, "keeps", &more).await;
        let code = answer.parameter("code").unwrap();
        self.redeem("keeps", &code).await
    }

    /// Whether this refresh token gives tokens.
    async fn refreshes(&self, tokens: &Value) -> bool {
        let token = tokens["refresh_token"].as_str().unwrap();
        let form = [("grant_type", "refresh_token"), ("refresh_token", token)];
        let answer = self
            .gateway
            .client_post_as("keeps", SECRET, "/token", &form);
        let answer = answer.await.json();
        assert!(answer["access_token"].is_string() || answer["error"] == "invalid_grant");
        answer["access_token"].is_string()
    }
}

/// "Refresh tokens issued without the offline_access property to a session being logged out SHOULD be revoked.
/// Refresh tokens issued with the offline_access property normally SHOULD NOT be revoked."
#[tokio::test]
async fn back_channel_s2_7_refresh_tokens_end_with_the_session_but_what_is_for_when_she_is_away() {
    let stage = Stage::with_refresh_tokens().await;
    let mut browser = stage.gateway.browser();
    let first = stage.log_in(&mut browser, "plain").await;
    let [here, away] = [
        stage.kept(&mut browser, "openid").await,
        stage.kept(&mut browser, "openid offline_access").await,
    ];
    let control = stage.kept(&mut browser, "openid").await;
    assert!(stage.refreshes(&control).await);
    logout(&mut browser, &[("id_token_hint", id_token(&first))]).await;
    assert!(!stage.refreshes(&here).await);
    assert!(stage.refreshes(&away).await);
}

/// Attack: a script in a service's page has it ask fifty times without a page, so that what it stole before is not
/// among what the session remembers one by one.
#[tokio::test]
async fn back_channel_s2_7_what_was_got_fifty_answers_ago_ends_with_the_session_too() {
    let stage = Stage::with_refresh_tokens().await;
    let mut browser = stage.gateway.browser();
    let first = stage.log_in(&mut browser, "plain").await;
    let stolen = stage.kept(&mut browser, "openid").await;
    let away = stage.kept(&mut browser, "openid offline_access").await;
    for _ in 0..50 {
        stage
            .ask(&mut browser, "keeps", &[("prompt", "none")])
            .await;
    }
    // A step up, or a login anew: the session goes on under another name.
    let again = [("prompt", "login"), ("login_hint", "persona:kari")];
    let again = stage.ask(&mut browser, "plain", &again).await;
    browser.get(again.location()).await;
    let access = stolen["access_token"].as_str().unwrap();
    assert_eq!(
        stage.reads(access).await,
        StatusCode::OK,
        "positive control"
    );
    let hint = [("id_token_hint", id_token(&first))];
    assert_eq!(logout(&mut browser, &hint).await.status, StatusCode::OK);
    assert_eq!(stage.reads(access).await, StatusCode::UNAUTHORIZED);
    assert!(!stage.refreshes(&stolen).await);
    assert!(stage.refreshes(&away).await);
    assert!(!stage.lives(&mut browser).await);
}

/// Attack LO-10: a code is kept back until its person logged out: one of fifty that a script in a service's page has
/// asked for, or one for when she is away. Its ID token would let somebody in whose login ended, and no message of
/// the logout comes after it. What was given before stays as it was promised: Back-Channel Logout §2.7.
#[tokio::test]
async fn lo_10_no_code_of_an_ended_session_gives_tokens() {
    let stage = Stage::with_refresh_tokens().await;
    let day = 24 * 60 * 60 * 1000;
    for (scope, answers, before_midnight_ms) in [
        ("openid", 50, 0),
        ("openid offline_access", 1, 0),
        ("openid offline_access", 1, 20_000),
    ] {
        let now = stage.gateway.app.env.now_ms();
        if before_midnight_ms > 0 {
            let left = day - now.rem_euclid(day) - before_midnight_ms;
            let left = Duration::from_millis(u64::try_from(left).unwrap());
            stage.gateway.clock.advance(left);
        }
        let mut browser = stage.gateway.browser();
        let first = stage.log_in(&mut browser, "plain").await;
        let given = stage.kept(&mut browser, scope).await;
        let ask = [("scope", scope), ("prompt", "none")];
        let kept_back = stage.ask(&mut browser, "keeps", &ask).await;
        let kept_back = kept_back.parameter("code").unwrap();
        for _ in 1..answers {
            stage.ask(&mut browser, "keeps", &ask).await;
        }
        logout(&mut browser, &[("id_token_hint", id_token(&first))]).await;
        let refused = stage.redeem("keeps", &kept_back).await;
        assert_eq!(refused["error"], "invalid_grant", "{scope}: {refused}");
        assert_eq!(refused["error_description"], "the person logged out");
        let outlives = scope.contains("offline_access");
        assert_eq!(stage.refreshes(&given).await, outlives, "{scope}");
    }
}

/// A way out without any service, and a link to it on every page.
#[tokio::test]
async fn a_person_sees_her_session_and_ends_it() {
    let stage = Stage::start().await;
    let mut browser = stage.gateway.browser();
    let page = browser.get("/session").await;
    assert!(page.body.contains("You are not logged in here"));
    assert!(!page.body.contains("<button"));
    stage.log_in(&mut browser, "plain").await;
    stage.log_in(&mut browser, "back").await;
    let page = browser.get("/session").await;
    for part in [
        "You are logged in here",
        "Test person",
        "The plain service",
        "The back service",
    ] {
        assert!(page.body.contains(part), "no {part} in {}", page.body);
    }
    for path in ["/", "/nowhere", "/choose?flow=x"] {
        let page = browser.get(path).await;
        assert!(page.body.contains("href=\"/session\""), "{path}");
    }
    let gone = browser.post("/session?", &[("action", "logout")]).await;
    assert!(gone.body.contains("You are logged out"), "{gone:?}");
    assert!(!stage.lives(&mut browser).await);
    assert_eq!(stage.back.called(1).await.len(), 1);
    let ended = stage.gateway.audited("session_ended");
    assert!(ended[0].contains("\"why\":\"person\""), "{ended:?}");
}

/// On a computer that two persons use: the services of the first hear that she is gone.
#[tokio::test]
async fn another_persons_login_logs_the_first_one_out_everywhere() {
    let stage = Stage::start().await;
    let mut browser = stage.gateway.browser();
    stage.log_in(&mut browser, "back").await;
    let again = stage
        .ask(
            &mut browser,
            "plain",
            &[("prompt", "login"), ("login_hint", "persona:ola")],
        )
        .await;
    browser.get(again.location()).await;
    assert_eq!(stage.back.called(1).await.len(), 1);
    let ended = stage.gateway.audited("session_ended");
    assert!(ended[0].contains("\"why\":\"another_person\""), "{ended:?}");
    // The same person's services go on.
    let again = stage
        .ask(
            &mut browser,
            "back",
            &[("prompt", "login"), ("login_hint", "persona:ola")],
        )
        .await;
    browser.get(again.location()).await;
    assert_eq!(stage.gateway.audited("session_ended").len(), 1);
    let page = browser.get("/session").await;
    assert!(page.body.contains("The plain service"), "{page:?}");
}
