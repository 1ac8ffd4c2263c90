// SPDX-License-Identifier: EUPL-1.2
//! `[[peer]]` as meant.

use pages::i18n::Language;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::time::Duration;

use eidas::{EntityId, Instant, PeerWarning, Tolerance};
use url::Url;
use xmlsec::{Certificate, RevocationList};

use super::resolve::{Resolver, values};
use super::{
    Network, PeerSettings, PeerSource, Profile, RevocationSource, Suspension, Text, ToleranceEntry,
};
use crate::config::{At, Peer, SuspendedWritten, ToleranceWritten};

impl Resolver {
    /// Every peer of the file. `data` is where the last good copies of their metadata are; `answers`: we
    /// have a Proxy-Service.
    pub(super) fn peers(
        &mut self,
        list: Option<&At<Vec<At<Peer>>>>,
        data: Option<&Path>,
        answers: bool,
    ) -> Vec<PeerSettings> {
        let Some(list) = list else { return Vec::new() };
        let mut seen = BTreeSet::new();
        let mut peers = Vec::new();
        for at in &list.value {
            let Some(peer) = self.peer(at, data) else {
                continue;
            };
            if !seen.insert(peer.entity_id.clone()) {
                let what = format!("{:?} stands here twice", peer.entity_id.as_str());
                self.wrong(at, what, "Keep one [[peer]] for each entityID");
            }
            if peer.role == eidas::Role::Connector && !answers {
                self.warn(
                    at,
                    "this connector may ask, and there is no Proxy-Service to answer it: our metadata for \
                     it is 404 (not_a_proxy_service). Write [proxy_service] with identifier, and with \
                     \"per-country\" keys.identifier",
                );
            }
            peers.push(peer);
        }
        peers
    }

    fn peer(&mut self, section: &At<Peer>, data: Option<&Path>) -> Option<PeerSettings> {
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
        let crls = self.crls(peer);
        let settings = PeerSettings {
            country: peer.country.as_ref()?.value,
            role: peer.role.as_ref()?.value,
            entity_id: entity_id?,
            source: source?,
            skew: Duration::from_secs(u64::from(skew.value)),
            tolerances,
            private: peer.private.as_ref().is_some_and(|at| at.value),
            extra_roots,
            crls: crls?,
            reads_from: self.readers(peer),
            suspended,
            listed: None,
        };
        self.metadata_at_hand(section, &settings, data);
        Some(settings)
    }

    /// Metadata that is a file renews itself for nobody: its end is said as long as it is ahead.
    /// And of any that is here, whether a revoked signer would be noticed.
    fn metadata_at_hand(
        &mut self,
        section: &At<Peer>,
        settings: &PeerSettings,
        data: Option<&Path>,
    ) {
        let (file, is_copy) = match &settings.source {
            PeerSource::SignedFile { file, .. } | PeerSource::Pinned { file, .. } => {
                (Some(file.clone()), false)
            }
            PeerSource::Signed { .. } => {
                let copy = data.map(|data| settings.copy_in(&data.join("peers")));
                (copy, true)
            }
        };
        let Some(file) = file else { return };
        let Ok(bytes) = std::fs::read(&file) else {
            return;
        };
        let transport = self.profile.transport();
        let remedy = "Ask the other country for a new one";
        // Nothing is fetched here, so nothing is said of lists.
        let without_lists = PeerSettings {
            crls: Vec::new(),
            ..settings.clone()
        };
        match without_lists.verify(&bytes, &[], transport, self.now) {
            Ok(peer) => {
                if !is_copy {
                    let what = format!("the metadata in {}", file.display());
                    self.ends(section, &what, peer.valid_until(), remedy);
                }
                if let Some(missing) = peer.warnings().iter().find_map(minimum_missing) {
                    let text = format!(
                        "its metadata does not publish {missing}, so that nobody can be asked for \
                         there. Ask the other country for the whole minimum data set"
                    );
                    self.warn(section, text);
                }
                let is_missed = peer.warnings().contains(&PeerWarning::RevocationNotChecked);
                if is_missed && settings.crls.is_empty() {
                    self.warn(
                        section,
                        "what signs its metadata stands below the trust anchor, and nobody here \
                         would notice that it was revoked. Write crls, or make the signer itself \
                         the trust anchor",
                    );
                }
            }
            Err(reason) if !is_copy => {
                let text = format!("{} is not believed ({reason}). {remedy}", file.display());
                self.warn(section, text);
            }
            Err(_) => {}
        }
    }

    /// Revocation lists: what looks like an address is one. `http` will do, since a list is signed
    /// and dated.
    /// From where it reads our metadata. What is too wide is nobody's network: whoever is in it would count
    /// as this node.
    fn readers(&mut self, peer: &Peer) -> Vec<Network> {
        /// What a registry gives to a whole state at most (IPv4 /16, IPv6 /32).
        const WIDEST: (u8, u8) = (16, 32);
        let Some(list) = &peer.reads_from else {
            return Vec::new();
        };
        for at in &list.value {
            let widest = match at.value.address {
                std::net::IpAddr::V4(_) => WIDEST.0,
                std::net::IpAddr::V6(_) => WIDEST.1,
            };
            if at.value.prefix < widest {
                self.wrong(
                    at,
                    "whoever reads our metadata from so wide a network would count as this node",
                    format!("Name its own networks, of /{widest} or smaller"),
                );
            }
        }
        values(Some(list))
    }

    fn crls(&mut self, peer: &Peer) -> Option<Vec<RevocationSource>> {
        let Some(list) = &peer.crls else {
            return Some(Vec::new());
        };
        if let (Some(_), [first, ..]) = (&peer.metadata_sha256, list.value.as_slice()) {
            self.wrong(
                first,
                "metadata that is pinned is believed whoever signed it",
                "Remove crls",
            );
            return None;
        }
        let mut crls = Vec::new();
        for at in &list.value {
            crls.push(match at.value.contains("://") {
                true => RevocationSource::Address(self.crl_address(at)?),
                false => RevocationSource::File(self.crl_file(at)?),
            });
        }
        Some(crls)
    }

    fn crl_address(&mut self, at: &At<String>) -> Option<Url> {
        let url = Url::parse(&at.value).ok();
        let url = url.filter(|url| matches!(url.scheme(), "https" | "http") && url.has_host());
        let Some(url) = url else {
            let what = format!("{:?} is no address of a revocation list", at.value);
            self.wrong(at, what, "Write http://… or https://…, or a file");
            return None;
        };
        let address = At {
            value: url,
            line: at.line,
            field: at.field.clone(),
        };
        let may = self.profile != Profile::Demo || self.outbound_address(&address);
        may.then_some(address.value)
    }

    fn crl_file(&mut self, at: &At<String>) -> Option<PathBuf> {
        let file = At {
            value: PathBuf::from(&at.value),
            line: at.line,
            field: at.field.clone(),
        };
        let bytes = self.read(&file)?;
        let Ok(list) = RevocationList::read(&bytes) else {
            let what = format!("{} holds no complete revocation list", at.value);
            self.wrong(at, what, "Name a file with one CRL, PEM or DER");
            return None;
        };
        let end = Instant::from_ms(list.next_update().saturating_mul(1000));
        if end <= self.now {
            self.warn(
                at,
                "the revocation list in this file is out of date: nothing is believed",
            );
        }
        let remedy = "Fetch the next one of its issuer, or write its address";
        self.ends(at, "the revocation list in this file", end, remedy);
        Some(self.path(&file.value))
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
        text: {
            let nn = written.nn.as_ref().map(|at| at.value.clone());
            let nn = nn.map(|text| (Language::Nn, text));
            Text::new(
                nb,
                written.en.as_ref()?.value.clone(),
                nn.into_iter().collect(),
            )
        },
    })
}

/// The attribute of the minimum data set that a Proxy-Service does not publish.
fn minimum_missing(warning: &PeerWarning) -> Option<&str> {
    match warning {
        PeerWarning::MinimumMissing { name } => Some(name),
        _ => None,
    }
}
