//! The texts a page is made of: `texts/*.ftl`, written as constants by `build.rs`. Placeholders stand in
//! braces: `{country}`, `{in_country}`, `{service}`, `{minutes}`, `{query}`.

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

include!(concat!(env!("OUT_DIR"), "/texts.rs"));
