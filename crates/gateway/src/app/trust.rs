// SPDX-License-Identifier: EUPL-1.2
//! Whom we believe now: e-IDs, providers of PIDs, foreign nodes. Asked anew at each step, so that what an
//! operator closes or two persons approve counts in logins under way too.

use std::sync::{Arc, PoisonError};

use eidas::LevelOfAssurance;
use store::StoreError;

use super::App;
use crate::citizen::PidProvider;
use crate::settings::{Access, EidId, EidSettings, Settings};

impl App {
    /// Whether an e-ID may be used for a foreign request now, and with which of its words. Asked
    /// anew at each step: a suspension counts in flows under way too.
    pub fn abroad(&self, eid: &EidSettings) -> Access {
        if let Some(suspension) = self.levers.eid(&eid.id) {
            return Access::Suspended(suspension);
        }
        let current = self.current();
        let proxy = current.settings.proxy_service.as_ref();
        eid.abroad(proxy.is_some_and(|proxy| proxy.open_pre_notified))
    }

    /// Whether a national service may use an e-ID now. Asked anew at each step.
    pub fn at_home(&self, eid: &EidSettings) -> Access {
        match self.levers.eid(&eid.id) {
            Some(suspension) => Access::Suspended(suspension),
            None => eid.at_home(),
        }
    }

    /// The level that a PID of this provider proves now; `None` when it may not be believed: wallets
    /// or its country are closed, or its provider was struck off. Asked anew at each step (attack
    /// WV-18).
    pub fn level_of_pid(&self, pid: &PidProvider) -> Option<LevelOfAssurance> {
        let settings = self.settings();
        let wallet = settings.wallet.as_ref()?;
        if self.levers.eid(&EidId::wallet()).is_some() || self.levers.country(pid.country).is_some()
        {
            return None;
        }
        let issuers = self.lists.issuers();
        let trusted = issuers.still_trust(&pid.provenance(), self.env.now_s());
        trusted.ok().and_then(|()| wallet.level_of(pid.country))
    }

    /// Reads which trust anchors are approved, here or at another node, and lets no other count. Must have
    /// been done before anything is fetched.
    ///
    /// # Errors
    /// The store or the trail failed.
    pub async fn settle_trust(&self) -> Result<(), StoreError> {
        let file = self.file();
        for anchor in self.approvals.settle(&self.records, &file).await? {
            let noted = self.audit.note(anchor.first()).await;
            noted.map_err(|error| StoreError::Io(error.to_string()))?;
        }
        for anchor in self.approvals.held_back(&file) {
            let (of, sha256) = (&anchor.of, &anchor.sha256);
            tracing::warn!(
                of,
                sha256,
                "a trust anchor waits for two persons: landport trust propose"
            );
        }
        let _turn = self.0.swap.lock().unwrap_or_else(PoisonError::into_inner);
        self.hold_trust(&self.file());
        Ok(())
    }

    /// Whom we know, and by whose word: the only way from a configuration to foreign nodes.
    pub(super) fn hold_trust(&self, settings: &Arc<Settings>) {
        let held = self.approvals.hold(settings);
        self.0.peers.reconfigure(&held);
        self.0.service_lists.reconfigure(&held);
    }
}
