// SPDX-License-Identifier: EUPL-1.2
//! Story 1, second half: the foreign node's answer arrives.
//!
//! Read downward: find the outstanding request by what the message *claims*, match the browser,
//! verify the signature, take the request (one winner), open and check. Until the take nothing is
//! closed: an unauthenticated message costs nobody their login. What comes of it is told in
//! [`crate::flow::end`].

use std::sync::Arc;

use eidas::binding::{PostedMessage, RelayState};
use eidas::{
    Attribute, ExpectedResponse, Instant, MessageId, NameIdFormat, Peer, Representation,
    RequestedContext, SignedResponse, Skew, VerifiedResponse, claimed,
};
use pages::ErrorText;
use store::seal::{hex, sha256};
use store::{Concluded, Handle};
use xmlsec::{DecryptionKey, Document, Limits};

use crate::app::App;
use crate::attributes::{claims, requested};
use crate::audit::AuditEvent;
use crate::caller::Caller;
use crate::flow::end::answer::Answer;
use crate::flow::end::arrival::{Guest, welcome};
use crate::flow::end::citizen;
use crate::flow::end::company::Company;
use crate::flow::end::outcome::{failed, refuse};
use crate::flow::end::proven_by::ProvenBy;
use crate::flow::end::twice;
use crate::flow::end::way_back::asked;
use crate::flow::{Fault, HeldLogin};
use crate::identity::Identity;
use crate::keys::{Keys, Notice, key_id};
use crate::login::{Outstanding, Tried};
use crate::peers::PeerState;
use crate::representative::Representative;
use crate::translate::Refusal;
use crate::visit::Visit;

/// A message with the request it claims to answer, in the browser that sent that request.
pub(in crate::flow) struct Received {
    xml: Vec<u8>,
    /// The same, parsed once. Nothing of it is believed but what the signature covers.
    document: Document,
    request: Handle,
    pub(in crate::flow) outstanding: Outstanding,
    pub(in crate::flow) open: HeldLogin,
    claimed_id: Option<MessageId>,
    caller: Caller,
}

impl Received {
    pub(in crate::flow) fn tried(&self) -> Tried {
        Tried::Country(self.outstanding.country)
    }
}

/// `POST /eidas/connector/acs`.
pub async fn answer(app: &App, posted: PostedMessage, visit: &Visit) -> Result<Answer, Fault> {
    let received = match find(app, posted, visit).await? {
        Found::Received(received) => Arc::from(received),
        Found::Again(answer) => return Ok(answer),
    };
    let (peer, signed) = verify(app, &received).await?;
    // One winner. SP-12: the mark is durable before anything is released.
    let (open, request, xml) = (&received.open, &received.request, &received.xml);
    let (here, mine) = (app.clone(), Arc::clone(&received));
    let work = move |_: Outstanding| conclude(here, mine, peer, signed);
    let browser = (&open.flow, &open.secret);
    match twice::take(app, request, browser, xml, twice::patience(app), work).await? {
        Some(answer) => Ok(answer),
        None => {
            let fault = replayed(app, Some(&received), visit.caller).await?;
            Err(fault.of(&open.flow, &open.login))
        }
    }
}

/// The work of the one winner. Whatever it comes to is an [`Answer`] and is kept: the second half
/// of a double click sees what the first one came to, a failure included.
async fn conclude(
    app: App,
    received: Arc<Received>,
    peer: Arc<Peer>,
    signed: SignedResponse,
) -> Concluded<Answer> {
    let country = received.outstanding.country;
    let outcome = match open_and_check(&app, &received, &peer, signed).await {
        Ok(Ok(verified)) => {
            app.metrics.node_answered(country.as_str(), true);
            succeed(&app, &received, &verified).await
        }
        Ok(Err(error)) => {
            let (why, mut inner) = (Refusal::of_error(&error), error.to_string());
            // Attack (R3): a stranger has a country's page say that it fails. A "no", a wrong code, a level and an answer
            // that was held back are hers to make and count for nothing; what the node signed as its own error counts.
            if let Refusal::PeerFailed | Refusal::AnswerInvalid = why {
                app.metrics.node_answered(country.as_str(), false);
            }
            // E5: the log says which setting it leads to; the page never does.
            if let Some(tolerance) = error.tolerated_by() {
                inner.push_str("; the tolerance that allows it: ");
                inner.push_str(tolerance.name());
            }
            refuse(
                &app,
                &received.open,
                received.tried(),
                why,
                error.reason(),
                Some(inner),
            )
            .await
        }
        Err(fault) => Err(fault),
    };
    let answer = match outcome {
        Ok(answer) => answer,
        Err(fault) => failed(&app, &received.open, &received.tried(), fault).await,
    };
    twice::concluded(answer, &received.open.secret)
}

enum Found {
    Received(Box<Received>),
    Again(Answer),
}

/// By the claimed `InResponseTo`: the outstanding request, its login, and the right browser.
async fn find(app: &App, posted: PostedMessage, visit: &Visit) -> Result<Found, Fault> {
    let (document, request) = match read(&posted.xml) {
        Ok(read) => read,
        Err(fault) => return Err(placed(app, fault, posted.relay_state, visit).await),
    };
    let Some(outstanding) = app.records.get::<Outstanding>(&request).await? else {
        let patience = twice::patience(app);
        let again = twice::again::<Outstanding>(app, &request, visit, &posted.xml, patience);
        return match again.await? {
            Some(answer) => Ok(Found::Again(answer)),
            None => Err(replayed(app, None, visit.caller).await?),
        };
    };
    let flow = Handle::parse(&outstanding.flow).ok_or_else(|| invalid("flow_unknown"))?;
    // SP-03: the answer lands only in the browser that asked.
    let open = twice::waiting::<Outstanding>(app, flow, &request, visit).await?;
    // RelayState says nothing we need: absent is fine, another one's is not. SP-30, SP-31. An empty one
    // is an absent one: the Commission's node always writes the field, and has nothing to put into it
    // where its national part lost the value (SAML Bindings §3.5.3).
    if posted
        .relay_state
        .is_some_and(|state| !state.as_str().is_empty() && state.as_str() != request.as_str())
    {
        return Err(invalid("relay_state").in_hand(&open));
    }
    let xml = posted.xml;
    let claimed_id = claimed(&document).id;
    Ok(Found::Received(Box::new(Received {
        xml,
        document,
        request,
        outstanding,
        open,
        claimed_id,
        caller: visit.caller,
    })))
}

fn invalid(reason: &'static str) -> Fault {
    Fault::new(ErrorText::AnswerInvalid, reason)
}

/// The message, and the request that it claims to answer.
fn read(xml: &[u8]) -> Result<(Document, Handle), Fault> {
    let document = Document::parse(xml, &Limits::MESSAGE).map_err(|error| Fault {
        inner: Some(error.to_string()),
        ..invalid("malformed_xml")
    })?;
    let request = claimed(&document).in_response_to;
    let request = request.and_then(|id| Handle::from_message_id(id.as_str()));
    let request = request.ok_or_else(|| invalid("unsolicited"))?;
    Ok((document, request))
}

/// What a node sends that answers nothing of ours still comes in the browser that was sent there. The
/// RelayState tells whose way on the page shows; it decides nothing else.
async fn placed(app: &App, fault: Fault, said: Option<RelayState>, visit: &Visit) -> Fault {
    let request = said.and_then(|state| Handle::parse(state.as_str()));
    let Some(request) = request else { return fault };
    let outstanding = app.records.get::<Outstanding>(&request).await;
    let flow = outstanding.ok().flatten();
    let Some(flow) = flow.and_then(|asked| Handle::parse(&asked.flow)) else {
        return fault;
    };
    match twice::waiting::<Outstanding>(app, flow, &request, visit).await {
        Ok(open) => fault.in_hand(&open),
        Err(_) => fault,
    }
}

async fn replayed(app: &App, of: Option<&Received>, caller: Caller) -> Result<Fault, Fault> {
    let event = AuditEvent::ReplayRefused {
        login: of.map(|received| received.open.flow.to_string()),
        what: "response",
        from: of.map(|received| received.outstanding.entity_id.as_str().to_owned()),
    };
    app.note_refusal(caller, event).await?;
    Ok(twice::used())
}

/// The signature, by a key of the node that was asked. A key we do not know may be one that the
/// node rolled a second ago: its metadata is read again, and the message judged once more.
async fn verify(app: &App, received: &Received) -> Result<(Arc<Peer>, SignedResponse), Fault> {
    let peer = peer_of(app, received)?;
    let first = signed(app, received, &peer);
    let result = match first {
        Err(ref error) if error.may_be_a_rolled_key() => {
            let entity = &received.outstanding.entity_id;
            match app
                .peers
                .refresh_soon(entity)
                .await
                .map(|known| known.state)
            {
                Some(PeerState::Ready(renewed)) if !Arc::ptr_eq(&renewed, &peer) => {
                    signed(app, received, &renewed).map(|signed| (renewed, signed))
                }
                _ => first.map(|signed| (peer, signed)),
            }
        }
        other => other.map(|signed| (peer, signed)),
    };
    match result {
        Ok((peer, signed))
            if signed.in_response_to().as_str() == received.request.to_message_id() =>
        {
            Ok((peer, signed))
        }
        Ok(_) => Err(unbelieved(
            app,
            received,
            Refusal::AnswerInvalid,
            "in_response_to",
            None,
        )
        .await?),
        Err(error) => {
            let (why, inner) = (Refusal::of_error(&error), error.to_string());
            Err(unbelieved(app, received, why, error.reason(), Some(inner)).await?)
        }
    }
}

/// The node that was asked, if it may still be believed: trust is current at every step.
fn peer_of(app: &App, received: &Received) -> Result<Arc<Peer>, Fault> {
    let known = app
        .peers
        .by_entity(&received.outstanding.entity_id)
        .map(|known| known.state);
    let fault = match known {
        Some(PeerState::Ready(peer)) => return Ok(peer),
        Some(PeerState::Suspended(suspension)) => Fault {
            notice: Some(Box::new(suspension.text)),
            ..Fault::new(ErrorText::CountrySuspended, "country_suspended")
        },
        _ => Fault::new(ErrorText::CountryUnavailable, "country_unavailable"),
    };
    let country = Some(received.outstanding.country);
    Err(Fault { country, ..fault }.in_hand(&received.open))
}

fn signed(
    app: &App,
    received: &Received,
    peer: &Arc<Peer>,
) -> Result<SignedResponse, eidas::Error> {
    let now = Instant::from_ms(app.env.now_ms());
    SignedResponse::verify_parsed(&received.document, peer, now)
}

/// A message that nobody vouches for: written down, and nothing is closed.
async fn unbelieved(
    app: &App,
    received: &Received,
    why: Refusal,
    reason: &'static str,
    inner: Option<String>,
) -> Result<Fault, Fault> {
    let event = message(app, received, None, None, reason);
    app.note_refusal(received.caller, event).await?;
    Ok(Fault {
        inner,
        ..Fault::new(why.text(), reason).in_hand(&received.open)
    })
}

fn message(
    app: &App,
    received: &Received,
    issue_instant: Option<Instant>,
    status: Option<String>,
    outcome: &str,
) -> AuditEvent {
    AuditEvent::SamlMessageReceived {
        login: Some(received.open.flow.to_string()),
        message: "Response",
        own_entity: app.settings().connector.entity_id.as_str().to_owned(),
        peer_entity: Some(received.outstanding.entity_id.as_str().to_owned()),
        id: received.claimed_id.as_ref().map(MessageId::to_string),
        in_response_to: Some(received.request.to_message_id()),
        issue_instant: issue_instant.map(|instant| instant.to_string()),
        sha256: hex(&sha256(&received.xml)),
        status,
        outcome: outcome.to_owned(),
    }
}

/// Decrypts and holds everything against the expectation.
async fn open_and_check(
    app: &App,
    received: &Received,
    peer: &Arc<Peer>,
    signed: SignedResponse,
) -> Result<Result<VerifiedResponse, eidas::Error>, Fault> {
    let issue_instant = signed.issue_instant();
    let current = app.current();
    let expected = expected(app, received, peer)?;
    let now = Instant::from_ms(app.env.now_ms());
    let (opened, opened_by) = open(&current.keys, signed, &expected, now);
    if opened.is_ok() {
        let signed_by = received.outstanding.signed_by.as_deref();
        app.saw_answer(peer.entity_id(), signed_by, opened_by);
    }
    for (attribute, rule) in opened.iter().flat_map(|verified| &verified.left_out) {
        let peer = peer.entity_id().as_str();
        tracing::warn!(peer, %attribute, %rule, "an optional attribute is left out");
    }
    let outcome = opened
        .as_ref()
        .err()
        .map_or("accepted", eidas::Error::reason);
    app.audit
        .note(message(
            app,
            received,
            Some(issue_instant),
            status_of(&opened),
            outcome,
        ))
        .await?;
    Ok(opened)
}

/// Opens it, and says by which of our keys.
fn open(
    keys: &Keys,
    signed: SignedResponse,
    expected: &ExpectedResponse,
    now: Instant,
) -> (Result<VerifiedResponse, eidas::Error>, Option<String>) {
    let (keys, notice) = (keys.decryption(), Notice::default());
    let noticed = notice.over(&keys);
    let noticed: Vec<&dyn DecryptionKey> = noticed.iter().map(|key| key as _).collect();
    let opened = signed.open(&noticed, expected, now);
    let opened_by = notice.opened_by(&keys);
    (opened, opened_by.map(|key| key_id(key.certificate())))
}

/// The second code may be a URI of the other node's own making: none is longer than this.
const LONGEST_STATUS: usize = 128;

/// The status codes that came, as far as the message was read.
fn status_of(opened: &Result<VerifiedResponse, eidas::Error>) -> Option<String> {
    let status = match opened {
        Ok(_) => "Success".to_owned(),
        // A reference node says that its level is too low in its own code only.
        Err(eidas::Error::Refused(status)) => match status.ec_code() {
            Some(code) => format!("{status}/{code}"),
            None => status.to_string(),
        },
        Err(_) => return None,
    };
    let plain = status.chars().filter(char::is_ascii_graphic);
    Some(plain.take(LONGEST_STATUS).collect())
}

fn expected(app: &App, received: &Received, peer: &Peer) -> Result<ExpectedResponse, Fault> {
    let current = app.current();
    let settings = &current.settings;
    // A client that was removed meanwhile gets nothing.
    let client = current
        .asking(&received.open.login.ask)
        .ok_or_else(|| Fault::new(ErrorText::ClientUnknown, "unknown_client"))?;
    let represented = client.settings.representation;
    let asked = asked(&received.open)?;
    // Of what may be had now, that which was asked for: what a reload or fresh metadata allows since is
    // for the next request.
    let was_asked = |attribute: &Attribute| {
        attribute.is_mandatory() || received.outstanding.attributes.contains(&attribute.name())
    };
    let requested = requested(&asked.request, &client.settings, peer);
    let requested = requested.into_iter().filter(was_asked).collect();
    let skew = app
        .peers
        .by_entity(peer.entity_id())
        .map_or_else(Skew::default, |known| Skew {
            not_before: known.settings.skew,
            not_on_or_after: known.settings.skew,
        });
    Ok(ExpectedResponse {
        in_response_to: MessageId::parse(&received.request.to_message_id())
            .map_err(|_| Fault::new(ErrorText::Internal, "message_id"))?,
        asked_at: Instant::from_ms(received.outstanding.sent_ms),
        issuer: received.outstanding.entity_id.clone(),
        audience: settings.connector.entity_id.clone(),
        destination: settings.connector.acs.as_str().to_owned(),
        origin: received.outstanding.country,
        country: settings.country,
        context: RequestedContext::Minimum(received.outstanding.level),
        name_id_format: NameIdFormat::Unspecified,
        requested,
        representation: if represented {
            Representation::Accepted
        } else {
            Representation::Refused
        },
        skew,
    })
}

/// The person is proven: is she known here?
pub(in crate::flow) async fn succeed(
    app: &App,
    received: &Received,
    verified: &VerifiedResponse,
) -> Result<Answer, Fault> {
    let open = &received.open;
    let (now_s, more) = (app.env.now_s(), claims(&verified.attributes));
    let proven_by = ProvenBy::Node(verified.issuer.clone());
    let representative = Representative::of(verified);
    let representative = representative.as_ref();
    match (Company::of(verified, now_s), Identity::of(verified, now_s)) {
        (Some(company), _) => {
            note_identified(app, received, verified, representative).await?;
            citizen::company(app, open, &company, proven_by, (&more, representative)).await
        }
        (None, Some(identity)) => {
            note_identified(app, received, verified, representative).await?;
            let guest = Guest {
                identity: &identity,
                proven_by: &proven_by,
                claims: more,
                matched: None,
                representative,
            };
            welcome(app, open, guest).await
        }
        (None, None) => {
            let (tried, why) = (received.tried(), Refusal::AnswerInvalid);
            refuse(app, open, tried, why, "not_a_natural_person", None).await
        }
    }
}

async fn note_identified(
    app: &App,
    received: &Received,
    verified: &VerifiedResponse,
    representative: Option<&Representative>,
) -> Result<(), Fault> {
    let identifier = &verified.person_identifier;
    let country = identifier.origin();
    let event = AuditEvent::PersonIdentified {
        login: received.open.flow.to_string(),
        person_ref: app.audit.person_ref(identifier.as_str()),
        country: country.as_str().to_owned(),
        loa: verified.loa.uri().to_owned(),
        represented_by: representative.map(Representative::kind),
    };
    app.audit.note(event).await?;
    let away_ms = app.env.now_ms() - received.outstanding.sent_ms;
    app.metrics.country_answered(country.as_str(), away_ms);
    Ok(())
}
