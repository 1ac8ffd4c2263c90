//! Encrypting to one recipient.

use openssl::pkey_ctx::PkeyCtx;
use openssl::rsa::Padding;
use zeroize::Zeroizing;

use crate::key::agree_ephemeral;
use crate::key_info::{DS11, key_value, x509_data};
use crate::parse::is_xml;
use crate::verify::DS;
use crate::{
    Certificate, DataEncryption, DigestMethod, Error, KeyKind, KeyWrap, Misconfigured, OaepDigest,
    OaepMethod, PublicKey, base64, crypto, escape_attribute,
};

/// Namespace name of XML Encryption 1.0.
pub(crate) const XENC: &str = "http://www.w3.org/2001/04/xmlenc#";
/// Namespace name of XML Encryption 1.1.
pub(crate) const XENC11: &str = "http://www.w3.org/2009/xmlenc11#";
/// Identifier of ECDH-ES (XML Encryption 1.1 §5.6.4).
pub(crate) const ECDH_ES: &str = "http://www.w3.org/2009/xmlenc11#ECDH-ES";
/// Identifier of ConcatKDF (XML Encryption 1.1 §5.4.1).
pub(crate) const CONCAT_KDF: &str = "http://www.w3.org/2009/xmlenc11#ConcatKDF";
/// `Type` of a RetrievalMethod to an EncryptedKey.
pub(crate) const TYPE_ENCRYPTED_KEY: &str = "http://www.w3.org/2001/04/xmlenc#EncryptedKey";

/// RSA-OAEP with its parameters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RsaOaep {
    pub(crate) method: OaepMethod,
    pub(crate) digest: OaepDigest,
    pub(crate) mgf1: OaepDigest,
}

impl RsaOaep {
    /// `xmlenc11#rsa-oaep` with SHA-2 in both places (cryptographic requirements 1.4 §3.4).
    #[must_use]
    pub const fn sha2(digest: DigestMethod, mgf1: DigestMethod) -> Self {
        Self {
            method: OaepMethod::Xmlenc11,
            digest: OaepDigest::Sha2(digest),
            mgf1: OaepDigest::Sha2(mgf1),
        }
    }

    /// `rsa-oaep-mgf1p`, whose MGF1 is SHA-1 by definition: what nodes before 1.4 write. For
    /// playing such a node; a gateway of 1.4 does not send it.
    #[must_use]
    pub const fn danger_mgf1p(digest: OaepDigest) -> Self {
        Self {
            method: OaepMethod::Mgf1p,
            digest,
            mgf1: OaepDigest::Sha1,
        }
    }

    /// `xmlenc11#rsa-oaep` with any mix, SHA-1 among them; as [`RsaOaep::danger_mgf1p`].
    #[must_use]
    pub const fn danger_mixed(digest: OaepDigest, mgf1: OaepDigest) -> Self {
        Self {
            method: OaepMethod::Xmlenc11,
            digest,
            mgf1,
        }
    }
}

/// Where the EncryptedKey stands.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub enum EncryptedKeyPlace {
    /// In `EncryptedData/KeyInfo`: what eIDAS nodes do.
    #[default]
    Inside,
    /// As the next sibling of EncryptedData (SAML Core §6.2).
    Beside {
        /// `Id` of the EncryptedData.
        data_id: String,
        /// `Id` of the EncryptedKey.
        key_id: String,
        /// How the two point at each other.
        link: KeyLink,
    },
}

/// How EncryptedData and an EncryptedKey beside it find each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyLink {
    /// `RetrievalMethod` in EncryptedData.
    RetrievalMethod,
    /// `ReferenceList` in EncryptedKey.
    ReferenceList,
    /// Nothing: it is the only one.
    None,
}

/// How the EncryptedKey names its recipient.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum RecipientHint {
    /// The certificate.
    #[default]
    Certificate,
    /// The bare public key.
    KeyValue,
    /// Not at all.
    None,
}

/// The habits of an encrypter. The kind of the recipient's key decides between RSA and ECDH.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EncryptionMethods {
    /// Content encryption.
    pub content: DataEncryption,
    /// To an RSA key.
    pub rsa: RsaOaep,
    /// To an EC key: the wrap after ECDH-ES.
    pub wrap: KeyWrap,
    /// To an EC key: the hash of ConcatKDF.
    pub concat_kdf: DigestMethod,
    /// Place of the EncryptedKey.
    pub place: EncryptedKeyPlace,
    /// How the recipient is named.
    pub hint: RecipientHint,
}

impl EncryptionMethods {
    /// AES-256-GCM; RSA-OAEP with SHA-256 twice, or ECDH-ES, ConcatKDF with SHA-256, kw-aes256.
    pub const EIDAS: Self = Self {
        content: DataEncryption::Aes256Gcm,
        rsa: RsaOaep::sha2(DigestMethod::Sha256, DigestMethod::Sha256),
        wrap: KeyWrap::Aes256,
        concat_kdf: DigestMethod::Sha256,
        place: EncryptedKeyPlace::Inside,
        hint: RecipientHint::Certificate,
    };
}

/// Fresh random octets for one message. Not `Clone`: an IV is used once with a key.
pub struct Entropy {
    pub(crate) content_key: Zeroizing<[u8; 32]>,
    pub(crate) iv: [u8; 12],
}

impl Entropy {
    /// From 44 octets of a cryptographic generator.
    #[must_use]
    pub fn new(random: [u8; 44]) -> Self {
        let (mut content_key, mut iv) = (Zeroizing::new([0; 32]), [0; crypto::IV]);
        let (key, rest) = random.split_at(32);
        content_key.copy_from_slice(key);
        iv.copy_from_slice(rest);
        Self { content_key, iv }
    }
}

/// Encrypts one serialized element (`Type` = Element) to the key of `recipient`. Returns
/// `xenc:EncryptedData`, followed by `xenc:EncryptedKey` if the place is beside. All namespaces
/// are declared in it. The plaintext must stand alone: it should be a canonical form.
///
/// # Errors
/// [`Error::Misconfigured`] if the key or the methods are unusable, or the plaintext holds a
/// character that XML cannot: the recipient could not read it, and nobody in between would notice.
#[expect(clippy::needless_pass_by_value, reason = "an IV is used up")]
pub fn encrypt(
    plaintext: &[u8],
    recipient: &Certificate,
    methods: &EncryptionMethods,
    entropy: Entropy,
) -> Result<String, Error> {
    if !std::str::from_utf8(plaintext).is_ok_and(is_xml) {
        return Err(Misconfigured::Character.into());
    }
    let content_key = entropy
        .content_key
        .get(..methods.content.key_len())
        .unwrap_or(&*entropy.content_key);
    let sealed = crypto::gcm_seal(methods.content, content_key, &entropy.iv, plaintext)
        .ok_or(Misconfigured::Argument("plaintext cannot be encrypted"))?;
    let key = recipient.key();
    let hint = match methods.hint {
        RecipientHint::Certificate => x509_data(std::slice::from_ref(recipient)),
        RecipientHint::KeyValue => key_value(key).ok_or(Misconfigured::Key("no key value"))?,
        RecipientHint::None => String::new(),
    };
    let encrypted = match key.kind() {
        KeyKind::Rsa(_) => transport(key, methods.rsa, content_key, &hint),
        KeyKind::Ec(curve) => agreement(key, curve.uri(), methods, content_key, &hint),
    };
    let encrypted_key = encrypted.ok_or(Misconfigured::Key("recipient's key is unusable"))?;

    let (attributes, key_info, beside) = match &methods.place {
        EncryptedKeyPlace::Inside => (
            String::new(),
            format!(
                "<ds:KeyInfo xmlns:ds=\"{DS}\"><xenc:EncryptedKey>{encrypted_key}\
                 </xenc:EncryptedKey></ds:KeyInfo>"
            ),
            String::new(),
        ),
        EncryptedKeyPlace::Beside {
            data_id,
            key_id,
            link,
        } => {
            let (data_id, key_id) = (escape_attribute(data_id), escape_attribute(key_id));
            let key_info = match link {
                KeyLink::RetrievalMethod => format!(
                    "<ds:KeyInfo xmlns:ds=\"{DS}\"><ds:RetrievalMethod \
                     Type=\"{TYPE_ENCRYPTED_KEY}\" URI=\"#{key_id}\"/></ds:KeyInfo>"
                ),
                KeyLink::ReferenceList | KeyLink::None => String::new(),
            };
            let references = match link {
                KeyLink::ReferenceList => format!(
                    "<xenc:ReferenceList><xenc:DataReference URI=\"#{data_id}\"/>\
                     </xenc:ReferenceList>"
                ),
                KeyLink::RetrievalMethod | KeyLink::None => String::new(),
            };
            let beside = format!(
                "<xenc:EncryptedKey xmlns:xenc=\"{XENC}\" Id=\"{key_id}\">{encrypted_key}\
                 {references}</xenc:EncryptedKey>"
            );
            (format!(" Id=\"{data_id}\""), key_info, beside)
        }
    };
    Ok(format!(
        "<xenc:EncryptedData xmlns:xenc=\"{XENC}\"{attributes} Type=\"{XENC}Element\">\
         <xenc:EncryptionMethod Algorithm=\"{}\"/>{key_info}\
         <xenc:CipherData><xenc:CipherValue>{}</xenc:CipherValue></xenc:CipherData>\
         </xenc:EncryptedData>{beside}",
        methods.content.uri(),
        base64::encode(&sealed),
    ))
}

/// Content of an EncryptedKey by key transport (XML Encryption 1.1 §5.5.2).
fn transport(key: &PublicKey, oaep: RsaOaep, content_key: &[u8], hint: &str) -> Option<String> {
    let mut context = PkeyCtx::new(key.pkey()).ok()?;
    context.encrypt_init().ok()?;
    context.set_rsa_padding(Padding::PKCS1_OAEP).ok()?;
    context.set_rsa_oaep_md(crypto::oaep_md(oaep.digest)).ok()?;
    context.set_rsa_mgf1_md(crypto::oaep_md(oaep.mgf1)).ok()?;
    let mut wrapped = Vec::new();
    context.encrypt_to_vec(content_key, &mut wrapped).ok()?;
    let mgf = match oaep.method {
        OaepMethod::Mgf1p => String::new(),
        OaepMethod::Xmlenc11 => format!(
            "<xenc11:MGF xmlns:xenc11=\"{XENC11}\" Algorithm=\"{}\"/>",
            oaep.mgf1.mgf_uri()
        ),
    };
    let key_info = if hint.is_empty() {
        String::new()
    } else {
        format!("<ds:KeyInfo xmlns:ds=\"{DS}\">{hint}</ds:KeyInfo>")
    };
    Some(format!(
        "<xenc:EncryptionMethod Algorithm=\"{}\">\
         <ds:DigestMethod xmlns:ds=\"{DS}\" Algorithm=\"{}\"/>{mgf}</xenc:EncryptionMethod>\
         {key_info}<xenc:CipherData><xenc:CipherValue>{}</xenc:CipherValue></xenc:CipherData>",
        oaep.method.uri(),
        oaep.digest.uri(),
        base64::encode(&wrapped),
    ))
}

/// Content of an EncryptedKey by key agreement (XML Encryption 1.1 §5.6.4) and key wrap. The
/// parameters of ConcatKDF are one octet of zero each, as eIDAS nodes write them, after the octet
/// that counts padding bits.
fn agreement(
    key: &PublicKey,
    curve: &str,
    methods: &EncryptionMethods,
    content_key: &[u8],
    hint: &str,
) -> Option<String> {
    let (ephemeral, z) = agree_ephemeral(key)?;
    let wrap = methods.wrap;
    let kek = crypto::concat_kdf(methods.concat_kdf, &z, &[0, 0, 0], wrap.key_len());
    let wrapped = crypto::key_wrap(wrap, &kek, content_key)?;
    let recipient = if hint.is_empty() {
        String::new()
    } else {
        format!("<xenc:RecipientKeyInfo>{hint}</xenc:RecipientKeyInfo>")
    };
    Some(format!(
        "<xenc:EncryptionMethod Algorithm=\"{}\"/><ds:KeyInfo xmlns:ds=\"{DS}\">\
         <xenc:AgreementMethod Algorithm=\"{ECDH_ES}\">\
         <xenc11:KeyDerivationMethod xmlns:xenc11=\"{XENC11}\" Algorithm=\"{CONCAT_KDF}\">\
         <xenc11:ConcatKDFParams AlgorithmID=\"0000\" PartyUInfo=\"0000\" PartyVInfo=\"0000\">\
         <ds:DigestMethod Algorithm=\"{}\"/></xenc11:ConcatKDFParams>\
         </xenc11:KeyDerivationMethod>\
         <xenc:OriginatorKeyInfo><ds:KeyValue><ds11:ECKeyValue xmlns:ds11=\"{DS11}\">\
         <ds11:NamedCurve URI=\"{curve}\"/><ds11:PublicKey>{}</ds11:PublicKey>\
         </ds11:ECKeyValue></ds:KeyValue></xenc:OriginatorKeyInfo>{recipient}\
         </xenc:AgreementMethod></ds:KeyInfo>\
         <xenc:CipherData><xenc:CipherValue>{}</xenc:CipherValue></xenc:CipherData>",
        wrap.uri(),
        methods.concat_kdf.uri(),
        base64::encode(ephemeral.octets()),
        base64::encode(&wrapped),
    ))
}
