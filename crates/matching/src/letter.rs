// SPDX-License-Identifier: EUPL-1.2
//! A text as words of letters: in capitals, decomposed, without what does not count.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::{compose, is_combining_mark};

/// Marks on one letter. Vietnamese has two, Lithuanian dictionaries three; more is no name.
const MOST_MARKS: usize = 3;

/// A base letter with its marks in canonical order (Unicode 16 §3.11); `'\0'` where there is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Letter {
    pub(crate) base: char,
    marks: [char; MOST_MARKS],
}

impl Letter {
    /// Without marks.
    pub(crate) const fn plain(base: char) -> Self {
        Self {
            base,
            marks: ['\0'; MOST_MARKS],
        }
    }

    pub(crate) const fn is_marked(self) -> bool {
        !matches!(self.marks, ['\0', ..])
    }

    /// As one character, where Unicode has it: `Ä` of `A` and two dots.
    pub(crate) fn composed(self) -> Option<char> {
        let mut marks = self.marks.into_iter().filter(|mark| *mark != '\0');
        marks.try_fold(self.base, compose)
    }

    fn with(mut self, mark: char) -> Option<Self> {
        let free = self.marks.iter_mut().find(|place| **place == '\0')?;
        *free = mark;
        Some(self)
    }
}

/// The words of a text. `None` for what no name has: control characters, a mark without a letter,
/// a heap of marks.
///
/// Case, Unicode normal form, ligatures and full-width forms are gone (NFKD); blanks and hyphens
/// separate words, and so does `<`, the filler of machine readable zones (ICAO Doc 9303-3 §4.6);
/// apostrophes, full stops, commas and middle dots are left out.
pub(crate) fn words(text: &str) -> Option<Vec<Vec<Letter>>> {
    let mut words = vec![Vec::new()];
    // Before anything is decomposed: the acute accent that stands alone becomes a blank with a mark.
    let text = text.chars().filter(|c| !is_left_out(*c));
    let capitals: String = text.nfkd().flat_map(char::to_uppercase).collect();
    for c in capitals.nfkd() {
        if c.is_whitespace() || is_hyphen(c) || c == '<' {
            words.push(Vec::new());
        } else if is_left_out(c) {
            continue;
        } else if c.is_control() {
            return None;
        } else if is_combining_mark(c) {
            let last: &mut Letter = words.last_mut()?.last_mut()?;
            // Turkish writes İ where others write I, and ı has no other capital than I.
            if (last.base, c) != ('I', '\u{307}') {
                *last = last.with(one_form_of(c))?;
            }
        } else {
            words.last_mut()?.push(Letter::plain(one_capital_of(c)));
        }
    }
    words.retain(|word| !word.is_empty());
    Some(words)
}

/// Comma below and cedilla are one mark in two encodings: Romanian ș and ț were written with the
/// cedilla before Unicode 3.0, and Latvian letters still decompose to it.
const fn one_form_of(mark: char) -> char {
    match mark {
        '\u{326}' => '\u{327}',
        other => other,
    }
}

/// Three letters with one capital, which nobody tells apart (Unicode Technical Standard 39, `confusables.txt`: U+0110 and
/// U+0189 are U+00D0): a register in ISO 8859-1 has but the Icelandic one for Sámi and Croatian names.
const fn one_capital_of(c: char) -> char {
    match c {
        'Ð' | 'Ɖ' => 'Đ',
        other => other,
    }
}

/// Hyphens and dashes of every script: the properties `Dash` and `Hyphen` (Unicode 16, `PropList.txt`), of which NFKD
/// has made others already, and the hyphen of lists.
const fn is_hyphen(c: char) -> bool {
    matches!(
        c,
        '-' | '\u{AD}' | '\u{58A}' | '\u{5BE}' | '\u{1400}' | '\u{1806}' | '\u{2010}'
            ..='\u{2015}'
                | '\u{2043}'
                | '\u{2053}'
                | '\u{2212}'
                | '\u{2E17}'
                | '\u{2E1A}'
                | '\u{2E3A}'
                | '\u{2E3B}'
                | '\u{2E40}'
                | '\u{2E5D}'
                | '\u{301C}'
                | '\u{3030}'
                | '\u{30A0}'
                | '\u{30FB}'
                | '\u{10D6E}'
                | '\u{10EAD}'
    )
}

/// Apostrophes and their kin, the primes of ISO 9 (soft and hard sign), the accent that Greek typewriters set before a
/// capital, full stop, comma, the middle dot of Catalan, and what has no width: marks of direction too.
const fn is_left_out(c: char) -> bool {
    matches!(
        c,
        '\'' | '`' | '\u{B4}' | '\u{1FBD}' | '\u{1FBF}' | '\u{B7}' | '\u{2B9}'..='\u{2BF}' | '\u{2C8}' | '\u{2CA}' | '\u{2CB}'
        | '\u{2EE}' | '\u{2018}'..='\u{201B}' | '\u{2032}' | '\u{2033}' | '\u{2035}' | '\u{55A}'
        | '\u{384}' | '\u{387}' | '\u{1FFD}' | '.' | ',' | '\u{61C}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}'
        | '\u{2060}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}'
    )
}

/// Which script the letters of a text are of, when it is one that registers hold names in beside
/// Latin. By the first letter that has one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Script {
    Latin,
    Greek,
    Cyrillic,
    Other,
}

pub(crate) fn script(words: &[Vec<Letter>]) -> Option<Script> {
    let letters = words.iter().flatten();
    letters
        .filter(|letter| letter.base.is_alphabetic())
        .map(|letter| match letter.base {
            'A'..='Z' | '\u{C0}'..='\u{2AF}' | '\u{1E00}'..='\u{1EFF}' => Script::Latin,
            '\u{370}'..='\u{3FF}' => Script::Greek,
            '\u{400}'..='\u{52F}' => Script::Cyrillic,
            _ => Script::Other,
        })
        .next()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> Option<Vec<String>> {
        let word = |word: Vec<Letter>| word.iter().filter_map(|l| l.composed()).collect();
        words(text).map(|words| words.into_iter().map(word).collect())
    }

    #[test]
    fn what_does_not_count_is_gone() {
        let expected = Some(vec!["ANNE".to_owned(), "MARIE".to_owned()]);
        for text in [
            "Anne Marie",
            " anne-marie",
            "ANNE<<MARIE",
            "Anne\u{A0}M'arie",
            "Ａｎｎｅ Marie.",
        ] {
            assert_eq!(shown(text), expected, "{text}");
        }
        assert_eq!(words("\u{E4}"), words("a\u{308}"));
        assert_eq!(words("I\u{327}"), words("i\u{326}"));
        assert_eq!(words("İı"), words("iI"));
        assert_eq!(words("ÐƉ"), words("đđ"));
        assert_eq!(words("Σίσυφος"), words("ΣΊΣΥΦΟΣ"));
        assert_eq!(words(" - "), Some(Vec::new()));
    }

    #[test]
    fn every_hyphen_parts_and_what_has_no_width_does_not() {
        let parts = "-\u{AD}\u{58A}\u{5BE}\u{1400}\u{1806}\u{2010}\u{2011}\u{2012}\u{2013}\u{2014}\u{2015}\u{2043}\u{2053}\u{207B}\
                     \u{208B}\u{2212}\u{2E17}\u{2E1A}\u{2E3A}\u{2E3B}\u{2E40}\u{2E5D}\u{301C}\u{3030}\u{30A0}\u{30FB}\u{FE31}\
                     \u{FE32}\u{FE58}\u{FE63}\u{FF0D}\u{FF65}\u{10D6E}\u{10EAD}";
        for hyphen in parts.chars() {
            assert_eq!(words(&format!("a{hyphen}b")), words("a b"), "{hyphen:?}");
        }
        for unseen in "\u{61C}\u{200B}\u{200E}\u{200F}\u{202A}\u{202B}\u{202C}\u{202E}\u{2060}\u{2066}\u{2069}\u{FEFF}".chars() {
            assert_eq!(words(&format!("a{unseen}b")), words("ab"), "{unseen:?}");
        }
        // Typewriters have no Ά.
        assert_eq!(words("\u{384}\u{391}"), words("\u{391}"));
        assert_eq!(words("\u{1FFD}\u{391}"), words("\u{391}"));
    }

    #[test]
    fn what_no_name_has_is_no_name() {
        assert_eq!(words("A\u{7}"), None);
        assert_eq!(words("\u{308}A"), None);
        assert_eq!(words("A\u{308}\u{301}\u{302}\u{303}"), None);
        assert!(words("A\u{308}\u{301}\u{323}").is_some());
    }
}
