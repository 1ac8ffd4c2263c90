// SPDX-License-Identifier: EUPL-1.2
//! The certificate of a key in a token. Peers take the key from our metadata and ask the certificate for
//! nothing but its dates, so it need only be a correct one: self-signed where the key may sign, and for one
//! that opens, which must not, issued by a key that is thrown away.
//!
//! OpenSSL's builder signs with keys in memory alone. So it signs with one of the same kind that is thrown
//! away, and what it signed (`TBSCertificate`, RFC 5280 §4.1) is signed once more by the token.

use openssl::asn1::Asn1Time;
use openssl::bn::BigNum;
use openssl::ec::{EcGroup, EcKey};
use openssl::ecdsa::EcdsaSig;
use openssl::error::ErrorStack;
use openssl::hash::MessageDigest;
use openssl::nid::Nid;
use openssl::pkey::{Id, PKey, Private, Public};
use openssl::rsa::Rsa;
use openssl::x509::extension::{BasicConstraints, KeyUsage};
use openssl::x509::{X509, X509NameBuilder};
use xmlsec::{Subject, Validity};

use super::make::Use;

/// Its octets in PEM, for a key that opens.
pub(super) fn of_an_opener(
    key: &PKey<Public>,
    subject: Subject<'_>,
    validity: Validity,
    serial: [u8; 16],
) -> Option<Vec<u8>> {
    let built = build(key, subject, validity, serial, Use::Open).ok()?;
    built.to_pem().ok()
}

/// A self-signed one. `sign` gets the octets of the `TBSCertificate` and answers as the token does: RSA
/// PKCS#1 v1.5 with SHA-256, or r ‖ s.
pub(super) fn self_signed(
    key: &PKey<Public>,
    subject: Subject<'_>,
    validity: Validity,
    serial: [u8; 16],
    sign: impl FnOnce(&[u8]) -> Option<Vec<u8>>,
) -> Option<Vec<u8>> {
    let built = build(key, subject, validity, serial, Use::Sign).ok()?;
    let der = built.to_der().ok()?;
    let (_, whole) = element(&der)?;
    let (tbs, rest) = split(whole)?;
    let (algorithm, _) = split(rest)?;
    let signature = sign(tbs)?;
    let signature = match key.id() {
        Id::EC => {
            let (r, s) = signature.split_at_checked(signature.len() / 2)?;
            let (r, s) = (BigNum::from_slice(r).ok()?, BigNum::from_slice(s).ok()?);
            EcdsaSig::from_private_components(r, s)
                .ok()?
                .to_der()
                .ok()?
        }
        _ => signature,
    };
    // A BIT STRING without unused bits.
    let signature = wrapped(0x03, &[&[0], signature.as_slice()].concat())?;
    let der = wrapped(0x30, &[tbs, algorithm, &signature].concat())?;
    let certificate = X509::from_der(&der).ok()?;
    certificate
        .verify(key)
        .ok()?
        .then(|| certificate.to_pem().ok())?
}

fn build(
    key: &PKey<Public>,
    subject: Subject<'_>,
    validity: Validity,
    mut serial: [u8; 16],
    what_for: Use,
) -> Result<X509, ErrorStack> {
    let mut name = X509NameBuilder::new()?;
    name.append_entry_by_text("C", subject.country)?;
    name.append_entry_by_text("O", subject.organization)?;
    name.append_entry_by_text("CN", subject.common_name)?;
    let name = name.build();
    // RFC 5280 §4.1.2.2: positive and at most twenty octets.
    serial[0] = (serial[0] & 0x7f) | 0x40;
    let mut builder = X509::builder()?;
    builder.set_version(2)?;
    builder.set_serial_number(&*BigNum::from_slice(&serial)?.to_asn1_integer()?)?;
    builder.set_subject_name(&name)?;
    let mut issuer = X509NameBuilder::new()?;
    issuer.append_entry_by_text("O", subject.organization)?;
    issuer.append_entry_by_text("CN", "used once")?;
    let issuer = issuer.build();
    builder.set_issuer_name(match what_for {
        Use::Sign => &name,
        Use::Open => &issuer,
    })?;
    builder.set_not_before(&*Asn1Time::from_unix(validity.not_before)?)?;
    builder.set_not_after(&*Asn1Time::from_unix(validity.not_after)?)?;
    builder.set_pubkey(key)?;
    let mut usage = KeyUsage::new();
    usage.critical();
    match (what_for, key.id()) {
        (Use::Sign, _) => usage.digital_signature(),
        (Use::Open, Id::EC) => usage.key_agreement(),
        (Use::Open, _) => usage.key_encipherment(),
    };
    builder.append_extension(BasicConstraints::new().critical().build()?)?;
    builder.append_extension(usage.build()?)?;
    builder.sign(&*thrown_away(key.id())?, MessageDigest::sha256())?;
    Ok(builder.build())
}

fn thrown_away(kind: Id) -> Result<Box<PKey<Private>>, ErrorStack> {
    let key = match kind {
        Id::EC => {
            let group = EcGroup::from_curve_name(Nid::X9_62_PRIME256V1)?;
            PKey::from_ec_key(EcKey::generate(&group)?)?
        }
        _ => PKey::from_rsa(Rsa::generate(2048)?)?,
    };
    Ok(Box::new(key))
}

/// The length and the content of the first DER element.
fn element(der: &[u8]) -> Option<(usize, &[u8])> {
    let (_, rest) = der.split_first()?;
    let (first, rest) = rest.split_first()?;
    let (head, length) = match usize::from(*first) {
        short @ 0..0x80 => (2, short),
        long => {
            let octets = rest.get(..long - 0x80).filter(|octets| octets.len() <= 4)?;
            let length = octets
                .iter()
                .fold(0, |sum, octet| sum * 256 + usize::from(*octet));
            (2 + octets.len(), length)
        }
    };
    Some((head + length, der.get(head..head + length)?))
}

/// The first element with its head, and what stands behind it.
fn split(der: &[u8]) -> Option<(&[u8], &[u8])> {
    let (length, _) = element(der)?;
    der.split_at_checked(length)
}

fn wrapped(tag: u8, content: &[u8]) -> Option<Vec<u8>> {
    let length = content.len();
    let head = match length {
        0..0x80 => vec![tag, u8::try_from(length).ok()?],
        0x80..0x100 => vec![tag, 0x81, u8::try_from(length).ok()?],
        _ => {
            let [high, low] = u16::try_from(length).ok()?.to_be_bytes();
            vec![tag, 0x82, high, low]
        }
    };
    Some([head.as_slice(), content].concat())
}
