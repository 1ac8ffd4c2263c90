//! An mdoc through the same door as an SD-JWT VC. OpenID4VP §8.6, B.2.6; VP-16, VP-18, VP-28,
//! WV-03, WV-09, WV-11.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use wallet::{
    Error, Expected, Insufficient, Malformed, Mismatch, Recipient, Untrusted, VerifiedPresentation,
    cbor::Writer,
    dcql::{Number, PID_MDOC, PID_SD_JWT, PidFormats},
    response::VpToken,
    session_transcript::{EncryptedTo, SessionTranscript},
    status::{StatusPolicy, Statuses},
    trust::{Anchor, Anchors, PidIssuance},
};

use crate::{
    fixture::{self, PROVIDER, Presentation, names},
    mdoc_fixture::{DAY, NOW, PKI, Part, Template, validity},
    openid4vp_dcql::login,
    token_status_list::{Service, URI, foreign_list, list},
    token_status_list_cwt::revoked,
};

const RESPONSE_URI: &str = "https://gateway.example/response/1";

fn anchors() -> Anchors<PidIssuance> {
    Anchors::new([Anchor {
        certificate: PKI.authority.clone(),
        country: "NO".to_owned(),
        provider: PROVIDER.to_owned(),
        valid_until: NOW + 30 * DAY,
    }])
}

/// Lives a day, so that it needs no status.
fn good() -> Template {
    Template::good().mso(
        "validityInfo",
        validity([
            "2026-11-29T00:00:00Z",
            "2026-11-29T00:00:00Z",
            "2026-11-30T00:00:00Z",
        ]),
    )
}

fn token(id: &str, presentation: &str) -> VpToken {
    let form = format!("state=s&vp_token=%7B%22{id}%22%3A%5B%22{presentation}%22%5D%7D");
    VpToken::of_direct_post(form.as_bytes(), "s").unwrap()
}

fn verifier() -> Recipient<'static> {
    Recipient::Verifier {
        client_id: "x509_hash:abc",
        response_uri: RESPONSE_URI,
        encrypted_to: EncryptedTo::Key([9; 32]),
    }
}

fn verify_as(
    template: &Template,
    recipient: Recipient<'_>,
    nonce: &str,
    statuses: &Statuses,
) -> Result<VerifiedPresentation, Error> {
    let query = login(PidFormats::Both, Number::IfPresent);
    let expected = Expected {
        query: &query,
        nonce,
        recipient,
        status: StatusPolicy::Known,
    };
    let presentation = URL_SAFE_NO_PAD.encode(template.build());
    wallet::verify(
        &token(PID_MDOC, &presentation),
        &expected,
        &anchors(),
        statuses,
        NOW,
    )
}

fn verify(template: &Template) -> Result<VerifiedPresentation, Error> {
    verify_as(template, verifier(), "nonce", &Statuses::new())
}

fn refusal(template: &Template) -> Error {
    verify(template).map(|_| ()).unwrap_err()
}

#[test]
fn s8_6_an_mdoc_is_a_verified_presentation() {
    let verified = verify(&good()).unwrap();
    assert_eq!(names(verified.pid()), ("Kari Anne", "Ødegård"));
    assert_eq!(verified.query(), PID_MDOC);
    assert_eq!(verified.credential_type(), "eu.europa.ec.eudi.pid.1");
    assert_eq!(verified.provenance().provider, PROVIDER);
    // VP-18: presented, but not asked for.
    let more = good().and(
        30,
        Part::new(30, "document_number", Writer::new().text("X1")),
    );
    assert_eq!(verify(&more).unwrap().pid().document_number, None);
}

/// WV-03, WV-13: the device meant somebody else, or another door.
#[test]
fn wv_03_an_mdoc_for_another_recipient() {
    let as_verifier = |client_id, response_uri, encrypted_to| {
        let recipient = Recipient::Verifier {
            client_id,
            response_uri,
            encrypted_to,
        };
        verify_as(&good(), recipient, "nonce", &Statuses::new()).map(|_| ())
    };
    let ours = EncryptedTo::Key([9; 32]);
    as_verifier("x509_hash:abc", RESPONSE_URI, ours).unwrap();
    let refused = Err(Untrusted::HolderSignature.into());
    assert_eq!(as_verifier("x509_hash:other", RESPONSE_URI, ours), refused);
    assert_eq!(
        as_verifier("x509_hash:abc", "https://evil.example/1", ours),
        refused
    );
    assert_eq!(
        as_verifier("x509_hash:abc", RESPONSE_URI, EncryptedTo::Key([8; 32])),
        refused
    );
    assert_eq!(
        as_verifier("x509_hash:abc", RESPONSE_URI, EncryptedTo::Nobody),
        refused
    );
    let other = verify_as(&good(), verifier(), "other", &Statuses::new());
    assert_eq!(other.map(|_| ()), refused);

    let origin = "https://gateway.example";
    let mut dc = good();
    dc.transcript = SessionTranscript::openid4vp_dc_api(origin, "nonce", ours);
    let at = |template: &Template, origin| {
        let recipient = Recipient::Origin {
            origin,
            encrypted_to: ours,
        };
        verify_as(template, recipient, "nonce", &Statuses::new()).map(|_| ())
    };
    at(&dc, origin).unwrap();
    assert_eq!(at(&dc, "https://sibling.example"), refused);
    assert_eq!(at(&dc, "https://gateway.example/"), refused);
    assert_eq!(at(&good(), origin), refused);
    assert_eq!(verify(&dc).map(|_| ()), refused);
}

/// VP-18, VP-28, WV-11.
#[test]
fn vp_18_vp_28_an_mdoc_with_other_elements_than_asked() {
    let mut fewer = good();
    fewer.presented.remove(0);
    assert_eq!(refusal(&fewer), Insufficient::Claims.into());
    let mut numberless = good();
    numberless.presented.remove(3);
    let verified = verify(&numberless).unwrap();
    assert_eq!(verified.pid().personal_administrative_number, None);

    let mut foreign = good();
    let part = Part::new(18, "issuing_country", Writer::new().text("SE"));
    foreign.presented[4] = part.clone();
    foreign.digests[4].1 = part;
    let provider = "NO".to_owned();
    assert_eq!(
        refusal(&foreign),
        Mismatch::IssuingCountry { provider }.into()
    );
}

/// One format under the other's query.
#[test]
fn s8_1_formats_are_not_taken_for_each_other() {
    let query = login(PidFormats::Both, Number::IfPresent);
    let expected = Expected {
        query: &query,
        nonce: "nonce",
        recipient: verifier(),
        status: StatusPolicy::Known,
    };
    let verify = |token: &VpToken| {
        wallet::verify(token, &expected, &anchors(), &Statuses::new(), NOW).map(|_| ())
    };
    let mdoc = URL_SAFE_NO_PAD.encode(good().build());
    verify(&token(PID_MDOC, &mdoc)).unwrap();
    assert_eq!(
        verify(&token(PID_SD_JWT, &mdoc)),
        Err(Malformed::SdJwt.into())
    );
    let sd_jwt = Presentation::good().text();
    assert_eq!(
        verify(&token(PID_MDOC, &sd_jwt)),
        Err(Malformed::Base64Url.into())
    );
}

/// 18013-5 ed. 2; Token Status List §6.3; WV-09.
#[test]
fn wv_09_the_status_of_an_mdoc() {
    let entry = |index| {
        let list = Writer::new()
            .map(1)
            .text("status_list")
            .map(2)
            .text("idx")
            .integer(index);
        Template::good().mso("status", list.text("uri").text(URI))
    };
    let service = Service::new();
    let mut statuses = Statuses::new();
    statuses.hold(list(&service, &[0b10], fixture::NOW - 100));
    let verify =
        |template: &Template| verify_as(template, verifier(), "nonce", &statuses).map(|_| ());
    verify(&entry(0)).unwrap();
    assert_eq!(verify(&entry(1)), Err(Mismatch::Revoked.into()));
    let no_entry = || {
        let uri = URI.to_owned();
        Err(Untrusted::StatusIndex { uri }.into())
    };
    assert_eq!(verify(&entry(8)), no_entry());
    assert_eq!(verify(&entry(i64::MAX)), no_entry());
    let mut foreign = Statuses::new();
    foreign.hold(foreign_list(&service, &[0]));
    let foreign = verify_as(&entry(0), verifier(), "nonce", &foreign);
    assert_eq!(foreign.map(|_| ()), Err(Untrusted::StatusSigner.into()));
    let unknown = |uri: &str| {
        Err(Untrusted::StatusUnknown {
            uri: uri.to_owned(),
        }
        .into())
    };
    assert_eq!(
        verify_as(&entry(0), verifier(), "nonce", &Statuses::new()).map(|_| ()),
        unknown(URI)
    );
    // 18013-5 ed. 2 §12.3.6; VCR_12: the other kind of list, which knows it by an identifier.
    let identified = |identifier: &[u8]| {
        let list = Writer::new().map(1).text("identifier_list").map(2);
        let list = list.text("id").bytes(identifier);
        Template::good().mso("status", list.text("uri").text(URI))
    };
    let mut held = Statuses::new();
    held.hold(revoked(&service, &[b"two", b"three", b"one"], NOW));
    let by_list = |template: &Template| verify_as(template, verifier(), "nonce", &held).map(|_| ());
    by_list(&identified(b"four")).unwrap();
    for gone in [&b"one"[..], b"two", b"three"] {
        assert_eq!(by_list(&identified(gone)), Err(Mismatch::Revoked.into()));
    }
    // Attack WV-09: a reference of one kind, a list of the other.
    assert_eq!(by_list(&entry(0)), no_entry());
    assert_eq!(verify(&identified(b"four")), no_entry());
    let nothing_held = verify_as(&identified(b"four"), verifier(), "nonce", &Statuses::new());
    assert_eq!(nothing_held.map(|_| ()), unknown(URI));
    // A fortnight without a list.
    assert_eq!(verify(&Template::good()), Err(Mismatch::NoStatus.into()));
    let plain = Writer::new()
        .map(1)
        .text("status_list")
        .map(2)
        .text("idx")
        .integer(0);
    let plain = Template::good().mso("status", plain.text("uri").text("http://a.example"));
    assert_eq!(
        verify(&plain),
        Err(Malformed::Claim { claim: "status" }.into())
    );
}
