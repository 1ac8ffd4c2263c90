//! Proof Key for Code Exchange. RFC 7636.

use oidc::protocol::{CodeChallenge, CodeVerifier, ErrorCode};
use oidc::provider::{Client, PkceRule, PushRule, par, token};

use crate::fixture::{
    ISSUER, NOW, Pairs, ask, ask_as, authenticated, client, code_form, code_request, fapi_client,
    opaque, provider, public_client, rejected, request, subject, with,
};

#[test]
fn appendix_b_the_example_verifier_meets_the_example_challenge() {
    let verifier = CodeVerifier::parse("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk").unwrap();
    let challenge = CodeChallenge::parse("E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM").unwrap();
    assert!(challenge.is_met_by(&verifier));
    assert_eq!(verifier.challenge(), challenge);
}

#[test]
fn s4_1_a_verifier_has_43_to_128_unreserved_characters() {
    for (text, good) in [
        ("a".repeat(42), false),
        ("a".repeat(43), true),
        ("-._~".repeat(32), true),
        ("a".repeat(129), false),
        (format!("{}+", "a".repeat(42)), false),
        (format!("{}ø", "a".repeat(42)), false),
    ] {
        assert_eq!(CodeVerifier::parse(&text).is_some(), good, "{text}");
    }
}

#[test]
fn s4_2_a_challenge_is_the_hash_of_exactly_32_octets() {
    for text in [
        "",
        "short",
        &"A".repeat(44),
        &format!("{}=", "A".repeat(43)),
    ] {
        let refused = ask(&with(request(), "code_challenge", Some(text)));
        assert_eq!(
            rejected(refused).code(),
            ErrorCode::InvalidRequest,
            "{text}"
        );
    }
    // The last character of 32 octets carries two zero bits.
    assert!(CodeChallenge::parse(&format!("{}B", "A".repeat(42))).is_none());
}

#[test]
fn s4_4_1_without_challenge_the_answer_is_invalid_request() {
    let params = with(
        with(request(), "code_challenge", None),
        "code_challenge_method",
        None,
    );
    assert_eq!(rejected(ask(&params)).code(), ErrorCode::InvalidRequest);
}

#[test]
fn s4_4_1_az_05_plain_is_refused_by_name_and_by_default() {
    for method in [Some("plain"), Some("s256"), None] {
        let refused = ask(&with(request(), "code_challenge_method", method));
        assert_eq!(
            rejected(refused).code(),
            ErrorCode::InvalidRequest,
            "{method:?}"
        );
    }
}

#[test]
fn rfc9700_s2_1_1_a_client_excused_from_pkce_must_send_a_nonce() {
    let mut old = client();
    let reason = "library of 2012".to_owned();
    old.pkce = PkceRule::NonceInstead { reason };
    let bare = with(
        with(request(), "code_challenge", None),
        "code_challenge_method",
        None,
    );
    assert!(ask_as(&bare, &old).unwrap().code_challenge.is_none());
    let neither = bare.clone();
    let refused = ask_as(&with(bare, "nonce", None), &old);
    assert_eq!(rejected(refused).code(), ErrorCode::InvalidRequest);
    // It may still use it.
    assert!(ask_as(&request(), &old).unwrap().code_challenge.is_some());
    let reason = "certification plan".to_owned();
    old.pkce = PkceRule::Neither { reason };
    assert!(ask_as(&with(neither, "nonce", None), &old).is_ok());
}

/// RFC 9700 §2.1.1: "Public clients MUST use PKCE"; FAPI 2.0 §5.3.2.2. AZ-05.
#[test]
fn rfc9700_s2_1_1_az_05_no_registration_excuses_a_public_or_a_fapi_client() {
    let bare = with(
        with(request(), "code_challenge", None),
        "code_challenge_method",
        None,
    );
    let reason = "no reason is good enough".to_owned();
    for client in [public_client(), fapi_client()] {
        let excused = Client {
            pkce: PkceRule::Neither {
                reason: reason.clone(),
            },
            push: PushRule::Optional,
            ..client
        };
        let refused = match excused.must_push() {
            false => rejected(ask_as(&bare, &excused)).code(),
            true => par::push(
                &bare,
                &authenticated(&excused),
                None,
                &provider(),
                opaque('p'),
                NOW,
            )
            .unwrap_err()
            .code(),
        };
        assert_eq!(refused, ErrorCode::InvalidRequest);
        assert!(!excused.faults().is_empty());
    }
}

/// RFC 9700 §2.1.1: "a token request containing a code_verifier parameter is accepted only if a code_challenge
/// parameter was present in the authorization request". Attack AZ-05: a challenge that was taken away on the
/// way leaves a code that serves without its verifier.
#[test]
fn rfc9700_s2_1_1_az_05_a_verifier_without_a_challenge_betrays_a_downgrade() {
    let reason = "library of 2012".to_owned();
    let old = Client {
        pkce: PkceRule::NonceInstead { reason },
        ..client()
    };
    let bare = with(
        with(request(), "code_challenge", None),
        "code_challenge_method",
        None,
    );
    let redeem = |asked: &Pairs, form: &Pairs| {
        let grant = ask_as(asked, &old).unwrap().grant(subject(), NOW).unwrap();
        let caller = authenticated(&old);
        token::redeem(&code_request(form), grant, &caller, None, ISSUER, NOW)
    };
    let without = with(code_form(), "code_verifier", None);
    assert!(redeem(&bare, &without).is_ok() && redeem(&request(), &code_form()).is_ok());
    let downgraded = redeem(&bare, &code_form()).unwrap_err();
    assert_eq!(downgraded.code(), ErrorCode::InvalidGrant);
    let says = "there was no code_challenge for this code_verifier";
    assert_eq!(downgraded.description(), says);
    let missing = redeem(&request(), &without).unwrap_err();
    assert_eq!(missing.code(), ErrorCode::InvalidGrant);
    // A method without a challenge is half a challenge.
    let half = with(request(), "code_challenge", None);
    assert_eq!(
        rejected(ask_as(&half, &old)).code(),
        ErrorCode::InvalidRequest
    );
}
