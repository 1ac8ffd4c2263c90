// SPDX-License-Identifier: EUPL-1.2
//! What the service manager is told and asks to be told: `sd_notify(3)`, lines in a datagram to the
//! socket that it names. Without one nothing is said, and nothing is different.

use std::ffi::OsStr;
use std::os::linux::net::SocketAddrExt as _;
use std::os::unix::ffi::OsStrExt as _;
use std::os::unix::net::{SocketAddr, UnixDatagram};
use std::sync::Arc;
use std::time::Duration;

use rustix::time::{ClockId, clock_gettime};

/// Who started us, if it listens.
#[derive(Clone, Default)]
pub(crate) struct Manager {
    listens: Option<Arc<(UnixDatagram, SocketAddr)>>,
    watches: Option<Duration>,
}

impl Manager {
    /// As the environment says: `NOTIFY_SOCKET`, and `WATCHDOG_USEC` where `WATCHDOG_PID` is nobody
    /// else (`sd_watchdog_enabled(3)`).
    pub(crate) fn of_environment() -> Self {
        let Some(name) = std::env::var_os("NOTIFY_SOCKET") else {
            return Self::default();
        };
        let listens = match socket(&name) {
            Ok(listens) => Some(Arc::new(listens)),
            Err(error) => {
                tracing::warn!(%error, "NOTIFY_SOCKET cannot be spoken to");
                None
            }
        };
        let number = |name| std::env::var(name).ok()?.parse::<u64>().ok();
        let ours = number("WATCHDOG_PID").is_none_or(|pid| pid == u64::from(std::process::id()));
        let watches = number("WATCHDOG_USEC").filter(|micros| ours && *micros > 0);
        Self {
            listens,
            watches: watches.map(Duration::from_micros),
        }
    }

    /// Everything runs: the first time, and after a reload.
    pub(crate) fn ready(&self) {
        self.say("READY=1");
    }

    /// The configuration is read again. The time tells this reload from the one before it.
    pub(crate) fn reloading(&self) {
        let now = clock_gettime(ClockId::Monotonic);
        let micros = now.tv_sec.saturating_mul(1_000_000) + now.tv_nsec / 1_000;
        self.say(&format!("RELOADING=1\nMONOTONIC_USEC={micros}"));
    }

    /// No new logins any more, and how long the open ones may take.
    pub(crate) fn stopping(&self, at_most: Duration) {
        let micros = at_most.as_micros();
        self.say(&format!("STOPPING=1\nEXTEND_TIMEOUT_USEC={micros}"));
    }

    /// How often it wants to hear that we live: twice in the time after which it would kill us.
    pub(crate) fn watches(&self) -> Option<Duration> {
        Some(self.watches? / 2).filter(|_| self.listens.is_some())
    }

    /// We live.
    pub(crate) fn alive(&self) {
        self.say("WATCHDOG=1");
    }

    fn say(&self, lines: &str) {
        let Some(listens) = &self.listens else { return };
        let (socket, manager) = &**listens;
        if let Err(error) = socket.send_to_addr(lines.as_bytes(), manager) {
            tracing::warn!(%error, "the service manager could not be told");
        }
    }
}

/// A path, or with `@` in front a name that no file system has. A manager that does not read is not
/// waited for.
fn socket(name: &OsStr) -> std::io::Result<(UnixDatagram, SocketAddr)> {
    let manager = match name.as_bytes().strip_prefix(b"@") {
        Some(name) => SocketAddr::from_abstract_name(name)?,
        None => SocketAddr::from_pathname(name)?,
    };
    let socket = UnixDatagram::unbound()?;
    socket.set_nonblocking(true)?;
    Ok((socket, manager))
}
