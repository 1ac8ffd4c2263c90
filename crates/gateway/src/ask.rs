// SPDX-License-Identifier: EUPL-1.2
//! Who wants what, at which level, and why.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use eidas::{CountryCode, EntityId, LevelOfAssurance};
use oidc::protocol::LoginHint;
use oidc::provider::AuthorizationRequest;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::plain;
use crate::settings::Profile;
use store::env::Env;
use store::seal;
use store::{Kind, Secret};

/// What a login is for. The part that is needed before the browser is proven stands open; the
/// request itself (whose hints may name a person) is sealed under the browser's secret.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Ask {
    /// Who asks.
    pub asker: Asker,
    /// What will do.
    pub levels: Levels,
    sealed: String,
}

/// Who asks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Asker {
    /// A national service, over OpenID Connect.
    Service {
        /// Its `client_id`.
        client_id: String,
        /// The registered customer that it asks for. ID-porten's `onbehalfof`.
        #[serde(default)]
        customer: Option<String>,
    },
    /// A foreign connector, over SAML, for a service of its country.
    Node {
        /// Its country.
        #[serde(with = "plain::country")]
        country: CountryCode,
        /// Its entityID.
        #[serde(with = "plain::entity")]
        entity_id: EntityId,
        /// `ProviderName`: how the request calls the service behind it.
        provider_name: Option<String>,
        /// The national e-IDs that may answer: the others do not know what is asked for, or have no
        /// terms for this service.
        eids: Vec<String>,
        /// Those that would, if terms were agreed. eIDAS art. 7(f).
        #[serde(default)]
        without_terms: Vec<String>,
    },
}

/// The lowest level that will do, by kind of e-ID; `None`: that kind will not do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Levels {
    /// Of another country's notified e-ID.
    #[serde(with = "plain::maybe_level")]
    pub european: Option<LevelOfAssurance>,
    /// Of a national e-ID.
    #[serde(with = "plain::maybe_level")]
    pub national: Option<LevelOfAssurance>,
}

/// The sealed part of what a service asked.
#[derive(Debug, Serialize, Deserialize)]
pub struct Asked {
    /// The proven request.
    pub request: AuthorizationRequest,
    /// The `request_uri` it was pushed under, to be used up with the answer. RFC 9126 §4.
    pub pushed: Option<String>,
    /// The person has a session, at a level that is too low: the page says why she is asked again.
    pub step_up: bool,
}

impl Asked {
    /// The service that asked.
    pub fn asker(&self) -> Asker {
        Asker::Service {
            client_id: self.request.client_id.as_str().to_owned(),
            customer: self.request.on_behalf_of.clone(),
        }
    }

    /// A person of Demo Europe whom the request names by `login_hint=persona:SE-plain`: at which country
    /// or e-ID, and which of its people. Outside the demo nobody can be named so.
    pub fn demo_person(&self, profile: Profile) -> Option<(&str, &str)> {
        match &self.request.login_hint {
            Some(LoginHint::Persona(name)) if profile == Profile::Demo => name.split_once('-'),
            _ => None,
        }
    }
}

impl Ask {
    /// An ask with this request, which only the holder of the secret can read.
    pub fn new<T: Serialize>(
        asker: Asker,
        levels: Levels,
        asked: &T,
        secret: &Secret,
        env: &Env,
    ) -> Option<Self> {
        let plain = serde_json::to_vec(asked).ok()?;
        Some(Self {
            asker,
            levels,
            sealed: sealed(&plain, secret, env),
        })
    }

    /// About what it takes where it is stored.
    pub fn octets(&self) -> usize {
        self.sealed.len()
    }

    /// The request, for the browser that brings its secret. `None` also when it is another kind of
    /// request than the caller reads.
    pub fn open<T: DeserializeOwned>(&self, secret: &Secret) -> Option<T> {
        serde_json::from_slice(&self.unsealed(secret)?).ok()
    }

    /// The same under another secret: after a refusal the login has a new one.
    pub fn resealed(&self, old: &Secret, new: &Secret, env: &Env) -> Option<Self> {
        Some(Self {
            sealed: sealed(&self.unsealed(old)?, new, env),
            ..self.clone()
        })
    }

    /// Who asked, without what: nobody will open it again.
    pub fn emptied(&self) -> Self {
        Self {
            asker: self.asker.clone(),
            levels: self.levels,
            sealed: String::new(),
        }
    }

    /// The service that asks; `None` when a foreign connector does.
    pub fn client_id(&self) -> Option<&str> {
        match &self.asker {
            Asker::Service { client_id, .. } => Some(client_id),
            Asker::Node { .. } => None,
        }
    }

    /// The country that asks; `None` when a national service does.
    pub fn country(&self) -> Option<CountryCode> {
        match &self.asker {
            Asker::Service { .. } => None,
            Asker::Node { country, .. } => Some(*country),
        }
    }

    fn unsealed(&self, secret: &Secret) -> Option<Vec<u8>> {
        let sealed = STANDARD_NO_PAD.decode(&self.sealed).ok()?;
        seal::open(secret, Kind::Login, VERSION, &sealed)
    }
}

fn sealed(plain: &[u8], secret: &Secret, env: &Env) -> String {
    STANDARD_NO_PAD.encode(seal::seal(secret, Kind::Login, VERSION, plain, env.bytes()))
}

const VERSION: u8 = 2;
