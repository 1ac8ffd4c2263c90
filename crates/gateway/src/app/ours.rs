// SPDX-License-Identifier: EUPL-1.2
//! The gateway as a service of its own: people log in to see their own logins.
//!
//! It is registered by the same reader and rules as any service, and nobody can act for it: no secret
//! has its hash, and its only address is ours.

use std::sync::{Arc, PoisonError};

use eidas::Instant;

use super::App;
use crate::own::{CLIENT, GUESSES, RETURN_PATH};
use crate::settings::{ClientSettings, RegistrationRules, Settings, registered};

/// A SHA-256 that nothing known has.
const NOBODYS: &str = "0000000000000000000000000000000000000000000000000000000000000000";

/// The service.
pub(super) fn client(settings: &Settings) -> Option<Arc<ClientSettings>> {
    let issuer = settings.issuer.as_str().trim_end_matches('/');
    let section = format!(
        "client_id = \"{CLIENT}\"\nname = \"{CLIENT}\"\nredirect_uris = [\"{issuer}{RETURN_PATH}\"]\n\
         auth = \"client_secret_basic\"\nsecret_sha256 = \"{NOBODYS}\"\nscopes = [\"openid\", \"eidas:mds\"]\n\
         matching = \"none\"\nsso = false\n\
         acr_values = [\"eidas-loa-low\", \"eidas-loa-substantial\", \"eidas-loa-high\", \
         \"idporten-loa-substantial\", \"idporten-loa-high\"]\n"
    );
    let rules = RegistrationRules {
        is_ours: true,
        // The second brings the identifier of who comes from abroad; nothing of it leaves this house.
        scopes: ["openid".to_owned(), "eidas:mds".to_owned()].into(),
        // No token is ever signed for it, whatever keys there are.
        token_algorithms: vec![oidc::jose::Algorithm::Rs256],
        ..RegistrationRules::default()
    };
    match registered(&section, settings.profile, &rules, Instant::from_ms(0)) {
        Ok(client) => Some(Arc::new(client)),
        Err(problems) => {
            tracing::error!(?problems, "people cannot see their own logins here");
            None
        }
    }
}

impl App {
    /// Whether a support desk's code may be tried now; else after how many milliseconds.
    pub(crate) fn may_guess(&self) -> Result<(), i64> {
        let mut full_ms = self.guesses.lock().unwrap_or_else(PoisonError::into_inner);
        *full_ms = GUESSES.after(*full_ms, 1, self.env.now_ms())?;
        Ok(())
    }
}
