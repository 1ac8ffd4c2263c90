//! Messages recorded from other implementations, where they are present beside the repository.

use std::fs;
use std::path::{Path, PathBuf};

use xmlsec::{
    Certificate, DecryptionPolicy, Document, Element, Limits, Policy, SignedElement, SoftwareKey,
    TrustAnchors, TrustedKeys, decrypt, verify, verify_metadata,
};

use crate::fixture::{NOW, SAML};

/// 2015-11-01, when the demonstration certificates of the reference node were valid.
const IN_2015: i64 = 1_446_336_000;

/// The folder, if it is there. A test without it passes, and says that it has seen nothing; where
/// `LANDPORT_VECTORS=required` (`scripts/test` in CI), it fails.
pub(crate) fn vectors(folder: &str) -> Option<PathBuf> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/vectors");
    let path = beside.join(folder);
    if path.exists() {
        return Some(path);
    }
    let required = std::env::var("LANDPORT_VECTORS").is_ok_and(|how| how == "required");
    assert!(
        !required,
        "{folder} is not there, and LANDPORT_VECTORS=required"
    );
    seen(folder, 0);
    None
}

/// Says how many documents a test has seen, also where it passes: not by `eprintln!`, which the
/// harness keeps to itself.
pub(crate) fn seen(folder: &str, documents: usize) {
    use std::io::Write as _;
    let _ = writeln!(std::io::stderr(), "vectors {folder}: {documents} documents");
}

pub(crate) fn read(path: &Path) -> Vec<u8> {
    fs::read(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

fn document(path: &Path) -> Document {
    Document::parse(&read(path), &Limits::METADATA)
        .unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

fn certificate(keys: &Path, name: &str) -> Certificate {
    Certificate::from_pem(&read(&keys.join(format!("{name}.cert.pem")))).unwrap()
}

fn software_key(keys: &Path, name: &str) -> SoftwareKey {
    SoftwareKey::from_pem(
        &read(&keys.join(format!("{name}.key.pem"))),
        &read(&keys.join(format!("{name}.cert.pem"))),
    )
    .unwrap()
}

fn verified(path: &Path, signer: &Certificate) -> SignedElement {
    verify(
        &document(path),
        &TrustedKeys::new([signer.clone()]),
        &Policy::EIDAS,
    )
    .unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

fn encrypted_assertion<'a>(response: Element<'a>) -> Option<Element<'a>> {
    response
        .children()
        .find(|e| e.is(SAML, "EncryptedAssertion"))
}

#[test]
fn eidas_node_live_messages_and_metadata_to_the_verdict_of_their_index() {
    let Some(root) = vectors("eidas-node-live") else {
        return;
    };
    let (mut messages, mut assertions) = (0, 0);
    for (folder, encryption_key, now, signed_assertion) in [
        ("rsa-default", "connector-ca", IN_2015, false),
        ("ec256", "connector-ca-enc", NOW, true),
        ("rsa3072", "connector-ca", NOW, false),
    ] {
        let folder = root.join(folder);
        let keys = folder.join("keys");
        let decrypter = software_key(&keys, encryption_key);
        let anchors = TrustAnchors::new([certificate(&keys, "metadata-signer")]);
        for name in ["ConnectorMetadata.xml", "ServiceMetadata.xml"] {
            let doc = document(&folder.join(name));
            let proof = verify_metadata(&doc, &anchors, &Policy::EIDAS, now).unwrap();
            assert_eq!(proof.root().name(), "EntityDescriptor");
            let others = TrustAnchors::new([certificate(&keys, "proxy-cb")]);
            let got = verify_metadata(&doc, &others, &Policy::EIDAS, now).map(|_| ());
            assert_eq!(got.unwrap_err().reason(), "sig.certificate_path");
        }
        for case in fs::read_dir(&folder).unwrap() {
            let case = case.unwrap().path();
            if !case.join("Response.xml").exists() {
                continue;
            }
            verified(
                &case.join("AuthnRequest.xml"),
                &certificate(&keys, "connector-ca"),
            );
            let signer = certificate(&keys, "proxy-cb");
            let proof = verified(&case.join("Response.xml"), &signer);
            messages += 2;
            let Some(encrypted) = encrypted_assertion(proof.root()) else {
                continue;
            };
            // The reference node 2.5 writes SHA-1 inside OAEP: an older peer.
            let strict = decrypt(encrypted, &[&decrypter], &DecryptionPolicy::EIDAS);
            assert_eq!(strict.unwrap_err().reason(), "enc.alg");
            let plaintext =
                decrypt(encrypted, &[&decrypter], &DecryptionPolicy::OLDER_PEER).unwrap();
            assert_eq!(*plaintext, read(&case.join("Assertion-decrypted.xml")));
            assertions += 1;
            let namespaces: Vec<_> = encrypted.in_scope_namespaces().collect();
            let assertion =
                Document::parse_in_context(&plaintext, &namespaces, &Limits::MESSAGE).unwrap();
            assert!(assertion.root().is(SAML, "Assertion"));
            if signed_assertion {
                let keys = TrustedKeys::new([signer]);
                verify(&assertion, &keys, &Policy::EIDAS).unwrap();
            }
        }
    }
    seen("eidas-node-live", messages + assertions);
    assert!(messages > 60 && assertions > 25, "{messages} {assertions}");
}

#[test]
fn eidas_node_live_key_agreement_on_four_curves() {
    let Some(root) = vectors("eidas-node-live") else {
        return;
    };
    let signer = certificate(&root.join("rsa-default/keys"), "proxy-cb");
    for curve in ["p256", "p384", "p521", "brainpoolP256r1"] {
        let folder = root.join("ecdh").join(curve);
        let proof = verified(&folder.join("Response.xml"), &signer);
        let key = software_key(&folder, "connector-ec-enc");
        let encrypted = encrypted_assertion(proof.root()).unwrap();
        let plaintext = decrypt(encrypted, &[&key], &DecryptionPolicy::EIDAS).unwrap();
        assert_eq!(
            *plaintext,
            read(&folder.join("Assertion-decrypted.xml")),
            "{curve}"
        );
    }
    seen("eidas-node-live/ecdh", 4);
}

fn pkcs12(path: &Path, password: &str) -> Option<SoftwareKey> {
    let parsed = openssl::pkcs12::Pkcs12::from_der(&read(path))
        .unwrap()
        .parse2(password)
        .ok()?;
    let (key, certificate) = (parsed.pkey?, parsed.cert?);
    SoftwareKey::from_pem(
        &key.private_key_to_pem_pkcs8().unwrap(),
        &certificate.to_pem().unwrap(),
    )
    .ok()
}

/// Decrypts a file whose document element is the EncryptedData itself.
fn open_alone(path: &Path, key: &SoftwareKey, policy: &DecryptionPolicy) -> Option<Vec<u8>> {
    let doc = document(path);
    let alone = xmlsec::canonicalize(doc.root(), &[]);
    let wrapped = [b"<e>".as_slice(), &alone, b"</e>"].concat();
    let doc = Document::parse(&wrapped, &Limits::METADATA).unwrap();
    let opened = decrypt(doc.root(), &[key], policy).ok()?;
    Some(opened.to_vec())
}

#[test]
fn w3c_xmlenc11_interop_ecdh_es_and_rsa_oaep() {
    let Some(root) = vectors("xmldsig/xmlsec1-1.3.13/xmlenc11-interop-2012") else {
        return;
    };
    for (file, key) in [
        (
            "EC-P256__aes128-gcm__kw-aes128__ECDH-ES__ConcatKDF",
            "EC-P256_SHA256WithECDSA",
        ),
        (
            "EC-P384__aes192-gcm__kw-aes192__ECDH-ES__ConcatKDF",
            "EC-P384_SHA256WithECDSA",
        ),
        (
            "EC-P521__aes256-gcm__kw-aes256__ECDH-ES__ConcatKDF",
            "EC-P521_SHA256WithECDSA",
        ),
        (
            "RSA-3072__aes192-gcm__rsa-oaep-mgf1p__Sha256",
            "RSA-3072_SHA256WithRSA",
        ),
        (
            "RSA-3072__aes256-gcm__rsa-oaep__Sha384-MGF_Sha1",
            "RSA-3072_SHA256WithRSA",
        ),
    ] {
        let mut opened = 0;
        let data = read(&root.join(format!("cipherText__{file}.data")));
        for (file_suffix, key_suffix) in [("", ""), ("-orig", "-orig"), ("", "-orig")] {
            let path = root.join(format!("cipherText__{file}{file_suffix}.xml"));
            let p12 = root.join(format!("{key}{key_suffix}.p12"));
            let key = ["passwd", "secret123"].iter().find_map(|p| pkcs12(&p12, p));
            let (true, Some(key)) = (path.exists(), key) else {
                continue;
            };
            let policy = DecryptionPolicy::OLDER_PEER;
            if let Some(plaintext) = open_alone(&path, &key, &policy) {
                let canonical = |b: &[u8]| {
                    let doc = Document::parse(b, &Limits::MESSAGE).unwrap();
                    String::from_utf8(xmlsec::canonicalize(doc.root(), &[])).unwrap()
                };
                assert_eq!(canonical(&plaintext), canonical(&data), "{file}");
                opened += 1;
            }
        }
        assert!(opened >= 1, "{file}");
    }
    seen("xmldsig/xmlsec1-1.3.13/xmlenc11-interop-2012", 5);
}

#[test]
fn eidas_node_metadata_to_the_verdict_of_its_index() {
    let Some(root) = vectors("eidas-node") else {
        return;
    };
    let check = |path: &Path| {
        let doc = document(path);
        let certificates = doc
            .root()
            .descendants()
            .filter(|e| e.name() == "X509Certificate");
        let shown = certificates.map(|e| Certificate::from_base64(&e.text()).unwrap());
        let anchors = TrustAnchors::new(shown);
        let now = anchors
            .certificates()
            .iter()
            .map(|c| c.not_after() - 1)
            .min()
            .unwrap();
        verify_metadata(&doc, &anchors, &Policy::EIDAS, now)
            .map(|_| ())
            .map_err(|e| e.reason())
    };
    for name in [
        "EntityDescriptors3/ConnectorMetadata.xml",
        "SignatureCheck/ServiceMetadata.xml",
    ] {
        assert_eq!(
            check(&root.join("EIDAS-Node-Connector").join(name)),
            Ok(()),
            "{name}"
        );
    }
    for name in [
        "EntityDescriptors3/ServiceMetadata.xml",
        "EntityDescriptors5/ConnectorMetadata.xml",
    ] {
        let got = check(&root.join("EIDAS-Node-Connector").join(name));
        assert_eq!(got, Err("sig.digest"), "{name}");
    }
    seen("eidas-node", 4);
}
