// SPDX-License-Identifier: EUPL-1.2
//! The access certificate by which wallets know us, and the client identifiers it gives.
//! OpenID4VP §5.9.3; HAIP §5; ETSI TS 119 411-8, TS 119 475.

use std::sync::Arc;

use base64::{Engine as _, engine::general_purpose::STANDARD};
use oidc::jose::base64url;
use openssl::x509::{X509, X509NameEntryRef};
use serde_json::json;

use crate::{
    Error, Misconfigured,
    digest::sha256,
    key::{Algorithm, Curve, PublicKey, Signer},
    trust::{LONGEST_CHAIN, seconds},
};

/// What the client identifier is of. OpenID4VP §5.9.3.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClientIdPrefix {
    /// `x509_hash`: the one of HAIP.
    X509Hash,
    /// `x509_san_dns`: for wallets from before it.
    X509SanDns,
}

/// An access certificate with its chain and the key that signs requests.
#[derive(Clone)]
pub struct AccessCertificate {
    chain: Vec<Vec<u8>>,
    names: Vec<String>,
    organization: Option<String>,
    not_before: i64,
    not_after: i64,
    signer: Arc<dyn Signer>,
    /// The protected header of what it signs, which is the same each time.
    header: String,
}

impl AccessCertificate {
    /// From a PEM chain, leaf first, and the leaf's key. Self-signed certificates behind the leaf
    /// are left out: HAIP §5, "the trust anchor MUST NOT be included in the x5c".
    ///
    /// # Errors
    /// [`Misconfigured::AccessCertificate`], with the rule.
    pub fn new(chain: &[u8], signer: Arc<dyn Signer>) -> Result<Self, Error> {
        let wrong = |rule| Error::from(Misconfigured::AccessCertificate { rule });
        let chain = X509::stack_from_pem(chain).map_err(|_| wrong("not a PEM chain"))?;
        let leaf = chain.first().ok_or_else(|| wrong("no certificate"))?;
        if is_self_signed(leaf) {
            return Err(wrong("self-signed"));
        }
        let key = leaf.public_key().map_err(|_| wrong("public key"))?;
        let key = PublicKey::from_openssl(&key).map_err(|_| wrong("public key"))?;
        // HAIP §7: ES256 is what every wallet verifies.
        if signer.algorithm() != Algorithm::Es256 || key.curve() != Curve::P256 {
            return Err(wrong("not a P-256 key"));
        }
        let probe = signer.sign(b"of this certificate?")?;
        key.verify(Algorithm::Es256, b"of this certificate?", &probe)
            .map_err(|_| wrong("of another key"))?;

        let names = leaf.subject_alt_names();
        let names = names.iter().flatten().filter_map(|name| name.dnsname());
        // 2.5.4.97.
        let identifies = |entry: &&X509NameEntryRef| {
            entry
                .object()
                .nid()
                .long_name()
                .is_ok_and(|name| name == "organizationIdentifier")
        };
        let organization = leaf.subject_name().entries().find(identifies);
        let organization = organization.and_then(|entry| entry.data().to_string().ok());
        let (not_before, not_after) = (seconds(leaf.not_before())?, seconds(leaf.not_after())?);
        let shown = chain
            .iter()
            .filter(|certificate| !is_self_signed(certificate));
        let shown: Result<Vec<Vec<u8>>, _> =
            shown.map(|certificate| certificate.to_der()).collect();
        let shown = shown.map_err(|_| wrong("not a PEM chain"))?;
        if shown.len() > LONGEST_CHAIN {
            return Err(wrong("chain too long"));
        }
        // RFC 7515 §4.1.6: base64, not base64url.
        let x5c: Vec<String> = shown.iter().map(|der| STANDARD.encode(der)).collect();
        let header = json!({"alg": "ES256", "typ": "oauth-authz-req+jwt", "x5c": x5c});
        Ok(Self {
            header: base64url::encode(header.to_string().as_bytes()),
            names: names.map(str::to_owned).collect(),
            chain: shown,
            organization,
            not_before,
            not_after,
            signer,
        })
    }

    /// The client identifier, for who answers at this host. It is kept with each request, since it changes
    /// with the certificate (attack WV-15).
    ///
    /// # Errors
    /// [`Misconfigured::AccessCertificate`]: none of its DNS names is the host. OpenID4VP §5.9.3.
    pub fn client_id(&self, prefix: ClientIdPrefix, host: &str) -> Result<String, Error> {
        match (prefix, self.chain.first()) {
            (ClientIdPrefix::X509Hash, Some(leaf)) => {
                Ok(format!("x509_hash:{}", base64url::encode(&sha256(leaf))))
            }
            (ClientIdPrefix::X509SanDns, _) if self.names.iter().any(|name| name == host) => {
                Ok(format!("x509_san_dns:{host}"))
            }
            _ => Err(Misconfigured::AccessCertificate {
                rule: "not for the host of the issuer",
            }
            .into()),
        }
    }

    /// The `dNSName`s.
    #[must_use]
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// `organizationIdentifier` of the subject: the EU-wide identifier that a registration
    /// certificate names. TS 119 475 GEN-5.1.1-04.
    #[must_use]
    pub fn organization(&self) -> Option<&str> {
        self.organization.as_deref()
    }

    /// Start and end of validity, seconds since 1970.
    #[must_use]
    pub const fn validity(&self) -> (i64, i64) {
        (self.not_before, self.not_after)
    }

    /// The protected header of a request object, base64url. RFC 9101 §10.8; HAIP §5.
    pub(crate) fn header(&self) -> &str {
        &self.header
    }

    /// The certificates that are shown, leaf first.
    pub(crate) fn chain(&self) -> Vec<&[u8]> {
        self.chain.iter().map(Vec::as_slice).collect()
    }

    /// The key of the first of them.
    pub(crate) fn signer(&self) -> &dyn Signer {
        &*self.signer
    }

    pub(crate) fn sign(&self, octets: &[u8]) -> Result<Vec<u8>, Error> {
        Ok(self.signer.sign(octets)?)
    }
}

impl std::fmt::Debug for AccessCertificate {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("AccessCertificate")
            .field("names", &self.names)
            .field("organization", &self.organization)
            .finish_non_exhaustive()
    }
}

fn is_self_signed(certificate: &X509) -> bool {
    let key = certificate.public_key();
    key.is_ok_and(|key| certificate.verify(&key).unwrap_or(false))
}
