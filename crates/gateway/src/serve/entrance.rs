// SPDX-License-Identifier: EUPL-1.2
//! Who ends TLS, and whose address counts as the caller's.

use std::io;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

use arc_swap::ArcSwap;
use http::HeaderMap;
use rustls::ServerConfig;

use crate::settings::{ListenerTransport, Network};
use crate::tls::tls_config;

/// Who ends TLS, made ready to run. The certificate can be swapped under a running listener.
#[derive(Clone)]
pub enum Entrance {
    /// Plain, for the demo on loopback and for the operator listener.
    Plain,
    /// Plain from these proxies, whose `X-Forwarded-For` counts.
    BehindProxy(Arc<[Network]>),
    /// TLS.
    Tls(Arc<ArcSwap<ServerConfig>>),
}

impl Entrance {
    /// Reads the certificate, if there is one.
    pub fn new(transport: &ListenerTransport) -> io::Result<Self> {
        Ok(match transport {
            ListenerTransport::Plain => Self::Plain,
            ListenerTransport::BehindProxy { trusted } => {
                Self::BehindProxy(trusted.as_slice().into())
            }
            ListenerTransport::Tls { certificates, key } => {
                Self::Tls(Arc::new(ArcSwap::new(tls_config(certificates, key)?)))
            }
        })
    }

    /// Takes a renewed certificate. Connections that stand keep the old one.
    pub fn renew(&self, transport: &ListenerTransport) -> io::Result<()> {
        if let (Self::Tls(config), ListenerTransport::Tls { certificates, key }) = (self, transport)
        {
            config.store(tls_config(certificates, key)?);
        }
        Ok(())
    }

    /// Whether whoever connected may speak to us. Attack: the port of a gateway behind a proxy is
    /// reachable from elsewhere, and everything that the proxy limits is passed by. Defence: nobody
    /// else is spoken to.
    pub(super) fn admits(&self, connected: SocketAddr) -> bool {
        match self {
            Self::BehindProxy(proxies) => {
                let connected = connected.ip().to_canonical();
                proxies.iter().any(|network| network.contains(connected))
            }
            Self::Plain | Self::Tls(_) => true,
        }
    }

    /// The address of the person's machine: what a trusted proxy says, else who connected. The
    /// rightmost address that is not one of our proxies counts; everything left of it is hearsay.
    pub(super) fn caller(&self, connected: SocketAddr, headers: &HeaderMap) -> IpAddr {
        let connected = connected.ip().to_canonical();
        let Self::BehindProxy(proxies) = self else {
            return connected;
        };
        let ours = |address: &IpAddr| proxies.iter().any(|network| network.contains(*address));
        if !ours(&connected) {
            return connected;
        }
        let mut caller = connected;
        let values: Vec<_> = headers.get_all("x-forwarded-for").iter().collect();
        for value in values.iter().rev() {
            for entry in value.to_str().unwrap_or_default().rsplit(',') {
                let Some(address) = forwarded(entry) else {
                    return caller;
                };
                caller = address.to_canonical();
                if !ours(&caller) {
                    return caller;
                }
            }
        }
        caller
    }
}

/// An address as proxies write it: bare, with a port (`203.0.113.7:51234`, `[2001:db8::1]:443`), or in
/// quotes. RFC 7239 §6 has these forms; `X-Forwarded-For` borrowed them.
fn forwarded(entry: &str) -> Option<IpAddr> {
    let entry = entry.trim().trim_matches('"');
    let bare = entry
        .strip_prefix('[')
        .and_then(|rest| rest.strip_suffix(']'));
    let bare = bare.unwrap_or(entry);
    let address = bare.parse::<IpAddr>().ok();
    address.or_else(|| Some(entry.parse::<SocketAddr>().ok()?.ip()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn caller(forwarded: &[&str], connected: &str) -> String {
        let networks = [
            Network::parse("10.0.0.0/8").unwrap(),
            Network::parse("::1").unwrap(),
        ];
        let mut headers = HeaderMap::new();
        for value in forwarded {
            headers.append("x-forwarded-for", value.parse().unwrap());
        }
        let entrance = Entrance::BehindProxy(networks.into());
        entrance
            .caller(connected.parse().unwrap(), &headers)
            .to_string()
    }

    #[test]
    fn web_03_x_forwarded_for_counts_only_from_a_trusted_proxy_and_from_the_right() {
        for (forwarded, connected, wanted) in [
            (&["192.0.2.7"][..], "10.0.0.1:5", "192.0.2.7"),
            (&["192.0.2.7"], "198.51.100.1:5", "198.51.100.1"),
            (&["6.6.6.6, 192.0.2.7, 10.1.1.1"], "10.0.0.1:5", "192.0.2.7"),
            (&["6.6.6.6", "192.0.2.7"], "[::1]:5", "192.0.2.7"),
            (&["nonsense, 10.2.2.2"], "10.0.0.1:5", "10.2.2.2"),
            (&[], "10.0.0.1:5", "10.0.0.1"),
            (&["192.0.2.7"], "[::ffff:10.0.0.1]:5", "192.0.2.7"),
            // B8: with ports, as some balancers always write them.
            (&["192.0.2.7:51234"], "10.0.0.1:5", "192.0.2.7"),
            (&["6.6.6.6, [2001:db8::1]:443"], "10.0.0.1:5", "2001:db8::1"),
            (
                &["\"[2001:db8::1]\", 10.1.1.1:80"],
                "10.0.0.1:5",
                "2001:db8::1",
            ),
            (&["192.0.2.7:port"], "10.0.0.1:5", "10.0.0.1"),
        ] {
            assert_eq!(
                caller(forwarded, connected),
                wanted,
                "{forwarded:?} from {connected}"
            );
        }
        let behind = Entrance::BehindProxy([Network::parse("10.0.0.0/8").unwrap()].into());
        for (connected, admitted) in [
            ("10.0.0.1:5", true),
            ("[::ffff:10.0.0.1]:5", true),
            ("127.0.0.1:5", false),
            ("198.51.100.1:5", false),
        ] {
            assert_eq!(
                behind.admits(connected.parse().unwrap()),
                admitted,
                "{connected}"
            );
            assert!(Entrance::Plain.admits(connected.parse().unwrap()));
        }
        let mut headers = HeaderMap::new();
        headers.append("x-forwarded-for", "192.0.2.7".parse().unwrap());
        let direct = Entrance::Plain.caller("198.51.100.1:5".parse().unwrap(), &headers);
        assert_eq!(direct.to_string(), "198.51.100.1");
    }
}
