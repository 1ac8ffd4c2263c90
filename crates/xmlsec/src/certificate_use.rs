//! What a certificate may be used for, and whom it names. RFC 5280 §4.2.1.

use openssl::asn1::Asn1Object;
use openssl::x509::X509KeyUsage;

use crate::Certificate;
use crate::der::value;

/// id-ce-basicConstraints, DER content. RFC 5280 §4.2.1.9.
const BASIC_CONSTRAINTS: [u8; 3] = [0x55, 0x1D, 0x13];
/// id-ce-extKeyUsage. RFC 5280 §4.2.1.12.
const EXTENDED_KEY_USAGE: [u8; 3] = [0x55, 0x1D, 0x25];
/// id-kp-clientAuth.
const CLIENT_AUTH: [u8; 8] = [0x2B, 0x06, 0x01, 0x05, 0x05, 0x07, 0x03, 0x02];

const OBJECT_IDENTIFIER: u8 = 0x06;
const BOOLEAN: u8 = 0x01;
/// `[3] EXPLICIT Extensions` of a TBSCertificate. RFC 5280 §4.1.
const EXTENSIONS: u8 = 0xA3;

impl Certificate {
    /// Whether it may sign certificates: RFC 5280 §4.2.1.9, §4.2.1.3. What cannot be read is taken for one.
    #[must_use]
    pub fn is_authority(&self) -> bool {
        let usage = self.x509().key_usage();
        let by_usage = usage.is_some_and(|usage| usage.intersects(X509KeyUsage::KEY_CERT_SIGN));
        let is_ca = |constraints: &[u8]| {
            let (_, members, _) = value(constraints)?;
            Some(match members {
                [] => false,
                members => matches!(value(members)?, (BOOLEAN, [1..=u8::MAX], _)),
            })
        };
        let by_constraints = match self.extension(&BASIC_CONSTRAINTS) {
            Ok(None) => false,
            Ok(Some(constraints)) => is_ca(constraints).unwrap_or(true),
            Err(()) => true,
        };
        by_usage || by_constraints
    }

    /// Whether its holder proves who he is by its key: `digitalSignature` is stated (RFC 5280 §4.2.1.3), and
    /// `clientAuth` is where purposes are (§4.2.1.12).
    ///
    /// Attack: the certificate of the same organisation for encryption, or of its web server, which other
    /// people keep.
    #[must_use]
    pub fn may_authenticate(&self) -> bool {
        let usage = self.x509().key_usage();
        let signs = usage.is_some_and(|usage| usage.intersects(X509KeyUsage::DIGITAL_SIGNATURE));
        let purposes = match self.extension(&EXTENDED_KEY_USAGE) {
            Ok(None) => true,
            Ok(Some(list)) => purposes(list).is_some_and(|list| list.contains(&&CLIENT_AUTH[..])),
            Err(()) => false,
        };
        signs && purposes
    }

    /// Every value that the subject has for an attribute, by its dotted name.
    #[must_use]
    pub fn subject_values(&self, attribute: &str) -> Vec<String> {
        let Ok(attribute) = Asn1Object::from_str(attribute) else {
            return Vec::new();
        };
        let of =
            |object: &openssl::asn1::Asn1ObjectRef| object.to_string() == attribute.to_string();
        let entries = self.x509().subject_name().entries();
        let values = entries.filter(|entry| of(entry.object()));
        // What is no text is a value that nothing equals.
        values
            .map(|entry| entry.data().to_string().unwrap_or_default())
            .collect()
    }

    /// The content of an extension. `Err`: the certificate cannot be read, or has it twice.
    fn extension(&self, name: &[u8]) -> Result<Option<&[u8]>, ()> {
        extension(self.der(), name).ok_or(())
    }
}

fn extension<'d>(certificate: &'d [u8], name: &[u8]) -> Option<Option<&'d [u8]>> {
    let (_, certificate, _) = value(certificate)?;
    let (_, mut fields, _) = value(certificate)?;
    let mut found = None;
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
            let (OBJECT_IDENTIFIER, of, after) = value(extension)? else {
                return None;
            };
            let octets = match value(after)? {
                (BOOLEAN, _, octets) => octets,
                _ => after,
            };
            let (_, content, _) = value(octets)?;
            if of == name && found.replace(content).is_some() {
                return None;
            }
        }
    }
    Some(found)
}

fn purposes(list: &[u8]) -> Option<Vec<&[u8]>> {
    let (_, mut members, _) = value(list)?;
    let mut purposes = Vec::new();
    while !members.is_empty() {
        let (OBJECT_IDENTIFIER, purpose, rest) = value(members)? else {
            return None;
        };
        purposes.push(purpose);
        members = rest;
    }
    Some(purposes)
}
