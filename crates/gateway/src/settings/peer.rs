// SPDX-License-Identifier: EUPL-1.2
//! `[[peer]]` as meant.

use std::collections::BTreeSet;
use std::time::Duration;

use eidas::{EntityId, Instant, Tolerance};
use xmlsec::Certificate;

use super::resolve::Resolver;
use super::{PeerSettings, PeerSource, Suspension, Text, ToleranceEntry};
use crate::config::{At, Peer, SuspendedWritten, ToleranceWritten};

impl Resolver {
    /// Every peer of the file.
    pub(super) fn peers(&mut self, list: Option<&At<Vec<At<Peer>>>>) -> Vec<PeerSettings> {
        let Some(list) = list else { return Vec::new() };
        let mut seen = BTreeSet::new();
        let mut peers = Vec::new();
        for at in &list.value {
            let Some(peer) = self.peer(at) else { continue };
            if !seen.insert(peer.entity_id.clone()) {
                let what = format!("{:?} stands here twice", peer.entity_id.as_str());
                self.wrong(at, what, "Keep one [[peer]] for each entityID");
            }
            peers.push(peer);
        }
        peers
    }

    fn peer(&mut self, section: &At<Peer>) -> Option<PeerSettings> {
        let peer = &section.value;
        if let Some(at) = &peer.metadata_url {
            self.outbound_or_private(at, &peer.private);
        }
        let source = self.source(section);
        let entity_id = match (&peer.entity_id, &peer.metadata_url) {
            (Some(at), _) => {
                let parsed = EntityId::parse(&at.value).ok();
                if parsed.is_none() {
                    let what = format!("{:?} is not an entityID", at.value);
                    self.wrong(at, what, "Write the address that its metadata names");
                }
                parsed
            }
            (None, Some(at)) => EntityId::parse(at.value.as_str()).ok(),
            (None, None) => {
                if peer.metadata_file.is_some() {
                    self.wrong(
                        section,
                        "a peer known by a file needs its entityID",
                        "Write entity_id = \"https://…\", as the metadata names it",
                    );
                }
                None
            }
        };
        let skew = peer.clock_skew_seconds.as_ref()?;
        if skew.value > 300 {
            self.wrong(
                skew,
                "five minutes is the most a clock may be off",
                "Write at most 300; have the other side set its clock",
            );
        }
        let tolerances = match &peer.tolerance {
            Some(list) => list
                .value
                .iter()
                .filter_map(|at| self.tolerance(at))
                .collect(),
            None => Vec::new(),
        };
        let extra_roots = match &peer.extra_roots {
            Some(at) => self
                .certificates(at)?
                .iter()
                .map(|root| root.der().to_vec())
                .collect(),
            None => Vec::new(),
        };
        let suspended = match &peer.suspended {
            Some(at) => Some(suspension(&at.value)?),
            None => None,
        };
        let settings = PeerSettings {
            country: peer.country.as_ref()?.value,
            role: peer.role.as_ref()?.value,
            entity_id: entity_id?,
            source: source?,
            skew: Duration::from_secs(u64::from(skew.value)),
            tolerances,
            private: peer.private.as_ref().is_some_and(|at| at.value),
            extra_roots,
            suspended,
        };
        self.metadata_of_file(section, &settings);
        Some(settings)
    }

    /// Metadata that is a file renews itself for nobody: its end is said as long as it is ahead.
    fn metadata_of_file(&mut self, section: &At<Peer>, settings: &PeerSettings) {
        let (PeerSource::SignedFile { file, .. } | PeerSource::Pinned { file, .. }) =
            &settings.source
        else {
            return;
        };
        let Ok(bytes) = std::fs::read(file) else {
            return;
        };
        let transport = self.profile.transport();
        let remedy = "Ask the other country for a new one";
        match crate::peers::verify(&bytes, settings, transport, self.now) {
            Ok(peer) => {
                let what = format!("the metadata in {}", file.display());
                self.ends(section, &what, peer.valid_until(), remedy);
            }
            Err(reason) => {
                let text = format!("{} is not believed ({reason}). {remedy}", file.display());
                self.warn(section, text);
            }
        }
    }

    fn source(&mut self, section: &At<Peer>) -> Option<PeerSource> {
        let peer = &section.value;
        let anchors = match &peer.trust_anchors {
            Some(at) => {
                let certificates = self.certificates(at)?;
                if certificates
                    .iter()
                    .all(|anchor| anchor.not_after() <= self.now.seconds())
                {
                    self.warn(at, "every trust anchor in this file has expired");
                }
                if let Some(end) = certificates.iter().map(Certificate::not_after).max() {
                    let remedy = "Ask the other country for the next one and add it";
                    let end = Instant::from_ms(end.saturating_mul(1000));
                    self.ends(at, "the last trust anchor in this file", end, remedy);
                }
                Some(
                    certificates
                        .iter()
                        .map(|anchor| anchor.der().to_vec())
                        .collect::<Vec<_>>(),
                )
            }
            None => None,
        };
        match (
            &peer.metadata_url,
            &peer.metadata_file,
            &peer.metadata_sha256,
            anchors,
        ) {
            (Some(url), None, None, Some(anchors)) => Some(PeerSource::Signed {
                url: url.value.clone(),
                anchors,
            }),
            (None, Some(file), None, Some(anchors)) => {
                self.read(file)?;
                Some(PeerSource::SignedFile {
                    file: self.path(&file.value),
                    anchors,
                })
            }
            (None, Some(file), Some(sha256), None) => {
                let bytes = self.read(file)?;
                if openssl::sha::sha256(&bytes) != sha256.value.0 {
                    self.wrong(
                        sha256,
                        format!(
                            "{} is another file than the pinned one",
                            file.value.display()
                        ),
                        "Compare its SHA-256 with what the other country sent, then write that",
                    );
                    return None;
                }
                Some(PeerSource::Pinned {
                    file: self.path(&file.value),
                    sha256: sha256.value.0,
                })
            }
            (None, None, _, _) => {
                self.wrong(
                    section,
                    "nothing says where its metadata is",
                    "Write metadata_url, or metadata_file",
                );
                None
            }
            (Some(url), Some(_), _, _) => {
                self.wrong(
                    url,
                    "two sources of metadata",
                    "Keep metadata_url or metadata_file",
                );
                None
            }
            (Some(_), None, Some(at), _) => {
                self.wrong(
                    at,
                    "metadata that is fetched changes; it must be signed",
                    "Write trust_anchors, or metadata_file beside this",
                );
                None
            }
            (_, _, Some(at), Some(_)) => {
                self.wrong(
                    at,
                    "metadata is believed for its signature or for its SHA-256, not both",
                    "Keep trust_anchors or metadata_sha256",
                );
                None
            }
            (_, _, None, None) => {
                if peer.trust_anchors.is_none() {
                    self.wrong(
                        section,
                        "nothing says why its metadata can be believed",
                        "Write trust_anchors = \"file.pem\" (or metadata_sha256 for a middleware)",
                    );
                }
                None
            }
        }
    }

    fn tolerance(&mut self, section: &At<ToleranceWritten>) -> Option<ToleranceEntry> {
        let written = &section.value;
        let until = written.until.as_ref()?;
        let end = Instant::from_ms(until.value.end_ms()?);
        let name = written.name.as_ref()?;
        if end <= self.now {
            let text = format!(
                "the tolerance {} ended on {}; remove it, or talk to the node and set a new day",
                Tolerance::name(name.value),
                until.value.0,
            );
            self.warn(until, text);
        }
        let what = format!("the tolerance {}", Tolerance::name(name.value));
        let remedy = "Ask the node whether it is still needed; remove it, or set a new day";
        self.ends(until, &what, end, remedy);
        Some(ToleranceEntry {
            tolerance: name.value,
            reason: written.reason.as_ref()?.value.clone(),
            until: end,
        })
    }
}

fn suspension(written: &SuspendedWritten) -> Option<Suspension> {
    let nb = written.nb.as_ref()?.value.clone();
    Some(Suspension {
        since: written.since.as_ref()?.value.0.clone(),
        text: Text {
            nn: written
                .nn
                .as_ref()
                .map_or_else(|| nb.clone(), |at| at.value.clone()),
            nb,
            en: written.en.as_ref()?.value.clone(),
        },
    })
}
