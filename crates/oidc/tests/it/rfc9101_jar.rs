//! Signed requests and signed answers. RFC 9101; JARM; FAPI 2.0 Message Signing §5.3.

use oidc::jose::{Algorithm, JwkSet, jwt};
use oidc::jose::{Audience, ExpectedClaims, IssuedAt, TokenType};
use oidc::protocol::{ErrorCode, OAuthError, decode_form};
use oidc::provider::{
    AuthorizationResponse, Client, Refusal, RequestObjectRule, RequestUri, Stop, authorize, par,
};
use serde_json::{Map, Value, json};

use crate::fixture::{
    CALLBACK, CLIENT, CLIENT_KEY, ES256, ISSUER, NOW, PS256, Pairs, RS256, ask, ask_as,
    assertion_claims, authenticated, changed_claims, client, fapi_client, forge, opaque, pairs,
    provider, rejected, request, stopped, with,
};

fn signing() -> Client {
    Client {
        request_object: RequestObjectRule::Optional(vec![Algorithm::Es256]),
        ..client()
    }
}

/// The good request as the claims of an object.
fn claims() -> Map<String, Value> {
    let mut claims: Map<String, Value> = request()
        .into_iter()
        .map(|(name, value)| (name, value.into()))
        .collect();
    for (name, value) in [
        ("iss", json!(CLIENT)),
        ("aud", json!(ISSUER)),
        ("iat", json!(NOW)),
        ("nbf", json!(NOW)),
        ("exp", json!(NOW + 300)),
        ("max_age", json!(600)),
        ("claims", json!({"userinfo": {"name": null}})),
    ] {
        claims.insert(name.to_owned(), value);
    }
    claims
}

fn object(claims: &Map<String, Value>) -> String {
    jwt::sign_as("oauth-authz-req+jwt", claims, CLIENT_KEY.as_ref()).unwrap()
}

fn by_value(object: &str) -> Pairs {
    pairs(&[("client_id", CLIENT), ("request", object)])
}

#[test]
fn s5_a_signed_request_is_the_request() {
    let asked = ask_as(&by_value(&object(&claims())), &signing()).unwrap();
    assert_eq!(asked.nonce.as_deref(), Some("nonce-1"));
    assert_eq!(asked.max_age, Some(600));
    assert!(asked.claims.userinfo.contains_key("name"));
    assert_eq!(asked.reply.redirect_uri().as_str(), CALLBACK);
}

/// TK-03: "MUST only use the parameters in the Request Object".
#[test]
fn s6_3_tk_03_what_stands_beside_the_object_does_not_count() {
    let inside = ask_as(&by_value(&object(&claims())), &signing()).unwrap();
    let beside = with(
        with(by_value(&object(&claims())), "scope", Some("openid")),
        "redirect_uri",
        Some("https://evil.example"),
    );
    assert_eq!(
        ask_as(&with(beside, "state", Some("evil")), &signing()).unwrap(),
        inside
    );
    // Not even to fill a gap.
    let less = changed_claims(&claims(), &[("scope", Value::Null)]);
    let filled = with(by_value(&object(&less)), "scope", Some("openid"));
    assert_eq!(
        rejected(ask_as(&filled, &signing())).code(),
        ErrorCode::InvalidScope
    );
}

/// The error of an object, told to the address beside it.
fn refused(object: &str) -> OAuthError {
    rejected(ask_as(
        &with(request(), "request", Some(object)),
        &signing(),
    ))
}

#[test]
fn tk_06_tk_07_tk_09_an_object_that_cannot_be_believed_is_invalid_request_object() {
    assert!(
        ask_as(
            &with(request(), "request", Some(&object(&claims()))),
            &signing()
        )
        .is_ok()
    );
    let with_claim =
        |name: &str, value: Value| object(&changed_claims(&claims(), &[(name, value)]));
    let payload = Value::Object(claims());
    let header = |value: Value| forge(&value, &payload, &CLIENT_KEY);
    let kid = CLIENT_KEY.public().kid();
    let foreign = jwt::sign(&claims(), ES256.as_ref()).unwrap();
    for (what, object) in [
        ("alg none", header(json!({"alg": "none"}))),
        ("alg HS256", header(json!({"alg": "HS256", "kid": kid}))),
        (
            "alg not registered",
            jwt::sign(&claims(), RS256.as_ref()).unwrap(),
        ),
        (
            "typ",
            header(json!({"alg": "ES256", "kid": kid, "typ": "at+jwt"})),
        ),
        (
            "crit",
            header(json!({"alg": "ES256", "kid": kid, "crit": ["x"], "x": 1})),
        ),
        (
            "b64",
            header(json!({"alg": "ES256", "kid": kid, "crit": ["b64"], "b64": false})),
        ),
        ("another's key", foreign),
        (
            "embedded key",
            forge(
                &json!({"alg": "ES256", "jwk": ES256.public().to_json()}),
                &payload,
                &ES256,
            ),
        ),
        (
            "aud of others",
            with_claim("aud", json!(["https://other.example"])),
        ),
        ("aud of nobody", with_claim("aud", json!([]))),
        ("iss missing", with_claim("iss", Value::Null)),
        ("iss", with_claim("iss", json!("other"))),
        ("aud missing", with_claim("aud", Value::Null)),
        ("aud", with_claim("aud", json!("https://other.example"))),
        ("exp missing", with_claim("exp", Value::Null)),
        ("exp past", with_claim("exp", json!(NOW - 31))),
        ("exp far", with_claim("exp", json!(NOW + 3700))),
        ("nbf ahead", with_claim("nbf", json!(NOW + 31))),
        ("nbf ancient", with_claim("nbf", json!(NOW - 3601))),
        ("iat ancient", with_claim("iat", json!(NOW - 4000))),
        ("client_id missing", with_claim("client_id", Value::Null)),
        ("client_id", with_claim("client_id", json!("other"))),
        ("nested request", with_claim("request", json!("x"))),
        (
            "nested request_uri",
            with_claim("request_uri", json!("https://evil.example")),
        ),
        (
            "an assertion",
            jwt::sign(&assertion_claims(), CLIENT_KEY.as_ref()).unwrap(),
        ),
        ("as an assertion", with_claim("sub", json!(CLIENT))),
        ("no JWS", "x".to_owned()),
    ] {
        assert_eq!(
            refused(&object).code(),
            ErrorCode::InvalidRequestObject,
            "{what}"
        );
    }
    // Certification: the issuer may stand among others, and clocks differ.
    for (name, value) in [
        ("aud", json!([ISSUER, "https://other.example"])),
        ("nbf", json!(NOW + 8)),
        ("iat", Value::Null),
    ] {
        assert!(
            ask_as(&by_value(&with_claim(name, value)), &signing()).is_ok(),
            "{name}"
        );
    }
}

/// Attack or accident: `acr_values` as a list, `nonce` as a number: what is signed is asked, or nothing is.
#[test]
fn s4_a_parameter_of_another_type_is_not_left_out() {
    let asked = |name: &str, value: &Value| {
        let object = object(&changed_claims(&claims(), &[(name, value.clone())]));
        ask_as(&by_value(&object), &signing())
    };
    let refused_for = |name: &str, value: Value| {
        let object = object(&changed_claims(&claims(), &[(name, value)]));
        refused(&object)
    };
    for name in [
        "acr_values",
        "dpop_jkt",
        "id_token_hint",
        "login_hint",
        "nonce",
        "prompt",
        "scope",
        "state",
        "ui_locales",
    ] {
        for value in [
            json!(["eidas-loa-high"]),
            json!(7),
            json!(true),
            json!({"a": 1}),
        ] {
            let error = refused_for(name, value);
            assert_eq!(error.code(), ErrorCode::InvalidRequestObject, "{name}");
        }
    }
    for value in [json!(7), json!([7]), json!({})] {
        assert_eq!(
            refused_for("resource", value).code(),
            ErrorCode::InvalidRequestObject
        );
    }
    assert_eq!(
        refused_for("max_age", json!([600])).code(),
        ErrorCode::InvalidRequestObject
    );
    // RFC 6749 §3.1: without a value it is absent; what nobody knows may be anything.
    let mut empty = claims();
    empty.insert("acr_values".to_owned(), Value::Null);
    let empty = ask_as(&by_value(&object(&empty)), &signing()).unwrap();
    let default = empty.acr_values.to_parameter();
    assert_eq!(default, "eidas-loa-substantial");
    assert!(asked("unknown", &json!([1, {"a": 2}])).is_ok());
    assert_eq!(asked("max_age", &json!("30")).unwrap().max_age, Some(30));
    let services = asked("resource", &json!([ISSUER, ISSUER])).unwrap();
    assert_eq!(services.resources, [ISSUER]);
}

/// Whose signature holds reads what to change; whose does not reads one sentence.
#[test]
fn s6_2_a_proven_client_reads_what_is_wrong_with_its_object() {
    let says = |name: &str, value: Value| {
        let error = refused(&object(&changed_claims(&claims(), &[(name, value)])));
        error.description().to_owned()
    };
    for (name, value, advice) in [
        (
            "aud",
            json!("https://other.example"),
            "aud must be the issuer, or hold it",
        ),
        ("exp", json!(NOW - 31), "exp is past"),
        (
            "iss",
            json!("other"),
            "iss and client_id must both be the client_id",
        ),
        (
            "client_id",
            json!("other"),
            "iss and client_id must both be the client_id",
        ),
        (
            "exp",
            json!(NOW + 3601),
            "exp is more than an hour after nbf, or ahead, or iat an hour back",
        ),
        ("nbf", json!(NOW + 31), "iat or nbf lies ahead of our clock"),
        ("sub", json!(CLIENT), "sub must not be the client_id"),
        (
            "exp",
            Value::Null,
            "exp is missing, of another type or out of place",
        ),
        (
            "nonce",
            json!(7),
            "nonce is missing, of another type or out of place",
        ),
        (
            "request",
            json!("x"),
            "request is missing, of another type or out of place",
        ),
    ] {
        assert_eq!(
            says(name, value),
            format!("request object: {advice}"),
            "{name}"
        );
    }
    let typed = jwt::sign_as("at+jwt", &claims(), CLIENT_KEY.as_ref()).unwrap();
    let advice = "request object: typ must be JWT or oauth-authz-req+jwt";
    assert_eq!(refused(&typed).description(), advice);
    let old = changed_claims(&claims(), &[("exp", json!(NOW - 31))]);
    let foreign = jwt::sign(&old, ES256.as_ref()).unwrap();
    for object in [foreign.as_str(), "x"] {
        let error = refused(object);
        assert_eq!(error.description(), "the request object is not valid");
    }
}

#[test]
fn az_28_an_object_stands_once_and_has_a_size() {
    let good = with(request(), "request", Some(&object(&claims())));
    let twice = [good.clone(), pairs(&[("request", &object(&claims()))])].concat();
    assert_eq!(
        rejected(ask_as(&twice, &signing())).code(),
        ErrorCode::InvalidRequest
    );
    let padded = changed_claims(&claims(), &[("x", json!("x".repeat(12 * 1024)))]);
    let long = with(request(), "request", Some(&object(&padded)));
    let refused = rejected(ask_as(&long, &signing()));
    assert_eq!(refused.description(), "request is longer than 16384 octets");
    assert!(ask_as(&good, &signing()).is_ok());
}

/// "shall require the request object to contain an exp claim that has a lifetime of no longer than 60 minutes
/// after the nbf claim", whenever it comes.
#[test]
fn fapi2_ms_s5_3_1_an_object_lives_an_hour_from_its_nbf() {
    let lives = |nbf: i64, exp: i64| {
        let changes = [("nbf", json!(NOW + nbf)), ("exp", json!(NOW + exp))];
        let object = object(&changed_claims(&claims(), &changes));
        ask_as(&by_value(&object), &signing()).is_ok()
    };
    assert!(lives(0, 3600) && lives(-1800, 1800) && lives(-3600, 0) && lives(8, 3608));
    assert!(!lives(0, 3601) && !lives(-1800, 1801) && !lives(-3599, 3600));
    // As old as that, although it ended within our tolerance.
    assert!(!lives(-3601, -1) && lives(-3600, -1));
}

/// "If this parameter is present in the authorization request, request_uri MUST NOT be present", and the other way
/// round: also where the reference is to what was pushed.
#[test]
fn s5_tk_03_a_request_object_and_a_reference_do_not_stand_together() {
    let object = object(&claims());
    let pushed = RequestUri::new(opaque('r')).to_parameter();
    let parsed = |object: &str, uri: &str| {
        let both = with(by_value(object), "request_uri", Some(uri));
        authorize::parse(&both).map_err(|stop| stop.to_string())
    };
    for uri in [pushed.as_str(), "https://client.example/request.jwt"] {
        let refused = parsed(&object, uri).unwrap_err();
        assert_eq!(refused, "request and request_uri stand together", "{uri}");
        // RFC 6749 §3.1: without a value it is omitted.
        assert!(parsed("", uri).is_ok(), "{uri}");
    }
    assert!(parsed(&object, "").is_ok());
}

/// RFC 6749 §4.1.2.1: nothing of an object that is not believed says where to answer. AZ-02.
#[test]
fn s6_2_without_an_address_beside_it_a_bad_object_ends_at_a_page() {
    let bad = forge(&json!({"alg": "none"}), &Value::Object(claims()), &ES256);
    assert_eq!(
        stopped(ask_as(&by_value(&bad), &signing())),
        Stop::RequestObject
    );
    let evil = with(by_value(&bad), "redirect_uri", Some("https://evil.example"));
    assert_eq!(
        stopped(ask_as(&evil, &signing())),
        Stop::RedirectUriNotRegistered
    );
    let unregistered = changed_claims(
        &claims(),
        &[("redirect_uri", json!("https://evil.example"))],
    );
    let refused = ask_as(&by_value(&object(&unregistered)), &signing());
    assert_eq!(stopped(refused), Stop::RedirectUriNotRegistered);
}

#[test]
fn oidc_core_s3_1_2_6_without_a_registered_key_requests_are_not_signed() {
    let params = with(request(), "request", Some(&object(&claims())));
    assert_eq!(
        rejected(ask(&params)).code(),
        ErrorCode::RequestNotSupported
    );
    // RFC 9101 §10.4.1: never by reference.
    let reference = with(
        request(),
        "request_uri",
        Some("https://trademark.example/request.jwt"),
    );
    let refused = rejected(ask_as(&reference, &signing()));
    assert_eq!(refused.code(), ErrorCode::RequestUriNotSupported);
}

fn push(params: &Pairs, client: &Client) -> Result<(), ErrorCode> {
    par::push(
        params,
        &authenticated(client),
        None,
        &provider(),
        opaque('p'),
        NOW,
    )
    .map(|_| ())
    .map_err(|error| error.code())
}

/// RFC 9126 §3; FAPI 2.0 Message Signing §5.3.1.
#[test]
fn fapi2_ms_s5_3_1_a_client_that_must_sign_pushes_signed_requests_only() {
    let strict = Client {
        request_object: RequestObjectRule::Required(vec![Algorithm::Es256, Algorithm::Rs256]),
        ..fapi_client()
    };
    assert_eq!(push(&by_value(&object(&claims())), &strict), Ok(()));
    assert_eq!(push(&request(), &strict), Err(ErrorCode::InvalidRequest));
    let no_nbf = object(&changed_claims(&claims(), &[("nbf", Value::Null)]));
    assert_eq!(
        push(&by_value(&no_nbf), &strict),
        Err(ErrorCode::InvalidRequestObject)
    );
    let baseline = Client {
        request_object: strict.request_object.clone(),
        ..client()
    };
    assert_eq!(push(&by_value(&no_nbf), &baseline), Ok(()));
    // FAPI 2.0 §5.4.1: RS256 serves no FAPI client, whatever is registered.
    let keys = [CLIENT_KEY.public().clone(), RS256.public().clone()];
    let with_rsa = Client {
        keys: JwkSet::of(keys).unwrap(),
        ..strict
    };
    let rs256 = jwt::sign(&claims(), RS256.as_ref()).unwrap();
    assert_eq!(
        push(&by_value(&rs256), &with_rsa),
        Err(ErrorCode::InvalidRequestObject)
    );
    let with_rsa = Client {
        keys: with_rsa.keys,
        ..baseline
    };
    assert_eq!(push(&by_value(&rs256), &with_rsa), Ok(()));
}

fn signed_fields(response: AuthorizationResponse, mode: &str) -> Map<String, Value> {
    let AuthorizationResponse::ToSign(unsigned) = response else {
        panic!("not signed: {response:?}")
    };
    assert!(
        unsigned.clone().sign(RS256.as_ref(), NOW).is_err(),
        "another algorithm's key"
    );
    assert_eq!(unsigned.algorithm(), Algorithm::Es256);
    let fields = match unsigned.sign(ES256.as_ref(), NOW).unwrap() {
        AuthorizationResponse::FormPost { action, fields } if mode == "form_post.jwt" => {
            assert_eq!(action.as_str(), CALLBACK);
            fields
        }
        AuthorizationResponse::Redirect { location } if mode != "form_post.jwt" => {
            let query = location.strip_prefix(&format!("{CALLBACK}?")).unwrap();
            decode_form(query.as_bytes()).unwrap()
        }
        other => panic!("{other:?}"),
    };
    let [(name, token)] = fields.as_slice() else {
        panic!("{fields:?}")
    };
    assert_eq!(name, "response");
    let expected = ExpectedClaims {
        algorithms: &[Algorithm::Es256],
        token_type: TokenType::Jwt,
        issuer: ISSUER,
        audience: Audience::Only(CLIENT),
        issued_at: IssuedAt::Required,
        lifetime: 600,
        tolerance: 0,
    };
    let keys = JwkSet::of([ES256.public().clone()]).unwrap();
    jwt::verify(token, &keys, &expected, NOW)
        .unwrap()
        .claims()
        .clone()
}

#[test]
fn jarm_s2_1_the_answer_is_one_signed_token_for_this_client() {
    for mode in ["jwt", "query.jwt", "form_post.jwt"] {
        let asked = ask(&with(request(), "response_mode", Some(mode))).unwrap();
        let claims = signed_fields(asked.reply.code(&opaque('c')), mode);
        assert_eq!(claims["code"], "c".repeat(43));
        assert_eq!(claims["state"], "state-1");
        let error = OAuthError::from(ErrorCode::AccessDenied);
        let claims = signed_fields(asked.reply.error(&error), mode);
        assert_eq!(claims["error"], "access_denied");
        assert!(!claims.contains_key("code"));
    }
    // An error of the request itself goes the way that it names.
    let params = with(
        with(request(), "response_mode", Some("jwt")),
        "scope",
        Some("x"),
    );
    let Err(Refusal::Reject(reject)) = ask(&params) else {
        panic!("accepted")
    };
    assert_eq!(
        signed_fields(reject.response(), "jwt")["error"],
        "invalid_scope"
    );
}

#[test]
fn jarm_s2_3_fragment_is_not_served_and_without_the_ability_none_is() {
    let code = |mode| rejected(ask(&with(request(), "response_mode", Some(mode)))).code();
    assert_eq!(code("fragment.jwt"), ErrorCode::InvalidRequest);
    let mut plain_provider = provider();
    plain_provider.abilities.clear();
    let params = with(request(), "response_mode", Some("jwt"));
    let refused = crate::fixture::plain(&params).verify(Some(&client()), &plain_provider, NOW);
    let Err(Refusal::Reject(reject)) = refused else {
        panic!("accepted")
    };
    assert!(matches!(
        reject.response(),
        AuthorizationResponse::Redirect { .. }
    ));
    assert!(PS256.public().kid().is_some());
}
