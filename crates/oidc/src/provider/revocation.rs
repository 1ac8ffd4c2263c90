// SPDX-License-Identifier: EUPL-1.2
//! Token revocation. RFC 7009.

use super::access_token::{AccessGrant, PresentedToken};
use super::{AuthenticatedClient, GrantId, RefreshGrant, introspection};
use crate::protocol::{OAuthError, Params};

/// Reads the token. RFC 7009 §2.1: `token_type_hint` is a hint, and not looked at. `None`: not a token
/// that we can have made: §2.2 answers 200 all the same, "since the client cannot handle such an error
/// in a reasonable way".
pub fn parse(params: &Params) -> Result<Option<PresentedToken>, OAuthError> {
    introspection::token(params)
}

/// What a client may revoke. Everything else is answered alike and changes nothing. TK-25.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Revocation {
    /// The record of this access token is removed.
    AccessToken,
    /// The whole grant is marked as revoked. RFC 7009 §2.1: with a refresh token "the authorization
    /// server SHOULD also invalidate all access tokens based on the same authorization grant".
    Grant(GrantId),
    /// Another client's. RFC 7009 §2.1 has that "refused" and names no error for it. It is answered as an unknown token
    /// is (§2.2: 200): by another answer a client would learn that a token which it found is somebody's.
    Nothing,
}

impl AccessGrant {
    /// What becomes of it. RFC 7009 §2.1: "verifies whether the token was issued to the client making
    /// the revocation request".
    pub fn revoked_by(&self, client: &AuthenticatedClient) -> Revocation {
        if client.client().client_id == self.client_id {
            Revocation::AccessToken
        } else {
            Revocation::Nothing
        }
    }
}

impl RefreshGrant {
    /// The same of a refresh token.
    pub fn revoked_by(&self, client: &AuthenticatedClient) -> Revocation {
        if client.client().client_id == self.promise.client_id {
            Revocation::Grant(self.grant_id.clone())
        } else {
            Revocation::Nothing
        }
    }
}
