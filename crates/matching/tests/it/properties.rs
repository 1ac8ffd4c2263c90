// SPDX-License-Identifier: EUPL-1.2
//! Variants of spelling never change an outcome; real differences always do.

use identity_matching::{Name, Verdict};
use proptest::prelude::*;

/// Letters with what they may be written as. A table of the tests' own: the crate's is what is
/// tested.
const LETTERS: &[(&str, &[&str])] = &[
    ("a", &["A"]),
    ("b", &["B"]),
    ("e", &["E"]),
    ("i", &["I", "ı"]),
    ("k", &["K"]),
    ("l", &["L"]),
    ("m", &["M"]),
    ("n", &["N"]),
    ("o", &["O"]),
    ("r", &["R"]),
    ("s", &["S"]),
    ("t", &["T"]),
    ("u", &["U"]),
    ("v", &["V"]),
    ("ä", &["AE", "a", "æ", "a\u{308}"]),
    ("å", &["aa", "A", "a\u{30a}"]),
    ("æ", &["ae", "Ä"]),
    ("ö", &["OE", "o", "ø"]),
    ("ø", &["oe", "O", "Ö"]),
    ("ü", &["ue", "U", "u\u{308}"]),
    ("ß", &["ss", "SS", "ẞ"]),
    ("é", &["e", "E", "e\u{301}"]),
    ("ñ", &["n", "NXX"]),
    ("č", &["c", "C\u{30c}"]),
    ("đ", &["d", "ð", "Ð"]),
    ("ł", &["L"]),
    ("þ", &["th"]),
    ("ș", &["ş", "s"]),
    ("ž", &["z"]),
    ("ŋ", &["n"]),
    ("ő", &["o"]),
    ("ı", &["I"]),
    ("İ", &["i"]),
];
/// No table explains one of these by another.
const APART: &[char] = &['b', 'k', 'l', 'm', 'p', 'r', 'v'];
const BULGARIAN: &[(char, &str)] = &[
    ('А', "a"),
    ('Б', "b"),
    ('Ж', "zh"),
    ('Й', "y"),
    ('Н', "n"),
    ('О', "o"),
    ('Р', "r"),
    ('У', "u"),
    ('Х', "h"),
    ('Ц', "ts"),
    ('Ч', "ch"),
    ('Ш', "sh"),
    ('Щ', "sht"),
    ('Ъ', "a"),
    ('Ю', "yu"),
    ('Я', "ya"),
];
const GREEK: &[(char, &str)] = &[
    ('Α', "a"),
    ('Β', "v"),
    ('Δ', "d"),
    ('Η', "i"),
    ('Θ', "th"),
    ('Κ', "k"),
    ('Λ', "l"),
    ('Ξ', "x"),
    ('Ρ', "r"),
    ('Σ', "s"),
    ('Φ', "f"),
    ('Χ', "ch"),
    ('Ψ', "ps"),
    ('Ω', "o"),
];

/// A name and another spelling of it: each letter with the reading that it gets.
fn spelled() -> impl Strategy<Value = (Vec<String>, Vec<String>)> {
    let letter = (
        0..LETTERS.len(),
        any::<prop::sample::Index>(),
        any::<bool>(),
    );
    let letter = letter.prop_map(|(i, reading, keep)| {
        let (own, readings) = LETTERS[i];
        (
            own,
            if keep {
                own
            } else {
                readings[reading.index(readings.len())]
            },
        )
    });
    let word = prop::collection::vec(letter, 1..9).prop_map(|letters| {
        let one: String = letters.iter().map(|(own, _)| *own).collect();
        let two: String = letters.iter().map(|(_, reading)| *reading).collect();
        (one, two)
    });
    prop::collection::vec(word, 1..6).prop_map(|words| words.into_iter().unzip())
}

fn joined(words: &[String], seams: &[usize]) -> String {
    const SEAMS: [&str; 5] = [" ", "-", "", "  ", "\u{2011}"];
    let seam = |i: usize| SEAMS[seams[i % seams.len()] % SEAMS.len()];
    let with = words.iter().enumerate().map(|(i, word)| match i {
        0 => word.clone(),
        i => format!("{}{word}", seam(i)),
    });
    with.collect()
}

fn both_ways(one: &str, two: &str) -> Verdict {
    let (one, two) = (Name::new(one), Name::new(two));
    let verdict = one.compare(&two);
    assert_eq!(verdict, two.compare(&one), "symmetric");
    verdict
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    #[test]
    fn another_spelling_changes_nothing(
        (one, two) in spelled(),
        seams in prop::collection::vec(0..5_usize, 5),
    ) {
        let written = joined(&two, &seams);
        prop_assert_eq!(both_ways(&one.join(" "), &written), Verdict::Same, "{:?} {}", one, written);
        prop_assert_eq!(both_ways(&one.join(" ").to_uppercase(), &written), Verdict::Same);
    }

    #[test]
    fn another_order_changes_nothing(
        (one, shuffled) in spelled().prop_flat_map(|(one, two)| (Just(one), Just(two).prop_shuffle())),
        seams in prop::collection::vec(0..5_usize, 5),
    ) {
        let written = joined(&shuffled, &seams);
        prop_assert_eq!(both_ways(&one.join(" "), &written), Verdict::Same, "{:?} {}", one, written);
    }

    /// One letter is another one, added or gone: whatever the spelling, it is another name.
    #[test]
    fn a_real_difference_is_one_however_it_is_spelled(
        (one, two) in spelled().prop_flat_map(|(one, two)| (Just(one), Just(two).prop_shuffle())),
        seams in prop::collection::vec(0..5_usize, 5),
        mine in prop::sample::select(APART),
        theirs in prop::sample::select(APART),
        (at, place) in any::<(prop::sample::Index, prop::sample::Index)>(),
    ) {
        let put = |words: &[String], letter: char| {
            let mut words = words.to_vec();
            let which = at.index(words.len());
            let word = &mut words[which];
            let ends: Vec<usize> = word.char_indices().map(|(i, _)| i).collect();
            word.insert(ends[place.index(ends.len())], letter);
            words
        };
        prop_assume!(mine != theirs);
        // A mark behind the inserted letter would become its mark.
        let plain = |words: &[String]| !words.iter().any(|word| word.contains(['\u{301}', '\u{308}', '\u{30a}', '\u{30c}']));
        prop_assume!(plain(&two));
        let (mine, theirs) = (put(&one, mine).join(" "), joined(&put(&two, theirs), &seams));
        prop_assert_eq!(both_ways(&mine, &theirs), Verdict::Different, "{} {}", mine, theirs);
        prop_assert_eq!(both_ways(&mine, &joined(&two, &seams)), Verdict::Different);
    }

    #[test]
    fn a_name_of_another_script_is_its_romanised_one_and_no_other(
        letters in prop::collection::vec((any::<prop::sample::Index>(), any::<bool>()), 1..12),
        greek in any::<bool>(),
        wrong in prop::sample::select(&['q', 'w'][..]),
    ) {
        let table = if greek { GREEK } else { BULGARIAN };
        let pick = |(index, small): &(prop::sample::Index, bool)| {
            let (letter, latin) = table[index.index(table.len())];
            (if *small { letter.to_lowercase().to_string() } else { letter.to_string() }, latin)
        };
        let (own, latin): (String, String) = letters.iter().map(pick).map(|(a, b)| (a, b.to_owned())).unzip();
        prop_assert_eq!(both_ways(&own, &latin), Verdict::Same, "{} {}", own, latin);
        prop_assert_eq!(both_ways(&own, &format!("{latin}{wrong}")), Verdict::Different);
    }

    #[test]
    fn whatever_it_is_it_is_itself_or_no_name(one in "\\PC{0,60}", two in "\\PC{0,60}") {
        prop_assert_ne!(both_ways(&one, &one), Verdict::Different);
        let _ = both_ways(&one, &two);
    }
}
