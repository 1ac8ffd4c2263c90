// SPDX-License-Identifier: EUPL-1.2
//! Who gives an order.

use tokio::net::UnixStream;

/// Who gives an order, as the kernel says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Who {
    /// The user id of the process.
    pub(crate) uid: Option<u32>,
    /// The user id that its session began with: `sudo` does not change it.
    pub(crate) login_uid: Option<u32>,
}

impl Who {
    pub(super) fn at(stream: &UnixStream) -> Self {
        let peer = stream.peer_cred().ok();
        let pid = peer.as_ref().and_then(|peer| peer.pid());
        Self {
            uid: peer.map(|peer| peer.uid()),
            login_uid: pid.and_then(login_uid),
        }
    }

    /// This process.
    pub(crate) fn this() -> Self {
        let pid = rustix::process::getpid().as_raw_nonzero().get();
        Self {
            uid: Some(rustix::process::getuid().as_raw()),
            login_uid: login_uid(pid),
        }
    }
}

/// `audit(7)`; the largest number says that there is none, as of a service.
fn login_uid(pid: i32) -> Option<u32> {
    let text = std::fs::read_to_string(format!("/proc/{pid}/loginuid")).ok()?;
    text.trim().parse().ok().filter(|uid| *uid != u32::MAX)
}
