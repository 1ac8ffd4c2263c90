// SPDX-License-Identifier: EUPL-1.2
//! The gateway's keys by role, each with *next*, *current* and *retired*.
//!
//! One key serves both worlds: [`xmlsec::SigningKey`] for SAML and the signer of `oidc` for
//! tokens. Software keys come from PEM files; an HSM fits behind the same traits.

use std::path::Path;
use std::sync::Arc;

use xmlsec::{DecryptionKey, SigningKey};

use crate::settings::KeyFiles;

/// All keys, loaded and sorted by what they are for.
pub struct Keys {
    _private: (),
}

impl Keys {
    /// Loads every file. All problems come back at once, each naming its file.
    pub fn load(files: &KeyFiles) -> Result<Self, Vec<KeyProblem>> {
        let _ = files;
        todo!()
    }

    /// The signer of SAML requests: P-256 unless the peer's metadata lists only RSA methods.
    /// `methods` are the peer's `alg:SigningMethod` URIs (empty: no wish).
    pub fn saml_signer(&self, methods: &[String]) -> Arc<dyn SigningKey> {
        let _ = methods;
        todo!()
    }

    /// Every key that may open an assertion: current first, then retired.
    pub fn decryption(&self) -> Vec<&dyn DecryptionKey> {
        todo!()
    }

    /// The signer of our metadata.
    pub fn metadata_signer(&self) -> Arc<dyn SigningKey> {
        todo!()
    }

    /// The key of pairwise `sub` values.
    pub fn pairwise(&self) -> &SymmetricKey {
        todo!()
    }

    /// The key of `person_ref`.
    pub fn audit(&self) -> &SymmetricKey {
        todo!()
    }
}

/// 32 secret bytes.
pub struct SymmetricKey([u8; 32]);

impl SymmetricKey {
    /// Wraps them.
    pub fn new(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The bytes.
    pub fn bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl std::fmt::Debug for SymmetricKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SymmetricKey(…)")
    }
}

/// A key file that cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyProblem {
    /// The file.
    pub file: std::path::PathBuf,
    /// What is wrong with it.
    pub what: String,
    /// What to do.
    pub remedy: String,
}

/// Makes keys of every role under `dir` (in parallel, mode 0600) and says which files they are.
/// Existing files are kept: a demo with `--data` finds its keys again.
pub fn generate(dir: &Path, common_name: &str, country: &str, now_s: i64) -> std::io::Result<KeyFiles> {
    let _ = (dir, common_name, country, now_s);
    todo!()
}
