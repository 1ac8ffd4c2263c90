//! The register adapter against a server that answers as it is told.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::http::{HeaderMap, StatusCode, Uri};
use eidas::{CountryCode, LevelOfAssurance};
use gateway::fetch::{Fetch, FetchOptions};
use gateway::identity::{Identity, Name};
use gateway::matching::{Difference, Match, Matching};
use gateway::settings::{MatchingSettings, RegisterAnswers, Secret};
use store::env::Env;

type Seen = Arc<Mutex<Vec<(Uri, HeaderMap)>>>;

async fn persons(status: u16, body: &'static str) -> (Matching, Seen) {
    answering(
        RegisterAnswers::Persons,
        Duration::from_secs(2),
        status,
        body,
        Duration::ZERO,
    )
    .await
}

async fn register(status: u16, body: &'static str, delay: Duration) -> (Matching, Seen) {
    register_within(Duration::from_secs(2), status, body, delay).await
}

/// Asked with this much patience.
async fn register_within(
    timeout: Duration,
    status: u16,
    body: &'static str,
    delay: Duration,
) -> (Matching, Seen) {
    answering(RegisterAnswers::Number, timeout, status, body, delay).await
}

async fn answering(
    answers: RegisterAnswers,
    timeout: Duration,
    status: u16,
    body: &'static str,
    delay: Duration,
) -> (Matching, Seen) {
    let seen: Seen = Arc::default();
    let kept = seen.clone();
    let router = axum::Router::new().fallback(move |uri: Uri, headers: HeaderMap| async move {
        kept.lock().unwrap().push((uri, headers));
        tokio::time::sleep(delay).await;
        (StatusCode::from_u16(status).unwrap(), body)
    });
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    tokio::spawn(async move { axum::serve(listener, router).await });
    let fetch = Fetch::new(FetchOptions {
        demo: true,
        proxy: None,
    })
    .unwrap();
    let settings = MatchingSettings {
        url: format!("http://register.localhost:{port}").parse().unwrap(),
        api_key: Secret::new("the-key"),
        timeout,
        answers,
        journal: None,
        update_url: None,
        countries: Vec::new(),
        pid_numbers: Vec::new(),
        private: true,
    };
    (Matching::new(Some(&settings), &fetch), seen)
}

fn greek() -> Identity {
    let name = |shown: &str| Name {
        shown: shown.to_owned(),
        original: None,
    };
    Identity {
        country: CountryCode::GREECE,
        identifier: "EL/NO/a+b/c=1".to_owned(),
        given_name: name("Maria"),
        family_name: name("Papadopoulou"),
        birthdate: "1990-08-19".to_owned(),
        level: LevelOfAssurance::High,
        auth_time: 0,
        pid: None,
    }
}

#[tokio::test]
async fn the_question_has_the_registers_own_shape() {
    let (matching, seen) = register(200, "17912099997", Duration::ZERO).await;
    let found = matching.find(&greek()).await;
    assert_eq!(
        found.pid().map(gateway::matching::Pid::as_str),
        Some("17912099997")
    );
    assert_eq!(found.status(), "found");
    let (uri, headers) = seen.lock().unwrap().remove(0);
    assert_eq!(uri.path(), "/eidas/entydig");
    let query = oidc::protocol::decode_form(uri.query().unwrap().as_bytes()).unwrap();
    let expected = [
        ("utenlandskPersonIdentifikasjon", "a+b/c=1"),
        ("foedselsdato", "19900819"),
        ("landkode", "GRC"),
    ];
    assert_eq!(query, expected.map(|(n, v)| (n.to_owned(), v.to_owned())));
    assert_eq!(headers["x-api-key"], "the-key");
    assert_eq!(headers["client-id"], "landport");
}

#[tokio::test]
async fn each_answer_means_one_thing() {
    for (status, body, expected) in [
        (204, "", "not_found"),
        (404, "", "not_found"),
        (400, "FREG-001", "not_found"),
        (400, "what", "unavailable"),
        (409, "", "ambiguous"),
        (200, "17912099998", "unavailable"),
        (503, "", "unavailable"),
    ] {
        let (matching, _) = register(status, body, Duration::ZERO).await;
        assert_eq!(
            matching.find(&greek()).await.status(),
            expected,
            "{status} {body}"
        );
    }
}

#[tokio::test]
async fn a_register_that_is_slow_or_gone_says_nothing_about_the_person() {
    let (matching, _) = register(404, "", Duration::from_secs(10)).await;
    let began = Env::system().stopwatch();
    assert_eq!(
        matching.find(&greek()).await,
        Match::Unavailable {
            reason: "timed_out"
        }
    );
    assert!(began.elapsed() < Duration::from_secs(4));
    assert_eq!(
        Matching::None.find(&greek()).await,
        Match::Unavailable {
            reason: "not_configured"
        }
    );
}

#[tokio::test]
async fn the_configured_time_counts_and_no_other() {
    let slow = Duration::from_millis(2200);
    let patient = Duration::from_secs(4);
    let (matching, _) = register_within(patient, 404, "", slow).await;
    assert_eq!(matching.find(&greek()).await, Match::NotFound);
}

/// A person of the register: number, family name, born, foreign identifier.
fn record(
    number: &str,
    family_name: &str,
    born: &str,
    identifier: Option<&str>,
) -> serde_json::Value {
    serde_json::json!({
        "number": number,
        "family_name": family_name,
        "given_name": "MARIA",
        "birthdate": born,
        "identifier": identifier,
    })
}

const HERS: Option<&str> = Some("a+b/c=1");

async fn decided(records: &[serde_json::Value]) -> Match {
    let body = serde_json::json!({ "persons": records }).to_string();
    let (matching, seen) = persons(200, Box::leak(body.into_boxed_str())).await;
    let matched = matching.find(&greek()).await;
    let (uri, headers) = seen.lock().unwrap().remove(0);
    // Nobody who logs addresses learns who was asked for.
    assert_eq!((uri.path(), uri.query()), ("/eidas/personer", None));
    assert_eq!(headers["x-api-key"], "the-key");
    matched
}

#[tokio::test]
async fn who_is_answered_is_found_when_the_identifier_and_everything_else_is_hers() {
    let hers = record("17912099997", "PAPA-DOPOULOU", "1990-08-19", HERS);
    let found = decided(std::slice::from_ref(&hers)).await;
    assert_eq!(
        found.pid().map(gateway::matching::Pid::as_str),
        Some("17912099997")
    );
    // Strangers with her name and birth date, of another identifier or none, are not in the way …
    let stranger = record("17912099644", "Papadopoulou", "1990-08-19", Some("another"));
    let unknown = record("17912099644", "Papadopoulou", "1990-08-19", None);
    for other in [&stranger, &unknown] {
        assert_eq!(decided(&[other.clone(), hers.clone()]).await, found);
        // … and are never her.
        assert_eq!(decided(std::slice::from_ref(other)).await, Match::NotFound);
    }
    // Two that fit are nobody, however they are spelled.
    let twin = record("17912099644", "Παπαδοπούλου", "1990-08-19", HERS);
    assert_eq!(decided(&[hers.clone(), twin]).await, Match::Ambiguous);
    for (family_name, born, differs) in [
        ("Papadopoulos", "1990-08-19", Difference::FamilyName),
        ("Papadopoulou", "1990-08-18", Difference::Birthdate),
    ] {
        let other = record("17912099997", family_name, born, HERS);
        assert_eq!(decided(&[other]).await, Match::NotExact(vec![differs]));
    }
    assert_eq!(decided(&[]).await, Match::NotFound);
}

#[tokio::test]
async fn an_answer_with_persons_that_makes_no_sense_says_nothing() {
    let odd = Match::Unavailable {
        reason: "odd_answer",
    };
    let hers = record("17912099997", "Papadopoulou", "1990-08-19", HERS);
    let wrong = record("17912099998", "Papadopoulou", "1990-08-19", HERS);
    assert_eq!(decided(&[wrong]).await, odd, "a wrong check digit");
    assert_eq!(
        decided(&[hers.clone(), hers.clone()]).await,
        odd,
        "one number twice"
    );
    for body in ["", "[]", "17912099997", "{\"persons\": [{}]}", "<html>"] {
        let (matching, _) = persons(200, body).await;
        assert_eq!(matching.find(&greek()).await, odd, "{body}");
    }
    for (status, expected) in [
        (204, "not_found"),
        (404, "not_found"),
        (400, "unavailable"),
        (503, "unavailable"),
    ] {
        let (matching, _) = persons(status, "").await;
        assert_eq!(matching.find(&greek()).await.status(), expected, "{status}");
    }
}
