// SPDX-License-Identifier: EUPL-1.2
//! One connection: each request in turn through the limits to the router.

use std::convert::Infallible;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use http::{HeaderName, HeaderValue, Request, Response, StatusCode, Version, header};
use http_body_util::Limited;
use hyper::body::{Body as _, Incoming};
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use pages::Site;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::sync::watch;
use tokio::time::timeout;
use tower::ServiceExt;

use super::body::{Unread, whole};
use super::places::{Place, Places};
use super::sips::Sips;
use super::{Entrance, Limits, Phase};
use crate::caller::ClientAddress;
use crate::http::glance::Glance;
use crate::http::unserved::{self, Visitor};

/// What a request of one connection goes through.
pub(super) struct Through<'a> {
    pub(super) router: Router,
    pub(super) entrance: &'a Entrance,
    pub(super) limits: Limits,
    pub(super) bodies: Arc<Places>,
    pub(super) glance: Option<Arc<dyn Glance>>,
    pub(super) place: Arc<Place>,
}

/// A request is there one round trip after its connection, and a slow mobile network needs half a second for one.
const ABOUT_TO_ASK: Duration = Duration::from_secs(1);

pub(super) async fn converse<S>(
    stream: S,
    address: SocketAddr,
    through: Through<'_>,
    mut watcher: watch::Receiver<Phase>,
) where
    S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
{
    let Through {
        router,
        entrance,
        limits,
        bodies,
        glance,
        place,
    } = through;
    let stopping = watcher.clone();
    let service = service_fn(|request: Request<Incoming>| {
        let stopping = stopping.clone();
        let (router, caller) = (router.clone(), entrance.caller(address, request.headers()));
        let (place, bodies) = (Arc::clone(&place), Arc::clone(&bodies));
        let glance = glance.clone();
        async move {
            let bodies = (&bodies, glance.as_deref());
            let response = answer(request, caller, router, limits, bodies, &place).await;
            place.waits();
            // Whoever is answered while we leave asks somebody else next.
            let is_last = *stopping.borrow() != Phase::Open;
            Ok::<_, Infallible>(if is_last { last(response) } else { response })
        }
    });
    let connection = hyper::server::conn::http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(limits.header_deadline)
        .max_buf_size(limits.header_bytes.max(8192))
        .serve_connection(TokioIo::new(Sips::of(stream)), service);
    let mut connection = std::pin::pin!(connection);
    // A caller that breaks off is no news.
    tokio::select! {
        _ = connection.as_mut() => return,
        _ = watcher.wait_for(|phase| *phase != Phase::Open) => {}
    }
    // Who is connected may be about to ask: what is closed now would be a request that nobody answers.
    if timeout(ABOUT_TO_ASK, connection.as_mut()).await.is_ok() {
        return;
    }
    connection.as_mut().graceful_shutdown();
    let _ = connection.await;
}

/// One request: the body whole, in time and within its size, then the router.
///
/// Attack: a request whose end the proxy before us sees elsewhere than we do, so that its body is
/// our next request (BND-07). Defence: chunks go before a length, which the parser drops, and after
/// a body in chunks the connection ends. RFC 9112 §6.1, §6.3. Trade: who sends chunks connects anew.
async fn answer(
    request: Request<Incoming>,
    caller: IpAddr,
    router: Router,
    limits: Limits,
    (bodies, glance): (&Arc<Places>, Option<&dyn Glance>),
    place: &Place,
) -> Response<Body> {
    let (mut parts, body) = request.into_parts();
    parts.extensions.insert(ClientAddress(caller));
    let visitor = Visitor::of(&parts.headers);
    // RFC 9112 §3.2: a request without a host, or with two, is refused. Attack: a proxy before us
    // takes the one and we the other.
    let hosts = parts.headers.get_all(header::HOST).iter().count();
    if hosts > 1 || (hosts == 0 && parts.version == Version::HTTP_11) {
        return refuse(&visitor, StatusCode::BAD_REQUEST);
    }
    let in_chunks = parts.headers.contains_key(header::TRANSFER_ENCODING);
    // Too long by its own word: nothing of it is read.
    let least = usize::try_from(body.size_hint().lower()).unwrap_or(usize::MAX);
    if least > limits.body_bytes {
        return refuse(&visitor, StatusCode::PAYLOAD_TOO_LARGE);
    }
    let body = Limited::new(body, limits.body_bytes);
    let body = whole(body, bodies, (glance, &parts));
    let body = match timeout(limits.body_deadline, body).await {
        Ok(Ok(body)) => body,
        Ok(Err(Unread::Broken(status))) => return refuse(&visitor, status),
        Ok(Err(Unread::TurnedAway(response))) => return last(*response),
        Err(_) => return refuse(&visitor, StatusCode::REQUEST_TIMEOUT),
    };
    place.is_served();
    match router
        .oneshot(Request::from_parts(parts, Body::from(body)))
        .await
    {
        Ok(response) if in_chunks => last(response),
        Ok(response) => response,
        Err(never) => match never {},
    }
}

/// What a page needs that no router dressed: nothing of it may run or be framed.
const BARE_PAGE: [(HeaderName, &str); 3] = [
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (
        header::CONTENT_SECURITY_POLICY,
        "default-src 'none'; style-src 'self'; frame-ancestors 'none'",
    ),
    (header::CACHE_CONTROL, "no-store"),
];

/// The rest of the body is not read, so the connection cannot be used again.
fn refuse(visitor: &Visitor, status: StatusCode) -> Response<Body> {
    let mut response = unserved::answer(&Site::default(), visitor, status, |_| None);
    for (name, value) in BARE_PAGE {
        response
            .headers_mut()
            .insert(name, HeaderValue::from_static(value));
    }
    if status == StatusCode::SERVICE_UNAVAILABLE {
        let soon = HeaderValue::from_static("1");
        response.headers_mut().insert(header::RETRY_AFTER, soon);
    }
    last(response)
}

/// Nothing more is read from this connection.
fn last(mut response: Response<Body>) -> Response<Body> {
    let close = HeaderValue::from_static("close");
    response.headers_mut().insert(header::CONNECTION, close);
    response
}
