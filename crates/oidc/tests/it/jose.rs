//! JWS, JWK and JWT. RFC 7515, 7517, 7518, 7519, 7638, 8725.

use oidc::jose::{
    Algorithm, Audience, ExpectedClaims, IssuedAt, Jwk, JwkSet, Signer, SoftwareSigner, TokenType,
    base64url, jws, jwt,
};
use oidc::{Error, Malformed, Misconfigured, Mismatch, Untrusted};
use proptest::prelude::*;
use serde_json::{Value, json};

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
fn rfc7515_s4_1_tk_08_a_header_that_cannot_be_taken() {
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
    ] {
        assert!(verify(&bad).is_err(), "{bad:.40}");
    }
}

#[test]
fn inv_5_a_token_has_a_size() {
    // Four characters of base64url are three octets: the payload fills up what is left.
    let empty = jws::sign(b"", "JWT", ES256.as_ref()).unwrap().len();
    let sized = |octets: usize| vec![b'x'; (octets - empty) * 3 / 4];
    let longest = jws::sign(&sized(32 * 1024), "JWT", ES256.as_ref()).unwrap();
    assert!((32 * 1024 - 1..=32 * 1024).contains(&longest.len()));
    verify(&longest).unwrap();
    let longer = jws::sign(&sized(32 * 1024 + 4), "JWT", ES256.as_ref()).unwrap();
    assert!(longer.len() > 32 * 1024 && longer.len() <= 32 * 1024 + 4);
    assert_eq!(verify(&longer), Err(Malformed::TooLarge.into()));
}

#[test]
fn a_key_under_a_pass_phrase_is_said_to_be_one_and_asks_nobody() {
    use openssl::symm::Cipher;
    let key = openssl::pkey::PKey::private_key_from_pem(&ES256.to_pem().unwrap()).unwrap();
    let pem = key
        .private_key_to_pem_pkcs8_passphrase(Cipher::aes_256_cbc(), b"secret")
        .unwrap();
    let read = |pem: &[u8]| SoftwareSigner::from_pem(pem, Algorithm::Es256).map(|_| ());
    read(&ES256.to_pem().unwrap()).unwrap();
    assert_eq!(read(&pem), Err(Misconfigured::EncryptedKey.into()));
    assert_eq!(read(b"no key"), Err(Misconfigured::Key.into()));
    assert!(
        Misconfigured::EncryptedKey
            .to_string()
            .contains("openssl pkey")
    );
}

#[test]
fn rfc7518_s3_4_tk_24_an_ecdsa_signature_is_64_octets_and_not_der() {
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
        // The same two numbers, one of them longer.
        [&raw[..32], &[0], &raw[32..]].concat(),
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
fn rfc7519_s4_1_tk_23_every_expectation_counts() {
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

/// A claim, and whether a verifier may take it.
fn one_of(good: Vec<Value>, bad: Vec<Value>) -> impl Strategy<Value = (Option<Value>, bool)> {
    let with = |taken| move |value| (Some(value), taken);
    prop_oneof![
        4 => prop::sample::select(good).prop_map(with(true)),
        1 => prop::sample::select(bad).prop_map(with(false)),
        1 => Just((None, false)),
    ]
}

fn odd() -> Vec<Value> {
    vec![
        json!(null),
        json!(true),
        json!(-1),
        json!("x"),
        json!([]),
        json!({"a": [1]}),
        json!(1e300),
    ]
}

fn optional(
    claim: impl Strategy<Value = (Option<Value>, bool)>,
) -> impl Strategy<Value = (Option<Value>, bool)> {
    claim.prop_map(|(value, taken)| (value.clone(), taken || value.is_none()))
}

proptest! {
    /// A token of random members is taken if each of its claims may be, and not else.
    #[test]
    fn rfc7519_s4_1_a_token_is_taken_for_its_claims_and_nothing_else(
        iss in one_of(vec![json!("issuer")], odd()),
        aud in one_of(vec![json!("me"), json!(["me"])], [odd(), vec![json!(["you", "me"])]].concat()),
        exp in one_of(vec![json!(NOW), json!(NOW + 300)], [odd(), vec![json!(NOW - 30), json!(NOW + 331)]].concat()),
        iat in one_of(vec![json!(NOW), json!(NOW - 330)], [odd(), vec![json!(NOW + 31), json!(NOW - 331)]].concat()),
        nbf in optional(one_of(vec![json!(0), json!(NOW + 30)], [odd(), vec![json!(NOW + 31)]].concat())),
        other in "[a-z]{4,6}",
        value in prop::sample::select(odd()),
    ) {
        let claims = [("iss", iss), ("aud", aud), ("exp", exp), ("iat", iat), ("nbf", nbf)];
        let good = claims.iter().all(|(_, (_, taken))| *taken);
        let mut payload = serde_json::Map::new();
        payload.insert(other, value);
        for (name, (value, _)) in claims {
            payload.extend(value.map(|value| (name.to_owned(), value)));
        }
        let payload = Value::Object(payload).to_string();
        prop_assert_eq!(self::claims(&payload).is_ok(), good, "{}", payload);
    }

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
}

/// RFC 7518 §3.5: "the size of the salt value is the same size as the hash function output".
#[test]
fn rfc7518_s3_5_the_salt_of_pss_has_one_length() {
    let pem = PS256.to_pem().unwrap();
    let key = openssl::pkey::PKey::private_key_from_pem(&pem).unwrap();
    let sha256 = openssl::hash::MessageDigest::sha256();
    let signed = format!(
        "{}.{}",
        base64url::encode(br#"{"alg":"PS256"}"#),
        base64url::encode(b"{}")
    );
    for (salt, good) in [(32, true), (0, false), (20, false), (64, false)] {
        let mut signer = openssl::sign::Signer::new(sha256, &key).unwrap();
        signer
            .set_rsa_padding(openssl::rsa::Padding::PKCS1_PSS)
            .unwrap();
        signer.set_rsa_mgf1_md(sha256).unwrap();
        signer
            .set_rsa_pss_saltlen(openssl::sign::RsaPssSaltlen::custom(salt))
            .unwrap();
        let signature = signer.sign_oneshot_to_vec(signed.as_bytes()).unwrap();
        let token = format!("{signed}.{}", base64url::encode(&signature));
        assert_eq!(verify(&token).is_ok(), good, "{salt}");
    }
}

/// RFC 4055 §1.2: a key may say that it is for PSS alone; RFC 8725 §3.1: each key serves one algorithm.
#[test]
fn rfc8725_s3_1_a_key_for_pss_serves_nothing_else() {
    let made = SoftwareSigner::generate(Algorithm::Ps256).unwrap();
    let pem = made.to_pem().unwrap();
    let key = openssl::pkey::PKey::private_key_from_pem(&pem).unwrap();
    assert_eq!((key.id(), key.bits()), (openssl::pkey::Id::RSA_PSS, 3072));
    assert!(SoftwareSigner::from_pem(&pem, Algorithm::Rs256).is_err());
    let read = SoftwareSigner::from_pem(&pem, Algorithm::Ps256).unwrap();
    assert_eq!(read.public().to_json(), made.public().to_json());
    // Others read it as any RSA key, with the one algorithm that it serves. RFC 7517 §4.4.
    let shown = read.public().to_json();
    assert_eq!(
        (&shown["kty"], &shown["alg"]),
        (&"RSA".into(), &"PS256".into())
    );
    let set = JwkSet::of([read.public().clone()]).unwrap();
    let again = JwkSet::parse(set.to_json().as_bytes()).unwrap();
    let token = jws::sign(b"{}", "JWT", &read).unwrap();
    assert!(jws::verify(&token, &again, &[Algorithm::Ps256]).is_ok());
    assert!(jws::verify(&token, &again, &[Algorithm::Rs256]).is_err());
}

/// One DER value, shorter than 64 KiB.
fn der(tag: u8, parts: &[&[u8]]) -> Vec<u8> {
    let content = parts.concat();
    let [high, low] = u16::try_from(content.len()).unwrap().to_be_bytes();
    let head = match content.len() {
        0..128 => vec![tag, low],
        128..256 => vec![tag, 0x81, low],
        _ => vec![tag, 0x82, high, low],
    };
    [head, content].concat()
}

/// RFC 4055 §1.2, §3.1: a key for PSS may say with which digest and from which length of salt on. One that
/// PS256 (SHA-256, 32 octets of salt, RFC 7518 §3.5) does not fit would load and sign nothing.
#[test]
fn rfc4055_s1_2_a_key_whose_parameters_exclude_ps256_is_refused_when_it_is_read() {
    let rsa = openssl::rsa::Rsa::generate(2048).unwrap();
    let rsa = rsa.private_key_to_der().unwrap();
    // id-RSASSA-PSS, id-mgf1; SHA-256 and SHA-512 (2.16.840.1.101.3.4.2).
    let pkcs1 = |last: u8| der(6, &[&[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1, last]]);
    let digest = |last: u8| {
        let oid = der(6, &[&[0x60, 0x86, 0x48, 1, 0x65, 3, 4, 2, last]]);
        der(0x30, &[&oid, &[5, 0]])
    };
    let key = |hash: u8, salt: u8| {
        let mask = der(0x30, &[&pkcs1(8), &digest(hash)]);
        let parameters = der(
            0x30,
            &[
                &der(0xa0, &[&digest(hash)]),
                &der(0xa1, &[&mask]),
                &der(0xa2, &[&der(2, &[&[salt]])]),
            ],
        );
        let algorithm = der(0x30, &[&pkcs1(10), &parameters]);
        let whole = der(0x30, &[&[2, 1, 0], &algorithm, &der(4, &[&rsa])]);
        let key = openssl::pkey::PKey::private_key_from_pkcs8(&whole).unwrap();
        assert_eq!(key.id(), openssl::pkey::Id::RSA_PSS);
        SoftwareSigner::from_key(key, Algorithm::Ps256)
    };
    let fits = key(1, 32).unwrap();
    assert!(fits.sign(b"x").is_ok(), "positive control");
    for (hash, salt) in [(3, 64), (3, 32), (1, 33)] {
        let refused = key(hash, salt).unwrap_err();
        assert_eq!(refused, Misconfigured::Key.into(), "{hash} {salt}");
    }
}
