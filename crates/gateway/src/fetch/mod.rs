//! The one outbound client. Every request has a size cap, a deadline and a rule about where it may go.

mod address;

pub use address::is_private;

use std::collections::HashMap;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use bytes::{Bytes, BytesMut};
use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use reqwest::{Client, Proxy, Response, header};
use url::{Host, Url};

use crate::tls::believed;

/// Who wrote the URL, and so where it may lead.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// The operator wrote it; private addresses only if the entry says so.
    Operator {
        /// `private = true` stands in the entry.
        private: bool,
    },
    /// The operator wrote it, and what is there proves itself by a signature and a date of its
    /// own: `http` will do. Revocation lists: RFC 5280 §4.2.1.13.
    Signed {
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
    /// Trust roots of this peer in place of the system's, or its own certificates, DER.
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
    /// `Content-Encoding`, if given: what is in `body` is as it came.
    pub content_encoding: Option<String>,
    /// To ask again with.
    pub validators: Validators,
    /// What the clock there showed: `Date` (RFC 9110 §6.6.1), Unix seconds.
    pub date_s: Option<i64>,
    /// `Location`, which is never followed here.
    pub location: Option<String>,
    /// Every `Set-Cookie`: for who walks pages of a test node as a browser does.
    pub cookies: Vec<String>,
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

impl FetchError {
    /// A stable word for metrics.
    #[must_use]
    pub fn outcome(&self) -> &'static str {
        match self {
            Self::Forbidden { .. } => "forbidden",
            Self::Misconfigured(_) => "misconfigured",
            Self::TimedOut { .. } => "timed_out",
            Self::TooLarge { .. } => "too_large",
            Self::Unreachable { .. } => "unreachable",
        }
    }
}

/// What to send with a POST.
#[derive(Clone, Debug)]
pub enum Payload {
    /// `application/x-www-form-urlencoded`.
    Form(Vec<(String, String)>),
    /// `application/json`.
    Json(serde_json::Value),
}

/// From the first octet sent to the last received.
pub const DEADLINE: Duration = Duration::from_secs(10);
const CONNECT: Duration = Duration::from_secs(4);
const USER_AGENT: &str = concat!("landport/", env!("CARGO_PKG_VERSION"));

/// Where a connection may lead, decided when the name has become addresses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Rule {
    /// Anywhere.
    Any,
    /// `localhost` names only, to loopback, without asking anybody.
    Loopback,
    /// Only where the open internet leads.
    Public,
}

/// A client for each rule and set of trust roots, made when first needed: connections are kept by it.
type Clients = HashMap<(Rule, [u8; 32]), Client>;

/// The client. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Fetch {
    options: Arc<FetchOptions>,
    clients: Arc<Mutex<Clients>>,
}

impl Fetch {
    /// A client with these options.
    pub fn new(options: FetchOptions) -> Result<Self, FetchError> {
        if let Some(proxy) = &options.proxy {
            Proxy::all(proxy.clone()).map_err(misconfigured)?;
        }
        Ok(Self {
            options: Arc::new(options),
            clients: Arc::default(),
        })
    }

    /// GET; `None` when nothing changed since (304).
    pub async fn get(&self, request: &FetchRequest<'_>) -> Result<Option<Fetched>, FetchError> {
        let client = self.client(request)?;
        let mut outgoing = client.get(request.url.clone());
        if let Some(since) = request.since {
            if let Some(etag) = &since.etag {
                outgoing = outgoing.header(header::IF_NONE_MATCH, etag);
            }
            if let Some(last_modified) = &since.last_modified {
                outgoing = outgoing.header(header::IF_MODIFIED_SINCE, last_modified);
            }
        }
        let answer = send(request, outgoing).await?;
        if answer.status() == reqwest::StatusCode::NOT_MODIFIED {
            return Ok(None);
        }
        read(request, answer).await.map(Some)
    }

    /// POST.
    pub async fn post(
        &self,
        request: &FetchRequest<'_>,
        payload: Payload,
    ) -> Result<Fetched, FetchError> {
        let client = self.client(request)?;
        let outgoing = client.post(request.url.clone());
        let outgoing = match payload {
            Payload::Form(form) => outgoing.form(&form),
            Payload::Json(json) => outgoing.json(&json),
        };
        read(request, send(request, outgoing).await?).await
    }

    /// Decides where this request may lead, before anything is asked of anybody.
    fn rule(&self, request: &FetchRequest<'_>) -> Result<Rule, FetchError> {
        let forbidden = |rule| FetchError::Forbidden {
            host: host(request.url),
            rule,
        };
        if self.options.demo {
            return match request.url.host() {
                Some(Host::Domain(name)) if is_localhost(name) => Ok(Rule::Loopback),
                _ => Err(forbidden("the Demo profile reaches only localhost names")),
            };
        }
        let (private, plain) = match request.reach {
            Reach::Operator { private } => (private, private),
            Reach::Signed { private } => (private, true),
            Reach::Supplied => (false, false),
        };
        if private {
            return Ok(Rule::Any);
        }
        if request.url.scheme() != "https" && !(plain && request.url.scheme() == "http") {
            return Err(forbidden("https only"));
        }
        let private = match request.url.host() {
            Some(Host::Ipv4(address)) => is_private(address.into()),
            Some(Host::Ipv6(address)) => is_private(address.into()),
            Some(Host::Domain(name)) => is_localhost(name),
            None => true,
        };
        if private {
            return Err(forbidden(PRIVATE));
        }
        Ok(Rule::Public)
    }

    fn client(&self, request: &FetchRequest<'_>) -> Result<Client, FetchError> {
        let rule = self.rule(request)?;
        let mut hash = openssl::sha::Sha256::new();
        for root in request.roots {
            hash.update(&openssl::sha::sha256(root));
        }
        let key = (rule, hash.finish());
        let mut clients = self.clients.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(client) = clients.get(&key) {
            return Ok(client.clone());
        }
        let client = self.build(rule, request.roots)?;
        clients.insert(key, client.clone());
        Ok(client)
    }

    fn build(&self, rule: Rule, roots: &[Vec<u8>]) -> Result<Client, FetchError> {
        let mut builder = Client::builder()
            .user_agent(USER_AGENT)
            .redirect(reqwest::redirect::Policy::none())
            .timeout(DEADLINE)
            .connect_timeout(CONNECT)
            .pool_idle_timeout(Duration::from_secs(30))
            .pool_max_idle_per_host(2)
            .referer(false)
            .no_proxy();
        match (&self.options.proxy, rule) {
            // The proxy resolves, and decides in our stead; addresses in the URL were refused above.
            (Some(proxy), Rule::Public) => {
                builder = builder.proxy(Proxy::all(proxy.clone()).map_err(misconfigured)?);
            }
            (_, Rule::Any) => {}
            (_, Rule::Loopback | Rule::Public) => builder = builder.dns_resolver(Resolver(rule)),
        }
        if !roots.is_empty() || rule == Rule::Loopback {
            let tls = believed::only(roots).map_err(misconfigured)?;
            builder = builder.tls_backend_preconfigured(tls);
        }
        builder.build().map_err(misconfigured)
    }
}

const PRIVATE: &str = "a private address; the entry needs `private = true`";

fn is_localhost(name: &str) -> bool {
    name == "localhost" || name.ends_with(".localhost")
}

fn host(url: &Url) -> String {
    url.host_str().unwrap_or_default().to_owned()
}

fn misconfigured(error: impl std::fmt::Display) -> FetchError {
    FetchError::Misconfigured(error.to_string())
}

/// Names to addresses, by rule.
struct Resolver(Rule);

/// What the resolver says when every address is private.
#[derive(Debug, thiserror::Error)]
#[error("{PRIVATE}")]
struct PrivateAddress;

impl Resolve for Resolver {
    fn resolve(&self, name: Name) -> Resolving {
        let rule = self.0;
        Box::pin(async move {
            if rule == Rule::Loopback {
                let loopback = [
                    SocketAddr::from(([127, 0, 0, 1], 0)),
                    SocketAddr::from(([0, 0, 0, 0, 0, 0, 0, 1], 0)),
                ];
                return Ok(Box::new(loopback.into_iter()) as Addrs);
            }
            let found = tokio::net::lookup_host((name.as_str(), 0)).await?;
            let open: Vec<_> = found.filter(|address| !is_private(address.ip())).collect();
            if open.is_empty() {
                return Err(PrivateAddress.into());
            }
            Ok(Box::new(open.into_iter()) as Addrs)
        })
    }
}

async fn send(
    request: &FetchRequest<'_>,
    mut outgoing: reqwest::RequestBuilder,
) -> Result<Response, FetchError> {
    for (name, value) in request.headers {
        outgoing = outgoing.header(*name, *value);
    }
    outgoing
        .send()
        .await
        .map_err(|error| fault(request, &error))
}

/// The body, whole, unless it is larger than allowed: then not an octet more is read.
async fn read(request: &FetchRequest<'_>, mut answer: Response) -> Result<Fetched, FetchError> {
    let too_large = || FetchError::TooLarge {
        host: host(request.url),
        limit: request.limit,
    };
    let announced = answer.content_length().unwrap_or(0);
    if usize::try_from(announced).map_or(true, |length| length > request.limit) {
        return Err(too_large());
    }
    let text = |name| {
        let value = answer.headers().get(name)?;
        value.to_str().ok().map(str::to_owned)
    };
    let status = answer.status().as_u16();
    let content_type = text(header::CONTENT_TYPE);
    let content_encoding = text(header::CONTENT_ENCODING);
    let validators = Validators {
        etag: text(header::ETAG),
        last_modified: text(header::LAST_MODIFIED),
    };
    let date_s = text(header::DATE)
        .and_then(|date| httpdate::parse_http_date(&date).ok())
        .and_then(|date| date.duration_since(std::time::UNIX_EPOCH).ok())
        .and_then(|since| i64::try_from(since.as_secs()).ok());
    let location = text(header::LOCATION);
    let cookies = answer.headers().get_all(header::SET_COOKIE).iter();
    let cookies = cookies.filter_map(|value| value.to_str().ok().map(str::to_owned));
    let cookies: Vec<String> = cookies.collect();
    let mut body = BytesMut::new();
    while let Some(chunk) = answer
        .chunk()
        .await
        .map_err(|error| fault(request, &error))?
    {
        if body.len() + chunk.len() > request.limit {
            return Err(too_large());
        }
        body.extend_from_slice(&chunk);
    }
    Ok(Fetched {
        status,
        content_type,
        content_encoding,
        validators,
        date_s,
        location,
        cookies,
        body: body.freeze(),
    })
}

fn fault(request: &FetchRequest<'_>, error: &reqwest::Error) -> FetchError {
    let host = host(request.url);
    if error.is_timeout() {
        return FetchError::TimedOut { host };
    }
    // Not the error itself: it names the URL, whose query may hold a person's identifier.
    let mut cause = "the request failed".to_owned();
    let mut next = std::error::Error::source(error);
    while let Some(deeper) = next {
        if deeper.is::<PrivateAddress>() {
            return FetchError::Forbidden {
                host,
                rule: PRIVATE,
            };
        }
        cause = deeper.to_string();
        next = deeper.source();
    }
    FetchError::Unreachable { host, cause }
}

#[cfg(test)]
mod tests;
