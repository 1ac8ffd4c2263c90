// SPDX-License-Identifier: EUPL-1.2
//! `[look]` as written: how the pages look.

use std::path::PathBuf;

use pages::Colour;
use toml::Spanned;
use toml::de::DeValue;

use super::read::{At, Field, Presence, Read, Reader, Section, read_text, section};
use super::words::Text;

section! {
    /// Without it the pages have the name of `connector.organisation` and colours of their own. Files
    /// are read at start and on SIGHUP. Script in a picture is refused.
    LookWritten {
        /// The name of the state or the agency, in the header and the title of each page. In a language
        /// without its own, readers of nynorsk and Northern Sámi see bokmål, all others English. At most
        /// 120 characters in each language.
        name: Text = Optional "{ nb = \"Kongeriket Norge\", en = \"Kingdom of Norway\" }",
        /// Its logo or emblem, SVG or PNG, at most 8 KiB: with everything a page stays below 60 kB. On
        /// dark pages it stands on white.
        logo: PathBuf = Optional "\"look/emblem.svg\"",
        /// What browsers show beside the title, SVG or PNG, at most 8 KiB.
        icon: PathBuf = Optional "\"look/icon.svg\"",
        /// The colour of buttons and links on light pages. Its contrast to white and to what it stands on
        /// must be 4.5 or more (WCAG 2.2 §1.4.3).
        colour: Colour = Optional "\"#0a4a8f\"",
        /// The same on dark pages.
        colour_dark: Colour = Optional "\"#9cc4f5\"",
    }
}

impl Read for Colour {
    fn kind() -> String {
        "colour".to_owned()
    }

    fn read(value: &Spanned<DeValue<'_>>, field: &str, reader: &mut Reader) -> Option<Self> {
        let instead = "Write # and six hexadecimal digits, as \"#0a4a8f\"";
        read_text(value, field, reader, instead, Self::parse)
    }
}
