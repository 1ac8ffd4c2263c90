//! The texts a page is made of: `texts/*.ftl`, written as constants by `build.rs`. Placeholders stand in
//! braces: `{country}`, `{in_country}`, `{service}`, `{minutes}`, `{query}`.

use super::{Form, Language};

/// What a person is told when something did not work: what happened and whose it is, in plain
/// words, and what to do now.
#[derive(Clone, Copy, Debug)]
pub struct Message {
    /// The heading: what happened.
    pub title: &'static str,
    /// One or two sentences: what happened, and that it is not the person's fault (or is).
    pub body: &'static str,
    /// What the person can do.
    pub advice: &'static str,
}

/// A text that differs for some countries.
#[derive(Clone, Copy, Debug)]
pub struct ByCode {
    forms: &'static [(&'static str, &'static str)],
    other: &'static str,
}

impl ByCode {
    /// The text for the country of this code.
    #[must_use]
    pub fn of(&self, code: &str) -> &'static str {
        let form = self.forms.iter().find(|(for_code, _)| *for_code == code);
        form.map_or(self.other, |(_, text)| text)
    }
}

/// A text that differs by a number.
#[derive(Clone, Copy, Debug)]
pub struct Counted {
    forms: &'static [(Form, &'static str)],
    other: &'static str,
}

impl Counted {
    /// The text for this number.
    #[must_use]
    pub fn of(&self, language: Language, number: u32) -> &'static str {
        self.in_form(language.form(number))
    }

    /// Every form that the text has, for a script that counts.
    pub fn forms(&self) -> impl Iterator<Item = (Form, &'static str)> {
        self.forms
            .iter()
            .copied()
            .chain([(Form::Other, self.other)])
    }

    fn in_form(&self, form: Form) -> &'static str {
        let found = self.forms.iter().find(|(of, _)| *of == form);
        found.map_or(self.other, |(_, text)| text)
    }
}

include!(concat!(env!("OUT_DIR"), "/texts.rs"));
