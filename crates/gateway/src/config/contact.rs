// SPDX-License-Identifier: EUPL-1.2
//! `[[contact]]` as written: whom a person can ask.

use eidas::CountryCode;
use pages::i18n::Language;
use toml::Spanned;
use toml::de::DeValue;
use url::Url;

use super::read::{At, Field, Presence, Read, Reader, Section, section};
use super::words::Text;

section! {
    /// A help desk. A page that says what did not work shows the one of the party at fault: of the
    /// country, the e-ID or the service; where that has none, ours. A country without a section of
    /// its own is reached at the address for support in its node's metadata (`ContactPerson`).
    /// Write one of `country`, `eid`, `client`, or none of them for our own; and at least one of
    /// `phone`, `email`, `web`. Our own without a section is the address of
    /// `connector.support_contact` with `links.help`.
    Contact {
        /// That of this country's e-IDs.
        country: CountryCode = Optional "\"SE\"",
        /// That of this e-ID, by its `id`.
        eid: String = Optional "\"bankid\"",
        /// That of this service, by its `client_id`.
        client: String = Optional "\"trademark\"",
        /// The number from abroad: `+`, the country's code and the number, 7 to 15 digits (ITU-T E.164
        /// §6). Between them may stand spaces, hyphens and brackets.
        phone: String = Optional "\"+47 22 00 00 00\"",
        /// Its e-mail address, without `mailto:`. At most 254 characters (RFC 5321 §4.5.3.1.3).
        email: String = Optional "\"help@example.no\"",
        /// Its page. At most 200 characters.
        web: Url = Optional "\"https://www.example.no/help\"",
        /// When somebody answers. At most 120 characters in each language: two lines on a telephone.
        hours: Text = Optional "{ nb = \"Hverdager 8–16\", en = \"Weekdays 8–16\" }",
        /// The languages that are spoken there.
        languages: Vec<At<Language>> = Default "[]",
    }
}
