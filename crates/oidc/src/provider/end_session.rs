// SPDX-License-Identifier: EUPL-1.2
//! Logout that a client begins. OIDC RP-Initiated Logout 1.0.
//!
//! What comes is a request by anybody's browser: it may end a session only if the person says so, or an
//! ID token of that very session says that its client does. A return address is used only if it is
//! registered for a client that is named; else the person stays on a page of ours.

use serde::{Deserialize, Serialize};

use super::{Client, IdTokenHint, Provider};
use crate::{
    Error,
    jose::base64url,
    json,
    protocol::{ClientId, Params, RedirectUri, UiLocales, form},
};

/// `state` comes back in a URL; the certification suite sends a few hundred octets.
const LONGEST_STATE: usize = 4 * 1024;

/// A request, read and not believed. Look up the client, then [`EndSessionRequest::verify`].
#[derive(Clone, Debug)]
pub struct EndSessionRequest {
    client_id: Option<ClientId>,
    hint: Option<String>,
    return_to: Option<String>,
    state: Option<String>,
    ui_locales: UiLocales,
}

/// Why a logout request ends at a page of ours that says so, and changes nothing.
#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EndSessionStop {
    /// `id_token_hint` is none of our ID tokens. LO-03.
    #[error("id_token_hint is not an ID token of ours: {0}")]
    Hint(Error),
    /// A parameter stands twice, or is too long.
    #[error("the request cannot be read")]
    Malformed,
    /// `client_id` is not whom the ID token is for. RP-Initiated Logout §2: "the OP MUST verify that the
    /// Client Identifier matches".
    #[error("client_id is not the client of id_token_hint")]
    OtherClient,
    /// `post_logout_redirect_uri` without anything that says whose it is. LO-01.
    #[error("post_logout_redirect_uri needs id_token_hint or client_id")]
    ReturnOfNobody,
    /// It is not registered for this client, character by character. LO-01.
    #[error("post_logout_redirect_uri is not registered for this client")]
    ReturnNotRegistered,
    /// Nobody has this `client_id`.
    #[error("the client is not known")]
    UnknownClient,
}

/// Reads the parameters of a GET or a POST. §2: "OPs MUST support the use of the HTTP GET and POST
/// methods".
pub fn parse(params: &Params) -> Result<EndSessionRequest, EndSessionStop> {
    let ours = [
        "client_id",
        "id_token_hint",
        "post_logout_redirect_uri",
        "state",
    ];
    if ours.iter().any(|name| form::occurrences(params, name) > 1) {
        return Err(EndSessionStop::Malformed);
    }
    let value = |name: &str| form::value(params, name).map(str::to_owned);
    let state = value("state");
    let printable = |state: &String| {
        state.len() <= LONGEST_STATE && state.bytes().all(|b| (0x20..=0x7E).contains(&b))
    };
    if !state.as_ref().is_none_or(printable) {
        return Err(EndSessionStop::Malformed);
    }
    let hint = value("id_token_hint");
    let claimed = hint.as_deref().and_then(claimed_client);
    Ok(EndSessionRequest {
        client_id: value("client_id").or(claimed).map(ClientId::new),
        hint,
        return_to: value("post_logout_redirect_uri"),
        state,
        ui_locales: UiLocales::parse(form::value(params, "ui_locales").unwrap_or_default()),
    })
}

/// Whom a hint says to be for: to look the client up, and for nothing else.
fn claimed_client(hint: &str) -> Option<String> {
    let payload = base64url::decode(hint.split('.').nth(1)?).ok()?;
    let claims = json::object(&payload).ok()?;
    claims.get("aud")?.as_str().map(str::to_owned)
}

impl EndSessionRequest {
    /// The client to look up, if one is named.
    pub fn client_id(&self) -> Option<&ClientId> {
        self.client_id.as_ref()
    }

    /// Languages wished for.
    pub fn ui_locales(&self) -> &UiLocales {
        &self.ui_locales
    }

    /// Proves what can be proven. `client` is the registered client of [`Self::client_id`].
    ///
    /// # Errors
    /// [`EndSessionStop`]: a page, nothing is ended, nobody is sent anywhere.
    pub fn verify(
        self,
        client: Option<&Client>,
        provider: &Provider,
        now: i64,
    ) -> Result<VerifiedEndSession, EndSessionStop> {
        // First, since the client is taken from it where the request names none.
        let hint = self.hint.as_deref();
        let hint = hint.map(|token| IdTokenHint::read(token, provider, now));
        let hint = hint.transpose().map_err(EndSessionStop::Hint)?;
        let client = match (&self.client_id, client) {
            (None, _) => None,
            (Some(id), Some(client)) if client.client_id == *id => Some(client),
            (Some(_), _) => return Err(EndSessionStop::UnknownClient),
        };
        if let (Some(client), Some(hint)) = (client, &hint)
            && client.client_id != hint.client_id
        {
            return Err(EndSessionStop::OtherClient);
        }
        let return_to = match (&self.return_to, client) {
            (None, _) => None,
            (Some(_), None) => return Err(EndSessionStop::ReturnOfNobody),
            (Some(asked), Some(client)) => {
                let mut registered = client.logout.post_logout_redirect_uris.iter();
                let uri = registered.find(|uri| uri.is(asked));
                Some(PostLogout {
                    uri: uri.ok_or(EndSessionStop::ReturnNotRegistered)?.clone(),
                    state: self.state,
                })
            }
        };
        Ok(VerifiedEndSession {
            client_id: client.map(|client| client.client_id.clone()),
            hint,
            return_to,
        })
    }
}

/// A logout request of which everything that was said is true.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct VerifiedEndSession {
    /// The client that is named, proven by the hint or only said.
    pub client_id: Option<ClientId>,
    /// Whose logout it is, if an ID token of ours says so.
    pub hint: Option<IdTokenHint>,
    /// Where the person goes afterwards.
    pub return_to: Option<PostLogout>,
}

impl VerifiedEndSession {
    /// Whether the person must be asked first. §2: the OP "SHOULD ask"; §6: without that any page could
    /// log people out (LO-02). An ID token of the very session that this browser has needs no question:
    /// by `sid`, or where the client gets none, by `sub` as that client knows the person.
    pub fn must_confirm(&self, sid: &str, sub: Option<&str>) -> bool {
        match &self.hint {
            None => true,
            Some(hint) => match &hint.sid {
                Some(named) => named != sid,
                None => sub != Some(hint.sub.as_str()),
            },
        }
    }
}

/// Where the person goes after the logout: a registered address.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PostLogout {
    uri: RedirectUri,
    state: Option<String>,
}

impl PostLogout {
    /// §3: "the OP passes this value back [...] using the state parameter", byte for byte, and nothing
    /// else.
    pub fn location(&self) -> String {
        let state = self
            .state
            .iter()
            .map(|state| ("state".to_owned(), state.clone()));
        let parameters: Vec<_> = state.collect();
        if parameters.is_empty() {
            self.uri.as_str().to_owned()
        } else {
            self.uri.with_query(&parameters)
        }
    }

    /// The registered address.
    pub fn uri(&self) -> &RedirectUri {
        &self.uri
    }
}
