// SPDX-License-Identifier: EUPL-1.2
//! The national e-IDs: what a gateway has to configure, and who answers at their names.

use crate::eid::{Eid, EidData, EidRegistration, Notification};
use crate::pages::EidCard;
use crate::world::World;

impl World {
    /// What a gateway has to configure for each national e-ID.
    #[must_use]
    pub fn eids(&self) -> Vec<EidRegistration> {
        let running = self.0.eids.iter();
        running.map(|eid| eid.registration().clone()).collect()
    }

    /// An e-ID by its id, for its switch.
    #[must_use]
    pub fn eid(&self, id: &str) -> Option<&Eid> {
        self.0.eids.iter().find(|eid| eid.data().id == id)
    }

    /// The e-IDs on the front page.
    pub(super) fn eid_cards(&self) -> Vec<EidCard> {
        let card = |eid: &Eid| EidCard {
            address: self.0.place.origin(eid.data().id),
            name: eid.data().name,
            about: about(eid.data()),
        };
        self.0.eids.iter().map(card).collect()
    }
}

/// How strong an e-ID is, and how far on the way to other countries.
fn about(eid: &EidData) -> String {
    let levels: Vec<&str> = eid.acr.iter().map(|(_, level)| level.as_str()).collect();
    let kind = if eid.portal {
        "A whole login portal with the other four behind it. "
    } else {
        ""
    };
    let abroad = match eid.notification {
        Notification::Planned => {
            "Not yet notified to other countries: greyed there, open at home.".to_owned()
        }
        Notification::Notified { level, .. } => {
            format!("Notified to other countries at level {}.", level.as_str())
        }
    };
    format!("{kind}Level {}. {abroad}", levels.join(" or "))
}
