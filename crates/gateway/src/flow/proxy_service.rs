// SPDX-License-Identifier: EUPL-1.2
//! Story 2: a national citizen logs in to a foreign service.
//!
//! Read downward: [`receive`] takes the foreign connector's request; the person proves herself at
//! a national e-ID ([`super::national`]); [`super::consent`] shows what would leave and answers.
//! [`leave`] answers without a person. Every answer goes to an address of the connector's verified
//! metadata, and to no other.

use std::sync::Arc;
use std::time::Duration;

use eidas::binding::{Carried, RelayState};
use eidas::{
    EntityId, ExpectedRequest, Failure, Instant, Loa, MessageId, NameIdFormat, Peer, Refusal,
    Replied, Reply, RequestedContext, RequesterIdRule, SignedAuthnRequest, Skew, SpType,
    VerifiedAuthnRequest, claimed,
};
use openssl::sha::sha256;
use serde::{Deserialize, Serialize};
use xmlsec::{Document, Limits};

use super::connector::{ReturnTo, close, hex, keep_answer};
use super::{Fault, Open, count_end};
use crate::app::App;
use crate::ask::{Asker, Levels};
use crate::audit::AuditEvent;
use crate::citizen::Citizen;
use crate::http::measure::Caller;
use crate::i18n::Language;
use crate::keys::verifying;
use crate::login::{Begun, Login, Stage};
use crate::own_metadata::Offer;
use crate::pages::ErrorText;
use crate::peers::{KnownPeer, PeerState};
use crate::settings::{Access, EidSettings, ProxyServiceSettings};
use crate::store::{Key, Kind};
use crate::translate;

/// The sealed part of what a foreign connector asked.
#[derive(Debug, Serialize, Deserialize)]
pub struct ForeignAsked {
    /// The proven request.
    pub request: VerifiedAuthnRequest,
    /// `RelayState`, to be given back byte for byte. SAML Bindings §3.5.3.
    pub relay_state: Option<String>,
}

/// What came of a foreign request.
pub enum Received {
    /// A login waits for its person.
    Begun(Box<Begun>),
    /// It was refused, and the connector is told.
    Rejected(ReturnTo),
}

/// `GET|POST /eidas/proxy/sso`: a foreign request becomes a login. eIDAS Message Format 1.4
/// §2.4.1; Interoperability Architecture 1.4 §3.2.
pub async fn receive(
    app: &App,
    carried: Carried,
    caller: Caller,
    accept_language: Option<&str>,
) -> Result<Received, Fault> {
    let current = app.current();
    let closed = || Fault::new(ErrorText::NotAbroad, "no_eid_open_abroad");
    let proxy = current.settings.proxy_service.as_ref().ok_or_else(closed)?;
    app.audit.writable()?;
    let message = Message::claimed(carried)?;
    let (peer, signed) = verify(app, proxy, &message, caller).await?;
    let (id, issue_instant) = (signed.id().clone(), signed.issue_instant());
    let offer = Offer::of(&current.settings, |eid| app.abroad(eid));
    let is_open = offer.is_some();
    let expected = expected(app, proxy, offer.unwrap_or_else(widest), &peer);
    let now = Instant::from_ms(app.env.now_ms());
    let accepted = signed.accept(&expected, now);
    let outcome = accepted
        .as_ref()
        .err()
        .map_or("accepted", |refusal| refusal.why().reason());
    let event = message.event(proxy, Some(&peer), Some(issue_instant), outcome);
    // Signed once, but for elsewhere or long ago: anybody can bring it, as often as they like.
    if let Err(Refusal::Stop(why)) = &accepted {
        app.note_refusal(caller, event).await?;
        return Err(unacceptable(why, &peer));
    }
    once(app, &peer, &id, issue_instant, caller).await?;
    app.audit.note(event).await?;
    let relay_state = message.carried.relay_state;
    let request = match accepted {
        Ok(request) if is_open => request,
        // Every e-ID was closed since the connector read our metadata: it is told.
        Ok(request) => {
            let failure = closed_to_all(app);
            let made = answer(app, &peer, relay_state.as_ref(), |reply| {
                reply.failed(&request, failure)
            })?;
            return sent(app, &peer, made, accept_language).await;
        }
        Err(Refusal::Reject(reject)) => {
            let made = answer(app, &peer, relay_state.as_ref(), |reply| {
                reply.rejected(&reject)
            })?;
            return sent(app, &peer, made, accept_language).await;
        }
        Err(Refusal::Stop(why)) => return Err(unacceptable(&why, &peer)),
    };
    begin(app, proxy, &peer, request, relay_state, accept_language).await
}

/// What is needed to read a question when nothing is offered.
fn widest() -> Offer {
    Offer {
        levels: eidas::LevelOfAssurance::ALL.to_vec(),
        attributes: eidas::Attribute::NATURAL_MANDATORY.to_vec(),
    }
}

fn closed_to_all(app: &App) -> Failure {
    let current = app.current();
    let suspended = |eid: &Arc<EidSettings>| matches!(app.abroad(eid), Access::Suspended(_));
    if current.settings.eids.iter().any(suspended) {
        Failure::Suspended
    } else {
        Failure::NotOffered
    }
}

/// A message as it came, and what it says of itself.
struct Message {
    carried: Carried,
    issuer: EntityId,
    id: Option<String>,
}

impl Message {
    /// PX-04: who asks must say so, or nobody can be asked for a key.
    fn claimed(carried: Carried) -> Result<Self, Fault> {
        let invalid = |reason: &'static str| Fault::new(ErrorText::ForeignRequestInvalid, reason);
        let document = Document::parse(&carried.xml, &Limits::MESSAGE).map_err(|error| Fault {
            inner: Some(error.to_string()),
            ..invalid("malformed_xml")
        })?;
        let claims = claimed(&document);
        drop(document);
        let issuer = claims.issuer.and_then(|text| EntityId::parse(&text).ok());
        Ok(Self {
            issuer: issuer.ok_or_else(|| invalid("issuer_missing"))?,
            id: claims.id,
            carried,
        })
    }

    fn event(
        &self,
        proxy: &ProxyServiceSettings,
        peer: Option<&Peer>,
        issue_instant: Option<Instant>,
        outcome: &str,
    ) -> AuditEvent {
        let entity = peer.map_or(&self.issuer, |peer| peer.entity_id());
        AuditEvent::SamlMessageReceived {
            login: None,
            message: "AuthnRequest",
            own_entity: proxy.entity_id.as_str().to_owned(),
            peer_entity: Some(entity.as_str().to_owned()),
            id: self.id.clone(),
            in_response_to: None,
            issue_instant: issue_instant.map(|instant| instant.to_string()),
            sha256: hex(&sha256(&self.carried.xml)),
            outcome: outcome.to_owned(),
        }
    }
}

/// The signature, by a key of the connector's metadata. A key we do not know may be one that it
/// rolled a second ago: the metadata is read again, and the message judged once more.
/// PX-01: before any page, and before the e-ID is troubled.
async fn verify(
    app: &App,
    proxy: &ProxyServiceSettings,
    message: &Message,
    caller: Caller,
) -> Result<(Arc<Peer>, SignedAuthnRequest), Fault> {
    let known = app.peers.connector(&message.issuer);
    let peer = match trusted(known) {
        Ok(peer) => peer,
        Err(fault) => {
            let event = message.event(proxy, None, None, &fault.reason);
            app.note_refusal(caller, event).await?;
            return Err(fault);
        }
    };
    let mut result = (peer.clone(), signed(app, message, &peer));
    if matches!(&result.1, Err(error) if error.may_be_a_rolled_key()) {
        let renewed = app.peers.refresh_soon(&message.issuer).await;
        if let Some(PeerState::Ready(renewed)) = renewed.map(|known| known.state)
            && !Arc::ptr_eq(&renewed, &peer)
        {
            let again = signed(app, message, &renewed);
            result = (renewed, again);
        }
    }
    match result {
        (peer, Ok(signed)) => Ok((peer, signed)),
        (peer, Err(error)) => {
            let event = message.event(proxy, Some(&peer), None, error.reason());
            app.note_refusal(caller, event).await?;
            Err(unacceptable(&error, &peer))
        }
    }
}

fn signed(app: &App, message: &Message, peer: &Peer) -> Result<SignedAuthnRequest, eidas::Error> {
    let now = Instant::from_ms(app.env.now_ms());
    verifying(peer, || {
        SignedAuthnRequest::verify_carried(&message.carried, peer, now)
    })
}

/// The connector, if it may ask now: only who is configured as one may. PX-04.
fn trusted(known: Option<KnownPeer>) -> Result<Arc<Peer>, Fault> {
    let Some(known) = known else {
        return Err(Fault::new(
            ErrorText::ForeignRequestInvalid,
            "connector_unknown",
        ));
    };
    let fault = match known.state {
        PeerState::Ready(peer) => return Ok(peer),
        PeerState::Suspended(suspension) => Fault {
            notice: Some(Box::new(suspension.text.clone())),
            ..Fault::new(ErrorText::AbroadSuspended, "country_suspended")
        },
        PeerState::Pending | PeerState::Unavailable { .. } => {
            Fault::new(ErrorText::AbroadUnavailable, "country_unavailable")
        }
    };
    Err(Fault {
        country: Some(known.settings.country),
        ..fault
    })
}

fn unacceptable(error: &eidas::Error, peer: &Peer) -> Fault {
    let late = matches!(
        error,
        eidas::Error::Mismatch(eidas::error::Mismatch::Expired { .. })
    );
    let text = if late {
        ErrorText::ForeignRequestLate
    } else {
        ErrorText::ForeignRequestInvalid
    };
    Fault {
        country: Some(peer.country()),
        inner: Some(error.to_string()),
        ..Fault::new(text, error.reason())
    }
}

/// What our metadata publishes, as expectation of what may be asked.
fn expected(app: &App, proxy: &ProxyServiceSettings, offer: Offer, peer: &Peer) -> ExpectedRequest {
    let skew = app
        .peers
        .by_entity(peer.entity_id())
        .map_or_else(Skew::default, |known| Skew {
            not_before: known.settings.skew,
            not_on_or_after: known.settings.skew,
        });
    ExpectedRequest {
        destination: proxy.sso.as_str().to_owned(),
        levels: offer.levels.into_iter().map(Loa::Notified).collect(),
        attributes: offer.attributes,
        name_id_formats: vec![
            NameIdFormat::Persistent,
            NameIdFormat::Transient,
            NameIdFormat::Unspecified,
        ],
        requester_id: if proxy.requester_id_required {
            RequesterIdRule::DemandedOfPrivate
        } else {
            RequesterIdRule::Optional
        },
        max_age: proxy.max_request_age,
        skew,
    }
}

/// How long a request's mark is kept: longer than `max_request_age` may be, with both clocks off.
const MARK_KEPT: Duration = Duration::from_secs(2 * 60 * 60);

/// A request is taken once. Its mark is named and dated by the request alone, so that the same
/// request always meets it; it is durable before anything comes of the request.
async fn once(
    app: &App,
    peer: &Peer,
    id: &MessageId,
    issue_instant: Instant,
    caller: Caller,
) -> Result<(), Fault> {
    let until = issue_instant.plus(MARK_KEPT).ms();
    let name: [&[u8]; 3] = [
        b"authn request",
        peer.entity_id().as_str().as_bytes(),
        id.as_str().as_bytes(),
    ];
    let mark = Key::mark(Kind::Replay, until, &name);
    if app.records.mark_new(mark, until).await? {
        app.records.durable().await?;
        return Ok(());
    }
    let event = AuditEvent::ReplayRefused {
        login: None,
        what: "request",
        from: Some(peer.entity_id().as_str().to_owned()),
    };
    app.note_refusal(caller, event).await?;
    Err(Fault {
        country: Some(peer.country()),
        ..Fault::new(ErrorText::ForeignRequestUsed, "replayed")
    })
}

async fn begin(
    app: &App,
    proxy: &ProxyServiceSettings,
    peer: &Arc<Peer>,
    request: VerifiedAuthnRequest,
    relay_state: Option<RelayState>,
    accept_language: Option<&str>,
) -> Result<Received, Fault> {
    let eids = answering(app, proxy, &request, peer);
    let level = lowest(&request.context);
    let (Some(level), false) = (level, eids.is_empty()) else {
        let made = answer(app, peer, relay_state.as_ref(), |reply| {
            reply.failed(&request, Failure::NotOffered)
        })?;
        return sent(app, peer, made, accept_language).await;
    };
    let asker = Asker::Node {
        country: peer.country(),
        entity_id: peer.entity_id().clone(),
        provider_name: request.provider_name.clone(),
        eids,
    };
    let levels = Levels {
        european: None,
        national: Some(level),
    };
    let requested = request.attributes.iter();
    let attributes = requested.map(|asked| asked.attribute.friendly_name());
    let attributes = attributes.collect();
    let asked = ForeignAsked {
        request,
        relay_state: relay_state.map(|state| state.as_str().to_owned()),
    };
    let language = Language::negotiate([], accept_language);
    let begun = Login::begin(asker, levels, &asked, language, &app.env)
        .ok_or_else(|| Fault::new(ErrorText::Internal, "not_serialisable"))?;
    app.records
        .put(&begun.flow, &begun.login, begun.flow.expires_ms())
        .await?;
    let event = AuditEvent::ForeignLoginStarted {
        login: begun.flow.to_string(),
        peer_entity: peer.entity_id().as_str().to_owned(),
        country: peer.country().as_str().to_owned(),
        id: asked.request.id.as_str().to_owned(),
        loa: level.uri().to_owned(),
        attributes,
    };
    app.audit.note(event).await?;
    app.metrics.login_started();
    Ok(Received::Begun(Box::new(begun)))
}

/// The e-IDs that may answer this request: those that a requested sector attribute leads to, else
/// the ordinary ones; for a private company only where terms are agreed. eIDAS art. 7(f).
fn answering(
    app: &App,
    proxy: &ProxyServiceSettings,
    request: &VerifiedAuthnRequest,
    peer: &Peer,
) -> Vec<String> {
    let current = app.current();
    let eids = &current.settings.eids;
    let leads_to = |eid: &EidSettings| {
        let mut leading = eid.for_attributes.iter();
        leading.any(|attribute| request.asks_for(*attribute))
    };
    let routed = eids.iter().any(|eid| leads_to(eid));
    let public = request.sp_type == SpType::Public;
    eids.iter()
        .filter(|eid| {
            if routed {
                leads_to(eid)
            } else {
                eid.for_attributes.is_empty()
            }
        })
        .filter(|eid| public || proxy.serves_private(&eid.id, peer.country()))
        .map(|eid| eid.id.as_str().to_owned())
        .collect()
}

/// The lowest notified level that answers the question.
fn lowest(context: &RequestedContext) -> Option<eidas::LevelOfAssurance> {
    eidas::LevelOfAssurance::ALL
        .into_iter()
        .filter(|level| context.accepts(&Loa::Notified(*level)))
        .min()
}

/// Back to the foreign service without a person: because she gave up, or because what she tried
/// did not work and she chose to go back. PX-14: the connector gets a proper answer.
pub async fn leave(app: &App, open: &Open) -> Result<ReturnTo, Fault> {
    let failure = match &open.login.stage {
        Stage::Refused { why, .. } => translate::failure_of(*why),
        _ => Failure::Cancelled,
    };
    leave_with(app, open, failure).await
}

/// The same with this failure. The answer is made before the login is closed: one that cannot be
/// made leaves the person her page.
pub async fn leave_with(app: &App, open: &Open, failure: Failure) -> Result<ReturnTo, Fault> {
    let asked = asked(open)?;
    let peer = connector_of(app, open)?;
    let relay_state = relay_state(&asked);
    let made = answer(app, &peer, relay_state.as_ref(), |reply| {
        reply.failed(&asked.request, failure)
    })
    .map_err(|fault| fault.in_hand(open))?;
    if !close(app, &open.flow).await? {
        return Err(
            Fault::new(ErrorText::FlowFinished, "flow_finished").of(&open.flow, &open.login)
        );
    }
    let status = made.status.clone();
    let way = send(app, open, &peer, made).await?;
    // Nothing about her is needed any more. 2015/1501 art. 6(2).
    app.records.remove_sealed::<Citizen>(&open.secret).await?;
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

/// The request this login carries, for the browser that holds its secret.
pub(super) fn asked(open: &Open) -> Result<ForeignAsked, Fault> {
    let unreadable = || Fault::new(ErrorText::Internal, "request_unreadable");
    open.login.ask.open(&open.secret).ok_or_else(unreadable)
}

pub(super) fn relay_state(asked: &ForeignAsked) -> Option<RelayState> {
    let state = asked.relay_state.as_ref()?;
    RelayState::new(state.clone()).ok()
}

/// The connector that asked, as it is trusted now. A page without buttons says when it is not: every
/// one of them would lead to an answer that cannot be given.
pub(super) fn connector_of(app: &App, open: &Open) -> Result<Arc<Peer>, Fault> {
    let Asker::Node { entity_id, .. } = &open.login.ask.asker else {
        return Err(Fault::new(ErrorText::Internal, "not_a_foreign_login"));
    };
    // Not in hand: no button leads on to a country that may not be answered.
    trusted(app.peers.connector(entity_id)).map_err(|fault| fault.of(&open.flow, &open.login))
}

/// A login of a connector that may no longer ask goes no further: no e-ID is troubled for it. PX-04.
pub fn still_asks(app: &App, open: &Open) -> Result<(), Fault> {
    match open.login.ask.asker {
        Asker::Node { .. } => connector_of(app, open).map(drop),
        Asker::Service { .. } => Ok(()),
    }
}

/// Makes and signs an answer to this connector.
pub(super) fn answer(
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
    let closed = || Fault::new(ErrorText::NotAbroad, "no_eid_open_abroad");
    let signer = current.keys.saml_signer(peer);
    let reply = Reply {
        issuer: &proxy.ok_or_else(closed)?.entity_id,
        peer,
        keys: &[&*signer],
        id: MessageId::parse(&app.env.message_id()).map_err(broken)?,
        now: Instant::from_ms(app.env.now_ms()),
        relay_state,
    };
    make(reply).map_err(broken)
}

/// Writes the answer down and keeps it for this browser. What the caller does last is to make it
/// durable.
pub(super) async fn send(
    app: &App,
    open: &Open,
    peer: &Arc<Peer>,
    made: Replied,
) -> Result<ReturnTo, Fault> {
    let way = ReturnTo::to_peer(made.form.clone(), peer.country(), open.login.language);
    keep_answer(app, open, &way).await?;
    let event = sent_event(app, Some(open.flow.to_string()), peer, &made)?;
    app.audit.note(event).await?;
    Ok(way)
}

/// The answer to a request that never became a login.
async fn sent(
    app: &App,
    peer: &Arc<Peer>,
    made: Replied,
    accept_language: Option<&str>,
) -> Result<Received, Fault> {
    let event = sent_event(app, None, peer, &made)?;
    app.audit.record(event).await?;
    let language = Language::negotiate([], accept_language);
    let way = ReturnTo::to_peer(made.form, peer.country(), language);
    Ok(Received::Rejected(way))
}

fn sent_event(
    app: &App,
    login: Option<String>,
    peer: &Peer,
    made: &Replied,
) -> Result<AuditEvent, Fault> {
    let settings = app.settings();
    let closed = || Fault::new(ErrorText::NotAbroad, "no_eid_open_abroad");
    let proxy = settings.proxy_service.as_ref().ok_or_else(closed)?;
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

/// Whether what an e-ID proved may still be used for a foreign login: the e-ID is open, at this
/// level, and what the person used there is notified. Asked when she comes back, and again before
/// each page and answer: the operator may close it, or lower its level, in between.
pub(super) fn may_leave(app: &App, citizen: &Citizen) -> Result<(), Nothing> {
    let current = app.current();
    let eid = current.settings.eid(&citizen.eid);
    let nothing = |failure, reason| Err(Nothing { failure, reason });
    let Some(eid) = eid else {
        return nothing(Failure::Unavailable, "eid_removed");
    };
    match app.abroad(eid) {
        Access::Open { acr, .. } if !acr.iter().any(|(_, level)| *level == citizen.level) => {
            nothing(Failure::LevelNotPublished, "level_not_published")
        }
        Access::Open { .. } if !eid.is_notified(&citizen.proven_by) => {
            nothing(Failure::AuthenticationFailed, EID_NOT_NOTIFIED)
        }
        Access::Open { .. } => Ok(()),
        Access::Suspended(_) => nothing(Failure::Suspended, "eid_suspended"),
        Access::Planned | Access::PreNotified | Access::NotOffered => {
            nothing(Failure::Unavailable, "eid_closed")
        }
    }
}

/// The person came by an e-ID of a login portal that other countries need not recognise.
pub(super) const EID_NOT_NOTIFIED: &str = "eid_not_notified";

/// Why nothing can leave about a person who has proved herself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Nothing {
    /// What the connector is told.
    pub failure: Failure,
    /// The stable reason code.
    pub reason: &'static str,
}
