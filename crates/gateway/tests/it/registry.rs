// SPDX-License-Identifier: EUPL-1.2
//! The registry of clients over its API. RFC 6749 §4.4, RFC 7591, RFC 7592; and who attacks it.

mod attacks;
mod in_force;
mod metadata;
mod tokens;

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
async fn rfc7592_s2_2_ss_11_of_two_administrators_at_once_none_loses_what_it_wrote() {
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

/// RFC 7591 §3.2.1 `client_secret_expires_at`; ID-porten's secrets are for 360 days at most.
#[tokio::test]
async fn rfc7591_s3_2_1_a_secret_that_is_made_here_ends_when_the_file_says() {
    const DAY: u64 = 86_400;
    let gateway = start_as(Setup {
        more: "secret_days = 30\n".to_owned(),
        ..Setup::default()
    })
    .await;
    let in_days = |days: i64| gateway.env.now_s() + days * 86_400;
    let registered = Admin::new(&gateway, "portal")
        .await
        .register(&service("boat"))
        .await;
    let first = registered["client_secret"].as_str().unwrap().to_owned();
    let ends = in_days(30);
    assert_eq!(registered["client_secret_expires_at"], ends);
    let says = |secret: String| {
        let gateway = &gateway;
        async move {
            let party = Party::new(gateway, "boat", Some(&secret));
            said(&party.redeem("x", &[], &[]).await)
        }
    };
    assert_eq!(says(first.clone()).await.0, "invalid_grant", "it proves");
    gateway
        .clock
        .advance(std::time::Duration::from_secs(29 * DAY));
    let admin = Admin::new(&gateway, "portal").await;
    let rotated = admin
        .post("/clients/boat/secret", &Value::Null)
        .await
        .json();
    let second = rotated["client_secret"].as_str().unwrap().to_owned();
    assert_eq!(rotated["client_secret_expires_at"], in_days(30));
    assert_eq!(rotated["older_secret_expires_at"], ends);
    assert_eq!(says(first.clone()).await.0, "invalid_grant");
    gateway.clock.advance(std::time::Duration::from_secs(DAY));
    let (error, why) = says(first).await;
    assert_eq!(error, "invalid_client");
    assert!(why.starts_with("the client secret has expired"), "{why}");
    assert_eq!(says(second).await.0, "invalid_grant");
    // A change of something else leaves it as it is.
    let admin = Admin::new(&gateway, "portal").await;
    let put = admin
        .ask("PUT", "/clients/boat", Some("\"2\""), &service("boat"))
        .await;
    assert_eq!(put.json()["client_secret_expires_at"], ends + 29 * 86_400);
    let line = gateway.audited("client_changed").swap_remove(1);
    assert!(line.contains("client_secret_expires"), "{line}");
}
