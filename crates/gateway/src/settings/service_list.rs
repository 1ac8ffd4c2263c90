// SPDX-License-Identifier: EUPL-1.2
//! `[[service_list]]` as meant.

use std::collections::BTreeSet;
use std::path::PathBuf;

use eidas::{CountryCode, Instant};
use url::Url;
use xmlsec::Certificate;

use super::PeerSettings;
use super::resolve::Resolver;
use crate::config::{At, File, ServiceListWritten};

/// A Metadata Service List.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServiceListSettings {
    /// What it is called.
    pub name: String,
    /// Where it is.
    pub source: ServiceListSource,
    /// What it is signed under (certificates, DER).
    pub anchors: Vec<Vec<u8>>,
    /// What vouches for metadata where the list names nothing (certificates, DER).
    pub metadata_anchors: Vec<Vec<u8>>,
    /// The countries that are taken from it.
    pub territories: BTreeSet<CountryCode>,
    /// How many of them it may lose at once.
    pub may_lose: usize,
    /// Its address may be private.
    pub private: bool,
    /// TLS roots for fetching it, in place of the system's (DER).
    pub extra_roots: Vec<Vec<u8>>,
}

/// Where a list is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ServiceListSource {
    /// Fetched.
    Url(Url),
    /// Laid down by the operator.
    File(PathBuf),
}

impl Resolver {
    /// Every list of the file. A country comes from one of them, so that no list takes over what
    /// another one names.
    pub(super) fn service_lists(
        &mut self,
        file: &File,
        peers: &[PeerSettings],
    ) -> Vec<ServiceListSettings> {
        let (mut names, mut taken) = (BTreeSet::new(), BTreeSet::new());
        let mut lists = Vec::new();
        for section in file.service_list.iter().flat_map(|list| &list.value) {
            for at in section.value.territories.iter().flat_map(|at| &at.value) {
                if !taken.insert(at.value) {
                    let what = format!("{} stands in two lists, or twice in one", at.value);
                    self.wrong(at, what, "Take each country from one list");
                }
                if file
                    .country
                    .as_ref()
                    .is_some_and(|own| own.value == at.value)
                {
                    let what = "our own country is taken from nobody's list";
                    self.wrong(at, what, "Remove it");
                }
                let roles = peers.iter().filter(|peer| peer.country == at.value);
                let roles: BTreeSet<&str> = roles.map(|peer| role(peer.role)).collect();
                if !roles.is_empty() {
                    let roles: Vec<&str> = roles.into_iter().collect();
                    let text = format!(
                        "{} has a [[peer]] as {}: for that role it counts, and the list does not",
                        at.value,
                        roles.join(" and "),
                    );
                    self.warn(at, text);
                }
            }
            let Some(list) = self.service_list(section) else {
                continue;
            };
            if !names.insert(list.name.clone()) {
                let what = format!("{:?} is the name of two lists", list.name);
                self.wrong(section, what, "Give each list a name of its own");
            }
            lists.push(list);
        }
        lists
    }

    fn service_list(&mut self, section: &At<ServiceListWritten>) -> Option<ServiceListSettings> {
        let written = &section.value;
        let name = written.name.as_ref()?;
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        if name.value.is_empty() || name.value.len() > 32 || !name.value.chars().all(plain) {
            let what = format!("{:?} is no name of a list", name.value);
            self.wrong(
                name,
                what,
                "Write small letters, digits and hyphens, at most 32",
            );
        }
        let source = match (&written.url, &written.file) {
            (Some(url), None) => {
                let sound = self.outbound_or_private(url, &written.private);
                sound.then(|| ServiceListSource::Url(url.value.clone()))
            }
            (None, Some(file)) => Some(ServiceListSource::File(self.path(&file.value))),
            (Some(at), Some(_)) => {
                self.wrong(at, "two sources of one list", "Keep url or file");
                None
            }
            (None, None) => {
                let instead = "Write url = \"https://…\", or file";
                self.wrong(section, "nothing says where the list is", instead);
                None
            }
        };
        let territories = written.territories.as_ref()?;
        if territories.value.is_empty() {
            let instead = "Write territories = [\"SE\", …]";
            self.wrong(territories, "nothing is taken from this list", instead);
        }
        let at = written.trust_anchors.as_ref()?;
        let anchors = self.certificates(at)?;
        let end = anchors.iter().map(Certificate::not_after).max()?;
        if end <= self.now.seconds() {
            self.warn(at, "every trust anchor in this file has expired");
        }
        let end = Instant::from_ms(end.saturating_mul(1000));
        let remedy = "Ask who publishes the list for the next one and add it";
        self.ends(at, "the last trust anchor in this file", end, remedy);
        let mut read = |at: &Option<At<PathBuf>>| match at {
            Some(at) => Some(ders(&self.certificates(at)?)),
            None => Some(Vec::new()),
        };
        let metadata_anchors = read(&written.metadata_anchors)?;
        let extra_roots = read(&written.extra_roots)?;
        Some(ServiceListSettings {
            name: name.value.clone(),
            source: source?,
            anchors: ders(&anchors),
            metadata_anchors,
            territories: territories.value.iter().map(|at| at.value).collect(),
            may_lose: usize::try_from(written.may_lose.as_ref()?.value).unwrap_or(usize::MAX),
            private: written.private.as_ref()?.value,
            extra_roots,
        })
    }
}

fn ders(certificates: &[Certificate]) -> Vec<Vec<u8>> {
    certificates.iter().map(|one| one.der().to_vec()).collect()
}

fn role(role: eidas::Role) -> &'static str {
    match role {
        eidas::Role::Connector => "connector",
        eidas::Role::ProxyService => "proxy-service",
    }
}
