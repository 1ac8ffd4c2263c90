// SPDX-License-Identifier: EUPL-1.2
//! Which foreign node may be asked now, on behalf of whom; and why the others may not.

use std::sync::Arc;

use eidas::{Attribute, CountryCode, EntityId, Peer, RequestedContext, SpType};
use pages::{ErrorText, Greyed};

use crate::app::{App, Registered};
use crate::ask::Levels;
use crate::flow::Fault;
use crate::login::Login;
use crate::peers::{KnownPeer, PeerState};
use crate::settings::{Persons, Suspension};

/// Why a node cannot be asked now.
pub(in crate::flow) enum Unusable {
    Level,
    /// It wants to know which company asks, and this one has no name there.
    Unnamed,
    /// It does not publish what each login asks for. eIDAS Attribute Profile 1.4 §2.2.
    Incomplete,
    Starting,
    Suspended(Suspension),
    Unavailable(i64),
}

impl Unusable {
    pub(in crate::flow) fn greyed(self, login: &Login) -> (Greyed, Option<i64>) {
        match self {
            Self::Level => (Greyed::Level, None),
            Self::Unnamed => (Greyed::ServiceUnknown, None),
            Self::Incomplete => (Greyed::Incomplete, None),
            Self::Starting => (Greyed::Starting, None),
            Self::Suspended(closed) => {
                let words = closed.text.said_in(login.language);
                let since = closed.since;
                (Greyed::Suspended { words, since }, None)
            }
            Self::Unavailable(since) => (Greyed::Unavailable, Some(since)),
        }
    }

    pub(in crate::flow) fn fault(&self) -> Fault {
        match self {
            Self::Level => Fault::new(ErrorText::CountryUnavailable, "country_below_level"),
            Self::Unnamed => Fault::new(ErrorText::CountryUnavailable, "requester_id_missing"),
            Self::Incomplete => Fault::new(ErrorText::CountryUnavailable, "country_incomplete"),
            Self::Starting => Fault::new(ErrorText::CountryUnavailable, "country_starting"),
            Self::Suspended(closed) => Fault {
                notice: Some(Box::new(closed.text.clone())),
                ..Fault::new(ErrorText::CountrySuspended, "country_suspended")
            },
            Self::Unavailable(_) => {
                Fault::new(ErrorText::CountryUnavailable, "country_unavailable")
            }
        }
    }
}

/// The node, if it may be asked for this level on behalf of this service.
pub(in crate::flow) fn usable(
    peer: &KnownPeer,
    levels: Levels,
    client: Option<&Registered>,
) -> Result<Arc<Peer>, Unusable> {
    let ready = match &peer.state {
        PeerState::Ready(ready) => ready,
        PeerState::Pending => return Err(Unusable::Starting),
        PeerState::Suspended(suspension) => {
            return Err(Unusable::Suspended(suspension.clone()));
        }
        PeerState::Unavailable { since_ms, .. } => {
            return Err(Unusable::Unavailable(*since_ms));
        }
    };
    // Message Format 1.4 §3.4: the flag is for non-public relying parties. A public one SHOULD be named
    // (Interoperability Architecture 1.4 §5), which is no reason to turn its people away.
    let nameless = client.is_none_or(|client| {
        let settings = &client.settings;
        settings.sp_type == SpType::Private && settings.requester_id.is_none()
    });
    let served = |level| RequestedContext::Minimum(level).is_served_by(ready.loas());
    if !levels.european.is_some_and(served) {
        return Err(Unusable::Level);
    }
    if ready.requires_requester_id() && nameless {
        return Err(Unusable::Unnamed);
    }
    let published = ready.attributes();
    let persons = client.map_or(Persons::Natural, |client| client.settings.persons);
    if !Attribute::mandatory(persons.kind()).all(|attribute| published.contains(&attribute)) {
        return Err(Unusable::Incomplete);
    }
    Ok(Arc::clone(ready))
}

/// Whether this very node could still be asked on behalf of this service: what it said to another
/// one counts only then.
pub(in crate::flow) fn could_be_asked(
    app: &App,
    entity_id: &EntityId,
    levels: Levels,
    client: &Registered,
) -> bool {
    let current = app.current();
    let known = app.peers.by_entity(entity_id);
    known.is_some_and(|peer| {
        let hidden = current
            .settings
            .countries
            .hidden
            .contains(&peer.settings.country);
        !hidden && usable(&peer, levels, Some(client)).is_ok()
    })
}

/// The node of a country that may be asked now; the same rule for the page and for what the
/// browser sends, so that a tampered form chooses nothing that the page would not offer.
pub(in crate::flow) fn node_of(
    app: &App,
    login: &Login,
    country: CountryCode,
) -> Result<Arc<Peer>, Fault> {
    let current = app.current();
    if current.settings.countries.hidden.contains(&country) {
        return Err(Fault::new(ErrorText::CountryUnavailable, "country_hidden"));
    }
    let client = current.asking(&login.ask);
    let mut why = Fault::new(ErrorText::CountryUnavailable, "country_unknown");
    for peer in app.peers.of_country(&country) {
        match usable(&peer, login.ask.levels, client) {
            Ok(peer) => return Ok(peer),
            Err(unusable) => why = unusable.fault(),
        }
    }
    why.country = Some(country);
    Err(why)
}
