// SPDX-License-Identifier: EUPL-1.2
//! TCP in between, octets as they come: the plain balancer before the gateways, and the way to each
//! database, where connections are reset, held, slowed and refused.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU16, AtomicUsize, Ordering};
use std::time::Duration;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::tcp::{OwnedReadHalf, OwnedWriteHalf};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::time::{sleep, timeout};

use crate::wire;

/// A balancer gives up on a server that takes no connection for so long.
const CONNECT: Duration = Duration::from_secs(1);
/// How often it asks whether a server is ready, and how long it waits for the answer.
const LOOK_EVERY: Duration = Duration::from_millis(250);
const LOOK_FOR: Duration = Duration::from_secs(1);

/// How octets pass.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mood {
    Open,
    /// Whoever connects is reset.
    Refuse,
    /// Connections stand, and nothing comes through.
    Silent,
    /// Each piece comes so much later.
    Slow(Duration),
}

/// Where it leads.
pub(crate) struct Target {
    pub(crate) port: AtomicU16,
    up: AtomicBool,
}

impl Target {
    pub(crate) fn at(port: u16) -> Arc<Self> {
        Arc::new(Self {
            port: AtomicU16::new(port),
            up: AtomicBool::new(true),
        })
    }

    /// Asks a gateway's operator listener whether it is ready, as balancers do. Ends with the task.
    pub(crate) async fn look(self: Arc<Self>, operator: u16) {
        loop {
            let ready = timeout(LOOK_FOR, wire::is_ready(operator)).await;
            self.up.store(ready.unwrap_or(false), Ordering::Relaxed);
            sleep(LOOK_EVERY).await;
        }
    }
}

#[derive(Clone)]
pub(crate) struct Relay {
    pub(crate) port: u16,
    inner: Arc<Inner>,
}

struct Inner {
    targets: Vec<Arc<Target>>,
    turn: AtomicUsize,
    mood: watch::Sender<Mood>,
    resets: watch::Sender<u64>,
}

impl Relay {
    pub(crate) async fn to(targets: Vec<Arc<Target>>) -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let relay = Self {
            port: listener.local_addr().unwrap().port(),
            inner: Arc::new(Inner {
                targets,
                turn: AtomicUsize::new(0),
                mood: watch::Sender::new(Mood::Open),
                resets: watch::Sender::new(0),
            }),
        };
        let inner = relay.inner.clone();
        tokio::spawn(async move {
            loop {
                if let Ok((stream, _)) = listener.accept().await {
                    tokio::spawn(inner.clone().carry(stream));
                }
            }
        });
        relay
    }

    pub(crate) fn set(&self, mood: Mood) {
        self.inner.mood.send_replace(mood);
    }

    /// Every connection that stands ends as if a cable was cut and the far end said so (RST).
    pub(crate) fn reset(&self) {
        self.inner.resets.send_modify(|times| *times += 1);
    }
}

impl Inner {
    async fn carry(self: Arc<Self>, near: TcpStream) {
        if *self.mood.borrow() == Mood::Refuse {
            cut(&near);
            return;
        }
        let Some(far) = self.connect().await else {
            cut(&near);
            return;
        };
        let mut resets = self.resets.subscribe();
        let _ = (near.set_nodelay(true), far.set_nodelay(true));
        let ((near_in, near_out), (far_in, far_out)) = (near.into_split(), far.into_split());
        let there = tokio::spawn(self.clone().pump(near_in, far_out));
        let back = tokio::spawn(self.clone().pump(far_in, near_out));
        let aborts = [there.abort_handle(), back.abort_handle()];
        let both = async {
            let _ = there.await;
            let _ = back.await;
        };
        tokio::select! {
            () = both => {}
            _ = resets.changed() => aborts.iter().for_each(tokio::task::AbortHandle::abort),
        }
    }

    /// The next one that is up and takes it; of those that are not, any.
    async fn connect(&self) -> Option<TcpStream> {
        let first = self.turn.fetch_add(1, Ordering::Relaxed);
        let count = self.targets.len();
        for up in [true, false] {
            for n in 0..count {
                let target = &self.targets[(first + n) % count];
                if target.up.load(Ordering::Relaxed) != up {
                    continue;
                }
                let port = target.port.load(Ordering::Relaxed);
                let connecting = TcpStream::connect(("127.0.0.1", port));
                if let Ok(Ok(stream)) = timeout(CONNECT, connecting).await {
                    return Some(stream);
                }
            }
        }
        None
    }

    /// One way. Dropped halfway it resets, for what was not read lies there; on an orderly end it passes that on.
    async fn pump(self: Arc<Self>, mut from: OwnedReadHalf, mut to: OwnedWriteHalf) {
        let mut mood = self.mood.subscribe();
        let mut octets = vec![0; 16 << 10];
        let moved: io::Result<()> = async {
            loop {
                let read = from.read(&mut octets).await?;
                while *mood.borrow_and_update() == Mood::Silent {
                    let _ = mood.changed().await;
                }
                let slow = *mood.borrow();
                if let Mood::Slow(by) = slow {
                    sleep(by).await;
                }
                if read == 0 {
                    return to.shutdown().await;
                }
                to.write_all(&octets[..read]).await?;
            }
        }
        .await;
        if moved.is_err() {
            cut(to.as_ref());
        }
    }
}

/// No wait, and no orderly end: RST.
fn cut(stream: &TcpStream) {
    let _ = socket2::SockRef::from(stream).set_linger(Some(Duration::ZERO));
}
