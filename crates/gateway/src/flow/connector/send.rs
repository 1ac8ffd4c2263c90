// SPDX-License-Identifier: EUPL-1.2
//! Story 1, the question: a signed `AuthnRequest` for the chosen country's node.

use eidas::binding::{Parameter, PostForm, RelayState};
use eidas::{AuthnRequest, CountryCode, Instant, LevelOfAssurance, MessageId, Peer, Question};
use pages::ErrorText;
use store::Handle;
use store::seal::{hex, sha256};

use crate::app::App;
use crate::attributes::requested;
use crate::audit::AuditEvent;
use crate::flow::askable::node_of;
use crate::flow::end::way_back::{asked, demo_person};
use crate::flow::outstanding::{let_go, too_many};
use crate::flow::{Fault, HeldLogin, change_with};
use crate::keys::key_id;
use crate::login::{Login, Outstanding};
use crate::own::CLIENT;

/// `GET /send`: builds, signs and remembers the request to the chosen country's node.
pub async fn send(
    app: &App,
    open: &mut HeldLogin,
    country: CountryCode,
) -> Result<PostForm, Fault> {
    let peer = node_of(app, &open.login, country).map_err(|fault| fault.in_hand(open))?;
    // As long as the login is remembered: an answer that comes late still finds its service.
    let handle = Handle::new(&app.env, open.flow.expires_ms());
    let issue_instant = Instant::from_ms(app.env.now_ms());
    let question = question(app, open, &peer, &handle, issue_instant)?;
    let level = question.level;
    let attributes = question.attributes.iter().map(|one| one.name()).collect();
    let request = AuthnRequest::to_peer(question, &peer).map_err(|error| ours(&error, open))?;
    let signer = app.current().keys.saml_signer(&peer, issue_instant);
    let xml = request.to_signed_xml(&*signer);
    let xml = xml.map_err(|error| ours(&error, open))?;

    let outstanding = Outstanding {
        flow: open.flow.to_string(),
        country,
        entity_id: peer.entity_id().clone(),
        level,
        sent_ms: issue_instant.ms(),
        attributes,
        signed_by: signer.certificates().first().map(key_id),
    };
    let ask = |login: &mut Login| login.ask_node(&handle, country);
    ask(&mut open.login.clone()).map_err(|_| too_many(open))?;
    let asked = app.records.together();
    let asked = asked.put(&handle, &outstanding, handle.expires_ms())?;
    let oldest = change_with(app, open, ask, Some(asked))
        .await?
        .map_err(|_| too_many(open))?;
    let_go(app, oldest).await?;
    let event = AuditEvent::SamlMessageSent {
        login: Some(open.flow.to_string()),
        message: "AuthnRequest",
        own_entity: app.settings().connector.entity_id.as_str().to_owned(),
        peer_entity: peer.entity_id().as_str().to_owned(),
        id: handle.to_message_id(),
        in_response_to: None,
        issue_instant: issue_instant.to_string(),
        sha256: hex(&sha256(&xml)),
        status: None,
    };
    app.audit.note(event).await?;

    let action = peer.single_sign_on(eidas::binding::Binding::Post).cloned();
    let mut action =
        action.ok_or_else(|| Fault::new(ErrorText::Internal, "no_sso").in_hand(open))?;
    if let Some(person) = demo_person(app, open) {
        action.query_pairs_mut().append_pair("person", &person);
    }
    // RelayState is ours, says nothing, and is never needed: some peers lose it.
    let relay_state = RelayState::new(handle.as_str()).ok();
    Ok(PostForm::new(
        action,
        Parameter::SamlRequest,
        &xml,
        relay_state.as_ref(),
    ))
}

fn question(
    app: &App,
    open: &HeldLogin,
    peer: &Peer,
    handle: &Handle,
    issue_instant: Instant,
) -> Result<Question, Fault> {
    let current = app.current();
    let client = current
        .asking(&open.login.ask)
        .ok_or_else(|| Fault::new(ErrorText::ClientUnknown, "unknown_client"))?;
    let id = MessageId::parse(&handle.to_message_id())
        .map_err(|_| Fault::new(ErrorText::Internal, "message_id"))?;
    // Where people log in to see their own logins, the service is whoever runs this.
    let name = match client.settings.client_id.as_str() {
        CLIENT => &current.settings.connector.provider_name,
        _ => &client.settings.name,
    };
    let provider_name: String = name.chars().take(128).collect();
    Ok(Question {
        id,
        issue_instant,
        issuer: current.settings.connector.entity_id.clone(),
        provider_name,
        requester_id: client.settings.requester_id.clone(),
        sp_type: client.settings.sp_type,
        level: european_level(&open.login)?,
        attributes: requested(&asked(open)?.request, &client.settings, peer),
    })
}

/// The level to ask a foreign node for.
pub(in crate::flow) fn european_level(login: &Login) -> Result<LevelOfAssurance, Fault> {
    let missing = || Fault::new(ErrorText::Internal, "no_european_level");
    login.ask.levels.european.ok_or_else(missing)
}

fn ours(error: &eidas::Error, open: &HeldLogin) -> Fault {
    Fault {
        inner: Some(error.to_string()),
        ..Fault::new(ErrorText::CountryUnavailable, error.reason()).in_hand(open)
    }
}
