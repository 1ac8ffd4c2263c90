// SPDX-License-Identifier: EUPL-1.2

//! Who may sign metadata: rows SIG-37 and SIG-39 of the catalogue for the keys that vouch for all
//! others. Cryptographic Requirements 1.4 §2.3, §3.2: RSA from 3072 bit, EC from 256, SHA-2, on
//! every certificate of the path.

use eidas::error::Untrusted;
use eidas::{Error, Peer, Role};
use openssl::asn1::Asn1Time;
use openssl::bn::BigNum;
use openssl::ec::{EcGroup, EcKey};
use openssl::ecdsa::EcdsaSig;
use openssl::hash::MessageDigest;
use openssl::nid::Nid;
use openssl::pkey::{Id, PKey, Private};
use openssl::rsa::{Padding, Rsa};
use openssl::sign::{RsaPssSaltlen, Signer};
use openssl::x509::extension::{BasicConstraints, KeyUsage};
use openssl::x509::{X509, X509Name, X509NameRef};
use xmlsec::{Certificate, DigestMethod, KeyError, SignatureMethod, SigningKey, TrustAnchors};

use crate::nodes::{expected, now, proxy_service, style};

/// A signer as our own maker would refuse to make it.
struct Weak {
    key: PKey<Private>,
    certificates: Vec<Certificate>,
}

impl SigningKey for Weak {
    fn method(&self) -> SignatureMethod {
        if self.key.id() == Id::RSA {
            SignatureMethod::RsaPss(DigestMethod::Sha256)
        } else {
            SignatureMethod::Ecdsa(DigestMethod::Sha256)
        }
    }

    fn certificates(&self) -> &[Certificate] {
        &self.certificates
    }

    fn sign(&self, octets: &[u8]) -> Result<Vec<u8>, KeyError> {
        if self.key.id() == Id::RSA {
            let mut signer = Signer::new(MessageDigest::sha256(), &self.key).unwrap();
            signer.set_rsa_padding(Padding::PKCS1_PSS).unwrap();
            signer.set_rsa_mgf1_md(MessageDigest::sha256()).unwrap();
            signer
                .set_rsa_pss_saltlen(RsaPssSaltlen::DIGEST_LENGTH)
                .unwrap();
            return Ok(signer.sign_oneshot_to_vec(octets).unwrap());
        }
        let key = self.key.ec_key().unwrap();
        let signature = EcdsaSig::sign(&openssl::sha::sha256(octets), &key).unwrap();
        Ok([signature.r(), signature.s()]
            .map(|number| number.to_vec_padded(32).unwrap())
            .concat())
    }
}

fn rsa(bits: u32) -> PKey<Private> {
    PKey::from_rsa(Rsa::generate(bits).unwrap()).unwrap()
}

fn p256() -> PKey<Private> {
    let group = EcGroup::from_curve_name(Nid::X9_62_PRIME256V1).unwrap();
    PKey::from_ec_key(EcKey::generate(&group).unwrap()).unwrap()
}

fn name(text: &str) -> X509Name {
    let mut name = X509Name::builder().unwrap();
    name.append_entry_by_text("CN", text).unwrap();
    name.build()
}

fn certificate(
    key: &PKey<Private>,
    subject: &X509NameRef,
    issuer: (&X509NameRef, &PKey<Private>),
    ca: bool,
    digest: MessageDigest,
) -> Certificate {
    let mut made = X509::builder().unwrap();
    made.set_version(2).unwrap();
    let serial = BigNum::from_u32(if ca { 1 } else { 2 }).unwrap();
    made.set_serial_number(&serial.to_asn1_integer().unwrap())
        .unwrap();
    made.set_subject_name(subject).unwrap();
    made.set_issuer_name(issuer.0).unwrap();
    let at = |offset: i64| Asn1Time::from_unix(now().seconds() + offset).unwrap();
    made.set_not_before(&at(-60)).unwrap();
    made.set_not_after(&at(86_400)).unwrap();
    made.set_pubkey(key).unwrap();
    let mut usage = KeyUsage::new();
    if ca {
        let constraints = BasicConstraints::new().critical().ca().build().unwrap();
        made.append_extension(constraints).unwrap();
        usage.key_cert_sign();
    } else {
        usage.digital_signature();
    }
    made.append_extension(usage.critical().build().unwrap())
        .unwrap();
    made.sign(issuer.1, digest).unwrap();
    Certificate::from_der(&made.build().to_der().unwrap()).unwrap()
}

/// What comes of metadata signed by `signer`, below `root` where there is one; the last of the path
/// is what is trusted.
fn signed_by(
    signer: PKey<Private>,
    root: Option<(PKey<Private>, MessageDigest)>,
) -> Result<Peer, Error> {
    let (subject, above) = (name("signer"), name("root"));
    let (own, anchor) = match root {
        None => {
            let issuer = (&*subject, &signer);
            let own = certificate(&signer, &subject, issuer, false, MessageDigest::sha256());
            (own.clone(), own)
        }
        Some((root, digest)) => (
            certificate(&signer, &subject, (&*above, &root), false, digest),
            certificate(
                &root,
                &above,
                (&*above, &root),
                true,
                MessageDigest::sha256(),
            ),
        ),
    };
    let key = Weak {
        key: signer,
        certificates: vec![own],
    };
    let bytes = proxy_service().to_signed_xml(&style(), &key).unwrap();
    let anchors = TrustAnchors::new([anchor]);
    Peer::from_signed_metadata(&bytes, &anchors, &expected(Role::ProxyService), now())
}

fn refused(outcome: Result<Peer, Error>, why: xmlsec::Untrusted) {
    let expected = Untrusted::Signature(why.into());
    assert_eq!(outcome.map(drop), Err(expected.into()));
}

#[test]
fn sig_39_whoever_signs_metadata_has_a_strong_key_and_so_has_every_issuer_above() {
    use xmlsec::Untrusted::{CertificatePath, KeySize};
    let sha256 = MessageDigest::sha256;
    assert!(signed_by(p256(), None).is_ok());
    assert!(signed_by(rsa(3072), None).is_ok());
    assert!(signed_by(p256(), Some((p256(), sha256()))).is_ok());
    assert!(signed_by(p256(), Some((rsa(3072), sha256()))).is_ok());

    refused(signed_by(rsa(2048), None), KeySize);
    refused(signed_by(rsa(2048), Some((p256(), sha256()))), KeySize);
    refused(
        signed_by(p256(), Some((rsa(2048), sha256()))),
        CertificatePath,
    );
}

#[test]
fn sig_37_a_signer_of_metadata_is_not_issued_with_sha_1() {
    let root = || Some((p256(), MessageDigest::sha256()));
    assert!(signed_by(p256(), root()).is_ok());
    let issued_with_sha1 = signed_by(p256(), Some((p256(), MessageDigest::sha1())));
    refused(issued_with_sha1, xmlsec::Untrusted::CertificatePath);
}
