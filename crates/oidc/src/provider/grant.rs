// SPDX-License-Identifier: EUPL-1.2
//! What a code and an access token stand for.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::{ClaimProfile, Promise};
use crate::protocol::{Acr, ClaimSet, ClientId, scope::claims_of_scope};

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

impl Subject {
    /// Somebody else acted for this person: a claim of its own says who, and goes along whatever
    /// the client asked for. Attack: a client that asks for little reads `sub` and lets the
    /// represented person act herself. SP-28.
    pub fn represented_by(&mut self, representative: &ClaimSet) {
        let who = Value::Object(representative.clone().into_map());
        self.claims.set(REPRESENTATIVE, who);
    }
}

/// The claim that [`Subject::represented_by`] sets.
const REPRESENTATIVE: &str = "eidas_representative";

impl Grant {
    /// Whose code this is.
    pub fn client_id(&self) -> &ClientId {
        &self.promise.client_id
    }

    /// What the client asked, and was promised.
    pub fn promise(&self) -> &Promise {
        &self.promise
    }

    /// The person.
    pub fn subject(&self) -> &Subject {
        &self.subject
    }

    /// The ID token's claims. OIDC Core §2, §3.1.3.6.
    pub(crate) fn id_token(&self, issuer: &str, jti: &str, now: i64) -> Map<String, Value> {
        let Self {
            promise, subject, ..
        } = self;
        let mut claims = Map::new();
        let mut put = |name: &str, value: Value| claims.insert(name.to_owned(), value);
        put("iss", issuer.into());
        put("sub", subject.sub.as_str().into());
        put("aud", promise.client_id.as_str().into());
        put("exp", now.saturating_add(promise.lifetimes.id_token).into());
        put("iat", now.into());
        put("auth_time", subject.auth_time.into());
        put("jti", jti.into());
        put("acr", subject.acr.as_str().into());
        put("amr", subject.amr.clone().into());
        if let Some(nonce) = &promise.nonce {
            put("nonce", nonce.as_str().into());
        }
        if let Some(sid) = &subject.sid {
            put("sid", sid.as_str().into());
        }
        let released = match promise.claim_profile {
            ClaimProfile::Idporten => subject.claims.clone(),
            ClaimProfile::Standard => subject
                .claims
                .only(|name| name == REPRESENTATIVE || promise.claims.id_token.contains_key(name)),
        };
        claims.extend(
            released
                .into_map()
                .into_iter()
                .filter(|(name, _)| !is_reserved(name)),
        );
        claims
    }

    /// The userinfo answer's claims. OIDC Core §5.3.2, §5.4, §5.5.
    pub(crate) fn userinfo(&self) -> ClaimSet {
        let Self {
            promise, subject, ..
        } = self;
        let by_scope = |name: &str| {
            name == REPRESENTATIVE
                || promise
                    .scope
                    .iter()
                    .any(|word| claims_of_scope(word).contains(&name))
        };
        let released = match promise.claim_profile {
            ClaimProfile::Idporten => subject.claims.clone(),
            ClaimProfile::Standard => subject
                .claims
                .only(|name| by_scope(name) || promise.claims.userinfo.contains_key(name)),
        };
        let mut claims = ClaimSet::new();
        claims.set("sub", subject.sub.as_str());
        for (name, value) in released.iter().filter(|(name, _)| !is_reserved(name)) {
            claims.set(name, value.clone());
        }
        claims
    }
}

/// Claims about the token, not the person: never taken from the person's claims.
fn is_reserved(name: &str) -> bool {
    const RESERVED: [&str; 16] = [
        "acr",
        "amr",
        "at_hash",
        "aud",
        "auth_time",
        "azp",
        "c_hash",
        "cnf",
        "exp",
        "iat",
        "iss",
        "jti",
        "nbf",
        "nonce",
        "sid",
        "sub",
    ];
    RESERVED.contains(&name)
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
