// SPDX-License-Identifier: EUPL-1.2
//! A Norwegian abroad: thirteen foreign services and the connectors that ask for them.
//!
//! ```text
//! service.se.localhost
//!   GET  /                 a greeting and a button
//!   GET  /login            choose a country
//!   POST /login            country and button → the connector's AuthnRequest, by form or address
//!   GET  /me?login=…       who came, or why nobody did
//! connector.se.localhost
//!   GET  /metadata         signed with the metadata key
//!   POST /acs              the answer, verified for real → back to the service
//! ```
//!
//! The connector knows which browser of its service asked: an answer that is carried into another
//! one is shown to nobody.

mod answer;
mod document;
pub mod habits;
pub mod keys;
mod metadata;
mod pages;
mod request;
mod said;
pub(crate) mod service;
mod shown;
pub mod table;
#[cfg(test)]
mod tests;

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};

use eidas::{CountryCode, Instant};
use xmlsec::Certificate;

use crate::country::Country;
use crate::env::Env;
use crate::kept::Kept as KeptMetadata;
use crate::place::Place;
use answer::{Arrived, Waiting};
pub use habits::{Asks, Decrypts, Habits, HandsOver, Mischief, Relay, Sector, Sends, Verifies};
pub use table::{ABROAD, Abroad, E_JUSTICE_ROLE};

/// Questions that wait and answers that are kept, of one connector. The oldest goes when there
/// are more.
const MAX_KEPT: usize = 10_000;

/// The Proxy-Service that the connectors ask, and why they believe its metadata.
#[derive(Clone, Debug)]
pub struct ProxyService {
    /// Its entityID, which is where its metadata is.
    pub entity_id: String,
    /// Its country.
    pub country: CountryCode,
    /// What its metadata has to lead to.
    pub anchors: Vec<Certificate>,
}

/// What a gateway has to know of one connector.
#[derive(Clone, Debug)]
pub struct ConnectorRegistration {
    /// `SE`.
    pub country: &'static str,
    /// The country's name in English.
    pub name: &'static str,
    /// entityID and address of the metadata.
    pub metadata_url: String,
    /// The certificate to pin.
    pub anchor: Certificate,
}

/// Why a login abroad does not go on.
#[derive(Debug, thiserror::Error)]
pub enum AbroadError {
    /// A message or metadata is not what the profile wants.
    #[error(transparent)]
    Eidas(#[from] eidas::Error),
    /// A key or a document fails.
    #[error(transparent)]
    Xml(#[from] xmlsec::Error),
    /// The content is encrypted in a way that the connector's metadata does not list.
    #[error("encrypted with {0}, which this connector does not list")]
    Encryption(String),
    /// Norway's metadata cannot be fetched, or offers no such way in.
    #[error("the Norwegian Proxy-Service cannot be reached")]
    NoGateway,
    /// No question of this connector waits for this answer (any more).
    #[error("no question waits for this answer")]
    NoQuestion,
    /// A failure without `StatusMessage`, over which the reference node crashes.
    #[error("a failure without StatusMessage")]
    NoStatusMessage,
    /// The keys are still being made.
    #[error("this country is still making its keys")]
    NotReady,
    /// Signed with a method that the connector's metadata does not list.
    #[error("this connector verifies RSASSA-PSS alone")]
    OnlyPss,
    /// `RelayState` is not the one that was sent.
    #[error("RelayState came back changed")]
    RelayState,
    /// So many attributes came that nobody asked for.
    #[error("{0} attributes came that were not asked for")]
    Unrequested(usize),
}

/// A foreign service with its connector.
pub(crate) struct Foreign {
    pub(crate) country: &'static Country,
    pub(crate) abroad: &'static Abroad,
    pub(crate) index: usize,
    habits: RwLock<Habits>,
    mischief: RwLock<Vec<Mischief>>,
    pub(crate) metadata_kept: KeptMetadata,
    memory: Mutex<Memory>,
}

#[derive(Default)]
struct Memory {
    /// By the ID of the request.
    waiting: VecDeque<(String, Waiting)>,
    results: VecDeque<Kept>,
}

/// An answer for one browser.
#[derive(Clone)]
struct Kept {
    name: String,
    browser: String,
    arrived: Arc<Arrived>,
}

impl Foreign {
    pub(crate) fn new(country: &'static Country, abroad: &'static Abroad, index: usize) -> Self {
        Self {
            country,
            abroad,
            index,
            habits: RwLock::new(abroad.habits),
            mischief: RwLock::default(),
            metadata_kept: KeptMetadata::default(),
            memory: Mutex::default(),
        }
    }

    /// All thirteen.
    pub(crate) fn all() -> Vec<Self> {
        crate::countries::COUNTRIES
            .iter()
            .zip(&ABROAD)
            .enumerate()
            .map(|(index, (country, abroad))| Self::new(country, abroad, index))
            .collect()
    }

    pub(crate) fn habits(&self) -> Habits {
        *self.habits.read().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn set_habits(&self, habits: Habits) {
        *self.habits.write().unwrap_or_else(PoisonError::into_inner) = habits;
    }

    fn mischief(&self) -> Vec<Mischief> {
        self.mischief
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    pub(crate) fn set_mischief(&self, mischief: Vec<Mischief>) {
        *self
            .mischief
            .write()
            .unwrap_or_else(PoisonError::into_inner) = mischief;
    }

    pub(crate) fn entity_id(&self, place: Place) -> String {
        format!("{}/metadata", self.connector(place))
    }

    /// Origin of the service.
    pub(crate) fn service(&self, place: Place) -> String {
        place.origin(&format!("service.{}", self.country.label()))
    }

    fn connector(&self, place: Place) -> String {
        place.origin(&format!("connector.{}", self.country.label()))
    }

    fn consumer(&self, place: Place) -> String {
        format!("{}/acs", self.connector(place))
    }

    fn code(&self) -> CountryCode {
        CountryCode::parse(self.country.code).unwrap_or(CountryCode::UNION)
    }

    /// The connector's own idea of the time.
    pub(crate) fn now(&self, env: &Env) -> Instant {
        Instant::from_ms(env.now_ms() + self.habits().clock_seconds * 1000)
    }

    fn memory(&self) -> MutexGuard<'_, Memory> {
        self.memory.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn wait(&self, id: String, waiting: Waiting) {
        let mut memory = self.memory();
        if memory.waiting.len() >= MAX_KEPT {
            memory.waiting.pop_front();
        }
        memory.waiting.push_back((id, waiting));
    }

    /// The question of this ID, which waits no longer.
    fn take(&self, id: &str) -> Option<Waiting> {
        let mut memory = self.memory();
        let place = memory
            .waiting
            .iter()
            .position(|(waiting, _)| waiting == id)?;
        memory.waiting.remove(place).map(|(_, waiting)| waiting)
    }

    fn keep(&self, kept: Kept) {
        let mut memory = self.memory();
        if memory.results.len() >= MAX_KEPT {
            memory.results.pop_front();
        }
        memory.results.push_back(kept);
    }

    /// An answer of this name, or the newest, if it came for this browser.
    fn kept(&self, browser: &str, name: Option<&str>) -> Option<Kept> {
        let memory = self.memory();
        let mut newest_first = memory.results.iter().rev();
        newest_first
            .find(|kept| kept.browser == browser && name.is_none_or(|name| name == kept.name))
            .cloned()
    }

    fn forget(&self, browser: &str) {
        self.memory().results.retain(|kept| kept.browser != browser);
    }
}
