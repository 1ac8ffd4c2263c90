//! Client authentication. RFC 7521, RFC 7523, RFC 6749 §2.3, FAPI 2.0 §5.3.2.1.

use std::sync::Arc;

use base64::{Engine as _, engine::general_purpose::STANDARD};
use oidc::jose::{Jwk, JwkSet, jwt};
use oidc::protocol::{ErrorCode, OAuthError};
use oidc::provider::{
    AudienceRule, Authentication, Client, ClientAuth, ClientSecret, SecretHash, Secrets,
    SecurityProfile, Use, client_auth,
};
use oidc::{Error, Malformed, Mismatch, Untrusted};
use serde_json::{Value, json};

use crate::fixture::{
    CLIENT, CLIENT_KEY, ES256, ISSUER, NOW, Pairs, RS256, SECRET, assertion_claims,
    assertion_params, client, pairs, provider, public_client, secret_client, with,
};

fn authenticate(header: Option<&str>, params: &Pairs, client: &Client) -> Result<(), OAuthError> {
    let registered = Arc::new(client.clone());
    match client_auth::parse(header, params)?.verify(Some(&registered), &provider(), NOW)? {
        Authentication::Done(done) => assert_eq!(done.client().client_id, client.client_id),
        Authentication::Once(unused) => {
            unused.used(Use::First)?;
        }
    }
    Ok(())
}

/// The cause of an `invalid_client` that says nothing: the client is not proven.
fn refused(result: Result<(), OAuthError>) -> Error {
    let error = result.unwrap_err();
    let cause = error.cause().unwrap().clone();
    assert_eq!(
        error,
        OAuthError::from(ErrorCode::InvalidClient).because(cause.clone())
    );
    cause
}

/// The cause of an `invalid_client` that says what to change: the signature holds.
fn advised(result: Result<(), OAuthError>, advice: &str) -> Error {
    let error = result.unwrap_err();
    assert_eq!(error.code(), ErrorCode::InvalidClient);
    assert_eq!(error.description(), format!("client assertion: {advice}"));
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

const AUD: &str = "aud must be the issuer, as one string";
const BOTH: &str = "iss and sub must both be the client_id";

#[test]
fn s3_3_tk_10_aud_is_the_issuer_as_one_string() {
    for aud in [
        json!([ISSUER]),
        json!([ISSUER, "https://other.example"]),
        json!("https://no.example/token"),
        json!("https://no.example/par"),
        json!("https://no.example/"),
        json!(7),
    ] {
        let cause = advised(asserted("aud", Some(aud.clone())), AUD);
        assert_eq!(cause, Mismatch::Audience.into(), "{aud}");
    }
    assert_eq!(
        advised(asserted("aud", None), AUD),
        Mismatch::Audience.into()
    );
}

#[test]
fn s3_1_and_2_iss_and_sub_are_the_client() {
    assert_eq!(
        advised(asserted("iss", Some(json!("other"))), BOTH),
        Mismatch::Issuer.into()
    );
    assert_eq!(
        advised(asserted("iss", None), BOTH),
        Mismatch::Issuer.into()
    );
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
        advised(exp(NOW - 30), "exp is past"),
        Mismatch::Expired {
            exp: NOW - 30,
            now: NOW
        }
        .into()
    );
    assert_eq!(
        advised(exp(NOW - 300), "exp is past"),
        Mismatch::Expired {
            exp: NOW - 300,
            now: NOW
        }
        .into()
    );
    assert_eq!(
        advised(
            exp(NOW + 331),
            "exp is more than 300 s ahead, or iat more than 300 s back"
        ),
        Mismatch::Lifetime { allowed: 300 }.into()
    );
    assert_eq!(
        advised(asserted("exp", None), "exp is missing or of another type"),
        Malformed::Claim { claim: "exp" }.into()
    );
}

#[test]
fn fapi2_s5_3_2_1_clocks_may_differ_by_ten_seconds_and_not_by_sixty() {
    for claim in ["nbf", "iat"] {
        asserted(claim, Some(json!(NOW + 10))).unwrap();
        let late = advised(
            asserted(claim, Some(json!(NOW + 61))),
            "iat or nbf lies ahead of our clock",
        );
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
    let old = advised(
        asserted("iat", Some(json!(NOW - 400))),
        "exp is more than 300 s ahead, or iat more than 300 s back",
    );
    assert_eq!(old, Mismatch::Lifetime { allowed: 300 }.into());
}

/// RFC 8725 §3.11: what is signed as something else is no assertion.
#[test]
fn rfc8725_s3_11_an_assertion_of_another_type_is_none() {
    let typed = |typ: &str| {
        let assertion = jwt::sign_as(typ, &assertion_claims(), CLIENT_KEY.as_ref()).unwrap();
        let params = with(
            assertion_params(&assertion_claims()),
            "client_assertion",
            Some(&assertion),
        );
        authenticate(None, &params, &client())
    };
    for typ in ["JWT", "jwt", "client-authentication+jwt"] {
        typed(typ).unwrap();
    }
    let says = "typ must be JWT or client-authentication+jwt";
    for typ in ["at+jwt", "oauth-authz-req+jwt", "dpop+jwt", "logout+jwt"] {
        assert_eq!(advised(typed(typ), says), Untrusted::Type.into(), "{typ}");
    }
}

#[test]
fn s3_7_tk_10_an_assertion_counts_once() {
    let registered = Arc::new(client());
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
    assert_eq!(unused().issued_at(), NOW);
    assert!(unused().used(Use::First).is_ok());
    assert_eq!(
        advised(unused().used(Use::Again).map(|_| ()), "jti was used before"),
        Mismatch::AlreadyUsed.into()
    );
    for jti in [
        None,
        Some(json!("")),
        Some(json!(7)),
        Some(json!("x".repeat(257))),
    ] {
        assert_eq!(
            advised(asserted("jti", jti), "jti is missing or of another type"),
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
    confused.keys = JwkSet::of([named]).unwrap();
    let good = assertion_params(&assertion_claims());
    assert_eq!(
        refused(authenticate(None, &good, &confused)),
        Untrusted::Signature.into()
    );
    confused.auth = ClientAuth::private_key_jwt([oidc::jose::Algorithm::Ps256]);
    assert_eq!(
        refused(authenticate(None, &good, &confused)),
        Untrusted::Algorithm.into()
    );
}

/// Whom the request names is whom it is proven to be: a secret that two have proves neither to be the other.
#[test]
fn rfc6749_s2_3_another_client_is_not_proven() {
    let secret = [("client_id", CLIENT), ("client_secret", SECRET)];
    let registered = Client {
        auth: ClientAuth::SecretPost(Secrets::one(SecretHash::of(SECRET))),
        ..secret_client()
    };
    authenticate(None, &pairs(&secret), &registered).unwrap();
    let another = Client {
        client_id: oidc::protocol::ClientId::new("another"),
        ..registered
    };
    let refused = refused(authenticate(None, &pairs(&secret), &another));
    assert_eq!(refused, Mismatch::UnknownClient.into());
}

/// FAPI 2.0 §5.4.1: its clients sign with PS256 or ES256, whatever they are registered for.
#[test]
fn fapi2_s5_4_1_an_assertion_under_rs256_is_none() {
    let signed = jwt::sign(&assertion_claims(), RS256.as_ref()).unwrap();
    let good = assertion_params(&assertion_claims());
    let params = with(good, "client_assertion", Some(&signed));
    let registered = |profile| Client {
        profile,
        auth: ClientAuth::private_key_jwt(oidc::jose::Algorithm::ALL),
        keys: JwkSet::of([RS256.public().clone()]).unwrap(),
        ..client()
    };
    authenticate(None, &params, &registered(SecurityProfile::Baseline)).unwrap();
    let fapi = registered(SecurityProfile::Fapi2);
    let refused = refused(authenticate(None, &params, &fapi));
    assert_eq!(refused, Untrusted::Algorithm.into());
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
fn rfc6749_s2_3_tk_11_only_one_method_at_a_time() {
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
    assert_eq!(code(None, &vec![]), ErrorCode::InvalidClient);
}

#[test]
fn oidc_core_s9_tk_11_the_registered_method_and_no_other() {
    let body = pairs(&[("client_id", CLIENT), ("client_secret", SECRET)]);
    let post = Client {
        auth: ClientAuth::SecretPost(Secrets::one(SecretHash::of(SECRET))),
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

/// RFC 6749 §2.1, §3.2.1. A confidential client that sends nothing is not one.
#[test]
fn rfc6749_s2_1_a_public_client_only_says_who_it_is() {
    let params = pairs(&[("client_id", CLIENT)]);
    authenticate(None, &params, &public_client()).unwrap();
    for confidential in [client(), secret_client()] {
        let cause = refused(authenticate(None, &params, &confidential));
        assert_eq!(cause, Mismatch::Method.into());
    }
    // And what it cannot have proves nothing.
    let secret = pairs(&[("client_id", CLIENT), ("client_secret", SECRET)]);
    let cause = refused(authenticate(None, &secret, &public_client()));
    assert_eq!(cause, Mismatch::Method.into());
}

#[test]
fn a_secret_can_be_changed_without_an_outage() {
    let mut changing = secret_client();
    let header = |secret: &str| basic(&format!("trademark:{secret}"));
    let proves =
        |secret: &str, client: &Client| authenticate(Some(&header(secret)), &vec![], client);
    let (one, two) = (SecretHash::of("first"), SecretHash::of("second"));
    let both = Secrets {
        current: one.into(),
        other: Some(two.into()),
    };
    changing.auth = ClientAuth::SecretBasic(both);
    proves("first", &changing).unwrap();
    proves("second", &changing).unwrap();
    assert_eq!(
        refused(proves("third", &changing)),
        Untrusted::Secret.into()
    );
    changing.auth = ClientAuth::SecretBasic(Secrets::one(two));
    assert_eq!(
        refused(proves("first", &changing)),
        Untrusted::Secret.into()
    );
}

/// RFC 7591 §3.2.1: from `client_secret_expires_at` on a secret proves nothing. Who has it reads why; who has
/// another learns nothing, also not that one has expired.
#[test]
fn rfc7591_s3_2_1_a_secret_that_has_expired_proves_nothing() {
    let mut client = secret_client();
    let header = |secret: &str| basic(&format!("trademark:{secret}"));
    let at = |secret: &str, expires_at| ClientSecret {
        hash: SecretHash::of(secret),
        expires_at,
    };
    client.auth = ClientAuth::SecretBasic(Secrets {
        current: at("first", Some(NOW + 1)),
        other: Some(at("second", Some(NOW))),
    });
    let proves = |secret: &str| authenticate(Some(&header(secret)), &vec![], &client).map(|_| ());
    assert_eq!(proves("first"), Ok(()));
    let late = proves("second").unwrap_err();
    assert_eq!(late.code(), ErrorCode::InvalidClient);
    assert_eq!(late.description(), "the client secret has expired");
    let wrong = proves("third").unwrap_err();
    assert_eq!(wrong.description(), "client authentication failed");
    // The same value twice, once for longer: a mistake that costs no outage.
    client.auth = ClientAuth::SecretBasic(Secrets {
        current: at("first", Some(NOW)),
        other: Some(at("first", None)),
    });
    assert!(authenticate(Some(&header("first")), &vec![], &client).is_ok());
}

/// TK-10: what a library sends that cannot be taught, where it is registered with a reason; never
/// another server's address, and never of a FAPI client.
#[test]
fn s3_3_tk_10_a_registered_audience_is_taken_beside_the_issuer_and_nothing_else() {
    let token = "https://no.example/token";
    let audience = AudienceRule::Also {
        audiences: vec![token.to_owned()],
        reason: "Apache's module sends the token endpoint".to_owned(),
    };
    let lenient = Client {
        auth: ClientAuth::PrivateKeyJwt {
            algorithms: vec![oidc::jose::Algorithm::Es256],
            audience,
        },
        ..client()
    };
    let asserted = |aud: &Value, client: &Client| {
        let mut claims = assertion_claims();
        claims.insert("aud".to_owned(), aud.clone());
        authenticate(None, &assertion_params(&claims), client)
    };
    for aud in [
        json!(ISSUER),
        json!(token),
        json!([ISSUER]),
        json!([token, ISSUER]),
    ] {
        asserted(&aud, &lenient).unwrap();
    }
    for aud in [
        json!("https://no.example/par"),
        json!("https://other.example/token"),
        json!([ISSUER, "https://other.example"]),
        json!([]),
        json!(null),
    ] {
        let cause = advised(asserted(&aud, &lenient), AUD);
        assert_eq!(cause, Mismatch::Audience.into(), "{aud}");
    }
    let fapi = Client {
        profile: SecurityProfile::Fapi2,
        ..lenient
    };
    asserted(&json!(ISSUER), &fapi).unwrap();
    for aud in [json!(token), json!([ISSUER])] {
        advised(asserted(&aud, &fapi), AUD);
    }
}

/// What a stranger sends is answered with one sentence, whatever is wrong with it.
#[test]
fn tk_31_who_is_not_proven_learns_nothing() {
    let mut claims = assertion_claims();
    claims.insert("aud".to_owned(), json!("https://evil.example"));
    let forged = jwt::sign(&claims, ES256.as_ref()).unwrap();
    let params = with(assertion_params(&claims), "client_assertion", Some(&forged));
    assert_eq!(
        refused(authenticate(None, &params, &client())),
        Untrusted::Key.into()
    );
}
