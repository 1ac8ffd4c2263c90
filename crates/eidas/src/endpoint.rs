// SPDX-License-Identifier: EUPL-1.2

//! What an address in metadata may look like before a browser is sent to it.

use url::{Host, Url};

use crate::Transport;

/// Why an address was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, thiserror::Error)]
pub enum BadEndpoint {
    /// Neither a host name in public DNS nor, where allowed, below `localhost`.
    #[error("the host is not a public name")]
    Host,
    /// Not an absolute URL.
    #[error("not an absolute URL")]
    NotAUrl,
    /// A port below 1024 that is not the scheme's own: a browser would be made to talk to mail
    /// or shell servers.
    #[error("the port belongs to another protocol")]
    Port,
    /// `javascript:`, `data:`, plain `http` and the like.
    #[error("the scheme is not https")]
    Scheme,
    /// `https://trusted.example@evil.example/` shows one host and reaches another.
    #[error("a user name stands before the host")]
    Userinfo,
}

impl Transport {
    /// Reads the address of an endpoint to which a browser will be sent, or refuses it.
    ///
    /// Attack: metadata whose `Location` is a script, an inner host or a look-alike. Defence:
    /// https, a public name, no user part, no foreign port. Trade: a node reachable by IP address
    /// only cannot take part; TLS names one anyway.
    pub fn endpoint(self, location: &str) -> Result<Url, BadEndpoint> {
        // The URL standard silently drops tabs and newlines and trims spaces; what was compared
        // would then not be what was written.
        if location
            .bytes()
            .any(|byte| byte <= b' ' || byte == 0x7f || byte == b'\\')
        {
            return Err(BadEndpoint::NotAUrl);
        }
        let url = Url::parse(location).map_err(|_| BadEndpoint::NotAUrl)?;
        let local = match url.host() {
            Some(Host::Domain(name)) => is_localhost(name),
            _ => false,
        };
        match url.scheme() {
            "https" => {}
            "http" if local && self == Self::HttpsOrLocalhost => {}
            _ => return Err(BadEndpoint::Scheme),
        }
        if !url.username().is_empty() || url.password().is_some() || has_userinfo(location) {
            return Err(BadEndpoint::Userinfo);
        }
        match url.host() {
            Some(Host::Domain(_)) if local && self == Self::HttpsOrLocalhost => {}
            Some(Host::Domain(name)) if !local && is_public(name) => {}
            _ => return Err(BadEndpoint::Host),
        }
        // `port()` is None for the scheme's own.
        if url.port().is_some_and(|port| port < 1024) {
            return Err(BadEndpoint::Port);
        }
        Ok(url)
    }
}

/// `localhost` and everything below it, which RFC 6761 §6.3 keeps on the machine.
fn is_localhost(name: &str) -> bool {
    let name = name.strip_suffix('.').unwrap_or(name);
    name == "localhost" || name.ends_with(".localhost")
}

/// A name that can be in public DNS: at least two labels and no top level that is known to stay
/// inside.
fn is_public(name: &str) -> bool {
    const INSIDE: [&str; 7] = [
        "arpa", "home", "internal", "intranet", "lan", "local", "onion",
    ];
    let name = name.strip_suffix('.').unwrap_or(name);
    match name.rsplit_once('.') {
        Some((rest, top)) => !rest.is_empty() && !INSIDE.contains(&top),
        None => false,
    }
}

/// An empty user part (`https://@host`) is invisible in the parsed form.
fn has_userinfo(location: &str) -> bool {
    let after = location
        .split_once("//")
        .map_or(location, |(_, after)| after);
    after
        .split(['/', '?', '#'])
        .next()
        .is_some_and(|authority| authority.contains('@'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn https_to_a_public_name_is_an_endpoint() {
        for good in [
            "https://eidas.example.se/sso",
            "https://eidas.example.se:8443/sso?x=1",
        ] {
            assert_eq!(Transport::Https.endpoint(good).unwrap().as_str(), good);
        }
    }

    #[test]
    fn http_is_for_localhost_in_the_demo_alone() {
        let demo = Transport::HttpsOrLocalhost;
        assert!(demo.endpoint("http://se.localhost:8080/eidas/sso").is_ok());
        assert!(
            demo.endpoint("http://localhost:8081/EidasNode/ColleagueRequest")
                .is_ok()
        );
        assert!(demo.endpoint("https://eidas.example.se/sso").is_ok());
        assert_eq!(
            demo.endpoint("http://eidas.example.se/sso"),
            Err(BadEndpoint::Scheme)
        );
        assert_eq!(
            demo.endpoint("http://localhost.example.se/"),
            Err(BadEndpoint::Scheme)
        );
        assert_eq!(demo.endpoint("http://127.0.0.1/"), Err(BadEndpoint::Scheme));
        let strict = Transport::Https;
        assert_eq!(
            strict.endpoint("http://se.localhost/"),
            Err(BadEndpoint::Scheme)
        );
        assert_eq!(
            strict.endpoint("https://se.localhost/"),
            Err(BadEndpoint::Host)
        );
    }

    #[test]
    fn md_08_a_poisoned_endpoint_is_refused() {
        use BadEndpoint::{Host, NotAUrl, Port, Scheme, Userinfo};
        for (location, why) in [
            ("javascript:alert(1)", Scheme),
            ("data:text/html,x", Scheme),
            ("http://eidas.example.se/", Scheme),
            ("ftp://eidas.example.se/", Scheme),
            ("https://ok.example@evil.example/", Userinfo),
            ("https://:pw@evil.example/", Userinfo),
            ("https://@evil.example/", Userinfo),
            ("https://[2001:db8::1]/", Host),
            ("https://10.0.0.1/", Host),
            ("https://0x7f000001/", Host),
            ("https://intranet/", Host),
            ("https://localhost/", Host),
            ("https://node.internal/", Host),
            ("https://eidas.example.se:22/", Port),
            ("/relative", NotAUrl),
            ("", NotAUrl),
            (" https://eidas.example.se/", NotAUrl),
            ("https://eidas.exa\nmple.se/", NotAUrl),
            ("https:\\\\eidas.example.se/", NotAUrl),
        ] {
            assert_eq!(
                Transport::Https.endpoint(location),
                Err(why),
                "{location:?}"
            );
        }
    }
}
