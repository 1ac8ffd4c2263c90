//! Which country somebody means: by its name in any language, its code, or a slip of the hand. The script
//! on the country page has the same names and rules (`static/landport.js`).

use std::fmt::Write as _;
use std::sync::LazyLock;

use crate::i18n::{names, own_name};

/// Three letters of ISO 3166-1, and what people call it besides: CLDR's names are one in each language.
const ALSO: &[(&str, &str)] = &[
    ("AT", "aut"),
    ("BE", "bel belgie belgique belgien"),
    ("BG", "bgr balgaria"),
    ("CY", "cyp kypros kibris"),
    ("CZ", "cze czech republic tschechien"),
    ("DE", "deu ger brd"),
    ("DK", "dnk den"),
    ("EE", "est"),
    ("EL", "grc gr ellada hellas"),
    ("ES", "esp spa"),
    ("EU", "european union commission"),
    ("FI", "fin"),
    ("FR", "fra"),
    ("HR", "hrv cro"),
    ("HU", "hun"),
    ("IE", "irl republic of ireland"),
    ("IS", "isl ice"),
    ("IT", "ita"),
    ("LI", "lie furstentum"),
    ("LT", "ltu"),
    ("LU", "lux"),
    ("LV", "lva"),
    ("MT", "mlt"),
    ("NL", "nld ned holland hollande holanda olanda"),
    ("NO", "nor"),
    ("PL", "pol"),
    ("PT", "prt por"),
    ("RO", "rou rom"),
    ("SE", "swe sve"),
    ("SI", "svn slo"),
    ("SK", "svk"),
];

/// Code and folded names of each country.
static KNOWN: LazyLock<Vec<(&str, Vec<String>)>> = LazyLock::new(|| {
    let known = ALSO.iter().map(|(code, also)| {
        let named = names().iter().find(|(of, _)| of == code);
        let by_language = named.map_or(&[][..], |(_, names)| *names).iter().copied();
        let own = own_name(code)
            .map(|name| name.own.split(", "))
            .into_iter()
            .flatten();
        let all = by_language.chain(own).chain(also.split(' ')).chain([*code]);
        let mut folded: Vec<String> = all.map(fold).collect();
        folded.sort_unstable();
        folded.dedup();
        (*code, folded)
    });
    known.collect()
});

/// The countries that somebody means who writes this; all of them for nothing.
pub(crate) fn meant(query: &str) -> Vec<&'static str> {
    let query = fold(query.trim());
    let by = |hits: &dyn Fn(&str) -> bool| -> Vec<&'static str> {
        let all = KNOWN
            .iter()
            .filter(|(_, names)| names.iter().any(|name| hits(name)));
        all.map(|(code, _)| *code).collect()
    };
    let starts = by(&|name| starts_a_word(name, &query));
    if !starts.is_empty() {
        return starts;
    }
    let inside = by(&|name| name.contains(&query));
    if !inside.is_empty() {
        return inside;
    }
    let letters = query.chars().count();
    let slips = match letters {
        0..=3 => return Vec::new(),
        4..=7 => 1,
        _ => 2,
    };
    // Two words are never nearer than their lengths, which are compared first: sixty letters against all
    // names in all languages took a millisecond, and anybody may ask.
    let may = |name: &str| {
        let of_name = name.chars().count();
        of_name > 3 && of_name.abs_diff(letters) <= slips
    };
    by(&|name| may(name) && distance(name, &query) <= slips)
}

fn starts_a_word(name: &str, query: &str) -> bool {
    let mut words = name
        .match_indices([' ', '-', '('])
        .map(|(at, mark)| at + mark.len());
    name.starts_with(query)
        || words.any(|at| name.get(at..).is_some_and(|rest| rest.starts_with(query)))
}

/// Letters that must be changed, added, left out or exchanged with their neighbour to make one word the
/// other (optimal string alignment). Both are short: a name, and sixty letters of a query.
fn distance(one: &str, other: &str) -> usize {
    let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=other.len()).collect();
    for (i, a) in one.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, b) in other.iter().enumerate() {
            let cell = |row: &[usize], at: usize| row.get(at).copied().unwrap_or(usize::MAX - 1);
            let changed = cell(&last, j) + usize::from(a != b);
            let mut best = changed.min(cell(&last, j + 1) + 1).min(cell(&row, j) + 1);
            let swapped =
                i > 0 && j > 0 && one.get(i - 1) == Some(b) && other.get(j - 1) == Some(a);
            if swapped {
                best = best.min(cell(&before, j - 1) + 1);
            }
            row.push(best);
        }
        before = std::mem::replace(&mut last, row);
    }
    last.last().copied().unwrap_or(usize::MAX)
}

/// The code of every country that a search knows.
pub(crate) fn codes() -> impl Iterator<Item = &'static str> {
    KNOWN.iter().map(|(code, _)| *code)
}

/// The names as the script reads them: `var NAMES={"AT":["at","austria",…],…};`.
pub(crate) fn script() -> String {
    let mut out = "var NAMES={".to_owned();
    for (place, (code, names)) in KNOWN.iter().enumerate() {
        let comma = if place == 0 { "" } else { "," };
        // Folded names hold letters, blanks, marks of names: Rust and JSON write them alike.
        let _ = write!(out, "{comma}{code:?}:{names:?}");
    }
    out.push_str("};\n");
    out
}

/// Lower case without diacritics: `Østerrike` is found by `oster`, `Česko` by `cesko`, `Ελλάδα` by
/// `ελλαδα`. İ and ı are both i, whatever the language.
pub(crate) fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars().flat_map(char::to_lowercase) {
        match c {
            '\u{300}'..='\u{36f}' => {}
            'ä' | 'å' | 'á' | 'à' | 'â' | 'ã' | 'æ' | 'ą' | 'ă' | 'ā' => out.push('a'),
            'ö' | 'ø' | 'ó' | 'ò' | 'ô' | 'õ' | 'ő' | 'ō' => out.push('o'),
            'ü' | 'ú' | 'ù' | 'û' | 'ű' | 'ū' | 'ů' | 'ų' => out.push('u'),
            'é' | 'è' | 'ê' | 'ë' | 'ę' | 'ě' | 'ē' | 'ė' => out.push('e'),
            'í' | 'ì' | 'î' | 'ï' | 'ī' | 'į' | 'ı' => out.push('i'),
            'č' | 'ć' | 'ç' | 'ċ' => out.push('c'),
            'ď' | 'đ' | 'ð' => out.push('d'),
            'ģ' | 'ġ' | 'ğ' => out.push('g'),
            'ħ' => out.push('h'),
            'ķ' => out.push('k'),
            'ł' | 'ļ' | 'ľ' | 'ĺ' => out.push('l'),
            'ñ' | 'ń' | 'ň' | 'ņ' | 'ŋ' => out.push('n'),
            'ř' | 'ŕ' => out.push('r'),
            'š' | 'ś' | 'ș' | 'ş' => out.push('s'),
            'ť' | 'ț' | 'ţ' | 'ŧ' => out.push('t'),
            'ý' => out.push('y'),
            'ž' | 'ź' | 'ż' => out.push('z'),
            'ß' => out.push_str("ss"),
            'þ' => out.push_str("th"),
            'ά' => out.push('α'),
            'έ' => out.push('ε'),
            'ή' => out.push('η'),
            'ί' | 'ϊ' | 'ΐ' => out.push('ι'),
            'ό' => out.push('ο'),
            'ύ' | 'ϋ' | 'ΰ' => out.push('υ'),
            'ώ' => out.push('ω'),
            'ς' => out.push('σ'),
            'й' | 'ѝ' => out.push('и'),
            'ё' => out.push('е'),
            '\u{2019}' => out.push('\''),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn only(query: &str) -> String {
        meant(query).join(" ")
    }

    #[test]
    fn a_country_is_found_by_its_name_in_any_language_and_by_its_codes() {
        let germany = [
            "Deutschland",
            "Tyskland",
            "DE",
            "GER",
            "deu",
            "Allemagne",
            "germany",
            "Γερμανία",
            "ΓΕΡΜΑΝΙΑ",
            "германия",
            "Niemcy",
            "saksa",
            "Duiska",
            "il-Ġermanja",
            "Ghearmáin",
        ];
        for query in germany {
            assert!(meant(query).contains(&"DE"), "{query}: {}", only(query));
        }
        assert_eq!(only("GR"), "EL");
        assert_eq!(only("Holland"), "NL");
        assert_eq!(only("ελλας"), "");
        assert_eq!(only("ελλάδα"), "EL");
        assert_eq!(only("Éire"), "IE");
        assert_eq!(only("Österreich"), "AT");
    }

    #[test]
    fn dotted_and_dotless_i_are_one_letter() {
        for query in ["ITALIA", "İTALİA", "ıtalıa", "italia"] {
            assert_eq!(only(query), "IT", "{query}");
        }
    }

    #[test]
    fn a_slip_of_the_hand_finds_what_was_meant_and_nothing_finds_everything() {
        for (query, code) in [
            ("svergie", "SE"),
            ("Grmany", "DE"),
            ("Deutchland", "DE"),
            ("Frnace", "FR"),
            ("Portgual", "PT"),
            ("Финляндия", "FI"),
            ("Luxemburg", "LU"),
        ] {
            assert!(meant(query).contains(&code), "{query}: {}", only(query));
        }
        assert_eq!(only("xyz"), "");
        assert_eq!(only("Atlantis"), "");
        assert_eq!(meant(" ").len(), KNOWN.len());
    }

    #[test]
    fn every_name_is_folded_to_bare_letters() {
        for (code, names) in KNOWN.iter() {
            for name in names {
                let bare = |c: char| {
                    c.is_ascii_lowercase()
                        || matches!(c, 'α'..='ω' | 'а'..='я' | ' ' | '-' | '\'' | '(' | ')')
                };
                assert!(name.chars().all(bare), "{code}: {name}");
            }
        }
    }

    #[test]
    fn the_distance_counts_an_exchange_once() {
        assert_eq!(distance("svergie", "sverige"), 1);
        assert_eq!(distance("abc", "abc"), 0);
        assert_eq!(distance("", "abc"), 3);
    }
}
