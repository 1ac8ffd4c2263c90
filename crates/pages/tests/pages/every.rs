//! Every page in every state and every language: it is in that language, it is well formed, no text is
//! missing, and something leads on.

use eidas::Attribute;

use crate::drawn::{every, full_desk, site};
use crate::strange::{lengthened, turned};
use pages::i18n::{Language, Languages};
use pages::{
    CountryChoice, CountryPage, ErrorPage, ErrorText, Frame, HelpDesk, Level, LoggedOutPage, More,
    Notice, Owner, SendAgainPage, Site, Suggestion, TimeLeft, WaitPage, Wanted, WayOn,
};

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
            // WCAG 2.2 §2.2.1: nothing is loaded anew, and nobody led on, while she reads (failures F40, F41); at once
            // she may be (technique H76).
            let mut refreshes = html.split("http-equiv=\"refresh\" content=\"").skip(1);
            assert!(refreshes.all(|it| it.starts_with("0;")), "{place}: {html}");
        }
    }
    assert!(seen > 400 * Language::ALL.len(), "{seen} pages were seen");
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

/// WCAG 2.2 §3.1.2: what an operator said in Norwegian is read aloud as Norwegian on every page, also on a Greek one.
#[test]
fn the_operators_words_have_their_own_language() {
    let site = site();
    let mut seen = 0;
    for (name, html) in every(&site, Language::El) {
        for words in [
            "Stengt.",
            "Stengt siden i morges.",
            "Vansker akkurat nå.",
            ">App<",
        ] {
            for (before, _) in html.match_indices(words) {
                let before = html.get(..=before).unwrap_or_default();
                let tag = before.rsplit('<').next().unwrap_or_default();
                assert!(tag.contains(" lang=\"nb\""), "{name}: {words}: {tag}");
                seen += 1;
            }
        }
    }
    assert!(seen > 50, "{seen}");
}

/// WCAG 2.2 §2.4.2: what went wrong stands first in the title, which is read aloud before anything else.
#[test]
fn a_title_begins_with_what_went_wrong() {
    let site = site();
    let mut seen = 0;
    for (name, html) in every(&site, Language::En) {
        let (_, title) = html.split_once("<title>").expect("a title");
        for part in html.split("<p class=\"notice").skip(1) {
            let (tag, text) = part.split_once('>').expect("its end");
            let text = text.split('<').next().unwrap_or_default();
            // The operator's own words may be in another language, which no part of a title can say.
            if tag.contains("role=\"alert\"") && !tag.contains("lang=\"nb\"") {
                assert!(title.starts_with(text), "{name}: {text}: {title}");
                seen += 1;
            }
        }
    }
    assert!(seen > 10, "{seen}");
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

/// A country has its own name beside ours; the institutions of the Union have none of their own. What stands first in
/// a line begins with a capital letter, also where it is an article.
#[test]
fn names_of_countries_read_as_in_each_language() {
    let site = site();
    for (language, names) in [
        (Language::De, ["Schweden", "EU-Organe"]),
        (
            Language::Mt,
            ["L\u{2011}Iżvezja", "Istituzzjonijiet tal\u{2011}UE"],
        ),
    ] {
        let drawn = every(&site, language);
        let (_, html) = drawn.iter().find(|(name, _)| name == "country").unwrap();
        let [sweden, union] = names;
        let own =
            format!("<strong>{sweden}</strong> <span class=\"own\" lang=\"sv\">Sverige</span>");
        assert!(html.contains(&own), "{html}");
        assert!(
            html.contains(&format!("<strong>{union}</strong></span>")),
            "{html}"
        );
    }
}

/// Bulgarian says `във` before В and Ф; German has an article before the institutions.
#[test]
fn a_preposition_fits_the_name_behind_it() {
    use pages::i18n::{OWN_NAMES, country_in, in_country};
    for code in OWN_NAMES.iter().map(|name| name.code) {
        let name = country_in(Language::Bg, code);
        let within = in_country(Language::Bg, code);
        let doubled = name.starts_with(['В', 'Ф']);
        assert_eq!(within.starts_with("във "), doubled, "{within}");
    }
    assert_eq!(in_country(Language::De, "EU"), "bei den EU-Organen");
}

#[test]
fn dates_read_as_in_each_language() {
    for (language, date) in [
        (Language::Nb, "14. mai 1990"),
        (Language::Se, "miessemánu 14. b. 1990"),
        (Language::Hu, "1990. május 14."),
    ] {
        assert_eq!(language.date("1990-05-14"), date);
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
                eids: &[],
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

/// What the advice says is the main thing to do: who wanted to log out comes to where she can.
#[test]
fn who_is_not_logged_out_is_led_to_where_she_can_log_out() {
    let site = site();
    let main = "<a class=\"button main\" href=\"/session\">";
    for text in ErrorText::ALL {
        let draw = |way_on| {
            let page = ErrorPage {
                frame: Frame::without_switch(&site, Language::En, None),
                text: *text,
                country: None,
                notice: None,
                eids: &[],
                minutes: 30,
                reference: "",
                reason: None,
                way_on,
                desk: None,
            };
            page.render()
        };
        let service = WayOn::Service {
            href: "https://service.example".to_owned(),
        };
        let is_logout = format!("{text:?}").starts_with("Logout");
        for html in [draw(WayOn::Nowhere), draw(service)] {
            assert_eq!(html.contains(main), is_logout, "{text:?}: {html}");
            assert!(html.matches("\"button main\"").count() <= 1, "{text:?}");
        }
    }
}

/// The first button is the main one: what the advice says.
#[test]
fn who_cannot_succeed_now_is_led_back_first() {
    let site = site();
    for (text, first) in [
        (ErrorText::Cancelled, "back"),
        (ErrorText::CountrySuspended, "back"),
        (ErrorText::PeerFailed, "again"),
    ] {
        let page = ErrorPage {
            frame: Frame::without_switch(&site, Language::En, Some("Varemerke")),
            text,
            country: Some("SE"),
            notice: None,
            eids: &[],
            minutes: 30,
            reference: "",
            reason: None,
            way_on: WayOn::Login {
                action: "/next?flow=abc".to_owned(),
                again: true,
                another: true,
            },
            desk: None,
        };
        let html = page.render();
        let main = format!("value=\"{first}\" class=\"main\"");
        assert!(html.contains(&main), "{text:?}: {html}");
        assert_eq!(html.matches("class=\"main\"").count(), 1, "{text:?}");
    }
}

/// Whoever's installation has no link to help, and whose listener knows no help desk: each page has its main action.
#[test]
fn what_did_not_work_leads_on_also_where_nobody_is_known_who_helps() {
    let mut site = site();
    site.help = None;
    for text in ErrorText::ALL {
        let page = ErrorPage {
            frame: Frame::without_switch(&site, Language::En, None),
            text: *text,
            country: None,
            notice: None,
            eids: &[],
            minutes: 30,
            reference: "",
            reason: None,
            way_on: WayOn::Nowhere,
            desk: None,
        };
        let html = page.render();
        assert_eq!(
            html.matches("class=\"button main\"").count(),
            1,
            "{text:?}: {html}"
        );
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
    assert!(!last.contains(texts.time_left_title), "nothing is offered");
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
            // As many letters as the configuration takes.
            eids: vec!["e".repeat(80)],
            // So many are named at most.
            failing: ["AT", "BE", "BG", "HR", "SE"].contains(&name.code),
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
            wanted: Wanted::Person,
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
