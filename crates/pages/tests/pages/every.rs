//! Every page in every state and every language: it is in that language, it is well formed, no text is
//! missing, and something leads on.

use eidas::{Attribute, AttributeValue, Attributes};

use crate::strange::{lengthened, turned};
use pages::i18n::{Language, Languages};
use pages::{
    Abroad, Banner, ConsentPage, ContinuePage, CountryChoice, CountryPage, EidChoice, EidNotice,
    EidPage, ErrorPage, ErrorText, Frame, FrontPage, Greyed, GreyedEid, HelpDesk, KeptFor,
    KeptPage, Level, LoggedIn, LoggedOutPage, MatchNotice, MatchedPage, More, Notice, Outcome,
    OwnPage, Owner, Party, PersonChoice, PersonPage, PostBackPage, QueuePage, Receipt,
    SendAgainPage, SendPage, Sent, SessionPage, Site, Suggestion, TimeLeft, Used, UsedValue,
    WaitPage, WalletNotice, WalletPage, WayOn, Whose,
};

fn site() -> Site {
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
fn full_desk(of: Party) -> HelpDesk {
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
type Drawn = (String, String);

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

fn every(site: &Site, language: Language) -> Vec<Drawn> {
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

/// A page ends every element that it begins, in order, and has no attribute twice.
fn malformed(html: &str) -> Option<String> {
    const VOID: [&str; 7] = ["meta", "link", "input", "img", "br", "path", "!doctype"];
    let mut open: Vec<&str> = Vec::new();
    let mut rest = html;
    while let Some((_, tag)) = rest.split_once('<') {
        let Some((inside, after)) = tag.split_once('>') else {
            return Some(format!(
                "a tag without end: {}",
                tag.chars().take(40).collect::<String>()
            ));
        };
        rest = after;
        if inside.matches('"').count() % 2 != 0 {
            return Some(format!("quotes: <{inside}>"));
        }
        let name = inside
            .split([' ', '\n'])
            .next()
            .unwrap_or_default()
            .trim_end_matches('/');
        match name.strip_prefix('/') {
            Some(name) if open.last() == Some(&name) => {
                open.pop();
            }
            Some(name) => return Some(format!("</{name}> ends {:?}", open.last())),
            None if VOID.contains(&name) => {}
            None => open.push(name),
        }
    }
    open.last().map(|name| format!("<{name}> has no end"))
}

#[test]
fn every_page_state_and_language_is_whole_and_leads_on() {
    let site = site();
    let mut seen = 0;
    for language in Language::ALL {
        for (name, html) in every(&site, *language) {
            seen += 1;
            let place = format!("{} {name}", language.tag());
            assert_eq!(malformed(&html), None, "{place}: {html}");
            let lang = format!("<html lang=\"{}\">", language.tag());
            assert!(html.contains(&lang), "{place}");
            assert_eq!(html.matches("<h1>").count(), 1, "{place}");
            assert!(
                !html.contains("<h1></h1>") && !html.contains("<p></p>"),
                "{place}: {html}"
            );
            // Scripts fill these in; everywhere else a brace is a value that nobody gave.
            let shown: String = html
                .split('<')
                .map(|part| part.split_once('>').map_or(part, |(_, t)| t))
                .collect();
            assert!(!shown.contains(['{', '}']), "{place}: {shown}");
            let (_, main) = html.split_once("<main").expect("a main part");
            let (main, _) = main.split_once("</main>").expect("its end");
            let leads_on = main.contains("<button")
                || main.contains("<a class=\"button")
                || main.contains("<li><a ");
            assert!(leads_on, "{place}: nothing leads on: {main}");
            assert!(html.len() < 40_000, "{place}: {} octets", html.len());
        }
    }
    assert!(seen > 400 * Language::ALL.len(), "{seen} pages were seen");
}

/// `LANDPORT_PAGES=folder` writes the pages there, with style and script, for whoever wants to look at them;
/// `tests/browser/pages.cjs` does.
#[test]
fn pages_are_written_for_whoever_wants_to_look_at_them() {
    let Some(folder) = std::env::var_os("LANDPORT_PAGES").map(std::path::PathBuf::from) else {
        return;
    };
    std::fs::create_dir_all(&folder).unwrap();
    let site = site();
    for language in Language::ALL {
        let mut before = String::new();
        for (name, html) in every(&site, *language) {
            // One of each kind: an error in its first way on, a page in its first country.
            let words: Vec<&str> = name.split([' ', '{']).take(2).collect();
            let kind = words
                .join("-")
                .replace("SE", "")
                .trim_end_matches('-')
                .to_owned();
            if kind == before || name.starts_with("send ") && !name.ends_with("MT") {
                continue;
            }
            before.clone_from(&kind);
            for part in html.split('"').filter(|part| part.starts_with("/static/")) {
                let file = folder.join(part.trim_start_matches('/'));
                std::fs::create_dir_all(file.parent().unwrap()).unwrap();
                std::fs::write(file, pages::asset(part).unwrap().bytes).unwrap();
            }
            // Languages that nobody speaks, for the layout.
            if *language == Language::En {
                let strange = [("xa", lengthened(&html)), ("rtl", turned(&html))];
                for (tag, html) in strange {
                    std::fs::write(folder.join(format!("{tag}-{kind}.html")), html).unwrap();
                }
            }
            std::fs::write(folder.join(format!("{}-{kind}.html", language.tag())), html).unwrap();
        }
    }
}

/// Whole also where a translation is two fifths longer, and from right to left.
#[test]
fn every_page_is_whole_in_languages_that_nobody_speaks() {
    let site = site();
    for (name, html) in every(&site, Language::En) {
        for strange in [lengthened(&html), turned(&html)] {
            assert_eq!(malformed(&strange), None, "{name}");
            assert!(!strange.contains("<html lang=\"en\">"), "{name}");
        }
    }
}

#[test]
fn the_check_sees_what_is_malformed() {
    assert_eq!(malformed("<p><b>x</b></p>"), None);
    for wrong in ["<p><b>x</p></b>", "<p>", "</p>", "<p class=\"a>x</p>", "<p"] {
        assert!(malformed(wrong).is_some(), "{wrong}");
    }
}

/// What ends a visit: nothing has to follow, and what may is said.
#[test]
fn who_is_logged_out_reads_what_became_of_it_in_every_language() {
    let site = site();
    for language in Language::ALL {
        let page = LoggedOutPage {
            frame: Frame::without_switch(&site, *language, None),
            was_logged_in: true,
            closed: &["A".to_owned()],
            open: &["B".to_owned()],
            frames: &[],
            back: Some("https://service.example"),
            service: Some("A"),
            goes_on: false,
        };
        let html = page.render();
        assert_eq!(malformed(&html), None, "{}", language.tag());
    }
}

/// Whoever tests may be the first who speaks the language.
#[test]
fn only_what_is_unread_says_so_and_only_where_nobody_is_real() {
    let mut site = site();
    let says = |site: &Site, language: Language| {
        let html = WaitPage {
            frame: Frame::without_switch(site, language, None),
            href: "/",
            another: None,
        };
        html.render().contains(language.texts().footer_unread)
    };
    for language in Language::ALL {
        assert_eq!(
            says(&site, *language),
            language.texts().unread,
            "{}",
            language.tag()
        );
    }
    site.banner = None;
    assert!(Language::ALL.iter().all(|language| !says(&site, *language)));
    let in_use: Vec<&str> = Languages::in_use().iter().map(Language::tag).collect();
    assert_eq!(in_use, ["nb", "nn", "en"]);
}

/// Who is to blame is who can be asked, and what is shown can be called, written to and opened.
#[test]
fn an_error_page_shows_the_help_desk_that_it_was_given_and_links_of_three_kinds() {
    let site = site();
    let texts = Language::En.texts();
    for (text, whose) in [
        (ErrorText::PeerFailed, texts.contact_country),
        (ErrorText::EidFailed, texts.contact_eid),
        (ErrorText::AnotherPerson, texts.contact_service),
        (ErrorText::Internal, texts.contact_ours),
    ] {
        let draw = |desk: Option<&HelpDesk>| {
            let page = ErrorPage {
                frame: Frame::without_switch(&site, Language::En, Some("Varemerke")),
                text,
                country: Some("SE"),
                notice: None,
                minutes: 30,
                reference: "",
                reason: None,
                way_on: WayOn::Nowhere,
                desk,
            };
            page.render()
        };
        let values = [
            ("in_country", "in Sweden"),
            ("country", "Sweden"),
            ("eid", "BankID"),
            ("service", "Varemerke"),
        ];
        let whose = pages::i18n::fill(whose, &values);
        let desk = full_desk(text.party());
        let html = draw(Some(&desk));
        let spoken = format!("<span lang=\"nb\">{}</span>", Language::Nb.own_name());
        for part in [
            whose.as_str(),
            "href=\"tel:+4722000000\"",
            "href=\"mailto:help@example.no\"",
            "href=\"https://www.example.no/a/long/way/to/help/for/people\"",
            spoken.as_str(),
            "<dd lang=\"en\">Mon–Fri 8–16</dd>",
        ] {
            assert!(html.contains(part), "{text:?}: {part}: {html}");
        }
        let bare = HelpDesk {
            phone: None,
            email: None,
            hours: None,
            languages: Vec::new(),
            ..desk
        };
        let bare = draw(Some(&bare));
        assert!(!bare.contains("tel:") && !bare.contains("mailto:") && bare.contains(&whose));
        assert!(!draw(None).contains(texts.contact_title));
    }
}

/// WCAG 2.2 §2.2.1: asked in time, without a script; and when no more can be had, told so.
#[test]
fn a_page_asks_whether_more_time_is_needed_and_its_style_waits_so_long() {
    let site = site();
    let style = String::from_utf8(
        pages::asset(Frame::without_switch(&site, Language::En, None).style())
            .unwrap()
            .bytes
            .to_vec(),
    )
    .unwrap();
    for minutes in [1, 8, 28, 30] {
        let rule = format!(".in-{minutes}{{animation-delay:{}s}}", minutes * 60);
        assert!(style.contains(&rule), "{rule}");
    }
    let texts = Language::En.texts();
    let draw = |time: Option<TimeLeft>| {
        let frame = Frame::without_switch(&site, Language::En, None);
        let frame = match time {
            Some(time) => frame.ending(time),
            None => frame,
        };
        let page = SendAgainPage {
            frame,
            country: "SE",
            action: "/send",
        };
        page.render()
    };
    let ends = |minutes, more| {
        draw(Some(TimeLeft {
            minutes,
            action: "/more?flow=abc&at=/send".to_owned(),
            more,
        }))
    };
    let asked = ends(28, true);
    assert!(asked.contains("<section class=\"time in-28\" role=\"alert\""));
    assert!(asked.contains(texts.time_left_body) && asked.contains(texts.time_left_more));
    assert!(
        asked.contains("action=\"/more?flow=abc&#38;at=/send\""),
        "{asked}"
    );
    let last = ends(8, false);
    assert!(last.contains(&format!("<p>{}</p>", texts.time_left_last)));
    assert!(!last.contains(texts.time_left_more), "{last}");
    assert!(
        ends(99, true).contains("time in-30"),
        "no rule waits longer"
    );
    assert!(!draw(None).contains("class=\"time"));
}

/// What a page weighs with everything, uncompressed: each page of people in its largest state, with the
/// organisation of the service, the box about time, a help desk and what is asked for, style, script, and as
/// many octets of pictures as are let in.
#[test]
fn a_page_weighs_at_most_sixty_kilobytes_with_everything() {
    // The logo of the state and that of the service: `LARGEST_LOGO`. Those of e-IDs together: `MOST_PICTURES`.
    const LOGO: usize = 8 * 1024;
    const EIDS: usize = 10 * 1024;
    let site = site();
    let everywhere: Vec<CountryChoice> = pages::i18n::OWN_NAMES
        .iter()
        .map(|name| CountryChoice {
            code: name.code.to_owned(),
            greyed: None,
        })
        .collect();
    let mut heaviest = (0, String::new());
    for language in Language::ALL {
        let more: Vec<More<'_>> = Attribute::of(eidas::Person::Natural)
            .filter(|attribute| !attribute.is_mandatory())
            .map(|attribute| More {
                attribute,
                purpose: (
                    "To find your case and to send you the decision.",
                    Language::En,
                ),
            })
            .collect();
        let page = CountryPage {
            frame: Frame::new(&site, *language, Some("Varemerke"), "/country", "flow=abc")
                .owned_by(Owner {
                    organisation: Some("Direktoratet for de lange navn"),
                    logo: Some("/logo/0123456789abcdef.svg"),
                })
                .ending(TimeLeft {
                    minutes: 28,
                    action: "/more?flow=abc&at=/country".to_owned(),
                    more: true,
                }),
            flow: "abc",
            path: "/country",
            countries: &everywhere,
            first: &["EL"],
            suggested: &[("SE", Suggestion::LastTime), ("AT", Suggestion::Service)],
            level: Level::High,
            query: "",
            notice: Some(Notice::NotPossible),
            more: &more,
        };
        let all = every(&site, *language);
        let all = all
            .into_iter()
            .chain([("all countries".to_owned(), page.render())]);
        for (name, html) in all {
            let files = html.split('"').filter(|part| part.starts_with("/static/"));
            let files: usize = files
                .map(|file| pages::asset(file).unwrap().bytes.len())
                .sum();
            let logos = html.matches("src=\"/logo/").count();
            assert!(
                logos >= 1 && files > 10_000,
                "{name}: it has pictures and style"
            );
            let eids = if name.starts_with("eids") { EIDS } else { 0 };
            let weight = html.len() + files + logos * LOGO + eids;
            if weight > heaviest.0 {
                heaviest = (weight, format!("{} {name}", language.tag()));
            }
        }
    }
    assert!(heaviest.0 <= 60_000, "{heaviest:?}");
}
