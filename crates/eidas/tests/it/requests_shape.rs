// SPDX-License-Identifier: EUPL-1.2

//! The parts of a question, each as often as it may stand and with what may stand in it.
//! eIDAS SAML Message Format 1.4 §2.4.1; SAML Core §3.4.1.

use eidas::error::{Insufficient, Malformed};
use eidas::{Attribute, AuthnRequest, Error, VerifiedAuthnRequest};

use crate::exchange::*;
use crate::nodes::{CONNECTOR, SIGNER, anchors, expected, now, proxy_service, style};

fn reason(outcome: Result<VerifiedAuthnRequest, Error>) -> &'static str {
    outcome.map_or_else(|error| error.reason(), |_| "accepted")
}

/// What comes of the question with `more` before `place`.
fn before(place: &str, more: &str) -> &'static str {
    reason(asked(|xml| {
        assert_eq!(xml.matches(place).count(), 1, "{place}");
        xml.replace(place, &format!("{more}{place}"))
    }))
}

/// Which of two would count?
#[test]
fn s2_4_1_an_extension_stands_once() {
    let end = "</saml2p:Extensions>";
    let country = "<eidas:NodeCountry>NO</eidas:NodeCountry>";
    assert_eq!(before(end, country), "accepted");
    assert_eq!(before(end, &format!("{country}{country}")), "saml.schema");
    let xml = request().to_xml();
    let whole = |tag: &str| {
        let start = xml.find(&format!("<{tag}>")).unwrap();
        let after = format!("</{tag}>");
        xml[start..xml.find(&after).unwrap() + after.len()].to_owned()
    };
    for tag in ["eidas:SPType", "eidas:RequestedAttributes"] {
        assert_eq!(before(end, &whole(tag)), "saml.schema", "{tag}");
    }
    // Another's own extension says nothing to us.
    assert_eq!(before(end, "<o:Own xmlns:o=\"urn:own\"/>"), "accepted");
}

/// SAML Core §3.4.1.1.
#[test]
fn s3_4_1_1_a_name_id_policy_has_three_attributes_and_nothing_inside() {
    let policy = |attributes: &str, inside: &str| {
        reason(asked(|xml| {
            let start = xml.find("<saml2p:NameIDPolicy").unwrap();
            let rest = &xml[start..];
            let end = start + rest.find('>').unwrap() + 1;
            let end = match xml[start..end].ends_with("/>") {
                true => end,
                false => end + "</saml2p:NameIDPolicy>".len(),
            };
            let format = "urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified";
            let other = format!(
                "<saml2p:NameIDPolicy Format=\"{format}\"{attributes}>{inside}</saml2p:NameIDPolicy>"
            );
            format!("{}{other}{}", &xml[..start], &xml[end..])
        }))
    };
    assert_eq!(policy("", ""), "accepted");
    assert_eq!(policy(" AllowCreate=\"true\"", ""), "accepted");
    assert_eq!(policy(" AllowCreate=\"perhaps\"", ""), "saml.schema");
    assert_eq!(policy(" Other=\"x\"", ""), "saml.schema");
    assert_eq!(policy("", "<saml2:NameID>x</saml2:NameID>"), "saml.schema");
    // Our own namespace, or the requester's: the same.
    for ours in ["", CONNECTOR] {
        let qualifier = format!(" SPNameQualifier=\"{ours}\"");
        assert_eq!(policy(&qualifier, ""), "accepted", "{ours:?}");
    }
    let other = " SPNameQualifier=\"https://eidas.example.dk/metadata\"";
    assert_eq!(policy(other, ""), "saml.contradiction");
}

/// Message Format 1.4 §2.4.1: `minimum` names one level, which is notified.
#[test]
fn s2_4_1_minimum_names_one_level() {
    let class = |level: &str| {
        format!(
            "<saml2:AuthnContextClassRef>http://eidas.europa.eu/{level}</saml2:AuthnContextClassRef>"
        )
    };
    let end = "</saml2p:RequestedAuthnContext>";
    assert_eq!(before(end, ""), "accepted");
    for level in ["LoA/high", "NotNotified/LoA/high"] {
        assert_eq!(before(end, &class(level)), "saml.level", "{level}");
    }
    assert_eq!(
        before(
            end,
            "<saml2:AuthnContextDeclRef>x</saml2:AuthnContextDeclRef>"
        ),
        "saml.schema"
    );
}

/// Of a legal person where none is published: what is required ends the question, the rest is left out
/// of it. A peer of 1.3 may name both.
#[test]
fn s2_3_2_a_legal_person_where_none_is_known() {
    let norway = norway(&["1.3"], None);
    let mut offer = offer();
    offer
        .attributes
        .retain(|attribute| attribute.person() == eidas::Person::Natural);
    let ask = |name: &str, required: bool| {
        let one = format!(
            "<eidas:RequestedAttribute Name=\"http://eidas.europa.eu/attributes/legalperson/{name}\" \
             NameFormat=\"urn:oasis:names:tc:SAML:2.0:attrname-format:uri\" \
             isRequired=\"{required}\"/></eidas:RequestedAttributes>"
        );
        asked_of(&norway, &offer, |xml| {
            xml.replace("</eidas:RequestedAttributes>", &one)
        })
    };
    let without = asked_of(&norway, &offer, |xml| xml).unwrap();
    let optional = ask("LEI", false).unwrap();
    assert_eq!(optional.ignored, without.ignored + 1);
    assert!(optional.asks_for(Attribute::PERSON_IDENTIFIER));
    assert_eq!(
        ask("LegalName", true),
        Err(Insufficient::LegalPerson.into())
    );
    let name = "http://eidas.europa.eu/attributes/legalperson/LegalName".to_owned();
    assert_eq!(
        ask("LegalName", false),
        Err(Malformed::IsRequired { name }.into())
    );
}

/// A private service behind a node that wants its name: asked with it, and not without.
#[test]
fn s4_1_a_private_service_is_named_where_the_peer_wants_it() {
    let mut metadata = proxy_service();
    metadata.loas = eidas::LevelOfAssurance::ALL
        .map(eidas::Loa::Notified)
        .to_vec();
    let to = |wants: bool, private: bool, named: bool| {
        let mut metadata = metadata.clone();
        metadata.requires_requester_id = wants;
        let bytes = metadata.to_signed_xml(&style(), &*SIGNER).unwrap();
        let role = expected(eidas::Role::ProxyService);
        let peer =
            eidas::Peer::from_signed_metadata(&bytes, &anchors(&SIGNER), &role, now()).unwrap();
        let mut question = question();
        if private {
            question.sp_type = eidas::SpType::Private;
        }
        if !named {
            question.requester_id = None;
        }
        AuthnRequest::to_peer(question, &peer).map(drop)
    };
    let missing = Err(Insufficient::RequesterIdMissing.into());
    for (wants, private, named) in [
        (true, true, true),
        (true, false, false),
        (false, true, false),
        (false, false, true),
    ] {
        assert_eq!(
            to(wants, private, named),
            Ok(()),
            "{wants} {private} {named}"
        );
    }
    assert_eq!(to(true, true, false), missing);
}
