//! `/trace`: a service reads what became of its own logins, and of no other's.

use std::sync::Arc;
use std::time::Duration;

use axum::body::Body;
use axum::http::{Request, StatusCode};
use eidas::LevelOfAssurance::{Low, Substantial};
use gateway::flow::tokens::elsewhere;
use gateway::settings::Profile;
use serde_json::Value;

use crate::support::{Answer, Gateway, ISSUER, SECRET, between, flow_of, verifier};

const PUBLIC: &str = "[[client]]\nclient_id = \"app\"\nname = \"App\"\nauth = \"none\"\n\
    application = \"native\"\nredirect_uris = [\"http://127.0.0.1/callback\"]\n";

async fn gateway() -> Gateway {
    Gateway::start_as(crate::support::Setup {
        more: PUBLIC.to_owned(),
        ..Default::default()
    })
    .await
}

/// The same gateway as if it were another kind of place.
fn turn_into(gateway: &Gateway, profile: Profile) {
    let mut settings = (*gateway.app.file()).clone();
    settings.profile = profile;
    let keys = gateway.app.current().keys.clone();
    gateway.app.reload(Arc::new(settings), keys).unwrap();
}

async fn look(gateway: &Gateway, path: &str, accept: &str) -> Answer {
    let request = Request::get(format!("{ISSUER}{path}"))
        .header("accept", accept)
        .body(Body::empty())
        .unwrap();
    gateway.send(request).await
}

/// What this client reads of its own.
async fn own(gateway: &Gateway, id: &str, form: &[(&str, &str)]) -> Vec<Value> {
    let answer = gateway.client_post_as(id, SECRET, "/trace", form).await;
    assert_eq!(answer.status, StatusCode::OK, "{answer:?}");
    assert_eq!(answer.header("cache-control"), "no-store");
    answer.json()["attempts"].as_array().unwrap().clone()
}

fn events(attempt: &Value) -> Vec<&str> {
    let steps = attempt["steps"].as_array().unwrap().iter();
    steps.map(|step| step["event"].as_str().unwrap()).collect()
}

/// A whole login of the service `trademark`; and one whose level was too low, with its reference.
async fn logins(gateway: &Gateway) -> String {
    let mut browser = gateway.browser();
    let (_, sent) = browser.go_to_country("SE").await;
    let response = gateway.respond("SE", &sent, Substantial);
    let xml = gateway.sign("SE", &response);
    let posted = browser.answer(&xml, Some(&sent.relay_state)).await;
    let on = between(&posted.body, "href=\"/continue", "\"").replace("&#38;", "&");
    let back = browser.get(&format!("/continue{on}")).await;
    let verifier = verifier();
    let form = [
        ("grant_type", "authorization_code"),
        ("code", &back.parameter("code").unwrap()),
        ("redirect_uri", crate::support::REDIRECT),
        ("code_verifier", verifier.expose()),
    ];
    let tokens = gateway.client_post("/token", &form).await;
    assert_eq!(tokens.status, StatusCode::OK, "{tokens:?}");
    let (_, sent) = browser.go_to_country("SE").await;
    let response = gateway.respond("SE", &sent, Low);
    let xml = gateway.sign("SE", &response);
    let posted = browser.answer(&xml, Some(&sent.relay_state)).await;
    between(&posted.body, "<code>", "</code>").to_owned()
}

#[tokio::test]
async fn a_service_reads_its_own_logins_and_what_to_change() {
    let gateway = gateway().await;
    let reference = logins(&gateway).await;
    let refused = [
        gateway.client_post(
            "/token",
            &[("grant_type", "authorization_code"), ("code", "x")],
        ),
        gateway.client_post("/token", &[("grant_type", "password")]),
    ];
    for refused in refused {
        assert_eq!(refused.await.status, StatusCode::BAD_REQUEST);
    }
    let all = own(&gateway, "trademark", &[]).await;
    let outcomes: Vec<_> = all
        .iter()
        .map(|one| one["outcome"].as_str().unwrap())
        .collect();
    assert_eq!(
        outcomes.iter().filter(|it| **it == "logged in").count(),
        1,
        "{outcomes:?}"
    );
    assert_eq!(
        outcomes.iter().filter(|it| **it == "refused").count(),
        3,
        "{outcomes:?}"
    );
    assert!(all.iter().all(|one| one["proven"] == true), "{all:?}");
    let code = all
        .iter()
        .find(|one| one["steps"][0]["expected"].is_string());
    let step = &code.unwrap()["steps"][0];
    assert_eq!(step["rule"], "RFC 6749 §5.2", "the last one: {step}");

    // By its reference, as it is read out.
    let read_out = format!("{} {}", &reference[..4].to_lowercase(), &reference[4..]);
    let one = own(&gateway, "trademark", &[("reference", &read_out)]).await;
    assert_eq!(one.len(), 1, "{one:?}");
    assert_eq!(one[0]["reference"], reference.as_str());
    let began = one[0]["steps"][0]["told"].as_str().unwrap();
    assert!(
        began.ends_with("with scope=openid profile, response_mode=query, code_challenge, nonce"),
        "{began}"
    );
    assert!(
        events(&one[0]).contains(&"country_chosen"),
        "in the demo everything"
    );

    // Another service's is nobody's business.
    assert!(
        own(&gateway, "rowing", &[("reference", &reference)])
            .await
            .is_empty()
    );
    assert!(own(&gateway, "rowing", &[]).await.is_empty());
}

#[tokio::test]
async fn in_production_a_service_reads_only_the_steps_that_it_took_part_in() {
    let gateway = gateway().await;
    let reference = logins(&gateway).await;
    turn_into(&gateway, Profile::Production);
    let all = own(&gateway, "trademark", &[]).await;
    assert_eq!(all.len(), 2);
    let mut seen: Vec<_> = all.iter().flat_map(events).collect();
    seen.sort_unstable();
    seen.dedup();
    assert_eq!(
        seen,
        [
            "code_issued",
            "login_refused",
            "login_started",
            "tokens_issued"
        ]
    );
    let text = serde_json::to_string(&all).unwrap();
    for hers in ["Sweden", "SE/NO", "Lindmark", "Astrid", "1990"] {
        assert!(!text.contains(hers), "{hers} in {text}");
    }
    assert_eq!(
        own(&gateway, "trademark", &[("reference", &reference)])
            .await
            .len(),
        1
    );
    // Nobody who comes by reads anything.
    let page = look(&gateway, "/trace", "application/json").await;
    assert!(
        !page.status.is_success() && !page.body.contains(&reference),
        "{page:?}"
    );
    turn_into(&gateway, Profile::Demo);
    let page = look(&gateway, "/trace", "application/json").await;
    assert!(page.body.contains(&reference), "positive control: {page:?}");
}

#[tokio::test]
async fn only_who_proves_to_be_the_service_reads_its_logins() {
    let gateway = gateway().await;
    logins(&gateway).await;
    turn_into(&gateway, Profile::Test);
    let wrong = gateway
        .client_post_as("trademark", "wrong", "/trace", &[])
        .await;
    assert_eq!(wrong.status, StatusCode::UNAUTHORIZED, "{wrong:?}");
    assert_eq!(wrong.json()["error"], "invalid_client");
    let named = Request::post(format!("{ISSUER}/trace"))
        .header("content-type", "application/x-www-form-urlencoded")
        .body(Body::from("client_id=app"))
        .unwrap();
    let public = gateway.send(named).await;
    assert_eq!(public.json()["error"], "unauthorized_client", "{public:?}");
    // Both stand in the trail, and the first in the trace, as what nobody proved.
    assert_eq!(gateway.audited("client_refused").len(), 2);
    let all = own(&gateway, "trademark", &[]).await;
    let claimed = all.iter().find(|one| one["proven"] == false).unwrap();
    assert_eq!(claimed["steps"][0]["rule"], "RFC 6749 §2.3.1", "{claimed}");
    assert_eq!(all.len(), 3);
}

#[tokio::test]
async fn what_was_refused_before_or_at_the_service_is_there_with_expected_and_received() {
    let gateway = gateway().await;
    let mut browser = gateway.browser();
    let elsewhere = [(
        "redirect_uri",
        "http://trademark.localhost:8080/other?name=Kari",
    )];
    let page = browser.authorize(&elsewhere).await;
    let reference = between(&page.body, "<code>", "</code>").to_owned();
    assert!(
        page.body
            .contains(&format!("href=\"/trace?reference={reference}\"")),
        "the demo's page leads there: {page:?}"
    );
    let without = [("code_challenge", ""), ("code_challenge_method", "")];
    let sent_back = browser.authorize(&without).await;
    assert_eq!(sent_back.parameter("error").unwrap(), "invalid_request");
    let probe = browser.authorize(&[("prompt", "none")]).await;
    assert_eq!(probe.parameter("error").unwrap(), "login_required");

    let all = own(&gateway, "trademark", &[]).await;
    assert_eq!(all.len(), 2, "an ordinary answer is none: {all:?}");
    let rules: Vec<_> = all.iter().map(|one| &one["steps"][0]["rule"]).collect();
    assert_eq!(
        rules,
        [
            "RFC 7636 §4.3",
            "RFC 9700 §2.1: compared character by character"
        ]
    );
    let step = &all[1]["steps"][0];
    let registered = crate::support::REDIRECT;
    assert_eq!(
        step["expected"],
        format!("redirect_uri: one of {registered}, {registered}?from=landport")
    );
    assert_eq!(
        step["received"],
        "redirect_uri: http://trademark.localhost:8080/other"
    );
    // For people, without a script.
    let page = look(
        &gateway,
        &format!("/trace?reference={reference}"),
        "text/html",
    )
    .await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.body.contains("<dt>Received</dt>") && page.body.contains(&reference));
    assert_eq!(page.body.matches("<section").count(), 1);
    let nothing = look(&gateway, "/trace?reference=%3Cscript%3E", "text/html").await;
    assert!(!nothing.body.contains("<script>"), "{nothing:?}");
    assert!(nothing.body.contains("Nothing is found"));
    // A flow that nobody finished is there too.
    gateway.clock.advance(Duration::from_secs(1));
    let begun = flow_of(&browser.authorize(&[]).await);
    assert!(!begun.is_empty());
    let newest = &own(&gateway, "trademark", &[]).await[0];
    assert_eq!(
        (&newest["outcome"], events(newest)),
        (&"under way".into(), vec!["login_started"])
    );
}

/// The hops of a login land at two nodes: whichever is asked tells them, and neither writes anything down
/// for that when somebody logs in.
#[tokio::test]
async fn what_another_node_holds_is_asked_for_and_told_sealed() {
    let gateway = gateway().await;
    let reference = logins(&gateway).await;
    let other = gateway.twin();
    let (here, stop) = (gateway.app.clone(), Arc::new(tokio::sync::Notify::new()));
    let stopped = stop.clone();
    let telling = tokio::spawn(async move {
        loop {
            elsewhere::tell(&here).await.unwrap();
            tokio::select! {
                () = stopped.notified() => return,
                () = tokio::time::sleep(Duration::from_millis(20)) => {}
            }
        }
    });
    let (held, others) = elsewhere::ask(&other.app, Some("trademark"), 1).await;
    assert_eq!((others.others, others.answered), (1, 1));
    let all = gateway::audit::join(other.audit.attempts(Some("trademark"), 50), held);
    let mut lines = all.iter().flat_map(|one| &one.lines);
    assert!(lines.any(|line| line.text("reference") == reference));
    // Both lie sealed.
    let lies = gateway.app.records.store().dump(None).await.unwrap();
    let shows = |value: &Vec<u8>| value.windows(13).any(|w| w == b"login_refused");
    assert!(!lies.iter().any(|(_, value)| shows(value)));
    // Too often; then another service, of which the other node knows nothing; and again at its turn.
    let (held, others) = elsewhere::ask(&other.app, Some("trademark"), 1).await;
    assert_eq!((held.len(), others.answered), (0, 0));
    for (client, expected) in [("rowing", 0), ("trademark", all.len())] {
        gateway.clock.advance(Duration::from_secs(6));
        let (held, others) = elsewhere::ask(&other.app, Some(client), 1).await;
        assert_eq!((held.len(), others.answered), (expected, 1), "{client}");
    }
    stop.notify_one();
    telling.await.unwrap();
    // Nobody tells: it waits no longer than its patience, and says so. It does not answer itself.
    gateway.clock.advance(Duration::from_secs(6));
    let asked = tokio::join!(
        elsewhere::ask(&other.app, Some("trademark"), 1),
        elsewhere::tell(&other.app)
    );
    assert_eq!((asked.0.0.len(), asked.0.1.answered), (0, 0));
    // After two minutes the store has nothing of it.
    gateway.clock.advance(Duration::from_secs(180));
    let (held, others) = elsewhere::ask(&other.app, None, 0).await;
    assert_eq!((held.len(), others.others), (0, 0));
}
