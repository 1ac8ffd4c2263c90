//! DCQL: what is asked, and whether it was answered. OpenID4VP §6, §7; VP-18.

use serde_json::{Value, json};
use wallet::{
    DcqlQuery, Error, Insufficient, Malformed, Mismatch,
    dcql::{Further, Number, PID_MDOC, PID_SD_JWT, PidFormats, PidQuery},
};

use crate::fixture::{object, types};

pub(crate) fn login(formats: PidFormats, number: Number) -> DcqlQuery {
    DcqlQuery::pid(&PidQuery {
        formats,
        number,
        further: &[],
        types: &types(),
        authorities: &[],
    })
}

fn parse(query: &Value) -> Result<DcqlQuery, Error> {
    DcqlQuery::parse(query.to_string().as_bytes())
}

fn wrong(rule: &'static str) -> Error {
    Malformed::Dcql { rule }.into()
}

/// §6.4: both formats, one of them enough; the number if there is one.
#[test]
fn s6_the_query_of_a_login() {
    let query = DcqlQuery::pid(&PidQuery {
        formats: PidFormats::Both,
        number: Number::IfPresent,
        further: &[Further::Nationality, Further::BirthPlace],
        types: &types(),
        authorities: &["s9tIpPmhxdiuNkHMEWNpYim8S8Y".to_owned()],
    });
    let json = query.as_json();
    assert_eq!(
        json["credential_sets"],
        json!([{"options": [[PID_SD_JWT], [PID_MDOC]]}])
    );
    let [sd_jwt, mdoc] = json["credentials"].as_array().unwrap().as_slice() else {
        panic!("two queries");
    };
    assert_eq!(sd_jwt["meta"], json!({"vct_values": ["urn:eudi:pid:1"]}));
    assert_eq!(
        mdoc["meta"],
        json!({"doctype_value": "eu.europa.ec.eudi.pid.1"})
    );
    let paths = |query: &Value| -> Vec<Value> {
        query["claims"]
            .as_array()
            .unwrap()
            .iter()
            .map(|c| c["path"].clone())
            .collect()
    };
    assert_eq!(
        paths(sd_jwt),
        [
            json!(["family_name"]),
            json!(["given_name"]),
            json!(["birthdate"]),
            json!(["issuing_country"]),
            json!(["nationalities", null]),
            json!(["place_of_birth"]),
            json!(["personal_administrative_number"]),
        ]
    );
    let element = |name: &str| json!(["eu.europa.ec.eudi.pid.1", name]);
    assert_eq!(
        paths(mdoc),
        [
            element("family_name"),
            element("given_name"),
            element("birth_date"),
            element("issuing_country"),
            element("nationality"),
            element("place_of_birth"),
            element("personal_administrative_number"),
        ]
    );
    for claim in mdoc["claims"].as_array().unwrap() {
        assert_eq!(claim["intent_to_retain"], true);
    }
    let sets = sd_jwt["claim_sets"].as_array().unwrap();
    assert_eq!(sets.len(), 2);
    assert!(sets[0].as_array().unwrap().contains(&json!("number")));
    assert!(!sets[1].as_array().unwrap().contains(&json!("number")));
    // What is written is read again, by the rules for everybody.
    assert_eq!(parse(json).unwrap(), query);
}

/// RPA_07c: a login never asks for the portrait; without the number, it is in no path.
#[test]
fn arf_rpa_07c_nothing_is_asked_that_a_login_does_not_need() {
    let text = login(PidFormats::Both, Number::Never).as_json().to_string();
    for never in [
        "portrait",
        "picture",
        "personal_administrative_number",
        "address",
        "claim_sets",
    ] {
        assert!(!text.contains(never), "{never}");
    }
    let one = login(PidFormats::SdJwtVc, Number::Required)
        .as_json()
        .clone();
    assert_eq!(one["credentials"].as_array().unwrap().len(), 1);
    assert!(one.get("credential_sets").is_none());
    assert!(one["credentials"][0].get("claim_sets").is_none());
}

/// §6.1 to §6.3, each rule.
#[test]
fn s6_1_queries_that_are_none_or_are_not_verified_here() {
    let good = json!({"credentials": [{
        "id": "a", "format": "dc+sd-jwt", "meta": {"vct_values": ["x"]},
        "claims": [{"id": "n", "path": ["name"]}, {"id": "m", "path": ["list", null, 0, "x"]}],
        "claim_sets": [["n"], ["n", "m"]],
        "trusted_authorities": [{"type": "aki", "values": ["k"]}],
        "require_cryptographic_holder_binding": true, "multiple": false, "unknown": 1,
    }], "credential_sets": [{"options": [["a"]], "required": false}], "unknown": 2});
    parse(&good).unwrap();
    let with = |pointer: &str, value: Value| {
        let mut query = good.clone();
        let (parent, name) = pointer.rsplit_once('/').unwrap();
        let parent = query.pointer_mut(parent).unwrap();
        match parent {
            Value::Array(list) => list[name.parse::<usize>().unwrap()] = value,
            other => other[name] = value,
        }
        parse(&query).map(|_| ()).unwrap_err()
    };
    for (pointer, value, rule) in [
        ("/credentials", json!([]), "credentials"),
        ("/credentials", json!({}), "credentials"),
        (
            "/credentials",
            json!([good["credentials"][0], good["credentials"][0]]),
            "two queries of one id",
        ),
        ("/credentials/0/id", json!(""), "id"),
        ("/credentials/0/id", json!("ø"), "id"),
        (
            "/credentials/0/multiple",
            json!(true),
            "several credentials for one query",
        ),
        (
            "/credentials/0/require_cryptographic_holder_binding",
            json!(false),
            "a credential without its holder",
        ),
        (
            "/credentials/0/format",
            json!("jwt_vc_json"),
            "format or meta",
        ),
        ("/credentials/0/format", json!("mso_mdoc"), "format or meta"),
        ("/credentials/0/meta", json!({}), "format or meta"),
        (
            "/credentials/0/meta",
            json!({"vct_values": []}),
            "format or meta",
        ),
        ("/credentials/0/claims", json!([]), "claims"),
        ("/credentials/0/claims/0/path", json!([]), "path"),
        ("/credentials/0/claims/0/path", json!([null]), "path"),
        ("/credentials/0/claims/0/path", json!(["x", -1]), "path"),
        ("/credentials/0/claims/0/path", json!(["x", 1.5]), "path"),
        (
            "/credentials/0/claims/0/path",
            json!(["list", null, 0, "x"]),
            "one claim twice",
        ),
        (
            "/credentials/0/claims/0/id",
            json!("m"),
            "two claims of one id",
        ),
        ("/credentials/0/claims/0/values", json!(["x"]), "values"),
        ("/credentials/0/claim_sets", json!([["z"]]), "claim_sets"),
        ("/credentials/0/claim_sets", json!([]), "claim_sets"),
        (
            "/credentials/0/trusted_authorities",
            json!([{"type": "etsi_tl", "values": ["x"]}]),
            "trusted_authorities",
        ),
        ("/credential_sets", json!([]), "credential_sets"),
        ("/credential_sets/0/options", json!([["z"]]), "options"),
        ("/credential_sets/0/options", json!([[]]), "options"),
        ("/credential_sets/0/required", json!("yes"), "required"),
    ] {
        assert_eq!(with(pointer, value), wrong(rule), "{pointer}");
    }
    assert_eq!(DcqlQuery::parse(b"[]").unwrap_err(), Malformed::Json.into());
    let deep = "[".repeat(100_000);
    assert_eq!(
        DcqlQuery::parse(deep.as_bytes()).unwrap_err(),
        Malformed::Json.into()
    );
}

/// §6.4.2: which credentials together are an answer.
#[test]
fn s6_4_2_credentials_that_answer() {
    let query = |sets: Value| {
        let one =
            |id: &str| json!({"id": id, "format": "dc+sd-jwt", "meta": {"vct_values": ["x"]}});
        let mut query = json!({"credentials": [one("a"), one("b"), one("c")]});
        if !sets.is_null() {
            query["credential_sets"] = sets;
        }
        parse(&query).unwrap()
    };
    let missing = Err(Mismatch::Query("a credential is missing").into());
    let more = Err(Mismatch::Query("more credentials than asked for").into());
    let all = query(Value::Null);
    assert_eq!(all.is_answered_by(&["a", "b", "c"]), Ok(()));
    assert_eq!(all.is_answered_by(&["a", "b"]), missing);
    let unknown = Err(Mismatch::Query("a credential that was not asked for").into());
    assert_eq!(all.is_answered_by(&["a", "b", "c", "d"]), unknown);

    let sets = query(json!([{"options": [["a"], ["b"]]}, {"options": [["c"]], "required": false}]));
    assert_eq!(sets.is_answered_by(&["a"]), Ok(()));
    assert_eq!(sets.is_answered_by(&["b"]), Ok(()));
    assert_eq!(sets.is_answered_by(&["b", "c"]), Ok(()));
    assert_eq!(sets.is_answered_by(&["c"]), missing);
    assert_eq!(sets.is_answered_by(&[]), missing);
    assert_eq!(sets.is_answered_by(&["a", "b"]), more);
}

/// §6.4.1, §7.1.1: which claims are an answer.
#[test]
fn s7_1_claims_that_answer() {
    let query = |claims: Value, sets: Value| {
        let mut query = json!({"credentials": [
            {"id": "a", "format": "dc+sd-jwt", "meta": {"vct_values": ["x"]}, "claims": claims}]});
        if !sets.is_null() {
            query["credentials"][0]["claim_sets"] = sets;
        }
        parse(&query).unwrap()
    };
    let claims =
        object(json!({"name": "x", "degrees": [{"type": "b"}, {"type": "m"}], "none": []}));
    let answers = |query: &DcqlQuery| query.credentials()[0].is_answered_by_claims(&claims);
    let path = |path: Value| answers(&query(json!([{ "path": path }]), Value::Null));
    for good in [
        json!(["name"]),
        json!(["degrees"]),
        json!(["degrees", null]),
        json!(["degrees", 1, "type"]),
        json!(["degrees", null, "type"]),
    ] {
        assert_eq!(path(good.clone()), Ok(()), "{good}");
    }
    let fewer: Result<(), Error> = Err(Insufficient::Claims.into());
    for bad in [
        json!(["nothing"]),
        json!(["degrees", 2]),
        json!(["degrees", "type"]),
        json!(["name", null]),
        json!(["name", "x"]),
        json!(["none", null]),
        json!(["degrees", null, "other"]),
    ] {
        assert_eq!(path(bad.clone()), fewer, "{bad}");
    }
    let two = json!([{"id": "n", "path": ["name"]}, {"id": "z", "path": ["zip"]}]);
    assert_eq!(answers(&query(two.clone(), Value::Null)), fewer);
    assert_eq!(answers(&query(two.clone(), json!([["z"], ["n"]]))), Ok(()));
    assert_eq!(answers(&query(two, json!([["z"], ["n", "z"]]))), fewer);
}
