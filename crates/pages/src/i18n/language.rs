//! The languages of the pages, and which of them a person gets.

use super::locale::{self, Locale};
use super::texts::{self, Texts};

macro_rules! languages {
    ($($variant:ident $tag:literal $constant:ident $name:literal;)*) => {
        /// A language that every page exists in.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
        #[serde(rename_all = "lowercase")]
        pub enum Language {
            $(#[doc = $name] $variant,)*
        }

        impl Language {
            /// Every language, in the order of the switch on the page.
            pub const ALL: &[Self] = &[$(Self::$variant),*];

            /// The BCP 47 tag, used for `lang` and `Content-Language`.
            #[must_use]
            pub const fn tag(self) -> &'static str {
                match self {
                    $(Self::$variant => $tag,)*
                }
            }

            /// The texts of this language.
            #[must_use]
            pub const fn texts(self) -> &'static Texts {
                match self {
                    $(Self::$variant => &texts::$constant,)*
                }
            }

            pub(super) const fn locale(self) -> &'static Locale {
                match self {
                    $(Self::$variant => &locale::$constant,)*
                }
            }
        }
    };
}

// Our own first; then as the institutions of the European Union order theirs (Interinstitutional Style
// Guide §7.2.4), with Icelandic by its name in itself.
languages! {
    Nb "nb" NB "Norwegian Bokmål";
    Nn "nn" NN "Norwegian Nynorsk";
    Se "se" SE "Northern Sámi";
    En "en" EN "English";
    Bg "bg" BG "Bulgarian";
    Es "es" ES "Spanish";
    Cs "cs" CS "Czech";
    Da "da" DA "Danish";
    De "de" DE "German";
    Et "et" ET "Estonian";
    El "el" EL "Greek";
    Fr "fr" FR "French";
    Ga "ga" GA "Irish";
    Hr "hr" HR "Croatian";
    Is "is" IS "Icelandic";
    It "it" IT "Italian";
    Lv "lv" LV "Latvian";
    Lt "lt" LT "Lithuanian";
    Hu "hu" HU "Hungarian";
    Mt "mt" MT "Maltese";
    Nl "nl" NL "Dutch";
    Pl "pl" PL "Polish";
    Pt "pt" PT "Portuguese";
    Ro "ro" RO "Romanian";
    Sk "sk" SK "Slovak";
    Sl "sl" SL "Slovenian";
    Fi "fi" FI "Finnish";
    Sv "sv" SV "Swedish";
}

impl Language {
    /// The language's name in itself.
    #[must_use]
    pub const fn own_name(self) -> &'static str {
        self.locale().name
    }

    /// Reads a BCP 47 tag by its primary subtag (RFC 4647 §3.4 lookup); `no` is Bokmål.
    #[must_use]
    pub fn from_tag(tag: &str) -> Option<Self> {
        let primary = tag.split(['-', '_']).next().unwrap_or_default();
        if primary.eq_ignore_ascii_case("no") {
            return Some(Self::Nb);
        }
        let mut all = Self::ALL.iter().copied();
        all.find(|language| primary.eq_ignore_ascii_case(language.tag()))
    }

    /// Whom a country's people are best spoken to in. Where they have several languages, the one that most
    /// of them read; what is said so is only a guess, which the switch on the page corrects.
    #[must_use]
    pub fn of_country(code: &str) -> Option<Self> {
        let tag = match code {
            "BE" => "nl",
            "CY" => "el",
            "LU" => "fr",
            "IE" => "en",
            "LI" => "de",
            code => super::own_name(code)?.own_lang,
        };
        Self::from_tag(tag)
    }
}

/// The languages that this installation offers, in the order of the switch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Languages(Vec<Language>);

impl Languages {
    /// Every one.
    #[must_use]
    pub fn all() -> Self {
        Self(Language::ALL.to_vec())
    }

    /// Those whose texts are in use: what production offers when nothing else is said.
    #[must_use]
    pub fn in_use() -> Self {
        Self::only(|language| !language.texts().unread)
    }

    /// Those of a list; `None` for an empty one.
    #[must_use]
    pub fn of(list: &[Language]) -> Option<Self> {
        let those = Self::only(|language| list.contains(&language));
        (!those.0.is_empty()).then_some(those)
    }

    fn only(wanted: impl Fn(Language) -> bool) -> Self {
        let all = Language::ALL.iter().copied();
        Self(all.filter(|language| wanted(*language)).collect())
    }

    /// In the order of the switch.
    pub fn iter(&self) -> impl Iterator<Item = Language> + '_ {
        self.0.iter().copied()
    }

    /// Whether it is offered.
    #[must_use]
    pub fn has(&self, language: Language) -> bool {
        self.0.contains(&language)
    }

    /// The offered language of a tag.
    #[must_use]
    pub fn find(&self, tag: &str) -> Option<Language> {
        Language::from_tag(tag).filter(|language| self.has(*language))
    }

    /// Where nothing says anything: English, since a foreign citizen whose language is not here reads it
    /// more often than Norwegian.
    #[must_use]
    pub fn fallback(&self) -> Language {
        let english = self.iter().find(|language| *language == Language::En);
        english
            .or_else(|| self.iter().next())
            .unwrap_or(Language::En)
    }

    /// What was wished: `ui_locales` in the client's order of preference (OpenID Connect Core §3.1.2.1),
    /// then `Accept-Language` by quality (RFC 9110 §12.5.4).
    #[must_use]
    pub fn wished<'a>(
        &self,
        ui_locales: impl IntoIterator<Item = &'a str>,
        accept_language: Option<&str>,
    ) -> Option<Language> {
        let by_service = ui_locales.into_iter().find_map(|tag| self.find(tag));
        by_service.or_else(|| self.accepted(accept_language?))
    }

    /// What was wished, or the fallback.
    #[must_use]
    pub fn negotiate<'a>(
        &self,
        ui_locales: impl IntoIterator<Item = &'a str>,
        accept_language: Option<&str>,
    ) -> Language {
        let wished = self.wished(ui_locales, accept_language);
        wished.unwrap_or_else(|| self.fallback())
    }

    fn accepted(&self, header: &str) -> Option<Language> {
        // 32 ranges are more than any browser sends; the rest of a long header is not read.
        let mut best: Option<(u32, Language)> = None;
        for range in header.split(',').take(32) {
            let mut parts = range.split(';');
            let Some(language) = self.find(parts.next().unwrap_or_default().trim()) else {
                continue;
            };
            let quality = parts
                .find_map(|p| p.trim().strip_prefix("q="))
                .map_or(1000, quality_in_thousandths);
            if quality > 0 && best.is_none_or(|(q, _)| quality > q) {
                best = Some((quality, language));
            }
        }
        best.map(|(_, language)| language)
    }
}

/// The countries that a browser's languages speak of, the first wish first: by region (`de-AT`), else by
/// the language of one country. RFC 9110 §12.5.4 without the weights: browsers send the best first.
pub fn countries_of(accept_language: &str) -> impl Iterator<Item = &'static str> + '_ {
    let ranges = accept_language.split(',').take(32);
    let tags = ranges.map(|range| range.split(';').next().unwrap_or_default().trim());
    tags.filter_map(|tag| {
        let mut parts = tag.split('-');
        let language = parts.next().unwrap_or_default();
        let region = parts.next_back().filter(|part| part.len() == 2);
        let code = match region.map(str::to_ascii_uppercase) {
            // eIDAS calls Greece EL (Message Format 1.4 §2.3).
            Some(region) if region == "GR" => "EL".to_owned(),
            Some(region) => region,
            None => match language {
                "cs" => "CZ".to_owned(),
                "da" => "DK".to_owned(),
                "el" => "EL".to_owned(),
                "et" => "EE".to_owned(),
                "ga" => "IE".to_owned(),
                "sl" => "SI".to_owned(),
                "sv" => "SE".to_owned(),
                "lb" => "LU".to_owned(),
                "bg" | "de" | "es" | "fi" | "fr" | "hr" | "hu" | "is" | "it" | "lt" | "lv"
                | "mt" | "nl" | "pl" | "pt" | "ro" | "sk" => language.to_ascii_uppercase(),
                _ => return None,
            },
        };
        super::own_name(&code).map(|known| known.code)
    })
}

impl Default for Languages {
    fn default() -> Self {
        Self::all()
    }
}

/// `0.8` → 800. What cannot be read counts as 0: not acceptable.
fn quality_in_thousandths(text: &str) -> u32 {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let thousandths = format!(
        "{:0<3}",
        fraction.get(..fraction.len().min(3)).unwrap_or("0")
    );
    match (whole.parse::<u32>(), thousandths.parse::<u32>()) {
        (Ok(w), Ok(t)) if w <= 1 => (w * 1000 + t).min(1000),
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ui_locales_come_before_accept_language() {
        let all = Languages::all();
        assert_eq!(all.negotiate(["tlh", "nn"], Some("en")), Language::Nn);
        assert_eq!(
            all.negotiate([], Some("tlh, nb;q=0.5, en;q=0.8")),
            Language::En
        );
        assert_eq!(all.negotiate([], Some("no")), Language::Nb);
        assert_eq!(all.negotiate([], Some("nn;q=0, tlh")), Language::En);
        assert_eq!(all.negotiate([], None), Language::En);
        assert_eq!(all.negotiate(["en-GB"], Some("nb")), Language::En);
    }

    #[test]
    fn a_browsers_languages_speak_of_countries() {
        let of = |header| countries_of(header).collect::<Vec<_>>().join(" ");
        assert_eq!(of("de-AT,de;q=0.9,en-GB;q=0.8"), "AT DE");
        assert_eq!(of("el-GR, sv, tlh, en-US;q=0.1"), "EL SE");
        assert_eq!(of("zh-Hans-CN, cs"), "CZ");
    }

    #[test]
    fn what_is_not_offered_is_not_found() {
        let some = Languages::of(&[Language::Nn, Language::Nb]).unwrap();
        assert_eq!(some.wished(["en"], Some("en")), None);
        assert_eq!(some.negotiate(["en"], Some("en")), Language::Nb);
        assert_eq!(Languages::all().wished(["en"], None), Some(Language::En));
        assert_eq!(Languages::of(&[]), None);
    }
}
