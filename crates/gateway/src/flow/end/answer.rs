// SPDX-License-Identifier: EUPL-1.2
//! What came of an answer of a foreign node or an e-ID: what the browser gets.

use pages::ErrorText;
use serde::{Deserialize, Serialize};

use crate::settings::SsoGroup;

/// What the browser gets for the foreign node's POST; kept a minute, sealed, for its second half.
#[derive(Serialize, Deserialize)]
pub enum Answer {
    /// Logged in: on to the service.
    Continue {
        /// The login.
        flow: String,
    },
    /// Logged in, and remembered for other services: on to the service.
    LoggedIn {
        /// The login.
        flow: String,
        /// The browser's new session of single sign-on.
        session: Option<String>,
        /// The group whose services share it.
        #[serde(default)]
        group: Option<SsoGroup>,
    },
    /// Proven for a foreign connector: the person is asked.
    Consent {
        /// The login.
        flow: String,
    },
    /// Proven, and the person is told whether she is known here.
    Told {
        /// The login.
        flow: String,
    },
    /// Refused: the login goes on under a new name.
    Refused {
        /// Its new name.
        flow: String,
        /// The browser's new cookie.
        secret: String,
        /// Its old name, whose cookie goes.
        old: String,
    },
    /// It failed after the request was used up: the page that says so.
    Failed {
        /// The login.
        flow: String,
        /// What the person reads.
        text: ErrorText,
        /// What the person may quote: the same on every view of the page.
        reference: String,
    },
    /// The first half is still at work.
    Wait {
        /// The login.
        flow: String,
    },
}
