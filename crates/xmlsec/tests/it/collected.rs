//! What other projects collected as attacks on SAML, where it is beside the repository. As it lies
//! there none of it was signed by a key of ours, which is refused before any rule about shapes. So
//! each is signed anew here: by a trusted key, with legal algorithms, each Signature over what its
//! Reference names wherever that was moved to, and, for assertions, encrypted to us as well. Then
//! the only thing wrong with an attack is the attack, and the exact rule has to refuse it.

use std::collections::BTreeMap;
use std::path::Path;

use xmlsec::{
    DecryptionPolicy, Document, Element, EncryptionMethods, Limits, Policy, decrypt, encrypt,
    verify,
};

use crate::fixture::{DS, Forge, P256, SAML, certificate, trusted};
use crate::vectors::{read, seen, vectors};
use crate::xmlenc::entropy;

const XENC: &str = "http://www.w3.org/2001/04/xmlenc#";

/// Canonical text, and where each of its elements stands, in document order.
struct Text {
    text: String,
    spans: Vec<(usize, usize)>,
}

impl Text {
    fn of(document: &Document) -> Self {
        let text = String::from_utf8(xmlsec::canonicalize(document.root(), &[])).unwrap();
        let mut spans: Vec<(usize, usize)> = Vec::new();
        let mut open = Vec::new();
        let mut at = 0;
        while let Some(tag) = text[at..].find('<').map(|found| at + found) {
            let mut quoted = false;
            let end = text[tag..].find(|c| {
                quoted ^= c == '"';
                c == '>' && !quoted
            });
            at = tag + end.unwrap() + 1;
            if text[tag..].starts_with("</") {
                let element: usize = open.pop().unwrap();
                spans[element] = (spans[element].0, at);
            } else {
                open.push(spans.len());
                spans.push((tag, at));
            }
        }
        Self { text, spans }
    }
}

fn elements<'a>(
    document: &'a Document,
    name: &'a str,
) -> impl Iterator<Item = (usize, Element<'a>)> {
    let all = document.root().descendants().enumerate();
    all.filter(move |(_, e)| e.is(DS, name))
}

/// The element that a Reference names, by number.
fn target(document: &Document, uri: &str) -> Option<usize> {
    let id = uri.strip_prefix('#');
    let mut all = document.root().descendants();
    all.position(|e| {
        let ids = e.attributes().filter(|a| {
            a.name.eq_ignore_ascii_case("id") || a.name == "AssertionID" || a.name == "ResponseID"
        });
        id.is_none() || ids.map(|a| a.value).any(|value| Some(value) == id)
    })
}

fn references<'a>(signature: Element<'a>) -> Vec<&'a str> {
    let all = signature.descendants().filter(|e| e.is(DS, "Reference"));
    all.filter_map(|e| e.attribute("URI")).collect()
}

/// The document with its `number`th Signature made good: digests of what it refers to, without
/// itself; legal algorithms; a value by our key. Everything else in it stays, and where it stands.
fn with_good_signature(document: &Document, number: usize) -> Option<Document> {
    let text = Text::of(document);
    let (at, signature) = elements(document, "Signature").nth(number)?;
    let (start, end) = text.spans[at];
    let without = Document::parse(
        format!("{}{}", &text.text[..start], &text.text[end..]).as_bytes(),
        &Limits::METADATA,
    );
    let without = without.ok()?;
    let mut all = String::new();
    for uri in references(signature) {
        let named = target(&without, uri)?;
        let octets = xmlsec::canonicalize(without.root().descendants().nth(named)?, &[]);
        let digest = openssl::sha::sha256(&octets);
        let uri = xmlsec::escape_attribute(uri);
        all += &Forge::reference_to_digest(&uri, &Forge::transforms(), &digest);
    }
    let forge = Forge {
        references: all,
        ..Forge::honest()
    };
    let made = forge.signature(&*P256);
    let piece = |tag: &str| {
        let (start, end) = (made.find(&format!("<ds:{tag}>")), format!("</ds:{tag}>"));
        let whole = &made[start.unwrap()..made.find(&end).unwrap() + end.len()];
        whole.replacen(
            &format!("<ds:{tag}>"),
            &format!("<ds:{tag} xmlns:ds=\"{DS}\">"),
            1,
        )
    };
    // From the last to the first, so that the numbers before stay true.
    let mut out = text.text.clone();
    let inside = signature.descendants().enumerate().collect::<Vec<_>>();
    for (below, element) in inside.into_iter().rev() {
        let name = element.name();
        let own = signature.children().any(|child| child == element);
        if own && element.is(DS, name) && matches!(name, "SignedInfo" | "SignatureValue") {
            let (start, end) = text.spans[at + below];
            out.replace_range(start..end, &piece(name));
        }
    }
    Document::parse(out.as_bytes(), &Limits::METADATA).ok()
}

/// All Signatures made good, what they refer to first the smallest: a Signature inside is part of
/// what one outside signs.
fn signed_anew(document: Document) -> Option<Document> {
    let count = elements(&document, "Signature").count();
    let mut order: Vec<(usize, usize)> = (0..count)
        .filter_map(|number| {
            let (_, signature) = elements(&document, "Signature").nth(number)?;
            let named = target(&document, references(signature).first()?)?;
            let size = document.root().descendants().nth(named)?;
            Some((size.descendants().count(), number))
        })
        .collect();
    order.sort_unstable();
    let mut signed = document;
    for (_, number) in order {
        signed = with_good_signature(&signed, number)?;
    }
    Some(signed)
}

/// What must come out, by counting alone: no digest and no key is looked at.
fn verdict(root: Element<'_>) -> &'static str {
    let signatures: Vec<_> = root.children().filter(|e| e.is(DS, "Signature")).collect();
    let [signature] = *signatures.as_slice() else {
        return if signatures.is_empty() {
            "sig.missing"
        } else {
            "sig.shape"
        };
    };
    let names: Vec<_> = signature.children().map(Element::name).collect();
    let whole = matches!(
        names.as_slice(),
        ["SignedInfo", "SignatureValue"] | ["SignedInfo", "SignatureValue", "KeyInfo"]
    );
    let id = root.attribute("ID").unwrap_or_default();
    let own = !id.is_empty() && references(signature) == [format!("#{id}")];
    if whole && own { "ok" } else { "sig.shape" }
}

fn outcome(document: &Document) -> &'static str {
    match verify(document, &trusted(&P256), &Policy::EIDAS) {
        Ok(_) => "ok",
        Err(error) => error.reason(),
    }
}

/// The document as plaintext of an EncryptedAssertion: what is verified is what was decrypted.
fn through_encryption(document: &Document) -> Document {
    let plaintext = xmlsec::canonicalize(document.root(), &[]);
    let methods = EncryptionMethods::EIDAS;
    let sealed = encrypt(&plaintext, &certificate(&P256), &methods, entropy()).unwrap();
    let container = format!(
        "<saml:EncryptedAssertion xmlns:saml=\"{SAML}\">{sealed}</saml:EncryptedAssertion>"
    );
    let container = Document::parse(container.as_bytes(), &Limits::METADATA).unwrap();
    let opened = decrypt(container.root(), &[&*P256], &DecryptionPolicy::EIDAS).unwrap();
    Document::parse_in_context(&opened, &[], &Limits::METADATA).unwrap()
}

/// A file as it is, or out of base64; `None` if it is no XML at all, a key for instance.
fn document(bytes: &[u8]) -> Option<Result<Document, &'static str>> {
    let is_xml = |bytes: &[u8]| {
        let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
        bytes.trim_ascii_start().starts_with(b"<")
    };
    let dense = String::from_utf8_lossy(bytes).replace(['\r', '\n', ' '], "");
    let decoded = openssl::base64::decode_block(&dense).unwrap_or_default();
    let bytes = [bytes, &decoded].into_iter().find(|bytes| is_xml(bytes))?;
    let parsed = Document::parse(bytes, &Limits::METADATA).map_err(|error| error.reason());
    assert!(parsed.is_err() || !bytes.windows(9).any(|w| w == b"<!DOCTYPE"));
    Some(parsed)
}

fn each(folder: &Path, act: &mut impl FnMut(&str, Result<Document, &'static str>)) {
    let entries = std::fs::read_dir(folder).unwrap();
    let mut entries: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            each(&path, act);
        } else if let Some(document) = document(&read(&path)) {
            let name = path.file_name().unwrap().to_string_lossy();
            act(name.trim_end_matches(".base64"), document);
        }
    }
}

/// As they lie there, and as a ciphertext of ours.
#[test]
fn collected_saml_attacks_are_nothing_to_our_keys() {
    let Some(root) = vectors("saml-attacks") else {
        return;
    };
    let mut count = 0;
    each(&root, &mut |name, document| {
        count += 1;
        let Ok(document) = document else {
            return;
        };
        assert_ne!(outcome(&document), "ok", "{name}");
        for data in document
            .root()
            .descendants()
            .filter(|e| e.is(XENC, "EncryptedData"))
        {
            let own = &*crate::fixture::RSA;
            assert!(
                decrypt(data, &[own], &DecryptionPolicy::OLDER_PEER).is_err(),
                "{name}"
            );
        }
    });
    seen("saml-attacks", count);
    assert!(count > 100, "{count}");
}

#[test]
fn collected_saml_attacks_signed_anew_are_refused_by_the_rule_that_they_break() {
    let Some(root) = vectors("saml-attacks") else {
        return;
    };
    let mut outcomes: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    let mut named: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    each(&root, &mut |name, document| {
        let mut note = |layer, got| {
            *outcomes.entry((layer, got)).or_default() += 1;
            named.entry(name.to_owned()).or_default().push(got);
        };
        let document = match document {
            Ok(document) => document,
            Err(reason) => return note("reader", reason),
        };
        if elements(&document, "Signature").next().is_none() {
            return;
        }
        let signed = signed_anew(document).unwrap_or_else(|| panic!("{name} is not signed"));
        let mut check = |layer, document: &Document| {
            let got = outcome(document);
            assert_eq!(got, verdict(document.root()), "{name}, {layer}");
            note(layer, got);
        };
        check("message", &signed);
        let assertions = signed.root().descendants();
        for assertion in assertions.filter(|e| e.is(SAML, "Assertion")) {
            let alone = xmlsec::canonicalize(assertion, &[]);
            let alone = Document::parse(&alone, &Limits::METADATA).unwrap();
            check("assertion", &through_encryption(&alone));
        }
    });
    seen("saml-attacks, signed anew", outcomes.values().sum());
    // The signatures are good, so some pass, in both layers.
    let of = |layer, result| outcomes.get(&(layer, result)).copied().unwrap_or_default();
    assert!(
        of("message", "ok") > 50 && of("assertion", "ok") > 50,
        "{outcomes:?}"
    );
    for (name, expected) in WRAPPED {
        assert_eq!(named.get(name).map(Vec::as_slice), Some(expected), "{name}");
    }
}

/// What others collected as wrapping attacks: what the reader says, or else of the whole message and
/// then of each assertion in it. None passes as a message. An assertion that passes for itself is
/// signed as it stands; that there is one only, and in its place, is the concern of the crate `eidas`.
const WRAPPED: [(&str, &[&str]); 19] = [
    ("attackxee.xml", &["xml.doctype_forbidden"]),
    ("encrypted_new_attack.xml", &["sig.shape"]),
    ("multiple_signed.xml", &["sig.shape", "ok"]),
    (
        "response_assertion_wrapped.xml",
        &["sig.missing", "sig.missing", "ok"],
    ),
    (
        "response_with_concealed_signed_assertion.xml",
        &["sig.missing", "sig.shape", "sig.missing"],
    ),
    (
        "response_with_doubled_signed_assertion.xml",
        &["sig.missing", "sig.shape", "sig.missing"],
    ),
    ("response_wrapped.xml", &["sig.missing", "sig.missing"]),
    (
        "saml_multiple_signed_info_nodes.xml",
        &["sig.missing", "sig.shape", "sig.missing"],
    ),
    (
        "saml_wrapped_signed_info_node.xml",
        &["sig.missing", "sig.shape", "sig.missing"],
    ),
    (
        "signature_wrapping_attack.xml",
        &["xml.duplicate_id", "xml.duplicate_id"],
    ),
    (
        "signature_wrapping_attack2.xml",
        &["sig.missing", "sig.shape", "sig.missing"],
    ),
    (
        "signed-xsw-assertion-assertion.xml",
        &["sig.missing", "sig.shape", "sig.missing"],
    ),
    (
        "signed-xsw-assertion-extensions.xml",
        &["sig.missing", "sig.missing", "sig.shape"],
    ),
    (
        "signed-xsw-assertion-in-assertion-first-sig.xml",
        &["sig.missing", "ok", "ok"],
    ),
    (
        "signed-xsw-assertion-wrapper.xml",
        &["sig.missing", "sig.shape", "sig.missing"],
    ),
    (
        "signed-xsw-response-in-response-first-sig.xml",
        &["xml.duplicate_id"],
    ),
    (
        "signedAssertionReferencedEmbeddedAssertion.xml",
        &["sig.shape", "sig.shape", "sig.missing"],
    ),
    ("valid_saml_signature_wrapping.xml", &["xml.duplicate_id"]),
    ("wrapped_response_2.xml", &["sig.missing", "sig.missing"]),
];
