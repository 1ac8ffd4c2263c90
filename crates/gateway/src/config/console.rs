// SPDX-License-Identifier: EUPL-1.2
//! `[console]` as written: who may open the operators' console, and where a browser finds it.

use eidas::LevelOfAssurance;
use toml::Spanned;
use toml::de::DeValue;
use url::Url;

use super::read::{At, Field, Presence, Read, Reader, Section, section};

section! {
    /// The operators' console, on the operator listener below `/console`. Everybody who reaches the listener may look
    /// at the board; to look at a login or to close something one logs in, at this gateway itself, as a person
    /// who stands here. docs/operations.md tells how it is set up.
    Console {
        /// Its `[[client]]`, by `client_id`: `auth = "none"`, `sso = false`, and as its redirect address the one
        /// below followed by `/console/callback`.
        client: String = Required "\"console\"",
        /// Where the operators' browsers find it. `http` only on loopback, as at the end of a tunnel; another name
        /// stands behind a proxy with TLS. Requests for any other host are refused. Default: `http://` and
        /// the operator listener's address. Where nodes of a cluster listen at different ones, write it: their
        /// configurations say the same.
        address: Url = Optional "\"http://127.0.0.1:9100\"",
        /// The least level that an operator proves, with a national e-ID.
        level: LevelOfAssurance = Default "\"high\"",
        /// Who may, one section each.
        operator: Vec<At<ConsoleOperator>> = Optional "[[section]]",
    }
}

section! {
    /// A person who may open the console.
    ConsoleOperator {
        /// Her name, as the audit trail has it. At most 60 characters.
        name: String = Required "\"Kari Vakt\"",
        /// The subject that the console knows her by: who is not written here and logs in reads it on the page.
        subject: String = Required "\"3WmZkPr9AxtqTQbVgXUKsH0nEp6yoVfLc2dJiRhBwDs\"",
        /// She may close and open countries and e-IDs too. Without it she looks only.
        acts: bool = Default "false",
    }
}

section! {
    /// OpenTelemetry: one trace a login over all its hops, sent as OTLP over HTTP in JSON. Without it nothing is sent.
    /// Names and attributes are codes and names of this file; nothing of a person is among them.
    Traces {
        /// Where the collector takes traces. It may be in a private network.
        endpoint: Url = Required "\"http://127.0.0.1:4318/v1/traces\"",
    }
}
