// SPDX-License-Identifier: EUPL-1.2
//! A Norwegian at thirteen foreign services: each e-ID that may be used there leads to the
//! service's page, and the habits of each country are honoured. Issue: whole roads of story 2.

use eidas::{Attribute, LevelOfAssurance, NameIdFormat, SpType};
use serde_json::Value;
use world::abroad::{ABROAD, Abroad, Asks, Relay};
use world::country::NameIdKind;

use crate::road::number_of;
use crate::stage::Stage;

/// The e-IDs that the demo has notified, each with the level that a login there proves and, at the
/// portal, the e-ID that is chosen there.
const EIDS: [(&str, &str, Option<&str>); 4] = [
    ("bankid", "high", None),
    ("buypass", "high", None),
    ("minid", "substantial", None),
    ("portal", "high", Some("buypass")),
];

fn habits_of(country: &str) -> &'static Abroad {
    ABROAD.iter().find(|abroad| abroad.code == country).unwrap()
}

/// Whether this e-ID may be used for this country's service, by the states and terms of the demo.
fn may_be_used(abroad: &Abroad, eid: &str) -> bool {
    let high = abroad.habits.asks == Asks::Minimum(LevelOfAssurance::High);
    let private = abroad.habits.sector.sp_type() == SpType::Private;
    (!high || eid != "minid") && (!private || eid == "bankid")
}

/// The names of the mandatory minimum data set, as the service lists them.
fn minimum_data_set() -> Vec<String> {
    let mut names: Vec<String> = Attribute::NATURAL_MANDATORY
        .iter()
        .map(|attribute| attribute.friendly_name())
        .collect();
    names.sort();
    names
}

fn one(received: &Value, attribute: Attribute) -> &str {
    let values = &received["attributes"][attribute.friendly_name()];
    assert_eq!(values.as_array().map(Vec::len), Some(1), "{values}");
    values[0].as_str().unwrap()
}

/// Every e-ID that may be used, as far as the service's page; the others are not to be had.
async fn walk(country: &str) {
    let stage = Stage::abroad().await;
    let abroad = habits_of(country);
    let mut identifiers: Vec<String> = Vec::new();
    let mut name_ids: Vec<String> = Vec::new();
    let mut walked = 0;
    for (eid, level, way) in EIDS {
        let mut browser = stage.browser();
        let page = stage.ask_from(&mut browser, country).await;
        assert_eq!(page.url.path(), "/choose", "{country}: {}", page.body);
        if !may_be_used(abroad, eid) {
            let offered = page.form_with("eid", eid);
            assert!(offered.is_none(), "{eid} for {country}: {}", page.body);
            continue;
        }
        says_who_asks(abroad, &page.body);
        let page = stage.choose_eid(&mut browser, &page, eid).await;
        let page = stage.prove(&mut browser, &page, "two-names", way).await;
        assert_eq!(page.url.path(), "/consent", "{}: {}", page.url, page.body);
        for shown in ["Bjørn-Åge", "Sæther Østgård", "30 November 1978"] {
            assert!(page.body.contains(shown), "{shown} in {}", page.body);
        }
        let page = stage.agree(&mut browser, &page).await;
        assert_eq!(page.url.path(), "/me", "{}: {}", page.url, page.body);
        for shown in ["Bjørn-Åge Sæther Østgård", "Norway", level] {
            assert!(page.body.contains(shown), "{shown} in {}", page.body);
        }

        let received = stage.received(&mut browser, country).await;
        assert_eq!(received["outcome"], "person", "{eid} {country}: {received}");
        assert_eq!(received["country"], "NO");
        assert_eq!(received["level"], level, "{eid} for {country}");
        assert_eq!(received["consent"], eidas::Consent::Obtained.uri());
        let names = received["attributes"].as_object().unwrap();
        let mut names: Vec<String> = names.keys().cloned().collect();
        names.sort();
        assert_eq!(names, minimum_data_set(), "{country}");
        assert_eq!(one(&received, Attribute::GIVEN_NAME), "Bjørn-Åge");
        assert_eq!(one(&received, Attribute::FAMILY_NAME), "Sæther Østgård");
        assert_eq!(one(&received, Attribute::DATE_OF_BIRTH), "1978-11-30");
        let identifier = one(&received, Attribute::PERSON_IDENTIFIER);
        assert!(
            identifier.starts_with(&format!("NO/{country}/")),
            "{identifier}"
        );
        assert!(!received.to_string().contains(&number_of("two-names")));
        identifiers.push(identifier.to_owned());
        let wanted = match abroad.habits.name_id {
            Some(NameIdKind::Persistent) => Some(NameIdFormat::Persistent),
            Some(NameIdKind::Transient) => Some(NameIdFormat::Transient),
            Some(NameIdKind::Unspecified) | None => None,
        };
        let format = &received["name_id"]["format"];
        if let Some(wanted) = &wanted {
            assert_eq!(format, wanted.uri(), "{country}");
        }
        name_ids.push(received["name_id"]["value"].as_str().unwrap().to_owned());
        walked += 1;
    }
    assert!(walked > 0, "nobody gets to {country}");
    // One person is one person, whichever e-ID proves her; a transient name is new each time.
    identifiers.dedup();
    assert_eq!(identifiers.len(), 1, "{country}");
    let transient = abroad.habits.name_id == Some(NameIdKind::Transient);
    name_ids.sort();
    name_ids.dedup();
    let names = if transient { walked } else { 1 };
    assert_eq!(name_ids.len(), names, "{country}");
}

/// Who asks, from where, at which level, and why Commfides cannot be chosen.
fn says_who_asks(abroad: &Abroad, body: &str) {
    let level = match abroad.habits.asks {
        Asks::Minimum(level) | Asks::ExactFrom(level) => level,
    };
    let country = world::countries::by_code(abroad.code).unwrap().name;
    assert!(body.contains(country), "{country} in {body}");
    // Escaped in HTML as the page escapes it: what a person reads is the name itself.
    if let Some(name) = abroad.habits.provider_name {
        let first = name.split(['&', '<']).next().unwrap().trim();
        assert!(body.contains(first), "{name} in {body}");
        assert!(!body.contains("<Demo>"), "{body}");
    }
    let level = match level {
        LevelOfAssurance::Low => "low",
        LevelOfAssurance::Substantial => "substantial",
        LevelOfAssurance::High => "high",
    };
    assert!(
        body.contains(&format!("level “{level}”")),
        "{level}: {body}"
    );
    if abroad.habits.sector.sp_type() == SpType::Public {
        let (_, greyed) = body.split_once("value=\"commfides\" disabled").unwrap();
        assert!(greyed.contains("Not yet approved for use in other countries"));
    }
}

macro_rules! thirteen {
    ($($test:ident $country:literal)+) => {
        $(
            #[tokio::test(flavor = "multi_thread")]
            async fn $test() {
                walk($country).await;
            }
        )+

        #[test]
        fn no_country_is_left_out() {
            let mut walked = [$($country),+];
            walked.sort_unstable();
            assert_eq!(walked, ABROAD.map(|abroad| abroad.code));
        }
    };
}

thirteen! {
    a_norwegian_logs_in_in_austria "AT"
    a_norwegian_logs_in_in_bulgaria "BG"
    a_norwegian_logs_in_in_czechia "CZ"
    a_norwegian_logs_in_in_denmark "DK"
    a_norwegian_logs_in_in_spain "ES"
    a_norwegian_logs_in_in_france "FR"
    a_norwegian_logs_in_in_croatia "HR"
    a_norwegian_logs_in_in_italy "IT"
    a_norwegian_logs_in_in_luxembourg "LU"
    a_norwegian_logs_in_in_malta "MT"
    a_norwegian_logs_in_in_poland "PL"
    a_norwegian_logs_in_in_romania "RO"
    a_norwegian_logs_in_in_sweden "SE"
}

/// What the walks rely on: a habit that nobody has would be walked by nobody.
#[test]
fn the_walks_meet_every_habit_that_a_service_shows() {
    let any = |is: &dyn Fn(&Abroad) -> bool| ABROAD.iter().any(is);
    assert!(any(&|a| a.habits.relay == Relay::Odd));
    assert!(any(&|a| a.habits.name_id.is_none()));
    assert!(any(
        &|a| !may_be_used(a, "minid") && may_be_used(a, "bankid")
    ));
    let private = |a: &&Abroad| a.habits.sector.sp_type() == SpType::Private;
    assert_eq!(ABROAD.iter().filter(private).count(), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn two_countries_cannot_compare_what_they_know_of_a_person() {
    let stage = Stage::abroad().await;
    let mut seen = Vec::new();
    for country in ["SE", "PL"] {
        let mut browser = stage.browser();
        let page = stage
            .consent_page(&mut browser, country, "bankid", "plain")
            .await;
        stage.agree(&mut browser, &page).await;
        let received = stage.received(&mut browser, country).await;
        let identifier = received["identifier"].as_str().unwrap();
        let own = identifier.rsplit('/').next().unwrap().to_owned();
        seen.push((own, received["name_id"]["value"].clone()));
    }
    assert_ne!(seen[0].0, seen[1].0);
    assert_ne!(seen[0].1, seen[1].1);
}

#[tokio::test(flavor = "multi_thread")]
async fn who_says_no_or_cannot_prove_herself_leads_to_a_proper_answer() {
    let stage = Stage::abroad().await;
    for (leaving, status) in [
        ("decline", "RequestDenied"),
        ("at the e-ID", "AuthnFailed"),
        ("on our page", "AuthnFailed"),
        ("fails", "AuthnFailed"),
    ] {
        let mut browser = stage.browser();
        let page = match leaving {
            "decline" => {
                let page = stage
                    .consent_page(&mut browser, "SE", "bankid", "plain")
                    .await;
                stage.press(&mut browser, &page, "decline").await
            }
            "on our page" => {
                let page = stage.ask_from(&mut browser, "SE").await;
                stage.press(&mut browser, &page, "cancel").await
            }
            other => {
                let person = if other == "fails" { "fails" } else { "cancel" };
                let page = stage.ask_from(&mut browser, "SE").await;
                let page = stage.choose_eid(&mut browser, &page, "bankid").await;
                let page = stage.prove(&mut browser, &page, person, None).await;
                // She may try again, or another e-ID, or go back.
                for action in ["again", "another"] {
                    assert!(page.form_with("action", action).is_some(), "{}", page.body);
                }
                stage.press(&mut browser, &page, "back").await
            }
        };
        assert_eq!(page.url.path(), "/me", "{leaving}: {}", page.body);
        let received = stage.received(&mut browser, "SE").await;
        assert_eq!(received["outcome"], "failure", "{leaving}: {received}");
        let said = received["status"].as_str().unwrap();
        assert!(said.contains(status), "{leaving}: {said}");
        assert!(received["attributes"].is_null());
    }
    let audit = stage.audit();
    assert!(audit.contains("\"declined\""), "{audit}");
    assert!(!audit.contains("\"person_sent\""), "{audit}");
}

/// A person with one name only lacks what is mandatory: the service is told, and so is she.
#[tokio::test(flavor = "multi_thread")]
async fn who_has_no_given_name_is_told_and_the_service_gets_an_answer() {
    let stage = Stage::abroad().await;
    let mut browser = stage.browser();
    let page = stage.ask_from(&mut browser, "SE").await;
    let page = stage.choose_eid(&mut browser, &page, "minid").await;
    let page = stage.prove(&mut browser, &page, "one-name", None).await;
    assert!(
        page.form_with("action", "approve").is_none(),
        "{}",
        page.body
    );
    let page = stage.press(&mut browser, &page, "back").await;
    let received = stage.received(&mut browser, "SE").await;
    assert_eq!(received["outcome"], "failure", "{}: {received}", page.url);
}

/// Names as long as a register has them, of a Sámi, and of somebody with a D-number: all arrive.
#[tokio::test(flavor = "multi_thread")]
async fn every_person_arrives_with_every_letter() {
    let stage = Stage::abroad().await;
    for person in ["long", "sami", "d-number", "plain"] {
        let mut browser = stage.browser();
        let page = stage
            .consent_page(&mut browser, "SE", "buypass", person)
            .await;
        stage.agree(&mut browser, &page).await;
        let received = stage.received(&mut browser, "SE").await;
        let known = world::eid::EID_PERSONS.iter().find(|p| p.value == person);
        let known = known.unwrap();
        assert_eq!(one(&received, Attribute::FAMILY_NAME), known.family_name);
        let given = known.given_name.unwrap();
        assert_eq!(one(&received, Attribute::GIVEN_NAME), given);
        assert_eq!(
            one(&received, Attribute::DATE_OF_BIRTH),
            known.date_of_birth
        );
    }
}
