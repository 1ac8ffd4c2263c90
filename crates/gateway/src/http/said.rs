// SPDX-License-Identifier: EUPL-1.2
//! `GET /said`: the page of a step that did not work, once more in another language. The step is not taken again:
//! what the page says stands in its address, and nothing is kept of it.
//!
//! Attack: a stranger makes an address at which we say what he likes, with a reference of his own. Defence: it is
//! authenticated under a key that every node has (HMAC-SHA-256, RFC 2104). Trade: whoever met such a page can show
//! it to others, who read the same; the buttons of a login come with its browser's cookie alone.

use axum::extract::State;
use axum::response::Response;
use eidas::CountryCode;
use oidc::protocol::encode_form;
use pages::ErrorText;
use store::Handle;
use store::seal::{hex, hmac_sha256};

use super::error::{not_found, show};
use crate::app::App;
use crate::flow::end::abroad::CONNECTOR_UNKNOWN;
use crate::flow::{Claimed, Fault, open, set_language};
use crate::login::find;
use crate::visit::{Visit, field};

/// Our own path.
pub(super) const PATH: &str = "/said";

/// What was wrong stands in the trail.
pub(super) const REASON: &str = "said";

/// What is said, in this order.
const FIELDS: [&str; 5] = ["text", "reference", "country", "client", "flow"];
const MAC: &str = "mac";

/// The query at which the page of this fault is shown once more. `None`: it says more than the texts of a language do.
pub(super) fn query(app: &App, fault: &Fault, reference: &str) -> Option<String> {
    if fault.notice.is_some() || fault.reason == CONNECTOR_UNKNOWN {
        return None;
    }
    let country = fault.country.as_ref().map(CountryCode::as_str);
    let flow = fault.login.as_ref().map(|(flow, _)| flow.as_str());
    let claimed = fault
        .claimed
        .as_ref()
        .and_then(|it| it.client_id.as_deref());
    let client = claimed.filter(|id| app.current().client(id).is_some());
    let values = [
        name(fault.text),
        reference.to_owned(),
        country.unwrap_or_default().to_owned(),
        client.unwrap_or_default().to_owned(),
        flow.unwrap_or_default().to_owned(),
    ];
    let mac = mac(app, &values);
    let named = FIELDS.into_iter().map(str::to_owned).zip(values);
    let all: Vec<_> = named.chain([(MAC.to_owned(), mac)]).collect();
    Some(encode_form(&all))
}

/// What stands there, if we said it.
fn read(app: &App, visit: &Visit) -> Option<[String; 5]> {
    let values = FIELDS.map(|name| field(&visit.query, name).to_owned());
    let (wanted, said) = (mac(app, &values), field(&visit.query, MAC));
    let holds =
        wanted.len() == said.len() && openssl::memcmp::eq(wanted.as_bytes(), said.as_bytes());
    holds.then_some(values)
}

fn mac(app: &App, values: &[String; 5]) -> String {
    let whole = hmac_sha256(&app.said, &[values.join("\0").as_bytes()]);
    hex(whole.get(..16).unwrap_or(&whole))
}

fn name(text: ErrorText) -> String {
    format!("{text:?}")
}

/// `GET /said`.
pub(super) async fn page(State(app): State<App>, visit: Visit) -> Response {
    let Some([text, reference, country, client, flow]) = read(&app, &visit) else {
        return not_found(app, visit).await;
    };
    let Some(text) = ErrorText::ALL.iter().find(|it| name(**it) == text) else {
        return not_found(app, visit).await;
    };
    let mut fault = Fault::new(*text, REASON);
    fault.country = country.parse().ok();
    fault.claimed = Some(Box::new(Claimed {
        client_id: Some(client).filter(|id| !id.is_empty()),
        redirect_uri: None,
    }));
    if let Ok(mut held) = open(&app, &flow, &visit.cookies).await {
        // In whichever language the rest of it is.
        if set_language(&app, &mut held, visit.language).await.is_ok() {
            fault = fault.in_hand(&held);
        }
    } else if let Some(flow) = Handle::parse(&flow)
        && let Ok(Some(login)) = find(&app.records, &flow).await
    {
        fault = fault.of(&flow, &login);
    }
    show(&app, &visit, &fault, &reference)
}
