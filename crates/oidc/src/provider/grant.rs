// SPDX-License-Identifier: EUPL-1.2
//! What a code and an access token stand for.

use serde::{Deserialize, Serialize};

use super::Promise;
use crate::protocol::{Acr, ClaimSet, ClientId};

/// The person, as this client will know them. Personal data: kept sealed, never logged.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Subject {
    /// `sub`, from [`pairwise_sub`](super::pairwise_sub).
    pub sub: String,
    /// The level that was proven.
    pub acr: Acr,
    /// How. RFC 8176, or the deployment's words (`eIDAS`).
    pub amr: Vec<String>,
    /// When the person authenticated, in seconds.
    pub auth_time: i64,
    /// `sid`, only for clients registered for logout with sessions.
    pub sid: Option<String>,
    /// Everything else about the person that may be released to this client.
    pub claims: ClaimSet,
}

/// What a code stands for. Not `Clone`: redeemed by value, so once.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Grant {
    pub(crate) promise: Promise,
    pub(crate) subject: Subject,
    pub(crate) expires_at: i64,
}

impl Grant {
    /// Whose code this is.
    pub fn client_id(&self) -> &ClientId {
        &self.promise.client_id
    }

    /// When the code dies, in seconds.
    pub fn expires_at(&self) -> i64 {
        self.expires_at
    }

    /// The person.
    pub fn subject(&self) -> &Subject {
        &self.subject
    }
}

/// What an access token stands for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccessGrant {
    pub(crate) client_id: ClientId,
    pub(crate) expires_at: i64,
    pub(crate) userinfo: ClaimSet,
}

impl AccessGrant {
    /// Whose token this is.
    pub fn client_id(&self) -> &ClientId {
        &self.client_id
    }

    /// When the token dies, in seconds.
    pub fn expires_at(&self) -> i64 {
        self.expires_at
    }
}
