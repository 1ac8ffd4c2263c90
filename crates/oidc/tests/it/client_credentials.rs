//! A client that acts for itself. RFC 6749 §4.4; RFC 6750 §3.1; RFC 7662.

use oidc::protocol::{ErrorCode, ScopeSet};
use oidc::provider::{
    AuthenticatedClient, BindingRule, ClientAuth, ClientGrant, GrantRule, ProvenKey, TokenRequest,
    client_credentials, token, userinfo,
};

use crate::fixture::{
    CLIENT_KEY, ES256, NOW, Pairs, authenticated, client, opaque, pairs, proven, provider,
};

const API: &str = "https://no.example/clients";

fn machine() -> oidc::provider::Client {
    oidc::provider::Client {
        grants: GrantRule::ClientCredentials,
        scopes: ScopeSet::from_iter(["read", "write"]),
        ..client()
    }
}

fn form(more: &[(&str, &str)]) -> Pairs {
    let mut form = pairs(&[("grant_type", "client_credentials")]);
    form.extend(pairs(more));
    form
}

fn granted(
    more: &[(&str, &str)],
    caller: &AuthenticatedClient,
    proof: Option<&ProvenKey>,
) -> Result<ClientGrant, ErrorCode> {
    let TokenRequest::ClientCredentials(request) = token::parse(&form(more), &provider()).unwrap()
    else {
        panic!("another grant")
    };
    let token = opaque('a');
    let grant = client_credentials::grant(&request, caller, proof, (API, &token), NOW);
    grant.map_err(|error| error.code())
}

/// RFC 9396 §5: what is not registered is refused, and no type is for a client in its own name. Without a value it is not there.
#[test]
fn rfc9396_s5_details_in_its_own_name_are_refused_and_not_dropped() {
    let asks = |details| token::parse(&form(&[("authorization_details", details)]), &provider());
    let refused = asks(r#"[{"type":"payment"}]"#).unwrap_err();
    assert_eq!(refused.code(), ErrorCode::InvalidAuthorizationDetails);
    assert!(asks("").is_ok());
}

#[test]
fn rfc6749_s4_4_who_may_have_a_token_and_for_what() {
    let caller = authenticated(&machine());
    let all = granted(&[], &caller, None).unwrap();
    assert_eq!(all.scope().to_parameter(), "read write");
    let some = granted(&[("scope", "read")], &caller, None).unwrap();
    assert_eq!(some.scope().to_parameter(), "read");
    assert!(granted(&[("resource", API)], &caller, None).is_ok());
    for (more, refused) in [
        (("scope", "read openid"), ErrorCode::InvalidScope),
        (
            ("resource", "https://other.example"),
            ErrorCode::InvalidTarget,
        ),
    ] {
        assert_eq!(granted(&[more], &caller, None), Err(refused));
    }
    // RFC 9449 §5.2: where tokens must be bound, none leaves that is not.
    let bound = authenticated(&oidc::provider::Client {
        binding: BindingRule::Required,
        ..machine()
    });
    let refused = granted(&[], &bound, None);
    assert_eq!(refused, Err(ErrorCode::InvalidDpopProof));
    assert!(granted(&[], &bound, Some(&proven(&CLIENT_KEY))).is_ok());
    // "MUST only be used by confidential clients", whatever is registered.
    let public = oidc::provider::Client {
        auth: ClientAuth::None,
        ..machine()
    };
    for nobody in [client(), public] {
        let refused = granted(&[], &authenticated(&nobody), None);
        assert_eq!(refused, Err(ErrorCode::UnauthorizedClient));
    }
}

#[test]
fn rfc6750_s3_1_a_token_serves_in_time_at_its_resource_and_for_its_scope() {
    let caller = authenticated(&machine());
    let grant = granted(&[("scope", "read")], &caller, None).unwrap();
    let bearer = userinfo::parse(Some(&format!("Bearer {}", "a".repeat(43))), &[], &[]).unwrap();
    let used = |at: (&str, &[&str]), now: i64| {
        let used = grant.verify_use(&bearer, None, at, now);
        used.map_err(|error| error.code())
    };
    let end = grant.expires_at();
    assert_eq!(used((API, &["read"]), NOW), Ok(()));
    assert_eq!(used((API, &["write", "read"]), end - 1), Ok(()));
    let invalid = Err(ErrorCode::InvalidToken);
    assert_eq!(used((API, &["read"]), end), invalid);
    assert_eq!(used(("https://other.example", &["read"]), NOW), invalid);
    let other = Err(ErrorCode::InsufficientScope);
    assert_eq!(used((API, &["write"]), NOW), other);
}

/// RFC 9449 §7.1: a bound token is none without its key, and one that is not bound is no DPoP token.
#[test]
fn rfc9449_s7_a_bound_token_needs_its_key() {
    let caller = authenticated(&machine());
    let (own, others) = (proven(&CLIENT_KEY), proven(&ES256));
    let bound = granted(&[], &caller, Some(&own)).unwrap();
    let free = granted(&[], &caller, None).unwrap();
    for (grant, scheme, proof, serves) in [
        (&bound, "DPoP", Some(&own), true),
        (&bound, "DPoP", Some(&others), false),
        (&bound, "DPoP", None, false),
        (&bound, "Bearer", Some(&own), false),
        (&free, "DPoP", Some(&own), false),
        (&free, "Bearer", None, true),
    ] {
        let header = format!("{scheme} {}", "a".repeat(43));
        let presented = userinfo::parse(Some(&header), &[], &[]).unwrap();
        let used = grant.verify_use(&presented, proof, (API, &["read"]), NOW);
        let refused = used.err().map(|error| error.code());
        assert_eq!(refused.is_none(), serves, "{scheme} {refused:?}");
    }
}

/// RFC 7662 §2.2, RFC 7009 §2.1: what it is is its own client's to know, and to end.
#[test]
fn a_token_is_looked_into_and_ended_by_its_client_alone() {
    let caller = authenticated(&machine());
    let grant = granted(&[], &caller, None).unwrap();
    let another = authenticated(&oidc::provider::Client {
        client_id: oidc::protocol::ClientId::new("another"),
        ..machine()
    });
    let told = |who: &AuthenticatedClient, now| grant.introspected(who, &provider(), now).is_some();
    assert!(told(&caller, grant.expires_at() - 1));
    assert!(!told(&caller, grant.expires_at()));
    assert!(!told(&another, NOW));
    assert!(grant.may_revoke(&caller) && !grant.may_revoke(&another));
}
