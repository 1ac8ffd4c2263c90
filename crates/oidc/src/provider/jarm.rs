// SPDX-License-Identifier: EUPL-1.2
//! Signed authorization answers. JWT Secured Authorization Response Mode for OAuth 2.0 (JARM).

use serde_json::{Map, Value};

use super::AuthorizationResponse;
use crate::{
    Error, Misconfigured,
    jose::{Algorithm, Signer, jwt},
    protocol::{ClientId, RedirectUri, ResponseMode},
};

/// Seconds. JARM §2.1: "a maximum JWT lifetime of 10 minutes is RECOMMENDED"; the code inside lives
/// one.
const LIFETIME: i64 = 600;

/// An answer that must be signed before it leaves: there is no address in it that could be used
/// without.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnsignedResponse {
    pub(super) redirect_uri: RedirectUri,
    pub(super) mode: ResponseMode,
    pub(super) algorithm: Algorithm,
    pub(super) client_id: ClientId,
    pub(super) issuer: String,
    /// `code` or `error`, and `state`.
    pub(super) result: Vec<(String, String)>,
}

impl UnsignedResponse {
    /// Whose answer it is.
    pub fn redirect_uri(&self) -> &RedirectUri {
        &self.redirect_uri
    }

    /// Which key must sign.
    pub fn algorithm(&self) -> Algorithm {
        self.algorithm
    }

    /// JARM §2.1: `iss`, `aud`, `exp` and the answer's own parameters; §2.3: sent as `response`.
    ///
    /// # Errors
    /// [`Misconfigured::Key`] if it is another algorithm's key, or did not sign.
    pub fn sign(self, signer: &dyn Signer, now: i64) -> Result<AuthorizationResponse, Error> {
        if signer.algorithm() != self.algorithm {
            return Err(Misconfigured::Key.into());
        }
        let mut claims: Map<String, Value> = self
            .result
            .into_iter()
            .map(|(name, value)| (name, value.into()))
            .collect();
        claims.insert("iss".to_owned(), self.issuer.into());
        claims.insert("aud".to_owned(), self.client_id.as_str().into());
        claims.insert("exp".to_owned(), now.saturating_add(LIFETIME).into());
        claims.insert("iat".to_owned(), now.into());
        let response = jwt::sign(&claims, signer)?;
        let fields = vec![("response".to_owned(), response)];
        Ok(AuthorizationResponse::of(
            &self.redirect_uri,
            self.mode,
            fields,
        ))
    }
}
