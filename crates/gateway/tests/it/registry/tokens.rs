// SPDX-License-Identifier: EUPL-1.2
//! Who may open the registry. RFC 6749 §4.4, RFC 6750, RFC 9449.

use gateway::settings::{ClientSettings, Settings};
use oidc::provider::{Client, GrantRule};

use super::*;

#[tokio::test]
async fn rfc6749_s4_4_a_client_that_acts_for_itself_gets_a_token_for_what_it_is_registered_for() {
    let gateway = start().await;
    let answer = token_of(&gateway, "portal", &[]).await;
    assert_eq!(answer.status, StatusCode::OK, "{answer:?}");
    let tokens = answer.json();
    assert_eq!(tokens["token_type"], "Bearer");
    assert_eq!(
        tokens["scope"],
        "landport:clients.read landport:clients.write"
    );
    // §4.4.3: no refresh token; and no person, so no ID token.
    assert!(tokens.get("refresh_token").is_none() && tokens.get("id_token").is_none());
    let less = token_of(&gateway, "portal", &[("scope", "landport:clients.read")]).await;
    assert_eq!(less.json()["scope"], "landport:clients.read");
    let target = format!("{ISSUER}/clients");
    let aimed = token_of(&gateway, "portal", &[("resource", &target)]).await;
    assert_eq!(aimed.status, StatusCode::OK);
    assert_eq!(gateway.audited("client_token_issued").len(), 3);

    for (id, more, error) in [
        // §3.3: what it is not registered for, also among others.
        (
            "reader",
            ("scope", "landport:clients.write"),
            "invalid_scope",
        ),
        (
            "portal",
            ("scope", "landport:clients.read openid"),
            "invalid_scope",
        ),
        // RFC 8707 §2.
        (
            "portal",
            ("resource", "https://api.example.no"),
            "invalid_target",
        ),
        // §5.2: registered for logins.
        ("trademark", ("scope", "openid"), "invalid_client"),
        // RFC 9449 §5.2.
        (
            "bound",
            ("scope", "landport:clients.write"),
            "invalid_dpop_proof",
        ),
    ] {
        let answer = token_of(&gateway, id, &[more]).await;
        assert_eq!(said(&answer).0, error, "{id} {more:?}: {answer:?}");
    }
    let form = [("grant_type", "client_credentials")];
    let of_logins = gateway.client_post("/token", &form).await;
    assert_eq!(said(&of_logins).0, "unauthorized_client");
    // And it logs nobody in.
    let page = gateway
        .browser()
        .get(&format!(
            "/authorize?client_id=portal&response_type=code&scope=openid&redirect_uri={REDIRECT}"
        ))
        .await;
    assert_eq!(
        (page.status, page.location().is_empty()),
        (StatusCode::BAD_REQUEST, true)
    );
    let grants = gateway
        .browser()
        .get("/.well-known/openid-configuration")
        .await
        .json();
    assert!(
        grants["grant_types_supported"]
            .to_string()
            .contains("client_credentials")
    );
    assert!(!grants["scopes_supported"].to_string().contains("landport:"));
}

#[tokio::test]
async fn rfc6750_s3_1_ops_07_only_a_living_token_without_a_person_for_the_registry_opens_it() {
    let gateway = start().await;
    let admin = Admin::new(&gateway, "portal").await;
    let status = |authorization: String| {
        let gateway = &gateway;
        async move {
            ask(
                gateway,
                "GET",
                "/clients",
                &authorization,
                None,
                &Value::Null,
            )
            .await
        }
    };
    assert_eq!(
        status(format!("Bearer {}", admin.token)).await.status,
        StatusCode::OK
    );
    // None at all, another scheme, a stranger's.
    let none = status(String::new()).await;
    assert_eq!(
        (none.status, none.header("www-authenticate")),
        (StatusCode::UNAUTHORIZED, "Bearer realm=\"resource\"")
    );
    for other in [
        "Basic cG9ydGFsOng=".to_owned(),
        "Bearer x".to_owned(),
        format!("Bearer {}", gateway.env.token()),
        format!("DPoP {}", admin.token),
    ] {
        let answer = status(other.clone()).await;
        assert_eq!(
            (answer.status, said(&answer).0.as_str()),
            (StatusCode::UNAUTHORIZED, "invalid_token"),
            "{other}"
        );
    }
    // TK-20: a token with a person is for userinfo and nothing else, by reference or by value.
    let party = Party::new(&gateway, "trademark", None);
    let code = party.code(&[]).await;
    let verifier = crate::support::verifier();
    let form = [
        ("grant_type", "authorization_code"),
        ("code", code.as_str()),
        ("redirect_uri", REDIRECT),
        ("code_verifier", verifier.expose()),
    ];
    let tokens = gateway.client_post("/token", &form).await.json();
    let person = format!("Bearer {}", tokens["access_token"].as_str().unwrap());
    assert_eq!(
        party.userinfo(&[("authorization", &person)]).await.status,
        StatusCode::OK
    );
    assert_eq!(said(&status(person).await).0, "invalid_token");
    let id_token = format!("Bearer {}", tokens["id_token"].as_str().unwrap());
    assert_eq!(said(&status(id_token).await).0, "invalid_token");
    // And the other way round.
    let admins = format!("Bearer {}", admin.token);
    assert_eq!(
        party.userinfo(&[("authorization", &admins)]).await.status,
        StatusCode::UNAUTHORIZED
    );
    // RFC 9700 §4.3.2: never in the URL.
    let path = format!("/clients?access_token={}", admin.token);
    assert_eq!(
        said(&ask(&gateway, "GET", &path, "", None, &Value::Null).await).0,
        "invalid_request"
    );

    // Who may only read changes nothing.
    let reader = Admin::new(&gateway, "reader").await;
    assert_eq!(reader.get("/clients").await.status, StatusCode::OK);
    for (method, path) in [
        ("POST", "/clients"),
        ("PUT", "/clients/trademark"),
        ("DELETE", "/clients/trademark"),
        ("POST", "/clients/trademark/secret"),
        ("DELETE", "/clients/trademark/secret"),
        ("POST", "/clients/trademark/disable"),
        ("POST", "/clients/trademark/enable"),
    ] {
        let answer = reader.ask(method, path, Some("\"1\""), &service("x")).await;
        assert_eq!(
            (answer.status, said(&answer).0.as_str()),
            (StatusCode::FORBIDDEN, "insufficient_scope"),
            "{method} {path}"
        );
        assert!(
            answer
                .header("www-authenticate")
                .contains("insufficient_scope")
        );
    }

    // RFC 7009: given back; RFC 7662: what it was worth.
    let portal = Party::new(&gateway, "portal", Some(SECRET));
    let form = [("token", admin.token.as_str())];
    let worth = portal.post("/token/introspect", &[], &form).await.json();
    assert_eq!(
        (&worth["active"], &worth["aud"]),
        (&json!(true), &json!(format!("{ISSUER}/clients")))
    );
    let stranger = Party::new(&gateway, "reader", Some(SECRET));
    assert_eq!(
        stranger.post("/token/introspect", &[], &form).await.json(),
        json!({ "active": false })
    );
    stranger.post("/token/revoke", &[], &form).await;
    assert_eq!(admin.get("/clients").await.status, StatusCode::OK);
    portal.post("/token/revoke", &[], &form).await;
    assert_eq!(said(&admin.get("/clients").await).0, "invalid_token");
    assert_eq!(gateway.audited("client_token_revoked").len(), 1);
    // Too old.
    gateway.clock.advance(std::time::Duration::from_secs(121));
    assert_eq!(said(&reader.get("/clients").await).0, "invalid_token");
}

/// Attack OPS-07: the token of an administrator who may do less by now, or does something else.
#[tokio::test]
async fn rfc6749_s4_4_ops_07_a_token_is_worth_what_its_client_may_do_now() {
    let gateway = start().await;
    let admin = Admin::new(&gateway, "portal").await;
    let party = Party::new(&gateway, "portal", Some(SECRET));
    let form = [("token", admin.token.as_str())];
    let is_worth = async || {
        let opens = admin.get("/clients").await.status == StatusCode::OK;
        let told = party.post("/token/introspect", &[], &form).await.json();
        assert_eq!(told["active"], opens, "introspection says the same");
        opens
    };
    assert!(is_worth().await);
    let before = gateway.app.current().settings.clone();
    let reload = |change: &dyn Fn(&mut Settings)| {
        let mut settings = Settings::clone(&before);
        change(&mut settings);
        let keys = gateway.app.current().keys.clone();
        gateway.app.reload(Arc::new(settings), keys).unwrap();
    };
    let portal = |settings: &mut Settings, change: &dyn Fn(&mut Client)| {
        let known = settings.clients.get_mut("portal").unwrap();
        let mut changed = ClientSettings::clone(known);
        change(&mut changed.registration);
        *known = Arc::new(changed);
    };
    reload(&|settings| {
        portal(settings, &|client| {
            client.scopes = ["landport:clients.read"].into_iter().collect()
        })
    });
    assert!(!is_worth().await, "one scope less");
    reload(&|_| ());
    assert!(is_worth().await);
    reload(&|settings| portal(settings, &|client| client.grants = GrantRule::Logins));
    assert!(!is_worth().await, "registered for logins");
    reload(&|_| ());
    assert!(is_worth().await);
}

#[tokio::test]
async fn rfc9449_s7_a_bound_token_opens_the_registry_with_a_proof_of_its_key_and_not_without() {
    let gateway = start().await;
    let (party, key) = (Party::new(&gateway, "bound", Some(SECRET)), Key::new());
    let proof = party.proof(&key, "POST", "/token", None).await;
    let form = [("grant_type", "client_credentials")];
    let tokens = party
        .post("/token", &[("dpop", &proof)], &form)
        .await
        .json();
    assert_eq!(tokens["token_type"], "DPoP");
    let token = tokens["access_token"].as_str().unwrap();
    let send = |scheme: &str, proof: Option<String>, method: &str, path: &str| {
        let mut request = Request::builder()
            .method(Method::from_bytes(method.as_bytes()).unwrap())
            .uri(format!("{ISSUER}{path}"))
            .header(header::AUTHORIZATION, format!("{scheme} {token}"));
        if let Some(proof) = proof {
            request = request.header("dpop", proof);
        }
        gateway.send(request.body(Body::empty()).unwrap())
    };
    let good = party.proof(&key, "GET", "/clients", Some(token)).await;
    assert_eq!(
        send("DPoP", Some(good.clone()), "GET", "/clients")
            .await
            .status,
        StatusCode::OK
    );
    // Used, another's key, another method, another address, for no token; and as if it were not bound.
    let others = party
        .proof(&Key::new(), "GET", "/clients", Some(token))
        .await;
    let posting = party.proof(&key, "POST", "/clients", Some(token)).await;
    let elsewhere = party.proof(&key, "GET", "/userinfo", Some(token)).await;
    let for_none = party.proof(&key, "GET", "/clients", None).await;
    for (scheme, proof) in [
        ("DPoP", Some(good)),
        ("DPoP", Some(others)),
        ("DPoP", Some(posting)),
        ("DPoP", Some(elsewhere)),
        ("DPoP", Some(for_none)),
        ("DPoP", None),
        ("Bearer", None),
    ] {
        let answer = send(scheme, proof.clone(), "GET", "/clients").await;
        assert_eq!(
            answer.status,
            StatusCode::UNAUTHORIZED,
            "{scheme} {proof:?}: {answer:?}"
        );
    }
}
