//! Who may write the database and has no key of the house. docs/security.md.

use eidas::LevelOfAssurance;
use gateway::citizen::Citizen;
use gateway::number::NationalNumber;
use gateway::settings::Profile;
use store::{Records, Secret};

use crate::eid::NUMBER;
use crate::support::{Gateway, NOW_MS};

/// A person whom nobody proved.
fn made_up() -> Citizen {
    Citizen {
        eid: "bankid".to_owned(),
        number: NationalNumber::parse(NUMBER, Profile::Demo).unwrap(),
        previous_number: None,
        given_name: Some("Kari".to_owned()),
        family_name: "Nordmann".to_owned(),
        birthdate: "1920-11-17".to_owned(),
        acr: "idporten-loa-high".to_owned(),
        level: LevelOfAssurance::High,
        auth_time: NOW_MS / 1000,
        amr: "BankID".to_owned(),
        proven_by: Vec::new(),
        claims: serde_json::Map::new(),
        sector: Vec::new(),
        pid: None,
    }
}

#[tokio::test]
async fn ops_10_who_writes_the_database_without_a_key_of_the_house_makes_nobody() {
    let gateway = Gateway::start().await;
    let (records, until_ms) = (&gateway.app.records, NOW_MS + 600_000);
    let stranger = Records::new(records.store().clone(), gateway.env.clone());
    let cookie = Secret::new(&gateway.env, until_ms);
    stranger
        .put_sealed(&cookie, &made_up(), until_ms)
        .await
        .unwrap();
    assert!(records.get_sealed::<Citizen>(&cookie).await.is_err());
    // Positive control: what one node of the house wrote another reads.
    let cookie = Secret::new(&gateway.env, until_ms);
    records
        .put_sealed(&cookie, &made_up(), until_ms)
        .await
        .unwrap();
    let twin = gateway.twin();
    let read = twin.app.records.get_sealed::<Citizen>(&cookie).await;
    assert_eq!(read.unwrap().unwrap().family_name, "Nordmann");
}
