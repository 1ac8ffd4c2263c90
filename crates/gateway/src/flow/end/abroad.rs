// SPDX-License-Identifier: EUPL-1.2
//! Whether a foreign connector may be answered now, and whether what an e-ID proved may leave for it.
//! Trust is asked at each step: the operator may close either in between.

use std::sync::Arc;

use eidas::{Failure, Peer, VerifiedAuthnRequest};
use pages::ErrorText;
use serde::{Deserialize, Serialize};

use crate::app::App;
use crate::ask::Asker;
use crate::citizen::Citizen;
use crate::flow::{Fault, HeldLogin};
use crate::peers::{KnownPeer, PeerState};
use crate::settings::Access;

/// The sealed part of what a foreign connector asked.
#[derive(Debug, Serialize, Deserialize)]
pub struct ForeignAsked {
    /// The proven request.
    pub request: VerifiedAuthnRequest,
    /// `RelayState`, to be given back byte for byte. SAML Bindings §3.5.3.
    pub relay_state: Option<String>,
}

/// The request this login carries, for the browser that holds its secret.
pub(in crate::flow) fn foreign_asked(open: &HeldLogin) -> Result<ForeignAsked, Fault> {
    let unreadable = || Fault::new(ErrorText::Internal, "request_unreadable");
    open.login.ask.open(&open.secret).ok_or_else(unreadable)
}

/// The reason of a request of nobody who may ask, and of a login whose connector was taken off the
/// list meanwhile.
pub const CONNECTOR_UNKNOWN: &str = "connector_unknown";

/// The connector, if it may ask now: only who is configured as one may. PX-04.
pub(in crate::flow) fn trusted(known: Option<KnownPeer>) -> Result<Arc<Peer>, Fault> {
    let Some(known) = known else {
        return Err(Fault::new(
            ErrorText::ForeignRequestInvalid,
            CONNECTOR_UNKNOWN,
        ));
    };
    let fault = match known.state {
        PeerState::Ready(peer) => return Ok(peer),
        PeerState::Suspended(suspension) => Fault {
            notice: Some(Box::new(suspension.text.clone())),
            ..Fault::new(ErrorText::AbroadSuspended, "country_suspended")
        },
        PeerState::Pending | PeerState::Unavailable { .. } => {
            Fault::new(ErrorText::AbroadUnavailable, "country_unavailable")
        }
    };
    Err(Fault {
        country: Some(known.settings.country),
        ..fault
    })
}

/// The connector that asked, as it is trusted now. A page without buttons says when it is not: every
/// one of them would lead to an answer that cannot be given.
pub(in crate::flow) fn connector_of(app: &App, open: &HeldLogin) -> Result<Arc<Peer>, Fault> {
    let Asker::Node { entity_id, .. } = &open.login.ask.asker else {
        return Err(Fault::new(ErrorText::Internal, "not_a_foreign_login"));
    };
    // Not in hand: no button leads on to a country that may not be answered.
    trusted(app.peers.connector(entity_id)).map_err(|fault| fault.of(&open.flow, &open.login))
}

/// A login of a connector that may no longer ask goes no further: no e-ID is troubled for it. PX-04.
pub fn still_asks(app: &App, open: &HeldLogin) -> Result<(), Fault> {
    match open.login.ask.asker {
        Asker::Node { .. } => connector_of(app, open).map(drop),
        Asker::Service { .. } => Ok(()),
    }
}

/// Whether what an e-ID proved may still be used for a foreign login: the e-ID is open, at this
/// level, and what the person used there is notified. Asked when she comes back, and again before
/// each page and answer: the operator may close it, or lower its level, in between.
pub(in crate::flow) fn may_go_abroad(app: &App, citizen: &Citizen) -> Result<(), Nothing> {
    let current = app.current();
    let eid = current.settings.eid(&citizen.eid);
    let nothing = |failure, reason| Err(Nothing { failure, reason });
    let Some(eid) = eid else {
        return nothing(Failure::Unavailable, "eid_removed");
    };
    match app.abroad(eid) {
        access @ Access::Open { .. } if access.level_of(&citizen.acr) < Some(citizen.level) => {
            nothing(Failure::LevelNotPublished, "level_not_published")
        }
        Access::Open { .. } if !eid.is_notified(&citizen.proven_by) => {
            nothing(Failure::AuthenticationFailed, EID_NOT_NOTIFIED)
        }
        Access::Open { .. } => Ok(()),
        Access::Suspended(_) => nothing(Failure::Suspended, "eid_suspended"),
        Access::Planned | Access::PreNotified | Access::NotOffered => {
            nothing(Failure::Unavailable, "eid_closed")
        }
    }
}

/// The person came by an e-ID of a login portal that other countries need not recognise.
pub(in crate::flow) const EID_NOT_NOTIFIED: &str = "eid_not_notified";

/// Why nothing can leave about a person who has proved herself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Nothing {
    /// What the connector is told.
    pub failure: Failure,
    /// The stable reason code.
    pub reason: &'static str,
}
