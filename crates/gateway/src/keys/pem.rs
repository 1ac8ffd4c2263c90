// SPDX-License-Identifier: EUPL-1.2
//! Private keys as text (RFC 7468), read without a copy that nobody clears.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use oidc::jose::{Algorithm, SoftwareSigner};
use openssl::pkey::{Id, PKey};
use zeroize::Zeroizing;

/// Whether a pass phrase is wanted: PKCS#8 (RFC 7468 §11), or what OpenSSL wrote before it.
pub(crate) fn is_encrypted(pem: &[u8]) -> bool {
    let says = |mark: &[u8]| pem.windows(mark.len()).any(|part| part == mark);
    says(b"BEGIN ENCRYPTED PRIVATE KEY") || says(b"Proc-Type: 4,ENCRYPTED")
}

/// The octets of the first private key in a text (RFC 7468). OpenSSL reads the text through a buffer that it does
/// not clear, so it never sees it (OPS-03).
fn der(pem: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
    let text = std::str::from_utf8(pem).ok()?;
    let mut lines = text.lines();
    lines.find(|line| {
        line.starts_with("-----BEGIN ") && line.trim_end().ends_with("PRIVATE KEY-----")
    })?;
    let mut inside = Zeroizing::new(Vec::with_capacity(pem.len()));
    for line in lines.take_while(|line| !line.starts_with("-----END ")) {
        inside.extend(line.bytes().filter(|octet| !octet.is_ascii_whitespace()));
    }
    STANDARD.decode(&*inside).map(Zeroizing::new).ok()
}

/// A key that signs JSON: an RSA key for RS256, a P-256 key for ES256, and one that says itself that it
/// is for PSS alone (`id-RSASSA-PSS`, RFC 4055 §1.2) for PS256.
pub(super) fn json_signer(pem: &[u8]) -> Option<SoftwareSigner> {
    let key = PKey::private_key_from_der(&der(pem)?).ok()?;
    let algorithm = match key.id() {
        Id::RSA if key.bits() >= 2048 => Algorithm::Rs256,
        Id::RSA_PSS if key.bits() >= 2048 => Algorithm::Ps256,
        Id::EC if key.bits() == 256 => Algorithm::Es256,
        _ => return None,
    };
    SoftwareSigner::from_key(key, algorithm).ok()
}

/// The public half of a private key (PKCS#8, PEM) as an e-ID has to know it: a JWK with the `kid`
/// that our assertions name. `None`: it is no key for RS256, PS256 or ES256.
pub fn public_jwk(pem: &[u8]) -> Option<String> {
    json_signer(pem).map(|signer| signer.public().to_json().to_string())
}
