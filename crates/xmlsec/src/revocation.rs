//! Certificate revocation lists. RFC 5280 §5, §6.3.

use openssl::asn1::Asn1TimeRef;
use openssl::x509::{CrlStatus, X509Crl, X509KeyUsage, X509Ref};

use crate::certificate::unix_seconds;
use crate::der::value;
use crate::{Error, Malformed, Untrusted};

/// A complete list of one issuer, read and not yet believed.
pub struct RevocationList {
    list: X509Crl,
    this_update: i64,
    next_update: i64,
}

impl RevocationList {
    /// From DER or PEM.
    ///
    /// A list with a critical extension is not read: such a list speaks of some certificates only
    /// (RFC 5280 §5.2.5), of what changed (§5.2.4), or of what is not known here (§5.2: "it MUST
    /// NOT be used"). Nor is one that does not say when the next one comes (§5.1.2.5).
    ///
    /// # Errors
    /// [`Malformed::RevocationList`].
    pub fn read(bytes: &[u8]) -> Result<Self, Error> {
        Self::parse(bytes).ok_or_else(|| Malformed::RevocationList.into())
    }

    fn parse(bytes: &[u8]) -> Option<Self> {
        let list = match bytes {
            [b'-', ..] => X509Crl::from_pem(bytes),
            _ => X509Crl::from_der(bytes),
        };
        let list = list.ok()?;
        let time = |at: &Asn1TimeRef| unix_seconds(at);
        let this = Self {
            this_update: time(list.last_update())?,
            next_update: time(list.next_update()?)?,
            list,
        };
        (has_critical_extension(&this.list.to_der().ok()?) == Some(false)).then_some(this)
    }

    /// When the next one comes, seconds since 1970.
    #[must_use]
    pub const fn next_update(&self) -> i64 {
        self.next_update
    }

    /// Whether it is the list of this issuer at `now`: by name, by signature with a key that may
    /// sign lists, and in date. RFC 5280 §6.3.3 (a), (b), (f), (g).
    fn is_of(&self, issuer: &X509Ref, now: i64) -> bool {
        let named = |list: &X509Crl| list.issuer_name().to_der().ok();
        let usage = issuer.key_usage();
        (self.this_update..self.next_update).contains(&now)
            && named(&self.list)
                .is_some_and(|name| issuer.subject_name().to_der().ok() == Some(name))
            && usage.is_none_or(|usage| usage.contains(X509KeyUsage::CRL_SIGN))
            && issuer
                .public_key()
                .and_then(|key| self.list.verify(&key))
                .unwrap_or(false)
    }

    fn names(&self, certificate: &X509Ref) -> bool {
        let status = self.list.get_by_serial(certificate.serial_number());
        !matches!(status, CrlStatus::NotRevoked)
    }
}

impl std::fmt::Debug for RevocationList {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "RevocationList(until {})", self.next_update)
    }
}

/// Holds every certificate of a path, the signer first and the anchor last, against the list of
/// its issuer. The anchor is believed for itself. Interoperability Architecture 1.4 §6.5.
///
/// Attack: somebody keeps the list from us, or hands over an old one or one of his own. Defence:
/// without the issuer's list in date nothing is believed.
pub(crate) fn check(
    path: &[&X509Ref],
    lists: &[RevocationList],
    now: i64,
) -> Result<(), Untrusted> {
    for pair in path.windows(2) {
        let [certificate, issuer] = pair else {
            continue;
        };
        let mut known = lists
            .iter()
            .filter(|list| list.is_of(issuer, now))
            .peekable();
        if known.peek().is_none() {
            return Err(Untrusted::RevocationUnknown);
        }
        if known.any(|list| list.names(certificate)) {
            return Err(Untrusted::Revoked);
        }
    }
    Ok(())
}

/// `None`: not the DER of a CertificateList (RFC 5280 §5.1), which OpenSSL has read before.
fn has_critical_extension(list: &[u8]) -> Option<bool> {
    const EXTENSIONS: u8 = 0xA0;
    const BOOLEAN: u8 = 0x01;
    let (_, list, _) = value(list)?;
    let (_, mut fields, _) = value(list)?;
    while !fields.is_empty() {
        let (tag, content, rest) = value(fields)?;
        fields = rest;
        if tag != EXTENSIONS {
            continue;
        }
        let (_, mut extensions, _) = value(content)?;
        while !extensions.is_empty() {
            let (_, extension, rest) = value(extensions)?;
            extensions = rest;
            let (_, _, after_name) = value(extension)?;
            if let (BOOLEAN, [1..=0xFF], _) = value(after_name)? {
                return Some(true);
            }
        }
    }
    Some(false)
}
