// SPDX-License-Identifier: EUPL-1.2
//! The browser takes what its wallet presented. Only it can open it, and only once.

use pages::ErrorText;
use store::{Concluded, Handle};

use super::ask::{asked_of, at_wallet};
use super::record::{Presented, WalletAnswer};
use crate::app::App;
use crate::audit::AuditEvent;
use crate::caller::Caller;
use crate::citizen::{Citizen, PidProvider};
use crate::cookie::SessionCookies;
use crate::flow::end::answer::Answer;
use crate::flow::end::citizen::{guest, holder, succeed};
use crate::flow::end::holder::Holder;
use crate::flow::end::outcome::{failed, refuse};
use crate::flow::end::twice;
use crate::flow::{Fault, HeldLogin};
use crate::identity::{Identity, Name};
use crate::login::{Came, Device, Login, Tried, WALLET};
use crate::number::NationalNumber;
use crate::settings::MatchPage;
use crate::translate::Refusal;
use crate::visit::Visit;

/// How `amr` calls it.
const AMR: &str = "wallet";

/// How far it has come, for the page that asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// A wallet elsewhere has answered: the browser may take it.
    Answered,
    /// The page has something new to say.
    Changed,
    /// Nothing yet.
    Waiting,
}

/// `GET /wallet/state`. An answer to the link is never taken from here: attack WV-01, whoever holds
/// the page sent its link to somebody else. `told`: the page says already that a card cannot be used.
pub fn state(app: &App, open: &HeldLogin, told: bool) -> State {
    let Some(at) = at_wallet(&open.login) else {
        return State::Changed;
    };
    match &at.came {
        Came::Answer {
            device: Device::Other | Device::Browser,
            ..
        } => State::Answered,
        Came::Answer {
            device: Device::This,
            ..
        }
        | Came::Failed
        | Came::No => State::Changed,
        Came::Nothing => {
            let over = |name: &str| {
                Handle::parse(name).is_none_or(|id| id.expires_ms() <= app.env.now_ms())
            };
            match (over(&at.code) && over(&at.link)) || (at.unusable.is_some() && !told) {
                true => State::Changed,
                false => State::Waiting,
            }
        }
    }
}

/// Whether the code for another device still works.
pub fn code_lives(app: &App, open: &HeldLogin) -> bool {
    let id = at_wallet(&open.login).and_then(|at| Handle::parse(&at.code));
    id.is_some_and(|id| app.env.now_ms() < id.expires_ms())
}

/// An answer that needs nothing but this browser's cookie, for `POST /wallet` `action=done`: of a
/// wallet on another device, or one that the browser itself brought and that is not concluded yet.
pub fn answered_elsewhere(open: &HeldLogin) -> Option<(Handle, Device)> {
    match &at_wallet(&open.login)?.came {
        Came::Answer {
            name,
            device: device @ (Device::Other | Device::Browser),
        } => Some((Handle::parse(name)?, *device)),
        _ => None,
    }
}

/// `GET /wallet/return` and `POST /wallet` `action=done`: the answer of this name, from a wallet on
/// this device or another. OpenID4VP §13.3.
pub async fn answer(app: &App, name: &str, device: Device, visit: &Visit) -> Result<Answer, Fault> {
    let invalid = |reason| Fault::new(ErrorText::EidAnswerInvalid, reason);
    let name = Handle::parse(name).ok_or_else(|| invalid("response_code"))?;
    let input = name.as_str().as_bytes().to_vec();
    let Some(record) = app.records.get::<WalletAnswer>(&name).await? else {
        let patience = twice::patience(app);
        let again = twice::again::<WalletAnswer>(app, &name, visit, &input, patience);
        return match again.await? {
            Some(answer) => Ok(answer),
            None => Err(replayed(app, None, visit.caller).await?),
        };
    };
    let flow = Handle::parse(&record.flow).ok_or_else(|| invalid("flow_unknown"))?;
    // Attack WV-14: the code in another browser.
    let open = twice::waiting::<WalletAnswer>(app, flow, &name, visit).await?;
    let expected = Came::Answer {
        name: name.to_string(),
        device,
    };
    let is_expected = at_wallet(&open.login).is_some_and(|at| at.came == expected);
    if !is_expected || record.device != device {
        return Err(invalid("answer_of_another").in_hand(&open));
    }
    let presented = record.open(&app.records, &open.secret);
    let presented = presented.ok_or_else(|| invalid("answer_unreadable").in_hand(&open))?;
    let (flow, secret) = (open.flow.clone(), open.secret.clone());
    let (here, sessions) = (app.clone(), visit.sessions.clone());
    let work = async move |_: WalletAnswer| conclude(here, open, presented, sessions).await;
    let patience = twice::patience(app);
    match twice::take(app, &name, (&flow, &secret), &input, patience, work).await? {
        Some(answer) => Ok(answer),
        None => Err(replayed(app, Some(&flow), visit.caller).await?),
    }
}

/// The work of the one winner.
async fn conclude(
    app: App,
    mut open: HeldLogin,
    presented: Presented,
    sessions: SessionCookies,
) -> Concluded<Answer> {
    let tried = Tried::Eid(WALLET.to_owned());
    let outcome = match person(&app, &open, presented) {
        Ok(Told::Citizen(citizen)) => succeed(&app, &mut open, *citizen, sessions, None).await,
        Ok(Told::Guest(identity, provider)) => guest(&app, &open, &identity, provider).await,
        Ok(Told::Holder(person)) => holder(&app, &open, &person).await,
        Err((why, reason)) => refuse(&app, &open, tried.clone(), why, reason, None).await,
    };
    let answer = match outcome {
        Ok(answer) => answer,
        Err(fault) => failed(&app, &open, &tried, fault).await,
    };
    twice::concluded(answer, &open.secret)
}

/// Whom a PID tells of.
enum Told {
    /// A national of ours, by her number.
    Citizen(Box<Citizen>),
    /// Somebody of another country, by her number there.
    Guest(Box<Identity>, PidProvider),
    /// Somebody without a number.
    Holder(Holder),
}

/// Whom a PID tells of. Whether its provider is believed is asked again: it may have been struck off,
/// or closed, since the wallet answered (attack WV-18).
fn person(
    app: &App,
    open: &HeldLogin,
    presented: Presented,
) -> Result<Told, (Refusal, &'static str)> {
    let settings = app.settings();
    let country = presented.provider.country;
    let wallet = settings.wallet.as_ref();
    if wallet.and_then(|wallet| wallet.level_of(country)).is_none() {
        return Err((Refusal::EidNotNotified, "pid_of_another_country"));
    }
    let level = app.level_of_pid(&presented.provider);
    let level = level.ok_or((Refusal::CountrySuspended, "pid_closed"))?;
    let is_ours = country == settings.country;
    if asked_of(&open.login, is_ours).is_none_or(|asked| level < asked) {
        return Err((Refusal::LevelTooLow, "level_too_low"));
    }
    let incomplete = |reason| (Refusal::Incomplete, reason);
    match (is_ours, presented.number) {
        (true, Some(number)) => {
            let number = NationalNumber::parse(&number, settings.profile);
            let number = number.ok_or_else(|| incomplete("national_number_invalid"))?;
            let is_whole =
                presented.birthdate.len() == 10 && !presented.birthdate.starts_with("0000");
            Ok(Told::Citizen(Box::new(Citizen {
                eid: WALLET.to_owned(),
                birthdate: match is_whole {
                    true => presented.birthdate,
                    false => number.birthdate(),
                },
                number,
                previous_number: None,
                given_name: Some(presented.given_name),
                family_name: presented.family_name,
                acr: String::new(),
                level,
                auth_time: presented.at_s,
                amr: AMR.to_owned(),
                proven_by: Vec::new(),
                claims: serde_json::Map::new(),
                sector: Vec::new(),
                pid: Some(presented.provider),
            })))
        }
        (false, Some(number)) => {
            let identity = Identity {
                country,
                identifier: number,
                given_name: Name::of_pid(presented.given_name),
                family_name: Name::of_pid(presented.family_name),
                birthdate: presented.birthdate,
                level,
                auth_time: presented.at_s,
                pid: Some(presented.provider.clone()),
            };
            Ok(Told::Guest(Box::new(identity), presented.provider))
        }
        (_, None) if takes_numberless(app, &open.login) => Ok(Told::Holder(Holder {
            login: open.flow.to_string(),
            given_name: Name::of_pid(presented.given_name),
            family_name: Name::of_pid(presented.family_name),
            birthdate: presented.birthdate,
            provider: presented.provider,
            level,
            auth_time: presented.at_s,
        })),
        (_, None) => Err(incomplete("national_number_missing")),
    }
}

/// Whether the service takes somebody who is another person at each login, and so matched to nobody.
fn takes_numberless(app: &App, login: &Login) -> bool {
    let current = app.current();
    let client = current.asking(&login.ask);
    client.is_some_and(|client| {
        let settings = &client.settings;
        settings.pid_without_number && settings.match_page != MatchPage::Required
    })
}

/// Anybody can make up a code: a flood of them leaves examples and a number.
async fn replayed(app: &App, flow: Option<&Handle>, caller: Caller) -> Result<Fault, Fault> {
    let event = AuditEvent::ReplayRefused {
        login: flow.map(Handle::to_string),
        what: "response_code",
        from: None,
    };
    app.note_refusal(caller, event).await?;
    Ok(twice::used())
}
