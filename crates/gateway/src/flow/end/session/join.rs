// SPDX-License-Identifier: EUPL-1.2
//! A service is answered from a session, without a page.

use oidc::provider::{AuthorizationRequest, AuthorizationResponse, Subject};
use store::{Handle, Secret, Until};

use super::{Answered, Session, Who};
use crate::app::App;
use crate::audit::AuditEvent;
use crate::flow::Fault;
use crate::flow::end::code::{Proof, code_for, new_code};
use crate::flow::end::person::{
    citizen_subject, foreign_subject, match_person, note_matched, pairwise,
};
use crate::flow::end::proven_by::ProvenBy;
use crate::flow::end::pushed;
use crate::identity::Identity;
use crate::matching::Match;
use crate::own::Owner;

/// What came of a session that was found to answer a request.
pub enum Joined {
    /// It did, without a page.
    Answered(AuthorizationResponse),
    /// It ended since it was found.
    Ended,
    /// The pushed request was answered before.
    Used,
    /// It answered too often of late.
    TooOften,
}

/// Answers a request from the session, without a page.
///
/// Attack: one tab has found the session; another steps up, and the session goes on under a new
/// name, its old one removed; now the first tab writes that it used the old one, and whoever stole
/// that cookie has a session again. Defence: what is not there any more is not written.
pub async fn join(
    app: &App,
    session: Session,
    secret: &Secret,
    request: &AuthorizationRequest,
    pushed: Option<&str>,
) -> Result<Joined, Fault> {
    app.audit.writable()?;
    let login = Handle::new(&app.env, app.env.now_ms()).to_string();
    let client_id = request.client_id.as_str().to_owned();
    let now_ms = app.env.now_ms();
    if !app.proof_shares.of_session.take(&session.id, now_ms) {
        return Ok(Joined::TooOften);
    }
    let (source, identifier) = session.who.source();
    let sub = pairwise(app, request, source, identifier)?;
    let (code, fresh) = (new_code(app, request), app.env.token());
    let answered = Answered {
        request,
        sub: &sub,
        code: &code,
    };
    // LO-10: before there is a code, so that a logout takes back also the one under way.
    let used = |session: &mut Session| {
        session.used_ms = now_ms;
        session.answer(&answered, &fresh)
    };
    let until_ms = |session: &Session| session.ends_ms(app);
    let changed = app.records.change_sealed(secret, until_ms, used).await?;
    let Some((sid, _)) = changed else {
        return Ok(Joined::Ended);
    };
    let Some(sole) = pushed::take(app, pushed).await? else {
        return Ok(Joined::Used);
    };
    let event = AuditEvent::SessionUsed {
        login: login.clone(),
        session: session.id.clone(),
        client_id: client_id.clone(),
    };
    app.audit.note(event).await?;
    let (subject, proof, country, eid) = match &session.who {
        Who::Citizen(citizen) => {
            let subject = citizen_subject(app, request, citizen)?;
            (subject, Proof::of(citizen), "none", citizen.eid.as_str())
        }
        Who::Guest(guest) => {
            let identity = &guest.identity;
            let person_ref = app.audit.person_ref(&identity.identifier);
            let told = guest.told(app);
            let matched = matched(app, request, &login, (identity, &person_ref), told).await?;
            let subject = foreign_subject(sub.clone(), identity, matched.as_ref());
            let proof = Proof {
                by: ProvenBy::Node(guest.entity_id.clone()).linked(matched.as_ref()),
                owner: Some(Owner::Foreign(identity.identifier.clone())),
            };
            (subject, proof, identity.country.as_str(), "none")
        }
    };
    let subject = Subject {
        sid: Some(sid),
        ..subject
    };
    let issued = code_for(app, &login, request, (code, sole), subject, proof).await?;
    let kept = async {
        let grant = pushed::gone(issued.grant.clone(), pushed);
        app.records
            .write_behind_claims(grant, Until::Durable)
            .await?;
        app.records.durable().await
    };
    if let Err(error) = kept.await {
        issued.withdraw(app, None).await;
        return Err(error.into());
    }
    app.metrics.login_started();
    app.metrics.login_ended(country, eid, "session");
    Ok(Joined::Answered(issued.response))
}

/// Under which number a guest is known to this service: as she was told when she logged in.
async fn matched(
    app: &App,
    request: &AuthorizationRequest,
    login: &str,
    (identity, person_ref): (&Identity, &str),
    told: Option<Match>,
) -> Result<Option<Match>, Fault> {
    let current = app.current();
    let client = current.client(request.client_id.as_str());
    let by_register = client.is_some_and(|it| it.settings.asks_the_register());
    match told.filter(|_| by_register) {
        Some(found) => {
            note_matched(app, login, person_ref, &found).await?;
            Ok(Some(found))
        }
        // Nobody is told anything without a page.
        None => match_person(app, request, login, (identity, person_ref), false).await,
    }
}
