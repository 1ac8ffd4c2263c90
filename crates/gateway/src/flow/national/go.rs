// SPDX-License-Identifier: EUPL-1.2
//! The request to the chosen e-ID. No login rides on an old session of an e-ID: it is always asked to
//! authenticate anew, and must say that it did so after the request arrived (PX-11).

use eidas::Instant;
use oidc::client::{Entropy, Expected, ExpectedAcr, ExpectedAuthTime, Hints, Wish};
use oidc::protocol::{Acr, Prompt, ResponseMode};
use pages::ErrorText;
use pages::i18n::Language;
use store::Handle;

use super::choose::{Words, words};
use crate::app::App;
use crate::ask::Asker;
use crate::audit::AuditEvent;
use crate::flow::end::link;
use crate::flow::end::way_back::demo_person;
use crate::flow::outstanding::{AtEid, too_many};
use crate::flow::{Fault, HeldLogin, change, change_with};
use crate::login::Login;
use crate::settings::EidProvider;
use crate::upstream::{Failure, Upstream};

/// Where `GET /go` leads.
pub enum Gone {
    /// To the e-ID.
    There(String),
    /// It cannot be used any more: the page again.
    Closed,
    /// It does not answer: the page again, which says so.
    Down,
}

/// `GET /go`: a request to the chosen e-ID, remembered under its `state`.
///
/// PX-11: the person authenticates after the request arrived. `auth_time` has whole seconds (OIDC
/// Core §2), so the border is the second in which the login began, and what happened earlier in that
/// second passes. To use it an attacker would have to send the foreign request within the very
/// second of the person's login elsewhere at an e-ID that disregards `prompt=login`, in her browser;
/// and she is still asked what may leave. Rounding up would refuse whoever authenticates within that
/// second after the request: no human, but every scripted e-ID of the demo and of the measurements.
/// The nonce does not help: it proves that the token is new, not that the person was asked.
pub async fn go(app: &App, open: &mut HeldLogin) -> Result<Gone, Fault> {
    let current = app.current();
    let id = open.login.stage.eid().unwrap_or_default().to_owned();
    let links = link::wanted(&open.login).map(str::to_owned);
    let Some(upstream) = current.upstreams.get(&id) else {
        return Ok(Gone::Closed);
    };
    let eid = &upstream.settings;
    let Some(words) = words(app, &open.login, eid) else {
        return Ok(Gone::Closed);
    };
    let state = Handle::new(&app.env, open.flow.expires_ms());
    let wish = wish(app, open, upstream, &words)?;
    let begun = Instant::from_ms(open.login.begun_ms());
    let earliest = begun.minus(upstream.provider.skew);
    let expected = Expected {
        acr: ExpectedAcr::AnyOf(words.iter().map(|(word, _)| Acr::new(word)).collect()),
        auth_time: ExpectedAuthTime::NotBefore(earliest.seconds()),
    };
    let entropy = Entropy {
        state: state.as_str().to_owned(),
        nonce: app.env.bytes(),
        verifier: app.env.bytes(),
    };
    let ask = |login: &mut Login| login.ask_eid(&state);
    ask(&mut open.login.clone()).map_err(|_| too_many(open))?;
    let flow = open.flow.clone();
    let step = upstream.step_of(&flow, &app.env);
    let begin = match upstream.begin(&step, &wish, expected, &entropy).await {
        Ok(begin) => begin,
        Err(failure) => {
            // One of its share of requests all the same: each leaves a line in the trail.
            change(app, open, ask).await?.map_err(|_| too_many(open))?;
            return unavailable(app, open, &state, &id, &failure).await;
        }
    };
    let record = AtEid::new(open, (eid, links), begin.pending(), app.env.bytes())
        .ok_or_else(|| Fault::new(ErrorText::Internal, "not_serialisable").in_hand(open))?;
    let asked_for = app.records.together();
    let asked_for = asked_for.put(&state, &record, state.expires_ms())?;
    // Before the e-ID is called: of parallel requests none is called for that has no room.
    change_with(app, open, ask, Some(asked_for))
        .await?
        .map_err(|_| too_many(open))?;
    let url = match upstream.send(&step, begin).await {
        Ok(url) => url,
        Err(failure) => return unavailable(app, open, &state, &id, &failure).await,
    };
    let event = AuditEvent::EidAsked {
        login: open.flow.to_string(),
        eid: id,
    };
    app.audit.note(event).await?;
    Ok(Gone::There(url))
}

/// Nobody is sent there by this request, whose answer would be nobody's.
async fn unavailable(
    app: &App,
    open: &mut HeldLogin,
    state: &Handle,
    eid: &str,
    failure: &Failure,
) -> Result<Gone, Fault> {
    let gone = app.records.together().remove::<AtEid>(state);
    change_with(app, open, |login| login.not_asked(state), Some(gone)).await?;
    let reason = reason_of(failure);
    tracing::info!(eid, reason, inner = %failure, login = %open.flow.tag(), "an e-ID cannot be asked");
    let event = AuditEvent::EidUnavailable {
        login: open.flow.to_string(),
        eid: eid.to_owned(),
        reason: reason.to_owned(),
    };
    app.audit.note(event).await?;
    Ok(Gone::Down)
}

/// The stable reason code of a failure.
pub(in crate::flow) fn reason_of(failure: &Failure) -> &'static str {
    use oidc::{Error, Insufficient, Mismatch, Untrusted};
    match failure {
        Failure::Unavailable { reason, .. } => reason,
        Failure::Answer(error) => match error {
            Error::Refused { .. } => "refused_by_eid",
            Error::Insufficient(Insufficient::Acr) => "level_too_low",
            Error::Insufficient(Insufficient::AuthTime) => "old_authentication",
            Error::Insufficient(_) => "eid_lacks_ability",
            Error::Malformed(_) => "malformed",
            Error::Misconfigured(_) => "misconfigured",
            Error::Mismatch(Mismatch::Nonce) => "nonce",
            Error::Mismatch(Mismatch::Issuer) => "issuer",
            Error::Mismatch(Mismatch::Audience) => "audience",
            Error::Mismatch(Mismatch::State) => "state",
            Error::Mismatch(Mismatch::Subject) => "userinfo_subject",
            Error::Mismatch(Mismatch::RedirectUri) => "callback_of_another",
            Error::Mismatch(Mismatch::Expired { .. }) => "expired",
            Error::Mismatch(_) => "mismatch",
            Error::Untrusted(Untrusted::Algorithm) => "algorithm",
            Error::Untrusted(Untrusted::Key) => "unknown_key",
            Error::Untrusted(Untrusted::Signature) => "signature",
            Error::Untrusted(
                Untrusted::DiscoveredIssuer { .. } | Untrusted::DiscoveredEndpoint { .. },
            ) => "not_as_pinned",
            _ => "untrusted",
        },
    }
}

fn wish(app: &App, open: &HeldLogin, upstream: &Upstream, words: &Words) -> Result<Wish, Fault> {
    let provider = &upstream.provider;
    Ok(Wish {
        scope: provider.scopes.iter().map(String::as_str).collect(),
        acr_values: words.iter().map(|(word, _)| Acr::new(word)).collect(),
        prompt: Prompt::Shown {
            login: true,
            consent: false,
            select_account: false,
        },
        max_age: None,
        ui_locales: locales(open.login.language, &provider.languages)
            .into_iter()
            .collect(),
        response_mode: ResponseMode::default(),
        hints: hints(app, open, provider).map_err(|error| Fault {
            inner: Some(error.to_string()),
            ..Fault::new(ErrorText::Internal, "hint").in_hand(open)
        })?,
    })
}

/// The page's language first, then those that its readers understand; only what the e-ID has.
fn locales(language: Language, known: &[String]) -> Vec<String> {
    let also: &[&str] = match language {
        Language::Nb => &["no", "nn", "en"],
        Language::Nn | Language::Se => &["nb", "no", "en"],
        Language::En => &[],
        _ => &["en"],
    };
    let has = |tag: &str| known.is_empty() || known.iter().any(|known| known == tag);
    let wished = [language.tag()].into_iter().chain(also.iter().copied());
    let wished = wished.filter(|tag| has(tag));
    wished.map(str::to_owned).collect()
}

/// The e-ID's own parameters, filled in; one that asks for what this login does not have is left
/// out.
fn hints(
    app: &App,
    open: &HeldLogin,
    provider: &EidProvider,
) -> Result<Hints, oidc::Misconfigured> {
    let current = app.current();
    let login = &open.login;
    let (country, service) = match &login.ask.asker {
        Asker::Service { .. } => (
            None,
            current
                .asking(&login.ask)
                .map(|client| client.settings.name.clone()),
        ),
        Asker::Node {
            country,
            provider_name,
            ..
        } => (Some(country.as_str().to_owned()), provider_name.clone()),
    };
    let demo_person = demo_person(app, open).map(|person| format!("persona:{person}"));
    provider.hints(country.as_deref(), service.as_deref(), demo_person)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_eid_is_asked_only_for_languages_it_has() {
        let all: Vec<String> = ["nb", "nn", "en"].map(str::to_owned).to_vec();
        assert_eq!(locales(Language::Nn, &all), ["nn", "nb", "en"]);
        assert_eq!(locales(Language::Nn, &all[..1]), ["nb"]);
        assert_eq!(locales(Language::En, &all[..1]), [""; 0]);
        assert_eq!(locales(Language::En, &[]), ["en"]);
    }
}
