// SPDX-License-Identifier: EUPL-1.2
//! What strangers cause in the trail and in the log, each within a budget ([`crate::refusals`]): what is left
//! out is counted, and told of.

use std::sync::Arc;
use std::time::Duration;

use super::App;
use crate::audit::{AuditError, AuditEvent};
use crate::caller::Caller;
use crate::refusals::{InFlood, LeftOut, Noted, TOLD_AFTER_MS, reference};

impl App {
    /// Writes down the refusal of somebody who proved nothing, if there is room for one more of
    /// this source; else counts it.
    pub async fn note_refusal(
        &self,
        caller: Caller,
        event: AuditEvent,
    ) -> Result<Noted, AuditError> {
        let now_ms = self.env.now_ms();
        if let Some(left_out) = self.refusals.due(now_ms) {
            self.tell(left_out).await?;
        }
        match self
            .refusals
            .admit(caller.0, now_ms, || reference(&self.env))
        {
            Ok(()) => self.audit.note(event).await.map(|()| Noted::Written),
            Err(InFlood { first, reference }) => {
                if first {
                    self.tell_in_a_minute();
                }
                Ok(Noted::Counted { reference })
            }
        }
    }

    /// Whether the log takes one more line of what this source causes. Attack: addresses that are
    /// nowhere, ten thousand times a second, fill the disk with lines.
    pub fn logs(&self, caller: Caller) -> bool {
        let now_ms = self.env.now_ms();
        let admitted = self.log_lines.admit(caller.0, now_ms, String::new);
        admitted.is_ok()
    }

    /// Tells how many refusals were left out and not yet told: before the end.
    pub async fn tell_left_out(&self) -> Result<(), AuditError> {
        match self.refusals.rest() {
            Some(left_out) => self.tell(left_out).await,
            None => Ok(()),
        }
    }

    /// A flood that ends is told of too. Holds nothing back when the gateway ends first.
    fn tell_in_a_minute(&self) {
        let app = Arc::downgrade(&self.0);
        tokio::spawn(async move {
            let pause = u64::try_from(TOLD_AFTER_MS).unwrap_or(60_000);
            tokio::time::sleep(Duration::from_millis(pause + 1)).await;
            let Some(app) = app.upgrade().map(Self) else {
                return;
            };
            if let Some(left_out) = app.refusals.due(app.env.now_ms())
                && let Err(error) = app.tell(left_out).await
            {
                tracing::error!(%error, "the audit trail cannot be written");
            }
        });
    }

    async fn tell(&self, left_out: LeftOut) -> Result<(), AuditError> {
        tracing::warn!(
            count = left_out.count,
            reference = left_out.reference,
            "refusals were left out of the audit trail"
        );
        let event = AuditEvent::RefusalsLeftOut {
            count: left_out.count,
            since: eidas::Instant::from_ms(left_out.since_ms).to_string(),
            reference: left_out.reference,
        };
        self.audit.note(event).await
    }
}
