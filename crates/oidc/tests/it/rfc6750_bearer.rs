//! Bearer tokens at userinfo. RFC 6750; OIDC Core §5.3.

use oidc::protocol::ErrorCode;
use oidc::provider::userinfo;

use crate::fixture::pairs;

fn token() -> String {
    "a".repeat(43)
}

#[test]
fn s2_1_the_scheme_is_case_insensitive() {
    for scheme in ["Bearer", "bearer", "BEARER"] {
        let header = format!("{scheme} {}", token());
        assert_eq!(
            userinfo::parse(Some(&header), &[], &[])
                .unwrap()
                .token()
                .expose(),
            token()
        );
    }
}

#[test]
fn s2_2_the_token_may_stand_in_the_body() {
    let body = pairs(&[("access_token", &token())]);
    assert_eq!(
        userinfo::parse(None, &[], &body).unwrap().token().expose(),
        token()
    );
}

#[test]
fn s2_3_tk_21_the_token_never_stands_in_the_url() {
    let query = pairs(&[("access_token", &token())]);
    let error = userinfo::parse(None, &query, &[]).unwrap_err();
    assert_eq!(error.code(), ErrorCode::InvalidRequest);
    assert_eq!(error.code().http_status(), 400);
}

#[test]
fn s2_two_methods_at_once_are_refused() {
    let body = pairs(&[("access_token", &token())]);
    let error = userinfo::parse(Some(&format!("Bearer {}", token())), &[], &body).unwrap_err();
    assert_eq!(error.code(), ErrorCode::InvalidRequest);
}

/// §3.1: "repeats a parameter". Which of two counts would be our choice.
#[test]
fn s3_1_a_token_stands_once_in_the_body() {
    let other = "b".repeat(43);
    let body = pairs(&[("access_token", &token()), ("access_token", &other)]);
    let error = userinfo::parse(None, &[], &body).unwrap_err();
    assert_eq!(error.code(), ErrorCode::InvalidRequest);
}

#[test]
fn s3_1_who_sends_no_token_is_not_told_a_code() {
    let none = userinfo::parse(None, &[], &[]).unwrap_err();
    assert_eq!(none.code().http_status(), 401);
    // §3: "This scheme MUST be followed by one or more auth-param values."
    assert_eq!(none.to_bearer_challenge(), r#"Bearer realm="resource""#);
    let bad = userinfo::parse(Some("Bearer short"), &[], &[]).unwrap_err();
    assert!(
        bad.to_bearer_challenge()
            .starts_with(r#"Bearer error="invalid_token""#)
    );
    // "Or attempted using an unsupported authentication method".
    for header in [format!("Basic {}", token()), token(), "Bearer".to_owned()] {
        let other = userinfo::parse(Some(&header), &[], &[]).unwrap_err();
        assert_eq!(other.code().http_status(), 401);
        assert_eq!(other.to_bearer_challenge(), none.to_bearer_challenge());
    }
}
