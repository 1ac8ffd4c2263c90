// SPDX-License-Identifier: EUPL-1.2
//! Each of the thirteen countries, each of its six persons: everybody comes to the right end.

use serde_json::Value;
use world::countries::COUNTRIES;
use world::country::Country;
use world::persons::{Kind, Name, Person};
use world::register;

use crate::stage::Stage;

fn first_choice(name: Name) -> &'static str {
    name.latin.or(name.original).unwrap()
}

fn expect_person(claims: &Value, country: &Country, person: &Person) {
    let who = format!("{} {}", country.code, person.kind.form_value());
    let text = |claim: &str| claims[claim].as_str();
    assert_eq!(
        text("eidas_citizen_country_code"),
        Some(country.code),
        "{who}"
    );
    let identifier = format!("{}/NO/{}", country.code, person.identifier);
    assert_eq!(
        text("eidas_person_identifier"),
        Some(identifier.as_str()),
        "{who}"
    );
    assert_eq!(
        text("given_name"),
        Some(first_choice(person.given_name)),
        "{who}"
    );
    assert_eq!(
        text("family_name"),
        Some(first_choice(person.family_name)),
        "{who}"
    );
    assert_eq!(text("birthdate"), Some(person.date_of_birth), "{who}");
    let level = format!("eidas-loa-{}", country.habits.best_level().as_str());
    assert_eq!(text("acr"), Some(level.as_str()), "{who}");
    assert_eq!(claims["amr"], serde_json::json!(["eIDAS"]), "{who}");
    let number = register::number_of(country, person);
    assert_eq!(text("pid"), number.as_deref(), "{who}");
    let status = match (&number, register::is_ambiguous(country, person)) {
        (Some(_), _) => "found",
        (None, true) => "ambiguous",
        (None, false) => "not_found",
    };
    assert_eq!(text("match_status"), Some(status), "{who}");
    // OIDC Core §5.2: an original in another script carries its language.
    if let (Some(_), Some(original)) = (person.family_name.latin, person.family_name.original) {
        let tagged = claims.as_object().unwrap().iter().any(|(claim, value)| {
            claim.starts_with("family_name#") && value.as_str() == Some(original)
        });
        assert!(tagged, "{who}: {claims}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn each_country_and_each_person_comes_to_the_right_end() {
    let stage = Stage::new().await;
    let mut wrong = Vec::new();
    for country in &COUNTRIES {
        for person in country.persons {
            let mut browser = stage.browser();
            let who = format!("{} {}", country.code, person.kind.form_value());
            let page = stage
                .log_in(&mut browser, country.code, person.kind.form_value())
                .await;
            let ends_well = matches!(person.kind, Kind::Plain | Kind::TwoNames | Kind::NonLatin);
            if ends_well {
                if page.url.path() == "/me" {
                    // Whoever has a number reads all the same what becomes of those without.
                    assert!(page.body.contains("without a Norwegian number"), "{who}");
                    let claims = stage.claims(&mut browser, "trademark").await;
                    expect_person(&claims, country, person);
                } else {
                    wrong.push(format!("{who}: {} {}", page.url, page.heading()));
                }
                continue;
            }
            if page.form_with("action", "back").is_none() {
                wrong.push(format!("{who}: {} {}", page.url, page.heading()));
                continue;
            }
            let end = stage.back_to_service(&mut browser, &page).await;
            let expected = match person.kind {
                Kind::Low => "Your e-ID is not strong enough for this",
                _ => "You are not logged in",
            };
            if end.heading() != expected {
                wrong.push(format!("{who}: {} {}", end.heading(), end.body));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
