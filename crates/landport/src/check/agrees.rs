// SPDX-License-Identifier: EUPL-1.2
//! What `check` calls good, `serve` starts with and serves: every line of a good configuration is given
//! every odd value, and where [`load`](gateway::settings::load) finds nothing that concerns the house,
//! the gateway is put together by the very function that `serve` calls.

use std::path::Path;
use std::sync::Arc;

use axum::body::Body;
use gateway::keys::{generate, self_signed_tls, write_private};
use gateway::serve::Entrance;
use gateway::settings::{EidSource, Loaded, load};
use http::{Request, StatusCode};
use store::env::Env;
use tower::ServiceExt as _;
use xmlsec::Subject;

use crate::compose::assemble;

const EXAMPLE: &str = include_str!("../../../../examples/serve.toml");

const MORE: &str = r#"
[proxy_service]
identifier = "per-country"
[sessions]
idle_minutes = 30
[country_list]
first = ["SE"]
[links]
help = "https://www.example.no/help"
[retention]
audit_days = 400
[outbound]
proxy = "http://proxy.example.no:3128"
[matching]
url = "https://register.example.no/"
api_key_file = "secret"
timeout_seconds = 2
[[client]]
client_id = "rowing"
name = "Rowing club"
redirect_uris = ["https://rowing.example.no/callback"]
auth = "client_secret_basic"
secret_file = "secret"
requester_id = "https://rowing.example.no"
acr_values = ["eidas-loa-high"]
scopes = ["openid", "profile"]
code_seconds = 60
[[eid]]
id = "bankid"
name = "BankID"
issuer = "https://bankid.example.no"
hosts = ["login.bankid.example.no"]
client_id = "landport"
key_file = "keys/oidc-es256.pem"
parameters = { onbehalfof = "{service}" }
acr = { "idporten-loa-high" = "high" }
amr = "BankID"
[[peer]]
country = "SE"
metadata_url = "https://connector.eidas.example.se/metadata"
trust_anchors = "keys/metadata-signing-p256.pem"
clock_skew_seconds = 60
"#;

/// Values of every kind, and those that were tried from outside (../../../shared has the list): each was
/// good to `check` and ended `serve` or a login.
fn odd() -> Vec<String> {
    let long = format!("\"https://a.example.no/{}\"", "x".repeat(2_001));
    let odd = [
        r#""""#,
        r#"" ""#,
        r#""x""#,
        r#""a\u0001b""#,
        r#""a\uFFFEb""#,
        r#""a\nb""#,
        r#""GR""#,
        "-1",
        "0",
        "1",
        "99999999999",
        "true",
        "[]",
        r#"[""]"#,
        r#"["x"]"#,
        r#"["SE", "SE"]"#,
        "{}",
        r#"{ client_id = "x" }"#,
        r#"{ prompt = "x" }"#,
        r#"{ acr_values = "{service}" }"#,
        r#"{ x = "" }"#,
        r#"["https://a.example.no:443/cb"]"#,
        r#"["https://A.example.no/cb"]"#,
        r#"["https://a.example.no/a/../cb"]"#,
        r#"["https://blåbær.no/cb"]"#,
        r#""https://a.example.no:8443/""#,
        r#""ftp://a.example.no/""#,
        r#""http://127.0.0.1:1/""#,
        r#""https://user@a.example.no/""#,
        r#""127.0.0.1:8443""#,
        r#""[::]:9100""#,
        r#""keys/audit.key""#,
        r#""keys/oidc-es256.pem""#,
        r#""keys/saml-signing-p256.pem""#,
        r#""/dev/null""#,
        "2026-01-01",
    ];
    odd.map(str::to_owned).into_iter().chain([long]).collect()
}

fn ground(directory: &Path, env: &Env) {
    let subject = Subject {
        common_name: "test",
        organization: "Landport",
        country: "NO",
    };
    generate(&directory.join("keys"), subject, env).unwrap();
    let (tls, key) = self_signed_tls(&["login.example.no"], env).unwrap();
    std::fs::create_dir(directory.join("tls")).unwrap();
    std::fs::write(directory.join("tls/certificate.pem"), &tls).unwrap();
    write_private(&directory.join("tls/key.pem"), &key).unwrap();
    std::fs::write(directory.join("secret"), "0123456789abcdef0123456789abcdef").unwrap();
    std::fs::write(directory.join("keys/identifier.key"), "A".repeat(43) + "=").unwrap();
}

/// What `serve` does between the configuration and "ready", and what it then answers.
async fn serves(mut loaded: Loaded, fresh: Option<&Path>, env: &Env) -> Result<(), String> {
    if let Some(fresh) = fresh {
        loaded.settings.data = fresh.to_owned();
    }
    let settings = Arc::new(loaded.settings);
    Entrance::new(&settings.public.transport).map_err(|error| error.to_string())?;
    let running = assemble(settings.clone(), Arc::new(loaded.keys), env.clone()).await?;
    let router = gateway::http::routes::router(&running.app);
    for path in [
        "/.well-known/openid-configuration",
        "/jwks.json",
        "/eidas/connector/metadata",
    ] {
        let request = Request::get(path).body(Body::empty()).unwrap();
        let status = router.clone().oneshot(request).await.unwrap().status();
        if status != StatusCode::OK {
            return Err(format!("{path}: {status}"));
        }
    }
    for eid in &settings.eids {
        if let EidSource::Provider(provider) = &eid.source {
            let hints = provider.hints(Some("SE"), Some("Rowing club"), None);
            hints.map_err(|error| error.to_string())?;
        }
    }
    running.close().await
}

/// In memory, where the machine has some for files: a start waits for the disk some sixty times, and nothing here is about
/// what it keeps.
fn home() -> tempfile::TempDir {
    tempfile::tempdir_in("/dev/shm")
        .or_else(|_| tempfile::tempdir())
        .unwrap()
}

#[tokio::test]
async fn what_check_calls_good_serve_starts_with() {
    let (home, env) = (home(), Env::system());
    ground(home.path(), &env);
    let keys = "[keys]\nidentifier = [\"keys/identifier.key\"]";
    let good = [&EXAMPLE.replacen("[keys]", keys, 1), MORE].concat();
    let file = home.path().join("landport.toml");
    let now = eidas::Instant::from_ms(env.now_ms());
    let read = |text: &str| {
        write_private(&file, text.as_bytes()).unwrap();
        load(&file, now)
    };
    let loaded = read(&good)
        .map_err(|problems| panic!("{problems:?}"))
        .unwrap();
    assert_eq!(loaded.settings.closed, []);
    serves(loaded, Some(&home.path().join("d0")), &env)
        .await
        .unwrap();

    let (mut refused, mut closed, mut started) = (0, 0, 0);
    for (at, line) in good.lines().enumerate() {
        let Some((name, _)) = line
            .split_once(" = ")
            .filter(|(name, _)| !name.starts_with('#'))
        else {
            continue;
        };
        for value in odd() {
            let changed: Vec<String> = good
                .lines()
                .enumerate()
                .map(|(i, line)| match i == at {
                    true => format!("{name} = {value}\n"),
                    false => format!("{line}\n"),
                })
                .collect();
            std::fs::remove_file(&file).unwrap();
            let Ok(loaded) = read(&changed.concat()) else {
                refused += 1;
                continue;
            };
            closed += usize::from(!loaded.settings.closed.is_empty());
            started += 1;
            let fresh = home.path().join(format!("d{started}"));
            let outcome = serves(loaded, (name != "data").then_some(&fresh), &env).await;
            if let Err(error) = outcome {
                panic!("line {}, {name} = {value}: {error}", at + 1);
            }
            let _ = std::fs::remove_dir_all(&fresh);
        }
    }
    println!("{refused} refused, {started} started, {closed} of them with something closed");
    assert!(
        refused > 0 && closed > 0 && started > closed,
        "{refused} {started} {closed}"
    );
}
