//! Private keys: two small traits that an HSM can stand behind, and keys in memory.

use openssl::asn1::Asn1Time;
use openssl::bn::{BigNum, BigNumContext};
use openssl::ec::{EcGroup, EcKey, EcPoint};
use openssl::ecdsa::EcdsaSig;
use openssl::error::ErrorStack;
use openssl::pkey::{Id, PKey, Private};
use openssl::pkey_ctx::PkeyCtx;
use openssl::rsa::{Padding, Rsa};
use openssl::sign::{RsaPssSaltlen, Signer};
use openssl::x509::extension::{BasicConstraints, KeyUsage, SubjectKeyIdentifier};
use openssl::x509::{X509, X509Name, X509NameBuilder};
use zeroize::Zeroizing;

use crate::{
    Certificate, DigestMethod, EcPublicPoint, Error, KeyError, KeyKind, Misconfigured, OaepDigest,
    PublicKey, SignatureMethod, crypto,
};

/// A key that signs. Called with the octets to be signed, not with their hash.
pub trait SigningKey: Send + Sync {
    /// The algorithm that this key signs with.
    fn method(&self) -> SignatureMethod;
    /// Its certificate, followed by the intermediate ones to be shown.
    fn certificates(&self) -> &[Certificate];
    /// Signs: RSASSA-PSS, or ECDSA as r ‖ s of fixed width.
    ///
    /// # Errors
    /// [`KeyError`]: the device failed.
    fn sign(&self, octets: &[u8]) -> Result<Vec<u8>, KeyError>;
}

/// A key that decrypts.
pub trait DecryptionKey: Send + Sync {
    /// Its certificate.
    fn certificate(&self) -> &Certificate;
    /// RSA-OAEP with an empty label (RFC 8017 §7.1.2).
    ///
    /// # Errors
    /// [`KeyError`]: not an RSA key, the device failed, or the ciphertext is not for this key.
    fn rsa_oaep(
        &self,
        ciphertext: &[u8],
        digest: OaepDigest,
        mgf1: OaepDigest,
    ) -> Result<Vec<u8>, KeyError>;
    /// ECDH: the x-coordinate of the shared point, fixed width (SP 800-56A §5.7.1.2).
    ///
    /// # Errors
    /// [`KeyError`]: not a key on the same curve, or the device failed.
    fn ecdh(&self, ephemeral: &EcPublicPoint) -> Result<Vec<u8>, KeyError>;
}

/// A private key in memory with its certificates.
#[derive(Clone)]
pub struct SoftwareKey {
    pkey: PKey<Private>,
    ec: Option<EcKey<Private>>,
    method: SignatureMethod,
    certificate: Certificate,
    certificates: Vec<Certificate>,
}

/// Who a self-made certificate names.
#[derive(Clone, Copy, Debug)]
pub struct Subject<'a> {
    /// commonName.
    pub common_name: &'a str,
    /// organizationName.
    pub organization: &'a str,
    /// countryName, two letters.
    pub country: &'a str,
}

/// From when to when, seconds since 1970.
#[derive(Clone, Copy, Debug)]
pub struct Validity {
    /// Not before.
    pub not_before: i64,
    /// Not after.
    pub not_after: i64,
}

impl SoftwareKey {
    /// From PKCS#8 PEM and a PEM chain whose first certificate is the key's own.
    ///
    /// # Errors
    /// [`Error::Misconfigured`] if they cannot be read or do not belong together.
    pub fn from_pem(private_key: &[u8], certificates: &[u8]) -> Result<Self, Error> {
        // Without a callback of ours, OpenSSL asks the terminal for the password and waits.
        let mut encrypted = false;
        let pkey = PKey::private_key_from_pem_callback(private_key, |_| {
            encrypted = true;
            Err(ErrorStack::get())
        });
        if encrypted {
            let why = "private key is encrypted; `openssl pkey` writes it without a password";
            return Err(Misconfigured::Key(why).into());
        }
        let pkey = pkey.map_err(|_| Misconfigured::Key("private key is not PKCS#8 PEM"))?;
        let certificates = Certificate::chain_from_pem(certificates)
            .map_err(|_| Misconfigured::Key("certificate is not PEM of an RSA or EC key"))?;
        Self::new(pkey, certificates)
    }

    fn new(pkey: PKey<Private>, certificates: Vec<Certificate>) -> Result<Self, Error> {
        let certificate = certificates
            .first()
            .cloned()
            .ok_or(Misconfigured::Key("no certificate"))?;
        let belongs = pkey
            .public_key_to_der()
            .ok()
            .and_then(|der| PublicKey::from_spki(&der))
            .is_some_and(|k| k == *certificate.key());
        if !belongs {
            return Err(Misconfigured::Key("certificate is of another key").into());
        }
        let method = match certificate.key().kind() {
            KeyKind::Rsa(bits) if bits < MIN_RSA_BITS => {
                return Err(Misconfigured::Key("RSA key below 3072 bit").into());
            }
            KeyKind::Rsa(_) => SignatureMethod::RsaPss(DigestMethod::Sha256),
            KeyKind::Ec(curve) => SignatureMethod::Ecdsa(curve.digest()),
        };
        let ec = (pkey.id() == Id::EC).then(|| pkey.ec_key()).transpose();
        let ec = ec.map_err(|_| Misconfigured::Key("EC key"))?;
        Ok(Self {
            pkey,
            ec,
            method,
            certificate,
            certificates,
        })
    }

    /// A new key with a self-signed certificate. `serial` should be random.
    ///
    /// # Errors
    /// [`Error::Misconfigured`] if the arguments make no certificate.
    pub fn generate(
        kind: KeyKind,
        subject: Subject<'_>,
        validity: Validity,
        serial: [u8; 16],
    ) -> Result<Self, Error> {
        let pkey = new_key(kind)?;
        let template = Template {
            subject,
            validity,
            serial,
            authority: true,
        };
        let certificate = template.issue(&pkey, &pkey, None)?;
        Self::new(pkey, vec![certificate])
    }

    /// A new key with a certificate issued by `self`; the chain of `self` follows it, without its
    /// self-signed end. `authority` says whether it may issue in turn.
    ///
    /// # Errors
    /// As [`SoftwareKey::generate`].
    pub fn issue(
        &self,
        kind: KeyKind,
        subject: Subject<'_>,
        validity: Validity,
        serial: [u8; 16],
        authority: bool,
    ) -> Result<Self, Error> {
        let pkey = new_key(kind)?;
        let template = Template {
            subject,
            validity,
            serial,
            authority,
        };
        let mut chain = vec![template.issue(&pkey, &self.pkey, Some(&self.certificate))?];
        chain.extend(
            self.certificates
                .iter()
                .filter(|c| !self_issued(c))
                .cloned(),
        );
        Self::new(pkey, chain)
    }

    /// The same key, signing with another hash than the one that fits its size.
    ///
    /// # Errors
    /// [`Error::Misconfigured`] if the method is not for this kind of key.
    pub fn with_method(self, method: SignatureMethod) -> Result<Self, Error> {
        match (self.certificate.key().kind(), method) {
            (KeyKind::Rsa(_), SignatureMethod::RsaPss(_))
            | (KeyKind::Ec(_), SignatureMethod::Ecdsa(_)) => Ok(Self { method, ..self }),
            _ => Err(Misconfigured::Key("signature method is for another kind of key").into()),
        }
    }

    /// The private key as PKCS#8 PEM; cleared from memory when it is dropped.
    #[must_use]
    pub fn private_key_pem(&self) -> Zeroizing<String> {
        let pem = self.pkey.private_key_to_pem_pkcs8().unwrap_or_default();
        Zeroizing::new(String::from_utf8(pem).unwrap_or_default())
    }

    /// The certificates as PEM, own first.
    #[must_use]
    pub fn certificates_pem(&self) -> String {
        self.certificates.iter().map(Certificate::to_pem).collect()
    }
}

/// Cryptographic requirements 1.4 §3: RSA keys from 3072 bit.
const MIN_RSA_BITS: u32 = 3072;

fn self_issued(certificate: &Certificate) -> bool {
    let x509 = certificate.x509();
    x509.verify(certificate.key().pkey()).unwrap_or(false)
}

fn new_key(kind: KeyKind) -> Result<PKey<Private>, Error> {
    let key = match kind {
        KeyKind::Rsa(bits) if bits < MIN_RSA_BITS => {
            return Err(Misconfigured::Key("RSA key below 3072 bit").into());
        }
        KeyKind::Rsa(bits) => Rsa::generate(bits).and_then(PKey::from_rsa),
        KeyKind::Ec(curve) => EcGroup::from_curve_name(crypto::nid(curve))
            .and_then(|group| EcKey::generate(&group))
            .and_then(PKey::from_ec_key),
    };
    key.map_err(|_| Misconfigured::Key("key cannot be generated").into())
}

/// A certificate to be made.
struct Template<'a> {
    subject: Subject<'a>,
    validity: Validity,
    serial: [u8; 16],
    authority: bool,
}

impl Template<'_> {
    fn issue(
        &self,
        key: &PKey<Private>,
        issuer_key: &PKey<Private>,
        issuer: Option<&Certificate>,
    ) -> Result<Certificate, Error> {
        self.build(key, issuer_key, issuer)
            .ok()
            .and_then(Certificate::from_x509)
            .ok_or_else(|| Misconfigured::Argument("certificate cannot be made").into())
    }

    fn build(
        &self,
        key: &PKey<Private>,
        issuer_key: &PKey<Private>,
        issuer: Option<&Certificate>,
    ) -> Result<X509, ErrorStack> {
        let name = self.name()?;
        // RFC 5280 §4.1.2.2: positive and at most twenty octets.
        let mut serial = self.serial;
        if let Some(first) = serial.first_mut() {
            *first = (*first & 0x7F) | 0x40;
        }
        let serial = BigNum::from_slice(&serial)?.to_asn1_integer()?;
        let mut builder = X509::builder()?;
        builder.set_version(2)?;
        builder.set_serial_number(&serial)?;
        builder.set_subject_name(&name)?;
        builder.set_issuer_name(issuer.map_or(&name, |i| i.x509().subject_name()))?;
        builder.set_not_before(Asn1Time::from_unix(self.validity.not_before)?.as_ref())?;
        builder.set_not_after(Asn1Time::from_unix(self.validity.not_after)?.as_ref())?;
        builder.set_pubkey(key)?;
        let mut constraints = BasicConstraints::new();
        constraints.critical();
        let mut usage = KeyUsage::new();
        usage.critical().digital_signature();
        if self.authority {
            constraints.ca();
            usage.key_cert_sign().crl_sign();
        }
        if key.id() == Id::EC {
            usage.key_agreement();
        } else {
            usage.key_encipherment();
        }
        builder.append_extension(constraints.build()?)?;
        builder.append_extension(usage.build()?)?;
        let identifier = SubjectKeyIdentifier::new()
            .build(&builder.x509v3_context(issuer.map(|i| i.x509().as_ref()), None))?;
        builder.append_extension(identifier)?;
        builder.sign(issuer_key, crypto::message_digest(digest_for(issuer_key)))?;
        Ok(builder.build())
    }

    fn name(&self) -> Result<X509Name, ErrorStack> {
        let mut name = X509NameBuilder::new()?;
        name.append_entry_by_text("C", self.subject.country)?;
        name.append_entry_by_text("O", self.subject.organization)?;
        name.append_entry_by_text("CN", self.subject.common_name)?;
        Ok(name.build())
    }
}

fn digest_for(key: &PKey<Private>) -> DigestMethod {
    let curve = key
        .ec_key()
        .ok()
        .and_then(|e| e.group().curve_name())
        .and_then(crypto::curve);
    curve.map_or(DigestMethod::Sha256, crate::Curve::digest)
}

impl std::fmt::Debug for SoftwareKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "SoftwareKey({})", self.certificate.subject())
    }
}

impl SigningKey for SoftwareKey {
    fn method(&self) -> SignatureMethod {
        self.method
    }

    fn certificates(&self) -> &[Certificate] {
        &self.certificates
    }

    fn sign(&self, octets: &[u8]) -> Result<Vec<u8>, KeyError> {
        let signature = match (self.method, self.certificate.key().kind(), &self.ec) {
            (SignatureMethod::RsaPss(digest), KeyKind::Rsa(_), None) => {
                sign_pss(&self.pkey, digest, octets)
            }
            (SignatureMethod::Ecdsa(digest), KeyKind::Ec(curve), Some(key)) => {
                sign_ecdsa(key, curve.width(), digest, octets)
            }
            _ => None,
        };
        signature.ok_or(KeyError)
    }
}

fn sign_pss(key: &PKey<Private>, digest: DigestMethod, octets: &[u8]) -> Option<Vec<u8>> {
    let md = crypto::message_digest(digest);
    let mut signer = Signer::new(md, key).ok()?;
    signer.set_rsa_padding(Padding::PKCS1_PSS).ok()?;
    signer.set_rsa_mgf1_md(md).ok()?;
    signer
        .set_rsa_pss_saltlen(RsaPssSaltlen::DIGEST_LENGTH)
        .ok()?;
    signer.sign_oneshot_to_vec(octets).ok()
}

fn sign_ecdsa(
    key: &EcKey<Private>,
    width: usize,
    digest: DigestMethod,
    octets: &[u8],
) -> Option<Vec<u8>> {
    let signature = EcdsaSig::sign(&crypto::hash(digest, octets), key).ok()?;
    let width = i32::try_from(width).ok()?;
    let mut raw = signature.r().to_vec_padded(width).ok()?;
    raw.extend(signature.s().to_vec_padded(width).ok()?);
    Some(raw)
}

impl DecryptionKey for SoftwareKey {
    fn certificate(&self) -> &Certificate {
        &self.certificate
    }

    fn rsa_oaep(
        &self,
        ciphertext: &[u8],
        digest: OaepDigest,
        mgf1: OaepDigest,
    ) -> Result<Vec<u8>, KeyError> {
        let open = || {
            let mut context = PkeyCtx::new(&self.pkey).ok()?;
            context.decrypt_init().ok()?;
            context.set_rsa_padding(Padding::PKCS1_OAEP).ok()?;
            context.set_rsa_oaep_md(crypto::oaep_md(digest)).ok()?;
            context.set_rsa_mgf1_md(crypto::oaep_md(mgf1)).ok()?;
            let mut plaintext = Vec::new();
            context.decrypt_to_vec(ciphertext, &mut plaintext).ok()?;
            Some(plaintext)
        };
        open().ok_or(KeyError)
    }

    fn ecdh(&self, ephemeral: &EcPublicPoint) -> Result<Vec<u8>, KeyError> {
        self.ec
            .as_ref()
            .and_then(|own| agree(own, ephemeral))
            .ok_or(KeyError)
    }
}

/// The x-coordinate of the shared point, as wide as the field (SP 800-56A §5.7.1.2). Written with
/// the same multiplication that OpenSSL's ECDH uses, since its `derive` validates the other's key
/// by a second one, which says nothing new on curves of prime order.
fn agree(own: &EcKey<Private>, other: &EcPublicPoint) -> Option<Vec<u8>> {
    let group = own.group();
    if group.curve_name().and_then(crypto::curve) != Some(other.curve()) {
        return None;
    }
    let point = other.on(group)?;
    let mut context = BigNumContext::new_secure().ok()?;
    let mut shared = EcPoint::new(group).ok()?;
    shared
        .mul2(group, &point, own.private_key(), &mut context)
        .ok()?;
    if shared.is_infinity(group) {
        return None;
    }
    let (mut x, mut y) = (BigNum::new_secure().ok()?, BigNum::new_secure().ok()?);
    shared
        .affine_coordinates(group, &mut x, &mut y, &mut context)
        .ok()?;
    x.to_vec_padded(i32::try_from(other.curve().width()).ok()?)
        .ok()
}

/// A fresh key pair on the curve of `recipient`, and its agreement with it.
pub(crate) fn agree_ephemeral(
    recipient: &PublicKey,
) -> Option<(EcPublicPoint, Zeroizing<Vec<u8>>)> {
    let other = recipient.point()?;
    let own = EcKey::generate(recipient.ec()?.group()).ok()?;
    let public = EcPublicPoint::of(other.curve(), own.group(), own.public_key())?;
    let z = Zeroizing::new(agree(&own, &other)?);
    Some((public, z))
}
