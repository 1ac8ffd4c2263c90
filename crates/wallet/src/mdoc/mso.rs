// SPDX-License-Identifier: EUPL-1.2
//! `MobileSecurityObject`: what the issuer signed. 18013-5 §9.1.2.4.

use super::{
    Fault,
    response::{member, version},
};
use crate::{
    CLOCK_SKEW, Error, Mismatch, Untrusted,
    cbor::{Item, TAG_DATE_TIME},
    cose,
    digest::Digest,
    key::PublicKey,
    time,
};

/// The MSO, read from signed octets.
pub(super) struct MobileSecurityObject<'i, 'a> {
    pub(super) doc_type: &'a str,
    pub(super) device_key: PublicKey,
    pub(super) validity: Validity,
    pub(super) status: MsoStatus,
    digest: Digest,
    value_digests: &'i [(Item<'a>, Item<'a>)],
}

/// `validityInfo`, in seconds since 1970.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Validity {
    /// `signed`.
    pub signed: i64,
    /// `validFrom`.
    pub from: i64,
    /// `validUntil`.
    pub until: i64,
}

/// `status` of an MSO. 18013-5 ed. 2; the same two ways as an SD-JWT VC has one of.
#[derive(Clone, PartialEq, Eq)]
pub enum MsoStatus {
    /// It names no list.
    Absent,
    /// Its identifier stands on a list, or not.
    IdentifierList {
        /// Where the list is.
        uri: String,
        /// The identifier.
        identifier: Vec<u8>,
    },
    /// An entry of a list. Token Status List §6.3.
    StatusList {
        /// Where the list is.
        uri: String,
        /// The entry.
        index: u64,
    },
}

/// An index or identifier tells one credential from all others, so it is not shown.
impl std::fmt::Debug for MsoStatus {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Absent => f.write_str("Absent"),
            Self::IdentifierList { uri, .. } => write!(f, "IdentifierList({uri})"),
            Self::StatusList { uri, .. } => write!(f, "StatusList({uri})"),
        }
    }
}

impl<'i, 'a> MobileSecurityObject<'i, 'a> {
    pub(super) fn read(mso: &'i Item<'a>) -> Result<Self, Error> {
        version(mso, "MobileSecurityObject")?;
        let digest = match member(mso, "digestAlgorithm")?.text() {
            Some("SHA-256") => Digest::Sha256,
            Some("SHA-384") => Digest::Sha384,
            Some("SHA-512") => Digest::Sha512,
            _ => return Err(Untrusted::DigestAlgorithm.into()),
        };
        let device_key = member(member(mso, "deviceKeyInfo")?, "deviceKey")?;
        let doc_type = member(mso, "docType")?.text();
        let value_digests = member(mso, "valueDigests")?.map();
        Ok(Self {
            doc_type: doc_type.ok_or(Fault::Member("docType"))?,
            device_key: cose::read_key(device_key)?,
            validity: Validity::read(member(mso, "validityInfo")?)?,
            status: MsoStatus::read(mso.member("status"))?,
            digest,
            value_digests: value_digests.ok_or(Fault::Member("valueDigests"))?,
        })
    }

    /// The digests of a namespace.
    pub(super) fn digests(&self, namespace: &str) -> Option<Digests<'i, 'a>> {
        let mut namespaces = self.value_digests.iter();
        let is = |(name, _): &&(Item<'_>, Item<'_>)| name.text() == Some(namespace);
        let (_, digests) = namespaces.find(is)?;
        Some(Digests {
            digest: self.digest,
            digests: digests.map()?,
        })
    }
}

/// `DigestIDs`: numbers and digests.
pub(super) struct Digests<'i, 'a> {
    digest: Digest,
    digests: &'i [(Item<'a>, Item<'a>)],
}

impl Digests<'_, '_> {
    /// Under which number the digest of these octets stands.
    pub(super) fn id_of(&self, octets: &[u8]) -> Option<u64> {
        let digest = self.digest.of(octets);
        let is = |(_, signed): &&(Item<'_>, Item<'_>)| signed.bytes() == Some(&*digest);
        let (id, _) = self.digests.iter().find(is)?;
        id.unsigned()
    }
}

impl Validity {
    fn read(info: &Item<'_>) -> Result<Self, Error> {
        let instant = |name| {
            let text = member(info, name)?
                .tagged(TAG_DATE_TIME)
                .and_then(Item::text);
            let instant = text.and_then(time::instant);
            instant.ok_or_else(|| Error::from(Fault::Member(name)))
        };
        Ok(Self {
            signed: instant("signed")?,
            from: instant("validFrom")?,
            until: instant("validUntil")?,
        })
    }

    /// §9.3.1 point 5, and what §9.1.2.4 says about the three. `certificate`: from when and until
    /// when the signer's counts.
    pub(super) fn verify(self, certificate: (i64, i64), now: i64) -> Result<(), Error> {
        let Self {
            signed,
            from,
            until,
        } = self;
        // "validUntil shall be equal or later than the current timestamp".
        if until < now {
            return Err(Mismatch::Expired { until, now }.into());
        }
        if from > now.saturating_add(CLOCK_SKEW) {
            return Err(Mismatch::NotYet { from, now }.into());
        }
        // "validFrom … equal or later than signed"; "validUntil … later than validFrom".
        if from < signed || until <= from {
            return Err(Fault::Validity.into());
        }
        // "the signed date is within the validity period of the certificate". Attack: a credential
        // that is dated after its signer's key was given up.
        let (not_before, not_after) = certificate;
        if !(not_before..=not_after).contains(&signed) {
            return Err(Mismatch::SignedOutsideCertificate.into());
        }
        Ok(())
    }
}

impl MsoStatus {
    fn read(status: Option<&Item<'_>>) -> Result<Self, Error> {
        let Some(status) = status else {
            return Ok(Self::Absent);
        };
        let malformed = Fault::Member("status");
        let uri = |list: &Item<'_>| {
            let uri = list.member("uri").and_then(Item::text);
            uri.map(str::to_owned).ok_or(malformed)
        };
        let status_list = status.member("status_list");
        let identifier_list = status.member("identifier_list");
        match (status_list, identifier_list) {
            (Some(list), _) => Ok(Self::StatusList {
                uri: uri(list)?,
                index: list
                    .member("idx")
                    .and_then(Item::unsigned)
                    .ok_or(malformed)?,
            }),
            (None, Some(list)) => Ok(Self::IdentifierList {
                uri: uri(list)?,
                identifier: list
                    .member("id")
                    .and_then(Item::bytes)
                    .ok_or(malformed)?
                    .to_owned(),
            }),
            // Attack: a way to tell what was revoked that we do not know is no way to be valid.
            (None, None) => Err(malformed.into()),
        }
    }
}
