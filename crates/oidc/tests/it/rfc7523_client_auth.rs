//! Client authentication. RFC 7521, RFC 7523, RFC 6749 §2.3, FAPI 2.0 §5.3.2.1.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use oidc::jose::{Jwk, JwkSet, jwt};
use oidc::protocol::{ErrorCode, OAuthError};
use oidc::provider::{Authentication, Client, ClientAuth, SecretHash, Use, client_auth};
use oidc::{Error, Malformed, Mismatch, Untrusted};
use serde_json::{Value, json};

use crate::fixture::{
    CLIENT, CLIENT_KEY, ES256, ISSUER, NOW, Pairs, SECRET, assertion_claims, assertion_params,
    client, pairs, provider, secret_client, with,
};

fn authenticate(header: Option<&str>, params: &Pairs, client: &Client) -> Result<(), OAuthError> {
    match client_auth::parse(header, params)?.verify(Some(client), &provider(), NOW)? {
        Authentication::Done(done) => assert_eq!(done.client().client_id, client.client_id),
        Authentication::Once(unused) => {
            unused.used(Use::First)?;
        }
    }
    Ok(())
}

/// The cause of an `invalid_client`.
fn refused(result: Result<(), OAuthError>) -> Error {
    let error = result.unwrap_err();
    assert_eq!(error.code(), ErrorCode::InvalidClient);
    assert_eq!(
        error,
        OAuthError::from(ErrorCode::InvalidClient).because(error.cause().unwrap().clone())
    );
    error.cause().unwrap().clone()
}

fn asserted(claim: &str, value: Option<Value>) -> Result<(), OAuthError> {
    let mut claims = assertion_claims();
    claims.remove(claim);
    claims.extend(value.map(|value| (claim.to_owned(), value)));
    authenticate(None, &assertion_params(&claims), &client())
}

#[test]
fn s3_a_good_assertion_proves_the_client() {
    authenticate(None, &assertion_params(&assertion_claims()), &client()).unwrap();
    let params = with(assertion_params(&assertion_claims()), "client_id", None);
    authenticate(None, &params, &client()).unwrap();
}

#[test]
fn s3_3_aud_is_the_issuer_as_one_string() {
    for aud in [
        json!([ISSUER]),
        json!([ISSUER, "https://other.example"]),
        json!("https://no.example/token"),
        json!("https://no.example/par"),
        json!("https://no.example/"),
        json!(7),
    ] {
        let cause = refused(asserted("aud", Some(aud.clone())));
        assert_eq!(cause, Mismatch::Audience.into(), "{aud}");
    }
    assert_eq!(refused(asserted("aud", None)), Mismatch::Audience.into());
}

#[test]
fn s3_1_and_2_iss_and_sub_are_the_client() {
    assert_eq!(
        refused(asserted("iss", Some(json!("other")))),
        Mismatch::Issuer.into()
    );
    assert_eq!(refused(asserted("iss", None)), Mismatch::Issuer.into());
    assert_eq!(
        refused(asserted("sub", Some(json!("other")))),
        Mismatch::UnknownClient.into()
    );
    assert_eq!(
        refused(asserted("sub", None)),
        Malformed::Claim { claim: "sub" }.into()
    );
}

#[test]
fn s3_4_exp_is_needed_not_past_and_not_far() {
    let exp = |exp: i64| asserted("exp", Some(json!(exp)));
    exp(NOW - 29).unwrap();
    exp(NOW + 300).unwrap();
    assert_eq!(
        refused(exp(NOW - 30)),
        Mismatch::Expired {
            exp: NOW - 30,
            now: NOW
        }
        .into()
    );
    assert_eq!(
        refused(exp(NOW - 300)),
        Mismatch::Expired {
            exp: NOW - 300,
            now: NOW
        }
        .into()
    );
    assert_eq!(
        refused(exp(NOW + 331)),
        Mismatch::Lifetime { allowed: 300 }.into()
    );
    assert_eq!(
        refused(asserted("exp", None)),
        Malformed::Claim { claim: "exp" }.into()
    );
}

#[test]
fn fapi2_s5_3_2_1_clocks_may_differ_by_ten_seconds_and_not_by_sixty() {
    for claim in ["nbf", "iat"] {
        asserted(claim, Some(json!(NOW + 10))).unwrap();
        let late = refused(asserted(claim, Some(json!(NOW + 61))));
        assert_eq!(
            late,
            Mismatch::NotYet {
                from: NOW + 61,
                now: NOW
            }
            .into(),
            "{claim}"
        );
    }
    asserted("iat", None).unwrap();
    let old = refused(asserted("iat", Some(json!(NOW - 400))));
    assert_eq!(old, Mismatch::Lifetime { allowed: 300 }.into());
}

#[test]
fn s3_7_an_assertion_counts_once() {
    let registered = client();
    let params = assertion_params(&assertion_claims());
    let unused = || {
        let credentials = client_auth::parse(None, &params).unwrap();
        match credentials
            .verify(Some(&registered), &provider(), NOW)
            .unwrap()
        {
            Authentication::Once(unused) => unused,
            Authentication::Done(_) => panic!("no replay mark"),
        }
    };
    assert_eq!(unused().replay_key(), format!("{CLIENT}\0jti-1"));
    assert_eq!(unused().keep_until(), NOW + 60 + 30);
    assert!(unused().used(Use::First).is_ok());
    assert_eq!(
        refused(unused().used(Use::Again).map(|_| ())),
        Mismatch::AlreadyUsed.into()
    );
    for jti in [
        None,
        Some(json!("")),
        Some(json!(7)),
        Some(json!("x".repeat(257))),
    ] {
        assert_eq!(
            refused(asserted("jti", jti)),
            Malformed::Claim { claim: "jti" }.into()
        );
    }
}

#[test]
fn s3_9_another_key_or_algorithm_does_not_serve() {
    let foreign = jwt::sign(&assertion_claims(), ES256.as_ref()).unwrap();
    let params = with(
        assertion_params(&assertion_claims()),
        "client_assertion",
        Some(&foreign),
    );
    assert_eq!(
        refused(authenticate(None, &params, &client())),
        Untrusted::Key.into()
    );
    // The same name, another key.
    let mut confused = client();
    let named: Jwk = ES256
        .public()
        .clone()
        .named(CLIENT_KEY.public().kid().unwrap());
    let keys = JwkSet::of([named]).unwrap();
    let algorithms = vec![oidc::jose::Algorithm::Es256];
    confused.auth = ClientAuth::PrivateKeyJwt {
        keys: keys.clone(),
        algorithms,
    };
    let good = assertion_params(&assertion_claims());
    assert_eq!(
        refused(authenticate(None, &good, &confused)),
        Untrusted::Signature.into()
    );
    let algorithms = vec![oidc::jose::Algorithm::Ps256];
    confused.auth = ClientAuth::PrivateKeyJwt { keys, algorithms };
    assert_eq!(
        refused(authenticate(None, &good, &confused)),
        Untrusted::Algorithm.into()
    );
}

#[test]
fn rfc7521_s4_2_client_id_must_be_the_same_client() {
    let params = with(
        assertion_params(&assertion_claims()),
        "client_id",
        Some("other"),
    );
    assert_eq!(
        refused(authenticate(None, &params, &client())),
        Mismatch::UnknownClient.into()
    );
    let kind = with(
        assertion_params(&assertion_claims()),
        "client_assertion_type",
        Some("x"),
    );
    assert_eq!(
        refused(authenticate(None, &kind, &client())),
        Untrusted::Type.into()
    );
}

/// `s3cret:with%odd +signs`, form-encoded: `s3cret%3Awith%25odd+%2Bsigns`.
fn basic(pair: &str) -> String {
    format!("Basic {}", STANDARD.encode(pair))
}

#[test]
fn rfc6749_s2_3_1_both_halves_are_form_encoded() {
    let header = basic("trademark:s3cret%3Awith%25odd+%2Bsigns");
    authenticate(Some(&header), &vec![], &secret_client()).unwrap();
    authenticate(
        Some(&header.replace("Basic", "basic")),
        &vec![],
        &secret_client(),
    )
    .unwrap();
    authenticate(
        Some(&header),
        &pairs(&[("client_id", CLIENT)]),
        &secret_client(),
    )
    .unwrap();
}

#[test]
fn rfc6749_s2_3_1_a_wrong_secret_and_an_unknown_client_answer_alike() {
    let header = basic("trademark:wrong");
    let wrong = authenticate(Some(&header), &vec![], &secret_client()).unwrap_err();
    let unknown = client_auth::parse(Some(&header), &[]).unwrap();
    let unknown = unknown.verify(None, &provider(), NOW).unwrap_err();
    assert_eq!(
        (wrong.code(), wrong.to_json()),
        (unknown.code(), unknown.to_json())
    );
    assert_eq!(wrong.cause(), Some(&Untrusted::Secret.into()));
    assert_eq!(unknown.cause(), Some(&Mismatch::UnknownClient.into()));
    assert_eq!(wrong.code().http_status(), 401);
}

#[test]
fn rfc6749_s2_3_only_one_method_at_a_time() {
    let header = basic("trademark:s3cret%3Awith%25odd+%2Bsigns");
    let code = |header: Option<&str>, params: &Pairs| {
        client_auth::parse(header, params).unwrap_err().code()
    };
    let assertion = assertion_params(&assertion_claims());
    assert_eq!(code(Some(&header), &assertion), ErrorCode::InvalidRequest);
    let secret = pairs(&[("client_id", CLIENT), ("client_secret", SECRET)]);
    assert_eq!(code(Some(&header), &secret), ErrorCode::InvalidRequest);
    assert_eq!(
        code(None, &[assertion, secret[1..].to_vec()].concat()),
        ErrorCode::InvalidRequest
    );
    let twice = [secret.clone(), secret.clone()].concat();
    assert_eq!(code(None, &twice), ErrorCode::InvalidRequest);
    assert_eq!(
        code(None, &pairs(&[("client_id", CLIENT)])),
        ErrorCode::InvalidClient
    );
}

#[test]
fn oidc_core_s9_the_registered_method_and_no_other() {
    let body = pairs(&[("client_id", CLIENT), ("client_secret", SECRET)]);
    let post = Client {
        auth: ClientAuth::SecretPost(SecretHash::of(SECRET)),
        ..client()
    };
    authenticate(None, &body, &post).unwrap();
    assert_eq!(
        refused(authenticate(None, &body, &secret_client())),
        Mismatch::Method.into()
    );
    assert_eq!(
        refused(authenticate(None, &body, &client())),
        Mismatch::Method.into()
    );
    let header = basic("trademark:s3cret%3Awith%25odd+%2Bsigns");
    assert_eq!(
        refused(authenticate(Some(&header), &vec![], &post)),
        Mismatch::Method.into()
    );
}
