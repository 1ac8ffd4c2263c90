// SPDX-License-Identifier: EUPL-1.2
//! The person as a client will know her: the pairwise `sub`, the register's number, the claims.

use std::time::Duration;

use eidas::{Instant, LevelOfAssurance};
use oidc::protocol::{Acr, ClaimSet, scope::claims_of_scope};
use oidc::provider::{AuthorizationRequest, Source, Subject, pairwise_sub};
use pages::ErrorText;
use serde_json::{Map, Value, json};

use crate::app::{App, Current};
use crate::audit::AuditEvent;
use crate::citizen::Citizen;
use crate::flow::Fault;
use crate::flow::end::proven_by::is_open;
use crate::identity::{Identity, Name};
use crate::login::WALLET;
use crate::matching::known::Known;
use crate::matching::{Answered, Match, Pid};
use crate::own::OwnLogins;
use crate::settings::{MatchPage, MatchedBy};
use crate::translate::{acr_of, national_acr_of};

/// The scopes of OIDC Core §5.4 whose claims are about a person.
const PERSONAL: [&str; 4] = ["profile", "email", "phone", "address"];

/// The `sub` by which this client knows a person.
pub(in crate::flow) fn pairwise(
    app: &App,
    request: &AuthorizationRequest,
    source: Source,
    identifier: &str,
) -> Result<String, Fault> {
    pairwise_sub(&app.current().pairwise, &request.sector, source, identifier)
        .map_err(|_| Fault::new(ErrorText::Internal, "pairwise_sub"))
}

/// Whether this person is known here, as far as the service wants that asked. `may_tell`: there is a page on
/// which she can be told.
pub(in crate::flow) async fn match_person(
    app: &App,
    request: &AuthorizationRequest,
    login: &str,
    (identity, person_ref): (&Identity, &str),
    may_tell: bool,
) -> Result<Option<Match>, Fault> {
    let current = app.current();
    // A client that was removed meanwhile gets nothing.
    let client = current
        .client(request.client_id.as_str())
        .ok_or_else(|| Fault::new(ErrorText::ClientUnknown, "unknown_client"))?;
    if client.settings.matching == MatchedBy::Service {
        return Ok(Some(Match::ByService));
    }
    if !client.settings.asks_the_register() {
        return Ok(None);
    }
    let known = match current.settings.matching {
        Some(_) => {
            let is_open = |eid: &str| is_open(app, eid);
            let may_tell = may_tell && client.settings.match_page != MatchPage::Absent;
            let of_before = |ms| app.restored.may_have_seen(ms, Duration::ZERO);
            let kept = known(app, &current);
            let found = kept.find(identity, is_open, of_before).await?;
            found.filter(|found| may_tell || !found.is_restored())
        }
        None => None,
    };
    let matched = match known {
        // Told before, and kept by her own wish: nobody is asked.
        Some(kept) => kept,
        None => {
            let watch = app.env.stopwatch();
            let matching = current.settings.matching.as_ref();
            let answered = match app.lists.guarantee_number(identity, matching) {
                true => current.matching.ask(identity).await,
                false => Answered::unguaranteed(),
            };
            let took = watch.elapsed();
            let matched = kept(app, request, login, identity, answered).await;
            app.metrics.matching(matched.status(), took);
            matched
        }
    };
    note_matched(app, login, person_ref, &matched).await?;
    Ok(Some(matched))
}

/// Writes down what came of it.
pub(in crate::flow) async fn note_matched(
    app: &App,
    login: &str,
    person_ref: &str,
    matched: &Match,
) -> Result<(), Fault> {
    let (method, reason) = match matched {
        Match::Found { method, .. } => (Some(method.as_str().to_owned()), None),
        Match::NotExact(_) => (None, Some("not_exact".to_owned())),
        Match::Unavailable { reason } => (None, Some((*reason).to_owned())),
        Match::Unguaranteed => (None, Some("number_of_provider".to_owned())),
        Match::Ambiguous | Match::ByService | Match::New | Match::NotFound => (None, None),
    };
    let event = AuditEvent::Matched {
        login: login.to_owned(),
        person_ref: person_ref.to_owned(),
        national_ref: matched.pid().map(|pid| app.audit.person_ref(pid.as_str())),
        outcome: matched.status(),
        method,
        reason,
    };
    Ok(app.audit.note(event).await?)
}

/// The matches that people wanted kept.
pub(in crate::flow) fn known<'a>(app: &'a App, current: &'a Current) -> Known<'a> {
    Known {
        records: &app.records,
        env: &app.env,
        key: current.keys.pairwise().bytes(),
    }
}

/// The lists of logins that people see of themselves.
pub(in crate::flow) fn own<'a>(app: &'a App, current: &'a Current) -> OwnLogins<'a> {
    OwnLogins {
        records: &app.records,
        env: &app.env,
        key: current.keys.pairwise().bytes(),
        room: &app.own_room,
    }
}

/// The match, once what both sides used is in the journal. Implementing Regulation (EU) 2025/846
/// art. 5(1). What cannot be written is not used.
async fn kept(
    app: &App,
    request: &AuthorizationRequest,
    login: &str,
    identity: &Identity,
    answered: Answered,
) -> Match {
    let Answered { matched, said } = answered;
    // Nobody could be asked: nothing is completed. What nobody guarantees is, without success, and nobody was asked.
    if let (Match::Unavailable { .. }, None) = (&matched, &said) {
        return matched;
    }
    let now = Instant::from_ms(app.env.now_ms());
    let mut entry = entry(request, login, identity, now);
    entry.insert("register".to_owned(), said.into());
    entry.insert("outcome".to_owned(), matched.status().into());
    entry.insert("differs".to_owned(), matched.differences().into());
    let number = matched.pid().map(Pid::as_str);
    entry.insert("number".to_owned(), number.into());
    match journaled(app, entry.into(), now).await {
        Ok(()) => matched,
        Err(()) => Match::Unavailable { reason: "journal" },
    }
}

/// An entry of the journal, with what a foreign e-ID said of its person.
pub(in crate::flow) fn entry(
    request: &AuthorizationRequest,
    login: &str,
    identity: &Identity,
    now: Instant,
) -> Map<String, Value> {
    let original = |name: &Name| name.original.as_ref().map(|(text, _)| text.clone());
    let mut used = json!({
        "identifier": identity.identifier,
        "family_name": identity.family_name.shown,
        "family_name_original": original(&identity.family_name),
        "given_name": identity.given_name.shown,
        "given_name_original": original(&identity.given_name),
        "birthdate": identity.birthdate,
    });
    if let (Some(pid), Some(used)) = (&identity.pid, used.as_object_mut()) {
        used.insert("pid_provider".to_owned(), pid.provider.as_str().into());
    }
    Map::from_iter([
        ("time".to_owned(), now.to_string().into()),
        ("login".to_owned(), login.into()),
        ("client_id".to_owned(), request.client_id.as_str().into()),
        ("used".to_owned(), used),
    ])
}

/// Writes an entry, where a journal is kept. An error when it could not be written, which the log has.
pub(in crate::flow) async fn journaled(app: &App, entry: Value, now: Instant) -> Result<(), ()> {
    let Some(journal) = app.current().journal.clone() else {
        return Ok(());
    };
    let written = tokio::task::spawn_blocking(move || journal.write(&entry, now)).await;
    // The disk's word, which knows nothing of the entry.
    let why = match written {
        Ok(Ok(())) => return Ok(()),
        Ok(Err(error)) => error.to_string(),
        Err(_) => "its task ended".to_owned(),
    };
    tracing::error!(why, "the journal of matching cannot be written");
    Err(())
}

/// The person as this client will know them.
pub(in crate::flow) fn foreign_subject(
    sub: String,
    identity: &Identity,
    matched: Option<&Match>,
) -> Subject {
    let mut claims = ClaimSet::new();
    identity.given_name.tell(&mut claims, "given_name");
    identity.family_name.tell(&mut claims, "family_name");
    claims
        .set("birthdate", identity.birthdate.as_str())
        .set("eidas_citizen_country_code", identity.country.as_str());
    let amr = match identity.pid {
        Some(_) => WALLET,
        None => {
            claims.set("eidas_person_identifier", identity.identifier.as_str());
            "eIDAS"
        }
    };
    if let Some(matched) = matched {
        claims.set("match_status", matched.status());
    }
    if let Some(pid) = matched.and_then(Match::pid) {
        claims.set("pid", pid.as_str());
    }
    let level: LevelOfAssurance = identity.level;
    Subject {
        sub,
        acr: Acr::new(acr_of(level)),
        amr: vec![amr.to_owned()],
        auth_time: identity.auth_time,
        sid: None,
        claims,
    }
}

/// The person as this client will know them.
pub(in crate::flow) fn citizen_subject(
    app: &App,
    request: &AuthorizationRequest,
    citizen: &Citizen,
) -> Result<Subject, Fault> {
    // Where claims are released one by one, whatever is known may be asked for; in ID-porten's profile
    // everything that stands here leaves.
    let one_by_one = !request.claim_profile.in_both();
    let asks = |words: &[&str]| one_by_one || words.iter().any(|w| request.scope.contains(w));
    let mut claims = ClaimSet::new();
    claims.set("pid", citizen.number.as_str());
    for (name, value) in &citizen.claims {
        let of = |scope: &&str| claims_of_scope(scope).contains(&name.as_str());
        if PERSONAL.iter().any(|scope| of(scope) && asks(&[scope])) {
            claims.set(name, value.clone());
        }
    }
    if asks(&["profile", "eidas:mds"]) {
        claims.set("birthdate", citizen.birthdate.as_str());
        if let Some(given_name) = &citizen.given_name {
            claims.set("given_name", given_name.as_str());
        }
        if !citizen.family_name.is_empty() {
            claims.set("family_name", citizen.family_name.as_str());
        }
    }
    if one_by_one && !citizen.claims.contains_key("name") {
        let given = citizen.given_name.as_deref().unwrap_or_default();
        let name = format!("{given} {}", citizen.family_name);
        claims.set("name", name.trim());
    }
    Ok(Subject {
        sub: pairwise(app, request, Source::National, citizen.number.as_str())?,
        acr: Acr::new(national_acr_of(citizen.level)),
        amr: vec![citizen.amr.clone()],
        auth_time: citizen.auth_time,
        sid: None,
        claims,
    })
}
