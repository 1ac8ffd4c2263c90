//! The clock and the source of randomness: the only file that asks the system for either.
//!
//! Everything else takes an [`Env`] (or, in the libraries, `now` and random octets as arguments),
//! so that a test can stand on either side of every border in time.
#![expect(
    clippy::disallowed_methods,
    reason = "this file is the one place that asks the system"
)]

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use rustix::io::retry_on_intr;
use rustix::rand::{GetRandomFlags, getrandom};

/// Clocks that differ by more are apart, and one that moves by more within a moment has stepped.
pub(crate) const APART_MS: i64 = 2_000;

/// Where the time comes from.
pub trait Clock: Send + Sync {
    /// Milliseconds since 1970-01-01T00:00:00Z.
    fn now_ms(&self) -> i64;

    /// What the system says, believed or not.
    fn told(&self) -> Told {
        Told {
            ms: self.now_ms(),
            ahead_ms: 0,
        }
    }

    /// What the system said then has been compared with another clock, and is believed: [`Steady`].
    fn confirm(&self, _told: Told) {}
}

/// What the system's clock said at some moment.
#[derive(Clone, Copy, Debug)]
pub struct Told {
    /// Milliseconds since 1970-01-01T00:00:00Z.
    pub ms: i64,
    /// How far that was ahead of the monotonic clock, in milliseconds.
    pub ahead_ms: i64,
}

/// Where random octets come from.
pub trait Random: Send + Sync {
    /// Fills the buffer with octets nobody can guess.
    fn fill(&self, buffer: &mut [u8]);
}

/// The system's clock.
#[derive(Debug)]
pub struct SystemClock {
    since: Instant,
    steady: Steady,
}

impl Default for SystemClock {
    fn default() -> Self {
        Self {
            since: Instant::now(),
            steady: Steady::default(),
        }
    }
}

impl Clock for SystemClock {
    fn now_ms(&self) -> i64 {
        self.steady.now_ms(self.told())
    }

    fn told(&self) -> Told {
        let since = SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .unwrap_or(Duration::ZERO);
        let ms = i64::try_from(since.as_millis()).unwrap_or(i64::MAX);
        let elapsed_ms = i64::try_from(self.since.elapsed().as_millis()).unwrap_or(i64::MAX);
        Told {
            ms,
            ahead_ms: ms.saturating_sub(elapsed_ms),
        }
    }

    fn confirm(&self, told: Told) {
        self.steady.confirm(told);
    }
}

/// A clock that was confirmed is not believed when it steps: the time goes on as the monotonic clock does, until it is
/// confirmed anew. R-07: the clock of one node of several steps by an hour, and for as long as nobody has noticed all
/// that others gave out is over there. One that nobody confirms is believed.
///
/// Trade: a machine that slept wakes up with the time at which it fell asleep, until the database was asked.
#[derive(Debug)]
pub(crate) struct Steady {
    /// [`Told::ahead_ms`] of what was confirmed, or [`Self::UNCONFIRMED`].
    ahead_ms: AtomicI64,
}

impl Default for Steady {
    fn default() -> Self {
        Self {
            ahead_ms: AtomicI64::new(Self::UNCONFIRMED),
        }
    }
}

impl Steady {
    const UNCONFIRMED: i64 = i64::MIN;

    pub(crate) fn now_ms(&self, told: Told) -> i64 {
        let ahead_ms = self.ahead_ms.load(Ordering::Relaxed);
        let step_ms = told.ahead_ms.saturating_sub(ahead_ms);
        match ahead_ms != Self::UNCONFIRMED && step_ms.abs() > APART_MS {
            true => told.ms.saturating_sub(step_ms),
            false => told.ms,
        }
    }

    pub(crate) fn confirm(&self, told: Told) {
        self.ahead_ms.store(told.ahead_ms, Ordering::Relaxed);
    }
}

/// The kernel's generator. docs/adr/0032.
///
/// Attack: a virtual machine is copied or set back, and both go on with the state of one generator: the
/// same codes and tokens twice. Defence: no state of it lies in this process, and the kernel is told of
/// copies (vmgenid).
#[derive(Clone, Copy, Debug)]
pub struct SystemRandom;

impl Random for SystemRandom {
    #[expect(
        clippy::expect_used,
        reason = "without randomness nothing may be issued: stopping is the only safe answer"
    )]
    fn fill(&self, buffer: &mut [u8]) {
        let mut rest = buffer;
        // Up to 256 octets come whole, more in pieces where a signal comes between: getrandom(2).
        while !rest.is_empty() {
            let got = retry_on_intr(|| getrandom(&mut *rest, GetRandomFlags::empty()));
            let got = got.expect("the system gives random octets");
            rest = rest.split_at_mut(got).1;
        }
    }
}

/// A clock that stands still until it is moved. For tests and the demo's slow user.
#[derive(Debug)]
pub struct FakeClock(AtomicI64);

impl FakeClock {
    /// A clock that shows this time, in milliseconds since 1970.
    #[must_use]
    pub fn new(now_ms: i64) -> Arc<Self> {
        Arc::new(Self(AtomicI64::new(now_ms)))
    }

    /// Moves the clock forward.
    pub fn advance(&self, by: Duration) {
        let by = i64::try_from(by.as_millis()).unwrap_or(i64::MAX);
        self.0.fetch_add(by, Ordering::SeqCst);
    }

    /// Sets the clock.
    pub fn set(&self, now_ms: i64) {
        self.0.store(now_ms, Ordering::SeqCst);
    }
}

impl Clock for FakeClock {
    fn now_ms(&self) -> i64 {
        self.0.load(Ordering::SeqCst)
    }
}

/// Octets that repeat from run to run: SHA-256 over a seed and a counter. For tests.
#[derive(Debug)]
pub struct FakeRandom {
    seed: u64,
    counter: AtomicU64,
}

impl FakeRandom {
    /// A generator that always gives the same octets for the same seed.
    #[must_use]
    pub fn new(seed: u64) -> Arc<Self> {
        Arc::new(Self {
            seed,
            counter: AtomicU64::new(0),
        })
    }
}

impl Random for FakeRandom {
    fn fill(&self, buffer: &mut [u8]) {
        for chunk in buffer.chunks_mut(32) {
            let counter = self.counter.fetch_add(1, Ordering::SeqCst);
            let mut input = [0_u8; 16];
            let (a, b) = input.split_at_mut(8);
            a.copy_from_slice(&self.seed.to_be_bytes());
            b.copy_from_slice(&counter.to_be_bytes());
            let block = openssl::sha::sha256(&input);
            for (to, from) in chunk.iter_mut().zip(block) {
                *to = from;
            }
        }
    }
}

/// Clock and randomness in one value that is cheap to clone.
#[derive(Clone)]
pub struct Env {
    clock: Arc<dyn Clock>,
    random: Arc<dyn Random>,
}

impl fmt::Debug for Env {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Env")
            .field("now_ms", &self.now_ms())
            .finish_non_exhaustive()
    }
}

impl Env {
    /// An environment from its two parts.
    #[must_use]
    pub fn new(clock: Arc<dyn Clock>, random: Arc<dyn Random>) -> Self {
        Self { clock, random }
    }

    /// The real one.
    #[must_use]
    pub fn system() -> Self {
        Self::new(Arc::new(SystemClock::default()), Arc::new(SystemRandom))
    }

    /// A test's clock with real randomness.
    #[must_use]
    pub fn with_clock(clock: Arc<dyn Clock>) -> Self {
        Self::new(clock, Arc::new(SystemRandom))
    }

    /// Milliseconds since 1970.
    #[must_use]
    pub fn now_ms(&self) -> i64 {
        self.clock.now_ms()
    }

    /// What the system's clock says, believed or not.
    pub(crate) fn told(&self) -> Told {
        self.clock.told()
    }

    /// What the system's clock said then is believed: [`Steady`].
    pub(crate) fn confirm(&self, told: Told) {
        self.clock.confirm(told);
    }

    /// Seconds since 1970.
    #[must_use]
    pub fn now_s(&self) -> i64 {
        self.now_ms().div_euclid(1000)
    }

    /// `N` random octets.
    #[must_use]
    pub fn bytes<const N: usize>(&self) -> [u8; N] {
        let mut buffer = [0_u8; N];
        self.random.fill(&mut buffer);
        buffer
    }

    /// Fills a buffer with random octets.
    pub fn fill(&self, buffer: &mut [u8]) {
        self.random.fill(buffer);
    }

    /// 256 random bits in base64url: `nonce`, `state`, binder cookies and the like.
    /// What leads to a stored record is a [`crate::Handle`] or [`crate::Secret`] instead.
    #[must_use]
    pub fn token(&self) -> String {
        URL_SAFE_NO_PAD.encode(self.bytes::<32>())
    }

    /// A fresh SAML identifier: `_` and 256 random bits in base64url, an NCName. SAML Core §1.3.4.
    #[must_use]
    pub fn message_id(&self) -> String {
        format!("_{}", self.token())
    }

    /// A border in time, so far from now. The monotonic clock.
    #[must_use]
    pub fn deadline(&self, within: Duration) -> Deadline {
        Deadline::new(within)
    }

    /// Starts measuring a duration. The monotonic clock.
    #[must_use]
    pub fn stopwatch(&self) -> Stopwatch {
        Stopwatch(Instant::now())
    }
}

/// A running measurement of elapsed time, for metrics and logs; what decides is a [`Deadline`].
#[derive(Clone, Copy, Debug)]
pub struct Stopwatch(Instant);

impl Stopwatch {
    /// How long it has been running.
    #[must_use]
    pub fn elapsed(&self) -> Duration {
        self.0.elapsed()
    }
}

/// By when something must be done, however many parts it has.
#[derive(Clone, Copy, Debug)]
pub struct Deadline {
    watch: Stopwatch,
    within: Duration,
}

impl Deadline {
    /// A border so far from now, for what is not given an [`Env`].
    #[must_use]
    pub fn new(within: Duration) -> Self {
        let watch = Stopwatch(Instant::now());
        Self { watch, within }
    }

    /// What is left of it.
    #[must_use]
    pub fn left(&self) -> Duration {
        self.within.saturating_sub(self.watch.elapsed())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_fake_clock_moves_only_when_told() {
        let clock = FakeClock::new(1_000);
        let env = Env::with_clock(clock.clone());
        assert_eq!(env.now_ms(), 1_000);
        clock.advance(Duration::from_millis(1_500));
        assert_eq!((env.now_ms(), env.now_s()), (2_500, 2));
    }

    /// a step is not believed, in either direction, until it is confirmed; what drifts is.
    #[test]
    fn a_clock_that_was_confirmed_goes_on_when_the_system_steps() {
        let clock = Steady::default();
        let told = |ms, elapsed_ms| Told {
            ms,
            ahead_ms: ms - elapsed_ms,
        };
        assert_eq!(clock.now_ms(told(9_000_000, 10)), 9_000_000, "unconfirmed");
        clock.confirm(told(1_000_000, 10));
        for (told_ms, is_ms) in [
            (1_000_500, 1_000_500),
            (1_002_500, 1_002_500),
            (1_002_501, 1_000_500),
            (998_500, 998_500),
            (998_499, 1_000_500),
            (4_600_500, 1_000_500),
            (0, 1_000_500),
        ] {
            assert_eq!(clock.now_ms(told(told_ms, 510)), is_ms, "{told_ms}");
        }
        clock.confirm(told(4_600_500, 510));
        assert_eq!(clock.now_ms(told(4_600_600, 610)), 4_600_600);
        assert_eq!(clock.now_ms(told(1_000_600, 610)), 4_600_600);
    }

    #[test]
    fn tokens_are_256_bits_and_differ() {
        let env = Env::system();
        let (a, b) = (env.token(), env.token());
        assert_ne!(a, b);
        assert_eq!(URL_SAFE_NO_PAD.decode(a).unwrap().len(), 32);
        assert!(env.message_id().starts_with('_'));
    }

    #[test]
    fn the_kernel_fills_buffers_of_every_length_to_their_end() {
        for length in [0, 1, 35, 256, 257, 100_000] {
            let (mut one, mut other) = (vec![0_u8; length], vec![0_u8; length]);
            SystemRandom.fill(&mut one);
            SystemRandom.fill(&mut other);
            assert_eq!(one == other, length == 0 || (length == 1 && one == other));
            // Eight octets of nothing in a row come once in 2^64.
            assert!(!one.windows(8).any(|octets| octets == [0; 8]), "{length}");
        }
    }

    #[test]
    fn fake_randomness_repeats() {
        let make = || Env::new(FakeClock::new(0), FakeRandom::new(7)).bytes::<40>();
        assert_eq!(make(), make());
    }
}
