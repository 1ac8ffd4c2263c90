// SPDX-License-Identifier: EUPL-1.2
//! What an operator is shown of our keys: which stands where, by which name, until when.

use std::path::PathBuf;
use std::sync::Arc;

use eidas::{Instant, Peer};
use oidc::jose::{Algorithm, Signer as _};
use store::seal::hex;
use xmlsec::{Certificate, KeyKind};

use super::kept::SamlKey;
use super::{KeyFiles, KeyRole, Keys};

/// Where a key stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Place {
    /// Not used yet.
    Next,
    /// In use.
    Current,
    /// No longer used for new things.
    Retired,
}

impl Place {
    /// The word in the configuration.
    pub fn name(self) -> &'static str {
        match self {
            Self::Next => "next",
            Self::Current => "current",
            Self::Retired => "retired",
        }
    }

    /// Whether others are told of a key of this role that stands here: `Keys::key_descriptors`,
    /// `Keys::jwks`. A key that signs metadata is told by hand.
    pub fn is_published(self, role: KeyRole) -> bool {
        match role {
            KeyRole::SamlSigning => self != Self::Retired,
            KeyRole::SamlEncryption => self == Self::Current,
            KeyRole::MetadataSigning => false,
            KeyRole::OidcSigning => true,
        }
    }
}

/// What a key can stand in for: another of the same sort.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeySort {
    /// On a curve.
    Curve,
    /// RSA.
    Rsa,
    /// RSA for PSS alone: PS256.
    RsaPss,
}

/// One key of ours.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlacedKey {
    /// What it is for.
    pub role: KeyRole,
    /// Where it stands.
    pub place: Place,
    /// Where it lies.
    pub file: PathBuf,
    /// Its name: the first octets of the SHA-256 of the public key, or the `kid`.
    pub id: String,
    /// Whether it lies in a token.
    pub in_token: bool,
    /// Whose place it can take.
    pub sort: KeySort,
    /// What it is, as `RSA-3072`.
    pub kind: String,
    /// When its certificate ends.
    pub ends: Option<Instant>,
}

/// The name of a SAML key: 64 bits tell a few dozen of our own apart.
pub fn key_id(certificate: &Certificate) -> String {
    let sha256 = certificate.key().sha256();
    hex(sha256.get(..8).unwrap_or_default())
}

impl Keys {
    /// Every key of the roles that roll over. `files` are those it was loaded from.
    pub fn placed(&self, files: &KeyFiles) -> Vec<PlacedKey> {
        let mut all = Vec::new();
        let mut saml = |role: KeyRole, keys: &super::Role<Arc<SamlKey>>| {
            let lists = files.role(role);
            for (place, keys, files) in [
                (Place::Next, &keys.next, &lists.next),
                (Place::Current, &keys.current, &lists.current),
                (Place::Retired, &keys.retired, &lists.retired),
            ] {
                let both = keys.iter().zip(files);
                all.extend(both.map(|(key, file)| saml_key(role, place, file.clone(), key)));
            }
        };
        saml(KeyRole::SamlSigning, &self.saml_signing);
        saml(KeyRole::SamlEncryption, &self.saml_encryption);
        saml(KeyRole::MetadataSigning, &self.metadata_signing);
        let lists = files.role(KeyRole::OidcSigning);
        for (place, keys, files) in [
            (Place::Next, &self.oidc_signing.next, &lists.next),
            (Place::Current, &self.oidc_signing.current, &lists.current),
            (Place::Retired, &self.oidc_signing.retired, &lists.retired),
        ] {
            let both = keys.iter().zip(files);
            all.extend(both.map(|(key, file)| {
                let sort = match key.algorithm() {
                    Algorithm::Es256 => KeySort::Curve,
                    Algorithm::Ps256 => KeySort::RsaPss,
                    Algorithm::Rs256 => KeySort::Rsa,
                };
                PlacedKey {
                    role: KeyRole::OidcSigning,
                    place,
                    file: file.clone(),
                    id: key.kid().to_owned(),
                    in_token: key.in_token(),
                    sort,
                    kind: key.algorithm().as_str().to_owned(),
                    ends: None,
                }
            }));
        }
        all
    }

    /// The name of the key that signs a message to this node.
    pub fn saml_signer_id(&self, peer: &Peer, now: Instant) -> Option<String> {
        let signer = self.saml_signer(peer, now);
        signer.certificates().first().map(key_id)
    }

    /// Which keys a document names that is published now: to connectors only those that sign.
    pub fn published(&self, now: Instant, to_connectors: bool) -> Vec<String> {
        let all = match to_connectors {
            true => self.signing_descriptors(now),
            false => self.key_descriptors(now),
        };
        let mut ids: Vec<String> = all.iter().map(|of| key_id(&of.certificate)).collect();
        ids.sort();
        ids.dedup();
        ids
    }
}

fn saml_key(role: KeyRole, place: Place, file: PathBuf, key: &SamlKey) -> PlacedKey {
    let certificate = key.leaf();
    let kind = certificate.key().kind();
    PlacedKey {
        role,
        place,
        file,
        id: key_id(certificate),
        in_token: key.in_token(),
        sort: match kind {
            KeyKind::Rsa(_) => KeySort::Rsa,
            KeyKind::Ec(_) => KeySort::Curve,
        },
        kind: match kind {
            KeyKind::Rsa(bits) => format!("RSA-{bits}"),
            KeyKind::Ec(curve) => format!("{curve:?}"),
        },
        ends: Some(Instant::from_ms(
            certificate.not_after().saturating_mul(1000),
        )),
    }
}
