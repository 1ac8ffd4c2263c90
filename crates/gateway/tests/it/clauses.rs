// SPDX-License-Identifier: EUPL-1.2
//! Single sentences of the standards that a provider must keep and that no other file tries: named by
//! document and clause.

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use serde_json::{Value, json};

use crate::registration::{POST, with_client};
use crate::support::{Answer, Gateway, ISSUER, Party, REDIRECT, SECRET, encoded, verifier};

fn party(gateway: &Gateway) -> Party<'_> {
    Party::new(gateway, "other", Some(SECRET))
}

async fn by(gateway: &Gateway, method: &str, path: &str) -> Answer {
    let request = Request::builder()
        .method(method)
        .uri(format!("{ISSUER}{path}"))
        .body(Body::empty())
        .unwrap();
    gateway.send(request).await
}

/// "A successful response MUST use the 200 OK HTTP status code and return a JSON object using the
/// application/json content type"; "Claims with zero elements MUST be omitted"; §4.3: "The issuer value
/// returned MUST be identical to the Issuer URL".
#[tokio::test]
async fn discovery_s4_2_the_document_is_json_with_our_issuer_and_nothing_empty() {
    let gateway = Gateway::start().await;
    for path in [
        "/.well-known/openid-configuration",
        "/.well-known/oauth-authorization-server",
    ] {
        let answer = by(&gateway, "GET", path).await;
        assert_eq!(answer.status, StatusCode::OK);
        assert_eq!(answer.header("content-type"), "application/json");
        let document = answer.json();
        assert_eq!(document["issuer"], ISSUER);
        for (name, value) in document.as_object().unwrap() {
            assert!(
                value.as_array().is_none_or(|list| !list.is_empty()),
                "{name} is empty"
            );
            assert!(!value.is_null(), "{name}");
        }
        // §3: what is REQUIRED, and what the logout documents add.
        for name in [
            "authorization_endpoint",
            "token_endpoint",
            "userinfo_endpoint",
            "jwks_uri",
            "response_types_supported",
            "subject_types_supported",
            "id_token_signing_alg_values_supported",
            "end_session_endpoint",
        ] {
            assert!(document.get(name).is_some(), "{name}");
        }
        // "The algorithm RS256 MUST be included."
        let algorithms = document["id_token_signing_alg_values_supported"]
            .as_array()
            .unwrap();
        assert!(algorithms.contains(&json!("RS256")));
        for name in [
            "backchannel_logout_supported",
            "backchannel_logout_session_supported",
            "frontchannel_logout_supported",
            "frontchannel_logout_session_supported",
            "authorization_response_iss_parameter_supported",
        ] {
            assert_eq!(document[name], true, "{name}");
        }
    }
}

/// "The authorization server MUST include the HTTP Cache-Control response header field with a value of
/// no-store in any response containing tokens, credentials, or other sensitive information, as well as the
/// Pragma response header field with a value of no-cache."
#[tokio::test]
async fn rfc6749_s5_1_what_holds_tokens_is_kept_by_no_cache() {
    let gateway = with_client(&format!("{POST}\nrefresh = \"always\"")).await;
    let party = party(&gateway);
    let code = party.code(&[]).await;
    let answer = party.redeem(&code, &[], &[]).await;
    let tokens = answer.json();
    let refreshed = party
        .refresh(tokens["refresh_token"].as_str().unwrap(), &[], &[])
        .await;
    let access = refreshed.json()["access_token"]
        .as_str()
        .unwrap()
        .to_owned();
    let read = party.bearer(&access).await;
    let form = [("token", access.as_str())];
    let looked = party.post("/token/introspect", &[], &form).await;
    for answer in [answer, refreshed, read, looked] {
        assert_eq!(answer.status, StatusCode::OK);
        assert_eq!(answer.header("cache-control"), "no-store");
        assert_eq!(answer.header("pragma"), "no-cache");
        assert_eq!(answer.header("content-type"), "application/json");
    }
}

/// "If the client attempted to authenticate via the Authorization request header field, the authorization server
/// MUST respond with an HTTP 401 (Unauthorized) status code and include the WWW-Authenticate response header field";
/// who tried another way reads `error_description` alone, which libraries do not show beside a challenge.
#[tokio::test]
async fn rfc6749_s5_2_a_challenge_is_for_who_tried_the_header() {
    let gateway = Gateway::start().await;
    let wrong = Party::new(&gateway, "trademark", Some("wrong"));
    let form = [("token", "x"), ("grant_type", "refresh_token")];
    for path in [
        "/token",
        "/par",
        "/token/introspect",
        "/token/revoke",
        "/trace",
    ] {
        let header = gateway.client_post_as("trademark", "wrong", path, &form);
        let (header, body) = (header.await, wrong.post(path, &[], &form).await);
        for (answer, challenge) in [(&header, "Basic realm=\"token\""), (&body, "")] {
            assert_eq!(
                answer.status,
                StatusCode::UNAUTHORIZED,
                "{path}: {answer:?}"
            );
            assert_eq!(answer.header("www-authenticate"), challenge, "{path}");
            assert_eq!(answer.json()["error"], "invalid_client");
        }
    }
}

/// "The client MUST use the HTTP POST method when making access token requests."
#[tokio::test]
async fn rfc6749_s3_2_tokens_are_asked_for_by_post_alone() {
    let gateway = with_client(POST).await;
    let party = party(&gateway);
    let code = party.code(&[]).await;
    let verifier = verifier();
    let query = encoded(&[
        ("grant_type", "authorization_code"),
        ("code", &code),
        ("client_id", "other"),
        ("client_secret", SECRET),
        ("redirect_uri", REDIRECT),
        ("code_verifier", verifier.expose()),
    ]);
    for method in ["GET", "PUT", "PATCH", "DELETE"] {
        for path in ["/token", "/par", "/token/introspect", "/token/revoke"] {
            let answer = by(&gateway, method, &format!("{path}?{query}")).await;
            assert_eq!(
                answer.status,
                StatusCode::METHOD_NOT_ALLOWED,
                "{method} {path}"
            );
            assert!(
                answer.header("allow").contains("POST"),
                "{method} {path}: {answer:?}"
            );
        }
    }
    // Nor do parameters of an address count beside a form. §2.3.1: "MUST NOT be included in the request
    // URI".
    let request = Request::post(format!("{ISSUER}/token?{query}"))
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .body(Body::empty())
        .unwrap();
    let answer = gateway.send(request).await;
    assert_ne!(answer.status, StatusCode::OK, "{answer:?}");
    assert_eq!(party.redeem(&code, &[], &[]).await.status, StatusCode::OK);
}

/// "The authorization server first validates the client credentials (in case of a confidential client)".
#[tokio::test]
async fn rfc7009_s2_1_who_cannot_prove_itself_gives_nothing_back() {
    let gateway = with_client(POST).await;
    let party = party(&gateway);
    let tokens = party.tokens(&[]).await;
    let access = tokens["access_token"].as_str().unwrap();
    let form = [("token", access)];
    for stranger in [
        Party::new(&gateway, "other", Some("wrong")),
        Party::new(&gateway, "other", None),
        Party::new(&gateway, "nobody", Some(SECRET)),
    ] {
        let answer = stranger.post("/token/revoke", &[], &form).await;
        assert_eq!(answer.status, StatusCode::UNAUTHORIZED, "{answer:?}");
        assert_eq!(answer.json()["error"], "invalid_client");
    }
    assert_eq!(party.bearer(access).await.status, StatusCode::OK);
    let answer = party.post("/token/revoke", &[], &form).await;
    assert_eq!(answer.status, StatusCode::OK);
    assert_eq!(party.bearer(access).await.status, StatusCode::UNAUTHORIZED);
}

/// "MUST include this media type in the typ header parameter"; §2.2: each of the claims it requires.
#[tokio::test]
async fn rfc9068_s2_1_a_token_by_value_says_its_type_and_has_what_is_required() {
    let gateway = with_client(&format!("{POST}\naccess_token = \"jwt\"")).await;
    let tokens = party(&gateway).tokens(&[]).await;
    let token = tokens["access_token"].as_str().unwrap();
    let part = |n: usize| -> Value {
        let part = token.split('.').nth(n).unwrap();
        let octets = oidc::jose::base64url::decode(part).unwrap();
        serde_json::from_slice(&octets).unwrap()
    };
    assert_eq!(part(0)["typ"], "at+jwt");
    assert_ne!(part(0)["alg"], "none");
    for claim in [
        "iss",
        "exp",
        "aud",
        "sub",
        "client_id",
        "iat",
        "jti",
        "scope",
    ] {
        assert!(part(1).get(claim).is_some(), "{claim}");
    }
    // §2.2.1.
    for claim in ["auth_time", "acr", "amr"] {
        assert!(part(1).get(claim).is_some(), "{claim}");
    }
}

/// "The HTTP request method is one for which the request-body has defined semantics. In particular, this means
/// that the GET method MUST NOT be used."
#[tokio::test]
async fn rfc6750_s2_2_a_token_in_a_body_is_posted() {
    let gateway = with_client(POST).await;
    let tokens = party(&gateway).tokens(&[]).await;
    let form = encoded(&[("access_token", tokens["access_token"].as_str().unwrap())]);
    let by = async |method: &str| {
        let request = Request::builder()
            .method(method)
            .uri(format!("{ISSUER}/userinfo"))
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from(form.clone()))
            .unwrap();
        gateway.send(request).await
    };
    assert_eq!(by("POST").await.status, StatusCode::OK);
    let got = by("GET").await;
    assert_eq!(got.status, StatusCode::UNAUTHORIZED, "{got:?}");
    let challenge = got.header("www-authenticate");
    assert_eq!(challenge, "Bearer realm=\"resource\"");
}

/// "Its value MUST be an absolute URI [...]. The URI MUST NOT include a fragment component."
#[tokio::test]
async fn rfc8707_s2_a_resource_is_an_absolute_address_without_a_fragment() {
    const API: &str = "https://api.example.no";
    let gateway = with_client(&format!("{POST}\nresources = [\"{API}\"]")).await;
    let party = party(&gateway);
    for odd in [
        "api.example.no",
        "/api",
        "https://api.example.no#x",
        "https://api.example.no/",
        "https://api.example.no?x=1",
        "x",
    ] {
        let query = party.request(&[("resource", odd), ("prompt", "none")]);
        let query: Vec<_> = query
            .iter()
            .map(|(n, v)| (n.as_str(), v.as_str()))
            .collect();
        let path = format!("/authorize?{}", encoded(&query));
        let answer = gateway.browser().get(&path).await;
        assert_eq!(
            answer.parameter("error").as_deref(),
            Some("invalid_target"),
            "{odd}: {answer:?}"
        );
    }
    let tokens = party.tokens(&[("resource", API)]).await;
    assert!(tokens["access_token"].is_string());
}

/// "When an error condition occurs, the UserInfo Endpoint returns an Error Response as defined in Section 3
/// of OAuth 2.0 Bearer Token Usage".
#[tokio::test]
async fn core_s5_3_3_a_userinfo_error_is_a_bearers() {
    let gateway = with_client(&format!("{POST}\nrefresh = \"always\"")).await;
    let party = party(&gateway);
    let tokens = party.tokens(&[]).await;
    let refresh = tokens["refresh_token"].as_str().unwrap();
    let less = party
        .refresh(refresh, &[], &[("scope", "profile")])
        .await
        .json();
    let less = less["access_token"].as_str().unwrap();
    for (token, status, error) in [
        ("x", StatusCode::UNAUTHORIZED, "invalid_token"),
        (less, StatusCode::FORBIDDEN, "insufficient_scope"),
    ] {
        let answer = party.bearer(token).await;
        assert_eq!(answer.status, status, "{answer:?}");
        let challenge = answer.header("www-authenticate");
        assert!(challenge.starts_with("Bearer"), "{challenge}");
        assert!(
            challenge.contains(&format!("error=\"{error}\"")),
            "{challenge}"
        );
    }
    let whole = tokens["access_token"].as_str().unwrap();
    assert_eq!(party.bearer(whole).await.status, StatusCode::OK);
}

/// "Parameters sent without a value MUST be treated as if they were omitted from the request."
#[tokio::test]
async fn rfc6749_s3_1_a_parameter_without_a_value_is_as_if_it_were_omitted() {
    let gateway = with_client(POST).await;
    let party = party(&gateway);
    let request = party.request(&[]);
    let mut full: Vec<_> = request
        .iter()
        .map(|(n, v)| (n.as_str(), v.as_str()))
        .collect();
    for empty in [
        "acr_values",
        "authorization_details",
        "claims",
        "client_assertion",
        "client_assertion_type",
        "client_secret",
        "dpop_jkt",
        "id_token_hint",
        "login_hint",
        "max_age",
        "nonce",
        "onbehalfof",
        "prompt",
        "registration",
        "request",
        "request_uri",
        "resource",
        "response_mode",
        "state",
        "ui_locales",
    ] {
        full.retain(|(name, _)| *name != empty);
        full.push((empty, ""));
    }
    let begun = gateway
        .browser()
        .get(&format!("/authorize?{}", encoded(&full)))
        .await;
    assert!(
        begun.location().starts_with("/country?") || begun.location().starts_with("/choose?"),
        "{begun:?}"
    );
    full.retain(|(name, _)| !["client_id", "client_secret"].contains(name));
    let pushed = party.post("/par", &[], &full).await;
    assert_eq!(pushed.status.as_u16(), 201, "{pushed:?}");

    let verifier = verifier();
    let code = party.code(&[]).await;
    let tokens = party
        .post(
            "/token",
            &[],
            &[
                ("grant_type", "authorization_code"),
                ("code", &code),
                ("redirect_uri", REDIRECT),
                ("code_verifier", verifier.expose()),
                ("authorization_details", ""),
                ("client_assertion", ""),
                ("client_assertion_type", ""),
                ("refresh_token", ""),
                ("resource", ""),
                ("scope", ""),
            ],
        )
        .await;
    assert_eq!(tokens.status.as_u16(), 200, "{tokens:?}");
    let tokens = tokens.json();
    let token = tokens["access_token"].as_str().unwrap();
    let hint = [
        ("token", token),
        ("token_type_hint", ""),
        ("client_assertion", ""),
    ];
    let looked = party.post("/token/introspect", &[], &hint).await;
    assert_eq!(looked.json()["active"], true, "{looked:?}");
    let revoked = party.post("/token/revoke", &[], &hint).await;
    assert_eq!(revoked.status.as_u16(), 200, "{revoked:?}");
    let empty = [
        ("client_id", "other"),
        ("id_token_hint", ""),
        ("logout_hint", ""),
        ("post_logout_redirect_uri", ""),
        ("state", ""),
        ("ui_locales", ""),
    ];
    let with = gateway
        .browser()
        .get(&format!("/logout?{}", encoded(&empty)))
        .await;
    let without = gateway
        .browser()
        .get(&format!("/logout?{}", encoded(&empty[..1])))
        .await;
    assert_eq!(with.status, without.status, "{with:?}");
    assert!(!with.status.is_client_error(), "{with:?}");
}
