// SPDX-License-Identifier: EUPL-1.2
//! A login while wallets are asked.

use serde::{Deserialize, Serialize};
use store::Handle;

use super::requests::{MOST_REQUESTS, TooMany};
use super::{Login, Stage};

/// The choice that opens a wallet, among those of national e-IDs.
pub const WALLET: &str = "wallet";

/// Two requests to wallets, of which one may be answered. Attack WV-01: the code of the page, sent
/// to somebody as a link. So each has a name of its own, and what answers the one is never taken as
/// an answer to the other.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AtWallet {
    /// The request behind the link, for a wallet on the browser's own device.
    pub link: String,
    /// The request in the code, for a wallet on another one.
    pub code: String,
    /// What came of them.
    pub came: Came,
    /// A card was shown that cannot be used: the page says so.
    #[serde(default)]
    pub unusable: Option<Unusable>,
}

/// Why a card that a provider issued cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Unusable {
    /// Its time is over.
    Expired,
    /// Its provider took it back, or suspended it.
    Revoked,
}

/// What came of the requests to wallets.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Came {
    /// Nothing yet.
    Nothing,
    /// An answer that was verified, under this name; to this one.
    Answer {
        /// Its name.
        name: String,
        /// Which of the two it answers.
        device: Device,
    },
    /// Somebody who knew a request said that a wallet can do nothing with it.
    Failed,
    /// Somebody who knew a request said no in the place of a wallet.
    No,
}

/// Where the wallet is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Device {
    /// On the browser's own.
    This,
    /// On another.
    Other,
    /// Wherever the browser found one itself: its Digital Credentials API. The answer comes in the
    /// browser that asked.
    Browser,
}

impl Login {
    /// What a wallet's answer to the request of this name comes to. One winner: `false` when another
    /// answer came before, or the person has gone on.
    pub fn came(&mut self, request: &str, came: &Came) -> bool {
        match &mut self.stage {
            Stage::AtWallet(at)
                if at.came == Came::Nothing && (at.link == request || at.code == request) =>
            {
                at.came.clone_from(came);
                true
            }
            _ => false,
        }
    }

    /// A card was shown in answer to the request of this name that cannot be used. The first one is
    /// kept: whoever shows many changes the login once. `false` when there is nothing new.
    pub fn shown_unusable(&mut self, request: &str, why: Unusable) -> bool {
        match &mut self.stage {
            Stage::AtWallet(at)
                if at.came == Came::Nothing
                    && at.unusable.is_none()
                    && (at.link == request || at.code == request) =>
            {
                at.unusable = Some(why);
                true
            }
            _ => false,
        }
    }

    /// Two requests to wallets, in the place of those before.
    ///
    /// # Errors
    /// It has made its share.
    pub fn ask_wallets(&mut self, link: &Handle, code: &Handle) -> Result<(), TooMany> {
        if self.requests >= MOST_REQUESTS {
            return Err(TooMany);
        }
        self.requests += 1;
        self.stage = Stage::AtWallet(AtWallet {
            link: link.to_string(),
            code: code.to_string(),
            came: Came::Nothing,
            unusable: None,
        });
        Ok(())
    }
}
