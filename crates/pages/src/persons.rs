//! The page where a tester chooses whom to be. In test profiles only; its texts say so in red.

use askama::Template;

use super::{Frame, render};
use crate::i18n::NationalTexts;

/// A test person on the page.
#[derive(Clone, Debug)]
pub struct PersonChoice {
    /// Form value (`kari`).
    pub value: String,
    /// What the person is called.
    pub name: String,
}

/// The page of test persons. Form: `person=<value>`, `action=next|another|cancel`.
#[derive(Debug)]
pub struct PersonPage<'a> {
    /// Frame.
    pub frame: Frame<'a>,
    /// Where the form posts: our own URL with the flow id.
    pub action: &'a str,
    /// Whom one can be.
    pub persons: &'a [PersonChoice],
    /// There is another way to log in.
    pub others: bool,
    /// Nobody was chosen.
    pub choose_first: bool,
}

#[derive(Template)]
#[template(path = "persons.html")]
struct PersonTemplate<'a> {
    frame: &'a Frame<'a>,
    n: &'static NationalTexts,
    action: &'a str,
    persons: &'a [PersonChoice],
    others: bool,
    choose_first: bool,
}

impl PersonPage<'_> {
    /// HTML.
    #[must_use]
    pub fn render(&self) -> String {
        render(&PersonTemplate {
            frame: &self.frame,
            n: &self.frame.t().national,
            action: self.action,
            persons: self.persons,
            others: self.others,
            choose_first: self.choose_first,
        })
    }
}
