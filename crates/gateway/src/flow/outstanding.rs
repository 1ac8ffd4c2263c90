// SPDX-License-Identifier: EUPL-1.2
//! The requests of a login that are under way: at most three, each taken by its answer.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use oidc::client::Pending;
use pages::ErrorText;
use serde::{Deserialize, Serialize};
use store::{Handle, Kind, Record, Secret, seal};

use crate::app::App;
use crate::flow::{Fault, HeldLogin};
use crate::login::Outstanding;
use crate::settings::EidSettings;

/// A request under way to a national e-ID, kept under its `state`. Taken by the answer.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct AtEid {
    /// The login it belongs to.
    pub flow: String,
    /// The e-ID asked.
    pub eid: String,
    /// The arrival that it is to be linked to; none: it is a login.
    #[serde(default)]
    pub links: Option<String>,
    /// Nonce, code verifier and expectation, sealed under the browser's secret.
    sealed: String,
}

impl Record for AtEid {
    const KIND: Kind = Kind::State;
    const VERSION: u8 = 1;
}

impl AtEid {
    pub(in crate::flow) fn new(
        open: &HeldLogin,
        (eid, links): (&EidSettings, Option<String>),
        pending: &Pending,
        nonce: [u8; 12],
    ) -> Option<Self> {
        let plain = serde_json::to_vec(pending).ok()?;
        let sealed = seal::seal(&open.secret, Self::KIND, Self::VERSION, &plain, nonce);
        Some(Self {
            flow: open.flow.to_string(),
            eid: eid.id.as_str().to_owned(),
            links,
            sealed: STANDARD_NO_PAD.encode(sealed),
        })
    }

    /// What was remembered, for the browser that brings its secret. UP-01.
    pub(in crate::flow) fn pending(&self, secret: &Secret) -> Option<Pending> {
        let sealed = STANDARD_NO_PAD.decode(&self.sealed).ok()?;
        let plain = seal::open(secret, Self::KIND, Self::VERSION, &sealed)?;
        serde_json::from_slice(&plain).ok()
    }
}

/// The oldest of too many requests: its answer is nobody's any more.
pub(in crate::flow) async fn let_go(app: &App, oldest: Option<Handle>) -> Result<(), Fault> {
    if let Some(oldest) = oldest {
        app.records.remove::<Outstanding>(&oldest).await?;
        app.records.remove::<AtEid>(&oldest).await?;
    }
    Ok(())
}

/// The page of a login that has no room for one more request.
pub(in crate::flow) fn too_many(open: &HeldLogin) -> Fault {
    Fault::new(ErrorText::TooManyAttempts, "too_many_requests").in_hand(open)
}
