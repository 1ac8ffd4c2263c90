// SPDX-License-Identifier: EUPL-1.2
//! The page that tells a person from abroad whether she is known here.

use axum::body::Bytes;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use eidas::Instant;
use identity_matching::Difference;
use pages::{ErrorText, MatchNotice, MatchedPage, Outcome, Used, UsedValue};

use super::eidas::encode;
use super::error::see_other;
use super::login::{chosen as go_on_to, go_back, or_to_an_eid, own_form, reply, to, with_frame};
use super::national::went_on;
use crate::app::App;
use crate::flow::end::answer::Answer;
use crate::flow::matched::{self, Told};
use crate::flow::{Fault, HeldLogin, change_stage, national, open_with, set_language};
use crate::identity::Identity;
use crate::login::{Stage, Unlinked};
use crate::matching::Match;
use crate::matching::known::Keep;
use crate::settings::MatchPage;
use crate::visit::{Visit, field};

/// `GET /match?flow=…`: whether she is known, and the ways on.
pub async fn page(State(app): State<App>, visit: Visit) -> Response {
    let step = async {
        let opened = open_with(&app, visit.flow(), &visit.cookies).await;
        let (mut open, arrival) = match opened {
            // Here by the form of another's page, brought again: that page's policy stops a redirect which
            // leads on to the service (CSP 3 §6.4.1, form-action). From a page of ours she gets there.
            Err(fault) if fault.text == ErrorText::FlowFinished => {
                let flow = visit.flow().to_owned();
                return encode(&app, &visit, Answer::Continue { flow }).await;
            }
            opened => opened?,
        };
        set_language(&app, &mut open, visit.language).await?;
        if !is_here(&open) {
            return Ok(see_other(&to(open.login.stage.page(), &open)));
        }
        let told = matched::told_with(&app, &mut open, arrival).await?;
        Ok(shown(&app, &open, &told, notice(&open)))
    };
    reply(&app, &visit, step.await).await
}

/// `POST /match?flow=…`: `action=next` with `keep=short|long|no` and what was shown;
/// `action=another|cancel`; or `eid=<id>` with what was shown, the national e-ID that is to say who she is
/// here.
pub async fn decided(State(app): State<App>, visit: Visit, body: Bytes) -> Response {
    let step = async {
        let form = own_form(&visit, &body)?;
        let (mut open, arrival) = open_with(&app, visit.flow(), &visit.cookies).await?;
        if !is_here(&open) {
            return Ok(see_other(&to(open.login.stage.page(), &open)));
        }
        let action = field(&form, "action");
        match (action, field(&form, "eid")) {
            ("next", _) => {
                let keep = match field(&form, "keep") {
                    "short" => Some(Keep::Short),
                    "long" => Some(Keep::Long),
                    _ => None,
                };
                let shown = field(&form, "shown");
                match matched::go_on(&app, (&mut open, arrival), shown, keep).await? {
                    Some(answer) => went_on(&app, &visit, answer).await,
                    None => changed(&app, &mut open, MatchNotice::Changed).await,
                }
            }
            ("another", _) => {
                matched::another(&app, &mut open).await?;
                Ok(see_other(&to(elsewhere(&open), &open)))
            }
            ("cancel", _) => go_back(&app, &open).await,
            ("", id) if !id.is_empty() => {
                let told = matched::told_with(&app, &mut open, arrival).await?;
                let Told { arrival, .. } = told;
                let meant = arrival.id == field(&form, "shown") && arrival.matched.pid().is_none();
                match meant && national::link(&app, &mut open, id, &arrival).await? {
                    true => Ok(go_on_to("/go", &open)),
                    false => changed(&app, &mut open, MatchNotice::Changed).await,
                }
            }
            _ => Err(Fault::new(ErrorText::RequestInvalid, "unknown_action").in_hand(&open)),
        }
    };
    reply(&app, &visit, step.await).await
}

/// Where another e-ID is chosen.
fn elsewhere(open: &HeldLogin) -> &'static str {
    match open.login.ask.levels.national {
        Some(_) => "/choose",
        None => "/country",
    }
}

fn is_here(open: &HeldLogin) -> bool {
    matches!(
        open.login.stage,
        Stage::Arrived { .. } | Stage::Linking { .. }
    )
}

fn notice(open: &HeldLogin) -> Option<MatchNotice> {
    match open.login.stage {
        Stage::Arrived {
            unlinked: Some(why),
            ..
        } => Some(match why {
            Unlinked::Differs => MatchNotice::Differs,
            Unlinked::NotProven => MatchNotice::NotProven,
        }),
        _ => None,
    }
}

/// The e-ID could not be asked: she is told, and is where she was.
pub(super) async fn not_linked(app: &App, open: &mut HeldLogin) -> Result<Response, Fault> {
    let Some(country) = open.login.stage.country() else {
        return Ok(see_other(&to("/choose", open)));
    };
    let unlinked = Some(Unlinked::NotProven);
    change_stage(app, open, Stage::Arrived { country, unlinked }).await?;
    Ok(see_other(&to("/match", open)))
}

/// The page again, since it is not what the form was made for.
async fn changed(app: &App, open: &mut HeldLogin, notice: MatchNotice) -> Result<Response, Fault> {
    let told = matched::told(app, open).await?;
    let page = shown(app, open, &told, Some(notice));
    Ok((StatusCode::CONFLICT, page).into_response())
}

fn shown(app: &App, open: &HeldLogin, told: &Told, notice: Option<MatchNotice>) -> Response {
    let current = app.current();
    let (arrival, language) = (&told.arrival, open.login.language);
    let identity = &arrival.identity;
    let name = format!(
        "{} {}",
        identity.given_name.shown, identity.family_name.shown
    );
    let now_ms = app.env.now_ms();
    let day = |keep: Keep| {
        let until = Instant::from_ms(keep.until_ms(now_ms)).to_string();
        language.date(until.get(..10).unwrap_or_default())
    };
    let (short, long) = (day(Keep::Short), day(Keep::Long));
    let used = used(identity, &arrival.matched);
    let eids = match arrival.matched.pid() {
        Some(_) => Vec::new(),
        None => national::linkable(app, &open.login, arrival.link_level()),
    };
    let matching = current.settings.matching.as_ref();
    let update = matching.and_then(|matching| matching.update_url.as_ref());
    let outcome = match arrival.matched.pid() {
        Some(pid) => Outcome::Known {
            end: pid.end(),
            leaves: told.client.may_get("pid"),
            short: &short,
            long: &long,
        },
        None => Outcome::Unknown {
            used: &used,
            eids: &eids,
            update: update.map(url::Url::as_str),
            goes_on: told.may_go_on(),
            as_new: told.client.match_page == MatchPage::New,
        },
    };
    let action = to("/match", open);
    let page = with_frame(app, open, "/match", "", |frame| {
        MatchedPage {
            frame,
            action: &action,
            shown: &arrival.id,
            name: &name,
            country: identity.country.as_str(),
            outcome,
            notice,
        }
        .render()
    });
    match eids.is_empty() {
        true => page,
        false => or_to_an_eid(app, open, page),
    }
}

/// What the register was asked with, if it was, and what of it differs there. Recital 8.
fn used(identity: &Identity, matched: &Match) -> Vec<UsedValue> {
    if *matched == Match::Unguaranteed {
        return Vec::new();
    }
    let differs = |kind| matched.kinds().contains(&kind);
    let value = |what, value: &str, differs| UsedValue {
        what,
        value: value.to_owned(),
        differs,
    };
    vec![
        value(
            Used::FamilyName,
            &identity.family_name.shown,
            differs(Difference::FamilyName),
        ),
        value(
            Used::GivenName,
            &identity.given_name.shown,
            differs(Difference::GivenName),
        ),
        value(
            Used::Birthdate,
            &identity.birthdate,
            differs(Difference::Birthdate),
        ),
        value(Used::Identifier, &identity.identifier, false),
    ]
}
