// SPDX-License-Identifier: EUPL-1.2
//! A national of ours is proven, by an e-ID or by the PID of her wallet: what whoever asked gets.

use eidas::LevelOfAssurance;

use crate::app::App;
use crate::ask::{Asked, Asker};
use crate::audit::AuditEvent;
use crate::citizen::{Citizen, PidProvider};
use crate::cookie::SessionCookies;
use crate::flow::end::answer::Answer;
use crate::flow::end::arrival::{Guest, welcome};
use crate::flow::end::code::{Proof, hand_out, new_code};
use crate::flow::end::company::Company;
use crate::flow::end::holder::Holder;
use crate::flow::end::outcome::refuse;
use crate::flow::end::person::citizen_subject;
use crate::flow::end::proven_by::ProvenBy;
use crate::flow::end::pushed::close_for;
use crate::flow::end::session::Answered;
use crate::flow::end::way_back::asked;
use crate::flow::end::{link, session, twice};
use crate::flow::{Fault, HeldLogin, change_with, count_end};
use crate::identity::Identity;
use crate::login::{Login, Stage, Tried, WALLET};
use crate::own::Owner;
use crate::representative::Representative;
use crate::translate::Refusal;
use oidc::protocol::ClaimSet;
use oidc::provider::Subject;
use pages::ErrorText;

/// The person is proven: a service gets its code, a foreign connector's person is asked; or she is linked
/// to the arrival of this name, for which the e-ID was asked.
pub(in crate::flow) async fn succeed(
    app: &App,
    open: &mut HeldLogin,
    citizen: Citizen,
    sessions: SessionCookies,
    links: Option<&str>,
) -> Result<Answer, Fault> {
    let event = AuditEvent::CitizenIdentified {
        login: open.flow.to_string(),
        person_ref: app.audit.person_ref(citizen.number.as_str()),
        eid: citizen.eid.clone(),
        loa: citizen.level.uri().to_owned(),
    };
    app.audit.note(event).await?;
    // What was asked for linking is never a login.
    if let Some(links) = links {
        return link::bind(app, open, &citizen, links).await;
    }
    match open.login.ask.asker {
        Asker::Service { .. } => {
            let asked = asked(open)?;
            let person = Person {
                subject: citizen_subject(app, &asked.request, &citizen)?,
                tried: Tried::Eid(citizen.eid.clone()),
                proof: Proof::of(&citizen),
                session: Some((&citizen, sessions)),
            };
            issue(app, open, &asked, person).await
        }
        Asker::Node { .. } => {
            let until = open.login.expires_ms;
            let person = app.records.together();
            let person = person.put_sealed(&open.person(), &citizen, until)?;
            let stage = Stage::Proven { eid: citizen.eid };
            let proven = |login: &mut Login| login.stage.clone_from(&stage);
            let answer = Answer::Consent {
                flow: open.flow.to_string(),
            };
            let step = twice::leading_to(&answer, open, person);
            change_with(app, open, proven, Some(step)).await?;
            Ok(answer)
        }
    }
}

/// The holder of a PID without a number, at a service.
pub(in crate::flow) async fn holder(
    app: &App,
    open: &HeldLogin,
    holder: &Holder,
) -> Result<Answer, Fault> {
    note_presented(app, open, &holder.identifier(), holder.level).await?;
    let asked = asked(open)?;
    let person = Person {
        subject: holder.subject(app, &asked.request)?,
        tried: Tried::Eid(WALLET.to_owned()),
        proof: Proof {
            by: ProvenBy::Pid(holder.provider.clone()),
            owner: None,
        },
        session: None,
    };
    issue(app, open, &asked, person).await
}

/// A legal person from abroad, at a service, with what came beside the minimum data set and who acted for it.
pub(in crate::flow) async fn company(
    app: &App,
    open: &HeldLogin,
    company: &Company,
    proven_by: ProvenBy,
    (claims, representative): (&ClaimSet, Option<&Representative>),
) -> Result<Answer, Fault> {
    let asked = asked(open)?;
    let mut subject = company.subject(app, &asked.request)?;
    for (name, value) in claims.iter() {
        subject.claims.set(name, value.clone());
    }
    if let Some(representative) = representative {
        subject.represented_by(representative.claims());
    }
    // Who acted for it sees it among her own logins: she proved herself, and her values went along.
    let acted = representative.and_then(Representative::identifier);
    let person = Person {
        subject,
        tried: Tried::Country(company.country),
        proof: Proof {
            by: proven_by,
            owner: acted.map(|identifier| Owner::Foreign(identifier.to_owned())),
        },
        session: None,
    };
    issue(app, open, &asked, person).await
}

/// The holder of another country's PID, at a service: the European road.
pub(in crate::flow) async fn guest(
    app: &App,
    open: &HeldLogin,
    identity: &Identity,
    provider: PidProvider,
) -> Result<Answer, Fault> {
    note_presented(app, open, &identity.key(), identity.level).await?;
    let guest = Guest {
        identity,
        proven_by: &ProvenBy::Pid(provider),
        claims: ClaimSet::new(),
        matched: None,
        representative: None,
    };
    welcome(app, open, guest).await
}

async fn note_presented(
    app: &App,
    open: &HeldLogin,
    key: &str,
    level: LevelOfAssurance,
) -> Result<(), Fault> {
    let event = AuditEvent::CitizenIdentified {
        login: open.flow.to_string(),
        person_ref: app.audit.person_ref(key),
        eid: WALLET.to_owned(),
        loa: level.uri().to_owned(),
    };
    Ok(app.audit.note(event).await?)
}

/// A service's person is proven: session, grant, code.
async fn issue(
    app: &App,
    open: &HeldLogin,
    asked: &Asked,
    person: Person<'_>,
) -> Result<Answer, Fault> {
    let Person {
        mut subject,
        tried,
        proof,
        session,
    } = person;
    if !asked.request.asks_for(&subject.sub) {
        let why = Refusal::AnotherPerson;
        return refuse(app, open, tried, why, "another_person", None).await;
    }
    if !asked.request.takes(&subject.acr) {
        let why = Refusal::AnotherLevel;
        return refuse(app, open, tried, why, "essential_acr", None).await;
    }
    let sole = close_for(app, open, asked).await?;
    let current = app.current();
    // A client that was removed meanwhile gets nothing.
    let client = current
        .asking(&open.login.ask)
        .ok_or_else(|| Fault::new(ErrorText::ClientUnknown, "unknown_client"))?;
    let code = new_code(app, &asked.request);
    let answered = Answered {
        request: &asked.request,
        sub: &subject.sub,
        code: &code,
    };
    let of = (&*client.settings, &answered);
    let session = match session {
        Some((citizen, cookies)) => session::citizen(app, open, citizen, of, &cookies).await?,
        None => None,
    };
    subject.sid = session.as_ref().map(|session| session.sid.clone());
    hand_out(app, open, (asked, code, sole), subject, proof).await?;
    count_end(app, &open.login, Some(&tried), "success");
    Ok(Answer::LoggedIn {
        flow: open.flow.to_string(),
        session: session
            .as_ref()
            .map(|session| session.secret.reveal().to_owned()),
        group: session.and_then(|session| session.group),
    })
}

/// Whom a service gets, and of what a session is made.
struct Person<'c> {
    subject: Subject,
    tried: Tried,
    proof: Proof,
    session: Option<(&'c Citizen, SessionCookies)>,
}
