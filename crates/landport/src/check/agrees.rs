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
    let both = [key, tls].concat();
    write_private(&directory.join("tls/both.pem"), &both).unwrap();
    let journal = openssl::pkey::PKey::ec_gen("prime256v1").unwrap();
    let journal = journal.public_key_to_pem().unwrap();
    std::fs::write(directory.join("journal.pem"), journal).unwrap();
    let picture = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 8 8\"><path d=\"M0 0h8v8z\"/></svg>";
    std::fs::write(directory.join("look.svg"), picture).unwrap();
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

/// The sections that came later, each with all that an operator may write in it.
const LATER: &str = r##"
[console]
client = "console"
address = "https://console.example.no"
level = "high"
[[console.operator]]
name = "Kari Vakt"
subject = "3WmZkPr9AxtqTQbVgXUKsH0nEp6yoVfLc2dJiRhBwDs"
acts = true
[traces]
endpoint = "http://127.0.0.1:4318/v1/traces"
[syslog]
server = "logs.example.no:6514"
authorities = "tls/certificate.pem"
key_file = "tls/both.pem"
hostname = "node1.example.no"
[matching]
url = "https://register.example.no/"
api_key_file = "secret"
answers = "persons"
update_url = "https://register.example.no/correct"
[matching.journal]
key_file = "journal.pem"
months = 6
[country_list]
hidden = ["DK"]
eids = { SE = { "Freja eID+" = "substantial" } }
[languages]
offered = ["nb", "nn", "en"]
[look]
name = { nb = "Kongeriket Norge", en = "Kingdom of Norway" }
logo = "look.svg"
icon = "look.svg"
colour = "#0a4a8f"
colour_dark = "#9cc4f5"
[[contact]]
phone = "+47 22 00 00 00"
email = "help@example.no"
web = "https://www.example.no/help"
hours = { nb = "Hverdager 8–16", en = "Weekdays 8–16" }
languages = ["nb", "en"]
[registration]
scopes = ["openid", "profile"]
claims = ["pid"]
organisations = ["991825827"]
resources = ["https://api.example.no"]
on_behalf_of = ["nordvik"]
authorization_details_types = ["ansattporten:altinn:service"]
sso_groups = ["health"]
secret_days = 360
[[client]]
client_id = "console"
name = "Console"
redirect_uris = ["https://console.example.no/console/callback"]
auth = "none"
sso = false
acr_values = ["idporten-loa-high"]
[[client]]
client_id = "trademark"
name = "Trademark registration"
organisation = "991825827"
organisation_name = { nb = "Patentstyret", en = "Norwegian Industrial Property Office" }
logo = "look.svg"
start_url = "https://trademark.example.no/"
redirect_uris = ["https://trademark.example.no/callback"]
jwks_uri = "https://trademark.example.no/jwks.json"
assertion_algs = ["ES256"]
audiences = ["https://login.example.no/token"]
audiences_reason = "Its library"
default_acr = "eidas-loa-substantial"
scopes = ["openid", "profile", "offline_access"]
claims = ["pid", "birthdate", "address"]
require_par = true
require_dpop = true
request_object_algs = ["ES256"]
id_token_alg = "ES256"
authorization_response_alg = "ES256"
access_token = "jwt"
claim_profile = "standard"
userinfo_alg = "ES256"
refresh = "when-asked"
refresh_usage = "one-time"
resources = ["https://api.example.no"]
introspects = ["https://api.example.no"]
authorization_details_types = ["ansattporten:altinn:service"]
on_behalf_of = ["sorvik"]
pushed_request_seconds = 120
access_token_seconds = 120
refresh_token_seconds = 600
authorization_seconds = 7200
match_page = "required"
pid_without_number = false
post_logout_redirect_uris = ["https://trademark.example.no/out"]
backchannel_logout_uri = "https://trademark.example.no/logout/back"
frontchannel_logout_uri = "https://trademark.example.no/logout/front"
frontchannel_logout_session = true
extra_roots = "tls/certificate.pem"
sso_group = "health"
[[client.customer]]
onbehalfof = "nordvik"
name = { nb = "Nordvik kommune", en = "City of Nordvik" }
orgno = "991825827"
logo = "look.svg"
[[client.attribute]]
name = "CurrentAddress"
purpose = { nb = "For å sende deg vedtaket.", en = "To send you the decision." }
[[client]]
client_id = "companies"
name = "Companies"
redirect_uris = ["https://companies.example.no/callback"]
auth = "client_secret_basic"
secret_file = "secret"
secret_expires = "2099-06-01T00:00:00Z"
persons = "legal"
representation = true
[[peer]]
country = "SE"
metadata_url = "https://connector.eidas.example.se/metadata"
trust_anchors = "keys/metadata-signing-p256.pem"
crls = ["https://ca.example.se/crl"]
reads_from = ["192.0.2.0/24"]
[[peer.tolerance]]
name = "sha1-oaep"
reason = "Node 2.4"
until = "2099-03-31"
[peer.suspended]
since = "2026-11-23"
nb = "Stengt."
en = "Closed."
[[service_list]]
name = "nordic"
url = "https://md.example.eu/mdservicelist"
trust_anchors = "keys/metadata-signing-p256.pem"
territories = ["DK"]
metadata_anchors = "keys/metadata-signing-p256.pem"
may_lose = 2
"##;

#[tokio::test]
async fn what_check_calls_good_serve_starts_with() {
    let keys = "[keys]\nidentifier = [\"keys/identifier.key\"]";
    agree(&EXAMPLE.replacen("[keys]", keys, 1), MORE, true).await;
}

#[tokio::test]
async fn what_check_calls_good_of_the_sections_that_came_later_serve_starts_with() {
    agree(EXAMPLE, LATER, false).await;
}

/// Every line of this configuration, or of `more` alone, is given every odd value.
async fn agree(first: &str, more: &str, all: bool) {
    let (home, env) = (home(), Env::system());
    ground(home.path(), &env);
    let good = [first, more].concat();
    let from = if all { 0 } else { first.lines().count() };
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
            .filter(|(name, _)| at >= from && !name.starts_with('#'))
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
