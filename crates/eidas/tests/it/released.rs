// SPDX-License-Identifier: EUPL-1.2

//! What of a proven person leaves a Proxy-Service, and what keeps everything here.

use eidas::error::{Insufficient, Mismatch};
use eidas::{
    Attribute, AttributeValue, CountryCode, Error, Failure, LevelOfAssurance, Loa, Peer, Proven,
    Released, Script, ValueRule, VerifiedAuthnRequest,
};

use crate::exchange::*;
use crate::nodes::now;

pub(crate) fn sweden_s() -> CountryCode {
    CountryCode::parse("SE").unwrap()
}

pub(crate) fn levels() -> Vec<Loa> {
    LevelOfAssurance::ALL.map(Loa::Notified).to_vec()
}

pub(crate) fn norwegian() -> Peer {
    norway(&["1.4"], None)
}

fn asked_at_high() -> VerifiedAuthnRequest {
    asked(|xml| xml.replace("LoA/substantial", "LoA/high")).unwrap()
}

pub(crate) fn good_question() -> VerifiedAuthnRequest {
    asked(|xml| xml).unwrap()
}

pub(crate) fn proven() -> Proven {
    Proven {
        attributes: eleni(),
        loa: Loa::Notified(LevelOfAssurance::High),
        authn_instant: now(),
    }
}

pub(crate) fn release_of(
    request: &VerifiedAuthnRequest,
    proven: &Proven,
) -> Result<Released, Error> {
    Released::of(request, proven, &norwegian(), sweden_s(), &levels())
}

pub(crate) fn release(edit: impl FnOnce(&mut Proven)) -> Result<Released, Error> {
    let mut known = proven();
    edit(&mut known);
    release_of(&good_question(), &known)
}

#[test]
fn px_12_an_attribute_that_was_not_asked_for_does_not_leave() {
    let address = AttributeValue::latin("PGE+PC9hPg==");
    let legal = AttributeValue::latin("Firma AS");
    let released = release(|known| {
        known
            .attributes
            .add(Attribute::BIRTH_NAME, AttributeValue::latin("Eleni X"));
        known.attributes.add(Attribute::LEGAL_NAME, legal);
        known
            .attributes
            .add(Attribute::CURRENT_ADDRESS, address.clone());
    })
    .unwrap();
    let expected = eleni().with(Attribute::CURRENT_ADDRESS, address);
    assert!(
        released
            .attributes()
            .iter()
            .all(|(a, values)| expected.all(a) == values)
    );
    assert_eq!(released.attributes().iter().count(), 5);
}

#[test]
fn px_12_an_attribute_newer_than_the_requester_does_not_leave() {
    let mut known = proven();
    known
        .attributes
        .add(Attribute::NATIONALITY, AttributeValue::latin("GR"));
    known.attributes.remove(Attribute::NATIONALITY);
    known
        .attributes
        .add(Attribute::NATIONALITY, AttributeValue::latin("EL"));
    let request = good_question();
    assert!(request.asks_for(Attribute::NATIONALITY));
    for (versions, leaves) in [(["1.4"], 1), (["1.3"], 0)] {
        let peer = norway(&versions, None);
        let released = Released::of(&request, &known, &peer, sweden_s(), &levels()).unwrap();
        let count = released.attributes().all(Attribute::NATIONALITY).len();
        assert_eq!(count, leaves, "{versions:?}");
    }
}

#[test]
fn nothing_leaves_unless_the_set_is_whole() {
    assert!(release(|_| {}).is_ok());
    for attribute in Attribute::NATURAL_MANDATORY {
        let name = attribute.name();
        assert_eq!(
            release(|known| known.attributes.remove(attribute)),
            Err(Insufficient::MandatoryAttribute { name }.into())
        );
    }
    // Optional ones may be missing; required ones of a sector may not.
    let role = "http://e-justice.europa.eu/attributes/naturalperson/eJusticeNaturalPersonRole";
    let role = Attribute::named(role).unwrap();
    let mut offer = offer();
    offer.attributes.push(role);
    let required = asked_of(&norwegian(), &offer, |xml| {
        let new = format!(
            "<eidas:RequestedAttribute Name=\"{role}\" \
             NameFormat=\"urn:oasis:names:tc:SAML:2.0:attrname-format:uri\" \
             isRequired=\"true\"/></eidas:RequestedAttributes>"
        );
        xml.replace("</eidas:RequestedAttributes>", &new)
    })
    .unwrap();
    let name = role.name();
    let missing = Insufficient::MandatoryAttribute { name };
    assert_eq!(release_of(&required, &proven()), Err(missing.into()));
    let mut known = proven();
    known.attributes.add(role, AttributeValue::latin("lawyer"));
    assert!(release_of(&required, &known).is_ok());
}

#[test]
fn px_07_no_level_below_the_one_asked_for_is_stated() {
    let reached = |level| Proven {
        loa: Loa::Notified(level),
        ..proven()
    };
    use LevelOfAssurance::{High, Low, Substantial};
    for (request, level, answers) in [
        (good_question(), Low, false),
        (good_question(), Substantial, true),
        (good_question(), High, true),
        (asked_at_high(), Substantial, false),
        (asked_at_high(), High, true),
    ] {
        let outcome = release_of(&request, &reached(level));
        if answers {
            assert_eq!(outcome.unwrap().loa(), &Loa::Notified(level));
        } else {
            let got = level.uri().to_owned();
            let why = Error::from(Insufficient::Level { got });
            assert_eq!(outcome, Err(why.clone()));
            assert_eq!(Failure::from(&why), Failure::LevelNotReached);
        }
    }
    // Never one that we have stopped to publish.
    let published = [Loa::Notified(Substantial)];
    let outcome = |level| {
        let request = good_question();
        Released::of(
            &request,
            &reached(level),
            &norwegian(),
            sweden_s(),
            &published,
        )
    };
    assert!(outcome(Substantial).is_ok());
    let uri = High.uri().to_owned();
    let why = Error::from(Insufficient::LevelNotPublished { uri });
    assert_eq!(outcome(High), Err(why.clone()));
    assert_eq!(Failure::from(&why).status().ec_code(), Some("202021"));
}

#[test]
fn px_11_a_login_from_before_the_question_is_none() {
    let at = |seconds_ago| release(|known| known.authn_instant = now().minus(seconds(seconds_ago)));
    // A minute for the e-ID's clock.
    assert!(at(0).is_ok() && at(60).is_ok());
    let Err(Error::Mismatch(Mismatch::Expired { field, .. })) = at(61) else {
        panic!("an old login is released");
    };
    assert_eq!(field, "AuthnInstant");
}

#[test]
fn an_identifier_is_of_our_country_for_theirs() {
    let identifier = |text: &str| {
        release(|known| {
            known.attributes.remove(Attribute::PERSON_IDENTIFIER);
            let value = AttributeValue::latin(text);
            known.attributes.add(Attribute::PERSON_IDENTIFIER, value);
        })
    };
    assert!(identifier("SE/NO/x").is_ok());
    let (expected, got) = ("SE".to_owned(), "NO".to_owned());
    assert_eq!(
        identifier("NO/NO/x"),
        Err(Mismatch::Country { expected, got }.into())
    );
    let (expected, got) = ("NO".to_owned(), "DK".to_owned());
    let elsewhere = Mismatch::DestinationCountry { expected, got };
    assert_eq!(identifier("SE/DK/x"), Err(elsewhere.into()));
    let name = Attribute::PERSON_IDENTIFIER.name();
    assert!(identifier(&format!("SE/NO/{}", "x".repeat(250))).is_ok());
    for (text, rule) in [
        (format!("SE/NO/{}", "x".repeat(251)), ValueRule::Long),
        ("01018012345".to_owned(), ValueRule::Identifier),
        ("SE/NO/".to_owned(), ValueRule::Identifier),
    ] {
        let name = name.clone();
        let wrong = Insufficient::MandatoryAttributeValue { name, rule };
        assert_eq!(identifier(&text), Err(wrong.into()), "{text}");
    }
}

#[test]
fn values_are_in_their_lexical_space_and_once() {
    let set = |attribute: Attribute, values: &[AttributeValue]| {
        release(|known| {
            known.attributes.remove(attribute);
            for value in values {
                known.attributes.add(attribute, value.clone());
            }
        })
    };
    let latin = AttributeValue::latin;
    use ValueRule::{Characters, Date, Empty, Future, Several};
    let unusable = |attribute: Attribute, rule| {
        let name = attribute.name();
        let why = Error::from(Insufficient::MandatoryAttributeValue { name, rule });
        assert_eq!(Failure::from(&why), Failure::Incomplete);
        Err(why)
    };
    for (attribute, good, bad, rule) in [
        (Attribute::DATE_OF_BIRTH, "1984-02-29", "1984-02-30", Date),
        (Attribute::DATE_OF_BIRTH, "2026-11-23", "2026-11-24", Future),
        (Attribute::DATE_OF_BIRTH, "0001-01-01", "0000-05-14", Date),
        (Attribute::DATE_OF_BIRTH, "1990-05-14", "14.05.1990", Date),
        (Attribute::FAMILY_NAME, "Ås", "", Empty),
        (Attribute::FAMILY_NAME, "Ås", "Å\u{1}s", Characters),
        (Attribute::FAMILY_NAME, "Ås", "Å\u{FFFE}s", Characters),
    ] {
        assert!(set(attribute, &[latin(good)]).is_ok(), "{attribute:?}");
        assert_eq!(
            set(attribute, &[latin(bad)]),
            unusable(attribute, rule),
            "{bad:?}"
        );
    }
    let twice = set(Attribute::FAMILY_NAME, &[latin("A"), latin("B")]);
    assert_eq!(twice, unusable(Attribute::FAMILY_NAME, Several));
    assert!(set(Attribute::NATIONALITY, &[latin("NO"), latin("SE")]).is_ok());
}

/// B5: an e-ID that says `""` for what it does not know costs nobody the login.
#[test]
fn an_optional_attribute_whose_value_cannot_be_sent_is_left_out() {
    use ValueRule::{Address, Characters, Country, Empty, Gender, Several};
    let latin = AttributeValue::latin;
    for (attribute, values, rule) in [
        (Attribute::PLACE_OF_BIRTH, vec![latin("")], Empty),
        (Attribute::PLACE_OF_BIRTH, vec![latin("\u{1}")], Characters),
        (
            Attribute::PLACE_OF_BIRTH,
            vec![latin("A"), latin("B")],
            Several,
        ),
        (Attribute::GENDER, vec![latin("female")], Gender),
        (
            Attribute::NATIONALITY,
            vec![latin("NO"), latin("GR")],
            Country,
        ),
        (
            Attribute::CURRENT_ADDRESS,
            vec![latin("Storgata 1")],
            Address,
        ),
    ] {
        let released = release(|known| {
            for value in values {
                known.attributes.add(attribute, value);
            }
        })
        .unwrap();
        assert_eq!(released.left_out(), [(attribute, rule)]);
        assert!(released.attributes().get(attribute).is_none());
        assert_eq!(released.attributes().iter().count(), 4);
    }
    assert_eq!(release(|_| {}).unwrap().left_out(), []);
}

#[test]
fn names_in_two_scripts_leave_as_pairs() {
    let family = |value: AttributeValue| {
        let released = release(|known| {
            known.attributes.remove(Attribute::FAMILY_NAME);
            known.attributes.add(Attribute::FAMILY_NAME, value);
        })?;
        Ok::<_, Error>(
            released
                .attributes()
                .get(Attribute::FAMILY_NAME)
                .unwrap()
                .clone(),
        )
    };
    let pair = AttributeValue::pair("Papadopoulou", "Παπαδοπούλου");
    assert_eq!(family(pair.clone()), Ok(pair));
    let (name, rule) = (Attribute::FAMILY_NAME.name(), ValueRule::Scripts);
    let wrong: Result<AttributeValue, Error> =
        Err(Insufficient::MandatoryAttributeValue { name, rule }.into());
    assert_eq!(
        family(AttributeValue::pair("Παπαδοπούλου", "Papadopoulou")),
        wrong
    );
    assert_eq!(family(AttributeValue::pair("Papa", "Papadopoulou")), wrong);
    // Alone in another script: marked, whatever its maker said.
    let alone = family(AttributeValue::latin("Παπαδοπούλου")).unwrap();
    assert_eq!(alone.script, Script::Other);
    let sami = family(AttributeValue::latin("Čálliidlágádus")).unwrap();
    assert_eq!(sami.script, Script::Latin);
}
