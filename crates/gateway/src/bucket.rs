// SPDX-License-Identifier: EUPL-1.2
//! How often something may happen, in the long run and at once; and who counts as one source.

use std::collections::BTreeMap;
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

/// A bucket for each source. Those whose address is not known share one.
#[derive(Debug, Default)]
pub(crate) struct Sources {
    /// When each bucket is full again, Unix milliseconds.
    full_ms: BTreeMap<Option<IpAddr>, i64>,
    /// So many were left when those that are as good as new were last forgotten.
    left: usize,
}

impl Sources {
    /// Buckets that are as good as new are looked for above this many, and then whenever there are twice
    /// as many as were left: so looking costs each call the same, however many there are.
    const MANY: usize = 1024;

    /// When the bucket of this source is full again, Unix milliseconds; long ago where it is new.
    pub(crate) fn full_ms(&self, source: Option<IpAddr>) -> i64 {
        let full_ms = self.full_ms.get(&source.map(network));
        full_ms.copied().unwrap_or(0)
    }

    /// The bucket of this source is full again then. Whoever calls bounds how many are added.
    pub(crate) fn fill(&mut self, source: Option<IpAddr>, full_ms: i64, now_ms: i64) {
        if self.full_ms.len() >= Self::MANY.max(2 * self.left) {
            self.full_ms.retain(|_, full_ms| *full_ms > now_ms);
            self.left = self.full_ms.len();
        }
        self.full_ms.insert(source.map(network), full_ms);
    }
}

/// What one subscriber has: an IPv4 address, or the first 64 bits of an IPv6 one (RFC 6177 §2).
pub(crate) fn network(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V4(_) => address,
        IpAddr::V6(v6) => IpAddr::V6(Ipv6Addr::from(u128::from(v6) & (u128::MAX << 64))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn address(n: u32) -> Option<IpAddr> {
        Some(IpAddr::from(n.to_be_bytes()))
    }

    #[test]
    fn buckets_that_are_full_again_are_forgotten_and_others_never() {
        let mut sources = Sources::default();
        // Each is full again a second after it came; ten come each millisecond.
        for n in 0..100_000 {
            let now_ms = i64::from(n / 10);
            sources.fill(address(n), now_ms + 1_000, now_ms);
            assert_eq!(sources.full_ms(address(n)), now_ms + 1_000);
        }
        assert_eq!(sources.full_ms(address(0)), 0, "forgotten");
        assert_eq!(sources.full_ms(address(90_010)), 10_001, "in use");
        assert!(sources.full_ms.len() <= 20_001, "{}", sources.full_ms.len());
    }

    #[test]
    fn a_subscriber_has_one_bucket_and_so_have_all_without_an_address() {
        let mut sources = Sources::default();
        let of = |text: &str| text.parse().ok();
        sources.fill(of("2001:db8:1:2::1"), 7, 0);
        sources.fill(None, 9, 0);
        assert_eq!(sources.full_ms(of("2001:db8:1:2:ffff::2")), 7);
        assert_eq!(sources.full_ms(of("2001:db8:1:3::1")), 0);
        assert_eq!(sources.full_ms(None), 9);
    }
}
