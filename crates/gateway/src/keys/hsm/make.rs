// SPDX-License-Identifier: EUPL-1.2
//! New keys in a token: they are made there and can never be taken out.

use cryptoki::mechanism::Mechanism;
use cryptoki::object::{Attribute, AttributeType, KeyType, ObjectHandle};
use cryptoki::types::Ulong;
use openssl::bn::BigNum;
use openssl::bn::BigNumContext;
use openssl::ec::{EcGroup, EcKey, EcPoint};
use openssl::nid::Nid;
use openssl::pkey::{PKey, Public};
use openssl::rsa::Rsa;

use super::pool::{Fault, Open};
use super::{Hsm, HsmError};

/// secp256r1 (RFC 5480 §2.1.1.1), in DER.
const P256: [u8; 10] = [0x06, 0x08, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x03, 0x01, 0x07];
/// The shortest that eIDAS allows (Cryptographic Requirements 1.4 §3).
const RSA_BITS: u32 = 3072;
/// 65537.
const EXPONENT: [u8; 3] = [1, 0, 1];

/// What a key may do: one thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Use {
    /// Sign.
    Sign,
    /// Open what was encrypted to it.
    Open,
}

/// Makes a pair with this label; its public half.
///
/// # Errors
/// The token does not answer, or will not.
pub(super) fn pair(
    hsm: &Hsm,
    label: &str,
    rsa: bool,
    what_for: Use,
) -> Result<PKey<Public>, HsmError> {
    hsm.observed("make", || {
        hsm.pool.with(true, |open: &mut Open| {
            let (sign, open_rsa, derive) = match (what_for, rsa) {
                (Use::Sign, _) => (true, false, false),
                (Use::Open, true) => (false, true, false),
                (Use::Open, false) => (false, false, true),
            };
            let name = [
                Attribute::Token(true),
                Attribute::Label(label.as_bytes().to_vec()),
                Attribute::Id(label.as_bytes().to_vec()),
            ];
            let mut public = name.to_vec();
            public.extend([
                Attribute::Private(false),
                Attribute::Verify(sign),
                Attribute::Encrypt(open_rsa),
            ]);
            let mut private = name.to_vec();
            private.extend([
                Attribute::Private(true),
                Attribute::Sensitive(true),
                Attribute::Extractable(false),
                Attribute::Sign(sign),
                Attribute::Decrypt(open_rsa),
                Attribute::Derive(derive),
            ]);
            let mechanism = match rsa {
                true => {
                    public.extend([
                        Attribute::KeyType(KeyType::RSA),
                        Attribute::ModulusBits(Ulong::from(u64::from(RSA_BITS))),
                        Attribute::PublicExponent(EXPONENT.to_vec()),
                    ]);
                    private.push(Attribute::KeyType(KeyType::RSA));
                    Mechanism::RsaPkcsKeyPairGen
                }
                false => {
                    public.extend([
                        Attribute::KeyType(KeyType::EC),
                        Attribute::EcParams(P256.to_vec()),
                    ]);
                    private.push(Attribute::KeyType(KeyType::EC));
                    Mechanism::EccKeyPairGen
                }
            };
            let session = open.session();
            let (public, _) = session.generate_key_pair(&mechanism, &public, &private)?;
            match rsa {
                true => rsa_public(open, public),
                false => p256_public(open, public),
            }
        })
    })
}

fn rsa_public(open: &Open, handle: ObjectHandle) -> Result<PKey<Public>, Fault> {
    let wanted = [AttributeType::Modulus, AttributeType::PublicExponent];
    let (mut n, mut e) = (None, None);
    for attribute in open.session().get_attributes(handle, &wanted)? {
        match attribute {
            Attribute::Modulus(octets) => n = Some(octets),
            Attribute::PublicExponent(octets) => e = Some(octets),
            _ => {}
        }
    }
    let key = || {
        let (n, e) = (BigNum::from_slice(&n?).ok()?, BigNum::from_slice(&e?).ok()?);
        PKey::from_rsa(Rsa::from_public_components(n, e).ok()?).ok()
    };
    key().ok_or_else(unreadable)
}

fn p256_public(open: &Open, handle: ObjectHandle) -> Result<PKey<Public>, Fault> {
    let found = open
        .session()
        .get_attributes(handle, &[AttributeType::EcPoint])?;
    let point = found.into_iter().find_map(|attribute| match attribute {
        Attribute::EcPoint(octets) => Some(octets),
        _ => None,
    });
    let key = || {
        let point = point?;
        // An OCTET STRING around it (PKCS#11 3.1 §6.3.3); some leave that out.
        let raw = match point.as_slice() {
            [0x04, 0x41, raw @ ..] if raw.len() == 65 => raw,
            raw => raw,
        };
        let group = EcGroup::from_curve_name(Nid::X9_62_PRIME256V1).ok()?;
        let mut context = BigNumContext::new().ok()?;
        let point = EcPoint::from_bytes(&group, raw, &mut context).ok()?;
        PKey::from_ec_key(EcKey::from_public_key(&group, &point).ok()?).ok()
    };
    key().ok_or_else(unreadable)
}

fn unreadable() -> Fault {
    Fault::Hsm(HsmError::Refused(
        "the public half of the new key cannot be read".to_owned(),
    ))
}
