// SPDX-License-Identifier: EUPL-1.2
//! `prompt`. OIDC Core §3.1.2.1.

use serde::{Deserialize, Serialize};

/// What the person must, or must not, be shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Prompt {
    /// `none`: no page at all; what needs one ends in an error.
    None,
    /// The provider decides.
    #[default]
    Unspecified,
    /// One or more of `login`, `consent`, `select_account`.
    Shown {
        /// Authenticate again, whatever the session says.
        login: bool,
        /// Ask for consent before anything is released.
        consent: bool,
        /// Let the person choose an account.
        select_account: bool,
    },
}

impl Prompt {
    /// Reads the parameter. `None` if a value is unknown or `none` stands beside another:
    /// "If this parameter contains none with any other value, an error is returned".
    pub fn parse(text: &str) -> Option<Self> {
        let (mut login, mut consent, mut select_account, mut none) = (false, false, false, false);
        let mut others = 0usize;
        for word in text.split(' ').filter(|word| !word.is_empty()) {
            match word {
                "none" => none = true,
                "login" => login = true,
                "consent" => consent = true,
                "select_account" => select_account = true,
                _ => return None,
            }
            others += usize::from(word != "none");
        }
        match (none, others) {
            (true, 0) => Some(Self::None),
            (true, _) => None,
            (false, 0) => Some(Self::Unspecified),
            (false, _) => Some(Self::Shown {
                login,
                consent,
                select_account,
            }),
        }
    }

    /// As the parameter is written; empty means to leave it out.
    pub fn to_parameter(self) -> String {
        match self {
            Self::None => "none".to_owned(),
            Self::Unspecified => String::new(),
            Self::Shown {
                login,
                consent,
                select_account,
            } => {
                let words = [
                    (login, "login"),
                    (consent, "consent"),
                    (select_account, "select_account"),
                ];
                let asked = words.into_iter().filter(|(asked, _)| *asked);
                asked.map(|(_, word)| word).collect::<Vec<_>>().join(" ")
            }
        }
    }

    /// `none` was asked.
    pub fn is_none(self) -> bool {
        self == Self::None
    }

    /// `login` was asked: an old session must not be used.
    pub fn login(self) -> bool {
        matches!(self, Self::Shown { login: true, .. })
    }

    /// No answer without a page. Of `consent` too: "If it cannot obtain consent, it MUST return an error", and no session
    /// says that she agrees to this service now; the page names it, and she goes on or gives up.
    pub fn shown(self) -> bool {
        matches!(self, Self::Shown { .. })
    }

    /// `consent` was asked.
    pub fn consent(self) -> bool {
        matches!(self, Self::Shown { consent: true, .. })
    }
}
