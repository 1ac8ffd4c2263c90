// SPDX-License-Identifier: EUPL-1.2
//! Keys, certificates and tokens of the wallet's part of Demo Europe: P-256 and ES256 throughout,
//! as HAIP §7 has it.

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use openssl::asn1::Asn1Time;
use openssl::bn::{BigNum, BigNumContext, MsbOption};
use openssl::derive::Deriver;
use openssl::ec::{EcGroup, EcKey, EcPoint};
use openssl::ecdsa::EcdsaSig;
use openssl::error::ErrorStack;
use openssl::hash::MessageDigest;
use openssl::nid::Nid;
use openssl::pkey::{PKey, Private};
use openssl::sha::sha256;
use openssl::symm::{Cipher, encrypt_aead};
use openssl::x509::extension::{
    AuthorityKeyIdentifier, BasicConstraints, KeyUsage, SubjectAlternativeName,
    SubjectKeyIdentifier,
};
use openssl::x509::{X509, X509NameBuilder};
use serde_json::{Value, json};

const DAY_S: i64 = 86_400;

/// A key with its certificate.
#[derive(Clone)]
pub(super) struct Identity {
    pub(super) key: EcKey<Private>,
    pub(super) certificate: X509,
}

/// Who a certificate is for.
pub(super) struct Subject<'a> {
    pub(super) name: &'a str,
    pub(super) country: &'a str,
    /// `organizationIdentifier`.
    pub(super) identifier: Option<&'a str>,
    pub(super) host: Option<&'a str>,
}

pub(super) fn base64url(octets: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(octets)
}

pub(super) fn new_key() -> Result<EcKey<Private>, ErrorStack> {
    EcKey::generate(&*group()?)
}

fn group() -> Result<EcGroup, ErrorStack> {
    EcGroup::from_curve_name(Nid::X9_62_PRIME256V1)
}

impl Identity {
    /// An authority of its own.
    pub(super) fn authority(subject: &Subject<'_>, now_s: i64) -> Result<Self, ErrorStack> {
        Self::made(subject, None, now_s)
    }

    /// One that signs, certified by this authority.
    pub(super) fn certify(&self, subject: &Subject<'_>, now_s: i64) -> Result<Self, ErrorStack> {
        Self::made(subject, Some(self), now_s)
    }

    fn made(
        subject: &Subject<'_>,
        authority: Option<&Self>,
        now_s: i64,
    ) -> Result<Self, ErrorStack> {
        let key = new_key()?;
        let own = PKey::from_ec_key(key.clone())?;
        let mut name = X509NameBuilder::new()?;
        name.append_entry_by_text("C", subject.country)?;
        name.append_entry_by_text("O", "Demo Europe")?;
        name.append_entry_by_text("CN", subject.name)?;
        if let Some(identifier) = subject.identifier {
            name.append_entry_by_text("organizationIdentifier", identifier)?;
        }
        let name = name.build();
        let mut builder = X509::builder()?;
        builder.set_version(2)?;
        let mut serial = BigNum::new()?;
        serial.rand(126, MsbOption::ONE, false)?;
        let serial = serial.to_asn1_integer()?;
        builder.set_serial_number(&serial)?;
        builder.set_subject_name(&name)?;
        let issuer = authority.map_or(&*name, |of| of.certificate.subject_name());
        builder.set_issuer_name(issuer)?;
        let (from, until) = (
            Asn1Time::from_unix(now_s - DAY_S)?,
            Asn1Time::from_unix(now_s + 365 * DAY_S)?,
        );
        builder.set_not_before(&from)?;
        builder.set_not_after(&until)?;
        builder.set_pubkey(&own)?;
        let (mut constraints, mut usage) = (BasicConstraints::new(), KeyUsage::new());
        constraints.critical();
        usage.critical();
        match authority {
            None => {
                constraints.ca();
                usage.key_cert_sign().crl_sign();
            }
            Some(_) => {
                usage.digital_signature();
            }
        }
        builder.append_extension(constraints.build()?)?;
        builder.append_extension(usage.build()?)?;
        let identifier = SubjectKeyIdentifier::new().build(&builder.x509v3_context(None, None))?;
        builder.append_extension(identifier)?;
        if let Some(authority) = authority {
            let context = builder.x509v3_context(Some(&authority.certificate), None);
            let identifier = AuthorityKeyIdentifier::new().keyid(true).build(&context)?;
            builder.append_extension(identifier)?;
        }
        if let Some(host) = subject.host {
            let context = builder.x509v3_context(None, None);
            let names = SubjectAlternativeName::new().dns(host).build(&context)?;
            builder.append_extension(names)?;
        }
        let signer = match authority {
            Some(authority) => PKey::from_ec_key(authority.key.clone())?,
            None => own,
        };
        builder.sign(&signer, MessageDigest::sha256())?;
        Ok(Self {
            key,
            certificate: builder.build(),
        })
    }

    /// As a list and a header have it.
    pub(super) fn base64(&self) -> Result<String, ErrorStack> {
        Ok(STANDARD.encode(self.certificate.to_der()?))
    }

    /// A token by its key, with the certificate in the header.
    pub(super) fn token(&self, kind: &str, payload: &Value) -> Result<String, ErrorStack> {
        let header = json!({ "alg": "ES256", "typ": kind, "x5c": [self.base64()?] });
        token(&self.key, &header, payload)
    }
}

/// A compact JWS. RFC 7515 §7.1; RFC 7518 §3.4.
pub(super) fn token(
    key: &EcKey<Private>,
    header: &Value,
    payload: &Value,
) -> Result<String, ErrorStack> {
    let part = |value: &Value| base64url(value.to_string().as_bytes());
    let signed = format!("{}.{}", part(header), part(payload));
    let signature = raw_signature(key, signed.as_bytes())?;
    Ok(format!("{signed}.{}", base64url(&signature)))
}

/// R ‖ S, as JWS and COSE have it.
pub(super) fn raw_signature(key: &EcKey<Private>, octets: &[u8]) -> Result<Vec<u8>, ErrorStack> {
    let signature = EcdsaSig::sign(&sha256(octets), key)?;
    let mut raw = signature.r().to_vec_padded(32)?;
    raw.extend(signature.s().to_vec_padded(32)?);
    Ok(raw)
}

/// The payload of a token whose signature is by the first certificate in its header, with that
/// certificate.
pub(super) fn read_token(token: &str, kind: &str) -> Option<(Value, X509)> {
    let mut parts = token.split('.');
    let (header, payload, signature) = (parts.next()?, parts.next()?, parts.next()?);
    let decoded = |part: &str| URL_SAFE_NO_PAD.decode(part).ok();
    let head: Value = serde_json::from_slice(&decoded(header)?).ok()?;
    if head.get("alg")?.as_str()? != "ES256" || head.get("typ")?.as_str()? != kind {
        return None;
    }
    let certificate = STANDARD.decode(head.get("x5c")?.get(0)?.as_str()?).ok()?;
    let certificate = X509::from_der(&certificate).ok()?;
    let raw = decoded(signature)?;
    let (r, s) = (raw.get(..32)?, raw.get(32..64)?);
    let number = |octets| BigNum::from_slice(octets).ok();
    let signature = EcdsaSig::from_private_components(number(r)?, number(s)?).ok()?;
    let key = certificate.public_key().ok()?.ec_key().ok()?;
    let signed = format!("{header}.{payload}");
    let good = signature.verify(&sha256(signed.as_bytes()), &key).ok()?;
    let payload = serde_json::from_slice(&decoded(payload)?).ok()?;
    good.then_some((payload, certificate))
}

/// The public half. RFC 7518 §6.2.
pub(super) fn jwk(key: &EcKey<Private>) -> Result<Value, ErrorStack> {
    let (mut x, mut y) = (BigNum::new()?, BigNum::new()?);
    let mut context = BigNumContext::new()?;
    let point = key.public_key();
    point.affine_coordinates(key.group(), &mut x, &mut y, &mut context)?;
    let text = |number: &BigNum| Ok::<_, ErrorStack>(base64url(&number.to_vec_padded(32)?));
    Ok(json!({ "kty": "EC", "crv": "P-256", "x": text(&x)?, "y": text(&y)? }))
}

/// Encrypts to a verifier's key: ECDH-ES, A256GCM. RFC 7516 §7.1; RFC 7518 §4.6.
pub(super) fn encrypt(to: &Value, payload: &Value, nonce: [u8; 12]) -> Option<String> {
    let coordinate = |name| URL_SAFE_NO_PAD.decode(to.get(name)?.as_str()?).ok();
    let (x, y) = (coordinate("x")?, coordinate("y")?);
    let made = || {
        let (group, mut context) = (group()?, BigNumContext::new()?);
        let point = EcPoint::from_bytes(&group, &[vec![4], x, y].concat(), &mut context)?;
        let peer = PKey::from_ec_key(EcKey::from_public_key(&group, &point)?)?;
        let ephemeral = new_key()?;
        let header = json!({
            "alg": "ECDH-ES", "enc": "A256GCM", "kid": to.get("kid"), "epk": jwk(&ephemeral)?,
        });
        let header = base64url(header.to_string().as_bytes());
        let own = PKey::from_ec_key(ephemeral)?;
        let mut deriver = Deriver::new(&own)?;
        deriver.set_peer(&peer)?;
        let secret = deriver.derive_to_vec()?;
        let parts: [&[u8]; 6] = [
            &[0, 0, 0, 1],
            &secret,
            &[0, 0, 0, 7],
            b"A256GCM",
            &[0; 8],
            &[0, 0, 1, 0],
        ];
        let key = sha256(&parts.concat());
        let mut tag = [0; 16];
        let plain = payload.to_string();
        let (cipher, header_octets) = (Cipher::aes_256_gcm(), header.as_bytes());
        let sealed = encrypt_aead(
            cipher,
            &key,
            Some(&nonce),
            header_octets,
            plain.as_bytes(),
            &mut tag,
        )?;
        let parts = [base64url(&nonce), base64url(&sealed), base64url(&tag)];
        Ok::<_, ErrorStack>(format!("{header}..{}", parts.join(".")))
    };
    made().ok()
}

/// PKCS#8, PEM.
pub(super) fn pem_of(key: &EcKey<Private>) -> Result<Vec<u8>, ErrorStack> {
    PKey::from_ec_key(key.clone())?.private_key_to_pem_pkcs8()
}
