// SPDX-License-Identifier: EUPL-1.2

//! What one peer is forgiven by name and until a day ([`Tolerance`]) is forgiven nobody else, and
//! stands for nothing else.

use eidas::{Instant, LevelOfAssurance, Loa, Peer, Role, SignedResponse, Tolerance};
use xmlsec::{EncryptionMethods, Entropy, KeyKind, OaepDigest, RsaOaep, encrypt};

use crate::attacks::{Outcome, reason};
use crate::exchange::*;
use crate::nodes::{
    ENCRYPTION, MESSAGES, SIGNER, anchors, certificate, expected, hours, key_valid, now,
    proxy_service, sign, style,
};

/// The Proxy-Service of this version, to whom this is forgiven.
fn peer(version: &str, forgiven: &[(Tolerance, Instant)]) -> Peer {
    let mut metadata = proxy_service();
    metadata.loas = LevelOfAssurance::ALL.map(Loa::Notified).to_vec();
    metadata.node.versions = vec![version.to_owned()];
    let bytes = metadata.to_signed_xml(&style(), &*SIGNER).unwrap();
    let mut expected = expected(Role::ProxyService);
    expected.tolerances = forgiven.to_vec();
    Peer::from_signed_metadata(&bytes, &anchors(&SIGNER), &expected, now()).unwrap()
}

/// Interoperability of nodes before 1.4: `rsa-oaep-mgf1p`, which is SHA-1.
#[test]
fn enc_03_an_answer_under_sha_1_opens_from_the_peer_that_is_forgiven_it_alone() {
    let rsa = key_valid("encryption under RSA", KeyKind::Rsa(3072), -1, 365);
    let methods = EncryptionMethods {
        rsa: RsaOaep::danger_mgf1p(OaepDigest::Sha1),
        ..EncryptionMethods::EIDAS
    };
    let (good, entropy) = (good(), Entropy::new([7; 44]));
    let recipient = certificate(&rsa);
    let data = encrypt(good.assertion.as_bytes(), &recipient, &methods, entropy).unwrap();
    let element = format!("<saml2:EncryptedAssertion>{data}</saml2:EncryptedAssertion>");
    let wire = signed(&good.envelope.replace("{assertion}", &element), &MESSAGES);
    let open = |version: &str, forgiven: &[(Tolerance, Instant)]| -> Outcome {
        let signed = SignedResponse::verify(&wire, &peer(version, forgiven), now()).unwrap();
        signed.open(&[&rsa], &expectation(), now())
    };
    let later = now().plus(hours(1));
    let old = (Tolerance::Sha1Oaep, later);
    assert!(open("1.3", &[old]).is_ok());
    let others = [
        (Tolerance::LongLifetime, later),
        (Tolerance::LongValidity, later),
    ];
    for (version, forgiven) in [
        ("1.3", &[][..]),
        ("1.3", &others),
        ("1.3", &[(Tolerance::Sha1Oaep, now())]),
        ("1.4", &[old]),
    ] {
        let refused = open(version, forgiven);
        assert_eq!(reason(refused), "enc.alg", "{version} {forgiven:?}");
    }
}

#[test]
fn sp_16_what_is_forgiven_otherwise_lengthens_no_assertion() {
    let tomorrow = |forgiven: Tolerance| {
        let mut answer = good();
        answer.assertion = answer
            .assertion
            .replace("2026-11-22T12:05", "2026-11-23T12:00");
        let peer = peer("1.3", &[(forgiven, now().plus(hours(1)))]);
        let signed = SignedResponse::verify(&answer.wire(), &peer, now()).unwrap();
        signed.open(&[&*ENCRYPTION], &expectation(), now())
    };
    assert!(tomorrow(Tolerance::LongLifetime).is_ok());
    for other in [Tolerance::LongValidity, Tolerance::Sha1Oaep] {
        assert_eq!(reason(tomorrow(other)), "lifetime", "{other:?}");
    }
}

/// Until its end, and by its own name; a file that the operator pinned needs none.
#[test]
fn md_02_what_is_forgiven_otherwise_lengthens_no_metadata() {
    let mut metadata = proxy_service();
    metadata.node.valid_until = now().plus(hours(24 * 800));
    let xml = metadata.to_xml(&style());
    let read = |forgiven: Option<(Tolerance, Instant)>| {
        let mut expected = expected(Role::ProxyService);
        expected.tolerances = forgiven.into_iter().collect();
        let bytes = sign(&xml, &SIGNER);
        let peer = Peer::from_signed_metadata(&bytes, &anchors(&SIGNER), &expected, now());
        peer.map_or_else(|error| error.reason(), |_| "read")
    };
    let later = now().plus(hours(1));
    assert_eq!(read(Some((Tolerance::LongValidity, later))), "read");
    let too_long = read(None);
    assert_ne!(too_long, "read");
    for forgiven in [
        (Tolerance::LongValidity, now()),
        (Tolerance::LongLifetime, later),
        (Tolerance::Sha1Oaep, later),
    ] {
        assert_eq!(read(Some(forgiven)), too_long, "{forgiven:?}");
    }
    let pin = openssl::sha::sha256(xml.as_bytes());
    let expected = expected(Role::ProxyService);
    let pinned = Peer::from_pinned_file(xml.as_bytes(), &pin, &expected, now());
    assert_eq!(pinned.unwrap().valid_until(), now().plus(hours(24 * 800)));
}
