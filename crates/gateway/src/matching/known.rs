// SPDX-License-Identifier: EUPL-1.2
//! A match that its person wanted kept. Implementing Regulation (EU) 2025/846 art. 3(2)(d): an
//! association that she can use again, for as long as she chooses.
//!
//! The number lies sealed under a secret that her own foreign identifier and a key of ours make
//! ([`Secret::of`]): who takes the store reads nobody, and who has the key too has to guess whom to look
//! for. The audit trail's pseudonyms come of another key, so that they do not lead here.
//!
//! A name in the store has the minute in which its record ends, and she brings nothing that tells it.
//! So matches end at certain days only, [`PERIOD_MS`] apart, and [`Known::find`] looks at the next five.
//!
//! Who has the number sees what is kept under it and ends it, whoever had it kept: beside each match lies, under
//! a secret that the number makes, for which e-IDs it is kept ([`KeptFor`]). Attack (N14): a stranger had his e-ID
//! matched to her number, at a register that was wrong; she could not have seen it.
//!
//! What a stranger may cost: a record of 200 octets for each foreign e-ID that was logged in with and
//! matched, and one read of five names in such a login; under each number at most [`MOST_OF_ONE`] of them in
//! each period.

use eidas::{Instant, LevelOfAssurance};
use serde::{Deserialize, Serialize};
use store::env::Env;
use store::seal::hmac_sha256;
use store::{Kind, Record, Records, Secret, StoreError};

use super::{Match, Method, Pid};
use crate::identity::Identity;
use crate::plain;

/// A fifth of a year. Each of the days at which a match can end.
pub const PERIOD_MS: i64 = 73 * 24 * 60 * 60 * 1000;

/// A year: longer than that nobody is taken at an old word. A D-number becomes a fødselsnummer, and a
/// country may change what it calls her.
const PERIODS: i64 = 5;

/// How long a match is to be kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keep {
    /// Some months: at least 73 days, at most 146.
    Short,
    /// About a year: at least 292 days, at most 365.
    Long,
}

impl Keep {
    /// Until when that is, from now.
    pub fn until_ms(self, now_ms: i64) -> i64 {
        let periods = match self {
            Self::Short => 2,
            Self::Long => PERIODS,
        };
        (now_ms.div_euclid(PERIOD_MS) + periods) * PERIOD_MS
    }
}

/// A kept match.
#[derive(Clone, Serialize, Deserialize)]
pub struct KeptMatch {
    /// The number.
    pub number: Pid,
    /// Her date of birth when it was kept. Attack: a country gives an identifier to somebody else.
    birthdate: String,
    /// The level of the login in which it was kept. Attack (N14): who has her foreign e-ID at a lower level
    /// has a number kept for her, and gets it at a higher one.
    #[serde(with = "plain::level")]
    level: LevelOfAssurance,
    /// The national e-ID that said so.
    by: Option<String>,
    /// When it was kept.
    pub since_ms: i64,
    /// Until when.
    pub until_ms: i64,
}

impl Record for KeptMatch {
    const KIND: Kind = Kind::KnownAs;
    const VERSION: u8 = 1;
}

/// So many e-IDs may have one number kept until the same day: one for each of a few countries, and those
/// that were renewed. One more, and the oldest match ends.
pub const MOST_OF_ONE: usize = 8;

/// For which foreign identifiers a number is kept.
#[derive(Default, Serialize, Deserialize)]
struct KeptFor(Vec<String>);

impl Record for KeptFor {
    const KIND: Kind = Kind::KnownFor;
    const VERSION: u8 = 1;
}

/// The kept matches.
pub struct Known<'a> {
    /// Where they lie.
    pub records: &'a Records,
    /// The clock.
    pub env: &'a Env,
    /// The key of pairwise subjects, which is never rotated.
    pub key: &'a [u8; 32],
}

impl Known<'_> {
    /// The kept match of who has this identifier.
    ///
    /// # Errors
    /// The store's.
    pub async fn of(&self, identifier: &str) -> Result<Option<KeptMatch>, StoreError> {
        let found = self.records.find_sealed(&self.secrets(identifier)).await?;
        let now_ms = self.env.now_ms();
        let mut alive = found.into_iter();
        Ok(alive.find(|kept: &KeptMatch| now_ms < kept.until_ms))
    }

    /// The match under which this person wanted to be known, as far as it reaches her login, and while the
    /// national e-ID that it came of is open. eIDAS art. 10. `of_before`: whether what was kept at this
    /// moment came out of a backup.
    ///
    /// # Errors
    /// The store's.
    pub async fn find(
        &self,
        identity: &Identity,
        is_open: impl Fn(&str) -> bool,
        of_before: impl Fn(i64) -> bool,
    ) -> Result<Option<Match>, StoreError> {
        let kept = self.of(&identity.key()).await?;
        let kept = kept.filter(|kept| {
            kept.birthdate == identity.birthdate
                && identity.level <= kept.level
                && kept.by.as_deref().is_none_or(is_open)
        });
        Ok(kept.map(|kept| Match::Found {
            method: match of_before(kept.since_ms) {
                true => Method::Restored,
                false => Method::Kept,
            },
            pid: kept.number,
            by: kept.by,
        }))
    }

    /// Keeps a match, in the place of an older one. Until when.
    ///
    /// # Errors
    /// The store's.
    pub async fn keep(
        &self,
        identity: &Identity,
        (number, by): (&Pid, Option<&str>),
        keep: Keep,
    ) -> Result<Instant, StoreError> {
        self.end(&identity.key()).await?;
        let now_ms = self.env.now_ms();
        let until_ms = keep.until_ms(now_ms);
        let kept = KeptMatch {
            number: number.clone(),
            birthdate: identity.birthdate.clone(),
            level: identity.level,
            by: by.map(str::to_owned),
            since_ms: now_ms,
            until_ms,
        };
        // Before: what is kept can be seen and ended by who has the number.
        let mut over = Vec::new();
        let push = |list: &mut KeptFor| {
            list.0.push(identity.key().into_owned());
            let too_many = list.0.len().saturating_sub(MOST_OF_ONE);
            over = list.0.drain(..too_many).collect();
        };
        let whose = self.secret_of_number(number, until_ms);
        let listed = self.records.change_or_new_sealed(&whose, until_ms, push);
        listed.await?;
        for identifier in over {
            self.end_alone(&identifier).await?;
        }
        let secret = self.secret(&identity.key(), until_ms);
        self.records.put_sealed(&secret, &kept, until_ms).await?;
        Ok(Instant::from_ms(until_ms))
    }

    /// The matches under this number, with the identifier of each.
    ///
    /// # Errors
    /// The store's.
    pub async fn of_number(&self, number: &Pid) -> Result<Vec<(String, KeptMatch)>, StoreError> {
        let secrets: Vec<Secret> = self
            .ends()
            .map(|end| self.secret_of_number(number, end))
            .collect();
        let lists: Vec<KeptFor> = self.records.find_sealed(&secrets).await?;
        let mut kept = Vec::new();
        for identifier in lists.into_iter().flat_map(|KeptFor(list)| list) {
            let found = self.of(&identifier).await?;
            // One that was kept anew since stands in two lists.
            let is_new = kept.iter().all(|(seen, _)| *seen != identifier);
            if let Some(found) = found.filter(|it| is_new && it.number == *number) {
                kept.push((identifier, found));
            }
        }
        Ok(kept)
    }

    /// Ends what is kept of who has this identifier.
    ///
    /// # Errors
    /// The store's.
    pub async fn end(&self, identifier: &str) -> Result<(), StoreError> {
        if let Some(kept) = self.of(identifier).await? {
            let whose = self.secret_of_number(&kept.number, kept.until_ms);
            let remove = |list: &mut KeptFor| list.0.retain(|one| one != identifier);
            let until_ms = kept.until_ms;
            let removed = self.records.change_sealed(&whose, |_| until_ms, remove);
            removed.await?;
        }
        self.end_alone(identifier).await
    }

    async fn end_alone(&self, identifier: &str) -> Result<(), StoreError> {
        let mut together = self.records.together();
        for secret in self.secrets(identifier) {
            together = together.remove_sealed::<KeptMatch>(&secret);
        }
        self.records.write(together).await
    }

    /// The days at which a match that is kept now can end.
    fn ends(&self) -> impl Iterator<Item = i64> + use<> {
        let this = self.env.now_ms().div_euclid(PERIOD_MS);
        (1..=PERIODS).map(move |period| (this + period) * PERIOD_MS)
    }

    fn secrets(&self, identifier: &str) -> Vec<Secret> {
        self.ends()
            .map(|end| self.secret(identifier, end))
            .collect()
    }

    fn secret(&self, identifier: &str, until_ms: i64) -> Secret {
        let parts: [&[u8]; 2] = [b"landport known as\0", identifier.as_bytes()];
        Secret::of(&hmac_sha256(self.key, &parts), until_ms)
    }

    fn secret_of_number(&self, number: &Pid, until_ms: i64) -> Secret {
        let parts: [&[u8]; 2] = [b"landport known for\0", number.as_str().as_bytes()];
        Secret::of(&hmac_sha256(self.key, &parts), until_ms)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use store::env::FakeClock;
    use store::{Memory, Store as _};

    use super::*;
    use crate::identity::Name;

    const DAY_MS: i64 = 24 * 60 * 60 * 1000;
    const NOW_MS: i64 = 1_795_425_900_000;

    fn swede(identifier: &str, birthdate: &str) -> Identity {
        let name = |shown: &str| Name {
            shown: shown.to_owned(),
            original: None,
        };
        Identity {
            country: "SE".parse().unwrap(),
            identifier: identifier.to_owned(),
            given_name: name("Astrid"),
            family_name: name("Lindmark"),
            birthdate: birthdate.to_owned(),
            level: LevelOfAssurance::High,
            auth_time: 0,
            pid: None,
        }
    }

    async fn found(known: &Known<'_>, identity: &Identity) -> Option<Pid> {
        let found = known.find(identity, |_| true, |_| false).await.unwrap();
        found.and_then(|found| found.pid().cloned())
    }

    #[tokio::test]
    async fn a_match_is_kept_for_whom_it_is_of_until_its_day_or_until_she_ends_it() {
        let clock = FakeClock::new(NOW_MS);
        let env = Env::with_clock(clock.clone());
        let records = Records::new(Arc::new(Memory::new(env.clone())), env.clone());
        let known = Known {
            records: &records,
            env: &env,
            key: &[7; 32],
        };
        let (hers, born) = ("SE/NO/199008199391", "1990-08-19");
        let number = Pid::parse("17912099997").unwrap();
        assert_eq!(found(&known, &swede(hers, born)).await, None);
        for (keep, least, most) in [(Keep::Short, 73, 146), (Keep::Long, 292, 365)] {
            let until = known
                .keep(&swede(hers, born), (&number, None), keep)
                .await
                .unwrap();
            let days = (until.ms() - env.now_ms()) / DAY_MS;
            assert!((least..=most).contains(&days), "{keep:?}: {days} days");
            assert_eq!(
                found(&known, &swede(hers, born)).await,
                Some(number.clone())
            );
        }
        // Another identifier, another day of birth, another key: another person.
        let others = [swede("SE/NO/199008199399", born), swede(hers, "1990-08-18")];
        for other in others {
            assert_eq!(found(&known, &other).await, None);
        }
        let another_key = Known {
            key: &[8; 32],
            ..known
        };
        assert_eq!(found(&another_key, &swede(hers, born)).await, None);
        // Whatever the day: the last of the year is looked for too.
        let until = Keep::Long.until_ms(env.now_ms());
        clock.advance(std::time::Duration::from_millis(
            u64::try_from(until - env.now_ms() - 1).unwrap(),
        ));
        let kept = found(&known, &swede(hers, born)).await;
        assert_eq!(kept, Some(number.clone()));
        clock.advance(std::time::Duration::from_millis(1));
        assert_eq!(found(&known, &swede(hers, born)).await, None);
        // She ends it.
        let again = known
            .keep(&swede(hers, born), (&number, None), Keep::Short)
            .await;
        again.unwrap();
        known.end(hers).await.unwrap();
        assert_eq!(found(&known, &swede(hers, born)).await, None);
    }

    #[tokio::test]
    async fn a_match_reaches_no_higher_than_its_login_and_no_longer_than_its_e_id_is_open() {
        let env = Env::with_clock(FakeClock::new(NOW_MS));
        let records = Records::new(Arc::new(Memory::new(env.clone())), env.clone());
        let known = Known {
            records: &records,
            env: &env,
            key: &[7; 32],
        };
        let number = Pid::parse("17912099997").unwrap();
        let at = |level| Identity {
            level,
            ..swede("SE/NO/199008199391", "1990-08-19")
        };
        let substantial = at(LevelOfAssurance::Substantial);
        let keep = known.keep(&substantial, (&number, Some("bankid")), Keep::Long);
        keep.await.unwrap();
        for (level, reaches) in [
            (LevelOfAssurance::Low, true),
            (LevelOfAssurance::Substantial, true),
            (LevelOfAssurance::High, false),
        ] {
            let kept = found(&known, &at(level)).await;
            assert_eq!(kept.is_some(), reaches, "{level:?}");
        }
        let closed = known
            .find(&substantial, |id| id != "bankid", |_| false)
            .await;
        assert_eq!(closed.unwrap(), None);
        let other = known
            .find(&substantial, |id| id != "minid", |_| false)
            .await
            .unwrap();
        assert_eq!(other.as_ref().and_then(Match::by), Some("bankid"));
    }

    /// N14: who has the number sees whose e-IDs it is kept for, and ends them.
    #[tokio::test]
    async fn who_has_the_number_sees_what_is_kept_under_it() {
        let env = Env::with_clock(FakeClock::new(NOW_MS));
        let records = Records::new(Arc::new(Memory::new(env.clone())), env.clone());
        let known = Known {
            records: &records,
            env: &env,
            key: &[7; 32],
        };
        let number = Pid::parse("17912099997").unwrap();
        let other = Pid::parse("29822099635").unwrap();
        let of = async |number: &Pid| {
            let kept = known.of_number(number).await.unwrap();
            kept.into_iter()
                .map(|(identifier, _)| identifier)
                .collect::<Vec<_>>()
        };
        let hers = |n: usize| swede(&format!("SE/NO/{n}"), "1990-08-19");
        let keep = async |n: usize, number: &Pid, keep| {
            known.keep(&hers(n), (number, None), keep).await.unwrap();
        };
        keep(1, &number, Keep::Long).await;
        keep(2, &number, Keep::Short).await;
        // Kept anew, for longer and under another number: it stands once, where it is now.
        keep(2, &number, Keep::Long).await;
        keep(3, &other, Keep::Long).await;
        assert_eq!(of(&number).await, ["SE/NO/1", "SE/NO/2"]);
        assert_eq!(of(&other).await, ["SE/NO/3"]);
        keep(2, &other, Keep::Long).await;
        assert_eq!(of(&number).await, ["SE/NO/1"]);
        known.end("SE/NO/1").await.unwrap();
        assert!(of(&number).await.is_empty());
        // Never more than can be seen: the oldest goes.
        for n in 10..=10 + MOST_OF_ONE {
            keep(n, &number, Keep::Long).await;
        }
        let seen = of(&number).await;
        assert_eq!((seen.len(), seen[0].as_str()), (MOST_OF_ONE, "SE/NO/11"));
        assert!(known.of("SE/NO/10").await.unwrap().is_none());
    }

    #[tokio::test]
    async fn nothing_of_her_is_readable_where_it_lies() {
        let env = Env::with_clock(FakeClock::new(NOW_MS));
        let store = Arc::new(Memory::new(env.clone()));
        let records = Records::new(store.clone(), env.clone());
        let known = Known {
            records: &records,
            env: &env,
            key: &[7; 32],
        };
        let number = Pid::parse("17912099997").unwrap();
        let hers = swede("SE/NO/199008199391", "1990-08-19");
        known
            .keep(&hers, (&number, None), Keep::Long)
            .await
            .unwrap();
        let raw = store.dump(None).await.unwrap();
        assert_eq!(raw.len(), 2, "the match, and that the number has one");
        for (key, value) in raw {
            let octets = [key.as_bytes().as_slice(), &value].concat();
            for text in ["17912099997", "199008199391", "1990-08-19"] {
                assert!(!octets.windows(text.len()).any(|w| w == text.as_bytes()));
            }
        }
    }
}
