//! Refresh tokens. RFC 6749 §6; RFC 9700 §4.14; OIDC Core §11, §12; RFC 9449 §5; FAPI 2.0 §5.3.2.1.

use oidc::protocol::{ErrorCode, OAuthError, ScopeSet};
use oidc::provider::{
    Ability, AccessTokenFormat, BindingRule, ClaimProfile, Client, Issued, IssuedRefresh,
    ProvenKey, RefreshGrant, RefreshRequest, RefreshRule, RefreshUsage, Refreshed, TokenRequest,
    refresh, token,
};
use oidc::{Error, Mismatch};
use serde_json::Value;

use crate::fixture::{
    CLIENT_KEY, ES256, NOW, Pairs, RS256, authenticated, client, code_form, fapi_client, fresh,
    issued, issued_at, pairs, proven, provider, public_client, request, with,
};

fn refreshing(usage: RefreshUsage) -> Client {
    Client {
        refresh: RefreshRule::Always(usage),
        ..client()
    }
}

fn form(letter: char) -> Pairs {
    pairs(&[
        ("grant_type", "refresh_token"),
        ("refresh_token", &letter.to_string().repeat(43)),
    ])
}

fn read(form: &Pairs) -> RefreshRequest {
    match token::parse(form, &provider()).unwrap() {
        TokenRequest::Refresh(request) => request,
        TokenRequest::Code(_) | TokenRequest::ClientCredentials(_) => panic!("no refresh"),
    }
}

fn new_grant(issued: Issued) -> RefreshGrant {
    match issued.refresh {
        IssuedRefresh::New(_, grant) | IssuedRefresh::Kept(grant) => grant,
        IssuedRefresh::None => panic!("no refresh token"),
    }
}

fn grant_of(client: &Client, proof: Option<&ProvenKey>) -> RefreshGrant {
    new_grant(issued(&request(), client, proof))
}

fn redeem(
    form: &Pairs,
    grant: RefreshGrant,
    client: &Client,
    proof: Option<&ProvenKey>,
    now: i64,
) -> Result<Refreshed, OAuthError> {
    let issuer = provider().issuer;
    refresh::redeem(
        &read(form),
        grant,
        &authenticated(client),
        proof,
        &issuer,
        now,
    )
}

fn payload(token: &str) -> Value {
    let part = token.split('.').nth(1).unwrap();
    serde_json::from_slice(&oidc::jose::base64url::decode(part).unwrap()).unwrap()
}

#[test]
fn s6_a_refresh_gives_new_tokens_about_the_same_login() {
    let client = refreshing(RefreshUsage::OneTime);
    let first = issued(&request(), &client, None);
    let before = payload(first.response.id_token().unwrap());
    assert_eq!(
        first.response.refresh_token().unwrap().expose(),
        "A".repeat(43)
    );
    let grant_id = first.access.grant_id().clone();
    let refreshed = redeem(&form('A'), new_grant(first), &client, None, NOW + 100).unwrap();
    assert!(refreshed.is_one_time());
    let second = refreshed
        .issue(&provider(), ES256.as_ref(), fresh('b'), NOW + 100)
        .unwrap();
    let after = payload(second.response.id_token().unwrap());
    // OIDC Core §12.2.
    for claim in ["iss", "sub", "aud", "auth_time", "acr"] {
        assert_eq!(before[claim], after[claim], "{claim}");
    }
    assert_eq!(after["iat"], NOW + 100);
    assert!(after.get("nonce").is_none() && before.get("nonce").is_some());
    assert_eq!(second.response.access_token(), "b".repeat(43));
    // TK-16: all tokens of a login are one family.
    assert_eq!(*second.access.grant_id(), grant_id);
    assert_eq!(*new_grant(second).grant_id(), grant_id);
}

#[test]
fn tk_16_a_rotated_token_is_taken_and_a_reusable_one_stays() {
    let once = refreshing(RefreshUsage::OneTime);
    let refreshed = redeem(&form('A'), grant_of(&once, None), &once, None, NOW).unwrap();
    assert!(refreshed.is_one_time());
    let issued = refreshed
        .issue(&provider(), ES256.as_ref(), fresh('b'), NOW)
        .unwrap();
    let IssuedRefresh::New(token, _) = &issued.refresh else {
        panic!("not rotated")
    };
    assert_eq!(Some(token), issued.response.refresh_token());
    let many = refreshing(RefreshUsage::Reuse);
    let refreshed = redeem(&form('A'), grant_of(&many, None), &many, None, NOW).unwrap();
    assert!(!refreshed.is_one_time());
    let issued = refreshed
        .issue(&provider(), ES256.as_ref(), fresh('b'), NOW)
        .unwrap();
    assert!(matches!(issued.refresh, IssuedRefresh::Kept(_)));
    assert_eq!(issued.response.refresh_token(), None);
}

/// FAPI 2.0 §5.3.2.1: "shall not use refresh token rotation", whatever is registered; and what comes of
/// them is bound.
#[test]
fn fapi2_s5_3_2_1_the_refresh_tokens_of_a_fapi_client_are_not_rotated_and_give_bound_tokens() {
    let client = Client {
        refresh: RefreshRule::Always(RefreshUsage::OneTime),
        ..fapi_client()
    };
    let (key, other) = (proven(&ES256), proven(&CLIENT_KEY));
    let grant = grant_of(&client, Some(&key));
    let code =
        |proof| redeem(&form('A'), grant.clone(), &client, proof, NOW).map(|r| r.is_one_time());
    assert!(matches!(code(Some(&key)), Ok(false)));
    assert!(matches!(code(Some(&other)), Ok(false)));
    let when_asked = Client {
        refresh: RefreshRule::WhenAsked(RefreshUsage::OneTime),
        ..client.clone()
    };
    let asked = redeem(&form('A'), grant.clone(), &when_asked, Some(&key), NOW);
    assert!(!asked.unwrap().is_one_time());
    assert_eq!(code(None).unwrap_err().code(), ErrorCode::InvalidDpopProof);
}

/// RFC 9449 §5: "refresh tokens issued to confidential clients … are not bound to the DPoP proof public
/// key because they are already sender-constrained": the client may change its key, and the access token
/// is of the new one. Without a key a bound login gives nothing.
#[test]
fn rfc9449_s5_a_confidential_client_may_refresh_with_another_key() {
    let client = refreshing(RefreshUsage::OneTime);
    let (key, other) = (proven(&ES256), proven(&CLIENT_KEY));
    let grant = grant_of(&client, Some(&key));
    let redeemed = |grant, proof| redeem(&form('A'), grant, &client, proof, NOW);
    let refreshed = redeemed(grant.clone(), Some(&other)).unwrap();
    let issued = refreshed.issue(&provider(), ES256.as_ref(), fresh('b'), NOW);
    let issued = issued.unwrap();
    let answer: Value = serde_json::from_str(&issued.response.to_json()).unwrap();
    assert_eq!(answer["token_type"], "DPoP");
    let next = new_grant(issued);
    let without = |grant| redeemed(grant, None).unwrap_err().code();
    assert_eq!(without(grant), ErrorCode::InvalidDpopProof);
    assert_eq!(without(next), ErrorCode::InvalidDpopProof);
}

/// RFC 9449 §5: of a public client the refresh token is bound, or it is rotated.
#[test]
fn rfc9449_s5_a_bound_refresh_token_of_a_public_client_is_nothing_without_its_key() {
    let client = Client {
        refresh: RefreshRule::Always(RefreshUsage::OneTime),
        ..public_client()
    };
    let key = proven(&ES256);
    let grant = grant_of(&client, Some(&key));
    assert!(redeem(&form('A'), grant.clone(), &client, Some(&key), NOW).is_ok());
    let other = proven(&CLIENT_KEY);
    let stolen = redeem(&form('A'), grant.clone(), &client, Some(&other), NOW).unwrap_err();
    assert_eq!(stolen.code(), ErrorCode::InvalidGrant);
    let stolen = redeem(&form('A'), grant, &client, None, NOW).unwrap_err();
    assert_eq!(stolen.code(), ErrorCode::InvalidDpopProof);
    assert!(redeem(&form('A'), grant_of(&client, None), &client, None, NOW).is_ok());
}

/// What was taken away from the client since the login does not come by a refresh; given again it does.
#[test]
fn tk_17_what_the_client_may_have_no_more_is_not_refreshed() {
    const API: &str = "https://api.example.no";
    let client = Client {
        resources: vec![API.to_owned()],
        ..refreshing(RefreshUsage::Reuse)
    };
    let asked = with(request(), "scope", Some("openid profile"));
    let asked = with(asked, "resource", Some(API));
    let grant = || new_grant(issued(&asked, &client, None));
    let narrower = Client {
        scopes: ScopeSet::from_iter(["openid"]),
        ..client.clone()
    };
    let scope_of = |client: &Client| {
        let refreshed = redeem(&form('A'), grant(), client, None, NOW).unwrap();
        let issued = refreshed.issue(&provider(), ES256.as_ref(), fresh('b'), NOW);
        let answer = issued.unwrap().response.to_json();
        serde_json::from_str::<Value>(&answer).unwrap()["scope"].clone()
    };
    assert_eq!(scope_of(&client), "openid profile");
    assert_eq!(scope_of(&narrower), "openid");
    let asking = with(form('A'), "scope", Some("openid profile"));
    assert!(redeem(&asking, grant(), &client, None, NOW).is_ok());
    let refused = redeem(&asking, grant(), &narrower, None, NOW).unwrap_err();
    assert_eq!(refused.code(), ErrorCode::InvalidScope);

    let elsewhere = Client {
        resources: vec!["https://other.example.no".to_owned()],
        ..client.clone()
    };
    let asking = with(form('A'), "resource", Some(API));
    for form in [form('A'), asking] {
        assert!(redeem(&form, grant(), &client, None, NOW).is_ok());
        let refused = redeem(&form, grant(), &elsewhere, None, NOW).unwrap_err();
        assert_eq!(refused.code(), ErrorCode::InvalidTarget);
    }

    // The issuer is a resource that nobody registers.
    let asked = with(request(), "resource", Some(&provider().issuer));
    let of_issuer = new_grant(issued(&asked, &client, None));
    assert!(redeem(&form('A'), of_issuer, &client, None, NOW).is_ok());

    let supplier = Client {
        on_behalf_of: vec!["municipality".to_owned()],
        authorization_details_types: vec!["payment".to_owned()],
        ..client.clone()
    };
    for (name, value) in [
        ("onbehalfof", "municipality"),
        ("authorization_details", r#"[{"type":"payment"}]"#),
    ] {
        let asked = with(request(), name, Some(value));
        let grant = || new_grant(issued(&asked, &supplier, None));
        assert!(redeem(&form('A'), grant(), &supplier, None, NOW).is_ok());
        // Registered for others of them it is for this one no more.
        let of_others = Client {
            on_behalf_of: vec!["another".to_owned()],
            authorization_details_types: vec!["other".to_owned()],
            ..client.clone()
        };
        for registered in [&client, &of_others] {
            let refused = redeem(&form('A'), grant(), registered, None, NOW).unwrap_err();
            assert_eq!(refused.code(), ErrorCode::InvalidGrant, "{name}");
        }
    }
}

#[test]
fn tk_17_nobody_else_nothing_more_and_not_for_ever() {
    let client = refreshing(RefreshUsage::OneTime);
    let grant = || grant_of(&client, None);
    let scoped = |scope: &str| with(form('A'), "scope", Some(scope));
    let cause = |result: Result<Refreshed, OAuthError>| {
        let error = result.unwrap_err();
        (error.code(), error.cause().cloned())
    };
    let mismatch = |m: Mismatch| (ErrorCode::InvalidGrant, Some(Error::Mismatch(m)));
    // Idle, then the whole login.
    assert!(redeem(&form('A'), grant(), &client, None, NOW + 599).is_ok());
    let (exp, now) = (NOW + 600, NOW + 600);
    let late = redeem(&form('A'), grant(), &client, None, now);
    assert_eq!(cause(late), mismatch(Mismatch::Expired { exp, now }));
    let mut last = grant();
    for step in 1..=12 {
        let now = NOW + step * 590;
        let refreshed = redeem(&form('A'), last, &client, None, now).unwrap();
        last = new_grant(
            refreshed
                .issue(&provider(), ES256.as_ref(), fresh('b'), now)
                .unwrap(),
        );
        assert_eq!(last.ends_at(), NOW + 7200);
        assert_eq!(last.expires_at(), (now + 600).min(NOW + 7200));
    }
    let at_the_end = NOW + 7199;
    let refreshed = redeem(&form('A'), last.clone(), &client, None, at_the_end).unwrap();
    let tokens = refreshed
        .issue(&provider(), ES256.as_ref(), fresh('b'), at_the_end)
        .unwrap();
    assert_eq!(
        tokens.access.expires_at(),
        NOW + 7200,
        "no token outlives its login"
    );
    assert!(redeem(&form('A'), last, &client, None, NOW + 7200).is_err());
    // Another client's.
    let victim = Client {
        client_id: oidc::protocol::ClientId::new("victim"),
        ..client.clone()
    };
    let theirs = new_grant(issued(
        &with(request(), "client_id", Some("victim")),
        &victim,
        None,
    ));
    let stolen = redeem(&form('A'), theirs, &client, None, NOW);
    assert_eq!(cause(stolen), mismatch(Mismatch::UnknownClient));
    // Registered for none any more.
    let before = grant();
    let now_without = Client {
        refresh: RefreshRule::Never,
        ..client.clone()
    };
    assert!(redeem(&form('A'), before, &now_without, None, NOW).is_err());
    // Scope.
    let narrow = redeem(&scoped("openid"), grant(), &client, None, NOW).unwrap();
    let tokens = narrow
        .issue(&provider(), ES256.as_ref(), fresh('b'), NOW)
        .unwrap();
    let answer: Value = serde_json::from_str(&tokens.response.to_json()).unwrap();
    assert_eq!(answer["scope"], "openid");
    let kept = new_grant(tokens);
    assert!(
        redeem(&scoped("openid profile"), kept, &client, None, NOW).is_ok(),
        "narrowed for one token only"
    );
    for wider in [
        "openid profile eidas:mds",
        "openid unknown",
        "openid  x",
        "",
    ] {
        let refused = redeem(&scoped(wider), grant(), &client, None, NOW);
        match wider {
            "" => assert!(refused.is_ok(), "RFC 6749 §3.1: empty is absent"),
            _ => assert_eq!(
                refused.unwrap_err().code(),
                ErrorCode::InvalidScope,
                "{wider}"
            ),
        }
    }
    let profile_only = redeem(&scoped("profile"), grant(), &client, None, NOW).unwrap();
    let tokens = profile_only
        .issue(&provider(), ES256.as_ref(), fresh('b'), NOW)
        .unwrap();
    assert_eq!(
        tokens.response.id_token(),
        None,
        "OIDC Core §12.2: no openid, no ID token"
    );
}

#[test]
fn oidc_core_s11_offline_access_is_asked_where_it_is_registered_so() {
    let when_asked = Client {
        refresh: RefreshRule::WhenAsked(RefreshUsage::OneTime),
        scopes: ScopeSet::from_iter(["openid", "profile", "offline_access"]),
        ..client()
    };
    let has = |params: &Pairs, client: &Client| {
        !matches!(issued(params, client, None).refresh, IssuedRefresh::None)
    };
    let offline = with(
        with(request(), "scope", Some("openid offline_access")),
        "prompt",
        Some("consent"),
    );
    assert!(has(&offline, &when_asked));
    assert!(!has(&request(), &when_asked));
    assert!(!has(
        &offline,
        &Client {
            refresh: RefreshRule::Never,
            ..when_asked.clone()
        }
    ));
    assert!(has(&request(), &refreshing(RefreshUsage::Reuse)));
    // Where nobody refreshes, none is given, and the grant type is unknown.
    let mut without = provider();
    without.abilities.remove(&Ability::RefreshTokens);
    let given = issued_at(&without, &request(), &refreshing(RefreshUsage::Reuse), None).refresh;
    assert!(matches!(given, IssuedRefresh::None));
    let refused = token::parse(&form('A'), &without).unwrap_err();
    assert_eq!(refused.code(), ErrorCode::UnsupportedGrantType);
}

/// ID-porten's own member goes to its own clients.
#[test]
fn idporten_refresh_token_expires_in_is_for_its_profile() {
    let answer = |profile| {
        let client = Client {
            claim_profile: profile,
            ..refreshing(RefreshUsage::OneTime)
        };
        let answer = issued(&request(), &client, None).response.to_json();
        serde_json::from_str::<Value>(&answer)
            .unwrap()
            .get("refresh_token_expires_in")
            .cloned()
    };
    assert_eq!(answer(ClaimProfile::Idporten2026), Some(600.into()));
    assert_eq!(answer(ClaimProfile::Standard), None);
}

#[test]
fn s6_a_refresh_request_that_cannot_be_read() {
    for (name, value, code) in [
        ("refresh_token", None, ErrorCode::InvalidRequest),
        ("refresh_token", Some("short"), ErrorCode::InvalidGrant),
    ] {
        let refused = token::parse(&with(form('A'), name, value), &provider()).unwrap_err();
        assert_eq!(refused.code(), code);
    }
    let shown = format!("{:?}", read(&form('A')));
    assert!(!shown.contains("AAAA"), "{shown}");
}

#[test]
fn a_refresh_grant_survives_the_store_and_needs_its_own_key() {
    let client = refreshing(RefreshUsage::OneTime);
    let grant = grant_of(&client, Some(&proven(&ES256)));
    let kept = serde_json::to_vec(&grant).unwrap();
    assert_eq!(
        serde_json::from_slice::<RefreshGrant>(&kept).unwrap(),
        grant
    );
    let refreshed = redeem(&form('A'), grant_of(&client, None), &client, None, NOW).unwrap();
    assert!(
        refreshed
            .issue(&provider(), RS256.as_ref(), fresh('b'), NOW)
            .is_err()
    );
}

/// Both kinds of access token, the first and the refreshed, are found by one handle.
#[test]
fn rfc9068_a_refreshed_token_by_value_has_a_handle_of_its_own() {
    let client = Client {
        access_token: AccessTokenFormat::Jwt,
        binding: BindingRule::Optional,
        ..refreshing(RefreshUsage::OneTime)
    };
    let refreshed = redeem(&form('A'), grant_of(&client, None), &client, None, NOW).unwrap();
    let issued = refreshed
        .issue(&provider(), ES256.as_ref(), fresh('b'), NOW)
        .unwrap();
    let token = oidc::provider::PresentedToken::parse(issued.response.access_token()).unwrap();
    let handle = token.handle(&provider(), NOW).unwrap();
    assert_eq!(handle, issued.handle);
    assert_eq!(code_form().len(), 4);
}

/// As [`tk_17_what_the_client_may_have_no_more_is_not_refreshed`], of the claim profile: all of the person's
/// claims while the client is registered so, and again when it is again.
#[test]
fn tk_17_a_changed_claim_profile_reaches_the_next_refresh() {
    let both = refreshing(RefreshUsage::OneTime);
    let standard = Client {
        claim_profile: ClaimProfile::Standard,
        ..both.clone()
    };
    let mut grant = grant_of(&both, None);
    for (client, told) in [(&both, true), (&standard, false), (&both, true)] {
        let refreshed = redeem(&form('A'), grant, client, None, NOW).unwrap();
        let issued = refreshed.issue(&provider(), ES256.as_ref(), fresh('b'), NOW);
        let issued = issued.unwrap();
        let claims = payload(issued.response.id_token().unwrap());
        assert_eq!(claims.get("family_name").is_some(), told);
        grant = new_grant(issued);
    }
}
