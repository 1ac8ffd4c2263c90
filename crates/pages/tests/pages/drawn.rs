//! Every page in every state, drawn in a language: what the other files here look at.

use eidas::{Attribute, AttributeValue, Attributes};

use pages::i18n::{Language, Languages};
use pages::{
    Abroad, Banner, ConsentPage, ContinuePage, CountryChoice, CountryPage, EidChoice, EidNotice,
    EidPage, ErrorPage, ErrorText, Frame, FrontPage, Greyed, GreyedEid, HelpDesk, KeptFor,
    KeptPage, Level, LoggedIn, LoggedOutPage, MatchNotice, MatchedPage, More, Notice, Outcome,
    OwnPage, Owner, Party, PersonChoice, PersonPage, PostBackPage, QueuePage, Receipt,
    SendAgainPage, SendPage, Sent, SessionPage, Site, Suggestion, TimeLeft, Used, UsedValue,
    WaitPage, WalletNotice, WalletPage, WayOn, Whose,
};

pub(crate) fn site() -> Site {
    Site {
        name: "Landport".to_owned(),
        logo: Some("/logo/fedcba9876543210.svg".to_owned()),
        help: Some("https://help.example".to_owned()),
        privacy: Some("https://privacy.example".to_owned()),
        accessibility: Some("https://accessible.example".to_owned()),
        get_eid: Some("https://get.example".to_owned()),
        banner: Some(Banner::Demo),
        languages: Languages::all(),
        ..Site::default()
    }
}

/// A help desk with everything.
pub(crate) fn full_desk(of: Party) -> HelpDesk {
    HelpDesk {
        of,
        eid: Some("BankID".to_owned()),
        phone: Some("+47 (22) 00-00 00".to_owned()),
        email: Some("help@example.no".to_owned()),
        web: Some("https://www.example.no/a/long/way/to/help/for/people".to_owned()),
        hours: Some(("Mon–Fri 8–16".to_owned(), Language::En)),
        languages: vec![Language::Nb, Language::Se, Language::En],
    }
}

/// A page, by its name and state.
pub(crate) type Drawn = (String, String);

/// Values as another country would get them.
fn person() -> Attributes {
    let value = AttributeValue::latin;
    Attributes::new()
        .with(
            Attribute::PERSON_IDENTIFIER,
            value("NO/SE/ABCDEFGHIJKLMNOPQRSTUVWXYZ234567ABCDEFGHIJKLMNOPQRSTUVWXYZ23"),
        )
        .with(Attribute::FAMILY_NAME, value("Hætta-Sørensdatter"))
        .with(Attribute::GIVEN_NAME, value("Máret Áile"))
        .with(Attribute::DATE_OF_BIRTH, value("1990-05-14"))
}

pub(crate) fn every(site: &Site, language: Language) -> Vec<Drawn> {
    let frame = || {
        Frame::new(
            site,
            language,
            Some("Varemerke & co"),
            "/country",
            "flow=abc",
        )
        .owned_by(Owner {
            organisation: Some("Patentstyret <for åndsverk>"),
            logo: Some("/logo/0123456789abcdef.svg"),
        })
        .ending(TimeLeft {
            minutes: 28,
            action: "/more?flow=abc&at=/country".to_owned(),
            more: true,
        })
    };
    let mut drawn: Vec<Drawn> = Vec::new();
    let mut draw = |name: String, html: String| drawn.push((name, html));
    let shut = |code: &str, why: Greyed| CountryChoice {
        code: code.to_owned(),
        greyed: Some((why, Some(1_795_426_500_000))),
    };
    let mut countries: Vec<CountryChoice> = ["AT", "SE", "EL", "EU"]
        .map(|code| CountryChoice {
            code: code.to_owned(),
            greyed: None,
        })
        .to_vec();
    countries.extend([
        shut("FR", Greyed::Level),
        shut("DE", Greyed::ServiceUnknown),
        shut("PL", Greyed::Incomplete),
        shut("DK", Greyed::Unavailable),
        shut("BG", Greyed::Starting),
        shut("NL", Greyed::Suspended("Stengt.".to_owned())),
    ]);
    let purpose = "To send you <the decision>.";
    let more: Vec<More<'_>> = Attribute::of(eidas::Person::Natural)
        .filter(|attribute| !attribute.is_mandatory())
        .map(|attribute| More {
            attribute,
            purpose: (purpose, Language::En),
        })
        .collect();
    for level in [Level::Low, Level::Substantial, Level::High] {
        for query in ["", "austria", "malta", "nowhere at all"] {
            for notice in [None, Some(Notice::ChooseFirst), Some(Notice::NotPossible)] {
                let suggested = [
                    ("SE", Suggestion::LastTime),
                    ("AT", Suggestion::Service),
                    ("EL", Suggestion::Language),
                ];
                let page = CountryPage {
                    frame: frame(),
                    flow: "abc",
                    path: "/country",
                    countries: &countries,
                    first: &["EL"],
                    suggested: &suggested,
                    level,
                    more: if query.is_empty() { &more } else { &[] },
                    query,
                    notice,
                };
                draw(
                    format!("country {level:?} {query} {notice:?}"),
                    page.render(),
                );
            }
        }
    }
    let fields = [("SAMLRequest".to_owned(), "PD94".to_owned())];
    for code in pages::i18n::OWN_NAMES.iter().map(|name| name.code) {
        let send = SendPage {
            frame: frame(),
            country: code,
            action: "https://node.example/sso",
            fields: &fields,
            more: if code == "MT" { &more } else { &[] },
            minutes: 7,
            automatic: true,
        };
        draw(format!("send {code}"), send.render());
        let again = SendAgainPage {
            frame: frame(),
            country: code,
            action: "/send?flow=abc",
        };
        draw(format!("send again {code}"), again.render());
    }
    draw(
        "continue".to_owned(),
        ContinuePage {
            frame: frame(),
            href: "/continue?flow=abc",
        }
        .render(),
    );
    draw(
        "post back".to_owned(),
        PostBackPage {
            frame: frame(),
            action: "https://service.example",
            fields: &fields,
        }
        .render(),
    );
    draw(
        "wait".to_owned(),
        WaitPage {
            frame: frame(),
            href: "/continue",
            another: Some("/choose"),
        }
        .render(),
    );
    for (place, fields) in [None, Some(&fields[..])].into_iter().enumerate() {
        for minutes in [1, 2, 5, 21] {
            let page = QueuePage {
                frame: frame(),
                minutes,
                again: "/authorize?place=1",
                fields,
            };
            draw(format!("queue {place} {minutes}"), page.render());
        }
    }
    draw(
        "front".to_owned(),
        FrontPage {
            frame: frame(),
            links: &[("JWKS", "/jwks.json")],
        }
        .render(),
    );
    let mut eids = Vec::new();
    let greyed = [
        None,
        Some(GreyedEid::Level),
        Some(GreyedEid::NoTerms),
        Some(GreyedEid::Planned),
        Some(GreyedEid::PreNotified),
        Some(GreyedEid::Suspended("Stengt.".to_owned())),
        Some(GreyedEid::Unavailable),
    ];
    for (place, greyed) in greyed.into_iter().enumerate() {
        eids.push(EidChoice {
            value: format!("eid{place}"),
            name: format!("EID {place}"),
            logo: None,
            description: Some("App".to_owned()),
            outage: Some("Trouble".to_owned()),
            unnotified: true,
            greyed,
        });
    }
    let at_home = [
        None,
        Some(EidNotice::ChooseFirst),
        Some(EidNotice::JustFailed),
        Some(EidNotice::NotPossible),
        Some(EidNotice::StepUp),
    ];
    for notice in at_home {
        for abroad in [None, Some(("SE", Some("Förmedling"))), Some(("MT", None))] {
            let page = EidPage {
                frame: frame(),
                action: "/choose?flow=abc",
                abroad: abroad.map(|(country, service)| Abroad { country, service }),
                level: Some(Level::High),
                eids: &eids,
                european: abroad.is_none(),
                chosen: Some("eid0"),
                notice,
                remembers: true,
            };
            draw(format!("eids {notice:?} {abroad:?}"), page.render());
        }
    }
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
    draw("persons".to_owned(), page.render());
    for (days, service) in [(0, None), (1, Some("Förmedling")), (30, Some("Förmedling"))] {
        let page = ConsentPage {
            frame: frame(),
            action: "/consent?flow=abc",
            country: "SE",
            service,
            eid: "BankID",
            unnotified: true,
            values: &person(),
            unsent: &[Attribute::DATE_OF_BIRTH],
            level: Level::Substantial,
            number_stays: true,
            digest: "0123",
            changed: true,
            days,
            remembers: true,
        };
        draw(format!("consent {days}"), page.render());
    }
    for (name, page) in matched(&frame, &eids) {
        draw(name, page);
    }
    for (name, page) in own(&frame) {
        draw(name, page);
    }
    for minutes in [0, 1, 2, 5, 21, 90] {
        for asks in [false, true] {
            let login = || LoggedIn {
                by: "BankID".to_owned(),
                minutes,
                services: vec!["A".to_owned()],
            };
            let page = SessionPage {
                frame: frame(),
                action: "/session",
                logins: &[login(), login()],
                asks,
                asker: asks.then_some("A"),
            };
            draw(format!("session {minutes} {asks}"), page.render());
        }
    }
    for (was_logged_in, back) in [(true, Some("https://service.example")), (false, None)] {
        let page = LoggedOutPage {
            frame: frame(),
            was_logged_in,
            closed: &["A".to_owned()],
            open: &["B".to_owned()],
            frames: &[],
            back,
            service: Some("A"),
            goes_on: false,
        };
        draw(format!("loggedout {was_logged_in}"), page.render());
    }
    let links = ["openid4vp://a".to_owned(), "haip-vp://b".to_owned()];
    let notices = [
        None,
        Some(WalletNotice::CardExpired),
        Some(WalletNotice::CardRevoked),
        Some(WalletNotice::CodeExpired),
        Some(WalletNotice::Elsewhere),
        Some(WalletNotice::Expired),
        Some(WalletNotice::NotTaken),
        Some(WalletNotice::NotYet),
        Some(WalletNotice::Refused),
    ];
    for (notice, answered) in notices
        .map(|notice| (notice, false))
        .into_iter()
        .chain([(None, true)])
    {
        let page = WalletPage {
            frame: frame(),
            action: "/wallet?flow=abc",
            state: "/wallet/state",
            links: if answered { &[] } else { &links },
            code: (!answered).then_some("openid4vp://a"),
            answered,
            minutes: (10, 1),
            notice,
            closed: None,
            dc_api: (!answered).then_some("/wallet/dc_api?flow=abc"),
        };
        draw(format!("wallet {notice:?} {answered}"), page.render());
    }
    for closed in [None, Some("Closed since this morning.")] {
        let page = WalletPage {
            frame: frame(),
            action: "/wallet?flow=abc",
            state: "/wallet/state",
            links: &[],
            code: None,
            answered: false,
            minutes: (10, 1),
            notice: Some(WalletNotice::Refused),
            closed: Some(closed),
            dc_api: None,
        };
        draw(format!("wallet closed {closed:?}"), page.render());
    }
    for text in ErrorText::ALL {
        let action = "/send?flow=abc".to_owned();
        let ways = [
            WayOn::Login {
                action: action.clone(),
                again: true,
                another: true,
            },
            WayOn::Login {
                action: action.clone(),
                again: false,
                another: false,
            },
            WayOn::Eid {
                action: action.clone(),
                name: "BankID".to_owned(),
                again: true,
            },
            WayOn::Back { action },
            WayOn::Look {
                href: "/country?flow=abc".to_owned(),
            },
            WayOn::Service {
                href: "https://service.example".to_owned(),
            },
            WayOn::Nowhere,
        ];
        for way_on in ways {
            let page = ErrorPage {
                frame: frame(),
                text: *text,
                country: Some("SE"),
                notice: Some("Stengt."),
                minutes: 30,
                reference: "ABCD2345",
                reason: None,
                way_on: way_on.clone(),
                desk: Some(&full_desk(text.party())),
            };
            draw(format!("error {text:?} {way_on:?}"), page.render());
        }
    }
    for more in [true, false] {
        let page = SendAgainPage {
            frame: frame().ending(TimeLeft {
                minutes: 0,
                action: "/more?flow=abc&at=/send".to_owned(),
                more,
            }),
            country: "SE",
            action: "/send?flow=abc",
        };
        draw(format!("time {more}"), page.render());
    }
    drawn
}

/// The page of a match in each of its states.
fn matched<'a>(frame: &impl Fn() -> Frame<'a>, eids: &[EidChoice]) -> Vec<Drawn> {
    let value = |what, value: &str, differs| UsedValue {
        what,
        value: value.to_owned(),
        differs,
    };
    let used = [
        value(Used::FamilyName, "Папазова-Димитрова <b>", true),
        value(Used::GivenName, "Мария", false),
        value(Used::Birthdate, "1990-05-14", true),
        value(Used::Identifier, "BG/NO/0123456789", false),
    ];
    let known = Outcome::Known {
        end: "997",
        short: "1. 2. 2027",
        long: "1. 12. 2027",
    };
    let unknown = |eids, goes_on: bool, as_new| Outcome::Unknown {
        used: &used,
        eids,
        update: goes_on.then_some("https://register.example.no/correct"),
        goes_on,
        as_new,
    };
    let states = [
        ("known", known, None),
        ("changed", known, Some(MatchNotice::Changed)),
        ("unknown", unknown(eids, true, false), None),
        ("new", unknown(eids, true, true), Some(MatchNotice::Differs)),
        (
            "required",
            unknown(eids, false, false),
            Some(MatchNotice::NotProven),
        ),
        ("alone", unknown(&[], false, false), None),
    ];
    let draw = |(state, outcome, notice)| {
        let page = MatchedPage {
            frame: frame(),
            action: "/match?flow=abc",
            shown: "0123",
            name: "Мария <Папазова>",
            country: "BG",
            outcome,
            notice,
        };
        (format!("matched {state}"), page.render())
    };
    states.map(draw).into()
}

/// What a person sees of herself, in each of its states.
fn own<'a>(frame: &impl Fn() -> Frame<'a>) -> Vec<Drawn> {
    let receipt = Receipt {
        time_ms: 1_795_426_500_000,
        to: "Förmedling <b> (Sverige)".to_owned(),
        with: "BankID".to_owned(),
        level: Some(Level::Substantial),
        sent: Attribute::of(eidas::Person::Natural)
            .map(|attribute| Sent {
                attribute,
                purpose: (attribute == Attribute::GENDER)
                    .then(|| ("To call you <what> you want.".to_owned(), Language::En)),
            })
            .collect(),
        reference: "ABCD2345".to_owned(),
    };
    let receipts = [receipt.clone(), receipt];
    let page = |receipts, one, kept, code| {
        OwnPage {
            frame: frame(),
            receipts,
            one,
            kept,
            remembers: true,
            code,
        }
        .render()
    };
    let until = "2027-01-31";
    let kept = |whose| [KeptFor { whose, until }];
    let (number, country) = (kept(Whose::Number("997")), kept(Whose::Country("EL")));
    let code = Some(("012345", 1_795_426_500_000));
    let desk = full_desk(Party::Ours);
    let about = KeptPage {
        frame: frame(),
        desk: &desk,
    };
    vec![
        ("own closed".to_owned(), page(None, false, &[], None)),
        ("own empty".to_owned(), page(Some(&[]), false, &[], None)),
        (
            "own open".to_owned(),
            page(Some(&receipts), false, &number, code),
        ),
        (
            "own national".to_owned(),
            page(Some(&receipts[..1]), false, &country, None),
        ),
        (
            "own one".to_owned(),
            page(Some(&receipts[..1]), true, &[], None),
        ),
        ("kept".to_owned(), about.render()),
    ]
}
