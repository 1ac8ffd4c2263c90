// SPDX-License-Identifier: EUPL-1.2
//! Clients that publish their keys at an address of their own (`jwks_uri`).

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Router;
use axum::http::{Request, StatusCode};
use axum::routing::get;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use openssl::bn::{BigNum, BigNumContext};
use openssl::ec::{EcGroup, EcKey};
use openssl::ecdsa::EcdsaSig;
use openssl::nid::Nid;
use openssl::pkey::Private;
use serde_json::{Value, json};

use crate::support::{Gateway, ISSUER, REDIRECT, Setup, request};

/// A client's key.
struct Key {
    id: &'static str,
    key: EcKey<Private>,
}

impl Key {
    fn new(id: &'static str) -> Self {
        let group = EcGroup::from_curve_name(Nid::X9_62_PRIME256V1).unwrap();
        let key = EcKey::generate(&group).unwrap();
        Self { id, key }
    }

    fn jwk(&self) -> Value {
        let (mut x, mut y) = (BigNum::new().unwrap(), BigNum::new().unwrap());
        let mut context = BigNumContext::new().unwrap();
        self.key
            .public_key()
            .affine_coordinates(self.key.group(), &mut x, &mut y, &mut context)
            .unwrap();
        let text = |n: &BigNum| URL_SAFE_NO_PAD.encode(n.to_vec_padded(32).unwrap());
        json!({ "kty": "EC", "crv": "P-256", "use": "sig", "alg": "ES256", "kid": self.id,
                "x": text(&x), "y": text(&y) })
    }

    /// A fresh assertion. RFC 7523 §3.
    fn assertion(&self, gateway: &Gateway) -> String {
        let part = |json: Value| URL_SAFE_NO_PAD.encode(json.to_string());
        let now = gateway.env.now_s();
        let header = part(json!({ "alg": "ES256", "kid": self.id }));
        let claims = part(json!({ "iss": "roller", "sub": "roller", "aud": ISSUER,
                                  "jti": gateway.env.token(), "iat": now, "exp": now + 60 }));
        let signed = format!("{header}.{claims}");
        let digest = openssl::sha::sha256(signed.as_bytes());
        let signature = EcdsaSig::sign(&digest, &self.key).unwrap();
        let mut octets = signature.r().to_vec_padded(32).unwrap();
        octets.extend(signature.s().to_vec_padded(32).unwrap());
        format!("{signed}.{}", URL_SAFE_NO_PAD.encode(octets))
    }
}

/// Where the client publishes.
struct Published {
    port: u16,
    keys: Arc<Mutex<Value>>,
    reads: Arc<AtomicUsize>,
}

impl Published {
    fn start(key: &Key) -> Self {
        let keys = Arc::new(Mutex::new(json!({ "keys": [key.jwk()] })));
        let reads = Arc::new(AtomicUsize::new(0));
        let (shown, counted) = (keys.clone(), reads.clone());
        let router = Router::new().route(
            "/jwks",
            get(move || async move {
                counted.fetch_add(1, Ordering::SeqCst);
                shown.lock().unwrap().to_string()
            }),
        );
        let listener = gateway::serve::listen("127.0.0.1:0".parse().unwrap()).unwrap();
        let port = listener.local_addr().unwrap().port();
        tokio::spawn(gateway::serve::serve_plain(
            listener,
            router,
            std::future::pending(),
        ));
        Self { port, keys, reads }
    }

    fn roll_to(&self, key: &Key) {
        *self.keys.lock().unwrap() = json!({ "keys": [key.jwk()] });
    }

    fn reads(&self) -> usize {
        self.reads.load(Ordering::SeqCst)
    }
}

async fn start(uri: &str, reaches_as_in_production: bool) -> Gateway {
    let more = format!(
        "[[client]]\nclient_id = \"roller\"\nname = \"Roller\"\norganisation = \"974760673\"\n\
         redirect_uris = [\"{REDIRECT}\"]\njwks_uri = \"{uri}\"\n\
         acr_values = [\"eidas-loa-substantial\"]\n"
    );
    Gateway::start_as(Setup {
        more,
        reaches_as_in_production,
        ..Setup::default()
    })
    .await
}

async fn push(gateway: &Gateway, key: &Key) -> StatusCode {
    push_with(gateway, &key.assertion(gateway)).await
}

async fn push_with(gateway: &Gateway, assertion: &str) -> StatusCode {
    let proof = [
        ("client_id", "roller"),
        (
            "client_assertion_type",
            "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
        ),
        ("client_assertion", assertion),
    ];
    let form = request(&proof);
    let form: Vec<_> = form.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
    let body = crate::support::encoded(&form);
    let request = Request::post(format!("{ISSUER}/par"))
        .header("content-type", "application/x-www-form-urlencoded")
        .body(axum::body::Body::from(body))
        .unwrap();
    gateway.send(request).await.status
}

#[tokio::test]
async fn a_rolled_key_is_read_at_once_and_forged_ones_make_us_read_once_a_minute() {
    let (first, second, forged) = (Key::new("a"), Key::new("b"), Key::new("c"));
    let published = Published::start(&first);
    let uri = format!("http://keys.localhost:{}/jwks", published.port);
    let gateway = start(&uri, false).await;
    assert_eq!(push(&gateway, &first).await, StatusCode::CREATED);
    assert_eq!(push(&gateway, &first).await, StatusCode::CREATED);
    assert_eq!(published.reads(), 1, "kept");

    published.roll_to(&second);
    gateway.clock.advance(Duration::from_secs(60));
    assert_eq!(push(&gateway, &second).await, StatusCode::CREATED);
    assert_eq!(published.reads(), 2);
    assert_eq!(push(&gateway, &first).await, StatusCode::UNAUTHORIZED);

    for _ in 0..5 {
        assert_eq!(push(&gateway, &forged).await, StatusCode::UNAUTHORIZED);
    }
    assert_eq!(published.reads(), 2, "within the minute");
    gateway.clock.advance(Duration::from_secs(60));
    for _ in 0..5 {
        assert_eq!(push(&gateway, &forged).await, StatusCode::UNAUTHORIZED);
    }
    assert_eq!(published.reads(), 3);
    assert_eq!(push(&gateway, &second).await, StatusCode::CREATED);
}

/// Attack: a key was stolen, and its client takes it from its set before it has another. What cannot be read
/// says nothing about keys.
#[tokio::test]
async fn a_key_that_is_published_no_more_counts_for_nothing_also_where_no_other_is() {
    let stolen = Key::new("a");
    let published = Published::start(&stolen);
    let uri = format!("http://keys.localhost:{}/jwks", published.port);
    let gateway = start(&uri, false).await;
    let five_minutes = || gateway.clock.advance(Duration::from_secs(300));
    assert_eq!(push(&gateway, &stolen).await, StatusCode::CREATED);
    for unreadable in [json!("busy"), json!({}), json!({ "keys": "none" })] {
        *published.keys.lock().unwrap() = unreadable;
        five_minutes();
        assert_eq!(push(&gateway, &stolen).await, StatusCode::CREATED);
    }
    let mut other = stolen.jwk();
    other["crv"] = "P-384".into();
    for empty in [json!({ "keys": [] }), json!({ "keys": [other] })] {
        published.roll_to(&stolen);
        five_minutes();
        assert_eq!(push(&gateway, &stolen).await, StatusCode::CREATED);
        *published.keys.lock().unwrap() = empty;
        five_minutes();
        assert_eq!(push(&gateway, &stolen).await, StatusCode::UNAUTHORIZED);
    }
    let next = Key::new("b");
    published.roll_to(&next);
    gateway.clock.advance(Duration::from_secs(60));
    assert_eq!(push(&gateway, &next).await, StatusCode::CREATED);
}

/// Attack: who lost the old address goes on with the keys that were read there.
#[tokio::test]
async fn keys_of_an_address_that_is_registered_no_more_count_for_nothing_at_once() {
    let (old, new) = (Key::new("a"), Key::new("b"));
    let (before, after) = (Published::start(&old), Published::start(&new));
    let uri = |published: &Published| format!("http://keys.localhost:{}/jwks", published.port);
    let gateway = start(&uri(&before), false).await;
    assert_eq!(push(&gateway, &old).await, StatusCode::CREATED);
    let mut next = gateway::settings::Settings::clone(&gateway.app.file());
    let mut client = gateway::settings::ClientSettings::clone(&next.clients["roller"]);
    client.jwks_uri = Some(uri(&after).parse().unwrap());
    next.clients.insert("roller".to_owned(), Arc::new(client));
    let keys = gateway.app.current().keys.clone();
    gateway.app.reload(Arc::new(next), keys).unwrap();
    assert_eq!(push(&gateway, &old).await, StatusCode::UNAUTHORIZED);
    assert_eq!(push(&gateway, &new).await, StatusCode::CREATED);
    assert_eq!((before.reads(), after.reads()), (1, 1));
}

/// The address was supplied by somebody else: it never leads inside.
#[tokio::test]
async fn a_private_address_is_not_asked_in_production() {
    let key = Key::new("a");
    let published = Published::start(&key);
    let uri = format!("https://127.0.0.1:{}/jwks", published.port);
    let gateway = start(&uri, true).await;
    assert_eq!(push(&gateway, &key).await, StatusCode::UNAUTHORIZED);
    assert_eq!(published.reads(), 0);
    let metrics = gateway.app.metrics.render();
    let line = r#"landport_outbound_calls_total{kind="client_keys",outcome="forbidden"} 1"#;
    assert!(metrics.contains(line), "{metrics}");
}

/// R-36: what was used after the backup is refused after the restore, and a fresh one serves when the
/// clocks may differ no more.
#[tokio::test]
async fn r_36_an_assertion_that_was_used_after_the_backup_is_refused_after_the_restore() {
    let key = Key::new("a");
    let published = Published::start(&key);
    let uri = format!("http://keys.localhost:{}/jwks", published.port);
    let (before, after) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let gateway = start(&uri, false).await;
    let store = crate::support::on_disk(before.path(), &gateway.env);
    let gateway = gateway.on_store(store.clone());
    let backup = store::snapshot(&*store).await.unwrap();
    gateway.clock.advance(Duration::from_secs(10));
    let used = key.assertion(&gateway);
    let unused = key.assertion(&gateway);
    assert_eq!(push_with(&gateway, &used).await, StatusCode::CREATED);
    assert_eq!(push_with(&gateway, &used).await, StatusCode::UNAUTHORIZED);

    let gateway = gateway.restored_from(&backup, after.path()).await;
    assert_eq!(push_with(&gateway, &used).await, StatusCode::UNAUTHORIZED);
    let said = gateway.audited("client_refused");
    assert!(said.last().unwrap().contains("used before"), "{said:?}");
    // Nobody can tell it from one that was used.
    assert_eq!(push_with(&gateway, &unused).await, StatusCode::UNAUTHORIZED);
    gateway.clock.advance(Duration::from_secs(30));
    assert_eq!(push(&gateway, &key).await, StatusCode::UNAUTHORIZED);
    gateway.clock.advance(Duration::from_secs(1));
    assert_eq!(push(&gateway, &key).await, StatusCode::CREATED);
}
