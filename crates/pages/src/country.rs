//! The country page: every configured country by its name in the page's language and in its own,
//! those that can be chosen first, the others greyed with the reason and since when.

use askama::Template;

use super::{Frame, country_in, render};
use crate::i18n::{Language, Texts, fill, names, own_name};

/// Why a country cannot be chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Greyed {
    /// Publishes no level that reaches the asked one.
    Level,
    /// Wants a name of the service, which has none there.
    ServiceUnknown,
    /// No valid metadata.
    Unavailable,
    /// Being connected since start-up.
    Starting,
    /// Closed by the operator, with words for citizens.
    Suspended(String),
}

/// One country on the page.
#[derive(Clone, Debug)]
pub struct CountryChoice {
    /// Its code.
    pub code: String,
    /// Why not, and since when (milliseconds since the epoch) if known; none: selectable.
    pub greyed: Option<(Greyed, Option<i64>)>,
}

/// The country page. Form: `country=SE`, `action=next|cancel`; search: `q`.
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
    /// The level asked for: `low`, `substantial` or `high`.
    pub level: Level,
    /// The search, as written.
    pub query: &'a str,
    /// A country chosen before in this login.
    pub chosen: Option<&'a str>,
    /// A word about the last choice.
    pub notice: Option<Notice>,
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

struct Open {
    code: String,
    name: String,
    own: String,
    own_lang: &'static str,
    search: String,
    preselected: bool,
}

struct Shut {
    code: String,
    name: String,
    own: String,
    own_lang: &'static str,
    search: String,
    why: String,
}

#[derive(Template)]
#[template(path = "country.html")]
struct CountryTemplate<'a> {
    frame: &'a Frame<'a>,
    level_text: String,
    notice: Option<&'static str>,
    action_path: &'a str,
    action: String,
    all_href: String,
    flow: &'a str,
    query: &'a str,
    count_text: String,
    open: Vec<Open>,
    greyed: Vec<Shut>,
}

impl CountryPage<'_> {
    /// HTML.
    #[must_use]
    pub fn render(&self) -> String {
        let t = self.frame.t();
        let language = self.frame.language;
        let needle = fold(self.query.trim());
        let mut rows: Vec<(String, &CountryChoice, String)> = self
            .countries
            .iter()
            .map(|c| (country_in(language, &c.code), c, search_text(&c.code)))
            .filter(|(_, _, search)| search.contains(&needle))
            .collect();
        rows.sort_by_cached_key(|(_, country, _)| {
            let place = self.first.iter().position(|code| *code == country.code);
            (
                place.unwrap_or(usize::MAX),
                language.place_of(&country.code),
            )
        });

        let mut open = Vec::new();
        let mut greyed = Vec::new();
        for (name, choice, search) in rows {
            let names = own_name(&choice.code);
            let own = names.map_or(name.as_str(), |n| n.own).to_owned();
            let own_lang = names.map_or("", |n| n.own_lang);
            let code = choice.code.clone();
            match &choice.greyed {
                None => {
                    let preselected = self.chosen == Some(choice.code.as_str());
                    open.push(Open {
                        code,
                        name,
                        own,
                        own_lang,
                        search,
                        preselected,
                    });
                }
                Some((reason, since)) => {
                    let why = why(t, language, reason, *since);
                    greyed.push(Shut {
                        code,
                        name,
                        own,
                        own_lang,
                        search,
                        why,
                    });
                }
            }
        }
        let count = open.len() + greyed.len();
        let count_text = if count == 0 {
            fill(t.country_none, &[("query", self.query.trim())])
        } else {
            let number = u32::try_from(count).unwrap_or(u32::MAX);
            fill(
                t.country_count.of(language, number),
                &[("count", &count.to_string())],
            )
        };
        let level = self.level.name(t);
        let service = self.frame.service.unwrap_or(t.the_service);
        let action = format!("{}?flow={}", self.path, self.flow);
        render(&CountryTemplate {
            frame: &self.frame,
            level_text: fill(
                match self.level {
                    Level::High => t.country_level_highest,
                    Level::Low | Level::Substantial => t.country_level,
                },
                &[("service", service), ("level", level)],
            ),
            notice: self.notice.map(|n| match n {
                Notice::ChooseFirst => t.country_choose_first,
                Notice::NotPossible => t.country_not_possible,
            }),
            action_path: self.path,
            all_href: action.clone(),
            action,
            flow: self.flow,
            query: self.query,
            count_text,
            open,
            greyed,
        })
    }
}

fn why(t: &Texts, language: Language, reason: &Greyed, since_ms: Option<i64>) -> String {
    let mut text = match reason {
        Greyed::Level => t.reason_level.to_owned(),
        Greyed::ServiceUnknown => t.reason_service_unknown.to_owned(),
        Greyed::Unavailable => t.reason_unavailable.to_owned(),
        Greyed::Starting => t.reason_starting.to_owned(),
        Greyed::Suspended(words) if words.is_empty() => t.reason_suspended.to_owned(),
        Greyed::Suspended(words) => format!("{}: {words}", t.reason_suspended),
    };
    if let Some(ms) = since_ms {
        let time = language.moment(ms);
        text.push_str(", ");
        text.push_str(&fill(t.since, &[("time", &time)]));
    }
    text
}

/// All the names of a country, folded, for the search.
fn search_text(code: &str) -> String {
    let named = names().iter().find(|(of, _)| *of == code);
    let mut words = named.map_or_else(Vec::new, |(_, names)| names.to_vec());
    words.push(code);
    fold(&words.join(" "))
}

/// Lower case without diacritics: `Østerrike` is found by `oster`, `Česko` by `cesko`.
fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars().flat_map(char::to_lowercase) {
        match c {
            'ä' | 'å' | 'á' | 'à' | 'â' | 'ã' | 'æ' | 'ą' | 'ă' => out.push('a'),
            'ö' | 'ø' | 'ó' | 'ò' | 'ô' | 'õ' => out.push('o'),
            'ü' | 'ú' | 'ù' | 'û' => out.push('u'),
            'é' | 'è' | 'ê' | 'ë' | 'ę' | 'ě' => out.push('e'),
            'í' | 'ì' | 'î' | 'ï' => out.push('i'),
            'č' | 'ć' | 'ç' => out.push('c'),
            'ñ' | 'ń' => out.push('n'),
            'š' | 'ś' => out.push('s'),
            'ž' | 'ź' | 'ż' => out.push('z'),
            'ł' => out.push('l'),
            'ά' => out.push('α'),
            'ύ' => out.push('υ'),
            'ß' => out.push_str("ss"),
            c => out.push(c),
        }
    }
    out
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
        };
        let countries = [
            open("AT"),
            open("SE"),
            open("CZ"),
            CountryChoice {
                code: "FR".into(),
                greyed: Some((Greyed::Unavailable, Some(1_795_426_500_000))),
            },
        ];
        CountryPage {
            frame: Frame::new(&site, language, Some("Varemerke"), "/country", "flow=abc"),
            flow: "abc",
            path: "/country",
            countries: &countries,
            first: &[],
            level: Level::Substantial,
            query,
            chosen: Some("SE"),
            notice: None,
        }
        .render()
    }

    #[test]
    fn norwegian_order_puts_oe_last_and_english_order_does_not() {
        let at = |html: &str, code: &str| html.find(&format!("value=\"{code}\"")).unwrap_or(0);
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
