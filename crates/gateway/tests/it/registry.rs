// SPDX-License-Identifier: EUPL-1.2
//! The registry of clients over its API. RFC 6749 §4.4, RFC 7591, RFC 7592; and who attacks it.

use std::sync::Arc;

use axum::body::Body;
use axum::http::{Method, Request, StatusCode, header};
use gateway::registry::{MOST_CLIENTS, MOST_OCTETS};
use serde_json::{Value, json};

use crate::double_click::{Fault, Fragile};
use crate::support::{Answer, Gateway, ISSUER, Key, Party, REDIRECT, SECRET, Setup};

/// Administrators of the configuration file: one that reads, one that changes, one bound to a key.
const ADMINISTRATORS: &str = r#"
[[client]]
client_id = "portal"
name = "Portal"
grants = "client_credentials"
auth = "client_secret_post"
secret_file = "client.secret"
scopes = ["landport:clients.read", "landport:clients.write"]
[[client]]
client_id = "reader"
name = "Reader"
grants = "client_credentials"
auth = "client_secret_post"
secret_file = "client.secret"
scopes = ["landport:clients.read"]
[[client]]
client_id = "bound"
name = "Bound"
grants = "client_credentials"
auth = "client_secret_post"
secret_file = "client.secret"
require_dpop = true
scopes = ["landport:clients.write"]
[registration]
scopes = ["openid", "profile", "eidas:mds"]
"#;

async fn start() -> Gateway {
    start_as(Setup::default()).await
}

async fn start_as(setup: Setup) -> Gateway {
    let more = [ADMINISTRATORS, &setup.more].concat();
    let gateway = Gateway::start_as(Setup { more, ..setup }).await;
    gateway.app.load_clients().await.unwrap();
    gateway
}

/// A token without a person.
async fn token_of(gateway: &Gateway, id: &'static str, more: &[(&str, &str)]) -> Answer {
    let form: Vec<_> = [("grant_type", "client_credentials")]
        .into_iter()
        .chain(more.iter().copied())
        .collect();
    let party = Party::new(gateway, id, Some(SECRET));
    party.post("/token", &[], &form).await
}

/// One administrator with its token.
struct Admin<'g> {
    gateway: &'g Gateway,
    token: String,
}

impl<'g> Admin<'g> {
    async fn new(gateway: &'g Gateway, id: &'static str) -> Self {
        let answer = token_of(gateway, id, &[]).await;
        assert_eq!(answer.status, StatusCode::OK, "{answer:?}");
        let token = answer.json()["access_token"].as_str().unwrap().to_owned();
        Self { gateway, token }
    }

    async fn ask(&self, method: &str, path: &str, etag: Option<&str>, body: &Value) -> Answer {
        let authorization = format!("Bearer {}", self.token);
        ask(self.gateway, method, path, &authorization, etag, body).await
    }

    async fn get(&self, path: &str) -> Answer {
        self.ask("GET", path, None, &Value::Null).await
    }

    async fn post(&self, path: &str, body: &Value) -> Answer {
        self.ask("POST", path, None, body).await
    }

    /// Registers it, which must succeed.
    async fn register(&self, members: &Value) -> Value {
        let answer = self.post("/clients", members).await;
        assert_eq!(answer.status, StatusCode::CREATED, "{answer:?}");
        answer.json()
    }

    /// Why it is not registered.
    async fn refused(&self, members: &Value) -> (String, String) {
        let answer = self.post("/clients", members).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{answer:?}");
        said(&answer)
    }
}

async fn ask(
    gateway: &Gateway,
    method: &str,
    path: &str,
    authorization: &str,
    etag: Option<&str>,
    body: &Value,
) -> Answer {
    let mut request = Request::builder()
        .method(Method::from_bytes(method.as_bytes()).unwrap())
        .uri(format!("{ISSUER}{path}"))
        .header(header::CONTENT_TYPE, "application/json");
    if !authorization.is_empty() {
        request = request.header(header::AUTHORIZATION, authorization);
    }
    if let Some(etag) = etag {
        request = request.header(header::IF_MATCH, etag);
    }
    let body = match body {
        Value::Null => Body::empty(),
        body => Body::from(body.to_string()),
    };
    gateway.send(request.body(body).unwrap()).await
}

fn said(answer: &Answer) -> (String, String) {
    let json = answer.json();
    let text = |name: &str| json[name].as_str().unwrap_or_default().to_owned();
    (text("error"), text("error_description"))
}

/// A service with a secret that answers where the usual requests of these tests ask.
fn service(id: &str) -> Value {
    json!({
        "client_id": id, "client_name": "Boathouse", "redirect_uris": [REDIRECT],
        "token_endpoint_auth_method": "client_secret_post", "id_token_signed_response_alg": "ES256",
    })
}

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
async fn rfc7591_s3_1_a_client_is_registered_and_logs_in_a_moment_later() {
    let gateway = start().await;
    let admin = Admin::new(&gateway, "portal").await;
    let registered = admin.register(&service("boat")).await;
    let secret = registered["client_secret"].as_str().unwrap().to_owned();
    assert_eq!(secret.len(), 43);
    assert_eq!(
        (&registered["state"], &registered["version"]),
        (&json!("enabled"), &json!(1))
    );
    let party = Party::new(&gateway, "boat", Some(&secret));
    assert!(party.tokens(&[]).await["id_token"].is_string());

    // RFC 7592 §2.1: the same again, and never the secret.
    let read = admin.get("/clients/boat").await;
    assert_eq!(
        (read.status, read.header("etag")),
        (StatusCode::OK, "\"1\"")
    );
    let read = read.json();
    assert!(read.get("client_secret").is_none() && !read.to_string().contains(&secret));
    assert_eq!(read["redirect_uris"], json!([REDIRECT]));
    let list = admin.get("/clients").await.json();
    let ids: Vec<&str> = list["clients"]
        .as_array()
        .unwrap()
        .iter()
        .map(|c| c["client_id"].as_str().unwrap())
        .collect();
    assert_eq!(
        ids,
        ["boat", "bound", "portal", "reader", "rowing", "trademark"]
    );

    // The trail says who, and what: no secret.
    let line = gateway.audited("client_changed").pop().unwrap();
    for part in [
        "\"change\":\"created\"",
        "\"by\":\"client portal ",
        "Boathouse",
        "sha256 ",
    ] {
        assert!(line.contains(part), "{part} in {line}");
    }
    let hash = gateway::config::sha256_hex(secret.as_bytes());
    assert!(!line.contains(&secret) && !line.contains(&hash));
}

#[tokio::test]
async fn rfc7591_s3_2_2_what_cannot_be_registered_is_named_with_what_to_write() {
    let gateway = start().await;
    let admin = Admin::new(&gateway, "portal").await;
    let with = |name: &str, value: Value| {
        let mut members = service("boat");
        members[name] = value;
        members
    };
    let jwk = |more: &str| {
        let set = Key::new()
            .jwks()
            .replacen("{\"kty\"", &format!("{{{more}\"kty\""), 1);
        serde_json::from_str::<Value>(&set).unwrap()
    };
    let private = jwk("\"d\":\"AAAA\",");
    let uris = "redirect_uris";
    for (members, error, description) in [
        (
            with(uris, json!(["http://boat.example.no/cb"])),
            "invalid_redirect_uri",
            "redirect_uris[1]: ",
        ),
        (
            with(uris, json!([REDIRECT, "https://a.example.no/cb#x"])),
            "invalid_redirect_uri",
            "redirect_uris[2]: ",
        ),
        // AZ-01.
        (
            with(uris, json!(["https://ok@evil.example/"])),
            "invalid_redirect_uri",
            "user information",
        ),
        (
            with(uris, json!(["https://*.example.no/"])),
            "invalid_redirect_uri",
            "wildcard",
        ),
        (
            with(uris, json!(["https://a.example.no/x/../cb"])),
            "invalid_redirect_uri",
            "not in the form",
        ),
        (
            with(uris, json!(["javascript:alert(1)"])),
            "invalid_redirect_uri",
            "redirect_uris[1]: ",
        ),
        (
            with(uris, json!(["https://a.example.no/\u{202e}"])),
            "invalid_redirect_uri",
            "redirect_uris[1]: ",
        ),
        (
            with(uris, json!([])),
            "invalid_redirect_uri",
            "no redirect address",
        ),
        (
            with(uris, json!({ "a": 1 })),
            "invalid_redirect_uri",
            "redirect_uris: ",
        ),
        (
            with("scope", json!("profile")),
            "invalid_client_metadata",
            "openid must be among them",
        ),
        // SS-04: nobody makes herself an administrator, nor gets what the house does not give.
        (
            with("scope", json!("openid landport:clients.write")),
            "invalid_client_metadata",
            "scope: 'landport:clients.write'",
        ),
        (
            with("scope", json!("openid phone")),
            "invalid_client_metadata",
            "scope: 'phone' may not be registered here",
        ),
        (
            with("grants", json!("client_credentials")),
            "invalid_client_metadata",
            "grants: no member",
        ),
        (
            with("grant_types", json!(["client_credentials"])),
            "invalid_client_metadata",
            "grant_types: a client of the registry logs people in",
        ),
        (
            with("response_types", json!(["token"])),
            "invalid_client_metadata",
            "response_types: there is no other flow",
        ),
        (
            with("private", json!(true)),
            "invalid_client_metadata",
            "private: no member",
        ),
        (
            with("jwks_file", json!("/etc/passwd")),
            "invalid_client_metadata",
            "jwks_file: no member",
        ),
        (
            with("secret_file", json!("../keys/audit.key")),
            "invalid_client_metadata",
            "secret_file: no member",
        ),
        (
            with("introspects", json!(["https://api.example.no"])),
            "invalid_client_metadata",
            "introspects: no member",
        ),
        (
            with("client_secret", json!("x".repeat(40))),
            "invalid_client_metadata",
            "secrets are made here",
        ),
        (
            with("secret_sha256", json!("0".repeat(64))),
            "invalid_client_metadata",
            "secrets are made here",
        ),
        (
            with("dpop_bound_acces_tokens", json!(true)),
            "invalid_client_metadata",
            "dpop_bound_acces_tokens: no member",
        ),
        (
            with("client_id", json!("../x")),
            "invalid_client_metadata",
            "client_id: ",
        ),
        (
            with("client_id", json!("a/b")),
            "invalid_client_metadata",
            "client_id: ",
        ),
        (
            with("client_id", json!("a\u{0}b")),
            "invalid_client_metadata",
            "client_id: ",
        ),
        (
            with("client_id", json!("")),
            "invalid_client_metadata",
            "client_id: ",
        ),
        (
            with("client_id", json!(".hidden")),
            "invalid_client_metadata",
            "client_id: ",
        ),
        (
            with("client_id", json!("x".repeat(101))),
            "invalid_client_metadata",
            "client_id: ",
        ),
        (
            with("client_id", json!(7)),
            "invalid_client_metadata",
            "client_id: not a text",
        ),
        (
            with("client_name", json!("Tax\u{202e}nwodnu")),
            "invalid_client_metadata",
            "client_name: ",
        ),
        (
            with("client_name", json!("x".repeat(101))),
            "invalid_client_metadata",
            "client_name: ",
        ),
        (
            with("token_endpoint_auth_method", json!("client_secret_jwt")),
            "invalid_client_metadata",
            "token_endpoint_auth_method: ",
        ),
        (
            with("access_token_lifetime", json!(1.5)),
            "invalid_client_metadata",
            "access_token_lifetime: ",
        ),
        (
            with("access_token_lifetime", json!(100_000)),
            "invalid_client_metadata",
            "access_token_lifetime: 10 to 3600 seconds",
        ),
        (
            with(
                "backchannel_logout_uri",
                json!("http://other.localhost:8080/out"),
            ),
            "invalid_client_metadata",
            "backchannel_logout_uri",
        ),
        (
            with("jwks", private),
            "invalid_client_metadata",
            "a private key stands in the JWK Set",
        ),
    ] {
        let mut members = members;
        if members.get("jwks").is_some() {
            members["token_endpoint_auth_method"] = json!("private_key_jwt");
        }
        let (said, why) = admin.refused(&members).await;
        assert_eq!(said, error, "{members}: {why}");
        assert!(
            why.contains(description),
            "{members}: {description} in {why}"
        );
        assert!(
            why.bytes()
                .all(|b| matches!(b, 0x20..=0x7e) && b != b'"' && b != b'\\'),
            "{why}"
        );
    }
    // Nothing of all that is there; and what is right, is.
    assert_eq!(
        admin.get("/clients/boat").await.status,
        StatusCode::NOT_FOUND
    );
    let mut by_key = service("boat");
    by_key["token_endpoint_auth_method"] = json!("private_key_jwt");
    by_key["jwks"] = jwk("");
    assert!(admin.register(&by_key).await.get("client_secret").is_none());
    // Not JSON, not an object, a member twice, a form.
    for body in [
        "[]",
        "{\"client_name\":\"a\",\"client_name\":\"b\"}",
        "{",
        "client_name=a",
    ] {
        let request = Request::post(format!("{ISSUER}/clients"))
            .header(header::AUTHORIZATION, format!("Bearer {}", admin.token))
            .header(header::CONTENT_TYPE, "application/json")
            .body(Body::from(body.to_owned()))
            .unwrap();
        let answer = gateway.send(request).await;
        assert_eq!(
            (answer.status, said(&answer).0.as_str()),
            (StatusCode::BAD_REQUEST, "invalid_client_metadata")
        );
    }
}

#[tokio::test]
async fn rfc7592_s2_2_of_two_administrators_at_once_none_loses_what_it_wrote() {
    let gateway = start().await;
    let admin = Admin::new(&gateway, "portal").await;
    admin.register(&service("boat")).await;
    let named = |name: &str| {
        let mut members = service("boat");
        members["client_name"] = json!(name);
        members
    };
    let put = |etag, name| {
        let (admin, members) = (&admin, named(name));
        async move { admin.ask("PUT", "/clients/boat", etag, &members).await }
    };
    // RFC 6585 §3: who does not say which version it saw.
    assert_eq!(
        put(None, "A").await.status,
        StatusCode::PRECONDITION_REQUIRED
    );
    for odd in ["*", "1", "W/\"1\"", "\"x\"", "\"2\""] {
        assert_eq!(
            put(Some(odd), "A").await.status,
            StatusCode::PRECONDITION_FAILED,
            "{odd}"
        );
    }
    // SS-11: both saw the first version.
    let (a, b) = tokio::join!(put(Some("\"1\""), "A"), put(Some("\"1\""), "B"));
    let mut statuses = [a.status, b.status];
    statuses.sort();
    assert_eq!(statuses, [StatusCode::OK, StatusCode::PRECONDITION_FAILED]);
    let stands = admin.get("/clients/boat").await;
    assert_eq!(stands.header("etag"), "\"2\"");
    let won = if a.status == StatusCode::OK { "A" } else { "B" };
    assert_eq!(stands.json()["client_name"], won);
    // Another's name in the body, or none at all, which means the same client.
    let mut other = named("C");
    other["client_id"] = json!("rowing");
    let answer = admin
        .ask("PUT", "/clients/boat", Some("\"2\""), &other)
        .await;
    assert_eq!(said(&answer).0, "invalid_client_metadata");
    other.as_object_mut().unwrap().remove("client_id");
    let answer = admin
        .ask("PUT", "/clients/boat", Some("\"2\""), &other)
        .await;
    // The secret stays: the answer has none.
    assert!(answer.status == StatusCode::OK && answer.json().get("client_secret").is_none());
    // What was read can be sent back as it is.
    let read = answer.json();
    let again = admin
        .ask("PUT", "/clients/boat", Some("\"3\""), &read)
        .await;
    assert_eq!(again.status, StatusCode::OK, "{again:?}");
    // §2.2: what is not there is not registered any more.
    assert_eq!(answer.json().get("post_logout_redirect_uris"), None);
    assert_eq!(
        admin
            .ask("DELETE", "/clients/boat", Some("\"2\""), &Value::Null)
            .await
            .status,
        StatusCode::PRECONDITION_FAILED
    );
    assert_eq!(
        admin
            .ask("DELETE", "/clients/boat", Some("\"4\""), &Value::Null)
            .await
            .status,
        StatusCode::NO_CONTENT
    );
    assert_eq!(
        admin.get("/clients/boat").await.status,
        StatusCode::NOT_FOUND
    );
    // Its name is never given again: old tokens and accounts are the first one's.
    let (_, why) = admin.refused(&service("boat")).await;
    assert!(why.contains("never given again"), "{why}");
}

#[tokio::test]
async fn rfc7592_s2_3_who_is_disabled_or_removed_has_no_login_and_no_token_from_that_moment() {
    let gateway = start().await;
    let admin = Admin::new(&gateway, "portal").await;
    let secret = admin.register(&service("boat")).await["client_secret"].clone();
    let party = Party::new(&gateway, "boat", secret.as_str());
    let tokens = party.tokens(&[]).await;
    let bearer = format!("Bearer {}", tokens["access_token"].as_str().unwrap());
    let code = party.code(&[]).await;
    let reads = async || party.userinfo(&[("authorization", &bearer)]).await;
    assert_eq!(reads().await.status, StatusCode::OK);

    let disabled = admin.post("/clients/boat/disable", &Value::Null).await;
    assert_eq!(disabled.json()["state"], "disabled");
    assert_eq!(reads().await.status, StatusCode::UNAUTHORIZED);
    assert_eq!(
        said(&party.redeem(&code, &[], &[]).await).0,
        "invalid_client"
    );
    assert!(
        admin
            .post("/clients/boat/enable", &Value::Null)
            .await
            .json()["state"]
            == "enabled"
    );
    assert_eq!(reads().await.status, StatusCode::OK);

    admin
        .ask("DELETE", "/clients/boat", Some("\"3\""), &Value::Null)
        .await;
    assert_eq!(reads().await.status, StatusCode::UNAUTHORIZED);
    let changes: Vec<String> = gateway.audited("client_changed");
    for (line, change) in changes
        .iter()
        .zip(["created", "disabled", "enabled", "removed"])
    {
        assert!(line.contains(&format!("\"change\":\"{change}\"")), "{line}");
    }
    assert_eq!(changes.len(), 4);
}

#[tokio::test]
async fn a_secret_is_rotated_without_an_outage_and_shown_once() {
    let gateway = start().await;
    let admin = Admin::new(&gateway, "portal").await;
    let first = admin.register(&service("boat")).await["client_secret"]
        .as_str()
        .unwrap()
        .to_owned();
    let rotate = || admin.post("/clients/boat/secret", &Value::Null);
    let second = rotate().await.json()["client_secret"]
        .as_str()
        .unwrap()
        .to_owned();
    assert_ne!(first, second);
    let logs_in = |secret: String| {
        let gateway = &gateway;
        async move {
            Party::new(gateway, "boat", Some(&secret))
                .redeem("x", &[], &[])
                .await
                .json()["error"]
                .clone()
        }
    };
    // Both prove it: what is wrong then is the code.
    assert_eq!(logs_in(first.clone()).await, "invalid_grant");
    assert_eq!(logs_in(second.clone()).await, "invalid_grant");
    let dropped = admin
        .ask("DELETE", "/clients/boat/secret", None, &Value::Null)
        .await;
    assert_eq!(
        (dropped.status, &dropped.json()["older_secret"]),
        (StatusCode::OK, &json!(false))
    );
    assert_eq!(logs_in(first).await, "invalid_client");
    assert_eq!(logs_in(second.clone()).await, "invalid_grant");
    // Two at a time: a third takes the place of the oldest.
    rotate().await;
    rotate().await;
    assert_eq!(logs_in(second).await, "invalid_client");
    // A client with keys has none.
    let mut by_key = service("keyed");
    by_key["token_endpoint_auth_method"] = json!("private_key_jwt");
    by_key["jwks"] = serde_json::from_str(&Key::new().jwks()).unwrap();
    admin.register(&by_key).await;
    let answer = admin.post("/clients/keyed/secret", &Value::Null).await;
    assert_eq!(
        said(&answer).1,
        "the client has no secret. Its keys are changed in jwks, or at its jwks_uri."
    );
}

#[tokio::test]
async fn rfc6750_s3_1_only_a_living_token_without_a_person_for_the_registry_opens_it() {
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
        (StatusCode::UNAUTHORIZED, "Bearer")
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

#[tokio::test]
async fn what_stands_in_the_configuration_file_is_read_here_and_changed_there() {
    let gateway = start().await;
    let admin = Admin::new(&gateway, "portal").await;
    let read = admin.get("/clients/trademark").await.json();
    assert_eq!(
        (&read["source"], &read["client_name"]),
        (&json!("configuration"), &json!("Trademark & registration"))
    );
    for (method, path) in [
        ("PUT", "/clients/trademark"),
        ("DELETE", "/clients/trademark"),
        ("POST", "/clients/trademark/secret"),
        ("POST", "/clients/portal/disable"),
    ] {
        let answer = admin
            .ask(method, path, Some("\"1\""), &service("trademark"))
            .await;
        assert_eq!(
            (answer.status, said(&answer).0.as_str()),
            (StatusCode::FORBIDDEN, "access_denied"),
            "{method} {path}"
        );
    }
    let taken = admin.post("/clients", &service("trademark")).await;
    assert_eq!(
        said(&taken),
        (
            "access_denied".to_owned(),
            "the client stands in the configuration file: change it there and reload".to_owned()
        )
    );
    assert!(gateway.audited("client_changed").is_empty());
}

#[tokio::test]
async fn a_name_in_the_file_and_in_the_registry_is_told_and_the_files_serves() {
    let gateway = start().await;
    let admin = Admin::new(&gateway, "portal").await;
    admin.register(&service("boat")).await;
    // The next configuration has a section of that name.
    let (file, keys) = (gateway.app.file(), gateway.app.current().keys.clone());
    let mut next = gateway::settings::Settings::clone(&file);
    let section = file.clients["rowing"].clone();
    next.clients.insert("boat".to_owned(), section.clone());
    assert_eq!(gateway.app.registry.twice(&next), ["boat"]);
    gateway.app.reload(Arc::new(next), keys).unwrap();
    let settings = gateway.app.settings();
    assert!(Arc::ptr_eq(&settings.clients["boat"], &section));
    let closed: Vec<String> = settings.closed.iter().map(ToString::to_string).collect();
    assert_eq!(closed.len(), 1);
    assert!(
        closed[0]
            .contains("client \"boat\" is closed; registered while the gateway ran and written in"),
        "{closed:?}"
    );
}

#[tokio::test]
async fn a_reload_keeps_what_is_registered_and_holds_it_to_the_new_rules() {
    let gateway = start().await;
    let admin = Admin::new(&gateway, "portal").await;
    let mut members = service("boat");
    members["scope"] = json!("openid profile");
    admin.register(&members).await;
    let (file, keys) = (gateway.app.file(), gateway.app.current().keys.clone());
    gateway.app.reload(file.clone(), keys.clone()).unwrap();
    assert!(gateway.app.settings().clients.contains_key("boat"));
    assert!(!gateway.app.file().clients.contains_key("boat"));

    let mut stricter = gateway::settings::Settings::clone(&file);
    stricter.registration.scopes.remove("profile");
    gateway
        .app
        .reload(Arc::new(stricter), keys.clone())
        .unwrap();
    assert!(!gateway.app.settings().clients.contains_key("boat"));
    let read = admin.get("/clients/boat").await.json();
    assert_eq!(read["state"], "closed");
    assert!(
        read["faults"]
            .as_str()
            .unwrap()
            .contains("scope: \"profile\" may not be registered here"),
        "{read}"
    );
    gateway.app.reload(file, keys).unwrap();
    assert!(gateway.app.settings().clients.contains_key("boat"));

    // Claims, where the house gives few.
    let mut few = gateway::settings::Settings::clone(&gateway.app.file());
    few.registration.claims = Some(["pid".to_owned()].into());
    gateway
        .app
        .reload(Arc::new(few), gateway.app.current().keys.clone())
        .unwrap();
    assert_eq!(
        gateway.app.settings().clients["boat"].claims,
        Some(["pid".to_owned()].into())
    );
    let mut more = service("other");
    more["claims"] = json!(["pid", "birthdate"]);
    let (_, why) = admin.refused(&more).await;
    assert!(
        why.contains("claims[2]: 'birthdate' may not be registered here"),
        "{why}"
    );
}

#[tokio::test]
async fn what_is_registered_survives_a_restart_and_a_build_that_cannot_read_it_closes_it() {
    let gateway = start().await;
    let admin = Admin::new(&gateway, "portal").await;
    let secret = admin.register(&service("boat")).await["client_secret"].clone();
    admin.register(&service("barge")).await;
    let store = gateway.app.records.store().clone();
    // Another build wrote one of them in a form of its own, and one with a field that this one has not.
    let key = |id: &str| store::Key::lasting(store::Kind::Client, &[id.as_bytes()]);
    let octets = store.get(key("barge")).await.unwrap().unwrap();
    let mut newer: Value = serde_json::from_slice(&octets).unwrap();
    newer["section"]["hologram"] = json!("required");
    store
        .put(key("barge"), newer.to_string().into_bytes(), i64::MAX)
        .await
        .unwrap();
    newer["form"] = json!(2);
    newer["client_id"] = json!("yacht");
    store
        .put(key("yacht"), newer.to_string().into_bytes(), i64::MAX)
        .await
        .unwrap();

    let gateway = gateway.on_store(store);
    assert!(!gateway.app.settings().clients.contains_key("boat"));
    gateway.app.load_clients().await.unwrap();
    let party = Party::new(&gateway, "boat", secret.as_str());
    assert!(party.tokens(&[]).await["id_token"].is_string());
    let settings = gateway.app.settings();
    let closed: Vec<&str> = settings
        .closed
        .iter()
        .map(|closed| closed.name.as_str())
        .collect();
    assert_eq!(closed, ["barge", "?"]);
    assert!(
        settings.closed[0].to_string().contains("hologram: unknown"),
        "{:?}",
        settings.closed
    );
}

#[tokio::test]
async fn a_change_that_the_store_does_not_take_is_told_withdrawn_and_not_in_force() {
    let (tell, told) = std::sync::mpsc::channel();
    let gateway = start_as(Setup {
        store: Some(Box::new(move |env| {
            let store = Fragile::new(env, false);
            tell.send(store.clone()).unwrap();
            store
        })),
        ..Setup::default()
    })
    .await;
    let store = told.recv().unwrap();
    let admin = Admin::new(&gateway, "portal").await;
    admin.register(&service("boat")).await;
    store.set(Fault::Fails(store::Kind::Client));
    let failed = admin.post("/clients/boat/disable", &Value::Null).await;
    assert_eq!(failed.status, StatusCode::SERVICE_UNAVAILABLE, "{failed:?}");
    assert_eq!(said(&failed).0, "temporarily_unavailable");
    let withdrawn = gateway.audited("client_change_withdrawn").pop().unwrap();
    assert!(
        withdrawn.contains("\"why\":\"store_failed\""),
        "{withdrawn}"
    );
    assert!(gateway.app.settings().clients.contains_key("boat"));
    // What the store says is read when it answers again.
    assert!(gateway.app.registry.is_doubtful());
    store.set(Fault::None);
    gateway.app.load_clients().await.unwrap();
    assert!(!gateway.app.registry.is_doubtful());
    let read = admin.get("/clients/boat").await;
    assert_eq!(
        (&read.json()["state"], read.header("etag")),
        (&json!("enabled"), "\"1\"")
    );
    // The next change is made as if nothing had been.
    assert_eq!(
        admin
            .post("/clients/boat/disable", &Value::Null)
            .await
            .status,
        StatusCode::OK
    );
}

#[tokio::test]
async fn a_flood_of_changes_is_let_through_at_its_pace() {
    let gateway = start().await;
    let admin = Admin::new(&gateway, "portal").await;
    admin.register(&service("boat")).await;
    let mut answers = Vec::new();
    for _ in 0..70 {
        answers.push(admin.post("/clients/boat/disable", &Value::Null).await);
    }
    let done = answers
        .iter()
        .filter(|answer| answer.status == StatusCode::OK)
        .count();
    assert_eq!(done, 59);
    let refused = answers.pop().unwrap();
    assert_eq!(
        (refused.status, said(&refused).0.as_str()),
        (StatusCode::TOO_MANY_REQUESTS, "temporarily_unavailable")
    );
    assert_eq!(refused.header("retry-after"), "1");
    gateway.clock.advance(std::time::Duration::from_secs(1));
    assert_eq!(
        admin
            .post("/clients/boat/enable", &Value::Null)
            .await
            .status,
        StatusCode::OK
    );
    // Reading costs none of it.
    assert_eq!(admin.get("/clients/boat").await.status, StatusCode::OK);
}

#[tokio::test]
async fn what_is_too_long_or_one_too_many_is_refused() {
    let gateway = start().await;
    let admin = Admin::new(&gateway, "portal").await;
    let mut long = service("boat");
    let uri = |n: usize| format!("https://boat.example.no/{n}/{}", "x".repeat(1000));
    long["redirect_uris"] = (0..40).map(uri).collect::<Vec<_>>().into();
    let (error, why) = admin.refused(&long).await;
    assert_eq!(error, "invalid_client_metadata");
    assert!(why.contains(&format!("At most {MOST_OCTETS} fit")), "{why}");
    long["redirect_uris"] = (0..20).map(uri).collect::<Vec<_>>().into();
    admin.register(&long).await;

    let store = gateway.app.records.store();
    for n in 1..MOST_CLIENTS {
        let key = store::Key::lasting(store::Kind::Client, &[n.to_string().as_bytes()]);
        store
            .put(key, b"of another build".to_vec(), i64::MAX)
            .await
            .unwrap();
    }
    gateway.app.load_clients().await.unwrap();
    let full = admin.post("/clients", &service("one-more")).await;
    assert_eq!(full.status, StatusCode::FORBIDDEN, "{full:?}");
    assert!(said(&full).1.contains("no more fit"));
    // Those that are there can be changed all the same.
    assert_eq!(
        admin
            .post("/clients/boat/disable", &Value::Null)
            .await
            .status,
        StatusCode::OK
    );
}

#[test]
fn docs_openapi_clients_json_is_what_the_code_takes() {
    let file = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../docs/openapi/clients.json"
    );
    let document = gateway::registry::openapi("https://login.example.no");
    let text = serde_json::to_string_pretty(&document).unwrap() + "\n";
    if std::env::var_os("LANDPORT_WRITE_DOCS").is_some() {
        std::fs::write(file, &text).unwrap();
    }
    let written = std::fs::read_to_string(file).unwrap();
    assert!(
        text == written,
        "docs/openapi/clients.json is old: run this test with LANDPORT_WRITE_DOCS=1"
    );
    assert_eq!(
        document["components"]["schemas"]["Members"]["properties"]["redirect_uris"]["type"],
        "array"
    );
}

/// OIDC Core §8.1, RFC 9068 §5. Attack: a stolen token of an administrator registers a client that gets
/// another body's pseudonyms of people, or whose tokens open another body's service.
#[tokio::test]
async fn what_is_another_bodys_is_not_registered_unless_the_file_permits_it() {
    let gateway = start().await;
    let admin = Admin::new(&gateway, "portal").await;
    let settings = |change: &dyn Fn(&mut gateway::settings::Settings)| {
        let mut next = gateway::settings::Settings::clone(&gateway.app.file());
        change(&mut next);
        let keys = gateway.app.current().keys.clone();
        gateway.app.reload(Arc::new(next), keys).unwrap();
    };
    let with = |name: &str, value: Value| {
        let mut members = service(&format!("boat-{}", &name[..3]));
        members[name] = value;
        members
    };
    let api = "https://api.example.no";
    let cases = [
        (
            "client_orgno",
            json!("991825827"),
            "client_orgno: '991825827'",
            "organisations",
        ),
        (
            "resources",
            json!([api]),
            "resources[1]: 'https://api.example.no'",
            "resources",
        ),
        (
            "onbehalfof",
            json!(["customer"]),
            "onbehalfof[1]: 'customer'",
            "on_behalf_of",
        ),
        (
            "authorization_details_types",
            json!(["ansattporten:altinn:service"]),
            "authorization_details_types[1]: 'ansattporten:altinn:service'",
            "authorization_details_types",
        ),
    ];
    for (name, value, begin, rule) in &cases {
        let (error, why) = admin.refused(&with(name, value.clone())).await;
        assert_eq!(error, "invalid_client_metadata");
        let said = format!("{begin} may not be registered here. [registration] {rule} has none");
        assert!(why.contains(&said), "{why}");
    }
    // The file permits each.
    settings(&|next| {
        let rules = &mut next.registration;
        rules.organisations = ["991825827".to_owned()].into();
        rules.resources = [api.to_owned()].into();
        rules.on_behalf_of = ["customer".to_owned()].into();
        rules.authorization_details_types = ["ansattporten:altinn:service".to_owned()].into();
    });
    for (name, value, _, _) in &cases {
        admin.register(&with(name, value.clone())).await;
    }
    // Where claims are few nobody hears of a represented person, unless that is one of them.
    let representing = with("representation", json!(true));
    settings(&|next| next.registration.claims = Some(["pid".to_owned()].into()));
    let (_, why) = admin.refused(&representing).await;
    assert!(
        why.contains("representation: whom somebody acts for"),
        "{why}"
    );
    settings(&|next| {
        let few = ["pid", "eidas_representative"];
        next.registration.claims = Some(few.map(str::to_owned).into());
    });
    admin.register(&representing).await;
}

/// OIDC Core §8.1: without an organisation the sector is the name, so no name is another's sector.
#[tokio::test]
async fn no_name_is_the_sector_of_another_client() {
    let gateway = start_as(Setup {
        more: "[[client]]\nclient_id = \"harbour\"\nname = \"Harbour\"\norganisation = \"991825827\"\n\
               redirect_uris = [\"https://harbour.example.no/cb\"]\nauth = \"none\"\n"
            .to_owned(),
        ..Setup::default()
    })
    .await;
    // `more` of the administrators ends with a section of its own.
    let admin = Admin::new(&gateway, "portal").await;
    let taken = "client_id: people's sub of this name is another client's";
    let (_, why) = admin.refused(&service("991825827")).await;
    assert!(why.contains(taken), "{why}");
    admin.register(&service("991825828")).await;

    // A later file has a client of that sector: what is registered closes by itself, and comes back.
    let (file, keys) = (gateway.app.file(), gateway.app.current().keys.clone());
    let mut later = gateway::settings::Settings::clone(&file);
    later.registration.sectors.insert("991825828".to_owned());
    gateway.app.reload(Arc::new(later), keys.clone()).unwrap();
    assert!(!gateway.app.settings().clients.contains_key("991825828"));
    let read = admin.get("/clients/991825828").await.json();
    assert_eq!(read["state"], "closed");
    assert!(read["faults"].as_str().unwrap().contains(taken), "{read}");
    gateway.app.reload(file.clone(), keys.clone()).unwrap();
    assert!(gateway.app.settings().clients.contains_key("991825828"));

    // The organisation of another registered client, also when it may have it no more.
    let mut permitted = gateway::settings::Settings::clone(&file);
    permitted.registration.organisations = ["974760673".to_owned()].into();
    gateway
        .app
        .reload(Arc::new(permitted), keys.clone())
        .unwrap();
    let mut owned = service("barge");
    owned["client_orgno"] = json!("974760673");
    admin.register(&owned).await;
    for next in [gateway.app.file(), file] {
        gateway.app.reload(next, keys.clone()).unwrap();
        let (_, why) = admin.refused(&service("974760673")).await;
        assert!(why.contains(taken), "{why}");
    }
}

/// Attack: a stolen token changes without end, and the operator's `disable` has no turn.
#[tokio::test]
async fn a_flood_over_the_api_does_not_keep_the_operator_from_a_change() {
    let gateway = start().await;
    let admin = Admin::new(&gateway, "portal").await;
    admin.register(&service("boat")).await;
    for _ in 0..60 {
        admin.post("/clients/boat/enable", &Value::Null).await;
    }
    let refused = admin.post("/clients/boat/enable", &Value::Null).await;
    assert_eq!(refused.status, StatusCode::TOO_MANY_REQUESTS);
    let order = gateway::registry::Order::Disable {
        client_id: "boat".to_owned(),
    };
    let said = gateway.app.administer(order, "uid 0".to_owned()).await;
    assert!(said.is_ok(), "{:?}", said.err());
    assert!(!gateway.app.settings().clients.contains_key("boat"));
}

/// A reading that began before a reload brings the rules of then.
#[tokio::test]
async fn what_was_read_under_rules_of_before_is_held_to_those_of_now() {
    let gateway = start().await;
    let admin = Admin::new(&gateway, "portal").await;
    let mut members = service("boat");
    members["scope"] = json!("openid profile");
    admin.register(&members).await;
    let (file, keys) = (gateway.app.file(), gateway.app.current().keys.clone());
    let mut stricter = gateway::settings::Settings::clone(&file);
    stricter.registration.scopes.remove("profile");
    gateway.app.reload(Arc::new(stricter), keys).unwrap();
    let late = gateway.app.registry.load(&gateway.app.records, &file);
    late.await.unwrap();
    let mut other = service("barge");
    other["scope"] = json!("openid");
    admin.register(&other).await;
    let settings = gateway.app.settings();
    assert!(settings.clients.contains_key("barge"));
    assert!(!settings.clients.contains_key("boat"));
}

/// A change between the reading and the storing of new rules.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_change_is_lost_while_the_rules_change() {
    use std::sync::atomic::{AtomicBool, Ordering};
    let gateway = start().await;
    let app = gateway.app.clone();
    let order = |members: Value| gateway::registry::Order::Create {
        members: members.as_object().unwrap().clone(),
    };
    for n in 0..60 {
        let new = order(service(&format!("boat-{n}")));
        assert!(app.administer(new, "uid 0".to_owned()).await.is_ok());
    }
    let file = app.file();
    let mut other = gateway::settings::Settings::clone(&file);
    other.registration.scopes.insert("email".to_owned());
    let ended = Arc::new(AtomicBool::new(false));
    let (end, there) = (ended.clone(), app.clone());
    let rules = std::thread::spawn(move || {
        while !end.load(Ordering::Relaxed) {
            there.registry.hold_to(&other);
            there.registry.hold_to(&file);
        }
    });
    let mut lost = Vec::new();
    for n in 0..60 {
        let client_id = format!("boat-{n}");
        let order = gateway::registry::Order::Disable {
            client_id: client_id.clone(),
        };
        assert!(app.administer(order, "uid 0".to_owned()).await.is_ok());
        tokio::time::sleep(std::time::Duration::from_millis(2)).await;
        lost.extend(
            app.registry
                .client(&client_id)
                .filter(|c| c.state() != "disabled"),
        );
    }
    ended.store(true, Ordering::Relaxed);
    rules.join().unwrap();
    assert_eq!(lost.len(), 0, "{lost:?}");
}

/// Attack SS-07: characters that nobody sees.
#[tokio::test]
async fn a_name_with_characters_that_nobody_sees_is_refused() {
    let gateway = start().await;
    let admin = Admin::new(&gateway, "portal").await;
    let mut members = service("boat");
    for odd in [
        '\u{61c}', '\u{ad}', '\u{180e}', '\u{115f}', '\u{1160}', '\u{3164}',
    ] {
        members["client_name"] = json!(format!("Tax{odd} office"));
        let (_, why) = admin.refused(&members).await;
        let said = "cannot be shown to people";
        assert!(
            why.starts_with("client_name: ") && why.contains(said),
            "{why}"
        );
    }
    members["client_name"] = json!("Båtregisteret – Τελωνείο 한국");
    admin.register(&members).await;
}
