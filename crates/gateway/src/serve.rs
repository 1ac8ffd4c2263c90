// SPDX-License-Identifier: EUPL-1.2
//! The public listener: TLS or plain behind a proxy, deadlines, caps, drain.

use std::future::Future;
use std::net::SocketAddr;
use std::time::Duration;

use axum::Router;
use tokio::net::TcpListener;

use crate::settings::{ListenerTransport, Network};

/// Who sent a request, put into the request's extensions for handlers that want to know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClientAddress(pub std::net::IpAddr);

/// The limits of one listener.
#[derive(Clone, Debug)]
pub struct Limits {
    /// Connections at once.
    pub connections: usize,
    /// All headers must have come by then (slow senders).
    pub header_deadline: Duration,
    /// The whole body must have come by then.
    pub body_deadline: Duration,
    /// Longest body.
    pub body_bytes: usize,
    /// Longest request line and headers.
    pub header_bytes: usize,
    /// How long open requests may take after shutdown.
    pub drain: Duration,
}

/// Serves one listener until `shutdown`, then drains.
pub async fn serve(
    listener: TcpListener,
    router: Router,
    transport: &ListenerTransport,
    limits: Limits,
    shutdown: impl Future<Output = ()> + Send,
) -> std::io::Result<()> {
    let _ = (listener, router, transport, limits);
    shutdown.await;
    todo!()
}

/// Whether an address is inside one of these networks.
pub fn trusted(networks: &[Network], address: SocketAddr) -> bool {
    let _ = (networks, address);
    todo!()
}
