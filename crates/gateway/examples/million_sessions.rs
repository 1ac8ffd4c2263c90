// SPDX-License-Identifier: EUPL-1.2
//! Whether memory and files stay flat over a million sessions: complete logins of a test person, each in a
//! new browser, on the embedded store, with a clock that runs ahead so that sessions end as they begin.
//!
//! `cargo run --profile dist -p gateway --example million_sessions [LOGINS [MS]]`, MS of the fake clock between
//! two of them; docs/performance.md.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::disallowed_methods,
    reason = "a measurement, not a part of the gateway"
)]

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::Router;
use axum::body::Body;
use axum::http::{Request, Response, header};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use futures_util::future::join_all;
use gateway::app::{App, Parts};
use gateway::audit::{Audit, AuditKey, AuditOptions};
use gateway::fetch::{Fetch, FetchOptions};
use gateway::peers::Peers;
use gateway::telemetry::Metrics;
use http_body_util::BodyExt as _;
use oidc::protocol::{CodeVerifier, encode_form};
use store::env::{Env, FakeClock};
use store::{Embedded, EmbeddedOptions, Records};
use tower::ServiceExt as _;

const ISSUER: &str = "http://no.localhost:8080";
const CALLBACK: &str = "http://bench.localhost/callback";
const SECRET: &str = "a-secret-of-a-benchmark-that-is-long-enough";
const NOW_MS: i64 = 1_795_425_900_000;
/// Ten logins a second of the fake clock: with half an hour idle some 18,000 sessions live at a time.
const STEP_MS: u64 = 100;
/// So many people log in together: alone, each would wait for the disk twice.
const AT_ONCE: u64 = 32;
/// The store's own writer sweeps every few minutes of the real clock: here of the fake one.
const SWEEP_EVERY_MS: u64 = 300_000;

fn main() {
    let mut arguments = std::env::args().skip(1).map(|n| n.parse::<u64>().unwrap());
    let (logins, step) = (
        arguments.next().unwrap_or(1_000_000),
        arguments.next().unwrap_or(STEP_MS),
    );
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(run(logins, step));
}

async fn run(logins: u64, step: u64) {
    let directory = tempfile::tempdir().unwrap();
    let clock = FakeClock::new(NOW_MS);
    let env = Env::with_clock(clock.clone());
    let options = EmbeddedOptions::default();
    let data = directory.path().join("store");
    let store = Arc::new(Embedded::open(&data, env.clone(), &options).unwrap());
    let router = gateway(directory.path(), &env, store.clone()).await;
    let since = Instant::now();
    println!("logins      RSS MB   store MB   audit MB   a second");
    let (every, step) = ((logins / 20).max(AT_ONCE), step * AT_ONCE);
    for batch in 1..=logins / AT_ONCE {
        let n = batch * AT_ONCE;
        join_all((n..n + AT_ONCE).map(|n| log_in(&router, n))).await;
        clock.advance(Duration::from_millis(step));
        if (batch * step) % SWEEP_EVERY_MS < step {
            store.sweep().unwrap();
        }
        if n % every < AT_ONCE {
            let pace = n as f64 / since.elapsed().as_secs_f64();
            let [store, audit] = [&data, &directory.path().join("audit")].map(|path| size_mb(path));
            println!(
                "{n:>9}  {:7.1}  {store:9.1}  {audit:9.1}  {pace:9.0}",
                resident_mb()
            );
        }
    }
}

async fn gateway(directory: &Path, env: &Env, store: Arc<Embedded>) -> Router {
    let subject = xmlsec::Subject {
        common_name: "gateway",
        organization: "Benchmark",
        country: "NO",
    };
    let files = gateway::keys::generate(directory, subject, env).unwrap();
    let list = |role: &gateway::settings::RoleFiles| format!("{:?}", role.current);
    let mut text = format!(
        "profile = \"demo\"\ncountry = \"NO\"\nissuer = \"{ISSUER}\"\ndata = \"data\"\n\
         [public]\naddress = \"127.0.0.1:8080\"\n[connector]\nprovider_name = \"Benchmark\"\n\
         support_contact = \"a@no.localhost\"\ntechnical_contact = \"b@no.localhost\"\n\
         [connector.organisation]\nname = \"Benchmark\"\nurl = \"{ISSUER}\"\n\
         [keys]\npairwise = {:?}\naudit = {:?}\n",
        files.pairwise, files.audit,
    );
    for (role, files) in [
        ("saml_signing", &files.saml_signing),
        ("saml_encryption", &files.saml_encryption),
        ("metadata_signing", &files.metadata_signing),
        ("oidc_signing", &files.oidc_signing),
    ] {
        write!(text, "[keys.{role}]\ncurrent = {}\n", list(files)).unwrap();
    }
    write!(
        text,
        "[[eid]]\nid = \"persons\"\nkind = \"persona\"\nname = \"Test person\"\namr = \"TestPerson\"\n\
         [[eid.person]]\nid = \"kari\"\n\
         claims = {{ pid = \"17912099997\", given_name = \"Kari\", family_name = \"Nordmann\" }}\n\
         [[client]]\nclient_id = \"bench\"\nname = \"Benchmark\"\nredirect_uris = [\"{CALLBACK}\"]\n\
         auth = \"client_secret_basic\"\nsecret_file = \"client.secret\"\nid_token_alg = \"ES256\"\n\
         acr_values = [\"idporten-loa-substantial\"]\n",
    )
    .unwrap();
    std::fs::write(directory.join("client.secret"), SECRET).unwrap();
    let file = directory.join("landport.toml");
    std::fs::write(&file, text).unwrap();
    let loaded = gateway::settings::load(&file, eidas::Instant::from_ms(env.now_ms()));
    let loaded = loaded.unwrap_or_else(|problems| unreachable!("{problems:#?}"));
    let (settings, keys) = (Arc::new(loaded.settings), Arc::new(loaded.keys));
    let fetch = Fetch::new(FetchOptions {
        demo: true,
        proxy: None,
    });
    let (fetch, metrics) = (fetch.unwrap(), Arc::new(Metrics::new()));
    let key = AuditKey::new(*keys.audit().bytes());
    let options = AuditOptions::new(directory.join("audit"));
    let audit = Audit::open(options, key, env.clone(), store.clone()).await;
    let parts = Parts {
        peers: Peers::new(&settings, env.clone(), fetch.clone(), metrics.clone()),
        records: Records::new(store, env.clone()),
        audit: Arc::new(audit.unwrap()),
        env: env.clone(),
        settings,
        keys,
        fetch,
        metrics,
    };
    gateway::http::routes::router(&App::build(parts).unwrap())
}

/// PAR, authorize, the person by her hint, token, userinfo.
async fn log_in(router: &Router, n: u64) {
    let verifier = CodeVerifier::from_random(&[u8::try_from(n % 251).unwrap(); 32]);
    let challenge = verifier.challenge();
    let pushed = posted(
        router,
        "/par",
        &[
            ("client_id", "bench"),
            ("response_type", "code"),
            ("redirect_uri", CALLBACK),
            ("scope", "openid profile"),
            ("state", "s"),
            ("nonce", "n"),
            ("code_challenge", challenge.as_str()),
            ("code_challenge_method", "S256"),
            ("login_hint", "persona:kari"),
        ],
    )
    .await;
    let pushed = json(pushed).await;
    let request_uri = pushed["request_uri"].as_str().unwrap();
    let query = form(&[("client_id", "bench"), ("request_uri", request_uri)]);
    let (mut at, mut cookies) = (format!("/authorize?{query}"), BTreeMap::new());
    let code = loop {
        let jar: Vec<String> = cookies
            .iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        let request = Request::get(format!("{ISSUER}{at}")).header(header::COOKIE, jar.join("; "));
        let answer = router
            .clone()
            .oneshot(request.body(Body::empty()).unwrap())
            .await
            .unwrap();
        for set in answer.headers().get_all(header::SET_COOKIE) {
            let set = set.to_str().unwrap().split(';').next().unwrap();
            let (name, value) = set.split_once('=').unwrap();
            cookies.insert(name.to_owned(), value.to_owned());
        }
        let to = answer.headers().get(header::LOCATION);
        let to = to
            .unwrap_or_else(|| unreachable!("{at}: {answer:?}"))
            .to_str()
            .unwrap()
            .to_owned();
        match to.strip_prefix(CALLBACK) {
            Some(back) => {
                let code = back.split_once("code=").unwrap().1;
                break code.split('&').next().unwrap().to_owned();
            }
            None => at = to.trim_start_matches(ISSUER).to_owned(),
        }
    };
    let tokens = posted(
        router,
        "/token",
        &[
            ("grant_type", "authorization_code"),
            ("code", &code),
            ("redirect_uri", CALLBACK),
            ("code_verifier", verifier.expose()),
        ],
    )
    .await;
    let tokens = json(tokens).await;
    let bearer = format!("Bearer {}", tokens["access_token"].as_str().unwrap());
    let request = Request::get(format!("{ISSUER}/userinfo")).header(header::AUTHORIZATION, bearer);
    let userinfo = router
        .clone()
        .oneshot(request.body(Body::empty()).unwrap())
        .await
        .unwrap();
    assert_eq!(json(userinfo).await["family_name"], "Nordmann");
}

async fn posted(router: &Router, path: &str, fields: &[(&str, &str)]) -> Response<Body> {
    let basic = STANDARD.encode(format!("bench:{SECRET}"));
    let request = Request::post(format!("{ISSUER}{path}"))
        .header(header::AUTHORIZATION, format!("Basic {basic}"))
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .body(Body::from(form(fields)))
        .unwrap();
    router.clone().oneshot(request).await.unwrap()
}

fn form(fields: &[(&str, &str)]) -> String {
    let owned = fields
        .iter()
        .map(|(n, v)| ((*n).to_owned(), (*v).to_owned()));
    encode_form(&owned.collect::<Vec<_>>())
}

async fn json(answer: Response<Body>) -> serde_json::Value {
    let body = answer.into_body().collect().await.unwrap().to_bytes();
    serde_json::from_slice(&body).unwrap()
}

fn size_mb(path: &Path) -> f64 {
    let files = std::fs::read_dir(path).unwrap().map(Result::unwrap);
    let sizes = files.map(|file| match file.file_type().unwrap().is_dir() {
        true => size_mb(&file.path()),
        false => file
            .metadata()
            .map_or(0.0, |metadata| metadata.len() as f64 / 1e6),
    });
    sizes.sum()
}

fn resident_mb() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status
        .lines()
        .find(|line| line.starts_with("VmRSS"))
        .unwrap();
    line.split_whitespace()
        .nth(1)
        .unwrap()
        .parse::<f64>()
        .unwrap()
        / 1024.0
}
