//! The OAuth 2.0 framework. RFC 6749.

use oidc::protocol::{ErrorCode, OAuthError, decode_form};
use oidc::provider::{
    AuthorizationResponse, Grant, IssuedRefresh, Refusal, Stop, authorize, token,
};
use oidc::{Error, Mismatch};
use serde_json::Value;

use crate::fixture::{
    CALLBACK, CALLBACK_QUERY, ES256, ISSUER, NOW, Pairs, RS256, ask, ask_as, authenticated, client,
    code_form, code_request, fresh, opaque, pairs, plain, provider, public_client, rejected,
    request, stopped, subject, verifier, with,
};

fn location(response: AuthorizationResponse) -> String {
    match response {
        AuthorizationResponse::Redirect { location } => location,
        other => panic!("no redirect: {other:?}"),
    }
}

#[test]
fn s3_1_a_repeated_parameter_is_refused() {
    for name in [
        "state",
        "scope",
        "nonce",
        "response_type",
        "acr_values",
        "unknown",
    ] {
        let mut params = with(request(), name, Some("openid"));
        params.extend(pairs(&[(name, "openid")]));
        assert_eq!(
            rejected(ask(&params)).code(),
            ErrorCode::InvalidRequest,
            "{name}"
        );
    }
}

/// The code is the person's login: a log that shows it gives it away.
#[test]
fn s10_5_neither_code_nor_verifier_is_shown_by_debug() {
    let form = pairs(&[
        ("grant_type", "authorization_code"),
        ("code", &"c".repeat(43)),
        ("code_verifier", verifier().expose()),
    ]);
    let shown = format!("{:?}", code_request(&form));
    assert!(shown.starts_with("CodeRequest("), "{shown}");
    assert!(
        !shown.contains("cccc") && !shown.contains(verifier().expose()),
        "{shown}"
    );
}

#[test]
fn s3_1_a_repeated_client_or_redirect_uri_stops() {
    let twice = |name, value| [request(), pairs(&[(name, value)])].concat();
    let params = twice("redirect_uri", "https://evil.example");
    assert_eq!(stopped(ask(&params)), Stop::Repeated);
    let params = twice("client_id", "other");
    assert_eq!(authorize::parse(&params).unwrap_err(), Stop::Repeated);
}

#[test]
fn s3_1_an_unknown_parameter_is_ignored_and_an_empty_one_is_absent() {
    let params = with(with(request(), "colour", Some("blue")), "prompt", Some(""));
    assert_eq!(ask(&params).unwrap(), ask(&request()).unwrap());
    let refused = ask(&with(request(), "response_type", Some("")));
    assert_eq!(rejected(refused).code(), ErrorCode::InvalidRequest);
}

#[test]
fn s3_1_2_an_answer_keeps_the_query_of_a_registered_redirect_uri() {
    let asked = ask(&with(request(), "redirect_uri", Some(CALLBACK_QUERY))).unwrap();
    let expected = format!(
        "{CALLBACK_QUERY}&code={}&state=state-1&iss=https%3A%2F%2Fno.example",
        "c".repeat(43)
    );
    assert_eq!(location(asked.reply.code(&opaque('c'))), expected);
}

#[test]
fn s4_1_2_state_comes_back_byte_for_byte() {
    let state = r#"!|[%*@:\`=/}&+ "<>"#;
    let asked = ask(&with(request(), "state", Some(state))).unwrap();
    let location = location(asked.reply.code(&opaque('c')));
    let query = location.split_once('?').unwrap().1;
    assert!(
        decode_form(query.as_bytes())
            .unwrap()
            .contains(&("state".into(), state.into()))
    );
}

#[test]
fn s4_1_2_1_state_without_vschar_is_refused_and_not_echoed() {
    for state in ["a\r\nSet-Cookie: x", "a\tb", "blå"] {
        let Err(Refusal::Reject(reject)) = ask(&with(request(), "state", Some(state))) else {
            panic!("accepted {state:?}")
        };
        assert_eq!(reject.error.code(), ErrorCode::InvalidRequest);
        assert!(!location(reject.response()).contains("state="));
    }
}

#[test]
fn s4_1_2_1_an_error_carries_error_description_state_and_iss_only() {
    let asked = ask(&request()).unwrap();
    let location = location(asked.reply.error(&ErrorCode::AccessDenied.into()));
    let params = decode_form(location.split_once('?').unwrap().1.as_bytes()).unwrap();
    let names: Vec<&str> = params.iter().map(|(n, _)| n.as_str()).collect();
    assert_eq!(names, ["error", "error_description", "state", "iss"]);
}

#[test]
fn s4_1_2_1_an_unknown_client_or_redirect_uri_never_redirects() {
    let unknown = plain(&request()).verify(None, &provider(), NOW);
    assert_eq!(stopped(unknown), Stop::UnknownClient);
    let missing = ask(&with(request(), "redirect_uri", None));
    assert_eq!(stopped(missing), Stop::RedirectUriMissing);
    let none = with(request(), "client_id", None);
    assert_eq!(authorize::parse(&none).unwrap_err(), Stop::ClientIdMissing);
}

#[test]
fn s5_2_descriptions_are_ascii_without_quotes_and_backslash() {
    use ErrorCode::*;
    for code in [
        AccessDenied,
        ConsentRequired,
        InsufficientScope,
        InvalidAuthorizationDetails,
        InvalidDpopProof,
        UseDpopNonce,
        InteractionRequired,
        InvalidClient,
        InvalidGrant,
        InvalidRequest,
        InvalidRequestObject,
        InvalidRequestUri,
        InvalidScope,
        InvalidTarget,
        InvalidToken,
        LoginRequired,
        RegistrationNotSupported,
        RequestNotSupported,
        RequestUriNotSupported,
        ServerError,
        TemporarilyUnavailable,
        UnauthorizedClient,
        UnmetAuthenticationRequirements,
        UnsupportedGrantType,
        UnsupportedResponseType,
    ] {
        let error = OAuthError::from(code);
        let allowed = |b: u8| matches!(b, 0x20 | 0x21 | 0x23..=0x5B | 0x5D..=0x7E);
        assert!(error.description().bytes().all(allowed), "{code:?}");
        let json: Value = serde_json::from_str(&error.to_json()).unwrap();
        assert_eq!(json["error"], code.as_str());
        assert_eq!(serde_json::to_value(code).unwrap(), code.as_str());
    }
}

fn grant() -> Grant {
    ask(&request()).unwrap().grant(subject(), NOW).unwrap()
}

fn redeem(params: &Pairs, now: i64) -> Result<token::Redeemed, OAuthError> {
    let client = client();
    let request = code_request(params);
    token::redeem(
        &request,
        grant(),
        &authenticated(&client),
        None,
        ISSUER,
        now,
    )
}

#[test]
fn s4_1_3_the_right_request_redeems() {
    let redeemed = redeem(&code_form(), NOW + 59).unwrap();
    let issued = redeemed
        .issue(&provider(), ES256.as_ref(), fresh('a'), NOW + 59)
        .unwrap();
    let json: Value = serde_json::from_str(&issued.response.to_json()).unwrap();
    assert_eq!(json["token_type"], "Bearer");
    assert_eq!(json["expires_in"], 120);
    assert_eq!(json["scope"], "openid profile");
    assert_eq!(json["access_token"], "a".repeat(43));
    assert_eq!(issued.access.expires_at(), NOW + 59 + 120);
    assert_eq!(issued.handle, opaque('a'));
    assert!(matches!(issued.refresh, IssuedRefresh::None));
}

#[test]
fn s4_1_3_az_07_tk_14_what_does_not_fit_the_code_is_invalid_grant() {
    let cause = |params: &Pairs, now| {
        let error = redeem(params, now).unwrap_err();
        assert_eq!(error.code(), ErrorCode::InvalidGrant);
        error.cause().cloned()
    };
    let mismatch = |m: Mismatch| Some(Error::Mismatch(m));
    let good = code_form;
    for (name, value, why) in [
        ("redirect_uri", Some(CALLBACK_QUERY), Mismatch::RedirectUri),
        ("redirect_uri", None, Mismatch::RedirectUri),
        ("code_verifier", None, Mismatch::CodeVerifier),
        ("code_verifier", Some("short"), Mismatch::CodeVerifier),
        (
            "code_verifier",
            Some(&*"x".repeat(43)),
            Mismatch::CodeVerifier,
        ),
    ] {
        assert_eq!(
            cause(&with(good(), name, value), NOW),
            mismatch(why),
            "{name}={value:?}"
        );
    }
    let expired = Mismatch::Expired {
        exp: NOW + 60,
        now: NOW + 60,
    };
    assert_eq!(cause(&good(), NOW + 60), mismatch(expired));
    let mut other = client();
    other.client_id = oidc::protocol::ClientId::new("trademark");
    let stolen = {
        let mut asked = client();
        asked.client_id = oidc::protocol::ClientId::new("victim");
        let params = with(request(), "client_id", Some("victim"));
        ask_as(&params, &asked)
            .unwrap()
            .grant(subject(), NOW)
            .unwrap()
    };
    let parsed = code_request(&good());
    let error =
        token::redeem(&parsed, stolen, &authenticated(&other), None, ISSUER, NOW).unwrap_err();
    assert_eq!(
        error.cause(),
        Some(&Error::Mismatch(Mismatch::UnknownClient))
    );
}

/// A client that proved itself reads what to change; one that did not reads nothing.
#[test]
fn s5_2_a_proven_client_reads_what_did_not_fit() {
    let says = |name: &str, value: Option<&str>, now| {
        redeem(&with(code_form(), name, value), now)
            .unwrap_err()
            .description()
            .to_owned()
    };
    let wrong = "x".repeat(43);
    assert_eq!(
        says("code_verifier", Some(&wrong), NOW),
        "code_verifier does not fit the code_challenge"
    );
    assert_eq!(says("code_verifier", None, NOW), "code_verifier is missing");
    assert_eq!(
        says("redirect_uri", None, NOW),
        "redirect_uri is not that of the authorization request"
    );
    assert_eq!(says("x", None, NOW + 60), "the code is too old");
    let public = public_client();
    let grant = ask_as(&request(), &public)
        .unwrap()
        .grant(subject(), NOW)
        .unwrap();
    let form = code_request(&with(code_form(), "code_verifier", Some(&wrong)));
    let error =
        token::redeem(&form, grant, &authenticated(&public), None, ISSUER, NOW).unwrap_err();
    assert_eq!(error.description(), ErrorCode::InvalidGrant.description());
}

#[test]
fn s5_2_a_token_request_that_cannot_be_read() {
    for (name, value, code) in [
        ("grant_type", None, ErrorCode::InvalidRequest),
        (
            "grant_type",
            Some("password"),
            ErrorCode::UnsupportedGrantType,
        ),
        ("code", None, ErrorCode::InvalidRequest),
        ("code", Some("short"), ErrorCode::InvalidGrant),
    ] {
        let error = token::parse(&with(code_form(), name, value), &provider()).unwrap_err();
        assert_eq!(error.code(), code, "{name}={value:?}");
    }
    let twice = [code_form(), pairs(&[("code", "x")])].concat();
    assert_eq!(
        token::parse(&twice, &provider()).unwrap_err().code(),
        ErrorCode::InvalidRequest
    );
}

#[test]
fn s4_1_2_a_grant_survives_the_store() {
    let kept = serde_json::to_vec(&grant()).unwrap();
    assert_eq!(serde_json::from_slice::<Grant>(&kept).unwrap(), grant());
}

#[test]
fn a_key_of_another_algorithm_does_not_sign() {
    let redeemed = redeem(&code_form(), NOW).unwrap();
    assert!(
        redeemed
            .issue(&provider(), RS256.as_ref(), fresh('a'), NOW)
            .is_err()
    );
}

#[test]
fn rfc9207_s2_az_08_every_answer_names_the_issuer() {
    let asked = ask(&request()).unwrap();
    let encoded = "iss=https%3A%2F%2Fno.example";
    assert!(ISSUER.ends_with("no.example"));
    assert!(location(asked.reply.code(&opaque('c'))).ends_with(encoded));
    assert!(location(asked.reply.error(&ErrorCode::ServerError.into())).ends_with(encoded));
}

#[test]
fn form_post_s2_the_answer_is_a_form_with_the_same_fields() {
    let asked = ask(&with(request(), "response_mode", Some("form_post"))).unwrap();
    let AuthorizationResponse::FormPost { action, fields } = asked.reply.code(&opaque('c')) else {
        panic!("redirect")
    };
    assert_eq!(action.as_str(), CALLBACK);
    assert_eq!(fields[0].0, "code");
    assert_eq!(fields[1], ("state".to_owned(), "state-1".to_owned()));
    assert_eq!(fields[2], ("iss".to_owned(), ISSUER.to_owned()));
    let refused = ask(&with(request(), "response_mode", Some("fragment")));
    assert_eq!(rejected(refused).code(), ErrorCode::InvalidRequest);
}

/// Of a `state` or `response_mode` that stands twice neither is taken for the answer.
#[test]
fn s3_1_what_stands_twice_says_nothing_of_the_answer() {
    for (name, value) in [("state", "other"), ("response_mode", "form_post")] {
        let twice = [
            with(request(), "response_mode", Some("form_post")),
            pairs(&[(name, value)]),
        ];
        let Err(Refusal::Reject(reject)) = ask(&twice.concat()) else {
            panic!("accepted {name} twice")
        };
        assert_eq!(reject.error.code(), ErrorCode::InvalidRequest);
        match (name, reject.response()) {
            ("state", AuthorizationResponse::FormPost { fields, .. }) => {
                assert!(fields.iter().all(|(name, _)| name != "state"), "{fields:?}");
            }
            ("response_mode", AuthorizationResponse::Redirect { .. }) => {}
            (_, other) => panic!("{name}: {other:?}"),
        }
    }
}

/// Who asks is looked up by its name: another client's registration proves nothing.
#[test]
fn s4_1_1_a_registration_of_another_client_is_none() {
    let mut other = client();
    other.client_id = oidc::protocol::ClientId::new("other");
    let refused = plain(&request()).verify(Some(&other), &provider(), NOW);
    assert_eq!(stopped(refused), Stop::UnknownClient);
}
