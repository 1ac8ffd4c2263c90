// SPDX-License-Identifier: EUPL-1.2
//! `response_mode`. OAuth 2.0 Multiple Response Type Encoding Practices §2.1; Form Post §2; JARM §2.3.

use serde::{Deserialize, Serialize};

/// How the answer travels to the redirect URI. `fragment` is not offered: it is for the
/// implicit and hybrid flows, which do not exist here (RFC 9700 §2.1.2).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum ResponseMode {
    /// In a form that the browser posts.
    #[serde(rename = "form_post")]
    FormPost,
    /// In such a form, as one signed JWT. JARM §2.3.3.
    #[serde(rename = "form_post.jwt")]
    FormPostJwt,
    /// In the query of a redirect; the default for `response_type=code`.
    #[default]
    #[serde(rename = "query")]
    Query,
    /// In the query, as one signed JWT. JARM §2.3.1.
    #[serde(rename = "query.jwt")]
    QueryJwt,
}

impl ResponseMode {
    /// Every mode we know.
    pub const ALL: [Self; 4] = [
        Self::Query,
        Self::FormPost,
        Self::QueryJwt,
        Self::FormPostJwt,
    ];

    /// Reads the parameter. JARM §2.3.4: `jwt` alone is the signed form of the default, for
    /// `response_type=code` the query.
    pub fn parse(text: &str) -> Option<Self> {
        if text == "jwt" {
            return Some(Self::QueryJwt);
        }
        Self::ALL.into_iter().find(|mode| mode.as_str() == text)
    }

    /// The registered word.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::FormPost => "form_post",
            Self::FormPostJwt => "form_post.jwt",
            Self::Query => "query",
            Self::QueryJwt => "query.jwt",
        }
    }

    /// The answer is signed. JARM §2.
    pub fn is_signed(self) -> bool {
        matches!(self, Self::FormPostJwt | Self::QueryJwt)
    }

    /// The answer is posted.
    pub fn is_form_post(self) -> bool {
        matches!(self, Self::FormPost | Self::FormPostJwt)
    }
}
