//! What people read: one file of texts per language, and one constant of the program for each, so that
//! a text missing in one language does not compile (`build.rs`, docs/adr/0013).

mod country;
mod texts;

pub use country::{COUNTRIES, CountryName, country_name, in_country};
pub use texts::{
    ByCode, ConsentTexts, ErrorTexts, Message, NationalTexts, SessionTexts, Texts, WalletTexts,
};

/// A language that every page exists in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// Norwegian Bokmål.
    Nb,
    /// Norwegian Nynorsk.
    Nn,
    /// English.
    En,
}

impl Language {
    /// Every language, in the order of the switch on the page.
    pub const ALL: [Self; 3] = [Self::Nb, Self::Nn, Self::En];

    /// The BCP 47 tag, used for `lang` and `Content-Language`.
    #[must_use]
    pub const fn tag(self) -> &'static str {
        match self {
            Self::Nb => "nb",
            Self::Nn => "nn",
            Self::En => "en",
        }
    }

    /// The language's name in itself.
    #[must_use]
    pub const fn own_name(self) -> &'static str {
        match self {
            Self::Nb => "Bokmål",
            Self::Nn => "Nynorsk",
            Self::En => "English",
        }
    }

    /// The texts of this language.
    #[must_use]
    pub const fn texts(self) -> &'static Texts {
        match self {
            Self::Nb => &texts::NB,
            Self::Nn => &texts::NN,
            Self::En => &texts::EN,
        }
    }

    /// Reads a BCP 47 tag by its primary subtag (RFC 4647 §3.4 lookup); `no` is Bokmål.
    #[must_use]
    pub fn from_tag(tag: &str) -> Option<Self> {
        let primary = tag.split(['-', '_']).next().unwrap_or_default();
        match primary.to_ascii_lowercase().as_str() {
            "nb" | "no" => Some(Self::Nb),
            "nn" => Some(Self::Nn),
            "en" => Some(Self::En),
            _ => None,
        }
    }

    /// `ui_locales` in the client's order of preference (OpenID Connect Core §3.1.2.1), then
    /// `Accept-Language` by quality (RFC 9110 §12.5.4), then English: a foreign citizen whose
    /// language is not here reads English more often than Norwegian.
    #[must_use]
    pub fn negotiate<'a>(
        ui_locales: impl IntoIterator<Item = &'a str>,
        accept_language: Option<&str>,
    ) -> Self {
        ui_locales
            .into_iter()
            .find_map(Self::from_tag)
            .or_else(|| accept_language.and_then(Self::from_accept_language))
            .unwrap_or(Self::En)
    }

    fn from_accept_language(header: &str) -> Option<Self> {
        // 32 ranges are more than any browser sends; the rest of a long header is not read.
        let mut best: Option<(u32, Self)> = None;
        for range in header.split(',').take(32) {
            let mut parts = range.split(';');
            let Some(language) = Self::from_tag(parts.next().unwrap_or_default().trim()) else {
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
    fn ui_locales_come_before_accept_language() {
        assert_eq!(Language::negotiate(["se", "nn"], Some("en")), Language::Nn);
        assert_eq!(
            Language::negotiate([], Some("de, nb;q=0.5, en;q=0.8")),
            Language::En
        );
        assert_eq!(Language::negotiate([], Some("no")), Language::Nb);
        assert_eq!(Language::negotiate([], Some("nn;q=0, fr")), Language::En);
        assert_eq!(Language::negotiate([], None), Language::En);
        assert_eq!(Language::negotiate(["en-GB"], Some("nb")), Language::En);
    }

    #[test]
    fn fill_replaces_names_and_leaves_no_braces() {
        assert_eq!(
            fill("to {country}, {x}!", &[("country", "Åland")]),
            "to Åland, !"
        );
        assert_eq!(fill("a { b", &[]), "a { b");
    }
}
