// SPDX-License-Identifier: EUPL-1.2
//! TLS of the public listener, and what we prove to others by.

pub(crate) mod believed;

use std::io;
use std::path::Path;
use std::sync::Arc;

use rustls::ServerConfig;
use rustls::crypto::aws_lc_rs::{cipher_suite, default_provider};
use rustls_pki_types::pem::PemObject;
use rustls_pki_types::{CertificateDer, PrivateKeyDer};
use zeroize::Zeroizing;

/// TLS 1.3, and TLS 1.2 with ECDHE and AES-GCM only. BCP 195; FAPI 2.0 §5.2.1 names the suites.
pub fn tls_config(certificates: &Path, key: &Path) -> io::Result<Arc<ServerConfig>> {
    let chain: Vec<CertificateDer<'static>> = CertificateDer::pem_file_iter(certificates)
        .and_then(Iterator::collect)
        .map_err(|error| broken("certificate", certificates, &error))?;
    let pem = std::fs::read(key).map_err(|error| broken("private key", key, &error))?;
    let private = private_key(&Zeroizing::new(pem), key)?;
    let mut provider = default_provider();
    provider.cipher_suites = vec![
        cipher_suite::TLS13_AES_128_GCM_SHA256,
        cipher_suite::TLS13_AES_256_GCM_SHA384,
        cipher_suite::TLS13_CHACHA20_POLY1305_SHA256,
        cipher_suite::TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256,
        cipher_suite::TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384,
        cipher_suite::TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256,
        cipher_suite::TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384,
    ];
    let config = ServerConfig::builder_with_provider(Arc::new(provider))
        .with_safe_default_protocol_versions()
        .map_err(io::Error::other)?
        .with_no_client_auth()
        .with_single_cert(chain, private)
        .map_err(|error| io::Error::other(format!("certificate and key do not fit ({error})")))?;
    Ok(Arc::new(config))
}

/// A certificate chain, leaf first, and its private key.
pub(crate) type Identity = (Vec<CertificateDer<'static>>, PrivateKeyDer<'static>);

/// Reads both from one PEM file.
pub(crate) fn identity(pem: &Zeroizing<Vec<u8>>, file: &Path) -> io::Result<Identity> {
    let chain: Vec<_> = CertificateDer::pem_slice_iter(pem)
        .collect::<Result<_, _>>()
        .map_err(|error| broken("certificate", file, &error))?;
    if chain.is_empty() {
        return Err(broken("certificate", file, &"none is there"));
    }
    Ok((chain, private_key(pem, file)?))
}

fn private_key(pem: &Zeroizing<Vec<u8>>, file: &Path) -> io::Result<PrivateKeyDer<'static>> {
    if crate::keys::is_encrypted(pem) {
        let what = "holds an encrypted key: write it without a pass phrase, as openssl pkey does";
        return Err(io::Error::other(format!("{} {what}", file.display())));
    }
    PrivateKeyDer::from_pem_slice(pem).map_err(|error| broken("private key", file, &error))
}

fn broken(what: &str, file: &Path, error: &dyn std::fmt::Display) -> io::Error {
    io::Error::other(format!("{} holds no {what} ({error})", file.display()))
}
