// SPDX-License-Identifier: EUPL-1.2
//! 18013-7 Annex C: a request that a wallet can check, an answer to it, and what is no answer.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use openssl::sha::sha256;
use wallet::{
    Error, Malformed, Untrusted,
    cbor::{self, Item, Writer},
    cose::{self, Sign1},
    hpke::{RecipientKey, seal},
    iso_mdoc::{Exchange, ItemsRequest, Reader, RequestedElement, Retained},
    key::PublicKey,
    mdoc::{self, ExpectedMdoc, Fault, PID, VerifiedMdoc},
};

use crate::mdoc_fixture::{Key, NOW, PKI, Template, anchors};

const ORIGIN: &str = "https://gateway.example";
const NONCE: [u8; 32] = [3; 32];

fn exchange(key: &RecipientKey) -> Exchange<'_> {
    Exchange {
        nonce: &NONCE,
        key,
        origin: ORIGIN,
    }
}

/// What a wallet does with `encryptionInfo` and its browser's origin, from the standard's words.
fn answer(encryption_info: &str, origin: &str) -> String {
    let info = URL_SAFE_NO_PAD.decode(encryption_info).unwrap();
    let info = cbor::read(&info).unwrap();
    let [name, parameters] = info.array().unwrap() else {
        panic!("EncryptionInfo");
    };
    assert_eq!(name.text(), Some("dcapi"));
    assert!(
        parameters
            .member("nonce")
            .and_then(Item::bytes)
            .unwrap()
            .len()
            >= 16
    );
    let recipient = cose::read_key(parameters.member("recipientPublicKey").unwrap()).unwrap();
    let handover = Writer::new()
        .array(2)
        .text(encryption_info)
        .text(origin)
        .into_octets();
    let transcript = Writer::new().array(3).null().null().array(2).text("dcapi");
    let transcript = transcript.bytes(&sha256(&handover)).into_octets();

    let mut template = Template::good();
    template.transcript =
        wallet::session_transcript::SessionTranscript::iso_dc_api(encryption_info, origin);
    assert_eq!(template.transcript.octets(), transcript);
    sealed(&recipient, &transcript, &template.build())
}

fn sealed(recipient: &PublicKey, info: &[u8], device_response: &[u8]) -> String {
    let ephemeral = RecipientKey::generate().unwrap();
    let sealed = seal(recipient, &ephemeral, info, device_response).unwrap();
    let response = Writer::new().array(2).text("dcapi").map(2);
    let response = response.text("enc").bytes(&sealed.enc);
    let response = response.text("cipherText").bytes(&sealed.ciphertext);
    URL_SAFE_NO_PAD.encode(response.into_octets())
}

fn verify(exchange: &Exchange<'_>, response: &str) -> Result<VerifiedMdoc, Error> {
    let device_response = exchange.open(response)?;
    let transcript = exchange.session_transcript();
    let expected = ExpectedMdoc {
        doc_type: PID,
        session_transcript: &transcript,
    };
    mdoc::verify(&device_response, &expected, &anchors(), NOW)
}

#[test]
fn c_4_an_answer_to_this_page_is_opened_and_proves_a_person() {
    let key = RecipientKey::generate().unwrap();
    let exchange = exchange(&key);
    let mdoc = verify(&exchange, &answer(&exchange.encryption_info(), ORIGIN)).unwrap();
    assert_eq!(mdoc.pid().unwrap().given_name, "Kari Anne");
}

/// WV-13: through a sibling, with a slash or a port, or to another question of ours.
#[test]
fn c_5_an_answer_to_another_page_or_question_does_not_open() {
    let (key, other) = (
        RecipientKey::generate().unwrap(),
        RecipientKey::generate().unwrap(),
    );
    let exchange = exchange(&key);
    let info = exchange.encryption_info();
    assert!(verify(&exchange, &answer(&info, ORIGIN)).is_ok());
    for origin in [
        "https://gateway.example/",
        "https://gateway.example:443",
        "https://www.gateway.example",
        "http://gateway.example",
        "origin:https://gateway.example",
        "",
    ] {
        let error = verify(&exchange, &answer(&info, origin)).unwrap_err();
        assert_eq!(error, Malformed::Hpke.into(), "{origin}");
    }
    let another = Exchange {
        nonce: &[4; 32],
        ..exchange
    };
    let error = verify(&exchange, &answer(&another.encryption_info(), ORIGIN)).unwrap_err();
    assert_eq!(error, Malformed::Hpke.into());
    let another = Exchange {
        key: &other,
        ..exchange
    };
    let error = verify(&exchange, &answer(&another.encryption_info(), ORIGIN)).unwrap_err();
    assert_eq!(error, Malformed::Hpke.into());
}

/// VP-16: encrypted to us by anybody, signed for somebody else.
#[test]
fn vp_16_a_device_response_for_another_transcript_encrypted_to_this_one() {
    let key = RecipientKey::generate().unwrap();
    let exchange = exchange(&key);
    let transcript = exchange.session_transcript();
    let response = sealed(key.public(), transcript.octets(), &Template::good().build());
    let error = verify(&exchange, &response).unwrap_err();
    assert_eq!(error, Untrusted::HolderSignature.into());
}

#[test]
fn c_4_what_is_no_encrypted_response() {
    let key = RecipientKey::generate().unwrap();
    let exchange = exchange(&key);
    let encoded = |w: Writer| URL_SAFE_NO_PAD.encode(w.into_octets());
    let of = |name: &str| Writer::new().array(2).text(name).map(2);
    let malformed = Error::from(Malformed::Mdoc(Fault::Member("EncryptedResponse")));
    for (response, error) in [
        ("=".to_owned(), Malformed::Base64Url.into()),
        ("gg==".to_owned(), Malformed::Base64Url.into()),
        (
            String::new(),
            Malformed::Cbor(cbor::Fault::Truncated).into(),
        ),
        ("A".repeat(400_000), Malformed::TooLarge.into()),
        (
            encoded(Writer::new().array(1).text("dcapi")),
            malformed.clone(),
        ),
        (
            encoded(
                of("other")
                    .text("enc")
                    .bytes(&[4])
                    .text("cipherText")
                    .bytes(&[]),
            ),
            malformed.clone(),
        ),
        (
            encoded(
                of("dcapi")
                    .text("enc")
                    .bytes(&[4])
                    .text("cipherTex")
                    .bytes(&[]),
            ),
            malformed.clone(),
        ),
        (
            encoded(
                of("dcapi")
                    .text("enc")
                    .text("x")
                    .text("cipherText")
                    .bytes(&[]),
            ),
            malformed,
        ),
        (
            encoded(
                of("dcapi")
                    .text("enc")
                    .bytes(&[4])
                    .text("cipherText")
                    .bytes(&[]),
            ),
            Malformed::Hpke.into(),
        ),
    ] {
        assert_eq!(exchange.open(&response).unwrap_err(), error);
    }
}

/// 18013-5 §9.1.4: what a wallet checks of the one who asks.
#[test]
fn s9_1_4_the_request_is_signed_by_its_reader_over_this_exchange() {
    let (key, reader_key) = (RecipientKey::generate().unwrap(), Key::p256());
    let exchange = exchange(&key);
    let chain: [&[u8]; 2] = [&PKI.signer.to_der().unwrap(), b"authority"];
    let elements = [
        RequestedElement {
            identifier: "family_name",
            retained: Retained::No,
        },
        RequestedElement {
            identifier: "birth_date",
            retained: Retained::Yes,
        },
    ];
    let items = ItemsRequest {
        doc_type: PID,
        namespaces: &[(PID, &elements)],
    };
    let reader = Reader {
        chain: &chain,
        signer: &reader_key,
    };
    let request = exchange.device_request(&items, reader).unwrap();
    let request = URL_SAFE_NO_PAD.decode(request).unwrap();
    let request = cbor::read(&request).unwrap();
    assert_eq!(request.member("version").and_then(Item::text), Some("1.0"));
    let [document] = request.member("docRequests").unwrap().array().unwrap() else {
        panic!("docRequests");
    };
    let items_request = document.member("itemsRequest").unwrap();
    let items = cbor::read(items_request.encoded().unwrap()).unwrap();
    assert_eq!(items.member("docType").and_then(Item::text), Some(PID));
    let asked = items.member("nameSpaces").unwrap().member(PID).unwrap();
    let kept = |name| asked.member(name).map(|item| item.value().clone());
    assert_eq!(kept("family_name"), Some(cbor::Value::Bool(false)));
    assert_eq!(kept("birth_date"), Some(cbor::Value::Bool(true)));

    let signature = Sign1::read(document.member("readerAuth").unwrap()).unwrap();
    assert_eq!(signature.chain(), chain);
    let over = |exchange: &Exchange<'_>| {
        let authentication = Writer::new().array(3).text("ReaderAuthentication");
        let authentication = authentication.raw(exchange.session_transcript().octets());
        let authentication = authentication.raw(items_request.octets()).into_octets();
        Writer::new().encoded(&authentication).into_octets()
    };
    assert_eq!(
        signature.verify_detached(&reader_key.public(), &over(&exchange)),
        Ok(())
    );
    let elsewhere = Exchange {
        origin: "https://other.example",
        ..exchange
    };
    let error = signature.verify_detached(&reader_key.public(), &over(&elsewhere));
    assert_eq!(error, Err(Untrusted::Signature.into()));
}
