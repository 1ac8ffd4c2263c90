// SPDX-License-Identifier: EUPL-1.2

//! Rows PX-* of the catalogue of attacks: against a Proxy-Service. One good request, one thing
//! changed, the exact refusal, and whether it is answered.

use eidas::binding::{
    BindingFault, Carried, EmbeddedForm, MAX_QUERY, Parameter, RelayState, decode_get,
    encode_embedded, encode_redirect,
};
use eidas::error::{Insufficient, Malformed, Mismatch, Schema, Untrusted};
use eidas::{
    Attribute, Error, ExpectedRequest, LevelOfAssurance, Loa, Peer, Refusal, RequesterIdRule, Role,
    SignedAuthnRequest, SpType, VerifiedAuthnRequest,
};

use crate::exchange::*;
use crate::nodes::{
    CONNECTOR, ENCRYPTION, MESSAGES, SIGNER, anchors, connector, expected, key, now, sign, style,
};

/// What comes of a changed request.
fn outcome_of(
    peer: &Peer,
    offer: &ExpectedRequest,
    edit: impl FnOnce(String) -> String,
) -> Result<VerifiedAuthnRequest, Refusal> {
    let xml = request().to_xml();
    let edited = edit(xml.clone());
    SignedAuthnRequest::verify(&signed(&edited, &MESSAGES), peer, now())
        .map_err(Refusal::Stop)?
        .accept(offer, now())
}

fn outcome(edit: impl FnOnce(String) -> String) -> Result<VerifiedAuthnRequest, Refusal> {
    outcome_of(&norway(&["1.4"], None), &offer(), edit)
}

/// Refused, and answered with this code at the start of the message.
fn is_answered(outcome: Result<VerifiedAuthnRequest, Refusal>, why: impl Into<Error>, code: &str) {
    let refusal = outcome.unwrap_err();
    let Refusal::Reject(reject) = &refusal else {
        unreachable!("not answered: {refusal:?}");
    };
    assert_eq!(*reject.why(), why.into());
    assert_eq!(reject.status().ec_code(), Some(code));
    assert_eq!(reject.status().code, eidas::StatusCode::Requester);
}

/// Refused with a page, no message to anybody.
#[expect(
    clippy::needless_pass_by_value,
    reason = "reads as a sentence with the call"
)]
fn is_shown(outcome: Result<VerifiedAuthnRequest, Refusal>, why: impl Into<Error>) {
    assert_eq!(outcome, Err(Refusal::Stop(why.into())));
}

fn with(more: &str) -> impl FnOnce(String) -> String + use<> {
    let more = format!(" {more} ForceAuthn");
    move |xml| xml.replace(" ForceAuthn", &more)
}

fn carried(url: &url::Url) -> Carried {
    let query = url.query().unwrap();
    decode_get(query, Parameter::SamlRequest).unwrap().into()
}

fn verified(message: &Carried) -> Result<VerifiedAuthnRequest, Error> {
    let peer = norway(&["1.4"], None);
    let signed = SignedAuthnRequest::verify_carried(message, &peer, now())?;
    Ok(signed.accept(&offer(), now())?)
}

#[test]
fn px_01_a_request_is_taken_from_every_binding() {
    let relay_state = RelayState::new("f3a9/æ +%").unwrap();
    let posted = request().to_signed_xml(&*MESSAGES).unwrap();
    let peer = norway(&["1.4"], None);
    let as_posted = VerifiedAuthnRequest::verify(&posted, &peer, &offer(), now()).unwrap();
    let redirect = request()
        .to_redirect(Some(&relay_state), &*MESSAGES)
        .unwrap();
    let mut urls = vec![redirect];
    for form in [EmbeddedForm::Raw, EmbeddedForm::Deflated] {
        let url = request().to_embedded_get(Some(&relay_state), form, &*MESSAGES);
        urls.push(url.unwrap());
    }
    for url in urls {
        assert!(url.as_str().starts_with(SSO));
        let message = carried(&url);
        assert_eq!(message.relay_state, Some(relay_state.clone()));
        assert_eq!(verified(&message).as_ref(), Ok(&as_posted));
    }
}

#[test]
fn px_01_the_signature_of_a_redirect_is_of_a_metadata_key_and_the_only_one() {
    let url = |xml: &str, key| {
        let endpoint = url::Url::parse(SSO).unwrap();
        encode_redirect(&endpoint, Parameter::SamlRequest, xml, None, key).unwrap()
    };
    let xml = request().to_xml();
    assert!(verified(&carried(&url(&xml, &*MESSAGES))).is_ok());
    let reason = |url: &url::Url| verified(&carried(url)).map_err(|error| error.reason());
    let stranger = key("somebody else");
    assert_eq!(reason(&url(&xml, &stranger)), Err("sig.no_key_fits"));
    assert_eq!(reason(&url(&xml, &*ENCRYPTION)), Err("sig.no_key_fits"));
    // Both: which one counts would be the reader's choice.
    let inside = String::from_utf8(signed(&xml, &MESSAGES)).unwrap();
    let both = verified(&carried(&url(&inside, &*MESSAGES)));
    let shape = xmlsec::Untrusted::Shape("embedded and detached signature");
    assert_eq!(both, Err(Untrusted::Signature(shape.into()).into()));
    // Neither.
    let query = url(&xml, &*MESSAGES);
    let message = query.query().unwrap().split('&').next().unwrap();
    let bare = url::Url::parse(&format!("{SSO}?{message}")).unwrap();
    assert_eq!(reason(&bare), Err("sig.missing"));
    // A message of one with the signature of another. A query shows no certificate: nobody can say
    // whether the key or the value is wrong.
    let other = url(&xml.replace("LoA/substantial", "LoA/low"), &*MESSAGES);
    let (_, signature) = query.as_str().split_once("&SigAlg=").unwrap();
    let (start, _) = other.as_str().split_once("&SigAlg=").unwrap();
    let mixed = url::Url::parse(&format!("{start}&SigAlg={signature}")).unwrap();
    assert_eq!(reason(&mixed), Err("sig.no_key_fits"));
}

#[test]
fn px_02_the_answer_goes_to_no_address_that_only_the_request_names() {
    let url = |url: &str| with(&format!("AssertionConsumerServiceURL=\"{url}\""));
    let good = outcome(url(ACS)).unwrap();
    assert_eq!(good.assertion_consumer_service, ACS);
    for evil in [
        "https://evil.example/acs",
        &ACS.to_uppercase(),
        &format!("{ACS}/"),
        &format!("{ACS}?x"),
        "",
    ] {
        is_shown(outcome(url(evil)), Mismatch::AssertionConsumerService);
    }
}

#[test]
fn px_03_an_index_of_the_metadata_is_resolved_and_any_other_refused() {
    const OTHER: &str = "https://eidas.example.no/connector/other";
    let post = "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST";
    let acs = |index: u16, location: &str| {
        format!(
            "<md:AssertionConsumerService Binding=\"{post}\" Location=\"{location}\" \
             index=\"{index}\"/></md:SPSSODescriptor>"
        )
    };
    let peer = |more: &str| {
        let xml = connector()
            .to_xml(&style())
            .replace("</md:SPSSODescriptor>", more);
        let expected = expected(Role::Connector);
        Peer::from_signed_metadata(&sign(&xml, &SIGNER), &anchors(&SIGNER), &expected, now())
            .unwrap()
    };
    let two = peer(&acs(4, OTHER));
    let index = |index: &str| with(&format!("AssertionConsumerServiceIndex=\"{index}\""));
    for (asked, found) in [("0", ACS), ("4", OTHER), ("04", OTHER)] {
        let request = outcome_of(&two, &offer(), index(asked)).unwrap();
        assert_eq!(request.assertion_consumer_service, found);
    }
    assert_eq!(outcome(index("0")).unwrap().assertion_consumer_service, ACS);
    for missing in ["1", "65535"] {
        let refused = outcome_of(&two, &offer(), index(missing));
        is_shown(refused, Mismatch::AssertionConsumerService);
    }
    let name = "AssertionConsumerServiceIndex";
    for wrong in ["65536", "-1", "zero", ""] {
        is_shown(
            outcome_of(&two, &offer(), index(wrong)),
            Schema::Value { name },
        );
    }
    let both = with(&format!(
        "AssertionConsumerServiceIndex=\"0\" AssertionConsumerServiceURL=\"{ACS}\""
    ));
    is_shown(outcome(both), Malformed::AssertionConsumerService);
    // Two of one index: the choice would be ours.
    let twice = peer(&acs(0, OTHER));
    let refused = outcome_of(&twice, &offer(), index("0"));
    is_shown(refused, Mismatch::AssertionConsumerService);
}

#[test]
fn px_04_a_request_to_another_or_of_another_is_not_answered() {
    assert!(outcome(|xml| xml).is_ok());
    let (expected, got) = (SSO.to_owned(), "https://eidas.example.dk/sso".to_owned());
    let elsewhere = outcome(|xml| xml.replace(SSO, "https://eidas.example.dk/sso"));
    is_shown(elsewhere, Mismatch::Destination { expected, got });
    let other = "https://eidas.example.no/connector/other";
    let (expected, got) = (CONNECTOR.to_owned(), other.to_owned());
    let issuer = outcome(|xml| xml.replace(CONNECTOR, other));
    is_shown(issuer, Untrusted::Issuer { expected, got });
}

#[test]
fn px_06_a_stale_request_is_not_answered() {
    let issued = |time: &str| {
        let time = format!("T{time}.000Z");
        outcome(move |xml| xml.replace("T11:59:00.000Z", &time))
    };
    // Five minutes and a minute for clocks.
    assert!(issued("11:54:01").is_ok());
    assert!(issued("12:01:00").is_ok());
    for time in ["11:54:00", "11:00:00", "00:00:00"] {
        let stale = issued(time);
        let Err(Refusal::Stop(Error::Mismatch(Mismatch::Expired { field, .. }))) = stale else {
            panic!("{time}: {stale:?}");
        };
        assert_eq!(field, "IssueInstant");
    }
    let early = issued("12:01:01");
    let Err(Refusal::Stop(Error::Mismatch(Mismatch::NotYetValid { field, .. }))) = early else {
        panic!("{early:?}");
    };
    assert_eq!(field, "IssueInstant");
}

#[test]
fn px_07_levels_that_cannot_be_asked_for_are_answered_with_202015() {
    let context = |comparison: &str, levels: &[&str]| {
        let classes: String = levels
            .iter()
            .map(|uri| format!("<saml2:AuthnContextClassRef>{uri}</saml2:AuthnContextClassRef>"))
            .collect();
        let new = format!(
            "<saml2p:RequestedAuthnContext{comparison}>{classes}</saml2p:RequestedAuthnContext>"
        );
        move |xml: String| {
            let (start, end) = (
                "<saml2p:RequestedAuthnContext",
                "</saml2p:RequestedAuthnContext>",
            );
            cut(&xml, start, end).replace("<saml2p:Scoping>", &format!("{new}<saml2p:Scoping>"))
        }
    };
    let [low, substantial, high] = LevelOfAssurance::ALL.map(LevelOfAssurance::uri);
    let other = "http://eidas.europa.eu/NotNotified/LoA/high";
    let (minimum, exact) = (" Comparison=\"minimum\"", " Comparison=\"exact\"");
    for (comparison, levels) in [
        (minimum, vec![high]),
        (exact, vec![high, other]),
        (exact, vec![low, substantial, high, other, "urn:x"]),
        ("", vec![high, other]),
    ] {
        assert!(
            outcome(context(comparison, &levels)).is_ok(),
            "{comparison} {levels:?}"
        );
    }
    for (comparison, levels) in [
        (exact, vec![high]),
        (exact, vec![low, substantial, high]),
        (exact, vec![low, other]),
        (exact, vec![other, other]),
        ("", vec![high]),
        (minimum, vec![low, substantial, high]),
        (minimum, vec![other]),
        (minimum, vec![]),
        (" Comparison=\"better\"", vec![low]),
        (" Comparison=\"maximum\"", vec![high]),
        (minimum, vec!["http://eidas.europa.eu/LoA/medium"]),
    ] {
        is_answered(
            outcome(context(comparison, &levels)),
            Malformed::Level,
            "202015",
        );
    }
    let none = outcome(|xml| {
        cut(
            &xml,
            "<saml2p:RequestedAuthnContext",
            "</saml2p:RequestedAuthnContext>",
        )
    });
    let missing = Schema::MissingElement {
        parent: "AuthnRequest".to_owned(),
        element: "RequestedAuthnContext",
    };
    is_answered(none, missing, "202015");
    // Nothing that we publish would be an answer.
    let mut less = offer();
    less.levels = vec![Loa::Notified(LevelOfAssurance::Substantial)];
    let peer = norway(&["1.4"], None);
    assert!(outcome_of(&peer, &less, |xml| xml).is_ok());
    let uri = high.to_owned();
    let unpublished = outcome_of(&peer, &less, context(minimum, &[high]));
    is_answered(
        unpublished,
        Insufficient::LevelNotPublished { uri },
        "202015",
    );
    let uri = other.to_owned();
    let unpublished = outcome(context(exact, &[other]));
    is_answered(
        unpublished,
        Insufficient::LevelNotPublished { uri },
        "202015",
    );
}

#[test]
fn px_08_the_sector_stands_in_exactly_one_place() {
    let public = norway(&["1.4"], Some(SpType::Public));
    let without = |xml: String| xml.replace("<eidas:SPType>public</eidas:SPType>", "");
    let private = |xml: String| xml.replace(">public<", ">private<");
    let of_the_metadata = outcome_of(&public, &offer(), without).unwrap();
    assert_eq!(of_the_metadata.sp_type, SpType::Public);
    assert_eq!(outcome(private).unwrap().sp_type, SpType::Private);
    for edit in [private, |xml| xml] {
        let twice = outcome_of(&public, &offer(), edit);
        is_answered(twice, Malformed::SpTypeTwice, "202016");
    }
    is_answered(outcome(without), Malformed::SpTypeMissing, "202017");
}

#[test]
fn px_09_a_private_service_is_named_where_that_is_demanded() {
    let nameless = |xml: String| cut(&xml, "<saml2p:Scoping>", "</saml2p:Scoping>");
    let private = |xml: String| xml.replace(">public<", ">private<");
    assert!(outcome(nameless).is_ok());
    let named = outcome(private).unwrap();
    assert_eq!(
        named.requester_id.unwrap().as_str(),
        "https://etaten.example.no/"
    );
    let refused = outcome(|xml| nameless(private(xml)));
    is_answered(refused, Insufficient::RequesterIdMissing, "202020");
    // The metadata of the Connector says private: the same.
    let peer = norway(&["1.4"], Some(SpType::Private));
    let unsaid = |xml: String| xml.replace("<eidas:SPType>public</eidas:SPType>", "");
    let refused = outcome_of(&peer, &offer(), |xml| nameless(unsaid(xml)));
    is_answered(refused, Insufficient::RequesterIdMissing, "202020");
    let mut open = offer();
    open.requester_id = RequesterIdRule::Optional;
    let peer = norway(&["1.4"], None);
    assert!(outcome_of(&peer, &open, |xml| nameless(private(xml))).is_ok());
}

#[test]
fn px_10_a_name_id_format_is_one_that_we_publish() {
    let format = |uri: &'static str| {
        move |xml: String| xml.replace("urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified", uri)
    };
    assert!(
        outcome(format(
            "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent"
        ))
        .is_ok()
    );
    for unpublished in [
        "urn:oasis:names:tc:SAML:2.0:nameid-format:transient",
        "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress",
    ] {
        let refused = outcome(format(unpublished));
        let format = unpublished.to_owned();
        is_answered(
            refused,
            Insufficient::UnsupportedNameIdFormat { format },
            "202022",
        );
    }
}

#[test]
fn px_11_a_request_that_would_do_with_an_older_session_is_refused() {
    let force = |to: &str| {
        let to = to.to_owned();
        outcome(move |xml| xml.replace(" ForceAuthn=\"true\"", &to))
    };
    assert!(force(" ForceAuthn=\"true\"").is_ok());
    for wrong in ["", " ForceAuthn=\"false\"", " ForceAuthn=\"0\""] {
        is_answered(force(wrong), Malformed::ForceAuthn, "202002");
    }
    let passive = outcome(|xml| xml.replace("IsPassive=\"false\"", "IsPassive=\"true\""));
    is_answered(passive, Malformed::IsPassive, "202002");
    assert!(outcome(|xml| xml.replace(" IsPassive=\"false\"", "")).is_ok());
}

#[test]
fn px_12_unknown_attributes_are_ignored_also_when_they_are_required() {
    let gender = Attribute::GENDER.name();
    let named = |name: &str, required: bool| {
        let new = format!(
            "<eidas:RequestedAttribute Name=\"{name}\" \
             NameFormat=\"urn:oasis:names:tc:SAML:2.0:attrname-format:uri\" \
             isRequired=\"{required}\"/></eidas:RequestedAttributes>"
        );
        move |xml: String| xml.replace("</eidas:RequestedAttributes>", &new)
    };
    let shoe = "http://eidas.europa.eu/attributes/naturalperson/ShoeSize";
    let role = "http://e-justice.europa.eu/attributes/naturalperson/eJusticeNaturalPersonRole";
    for name in [shoe, role] {
        let request = outcome(named(name, false)).unwrap();
        assert_eq!(request.ignored, 1);
        // The person is told of what the registry knows.
        let known: Vec<_> = Attribute::named(name).into_iter().collect();
        assert_eq!(request.unpublished, known, "{name}");
        assert_eq!(
            request.attributes,
            outcome(|xml| xml).unwrap().attributes,
            "{name}"
        );
        // Message Format 1.4 §2.3.2: "MUST be ignored".
        assert_eq!(outcome(named(name, true)), Ok(request), "{name}");
    }
    // A sector attribute that we publish may be required.
    let mut with_role = offer();
    with_role.attributes.push(Attribute::named(role).unwrap());
    let peer = norway(&["1.4"], None);
    let request = outcome_of(&peer, &with_role, named(role, true)).unwrap();
    assert!(request.asks_for(Attribute::named(role).unwrap()));

    let representative = "http://eidas.europa.eu/attributes/naturalperson/representative/Gender";
    is_answered(
        outcome(named(representative, false)),
        Malformed::RepresentativeRequested,
        "203024",
    );
    let name = gender.clone();
    is_answered(
        outcome(named(&gender, false)),
        Malformed::DuplicateAttribute { name },
        "202005",
    );
    let born = Attribute::DATE_OF_BIRTH.name();
    // A set of which one is misspelt is not whole.
    let (name, unknown) = (born.clone(), format!("{born}s"));
    is_answered(
        outcome(|xml| xml.replace(&born, &unknown)),
        Insufficient::MandatoryAttribute { name },
        "203021",
    );
}

#[test]
fn px_12_a_legal_person_is_recognised_and_refused_where_there_is_none() {
    let legal = |xml: String| {
        let set: String = ["LegalPersonIdentifier", "LegalName"]
            .map(|name| {
                format!(
                    "<eidas:RequestedAttribute \
                     Name=\"http://eidas.europa.eu/attributes/legalperson/{name}\" \
                     NameFormat=\"urn:oasis:names:tc:SAML:2.0:attrname-format:uri\" \
                     isRequired=\"true\"/>"
                )
            })
            .concat();
        let (start, end) = (
            "<eidas:RequestedAttributes>",
            "</eidas:RequestedAttributes>",
        );
        cut(&xml, start, end).replace(
            "</saml2p:Extensions>",
            &format!("{start}{set}{end}</saml2p:Extensions>"),
        )
    };
    let mut natural = offer();
    natural
        .attributes
        .retain(|attribute| attribute.person() == eidas::Person::Natural);
    let peer = norway(&["1.4"], None);
    assert!(outcome_of(&peer, &natural, |xml| xml).is_ok());
    assert!(outcome_of(&peer, &offer(), legal).is_ok());
    is_answered(
        outcome_of(&peer, &natural, legal),
        Insufficient::LegalPerson,
        "202005",
    );
}

#[test]
fn px_12_an_attribute_newer_than_the_requester_is_not_promised() {
    let newer = Attribute::NATIONALITY;
    for (versions, known) in [
        (vec!["1.4"], true),
        (vec!["1.2", "1.3", "1.4"], true),
        (vec!["1.5"], true),
        (vec!["1.2"], false),
        (vec!["1.2", "1.3"], false),
        (vec![], false),
    ] {
        let request = outcome_of(&norway(&versions, None), &offer(), |xml| xml).unwrap();
        assert_eq!(request.asks_for(newer), known, "{versions:?}");
        assert_eq!(request.ignored, usize::from(!known));
        assert!(request.asks_for(Attribute::GENDER));
    }
}

#[test]
fn px_15_a_key_in_the_request_is_not_the_peer_s() {
    // The stranger shows her own certificate, as KeyInfo has it for every signature.
    let stranger = key("somebody else");
    let shown = signed(&request().to_xml(), &stranger);
    let peer = norway(&["1.4"], None);
    let refused = SignedAuthnRequest::verify(&shown, &peer, now());
    assert_eq!(refused.unwrap_err().reason(), "sig.untrusted_key");
    assert!(
        SignedAuthnRequest::verify(&signed(&request().to_xml(), &MESSAGES), &peer, now()).is_ok()
    );
    // Whom to encrypt to is asked of the peer alone.
    let (recipient, _) = peer.choose_recipient().unwrap();
    assert_eq!(
        recipient.certificate.der(),
        crate::nodes::certificate(&ENCRYPTION).der()
    );
}

#[test]
fn a_name_of_a_service_is_cut_and_cannot_turn_the_page() {
    let named = |name: &str| {
        let new = format!("ProviderName=\"{name}\"");
        outcome(move |xml| {
            let (before, rest) = xml.split_once("ProviderName=\"").unwrap();
            let (_, after) = rest.split_once('"').unwrap();
            format!("{before}{new}{after}")
        })
        .unwrap()
        .provider_name
    };
    assert_eq!(named(" Skatt &amp; toll "), Some("Skatt & toll".to_owned()));
    assert_eq!(named("a\u{202E}b\u{200B}c\u{2066}"), Some("abc".to_owned()));
    assert_eq!(named(" \u{200B}"), None);
    assert_eq!(named(&"x".repeat(1000)), Some("x".repeat(128)));
}

/// A reference node's request with RSA-4096 makes 8,175 characters; twice that is room.
#[test]
fn bnd_05_a_url_of_16_kib_is_taken() {
    let long = format!(
        "<a xmlns=\"urn:other\">{}</a></saml2p:Extensions>",
        "x".repeat(9_000)
    );
    let xml = request().to_xml().replace("</saml2p:Extensions>", &long);
    let url = encode_embedded(
        &url::Url::parse(SSO).unwrap(),
        Parameter::SamlRequest,
        &signed(&xml, &MESSAGES),
        None,
        EmbeddedForm::Raw,
    );
    assert!(url.as_str().len() > 16_384, "{}", url.as_str().len());
    assert!(verified(&carried(&url)).is_ok());
    let too_long = format!("{}&x={}", url.query().unwrap(), "x".repeat(MAX_QUERY));
    let refused = decode_get(&too_long, Parameter::SamlRequest);
    assert_eq!(refused, Err(BindingFault::TooLarge.into()));
}
