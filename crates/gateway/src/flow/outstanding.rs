// SPDX-License-Identifier: EUPL-1.2
//! The requests of a login that are under way: at most three, each taken by its answer.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use oidc::client::Pending;
use serde::{Deserialize, Serialize};
use store::{Handle, Kind, Record, Secret, seal};

use crate::app::App;
use crate::flow::{Fault, HeldLogin};
use crate::login::{MOST_OUTSTANDING, Outstanding};
use crate::settings::EidSettings;

/// A request under way to a national e-ID, kept under its `state`. Taken by the answer.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct AtEid {
    /// The login it belongs to.
    pub flow: String,
    /// The e-ID asked.
    pub eid: String,
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
        eid: &EidSettings,
        pending: &Pending,
        nonce: [u8; 12],
    ) -> Option<Self> {
        let plain = serde_json::to_vec(pending).ok()?;
        let sealed = seal::seal(&open.secret, Self::KIND, Self::VERSION, &plain, nonce);
        Some(Self {
            flow: open.flow.to_string(),
            eid: eid.id.as_str().to_owned(),
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

/// Notes one more request under way, and lets the oldest go when there are too many.
pub(in crate::flow) async fn outstanding(
    app: &App,
    open: &mut HeldLogin,
    request: &Handle,
) -> Result<(), Fault> {
    open.login.outstanding.push(request.to_string());
    if open.login.outstanding.len() > MOST_OUTSTANDING {
        let oldest = open.login.outstanding.remove(0);
        if let Some(oldest) = Handle::parse(&oldest) {
            app.records.remove::<Outstanding>(&oldest).await?;
            app.records.remove::<AtEid>(&oldest).await?;
        }
    }
    Ok(())
}
