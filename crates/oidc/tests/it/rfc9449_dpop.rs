//! Tokens bound to a key. RFC 9449; FAPI 2.0 §5.3.2.1.

use oidc::protocol::{ErrorCode, OAuthError, Opaque};
use oidc::provider::{
    BindingRule, Client, ExpectedProof, ExpectedToken, NonceKey, NonceRule, ProvenKey, Scheme, Use,
    Userinfo, dpop, par, token, userinfo,
};
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::fixture::{
    CLIENT_KEY, ES256, ISSUER, NOW, PS256, RS256, ask, ask_as, authenticated, client, code_form,
    code_request, expected_proof, fapi_client, forge, issued, opaque, proof_parts, proven,
    provider, rejected, request, subject, with,
};

fn verify(proof: &str) -> Result<ProvenKey, OAuthError> {
    dpop::verify(proof, &expected_proof(), NOW)?.used(Use::First)
}

/// The good proof with one member of its header or payload changed; `null` takes it away.
fn changed(part: &str, name: &str, value: &Value) -> String {
    let (mut header, mut claims) = proof_parts(&ES256);
    let members = if part == "header" {
        &mut header
    } else {
        &mut claims
    };
    members.remove(name);
    if !value.is_null() {
        members.insert(name.to_owned(), value.clone());
    }
    forge(&Value::Object(header), &Value::Object(claims), &ES256)
}

fn good() -> String {
    changed("payload", "x", &json!(1))
}

fn description(result: Result<ProvenKey, OAuthError>) -> String {
    let error = result.unwrap_err();
    assert_eq!(error.code(), ErrorCode::InvalidDpopProof);
    assert_eq!(error.code().http_status(), 400);
    error.description().to_owned()
}

#[test]
fn s4_3_a_good_proof_gives_the_thumbprint_of_its_key() {
    assert_eq!(
        verify(&good()).unwrap().thumbprint(),
        ES256.public().kid().unwrap()
    );
    let (header, claims) = proof_parts(&PS256);
    let proof = forge(&Value::Object(header), &Value::Object(claims), &PS256);
    assert_eq!(
        verify(&proof).unwrap().thumbprint(),
        PS256.public().kid().unwrap()
    );
}

#[test]
fn s4_3_what_is_no_proof_is_refused_for_its_own_reason() {
    let mut private = ES256.public().to_json();
    private["d"] = json!("AAAA");
    let other = CLIENT_KEY.public().to_json();
    let rsa = RS256.public().to_json();
    for (part, name, value, says) in [
        ("header", "typ", json!("JWT"), "typ is not dpop+jwt"),
        ("header", "typ", json!(null), "typ is not dpop+jwt"),
        ("header", "alg", json!("none"), "alg is not ES256 or PS256"),
        ("header", "alg", json!("RS256"), "alg is not ES256 or PS256"),
        ("header", "alg", json!("HS256"), "alg is not ES256 or PS256"),
        (
            "header",
            "jwk",
            json!(null),
            "it cannot be read, or its signature does not hold",
        ),
        (
            "header",
            "jwk",
            private,
            "it cannot be read, or its signature does not hold",
        ),
        (
            "header",
            "jwk",
            other,
            "it cannot be read, or its signature does not hold",
        ),
        (
            "header",
            "jwk",
            rsa,
            "it cannot be read, or its signature does not hold",
        ),
        (
            "header",
            "crit",
            json!(["exp"]),
            "it cannot be read, or its signature does not hold",
        ),
        ("payload", "htm", json!("GET"), "htm is not the method"),
        ("payload", "htm", json!("post"), "htm is not the method"),
        ("payload", "htm", json!(null), "htm is not the method"),
        ("payload", "htu", json!(null), "htu is not the address"),
        (
            "payload",
            "htu",
            json!("https://no.example/par"),
            "htu is not the address",
        ),
        (
            "payload",
            "htu",
            json!("https://no.example:8443/token"),
            "htu is not the address",
        ),
        (
            "payload",
            "htu",
            json!("https://no.example/Token"),
            "htu is not the address",
        ),
        (
            "payload",
            "htu",
            json!("http://no.example/token"),
            "htu is not the address",
        ),
        ("payload", "htu", json!("/token"), "htu is not the address"),
        ("payload", "jti", json!(null), "jti is missing or too long"),
        ("payload", "jti", json!(""), "jti is missing or too long"),
        (
            "payload",
            "jti",
            json!("x".repeat(257)),
            "jti is missing or too long",
        ),
        ("payload", "iat", json!(null), "iat is missing"),
        (
            "payload",
            "iat",
            json!(NOW - 61),
            "iat is too far from our clock",
        ),
        (
            "payload",
            "iat",
            json!(NOW - 3600),
            "iat is too far from our clock",
        ),
        (
            "payload",
            "iat",
            json!(NOW + 31),
            "iat is too far from our clock",
        ),
    ] {
        let said = description(verify(&changed(part, name, &value)));
        assert_eq!(said, format!("DPoP proof: {says}"), "{part} {name}={value}");
    }
    let (signed, _) = good()
        .rsplit_once('.')
        .map(|(s, t)| (s.to_owned(), t.to_owned()))
        .unwrap();
    description(verify(&format!("{signed}.{}", "A".repeat(86))));
    description(verify("x"));
}

/// Certification: clocks differ; `exp` and `nbf` are no claims of a proof; case, default port, query and
/// fragment do not count.
#[test]
fn s4_3_what_does_not_matter_is_taken() {
    for (name, value) in [
        ("iat", json!(NOW - 60)),
        ("iat", json!(NOW - 10)),
        ("iat", json!(NOW + 10)),
        ("iat", json!(NOW + 30)),
        ("exp", json!(NOW - 1000)),
        ("nbf", json!(NOW + 1000)),
        ("ath", json!("x")),
        ("htu", json!("HTTPS://NO.example:443/token?x=1#y")),
    ] {
        verify(&changed("payload", name, &value)).unwrap();
    }
    verify(&changed("header", "typ", &json!("DPoP+JWT"))).unwrap();
}

#[test]
fn s4_3_only_one_header() {
    assert_eq!(dpop::find([].into_iter()), Ok(None));
    assert_eq!(dpop::find(["a"].into_iter()), Ok(Some("a")));
    let twice = dpop::find(["a", "a"].into_iter()).unwrap_err();
    assert_eq!(twice.code(), ErrorCode::InvalidDpopProof);
}

#[test]
fn s11_1_a_proof_counts_once() {
    let unused = || dpop::verify(&good(), &expected_proof(), NOW).unwrap();
    let thumbprint = ES256.public().kid().unwrap();
    assert_eq!(unused().replay_key(), format!("{thumbprint}\0proof-1"));
    // The mark outlives the proof.
    let until = unused().keep_until();
    assert!(dpop::verify(&good(), &expected_proof(), until - 1).is_ok());
    assert!(dpop::verify(&good(), &expected_proof(), until).is_err());
    let again = unused().used(Use::Again).unwrap_err();
    assert_eq!(again.description(), "DPoP proof: jti was used before");
}

#[test]
fn s8_a_demanded_nonce_is_ours_and_of_now() {
    let key = NonceKey::new([7; 32]);
    let expected = ExpectedProof {
        nonce: NonceRule::Demanded(&key),
        ..expected_proof()
    };
    let with_nonce = |nonce: &Value| {
        let proof = changed("payload", "nonce", nonce);
        dpop::verify(&proof, &expected, NOW).map_err(|error| error.code())
    };
    let ours = key.nonce(NOW);
    assert!(with_nonce(&json!(ours)).is_ok());
    assert!(with_nonce(&json!(key.nonce(NOW - 300))).is_ok());
    let others = NonceKey::new([8; 32]).nonce(NOW);
    for nonce in [
        json!(null),
        json!(""),
        json!(7),
        json!(others),
        json!(key.nonce(NOW - 600)),
        json!(key.nonce(NOW + 300)),
    ] {
        assert_eq!(
            with_nonce(&nonce).unwrap_err(),
            ErrorCode::UseDpopNonce,
            "{nonce}"
        );
    }
    assert!(!format!("{key:?}").contains('7'));
}

fn binding() -> Client {
    Client {
        binding: BindingRule::Required,
        ..client()
    }
}

fn redeem(client: &Client, jkt: Option<&str>, proof: Option<&ProvenKey>) -> Result<(), ErrorCode> {
    let asked = ask_as(&with(request(), "dpop_jkt", jkt), client).unwrap();
    let grant = asked.grant(subject(), NOW).unwrap();
    let request = code_request(&code_form());
    token::redeem(&request, grant, &authenticated(client), proof, ISSUER, NOW)
        .map(|_| ())
        .map_err(|error| error.code())
}

#[test]
fn s5_a_client_that_binds_gets_no_token_without_a_proof() {
    assert_eq!(redeem(&binding(), None, Some(&proven(&ES256))), Ok(()));
    assert_eq!(
        redeem(&binding(), None, None),
        Err(ErrorCode::InvalidDpopProof)
    );
    assert_eq!(redeem(&client(), None, None), Ok(()));
}

#[test]
fn s10_a_code_is_bound_to_the_key_that_was_named() {
    let (ours, other) = (proven(&ES256), proven(&CLIENT_KEY));
    let jkt = Some(ours.thumbprint());
    assert_eq!(redeem(&client(), jkt, Some(&ours)), Ok(()));
    assert_eq!(
        redeem(&client(), jkt, Some(&other)),
        Err(ErrorCode::InvalidGrant)
    );
    assert_eq!(
        redeem(&client(), jkt, None),
        Err(ErrorCode::InvalidDpopProof)
    );
    for text in ["x", &"A".repeat(42), &"A".repeat(44)] {
        let refused = rejected(ask(&with(request(), "dpop_jkt", Some(text))));
        assert_eq!(refused.code(), ErrorCode::InvalidRequest, "{text}");
    }
}

#[test]
fn s10_1_a_proof_at_the_push_binds_the_code_and_fits_dpop_jkt() {
    let (ours, other) = (proven(&ES256), proven(&CLIENT_KEY));
    let push = |jkt: Option<&str>, proof: Option<&ProvenKey>| {
        let client = fapi_client();
        let params = with(request(), "dpop_jkt", jkt);
        par::push(
            &params,
            &authenticated(&client),
            proof,
            &provider(),
            opaque('p'),
            NOW,
        )
        .map(|(pushed, _)| {
            pushed
                .open(&client.client_id, Some(&client), NOW)
                .unwrap()
                .dpop_jkt
                .clone()
        })
        .map_err(|error| error.code())
    };
    let jkt = Some(ours.thumbprint());
    assert_eq!(push(jkt, None), Ok(jkt.map(str::to_owned)));
    assert_eq!(push(None, Some(&ours)), Ok(jkt.map(str::to_owned)));
    assert_eq!(push(jkt, Some(&ours)), Ok(jkt.map(str::to_owned)));
    assert_eq!(push(jkt, Some(&other)), Err(ErrorCode::InvalidRequest));
    assert_eq!(push(None, None), Ok(None));
}

#[test]
fn s5_a_bound_token_says_so_and_names_its_key() {
    let key = proven(&ES256);
    let answer = issued(&request(), &client(), Some(&key)).response;
    let answer: Value = serde_json::from_str(&answer.to_json()).unwrap();
    assert_eq!(answer["token_type"], "DPoP");
    let unbound = issued(&request(), &client(), None).response;
    let unbound: Value = serde_json::from_str(&unbound.to_json()).unwrap();
    assert_eq!(unbound["token_type"], "Bearer");
}

#[test]
fn s7_userinfo_wants_the_scheme_and_a_proof_of_the_key_for_this_token() {
    let key = proven(&ES256);
    let bound = issued(&request(), &client(), Some(&key)).access;
    let free = issued(&request(), &client(), None).access;
    let token = "a".repeat(43);
    let read = |access: &oidc::provider::AccessGrant, scheme: &str, proof: Option<&ProvenKey>| {
        let presented = userinfo::parse(Some(&format!("{scheme} {token}")), &[], &[]).unwrap();
        match access.userinfo(&presented, proof, &provider(), NOW) {
            Ok(Userinfo::Json(_)) => Ok(presented.scheme()),
            Ok(Userinfo::ToSign(_)) => panic!("signed"),
            Err(error) => Err(error.code()),
        }
    };
    assert_eq!(read(&bound, "DPoP", Some(&key)), Ok(Scheme::Dpop));
    assert_eq!(read(&bound, "DPOP", Some(&key)), Ok(Scheme::Dpop));
    assert_eq!(read(&bound, "DPoP", None), Err(ErrorCode::InvalidToken));
    let other = proven(&CLIENT_KEY);
    assert_eq!(
        read(&bound, "DPoP", Some(&other)),
        Err(ErrorCode::InvalidToken)
    );
    assert_eq!(read(&bound, "Bearer", None), Err(ErrorCode::InvalidToken));
    assert_eq!(
        read(&bound, "Bearer", Some(&key)),
        Err(ErrorCode::InvalidToken)
    );
    assert_eq!(read(&free, "Bearer", None), Ok(Scheme::Bearer));
    assert_eq!(
        read(&free, "DPoP", Some(&key)),
        Err(ErrorCode::InvalidToken)
    );
}

#[test]
fn s7_1_the_challenge_names_the_error_and_the_algorithms() {
    let error = OAuthError::from(ErrorCode::UseDpopNonce);
    let says = dpop::challenge(&error);
    assert!(says.starts_with(r#"DPoP error="use_dpop_nonce", error_description=""#));
    assert!(says.ends_with(r#"", algs="ES256 PS256""#));
    let json: Value = serde_json::from_str(&error.to_json()).unwrap();
    assert_eq!(json["error"], "use_dpop_nonce");
}

#[test]
fn s4_2_ath_is_of_the_token_that_comes_along() {
    let token: Opaque = opaque('a');
    let expected = ExpectedProof {
        access_token: ExpectedToken::Of(token.expose()),
        ..expected_proof()
    };
    let hash = oidc::jose::base64url::encode(&openssl::sha::sha256(token.expose().as_bytes()));
    let with_ath = |ath: &Value| {
        let proof = changed("payload", "ath", ath);
        dpop::verify(&proof, &expected, NOW)
            .map(|_| ())
            .map_err(|e| e.description().to_owned())
    };
    assert_eq!(with_ath(&json!(hash)), Ok(()));
    for ath in [
        json!(null),
        json!(""),
        json!("x"),
        json!(opaque('b').expose()),
    ] {
        let says = Err("DPoP proof: ath is not of the access token".to_owned());
        assert_eq!(with_ath(&ath), says, "{ath}");
    }
}

proptest! {
    /// The signature covers every character: no change gives a proof, of this key or of another.
    #[test]
    fn s4_3_no_changed_character_is_a_proof(at in 0usize..600, to in "[A-Za-z0-9_.-]") {
        let good = good();
        let at = at % good.len();
        let changed = format!("{}{to}{}", &good[..at], &good[at + 1..]);
        prop_assert!(changed == good || verify(&changed).is_err());
    }
}
