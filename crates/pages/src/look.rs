//! The look of a state: its colours, as far as everybody can read them, and the style that holds them.

use super::asset;

/// A colour of sRGB, as `#0a4a8f`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Colour([u8; 3]);

/// WCAG 2.2 §1.4.3: text against what it stands on.
pub const LEAST_CONTRAST: f64 = 4.5;

/// Light or dark, as the person's device wants it. Media Queries Level 5 §12.5.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scheme {
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
}

impl Scheme {
    /// What the main colour stands on, and what stands on it (the last): `landport.css`, where a test
    /// finds them.
    const fn beside(self) -> [Colour; 4] {
        match self {
            Self::Light => [
                Colour([0xff; 3]),
                Colour([0xf3, 0xf5, 0xf7]),
                Colour([0xee, 0xf4, 0xfb]),
                Colour([0xff; 3]),
            ],
            Self::Dark => [
                Colour([0x17, 0x1a, 0x1d]),
                Colour([0x0e, 0x10, 0x12]),
                Colour([0x1d, 0x2a, 0x3a]),
                Colour([0x06, 0x20, 0x3f]),
            ],
        }
    }
}

impl Colour {
    /// `#` and six hexadecimal digits.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let digits = text.strip_prefix('#')?;
        let plain = digits.len() == 6 && digits.bytes().all(|b| b.is_ascii_hexdigit());
        let octets = u32::from_str_radix(digits, 16).ok()?.to_be_bytes();
        let [_, red, green, blue] = octets;
        plain.then_some(Self([red, green, blue]))
    }

    /// WCAG 2.2, "relative luminance".
    fn luminance(self) -> f64 {
        let [red, green, blue] = self.0.map(|octet| {
            let value = f64::from(octet) / 255.0;
            match value <= 0.04045 {
                true => value / 12.92,
                false => ((value + 0.055) / 1.055).powf(2.4),
            }
        });
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    }

    /// WCAG 2.2, "contrast ratio": from 1 to 21.
    #[must_use]
    pub fn contrast(self, other: Self) -> f64 {
        let (one, two) = (self.luminance(), other.luminance());
        (one.max(two) + 0.05) / (one.min(two) + 0.05)
    }

    /// The least contrast that the pages would have with it, and to what.
    #[must_use]
    pub fn least_contrast(self, scheme: Scheme) -> (f64, Self) {
        let all = scheme.beside().map(|other| (self.contrast(other), other));
        let [first, rest @ ..] = all;
        let least = |one: (f64, Self), two: (f64, Self)| if two.0 < one.0 { two } else { one };
        rest.into_iter().fold(first, least)
    }

    /// Three tenths of the way to black or white: under the pointer. The contrast only grows.
    fn towards(self, end: u8) -> Self {
        let mix = |octet: u8| (u16::from(octet) * 7 + u16::from(end) * 3) / 10;
        Self(self.0.map(|octet| u8::try_from(mix(octet)).unwrap_or(end)))
    }
}

impl std::fmt::Display for Colour {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let [red, green, blue] = self.0;
        write!(f, "#{red:02x}{green:02x}{blue:02x}")
    }
}

/// The style of this installation's pages: ours, with its colours.
#[derive(Clone, Debug)]
pub struct Style {
    href: String,
    css: String,
}

impl Style {
    /// The main colour of buttons and links, in light and in dark, where it is not ours.
    #[must_use]
    pub fn of(light: Option<Colour>, dark: Option<Colour>) -> Option<Self> {
        if light.is_none() && dark.is_none() {
            return None;
        }
        let mut css = asset::CSS_TEXT.to_owned();
        if let Some(colour) = light {
            let hover = colour.towards(0);
            css.push_str(&format!(
                "@media(prefers-color-scheme:light){{:root{{--main:{colour};--main-dark:{hover}}}}}\n"
            ));
        }
        if let Some(colour) = dark {
            let hover = colour.towards(0xff);
            css.push_str(&format!(
                "@media(prefers-color-scheme:dark){{:root{{--main:{colour};--main-dark:{hover}}}}}\n"
            ));
        }
        let href = asset::href(css.as_bytes(), "landport.css");
        Some(Self { href, css })
    }

    /// Its address, with a hash of its content.
    #[must_use]
    pub fn href(&self) -> &str {
        &self.href
    }

    /// The text.
    #[must_use]
    pub fn css(&self) -> &str {
        &self.css
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn colour(text: &str) -> Colour {
        Colour::parse(text).unwrap()
    }

    #[test]
    fn a_colour_is_six_digits() {
        assert_eq!(colour("#0A4a8f").to_string(), "#0a4a8f");
        for odd in [
            "0a4a8f", "#fff", "#0a4a8g", "#0a4a8f ", "red", "#+a4a8f", "",
        ] {
            assert_eq!(Colour::parse(odd), None, "{odd}");
        }
    }

    /// The values of WCAG's own examples: black on white is 21, #777 on white 4.48 and fails.
    #[test]
    fn contrast_is_that_of_wcag() {
        let white = colour("#ffffff");
        assert!((colour("#000000").contrast(white) - 21.0).abs() < 1e-9);
        assert!((white.contrast(colour("#777777")) - 4.48).abs() < 0.005);
        assert!((white.contrast(colour("#767676")) - 4.54).abs() < 0.005);
        assert!((white.contrast(white) - 1.0).abs() < 1e-9);
    }

    /// What the colours are held against stands in the style, and ours hold.
    #[test]
    fn what_a_colour_stands_on_is_what_the_style_says() {
        for (scheme, main) in [(Scheme::Light, "#0a4a8f"), (Scheme::Dark, "#9cc4f5")] {
            for other in scheme.beside() {
                let written = other.to_string();
                let short = written.replace("#ffffff", "#fff");
                assert!(asset::CSS_TEXT.contains(&format!(":{short}")), "{written}");
            }
            assert!(asset::CSS_TEXT.contains(&format!("--main:{main};")));
            let (least, to) = colour(main).least_contrast(scheme);
            assert!(least >= LEAST_CONTRAST, "{main} to {to}: {least}");
        }
        let (orange, _) = colour("#ff9900").least_contrast(Scheme::Light);
        assert!(orange < LEAST_CONTRAST, "{orange}");
        assert!(colour("#0a4a8f").least_contrast(Scheme::Dark).0 < LEAST_CONTRAST);
    }

    #[test]
    fn a_style_has_the_colours_and_another_address() {
        assert!(Style::of(None, None).is_none());
        let style = Style::of(Some(colour("#702080")), None).unwrap();
        assert!(style.css().starts_with(asset::CSS_TEXT));
        assert!(
            style
                .css()
                .ends_with("{:root{--main:#702080;--main-dark:#4e1659}}\n")
        );
        assert_ne!(style.href(), asset::css_href());
        let both = Style::of(Some(colour("#702080")), Some(colour("#e0b0f0"))).unwrap();
        assert!(
            both.css()
                .contains("(prefers-color-scheme:dark){:root{--main:#e0b0f0;")
        );
        assert_ne!(both.href(), style.href());
    }
}
