// SPDX-License-Identifier: EUPL-1.2
//! The keys of Demo Europe: elliptic ones at once, RSA ones in threads beside.
//!
//! What others pin (each country's metadata certificate, each service's public key) is there from
//! the first moment; a country's message key, which may be RSA 4096, comes when it is ready.

use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, PoisonError, RwLock};

use tokio::sync::watch;
use xmlsec::{Certificate, Curve, KeyKind, SoftwareKey, Subject, Validity};

use crate::abroad::keys::ConnectorKeys;
use crate::abroad::table::ABROAD;
use crate::abroad::{self, Decrypts};
use crate::countries::COUNTRIES;
use crate::country::{Anchor, Country, Habits};
use crate::env::Env;

/// Ten years, so that a data directory can be found again.
const VALIDITY_SECONDS: i64 = 10 * 365 * 86_400;

/// Why there are no keys.
#[derive(Debug, thiserror::Error)]
pub enum KeysError {
    /// A file cannot be read or written.
    #[error("{file}: {source}")]
    File {
        /// Which one.
        file: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// A key cannot be made or read.
    #[error("{0}")]
    Key(#[from] xmlsec::Error),
    /// A service's key cannot be made or read.
    #[error("service key: {0}")]
    Service(String),
}

/// One country's keys.
pub struct CountryKeys {
    /// Signs its metadata.
    pub metadata: Arc<SoftwareKey>,
    /// What others pin.
    pub anchor: Certificate,
    message: RwLock<Option<Arc<SoftwareKey>>>,
}

impl CountryKeys {
    /// The key that signs messages, once it is made.
    #[must_use]
    pub fn message(&self) -> Option<Arc<SoftwareKey>> {
        self.message
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    fn put_message(&self, key: SoftwareKey) -> bool {
        self.message
            .write()
            .unwrap_or_else(PoisonError::into_inner)
            .replace(Arc::new(key))
            .is_none()
    }
}

impl fmt::Debug for CountryKeys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "CountryKeys(ready: {})", self.message().is_some())
    }
}

/// Everybody's keys. Tests share one between many worlds.
#[derive(Debug)]
pub struct Keys {
    countries: Vec<CountryKeys>,
    connectors: Vec<ConnectorKeys>,
    list: SoftwareKey,
    dir: Option<PathBuf>,
    ready: watch::Sender<usize>,
}

impl Keys {
    /// Makes (or finds in `dir`) everything that is quick to make.
    ///
    /// # Errors
    /// [`KeysError`].
    pub fn prepare(dir: Option<&Path>, env: &Env) -> Result<Arc<Self>, KeysError> {
        if let Some(dir) = dir {
            std::fs::create_dir_all(dir).map_err(|source| KeysError::File {
                file: dir.to_owned(),
                source,
            })?;
        }
        let mut countries = Vec::new();
        for country in &COUNTRIES {
            let (metadata, anchor) = match country.habits.anchor {
                Anchor::Leaf => {
                    let key = kept(dir, country, "metadata", || {
                        make(country, "metadata", KeyKind::Ec(Curve::P256), env)
                    })?;
                    let own = own_certificate(&key)?;
                    (key, own)
                }
                Anchor::Authority => {
                    let authority = kept(dir, country, "authority", || {
                        make(country, "authority", KeyKind::Ec(Curve::P384), env)
                    })?;
                    let key = kept(dir, country, "metadata", || {
                        authority.issue(
                            KeyKind::Ec(Curve::P256),
                            subject(country, &common_name(country, "metadata")),
                            validity(env),
                            env.random(),
                            false,
                        )
                    })?;
                    (key, own_certificate(&authority)?)
                }
            };
            countries.push(CountryKeys {
                metadata: Arc::new(metadata),
                anchor,
                message: RwLock::new(None),
            });
        }
        let connectors = COUNTRIES
            .iter()
            .map(|country| ConnectorKeys::prepare(dir, country, env))
            .collect::<Result<_, _>>()?;
        Ok(Arc::new(Self {
            countries,
            connectors,
            list: kept_as(dir, "service-list", || {
                let subject = Subject {
                    common_name: "Demo service list",
                    organization: "Demo Europe",
                    country: "EU",
                };
                let kind = KeyKind::Ec(Curve::P256);
                SoftwareKey::generate(kind, subject, validity(env), env.random())
            })?,
            dir: dir.map(Path::to_owned),
            ready: watch::Sender::new(0),
        }))
    }

    /// The keys of the country at this place in [`COUNTRIES`].
    #[must_use]
    pub fn of(&self, index: usize) -> Option<&CountryKeys> {
        self.countries.get(index)
    }

    /// The keys of that country's connector.
    #[must_use]
    pub fn connector(&self, index: usize) -> Option<&ConnectorKeys> {
        self.connectors.get(index)
    }

    /// Signs the list of nodes.
    pub(crate) fn list(&self) -> &SoftwareKey {
        &self.list
    }

    /// How many countries are ready; changes, and a connector that is ready, wake the receiver.
    #[must_use]
    pub fn ready(&self) -> watch::Receiver<usize> {
        self.ready.subscribe()
    }

    /// Makes the other keys in as many threads as there are processors, quick ones first.
    pub fn make_in_background(self: &Arc<Self>, env: &Env) {
        let threads = std::thread::available_parallelism().map_or(2, usize::from);
        let next = Arc::new(AtomicUsize::new(0));
        for _ in 0..threads.min(COUNTRIES.len()) {
            let (keys, env, next) = (Arc::clone(self), env.clone(), Arc::clone(&next));
            std::thread::spawn(move || keys.work(&env, &next));
        }
    }

    /// Makes the other keys and returns when all are there: for tests.
    pub fn make_now(self: &Arc<Self>, env: &Env) {
        let next = AtomicUsize::new(0);
        let threads = std::thread::available_parallelism().map_or(2, usize::from);
        std::thread::scope(|scope| {
            for _ in 0..threads {
                scope.spawn(|| self.work(env, &next));
            }
        });
    }

    /// Gives a country a new message key at once, as a node does that rolls over without notice.
    ///
    /// # Errors
    /// [`KeysError`].
    pub fn roll(&self, index: usize, habits: &Habits, env: &Env) -> Result<(), KeysError> {
        let (Some(country), Some(slot)) = (COUNTRIES.get(index), self.countries.get(index)) else {
            return Ok(());
        };
        let key = make(country, "message", habits.signing, env)?;
        slot.put_message(with_digest(key, habits)?);
        Ok(())
    }

    fn work(&self, env: &Env, next: &AtomicUsize) {
        let order = order();
        while let Some(job) = order.get(next.fetch_add(1, Ordering::SeqCst)) {
            let made = match *job {
                Job::Node(index) => self.make_message(index, env),
                Job::Connector(index) => self.make_connector(index, env),
            };
            if let Err(error) = made {
                tracing::error!(?job, %error, "keys cannot be made");
            }
        }
    }

    fn make_message(&self, index: usize, env: &Env) -> Result<(), KeysError> {
        let (Some(country), Some(slot)) = (COUNTRIES.get(index), self.countries.get(index)) else {
            return Ok(());
        };
        let key = kept(self.dir.as_deref(), country, "message", || {
            make(country, "message", country.habits.signing, env)
        })?;
        if slot.put_message(with_digest(key, &country.habits)?) {
            self.ready.send_modify(|count| *count += 1);
        }
        Ok(())
    }

    fn make_connector(&self, index: usize, env: &Env) -> Result<(), KeysError> {
        let (Some(country), Some(abroad)) = (COUNTRIES.get(index), ABROAD.get(index)) else {
            return Ok(());
        };
        let Some(slot) = self.connectors.get(index) else {
            return Ok(());
        };
        if slot.complete(self.dir.as_deref(), country, &abroad.habits, env)? {
            self.ready.send_modify(|_| {});
        }
        Ok(())
    }

    /// Gives a connector new working keys at once, for habits that are not those of the table.
    ///
    /// # Errors
    /// [`KeysError`].
    pub(crate) fn roll_connector(
        &self,
        index: usize,
        habits: &abroad::Habits,
        env: &Env,
    ) -> Result<(), KeysError> {
        if let (Some(country), Some(slot)) = (COUNTRIES.get(index), self.connectors.get(index)) {
            slot.complete(None, country, habits, env)?;
        }
        Ok(())
    }
}

/// Whose keys are to be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Job {
    Node(usize),
    Connector(usize),
}

/// Elliptic keys of all first, then the countries' RSA keys, then the connectors'.
fn order() -> Vec<Job> {
    let cost = |job: &Job| match *job {
        Job::Node(index) => (0, bits(COUNTRIES.get(index).map(|c| c.habits.signing))),
        Job::Connector(index) => {
            let habits = ABROAD.get(index).map(|abroad| abroad.habits);
            let own = habits.and_then(|habits| match habits.decrypts {
                Decrypts::With(kind) => Some(kind),
                Decrypts::WithTheSigningKey => None,
            });
            let most = bits(habits.map(|habits| habits.signing)).max(bits(own));
            (u32::from(most > 0), most)
        }
    };
    let connectors = (0..ABROAD.len()).map(Job::Connector);
    let mut order: Vec<Job> = (0..COUNTRIES.len())
        .map(Job::Node)
        .chain(connectors)
        .collect();
    order.sort_by_key(cost);
    order
}

/// Elliptic keys cost nothing.
fn bits(kind: Option<KeyKind>) -> u32 {
    match kind {
        Some(KeyKind::Rsa(bits)) => bits,
        _ => 0,
    }
}

fn common_name(country: &Country, role: &str) -> String {
    format!("Demo {} {role}", country.name)
}

fn subject<'a>(country: &Country, common_name: &'a str) -> Subject<'a> {
    Subject {
        common_name,
        organization: "Demo Europe",
        country: country.code,
    }
}

fn validity(env: &Env) -> Validity {
    let now = env.now_s();
    // A day back: tests and slow clocks stand before now.
    Validity {
        not_before: now - 86_400,
        not_after: now + VALIDITY_SECONDS,
    }
}

pub(crate) fn make(
    country: &Country,
    role: &str,
    kind: KeyKind,
    env: &Env,
) -> Result<SoftwareKey, xmlsec::Error> {
    SoftwareKey::generate(
        kind,
        subject(country, &common_name(country, role)),
        validity(env),
        env.random(),
    )
}

pub(crate) fn own_certificate(key: &SoftwareKey) -> Result<Certificate, KeysError> {
    Ok(Certificate::from_pem(key.certificates_pem().as_bytes())?)
}

fn with_digest(key: SoftwareKey, habits: &Habits) -> Result<SoftwareKey, xmlsec::Error> {
    let method = crate::node::signature_method(habits.signing, habits.digest);
    match method {
        Some(method) => key.with_method(method),
        None => Ok(key),
    }
}

/// The key in this file, or a new one that is then written there.
pub(crate) fn kept(
    dir: Option<&Path>,
    country: &Country,
    role: &str,
    make: impl FnOnce() -> Result<SoftwareKey, xmlsec::Error>,
) -> Result<SoftwareKey, KeysError> {
    kept_as(dir, &format!("{}-{role}", country.label()), make)
}

fn kept_as(
    dir: Option<&Path>,
    name: &str,
    make: impl FnOnce() -> Result<SoftwareKey, xmlsec::Error>,
) -> Result<SoftwareKey, KeysError> {
    let Some(dir) = dir else {
        return Ok(make()?);
    };
    let file = dir.join(format!("{name}.pem"));
    if let Ok(pem) = std::fs::read(&file) {
        return Ok(SoftwareKey::from_pem(&pem, &pem)?);
    }
    let key = make()?;
    write_private(
        &file,
        &[key.private_key_pem().as_str(), &key.certificates_pem()].concat(),
    )?;
    Ok(key)
}

/// Writes a file that only its owner may read.
pub(crate) fn write_private(file: &Path, text: &str) -> Result<(), KeysError> {
    use std::io::Write as _;
    use std::os::unix::fs::OpenOptionsExt as _;
    let failed = |source| KeysError::File {
        file: file.to_owned(),
        source,
    };
    std::fs::OpenOptions::new()
        .write(true)
        .create(true)
        .truncate(true)
        .mode(0o600)
        .open(file)
        .and_then(|mut open| open.write_all(text.as_bytes()))
        .map_err(failed)
}
