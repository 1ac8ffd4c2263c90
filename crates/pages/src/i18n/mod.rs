//! What people read: one file of texts per language, and one constant of the program for each, so that
//! a text missing in one language does not compile (`build.rs`, docs/adr/0013).

mod country;
mod language;
mod locale;
mod texts;

pub use country::{OWN_NAMES, OwnName, country_in, in_country, own_name};
pub use language::{Language, Languages, countries_of};
pub use locale::{Form, names};
pub use texts::{
    ByCode, ConsentTexts, Counted, ErrorTexts, MatchedTexts, Message, NationalTexts, OwnTexts,
    SessionTexts, Texts, WalletTexts,
};

/// Puts `value` where `{name}` stands. Texts have no other markup.
#[must_use]
pub fn fill(text: &str, values: &[(&str, &str)]) -> String {
    let mut out = String::with_capacity(text.len() + 32);
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        let Some((name, tail)) = after.split_once('}') else {
            out.push('{');
            rest = after;
            continue;
        };
        if let Some((_, value)) = values.iter().find(|(n, _)| *n == name) {
            out.push_str(value);
        }
        rest = tail;
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fill_replaces_names_and_leaves_no_braces() {
        assert_eq!(
            fill("to {country}, {x}!", &[("country", "Åland")]),
            "to Åland, !"
        );
        assert_eq!(fill("a { b", &[]), "a { b");
    }
}
