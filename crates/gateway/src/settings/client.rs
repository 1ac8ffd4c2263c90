// SPDX-License-Identifier: EUPL-1.2
//! `[[client]]` as meant.

use std::collections::BTreeSet;
use std::sync::Arc;

use eidas::RequesterId;
use oidc::protocol::{RedirectUri, UriFault};
use openssl::sha::sha256;
use url::Url;
use zeroize::Zeroizing;

use super::resolve::{Resolver, values};
use super::{ClientAuth, ClientKeys, ClientSettings};
use crate::config::{AcrValue, At, AuthMethod, Client};

impl Resolver {
    /// Every client of the file.
    pub(super) fn clients(&mut self, list: Option<&At<Vec<At<Client>>>>) -> Vec<ClientSettings> {
        let Some(list) = list else { return Vec::new() };
        let mut seen = BTreeSet::new();
        let mut clients = Vec::new();
        for at in &list.value {
            if let Some(client_id) = &at.value.client_id
                && !seen.insert(client_id.value.clone())
            {
                let what = format!("{:?} is registered twice", client_id.value);
                self.wrong(client_id, what, "Give each client an identifier of its own");
            }
            clients.extend(self.client(at));
        }
        clients
    }

    fn client(&mut self, section: &At<Client>) -> Option<ClientSettings> {
        let client = &section.value;
        if let Some(at) = &client.client_id
            && !at
                .value
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || b"-._~:/".contains(&b))
        {
            let what = format!("{:?} has characters that get lost on the way", at.value);
            self.wrong(at, what, "Write letters, digits and - . _ ~ : /");
        }
        if let Some(at) = &client.start_url {
            self.address(at, at.value.as_str());
        }
        if let Some(uris) = &client.redirect_uris {
            if uris.value.is_empty() {
                self.wrong(uris, "no redirect address", "Write at least one");
            }
            for at in &uris.value {
                self.redirect_uri(at);
            }
        }
        let auth = self.auth(section);
        let requester_id = client.requester_id.as_ref().and_then(|at| {
            let parsed = RequesterId::parse(&at.value).ok();
            if parsed.is_none() {
                let what = format!("{:?} is not an absolute URI", at.value);
                self.wrong(at, what, "Write an address or an urn: that stays the same");
            }
            parsed
        });
        let acr_values = client.acr_values.as_ref()?;
        let default_acr = self.default_acr(client.default_acr.as_ref(), acr_values);
        Some(ClientSettings {
            client_id: client.client_id.as_ref()?.value.clone(),
            name: client.name.as_ref()?.value.clone(),
            organisation: client.organisation.as_ref().map(|at| at.value.clone()),
            start_url: start_url(client),
            redirect_uris: values(client.redirect_uris.as_ref()),
            auth: auth?,
            sp_type: client.sp_type.as_ref()?.value,
            requester_id,
            acr_values: values(Some(acr_values))
                .into_iter()
                .map(AcrValue::name)
                .collect(),
            default_acr: default_acr?.name(),
            require_pkce: client.require_pkce.as_ref()?.value,
            require_par: client.require_par.as_ref()?.value,
            id_token_alg: client.id_token_alg.as_ref()?.value,
            claim_profile: client.claim_profile.as_ref()?.value,
            representation: client.representation.as_ref()?.value,
            sso: client.sso.as_ref()?.value,
        })
    }

    /// What a request without `acr_values` asks for: always of the client's own list.
    fn default_acr(
        &mut self,
        written: Option<&At<AcrValue>>,
        list: &At<Vec<At<AcrValue>>>,
    ) -> Option<AcrValue> {
        /// The first of these that the client may ask for.
        const UNWRITTEN: [AcrValue; 5] = [
            AcrValue::EidasSubstantial,
            AcrValue::EidasLow,
            AcrValue::EidasHigh,
            AcrValue::IdportenSubstantial,
            AcrValue::IdportenHigh,
        ];
        let allowed = values(Some(list));
        let Some(at) = written else {
            let default = UNWRITTEN.into_iter().find(|acr| allowed.contains(acr));
            if default.is_none() {
                self.wrong(list, "no level", "Write at least one, or remove acr_values");
            }
            return default;
        };
        if !allowed.contains(&at.value) {
            let what = format!("{:?} is not among acr_values", at.value.name());
            self.wrong(at, what, "Write one of this client's acr_values");
        }
        Some(at.value)
    }

    /// OpenID Connect Core §3.1.2.1: compared character by character, so it must be written the
    /// way it will be sent.
    fn redirect_uri(&mut self, at: &At<String>) {
        match RedirectUri::register(&at.value, self.profile.oidc_transport()) {
            Err(fault) if fault != UriFault::Http => {
                let what = format!("{:?}: {fault}", at.value);
                let instead = "Write each redirect address in full, as the client will send it";
                self.wrong(at, what, instead);
            }
            // `address` says which profile allows what.
            registered => {
                if self.address(at, &at.value) && registered.is_err() {
                    let what = format!("{:?}: {}", at.value, UriFault::Http);
                    self.wrong(at, what, "Write https://host/path");
                }
            }
        }
    }

    fn auth(&mut self, section: &At<Client>) -> Option<ClientAuth> {
        let client = &section.value;
        let keys = [
            client.jwks.as_ref().map(|at| at.problem("", "")),
            client.jwks_file.as_ref().map(|at| at.problem("", "")),
            client.jwks_uri.as_ref().map(|at| at.problem("", "")),
        ];
        let secrets = [
            client.secret_sha256.as_ref().map(|at| at.problem("", "")),
            client.secret_file.as_ref().map(|at| at.problem("", "")),
        ];
        let method = client.auth.as_ref()?;
        let (wanted, stray, names) = match method.value {
            AuthMethod::PrivateKeyJwt => (&keys[..], &secrets[..], "jwks, jwks_file, jwks_uri"),
            AuthMethod::ClientSecretBasic => {
                (&secrets[..], &keys[..], "secret_sha256, secret_file")
            }
        };
        let mut sound = true;
        for mut problem in stray.iter().flatten().cloned() {
            problem.what = "belongs to another auth method".to_owned();
            problem.instead = format!("Remove it, or write one of {names}");
            self.problems.push(problem);
            sound = false;
        }
        if wanted.iter().flatten().count() != 1 {
            self.wrong(
                section,
                "how the client proves itself is not clear",
                format!("Write exactly one of {names}"),
            );
            return None;
        }
        if !sound {
            return None;
        }
        match method.value {
            AuthMethod::ClientSecretBasic => {
                let sha256 = match (&client.secret_sha256, &client.secret_file) {
                    (Some(at), _) => at.value.0,
                    (None, Some(at)) => {
                        self.secret_file(at);
                        let secret = Zeroizing::new(self.read_text(at)?);
                        // OpenID Connect Core §16.19: enough entropy for an HMAC key.
                        if secret.len() < 32 {
                            self.wrong(
                                at,
                                "the secret is shorter than 32 characters",
                                "Make a longer one, as openssl rand -base64 32 does",
                            );
                        }
                        sha256(secret.as_bytes())
                    }
                    (None, None) => return None,
                };
                Some(ClientAuth::ClientSecretBasic { sha256 })
            }
            AuthMethod::PrivateKeyJwt => {
                let keys = match (&client.jwks, &client.jwks_file, &client.jwks_uri) {
                    (Some(at), _, _) => self.jwks(at, &at.value),
                    (_, Some(at), _) => {
                        let text = self.read_text(at)?;
                        self.jwks(at, &text)
                    }
                    (_, _, Some(at)) => self
                        .outbound_address(at)
                        .then(|| ClientKeys::Uri(at.value.clone())),
                    (None, None, None) => None,
                };
                Some(ClientAuth::PrivateKeyJwt { keys: keys? })
            }
        }
    }

    fn jwks<T>(&mut self, at: &At<T>, text: &str) -> Option<ClientKeys> {
        let instead = "Write a JWK Set with public keys: {\"keys\": [{\"kty\": …}]}";
        let Ok(set) = serde_json::from_str::<serde_json::Value>(text) else {
            self.wrong(at, "not JSON", instead);
            return None;
        };
        let keys = set
            .get("keys")
            .and_then(|keys| keys.as_array())
            .filter(|keys| !keys.is_empty());
        let Some(keys) = keys else {
            self.wrong(at, "no keys in the JWK Set", instead);
            return None;
        };
        if keys
            .iter()
            .any(|key| key.get("d").is_some() || key.get("k").is_some())
        {
            self.wrong(
                at,
                "a private key stands in the JWK Set",
                "Remove it and make a new key: this one is known to others now",
            );
            return None;
        }
        Some(ClientKeys::Fixed(Arc::new(set)))
    }
}

/// Where a person begins again: as written, else at the root of the first redirect address, so that
/// no page is left without a way to the service.
fn start_url(client: &Client) -> Option<Url> {
    let written = client.start_url.as_ref().map(|at| at.value.clone());
    written.or_else(|| {
        let first = client.redirect_uris.as_ref()?.value.first()?;
        let root = Url::parse(&first.value).ok()?.join("/").ok()?;
        matches!(root.scheme(), "https" | "http").then_some(root)
    })
}
