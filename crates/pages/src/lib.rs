//! The pages people see: typed values in, HTML out. No page decides anything, and every page
//! works without JavaScript. Templates escape every value (askama, HTML mode).

mod asset;
mod consent;
mod console;
mod contact;
mod country;
mod eids;
mod error;
pub mod i18n;
mod integrate;
mod look;
mod matched;
mod own;
mod persons;
mod qr;
mod search;
mod session;
mod trace;
mod wallet;

use askama::Template;
use country::MoreRow;

use crate::i18n::{Language, Languages, Texts, fill, in_country};

pub use asset::{Asset, ICON, asset, wallet_href};
pub use consent::ConsentPage;
pub use console::{
    BoardRow, ClosedRow, ConsoleBoard, ConsoleFrame, ConsoleLevers, ConsoleLines, ConsoleLogin,
    ConsoleNotice, ConsoleTab, ConsoleVisitor, Ended, LeverForm, ListRow, Mark, Said, ToldLogin,
};
pub use contact::{HelpDesk, Party};
pub use country::{CountryChoice, CountryPage, Greyed, Level, More, Notice, Suggestion, Wanted};
pub use eids::{Abroad, EidChoice, EidNotice, EidPage, GreyedEid};
pub use error::{ErrorPage, ErrorText, WayOn};
pub use i18n::country_in;
pub use integrate::{IntegratePage, LibraryRecipe};
pub use look::{Colour, LEAST_CONTRAST, Scheme, Style};
pub use matched::{MatchNotice, MatchedPage, Outcome, Used, UsedValue};
pub use own::{KeptFor, KeptPage, OwnPage, Receipt, Sent, Whose};
pub use persons::{PersonChoice, PersonPage};
pub use session::{LoggedIn, LoggedOutPage, SessionPage};
pub use trace::{TraceAttempt, TracePage, TraceStep};
pub use wallet::{WalletNotice, WalletPage};

/// What every page of this installation shows.
#[derive(Clone, Debug, Default)]
pub struct Site {
    /// Name of the login service, in the header, where a language has none of its own.
    pub name: String,
    /// Its name in the languages that have their own.
    pub names: Vec<(Language, String)>,
    /// The address of its logo or emblem.
    pub logo: Option<String>,
    /// Its colours.
    pub style: Option<Style>,
    /// Help for citizens.
    pub help: Option<String>,
    /// Privacy notice.
    pub privacy: Option<String>,
    /// Accessibility statement.
    pub accessibility: Option<String>,
    /// How one gets an e-ID.
    pub get_eid: Option<String>,
    /// Marked on every page in the Demo and Test profiles.
    pub banner: Option<Banner>,
    /// The languages of the switch.
    pub languages: Languages,
}

/// What kind of place this is, when it is not the real one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Banner {
    /// Demo Europe.
    Demo,
    /// A test environment.
    Test,
}

/// One entry of the language switch.
#[derive(Clone, Debug)]
pub struct LanguageLink {
    /// The language it switches to.
    pub language: Language,
    /// The same page in that language.
    pub href: String,
}

/// What stands around the content of a page.
#[derive(Clone, Debug)]
pub struct Frame<'a> {
    /// This installation.
    pub site: &'a Site,
    /// Language of the page.
    pub language: Language,
    /// The switch; empty where there is no page to switch in place.
    pub switch: Vec<LanguageLink>,
    /// Display name of the service the person is on the way to.
    pub service: Option<&'a str>,
    /// Whose service it is.
    pub owner: Owner<'a>,
    /// When the login ends that waits here.
    pub time: Option<TimeLeft>,
}

/// When a login ends, and how its person gets more time. WCAG 2.2 §2.2.1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TimeLeft {
    /// In how many minutes she is asked, at most thirty: two before the end.
    pub minutes: u32,
    /// Where the button posts.
    pub action: String,
    /// More can be had.
    pub more: bool,
}

/// The style has a rule for each minute up to here: no script is needed to wait.
const LONGEST_WAIT: u32 = 30;

impl TimeLeft {
    fn wait(&self) -> u32 {
        self.minutes.min(LONGEST_WAIT)
    }
}

/// Whose service it is, as far as it was told.
#[derive(Clone, Copy, Debug, Default)]
pub struct Owner<'a> {
    /// The organisation that it belongs to.
    pub organisation: Option<&'a str>,
    /// The address of the service's logo.
    pub logo: Option<&'a str>,
}

impl<'a> Frame<'a> {
    /// A frame whose language switch leads to `path` with `query` (already encoded, may be
    /// empty) and `lang=`.
    #[must_use]
    pub fn new(
        site: &'a Site,
        language: Language,
        service: Option<&'a str>,
        path: &str,
        query: &str,
    ) -> Self {
        let mut frame = Self::without_switch(site, language, service);
        let joint = if query.is_empty() { "" } else { "&" };
        frame.switch = site
            .languages
            .iter()
            .map(|l| LanguageLink {
                language: l,
                href: format!("{path}?{query}{joint}lang={}", l.tag()),
            })
            .collect();
        frame
    }

    /// A frame for an answer that cannot be asked for again in another language.
    #[must_use]
    pub const fn without_switch(
        site: &'a Site,
        language: Language,
        service: Option<&'a str>,
    ) -> Self {
        Self {
            site,
            language,
            switch: Vec::new(),
            service,
            owner: Owner {
                organisation: None,
                logo: None,
            },
            time: None,
        }
    }

    /// Of a login that ends.
    #[must_use]
    pub fn ending(mut self, time: TimeLeft) -> Self {
        self.time = Some(time);
        self
    }

    /// Of a service whose owner is known.
    #[must_use]
    pub const fn owned_by(mut self, owner: Owner<'a>) -> Self {
        self.owner = owner;
        self
    }

    fn name(&self) -> &'a str {
        let mut names = self.site.names.iter();
        let own = names.find(|(language, _)| *language == self.language);
        own.map_or(&self.site.name, |(_, name)| name)
    }

    fn service_of(&self) -> Option<String> {
        let values = [("organisation", self.owner.organisation?)];
        Some(fill(self.t().service_of, &values))
    }

    /// The address of its style.
    #[must_use]
    pub fn style(&self) -> &'a str {
        self.css()
    }

    const fn t(&self) -> &'static Texts {
        self.language.texts()
    }

    fn css(&self) -> &'a str {
        match &self.site.style {
            Some(style) => style.href(),
            None => asset::css_href(),
        }
    }

    fn js(&self) -> &'static str {
        asset::js_href()
    }

    fn europe(&self) -> &'static str {
        asset::europe_href()
    }

    fn banner(&self) -> Option<&'static str> {
        self.site.banner.map(|b| match b {
            Banner::Demo => self.t().banner_demo,
            Banner::Test => self.t().banner_test,
        })
    }

    fn banner_class(&self) -> &'static str {
        match self.site.banner {
            Some(Banner::Test) => "test",
            _ => "demo",
        }
    }

    fn is_demo(&self) -> bool {
        self.site.banner == Some(Banner::Demo)
    }

    /// Whoever tests this place may be the first who speaks the language and reads its texts.
    const fn is_unread(&self) -> bool {
        self.site.banner.is_some() && self.t().unread
    }

    fn logging_in_to(&self, service: &str) -> String {
        fill(self.t().logging_in_to, &[("service", service)])
    }
}

/// "Sweden" and "in Sweden": a text takes whichever its language needs.
fn named(language: Language, code: &str) -> [String; 2] {
    [country_in(language, code), in_country(language, code)]
}

/// What begins with words of ours begins with a capital letter: a sentence, or a country in a list, which has its
/// article before it in some languages.
fn sentence(text: String) -> String {
    let mut letters = text.chars();
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => text,
    }
}

/// Renders; a template that fails is a programming error and shows an empty page, never a panic.
fn render(template: &impl Template) -> String {
    template.render().unwrap_or_else(|error| {
        tracing::error!(%error, "a page could not be rendered");
        String::new()
    })
}

/// The form that carries the AuthnRequest to the foreign node (SAML Bindings §3.5.4).
#[derive(Debug)]
pub struct SendPage<'a> {
    /// Frame.
    pub frame: Frame<'a>,
    /// The country's code.
    pub country: &'a str,
    /// The SSO address of the verified metadata.
    pub action: &'a str,
    /// `SAMLRequest`, `RelayState`.
    pub fields: &'a [(String, String)],
    /// Wanted the service asks for, and what beside the minimum data set: where the country was chosen for her
    /// she reads it here.
    pub wanted: Wanted,
    /// What else.
    pub more: &'a [More<'a>],
    /// How long she has, in minutes.
    pub minutes: u32,
    /// Whether the script submits at once.
    pub automatic: bool,
}

#[derive(Template)]
#[template(path = "send.html")]
struct SendTemplate<'a> {
    frame: &'a Frame<'a>,
    title: String,
    action: &'a str,
    automatic: bool,
    fields: &'a [(String, String)],
    companies: Option<[&'static str; 2]>,
    more_text: &'static str,
    more: Vec<MoreRow<'a>>,
    button: String,
    time_limit: String,
}

impl SendPage<'_> {
    /// HTML.
    #[must_use]
    pub fn render(&self) -> String {
        let t = self.frame.t();
        let language = self.frame.language;
        let [country, within] = named(language, self.country);
        let values = [("country", &*country), ("in_country", &*within)];
        let minutes = self.minutes.to_string();
        render(&SendTemplate {
            frame: &self.frame,
            title: fill(t.send_title, &values),
            action: self.action,
            automatic: self.automatic,
            fields: self.fields,
            companies: self.wanted.said(t),
            more_text: self.wanted.more(t),
            more: self.more.iter().map(|more| more.row(language)).collect(),
            button: fill(t.send_button, &values),
            time_limit: fill(
                t.send_time_limit.of(language, self.minutes),
                &[("minutes", &minutes)],
            ),
        })
    }
}

/// The person came back to `/send` by the back button: go again, or choose another country.
/// Form: `action=again|another|cancel`.
#[derive(Debug)]
pub struct SendAgainPage<'a> {
    /// Frame.
    pub frame: Frame<'a>,
    /// The country's code.
    pub country: &'a str,
    /// Where the form posts.
    pub action: &'a str,
}

#[derive(Template)]
#[template(path = "send_again.html")]
struct SendAgainTemplate<'a> {
    frame: &'a Frame<'a>,
    title: String,
    action: &'a str,
    button: String,
}

impl SendAgainPage<'_> {
    /// HTML.
    #[must_use]
    pub fn render(&self) -> String {
        let t = self.frame.t();
        let [country, within] = named(self.frame.language, self.country);
        let values = [("country", &*country), ("in_country", &*within)];
        render(&SendAgainTemplate {
            frame: &self.frame,
            title: fill(t.send_again_title, &values),
            action: self.action,
            button: fill(t.send_button, &values),
        })
    }
}

/// What the foreign node's POST gets: a page of our own origin that goes on by itself, since a
/// redirect across origins would be stopped by the foreign page's `form-action`.
#[derive(Debug)]
pub struct ContinuePage<'a> {
    /// Frame; its `service` is named.
    pub frame: Frame<'a>,
    /// Our own URL that redirects to the service.
    pub href: &'a str,
}

#[derive(Template)]
#[template(path = "continue.html")]
struct ContinueTemplate<'a> {
    frame: &'a Frame<'a>,
    href: &'a str,
    title: &'a str,
    body: String,
    button: String,
}

impl ContinuePage<'_> {
    /// HTML.
    #[must_use]
    pub fn render(&self) -> String {
        let t = self.frame.t();
        let service = self.frame.service.unwrap_or_default();
        render(&ContinueTemplate {
            frame: &self.frame,
            href: self.href,
            title: t.continue_title,
            body: fill(t.continue_body, &[("service", service)]),
            button: fill(t.continue_button, &[("service", service)]),
        })
    }
}

/// The answer to a client that asked for `response_mode=form_post` (OAuth 2.0 Form Post Response
/// Mode §2): a form to its redirect URI that goes on by itself.
#[derive(Debug)]
pub struct PostBackPage<'a> {
    /// Frame; its `service` is named.
    pub frame: Frame<'a>,
    /// The client's redirect URI.
    pub action: &'a str,
    /// The parameters of the authorization response.
    pub fields: &'a [(String, String)],
}

#[derive(Template)]
#[template(path = "post_back.html")]
struct PostBackTemplate<'a> {
    frame: &'a Frame<'a>,
    title: String,
    action: &'a str,
    fields: &'a [(String, String)],
    button: String,
}

impl PostBackPage<'_> {
    /// HTML.
    #[must_use]
    pub fn render(&self) -> String {
        let t = self.frame.t();
        let service = self.frame.service.unwrap_or(t.the_service);
        render(&PostBackTemplate {
            frame: &self.frame,
            title: fill(
                t.continue_body.trim_end_matches('.'),
                &[("service", service)],
            ),
            action: self.action,
            fields: self.fields,
            button: fill(t.continue_button, &[("service", service)]),
        })
    }
}

/// The second half of a double click, while the first is still at work. It came after that was waited for, and it does
/// not look again by itself: a page that is loaded anew while it is read aloud begins anew each time (WCAG 2.2 §2.2.1,
/// failure F41).
#[derive(Template, Debug)]
#[template(path = "wait.html")]
pub struct WaitPage<'a> {
    /// Frame.
    pub frame: Frame<'a>,
    /// Our own URL that will have the answer.
    pub href: &'a str,
    /// What else can be chosen, should this never come to an end.
    pub another: Option<Another<'a>>,
}

/// Where something else is chosen.
#[derive(Clone, Copy, Debug)]
pub enum Another<'a> {
    /// Another country.
    Country(&'a str),
    /// Another national e-ID.
    Eid(&'a str),
}

impl WaitPage<'_> {
    /// HTML.
    #[must_use]
    pub fn render(&self) -> String {
        render(self)
    }
}

/// A person waits for her turn: her place is kept, and the page goes on by itself or by its button.
#[derive(Debug)]
pub struct QueuePage<'a> {
    /// Frame.
    pub frame: Frame<'a>,
    /// In about how many minutes it is her turn.
    pub minutes: u32,
    /// Our own address that asks again.
    pub again: &'a str,
    /// What is posted there; nothing where it is asked for by its address.
    pub fields: Option<&'a [(String, String)]>,
}

#[derive(Template)]
#[template(path = "queue.html")]
struct QueueTemplate<'a> {
    frame: &'a Frame<'a>,
    body: &'static str,
    minutes: String,
    again: &'a str,
    fields: Option<&'a [(String, String)]>,
}

impl QueuePage<'_> {
    /// HTML.
    #[must_use]
    pub fn render(&self) -> String {
        let (t, language) = (self.frame.t(), self.frame.language);
        let minutes = self.minutes.to_string();
        let text = t.queue_minutes.of(language, self.minutes);
        render(&QueueTemplate {
            frame: &self.frame,
            body: match self.fields {
                Some(_) => t.queue_press,
                None => t.queue_body,
            },
            minutes: fill(text, &[("minutes", &minutes)]),
            again: self.again,
            fields: self.fields,
        })
    }
}

/// `/`: nothing to do here for people; links for those who connect.
#[derive(Template, Debug)]
#[template(path = "front.html")]
pub struct FrontPage<'a> {
    /// Frame.
    pub frame: Frame<'a>,
    /// Label and address.
    pub links: &'a [(&'a str, &'a str)],
}

impl FrontPage<'_> {
    /// HTML.
    #[must_use]
    pub fn render(&self) -> String {
        render(self)
    }
}
