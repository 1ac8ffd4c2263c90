// SPDX-License-Identifier: EUPL-1.2
//! The answer of a wallet, from its octets to a VP Token that nobody has verified yet.
//! OpenID4VP §8.
//!
//! Anybody can encrypt to our key and post to our address: nothing here proves anything but that
//! the sender knew the request.

use oidc::jose::jwe::DecryptionKey;
use serde_json::{Map, Value};

use crate::{
    Error, Malformed, Mismatch, Refused, WalletError,
    form::{self, Form},
    json,
};

/// Most presentations in an answer; ours ask for one.
const MOST_PRESENTATIONS: usize = 20;
/// Most octets of an answer through the Digital Credentials API.
const MOST_OCTETS: usize = 256 * 1024;

/// A VP Token: presentations by the id of their query. OpenID4VP §8.1.
#[derive(Clone, PartialEq, Eq)]
pub struct VpToken(Vec<(String, String)>);

impl VpToken {
    /// `response_mode=direct_post.jwt`: `response` is a JWE. A VP Token beside it, in clear, is not
    /// read (attack WV-02); an error in clear is (§8.3.1: a wallet that cannot encrypt).
    ///
    /// # Errors
    /// [`Error::Refused`] with what the wallet said; [`Malformed`], [`Mismatch::State`].
    pub fn of_direct_post_jwt(
        body: &[u8],
        key: &DecryptionKey,
        state: &str,
    ) -> Result<Self, Error> {
        let form = Form::parse(body)?;
        let Some(response) = form.value("response") else {
            is_same_state(form.value("state"), state)?;
            return Err(refusal(form.value("error"))?);
        };
        let answer = json::object(&key.decrypt(response).map_err(Malformed::Jwe)?)?;
        is_same_state(json::text(&answer, "state")?, state)?;
        Self::of_answer(answer)
    }

    /// Whether a long body begins as an answer in `direct_post.jwt` does: by its first octets, before
    /// the rest is read. Attack WV-06: 256 KiB of nothing. An answer of another parameter, an error,
    /// is short.
    ///
    /// # Errors
    /// [`Malformed`].
    pub fn begins_direct_post_jwt(beginning: &[u8], key: &DecryptionKey) -> Result<(), Error> {
        let response = form::beginning_of(beginning, "response")?;
        let (header, _) = response.split_once('.').ok_or(Malformed::Form)?;
        key.begins(header).map_err(Malformed::Jwe)?;
        Ok(())
    }

    /// The same for `direct_post`.
    ///
    /// # Errors
    /// As [`Self::begins_direct_post_jwt`].
    pub fn begins_direct_post(beginning: &[u8]) -> Result<(), Error> {
        let token = form::beginning_of(beginning, "vp_token")?;
        if token.trim_start().starts_with('{') {
            Ok(())
        } else {
            Err(Malformed::VpToken.into())
        }
    }

    /// `response_mode=direct_post`: `vp_token` and `state` in clear.
    ///
    /// # Errors
    /// As [`Self::of_direct_post_jwt`].
    pub fn of_direct_post(body: &[u8], state: &str) -> Result<Self, Error> {
        let form = Form::parse(body)?;
        is_same_state(form.value("state"), state)?;
        match form.value("vp_token") {
            Some(token) => Self::parse(json::object(token.as_bytes())?),
            None => Err(refusal(form.value("error"))?),
        }
    }

    /// `response_mode=dc_api.jwt`: the `data` that the Digital Credentials API gave, as JSON. No
    /// `state` comes back there (A.2).
    ///
    /// # Errors
    /// As [`Self::of_direct_post_jwt`].
    pub fn of_dc_api_jwt(data: &[u8], key: &DecryptionKey) -> Result<Self, Error> {
        if data.len() > MOST_OCTETS {
            return Err(Malformed::TooLarge.into());
        }
        let data = json::object(data)?;
        match json::text(&data, "response")? {
            Some(response) => {
                let answer = key.decrypt(response).map_err(Malformed::Jwe)?;
                Self::of_answer(json::object(&answer)?)
            }
            None => Err(refusal(json::text(&data, "error")?)?),
        }
    }

    /// Presentations by the id of their query.
    #[must_use]
    pub fn presentations(&self) -> &[(String, String)] {
        &self.0
    }

    fn of_answer(mut answer: Map<String, Value>) -> Result<Self, Error> {
        match answer.remove("vp_token") {
            Some(Value::Object(token)) => Self::parse(token),
            Some(_) => Err(Malformed::VpToken.into()),
            None => Err(refusal(json::text(&answer, "error")?)?),
        }
    }

    /// §8.1: an object of arrays; each holds one presentation, since `multiple` is never asked.
    /// A presentation of both formats is a string.
    fn parse(token: Map<String, Value>) -> Result<Self, Error> {
        if token.is_empty() || token.len() > MOST_PRESENTATIONS {
            return Err(Malformed::VpToken.into());
        }
        let one = |(id, list)| match list {
            Value::Array(mut list) => match (list.pop(), list.as_slice()) {
                (Some(Value::String(presentation)), []) => Some((id, presentation)),
                _ => None,
            },
            _ => None,
        };
        let presentations: Option<Vec<_>> = token.into_iter().map(one).collect();
        Ok(Self(presentations.ok_or(Malformed::VpToken)?))
    }
}

impl std::fmt::Debug for VpToken {
    /// It is about a person.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("VpToken(…)")
    }
}

/// RFC 6749 §4.1.2: the very value that was sent.
fn is_same_state(got: Option<&str>, expected: &str) -> Result<(), Error> {
    if got == Some(expected) {
        Ok(())
    } else {
        Err(Mismatch::State.into())
    }
}

/// §8.5. Of an error only its code is taken, if it is a registered one (attack VP-25).
fn refusal(code: Option<&str>) -> Result<Error, Error> {
    let code = code.ok_or(Malformed::VpToken)?;
    Ok(Refused::Wallet(WalletError::parse(code)).into())
}
