// SPDX-License-Identifier: EUPL-1.2
//! One listener: TLS or plain, deadlines and caps, the caller's address, drain at the end.

mod places;
mod sips;

use std::convert::Infallible;
use std::future::Future;
use std::io;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use arc_swap::ArcSwap;
use axum::Router;
use axum::body::Body;
use bytes::Bytes;
use http::request::Parts;
use http::{HeaderMap, HeaderName, HeaderValue, Request, Response, StatusCode, Version, header};
use http_body_util::{BodyExt, LengthLimitError, Limited};
use hyper::body::{Body as _, Incoming};
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use pages::Site;
use rustls::ServerConfig;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpListener, TcpSocket};
use tokio::sync::watch;
use tokio::time::timeout;
use tokio_rustls::TlsAcceptor;
use tower::ServiceExt;

use self::places::{Place, Places};
use self::sips::Sips;
use crate::caller::ClientAddress;
use crate::http::glance::Glance;
use crate::http::unserved::{self, Visitor};
use crate::settings::{ListenerTransport, Network};
use crate::tls::tls_config;

/// The limits of one listener. Attack: connections that send a byte a minute, headers or bodies
/// without end. Defence: each has a deadline and a size. Trade: who is slower than a modem fails.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Connections at once. When one more comes, the one that has longest not asked leaves.
    pub connections: usize,
    /// The TLS handshake, and then all headers of a request, must have come by then. An idle
    /// connection is closed after it too.
    pub header_deadline: Duration,
    /// The whole body must have come by then.
    pub body_deadline: Duration,
    /// Longest body. A signed and encrypted SAML response in base64 has 20 to 60 KiB.
    pub body_bytes: usize,
    /// All bodies together that are not whole yet, beyond 8 KiB of each. Some five hundred SAML
    /// responses at once.
    pub bodies_bytes: usize,
    /// Longest request line and headers together. A foreign node's GET with a request is 16 KiB
    /// long and more.
    pub header_bytes: usize,
    /// How long open requests may take after shutdown.
    pub drain: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            connections: 2000,
            header_deadline: Duration::from_secs(15),
            body_deadline: Duration::from_secs(20),
            body_bytes: 256 * 1024,
            bodies_bytes: 32 * 1024 * 1024,
            header_bytes: 64 * 1024,
            drain: Duration::from_secs(20),
        }
    }
}

/// Who ends TLS, made ready to run. The certificate can be swapped under a running listener.
#[derive(Clone)]
pub enum Entrance {
    /// Plain, for the demo on loopback and for the operator listener.
    Plain,
    /// Plain from these proxies, whose `X-Forwarded-For` counts.
    BehindProxy(Arc<[Network]>),
    /// TLS.
    Tls(Arc<ArcSwap<ServerConfig>>),
}

impl Entrance {
    /// Reads the certificate, if there is one.
    pub fn new(transport: &ListenerTransport) -> io::Result<Self> {
        Ok(match transport {
            ListenerTransport::Plain => Self::Plain,
            ListenerTransport::BehindProxy { trusted } => {
                Self::BehindProxy(trusted.as_slice().into())
            }
            ListenerTransport::Tls { certificates, key } => {
                Self::Tls(Arc::new(ArcSwap::new(tls_config(certificates, key)?)))
            }
        })
    }

    /// Takes a renewed certificate. Connections that stand keep the old one.
    pub fn renew(&self, transport: &ListenerTransport) -> io::Result<()> {
        if let (Self::Tls(config), ListenerTransport::Tls { certificates, key }) = (self, transport)
        {
            config.store(tls_config(certificates, key)?);
        }
        Ok(())
    }

    /// Whether whoever connected may speak to us. Attack: the port of a gateway behind a proxy is
    /// reachable from elsewhere, and everything that the proxy limits is passed by. Defence: nobody
    /// else is spoken to.
    fn admits(&self, connected: SocketAddr) -> bool {
        match self {
            Self::BehindProxy(proxies) => {
                let connected = connected.ip().to_canonical();
                proxies.iter().any(|network| network.contains(connected))
            }
            Self::Plain | Self::Tls(_) => true,
        }
    }

    /// The address of the person's machine: what a trusted proxy says, else who connected. The
    /// rightmost address that is not one of our proxies counts; everything left of it is hearsay.
    fn caller(&self, connected: SocketAddr, headers: &HeaderMap) -> IpAddr {
        let connected = connected.ip().to_canonical();
        let Self::BehindProxy(proxies) = self else {
            return connected;
        };
        let ours = |address: &IpAddr| proxies.iter().any(|network| network.contains(*address));
        if !ours(&connected) {
            return connected;
        }
        let mut caller = connected;
        let values: Vec<_> = headers.get_all("x-forwarded-for").iter().collect();
        for value in values.iter().rev() {
            for entry in value.to_str().unwrap_or_default().rsplit(',') {
                let Some(address) = forwarded(entry) else {
                    return caller;
                };
                caller = address.to_canonical();
                if !ours(&caller) {
                    return caller;
                }
            }
        }
        caller
    }
}

/// An address as proxies write it: bare, with a port (`203.0.113.7:51234`, `[2001:db8::1]:443`), or in
/// quotes. RFC 7239 §6 has these forms; `X-Forwarded-For` borrowed them.
fn forwarded(entry: &str) -> Option<IpAddr> {
    let entry = entry.trim().trim_matches('"');
    let bare = entry
        .strip_prefix('[')
        .and_then(|rest| rest.strip_suffix(']'));
    let bare = bare.unwrap_or(entry);
    let address = bare.parse::<IpAddr>().ok();
    address.or_else(|| Some(entry.parse::<SocketAddr>().ok()?.ip()))
}

const ALL_TAKEN: &str = "all places are taken: who has not asked for longest is cut off";
const BODIES_FULL: &str = "bodies that do not end take all their room: the oldest gives way";

/// What conversations should know about the listener.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Phase {
    /// Go on.
    Open,
    /// Finish the request at hand and leave.
    Draining,
    /// Leave.
    Closed,
}

/// What stands behind a listener, however many threads accept from it: its limits are shared.
#[derive(Clone)]
pub struct Door {
    router: Router,
    entrance: Entrance,
    limits: Limits,
    places: Arc<Places>,
    bodies: Arc<Places>,
    glance: Option<Arc<dyn Glance>>,
}

impl Door {
    /// Leads to this router.
    #[must_use]
    pub fn new(router: Router, entrance: Entrance, limits: Limits) -> Self {
        let (most, octets) = (limits.connections, limits.bodies_bytes);
        Self {
            router,
            entrance,
            limits,
            glance: None,
            places: Places::new(most, most, ALL_TAKEN),
            bodies: Places::new(octets, most, BODIES_FULL),
        }
    }

    /// Long bodies are looked at before they are read whole.
    #[must_use]
    pub fn with_glance(self, glance: Arc<dyn Glance>) -> Self {
        let glance = Some(glance);
        Self { glance, ..self }
    }

    /// Accepts until `shutdown` ends, then lets open requests finish, those of other threads too.
    pub async fn serve(
        &self,
        listener: TcpListener,
        shutdown: impl Future<Output = ()> + Send,
    ) -> io::Result<()> {
        let (phase, watcher) = watch::channel(Phase::Open);
        let mut shutdown = std::pin::pin!(shutdown);
        loop {
            let accepted = tokio::select! {
                accepted = listener.accept() => accepted,
                () = &mut shutdown => break,
            };
            let (stream, address) = match accepted {
                Ok(accepted) => accepted,
                Err(error) => {
                    // Out of file descriptors, or a connection that is gone already. Attack: many
                    // connections; answering with a busy loop would be the second half of it.
                    tracing::warn!(%error, "a connection could not be accepted");
                    self.places.make_room();
                    tokio::time::sleep(Duration::from_millis(50)).await;
                    continue;
                }
            };
            if !self.entrance.admits(address) {
                continue;
            }
            let place = tokio::select! {
                place = self.places.take(1) => Arc::new(place.map_err(io::Error::other)?),
                () = &mut shutdown => break,
            };
            let (router, entrance) = (self.router.clone(), self.entrance.clone());
            let (bodies, glance) = (self.bodies.clone(), self.glance.clone());
            let limits = self.limits;
            let (watcher, mut closed) = (watcher.clone(), watcher.clone());
            tokio::spawn(async move {
                let (asking, talking) = (Arc::clone(&place), entrance);
                let talk = async move {
                    let _ = stream.set_nodelay(true);
                    let through = Through {
                        router,
                        entrance: &talking,
                        limits,
                        bodies,
                        glance,
                        place: asking,
                    };
                    match &talking {
                        Entrance::Tls(config) => {
                            let acceptor = TlsAcceptor::from(config.load_full());
                            let handshake =
                                timeout(limits.header_deadline, acceptor.accept(stream));
                            if let Ok(Ok(stream)) = handshake.await {
                                converse(stream, address, through, watcher).await;
                            }
                        }
                        Entrance::Plain | Entrance::BehindProxy(_) => {
                            converse(stream, address, through, watcher).await;
                        }
                    }
                };
                // After the drain's end nobody waits any more.
                tokio::select! {
                    () = talk => {}
                    () = place.shown_out() => {}
                    _ = closed.wait_for(|phase| *phase == Phase::Closed) => {}
                }
                drop(place);
            });
        }
        drop(listener);
        let _ = phase.send(Phase::Draining);
        let _ = timeout(
            self.limits.drain,
            self.places.all_free(self.limits.connections),
        )
        .await;
        let _ = phase.send(Phase::Closed);
        Ok(())
    }
}

/// Serves one listener in the runtime at hand.
pub async fn serve(
    listener: TcpListener,
    router: Router,
    entrance: Entrance,
    limits: Limits,
    shutdown: impl Future<Output = ()> + Send,
) -> io::Result<()> {
    let door = Door::new(router, entrance, limits);
    door.serve(listener, shutdown).await
}

/// Serves plain on loopback with the usual limits: the demo and the operator listener.
pub async fn serve_plain(
    listener: TcpListener,
    router: Router,
    shutdown: impl Future<Output = ()> + Send,
) -> io::Result<()> {
    let limits = Limits {
        drain: Duration::from_secs(2),
        ..Limits::default()
    };
    serve(listener, router, Entrance::Plain, limits, shutdown).await
}

/// Connections that the kernel holds until we accept them. Attack: more at once than fit, so that an
/// honest one is dropped and tries again only after a second. Linux allows 4096 unless it is told
/// otherwise.
const QUEUE: u32 = 4096;

/// Listens, with an address that can be taken over at once after a restart.
pub fn listen(address: SocketAddr) -> io::Result<TcpListener> {
    let socket = match address {
        SocketAddr::V4(_) => TcpSocket::new_v4()?,
        SocketAddr::V6(_) => TcpSocket::new_v6()?,
    };
    socket.set_reuseaddr(true)?;
    socket.bind(address)?;
    socket.listen(QUEUE)
}

/// What a request of one connection goes through.
struct Through<'a> {
    router: Router,
    entrance: &'a Entrance,
    limits: Limits,
    bodies: Arc<Places>,
    glance: Option<Arc<dyn Glance>>,
    place: Arc<Place>,
}

async fn converse<S>(
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
    let service = service_fn(|request: Request<Incoming>| {
        let (router, caller) = (router.clone(), entrance.caller(address, request.headers()));
        let (place, bodies) = (Arc::clone(&place), Arc::clone(&bodies));
        let glance = glance.clone();
        async move {
            let bodies = (&bodies, glance.as_deref());
            let response = answer(request, caller, router, limits, bodies, &place).await;
            place.waits();
            Ok::<_, Infallible>(response)
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

/// Why a body was not read to its end.
enum Unread {
    /// It broke off, is too long, or has to give way.
    Broken(StatusCode),
    /// By its beginning.
    TurnedAway(Box<Response<Body>>),
}

/// All octets of a body, in one piece.
///
/// Attack: a body that comes octet by octet. Each piece that is read keeps the 8 KiB into which it
/// was read, so that kept pieces take eight thousand times what was sent. Defence: they are copied,
/// and let go.
///
/// Attack (BND-06): two thousand bodies of 256 KiB that lack their end. Defence: beyond [`SMALL`]
/// their octets are taken from what all share, and when there are none left, who has held some for
/// longest gives them back. Trade: while that lasts, so does an honest one that is slower than all.
/// A long one takes as much again as it has, so that it is not copied once for each piece.
async fn whole(
    mut body: Limited<Incoming>,
    bodies: &Arc<Places>,
    (mut glance, head): (Option<&dyn Glance>, &Parts),
) -> Result<Bytes, Unread> {
    let broken = |status| Err(Unread::Broken(status));
    let (mut octets, mut room) = (Vec::new(), SMALL);
    let mut held: Option<Place> = None;
    loop {
        let frame = match &held {
            None => body.frame().await,
            Some(held) => tokio::select! {
                frame = body.frame() => frame,
                () = held.shown_out() => return broken(StatusCode::SERVICE_UNAVAILABLE),
            },
        };
        let data = match frame {
            None => return Ok(octets.into()),
            Some(Ok(frame)) => frame.into_data().unwrap_or_default(),
            Some(Err(error)) if error.is::<LengthLimitError>() => {
                return broken(StatusCode::PAYLOAD_TOO_LARGE);
            }
            Some(Err(_)) => return broken(StatusCode::BAD_REQUEST),
        };
        let needed = octets.len() + data.len();
        if needed > room {
            if let Some(glance) = glance.take()
                && let Some(response) = glance.turns_away(head, &octets).await
            {
                return Err(Unread::TurnedAway(Box::new(response)));
            }
            let left = body.size_hint().upper().unwrap_or_default();
            let end = needed.saturating_add(usize::try_from(left).unwrap_or_default());
            // As much again, and no more than is to come.
            let more = (needed - room).max(room).min(end - room);
            let more = more.next_multiple_of(SMALL);
            room += more;
            let more = u32::try_from(more).unwrap_or(u32::MAX);
            let got = match &mut held {
                Some(held) => held.more(more).await,
                None => {
                    held = bodies.take(more).await.ok();
                    held.is_some()
                }
            };
            if !got {
                return broken(StatusCode::SERVICE_UNAVAILABLE);
            }
        }
        if needed > octets.capacity() {
            octets.reserve_exact(room - octets.len());
        }
        octets.extend_from_slice(&data);
    }
}

/// What each body may have of its own: a form of our pages, or what a client posts. The rest is
/// taken in pieces as long.
const SMALL: usize = 8 * 1024;

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

#[cfg(test)]
mod tests {
    use super::*;

    fn caller(forwarded: &[&str], connected: &str) -> String {
        let networks = [
            Network::parse("10.0.0.0/8").unwrap(),
            Network::parse("::1").unwrap(),
        ];
        let mut headers = HeaderMap::new();
        for value in forwarded {
            headers.append("x-forwarded-for", value.parse().unwrap());
        }
        let entrance = Entrance::BehindProxy(networks.into());
        entrance
            .caller(connected.parse().unwrap(), &headers)
            .to_string()
    }

    #[test]
    fn web_03_x_forwarded_for_counts_only_from_a_trusted_proxy_and_from_the_right() {
        for (forwarded, connected, wanted) in [
            (&["192.0.2.7"][..], "10.0.0.1:5", "192.0.2.7"),
            (&["192.0.2.7"], "198.51.100.1:5", "198.51.100.1"),
            (&["6.6.6.6, 192.0.2.7, 10.1.1.1"], "10.0.0.1:5", "192.0.2.7"),
            (&["6.6.6.6", "192.0.2.7"], "[::1]:5", "192.0.2.7"),
            (&["nonsense, 10.2.2.2"], "10.0.0.1:5", "10.2.2.2"),
            (&[], "10.0.0.1:5", "10.0.0.1"),
            (&["192.0.2.7"], "[::ffff:10.0.0.1]:5", "192.0.2.7"),
            // B8: with ports, as some balancers always write them.
            (&["192.0.2.7:51234"], "10.0.0.1:5", "192.0.2.7"),
            (&["6.6.6.6, [2001:db8::1]:443"], "10.0.0.1:5", "2001:db8::1"),
            (
                &["\"[2001:db8::1]\", 10.1.1.1:80"],
                "10.0.0.1:5",
                "2001:db8::1",
            ),
            (&["192.0.2.7:port"], "10.0.0.1:5", "10.0.0.1"),
        ] {
            assert_eq!(
                caller(forwarded, connected),
                wanted,
                "{forwarded:?} from {connected}"
            );
        }
        let behind = Entrance::BehindProxy([Network::parse("10.0.0.0/8").unwrap()].into());
        for (connected, admitted) in [
            ("10.0.0.1:5", true),
            ("[::ffff:10.0.0.1]:5", true),
            ("127.0.0.1:5", false),
            ("198.51.100.1:5", false),
        ] {
            assert_eq!(
                behind.admits(connected.parse().unwrap()),
                admitted,
                "{connected}"
            );
            assert!(Entrance::Plain.admits(connected.parse().unwrap()));
        }
        let mut headers = HeaderMap::new();
        headers.append("x-forwarded-for", "192.0.2.7".parse().unwrap());
        let direct = Entrance::Plain.caller("198.51.100.1:5".parse().unwrap(), &headers);
        assert_eq!(direct.to_string(), "198.51.100.1");
    }
}
