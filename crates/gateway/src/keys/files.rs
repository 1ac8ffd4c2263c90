// SPDX-License-Identifier: EUPL-1.2
//! Which files hold which keys.

use std::path::PathBuf;

use eidas::Instant;
use serde::{Deserialize, Serialize};

use super::hsm::HsmSettings;
use crate::config::EidId;

/// Key files by role. In each list the first is the preferred one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct KeyFiles {
    /// Signs SAML requests.
    pub saml_signing: RoleFiles,
    /// When those of its `next` take the place of those in `current`.
    pub saml_signing_switch_at: Option<Instant>,
    /// Opens SAML assertions.
    pub saml_encryption: RoleFiles,
    /// Signs our metadata.
    pub metadata_signing: RoleFiles,
    /// Signs tokens.
    pub oidc_signing: RoleFiles,
    /// Makes pairwise `sub` values. Never rotated.
    pub pairwise: PathBuf,
    /// Makes `person_ref` in the audit file.
    pub audit: PathBuf,
    /// When a backup of the pairwise key was recorded, as written (`2026-11-23`).
    pub pairwise_backup: Option<String>,
    /// Make identifiers for other countries, oldest first. Never rotated, only superseded.
    pub identifier: Vec<PathBuf>,
    /// When a backup of the identifier keys was recorded, as written.
    pub identifier_backup: Option<String>,
    /// Our keys at national e-IDs.
    pub eids: Vec<(EidId, PathBuf)>,
    /// The token of keys that lie in one.
    pub pkcs11: Option<HsmSettings>,
    /// The directory of the configuration that names them.
    pub home: PathBuf,
    /// The version of the lists that `landport keys` remembers, where the roles are left to it.
    pub managed: Option<u64>,
}

/// One role's keys: rollover is the normal state.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoleFiles {
    /// Published ahead (signing roles), not yet used.
    pub next: Vec<PathBuf>,
    /// In use; the first is preferred.
    pub current: Vec<PathBuf>,
    /// No longer used for new things; decryption keys still open, token keys still verify.
    pub retired: Vec<PathBuf>,
}
