//! Whom a person can ask: the help desk of the party at fault, and a directory that holds.

use axum::http::StatusCode;
use eidas::LevelOfAssurance;

use crate::configuration::one_problem;
use crate::ground::{good, load};
use crate::support::{Answer, Gateway, Setup};

const CONTACTS: &str = r#"
[[contact]]
phone = "+47 22 00 00 00"
hours = { nb = "Hverdager 8–16", en = "Weekdays 8–16" }
languages = ["nb", "se", "en"]
[[contact]]
country = "SE"
phone = "+46 771 00 00 00"
web = "https://help.example.se/"
[[contact]]
client = "trademark"
email = "help@trademark.example"
"#;

async fn start() -> Gateway {
    Gateway::start_as(Setup {
        more: CONTACTS.to_owned(),
        ..Setup::default()
    })
    .await
}

/// The page after a country's answer at a level that is too low.
async fn too_low(gateway: &Gateway, country: &str) -> Answer {
    let mut browser = gateway.browser();
    let (_, sent) = browser.go_to_country(country).await;
    let low = gateway.respond(country, &sent, LevelOfAssurance::Low);
    browser.answer(&gateway.sign(country, &low), None).await
}

/// N14: "betydelig" says nothing to a person; what she calls her e-ID does.
#[tokio::test]
async fn who_needs_a_stronger_e_id_reads_what_it_is_called() {
    let more = "[country_list.eids]\n\
                SE = { \"Freja <eID>+\" = \"substantial\", \"Svag\" = \"low\", \"Stark\" = \"high\" }\n";
    let gateway = Gateway::start_as(Setup {
        more: more.to_owned(),
        ..Setup::default()
    })
    .await;
    let mut browser = gateway.browser();
    let flow = crate::support::flow_of(&browser.authorize(&[]).await);
    let page = browser.get(&format!("/country?flow={flow}")).await.body;
    let named = "Freja &#60;eID&#62;+ and Stark<";
    assert_eq!(page.matches(named).count(), 1, "{page}");
    let named = format!("You can use: {named}");
    let refused = too_low(&gateway, "SE").await.body;
    assert!(refused.contains(&named), "{refused}");
    let other = too_low(&gateway, "BG").await.body;
    assert!(!other.contains("You can use"), "{other}");
}

#[test]
fn names_of_e_ids_are_of_a_country_and_short() {
    for (eids, wrong) in [
        (
            "Sverige = { \"Freja\" = \"low\" }".to_owned(),
            "Sverige\\\" is no country",
        ),
        (
            format!("SE = {{ \"{}\" = \"low\" }}", "å".repeat(81)),
            "longer than 80",
        ),
        ("SE = { \"Freja\" = \"strong\" }".to_owned(), "strong"),
    ] {
        let text = format!("{}\n[country_list.eids]\n{eids}\n", good());
        let problems = load(&text).err().unwrap();
        assert!(
            format!("{problems:?}").contains(wrong),
            "{wrong}: {problems:?}"
        );
    }
    let good = format!(
        "{}\n[country_list.eids]\nSE = {{ \"{}\" = \"low\" }}\n",
        good(),
        "å".repeat(80)
    );
    assert!(load(&good).is_ok());
}

#[tokio::test]
async fn the_help_desk_is_that_of_the_party_at_fault() {
    let gateway = start().await;
    let sweden = too_low(&gateway, "SE").await;
    assert_eq!(sweden.status, StatusCode::FORBIDDEN);
    for part in [
        "Help desk for e‑IDs in Sweden",
        "href=\"tel:+46771000000\"",
        "href=\"https://help.example.se/\"",
    ] {
        assert!(sweden.body.contains(part), "{part}: {}", sweden.body);
    }
    assert!(!sweden.body.contains("@SE.example"), "{}", sweden.body);
    // Nobody wrote one: as its metadata says, which has another address for technicians.
    let bulgaria = too_low(&gateway, "BG").await.body;
    let of_metadata = "href=\"mailto:support@BG.example\"";
    assert!(
        bulgaria.contains("Help desk for e‑IDs in Bulgaria"),
        "{bulgaria}"
    );
    assert!(
        bulgaria.contains(of_metadata) && !bulgaria.contains("technical@"),
        "{bulgaria}"
    );

    let mut browser = gateway.browser();
    let ours = browser.get("/country?flow=gone").await.body;
    assert!(ours.contains("Help desk of this login service"), "{ours}");
    assert!(
        ours.contains("tel:+4722000000") && ours.contains("Weekdays 8–16"),
        "{ours}"
    );
    let nobody = browser.get("/nowhere").await.body;
    assert!(nobody.contains("tel:+4722000000"), "{nobody}");
    let path = browser.authorize_path(&[("redirect_uri", "https://another.example/")]);
    let theirs = browser.get(&path).await.body;
    assert!(theirs.contains("mailto:help@trademark.example"), "{theirs}");
    assert!(!theirs.contains("tel:+4722000000"), "{theirs}");
}

/// Without a section there is still somebody to ask.
#[tokio::test]
async fn ours_without_a_section_is_the_address_of_our_metadata() {
    let gateway = Gateway::start().await;
    let page = gateway.browser().get("/country?flow=gone").await.body;
    let address = &gateway.app.settings().connector.support_contact;
    let link = format!("href=\"mailto:{address}\"");
    assert!(page.contains(&link), "{page}");
}

#[test]
fn a_help_desk_that_cannot_be_reached_or_is_nobodys_is_a_mistake() {
    let text = good();
    let text = text.trim_end();
    let first = text.matches('\n').count() + 2;
    for (section, line, field, what) in [
        ("phone = \"22 00 00 00\"", 1, "phone", "telephone"),
        ("email = \"a@b.no?bcc=c@d.no\"", 1, "email", "e-mail"),
        ("web = \"http://example.no/\"", 1, "web", "https"),
        ("country = \"SE\"", 0, "", "nobody can be reached"),
        ("eid = \"gone\"\nemail = \"a@b.no\"", 1, "eid", "no [[eid]]"),
        (
            "client = \"gone\"\nemail = \"a@b.no\"",
            1,
            "client",
            "no [[client]]",
        ),
        (
            "country = \"SE\"\nclient = \"trademark\"\nemail = \"a@b.no\"",
            0,
            "",
            "two parties",
        ),
    ] {
        let field = format!(
            "contact[1]{}{field}",
            if field.is_empty() { "" } else { "." }
        );
        let written = format!("{text}\n[[contact]]\n{section}\n");
        let instead = one_problem(&written, first + line, &field, what);
        assert!(!instead.is_empty());
    }
    let long = "x".repeat(121);
    let hours = format!("{text}\n[[contact]]\nemail = \"a@b.no\"\nhours = \"{long}\"\n");
    one_problem(&hours, first + 2, "contact[1].hours", "longer than 120");
    let twice = "\n[[contact]]\nemail = \"a@b.no\"".repeat(2);
    one_problem(
        &format!("{text}{twice}\n"),
        first + 2,
        "contact[2]",
        "a second",
    );
    let good = format!(
        "{text}\n[[contact]]\nemail = \"a@b.no\"\nhours = \"{}\"\n",
        &long[1..]
    );
    assert_eq!(load(&good).unwrap().settings.contacts.len(), 1);
}

#[test]
fn a_country_that_nobody_connects_to_is_warned_of() {
    let text = good() + "\n[[contact]]\ncountry = \"PT\"\nemail = \"a@b.no\"\n";
    let warnings = load(&text).unwrap().warnings;
    let said = warnings
        .iter()
        .filter(|it| it.text.contains("no [[peer]] or [[service_list]] is of PT"));
    assert_eq!(said.count(), 1, "{warnings:?}");
    let known = good() + "\n[[contact]]\ncountry = \"SE\"\nemail = \"a@b.no\"\n";
    let warnings = load(&known).unwrap().warnings;
    assert!(!warnings.iter().any(|it| it.text.contains("no [[peer]]")));
}
