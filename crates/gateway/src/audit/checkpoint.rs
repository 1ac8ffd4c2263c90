// SPDX-License-Identifier: EUPL-1.2
//! Signed words about where each chain ended on a day, for somebody else to keep.
//!
//! Attack: whoever has the audit key, the store and the files (an administrator) writes the trail anew, and
//! every seal and every link fits. Defence: what was signed before and lies elsewhere names lines that the
//! new trail does not have. Trade: what was written since the last checkpoint that left the house rests
//! on the seals alone.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use oidc::jose::{Algorithm, JwkSet, Signer, jws};
use serde::{Deserialize, Serialize};

use super::End;

/// The type of this JWS: it can be taken for no token. RFC 8725 §3.11.
const TYP: &str = "landport-checkpoint+json";

/// Where each chain ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Checkpoint {
    /// The issuer of the gateway.
    pub issuer: String,
    /// Which of its nodes: each has chains of its own.
    pub node: String,
    /// When.
    pub time: String,
    /// By class: number and hash of its last line.
    pub chains: BTreeMap<String, (u64, String)>,
    /// By class: when that line was written. It may have reached its time long before this was signed.
    #[serde(default)]
    pub written: BTreeMap<String, String>,
}

impl Checkpoint {
    /// The file in the data directory that a running gateway adds one to each day.
    #[must_use]
    pub fn file(data: &Path) -> PathBuf {
        data.join("checkpoints.jws")
    }

    /// Of these ends.
    #[must_use]
    pub fn of(issuer: &str, node: &str, time: &str, ends: &[End]) -> Self {
        let all = || ends.iter().filter(|end| end.seq > 0);
        let name = |end: &End| end.class.name().to_owned();
        Self {
            issuer: issuer.to_owned(),
            node: node.to_owned(),
            time: time.to_owned(),
            chains: all()
                .map(|end| (name(end), (end.seq, end.hash.clone())))
                .collect(),
            written: all().map(|end| (name(end), end.time.clone())).collect(),
        }
    }

    /// As a compact JWS (RFC 7515 §7.1).
    ///
    /// # Errors
    /// The key did not sign.
    pub fn sign(&self, signer: &dyn Signer) -> Result<String, String> {
        let octets = serde_json::to_vec(self).map_err(|error| error.to_string())?;
        jws::sign(&octets, TYP, signer).map_err(|error| error.to_string())
    }

    /// What was signed by one of these keys.
    ///
    /// # Errors
    /// Why it is not believed.
    pub fn verify(token: &str, keys: &JwkSet) -> Result<Self, String> {
        let signed = jws::verify(token, keys, &[Algorithm::Es256, Algorithm::Rs256]);
        let signed = signed.map_err(|error| error.to_string())?;
        if signed.header().typ.as_deref() != Some(TYP) {
            return Err("it is signed, and is no checkpoint".to_owned());
        }
        serde_json::from_slice(signed.payload()).map_err(|error| error.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::audit::Class;
    use oidc::jose::SoftwareSigner;

    #[test]
    fn what_was_signed_is_read_and_nothing_else_is() {
        let key = SoftwareSigner::generate(Algorithm::Es256).unwrap();
        let other = SoftwareSigner::generate(Algorithm::Es256).unwrap();
        let keys = |key: &SoftwareSigner| JwkSet::of([key.public().clone()]).unwrap();
        let end = |class, seq| End {
            class,
            seq,
            hash: "h".to_owned(),
            time: "2026-11-28T23:59:00.000Z".to_owned(),
            kept: Vec::new(),
        };
        let ends = [end(Class::Logins, 7), end(Class::Messages, 0)];
        let checkpoint = Checkpoint::of(
            "https://login.example.no",
            "a",
            "2026-11-29T00:00:00.000Z",
            &ends,
        );
        assert_eq!(
            checkpoint.chains.len(),
            1,
            "a chain without a line has no end"
        );
        let token = checkpoint.sign(&key).unwrap();
        assert_eq!(Checkpoint::verify(&token, &keys(&key)).unwrap(), checkpoint);
        assert!(Checkpoint::verify(&token, &keys(&other)).is_err());
        let id_token = jws::sign(&serde_json::to_vec(&checkpoint).unwrap(), "JWT", &key).unwrap();
        let refused = Checkpoint::verify(&id_token, &keys(&key));
        assert_eq!(
            refused,
            Err("it is signed, and is no checkpoint".to_owned())
        );
    }
}
