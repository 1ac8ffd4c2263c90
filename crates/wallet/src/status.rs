// SPDX-License-Identifier: EUPL-1.2
//! Whether a credential was revoked: the reference in it, and the list it refers to. Token Status List
//! §4 to §8; for mdocs also the identifier list of 18013-5 ed. 2 §12.3.6 (VCR_12: both kinds).
//!
//! A list is fetched by somebody else, out of a person's request, and kept inflated: looking up an
//! entry is one index. Which list a credential may refer to is decided by its signature, so a URI
//! is fetched only after an issuer of the anchors has vouched for it (attack VP-15).

mod cwt;

use std::{collections::HashMap, io::Read, sync::Arc};

use flate2::read::{GzDecoder, ZlibDecoder};
use serde_json::{Map, Value};

use crate::{
    CLOCK_SKEW, Error, Malformed, Mismatch, Untrusted, address, json,
    jws::{self, Jws},
    trust::{Anchors, PidRevocation, Signer},
};

/// Most octets of a token as fetched. A million entries, one in a hundred set, have 2 kB; a million
/// random ones at eight bits 1.3 MB.
pub const MOST_TOKEN_OCTETS: usize = 10 * 1024 * 1024;
/// Most octets inflated: 32 million credentials of one bit. Attack VP-15: 1 MB that inflates to 4 GB.
const MOST_LIST_OCTETS: usize = 4 * 1024 * 1024;
/// Between two fetches at least: `ttl` 0 must not make us knock all the time (attack WV-09).
const SHORTEST_TTL: i64 = 60;
/// Longest that a list without `ttl` and `exp` is believed, and that either may ask for.
const LONGEST_TTL: i64 = 24 * 3600;

/// The entry of a credential in a list. Token Status List §6.2; 18013-5 ed. 2 §12.3.6.
#[derive(Clone, PartialEq, Eq)]
pub struct StatusReference {
    uri: String,
    entry: Entry,
}

/// By what a list knows a credential.
#[derive(Clone, PartialEq, Eq)]
enum Entry {
    Identifier(Vec<u8>),
    Index(usize),
}

impl StatusReference {
    /// From `status` of an SD-JWT VC; none if it has none. HAIP §6.1: "MUST contain `status_list`".
    pub(crate) fn of_claims(payload: &Map<String, Value>) -> Result<Option<Self>, Error> {
        let wrong = || Error::from(Malformed::Claim { claim: "status" });
        let Some(status) = payload.get("status") else {
            return Ok(None);
        };
        let list = status.get("status_list").ok_or_else(wrong)?;
        let uri = list.get("uri").and_then(Value::as_str);
        // A number, whole and not negative: neither "7" nor 7.0 nor −1.
        let index = list.get("idx").and_then(Value::as_u64);
        Self::new(uri.ok_or_else(wrong)?, index.ok_or_else(wrong)?).map(Some)
    }

    /// From the two members of `status_list`, of either format.
    ///
    /// # Errors
    /// [`Malformed::Claim`]: the URI is not one that may be fetched.
    pub fn new(uri: &str, index: u64) -> Result<Self, Error> {
        let index = usize::try_from(index).map_err(|_| Malformed::Claim { claim: "status" })?;
        Self::of(uri, Entry::Index(index))
    }

    /// From the two members of `identifier_list` of an MSO.
    ///
    /// # Errors
    /// As [`Self::new`].
    pub fn of_identifier(uri: &str, identifier: &[u8]) -> Result<Self, Error> {
        Self::of(uri, Entry::Identifier(identifier.to_owned()))
    }

    fn of(uri: &str, entry: Entry) -> Result<Self, Error> {
        // Attack VP-15: a list from `http:`, a file, or with a password of ours.
        let plain = address::host(uri).is_some()
            && uri.len() <= 2048
            && uri.bytes().all(|b| b.is_ascii_graphic())
            && !uri.contains(['#', '@', '\\', '"', '<', '>']);
        if !plain {
            return Err(Malformed::Claim { claim: "status" }.into());
        }
        Ok(Self {
            uri: uri.to_owned(),
            entry,
        })
    }

    /// Where the list is.
    #[must_use]
    pub fn uri(&self) -> &str {
        &self.uri
    }
}

impl std::fmt::Debug for StatusReference {
    /// The entry tells one credential from all others, so it is not shown.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "StatusReference({})", self.uri)
    }
}

/// A list that one who may say so signed. Made only by [`StatusList::verify`] and
/// [`StatusList::verify_cwt`].
#[derive(Clone)]
pub struct StatusList {
    uri: String,
    signer: Signer,
    issued: i64,
    fetch_again: i64,
    valid_until: i64,
    entries: Entries,
}

/// What a list says.
#[derive(Clone)]
enum Entries {
    /// Those that are revoked, in order. 18013-5 ed. 2 §12.3.6.4.
    Identifiers(Arc<[Vec<u8>]>),
    /// The bits of each. Token Status List §4.1.
    Statuses { bits: Bits, octets: Arc<[u8]> },
}

impl Entries {
    fn statuses(bits: u64, compressed: &[u8]) -> Result<Self, Error> {
        Ok(Self::Statuses {
            bits: Bits::new(bits).ok_or(Malformed::Claim { claim: "bits" })?,
            octets: inflate(compressed)?.into(),
        })
    }
}

/// Bits of an entry. Token Status List §4.1: 1, 2, 4 or 8.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Bits {
    One,
    Two,
    Four,
    Eight,
}

impl Bits {
    fn new(bits: u64) -> Option<Self> {
        match bits {
            1 => Some(Self::One),
            2 => Some(Self::Two),
            4 => Some(Self::Four),
            8 => Some(Self::Eight),
            _ => None,
        }
    }

    /// Entries in an octet, bits of an entry, and the mask of one.
    const fn shape(self) -> (usize, usize, u8) {
        match self {
            Self::One => (8, 1, 0b1),
            Self::Two => (4, 2, 0b11),
            Self::Four => (2, 4, 0b1111),
            Self::Eight => (1, 8, 0xff),
        }
    }
}

/// What a token says, whichever way it is written.
struct Claims {
    subject: String,
    issued: i64,
    expires: Option<i64>,
    ttl: Option<i64>,
    entries: Entries,
}

impl StatusList {
    /// Verifies a Status List Token in JWT form as it was fetched from `uri`. `previous` is the
    /// list held for it, which an older one may not replace.
    ///
    /// # Errors
    /// The rule that is broken.
    pub fn verify(
        token: &str,
        uri: &str,
        previous: Option<&Self>,
        anchors: &Anchors<PidRevocation>,
        now: i64,
    ) -> Result<Self, Error> {
        let jws = Jws::parse(token.trim_ascii_end(), MOST_TOKEN_OCTETS)?;
        jws.is_of_type(&["statuslist+jwt"])?;
        jws.has_no_critical(&[])?;
        let chain = jws.x5c()?;
        let chain: Vec<&[u8]> = chain.iter().map(Vec::as_slice).collect();
        let signer = anchors.signer(&chain, now)?;
        let payload = json::object(&jws.verify(signer.key())?)?;

        let wrong = |claim| Error::from(Malformed::Claim { claim });
        let list = payload.get("status_list").and_then(Value::as_object);
        let list = list.ok_or_else(|| wrong("status_list"))?;
        let bits = list.get("bits").and_then(Value::as_u64);
        let lst = json::text(list, "lst")?.ok_or_else(|| wrong("lst"))?;
        let claims = Claims {
            subject: json::text(&payload, "sub")?.unwrap_or_default().to_owned(),
            issued: json::time(&payload, "iat")?.ok_or_else(|| wrong("iat"))?,
            expires: json::time(&payload, "exp")?,
            ttl: json::time(&payload, "ttl")?,
            entries: Entries::statuses(bits.ok_or_else(|| wrong("bits"))?, &jws::decode(lst)?)?,
        };
        Self::read(claims, signer, uri, previous, now)
    }

    /// Token Status List §8.3.
    fn read(
        claims: Claims,
        signer: Signer,
        uri: &str,
        previous: Option<&Self>,
        now: i64,
    ) -> Result<Self, Error> {
        // Attack VP-15: a good list of somebody else's credentials under this address.
        if claims.subject != uri {
            return Err(Mismatch::StatusListUri.into());
        }
        let issued = claims.issued;
        if issued > now.saturating_add(CLOCK_SKEW) {
            return Err(Mismatch::NotYet { from: issued, now }.into());
        }
        if claims.expires.is_some_and(|until| until <= now) {
            let until = claims.expires.unwrap_or_default();
            return Err(Mismatch::Expired { until, now }.into());
        }
        // Attack WV-09: a list from before the revocation.
        if previous.is_some_and(|previous| issued < previous.issued) {
            return Err(Mismatch::Rollback.into());
        }
        // §5.1: "ttl … MUST be a positive number".
        if claims.ttl == Some(0) {
            return Err(Malformed::Claim { claim: "ttl" }.into());
        }
        let ttl = claims.ttl.unwrap_or(LONGEST_TTL);
        let latest = now.saturating_add(LONGEST_TTL);
        let valid_until = claims.expires.unwrap_or(latest).min(latest);
        // Without `ttl` not only when it is over: a fetch that fails would close its wallets.
        let before_its_end = valid_until.saturating_sub(now) / 10 * 9;
        let fetch_again = ttl.min(before_its_end).clamp(SHORTEST_TTL, LONGEST_TTL);
        Ok(Self {
            uri: uri.to_owned(),
            signer,
            issued,
            fetch_again: now.saturating_add(fetch_again).min(valid_until),
            valid_until,
            entries: claims.entries,
        })
    }

    /// Its address.
    #[must_use]
    pub fn uri(&self) -> &str {
        &self.uri
    }

    /// How many octets it takes while it is held.
    #[must_use]
    pub fn octets(&self) -> usize {
        match &self.entries {
            Entries::Identifiers(revoked) => {
                let each = revoked.iter().map(|id| id.len() + size_of::<Vec<u8>>());
                each.sum()
            }
            Entries::Statuses { octets, .. } => octets.len(),
        }
    }

    /// When to fetch it again: after `ttl`, before its end, never sooner than a minute, never later than a day.
    #[must_use]
    pub const fn fetch_again(&self) -> i64 {
        self.fetch_again
    }

    /// Until when it may be believed if it cannot be fetched again.
    #[must_use]
    pub const fn valid_until(&self) -> i64 {
        self.valid_until
    }

    /// The status of an entry; none if the list has none for it, or knows credentials by something else.
    fn at(&self, entry: &Entry) -> Option<u8> {
        match (&self.entries, entry) {
            // Whoever is not on the list is valid.
            (Entries::Identifiers(revoked), Entry::Identifier(identifier)) => {
                Some(u8::from(revoked.binary_search(identifier).is_ok()))
            }
            // §4.1: least significant bits first.
            (Entries::Statuses { bits, octets }, Entry::Index(index)) => {
                let (entries, bits, mask) = bits.shape();
                let octet = octets.get(index / entries)?;
                Some((octet >> ((index % entries) * bits)) & mask)
            }
            _ => None,
        }
    }
}

impl std::fmt::Debug for StatusList {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("StatusList")
            .field("uri", &self.uri)
            .field("issued", &self.issued)
            .finish_non_exhaustive()
    }
}

fn inflate(compressed: &[u8]) -> Result<Vec<u8>, Error> {
    read_at_most(ZlibDecoder::new(compressed), MOST_LIST_OCTETS)
}

/// A token that was fetched with `Content-Encoding: gzip`, as Token Status List §8.2 says one "SHOULD" be.
///
/// # Errors
/// [`Malformed::StatusList`]: it does not inflate. [`Malformed::TooLarge`].
pub fn gunzip(compressed: &[u8]) -> Result<Vec<u8>, Error> {
    read_at_most(GzDecoder::new(compressed), MOST_TOKEN_OCTETS)
}

/// Attack VP-15: what inflates without end is not read to it.
fn read_at_most(reader: impl Read, most: usize) -> Result<Vec<u8>, Error> {
    let mut octets = Vec::new();
    let limit = u64::try_from(most).map_or(u64::MAX, |most| most.saturating_add(1));
    let mut reader = reader.take(limit);
    let read = reader.read_to_end(&mut octets);
    if read.map_err(|_| Malformed::StatusList)? <= most {
        Ok(octets)
    } else {
        Err(Malformed::TooLarge.into())
    }
}

/// The lists that are held, by their address.
#[derive(Clone, Debug, Default)]
pub struct Statuses(HashMap<String, StatusList>);

impl Statuses {
    /// None.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Holds a list, in the place of an older one.
    pub fn hold(&mut self, list: StatusList) {
        self.0.insert(list.uri.clone(), list);
    }

    /// Holds the list of an address no more.
    pub fn forget(&mut self, uri: &str) {
        self.0.remove(uri);
    }

    /// The list of an address.
    #[must_use]
    pub fn list(&self, uri: &str) -> Option<&StatusList> {
        self.0.get(uri)
    }
}

/// What becomes of a credential whose status cannot be known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StatusPolicy {
    /// Refuse: what level of assurance high needs.
    Known,
    /// A list that could not be fetched again counts so many seconds longer (VCR_14: after a risk
    /// analysis).
    StaleFor(u32),
    /// As [`Self::Known`]; but a credential that names no list is taken, however long it lives. The
    /// danger: one that was lost or stolen stays good. For conformance suites, whose credentials name
    /// none.
    DangerOnlyWhereNamed,
}

/// A credential that lives longer than this must name a list. VCR_01: "validity period of 24 hours
/// or less" needs no revocation.
const SHORT_LIVED: i64 = 24 * 3600;

/// The status is known and valid. Made only by [`NotRevoked::of`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct NotRevoked(());

impl NotRevoked {
    /// Token Status List §8.3; VCR_12. `provider` issued the credential: only its own revocation
    /// service tells.
    pub(crate) fn of(
        reference: Option<&StatusReference>,
        (from, until): (i64, i64),
        provider: &Signer,
        statuses: &Statuses,
        policy: StatusPolicy,
        now: i64,
    ) -> Result<Self, Error> {
        let Some(reference) = reference else {
            // What lives a day is not revoked but runs out.
            let is_short = until.saturating_sub(from) <= SHORT_LIVED + CLOCK_SKEW;
            return if is_short || policy == StatusPolicy::DangerOnlyWhereNamed {
                Ok(Self(()))
            } else {
                Err(Mismatch::NoStatus.into())
            };
        };
        let unknown = || Untrusted::StatusUnknown {
            uri: reference.uri.clone(),
        };
        let list = statuses.list(&reference.uri).ok_or_else(unknown)?;
        let grace = match policy {
            StatusPolicy::Known | StatusPolicy::DangerOnlyWhereNamed => 0,
            StatusPolicy::StaleFor(seconds) => i64::from(seconds),
        };
        if list.valid_until.saturating_add(grace) <= now {
            return Err(unknown().into());
        }
        // Attack WV-09: the revocation service of another entity calls it valid.
        if !list.signer.is_of_same_entity(provider) {
            return Err(Untrusted::StatusSigner.into());
        }
        match list.at(&reference.entry) {
            Some(0) => Ok(Self(())),
            Some(2) => Err(Mismatch::Suspended.into()),
            // §7.1: 1 is invalid; what is not known is not valid.
            Some(_) => Err(Mismatch::Revoked.into()),
            None => Err(Untrusted::StatusIndex {
                uri: reference.uri.clone(),
            }
            .into()),
        }
    }
}
