// SPDX-License-Identifier: EUPL-1.2
//! From what a list names to nodes as the gateway knows them.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use eidas::{Instant, ListedNode, ServiceList};
use pages::i18n::Language;

use crate::peers::gives_way;
use crate::settings::{Listed, PeerSettings, PeerSource, ServiceListSettings, Suspension, Text};

/// What a `[[peer]]` has unless its section says otherwise.
const SKEW: Duration = Duration::from_secs(60);

/// What becomes of a list.
#[derive(Debug, Default)]
pub struct Taken {
    /// The nodes that count.
    pub nodes: Vec<PeerSettings>,
    /// What counts for nothing.
    pub not_taken: Vec<NotTaken>,
}

/// An entry that counts for nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotTaken {
    /// The country.
    pub country: String,
    /// Its entityID, or the place of its metadata. Text of others: to be escaped.
    pub what: String,
    /// Stable machine code.
    pub reason: &'static str,
}

/// The nodes of `list`, beside what is `configured`. `suspended`: since when each is.
#[must_use]
pub fn taken(
    list: &ServiceList,
    settings: &ServiceListSettings,
    suspended: &BTreeMap<String, Instant>,
    configured: &[Arc<PeerSettings>],
) -> Taken {
    let mut taken = Taken::default();
    for left_out in list.left_out() {
        taken.not_taken.push(NotTaken {
            country: left_out.territory.clone(),
            what: left_out.what.clone(),
            reason: left_out.why.reason(),
        });
    }
    for node in list.nodes() {
        let since = suspended.get(node.entity_id.as_str()).copied();
        let since = since.unwrap_or_else(|| list.issued());
        let peer = settings_of(node, settings, since);
        let reason = match &peer {
            None => Some("listed_no_signer"),
            Some(peer) if gives_way(peer, configured) => Some("listed_but_configured"),
            Some(_) => None,
        };
        match (peer, reason) {
            (Some(peer), None) => taken.nodes.push(peer),
            (_, reason) => taken.not_taken.push(NotTaken {
                country: node.country.as_str().to_owned(),
                what: node.entity_id.as_str().to_owned(),
                reason: reason.unwrap_or_default(),
            }),
        }
    }
    taken
}

/// As a `[[peer]]` would say it; nothing when nobody vouches for its metadata.
fn settings_of(
    node: &ListedNode,
    settings: &ServiceListSettings,
    since: Instant,
) -> Option<PeerSettings> {
    let anchors: Vec<Vec<u8>> = match node.signers.as_slice() {
        // Appendix A.3.2: certificates are optional, and then the bilateral anchors count.
        [] => settings.metadata_anchors.clone(),
        signers => signers.iter().map(|one| one.der().to_vec()).collect(),
    };
    if anchors.is_empty() {
        return None;
    }
    Some(PeerSettings {
        country: node.country,
        role: node.role,
        entity_id: node.entity_id.clone(),
        source: PeerSource::Signed {
            url: node.location.clone(),
            anchors,
        },
        skew: SKEW,
        tolerances: Vec::new(),
        private: false,
        extra_roots: Vec::new(),
        crls: Vec::new(),
        reads_from: Vec::new(),
        suspended: node.suspended.then(|| suspension(since)),
        listed: Some(Listed {
            list: settings.name.clone(),
            hidden: node.hidden,
        }),
    })
}

/// What people read. A list gives no reason, so none is made up.
fn suspension(since: Instant) -> Suspension {
    let since = since.to_string();
    Suspension {
        since: since.split('T').next().unwrap_or_default().to_owned(),
        text: Text::new(
            "Innlogging fra dette landet er stengt inntil videre. Landet er meldt stengt i den \
             felles listen over landenes innlogging."
                .to_owned(),
            "Login from this country is closed until further notice. The common list of the \
             countries' logins says that it is closed."
                .to_owned(),
            vec![(
                Language::Nn,
                "Innlogging frå dette landet er stengd inntil vidare. Landet er meldt stengt i den \
                 felles lista over innlogginga til landa."
                    .to_owned(),
            )],
        ),
    }
}
