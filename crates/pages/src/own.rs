//! What a person sees of herself: her own logins, what she can end, and what is kept at all.

use askama::Template;
use eidas::Attribute;

use super::consent::label;
use super::{Frame, HelpDesk, Level, render};
use crate::i18n::{OwnTexts, fill};

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
    pub sent: Vec<Attribute>,
    /// What finds it in the trail.
    pub reference: String,
}

/// `/logins`. Form: `action=end-match|forget|code|leave`.
#[derive(Debug)]
pub struct OwnPage<'a> {
    /// Frame.
    pub frame: Frame<'a>,
    /// Her logins, the latest first; `None`: she has not logged in.
    pub receipts: Option<&'a [Receipt]>,
    /// The end of the number that is kept, and until when (`YYYY-MM-DD`).
    pub kept: Option<(&'a str, &'a str)>,
    /// Her browser remembers consents.
    pub remembers: bool,
    /// The code for the support desk, and until when it works, Unix milliseconds.
    pub code: Option<(&'a str, i64)>,
}

struct Row {
    when: String,
    to: String,
    with: String,
    sent: String,
    reference: String,
}

#[derive(Template)]
#[template(path = "own.html")]
struct OwnTemplate<'a> {
    frame: &'a Frame<'a>,
    o: &'static OwnTexts,
    opened: bool,
    rows: Vec<Row>,
    kept: Option<String>,
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
                let labels = receipt.sent.iter().map(|it| label(&t.consent, *it));
                labels.collect::<Vec<_>>().join(", ")
            },
            reference: receipt.reference.clone(),
        };
        render(&OwnTemplate {
            frame: &self.frame,
            o,
            opened: self.receipts.is_some(),
            rows: self.receipts.unwrap_or_default().iter().map(row).collect(),
            kept: self.kept.map(|(end, until)| {
                let date = language.date(until);
                fill(o.kept_match, &[("end", end), ("date", &date)])
            }),
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
    /// Our help desk.
    pub desk: &'a HelpDesk,
}

#[derive(Template)]
#[template(path = "kept.html")]
struct KeptTemplate<'a> {
    frame: &'a Frame<'a>,
    o: &'static OwnTexts,
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
            desk: Some(self.desk),
            whose: self.desk.whose(&self.frame, &[]),
        })
    }
}
