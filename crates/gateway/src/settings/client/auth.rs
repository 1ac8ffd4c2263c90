// SPDX-License-Identifier: EUPL-1.2
//! How a client proves itself, and with which keys. OIDC Core §9.

use oidc::jose::{Algorithm, JwkSet};
use oidc::provider::{
    AudienceRule, ClientAuth, ClientSecret, SecretHash, Secrets, SecurityProfile,
};
use zeroize::Zeroizing;

use super::super::resolve::{Resolver, values};
use crate::config::{At, AuthMethod, Client, Moment, Problem};

const KEYS: &str = "jwks, jwks_file, jwks_uri, x5c_organisation";
const SECRETS: &str = "secret_sha256, secret_file";

fn assertion_algorithms(client: &Client) -> Vec<Algorithm> {
    let profile = client.security_profile.as_ref().map(|at| at.value);
    match (&client.assertion_algs, profile) {
        (Some(list), _) => values(Some(list)),
        (None, Some(SecurityProfile::Fapi2)) => vec![Algorithm::Es256, Algorithm::Ps256],
        (None, _) => Algorithm::ALL.to_vec(),
    }
}

impl Resolver {
    /// Its method, and the keys that are written here.
    pub(super) fn auth(&mut self, section: &At<Client>) -> Option<(ClientAuth, JwkSet)> {
        let client = &section.value;
        let keys = [
            client.jwks.as_ref().map(|at| at.problem("", "")),
            client.jwks_file.as_ref().map(|at| at.problem("", "")),
            client.jwks_uri.as_ref().map(|at| at.problem("", "")),
            client
                .x5c_organisation
                .as_ref()
                .map(|at| at.problem("", "")),
        ];
        let secrets = [
            client.secret_sha256.as_ref().map(|at| at.problem("", "")),
            client.secret_file.as_ref().map(|at| at.problem("", "")),
        ];
        let other = [
            client
                .other_secret_sha256
                .as_ref()
                .map(|at| at.problem("", "")),
            client.secret_expires.as_ref().map(|at| at.problem("", "")),
            client
                .other_secret_expires
                .as_ref()
                .map(|at| at.problem("", "")),
        ];
        let algs = client.request_object_algs.as_ref();
        let signs_requests = algs.is_some_and(|list| !list.value.is_empty());
        if signs_requests {
            self.one_of(section, &keys, KEYS)?;
            if let Some(at) = &client.x5c_organisation {
                let what = "its requests are signed with a key that is registered";
                self.wrong(
                    at,
                    what,
                    "Write jwks, jwks_file or jwks_uri, or no request_object_algs",
                );
            }
        }
        let stray: Vec<&Option<Problem>> = match client.auth.as_ref()?.value {
            AuthMethod::PrivateKeyJwt => {
                self.one_of(section, &keys, KEYS)?;
                secrets.iter().chain(&other).collect()
            }
            AuthMethod::ClientSecretBasic | AuthMethod::ClientSecretPost => {
                self.one_of(section, &secrets, SECRETS)?;
                keys.iter().filter(|_| !signs_requests).collect()
            }
            AuthMethod::None => {
                let keys = keys.iter().filter(|_| !signs_requests);
                keys.chain(&secrets).chain(&other).collect()
            }
        };
        let mut sound = true;
        for mut problem in stray.into_iter().flatten().cloned() {
            "belongs to another auth method".clone_into(&mut problem.what);
            "Remove it, or write another auth".clone_into(&mut problem.instead);
            self.problems.push(problem);
            sound = false;
        }
        sound.then_some(())?;
        let auth = match client.auth.as_ref()?.value {
            AuthMethod::None => ClientAuth::None,
            AuthMethod::ClientSecretBasic => ClientAuth::SecretBasic(self.secrets(client)?),
            AuthMethod::ClientSecretPost => ClientAuth::SecretPost(self.secrets(client)?),
            AuthMethod::PrivateKeyJwt => ClientAuth::PrivateKeyJwt {
                algorithms: assertion_algorithms(client),
                audience: self.audience(client),
            },
        };
        Some((auth, self.client_keys(client)?))
    }

    fn one_of(
        &mut self,
        section: &At<Client>,
        written: &[Option<Problem>],
        names: &str,
    ) -> Option<()> {
        if written.iter().flatten().count() == 1 {
            return Some(());
        }
        let what = "how the client proves itself is not clear";
        self.wrong(section, what, format!("Write exactly one of {names}"));
        None
    }

    fn audience(&mut self, client: &Client) -> AudienceRule {
        let audiences = values(client.audiences.as_ref());
        if audiences.is_empty() {
            return AudienceRule::Issuer;
        }
        if let Some(at) = &client.audiences {
            let text = "assertions for another audience than the issuer may serve at another server \
                        too (FAPI 2.0 §5.3.2.1)";
            self.warn(at, text);
        }
        let reason = client.audiences_reason.as_ref();
        AudienceRule::Also {
            audiences,
            reason: reason.map(|at| at.value.clone()).unwrap_or_default(),
        }
    }

    fn secrets(&mut self, client: &Client) -> Option<Secrets> {
        let current = match (&client.secret_sha256, &client.secret_file) {
            (Some(at), _) => SecretHash::from_bytes(at.value.0),
            (None, Some(at)) => {
                self.secret_file(at);
                let secret = Zeroizing::new(self.read_secret(at)?);
                // OpenID Connect Core §16.19: enough entropy for an HMAC key.
                if secret.len() < 32 {
                    self.wrong(
                        at,
                        "the secret is shorter than 32 characters",
                        "Make a longer one, as openssl rand -base64 32 does",
                    );
                }
                SecretHash::of(&secret)
            }
            (None, None) => return None,
        };
        let other = client.other_secret_sha256.as_ref();
        if let (None, Some(at)) = (other, &client.other_secret_expires) {
            let what = "there is no other secret that could expire";
            self.wrong(at, what, "Remove it, or write other_secret_sha256");
        }
        let other = other.map(|at| SecretHash::from_bytes(at.value.0));
        Some(Secrets {
            current: self.expiring("the secret", current, client.secret_expires.as_ref()),
            other: other.map(|hash| {
                self.expiring(
                    "the other secret",
                    hash,
                    client.other_secret_expires.as_ref(),
                )
            }),
        })
    }

    /// RFC 7591 §3.2.1. One that has expired is no mistake: the client is told so each time that it comes.
    fn expiring(&mut self, what: &str, hash: SecretHash, at: Option<&At<Moment>>) -> ClientSecret {
        let Some(at) = at else { return hash.into() };
        let end = at.value.0;
        match end <= self.now {
            true => self.warn(
                at,
                format!("{what} has expired: the client cannot prove itself by it"),
            ),
            false => self.ends(
                at,
                what,
                end,
                "Give the client another, and write it beside this one",
            ),
        }
        ClientSecret {
            hash,
            expires_at: Some(end.seconds()),
        }
    }

    /// None here when they are at an address of the client's own.
    fn client_keys(&mut self, client: &Client) -> Option<JwkSet> {
        match (&client.jwks, &client.jwks_file, &client.jwks_uri) {
            (Some(at), _, _) => self.jwks(at, &at.value),
            (_, Some(at), _) => {
                let text = self.read_text(at)?;
                self.jwks(at, &text)
            }
            (_, _, Some(at)) => self
                .outbound_or_private(at, &client.private)
                .then(JwkSet::default),
            (None, None, None) => Some(JwkSet::default()),
        }
    }

    fn jwks<T>(&mut self, at: &At<T>, text: &str) -> Option<JwkSet> {
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
        match JwkSet::parse(text.as_bytes()) {
            Ok(keys) => {
                for warning in keys.warnings() {
                    self.warn(at, warning.to_string());
                }
                Some(keys)
            }
            Err(error) => {
                self.wrong(at, format!("no key that can be used: {error}"), instead);
                None
            }
        }
    }
}
