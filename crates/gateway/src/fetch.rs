//! The one outbound client. Every request has a size cap, a deadline and a rule about where it may go.

use bytes::Bytes;
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
}

impl Fetch {
    /// A client with these options.
    pub fn new(options: FetchOptions) -> Result<Self, FetchError> {
        Ok(Self { options })
    }

    /// GET; `None` when nothing changed since (304).
    pub async fn get(&self, request: &FetchRequest<'_>) -> Result<Option<Fetched>, FetchError> {
        let _ = (request, &self.options);
        todo!()
    }

    /// POST.
    pub async fn post(
        &self,
        request: &FetchRequest<'_>,
        payload: Payload,
    ) -> Result<Fetched, FetchError> {
        let _ = (request, payload);
        todo!()
    }
}
