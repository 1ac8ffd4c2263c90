// SPDX-License-Identifier: EUPL-1.2
//! How the gateway reaches others, as the configuration says: through a proxy, and with trust roots
//! of an entry's own.
#![expect(clippy::unwrap_used, reason = "tests")]

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use axum::Router;
use eidas::EntityId;
use gateway::fetch::{Fetch, FetchOptions, FetchRequest, Reach};
use gateway::keys::{self_signed_tls, write_private};
use gateway::peers::Peers;
use gateway::serve::{Entrance, Limits, listen, serve};
use gateway::settings::ListenerTransport;
use gateway::telemetry::Metrics;
use openssl::asn1::Asn1Time;
use openssl::ec::{EcGroup, EcKey};
use openssl::hash::MessageDigest;
use openssl::nid::Nid;
use openssl::pkey::PKey;
use openssl::x509::extension::BasicConstraints;
use openssl::x509::{X509, X509NameBuilder};
use store::env::Env;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use url::Url;

use crate::eid::SUBSTANTIAL;
use crate::ground::{demo, good, load};
use crate::support::{Gateway, Setup, flow_of};

/// A server whose certificate no public root vouches for.
struct Unvouched {
    port: u16,
    /// How often somebody got through to it.
    asked: Arc<AtomicUsize>,
    directory: tempfile::TempDir,
}

impl Unvouched {
    fn start(host: &str) -> Self {
        let (certificate, key) = self_signed_tls(&[host], &Env::system()).unwrap();
        Self::with(&certificate, &key)
    }

    fn with(certificate: &[u8], key: &[u8]) -> Self {
        let directory = tempfile::tempdir().unwrap();
        let at = |name: &str| directory.path().join(name);
        std::fs::write(at("root.pem"), certificate).unwrap();
        write_private(&at("key.pem"), key).unwrap();
        let entrance = Entrance::new(&ListenerTransport::Tls {
            certificates: at("root.pem"),
            key: at("key.pem"),
        });
        let asked = Arc::new(AtomicUsize::new(0));
        let count = asked.clone();
        let router = Router::new().fallback(move || async move {
            count.fetch_add(1, Ordering::SeqCst);
            "nothing of use"
        });
        let listener = listen("127.0.0.1:0".parse().unwrap()).unwrap();
        let port = listener.local_addr().unwrap().port();
        let forever = std::future::pending();
        let limits = Limits::default();
        tokio::spawn(serve(listener, router, entrance.unwrap(), limits, forever));
        Self {
            port,
            asked,
            directory,
        }
    }

    /// The line of an entry that vouches for it.
    fn roots(&self) -> String {
        extra_roots(&self.directory.path().join("root.pem"))
    }

    fn asked(&self) -> usize {
        self.asked.load(Ordering::SeqCst)
    }
}

fn extra_roots(file: &Path) -> String {
    format!("extra_roots = {:?}\n", file.display().to_string())
}

#[tokio::test]
async fn the_proxy_of_the_configuration_is_asked_to_connect() {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let proxy = tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        let mut buffer = vec![0; 1024];
        let read = stream.read(&mut buffer).await.unwrap();
        let _ = stream.write_all(b"HTTP/1.1 403 Forbidden\r\n\r\n").await;
        String::from_utf8_lossy(&buffer[..read]).into_owned()
    });
    let proxied = format!(
        "{}\n[outbound]\nproxy = \"http://127.0.0.1:{port}\"\n",
        good()
    );
    let settings = load(&proxied).unwrap().settings;
    let fetch = Fetch::new(FetchOptions {
        demo: false,
        proxy: settings.outbound.proxy.clone(),
    })
    .unwrap();
    let url = Url::parse("https://connector.eidas.example.se/metadata").unwrap();
    let request = FetchRequest {
        url: &url,
        reach: Reach::Supplied,
        limit: 100,
        roots: &[],
        headers: &[],
        since: None,
    };
    assert!(fetch.get(&request).await.is_err(), "the proxy said no");
    let soon = std::time::Duration::from_secs(5);
    let asked = tokio::time::timeout(soon, proxy).await.unwrap().unwrap();
    let connect = "CONNECT connector.eidas.example.se:443 HTTP/1.1";
    assert!(asked.starts_with(connect), "{asked}");
}

#[tokio::test]
async fn tru_10_a_peers_extra_roots_are_trusted_for_its_metadata_and_others_are_not() {
    let (node, other) = (
        Unvouched::start("se.localhost"),
        Unvouched::start("se.localhost"),
    );
    let url = format!("https://se.localhost:{}/metadata", node.port);
    let refresh = async |roots: &str| {
        let usual = "\nmetadata_url = \"https://se.localhost/metadata\"\n";
        let config = demo().replace(usual, &format!("\nmetadata_url = \"{url}\"\n{roots}"));
        let mut settings = load(&config).unwrap_or_else(|p| panic!("{p:#?}")).settings;
        let data = tempfile::tempdir().unwrap();
        settings.data = data.path().to_owned();
        let fetch = Fetch::new(FetchOptions {
            demo: true,
            proxy: None,
        });
        let metrics = Arc::new(Metrics::new());
        let peers = Peers::new(&settings, Env::system(), fetch.unwrap(), metrics);
        let entity_id = EntityId::parse(&url).unwrap();
        peers.refresh_now(&entity_id).await.unwrap();
        node.asked()
    };
    assert_eq!(refresh("").await, 0, "no root vouches for it");
    assert_eq!(refresh(&other.roots()).await, 0, "another's root");
    assert_eq!(refresh(&node.roots()).await, 1);
}

#[tokio::test]
async fn an_e_ids_extra_roots_are_trusted_for_its_calls_and_others_are_not() {
    let (eid, other) = (
        Unvouched::start("buypass.localhost"),
        Unvouched::start("buypass.localhost"),
    );
    let choose = async |roots: &str| {
        let more = format!(
            "[[eid]]\nid = \"buypass\"\nname = \"Buypass\"\n\
             issuer = \"https://buypass.localhost:{}\"\nclient_id = \"landport\"\n\
             secret_file = \"client.secret\"\n{roots}",
            eid.port
        );
        let gateway = Gateway::start_as(Setup {
            more,
            ..Setup::default()
        })
        .await;
        let mut browser = gateway.browser();
        let flow = flow_of(&browser.authorize(&[SUBSTANTIAL]).await);
        let form = [("eid", "buypass"), ("action", "next")];
        let chosen = browser.post(&format!("/choose?flow={flow}"), &form).await;
        browser.get(chosen.location()).await;
        eid.asked()
    };
    assert_eq!(choose("").await, 0, "no root vouches for it");
    assert_eq!(choose(&other.roots()).await, 0, "another's root");
    assert!(choose(&eid.roots()).await > 0);
}

/// As `openssl req -x509` makes one: its own authority, and no name but `CN`.
fn its_own_authority(days: (i64, i64)) -> (Vec<u8>, Vec<u8>) {
    let curve = EcGroup::from_curve_name(Nid::X9_62_PRIME256V1).unwrap();
    let key = PKey::from_ec_key(EcKey::generate(&curve).unwrap()).unwrap();
    let mut name = X509NameBuilder::new().unwrap();
    name.append_entry_by_text("CN", "localhost").unwrap();
    let name = name.build();
    let at = |days: i64| Asn1Time::from_unix(Env::system().now_s() + days * 86_400).unwrap();
    let mut builder = X509::builder().unwrap();
    builder.set_version(2).unwrap();
    builder.set_subject_name(&name).unwrap();
    builder.set_issuer_name(&name).unwrap();
    builder.set_pubkey(&key).unwrap();
    builder.set_not_before(&at(days.0)).unwrap();
    builder.set_not_after(&at(days.1)).unwrap();
    let authority = BasicConstraints::new().critical().ca().build().unwrap();
    builder.append_extension(authority).unwrap();
    builder.sign(&key, MessageDigest::sha256()).unwrap();
    let key = key.private_key_to_pem_pkcs8().unwrap();
    (builder.build().to_pem().unwrap(), key)
}

/// RFC 6125 §6.6.2: a certificate that the operator pinned is believed as it is, and no other with it.
#[tokio::test]
async fn rfc6125_s6_6_2_tru_10_a_named_certificate_is_believed_itself_while_it_is_in_date() {
    let (certificate, key) = its_own_authority((-1, 1));
    let (other, other_key) = its_own_authority((-1, 1));
    let (late, late_key) = its_own_authority((-2, -1));
    let read = async |server: &Unvouched, named: &[u8]| {
        let url = format!("https://suite.localhost:{}/", server.port);
        let url = Url::parse(&url).unwrap();
        let fetch = Fetch::new(FetchOptions {
            demo: true,
            proxy: None,
        });
        let request = FetchRequest {
            url: &url,
            reach: Reach::Supplied,
            limit: 100,
            roots: &[X509::from_pem(named).unwrap().to_der().unwrap()],
            headers: &[],
            since: None,
        };
        let answer = fetch.unwrap().get(&request).await;
        answer.map(|_| ()).map_err(|error| error.to_string())
    };
    let server = Unvouched::with(&certificate, &key);
    assert_eq!(read(&server, &certificate).await, Ok(()));
    // The same name, and neither this certificate nor one that it issued.
    let refused = read(&server, &other).await.unwrap_err();
    assert!(refused.contains("certificate"), "{refused}");
    let server = Unvouched::with(&other, &other_key);
    assert!(read(&server, &certificate).await.is_err());
    assert_eq!(read(&server, &other).await, Ok(()));
    let server = Unvouched::with(&late, &late_key);
    let refused = read(&server, &late).await.unwrap_err();
    assert!(refused.contains("Expired"), "{refused}");
}
