// SPDX-License-Identifier: EUPL-1.2
//! 18013-7 Annex C: a request that a wallet can check, an answer to it, and what is no answer.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use openssl::sha::sha256;
use wallet::{
    Error, ExpectedIsoMdoc, Insufficient, Malformed, Misconfigured, Mismatch, Untrusted,
    VerifiedPresentation,
    cbor::{self, Item, Writer},
    cose::{self, Sign1},
    dcql::{Number, PID_MDOC, PID_SD_JWT, PidFormats},
    hpke::{RecipientKey, seal},
    iso_mdoc::{Exchange, Retained},
    key::PublicKey,
    mdoc::{Fault, PID},
    request::RegistrationInfo,
    status::{StatusPolicy, Statuses},
    verify_iso_mdoc,
};

use crate::{
    mdoc_fixture::{NOW, Part, Template, anchors, validity},
    openid4vp_dcql::login,
    openid4vp_request::{ACCESS, access},
    ts119475_registration::registration,
};

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

    let mut template = short_lived();
    template.transcript =
        wallet::session_transcript::SessionTranscript::iso_dc_api(encryption_info, origin);
    assert_eq!(template.transcript.octets(), transcript);
    sealed(&recipient, &transcript, &template.build())
}

/// A day: so it names no status list.
fn short_lived() -> Template {
    let day = [
        "2026-11-29T00:00:00Z",
        "2026-11-29T00:00:00Z",
        "2026-11-30T00:00:00Z",
    ];
    Template::good().mso("validityInfo", validity(day))
}

fn sealed(recipient: &PublicKey, info: &[u8], device_response: &[u8]) -> String {
    let ephemeral = RecipientKey::generate().unwrap();
    let sealed = seal(recipient, &ephemeral, info, device_response).unwrap();
    let response = Writer::new().array(2).text("dcapi").map(2);
    let response = response.text("enc").bytes(&sealed.enc);
    let response = response.text("cipherText").bytes(&sealed.ciphertext);
    URL_SAFE_NO_PAD.encode(response.into_octets())
}

fn verify(exchange: &Exchange<'_>, response: &str) -> Result<VerifiedPresentation, Error> {
    let query = login(PidFormats::Mdoc, Number::IfPresent);
    let expected = ExpectedIsoMdoc {
        query: &query,
        credential: PID_MDOC,
        exchange: *exchange,
        status: StatusPolicy::Known,
    };
    verify_iso_mdoc(response, &expected, &anchors(), &Statuses::new(), NOW)
}

#[test]
fn c_4_an_answer_to_this_page_is_opened_and_proves_a_person() {
    let key = RecipientKey::generate().unwrap();
    let exchange = exchange(&key);
    let proven = verify(&exchange, &answer(&exchange.encryption_info(), ORIGIN)).unwrap();
    assert_eq!(proven.pid().given_name, "Kari Anne");
    assert_eq!((proven.query(), proven.credential_type()), (PID_MDOC, PID));
    assert_eq!(proven.provenance().provider, "Provider");
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
    let key = RecipientKey::generate().unwrap();
    let exchange = exchange(&key);
    let (access, query) = (access(), login(PidFormats::Mdoc, Number::IfPresent));
    let query = query.credential(PID_MDOC).unwrap();
    let request = exchange
        .device_request(query, Retained::No, RegistrationInfo::NotIssued, &access)
        .unwrap();
    let request = URL_SAFE_NO_PAD.decode(request).unwrap();
    let request = cbor::read(&request).unwrap();
    assert_eq!(request.member("version").and_then(Item::text), Some("1.0"));
    let [document] = request.member("docRequests").unwrap().array().unwrap() else {
        panic!("docRequests");
    };
    let items_request = document.member("itemsRequest").unwrap();
    let items = cbor::read(items_request.encoded().unwrap()).unwrap();
    assert_eq!(items.member("docType").and_then(Item::text), Some(PID));
    assert!(items.member("requestInfo").is_none());
    let asked = items.member("nameSpaces").unwrap().member(PID).unwrap();
    let asked = asked.map().unwrap().iter();
    let asked: Vec<_> = asked
        .map(|(name, kept)| (name.text().unwrap(), kept.value().clone()))
        .collect();
    // Both alternatives of the query, and nothing is kept.
    let kept = cbor::Value::Bool(false);
    let expected = [
        "birth_date",
        "family_name",
        "given_name",
        "issuing_country",
        "personal_administrative_number",
    ];
    assert_eq!(asked, expected.map(|name| (name, kept.clone())));

    let signature = Sign1::read(document.member("readerAuth").unwrap()).unwrap();
    assert_eq!(signature.chain(), [ACCESS.der()]);
    let reader = PublicKey::from_openssl(&ACCESS.key).unwrap();
    let over = |exchange: &Exchange<'_>| {
        let authentication = Writer::new().array(3).text("ReaderAuthentication");
        let authentication = authentication.raw(exchange.session_transcript().octets());
        let authentication = authentication.raw(items_request.octets()).into_octets();
        Writer::new().encoded(&authentication).into_octets()
    };
    assert_eq!(signature.verify_detached(&reader, &over(&exchange)), Ok(()));
    let elsewhere = Exchange {
        origin: "https://other.example",
        ..exchange
    };
    let error = signature.verify_detached(&reader, &over(&elsewhere));
    assert_eq!(error, Err(Untrusted::Signature.into()));
}

/// ARF RPRC_19, TS 119 472-2 §5.3: by what right it is asked stands in the request, which the reader signs.
#[test]
fn arf_rprc_19_the_registration_certificate_is_in_the_request() {
    let key = RecipientKey::generate().unwrap();
    let registration = registration();
    let query = login(PidFormats::Mdoc, Number::IfPresent);
    let right = RegistrationInfo::By(&registration);
    let request = exchange(&key).device_request(
        query.credential(PID_MDOC).unwrap(),
        Retained::Yes,
        right,
        &access(),
    );
    let request = URL_SAFE_NO_PAD.decode(request.unwrap()).unwrap();
    let request = cbor::read(&request).unwrap();
    let [document] = request.member("docRequests").unwrap().array().unwrap() else {
        panic!("docRequests");
    };
    let items = document.member("itemsRequest").unwrap().encoded().unwrap();
    let items = cbor::read(items).unwrap();
    let members = items.map().unwrap().iter();
    let members: Vec<_> = members.filter_map(|(name, _)| name.text()).collect();
    assert_eq!(members, ["docType", "nameSpaces", "requestInfo"]);
    let info = items.member("requestInfo").unwrap();
    assert_eq!(info.map().unwrap().len(), 1);
    let told = info.member("euWrprc").and_then(Item::bytes);
    assert_eq!(told, Some(registration.token().as_bytes()));
}

#[test]
fn an_answer_is_held_against_the_query_and_the_list_of_the_provider() {
    let key = RecipientKey::generate().unwrap();
    let exchange = exchange(&key);
    let of = |template: Template| {
        let transcript = exchange.session_transcript();
        let template = Template {
            transcript: transcript.clone(),
            ..template
        };
        verify(
            &exchange,
            &sealed(key.public(), transcript.octets(), &template.build()),
        )
    };
    assert!(of(short_lived()).is_ok());
    // Without the number: the other alternative.
    let mut without = short_lived();
    without.presented.remove(3);
    assert_eq!(
        of(without).unwrap().pid().personal_administrative_number,
        None
    );
    let mut nameless = short_lived();
    nameless.presented.remove(0);
    assert_eq!(of(nameless).unwrap_err(), Insufficient::Claims.into());
    // What nobody asked for is not taken.
    let email = Part::new(40, "email_address", Writer::new().text("kari@example.no"));
    assert_eq!(
        of(short_lived().and(40, email))
            .unwrap()
            .pid()
            .email_address,
        None
    );
    // VP-28: of the provider of Norway.
    let mut foreign = short_lived();
    let part = Part::new(18, "issuing_country", Writer::new().text("SE"));
    foreign.digests[4].1 = part.clone();
    foreign.presented[4] = part;
    let provider = "NO".to_owned();
    assert_eq!(
        of(foreign).unwrap_err(),
        Mismatch::IssuingCountry { provider }.into()
    );
    // Two weeks without a list that tells whether it was revoked.
    assert_eq!(of(Template::good()).unwrap_err(), Mismatch::NoStatus.into());
}

#[test]
fn a_query_for_the_other_format_makes_no_request() {
    let key = RecipientKey::generate().unwrap();
    let query = login(PidFormats::SdJwtVc, Number::IfPresent);
    let query = query.credential(PID_SD_JWT).unwrap();
    let error = exchange(&key)
        .device_request(query, Retained::No, RegistrationInfo::NotIssued, &access())
        .unwrap_err();
    let rule = "org-iso-mdoc asks for an mdoc";
    assert_eq!(error, Misconfigured::Request { rule }.into());
}
