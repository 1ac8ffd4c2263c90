// SPDX-License-Identifier: EUPL-1.2
//! The last good list in the data directory, believed for its signature as on the day it came; and what
//! was in force before, so that a restart forgets neither its date nor its countries.

use std::collections::BTreeMap;
use std::io;
use std::path::Path;
use std::sync::Arc;

use eidas::{
    CountryCode, Error, ExpectedServiceList, HeldServiceList, Instant, ServiceList, Transport,
};
use xmlsec::{Certificate, TrustAnchors};

use super::{DIRECTORY, Known, ServiceListState, Shared, taken};
use crate::settings::{PeerSettings, ServiceListSettings, Settings};

/// Our own country, and what addresses may look like.
pub type Own = (CountryCode, Transport);

/// The one place where octets become a list. `held`: what it must not fall behind.
///
/// # Errors
/// As [`ServiceList::from_signed`].
pub fn read(
    bytes: &[u8],
    settings: &ServiceListSettings,
    held: HeldServiceList,
    (own_country, transport): Own,
    now: Instant,
) -> Result<ServiceList, Error> {
    // An anchor that cannot be read was refused with the configuration.
    let anchors = settings.anchors.iter();
    let anchors = anchors.filter_map(|der| Certificate::from_der(der).ok());
    let expected = ExpectedServiceList {
        territories: settings.territories.clone(),
        own_country,
        transport,
        metadata_anchored: !settings.metadata_anchors.is_empty(),
        held,
        may_lose: settings.may_lose,
    };
    ServiceList::from_signed(bytes, &TrustAnchors::new(anchors), &expected, now)
}

/// What was last in force, as the data directory remembers it. Whoever can write there could as well
/// remove it; but nothing is forgotten by itself.
pub fn held(data: &Path, name: &str) -> HeldServiceList {
    let file = data.join(DIRECTORY).join(name).with_extension("held");
    let octets = std::fs::read(file).unwrap_or_default();
    serde_json::from_slice(&octets).unwrap_or_default()
}

/// The last good list, verified now; the error is its reason code.
pub fn last_good(
    data: &Path,
    settings: &ServiceListSettings,
    own: Own,
    now: Instant,
) -> Option<Result<ServiceList, &'static str>> {
    let file = data.join(DIRECTORY).join(&settings.name);
    let octets = std::fs::read(file.with_extension("xml")).ok()?;
    // Against nothing: it is itself what was last in force.
    let list = read(&octets, settings, HeldServiceList::default(), own, now);
    Some(list.map_err(|error| error.reason()))
}

/// What the data directory has of each list: for `landport check`, which asks nobody.
pub fn kept(settings: &Settings, now: Instant) -> Vec<ServiceListState> {
    let own = (settings.country, settings.profile.transport());
    let state = |list: &Arc<ServiceListSettings>| {
        let stored = last_good(&settings.data, list, own, now);
        let known = Known::of(list, stored, held(&settings.data, &list.name), now);
        known.state(&settings.peers)
    };
    settings.service_lists.iter().map(state).collect()
}

/// The nodes that each list of these settings names, as the data directory remembers it and verified now; nothing
/// where no copy is held, or none that counts.
pub fn kept_nodes(
    settings: &Settings,
    now: Instant,
) -> Vec<(Arc<ServiceListSettings>, Option<Vec<PeerSettings>>)> {
    let own = (settings.country, settings.profile.transport());
    let nodes = |list: &Arc<ServiceListSettings>| {
        let kept = last_good(&settings.data, list, own, now)?.ok();
        let kept = kept.filter(|kept| kept.next_update() > now)?;
        Some(taken(&kept, list, &BTreeMap::new(), &settings.peers).nodes)
    };
    let lists = settings.service_lists.iter();
    lists.map(|list| (list.clone(), nodes(list))).collect()
}

impl Known {
    fn of(
        settings: &Arc<ServiceListSettings>,
        stored: Option<Result<ServiceList, &'static str>>,
        remembered: HeldServiceList,
        now: Instant,
    ) -> Self {
        let (list, fault) = match stored {
            Some(Ok(list)) => (Some(Arc::new(list)), None),
            Some(Err(reason)) => {
                let name = &settings.name;
                tracing::warn!(name, reason, "the stored service list is not used");
                (None, Some((reason, now.ms())))
            }
            None => (None, None),
        };
        let held = match list.as_ref().map(|list| list.held()) {
            Some(held) if held.issued >= remembered.issued => held,
            _ => remembered,
        };
        let suspended: BTreeMap<String, Instant> = list
            .iter()
            .flat_map(|list| {
                let nodes = list.nodes().iter().filter(|node| node.suspended);
                nodes.map(|node| (node.entity_id.as_str().to_owned(), list.issued()))
            })
            .collect();
        Self {
            settings: settings.clone(),
            suspended,
            held,
            list,
            fault,
            told_end: false,
            failures: 0,
            due_ms: i64::MIN,
            turn: Arc::default(),
        }
    }
}

impl Shared {
    /// What is stored of this list, verified now.
    pub(super) fn stored(&self, settings: &Arc<ServiceListSettings>) -> Known {
        let (own, now) = ((self.own_country, self.transport()), self.now());
        let stored = last_good(&self.data, settings, own, now);
        Known::of(settings, stored, held(&self.data, &settings.name), now)
    }

    /// Keeps a verified list for the next start. Each file is written beside and renamed, so that a
    /// crash leaves the old or the new one.
    pub(super) fn keep(&self, known: &Known, bytes: &[u8]) -> io::Result<()> {
        let directory = self.data.join(DIRECTORY);
        std::fs::create_dir_all(&directory)?;
        let held = serde_json::to_vec(&known.held).map_err(io::Error::other)?;
        for (ending, octets) in [("held", held.as_slice()), ("xml", bytes)] {
            let file = directory.join(&known.settings.name).with_extension(ending);
            let fresh = directory.join([&known.settings.name, ".", ending, ".new"].concat());
            std::fs::write(&fresh, octets)?;
            std::fs::rename(fresh, file)?;
        }
        Ok(())
    }
}
