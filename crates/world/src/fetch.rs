// SPDX-License-Identifier: EUPL-1.2
//! Demo Europe's own small HTTP client: it reaches `*.localhost` on one loopback port and nothing
//! else. Tests give it a router instead of a socket.

use std::fmt;
use std::net::Ipv4Addr;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use bytes::Bytes;
use http::{HeaderMap, Request, StatusCode};
use http_body_util::{BodyExt as _, Full, Limited};
use tower::ServiceExt as _;

/// Longest answer that is read. Metadata and tokens are a few dozen kilobytes.
const MAX_ANSWER: usize = 1024 * 1024;
/// A loopback answer that takes longer is not coming (a fresh gateway may be making keys).
const TIMEOUT: Duration = Duration::from_secs(10);

/// Why a fetch failed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FetchError {
    /// The address is not `http://….localhost`.
    #[error("{0} is not an address below localhost")]
    NotLocal(String),
    /// Nobody answered, or not in time, or with too much.
    #[error("no answer from {address}: {reason}")]
    NoAnswer {
        /// Whom we asked.
        address: String,
        /// What went wrong.
        reason: String,
    },
}

/// An answer.
#[derive(Clone, Debug)]
pub struct Answer {
    /// Status.
    pub status: StatusCode,
    /// Headers.
    pub headers: HeaderMap,
    /// Body.
    pub body: Bytes,
}

impl Answer {
    /// The body as text, for errors and JSON.
    #[must_use]
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}

/// The way out.
#[derive(Clone)]
pub enum Outbound {
    /// Sockets: every `*.localhost` name is 127.0.0.1 at the port of its address.
    Loopback,
    /// No sockets: this router answers for every host.
    InProcess(Router),
}

impl fmt::Debug for Outbound {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Loopback => "Loopback",
            Self::InProcess(_) => "InProcess",
        })
    }
}

impl Outbound {
    /// GET.
    ///
    /// # Errors
    /// [`FetchError`].
    pub async fn get(&self, url: &str, headers: &[(&str, &str)]) -> Result<Answer, FetchError> {
        self.send("GET", url, headers, Bytes::new()).await
    }

    /// POST of a form.
    ///
    /// # Errors
    /// [`FetchError`].
    pub async fn post_form(
        &self,
        url: &str,
        headers: &[(&str, &str)],
        fields: &[(String, String)],
    ) -> Result<Answer, FetchError> {
        let body = encode_form(fields);
        let mut all = vec![("content-type", "application/x-www-form-urlencoded")];
        all.extend_from_slice(headers);
        self.send("POST", url, &all, Bytes::from(body)).await
    }

    async fn send(
        &self,
        method: &str,
        url: &str,
        headers: &[(&str, &str)],
        body: Bytes,
    ) -> Result<Answer, FetchError> {
        let address = Address::parse(url)?;
        let no_answer = |reason: String| FetchError::NoAnswer {
            address: url.to_owned(),
            reason,
        };
        let mut request = Request::builder()
            .method(method)
            .uri(&address.path)
            .header("host", &address.authority)
            .header("user-agent", "demo-europe")
            .header("content-length", body.len());
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let answer = async {
            match self {
                Self::InProcess(router) => {
                    let request = request
                        .body(Body::from(body))
                        .map_err(|e| no_answer(e.to_string()))?;
                    let Ok(response) = router.clone().oneshot(request).await;
                    read(response).await.map_err(no_answer)
                }
                Self::Loopback => {
                    let request = request
                        .body(Full::new(body))
                        .map_err(|e| no_answer(e.to_string()))?;
                    over_socket(address.port, request).await.map_err(no_answer)
                }
            }
        };
        tokio::time::timeout(TIMEOUT, answer)
            .await
            .map_err(|_| no_answer("took too long".to_owned()))?
    }
}

async fn over_socket(port: u16, request: Request<Full<Bytes>>) -> Result<Answer, String> {
    let stream = tokio::net::TcpStream::connect((Ipv4Addr::LOCALHOST, port))
        .await
        .map_err(|e| e.to_string())?;
    let io = hyper_util::rt::TokioIo::new(stream);
    let (mut sender, connection) = hyper::client::conn::http1::handshake(io)
        .await
        .map_err(|e| e.to_string())?;
    let driver = tokio::spawn(connection);
    let response = sender
        .send_request(request)
        .await
        .map_err(|e| e.to_string())?;
    let answer = read(response).await;
    driver.abort();
    answer
}

async fn read<B>(response: http::Response<B>) -> Result<Answer, String>
where
    B: hyper::body::Body<Data = Bytes> + Send,
    B::Error: Into<Box<dyn std::error::Error + Send + Sync>>,
{
    let (parts, body) = response.into_parts();
    let body = Limited::new(body, MAX_ANSWER)
        .collect()
        .await
        .map_err(|e| e.to_string())?
        .to_bytes();
    Ok(Answer {
        status: parts.status,
        headers: parts.headers,
        body,
    })
}

struct Address {
    authority: String,
    port: u16,
    path: String,
}

impl Address {
    fn parse(url: &str) -> Result<Self, FetchError> {
        let refused = || FetchError::NotLocal(url.to_owned());
        let parsed = url::Url::parse(url).map_err(|_| refused())?;
        let host = parsed.host_str().ok_or_else(refused)?;
        let local = host == "localhost" || host.ends_with(".localhost") || host == "127.0.0.1";
        if parsed.scheme() != "http" || !local {
            return Err(refused());
        }
        let port = parsed.port().unwrap_or(80);
        let path = match parsed.query() {
            Some(query) => format!("{}?{query}", parsed.path()),
            None => parsed.path().to_owned(),
        };
        Ok(Self {
            authority: parsed
                .port()
                .map_or_else(|| host.to_owned(), |port| format!("{host}:{port}")),
            port,
            path,
        })
    }
}

/// `application/x-www-form-urlencoded`.
#[must_use]
pub fn encode_form(fields: &[(String, String)]) -> String {
    url::form_urlencoded::Serializer::new(String::new())
        .extend_pairs(fields)
        .finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_below_localhost_are_reached() {
        for refused in [
            "https://se.localhost/",
            "http://example.org/",
            "http://localhost.example.org/",
            "http://xlocalhost/",
            "file:///etc/passwd",
        ] {
            assert!(Address::parse(refused).is_err(), "{refused}");
        }
        let address = Address::parse("http://no.localhost:8080/eidas?x=1").unwrap();
        assert_eq!(address.authority, "no.localhost:8080");
        assert_eq!(address.path, "/eidas?x=1");
        assert_eq!(address.port, 8080);
    }
}
