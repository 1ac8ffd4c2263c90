//! Decrypting. The result is bytes to parse again, never a spliced tree.

use zeroize::Zeroizing;

use crate::encrypt::{CONCAT_KDF, ECDH_ES, TYPE_ENCRYPTED_KEY, XENC, XENC11};
use crate::key_info::{Shown, shown_point};
use crate::verify::DS;
use crate::{
    DataEncryption, DecryptionKey, DecryptionPolicy, DigestMethod, EcPublicPoint, Element, Error,
    KeyKind, KeyWrap, OaepDigest, OaepMethod, Sha1InOaep, base64, crypto,
};

/// EncryptedKeys of one container; real ones have one.
const MAX_ENCRYPTED_KEYS: usize = 4;
/// Private-key operations for one container: an RSA key costs 2 ms, an HSM 20.
const MAX_OPERATIONS: usize = 4;

/// Decrypts what stands in `container`: an element (`saml:EncryptedAssertion`) with exactly one
/// `xenc:EncryptedData` and perhaps `xenc:EncryptedKey`s beside it (SAML Core §6.2). An algorithm
/// outside the policy is refused before any key is touched; at most four private-key operations
/// are made. What was decrypted is cleared from memory when it is dropped, and so is every key on
/// the way to it.
///
/// # Errors
/// [`Error::EncryptionAlgorithm`], which says what the sender wrote; otherwise
/// [`Error::Undecryptable`], whatever the cause.
pub fn decrypt(
    container: Element<'_>,
    keys: &[&dyn DecryptionKey],
    policy: &DecryptionPolicy,
) -> Result<Zeroizing<Vec<u8>>, Error> {
    let data = only(container, XENC, "EncryptedData")?;
    let stranger = |e: Element<'_>| !(e == data || e.is(XENC, "EncryptedKey"));
    if container.has_text() || container.has_comment() || container.children().any(stranger) {
        return Err(Error::Undecryptable);
    }
    let method = only(data, XENC, "EncryptionMethod")?;
    let content = known(method, DataEncryption::from_uri)?;
    says(method, Some(content.key_len()), &[])?;
    let sealed = cipher_value(data)?;
    if sealed.len() > policy.max_plaintext + crypto::IV + crypto::TAG {
        return Err(Error::Undecryptable);
    }
    let encrypted_keys = encrypted_keys(container, data)?
        .into_iter()
        .map(|e| read_key(e, policy))
        .collect::<Result<Vec<_>, _>>()?;
    for (encrypted, key) in attempts(&encrypted_keys, keys).take(MAX_OPERATIONS) {
        let unwrapped = encrypted
            .unwrap(key)
            .filter(|k| k.len() == content.key_len());
        // Without a key the content is opened all the same, with a key that is not one.
        let found = unwrapped.is_some();
        let content_key = unwrapped.unwrap_or_else(|| vec![0; content.key_len()].into());
        let plaintext = crypto::gcm_open(content, &content_key, &sealed);
        if let Some(plaintext) = plaintext.filter(|_| found) {
            return Ok(plaintext);
        }
    }
    Err(Error::Undecryptable)
}

/// Pairs of an EncryptedKey and a key of its kind; the pairs that a hint names come first.
fn attempts<'a>(
    encrypted: &'a [EncryptedKey],
    keys: &'a [&'a dyn DecryptionKey],
) -> impl Iterator<Item = (&'a EncryptedKey, &'a dyn DecryptionKey)> {
    let pairs = |hinted: bool| {
        encrypted.iter().flat_map(move |e| {
            keys.iter()
                .copied()
                .filter(move |k| e.is_for(*k))
                .filter_map(move |k| {
                    ((e.hint.as_ref().is_some_and(|h| h.is(k.certificate()))) == hinted)
                        .then_some((e, k))
                })
        })
    };
    pairs(true).chain(pairs(false))
}

fn only<'a>(parent: Element<'a>, namespace: &str, name: &str) -> Result<Element<'a>, Error> {
    optional(parent, namespace, name)?.ok_or(Error::Undecryptable)
}

fn optional<'a>(
    parent: Element<'a>,
    namespace: &str,
    name: &str,
) -> Result<Option<Element<'a>>, Error> {
    let mut found = parent.children().filter(|e| e.is(namespace, name));
    match (found.next(), found.next()) {
        (first, None) => Ok(first),
        (_, Some(_)) => Err(Error::Undecryptable),
    }
}

/// The algorithm that a method names, if it is one of ours.
fn known<T>(method: Element<'_>, from_uri: impl Fn(&str) -> Option<T>) -> Result<T, Error> {
    let uri = method.attribute("Algorithm").ok_or(Error::Undecryptable)?;
    from_uri(uri).ok_or_else(|| refused(uri))
}

/// Refuses what a method says beside its algorithm: XML Encryption 1.1 §3.2, "the presence of any child element under
/// EncryptionMethod that is not permitted by the algorithm or the presence of a KeySize child inconsistent with the
/// algorithm MUST be treated as an error". `octets`: of the key that the algorithm implies.
fn says(
    method: Element<'_>,
    octets: Option<usize>,
    permitted: &[(&str, &str)],
) -> Result<(), Error> {
    let is_permitted = |child: Element<'_>| {
        let mut permitted = permitted.iter();
        child.is(XENC, "KeySize") || permitted.any(|(namespace, name)| child.is(namespace, name))
    };
    if !method.children().all(is_permitted) {
        return Err(Error::Undecryptable);
    }
    let Some(size) = optional(method, XENC, "KeySize")? else {
        return Ok(());
    };
    let bits: Option<usize> = size.text().trim().parse().ok();
    match bits {
        Some(bits) if octets.is_none_or(|octets| octets * 8 == bits) => Ok(()),
        _ => Err(Error::Undecryptable),
    }
}

/// No secret is in it: it is what the sender wrote, and no key has been touched.
fn refused(uri: &str) -> Error {
    Error::EncryptionAlgorithm {
        uri: uri.chars().take(100).collect(),
    }
}

/// Inline octets only: a CipherReference (URL, transforms) is never followed.
fn cipher_value(element: Element<'_>) -> Result<Vec<u8>, Error> {
    let data = only(element, XENC, "CipherData")?;
    let value = only(data, XENC, "CipherValue")?;
    if data.children().count() != 1 || value.children().next().is_some() {
        return Err(Error::Undecryptable);
    }
    base64::decode(&value.text()).ok_or(Error::Undecryptable)
}

/// The EncryptedKeys of this EncryptedData: inside its KeyInfo, else the one that its
/// RetrievalMethod names, else those beside it that refer to it or refer to nothing.
fn encrypted_keys<'a>(
    container: Element<'a>,
    data: Element<'a>,
) -> Result<Vec<Element<'a>>, Error> {
    let key_info = optional(data, DS, "KeyInfo")?;
    let within = |name: &'static str, namespace: &'static str| {
        let children = key_info.into_iter().flat_map(Element::children);
        children.filter(move |e| e.is(namespace, name))
    };
    let beside = || container.children().filter(|e| e.is(XENC, "EncryptedKey"));
    let inside: Vec<_> = within("EncryptedKey", XENC).collect();
    let retrieval = within("RetrievalMethod", DS).next();
    let found: Vec<_> = if !inside.is_empty() {
        inside
    } else if let Some(retrieval) = retrieval {
        if retrieval
            .attribute("Type")
            .is_some_and(|t| t != TYPE_ENCRYPTED_KEY)
        {
            return Err(Error::Undecryptable);
        }
        let uri = retrieval.attribute("URI");
        let id = uri.and_then(|uri| uri.strip_prefix('#'));
        let id = id.ok_or(Error::Undecryptable)?;
        beside().filter(|e| e.attribute("Id") == Some(id)).collect()
    } else {
        beside()
            .filter(|e| refers_to(*e, data.attribute("Id")))
            .collect()
    };
    (1..=MAX_ENCRYPTED_KEYS)
        .contains(&found.len())
        .then_some(found)
        .ok_or(Error::Undecryptable)
}

fn refers_to(key: Element<'_>, data_id: Option<&str>) -> bool {
    let mut lists = key
        .children()
        .filter(|e| e.is(XENC, "ReferenceList"))
        .peekable();
    lists.peek().is_none()
        || lists.flat_map(Element::children).any(|reference| {
            let uri = reference.attribute("URI").and_then(|u| u.strip_prefix('#'));
            reference.is(XENC, "DataReference") && uri.is_some() && uri == data_id
        })
}

/// An EncryptedKey, read and within the policy, before any key is touched.
struct EncryptedKey {
    method: KeyMethod,
    wrapped: Vec<u8>,
    hint: Option<Shown>,
}

enum KeyMethod {
    RsaOaep {
        digest: OaepDigest,
        mgf1: OaepDigest,
    },
    EcdhEs {
        ephemeral: EcPublicPoint,
        wrap: KeyWrap,
        digest: DigestMethod,
        other_info: Vec<u8>,
    },
}

impl EncryptedKey {
    fn is_for(&self, key: &dyn DecryptionKey) -> bool {
        match (&self.method, key.certificate().key().kind()) {
            (KeyMethod::RsaOaep { .. }, KeyKind::Rsa(bits)) => {
                usize::try_from(bits.div_ceil(8)) == Ok(self.wrapped.len())
            }
            (KeyMethod::EcdhEs { ephemeral, .. }, kind) => KeyKind::Ec(ephemeral.curve()) == kind,
            _ => false,
        }
    }

    fn unwrap(&self, key: &dyn DecryptionKey) -> Option<Zeroizing<Vec<u8>>> {
        match &self.method {
            KeyMethod::RsaOaep { digest, mgf1 } => key
                .rsa_oaep(&self.wrapped, *digest, *mgf1)
                .ok()
                .map(Zeroizing::new),
            KeyMethod::EcdhEs {
                ephemeral,
                wrap,
                digest,
                other_info,
            } => {
                let z = Zeroizing::new(key.ecdh(ephemeral).ok()?);
                let kek = crypto::concat_kdf(*digest, &z, other_info, wrap.key_len());
                crypto::key_unwrap(*wrap, &kek, &self.wrapped)
            }
        }
    }
}

fn read_key(element: Element<'_>, policy: &DecryptionPolicy) -> Result<EncryptedKey, Error> {
    let method = only(element, XENC, "EncryptionMethod")?;
    let wrapped = cipher_value(element)?;
    let key_info = optional(element, DS, "KeyInfo")?;
    match known(method, KeyAlgorithm::from_uri)? {
        KeyAlgorithm::Transport(oaep) => Ok(EncryptedKey {
            method: read_oaep(oaep, method, policy)?,
            wrapped,
            hint: key_info.and_then(Shown::first),
        }),
        KeyAlgorithm::Wrap(wrap) => {
            says(method, Some(wrap.key_len()), &[])?;
            let agreement = key_info.ok_or(Error::Undecryptable)?;
            let agreement = only(agreement, XENC, "AgreementMethod")?;
            let recipient = optional(agreement, XENC, "RecipientKeyInfo")?;
            Ok(EncryptedKey {
                method: read_agreement(agreement, wrap)?,
                wrapped,
                hint: recipient.and_then(Shown::first),
            })
        }
    }
}

/// What an EncryptedKey may be encrypted by.
enum KeyAlgorithm {
    Transport(OaepMethod),
    Wrap(KeyWrap),
}

impl KeyAlgorithm {
    fn from_uri(uri: &str) -> Option<Self> {
        let transport = OaepMethod::from_uri(uri).map(Self::Transport);
        transport.or_else(|| KeyWrap::from_uri(uri).map(Self::Wrap))
    }
}

/// XML Encryption 1.1 §5.5.2: a missing DigestMethod or MGF means SHA-1; `rsa-oaep-mgf1p` always
/// has MGF1 with SHA-1. A label (`OAEPparams`) is not part of the profile.
fn read_oaep(
    oaep: OaepMethod,
    method: Element<'_>,
    policy: &DecryptionPolicy,
) -> Result<KeyMethod, Error> {
    const PARTS: [(&str, &str); 3] = [(XENC, "OAEPparams"), (DS, "DigestMethod"), (XENC11, "MGF")];
    says(method, None, &PARTS)?;
    let digest = match optional(method, DS, "DigestMethod")? {
        Some(digest) => known(digest, OaepDigest::from_uri)?,
        None => OaepDigest::Sha1,
    };
    let mgf1 = match (oaep, optional(method, XENC11, "MGF")?) {
        (OaepMethod::Mgf1p, None) | (OaepMethod::Xmlenc11, None) => OaepDigest::Sha1,
        (OaepMethod::Xmlenc11, Some(mgf)) => known(mgf, OaepDigest::from_mgf_uri)?,
        (OaepMethod::Mgf1p, Some(_)) => return Err(Error::Undecryptable),
    };
    let label = optional(method, XENC, "OAEPparams")?;
    if label.is_some_and(|l| !l.text().is_empty()) {
        return Err(Error::Undecryptable);
    }
    match (policy.sha1_in_oaep, digest, mgf1) {
        (Sha1InOaep::Refused, OaepDigest::Sha1, _) => Err(refused(digest.uri())),
        (Sha1InOaep::Refused, _, OaepDigest::Sha1) => Err(refused(mgf1.mgf_uri())),
        _ => Ok(KeyMethod::RsaOaep { digest, mgf1 }),
    }
}

/// XML Encryption 1.1 §5.6.4. A KA-Nonce may be there; ConcatKDF takes no notice of it.
fn read_agreement(agreement: Element<'_>, wrap: KeyWrap) -> Result<KeyMethod, Error> {
    let is = |expected: &'static str| move |uri: &str| (uri == expected).then_some(());
    known(agreement, is(ECDH_ES))?;
    let derivation = only(agreement, XENC11, "KeyDerivationMethod")?;
    known(derivation, is(CONCAT_KDF))?;
    let params = only(derivation, XENC11, "ConcatKDFParams")?;
    let digest = known(only(params, DS, "DigestMethod")?, DigestMethod::from_uri)?;
    let mut other_info = Vec::new();
    for name in [
        "AlgorithmID",
        "PartyUInfo",
        "PartyVInfo",
        "SuppPubInfo",
        "SuppPrivInfo",
    ] {
        if let Some(value) = params.attribute(name) {
            other_info.extend(concat_param(value).ok_or(Error::Undecryptable)?);
        }
    }
    let ephemeral = shown_point(only(agreement, XENC, "OriginatorKeyInfo")?);
    Ok(KeyMethod::EcdhEs {
        ephemeral: ephemeral.ok_or(Error::Undecryptable)?,
        wrap,
        digest,
        other_info,
    })
}

/// Octets of one parameter of ConcatKDF with the padding octet, in hex; real ones have two.
const MAX_CONCAT_PARAM: usize = 2048;

/// XML Encryption 1.1 §5.4.1: hex; the first octet counts the padding bits of the last one and is
/// not hashed. Only whole octets are read.
fn concat_param(hex: &str) -> Option<Vec<u8>> {
    if hex.len() > MAX_CONCAT_PARAM || !hex.bytes().all(|b| b.is_ascii_hexdigit()) {
        return None;
    }
    let pairs = hex.as_bytes().chunks(2);
    let octets = pairs.map(|pair| match pair {
        [_, _] => u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok(),
        _ => None,
    });
    let octets = octets.collect::<Option<Vec<u8>>>()?;
    match octets.split_first() {
        None => Some(octets),
        Some((0, value)) => Some(value.to_vec()),
        Some(_) => None,
    }
}
