// SPDX-License-Identifier: EUPL-1.2

//! Levels of assurance, notified and not. eIDAS Message Format 1.4 §2.4, §3.2.

use serde::{Deserialize, Serialize};

/// A level of a *notified* scheme, Regulation 910/2014 article 8. Higher compares greater.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LevelOfAssurance {
    /// Low.
    Low,
    /// Substantial.
    Substantial,
    /// High.
    High,
}

impl LevelOfAssurance {
    /// All three, lowest first.
    pub const ALL: [Self; 3] = [Self::Low, Self::Substantial, Self::High];

    /// The URI that stands in messages and metadata.
    #[must_use]
    pub const fn uri(self) -> &'static str {
        match self {
            Self::Low => "http://eidas.europa.eu/LoA/low",
            Self::Substantial => "http://eidas.europa.eu/LoA/substantial",
            Self::High => "http://eidas.europa.eu/LoA/high",
        }
    }

    /// `low`, `substantial`, `high`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Low => "low",
            Self::Substantial => "substantial",
            Self::High => "high",
        }
    }

    /// The level of a URI; compared exactly.
    #[must_use]
    pub fn from_uri(uri: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|level| level.uri() == uri)
    }
}

/// A level as it stands on the wire.
///
/// Only notified levels have an order. A non-notified one equals itself and nothing else: nobody
/// has compared it with the Regulation, so it never stands in for a notified one.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Loa {
    /// One of the three.
    Notified(LevelOfAssurance),
    /// Any other URI, e.g. `http://eidas.europa.eu/NotNotified/LoA/high`.
    NonNotified(String),
}

/// Whatever begins like this is the Regulation's own; a fourth level there is an error.
const NOTIFIED_PREFIX: &str = "http://eidas.europa.eu/LoA/";

impl Loa {
    /// Reads a level. `None`: not a URI, or under the prefix of the notified levels (in any case
    /// of letters) without being one of them.
    #[must_use]
    pub fn parse(uri: &str) -> Option<Self> {
        if let Some(level) = LevelOfAssurance::from_uri(uri) {
            return Some(Self::Notified(level));
        }
        let imitates = uri
            .get(..NOTIFIED_PREFIX.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(NOTIFIED_PREFIX));
        (!imitates && crate::id::is_absolute_uri(uri)).then(|| Self::NonNotified(uri.to_owned()))
    }

    /// The URI.
    #[must_use]
    pub fn uri(&self) -> &str {
        match self {
            Self::Notified(level) => level.uri(),
            Self::NonNotified(uri) => uri,
        }
    }

    /// The notified level, if it is one.
    #[must_use]
    pub const fn notified(&self) -> Option<LevelOfAssurance> {
        match self {
            Self::Notified(level) => Some(*level),
            Self::NonNotified(_) => None,
        }
    }
}

/// The level asked for: `saml2p:RequestedAuthnContext`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum RequestedContext {
    /// `Comparison="minimum"` with exactly one notified level: that one or a higher one.
    Minimum(LevelOfAssurance),
    /// `Comparison="exact"` with at least one non-notified level: one of these. When a notified
    /// level is listed, all higher notified ones are too.
    Exact(Vec<Loa>),
}

impl RequestedContext {
    /// Whether an answer at level `reached` is an answer to this question.
    #[must_use]
    pub fn accepts(&self, reached: &Loa) -> bool {
        match self {
            Self::Minimum(level) => reached.notified().is_some_and(|reached| reached >= *level),
            Self::Exact(levels) => levels.contains(reached),
        }
    }

    /// Whether somebody who offers `published` can answer this at all.
    #[must_use]
    pub fn is_served_by(&self, published: &[Loa]) -> bool {
        published.iter().any(|loa| self.accepts(loa))
    }

    /// Refuses a list that breaks the rules of `Comparison="exact"`: at least one non-notified
    /// level, no level twice, and with a notified level all higher ones.
    #[must_use]
    pub fn exact(levels: Vec<Loa>) -> Option<Self> {
        let distinct = levels
            .iter()
            .enumerate()
            .all(|(i, loa)| !levels.iter().skip(i + 1).any(|l| l == loa));
        let some_non_notified = levels.iter().any(|loa| loa.notified().is_none());
        let lowest = levels.iter().filter_map(Loa::notified).min();
        let upwards = LevelOfAssurance::ALL
            .into_iter()
            .filter(|level| lowest.is_some_and(|lowest| *level >= lowest))
            .all(|level| levels.contains(&Loa::Notified(level)));
        (distinct && some_non_notified && upwards).then_some(Self::Exact(levels))
    }
}
