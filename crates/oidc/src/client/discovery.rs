// SPDX-License-Identifier: EUPL-1.2
//! Provider metadata from outside, held against what the operator pinned. OIDC Discovery §4;
//! RFC 8414 §3.3. Attack UP-11: a document that names another issuer, or sends the browser, our
//! credential or our keys' source to another host, is refused and named.

use std::ops::Deref;

use serde_json::{Map, Value};
use url::Url;

use super::{Credential, RelyingParty};
use crate::{
    Error, Insufficient, Malformed, Misconfigured, Untrusted, json,
    protocol::{ProviderMetadata, Transport, redirect_uri::checked_url},
};

/// ID-porten's document has 3 KiB, the longest known 10.
const MOST_BYTES: usize = 64 * 1024;

/// What the provider must be. Nothing of it comes from the provider.
#[derive(Clone, Copy)]
pub struct ExpectedProvider<'a> {
    /// `issuer`, exactly.
    pub issuer: &'a str,
    /// Which other hosts the endpoints may have: `name`, or `name:port` for a port that is not
    /// the scheme's own. The issuer's own host and port may always be used.
    pub hosts: &'a [String],
    /// Whether `http` is allowed on this machine.
    pub transport: Transport,
    /// How we send our requests.
    pub requests: Requests,
    /// Who we are there: our way of authentication and the algorithm of our ID tokens.
    pub party: &'a RelyingParty,
}

/// How authorization requests travel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Requests {
    /// In the URL of the browser. OIDC Core §3.1.2.1.
    InUrl,
    /// Pushed. RFC 9126.
    Pushed,
}

/// Metadata that met every expectation. Made only by [`verify`].
#[derive(Clone, Debug)]
pub struct VerifiedProvider {
    metadata: ProviderMetadata,
    requests: Requests,
}

impl VerifiedProvider {
    /// Where to push, if we push.
    pub fn push_endpoint(&self) -> Option<&str> {
        match self.requests {
            Requests::InUrl => None,
            Requests::Pushed => self
                .metadata
                .pushed_authorization_request_endpoint
                .as_deref(),
        }
    }
}

impl Deref for VerifiedProvider {
    type Target = ProviderMetadata;

    fn deref(&self) -> &ProviderMetadata {
        &self.metadata
    }
}

/// Where the document is. OIDC Discovery §4.1: a terminating `/` of the issuer is left out.
pub fn address(issuer: &str) -> String {
    format!(
        "{}/.well-known/openid-configuration",
        issuer.trim_end_matches('/')
    )
}

/// Reads the document and holds it against what is expected.
///
/// # Errors
/// [`Untrusted::DiscoveredIssuer`] and [`Untrusted::DiscoveredEndpoint`] name what does not
/// belong; [`Insufficient::Provider`] names what the provider does not offer.
pub fn verify(document: &[u8], expected: &ExpectedProvider<'_>) -> Result<VerifiedProvider, Error> {
    if document.len() > MOST_BYTES {
        return Err(Malformed::TooLarge.into());
    }
    let metadata = read(&json::object(document)?)?;
    // OIDC Discovery §4.3: "The issuer value returned MUST be identical to the Issuer URL that
    // was directly used to retrieve the configuration information."
    if metadata.issuer != expected.issuer {
        let got = shown(&metadata.issuer);
        return Err(Untrusted::DiscoveredIssuer { got }.into());
    }
    expected.verify_endpoints(&metadata)?;
    expected.verify_abilities(&metadata)?;
    Ok(VerifiedProvider {
        metadata,
        requests: expected.requests,
    })
}

/// What we use of the document. OIDC Discovery §3: of a list the strings count, whatever else stands
/// in it; a text or a truth value that we act on and that is something else is named.
fn read(document: &Map<String, Value>) -> Result<ProviderMetadata, Malformed> {
    let text = |member| match document.get(member) {
        None => Ok(None),
        Some(Value::String(text)) => Ok(Some(text.clone())),
        Some(_) => Err(Malformed::Metadata { member }),
    };
    let need = |member| text(member)?.ok_or(Malformed::Metadata { member });
    let flag = |member| match document.get(member) {
        None => Ok(false),
        Some(Value::Bool(flag)) => Ok(*flag),
        Some(_) => Err(Malformed::Metadata { member }),
    };
    let list = |member| match document.get(member) {
        Some(Value::Array(items)) => {
            let texts = items.iter().filter_map(Value::as_str);
            Ok(texts.map(str::to_owned).collect())
        }
        None => Ok(Vec::new()),
        Some(_) => Err(Malformed::Metadata { member }),
    };
    Ok(ProviderMetadata {
        issuer: need("issuer")?,
        authorization_endpoint: need("authorization_endpoint")?,
        token_endpoint: need("token_endpoint")?,
        userinfo_endpoint: text("userinfo_endpoint")?,
        jwks_uri: need("jwks_uri")?,
        pushed_authorization_request_endpoint: text("pushed_authorization_request_endpoint")?,
        require_pushed_authorization_requests: flag("require_pushed_authorization_requests")?,
        response_types_supported: list("response_types_supported")?,
        grant_types_supported: list("grant_types_supported")?,
        id_token_signing_alg_values_supported: list("id_token_signing_alg_values_supported")?,
        token_endpoint_auth_methods_supported: list("token_endpoint_auth_methods_supported")?,
        token_endpoint_auth_signing_alg_values_supported: list(
            "token_endpoint_auth_signing_alg_values_supported",
        )?,
        code_challenge_methods_supported: list("code_challenge_methods_supported")?,
        authorization_response_iss_parameter_supported: flag(
            "authorization_response_iss_parameter_supported",
        )?,
        ..ProviderMetadata::default()
    })
}

impl ExpectedProvider<'_> {
    fn verify_endpoints(&self, metadata: &ProviderMetadata) -> Result<(), Error> {
        let issuer = checked_url(self.issuer, self.transport).map_err(|_| Misconfigured::Issuer)?;
        let own = authority(&issuer);
        let endpoints = [
            (
                "authorization_endpoint",
                Some(&metadata.authorization_endpoint),
            ),
            ("token_endpoint", Some(&metadata.token_endpoint)),
            ("userinfo_endpoint", metadata.userinfo_endpoint.as_ref()),
            ("jwks_uri", Some(&metadata.jwks_uri)),
            (
                "pushed_authorization_request_endpoint",
                metadata.pushed_authorization_request_endpoint.as_ref(),
            ),
        ];
        for (endpoint, url) in endpoints {
            let Some(url) = url else { continue };
            let at_home = checked_url(url, self.transport)
                .map(|url| authority(&url))
                .is_ok_and(|host| host == own || self.hosts.contains(&host));
            if !at_home {
                let got = shown(url);
                return Err(Untrusted::DiscoveredEndpoint { endpoint, got }.into());
            }
        }
        Ok(())
    }

    /// Where a list may be left out, its standard says what that means.
    fn verify_abilities(&self, metadata: &ProviderMetadata) -> Result<(), Error> {
        let has = |list: &[String], word: &str| list.iter().any(|known| known == word);
        // OIDC Discovery §3: absent means `authorization_code` and `implicit`.
        let grants = &metadata.grant_types_supported;
        // OIDC Discovery §3: absent means `client_secret_basic`.
        let method = self.party.credential.method();
        let methods = &metadata.token_endpoint_auth_methods_supported;
        let method_known = if methods.is_empty() {
            method == "client_secret_basic"
        } else {
            has(methods, method)
        };
        let signs = &metadata.token_endpoint_auth_signing_alg_values_supported;
        let assertion_known = match &self.party.credential {
            Credential::PrivateKeyJwt(signer) => {
                signs.is_empty() || has(signs, signer.algorithm().as_str())
            }
            Credential::SecretBasic(_) | Credential::SecretPost(_) => true,
        };
        let pushing = match self.requests {
            Requests::Pushed => metadata.pushed_authorization_request_endpoint.is_some(),
            Requests::InUrl => !metadata.require_pushed_authorization_requests,
        };
        let id_token_algorithm = self.party.id_token_algorithm.as_str();
        let abilities = [
            (
                has(&metadata.response_types_supported, "code"),
                "response type code",
            ),
            (
                grants.is_empty() || has(grants, "authorization_code"),
                "grant type authorization_code",
            ),
            // RFC 8414 §2: absent means that there is no PKCE. RFC 9700 §2.1.1 wants it.
            (
                has(&metadata.code_challenge_methods_supported, "S256"),
                "code challenge method S256",
            ),
            (method_known, "our client authentication method"),
            (assertion_known, "the algorithm of our client assertion"),
            (pushing, "our way of sending requests"),
            (
                has(
                    &metadata.id_token_signing_alg_values_supported,
                    id_token_algorithm,
                ),
                "the algorithm of our ID tokens",
            ),
        ];
        match abilities.into_iter().find(|(offered, _)| !offered) {
            Some((_, lacks)) => Err(Insufficient::Provider { lacks }.into()),
            None => Ok(()),
        }
    }
}

/// Host, and port if it is not the scheme's own.
fn authority(url: &Url) -> String {
    let host = url.host_str().unwrap_or_default();
    match url.port() {
        Some(port) => format!("{host}:{port}"),
        None => host.to_owned(),
    }
}

/// Text from outside, as a log line can hold it.
fn shown(text: &str) -> String {
    text.chars()
        .filter(char::is_ascii_graphic)
        .take(200)
        .collect()
}
