// SPDX-License-Identifier: EUPL-1.2
//! The end of a hop abroad or to an e-ID: what comes of the answer.
//!
//! Either the person is proven ([`succeed`] for a foreign node's answer: match, grant, code; a
//! national e-ID's goes on in [`super::session`]), or the login goes on under a new name
//! ([`refuse`]), or something of ours failed in between ([`failed`]). Each is an [`Answer`],
//! settled before it leaves.

use eidas::{LevelOfAssurance, VerifiedResponse};
use oidc::protocol::{Acr, ClaimSet, Opaque};
use oidc::provider::{
    AuthorizationRequest, AuthorizationResponse, Grant, Source, Subject, pairwise_sub,
};
use serde::{Deserialize, Serialize};

use super::answer::{Answer, Received};
use super::connector::{ReturnTo, asked, close, finish, keep_finished};
use super::proven_by::ProvenBy;
use super::{By, Fault, Open, count_end, ending, reference, session, twice};
use crate::app::App;
use crate::ask::Asked;
use crate::ask::Asker;
use crate::audit::AuditEvent;
use crate::citizen::Citizen;
use crate::identity::Identity;
use crate::login::{Begun, Tried, find};
use crate::matching::{Match, Method};
use crate::pages::ErrorText;
use crate::representative::Representative;
use crate::store::{Handle, Kind, Record, Secret};
use crate::translate::{Refusal, acr_of};

/// What an authorization code stands for, with the login it came from.
#[derive(Serialize, Deserialize)]
pub struct Granted {
    /// The login, for the audit trail.
    pub login: String,
    /// The grant.
    pub grant: Grant,
    /// Who proved its person: asked again before it is redeemed.
    pub proven_by: ProvenBy,
}

impl Record for Granted {
    const KIND: Kind = Kind::Grant;
    const VERSION: u8 = 3;
}

/// Who was asked vouched for it, and it did not end in a login: the request is used up, and the
/// login goes on under a new name and binder.
pub(super) async fn refuse(
    app: &App,
    open: &Open,
    tried: Tried,
    why: Refusal,
    reason: &'static str,
    inner: Option<String>,
) -> Result<Answer, Fault> {
    let _ending = match open.login.ask.asker {
        Asker::Node { .. } => Some(ending::move_on(app, open).await?),
        Asker::Service { .. } if close(app, &open.flow).await? => None,
        Asker::Service { .. } => return Err(finished(open)),
    };
    let reference = reference(app);
    let begun = open
        .login
        .again(
            &open.secret,
            tried.clone(),
            why,
            reference.clone(),
            &app.env,
        )
        .ok_or_else(|| Fault::new(ErrorText::Internal, "request_unreadable"))?;
    let Begun {
        flow,
        secret,
        login,
    } = begun;
    app.records.put(&flow, &login, flow.expires_ms()).await?;
    for asked in open
        .login
        .outstanding
        .iter()
        .filter_map(|name| Handle::parse(name))
    {
        twice::was_asked_by(app, &asked, &open.flow).await?;
    }
    keep_finished(app, open, Some(&flow)).await?;
    if let Asker::Node { .. } = open.login.ask.asker {
        // Whom another e-ID proved before, in this login: she is asked anew.
        app.records.remove_sealed::<Citizen>(&open.secret).await?;
    }
    tracing::info!(
        reference, reason, tried = tried.as_str(), login = %open.flow.tag(),
        inner = inner.as_deref().unwrap_or_default(), "an answer was refused"
    );
    let country = tried.country().or_else(|| open.login.ask.country());
    let event = AuditEvent::LoginRefused {
        login: Some(open.flow.to_string()),
        client_id: open.login.ask.client_id().map(str::to_owned),
        country: country.map(|country| country.as_str().to_owned()),
        eid: tried.eid().map(str::to_owned),
        reason: reason.to_owned(),
        reference,
    };
    app.audit.note(event).await?;
    count_end(app, &open.login, Some(&tried), reason);
    Ok(Answer::Refused {
        flow: flow.to_string(),
        secret: secret.reveal().to_owned(),
        old: open.flow.to_string(),
    })
}

/// The person is proven: match, grant, code.
pub(super) async fn succeed(
    app: &App,
    received: &Received,
    verified: &VerifiedResponse,
) -> Result<Answer, Fault> {
    let open = &received.open;
    let Some(identity) = Identity::of(verified, app.env.now_s()) else {
        let (tried, why) = (received.tried(), Refusal::AnswerInvalid);
        return refuse(app, open, tried, why, "not_a_natural_person", None).await;
    };
    let person_ref = app.audit.person_ref(&identity.identifier);
    let representative = Representative::of(verified);
    let represented_by = representative.as_ref().map(Representative::kind);
    note_identified(app, open, &identity, &person_ref, represented_by).await?;
    let asked = asked(open)?;
    let sub = pairwise(app, &asked.request, Source::Eidas, &identity.identifier)?;
    if !asked.request.asks_for(&sub) {
        let (tried, why) = (received.tried(), Refusal::AnotherPerson);
        return refuse(app, open, tried, why, "another_person", None).await;
    }
    let login = open.flow.to_string();
    let matched = match_person(app, &login, &identity, &person_ref).await?;

    if !close(app, &open.flow).await? {
        return Err(finished(open));
    }
    let current = app.current();
    // A client that was removed meanwhile gets nothing.
    let client = current
        .asking(&open.login.ask)
        .ok_or_else(|| Fault::new(ErrorText::ClientUnknown, "unknown_client"))?;
    let session = match representative {
        // Nobody but this service hears of a login by somebody else.
        Some(_) => None,
        None => session::guest(app, open, &identity, &verified.issuer, &client.settings).await?,
    };
    let mut subject = subject(sub, &identity, &matched);
    if let Some(representative) = &representative {
        subject.represented_by(representative.claims());
    }
    let proven_by = ProvenBy::Node(verified.issuer.clone());
    hand_out(app, open, &asked, subject, proven_by).await?;
    count_end(app, &open.login, Some(&received.tried()), "success");
    let flow = login;
    Ok(match session {
        Some(secret) => Answer::LoggedIn {
            flow,
            session: Some(secret.reveal().to_owned()),
        },
        None => Answer::Continue { flow },
    })
}

/// The `sub` by which this client knows a person.
pub(super) fn pairwise(
    app: &App,
    request: &AuthorizationRequest,
    source: Source,
    identifier: &str,
) -> Result<String, Fault> {
    pairwise_sub(&app.current().pairwise, &request.sector, source, identifier)
        .map_err(|_| Fault::new(ErrorText::Internal, "pairwise_sub"))
}

/// A code that the trail says was made, until it is the browser's.
pub(super) struct Issued {
    code: Secret,
    event: AuditEvent,
    pub(super) response: AuthorizationResponse,
}

/// The answer with a code for this person. Durable when the caller settles.
pub(super) async fn code_for(
    app: &App,
    login: &str,
    request: &AuthorizationRequest,
    subject: Subject,
    proven_by: ProvenBy,
) -> Result<Issued, Fault> {
    let now_s = app.env.now_s();
    let until = (now_s + request.lifetimes.code) * 1000;
    let code = Secret::new(&app.env, until);
    let event = AuditEvent::CodeIssued {
        login: login.to_owned(),
        client_id: request.client_id.as_str().to_owned(),
        sub: subject.sub.clone(),
        acr: subject.acr.as_str().to_owned(),
    };
    let grant = request.clone().grant(subject, now_s);
    let granted = Granted {
        login: login.to_owned(),
        grant: grant.map_err(|_| Fault::new(ErrorText::Internal, "another_person"))?,
        proven_by,
    };
    app.records.put_sealed(&code, &granted, until).await?;
    let opaque = Opaque::new(code.reveal()).map_err(|_| Fault::new(ErrorText::Internal, "code"))?;
    app.audit.note(event).await?;
    let withdrawn = AuditEvent::CodeWithdrawn {
        login: login.to_owned(),
        client_id: request.client_id.as_str().to_owned(),
    };
    Ok(Issued {
        response: request.reply.code(&opaque),
        code,
        event: withdrawn,
    })
}

impl Issued {
    /// What came after the line in the trail failed, so the code stays here: it can be redeemed no
    /// more, and the trail says so. A store that fails altogether takes neither this line nor the
    /// refusal; then a code that was kept may still arrive after a restart, and the trail has it.
    pub(super) async fn withdraw(self, app: &App, kept: Option<&Secret>) {
        let unkept = match kept {
            Some(secret) => app.records.remove_sealed::<ReturnTo>(secret).await,
            None => Ok(()),
        };
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
pub(super) async fn hand_out(
    app: &App,
    open: &Open,
    asked: &Asked,
    subject: Subject,
    proven_by: ProvenBy,
) -> Result<(), Fault> {
    let login = open.flow.to_string();
    let issued = code_for(app, &login, &asked.request, subject, proven_by.clone()).await?;
    let response = issued.response.clone();
    let finished = finish(app, open, asked, response, Some(proven_by)).await;
    if finished.is_err() {
        issued.withdraw(app, Some(&open.secret)).await;
    }
    finished.map(|_| ())
}

pub(super) fn finished(open: &Open) -> Fault {
    Fault::new(ErrorText::FlowFinished, "flow_finished").of(&open.flow, &open.login)
}

/// Something of ours failed after the request was used up: written down once, and nothing is
/// released. The login's service is named and leads on.
pub(super) async fn failed(app: &App, open: &Open, tried: &Tried, fault: Fault) -> Answer {
    let fault = if fault.login.is_some() {
        fault
    } else {
        fault.of(&open.flow, &open.login)
    };
    let reference = fault.note(app, By::Proven).await;
    count_end(app, &open.login, Some(tried), &fault.reason);
    Answer::Failed {
        flow: open.flow.to_string(),
        text: fault.text,
        reference,
    }
}

async fn note_identified(
    app: &App,
    open: &Open,
    identity: &Identity,
    person_ref: &str,
    represented_by: Option<&'static str>,
) -> Result<(), Fault> {
    let event = AuditEvent::PersonIdentified {
        login: open.flow.to_string(),
        person_ref: person_ref.to_owned(),
        country: identity.country.as_str().to_owned(),
        loa: identity.level.uri().to_owned(),
        represented_by,
    };
    Ok(app.audit.note(event).await?)
}

pub(super) async fn match_person(
    app: &App,
    login: &str,
    identity: &Identity,
    person_ref: &str,
) -> Result<Match, Fault> {
    let watch = app.env.stopwatch();
    let matched = app.current().matching.find(identity).await;
    app.metrics.matching(matched.status(), watch.elapsed());
    let (method, reason) = match &matched {
        Match::Found {
            method: Method::Register,
            ..
        } => (Some("register".to_owned()), None),
        Match::Unavailable { reason } => (None, Some((*reason).to_owned())),
        Match::Ambiguous | Match::NotFound => (None, None),
    };
    let event = AuditEvent::Matched {
        login: login.to_owned(),
        person_ref: person_ref.to_owned(),
        national_ref: matched.pid().map(|pid| app.audit.person_ref(pid.as_str())),
        outcome: matched.status(),
        method,
        reason,
    };
    app.audit.note(event).await?;
    Ok(matched)
}

/// The person as this client will know them.
pub(super) fn subject(sub: String, identity: &Identity, matched: &Match) -> Subject {
    let mut claims = ClaimSet::new();
    claims
        .set("eidas_person_identifier", identity.identifier.as_str())
        .set("given_name", identity.given_name.shown.as_str())
        .set("family_name", identity.family_name.shown.as_str())
        .set("birthdate", identity.birthdate.as_str())
        .set("eidas_citizen_country_code", identity.country.as_str())
        .set("match_status", matched.status());
    for (claim, name) in [
        ("given_name", &identity.given_name),
        ("family_name", &identity.family_name),
    ] {
        if let Some((original, tag)) = &name.original {
            claims.set_tagged(claim, tag, original.as_str());
        }
    }
    if let Some(pid) = matched.pid() {
        claims.set("pid", pid.as_str());
    }
    let level: LevelOfAssurance = identity.level;
    Subject {
        sub,
        acr: Acr::new(acr_of(level)),
        amr: vec!["eIDAS".to_owned()],
        auth_time: identity.auth_time,
        sid: None,
        claims,
    }
}

/// The login that goes on after a refusal, for its page.
pub async fn renewed(app: &App, flow: &str, secret: &str) -> Result<Open, Fault> {
    let gone = || Fault::new(ErrorText::FlowUnknown, "flow_unknown");
    let flow = Handle::parse(flow).ok_or_else(gone)?;
    let secret = Secret::parse(secret).ok_or_else(gone)?;
    let login = find(&app.records, &flow).await?.ok_or_else(gone)?;
    Ok(Open {
        flow,
        secret,
        login,
    })
}
