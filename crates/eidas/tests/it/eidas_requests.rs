// SPDX-License-Identifier: EUPL-1.2

//! eIDAS SAML Message Format 1.4 §2.4.1: one good request, one thing changed, one exact answer.

use eidas::error::{Insufficient, Malformed, Misconfigured, Mismatch, Schema};
use eidas::{
    Attribute, AuthnRequest, Error, LevelOfAssurance, Loa, Peer, Question, RequestedContext,
    RequesterIdRule, Role, SpType,
};

use crate::exchange::*;
use crate::nodes::{MESSAGES, SIGNER, anchors, expected, hours, key, now, proxy_service, style};

fn reason(edit: impl FnOnce(String) -> String) -> &'static str {
    let changed = std::cell::Cell::new(false);
    let outcome = asked(|xml| {
        let edited = edit(xml.clone());
        changed.set(edited != xml);
        edited
    });
    assert!(changed.get(), "the edit changes something");
    outcome.map_or_else(|error| error.reason(), |_| "accepted")
}

#[test]
fn the_request_is_the_schema_s() {
    let table: [(&str, &str, &str); 34] = [
        // written, instead, outcome
        ("Version=\"2.0\"", "Version=\"1.1\"", "saml.version"),
        (" Version=\"2.0\"", "", "saml.schema"),
        ("ID=\"_question\"", "ID=\"1question\"", "saml.id"),
        (
            " IssueInstant=\"2026-11-22T11:59:00.000Z\"",
            "",
            "saml.schema",
        ),
        ("T11:59:00.000Z", "T11:59:00.000", "saml.time"),
        ("T11:59:00.000Z", "T11:54:01.000Z", "accepted"),
        ("T11:59:00.000Z", "T11:54:00.000Z", "expired"),
        ("T11:59:00.000Z", "T12:01:00.000Z", "accepted"),
        ("T11:59:00.000Z", "T12:01:01.000Z", "not_yet_valid"),
        (SSO, "https://eidas.example.se/SSO", "destination"),
        ("ForceAuthn=\"true\"", "ForceAuthn=\"1\"", "accepted"),
        (
            "ForceAuthn=\"true\"",
            "ForceAuthn=\"false\"",
            "saml.force_authn",
        ),
        (" ForceAuthn=\"true\"", "", "saml.force_authn"),
        ("ForceAuthn=\"true\"", "ForceAuthn=\"yes\"", "saml.schema"),
        (" IsPassive=\"false\"", "", "accepted"),
        (
            "IsPassive=\"false\"",
            "IsPassive=\"true\"",
            "saml.is_passive",
        ),
        ("consent:unspecified", "consent:perhaps", "accepted"),
        (
            " Consent=\"urn:oasis:names:tc:SAML:2.0:consent:unspecified\"",
            "",
            "accepted",
        ),
        (
            "nameid-format:entity",
            "nameid-format:persistent",
            "saml.issuer_format",
        ),
        (
            " Format=\"urn:oasis:names:tc:SAML:2.0:nameid-format:entity\"",
            "",
            "accepted",
        ),
        ("connector/metadata", "connector/other", "untrusted_issuer"),
        (
            "<eidas:SPType>public</eidas:SPType>",
            "",
            "saml.sp_type_missing",
        ),
        (
            "<eidas:SPType>public<",
            "<eidas:SPType>Public<",
            "saml.schema",
        ),
        (
            "</eidas:SPType>",
            "</eidas:SPType><eidas:NodeCountry>NO</eidas:NodeCountry>",
            "accepted",
        ),
        (
            "</eidas:SPType>",
            "</eidas:SPType><eidas:Other/>",
            "saml.schema",
        ),
        (
            "</eidas:SPType>",
            "</eidas:SPType><a xmlns=\"urn:other\"/>",
            "accepted",
        ),
        (
            "</eidas:SPType>",
            "</eidas:SPType><a xmlns=\"urn:other\"><saml2:Issuer/></a>",
            "saml.schema",
        ),
        (
            "</eidas:SPType>",
            "</eidas:SPType><eidas:SPType>public</eidas:SPType>",
            "saml.schema",
        ),
        (
            "<saml2p:NameIDPolicy",
            "<saml2:Subject/><saml2p:NameIDPolicy",
            "accepted",
        ),
        (
            "<saml2p:NameIDPolicy",
            "stray<saml2p:NameIDPolicy",
            "saml.schema",
        ),
        (
            "nameid-format:unspecified",
            "nameid-format:transient",
            "unsupported_name_id_format",
        ),
        (
            "<saml2p:Scoping>",
            "<saml2p:Scoping><saml2p:IDPList/>",
            "accepted",
        ),
        (
            "</saml2p:Scoping>",
            "<saml2p:RequesterID>urn:x</saml2p:RequesterID></saml2p:Scoping>",
            "saml.schema",
        ),
        ("https://etaten.example.no/<", "etaten<", "saml.schema"),
    ];
    for (written, instead, outcome) in table {
        assert_eq!(
            reason(|xml| xml.replace(written, instead)),
            outcome,
            "{written} → {instead}"
        );
    }
}

#[test]
fn s2_4_1_the_answer_goes_to_the_metadata_s_address_alone() {
    let with =
        |more: &str| reason(|xml| xml.replace(" ForceAuthn", &format!(" {more} ForceAuthn")));
    let url = |url: &str| format!("AssertionConsumerServiceURL=\"{url}\"");
    assert_eq!(with(&url(ACS)), "accepted");
    assert_eq!(
        with(&url("https://evil.example/acs")),
        "assertion_consumer_service"
    );
    assert_eq!(
        with(&url(&ACS.to_uppercase())),
        "assertion_consumer_service"
    );
    assert_eq!(with("AssertionConsumerServiceIndex=\"0\""), "accepted");
    assert_eq!(
        with("AssertionConsumerServiceIndex=\"7\""),
        "assertion_consumer_service"
    );
    let both = format!("AssertionConsumerServiceIndex=\"0\" {}", url(ACS));
    assert_eq!(with(&both), "saml.assertion_consumer_service");
    let binding =
        |name: &str| format!("ProtocolBinding=\"urn:oasis:names:tc:SAML:2.0:bindings:{name}\"");
    assert_eq!(with(&binding("HTTP-POST")), "accepted");
    assert_eq!(with(&binding("HTTP-Artifact")), "protocol_binding");
    assert_eq!(with("AttributeConsumingServiceIndex=\"1\""), "accepted");
    assert_eq!(
        with("AttributeConsumingServiceIndex=\"one\""),
        "saml.schema"
    );
}

#[test]
fn s2_3_2_requested_attributes() {
    let gender = Attribute::GENDER.name();
    let born = Attribute::DATE_OF_BIRTH.name();
    let element = |xml: &str, name: &str| {
        let one = xml
            .split("<eidas:RequestedAttribute ")
            .find(|part| part.contains(name))
            .unwrap();
        format!(
            "<eidas:RequestedAttribute {}",
            one.split("</eidas:RequestedAttributes>").next().unwrap()
        )
    };
    assert_eq!(
        reason(|xml| xml.replace("isRequired=\"true\"", "isRequired=\"false\"")),
        "saml.is_required"
    );
    assert_eq!(
        reason(|xml| xml.replace("isRequired=\"false\"", "isRequired=\"true\"")),
        "saml.is_required"
    );
    assert_eq!(
        reason(|xml| xml.replacen(" isRequired=\"true\"", "", 1)),
        "saml.schema"
    );
    let missing = |xml: String| xml.replace(&element(&xml, &born), "");
    assert_eq!(reason(missing), "mandatory_attribute_missing");
    let twice = |xml: String| {
        let one = element(&xml, &gender);
        xml.replace(&one, &format!("{one}{one}"))
    };
    assert_eq!(
        asked(twice),
        Err(Malformed::DuplicateAttribute {
            name: gender.clone()
        }
        .into())
    );
    let unknown = "http://eidas.europa.eu/attributes/naturalperson/ShoeSize";
    let optional = asked(|xml| xml.replace(&gender, unknown)).unwrap();
    assert_eq!(
        (optional.ignored, optional.asks_for(Attribute::GENDER)),
        (1, false)
    );
    // "MUST be ignored", whatever the requester calls it.
    let required = |xml: String| {
        let one = element(&xml, &gender);
        let other = one
            .replace(&gender, unknown)
            .replace("\"false\"", "\"true\"");
        xml.replace(&one, &other)
    };
    assert_eq!(asked(required), Ok(optional));
    let only = |xml: String| {
        let (before, rest) = xml.split_once("<eidas:RequestedAttributes>").unwrap();
        let (all, after) = rest.split_once("</eidas:RequestedAttributes>").unwrap();
        let one = element(&format!("{all}</eidas:RequestedAttributes>"), &gender)
            .replace(&gender, unknown);
        format!("{before}<eidas:RequestedAttributes>{one}</eidas:RequestedAttributes>{after}")
    };
    assert_eq!(asked(only), Err(Insufficient::NoSupportedAttribute.into()));
    let representative = "http://eidas.europa.eu/attributes/naturalperson/representative/Gender";
    assert_eq!(
        reason(|xml| xml.replace(&gender, representative)),
        "saml.representative_requested"
    );
    // A friendly name means nothing.
    assert_eq!(
        reason(|xml| xml.replace("FriendlyName=\"Gender\"", "FriendlyName=\"Sex\"")),
        "accepted"
    );
    // §5.4: `anyAttribute`, "##other".
    let with =
        |more: &str| reason(|xml| xml.replacen(" isRequired", &format!("{more} isRequired"), 1));
    assert_eq!(with(" xmlns:x=\"urn:x\" x:hint=\"1\""), "accepted");
    assert_eq!(with(" hint=\"1\""), "saml.schema");
    assert_eq!(
        reason(|xml| xml.replacen("attrname-format:uri", "attrname-format:basic", 1)),
        "saml.attribute_name_format"
    );
}

#[test]
fn s2_3_2_natural_and_legal_person_are_not_mixed_since_1_4() {
    let mixed = |xml: String| {
        let legal = ["LegalPersonIdentifier", "LegalName"].map(|name| format!(
            "<eidas:RequestedAttribute Name=\"http://eidas.europa.eu/attributes/legalperson/{name}\" \
             NameFormat=\"urn:oasis:names:tc:SAML:2.0:attrname-format:uri\" isRequired=\"true\"/>"
        ));
        xml.replace(
            "</eidas:RequestedAttributes>",
            &format!("{}</eidas:RequestedAttributes>", legal.concat()),
        )
    };
    let of = |versions: &[&str]| asked_of(&norway(versions, None), &offer(), mixed).map(|_| ());
    assert_eq!(of(&["1.2", "1.3"]), Ok(()));
    for versions in [&["1.2", "1.4"][..], &[], &["2.0"]] {
        assert_eq!(
            of(versions),
            Err(Malformed::MixedPersons.into()),
            "{versions:?}"
        );
    }
}

#[test]
fn s2_4_1_requested_authn_context() {
    let context = |comparison: &str, levels: &[&str]| {
        reason(|xml| {
            let rest = xml.split_once("<saml2p:RequestedAuthnContext").unwrap();
            let after = rest
                .1
                .split_once("</saml2p:RequestedAuthnContext>")
                .unwrap()
                .1;
            let classes: String = levels
                .iter()
                .map(|uri| {
                    format!("<saml2:AuthnContextClassRef>{uri}</saml2:AuthnContextClassRef>")
                })
                .collect();
            format!(
                "{}<saml2p:RequestedAuthnContext{comparison}>{classes}</saml2p:RequestedAuthnContext>{after} ",
                rest.0
            )
        })
    };
    let [low, substantial, high] = LevelOfAssurance::ALL.map(LevelOfAssurance::uri);
    let other = "http://eidas.europa.eu/NotNotified/LoA/high";
    let (minimum, exact) = (" Comparison=\"minimum\"", " Comparison=\"exact\"");
    assert_eq!(context(minimum, &[high]), "accepted");
    assert_eq!(context(exact, &[substantial, high, other]), "accepted");
    assert_eq!(context("", &[high, other]), "accepted");
    assert_eq!(context(exact, &[other]), "loa_not_published");
    for (comparison, levels) in [
        (minimum, vec![low, substantial, high]),
        (minimum, vec![other]),
        (minimum, vec![]),
        (exact, vec![high]),
        (exact, vec![low, other]),
        (exact, vec![high, other, other]),
        ("", vec![high]),
        (" Comparison=\"better\"", vec![low]),
        (" Comparison=\"maximum\"", vec![high]),
        (minimum, vec!["http://eidas.europa.eu/loa/HIGH"]),
        (minimum, vec!["high"]),
    ] {
        assert_eq!(
            context(comparison, &levels),
            "saml.level",
            "{comparison} {levels:?}"
        );
    }
    let none = asked(|xml| {
        cut(
            &xml,
            "<saml2p:RequestedAuthnContext",
            "</saml2p:RequestedAuthnContext>",
        )
    });
    let parent = "AuthnRequest".to_owned();
    let element = "RequestedAuthnContext";
    assert_eq!(none, Err(Schema::MissingElement { parent, element }.into()));
}

#[test]
fn s3_5_s4_1_sector_and_requester() {
    let public = norway(&["1.4"], Some(SpType::Public));
    let as_sent = |xml: String| xml;
    assert_eq!(
        asked_of(&public, &offer(), as_sent),
        Err(Malformed::SpTypeTwice.into())
    );
    let without = |xml: String| xml.replace("<eidas:SPType>public</eidas:SPType>", "");
    assert_eq!(
        asked_of(&public, &offer(), without).unwrap().sp_type,
        SpType::Public
    );
    let anonymous = |xml: String| {
        cut(&xml, "<saml2p:Scoping>", "</saml2p:Scoping>").replace(">public<", ">private<")
    };
    let refused = asked(anonymous).unwrap_err();
    assert_eq!(refused, Insufficient::RequesterIdMissing.into());
    let mut offer = offer();
    offer.requester_id = RequesterIdRule::Optional;
    assert!(asked_of(&norway(&["1.4"], None), &offer, anonymous).is_ok());
}

#[test]
fn px_01_signatures_of_requests() {
    let peer = norway(&["1.4"], None);
    let verify = |bytes: &[u8]| {
        eidas::VerifiedAuthnRequest::verify(bytes, &peer, &offer(), now()).map_err(|e| e.reason())
    };
    let xml = request().to_xml();
    assert_eq!(verify(xml.as_bytes()), Err("sig.missing"));
    assert_eq!(
        verify(&signed(&xml, &key("somebody else"))),
        Err("sig.untrusted_key")
    );
    let tampered = String::from_utf8(signed(&xml, &MESSAGES))
        .unwrap()
        .replace("LoA/substantial", "LoA/low");
    assert_eq!(verify(tampered.as_bytes()), Err("sig.digest"));
    // A Proxy-Service's metadata proves no question, and a response is none.
    let role =
        eidas::VerifiedAuthnRequest::verify(&signed(&xml, &MESSAGES), &SWEDEN, &offer(), now());
    assert!(
        matches!(role, Err(Error::Mismatch(_) | Error::Untrusted(_))),
        "{role:?}"
    );
    assert_eq!(verify(&good().wire()), Err("saml.schema"));
}

#[test]
fn what_cannot_be_asked_is_not_sent() {
    let ask = |edit: &dyn Fn(&mut Question)| {
        let mut question = question();
        edit(&mut question);
        AuthnRequest::to_peer(question, &SWEDEN).map(|_| ())
    };
    assert_eq!(ask(&|_| ()), Ok(()));
    let name = Attribute::FAMILY_NAME.name();
    let incomplete = Misconfigured::IncompleteDataSet { name };
    assert_eq!(
        ask(&|q| q.attributes.retain(|a| *a != Attribute::FAMILY_NAME)),
        Err(incomplete.into())
    );
    assert_eq!(
        ask(&|q| q.attributes.push(Attribute::LEGAL_NAME)),
        Err(Misconfigured::MixedPersons.into())
    );
    let representative = Attribute::of(eidas::Person::NaturalRepresentative)
        .next()
        .unwrap();
    let requested = Misconfigured::RepresentativeRequested;
    assert_eq!(
        ask(&|q| q.attributes.push(representative)),
        Err(requested.into())
    );
    assert_eq!(
        ask(&|q| q.provider_name = " ".into()),
        Err(Misconfigured::ProviderName.into())
    );
    assert_eq!(
        ask(&|q| q.provider_name = "x".repeat(129)),
        Err(Misconfigured::ProviderName.into())
    );
    let late = ask(&|q| q.issue_instant = now().plus(hours(25)));
    assert_eq!(late.unwrap_err().reason(), "peer_expired");
    // A node that offers less, and wants to know who asks.
    let bytes = proxy_service().to_signed_xml(&style(), &*SIGNER).unwrap();
    let small = expected(Role::ProxyService);
    let small = Peer::from_signed_metadata(&bytes, &anchors(&SIGNER), &small, now()).unwrap();
    assert_eq!(
        AuthnRequest::to_peer(question(), &small)
            .unwrap()
            .attributes
            .len(),
        4
    );
    let uri = LevelOfAssurance::High.uri().to_owned();
    let high = AuthnRequest::to_peer(
        Question {
            level: LevelOfAssurance::High,
            ..question()
        },
        &small,
    );
    assert_eq!(high, Err(Insufficient::LevelNotPublished { uri }.into()));
    let nameless = Question {
        sp_type: SpType::Private,
        requester_id: None,
        ..question()
    };
    let nameless = AuthnRequest::to_peer(nameless, &small);
    assert_eq!(nameless, Err(Insufficient::RequesterIdMissing.into()));
}

/// EC nodes compare `Destination` with their configured address as text (code 203002). The attribute
/// is an `xs:anyURI`, whose white space collapses (XML Schema Part 2 §3.2.17).
#[test]
fn the_question_is_addressed_as_the_metadata_writes_it() {
    const WRITTEN: &str = "https://EIDAS.example.se:443/sso";
    let metadata = proxy_service().to_xml(&style());
    let metadata = metadata.replace(&format!("\"{SSO}\""), &format!("\" {WRITTEN}\n\""));
    let role = expected(Role::ProxyService);
    let signed = crate::nodes::sign(&metadata, &SIGNER);
    let peer = Peer::from_signed_metadata(&signed, &anchors(&SIGNER), &role, now()).unwrap();
    let question = Question {
        attributes: Attribute::NATURAL_MANDATORY.to_vec(),
        ..question()
    };
    let request = AuthnRequest::to_peer(question, &peer).unwrap();
    assert_eq!(request.destination, WRITTEN);
    let action = peer.single_sign_on(eidas::binding::Binding::Post).unwrap();
    assert_eq!(action.as_str(), SSO);
}

#[test]
fn levels_are_compared_by_the_rules() {
    use LevelOfAssurance::{High, Low, Substantial};
    let other = Loa::NonNotified("urn:x".into());
    let minimum = RequestedContext::Minimum(Substantial);
    assert!(!minimum.accepts(&Loa::Notified(Low)) && minimum.accepts(&Loa::Notified(High)));
    assert!(!minimum.accepts(&other));
    let exact = RequestedContext::exact(vec![Loa::Notified(High), other.clone()]).unwrap();
    assert!(exact.accepts(&other) && !exact.accepts(&Loa::Notified(Substantial)));
    assert!(
        exact.is_served_by(&[Loa::Notified(High)]) && !exact.is_served_by(&[Loa::Notified(Low)])
    );
}

/// Message Format 1.4 §2.4.1: a list of `exact` levels that names a notified one names all above it.
/// So a question's notified levels are a lowest one and all above, whatever its `Comparison`, and
/// who answers may keep the lowest alone. SAML Core §3.3.2.2.1.
#[test]
fn the_notified_levels_of_a_question_are_a_lowest_one_and_all_above() {
    let other = Loa::NonNotified("urn:x".into());
    let all: Vec<Loa> = LevelOfAssurance::ALL
        .into_iter()
        .map(Loa::Notified)
        .chain([other.clone()])
        .collect();
    let mut readable = 0;
    for chosen in 0..1 << all.len() {
        let is_chosen = |at: &usize| chosen & (1 << at) != 0;
        let list: Vec<Loa> = (0..all.len())
            .filter(is_chosen)
            .map(|at| all[at].clone())
            .collect();
        for list in [list.clone(), list.into_iter().rev().collect()] {
            let Some(context) = RequestedContext::exact(list.clone()) else {
                continue;
            };
            readable += 1;
            assert!(context.accepts(&other), "{list:?}");
            let accepted = LevelOfAssurance::ALL.map(|loa| context.accepts(&Loa::Notified(loa)));
            assert!(accepted.is_sorted(), "{list:?} accepts {accepted:?}");
        }
    }
    assert_eq!(
        readable, 8,
        "with the other: none, high, substantial and up, all; both ways round"
    );
}

#[test]
fn a_mismatch_tells_both_sides() {
    let refused = asked(|xml| xml.replace(SSO, "https://eidas.example.dk/sso")).unwrap_err();
    let (expected, got) = (SSO.to_owned(), "https://eidas.example.dk/sso".to_owned());
    assert_eq!(refused, Mismatch::Destination { expected, got }.into());
}
