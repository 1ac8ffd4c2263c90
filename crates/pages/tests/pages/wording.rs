//! What a machine can see of the wording of the texts: one kind of quotation marks in a language, headings without
//! a full stop, spaces where the language has them, and one form of address.

use pages::i18n::Language;

/// Each text of a language as it is written: its key, with `.body` and `.advice`, and its words without values.
fn texts(language: Language) -> Vec<(String, String)> {
    let file = format!(
        "{}/texts/{}.ftl",
        env!("CARGO_MANIFEST_DIR"),
        language.tag()
    );
    let mut key = String::new();
    let mut texts = Vec::new();
    for line in std::fs::read_to_string(file).unwrap().lines() {
        let (at, words) = match (line.starts_with(' '), line.split_once(" = ")) {
            _ if line.starts_with('#') => continue,
            (false, Some((name, words))) => {
                name.clone_into(&mut key);
                (key.clone(), words)
            }
            (true, Some((attribute, words))) if attribute.trim().starts_with('.') => {
                (format!("{key}{}", attribute.trim()), words)
            }
            // A form of a number, or of a country.
            (true, _) => match line.split_once(']') {
                Some((_, words)) => (key.clone(), words.trim_start()),
                None => continue,
            },
            _ => continue,
        };
        if !words.ends_with("->") {
            texts.push((at, without_values(words)));
        }
    }
    texts
}

/// `{ $service }` becomes a letter.
fn without_values(words: &str) -> String {
    let mut parts = words.split('{');
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |text, part| {
        text + "x" + part.split_once('}').map_or(part, |(_, rest)| rest)
    })
}

/// Every mark of quotation that a language of Europe has, but the apostrophe `’`.
const MARKS: [char; 9] = ['«', '»', '„', '“', '”', '‘', '‚', '‹', '›'];

const fn marks(language: Language) -> (char, char) {
    use Language as L;
    match language {
        L::Nb | L::Nn | L::Se | L::Es | L::El | L::Fr | L::It | L::Pt => ('«', '»'),
        L::Da | L::Sl => ('»', '«'),
        L::Bg | L::Cs | L::De | L::Et | L::Is | L::Lt | L::Sk => ('„', '“'),
        L::Hr | L::Hu | L::Lv | L::Pl | L::Ro => ('„', '”'),
        L::En | L::Ga | L::Mt => ('“', '”'),
        L::Fi | L::Sv => ('”', '”'),
        L::Nl => ('‘', '’'),
    }
}

fn wrongly_quoted(language: Language, text: &str) -> bool {
    let (open, close) = marks(language);
    let strange = |c| MARKS.contains(&c) && c != open && c != close;
    let count = |mark| text.matches(mark).count();
    let uneven = match (open == close, close) {
        (true, _) => count(open) % 2 != 0,
        // The second one is the apostrophe too.
        (_, '’') => count(open) > count(close),
        _ => count(open) != count(close) || text.find(open) > text.find(close),
    };
    text.contains(['"', '\'', '`']) || text.contains(strange) || uneven
}

#[test]
fn a_language_quotes_in_one_way() {
    let mut quoted = 0;
    for language in Language::ALL {
        for (key, text) in texts(*language) {
            let place = language.tag();
            assert!(!wrongly_quoted(*language, &text), "{place}: {key}: {text}");
            quoted += usize::from(text.contains(marks(*language).0));
        }
    }
    assert!(quoted > 9 * Language::ALL.len(), "{quoted}");
    for (language, wrong) in [
        (Language::De, "Wählen Sie „Das bin ich nicht”."),
        (Language::El, "Επιλέξτε “Δεν είμαι εγώ”."),
        (Language::Da, "Vælg «Det er ikke mig»."),
        (Language::Sv, "Välj ”Det här är inte jag."),
        (Language::Nb, "Velg \"Dette er ikke meg\"."),
    ] {
        assert!(wrongly_quoted(language, wrong), "{wrong}");
    }
}

/// What stands alone as a heading or on a button. The texts of what went wrong have a `.body` beneath theirs.
#[test]
fn a_heading_and_a_button_end_without_a_full_stop() {
    let mut seen = 0;
    for language in Language::ALL {
        let all = texts(*language);
        let bodies: Vec<&str> = all
            .iter()
            .filter_map(|it| it.0.strip_suffix(".body"))
            .collect();
        for (key, text) in &all {
            let is_heading = bodies.contains(&key.as_str())
                || [
                    "-title", "-legend", "-caption", "-button", "-another", "-ways", "-used",
                ]
                .iter()
                .any(|end| key.ends_with(end));
            if is_heading {
                seen += 1;
                assert!(
                    !text.ends_with(['.', '!', ':']),
                    "{}: {key}: {text}",
                    language.tag()
                );
            }
        }
    }
    assert!(seen > 60 * Language::ALL.len(), "{seen}");
}

/// French alone has a space before `: ; ? !` and inside of its quotation marks, and that one never breaks.
#[test]
fn spaces_stand_where_the_language_has_them() {
    let wrong = |language, text: &str| {
        let before = |mark: char| {
            text.match_indices(mark).any(|(at, _)| {
                let (before, after) = (&text[..at], &text[at + mark.len_utf8()..]);
                let is_mark = after
                    .chars()
                    .next()
                    .is_none_or(|c| c.is_whitespace() || c == '.');
                let spaced = before.ends_with('\u{a0}');
                match language {
                    Language::Fr => is_mark && !spaced,
                    _ => before.ends_with(char::is_whitespace),
                }
            })
        };
        let inside = language == Language::Fr
            && (text.matches('«').count() != text.matches("«\u{a0}").count()
                || text.matches('»').count() != text.matches("\u{a0}»").count());
        inside
            || [':', ';', '?', '!'].into_iter().any(before)
            || ["...", " - ", "  "].iter().any(|it| text.contains(it))
            || text.ends_with(' ')
    };
    for language in Language::ALL {
        for (key, text) in texts(*language) {
            assert!(
                !wrong(*language, &text),
                "{}: {key}: {text:?}",
                language.tag()
            );
        }
    }
    assert!(wrong(Language::Fr, "Langue: français") && wrong(Language::De, "Sprache : Deutsch"));
    assert!(wrong(Language::Fr, "« \u{a0}oui\u{a0}»") && wrong(Language::Nb, "Vent ... litt"));
}

/// One form of address in a language, as its authorities have it: none of these words is of it.
#[test]
fn nobody_is_addressed_in_two_ways() {
    let others: [(Language, &[&str]); 6] = [
        (
            Language::De,
            &[
                "du", "dir", "dich", "dein", "deine", "deiner", "deinen", "deinem",
            ],
        ),
        (Language::Fr, &["tu", "toi", "ton", "tes"]),
        (Language::Nl, &["je", "jij", "jou", "jouw"]),
        (Language::Es, &["tú", "tu", "tus", "contigo"]),
        (Language::It, &["tu", "tuo", "tua", "tuoi", "tue"]),
        (Language::Pt, &["tu", "teu", "tua", "teus", "tuas", "você"]),
    ];
    for (language, wrong) in others {
        for (key, text) in texts(language) {
            let text = text.to_lowercase();
            let mut words = text.split(|c: char| !c.is_alphabetic());
            let found = words.find(|word| wrong.contains(word));
            assert_eq!(found, None, "{}: {key}: {text}", language.tag());
        }
    }
}
