// SPDX-License-Identifier: EUPL-1.2
//! Who wants what, at which level, and why.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use eidas::LevelOfAssurance;
use oidc::provider::AuthorizationRequest;
use serde::{Deserialize, Serialize};

use crate::env::Env;
use crate::login::plain;
use crate::seal;
use crate::store::{Kind, Secret};

/// What a login is for. The part that is needed before the browser is proven stands open; the
/// client's own request (whose hints may name a person) is sealed under the browser's secret.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Ask {
    /// Who asks.
    pub client_id: String,
    /// The lowest level that will do.
    #[serde(with = "plain::level")]
    pub level: LevelOfAssurance,
    /// National e-IDs would do too: the person chooses.
    pub national_too: bool,
    sealed: String,
}

/// The sealed part.
#[derive(Debug, Serialize, Deserialize)]
pub struct Asked {
    /// The proven request.
    pub request: AuthorizationRequest,
    /// The `request_uri` it was pushed under, to be used up with the answer. RFC 9126 §4.
    pub pushed: Option<String>,
}

impl Ask {
    /// An ask of this request, readable with this secret only.
    pub fn new(
        asked: &Asked,
        level: LevelOfAssurance,
        national_too: bool,
        secret: &Secret,
        env: &Env,
    ) -> Option<Self> {
        let plain = serde_json::to_vec(asked).ok()?;
        let sealed = seal::seal(secret, Kind::Login, VERSION, &plain, env.bytes());
        Some(Self {
            client_id: asked.request.client_id.as_str().to_owned(),
            level,
            national_too,
            sealed: STANDARD_NO_PAD.encode(sealed),
        })
    }

    /// The request, for the browser that brings its secret.
    pub fn open(&self, secret: &Secret) -> Option<Asked> {
        let sealed = STANDARD_NO_PAD.decode(&self.sealed).ok()?;
        let plain = seal::open(secret, Kind::Login, VERSION, &sealed)?;
        serde_json::from_slice(&plain).ok()
    }

    /// The same under another secret: after a refusal the login has a new one.
    pub fn resealed(&self, old: &Secret, new: &Secret, env: &Env) -> Option<Self> {
        Self::new(&self.open(old)?, self.level, self.national_too, new, env)
    }
}

const VERSION: u8 = 1;
