//! Names of the states of the European Union and the European Economic Area.

/// A country's name in the languages of the pages and in its own.
#[derive(Debug)]
pub struct CountryName {
    /// The code used in eIDAS: ISO 3166-1 alpha-2, but `EL` for Greece (Message Format 1.4 §2.3).
    pub code: &'static str,
    /// In Bokmål.
    pub nb: &'static str,
    /// In Nynorsk.
    pub nn: &'static str,
    /// In English.
    pub en: &'static str,
    /// In its own language or languages.
    pub own: &'static str,
    /// BCP 47 tag of the first language in `own`, for screen readers.
    pub own_lang: &'static str,
}

impl CountryName {
    /// The name in `language`.
    #[must_use]
    pub const fn in_language(&self, language: super::Language) -> &'static str {
        match language {
            super::Language::Nb => self.nb,
            super::Language::Nn => self.nn,
            super::Language::En => self.en,
        }
    }
}

/// "in Sweden", "i Sverige", "på Malta": the name in `language` with its preposition.
#[must_use]
pub fn in_country(language: super::Language, code: &str) -> String {
    let name = country_name(code).map_or(code, |country| country.in_language(language));
    let text = language.texts().in_country.of(code);
    super::fill(text, &[("country", name)])
}

/// The entry of a code, if it is one of the 31 states or the European institutions.
#[must_use]
pub fn country_name(code: &str) -> Option<&'static CountryName> {
    COUNTRIES.iter().find(|c| c.code == code)
}

macro_rules! countries {
    ($($code:literal $nb:literal $nn:literal $en:literal $own:literal $lang:literal;)*) => {
        /// All of them.
        pub const COUNTRIES: &[CountryName] = &[$(CountryName {
            code: $code, nb: $nb, nn: $nn, en: $en, own: $own, own_lang: $lang,
        }),*];
    };
}

countries! {
    "AT" "Østerrike" "Austerrike" "Austria" "Österreich" "de";
    "BE" "Belgia" "Belgia" "Belgium" "België, Belgique" "nl";
    "BG" "Bulgaria" "Bulgaria" "Bulgaria" "България" "bg";
    "CY" "Kypros" "Kypros" "Cyprus" "Κύπρος" "el";
    "CZ" "Tsjekkia" "Tsjekkia" "Czechia" "Česko" "cs";
    "DE" "Tyskland" "Tyskland" "Germany" "Deutschland" "de";
    "DK" "Danmark" "Danmark" "Denmark" "Danmark" "da";
    "EE" "Estland" "Estland" "Estonia" "Eesti" "et";
    "EL" "Hellas" "Hellas" "Greece" "Ελλάδα" "el";
    "ES" "Spania" "Spania" "Spain" "España" "es";
    "EU" "EU-institusjonene" "EU-institusjonane" "EU institutions" "European Union" "en";
    "FI" "Finland" "Finland" "Finland" "Suomi" "fi";
    "FR" "Frankrike" "Frankrike" "France" "France" "fr";
    "HR" "Kroatia" "Kroatia" "Croatia" "Hrvatska" "hr";
    "HU" "Ungarn" "Ungarn" "Hungary" "Magyarország" "hu";
    "IE" "Irland" "Irland" "Ireland" "Éire" "ga";
    "IS" "Island" "Island" "Iceland" "Ísland" "is";
    "IT" "Italia" "Italia" "Italy" "Italia" "it";
    "LI" "Liechtenstein" "Liechtenstein" "Liechtenstein" "Liechtenstein" "de";
    "LT" "Litauen" "Litauen" "Lithuania" "Lietuva" "lt";
    "LU" "Luxembourg" "Luxembourg" "Luxembourg" "Lëtzebuerg" "lb";
    "LV" "Latvia" "Latvia" "Latvia" "Latvija" "lv";
    "MT" "Malta" "Malta" "Malta" "Malta" "mt";
    "NL" "Nederland" "Nederland" "Netherlands" "Nederland" "nl";
    "NO" "Norge" "Noreg" "Norway" "Norge, Noreg" "nb";
    "PL" "Polen" "Polen" "Poland" "Polska" "pl";
    "PT" "Portugal" "Portugal" "Portugal" "Portugal" "pt";
    "RO" "Romania" "Romania" "Romania" "România" "ro";
    "SE" "Sverige" "Sverige" "Sweden" "Sverige" "sv";
    "SI" "Slovenia" "Slovenia" "Slovenia" "Slovenija" "sl";
    "SK" "Slovakia" "Slovakia" "Slovakia" "Slovensko" "sk";
}
