// SPDX-License-Identifier: EUPL-1.2
//! The listener: sizes, deadlines, drain, TLS.
#![expect(clippy::unwrap_used, reason = "tests")]

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::http::request::Parts;
use axum::http::{Response, StatusCode};
use axum::response::IntoResponse;
use axum::routing::{get, post};
use futures_util::future::BoxFuture;
use gateway::caller::ClientAddress;
use gateway::http::glance::Glance;
use gateway::serve::{Door, Entrance, Limits, listen, serve};
use gateway::settings::ListenerTransport;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::sync::oneshot;

use crate::ground::ground;

struct Listening {
    address: std::net::SocketAddr,
    stop: oneshot::Sender<()>,
    ended: tokio::task::JoinHandle<std::io::Result<()>>,
}

fn start(entrance: Entrance, limits: Limits) -> Listening {
    let caller = |axum::Extension(caller): axum::Extension<ClientAddress>| async move {
        caller.0.to_string()
    };
    let slow = || async {
        tokio::time::sleep(Duration::from_millis(300)).await;
        "slow"
    };
    let router = Router::new()
        .route("/", get(caller))
        .route("/slow", get(slow))
        .route(
            "/echo",
            post(|body: String| async move { body.len().to_string() }),
        );
    let listener = listen("127.0.0.1:0".parse().unwrap()).unwrap();
    let address = listener.local_addr().unwrap();
    let (stop, stopped) = oneshot::channel::<()>();
    let shutdown = async {
        let _ = stopped.await;
    };
    let ended = tokio::spawn(serve(listener, router, entrance, limits, shutdown));
    Listening {
        address,
        stop,
        ended,
    }
}

async fn say(address: std::net::SocketAddr, request: &str) -> String {
    let mut stream = TcpStream::connect(address).await.unwrap();
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut answer = Vec::new();
    let _ = stream.read_to_end(&mut answer).await;
    String::from_utf8_lossy(&answer).into_owned()
}

fn quick() -> Limits {
    Limits {
        header_deadline: Duration::from_millis(300),
        body_deadline: Duration::from_millis(300),
        body_bytes: 1000,
        ..Limits::default()
    }
}

#[tokio::test]
async fn bnd_05_a_foreign_nodes_long_url_is_read_and_one_without_end_is_not() {
    let listening = start(Entrance::Plain, quick());
    for (length, status) in [(20 * 1024, "200"), (50 * 1024, "200"), (100 * 1024, "431")] {
        let query = "a".repeat(length);
        let request =
            format!("GET /?SAMLRequest={query} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n");
        let answer = say(listening.address, &request).await;
        let line = answer.lines().next().unwrap_or_default();
        // Too long: answered or cut off while it still sends; never taken.
        assert!(
            line.contains(status) || (status == "431" && line.is_empty()),
            "{length}: {line}"
        );
    }
}

/// RFC 9112 §3.2.
#[tokio::test]
async fn a_request_has_one_host() {
    let listening = start(Entrance::Plain, quick());
    for (hosts, status) in [
        ("host: x\r\n", "200"),
        ("", "400"),
        ("host: x\r\nhost: evil.example\r\n", "400"),
    ] {
        let request = format!("GET / HTTP/1.1\r\n{hosts}connection: close\r\n\r\n");
        let answer = say(listening.address, &request).await;
        assert!(
            answer.starts_with(&format!("HTTP/1.1 {status}")),
            "{answer}"
        );
    }
    let people = "GET / HTTP/1.1\r\naccept: text/html\r\nconnection: close\r\n\r\n";
    let page = say(listening.address, people).await;
    assert!(
        page.contains("<h1") && page.contains("default-src 'none'"),
        "{page}"
    );
    let old = say(listening.address, "GET / HTTP/1.0\r\n\r\n").await;
    assert!(old.starts_with("HTTP/1.0 200"), "{old}");
}

#[tokio::test]
async fn bnd_06_headers_and_bodies_have_a_deadline_and_bodies_a_size() {
    let listening = start(Entrance::Plain, quick());
    let head = "POST /echo HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-length: ";
    let answer = say(listening.address, &format!("{head}4\r\n\r\nfour")).await;
    assert!(answer.ends_with('4'), "{answer}");
    let answer = say(
        listening.address,
        &format!("{head}2000\r\n\r\n{}", "x".repeat(2000)),
    )
    .await;
    assert!(answer.starts_with("HTTP/1.1 413"), "{answer}");
    // A body that does not come: answered after the deadline.
    let answer = say(listening.address, &format!("{head}10\r\n\r\nx")).await;
    assert!(answer.starts_with("HTTP/1.1 408"), "{answer}");
    // Headers that do not end: closed.
    let waiting = say(listening.address, "GET / HTTP/1.1\r\nhost:");
    let answer = tokio::time::timeout(Duration::from_secs(3), waiting)
        .await
        .unwrap();
    assert!(!answer.contains("200"), "{answer}");
}

#[tokio::test]
async fn bnd_06_who_has_not_asked_for_longest_gives_way_when_all_places_are_taken() {
    let limits = Limits {
        connections: 2,
        ..Limits::default()
    };
    let listening = start(Entrance::Plain, limits);
    let slow = async || {
        let mut stream = TcpStream::connect(listening.address).await.unwrap();
        stream.write_all(b"GET / HTTP/1.1\r\nhost:").await.unwrap();
        tokio::time::sleep(Duration::from_millis(50)).await;
        stream
    };
    let (mut first, mut second) = (slow().await, slow().await);
    let honest = "GET / HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n";
    let answer = tokio::time::timeout(Duration::from_secs(10), say(listening.address, honest));
    let answer = answer.await.unwrap();
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    assert_eq!(first.read(&mut [0; 16]).await.unwrap_or(0), 0, "shown out");
    // The other one may still ask.
    second.write_all(b" x\r\n\r\n").await.unwrap();
    let mut answer = [0; 12];
    second.read_exact(&mut answer).await.unwrap();
    assert_eq!(&answer, b"HTTP/1.1 200");
}

/// Bodies that do not end hold no more together than one number says. Who has held octets for
/// longest gives way, and small ones need none of it.
#[tokio::test]
async fn bnd_06_bodies_that_do_not_end_share_one_budget_and_the_oldest_gives_way() {
    let limits = Limits {
        body_bytes: 40_000,
        bodies_bytes: 64 * 1024,
        ..Limits::default()
    };
    let listening = start(Entrance::Plain, limits);
    let head = "POST /echo HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-length: ";
    let slow = async || {
        let mut stream = TcpStream::connect(listening.address).await.unwrap();
        let begun = format!("{head}40000\r\n\r\n{}", "x".repeat(39_999));
        stream.write_all(begun.as_bytes()).await.unwrap();
        tokio::time::sleep(Duration::from_millis(50)).await;
        stream
    };
    let (mut first, mut second) = (slow().await, slow().await);
    let ask = async |body: &str, patience| {
        let request = format!("{head}{}\r\n\r\n{body}", body.len());
        let answer = tokio::time::timeout(patience, say(listening.address, &request));
        answer.await.unwrap()
    };
    let small = ask("four", Duration::from_millis(300)).await;
    assert!(small.ends_with('4'), "{small}");
    let honest = ask(&"y".repeat(30_000), Duration::from_secs(5)).await;
    assert!(honest.ends_with("30000"), "{honest}");
    let mut shown_out = Vec::new();
    let _ = first.read_to_end(&mut shown_out).await;
    let shown_out = String::from_utf8_lossy(&shown_out).into_owned();
    assert!(shown_out.starts_with("HTTP/1.1 503"), "{shown_out}");
    assert!(shown_out.contains("retry-after: 1"), "{shown_out}");
    // The other one may still end.
    second.write_all(b"x").await.unwrap();
    let mut answer = Vec::new();
    second.read_to_end(&mut answer).await.unwrap();
    assert!(answer.ends_with(b"40000"));
}

/// What begins with an `a` is wanted; of the rest no more is read than the glance needs.
struct OnlyA;

impl Glance for OnlyA {
    fn turns_away<'a>(
        &'a self,
        head: &'a Parts,
        beginning: &'a [u8],
    ) -> BoxFuture<'a, Option<Response<Body>>> {
        let wanted = head.uri.path() != "/echo" || beginning.first() == Some(&b'a');
        assert!(beginning.len() <= 8192, "{}", beginning.len());
        let refused = || (StatusCode::IM_A_TEAPOT, "no").into_response();
        Box::pin(async move { (!wanted).then(refused) })
    }
}

/// Attack WV-06: a body of the greatest length whose beginning says already that it is nothing.
#[tokio::test]
async fn bnd_06_a_long_body_is_looked_at_before_it_is_read_whole() {
    let listener = listen("127.0.0.1:0".parse().unwrap()).unwrap();
    let address = listener.local_addr().unwrap();
    let router = Router::new().route("/echo", post(|body: String| async move { body }));
    let door = Door::new(router, Entrance::Plain, Limits::default());
    let door = door.with_glance(Arc::new(OnlyA));
    tokio::spawn(async move { door.serve(listener, std::future::pending()).await });
    let head = |length: usize| {
        format!(
            "POST /echo HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-length: {length}\r\n\r\n"
        )
    };
    for length in [8_193, 20_000, 100_001, 256 * 1024] {
        let body = format!("a{}", "x".repeat(length - 1));
        let answer = say(address, &format!("{}{body}", head(length))).await;
        assert!(answer.starts_with("HTTP/1.1 200"), "{length}");
        assert!(answer.ends_with(&body), "{length}");
    }
    // Short ones are the handler's.
    let answer = say(address, &format!("{}b", head(1))).await;
    assert!(answer.ends_with("\r\n\r\nb"), "{answer}");
    // The rest does not even have to come.
    let begun = format!("{}{}", head(256 * 1024), "b".repeat(12_000));
    let answer = say(address, &begun).await;
    assert!(answer.starts_with("HTTP/1.1 418"), "{answer}");
    assert!(answer.contains("connection: close"), "{answer}");
    // By its own word it is too long: not an octet is waited for.
    let answer = say(address, &head(256 * 1024 + 1)).await;
    assert!(answer.starts_with("HTTP/1.1 413"), "{answer}");
}

/// Smuggling needs two readings of where a request ends. One that says it twice has none here.
#[tokio::test]
async fn bnd_07_a_request_has_one_end() {
    let listening = start(Entrance::Plain, quick());
    let smuggled = "GET /slow HTTP/1.1\r\nhost: x\r\n\r\n";
    let ends = |headers: &str, body: &str| {
        format!("POST /echo HTTP/1.1\r\nhost: x\r\n{headers}\r\n\r\n{body}")
    };
    let length = smuggled.len() + 5;
    for wrong in [
        ends("content-length: 4\r\ncontent-length: 5", "four"),
        ends(
            "transfer-encoding: chunked, identity",
            &format!("0\r\n\r\n{smuggled}"),
        ),
        ends(
            "transfer-encoding: xchunked",
            &format!("0\r\n\r\n{smuggled}"),
        ),
        ends(
            "transfer-encoding : chunked",
            &format!("0\r\n\r\n{smuggled}"),
        ),
        ends("content-length: +4", "four"),
        ends("content-length: 4, 4\r\ncontent-length: 0x4", "four"),
    ] {
        let answer = tokio::time::timeout(Duration::from_secs(3), say(listening.address, &wrong));
        let answer = answer.await.unwrap();
        assert!(!answer.contains("slow"), "{wrong}: {answer}");
        assert!(!answer.starts_with("HTTP/1.1 200"), "{wrong}: {answer}");
    }
    // Beside chunks a length counts for nothing, and the connection ends with the answer.
    for last in [
        format!("content-length: {length}\r\ntransfer-encoding: chunked"),
        format!("transfer-encoding: chunked\r\ncontent-length: {length}"),
        "transfer-encoding: chunked".to_owned(),
    ] {
        let request = ends(&last, &format!("4\r\nfour\r\n0\r\n\r\n{smuggled}"));
        let answer = say(listening.address, &request).await;
        assert_eq!(answer.matches("HTTP/1.1").count(), 1, "{last}: {answer}");
        assert!(!answer.contains("slow"), "{last}: {answer}");
    }
    let honest = ends("content-length: 4\r\nconnection: close", "four");
    assert!(say(listening.address, &honest).await.ends_with('4'));
    let honest = ends(
        "transfer-encoding: chunked\r\nconnection: close",
        "4\r\nfour\r\n0\r\n\r\n",
    );
    assert!(say(listening.address, &honest).await.ends_with('4'));
}

/// Rapid resets and floods of continuations are HTTP/2's: the listener speaks 1.1, neither by
/// preface nor by upgrade nor (TLS) by ALPN anything else.
#[tokio::test]
async fn bnd_10_no_http_2_is_spoken() {
    let listening = start(Entrance::Plain, quick());
    let preface = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\u{4}\0\0\0\0\0";
    let answer = say(listening.address, preface).await;
    assert!(
        answer.is_empty() || answer.starts_with("HTTP/1.1 4"),
        "{answer}"
    );
    let upgrade = "GET / HTTP/1.1\r\nhost: x\r\nconnection: upgrade, http2-settings\r\n\
                   upgrade: h2c\r\nhttp2-settings: AAMAAABkAAQAAP__\r\n\r\n";
    let answer = tokio::time::timeout(Duration::from_secs(3), say(listening.address, upgrade));
    let answer = answer.await.unwrap();
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    let tls = ground().directory.join("tls");
    let config = gateway::tls::tls_config(&tls.join("certificate.pem"), &tls.join("key.pem"));
    let offered = config.unwrap().alpn_protocols.clone();
    assert!(offered.iter().all(|protocol| protocol == b"http/1.1"));
    let headers: String = (0..500).map(|n| format!("x-{n}: y\r\n")).collect();
    let bomb = format!("GET / HTTP/1.1\r\nhost: x\r\n{headers}\r\n");
    let answer = say(listening.address, &bomb).await;
    assert!(!answer.starts_with("HTTP/1.1 200"), "{answer}");
}

#[tokio::test]
async fn who_waits_too_long_in_the_queue_of_connections_still_gets_a_turn() {
    let listening = start(
        Entrance::Plain,
        Limits {
            connections: 1,
            ..quick()
        },
    );
    let request = "GET /slow HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n";
    let (one, two) = tokio::join!(
        say(listening.address, request),
        say(listening.address, request)
    );
    assert!(
        one.ends_with("slow") && two.ends_with("slow"),
        "{one} {two}"
    );
}

#[tokio::test]
async fn an_open_request_is_finished_before_the_end_and_a_hanging_one_is_not_waited_for() {
    let listening = start(Entrance::Plain, Limits::default());
    let request = "GET /slow HTTP/1.1\r\nhost: x\r\n\r\n";
    let asking = tokio::spawn(say(listening.address, request));
    tokio::time::sleep(Duration::from_millis(100)).await;
    listening.stop.send(()).unwrap();
    assert!(asking.await.unwrap().ends_with("slow"));
    listening.ended.await.unwrap().unwrap();

    let limits = Limits {
        drain: Duration::from_millis(100),
        ..Limits::default()
    };
    let listening = start(Entrance::Plain, limits);
    let mut idle = TcpStream::connect(listening.address).await.unwrap();
    idle.write_all(b"GET / HTTP/1.1\r\n").await.unwrap();
    tokio::time::sleep(Duration::from_millis(100)).await;
    listening.stop.send(()).unwrap();
    let ended = tokio::time::timeout(Duration::from_secs(2), listening.ended).await;
    ended.unwrap().unwrap().unwrap();
}

/// a node that is replaced answers whoever came to it, also who stands in the kernel's queue, has said nothing yet,
/// or comes while others are answered; and asks nobody to come again.
#[tokio::test]
async fn who_came_before_a_stop_or_while_others_are_answered_is_answered() {
    let listening = start(Entrance::Plain, Limits::default());
    let connect = || {
        // Not this runtime's: it accepts nobody meanwhile.
        let stream = std::net::TcpStream::connect(listening.address).unwrap();
        stream.set_nonblocking(true).unwrap();
        TcpStream::from_std(stream).unwrap()
    };
    let ask = async |stream: &mut TcpStream, path: &str| {
        let request = format!("GET {path} HTTP/1.1\r\nhost: x\r\n\r\n");
        stream.write_all(request.as_bytes()).await.unwrap();
    };
    let answered = async |stream: &mut TcpStream| {
        let mut answer = Vec::new();
        let read = stream.read_to_end(&mut answer).await;
        let answer = String::from_utf8_lossy(&answer).into_owned();
        assert!(
            read.is_ok()
                && answer.starts_with("HTTP/1.1 200")
                && answer.contains("connection: close"),
            "{read:?} {answer}"
        );
    };
    let mut silent = connect();
    let mut kept = connect();
    ask(&mut kept, "/").await;
    kept.readable().await.unwrap();
    let mut first = [0; 512];
    let read = kept.read(&mut first).await.unwrap();
    assert!(!String::from_utf8_lossy(&first[..read]).contains("connection: close"));
    let mut slow = connect();
    ask(&mut slow, "/slow").await;
    tokio::time::sleep(Duration::from_millis(50)).await;
    let mut queued: Vec<_> = (0..30).map(|_| connect()).collect();
    listening.stop.send(()).unwrap();
    for stream in &mut queued {
        ask(stream, "/").await;
    }
    tokio::time::sleep(Duration::from_millis(100)).await;
    let mut late = connect();
    for stream in [&mut silent, &mut kept, &mut late] {
        ask(stream, "/").await;
    }
    for stream in &mut queued {
        answered(stream).await;
    }
    for stream in [&mut silent, &mut kept, &mut late, &mut slow] {
        answered(stream).await;
    }
    // Nobody is there any more: the rest of the twenty seconds is not waited for.
    let ended = tokio::time::timeout(Duration::from_secs(2), listening.ended).await;
    ended.unwrap().unwrap().unwrap();
}

#[tokio::test]
async fn ops_22_tls_speaks_1_3_and_1_2_with_aes_gcm_and_renews_its_certificate() {
    use rustls::version::{TLS12, TLS13};
    let tls = ground().directory.join("tls");
    let transport = ListenerTransport::Tls {
        certificates: tls.join("certificate.pem"),
        key: tls.join("key.pem"),
    };
    let entrance = Entrance::new(&transport).unwrap();
    entrance.renew(&transport).unwrap();
    let listening = start(entrance, Limits::default());
    let mut roots = rustls::RootCertStore::empty();
    let certificate = xmlsec::Certificate::from_pem(&ground().tls).unwrap();
    roots.add(certificate.der().to_vec().into()).unwrap();
    for version in [&TLS12, &TLS13] {
        let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
        let config = rustls::ClientConfig::builder_with_provider(provider)
            .with_protocol_versions(&[version])
            .unwrap()
            .with_root_certificates(roots.clone())
            .with_no_client_auth();
        let connector = tokio_rustls::TlsConnector::from(Arc::new(config));
        let stream = TcpStream::connect(listening.address).await.unwrap();
        let mut stream = connector
            .connect("localhost".try_into().unwrap(), stream)
            .await
            .unwrap();
        let suite = stream
            .get_ref()
            .1
            .negotiated_cipher_suite()
            .unwrap()
            .suite();
        assert!(suite.as_str().unwrap().contains("AES"), "{suite:?}");
        let request = b"GET / HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n";
        stream.write_all(request).await.unwrap();
        let mut answer = Vec::new();
        let _ = stream.read_to_end(&mut answer).await;
        assert!(answer.starts_with(b"HTTP/1.1 200") && answer.ends_with(b"127.0.0.1"));
    }
}
