// SPDX-License-Identifier: EUPL-1.2
//! Client authentication at the token and PAR endpoints. RFC 6749 §2.3; OIDC Core §9; RFC 7523.

use super::{Client, Provider};
use crate::protocol::{ClientId, OAuthError, Params};

/// What a client presented, and who it says to be. Nothing is proven yet.
#[derive(Debug)]
pub struct Credentials {
    client_id: ClientId,
}

/// Finds the one method used. `authorization` is the value of that header, if there.
/// RFC 6749 §2.3: "The client MUST NOT use more than one authentication method".
pub fn parse(authorization: Option<&str>, params: &Params) -> Result<Credentials, OAuthError> {
    let _ = (authorization, params);
    todo!()
}

impl Credentials {
    /// Who the client says to be; for look-up only.
    pub fn client_id(&self) -> &ClientId {
        &self.client_id
    }

    /// Proves the client. `client` is the registered client of [`Self::client_id`], `None` if
    /// there is none: unknown, and wrong secret, answer alike.
    pub fn verify<'c>(
        self,
        client: Option<&'c Client>,
        provider: &Provider,
        now: i64,
    ) -> Result<Authentication<'c>, OAuthError> {
        let _ = (client, provider, now);
        todo!()
    }
}

/// What remains to be done.
#[derive(Debug)]
pub enum Authentication<'c> {
    /// Nothing: a secret.
    Done(AuthenticatedClient<'c>),
    /// The assertion must be marked as used before it counts.
    Once(UnusedAssertion<'c>),
}

/// A good assertion that is not yet known to be new. RFC 7523 §3 point 7.
#[derive(Debug)]
pub struct UnusedAssertion<'c> {
    client: &'c Client,
    jti: String,
    expires_at: i64,
}

/// What the store said about a replay mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Use {
    /// It was there already.
    Again,
    /// It was new, and is there now.
    First,
}

impl<'c> UnusedAssertion<'c> {
    /// Under which the mark is kept: the client's id and `jti`.
    pub fn replay_key(&self) -> String {
        format!("{}\0{}", self.client.client_id, self.jti)
    }

    /// Until when the mark must be kept, in seconds: the tolerance is in it.
    pub fn keep_until(&self) -> i64 {
        self.expires_at
    }

    /// The proof, if this was the first use.
    pub fn used(self, mark: Use) -> Result<AuthenticatedClient<'c>, OAuthError> {
        let _ = mark;
        todo!()
    }
}

/// A client that proved itself. Made only here.
#[derive(Clone, Copy, Debug)]
pub struct AuthenticatedClient<'c> {
    client: &'c Client,
}

impl<'c> AuthenticatedClient<'c> {
    /// Who it is.
    pub fn client(&self) -> &'c Client {
        self.client
    }
}
