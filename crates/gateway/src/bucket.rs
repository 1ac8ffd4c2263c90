// SPDX-License-Identifier: EUPL-1.2
//! How often something may happen, in the long run and at once; and who counts as one source.

use std::net::{IpAddr, Ipv6Addr};

/// A token bucket in one number: the moment when it is full again (GCRA).
#[derive(Clone, Copy, Debug)]
pub(crate) struct Rate {
    /// One each so many milliseconds.
    pub(crate) every_ms: i64,
    /// So many at once, after a pause.
    pub(crate) burst: i64,
}

impl Rate {
    /// When the bucket is full again after `units` more; when there is no room for them, after how
    /// many milliseconds there is.
    pub(crate) fn after(self, full_ms: i64, units: i64, now_ms: i64) -> Result<i64, i64> {
        let full_ms = full_ms.max(now_ms) + units * self.every_ms;
        let over_ms = full_ms - now_ms - self.burst * self.every_ms;
        if over_ms <= 0 {
            Ok(full_ms)
        } else {
            Err(over_ms)
        }
    }
}

/// What one subscriber has: an IPv4 address, or the first 64 bits of an IPv6 one (RFC 6177 §2).
pub(crate) fn network(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V4(_) => address,
        IpAddr::V6(v6) => IpAddr::V6(Ipv6Addr::from(u128::from(v6) & (u128::MAX << 64))),
    }
}
