// SPDX-License-Identifier: EUPL-1.2
//! A running e-ID: its keys, its one client, what is open at it, and its switch.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use eidas::LevelOfAssurance;
use oidc::jose::{Algorithm, JwkSet, Signer as _, SoftwareSigner};
use oidc::protocol::{
    Acr, AcrValues, ClaimSet, ClientId, ProviderMetadata, RedirectUri, ScopeSet, Transport,
};
use oidc::provider::{
    AccessGrant, AuthorizationRequest, ClaimProfile, Client, ClientAuth, Endpoints, Grant,
    Provider, PushRule, PushedRequest, SecretHash, Secrets, Subject,
};

use super::data::{Credential, EIDS, EidData, EidRegistration, Released};
use super::persons::{EidPerson, number_of};
use crate::keys::{KeysError, write_private};
use crate::place::Place;

/// Things of one kind that are remembered; the demo forgets all of them when there are more.
pub(super) const MOST: usize = 10_000;

/// The position of an e-ID's switch.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum State {
    /// Every request is answered with 503.
    Down,
    /// The token endpoint takes half a minute.
    Slow,
    /// All is well.
    #[default]
    Up,
}

/// A running e-ID.
pub struct Eid {
    pub(super) data: &'static EidData,
    pub(super) place: Place,
    pub(super) provider: Provider,
    pub(super) client: Arc<Client>,
    registration: EidRegistration,
    signer: Mutex<Option<Arc<SoftwareSigner>>>,
    open: Mutex<Open>,
}

/// What waits for its second half. Everything one-time is taken out before it is used.
#[derive(Default)]
pub(super) struct Open {
    pub(super) state: State,
    pub(super) pushed: HashMap<String, PushedRequest>,
    pub(super) asked: HashMap<String, AuthorizationRequest>,
    pub(super) codes: HashMap<String, (Grant, &'static EidPerson)>,
    pub(super) access: HashMap<String, (AccessGrant, ClaimSet)>,
    pub(super) assertions: HashSet<String>,
    pub(super) sessions: HashMap<String, Session>,
}

/// A person whom a browser's cookie remembers.
#[derive(Clone, Copy)]
pub(super) struct Session {
    pub(super) person: &'static EidPerson,
    pub(super) auth_time: i64,
    pub(super) how: &'static EidData,
}

impl Eid {
    /// Prepares it for one client: the gateway of this issuer.
    pub(crate) fn new(
        data: &'static EidData,
        place: Place,
        gateway: &str,
        dir: Option<&Path>,
    ) -> Result<Self, KeysError> {
        let failed = |error: oidc::Error| KeysError::Service(error.to_string());
        let issuer = place.origin(data.id);
        let redirect_uri = format!("{gateway}/callback/{}", data.id);
        let (credential, auth, keys) = match data.secret {
            Some(secret) => (
                Credential::SecretBasic(secret),
                ClientAuth::SecretBasic(Secrets::one(SecretHash::of(secret))),
                JwkSet::default(),
            ),
            None => {
                let key = client_key(data, dir)?;
                let keys = JwkSet::of([key.public().clone()]).map_err(failed)?;
                let pem = key.to_pem().map_err(failed)?;
                let auth = ClientAuth::private_key_jwt([Algorithm::Es256]);
                (Credential::PrivateKeyJwt { pem }, auth, keys)
            }
        };
        let method = auth.method();
        let acr_values: AcrValues = data.acr.iter().map(|(word, _)| Acr::new(*word)).collect();
        let scopes = ScopeSet::from_iter(["openid", "profile"]);
        let registered = RedirectUri::register(&redirect_uri, Transport::HttpsOrLocalhost)
            .map_err(|fault| KeysError::Service(fault.to_string()))?;
        let client_id = ClientId::new(data.client_id);
        let client = Client {
            keys,
            scopes: scopes.clone(),
            default_acr_values: acr_values.clone(),
            push: if data.push {
                PushRule::Required
            } else {
                PushRule::Optional
            },
            id_token_algorithm: data.id_token_algorithm,
            claim_profile: match data.released {
                Released::InBoth => ClaimProfile::Idporten2026,
                Released::InUserinfo => ClaimProfile::Standard,
            },
            ..Client::new(client_id, vec![registered], auth)
        };
        let provider = Provider {
            issuer: issuer.clone(),
            endpoints: Endpoints::under(&issuer),
            abilities: BTreeSet::new(),
            auth_methods: vec![method],
            acr_values,
            scopes,
            authorization_details_types: Vec::new(),
            ui_locales: vec![data.language.to_owned()],
            claims: vec![data.claims.pid.to_owned()],
            id_token_algorithms: vec![data.id_token_algorithm],
            // Made at the first login; nobody sends a token back here.
            keys: JwkSet::default(),
        };
        Ok(Self {
            data,
            place,
            provider,
            client: Arc::new(client),
            registration: EidRegistration {
                data,
                issuer,
                redirect_uri,
                credential,
                scopes: &["openid", "profile"],
            },
            signer: Mutex::new(None),
            open: Mutex::new(Open::default()),
        })
    }

    /// What there is to know of it.
    #[must_use]
    pub fn data(&self) -> &'static EidData {
        self.data
    }

    /// What a gateway has to configure.
    #[must_use]
    pub fn registration(&self) -> &EidRegistration {
        &self.registration
    }

    /// Turns its switch.
    pub fn set_state(&self, state: State) {
        self.open().state = state;
    }

    /// The position of its switch.
    #[must_use]
    pub fn state(&self) -> State {
        self.open().state
    }

    /// What the discovery document says: with the habits of this e-ID.
    pub(super) fn metadata(&self) -> ProviderMetadata {
        let mut metadata = self.provider.metadata();
        metadata.authorization_response_iss_parameter_supported = self.data.says_iss;
        metadata.require_pushed_authorization_requests = self.data.push;
        metadata
    }

    pub(super) fn open(&self) -> MutexGuard<'_, Open> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Its key, made when it is first needed: an RSA key takes its time.
    pub(super) fn signer(&self) -> Result<Arc<SoftwareSigner>, oidc::Error> {
        let mut kept = self.signer.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(signer) = &*kept {
            return Ok(Arc::clone(signer));
        }
        let made = Arc::new(SoftwareSigner::generate(self.data.id_token_algorithm)?);
        *kept = Some(Arc::clone(&made));
        Ok(made)
    }

    /// The public half, as it is published.
    pub(super) fn jwks(&self) -> Result<String, oidc::Error> {
        let signer = self.signer()?;
        tracing::debug!(eid = self.data.id, kid = signer.kid(), "keys are published");
        Ok(JwkSet::of([signer.public().clone()])?.to_json())
    }

    /// The word for the level that a login by this way proves, if it is one of the asked.
    pub(super) fn acr_for(&self, how: &EidData, asked: &AcrValues) -> Option<Acr> {
        let proven = how.acr.last().map(|(_, level)| *level)?;
        let word = |level: LevelOfAssurance| {
            let held = self.data.acr.iter().find(|(_, known)| *known == level);
            held.map(|(word, _)| Acr::new(*word))
        };
        let level_of = |acr: &Acr| {
            let known = self.data.acr.iter().find(|(word, _)| *word == acr.as_str());
            known.map(|(_, level)| *level)
        };
        let least = asked.iter().filter_map(level_of).min()?;
        (proven >= least).then(|| word(proven)).flatten()
    }

    /// The person as the gateway will know her.
    pub(super) fn subject(&self, session: Session, acr: Acr) -> Subject {
        Subject {
            sub: format!("{}-{}", self.data.id, session.person.value),
            acr,
            amr: vec![session.how.amr.to_owned()],
            auth_time: session.auth_time,
            sid: None,
            claims: self.claims(session.person),
        }
    }

    pub(super) fn claims(&self, person: &EidPerson) -> ClaimSet {
        let names = self.data.claims;
        let mut claims = ClaimSet::new();
        claims
            .set(names.family_name, person.family_name)
            .set(names.birthdate, person.date_of_birth);
        if let Some(given_name) = person.given_name {
            claims.set(names.given_name, given_name);
        }
        if let Some(number) = number_of(person) {
            claims.set(names.pid, number);
        }
        if let Some(role) = &self.data.role {
            let may_use = person
                .vip
                .then(|| serde_json::json!({"type": "demo:resource", "resource": role.resource.0}));
            let may_use: Vec<serde_json::Value> = may_use.into_iter().collect();
            claims.set("authorization_details", may_use);
        }
        claims
    }

    /// The e-ID that a person chooses in a portal; elsewhere there is no choice.
    pub(super) fn way(&self, chosen: Option<&str>) -> Option<&'static EidData> {
        if !self.data.portal {
            return Some(self.data);
        }
        EIDS.iter()
            .find(|eid| eid.is_behind_portal() && Some(eid.id) == chosen)
    }
}

impl std::fmt::Debug for Eid {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Eid({})", self.data.id)
    }
}

fn client_key(data: &EidData, dir: Option<&Path>) -> Result<SoftwareSigner, KeysError> {
    let failed = |error: oidc::Error| KeysError::Service(error.to_string());
    let file = dir.map(|dir| dir.join(format!("{}-client.pem", data.id)));
    if let Some(pem) = file.as_ref().and_then(|file| std::fs::read(file).ok()) {
        return SoftwareSigner::from_pem(&pem, Algorithm::Es256).map_err(failed);
    }
    let key = SoftwareSigner::generate(Algorithm::Es256).map_err(failed)?;
    if let Some(file) = file {
        let pem = key.to_pem().map_err(failed)?;
        write_private(&file, &String::from_utf8_lossy(&pem))?;
    }
    Ok(key)
}
