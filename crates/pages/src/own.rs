//! What a person sees of herself: her own logins, what she can end, and what is kept at all.

use askama::Template;
use eidas::Attribute;

use super::consent::{label, why};
use super::{Frame, HelpDesk, Level, render, sentence};
use crate::i18n::{Language, OwnTexts, country_in, fill};

/// One login, or what else was sent: a receipt.
#[derive(Clone, Debug)]
pub struct Receipt {
    /// When, Unix milliseconds.
    pub time_ms: i64,
    /// To whom.
    pub to: String,
    /// With which e-ID, or by which country.
    pub with: String,
    /// At which level.
    pub level: Option<Level>,
    /// The kinds of data.
    pub sent: Vec<Sent>,
    /// What finds it in the trail.
    pub reference: String,
}

/// A kind of data that was sent.
#[derive(Clone, Debug)]
pub struct Sent {
    /// Which.
    pub attribute: Attribute,
    /// What the service is registered to want it for, and the language of that. `None`: what everybody
    /// gets, and why is said by us.
    pub purpose: Option<(String, Language)>,
}

impl Sent {
    /// What it was sent for.
    #[must_use]
    pub fn why(&self, language: Language) -> (&str, Language) {
        match &self.purpose {
            Some((purpose, of)) => (purpose, *of),
            None => (why(language, self.attribute), language),
        }
    }
}

/// A number that is kept for an e-ID of another country.
#[derive(Clone, Copy, Debug)]
pub struct KeptFor<'a> {
    /// The end of the number, where she came with that e-ID; the country, where she came with the number.
    pub whose: Whose<'a>,
    /// Until when (`YYYY-MM-DD`).
    pub until: &'a str,
}

/// How she came, who sees what is kept.
#[derive(Clone, Copy, Debug)]
pub enum Whose<'a> {
    /// With the foreign e-ID: the end of the number that is kept.
    Number(&'a str),
    /// With the number: the country of the e-ID for which it is kept.
    Country(&'a str),
}

/// `/logins`. Form: `action=end-match|forget|code|leave`.
#[derive(Debug)]
pub struct OwnPage<'a> {
    /// Frame.
    pub frame: Frame<'a>,
    /// Her logins, the latest first; `None`: she has not logged in.
    pub receipts: Option<&'a [Receipt]>,
    /// It is one receipt that she asked for, to print it.
    pub one: bool,
    /// The matches that are kept.
    pub kept: &'a [KeptFor<'a>],
    /// Her browser remembers consents.
    pub remembers: bool,
    /// The code for the support desk, and until when it works, Unix milliseconds.
    pub code: Option<(&'a str, i64)>,
}

struct Row {
    when: String,
    to: String,
    with: String,
    sent: Vec<What>,
    reference: String,
}

struct What {
    what: String,
    why: String,
    lang: &'static str,
}

#[derive(Template)]
#[template(path = "own.html")]
struct OwnTemplate<'a> {
    frame: &'a Frame<'a>,
    o: &'static OwnTexts,
    opened: bool,
    one: bool,
    rows: Vec<Row>,
    kept: Vec<String>,
    remembers: bool,
    code: Option<String>,
}

impl OwnPage<'_> {
    /// HTML.
    #[must_use]
    pub fn render(&self) -> String {
        let (t, language) = (self.frame.t(), self.frame.language);
        let o = &t.own;
        let row = |receipt: &Receipt| Row {
            when: language.moment(receipt.time_ms),
            to: receipt.to.clone(),
            with: match receipt.level {
                Some(level) => format!("{} ({})", receipt.with, level.name(t)),
                None => receipt.with.clone(),
            },
            sent: {
                let what = |sent: &Sent| {
                    let (why, of) = sent.why(language);
                    What {
                        what: label(&t.consent, sent.attribute),
                        why: why.to_owned(),
                        lang: of.tag(),
                    }
                };
                receipt.sent.iter().map(what).collect()
            },
            reference: receipt.reference.clone(),
        };
        render(&OwnTemplate {
            frame: &self.frame,
            o,
            opened: self.receipts.is_some(),
            one: self.one,
            rows: self.receipts.unwrap_or_default().iter().map(row).collect(),
            kept: {
                let text = |kept: &KeptFor<'_>| {
                    let date = language.date(kept.until);
                    match kept.whose {
                        Whose::Number(end) => fill(o.kept_match, &[("end", end), ("date", &date)]),
                        Whose::Country(code) => {
                            let country = country_in(language, code);
                            let from = [("country", &*country), ("date", &*date)];
                            sentence(fill(o.kept_from, &from))
                        }
                    }
                };
                self.kept.iter().map(text).collect()
            },
            remembers: self.remembers,
            code: self.code.map(|(code, until_ms)| {
                let time = language.moment(until_ms);
                fill(o.code, &[("code", code), ("time", &time)])
            }),
        })
    }
}

/// `/kept`: what is kept here, and whom to ask.
#[derive(Debug)]
pub struct KeptPage<'a> {
    /// Frame.
    pub frame: Frame<'a>,
    /// What was compared with a register is kept.
    pub journal: bool,
    /// Our help desk.
    pub desk: &'a HelpDesk,
}

#[derive(Template)]
#[template(path = "kept.html")]
struct KeptTemplate<'a> {
    frame: &'a Frame<'a>,
    o: &'static OwnTexts,
    journal: bool,
    desk: Option<&'a HelpDesk>,
    whose: String,
}

impl KeptPage<'_> {
    /// HTML.
    #[must_use]
    pub fn render(&self) -> String {
        render(&KeptTemplate {
            frame: &self.frame,
            o: &self.frame.t().own,
            journal: self.journal,
            desk: Some(self.desk),
            whose: self.desk.whose(&self.frame, &[]),
        })
    }
}
