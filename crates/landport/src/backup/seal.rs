// SPDX-License-Identifier: EUPL-1.2
//! A backup is CMS AuthEnvelopedData (RFC 5083, RFC 5084): AES-256-GCM under a fresh key, which is wrapped to
//! each recipient's certificate by ephemeral ECDH (RFC 5753). The machine that makes backups can open none
//! of them, and `openssl cms -decrypt` opens them where there is no Landport.

use std::path::{Path, PathBuf};

use openssl::cms::{CMSOptions, CmsContentInfo};
use openssl::error::ErrorStack;
use openssl::pkey::{Id, PKey};
use openssl::stack::Stack;
use openssl::symm::Cipher;
use openssl::x509::X509;

/// A key that is weaker than P-256 is none.
const LEAST_BITS: u32 = 256;

/// The certificates of who may open it.
pub(crate) fn recipients(files: &[PathBuf]) -> Result<Stack<X509>, String> {
    let mut stack = Stack::new().map_err(|error| error.to_string())?;
    for file in files {
        let shown = file.display();
        let certificate = certificate(file)?;
        let key = certificate
            .public_key()
            .map_err(|error| format!("{shown}: {error}"))?;
        // RSA would mean RSAES-PKCS1-v1_5 here.
        if key.id() != Id::EC || key.bits() < LEAST_BITS {
            return Err(format!(
                "{shown}: its key is on no elliptic curve of 256 bits or more. Make one: openssl req -x509 \
                 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout backup-key.pem -out backup.pem \
                 -days 3650 -subj /CN=backup, and keep backup-key.pem off this machine"
            ));
        }
        stack.push(certificate).map_err(|error| error.to_string())?;
    }
    Ok(stack)
}

fn certificate(file: &Path) -> Result<X509, String> {
    let pem = std::fs::read(file).map_err(|error| format!("{}: {error}", file.display()))?;
    X509::from_pem(&pem).map_err(|_| format!("{}: holds no certificate (PEM)", file.display()))
}

/// As DER.
pub(crate) fn seal(octets: &[u8], recipients: &Stack<X509>) -> Result<Vec<u8>, ErrorStack> {
    let cipher = Cipher::aes_256_gcm();
    CmsContentInfo::encrypt(recipients, octets, cipher, CMSOptions::BINARY)?.to_der()
}

/// With the key of one recipient. What was changed, cut or meant for others does not open.
pub(crate) fn open(sealed: &[u8], key: &Path, recipient: &Path) -> Result<Vec<u8>, String> {
    let pem = std::fs::read(key).map_err(|error| format!("{}: {error}", key.display()))?;
    let private = PKey::private_key_from_pem(&pem).map_err(|_| {
        format!(
            "{}: holds no private key without a password (PEM)",
            key.display()
        )
    })?;
    let certificate = certificate(recipient)?;
    let not_ours = |_| {
        format!(
            "it does not open with {}: it was made for another, changed or cut off",
            key.display()
        )
    };
    let cms = CmsContentInfo::from_der(sealed).map_err(not_ours)?;
    cms.decrypt(&private, &certificate).map_err(not_ours)
}
