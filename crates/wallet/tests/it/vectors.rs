// SPDX-License-Identifier: EUPL-1.2
//! What wallets, verifiers and standards of others made, where it lies beside the repository. With
//! `LANDPORT_VECTORS=required` it must. Each test says how many it saw.

use std::{fs, path::PathBuf};

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use openssl::{hash::MessageDigest, hash::hash, sha::sha256, x509::X509};
use serde_json::Value;
use wallet::{
    Error, Malformed, Mismatch, Refused, Untrusted,
    cbor::{self, Item},
    cose::Sign1,
    mdoc::{self, ExpectedMdoc, Fault, PID},
    session_transcript::{EncryptedTo, SessionTranscript},
    trust::{Anchor, Anchors, PidIssuance},
};

use crate::hex::{hex, unhex};

/// A folder of the vectors.
pub(crate) fn folder(name: &str) -> Option<PathBuf> {
    let crates = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let beside = [
        "../../../shared/vectors/wallet",
        "../../../../shared/vectors/wallet",
    ];
    let found = beside
        .map(|path| crates.join(path).join(name))
        .into_iter()
        .find(|p| p.exists());
    let required = std::env::var("LANDPORT_VECTORS").is_ok_and(|v| v == "required");
    assert!(found.is_some() || !required, "{name} is not there");
    found
}

/// Says how many a test has seen, also where it passes: not by `println!`, which the harness keeps to
/// itself.
pub(crate) fn say_seen(what: &str, seen: usize) {
    use std::io::Write as _;
    let _ = writeln!(std::io::stderr(), "vectors of wallets: {seen} {what}");
}

fn anchor(pem: &[u8]) -> Anchors<PidIssuance> {
    Anchors::new([Anchor {
        certificate: X509::from_pem(pem).unwrap(),
        country: "NO".to_owned(),
        provider: "Provider".to_owned(),
        valid_until: i64::MAX,
    }])
}

/// What is wrong with each of the collected presentations.
fn reason(name: &str) -> Option<Error> {
    let holder = || Some(Untrusted::HolderSignature.into());
    let fault = |fault: Fault| Some(Malformed::Mdoc(fault).into());
    let cbor = |fault: cbor::Fault| Some(Malformed::Cbor(fault).into());
    match name {
        "md-good" => None,
        "md-client" | "md-responseuri" | "md-thumb-null" | "md-thumb-other" | "md-otherkey"
        | "md-devicesig-zero" => holder(),
        "md-no-devicesigned" => fault(Fault::Member("deviceSigned")),
        "md-deviceauth-empty" => fault(Fault::DeviceAuth),
        "md-devicemac" => Some(Untrusted::DeviceMac.into()),
        "md-devicesig-payload-inside" => {
            Some(Malformed::Cose("payload of a detached signature").into())
        }
        "md-devalg-undefined"
        | "md-devalg-absent"
        | "md-issalg-in-unprotected"
        | "md-issalg-es384" => Some(Untrusted::Algorithm.into()),
        "md-devns-mismatch" | "md-devns-selfclaimed" => Some(Mismatch::DeviceElements.into()),
        "md-value-altered" | "md-digestid-missing" | "md-element-renamed" => {
            Some(Untrusted::Digest.into())
        }
        "md-element-twice" => fault(Fault::DigestIdRepeated),
        "md-two-values-one-name" => fault(Fault::ElementRepeated),
        "md-random-short" => fault(Fault::Random),
        "md-doctype-mso" => Some(Mismatch::DocType.into()),
        "md-mso-untagged" => fault(Fault::Member("MobileSecurityObjectBytes")),
        "md-digestalg-md5" => Some(Untrusted::DigestAlgorithm.into()),
        "md-iss-evil" | "md-iss-evil-own-root" | "md-iss-wrong-category" => {
            Some(Untrusted::UnknownIssuer.into())
        }
        "md-iss-key-of-another" => Some(Untrusted::Signature.into()),
        "md-isscrit" => Some(Untrusted::Critical.into()),
        "md-status-10" => Some(Refused::DeviceResponse { status: 10 }.into()),
        "md-version-2" => fault(Fault::Version("DeviceResponse")),
        "md-two-documents" | "md-no-documents" => fault(Fault::Documents),
        "md-trailing" => cbor(cbor::Fault::Trailing),
        "md-duplicate-key" | "md-item-duplicate-key" => cbor(cbor::Fault::DuplicateKey),
        "md-huge-length" => cbor(cbor::Fault::Truncated),
        "md-indefinite" => cbor(cbor::Fault::Indefinite),
        "md-b64-padded" | "md-b64-standard" => Some(Malformed::Base64Url.into()),
        "md-devkey-offcurve" => Some(Malformed::Key.into()),
        other => panic!("{other} is new"),
    }
}

#[test]
fn presentations_in_mdoc_format_to_their_verdict_and_reason() {
    let Some(folder) = folder("presentations") else {
        return;
    };
    let cases: Value =
        serde_json::from_slice(&fs::read(folder.join("cases.json")).unwrap()).unwrap();
    let text = |name: &str| cases[name].as_str().unwrap();
    let member = |name: &str| cases["enc_jwk"][name].as_str().unwrap().to_owned();
    let thumbprint = format!(
        r#"{{"crv":"{}","kty":"{}","x":"{}","y":"{}"}}"#,
        member("crv"),
        member("kty"),
        member("x"),
        member("y")
    );
    let transcript = SessionTranscript::openid4vp(
        text("client_id"),
        text("nonce"),
        EncryptedTo::Key(sha256(thumbprint.as_bytes())),
        text("response_uri"),
    );
    let expected = ExpectedMdoc {
        doc_type: PID,
        session_transcript: &transcript,
    };
    let anchors = anchor(&fs::read(folder.join("pki/iaca.crt")).unwrap());
    let now = cases["now"].as_i64().unwrap();

    let mut seen = 0;
    for case in cases["cases"].as_array().unwrap() {
        let (name, format) = (
            case["name"].as_str().unwrap(),
            case["fmt"].as_str().unwrap(),
        );
        if format != "mdoc" {
            continue;
        }
        seen += 1;
        let verified = mdoc::decode(case["vp"].as_str().unwrap())
            .and_then(|octets| mdoc::verify(&octets, &expected, &anchors, now))
            .and_then(|mdoc| mdoc.pid());
        match (name, case["expect"].as_str().unwrap()) {
            // The two that differ only in their dates.
            ("md-expired", "refuse") => {
                assert!(
                    matches!(verified, Err(Error::Mismatch(Mismatch::Expired { .. }))),
                    "{verified:?}"
                );
            }
            ("md-notyet", "refuse") => {
                assert!(
                    matches!(verified, Err(Error::Mismatch(Mismatch::NotYet { .. }))),
                    "{verified:?}"
                );
            }
            (_, "accept") => assert_eq!(verified.err(), None, "{name}"),
            (_, "refuse" | "either") => {
                let expected = reason(name);
                assert!(expected.is_some(), "{name}");
                assert_eq!(verified.err(), expected, "{name}");
            }
            other => panic!("{other:?}"),
        }
    }
    assert_eq!(seen, 45);
    say_seen("presentations in mdoc format", seen);
}

/// OpenID4VP B.2.6.1 and B.2.6.2, the examples.
#[test]
fn openid4vp_b_2_6_transcripts_of_the_specification() {
    let thumbprint = unhex("4283ec927ae0f208daaa2d026a814f2b22dca52cf85ffa8f3f8626c6bd669047");
    let key = EncryptedTo::Key(thumbprint.try_into().unwrap());
    let nonce = "exc7gBkxjx1rdc9udRrveKvSsJIq80avlXeLHhGwqtA";
    let redirect = SessionTranscript::openid4vp(
        "x509_san_dns:example.com",
        nonce,
        key,
        "https://example.com/response",
    );
    assert_eq!(
        hex(redirect.octets()),
        "83f6f682714f70656e494434565048616e646f7665725820048bc053c00442af9b8e\
         ed494cefdd9d95240d254b046b11b68013722aad38ac"
            .replace(' ', "")
    );
    let dc_api = SessionTranscript::openid4vp_dc_api("https://example.com", nonce, key);
    assert_eq!(
        hex(dc_api.octets()),
        "83f6f682764f70656e4944345650444341504948616e646f7665725820fbece366f4\
         212f9762c74cfdbf83b8c69e371d5d68cea09cb4c48ca6daab761a"
            .replace(' ', "")
    );
}

/// 18013-5 Annex D.5: read strictly, signed by its issuer, with digests that are right. Its device
/// authentication is a MAC for a reader nearby, which is refused here.
#[test]
fn iso18013_5_annex_d_5_the_example_of_the_standard() {
    let Some(folder) = folder("openvc/tests/fixtures/mdoc") else {
        return;
    };
    let octets = unhex(&fs::read_to_string(folder.join("annex_d_device_response.hex")).unwrap());
    let response = cbor::read(&octets).unwrap();
    let document = &response.member("documents").unwrap().array().unwrap()[0];
    let issuer_signed = document.member("issuerSigned").unwrap();
    let sign1 = Sign1::read(issuer_signed.member("issuerAuth").unwrap()).unwrap();
    let anchors = anchor(&fs::read(folder.join("annex_d_iaca_root.pem")).unwrap());
    let in_2021 = 1_609_459_200;
    let signer = anchors.signer(sign1.chain(), in_2021).unwrap();
    let payload = cbor::read(sign1.verify(signer.key()).unwrap()).unwrap();
    let mso = cbor::read(payload.encoded().unwrap()).unwrap();
    let digests = mso.member("valueDigests").unwrap();

    let mut seen = 0;
    for (namespace, items) in issuer_signed.member("nameSpaces").unwrap().map().unwrap() {
        let digests = digests.member(namespace.text().unwrap()).unwrap();
        for bytes in items.array().unwrap() {
            let item = cbor::read(bytes.encoded().unwrap()).unwrap();
            let id = item.member("digestID").and_then(Item::integer).unwrap();
            let digest = hash(MessageDigest::sha256(), bytes.octets()).unwrap();
            assert_eq!(digests.label(id).and_then(Item::bytes), Some(&*digest));
            seen += 1;
        }
    }
    assert_eq!(seen, 6);
    say_seen("elements of Annex D.5", seen);
    let transcript = SessionTranscript::iso_dc_api("", "");
    let expected = ExpectedMdoc {
        doc_type: "org.iso.18013.5.1.mDL",
        session_transcript: &transcript,
    };
    let error = mdoc::verify(&octets, &expected, &anchors, in_2021).unwrap_err();
    assert_eq!(error, Untrusted::DeviceMac.into());
}

/// What implementations of others write is in the one encoding that is read here.
#[test]
fn device_responses_of_others_are_read() {
    let mut seen = 0;
    if let Some(folder) = folder("isomdl/test/definitions") {
        let octets = unhex(&fs::read_to_string(folder.join("device_response.cbor")).unwrap());
        assert!(cbor::read(&octets).unwrap().member("documents").is_some());
        let octets = unhex(&fs::read_to_string(folder.join("issuer_signed.cbor")).unwrap());
        let issuer_signed = cbor::read(&octets).unwrap();
        Sign1::read(issuer_signed.member("issuerAuth").unwrap()).unwrap();
        seen += 2;
    }
    if let Some(folder) = folder("eu-verifier/src/test/resources") {
        for (file, query) in [
            ("06-pidPlusMdl-vpToken.json", 2),
            ("08-mdl-vpToken.json", 1),
        ] {
            let token: Value =
                serde_json::from_slice(&fs::read(folder.join(file)).unwrap()).unwrap();
            let answers = token.as_object().unwrap();
            assert_eq!(answers.len(), query, "{file}");
            for presentation in answers.values().flat_map(|a| a.as_array().unwrap()) {
                let Ok(octets) = URL_SAFE_NO_PAD.decode(presentation.as_str().unwrap()) else {
                    continue;
                };
                let response = cbor::read(&octets).unwrap();
                let document = &response.member("documents").unwrap().array().unwrap()[0];
                let issuer_auth = document
                    .member("issuerSigned")
                    .unwrap()
                    .member("issuerAuth");
                Sign1::read(issuer_auth.unwrap()).unwrap();
                seen += 1;
            }
        }
    }
    say_seen("device responses of others", seen);
}
