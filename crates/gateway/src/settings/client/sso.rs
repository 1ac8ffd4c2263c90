// SPDX-License-Identifier: EUPL-1.2
//! Which services share a person's session.
//!
//! A service is alone (`sso = false`: it neither uses nor makes a session), in a group (its session serves
//! the services of that group and no other), or among all that are neither.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::super::resolve::{Resolver, values};
use crate::config::{At, Client, Registration};

/// So many groups may there be. Each is a cookie of 120 octets in a browser that logged in there: with the
/// logins under way ([`crate::cookie::MOST_FLOWS`]) they stay below the 8 KiB that proxies allow.
pub const MOST_GROUPS: usize = 16;

/// The name of a group: 1 to 30 small letters, digits and hyphens. It is part of a cookie's name.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct SsoGroup(String);

impl SsoGroup {
    /// Reads a name.
    pub fn parse(name: &str) -> Option<Self> {
        let may_stand = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
        let is_name = (1..=30).contains(&name.len()) && name.bytes().all(may_stand);
        is_name.then(|| Self(name.to_owned()))
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// With whom a service shares the session of its person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sso {
    /// With nobody.
    Alone,
    /// With the services of this group; without one, with all that are neither alone nor in one.
    Shared(Option<SsoGroup>),
}

impl Sso {
    /// Whether it has a session at all.
    pub fn is_shared(&self) -> bool {
        matches!(self, Self::Shared(_))
    }

    /// Its group.
    pub fn group(&self) -> Option<&SsoGroup> {
        match self {
            Self::Alone => None,
            Self::Shared(group) => group.as_ref(),
        }
    }
}

impl Resolver {
    pub(super) fn sso(&mut self, client: &Client) -> Option<Sso> {
        let shares = client.sso.as_ref()?.value;
        let Some(at) = &client.sso_group else {
            return Some(match shares {
                true => Sso::Shared(None),
                false => Sso::Alone,
            });
        };
        if !shares {
            let what = "without single sign-on there is nothing to share";
            self.wrong(at, what, "Remove it, or sso = false");
        }
        self.sso_group(at).map(|group| Sso::Shared(Some(group)))
    }

    fn sso_group(&mut self, at: &At<String>) -> Option<SsoGroup> {
        let group = SsoGroup::parse(&at.value);
        if group.is_none() {
            let what = format!("{:?} cannot be a group", at.value);
            self.wrong(at, what, "Write 1 to 30 small letters, digits and hyphens");
        }
        group
    }

    /// Those of the file and those that may be registered: so many fit into a browser.
    pub(in super::super) fn sso_groups(
        &mut self,
        written: &Registration,
        clients: Option<&At<Vec<At<Client>>>>,
    ) -> BTreeSet<String> {
        let registered: BTreeSet<String> =
            values(written.sso_groups.as_ref()).into_iter().collect();
        for at in written.sso_groups.iter().flat_map(|list| &list.value) {
            self.sso_group(at);
        }
        let of_file = clients.iter().flat_map(|list| &list.value);
        let of_file = of_file.filter_map(|at| at.value.sso_group.as_ref());
        let mut all = registered.clone();
        for at in of_file {
            all.insert(at.value.clone());
            if all.len() == MOST_GROUPS + 1 {
                let what = format!("more than {MOST_GROUPS} groups");
                self.wrong(
                    at,
                    what,
                    "Let services share one: each is a cookie in a browser",
                );
                break;
            }
        }
        if let Some(at) = &written.sso_groups
            && registered.len() > MOST_GROUPS
        {
            let what = format!("more than {MOST_GROUPS} groups");
            self.wrong(
                at,
                what,
                "Let services share one: each is a cookie in a browser",
            );
        }
        registered
    }
}
