// SPDX-License-Identifier: EUPL-1.2
//! What the provider holds a client to. The library says what cannot stand; here stands which field
//! means it, and what of it is worth a warning.

use oidc::jose::Algorithm;
use oidc::protocol::{Acr, AcrValues, ClientId, RedirectUri, UriFault};
use oidc::provider::{
    Application, BindingRule, FrontChannel, GrantRule, IntrospectionRule, Lifetimes,
    LogoutRegistration, PkceRule, PushRule, RefreshRule, RefreshUsage, RequestObjectRule,
    SecurityProfile, UserinfoFormat,
};

use super::super::resolve::{Resolver, values};
use super::{CLIENTS_READ, CLIENTS_WRITE};
use crate::config::{AcrValue, At, Client, PkceWritten, RefreshWritten};

/// Scopes of the gateway's own begin so.
const OWN: &str = "landport:";
/// What a client with `client_credentials` may do.
const OWN_SCOPES: [&str; 2] = [CLIENTS_READ, CLIENTS_WRITE];

impl Resolver {
    /// The client as the provider sees it.
    pub(super) fn registration(&mut self, section: &At<Client>) -> Option<oidc::provider::Client> {
        let written = &section.value;
        let redirect_uris = self.redirect_uris(written);
        let auth = self.auth(section);
        let pkce = self.pkce(written);
        let acr_values = written.acr_values.as_ref()?;
        let default_acr = self.default_acr(written.default_acr.as_ref(), acr_values);
        let (client_id, (auth, keys)) = (&written.client_id.as_ref()?.value, auth?);
        let organisation = written.organisation.as_ref();
        let grants = written.grants.as_ref()?.value;
        self.own_scopes(written, grants);
        let scopes = values(written.scopes.as_ref());
        let seconds = |at: &Option<At<u32>>| at.as_ref().map(|at| i64::from(at.value));
        let logout = self.logout(written);
        let client = oidc::provider::Client {
            logout: logout?,
            sector: organisation.map_or_else(|| client_id.clone(), |at| at.value.clone()),
            application: written.application.as_ref()?.value,
            grants,
            keys,
            profile: written.security_profile.as_ref()?.value,
            pkce: pkce?,
            request_object: request_object(written)?,
            binding: match written.require_dpop.as_ref()?.value {
                true => BindingRule::Required,
                false => BindingRule::Optional,
            },
            resources: values(written.resources.as_ref()),
            on_behalf_of: {
                let seen = written.customer.iter().flat_map(|list| &list.value);
                let seen = seen.filter_map(|at| Some(at.value.onbehalfof.as_ref()?.value.clone()));
                let plain = values(written.on_behalf_of.as_ref()).into_iter();
                plain.chain(seen).collect()
            },
            authorization_details_types: values(written.authorization_details_types.as_ref()),
            userinfo: match written.userinfo_alg {
                Some(_) => UserinfoFormat::Signed,
                None => written.userinfo.as_ref()?.value,
            },
            userinfo_algorithm: self.signing(written.userinfo_alg.as_ref()),
            authorization_response_algorithm: self
                .signing(written.authorization_response_alg.as_ref()),
            refresh: refresh(written)?,
            introspection: match values(written.introspects.as_ref()) {
                audiences if audiences.is_empty() => IntrospectionRule::Own,
                audiences => IntrospectionRule::Audiences(audiences),
            },
            push: match written.require_par.as_ref()?.value {
                true => PushRule::Required,
                false => PushRule::Optional,
            },
            scopes: scopes.iter().map(String::as_str).collect(),
            acr_values: values(Some(acr_values)).into_iter().map(acr).collect(),
            default_acr_values: AcrValues::from_iter([acr(default_acr?)]),
            id_token_algorithm: self.signing(written.id_token_alg.as_ref())?,
            access_token: written.access_token.as_ref()?.value,
            claim_profile: written.claim_profile.as_ref()?.value,
            lifetimes: Lifetimes {
                pushed_request: seconds(&written.pushed_request_seconds)?,
                code: seconds(&written.code_seconds)?,
                id_token: seconds(&written.id_token_seconds)?,
                access_token: seconds(&written.access_token_seconds)?,
                refresh_token: seconds(&written.refresh_token_seconds)?,
                authorization: seconds(&written.authorization_seconds)?,
            },
            ..oidc::provider::Client::new(ClientId::new(client_id), redirect_uris?, auth)
        };
        if let (Some(at), RefreshRule::WhenAsked(_)) = (&written.refresh, client.refresh)
            && !client.scopes.contains("offline_access")
        {
            let what = "nobody may ask: offline_access is not among scopes";
            self.wrong(at, what, "Add it to scopes, or write \"always\"");
        }
        for fault in client.faults() {
            self.wrong(section, fault.to_string(), "Write it so in this section");
        }
        Some(client)
    }

    /// One that there is a key for.
    fn signing(&mut self, at: Option<&At<Algorithm>>) -> Option<Algorithm> {
        let at = at?;
        if !self.token_algorithms.contains(&at.value) {
            let what = format!(
                "no key for {} among keys.oidc_signing.current",
                at.value.as_str()
            );
            let instead = "Write RS256 or ES256, or have a key made: landport keys next oidc-signing, and a \
                           day later promote; or, unless the keys are managed, openssl genpkey \
                           -algorithm RSA-PSS -pkeyopt rsa_keygen_bits:3072";
            self.wrong(at, what, instead);
        }
        Some(at.value)
    }

    /// OIDC RP-Initiated Logout §3.1, Back-Channel Logout §2.2, Front-Channel Logout §2.
    fn logout(&mut self, client: &Client) -> Option<LogoutRegistration> {
        let (back, front) = (
            &client.backchannel_logout_uri,
            &client.frontchannel_logout_uri,
        );
        let apart = client.sso.as_ref().is_some_and(|at| !at.value);
        for at in [back, front].into_iter().flatten().filter(|_| apart) {
            let what = "without single sign-on it has no session that could end";
            self.wrong(at, what, "Remove it, or sso = false");
        }
        let (list, application) = (
            client.post_logout_redirect_uris.as_ref()?,
            client.application.as_ref()?,
        );
        // §3.1: it "MAY use an alternate scheme, such as one that is intended to identify a callback into a native
        // application".
        let back_to = self.addresses(list, application.value)?;
        let mut uri = |at: &At<String>| self.redirect_uri(at);
        Some(LogoutRegistration {
            post_logout_redirect_uris: back_to,
            back_channel: match back {
                Some(at) => Some(uri(at)?),
                None => None,
            },
            front_channel: match front {
                Some(at) => Some(FrontChannel {
                    uri: uri(at)?,
                    session_required: client.frontchannel_logout_session.as_ref()?.value,
                }),
                None => None,
            },
        })
    }

    fn redirect_uris(&mut self, client: &Client) -> Option<Vec<RedirectUri>> {
        let (uris, application) = (client.redirect_uris.as_ref()?, client.application.as_ref()?);
        let logs_in = client.grants.as_ref()?.value == GrantRule::Logins;
        if uris.value.is_empty() && logs_in {
            let instead = "Write redirect_uris = [\"https://trademark.example.no/callback\"]";
            self.wrong(uris, "missing: no redirect address", instead);
        }
        self.addresses(uris, application.value)
    }

    fn addresses(
        &mut self,
        uris: &At<Vec<At<String>>>,
        application: Application,
    ) -> Option<Vec<RedirectUri>> {
        let uris = uris.value.iter();
        uris.map(|at| match application {
            Application::Native => self.native_redirect_uri(at),
            Application::Web => self.redirect_uri(at),
        })
        .collect()
    }

    /// What administers the gateway is granted without a person, and nothing else is: RFC 9700 §4.15.
    fn own_scopes(&mut self, client: &Client, grants: GrantRule) {
        let scopes = client.scopes.iter().flat_map(|list| &list.value);
        for at in scopes {
            let ours = OWN_SCOPES.contains(&at.value.as_str());
            let what = match grants {
                GrantRule::Logins if at.value.starts_with(OWN) => {
                    "is for a client with grants = \"client_credentials\""
                }
                GrantRule::ClientCredentials if !ours => "is for people's logins",
                GrantRule::Logins | GrantRule::ClientCredentials => continue,
            };
            let instead = format!(
                "Remove it; without a person there are {}",
                OWN_SCOPES.join(", ")
            );
            self.wrong(at, format!("{:?} {what}", at.value), instead);
        }
    }

    /// OpenID Connect Core §3.1.2.1: compared character by character, so it must be written the
    /// way it will be sent.
    fn redirect_uri(&mut self, at: &At<String>) -> Option<RedirectUri> {
        let registered = RedirectUri::register(&at.value, self.profile.oidc_transport());
        match &registered {
            Err(fault) if *fault != UriFault::Http => {
                let what = format!("{:?}: {fault}", at.value);
                let instead = "Write each redirect address in full, as the client will send it";
                self.wrong(at, what, instead);
            }
            // `address` says which profile allows what.
            registered => {
                if self.address(at, &at.value) && registered.is_err() {
                    let what = format!("{:?}: {}", at.value, UriFault::Http);
                    self.wrong(at, what, "Write https://host/path");
                }
            }
        }
        registered.ok()
    }

    /// RFC 8252 §7.
    fn native_redirect_uri(&mut self, at: &At<String>) -> Option<RedirectUri> {
        let registered = RedirectUri::register_native(&at.value);
        if let Err(fault) = &registered {
            let what = format!("{:?}: {fault}", at.value);
            let instead = "Write https://…, http://127.0.0.1/… or a scheme of your own domain";
            self.wrong(at, what, instead);
        }
        registered.ok()
    }

    fn pkce(&mut self, client: &Client) -> Option<PkceRule> {
        let at = client.pkce.as_ref()?;
        let reason = client.pkce_reason.as_ref();
        let reason = reason.map(|at| at.value.clone()).unwrap_or_default();
        match at.value {
            PkceWritten::Required => Some(PkceRule::Required),
            PkceWritten::NonceInstead => {
                self.warn(at, "this client may log in without PKCE (RFC 9700 §2.1.1)");
                Some(PkceRule::NonceInstead { reason })
            }
            PkceWritten::Neither => {
                let text = "a stolen code of this client can be put into another person's login: \
                            neither PKCE nor nonce is demanded (RFC 9700 §2.1.1)";
                self.warn(at, text);
                Some(PkceRule::Neither { reason })
            }
        }
    }

    /// What a request without `acr_values` asks for: always of the client's own list.
    fn default_acr(
        &mut self,
        written: Option<&At<AcrValue>>,
        list: &At<Vec<At<AcrValue>>>,
    ) -> Option<AcrValue> {
        /// The first of these that the client may ask for.
        const UNWRITTEN: [AcrValue; 6] = [
            AcrValue::EidasSubstantial,
            AcrValue::EidasLow,
            AcrValue::EidasHigh,
            AcrValue::IdportenLow,
            AcrValue::IdportenSubstantial,
            AcrValue::IdportenHigh,
        ];
        let allowed = values(Some(list));
        let Some(at) = written else {
            let default = UNWRITTEN.into_iter().find(|acr| allowed.contains(acr));
            if default.is_none() {
                self.wrong(list, "no level", "Write at least one, or remove acr_values");
            }
            return default;
        };
        if !allowed.contains(&at.value) {
            let what = format!("{:?} is not among acr_values", at.value.name());
            self.wrong(at, what, "Write one of this client's acr_values");
        }
        Some(at.value)
    }
}

fn request_object(client: &Client) -> Option<RequestObjectRule> {
    let algorithms = values(client.request_object_algs.as_ref());
    Some(match client.require_request_object.as_ref()?.value {
        true => RequestObjectRule::Required(algorithms),
        false if algorithms.is_empty() => RequestObjectRule::NotSupported,
        false => RequestObjectRule::Optional(algorithms),
    })
}

fn refresh(client: &Client) -> Option<RefreshRule> {
    let usage = client.refresh_usage.as_ref().map(|at| at.value);
    let usage = usage.unwrap_or(match client.security_profile.as_ref()?.value {
        SecurityProfile::Baseline => RefreshUsage::OneTime,
        SecurityProfile::Fapi2 => RefreshUsage::Reuse,
    });
    Some(match client.refresh.as_ref()?.value {
        RefreshWritten::Never => RefreshRule::Never,
        RefreshWritten::WhenAsked => RefreshRule::WhenAsked(usage),
        RefreshWritten::Always => RefreshRule::Always(usage),
    })
}

fn acr(value: AcrValue) -> Acr {
    Acr::new(value.name())
}
