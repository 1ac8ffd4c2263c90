//! Pages where something is chosen: a country, an e-ID, a test person; and the way to the country.

use eidas::Attribute;
use pages::i18n::Language;
use pages::{
    Abroad, CountryChoice, CountryPage, EidChoice, EidNotice, EidPage, Greyed, GreyedEid, Level,
    More, Notice, PersonChoice, PersonPage, SendAgainPage, SendPage, Suggestion, Wanted,
};

use super::{Drawn, Framer};

pub(super) fn drawn(frame: Framer<'_, '_>) -> Vec<Drawn> {
    let mut drawn = countries(frame);
    drawn.extend(sent(frame));
    drawn.extend(chosen(frame));
    let persons = [PersonChoice {
        value: "kari".to_owned(),
        name: "Kari".to_owned(),
    }];
    let page = PersonPage {
        frame: frame(),
        action: "/person",
        persons: &persons,
        others: true,
        choose_first: true,
    };
    drawn.push(("persons".to_owned(), page.render()));
    drawn
}

/// Words that an operator gave in Norwegian alone.
pub(super) fn operators(text: &str) -> (String, Language) {
    (text.to_owned(), Language::Nb)
}

/// All that a service can ask for beside the minimum data set.
fn more() -> Vec<More<'static>> {
    Attribute::of(eidas::Person::Natural)
        .filter(|attribute| !attribute.is_mandatory())
        .map(|attribute| More {
            attribute,
            purpose: ("To send you <the decision>.", Language::En),
        })
        .collect()
}

fn countries(frame: Framer<'_, '_>) -> Vec<Drawn> {
    let open = |code: &str| CountryChoice {
        code: code.to_owned(),
        greyed: None,
        eids: match code {
            "SE" => ["Freja eID+", "BankID"].map(str::to_owned).into(),
            _ => Vec::new(),
        },
        failing: matches!(code, "SE" | "EL"),
    };
    let shut = |code: &str, why: Greyed| CountryChoice {
        code: code.to_owned(),
        greyed: Some((why, Some(1_795_426_500_000))),
        eids: Vec::new(),
        failing: false,
    };
    let closed = [
        shut("FR", Greyed::Level),
        shut("DE", Greyed::ServiceUnknown),
        shut("PL", Greyed::Incomplete),
        shut("DK", Greyed::Unavailable),
        shut("BG", Greyed::Starting),
        shut(
            "NL",
            Greyed::Suspended {
                words: operators("Stengt."),
                since: "2026-11-23".to_owned(),
            },
        ),
    ];
    let mut countries = ["AT", "SE", "EL", "EU"].map(open).to_vec();
    countries.extend_from_slice(&closed);
    let more = more();
    let suggested = [
        ("SE", Suggestion::LastTime),
        ("AT", Suggestion::Service),
        ("EL", Suggestion::Language),
    ];
    let page_for =
        |wanted, more: &[More<'_>], countries: &[CountryChoice], level, query: &str, notice| {
            CountryPage {
                frame: frame(),
                flow: "abc",
                path: "/country",
                countries,
                first: &["EL"],
                suggested: &suggested,
                level,
                wanted,
                more: if query.is_empty() { more } else { &[] },
                query,
                notice,
            }
            .render()
        };
    let page = |countries: &[CountryChoice], level, query: &str, notice| {
        page_for(Wanted::Person, &more, countries, level, query, notice)
    };
    let mut drawn = Vec::new();
    for level in [Level::Low, Level::Substantial, Level::High] {
        for query in ["", "austria", "malta", "nowhere at all"] {
            for notice in [None, Some(Notice::ChooseFirst), Some(Notice::NotPossible)] {
                let name = match (level, query, notice) {
                    (Level::Low, "", None) => "country".to_owned(),
                    (Level::Substantial, "", Some(notice)) => format!("country {notice:?}"),
                    (Level::High, query, None) if !query.is_empty() => format!("country {query}"),
                    _ => format!("country/{level:?} {query} {notice:?}"),
                };
                drawn.push((name, page(&countries, level, query, notice)));
            }
        }
    }
    let nobody = page(&closed, Level::High, "", None);
    drawn.push(("country all closed".to_owned(), nobody));
    let of_companies: Vec<More<'_>> = Attribute::of(eidas::Person::Legal)
        .filter(|attribute| !attribute.is_mandatory())
        .map(|attribute| More {
            attribute,
            purpose: ("For the tax.", Language::En),
        })
        .collect();
    for (name, acting) in [
        ("country companies", true),
        ("country companies alone", false),
    ] {
        let wanted = Wanted::Company { acting };
        let page = page_for(wanted, &of_companies, &countries, Level::High, "", None);
        drawn.push((name.to_owned(), page));
    }
    drawn
}

fn sent(frame: Framer<'_, '_>) -> Vec<Drawn> {
    let fields = [("SAMLRequest".to_owned(), "PD94".to_owned())];
    let more = more();
    let mut drawn = Vec::new();
    for code in pages::i18n::OWN_NAMES.iter().map(|name| name.code) {
        // One that has a place of its own in most languages, and one that is no country.
        let mark = match code {
            "MT" | "EU" => ' ',
            _ => '/',
        };
        let send = SendPage {
            frame: frame(),
            country: code,
            action: "https://node.example/sso",
            fields: &fields,
            wanted: Wanted::Person,
            more: if code == "MT" { &more } else { &[] },
            minutes: 7,
            automatic: true,
        };
        drawn.push((format!("send{mark}{code}"), send.render()));
        let again = SendAgainPage {
            frame: frame(),
            country: code,
            action: "/send?flow=abc",
        };
        drawn.push((format!("send again{mark}{code}"), again.render()));
    }
    drawn
}

/// E-IDs in each of their states, the first of which is open.
pub(super) fn eids() -> Vec<EidChoice> {
    let greyed = [
        None,
        Some(GreyedEid::Level),
        Some(GreyedEid::NoTerms),
        Some(GreyedEid::Planned),
        Some(GreyedEid::PreNotified),
        Some(GreyedEid::Suspended(operators("Stengt."))),
        Some(GreyedEid::Unavailable),
    ];
    let eid = |(place, greyed)| EidChoice {
        value: format!("eid{place}"),
        name: format!("EID {place}"),
        logo: Some("/picture.svg".to_owned()),
        description: Some(operators("App")),
        outage: Some(operators("Vansker akkurat nå.")),
        unnotified: true,
        greyed,
    };
    greyed.into_iter().enumerate().map(eid).collect()
}

fn chosen(frame: Framer<'_, '_>) -> Vec<Drawn> {
    let eids = eids();
    let page = |eids: &[EidChoice], abroad: Option<Abroad<'_>>, notice| {
        EidPage {
            frame: frame(),
            action: "/choose?flow=abc",
            abroad,
            level: Some(Level::High),
            eids,
            european: abroad.is_none(),
            chosen: Some("eid0"),
            notice,
            remembers: true,
        }
        .render()
    };
    let abroad = |country, service| Some(Abroad { country, service });
    let at_home = [
        None,
        Some(EidNotice::ChooseFirst),
        Some(EidNotice::JustFailed),
        Some(EidNotice::NotPossible),
        Some(EidNotice::StepUp),
    ];
    let mut drawn = Vec::new();
    for notice in at_home {
        let own = page(&eids, None, notice);
        drawn.push((format!("eids {notice:?}"), own));
        let mark = if notice.is_none() { ' ' } else { '/' };
        for (name, abroad) in [
            ("named", abroad("SE", Some("Förmedling"))),
            ("nameless", abroad("MT", None)),
        ] {
            let foreign = page(&eids, abroad, notice);
            drawn.push((format!("eids {name}{mark}{notice:?}"), foreign));
        }
    }
    let some = eids.get(1..).unwrap_or_default();
    let none = page(some, abroad("MT", None), None);
    drawn.push(("eids nobody".to_owned(), none));
    drawn
}
