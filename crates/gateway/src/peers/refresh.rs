// SPDX-License-Identifier: EUPL-1.2
//! The background: fetch, verify, refuse a rollback, keep, swap; then sleep until it is time.

use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use bytes::Bytes;
use eidas::{MetadataHistory, Peer, PeerWarning, Succession, Tolerance};
use openssl::sha::sha256;
use store::seal::hex;

use super::revocation::is_revoked;
use super::{Alarm, Entry, Known, Shared};
use crate::audit::AuditEvent;
use crate::fetch::{FetchError, FetchRequest, Reach};
use crate::settings::{PeerSettings, PeerSource, Profile};

/// A signed document of the largest node known has 60 KB. MD-11.
const MOST_BYTES: usize = 5 * 1024 * 1024;
/// Fetched at least this often, however long it is valid. MD-03.
const LONGEST: Duration = Duration::from_secs(24 * 3600);
/// And not more often than this, however short it is valid. MD-03.
const SHORTEST: Duration = Duration::from_secs(60);

/// What one try came to.
enum Try {
    /// Nothing new at the source.
    Unchanged,
    /// A verified document, and what it means to the one before.
    Fresh(Arc<Peer>, Bytes, Succession),
}

impl Shared {
    /// The life of one node: refreshed until it is no longer configured.
    pub(super) fn keep_fresh(self: Arc<Self>, entry: Arc<Entry>) {
        tokio::spawn(async move {
            while !entry.gone.load(Ordering::SeqCst) {
                // A stored copy serves at once, but may be old: the first fetch is soon anyway.
                self.refresh(&entry).await;
                let pause = self.pause(&entry);
                tokio::select! {
                    () = tokio::time::sleep(pause) => {}
                    () = entry.wake.notified() => {}
                }
            }
        });
    }

    /// How long until the next try: a third of the lifetime after a good one, with a tenth of
    /// jitter so that thirty nodes are not asked at once; soon and then less often after bad ones.
    pub(super) fn pause(&self, entry: &Entry) -> Duration {
        let known = entry.known.load();
        let pause = match (&known.peer, known.failures) {
            (Some(peer), 0) => {
                let left_ms = peer.valid_until().ms().saturating_sub(self.env.now_ms());
                let left = Duration::from_millis(u64::try_from(left_ms).unwrap_or(0));
                (left / 3)
                    .min(peer.refresh_after())
                    .clamp(SHORTEST, LONGEST)
            }
            (peer, failures) => {
                // With a good copy there is time; without one people are waiting.
                let (first, most) = match (peer, self.profile) {
                    (_, Profile::Demo) => (Duration::from_millis(500), Duration::from_millis(500)),
                    (Some(_), _) => (SHORTEST, Duration::from_secs(3600)),
                    (None, _) => (Duration::from_secs(5), Duration::from_secs(300)),
                };
                let doublings = failures.saturating_sub(1).min(10);
                first.saturating_mul(1 << doublings).min(most)
            }
        };
        let jitter = u32::from(self.env.bytes::<1>()[0]);
        pause - pause / 10 * jitter / 255
    }

    /// Fetches and verifies one node's metadata once. A document that does not stand the test
    /// changes nothing but the reason: the last good one serves until its end, or until whoever
    /// signed it is revoked.
    pub(super) async fn refresh(&self, entry: &Arc<Entry>) {
        let mut validators = entry.turn.lock().await;
        let before = entry.known.load_full();
        let tried = self.try_once(entry, &before, &mut validators).await;
        let country = entry.settings.country;
        let mut known = match tried {
            Ok(Try::Unchanged) => {
                self.metrics.metadata(country.as_str(), "unchanged");
                Known {
                    fault: None,
                    failures: 0,
                    read_ms: self.env.now_ms(),
                    ..Known::clone(&before)
                }
            }
            Ok(Try::Fresh(peer, bytes, succession)) => {
                let history = before.history.with(&peer, self.now());
                if let PeerSource::Signed { .. } = entry.settings.source
                    && let Err(error) = self.keep(&entry.settings, &bytes, &history)
                {
                    tracing::warn!(%error, "metadata could not be kept for the next start");
                }
                self.metrics.metadata(country.as_str(), "updated");
                Known {
                    fault: None,
                    failures: 0,
                    read_ms: self.env.now_ms(),
                    document: sha256(&bytes),
                    peer: Some(peer),
                    told: before.told,
                    history,
                    alarm: self.alarm(entry, &before, succession),
                }
            }
            Err(reason) => {
                *validators = None;
                self.metrics.metadata(country.as_str(), reason);
                let since = before
                    .fault
                    .map_or_else(|| self.env.now_ms(), |(_, since)| since);
                if before.fault.map(|(before, _)| before) != Some(reason) {
                    let peer = entry.settings.entity_id.as_str();
                    let tolerance = Tolerance::of_metadata(reason).map(Tolerance::name);
                    tracing::warn!(
                        peer,
                        country = country.as_str(),
                        reason,
                        tolerance,
                        "metadata refused"
                    );
                }
                // Attack: whoever holds the node's web host brings an old document of a signer that
                // was revoked since. What another signer vouched for is believed as before.
                let peer = if is_revoked(reason) {
                    let good = self.last_good(&entry.settings).and_then(Result::ok);
                    good.map(|(peer, ..)| peer)
                } else {
                    before.peer.clone()
                };
                Known {
                    fault: Some((reason, since)),
                    failures: before.failures.saturating_add(1),
                    peer,
                    ..Known::clone(&before)
                }
            }
        };
        known.told = known.unusable(self.now());
        self.write_down(&entry.settings, &before, &known).await;
        entry.known.store(Arc::new(known));
    }

    /// Whom we trust from now on, and whom not any more, before it counts. Where that cannot be
    /// written no login can end.
    async fn write_down(&self, settings: &PeerSettings, before: &Known, known: &Known) {
        let country = settings.country.as_str().to_owned();
        let peer_entity = settings.entity_id.as_str().to_owned();
        let event = match (known.told, &known.peer) {
            (Some(reason), _) if before.told != Some(reason) => AuditEvent::PeerUnavailable {
                country,
                peer_entity,
                reason: reason.to_owned(),
            },
            (None, Some(peer)) if before.document != known.document || before.told.is_some() => {
                AuditEvent::PeerUpdated {
                    country,
                    peer_entity,
                    sha256: hex(&known.document),
                    valid_until: peer.valid_until().to_string(),
                    unusual: known
                        .alarm
                        .filter(|alarm| before.alarm != Some(*alarm))
                        .map(|alarm| alarm.reason.to_owned()),
                }
            }
            _ => return,
        };
        if let Some(audit) = self.audit.get()
            && let Err(error) = audit.note(event).await
        {
            tracing::error!(%error, "the audit trail cannot be written");
        }
    }

    async fn try_once(
        &self,
        entry: &Arc<Entry>,
        before: &Known,
        validators: &mut Option<crate::fetch::Validators>,
    ) -> Result<Try, &'static str> {
        let bytes = match &entry.settings.source {
            PeerSource::Signed { url, .. } => {
                let request = FetchRequest {
                    url,
                    reach: match entry.settings.listed {
                        // The list wrote it, not the operator.
                        Some(_) => Reach::Supplied,
                        None => Reach::Operator {
                            private: entry.settings.private,
                        },
                    },
                    limit: MOST_BYTES,
                    roots: &entry.settings.extra_roots,
                    headers: &[(
                        "accept",
                        "application/samlmetadata+xml, application/xml, */*",
                    )],
                    // Without a copy that is still good at the next try "not modified" would be no
                    // answer, nor where its signer may have been revoked since.
                    since: validators
                        .as_ref()
                        .filter(|_| self.lasts(before) && entry.settings.crls.is_empty()),
                };
                match self.fetch.get(&request).await {
                    Ok(None) => return Ok(Try::Unchanged),
                    Ok(Some(fetched)) if fetched.status == 200 => {
                        *validators = Some(fetched.validators);
                        self.compare_clocks(entry, fetched.date_s);
                        fetched.body
                    }
                    Ok(Some(_)) => return Err("metadata_http_status"),
                    Err(error) => return Err(reason_of(&error)),
                }
            }
            PeerSource::SignedFile { file, .. } | PeerSource::Pinned { file, .. } => Bytes::from(
                tokio::fs::read(file)
                    .await
                    .map_err(|_| "metadata_file_unreadable")?,
            ),
        };
        let lists = self.lists(&entry.settings).await?;
        let (verifying, document, now) = (entry.clone(), bytes.clone(), self.now());
        let peer = tokio::task::spawn_blocking(move || {
            let (settings, transport) = (&verifying.settings, verifying.transport);
            settings.verify(&document, &lists, transport, now)
        });
        let peer = peer
            .await
            .map_err(|_| "metadata_verification_broke_off")??;
        // MD-04: an older document, rightly signed once, would bring a retired key back to life.
        // What an operator lays down as a file is what the operator means.
        let succession = match &entry.settings.source {
            PeerSource::Signed { .. } => before.history.judge(&peer).map_err(|error| {
                tracing::warn!(peer = peer.entity_id().as_str(), %error, "an old document came back");
                error.reason()
            })?,
            PeerSource::SignedFile { .. } | PeerSource::Pinned { .. } => Succession::Newer,
        };
        say(&peer);
        Ok(Try::Fresh(Arc::new(peer), bytes, succession))
    }

    /// Whether there is a copy that is still good at the next try.
    fn lasts(&self, known: &Known) -> bool {
        let next = self.now().plus(SHORTEST);
        let copy = known.peer.as_ref();
        copy.is_some_and(|peer| peer.in_date(next).is_ok())
    }

    /// Whose clock is wrong cannot be told from one node, and a login dies on the other's page: both
    /// operators should hear of it before. N10 of what was tried.
    fn compare_clocks(&self, entry: &Entry, date_s: Option<i64>) {
        /// Half of what a `[[peer]]` is granted unless its section says otherwise; an honest answer is
        /// younger.
        const MUCH_S: i64 = 30;
        let Some(date_s) = date_s else {
            return;
        };
        let ahead_s = self.env.now_s() - date_s;
        entry.clock_ahead_s.store(ahead_s, Ordering::Relaxed);
        if ahead_s.abs() > MUCH_S {
            tracing::warn!(
                peer = entry.settings.entity_id.as_str(),
                ahead_s,
                "our clock and the one where this node's metadata lies differ: messages of one of us \
                 are too old or not yet valid for the other"
            );
        }
    }

    /// A document that was never seen and ends sooner than the one before is believed, for so an
    /// emergency looks; but a person looks at it too.
    fn alarm(&self, entry: &Entry, before: &Known, succession: Succession) -> Option<Alarm> {
        let Succession::ShorterValidity { before: ended } = succession else {
            return before.alarm;
        };
        let (peer, before) = (entry.settings.entity_id.as_str(), ended.to_string());
        tracing::warn!(
            peer,
            country = entry.settings.country.as_str(),
            before,
            "metadata with a shorter validity than before is believed: an emergency change of keys, \
             or an old document that was never seen; ask the other country"
        );
        Some(Alarm {
            reason: Alarm::SHORTER_VALIDITY,
            since_ms: self.env.now_ms(),
        })
    }
}

/// What the data directory remembers of earlier documents, with the one at hand in force.
pub(super) fn remembered(
    stored: Option<MetadataHistory>,
    peer: &Peer,
    now: eidas::Instant,
) -> Result<MetadataHistory, &'static str> {
    let history = stored.unwrap_or_default();
    history.judge(peer).map_err(|error| error.reason())?;
    Ok(history.with(peer, now))
}

fn say(peer: &Peer) {
    for warning in peer.warnings() {
        let peer = peer.entity_id().as_str();
        if *warning == PeerWarning::RevocationNotChecked {
            tracing::warn!(
                peer,
                "what signs its metadata is not checked for revocation"
            );
            continue;
        }
        tracing::debug!(peer, ?warning, "in accepted metadata");
    }
}

fn reason_of(error: &FetchError) -> &'static str {
    tracing::debug!(%error, "metadata was not fetched");
    match error {
        FetchError::Unreachable { .. } => "metadata_unreachable",
        FetchError::Forbidden { .. } => "metadata_address_forbidden",
        FetchError::TimedOut { .. } => "metadata_timed_out",
        FetchError::TooLarge { .. } => "metadata_too_large",
        _ => "metadata_fetch_misconfigured",
    }
}
