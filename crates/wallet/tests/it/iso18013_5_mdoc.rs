// SPDX-License-Identifier: EUPL-1.2
//! ISO/IEC 18013-5 §8.3.2.1.2 and §9.1: one good presentation, one thing changed, one exact error.

use openssl::{hash::MessageDigest, nid::Nid};
use wallet::{
    Error, Insufficient, Malformed, Mismatch, Refused, Untrusted,
    cbor::{self, Writer},
    cose::{self, Payload},
    key::{Algorithm, Signer},
    mdoc::{self, ExpectedMdoc, Fault, MsoStatus, PID},
    session_transcript::{EncryptedTo, SessionTranscript},
};

use crate::mdoc_fixture::{
    DAY, Key, NOW, PKI, Part, Template, anchors, certificate, device_signature, validity, verify,
    verify_at,
};

fn refused(template: &Template) -> Error {
    assert!(verify(&Template::good().build()).is_ok());
    verify(&template.build()).unwrap_err()
}

fn text(text: &str) -> Writer {
    Writer::new().text(text)
}

fn fault(fault: Fault) -> Error {
    Malformed::Mdoc(fault).into()
}

/// Every refusal of the shape of a `DeviceResponse` and of its MSO.
macro_rules! refusals {
    ($($name:ident: $change:expr => $error:expr;)*) => {$(
        #[test]
        fn $name() {
            let change: fn(Template) -> Template = $change;
            assert_eq!(refused(&change(Template::good())), Error::from($error));
        }
    )*};
}

refusals! {
    s8_3_2_1_2_2_another_version: |mut t| { t.version = text("2.0"); t }
        => fault(Fault::Version("DeviceResponse"));
    s8_3_2_1_2_2_a_version_that_is_no_text: |mut t| { t.version = Writer::new().integer(1); t }
        => fault(Fault::Member("version"));
    s8_3_2_1_2_3_a_status_that_is_not_ok: |mut t| { t.status = Some(10); t }
        => Refused::DeviceResponse { status: 10 };
    s8_3_2_1_2_3_no_status: |mut t| { t.status = None; t } => fault(Fault::Member("status"));
    s8_3_2_1_2_3_document_errors: |mut t| { t.more.push(("documentErrors", Writer::new().array(0))); t }
        => Refused::DocumentErrors;
    haip_6_2_two_documents: |mut t| { t.documents = 2; t } => fault(Fault::Documents);
    no_documents_is_no_success: |mut t| { t.documents = 0; t } => fault(Fault::Documents);
    vp_16_another_document_type_than_asked: |mut t| { t.doc_type = "org.iso.18013.5.1.mDL"; t }
        => Mismatch::DocType;
    vp_16_another_document_type_that_was_signed: |mut t| { t.doc_type = "org.iso.18013.5.1.mDL"; t.mso("docType", text("org.iso.18013.5.1.mDL")) }
        => Mismatch::DocType;
    vp_16_another_document_type_than_signed: |t| t.mso("docType", text("org.iso.18013.5.1.mDL"))
        => Mismatch::DocType;
    s9_1_2_4_another_version_of_the_mso: |t| t.mso("version", text("2.0"))
        => fault(Fault::Version("MobileSecurityObject"));
    s9_1_2_5_a_digest_algorithm_that_is_weak: |t| t.mso("digestAlgorithm", text("SHA-1"))
        => Untrusted::DigestAlgorithm;
    s9_1_2_5_digests_of_another_algorithm_than_named: |t| t.mso("digestAlgorithm", text("SHA-384"))
        => Untrusted::Digest;
    s9_1_2_4_an_mso_without_its_tag: |mut t| { t.mso_tagged = false; t }
        => fault(Fault::Member("MobileSecurityObjectBytes"));
    s9_1_2_4_valid_from_before_signed:
        |t| t.mso("validityInfo", validity(["2026-11-28T00:00:01Z", "2026-11-28T00:00:00Z", "2026-12-12T00:00:00Z"]))
        => fault(Fault::Validity);
    s9_1_2_4_valid_until_not_after_valid_from:
        |t| t.mso("validityInfo", validity(["2026-11-29T10:00:00Z", "2026-11-29T10:00:00Z", "2026-11-29T10:00:00Z"]))
        => fault(Fault::Validity);
    s9_1_2_4_a_fraction_of_a_second:
        |t| t.mso("validityInfo", validity(["2026-11-28T00:00:00.1Z", "2026-11-28T00:00:00Z", "2026-12-12T00:00:00Z"]))
        => fault(Fault::Member("signed"));
    s9_1_2_4_a_status_that_names_no_list_that_is_known:
        |t| t.mso("status", Writer::new().map(1).text("other").integer(1))
        => fault(Fault::Member("status"));
    s9_1_2_4_a_status_index_below_zero:
        |t| t.mso("status", Writer::new().map(1).text("status_list").map(2).text("idx").integer(-1).text("uri").text("https://a.example"))
        => fault(Fault::Member("status"));
    s9_1_2_4_a_device_key_with_its_private_part:
        |t| t.mso("deviceKeyInfo", Writer::new().map(1).text("deviceKey").raw(&with_private_part()))
        => Malformed::Key;
    s9_1_2_4_no_device_key: |t| t.mso("deviceKeyInfo", Writer::new().map(0))
        => fault(Fault::Member("deviceKey"));
    vp_16_a_value_that_was_altered: |mut t| { t.presented[0] = Part::new(0, "family_name", text("Odegard")); t }
        => Untrusted::Digest;
    vp_16_an_element_that_was_renamed: |mut t| { t.presented[0] = Part::new(0, "given_name", text("Ødegård")); t }
        => Untrusted::Digest;
    vp_16_an_element_that_was_never_signed: |mut t| { t.presented.push(Part::new(40, "sex", Writer::new().integer(1))); t }
        => Untrusted::Digest;
    vp_16_an_element_under_the_number_of_another: |mut t| { t.digests[0].0 = 40; t }
        => Untrusted::Digest;
    vp_16_an_element_in_a_namespace_that_was_not_signed: |mut t| { t.presented[4].namespace = "other"; t }
        => Untrusted::Digest;
    vp_16_the_same_element_twice: |mut t| { let part = t.presented[0].clone(); t.presented.push(part); t }
        => fault(Fault::DigestIdRepeated);
    vp_16_two_values_under_one_name: |t| t.and(40, Part::new(40, "given_name", text("Ola")))
        => fault(Fault::ElementRepeated);
    vp_17_a_signed_item_with_a_key_twice: |t| t.and(40, Part::raw(&Writer::new().map(2).text("digestID").integer(40).text("digestID").integer(41).into_octets()))
        => Malformed::Cbor(cbor::Fault::DuplicateKey);
    s9_1_2_5_a_random_that_is_short: |t| t.and(40, Part::with(40, &[5; 15], "sex", Writer::new().integer(1)))
        => fault(Fault::Random);
    s8_3_2_1_2_2_an_item_without_a_value: |t| t.and(40, Part::raw(&Writer::new().map(3).text("digestID").integer(40).text("random").bytes(&[5; 16]).text("elementIdentifier").text("sex").into_octets()))
        => fault(Fault::Member("elementValue"));
    vp_16_elements_that_the_device_claims_for_itself: |mut t| { t.device_namespaces = Writer::new().encoded(&Writer::new().map(1).text(PID).map(1).text("personal_administrative_number").text("01010112345").into_octets()); t }
        => Mismatch::DeviceElements;
    vp_16_a_device_mac: |mut t| { t.device_auth = Some(|_| Writer::new().map(1).text("deviceMac").array(0)); t }
        => Untrusted::DeviceMac;
    vp_16_a_device_mac_beside_the_signature: |mut t| { t.device_auth = Some(|payload| Writer::new().map(2).text("deviceSignature").raw(&device_signature(payload)).text("deviceMac").array(0)); t }
        => fault(Fault::DeviceAuth);
    vp_16_no_device_authentication: |mut t| { t.device_auth = Some(|_| Writer::new().map(0)); t }
        => fault(Fault::DeviceAuth);
    rfc9052_s2_a_device_signature_with_its_own_payload: |mut t| { t.device_auth = Some(|payload| Writer::new().map(1).text("deviceSignature").raw(&cose::sign1(Payload::Attached(payload), &[], &PKI.device).unwrap())); t }
        => Malformed::Cose("payload of a detached signature");
    vp_16_the_signature_of_another_device: |mut t| { t.device_auth = Some(|payload| Writer::new().map(1).text("deviceSignature").raw(&cose::sign1(Payload::Detached(payload), &[], &Key::p256()).unwrap())); t }
        => Untrusted::HolderSignature;
    rfc9052_s3_1_a_device_algorithm_that_is_not_signed: |mut t| { t.device_auth = Some(|payload| Writer::new().map(1).text("deviceSignature").raw(&signed(&[0xa0], &[0xa1, 0x01, 0x26], None, payload, &PKI.device))); t }
        => Untrusted::Algorithm;
    rfc9052_s3_1_no_protected_header_at_all: |mut t| { t.device_auth = Some(|payload| Writer::new().map(1).text("deviceSignature").raw(&signed(&[], &[0xa0], None, payload, &PKI.device))); t }
        => Untrusted::Algorithm;
    rfc9052_s3_an_algorithm_in_both_headers: |mut t| { t.device_auth = Some(|payload| Writer::new().map(1).text("deviceSignature").raw(&signed(&[0xa1, 0x01, 0x26], &[0xa1, 0x01, 0x26], None, payload, &PKI.device))); t }
        => Malformed::Cose("header parameter twice");
    rfc9053_s2_1_an_algorithm_for_another_curve: |mut t| { t.device_auth = Some(|payload| Writer::new().map(1).text("deviceSignature").raw(&signed(&[0xa1, 0x01, 0x38, 0x22], &[0xa0], None, payload, &PKI.device))); t }
        => Untrusted::Algorithm;
    rfc9864_a_fully_specified_algorithm_for_another_curve: |mut t| { t.device_auth = Some(|payload| Writer::new().map(1).text("deviceSignature").raw(&signed(&[0xa1, 0x01, 0x39, 0x01, 0x08], &[0xa0], None, payload, &PKI.device))); t }
        => Untrusted::Algorithm;
    rfc9052_s3_1_a_critical_header: |mut t| { t.issuer_auth = Some(|payload| signed(&[0xa2, 0x01, 0x26, 0x02, 0x81, 0x18, 0x2a], &chain(), Some(payload), payload, &PKI.signer_key)); t }
        => Untrusted::Critical;
    rfc9360_s2_no_certificate: |mut t| { t.chain.clear(); t } => Malformed::Chain;
    rfc9360_s2_more_certificates_than_a_chain_has: |mut t| { let leaf = t.chain[0].clone(); t.chain = vec![leaf; 5]; t }
        => Malformed::Chain;
    rfc9360_s2_a_certificate_with_octets_behind_it: |mut t| { t.chain[0].push(0); t } => Malformed::Certificate;
    s9_3_1_the_signature_of_another_issuer: |mut t| { t.issuer_auth = Some(|payload| signed(&[0xa1, 0x01, 0x26], &chain(), Some(payload), payload, &PKI.device)); t }
        => Untrusted::Signature;
    s9_3_1_an_mso_that_is_not_there: |mut t| { t.issuer_auth = Some(|payload| signed(&[0xa1, 0x01, 0x26], &chain(), None, payload, &PKI.signer_key)); t }
        => Malformed::Cose("payload");
    the_authority_itself_signs_nothing: |mut t| { t.issuer_auth = Some(|payload| cose::sign1(Payload::Attached(payload), &[&PKI.authority.to_der().unwrap()], &PKI.authority_key).unwrap()); t }
        => Untrusted::AuthorityAsSigner;
}

/// `COSE_Sign1` of these headers, whatever they say.
fn signed(
    protected: &[u8],
    unprotected: &[u8],
    attached: Option<&[u8]>,
    payload: &[u8],
    key: &Key,
) -> Vec<u8> {
    let octets = Writer::new()
        .array(4)
        .text("Signature1")
        .bytes(protected)
        .bytes(b"")
        .bytes(payload);
    let signature = key.sign(&octets.into_octets()).unwrap();
    let w = Writer::new().array(4).bytes(protected).raw(unprotected);
    let w = match attached {
        Some(payload) => w.bytes(payload),
        None => w.null(),
    };
    w.bytes(&signature).into_octets()
}

fn chain() -> Vec<u8> {
    let w = Writer::new().map(1).integer(33);
    w.bytes(&PKI.signer.to_der().unwrap()).into_octets()
}

fn with_private_part() -> Vec<u8> {
    let mut key = PKI.device.cose();
    key[0] += 1;
    Writer::new()
        .raw(&key)
        .integer(-4)
        .bytes(&[1; 32])
        .into_octets()
}

#[test]
fn the_good_presentation_proves_a_person() {
    let status = Writer::new().map(1).text("status_list").map(2);
    let status = status
        .text("idx")
        .integer(412)
        .text("uri")
        .text("https://status.example/1");
    let good = Template::good().mso("status", status);
    let mdoc = verify(&good.build()).unwrap();
    let pid = mdoc.pid().unwrap();
    assert_eq!(pid.family_name, "Ødegård");
    assert_eq!(pid.given_name, "Kari Anne");
    assert_eq!(pid.birth_date.to_string(), "1978-02-12");
    assert_eq!(
        pid.personal_administrative_number.as_deref(),
        Some("12027812345")
    );
    assert_eq!(pid.issuing_country.as_deref(), Some("NO"));
    assert_eq!(pid.document_number, None);
    assert_eq!(
        (mdoc.signer().country(), mdoc.signer().provider()),
        ("NO", "Provider")
    );
    let (uri, index) = ("https://status.example/1".to_owned(), 412);
    assert_eq!(*mdoc.status(), MsoStatus::StatusList { uri, index });
    assert_eq!(mdoc.elements().len(), 5);
    let printed = format!("{mdoc:?} {pid:?}");
    assert!(
        !["degård", "Kari", "1978", "12027812345", "412"]
            .iter()
            .any(|v| printed.contains(v))
    );
}

/// §8.1: of a known major version a minor one that is not known is no error. The second edition has 1.1.
#[test]
fn s8_1_another_minor_version_is_no_error() {
    let of = |response: &str, mso: &str| {
        let mut template = Template::good().mso("version", text(mso));
        template.version = text(response);
        verify(&template.build()).map(|_| ())
    };
    for (response, mso) in [
        ("1.0", "1.0"),
        ("1.1", "1.0"),
        ("1.0", "1.1"),
        ("1.12", "1.3"),
    ] {
        assert_eq!(of(response, mso), Ok(()), "{response} {mso}");
    }
    for odd in [
        "", "1", "1.", "1.x", "1.0.0", "10.0", "0.1", "2.0", "2.1", " 1.0", "1.-1",
    ] {
        let refused = Err(fault(Fault::Version("DeviceResponse")));
        assert_eq!(of(odd, "1.0"), refused, "{odd:?}");
        let refused = Err(fault(Fault::Version("MobileSecurityObject")));
        assert_eq!(of("1.0", odd), refused, "{odd:?}");
    }
}

#[test]
fn s9_3_1_point_5_validity_at_its_borders() {
    let good = Template::good().build();
    let (from, until) = (1_795_824_000, 1_797_033_600);
    assert!(verify_at(&good, from - 60).is_ok());
    let error = verify_at(&good, from - 61).unwrap_err();
    assert_eq!(
        error,
        Mismatch::NotYet {
            from,
            now: from - 61
        }
        .into()
    );
    assert!(verify_at(&good, until).is_ok());
    let error = verify_at(&good, until + 1).unwrap_err();
    assert_eq!(
        error,
        Mismatch::Expired {
            until,
            now: until + 1
        }
        .into()
    );
}

#[test]
fn s9_3_1_point_5_signed_within_the_validity_of_its_certificate() {
    let at = |signed: &str| {
        Template::good().mso(
            "validityInfo",
            validity([signed, "2026-11-29T00:00:00Z", "2026-12-12T00:00:00Z"]),
        )
    };
    let begins = NOW - 30 * DAY;
    assert_eq!(wallet::time::instant("2026-10-30T10:00:00Z"), Some(begins));
    assert!(verify(&at("2026-10-30T10:00:00Z").build()).is_ok());
    assert_eq!(
        refused(&at("2026-10-30T09:59:59Z")),
        Mismatch::SignedOutsideCertificate.into()
    );
}

/// WV-03, VP-16: the device said yes to another request, or through another door.
#[test]
fn vp_16_an_answer_to_another_question() {
    let key = EncryptedTo::Key([9; 32]);
    let of = SessionTranscript::openid4vp;
    let uri = "https://gateway.example/response/1";
    assert!(verify(&Template::good().build()).is_ok());
    for transcript in [
        of("x509_hash:abd", "nonce", key, uri),
        of("x509_hash:abc", "nonce2", key, uri),
        of("x509_hash:abc", "nonce", EncryptedTo::Key([8; 32]), uri),
        of("x509_hash:abc", "nonce", EncryptedTo::Nobody, uri),
        of(
            "x509_hash:abc",
            "nonce",
            key,
            "https://gateway.example/response/2",
        ),
        SessionTranscript::openid4vp_dc_api("https://gateway.example", "nonce", key),
        SessionTranscript::iso_dc_api("nonce", "https://gateway.example"),
    ] {
        let mut other = Template::good();
        other.transcript = transcript;
        assert_eq!(refused(&other), Untrusted::HolderSignature.into());
    }
}

/// 18013-5 §9.1.2.4 and §9.1.3.6: the other curves, and an issuer's chain with an authority between.
#[test]
fn s9_1_every_curve_and_hash_of_the_list() {
    for (curve, algorithm, alg) in [
        (Nid::X9_62_PRIME256V1, Algorithm::Es256, -9),
        (Nid::SECP384R1, Algorithm::Es384, -51),
        (Nid::SECP521R1, Algorithm::Es512, -52),
        (Nid::BRAINPOOL_P256R1, Algorithm::Es256, -265),
        (Nid::BRAINPOOL_P320R1, Algorithm::Es384, -266),
        (Nid::BRAINPOOL_P384R1, Algorithm::Es384, -267),
        (Nid::BRAINPOOL_P512R1, Algorithm::Es512, -268),
    ] {
        let key = Key::new(curve, algorithm);
        let octets = cose::sign1(Payload::Attached(b"x"), &[], &key).unwrap();
        let item = cbor::read(&octets).unwrap();
        let sign1 = cose::Sign1::read(&item).unwrap();
        assert_eq!(sign1.verify(&key.public()), Ok(&b"x"[..]));
        let protected = Writer::new().map(1).integer(1).integer(alg).into_octets();
        let octets = signed(&protected, &[0xa0], Some(b"x"), b"x", &key);
        let item = cbor::read(&octets).unwrap();
        let sign1 = cose::Sign1::read(&item).unwrap();
        assert_eq!(sign1.verify(&key.public()), Ok(&b"x"[..]));
        let other = sign1.verify(&Key::new(curve, algorithm).public());
        assert_eq!(other, Err(Untrusted::Signature.into()));
        // The key as COSE writes it, and with the sign of Y alone.
        let cose_key = key.cose();
        assert_eq!(
            cose::read_key(&cbor::read(&cose_key).unwrap()),
            Ok(key.public())
        );
        let (x, y) = (
            key.public().coordinates().0.to_vec(),
            key.public().coordinates().1.to_vec(),
        );
        let item = cbor::read(&cose_key).unwrap();
        let crv = item.label(-1).unwrap().octets();
        let short = Writer::new()
            .map(4)
            .integer(1)
            .integer(2)
            .integer(-1)
            .raw(crv);
        let odd = y.last().unwrap() & 1 == 1;
        let short = short
            .integer(-2)
            .bytes(&x)
            .integer(-3)
            .bool(odd)
            .into_octets();
        assert_eq!(
            cose::read_key(&cbor::read(&short).unwrap()),
            Ok(key.public())
        );
    }
}

#[test]
fn s9_1_2_5_every_digest_algorithm_of_the_list() {
    for (name, digest) in [
        ("SHA-256", MessageDigest::sha256()),
        ("SHA-384", MessageDigest::sha384()),
        ("SHA-512", MessageDigest::sha512()),
    ] {
        let mut template = Template::good().mso("digestAlgorithm", text(name));
        template.digest = digest;
        assert!(verify(&template.build()).is_ok(), "{name}");
    }
}

#[test]
fn rfc9053_s7_1_1_a_device_key_that_is_no_point() {
    let (x, y) = (vec![1; 32], vec![2; 32]);
    let key = |crv: i64, x: &[u8], y: &[u8]| {
        let w = Writer::new()
            .map(1)
            .text("deviceKey")
            .map(4)
            .integer(1)
            .integer(2);
        let w = w
            .integer(-1)
            .integer(crv)
            .integer(-2)
            .bytes(x)
            .integer(-3)
            .bytes(y);
        refused(&Template::good().mso("deviceKeyInfo", w))
    };
    let public = PKI.device.public();
    let (good_x, good_y) = public.coordinates();
    let good = Writer::new()
        .map(1)
        .text("deviceKey")
        .raw(&PKI.device.cose());
    assert!(verify(&Template::good().mso("deviceKeyInfo", good).build()).is_ok());
    for error in [
        key(1, &x, &y),
        key(1, good_x, &y),
        key(1, &good_x[1..], good_y),
        key(2, good_x, good_y),
        key(256, good_x, good_y),
        key(6, good_x, good_y),
        key(1, &[], &[]),
        key(1, &[0; 32], &[0; 32]),
    ] {
        assert_eq!(error, Malformed::Key.into());
    }
}

fn is_path_error(error: &Error) -> bool {
    matches!(error, Error::Untrusted(Untrusted::CertificatePath { .. }))
}

#[test]
fn tru_a_signer_below_another_authority_or_none() {
    let other_key = Key::p256();
    let validity = (NOW - 30 * DAY, NOW + 300 * DAY);
    let other = certificate("Authority", &other_key, None, validity);
    let signer = certificate(
        "Signer",
        &PKI.signer_key,
        Some((&other, &other_key)),
        validity,
    );
    let mut template = Template::good();
    for chain in [
        vec![signer.to_der().unwrap()],
        vec![signer.to_der().unwrap(), other.to_der().unwrap()],
        vec![signer.to_der().unwrap(), PKI.authority.to_der().unwrap()],
    ] {
        template.chain = chain;
        assert!(is_path_error(&refused(&template)));
    }
    // HAIP §6.1.1: the anchor does not belong there; it is tolerated.
    template.chain = vec![
        PKI.signer.to_der().unwrap(),
        PKI.authority.to_der().unwrap(),
    ];
    assert!(verify(&template.build()).is_ok());
}

#[test]
fn tru_a_certificate_that_is_not_valid_now() {
    let good = Template::good().mso(
        "validityInfo",
        validity([
            "2026-11-28T00:00:00Z",
            "2026-11-28T00:00:00Z",
            "2029-12-12T00:00:00Z",
        ]),
    );
    let end = NOW + 300 * DAY;
    assert!(verify_at(&good.build(), end - 1).is_ok());
    let error = verify_at(&good.build(), end + 1).unwrap_err();
    assert!(is_path_error(&error));
}

/// PID Rulebook §3.1.2 to §3.1.4.
#[test]
fn pid_rulebook_s3_1_every_element_has_its_type() {
    let date = |text: &str| Writer::new().tag(1004).text(text);
    let instant = |text: &str| Writer::new().tag(0).text(text);
    let pid = |identifier: &str, value: Writer| {
        let template = Template::good().and(40, Part::new(40, identifier, value));
        verify(&template.build()).unwrap().pid()
    };
    let all = [
        ("expiry_date", instant("2035-12-19T10:00:00Z")),
        ("issuance_date", date("2025-12-19")),
        ("sex", Writer::new().integer(5)),
        ("nationality", Writer::new().array(2).text("NO").text("SE")),
        (
            "place_of_birth",
            Writer::new()
                .map(2)
                .text("country")
                .text("NO")
                .text("locality")
                .text("Bodø"),
        ),
        ("resident_city", text("Leiden")),
        ("family_name_birth", text("Poepjes")),
        ("unheard_of", Writer::new().array(1).null()),
    ];
    let template = (50..)
        .zip(all)
        .fold(Template::good(), |t, (id, (identifier, value))| {
            t.and(id, Part::new(id, identifier, value))
        });
    let read = verify(&template.build()).unwrap().pid().unwrap();
    assert_eq!(
        read.expiry_date.map(|d| d.to_string()).as_deref(),
        Some("2035-12-19")
    );
    assert_eq!(
        read.issuance_date.map(|d| d.to_string()).as_deref(),
        Some("2025-12-19")
    );
    assert_eq!(read.nationalities, ["NO", "SE"]);
    assert_eq!(
        read.birth_place.and_then(|p| p.locality).as_deref(),
        Some("Bodø")
    );
    assert_eq!(read.address.locality.as_deref(), Some("Leiden"));
    assert_eq!(read.sex, Some(wallet::pid::Sex::Diverse));

    for (claim, value) in [
        ("expiry_date", text("2035-12-19")),
        ("expiry_date", instant("2035-12-19T10:00:00.5Z")),
        ("issuance_date", date("2025-02-30")),
        ("sex", Writer::new().integer(7)),
        ("sex", text("1")),
        ("nationality", text("NO")),
        ("nationality", Writer::new().array(0)),
        ("nationality", Writer::new().array(1).text("NOR")),
        ("resident_country", text("no")),
        ("family_name_birth", Writer::new().bytes(b"x")),
        ("family_name_birth", text(&"x".repeat(151))),
    ] {
        let error = pid(claim, value).unwrap_err();
        assert_eq!(error, Malformed::PidClaim { claim }.into());
    }
    for value in [
        Writer::new().map(0),
        Writer::new().map(1).text("country").integer(1),
        text("Bodø"),
    ] {
        let error = pid("place_of_birth", value).unwrap_err();
        assert_eq!(
            error,
            Malformed::PidClaim {
                claim: "birth_place"
            }
            .into()
        );
    }
    let dated = |value: Writer| {
        let mut template = Template::good();
        let part = Part::new(2, "birth_date", value);
        template.digests[2].1 = part.clone();
        template.presented[2] = part;
        verify(&template.build()).unwrap().pid()
    };
    assert!(dated(date("1978-02-12")).is_ok());
    for value in [
        text("1978-02-12"),
        date("1978-02-30"),
        date("12.02.1978"),
        instant("1978-02-12T00:00:00Z"),
    ] {
        let error = dated(value).unwrap_err();
        assert_eq!(
            error,
            Malformed::PidClaim {
                claim: "birth_date"
            }
            .into()
        );
    }
}

/// §8.3.2.1.2.2: an element is of `any` value. What a provider of its own country adds, and a wallet presents besides,
/// refuses nobody; where the Rulebook has a text it is none.
#[test]
fn s8_3_2_1_2_2_an_element_that_nobody_asked_for_has_any_value() {
    let odd = |octets: &[u8]| Writer::new().raw(octets);
    for value in [
        odd(&[0xfb, 0x3f, 0xf1, 0x99, 0x99, 0x99, 0x99, 0x99, 0x9a]),
        odd(&[0xa1, 0x61, b'h', 0xf9, 0x3e, 0]),
        odd(&[0xf8, 0xff]),
    ] {
        let template = Template::good().and(40, Part::new(40, "height_m", value.clone()));
        let pid = verify(&template.build()).unwrap().pid().unwrap();
        assert_eq!(pid.family_name, "Ødegård");
        let template = Template::good().and(40, Part::new(40, "resident_city", value));
        let refused = verify(&template.build()).unwrap().pid().unwrap_err();
        let claim = "resident_city";
        assert_eq!(refused, Malformed::PidClaim { claim }.into());
    }
}

#[test]
fn without_name_and_date_of_birth_nobody_is_identified() {
    for (at, claim) in [(0, "family_name"), (1, "given_name"), (2, "birth_date")] {
        let mut template = Template::good();
        template.presented.remove(at);
        let error = verify(&template.build()).unwrap().pid().unwrap_err();
        assert_eq!(error, Insufficient::Claim { claim }.into());
    }
    let mut template = Template::good();
    template.presented.clear();
    assert!(verify(&template.build()).unwrap().pid().is_err());
}

#[test]
fn a_credential_that_is_no_pid_names_nobody() {
    const PHOTO: &str = "org.iso.23220.photoid.1";
    let mut template = Template::good().mso("docType", text(PHOTO));
    template.doc_type = PHOTO;
    let transcript = crate::mdoc_fixture::transcript();
    let expected = ExpectedMdoc {
        doc_type: PHOTO,
        session_transcript: &transcript,
    };
    let mdoc = mdoc::verify(&template.build(), &expected, &anchors(), NOW).unwrap();
    assert_eq!(mdoc.doc_type(), PHOTO);
    assert_eq!(mdoc.pid().unwrap_err(), Mismatch::DocType.into());
}
