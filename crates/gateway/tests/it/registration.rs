// SPDX-License-Identifier: EUPL-1.2
//! What a client is registered for is what it gets: each field of `[[client]]`, seen from outside.

use axum::http::{StatusCode, header};
use serde_json::{Value, json};

use crate::connector::claims;
use crate::eid::{HIGH, Norway};
use crate::support::{Gateway, ISSUER, Key, Party, REDIRECT, SECRET, Setup, encoded};

/// A gateway with a client `other` that is registered so.
pub(crate) async fn with_client(lines: &str) -> Gateway {
    Gateway::start_as(Setup {
        more: client(lines),
        ..Setup::default()
    })
    .await
}

/// The section of a client `other`.
pub(crate) fn client(lines: &str) -> String {
    format!(
        "[[client]]\nclient_id = \"other\"\nname = \"Other\"\nredirect_uris = [\"{REDIRECT}\"]\n\
         id_token_alg = \"ES256\"\n{lines}\n"
    )
}

pub(crate) const POST: &str = "auth = \"client_secret_post\"\nsecret_file = \"client.secret\"";

#[tokio::test]
async fn core_s9_client_secret_post_is_taken_in_the_form_and_nowhere_else() {
    let gateway = with_client(POST).await;
    let service = Party::new(&gateway, "other", Some(SECRET));
    let tokens = service.tokens(&[]).await;
    assert!(tokens["id_token"].is_string(), "{tokens}");
    // The registered method and no other.
    let form = [("grant_type", "authorization_code"), ("code", "x")];
    let basic = gateway
        .client_post_as("other", SECRET, "/token", &form)
        .await;
    assert_eq!(basic.status, StatusCode::UNAUTHORIZED);
    let wrong = Party::new(&gateway, "other", Some("wrong"));
    assert_eq!(
        wrong.redeem("x", &[], &[]).await.status,
        StatusCode::UNAUTHORIZED
    );
}

#[tokio::test]
async fn rfc6749_s2_3_1_a_second_secret_is_taken_while_a_client_changes() {
    let next = "the-next-secret-of-this-client-is-longer-than-thirty-two";
    let hash = gateway::config::sha256_hex(next.as_bytes());
    let gateway = with_client(&format!("{POST}\nother_secret_sha256 = \"{hash}\"")).await;
    for secret in [SECRET, next] {
        let service = Party::new(&gateway, "other", Some(secret));
        assert!(service.tokens(&[]).await["id_token"].is_string());
    }
}

#[tokio::test]
async fn rfc6749_s2_1_a_public_client_logs_in_with_pkce_and_not_without() {
    let gateway = with_client("auth = \"none\"").await;
    let service = Party::new(&gateway, "other", None);
    assert!(service.tokens(&[]).await["id_token"].is_string());
    let none = [("code_challenge", ""), ("code_challenge_method", "")];
    let query = service.request(&none);
    let query: Vec<_> = query
        .iter()
        .map(|(n, v)| (n.as_str(), v.as_str()))
        .collect();
    let path = format!("/authorize?{}", encoded(&query));
    let back = gateway.browser().get(&path).await;
    assert_eq!(back.parameter("error").as_deref(), Some("invalid_request"));
    // Nor does a confidential client's name do.
    let posing = Party::new(&gateway, "trademark", None);
    assert_eq!(
        posing.redeem("x", &[], &[]).await.status,
        StatusCode::UNAUTHORIZED
    );
}

#[tokio::test]
async fn rfc8252_s7_3_a_native_application_is_answered_at_any_port_of_loopback() {
    let lines = "auth = \"none\"\napplication = \"native\"";
    let more = format!(
        "[[client]]\nclient_id = \"app\"\nname = \"App\"\n{lines}\nid_token_alg = \"ES256\"\n\
         redirect_uris = [\"http://127.0.0.1/cb\", \"com.example.app:/cb\"]\n\
         post_logout_redirect_uris = [\"com.example.app:/out\"]\n"
    );
    let gateway = Gateway::start_as(Setup {
        more,
        ..Setup::default()
    })
    .await;
    let app = Party::new(&gateway, "app", None);
    // A browser that follows a form of ours to the application holds its address against the page's policy.
    let mut browser = gateway.browser();
    let asked = app.request(&[("redirect_uri", "http://127.0.0.1:49152/cb")]);
    let asked: Vec<_> = asked
        .iter()
        .map(|(n, v)| (n.as_str(), v.as_str()))
        .collect();
    let begun = browser
        .get(&format!("/authorize?{}", encoded(&asked)))
        .await;
    let page = browser.get(begun.location()).await;
    let policy = page.headers[header::CONTENT_SECURITY_POLICY]
        .to_str()
        .unwrap();
    for address in [" com.example.app: ", " http://127.0.0.1:*;"] {
        assert!(policy.contains(address), "{policy}");
    }
    // RP-Initiated Logout §3.1: "a callback into a native application".
    let over = [
        ("client_id", "app"),
        ("post_logout_redirect_uri", "com.example.app:/out"),
    ];
    let out = browser.get(&format!("/logout?{}", encoded(&over))).await;
    assert_eq!(out.location(), "com.example.app:/out", "{out:?}");
    for uri in [
        "http://127.0.0.1:49152/cb",
        "http://127.0.0.1/cb",
        "com.example.app:/cb",
    ] {
        let back = app.login(&[("redirect_uri", uri)]).await;
        assert!(back.location().starts_with(&format!("{uri}?")), "{back:?}");
        let code = back.parameter("code").unwrap();
        let answer = app.redeem(&code, &[], &[("redirect_uri", uri)]).await;
        assert_eq!(answer.status, StatusCode::OK, "{answer:?}");
    }
    // AZ-01: another path, another host, or the port of a web client's.
    for (id, uri) in [
        ("app", "http://127.0.0.1:49152/other"),
        ("app", "http://127.0.0.2:49152/cb"),
        ("app", "com.example.app:/other"),
        ("trademark", "http://trademark.localhost:8081/callback"),
    ] {
        let query = Party::new(&gateway, id, None).request(&[("redirect_uri", uri)]);
        let query: Vec<_> = query
            .iter()
            .map(|(n, v)| (n.as_str(), v.as_str()))
            .collect();
        let page = gateway
            .browser()
            .get(&format!("/authorize?{}", encoded(&query)))
            .await;
        assert_eq!(page.status, StatusCode::BAD_REQUEST, "{uri}");
        assert!(page.location().is_empty());
    }
}

/// RFC 8252 §7: also where the form of a page may lead to an e-ID, or, in the demo, to whoever is below localhost.
#[tokio::test]
async fn rfc8252_s7_the_page_of_e_ids_leads_back_to_an_application() {
    let more = "[[client]]\nclient_id = \"app\"\nname = \"App\"\nauth = \"none\"\napplication = \"native\"\n\
                redirect_uris = [\"http://127.0.0.1/cb\", \"com.example.app:/cb\"]\n\
                acr_values = [\"idporten-loa-high\"]\n";
    let norway = Norway::start_as(Setup {
        more: more.to_owned(),
        ..Setup::default()
    })
    .await;
    let mut browser = norway.gateway.browser();
    let app = [
        ("client_id", "app"),
        ("redirect_uri", "com.example.app:/cb"),
        HIGH,
    ];
    let begun = browser.authorize(&app).await;
    assert!(begun.location().starts_with("/choose?"), "{begun:?}");
    let page = browser.get(begun.location()).await;
    let policy = page.header("content-security-policy");
    for address in [" https: ", " com.example.app: ", " http://127.0.0.1:*;"] {
        assert!(policy.contains(address), "no {address} in {policy}");
    }
}

#[tokio::test]
async fn core_s3_1_2_1_without_pkce_a_nonce_is_needed_unless_neither_is_registered() {
    let without = [("code_challenge", ""), ("code_challenge_method", "")];
    for (word, nonce, works) in [
        ("required", "n", false),
        ("nonce-instead", "n", true),
        ("nonce-instead", "", false),
        ("neither", "", true),
    ] {
        let reason = "pkce_reason = \"certification\"";
        let gateway = with_client(&format!("{POST}\npkce = \"{word}\"\n{reason}")).await;
        let service = Party::new(&gateway, "other", Some(SECRET));
        let more: Vec<_> = without.into_iter().chain([("nonce", nonce)]).collect();
        let query = service.request(&more);
        let query: Vec<_> = query
            .iter()
            .map(|(n, v)| (n.as_str(), v.as_str()))
            .collect();
        let begun = gateway
            .browser()
            .get(&format!("/authorize?{}", encoded(&query)))
            .await;
        assert_eq!(
            begun.location().starts_with("/country?"),
            works,
            "{word} {nonce}: {begun:?}"
        );
        if works {
            let code = service.code(&more).await;
            let answer = service.redeem(&code, &[], &[("code_verifier", "")]).await;
            assert_eq!(answer.status, StatusCode::OK, "{answer:?}");
        }
    }
}

#[tokio::test]
async fn rfc9068_s2_an_access_token_by_value_reads_userinfo_and_names_nobody() {
    let gateway = with_client(&format!("{POST}\naccess_token = \"jwt\"")).await;
    let service = Party::new(&gateway, "other", Some(SECRET));
    let tokens = service.tokens(&[]).await;
    let token = tokens["access_token"].as_str().unwrap();
    let inside = claims(token);
    assert_eq!(inside["iss"], ISSUER);
    assert_eq!(inside["client_id"], "other");
    assert!(inside.get("given_name").is_none() && !token.contains("Lindmark"));
    let bearer = format!("Bearer {token}");
    let read = service.userinfo(&[("authorization", &bearer)]).await;
    assert_eq!(read.json()["family_name"], "Lindmark");
    // TK-20: an ID token is no access token.
    let bearer = format!("Bearer {}", tokens["id_token"].as_str().unwrap());
    let refused = service.userinfo(&[("authorization", &bearer)]).await;
    assert_eq!(refused.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn the_operators_list_of_claims_stands_above_what_is_asked() {
    let read = async |lines: &str| -> (Value, Value) {
        let gateway = with_client(&format!("{POST}\n{lines}")).await;
        let service = Party::new(&gateway, "other", Some(SECRET));
        let wish = json!({ "userinfo": { "family_name": { "essential": true } } }).to_string();
        let tokens = service.tokens(&[("claims", &wish)]).await;
        let bearer = format!("Bearer {}", tokens["access_token"].as_str().unwrap());
        let userinfo = service.userinfo(&[("authorization", &bearer)]).await.json();
        (claims(tokens["id_token"].as_str().unwrap()), userinfo)
    };
    let (id_token, userinfo) = read("").await;
    assert_eq!(
        (&id_token["family_name"], &userinfo["family_name"]),
        (&json!("Lindmark"), &json!("Lindmark"))
    );
    let (id_token, userinfo) = read("claims = [\"birthdate\"]").await;
    assert!(id_token.get("family_name").is_none() && userinfo.get("family_name").is_none());
    assert_eq!(
        (&id_token["birthdate"], &userinfo["birthdate"]),
        (&json!("1990-08-19"), &json!("1990-08-19"))
    );
}

#[tokio::test]
async fn idporten_2024_names_the_four_values_of_a_foreign_person_as_it_did() {
    let gateway = with_client(&format!("{POST}\nclaim_profile = \"idporten-2024\"")).await;
    let tokens = Party::new(&gateway, "other", Some(SECRET))
        .tokens(&[])
        .await;
    let inside = claims(tokens["id_token"].as_str().unwrap());
    assert_eq!(inside["eidas_lastname"], "Lindmark");
    assert!(inside.get("family_name").is_none(), "{inside}");
}

#[tokio::test]
async fn rfc7523_s3_another_audience_is_taken_where_it_is_registered_and_nowhere_else() {
    let key = Key::new();
    let endpoint = format!("{ISSUER}/token");
    let also = format!("audiences = [\"{endpoint}\"]\naudiences_reason = \"an old library\"");
    for (lines, works) in [(also.as_str(), true), ("", false)] {
        let gateway = with_client(&format!("jwks = '{}'\n{lines}", key.jwks())).await;
        for (audience, always) in [
            (json!(ISSUER), true),
            (json!(endpoint), false),
            (json!([endpoint, ISSUER]), false),
        ] {
            let service = Party::new(&gateway, "other", None);
            let mut claims = service.assertion_claims();
            claims.insert("aud".to_owned(), audience.clone());
            let assertion = key.signed_as("JWT", &Value::Object(claims));
            let service = service.with_assertion(&assertion);
            let code = Party::new(&gateway, "other", None).code(&[]).await;
            let answer = service.redeem(&code, &[], &[]).await;
            assert_eq!(
                answer.status == StatusCode::OK,
                works || always,
                "{audience}: {answer:?}"
            );
        }
    }
}

#[tokio::test]
async fn lifetimes_are_the_clients_own() {
    let lines = "pushed_request_seconds = 7\ncode_seconds = 5\nid_token_seconds = 30\n\
                 access_token_seconds = 40";
    let gateway = with_client(&format!("{POST}\n{lines}")).await;
    let service = Party::new(&gateway, "other", Some(SECRET));
    let query = service.request(&[]);
    let query = query.iter().filter(|(n, _)| n != "client_id");
    let query: Vec<_> = query.map(|(n, v)| (n.as_str(), v.as_str())).collect();
    let pushed = service.post("/par", &[], &query).await.json();
    assert_eq!(pushed["expires_in"], 7);
    let tokens = service.tokens(&[]).await;
    assert_eq!(tokens["expires_in"], 40);
    let inside = claims(tokens["id_token"].as_str().unwrap());
    let life = inside["exp"].as_i64().unwrap() - inside["iat"].as_i64().unwrap();
    assert_eq!(life, 30);
    let code = service.code(&[]).await;
    gateway.clock.advance(std::time::Duration::from_secs(6));
    let late = service.redeem(&code, &[], &[]).await;
    assert_eq!(late.json()["error"], "invalid_grant");
}
