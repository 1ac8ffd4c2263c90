//! The operators' console: English as the command line is, HTML without script, and no value of a person.

use askama::Template;

use super::asset::{console_href, css_href};
use super::{ErrorText, country_in, render};
use crate::i18n::{Language, fill, in_country};

/// How something stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// Nothing to do.
    Good,
    /// Somebody should look.
    Look,
    /// It does not work.
    Bad,
}

impl Mark {
    /// The class of the style; the word beside it says the same, for whoever sees no colour.
    const fn class(self) -> &'static str {
        match self {
            Self::Good => "good",
            Self::Look => "look",
            Self::Bad => "bad",
        }
    }
}

/// Which page of the console.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ConsoleTab {
    /// Every country, e-ID and list.
    Board,
    /// The login behind a reference.
    Login,
    /// What is closed.
    Levers,
    /// What ends soon.
    Ends,
    /// What changed lately.
    Changes,
}

impl ConsoleTab {
    const ALL: [(Self, &'static str, &'static str); 5] = [
        (Self::Board, "/console", "Board"),
        (Self::Login, "/console/login", "A caller’s reference"),
        (Self::Levers, "/console/levers", "Levers"),
        (Self::Ends, "/console/ends", "What ends soon"),
        (Self::Changes, "/console/changes", "What changed"),
    ];
}

/// Who looks.
#[derive(Clone, Debug)]
pub struct ConsoleVisitor {
    /// Her name.
    pub name: String,
    /// She may change something.
    pub acts: bool,
    /// What her forms bring back.
    pub form_token: String,
}

/// What stands around each page.
#[derive(Clone, Debug)]
pub struct ConsoleFrame<'a> {
    /// The name of the login service.
    pub site: &'a str,
    /// This node, and which version it runs.
    pub node: &'a str,
    /// The time, as it is written in the trail.
    pub now: &'a str,
    /// Which page.
    pub tab: ConsoleTab,
    /// Who looks; nobody is logged in without.
    pub visitor: Option<&'a ConsoleVisitor>,
    /// Whether one can log in.
    pub opens: bool,
}

impl ConsoleFrame<'_> {
    fn css(&self) -> &'static str {
        css_href()
    }

    fn console_css(&self) -> &'static str {
        console_href()
    }

    fn tabs(&self) -> impl Iterator<Item = (bool, &'static str, &'static str)> {
        let here = self.tab;
        let all = ConsoleTab::ALL.into_iter();
        all.map(move |(tab, href, label)| (tab == here, href, label))
    }

    fn token(&self) -> &str {
        self.visitor.map_or("", |visitor| &visitor.form_token)
    }

    fn acts(&self) -> bool {
        self.visitor.is_some_and(|visitor| visitor.acts)
    }
}

/// How logins ended within a time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Ended {
    /// The person arrived.
    pub arrived: u64,
    /// She went back, or was not confirmed.
    pub stopped: u64,
    /// Anything else.
    pub failed: u64,
}

impl Ended {
    fn told(&self) -> String {
        match (self.arrived + self.stopped + self.failed, self.failed) {
            (0, _) => "nobody".to_owned(),
            (_, 0) => format!("{} arrived, {} did not confirm", self.arrived, self.stopped),
            _ => format!(
                "{} arrived, {} did not confirm, {} failed",
                self.arrived, self.stopped, self.failed
            ),
        }
    }
}

/// A country's node or an e-ID.
#[derive(Clone, Debug)]
pub struct BoardRow {
    /// What people call it.
    pub name: String,
    /// Which it is for a program: entityID and role, or id and issuer.
    pub which: String,
    /// How it stands.
    pub mark: Mark,
    /// The same in a word, and why.
    pub state: String,
    /// The last hour; nothing where another row of the same country has it.
    pub hour: Option<Ended>,
    /// The last day.
    pub day: Option<Ended>,
    /// How long it took, of what was measured in the last hour.
    pub took: Option<String>,
    /// Dates: of metadata and certificates.
    pub dates: Vec<String>,
    /// What is unusual, and put up with.
    pub quirks: Vec<String>,
    /// Whom to call.
    pub contacts: Vec<String>,
}

/// A list of countries' nodes, or of who issues or revokes PIDs.
#[derive(Clone, Debug)]
pub struct ListRow {
    /// Where it is.
    pub url: String,
    /// How it stands.
    pub mark: Mark,
    /// In words.
    pub says: String,
}

/// The board.
#[derive(Template, Debug)]
#[template(path = "console_board.html")]
pub struct ConsoleBoard<'a> {
    /// Frame.
    pub frame: ConsoleFrame<'a>,
    /// What concerns the whole node.
    pub notices: Vec<(Mark, String)>,
    /// Other countries.
    pub countries: Vec<BoardRow>,
    /// National e-IDs.
    pub eids: Vec<BoardRow>,
    /// Lists of wallets.
    pub lists: Vec<ListRow>,
}

impl ConsoleBoard<'_> {
    fn groups(&self) -> Vec<(&'static str, &'static str, &'static str, &[BoardRow])> {
        let groups = [
            ("eids", "National e‑IDs", "Mean of its calls", &*self.eids),
            ("countries", "Countries", "Mean time away", &*self.countries),
        ];
        let filled = groups.into_iter().filter(|(.., rows)| !rows.is_empty());
        filled.collect()
    }
}

/// What is said to a caller in her language.
#[derive(Clone, Debug)]
pub struct Said {
    /// Which language.
    pub language: Language,
    /// What her page said.
    pub lines: Vec<String>,
}

/// A login as it is told.
#[derive(Clone, Debug)]
pub struct ToldLogin {
    /// Its name in the trail, and its day.
    pub heading: String,
    /// Time and sentence.
    pub lines: Vec<(String, String)>,
    /// The reason code, where it was refused.
    pub reason: Option<String>,
    /// What to say or do, from the table of docs/support.md.
    pub advice: Option<String>,
    /// The same as her page said it.
    pub said: Option<Said>,
}

/// The login behind a reference.
#[derive(Template, Debug)]
#[template(path = "console_login.html")]
pub struct ConsoleLogin<'a> {
    /// Frame.
    pub frame: ConsoleFrame<'a>,
    /// What was looked for; empty before.
    pub reference: &'a str,
    /// In which language the caller speaks.
    pub language: Language,
    /// Which there are.
    pub languages: Vec<Language>,
    /// What was found.
    pub logins: Vec<ToldLogin>,
    /// What else to say: nothing was found, older files were not read.
    pub notice: Option<String>,
}

/// Something closed.
#[derive(Clone, Debug)]
pub struct ClosedRow {
    /// `eid bankid`, `country SE`.
    pub target: String,
    /// What people call it.
    pub name: String,
    /// Since when, and until when.
    pub when: String,
    /// What people read: language and text.
    pub texts: Vec<(Language, String)>,
    /// It is closed by the configuration and opened there.
    pub by_file: bool,
}

/// What is closed, and how to close and open.
#[derive(Template, Debug)]
#[template(path = "console_levers.html")]
pub struct ConsoleLevers<'a> {
    /// Frame.
    pub frame: ConsoleFrame<'a>,
    /// What came of what was done.
    pub notice: Option<(Mark, String)>,
    /// What is closed.
    pub closed: Vec<ClosedRow>,
    /// What can be closed: value and name.
    pub targets: Vec<(String, String)>,
    /// What was written in the form, where it comes back.
    pub written: LeverForm,
}

/// The form that closes.
#[derive(Clone, Debug, Default)]
pub struct LeverForm {
    /// What.
    pub target: String,
    /// What people read in bokmål.
    pub nb: String,
    /// In nynorsk.
    pub nn: String,
    /// In English.
    pub en: String,
    /// Until when.
    pub until: String,
    /// Why, for the trail.
    pub reason: String,
}

/// Lines with a date.
#[derive(Template, Debug)]
#[template(path = "console_lines.html")]
pub struct ConsoleLines<'a> {
    /// Frame.
    pub frame: ConsoleFrame<'a>,
    /// The heading.
    pub title: &'a str,
    /// What stands above.
    pub intro: &'a str,
    /// When, how it stands, what.
    pub lines: Vec<(String, Mark, String)>,
    /// What stands where there are none.
    pub none: &'a str,
}

/// Something was not done, and why.
#[derive(Template, Debug)]
#[template(path = "console_notice.html")]
pub struct ConsoleNotice<'a> {
    /// Frame.
    pub frame: ConsoleFrame<'a>,
    /// The heading.
    pub title: &'a str,
    /// What happened.
    pub text: String,
    /// What is to be copied.
    pub code: Option<&'a str>,
    /// Goes on there by itself: an address of ours.
    pub onward: Option<&'a str>,
    /// What is to be done is to log in.
    pub logs_in: bool,
}

macro_rules! rendered {
    ($($page:ident),+) => {$(
        impl $page<'_> {
            /// HTML.
            #[must_use]
            pub fn html(&self) -> String {
                render(self)
            }
        }
    )+};
}

rendered!(
    ConsoleBoard,
    ConsoleLogin,
    ConsoleLevers,
    ConsoleLines,
    ConsoleNotice
);

impl ErrorText {
    /// What the page of this text says, in a language that its reader speaks.
    #[must_use]
    pub fn said(
        self,
        language: Language,
        country: Option<&str>,
        eid: &str,
        service: &str,
    ) -> Vec<String> {
        let t = language.texts();
        let message = self.message(t);
        let [name, within] = match country {
            Some(code) => [country_in(language, code), in_country(language, code)],
            None => Default::default(),
        };
        let service = if service.is_empty() {
            t.the_service
        } else {
            service
        };
        let values = [
            ("country", name.as_str()),
            ("in_country", within.as_str()),
            ("service", service),
            ("minutes", "30"),
            ("eid", eid),
        ];
        let texts = [message.title, message.body, message.advice];
        let filled = texts.map(|text| fill(text, &values));
        filled.into_iter().filter(|text| !text.is_empty()).collect()
    }
}
