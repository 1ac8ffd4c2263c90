// SPDX-License-Identifier: EUPL-1.2
use std::sync::Arc;

use eidas::{LevelOfAssurance, PersonIdentifier};

use super::*;
use crate::settings::{IdentifierPolicy::National, IdentifierPolicy::PerCountry, Profile};
use store::Memory;
use store::env::{FakeClock, FakeRandom};

/// Synthetic: a D-number, the fødselsnummer that its person got later, and somebody else.
const OLD: &str = "41817010049";
const NEW: &str = "01817010055";
const OTHER: &str = "02907510037";
/// The number that she got after `NEW`.
const NEWEST: &str = "01817010136";

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
        acr: "idporten-loa-high".to_owned(),
        level: LevelOfAssurance::High,
        auth_time: 0,
        amr: "BankID".to_owned(),
        proven_by: Vec::new(),
        claims: serde_json::Map::new(),
        sector: Vec::new(),
        pid: None,
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
async fn a_second_new_number_keeps_the_identifiers_of_the_first_one() {
    for policy in [National, PerCountry] {
        let office = office(&[1]);
        let old = office.give(&citizen(OLD), "SE", policy).await;
        assert_eq!(office.give(&renumbered(NEW, OLD), "SE", policy).await, old);
        let newest = renumbered(NEWEST, NEW);
        assert_eq!(office.give(&newest, "SE", policy).await, old);
        assert_eq!(office.give(&citizen(NEWEST), "SE", policy).await, old);
        // Where each number in between was met first.
        let newest = office.give(&newest, "DK", policy).await;
        assert_eq!(office.give(&citizen(NEWEST), "DK", policy).await, newest);
    }
}

#[tokio::test]
async fn a_number_that_another_country_was_told_of_leads_to_the_old_one_everywhere() {
    for policy in [National, PerCountry] {
        let office = office(&[1]);
        let old = office.give(&citizen(OLD), "SE", policy).await;
        office.give(&renumbered(NEW, OLD), "DK", policy).await;
        office.give(&renumbered(NEWEST, NEW), "DK", policy).await;
        // Another e-ID, which knows no number from before.
        assert_eq!(office.give(&citizen(NEW), "SE", policy).await, old);
        assert_eq!(office.give(&citizen(NEWEST), "SE", policy).await, old);
    }
}

#[tokio::test]
async fn a_claim_that_leads_in_a_circle_changes_nobody() {
    for policy in [National, PerCountry] {
        let office = office(&[1]);
        office.give(&renumbered(NEW, OLD), "SE", policy).await;
        office.give(&renumbered(NEWEST, NEW), "DK", policy).await;
        let before = office.find(&citizen(OLD), "SE", policy).await;
        let se = office.give(&citizen(NEW), "SE", policy).await;
        // The oldest number would come after the newest one, and a number after itself.
        for (number, claimed) in [(OLD, NEWEST), (OLD, NEW), (NEW, NEW), (OTHER, OTHER)] {
            office
                .give(&renumbered(number, claimed), "SE", policy)
                .await;
        }
        let after = office.find(&citizen(OLD), "SE", policy).await;
        assert_eq!(before.value(), after.value());
        assert_ne!(after.value(), se, "no two numbers under one identifier");
        assert_eq!(office.give(&citizen(NEW), "SE", policy).await, se);
        assert_eq!(office.give(&citizen(NEWEST), "SE", policy).await, se);
    }
}

/// Attack: who can write to the store points a number at somebody else.
#[tokio::test]
async fn an_old_number_that_was_tampered_with_gives_nobodys_identifier() {
    for policy in [National, PerCountry] {
        let office = office(&[1]);
        let old = office.give(&citizen(OLD), "SE", policy).await;
        let others = office.give(&citizen(OTHER), "SE", policy).await;
        office.give(&renumbered(NEW, OLD), "SE", policy).await;
        office.give(&renumbered(NEWEST, OTHER), "SE", policy).await;
        let identifiers = office.identifiers();
        let place = |number: &str| alias_key(&identifiers.root(&citizen(number).number).unwrap());
        let store = office.records.store();
        let (own, foreign) = (
            store.get(place(NEW)).await.unwrap().unwrap(),
            store.get(place(NEWEST)).await.unwrap().unwrap(),
        );
        assert!(!String::from_utf8_lossy(&own).contains(OLD));
        // The record of another number: what it seals opens under that number alone.
        store.put(place(NEW), foreign, i64::MAX).await.unwrap();
        let found = identifiers.find(&citizen(NEW), country("SE"), policy).await;
        assert_eq!(found.unwrap_err(), IdentifierError::Unreadable);
        // A hash beside it says nothing.
        let mut record: serde_json::Value = serde_json::from_slice(&own).unwrap();
        record["root"] = identifiers
            .root(&citizen(OTHER).number)
            .unwrap()
            .to_vec()
            .into();
        let record = serde_json::to_vec(&record).unwrap();
        store.put(place(NEW), record, i64::MAX).await.unwrap();
        let found = office.give(&citizen(NEW), "SE", policy).await;
        assert_eq!(found, old);
        assert_ne!(found, others);
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
