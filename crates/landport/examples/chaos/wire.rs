// SPDX-License-Identifier: EUPL-1.2
//! A browser's way to the network: each request on a connection of its own, so that a hop may land at
//! any node. On it is seen which answers leave for other countries.

use std::net::Ipv4Addr;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::Request;
use axum::response::{IntoResponse as _, Response};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use http::{Method, StatusCode, header};
use http_body_util::{BodyExt as _, Full};
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;
use tokio::time::timeout;

use crate::ledger::Ledger;

/// Nobody waits longer for a page before loading it again.
const WAITS: Duration = Duration::from_secs(10);

/// What a browser shows by itself when nothing came. No server sends it.
pub(crate) const NOTHING: u16 = 599;

/// Sends a request to a port of this machine.
pub(crate) async fn exchange(
    port: u16,
    request: Request<Full<Bytes>>,
) -> Result<http::Response<Bytes>, String> {
    let exchanging = async {
        let stream = TcpStream::connect(("127.0.0.1", port)).await;
        let stream = stream.map_err(|error| error.to_string())?;
        let (mut sender, connection) = hyper::client::conn::http1::handshake(TokioIo::new(stream))
            .await
            .map_err(|error| error.to_string())?;
        let driven = tokio::spawn(connection);
        let response = sender.send_request(request).await;
        let response = response.map_err(|error| error.to_string())?;
        let (parts, body) = response.into_parts();
        let body = body.collect().await.map_err(|error| error.to_string())?;
        driven.abort();
        Ok(http::Response::from_parts(parts, body.to_bytes()))
    };
    timeout(WAITS, exchanging)
        .await
        .unwrap_or_else(|_| Err("no answer".to_owned()))
}

/// The next address of those that are for benchmarks: RFC 2544 §C.2.2, 198.18.0.0/15.
pub(crate) fn another_place() -> Ipv4Addr {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    let next = NEXT.fetch_add(1, Ordering::Relaxed) % (1 << 17);
    Ipv4Addr::from_bits(Ipv4Addr::new(198, 18, 0, 0).to_bits() + next)
}

/// What stands between a browser and everybody.
pub(crate) fn router(ledger: Arc<Ledger>) -> Router {
    let from = another_place().to_string();
    Router::new().fallback(move |request: Request| {
        let (ledger, from) = (ledger.clone(), from.clone());
        async move { carry(&ledger, &from, request).await }
    })
}

async fn carry(ledger: &Ledger, from: &str, request: Request) -> Response {
    let host = request.headers().get(header::HOST);
    let host = host
        .and_then(|host| host.to_str().ok())
        .unwrap_or_default()
        .to_owned();
    let Some((name, port)) = host.split_once(':') else {
        // Our own services listen nowhere: who comes to one has arrived.
        return "<h1>The service</h1>".into_response();
    };
    let port = port.parse().unwrap_or(0);
    let (mut parts, body) = request.into_parts();
    let body = body.collect().await.unwrap().to_bytes();
    if parts.method == Method::POST && name != crate::stage::GATEWAY {
        answer_abroad(ledger, &body);
    }
    parts
        .headers
        .insert("x-forwarded-for", from.parse().unwrap());
    parts
        .headers
        .insert(header::CONNECTION, "close".parse().unwrap());
    let request = Request::from_parts(parts, Full::new(body));
    match exchange(port, request).await {
        Ok(response) => response.map(Body::from),
        Err(why) => {
            let nothing = StatusCode::from_u16(NOTHING).unwrap();
            (nothing, format!("Nothing came from {host}: {why}")).into_response()
        }
    }
}

/// An answer of ours to another country's connector passes: which request it is for, and which it is.
fn answer_abroad(ledger: &Ledger, body: &[u8]) {
    let mut fields = url::form_urlencoded::parse(body);
    let Some((_, answer)) = fields.find(|(name, _)| name == "SAMLResponse") else {
        return;
    };
    let xml = STANDARD.decode(answer.as_bytes()).unwrap_or_default();
    let xml = String::from_utf8_lossy(&xml).into_owned();
    // Of the outermost element; what says whose it is lies encrypted below.
    let of = |name: &str| {
        let (_, rest) = xml.split_once(&format!(" {name}=\""))?;
        rest.split_once('"').map(|(value, _)| value.to_owned())
    };
    if let (Some(id), Some(to)) = (of("ID"), of("InResponseTo"))
        && xml.contains("status:Success")
    {
        ledger.answered_abroad(&to, id);
    }
}

/// Whether a gateway says at its operator listener that it is ready.
pub(crate) async fn is_ready(operator: u16) -> bool {
    let request = http::Request::get("/health/ready")
        .header(header::HOST, format!("localhost:{operator}"))
        .body(Full::default());
    let answer = exchange(operator, request.unwrap()).await;
    answer.is_ok_and(|answer| answer.status() == StatusCode::OK)
}

/// One GET, for who waits for somebody to be there.
pub(crate) async fn get(port: u16, host: &str, path: &str) -> Option<(StatusCode, String)> {
    let request = http::Request::get(path)
        .header(header::HOST, host)
        .body(Full::default());
    let answer = exchange(port, request.unwrap()).await.ok()?;
    let body = String::from_utf8_lossy(answer.body()).into_owned();
    Some((answer.status(), body))
}
