// SPDX-License-Identifier: EUPL-1.2
//! `id_token_hint`: an ID token of ours that a client sends back, to say whom it means at the authorization
//! endpoint (OIDC Core §3.1.2.2 point 5) and whose session ends at the logout (RP-Initiated Logout §2).

use serde::{Deserialize, Serialize};

use super::{Provider, access_token::TOLERANCE};
use crate::{
    Error, Malformed, Mismatch, Untrusted,
    jose::{Algorithm, jws, jwt::numeric_date},
    json,
    protocol::ClientId,
};

/// What an ID token of ours says about the login it was issued in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct IdTokenHint {
    /// The client that it was issued to.
    pub client_id: ClientId,
    /// The person, as that client knows her.
    pub sub: String,
    /// The session, if the client hears of sessions.
    pub sid: Option<String>,
}

impl IdTokenHint {
    /// An ID token of ours, however old: "the OP MUST validate that it was the issuer of the ID Token", and
    /// "SHOULD accept ID Tokens when the RP identified by the ID Token has a current session or had a recent
    /// session at the OP, even when the exp time has passed". LO-03.
    ///
    /// # Errors
    /// It is none of ours, or another kind of token.
    pub(super) fn read(token: &str, provider: &Provider, now: i64) -> Result<Self, Error> {
        let signed = jws::verify(token, &provider.keys, &Algorithm::ALL)?;
        // An access token or a logout token is no ID token.
        if !signed
            .header()
            .typ
            .as_deref()
            .is_none_or(|typ| typ.eq_ignore_ascii_case("JWT"))
        {
            return Err(Untrusted::Type.into());
        }
        let claims = json::object(signed.payload())?;
        let text = |claim: &'static str| {
            let value = claims.get(claim).and_then(|value| value.as_str());
            value.ok_or(Malformed::Claim { claim })
        };
        if text("iss")? != provider.issuer {
            return Err(Mismatch::Issuer.into());
        }
        let iat = numeric_date(&claims, "iat")?.ok_or(Malformed::Claim { claim: "iat" })?;
        if iat > now.saturating_add(TOLERANCE) {
            return Err(Mismatch::NotYet { from: iat, now }.into());
        }
        Ok(Self {
            client_id: ClientId::new(text("aud")?),
            sub: text("sub")?.to_owned(),
            sid: text("sid").ok().map(str::to_owned),
        })
    }
}
