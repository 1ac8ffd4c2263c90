// SPDX-License-Identifier: EUPL-1.2
//! `response_mode`. OAuth 2.0 Multiple Response Type Encoding Practices §2.1; Form Post §2.

use serde::{Deserialize, Serialize};

/// How the answer travels to the redirect URI. `fragment` is not offered: it is for the
/// implicit and hybrid flows, which do not exist here (RFC 9700 §2.1.2).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum ResponseMode {
    /// In a form that the browser posts.
    #[serde(rename = "form_post")]
    FormPost,
    /// In the query of a redirect; the default for `response_type=code`.
    #[default]
    #[serde(rename = "query")]
    Query,
}

impl ResponseMode {
    /// Every mode we know.
    pub const ALL: [Self; 2] = [Self::Query, Self::FormPost];

    /// Reads the parameter.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|mode| mode.as_str() == text)
    }

    /// The registered word.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::FormPost => "form_post",
            Self::Query => "query",
        }
    }
}
