// SPDX-License-Identifier: EUPL-1.2
//! A connector's keys: what others pin at once, the rest when it is made.

use std::fmt;
use std::path::Path;
use std::sync::{Arc, PoisonError, RwLock};

use xmlsec::{Certificate, Curve, DecryptionKey, KeyKind, SoftwareKey};

use super::habits::{Decrypts, Habits};
use crate::country::Country;
use crate::env::Env;
use crate::keys::{KeysError, kept, make, own_certificate};

/// The keys a connector works with.
#[derive(Debug)]
pub struct Working {
    /// Signs requests.
    pub signing: SoftwareKey,
    /// Opens answers.
    pub decryption: SoftwareKey,
}

/// One connector's keys.
pub struct ConnectorKeys {
    /// Signs its metadata.
    pub(crate) metadata: SoftwareKey,
    /// What others pin.
    pub(crate) anchor: Certificate,
    working: RwLock<Option<Arc<Working>>>,
}

impl ConnectorKeys {
    /// Makes, or finds, what others pin.
    pub(crate) fn prepare(
        dir: Option<&Path>,
        country: &Country,
        env: &Env,
    ) -> Result<Self, KeysError> {
        let metadata = kept(dir, country, "connector-metadata", || {
            make(country, "connector-metadata", KeyKind::Ec(Curve::P256), env)
        })?;
        Ok(Self {
            anchor: own_certificate(&metadata)?,
            metadata,
            working: RwLock::new(None),
        })
    }

    /// Makes, or finds, the keys it works with. True if it had none.
    pub(crate) fn complete(
        &self,
        dir: Option<&Path>,
        country: &Country,
        habits: &Habits,
        env: &Env,
    ) -> Result<bool, KeysError> {
        let signing = kept(dir, country, "connector-signing", || {
            make(country, "connector-signing", habits.signing, env)
        })?;
        let decryption = match habits.decrypts {
            Decrypts::WithTheSigningKey => copy(&signing)?,
            Decrypts::With(kind) => kept(dir, country, "connector-encryption", || {
                make(country, "connector-encryption", kind, env)
            })?,
        };
        let signing = match crate::node::signature_method(habits.signing, habits.digest) {
            Some(method) => signing.with_method(method)?,
            None => signing,
        };
        let working = Arc::new(Working {
            signing,
            decryption,
        });
        Ok(self
            .working
            .write()
            .unwrap_or_else(PoisonError::into_inner)
            .replace(working)
            .is_none())
    }

    /// The keys it works with, once they are made.
    #[must_use]
    pub fn working(&self) -> Option<Arc<Working>> {
        self.working
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }
}

impl Working {
    /// The certificate to encrypt to.
    #[must_use]
    pub fn recipient(&self) -> &Certificate {
        self.decryption.certificate()
    }
}

impl fmt::Debug for ConnectorKeys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ConnectorKeys(ready: {})", self.working().is_some())
    }
}

fn copy(key: &SoftwareKey) -> Result<SoftwareKey, KeysError> {
    let certificates = key.certificates_pem();
    Ok(SoftwareKey::from_pem(
        key.private_key_pem().as_bytes(),
        certificates.as_bytes(),
    )?)
}
