// SPDX-License-Identifier: EUPL-1.2
//! What a code stands for, and which claims about a person leave with what comes of it.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::{Client, GrantRule, Promise};
use crate::Mismatch;
use crate::hash::sha256;
use crate::jose::base64url;
use crate::protocol::{
    Acr, AuthorizationDetails, ClaimSet, ClientId, ErrorCode, OAuthError, Opaque, ScopeSet,
    claims::untagged, scope::claims_of_scope,
};

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
    /// The session, as this client would hear of it; it leaves only where the client hears of logouts.
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

/// One login of one person at one client: every token of it carries this name, so that all of them
/// can be revoked at once, also by who has nothing but the used code.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct GrantId(String);

impl GrantId {
    /// The grant that this code was made for. A hash: it says nothing of the code.
    pub fn of_code(code: &Opaque) -> Self {
        let hash = sha256(format!("grant\0{}", code.expose()).as_bytes());
        Self(base64url::encode(&hash))
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
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
pub(super) const REPRESENTATIVE: &str = "eidas_representative";

/// The claim that tells whom the client asked for.
pub(super) const ON_BEHALF_OF: &str = "client_onbehalfof";

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
}

impl Client {
    /// Whether it logs people in, and is registered for what stands in every token of a login: RFC 9396 §6
    /// and ID-porten's `onbehalfof`. The one rule for codes, refresh tokens and access tokens.
    pub(super) fn may_still(&self, details: &AuthorizationDetails, customer: Option<&str>) -> bool {
        let known = |kind: &str| self.authorization_details_types.iter().any(|of| of == kind);
        let seen = |name: &str| self.on_behalf_of.iter().any(|of| of == name);
        self.grants == GrantRule::Logins && details.types().all(known) && customer.is_none_or(seen)
    }

    /// Whether its tokens may be for this service. RFC 8707 §2.2. The issuer itself is never registered:
    /// userinfo is there.
    pub(super) fn may_ask_for(&self, resource: &str, issuer: &str) -> bool {
        resource == issuer || self.resources.iter().any(|of| of == resource)
    }
}

impl Promise {
    /// The scope of what was promised for which the client is registered still. The services that are asked
    /// must be too, and so must what stands in every token of the login.
    pub(super) fn still_registered(
        &self,
        registered: &Client,
        resources: &[String],
        issuer: &str,
    ) -> Result<ScopeSet, OAuthError> {
        let may_ask_for = |one: &String| registered.may_ask_for(one, issuer);
        if !resources.iter().all(may_ask_for) {
            return Err(ErrorCode::InvalidTarget.into());
        }
        let customer = self.on_behalf_of.as_deref();
        if !registered.may_still(&self.authorization_details, customer) {
            let lost = "the client is not registered for it any more";
            let error = OAuthError::new(ErrorCode::InvalidGrant, lost);
            return Err(error.because(Mismatch::UnknownClient));
        }
        Ok(self.scope.intersection(&registered.scopes))
    }

    /// Whether all of the person's claims are given: in ID-porten's profile, which was promised and is
    /// registered still.
    pub(super) fn gives_every(&self, registered: &Client) -> bool {
        self.claim_profile.in_both() && registered.claim_profile.in_both()
    }

    /// The ID token's claims. OIDC Core §2, §3.1.3.6. `every`: [`Self::gives_every`].
    pub(super) fn id_token(
        &self,
        (subject, every): (&Subject, bool),
        issuer: &str,
        nonce: Option<&str>,
        jti: &str,
        now: i64,
    ) -> Map<String, Value> {
        let mut claims = Map::new();
        let mut put = |name: &str, value: Value| claims.insert(name.to_owned(), value);
        put("iss", issuer.into());
        put("sub", subject.sub.as_str().into());
        put("aud", self.client_id.as_str().into());
        put("exp", now.saturating_add(self.lifetimes.id_token).into());
        put("iat", now.into());
        put("auth_time", subject.auth_time.into());
        put("jti", jti.into());
        put("acr", subject.acr.as_str().into());
        put("amr", subject.amr.clone().into());
        if let Some(nonce) = nonce {
            put("nonce", nonce.into());
        }
        if let Some(sid) = subject.sid.as_ref().filter(|_| self.names_session) {
            put("sid", sid.as_str().into());
        }
        if let Some(name) = &self.on_behalf_of {
            put(ON_BEHALF_OF, name.as_str().into());
        }
        let asked = |name: &str| self.claims.id_token.contains_key(name);
        let released = self.released(subject, |name| every || asked(name));
        claims.extend(released.into_map());
        claims
    }

    /// Whether a claim about the person leaves, in the ID token or from userinfo.
    pub fn releases(&self, name: &str) -> bool {
        let claim = untagged(name);
        let scope = |word: &str| claims_of_scope(word).contains(&claim);
        let asked = [&self.claims.id_token, &self.claims.userinfo];
        let mut asked = asked.into_iter();
        !is_reserved(claim)
            && (self.claim_profile.in_both()
                || claim == REPRESENTATIVE
                || self.scope.iter().any(scope)
                || asked.any(|part| part.contains_key(claim) || part.contains_key(name)))
    }

    /// The userinfo answer's claims, if the token is for userinfo. OIDC Core §5.3.2, §5.4, §5.5.
    /// `every`: [`Self::gives_every`].
    pub(super) fn userinfo_claims(
        &self,
        (subject, every): (&Subject, bool),
        scope: &ScopeSet,
    ) -> ClaimSet {
        let asked = |name: &str| {
            let by_scope = scope
                .iter()
                .any(|word| claims_of_scope(word).contains(&name));
            every || by_scope || self.claims.userinfo.contains_key(name)
        };
        let mut claims = ClaimSet::new();
        claims.set("sub", subject.sub.as_str());
        for (name, value) in self.released(subject, asked).iter() {
            claims.set(name, value.clone());
        }
        claims
    }

    /// What of the person leaves: what was asked, by the profile's names, and never a claim about the token.
    fn released(&self, subject: &Subject, asked: impl Fn(&str) -> bool) -> ClaimSet {
        let chosen = subject
            .claims
            .only(|name| name == REPRESENTATIVE || asked(name));
        let mut released = ClaimSet::new();
        for (name, value) in chosen.iter().filter(|(name, _)| !is_reserved(name)) {
            match name.split_once('#') {
                None => released.set(self.claim_profile.name(name), value.clone()),
                Some((name, tag)) => {
                    released.set_tagged(self.claim_profile.name(name), tag, value.clone())
                }
            };
        }
        released
    }
}

/// Claims about the token, not the person: never taken from the person's claims.
fn is_reserved(name: &str) -> bool {
    const RESERVED: [&str; 19] = [
        "acr",
        "amr",
        "at_hash",
        "aud",
        "auth_time",
        "azp",
        "c_hash",
        "client_id",
        "cnf",
        "events",
        "exp",
        "iat",
        "iss",
        "jti",
        "nbf",
        "nonce",
        "scope",
        "sid",
        "sub",
    ];
    RESERVED.contains(&name)
}
