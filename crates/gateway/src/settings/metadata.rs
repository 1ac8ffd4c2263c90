// SPDX-License-Identifier: EUPL-1.2
//! The metadata of a configured peer: where its copy lies, and the one place where it becomes a
//! [`Peer`].

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use bytes::Bytes;
use eidas::{Instant, Peer};
use store::seal::sha256;
use xmlsec::{Certificate, RevocationList, TrustAnchors};

use super::{PeerSettings, PeerSource};

impl PeerSettings {
    /// Where the last good copy of a node's metadata is kept.
    pub fn copy_in(&self, directory: &Path) -> PathBuf {
        let hash = sha256(self.entity_id.as_str().as_bytes());
        let mut name = self.country.as_str().to_owned();
        for byte in hash.iter().take(8) {
            let _ = write!(name, "{}{byte:02x}", if name.len() == 2 { "-" } else { "" });
        }
        directory.join(name).with_extension("xml")
    }

    /// The one place where metadata becomes a [`Peer`]. The error is its stable reason code. `lists`
    /// are those that the entry names, if it names any.
    pub fn verify(
        &self,
        bytes: &[u8],
        lists: &[Bytes],
        transport: eidas::Transport,
        now: Instant,
    ) -> Result<Peer, &'static str> {
        let expected = self.expected(transport);
        let peer = match &self.source {
            PeerSource::Signed { anchors, .. } | PeerSource::SignedFile { anchors, .. }
                if anchors.is_empty() =>
            {
                // What a configuration names and two persons did not approve was taken out.
                return Err("trust_anchor_not_approved");
            }
            PeerSource::Signed { anchors, .. } | PeerSource::SignedFile { anchors, .. } => {
                let anchors: Result<Vec<_>, _> = anchors
                    .iter()
                    .map(|der| Certificate::from_der(der))
                    .collect();
                let mut anchors =
                    TrustAnchors::new(anchors.map_err(|_| "trust_anchor_unreadable")?);
                if !self.crls.is_empty() {
                    let lists: Result<Vec<_>, _> = lists
                        .iter()
                        .map(|list| RevocationList::read(list))
                        .collect();
                    anchors = anchors.checked_for_revocation(lists.map_err(|_| "crl_malformed")?);
                }
                Peer::from_signed_metadata(bytes, &anchors, &expected, now)
            }
            PeerSource::Pinned { sha256, .. } => {
                Peer::from_pinned_file(bytes, sha256, &expected, now)
            }
        };
        peer.map_err(|error| error.reason())
    }
}
