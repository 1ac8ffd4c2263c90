// SPDX-License-Identifier: EUPL-1.2
//! What a foreign connector is told, signed: with a person ([`super::consent`]) or without
//! one ([`leave`]). Every answer goes to an address of the connector's verified metadata, and to no
//! other: one with a person only to that from which it was asked.

use std::sync::Arc;

use eidas::binding::RelayState;
use eidas::{Failure, Instant, MessageId, Peer, Replied, Reply};
use openssl::sha::sha256;
use pages::ErrorText;
use store::Until;
use store::seal::hex;

use super::not_a_proxy_service;
use crate::app::App;
use crate::audit::AuditEvent;
use crate::citizen::Citizen;
use crate::flow::end::abroad::{ForeignAsked, connector_of, foreign_asked};
use crate::flow::end::ending;
use crate::flow::end::proven_by::ProvenBy;
use crate::flow::end::way_back::{ReturnTo, keep_answer};
use crate::flow::{Fault, HeldLogin, count_end};
use crate::login::Stage;
use crate::translate;
use crate::visit::Visit;

/// Back to the foreign service without a person: because she gave up, or because what she tried
/// did not work, or took too long, and she chose to go back. PX-14: the connector gets a proper answer.
pub async fn leave(app: &App, open: &HeldLogin) -> Result<ReturnTo, Fault> {
    let failure = match &open.login.stage {
        Stage::Refused { why, .. } => translate::failure_of(*why),
        _ if open.login.is_late(app.env.now_ms()) => Failure::TimedOut,
        _ => Failure::Cancelled,
    };
    leave_with(app, open, failure).await
}

/// The same with this failure. The answer is made before the login is closed: one that cannot be
/// made leaves the person her page, and one that cannot be kept too.
pub async fn leave_with(app: &App, open: &HeldLogin, failure: Failure) -> Result<ReturnTo, Fault> {
    let asked = foreign_asked(open)?;
    let peer = connector_of(app, open)?;
    let relay_state = relay_state(&asked);
    let made = answer(app, &peer, relay_state.as_ref(), |reply| {
        reply.failed(&asked.request, failure)
    })
    .map_err(|fault| fault.in_hand(open))?;
    let ending = ending::begin(app, open).await?;
    let status = made.status.clone();
    let kept = async {
        if failure == Failure::Declined {
            let event = AuditEvent::ConsentDecided {
                login: open.flow.to_string(),
                decision: "declined",
                attributes: Vec::new(),
            };
            app.audit.note(event).await?;
        }
        send(app, open, &peer, made, None).await
    };
    let way = match kept.await {
        Ok(way) => way,
        Err(fault) => return Err(ending::withdraw(app, open, fault).await),
    };
    ending.done();
    count_end(app, &open.login, None, failure_name(&status));
    app.records.durable().await?;
    Ok(way)
}

fn failure_name(status: &eidas::Status) -> &'static str {
    match status.sub_code {
        Some(eidas::SubStatus::AuthnFailed) => "authn_failed",
        Some(eidas::SubStatus::RequestDenied) => "request_denied",
        _ => "failure",
    }
}

pub(in crate::flow) fn relay_state(asked: &ForeignAsked) -> Option<RelayState> {
    let state = asked.relay_state.as_ref()?;
    RelayState::new(state.clone()).ok()
}

/// Makes and signs an answer to this connector.
pub(in crate::flow) fn answer(
    app: &App,
    peer: &Peer,
    relay_state: Option<&RelayState>,
    make: impl FnOnce(Reply<'_>) -> Result<Replied, eidas::Error>,
) -> Result<Replied, Fault> {
    let broken = |error: eidas::Error| Fault {
        inner: Some(error.to_string()),
        country: Some(peer.country()),
        ..Fault::new(ErrorText::Internal, error.reason())
    };
    let current = app.current();
    let proxy = current.settings.proxy_service.as_ref();
    let now = Instant::from_ms(app.env.now_ms());
    let signer = current.keys.saml_signer(peer, now);
    let reply = Reply {
        issuer: &proxy.ok_or_else(not_a_proxy_service)?.entity_id,
        peer,
        keys: &[&*signer],
        id: MessageId::parse(&app.env.message_id()).map_err(broken)?,
        now,
        relay_state,
    };
    make(reply).map_err(broken)
}

/// Writes the answer down and keeps it for this browser: in this order, since from then on it can be
/// fetched. What the caller does last is to make it durable.
pub(in crate::flow) async fn send(
    app: &App,
    open: &HeldLogin,
    peer: &Arc<Peer>,
    made: Replied,
    proven_by: Option<ProvenBy>,
) -> Result<ReturnTo, Fault> {
    let way = ReturnTo::to_peer(made.form.clone(), peer, open.login.language, proven_by);
    let event = sent_event(app, Some(open.flow.to_string()), peer, &made)?;
    app.audit.note(event).await?;
    // Nothing about her is needed any more when the answer is kept. 2015/1501 art. 6(2).
    let gone = app.records.together();
    let gone = gone.remove_sealed::<Citizen>(&open.person());
    keep_answer(app, open, &way, gone, Until::Durable).await?;
    Ok(way)
}

/// Where the answer to a request goes that never became a login.
pub(in crate::flow) fn way_back(app: &App, made: &Replied, peer: &Peer, visit: &Visit) -> ReturnTo {
    let current = app.current();
    let language = visit.language_among(&current.site.languages);
    ReturnTo::to_peer(made.form.clone(), peer, language, None)
}

/// Writes it down.
pub(in crate::flow) async fn sent(app: &App, peer: &Peer, made: &Replied) -> Result<(), Fault> {
    let event = sent_event(app, None, peer, made)?;
    Ok(app.audit.record(event).await?)
}

fn sent_event(
    app: &App,
    login: Option<String>,
    peer: &Peer,
    made: &Replied,
) -> Result<AuditEvent, Fault> {
    let settings = app.settings();
    let proxy = settings
        .proxy_service
        .as_ref()
        .ok_or_else(not_a_proxy_service)?;
    Ok(AuditEvent::SamlMessageSent {
        login,
        message: "Response",
        own_entity: proxy.entity_id.as_str().to_owned(),
        peer_entity: peer.entity_id().as_str().to_owned(),
        id: made.id.as_str().to_owned(),
        in_response_to: Some(made.in_response_to.as_str().to_owned()),
        issue_instant: Instant::from_ms(app.env.now_ms()).to_string(),
        sha256: hex(&sha256(&made.xml)),
        status: Some(made.status.to_string()),
    })
}
