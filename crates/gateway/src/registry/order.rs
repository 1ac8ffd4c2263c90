// SPDX-License-Identifier: EUPL-1.2
//! What can be done to the registry. Whoever is here was asked for a token, or came by the operator's
//! socket.

use std::net::IpAddr;
use std::sync::PoisonError;
use std::sync::atomic::Ordering;

use eidas::Instant;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use store::{Records, StoreError};
use url::{Host, Url};
use zeroize::Zeroizing;

use super::known::Registry;
use super::members::{to_section, told};
use super::record::{Registration, State};
use super::{CHANGES_AT_ONCE, MOST_CLIENTS, MOST_OCTETS};
use crate::audit::{Audit, AuditError, AuditEvent};
use crate::bucket::Rate;
use crate::config::{Problem, sha256_hex};
use crate::fetch::is_private;
use crate::settings::{Profile, SECTOR_TAKEN, Settings};

const CHANGES: Rate = Rate {
    every_ms: 1_000,
    burst: CHANGES_AT_ONCE,
};

/// A change. Each names the version it was made for, where another's change must not be lost.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "do", rename_all = "kebab-case")]
pub enum Order {
    /// RFC 7591 §3.1. `client_id` may be chosen.
    Create {
        /// What it says of itself.
        members: Map<String, Value>,
    },
    /// RFC 7592 §2.2: everything anew; what is not there is not registered any more.
    Replace {
        /// Which.
        client_id: String,
        /// The version that was read.
        version: u64,
        /// What it says of itself.
        members: Map<String, Value>,
    },
    /// Some members anew, the others as they stand; `null` takes one away.
    Set {
        /// Which.
        client_id: String,
        /// What changes.
        members: Map<String, Value>,
    },
    /// A new secret; the one before is taken beside it.
    Rotate {
        /// Whose.
        client_id: String,
    },
    /// The one before is taken no more.
    DropOlderSecret {
        /// Whose.
        client_id: String,
    },
    /// It serves nobody, at once; its tokens are worth nothing.
    Disable {
        /// Which.
        client_id: String,
    },
    /// It serves again.
    Enable {
        /// Which.
        client_id: String,
    },
    /// RFC 7592 §2.3. Its name is never given again.
    Remove {
        /// Which.
        client_id: String,
        /// The version that was read; `None`: whichever stands.
        version: Option<u64>,
    },
}

/// What was done.
pub struct Said {
    /// The client as it stands now.
    pub registration: Registration,
    /// Its new secret: shown here and never again.
    pub secret: Option<Zeroizing<String>>,
}

/// Why nothing was done.
#[derive(Debug)]
pub enum Refusal {
    /// It would contradict itself, or may not be.
    Metadata(Vec<Problem>),
    /// It stands in the configuration file, and is changed there.
    OfTheFile,
    /// There is none of this name.
    Unknown,
    /// Somebody else changed it.
    Changed {
        /// The version that stands now.
        version: u64,
    },
    /// No more fit.
    Full,
    /// Too many changes: after so many milliseconds there is room.
    TooOften(i64),
    /// Not written down, and so not done.
    Audit(AuditError),
    /// The store failed.
    Store(StoreError),
}

impl std::fmt::Display for Refusal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Metadata(problems) => {
                let all: Vec<String> = problems.iter().map(ToString::to_string).collect();
                f.write_str(&all.join(" "))
            }
            Self::OfTheFile => f.write_str(
                "the client stands in the configuration file: change it there and reload",
            ),
            Self::Unknown => f.write_str("no client of this name is registered here"),
            Self::Changed { version } => write!(
                f,
                "somebody else changed the client, which has version {version} now: read it again"
            ),
            Self::Full => write!(f, "{MOST_CLIENTS} clients are registered, and no more fit"),
            Self::TooOften(ms) => {
                write!(f, "too many changes: try again in {} s", seconds(*ms))
            }
            Self::Audit(error) => write!(f, "it could not be written down: {error}"),
            Self::Store(error) => write!(f, "{error}"),
        }
    }
}

/// Whole seconds that are long enough.
pub(crate) fn seconds(ms: i64) -> i64 {
    (ms + 999) / 1000
}

/// Where a change is made.
pub struct House<'h> {
    /// The store.
    pub records: &'h Records,
    /// The trail.
    pub audit: &'h Audit,
    /// The configuration file, without what is registered.
    pub file: &'h Settings,
}

/// What becomes of a client.
struct Next {
    change: &'static str,
    registration: Registration,
    secret: Option<Zeroizing<String>>,
    /// It is held to the rules; what only takes something away is not.
    checked: bool,
}

impl Order {
    fn client_id(&self) -> Option<&str> {
        match self {
            Self::Create { members } => members.get("client_id").and_then(Value::as_str),
            Self::Replace { client_id, .. }
            | Self::Set { client_id, .. }
            | Self::Rotate { client_id }
            | Self::DropOlderSecret { client_id }
            | Self::Disable { client_id }
            | Self::Enable { client_id }
            | Self::Remove { client_id, .. } => Some(client_id),
        }
    }

    fn version(&self) -> Option<u64> {
        match self {
            Self::Replace { version, .. } => Some(*version),
            Self::Remove { version, .. } => *version,
            _ => None,
        }
    }
}

impl Registry {
    /// Carries it out: written down, made in the store by compare-and-set, durable and known here when
    /// this returns. `by` is for the trail.
    ///
    /// # Errors
    /// [`Refusal`]: nothing was changed; after [`Refusal::Store`] what holds is what the store says when
    /// it answers again, which is read then.
    pub async fn obey(&self, house: &House<'_>, order: Order, by: &str) -> Result<Said, Refusal> {
        let _turn = self.turn.lock().await;
        let new_id;
        let client_id = match (order.client_id(), &order) {
            (Some(client_id), _) => client_id,
            (None, Order::Create { members }) if members.contains_key("client_id") => {
                return Err(wrong(
                    "client_id",
                    "not a text",
                    "Write a text, or leave it out",
                ));
            }
            (None, _) => {
                // 128 bits: no name of ours meets another.
                let octets = self.env.bytes::<16>();
                new_id = octets
                    .iter()
                    .map(|b| format!("{b:02x}"))
                    .collect::<String>();
                &new_id
            }
        };
        if house.file.names_client(client_id) {
            return Err(Refusal::OfTheFile);
        }
        let key = Registration::key(client_id);
        let store = house.records.store();
        let was = store.get(key).await.map_err(Refusal::Store)?;
        let before = match &was {
            None => None,
            Some(octets) => Some(Registration::decode(octets).ok_or_else(unreadable)?),
        };
        let standing = before
            .as_ref()
            .filter(|known| known.state != State::Removed);
        if let (Some(version), Some(standing)) = (order.version(), standing)
            && version != standing.version
        {
            let version = standing.version;
            return Err(Refusal::Changed { version });
        }
        let days = house.file.registration.secret_days;
        let mut next = self.next(&order, client_id, before.as_ref(), standing, days)?;
        next.registration.version += 1;
        if next.checked {
            self.check(&next.registration, house.file)?;
        }
        let octets = next.registration.encode().ok_or_else(unreadable)?;
        if octets.len() > MOST_OCTETS {
            let what = format!("the client is {} octets long", octets.len());
            return Err(wrong("", &what, &format!("At most {MOST_OCTETS} fit")));
        }
        let registration = &next.registration;
        let (from, to) = Registration::difference(before.as_ref(), registration);
        let event = AuditEvent::ClientChanged {
            client_id: client_id.to_owned(),
            change: next.change,
            by: by.to_owned(),
            version: registration.version,
            before: from,
            after: to,
        };
        // What is not written down is not done.
        house.audit.note(event).await.map_err(Refusal::Audit)?;
        let written = match &was {
            Some(was) => store.replace(key, was, octets, i64::MAX).await,
            None => store.insert_new(key, octets, i64::MAX).await,
        };
        match written {
            Ok(true) => {}
            Ok(false) => {
                self.withdraw(house, registration, "overtaken").await;
                // Another node was faster: what stands is known before the next try.
                let read = self.load_in_turn(house.records, house.file).await;
                read.map_err(Refusal::Store)?;
                let stands = self.client(client_id);
                let version = stands.map_or(0, |known| known.registration.version);
                return Err(Refusal::Changed { version });
            }
            Err(error) => {
                self.doubtful.store(true, Ordering::Release);
                self.withdraw(house, registration, "store_failed").await;
                return Err(Refusal::Store(error));
            }
        }
        if let Err(error) = house.records.durable().await {
            self.doubtful.store(true, Ordering::Release);
            self.withdraw(house, registration, "store_failed").await;
            return Err(Refusal::Store(error));
        }
        self.put(&next.registration);
        Ok(Said {
            registration: next.registration,
            secret: next.secret,
        })
    }

    /// Says in the trail that a change does not hold, or that nobody knows. A trail that cannot be told hides
    /// nothing of why.
    async fn withdraw(&self, house: &House<'_>, registration: &Registration, why: &'static str) {
        let event = AuditEvent::ClientChangeWithdrawn {
            client_id: registration.client_id.clone(),
            version: registration.version,
            why,
        };
        if let Err(error) = house.audit.note(event).await {
            tracing::error!(%error, why, "the trail could not be told of a change of a client that may not hold");
        }
    }

    /// Whether a change over the API may be made now. The operator's own are not counted: attack: a
    /// stolen token that changes without end, and nobody can disable what it registered.
    ///
    /// # Errors
    /// [`Refusal::TooOften`]
    pub fn admit(&self) -> Result<(), Refusal> {
        let mut full_ms = self
            .changes_ms
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        let now_ms = self.env.now_ms();
        *full_ms = CHANGES
            .after(*full_ms, 1, now_ms)
            .map_err(Refusal::TooOften)?;
        Ok(())
    }

    fn next(
        &self,
        order: &Order,
        client_id: &str,
        before: Option<&Registration>,
        standing: Option<&Registration>,
        days: Option<u32>,
    ) -> Result<Next, Refusal> {
        if let Order::Create { members } = order {
            if before.is_some() {
                let instead = "Choose another; that of a removed client is never given again";
                return Err(wrong("client_id", "is registered, or was", instead));
            }
            if self.count() >= MOST_CLIENTS {
                return Err(Refusal::Full);
            }
            let new = Registration::new(client_id, self.env.now_ms());
            return self.anew("created", new, members, &Map::new(), days);
        }
        let standing = standing.ok_or(Refusal::Unknown)?.clone();
        let plain = |change, registration, checked| {
            Ok(Next {
                change,
                registration,
                secret: None,
                checked,
            })
        };
        match order {
            Order::Create { .. } => Err(Refusal::Unknown),
            Order::Replace { members, .. } => {
                if members.get("client_id").is_some_and(|id| id != client_id) {
                    let instead = "Write that of the address, or leave it out (RFC 7592 2.2)";
                    return Err(wrong("client_id", "is another", instead));
                }
                self.anew("changed", standing, members, &Map::new(), days)
            }
            Order::Set { members, .. } => {
                let stands = standing.section.clone();
                self.anew("changed", standing, members, &stands, days)
            }
            Order::Rotate { .. } => {
                let mut registration = standing;
                let Some(current) = registration.section.get("secret_sha256").cloned() else {
                    let instead = "Its keys are changed in jwks, or at its jwks_uri";
                    return Err(wrong("", "the client has no secret", instead));
                };
                let ended = registration.section.get("secret_expires").cloned();
                let secret = self.new_secret(&mut registration.section, days);
                let section = &mut registration.section;
                section.insert("other_secret_sha256".to_owned(), current);
                match ended {
                    Some(ended) => section.insert("other_secret_expires".to_owned(), ended),
                    None => section.remove("other_secret_expires"),
                };
                Ok(Next {
                    change: "secret_rotated",
                    registration,
                    secret: Some(secret),
                    checked: false,
                })
            }
            Order::DropOlderSecret { .. } => {
                let mut registration = standing;
                registration.section.remove("other_secret_sha256");
                registration.section.remove("other_secret_expires");
                plain("older_secret_dropped", registration, false)
            }
            Order::Disable { .. } => {
                let mut registration = standing;
                registration.state = State::Disabled;
                plain("disabled", registration, false)
            }
            Order::Enable { .. } => {
                let mut registration = standing;
                registration.state = State::Enabled;
                plain("enabled", registration, true)
            }
            Order::Remove { .. } => {
                let mut registration = standing;
                registration.state = State::Removed;
                registration.section.clear();
                plain("removed", registration, false)
            }
        }
    }

    /// With these members over those; secrets stay as long as it proves itself by one.
    fn anew(
        &self,
        change: &'static str,
        mut registration: Registration,
        members: &Map<String, Value>,
        stands: &Map<String, Value>,
        days: Option<u32>,
    ) -> Result<Next, Refusal> {
        let (wished, faults) = to_section(members);
        if !faults.is_empty() {
            return Err(Refusal::Metadata(faults));
        }
        let mut section = stands.clone();
        section.extend(wished);
        section.retain(|_, value| !value.is_null());
        let secrets = [
            "secret_sha256",
            "secret_expires",
            "other_secret_sha256",
            "other_secret_expires",
        ];
        let method = section.get("auth").and_then(Value::as_str);
        let by_secret = method.is_some_and(|method| method.starts_with("client_secret_"));
        let mut secret = None;
        for name in secrets {
            match registration.section.get(name) {
                Some(hash) if by_secret => section.insert(name.to_owned(), hash.clone()),
                _ => section.remove(name),
            };
        }
        if by_secret && !section.contains_key("secret_sha256") {
            secret = Some(self.new_secret(&mut section, days));
        }
        registration.section = section;
        Ok(Next {
            change,
            registration,
            secret,
            checked: true,
        })
    }

    /// 32 random octets, of which the hash is kept. OIDC Core §16.19; RFC 6819 §5.1.4.2.2.
    fn new_secret(&self, section: &mut Map<String, Value>, days: Option<u32>) -> Zeroizing<String> {
        let secret = Zeroizing::new(self.env.token());
        let hash = sha256_hex(secret.as_bytes());
        section.insert("secret_sha256".to_owned(), hash.into());
        section.remove("secret_expires");
        if let Some(days) = days {
            let ends_ms = self.env.now_ms() + i64::from(days) * 86_400_000;
            let ends = Instant::from_ms(ends_ms).to_string();
            section.insert("secret_expires".to_owned(), ends.into());
        }
        secret
    }

    /// OIDC Core §8.1: a name that is the organisation of another of the registry, also of one that is
    /// disabled or closed, as one is whose organisation is permitted no more.
    fn of_another(&self, registration: &Registration) -> Option<Problem> {
        let organisation = |known: &Registration| {
            let written = known.section.get("organisation").and_then(Value::as_str);
            written.map(str::to_owned)
        };
        let name = &registration.client_id;
        let all = self.clients();
        let mut others = all
            .iter()
            .filter_map(|known| organisation(&known.registration));
        let taken = organisation(registration).is_none() && others.any(|other| other == *name);
        taken.then(|| Problem {
            line: 0,
            field: "client_id".to_owned(),
            what: SECTOR_TAKEN.to_owned(),
            instead: "Choose another client_id".to_owned(),
        })
    }

    fn check(&self, registration: &Registration, file: &Settings) -> Result<(), Refusal> {
        let now_ms = self.env.now_ms();
        let read = registration.settings(file.profile, &file.registration, now_ms);
        let mut problems: Vec<Problem> = read.err().unwrap_or_default();
        problems = problems.into_iter().map(told).collect();
        problems.extend(self.of_another(registration));
        if file.profile != Profile::Demo {
            problems.extend(inside(registration));
        }
        match problems.is_empty() {
            true => Ok(()),
            false => Err(Refusal::Metadata(problems)),
        }
    }
}

/// SS-01: what we call of a client never lies inside. Names are looked up when they are called, and
/// refused then ([`crate::fetch`]); an address is told at once.
fn inside(registration: &Registration) -> Vec<Problem> {
    let mut problems = Vec::new();
    for name in ["jwks_uri", "backchannel_logout_uri"] {
        let written = registration.section.get(name).and_then(Value::as_str);
        let url = written.and_then(|text| Url::parse(text).ok());
        let address = match url.as_ref().and_then(Url::host) {
            Some(Host::Ipv4(address)) => IpAddr::V4(address),
            Some(Host::Ipv6(address)) => IpAddr::V6(address),
            Some(Host::Domain(_)) | None => continue,
        };
        if is_private(address) {
            problems.push(Problem {
                line: 0,
                field: name.to_owned(),
                what: "an address inside somebody's network".to_owned(),
                instead: "Write a name that the open internet knows".to_owned(),
            });
        }
    }
    problems
}

fn wrong(name: &str, what: &str, instead: &str) -> Refusal {
    Refusal::Metadata(vec![Problem {
        line: 0,
        field: name.to_owned(),
        what: what.to_owned(),
        instead: instead.to_owned(),
    }])
}

fn unreadable() -> Refusal {
    let kind = store::Kind::Client;
    Refusal::Store(StoreError::Unreadable { kind })
}
