// SPDX-License-Identifier: EUPL-1.2
//! Which addresses may stand in a request, a credential or a list.

use url::{Host, Url};

/// The host of an address over which nothing can be read or changed on the way: `https`, or `http`
/// to a name of this very machine (RFC 6761 §6.3: `localhost` and below never leave it), where a demo
/// has no certificates. Without password and fragment.
pub(crate) fn host(address: &str) -> Option<String> {
    // As written: what is compared octet for octet has one spelling (attack VP-15).
    if !address.starts_with("https://") && !address.starts_with("http://") {
        return None;
    }
    let url = Url::parse(address).ok()?;
    let Some(Host::Domain(name)) = url.host() else {
        let plain = url.scheme() == "https" && is_plain(&url);
        return url.host_str().filter(|_| plain).map(str::to_owned);
    };
    let local = name == "localhost" || name.ends_with(".localhost");
    let private = url.scheme() == "https" || (url.scheme() == "http" && local);
    (private && is_plain(&url)).then(|| name.to_owned())
}

fn is_plain(url: &Url) -> bool {
    url.fragment().is_none() && url.username().is_empty() && url.password().is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn http_goes_no_further_than_this_machine() {
        for (address, is) in [
            ("https://a.example.no/x", Some("a.example.no")),
            ("https://192.0.2.1/x", Some("192.0.2.1")),
            ("http://no.localhost:8080/x", Some("no.localhost")),
            ("http://localhost/x", Some("localhost")),
            ("http://a.example.no/x", None),
            ("http://localhost.example.no/x", None),
            ("http://notlocalhost/x", None),
            ("http://127.0.0.1/x", None),
            ("https://u@a.example.no/x", None),
            ("https://a.example.no/x#f", None),
            ("file:///etc/passwd", None),
            ("HTTPS://a.example.no/x", None),
        ] {
            assert_eq!(host(address).as_deref(), is, "{address}");
        }
    }
}
