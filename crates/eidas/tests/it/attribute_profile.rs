// SPDX-License-Identifier: EUPL-1.2

//! eIDAS SAML Attribute Profile 1.4.

use std::collections::HashSet;

use eidas::error::Malformed;
use eidas::{
    Attribute, AttributeValue, Attributes, Error, Habits, Outcome, Person, PersonIdentifier,
    ProtocolVersion, Script, ValueRule, VerifiedResponse,
};
use proptest::prelude::*;

use crate::exchange::*;

#[test]
fn s2_2_the_registry() {
    let all = [
        Person::Natural,
        Person::Legal,
        Person::NaturalRepresentative,
        Person::LegalRepresentative,
        Person::SectorNatural,
        Person::SectorLegal,
        Person::SectorRepresentation,
    ];
    let all: Vec<Attribute> = all.into_iter().flat_map(Attribute::of).collect();
    assert_eq!(all.len(), 2 * (14 + 12) + 3);
    let names: HashSet<String> = all.iter().map(|attribute| attribute.name()).collect();
    assert_eq!(names.len(), all.len());
    for attribute in all {
        assert_eq!(Attribute::named(&attribute.name()), Some(attribute));
    }
    let friendly = |name: &str| Attribute::named(name).map(Attribute::friendly_name);
    let natural = "http://eidas.europa.eu/attributes/naturalperson";
    let legal = "http://eidas.europa.eu/attributes/legalperson";
    for (name, expected) in [
        (format!("{natural}/CurrentGivenName"), Some("FirstName")),
        (
            format!("{natural}/representative/CurrentFamilyName"),
            Some("RepresentativeFamilyName"),
        ),
        (format!("{legal}/LegalPersonAddress"), Some("LegalAddress")),
        (
            format!("{legal}/representative/VATRegistrationNumber"),
            Some("RepresentativeVATRegistration"),
        ),
        (format!("{natural}/currentgivenname"), None),
        (format!("{natural}/"), None),
        (natural.to_owned(), None),
        (format!("{natural}X/Gender"), None),
    ] {
        assert_eq!(friendly(&name).as_deref(), expected, "{name}");
    }
    assert_eq!(Attribute::NATIONALITY.since(), ProtocolVersion::V1_4);
    let mandatory: HashSet<_> = Attribute::mandatory(Person::Natural).collect();
    assert_eq!(mandatory, HashSet::from(Attribute::NATURAL_MANDATORY));
    assert_eq!(Attribute::mandatory(Person::Legal).count(), 2);
}

/// The good answer with `values` as the family name's `AttributeValue`s.
fn family_name(values: &str) -> Result<AttributeValue, Error> {
    let opened = assertion(|xml| {
        let (before, rest) = xml.split_once("<saml2:AttributeValue").unwrap();
        let (_, after) = rest.split_once("</saml2:Attribute>").unwrap();
        format!("{before}{values}</saml2:Attribute>{after}")
    })?;
    Ok(opened
        .attributes
        .get(Attribute::FAMILY_NAME)
        .unwrap()
        .clone())
}

fn value(attributes: &str, text: &str) -> String {
    format!("<saml2:AttributeValue{attributes}>{text}</saml2:AttributeValue>")
}

#[test]
fn s2_4_two_scripts() {
    const FLAG: &str = " eidas-natural:LatinScript=\"false\"";
    const PLAIN: &str = " LatinScript=\"false\"";
    let pair = AttributeValue::pair("Borisov", "Борисов");
    let latin = value("", "Borisov");
    let original = |flag: &str| value(flag, "Борисов");
    for accepted in [
        format!("{latin}{}", original(FLAG)),
        format!("{}{latin}", original(FLAG)),
        format!("{latin}{}", original(PLAIN)),
        format!(
            "{}{}",
            value(" LatinScript=\"true\"", "Borisov"),
            original(" LatinScript=\"0\"")
        ),
    ] {
        assert_eq!(family_name(&accepted), Ok(pair.clone()), "{accepted}");
    }
    // Transliteration is optional: a name in one script alone is a name.
    for lone in [original(FLAG), original(PLAIN), original("")] {
        assert_eq!(
            family_name(&lone),
            Ok(AttributeValue::non_latin("Борисов")),
            "{lone}"
        );
    }
    for name in ["Ærøskøbing-O'Neill Ğ Šđ ß", "Ŵłođ", "Nguyễn", "d'Été-Ñ"] {
        assert_eq!(
            family_name(&value("", name)),
            Ok(AttributeValue::latin(name))
        );
    }
    // Where the marks are equal the letters tell the two apart.
    const TRUE: &str = " LatinScript=\"true\"";
    for flag in ["", TRUE, FLAG] {
        let marked = value(flag, "Borisov");
        for accepted in [
            format!("{marked}{}", original(flag)),
            format!("{}{marked}", original(flag)),
        ] {
            assert_eq!(family_name(&accepted), Ok(pair.clone()), "{accepted}");
        }
    }
    // Where both are Latin the mark does.
    let spelt = format!("{}{}", value("", "Joergensen"), value(FLAG, "Jørgensen"));
    let pair_of_latin = AttributeValue::pair("Joergensen", "Jørgensen");
    assert_eq!(family_name(&spelt), Ok(pair_of_latin));
    // Marks that say the opposite of the letters.
    let swapped = format!("{}{}", value(FLAG, "Borisov"), original(""));
    let name = Attribute::FAMILY_NAME.name();
    assert_eq!(
        family_name(&swapped),
        Err(Malformed::LatinScript { name }.into())
    );
    for refused in [
        format!("{latin}{latin}"),
        format!("{}{}", original(""), value("", "Μπορίσοφ")),
        format!("{}{}", original(FLAG), original(FLAG)),
        format!("{latin}{latin}{}", original(FLAG)),
    ] {
        assert_eq!(
            family_name(&refused).unwrap_err().reason(),
            "saml.duplicate_value",
            "{refused}"
        );
    }
    let maybe = value(" LatinScript=\"perhaps\"", "Borisov");
    assert_eq!(family_name(&maybe).unwrap_err().reason(), "saml.schema");
    // XML Schema Part 2 §3.2.2: four words, and white space around them is none of it.
    for (yes, no) in [("1", "0"), (" true ", " false\n"), ("true", "0")] {
        let [yes, no] = [yes, no].map(|word| format!(" LatinScript=\"{word}\""));
        let both = format!("{}{}", value(&yes, "Borisov"), original(&no));
        assert_eq!(family_name(&both), Ok(pair.clone()), "{both}");
        let spelt = format!("{}{}", value(&yes, "Joergensen"), value(&no, "Jørgensen"));
        let pair_of_latin = AttributeValue::pair("Joergensen", "Jørgensen");
        assert_eq!(family_name(&spelt), Ok(pair_of_latin), "{spelt}");
    }
    for word in ["", "TRUE", "False", "yes", "2"] {
        let odd = value(&format!(" LatinScript=\"{word}\""), "Borisov");
        assert_eq!(family_name(&odd).unwrap_err().reason(), "saml.schema");
    }
    // One value with two marks, of two namespaces: the same may stand, the opposite not.
    for flag in [FLAG, PLAIN] {
        let same = format!("{latin}{}", original(&format!("{FLAG}{PLAIN}")));
        assert_eq!(family_name(&same), Ok(pair.clone()), "{flag}");
        let other = match flag {
            FLAG => TRUE,
            _ => " eidas-natural:LatinScript=\"true\"",
        };
        for marks in [format!("{flag}{other}"), format!("{other}{flag}")] {
            let name = Attribute::FAMILY_NAME.name();
            let refused = Err(Malformed::LatinScript { name }.into());
            let both = format!("{latin}{}", original(&marks));
            assert_eq!(family_name(&both), refused, "{marks}");
        }
    }
}

#[test]
fn s2_2_values_and_types() {
    let plain = |script: &str| Ok(AttributeValue::latin(script));
    assert_eq!(
        family_name(&value("", "\n   Larsson\n  ")),
        plain("Larsson")
    );
    assert_eq!(family_name(&value("", "Lars<!-- -->son")), plain("Larsson"));
    for xsi_type in [
        "eidas-natural:CurrentFamilyNameType",
        "xs:string",
        "xs:anyType",
    ] {
        let typed = value(&format!(" xsi:type=\"{xsi_type}\""), "Larsson");
        assert_eq!(family_name(&typed), plain("Larsson"), "{xsi_type}");
    }
    // SAML Core §2.7.3.1.1: a value may be of any type; what stands beside it changes nothing.
    for beside in [
        " xml:lang=\"sv\"",
        " xml:space=\"preserve\"",
        " xsi:schemaLocation=\"urn:x x.xsd\"",
    ] {
        assert_eq!(family_name(&value(beside, "Larsson")), plain("Larsson"));
    }
    for (refused, why) in [
        (value("", ""), "mandatory_attribute_unusable"),
        (value("", "  \n "), "mandatory_attribute_unusable"),
        (value("", "\u{A0}\u{3000}"), "mandatory_attribute_unusable"),
        (
            value(" xsi:nil=\"true\"", ""),
            "mandatory_attribute_unusable",
        ),
        (value(" xsi:nil=\"1\"", " "), "mandatory_attribute_unusable"),
        (value(" xsi:nil=\"maybe\"", ""), "saml.schema"),
        (String::new(), "mandatory_attribute_unusable"),
        (
            value(" xsi:type=\"eidas-natural:GenderType\"", "Larsson"),
            "saml.attribute_type",
        ),
        (
            value(" xsi:type=\"saml2:CurrentFamilyNameType\"", "Larsson"),
            "saml.attribute_type",
        ),
        (value(" xsi:nil=\"true\"", "Larsson"), "saml.schema"),
        (value(" other=\"x\"", "Larsson"), "saml.schema"),
        (value("", "<b>Larsson</b>"), "saml.schema"),
        (format!("Larsson{}", value("", "Larsson")), "saml.schema"),
    ] {
        assert_eq!(
            family_name(&refused).unwrap_err().reason(),
            why,
            "{refused}"
        );
    }
}

/// The good answer with one more attribute.
fn with(attribute: Attribute, values: &[AttributeValue]) -> Result<VerifiedResponse, Error> {
    let mut response = response();
    if let Outcome::Success(assertion) = &mut response.outcome {
        for value in values {
            assertion.attributes.add(attribute, value.clone());
        }
    }
    open(
        &Answer::of(&response, &Habits::default()).wire(),
        &expectation(),
    )
}

#[test]
fn s2_2_lexical_spaces() {
    // An optional attribute whose value is none of its own is left out, with the rule for whoever
    // runs that node; nobody is turned away over it.
    let rule = |attribute: Attribute, text: &str| {
        let opened = with(attribute, &[AttributeValue::latin(text)]).unwrap();
        let kept = opened.attributes.get(attribute).is_some();
        assert_eq!(kept, opened.left_out.is_empty());
        opened.left_out.first().map(|(left_out, rule)| {
            assert_eq!(*left_out, attribute);
            *rule
        })
    };
    let accepted = |attribute, text: &str| rule(attribute, text).is_none();
    assert_eq!(rule(Attribute::GENDER, "X"), Some(ValueRule::Gender));
    assert_eq!(rule(Attribute::GENDER, ""), Some(ValueRule::Empty));
    assert_eq!(
        rule(Attribute::NATIONALITY, "Greece"),
        Some(ValueRule::Country)
    );
    assert_eq!(
        rule(Attribute::CURRENT_ADDRESS, "Storgata 1"),
        Some(ValueRule::Address)
    );
    let long = "x".repeat(4097);
    assert_eq!(
        rule(Attribute::PLACE_OF_BIRTH, &long),
        Some(ValueRule::Long)
    );
    for gender in ["Male", "Female", "Unspecified"] {
        assert!(accepted(Attribute::GENDER, gender));
    }
    assert!(!accepted(Attribute::GENDER, "male") && !accepted(Attribute::GENDER, "X"));
    assert!(accepted(Attribute::NATIONALITY, "EL") && !accepted(Attribute::NATIONALITY, "GR"));
    assert!(!accepted(Attribute::NATIONALITY, "Greece"));
    assert!(accepted(
        Attribute::CURRENT_ADDRESS,
        "PGE6UG9Cb3g+MTwvYTpQb0JveD4="
    ));
    assert!(!accepted(Attribute::CURRENT_ADDRESS, "Storgata 1"));
}

/// SAML Core §2.7.3.1.1: "the corresponding <saml:AttributeValue> element MUST be empty and MUST contain the
/// reserved xsi:nil XML attribute". Of an optional attribute that costs its own place.
#[test]
fn saml_core_s2_7_3_1_1_a_null_value_is_none() {
    let mut response = response();
    if let Outcome::Success(assertion) = &mut response.outcome {
        let gender = AttributeValue::latin("Female");
        assertion.attributes.add(Attribute::GENDER, gender);
    }
    let opened = |stated: &str| {
        let mut answer = Answer::of(&response, &Habits::default());
        assert!(answer.assertion.contains(">Female</"));
        answer.assertion = answer.assertion.replace(">Female</", stated);
        open(&answer.wire(), &expectation())
    };
    for (stated, rule) in [
        (">Female</", None),
        (" xsi:nil=\"false\">Female</", None),
        (" xsi:nil=\"true\"></", Some(ValueRule::Empty)),
        (" xsi:nil=\"1\"> </", Some(ValueRule::Empty)),
    ] {
        let opened = opened(stated).unwrap();
        let expected = rule.map(|rule| (Attribute::GENDER, rule));
        assert_eq!(opened.left_out.first().copied(), expected, "{stated}");
        let there = opened.attributes.get(Attribute::GENDER).is_some();
        assert_eq!(there, rule.is_none(), "{stated}");
    }
    // Null and a value: neither.
    let both = opened(" xsi:nil=\"true\">Female</").unwrap();
    assert_eq!(both.left_out, [(Attribute::GENDER, ValueRule::Form)]);
}

#[test]
fn s2_2_10_several_nationalities_and_nothing_else_several() {
    let values = ["SE", "FI"].map(AttributeValue::latin);
    let opened = with(Attribute::NATIONALITY, &values).unwrap();
    assert_eq!(opened.attributes.all(Attribute::NATIONALITY), values);
    let twice = ["SE", "SE", "FI"].map(AttributeValue::latin);
    let opened = with(Attribute::NATIONALITY, &twice).unwrap();
    assert_eq!(opened.attributes.all(Attribute::NATIONALITY), values);
    let two = ["Male", "Female"].map(AttributeValue::latin);
    assert_eq!(
        with(Attribute::GENDER, &two).unwrap_err().reason(),
        "saml.duplicate_value"
    );
}

/// The good answer with these elements behind its attributes, to who asked for these; what of them was told, and what was left out.
fn and(
    more: &str,
    asked: &[Attribute],
) -> Result<(Attributes, Vec<(Attribute, ValueRule)>), Error> {
    let mut expected = expectation();
    expected.requested.extend(asked);
    let mut answer = good();
    let end = "</saml2:AttributeStatement>";
    answer.assertion = answer.assertion.replace(end, &format!("{more}{end}"));
    let opened = open(&answer.wire(), &expected)?;
    Ok((opened.attributes, opened.left_out))
}

const NATURAL: &str = "http://eidas.europa.eu/attributes/naturalperson";

fn element(name: &str, values: &str) -> String {
    format!(
        "<saml2:Attribute Name=\"{NATURAL}/{name}\" \
         NameFormat=\"urn:oasis:names:tc:SAML:2.0:attrname-format:uri\">{values}</saml2:Attribute>"
    )
}

/// A8: what is optional and not in the form of the profile costs its own place.
#[test]
fn an_optional_attribute_in_a_form_of_its_own_turns_nobody_away() {
    let named = |name: &str| Attribute::named(&format!("{NATURAL}/{name}")).unwrap();
    let (phone, birth, address) = (
        named("PhoneNumber"),
        Attribute::BIRTH_NAME,
        Attribute::CURRENT_ADDRESS,
    );
    let one = |text: &str| value("", text);
    let basic = |xml: String| xml.replace("attrname-format:uri", "attrname-format:basic");
    let phones = element("PhoneNumber", &one("+4712345678"));
    let typed = value(
        " xsi:type=\"eidas-natural:PlaceOfBirthType\"",
        "Anna Larsson",
    );
    let street = "<p:Thoroughfare xmlns:p=\"urn:p\">Storgata 1</p:Thoroughfare>";
    let two = one("+4712345678") + &one("+4787654321");
    for (more, attribute, rule) in [
        // Two telephones are no contradiction, and the service asked for one.
        (element("PhoneNumber", &two), phone, ValueRule::Several),
        (phones.repeat(2), phone, ValueRule::Several),
        (phones.repeat(3), phone, ValueRule::Several),
        (element("BirthName", &typed), birth, ValueRule::Form),
        (
            basic(element("BirthName", &one("Anna"))),
            birth,
            ValueRule::Form,
        ),
        (
            element("BirthName", &value(" other=\"x\"", "Anna")),
            birth,
            ValueRule::Form,
        ),
        (
            element("BirthName", &format!("Anna{}", one("Anna"))),
            birth,
            ValueRule::Form,
        ),
        (
            element("CurrentAddress", &one(street)),
            address,
            ValueRule::Form,
        ),
        (element("CurrentAddress", street), address, ValueRule::Form),
    ] {
        let (told, left_out) = and(&more, &[phone, birth, address]).unwrap();
        assert_eq!(left_out, [(attribute, rule)], "{more}");
        assert!(
            told.get(attribute).is_none() && told.complete().is_ok(),
            "{more}"
        );
    }
    // What contradicts itself is refused, and so is what hides something of SAML.
    let hidden = "<saml2:Assertion xmlns:saml2=\"urn:oasis:names:tc:SAML:2.0:assertion\"/>";
    let swapped = value(" LatinScript=\"false\"", "Borisov") + &one("Борисов");
    for (more, why) in [
        (
            element("CurrentAddress", &(one("YWI=") + &one("YWM="))),
            "saml.duplicate_value",
        ),
        (
            element("BirthName", &one("Anna")).repeat(2),
            "saml.duplicate_attribute",
        ),
        (element("BirthName", &swapped), "saml.latin_script"),
        (element("PhoneNumber", &one(hidden)), "saml.schema"),
    ] {
        let refused = and(&more, &[phone, birth, address]).unwrap_err();
        assert_eq!(refused.reason(), why, "{more}");
    }
    // Several facts in several elements, as libraries write them.
    let nationality = |code: &str| element("Nationality", &one(code));
    let both = nationality("SE") + &nationality("FI") + &nationality("SE");
    let (told, left_out) = and(&both, &[Attribute::NATIONALITY]).unwrap();
    let values = ["SE", "FI"].map(AttributeValue::latin);
    assert_eq!(
        (told.all(Attribute::NATIONALITY), left_out.len()),
        (&values[..], 0)
    );
    // Of which one is none: not half of them.
    for bad in [0, 1, 2] {
        let mut parts = ["SE", "FI", "DK"];
        parts[bad] = "Sweden";
        let (told, left_out) =
            and(&parts.map(nationality).concat(), &[Attribute::NATIONALITY]).unwrap();
        assert!(told.get(Attribute::NATIONALITY).is_none(), "{parts:?}");
        assert_eq!(left_out, [(Attribute::NATIONALITY, ValueRule::Country)]);
    }
}

/// Attribute Profile 1.4 §2.3.13, §2.3.14: figures 29 and 30 call the type as the attribute.
#[test]
fn s2_3_13_the_types_of_the_examples_are_read() {
    for name in ["PhoneNumber", "EmailAddress"] {
        let attribute = Attribute::named(&format!("{NATURAL}/{name}")).unwrap();
        for xsi_type in [name.to_owned(), format!("{name}Type")] {
            let typed = value(&format!(" xsi:type=\"eidas-natural:{xsi_type}\""), "x");
            let (told, left_out) = and(&element(name, &typed), &[attribute]).unwrap();
            assert!(
                told.get(attribute).is_some() && left_out.is_empty(),
                "{xsi_type}"
            );
        }
    }
}

#[test]
fn a_place_of_birth_comes_in_two_scripts_without_a_mark() {
    let pair = AttributeValue::pair("Sofia", "София");
    let opened = with(Attribute::PLACE_OF_BIRTH, std::slice::from_ref(&pair)).unwrap();
    assert_eq!(
        opened.attributes.get(Attribute::PLACE_OF_BIRTH),
        Some(&pair)
    );
    let lone = AttributeValue::non_latin("София");
    let opened = with(Attribute::PLACE_OF_BIRTH, &[lone]).unwrap();
    assert_eq!(
        opened
            .attributes
            .get(Attribute::PLACE_OF_BIRTH)
            .unwrap()
            .script,
        Script::Other
    );
}

#[test]
fn s2_1_sets_are_whole() {
    let legal = |name: &str| {
        Attribute::named(&format!(
            "http://eidas.europa.eu/attributes/legalperson/{name}"
        ))
        .unwrap()
    };
    assert!(Attributes::new().complete().is_err());
    assert!(eleni().complete().is_ok());
    let half = eleni().with(legal("LegalName"), AttributeValue::latin("AB"));
    assert!(half.complete().is_err());
    let identifier = AttributeValue::latin("SE/NO/5566");
    assert!(
        half.with(legal("LegalPersonIdentifier"), identifier)
            .complete()
            .is_ok()
    );
}

#[test]
fn values_never_show_in_debug_output() {
    let opened = open(&good().wire(), &expectation()).unwrap();
    let shown = format!("{opened:?} {:?} {:?}", eleni(), response());
    for personal in ["Papadopoulou", "Παπαδοπούλου", "Eleni", "1984", "k3v9"] {
        assert!(!shown.contains(personal), "{personal} in {shown}");
    }
}

proptest! {
    #[test]
    fn identifiers_are_kept_as_they_came(opaque in "[!-~]{1,100}") {
        let text = format!("SE/NO/{opaque}");
        let identifier = PersonIdentifier::parse(&text).unwrap();
        prop_assert_eq!(identifier.as_str(), &text);
        prop_assert_eq!(identifier.opaque(), &opaque);
        let shown = format!("{identifier:?}");
        prop_assert!(!shown.contains(&text));
    }

    #[test]
    fn reading_an_identifier_never_panics(text in "\\PC*|[A-Z]{2}/[A-Z]{2}/\\PC*") {
        if let Ok(identifier) = PersonIdentifier::parse(&text) {
            prop_assert_eq!(identifier.as_str(), &text);
            prop_assert!(!text.chars().any(char::is_whitespace));
        }
    }
}
