// SPDX-License-Identifier: EUPL-1.2
//! What an e-ID's claims say about a person, by the configuration's map. Decides, and asks nobody.

use eidas::LevelOfAssurance;
use serde_json::{Map, Value};

use super::callback::Refused;
use crate::citizen::Citizen;
use crate::number::NationalNumber;
use crate::settings::{EidSettings, Persona, Profile};
use crate::translate::Refusal;
use crate::upstream::Said;

type Claims = Map<String, Value>;

/// Longer than any name in the population register (200 characters with all its parts).
const LONGEST_NAME: usize = 200;

/// Whether these claims alone say everything, so that userinfo need not be asked.
pub(in crate::flow) fn is_complete(eid: &EidSettings, claims: &Claims) -> bool {
    let names = &eid.claims;
    let needed = [
        &names.pid,
        &names.given_name,
        &names.family_name,
        &names.birthdate,
    ];
    let previous = names.previous_pid.iter();
    needed
        .into_iter()
        .chain(previous)
        .all(|name| claims.get(name).is_some_and(says_something))
        && eid
            .attributes
            .iter()
            .all(|rule| rule.value(claims).is_some())
}

/// OIDC Core §5.3.2: what is not said "SHOULD be omitted [...]; it SHOULD NOT be present with a null or
/// empty string value". From those who write it all the same it hides nothing that the other answer says.
fn says_something(value: &Value) -> bool {
    !value.is_null() && value != ""
}

/// What was proven of a person, before the configuration's map.
struct Proven<'a> {
    in_token: &'a Claims,
    userinfo: &'a Claims,
    acr: &'a str,
    auth_time: i64,
}

/// The person of a verified answer. `words` are those that will do, each with what it counts as.
pub(in crate::flow) fn citizen(
    eid: &EidSettings,
    words: &[(String, LevelOfAssurance)],
    said: &Said,
    profile: Profile,
    now_s: i64,
) -> Result<Citizen, Refused> {
    let proven = Proven {
        in_token: said.id_token.claims(),
        userinfo: &said.userinfo,
        acr: said.id_token.acr().unwrap_or_default(),
        auth_time: said.id_token.auth_time().unwrap_or(now_s).min(now_s),
    };
    person(eid, words, &proven, profile)
}

/// A test person that was chosen now, at the highest level of those that will do.
pub(in crate::flow) fn persona(
    eid: &EidSettings,
    words: &[(String, LevelOfAssurance)],
    persona: &Persona,
    profile: Profile,
    now_s: i64,
) -> Result<Citizen, Refused> {
    let proven = Proven {
        in_token: &persona.claims,
        userinfo: &Claims::new(),
        acr: words.last().map_or("", |(word, _)| word.as_str()),
        auth_time: now_s,
    };
    let names = &eid.claims;
    let own = [
        Some(&names.pid),
        names.previous_pid.as_ref(),
        Some(&names.given_name),
        Some(&names.family_name),
        Some(&names.birthdate),
    ];
    let more = persona.claims.iter();
    let more = more.filter(|(name, _)| !own.contains(&Some(*name)));
    Ok(Citizen {
        claims: more
            .map(|(name, value)| (name.clone(), value.clone()))
            .collect(),
        ..person(eid, words, &proven, profile)?
    })
}

fn person(
    eid: &EidSettings,
    words: &[(String, LevelOfAssurance)],
    proven: &Proven<'_>,
    profile: Profile,
) -> Result<Citizen, Refused> {
    let in_token = proven.in_token;
    let number = |name: &str| number(in_token, proven.userinfo, name, profile);
    // What userinfo says is as new as it gets; the token fills its gaps.
    let mut claims = in_token.clone();
    let newer = proven.userinfo.iter();
    let newer = newer.filter(|(_, value)| says_something(value));
    claims.extend(newer.map(|(name, value)| (name.clone(), value.clone())));
    let names = &eid.claims;
    let own = number(&names.pid)?;
    let own = own.ok_or_else(|| Refused::new(Refusal::Incomplete, "national_number_missing"))?;
    let previous_number = match &names.previous_pid {
        Some(name) => number(name)?.filter(|previous| *previous != own),
        None => None,
    };
    let level = words.iter().find(|(word, _)| word == proven.acr);
    let (_, level) = level.ok_or_else(|| Refused::new(Refusal::LevelTooLow, "level_too_low"))?;
    let text = |name: &str| match claims.get(name).and_then(Value::as_str) {
        Some(text) => name_of(text),
        None => Ok(None),
    };
    let birthdate = claims.get(&names.birthdate).and_then(Value::as_str);
    let birthdate = birthdate.filter(|date| is_date(date)).map(str::to_owned);
    let sector = eid.attributes.iter().filter_map(|rule| {
        let value = rule.value(&claims)?;
        Some((rule.attribute.name(), value))
    });
    Ok(Citizen {
        eid: eid.id.as_str().to_owned(),
        birthdate: birthdate.unwrap_or_else(|| own.birthdate()),
        number: own,
        previous_number,
        given_name: text(&names.given_name)?,
        family_name: text(&names.family_name)?.unwrap_or_default(),
        acr: proven.acr.to_owned(),
        level: *level,
        auth_time: proven.auth_time,
        amr: eid.amr.clone(),
        proven_by: texts(in_token.get("amr")),
        claims: Claims::new(),
        sector: sector.collect(),
        pid: None,
    })
}

/// `amr` of a token: a list of texts, or one. What is neither says nothing at all, so that no
/// part of it can be taken for the whole.
fn texts(value: Option<&Value>) -> Vec<String> {
    let text = |value: &Value| value.as_str().map(str::to_owned);
    match value {
        Some(Value::Array(list)) => list.iter().map(text).collect::<Option<_>>(),
        Some(value) => text(value).map(|text| vec![text]),
        None => None,
    }
    .unwrap_or_default()
}

/// UP-06: a number that is there must be one, and the token and userinfo must agree on it.
fn number(
    in_token: &Claims,
    userinfo: &Claims,
    name: &str,
    profile: Profile,
) -> Result<Option<NationalNumber>, Refused> {
    let read = |claims: &Claims| match claims.get(name) {
        None | Some(Value::Null) => Ok(None),
        Some(value) => value
            .as_str()
            .and_then(|text| NationalNumber::parse(text, profile))
            .map(Some)
            .ok_or_else(|| Refused::new(Refusal::Incomplete, "national_number_invalid")),
    };
    match (read(in_token)?, read(userinfo)?) {
        (Some(one), Some(other)) if one != other => {
            Err(Refused::new(Refusal::AnswerInvalid, "two_national_numbers"))
        }
        (one, other) => Ok(other.or(one)),
    }
}

/// A name as it came, on one line; nothing when it is empty. White space of any kind is one blank, so
/// that "Kari" and "Anne" on two lines do not become another name. What no document can hold, or is
/// longer than any name, is refused with a reason: a name is never cut.
fn name_of(text: &str) -> Result<Option<String>, Refused> {
    let refused = |reason| Err(Refused::new(Refusal::Incomplete, reason));
    let name = text.split_whitespace().collect::<Vec<_>>().join(" ");
    // XML 1.0 §2.2: beside these, the blocks' last two of plane 0 are no characters.
    if name
        .chars()
        .any(|c| c.is_control() || matches!(c, '\u{FFFE}' | '\u{FFFF}'))
    {
        return refused("name_characters");
    }
    if name.chars().count() > LONGEST_NAME {
        return refused("name_too_long");
    }
    Ok((!name.is_empty()).then_some(name))
}

/// A whole real date, `YYYY-MM-DD`. OIDC Core §5.1 also knows a year alone and a year left out
/// (`0000-05-17`), which say too little here: then the national number says it.
fn is_date(text: &str) -> bool {
    let shape = |(at, b): (usize, u8)| match at {
        4 | 7 => b == b'-',
        _ => b.is_ascii_digit(),
    };
    if text.len() != 10 || !text.bytes().enumerate().all(shape) {
        return false;
    }
    let mut parts = text.split('-').map(|part| part.parse::<u32>().unwrap_or(0));
    let (Some(year), Some(month), Some(day)) = (parts.next(), parts.next(), parts.next()) else {
        return false;
    };
    let is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let last = match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if is_leap => 29,
        2 => 28,
        _ => 0,
    };
    year > 0 && (1..=last).contains(&day)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn claims(pid: &str) -> Claims {
        Map::from_iter([("pid".to_owned(), Value::from(pid))])
    }

    /// 17 November 1920, month raised by 80: nobody's.
    const NUMBER: &str = "17912099997";
    /// The same day, another.
    const OTHER: &str = "17912099725";

    #[test]
    fn up_06_a_number_that_is_there_must_be_one() {
        let read = |one: &str, profile| number(&claims(one), &Claims::new(), "pid", profile);
        let right = read(NUMBER, Profile::Test).ok().flatten();
        assert_eq!(right.unwrap().as_str(), NUMBER);
        let wrong = |one: &str, profile| read(one, profile).err().unwrap().reason;
        for (one, profile) in [
            ("17912099996", Profile::Test),
            ("", Profile::Test),
            (NUMBER, Profile::Production),
        ] {
            assert_eq!(wrong(one, profile), "national_number_invalid");
        }
        let absent = number(&Claims::new(), &Claims::new(), "pid", Profile::Test);
        assert!(absent.ok().unwrap().is_none());
    }

    #[test]
    fn up_07_token_and_userinfo_must_name_one_person() {
        let read = |other: &str| number(&claims(NUMBER), &claims(other), "pid", Profile::Test);
        assert!(read(NUMBER).is_ok());
        assert!(NationalNumber::parse(OTHER, Profile::Test).is_some());
        assert_eq!(read(OTHER).err().unwrap().reason, "two_national_numbers");
    }

    /// B6: no name is changed on its way but for white space, and none is cut.
    #[test]
    fn a_name_leaves_as_it_came_or_is_refused_with_a_reason() {
        let read = |text: &str| name_of(text).map_err(|refused| refused.reason);
        for (came, leaves) in [
            ("Kari", Some("Kari")),
            (" Kari \n", Some("Kari")),
            ("Kari\nAnne", Some("Kari Anne")),
            ("Kari\r\n\tAnne", Some("Kari Anne")),
            ("Kari\u{85}Anne", Some("Kari Anne")),
            ("Ægir-Øyvind Ó Briain", Some("Ægir-Øyvind Ó Briain")),
            ("\t", None),
            ("", None),
        ] {
            assert_eq!(read(came), Ok(leaves.map(str::to_owned)), "{came:?}");
        }
        for came in [
            "Kari\u{0}",
            "Ka\u{1}ri",
            "Kari\u{FFFE}",
            "\u{FFFF}",
            "Kari\u{7f}",
        ] {
            assert_eq!(read(came), Err("name_characters"), "{came:?}");
        }
        assert_eq!(read(&"å".repeat(200)), Ok(Some("å".repeat(200))));
        assert_eq!(read(&"å".repeat(201)), Err("name_too_long"));
    }

    /// B11.
    #[test]
    fn a_date_is_a_whole_real_date() {
        for right in [
            "1980-05-17",
            "2000-02-29",
            "1996-02-29",
            "0001-01-01",
            "1999-12-31",
        ] {
            assert!(is_date(right), "{right}");
        }
        for wrong in [
            "1980",
            "1980-05",
            "0000-05-1x",
            "1980/05/17",
            "0000-05-14",
            "1990-00-00",
            "1990-13-01",
            "1990-04-31",
            "1900-02-29",
            "2001-02-29",
            "1990-01-00",
            "14.05.1990",
        ] {
            assert!(!is_date(wrong), "{wrong}");
        }
    }
}
