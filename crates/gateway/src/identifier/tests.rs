// SPDX-License-Identifier: EUPL-1.2
use std::sync::Arc;

use eidas::{LevelOfAssurance, PersonIdentifier};

use super::*;
use crate::env::{FakeClock, FakeRandom};
use crate::settings::{IdentifierPolicy::National, IdentifierPolicy::PerCountry, Profile};
use crate::store::Memory;

/// Synthetic: a D-number, the fødselsnummer that its person got later, and somebody else.
const OLD: &str = "41817010049";
const NEW: &str = "01817010055";
const OTHER: &str = "02907510037";

struct Office {
    env: Env,
    records: Records,
    keys: Vec<SymmetricKey>,
}

fn office(keys: &[u8]) -> Office {
    let env = Env::new(FakeClock::new(1_800_000_000_000), FakeRandom::new(7));
    Office {
        records: Records::new(Arc::new(Memory::new(env.clone())), env.clone()),
        env,
        keys: keys.iter().map(|k| SymmetricKey::new([*k; 32])).collect(),
    }
}

impl Office {
    fn with_keys(self, keys: &[u8]) -> Self {
        Self {
            keys: keys.iter().map(|k| SymmetricKey::new([*k; 32])).collect(),
            ..self
        }
    }

    fn identifiers(&self) -> Identifiers<'_> {
        Identifiers::new(&self.keys, &self.records, &self.env, country("NO"))
    }

    async fn find(&self, who: &Citizen, to: &str, policy: IdentifierPolicy) -> Found {
        let found = self.identifiers().find(who, country(to), policy).await;
        found.unwrap()
    }

    async fn give(&self, who: &Citizen, to: &str, policy: IdentifierPolicy) -> String {
        let found = self.find(who, to, policy).await;
        self.identifiers().give(&found).await.unwrap();
        found.value().to_owned()
    }
}

fn country(code: &str) -> CountryCode {
    CountryCode::parse(code).unwrap()
}

fn citizen(number: &str) -> Citizen {
    Citizen {
        eid: "bankid".to_owned(),
        number: NationalNumber::parse(number, Profile::Demo).unwrap(),
        previous_number: None,
        given_name: None,
        family_name: "Nordmann".to_owned(),
        birthdate: "1970-01-01".to_owned(),
        level: LevelOfAssurance::High,
        auth_time: 0,
        amr: "BankID".to_owned(),
        proven_by: Vec::new(),
        sector: Vec::new(),
    }
}

fn renumbered(number: &str, before: &str) -> Citizen {
    Citizen {
        previous_number: NationalNumber::parse(before, Profile::Demo),
        ..citizen(number)
    }
}

#[tokio::test]
async fn each_policy_says_what_it_says() {
    let office = office(&[1]);
    let national = office.give(&citizen(NEW), "SE", National).await;
    assert_eq!(national, format!("NO/SE/{NEW}"));
    let made = office.give(&citizen(NEW), "DK", PerCountry).await;
    let local = made.strip_prefix("NO/DK/").unwrap();
    assert_eq!(local.len(), 52);
    assert!(PersonIdentifier::parse(&made).is_ok());
    assert!(
        local
            .bytes()
            .all(|b| b.is_ascii_uppercase() || b.is_ascii_digit())
    );
    assert!(!made.contains(NEW));
}

#[tokio::test]
async fn countries_and_persons_cannot_be_compared() {
    let office = office(&[1]);
    let local = |value: String| value[6..].to_owned();
    let se = local(office.give(&citizen(NEW), "SE", PerCountry).await);
    let dk = local(office.give(&citizen(NEW), "DK", PerCountry).await);
    let other = local(office.give(&citizen(OTHER), "SE", PerCountry).await);
    assert_ne!(se, dk);
    assert_ne!(se, other);
}

#[tokio::test]
async fn a_superseded_key_keeps_who_has_an_identifier_and_makes_new_ones() {
    let before = office(&[1]);
    let old = before.give(&citizen(NEW), "SE", PerCountry).await;
    let name = |found: &Found| {
        found.persistent_name_id(&EntityId::parse("https://connector.example/m").unwrap())
    };
    let old_name = name(&before.find(&citizen(NEW), "SE", PerCountry).await);
    let after = before.with_keys(&[1, 2]);
    assert_eq!(after.give(&citizen(NEW), "SE", PerCountry).await, old);
    let found = after.find(&citizen(NEW), "SE", PerCountry).await;
    assert_eq!(name(&found), old_name);
    // Somebody new gets one of the new key: not what the old one alone would make.
    let fresh = after.give(&citizen(OTHER), "SE", PerCountry).await;
    let of_old_key = office(&[1]).give(&citizen(OTHER), "SE", PerCountry).await;
    assert_ne!(fresh, of_old_key);
    // A key that made identifiers cannot be dropped.
    let lost = after.with_keys(&[1]);
    let (identifiers, other) = (lost.identifiers(), citizen(OTHER));
    let found = identifiers.find(&other, country("SE"), PerCountry);
    assert_eq!(found.await.unwrap_err(), IdentifierError::KeyMissing(1));
}

#[tokio::test]
async fn a_d_number_that_becomes_a_foedselsnummer_keeps_its_identifiers() {
    for policy in [National, PerCountry] {
        let office = office(&[1]);
        let old = office.give(&citizen(OLD), "SE", policy).await;
        assert_eq!(office.give(&renumbered(NEW, OLD), "SE", policy).await, old);
        // Also when the e-ID has forgotten the old number.
        assert_eq!(office.give(&citizen(NEW), "SE", policy).await, old);
        // A country that never knew the old number gets the new one.
        let new = office.give(&renumbered(NEW, OLD), "DK", policy).await;
        assert_eq!(office.give(&citizen(NEW), "DK", policy).await, new);
        if policy == National {
            assert_eq!(new, format!("NO/DK/{NEW}"));
        }
    }
}

#[tokio::test]
async fn who_already_has_an_identifier_is_not_renamed_by_a_claim() {
    let office = office(&[1]);
    let own = office.give(&citizen(NEW), "SE", PerCountry).await;
    let others = office.give(&citizen(OLD), "SE", PerCountry).await;
    assert_ne!(own, others);
    assert_eq!(
        office.give(&renumbered(NEW, OLD), "SE", PerCountry).await,
        own
    );
}

#[tokio::test]
async fn finding_writes_nothing() {
    let office = office(&[1]);
    office.find(&citizen(NEW), "SE", PerCountry).await;
    let after = office.with_keys(&[1, 2]);
    let found = after.find(&citizen(NEW), "SE", PerCountry).await;
    assert_eq!(
        found.generation, 1,
        "the identifier that was only shown binds nobody"
    );
}

#[tokio::test]
async fn without_a_key_there_is_no_identifier() {
    let office = office(&[]);
    let (identifiers, new) = (office.identifiers(), citizen(NEW));
    let found = identifiers.find(&new, country("SE"), National);
    assert_eq!(found.await.unwrap_err(), IdentifierError::KeyMissing(0));
}

#[test]
fn base32_as_in_rfc_4648_section_10() {
    for (plain, text) in [
        ("", ""),
        ("f", "MY"),
        ("fo", "MZXQ"),
        ("foob", "MZXW6YQ"),
        ("foobar", "MZXW6YTBOI"),
    ] {
        assert_eq!(base32(plain.as_bytes()), text);
    }
}
