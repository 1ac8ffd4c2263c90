// SPDX-License-Identifier: EUPL-1.2
//! Token introspection. RFC 7662; RFC 9449 §6.2; RFC 9396 §9.2.

use serde_json::{Value, json};

use super::access_token::{AccessGrant, PresentedToken};
use super::{AuthenticatedClient, IntrospectionRule, Provider, RefreshGrant};
use crate::protocol::{ErrorCode, OAuthError, Params, form};

/// Reads the token. `token_type_hint` may be wrong or absent (RFC 7662 §2.1: "If the server is unable
/// to locate the token using the given hint, it MUST extend its search"), so it is not looked at.
/// `None`: not a token that we can have made, which is answered with [`inactive`].
pub fn parse(
    params: &Params,
    caller: &AuthenticatedClient,
) -> Result<Option<PresentedToken>, OAuthError> {
    // RFC 7662 §2.1, §4: "the authorization server MUST require authentication": else tokens can be
    // guessed at.
    if caller.client().is_public() {
        return Err(ErrorCode::InvalidClient.into());
    }
    token(params)
}

/// The parameter that introspection and revocation share.
pub(super) fn token(params: &Params) -> Result<Option<PresentedToken>, OAuthError> {
    let invalid = |description| OAuthError::new(ErrorCode::InvalidRequest, description);
    if form::is_repeated(params) {
        return Err(invalid("a parameter is repeated"));
    }
    let token = form::value(params, "token").ok_or_else(|| invalid("token is missing"))?;
    Ok(PresentedToken::parse(token))
}

/// RFC 7662 §2.2: what is said of a token that is unknown, too old, revoked, or none of the caller's
/// business: "the authorization server SHOULD NOT include any additional information". TK-25.
pub fn inactive() -> String {
    json!({ "active": false }).to_string()
}

impl AccessGrant {
    /// RFC 7662 §2.2, of a token that was not revoked. The claims about the person stay here.
    pub fn introspected(
        &self,
        presented: &PresentedToken,
        caller: &AuthenticatedClient,
        provider: &Provider,
        now: i64,
    ) -> String {
        let caller = caller.client();
        let may_ask = match &caller.introspection {
            IntrospectionRule::Own => caller.client_id == self.client_id,
            IntrospectionRule::Audiences(served) => self
                .audience
                .iter()
                .any(|audience| served.contains(audience)),
        };
        let as_issued = matches!(presented, PresentedToken::Jwt(_))
            == matches!(self.format, super::AccessTokenFormat::Jwt);
        if !may_ask || !as_issued || now >= self.expires_at {
            return inactive();
        }
        let details = match &caller.introspection {
            IntrospectionRule::Own => self.authorization_details.clone(),
            // RFC 9396 §9.2, §14: what the token allows elsewhere is not theirs to know.
            IntrospectionRule::Audiences(served) => self.authorization_details.at(served),
        };
        let mut answer = self.facts(&provider.issuer, &details);
        let kind = if self.jkt.is_some() { "DPoP" } else { "Bearer" };
        answer.insert("active".to_owned(), true.into());
        answer.insert("token_type".to_owned(), kind.into());
        Value::Object(answer).to_string()
    }
}

impl RefreshGrant {
    /// The same of a refresh token: its own client alone has a use for it.
    pub fn introspected(
        &self,
        caller: &AuthenticatedClient,
        provider: &Provider,
        now: i64,
    ) -> String {
        let registered = caller.client();
        if registered.client_id != self.promise.client_id || now >= self.expires_at {
            return inactive();
        }
        // As a refresh would find it, which may ask for some of the services (RFC 8707 §2.2): nothing that was
        // taken away since, and for none of them if all were.
        let issuer = provider.issuer.as_str();
        let asked = &self.promise.resources;
        let left = asked
            .iter()
            .filter(|one| registered.may_ask_for(one, issuer));
        let left: Vec<String> = left.cloned().collect();
        if left.is_empty() && !asked.is_empty() {
            return inactive();
        }
        let scope = self.promise.still_registered(registered, &left, issuer);
        let (Ok(scope), Some(_)) = (scope, registered.refresh_rule().usage()) else {
            return inactive();
        };
        json!({
            "active": true,
            "iss": provider.issuer,
            "sub": self.subject.sub,
            "client_id": self.promise.client_id.as_str(),
            "scope": scope.to_parameter(),
            "exp": self.expires_at,
        })
        .to_string()
    }
}
