// SPDX-License-Identifier: EUPL-1.2
//! The last good copies in the data directory. They are believed for their signature, as on the
//! day they came: whoever can write there gains nothing but an outage.

use std::io;
use std::num::NonZero;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicI64};

use arc_swap::ArcSwap;
use eidas::{MetadataHistory, Peer};
use openssl::sha::sha256;
use tokio::sync::{Mutex, Notify};

use super::refresh::remembered;
use super::{Entry, Known, Shared};
use crate::settings::{PeerSettings, PeerSource};

/// What a document proves, with its SHA-256 and what was in force before it.
pub(super) type Proven = (Arc<Peer>, [u8; 32], MetadataHistory);

impl Shared {
    /// One entry per node: those of `before` that did not change, and new ones with
    /// what is stored of them. Verified in parallel, because the gateway is not ready before.
    pub(super) fn load(
        &self,
        peers: &[Arc<PeerSettings>],
        before: &[Arc<Entry>],
    ) -> Vec<Arc<Entry>> {
        let threads = std::thread::available_parallelism().map_or(1, NonZero::get);
        let share = peers.len().div_ceil(threads).max(1);
        let one = |peer: &Arc<PeerSettings>| {
            let same = before.iter().find(|entry| entry.settings == *peer).cloned();
            same.unwrap_or_else(|| Arc::new(self.entry(peer)))
        };
        std::thread::scope(|scope| {
            let work: Vec<_> = peers
                .chunks(share)
                .map(|peers| scope.spawn(move || peers.iter().map(one).collect::<Vec<_>>()))
                .collect();
            work.into_iter()
                .flat_map(|thread| thread.join().unwrap_or_default())
                .collect()
        })
    }

    fn entry(&self, settings: &Arc<PeerSettings>) -> Entry {
        let mut known = Known {
            read_ms: self.env.now_ms(),
            // Attack (MD-04): a stolen key comes back when the copy has ended or is gone, and somebody waits for a start. What was
            // seen before does not end with it.
            history: self.history(settings).unwrap_or_default(),
            ..Known::default()
        };
        match self.last_good(settings) {
            Some(Ok((peer, document, history))) => {
                known.peer = Some(peer);
                known.document = document;
                known.history = history;
            }
            Some(Err(reason)) => {
                known.fault = Some((reason, self.env.now_ms()));
                tracing::warn!(
                    peer = settings.entity_id.as_str(),
                    reason,
                    "the stored metadata is not used"
                );
            }
            None => {}
        }
        Entry {
            settings: settings.clone(),
            transport: self.profile.transport(),
            known: ArcSwap::from_pointee(known),
            turn: Mutex::new(None),
            wake: Notify::new(),
            woken_ms: AtomicI64::new(i64::MIN),
            clock_ahead_s: AtomicI64::new(0),
            gone: AtomicBool::new(false),
        }
    }

    /// What is stored of this node, verified now with the lists at hand; with the document's hash.
    pub(super) fn last_good(
        &self,
        settings: &PeerSettings,
    ) -> Option<Result<Proven, &'static str>> {
        let file = match &settings.source {
            PeerSource::Signed { .. } => &self.copy_of(settings),
            PeerSource::SignedFile { file, .. } | PeerSource::Pinned { file, .. } => file,
        };
        let bytes = std::fs::read(file).ok()?;
        let (lists, transport) = (self.lists_at_hand(settings), self.profile.transport());
        let peer = settings.verify(&bytes, &lists, transport, self.now());
        let proven = peer.and_then(|peer| {
            let history = remembered(self.history(settings), &peer, self.now())?;
            Ok((Arc::new(peer), sha256(&bytes), history))
        });
        Some(proven)
    }

    pub(super) fn copy_of(&self, settings: &PeerSettings) -> PathBuf {
        settings.copy_in(&self.directory)
    }

    /// Keeps a verified document for the next start, and what was in force before it.
    pub(super) fn keep(
        &self,
        settings: &PeerSettings,
        bytes: &[u8],
        history: &MetadataHistory,
    ) -> io::Result<()> {
        self.keep_file(&self.copy_of(settings), bytes)?;
        let history = serde_json::to_vec(history).map_err(io::Error::other)?;
        self.keep_file(&self.history_of(settings), &history)
    }

    fn history_of(&self, settings: &PeerSettings) -> PathBuf {
        self.copy_of(settings).with_extension("history")
    }

    /// What was kept of earlier documents of a node that publishes its own. One that cannot be read
    /// is none: whoever can write there could as well remove it.
    fn history(&self, settings: &PeerSettings) -> Option<MetadataHistory> {
        let PeerSource::Signed { .. } = settings.source else {
            return None;
        };
        let bytes = std::fs::read(self.history_of(settings)).ok()?;
        serde_json::from_slice(&bytes).ok()
    }

    /// Written beside and renamed, so that a crash leaves the old or the new one.
    pub(super) fn keep_file(&self, file: &Path, bytes: &[u8]) -> io::Result<()> {
        std::fs::create_dir_all(&self.directory)?;
        let fresh = file.with_extension("new");
        std::fs::write(&fresh, bytes)?;
        std::fs::rename(fresh, file)
    }
}
