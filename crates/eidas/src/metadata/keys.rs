// SPDX-License-Identifier: EUPL-1.2

//! The keys of a role, entry by entry: one that cannot be used counts for nothing and is said.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use xmlsec::{Certificate, Element, KeyKind};

use super::read::{Warnings, shown};
use super::{KeyUse, MetadataFault, name};
use crate::error::{Error, Malformed, Untrusted};
use crate::peer::{PeerWarning, Recipient, Role};
use crate::{Instant, ns};

/// RSA keys on messages. Cryptographic Requirements 1.4 §2.3.
const MIN_RSA_BITS: u32 = 3072;

/// Why a KeyDescriptor counts for nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum KeyFault {
    /// The certificate cannot be read, or its key is of no listed kind.
    Certificate,
    /// A `KeyValue` beside the certificate is another key.
    Contradiction,
    /// There is no certificate. Message Format 1.4 §2.2: it is the mandatory form.
    NoCertificate,
    /// It says neither `signing` nor `encryption`.
    NoUse,
    /// Two KeyInfos: which one counts would be our choice. SAML Metadata §2.4.1.1 has one.
    Several,
    /// An RSA key that is too short.
    Weak {
        /// Its size.
        bits: u32,
    },
}

impl fmt::Display for KeyFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Certificate => {
                f.write_str("the certificate cannot be read or its key is of no listed kind")
            }
            Self::Contradiction => f.write_str("KeyValue and X509Certificate are two keys"),
            Self::NoCertificate => f.write_str("no X509Certificate"),
            Self::NoUse => f.write_str("neither for signing nor for encryption"),
            Self::Several => f.write_str("several KeyInfo"),
            Self::Weak { bits } => write!(f, "an RSA key of {bits} bit"),
        }
    }
}

impl From<KeyFault> for Error {
    fn from(fault: KeyFault) -> Self {
        match fault {
            KeyFault::Certificate => MetadataFault::Certificate.into(),
            KeyFault::Contradiction => Malformed::Contradiction {
                one: "X509Certificate",
                other: "KeyValue",
            }
            .into(),
            KeyFault::NoCertificate | KeyFault::NoUse | KeyFault::Several => {
                MetadataFault::NoSigningKey.into()
            }
            KeyFault::Weak { bits } => Untrusted::WeakKey { bits }.into(),
        }
    }
}

/// The keys that count, in document order.
pub(super) struct Keys {
    pub(super) signing: Vec<Certificate>,
    pub(super) recipients: Vec<Recipient>,
}

/// Reads the keys of one role.
///
/// Attack or accident: a country that rolls over, or tries a post-quantum key, publishes one entry
/// that we cannot use, and goes dark when the last good copy ends. Defence: it counts for nothing,
/// as an entry without `use` does, and the operator hears of it. Refused is what leaves no key to
/// verify with or, of a Connector that publishes keys to encrypt to, none of those. Trade: a signer
/// who vouches for a weak key is not stopped; the weak key is.
pub(super) fn read(
    role: Element<'_>,
    wanted: Role,
    now: Instant,
    warnings: &mut Warnings,
) -> Result<Keys, Error> {
    let mut keys = Keys {
        signing: Vec::new(),
        recipients: Vec::new(),
    };
    let mut faults: Vec<(KeyUse, KeyFault)> = Vec::new();
    let descriptors = role
        .children()
        .filter(|element| element.is(name::MD, "KeyDescriptor"));
    for (number, descriptor) in (1..).zip(descriptors) {
        let usage = match descriptor.attribute("use") {
            Some("signing") => KeyUse::Signing,
            Some("encryption") => KeyUse::Encryption,
            // DIFFERENCE: SAML Metadata §2.4.1.1 lets such a key serve both uses; every
            // reference node ignores it (2.5.0 seen, 2026-11), and so do we.
            _ => {
                let why = KeyFault::NoUse;
                warnings.push(PeerWarning::KeyUnusable { number, why });
                continue;
            }
        };
        let certificate = match certificate_of(descriptor) {
            Ok(certificate) => certificate,
            Err(why) => {
                warnings.push(PeerWarning::KeyUnusable { number, why });
                faults.push((usage, why));
                continue;
            }
        };
        if certificate.not_after() < now.seconds() {
            warnings.push(PeerWarning::CertificateExpired {
                sha256: certificate.sha256(),
                not_after: Instant::from_ms(certificate.not_after().saturating_mul(1000)),
            });
        }
        match usage {
            KeyUse::Signing => keys.signing.push(certificate),
            KeyUse::Encryption => keys.recipients.push(Recipient {
                certificate,
                methods: methods(descriptor, number, warnings),
            }),
        }
    }
    let first = |wanted: KeyUse| faults.iter().find(|(usage, _)| *usage == wanted);
    if keys.signing.is_empty() {
        return Err(first(KeyUse::Signing).map_or_else(
            || MetadataFault::NoSigningKey.into(),
            |(_, why)| (*why).into(),
        ));
    }
    // Nothing is ever encrypted to a Proxy-Service.
    if wanted == Role::Connector
        && keys.recipients.is_empty()
        && let Some((_, why)) = first(KeyUse::Encryption)
    {
        return Err((*why).into());
    }
    Ok(keys)
}

/// The methods beside a key, without those that contradict themselves: XML Encryption 1.1 §3.2, "a KeySize child
/// inconsistent with the algorithm MUST be treated as an error", here of that entry. What else stands in one (a digest or a
/// mask of OAEP) is what the node takes besides: what we send, each node must take (Cryptographic Requirements 1.4 §3.2.2).
fn methods(descriptor: Element<'_>, number: usize, warnings: &mut Warnings) -> Vec<String> {
    let mut methods = Vec::new();
    for method in descriptor.children() {
        let Some(uri) = method.attribute("Algorithm") else {
            continue;
        };
        if !method.is(name::MD, "EncryptionMethod") {
            continue;
        }
        let implied = ["128", "192", "256"]
            .into_iter()
            .find(|bits| uri.contains(&format!("aes{bits}")));
        let mut sizes = method
            .children()
            .filter(|child| child.is(ns::XENC, "KeySize"));
        if sizes.any(|size| implied.is_some_and(|bits| size.text().trim() != bits)) {
            let uri = shown(uri);
            warnings.push(PeerWarning::MethodUnusable { number, uri });
        } else {
            methods.push(uri.to_owned());
        }
    }
    methods
}

/// The certificate of one KeyDescriptor: the first, since a chain may follow (XML Signature §4.5.4).
fn certificate_of(descriptor: Element<'_>) -> Result<Certificate, KeyFault> {
    let mut key_infos = descriptor
        .children()
        .filter(|element| element.is(ns::DS, "KeyInfo"));
    let key_info = key_infos.next().ok_or(KeyFault::NoCertificate)?;
    if key_infos.next().is_some() {
        return Err(KeyFault::Several);
    }
    let certificate = key_info
        .children()
        .filter(|element| element.is(ns::DS, "X509Data"))
        .flat_map(Element::children)
        .find(|element| element.is(ns::DS, "X509Certificate"))
        .ok_or(KeyFault::NoCertificate)?;
    let certificate =
        Certificate::from_base64(&certificate.text()).map_err(|_| KeyFault::Certificate)?;
    match certificate.key().kind() {
        KeyKind::Rsa(bits) if bits < MIN_RSA_BITS => Err(KeyFault::Weak { bits }),
        _ if !is_the_key_of(&certificate, key_info) => Err(KeyFault::Contradiction),
        _ => Ok(certificate),
    }
}

/// Whether every bare key in a KeyInfo is the certificate's: several forms of a KeyInfo show one
/// key (XML Signature §4.5). Compared are the octets of modulus, point or whole key with those in
/// the certificate; nothing is parsed.
fn is_the_key_of(certificate: &Certificate, key_info: Element<'_>) -> bool {
    let spki = certificate.key().spki();
    key_info
        .descendants()
        .filter(|element| {
            element.is(ns::DS, "Modulus")
                || element.is(ns::DS11, "PublicKey")
                || element.is(ns::DS11, "DEREncodedKeyValue")
        })
        .all(|element| {
            let packed: String = element.text().split_ascii_whitespace().collect();
            let octets = STANDARD.decode(packed).unwrap_or_default();
            let leading = octets.iter().take_while(|octet| **octet == 0).count();
            octets
                .get(leading..)
                .filter(|octets| !octets.is_empty())
                .is_some_and(|octets| spki.windows(octets.len()).any(|part| part == octets))
        })
}
