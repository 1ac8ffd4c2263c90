// SPDX-License-Identifier: EUPL-1.2
//! What people read on the road to a national e-ID and abroad: who asks, what would be sent, what
//! the main thing to do is.

use eidas::{Attribute, AttributeValue, Attributes};
use pages::i18n::Language;
use pages::{
    Abroad, ConsentPage, EidChoice, EidNotice, EidPage, ErrorPage, ErrorText, Frame, GreyedEid,
    Level, Site, WayOn,
};

fn site() -> Site {
    Site {
        name: "Landport".to_owned(),
        ..Site::default()
    }
}

fn choice(value: &str, name: &str) -> EidChoice {
    EidChoice {
        logo: None,
        value: value.to_owned(),
        name: name.to_owned(),
        description: None,
        outage: None,
        unnotified: false,
        greyed: None,
    }
}

fn eids(language: Language, abroad: Abroad<'_>, notice: Option<EidNotice>) -> String {
    let site = site();
    let eids = [
        choice("bankid", "BankID"),
        EidChoice {
            greyed: Some(GreyedEid::Planned),
            ..choice("commfides", "Commfides")
        },
    ];
    EidPage {
        frame: Frame::without_switch(&site, language, None),
        action: "/choose?flow=x",
        abroad: Some(abroad),
        level: Some(Level::High),
        eids: &eids,
        european: false,
        chosen: Some("bankid"),
        notice,
        remembers: false,
    }
    .render()
}

#[test]
fn the_e_id_page_says_who_asks_from_which_country_and_at_which_level() {
    let sweden = Abroad {
        country: "SE",
        service: Some("Demoförmedlingen"),
    };
    for (language, words) in [
        (Language::En, ["Demoförmedlingen in Sweden", "“high” is"]),
        (Language::Nb, ["Demoförmedlingen i Sverige", "«høyt»"]),
        (Language::Nn, ["Demoförmedlingen i Sverige", "«høgt»"]),
    ] {
        let page = eids(language, sweden, None);
        for word in words {
            assert!(page.contains(word), "{word}: {page}");
        }
    }
    // Norwegian is "på" an island, and nobody is called by a country's name alone.
    let malta = Abroad {
        country: "MT",
        service: None,
    };
    assert!(eids(Language::Nb, malta, None).contains("En tjeneste på Malta"));
    assert!(eids(Language::Nn, malta, None).contains("Ei teneste på Malta"));
    assert!(eids(Language::En, malta, None).contains("A service in Malta"));
}

#[test]
fn what_has_just_failed_is_named_and_not_chosen_once_more() {
    let sweden = Abroad {
        country: "SE",
        service: None,
    };
    let chosen = "value=\"bankid\" checked";
    assert!(eids(Language::En, sweden, None).contains(chosen));
    let failed = eids(Language::En, sweden, Some(EidNotice::JustFailed));
    assert!(failed.contains("BankID does not answer"), "{failed}");
    assert!(!failed.contains(chosen));
}

/// The buttons of an error page, the main one first.
fn buttons(text: ErrorText, again: bool) -> Vec<String> {
    let site = site();
    let page = ErrorPage {
        frame: Frame::without_switch(&site, Language::En, Some("the service in Poland")),
        text,
        country: Some("PL"),
        notice: None,
        eids: &[],
        minutes: 30,
        reference: "ABCDEFGH",
        reason: None,
        way_on: WayOn::Eid {
            action: "/choose?flow=x".to_owned(),
            name: "MinID".to_owned(),
            again,
        },
        desk: None,
    }
    .render();
    let named = page.split("name=\"action\" value=\"").skip(1);
    let values = named.filter_map(|rest| Some(rest.split_once('"')?.0.to_owned()));
    values.collect()
}

#[test]
fn the_main_button_does_what_the_advice_says() {
    let again = ["again", "another", "back"];
    let another = ["another", "again", "back"];
    assert_eq!(buttons(ErrorText::EidCancelled, true), again);
    assert_eq!(buttons(ErrorText::EidFailed, true), again);
    assert_eq!(buttons(ErrorText::EidLevelTooLow, true), another);
    assert_eq!(buttons(ErrorText::EidUnavailable, true), another);
    assert_eq!(
        buttons(ErrorText::EidSuspended, false),
        ["another", "back"],
        "a closed e-ID is not offered again"
    );
}

#[test]
fn the_consent_page_shows_every_value_and_what_is_not_sent() {
    let site = site();
    let mut values = Attributes::new();
    values.add(Attribute::FAMILY_NAME, AttributeValue::latin("<b>Nordmann"));
    values.add(
        Attribute::DATE_OF_BIRTH,
        AttributeValue::latin("1990-05-14"),
    );
    let page = |number_stays: bool| {
        ConsentPage {
            frame: Frame::without_switch(&site, Language::Nn, None),
            action: "/consent?flow=x",
            country: "MT",
            service: None,
            eid: "BankID",
            unnotified: !number_stays,
            values: &values,
            unsent: &[Attribute::GENDER, Attribute::NATIONALITY],
            level: Level::Substantial,
            number_stays,
            digest: "0123",
            changed: false,
            days: if number_stays { 30 } else { 0 },
            remembers: number_stays,
        }
        .render()
    };
    let shown = page(true);
    for word in [
        "Nordmann",
        "14. mai 1990",
        "Kjønn og Statsborgarskap",
        "<p>Tenesta på Malta spør",
        "gir dei vidare til tenesta på Malta",
        "betydeleg, med BankID",
        "value=\"approve\"",
        "value=\"decline\"",
    ] {
        assert!(shown.contains(word), "{word}: {shown}");
    }
    assert!(!shown.contains("<b>"), "a value is markup");
    assert!(shown.contains("Fødselsnummeret") && !page(false).contains("Fødselsnummeret"));
    // Remembering is offered, not ticked; where it is not, the answer is for this login only.
    let asked_no_more = "på 30 dagar når tenesta på Malta ber om";
    assert!(
        shown.contains(asked_no_more) && !shown.contains("checked"),
        "{shown}"
    );
    let once = "gjeld berre denne innlogginga";
    assert!(
        !shown.contains(once) && page(false).contains(once),
        "{shown}"
    );
    for word in ["name=\"remember\"", "value=\"forget\""] {
        assert!(
            shown.contains(word) && !page(false).contains(word),
            "{word}"
        );
    }
    let test_only = "Berre i test: BankID er ikkje godkjend for bruk i andre land.";
    assert!(
        !shown.contains(test_only) && page(false).contains(test_only),
        "{shown}"
    );
    let main = shown.matches("<button class=\"main\"").count();
    assert_eq!(main, 2, "declining is as easy as agreeing");
}
