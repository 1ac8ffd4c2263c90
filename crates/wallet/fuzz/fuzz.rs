// SPDX-License-Identifier: EUPL-1.2
//! What reads octets of strangers, and of issuers that turned hostile, under libFuzzer: `FUZZ` names which
//! reader. Most of them look at nothing before a signature holds, so an input is signed here by the key that
//! is believed, with the fixtures of the tests; its first octet says which part of a message it is.
//!
//! `FUZZ_SEEDS` names a directory: good inputs are written there, and nothing else is done.
#![no_main]

#[expect(dead_code, reason = "what only the tests need")]
#[path = "../tests/it/fixture.rs"]
mod fixture;
#[expect(dead_code, reason = "what only the tests need")]
#[path = "../tests/it/mdoc_fixture.rs"]
mod mdoc_fixture;
#[expect(dead_code, reason = "what only the tests need")]
#[path = "../tests/it/pki.rs"]
mod pki;

use std::cell::RefCell;
use std::path::Path;
use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use openssl::hash::MessageDigest;
use oidc::jose::{base64url, jwe::DecryptionKey};
use serde_json::{Map, Value, json};
use wallet::cbor::{self, Writer};
use wallet::cose::{self, Payload};
use wallet::lote::{self, ExpectedList, PID_PROVIDERS, Previous};
use wallet::response::VpToken;
use wallet::status::StatusList;
use wallet::trust::ListSigners;
use wallet::Error;
use xmlsec::{Document, Limits, ReferenceStyle, SignatureOptions, SignaturePlace, SoftwareKey, sign};

use fixture::{AUTHORITY, HOLDER, ISSUER, NOW, PROVIDER, Presentation, jwk, object, token};
use mdoc_fixture::{PKI, Part, Template};
use pki::anchors;

const STATUS: &str = "https://pid.example.no/status/1";

static READER: LazyLock<fn(&[u8])> = LazyLock::new(|| {
    match std::env::var("FUZZ").as_deref() {
        Ok("cbor") => read_cbor,
        Ok("jwe") => read_jwe,
        Ok("lote") => read_lote,
        Ok("lote_xml") => read_lote_xml,
        Ok("mdoc") => read_mdoc,
        Ok("sd_jwt") => read_sd_jwt,
        Ok("status") => read_status,
        _ => panic!("FUZZ is cbor, jwe, lote, lote_xml, mdoc, sd_jwt or status"),
    }
});

fuzz_target!(init: write_seeds(), |octets: &[u8]| READER(octets));

/// What is read once is read again, from exactly its octets.
fn read_cbor(octets: &[u8]) {
    if let Ok(item) = cbor::read(octets) {
        assert_eq!(item.octets(), octets);
        assert_eq!(cbor::read(item.octets()).as_ref(), Ok(&item));
    }
}

/// Of a stranger nothing comes through: an answer in clear aside, which proves nothing.
fn read_jwe(octets: &[u8]) {
    let key = DecryptionKey::from_scalar("k1", &[7; 32]).unwrap();
    let Some((part, rest)) = octets.split_first() else {
        return;
    };
    let form = match part % 4 {
        0 => rest.to_vec(),
        // A header of any shape before a good rest.
        1 => format!("response={}..{0}.{0}.{0}", base64url::encode(rest)).into_bytes(),
        2 => [b"response=", rest].concat(),
        _ => {
            let _ = VpToken::of_direct_post(&[b"state=s&vp_token=", rest].concat(), "s");
            let _ = VpToken::of_dc_api_jwt(rest, &key);
            return;
        }
    };
    let begins = VpToken::begins_direct_post_jwt(&form, &key);
    let read = VpToken::of_direct_post_jwt(&form, &key, "s");
    assert!(read.is_err());
    // What is refused by its beginning is no answer as a whole either. A form without a `response` may be
    // a wallet's "no" in clear: that is short, and its beginning is never looked at.
    let mut pieces = form.split(|&b| b == b'&');
    if begins.is_err() && pieces.any(|piece| piece.len() > 9 && piece.starts_with(b"response=")) {
        assert!(matches!(read, Err(Error::Malformed(_) | Error::Mismatch(_))), "{begins:?} {read:?}");
    }
}

/// Lines: payload, payload of the holder's proof, then disclosures. What holds is what was signed.
fn read_sd_jwt(octets: &[u8]) {
    let text = String::from_utf8_lossy(octets);
    let mut lines = text.lines();
    let mut presentation = Presentation::good();
    let mut members = || -> Option<Map<String, Value>> { serde_json::from_str(lines.next()?).ok() };
    let (Some(mut payload), Some(proof)) = (members(), members()) else {
        let _ = fixture::verify(&text);
        return;
    };
    if payload.get("cnf").is_some_and(|cnf| cnf == "the holder") {
        payload.insert("cnf".to_owned(), json!({"jwk": jwk(&HOLDER)}));
    }
    presentation.payload = payload;
    presentation.kb_payload = proof;
    presentation.disclosures = lines.map(|line| base64url::encode(line.as_bytes())).collect();
    if let Ok(verified) = fixture::verify(&presentation.text()) {
        assert!(!verified.claims().contains_key("_sd"));
        assert!(!verified.claims().contains_key("..."));
    }
}

thread_local! {
    static MSO: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
}

fn signed_mso(_good: &[u8]) -> Vec<u8> {
    let mso = MSO.with_borrow(|mso| Writer::new().encoded(mso).into_octets());
    let chain = [&PKI.signer.to_der().unwrap()[..]].map(<[u8]>::to_vec);
    let chain: Vec<&[u8]> = chain.iter().map(Vec::as_slice).collect();
    cose::sign1(Payload::Attached(&mso), &chain, &PKI.signer_key).unwrap()
}

fn read_mdoc(octets: &[u8]) {
    let Some((part, rest)) = octets.split_first() else {
        return;
    };
    let mut template = Template::good();
    match part % 4 {
        0 => {
            let _ = mdoc_fixture::verify(rest);
            return;
        }
        1 => {
            MSO.set(rest.to_vec());
            template.issuer_auth = Some(signed_mso);
        }
        2 => template = template.and(30, Part::raw(rest)),
        _ => template.device_namespaces = Writer::new().encoded(rest),
    }
    if let Ok(verified) = mdoc_fixture::verify(&template.build()) {
        let _ = verified.pid();
    }
}

fn read_lote(octets: &[u8]) {
    let text = String::from_utf8_lossy(octets);
    let signed = serde_json::from_slice(octets).map(|payload: Map<String, Value>| {
        let header = json!({"alg": "ES256", "typ": "JOSE", "x5c": [ISSUER.base64()]});
        token(&object(header), &payload, &ISSUER.key)
    });
    read_list(signed.as_deref().unwrap_or(&text));
}

/// The same in XML, where it is a document; and as it came, its signature in it.
fn read_lote_xml(octets: &[u8]) {
    static KEY: LazyLock<SoftwareKey> = LazyLock::new(|| {
        let key = ISSUER.key.private_key_to_pem_pkcs8().unwrap();
        SoftwareKey::from_pem(&key, &ISSUER.pem()).unwrap()
    });
    read_list(&String::from_utf8_lossy(octets));
    let options = SignatureOptions {
        reference: ReferenceStyle::WholeDocument,
        ..SignatureOptions::new(SignaturePlace::First)
    };
    let document = Document::parse(octets, &Limits::SERVICE_LIST);
    if let Ok(signed) = document.and_then(|document| sign(&document, &options, &*KEY)) {
        read_list(&String::from_utf8(signed).unwrap());
    }
}

fn read_list(list: &str) {
    let signers = ListSigners::Pinned(vec![ISSUER.certificate.clone()]);
    let expected = ExpectedList {
        list_type: PID_PROVIDERS,
        territory: "EU",
        previous: Previous::Nothing,
    };
    if let Ok(list) = lote::verify(list, &signers, &expected, NOW) {
        let _ = list.anchors::<wallet::trust::PidIssuance>(0);
    }
}

fn read_status(octets: &[u8]) {
    let anchors = anchors(&AUTHORITY, "NO", PROVIDER);
    let Some((part, rest)) = octets.split_first() else {
        return;
    };
    let list = match (part % 5, serde_json::from_slice::<Map<String, Value>>(rest)) {
        (0, Ok(payload)) => {
            let header = json!({"alg": "ES256", "typ": "statuslist+jwt", "x5c": [ISSUER.base64()]});
            let text = token(&object(header), &payload, &ISSUER.key);
            StatusList::verify(&text, STATUS, None, &anchors, NOW)
        }
        (1, _) => StatusList::verify_cwt(rest, STATUS, None, &anchors, NOW),
        (2, _) => StatusList::verify_cwt(&cwt(STATUSES, rest), STATUS, None, &anchors, NOW),
        (3, _) => StatusList::verify_cwt(&cwt(IDENTIFIERS, rest), STATUS, None, &anchors, NOW),
        _ => {
            let text = String::from_utf8_lossy(rest);
            StatusList::verify(&text, STATUS, None, &anchors, NOW)
        }
    };
    assert!(list.is_err() || matches!(part % 5, 0 | 2 | 3));
}

const STATUSES: &str = "application/statuslist+cwt";
const IDENTIFIERS: &str = "application/identifierlist+cwt";

/// A list in CWT form of these claims.
fn cwt(typ: &str, claims: &[u8]) -> Vec<u8> {
    let protected = Writer::new().map(2).integer(1).integer(-7).integer(16).text(typ);
    let protected = protected.into_octets();
    let signed = Writer::new().array(4).text("Signature1").bytes(&protected);
    let signed = signed.bytes(b"").bytes(claims).into_octets();
    let signature = pki::sign(&ISSUER.key, MessageDigest::sha256(), &signed);
    let token = Writer::new().array(4).bytes(&protected);
    let token = token.map(1).integer(33).bytes(&ISSUER.der());
    token.bytes(claims).bytes(&signature).into_octets()
}

/// One good input of each part, so that a run begins behind the first checks.
fn write_seeds() {
    let Some(directory) = std::env::var_os("FUZZ_SEEDS") else {
        return;
    };
    let write = |reader: &str, name: &str, octets: &[u8]| {
        let directory = Path::new(&directory).join(reader);
        std::fs::create_dir_all(&directory).unwrap();
        std::fs::write(directory.join(name), octets).unwrap();
    };
    let device_response = Template::good().build();
    write("cbor", "device-response", &device_response);
    write("mdoc", "device-response", &[&[0], &device_response[..]].concat());
    let item = Writer::new().map(4).text("digestID").integer(30).text("random").bytes(&[5; 16]);
    let item = item.text("elementIdentifier").text("sex").text("elementValue").integer(1);
    write("mdoc", "item", &[&[2], &item.into_octets()[..]].concat());
    write("mdoc", "device-signed", &[3, 0xa0]);
    let mut template = Template::good();
    template.issuer_auth = Some(|payload| {
        // The MSO without its tag and length.
        let inner = cbor::read(payload).ok().and_then(|item| item.encoded().map(<[u8]>::to_vec));
        MSO.set(inner.unwrap_or_default());
        signed_mso(payload)
    });
    template.build();
    write("mdoc", "mso", &[&[1], &MSO.take()[..]].concat());

    let mut good = Presentation::good();
    good.payload.insert("cnf".to_owned(), "the holder".into());
    let decoded = |text: &String| String::from_utf8(base64url::decode(text).unwrap()).unwrap();
    let mut lines = vec![
        Value::Object(good.payload.clone()).to_string(),
        Value::Object(good.kb_payload.clone()).to_string(),
    ];
    lines.extend(good.disclosures.iter().map(decoded));
    write("sd_jwt", "good", lines.join("\n").as_bytes());

    let key = DecryptionKey::from_scalar("k1", &[7; 32]).unwrap().public_jwk();
    let header = json!({"alg": "ECDH-ES", "enc": "A128GCM", "kid": "k1", "apu": "YQ", "apv": "Yg",
        "epk": {"kty": "EC", "crv": "P-256", "x": key["x"], "y": key["y"]}}).to_string();
    write("jwe", "header", &[&[1], header.as_bytes()].concat());
    let sealed = format!("{}..AwMDAwMDAwMDAwMD.YQ.AwMDAwMDAwMDAwMDAwMDAw", base64url::encode(header.as_bytes()));
    write("jwe", "token", &[&[2], sealed.as_bytes()].concat());
    write("jwe", "error", b"\0error=access_denied&state=s");
    write("jwe", "in-clear", b"\x03{\"a\":[\"x\"]}");

    let certificate = AUTHORITY.base64();
    let list = json!({"LoTE": {
        "ListAndSchemeInformation": {
            "LoTEVersionIdentifier": 1, "LoTESequenceNumber": 7, "LoTEType": PID_PROVIDERS,
            "SchemeOperatorName": [{"lang": "en", "value": "Test"}], "SchemeTerritory": "EU",
            "ListIssueDateTime": "2026-11-28T00:00:00Z", "NextUpdate": "2027-02-28T00:00:00Z"},
        "TrustedEntitiesList": [{
            "TrustedEntityInformation": {
                "TEName": [{"lang": "en", "value": "Provider"}],
                "TEInformationURI": [{"lang": "en", "uriValue":
                    "http://uri.etsi.org/19602/ListOfTrustedEntities/PIDProvider/NO"}]},
            "TrustedEntityServices": [{"ServiceInformation": {
                "ServiceTypeIdentifier": "http://uri.etsi.org/19602/SvcType/PID/Issuance",
                "ServiceName": [{"lang": "en", "value": "Issuance"}],
                "ServiceDigitalIdentity": {"X509Certificates": [{"val": certificate}]}}}]}]}});
    write("lote", "good", list.to_string().as_bytes());
    let list = format!(
        r#"<TrustServiceStatusList xmlns="http://uri.etsi.org/02231/v2#" Id="tl"><SchemeInformation>
        <TSLVersionIdentifier>6</TSLVersionIdentifier><TSLSequenceNumber>7</TSLSequenceNumber>
        <TSLType>http://uri.etsi.org/TrstSvc/TrustedList/TSLType/EUgeneric</TSLType>
        <SchemeOperatorName><Name xml:lang="en">Test</Name></SchemeOperatorName>
        <SchemeTerritory>EU</SchemeTerritory><ListIssueDateTime>2026-11-28T00:00:00Z</ListIssueDateTime>
        <NextUpdate><dateTime>2027-02-28T00:00:00Z</dateTime></NextUpdate></SchemeInformation>
        <TrustServiceProviderList><TrustServiceProvider><TSPInformation><TSPName><Name xml:lang="en">P</Name>
        </TSPName><TSPAddress><PostalAddresses><PostalAddress><CountryName>NO</CountryName></PostalAddress>
        </PostalAddresses></TSPAddress></TSPInformation><TSPServices><TSPService><ServiceInformation>
        <ServiceTypeIdentifier>http://uri.etsi.org/Svc/Svctype/Provider/PID</ServiceTypeIdentifier>
        <ServiceDigitalIdentity><DigitalId><X509Certificate>{certificate}</X509Certificate></DigitalId>
        </ServiceDigitalIdentity>
        <ServiceStatus>http://uri.etsi.org/TrstSvc/TrustedList/Svcstatus/granted</ServiceStatus>
        <StatusStartingTime>2026-06-01T00:00:00Z</StatusStartingTime></ServiceInformation></TSPService>
        </TSPServices></TrustServiceProvider></TrustServiceProviderList></TrustServiceStatusList>"#
    );
    write("lote_xml", "good", list.as_bytes());
    let status = json!({"sub": STATUS, "iat": NOW - 100, "exp": NOW + 7200, "ttl": 3600,
        "status_list": {"bits": 1, "lst": "eNrbuRgAAhcBXQ"}});
    write("status", "good", &[&[0], status.to_string().as_bytes()].concat());
    let claims = || Writer::new().map(3).integer(2).text(STATUS).integer(6).integer(NOW - 100);
    let lst = base64url::decode("eNrbuRgAAhcBXQ").unwrap();
    let statuses = claims().integer(65_533).map(2).text("bits").integer(1).text("lst").bytes(&lst);
    write("status", "cwt", &[&[2], &statuses.into_octets()[..]].concat());
    let identifiers = claims().integer(65_530).map(1).text("identifiers").map(2);
    let identifiers = identifiers.bytes(b"one").map(0).bytes(b"two").map(0);
    write("status", "identifiers", &[&[3], &identifiers.into_octets()[..]].concat());
    std::process::exit(0);
}
