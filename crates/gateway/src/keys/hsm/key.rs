// SPDX-License-Identifier: EUPL-1.2
//! What a key in a token can do, as the libraries ask it: sign, open, agree.

use std::sync::Arc;

use cryptoki::mechanism::elliptic_curve::{EcKdf, Ecdh1DeriveParams};
use cryptoki::mechanism::rsa::{PkcsMgfType, PkcsOaepParams, PkcsOaepSource, PkcsPssParams};
use cryptoki::mechanism::{Mechanism, MechanismType};
use cryptoki::object::{Attribute, AttributeType, KeyType, ObjectClass};
use cryptoki::types::Ulong;
use oidc::jose::{Algorithm, Jwk, Signer};
use openssl::bn::{BigNum, BigNumContext};
use openssl::derive::Deriver;
use openssl::ec::{EcKey, PointConversionForm};
use openssl::ecdsa::EcdsaSig;
use openssl::encrypt::Encrypter;
use openssl::error::ErrorStack;
use openssl::hash::{MessageDigest, hash};
use openssl::pkey::{Id, PKey, PKeyRef, Public};
use openssl::rsa::Padding;
use openssl::sign::{RsaPssSaltlen, Verifier};
use openssl::x509::X509;
use xmlsec::{
    Certificate, DecryptionKey, DigestMethod, EcPublicPoint, KeyError, KeyKind, OaepDigest,
    SignatureMethod, SigningKey,
};

use super::pool::{Fault, Open};
use super::{Hsm, HsmError};

/// A SAML key in a token, with its certificates.
pub struct HsmKey {
    hsm: Arc<Hsm>,
    label: String,
    method: SignatureMethod,
    certificate: Certificate,
    certificates: Vec<Certificate>,
}

impl HsmKey {
    /// The key of this label, whose certificate is the first.
    pub fn new(hsm: Arc<Hsm>, label: String, certificates: Vec<Certificate>) -> Option<Self> {
        let certificate = certificates.first()?.clone();
        let method = match certificate.key().kind() {
            KeyKind::Rsa(_) => SignatureMethod::RsaPss(DigestMethod::Sha256),
            KeyKind::Ec(curve) => SignatureMethod::Ecdsa(curve.digest()),
        };
        Some(Self {
            hsm,
            label,
            method,
            certificate,
            certificates,
        })
    }

    /// Its token.
    pub fn hsm(&self) -> &Arc<Hsm> {
        &self.hsm
    }

    fn told<T>(&self, outcome: Result<T, HsmError>) -> Result<T, KeyError> {
        outcome.map_err(|error| {
            let (key, token) = (&self.label, self.hsm.token());
            tracing::error!(%error, key, token, "a key in a token was not used");
            KeyError
        })
    }
}

/// What is signed when a key is tried.
const TRIED: &[u8] = b"whether this key signs";
/// What is encrypted then.
const SEALED: [u8; 32] = [0x4c; 32];

impl HsmKey {
    /// Signs something and checks it with the certificate that others are told: a certificate of another
    /// key, or a key that may not sign, would else be found by the first person who logs in.
    ///
    /// # Errors
    /// It does not sign, or as another key.
    pub fn try_signing(&self) -> Result<(), HsmError> {
        let signature = self.signature(TRIED)?;
        let key = public(&self.certificate)?;
        check(&key, self.method, Padding::PKCS1_PSS, &signature)
    }

    /// Has something opened that was encrypted to the certificate, as the messages do it.
    ///
    /// # Errors
    /// It does not open, or as another key.
    pub fn try_opening(&self) -> Result<(), HsmError> {
        let key = public(&self.certificate)?;
        let (hsm, label) = (&self.hsm, &self.label);
        let same = match key.id() {
            Id::EC => {
                let (point, expected) = agreed(&key).map_err(|error| ours(&error))?;
                let shared = hsm.pool.with(true, |open: &mut Open| {
                    let key = open.key(label)?;
                    agree(open, key, &point, expected.len())
                });
                shared? == expected
            }
            _ => {
                let sealed = sealed(&key).map_err(|error| ours(&error))?;
                let opened = hsm.pool.with(true, |open: &mut Open| {
                    let key = open.key(label)?;
                    let parameters = PkcsOaepParams::new(
                        MechanismType::SHA256,
                        PkcsMgfType::MGF1_SHA256,
                        PkcsOaepSource::empty(),
                    );
                    let mechanism = Mechanism::RsaPkcsOaep(parameters);
                    Ok(open.session().decrypt(&mechanism, key, &sealed)?)
                });
                opened.map_err(|error| match error {
                    HsmError::Refused(why) => HsmError::Refused(format!(
                        "it does not open RSA-OAEP with SHA-256, which foreign nodes use: {why}"
                    )),
                    error => error,
                })? == SEALED
            }
        };
        match same {
            true => Ok(()),
            false => Err(another_key()),
        }
    }

    fn signature(&self, octets: &[u8]) -> Result<Vec<u8>, HsmError> {
        self.hsm.observed("sign", || match self.method {
            SignatureMethod::RsaPss(digest) => sign_pss(&self.hsm, &self.label, digest, octets),
            SignatureMethod::Ecdsa(digest) => sign_ecdsa(&self.hsm, &self.label, digest, octets),
        })
    }
}

fn another_key() -> HsmError {
    HsmError::Refused("it is another key than the one in the file".to_owned())
}

fn ours(error: &ErrorStack) -> HsmError {
    HsmError::Refused(error.to_string())
}

fn public(certificate: &Certificate) -> Result<PKey<Public>, HsmError> {
    let key = X509::from_der(certificate.der()).and_then(|certificate| certificate.public_key());
    key.map_err(|error| ours(&error))
}

/// Whether the public half takes the signature of what is tried.
fn check(
    key: &PKeyRef<Public>,
    method: SignatureMethod,
    padding: Padding,
    signature: &[u8],
) -> Result<(), HsmError> {
    let verified = match method {
        SignatureMethod::Ecdsa(digest) => {
            let hashed = hashed(digest, TRIED)?;
            let (r, s) = signature.split_at(signature.len() / 2);
            BigNum::from_slice(r)
                .and_then(|r| EcdsaSig::from_private_components(r, BigNum::from_slice(s)?))
                .and_then(|signature| signature.verify(&hashed, &*key.ec_key()?))
        }
        SignatureMethod::RsaPss(digest) => {
            Verifier::new(digest_of(digest), key).and_then(|mut verifier| {
                if padding == Padding::PKCS1_PSS {
                    verifier.set_rsa_padding(padding)?;
                    verifier.set_rsa_mgf1_md(digest_of(digest))?;
                    verifier.set_rsa_pss_saltlen(RsaPssSaltlen::DIGEST_LENGTH)?;
                }
                verifier.verify_oneshot(signature, TRIED)
            })
        }
    };
    match verified {
        Ok(true) => Ok(()),
        Ok(false) => Err(another_key()),
        Err(error) => Err(ours(&error)),
    }
}

/// A fresh point on the curve of a key, and what both agree on.
fn agreed(key: &PKeyRef<Public>) -> Result<(Vec<u8>, Vec<u8>), ErrorStack> {
    let own = EcKey::generate(key.ec_key()?.group())?;
    let mut context = BigNumContext::new()?;
    let form = PointConversionForm::UNCOMPRESSED;
    let point = own.public_key().to_bytes(own.group(), form, &mut context)?;
    let own = PKey::from_ec_key(own)?;
    let mut deriver = Deriver::new(&own)?;
    deriver.set_peer(key)?;
    Ok((point, deriver.derive_to_vec()?))
}

fn sealed(key: &PKeyRef<Public>) -> Result<Vec<u8>, ErrorStack> {
    let mut encrypter = Encrypter::new(key)?;
    encrypter.set_rsa_padding(Padding::PKCS1_OAEP)?;
    encrypter.set_rsa_oaep_md(MessageDigest::sha256())?;
    encrypter.set_rsa_mgf1_md(MessageDigest::sha256())?;
    let mut sealed = vec![0; encrypter.encrypt_len(&SEALED)?];
    let length = encrypter.encrypt(&SEALED, &mut sealed)?;
    sealed.truncate(length);
    Ok(sealed)
}

impl SigningKey for HsmKey {
    fn method(&self) -> SignatureMethod {
        self.method
    }

    fn certificates(&self) -> &[Certificate] {
        &self.certificates
    }

    fn sign(&self, octets: &[u8]) -> Result<Vec<u8>, KeyError> {
        let signed = self.signature(octets);
        self.hsm.signed(&self.label, &signed);
        self.told(signed)
    }
}

fn digest_of(digest: DigestMethod) -> MessageDigest {
    match digest {
        DigestMethod::Sha256 => MessageDigest::sha256(),
        DigestMethod::Sha384 => MessageDigest::sha384(),
        DigestMethod::Sha512 => MessageDigest::sha512(),
    }
}

fn hashed(digest: DigestMethod, octets: &[u8]) -> Result<Vec<u8>, HsmError> {
    let hashed = hash(digest_of(digest), octets);
    hashed
        .map(|hashed| hashed.to_vec())
        .map_err(|error| HsmError::Refused(error.to_string()))
}

/// Only the hash goes to the device: a message may be large, and a link slow.
fn sign_pss(
    hsm: &Hsm,
    label: &str,
    digest: DigestMethod,
    octets: &[u8],
) -> Result<Vec<u8>, HsmError> {
    let (hash_alg, mgf) = match digest {
        DigestMethod::Sha256 => (MechanismType::SHA256, PkcsMgfType::MGF1_SHA256),
        DigestMethod::Sha384 => (MechanismType::SHA384, PkcsMgfType::MGF1_SHA384),
        DigestMethod::Sha512 => (MechanismType::SHA512, PkcsMgfType::MGF1_SHA512),
    };
    let hashed = hashed(digest, octets)?;
    // RFC 6931 §2.3.9: the salt is as long as the hash.
    let s_len =
        Ulong::try_from(hashed.len()).map_err(|error| HsmError::Refused(error.to_string()))?;
    let mechanism = Mechanism::RsaPkcsPss(PkcsPssParams {
        hash_alg,
        mgf,
        s_len,
    });
    sign(hsm, label, &mechanism, &hashed)
}

/// PKCS#11 says r ‖ s of one width each (3.1 §6.3.1), as XML Signature and JOSE do.
fn sign_ecdsa(
    hsm: &Hsm,
    label: &str,
    digest: DigestMethod,
    octets: &[u8],
) -> Result<Vec<u8>, HsmError> {
    sign(hsm, label, &Mechanism::Ecdsa, &hashed(digest, octets)?)
}

fn sign(
    hsm: &Hsm,
    label: &str,
    mechanism: &Mechanism<'_>,
    octets: &[u8],
) -> Result<Vec<u8>, HsmError> {
    hsm.pool.with(true, |open: &mut Open| {
        let key = open.key(label)?;
        Ok(open.session().sign(mechanism, key, octets)?)
    })
}

impl DecryptionKey for HsmKey {
    fn certificate(&self) -> &Certificate {
        &self.certificate
    }

    fn rsa_oaep(
        &self,
        ciphertext: &[u8],
        digest: OaepDigest,
        mgf1: OaepDigest,
    ) -> Result<Vec<u8>, KeyError> {
        let hash_alg = match digest {
            OaepDigest::Sha1 => MechanismType::SHA1,
            OaepDigest::Sha2(DigestMethod::Sha256) => MechanismType::SHA256,
            OaepDigest::Sha2(DigestMethod::Sha384) => MechanismType::SHA384,
            OaepDigest::Sha2(DigestMethod::Sha512) => MechanismType::SHA512,
        };
        let mgf = match mgf1 {
            OaepDigest::Sha1 => PkcsMgfType::MGF1_SHA1,
            OaepDigest::Sha2(DigestMethod::Sha256) => PkcsMgfType::MGF1_SHA256,
            OaepDigest::Sha2(DigestMethod::Sha384) => PkcsMgfType::MGF1_SHA384,
            OaepDigest::Sha2(DigestMethod::Sha512) => PkcsMgfType::MGF1_SHA512,
        };
        let opened = self.hsm.observed("open", || {
            self.hsm.pool.with(false, |open: &mut Open| {
                let key = open.key(&self.label)?;
                let label = PkcsOaepSource::empty();
                let mechanism = Mechanism::RsaPkcsOaep(PkcsOaepParams::new(hash_alg, mgf, label));
                Ok(open.session().decrypt(&mechanism, key, ciphertext)?)
            })
        });
        self.told(opened)
    }

    fn ecdh(&self, ephemeral: &EcPublicPoint) -> Result<Vec<u8>, KeyError> {
        let width = ephemeral.curve().width();
        let agreed = self.hsm.observed("agree", || {
            self.hsm.pool.with(false, |open: &mut Open| {
                let key = open.key(&self.label)?;
                agree(open, key, ephemeral.octets(), width)
            })
        });
        self.told(agreed)
    }
}

/// The x-coordinate, which leaves the device: the key derivation that the messages want (ConcatKDF with
/// octets of theirs) is in few devices. It is worth one message.
fn agree(
    open: &Open,
    key: cryptoki::object::ObjectHandle,
    point: &[u8],
    width: usize,
) -> Result<Vec<u8>, Fault> {
    let length = Ulong::try_from(width).map_err(|error| HsmError::Refused(error.to_string()));
    let template = [
        Attribute::Class(ObjectClass::SECRET_KEY),
        Attribute::KeyType(KeyType::GENERIC_SECRET),
        Attribute::ValueLen(length.map_err(Fault::Hsm)?),
        Attribute::Sensitive(false),
        Attribute::Extractable(true),
        Attribute::Token(false),
    ];
    let session = open.session();
    let mechanism = Mechanism::Ecdh1Derive(Ecdh1DeriveParams::new(EcKdf::null(), point));
    let shared = session.derive_key(&mechanism, key, &template)?;
    let value = session.get_attributes(shared, &[AttributeType::Value]);
    let removed = session.destroy_object(shared);
    let value = value?.into_iter().find_map(|attribute| match attribute {
        Attribute::Value(octets) if octets.len() == width => Some(octets),
        _ => None,
    });
    removed?;
    value.ok_or_else(|| Fault::Hsm(HsmError::Refused("what was agreed has no value".to_owned())))
}

/// A key that signs JSON in a token.
pub struct HsmSigner {
    hsm: Arc<Hsm>,
    label: String,
    algorithm: Algorithm,
    public: Jwk,
}

impl HsmSigner {
    /// The key of this label, whose public half this is.
    pub fn new(hsm: Arc<Hsm>, label: String, algorithm: Algorithm, public: Jwk) -> Self {
        Self {
            hsm,
            label,
            algorithm,
            public,
        }
    }

    /// The public half, as it is published.
    pub fn public(&self) -> &Jwk {
        &self.public
    }

    /// Its token.
    pub fn hsm(&self) -> &Arc<Hsm> {
        &self.hsm
    }
}

impl HsmSigner {
    /// As [`HsmKey::try_signing`], with the key that is published.
    ///
    /// # Errors
    /// As there.
    pub fn try_signing(&self, public: &PKeyRef<Public>) -> Result<(), HsmError> {
        let (method, padding) = match self.algorithm {
            Algorithm::Es256 => (SignatureMethod::Ecdsa(DigestMethod::Sha256), Padding::PKCS1),
            Algorithm::Ps256 => (
                SignatureMethod::RsaPss(DigestMethod::Sha256),
                Padding::PKCS1_PSS,
            ),
            Algorithm::Rs256 => (
                SignatureMethod::RsaPss(DigestMethod::Sha256),
                Padding::PKCS1,
            ),
        };
        check(public, method, padding, &self.signature(TRIED)?)
    }

    fn signature(&self, octets: &[u8]) -> Result<Vec<u8>, HsmError> {
        let (hsm, label) = (&self.hsm, &self.label);
        hsm.observed("sign", || match self.algorithm {
            Algorithm::Es256 => sign_ecdsa(hsm, label, DigestMethod::Sha256, octets),
            Algorithm::Ps256 => sign_pss(hsm, label, DigestMethod::Sha256, octets),
            Algorithm::Rs256 => {
                let hashed = hashed(DigestMethod::Sha256, octets)?;
                sign(hsm, label, &Mechanism::RsaPkcs, &digest_info(&hashed))
            }
        })
    }
}

impl Signer for HsmSigner {
    fn algorithm(&self) -> Algorithm {
        self.algorithm
    }

    fn kid(&self) -> &str {
        self.public.kid().unwrap_or_default()
    }

    fn sign(&self, octets: &[u8]) -> Result<Vec<u8>, oidc::jose::KeyError> {
        let (hsm, label) = (&self.hsm, &self.label);
        let signed = self.signature(octets);
        hsm.signed(label, &signed);
        signed.map_err(|error| {
            tracing::error!(%error, key = label, token = hsm.token(), "a key in a token was not used");
            oidc::jose::KeyError
        })
    }
}

/// A signature in a certificate: PKCS#1 v1.5, which every verifier knows, or ECDSA, each with SHA-256.
pub(super) fn sign_certificate(
    hsm: &Hsm,
    label: &str,
    rsa: bool,
    octets: &[u8],
) -> Result<Vec<u8>, HsmError> {
    match rsa {
        false => sign_ecdsa(hsm, label, DigestMethod::Sha256, octets),
        true => {
            let hashed = hashed(DigestMethod::Sha256, octets)?;
            sign(hsm, label, &Mechanism::RsaPkcs, &digest_info(&hashed))
        }
    }
}

/// RFC 8017 §9.2 note 1: `DigestInfo` of SHA-256, in DER.
fn digest_info(sha256: &[u8]) -> Vec<u8> {
    const SHA256: [u8; 19] = [
        0x30, 0x31, 0x30, 0x0d, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x01,
        0x05, 0x00, 0x04, 0x20,
    ];
    [&SHA256, sha256].concat()
}
