// SPDX-License-Identifier: EUPL-1.2
//! The emergency lever: an e-ID or a country is closed now, with a text for people, and opens again
//! by itself or by hand. eIDAS art. 10: a breached scheme is suspended without delay.
//!
//! What is closed stands in the store and survives a restart. Each step of a login reads it here,
//! so it counts at once, in flows under way and in our metadata too.

use std::fmt;
use std::sync::Arc;

use arc_swap::ArcSwap;
use eidas::{CountryCode, Instant};
use pages::i18n::Language;
use serde::{Deserialize, Serialize};

use crate::settings::{EidId, Suspension, Text};
use store::env::Env;
use store::{Records, Standing, StoreError};

/// What is closed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "name", rename_all = "kebab-case")]
pub enum Target {
    /// A national e-ID, by its `id`.
    Eid(String),
    /// A country: its Proxy-Services are not asked and its connectors not answered.
    Country(String),
}

impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Eid(id) => write!(f, "eid {id}"),
            Self::Country(code) => write!(f, "country {code}"),
        }
    }
}

/// One closure.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lever {
    /// What is closed.
    pub target: Target,
    /// Since when, Unix milliseconds.
    pub since_ms: i64,
    /// Until when, if it opens by itself, Unix milliseconds.
    pub until_ms: Option<i64>,
    /// What people read, bokmål.
    pub nb: String,
    /// Nynorsk.
    pub nn: String,
    /// English.
    pub en: String,
}

impl Lever {
    fn holds(&self, now_ms: i64) -> bool {
        self.until_ms.is_none_or(|until_ms| now_ms < until_ms)
    }

    fn suspension(&self) -> Suspension {
        let since = Instant::from_ms(self.since_ms).to_string();
        Suspension {
            since: since.split('T').next().unwrap_or_default().to_owned(),
            text: Text::new(
                self.nb.clone(),
                self.en.clone(),
                vec![(Language::Nn, self.nn.clone())],
            ),
        }
    }
}

/// Every closure, as it stands in the store.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
struct Closed(Vec<Lever>);

impl Standing for Closed {
    const PLACE: u8 = 1;
}

/// What is closed now. Cheap to read.
pub struct Levers {
    env: Env,
    closed: ArcSwap<Closed>,
    /// One change at a time.
    turn: tokio::sync::Mutex<()>,
}

impl fmt::Debug for Levers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Levers").field(&self.closed.load()).finish()
    }
}

impl Levers {
    /// Nothing closed yet; [`Self::load`] reads what the store remembers.
    pub fn new(env: Env) -> Self {
        Self {
            env,
            closed: ArcSwap::default(),
            turn: tokio::sync::Mutex::new(()),
        }
    }

    /// Reads what the store remembers. The gateway must not open its doors before.
    ///
    /// # Errors
    /// The store failed, or cannot be understood.
    pub async fn load(&self, records: &Records) -> Result<(), StoreError> {
        self.closed.store(Arc::new(records.standing().await?));
        Ok(())
    }

    /// Whether this e-ID is closed, and what people read.
    pub fn eid(&self, id: &EidId) -> Option<Suspension> {
        self.find(|target| matches!(target, Target::Eid(closed) if closed == id.as_str()))
    }

    /// Whether this country is closed, and what people read.
    pub fn country(&self, code: CountryCode) -> Option<Suspension> {
        self.find(|target| matches!(target, Target::Country(closed) if closed == code.as_str()))
    }

    fn find(&self, is: impl Fn(&Target) -> bool) -> Option<Suspension> {
        // Hardly ever is anything closed: the clock is asked only then.
        let closed = self.closed.load();
        let lever = closed.0.iter().find(|lever| is(&lever.target))?;
        lever.holds(self.env.now_ms()).then(|| lever.suspension())
    }

    /// Everything that is closed now.
    pub fn all(&self) -> Vec<Lever> {
        let now_ms = self.env.now_ms();
        let mut all = self.closed.load().0.clone();
        all.retain(|lever| lever.holds(now_ms));
        all
    }

    /// Closes it, in place of what was said of it before. In force when this returns.
    ///
    /// # Errors
    /// The store failed: it is closed in this process all the same, but a restart would forget it.
    pub async fn suspend(&self, records: &Records, lever: Lever) -> Result<(), StoreError> {
        let _turn = self.turn.lock().await;
        let put = |closed: &mut Closed| {
            closed.0.retain(|other| other.target != lever.target);
            closed.0.push(lever.clone());
            Some(())
        };
        // First in force, then on the disk: closing must not wait for one.
        let mut here = Closed::clone(&self.closed.load());
        put(&mut here);
        self.closed.store(Arc::new(here));
        let (_, closed) = records.change_standing(put).await?;
        self.closed.store(Arc::new(closed));
        Ok(())
    }

    /// Opens it again; `false` when it was not closed.
    ///
    /// # Errors
    /// The store failed: it stays closed.
    pub async fn resume(&self, records: &Records, target: &Target) -> Result<bool, StoreError> {
        let _turn = self.turn.lock().await;
        let now_ms = self.env.now_ms();
        let take = |closed: &mut Closed| {
            let before = closed.0.len();
            closed
                .0
                .retain(|lever| lever.target != *target || !lever.holds(now_ms));
            (closed.0.len() < before).then_some(())
        };
        let (taken, closed) = records.change_standing(take).await?;
        self.closed.store(Arc::new(closed));
        Ok(taken.is_some())
    }

    /// Takes away what has run out, and says what that was, for the audit. Of several nodes one says
    /// so.
    ///
    /// # Errors
    /// The store failed; it is open all the same, and the next call says so again.
    pub async fn sweep(&self, records: &Records) -> Result<Vec<Lever>, StoreError> {
        let _turn = self.turn.lock().await;
        let now_ms = self.env.now_ms();
        if self.closed.load().0.iter().all(|lever| lever.holds(now_ms)) {
            return Ok(Vec::new());
        }
        let end = |closed: &mut Closed| {
            let (holding, over) = closed.0.drain(..).partition(|lever| lever.holds(now_ms));
            closed.0 = holding;
            let over: Vec<Lever> = over;
            (!over.is_empty()).then_some(over)
        };
        let (over, closed) = records.change_standing(end).await?;
        self.closed.store(Arc::new(closed));
        Ok(over.unwrap_or_default())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use store::Memory;
    use store::env::FakeClock;

    fn lever(target: Target, until_ms: Option<i64>) -> Lever {
        Lever {
            target,
            since_ms: 1_795_425_900_000,
            until_ms,
            nb: "Stengt".to_owned(),
            nn: "Stengd".to_owned(),
            en: "Closed".to_owned(),
        }
    }

    #[tokio::test]
    async fn a_closure_holds_survives_and_ends() {
        let clock = FakeClock::new(1_795_425_900_000);
        let env = Env::with_clock(clock.clone());
        let records = Records::new(Arc::new(Memory::new(env.clone())), env.clone());
        let levers = Levers::new(env.clone());
        levers.load(&records).await.unwrap();
        let bankid = EidId::parse("bankid").unwrap();
        let se = CountryCode::parse("SE").unwrap();
        assert_eq!(levers.eid(&bankid), None);

        let eid = Target::Eid("bankid".to_owned());
        let until = lever(eid.clone(), Some(1_795_425_900_000 + 60_000));
        levers.suspend(&records, until).await.unwrap();
        let country = Target::Country("SE".to_owned());
        levers
            .suspend(&records, lever(country.clone(), None))
            .await
            .unwrap();
        let suspension = levers.eid(&bankid).unwrap();
        assert_eq!(
            (
                suspension.since.as_str(),
                suspension.text.in_language(Language::Nn)
            ),
            ("2026-11-23", "Stengd")
        );
        assert!(levers.country(se).is_some());

        // Another process, later: one has ended by itself, the other not.
        let later = Levers::new(env.clone());
        later.load(&records).await.unwrap();
        assert_eq!(later.all().len(), 2);
        clock.advance(std::time::Duration::from_secs(61));
        assert!(later.eid(&bankid).is_none() && later.country(se).is_some());
        assert_eq!(
            later.sweep(&records).await.unwrap()[..],
            [lever(eid, Some(1_795_425_960_000))]
        );
        assert!(later.sweep(&records).await.unwrap().is_empty());

        assert!(later.resume(&records, &country).await.unwrap());
        assert!(!later.resume(&records, &country).await.unwrap());
        assert!(later.country(se).is_none());
        let last = Levers::new(env);
        last.load(&records).await.unwrap();
        assert!(last.all().is_empty());
    }
}
