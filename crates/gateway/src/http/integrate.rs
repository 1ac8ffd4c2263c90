// SPDX-License-Identifier: EUPL-1.2
//! `GET /docs/integrate`: how a service is connected to this gateway, with what holds for it filled in. In
//! Demo and Test alone: elsewhere who the services are is nobody's business who comes by.

use axum::extract::State;
use axum::response::{Html, IntoResponse, Response};
use oidc::protocol::encode_form;
use oidc::provider::{AuthMethod, GrantRule};
use pages::i18n::Language;
use pages::{Frame, IntegratePage, LibraryRecipe};

use super::error::not_found;
use crate::app::{App, Registered};
use crate::own::CLIENT;
use crate::recipes::{RECIPES, env_file};
use crate::settings::Profile;
use crate::visit::{Visit, field};

/// More than a list of links should have.
const MOST_NAMED: usize = 50;

/// The page; for the client of `client_id`, or for one that is to be registered.
pub async fn integrate(State(app): State<App>, visit: Visit) -> Response {
    let current = app.current();
    let profile = current.settings.profile;
    if !profile.tells_reasons() {
        return not_found(app, visit).await;
    }
    let asked = field(&visit.query, "client_id");
    // Neither who logs nobody in, nor ourselves.
    let is_a_service = |known: &&Registered| {
        known.client.grants == GrantRule::Logins && known.settings.client_id != CLIENT
    };
    let client = current.client(asked).filter(is_a_service);
    if client.is_none() && !asked.is_empty() {
        return not_found(app, visit).await;
    }
    // In Test whoever knows a name has its page; only in the demo are they all told.
    let named = match (profile, client) {
        (Profile::Demo, None) => {
            let services = current.clients().filter(is_a_service);
            services.take(MOST_NAMED).collect()
        }
        _ => Vec::new(),
    };
    let clients: Vec<(String, String)> = named.into_iter().map(link).collect();
    let settings = &current.settings;
    let issuer = settings.issuer_text();
    let id = client.map_or("CLIENT_ID", |known| known.client.client_id.as_str());
    let uris = client.map(|known| known.client.redirect_uris.iter());
    let uris = uris.into_iter().flatten().map(|uri| uri.as_str());
    let uris: Vec<&str> = uris.collect();
    let redirect_uri = uris
        .first()
        .copied()
        .unwrap_or("http://localhost:3000/callback");
    let method = client.map(|known| known.client.auth.method());
    let proof: &[(&str, &str)] = match method {
        Some(AuthMethod::None) => &[],
        Some(AuthMethod::PrivateKeyJwt) => &[("CLIENT_KEY_FILE", "client.pem")],
        _ => &[("CLIENT_SECRET", "CLIENT_SECRET")],
    };
    let method = method.map_or("as registered", AuthMethod::as_str);
    let mut facts = vec![
        (
            "Discovery",
            settings.address("/.well-known/openid-configuration"),
        ),
        ("issuer", issuer.to_owned()),
        ("client_id", id.to_owned()),
        ("Authentication", method.to_owned()),
        ("PKCE", "S256".to_owned()),
        (
            "Audience of a client assertion",
            format!("{issuer} as one string"),
        ),
        (
            "Lifetime of a client assertion",
            "at most 300 s, each jti once".to_owned(),
        ),
        ("Its algorithms", "ES256, PS256, RS256".to_owned()),
        (
            "Longest state and nonce",
            "4,096 and 2,048 octets".to_owned(),
        ),
    ];
    if let Some(known) = client {
        facts.push(("redirect_uri", uris.join(" ")));
        facts.push(("scope", known.client.scopes.to_parameter()));
        let levels = known.client.acr_values.iter().map(|acr| acr.as_str());
        facts.push(("acr_values", levels.collect::<Vec<_>>().join(" ")));
        facts.push((
            "ID token signed by",
            known.client.id_token_algorithm.as_str().to_owned(),
        ));
        let push = if known.client.must_push() {
            "demanded"
        } else {
            "welcome"
        };
        facts.push(("Pushed requests (PAR)", push.to_owned()));
    }
    let env = env_file(issuer, id, redirect_uri, proof);
    let recipes = RECIPES.map(|recipe| LibraryRecipe {
        id: recipe.id,
        name: recipe.name,
        install: recipe.install,
        note: recipe.note,
        files: recipe.files,
    });
    let page = IntegratePage {
        frame: Frame::without_switch(&current.site, Language::En, None),
        client: client.map(|_| id),
        clients: &clients,
        facts: &facts,
        env: &env,
        recipes: &recipes,
        traces: profile == Profile::Demo,
    };
    Html(page.render()).into_response()
}

fn link(known: &Registered) -> (String, String) {
    let id = known.client.client_id.as_str();
    let query = encode_form(&[("client_id".to_owned(), id.to_owned())]);
    let name = format!("{} ({id})", known.settings.name);
    (name, format!("/docs/integrate?{query}"))
}
