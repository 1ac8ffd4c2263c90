//! How countries call themselves. Their names in other languages are CLDR's ([`super::locale`]).

use super::{Language, fill};

/// A country's name in its own language or languages.
#[derive(Debug)]
pub struct OwnName {
    /// The code used in eIDAS: ISO 3166-1 alpha-2, but `EL` for Greece (Message Format 1.4 §2.3).
    pub code: &'static str,
    /// In its own language or languages.
    pub own: &'static str,
    /// BCP 47 tag of the first language in `own`, for screen readers.
    pub own_lang: &'static str,
}

/// The institutions have a node of their own, and a code that CLDR has for the Union.
const INSTITUTIONS: &str = "EU";

/// The name of a country in the page's language; the bare code for one we have no name for. CLDR joins a Maltese
/// article to its name by a hyphen behind which a line may end; on a page it stays with its word.
#[must_use]
pub fn country_in(language: Language, code: &str) -> String {
    match (code, language) {
        (INSTITUTIONS, _) => language.texts().eu_institutions.to_owned(),
        (code, Language::Mt) => {
            let name = language.country(code).unwrap_or(code);
            name.replace('-', "\u{2011}")
        }
        (code, _) => language.country(code).unwrap_or(code).to_owned(),
    }
}

/// "in Sweden", "i Sverige", "på Malta": the name in `language` with its preposition.
#[must_use]
pub fn in_country(language: Language, code: &str) -> String {
    let text = language.texts().in_country.of(code);
    fill(text, &[("country", &country_in(language, code))])
}

/// How a country calls itself.
#[must_use]
pub fn own_name(code: &str) -> Option<&'static OwnName> {
    OWN_NAMES.iter().find(|name| name.code == code)
}

macro_rules! own_names {
    ($($code:literal $own:literal $lang:literal;)*) => {
        /// All of them.
        pub const OWN_NAMES: &[OwnName] = &[$(OwnName {
            code: $code, own: $own, own_lang: $lang,
        }),*];
    };
}

own_names! {
    "AT" "Österreich" "de";
    "BE" "België, Belgique" "nl";
    "BG" "България" "bg";
    "CY" "Κύπρος" "el";
    "CZ" "Česko" "cs";
    "DE" "Deutschland" "de";
    "DK" "Danmark" "da";
    "EE" "Eesti" "et";
    "EL" "Ελλάδα" "el";
    "ES" "España" "es";
    "EU" "European Union" "en";
    "FI" "Suomi" "fi";
    "FR" "France" "fr";
    "HR" "Hrvatska" "hr";
    "HU" "Magyarország" "hu";
    "IE" "Éire" "ga";
    "IS" "Ísland" "is";
    "IT" "Italia" "it";
    "LI" "Liechtenstein" "de";
    "LT" "Lietuva" "lt";
    "LU" "Lëtzebuerg" "lb";
    "LV" "Latvija" "lv";
    "MT" "Malta" "mt";
    "NL" "Nederland" "nl";
    "NO" "Norge, Noreg" "nb";
    "PL" "Polska" "pl";
    "PT" "Portugal" "pt";
    "RO" "România" "ro";
    "SE" "Sverige" "sv";
    "SI" "Slovenija" "sl";
    "SK" "Slovensko" "sk";
}
