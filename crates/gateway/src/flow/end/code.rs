// SPDX-License-Identifier: EUPL-1.2
//! The authorization code: made, written down, kept for its browser; or withdrawn.

use oidc::protocol::Opaque;
use oidc::provider::{AuthorizationRequest, AuthorizationResponse, Grant, Stop, Subject};
use pages::ErrorText;
use serde::{Deserialize, Serialize};
use store::{Kind, Record, Secret, Together, Until};

use crate::app::{App, Current};
use crate::ask::Asked;
use crate::audit::AuditEvent;
use crate::citizen::Citizen;
use crate::flow::end::person::own;
use crate::flow::end::proven_by::ProvenBy;
use crate::flow::end::pushed::{self, Sole};
use crate::flow::end::way_back::{ReturnTo, finish};
use crate::flow::{Fault, HeldLogin};
use crate::login::WALLET;
use crate::own::{CLIENT, OwnEvent, Owner, To};
use crate::refusals::reference;
use crate::translate;

/// What an authorization code stands for, with the login it came from.
#[derive(Serialize, Deserialize)]
pub struct Granted {
    /// The login, for the audit trail.
    pub login: String,
    /// The grant.
    pub grant: Grant,
    /// Who proved its person: asked again before it is redeemed.
    pub proven_by: ProvenBy,
    /// Whose logins it is among.
    #[serde(default)]
    pub owner: Option<Owner>,
}

/// By whose word a code is given, and whose logins it is among. `None`: of a wallet that said no number,
/// nothing is kept.
pub(in crate::flow) struct Proof {
    pub(in crate::flow) by: ProvenBy,
    pub(in crate::flow) owner: Option<Owner>,
}

impl Record for Granted {
    const KIND: Kind = Kind::Grant;
    const VERSION: u8 = 3;
}

impl Proof {
    /// Of a national of ours.
    pub(in crate::flow) fn of(citizen: &Citizen) -> Self {
        Self {
            by: ProvenBy::of(citizen),
            owner: Some(Owner::National(citizen.number.as_str().to_owned())),
        }
    }
}

/// A code that the trail says was made, until it is the browser's.
pub(in crate::flow) struct Issued {
    code: Secret,
    /// What it stands for, unwritten: with the answer that it leaves in, or not at all.
    pub(in crate::flow) grant: Together,
    event: AuditEvent,
    receipts: Vec<(Owner, OwnEvent)>,
    pub(in crate::flow) response: AuthorizationResponse,
}

/// A code that stands for nothing yet: a session remembers it before.
pub(in crate::flow) fn new_code(app: &App, request: &AuthorizationRequest) -> Secret {
    let until = (app.env.now_s() + request.lifetimes.code) * 1000;
    Secret::new(&app.env, until)
}

/// The answer with a code for this person, which stands for something when the caller has written the grant.
pub(in crate::flow) async fn code_for(
    app: &App,
    login: &str,
    request: &AuthorizationRequest,
    (code, _sole): (Secret, Sole),
    subject: Subject,
    proof: Proof,
) -> Result<Issued, Fault> {
    let now_s = app.env.now_s();
    let until = code.expires_ms();
    answered_there(app, request)?;
    let reference = reference(&app.env);
    let event = AuditEvent::CodeIssued {
        login: login.to_owned(),
        client_id: request.client_id.as_str().to_owned(),
        sub: subject.sub.clone(),
        acr: subject.acr.as_str().to_owned(),
        reference: reference.clone(),
    };
    let Proof {
        by: proven_by,
        owner,
    } = proof;
    let subject = released(app, request, subject);
    let grant = request.clone().grant(subject, now_s);
    let grant = grant.map_err(|_| Fault::new(ErrorText::Internal, "another_person"))?;
    let receipts = receipts(app, &grant, &proven_by, owner.clone(), &reference);
    let granted = Granted {
        login: login.to_owned(),
        grant,
        proven_by,
        owner,
    };
    let grant = app.records.together().put_sealed(&code, &granted, until)?;
    let opaque = Opaque::new(code.reveal()).map_err(|_| Fault::new(ErrorText::Internal, "code"))?;
    app.audit.note(event).await?;
    let withdrawn = AuditEvent::CodeWithdrawn {
        login: login.to_owned(),
        client_id: request.client_id.as_str().to_owned(),
    };
    let issued = Issued {
        response: request.reply.code(&opaque),
        code,
        grant,
        event: withdrawn,
        receipts,
    };
    let current = app.current();
    for (owner, receipt) in issued.receipts.clone() {
        if let Err(error) = own(app, &current).note(&owner, receipt).await {
            issued.withdraw(app, None).await;
            return Err(error.into());
        }
    }
    Ok(issued)
}

/// The code goes where its service is still registered to have it. Attack: an address that somebody took over was removed, and
/// logins that are under way bring their codes there.
fn answered_there(app: &App, request: &AuthorizationRequest) -> Result<(), Fault> {
    let current = app.current();
    let client = current.client(request.client_id.as_str());
    let stop = match client {
        None => Stop::UnknownClient,
        Some(known) if known.client.is_answered_at(request.reply.redirect_uri()) => return Ok(()),
        Some(_) => Stop::RedirectUriNotRegistered,
    };
    Err(Fault::new(
        translate::stop_text(stop),
        translate::stop_reason(stop),
    ))
}

/// What she will see of it, and what who acted for her will: each of their own values. Where the list is of who
/// acted for a company, the company's too. Looking at the list is no login to a service.
fn receipts(
    app: &App,
    grant: &Grant,
    proven_by: &ProvenBy,
    owner: Option<Owner>,
    reference: &str,
) -> Vec<(Owner, OwnEvent)> {
    let (client_id, subject) = (grant.client_id().as_str(), grant.subject());
    if client_id == CLIENT {
        return Vec::new();
    }
    let event = |sent| OwnEvent {
        time_ms: app.env.now_ms(),
        reference: reference.to_owned(),
        to: To::Service(client_id.to_owned()),
        with: match proven_by.who() {
            ProvenBy::Eid(id) => id.clone(),
            ProvenBy::Pid(_) => WALLET.to_owned(),
            ProvenBy::Linked { .. } => String::new(),
            ProvenBy::Node(node) => {
                let node = app.peers.by_entity(node);
                let country = node.map(|node| node.settings.country.as_str().to_owned());
                country.unwrap_or_default()
            }
        },
        level: subject.acr.as_str().to_owned(),
        sent,
    };
    let claims = subject.claims.iter().map(|(name, _)| name.to_owned());
    // Not all that it may know: what it asked for.
    let claims: Vec<_> = claims
        .filter(|name| grant.promise().releases(name))
        .collect();
    match (owner, acting(subject)) {
        (Some(owner), Some((actor, acts))) if owner == actor => {
            vec![(owner, event([claims, acts].concat()))]
        }
        (owner, acting) => owner
            .map(|owner| (owner, claims))
            .into_iter()
            .chain(acting)
            .map(|(owner, sent)| (owner, event(sent)))
            .collect(),
    }
}

/// The natural person who acted, and the claims of hers that went along.
fn acting(subject: &Subject) -> Option<(Owner, Vec<String>)> {
    let acts = subject.claims.value("eidas_representative")?.as_object()?;
    let identifier = acts.get("eidas_person_identifier")?.as_str()?;
    let owner = Owner::Foreign(identifier.to_owned());
    Some((owner, acts.keys().cloned().collect()))
}

fn released(app: &App, request: &AuthorizationRequest, mut subject: Subject) -> Subject {
    let current = app.current();
    let may = |name: &str| may_know(&current, request.client_id.as_str(), name);
    subject.claims = subject.claims.only(may);
    subject
}

/// Of the person only what the operator lets this client know. That somebody acts for her is never
/// left out: SP-28.
pub(in crate::flow) fn may_know(current: &Current, client_id: &str, claim: &str) -> bool {
    let client = current.client(client_id);
    client.is_some_and(|client| client.settings.may_get(claim) || claim == "eidas_representative")
}

impl Issued {
    /// What came after the line in the trail failed, so the code stays here: it can be redeemed no
    /// more, and the trail says so. A store that fails altogether takes neither this line nor the
    /// refusal; then a code that was kept may still arrive after a restart, and the trail has it.
    pub(in crate::flow) async fn withdraw(self, app: &App, kept: Option<&Secret>) {
        let unkept = match kept {
            Some(secret) => app.records.remove_sealed::<ReturnTo>(secret).await,
            None => Ok(()),
        };
        for (owner, receipt) in &self.receipts {
            if let Err(error) = own(app, &app.current()).forget(owner, receipt).await {
                tracing::error!(%error, "a receipt of what was not handed out stays");
            }
        }
        let burnt = app.records.remove_sealed::<Granted>(&self.code).await;
        let noted = match (unkept, burnt) {
            (Err(error), Err(_)) => Err(error.to_string()),
            _ => app.audit.note(self.event).await.map_err(|e| e.to_string()),
        };
        if let Err(error) = noted {
            tracing::error!(
                error,
                "a code that was not handed out could not be withdrawn"
            );
        }
    }
}

/// A code for this person, kept for the browser that finishes its login; or none.
pub(in crate::flow) async fn hand_out(
    app: &App,
    open: &HeldLogin,
    (asked, code, sole): (&Asked, Secret, Sole),
    subject: Subject,
    proof: Proof,
) -> Result<(), Fault> {
    let login = open.flow.to_string();
    let proven_by = proof.by.clone();
    let issued = code_for(app, &login, &asked.request, (code, sole), subject, proof).await?;
    let response = issued.response.clone();
    let grant = pushed::gone(issued.grant.clone(), asked.pushed.as_deref());
    // It leaves by `GET /continue` alone, which waits for it.
    let finished = finish(app, open, response, Some(proven_by), grant, Until::Seen).await;
    if finished.is_err() {
        issued.withdraw(app, Some(&open.secret)).await;
    }
    finished.map(|_| ())
}
