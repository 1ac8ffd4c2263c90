// SPDX-License-Identifier: EUPL-1.2
//! Telling a client's page in the browser that a session ended. OIDC Front-Channel Logout 1.0.

use super::{Client, Provider};

/// What the logout page loads in a hidden frame; `None` if the client wants none. §3: with
/// `frontchannel_logout_session_required` both `iss` and `sid` "MUST be included", else neither is.
pub fn frame(client: &Client, sid: &str, provider: &Provider) -> Option<String> {
    let front = client.logout.front_channel.as_ref()?;
    if !front.session_required {
        return Some(front.uri.as_str().to_owned());
    }
    let parameters = [("iss", provider.issuer.as_str()), ("sid", sid)];
    let parameters = parameters.map(|(name, value)| (name.to_owned(), value.to_owned()));
    Some(front.uri.with_query(&parameters))
}
