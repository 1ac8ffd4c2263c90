// SPDX-License-Identifier: EUPL-1.2
//! The gateway's keys by role, each with *next*, *current* and *retired*: rollover is the normal
//! state.
//!
//! SAML keys stand behind [`xmlsec::SigningKey`] and [`xmlsec::DecryptionKey`], token keys behind
//! [`oidc::jose::Signer`]. Software keys come from PEM files; an HSM fits behind the same traits.
//!
//! A software key works in the thread that asks. As many threads answer as there are cores (up to
//! eight), so another would find no free core: handing over cost twice the switches, more memory and
//! no less CPU (docs/performance.md). The slowest, RSA-4096, takes 6 ms. A device that only waits
//! keeps its thread waiting too: where one is used, whatever may touch it is answered by threads of
//! its own (`app::waiting`).

mod files;
mod generate;
pub mod hsm;
mod in_token;
mod kept;
mod load;
pub mod managed;
mod noticed;
mod pem;
mod placed;
mod rollover;

pub use self::files::{KeyFiles, RoleFiles};
pub use self::generate::{generate, make_next, self_signed_tls, write_private};
pub use self::managed::{KeyRole, Managed};
pub use self::noticed::{Notice, Noticed};
pub(crate) use self::pem::is_encrypted;
pub use self::pem::public_jwk;
pub use self::placed::{KeySort, Place, PlacedKey, key_id};
pub use self::rollover::taken_over;

use std::collections::BTreeSet;
use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use eidas::metadata::KeyDescriptor;
use eidas::{Instant, Peer};
use oidc::jose::{Algorithm, JwkSet, Signer};
use xmlsec::{Certificate, Curve, DecryptionKey, KeyKind, SigningKey};
use zeroize::Zeroizing;

use self::hsm::Hsm;
use self::kept::{JsonKey, SamlKey};
use crate::config::EidId;

/// All keys, loaded and sorted by what they are for.
pub struct Keys {
    saml_signing: Role<Arc<SamlKey>>,
    saml_signing_switch_at: Option<Instant>,
    saml_encryption: Role<Arc<SamlKey>>,
    metadata_signing: Role<Arc<SamlKey>>,
    oidc_signing: Role<Arc<JsonKey>>,
    rs256: Arc<JsonKey>,
    es256: Arc<JsonKey>,
    ps256: Option<Arc<JsonKey>>,
    jwks: JwkSet,
    pairwise: SymmetricKey,
    audit: SymmetricKey,
    identifier: Vec<SymmetricKey>,
    eids: Vec<(EidId, Arc<JsonKey>)>,
    hsm: Option<Arc<Hsm>>,
    /// The roles that have a key in it.
    in_token: BTreeSet<&'static str>,
    untried: Vec<KeyProblem>,
    certificates: Vec<(PathBuf, Certificate)>,
}

/// One role. The first of `current` is the preferred one.
struct Role<K> {
    next: Vec<K>,
    current: Vec<K>,
    retired: Vec<K>,
}

impl fmt::Debug for Keys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Keys(…)")
    }
}

/// A key file that cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyProblem {
    /// The role, as the field under `[keys]` is called.
    pub role: &'static str,
    /// The file.
    pub file: PathBuf,
    /// What is wrong with it.
    pub what: String,
    /// What to do.
    pub remedy: String,
}

impl Keys {
    /// The signer of requests to this peer: the preferred key, or the one that the peer's
    /// metadata asks for (`alg:SigningMethod`).
    pub fn saml_signer(&self, peer: &Peer, now: Instant) -> Arc<dyn SigningKey> {
        let in_use = self.saml_signing_in_use(now);
        let ours: Vec<_> = in_use.iter().map(|key| key.method()).collect();
        let chosen = peer.choose_signature_method(&ours);
        let position = ours
            .iter()
            .position(|method| Some(*method) == chosen)
            .unwrap_or(0);
        first(&in_use, position)
    }

    /// Every key that may open an assertion: current first, then retired, then next (a peer that
    /// was told early).
    pub fn decryption(&self) -> Vec<&dyn DecryptionKey> {
        let role = &self.saml_encryption;
        let all = [&role.current, &role.retired, &role.next];
        all.into_iter()
            .flatten()
            .map(|key| &**key as &dyn DecryptionKey)
            .collect()
    }

    /// The signer of our metadata.
    pub fn metadata_signer(&self) -> Arc<dyn SigningKey> {
        first(&self.metadata_signing.current, 0)
    }

    /// The `md:KeyDescriptor`s of our metadata **in the order that carries meaning**: EC nodes up
    /// to 2.8 know only the last certificate of each use, from 2.9 the first encryption
    /// certificate is taken. So the signing key in use stands last, and the preferred encryption
    /// key first and last with the others between. What is next for encryption is not published
    /// before it is current.
    pub fn key_descriptors(&self, now: Instant) -> Vec<KeyDescriptor> {
        let certificate = |key: &Arc<SamlKey>| key.leaf().clone();
        let mut descriptors = self.signing_descriptors(now);
        let current = &self.saml_encryption.current;
        descriptors.extend(
            current
                .iter()
                .map(|key| KeyDescriptor::encryption(certificate(key))),
        );
        if let [preferred, _, ..] = current.as_slice() {
            descriptors.push(KeyDescriptor::encryption(certificate(preferred)));
        }
        descriptors
    }

    /// Those of the keys that sign our messages, the one in use last: all that a Proxy-Service
    /// publishes, since nobody encrypts to it.
    pub fn signing_descriptors(&self, now: Instant) -> Vec<KeyDescriptor> {
        let in_use = self.saml_signing_in_use(now);
        let signing = &self.saml_signing;
        let all = signing.next.iter().chain(&signing.current);
        let published_only = all.filter(|key| !in_use.iter().any(|used| Arc::ptr_eq(used, key)));
        published_only
            .chain(in_use.iter().rev())
            .map(|key| KeyDescriptor::signing(key.leaf().clone()))
            .collect()
    }

    /// The signer of tokens. Where there is none for PS256 (a login that was promised one is finished
    /// after its key was taken away) it is another's, which the library refuses.
    pub fn oidc_signer(&self, algorithm: Algorithm) -> Arc<dyn Signer> {
        match (algorithm, &self.ps256) {
            (Algorithm::Ps256, Some(key)) => key.clone(),
            (Algorithm::Es256, _) => self.es256.clone(),
            (Algorithm::Ps256 | Algorithm::Rs256, _) => self.rs256.clone(),
        }
    }

    /// The algorithms that tokens can be signed with. PS256 needs a key that was made for it: a key
    /// serves one algorithm (RFC 8725 §3.1; RFC 8017 §8: no RSA key for both schemes).
    pub fn token_algorithms(&self) -> Vec<Algorithm> {
        let always = [Algorithm::Rs256, Algorithm::Es256];
        let when = self.ps256.as_ref().map(|_| Algorithm::Ps256);
        always.into_iter().chain(when).collect()
    }

    /// The public token keys: next, current and retired.
    pub fn jwks(&self) -> &JwkSet {
        &self.jwks
    }

    /// How many token keys are published ahead and how many linger, for the operator.
    pub fn oidc_rollover(&self) -> (usize, usize) {
        (
            self.oidc_signing.next.len(),
            self.oidc_signing.retired.len(),
        )
    }

    /// The key of pairwise `sub` values.
    pub fn pairwise(&self) -> &SymmetricKey {
        &self.pairwise
    }

    /// The key of `person_ref`.
    pub fn audit(&self) -> &SymmetricKey {
        &self.audit
    }

    /// The keys of identifiers for other countries, oldest first. The last one makes new ones.
    pub fn identifier(&self) -> &[SymmetricKey] {
        &self.identifier
    }

    /// Our signer at an e-ID, where we prove ourselves with a key.
    pub fn eid_signer(&self, eid: &EidId) -> Option<Arc<dyn Signer>> {
        let (_, signer) = self.eids.iter().find(|(id, _)| id == eid)?;
        Some(signer.clone())
    }

    /// The token that some of them lie in.
    pub fn hsm(&self) -> Option<&Arc<Hsm>> {
        self.hsm.as_ref()
    }

    /// The roles that have a key in the token, as the fields under `[keys]` are called.
    pub fn roles_in_token(&self) -> impl Iterator<Item = &'static str> {
        self.in_token.iter().copied()
    }

    /// Keys that could not be tried, because their token did not answer when they were loaded.
    pub fn untried(&self) -> &[KeyProblem] {
        &self.untried
    }

    /// Every certificate and the file it came from, for warnings about their dates.
    pub fn certificates(&self) -> impl Iterator<Item = (&Path, &Certificate)> {
        self.certificates
            .iter()
            .map(|(file, certificate)| (file.as_path(), certificate))
    }
}

#[expect(
    clippy::expect_used,
    reason = "Keys::load refuses a role without a current key"
)]
fn first(keys: &[Arc<SamlKey>], position: usize) -> Arc<dyn SigningKey> {
    let key = keys.get(position).expect("every role has a current key");
    Arc::clone(key) as _
}

/// 32 secret bytes. Cleared from memory when they are dropped.
pub struct SymmetricKey(Zeroizing<[u8; 32]>);

impl SymmetricKey {
    /// Wraps them.
    pub fn new(bytes: [u8; 32]) -> Self {
        Self(bytes.into())
    }

    /// The bytes.
    pub fn bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl fmt::Debug for SymmetricKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SymmetricKey(…)")
    }
}

/// The kinds of keys that a role starts with, preferred first.
const SAML_KINDS: [(&str, KeyKind); 2] = [
    ("p256", KeyKind::Ec(Curve::P256)),
    ("rsa3072", KeyKind::Rsa(3072)),
];
