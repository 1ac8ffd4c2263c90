// SPDX-License-Identifier: EUPL-1.2

//! Messages that stand in the repository (`tests/recorded`): written once by invented nodes with
//! keys of their own, and read ever since as they were. A change of reader or writer that would not
//! understand yesterday's peers fails here, in any clone.
//!
//! `cargo test --release -p eidas --test it record_anew -- --ignored` writes them anew, with new
//! keys: only when the format of a message is meant to change.

use std::path::{Path, PathBuf};

use eidas::binding::{Carried, Parameter, decode_get};
use eidas::metadata::{KeyDescriptor, MetadataStyle};
use eidas::{
    AuthnContextDecl, AuthnRequest, Error, Habits, InnerSignature, LatinScript, LevelOfAssurance,
    Loa, Peer, Prefixes, Role, SignedAuthnRequest, SignedResponse, Status, StatusCode, SubStatus,
    SuccessMessage, VerifiedAuthnRequest, VerifiedResponse,
};
use xmlsec::{Certificate, Curve, DigestMethod, Entropy, KeyKind, SoftwareKey, TrustAnchors};

use crate::exchange::*;
use crate::nodes::{certificate, connector, expected, key_valid, now, proxy_service, style};

/// The two ways of writing: as we do, and as nodes do that follow the Commission's.
const SETS: [&str; 2] = ["ours", "as-ec-nodes"];

fn folder(set: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/recorded")
        .join(set)
}

fn read(set: &str, file: &str) -> Vec<u8> {
    std::fs::read(folder(set).join(file)).expect(file)
}

fn peer(set: &str, role: Role) -> Peer {
    let file = match role {
        Role::Connector => "connector.xml",
        Role::ProxyService => "proxy-service.xml",
    };
    let anchors = TrustAnchors::new([Certificate::from_pem(&read(set, "anchor.pem")).unwrap()]);
    Peer::from_signed_metadata(&read(set, file), &anchors, &expected(role), now()).unwrap()
}

fn opened(set: &str, message: &[u8]) -> Result<VerifiedResponse, Error> {
    let (key, cert) = (read(set, "decryption.key.pem"), read(set, "decryption.pem"));
    let key = SoftwareKey::from_pem(&key, &cert).unwrap();
    let signed = SignedResponse::verify(message, &peer(set, Role::ProxyService), now())?;
    signed.open(&[&key], &expectation(), now())
}

#[test]
fn a_recorded_question_is_still_understood_by_post_and_by_get() {
    for set in SETS {
        let connector = peer(set, Role::Connector);
        let posted = read(set, "request.xml");
        let verified = VerifiedAuthnRequest::verify(&posted, &connector, &offer(), now()).unwrap();
        assert_eq!(verified.attributes, request().attributes, "{set}");
        assert_eq!(verified.assertion_consumer_service, ACS);
        let query = String::from_utf8(read(set, "request.query")).unwrap();
        let carried: Carried = decode_get(query.trim(), Parameter::SamlRequest)
            .unwrap()
            .into();
        let signed = SignedAuthnRequest::verify_carried(&carried, &connector, now()).unwrap();
        assert_eq!(signed.accept(&offer(), now()).unwrap(), verified, "{set}");
        // One octet of it changed.
        let forged = String::from_utf8(posted).unwrap();
        let forged = forged.replacen("LoA/substantial", "LoA/low", 1);
        let outcome = VerifiedAuthnRequest::verify(forged.as_bytes(), &connector, &offer(), now());
        assert_eq!(outcome.unwrap_err().reason(), "sig.digest", "{set}");
    }
}

#[test]
fn a_recorded_answer_still_says_what_it_said() {
    for set in SETS {
        let answer = read(set, "answer.xml");
        let verified = opened(set, &answer).unwrap_or_else(|error| panic!("{set}: {error}"));
        assert_eq!(verified.attributes, eleni(), "{set}");
        assert_eq!(verified.loa, Loa::Notified(LevelOfAssurance::High));
        assert_eq!((verified.dropped, verified.left_out), (0, vec![]));
        let refusal = opened(set, &read(set, "refusal.xml"));
        assert_eq!(refusal, Err(Error::Refused(declined())), "{set}");
        // The answer under the refusal's signature, and the other way round.
        let (answer, refusal) = (
            String::from_utf8(answer).unwrap(),
            String::from_utf8(read(set, "refusal.xml")).unwrap(),
        );
        for (body, of) in [(&answer, &refusal), (&refusal, &answer)] {
            let forged = body.replace(signature(body), signature(of));
            let why = opened(set, forged.as_bytes()).unwrap_err().reason();
            assert_eq!(why, "sig.digest", "{set}");
        }
    }
    // Keys of one set open and prove nothing of the other.
    let other = SignedResponse::verify(
        &read(SETS[0], "answer.xml"),
        &peer(SETS[1], Role::ProxyService),
        now(),
    );
    assert_eq!(other.map(drop).unwrap_err().reason(), "sig.untrusted_key");
}

fn signature(message: &str) -> &str {
    let start = message.find("<ds:Signature ").unwrap();
    let end = message.find("</ds:Signature>").unwrap();
    &message[start..end]
}

fn declined() -> Status {
    let code = Some(SubStatus::RequestDenied);
    Status::failure(StatusCode::Responder, code, "Citizen consent not given.")
}

#[test]
#[ignore = "writes the recordings, with new keys"]
fn record_anew() {
    for set in SETS {
        let ec = set == SETS[0];
        let kind = if ec {
            KeyKind::Ec(Curve::P256)
        } else {
            KeyKind::Rsa(3072)
        };
        let key = |name: &str| key_valid(name, kind, -1, 365);
        let [signer, messages, decryption] = ["metadata", "messages", "decryption"].map(key);
        let (style, habits) = if ec {
            (style(), Habits::default())
        } else {
            (MetadataStyle::reference_node(), as_ec_nodes())
        };
        let keys = vec![
            KeyDescriptor::encryption(certificate(&decryption)),
            KeyDescriptor::signing(certificate(&messages)),
        ];
        let (mut asks, mut answers) = (connector(), proxy_service());
        asks.node.keys.clone_from(&keys);
        answers.node.keys = keys;
        answers.loas = LevelOfAssurance::ALL.map(Loa::Notified).to_vec();
        let question: AuthnRequest = request();
        let query = question.to_redirect(None, &messages).unwrap();
        let recipient = certificate(&decryption);
        let wire = |response: eidas::Response, entropy| {
            response
                .to_signed_xml(&habits, &messages, &recipient, entropy)
                .unwrap()
        };
        let folder = folder(set);
        std::fs::create_dir_all(&folder).unwrap();
        for (file, content) in [
            ("anchor.pem", certificate(&signer).to_pem().into_bytes()),
            ("decryption.pem", recipient.to_pem().into_bytes()),
            (
                "decryption.key.pem",
                decryption.private_key_pem().as_bytes().to_vec(),
            ),
            (
                "connector.xml",
                asks.to_signed_xml(&style, &signer).unwrap(),
            ),
            (
                "proxy-service.xml",
                answers.to_signed_xml(&style, &signer).unwrap(),
            ),
            ("request.xml", question.to_signed_xml(&messages).unwrap()),
            ("request.query", query.query().unwrap().as_bytes().to_vec()),
            ("answer.xml", wire(response(), Entropy::new([3; 44]))),
            (
                "refusal.xml",
                wire(failure(declined()), Entropy::new([4; 44])),
            ),
        ] {
            std::fs::write(folder.join(file), content).unwrap();
        }
    }
}

fn as_ec_nodes() -> Habits {
    Habits {
        digest: DigestMethod::Sha512,
        inner_signature: InnerSignature::SameKey,
        authn_context_decl: AuthnContextDecl::Empty,
        success_message: SuccessMessage::SuccessUri,
        latin_script: LatinScript::Namespaced,
        prefixes: Prefixes::EcNode,
        ..Habits::default()
    }
}
