//! Keys and sets of keys, entry by entry. RFC 7517; RFC 7518 §6.

use oidc::jose::{Algorithm, Jwk, JwkSet, SoftwareSigner, Unusable, base64url, jws};
use oidc::{Error, Malformed, Misconfigured, Untrusted};
use openssl::{bn::BigNum, pkey::PKey, rsa::Rsa};
use proptest::prelude::*;
use serde_json::{Map, Value, json};

use crate::fixture::{CLIENT_KEY, ES256, PS256, RS256};

fn parse(entries: &[Value]) -> Result<JwkSet, Error> {
    JwkSet::parse(json!({ "keys": entries }).to_string().as_bytes())
}

fn good() -> Value {
    ES256.public().to_json()
}

/// The good key with one member changed (`None`: taken away), under another name.
fn changed(name: &str, value: Option<Value>) -> Value {
    let mut members: Map<String, Value> =
        CLIENT_KEY.public().to_json().as_object().unwrap().clone();
    members.insert("kid".to_owned(), json!("changed"));
    match value {
        Some(value) => members.insert(name.to_owned(), value),
        None => members.remove(name),
    };
    Value::Object(members)
}

/// Whether the set signs and verifies with the good key.
fn serves(set: &JwkSet) {
    let token = jws::sign(b"{}", "JWT", ES256.as_ref()).unwrap();
    jws::verify(&token, set, &[Algorithm::Es256]).unwrap();
}

/// Beside a good key the entry counts for nothing; alone it makes no set.
fn ignored(entry: &Value) -> Unusable {
    for set in [[good(), entry.clone()], [entry.clone(), good()]] {
        let set = parse(&set).unwrap();
        assert_eq!(set.keys().len(), 1, "{entry}");
        serves(&set);
    }
    match parse(std::slice::from_ref(entry)).unwrap_err() {
        Error::Malformed(Malformed::NoUsableKey { ignored }) => ignored.first().unwrap().why,
        other => panic!("{other:?}"),
    }
}

fn rsa(n: &BigNum, e: &str) -> Value {
    let e = BigNum::from_dec_str(e).unwrap();
    let octets = |n: &BigNum| base64url::encode(&n.to_vec());
    json!({"kty": "RSA", "n": octets(n), "e": octets(&e), "kid": "changed"})
}

#[test]
fn s5_tk_29_a_key_that_cannot_be_used_costs_its_own_place_only() {
    let modulus = Rsa::generate(2048).unwrap().n().to_owned().unwrap();
    let weak = Rsa::generate(1024).unwrap().n().to_owned().unwrap();
    assert!(parse(&[rsa(&modulus, "65537")]).is_ok());
    for (entry, why) in [
        (rsa(&weak, "65537"), Unusable::RsaSize),
        (changed("kty", None), Unusable::Missing("kty")),
        (changed("crv", None), Unusable::Missing("crv")),
        (changed("x", None), Unusable::Missing("x")),
        (json!({"kty": "RSA", "e": "AQAB"}), Unusable::Missing("n")),
        (changed("kty", Some(json!(null))), Unusable::Member),
        (changed("x", Some(json!(7))), Unusable::Member),
        (changed("x", Some(json!("AA"))), Unusable::EcPoint),
        (changed("x", Some(json!("+/=="))), Unusable::EcPoint),
        (
            changed("y", Some(json!(base64url::encode(&[1; 32])))),
            Unusable::EcPoint,
        ),
        (
            changed("y", Some(json!(base64url::encode(&[1; 31])))),
            Unusable::EcPoint,
        ),
        (changed("kid", Some(json!(""))), Unusable::Kid),
        (changed("kid", Some(json!("k".repeat(201)))), Unusable::Kid),
        (changed("kid", Some(json!(null))), Unusable::Member),
        (changed("alg", Some(json!("RS256"))), Unusable::Algorithm),
        // RFC 7518 §6.2.2, §6.4.1: whose private key lies open is nobody's key. TK-29.
        (changed("d", Some(json!("AA"))), Unusable::Private),
        (json!({"kty": "oct", "k": "c2VjcmV0"}), Unusable::Private),
        (json!("x"), Unusable::Entry),
        (json!(null), Unusable::Entry),
    ] {
        assert_eq!(ignored(&entry), why, "{entry}");
        let warned = parse(&[good(), entry.clone()]).unwrap();
        let warnings: Vec<_> = warned.warnings().map(|key| (key.number, key.why)).collect();
        assert_eq!(warnings, [(2, why)], "{entry}");
    }
}

/// With an exponent of 1 every number is its own signature.
#[test]
fn rfc7518_s6_3_1_2_an_rsa_exponent_is_odd_and_not_one_and_not_long() {
    let modulus = Rsa::generate(2048).unwrap().n().to_owned().unwrap();
    for e in ["3", "65537", "18446744073709551615"] {
        assert!(parse(&[rsa(&modulus, e)]).is_ok(), "{e}");
    }
    for e in ["1", "2", "4", "18446744073709551617"] {
        assert_eq!(ignored(&rsa(&modulus, e)), Unusable::RsaNumbers, "{e}");
    }
    // Two is a factor of it.
    let mut even = modulus;
    even.clear_bit(0).unwrap();
    assert_eq!(ignored(&rsa(&even, "65537")), Unusable::RsaNumbers);
}

#[test]
fn s5_keys_of_other_kinds_and_uses_are_no_fault_of_the_set() {
    for (name, value) in [
        ("kty", json!("OKP")),
        ("kty", json!("AKP")),
        ("crv", json!("P-384")),
        ("use", json!("enc")),
        ("key_ops", json!(["encrypt"])),
        ("alg", json!("ECDH-ES")),
        ("alg", json!("ML-DSA-65")),
    ] {
        let entry = changed(name, Some(value));
        assert_eq!(ignored(&entry), Unusable::NotOurs, "{entry}");
        assert_eq!(parse(&[good(), entry]).unwrap().warnings().count(), 0);
    }
}

#[test]
fn s5_the_same_key_twice_is_one_key() {
    let set = parse(&[good(), good(), RS256.public().to_json()]).unwrap();
    assert_eq!(set.keys().len(), 2);
    assert_eq!(set.warnings().count(), 0);
    serves(&set);
}

/// §4.5: distinct names are a SHOULD. The algorithm tells the keys apart, and else each is tried.
#[test]
fn s4_5_of_two_keys_with_one_name_the_one_that_fits_is_found() {
    let named = |signer: &SoftwareSigner| {
        let mut key = signer.public().to_json();
        key["kid"] = json!(ES256.public().kid());
        key
    };
    for others in [[&*RS256, &*PS256], [&*RS256, &*CLIENT_KEY]] {
        for order in [[0, 1, 2], [2, 1, 0]] {
            let keys = [named(others[0]), good(), named(others[1])];
            let keys = order.map(|at| keys[at].clone());
            let set = parse(&keys).unwrap();
            assert_eq!(set.keys().len(), 3);
            serves(&set);
        }
    }
    // A stranger's key is none of them, whatever its name.
    let token = jws::sign(b"{}", "JWT", ES256.as_ref()).unwrap();
    let set = parse(&[named(&CLIENT_KEY), named(&RS256)]).unwrap();
    let refused = jws::verify(&token, &set, &[Algorithm::Es256]).unwrap_err();
    assert_eq!(refused, Untrusted::Signature.into());
}

/// OIDC Core §10.1: "If there are multiple keys in the referenced JWK Set document, a kid value MUST
/// be provided in the JOSE Header": with one of its kind the name says nothing.
#[test]
fn oidc_core_s10_1_a_lone_key_without_a_name_serves_a_token_that_names_one() {
    let unnamed = |signer: &SoftwareSigner| {
        let mut key = signer.public().to_json();
        key.as_object_mut().unwrap().remove("kid");
        key
    };
    serves(&parse(&[unnamed(&ES256)]).unwrap());
    serves(&parse(&[unnamed(&ES256), unnamed(&RS256)]).unwrap());
    let token = jws::sign(b"{}", "JWT", ES256.as_ref()).unwrap();
    let refused =
        |set: &[Value]| jws::verify(&token, &parse(set).unwrap(), &[Algorithm::Es256]).unwrap_err();
    // Two of its kind, or one that has another name.
    let two = [unnamed(&ES256), unnamed(&CLIENT_KEY)];
    assert_eq!(refused(&two), Untrusted::Key.into());
    assert_eq!(
        refused(&[CLIENT_KEY.public().to_json()]),
        Untrusted::Key.into()
    );
    assert_eq!(
        refused(&[unnamed(&CLIENT_KEY)]),
        Untrusted::Signature.into()
    );
}

#[test]
fn s5_1_what_is_no_set_is_said_to_be_none() {
    assert_eq!(JwkSet::parse(b"{}").unwrap_err(), Malformed::KeySet.into());
    assert_eq!(
        JwkSet::parse(br#"{"keys":{}}"#).unwrap_err(),
        Malformed::KeySet.into()
    );
    assert_eq!(
        JwkSet::parse(b"<html>").unwrap_err(),
        Malformed::Json.into()
    );
    let empty = Malformed::NoUsableKey { ignored: vec![] };
    assert_eq!(parse(&[]).unwrap_err(), empty.into());
}

/// RFC 7517 §4: "JWK parsers MUST [...] reject JWKs with duplicate member names".
#[test]
fn s4_a_key_that_repeats_a_member_is_ignored_and_a_set_that_does_is_refused() {
    let twice = |key: &str| format!(r#"{{"keys":[{key},{}]}}"#, good());
    let entry = twice(r#"{"kty":"RSA","kty":"EC"}"#);
    let set = JwkSet::parse(entry.as_bytes()).unwrap();
    serves(&set);
    assert_eq!(
        set.warnings().map(|key| key.why).collect::<Vec<_>>(),
        [Unusable::Entry]
    );
    let set = format!(r#"{{"keys":[],"keys":[{}]}}"#, good());
    assert!(JwkSet::parse(set.as_bytes()).is_err());
}

#[test]
fn s5_a_set_has_a_size_and_a_number_of_keys() {
    let mut padded = json!({ "keys": [good()] }).to_string().into_bytes();
    padded.resize(128 * 1024, b' ');
    serves(&JwkSet::parse(&padded).unwrap());
    padded.push(b' ');
    assert_eq!(
        JwkSet::parse(&padded).unwrap_err(),
        Malformed::TooLarge.into()
    );
    let numbered = |n: usize| {
        let mut key = good();
        key["kid"] = json!(n.to_string());
        key
    };
    let fifty: Vec<Value> = (0..50).map(numbered).collect();
    let set = parse(&fifty).unwrap();
    assert_eq!((set.keys().len(), set.warnings().count()), (50, 0));
    // More than fifty: the first ones count, and it is said.
    let many: Vec<Value> = (0..500).map(numbered).collect();
    let set = parse(&many).unwrap();
    let warnings: Vec<_> = set.warnings().map(|key| (key.number, key.why)).collect();
    assert_eq!(set.keys().len(), 50);
    assert_eq!(warnings, [(51, Unusable::TooMany)]);
    // Entries that are no keys cost as little.
    let mut junk = vec![json!({"kty": "OKP"}); 199];
    junk.push(good());
    serves(&parse(&junk).unwrap());
    junk.insert(0, json!({"kty": "OKP"}));
    assert!(parse(&junk).is_err());
}

#[test]
fn s5_a_warning_names_the_key_and_shows_no_odd_octet() {
    let entry = changed(
        "kid",
        Some(json!(format!("new\n key\u{202e}{}", "x".repeat(100)))),
    );
    let mut entry = entry;
    entry["x"] = json!("AA");
    let set = parse(&[good(), entry.clone()]).unwrap();
    let said = set.warnings().next().unwrap().to_string();
    assert_eq!(
        said,
        format!("key 2 (newkey{}): not a point of P-256", "x".repeat(44))
    );
    let none = parse(&[entry]).unwrap_err().to_string();
    assert!(none.contains("not a point of P-256"), "{none}");
}

/// Our own set is not read entry by entry: who publishes it can mend it.
#[test]
fn s4_5_our_own_set_has_a_distinct_name_for_each_key() {
    let (a, b) = (ES256.public(), RS256.public());
    let set = JwkSet::of([a.clone(), b.clone()]).unwrap();
    assert_eq!(
        JwkSet::parse(set.to_json().as_bytes()).unwrap().to_json(),
        set.to_json()
    );
    assert!(!set.to_json().contains("\"d\""));
    let twice = JwkSet::of([a.clone().named("k"), b.clone().named("k")]);
    assert_eq!(twice.unwrap_err(), Misconfigured::KeyIds.into());
    let unnamed: Jwk = {
        let mut key = b.to_json();
        key.as_object_mut().unwrap().remove("kid");
        parse(&[key]).unwrap().keys()[0].clone()
    };
    let missing = JwkSet::of([a.clone(), unnamed]);
    assert_eq!(missing.unwrap_err(), Misconfigured::KeyIds.into());
}

#[test]
fn rfc7518_s3_3_a_weak_key_of_ours_signs_nothing() {
    let short = Rsa::generate(1024).and_then(PKey::from_rsa).unwrap();
    assert!(SoftwareSigner::from_key(short, Algorithm::Rs256).is_err());
}

/// JSON as somebody could write it who means no good, or nothing at all.
fn member() -> impl Strategy<Value = Value> {
    prop_oneof![
        Just(json!(null)),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        prop::sample::select(vec![
            "EC", "RSA", "OKP", "oct", "P-256", "P-384", "ES256", "RS256", "sig", "enc", "AQAB",
            "AA",
        ])
        .prop_map(Value::from),
        "[A-Za-z0-9_-]{0,90}".prop_map(Value::from),
        prop::collection::vec("[a-z]{0,8}", 0..3).prop_map(Value::from),
    ]
}

fn entry() -> impl Strategy<Value = Value> {
    let names = vec![
        "kty", "crv", "x", "y", "n", "e", "d", "k", "use", "alg", "kid", "key_ops", "x5c",
    ];
    prop::collection::btree_map(prop::sample::select(names), member(), 0..8)
        .prop_map(|members| json!(members))
}

proptest! {
    /// Whatever stands beside it, the good key verifies, and nothing else becomes a key that
    /// verifies its signature.
    #[test]
    fn s5_no_entry_costs_another_its_place(
        before in prop::collection::vec(entry(), 0..4), after in prop::collection::vec(entry(), 0..4)
    ) {
        let all = [before.clone(), vec![good()], after.clone()].concat();
        serves(&parse(&all).unwrap());
        let token = jws::sign(b"{}", "JWT", ES256.as_ref()).unwrap();
        if let Ok(set) = parse(&[before, after].concat()) {
            prop_assert!(jws::verify(&token, &set, &Algorithm::ALL).is_err());
        }
    }
}
