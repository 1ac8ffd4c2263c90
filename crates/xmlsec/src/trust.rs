//! Whom to believe: exactly these keys (messages), or a path to one of these anchors (metadata).

use std::sync::Arc;

use openssl::stack::Stack;
use openssl::x509::store::{X509Store, X509StoreBuilder};
use openssl::x509::verify::{X509VerifyFlags, X509VerifyParam};
use openssl::x509::{X509KeyUsage, X509Ref, X509StoreContext};

use crate::revocation::{self, RevocationList};
use crate::{Certificate, Untrusted};

/// The keys whose signature on a message is believed. Of a certificate only the key counts
/// (SAML Metadata Interoperability Profile §2.6.1); KeyInfo merely says which to try first.
#[derive(Clone, Debug, Default)]
pub struct TrustedKeys {
    certificates: Vec<Certificate>,
}

impl TrustedKeys {
    /// Exactly the keys of these certificates.
    #[must_use]
    pub fn new(certificates: impl IntoIterator<Item = Certificate>) -> Self {
        Self {
            certificates: certificates.into_iter().collect(),
        }
    }

    /// The certificates given.
    #[must_use]
    pub fn certificates(&self) -> &[Certificate] {
        &self.certificates
    }
}

/// The certificates that signed metadata has to lead to: the signer itself, an intermediate or a
/// root.
#[derive(Clone, Debug, Default)]
pub struct TrustAnchors {
    certificates: Vec<Certificate>,
    revocation: Revocation,
}

/// Whether the certificates below an anchor are held against the lists of their issuers.
#[derive(Clone, Debug, Default)]
enum Revocation {
    #[default]
    NotChecked,
    Checked(Arc<[RevocationList]>),
}

impl TrustAnchors {
    /// These anchors. None of them: nothing verifies.
    #[must_use]
    pub fn new(certificates: impl IntoIterator<Item = Certificate>) -> Self {
        Self {
            certificates: certificates.into_iter().collect(),
            revocation: Revocation::NotChecked,
        }
    }

    /// Every certificate below an anchor must have a list among these, of its issuer and in date,
    /// and must not be on it. Interoperability Architecture 1.4 §6.5.
    #[must_use]
    pub fn checked_for_revocation(self, lists: Vec<RevocationList>) -> Self {
        Self {
            revocation: Revocation::Checked(lists.into()),
            ..self
        }
    }

    /// Whether nobody would notice that this signer was revoked: it is below an anchor, and there
    /// are no lists.
    #[must_use]
    pub fn would_miss_revocation(&self, signer: &Certificate) -> bool {
        matches!(self.revocation, Revocation::NotChecked) && !self.certificates.contains(signer)
    }

    /// The anchors given.
    #[must_use]
    pub fn certificates(&self) -> &[Certificate] {
        &self.certificates
    }

    /// Whether `signer` is an anchor or leads to one through `intermediates` at `now`: validity of
    /// every certificate, SHA-2 signatures, key sizes, CA constraints (RFC 5280 §6), and that the
    /// signer's key is for signing; and that none of them is revoked.
    ///
    /// # Errors
    /// [`Untrusted::CertificatePath`], [`Untrusted::Revoked`], [`Untrusted::RevocationUnknown`].
    pub fn trusts(
        &self,
        signer: &Certificate,
        intermediates: &[Certificate],
        now: i64,
        min_rsa_bits: u32,
    ) -> Result<(), Untrusted> {
        if self.certificates.is_empty() || !may_sign(signer) {
            return Err(Untrusted::CertificatePath);
        }
        self.path(signer, intermediates, now, min_rsa_bits)
            .unwrap_or(Err(Untrusted::CertificatePath))
    }

    fn path(
        &self,
        signer: &Certificate,
        intermediates: &[Certificate],
        now: i64,
        min_rsa_bits: u32,
    ) -> Option<Result<(), Untrusted>> {
        let store = self.store(now)?;
        let mut untrusted = Stack::new().ok()?;
        for certificate in intermediates {
            untrusted.push(certificate.x509().clone()).ok()?;
        }
        let mut context = X509StoreContext::new().ok()?;
        context
            .init(&store, signer.x509(), &untrusted, |context| {
                let holds = context.verify_cert()?;
                let chain = context.chain().filter(|_| holds);
                let path: Vec<_> = chain.into_iter().flatten().collect();
                let strong = |x509: &&X509Ref| {
                    let key = Certificate::from_x509((*x509).to_owned());
                    key.is_some_and(|c| c.key().is_at_least(min_rsa_bits))
                };
                if path.is_empty() || !path.iter().all(strong) {
                    return Ok(Err(Untrusted::CertificatePath));
                }
                Ok(self.unrevoked(&path, now))
            })
            .ok()
    }

    /// OpenSSL's path goes on behind an anchor that is not its end, as far as it can.
    fn unrevoked(&self, path: &[&X509Ref], now: i64) -> Result<(), Untrusted> {
        let Revocation::Checked(lists) = &self.revocation else {
            return Ok(());
        };
        let is_anchor = |x509: &&X509Ref| {
            let der = x509.to_der().unwrap_or_default();
            self.certificates.iter().any(|anchor| anchor.der() == der)
        };
        let anchor = path.iter().position(is_anchor);
        let path = anchor.and_then(|at| path.get(..=at));
        revocation::check(path.ok_or(Untrusted::CertificatePath)?, lists, now)
    }

    fn store(&self, now: i64) -> Option<X509Store> {
        let mut builder = X509StoreBuilder::new().ok()?;
        for anchor in &self.certificates {
            builder.add_cert(anchor.x509().clone()).ok()?;
        }
        let mut parameters = X509VerifyParam::new().ok()?;
        // An anchor need not be self-signed: a pinned signer or intermediate ends the path.
        parameters.set_flags(X509VerifyFlags::PARTIAL_CHAIN).ok()?;
        parameters.set_time(now);
        parameters.set_depth(6);
        // OpenSSL's level of 128 bit: RSA from 3072, curves from 256, SHA-256, also in the signatures
        // of the certificates between. The keys are looked at again above.
        parameters.set_auth_level(3);
        builder.set_param(&parameters).ok()?;
        Some(builder.build())
    }
}

/// RFC 5280 §4.2.1.3: a key whose use is stated signs only if that is among it. `nonRepudiation`
/// counts: seal certificates of documents often have nothing else.
///
/// Attack (TRU-04): whoever holds a certificate for encryption or key agreement from an authority
/// under the anchor signs metadata with it.
fn may_sign(signer: &Certificate) -> bool {
    let signs = X509KeyUsage::DIGITAL_SIGNATURE | X509KeyUsage::NON_REPUDIATION;
    let usage = signer.x509().key_usage();
    usage.is_none_or(|usage| usage.intersects(signs))
}
