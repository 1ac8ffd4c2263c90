// SPDX-License-Identifier: EUPL-1.2
//! Request parameters of a provider's own, such as ID-porten's `onbehalfof`. They stand beside
//! the protocol's parameters and can never take their place.

use crate::Misconfigured;

/// What [`RelyingParty`](super::RelyingParty) writes itself, what only it may decide, and what
/// would move the request elsewhere. OIDC Core §3.1.2.1, §6, §7.2.1; RFC 6749 §2.3.1; RFC 7521
/// §4.2; RFC 7636 §4.3; RFC 9101 §5; RFC 9126 §2.1; RFC 9449 §10.
const PROTOCOL: [&str; 24] = [
    "acr_values",
    "client_assertion",
    "client_assertion_type",
    "client_id",
    "client_secret",
    "code",
    "code_challenge",
    "code_challenge_method",
    "code_verifier",
    "dpop_jkt",
    "grant_type",
    "id_token_hint",
    "max_age",
    "nonce",
    "prompt",
    "redirect_uri",
    "registration",
    "request",
    "request_uri",
    "response_mode",
    "response_type",
    "scope",
    "state",
    "ui_locales",
];

/// Longer values are no hints; ID-porten's are names of organisations.
const LONGEST: usize = 1024;

/// Extra parameters of a request, none of them the protocol's.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Hints(Vec<(String, String)>);

impl Hints {
    /// Takes the caller's parameters.
    ///
    /// # Errors
    /// [`Misconfigured::Hint`] if a name is the protocol's, repeated, empty or not printable
    /// ASCII, or if a value is empty, longer than 1,024 octets or has control characters.
    pub fn new(
        parameters: impl IntoIterator<Item = (String, String)>,
    ) -> Result<Self, Misconfigured> {
        let mut hints: Vec<(String, String)> = Vec::new();
        for (name, value) in parameters {
            let word = !name.is_empty() && name.bytes().all(|b| b.is_ascii_graphic());
            let free = !PROTOCOL.contains(&name.as_str());
            let first = hints.iter().all(|(known, _)| *known != name);
            let text = (1..=LONGEST).contains(&value.len()) && !value.contains(char::is_control);
            if !(word && free && first && text) {
                return Err(Misconfigured::Hint { name });
            }
            hints.push((name, value));
        }
        Ok(Self(hints))
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &(String, String)> {
        self.0.iter()
    }
}
