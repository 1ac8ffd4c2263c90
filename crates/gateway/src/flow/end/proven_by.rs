// SPDX-License-Identifier: EUPL-1.2
//! Who proved the person of an answer that was made and has not left yet, and whether they are open
//! now.
//!
//! Attack: an e-ID or a country is breached, the operator pulls the lever, and what was made in the
//! minute before still leaves: by "reload", or a code at the token endpoint. Defence: beside such an
//! answer is kept who proved it, and whoever releases it asks again. eIDAS art. 10.

use eidas::EntityId;
use pages::ErrorText;
use serde::{Deserialize, Serialize};

use crate::app::App;
use crate::citizen::{Citizen, PidProvider};
use crate::flow::Fault;
use crate::flow::end::abroad::trusted;
use crate::flow::end::way_back::{ReturnTo, Whom};
use crate::matching::Match;
use crate::peers::PeerState;
use crate::plain;
use crate::settings::Access;

/// Who proved a person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ProvenBy {
    /// A national e-ID, by its id.
    Eid(String),
    /// A provider of PIDs, by a wallet.
    Pid(PidProvider),
    /// Another country's node.
    Node(#[serde(with = "plain::entity")] EntityId),
    /// Somebody of another country, and a national e-ID said under which number that person is known here.
    Linked {
        /// Who proved her.
        by: Box<Self>,
        /// The e-ID, by its id.
        eid: String,
    },
}

impl ProvenBy {
    /// Who proved this person.
    pub(in crate::flow) fn of(citizen: &Citizen) -> Self {
        match &citizen.pid {
            Some(provider) => Self::Pid(provider.clone()),
            None => Self::Eid(citizen.eid.clone()),
        }
    }

    /// The same with who said her number, where somebody did.
    #[must_use]
    pub(in crate::flow) fn linked(self, matched: Option<&Match>) -> Self {
        match matched.and_then(Match::by) {
            Some(eid) => Self::Linked {
                by: Box::new(self),
                eid: eid.to_owned(),
            },
            None => self,
        }
    }

    /// Who proved who she is.
    pub(in crate::flow) fn who(&self) -> &Self {
        match self {
            Self::Linked { by, .. } => by.who(),
            Self::Eid(_) | Self::Node(_) | Self::Pid(_) => self,
        }
    }
}

/// Whether an answer that was kept may leave now.
pub(in crate::flow) fn may_leave(app: &App, way: &ReturnTo) -> Result<(), Fault> {
    match (&way.whom, &way.proven_by) {
        (Whom::Client(_), Some(by)) => is_open_at_home(app, by),
        // An error says nothing of a person.
        (Whom::Client(_), None) => Ok(()),
        (Whom::Node(_, entity_id), by) => {
            let peer = trusted(app.peers.connector(entity_id))?;
            if !peer.takes_answers_at(&way.url) {
                let reason = "assertion_consumer_service";
                return Err(Fault::new(ErrorText::AbroadUnavailable, reason));
            }
            match by {
                Some(ProvenBy::Eid(id)) => eid_is_open(app, id, false),
                // No foreign connector is answered with what a wallet presented.
                Some(ProvenBy::Pid(_)) => Err(pid_is_closed()),
                Some(ProvenBy::Node(_) | ProvenBy::Linked { .. }) | None => Ok(()),
            }
        }
    }
}

/// Whether a national service may be told now whom they proved.
pub(crate) fn is_open_at_home(app: &App, by: &ProvenBy) -> Result<(), Fault> {
    let entity_id = match by {
        ProvenBy::Eid(id) => return eid_is_open(app, id, true),
        ProvenBy::Pid(provider) => {
            return app
                .level_of_pid(provider)
                .map(drop)
                .ok_or_else(pid_is_closed);
        }
        ProvenBy::Node(entity_id) => entity_id,
        // Both: who she is and which number is hers leave together.
        ProvenBy::Linked { by, eid } => {
            eid_is_open(app, eid, true)?;
            return is_open_at_home(app, by);
        }
    };
    let unknown = || Fault::new(ErrorText::CountryUnavailable, "country_unknown");
    let known = app.peers.by_entity(entity_id).ok_or_else(unknown)?;
    match known.state {
        PeerState::Suspended(suspension) => Err(Fault {
            country: Some(known.settings.country),
            notice: Some(Box::new(suspension.text)),
            ..Fault::new(ErrorText::CountrySuspended, "country_suspended")
        }),
        // What it said was in date when it was proven.
        PeerState::Ready(_) | PeerState::Pending | PeerState::Unavailable { .. } => Ok(()),
    }
}

/// Whether this national e-ID is open to national services now.
pub(in crate::flow) fn is_open(app: &App, eid: &str) -> bool {
    eid_is_open(app, eid, true).is_ok()
}

fn pid_is_closed() -> Fault {
    Fault::new(ErrorText::EidUnavailable, "pid_closed")
}

fn eid_is_open(app: &App, id: &str, at_home: bool) -> Result<(), Fault> {
    let current = app.current();
    let access = current.settings.eid(id).map(|eid| match at_home {
        true => app.at_home(eid),
        false => app.abroad(eid),
    });
    match access {
        Some(Access::Open { .. }) => Ok(()),
        Some(Access::Suspended(suspension)) => Err(Fault {
            notice: Some(Box::new(suspension.text)),
            ..Fault::new(ErrorText::EidSuspended, "eid_suspended")
        }),
        _ => Err(Fault::new(ErrorText::EidUnavailable, "eid_closed")),
    }
}
