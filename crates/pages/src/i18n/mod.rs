//! What people read: one file of texts per language, and one constant of the program for each, so that
//! a text missing in one language does not compile (`build.rs`, docs/adr/0013).

use std::borrow::Cow;

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

/// A value in a line that runs from left to right, as all of ours do. One that has letters which run from right to left
/// keeps its own order, and moves no word, number or mark beside it: Unicode UAX #9 §2.4.2, FIRST STRONG ISOLATE to POP
/// DIRECTIONAL ISOLATE, which ends what it left open too. Nothing else is touched: a name is copied as it is.
#[must_use]
pub(crate) fn isolated(value: &str) -> Cow<'_, str> {
    // The blocks of UAX #9 table 4's classes R and AL, and what else turns the direction.
    let turns = |c: char| {
        matches!(c, '\u{590}'..='\u{8FF}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}'
            | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}' | '\u{10800}'..='\u{10FFF}' | '\u{1E800}'..='\u{1EFFF}')
    };
    match value.chars().any(turns) {
        true => format!("\u{2068}{value}\u{2069}").into(),
        false => value.into(),
    }
}

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
            out.push_str(&isolated(value));
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

    #[test]
    fn a_name_from_right_to_left_moves_nothing_beside_it() {
        let said = |name: &str| fill("{name}, 997", &[("name", name)]);
        assert_eq!(said("ياسمين"), "\u{2068}ياسمين\u{2069}, 997");
        assert_eq!(
            said("Yasmine (ياسمين)"),
            "\u{2068}Yasmine (ياسمين)\u{2069}, 997"
        );
        // What a name leaves open ends with it.
        assert_eq!(said("Eve\u{202E}"), "\u{2068}Eve\u{202E}\u{2069}, 997");
        for plain in ["Øst-Ålesund", "Ελένη", "Десислава", "Ŋguyễn’o", ""] {
            assert_eq!(isolated(plain), plain);
        }
    }
}
