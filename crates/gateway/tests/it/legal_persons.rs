//! A service that knows companies: another country is asked for a legal person, and who acts for it goes along. eIDAS
//! Attribute Profile 1.4 §2.3, §2.8.

use axum::http::StatusCode;
use eidas::{Attribute, AttributeValue, Attributes, LevelOfAssurance, Outcome, Person, Response};

use crate::ground::{good, load};
use crate::own::open_from_abroad;
use crate::representation::{PARENT, acted_for, released};
use crate::support::{Answer, Browser, Gateway, Setup, flow_of};

const MORE: &str = r#"
[[client]]
client_id = "business"
name = "Business registration"
redirect_uris = ["http://trademark.localhost:8080/callback"]
auth = "client_secret_basic"
secret_file = "client.secret"
id_token_alg = "ES256"
persons = "legal"
representation = true
[[client.attribute]]
name = "http://eidas.europa.eu/attributes/legalperson/VATRegistrationNumber"
purpose = { nb = "For avgiften.", en = "For the tax." }
[[client]]
client_id = "alone"
name = "Companies alone"
redirect_uris = ["http://trademark.localhost:8080/callback"]
auth = "client_secret_basic"
secret_file = "client.secret"
id_token_alg = "ES256"
persons = "legal"
[sessions]
share_foreign = true
"#;

async fn start() -> Gateway {
    Gateway::start_as(Setup {
        more: MORE.to_owned(),
        sweden_publishes: Attribute::of(Person::Natural)
            .chain(Attribute::of(Person::Legal))
            .collect(),
        ..Setup::default()
    })
    .await
}

fn legal(name: &str) -> Attribute {
    Attribute::of(Person::Legal)
        .find(|attribute| attribute.definition().local_name == name)
        .unwrap()
}

/// Sweden answers this client about a company, for which this set of a person acts.
async fn answered(browser: &mut Browser<'_>, client: &str, acts: &[(&str, &str)]) -> Answer {
    let gateway = browser.gateway;
    let more = [
        ("client_id", client),
        (
            "claims",
            r#"{"id_token": {"eidas_vat_registration_number": null}}"#,
        ),
    ];
    let begun = browser.authorize(&more).await;
    let sent = browser.choose(&flow_of(&begun), "SE").await;
    for natural in ["CurrentFamilyName", "DateOfBirth", "naturalperson"] {
        assert!(!sent.xml.contains(natural), "{}", sent.xml);
    }
    assert!(sent.xml.contains("legalperson/LegalName"), "{}", sent.xml);
    let response = gateway.respond("SE", &sent, LevelOfAssurance::High);
    let response = acted_for(of_a_company(response), Person::NaturalRepresentative, acts);
    browser
        .answer(&gateway.sign("SE", &response), Some(&sent.relay_state))
        .await
}

fn of_a_company(mut response: Response) -> Response {
    if let Outcome::Success(assertion) = &mut response.outcome {
        let mut attributes = Attributes::new();
        for (name, value) in [
            ("LegalName", "Sønner & døtre AB"),
            ("LegalPersonIdentifier", "SE/NO/199008199391"),
            ("VATRegistrationNumber", "SE556000123401"),
        ] {
            attributes.add(legal(name), AttributeValue::latin(value));
        }
        assertion.attributes = attributes;
    }
    response
}

#[tokio::test]
async fn a_company_reaches_a_service_that_asks_for_companies_and_who_acts_for_it_goes_along() {
    let gateway = start().await;
    let mut browser = gateway.browser();
    let page = answered(&mut browser, "business", &PARENT).await;
    let [id_token, userinfo] = released(&mut browser, "business", &page).await;
    for claims in [&id_token, &userinfo] {
        assert_eq!(claims["legal_name"], "Sønner & døtre AB", "{claims}");
        assert_eq!(
            claims["eidas_legal_person_identifier"],
            "SE/NO/199008199391"
        );
        assert_eq!(claims["eidas_representative"]["given_name"], "Emil");
        for of_people in [
            "given_name",
            "birthdate",
            "eidas_person_identifier",
            "match_status",
            "pid",
        ] {
            assert!(claims.get(of_people).is_none(), "{of_people}: {claims}");
        }
    }
    assert_eq!(id_token["eidas_vat_registration_number"], "SE556000123401");
    assert_eq!(id_token["acr"], "eidas-loa-high");
    let line = gateway.audited("person_identified").pop().unwrap();
    assert!(line.contains("\"represented_by\":\"natural\""), "{line}");
    assert!(
        gateway.audited("matched").is_empty(),
        "no register is asked"
    );
    let trail = gateway.audit.lines().concat();
    for value in ["Sønner", "199008199391", "Emil", "SE556000123401"] {
        assert!(!trail.contains(value), "{value} in the trail");
    }

    // Its own e-ID: nobody acts, also for a service that takes no representatives.
    let page = answered(&mut browser, "alone", &[]).await;
    let [alone, _] = released(&mut browser, "alone", &page).await;
    assert!(alone.get("eidas_representative").is_none(), "{alone}");
    // SP-28: one that takes none gets none.
    let page = answered(&mut browser, "alone", &PARENT).await;
    assert_eq!(page.status, StatusCode::FORBIDDEN, "{page:?}");
}

/// Who acts for a company reads before whose data leave, and sees them among her own logins: the company's and hers.
/// She trades in her own name: her business has her number.
#[tokio::test]
async fn who_acts_for_a_company_is_told_and_has_a_receipt() {
    const HER: &str = "SE/NO/199008199391";
    let gateway = start().await;
    let mut browser = gateway.browser();
    let claims = r#"{"id_token": {"eidas_vat_registration_number": null}}"#;
    let begun = browser
        .authorize(&[("client_id", "business"), ("claims", claims)])
        .await;
    let page = browser
        .get(&format!("/country?flow={}", flow_of(&begun)))
        .await;
    for text in [
        "This service is for companies and other organisations",
        "Your own name, date of birth and identifier are sent too",
        "asks for this about the organisation",
        "VAT number",
    ] {
        assert!(page.body.contains(text), "{text}: {page:?}");
    }
    let begun = browser.authorize(&[("client_id", "alone")]).await;
    let page = browser
        .get(&format!("/country?flow={}", flow_of(&begun)))
        .await;
    assert!(
        page.body.contains("you cannot act for it with your own"),
        "{page:?}"
    );
    let begun = browser.authorize(&[]).await;
    let page = browser
        .get(&format!("/country?flow={}", flow_of(&begun)))
        .await;
    assert!(
        !page.body.contains("This service is for companies"),
        "{page:?}"
    );

    let hers = PARENT.map(|(name, value)| match name {
        "PersonIdentifier" => (name, HER),
        _ => (name, value),
    });
    answered(&mut browser, "business", &hers).await;
    let page = open_from_abroad(&gateway, &mut browser).await;
    for text in [
        "Business registration",
        "Name of the company or organisation",
        "Identifier of the company or organisation",
        "VAT number",
        "For the tax.",
        "First name",
        "Date of birth",
    ] {
        assert!(page.body.contains(text), "{text}: {page:?}");
    }
    // What a company's own e-ID sent is on nobody's list.
    answered(&mut browser, "business", &[]).await;
    let page = open_from_abroad(&gateway, &mut browser).await;
    assert_eq!(
        page.body.matches("<dl class=\"values\">").count(),
        1,
        "{page:?}"
    );
}

/// Attack: a country writes the identifier of a company as it writes that of a person, and one is taken for the other.
#[tokio::test]
async fn a_company_is_nobody_with_the_same_identifier() {
    let gateway = start().await;
    let mut browser = gateway.browser();
    let page = answered(&mut browser, "alone", &[]).await;
    let [company, _] = released(&mut browser, "alone", &page).await;
    let begun = browser.authorize(&[]).await;
    let sent = browser.choose(&flow_of(&begun), "SE").await;
    let person = gateway.respond("SE", &sent, LevelOfAssurance::High);
    let page = browser.answer(&gateway.sign("SE", &person), None).await;
    let tokens = crate::connector::tokens(&mut browser, &page).await;
    let person = crate::connector::claims(tokens["id_token"].as_str().unwrap());
    assert_eq!(
        person["eidas_person_identifier"],
        company["eidas_legal_person_identifier"]
    );
    assert_ne!(person["sub"], company["sub"]);
    // No session of either lets the other in.
    let again = browser.authorize(&[("client_id", "alone")]).await;
    assert!(again.location().starts_with("/country"), "{again:?}");
}

/// A person answered for where a company was asked for is not let in, nor the other way round; and where a country has no
/// companies it is greyed.
#[tokio::test]
async fn nobody_comes_in_the_place_of_a_company() {
    let gateway = start().await;
    let mut browser = gateway.browser();
    let begun = browser.authorize(&[("client_id", "alone")]).await;
    let flow = flow_of(&begun);
    let page = browser.get(&format!("/country?flow={flow}")).await.body;
    assert!(page.contains("name=\"country\" value=\"SE\""), "{page}");
    assert!(!page.contains("name=\"country\" value=\"BG\""), "{page}");
    assert!(page.contains("does not share what a login needs"), "{page}");
    let eids = browser.get(&format!("/choose?flow={flow}")).await.body;
    for national in ["value=\"wallet\"", "value=\"bankid\""] {
        assert!(!eids.contains(national), "{eids}");
    }
    let sent = browser.choose(&flow, "SE").await;
    let person = gateway.respond("SE", &sent, LevelOfAssurance::High);
    let page = browser.answer(&gateway.sign("SE", &person), None).await;
    assert_ne!(page.status, StatusCode::OK, "{page:?}");
    let begun = browser.authorize(&[]).await;
    let sent = browser.choose(&flow_of(&begun), "SE").await;
    let company = of_a_company(gateway.respond("SE", &sent, LevelOfAssurance::High));
    let page = browser.answer(&gateway.sign("SE", &company), None).await;
    assert_ne!(page.status, StatusCode::OK, "{page:?}");
    let refused = gateway.audited("login_refused");
    assert_eq!(refused.len(), 2, "{refused:?}");
    for line in refused {
        assert!(line.contains("mandatory_attribute_missing"), "{line}");
    }
    assert!(gateway.audited("code_issued").is_empty());
}

#[test]
fn a_service_of_companies_has_no_national_level_and_no_attribute_of_people() {
    let client = |more: &str| {
        format!(
            "{}[[client]]\nclient_id = \"b\"\nname = \"B\"\nredirect_uris = [\"https://b.example/\"]\n\
             auth = \"none\"\npersons = \"legal\"\n{more}",
            good()
        )
    };
    let national = "acr_values = [\"eidas-loa-high\", \"idporten-loa-high\"]\n";
    let of_people = "[[client.attribute]]\nname = \"Gender\"\npurpose = \"For it.\"\n";
    for (more, field, what) in [
        (national, "persons", "those of people"),
        (of_people, "attribute", "of a legal person"),
        ("match_page = \"new\"\n", "match_page", "register"),
    ] {
        let told = format!("{:?}", load(&client(more)).err().unwrap());
        assert!(told.contains(field) && told.contains(what), "{told}");
    }
    let warned = |more: &str| {
        let warnings = load(&client(more)).unwrap().warnings;
        let mut texts = warnings.iter().map(|warning| &warning.text);
        texts.any(|text| text.contains("eidas:mds"))
    };
    assert!(warned("scopes = [\"openid\", \"profile\"]\n"));
    // It asks for each by its name.
    assert!(!warned(
        "scopes = [\"openid\"]\nclaim_profile = \"standard\"\n"
    ));
    assert!(!warned(""));
}
