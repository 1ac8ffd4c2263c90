// SPDX-License-Identifier: EUPL-1.2
//! What a letter may be written as, from published tables and from nothing else.
//!
//! | letters | table |
//! |---|---|
//! | Latin | ICAO Doc 9303-3 (8th edition) §6 A; CLDR `Latin-ASCII`, which leaves marks out |
//! | Cyrillic | the Bulgarian Transliteration Act of 2009; ICAO Doc 9303-3 §6 B; ISO 9:1995, which eIDAS Attribute Profile 1.4 §2.4 names |
//! | Greek | ELOT 743 (ISO 843:1997, transcription), and the two letters of its transliteration where they differ |
//!
//! A letter that no table has is itself. What §6 B excepts for one language is taken where only that
//! language has the letter (Є, Ї, Ё, Ѓ, Ќ, Џ). Serbian Ч as C and Ukrainian Г as H are not taken: they
//! would make Bulgarian names equal that are not.

/// Two or three letters in place of one: ICAO Doc 9303-3 §6 A. `None` for the rest.
pub(crate) const fn digraphs(letter: char) -> &'static [&'static str] {
    match letter {
        'Ä' | 'Æ' => &["AE"],
        'Å' => &["AA"],
        'Ñ' => &["NXX"],
        'Ö' | 'Ø' | 'Œ' => &["OE"],
        'Ü' => &["UE", "UXX"],
        'Þ' => &["TH"],
        'ẞ' => &["SS"],
        _ => &[],
    }
}

/// The letter without its stroke or tail, where Unicode does not decompose it. ICAO Doc 9303-3
/// §6 A; for Ǥ, and for Ø, whose row there has only OE, CLDR `Latin-ASCII`. Ð stands as Đ ([`crate::letter`]).
pub(crate) const fn bare(letter: char) -> Option<char> {
    Some(match letter {
        'Đ' => 'D',
        'Ǥ' => 'G',
        'Ħ' => 'H',
        'Ł' => 'L',
        'Ŋ' => 'N',
        'Ø' => 'O',
        'Ŧ' => 'T',
        _ => return None,
    })
}

/// A letter of another script in Latin ones.
pub(crate) const fn romanised(letter: char) -> &'static [&'static str] {
    match letter {
        // Cyrillic. The Bulgarian form first, then ICAO's, then ISO 9's.
        'А' => &["A"],
        'Б' => &["B"],
        'В' => &["V"],
        'Г' => &["G"],
        'Д' => &["D"],
        'Е' => &["E"],
        'Ж' => &["ZH", "Ž"],
        'З' => &["Z"],
        'И' => &["I"],
        'Й' => &["Y", "I", "J"],
        'К' => &["K"],
        'Л' => &["L"],
        'М' => &["M"],
        'Н' => &["N"],
        'О' => &["O"],
        'П' => &["P"],
        'Р' => &["R"],
        'С' => &["S"],
        'Т' => &["T"],
        'У' => &["U"],
        'Ф' => &["F"],
        'Х' => &["H", "KH"],
        'Ц' => &["TS", "C"],
        'Ч' => &["CH", "Č"],
        'Ш' => &["SH", "Š"],
        'Щ' => &["SHT", "SHCH", "Ŝ"],
        'Ъ' => &["A", "IE", ""],
        'Ь' => &["Y", ""],
        'Ю' => &["YU", "IU", "Û"],
        'Я' => &["YA", "IA", "Â"],
        'Ё' => &["E", "IO", "Ë"],
        'Ы' => &["Y"],
        'Э' => &["E", "È"],
        'І' => &["I", "Ì"],
        'Ї' => &["I", "YI", "Ï"],
        'Є' => &["IE", "YE", "Ê"],
        'Ґ' | 'Ғ' => &["G"],
        'Ў' => &["U", "Ŭ"],
        'Ѓ' => &["G", "GJ", "Ǵ"],
        'Ќ' => &["K", "KJ", "Ḱ"],
        'Ѕ' => &["DZ", "Ẑ"],
        'Џ' => &["DZ", "DJ", "D̂"],
        'Ј' => &["J"],
        'Љ' => &["LJ", "L̂"],
        'Њ' => &["NJ", "N̂"],
        'Ђ' => &["D", "Đ"],
        'Ћ' | 'Һ' => &["C", "Ć"],
        'Ѫ' => &["U", "Ǎ"],
        'Ѵ' => &["Y"],
        // Greek.
        'Α' => &["A"],
        'Β' => &["V"],
        'Γ' => &["G"],
        'Δ' => &["D"],
        'Ε' => &["E"],
        'Ζ' => &["Z"],
        'Η' => &["I", "Ī"],
        'Θ' => &["TH"],
        'Ι' => &["I"],
        'Κ' => &["K"],
        'Λ' => &["L"],
        'Μ' => &["M"],
        'Ν' => &["N"],
        'Ξ' => &["X"],
        'Ο' => &["O"],
        'Π' => &["P"],
        'Ρ' => &["R"],
        'Σ' => &["S"],
        'Τ' => &["T"],
        'Υ' => &["Y"],
        'Φ' => &["F"],
        'Χ' => &["CH"],
        'Ψ' => &["PS"],
        'Ω' => &["O", "Ō"],
        _ => &[],
    }
}

/// Two letters that are written together. ELOT 743 §3; the Bulgarian Act for ИЯ.
/// Whether the sound is voiced, or at the beginning, decides in Greek between two forms: both are
/// readings, since the other side says which was taken.
pub(crate) const fn romanised_pair(first: char, second: char) -> &'static [&'static str] {
    match (first, second) {
        ('Α', 'Υ') => &["AV", "AF", "AU"],
        ('Ε', 'Υ') => &["EV", "EF", "EU"],
        ('Η', 'Υ') => &["IV", "IF", "ĪU"],
        ('Ο', 'Υ') => &["OU"],
        ('Γ', 'Γ') => &["NG"],
        ('Γ', 'Ξ') => &["NX"],
        ('Γ', 'Χ') => &["NCH"],
        ('Μ', 'Π') => &["B"],
        ('И', 'Я') => &["IA"],
        _ => &[],
    }
}
