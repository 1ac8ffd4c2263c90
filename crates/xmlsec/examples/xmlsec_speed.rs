//! How long the parts take, in microseconds, for one message of about 5 kB: what is not
//! cryptography has to be small beside it.
#![expect(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    reason = "a measurement"
)]

use std::hint::black_box;
use std::time::Instant;

use xmlsec::{
    Curve, DecryptionPolicy, Document, EncryptionMethods, Entropy, KeyKind, Limits, Policy,
    SignatureOptions, SignaturePlace, SigningKey, SoftwareKey, Subject, TrustedKeys, Validity,
    canonicalize, decrypt, encrypt, sign, verify,
};

fn message() -> String {
    let attribute: String = (0..8)
        .map(|i| {
            format!(
                "<saml2:Attribute FriendlyName=\"Attribute{i}\" Name=\"http://eidas.europa.eu/\
                 attributes/naturalperson/Attribute{i}\" NameFormat=\"urn:oasis:names:tc:SAML:2.0:\
                 attrname-format:uri\"><saml2:AttributeValue xmlns:xsi=\"http://www.w3.org/2001/\
                 XMLSchema-instance\" xsi:type=\"eidas:Type{i}Type\">value number {i}, æøå \
                 </saml2:AttributeValue></saml2:Attribute>\n"
            )
        })
        .collect();
    format!(
        "<saml2p:Response xmlns:saml2p=\"urn:oasis:names:tc:SAML:2.0:protocol\" \
         xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\" \
         xmlns:eidas=\"http://eidas.europa.eu/attributes/naturalperson\" \
         xmlns:saml2=\"urn:oasis:names:tc:SAML:2.0:assertion\" ID=\"_0123456789abcdef\" \
         Version=\"2.0\"><saml2:Issuer>https://se.example/metadata</saml2:Issuer>\
         <saml2:Assertion><saml2:Subject><saml2:NameID>x</saml2:NameID></saml2:Subject>\
         <saml2:AttributeStatement>{attribute}{attribute}</saml2:AttributeStatement>\
         </saml2:Assertion></saml2p:Response>"
    )
}

/// The quickest of twenty batches: on a shared machine the others measure the neighbours.
fn measure(what: &str, rounds: u32, mut act: impl FnMut()) {
    let each = (0..20)
        .map(|_| {
            let start = Instant::now();
            for _ in 0..rounds.div_ceil(20) {
                act();
            }
            start.elapsed().as_secs_f64() * 1e6 / f64::from(rounds.div_ceil(20))
        })
        .fold(f64::INFINITY, f64::min);
    println!("{what:36} {each:9.1} µs");
}

fn main() {
    let xml = message();
    println!("{} octets", xml.len());
    let doc = Document::parse(xml.as_bytes(), &Limits::MESSAGE).unwrap();
    measure("parse", 5_000, || {
        black_box(Document::parse(xml.as_bytes(), &Limits::MESSAGE).unwrap());
    });
    measure("canonicalize", 5_000, || {
        black_box(canonicalize(doc.root(), &["eidas"]));
    });
    let validity = Validity {
        not_before: 0,
        not_after: 4_000_000_000,
    };
    let subject = Subject {
        common_name: "speed",
        organization: "Test",
        country: "NO",
    };
    for kind in [KeyKind::Ec(Curve::P256), KeyKind::Rsa(3072)] {
        let key = SoftwareKey::generate(kind, subject, validity, [1; 16]).unwrap();
        let options = SignatureOptions::new(SignaturePlace::First);
        let signed = sign(&doc, &options, &key).unwrap();
        let keys = TrustedKeys::new(key.certificates().iter().cloned());
        println!("{kind:?}");
        measure("  raw sign", 300, || {
            black_box(key.sign(xml.as_bytes()).unwrap());
        });
        measure("  sign", 300, || {
            black_box(sign(&doc, &options, &key).unwrap());
        });
        measure("  parse and verify", 2_000, || {
            let doc = Document::parse(&signed, &Limits::MESSAGE).unwrap();
            black_box(verify(&doc, &keys, &Policy::EIDAS).unwrap());
        });
        let recipient = key.certificates().first().unwrap();
        let encrypted = encrypt(
            xml.as_bytes(),
            recipient,
            &EncryptionMethods::EIDAS,
            Entropy::new([3; 44]),
        );
        let encrypted = format!("<e>{}</e>", encrypted.unwrap());
        let container = Document::parse(encrypted.as_bytes(), &Limits::MESSAGE).unwrap();
        measure("  encrypt", 300, || {
            let entropy = Entropy::new([3; 44]);
            let methods = EncryptionMethods::EIDAS;
            black_box(encrypt(xml.as_bytes(), recipient, &methods, entropy).unwrap());
        });
        measure("  decrypt", 300, || {
            let policy = DecryptionPolicy::EIDAS;
            black_box(decrypt(container.root(), &[&key], &policy).unwrap());
        });
    }
}
