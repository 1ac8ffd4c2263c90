// SPDX-License-Identifier: EUPL-1.2
//! The parameters of an authorization request, wherever they stand: in the URL, in a form, in a
//! push, in a request object. RFC 6749 §3.1: "The authorization server MUST ignore unrecognized
//! request parameters": they are neither read nor kept.

use crate::Malformed;
use crate::protocol::{ErrorCode, OAuthError, Params, form};

/// What is read, and the longest value of each in octets. Attack WEB-05: many requests of the
/// largest size, each kept for its login's time.
///
/// `state` comes back in a URL: servers take a line of 8 KiB (nginx, Apache), and a sealed bundle,
/// as ASP.NET Core and Spring put there, grows by a third in base64. `claims`, `id_token_hint` and
/// `authorization_details` are documents. Everything else is a word or a few.
const KNOWN: [(&str, usize); 23] = [
    ("acr_values", 2 * 1024),
    ("authorization_details", 8 * 1024),
    ("claims", 4 * 1024),
    ("client_id", 2 * 1024),
    ("code_challenge", 128),
    ("code_challenge_method", 128),
    ("dpop_jkt", 128),
    ("id_token_hint", 8 * 1024),
    ("login_hint", 2 * 1024),
    ("max_age", 128),
    ("nonce", 2 * 1024),
    ("onbehalfof", 128),
    ("prompt", 128),
    ("redirect_uri", 2 * 1024),
    ("registration", 2 * 1024),
    ("request", 16 * 1024),
    ("request_uri", 2 * 1024),
    ("resource", 2 * 1024),
    ("response_mode", 128),
    ("response_type", 128),
    ("scope", 2 * 1024),
    ("state", LONGEST_STATE),
    ("ui_locales", 2 * 1024),
];

const LONGEST_STATE: usize = 4 * 1024;

/// Known parameters, and whether any stood there twice.
#[derive(Clone, Debug)]
pub(super) struct Parameters {
    values: Vec<(String, String)>,
    repeated: bool,
}

/// The parameters that are read; the others need not be kept.
pub fn known(params: &Params) -> Vec<(String, String)> {
    let known = params.iter().filter(|(name, _)| limit(name).is_some());
    known.cloned().collect()
}

/// The parameter of this name, if it is read, with its longest value.
pub(super) fn limit(name: &str) -> Option<(&'static str, usize)> {
    KNOWN.into_iter().find(|(known, _)| *known == name)
}

impl Parameters {
    pub(super) fn of(params: &Params) -> Self {
        Self {
            values: known(params),
            // RFC 8707 §2: "Multiple resource parameters MAY be used".
            repeated: form::is_repeated_beside(params, &["resource"]),
        }
    }

    pub(super) fn value(&self, name: &str) -> Option<&str> {
        form::value(&self.values, name)
    }

    pub(super) fn all<'p>(&'p self, name: &'p str) -> impl Iterator<Item = &'p str> {
        let named = self
            .values
            .iter()
            .filter(move |(n, v)| n == name && !v.is_empty());
        named.map(|(_, value)| value.as_str())
    }

    pub(super) fn occurrences(&self, name: &str) -> usize {
        form::occurrences(&self.values, name)
    }

    /// RFC 6749 §3.1: "Request and response parameters MUST NOT be included more than once",
    /// unknown ones neither.
    pub(super) fn verify_form(&self) -> Result<(), OAuthError> {
        let invalid = |description| OAuthError::new(ErrorCode::InvalidRequest, description);
        if self.repeated {
            return Err(invalid("a parameter is repeated".to_owned()).because(Malformed::Repeated));
        }
        for (name, value) in &self.values {
            if let Some((name, most)) = limit(name).filter(|(_, most)| value.len() > *most) {
                let description = format!("{name} is longer than {most} octets");
                return Err(invalid(description).because(Malformed::TooLarge));
            }
        }
        Ok(())
    }
}

/// RFC 6749 appendix A.5: `1*VSCHAR`. No line ends, so nothing splits a header.
pub(super) fn is_state(state: &str) -> bool {
    state.len() <= LONGEST_STATE && state.bytes().all(|b| (0x20..=0x7E).contains(&b))
}
