// SPDX-License-Identifier: EUPL-1.2
//! `[pkcs11]` as written.

use std::path::PathBuf;

use super::read::{At, Field, Presence, Read, Reader, Section, section};
use toml::Spanned;
use toml::de::DeValue;

section! {
    /// A token behind PKCS#11. A key file then holds, in place of the private key, a line
    /// `pkcs11:object=LABEL` (RFC 7512) and behind it the certificate, or for `oidc_signing` the public key;
    /// `landport keys next ROLE --in-token` makes both. docs/operations.md says what a token must be able to do.
    Pkcs11Written {
        /// The vendor's library.
        module: PathBuf = Required "\"/usr/lib/softhsm/libsofthsm2.so\"",
        /// The label of the token.
        token: String = Required "\"landport\"",
        /// A file with the PIN of its user. Only the gateway's user may be able to read it. A PIN that was
        /// refused is not tried again before the file says another.
        pin_file: PathBuf = Required "\"keys/hsm.pin\"",
        /// How many sessions at most, each for one operation at a time.
        sessions: u32 = Default "4",
    }
}
