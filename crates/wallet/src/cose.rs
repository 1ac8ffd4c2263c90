// SPDX-License-Identifier: EUPL-1.2
//! COSE (RFC 9052), as far as mdoc uses it: `COSE_Sign1` and the `COSE_Key` of a device.
//!
//! An algorithm is read from the protected header and from nowhere else, and has to fit the curve
//! of the key. What COSE can do besides (counter signatures, several signers, encryption) cannot be
//! expressed here; `COSE_Mac0` is only recognised to be refused by name.

use crate::{
    Error, Malformed, Untrusted,
    cbor::{self, Item, Value, Writer},
    key::{Algorithm, Curve, PublicKey, Signer},
    trust::LONGEST_CHAIN,
};

/// Header parameters. RFC 9052 §3.1, RFC 9360 §2, RFC 9596 §2.
const ALG: i64 = 1;
const CRIT: i64 = 2;
const TYP: i64 = 16;
const X5CHAIN: i64 = 33;

/// Labels of a key. RFC 9052 §7.1, RFC 9053 §7.1.1.
const KTY: i64 = 1;
const KEY_ALG: i64 = 3;
const CRV: i64 = -1;
const X: i64 = -2;
const Y: i64 = -3;
const D: i64 = -4;
/// `kty` of an elliptic curve key with two coordinates.
const EC2: i64 = 2;

/// An `alg` of the list: a hash, and with the fully specified ones of RFC 9864 the curve too.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Alg {
    algorithm: Algorithm,
    curve: Option<Curve>,
}

impl Alg {
    /// RFC 9053 §2.1; RFC 9864 §2.1, which names a curve.
    fn parse(number: i64) -> Option<Self> {
        let (algorithm, curve) = match number {
            -7 => (Algorithm::Es256, None),
            -35 => (Algorithm::Es384, None),
            -36 => (Algorithm::Es512, None),
            -9 => (Algorithm::Es256, Some(Curve::P256)),
            -51 => (Algorithm::Es384, Some(Curve::P384)),
            -52 => (Algorithm::Es512, Some(Curve::P521)),
            -265 => (Algorithm::Es256, Some(Curve::BrainpoolP256r1)),
            -266 => (Algorithm::Es384, Some(Curve::BrainpoolP320r1)),
            -267 => (Algorithm::Es384, Some(Curve::BrainpoolP384r1)),
            -268 => (Algorithm::Es512, Some(Curve::BrainpoolP512r1)),
            _ => return None,
        };
        Some(Self { algorithm, curve })
    }

    fn fits(self, curve: Curve) -> bool {
        self.algorithm.fits(curve) && self.curve.is_none_or(|own| own == curve)
    }
}

/// A `COSE_Sign1` that was read and not verified. RFC 9052 §4.2.
#[derive(Clone, Debug)]
pub struct Sign1<'a> {
    protected: &'a [u8],
    alg: Alg,
    typ: Option<Typ<'a>>,
    chain: Vec<&'a [u8]>,
    payload: Option<&'a [u8]>,
    signature: &'a [u8],
}

/// `typ`. RFC 9596 §2.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Typ<'a> {
    /// A registered number of a content format.
    Format(u64),
    /// A media type.
    MediaType(&'a str),
}

impl<'a> Sign1<'a> {
    /// Reads `[protected, unprotected, payload, signature]`, without a tag (18013-5 §9.1.2.4).
    ///
    /// # Errors
    /// [`Malformed::Cose`], [`Malformed::Chain`], [`Untrusted::Algorithm`], [`Untrusted::Critical`].
    pub fn read(item: &Item<'a>) -> Result<Self, Error> {
        let Some([protected, unprotected, payload, signature]) = item.array() else {
            return Err(Malformed::Cose("COSE_Sign1").into());
        };
        let protected = protected
            .bytes()
            .ok_or(Malformed::Cose("protected header"))?;
        // RFC 9052 §3: no header at all is written as no octets.
        let protected_header = cbor::read(if protected.is_empty() {
            &[0xa0]
        } else {
            protected
        })?;
        let headers = Headers::new(&protected_header, unprotected)?;
        let payload = match payload.value() {
            Value::Bytes(payload) => Some(*payload),
            Value::Null => None,
            _ => return Err(Malformed::Cose("payload").into()),
        };
        Ok(Self {
            protected,
            alg: headers.alg()?,
            typ: headers.typ()?,
            chain: headers.x5chain()?,
            payload,
            signature: signature.bytes().ok_or(Malformed::Cose("signature"))?,
        })
    }

    /// The certificates that it brings, leaf first: claims like everything else in it.
    #[must_use]
    pub fn chain(&self) -> &[&'a [u8]] {
        &self.chain
    }

    /// `typ` of the protected header.
    #[must_use]
    pub const fn typ(&self) -> Option<Typ<'a>> {
        self.typ
    }

    /// Verifies it with its payload and gives that out: what was signed.
    ///
    /// # Errors
    /// [`Malformed::Cose`]: there is no payload in it. [`Untrusted::Algorithm`],
    /// [`Untrusted::Signature`].
    pub fn verify(&self, key: &PublicKey) -> Result<&'a [u8], Error> {
        let payload = self.payload.ok_or(Malformed::Cose("payload"))?;
        self.verify_octets(key, payload)?;
        Ok(payload)
    }

    /// Verifies it over a payload that is not in it. RFC 9052 §2, "detached".
    ///
    /// # Errors
    /// [`Malformed::Cose`]: there is one in it, and it would be ours to say which counts.
    /// [`Untrusted::Algorithm`], [`Untrusted::Signature`].
    pub fn verify_detached(&self, key: &PublicKey, payload: &[u8]) -> Result<(), Error> {
        if self.payload.is_some() {
            return Err(Malformed::Cose("payload of a detached signature").into());
        }
        self.verify_octets(key, payload)
    }

    fn verify_octets(&self, key: &PublicKey, payload: &[u8]) -> Result<(), Error> {
        if !self.alg.fits(key.curve()) {
            return Err(Untrusted::Algorithm.into());
        }
        let octets = sig_structure(self.protected, payload);
        key.verify(self.alg.algorithm, &octets, self.signature)
    }
}

/// Both header maps of one structure.
struct Headers<'i, 'a> {
    protected: &'i Item<'a>,
    unprotected: &'i Item<'a>,
}

impl<'i, 'a> Headers<'i, 'a> {
    fn new(protected: &'i Item<'a>, unprotected: &'i Item<'a>) -> Result<Self, Error> {
        let (Some(signed), Some(beside)) = (protected.map(), unprotected.map()) else {
            return Err(Malformed::Cose("header").into());
        };
        // RFC 9052 §3: "the same label MUST NOT occur in both". Labels have one encoding each.
        let beside: Vec<&[u8]> = beside.iter().map(|(label, _)| label.octets()).collect();
        if signed
            .iter()
            .any(|(label, _)| beside.contains(&label.octets()))
        {
            return Err(Malformed::Cose("header parameter twice").into());
        }
        let headers = Self {
            protected,
            unprotected,
        };
        // RFC 9052 §3.1: what is critical and not understood is fatal. We understand none.
        if headers.either(CRIT).is_some() {
            return Err(Untrusted::Critical.into());
        }
        Ok(headers)
    }

    fn either(&self, label: i64) -> Option<&'i Item<'a>> {
        self.protected
            .label(label)
            .or_else(|| self.unprotected.label(label))
    }

    /// 18013-5 §9.1.2.4, §9.1.3.6: "alg … shall be included in the protected header".
    fn alg(&self) -> Result<Alg, Error> {
        let number = self.protected.label(ALG).and_then(Item::integer);
        let alg = number.and_then(Alg::parse);
        alg.ok_or_else(|| Untrusted::Algorithm.into())
    }

    fn typ(&self) -> Result<Option<Typ<'a>>, Error> {
        let Some(item) = self.protected.label(TYP) else {
            return Ok(None);
        };
        let format = item.unsigned().map(Typ::Format);
        let typ = format.or_else(|| item.text().map(Typ::MediaType));
        typ.map(Some).ok_or_else(|| Malformed::Cose("typ").into())
    }

    /// RFC 9360 §2: one certificate, or an array of them. 18013-5 §9.1.2.4 puts it beside what is
    /// signed; it proves itself.
    fn x5chain(&self) -> Result<Vec<&'a [u8]>, Error> {
        let Some(item) = self.either(X5CHAIN) else {
            return Ok(Vec::new());
        };
        let certificates = match item.value() {
            Value::Bytes(certificate) => return Ok(vec![certificate]),
            Value::Array(items) if (1..=LONGEST_CHAIN).contains(&items.len()) => items,
            _ => return Err(Malformed::Chain.into()),
        };
        let certificates = certificates.iter().map(|item| item.bytes());
        let chain: Option<Vec<&[u8]>> = certificates.collect();
        chain.ok_or_else(|| Malformed::Chain.into())
    }
}

/// `Sig_structure`. RFC 9052 §4.4; the external data is empty (18013-5 §9.1.2.4, §9.1.3.6).
fn sig_structure(protected: &[u8], payload: &[u8]) -> Vec<u8> {
    Writer::new()
        .array(4)
        .text("Signature1")
        .bytes(protected)
        .bytes(b"")
        .bytes(payload)
        .into_octets()
}

/// Where the payload of a signature stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Payload<'a> {
    /// In it.
    Attached(&'a [u8]),
    /// Elsewhere: both sides know it.
    Detached(&'a [u8]),
}

/// Signs, with `x5chain` in the unprotected header unless it is empty.
///
/// # Errors
/// [`Misconfigured::Key`](crate::Misconfigured::Key): the key did not sign.
pub fn sign1(payload: Payload<'_>, chain: &[&[u8]], signer: &dyn Signer) -> Result<Vec<u8>, Error> {
    let alg = match signer.algorithm() {
        Algorithm::Es256 => -7,
        Algorithm::Es384 => -35,
        Algorithm::Es512 => -36,
    };
    let protected = Writer::new().map(1).integer(ALG).integer(alg);
    let protected = protected.into_octets();
    let (Payload::Attached(octets) | Payload::Detached(octets)) = payload;
    let signature = signer.sign(&sig_structure(&protected, octets))?;

    let written = Writer::new().array(4).bytes(&protected);
    let written = match chain {
        [] => written.map(0),
        [leaf] => written.map(1).integer(X5CHAIN).bytes(leaf),
        chain => {
            let array = written.map(1).integer(X5CHAIN).array(chain.len() as u64);
            chain
                .iter()
                .fold(array, |w, certificate| w.bytes(certificate))
        }
    };
    let written = match payload {
        Payload::Attached(octets) => written.bytes(octets),
        Payload::Detached(_) => written.null(),
    };
    Ok(written.bytes(&signature).into_octets())
}

/// Reads a public `COSE_Key`. RFC 9053 §7.1.1; 18013-5 §9.1.2.4.
///
/// # Errors
/// [`Malformed::Key`]: not a point of a named curve, with its private part (whose key lies open is
/// nobody's key), or for another algorithm.
pub fn read_key(item: &Item<'_>) -> Result<PublicKey, Error> {
    let is_ec2 = item.label(KTY).and_then(Item::integer) == Some(EC2);
    let curve = item.label(CRV).and_then(Item::integer).and_then(curve);
    let (true, Some(curve), None) = (is_ec2, curve, item.label(D)) else {
        return Err(Malformed::Key.into());
    };
    let alg = item
        .label(KEY_ALG)
        .map(|alg| alg.integer().and_then(Alg::parse));
    if alg.is_some_and(|alg| alg.is_none_or(|alg| !alg.fits(curve))) {
        return Err(Malformed::Key.into());
    }
    let x = item.label(X).and_then(Item::bytes);
    let x = x
        .filter(|x| x.len() == curve.width())
        .ok_or(Malformed::Key)?;
    // RFC 9053 §7.1.1: the other coordinate, or its sign.
    let point = match item.label(Y).map(Item::value) {
        Some(Value::Bytes(y)) => [&[4], x, y].concat(),
        Some(Value::Bool(sign)) => [&[if *sign { 3 } else { 2 }], x].concat(),
        _ => return Err(Malformed::Key.into()),
    };
    PublicKey::from_point(curve, &point)
}

/// Writes a public key as `COSE_Key`.
#[must_use]
pub fn write_key(w: Writer, key: &PublicKey) -> Writer {
    let (x, y) = key.coordinates();
    let w = w.map(4).integer(KTY).integer(EC2);
    let w = w.integer(CRV).integer(number(key.curve()));
    w.integer(X).bytes(x).integer(Y).bytes(y)
}

fn curve(crv: i64) -> Option<Curve> {
    Curve::ALL.into_iter().find(|curve| number(*curve) == crv)
}

/// RFC 9053 §7.1, and the numbers that 18013-5 §9.1.5.2 adds.
const fn number(curve: Curve) -> i64 {
    match curve {
        Curve::P256 => 1,
        Curve::P384 => 2,
        Curve::P521 => 3,
        Curve::BrainpoolP256r1 => 256,
        Curve::BrainpoolP320r1 => 257,
        Curve::BrainpoolP384r1 => 258,
        Curve::BrainpoolP512r1 => 259,
    }
}
