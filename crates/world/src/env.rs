// SPDX-License-Identifier: EUPL-1.2
//! Demo Europe's clock and source of randomness: the only file here that asks the system.
#![expect(
    clippy::disallowed_methods,
    reason = "this file is the one place that asks the system"
)]

use std::fmt;
use std::sync::Arc;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

/// Where the time comes from.
pub trait Clock: Send + Sync {
    /// Milliseconds since 1970-01-01T00:00:00Z.
    fn now_ms(&self) -> i64;
}

/// The system's clock.
#[derive(Clone, Copy, Debug)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now_ms(&self) -> i64 {
        let since = SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .unwrap_or(Duration::ZERO);
        i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
    }
}

/// Clock and randomness, cheap to clone. Randomness is OpenSSL's generator.
#[derive(Clone)]
pub struct Env(Arc<dyn Clock>);

impl fmt::Debug for Env {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Env")
    }
}

impl Default for Env {
    fn default() -> Self {
        Self(Arc::new(SystemClock))
    }
}

impl Env {
    /// With another clock, for tests.
    #[must_use]
    pub fn with_clock(clock: Arc<dyn Clock>) -> Self {
        Self(clock)
    }

    /// Milliseconds since 1970.
    #[must_use]
    pub fn now_ms(&self) -> i64 {
        self.0.now_ms()
    }

    /// Seconds since 1970.
    #[must_use]
    pub fn now_s(&self) -> i64 {
        self.now_ms().div_euclid(1000)
    }

    /// Random octets.
    ///
    /// # Panics
    /// If the system gives no random octets: without them nothing can be made.
    #[must_use]
    #[expect(
        clippy::expect_used,
        reason = "without randomness nothing can be made: stopping is the only safe answer"
    )]
    pub fn random<const N: usize>(&self) -> [u8; N] {
        let mut octets = [0; N];
        openssl::rand::rand_bytes(&mut octets).expect("the system gives random octets");
        octets
    }

    /// 256 random bits as base64url: what nobody can guess.
    #[must_use]
    pub fn token(&self) -> String {
        URL_SAFE_NO_PAD.encode(self.random::<32>())
    }

    /// A SAML identifier: `_` and 256 random bits.
    #[must_use]
    pub fn message_id(&self) -> String {
        format!("_{}", self.token())
    }
}
