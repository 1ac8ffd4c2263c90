// SPDX-License-Identifier: EUPL-1.2
//! Where the gateway keeps what it must remember.

use std::net::IpAddr;
use std::time::Duration;

use store::PostgresOptions;

use super::resolve::Resolver;
use crate::config::{At, StoreKind, StoreWritten};

/// Where it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum StoreSettings {
    /// In the data directory.
    #[default]
    Embedded,
    /// In a database that several nodes share.
    PostgreSql(PostgresOptions),
}

impl Resolver {
    /// An error for every field of a database that an embedded store would not look at.
    pub(super) fn store(&mut self, at: &At<StoreWritten>) -> Option<StoreSettings> {
        let section = &at.value;
        let kind = section
            .kind
            .as_ref()
            .map_or(StoreKind::Embedded, |at| at.value);
        if kind == StoreKind::Embedded {
            if let Some(hosts) = &section.hosts {
                let instead = "Write kind = \"postgresql\", or leave it out";
                self.wrong(hosts, "an embedded store has no servers", instead);
            }
            return Some(StoreSettings::Embedded);
        }
        let Some(written) = section
            .hosts
            .as_ref()
            .filter(|hosts| !hosts.value.is_empty())
        else {
            let instead = "Write hosts = [\"db1.example.no:5432\"]";
            self.wrong(at, "no server is named", instead);
            return None;
        };
        let mut hosts = Vec::new();
        for host in &written.value {
            match server(&host.value) {
                Some(server) => hosts.push(server),
                None => {
                    let what = format!("{:?} is no server", host.value);
                    let instead = "Write host:port, or the absolute directory of a Unix socket";
                    self.wrong(host, what, instead);
                }
            }
        }
        if let Some(password) = &section.password_file {
            self.secret_file(password);
            self.read_secret(password);
        }
        let authorities = section.authorities.as_ref();
        if let Some(authorities) = authorities {
            self.certificates(authorities)?;
        } else if let Some((host, _)) = hosts.iter().find(|(host, _)| !is_here(host)) {
            // Attack: who stands between reads and changes what every login hangs on. There is no
            // switch for it.
            let what =
                format!("{host} is another machine, and nothing proves that it is the database");
            let instead = "Name the authorities that its certificate comes from";
            self.wrong(written, what, instead);
        }
        let mut seconds = |field: &Option<At<u32>>, default: u64| match field {
            Some(at) if !(1..=60).contains(&at.value) => {
                self.wrong(at, format!("{} seconds", at.value), "Write 1 to 60");
                None
            }
            Some(at) => Some(Duration::from_secs(at.value.into())),
            None => Some(Duration::from_secs(default)),
        };
        let connect = seconds(&section.connect_seconds, 3);
        let statement = seconds(&section.statement_seconds, 5);
        let connections = match &section.connections {
            Some(at) if !(1..=500).contains(&at.value) => {
                self.wrong(at, format!("{} connections", at.value), "Write 1 to 500");
                None
            }
            Some(at) => usize::try_from(at.value).ok(),
            None => Some(16),
        };
        let mut named = |field: &Option<At<String>>| match field {
            Some(at) if at.value.is_empty() || at.value.contains(char::is_control) => {
                self.wrong(at, "no name", "Write the name that the server knows");
                None
            }
            Some(at) => Some(at.value.clone()),
            None => Some("landport".to_owned()),
        };
        let (database, user) = (named(&section.database), named(&section.user));
        Some(StoreSettings::PostgreSql(PostgresOptions {
            hosts,
            database: database?,
            user: user?,
            password_file: section
                .password_file
                .as_ref()
                .map(|at| self.path(&at.value)),
            authorities: authorities.map(|at| self.path(&at.value)),
            connections: connections?,
            connect: connect?,
            statement: statement?,
            pooler: section.pooler.as_ref().is_some_and(|at| at.value),
        }))
    }
}

/// `host:port`, `[::1]:port`, or a directory of sockets (with the port that names the socket there).
pub(super) fn server(text: &str) -> Option<(String, u16)> {
    if text.starts_with('/') {
        return Some((text.to_owned(), 5432));
    }
    let (host, port) = text.rsplit_once(':')?;
    let host = match host.strip_prefix('[') {
        Some(address) => address.strip_suffix(']')?,
        None if host.contains(':') => return None,
        None => host,
    };
    let sound = !host.is_empty() && host.chars().all(|c| c.is_ascii_graphic() && c != '/');
    let port = port.parse().ok().filter(|port| *port != 0)?;
    sound.then(|| (host.to_owned(), port))
}

/// Octets to it leave this machine by no wire.
fn is_here(host: &str) -> bool {
    host.starts_with('/')
        || host == "localhost"
        || host
            .parse::<IpAddr>()
            .is_ok_and(|address| address.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_server_is_a_host_and_a_port_or_a_directory() {
        let of = |text| server(text).map(|(host, port)| format!("{host} {port}"));
        assert_eq!(of("db1.example.no:5432").unwrap(), "db1.example.no 5432");
        assert_eq!(of("[::1]:6432").unwrap(), "::1 6432");
        assert_eq!(of("/run/postgresql").unwrap(), "/run/postgresql 5432");
        for wrong in [
            "", ":5432", "db1", "db1:0", "db1:x", "::1:5432", "a/b:1", "a b:1", "[::1:1",
        ] {
            assert_eq!(of(wrong), None, "{wrong}");
        }
        assert!(
            is_here("127.0.0.1") && is_here("::1") && is_here("/run/x") && is_here("localhost")
        );
        assert!(!is_here("db1.example.no") && !is_here("10.0.0.1"));
    }
}
