//! The one outbound client. Every request has a size cap, a deadline and a rule about where it may go.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use bytes::{Bytes, BytesMut};
use http::header::{
    CONTENT_TYPE, ETAG, HeaderName, IF_MODIFIED_SINCE, IF_NONE_MATCH, LAST_MODIFIED,
};
use url::Url;

/// Who wrote the URL, and so where it may lead.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// The operator wrote it; private addresses only if the entry says so.
    Operator {
        /// `private = true` stands in the entry.
        private: bool,
    },
    /// Somebody else supplied it (metadata, lists, `jwks_uri`): never a private address.
    Supplied,
}

/// What an earlier answer said about itself, for a conditional request. RFC 9110 §13.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Validators {
    /// `ETag`.
    pub etag: Option<String>,
    /// `Last-Modified`.
    pub last_modified: Option<String>,
}

/// How the client is built.
#[derive(Clone, Debug, Default)]
pub struct FetchOptions {
    /// The Demo profile: `*.localhost` leads to loopback, `http` is allowed there, and nothing else is reached.
    pub demo: bool,
    /// An HTTP proxy for everything outbound.
    pub proxy: Option<Url>,
}

/// One request.
#[derive(Clone, Debug)]
pub struct FetchRequest<'a> {
    /// Where to.
    pub url: &'a Url,
    /// Where it may lead.
    pub reach: Reach,
    /// The answer may have this many octets.
    pub limit: usize,
    /// Trust roots of this peer in place of the system's, DER.
    pub roots: &'a [Vec<u8>],
    /// Headers beside ours (`Accept`, `Authorization`).
    pub headers: &'a [(&'a str, &'a str)],
    /// Ask only for what changed since.
    pub since: Option<&'a Validators>,
}

/// An answer with a body.
#[derive(Clone, Debug)]
pub struct Fetched {
    /// The HTTP status.
    pub status: u16,
    /// `Content-Type`, if given.
    pub content_type: Option<String>,
    /// To ask again with.
    pub validators: Validators,
    /// The body, whole.
    pub body: Bytes,
}

/// Why nothing came back.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum FetchError {
    /// The other side could not be reached or broke off.
    #[error("{host} cannot be reached: {cause}")]
    Unreachable {
        /// The host.
        host: String,
        /// Why, for the operator.
        cause: String,
    },
    /// The URL leads where this request may not go.
    #[error("{host} may not be reached from here: {rule}")]
    Forbidden {
        /// The host.
        host: String,
        /// The rule.
        rule: &'static str,
    },
    /// No complete answer in time.
    #[error("{host} did not answer in time")]
    TimedOut {
        /// The host.
        host: String,
    },
    /// More octets than allowed.
    #[error("{host} sent more than {limit} octets")]
    TooLarge {
        /// The host.
        host: String,
        /// The cap.
        limit: usize,
    },
    /// A trust root or the proxy of the configuration cannot be used.
    #[error("outbound client: {0}")]
    Misconfigured(String),
}

/// What to send with a POST.
#[derive(Clone, Debug)]
pub enum Payload {
    /// `application/x-www-form-urlencoded`.
    Form(Vec<(String, String)>),
    /// `application/json`.
    Json(serde_json::Value),
}

/// The client. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Fetch {
    options: FetchOptions,
    /// Clients without roots of their own, by what they may reach: `[supplied, private]`.
    plain: [reqwest::Client; 2],
}

/// A whole answer takes at most this; who has less patience ends the wait himself.
const DEADLINE: Duration = Duration::from_secs(10);
/// A server that has not accepted a connection by then is down.
const CONNECT_DEADLINE: Duration = Duration::from_secs(3);

impl Fetch {
    /// A client with these options.
    pub fn new(options: FetchOptions) -> Result<Self, FetchError> {
        let plain = [
            build(&options, Addresses::Public, &[])?,
            build(&options, Addresses::Any, &[])?,
        ];
        Ok(Self { options, plain })
    }

    /// GET; `None` when nothing changed since (304).
    pub async fn get(&self, request: &FetchRequest<'_>) -> Result<Option<Fetched>, FetchError> {
        let client = self.client(request)?;
        let mut builder = client.get(request.url.clone());
        if let Some(since) = request.since {
            if let Some(etag) = &since.etag {
                builder = builder.header(IF_NONE_MATCH, etag);
            }
            if let Some(date) = &since.last_modified {
                builder = builder.header(IF_MODIFIED_SINCE, date);
            }
        }
        let fetched = self.send(request, builder).await?;
        Ok((fetched.status != 304).then_some(fetched))
    }

    /// POST.
    pub async fn post(
        &self,
        request: &FetchRequest<'_>,
        payload: Payload,
    ) -> Result<Fetched, FetchError> {
        let builder = self.client(request)?.post(request.url.clone());
        let builder = match payload {
            Payload::Form(fields) => builder.form(&fields),
            Payload::Json(value) => builder.json(&value),
        };
        self.send(request, builder).await
    }

    fn client(&self, request: &FetchRequest<'_>) -> Result<reqwest::Client, FetchError> {
        let addresses = self.rule(request)?;
        if request.roots.is_empty() {
            let [public, any] = &self.plain;
            return Ok(match addresses {
                Addresses::Public => public.clone(),
                Addresses::Any => any.clone(),
            });
        }
        build(&self.options, addresses, request.roots)
    }

    /// Where this request may lead.
    ///
    /// Attack: metadata or a client's `jwks_uri` that names a machine inside. Defence: names are
    /// judged here, addresses when they are resolved, redirects never followed. Trade: a server
    /// that answers with a redirect has to be configured by its final address.
    fn rule(&self, request: &FetchRequest<'_>) -> Result<Addresses, FetchError> {
        let forbidden = |rule| FetchError::Forbidden {
            host: host_of(request.url),
            rule,
        };
        let local = request
            .url
            .host_str()
            .is_some_and(|host| host == "localhost" || host.ends_with(".localhost"));
        if self.options.demo {
            return if local {
                Ok(Addresses::Any)
            } else {
                Err(forbidden("the demo reaches nothing but *.localhost"))
            };
        }
        let addresses = match request.reach {
            Reach::Operator { private: true } => Addresses::Any,
            Reach::Operator { private: false } | Reach::Supplied => Addresses::Public,
        };
        if request.url.scheme() != "https" && addresses == Addresses::Public {
            return Err(forbidden("only https"));
        }
        let literal = match request.url.host() {
            Some(url::Host::Ipv4(ip)) => Some(IpAddr::V4(ip)),
            Some(url::Host::Ipv6(ip)) => Some(IpAddr::V6(ip)),
            Some(url::Host::Domain(_)) | None => None,
        };
        let inside = local || literal.is_some_and(|ip| !is_public(ip));
        if inside && addresses == Addresses::Public {
            return Err(forbidden("a private address"));
        }
        Ok(addresses)
    }

    async fn send(
        &self,
        request: &FetchRequest<'_>,
        mut builder: reqwest::RequestBuilder,
    ) -> Result<Fetched, FetchError> {
        for (name, value) in request.headers {
            builder = builder.header(*name, *value);
        }
        let host = host_of(request.url);
        let timed_out = FetchError::TimedOut { host: host.clone() };
        tokio::time::timeout(DEADLINE, receive(builder, host, request.limit))
            .await
            .map_err(|_| timed_out)?
    }
}

async fn receive(
    builder: reqwest::RequestBuilder,
    host: String,
    limit: usize,
) -> Result<Fetched, FetchError> {
    let unreachable = |error: reqwest::Error| FetchError::Unreachable {
        host: host.clone(),
        cause: causes(&error),
    };
    let mut response = builder.send().await.map_err(unreachable)?;
    let text = |name: HeaderName| {
        response
            .headers()
            .get(name)
            .and_then(|value| value.to_str().ok())
            .map(str::to_owned)
    };
    let (content_type, etag, last_modified) = (text(CONTENT_TYPE), text(ETAG), text(LAST_MODIFIED));
    let status = response.status().as_u16();
    let mut body = BytesMut::new();
    while let Some(chunk) = response.chunk().await.map_err(unreachable)? {
        if body.len() + chunk.len() > limit {
            return Err(FetchError::TooLarge { host, limit });
        }
        body.extend_from_slice(&chunk);
    }
    Ok(Fetched {
        status,
        content_type,
        validators: Validators {
            etag,
            last_modified,
        },
        body: body.freeze(),
    })
}

fn host_of(url: &Url) -> String {
    url.host_str().unwrap_or_default().to_owned()
}

/// An error with everything behind it, without the URL, whose query may hold a person.
fn causes(error: &reqwest::Error) -> String {
    let mut text = if error.is_connect() {
        "connection".to_owned()
    } else {
        "request".to_owned()
    };
    let mut next = std::error::Error::source(error);
    while let Some(cause) = next {
        text.push_str(": ");
        text.push_str(&cause.to_string());
        next = cause.source();
    }
    text
}

fn build(
    options: &FetchOptions,
    addresses: Addresses,
    roots: &[Vec<u8>],
) -> Result<reqwest::Client, FetchError> {
    let wrong = |error: reqwest::Error| FetchError::Misconfigured(error.to_string());
    let mut builder = reqwest::Client::builder()
        .redirect(reqwest::redirect::Policy::none())
        .connect_timeout(CONNECT_DEADLINE)
        // Firewalls in front of some nodes refuse requests without.
        .user_agent(concat!("landport/", env!("CARGO_PKG_VERSION")))
        .no_proxy()
        .dns_resolver(Arc::new(Resolver {
            demo: options.demo,
            addresses,
        }));
    if let Some(proxy) = &options.proxy {
        builder = builder.proxy(reqwest::Proxy::all(proxy.clone()).map_err(wrong)?);
    }
    if !roots.is_empty() {
        let roots: Result<Vec<_>, _> = roots
            .iter()
            .map(|root| reqwest::Certificate::from_der(root))
            .collect();
        builder = builder.tls_certs_only(roots.map_err(wrong)?);
    }
    builder.build().map_err(wrong)
}

/// Which addresses a connection may go to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Addresses {
    /// Only what is public.
    Public,
    /// The operator said so.
    Any,
}

/// Resolves names and drops the addresses that may not be reached, so that the check and the
/// connection see the same answer.
#[derive(Debug)]
struct Resolver {
    demo: bool,
    addresses: Addresses,
}

impl reqwest::dns::Resolve for Resolver {
    fn resolve(&self, name: reqwest::dns::Name) -> reqwest::dns::Resolving {
        let (demo, addresses) = (self.demo, self.addresses);
        Box::pin(async move {
            let name = name.as_str().to_owned();
            if demo {
                // Plain Debian does not resolve *.localhost.
                let loopback = SocketAddr::from((Ipv4Addr::LOCALHOST, 0));
                let found: reqwest::dns::Addrs = Box::new(std::iter::once(loopback));
                return Ok(found);
            }
            let found: Vec<SocketAddr> = tokio::net::lookup_host((name.as_str(), 0))
                .await?
                .filter(|found| addresses == Addresses::Any || is_public(found.ip()))
                .collect();
            if found.is_empty() {
                return Err("no address that may be reached".into());
            }
            let found: reqwest::dns::Addrs = Box::new(found.into_iter());
            Ok(found)
        })
    }
}

/// Whether an address is one of the public network. RFC 6890.
fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(ip) => {
            let [a, b, c, _] = ip.octets();
            !(ip.is_private()
                || ip.is_loopback()
                || ip.is_link_local()
                || ip.is_broadcast()
                || ip.is_documentation()
                || ip.is_multicast()
                || a == 0
                || a >= 240
                || (a == 100 && (64..128).contains(&b))
                || (a == 192 && b == 0 && c == 0)
                || (a == 198 && (b == 18 || b == 19)))
        }
        IpAddr::V6(ip) => {
            if let Some(mapped) = ip.to_ipv4_mapped() {
                return is_public(IpAddr::V4(mapped));
            }
            let [first, second, ..] = ip.segments();
            let embeds_ipv4 = first == 0x2002 || (first, second) == (0x0064, 0xff9b);
            let documentation = (first, second) == (0x2001, 0x0db8);
            // Only 2000::/3 is given out.
            first & 0xe000 == 0x2000 && !embeds_ipv4 && !documentation
        }
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]
    use super::*;

    #[test]
    fn private_addresses_are_not_public_in_any_spelling() {
        for inside in [
            "127.0.0.1",
            "10.1.2.3",
            "169.254.169.254",
            "100.64.0.1",
            "0.0.0.0",
            "::1",
            "::ffff:10.0.0.1",
            "fe80::1",
            "fd00::1",
            "64:ff9b::a00:1",
            "2002:a00:1::",
        ] {
            assert!(!is_public(inside.parse().unwrap()), "{inside}");
        }
        for outside in ["193.0.6.139", "2a00:1450:4010:c0e::65"] {
            assert!(is_public(outside.parse().unwrap()), "{outside}");
        }
    }

    #[tokio::test]
    async fn what_others_supply_never_leads_inside_and_the_demo_never_outside() {
        let strict = Fetch::new(FetchOptions::default()).unwrap();
        let demo = Fetch::new(FetchOptions {
            demo: true,
            proxy: None,
        })
        .unwrap();
        let rule = async |fetch: &Fetch, url: &str| {
            let url: Url = url.parse().unwrap();
            let request = FetchRequest {
                url: &url,
                reach: Reach::Supplied,
                limit: 10,
                roots: &[],
                headers: &[],
                since: None,
            };
            matches!(fetch.get(&request).await, Err(FetchError::Forbidden { .. }))
        };
        assert!(rule(&strict, "https://127.0.0.1/").await);
        assert!(rule(&strict, "https://localhost/").await);
        assert!(rule(&strict, "http://example.org/").await);
        assert!(rule(&demo, "https://example.org/").await);
    }
}
