// SPDX-License-Identifier: EUPL-1.2
//! The token endpoint. RFC 6749 §4.1.3; OIDC Core §3.1.3; RFC 9449 §5.
//!
//! Order at the endpoint: authenticate the client, prove its key (if a `DPoP` header is there),
//! [`parse`], take the grant by its code (it is gone then), [`redeem`], [`Redeemed::issue`]. Neither a
//! failed authentication nor a bad proof may burn the code. TK-15.

use super::client_credentials::ClientCredentialsRequest;
use super::issue::{Fresh, Issue, Issued, IssuedRefresh};
use super::refresh::RefreshRequest;
use super::{
    Ability, AuthenticatedClient, Grant, GrantId, Promise, ProvenKey, Provider, authorize,
};
use crate::{
    Error, Malformed, Mismatch,
    jose::{Algorithm, Signer},
    protocol::{
        AuthorizationDetails, CodeVerifier, ErrorCode, OAuthError, Opaque, Params, form, resource,
    },
};

/// A readable token request, by its grant.
#[derive(Clone, Debug)]
pub enum TokenRequest {
    /// `authorization_code`. RFC 6749 §4.1.3.
    Code(CodeRequest),
    /// `refresh_token`. RFC 6749 §6.
    Refresh(RefreshRequest),
    /// `client_credentials`. RFC 6749 §4.4.
    ClientCredentials(ClientCredentialsRequest),
}

/// A request with a code.
#[derive(Clone)]
pub struct CodeRequest {
    code: Opaque,
    redirect_uri: Option<String>,
    code_verifier: Option<String>,
    wanted: Wanted,
}

/// What of its grant a token shall be for: less than all, where the request says so.
#[derive(Clone, Debug, Default)]
pub(super) struct Wanted {
    /// RFC 8707 §2.2.
    resources: Vec<String>,
    /// RFC 9396 §6.
    details: Option<AuthorizationDetails>,
}

impl std::fmt::Debug for CodeRequest {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("CodeRequest(…)")
    }
}

impl CodeRequest {
    /// Which grant to take.
    pub fn code(&self) -> &Opaque {
        &self.code
    }

    /// The login that a second bringer of the code brings down. RFC 6749 §4.1.2.
    pub fn grant_id(&self) -> GrantId {
        GrantId::of_code(&self.code)
    }
}

/// Reads the parameters.
pub fn parse(params: &Params, provider: &Provider) -> Result<TokenRequest, OAuthError> {
    let invalid = |description| OAuthError::new(ErrorCode::InvalidRequest, description);
    if form::is_repeated_beside(params, &["resource"]) {
        return Err(invalid("a parameter is repeated").because(Malformed::Repeated));
    }
    let resources = params
        .iter()
        .filter(|(n, v)| n == "resource" && !v.is_empty());
    let resources: Vec<String> = resources.map(|(_, value)| value.clone()).collect();
    let wanted = || Wanted::read(params, resources.clone(), provider);
    match form::value(params, "grant_type") {
        Some("authorization_code") => {
            let code = form::value(params, "code").ok_or_else(|| invalid("code is missing"))?;
            Ok(TokenRequest::Code(CodeRequest {
                code: Opaque::parse(code).ok_or(ErrorCode::InvalidGrant)?,
                redirect_uri: form::value(params, "redirect_uri").map(str::to_owned),
                code_verifier: form::value(params, "code_verifier").map(str::to_owned),
                wanted: wanted()?,
            }))
        }
        Some("refresh_token") if provider.can(Ability::RefreshTokens) => {
            RefreshRequest::read(params, wanted()?).map(TokenRequest::Refresh)
        }
        Some("client_credentials") if provider.can(Ability::ClientCredentials) => {
            // RFC 9396 §5: no type of them is registered for what a client asks in its own name.
            let details = form::value(params, "authorization_details");
            if details.is_some() && provider.can(Ability::AuthorizationDetails) {
                let none = "a client in its own name has no authorization_details";
                let code = ErrorCode::InvalidAuthorizationDetails;
                return Err(OAuthError::new(code, none));
            }
            let request = ClientCredentialsRequest::read(params, resources);
            Ok(TokenRequest::ClientCredentials(request))
        }
        Some(_) => Err(ErrorCode::UnsupportedGrantType.into()),
        None => Err(invalid("grant_type is missing")),
    }
}

/// Whether this client, with this request, may have what the code stands for. The grant is
/// consumed either way: a wrong verifier burns the code. TK-14.
pub fn redeem(
    request: &CodeRequest,
    grant: Grant,
    client: &AuthenticatedClient,
    proof: Option<&ProvenKey>,
    issuer: &str,
    now: i64,
) -> Result<Redeemed, OAuthError> {
    // Who is proven reads what to change; who only says who it is, and who brings another's code, not.
    let refuse = |cause: Mismatch, advice: &'static str| {
        let error = match client.client().is_public() {
            true => ErrorCode::InvalidGrant.into(),
            false => OAuthError::new(ErrorCode::InvalidGrant, advice),
        };
        Err(error.because(cause))
    };
    let promise = &grant.promise;
    // RFC 6749 §4.1.3: "ensure that the authorization code was issued to the authenticated
    // confidential client".
    if promise.client_id != client.client().client_id {
        let error = OAuthError::from(ErrorCode::InvalidGrant);
        return Err(error.because(Mismatch::UnknownClient));
    }
    if now >= grant.expires_at {
        let exp = grant.expires_at;
        return refuse(Mismatch::Expired { exp, now }, "the code is too old");
    }
    // RFC 6749 §4.1.3: identical to the one in the request, where OIDC Core demands one.
    if request.redirect_uri.as_deref() != Some(promise.reply.redirect_uri().as_str()) {
        let advice = "redirect_uri is not that of the authorization request";
        return refuse(Mismatch::RedirectUri, advice);
    }
    match (&promise.code_challenge, request.code_verifier.as_deref()) {
        (Some(challenge), Some(verifier))
            if CodeVerifier::parse(verifier).is_some_and(|v| challenge.is_met_by(&v)) => {}
        (None, None) => {}
        (Some(_), Some(_)) => {
            let advice = "code_verifier does not fit the code_challenge";
            return refuse(Mismatch::CodeVerifier, advice);
        }
        (Some(_), None) => {
            return refuse(Mismatch::CodeVerifier, "code_verifier is missing");
        }
        // RFC 9700 §2.1.1: a verifier without a challenge betrays a downgrade.
        (None, Some(_)) => {
            let advice = "there was no code_challenge for this code_verifier";
            return refuse(Mismatch::CodeVerifier, advice);
        }
    }
    verify_binding(client, promise.dpop_jkt.as_deref(), proof)?;
    let (resources, details) = request.wanted.of(promise, issuer)?;
    let scope = promise.still_registered(client.client(), &resources, issuer)?;
    Ok(Redeemed(Issue {
        every: promise.gives_every(client.client()),
        grant_id: request.grant_id(),
        scope,
        resources,
        details,
        jkt: proof.map(|proof| proof.thumbprint().to_owned()),
        ends_at: now.saturating_add(promise.lifetimes.authorization),
        first: true,
        promise: grant.promise,
        subject: grant.subject,
    }))
}

/// RFC 9449 §5.2: a client that is registered so gets no token without a proof; §10, §5: what is bound
/// to a key is used with that key.
pub(super) fn verify_binding(
    client: &AuthenticatedClient,
    bound_to: Option<&str>,
    proof: Option<&ProvenKey>,
) -> Result<(), OAuthError> {
    let (must, proven) = (
        client.client().must_bind(),
        proof.map(ProvenKey::thumbprint),
    );
    match (bound_to, proven) {
        (Some(key), Some(proven)) if key != proven => {
            let other = "the DPoP proof is of another key";
            let error = OAuthError::new(ErrorCode::InvalidGrant, other);
            Err(error.because(Mismatch::ProofKey))
        }
        (Some(_), None) => Err(ErrorCode::InvalidDpopProof.into()),
        (None, None) if must => Err(ErrorCode::InvalidDpopProof.into()),
        _ => Ok(()),
    }
}

impl Wanted {
    fn read(
        params: &Params,
        resources: Vec<String>,
        provider: &Provider,
    ) -> Result<Self, OAuthError> {
        let text = form::value(params, "authorization_details");
        let text = text.filter(|_| provider.can(Ability::AuthorizationDetails));
        Ok(Self {
            resources,
            details: text.map(authorize::details).transpose()?,
        })
    }

    /// Some of what was granted, or all of it; more is refused, and not left out. Where no service was named, the
    /// issuer's own was granted.
    pub(super) fn of(
        &self,
        promise: &Promise,
        issuer: &str,
    ) -> Result<(Vec<String>, AuthorizationDetails), OAuthError> {
        let granted = &promise.resources;
        let may_ask = |resource: &str| match granted.is_empty() {
            true => resource == issuer,
            false => granted.iter().any(|known| known == resource),
        };
        let asked = self.resources.iter().map(String::as_str);
        let resources = match self.resources.is_empty() {
            true => granted.clone(),
            false => resource::allowed(asked, may_ask).ok_or_else(|| {
                let advice = "resource must be among those of the authorization request";
                OAuthError::new(ErrorCode::InvalidTarget, advice)
            })?,
        };
        // RFC 9396 §6.1: it "refuses the request with the error code invalid_authorization_details".
        let details = promise
            .authorization_details
            .narrowed(self.details.as_ref());
        let details = details.ok_or(ErrorCode::InvalidAuthorizationDetails)?;
        Ok((resources, details))
    }
}

/// A grant that was redeemed rightly, ready to become tokens. Made only by [`redeem`].
#[derive(Debug)]
pub struct Redeemed(Issue);

impl Redeemed {
    /// Which key must sign.
    pub fn id_token_algorithm(&self) -> Algorithm {
        self.0.algorithm()
    }

    /// What the client asked, and was promised.
    pub fn promise(&self) -> &Promise {
        &self.0.promise
    }

    /// The person.
    pub fn subject(&self) -> &super::Subject {
        &self.0.subject
    }

    /// Of the person only these claims: what the client may know was made less since the login.
    #[must_use]
    pub fn only(mut self, may: impl Fn(&str) -> bool) -> Self {
        let subject = &mut self.0.subject;
        subject.claims = std::mem::take(&mut subject.claims).only(may);
        self
    }

    /// Signs the tokens, with fresh values of the caller.
    ///
    /// # Errors
    /// [`Misconfigured::Key`](crate::Misconfigured::Key) if it is another algorithm's key.
    pub fn issue(
        self,
        provider: &Provider,
        signer: &dyn Signer,
        fresh: Fresh,
        now: i64,
    ) -> Result<Issued, Error> {
        let token = fresh.refresh_token.clone();
        let (response, access, handle, issue) = self.0.tokens(provider, signer, fresh, now)?;
        if !issue.refreshes(provider) {
            let refresh = IssuedRefresh::None;
            return Ok(Issued {
                response,
                access,
                handle,
                refresh,
            });
        }
        let jkt = issue.jkt.clone();
        let grant = issue.refresh_grant(jkt, now);
        Ok(Issued {
            response: response.with_refresh_token(&token, &grant, now),
            access,
            handle,
            refresh: IssuedRefresh::New(token, grant),
        })
    }
}
