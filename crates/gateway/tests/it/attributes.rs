//! What a service asks for beside the minimum data set: only what it is registered for, asks for and
//! the country publishes is asked, and only that leaves.

use std::sync::Arc;

use axum::body::Body;
use axum::http::Request;
use eidas::{Address, Attribute, AttributeValue, LevelOfAssurance, Outcome, Person, Response};
use gateway::settings::{ClientSettings, Purpose, Settings};
use serde_json::{Value, json};

use crate::connector::claims;
use crate::support::{
    Answer, Browser, Gateway, ISSUER, REDIRECT, SECRET, Setup, between, flow_of, verifier,
};

const MORE: &str = r#"
[sessions]
share_foreign = true
[[client]]
client_id = "curious"
name = "Curious"
redirect_uris = ["http://trademark.localhost:8080/callback"]
auth = "client_secret_basic"
secret_file = "client.secret"
id_token_alg = "ES256"
claim_profile = "standard"
scopes = ["openid", "profile", "address", "email", "phone", "eidas:mds"]
[[client.attribute]]
name = "CurrentAddress"
purpose = { nb = "For å sende deg vedtaket.", en = "To send you the decision.", sv = "För att skicka beslutet." }
[[client.attribute]]
name = "Gender"
purpose = { nb = "Til statistikk.", en = "For statistics." }
[[client.attribute]]
name = "Nationality"
purpose = { nb = "Loven krever det.", en = "The law wants it." }
[[client.attribute]]
name = "PlaceOfBirth"
purpose = { nb = "Til passet.", en = "For the passport." }
[[client.attribute]]
name = "CountryOfBirth"
purpose = { nb = "Til passet.", en = "For the passport." }
[[client.attribute]]
name = "EmailAddress"
purpose = { nb = "For å skrive til deg.", en = "To write to you." }
[[client.attribute]]
name = "BirthName"
purpose = { nb = "For å finne deg.", en = "To find you." }
"#;

fn natural(name: &str) -> Attribute {
    Attribute::of(Person::Natural)
        .find(|attribute| attribute.definition().local_name == name)
        .unwrap()
}

/// Sweden publishes all of the profile but the e-mail address.
async fn start() -> Gateway {
    Gateway::start_as(Setup {
        more: MORE.to_owned(),
        sweden_publishes: Attribute::of(Person::Natural)
            .filter(|attribute| *attribute != natural("EmailAddress"))
            .collect(),
        ..Setup::default()
    })
    .await
}

fn address() -> Address {
    Address {
        thoroughfare: Some("Provgatan".to_owned()),
        locator_designator: Some("22".to_owned()),
        post_code: Some("00000".to_owned()),
        post_name: Some("Provby".to_owned()),
        adminunit_firstline: Some("EL".to_owned()),
        ..Address::default()
    }
}

/// Everything of the profile, whoever asked for it.
fn with_everything(mut response: Response) -> Response {
    if let Outcome::Success(assertion) = &mut response.outcome {
        let address = address().to_value();
        for (name, value) in [
            ("BirthName", "Astrid Provkvist"),
            ("CountryOfBirth", "EL"),
            ("CountryOfResidence", "SE"),
            ("CurrentAddress", &address),
            ("EmailAddress", "astrid@example.com"),
            ("Gender", "Female"),
            ("Nationality", "SE"),
            ("Nationality", "EL"),
            ("PhoneNumber", "+9991234567"),
            ("PlaceOfBirth", "Provby"),
        ] {
            let value = AttributeValue::latin(value);
            assertion.attributes.add(natural(name), value);
        }
    }
    response
}

const STANDARD: &str = "openid profile address email phone";
const BY_CLAIMS: &str = r#"{"userinfo": {"place_of_birth": null, "eidas_country_of_residence": null},
    "id_token": {"nationalities": null}}"#;

struct Walked {
    asked: String,
    country_page: Answer,
    id_token: Value,
    userinfo: Value,
}

async fn walk(browser: &mut Browser<'_>, client: &str, more: &[(&str, &str)]) -> Walked {
    walk_and(browser, client, more, || {}).await
}

/// The same, with something that happens between question and answer.
async fn walk_and(
    browser: &mut Browser<'_>,
    client: &str,
    more: &[(&str, &str)],
    meanwhile: impl FnOnce(),
) -> Walked {
    let gateway = browser.gateway;
    let mut form = vec![("client_id", client)];
    form.extend(more);
    let begun = browser.authorize(&form).await;
    let flow = flow_of(&begun);
    let country_page = browser.get(&format!("/country?flow={flow}")).await;
    let sent = browser.choose(&flow, "SE").await;
    meanwhile();
    let response = with_everything(gateway.respond("SE", &sent, LevelOfAssurance::High));
    let xml = gateway.sign("SE", &response);
    let page = browser.answer(&xml, Some(&sent.relay_state)).await;
    let href = between(&page.body, "content=\"0; url=", "\"").replace("&#61;", "=");
    let code = browser.get(&href).await.parameter("code").unwrap();
    let verifier = verifier();
    let form = [
        ("grant_type", "authorization_code"),
        ("code", code.as_str()),
        ("redirect_uri", REDIRECT),
        ("code_verifier", verifier.expose()),
    ];
    let tokens = gateway.client_post_as(client, SECRET, "/token", &form);
    let tokens = tokens.await.json();
    let bearer = format!("Bearer {}", tokens["access_token"].as_str().unwrap());
    let request = Request::get(format!("{ISSUER}/userinfo"))
        .header("authorization", bearer)
        .body(Body::empty())
        .unwrap();
    Walked {
        asked: sent.xml,
        country_page,
        id_token: claims(tokens["id_token"].as_str().unwrap()),
        userinfo: gateway.send(request).await.json(),
    }
}

fn asked_for(xml: &str) -> Vec<String> {
    let names = xml.match_indices("/naturalperson/").map(|(at, found)| {
        let rest = &xml[at + found.len()..];
        rest[..rest.find('"').unwrap()].to_owned()
    });
    names.collect()
}

const MANDATORY: [&str; 4] = [
    "CurrentFamilyName",
    "CurrentGivenName",
    "DateOfBirth",
    "PersonIdentifier",
];

#[tokio::test]
async fn what_is_registered_asked_and_published_is_asked_for_and_leaves() {
    let gateway = start().await;
    let mut browser = gateway.browser();
    let more = [("scope", STANDARD), ("claims", BY_CLAIMS)];
    let walked = walk(&mut browser, "curious", &more).await;
    // Not BirthName, which is registered and not asked for; not PhoneNumber and CountryOfResidence,
    // which are asked for and not registered; not EmailAddress, which Sweden does not publish.
    let expected = [
        "CurrentAddress",
        "Gender",
        "Nationality",
        "PlaceOfBirth",
        "CountryOfBirth",
    ];
    let mut asked = asked_for(&walked.asked);
    asked.sort();
    let mut all: Vec<&str> = MANDATORY.into_iter().chain(expected).collect();
    all.sort_unstable();
    assert_eq!(asked, all);
    // OIDC Core §5.1.1, §5.1; the country of the address is ISO's.
    let userinfo = walked.userinfo;
    let address = json!({
        "formatted": "Provgatan 22\n00000 Provby\nGR",
        "street_address": "Provgatan 22",
        "locality": "Provby",
        "postal_code": "00000",
        "country": "GR",
    });
    assert_eq!(userinfo["address"], address);
    assert_eq!(userinfo["gender"], "female");
    let born = json!({ "locality": "Provby", "country": "GR" });
    assert_eq!(userinfo["place_of_birth"], born);
    assert_eq!(walked.id_token["nationalities"], json!(["SE", "GR"]));
    // Came, and was dropped.
    for unasked in [
        "email",
        "phone_number",
        "eidas_birth_name",
        "eidas_country_of_residence",
    ] {
        assert!(userinfo.get(unasked).is_none(), "{unasked}");
        assert!(walked.id_token.get(unasked).is_none(), "{unasked}");
    }
    // And nothing of it is in the trail.
    for line in gateway.audit.lines() {
        for value in ["Provgatan", "Provby", "Provkvist", "astrid@example.com"] {
            assert!(!line.contains(value), "{line}");
        }
    }
}

#[tokio::test]
async fn who_is_not_registered_or_does_not_ask_gets_the_minimum() {
    let gateway = start().await;
    for (client, scope) in [("trademark", STANDARD), ("curious", "openid")] {
        let mut browser = gateway.browser();
        let walked = walk(&mut browser, client, &[("scope", scope)]).await;
        assert_eq!(asked_for(&walked.asked).len(), 4, "{client}");
        assert!(!walked.country_page.body.contains("class=\"more\""));
        for claims in [&walked.userinfo, &walked.id_token] {
            for unasked in ["address", "gender", "email", "phone_number"] {
                assert!(claims.get(unasked).is_none(), "{client} {unasked}");
            }
        }
    }
}

#[tokio::test]
async fn people_read_what_is_asked_and_what_for_before_they_choose() {
    let gateway = start().await;
    let more = [("scope", "openid address"), ("ui_locales", "sv")];
    let swedish = walk(&mut gateway.browser(), "curious", &more)
        .await
        .country_page;
    assert!(
        swedish.body.contains("<strong>Adress</strong>"),
        "{}",
        swedish.body
    );
    assert!(
        swedish
            .body
            .contains("<span lang=\"sv\">För att skicka beslutet.</span>")
    );
    assert!(
        !swedish.body.contains("The law wants it."),
        "what this request does not ask for"
    );
    // The operator gave no Finnish: English, and a screen reader says it so.
    let more = [("scope", "openid address"), ("ui_locales", "fi")];
    let finnish = walk(&mut gateway.browser(), "curious", &more)
        .await
        .country_page;
    assert!(
        finnish
            .body
            .contains("<span lang=\"en\">To send you the decision.</span>")
    );
}

/// What she proved beside the minimum was for one service: another one that wants it has it asked for
/// anew, and one that does not is served by the session.
#[tokio::test]
async fn a_shared_session_has_no_more_than_the_minimum() {
    let gateway = start().await;
    let mut browser = gateway.browser();
    walk(&mut browser, "curious", &[("scope", STANDARD)]).await;
    let again = browser
        .authorize(&[("client_id", "curious"), ("scope", "openid profile")])
        .await;
    assert!(
        again.location().contains("/country"),
        "gender is of profile: {again:?}"
    );
    let minimum = browser
        .authorize(&[("client_id", "curious"), ("scope", "openid eidas:mds")])
        .await;
    assert!(minimum.location().starts_with(REDIRECT), "{minimum:?}");
}

/// What the operator does not let it get would be thrown away: it is neither told to people, nor asked
/// for. `check` says so.
#[tokio::test]
async fn what_the_client_may_not_get_is_not_asked_for() {
    let gateway = start().await;
    let more = [("scope", STANDARD), ("claims", BY_CLAIMS)];
    change(&gateway, |client| {
        let may = ["family_name", "given_name", "birthdate", "gender"];
        client.claims = Some(may.map(str::to_owned).into());
    });
    let walked = walk(&mut gateway.browser(), "curious", &more).await;
    let mut all = [MANDATORY.as_slice(), &["Gender"]].concat();
    all.sort_unstable();
    let mut asked = asked_for(&walked.asked);
    asked.sort();
    assert_eq!(asked, all);
    let page = walked.country_page.body;
    assert!(page.contains("For statistics."), "{page}");
    assert!(!page.contains("To send you the decision."), "{page}");
    assert_eq!(walked.userinfo["gender"], "female");
    assert!(walked.userinfo.get("address").is_none());
}

/// Between question and answer the operator lets the service get more: that is for the next login.
#[tokio::test]
async fn a_reload_in_between_does_not_widen_what_was_asked() {
    let gateway = start().await;
    let everything = gateway.app.current().settings.clone();
    change(&gateway, |client| {
        let more = |purpose: &Purpose| purpose.attribute == natural("Gender");
        client.purposes.retain(more);
    });
    let widen = || {
        let settings = Settings::clone(&everything);
        reload(&gateway, settings);
    };
    let more = [("scope", STANDARD)];
    let walked = walk_and(&mut gateway.browser(), "curious", &more, widen).await;
    assert_eq!(asked_for(&walked.asked).len(), 5);
    assert_eq!(walked.userinfo["gender"], "female");
    assert!(walked.userinfo.get("address").is_none(), "not asked for");
    // Positive control: the next one has it.
    let walked = walk(&mut gateway.browser(), "curious", &more).await;
    assert_eq!(walked.userinfo["address"]["locality"], "Provby");
}

/// As after a reload with other words about this client.
fn change(gateway: &Gateway, change: impl FnOnce(&mut ClientSettings)) {
    let mut settings = Settings::clone(&gateway.app.current().settings);
    let client = settings.clients.get_mut("curious").unwrap();
    let mut changed = ClientSettings::clone(client);
    change(&mut changed);
    *client = Arc::new(changed);
    reload(gateway, settings);
}

fn reload(gateway: &Gateway, settings: Settings) {
    let keys = gateway.app.current().keys.clone();
    gateway.app.reload(Arc::new(settings), keys).unwrap();
}
