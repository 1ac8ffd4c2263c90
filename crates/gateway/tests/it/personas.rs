//! Test persons in place of an e-ID.

use axum::body::Body;
use axum::http::{Request, StatusCode};
use eidas::Instant;
use serde_json::{Value, json};

use crate::connector::claims;
use crate::eid::{HIGH, NUMBER, OTHER, SUBSTANTIAL};
use crate::support::{
    Answer, Browser, Gateway, ISSUER, NOW_MS, REDIRECT, SECRET, Setup, flow_of, verifier,
};

const KARI: (&str, &str) = ("login_hint", "persona:kari");

/// Two test persons, at this state of notification and with this more.
fn persons(more: &str) -> String {
    format!(
        "[[eid]]\nid = \"persons\"\nkind = \"persona\"\nname = \"Test person\"\n\
         amr = \"TestPerson\"\n{more}\
         [[eid.person]]\nid = \"kari\"\n[eid.person.claims]\npid = \"{NUMBER}\"\n\
         given_name = \"Kari\"\nfamily_name = \"Nordmann\"\nbirthdate = \"1920-11-17\"\n\
         nickname = \"K\"\nemail = \"kari@example.no\"\nemail_verified = true\n\
         updated_at = 1790000000\naddress = {{ locality = \"Leikanger\" }}\n\
         [[eid.person]]\nid = \"ola\"\nclaims = {{ pid = \"{OTHER}\", family_name = \"Hansen\" }}\n"
    )
}

async fn start() -> Gateway {
    Gateway::start_as(Setup {
        more: persons(""),
        ..Setup::default()
    })
    .await
}

/// A service with OpenID Connect's own claim profile.
const STANDARD: &str = r#"
[[client]]
client_id = "standard"
name = "Standard"
redirect_uris = ["http://standard.localhost:8080/callback"]
auth = "client_secret_basic"
secret_file = "client.secret"
claim_profile = "standard"
acr_values = ["idporten-loa-substantial", "idporten-loa-high"]
"#;

/// The claims of the ID token, and those of userinfo.
async fn tokens(
    gateway: &Gateway,
    id: &str,
    redirect_uri: &str,
    answer: &Answer,
) -> (Value, Value) {
    let code = answer
        .parameter("code")
        .unwrap_or_else(|| panic!("{answer:?}"));
    let verifier = verifier();
    let form = [
        ("grant_type", "authorization_code"),
        ("code", code.as_str()),
        ("redirect_uri", redirect_uri),
        ("code_verifier", verifier.expose()),
    ];
    let token = gateway
        .client_post_as(id, SECRET, "/token", &form)
        .await
        .json();
    let access = token["access_token"].as_str().unwrap();
    let request = Request::get(format!("{ISSUER}/userinfo"))
        .header("authorization", format!("Bearer {access}"))
        .body(Body::empty())
        .unwrap();
    let userinfo = gateway.send(request).await.json();
    (claims(token["id_token"].as_str().unwrap()), userinfo)
}

async fn chosen(browser: &mut Browser<'_>, flow: &str, person: &str) -> Answer {
    let form = [("person", person), ("action", "next")];
    browser.post(&format!("/person?flow={flow}"), &form).await
}

/// ID-porten's discovery lists it, and services send it for "whoever logs in here": the level that was proven
/// comes back, which is higher.
#[tokio::test]
async fn idporten_the_lowest_national_level_may_be_asked_for() {
    let low = STANDARD
        .replace("\"standard\"\nname", "\"low\"\nname")
        .replace(
            "[\"idporten-loa-substantial\", \"idporten-loa-high\"]",
            "[\"idporten-loa-low\", \"idporten-loa-high\"]",
        );
    let gateway = Gateway::start_as(Setup {
        more: format!("{}{low}", persons("")),
        ..Setup::default()
    })
    .await;
    let back = "http://standard.localhost:8080/callback";
    let who = [("client_id", "low"), ("redirect_uri", back), KARI];
    let document = gateway
        .browser()
        .get("/.well-known/openid-configuration")
        .await
        .json();
    let known = document["acr_values_supported"].as_array().unwrap();
    assert!(known.contains(&json!("idporten-loa-low")), "{known:?}");
    // What is asked where nothing is: the lowest that the client may ask for.
    for asked in ["idporten-loa-low", "idporten-loa-low idporten-loa-high", ""] {
        let mut browser = gateway.browser();
        let ask = [who[0], who[1], who[2], ("acr_values", asked)];
        let begun = browser.authorize(&ask).await;
        assert!(
            begun.location().starts_with("/go?flow="),
            "{asked}: {begun:?}"
        );
        let next = begun.location().to_owned();
        let answer = browser.get(&next).await;
        let (token, _) = tokens(&gateway, "low", back, &answer).await;
        assert_eq!(token["acr"], "idporten-loa-high", "{asked}");
    }
}

#[tokio::test]
async fn a_test_person_is_chosen_on_a_page_that_says_in_red_what_it_is() {
    let gateway = start().await;
    let mut browser = gateway.browser();
    let begun = browser.authorize(&[SUBSTANTIAL]).await;
    // There is nothing else to choose.
    assert!(begun.location().starts_with("/go?flow="), "{begun:?}");
    let flow = flow_of(&begun);
    let page = browser.get(begun.location()).await;
    assert_eq!(page.status, StatusCode::OK);
    for part in [
        "class=\"notice danger\"",
        "anybody can log in as any of these",
        "type=\"radio\" name=\"person\" value=\"kari\"",
        "type=\"radio\" name=\"person\" value=\"ola\"",
        "name=\"action\" value=\"next\"",
        "name=\"action\" value=\"cancel\"",
    ] {
        assert!(page.body.contains(part), "no {part} in {}", page.body);
    }
    // Nobody, and somebody who is not there.
    for person in ["", "nobody"] {
        let again = chosen(&mut browser, &flow, person).await;
        assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
    let back = chosen(&mut browser, &flow, "kari").await;
    assert!(back.location().starts_with(REDIRECT), "{back:?}");
    let (id_token, _) = tokens(&gateway, "trademark", REDIRECT, &back).await;
    assert_eq!(id_token["pid"], NUMBER);
    assert_eq!(id_token["amr"], json!(["TestPerson"]));
    // The highest level that it has.
    assert_eq!(id_token["acr"], "idporten-loa-high");
    for event in [
        "eid_asked",
        "citizen_identified",
        "session_started",
        "code_issued",
    ] {
        assert_eq!(gateway.audited(event).len(), 1, "{event}");
    }
    let twice = chosen(&mut browser, &flow, "ola").await;
    assert_eq!(twice.location(), back.location(), "the answer it had");
}

#[tokio::test]
async fn a_hint_logs_in_without_a_page() {
    let gateway = start().await;
    let mut browser = gateway.browser();
    let begun = browser.authorize(&[HIGH, KARI, ("scope", "openid")]).await;
    let back = browser.get(begun.location()).await;
    let (id_token, _) = tokens(&gateway, "trademark", REDIRECT, &back).await;
    assert_eq!(id_token["pid"], NUMBER);
    assert!(id_token.get("email").is_none(), "not asked for");
    // A name that nobody has means nothing.
    let mut other = gateway.browser();
    let begun = other
        .authorize(&[HIGH, ("login_hint", "persona:nobody")])
        .await;
    let page = other.get(begun.location()).await;
    assert!(page.body.contains("name=\"person\""), "{page:?}");
    // Without a page is not without a login: there is no session yet.
    let mut third = gateway.browser();
    let none = third.authorize(&[HIGH, KARI, ("prompt", "none")]).await;
    assert_eq!(none.parameter("error").as_deref(), Some("login_required"));
}

/// A service's tests keep their cookies: whom they name next is who logs in, whoever is there already.
#[tokio::test]
async fn another_test_person_who_is_named_is_not_answered_from_the_session_of_the_first() {
    let gateway = start().await;
    let mut browser = gateway.browser();
    let begun = browser.authorize(&[HIGH, KARI]).await;
    let back = browser.get(begun.location()).await;
    let (kari, _) = tokens(&gateway, "trademark", REDIRECT, &back).await;
    let ola = ("login_hint", "persona:ola");
    let none = ("prompt", "none");
    for silent in [
        &[HIGH, KARI][..],
        &[HIGH, KARI, none],
        &[HIGH, none],
        &[HIGH],
    ] {
        let answer = browser.authorize(silent).await;
        assert!(answer.parameter("code").is_some(), "{silent:?} {answer:?}");
    }
    let refused = browser.authorize(&[HIGH, ola, none]).await;
    assert_eq!(
        refused.parameter("error").as_deref(),
        Some("login_required")
    );
    let begun = browser.authorize(&[HIGH, ola]).await;
    let back = browser.get(begun.location()).await;
    let (id_token, _) = tokens(&gateway, "trademark", REDIRECT, &back).await;
    assert_eq!(id_token["pid"], OTHER);
    assert_ne!(id_token["sub"], kari["sub"]);
    // Now she is who is there.
    let answer = browser.authorize(&[HIGH, ola, none]).await;
    assert!(answer.parameter("code").is_some(), "{answer:?}");
}

/// Attack: a page loads our address in an image, and its visitor is a test person from then on.
#[tokio::test]
async fn az_13_a_hint_in_an_image_logs_nobody_in() {
    let gateway = start().await;
    let mut browser = gateway.browser();
    let path = browser.authorize_path(&[HIGH, KARI]);
    let image = Request::get(format!("{ISSUER}{path}")).header("sec-fetch-dest", "image");
    let answer = browser.go(image, Body::empty()).await;
    assert_eq!(answer.status, StatusCode::BAD_REQUEST);
    let begun = browser.get(&path).await;
    assert!(begun.location().starts_with("/go"), "positive control");
}

/// OIDC Core §5.4: what is configured of her leaves by scope, and only so.
#[tokio::test]
async fn core_s5_4_every_claim_of_a_scope_can_be_a_test_persons() {
    let gateway = Gateway::start_as(Setup {
        more: persons("") + STANDARD,
        ..Setup::default()
    })
    .await;
    let asked = [
        ("client_id", "standard"),
        ("redirect_uri", "http://standard.localhost:8080/callback"),
        SUBSTANTIAL,
        KARI,
    ];
    for (scope, present, absent) in [
        (
            "openid",
            &[][..],
            &["nickname", "email", "address", "given_name", "pid"][..],
        ),
        (
            "openid profile",
            &["nickname", "updated_at", "given_name", "name"],
            &["email", "address"],
        ),
    ] {
        let mut browser = gateway.browser();
        let begun = browser
            .authorize(&[&asked[..], &[("scope", scope)]].concat())
            .await;
        let back = browser.get(begun.location()).await;
        let (id_token, userinfo) = tokens(&gateway, asked[0].1, asked[1].1, &back).await;
        for claim in present {
            assert!(
                userinfo.get(claim).is_some(),
                "{scope}: no {claim} in {userinfo}"
            );
        }
        for claim in absent {
            assert!(
                userinfo.get(claim).is_none(),
                "{scope}: {claim} in {userinfo}"
            );
        }
        assert!(id_token.get("nickname").is_none(), "{id_token}");
    }
}

#[tokio::test]
async fn a_test_person_gives_up() {
    let gateway = start().await;
    let mut browser = gateway.browser();
    let begun = browser.authorize(&[SUBSTANTIAL]).await;
    let path = format!("/person?flow={}", flow_of(&begun));
    let back = browser.post(&path, &[("action", "cancel")]).await;
    assert_eq!(back.parameter("error").as_deref(), Some("access_denied"));
}

#[tokio::test]
async fn a_closed_eid_has_no_test_persons() {
    let gateway = Gateway::start_as(Setup {
        more: persons(
            "[eid.notification]\nstate = \"suspended\"\nsince = \"2026-11-20\"\ntext = \"Closed.\"\n",
        ),
        ..Setup::default()
    })
    .await;
    let mut browser = gateway.browser();
    let begun = browser.authorize(&[SUBSTANTIAL, KARI]).await;
    assert!(begun.location().starts_with("/choose"), "{begun:?}");
    let flow = flow_of(&begun);
    let page = browser.get(begun.location()).await;
    assert!(page.body.contains("Closed."), "{page:?}");
    let form = [("eid", "persons"), ("action", "next")];
    let refused = browser.post(&format!("/choose?flow={flow}"), &form).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        chosen(&mut browser, &flow, "kari")
            .await
            .location()
            .starts_with("/choose")
    );
    assert!(gateway.audited("citizen_identified").is_empty());
}

/// What is wrong with this configuration, by field.
fn problems(profile: &str, section: &str) -> Vec<(String, String)> {
    let text = format!(
        "profile = \"{profile}\"\ncountry = \"NO\"\nissuer = \"https://login.example.no\"\n\
         data = \"data\"\n{section}"
    );
    let found = gateway::settings::from_text(
        &text,
        std::path::Path::new("/nowhere"),
        Instant::from_ms(NOW_MS),
    );
    let found = found.err().unwrap_or_default();
    let of_eid = found
        .into_iter()
        .filter(|problem| problem.field.starts_with("eid"));
    of_eid
        .map(|problem| (problem.field, problem.what))
        .collect()
}

/// UP-06: test identities can never enter production. `check` and the start read the configuration
/// alike.
#[test]
fn up_06_production_has_no_test_persons() {
    let refused = (
        "eid[1].kind".to_owned(),
        "anybody could log in as anybody".to_owned(),
    );
    assert_eq!(problems("production", &persons("")), [refused]);
    for profile in ["test", "demo"] {
        assert_eq!(problems(profile, &persons("")), [], "{profile}");
    }
}

/// UP-06: nor does a person of the real world become a test person.
#[test]
fn up_06_a_test_person_has_a_number_for_tests() {
    let with = |number: &str| persons("").replace(NUMBER, number);
    // Right digits of a day that was, without a month for tests; and a wrong check digit.
    for number in ["17052020006", "17912099998", ""] {
        let found = problems("test", &with(number));
        assert_eq!(found.len(), 1, "{number}: {found:?}");
    }
    assert_eq!(problems("test", &with(NUMBER)), []);
}

#[test]
fn what_does_not_belong_to_test_persons_is_named() {
    let found = problems("test", &persons("issuer = \"https://bankid.example.no\"\n"));
    assert_eq!(found[0].0, "eid[1].issuer");
    let found = problems("test", &persons("").replace("kind = \"persona\"\n", ""));
    let fields: Vec<&str> = found.iter().map(|(field, _)| field.as_str()).collect();
    assert!(fields.contains(&"eid[1].person"), "{found:?}");
    let found = problems(
        "test",
        &persons("").replace("id = \"ola\"", "id = \"o la\""),
    );
    assert_eq!(found[0].0, "eid[1].person[2].id");
    let found = problems(
        "test",
        &persons("").replace("id = \"ola\"", "id = \"kari\""),
    );
    assert_eq!(found[0].1, "\"kari\" stands here twice");
    let found = problems(
        "test",
        &persons("").replace("updated_at = 1790000000", "updated_at = 1.5"),
    );
    assert_eq!(found[0].0, "eid[1].person[1].claims.updated_at");
}
