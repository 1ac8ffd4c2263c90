//! OpenID Connect Core 1.0 and Discovery 1.0.

use oidc::jose::{Algorithm, JwkSet, base64url, jwt};
use oidc::jose::{Audience, ExpectedClaims, IssuedAt, TokenType};
use oidc::protocol::{Acr, ErrorCode, LoginHint, Prompt};
use oidc::provider::{
    Ability, AccessGrant, AuthMethod, ClaimProfile, Client, PairwiseKey, Source, Subject, Userinfo,
    pairwise_sub, userinfo,
};
use serde_json::{Map, Value};

use crate::fixture::{
    CLIENT, CLIENT_KEY, ES256, ISSUER, NOW, Pairs, RS256, ask, ask_as, changed_claims, client,
    forge, issued, provider, rejected, request, subject, with,
};

/// The whole way from request to tokens; gives the ID token's claims and the access grant.
fn tokens(params: &Pairs, client: &Client) -> (Map<String, Value>, AccessGrant) {
    let issued = issued(params, client, None);
    let expected = ExpectedClaims {
        algorithms: &[Algorithm::Es256],
        token_type: TokenType::Jwt,
        issuer: ISSUER,
        audience: Audience::Only(CLIENT),
        issued_at: IssuedAt::Required,
        lifetime: 120,
        tolerance: 0,
    };
    let keys = JwkSet::of([ES256.public().clone(), RS256.public().clone()]).unwrap();
    let verified = jwt::verify(issued.response.id_token().unwrap(), &keys, &expected, NOW).unwrap();
    (verified.claims().clone(), issued.access)
}

fn standard() -> Client {
    Client {
        claim_profile: ClaimProfile::Standard,
        ..client()
    }
}

fn userinfo(access: &AccessGrant) -> Map<String, Value> {
    let presented = userinfo::parse(Some(&format!("Bearer {}", "a".repeat(43))), &[], &[]).unwrap();
    match access.userinfo(&presented, None, &provider(), NOW).unwrap() {
        Userinfo::Json(json) => serde_json::from_str(&json).unwrap(),
        Userinfo::ToSign(_) => panic!("signed"),
    }
}

#[test]
fn s2_the_id_token_says_who_for_whom_when_and_how() {
    let (claims, _) = tokens(&request(), &client());
    for (name, value) in [
        ("iss", Value::from(ISSUER)),
        ("sub", "pairwise-sub".into()),
        ("aud", CLIENT.into()),
        ("exp", (NOW + 120).into()),
        ("iat", NOW.into()),
        ("auth_time", (NOW - 5).into()),
        ("nonce", "nonce-1".into()),
        ("acr", "eidas-loa-high".into()),
        ("amr", vec!["eIDAS"].into()),
        ("jti", "jti-a".into()),
    ] {
        assert_eq!(claims[name], value, "{name}");
    }
    assert!(!claims.contains_key("sid"));
}

#[test]
fn s5_2_originals_in_another_script_are_language_tagged() {
    let (claims, access) = tokens(&request(), &client());
    assert_eq!(claims["family_name"], "Georgiev");
    assert_eq!(claims["family_name#bg-Cyrl"], "Георгиев");
    assert_eq!(userinfo(&access)["family_name#bg-Cyrl"], "Георгиев");
}

#[test]
fn s5_3_2_userinfo_has_sub_and_no_claim_about_the_token() {
    let (_, access) = tokens(&request(), &client());
    let answer = userinfo(&access);
    assert_eq!(answer["sub"], "pairwise-sub");
    assert_eq!(answer["eidas_person_identifier"], "BG/NO/1234567890");
    assert!(!answer.contains_key("iss"));
}

#[test]
fn s5_4_claims_of_scopes_are_in_userinfo_only_for_a_standard_client() {
    let (claims, access) = tokens(&request(), &standard());
    assert!(!claims.contains_key("family_name"));
    let answer = userinfo(&access);
    assert_eq!(answer["family_name"], "Georgiev");
    assert_eq!(answer["family_name#bg-Cyrl"], "Георгиев");
    assert!(!answer.contains_key("eidas_person_identifier"));
}

#[test]
fn s5_5_a_claim_asked_one_by_one_goes_where_it_was_asked() {
    let wish = r#"{"userinfo":{"eidas_person_identifier":{"essential":true}},"id_token":{"birthdate":null}}"#;
    let params = with(
        with(request(), "claims", Some(wish)),
        "scope",
        Some("openid"),
    );
    let (claims, access) = tokens(&params, &standard());
    assert_eq!(claims["birthdate"], "1980-01-02");
    assert!(!claims.contains_key("eidas_person_identifier"));
    let answer = userinfo(&access);
    assert_eq!(answer["eidas_person_identifier"], "BG/NO/1234567890");
    assert!(!answer.contains_key("birthdate") && !answer.contains_key("family_name"));
}

#[test]
fn s5_5_claims_that_cannot_be_read_are_invalid_request() {
    let deep = format!("{}{}", "[".repeat(5000), "]".repeat(5000));
    for text in [
        "x",
        "[]",
        r#"{"userinfo":[]}"#,
        r#"{"userinfo":{},"userinfo":{}}"#,
        &deep,
    ] {
        let refused = ask(&with(request(), "claims", Some(text)));
        assert_eq!(
            rejected(refused).code(),
            ErrorCode::InvalidRequest,
            "{text:.20}"
        );
    }
}

#[test]
fn s5_5_1_1_acr_asked_in_claims_counts_where_acr_values_is_absent() {
    let wish = r#"{"id_token":{"acr":{"essential":true,"values":["eidas-loa-high","x"]}}}"#;
    let params = with(with(request(), "claims", Some(wish)), "acr_values", None);
    assert_eq!(
        ask(&params).unwrap().acr_values.to_parameter(),
        "eidas-loa-high"
    );
}

/// §5.4, §5.5: what no scope brings leaves where it was asked for by its name, and nothing else does.
#[test]
fn s5_5_a_claim_leaves_by_scope_or_by_name() {
    let releases = |scope: &str, claims: &str, name: &str| {
        let params = with(
            with(request(), "scope", Some(scope)),
            "claims",
            Some(claims),
        );
        let grant = ask_as(&params, &standard()).unwrap();
        grant
            .grant(subject(), NOW)
            .unwrap()
            .promise()
            .releases(name)
    };
    let wish =
        r#"{"userinfo":{"birthdate":null,"family_name#und-Grek":null},"id_token":{"gender":null}}"#;
    for name in ["birthdate", "gender", "family_name#und-Grek"] {
        assert!(releases("openid", wish, name), "{name}");
        assert!(!releases("openid", "{}", name), "{name}");
    }
    for name in ["given_name", "family_name", "sub"] {
        assert!(!releases("openid", wish, name), "{name}");
    }
    assert!(releases("openid profile", "{}", "given_name"));
}

/// §5.5.1.1: what is asked by `claims` and is not essential is a wish, as the parameter is, which counts.
#[test]
fn s5_5_1_1_the_parameter_counts_more_than_a_wish_in_claims() {
    let wish = r#"{"id_token":{"acr":{"values":["eidas-loa-high"]}}}"#;
    let params = with(request(), "claims", Some(wish));
    let params = with(params, "acr_values", Some("eidas-loa-substantial"));
    let asked = ask(&params).unwrap().acr_values.to_parameter();
    assert_eq!(asked, "eidas-loa-substantial");
}

/// §3.1.2.1: `login`, `consent` and `select_account` are answered by no session.
#[test]
fn s3_1_2_1_what_must_be_shown_is() {
    for (prompt, is_shown) in [
        ("login", true),
        ("select_account", true),
        ("login consent", true),
        ("consent", true),
        ("none", false),
    ] {
        let asked = ask(&with(request(), "prompt", Some(prompt))).unwrap();
        assert_eq!(asked.prompt.shown(), is_shown, "{prompt}");
    }
    assert!(!ask(&request()).unwrap().prompt.shown());
}

/// §5.5.1.1: what is essential "MUST" be met, not come near.
#[test]
fn s5_5_1_1_az_20_an_essential_acr_that_was_not_proven_is_an_error() {
    let granted = |claims: &str, acr: &str| {
        let params = with(with(request(), "claims", Some(claims)), "acr_values", None);
        let person = Subject {
            acr: Acr::new(acr),
            ..subject()
        };
        ask(&params)
            .unwrap()
            .grant(person, NOW)
            .map(|_| ())
            .map_err(|error| error.code())
    };
    let unmet = Err(ErrorCode::UnmetAuthenticationRequirements);
    let essential = r#"{"id_token":{"acr":{"essential":true,"values":["eidas-loa-high","x"]}}}"#;
    assert_eq!(granted(essential, "eidas-loa-high"), Ok(()));
    assert_eq!(granted(essential, "eidas-loa-substantial"), unmet);
    let one = r#"{"id_token":{"acr":{"essential":true,"value":"eidas-loa-substantial"}}}"#;
    assert_eq!(granted(one, "eidas-loa-high"), unmet);
    // What is essential counts more than `acr_values`, and is known or refused at once.
    let asked = |claims: &str| ask(&with(request(), "claims", Some(claims)));
    let levels = asked(essential).unwrap().acr_values.to_parameter();
    assert_eq!(levels, "eidas-loa-high");
    let unknown = r#"{"id_token":{"acr":{"essential":true,"value":"x"}}}"#;
    let refused = rejected(asked(unknown)).code();
    assert_eq!(refused, ErrorCode::UnmetAuthenticationRequirements);
    // Any will do; or it is a wish.
    let any = r#"{"id_token":{"acr":{"essential":true}}}"#;
    assert_eq!(granted(any, "eidas-loa-low"), Ok(()));
    let wish = r#"{"id_token":{"acr":{"values":["eidas-loa-high"]}}}"#;
    assert_eq!(granted(wish, "eidas-loa-low"), Ok(()));
}

#[test]
fn s3_1_2_1_login_hint_is_understood_or_forgotten() {
    let hint = |text: &str| {
        ask(&with(request(), "login_hint", Some(text)))
            .unwrap()
            .login_hint
            .clone()
    };
    let country = LoginHint::Country("SE".to_owned());
    assert_eq!(hint("country:SE"), Some(country));
    assert_eq!(
        hint("persona:kari"),
        Some(LoginHint::Persona("kari".to_owned()))
    );
    for text in [
        "kari@example.no",
        "country:se",
        "country:SWE",
        "country:",
        "country:S1",
        "persona:",
        "persona:a b",
        "persona:<x>",
        "01017012345",
    ] {
        assert_eq!(hint(text), None, "{text}");
    }
}

/// ID-porten renamed the claims of foreign persons in April 2026; a service moves when it likes.
#[test]
fn idporten_a_client_keeps_the_names_of_the_year_it_was_written_for() {
    let names = |profile| {
        let (claims, access) = tokens(
            &request(),
            &Client {
                claim_profile: profile,
                ..client()
            },
        );
        let answer = userinfo(&access);
        let about = |map: &Map<String, Value>| {
            let mut names: Vec<String> = map
                .keys()
                .filter(|n| {
                    n.contains("person")
                        || n.contains("name")
                        || n.contains("birth")
                        || n.starts_with("eidas_")
                })
                .cloned()
                .collect();
            names.sort();
            names
        };
        assert_eq!(about(&claims), about(&answer));
        about(&claims)
    };
    assert_eq!(
        names(ClaimProfile::Idporten2026),
        [
            "birthdate",
            "eidas_person_identifier",
            "family_name",
            "family_name#bg-Cyrl"
        ]
    );
    assert_eq!(
        names(ClaimProfile::Idporten2024),
        [
            "eidas_date_of_birth",
            "eidas_identifier",
            "eidas_lastname",
            "eidas_lastname#bg-Cyrl"
        ]
    );
}

#[test]
fn s3_1_2_1_acr_values_keep_their_order_and_lose_unknown_words() {
    let asked = |text| ask(&with(request(), "acr_values", text));
    let order = asked(Some("eidas-loa-high unknown eidas-loa-low eidas-loa-high")).unwrap();
    assert_eq!(
        order.acr_values.to_parameter(),
        "eidas-loa-high eidas-loa-low"
    );
    assert_eq!(
        asked(None).unwrap().acr_values.to_parameter(),
        "eidas-loa-substantial"
    );
    let code = rejected(asked(Some("Level4"))).code();
    assert_eq!(code, ErrorCode::UnmetAuthenticationRequirements);
}

#[test]
fn s3_1_2_1_a_client_asks_only_for_its_levels() {
    let mut low = client();
    low.acr_values = [Acr::new("eidas-loa-low")].into_iter().collect();
    let asked = |text| ask_as(&with(request(), "acr_values", Some(text)), &low);
    assert_eq!(
        asked("eidas-loa-high eidas-loa-low")
            .unwrap()
            .acr_values
            .to_parameter(),
        "eidas-loa-low"
    );
    assert_eq!(
        rejected(asked("eidas-loa-high")).code(),
        ErrorCode::UnmetAuthenticationRequirements
    );
}

#[test]
fn s3_1_2_1_prompt_none_stands_alone() {
    let prompt = |text: &str| ask(&with(request(), "prompt", Some(text)));
    assert!(prompt("none").unwrap().prompt.is_none());
    assert!(prompt("login consent").unwrap().prompt.login());
    assert!(prompt("consent").unwrap().prompt.consent());
    assert!(!prompt("select_account").unwrap().prompt.login());
    assert_eq!(prompt("").unwrap().prompt, Prompt::Unspecified);
    for text in ["none login", "login none", "LOGIN", "create"] {
        assert_eq!(
            rejected(prompt(text)).code(),
            ErrorCode::InvalidRequest,
            "{text}"
        );
    }
}

/// An ID token of ours of a year ago, with these claims changed.
fn hint(changes: &[(&str, Value)]) -> String {
    let claims = serde_json::json!({
        "iss": ISSUER, "sub": "kari", "aud": CLIENT,
        "iat": NOW - 31_536_000, "exp": NOW - 31_535_880,
    });
    let claims = changed_claims(claims.as_object().unwrap(), changes);
    jwt::sign(&claims, ES256.as_ref()).unwrap()
}

/// §3.1.2.2: "the Authorization Server MUST NOT reply with an ID Token or Access Token for a
/// different user". AZ-24.
#[test]
fn s3_1_2_2_az_24_a_token_is_only_issued_for_whom_the_client_named() {
    let granted = |params: &Pairs, sub: &str| {
        let person = Subject {
            sub: sub.to_owned(),
            ..subject()
        };
        let asked = ask(params).unwrap();
        assert_eq!(
            asked.asks_for(sub),
            asked.clone().grant(person.clone(), NOW).is_ok()
        );
        asked.asks_for(sub)
    };
    assert!(granted(&request(), "anybody"));
    let hinted = with(request(), "id_token_hint", Some(&hint(&[])));
    let wish = r#"{"id_token":{"sub":{"value":"kari"}}}"#;
    let asked = with(request(), "claims", Some(wish));
    for params in [hinted, asked] {
        assert!(granted(&params, "kari"));
        assert!(!granted(&params, "ola"));
        assert!(!granted(&params, ""));
    }
}

/// Point 5: "When an id_token_hint is present, the OP MUST validate that it was the issuer of the ID Token."
#[test]
fn s3_1_2_2_az_24_a_hint_is_an_id_token_of_ours_however_old() {
    let asked = |token: &str| ask(&with(request(), "id_token_hint", Some(token)));
    let named = |token: &str| asked(token).unwrap().hinted_sub.clone();
    assert_eq!(named(&hint(&[])).as_deref(), Some("kari"));
    // §3.1.2.1: "The Authorization Server need not be listed as an audience", nor must who asks.
    let of_another = hint(&[("aud", "other".into())]);
    assert_eq!(named(&of_another).as_deref(), Some("kari"));
    let payload: Value =
        serde_json::json!({"iss": ISSUER, "sub": "kari", "aud": CLIENT, "iat": NOW});
    let good: Map<String, Value> = payload.as_object().unwrap().clone();
    let sign = |typ: &str| jwt::sign_as(typ, &good, ES256.as_ref()).unwrap();
    let tampered = {
        let token = hint(&[]);
        let (head, signature) = token.rsplit_once('.').unwrap();
        let (header, _) = head.split_once('.').unwrap();
        let other = base64url::encode(payload.to_string().replace("kari", "ola").as_bytes());
        format!("{header}.{other}.{signature}")
    };
    for (what, token) in [
        ("no token", "x".to_owned()),
        ("two parts", "a.b".to_owned()),
        ("empty parts", "..".to_owned()),
        (
            "unsigned",
            forge(&serde_json::json!({"alg": "none"}), &payload, &ES256),
        ),
        (
            "a stranger's key",
            jwt::sign(&good, CLIENT_KEY.as_ref()).unwrap(),
        ),
        ("changed", tampered),
        ("an access token", sign("at+jwt")),
        ("a logout token", sign("logout+jwt")),
        ("nobody", jwt::sign(&Map::new(), ES256.as_ref()).unwrap()),
        (
            "another issuer",
            hint(&[("iss", "https://other.example".into())]),
        ),
        ("sub is no text", hint(&[("sub", 7.into())])),
        ("no sub", hint(&[("sub", Value::Null)])),
        ("no aud", hint(&[("aud", Value::Null)])),
        ("no iat", hint(&[("iat", Value::Null)])),
        ("of the future", hint(&[("iat", (NOW + 6).into())])),
    ] {
        let refused = rejected(asked(&token));
        assert_eq!(refused.code(), ErrorCode::InvalidRequest, "{what}");
        let says = "id_token_hint is not an ID token of ours";
        assert_eq!(refused.description(), says, "{what}");
    }
}

#[test]
fn s3_1_2_1_max_age_is_a_number_of_seconds() {
    let max_age = |text: &str| ask(&with(request(), "max_age", Some(text)));
    assert_eq!(max_age("0").unwrap().max_age, Some(0));
    assert_eq!(max_age("3600").unwrap().max_age, Some(3600));
    for text in ["-1", "+1", "1.5", "x", "99999999999"] {
        assert_eq!(
            rejected(max_age(text)).code(),
            ErrorCode::InvalidRequest,
            "{text}"
        );
    }
}

#[test]
fn s3_1_2_1_ui_locales_are_a_wish_and_never_an_error() {
    let asked = ask(&with(request(), "ui_locales", Some("se nn-NO <script> en"))).unwrap();
    assert_eq!(
        asked.ui_locales.iter().collect::<Vec<_>>(),
        ["se", "nn-NO", "en"]
    );
    let others = [
        ("claims_locales", "se"),
        ("display", "popup"),
        ("login_hint", "x"),
    ];
    for (name, value) in others {
        assert!(ask(&with(request(), name, Some(value))).is_ok(), "{name}");
    }
}

#[test]
fn s3_1_2_1_az_29_openid_must_be_asked_and_what_may_not_be_asked_is_left_out() {
    let scope = |text: Option<&str>| ask(&with(request(), "scope", text));
    assert_eq!(
        scope(Some("openid unknown eidas:mds"))
            .unwrap()
            .scope
            .to_parameter(),
        "openid"
    );
    const WORDS: &str = "scope must be words with one blank between two";
    for (text, says) in [
        (None, "scope is missing"),
        (Some(""), "scope is missing"),
        (Some("profile"), "scope must contain openid"),
        (Some("openid  x"), WORDS),
        (Some("openid "), WORDS),
        (Some("openid \u{e6}"), WORDS),
        (Some("a\"b"), WORDS),
    ] {
        let refused = rejected(scope(text));
        assert_eq!(refused.code(), ErrorCode::InvalidScope, "{text:?}");
        assert_eq!(refused.description(), says, "{text:?}");
    }
}

#[test]
fn s3_1_2_6_what_is_not_supported_is_said() {
    for (name, code) in [
        ("request", ErrorCode::RequestNotSupported),
        ("request_uri", ErrorCode::RequestUriNotSupported),
        ("registration", ErrorCode::RegistrationNotSupported),
        ("resource", ErrorCode::InvalidTarget),
    ] {
        let refused = ask(&with(request(), name, Some("https://client.example/x")));
        assert_eq!(rejected(refused).code(), code, "{name}");
    }
}

#[test]
fn s3_1_2_1_az_04_response_type_is_code() {
    let asked = |text| rejected(ask(&with(request(), "response_type", text)));
    assert_eq!(asked(None).code(), ErrorCode::InvalidRequest);
    for text in ["token", "id_token", "code id_token", "none", "CODE"] {
        let refused = asked(Some(text));
        assert_eq!(refused.code(), ErrorCode::UnsupportedResponseType, "{text}");
        assert!(
            refused
                .description()
                .ends_with("response_type must be code")
        );
    }
}

/// Computed with Python: `hmac.digest(bytes(range(32)), b"991825827\0eidas\0SE/NO/…", "sha256")`.
#[test]
fn s8_1_the_pairwise_sub_of_a_fixed_vector() {
    let key = PairwiseKey::new(std::array::from_fn(|i| u8::try_from(i).unwrap()));
    let sub = |sector, source| pairwise_sub(&key, sector, source, "SE/NO/199210199320").unwrap();
    assert_eq!(
        sub("991825827", Source::Eidas),
        "AvKxA9Kqm9na4d726ojMbpRfoJvIADea3RYbOeuoNVg"
    );
    assert_eq!(
        sub("991825827", Source::National),
        "_DVgsNtk2_jABfMPOj4uIwK4KaxpteHBAo7V5sDEN80"
    );
    assert_ne!(
        sub("991825827", Source::Eidas),
        sub("trademark", Source::Eidas)
    );
    assert!(pairwise_sub(&key, "a\0b", Source::Eidas, "x").is_err());
}

#[test]
fn discovery_s3_the_document_says_what_is_true() {
    let mut plain = provider();
    plain.abilities.clear();
    let mut expected = serde_json::json!({
        "issuer": ISSUER,
        "authorization_endpoint": "https://no.example/authorize",
        "token_endpoint": "https://no.example/token",
        "userinfo_endpoint": "https://no.example/userinfo",
        "jwks_uri": "https://no.example/jwks.json",
        "pushed_authorization_request_endpoint": "https://no.example/par",
        "require_pushed_authorization_requests": false,
        "response_types_supported": ["code"],
        "response_modes_supported": ["query", "form_post"],
        "grant_types_supported": ["authorization_code"],
        "subject_types_supported": ["pairwise"],
        "id_token_signing_alg_values_supported": ["RS256", "ES256"],
        "scopes_supported": ["eidas:mds", "offline_access", "openid", "profile"],
        "claims_supported": ["sub", "family_name"],
        "claims_parameter_supported": true,
        "request_parameter_supported": false,
        "request_uri_parameter_supported": false,
        "acr_values_supported": ["eidas-loa-low", "eidas-loa-substantial", "eidas-loa-high"],
        "ui_locales_supported": ["nb", "nn", "en"],
        "prompt_values_supported": ["none", "login", "consent", "select_account"],
        "token_endpoint_auth_methods_supported":
            ["private_key_jwt", "client_secret_basic", "client_secret_post", "none"],
        "token_endpoint_auth_signing_alg_values_supported": ["RS256", "ES256", "PS256"],
        "code_challenge_methods_supported": ["S256"],
        "authorization_response_iss_parameter_supported": true,
    });
    assert_eq!(serde_json::to_value(plain.metadata()).unwrap(), expected);
    // And with everything that it can do.
    for (member, value) in [
        (
            "response_modes_supported",
            serde_json::json!(["query", "form_post", "query.jwt", "form_post.jwt", "jwt"]),
        ),
        (
            "grant_types_supported",
            serde_json::json!(["authorization_code", "refresh_token", "client_credentials"]),
        ),
        (
            "userinfo_signing_alg_values_supported",
            serde_json::json!(["RS256", "ES256"]),
        ),
        ("request_parameter_supported", true.into()),
        (
            "request_object_signing_alg_values_supported",
            serde_json::json!(["RS256", "ES256", "PS256"]),
        ),
        (
            "authorization_signing_alg_values_supported",
            serde_json::json!(["RS256", "ES256"]),
        ),
        (
            "dpop_signing_alg_values_supported",
            serde_json::json!(["ES256", "PS256"]),
        ),
        (
            "authorization_details_types_supported",
            serde_json::json!(["idporten:fullmakt"]),
        ),
        (
            "introspection_endpoint",
            "https://no.example/token/introspect".into(),
        ),
        (
            "introspection_endpoint_auth_methods_supported",
            serde_json::json!([
                "private_key_jwt",
                "client_secret_basic",
                "client_secret_post"
            ]),
        ),
        (
            "introspection_endpoint_auth_signing_alg_values_supported",
            serde_json::json!(["RS256", "ES256", "PS256"]),
        ),
        (
            "revocation_endpoint",
            "https://no.example/token/revoke".into(),
        ),
        (
            "revocation_endpoint_auth_signing_alg_values_supported",
            serde_json::json!(["RS256", "ES256", "PS256"]),
        ),
        (
            "revocation_endpoint_auth_methods_supported",
            serde_json::json!([
                "private_key_jwt",
                "client_secret_basic",
                "client_secret_post",
                "none"
            ]),
        ),
        ("end_session_endpoint", "https://no.example/logout".into()),
        ("backchannel_logout_supported", true.into()),
        ("backchannel_logout_session_supported", true.into()),
        ("frontchannel_logout_supported", true.into()),
        ("frontchannel_logout_session_supported", true.into()),
    ] {
        expected[member] = value;
    }
    let all = serde_json::to_value(provider().metadata()).unwrap();
    assert_eq!(all, expected);
    // RFC 8414 §2: the algorithms are those of assertions, and stand where those are taken.
    let mut by_secret = provider();
    by_secret
        .auth_methods
        .retain(|method| *method != AuthMethod::PrivateKeyJwt);
    let says = serde_json::to_value(by_secret.metadata()).unwrap();
    for endpoint in ["token", "introspection", "revocation"] {
        let member = format!("{endpoint}_endpoint_auth_signing_alg_values_supported");
        assert!(
            all.get(&member).is_some() && says.get(&member).is_none(),
            "{member}"
        );
    }
    // Each ability alone changes the document.
    for ability in Ability::ALL {
        let mut less = provider();
        less.abilities.remove(&ability);
        let says = serde_json::to_value(less.metadata()).unwrap();
        assert_eq!(says == all, ability == Ability::Resources, "{ability:?}");
    }
}

#[test]
fn s5_5_1_a_wish_has_the_types_of_the_standard() {
    let asked = |wish: &str| ask(&with(request(), "claims", Some(wish)));
    for wish in [
        r#"{"userinfo":{"name":true}}"#,
        r#"{"userinfo":{"name":"x"}}"#,
        r#"{"userinfo":{"name":[]}}"#,
        r#"{"userinfo":{"name":{"essential":"true"}}}"#,
        r#"{"userinfo":{"name":{"essential":1}}}"#,
        r#"{"userinfo":{"name":{"values":"x"}}}"#,
        r#"{"id_token":"x"}"#,
    ] {
        let refused = rejected(asked(wish));
        assert_eq!(refused.code(), ErrorCode::InvalidRequest, "{wish}");
    }
    // "Any members used that are not understood MUST be ignored."
    for wish in [
        r#"{"userinfo":{"name":{"unknown":7}}}"#,
        r#"{"userinfo":null,"unknown":{"name":7}}"#,
        r#"{"id_token":{"name":{"essential":false,"values":[]}}}"#,
    ] {
        assert!(asked(wish).is_ok(), "{wish}");
    }
    let of = |count: usize| {
        let names: Map<String, Value> =
            (0..count).map(|n| (format!("c{n}"), Value::Null)).collect();
        serde_json::json!({ "userinfo": names }).to_string()
    };
    assert!(asked(&of(100)).is_ok());
    assert_eq!(rejected(asked(&of(101))).code(), ErrorCode::InvalidRequest);
}

/// A scope that a client is registered for and that is not served here is left out as any other.
#[test]
fn s3_1_2_1_az_29_what_is_not_served_is_left_out() {
    let mut registered = client();
    registered.scopes = ["openid", "profile", "fax"].into_iter().collect();
    let asked = with(request(), "scope", Some("openid profile fax"));
    let asked = ask_as(&asked, &registered).unwrap();
    assert_eq!(asked.scope.to_parameter(), "openid profile");
}

/// RFC 6749 §3.1: what is not served is no parameter that is known, and is ignored.
#[test]
fn s3_1_2_1_an_ability_that_is_not_there_is_not_asked_for() {
    let signed = Client {
        userinfo: oidc::provider::UserinfoFormat::Signed,
        authorization_details_types: vec!["idporten:fullmakt".to_owned()],
        ..client()
    };
    let params = with(request(), "dpop_jkt", Some("no thumbprint"));
    let params = with(params, "authorization_details", Some("no JSON"));
    assert!(ask_as(&params, &signed).is_err());
    let mut plain_provider = provider();
    plain_provider.abilities.clear();
    let asked = crate::fixture::plain(&params).verify(Some(&signed), &plain_provider, NOW);
    let asked = asked.unwrap();
    assert!(asked.authorization_details.is_empty() && asked.dpop_jkt.is_none());
    assert_eq!(asked.userinfo, oidc::provider::UserinfoFormat::Json);
    let form = with(
        crate::fixture::code_form(),
        "authorization_details",
        Some("no JSON"),
    );
    assert!(oidc::provider::token::parse(&form, &plain_provider).is_ok());
}
