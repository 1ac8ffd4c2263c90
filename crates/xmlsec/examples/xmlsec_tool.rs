//! The operations of `xmlsec` on files, so that other implementations can be set against it:
//! `tests/peers/xmlsec_matrix.py`.
//!
//! ```text
//! xmlsec_tool keygen  KIND KEY.pem CERT.pem
//! xmlsec_tool sign    KEY.pem CERT.pem METHOD DIGEST IN.xml OUT.xml [PREFIX…]
//! xmlsec_tool verify  CERT.pem IN.xml OUT.xml
//! xmlsec_tool encrypt CERT.pem CONTENT OAEP|WRAP IN OUT.xml
//! xmlsec_tool decrypt KEY.pem CERT.pem IN.xml OUT
//! xmlsec_tool c14n    LIST
//! ```
//! KIND is `rsa3072` or a curve; METHOD, DIGEST and CONTENT are identifiers; OAEP is
//! `digest,mgf1` of `sha1|sha256|sha384|sha512`, or `mgf1p:digest`; WRAP an identifier. LIST names
//! files, one a line, as `IN OUT [PREFIX…]`; a document that is refused gets no OUT.
#![expect(
    clippy::disallowed_methods,
    clippy::indexing_slicing,
    reason = "a tool for tests"
)]

use std::error::Error;
use std::fs;
use std::process::ExitCode;
use std::time::{SystemTime, UNIX_EPOCH};

use xmlsec::{
    Certificate, Curve, DataEncryption, DecryptionPolicy, DigestMethod, Document,
    EncryptionMethods, Entropy, KeyKind, KeyWrap, Limits, OaepDigest, Policy, RsaOaep,
    SignatureMethod, SignatureOptions, SignaturePlace, SoftwareKey, Subject, TrustedKeys, Validity,
    canonicalize, decrypt, encrypt, sign, verify,
};

type Outcome = Result<(), Box<dyn Error>>;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match run(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &[&str]) -> Outcome {
    match arguments {
        ["keygen", kind, key, certificate] => keygen(kind, key, certificate),
        [
            "sign",
            key,
            certificate,
            method,
            digest,
            input,
            output,
            prefixes @ ..,
        ] => {
            let method = SignatureMethod::from_uri(method).ok_or("method")?;
            let key = load(key, certificate)?.with_method(method)?;
            let options = SignatureOptions {
                digest: DigestMethod::from_uri(digest).ok_or("digest")?,
                inclusive_prefixes: prefixes,
                ..SignatureOptions::new(SignaturePlace::First)
            };
            fs::write(output, sign(&parse(input)?, &options, &key)?)?;
            Ok(())
        }
        ["verify", certificate, input, output] => {
            let keys = TrustedKeys::new([Certificate::from_pem(&fs::read(certificate)?)?]);
            let proof = verify(&parse(input)?, &keys, &Policy::EIDAS)?;
            fs::write(output, proof.document().bytes())?;
            Ok(())
        }
        ["encrypt", certificate, content, transport, input, output] => {
            let recipient = Certificate::from_pem(&fs::read(certificate)?)?;
            let methods = methods(content, transport)?;
            let mut random = [0; 44];
            openssl::rand::rand_bytes(&mut random)?;
            let encrypted = encrypt(
                &fs::read(input)?,
                &recipient,
                &methods,
                Entropy::new(random),
            )?;
            fs::write(output, encrypted)?;
            Ok(())
        }
        ["decrypt", key, certificate, input, output] => {
            let key = load(key, certificate)?;
            let doc = parse(input)?;
            let policy = DecryptionPolicy::OLDER_PEER;
            fs::write(output, &*decrypt(doc.root(), &[&key], &policy)?)?;
            Ok(())
        }
        ["c14n", list] => {
            for line in fs::read_to_string(list)?.lines() {
                let words: Vec<&str> = line.split(' ').collect();
                let [input, output, prefixes @ ..] = words.as_slice() else {
                    continue;
                };
                if let Ok(doc) = parse(input) {
                    fs::write(output, canonicalize(doc.root(), prefixes))?;
                }
            }
            Ok(())
        }
        _ => Err("see the head of this file for the arguments".into()),
    }
}

fn parse(path: &str) -> Result<Document, Box<dyn Error>> {
    Ok(Document::parse(&fs::read(path)?, &Limits::METADATA)?)
}

fn load(key: &str, certificate: &str) -> Result<SoftwareKey, Box<dyn Error>> {
    Ok(SoftwareKey::from_pem(
        &fs::read(key)?,
        &fs::read(certificate)?,
    )?)
}

fn keygen(kind: &str, key: &str, certificate: &str) -> Outcome {
    let kind = match kind {
        "rsa3072" => KeyKind::Rsa(3072),
        "p256" => KeyKind::Ec(Curve::P256),
        "p384" => KeyKind::Ec(Curve::P384),
        "p521" => KeyKind::Ec(Curve::P521),
        "brainpoolP256r1" => KeyKind::Ec(Curve::BrainpoolP256r1),
        "brainpoolP384r1" => KeyKind::Ec(Curve::BrainpoolP384r1),
        "brainpoolP512r1" => KeyKind::Ec(Curve::BrainpoolP512r1),
        _ => return Err("kind of key".into()),
    };
    let now = i64::try_from(SystemTime::now().duration_since(UNIX_EPOCH)?.as_secs())?;
    let subject = Subject {
        common_name: "peer",
        organization: "Test",
        country: "NO",
    };
    let validity = Validity {
        not_before: now - 60,
        not_after: now + 86_400,
    };
    let made = SoftwareKey::generate(kind, subject, validity, [9; 16])?;
    fs::write(key, &*made.private_key_pem())?;
    fs::write(certificate, made.certificates_pem())?;
    Ok(())
}

fn methods(content: &str, transport: &str) -> Result<EncryptionMethods, Box<dyn Error>> {
    let content = DataEncryption::from_uri(content).ok_or("content encryption")?;
    let base = EncryptionMethods {
        content,
        ..EncryptionMethods::EIDAS
    };
    if let Some(wrap) = KeyWrap::from_uri(transport) {
        return Ok(EncryptionMethods { wrap, ..base });
    }
    let digest = |name: &str| {
        let all = ["sha1", "sha256", "sha384", "sha512"];
        all.iter()
            .position(|n| *n == name)
            .map(|i| OaepDigest::ALL[i])
            .ok_or("digest")
    };
    let rsa = match (transport.strip_prefix("mgf1p:"), transport.split_once(',')) {
        (Some(name), _) => RsaOaep::danger_mgf1p(digest(name)?),
        (None, Some((hash, mgf1))) => RsaOaep::danger_mixed(digest(hash)?, digest(mgf1)?),
        (None, None) => return Err("key transport".into()),
    };
    Ok(EncryptionMethods { rsa, ..base })
}
