//! The names of records: [`Handle`] (public, may stand in a URL), [`Secret`] (only its rightful taker
//! has it), and the [`Key`] that either leads to.
//!
//! Both begin with four characters that say, to the minute, when the record ends at the latest, and go
//! on with 256 random bits. The key begins with the same minute, so that records which end together lie
//! together: writes stay local and the sweep is a range.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use openssl::sha::Sha256;
use zeroize::{Zeroize as _, ZeroizeOnDrop, Zeroizing};

use super::Kind;
use crate::env::Env;
use crate::seal;

/// 2025-01-01T00:00:00Z, where the minutes of keys begin; 24 bits of them last until 2056.
const EPOCH_MS: i64 = 1_735_689_600_000;
const MINUTE_MS: i64 = 60_000;
const LAST_MINUTE: u32 = (1 << 24) - 1;
/// The bucket of what never expires.
pub(super) const NEVER: u32 = u32::MAX;
/// 3 octets of minute and 32 random ones, in base64url.
const LENGTH: usize = 47;

/// The first minute that begins at or after this instant.
pub(super) fn bucket(expires_ms: i64) -> u32 {
    let minutes = expires_ms
        .saturating_sub(EPOCH_MS)
        .saturating_add(MINUTE_MS - 1)
        .div_euclid(MINUTE_MS);
    u32::try_from(minutes.clamp(0, i64::from(LAST_MINUTE))).unwrap_or(LAST_MINUTE)
}

/// When this minute begins.
pub(super) fn bucket_ms(bucket: u32) -> i64 {
    EPOCH_MS + i64::from(bucket) * MINUTE_MS
}

fn random_name(env: &Env, expires_ms: i64) -> String {
    let [_, a, b, c] = bucket(expires_ms).to_be_bytes();
    let mut octets = [0_u8; 35];
    env.fill(&mut octets);
    let (minute, _) = octets.split_at_mut(3);
    minute.copy_from_slice(&[a, b, c]);
    URL_SAFE_NO_PAD.encode(octets)
}

/// The minute in the first characters, if this can be a name of ours at all.
fn minute(name: &str) -> Option<u32> {
    let well_formed = name.len() == LENGTH
        && name
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_');
    if !well_formed {
        return None;
    }
    let octets = URL_SAFE_NO_PAD.decode(name.get(..4)?).ok()?;
    let &[a, b, c] = octets.as_slice() else {
        return None;
    };
    Some(u32::from_be_bytes([0, a, b, c]))
}

/// A public name of a record: a flow id in a URL, a `request_uri`, a request's message id.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Handle(String);

impl Handle {
    /// A new name for a record that ends at `expires_ms` at the latest.
    #[must_use]
    pub fn new(env: &Env, expires_ms: i64) -> Self {
        Self(random_name(env, expires_ms))
    }

    /// The name that these octets make: the result of a keyed hash of what leads to it again.
    #[must_use]
    pub fn of(random: &[u8; 32], expires_ms: i64) -> Self {
        Self(Secret::of(random, expires_ms).0.clone())
    }

    /// Reads a name that came from outside; `None` if it cannot be one of ours.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        minute(name).map(|_| Self(name.to_owned()))
    }

    /// Reads the handle inside a SAML message id (`_` and a handle).
    #[must_use]
    pub fn from_message_id(id: &str) -> Option<Self> {
        Self::parse(id.strip_prefix('_')?)
    }

    /// The handle as a SAML message id, an NCName. SAML Core §1.3.4.
    #[must_use]
    pub fn to_message_id(&self) -> String {
        format!("_{}", self.0)
    }

    /// The name as it stands in a URL.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Eight characters of the random part, for a cookie's name or a reference that a person reads out.
    #[must_use]
    pub fn tag(&self) -> &str {
        self.0.get(4..12).unwrap_or_default()
    }

    /// When a record of this name ends at the latest.
    #[must_use]
    pub fn expires_ms(&self) -> i64 {
        bucket_ms(minute(&self.0).unwrap_or(0))
    }

    /// The key of the record of this kind.
    #[must_use]
    pub fn key(&self, kind: Kind) -> Key {
        Key::new(kind, minute(&self.0).unwrap_or(0), &[self.0.as_bytes()])
    }
}

impl fmt::Display for Handle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A secret name of a record, which only its rightful taker brings: a code, a token, a cookie's value.
/// The record is found by a hash of it and sealed under a key derived from it. Never shown by `Debug`;
/// cleared from memory when it is dropped.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// A new secret for a record that ends at `expires_ms` at the latest.
    #[must_use]
    pub fn new(env: &Env, expires_ms: i64) -> Self {
        Self(random_name(env, expires_ms))
    }

    /// The secret that these octets make: the result of a keyed hash of what its rightful taker brings
    /// again and again. Who can guess that needs the key.
    #[must_use]
    pub fn of(random: &[u8; 32], expires_ms: i64) -> Self {
        let [_, a, b, c] = bucket(expires_ms).to_be_bytes();
        let mut octets = Zeroizing::new([0_u8; 35]);
        let (minute, rest) = octets.split_at_mut(3);
        minute.copy_from_slice(&[a, b, c]);
        rest.copy_from_slice(random);
        Self(URL_SAFE_NO_PAD.encode(*octets))
    }

    /// Reads a secret that came from outside; `None` if it cannot be one of ours.
    #[must_use]
    pub fn parse(secret: &str) -> Option<Self> {
        minute(secret).map(|_| Self(secret.to_owned()))
    }

    /// The secret itself, to hand out. Never log it.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0
    }

    /// When a record of this secret ends at the latest.
    #[must_use]
    pub fn expires_ms(&self) -> i64 {
        bucket_ms(minute(&self.0).unwrap_or(0))
    }

    /// The same random bits as the name of another record, which ends at `expires_ms` at the
    /// latest: for what is kept of a login whose time is over.
    #[must_use]
    pub fn until(&self, expires_ms: i64) -> Self {
        let [_, a, b, c] = bucket(expires_ms).to_be_bytes();
        let random = self.0.get(4..).unwrap_or_default();
        Self(URL_SAFE_NO_PAD.encode([a, b, c]) + random)
    }

    /// Another secret, for whoever is given it and nobody else: this one leads to it, it leads
    /// nowhere back. HMAC-SHA-256 (RFC 2104) under this one.
    #[must_use]
    pub fn derive(&self, what: &str, expires_ms: i64) -> Self {
        let parts: [&[u8]; 2] = [b"landport derive\0", what.as_bytes()];
        let random = Zeroizing::new(seal::hmac_sha256(self.0.as_bytes(), &parts));
        Self::of(&random, expires_ms)
    }

    /// SHA-256 of the secret: what may be stored to recognise it, as of a binder cookie.
    #[must_use]
    pub fn hash(&self) -> [u8; 32] {
        let mut hash = Sha256::new();
        hash.update(b"landport hash\0");
        hash.update(self.0.as_bytes());
        hash.finish()
    }

    /// The key of the record of this kind: by a hash, so that the store cannot give the secret away.
    #[must_use]
    pub fn key(&self, kind: Kind) -> Key {
        Key::new(kind, minute(&self.0).unwrap_or(0), &[self.0.as_bytes()])
    }
}

impl Drop for Secret {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

impl ZeroizeOnDrop for Secret {}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

/// Where a record lies: the minute it ends (4 octets), its kind (1), a hash of its name (27).
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Key([u8; 32]);

impl Key {
    fn new(kind: Kind, bucket: u32, name: &[&[u8]]) -> Self {
        let mut hash = Sha256::new();
        hash.update(b"landport find\0");
        hash.update(&[kind as u8]);
        for part in name {
            hash.update(&(part.len() as u64).to_be_bytes());
            hash.update(part);
        }
        let mut key = [0_u8; 32];
        let octets = bucket
            .to_be_bytes()
            .into_iter()
            .chain([kind as u8])
            .chain(hash.finish());
        for (to, from) in key.iter_mut().zip(octets) {
            *to = from;
        }
        Self(key)
    }

    /// The mark of something that others name and date, as a signed `jti` with its `exp`. The same
    /// message always gives the same key, since both stand in it.
    #[must_use]
    pub fn mark(kind: Kind, expires_ms: i64, name: &[&[u8]]) -> Self {
        Self::new(kind, bucket(expires_ms), name)
    }

    /// An entry that never expires, under a name that says nothing to who reads the store.
    #[must_use]
    pub fn lasting(kind: Kind, name: &[&[u8]]) -> Self {
        Self::new(kind, NEVER, name)
    }

    /// A numbered entry that never expires, in the order of its number.
    #[must_use]
    pub fn numbered(kind: Kind, stream: u8, number: u64) -> Self {
        let mut key = [0_u8; 32];
        let octets = NEVER
            .to_be_bytes()
            .into_iter()
            .chain([kind as u8, stream])
            .chain(number.to_be_bytes());
        for (to, from) in key.iter_mut().zip(octets) {
            *to = from;
        }
        Self(key)
    }

    /// All octets.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// Stream and number of a numbered key.
    #[must_use]
    pub fn number(&self) -> (u8, u64) {
        let stream = self.0.get(5).copied().unwrap_or(0);
        let number = self.0.get(6..14).and_then(|n| n.try_into().ok());
        (stream, number.map_or(0, u64::from_be_bytes))
    }

    pub(super) fn from_slice(octets: &[u8]) -> Option<Self> {
        octets.try_into().ok().map(Self)
    }

    pub(super) fn first_of(bucket: u32) -> Self {
        let mut key = [0_u8; 32];
        for (to, from) in key.iter_mut().zip(bucket.to_be_bytes()) {
            *to = from;
        }
        Self(key)
    }

    /// The minute in which the record ends at the latest.
    pub(super) fn bucket(&self) -> u32 {
        self.0
            .first_chunk()
            .map_or(NEVER, |b| u32::from_be_bytes(*b))
    }

    /// It never expires.
    pub(super) fn is_numbered(&self) -> bool {
        self.bucket() == NEVER
    }

    /// It is in a backup: what never expires, and what a person wanted kept for months, which she would
    /// have to prove once more. Nothing of either can be used up, so that none comes back unused.
    pub(super) fn is_backed_up(&self) -> bool {
        self.is_numbered() || self.is_of(Kind::KnownAs) || self.is_of(Kind::KnownFor)
    }

    pub(super) fn is_of(&self, kind: Kind) -> bool {
        self.0.get(4) == Some(&(kind as u8))
    }

    /// The first octets of every numbered key of this kind.
    pub(super) fn numbered_prefix(kind: Kind) -> [u8; 5] {
        let [a, b, c, d] = NEVER.to_be_bytes();
        [a, b, c, d, kind as u8]
    }
}

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Key(")?;
        for octet in self.0.iter().take(9) {
            write!(f, "{octet:02x}")?;
        }
        f.write_str("…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::env::FakeClock;

    #[test]
    fn a_name_carries_its_minute_and_comes_back_from_outside() {
        let env = Env::with_clock(FakeClock::new(EPOCH_MS));
        let handle = Handle::new(&env, EPOCH_MS + 90_001);
        assert_eq!(handle.expires_ms(), EPOCH_MS + 120_000);
        assert_eq!(Handle::parse(handle.as_str()), Some(handle.clone()));
        assert_eq!(
            Handle::from_message_id(&handle.to_message_id()),
            Some(handle.clone())
        );
        assert_eq!(handle.tag().len(), 8);
        assert_eq!(handle.key(Kind::Login).as_bytes()[..4], [0, 0, 0, 2]);
        assert_ne!(handle.key(Kind::Login), handle.key(Kind::Request));
    }

    #[test]
    fn what_cannot_be_ours_is_no_name() {
        for name in ["", "abc", &"!".repeat(47), &"a".repeat(48), &"ä".repeat(23)] {
            assert!(Handle::parse(name).is_none(), "{name}");
            assert!(Secret::parse(name).is_none(), "{name}");
        }
    }

    #[test]
    fn a_secret_may_name_a_record_that_lives_longer() {
        let env = Env::with_clock(FakeClock::new(EPOCH_MS));
        let secret = Secret::new(&env, EPOCH_MS + 60_000);
        let longer = secret.until(EPOCH_MS + 3_600_000);
        assert_eq!(longer.expires_ms(), EPOCH_MS + 3_600_000);
        assert_eq!(Secret::parse(longer.reveal()), Some(longer.clone()));
        assert_eq!(longer.until(secret.expires_ms()), secret);
        assert_ne!(longer.key(Kind::Answer), secret.key(Kind::Answer));
    }

    #[test]
    fn what_a_keyed_hash_makes_is_a_secret_of_its_own_for_each_end() {
        let secret = Secret::of(&[7; 32], EPOCH_MS + 60_000);
        assert_eq!(secret, Secret::of(&[7; 32], EPOCH_MS + 60_000));
        assert_eq!(secret.expires_ms(), EPOCH_MS + 60_000);
        assert_eq!(Secret::parse(secret.reveal()), Some(secret.clone()));
        for other in [
            Secret::of(&[8; 32], EPOCH_MS + 60_000),
            Secret::of(&[7; 32], EPOCH_MS + 120_000),
        ] {
            assert_ne!(secret.key(Kind::KnownAs), other.key(Kind::KnownAs));
        }
    }

    #[test]
    fn what_is_derived_leads_nowhere_back() {
        let secret = Secret::new(&Env::system(), EPOCH_MS + 60_000);
        let request = secret.derive("request", EPOCH_MS + 120_000);
        assert_eq!(request, secret.derive("request", EPOCH_MS + 120_000));
        assert_eq!(request.expires_ms(), EPOCH_MS + 120_000);
        assert_eq!(Secret::parse(request.reveal()), Some(request.clone()));
        assert_ne!(request, secret.derive("response", EPOCH_MS + 120_000));
        let other = Secret::new(&Env::system(), EPOCH_MS + 60_000);
        assert_ne!(request, other.derive("request", EPOCH_MS + 120_000));
    }

    #[test]
    fn a_secret_is_never_shown() {
        let secret = Secret::new(&Env::system(), EPOCH_MS + 1);
        assert!(!format!("{secret:?}").contains(secret.reveal()));
        let key = secret.key(Kind::Grant);
        assert!(
            !key.as_bytes()
                .windows(8)
                .any(|w| secret.reveal().as_bytes().starts_with(w))
        );
    }

    #[test]
    fn numbered_keys_keep_their_order() {
        let keys: Vec<_> = [0, 1, 255, 256, 70_000]
            .map(|n| Key::numbered(Kind::AuditOutbox, 1, n))
            .into();
        assert!(keys.is_sorted());
        assert!(keys.first().unwrap() > &Handle::new(&Env::system(), i64::MAX).key(Kind::Login));
    }
}
