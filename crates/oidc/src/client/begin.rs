// SPDX-License-Identifier: EUPL-1.2
//! The way out: request, PKCE, client assertion. OIDC Core §3.1.2.1; RFC 9126; RFC 7523.

use std::sync::Arc;

use base64::{Engine as _, engine::general_purpose::STANDARD};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use zeroize::Zeroizing;

use super::{Hints, VerifiedProvider};
use crate::{
    Error, Malformed,
    jose::{Algorithm, Signer, base64url, jwt},
    json,
    protocol::{
        AcrValues, ClientId, CodeVerifier, Prompt, RedirectUri, ResponseMode, ScopeSet, UiLocales,
        form,
    },
    provider::client_auth::JWT_BEARER,
};

/// Ourselves at one provider.
#[derive(Clone)]
pub struct RelyingParty {
    /// Our id there.
    pub client_id: ClientId,
    /// How we prove ourselves.
    pub credential: Credential,
    /// Our registered callback.
    pub redirect_uri: RedirectUri,
    /// How the provider signs ID tokens for us.
    pub id_token_algorithm: Algorithm,
    /// How it signs userinfo answers, where it signs them. OIDC Registration §2.
    pub userinfo_algorithm: Algorithm,
}

/// How we prove ourselves. OIDC Core §9.
#[derive(Clone)]
pub enum Credential {
    /// `private_key_jwt`.
    PrivateKeyJwt(Arc<dyn Signer>),
    /// `client_secret_basic`.
    SecretBasic(Zeroizing<String>),
    /// `client_secret_post`.
    SecretPost(Zeroizing<String>),
}

impl Credential {
    /// The registered word for the method.
    pub fn method(&self) -> &'static str {
        match self {
            Self::PrivateKeyJwt(_) => "private_key_jwt",
            Self::SecretBasic(_) => "client_secret_basic",
            Self::SecretPost(_) => "client_secret_post",
        }
    }
}

/// What we ask this time.
#[derive(Clone, Debug, Default)]
pub struct Wish {
    /// Scopes; must hold `openid`.
    pub scope: ScopeSet,
    /// Levels asked for. OIDC Core §3.1.2.1: voluntary, and the proven one may be higher.
    pub acr_values: AcrValues,
    /// `prompt`.
    pub prompt: Prompt,
    /// `max_age`.
    pub max_age: Option<i64>,
    /// `ui_locales`.
    pub ui_locales: UiLocales,
    /// `response_mode`.
    pub response_mode: ResponseMode,
    /// Parameters of the provider's own.
    pub hints: Hints,
}

/// What the ID token must prove, beside answering our request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Expected {
    /// Which level.
    pub acr: ExpectedAcr,
    /// When the person authenticated.
    pub auth_time: ExpectedAuthTime,
}

/// Which `acr` will do. OIDC Core §3.1.3.7 point 12. Words have no order of their own: a caller
/// that has one names every word from the least upwards.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ExpectedAcr {
    /// One of these. None will do if there are none.
    AnyOf(AcrValues),
    /// The caller judges [`VerifiedIdToken::acr`](super::VerifiedIdToken::acr).
    ByCaller,
}

/// Which `auth_time` will do. OIDC Core §3.1.3.7 point 13.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ExpectedAuthTime {
    /// Any, or none at all: a session of the provider's may be shared.
    Any,
    /// It is there and not before this second. Without tolerance: that would be the very time
    /// in which an old session passes for a new one, and a person takes longer to log in than
    /// two kept clocks differ.
    NotBefore(i64),
}

/// Fresh random octets of the caller, for one login.
#[derive(Clone)]
pub struct Entropy {
    /// `state` itself, with at least 128 bits that nobody can guess (RFC 6749 §10.12): the caller
    /// may find its own record by it.
    pub state: String,
    /// For `nonce`.
    pub nonce: [u8; 32],
    /// For the code verifier.
    pub verifier: [u8; 32],
}

/// What must be remembered, bound to the browser, until the callback.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pending {
    pub(crate) issuer: String,
    pub(crate) client_id: ClientId,
    pub(crate) redirect_uri: RedirectUri,
    pub(crate) id_token_algorithm: Algorithm,
    pub(crate) state: String,
    pub(crate) nonce: String,
    pub(crate) code_verifier: CodeVerifier,
    pub(crate) expected: Expected,
    pub(crate) max_age: Option<i64>,
    pub(crate) iss_required: bool,
}

impl Pending {
    /// `state`, under which the login may be found again.
    pub fn state(&self) -> &str {
        &self.state
    }
}

/// A login that has begun.
#[derive(Clone, Debug)]
pub struct Begun {
    /// The authorization request's parameters: to be pushed, or to be put in the URL.
    pub parameters: Vec<(String, String)>,
    /// What to remember.
    pub pending: Pending,
}

impl RelyingParty {
    /// Makes the authorization request.
    pub fn begin(
        &self,
        provider: &VerifiedProvider,
        wish: &Wish,
        expected: Expected,
        entropy: &Entropy,
    ) -> Begun {
        let code_verifier = CodeVerifier::from_random(&entropy.verifier);
        let state = entropy.state.clone();
        let nonce = base64url::encode(&entropy.nonce);
        let mode = Some(wish.response_mode).filter(|mode| *mode != ResponseMode::default());
        let parameters = [
            ("response_type", "code".to_owned()),
            ("client_id", self.client_id.as_str().to_owned()),
            ("redirect_uri", self.redirect_uri.as_str().to_owned()),
            ("scope", wish.scope.to_parameter()),
            ("state", state.clone()),
            ("nonce", nonce.clone()),
            (
                "code_challenge",
                code_verifier.challenge().as_str().to_owned(),
            ),
            ("code_challenge_method", "S256".to_owned()),
            ("acr_values", wish.acr_values.to_parameter()),
            ("prompt", wish.prompt.to_parameter()),
            (
                "max_age",
                wish.max_age.map(|age| age.to_string()).unwrap_or_default(),
            ),
            ("ui_locales", wish.ui_locales.to_parameter()),
            (
                "response_mode",
                mode.map(|mode| mode.as_str().to_owned())
                    .unwrap_or_default(),
            ),
        ];
        let sent = parameters
            .into_iter()
            .filter(|(_, value)| !value.is_empty())
            .map(|(name, value)| (name.to_owned(), value));
        Begun {
            parameters: sent.chain(wish.hints.iter().cloned()).collect(),
            pending: Pending {
                issuer: provider.issuer.clone(),
                client_id: self.client_id.clone(),
                redirect_uri: self.redirect_uri.clone(),
                id_token_algorithm: self.id_token_algorithm,
                state,
                nonce,
                code_verifier,
                expected,
                max_age: wish.max_age,
                iss_required: provider.authorization_response_iss_parameter_supported,
            },
        }
    }

    /// A direct request to the provider (PAR, token) with our credential: form parameters, and
    /// the `Authorization` header if the method uses it. `jti` is 16 or more random octets.
    pub fn authenticated(
        &self,
        mut parameters: Vec<(String, String)>,
        provider: &VerifiedProvider,
        jti: &[u8],
        now: i64,
    ) -> Result<DirectRequest, Error> {
        match &self.credential {
            Credential::PrivateKeyJwt(signer) => {
                let assertion = self.assertion(signer.as_ref(), provider, jti, now)?;
                parameters.retain(|(name, _)| name != "client_id");
                parameters.extend(
                    [
                        ("client_id", self.client_id.as_str()),
                        ("client_assertion_type", JWT_BEARER),
                        ("client_assertion", &assertion),
                    ]
                    .map(|(name, value)| (name.to_owned(), value.to_owned())),
                );
                Ok(DirectRequest {
                    parameters,
                    authorization: None,
                })
            }
            Credential::SecretBasic(secret) => {
                // RFC 6749 §2.3.1: each half form-encoded, then Basic.
                let mut pair = Zeroizing::new(String::new());
                form::encode_component(self.client_id.as_str(), &mut pair);
                pair.push(':');
                form::encode_component(secret, &mut pair);
                let authorization = Some(format!("Basic {}", STANDARD.encode(&*pair)));
                Ok(DirectRequest {
                    parameters,
                    authorization,
                })
            }
            Credential::SecretPost(secret) => {
                parameters.retain(|(name, _)| name != "client_id");
                parameters.extend(
                    [
                        ("client_id", self.client_id.as_str()),
                        ("client_secret", secret.as_str()),
                    ]
                    .map(|(name, value)| (name.to_owned(), value.to_owned())),
                );
                Ok(DirectRequest {
                    parameters,
                    authorization: None,
                })
            }
        }
    }

    /// RFC 7523 §3; `aud` is the issuer and nothing else (FAPI 2.0 §5.3.3.1).
    fn assertion(
        &self,
        signer: &dyn Signer,
        provider: &VerifiedProvider,
        jti: &[u8],
        now: i64,
    ) -> Result<String, Error> {
        let mut claims = Map::new();
        let mut put = |name: &str, value: Value| claims.insert(name.to_owned(), value);
        put("iss", self.client_id.as_str().into());
        put("sub", self.client_id.as_str().into());
        put("aud", provider.issuer.as_str().into());
        put("jti", base64url::encode(jti).into());
        put("iat", now.into());
        put("exp", now.saturating_add(ASSERTION_LIFETIME).into());
        jwt::sign(&claims, signer)
    }
}

/// Seconds: enough for one request; ID-porten takes at most 120.
const ASSERTION_LIFETIME: i64 = 60;

/// A form to be posted to PAR or token endpoint.
#[derive(Clone)]
pub struct DirectRequest {
    /// The form.
    pub parameters: Vec<(String, String)>,
    /// The `Authorization` header.
    pub authorization: Option<String>,
}

/// Where the browser goes with a pushed request. RFC 9126 §4.
pub fn pushed_url(
    provider: &VerifiedProvider,
    client_id: &ClientId,
    par_answer: &[u8],
) -> Result<String, Error> {
    let answer = json::object(par_answer)?;
    if let Some(code) = answer.get("error").and_then(Value::as_str) {
        return Err(Error::refused(code));
    }
    let request_uri = answer.get("request_uri").and_then(Value::as_str);
    let request_uri = request_uri.ok_or(Malformed::Missing {
        parameter: "request_uri",
    })?;
    let parameters = [
        ("client_id", client_id.as_str()),
        ("request_uri", request_uri),
    ]
    .map(|(name, value)| (name.to_owned(), value.to_owned()));
    Ok(form::with_query(
        &provider.authorization_endpoint,
        &parameters,
    ))
}

/// Where the browser goes with the parameters themselves.
pub fn plain_url(provider: &VerifiedProvider, begun: &Begun) -> String {
    form::with_query(&provider.authorization_endpoint, &begun.parameters)
}
