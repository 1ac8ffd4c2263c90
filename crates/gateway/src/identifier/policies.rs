// SPDX-License-Identifier: EUPL-1.2
//! Which policy a country's identifiers follow, as the store remembers it: a change that nobody
//! decided would make every person a stranger to that country's services.

use eidas::{CountryCode, Instant};
use serde::{Deserialize, Serialize};

use crate::settings::{
    IdentifierPolicy, Migration, PolicyInUse, ProxyServiceSettings, UnrecordedChange,
};
use store::env::Env;
use store::{Key, Kind, Records, StoreError};

/// The policies in use.
pub struct Policies<'a> {
    records: &'a Records,
    env: &'a Env,
}

/// Why the Proxy-Service must not start.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum UndecidedPolicy {
    /// Countries whose policy changed without a migration record.
    #[error("{}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))]
    Changed(Vec<UnrecordedChange>),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

#[derive(Serialize, Deserialize)]
struct InUse {
    country: String,
    policy: IdentifierPolicy,
    /// `YYYY-MM-DD`.
    since: String,
}

/// Its stream among the numbered small things.
const STREAM: u8 = 200;

impl<'a> Policies<'a> {
    /// Those of this store.
    #[must_use]
    pub fn new(records: &'a Records, env: &'a Env) -> Self {
        Self { records, env }
    }

    /// Compares the configuration with what is in use. At every start and reload, before it is in
    /// force. Nothing is written.
    ///
    /// # Errors
    /// [`UndecidedPolicy`]: the gateway must not run with that configuration.
    pub async fn decided(
        &self,
        proxy: &ProxyServiceSettings,
    ) -> Result<Vec<Migration>, UndecidedPolicy> {
        let in_use = self.in_use().await?;
        let decided = proxy
            .policy_changes(&in_use, &self.today())
            .map_err(UndecidedPolicy::Changed)?;
        Ok(decided.into_iter().cloned().collect())
    }

    /// Remembers the changes that were decided, once the configuration that says so is in force.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn settle(&self, decided: &[Migration]) -> Result<(), StoreError> {
        for migration in decided {
            self.write(migration.country, migration.to).await?;
        }
        if decided.is_empty() {
            return Ok(());
        }
        self.records.durable().await
    }

    /// Remembers that a country gets its first identifier under this policy.
    ///
    /// # Errors
    /// [`UndecidedPolicy`]: nothing may leave for this country.
    pub async fn used(
        &self,
        country: CountryCode,
        policy: IdentifierPolicy,
    ) -> Result<(), UndecidedPolicy> {
        let lies = self.records.store().get(key(country)).await?;
        if hold(lies.as_deref(), country, policy)? {
            return Ok(());
        }
        Ok(self.write(country, policy).await?)
    }

    async fn in_use(&self) -> Result<Vec<PolicyInUse>, StoreError> {
        let mut all = Vec::new();
        for (key, octets) in self.records.store().scan(Kind::Housekeeping).await? {
            if key.number().0 != STREAM {
                continue;
            }
            all.push(read(&octets)?);
        }
        Ok(all)
    }

    async fn write(
        &self,
        country: CountryCode,
        policy: IdentifierPolicy,
    ) -> Result<(), StoreError> {
        let used = InUse {
            country: country.as_str().to_owned(),
            policy,
            since: self.today(),
        };
        let octets = serde_json::to_vec(&used).map_err(|_| StoreError::Unreadable {
            kind: Kind::Housekeeping,
        })?;
        self.records
            .store()
            .put(key(country), octets, i64::MAX)
            .await
    }

    fn today(&self) -> String {
        let (year, month, day) = Instant::from_ms(self.env.now_ms()).date();
        format!("{year:04}-{month:02}-{day:02}")
    }
}

/// Whether a country may get identifiers under this policy, by what lies under its [`key`]: it has none, or all it has
/// are so; `true` when it has some. Asked again before each page and answer, whatever start and reload said.
///
/// # Errors
/// [`UndecidedPolicy`]: nothing may leave for this country.
pub(super) fn hold(
    lies: Option<&[u8]>,
    country: CountryCode,
    policy: IdentifierPolicy,
) -> Result<bool, UndecidedPolicy> {
    let Some(octets) = lies else {
        return Ok(false);
    };
    let used = read(octets)?;
    if used.policy == policy {
        return Ok(true);
    }
    Err(UndecidedPolicy::Changed(vec![UnrecordedChange {
        country,
        used: used.policy,
        configured: policy,
    }]))
}

fn read(octets: &[u8]) -> Result<PolicyInUse, StoreError> {
    let used = serde_json::from_slice::<InUse>(octets).ok();
    let used = used.and_then(|used| {
        Some(PolicyInUse {
            country: CountryCode::parse(&used.country).ok()?,
            policy: used.policy,
            since: used.since,
        })
    });
    used.ok_or(StoreError::Unreadable {
        kind: Kind::Housekeeping,
    })
}

/// Where the policy of a country's identifiers lies.
pub(super) fn key(country: CountryCode) -> Key {
    let number = country
        .as_str()
        .bytes()
        .fold(0, |number, letter| number * 256 + u64::from(letter));
    Key::numbered(Kind::Housekeeping, STREAM, number)
}
