//! Every page in every state, drawn in a language: what the other files here look at.

mod choosing;
mod ending;
mod proving;

use pages::i18n::{Language, Languages};
use pages::{Banner, Frame, HelpDesk, Owner, Party, Site, TimeLeft};

/// An installation with everything.
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

/// A page, by its state. What stands behind a slash tells apart states that look alike: they are read by tests,
/// and a picture is made of those without.
pub(crate) type Drawn = (String, String);

/// Whether a picture is made of a state.
pub(crate) fn is_pictured(name: &str) -> bool {
    !name.contains('/')
}

/// Makes the frame of a page.
type Framer<'f, 'a> = &'f dyn Fn() -> Frame<'a>;

/// Every page in every state.
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
    // Who came by chance, or with something that we cannot use, is on no way to a service that we know.
    let alone = || Frame::new(site, language, None, "/session", "");
    let mut drawn = choosing::drawn(&frame);
    drawn.extend(proving::drawn(&frame));
    drawn.extend(ending::drawn(&frame, &alone));
    drawn
}
