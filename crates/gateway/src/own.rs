// SPDX-License-Identifier: EUPL-1.2
//! A person's own logins, which she alone can open: to whom something about her went, when, at which
//! level, which kinds of data, and the reference that finds it in the trail. No value of hers.
//!
//! They lie sealed under a secret that her own identifier and a key of ours make ([`Secret::of`]), so that
//! whoever takes the store reads nobody's, and learns only that somebody logged in within thirty days.
//! docs/adr/0026.
//!
//! What it costs: for each person who logs in, eight records at most, of at most [`MOST_EVENTS`] events of
//! 150 to 300 octets in thirty days; one read and one write at each login, of the [`MOST_LATEST`] latest
//! events and no more. Nobody without an e-ID makes any. What all of them may take, and what happens when it
//! is full: [`room`].
//!
//! **The support desk's code.** Six digits that she reads out open her list for fifteen minutes, to who
//! sits at the operator's socket. Attack: an operator guesses. A guess hits one of n codes that are open
//! now once in 1 000 000 / n; [`GUESSES`] lets a node ask ten at once and one a minute after that, and
//! each stands in the trail.

pub mod room;

use serde::{Deserialize, Serialize};
use store::env::Env;
use store::seal::hmac_sha256;
use store::{Kind, Record, Records, Secret, StoreError};

use crate::bucket::Rate;
use room::OwnRoom;

/// By what the gateway asks for her login itself.
pub use crate::settings::OWN_CLIENT as CLIENT;

/// Where our answer to that comes.
pub const RETURN_PATH: &str = "/logins/back";

/// So long she sees them.
pub const DAYS: i64 = 90;
const DAY_MS: i64 = 24 * 60 * 60 * 1000;
/// A window is thirty days, and its records end ninety days after the last of those.
const WINDOW_MS: i64 = 30 * DAY_MS;
/// The present window and those that reach into the ninety days.
const WINDOWS: i64 = 4;
/// So many of one window: two a day. One more, and the oldest of those that are no longer the latest goes.
pub const MOST_EVENTS: usize = 60;
/// So many lie apart as the latest. Each login reads, seals and writes all of them anew: of sixty that was
/// 12 KiB (docs/performance.md).
const MOST_LATEST: usize = 8;

/// So long she sees her page before she has to log in again, and so long a code works.
pub const OPEN_MS: i64 = 15 * 60 * 1000;
/// So long at most, however often she asks for more time: WCAG 2.2 §2.2.1, "at least ten times".
///
/// Attack: who took her cookie keeps her page open for ever, and reads each login to come.
pub const LONGEST_OPEN_MS: i64 = 11 * OPEN_MS;
const MINUTE_MS: i64 = 60 * 1000;

/// How often a code may be tried at one node.
pub(crate) const GUESSES: Rate = Rate {
    every_ms: MINUTE_MS,
    burst: 10,
};

/// A login, or what else of a person was sent to somebody.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnEvent {
    /// When.
    pub time_ms: i64,
    /// What finds it in the trail.
    pub reference: String,
    /// Who got it.
    pub to: To,
    /// The e-ID by its id, or the country that proved her; `wallet`.
    pub with: String,
    /// The level: the `acr` of the token, or the URI of the assertion.
    pub level: String,
    /// The kinds of data: claims or attributes by name.
    pub sent: Vec<String>,
}

/// Who got something.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum To {
    /// A service here, by its `client_id`.
    Service(String),
    /// A service of this country, as its request calls it.
    Abroad(String, Option<String>),
}

/// Whose logins they are.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Owner {
    /// Who has this national number.
    National(String),
    /// Who has this identifier of another country.
    Foreign(String),
}

impl std::fmt::Debug for Owner {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Owner(…)")
    }
}

/// Events of one window.
#[derive(Default, Serialize, Deserialize)]
struct Window(Vec<OwnEvent>);

/// The two records of a window.
#[derive(Clone, Copy)]
enum Part {
    Latest,
    Earlier,
}

impl Record for Window {
    const KIND: Kind = Kind::OwnLogins;
    const VERSION: u8 = 1;
}

/// Her page is open in a browser.
#[derive(Clone, Serialize, Deserialize)]
pub struct Opened {
    /// Whose it is.
    pub owner: Owner,
    /// The code that she was given, and until when it works.
    pub code: Option<(String, i64)>,
    /// When she proved herself.
    pub since_ms: i64,
}

impl Record for Opened {
    const KIND: Kind = Kind::OwnPage;
    const VERSION: u8 = 2;
}

/// What a code opens.
#[derive(Serialize, Deserialize)]
struct Shared(Owner);

impl Record for Shared {
    const KIND: Kind = Kind::SupportCode;
    const VERSION: u8 = 1;
}

/// Everybody's own logins.
pub struct OwnLogins<'a> {
    /// Where they lie.
    pub records: &'a Records,
    /// Clock and chance.
    pub env: &'a Env,
    /// The key of pairwise subjects, which is never rotated.
    pub key: &'a [u8; 32],
    /// What they may take.
    pub room: &'a OwnRoom,
}

/// As its request calls itself: OIDC and SAML bound neither; a line of a page has no more.
const LONGEST_NAME: usize = 128;

impl OwnLogins<'_> {
    /// Writes an event down. `false`: there was no room, or nobody could say whether, which stops nobody.
    ///
    /// # Errors
    /// The store's.
    pub async fn note(&self, owner: &Owner, mut event: OwnEvent) -> Result<bool, StoreError> {
        if !self.room.is_on_disk(self.records) {
            return Ok(false);
        }
        if let To::Abroad(_, Some(name)) = &mut event.to {
            *name = name.chars().take(LONGEST_NAME).collect();
        }
        let ends = event.time_ms.div_euclid(WINDOW_MS) + 1;
        let latest = self.window(owner, Part::Latest, ends);
        let until_ms = latest.expires_ms();
        let mut full = Vec::new();
        let mut push = |window: &mut Window| {
            window.0.push(event.clone());
            full = match window.0.len() > MOST_LATEST {
                true => window.0.clone(),
                false => Vec::new(),
            };
        };
        let records = self.records;
        let changed = records.change_sealed(&latest, |_| until_ms, &mut push);
        if changed.await?.is_none() {
            if !self.room.begin(records, ends).await? {
                return Ok(false);
            }
            let begun = records.change_or_new_sealed(&latest, until_ms, &mut push);
            begun.await?;
        }
        if full.is_empty() {
            return Ok(true);
        }
        // There before they leave here: who is cut off between the two has them twice, and reads them once.
        let earlier = self.window(owner, Part::Earlier, ends);
        let mut join = |window: &mut Window| {
            window.0.retain(|one| !full.contains(one));
            window.0.extend_from_slice(&full);
            let too_many = window.0.len().saturating_sub(MOST_EVENTS - MOST_LATEST);
            window.0.drain(..too_many);
        };
        let changed = records.change_sealed(&earlier, |_| until_ms, &mut join);
        if changed.await?.is_none() {
            match self.room.begin(records, ends).await? {
                true => {
                    let begun = records.change_or_new_sealed(&earlier, until_ms, &mut join);
                    begun.await?;
                }
                // The oldest goes, as where a month is full.
                false => full.truncate(full.len().saturating_sub(MOST_LATEST)),
            }
        }
        let leave = |window: &mut Window| window.0.retain(|one| !full.contains(one));
        let left = records.change_sealed(&latest, |_| until_ms, leave);
        left.await.map(|_| true)
    }

    /// Takes an event back: it did not happen.
    ///
    /// # Errors
    /// The store's.
    pub async fn forget(&self, owner: &Owner, event: &OwnEvent) -> Result<(), StoreError> {
        let ends = event.time_ms.div_euclid(WINDOW_MS) + 1;
        // In the order in which it may be on its way.
        for part in [Part::Latest, Part::Earlier] {
            let secret = self.window(owner, part, ends);
            let until_ms = secret.expires_ms();
            let remove = |window: &mut Window| window.0.retain(|one| one != event);
            let changed = self.records.change_sealed(&secret, |_| until_ms, remove);
            changed.await?;
        }
        Ok(())
    }

    /// Her events of the last ninety days, the latest first.
    ///
    /// # Errors
    /// The store's.
    pub async fn read(&self, owner: &Owner) -> Result<Vec<OwnEvent>, StoreError> {
        let now_ms = self.env.now_ms();
        let this = now_ms.div_euclid(WINDOW_MS) + 1;
        let windows = (0..WINDOWS).flat_map(|back| {
            [Part::Latest, Part::Earlier].map(|part| self.window(owner, part, this - back))
        });
        let windows: Vec<_> = windows.collect();
        let found: Vec<Window> = self.records.find_sealed(&windows).await?;
        let mut events: Vec<OwnEvent> = found.into_iter().flat_map(|window| window.0).collect();
        events.retain(|event| event.time_ms > now_ms - DAYS * DAY_MS);
        events.sort_by(|a, b| (b.time_ms, &b.reference).cmp(&(a.time_ms, &a.reference)));
        events.dedup();
        Ok(events)
    }

    /// A code that opens her list to the support desk, and until when.
    ///
    /// # Errors
    /// The store's; and that no free code was found, which a million of them make unlikely.
    pub async fn give_code(&self, owner: &Owner) -> Result<Option<(String, i64)>, StoreError> {
        let until_ms = (self.env.now_ms() + OPEN_MS).div_euclid(MINUTE_MS) * MINUTE_MS;
        for _ in 0..8 {
            let code = self.six_digits();
            // Of two who draw one code neither opens the other's list.
            if self.shared(&code).await?.is_some() {
                continue;
            }
            let (secret, shared) = (self.code(&code, until_ms), Shared(owner.clone()));
            if self
                .records
                .put_new_sealed(&secret, &shared, until_ms)
                .await?
            {
                return Ok(Some((code, until_ms)));
            }
        }
        Ok(None)
    }

    /// Ends a code before its time.
    ///
    /// # Errors
    /// The store's.
    pub async fn end_code(&self, (code, until_ms): &(String, i64)) -> Result<(), StoreError> {
        let secret = self.code(code, *until_ms);
        self.records.remove_sealed::<Shared>(&secret).await
    }

    /// Whose list a code opens now.
    ///
    /// # Errors
    /// The store's.
    pub async fn shared(&self, code: &str) -> Result<Option<Owner>, StoreError> {
        let now_ms = self.env.now_ms();
        let first = now_ms.div_euclid(MINUTE_MS) + 1;
        let minutes = (0..=OPEN_MS / MINUTE_MS).map(|n| (first + n) * MINUTE_MS);
        let secrets: Vec<_> = minutes.map(|until| self.code(code, until)).collect();
        let found: Vec<Shared> = self.records.find_sealed(&secrets).await?;
        Ok(found.into_iter().next().map(|Shared(owner)| owner))
    }

    /// Evenly distributed: what is above the largest multiple of a million is drawn again.
    fn six_digits(&self) -> String {
        const CODES: u32 = 1_000_000;
        loop {
            let drawn = u32::from_be_bytes(self.env.bytes());
            if drawn < u32::MAX - u32::MAX % CODES {
                return format!("{:06}", drawn % CODES);
            }
        }
    }

    fn window(&self, owner: &Owner, part: Part, ends: i64) -> Secret {
        let (kind, name): (&[u8], _) = match (owner, part) {
            (Owner::National(number), Part::Latest) => (b"landport own latest national\0", number),
            (Owner::National(number), Part::Earlier) => (b"landport own national\0", number),
            (Owner::Foreign(name), Part::Latest) => (b"landport own latest foreign\0", name),
            (Owner::Foreign(name), Part::Earlier) => (b"landport own foreign\0", name),
        };
        let parts: [&[u8]; 2] = [kind, name.as_bytes()];
        let until_ms = ends * WINDOW_MS + DAYS * DAY_MS;
        Secret::of(&hmac_sha256(self.key, &parts), until_ms)
    }

    fn code(&self, code: &str, until_ms: i64) -> Secret {
        let parts: [&[u8]; 2] = [b"landport support code\0", code.as_bytes()];
        Secret::of(&hmac_sha256(self.key, &parts), until_ms)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::time::Duration;

    use store::env::FakeClock;
    use store::{Memory, Store as _};

    use super::*;

    const NOW_MS: i64 = 1_795_425_900_000;

    fn event(env: &Env, reference: &str) -> OwnEvent {
        OwnEvent {
            time_ms: env.now_ms(),
            reference: reference.to_owned(),
            to: To::Service("trademark".to_owned()),
            with: "SE".to_owned(),
            level: "eidas-loa-high".to_owned(),
            sent: vec!["family_name".to_owned()],
        }
    }

    fn hers() -> Owner {
        Owner::Foreign("SE/NO/199008199391".to_owned())
    }

    #[tokio::test]
    async fn a_person_sees_her_own_logins_of_ninety_days_and_no_more_than_are_kept() {
        let clock = FakeClock::new(NOW_MS);
        let env = Env::with_clock(clock.clone());
        let store = Arc::new(Memory::new(env.clone()));
        let records = Records::new(store.clone(), env.clone());
        let room = OwnRoom::with_most(room::MOST_RECORDS);
        let own = OwnLogins {
            records: &records,
            env: &env,
            key: &[7; 32],
            room: &room,
        };
        let others = [
            Owner::National("17912099997".to_owned()),
            Owner::National("SE/NO/199008199391".to_owned()),
            Owner::Foreign("SE/NO/199008199399".to_owned()),
        ];
        for day in 0..120 {
            own.note(&hers(), event(&env, &format!("day {day}")))
                .await
                .unwrap();
            clock.advance(Duration::from_secs(24 * 60 * 60));
        }
        let seen = own.read(&hers()).await.unwrap();
        assert_eq!(seen.len(), 89, "the ninetieth is as old as ninety days");
        assert_eq!(seen[0].reference, "day 119");
        assert_eq!(seen[88].reference, "day 31");
        for other in &others {
            assert!(own.read(other).await.unwrap().is_empty());
        }
        let another_key = OwnLogins {
            key: &[8; 32],
            ..own
        };
        assert!(another_key.read(&hers()).await.unwrap().is_empty());
        for n in 0..3 * MOST_EVENTS {
            own.note(&hers(), event(&env, &format!("again {n}")))
                .await
                .unwrap();
        }
        let seen = own.read(&hers()).await.unwrap();
        let again = seen.iter().filter(|it| it.reference.starts_with("again"));
        let again: Vec<_> = again.map(|it| it.reference.as_str()).collect();
        assert!((MOST_EVENTS - MOST_LATEST..=MOST_EVENTS).contains(&again.len()));
        let last = 3 * MOST_EVENTS - again.len()..3 * MOST_EVENTS;
        let mut last: Vec<_> = last.map(|n| format!("again {n}")).collect();
        last.sort_by(|a, b| b.cmp(a));
        assert_eq!(again, last, "the latest of one moment, each once");
        for (key, value) in store.dump(None).await.unwrap() {
            let octets = [key.as_bytes().as_slice(), &value].concat();
            for text in ["199008199391", "trademark", "family_name", "day 1"] {
                assert!(!octets.windows(text.len()).any(|w| w == text.as_bytes()));
            }
        }
    }

    /// Nobody is stopped by what is full: she has no receipt of it.
    #[tokio::test]
    async fn of_all_people_no_more_begin_a_list_than_there_is_room_for() {
        let clock = FakeClock::new(NOW_MS);
        let env = Env::with_clock(clock.clone());
        let store = Arc::new(Memory::new(env.clone()));
        let records = Records::new(store.clone(), env.clone());
        let key = [7; 32];
        // Two nodes, one store.
        let rooms = [OwnRoom::with_most(250), OwnRoom::with_most(250)];
        let at = |room| OwnLogins {
            records: &records,
            env: &env,
            key: &key,
            room,
        };
        let person = |n: usize| Owner::National(n.to_string());
        let mut noted = 0;
        for n in 0..600 {
            let node = at(&rooms[n % 2]);
            noted += usize::from(node.note(&person(n), event(&env, "x")).await.unwrap());
        }
        assert_eq!(noted, 250);
        let entries = store.dump(None).await.unwrap().len();
        assert_eq!(entries, 251, "and the count");
        // Who has a list goes on with it, and the next window begins anew.
        assert!(
            at(&rooms[0])
                .note(&person(0), event(&env, "x"))
                .await
                .unwrap()
        );
        assert!(
            !at(&rooms[0])
                .note(&person(599), event(&env, "x"))
                .await
                .unwrap()
        );
        clock.advance(Duration::from_millis(WINDOW_MS.unsigned_abs()));
        assert!(
            at(&rooms[0])
                .note(&person(599), event(&env, "x"))
                .await
                .unwrap()
        );
    }

    /// Per person: so many events, and none longer.
    #[test]
    fn the_longest_event_is_as_long_as_is_said() {
        let all = eidas::Attribute::of(eidas::Person::Natural);
        let longest = OwnEvent {
            time_ms: i64::MAX,
            reference: "ABCD2345".to_owned(),
            to: To::Abroad("EL".to_owned(), Some("ω".repeat(LONGEST_NAME))),
            with: "an-e-id-of-many-words-in-its-name".to_owned(),
            level: eidas::LevelOfAssurance::Substantial.uri().to_owned(),
            sent: all.map(|it| it.friendly_name()).collect(),
        };
        let octets = serde_json::to_vec(&longest).unwrap().len();
        assert!((500..room::MOST_OCTETS).contains(&octets), "{octets}");
    }

    #[tokio::test]
    async fn of_two_at_once_none_is_lost() {
        let env = Env::with_clock(FakeClock::new(NOW_MS));
        let records = Records::new(Arc::new(Memory::new(env.clone())), env.clone());
        let room = OwnRoom::with_most(room::MOST_RECORDS);
        let own = OwnLogins {
            records: &records,
            env: &env,
            key: &[7; 32],
            room: &room,
        };
        let owner = hers();
        let notes = (0..20).map(|n| own.note(&owner, event(&env, &n.to_string())));
        for noted in futures_util::future::join_all(notes).await {
            noted.unwrap();
        }
        assert_eq!(own.read(&owner).await.unwrap().len(), 20);
    }

    #[tokio::test]
    async fn a_login_writes_the_latest_few_and_not_all_of_them_again() {
        let env = Env::with_clock(FakeClock::new(NOW_MS));
        let store = Arc::new(Memory::new(env.clone()));
        let records = Records::new(store.clone(), env.clone());
        let room = OwnRoom::with_most(room::MOST_RECORDS);
        let own = OwnLogins {
            records: &records,
            env: &env,
            key: &[7; 32],
            room: &room,
        };
        let (mut longest, mut before) = (0, Vec::new());
        for n in 0..MOST_EVENTS {
            own.note(&hers(), event(&env, &format!("{n:04}")))
                .await
                .unwrap();
            let after = store.dump(None).await.unwrap();
            let changed = after.iter().filter(|entry| !before.contains(*entry));
            if (n + 1) % (MOST_LATEST + 1) != 0 {
                let octets = changed.map(|(_, value)| value.len()).sum::<usize>();
                longest = longest.max(octets);
            }
            before = after;
        }
        let all: usize = before.iter().map(|(_, value)| value.len()).sum();
        assert!(longest < all / 5, "{longest} of {all} octets");
    }

    #[tokio::test]
    async fn what_did_not_happen_is_forgotten_wherever_it_lies() {
        let env = Env::with_clock(FakeClock::new(NOW_MS));
        let records = Records::new(Arc::new(Memory::new(env.clone())), env.clone());
        let room = OwnRoom::with_most(room::MOST_RECORDS);
        let own = OwnLogins {
            records: &records,
            env: &env,
            key: &[7; 32],
            room: &room,
        };
        let all: Vec<_> = (0..MOST_LATEST + 4)
            .map(|n| event(&env, &format!("{n:04}")))
            .collect();
        for one in &all {
            own.note(&hers(), one.clone()).await.unwrap();
        }
        for gone in [&all[0], &all[MOST_LATEST + 3]] {
            own.forget(&hers(), gone).await.unwrap();
        }
        let left: Vec<_> = all[1..MOST_LATEST + 3].iter().rev().cloned().collect();
        assert_eq!(own.read(&hers()).await.unwrap(), left);
    }

    #[tokio::test]
    async fn a_code_opens_one_list_for_fifteen_minutes() {
        let clock = FakeClock::new(NOW_MS);
        let env = Env::with_clock(clock.clone());
        let records = Records::new(Arc::new(Memory::new(env.clone())), env.clone());
        let room = OwnRoom::with_most(room::MOST_RECORDS);
        let own = OwnLogins {
            records: &records,
            env: &env,
            key: &[7; 32],
            room: &room,
        };
        let (code, until_ms) = own.give_code(&hers()).await.unwrap().unwrap();
        assert!(code.len() == 6 && code.bytes().all(|b| b.is_ascii_digit()));
        assert!((14 * MINUTE_MS..=OPEN_MS).contains(&(until_ms - NOW_MS)));
        for seconds in [0, 60, 800] {
            clock.advance(Duration::from_secs(seconds));
            assert_eq!(own.shared(&code).await.unwrap(), Some(hers()));
        }
        assert_eq!(own.shared("").await.unwrap(), None);
        clock.advance(Duration::from_secs(100));
        assert_eq!(own.shared(&code).await.unwrap(), None);
    }
}
