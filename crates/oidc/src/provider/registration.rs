// SPDX-License-Identifier: EUPL-1.2
//! Whether a registration can stand: every contradiction at once, by the member's name in RFC 7591
//! and with what to write instead. Who reads a configuration and who takes a registration over an
//! API ask the same function.

use std::collections::BTreeSet;
use std::fmt;

use serde_json::{Map, Value};

use super::{
    AudienceRule, Client, ClientAuth, GrantRule, IntrospectionRule, PkceRule, RefreshUsage,
    RequestObjectRule,
};
use crate::jose::Algorithm;
use crate::protocol::{RedirectUri, resource};
use crate::{Error, json};

/// What is wrong with a registration, in words for who wrote it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClientFault(String);

impl fmt::Display for ClientFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The members of a registration. RFC 7591 §3.1: one JSON object. Each member stands once, or one reader
/// would take the first and another the last.
///
/// # Errors
/// [`Malformed::Json`](crate::Malformed::Json)
pub fn parse(octets: &[u8]) -> Result<Map<String, Value>, Error> {
    json::object(octets)
}

impl AudienceRule {
    pub(super) fn is_issuer(&self) -> bool {
        matches!(self, Self::Issuer)
    }
}

impl RequestObjectRule {
    pub(super) fn algorithms(&self) -> &[Algorithm] {
        match self {
            Self::NotSupported => &[],
            Self::Optional(algorithms) | Self::Required(algorithms) => algorithms,
        }
    }
}

impl Client {
    /// Everything about this registration that cannot stand; empty means that it can.
    pub fn faults(&self) -> Vec<ClientFault> {
        let mut faults: Vec<String> = self.fapi_faults().into_iter().map(str::to_owned).collect();
        let mut rule = |kept: bool, fault: &str| {
            if !kept {
                faults.push(fault.to_owned());
            }
        };
        match self.grants {
            GrantRule::Logins => {
                rule(
                    !self.redirect_uris.is_empty(),
                    "redirect_uris: write at least one",
                );
                rule(
                    self.scopes.contains("openid"),
                    "scope: openid must be among them",
                );
            }
            GrantRule::ClientCredentials => self.machine_faults(&mut rule),
        }
        rule(
            self.sector.bytes().all(|b| b != 0),
            "client_orgno: an odd character",
        );
        self.query_faults(&mut rule);
        self.auth_faults(&mut rule);
        self.lifetime_faults(&mut rule);
        self.logout_faults(&mut rule);
        for resource in &self.resources {
            rule(
                resource::is_indicator(resource),
                "resources: an absolute URI without fragment (RFC 8707 §2)",
            );
        }
        if let IntrospectionRule::Audiences(audiences) = &self.introspection {
            rule(
                !audiences.is_empty() && !self.is_public(),
                "introspection: a resource server proves itself and names what it serves",
            );
        }
        faults.into_iter().map(ClientFault).collect()
    }

    /// RFC 6749 §4.4; RFC 9700 §4.15: it has nothing to do with a person.
    fn machine_faults(&self, rule: &mut impl FnMut(bool, &str)) {
        rule(
            !self.is_public(),
            "grant_types: a public client has no client_credentials (RFC 6749 §4.4)",
        );
        rule(
            self.redirect_uris.is_empty(),
            "redirect_uris: a client with client_credentials logs nobody in; leave them out",
        );
        rule(
            !self.scopes.contains("openid") && self.scopes.iter().next().is_some(),
            "scope: what a client with client_credentials may do, and not openid",
        );
        rule(
            self.refresh.usage().is_none(),
            "grant_types: no refresh token comes with client_credentials (RFC 6749 §4.4.3)",
        );
    }

    /// RFC 6749 §3.1: "Request and response parameters MUST NOT be included more than once": of an address
    /// with `iss` in its query a client would take one of two.
    fn query_faults(&self, rule: &mut impl FnMut(bool, &str)) {
        const ANSWER: [&str; 7] = [
            "code",
            "error",
            "error_description",
            "error_uri",
            "iss",
            "response",
            "state",
        ];
        let clear =
            |uris: &[RedirectUri], names: &[&str]| !uris.iter().any(|uri| uri.has_any(names));
        rule(
            clear(&self.redirect_uris, &ANSWER),
            "redirect_uris: a parameter of its query is one of an answer (code, state, iss, error, response)",
        );
        rule(
            clear(&self.logout.post_logout_redirect_uris, &["state"]),
            "post_logout_redirect_uris: state comes back there, and cannot stand in its query",
        );
        let front = self.logout.front_channel.as_ref();
        rule(
            front.is_none_or(|front| !front.uri.has_any(&["iss", "sid"])),
            "frontchannel_logout_uri: iss and sid are added, and cannot stand in its query",
        );
    }

    fn auth_faults(&self, rule: &mut impl FnMut(bool, &str)) {
        match &self.auth {
            ClientAuth::PrivateKeyJwt {
                algorithms,
                audience,
            } => {
                rule(
                    !algorithms.is_empty(),
                    "token_endpoint_auth_signing_alg: write at least one",
                );
                if let AudienceRule::Also { audiences, reason } = audience {
                    rule(
                        !audiences.is_empty() && !reason.is_empty(),
                        "audiences: write which, and why the client cannot name the issuer",
                    );
                }
            }
            // RFC 9700 §2.1.1, §2.2.2: a public client has neither secret nor exception.
            ClientAuth::None => {
                rule(
                    self.pkce == PkceRule::Required,
                    "code_challenge_method: a public client uses PKCE",
                );
                rule(
                    self.refresh.usage() != Some(RefreshUsage::Reuse) || self.must_bind(),
                    "refresh_token_usage: a public client gets ONETIME, or binds its tokens (DPoP)",
                );
            }
            ClientAuth::SecretBasic(_) | ClientAuth::SecretPost(_) => {}
        }
        if let PkceRule::NonceInstead { reason } | PkceRule::Neither { reason } = &self.pkce {
            rule(
                !reason.is_empty(),
                "code_challenge_method: write why the client cannot use PKCE",
            );
        }
        rule(
            !matches!(
                &self.request_object,
                RequestObjectRule::Optional(list) | RequestObjectRule::Required(list)
                    if list.is_empty()
            ),
            "request_object_signing_alg: write at least one",
        );
    }

    fn lifetime_faults(&self, rule: &mut impl FnMut(bool, &str)) {
        let lifetimes = &self.lifetimes;
        let within = |seconds: i64, least: i64, most: i64| (least..=most).contains(&seconds);
        rule(
            within(lifetimes.pushed_request, 5, 600),
            "pushed_authorization_request_lifetime: 5 to 600 seconds (RFC 9126 §2.2)",
        );
        rule(
            within(lifetimes.code, 1, 600),
            "authorization_code_lifetime: 1 to 600 seconds (RFC 6749 §4.1.2)",
        );
        rule(
            within(lifetimes.id_token, 10, 3600) && within(lifetimes.access_token, 10, 3600),
            "access_token_lifetime: 10 to 3600 seconds",
        );
        rule(
            within(
                lifetimes.authorization,
                lifetimes.access_token,
                365 * 24 * 3600,
            ) && within(lifetimes.refresh_token, 10, lifetimes.authorization),
            "refresh_token_lifetime: not longer than authorization_lifetime",
        );
    }

    /// OIDC Front-Channel Logout §2: "The domain, port, and scheme of this URL MUST be the same as
    /// that of a registered Redirection URI value". Attack LO-06; LO-05 for the back channel.
    fn logout_faults(&self, rule: &mut impl FnMut(bool, &str)) {
        let origins: BTreeSet<String> =
            self.redirect_uris.iter().map(RedirectUri::origin).collect();
        let at_home = |uri: &RedirectUri| origins.contains(&uri.origin());
        let front = self.logout.front_channel.as_ref();
        rule(
            front.is_none_or(|front| at_home(&front.uri)),
            "frontchannel_logout_uri: scheme, host and port of a redirect URI",
        );
        rule(
            self.logout.back_channel.as_ref().is_none_or(at_home),
            "backchannel_logout_uri: scheme, host and port of a redirect URI",
        );
    }
}
