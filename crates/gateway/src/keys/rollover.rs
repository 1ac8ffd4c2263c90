// SPDX-License-Identifier: EUPL-1.2
//! A change of the SAML signing keys that is announced.
//!
//! Nodes of version 2.8 and before know one signing key of ours, the last that we publish, and keep our
//! metadata until it ends (reference node: `expireAfterAccess` of a day, so under traffic until
//! `validUntil`). A key that changes in between stops both roads for as long as their copy lives. So the
//! moment is written down one validity ahead, and until it comes no document of ours ends after it: at
//! that moment nobody holds an old one, and the next one that they read has the new key last.

use std::sync::Arc;
use std::time::Duration;

use eidas::Instant;
use xmlsec::KeyKind;

use super::Keys;
use super::kept::SamlKey;

impl Keys {
    /// When the SAML signing keys change places, if that is written down.
    pub fn saml_signing_switch_at(&self) -> Option<Instant> {
        self.saml_signing_switch_at
    }

    /// Whether the moment has come.
    pub fn switched(&self, now: Instant) -> bool {
        self.saml_signing_switch_at.is_some_and(|at| at <= now)
    }

    /// The `validUntil` of what we publish now: one validity on, and never across the change.
    pub fn metadata_ends(&self, now: Instant, validity: Duration) -> Instant {
        let end = now.plus(validity);
        match self.saml_signing_switch_at {
            Some(at) if now < at => end.min(at),
            _ => end,
        }
    }

    /// Whether these keys would sign messages with another preferred key.
    pub fn signs_saml_with_others_than(&self, other: &Self, now: Instant) -> bool {
        let preferred = |keys: &Self| {
            let in_use = keys.saml_signing_in_use(now);
            in_use.first().map(|key| key.leaf().der().to_vec())
        };
        preferred(self) != preferred(other)
    }

    /// The keys that sign messages, the preferred one first. After the change each key of `next` stands
    /// where the one of its kind stood, and those of a kind that had none behind them.
    pub(super) fn saml_signing_in_use(&self, now: Instant) -> Vec<Arc<SamlKey>> {
        let current = &self.saml_signing.current;
        if !self.switched(now) {
            return current.clone();
        }
        taken_over(current, &self.saml_signing.next, |key| is_rsa(key))
    }
}

/// What is in use after each of `next` took the place of the one of its kind, and those of a kind that had
/// none stand behind them.
pub fn taken_over<K: Clone, S: PartialEq>(
    current: &[K],
    next: &[K],
    sort: impl Fn(&K) -> S,
) -> Vec<K> {
    let mut next = next.to_vec();
    let mut take_over = |key: &K| {
        let same = next.iter().position(|new| sort(new) == sort(key));
        same.map_or_else(|| key.clone(), |at| next.remove(at))
    };
    let mut in_use: Vec<_> = current.iter().map(&mut take_over).collect();
    in_use.extend(next);
    in_use
}

fn is_rsa(key: &SamlKey) -> bool {
    matches!(key.leaf().key().kind(), KeyKind::Rsa(_))
}
