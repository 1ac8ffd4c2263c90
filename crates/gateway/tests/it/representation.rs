//! SP-28: a person for whom another acted. A service that is not registered for it gets nothing;
//! one that is reads of both, and nobody else does.

use axum::body::Body;
use axum::http::{Request, StatusCode};
use eidas::{Attribute, AttributeValue, LevelOfAssurance, Outcome, Person, Response};
use serde_json::{Value, json};

use crate::connector::claims;
use crate::own::open_from_abroad;
use crate::support::{
    Answer, Browser, Gateway, ISSUER, REDIRECT, SECRET, Sent, Setup, between, flow_of, verifier,
};

const MORE: &str = r#"
[[client]]
client_id = "guardian"
name = "Guardianship"
redirect_uris = ["http://trademark.localhost:8080/callback"]
auth = "client_secret_basic"
secret_file = "client.secret"
id_token_alg = "ES256"
representation = true
[[client]]
client_id = "careful"
name = "Careful"
redirect_uris = ["http://trademark.localhost:8080/callback"]
auth = "client_secret_basic"
secret_file = "client.secret"
id_token_alg = "ES256"
claim_profile = "standard"
representation = true
[sessions]
share_foreign = true
"#;

pub(crate) const PARENT: [(&str, &str); 5] = [
    ("PersonIdentifier", "SE/NO/196001011234"),
    ("CurrentGivenName", "Emil"),
    ("CurrentFamilyName", "Svensson"),
    ("DateOfBirth", "1960-01-01"),
    ("Gender", "Male"),
];
const COMPANY: [(&str, &str); 2] = [
    ("LegalPersonIdentifier", "SE/NO/5560001234"),
    ("LegalName", "Villa Villekulla AB"),
];

async fn start() -> Gateway {
    Gateway::start_as(Setup {
        more: MORE.to_owned(),
        ..Setup::default()
    })
    .await
}

/// Somebody acts for the person of this answer.
pub(crate) fn acted_for(mut response: Response, person: Person, set: &[(&str, &str)]) -> Response {
    if let Outcome::Success(assertion) = &mut response.outcome {
        for (name, value) in set {
            let attribute = Attribute::of(person)
                .find(|attribute| attribute.definition().local_name == *name)
                .unwrap();
            let value = match *value {
                "Svensson" => AttributeValue::pair(value, "Свенссон"),
                value => AttributeValue::latin(value),
            };
            assertion.attributes.add(attribute, value);
        }
    }
    response
}

/// The person chooses Sweden for this client; its node answers that somebody acts for her.
async fn answered(
    browser: &mut Browser<'_>,
    client: &str,
    person: Person,
    set: &[(&str, &str)],
) -> Answer {
    let gateway = browser.gateway;
    let begun = browser
        .authorize(&[("client_id", client), ("scope", "openid")])
        .await;
    let sent: Sent = browser.choose(&flow_of(&begun), "SE").await;
    let honest = gateway.respond("SE", &sent, LevelOfAssurance::High);
    let xml = gateway.sign("SE", &acted_for(honest, person, set));
    browser.answer(&xml, Some(&sent.relay_state)).await
}

/// ID token and userinfo.
pub(crate) async fn released(browser: &mut Browser<'_>, client: &str, page: &Answer) -> [Value; 2] {
    assert_eq!(page.status, StatusCode::OK, "{page:?}");
    let href = between(&page.body, "content=\"0; url=", "\"").replace("&#61;", "=");
    let code = browser.get(&href).await.parameter("code").unwrap();
    let verifier = verifier();
    let form = [
        ("grant_type", "authorization_code"),
        ("code", code.as_str()),
        ("redirect_uri", REDIRECT),
        ("code_verifier", verifier.expose()),
    ];
    let gateway = browser.gateway;
    let tokens = gateway.client_post_as(client, SECRET, "/token", &form);
    let tokens = tokens.await.json();
    let bearer = format!("Bearer {}", tokens["access_token"].as_str().unwrap());
    let request = Request::get(format!("{ISSUER}/userinfo"))
        .header("authorization", bearer)
        .body(Body::empty())
        .unwrap();
    let userinfo = gateway.send(request).await.json();
    [claims(tokens["id_token"].as_str().unwrap()), userinfo]
}

#[tokio::test]
async fn sp_28_a_service_that_is_not_registered_for_representation_gets_nothing() {
    let gateway = start().await;
    let mut browser = gateway.browser();
    for (person, set) in [
        (Person::NaturalRepresentative, &PARENT[..]),
        (Person::LegalRepresentative, &COMPANY[..]),
    ] {
        let page = answered(&mut browser, "trademark", person, set).await;
        assert_eq!(page.status, StatusCode::FORBIDDEN, "{page:?}");
    }
    let refused = gateway.audited("login_refused");
    assert_eq!(refused.len(), 2);
    for line in refused {
        assert!(line.contains("representation_not_supported"), "{line}");
    }
    assert!(gateway.audited("person_identified").is_empty());
    assert!(gateway.audited("code_issued").is_empty());
}

#[tokio::test]
async fn sp_28_a_service_that_is_registered_reads_who_acted_and_for_whom() {
    let gateway = start().await;
    let parent = json!({
        "eidas_person_identifier": "SE/NO/196001011234",
        "given_name": "Emil",
        "family_name": "Svensson",
        "family_name#und-Cyrl": "Свенссон",
        "birthdate": "1960-01-01",
    });
    let company = json!({
        "eidas_legal_person_identifier": "SE/NO/5560001234",
        "legal_name": "Villa Villekulla AB",
    });
    for (person, set, named, kind) in [
        (
            Person::NaturalRepresentative,
            &PARENT[..],
            parent,
            "natural",
        ),
        (Person::LegalRepresentative, &COMPANY[..], company, "legal"),
    ] {
        let mut browser = gateway.browser();
        let page = answered(&mut browser, "guardian", person, set).await;
        for claims in released(&mut browser, "guardian", &page).await {
            assert_eq!(claims["eidas_representative"], named, "{claims}");
            assert_eq!(claims["eidas_person_identifier"], "SE/NO/199008199391");
            assert_eq!(claims["given_name"], "Astrid");
        }
        let line = gateway.audited("person_identified").pop().unwrap();
        let said = format!("\"represented_by\":\"{kind}\"");
        assert!(line.contains(&said), "{line}");
    }
    let lines = gateway.audit.lines().concat();
    for value in ["Emil", "Svensson", "196001011234", "5560001234", "Villa"] {
        assert!(!lines.contains(value), "{value} in the trail");
    }
}

/// `sub` and `pid` are the represented person's, so a client that asks for as little as there is
/// still reads that she did not act herself.
#[tokio::test]
async fn sp_28_the_representative_goes_along_whatever_was_asked() {
    let gateway = start().await;
    let mut browser = gateway.browser();
    let set = &PARENT[..];
    let page = answered(&mut browser, "careful", Person::NaturalRepresentative, set).await;
    let with = released(&mut browser, "careful", &page).await;
    for claims in &with {
        assert_eq!(claims["eidas_representative"]["given_name"], "Emil");
        assert!(claims.get("given_name").is_none(), "not asked for");
    }
    let page = answered(&mut browser, "careful", Person::NaturalRepresentative, &[]).await;
    for (alone, with) in released(&mut browser, "careful", &page)
        .await
        .into_iter()
        .zip(with)
    {
        assert!(alone.get("eidas_representative").is_none(), "{alone}");
        assert_eq!(alone["sub"], with["sub"], "the represented person's");
    }
    let line = gateway.audited("person_identified").pop().unwrap();
    assert!(line.contains("\"represented_by\":null"), "{line}");
}

/// Who acts for a person proved himself, and his values went along: he has a receipt of them, and reads nothing of hers.
#[tokio::test]
async fn who_acts_for_a_person_has_a_receipt_of_his_own() {
    const HIS: &str = "SE/NO/199008199391";
    let gateway = start().await;
    let mut browser = gateway.browser();
    let begun = browser
        .authorize(&[("client_id", "guardian"), ("scope", "openid")])
        .await;
    let sent = browser.choose(&flow_of(&begun), "SE").await;
    let mut of_her = gateway.respond("SE", &sent, LevelOfAssurance::High);
    if let Outcome::Success(assertion) = &mut of_her.outcome {
        let hers = AttributeValue::latin("SE/NO/201501011234");
        assertion.attributes.remove(Attribute::PERSON_IDENTIFIER);
        assertion.attributes.add(Attribute::PERSON_IDENTIFIER, hers);
    }
    let his = PARENT.map(|(name, value)| match name {
        "PersonIdentifier" => (name, HIS),
        _ => (name, value),
    });
    let response = acted_for(of_her, Person::NaturalRepresentative, &his);
    let page = browser
        .answer(&gateway.sign("SE", &response), Some(&sent.relay_state))
        .await;
    let [token, _] = released(&mut browser, "guardian", &page).await;
    assert_eq!(token["eidas_person_identifier"], "SE/NO/201501011234");

    let list = open_from_abroad(&gateway, &mut browser).await;
    let receipts = list.body.matches("<dl class=\"values\">").count();
    assert_eq!(receipts, 1, "{list:?}");
    assert!(list.body.contains("Guardianship"), "{list:?}");
    assert!(list.body.contains("Date of birth"), "{list:?}");
}

#[tokio::test]
async fn discovery_says_that_a_representative_may_be_named() {
    let gateway = start().await;
    let configuration = "/.well-known/openid-configuration";
    let discovery = gateway.browser().get(configuration).await.json();
    let claims = discovery["claims_supported"].as_array().unwrap();
    assert!(
        claims.contains(&json!("eidas_representative")),
        "{claims:?}"
    );
}
