// SPDX-License-Identifier: EUPL-1.2
//! What is kept of one client of the registry, and what of it is shown.

use eidas::Instant;
use oidc::jose::JwkSet;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use store::{Key, Kind};

use super::members::to_members;
use crate::config::Problem;
use crate::settings::{ClientSettings, Profile, RegistrationRules, registered};

/// What is kept. A build that knows another form leaves the client closed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Registration {
    /// The form of this record.
    form: u8,
    /// Its name, for ever: a removed client's is never given to another, whose tokens would be taken for
    /// the first one's.
    pub client_id: String,
    /// How many times it was changed: who changes it says which version it saw.
    pub version: u64,
    /// When it was registered, Unix milliseconds.
    pub since_ms: i64,
    /// Whether it serves.
    pub state: State,
    /// The fields of its `[[client]]`.
    pub(super) section: Map<String, Value>,
}

/// Whether a client of the registry serves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// It does not, until it is enabled.
    Disabled,
    /// It does.
    Enabled,
    /// It never will again.
    Removed,
}

/// The one form that there is.
const FORM: u8 = 1;

impl Registration {
    /// A new one, that nobody has seen.
    pub(super) fn new(client_id: &str, now_ms: i64) -> Self {
        Self {
            form: FORM,
            client_id: client_id.to_owned(),
            version: 0,
            since_ms: now_ms,
            state: State::Enabled,
            section: Map::new(),
        }
    }

    /// Where it lies.
    pub(super) fn key(client_id: &str) -> Key {
        Key::lasting(Kind::Client, &[client_id.as_bytes()])
    }

    pub(super) fn encode(&self) -> Option<Vec<u8>> {
        serde_json::to_vec(self).ok()
    }

    /// `None`: another build's, or damaged.
    pub(super) fn decode(octets: &[u8]) -> Option<Self> {
        let read: Self = serde_json::from_slice(octets).ok()?;
        (read.form == FORM).then_some(read)
    }

    /// As the gateway runs it.
    ///
    /// # Errors
    /// Everything that is wrong with it now.
    pub(super) fn settings(
        &self,
        profile: Profile,
        rules: &RegistrationRules,
        now_ms: i64,
    ) -> Result<ClientSettings, Vec<Problem>> {
        let mut section = self.section.clone();
        section.insert("client_id".to_owned(), self.client_id.as_str().into());
        section.retain(|_, value| !value.is_null());
        let text = toml::to_string(&section).map_err(|_| {
            vec![Problem {
                line: 0,
                field: String::new(),
                what: "cannot be written as a section".to_owned(),
                instead: "Write texts, numbers and lists of them".to_owned(),
            }]
        })?;
        registered(&text, profile, rules, Instant::from_ms(now_ms))
    }

    /// Whether it has a second secret that is still taken.
    pub fn has_older_secret(&self) -> bool {
        self.section.contains_key("other_secret_sha256")
    }

    /// As its administrator sees it: RFC 7591 §3.2.1, without a secret.
    pub fn to_json(&self) -> Map<String, Value> {
        let mut shown = Map::new();
        shown.insert("client_id".to_owned(), self.client_id.as_str().into());
        shown.insert(
            "client_id_issued_at".to_owned(),
            (self.since_ms / 1000).into(),
        );
        shown.insert("source".to_owned(), "registry".into());
        shown.insert("state".to_owned(), json!(self.state));
        shown.insert("version".to_owned(), self.version.into());
        if self.section.contains_key("secret_sha256") {
            // RFC 7591 §3.2.1: 0 is "does not expire".
            let ends = |field: &str| {
                let written = self.section.get(field).and_then(Value::as_str);
                written.and_then(Instant::parse).map_or(0, Instant::seconds)
            };
            let expires = ends("secret_expires");
            shown.insert("client_secret_expires_at".to_owned(), expires.into());
            shown.insert("older_secret".to_owned(), self.has_older_secret().into());
            if self.has_older_secret() {
                let expires = ends("other_secret_expires");
                shown.insert("older_secret_expires_at".to_owned(), expires.into());
            }
        }
        if self.state != State::Removed {
            let refreshes = self
                .section
                .get("refresh")
                .is_some_and(|rule| rule != "never");
            let refresh = refreshes.then_some("refresh_token");
            let grants: Vec<&str> = ["authorization_code"].into_iter().chain(refresh).collect();
            shown.insert("grant_types".to_owned(), grants.into());
            shown.insert("response_types".to_owned(), json!(["code"]));
        }
        shown.extend(to_members(&self.section));
        shown
    }

    /// As the trail has it: hashes in place of keys, and of hashes of secrets the beginning.
    fn to_trail(&self) -> Map<String, Value> {
        let mut shown = to_members(&self.section);
        shown.insert("state".to_owned(), json!(self.state));
        if let Some(jwks) = shown.get("jwks").map(Value::to_string) {
            let keys = JwkSet::parse(jwks.as_bytes()).unwrap_or_default();
            let thumbprints = keys.keys().iter().map(|key| Value::from(key.thumbprint()));
            shown.insert("jwks".to_owned(), thumbprints.collect());
        }
        for (name, field) in [
            ("client_secret", "secret_sha256"),
            ("older_client_secret", "other_secret_sha256"),
        ] {
            let hash = self.section.get(field).and_then(Value::as_str);
            if let Some(hash) = hash.and_then(|hash| hash.get(..16)) {
                shown.insert(name.to_owned(), format!("sha256 {hash}").into());
            }
        }
        for (name, field) in [
            ("client_secret_expires", "secret_expires"),
            ("older_client_secret_expires", "other_secret_expires"),
        ] {
            if let Some(expires) = self.section.get(field) {
                shown.insert(name.to_owned(), expires.clone());
            }
        }
        shown
    }

    /// What changed from the one to the other, by member.
    pub(super) fn difference(before: Option<&Self>, after: &Self) -> (Value, Value) {
        let (mut was, mut is) = (
            before.map(Self::to_trail).unwrap_or_default(),
            after.to_trail(),
        );
        let kept: Vec<String> = was
            .iter()
            .filter(|(name, value)| is.get(*name) == Some(value))
            .map(|(name, _)| name.clone())
            .collect();
        for name in kept {
            was.remove(&name);
            is.remove(&name);
        }
        (Value::Object(was), Value::Object(is))
    }
}
