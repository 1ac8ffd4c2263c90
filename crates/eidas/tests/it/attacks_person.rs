// SPDX-License-Identifier: EUPL-1.2

//! Hostile answers about persons (SP-23 to SP-29): sets, identifiers, dates, representatives; and
//! what an attribute can pretend to be (XML-22).

use eidas::error::{Insufficient, Malformed, Mismatch};
use eidas::{Attribute, AttributeValue, Habits, Representation, ValueRule};

use crate::attacks::{Outcome, reason};
use crate::exchange::*;

/// The good answer with other attributes.
fn about(attributes: eidas::Attributes) -> Outcome {
    let mut response = response();
    if let eidas::Outcome::Success(assertion) = &mut response.outcome {
        assertion.attributes = attributes;
    }
    open(
        &Answer::of(&response, &Habits::default()).wire(),
        &expectation(),
    )
}

#[test]
fn sp_23_incomplete_set() {
    for missing in Attribute::NATURAL_MANDATORY {
        let mut attributes = eleni();
        attributes.remove(missing);
        let name = missing.name();
        assert_eq!(
            about(attributes),
            Err(Insufficient::MandatoryAttribute { name }.into())
        );
    }
}

#[test]
fn sp_24_duplicates() {
    let twice = AttributeValue::latin("SE/NO/other");
    let name = Attribute::PERSON_IDENTIFIER.name();
    let refused = about(eleni().with(Attribute::PERSON_IDENTIFIER, twice));
    assert_eq!(
        refused,
        Err(Malformed::DuplicateValue { name: name.clone() }.into())
    );
    let refused = assertion(|xml| {
        let start = xml.rfind("<saml2:Attribute ").unwrap();
        let one = xml[start..]
            .split_once("</saml2:AttributeStatement>")
            .unwrap()
            .0
            .to_owned();
        xml.replace(
            "</saml2:AttributeStatement>",
            &format!("{one}</saml2:AttributeStatement>"),
        )
    });
    assert_eq!(refused, Err(Malformed::DuplicateAttribute { name }.into()));
}

/// The good answer about somebody with this identifier.
fn identified(identifier: &str) -> Outcome {
    let mut attributes = eleni();
    attributes.remove(Attribute::PERSON_IDENTIFIER);
    about(attributes.with(
        Attribute::PERSON_IDENTIFIER,
        AttributeValue::latin(identifier),
    ))
}

#[test]
fn sp_25_countries_of_the_identifier() {
    assert!(identified("SE/NO/1").is_ok());
    assert_eq!(reason(identified("DK/NO/1")), "identifier_country");
    assert_eq!(reason(identified("SE/FI/1")), "identifier_destination");
}

#[test]
fn sp_26_characters_of_the_identifier() {
    assert!(identified("SE/NO/1").is_ok());
    for nonsense in [
        "1",
        "SE/NO",
        "SE/NO/",
        "se/no/1",
        "SE/NO/a b",
        "SE/NO/a\nb",
        "SE/NO/a\u{85}b",
        "SE/NO/a\u{A0}b",
        "SE/NO/a\u{202E}b",
        "SE/NO/a\u{200B}b",
        "SENO/1",
        "/NO/1",
        "GR/NO/1",
    ] {
        assert_eq!(
            reason(identified(nonsense)),
            "mandatory_attribute_unusable",
            "{nonsense:?}"
        );
    }
    let longest = format!("SE/NO/{}", "x".repeat(256));
    assert!(identified(&longest).is_ok());
    assert_eq!(
        reason(identified(&format!("{longest}x"))),
        "mandatory_attribute_unusable"
    );
    for odd in [
        "SE/NO//a//b/",
        "SE/NO/'; DROP TABLE person; --".replace(' ', "_").as_str(),
        "SE/NO/😀",
    ] {
        assert_eq!(identified(odd).unwrap().person_identifier.as_str(), odd);
    }
}

#[test]
fn sp_28_unrequested() {
    let more = eleni().with(Attribute::BIRTH_NAME, AttributeValue::latin("Eleni X"));
    let opened = about(more).unwrap();
    assert_eq!((opened.dropped, opened.attributes), (1, eleni()));
    let unknown = assertion(|xml| {
        let stranger = "<saml2:Attribute Name=\"urn:x:shoesize\" NameFormat=\"urn:oasis:names:tc:SAML:2.0:attrname-format:uri\"><saml2:AttributeValue><b xmlns=\"urn:b\"/></saml2:AttributeValue></saml2:Attribute>";
        xml.replace(
            "</saml2:AttributeStatement>",
            &format!("{stranger}</saml2:AttributeStatement>"),
        )
    });
    assert_eq!(unknown.unwrap().dropped, 1);
}

/// SAML Core §2.7.3.1 leaves the format of a name, and the content of a value, to whoever defines the
/// attribute: what nobody asked for does not decide.
#[test]
fn sp_28_what_nobody_asked_for_decides_nothing() {
    let with = |attribute: &str| {
        let opened = assertion(|xml| {
            let end = format!("{attribute}</saml2:AttributeStatement>");
            xml.replace("</saml2:AttributeStatement>", &end)
        })?;
        assert_eq!(opened.attributes, eleni());
        Ok::<_, eidas::Error>(opened.dropped)
    };
    let uri = "NameFormat=\"urn:oasis:names:tc:SAML:2.0:attrname-format:uri\"";
    let value = "<saml2:AttributeValue>1</saml2:AttributeValue>";
    for (name, format, content) in [
        (
            "shoe",
            "NameFormat=\"urn:oasis:names:tc:SAML:2.0:attrname-format:basic\"",
            value,
        ),
        ("urn:x:shoe", "", value),
        ("urn:x:shoe", uri, ""),
        ("urn:x:shoe", uri, "<saml2:AttributeValue/>"),
        (
            "urn:x:shoe",
            uri,
            "<saml2:AttributeValue><b xmlns=\"urn:b\"><c/></b></saml2:AttributeValue>",
        ),
        // eduPersonTargetedID holds a NameID.
        (
            "urn:oid:1.3.6.1.4.1.5923.1.1.1.10",
            uri,
            "<saml2:AttributeValue><saml2:NameID>x</saml2:NameID></saml2:AttributeValue>",
        ),
    ] {
        let attribute =
            format!("<saml2:Attribute Name=\"{name}\" {format}>{content}</saml2:Attribute>");
        assert_eq!(with(&attribute), Ok(1), "{attribute}");
        assert_eq!(with(&attribute.repeat(2)), Ok(2), "{attribute}, twice");
    }
    // SIG-09: but it hides nothing.
    let hidden = format!(
        "<saml2:Attribute Name=\"urn:x\" {uri}><saml2:AttributeValue><saml2:Assertion/></saml2:AttributeValue></saml2:Attribute>"
    );
    assert_eq!(with(&hidden).unwrap_err().reason(), "saml.schema");
}

/// Whoever acts for a company must not log in for herself because the company is not looked at.
#[test]
fn sp_27_natural_and_legal_person_in_one_answer() {
    let legal = [
        (Attribute::LEGAL_PERSON_IDENTIFIER, "SE/NO/5566"),
        (Attribute::LEGAL_NAME, "Aktiebolaget"),
    ];
    let mut both = eleni();
    for (attribute, value) in legal {
        both.add(attribute, AttributeValue::latin(value));
    }
    let mixed = Err(Malformed::MixedPersons.into());
    assert_eq!(about(both), mixed);
    // One attribute of it is enough, also one that the registry lacks, and in either order.
    let mut first = eidas::Attributes::new();
    first.add(Attribute::LEGAL_NAME, AttributeValue::latin("Aktiebolaget"));
    for (attribute, values) in eleni().iter() {
        first.add(attribute, values[0].clone());
    }
    assert_eq!(about(first), mixed);
    let unknown = assertion(|xml| {
        let board = "<saml2:Attribute Name=\"http://eidas.europa.eu/attributes/legalperson/Board\"/></saml2:AttributeStatement>";
        xml.replace("</saml2:AttributeStatement>", board)
    });
    assert_eq!(unknown, mixed);
}

#[test]
fn sp_28_a_representative_is_never_dropped() {
    let representative = |name: &str| {
        let prefix = "http://eidas.europa.eu/attributes/naturalperson/representative/";
        Attribute::named(&format!("{prefix}{name}")).unwrap()
    };
    let mut attributes = eleni();
    for (name, value) in [
        ("CurrentFamilyName", "Papadopoulos"),
        ("CurrentGivenName", "Nikos"),
        ("DateOfBirth", "1960-01-01"),
        ("PersonIdentifier", "SE/NO/other"),
    ] {
        attributes.add(representative(name), AttributeValue::latin(value));
    }
    assert_eq!(
        reason(about(attributes.clone())),
        "representation_not_supported"
    );
    let unknown = assertion(|xml| {
        xml.replace(
            "naturalperson/DateOfBirth\"",
            "naturalperson/representative/ShoeSize\"",
        )
    });
    assert_eq!(unknown, Err(Mismatch::Representation.into()));

    let mut expected = expectation();
    expected.representation = Representation::Accepted;
    let accepted = |attributes: &eidas::Attributes| {
        let mut response = response();
        if let eidas::Outcome::Success(assertion) = &mut response.outcome {
            assertion.attributes = attributes.clone();
        }
        let wire = Answer::of(&response, &Habits::default()).wire();
        open(&wire, &expected)
    };
    let opened = accepted(&attributes).unwrap();
    assert_eq!(opened.person_identifier.as_str(), "SE/NO/k3v9+Zx/71=");
    assert_eq!(opened.attributes, attributes);
    // Attribute Profile 1.4 §2.1: of whoever acts the whole set comes, or nothing.
    for name in [
        "CurrentFamilyName",
        "CurrentGivenName",
        "DateOfBirth",
        "PersonIdentifier",
    ] {
        let mut lacking = attributes.clone();
        lacking.remove(representative(name));
        let name = representative(name).name();
        let refused = Err(Insufficient::MandatoryAttribute { name }.into());
        assert_eq!(accepted(&lacking), refused);
    }
    // Somebody acts, and nothing that the registry knows, or that can be read, says who.
    for (name, value) in [("ShoeSize", "42"), ("Gender", "X"), ("PhoneNumber", "")] {
        let mut nameless = good();
        let more = format!(
            "<saml2:Attribute Name=\"http://eidas.europa.eu/attributes/naturalperson/representative/{name}\" NameFormat=\"urn:oasis:names:tc:SAML:2.0:attrname-format:uri\"><saml2:AttributeValue>{value}</saml2:AttributeValue></saml2:Attribute></saml2:AttributeStatement>"
        );
        let end = "</saml2:AttributeStatement>";
        nameless.assertion = nameless.assertion.replace(end, &more);
        let outcome = open(&nameless.wire(), &expected);
        assert_eq!(outcome, Err(Mismatch::Representation.into()), "{name}");
    }
}

#[test]
fn sp_29_dates_of_birth() {
    let with = |date: &str| assertion(|xml| xml.replace("1984-02-29", date));
    assert!(with("1903-01-01").is_ok());
    // A peer east of us may be a day ahead, and not two.
    assert!(with("2026-11-22").is_ok() && with("2026-11-23").is_ok());
    let (name, rule) = (Attribute::DATE_OF_BIRTH.name(), ValueRule::Future);
    let unborn = Insufficient::MandatoryAttributeValue { name, rule };
    assert_eq!(with("2026-11-24"), Err(unborn.into()));
    for nonsense in [
        "9999-13-40",
        "1985-02-29",
        "1980",
        "1980-06",
        "2026-11-24",
        "1984-02-29Z",
        "1984-2-29",
        "0000-01-01",
    ] {
        assert_eq!(
            reason(with(nonsense)),
            "mandatory_attribute_unusable",
            "{nonsense}"
        );
    }
}

/// The good assertion with other attributes on the value of the given name.
fn marked(attributes: &str, value: &str) -> Outcome {
    assertion(|xml| {
        let at = xml.find(">Eleni<").unwrap();
        let start = xml[..at].rfind("<saml2:AttributeValue").unwrap();
        let (before, after) = (&xml[..start], &xml[at + ">Eleni".len()..]);
        format!(
            "{before}<saml2:AttributeValue \
             xmlns:i=\"http://www.w3.org/2001/XMLSchema-instance\" \
             xmlns:n=\"http://eidas.europa.eu/attributes/naturalperson\" \
             xmlns:x=\"urn:x\"{attributes}>{value}{after}"
        )
    })
}

#[test]
fn xml_22_types_and_nil() {
    for good in ["", " i:type=\"n:CurrentGivenNameType\"", " i:nil=\"false\""] {
        assert!(marked(good, "Eleni").is_ok(), "{good}");
    }
    for (attributes, value, expected) in [
        (" i:nil=\"true\"", "", "mandatory_attribute_unusable"),
        (" i:nil=\"true\"", "Eleni", "saml.schema"),
        (" i:nil=\"1\"", "Eleni", "saml.schema"),
        (" i:nil=\"false\"", "", "mandatory_attribute_unusable"),
        (" i:nil=\"no\"", "Eleni", "saml.schema"),
        ("", "", "mandatory_attribute_unusable"),
        (" i:type=\"n:GenderType\"", "Eleni", "saml.attribute_type"),
        (
            " i:type=\"n:DateOfBirthType\"",
            "Eleni",
            "saml.attribute_type",
        ),
        (
            " i:type=\"x:CurrentGivenNameType\"",
            "Eleni",
            "saml.attribute_type",
        ),
        (" i:type=\"x:string\"", "Eleni", "saml.attribute_type"),
        (" i:type=\"\"", "Eleni", "saml.attribute_type"),
    ] {
        assert_eq!(reason(marked(attributes, value)), expected, "{attributes}");
    }
}
