// SPDX-License-Identifier: EUPL-1.2
//! One listener: TLS or plain, deadlines and caps, the caller's address, drain at the end.

mod body;
mod conversation;
mod entrance;
mod places;
mod sips;

pub use self::entrance::Entrance;

use std::future::Future;
use std::io;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use store::env::Deadline;
use tokio::net::{TcpListener, TcpSocket};
use tokio::sync::watch;
use tokio::time::timeout;
use tokio_rustls::TlsAcceptor;

use self::conversation::{Through, converse};
use self::places::Places;
use crate::http::glance::Glance;

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
    /// How long requests may take after shutdown, and who comes meanwhile is answered.
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

const ALL_TAKEN: &str = "all places are taken: who has not asked for longest is cut off";
const BODIES_FULL: &str = "bodies that do not end take all their room: the oldest gives way";

/// What conversations should know about the listener.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Phase {
    /// Go on.
    Open,
    /// The next answer is the last.
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

    /// Accepts until `shutdown` ends. From then on each answer is the last of its connection, and who connects meanwhile
    /// is answered too: until nobody is there any more, those of other threads neither, or the drain is over.
    ///
    /// What stands in the kernel's queue when a listener is closed is reset. A node that is replaced would lose the
    /// people whom a balancer that has not noticed yet leads to it.
    pub async fn serve(
        &self,
        listener: TcpListener,
        shutdown: impl Future<Output = ()> + Send,
    ) -> io::Result<()> {
        let (phase, watcher) = watch::channel(Phase::Open);
        let mut closing = Closing {
            shutdown: std::pin::pin!(shutdown),
            drain: self.limits.drain,
            end: None,
            phase: &phase,
        };
        loop {
            // In this order: nobody leaves while somebody stands in the queue.
            let accepted = tokio::select! {
                biased;
                () = closing.over() => break,
                accepted = listener.accept() => accepted,
                () = self.deserted(watcher.clone()) => break,
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
                () = closing.over() => break,
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
        let _ = phase.send(Phase::Closed);
        Ok(())
    }

    /// Returns when it is drained and nobody is there any more. Not at once: the runtime has to see first who came.
    async fn deserted(&self, mut watcher: watch::Receiver<Phase>) {
        let _ = watcher.wait_for(|phase| *phase != Phase::Open).await;
        loop {
            tokio::time::sleep(LOOK_EVERY).await;
            if self.places.are_all_free() {
                return;
            }
        }
    }
}

/// How often it is looked whether everybody has left.
const LOOK_EVERY: Duration = Duration::from_millis(20);

/// The end of a listener: it is told to stop, and has so long after that.
struct Closing<'a, F> {
    shutdown: Pin<&'a mut F>,
    drain: Duration,
    end: Option<Deadline>,
    phase: &'a watch::Sender<Phase>,
}

impl<F: Future<Output = ()>> Closing<'_, F> {
    /// Returns when the drain is over; who stops waiting for that loses nothing.
    async fn over(&mut self) {
        let end = match self.end {
            Some(end) => end,
            None => {
                self.shutdown.as_mut().await;
                let _ = self.phase.send(Phase::Draining);
                *self.end.insert(Deadline::new(self.drain))
            }
        };
        tokio::time::sleep(end.left()).await;
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
