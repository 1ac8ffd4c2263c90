//! Documents that stand in the repository, `tests/recorded`: signed, encrypted and attacked by keys
//! made for it, each with its verdict in `INDEX`. Here on any clone, and unlike what the other tests
//! make anew in each run, octet for octet what an earlier version wrote: a mistake that signer and
//! verifier share would show.
//!
//! `LANDPORT_RECORD=1 cargo test --release -p xmlsec recorded` adds what is not there yet; what is
//! there is never written again.

use std::fs;
use std::path::PathBuf;

use xmlsec::{
    Curve, DataEncryption, DecryptionPolicy, Document, EncryptionMethods, KeyKind, Limits,
    OaepDigest, Policy, RecipientHint, RsaOaep, SoftwareKey, TrustedKeys, decrypt, encrypt, verify,
};

use crate::fixture::{Forge, MESSAGE, after_issuer, certificate, parse, with_signature};
use crate::xmlenc::entropy;

const PLAINTEXT: &str = "<a xmlns=\"urn:a\">\u{e6}\u{f8}\u{e5}</a>";
/// The name of the signer's and recipient's keys, and what they are.
const KEYS: [(&str, KeyKind); 4] = [
    ("p256", KeyKind::Ec(Curve::P256)),
    ("p521", KeyKind::Ec(Curve::P521)),
    ("brainpool", KeyKind::Ec(Curve::BrainpoolP384r1)),
    ("rsa", KeyKind::Rsa(3072)),
];

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/recorded")
}

fn key(name: &str) -> SoftwareKey {
    let pem = |part: &str| fs::read(folder().join(format!("{name}.{part}.pem"))).unwrap();
    SoftwareKey::from_pem(&pem("key"), &pem("cert")).unwrap()
}

/// What comes of a document: its kind is the first word of its name.
fn verdict(name: &str, bytes: &[u8]) -> String {
    let parsed = Document::parse(bytes, &Limits::MESSAGE);
    let got = parsed.and_then(|doc| {
        if name.starts_with("encrypted") {
            let keys = KEYS.map(|(name, _)| key(name));
            let keys = keys.each_ref().map(|key| key as &dyn xmlsec::DecryptionKey);
            let opened = decrypt(doc.root(), &keys, &DecryptionPolicy::EIDAS)?;
            assert_eq!(*opened, PLAINTEXT.as_bytes(), "{name}");
        } else {
            let signers = KEYS.map(|(name, _)| certificate(&key(name)));
            let proof = verify(&doc, &TrustedKeys::new(signers), &Policy::EIDAS)?;
            assert_eq!(proof.root().attribute("ID"), Some("_good"), "{name}");
        }
        Ok(())
    });
    got.map_or_else(|error| error.reason().to_owned(), |()| "ok".to_owned())
}

#[test]
fn recorded_documents_come_to_the_verdict_of_their_index() {
    if std::env::var("LANDPORT_RECORD").is_ok() {
        record();
    }
    let index = fs::read_to_string(folder().join("INDEX")).unwrap();
    let mut named = Vec::new();
    for line in index.lines() {
        let (name, expected) = line.split_once(' ').unwrap();
        let bytes = fs::read(folder().join(name)).unwrap();
        assert_eq!(verdict(name, &bytes), expected, "{name}");
        named.push(name.to_owned());
    }
    let files = fs::read_dir(folder()).unwrap();
    let mut files: Vec<_> = files
        .map(|file| file.unwrap().file_name().into_string().unwrap())
        .filter(|name| name.ends_with(".xml"))
        .collect();
    files.sort();
    named.sort();
    assert_eq!(files, named);
    crate::vectors::seen("recorded in the repository", named.len());
    assert!(named.len() >= 40, "{}", named.len());
}

/// Writes what is missing, with the verdict of today for a reviewer to look at.
fn record() {
    fs::create_dir_all(folder()).unwrap();
    for (name, kind) in KEYS {
        if !folder().join(format!("{name}.key.pem")).exists() {
            let key = crate::fixture::key(kind);
            let put = |part: &str, pem: &str| {
                fs::write(folder().join(format!("{name}.{part}.pem")), pem).unwrap();
            };
            put("key", &key.private_key_pem());
            put("cert", &key.certificates_pem());
        }
    }
    let mut index = fs::read_to_string(folder().join("INDEX")).unwrap_or_default();
    let mut all = signed();
    all.extend(attacks());
    all.extend(encrypted());
    for (name, xml) in all {
        let file = format!("{name}.xml");
        if !folder().join(&file).exists() {
            index += &format!("{file} {}\n", verdict(&file, xml.as_bytes()));
            fs::write(folder().join(&file), xml).unwrap();
        }
    }
    fs::write(folder().join("INDEX"), index).unwrap();
}

fn named(name: &str, xml: String) -> (String, String) {
    (name.to_owned(), xml)
}

fn signed() -> Vec<(String, String)> {
    KEYS.iter()
        .map(|(name, _)| {
            let signed = crate::fixture::signed_with(&key(name), &after_issuer());
            (format!("signed-{name}"), signed)
        })
        .collect()
}

/// One honest message, and one of each kind of attack on it (docs/attacks.md).
fn attacks() -> Vec<(String, String)> {
    let signer = key("p256");
    let honest = crate::fixture::signed_with(&signer, &after_issuer());
    let (start, end) = (honest.find("<ds:Signature ").unwrap(), "</ds:Signature>");
    let signature = &honest[start..honest.find(end).unwrap() + end.len()];
    let forged = MESSAGE
        .replace("_good", "_evil")
        .replace("SE/NO/", "SE/NO/evil");
    let forge = |change: &dyn Fn(&mut Forge)| {
        let mut forge = Forge::honest();
        change(&mut forge);
        forge.message(&signer)
    };
    let inside = |at: &str| {
        let wrapped = signature.replacen(at, &format!("{at}{MESSAGE}"), 1);
        with_signature(&forged, &wrapped)
    };
    let replaced = |from: &str, to: &str| {
        let changed = honest.replacen(from, to, 1);
        assert_ne!(changed, honest, "{from}");
        changed
    };
    let object = format!("<ds:Object>{MESSAGE}</ds:Object></ds:Signature>");
    let object = signature.replacen("</ds:Signature>", &object, 1);
    let sha1 = "http://www.w3.org/2000/09/xmldsig#sha1";
    let xslt = "http://www.w3.org/TR/1999/REC-xslt-19991116";
    vec![
        named("attack-unsigned", MESSAGE.to_owned()),
        named("attack-changed", replaced("SE/NO/", "SE/NO/evil")),
        named("attack-wrapped-in-signed-info", inside("</ds:SignedInfo>")),
        named("attack-wrapped-in-key-info", inside("<ds:KeyInfo>")),
        named("attack-wrapped-in-object", with_signature(&forged, &object)),
        named(
            "attack-wrapped-before",
            with_signature(&forged, &format!("{MESSAGE}{signature}")),
        ),
        named(
            "attack-wrapped-after",
            with_signature(&forged, &format!("{signature}{MESSAGE}")),
        ),
        named("attack-wrapped-whole", with_signature(&forged, &honest)),
        named(
            "attack-wrapped-in-extensions",
            forged.replacen(
                "<samlp:Extensions>",
                &format!("<samlp:Extensions>{honest}"),
                1,
            ),
        ),
        named(
            "attack-same-id",
            with_signature(&forged.replace("_evil", "_good"), signature),
        ),
        named(
            "attack-id-twice",
            replaced("<other ", "<other Id=\"_good\" "),
        ),
        named(
            "attack-xml-id",
            replaced("<other ", "<other xml:id=\"_x\" "),
        ),
        named("attack-two-signatures", with_signature(&honest, signature)),
        named(
            "attack-two-digests",
            replaced(
                "<ds:DigestValue>",
                "<ds:DigestValue>AAAA</ds:DigestValue><ds:DigestValue>",
            ),
        ),
        named(
            "attack-comment-in-digest",
            replaced("<ds:DigestValue>", "<ds:DigestValue><!---->"),
        ),
        named(
            "attack-two-references",
            forge(&|f| f.references = f.references.repeat(2)),
        ),
        named(
            "attack-no-reference",
            forge(&|f| f.references = String::new()),
        ),
        named(
            "attack-reference-to-all",
            forge(&|f| f.references = f.references.replace("#_good", "")),
        ),
        named(
            "attack-reference-by-xpointer",
            forge(&|f| f.references = f.references.replace("#_good", "#xpointer(/)")),
        ),
        named(
            "attack-reference-outside",
            forge(&|f| f.references = f.references.replace("#_good", "http://192.0.2.1/")),
        ),
        named(
            "attack-transform-xslt",
            forge(&|f| {
                let exclusive = "http://www.w3.org/2001/10/xml-exc-c14n#";
                f.references = f.references.replacen(exclusive, xslt, 1);
            }),
        ),
        named(
            "attack-digest-sha1",
            forge(&|f| {
                let sha256 = "http://www.w3.org/2001/04/xmlenc#sha256";
                f.references = f.references.replace(sha256, sha1);
            }),
        ),
        named(
            "attack-hmac",
            forge(&|f| {
                f.method = f.method.replace("#ecdsa-sha256", "#hmac-sha256");
            }),
        ),
        named("attack-document-type", format!("<!DOCTYPE r>{honest}")),
        named("attack-entity", replaced("SE/NO/", "&x;")),
        named("attack-instruction", replaced("SE/NO/", "<?x?>SE/NO/")),
        named("attack-two-marks", format!("\u{feff}\u{feff}{honest}")),
        named("attack-two-roots", format!("{honest}<r/>")),
        named(
            "signed-with-comments",
            replaced("SE/NO/", "SE/<!-- no part -->NO/"),
        ),
        named(
            "signed-with-cdata",
            replaced("SE/NO/", "<![CDATA[SE]]>&#47;NO/"),
        ),
    ]
}

fn encrypted() -> Vec<(String, String)> {
    let seal = |name: &str, change: &dyn Fn(&mut EncryptionMethods)| {
        let mut methods = EncryptionMethods::EIDAS;
        change(&mut methods);
        let recipient = certificate(&key(name));
        let sealed = encrypt(PLAINTEXT.as_bytes(), &recipient, &methods, entropy()).unwrap();
        parse(&format!("<e>{sealed}</e>")).unwrap();
        format!("<e>{sealed}</e>")
    };
    let plain = |name: &str| seal(name, &|_| {});
    let cbc = ("2009/xmlenc11#aes256-gcm", "2001/04/xmlenc#aes256-cbc");
    let pkcs1 = ("2009/xmlenc11#rsa-oaep", "2001/04/xmlenc#rsa-1_5");
    let sha2 = OaepDigest::ALL[1];
    vec![
        named("encrypted-p256", plain("p256")),
        named("encrypted-p521", plain("p521")),
        named("encrypted-brainpool", plain("brainpool")),
        named("encrypted-rsa", plain("rsa")),
        named(
            "encrypted-aes128",
            seal("p256", &|m| m.content = DataEncryption::Aes128Gcm),
        ),
        named(
            "encrypted-no-recipient",
            seal("rsa", &|m| m.hint = RecipientHint::None),
        ),
        named("encrypted-cbc", plain("rsa").replacen(cbc.0, cbc.1, 1)),
        named(
            "encrypted-pkcs1",
            plain("rsa").replacen(pkcs1.0, pkcs1.1, 1),
        ),
        named(
            "encrypted-mgf1-sha1",
            seal("rsa", &|m| m.rsa = RsaOaep::danger_mgf1p(sha2)),
        ),
        named(
            "encrypted-changed",
            plain("p256")
                .replacen("CipherValue>A", "CipherValue>B", 1)
                .replacen("<xenc:CipherValue>", "<xenc:CipherValue>AAAA", 1),
        ),
    ]
}
