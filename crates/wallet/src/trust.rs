// SPDX-License-Identifier: EUPL-1.2
//! Whom to believe about what: anchors by category, and certificate paths to them.
//!
//! The category is in the type, so that a certificate for one service cannot anchor another
//! (ARF OIA_12 to OIA_15; attack WV-12: an attestation of a qualified provider that claims to be a
//! PID).

use std::marker::PhantomData;

use openssl::{
    asn1::{Asn1Time, Asn1TimeRef},
    error::ErrorStack,
    stack::Stack,
    x509::{
        X509, X509KeyUsage, X509Ref, X509StoreContext,
        store::{X509Store, X509StoreBuilder},
        verify::{X509VerifyFlags, X509VerifyParam},
    },
};

use crate::{Error, Malformed, Untrusted, key::PublicKey};

/// Most certificates of a chain: a signer, its authority and two between.
pub const LONGEST_CHAIN: usize = 4;

/// Issuing PIDs.
#[derive(Clone, Copy, Debug)]
pub enum PidIssuance {}
/// Telling which PIDs are revoked.
#[derive(Clone, Copy, Debug)]
pub enum PidRevocation {}

/// A certificate of an entity on a trusted list.
#[derive(Clone)]
pub struct Anchor {
    /// The certificate.
    pub certificate: X509,
    /// The country of the entity.
    pub country: String,
    /// The entity, by the name that its list gives it.
    pub provider: String,
}

/// The certificates that may vouch for one thing.
pub struct Anchors<Category> {
    anchors: Vec<Anchor>,
    category: PhantomData<fn() -> Category>,
}

/// Who signed: a certificate with a path to an anchor. Made only by [`Anchors::signer`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signer {
    key: PublicKey,
    country: String,
    provider: String,
    not_before: i64,
    not_after: i64,
}

impl Signer {
    /// The key of the certificate.
    #[must_use]
    pub const fn key(&self) -> &PublicKey {
        &self.key
    }

    /// The country of the entity that vouches.
    #[must_use]
    pub fn country(&self) -> &str {
        &self.country
    }

    /// The entity that vouches.
    #[must_use]
    pub fn provider(&self) -> &str {
        &self.provider
    }

    /// Start and end of the certificate's validity, seconds since 1970.
    #[must_use]
    pub const fn validity(&self) -> (i64, i64) {
        (self.not_before, self.not_after)
    }
}

impl<Category> Anchors<Category> {
    /// These. None of them: nobody is believed.
    #[must_use]
    pub fn new(anchors: impl IntoIterator<Item = Anchor>) -> Self {
        Self {
            anchors: anchors.into_iter().collect(),
            category: PhantomData,
        }
    }

    /// The signer of a chain (leaf first, DER) that leads to one of these at `now`. RFC 5280 §6;
    /// HAIP §6.1.1: the anchor is not part of the chain. It is tolerated there and proves nothing.
    ///
    /// # Errors
    /// [`Malformed::Certificate`], [`Malformed::Chain`] for one that cannot be read;
    /// [`Untrusted::AuthorityAsSigner`], [`Untrusted::KeyUsage`], [`Untrusted::CertificatePath`].
    pub fn signer(&self, chain: &[&[u8]], now: i64) -> Result<Signer, Error> {
        if chain.is_empty() || chain.len() > LONGEST_CHAIN {
            return Err(Malformed::Chain.into());
        }
        let chain: Result<Vec<_>, _> = chain.iter().map(|der| certificate(der)).collect();
        let chain = chain?;
        let (leaf, intermediates) = chain.split_first().ok_or(Malformed::Chain)?;
        // Attack: a credential signed by the authority itself. OpenSSL calls the path of an anchor
        // to itself good, with PARTIAL_CHAIN and without.
        if is_authority(leaf) || self.find(leaf).is_some() {
            return Err(Untrusted::AuthorityAsSigner.into());
        }
        // RFC 5280 §4.2.1.3.
        let usage = leaf.key_usage();
        if usage.is_some_and(|usage| !usage.intersects(X509KeyUsage::DIGITAL_SIGNATURE)) {
            return Err(Untrusted::KeyUsage.into());
        }
        let anchor = self.path(leaf, intermediates, now).ok().flatten();
        let anchor = anchor.ok_or(Untrusted::CertificatePath)?;
        let key = leaf.public_key().map_err(|_| Malformed::Key)?;
        Ok(Signer {
            key: PublicKey::from_openssl(&key)?,
            country: anchor.country.clone(),
            provider: anchor.provider.clone(),
            not_before: seconds(leaf.not_before())?,
            not_after: seconds(leaf.not_after())?,
        })
    }

    fn find(&self, certificate: &X509Ref) -> Option<&Anchor> {
        let der = certificate.to_der().ok()?;
        let is = |anchor: &&Anchor| anchor.certificate.to_der().is_ok_and(|a| a == der);
        self.anchors.iter().find(is)
    }

    fn path(
        &self,
        leaf: &X509,
        intermediates: &[X509],
        now: i64,
    ) -> Result<Option<&Anchor>, ErrorStack> {
        let store = self.store(now)?;
        let mut untrusted = Stack::new()?;
        for certificate in intermediates {
            untrusted.push(certificate.clone())?;
        }
        X509StoreContext::new()?.init(&store, leaf, &untrusted, |context| {
            if !context.verify_cert()? {
                return Ok(None);
            }
            let path = context.chain().into_iter().flatten();
            Ok(path.skip(1).find_map(|certificate| self.find(certificate)))
        })
    }

    fn store(&self, now: i64) -> Result<X509Store, ErrorStack> {
        let mut builder = X509StoreBuilder::new()?;
        for anchor in &self.anchors {
            builder.add_cert(anchor.certificate.clone())?;
        }
        let mut parameters = X509VerifyParam::new()?;
        // A list names the authority that issues, which need not be self-signed.
        parameters.set_flags(X509VerifyFlags::PARTIAL_CHAIN | X509VerifyFlags::X509_STRICT)?;
        parameters.set_time(now);
        parameters.set_depth(2);
        // OpenSSL security level 3: 128 bit.
        parameters.set_auth_level(3);
        builder.set_param(&parameters)?;
        Ok(builder.build())
    }
}

fn certificate(der: &[u8]) -> Result<X509, Error> {
    let certificate = X509::from_der(der).map_err(|_| Malformed::Certificate)?;
    // OpenSSL ignores octets behind the end.
    match certificate.to_der() {
        Ok(read) if read == der => Ok(certificate),
        _ => Err(Malformed::Certificate.into()),
    }
}

/// Whether it may sign certificates: RFC 5280 §4.2.1.9, §4.2.1.3.
fn is_authority(certificate: &X509Ref) -> bool {
    let usage = certificate.key_usage();
    usage.is_some_and(|usage| usage.intersects(X509KeyUsage::KEY_CERT_SIGN))
        || certificate.pathlen().is_some()
}

fn seconds(time: &Asn1TimeRef) -> Result<i64, Error> {
    let difference = Asn1Time::from_unix(0).and_then(|epoch| epoch.diff(time));
    let difference = difference.map_err(|_| Malformed::Certificate)?;
    Ok(i64::from(difference.days) * 86_400 + i64::from(difference.secs))
}
