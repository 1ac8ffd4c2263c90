//! JWS, JWK and JWT. RFC 7515, 7517, 7518, 7519, 7638, 8725.

use oidc::jose::{
    Algorithm, Audience, ExpectedClaims, IssuedAt, Jwk, JwkSet, Signer, SoftwareSigner, TokenType,
    base64url, jws, jwt,
};
use oidc::{Error, Malformed, Mismatch, Untrusted};
use proptest::prelude::*;
use serde_json::{Map, Value, json};

use crate::fixture::{ES256, NOW, PS256, RS256};

fn keys() -> JwkSet {
    JwkSet::of([&*ES256, &*RS256, &*PS256].map(|signer| signer.public().clone())).unwrap()
}

/// Signs any header and payload, as an attacker with a good key could.
fn forge(header: &str, payload: &str, signer: &SoftwareSigner) -> String {
    let signed = format!(
        "{}.{}",
        base64url::encode(header.as_bytes()),
        base64url::encode(payload.as_bytes())
    );
    let signature = signer.sign(signed.as_bytes()).unwrap();
    format!("{signed}.{}", base64url::encode(&signature))
}

fn verify(token: &str) -> Result<(), Error> {
    jws::verify(token, &keys(), &Algorithm::ALL).map(|_| ())
}

#[test]
fn rfc7515_s5_each_algorithm_signs_and_verifies() {
    for signer in [&*ES256, &*RS256, &*PS256] {
        let token = jws::sign(b"payload", "JWT", signer.as_ref()).unwrap();
        let verified = jws::verify(&token, &keys(), &[signer.algorithm()]).unwrap();
        assert_eq!(verified.payload(), b"payload");
        assert_eq!(verified.header().kid.as_deref(), Some(signer.kid()));
    }
}

/// RFC 7515 appendix A.3: an ES256 signature made by somebody else.
#[test]
fn rfc7515_a_3_the_example_verifies() {
    let set = br#"{"keys":[{"kty":"EC","crv":"P-256",
        "x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",
        "y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"}]}"#;
    let token = "eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ.DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q";
    let keys = JwkSet::parse(set).unwrap();
    assert!(jws::verify(token, &keys, &[Algorithm::Es256]).is_ok());
    assert_eq!(
        jws::verify(token, &keys, &[Algorithm::Rs256]).unwrap_err(),
        Untrusted::Algorithm.into()
    );
}

/// RFC 7638 §3.1.
#[test]
fn rfc7638_s3_1_the_example_thumbprint() {
    let n = "0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebWKRXjBZCiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw";
    let n = openssl::bn::BigNum::from_slice(&base64url::decode(n).unwrap()).unwrap();
    let e = openssl::bn::BigNum::from_u32(65537).unwrap();
    let rsa = openssl::rsa::Rsa::from_public_components(n, e).unwrap();
    let key = openssl::pkey::PKey::from_rsa(rsa).unwrap();
    let jwk = Jwk::from_openssl(&key, Algorithm::Rs256).unwrap();
    assert_eq!(
        jwk.kid(),
        Some("NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs")
    );
}

#[test]
fn rfc7515_s4_1_a_header_that_cannot_be_taken() {
    let kid = ES256.kid();
    let header = |text: &str| verify(&forge(&text.replace("KID", kid), "{}", &ES256));
    header(r#"{"alg":"ES256","kid":"KID"}"#).unwrap();
    header(r#"{"alg":"ES256"}"#).unwrap();
    let json = Err(Malformed::Json.into());
    let member = |member| Err(Malformed::Header { member }.into());
    for (text, expected) in [
        (r#"{"alg":"ES256","alg":"ES256"}"#, json.clone()),
        (
            r#"{"alg":"none","kid":"KID"}"#,
            Err(Untrusted::Algorithm.into()),
        ),
        (
            r#"{"alg":"HS256","kid":"KID"}"#,
            Err(Untrusted::Algorithm.into()),
        ),
        (
            r#"{"alg":"es256","kid":"KID"}"#,
            Err(Untrusted::Algorithm.into()),
        ),
        (
            r#"{"alg":"ES384","kid":"KID"}"#,
            Err(Untrusted::Algorithm.into()),
        ),
        (r#"{"alg":["ES256"]}"#, member("alg")),
        (r#"{"kid":"KID"}"#, member("alg")),
        (r#"{"alg":"ES256","kid":7}"#, member("kid")),
        (r#"{"alg":"ES256","typ":null}"#, member("typ")),
        (
            r#"{"alg":"ES256","kid":"../../etc/passwd"}"#,
            Err(Untrusted::Key.into()),
        ),
        (
            r#"{"alg":"ES256","crit":["exp"],"exp":1}"#,
            Err(Untrusted::Critical.into()),
        ),
        (
            r#"{"alg":"ES256","crit":["b64"],"b64":false}"#,
            Err(Untrusted::Critical.into()),
        ),
        (
            r#"{"alg":"ES256","crit":[]}"#,
            Err(Untrusted::Critical.into()),
        ),
        ("\u{feff}{\"alg\":\"ES256\"}", json.clone()),
        (r#"{"alg":"ES256"} {}"#, json.clone()),
        (r#"["ES256"]"#, json.clone()),
        ("", Err(Malformed::Jws.into())),
    ] {
        assert_eq!(header(text), expected, "{text}");
    }
}

#[test]
fn rfc8725_s3_1_a_key_serves_only_its_own_algorithm() {
    // An RSA key registered for PS256 does not verify RS256, and the other way round.
    let signed = forge(r#"{"alg":"RS256"}"#, "{}", &RS256);
    let other = JwkSet::of([PS256.public().clone()]).unwrap();
    assert_eq!(
        jws::verify(&signed, &other, &Algorithm::ALL).unwrap_err(),
        Untrusted::Key.into()
    );
    // The name of a key of another kind.
    let confused = forge(
        &format!(r#"{{"alg":"ES256","kid":"{}"}}"#, RS256.kid()),
        "{}",
        &ES256,
    );
    assert_eq!(verify(&confused), Err(Untrusted::Key.into()));
}

#[test]
fn rfc7515_s7_1_exactly_three_parts() {
    let good = jws::sign(b"{}", "JWT", ES256.as_ref()).unwrap();
    verify(&good).unwrap();
    let (signed, signature) = good.rsplit_once('.').unwrap();
    for bad in [
        String::new(),
        ".".to_owned(),
        "..".to_owned(),
        signed.to_owned(),
        format!("{signed}."),
        format!("{good}."),
        format!(".{good}"),
        format!("{good}.a.b"),
        format!("{signed}.{signature}="),
        format!("{signed}.{signature}\n"),
        format!(" {good}"),
        "a".repeat(40_000),
    ] {
        assert!(verify(&bad).is_err(), "{bad:.40}");
    }
}

#[test]
fn rfc7518_s3_4_an_ecdsa_signature_is_64_octets_and_not_der() {
    let token = jws::sign(b"{}", "JWT", ES256.as_ref()).unwrap();
    let (signed, signature) = token.rsplit_once('.').unwrap();
    let raw = base64url::decode(signature).unwrap();
    let number = |octets: &[u8]| openssl::bn::BigNum::from_slice(octets).unwrap();
    let der =
        openssl::ecdsa::EcdsaSig::from_private_components(number(&raw[..32]), number(&raw[32..]))
            .and_then(|signature| signature.to_der())
            .unwrap();
    for bad in [
        der,
        vec![0; 64],
        raw[..63].to_vec(),
        [raw.as_slice(), &[0]].concat(),
    ] {
        let token = format!("{signed}.{}", base64url::encode(&bad));
        assert_eq!(verify(&token), Err(Untrusted::Signature.into()));
    }
}

#[test]
fn rfc4648_s3_5_pad_bits_are_zero() {
    assert!(base64url::decode("AA").is_ok());
    for text in ["AB", "AA==", "A", "A A", "A+", "A/", "AA\n"] {
        assert!(base64url::decode(text).is_err(), "{text:?}");
    }
}

fn jwk(change: impl FnOnce(&mut Map<String, Value>)) -> Result<JwkSet, Error> {
    let mut members = ES256.public().to_json().as_object().unwrap().clone();
    change(&mut members);
    JwkSet::parse(json!({ "keys": [members] }).to_string().as_bytes())
}

fn set(name: &'static str, value: Value) -> impl FnOnce(&mut Map<String, Value>) {
    move |members| {
        members.insert(name.to_owned(), value);
    }
}

#[test]
fn rfc7517_s5_keys_of_other_kinds_and_uses_are_skipped() {
    assert_eq!(jwk(|_| {}).unwrap().keys().len(), 1);
    for (name, value) in [
        ("kty", json!("OKP")),
        ("crv", json!("P-384")),
        ("use", json!("enc")),
        ("key_ops", json!(["encrypt"])),
        ("alg", json!("ECDH-ES")),
    ] {
        assert_eq!(jwk(set(name, value)).unwrap().keys().len(), 0, "{name}");
    }
}

#[test]
fn rfc7517_s4_a_key_that_is_no_public_key_is_refused() {
    for (name, value) in [
        ("d", json!("AA")),
        ("k", json!("AA")),
        ("x", json!("AA")),
        ("y", json!(base64url::encode(&[1; 32]))),
        ("x", json!(7)),
        ("kid", json!("")),
        ("kid", json!("k".repeat(300))),
        ("kty", json!(null)),
    ] {
        assert!(jwk(set(name, value.clone())).is_err(), "{name}={value}");
    }
    let short = openssl::rsa::Rsa::generate(1024)
        .and_then(openssl::pkey::PKey::from_rsa)
        .unwrap();
    assert!(SoftwareSigner::from_key(short, Algorithm::Rs256).is_err());
}

#[test]
fn rfc7517_s5_a_set_has_distinct_names_and_a_size() {
    let member = ES256.public().to_json();
    let parse = |keys: Vec<Value>| JwkSet::parse(json!({ "keys": keys }).to_string().as_bytes());
    assert!(parse(vec![member.clone(), member.clone()]).is_err());
    assert!(parse(vec![json!({"kty": "x"}); 51]).is_err());
    assert!(parse(vec![json!("x")]).is_err());
    assert!(JwkSet::parse(b"{}").is_err());
    assert!(JwkSet::parse(&vec![b' '; 200_000]).is_err());
    let read = JwkSet::parse(keys().to_json().as_bytes()).unwrap();
    assert_eq!(read.to_json(), keys().to_json());
    assert!(!keys().to_json().contains("\"d\""));
}

fn expected() -> ExpectedClaims<'static> {
    ExpectedClaims {
        algorithms: &[Algorithm::Es256],
        token_type: TokenType::Jwt,
        issuer: "issuer",
        audience: Audience::Includes("me"),
        issued_at: IssuedAt::Required,
        lifetime: 300,
        tolerance: 30,
    }
}

/// Verifies a payload given as text, so that it can be odd JSON.
fn claims(payload: &str) -> Result<(), Error> {
    let payload = payload.replace("NOW", &NOW.to_string());
    let token = forge(r#"{"alg":"ES256"}"#, &payload, &ES256);
    jwt::verify(&token, &keys(), &expected(), NOW).map(|_| ())
}

#[test]
fn rfc7519_s4_1_every_expectation_counts() {
    claims(r#"{"iss":"issuer","aud":"me","exp":NOW,"iat":NOW}"#).unwrap();
    claims(r#"{"iss":"issuer","aud":["me"],"exp":NOW.5,"iat":NOW}"#).unwrap();
    claims(r#"{"iss":"issuer","aud":["me","x"],"azp":"me","exp":NOW,"iat":NOW}"#).unwrap();
    let exp = || Error::from(Malformed::Claim { claim: "exp" });
    for (payload, cause) in [
        (
            r#"{"iss":"issuer/","aud":"me","exp":NOW,"iat":NOW}"#,
            Mismatch::Issuer.into(),
        ),
        (
            r#"{"iss":["issuer"],"aud":"me","exp":NOW,"iat":NOW}"#,
            Mismatch::Issuer.into(),
        ),
        (
            r#"{"iss":"issuer","aud":"you","exp":NOW,"iat":NOW}"#,
            Mismatch::Audience.into(),
        ),
        (
            r#"{"iss":"issuer","aud":["me","x"],"exp":NOW,"iat":NOW}"#,
            Mismatch::Audience.into(),
        ),
        (
            r#"{"iss":"issuer","aud":"me","azp":"x","exp":NOW,"iat":NOW}"#,
            Mismatch::Audience.into(),
        ),
        (r#"{"iss":"issuer","aud":"me","iat":NOW}"#, exp()),
        (
            r#"{"iss":"issuer","aud":"me","exp":"NOW","iat":NOW}"#,
            exp(),
        ),
        (r#"{"iss":"issuer","aud":"me","exp":-1,"iat":NOW}"#, exp()),
        (
            r#"{"iss":"issuer","aud":"me","exp":9007199254740993,"iat":NOW}"#,
            exp(),
        ),
        (
            r#"{"iss":"issuer","aud":"me","exp":1e300,"iat":NOW}"#,
            exp(),
        ),
        (
            r#"{"iss":"issuer","aud":"me","exp":1e400,"iat":NOW}"#,
            Malformed::Json.into(),
        ),
        (
            r#"{"iss":"issuer","aud":"me","exp":NOW}"#,
            Malformed::Claim { claim: "iat" }.into(),
        ),
        (
            r#"{"iss":"issuer","iss":"issuer","aud":"me","exp":NOW,"iat":NOW}"#,
            Malformed::Json.into(),
        ),
        (
            r#"{"iss":"issuer","aud":"me","exp":NOW,"iat":NOW,"a":{"b":1,"b":2}}"#,
            Malformed::Json.into(),
        ),
    ] {
        assert_eq!(claims(payload), Err(cause), "{payload}");
    }
    let deep = format!(r#"{{"a":{}{}}}"#, "[".repeat(5000), "]".repeat(5000));
    assert_eq!(claims(&deep), Err(Malformed::Json.into()));
}

#[test]
fn rfc8725_s3_11_typ_is_checked() {
    let payload = format!(r#"{{"iss":"issuer","aud":"me","exp":{NOW},"iat":{NOW}}}"#);
    let typ = |typ: &str, token_type| {
        let header = format!(r#"{{"alg":"ES256","typ":"{typ}"}}"#);
        let expected = ExpectedClaims {
            token_type,
            ..expected()
        };
        jwt::verify(&forge(&header, &payload, &ES256), &keys(), &expected, NOW).map(|_| ())
    };
    typ("jwt", TokenType::Jwt).unwrap();
    typ("application/logout+jwt", TokenType::Explicit("logout+jwt")).unwrap();
    assert_eq!(typ("at+jwt", TokenType::Jwt), Err(Untrusted::Type.into()));
    assert_eq!(
        typ("JWT", TokenType::Explicit("logout+jwt")),
        Err(Untrusted::Type.into())
    );
}

proptest! {
    #[test]
    fn rfc7515_s5_2_no_changed_character_verifies(at in 0usize..200, to in "[A-Za-z0-9_.-]") {
        let good = jws::sign(br#"{"sub":"me"}"#, "JWT", ES256.as_ref()).unwrap();
        let at = at % good.len();
        let changed = format!("{}{to}{}", &good[..at], &good[at + 1..]);
        prop_assert!(changed == good || verify(&changed).is_err());
    }

    #[test]
    fn rfc7515_s7_1_no_text_makes_the_reader_panic(text in "\\PC{0,200}", parts in "[A-Za-z0-9_-]{0,40}(\\.[A-Za-z0-9_-]{0,40}){0,5}") {
        prop_assert!(verify(&text).is_err());
        prop_assert!(verify(&parts).is_err());
    }

    #[test]
    fn rfc7517_s5_no_octets_make_the_reader_panic(octets in proptest::collection::vec(any::<u8>(), 0..300)) {
        let _ = JwkSet::parse(&octets);
    }
}
