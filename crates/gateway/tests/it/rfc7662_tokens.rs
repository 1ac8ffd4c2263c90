// SPDX-License-Identifier: EUPL-1.2
//! RFC 7662: a token is looked into; RFC 7009: one is given back. TK-25.

use axum::http::StatusCode;
use serde_json::{Value, json};

use crate::connector::claims;
use crate::registration::{POST, with_client};
use crate::support::{Gateway, ISSUER, Key, Party, REDIRECT, SECRET, Setup};

const API: &str = "https://api.example.no";

/// `other`, whose tokens may be for the API; `api`, the API; `stranger`.
async fn gateway(format: &str) -> Gateway {
    let client = |id: &str, lines: &str| {
        format!(
            "[[client]]\nclient_id = \"{id}\"\nname = \"{id}\"\nredirect_uris = [\"{REDIRECT}\"]\n\
             id_token_alg = \"ES256\"\n{POST}\n{lines}\n"
        )
    };
    let other =
        format!("resources = [\"{API}\"]\nrefresh = \"always\"\naccess_token = \"{format}\"");
    let more = [
        client("other", &other),
        client("api", &format!("introspects = [\"{API}\"]")),
        client("stranger", ""),
    ];
    Gateway::start_as(Setup {
        more: more.concat(),
        ..Setup::default()
    })
    .await
}

async fn look(gateway: &Gateway, who: &'static str, token: &str) -> Value {
    let party = Party::new(gateway, who, Some(SECRET));
    let answer = party
        .post("/token/introspect", &[], &[("token", token)])
        .await;
    assert_eq!(answer.status, StatusCode::OK, "{answer:?}");
    assert_eq!(answer.header("cache-control"), "no-store");
    answer.json()
}

#[tokio::test]
async fn rfc7662_s2_2_tk_25_a_token_is_explained_to_whom_it_concerns_and_to_nobody_else() {
    for format in ["reference", "jwt"] {
        let gateway = gateway(format).await;
        let other = Party::new(&gateway, "other", Some(SECRET));
        let tokens = other.tokens(&[("resource", API)]).await;
        let token = tokens["access_token"].as_str().unwrap();
        for who in ["other", "api"] {
            let seen = look(&gateway, who, token).await;
            assert_eq!(seen["active"], true, "{who}: {seen}");
            assert_eq!((&seen["iss"], &seen["aud"]), (&json!(ISSUER), &json!(API)));
            assert_eq!(
                (&seen["client_id"], &seen["token_type"]),
                (&json!("other"), &json!("Bearer"))
            );
            assert!(
                !seen.to_string().contains("Lindmark"),
                "no claim about the person: {seen}"
            );
        }
        assert_eq!(
            look(&gateway, "stranger", token).await,
            json!({ "active": false })
        );
        // The trail has who looked, and whose login only where they were told of it.
        let trail: Vec<Value> = gateway
            .audited("token_introspected")
            .iter()
            .map(|line| serde_json::from_str(line).unwrap())
            .collect();
        let seen = |event: &Value| {
            let who = event["client_id"].as_str().unwrap().to_owned();
            (who, event["active"] == true, event["login"].is_string())
        };
        let seen: Vec<_> = trail.iter().map(seen).collect();
        assert_eq!(
            seen,
            [("other", true), ("api", true), ("stranger", false)].map(|(who, told)| (
                who.to_owned(),
                told,
                told
            ))
        );
        // RFC 8707: it is not for userinfo. TK-20.
        assert_eq!(other.bearer(token).await.status, StatusCode::UNAUTHORIZED);
        // Not what it was issued as: the handle inside a token by value is no token.
        if format == "jwt" {
            let handle = claims(token)["handle"].as_str().unwrap().to_owned();
            assert_eq!(
                look(&gateway, "other", &handle).await,
                json!({ "active": false })
            );
        }
        for nothing in ["x", "a.b.c", ""] {
            let form = [("token", nothing)];
            let answer = other.post("/token/introspect", &[], &form).await;
            let expected = if nothing.is_empty() {
                StatusCode::BAD_REQUEST
            } else {
                StatusCode::OK
            };
            assert_eq!(answer.status, expected, "{nothing}: {answer:?}");
        }
        gateway.clock.advance(std::time::Duration::from_secs(121));
        assert_eq!(
            look(&gateway, "api", token).await,
            json!({ "active": false })
        );
    }
}

#[tokio::test]
async fn rfc7662_s2_1_who_cannot_prove_itself_looks_into_nothing() {
    let gateway = with_client("auth = \"none\"").await;
    let public = Party::new(&gateway, "other", None);
    let tokens = public.tokens(&[]).await;
    let form = [("token", tokens["access_token"].as_str().unwrap())];
    let answer = public.post("/token/introspect", &[], &form).await;
    assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
    let wrong = Party::new(&gateway, "trademark", Some("wrong"));
    assert_eq!(
        wrong.post("/token/introspect", &[], &form).await.status,
        StatusCode::UNAUTHORIZED
    );
}

#[tokio::test]
async fn rfc9449_s6_2_introspection_names_the_key_of_a_bound_token() {
    let gateway = gateway("reference").await;
    let (other, key) = (Party::new(&gateway, "other", Some(SECRET)), Key::new());
    let tokens = other.bound_tokens(&key, &[("resource", API)]).await;
    let seen = look(&gateway, "api", tokens["access_token"].as_str().unwrap()).await;
    assert_eq!(
        (&seen["token_type"], &seen["cnf"]["jkt"]),
        (&json!("DPoP"), &json!(key.thumbprint()))
    );
}

#[tokio::test]
async fn rfc7009_s2_1_an_access_token_that_is_given_back_is_dead_at_once_and_the_login_lives() {
    for format in ["reference", "jwt"] {
        let gateway = gateway(format).await;
        let other = Party::new(&gateway, "other", Some(SECRET));
        let tokens = other.tokens(&[]).await;
        let token = tokens["access_token"].as_str().unwrap();
        let form = [("token", token), ("token_type_hint", "refresh_token")];
        // Another client's word changes nothing, and is answered alike. RFC 7009 §2.1.
        let stranger = Party::new(&gateway, "stranger", Some(SECRET));
        assert_eq!(
            stranger.post("/token/revoke", &[], &form).await.status,
            StatusCode::OK
        );
        assert_eq!(other.bearer(token).await.status, StatusCode::OK);
        assert!(gateway.audited("tokens_revoked").is_empty());
        let answer = other.post("/token/revoke", &[], &form).await;
        assert_eq!((answer.status, answer.body.as_str()), (StatusCode::OK, ""));
        assert_eq!(other.bearer(token).await.status, StatusCode::UNAUTHORIZED);
        assert_eq!(
            look(&gateway, "other", token).await,
            json!({ "active": false })
        );
        assert_eq!(gateway.audited("tokens_revoked").len(), 1);
        let refreshed = other
            .refresh(tokens["refresh_token"].as_str().unwrap(), &[], &[])
            .await;
        assert_eq!(refreshed.status, StatusCode::OK, "{refreshed:?}");
        // RFC 7009 §2.2: what is no token any more, or never was, is no error.
        for nothing in [token, "x", "a.b.c"] {
            let again = other
                .post("/token/revoke", &[], &[("token", nothing)])
                .await;
            assert_eq!(again.status, StatusCode::OK);
        }
    }
}

#[tokio::test]
async fn rfc7009_s2_1_a_refresh_token_that_is_given_back_ends_everything_of_its_login() {
    let gateway = gateway("jwt").await;
    let other = Party::new(&gateway, "other", Some(SECRET));
    let tokens = other.tokens(&[]).await;
    let refresh = tokens["refresh_token"].as_str().unwrap();
    assert_eq!(look(&gateway, "other", refresh).await["active"], true);
    assert_eq!(
        look(&gateway, "api", refresh).await,
        json!({ "active": false })
    );
    let answer = other
        .post("/token/revoke", &[], &[("token", refresh)])
        .await;
    assert_eq!(answer.status, StatusCode::OK);
    assert_eq!(
        look(&gateway, "other", refresh).await,
        json!({ "active": false })
    );
    let token = tokens["access_token"].as_str().unwrap();
    assert_eq!(other.bearer(token).await.status, StatusCode::UNAUTHORIZED);
    let refreshed = other.refresh(refresh, &[], &[]).await;
    assert_eq!(refreshed.json()["error"], "invalid_grant");
}

/// Attack TK-16: a refresh token is stolen and used before its owner's. Whoever logs her out gives back the one
/// that she has, which served already; what the thief got for it must not live on.
#[tokio::test]
async fn rfc7009_s2_1_tk_16_a_used_refresh_token_that_is_given_back_ends_its_login_too() {
    let gateway = gateway("reference").await;
    let other = Party::new(&gateway, "other", Some(SECRET));
    let hers = other.tokens(&[]).await;
    let hers = hers["refresh_token"].as_str().unwrap();
    let stolen = other.refresh(hers, &[], &[]).await.json();
    let (refresh, access) = (
        stolen["refresh_token"].as_str().unwrap(),
        stolen["access_token"].as_str().unwrap(),
    );
    assert_eq!(
        look(&gateway, "other", hers).await,
        json!({ "active": false })
    );
    // In another client's hand it is nothing. RFC 7009 §2.1.
    let stranger = Party::new(&gateway, "stranger", Some(SECRET));
    let form = [("token", hers)];
    for (who, lives) in [(&stranger, true), (&other, false)] {
        let answer = who.post("/token/revoke", &[], &form).await;
        assert_eq!((answer.status, answer.body.as_str()), (StatusCode::OK, ""));
        let status = match lives {
            true => StatusCode::OK,
            false => StatusCode::UNAUTHORIZED,
        };
        assert_eq!(other.bearer(access).await.status, status);
        assert_eq!(look(&gateway, "other", refresh).await["active"], lives);
    }
    assert_eq!(gateway.audited("tokens_revoked").len(), 1);
}
