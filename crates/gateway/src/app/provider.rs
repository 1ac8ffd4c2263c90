// SPDX-License-Identifier: EUPL-1.2
//! What our discovery document says, of the configuration as meant.

use std::collections::BTreeSet;
use std::sync::Arc;

use eidas::LevelOfAssurance;
use oidc::protocol::{Acr, ScopeSet};
use oidc::provider::{Ability, AuthMethod, Endpoints, GrantRule, Provider};

use crate::keys::Keys;
use crate::settings::{ClientSettings, Settings, claim_of};
use crate::translate::acr_of;

pub(super) fn provider(settings: &Settings, keys: &Keys) -> Provider {
    let issuer = settings.issuer.as_str().trim_end_matches('/').to_owned();
    let clients = settings.clients.values();
    let types = clients.flat_map(|client| client.registration.authorization_details_types.iter());
    let types: BTreeSet<String> = types.cloned().collect();
    Provider {
        endpoints: Endpoints::under(&issuer),
        issuer,
        abilities: abilities(settings),
        auth_methods: AuthMethod::ALL.to_vec(),
        authorization_details_types: types.into_iter().collect(),
        acr_values: LevelOfAssurance::ALL
            .into_iter()
            .map(|level| Acr::new(acr_of(level)))
            .chain(
                settings
                    .clients
                    .values()
                    .flat_map(|c| c.registration.acr_values.iter().cloned()),
            )
            .collect(),
        scopes: scopes(settings),
        ui_locales: settings
            .languages
            .iter()
            .map(|language| language.tag().to_owned())
            .collect(),
        claims: claims(settings),
        id_token_algorithms: settings.registration.token_algorithms.clone(),
        keys: keys.jwks().clone(),
    }
}

/// What can be asked for: what the configuration lets some client ask for.
fn scopes(settings: &Settings) -> ScopeSet {
    let clients = settings.clients.values();
    // What administers the gateway is nobody's to ask for at a login.
    let clients = clients.filter(|client| client.registration.grants == GrantRule::Logins);
    let of_clients = clients.flat_map(|client| client.registration.scopes.iter());
    ["openid", "profile", "eidas:mds"]
        .into_iter()
        .chain(of_clients)
        .collect()
}

/// What can stand in a token or a userinfo answer: of test persons, whatever is written.
fn claims(settings: &Settings) -> Vec<String> {
    let persons = settings.eids.iter().flat_map(|eid| eid.personas());
    let theirs = persons.flat_map(|person| person.claims.keys());
    let theirs = theirs
        .map(String::as_str)
        .filter(|name| !CLAIMS.contains(name));
    let clients = settings.clients.values();
    let asked = clients.flat_map(|client| &client.purposes);
    let asked = asked.filter_map(|purpose| claim_of(purpose.attribute));
    let theirs: BTreeSet<&str> = theirs.chain(asked).collect();
    let all = CLAIMS.iter().copied().chain(theirs);
    all.map(str::to_owned).collect()
}

/// What is served here, to whom it is registered for. RFC 9396 §5: "MUST refuse to process any unknown authorization
/// details type", also where nobody is registered for one: a login would go on with less than was asked.
fn abilities(settings: &Settings) -> BTreeSet<Ability> {
    let served = [
        Ability::AuthorizationDetails,
        Ability::BackChannelLogout,
        Ability::Dpop,
        Ability::FrontChannelLogout,
        Ability::Introspection,
        Ability::RefreshTokens,
        Ability::RequestObjects,
        Ability::Resources,
        Ability::Revocation,
        Ability::RpInitiatedLogout,
        Ability::SignedResponses,
        Ability::SignedUserinfo,
    ];
    let acts =
        |client: &Arc<ClientSettings>| client.registration.grants == GrantRule::ClientCredentials;
    let acts = settings.clients.values().any(acts);
    let acts = acts.then_some(Ability::ClientCredentials);
    served.into_iter().chain(acts).collect()
}

const CLAIMS: [&str; 21] = [
    "iss",
    "sub",
    "aud",
    "exp",
    "iat",
    "auth_time",
    "nonce",
    "acr",
    "amr",
    "sid",
    "name",
    "given_name",
    "family_name",
    "birthdate",
    "pid",
    "eidas_person_identifier",
    "eidas_legal_person_identifier",
    "legal_name",
    "eidas_citizen_country_code",
    "eidas_representative",
    "match_status",
];
