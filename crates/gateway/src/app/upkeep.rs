// SPDX-License-Identifier: EUPL-1.2
//! What the gateway does by itself, whether anybody logs in or not. Each ends with its task.

use std::time::Duration;

use super::App;

/// Half of what a breaker's pause takes. Most looks find everything fresh and ask nobody.
const LOOK_EVERY: Duration = Duration::from_secs(15);

/// So often the journal of matching and the trail are looked through: their days end at midnight. For the first time so
/// long after a start.
///
/// Attack of chance: a machine starts with a clock that is years ahead, until its time service has set it; by that clock
/// everything has reached its time. Defence: by then the clock is set, or somebody was called (`LandportClockWrong`).
const SWEEP_EVERY: Duration = Duration::from_secs(3600);

/// As often as the store tries the same.
const HEAL_EVERY: Duration = Duration::from_secs(1);

impl App {
    /// Keeps what is known of every e-ID fresh, and finds out which ones are back. Ends with the task.
    pub async fn keep_eids_fresh(self) {
        loop {
            let current = self.current();
            for upstream in current.upstreams.values() {
                let eid = upstream.settings.id.as_str();
                if let Err(failure) = upstream.refresh(&self.env).await {
                    tracing::warn!(eid, %failure, "an e-ID cannot be used");
                }
            }
            drop(current);
            tokio::time::sleep(LOOK_EVERY).await;
        }
    }

    /// Keeps what says whom we know fresh: foreign nodes, and what a wallet's PID is held against. Ends with
    /// the task.
    pub async fn keep_lists_fresh(self) {
        let revocation = || self.lists.revokers();
        tokio::join!(
            self.service_lists.keep_fresh(),
            self.lists.keep_fresh(),
            self.statuses.keep_fresh(revocation)
        );
    }

    /// Sends traces of logins to whoever collects them. Ends with the task.
    pub async fn keep_traces(self) {
        let node = crate::nodes::name(&self.settings().data);
        let collector = || self.settings().traces.clone();
        self.traces.export(&self.fetch, &node, collector).await;
    }

    /// Sends the audit trail to the syslog server of the configuration. Ends with the task, or after
    /// [`crate::audit::Shipper::end`].
    pub async fn keep_syslog(self) {
        self.shipper.run(|| self.settings().syslog.clone()).await;
    }

    /// Removes what of the audit trail has reached its time. Ends with the task.
    pub async fn keep_trail_short(self) {
        loop {
            tokio::time::sleep(SWEEP_EVERY).await;
            let ships = self.settings().syslog.is_some();
            if let Err(error) = self.audit.remove_old(ships).await {
                tracing::error!(%error, "old files of the audit trail stay");
            }
        }
    }

    /// Opens the audit trail again when it failed and its disk has room. Ends with the task.
    pub async fn heal_the_trail(self) {
        loop {
            tokio::time::sleep(HEAL_EVERY).await;
            if let Err(error) = self.audit.heal().await {
                tracing::debug!(%error, "the audit log still cannot be written");
            }
        }
    }

    /// Removes what the journal of matching has kept long enough. Ends with the task.
    pub async fn keep_journal_short(self) {
        loop {
            tokio::time::sleep(SWEEP_EVERY).await;
            if let Some(journal) = self.current().journal.clone() {
                let now = eidas::Instant::from_ms(self.env.now_ms());
                let swept = tokio::task::spawn_blocking(move || journal.sweep_at(now)).await;
                if let Ok(Err(error)) = swept {
                    tracing::error!(%error, "old days of the journal of matching stay");
                }
            }
        }
    }
}
