// SPDX-License-Identifier: EUPL-1.2
//! Where everybody lives: names below `localhost` on one port.

/// The address plan of Demo Europe.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// The port of loopback that everything listens on.
    pub port: u16,
}

impl Place {
    /// `http://se.localhost:8080`, without a slash at the end. An empty name is `localhost`.
    #[must_use]
    pub fn origin(self, name: &str) -> String {
        let host = if name.is_empty() {
            "localhost".to_owned()
        } else {
            format!("{name}.localhost")
        };
        match self.port {
            80 => format!("http://{host}"),
            port => format!("http://{host}:{port}"),
        }
    }

    /// The name in a Host header: `Some("login.lu")` for `login.lu.localhost:8080`, `Some("")` for
    /// `localhost` or 127.0.0.1, `None` for anything else.
    #[must_use]
    pub fn name_of(host: &str) -> Option<&str> {
        let name = host.rsplit_once(':').map_or(host, |(name, _)| name);
        match name {
            "localhost" | "127.0.0.1" => Some(""),
            _ => name.strip_suffix(".localhost"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_origins_fit() {
        let place = Place { port: 8080 };
        assert_eq!(place.origin("se"), "http://se.localhost:8080");
        assert_eq!(Place { port: 80 }.origin(""), "http://localhost");
        assert_eq!(Place::name_of("login.lu.localhost:8080"), Some("login.lu"));
        assert_eq!(Place::name_of("localhost:8080"), Some(""));
        assert_eq!(Place::name_of("example.org"), None);
    }
}
