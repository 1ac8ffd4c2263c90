// SPDX-License-Identifier: EUPL-1.2
//! Whom to believe about what: anchors by category, and certificate paths to them.
//!
//! The category is in the type, so that a certificate for one service cannot anchor another
//! (ARF OIA_12 to OIA_15; attack WV-12: an attestation of a qualified provider that claims to be a
//! PID; WV-10: the key that tells what was revoked issues PIDs).

mod proven;

use std::marker::PhantomData;
use std::sync::Arc;

use openssl::{
    asn1::{Asn1Time, Asn1TimeRef},
    ec::Asn1Flag,
    error::ErrorStack,
    nid::Nid,
    pkey::Id,
    stack::Stack,
    x509::{
        X509, X509KeyUsage, X509Ref, X509StoreContext, X509VerifyResult,
        store::{X509Store, X509StoreBuilder},
        verify::{X509VerifyFlags, X509VerifyParam},
    },
};

use crate::{Error, Malformed, Untrusted, digest::sha256, key::PublicKey};
use proven::ProvenPaths;

/// Most certificates of a chain: a signer, its authority and two between.
pub const LONGEST_CHAIN: usize = 4;
/// Longest of them in octets. Those of providers have 600 to 1,500, with keys of RSA and many policies 2,500.
/// Attack WV-06: four of 11 KiB, full of extensions, are read before anything is proven.
pub(crate) const LONGEST_CERTIFICATE: usize = 4 * 1024;

/// What the certificates of a service may vouch for. TS 119 602 Annexes D, F, G.
pub trait Category: sealed::Category {}

impl<C: sealed::Category> Category for C {}

/// `ServiceTypeIdentifier` of the services of a category, as TS 119 602 names it.
pub(crate) const fn service_type<C: Category>() -> &'static str {
    C::SERVICE_TYPE
}

mod sealed {
    pub trait Category {
        /// `ServiceTypeIdentifier` of its services on a list.
        const SERVICE_TYPE: &'static str;
    }
}

macro_rules! categories {
    ($($(#[$doc:meta])* $name:ident = $uri:literal;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug)]
        pub enum $name {}

        impl sealed::Category for $name {
            const SERVICE_TYPE: &'static str = concat!("http://uri.etsi.org/19602/SvcType/", $uri);
        }
    )*};
}

categories! {
    /// Issuing access certificates of relying parties.
    AccessIssuance = "WRPAC/Issuance";
    /// Issuing PIDs.
    PidIssuance = "PID/Issuance";
    /// Telling which PIDs are revoked.
    PidRevocation = "PID/Revocation";
    /// Issuing registration certificates of relying parties.
    RegistrationIssuance = "WRPRC/Issuance";
}

/// A certificate of an entity on a trusted list.
#[derive(Clone, Debug)]
pub struct Anchor {
    /// The certificate.
    pub certificate: X509,
    /// The country of the entity.
    pub country: String,
    /// The entity, by the name that its list gives it.
    pub provider: String,
    /// Until when the list counts that names it, seconds since 1970.
    pub valid_until: i64,
}

/// A key that signs and is believed itself: of a conformance suite, whose certificates are its own
/// authorities. No list names such keys, and nothing that a list says makes one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnownKey {
    /// SHA-256 of its `SubjectPublicKeyInfo`: the certificate around it may be renewed.
    pub sha256: [u8; 32],
    /// The country of the entity.
    pub country: String,
    /// The entity.
    pub provider: String,
}

/// The certificates that may vouch for one thing.
#[derive(Clone, Debug)]
pub struct Anchors<Category> {
    anchors: Vec<Anchor>,
    keys: Vec<KnownKey>,
    /// To these anchors: others begin anew.
    proven: Arc<ProvenPaths>,
    category: PhantomData<fn() -> Category>,
}

/// Who signed: a certificate with a path to an anchor. Made only by [`Anchors::signer`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signer {
    key: PublicKey,
    provenance: Provenance,
    not_before: i64,
    not_after: i64,
}

/// By whose word something is believed, to be kept and asked again before it is acted on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Provenance {
    /// The country of the entity.
    pub country: String,
    /// The entity, by the name that its list gives it.
    pub provider: String,
    /// SHA-256 of the anchor's certificate, or of the known key.
    pub anchor: [u8; 32],
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
        &self.provenance.country
    }

    /// The entity that vouches.
    #[must_use]
    pub fn provider(&self) -> &str {
        &self.provenance.provider
    }

    /// The entity and the certificate by which it is known.
    #[must_use]
    pub const fn provenance(&self) -> &Provenance {
        &self.provenance
    }

    /// Start and end of the certificate's validity, seconds since 1970.
    #[must_use]
    pub const fn validity(&self) -> (i64, i64) {
        (self.not_before, self.not_after)
    }

    /// Whether one entity vouches for both, in whatever role.
    pub(crate) fn is_of_same_entity(&self, other: &Self) -> bool {
        self.country() == other.country() && self.provider() == other.provider()
    }
}

impl<Category> Anchors<Category> {
    /// These. None of them: nobody is believed.
    #[must_use]
    pub fn new(anchors: impl IntoIterator<Item = Anchor>) -> Self {
        Self {
            anchors: anchors.into_iter().collect(),
            keys: Vec::new(),
            proven: Arc::default(),
            category: PhantomData,
        }
    }

    /// These, and signers with one of these keys.
    #[must_use]
    pub fn with_keys(mut self, keys: impl IntoIterator<Item = KnownKey>) -> Self {
        self.keys.extend(keys);
        self.proven = Arc::default();
        self
    }

    /// These and those of another list.
    #[must_use]
    pub fn and(mut self, other: Self) -> Self {
        self.anchors.extend(other.anchors);
        self.with_keys(other.keys)
    }

    /// The anchors.
    #[must_use]
    pub fn anchors(&self) -> &[Anchor] {
        &self.anchors
    }

    /// The signer of a chain (leaf first, DER) that leads to one of these at `now`. RFC 5280 §6;
    /// HAIP §6.1.1: the anchor is not part of the chain. It is tolerated there and proves nothing.
    ///
    /// # Errors
    /// [`Malformed::Certificate`], [`Malformed::Chain`] for one that cannot be read;
    /// [`Untrusted::AuthorityAsSigner`], [`Untrusted::KeyUsage`], [`Untrusted::UnknownIssuer`],
    /// [`Untrusted::CertificatePath`], [`Untrusted::ListExpired`].
    pub fn signer(&self, chain: &[&[u8]], now: i64) -> Result<Signer, Error> {
        if let Some(signer) = self.signer_by_key(chain, now)? {
            return Ok(signer);
        }
        // A provider signs thousands of PIDs with one certificate.
        if let Some(signer) = self.proven.signer(chain, now) {
            return Ok(signer);
        }
        let (certificates, anchor) = self.path(chain, now)?;
        let leaf = certificates.first().ok_or(Malformed::Chain)?;
        let key = leaf.public_key().map_err(|_| Malformed::Key)?;
        let signer = Signer {
            key: PublicKey::from_openssl(&key)?,
            provenance: Provenance {
                country: anchor.country.clone(),
                provider: anchor.provider.clone(),
                anchor: fingerprint(&anchor.certificate)?,
            },
            not_before: seconds(leaf.not_before())?,
            not_after: seconds(leaf.not_after())?,
        };
        let (mut from, mut until) = (i64::MIN, anchor.valid_until.saturating_sub(1));
        for certificate in certificates.iter().chain([&anchor.certificate]) {
            from = from.max(seconds(certificate.not_before())?);
            // RFC 5280 §4.1.2.5 counts its last second; for OpenSSL the path is over in it.
            until = until.min(seconds(certificate.not_after())?.saturating_sub(1));
        }
        self.proven.remember(chain, &signer, from..=until);
        Ok(signer)
    }

    /// Whether who vouched is still believed at `now`: asked before what was proven is acted on.
    /// Attacks WV-10, WV-18: struck off in mid-login.
    ///
    /// # Errors
    /// [`Untrusted::UnknownIssuer`], [`Untrusted::ListExpired`].
    pub fn still_trust(&self, provenance: &Provenance, now: i64) -> Result<(), Error> {
        let is = |anchor: &&Anchor| {
            anchor.country == provenance.country
                && anchor.provider == provenance.provider
                && fingerprint(&anchor.certificate).is_ok_and(|f| f == provenance.anchor)
        };
        let is_key = |key: &KnownKey| {
            key.country == provenance.country
                && key.provider == provenance.provider
                && key.sha256 == provenance.anchor
        };
        if self.keys.iter().any(is_key) {
            return Ok(());
        }
        // Of the lists that name it one in date is enough.
        let named = self.anchors.iter().filter(is);
        let mut on_list = named.map(|anchor| anchor.is_on_list(now));
        let first = on_list.next().ok_or(Untrusted::UnknownIssuer)?;
        Ok(on_list.fold(first, Result::or)?)
    }

    /// The signer, if its key is believed itself: one certificate in date, and of the rules for
    /// signers none but that of the key. `None`: it must have a path.
    fn signer_by_key(&self, chain: &[&[u8]], now: i64) -> Result<Option<Signer>, Error> {
        let [leaf] = chain else { return Ok(None) };
        if self.keys.is_empty() {
            return Ok(None);
        }
        let leaf = certificate(leaf)?;
        let key = leaf.public_key().map_err(|_| Malformed::Key)?;
        let der = key.public_key_to_der().map_err(|_| Malformed::Key)?;
        let sha256 = sha256(&der);
        let Some(known) = self.keys.iter().find(|known| known.sha256 == sha256) else {
            return Ok(None);
        };
        let (not_before, not_after) = (seconds(leaf.not_before())?, seconds(leaf.not_after())?);
        if !(not_before..=not_after).contains(&now) {
            let rule = "certificate is not in date";
            return Err(Untrusted::CertificatePath { rule }.into());
        }
        Ok(Some(Signer {
            key: PublicKey::from_openssl(&key)?,
            provenance: Provenance {
                country: known.country.clone(),
                provider: known.provider.clone(),
                anchor: sha256,
            },
            not_before,
            not_after,
        }))
    }

    /// The certificates of the chain, leaf first, and the anchor that they lead to.
    fn path(&self, chain: &[&[u8]], now: i64) -> Result<(Vec<X509>, &Anchor), Error> {
        if chain.is_empty() || chain.len() > LONGEST_CHAIN {
            return Err(Malformed::Chain.into());
        }
        if chain.iter().any(|der| der.len() > LONGEST_CERTIFICATE) {
            return Err(Malformed::TooLarge.into());
        }
        let chain: Result<Vec<X509>, Error> = chain.iter().map(|der| certificate(der)).collect();
        let chain = chain?;
        let (leaf, intermediates) = chain.split_first().ok_or(Malformed::Chain)?;
        verify_leaf(leaf)?;
        // Attack: a credential signed by the authority itself. OpenSSL calls the path of an anchor
        // to itself good, with PARTIAL_CHAIN and without.
        let key = leaf.public_key().map_err(|_| Malformed::Key)?;
        let is_of_key = |anchor: &Anchor| {
            anchor
                .certificate
                .public_key()
                .is_ok_and(|anchor| anchor.public_eq(&key))
        };
        if self.anchors.iter().any(is_of_key) {
            return Err(Untrusted::AuthorityAsSigner.into());
        }
        // One path for each anchor that a name leads to: two of one name and different keys are
        // two authorities, and each belongs to its own entity (attack WV-10).
        let mut failure = Untrusted::UnknownIssuer;
        for anchor in &self.anchors {
            let issued = |c: &X509| {
                let subject = anchor.certificate.subject_name();
                subject
                    .try_cmp(c.issuer_name())
                    .is_ok_and(|order| order.is_eq())
            };
            if !chain.iter().any(issued) {
                continue;
            }
            match verify_path(leaf, intermediates, &anchor.certificate, now) {
                Ok(X509VerifyResult::OK) => match anchor.is_on_list(now) {
                    Ok(()) => return Ok((chain, anchor)),
                    // Another list may name the same authority, and be in date.
                    Err(over) => failure = over,
                },
                Ok(_) if matches!(failure, Untrusted::ListExpired { .. }) => {}
                Ok(result) => {
                    let rule = result.error_string();
                    failure = Untrusted::CertificatePath { rule };
                }
                Err(_) => return Err(Malformed::Certificate.into()),
            }
        }
        Err(failure.into())
    }
}

impl Anchor {
    fn is_on_list(&self, now: i64) -> Result<(), Untrusted> {
        let until = self.valid_until;
        if now < until {
            Ok(())
        } else {
            Err(Untrusted::ListExpired { until, now })
        }
    }
}

/// Whose signature on a list is believed. TS 119 602 §6.8; TS 119 612 §5.7.1.
#[derive(Clone, Debug)]
pub enum ListSigners {
    /// Whoever these authorities certified with the name of the scheme's operator.
    IssuedBy(Anchors<ListSigning>),
    /// Exactly these certificates, as the Official Journal publishes them.
    Pinned(Vec<X509>),
}

/// Signing lists.
#[derive(Clone, Copy, Debug)]
pub enum ListSigning {}

/// A country as trusted lists and eIDAS write it: `EL` for Greece, which is `GR` in ISO 3166-1 and so in
/// PIDs, types and certificates (eIDAS Attribute Profile 1.4 §2.2.3; PID Rulebook §2.2). With two
/// spellings no Greek PID would be of its provider's country.
pub(crate) fn listed_country(code: &str) -> &str {
    match code {
        "GR" => "EL",
        other => other,
    }
}

impl ListSigners {
    /// Each of these certificates that may be the signer's: no order says which it is (XML Signature §4.5.4), and of
    /// several that are pinned the signature decides. Others beside it, its authority's for one, are passed over.
    pub(crate) fn signers_among(
        &self,
        shown: &[&[u8]],
        now: i64,
    ) -> impl Iterator<Item = Result<X509, Error>> {
        (0..shown.len()).filter_map(move |at| {
            let mut chain = shown.to_vec();
            chain.swap(0, at);
            match self.signer(&chain, now) {
                Err(Error::Untrusted(Untrusted::AuthorityAsSigner | Untrusted::ListSigner)) => None,
                found => Some(found),
            }
        })
    }

    /// The certificate of the signer, the first of a chain.
    pub(crate) fn signer(&self, chain: &[&[u8]], now: i64) -> Result<X509, Error> {
        match self {
            Self::IssuedBy(anchors) => {
                let (certificates, _) = anchors.path(chain, now)?;
                Ok(certificates.into_iter().next().ok_or(Malformed::Chain)?)
            }
            Self::Pinned(certificates) => {
                let leaf = certificate(chain.first().ok_or(Malformed::Chain)?)?;
                let is = |pinned: &X509| fingerprint(pinned).ok() == fingerprint(&leaf).ok();
                if !certificates.iter().any(is) {
                    return Err(Untrusted::ListSigner.into());
                }
                let (from, until) = (seconds(leaf.not_before())?, seconds(leaf.not_after())?);
                if now < from || until < now {
                    return Err(Untrusted::ListExpired { until, now }.into());
                }
                Ok(leaf)
            }
        }
    }

    /// §6.8: of a signer that is not pinned, the organisation is the scheme's operator and the
    /// country its territory. Another customer of the same authority signs no list.
    pub(crate) fn verify_name(
        &self,
        signer: &X509,
        operators: &[String],
        territory: &str,
    ) -> Result<(), Error> {
        if matches!(self, Self::Pinned(_)) {
            return Ok(());
        }
        let named = |nid, is: &dyn Fn(&str) -> bool| {
            let mut entries = signer.subject_name().entries_by_nid(nid);
            entries.any(|entry| entry.data().to_string().is_ok_and(|value| is(&value)))
        };
        let operator = |name: &str| operators.iter().any(|operator| operator == name);
        let of_territory = |code: &str| listed_country(code) == listed_country(territory);
        if named(Nid::ORGANIZATIONNAME, &operator) && named(Nid::COUNTRYNAME, &of_territory) {
            Ok(())
        } else {
            Err(Untrusted::ListSigner.into())
        }
    }
}

/// One certificate and nothing behind it.
pub(crate) fn certificate(der: &[u8]) -> Result<X509, Error> {
    let certificate = X509::from_der(der).map_err(|_| Malformed::Certificate)?;
    // OpenSSL ignores octets behind the end.
    match certificate.to_der() {
        Ok(read) if read == der => Ok(certificate),
        _ => Err(Malformed::Certificate.into()),
    }
}

/// What signs credentials and lists: no authority, a key for signatures, a curve by its name.
fn verify_leaf(leaf: &X509Ref) -> Result<(), Error> {
    if is_authority(leaf)? {
        return Err(Untrusted::AuthorityAsSigner.into());
    }
    // RFC 5280 §4.2.1.3. `nonRepudiation` alone is that of seals on documents: lists.
    let signs = X509KeyUsage::DIGITAL_SIGNATURE | X509KeyUsage::NON_REPUDIATION;
    if leaf
        .key_usage()
        .is_some_and(|usage| !usage.intersects(signs))
    {
        return Err(Untrusted::KeyUsage.into());
    }
    let key = leaf.public_key().map_err(|_| Malformed::Key)?;
    // Attack CVE-2020-0601: parameters of a curve of the signer's own under a known public point.
    let named = |ec: openssl::ec::EcKey<_>| ec.group().asn1_flag() == Asn1Flag::NAMED_CURVE;
    if key.id() == Id::EC && !key.ec_key().is_ok_and(named) {
        return Err(Malformed::Key.into());
    }
    Ok(())
}

/// Whether it may sign certificates: RFC 5280 §4.2.1.9, §4.2.1.3. OpenSSL's binding does not show
/// `cA`, so the extension is looked for in the octets; octets that only look like it refuse.
fn is_authority(certificate: &X509Ref) -> Result<bool, Error> {
    const BASIC_CONSTRAINTS: [u8; 5] = [0x06, 0x03, 0x55, 0x1d, 0x13];
    let usage = certificate.key_usage();
    if usage.is_some_and(|usage| usage.intersects(X509KeyUsage::KEY_CERT_SIGN))
        || certificate.pathlen().is_some()
    {
        return Ok(true);
    }
    let der = certificate.to_der().map_err(|_| Malformed::Certificate)?;
    let extension = |at: usize| der.get(at + BASIC_CONSTRAINTS.len()..).unwrap_or_default();
    let is_ca = |value: &[u8]| {
        let value = match value {
            [0x01, 0x01, _, rest @ ..] => rest,
            value => value,
        };
        matches!(value, [0x04, _, 0x30, _, 0x01, 0x01, ca, ..] if *ca != 0)
    };
    let mut found = der.windows(BASIC_CONSTRAINTS.len()).enumerate();
    Ok(found.any(|(at, oid)| oid == BASIC_CONSTRAINTS && is_ca(extension(at))))
}

fn verify_path(
    leaf: &X509,
    intermediates: &[X509],
    anchor: &X509,
    now: i64,
) -> Result<X509VerifyResult, ErrorStack> {
    let store = store(anchor, now)?;
    let mut untrusted = Stack::new()?;
    for certificate in intermediates {
        untrusted.push(certificate.clone())?;
    }
    X509StoreContext::new()?.init(&store, leaf, &untrusted, |context| {
        context.verify_cert()?;
        Ok(context.error())
    })
}

fn store(anchor: &X509, now: i64) -> Result<X509Store, ErrorStack> {
    let mut builder = X509StoreBuilder::new()?;
    builder.add_cert(anchor.clone())?;
    let mut parameters = X509VerifyParam::new()?;
    // A list names the authority that issues, which need not be self-signed.
    parameters.set_flags(X509VerifyFlags::PARTIAL_CHAIN | X509VerifyFlags::X509_STRICT)?;
    parameters.set_time(now);
    // Between leaf and anchor.
    parameters.set_depth(2);
    // OpenSSL security level 3: 128 bit, so no SHA-1 and no RSA below 3072.
    parameters.set_auth_level(3);
    builder.set_param(&parameters)?;
    Ok(builder.build())
}

fn fingerprint(certificate: &X509Ref) -> Result<[u8; 32], Error> {
    let der = certificate.to_der().map_err(|_| Malformed::Certificate)?;
    Ok(sha256(&der))
}

/// Seconds since 1970.
pub(crate) fn seconds(time: &Asn1TimeRef) -> Result<i64, Error> {
    let difference = Asn1Time::from_unix(0).and_then(|epoch| epoch.diff(time));
    let difference = difference.map_err(|_| Malformed::Certificate)?;
    Ok(i64::from(difference.days) * 86_400 + i64::from(difference.secs))
}
