// SPDX-License-Identifier: EUPL-1.2
//! The connectors against a Proxy-Service made of `eidas` alone.

mod norway;

use std::time::Duration;

use eidas::{Attribute, LevelOfAssurance, Peer, Status, StatusCode, SubStatus};
use xmlsec::{Curve, DataEncryption, KeyKind};

use super::{ABROAD, E_JUSTICE_ROLE, Mischief, Sends};
use crate::countries::COUNTRIES;
use crate::keys::Keys;
use norway::{NORWAY, Norway, env, key, now, service};

#[tokio::test]
async fn thirteen_connectors_ask_and_take_the_answer() {
    let norway = Norway::new();
    assert_eq!(norway.world.ready_connectors().len(), 13);
    for abroad in &ABROAD {
        let asked = norway.asked(abroad.code, false).await.unwrap();
        let answer = norway.person(&asked);
        let (status, me) = norway.finish(&asked, &answer, &asked.cookie).await;
        assert_eq!(
            (status, &me["outcome"]),
            (200, &"person".into()),
            "{} {me}",
            abroad.code
        );
        assert_eq!(me["identifier"], format!("NO/{}/12038500000", abroad.code));
        assert_eq!(me["level"], "high");
        assert_eq!(me["attributes"]["FamilyName"][0], "Nordmann");
        assert!(me["assertion"].as_str().unwrap().contains("Nordmann"));
        assert!(!me["response"].as_str().unwrap().contains("Nordmann"));
    }
}

/// The habits of the table are seen on the wire.
#[tokio::test]
async fn requests_show_their_countrys_habits() {
    let norway = Norway::new();
    let austria = norway.asked("AT", false).await.unwrap();
    assert_eq!(
        austria.request.provider_name.as_deref(),
        Some("Meldeamt & Bürgerservice <Demo>")
    );
    let relay_state = austria.relay_state.unwrap();
    assert!(
        relay_state
            .as_str()
            .ends_with(" &+%2B%%=;\"<'>\\/?#[é] ~`|{}")
    );
    assert!(relay_state.as_str().len() <= 80);
    assert_eq!(austria.request.ignored, 1);
    assert!(austria.request.asks_for(Attribute::BIRTH_NAME));
    let spain = norway.asked("ES", false).await.unwrap();
    assert_eq!(spain.relay_state.unwrap().as_str().len(), 80);
    let role = Attribute::named(E_JUSTICE_ROLE).unwrap();
    assert!(!spain.request.asks_for(role));
    assert!(
        norway
            .asked("ES", true)
            .await
            .unwrap()
            .request
            .asks_for(role)
    );
    assert!(
        !norway
            .asked("SE", true)
            .await
            .unwrap()
            .request
            .asks_for(role)
    );
    let malta = norway.peer("MT").await;
    let methods = xmlsec::SignatureMethod::ALL;
    let chosen = malta.choose_signature_method(&methods).unwrap();
    assert!(chosen.uri().ends_with("-rsa-MGF1"));
    assert!(
        norway
            .asked("PL", false)
            .await
            .unwrap()
            .request
            .provider_name
            .is_none()
    );
    assert!(
        norway
            .asked("LU", false)
            .await
            .unwrap()
            .request
            .requester_id
            .is_some()
    );
    assert_eq!(norway.peer("IT").await.versions(), ["1.2"]);
}

#[tokio::test]
async fn a_failure_is_told_in_plain_words_and_one_without_a_message_is_not_taken() {
    let norway = Norway::new();
    let declined = |message: Option<&str>| Status {
        code: StatusCode::Responder,
        sub_code: Some(SubStatus::RequestDenied),
        message: message.map(str::to_owned),
    };
    let asked = norway.asked("SE", false).await.unwrap();
    let answer = norway.failure(&asked, declined(Some("Consent not given")));
    let (_, me) = norway.finish(&asked, &answer, &asked.cookie).await;
    assert_eq!(me["outcome"], "failure");
    assert_eq!(me["status"], "Responder/RequestDenied");
    assert_eq!(me["message"], "Consent not given");
    for silent in [None, Some(" ")] {
        let asked = norway.asked("SE", false).await.unwrap();
        let answer = norway.failure(&asked, declined(silent));
        let (_, me) = norway.finish(&asked, &answer, &asked.cookie).await;
        assert_eq!(me["outcome"], "refused");
        assert_eq!(me["reason"], "a failure without StatusMessage");
    }
}

#[tokio::test]
async fn an_answer_in_another_browser_is_shown_to_nobody() {
    let norway = Norway::new();
    let asked = norway.asked("SE", false).await.unwrap();
    let other = norway.asked("SE", false).await.unwrap();
    let answer = norway.person(&asked);
    let (status, me) = norway.finish(&asked, &answer, &other.cookie).await;
    assert_eq!((status, &me["outcome"]), (403, &"none".into()));
    let mine = norway
        .send(
            "GET",
            &format!("{}/me.json", service("SE")),
            &asked.cookie,
            &[],
        )
        .await;
    assert!(
        mine.body.contains("Nordmann"),
        "the browser that asked has it"
    );
}

#[tokio::test]
async fn an_answer_is_taken_once() {
    let norway = Norway::new();
    let asked = norway.asked("SE", false).await.unwrap();
    let answer = norway.person(&asked);
    let relay_state = asked.relay_state.as_ref().map(|relay| relay.as_str());
    assert_eq!(norway.post(&asked, &answer, relay_state).await.status, 303);
    let again = norway.post(&asked, &answer, relay_state).await;
    assert_eq!(again.status, 400);
    assert!(again.body.contains("no question waits"));
}

#[tokio::test]
async fn relay_state_has_to_come_back_byte_for_byte() {
    let norway = Norway::new();
    for (code, spoiled) in [
        ("AT", Some("x")),
        ("AT", None),
        ("HR", Some("")),
        ("HR", Some("never sent")),
    ] {
        let asked = norway.asked(code, false).await.unwrap();
        let answer = norway.person(&asked);
        let reply = norway.post(&asked, &answer, spoiled).await;
        assert_eq!(reply.status, 303);
        let page = norway
            .send("GET", &reply.location.unwrap(), &asked.cookie, &[])
            .await;
        assert!(
            page.body.contains("RelayState came back changed"),
            "{code} {spoiled:?}"
        );
    }
}

#[tokio::test]
async fn what_no_connector_may_accept_is_refused() {
    let norway = Norway::new();
    // Nobody asked for birth name and role.
    let asked = norway.asked("SE", false).await.unwrap();
    let assertion = norway.assertion(&asked, LevelOfAssurance::High);
    let answer = norway.encrypted(&asked, assertion, DataEncryption::Aes256Gcm);
    let (_, me) = norway.finish(&asked, &answer, &asked.cookie).await;
    assert_eq!(me["reason"], "2 attributes came that were not asked for");
    // Too low for Denmark.
    let asked = norway.asked("DK", false).await.unwrap();
    let assertion = norway.assertion(&asked, LevelOfAssurance::Substantial);
    let answer = norway.encrypted(&asked, assertion, DataEncryption::Aes256Gcm);
    let (_, me) = norway.finish(&asked, &answer, &asked.cookie).await;
    assert!(
        me["reason"].as_str().unwrap().contains("LoA/substantial"),
        "{me}"
    );
    // Not what Spain's metadata lists.
    let asked = norway.asked("ES", false).await.unwrap();
    let assertion = norway.assertion(&asked, LevelOfAssurance::High);
    let answer = norway.encrypted(&asked, assertion, DataEncryption::Aes256Gcm);
    let (_, me) = norway.finish(&asked, &answer, &asked.cookie).await;
    assert!(
        me["reason"].as_str().unwrap().contains("aes256-gcm"),
        "{me}"
    );
    // An elliptic signature for one who verifies RSASSA-PSS alone.
    let asked = norway.asked("MT", false).await.unwrap();
    let assertion = norway.assertion(&asked, LevelOfAssurance::High);
    let answer = norway.encrypted(&asked, assertion, DataEncryption::Aes256Gcm);
    let relay_state = asked.relay_state.as_ref().map(|relay| relay.as_str());
    let reply = norway.post(&asked, &answer, relay_state).await;
    assert_eq!(reply.status, 400);
    assert!(reply.body.contains("RSASSA-PSS alone"));
    // Signed by nobody we know: the question stays open for the true answer.
    let asked = norway.asked("SE", false).await.unwrap();
    let forger = Norway {
        world: norway.world.clone(),
        signing: key(KeyKind::Ec(Curve::P256)),
    };
    let relay_state = asked.relay_state.as_ref().map(|relay| relay.as_str());
    let reply = norway
        .post(&asked, &forger.person(&asked), relay_state)
        .await;
    assert_eq!(reply.status, 400);
    let (_, me) = norway
        .finish(&asked, &norway.person(&asked), &asked.cookie)
        .await;
    assert_eq!(me["outcome"], "person");
}

/// Each mischief is one that the other side notices, and taking it back heals.
#[tokio::test]
async fn mischief_is_noticed() {
    let norway = Norway::new();
    let text = str::to_owned;
    for (mischief, reason) in [
        (Mischief::Unsigned, "sig.missing"),
        (Mischief::ForeignKey, "sig.untrusted_key"),
        (Mischief::Tampered, "sig.digest"),
        (
            Mischief::ConsumerUrl(text("http://evil.localhost/acs")),
            "assertion_consumer_service",
        ),
        (
            Mischief::ConsumerIndex(text("7")),
            "assertion_consumer_service",
        ),
        (Mischief::ProtocolBinding(text("urn:x")), "protocol_binding"),
        (
            Mischief::Destination(text("http://other.localhost/")),
            "destination",
        ),
        (
            Mischief::Issuer(text("http://other.localhost/")),
            "untrusted_issuer",
        ),
        (Mischief::Issued(-3600), "expired"),
        (Mischief::Issued(3600), "not_yet_valid"),
        (
            Mischief::Levels(vec![text("http://eidas.europa.eu/LoA/utmost")]),
            "saml.level",
        ),
        (Mischief::Comparison(Some(text("maximum"))), "saml.level"),
        (Mischief::Comparison(None), "saml.level"),
        (Mischief::NoLevel, "saml.schema"),
        (Mischief::SpType(None), "saml.sp_type_missing"),
        (
            Mischief::NameIdFormat(text(
                "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress",
            )),
            "unsupported_name_id_format",
        ),
        (Mischief::ForceAuthn(Some(false)), "saml.force_authn"),
        (Mischief::ForceAuthn(None), "saml.force_authn"),
        (Mischief::IsPassive(true), "saml.is_passive"),
        (
            Mischief::AsksFor {
                name: Attribute::GENDER.name(),
                required: true,
            },
            "saml.is_required",
        ),
        (
            Mischief::LeavesOut(Attribute::DATE_OF_BIRTH.name()),
            "mandatory_attribute_missing",
        ),
    ] {
        norway
            .world
            .set_mischief("SE", std::slice::from_ref(&mischief));
        let refused = norway.asked("SE", false).await;
        let refusal = refused
            .err()
            .unwrap_or_else(|| panic!("{mischief:?} went through"));
        assert_eq!(refusal.reason(), reason, "{mischief:?}");
        norway.world.set_mischief("SE", &[]);
        assert!(norway.asked("SE", false).await.is_ok());
    }
    // The same where the signature stands in the address.
    for (mischief, reason) in [
        (Mischief::Unsigned, "sig.missing"),
        // No certificate is shown there: whether key or value is wrong, no key of Norway fits.
        (Mischief::ForeignKey, "sig.no_key_fits"),
        (Mischief::Tampered, "sig.no_key_fits"),
    ] {
        norway
            .world
            .set_mischief("FR", std::slice::from_ref(&mischief));
        let refusal = norway.asked("FR", false).await.err().unwrap();
        assert_eq!(refusal.reason(), reason, "{mischief:?}");
    }
    for (code, mischief) in [
        ("LU", Mischief::SpType(Some(eidas::SpType::Public))),
        ("LU", Mischief::NoRequesterId),
        ("CZ", Mischief::NoRequesterId),
    ] {
        norway
            .world
            .set_mischief(code, std::slice::from_ref(&mischief));
        assert!(
            norway.asked(code, false).await.is_err(),
            "{code} {mischief:?}"
        );
    }
}

/// PX-15: what stands in KeyInfo is nobody's key to encrypt to, and breaks no signature.
#[tokio::test]
async fn odd_but_honest_requests_go_through() {
    let norway = Norway::new();
    for mischief in [
        Mischief::ForeignCertificateInKeyInfo,
        Mischief::Sends(Sends::Get),
        Mischief::Sends(Sends::GetDeflated),
        Mischief::Sends(Sends::Redirect),
        Mischief::ConsumerIndex("0".to_owned()),
        Mischief::ProviderName(None),
        Mischief::RequesterId("urn:x:y".to_owned()),
        Mischief::RelayState(None),
        Mischief::Id("_chosen".to_owned()),
        Mischief::ConsumerUrl("http://connector.se.localhost:8080/acs".to_owned()),
        Mischief::AsksFor {
            name: "http://x.localhost/shoe-size".to_owned(),
            required: false,
        },
    ] {
        norway
            .world
            .set_mischief("SE", std::slice::from_ref(&mischief));
        let asked = norway.asked("SE", false).await.unwrap();
        let (_, me) = norway
            .finish(&asked, &norway.person(&asked), &asked.cookie)
            .await;
        assert_eq!(me["outcome"], "person", "{mischief:?} {me}");
    }
}

#[tokio::test]
async fn habits_can_be_changed_and_the_metadata_follows() {
    // Keys of its own: those of the others stay as they are.
    let norway = Norway::with_keys(Keys::prepare(None, &env()).unwrap());
    let index = COUNTRIES.iter().position(|c| c.code == "SE").unwrap();
    let habits = super::Habits {
        signing: KeyKind::Ec(Curve::P384),
        contents: &[DataEncryption::Aes192Gcm],
        ..ABROAD[index].habits
    };
    norway.world.set_abroad_habits("SE", habits).unwrap();
    let asked = norway.asked("SE", false).await.unwrap();
    let recipient = &asked.peer.recipients()[0];
    assert_eq!(
        Peer::choose_data_encryption(recipient, &DataEncryption::ALL),
        Some(DataEncryption::Aes192Gcm)
    );
    let kind = asked.peer.signing_certificates()[0].key().kind();
    assert_eq!(kind, KeyKind::Ec(Curve::P384));
    norway.world.roll_connector_keys("SE").unwrap();
    let rolled = norway.asked("SE", false).await.unwrap();
    assert_ne!(
        rolled.peer.signing_certificates(),
        asked.peer.signing_certificates()
    );
    let (_, me) = norway
        .finish(&rolled, &norway.person(&rolled), &rolled.cookie)
        .await;
    assert_eq!(me["outcome"], "person");
    norway
        .world
        .set_mischief("SE", &[Mischief::MetadataEndsIn(60)]);
    let peer = norway.peer("SE").await;
    assert_eq!(peer.valid_until(), now().plus(Duration::from_secs(60)));
}

#[tokio::test]
async fn the_pages_keep_the_form_contract() {
    let norway = Norway::new();
    let front = norway.send("GET", "http://localhost:8080/", "", &[]).await;
    assert!(front.body.contains("From Norway to Europe"));
    assert!(front.body.contains("http://service.se.localhost:8080"));
    let home = norway.send("GET", &service("SE"), "", &[]).await;
    assert!(home.body.contains("Hej!") && home.body.contains("href=\"/login\""));
    let choose = norway
        .send("GET", &format!("{}/login", service("SE")), "", &[])
        .await;
    for part in [
        "name=\"country\" value=\"NO\"",
        "name=\"action\" value=\"next\"",
        "name=\"action\" value=\"cancel\"",
    ] {
        assert!(choose.body.contains(part), "{part}");
    }
    assert!(
        choose
            .policy
            .contains(&format!("form-action 'self' {NORWAY};"))
    );
    let cancel = [
        ("country".to_owned(), "NO".to_owned()),
        ("action".to_owned(), "cancel".to_owned()),
    ];
    let reply = norway
        .send("POST", &format!("{}/login", service("SE")), "", &cancel)
        .await;
    assert_eq!(reply.location.as_deref(), Some("/"));
    let nobody = norway
        .send("GET", "http://service.xx.localhost:8080/", "", &[])
        .await;
    assert_eq!(nobody.status, 404);
}
