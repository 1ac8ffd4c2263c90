//! The page on which a person from abroad reads whether she is known here, and how she can go on.
//! Implementing Regulation (EU) 2025/846 art. 3 and 4, recitals 7 and 8.

use askama::Template;

use super::{EidChoice, Frame, render};
use crate::i18n::{MatchedTexts, fill, in_country, isolated};

/// `/match`. Form: `action=next` with `shown` and `keep=short|long|no`, `action=another|cancel`; or `eid`.
#[derive(Debug)]
pub struct MatchedPage<'a> {
    /// Frame.
    pub frame: Frame<'a>,
    /// Where the form posts: our own URL with the flow id.
    pub action: &'a str,
    /// What was shown: comes back with the answer.
    pub shown: &'a str,
    /// As whom she proved herself.
    pub name: &'a str,
    /// In which country.
    pub country: &'a str,
    /// What came of it.
    pub outcome: Outcome<'a>,
    /// What happened since.
    pub notice: Option<MatchNotice>,
}

/// What came of the question who she is.
#[derive(Clone, Copy, Debug)]
pub enum Outcome<'a> {
    /// She is known under one number.
    Known {
        /// Its end.
        end: &'a str,
        /// The service gets it, and not only that she is known.
        leaves: bool,
        /// Until when it would be kept, `YYYY-MM-DD` in her language.
        short: &'a str,
        /// The same, for longer.
        long: &'a str,
    },
    /// She is not, or not as one person for sure.
    Unknown {
        /// What was compared.
        used: &'a [UsedValue],
        /// The national e-IDs that can say who she is here.
        eids: &'a [EidChoice],
        /// Where she has the register corrected.
        update: Option<&'a str>,
        /// She may go on without a match.
        goes_on: bool,
        /// As a new user.
        as_new: bool,
    },
}

/// One of her own values.
#[derive(Clone, Debug)]
pub struct UsedValue {
    /// Which.
    pub what: Used,
    /// As her e-ID says it.
    pub value: String,
    /// The register says it otherwise.
    pub differs: bool,
}

/// What is compared: the mandatory attributes of the minimum data set. Art. 2(4).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Used {
    /// The date of birth, `YYYY-MM-DD`.
    Birthdate,
    /// The family names.
    FamilyName,
    /// The first names.
    GivenName,
    /// The identifier.
    Identifier,
}

/// What happened since the page was shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MatchNotice {
    /// It is another one now.
    Changed,
    /// The national e-ID proved somebody with another name or date of birth.
    Differs,
    /// The national e-ID proved nobody.
    NotProven,
}

struct Row {
    what: &'static str,
    value: String,
    differs: bool,
}

struct Keep {
    value: &'static str,
    text: String,
}

struct Link<'a> {
    value: &'a str,
    text: String,
}

#[derive(Template)]
#[template(path = "matched.html")]
struct MatchedTemplate<'a> {
    frame: &'a Frame<'a>,
    m: &'static MatchedTexts,
    title: &'static str,
    body: String,
    notice: Option<&'static str>,
    action: &'a str,
    shown: &'a str,
    keep: Vec<Keep>,
    rows: Vec<Row>,
    links: Vec<Link<'a>>,
    link_body: String,
    update: Option<&'a str>,
    next: Option<String>,
    next_hint: Option<String>,
    known: bool,
    cancel: String,
}

impl MatchedPage<'_> {
    /// HTML.
    #[must_use]
    pub fn render(&self) -> String {
        let (t, language) = (self.frame.t(), self.frame.language);
        let m = &t.matched;
        let service = self.frame.service.unwrap_or(t.the_service);
        let within = in_country(language, self.country);
        let values = [
            ("name", self.name),
            ("service", service),
            ("in_country", within.as_str()),
        ];
        let mut page = MatchedTemplate {
            frame: &self.frame,
            m,
            title: m.none_title,
            body: String::new(),
            notice: self.notice.map(|notice| match notice {
                MatchNotice::Changed => t.consent.changed,
                MatchNotice::Differs => m.not_linked,
                MatchNotice::NotProven => m.not_proven,
            }),
            action: self.action,
            shown: self.shown,
            keep: Vec::new(),
            rows: Vec::new(),
            links: Vec::new(),
            link_body: fill(m.link_body, &values),
            update: None,
            next: None,
            next_hint: None,
            known: false,
            cancel: fill(t.cancel_back_to, &values),
        };
        match self.outcome {
            Outcome::Known {
                end,
                leaves,
                short,
                long,
            } => {
                let [name, service, _] = values;
                page.known = true;
                page.title = m.title;
                let body = if leaves { m.body } else { m.body_alone };
                page.body = fill(body, &[name, service, ("end", end)]);
                page.next = Some(fill(t.continue_button, &values));
                page.keep = [("short", short), ("long", long)]
                    .map(|(value, date)| Keep {
                        value,
                        text: fill(m.keep_until, &[("date", date)]),
                    })
                    .into();
            }
            Outcome::Unknown {
                used,
                eids,
                update,
                goes_on,
                as_new,
            } => {
                page.body = fill(m.none_body, &values);
                page.rows = used.iter().map(|value| self.row(value)).collect();
                let link = |eid: &'_ EidChoice| fill(m.link, &[("eid", &eid.name)]);
                let links = eids.iter().map(|eid| Link {
                    value: &eid.value,
                    text: link(eid),
                });
                page.links = links.collect();
                page.update = update;
                let next = if as_new { m.as_new } else { m.without };
                page.next = goes_on.then(|| next.to_owned());
                page.next_hint = goes_on.then(|| fill(m.without_hint, &values));
            }
        }
        render(&page)
    }

    fn row(&self, used: &UsedValue) -> Row {
        let (c, language) = (&self.frame.t().consent, self.frame.language);
        let (what, value) = match used.what {
            Used::Birthdate => (c.birthdate, language.date(&used.value)),
            Used::FamilyName => (c.family_name, isolated(&used.value).into()),
            Used::GivenName => (c.given_name, isolated(&used.value).into()),
            Used::Identifier => (c.identifier, used.value.clone()),
        };
        Row {
            what,
            value,
            differs: used.differs,
        }
    }
}
