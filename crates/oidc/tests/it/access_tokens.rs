//! Access tokens and who may look into them. RFC 9068, RFC 7662, RFC 7009, RFC 8707, RFC 9396; OIDC Core
//! §5.3.

use oidc::jose::{Algorithm, JwkSet, jws, jwt};
use oidc::jose::{Audience, ExpectedClaims, IssuedAt, TokenType};
use oidc::protocol::{ErrorCode, OAuthError};
use oidc::provider::{
    AccessGrant, AccessTokenFormat, AuthenticatedClient, ClaimProfile, Client, GrantId, GrantRule,
    IntrospectionRule, IssuedRefresh, Presented, PresentedToken, Provider, RefreshRule,
    RefreshUsage, Revocation, TokenRequest, Userinfo, UserinfoFormat, introspection, refresh,
    revocation, token, userinfo,
};
use serde_json::{Map, Value, json};

use crate::fixture::{
    CLIENT, CLIENT_KEY, ES256, ISSUER, NOW, Pairs, RS256, access, ask_as, authenticated, client,
    code_form, code_request, fresh, id_token_claims, issued, keys, opaque, pairs, proven, provider,
    public_client, rejected, request, subject, with,
};

const API: &str = "https://api.example/v1";

fn by_value() -> Client {
    Client {
        access_token: AccessTokenFormat::Jwt,
        resources: vec![API.to_owned(), "https://other.example".to_owned()],
        authorization_details_types: vec!["idporten:fullmakt".to_owned()],
        ..client()
    }
}

fn bearer(token: &str) -> Presented {
    userinfo::parse(Some(&format!("Bearer {token}")), &[], &[]).unwrap()
}

fn claims_of(token: &str) -> Map<String, Value> {
    let expected = ExpectedClaims {
        algorithms: &[Algorithm::Es256],
        token_type: TokenType::Explicit("at+jwt"),
        issuer: ISSUER,
        audience: Audience::Any,
        issued_at: IssuedAt::Required,
        lifetime: 120,
        tolerance: 0,
    };
    jwt::verify(token, &keys(), &expected, NOW)
        .unwrap()
        .claims()
        .clone()
}

#[test]
fn rfc9068_s2_2_a_token_by_value_says_who_for_what_and_nothing_of_the_person() {
    let issued = issued(&request(), &by_value(), None);
    let claims = claims_of(issued.response.access_token());
    for (name, value) in [
        ("iss", json!(ISSUER)),
        ("sub", json!("pairwise-sub")),
        ("aud", json!(ISSUER)),
        ("client_id", json!(CLIENT)),
        ("exp", json!(NOW + 120)),
        ("iat", json!(NOW)),
        ("scope", json!("openid profile")),
        ("acr", json!("eidas-loa-high")),
        ("amr", json!(["eIDAS"])),
        ("auth_time", json!(NOW - 5)),
        ("jti", json!(issued.access.jti())),
        ("grant_id", json!(GrantId::of_code(&opaque('c')).as_str())),
    ] {
        assert_eq!(claims[name], value, "{name}");
    }
    assert!(!claims.contains_key("family_name") && !claims.contains_key("cnf"));
    assert!(
        !claims["jti"].as_str().unwrap().contains("aaaa"),
        "the name is not the handle"
    );
}

#[test]
fn rfc9449_s6_1_a_bound_token_by_value_names_its_key() {
    let key = proven(&CLIENT_KEY);
    let issued = issued(&request(), &by_value(), Some(&key));
    let claims = claims_of(issued.response.access_token());
    assert_eq!(claims["cnf"], json!({"jkt": key.thumbprint()}));
}

fn handle(token: &str, keys: &JwkSet, now: i64) -> Result<String, String> {
    let token = PresentedToken::parse(token).ok_or("no token")?;
    let provider = Provider {
        keys: keys.clone(),
        ..provider()
    };
    let handle = token.handle(&provider, now);
    handle
        .map(|handle| handle.expose().to_owned())
        .map_err(|error| error.to_string())
}

/// TK-20: an ID token, a logout token or a stranger's token is no access token.
#[test]
fn rfc9068_s4_tk_20_only_our_own_access_tokens_have_a_handle() {
    let issued = issued(&request(), &by_value(), None);
    let token = issued.response.access_token();
    assert_eq!(handle(token, &keys(), NOW), Ok("a".repeat(43)));
    assert_eq!(handle(&"a".repeat(43), &keys(), NOW), Ok("a".repeat(43)));
    assert!(handle(token, &keys(), NOW + 125).is_err(), "too old");
    assert!(handle(token, &JwkSet::of([RS256.public().clone()]).unwrap(), NOW).is_err());
    let sign =
        |typ: &str, claims: &Map<String, Value>| jwt::sign_as(typ, claims, ES256.as_ref()).unwrap();
    let claims = claims_of(token);
    assert!(handle(&sign("at+jwt", &claims), &keys(), NOW).is_ok());
    for typ in ["JWT", "logout+jwt", "dpop+jwt"] {
        assert!(handle(&sign(typ, &claims), &keys(), NOW).is_err(), "{typ}");
    }
    assert!(
        handle(&sign("at+jwt", &id_token_claims()), &keys(), NOW).is_err(),
        "no handle"
    );
    let id_token = issued.response.id_token().unwrap();
    assert!(handle(id_token, &keys(), NOW).is_err());
    let foreign = jwt::sign_as("at+jwt", &claims, CLIENT_KEY.as_ref()).unwrap();
    assert!(handle(&foreign, &keys(), NOW).is_err());
    let mut elsewhere = claims.clone();
    elsewhere.insert("iss".to_owned(), json!("https://other.example"));
    assert!(handle(&sign("at+jwt", &elsewhere), &keys(), NOW).is_err());
}

fn read(access: &AccessGrant, token: &str, now: i64) -> Result<Map<String, Value>, ErrorCode> {
    match access.userinfo(&bearer(token), None, &provider(), now) {
        Ok(Userinfo::Json(json)) => Ok(serde_json::from_str(&json).unwrap()),
        Ok(Userinfo::ToSign(_)) => panic!("signed"),
        Err(error) => Err(error.code()),
    }
}

#[test]
fn the_handle_inside_a_token_by_value_is_no_token() {
    let issued = issued(&request(), &by_value(), None);
    let token = issued.response.access_token();
    assert_eq!(
        read(&issued.access, token, NOW).unwrap()["family_name"],
        "Georgiev"
    );
    let inside = issued.handle.expose();
    assert_eq!(
        read(&issued.access, inside, NOW),
        Err(ErrorCode::InvalidToken)
    );
    assert_eq!(
        read(&issued.access, token, NOW + 120),
        Err(ErrorCode::InvalidToken)
    );
}

#[test]
fn rfc8707_s2_tk_20_a_token_is_for_the_services_that_were_asked() {
    let asked = |resources: &[&str]| {
        let mut params: Pairs = request();
        params.extend(
            resources
                .iter()
                .map(|r| ("resource".to_owned(), (*r).to_owned())),
        );
        issued(&params, &by_value(), None)
    };
    let one = asked(&[API]);
    assert_eq!(claims_of(one.response.access_token())["aud"], API);
    // Attack TK-20: the service reads no person here with a token that it got for itself.
    assert_eq!(
        read(&one.access, one.response.access_token(), NOW),
        Err(ErrorCode::InvalidToken)
    );
    let both = asked(&[API, ISSUER, API]);
    assert_eq!(
        claims_of(both.response.access_token())["aud"],
        json!([API, ISSUER])
    );
    assert!(read(&both.access, both.response.access_token(), NOW).is_ok());
    for resource in [
        "https://evil.example",
        "https://api.example/v1/",
        "https://api.example/v1#x",
        "x",
    ] {
        let params = with(request(), "resource", Some(resource));
        let refused = rejected(ask_as(&params, &by_value()));
        assert_eq!(refused.code(), ErrorCode::InvalidTarget, "{resource}");
    }
    // Some clients always name the issuer.
    assert!(ask_as(&with(request(), "resource", Some(ISSUER)), &client()).is_ok());
}

/// So many as one token should serve, and each once.
#[test]
fn rfc8707_s2_a_token_is_for_ten_services_at_most() {
    let services: Vec<String> = (0..11).map(|n| format!("https://s{n}.example")).collect();
    let registered = Client {
        resources: services.clone(),
        ..by_value()
    };
    let asked = |services: &[String]| {
        let named = services
            .iter()
            .map(|one| ("resource".to_owned(), one.clone()));
        ask_as(&[request(), named.collect()].concat(), &registered)
    };
    assert_eq!(asked(&services[..10]).unwrap().resources, services[..10]);
    let refused = rejected(asked(&services));
    assert_eq!(refused.code(), ErrorCode::InvalidTarget);
}

#[test]
fn rfc8707_s2_2_a_token_request_narrows_and_never_widens() {
    let mut params: Pairs = request();
    params.extend(pairs(&[("resource", API), ("resource", ISSUER)]));
    let redeem = |resource: &str| {
        let grant = ask_as(&params, &by_value())
            .unwrap()
            .grant(subject(), NOW)
            .unwrap();
        let form = [code_form(), pairs(&[("resource", resource)])].concat();
        let client = by_value();
        token::redeem(
            &code_request(&form),
            grant,
            &authenticated(&client),
            None,
            ISSUER,
            NOW,
        )
    };
    let issued = redeem(API)
        .unwrap()
        .issue(&provider(), ES256.as_ref(), fresh('a'), NOW)
        .unwrap();
    assert_eq!(claims_of(issued.response.access_token())["aud"], API);
    let wider = redeem("https://other.example").unwrap_err();
    assert_eq!(wider.code(), ErrorCode::InvalidTarget);
}

/// Where no service was named the issuer's own was granted: who names that one gets it.
#[test]
fn rfc8707_s2_2_the_issuer_is_what_is_granted_where_nothing_was_named() {
    let client = by_value();
    let redeem = |resource: &str| {
        let grant = ask_as(&request(), &client)
            .unwrap()
            .grant(subject(), NOW)
            .unwrap();
        let form = [code_form(), pairs(&[("resource", resource)])].concat();
        let caller = authenticated(&client);
        token::redeem(&code_request(&form), grant, &caller, None, ISSUER, NOW)
    };
    let issued = redeem(ISSUER)
        .unwrap()
        .issue(&provider(), ES256.as_ref(), fresh('a'), NOW)
        .unwrap();
    assert_eq!(claims_of(issued.response.access_token())["aud"], ISSUER);
    let refused = redeem(API).unwrap_err();
    assert_eq!(refused.code(), ErrorCode::InvalidTarget);
    assert_eq!(
        refused.description(),
        "resource must be among those of the authorization request"
    );
}

/// "filtered to the specific audience": a detail for another service stands in no token of this one, and a resource server
/// that asks is told of what is for it.
#[test]
fn rfc9396_s9_1_a_token_says_what_it_allows_at_its_own_service() {
    const OTHER: &str = "https://other.example";
    let kind = "idporten:fullmakt";
    let (here, there) = (
        json!({"type": kind, "locations": [API]}),
        json!({"type": kind, "locations": [OTHER, "https://third.example"]}),
    );
    let (everywhere, both) = (
        json!({"type": kind}),
        json!({"type": kind, "locations": [API, OTHER]}),
    );
    let all = json!([here, there, everywhere, both]);
    let of = |resources: &[&str]| {
        let details = ("authorization_details".to_owned(), all.to_string());
        let named = resources
            .iter()
            .map(|one| ("resource".to_owned(), (*one).to_owned()));
        let params: Pairs = request()
            .into_iter()
            .chain([details])
            .chain(named)
            .collect();
        issued(&params, &by_value(), None)
    };
    for (resources, expected) in [
        (vec![], all.clone()),
        (vec![API], json!([here, everywhere, both])),
        (vec![OTHER], json!([there, everywhere, both])),
        (vec![API, OTHER], all.clone()),
    ] {
        let issued = of(&resources);
        let inside = claims_of(issued.response.access_token());
        assert_eq!(inside["authorization_details"], expected, "{resources:?}");
        // §7: the answer says what its token was granted.
        let answer: Value = serde_json::from_str(&issued.response.to_json()).unwrap();
        assert_eq!(answer["authorization_details"], expected, "{resources:?}");
    }
    // §9.2: one token for both, and each of them asks.
    let issued = of(&[API, OTHER]);
    let presented = PresentedToken::parse(issued.response.access_token()).unwrap();
    let told = |rule: IntrospectionRule| {
        let caller = Client {
            introspection: rule,
            ..by_value()
        };
        let caller = authenticated(&caller);
        let answer = issued
            .access
            .introspected(&presented, &caller, &provider(), NOW);
        serde_json::from_str::<Value>(&answer).unwrap()["authorization_details"].clone()
    };
    let served = |service: &str| told(IntrospectionRule::Audiences(vec![service.to_owned()]));
    assert_eq!(served(API), json!([here, everywhere, both]));
    assert_eq!(served(OTHER), json!([there, everywhere, both]));
    assert_eq!(told(IntrospectionRule::Own), all);
}

/// §2.2 says of which type the fields are that every type has in common.
#[test]
fn rfc9396_s5_a_field_of_the_wrong_type_is_refused() {
    let asked = |detail: Value| {
        let details = json!([detail]).to_string();
        ask_as(
            &with(request(), "authorization_details", Some(&details)),
            &by_value(),
        )
    };
    let kind = "idporten:fullmakt";
    for name in ["locations", "actions", "datatypes", "privileges"] {
        assert!(asked(json!({"type": kind, name: ["x"]})).is_ok(), "{name}");
        for wrong in [json!("x"), json!([7]), json!({}), json!(null)] {
            let refused = rejected(asked(json!({"type": kind, name: wrong})));
            assert_eq!(
                refused.code(),
                ErrorCode::InvalidAuthorizationDetails,
                "{name}"
            );
        }
    }
    assert!(asked(json!({"type": kind, "identifier": "x", "more": {"of": [7]}})).is_ok());
    let refused = rejected(asked(json!({"type": kind, "identifier": 7})));
    assert_eq!(refused.code(), ErrorCode::InvalidAuthorizationDetails);
}

#[test]
fn rfc9396_s5_details_of_registered_types_are_granted_and_told() {
    let details = r#"[{"type":"idporten:fullmakt","permission_roles":["x"]}]"#;
    let params = with(request(), "authorization_details", Some(details));
    let issued = issued(&params, &by_value(), None);
    let granted: Value = serde_json::from_str(details).unwrap();
    let answer: Value = serde_json::from_str(&issued.response.to_json()).unwrap();
    assert_eq!(answer["authorization_details"], granted);
    assert_eq!(
        claims_of(issued.response.access_token())["authorization_details"],
        granted
    );
    let none: Value = serde_json::from_str(
        &crate::fixture::issued(&request(), &by_value(), None)
            .response
            .to_json(),
    )
    .unwrap();
    assert!(none.get("authorization_details").is_none());
    for text in [
        "x",
        "{}",
        "[1]",
        "[{}]",
        r#"[{"type":7}]"#,
        r#"[{"type":"other"}]"#,
        r#"[{"type":"idporten:fullmakt"},{"type":"other"}]"#,
        r#"[{"type":"idporten:fullmakt","type":"idporten:fullmakt"}]"#,
        r#"[]},"b":{"#,
        r#"[],"b":1"#,
    ] {
        let refused = rejected(ask_as(
            &with(request(), "authorization_details", Some(text)),
            &by_value(),
        ));
        assert_eq!(
            refused.code(),
            ErrorCode::InvalidAuthorizationDetails,
            "{text}"
        );
    }
    let many = format!(
        "[{}]",
        vec![r#"{"type":"idporten:fullmakt"}"#; 21].join(",")
    );
    let refused = rejected(ask_as(
        &with(request(), "authorization_details", Some(&many)),
        &by_value(),
    ));
    assert_eq!(refused.code(), ErrorCode::InvalidAuthorizationDetails);
    // A client that is registered for no type asks for none.
    let refused = rejected(ask_as(&params, &client()));
    assert_eq!(refused.code(), ErrorCode::InvalidAuthorizationDetails);
}

/// "The AS checks whether the underlying grant [...] allows the issuance of an access token with the requested
/// authorization details", of a code and of a refresh token.
#[test]
fn rfc9396_s6_a_token_request_narrows_the_details_and_never_widens() {
    let of = |role: &str| json!({"type": "idporten:fullmakt", "permission_roles": [role]});
    let (one, two) = (of("one"), of("two"));
    let granted = json!([one, two]);
    let registered = Client {
        refresh: RefreshRule::Always(RefreshUsage::Reuse),
        ..by_value()
    };
    let params = with(
        request(),
        "authorization_details",
        Some(&granted.to_string()),
    );
    let caller = authenticated(&registered);
    let first = |asked: Option<&Value>| {
        let grant = ask_as(&params, &registered).unwrap();
        let grant = grant.grant(subject(), NOW).unwrap();
        let text = asked.map(Value::to_string);
        let form = with(code_form(), "authorization_details", text.as_deref());
        let TokenRequest::Code(form) = token::parse(&form, &provider())? else {
            panic!("no code")
        };
        token::redeem(&form, grant, &caller, None, ISSUER, NOW)
    };
    let told = |issued: &oidc::provider::Issued| {
        let answer: Value = serde_json::from_str(&issued.response.to_json()).unwrap();
        let details = |value: &Value| value.get("authorization_details").cloned();
        let inside = Value::Object(claims_of(issued.response.access_token()));
        assert_eq!(details(&answer), details(&inside));
        details(&answer)
    };
    let issue = |redeemed: token::Redeemed| {
        redeemed
            .issue(&provider(), ES256.as_ref(), fresh('a'), NOW)
            .unwrap()
    };
    assert_eq!(told(&issue(first(None).unwrap())), Some(granted.clone()));
    let less = issue(first(Some(&json!([two]))).unwrap());
    assert_eq!(told(&less), Some(json!([two])));
    assert_eq!(told(&issue(first(Some(&json!([]))).unwrap())), None);
    // What was narrowed for one token is whole for the next.
    let IssuedRefresh::New(_, kept) = less.refresh else {
        panic!("no refresh token")
    };
    let next = |asked: &Value| {
        let form = pairs(&[
            ("grant_type", "refresh_token"),
            ("refresh_token", &"A".repeat(43)),
            ("authorization_details", &asked.to_string()),
        ]);
        let TokenRequest::Refresh(form) = token::parse(&form, &provider())? else {
            panic!("no refresh")
        };
        refresh::redeem(&form, kept.clone(), &caller, None, ISSUER, NOW)
    };
    let refreshed = next(&json!([one])).unwrap();
    let refreshed = refreshed.issue(&provider(), ES256.as_ref(), fresh('b'), NOW);
    assert_eq!(told(&refreshed.unwrap()), Some(json!([one])));
    for more in [
        json!([of("three")]),
        json!([one, of("three")]),
        json!([{"type": "idporten:fullmakt"}]),
        json!([{"type": "other"}]),
        json!({"type": "idporten:fullmakt"}),
        json!("x"),
    ] {
        let code = ErrorCode::InvalidAuthorizationDetails;
        assert_eq!(first(Some(&more)).unwrap_err().code(), code, "{more}");
        assert_eq!(next(&more).unwrap_err().code(), code, "{more}");
    }
}

#[test]
fn idporten_the_customer_that_was_asked_for_stands_in_the_tokens() {
    let supplier = Client {
        on_behalf_of: vec!["municipality".to_owned()],
        ..by_value()
    };
    let issued = issued(
        &with(request(), "onbehalfof", Some("municipality")),
        &supplier,
        None,
    );
    let claims = claims_of(issued.response.access_token());
    assert_eq!(claims["client_onbehalfof"], "municipality");
    let id_token = issued.response.id_token().unwrap();
    let signed = jws::verify(id_token, &keys(), &[Algorithm::Es256]).unwrap();
    let claims: Value = serde_json::from_slice(signed.payload()).unwrap();
    assert_eq!(claims["client_onbehalfof"], "municipality");
}

#[test]
fn oidc_core_s5_3_2_a_signed_answer_is_for_the_client_that_asked() {
    let signed = Client {
        userinfo: UserinfoFormat::Signed,
        ..client()
    };
    let issued = issued(&request(), &signed, None);
    let answer = issued
        .access
        .userinfo(&bearer(&"a".repeat(43)), None, &provider(), NOW)
        .unwrap();
    let Userinfo::ToSign(unsigned) = answer else {
        panic!("not signed")
    };
    assert_eq!(unsigned.algorithm(), Algorithm::Es256);
    let token = unsigned.sign(ES256.as_ref()).unwrap();
    let payload = jws::verify(&token, &keys(), &[Algorithm::Es256]).unwrap();
    let claims: Value = serde_json::from_slice(payload.payload()).unwrap();
    assert_eq!(claims["iss"], ISSUER);
    assert_eq!(claims["aud"], CLIENT);
    assert_eq!(claims["sub"], "pairwise-sub");
    assert_eq!(claims["family_name"], "Georgiev");
    let again = issued
        .access
        .userinfo(&bearer(&"a".repeat(43)), None, &provider(), NOW)
        .unwrap();
    let Userinfo::ToSign(unsigned) = again else {
        panic!("not signed")
    };
    assert!(unsigned.sign(RS256.as_ref()).is_err());
}

fn server(audiences: &[&str]) -> Client {
    Client {
        client_id: oidc::protocol::ClientId::new("api"),
        introspection: IntrospectionRule::Audiences(
            audiences.iter().map(|a| (*a).to_owned()).collect(),
        ),
        ..client()
    }
}

fn introspect(token: &str, access: &AccessGrant, caller: &Client, now: i64) -> Value {
    let caller: AuthenticatedClient = authenticated(caller);
    let form = pairs(&[("token", token), ("token_type_hint", "refresh_token")]);
    let presented = introspection::parse(&form, &caller).unwrap().unwrap();
    let answer = access.introspected(&presented, &caller, &provider(), now);
    serde_json::from_str(&answer).unwrap()
}

#[test]
fn rfc7662_s2_2_an_active_token_is_explained_to_whom_it_concerns() {
    let params = with(request(), "resource", Some(API));
    let key = proven(&CLIENT_KEY);
    let issued = issued(&params, &by_value(), Some(&key));
    let token = issued.response.access_token();
    let answer = introspect(token, &issued.access, &server(&[API]), NOW);
    for (name, value) in [
        ("active", json!(true)),
        ("iss", json!(ISSUER)),
        ("sub", json!("pairwise-sub")),
        ("aud", json!(API)),
        ("client_id", json!(CLIENT)),
        ("scope", json!("openid profile")),
        ("exp", json!(NOW + 120)),
        ("token_type", json!("DPoP")),
        ("cnf", json!({"jkt": key.thumbprint()})),
    ] {
        assert_eq!(answer[name], value, "{name}");
    }
    assert!(answer.get("family_name").is_none() && answer.get("handle").is_none());
    let opaque_one = access(&request(), &client());
    let answer = introspect(&"a".repeat(43), &opaque_one, &client(), NOW);
    assert_eq!(answer["active"], true);
    assert_eq!(answer["token_type"], "Bearer");
}

/// TK-25.
#[test]
fn rfc7662_s4_tk_25_nobody_else_learns_more_than_inactive() {
    let issued = issued(&with(request(), "resource", Some(API)), &by_value(), None);
    let token = issued.response.access_token();
    let inactive = json!({"active": false});
    assert_eq!(
        introspect(
            token,
            &issued.access,
            &server(&["https://other.example"]),
            NOW
        ),
        inactive
    );
    let stranger = Client {
        client_id: oidc::protocol::ClientId::new("stranger"),
        ..client()
    };
    assert_eq!(introspect(token, &issued.access, &stranger, NOW), inactive);
    assert_eq!(
        introspect(token, &issued.access, &server(&[API]), NOW + 120),
        inactive
    );
    assert_eq!(
        introspect(issued.handle.expose(), &issued.access, &server(&[API]), NOW),
        inactive
    );
    assert_eq!(introspection::inactive(), inactive.to_string());
    // §2.1: who asks proves who she is.
    let public = public_client();
    let form = pairs(&[("token", token)]);
    let refused: OAuthError = introspection::parse(&form, &authenticated(&public)).unwrap_err();
    assert_eq!(refused.code(), ErrorCode::InvalidClient);
    let own = client();
    let caller = authenticated(&own);
    assert!(
        introspection::parse(&pairs(&[("token", "x")]), &caller)
            .unwrap()
            .is_none()
    );
    assert!(introspection::parse(&pairs(&[]), &caller).is_err());
    assert!(introspection::parse(&pairs(&[("token", "x"), ("token", "y")]), &caller).is_err());
}

#[test]
fn rfc7009_s2_1_tk_25_a_client_revokes_its_own_tokens_and_with_a_refresh_token_the_whole_login() {
    let registered = Client {
        refresh: RefreshRule::Always(RefreshUsage::Reuse),
        ..by_value()
    };
    let issued = issued(&request(), &registered, None);
    let stranger = Client {
        client_id: oidc::protocol::ClientId::new("stranger"),
        ..registered.clone()
    };
    assert_eq!(
        issued.access.revoked_by(&authenticated(&registered)),
        Revocation::AccessToken
    );
    assert_eq!(
        issued.access.revoked_by(&authenticated(&stranger)),
        Revocation::Nothing
    );
    let grant_id = issued.access.grant_id().clone();
    let IssuedRefresh::New(_, grant) = issued.refresh else {
        panic!("no refresh token")
    };
    let whole = Revocation::Grant(grant_id);
    assert_eq!(grant.revoked_by(&authenticated(&registered)), whole);
    assert_eq!(
        grant.revoked_by(&authenticated(&stranger)),
        Revocation::Nothing
    );
    let told = |client: &Client| -> Value {
        serde_json::from_str(&grant.introspected(&authenticated(client), &provider(), NOW)).unwrap()
    };
    assert_eq!(told(&registered)["active"], true);
    assert_eq!(told(&stranger), json!({"active": false}));
    let at = |now| grant.introspected(&authenticated(&registered), &provider(), now);
    assert_ne!(at(grant.expires_at() - 1), introspection::inactive());
    assert_eq!(at(grant.expires_at()), introspection::inactive());
    // RFC 7009 §2.2: what is no token of ours is answered as one that was revoked.
    assert_eq!(revocation::parse(&pairs(&[("token", "x")])).unwrap(), None);
    assert!(
        revocation::parse(&pairs(&[("token", "a.b.c")]))
            .unwrap()
            .is_some()
    );
    assert!(revocation::parse(&pairs(&[])).is_err());
}

/// RFC 6749 §4.1.2: "the authorization server [...] SHOULD revoke (when possible) all tokens previously
/// issued based on that authorization code". TK-13.
#[test]
fn tk_13_every_token_of_a_login_is_named_by_its_code() {
    let registered = Client {
        refresh: RefreshRule::Always(RefreshUsage::OneTime),
        ..by_value()
    };
    let issued = issued(&request(), &registered, None);
    let named = code_request(&code_form()).grant_id();
    assert_eq!(*issued.access.grant_id(), named);
    let IssuedRefresh::New(_, grant) = issued.refresh else {
        panic!("no refresh token")
    };
    assert_eq!(*grant.grant_id(), named);
    assert_ne!(GrantId::of_code(&opaque('d')), named);
    assert!(!named.as_str().contains('c') || named.as_str() != "c".repeat(43));
}

/// The names of the claims that userinfo tells.
fn given(grant: &AccessGrant) -> String {
    let record = serde_json::to_value(grant).unwrap();
    let mut names: Vec<&String> = record
        .get("userinfo")
        .and_then(Value::as_object)
        .unwrap()
        .keys()
        .collect();
    names.sort();
    let names: Vec<&str> = names.into_iter().map(String::as_str).collect();
    names.join(" ")
}

fn standard() -> Client {
    Client {
        claim_profile: ClaimProfile::Standard,
        ..client()
    }
}

/// A token of before an upgrade, whose record does not say what was asked, gives at a node of after it what
/// was granted, less what the client may not know.
#[test]
fn a_record_that_does_not_say_what_was_asked_gives_what_was_granted() {
    let wish = r#"{"userinfo":{"birthdate":null}}"#;
    let asked = with(request(), "scope", Some("openid"));
    let asked = with(asked, "claims", Some(wish));
    for (client, whole, less) in [
        (standard(), "birthdate sub", "sub"),
        (
            client(),
            "birthdate eidas_person_identifier family_name family_name#bg-Cyrl sub",
            "eidas_person_identifier family_name family_name#bg-Cyrl sub",
        ),
    ] {
        let granted = access(&asked, &client);
        let mut record = serde_json::to_value(&granted).unwrap();
        let now: AccessGrant = serde_json::from_value(record.clone()).unwrap();
        assert_eq!(now, granted, "positive control");
        for member in ["asked", "every"] {
            assert!(record.as_object_mut().unwrap().remove(member).is_some());
        }
        let before: AccessGrant = serde_json::from_value(record).unwrap();
        for grant in [now, before] {
            let within = |may: &dyn Fn(&str) -> bool| {
                given(&grant.clone().within(&client, ISSUER, may).unwrap())
            };
            assert_eq!(within(&|_| true), whole);
            assert_eq!(within(&|claim| claim != "birthdate"), less);
        }
    }
}

/// ID-porten's profile gives all of a person's claims. A client that is registered for the standard one
/// since gets by what it has no more than it asked for; registered as before it gets all again.
#[test]
fn core_s5_4_a_changed_claim_profile_reaches_what_was_granted_before() {
    let asked = with(request(), "scope", Some("openid"));
    let granted = access(&asked, &client());
    let whole = "birthdate eidas_person_identifier family_name family_name#bg-Cyrl sub";
    let within =
        |client: &Client| given(&granted.clone().within(client, ISSUER, |_| true).unwrap());
    assert_eq!(within(&client()), whole);
    assert_eq!(within(&standard()), "sub");

    let redeemed = |then: &Client, now: &Client| {
        let grant = ask_as(&asked, then).unwrap();
        let grant = grant.grant(subject(), NOW).unwrap();
        let (form, caller) = (code_request(&code_form()), authenticated(now));
        let redeemed = token::redeem(&form, grant, &caller, None, ISSUER, NOW).unwrap();
        let issued = redeemed.issue(&provider(), ES256.as_ref(), fresh('a'), NOW);
        let issued = issued.unwrap();
        let verified = jws::verify(
            issued.response.id_token().unwrap(),
            &keys(),
            &[Algorithm::Es256],
        );
        let claims: Value = serde_json::from_slice(verified.unwrap().payload()).unwrap();
        (given(&issued.access), claims.get("family_name").is_some())
    };
    assert_eq!(redeemed(&client(), &client()), (whole.to_owned(), true));
    assert_eq!(redeemed(&client(), &standard()), ("sub".to_owned(), false));
    // And nothing is given that was not promised.
    assert_eq!(redeemed(&standard(), &client()), ("sub".to_owned(), false));
}

/// RFC 7662 §2.2: a refresh token is active while there is something that it could be used for.
#[test]
fn rfc7662_s2_2_a_refresh_token_is_active_while_one_of_its_services_is_registered() {
    const OTHER: &str = "https://other.example";
    let registered = Client {
        refresh: RefreshRule::Always(RefreshUsage::Reuse),
        ..by_value()
    };
    let mut asked = with(request(), "resource", Some(API));
    asked.push(("resource".to_owned(), OTHER.to_owned()));
    let IssuedRefresh::New(_, grant) = issued(&asked, &registered, None).refresh else {
        panic!("no refresh token")
    };
    let served = |resources: &[&str]| {
        let client = Client {
            resources: resources.iter().map(ToString::to_string).collect(),
            ..registered.clone()
        };
        let told = grant.introspected(&authenticated(&client), &provider(), NOW);
        let told: Value = serde_json::from_str(&told).unwrap();
        let redeems = [API, OTHER].into_iter().any(|resource| {
            let form = pairs(&[
                ("grant_type", "refresh_token"),
                ("refresh_token", &"A".repeat(43)),
                ("resource", resource),
            ]);
            let TokenRequest::Refresh(form) = token::parse(&form, &provider()).unwrap() else {
                panic!("no refresh")
            };
            let caller = authenticated(&client);
            refresh::redeem(&form, grant.clone(), &caller, None, ISSUER, NOW).is_ok()
        });
        assert_eq!(told["active"], redeems, "{resources:?}");
        redeems
    };
    assert!(served(&[API, OTHER]));
    assert!(served(&[OTHER]));
    assert!(served(&[API]));
    assert!(!served(&["https://third.example"]));
}

/// A client that became one of `client_credentials` logs nobody in: neither a token nor a code of before,
/// nor a refresh, gives anything.
#[test]
fn rfc6749_s4_4_what_logins_gave_is_worth_nothing_to_a_client_without_logins() {
    let registered = Client {
        refresh: RefreshRule::Always(RefreshUsage::Reuse),
        ..client()
    };
    let machine = Client {
        grants: GrantRule::ClientCredentials,
        ..registered.clone()
    };
    let tokens = issued(&request(), &registered, None);
    let IssuedRefresh::New(_, kept) = tokens.refresh else {
        panic!("no refresh token")
    };
    let form = pairs(&[
        ("grant_type", "refresh_token"),
        ("refresh_token", &"A".repeat(43)),
    ]);
    let TokenRequest::Refresh(form) = token::parse(&form, &provider()).unwrap() else {
        panic!("no refresh")
    };
    for (client, may) in [(&registered, true), (&machine, false)] {
        let caller = authenticated(client);
        let lives = tokens.access.clone().within(client, ISSUER, |_| true);
        assert_eq!(lives.is_some(), may);
        let code = ask_as(&request(), &registered).unwrap();
        let code = code.grant(subject(), NOW).unwrap();
        let redeemed = token::redeem(
            &code_request(&code_form()),
            code,
            &caller,
            None,
            ISSUER,
            NOW,
        );
        let refused = redeemed.err().map(|error| error.code());
        assert_eq!(refused, (!may).then_some(ErrorCode::InvalidGrant));
        let refreshed = refresh::redeem(&form, kept.clone(), &caller, None, ISSUER, NOW);
        let refused = refreshed.err().map(|error| error.code());
        assert_eq!(refused, (!may).then_some(ErrorCode::InvalidGrant));
        let told = kept.introspected(&caller, &provider(), NOW);
        assert_eq!(told != introspection::inactive(), may);
    }
}
