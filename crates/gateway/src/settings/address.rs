// SPDX-License-Identifier: EUPL-1.2
//! Addresses of the gateway and its partners, and which profile allows them.

use url::{Host, Url};

use super::resolve::Resolver;
use super::{Links, Profile};
use crate::config::{self, At};

impl Resolver {
    /// The rule for addresses of the gateway and its partners: https, and in the demo http to
    /// names of this machine. Names which profile would allow a refused one.
    pub(super) fn address<T>(&mut self, at: &At<T>, written: &str) -> bool {
        if !self.profile.allows(written) {
            let (what, instead) = match Profile::Demo.allows(written) {
                true => (
                    "http is only for the demo profile",
                    format!(
                        "Write https://, or run it with profile = \"demo\", not \"{}\"",
                        self.profile.name()
                    ),
                ),
                false if written.starts_with("http://") && self.profile == Profile::Demo => (
                    "the demo profile allows http only to localhost",
                    "Write https://, or a name that ends in .localhost".to_owned(),
                ),
                false => (
                    "not an https address",
                    "Write an https:// address, without user name and #fragment".to_owned(),
                ),
            };
            self.wrong(at, format!("{written:?}: {what}"), instead);
            return false;
        }
        if self.profile != Profile::Demo && is_local_name(written) {
            self.wrong(
                at,
                format!("{written:?}: localhost is only for the demo profile"),
                format!(
                    "Write the public name; this is profile = \"{}\"",
                    self.profile.name()
                ),
            );
            return false;
        }
        true
    }

    /// As [`Self::address`], for addresses that the gateway itself calls.
    pub(super) fn outbound_address(&mut self, at: &At<Url>) -> bool {
        if self.profile == Profile::Demo && !is_local_name(at.value.as_str()) {
            self.wrong(
                at,
                format!(
                    "{:?}: the demo profile calls nobody outside this machine",
                    at.value.as_str()
                ),
                "Write a name that ends in .localhost, or use profile = \"test\"",
            );
            return false;
        }
        self.address(at, at.value.as_str())
    }

    /// An address the gateway calls; inside a private network plain http may do where the entry
    /// says that it is private.
    pub(super) fn outbound_or_private(&mut self, at: &At<Url>, private: &Option<At<bool>>) -> bool {
        let private = private.as_ref().is_some_and(|at| at.value);
        if private && self.profile != Profile::Demo && at.value.scheme() == "https" {
            return true;
        }
        self.outbound_address(at)
    }

    /// An address of ours in metadata: as written, or the issuer and a path.
    pub(super) fn own_address(
        &mut self,
        written: &Option<At<Url>>,
        issuer: Option<&Url>,
        path: &str,
    ) -> Option<Url> {
        match written {
            Some(at) => self
                .address(at, at.value.as_str())
                .then(|| at.value.clone()),
            None => issuer.and_then(|issuer| issuer.join(path).ok()),
        }
    }

    pub(super) fn issuer(&mut self, at: &At<Url>) -> Option<Url> {
        let url = &at.value;
        let sound = self.address(at, url.as_str());
        if url.path() == "/" && url.query().is_none() && url.fragment().is_none() {
            return sound.then(|| url.clone());
        }
        let instead = format!("Write issuer = \"https://{}\"", url.authority());
        self.wrong(
            at,
            format!("{:?} has more than a host", url.as_str()),
            instead,
        );
        None
    }

    /// An HTTP proxy for what the gateway itself calls: the one outbound client knows no other.
    pub(super) fn proxy(&mut self, at: &At<Url>) -> Option<Url> {
        let sound = matches!(at.value.scheme(), "http" | "https");
        if !sound {
            let what = format!("{:?} is no HTTP proxy", at.value.as_str());
            self.wrong(at, what, "Write http://host:port");
        }
        sound.then(|| at.value.clone())
    }

    pub(super) fn links(&mut self, links: &config::PageLinks) -> Links {
        let mut link = |at: &Option<At<Url>>| {
            let at = at.as_ref()?;
            self.address(at, at.value.as_str())
                .then(|| at.value.clone())
        };
        Links {
            help: link(&links.help),
            privacy: link(&links.privacy),
            accessibility: link(&links.accessibility),
            get_eid: link(&links.get_eid),
        }
    }
}

fn is_local_name(address: &str) -> bool {
    match Url::parse(address).ok().as_ref().and_then(Url::host) {
        Some(Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
        Some(Host::Ipv4(ip)) => ip.is_loopback(),
        Some(Host::Ipv6(ip)) => ip.is_loopback(),
        None => false,
    }
}
