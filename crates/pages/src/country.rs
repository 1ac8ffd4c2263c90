//! The country page: every configured country by its name in the page's language and in its own,
//! those that can be chosen first, the others greyed with the reason and since when.

use askama::Template;

use super::consent::label;
use super::{Frame, country_in, named, render, sentence};
use crate::i18n::{Language, Texts, fill, own_name};
use crate::search::{codes, meant};

/// Why a country cannot be chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Greyed {
    /// Publishes no level that reaches the asked one.
    Level,
    /// Wants a name of the service, which has none there.
    ServiceUnknown,
    /// Does not publish the minimum data set, without which nobody can be known.
    Incomplete,
    /// No valid metadata.
    Unavailable,
    /// Being connected since start-up.
    Starting,
    /// Closed by the operator: the words for citizens, which may be none, and their language; since which day
    /// (`YYYY-MM-DD`).
    Suspended {
        /// The words.
        words: (String, Language),
        /// The day.
        since: String,
    },
}

/// One country on the page.
#[derive(Clone, Debug)]
pub struct CountryChoice {
    /// Its code.
    pub code: String,
    /// Why not, and since when (milliseconds since the epoch) if known; none: selectable.
    pub greyed: Option<(Greyed, Option<i64>)>,
    /// What people call its e-IDs that reach the level asked for.
    pub eids: Vec<String>,
    /// Many logins from there fail right now. It can still be chosen.
    pub failing: bool,
}

/// Why a country stands above the others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Suggestion {
    /// The service says so (`login_hint=country:SE`).
    Service,
    /// It was chosen last on this device.
    LastTime,
    /// By the language of the browser.
    Language,
}

/// The country page: one click a country. Form: `country=SE`, or `action=cancel|forget`; search: `q`.
#[derive(Debug)]
pub struct CountryPage<'a> {
    /// Frame.
    pub frame: Frame<'a>,
    /// Flow id, kept by the search form.
    pub flow: &'a str,
    /// Path of the page (`/country`).
    pub path: &'a str,
    /// Every configured country not hidden by its list.
    pub countries: &'a [CountryChoice],
    /// The codes of those that stand first, in this order; the others follow by name.
    pub first: &'a [&'a str],
    /// Codes that are worth a place above all, the best first.
    pub suggested: &'a [(&'a str, Suggestion)],
    /// The level asked for: `low`, `substantial` or `high`.
    pub level: Level,
    /// Whom the service asks for.
    pub wanted: Wanted,
    /// What it asks for beside the minimum data set.
    pub more: &'a [More<'a>],
    /// The search, as written.
    pub query: &'a str,
    /// A word about the last choice.
    pub notice: Option<Notice>,
}

/// Something that a service asks for beside the minimum data set, and what for.
#[derive(Clone, Copy, Debug)]
pub struct More<'a> {
    /// What.
    pub attribute: eidas::Attribute,
    /// What for, in the operator's words, and the language that they are in.
    pub purpose: (&'a str, Language),
}

/// Whom a service asks other countries for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// Whoever logs in.
    Person,
    /// A company or another legal person.
    Company {
        /// Also where a person acts for it.
        acting: bool,
    },
}

impl Wanted {
    /// What whoever logs in for somebody else should know before.
    pub(super) const fn said(self, t: &Texts) -> Option<[&'static str; 2]> {
        match self {
            Self::Person => None,
            Self::Company { acting: true } => {
                Some([t.country_companies, t.country_companies_acting])
            }
            Self::Company { acting: false } => {
                Some([t.country_companies, t.country_companies_alone])
            }
        }
    }

    /// What stands above the list of what else is asked for.
    pub(super) const fn more(self, t: &Texts) -> &'static str {
        match self {
            Self::Person => t.country_more,
            Self::Company { .. } => t.country_companies_more,
        }
    }
}

/// The level of assurance, for the text on the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the three notified levels")]
pub enum Level {
    Low,
    Substantial,
    High,
}

impl Level {
    /// The word on the page.
    pub(super) const fn name(self, t: &Texts) -> &'static str {
        match self {
            Self::Low => t.level_low,
            Self::Substantial => t.level_substantial,
            Self::High => t.level_high,
        }
    }
}

/// What was wrong with the last choice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Notice {
    /// Nothing was chosen.
    ChooseFirst,
    /// The chosen country cannot be used (any more).
    NotPossible,
}

struct Row {
    code: String,
    name: String,
    own: String,
    own_lang: &'static str,
    hint: Option<String>,
    /// The operator's, and their language.
    words: Option<(String, Language)>,
    /// Which of its e-IDs will do.
    eids: Option<String>,
    /// What else she should know before she chooses.
    warning: Option<&'static str>,
}

pub(super) struct MoreRow<'a> {
    pub(super) label: String,
    pub(super) purpose: &'a str,
    pub(super) lang: &'static str,
}

#[derive(Template)]
#[template(path = "country.html")]
struct CountryTemplate<'a> {
    frame: &'a Frame<'a>,
    companies: Option<[&'static str; 2]>,
    level_text: String,
    more_text: &'static str,
    more: Vec<MoreRow<'a>>,
    notice: Option<&'static str>,
    action_path: &'a str,
    action: String,
    all_href: String,
    flow: &'a str,
    query: &'a str,
    count_text: String,
    unknown: String,
    suggested: Vec<Row>,
    remembered: bool,
    open: Vec<Row>,
    greyed: Vec<Row>,
}

impl<'a> More<'a> {
    pub(super) fn row(&self, language: Language) -> MoreRow<'a> {
        let (purpose, lang) = self.purpose;
        MoreRow {
            label: label(&language.texts().consent, self.attribute),
            purpose,
            lang: lang.tag(),
        }
    }
}

fn not_connected(language: Language, code: &str) -> String {
    let [country, within] = named(language, code);
    let values = [("country", &*country), ("in_country", &*within)];
    fill(language.texts().country_not_connected, &values)
}

impl CountryPage<'_> {
    /// HTML.
    #[must_use]
    pub fn render(&self) -> String {
        let t = self.frame.t();
        let language = self.frame.language;
        let seeks = !self.query.trim().is_empty();
        let meant = if seeks { meant(self.query) } else { Vec::new() };
        let found = |code: &str| !seeks || meant.contains(&code);
        let mut rows: Vec<&CountryChoice> = self
            .countries
            .iter()
            .filter(|country| found(&country.code))
            .collect();
        rows.sort_by_cached_key(|country| {
            let place = self.first.iter().position(|code| *code == country.code);
            (
                place.unwrap_or(usize::MAX),
                language.place_of(&country.code),
            )
        });
        let mut open = Vec::new();
        let mut greyed = Vec::new();
        for country in rows {
            match &country.greyed {
                None => open.push(self.open(country, None)),
                Some((reason, since)) => {
                    let why = why(t, language, reason, *since);
                    greyed.push(Row {
                        words: words(reason),
                        ..row(language, &country.code, Some(why))
                    });
                }
            }
        }
        let suggested = self.suggested(!seeks);
        let service = self.frame.service.unwrap_or(t.the_service);
        let action = format!("{}?flow={}", self.path, self.flow);
        render(&CountryTemplate {
            frame: &self.frame,
            level_text: fill(
                match self.level {
                    Level::High => t.country_level_highest,
                    Level::Low | Level::Substantial => t.country_level,
                },
                &[("service", service), ("level", self.level.name(t))],
            ),
            companies: self.wanted.said(t),
            more_text: self.wanted.more(t),
            more: self.more.iter().map(|more| more.row(language)).collect(),
            notice: self.notice.map(|n| match n {
                Notice::ChooseFirst => t.country_choose_first,
                Notice::NotPossible => t.country_not_possible,
            }),
            action_path: self.path,
            all_href: action.clone(),
            action,
            flow: self.flow,
            query: self.query,
            count_text: self.count(open.len() + greyed.len(), &meant),
            unknown: if self.query.is_empty() {
                self.unknown()
            } else {
                String::new()
            },
            remembered: self
                .suggested
                .iter()
                .any(|(_, why)| *why == Suggestion::LastTime),
            suggested,
            open,
            greyed,
        })
    }

    /// Each once, with its best reason; only what can be chosen, and not while something is sought.
    fn suggested(&self, wanted: bool) -> Vec<Row> {
        let t = self.frame.t();
        let mut rows: Vec<Row> = Vec::new();
        let can = |code: &str| {
            let mut countries = self.countries.iter();
            countries.find(|country| country.code == code && country.greyed.is_none())
        };
        let suggested = self.suggested.iter().filter(|_| wanted);
        for (country, why) in suggested.filter_map(|(code, why)| Some((can(code)?, why))) {
            if rows.len() < MOST_SUGGESTED && !rows.iter().any(|row| row.code == country.code) {
                let hint = match why {
                    Suggestion::Service => t.country_by_service,
                    Suggestion::LastTime => t.country_last_time,
                    Suggestion::Language => t.country_by_language,
                };
                rows.push(self.open(country, Some(hint.to_owned())));
            }
        }
        rows
    }

    fn open(&self, country: &CountryChoice, hint: Option<String>) -> Row {
        let language = self.frame.language;
        Row {
            eids: (!country.eids.is_empty()).then(|| language.list(&country.eids)),
            warning: country.failing.then_some(language.texts().country_failing),
            ..row(language, &country.code, hint)
        }
    }

    /// What the script says of each country that is known and not here, for browsers have no names in some of our
    /// languages: a line each, its code and the sentence.
    fn unknown(&self) -> String {
        let missing =
            codes().filter(|code| self.countries.iter().all(|country| country.code != *code));
        let lines =
            missing.map(|code| format!("{code} {}", not_connected(self.frame.language, code)));
        lines.collect::<Vec<_>>().join("\n")
    }

    /// How many are shown; for none, whether we know the country and it is not connected.
    fn count(&self, shown: usize, meant: &[&str]) -> String {
        let (t, language) = (self.frame.t(), self.frame.language);
        match (shown, meant) {
            (0, [_, ..]) => {
                let said = meant.iter().take(MOST_SUGGESTED);
                let said = said.map(|code| not_connected(language, code));
                said.collect::<Vec<_>>().join(" ")
            }
            (0, []) => fill(t.country_none, &[("query", self.query.trim())]),
            _ => {
                let number = u32::try_from(shown).unwrap_or(u32::MAX);
                let text = t.country_count.of(language, number);
                fill(text, &[("count", &shown.to_string())])
            }
        }
    }
}

/// So many above the others: one for each reason, and one more.
const MOST_SUGGESTED: usize = 4;

fn row(language: Language, code: &str, hint: Option<String>) -> Row {
    let name = country_in(language, code);
    // The institutions of the Union have a name in each language, and none of their own.
    let own = own_name(code).filter(|own| own.code != "EU");
    Row {
        code: code.to_owned(),
        own: own.map_or_else(|| sentence(name.clone()), |own| own.own.to_owned()),
        own_lang: own.map_or("", |own| own.own_lang),
        name: sentence(name),
        hint,
        words: None,
        eids: None,
        warning: None,
    }
}

/// Which e-IDs of a country will do, where they are known.
pub(super) fn eids(language: Language, names: &[String]) -> Option<String> {
    let text = language.texts().country_eids;
    (!names.is_empty()).then(|| fill(text, &[("eids", &language.list(names))]))
}

fn words(reason: &Greyed) -> Option<(String, Language)> {
    match reason {
        Greyed::Suspended { words, .. } if !words.0.is_empty() => Some(words.clone()),
        _ => None,
    }
}

fn why(t: &Texts, language: Language, reason: &Greyed, since_ms: Option<i64>) -> String {
    let mut text = match reason {
        Greyed::Level => t.reason_level.to_owned(),
        Greyed::ServiceUnknown => t.reason_service_unknown.to_owned(),
        Greyed::Incomplete => t.reason_incomplete.to_owned(),
        Greyed::Unavailable => t.reason_unavailable.to_owned(),
        Greyed::Starting => t.reason_starting.to_owned(),
        Greyed::Suspended { .. } => t.reason_suspended.to_owned(),
    };
    let time = match reason {
        Greyed::Suspended { since, .. } => Some(language.date(since)),
        _ => since_ms.map(|ms| language.moment(ms)),
    };
    if let Some(time) = time {
        text.push_str(", ");
        text.push_str(&fill(t.since, &[("time", &time)]));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Site;

    fn page(language: Language, query: &str) -> String {
        let site = Site {
            name: "Landport".into(),
            ..Site::default()
        };
        let open = |code: &str| CountryChoice {
            code: code.into(),
            greyed: None,
            eids: Vec::new(),
            failing: code == "SE",
        };
        let countries = [
            open("AT"),
            open("SE"),
            open("CZ"),
            CountryChoice {
                code: "FR".into(),
                greyed: Some((Greyed::Unavailable, Some(1_795_426_500_000))),
                eids: Vec::new(),
                failing: true,
            },
        ];
        CountryPage {
            frame: Frame::new(&site, language, Some("Varemerke"), "/country", "flow=abc"),
            flow: "abc",
            path: "/country",
            countries: &countries,
            first: &[],
            level: Level::Substantial,
            suggested: &[("FR", Suggestion::Language), ("SE", Suggestion::LastTime)],
            wanted: Wanted::Person,
            more: &[],
            query,
            notice: None,
        }
        .render()
    }

    #[test]
    fn norwegian_order_puts_oe_last_and_english_order_does_not() {
        let at = |html: &str, code: &str| html.rfind(&format!("value=\"{code}\"")).unwrap_or(0);
        let nb = page(Language::Nb, "");
        assert!(at(&nb, "SE") < at(&nb, "CZ") && at(&nb, "CZ") < at(&nb, "AT"));
        let en = page(Language::En, "");
        assert!(at(&en, "AT") < at(&en, "CZ") && at(&en, "CZ") < at(&en, "SE"));
    }

    #[test]
    fn search_finds_a_country_by_any_of_its_names_without_diacritics() {
        for query in ["oster", "Austria", "ÖSTERREICH", "at"] {
            assert!(
                page(Language::Nb, query).contains("value=\"AT\""),
                "{query}"
            );
        }
        let none = page(Language::En, "<script>");
        assert!(
            none.contains("No country matches “&#60;script&#62;”"),
            "{none}"
        );
        assert!(!none.contains("name=\"country\""));
    }

    #[test]
    fn one_click_chooses_and_what_cannot_be_chosen_is_not_suggested() {
        let html = page(Language::En, "");
        let button = "<button class=\"choice\" type=\"submit\" name=\"country\" value=\"SE\">";
        assert_eq!(
            html.matches(button).count(),
            2,
            "suggested, and in the list"
        );
        assert!(
            html.contains("Chosen last time on this device") && html.contains("value=\"forget\"")
        );
        assert!(!html.contains("value=\"FR\""));
        assert!(!page(Language::En, "austria").contains("Chosen last time"));
    }

    #[test]
    fn a_country_that_we_know_and_do_not_have_is_said_so() {
        let html = page(Language::Nb, "tyskland");
        assert!(
            html.contains("Tyskland kan ikke velges her ennå."),
            "{html}"
        );
        assert!(html.contains("Landet mitt er ikke her"));
        assert!(
            !html.contains("data-filter"),
            "what was not found is not on the page, and a script would take it for missing"
        );
        let html = page(Language::Se, "");
        assert!(html.contains("data-filter"));
        assert!(
            html.contains("\nMT Málta ii leat vel vejolaš válljet dáppe."),
            "{html}"
        );
        assert!(!html.contains("\nFR "), "it is there, and greyed");
    }

    #[test]
    fn a_country_where_many_fail_is_said_so_and_can_be_chosen() {
        let html = page(Language::En, "");
        let warning = "<strong>Many logins from this country are failing right now</strong>";
        assert_eq!(
            html.matches(warning).count(),
            2,
            "suggested, and in the list: {html}"
        );
    }

    #[test]
    fn a_greyed_country_has_its_reason_and_since_when() {
        let en = page(Language::En, "");
        assert!(
            en.contains("We cannot reach this country, since 23 November 2026 "),
            "{en}"
        );
        let nb = page(Language::Nb, "");
        assert!(nb.contains("Vi får ikke kontakt med dette landet, siden 23. november 2026 kl. "));
    }
}
