// SPDX-License-Identifier: EUPL-1.2
//! `[public]` and `[operator]` as meant: two doors, each with an address of its own.

use std::net::{IpAddr, SocketAddr};
use std::time::Duration;

use eidas::Instant;
use url::Url;
use xmlsec::Certificate;

use super::resolve::{Resolver, values};
use super::{ListenerTransport, Profile, PublicListener};
use crate::config::{self, At};

impl Resolver {
    pub(super) fn public(
        &mut self,
        section: &At<config::Public>,
        issuer: Option<&Url>,
    ) -> Option<PublicListener> {
        let public = &section.value;
        let address = public.address.as_ref();
        if let Some(at) = address
            && self.profile == Profile::Demo
            && !at.value.ip().is_loopback()
        {
            let what = format!("{} is reachable from other machines", at.value);
            self.wrong(
                at,
                what,
                "The demo profile listens on 127.0.0.1 or [::1] only",
            );
        }
        let transport = match (&public.certificates, &public.key, &public.behind_proxy) {
            (Some(certificates), Some(key), None) => {
                let (chain, private) = (self.path(&certificates.value), self.path(&key.value));
                let listed = self.certificates(certificates)?;
                if let Some(end) = listed.iter().map(Certificate::not_after).min() {
                    let remedy = "Renew it and send SIGHUP";
                    let end = Instant::from_ms(end.saturating_mul(1000));
                    self.ends(certificates, "the TLS certificate", end, remedy);
                }
                let host = issuer.and_then(Url::host_str);
                self.tls_certificate(certificates, &listed, host);
                self.read(key)?;
                self.secret_file(key);
                match crate::tls::tls_config(&chain, &private) {
                    Ok(_) => {}
                    Err(error) => {
                        self.wrong(key, error.to_string(), "Name the key of the certificate");
                    }
                }
                Some(ListenerTransport::Tls {
                    certificates: chain,
                    key: private,
                })
            }
            (None, None, Some(networks)) => {
                if networks.value.is_empty() {
                    self.wrong(
                        networks,
                        "no proxy is trusted",
                        "Write the addresses of the proxies, as [\"10.0.0.7\"]",
                    );
                }
                Some(ListenerTransport::BehindProxy {
                    trusted: values(Some(networks)),
                })
            }
            (None, None, None) if self.profile == Profile::Demo => Some(ListenerTransport::Plain),
            (None, None, None) => {
                self.wrong(
                    section,
                    "nobody ends TLS; only the demo profile runs without",
                    "Write certificates and key, or behind_proxy",
                );
                None
            }
            (Some(one), None, None) | (None, Some(one), None) => {
                self.wrong(one, "certificates and key belong together", "Write both");
                None
            }
            (_, _, Some(networks)) => {
                self.wrong(
                    networks,
                    "TLS ends either here or in the proxy",
                    "Write behind_proxy, or certificates and key",
                );
                None
            }
        };
        let max_connections = public.max_connections.as_ref()?;
        if max_connections.value == 0 {
            self.wrong(
                max_connections,
                "nobody could connect",
                "Write max_connections = 2000",
            );
        }
        Some(PublicListener {
            address: address?.value,
            transport: transport?,
            max_connections: usize::try_from(max_connections.value).ok()?,
            drain: seconds(public.drain_seconds.as_ref())?,
        })
    }

    pub(super) fn operator(
        &mut self,
        operator: &config::Operator,
        public: Option<&At<config::Public>>,
    ) -> Option<SocketAddr> {
        let at = operator.address.as_ref()?;
        let public = public.and_then(|at| at.value.address.as_ref());
        if let Some(public) = public
            && clash(at.value, public.value)
        {
            let what = format!("{} is taken by [public] {}", at.value, public.value);
            self.wrong(at, what, "Write a port of its own, as \"127.0.0.1:9100\"");
        }
        if !at.value.ip().is_loopback() {
            if self.profile == Profile::Demo {
                let what = format!("{} is reachable from other machines", at.value);
                self.wrong(
                    at,
                    what,
                    "The demo profile listens on 127.0.0.1 or [::1] only",
                );
            } else {
                self.warn(
                    at,
                    "the operator listener is not on loopback: metrics and peer states must be \
                     reachable only from your own network",
                );
            }
        }
        Some(at.value)
    }
}

/// Whether one address keeps the other from being listened at. What listens at every address of IPv6
/// listens at those of IPv4 too.
fn clash(one: SocketAddr, other: SocketAddr) -> bool {
    let takes = |all: IpAddr, ip: IpAddr| {
        all == ip || all.is_unspecified() && (all.is_ipv6() || ip.is_ipv4())
    };
    one.port() == other.port()
        && one.port() != 0
        && (takes(one.ip(), other.ip()) || takes(other.ip(), one.ip()))
}

fn seconds(at: Option<&At<u32>>) -> Option<Duration> {
    at.map(|at| Duration::from_secs(u64::from(at.value)))
}

#[cfg(test)]
mod tests {
    use std::net::TcpListener;

    use super::*;

    /// What is called a clash is one to the system too, and nothing else is.
    #[test]
    fn two_doors_clash_where_the_system_says_so() {
        let all = ["0.0.0.0", "127.0.0.1", "127.0.0.2", "[::]", "[::1]"];
        for (one, other) in all.iter().flat_map(|one| all.map(|other| (one, other))) {
            let Ok(first) = TcpListener::bind(format!("{one}:0")) else {
                continue;
            };
            let first_at = first.local_addr().unwrap();
            let other = format!("{other}:{}", first_at.port());
            let second_at: SocketAddr = other.parse().unwrap();
            let taken = match TcpListener::bind(second_at) {
                Ok(_) => false,
                Err(error) if error.kind() == std::io::ErrorKind::AddrInUse => true,
                Err(_) => continue,
            };
            assert_eq!(clash(first_at, second_at), taken, "{first_at} {second_at}");
            assert_eq!(clash(second_at, first_at), taken, "{second_at} {first_at}");
        }
    }
}
