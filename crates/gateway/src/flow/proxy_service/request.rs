// SPDX-License-Identifier: EUPL-1.2
//! Story 2, the question: a foreign connector's request becomes a login.

use std::sync::Arc;
use std::time::Duration;

use eidas::binding::{Carried, RelayState};
use eidas::{
    EntityId, ExpectedRequest, Failure, Instant, LevelOfAssurance, Loa, MessageId, NameIdFormat,
    Peer, Refusal, Replied, RequestedContext, RequesterIdRule, SignedAuthnRequest, Skew, SpType,
    VerifiedAuthnRequest, claimed,
};
use openssl::sha::sha256;
use pages::ErrorText;
use store::seal::hex;
use store::{Handle, Key, Kind, Secret, Until};
use tokio::sync::oneshot;
use xmlsec::{Document, Limits};

use super::not_a_proxy_service;
use super::reply::{answer, sent, way_back};
use crate::app::App;
use crate::app::calls::Call;
use crate::ask::{Asker, Levels};
use crate::audit::AuditEvent;
use crate::caller::Caller;
use crate::cookie::FlowCookies;
use crate::flow::end::abroad::{ForeignAsked, trusted};
use crate::flow::end::way_back::{ReturnTo, kept};
use crate::flow::{EMBEDDED, Fault, admit, goes_on};
use crate::login::{Begun, Login, Names, Spoken, Stage};
use crate::own_metadata::Offer;
use crate::peers::PeerState;
use crate::settings::{Access, EidSettings, ProxyServiceSettings};
use crate::starts::{Asks, SHORT_WAIT_MS, Tickets};
use crate::traces::Hop;
use crate::visit::Visit;

/// What came of a foreign request.
pub enum Received {
    /// Its own browser brings it again: the login that it began, its secret, and the page where that is.
    Again(Handle, Secret, &'static str),
    /// A login waits for its person.
    Begun(Box<Begun>),
    /// It was refused, and the connector is told.
    Rejected(ReturnTo),
}

/// `GET|POST /eidas/proxy/sso`: a foreign request becomes a login. eIDAS Message Format 1.4
/// §2.4.1; Interoperability Architecture 1.4 §3.2.
pub async fn receive(app: &App, carried: Carried, visit: &Visit) -> Result<Received, Fault> {
    let caller = visit.caller;
    let current = app.current();
    let proxy = current
        .settings
        .proxy_service
        .as_ref()
        .ok_or_else(not_a_proxy_service)?;
    if visit.embedded {
        return Err(Fault::new(ErrorText::ForeignRequestInvalid, EMBEDDED));
    }
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
    let event = |outcome| message.event(proxy, Some(&peer), Some(issue_instant), outcome);
    let mark = Mark::of(&peer, &id, issue_instant);
    let who = Asks::Connector(peer.entity_id().as_str(), caller.0);
    let mut names = Names::new(&app.env);
    // Who waited for her turn has its ticket, also where the answer never came that began her login.
    let held = visit.place(&Tickets::name(who));
    let held = held.and_then(|ticket| app.names_of(who, ticket));
    let cookies = visit.cookies.and(held.as_ref());
    let accepted = match accepted {
        Ok(request) => Ok(request),
        Err(Refusal::Reject(reject)) => Err(reject),
        // Signed once, but for elsewhere or long ago: anybody can bring it, as often as they like.
        Err(Refusal::Stop(why)) => {
            let fault = unacceptable(&why, &peer);
            if fault.text == ErrorText::ForeignRequestLate
                && let Some(again) = again(app, &mark, &cookies).await?
            {
                app.note_refusal(caller, event(REPEATED)).await?;
                return Ok(again);
            }
            app.note_refusal(caller, event(outcome)).await?;
            return Err(fault);
        }
    };
    let relay_state = message.carried.relay_state.as_ref();
    let before = Before {
        mark: &mark,
        peer: &peer,
        relay_state,
        cookies: &cookies,
    };
    if before.is_marked(app).await? {
        return before.comes_again(app, caller, event(REPEATED)).await;
    }
    let skew = expected.skew.not_before;
    if app.restored.may_have_seen(issue_instant.ms(), skew) {
        app.note_refusal(caller, event(BEFORE_RESTORE)).await?;
        return Err(Fault {
            country: Some(peer.country()),
            ..Fault::new(ErrorText::ForeignRequestLate, BEFORE_RESTORE)
        });
    }
    // PX-20: before the mark, so that the same request may come again. A copy, which anybody can
    // bring, is not counted: it would close its connector.
    let asks = (message.carried.xml.len(), || Ok(id.as_str().into()));
    if let Some(turn) = admit(app, who, asks, visit, SHORT_WAIT_MS).await? {
        names = turn.names;
    }
    // What comes of it is known before its mark, which says it: the name of a login, or the answer itself.
    let leads = match accepted {
        Ok(request) => match road(app, proxy, &request, &peer, is_open) {
            Ok(road) => Ok((request, road)),
            Err(failure) => Err(answer(app, &peer, relay_state, |reply| {
                reply.failed(&request, failure)
            })?),
        },
        Err(reject) => Err(answer(app, &peer, relay_state, |reply| {
            reply.rejected(&reject)
        })?),
    };
    let leads = leads.map_err(|made| (way_back(app, &made, &peer, visit), made));
    let word = match &leads {
        Ok(_) => names.flow.as_str().as_bytes().to_vec(),
        Err((way, _)) => without_relay_state(way)
            .ok_or_else(|| Fault::new(ErrorText::Internal, "not_serialisable"))?,
    };
    let offered = &current.site.languages;
    let taken = Taken {
        peer: Arc::clone(&peer),
        mark,
        word,
        event: event(outcome),
        relay_state: relay_state.cloned(),
        leads,
        names,
        spoken: Spoken::of(offered, visit.wished_among(offered, [])),
    };
    match taken.in_one_piece(app).await? {
        Some(received) => Ok(received),
        None => before.comes_again(app, caller, event(REPEATED)).await,
    }
}

/// A request that is about to be marked as taken, and what comes of it.
struct Taken {
    peer: Arc<Peer>,
    mark: Mark,
    /// What its mark says.
    word: Vec<u8>,
    event: AuditEvent,
    relay_state: Option<RelayState>,
    leads: Result<(VerifiedAuthnRequest, Road), (ReturnTo, Replied)>,
    names: Names,
    spoken: Spoken,
}

impl Taken {
    /// Its mark, its line, and the login or the answer; `None` when it was taken before.
    ///
    /// Fault: the browser hangs up between the mark and the login, and who loads the page again is told that her
    /// request was used. Defence: a task of its own does all of it, for which a stop waits as it does for calls, and
    /// a login of which nobody heard leaves no mark: nobody was told its secret. An answer without a person keeps its
    /// mark, which says that answer to whoever comes again.
    async fn in_one_piece(mut self, app: &App) -> Result<Option<Received>, Fault> {
        let (call, hop, app) = (Call::new(&app.calls), Hop::here(), app.clone());
        let (tell, told) = oneshot::channel();
        let (hear, heard) = oneshot::channel::<()>();
        let work = async move {
            let _call = call;
            let (mark, word) = (self.mark, std::mem::take(&mut self.word));
            let came = match once(&app, mark, word).await {
                Ok(true) => self.comes(&app).await,
                Ok(false) => {
                    let _ = tell.send(Ok(None));
                    return;
                }
                Err(fault) => {
                    let _ = tell.send(Err(fault));
                    return;
                }
            };
            if came.is_err() {
                mark.withdraw(&app).await;
            }
            let begun = matches!(came, Ok(Received::Begun(_)));
            let _ = tell.send(came.map(Some));
            if begun && heard.await.is_err() {
                mark.withdraw(&app).await;
            }
        };
        tokio::spawn(hop.around(work));
        let came = told.await;
        let _ = hear.send(());
        came.map_err(|error| Fault::ours("task_failed", error.to_string()))?
    }

    async fn comes(self, app: &App) -> Result<Received, Fault> {
        let (peer, relay_state) = (&self.peer, self.relay_state);
        app.audit.note(self.event).await?;
        match self.leads {
            Ok((request, road)) => {
                let asked = ForeignAsked {
                    request,
                    relay_state: relay_state.map(|state| state.as_str().to_owned()),
                };
                begin(app, peer, self.names, asked, road, self.spoken).await
            }
            Err((way, made)) => {
                sent(app, peer, &made).await?;
                Ok(Received::Rejected(way))
            }
        }
    }
}

/// What is needed to read a question when nothing is offered.
fn widest() -> Offer {
    Offer {
        levels: LevelOfAssurance::ALL.to_vec(),
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

/// A message as it came, parsed once, and what it says of itself.
struct Message {
    carried: Carried,
    document: Document,
    issuer: EntityId,
    id: Option<MessageId>,
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
        Ok(Self {
            issuer: claims.issuer.ok_or_else(|| invalid("issuer_missing"))?,
            id: claims.id,
            carried,
            document,
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
            id: self.id.as_ref().map(MessageId::to_string),
            in_response_to: None,
            issue_instant: issue_instant.map(|instant| instant.to_string()),
            sha256: hex(&sha256(&self.carried.xml)),
            status: None,
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
    SignedAuthnRequest::verify_parsed(&message.document, &message.carried.signature, peer, now)
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

/// What the audit trail calls a request that its own browser brings again.
const REPEATED: &str = "repeated";

/// The reason of a request that may have been used before the store was restored.
const BEFORE_RESTORE: &str = "issued_before_restore";

/// The mark of a request, named and dated by the request alone, so that the same request always
/// meets it.
#[derive(Clone, Copy)]
struct Mark {
    key: Key,
    until_ms: i64,
}

impl Mark {
    fn of(peer: &Peer, id: &MessageId, issue_instant: Instant) -> Self {
        let until_ms = issue_instant.plus(MARK_KEPT).ms();
        let name: [&[u8]; 3] = [
            b"authn request",
            peer.entity_id().as_str().as_bytes(),
            id.as_str().as_bytes(),
        ];
        Self {
            key: Key::mark(Kind::Replay, until_ms, &name),
            until_ms,
        }
    }

    /// Nothing came of it and nothing has left, so that the same request may come again. What may lie there of a login is
    /// nobody's: no browser was told its secret. For who made this mark.
    async fn withdraw(self, app: &App) {
        if let Err(error) = app.records.store().remove(self.key).await {
            tracing::warn!(%error, "a request of which nothing came stays used");
        }
    }
}

/// A request is taken once: `false` when it was before. Its mark says which login may come of it, or which answer did, and is
/// durable before anything leaves: with that login, or with the line of the answer.
async fn once(app: &App, mark: Mark, word: Vec<u8>) -> Result<bool, Fault> {
    let new = app.records.claim_new_as(mark.key, word, mark.until_ms);
    Ok(new.await?)
}

/// A request that may have come before, and what it comes with now.
struct Before<'a> {
    mark: &'a Mark,
    peer: &'a Peer,
    relay_state: Option<&'a RelayState>,
    cookies: &'a FlowCookies,
}

impl Before<'_> {
    async fn is_marked(&self, app: &App) -> Result<bool, Fault> {
        Ok(app.records.marked_as(self.mark.key).await?.is_some())
    }

    /// Where it leads this time: to the login that it began, or to the answer that it got, or nowhere.
    async fn comes_again(
        &self,
        app: &App,
        caller: Caller,
        repeated: AuditEvent,
    ) -> Result<Received, Fault> {
        let again = match self.answered(app).await? {
            Some(way) => Some(Received::Rejected(way)),
            None => again(app, self.mark, self.cookies).await?,
        };
        match again {
            Some(again) => {
                app.note_refusal(caller, repeated).await?;
                Ok(again)
            }
            None => Err(replayed(app, self.peer, caller).await?),
        }
    }

    /// The answer that this very request got, without a person and about none: "back", "reload" and the second half of a
    /// double click bring the connector's form once more, and nothing is signed or written anew for a copy.
    async fn answered(&self, app: &App) -> Result<Option<ReturnTo>, Fault> {
        let word = app.records.marked_as(self.mark.key).await?;
        let way: Option<ReturnTo> = word.and_then(|word| serde_json::from_slice(&word).ok());
        let Some(mut way) = way.filter(|way| self.peer.takes_answers_at(&way.url)) else {
            return Ok(None);
        };
        if let (Some(fields), Some(state)) = (&mut way.fields, self.relay_state) {
            fields.push((RELAY_STATE.to_owned(), state.as_str().to_owned()));
        }
        Ok(Some(way))
    }
}

const RELAY_STATE: &str = "RelayState";

/// An answer as its request's mark keeps it: RelayState is its bearer's.
fn without_relay_state(way: &ReturnTo) -> Option<Vec<u8>> {
    let mut way = way.clone();
    if let Some(fields) = &mut way.fields {
        fields.retain(|(name, _)| name != RELAY_STATE);
    }
    serde_json::to_vec(&way).ok()
}

/// The login that this very request began, for the browser that holds it: "back" and "reload" bring
/// the connector's form a second time, also when the request has grown too old to begin anything.
///
/// Attack (PX-06): somebody brings a copy, to learn of the login or to enter it. Defence: the name
/// of the login is given to the holder of its cookie alone, who has it already; everybody else's
/// copy is a replay. Nothing changes by coming again.
async fn again(app: &App, mark: &Mark, cookies: &FlowCookies) -> Result<Option<Received>, Fault> {
    let word = app.records.marked_as(mark.key).await?;
    let flow = word.and_then(|word| String::from_utf8(word).ok());
    let Some(flow) = flow.as_deref().and_then(Handle::parse) else {
        return Ok(None);
    };
    let Some((flow, login)) = goes_on(app, &flow, cookies).await? else {
        return Ok(None);
    };
    let page = login.stage.page();
    let Some(secret) = cookies.secret(&flow).cloned() else {
        return Ok(None);
    };
    if login.stage == Stage::Finished {
        let kept = kept(app, flow.as_str(), cookies).await?;
        return Ok(kept.map(|_| Received::Again(flow, secret, page)));
    }
    Ok(Some(Received::Again(flow, secret, page)))
}

async fn replayed(app: &App, peer: &Peer, caller: Caller) -> Result<Fault, Fault> {
    let event = AuditEvent::ReplayRefused {
        login: None,
        what: "request",
        from: Some(peer.entity_id().as_str().to_owned()),
    };
    app.note_refusal(caller, event).await?;
    Ok(Fault {
        country: Some(peer.country()),
        ..Fault::new(ErrorText::ForeignRequestUsed, "replayed")
    })
}

/// By which e-IDs a request can be answered, and from which level on.
struct Road {
    eids: Vec<String>,
    without_terms: Vec<String>,
    level: LevelOfAssurance,
}

/// The road of a request, or why there is none: then its connector is told, and no person is troubled.
fn road(
    app: &App,
    proxy: &ProxyServiceSettings,
    request: &VerifiedAuthnRequest,
    peer: &Peer,
    is_open: bool,
) -> Result<Road, Failure> {
    // Every e-ID was closed since the connector read our metadata.
    if !is_open {
        return Err(closed_to_all(app));
    }
    // MD-17: nothing could leave for it, so that nobody proves herself in vain.
    if peer.choose_recipient().is_err() {
        return Err(Failure::Internal);
    }
    let (eids, without_terms) = answering(app, proxy, request, peer);
    let level = lowest(&request.context);
    let level = level.filter(|level| eids.iter().any(|id| could_answer(app, id, *level)));
    let level = level.ok_or(Failure::NotOffered)?;
    Ok(Road {
        eids,
        without_terms,
        level,
    })
}

async fn begin(
    app: &App,
    peer: &Peer,
    names: Names,
    asked: ForeignAsked,
    road: Road,
    spoken: Spoken,
) -> Result<Received, Fault> {
    let Road {
        eids,
        without_terms,
        level,
    } = road;
    let request = &asked.request;
    let asker = Asker::Node {
        country: peer.country(),
        entity_id: peer.entity_id().clone(),
        provider_name: request.provider_name.clone(),
        eids,
        without_terms,
    };
    let levels = Levels {
        european: None,
        national: Some(level),
    };
    let requested = request.attributes.iter();
    let attributes = requested.map(|asked| asked.attribute.friendly_name());
    let attributes = attributes.collect();
    let begun = Login::begin_as(names, asker, levels, &asked, spoken, &app.env)
        .ok_or_else(|| Fault::new(ErrorText::Internal, "not_serialisable"))?;
    let login = app.records.together();
    let login = login.put(&begun.flow, &begun.login, begun.flow.expires_ms())?;
    app.records
        .write_behind_claims(login, Until::Durable)
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

/// The e-IDs that know what this request asks for: those that a requested sector attribute leads
/// to, else the ordinary ones. First those that may answer, then those that would if terms were
/// agreed with a private company's country. eIDAS art. 7(f).
fn answering(
    app: &App,
    proxy: &ProxyServiceSettings,
    request: &VerifiedAuthnRequest,
    peer: &Peer,
) -> (Vec<String>, Vec<String>) {
    let current = app.current();
    let eids = &current.settings.eids;
    let leads_to = |eid: &EidSettings| {
        let mut leading = eid.for_attributes.iter();
        leading.any(|attribute| request.asks_for(*attribute))
    };
    let routed = eids.iter().any(|eid| leads_to(eid));
    let public = request.sp_type == SpType::Public;
    let (answering, without_terms): (Vec<_>, Vec<_>) = eids
        .iter()
        .filter(|eid| {
            if routed {
                leads_to(eid)
            } else {
                eid.for_attributes.is_empty()
            }
        })
        .partition(|eid| public || proxy.serves_private(&eid.id, peer.country()));
    let ids = |eids: Vec<&Arc<EidSettings>>| {
        let ids = eids.into_iter().map(|eid| eid.id.as_str().to_owned());
        ids.collect()
    };
    (ids(answering), ids(without_terms))
}

/// Whether this e-ID can answer at this level while a login lives: it is open, or closed for a
/// while. Where none can, no person is troubled.
fn could_answer(app: &App, id: &str, level: LevelOfAssurance) -> bool {
    let current = app.current();
    let access = current.settings.eid(id).map(|eid| app.abroad(eid));
    match access {
        Some(Access::Open { acr, .. }) => acr.iter().any(|(_, reached)| *reached >= level),
        Some(Access::Suspended(_)) => true,
        Some(Access::Planned | Access::PreNotified | Access::NotOffered) | None => false,
    }
}

/// The lowest notified level that answers the question. Every higher one does too, also of an
/// `exact` list: one that leaves a higher level out is refused before (Message Format 1.4 §2.4.1,
/// [`RequestedContext::exact`]). So no e-ID is offered whose level would be no answer.
fn lowest(context: &RequestedContext) -> Option<LevelOfAssurance> {
    LevelOfAssurance::ALL
        .into_iter()
        .filter(|level| context.accepts(&Loa::Notified(*level)))
        .min()
}
