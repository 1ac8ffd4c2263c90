// SPDX-License-Identifier: EUPL-1.2
//! What the FAPI 2.0 Security Profile (final) demands of a client beyond RFC 9700, in one place. The
//! registration's own words cannot take anything back: every rule is asked here.

use super::{
    AudienceRule, BindingRule, Client, ClientAuth, PkceRule, PushRule, RefreshRule, RefreshUsage,
    SecurityProfile,
};
use crate::jose::Algorithm;

/// FAPI 2.0 §5.4.1: PS256 and ES256 of those that we know.
const ALGORITHMS: [Algorithm; 2] = [Algorithm::Ps256, Algorithm::Es256];

impl Client {
    fn is_fapi(&self) -> bool {
        self.profile == SecurityProfile::Fapi2
    }

    /// FAPI 2.0 §5.3.2.2: "shall reject authorization requests sent without" PAR.
    pub fn must_push(&self) -> bool {
        self.is_fapi() || self.push == PushRule::Required
    }

    /// FAPI 2.0 §5.3.2.1: "shall only issue sender-constrained access tokens".
    pub fn must_bind(&self) -> bool {
        self.is_fapi() || self.binding == BindingRule::Required
    }

    /// FAPI 2.0 §5.3.2.2: "shall require PKCE [...] with S256"; RFC 9700 §2.1.1: "Public clients MUST
    /// use PKCE".
    pub(super) fn pkce_rule(&self) -> &PkceRule {
        if self.is_fapi() || self.is_public() {
            &PkceRule::Required
        } else {
            &self.pkce
        }
    }

    /// FAPI 2.0 §5.4.1: "shall use PS256, ES256, or EdDSA".
    pub(super) fn may_sign(&self, algorithm: Algorithm) -> bool {
        !self.is_fapi() || ALGORITHMS.contains(&algorithm)
    }

    /// FAPI 2.0 §5.3.2.1: "shall only accept its issuer identifier value [...] as a string in the aud
    /// claim received in client authentication assertions".
    pub(super) fn audience_rule<'r>(&self, registered: &'r AudienceRule) -> &'r AudienceRule {
        if self.is_fapi() {
            &AudienceRule::Issuer
        } else {
            registered
        }
    }

    /// FAPI 2.0 §5.3.2.1: "shall not use refresh token rotation except in extraordinary
    /// circumstances": a client that lost the answer would have lost its login.
    pub(super) fn refresh_rule(&self) -> RefreshRule {
        match (self.is_fapi(), self.refresh) {
            (true, RefreshRule::Always(_)) => RefreshRule::Always(RefreshUsage::Reuse),
            (true, RefreshRule::WhenAsked(_)) => RefreshRule::WhenAsked(RefreshUsage::Reuse),
            (_, rule) => rule,
        }
    }

    /// FAPI 2.0 §5.3.2.2: codes live at most 60 seconds.
    pub(super) fn code_lifetime(&self) -> i64 {
        if self.is_fapi() {
            self.lifetimes.code.min(60)
        } else {
            self.lifetimes.code
        }
    }

    /// RFC 9126 §2.2: "typically [...] between 5 and 600 seconds"; FAPI 2.0 §5.3.2.2: "shall issue pushed
    /// authorization requests request_uri with expires_in values of less than 600 seconds".
    pub fn pushed_request_lifetime(&self) -> i64 {
        let most = if self.is_fapi() { 599 } else { 600 };
        self.lifetimes.pushed_request.clamp(5, most)
    }

    /// What of the registration contradicts the profile; none of it would be obeyed.
    pub(super) fn fapi_faults(&self) -> Vec<&'static str> {
        if !self.is_fapi() {
            return Vec::new();
        }
        let (method, algorithms, audience) = match &self.auth {
            ClientAuth::PrivateKeyJwt {
                algorithms,
                audience,
            } => (true, algorithms.as_slice(), audience.is_issuer()),
            _ => (false, [].as_slice(), true),
        };
        let strong = algorithms.iter().all(|alg| ALGORITHMS.contains(alg));
        let rules = [
            (
                method,
                "token_endpoint_auth_method: a FAPI client uses private_key_jwt",
            ),
            (
                strong,
                "token_endpoint_auth_signing_alg: a FAPI client signs with PS256 or ES256",
            ),
            (
                audience,
                "a FAPI client names the issuer as audience, and nobody else",
            ),
            (
                ALGORITHMS.contains(&self.id_token_algorithm),
                "id_token_signed_response_alg: a FAPI client gets PS256 or ES256",
            ),
            (
                self.authorization_response_algorithm
                    .is_none_or(|alg| ALGORITHMS.contains(&alg)),
                "authorization_signed_response_alg: a FAPI client gets PS256 or ES256",
            ),
            (
                self.userinfo_algorithm
                    .is_none_or(|alg| ALGORITHMS.contains(&alg)),
                "userinfo_signed_response_alg: a FAPI client gets PS256 or ES256",
            ),
            (
                self.request_object
                    .algorithms()
                    .iter()
                    .all(|alg| ALGORITHMS.contains(alg)),
                "request_object_signing_alg: a FAPI client signs with PS256 or ES256",
            ),
            (
                self.refresh.usage() != Some(RefreshUsage::OneTime),
                "refresh_token_usage: the refresh tokens of a FAPI client are not rotated",
            ),
            (
                self.pkce == PkceRule::Required,
                "code_challenge_method: a FAPI client uses PKCE",
            ),
            (
                self.redirect_uris
                    .iter()
                    .all(|uri| uri.as_str().starts_with("https://")),
                "redirect_uris: a FAPI client is answered by https",
            ),
        ];
        let broken = rules.into_iter().filter(|(kept, _)| !kept);
        broken.map(|(_, fault)| fault).collect()
    }
}
