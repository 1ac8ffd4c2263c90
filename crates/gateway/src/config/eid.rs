// SPDX-License-Identifier: EUPL-1.2
//! `[[eid]]` as written: a national e-ID is a few lines.

use std::path::PathBuf;

use eidas::{Attribute, LevelOfAssurance};
use oidc::jose::Algorithm;
use toml::Spanned;
use toml::de::DeValue;

use super::Date;
use super::read::{At, Field, Presence, Read, Reader, Section, read_text, section, words};
use super::table::{Claim, Table};
use super::words::Text;

section! {
    /// A national e-ID: an OpenID provider that says who a national of ours is. Adding one is
    /// these few lines: `id`, `name`, `issuer`, `client_id`, `key_file` or `secret_file`, and its
    /// state. The rest has the defaults of ID-porten's profile. docs/eids.md tells more.
    Eid {
        /// `openid`: an OpenID provider. `persona`: no e-ID at all but test persons, written below;
        /// whoever comes chooses which of them to be. Never in production.
        kind: EidKind = Default "\"openid\"",
        /// Its short name: lower-case letters, digits and `-`. The e-ID must know our callback
        /// address, which is our issuer followed by `/callback/` and this.
        id: String = Required "\"bankid\"",
        /// The name people see.
        name: Text = Required "\"BankID\"",
        /// A line below the name.
        description: Text = Optional "{ nb = \"App eller kodebrikke\", en = \"App or code device\" }",
        /// Its picture, SVG or PNG, at most 64 KiB.
        logo: PathBuf = Optional "\"eids/bankid.svg\"",
        /// The languages its own pages have, for `ui_locales`.
        languages: Vec<At<String>> = Default "[\"nb\", \"nn\", \"en\"]",
        /// Its issuer, character by character as it stands in its tokens. Needed for `openid`.
        issuer: String = Optional "\"https://bankid.example.no\"",
        /// Host names that its endpoints may have. Default: the issuer's.
        hosts: Vec<At<String>> = Default "[]",
        /// Our `client_id` there. Needed for `openid`.
        client_id: String = Optional "\"landport\"",
        /// Our private key for `private_key_jwt` (PKCS#8, PEM, RSA or P-256). One of `key_file`,
        /// `secret_file`. Only the gateway's user may be able to read it.
        key_file: PathBuf = Optional "\"keys/eid-bankid.pem\"",
        /// A file with our secret for `client_secret_basic`.
        secret_file: PathBuf = Optional "\"keys/eid-minid.secret\"",
        /// Push the request to it first (RFC 9126).
        push: bool = Default "true",
        /// Signature of its ID tokens.
        id_token_alg: Algorithm = Default "\"RS256\"",
        /// Signature of its userinfo answers, where it signs them; not written: that of its ID tokens.
        userinfo_alg: Algorithm = Optional "\"RS256\"",
        /// What is asked for.
        scopes: Vec<At<String>> = Default "[\"openid\", \"profile\"]",
        /// More parameters of the request. `{country}` becomes the country of the foreign
        /// service and `{service}` its name; where there is none the parameter is left out.
        parameters: Table<String> = Default "{}",
        /// Its words for levels of assurance.
        acr: Table<LevelOfAssurance> =
            Default "{ idporten-loa-substantial = \"substantial\", idporten-loa-high = \"high\" }",
        /// How our tokens call it in `amr`. Default: `id`.
        amr: String = Optional "\"BankID\"",
        /// The names of its claims.
        claims: Claims = Default "[section]",
        /// It is a whole login portal: more than one e-ID stands behind its issuer. Then
        /// `notification.amr` must say which of them are notified.
        portal: bool = Default "false",
        /// How far it is on the way to other countries.
        notification: NotificationWritten = Default "[section]",
        /// Offered to national services. Turn it off for one that serves sector attributes only.
        national: bool = Default "true",
        /// A foreign request for one of these sector attributes comes here and to no other e-ID.
        for_attributes: Vec<At<Attribute>> =
            Default "[]",
        /// What it can say beyond the minimum data set.
        attribute: Vec<At<AttributeWritten>> = Optional "[[section]]",
        /// A notice for people while it has trouble.
        outage: Text = Optional "{ nb = \"BankID har problemer.\", en = \"BankID has problems.\" }",
        /// Its addresses may be in a private network.
        private: bool = Default "false",
        /// Certificates (PEM) that calling it trusts in place of the system's: what they issued, and
        /// they themselves.
        extra_roots: PathBuf = Optional "\"eids/test-root.pem\"",
        /// So many seconds may all its calls take for one step of a login, then it counts as down.
        /// At most 5.
        timeout_seconds: u32 = Default "5",
        /// How many seconds its clock may be behind ours, at most 60: so much before the login began
        /// may its `auth_time` lie. A session there that is as young passes for a new login too.
        clock_skew_seconds: u32 = Default "0",
        /// The test persons of `kind = "persona"`.
        person: Vec<At<PersonWritten>> = Optional "[[section]]",
    }
}

section! {
    /// A test person, whom anybody can be.
    PersonWritten {
        /// Its short name: letters, digits, `-` and `_`. `login_hint=persona:` and this logs in
        /// without a page, for the tests of a service.
        id: String = Required "\"kari\"",
        /// What is proven about it: the claims that `eid.claims` names, and any other of the
        /// scopes `profile`, `email`, `phone` and `address`. Its national number must be one for
        /// tests (month + 40, 65 or 80).
        claims: Table<Claim> =
            Required "{ pid = \"17912099997\", given_name = \"Kari\", family_name = \"Nordmann\" }",
    }
}

section! {
    /// Claims of the ID token or of userinfo. The defaults are ID-porten's.
    Claims {
        /// The national number.
        pid: String = Default "\"pid\"",
        /// The number a person had before: a D-number that became a fødselsnummer.
        previous_pid: String = Optional "\"previous_pid\"",
        /// Given names.
        given_name: String = Default "\"given_name\"",
        /// Family name.
        family_name: String = Default "\"family_name\"",
        /// Date of birth, `1990-08-19`.
        birthdate: String = Default "\"birthdate\"",
    }
}

section! {
    /// Only a notified e-ID opens to other countries. The levels in our metadata follow.
    NotificationWritten {
        /// `planned`; `pre-notified` since a day; `notified` since a day, with `level` and
        /// `scheme`; `suspended` since a day, with `text`: closed to everybody.
        state: EidState = Default "\"planned\"",
        /// The day the state began.
        since: Date = Optional "\"2026-06-01\"",
        /// The level it is notified at.
        level: LevelOfAssurance = Optional "\"high\"",
        /// The name of the scheme in the Official Journal.
        scheme: String = Optional "\"Norwegian eID scheme BankID\"",
        /// The values of `amr` in its tokens that are what is notified: a login by any other is
        /// refused abroad. Without them every login there counts. Needed for a portal.
        amr: Vec<At<String>> = Default "[]",
        /// What people read while it is suspended.
        text: Text = Optional "{ nb = \"BankID er stengt.\", en = \"BankID is closed.\" }",
    }
}

section! {
    /// An attribute that this e-ID can fill: an optional one of the minimum data set, or one of a
    /// sector. It is published in our metadata and sent only when asked for.
    AttributeWritten {
        /// The attribute. One of the minimum data set may be named by its last part.
        name: Attribute =
            Required "\"http://e-justice.europa.eu/attributes/naturalperson/eJusticeNaturalPersonRole\"",
        /// The claim it comes from. `/` goes into it; lists are searched through.
        claim: String = Required "\"authorization_details/resource\"",
        /// Claim values and what is sent for each; the first that is there counts. Without them
        /// the claim is sent as it is.
        values: Table<String> = Default "{}",
        /// What is sent when none of `values` is there. Default: nothing.
        otherwise: String = Optional "\"VIP2\"",
    }
}

/// What stands behind an `[[eid]]`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EidKind {
    /// An OpenID provider.
    OpenId,
    /// Test persons.
    Persona,
}

words!(EidKind {
    "openid" => Self::OpenId,
    "persona" => Self::Persona,
});

/// How far an e-ID is, as written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EidState {
    /// Not yet begun.
    Planned,
    /// The other countries were told.
    PreNotified,
    /// Published in the Official Journal.
    Notified,
    /// Closed.
    Suspended,
}

words!(EidState {
    "planned" => Self::Planned,
    "pre-notified" => Self::PreNotified,
    "notified" => Self::Notified,
    "suspended" => Self::Suspended,
});
