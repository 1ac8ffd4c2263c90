// SPDX-License-Identifier: EUPL-1.2
//! The authorization endpoint. RFC 6749 §4.1.1; OIDC Core §3.1.2.

use std::ops::Deref;

use serde::{Deserialize, Serialize};

use super::parameters::{Parameters, is_state};
use super::{
    Ability, AccessTokenFormat, ClaimProfile, Client, Grant, IdTokenHint, Lifetimes, PkceRule,
    Provider, RefreshRule, Refusal, Reject, ReplyAddress, RequestUri, Stop, Subject,
    UserinfoFormat, request_object,
};
use crate::{
    jose::{Algorithm, base64url},
    protocol::{
        Acr, AcrValues, AuthorizationDetails, ClaimsRequest, ClientId, CodeChallenge, ErrorCode,
        LoginHint, OAuthError, Params, Prompt, ScopeSet, UiLocales, form, resource,
    },
};

/// What came to the authorization endpoint, before anything is proven.
#[derive(Clone, Debug)]
pub enum Asked {
    /// All parameters in the request itself.
    Plain(PlainRequest),
    /// A reference to a pushed request; parameters beside it are ignored (RFC 9126 §4).
    Pushed {
        /// Who says to ask. Must be who pushed.
        client_id: ClientId,
        /// What was pushed.
        request_uri: RequestUri,
    },
}

/// A request by parameters. Look up the client, then [`PlainRequest::verify`].
#[derive(Clone, Debug)]
pub struct PlainRequest {
    client_id: ClientId,
    params: Parameters,
}

/// Reads who asks and how. No error of this step may be redirected.
pub fn parse(params: &Params) -> Result<Asked, Stop> {
    if ["client_id", "request_uri"]
        .iter()
        .any(|name| form::occurrences(params, name) > 1)
    {
        return Err(Stop::Repeated);
    }
    // RFC 9101 §5: each of the two "MUST NOT be present" where the other is. Neither is looked into: two readers
    // would take another each for the request.
    if ["request", "request_uri"]
        .iter()
        .all(|name| form::value(params, name).is_some())
    {
        return Err(Stop::TwoRequests);
    }
    let client_id = ClientId::new(form::value(params, "client_id").ok_or(Stop::ClientIdMissing)?);
    let plain = || PlainRequest {
        client_id: client_id.clone(),
        params: Parameters::of(params),
    };
    match form::value(params, "request_uri") {
        None => Ok(Asked::Plain(plain())),
        Some(text) if text.starts_with(RequestUri::PREFIX) => {
            let request_uri = RequestUri::parse(text).ok_or(Stop::RequestUri)?;
            Ok(Asked::Pushed {
                client_id,
                request_uri,
            })
        }
        // A client's own document is never fetched (RFC 9700 §4.9, SSRF): `verify` says so to
        // the client, if the client is known.
        Some(_) => Ok(Asked::Plain(plain())),
    }
}

impl PlainRequest {
    /// Who says to ask.
    pub fn client_id(&self) -> &ClientId {
        &self.client_id
    }

    /// Proves the request. `client` is the registered client of [`Self::client_id`], `None` if
    /// there is none.
    pub fn verify(
        self,
        client: Option<&Client>,
        provider: &Provider,
        now: i64,
    ) -> Result<AuthorizationRequest, Refusal> {
        let client = client.filter(|client| client.client_id == self.client_id);
        let client = client.ok_or(Refusal::Stop(Stop::UnknownClient))?;
        if client.must_push() {
            return Err(Refusal::Stop(Stop::PushRequired));
        }
        match request_object::effective(&self.params, client, provider, now) {
            Ok(signed) => prove(
                signed.as_ref().unwrap_or(&self.params),
                client,
                provider,
                now,
            ),
            // Nothing of the object is believed: only what stands beside it says where to answer.
            Err(error) => match ReplyAddress::prove(&self.params, client, provider) {
                Ok(reply) => Err(Refusal::Reject(Box::new(Reject { reply, error }))),
                Err(Stop::RedirectUriMissing) => Err(Refusal::Stop(Stop::RequestObject)),
                Err(stop) => Err(Refusal::Stop(stop)),
            },
        }
    }
}

/// The checks of OIDC Core §3.1.2.2, for plain, signed and pushed requests alike: the reply address
/// first, so that everything after it can be said to the client.
pub(super) fn prove(
    params: &Parameters,
    client: &Client,
    provider: &Provider,
    now: i64,
) -> Result<AuthorizationRequest, Refusal> {
    let reply = ReplyAddress::prove(params, client, provider).map_err(Refusal::Stop)?;
    read(params, client, (provider, now), &reply)
        .map(AuthorizationRequest)
        .map_err(|error| Refusal::Reject(Box::new(Reject { reply, error })))
}

fn invalid(description: &'static str) -> OAuthError {
    OAuthError::new(ErrorCode::InvalidRequest, description)
}

fn read(
    params: &Parameters,
    client: &Client,
    (provider, now): (&Provider, i64),
    reply: &ReplyAddress,
) -> Result<Promise, OAuthError> {
    let value = |name: &str| params.value(name);
    params.verify_form()?;
    if value("state").is_some_and(|state| !is_state(state)) {
        return Err(invalid("state has characters that RFC 6749 does not allow"));
    }
    if value("response_mode").is_some_and(|mode| provider.response_mode(mode).is_none()) {
        return Err(invalid("response_mode is not supported"));
    }
    // OIDC Core §3.1.2.6: what is not supported is said so, not ignored.
    for (parameter, code) in [
        ("request_uri", ErrorCode::RequestUriNotSupported),
        ("registration", ErrorCode::RegistrationNotSupported),
    ] {
        if value(parameter).is_some() {
            return Err(code.into());
        }
    }
    match value("response_type") {
        Some("code") => {}
        // Some libraries ask for an ID token unless they are told otherwise.
        Some(_) => {
            let other = "the response type is not supported: response_type must be code";
            return Err(OAuthError::new(ErrorCode::UnsupportedResponseType, other));
        }
        None => return Err(invalid("response_type is missing")),
    }
    let nonce = value("nonce").map(str::to_owned);
    let claims = value("claims").map_or(Ok(ClaimsRequest::default()), ClaimsRequest::parse);
    let claims = claims.map_err(|cause| invalid("claims cannot be read").because(cause))?;
    let lifetimes = Lifetimes {
        code: client.code_lifetime(),
        ..client.lifetimes
    };
    Ok(Promise {
        client_id: client.client_id.clone(),
        sector: client.sector.clone(),
        reply: reply.clone(),
        scope: read_scope(value("scope"), client, provider)?,
        code_challenge: read_pkce(params, client, nonce.is_some())?,
        nonce,
        acr_values: read_acr_values(value("acr_values"), &claims, client, provider)?,
        prompt: Prompt::parse(value("prompt").unwrap_or_default()).ok_or_else(|| {
            invalid("prompt must be login, consent or select_account, or none alone")
        })?,
        max_age: value("max_age").map(read_max_age).transpose()?,
        ui_locales: UiLocales::parse(value("ui_locales").unwrap_or_default()),
        login_hint: value("login_hint").and_then(LoginHint::parse),
        on_behalf_of: value("onbehalfof")
            .map(|name| read_on_behalf_of(name, client))
            .transpose()?
            .flatten(),
        claims,
        hinted_sub: value("id_token_hint")
            .map(|token| read_hint(token, provider, now))
            .transpose()?,
        resources: read_resources(params, client, provider)?,
        authorization_details: read_details(value("authorization_details"), client, provider)?,
        dpop_jkt: value("dpop_jkt")
            .filter(|_| provider.can(Ability::Dpop))
            .map(read_jkt)
            .transpose()?,
        id_token_algorithm: client.id_token_algorithm,
        userinfo_algorithm: client.userinfo_algorithm,
        claim_profile: client.claim_profile,
        userinfo: if provider.can(Ability::SignedUserinfo) {
            client.userinfo
        } else {
            UserinfoFormat::Json
        },
        access_token: client.access_token,
        refresh: client.refresh_rule(),
        names_session: client.hears_of_sessions(),
        lifetimes,
    })
}

/// ID-porten's `onbehalfof`: whom a supplier's client asks for. Attack AZ-30: only a registered name,
/// since people see it and services count by it. Of a client without customers it means nothing, and
/// is ignored as every unknown parameter.
fn read_on_behalf_of(name: &str, client: &Client) -> Result<Option<String>, OAuthError> {
    let mut registered = client.on_behalf_of.iter();
    match registered.find(|known| *known == name) {
        Some(known) => Ok(Some(known.clone())),
        None if client.on_behalf_of.is_empty() => Ok(None),
        None => Err(invalid("onbehalfof is not registered for this client")),
    }
}

/// RFC 8707 §2.1: each is one that the client is registered for, else `invalid_target`. The issuer
/// itself, which some clients always name, is where userinfo is.
fn read_resources(
    params: &Parameters,
    client: &Client,
    provider: &Provider,
) -> Result<Vec<String>, OAuthError> {
    let may_ask = |asked: &str| {
        let registered =
            provider.can(Ability::Resources) && client.resources.iter().any(|r| r == asked);
        asked == provider.issuer || registered
    };
    resource::allowed(params.all("resource"), may_ask).ok_or_else(|| {
        let advice = "a resource is not registered for this client, or there are more than ten";
        OAuthError::new(ErrorCode::InvalidTarget, advice)
    })
}

/// RFC 9396 §5: a type that the client is not registered for is `invalid_authorization_details`.
fn read_details(
    text: Option<&str>,
    client: &Client,
    provider: &Provider,
) -> Result<AuthorizationDetails, OAuthError> {
    let Some(text) = text.filter(|_| provider.can(Ability::AuthorizationDetails)) else {
        return Ok(AuthorizationDetails::default());
    };
    let details = details(text)?;
    let registered = |kind: &str| client.authorization_details_types.iter().any(|t| t == kind);
    if details.types().all(registered) {
        Ok(details)
    } else {
        let unknown = "a type of authorization_details is not registered for this client";
        Err(OAuthError::new(
            ErrorCode::InvalidAuthorizationDetails,
            unknown,
        ))
    }
}

/// The parameter, here and at the token endpoint.
pub(super) fn details(text: &str) -> Result<AuthorizationDetails, OAuthError> {
    let unreadable = "authorization_details cannot be read";
    AuthorizationDetails::parse(text).map_err(|cause| {
        OAuthError::new(ErrorCode::InvalidAuthorizationDetails, unreadable).because(cause)
    })
}

/// RFC 9449 §10: base64url of a SHA-256.
fn read_jkt(text: &str) -> Result<String, OAuthError> {
    match base64url::decode(text) {
        Ok(hash) if hash.len() == 32 => Ok(text.to_owned()),
        _ => Err(invalid("dpop_jkt is not a thumbprint")),
    }
}

/// OIDC Core §3.1.2.2 point 5: whom an earlier ID token of ours named. "The Authorization Server need not
/// be listed as an audience" (§3.1.2.1), nor the client that asks: another's names her as that one knows her.
fn read_hint(token: &str, provider: &Provider, now: i64) -> Result<String, OAuthError> {
    let hint = IdTokenHint::read(token, provider, now);
    let hint = hint.map_err(|_| invalid("id_token_hint is not an ID token of ours"))?;
    Ok(hint.sub)
}

/// RFC 6749 §3.3: what the client may not ask is left out; OIDC Core §3.1.2.1: `openid` must be
/// there.
fn read_scope(
    scope: Option<&str>,
    client: &Client,
    provider: &Provider,
) -> Result<ScopeSet, OAuthError> {
    let refused = |says| OAuthError::new(ErrorCode::InvalidScope, says);
    let scope = scope.ok_or_else(|| refused("scope is missing"))?;
    let asked = ScopeSet::parse(scope);
    let asked = asked.ok_or_else(|| refused("scope must be words with one blank between two"))?;
    let granted = asked
        .intersection(&client.scopes)
        .intersection(&provider.scopes);
    if granted.contains("openid") {
        Ok(granted)
    } else {
        Err(refused("scope must contain openid"))
    }
}

/// RFC 7636 §4.3, §4.4.1: without a method the challenge would be `plain`, which is refused.
fn read_pkce(
    params: &Parameters,
    client: &Client,
    has_nonce: bool,
) -> Result<Option<CodeChallenge>, OAuthError> {
    let method = params.value("code_challenge_method");
    match (params.value("code_challenge"), method, client.pkce_rule()) {
        (Some(challenge), Some("S256"), _) => CodeChallenge::parse(challenge)
            .map(Some)
            .ok_or_else(|| invalid("code_challenge is not valid")),
        (Some(_), _, _) => Err(invalid("code_challenge_method must be S256")),
        (None, Some(_), _) | (None, None, PkceRule::Required) => {
            Err(invalid("code_challenge is missing"))
        }
        (None, None, PkceRule::Neither { .. }) => Ok(None),
        (None, None, PkceRule::NonceInstead { .. }) if has_nonce => Ok(None),
        (None, None, PkceRule::NonceInstead { .. }) => {
            Err(invalid("either code_challenge or nonce must be sent"))
        }
    }
}

/// OIDC Core §3.1.2.1, §5.5.1.1: an `acr` that `claims` calls essential, else the parameter, else a
/// voluntary one of `claims`, else what is registered. Unknown words are left out; if nothing remains no login could meet the request.
fn read_acr_values(
    parameter: Option<&str>,
    claims: &ClaimsRequest,
    client: &Client,
    provider: &Provider,
) -> Result<AcrValues, OAuthError> {
    let wish = claims.id_token.get("acr");
    let in_claims = wish.map(|wish| wish.values.as_slice()).unwrap_or_default();
    let essential = wish.is_some_and(|wish| wish.essential && !in_claims.is_empty());
    let asked = match parameter {
        Some(text) if !essential => AcrValues::parse(text),
        _ => {
            let words = in_claims.iter().filter_map(serde_json::Value::as_str);
            words.map(Acr::new).collect()
        }
    };
    if asked.is_empty() {
        return Ok(client.default_acr_values.clone());
    }
    let may_ask = |acr: &&Acr| {
        provider.acr_values.contains(acr)
            && (client.acr_values.is_empty() || client.acr_values.contains(acr))
    };
    let known: AcrValues = asked.iter().filter(may_ask).cloned().collect();
    if known.is_empty() {
        return Err(OAuthError::new(
            ErrorCode::UnmetAuthenticationRequirements,
            "none of the acr_values is known for this client",
        ));
    }
    Ok(known)
}

fn read_max_age(text: &str) -> Result<i64, OAuthError> {
    let digits = text.bytes().all(|b| b.is_ascii_digit());
    let seconds = text.parse::<u32>().ok().filter(|_| digits);
    seconds
        .map(i64::from)
        .ok_or_else(|| invalid("max_age is not a number of seconds"))
}

/// A request whose client and reply address are proven. Made only by [`PlainRequest::verify`]
/// and [`par::push`](super::par::push), which run the same checks. What it promises is read
/// through [`Promise`].
///
/// It can be stored and read back: whoever deserialises it must have got it from its own store.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct AuthorizationRequest(Promise);

impl Deref for AuthorizationRequest {
    type Target = Promise;

    fn deref(&self) -> &Promise {
        &self.0
    }
}

/// What was asked, and what the client was promised when it asked: by value, so that a later
/// change of the registration does not alter a login under way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Promise {
    /// Who asks.
    pub client_id: ClientId,
    /// The client's sector for pairwise subjects.
    pub sector: String,
    /// Where the answer goes.
    pub reply: ReplyAddress,
    /// What is asked, cut to what the client may ask.
    pub scope: ScopeSet,
    /// `nonce`, back in the ID token.
    pub nonce: Option<String>,
    /// PKCE.
    pub code_challenge: Option<CodeChallenge>,
    /// Levels that would do, known ones only; never empty if a default is registered.
    pub acr_values: AcrValues,
    /// What must or must not be shown.
    pub prompt: Prompt,
    /// At most so many seconds since the person authenticated.
    pub max_age: Option<i64>,
    /// Languages wished for.
    pub ui_locales: UiLocales,
    /// Claims asked one by one.
    pub claims: ClaimsRequest,
    /// The `sub` of `id_token_hint`.
    pub hinted_sub: Option<String>,
    /// Whom to preselect, or where from. A hint: it decides nothing.
    pub login_hint: Option<LoginHint>,
    /// Whom the client asks for, one of its registered customers.
    pub on_behalf_of: Option<String>,
    /// For which services the access token shall be; empty means for userinfo. RFC 8707.
    pub resources: Vec<String>,
    /// What it shall allow. RFC 9396.
    pub authorization_details: AuthorizationDetails,
    /// The key that the code is bound to. RFC 9449 §10.
    pub dpop_jkt: Option<String>,
    /// How the ID token is signed.
    pub id_token_algorithm: Algorithm,
    /// Which claims go where.
    pub claim_profile: ClaimProfile,
    /// How userinfo is answered.
    pub userinfo: UserinfoFormat,
    /// How it is signed, if not as the ID token.
    #[serde(default)]
    pub userinfo_algorithm: Option<Algorithm>,
    /// What the access token is.
    pub access_token: AccessTokenFormat,
    /// Whether there is a refresh token.
    pub refresh: RefreshRule,
    /// Whether the ID token names the session (`sid`).
    pub names_session: bool,
    /// How long things live.
    pub lifetimes: Lifetimes,
}

impl AuthorizationRequest {
    /// The person is known: what the code will stand for.
    ///
    /// # Errors
    /// `login_required` when the client asked for somebody else,
    /// `unmet_authentication_requirements` when it needs a level that was not proven.
    pub fn grant(self, subject: Subject, now: i64) -> Result<Grant, OAuthError> {
        if !self.0.asks_for(&subject.sub) {
            return Err(ErrorCode::LoginRequired.into());
        }
        if !self.0.takes(&subject.acr) {
            return Err(ErrorCode::UnmetAuthenticationRequirements.into());
        }
        let expires_at = now.saturating_add(self.0.lifetimes.code);
        Ok(Grant {
            promise: self.0,
            subject,
            expires_at,
        })
    }

    /// Binds the code to a key. RFC 9449 §10.1: one key, wherever it was named.
    pub(super) fn bind(&mut self, thumbprint: &str) -> Result<(), OAuthError> {
        let named = self.0.dpop_jkt.get_or_insert_with(|| thumbprint.to_owned());
        if named == thumbprint {
            Ok(())
        } else {
            Err(invalid("dpop_jkt is not of the key of the DPoP proof"))
        }
    }
}

impl Promise {
    /// Whether an answer about this person may leave: the client named nobody, or this one, by
    /// `id_token_hint` or as the value of `sub` in `claims`. OIDC Core §3.1.2.2: it "MUST NOT reply
    /// with an ID Token or Access Token for a different user".
    pub fn asks_for(&self, sub: &str) -> bool {
        let hinted = self.hinted_sub.as_ref();
        hinted.is_none_or(|hinted| hinted == sub) && self.claims.would_do("sub", sub)
    }

    /// Whether an answer with this level may leave. OIDC Core §5.5.1.1: where `claims` calls `acr`
    /// essential, it must be one of the values that are named there, not one above them.
    pub fn takes(&self, acr: &Acr) -> bool {
        self.claims.essential_would_do("acr", acr.as_str())
    }
}
