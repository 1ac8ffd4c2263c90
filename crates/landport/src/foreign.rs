// SPDX-License-Identifier: EUPL-1.2
//! The foreign nodes of a configuration: those that stand in it, and those of its service lists as the data directory
//! remembers them. Nobody is asked.

use std::collections::BTreeMap;
use std::sync::Arc;

use eidas::{CountryCode, Instant, Role};
use gateway::service_lists::kept_nodes;
use gateway::settings::{PeerSettings, Settings};

/// What is known of them.
pub(crate) struct Foreign {
    /// Each node.
    pub(crate) nodes: Vec<Arc<PeerSettings>>,
    /// Countries of which nothing is known, for their list was never read here, or has ended: with the list's name.
    pub(crate) unread: BTreeMap<CountryCode, String>,
}

impl Foreign {
    /// Of this configuration, now.
    pub(crate) fn of(settings: &Settings, now: Instant) -> Self {
        let (mut nodes, mut unread) = (settings.peers.clone(), BTreeMap::new());
        for (list, kept) in kept_nodes(settings, now) {
            match kept {
                Some(kept) => nodes.extend(kept.into_iter().map(Arc::new)),
                None => {
                    let names = list.territories.iter();
                    unread.extend(names.map(|country| (*country, list.name.clone())));
                }
            }
        }
        let foreign = Self {
            nodes,
            unread: BTreeMap::new(),
        };
        // A section for a country and role takes both out of every list.
        let both = [Role::Connector, Role::ProxyService];
        unread.retain(|country, _| {
            let written = |role: &Role| foreign.is_written(*role, country.as_str());
            !both.iter().all(written)
        });
        Self { unread, ..foreign }
    }

    /// Whether people go through a node of this country in this role; where its list was not read, they may.
    pub(crate) fn serves(&self, role: Role, country: &str) -> bool {
        let open = |peer: &Arc<PeerSettings>| {
            let hidden = peer.listed.as_ref().is_some_and(|listed| listed.hidden);
            peer.role == role
                && peer.country.as_str() == country
                && peer.suspended.is_none()
                && !(hidden && role == Role::ProxyService)
        };
        let may = || self.unread.keys().any(|code| code.as_str() == country);
        self.nodes.iter().any(open) || (may() && !self.is_written(role, country))
    }

    fn is_written(&self, role: Role, country: &str) -> bool {
        let mut nodes = self.nodes.iter();
        nodes.any(|peer| {
            peer.listed.is_none() && peer.role == role && peer.country.as_str() == country
        })
    }
}
