// SPDX-License-Identifier: EUPL-1.2
//! `[proxy_service]` and `[sessions]` as written.

use eidas::CountryCode;
use toml::Spanned;
use toml::de::DeValue;
use url::Url;

use super::read::{At, Field, Presence, Read, Reader, Section, read_text, section, words};
use super::words::IdentifierPolicy;
use super::{Date, Organisation};

section! {
    /// The Proxy-Service answers foreign connectors: our nationals log in to foreign services.
    /// It opens when at least one `[[eid]]` is notified.
    ProxyService {
        /// Its entityID, which is also the address of its metadata. Default: the issuer followed
        /// by `/eidas/proxy/metadata`. Set it when you take over from another node.
        entity_id: Url = Optional "\"https://login.example.no/eidas/proxy/metadata\"",
        /// Where foreign connectors send requests. Default: the issuer followed by
        /// `/eidas/proxy/sso`. Another address must lead there.
        sso: Url = Optional "\"https://login.example.no/eidas/proxy/sso\"",
        /// E-mail address for people whose login fails. Default: the connector's.
        support_contact: String = Optional "\"support@example.no\"",
        /// E-mail address of those who run the node. Default: the connector's.
        technical_contact: String = Optional "\"node@example.no\"",
        /// The organisation that runs it. Default: the connector's.
        organisation: Organisation = Optional "[section]",
        /// How many hours our signed metadata is valid. It is signed anew at half of that.
        metadata_validity_hours: u32 = Default "24",
        /// Which identifier other countries get. `national`: the national number, the same for
        /// all. `per-country`: one made for each country with the key in `keys.identifier`, so
        /// that two countries cannot compare.
        identifier: IdentifierPolicy = Required "\"per-country\"",
        /// Countries with another policy than `identifier`.
        country: Vec<At<CountryPolicy>> = Optional "[[section]]",
        /// What changed. The policy of a country that has identifiers from us changes only with
        /// such a record: its services will see new persons.
        migration: Vec<At<MigrationWritten>> = Optional "[[section]]",
        /// Private companies that may ask, by e-ID. Without an entry they are refused.
        private_services: Vec<At<PrivateTermsWritten>> = Optional "[[section]]",
        /// A private company's request must carry its `RequesterID`. Stands in our metadata.
        requester_id_required: bool = Default "true",
        /// E-IDs that are pre-notified open too, at the highest level of their `acr`. The page where
        /// one is chosen says so of each, and so does the page with the values. Not in production.
        open_pre_notified: bool = Default "false",
        /// How many seconds old a request may be when it arrives.
        max_request_age_seconds: u32 = Default "300",
        /// For how many days a person may have her consent remembered, for one service and in one
        /// browser. She logs in at her e-ID all the same; any other value, level or service shows
        /// the page again. 0: it is asked each time. At most 180.
        remember_consent_days: u32 = Default "0",
    }
}

section! {
    /// A country's own policy.
    CountryPolicy {
        /// The country.
        country: CountryCode = Required "\"DE\"",
        /// `national` or `per-country`.
        identifier: IdentifierPolicy = Required "\"national\"",
    }
}

section! {
    /// A change of policy that was decided.
    MigrationWritten {
        /// The country.
        country: CountryCode = Required "\"SE\"",
        /// What its identifiers were.
        from: IdentifierPolicy = Required "\"national\"",
        /// What they are now.
        to: IdentifierPolicy = Required "\"per-country\"",
        /// Since which day.
        on: Date = Required "\"2027-01-15\"",
        /// Why, for whoever reads this later.
        reason: String = Required "\"Agreed with the Swedish node operator\"",
    }
}

section! {
    /// The terms under which an e-ID serves private companies of other countries. eIDAS art. 7(f).
    PrivateTermsWritten {
        /// The `id` of the e-ID.
        eid: String = Required "\"bankid\"",
        /// From these countries. Default: from all.
        countries: Vec<At<CountryCode>> = Default "[]",
        /// Where the terms are written down.
        terms: String = Required "\"Agreement 2026/17 with Example AS\"",
    }
}

section! {
    /// Single sign-on between national services.
    Sessions {
        /// A session ends after so many minutes without a login.
        idle_minutes: u32 = Default "30",
        /// And after so many in any case.
        absolute_minutes: u32 = Default "120",
        /// A foreign login is shared between services too: between those of the same sector, and
        /// only while the node that answered could be asked for the second one as well.
        share_foreign: bool = Default "false",
    }
}

words!(IdentifierPolicy {
    "national" => Self::National,
    "per-country" => Self::PerCountry,
});
