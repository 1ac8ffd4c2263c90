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
/// [`Error::Undecryptable`], whatever the cause.
pub fn decrypt(
    container: Element<'_>,
    keys: &[&dyn DecryptionKey],
    policy: &DecryptionPolicy,
) -> Result<Zeroizing<Vec<u8>>, Error> {
    open(container, keys, policy).ok_or(Error::Undecryptable)
}

fn open(
    container: Element<'_>,
    keys: &[&dyn DecryptionKey],
    policy: &DecryptionPolicy,
) -> Option<Zeroizing<Vec<u8>>> {
    let data = only(container, XENC, "EncryptedData")?;
    let stranger = |e: Element<'_>| !(e == data || e.is(XENC, "EncryptedKey"));
    if container.has_text() || container.children().any(stranger) {
        return None;
    }
    let content = DataEncryption::from_uri(algorithm(only(data, XENC, "EncryptionMethod")?)?)?;
    let sealed = cipher_value(data)?;
    if sealed.len() > policy.max_plaintext + crypto::IV + crypto::TAG {
        return None;
    }
    let encrypted_keys: Option<Vec<EncryptedKey>> = encrypted_keys(container, data)?
        .into_iter()
        .map(|e| read_key(e, policy))
        .collect();
    let encrypted_keys = encrypted_keys?;
    for (encrypted, key) in attempts(&encrypted_keys, keys).take(MAX_OPERATIONS) {
        let unwrapped = encrypted
            .unwrap(key)
            .filter(|k| k.len() == content.key_len());
        // Without a key the content is opened all the same, with a key that is not one.
        let found = unwrapped.is_some();
        let content_key = unwrapped.unwrap_or_else(|| vec![0; content.key_len()].into());
        let plaintext = crypto::gcm_open(content, &content_key, &sealed);
        if let Some(plaintext) = plaintext.filter(|_| found) {
            return Some(plaintext);
        }
    }
    None
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

fn only<'a>(parent: Element<'a>, namespace: &str, name: &str) -> Option<Element<'a>> {
    let mut found = parent.children().filter(|e| e.is(namespace, name));
    let first = found.next()?;
    found.next().is_none().then_some(first)
}

fn optional<'a>(parent: Element<'a>, namespace: &str, name: &str) -> Option<Option<Element<'a>>> {
    match parent.children().filter(|e| e.is(namespace, name)).count() {
        0 => Some(None),
        1 => only(parent, namespace, name).map(Some),
        _ => None,
    }
}

fn algorithm(method: Element<'_>) -> Option<&str> {
    method.attribute("Algorithm")
}

/// Inline octets only: a CipherReference (URL, transforms) is never followed.
fn cipher_value(element: Element<'_>) -> Option<Vec<u8>> {
    let data = only(element, XENC, "CipherData")?;
    let value = only(data, XENC, "CipherValue")?;
    if data.children().count() != 1 || value.children().next().is_some() {
        return None;
    }
    base64::decode(&value.text())
}

/// The EncryptedKeys of this EncryptedData: inside its KeyInfo, else the one that its
/// RetrievalMethod names, else those beside it that refer to it or refer to nothing.
fn encrypted_keys<'a>(container: Element<'a>, data: Element<'a>) -> Option<Vec<Element<'a>>> {
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
            return None;
        }
        let id = retrieval.attribute("URI")?.strip_prefix('#')?;
        beside().filter(|e| e.attribute("Id") == Some(id)).collect()
    } else {
        beside()
            .filter(|e| refers_to(*e, data.attribute("Id")))
            .collect()
    };
    (1..=MAX_ENCRYPTED_KEYS)
        .contains(&found.len())
        .then_some(found)
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

fn read_key(element: Element<'_>, policy: &DecryptionPolicy) -> Option<EncryptedKey> {
    let method = only(element, XENC, "EncryptionMethod")?;
    let wrapped = cipher_value(element)?;
    let key_info = optional(element, DS, "KeyInfo")?;
    let uri = algorithm(method)?;
    if let Some(oaep) = OaepMethod::from_uri(uri) {
        let method = read_oaep(oaep, method, policy)?;
        return Some(EncryptedKey {
            method,
            wrapped,
            hint: key_info.and_then(Shown::first),
        });
    }
    let wrap = KeyWrap::from_uri(uri)?;
    let agreement = only(key_info?, XENC, "AgreementMethod")?;
    let hint = optional(agreement, XENC, "RecipientKeyInfo")?.and_then(Shown::first);
    Some(EncryptedKey {
        method: read_agreement(agreement, wrap)?,
        wrapped,
        hint,
    })
}

/// XML Encryption 1.1 §5.5.2: a missing DigestMethod or MGF means SHA-1; `rsa-oaep-mgf1p` always
/// has MGF1 with SHA-1. A label (`OAEPparams`) is not part of the profile.
fn read_oaep(
    oaep: OaepMethod,
    method: Element<'_>,
    policy: &DecryptionPolicy,
) -> Option<KeyMethod> {
    let digest = match optional(method, DS, "DigestMethod")? {
        Some(digest) => OaepDigest::from_uri(algorithm(digest)?)?,
        None => OaepDigest::Sha1,
    };
    let mgf1 = match (oaep, optional(method, XENC11, "MGF")?) {
        (OaepMethod::Mgf1p, None) | (OaepMethod::Xmlenc11, None) => OaepDigest::Sha1,
        (OaepMethod::Xmlenc11, Some(mgf)) => OaepDigest::from_mgf_uri(algorithm(mgf)?)?,
        (OaepMethod::Mgf1p, Some(_)) => return None,
    };
    let label = optional(method, XENC, "OAEPparams")?;
    if label.is_some_and(|l| !l.text().is_empty()) {
        return None;
    }
    let sha1 = digest == OaepDigest::Sha1 || mgf1 == OaepDigest::Sha1;
    match policy.sha1_in_oaep {
        Sha1InOaep::Refused if sha1 => None,
        Sha1InOaep::Refused | Sha1InOaep::AcceptedFromOlderPeer => {
            Some(KeyMethod::RsaOaep { digest, mgf1 })
        }
    }
}

/// XML Encryption 1.1 §5.6.4. A KA-Nonce may be there; ConcatKDF takes no notice of it.
fn read_agreement(agreement: Element<'_>, wrap: KeyWrap) -> Option<KeyMethod> {
    if algorithm(agreement)? != ECDH_ES {
        return None;
    }
    let derivation = only(agreement, XENC11, "KeyDerivationMethod")?;
    if algorithm(derivation)? != CONCAT_KDF {
        return None;
    }
    let params = only(derivation, XENC11, "ConcatKDFParams")?;
    let digest = DigestMethod::from_uri(algorithm(only(params, DS, "DigestMethod")?)?)?;
    let mut other_info = Vec::new();
    for name in [
        "AlgorithmID",
        "PartyUInfo",
        "PartyVInfo",
        "SuppPubInfo",
        "SuppPrivInfo",
    ] {
        if let Some(value) = params.attribute(name) {
            other_info.extend(concat_param(value)?);
        }
    }
    let ephemeral = shown_point(only(agreement, XENC, "OriginatorKeyInfo")?)?;
    Some(KeyMethod::EcdhEs {
        ephemeral,
        wrap,
        digest,
        other_info,
    })
}

/// XML Encryption 1.1 §5.4.1: hex; the first octet counts the padding bits of the last one and is
/// not hashed. Only whole octets are read.
fn concat_param(hex: &str) -> Option<Vec<u8>> {
    if !hex.len().is_multiple_of(2) || hex.len() > 2048 || !hex.is_ascii() {
        return None;
    }
    let mut octets = Vec::with_capacity(hex.len() / 2);
    for pair in hex.as_bytes().chunks_exact(2) {
        let pair = std::str::from_utf8(pair).ok()?;
        if !pair.bytes().all(|b| b.is_ascii_hexdigit()) {
            return None;
        }
        octets.push(u8::from_str_radix(pair, 16).ok()?);
    }
    match octets.split_first() {
        None => Some(octets),
        Some((0, value)) => Some(value.to_vec()),
        Some(_) => None,
    }
}
