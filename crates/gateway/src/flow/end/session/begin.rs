// SPDX-License-Identifier: EUPL-1.2
//! A session begins with a login that a service asked for, under a new name.

use eidas::{EntityId, SpType};
use store::{Handle, Secret};

use super::end::{Ended, Heir, end_for, end_of_another};
use super::find::is_shared;
use super::{Answered, Guest, Session, Who};
use crate::app::App;
use crate::audit::AuditEvent;
use crate::citizen::Citizen;
use crate::cookie::SessionCookies;
use crate::flow::end::farewell::Why;
use crate::flow::{Fault, HeldLogin};
use crate::identity::Identity;
use crate::matching::Match;
use crate::settings::{ClientSettings, Sso, SsoGroup};

/// A session that has begun.
pub(in crate::flow) struct Begun {
    /// What the browser gets.
    pub secret: Secret,
    /// Its name as the service knows it that began it.
    pub sid: String,
    /// The group whose services share it.
    pub group: Option<SsoGroup>,
}

/// A session for a person whom a national e-ID proved, in place of the browser's older one. A service that is alone
/// begins none, but whoever had the browser before is gone all the same.
pub(in crate::flow) async fn citizen(
    app: &App,
    open: &HeldLogin,
    citizen: &Citizen,
    (client, answered): (&ClientSettings, &Answered<'_>),
    cookies: &SessionCookies,
) -> Result<Option<Begun>, Fault> {
    let who = Who::Citizen(citizen.clone());
    let Sso::Shared(group) = client.sso.clone() else {
        end_of_others(app, cookies.all(), &who.heir()).await?;
        return Ok(None);
    };
    let begun = start(app, open, who, (group, answered), cookies).await?;
    Ok(Some(begun))
}

/// A session for a person whom another country proved, where those are shared. The node's answer
/// came cross-site and so without the cookie of an older session, which this one takes the place of.
pub(in crate::flow) async fn guest(
    app: &App,
    open: &HeldLogin,
    (identity, entity_id, told): (&Identity, &EntityId, Option<&Match>),
    (client, answered): (&ClientSettings, &Answered<'_>),
) -> Result<Option<Begun>, Fault> {
    if !is_shared(app, client) {
        return Ok(None);
    }
    let who = Who::Guest(Guest {
        identity: identity.clone(),
        entity_id: entity_id.clone(),
        private: client.sp_type == SpType::Private,
        known_as: told.and_then(Match::pid).cloned(),
        known_by: told.and_then(Match::by).map(str::to_owned),
    });
    let group = client.sso.group().cloned();
    let cookies = SessionCookies::default();
    let begun = start(app, open, who, (group, answered), &cookies).await?;
    Ok(Some(begun))
}

/// A session under a new name; the one that the browser had for the same services is gone with its old
/// name.
///
/// Those of other groups that are another person's end too: [`end_of_others`].
async fn start(
    app: &App,
    open: &HeldLogin,
    who: Who,
    (group, answered): (Option<SsoGroup>, &Answered<'_>),
    cookies: &SessionCookies,
) -> Result<Begun, Fault> {
    let now_ms = app.env.now_ms();
    let absolute = app.settings().sessions.absolute;
    let longest = i64::try_from(absolute.as_millis()).unwrap_or(0);
    let secret = Secret::new(&app.env, now_ms + longest);
    let heir = who.heir();
    // The services of the same person's session go on in this one; a stranger's are told that she is
    // gone.
    let visited = match cookies.of(group.as_ref()) {
        Some(old) => match end_for(app, old, Why::AnotherPerson, Some(heir.clone())).await? {
            Some(Ended::Inherited(visited)) => visited,
            Some(Ended::Over(_)) | None => Vec::new(),
        },
        None => Vec::new(),
    };
    let others = cookies.all().filter(|(of, _)| *of != group.as_ref());
    end_of_others(app, others, &heir).await?;
    let mut session = Session {
        id: Handle::new(&app.env, now_ms).tag().to_owned(),
        who,
        visited,
        began_ms: now_ms,
        used_ms: now_ms,
        group: group.clone(),
    };
    let sid = session.answer(answered, &app.env.token());
    let until = session.ends_ms(app);
    app.records.put_sealed(&secret, &session, until).await?;
    let event = AuditEvent::SessionStarted {
        login: open.flow.to_string(),
        session: session.id,
        loa: session.who.level().uri().to_owned(),
    };
    app.audit.note(event).await?;
    Ok(Begun { secret, sid, group })
}

/// Attack (LO-08): somebody leaves a shared machine with sessions in two groups, and who comes next logs in
/// to a service of one of them, or to one that shares with nobody: the services of the others would still be answered for
/// whom is gone. Defence: each session of the browser that is another person's ends.
async fn end_of_others<'c>(
    app: &App,
    sessions: impl Iterator<Item = (Option<&'c SsoGroup>, &'c Secret)>,
    heir: &Heir,
) -> Result<(), Fault> {
    for (_, session) in sessions {
        end_of_another(app, session, heir).await?;
    }
    Ok(())
}
