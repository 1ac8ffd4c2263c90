// SPDX-License-Identifier: EUPL-1.2
//! Trust anchors by two persons, at the running gateway or alone with the store.

use eidas::Instant;
use gateway::approvals::{Anchor, Approvals, Asked, Person, Proposal, Said};
use gateway::audit::AuditEvent;

use super::{Clients, NOTHING_WAITS, Operator, Reply, Who, failed, good, nothing_done};

const NOBODY: &str = "neither a gateway nor a store decides about trust here";

impl Operator {
    /// Proposes or approves, and writes down who did, also when it is refused.
    pub(super) async fn trust(&self, asked: Asked, by: Person, who: Who) -> Reply {
        let alone = match self.alone().await {
            Ok(alone) => alone,
            Err(error) => return failed(error),
        };
        let Some(approvals) = approvals(&self.clients, alone.as_ref()) else {
            return failed(NOBODY.to_owned());
        };
        let asked_for = match &asked {
            Asked::Propose { anchor, .. } => (None, Some(anchor.clone())),
            Asked::Approve { id, .. } => {
                let open = approvals.proposals().into_iter().find(|it| it.id == *id);
                (Some(id.clone()), open.map(|it| it.anchor))
            }
        };
        let event = |act, (id, anchor): (Option<String>, Option<Anchor>), reason: &str| {
            AuditEvent::TrustAnchor {
                act,
                proposal: id,
                of: anchor.as_ref().map(|anchor| anchor.of.clone()),
                sha256: anchor.map(|anchor| anchor.sha256),
                person: Some(by.name.clone()),
                reason: Some(reason.to_owned()),
                uid: who.uid,
                login_uid: who.login_uid,
            }
        };
        // Before anything counts: what nobody can read later is not approved.
        let intent = match &asked {
            Asked::Propose { .. } => "to_propose",
            Asked::Approve { .. } => "to_approve",
        };
        let noted = self
            .audit
            .record(event(intent, asked_for.clone(), &by.reason));
        if let Err(error) = noted.await {
            return nothing_done(&error);
        }
        let obeyed = approvals.obey(&self.records, &asked, &by).await;
        let (act, proposal) = match &obeyed {
            Ok(Said::Proposed(proposal)) => ("proposed", Some(proposal)),
            Ok(Said::Approved(proposal)) => ("approved", Some(proposal)),
            Err(_) => ("refused", None),
        };
        let done = match proposal {
            Some(it) => (Some(it.id.clone()), Some(it.anchor.clone())),
            None => asked_for,
        };
        let reason = match &obeyed {
            Ok(_) => by.reason.as_str(),
            Err(refused) => refused.reason(),
        };
        if let Err(error) = self.audit.note(event(act, done, reason)).await {
            return failed(format!(
                "{act}; the trail says only that it was asked for, for the rest could not be written: {error}"
            ));
        }
        let said = match obeyed {
            Err(refused) => return failed(refused.to_string()),
            Ok(said) => said,
        };
        if let (Said::Approved(_), Clients::Running(app)) = (&said, &self.clients)
            && let Err(error) = app.settle_trust().await
        {
            return failed(format!("approved; it counts after a reload: {error}"));
        }
        good(match said {
            Said::Proposed(it) => format!(
                "Proposal {}: {} for {}.\nSHA-256 {}\nAnother person approves it within seven days, with the \
                 fingerprint from the other side:\n  landport trust approve {} --sha256 FINGERPRINT --name NAME \
                 --reason WHY",
                it.id, it.about, it.anchor.of, it.anchor.sha256, it.id
            ),
            Said::Approved(it) => format!(
                "Approved: {} for {}, proposed by {}. It counts as soon as the configuration names it.",
                it.about, it.anchor.of, it.by
            ),
        })
    }

    /// What waits: proposals, and anchors of the configuration that nobody proposed.
    pub(super) async fn trust_status(&self) -> Reply {
        let alone = match self.alone().await {
            Ok(alone) => alone,
            Err(text) => return Reply { done: false, text },
        };
        let Some(approvals) = approvals(&self.clients, alone.as_ref()) else {
            let text = NOBODY.to_owned();
            return Reply { done: false, text };
        };
        let mut lines: Vec<String> = approvals.proposals().iter().map(line).collect();
        for anchor in approvals.held_back(&self.clients.file()) {
            lines.push(format!(
                "{} {}: stands in the configuration and does not count, for two persons did not approve it",
                anchor.of, anchor.sha256
            ));
        }
        good(match lines.is_empty() {
            true => NOTHING_WAITS.to_owned(),
            false => lines.join("\n"),
        })
    }

    /// Where no gateway runs, what the store remembers.
    async fn alone(&self) -> Result<Option<Approvals>, String> {
        let Clients::Alone { file, .. } = &self.clients else {
            return Ok(None);
        };
        let approvals = Approvals::new(self.env.clone());
        let settled = approvals.settle(&self.records, file).await;
        for anchor in settled.map_err(|error| error.to_string())? {
            let noted = self.audit.note(anchor.first()).await;
            noted.map_err(|error| format!("it could not be written to the audit: {error}"))?;
        }
        Ok(Some(approvals))
    }
}

/// Those of the running gateway, or those that were read.
fn approvals<'a>(clients: &'a Clients, alone: Option<&'a Approvals>) -> Option<&'a Approvals> {
    match clients {
        Clients::Running(app) => Some(&app.approvals),
        Clients::Alone { .. } => alone,
    }
}

fn line(it: &Proposal) -> String {
    format!(
        "proposal {} of {} by {} ({}): {} for {}, SHA-256 {}",
        it.id,
        Instant::from_ms(it.since_ms),
        it.by,
        it.reason,
        it.about,
        it.anchor.of,
        it.anchor.sha256
    )
}
