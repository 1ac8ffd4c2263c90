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
//! What a stranger may cost: a record of 200 octets for each foreign e-ID that was logged in with and
//! matched, and one read of five names in such a login.

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
    /// national e-ID that it came of is open. eIDAS art. 10.
    ///
    /// # Errors
    /// The store's.
    pub async fn find(
        &self,
        identity: &Identity,
        is_open: impl Fn(&str) -> bool,
    ) -> Result<Option<Match>, StoreError> {
        let kept = self.of(&identity.key()).await?;
        let kept = kept.filter(|kept| {
            kept.birthdate == identity.birthdate
                && identity.level <= kept.level
                && kept.by.as_deref().is_none_or(is_open)
        });
        Ok(kept.map(|kept| Match::Found {
            pid: kept.number,
            method: Method::Kept,
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
        let secret = self.secret(&identity.key(), until_ms);
        self.records.put_sealed(&secret, &kept, until_ms).await?;
        Ok(Instant::from_ms(until_ms))
    }

    /// Ends what is kept of who has this identifier.
    ///
    /// # Errors
    /// The store's.
    pub async fn end(&self, identifier: &str) -> Result<(), StoreError> {
        let mut together = self.records.together();
        for secret in self.secrets(identifier) {
            together = together.remove_sealed::<KeptMatch>(&secret);
        }
        self.records.write(together).await
    }

    fn secrets(&self, identifier: &str) -> Vec<Secret> {
        let this = self.env.now_ms().div_euclid(PERIOD_MS);
        let ends = (1..=PERIODS).map(|period| (this + period) * PERIOD_MS);
        ends.map(|end| self.secret(identifier, end)).collect()
    }

    fn secret(&self, identifier: &str, until_ms: i64) -> Secret {
        let parts: [&[u8]; 2] = [b"landport known as\0", identifier.as_bytes()];
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
        let found = known.find(identity, |_| true).await.unwrap();
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
        let closed = known.find(&substantial, |id| id != "bankid").await;
        assert_eq!(closed.unwrap(), None);
        let other = known.find(&substantial, |id| id != "minid").await.unwrap();
        assert_eq!(other.as_ref().and_then(Match::by), Some("bankid"));
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
        assert_eq!(raw.len(), 1);
        for (key, value) in raw {
            let octets = [key.as_bytes().as_slice(), &value].concat();
            for text in ["17912099997", "199008199391", "1990-08-19"] {
                assert!(!octets.windows(text.len()).any(|w| w == text.as_bytes()));
            }
        }
    }
}
