// SPDX-License-Identifier: EUPL-1.2
//! The national side of both stories: a person chooses a national e-ID and proves herself there.
//!
//! Read downward, hop by hop: [`eids`] and [`choose`], [`go`]; then [`super::callback`] takes the
//! e-ID's answer, and [`super::session`] shares it between national services. Who asks is in
//! [`Login::ask`]: a national service gets a code, a foreign connector's person is asked for
//! consent.
//!
//! No login rides on an old session of an e-ID: it is always asked to authenticate anew, and must
//! say that it did so after the request arrived (PX-11). Between national services the one session
//! is ours, with ends of its own ([`super::session`]); an e-ID's would outlive it.

use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use eidas::LevelOfAssurance;
use oidc::client::{Entropy, Expected, ExpectedAcr, ExpectedAuthTime, Hints, Pending, Wish};
use oidc::protocol::{Acr, Prompt, ResponseMode};
use serde::{Deserialize, Serialize};

use super::connector::{in_language, keep};
use super::{Fault, Open};
use crate::app::App;
use crate::ask::Asker;
use crate::audit::AuditEvent;
use crate::i18n::Language;
use crate::login::{LIFETIME_MS, Login, MOST_OUTSTANDING, Outstanding, Stage};
use crate::pages::{EidChoice, ErrorText, GreyedEid};
use crate::seal;
use crate::settings::{Access, EidSettings};
use crate::store::{Handle, Kind, Record, Secret};
use crate::upstream::{Failure, Upstream};

/// A request under way to a national e-ID, kept under its `state`. Taken by the answer.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct AtEid {
    /// The login it belongs to.
    pub flow: String,
    /// The e-ID asked.
    pub eid: String,
    /// Nonce, code verifier and expectation, sealed under the browser's secret.
    sealed: String,
}

impl Record for AtEid {
    const KIND: Kind = Kind::State;
    const VERSION: u8 = 1;
}

impl AtEid {
    fn new(open: &Open, eid: &EidSettings, pending: &Pending, nonce: [u8; 12]) -> Option<Self> {
        let plain = serde_json::to_vec(pending).ok()?;
        let sealed = seal::seal(&open.secret, Self::KIND, Self::VERSION, &plain, nonce);
        Some(Self {
            flow: open.flow.to_string(),
            eid: eid.id.as_str().to_owned(),
            sealed: STANDARD_NO_PAD.encode(sealed),
        })
    }

    /// What was remembered, for the browser that brings its secret. UP-01.
    pub(super) fn pending(&self, secret: &Secret) -> Option<Pending> {
        let sealed = STANDARD_NO_PAD.decode(&self.sealed).ok()?;
        let plain = seal::open(secret, Self::KIND, Self::VERSION, &sealed)?;
        serde_json::from_slice(&plain).ok()
    }
}

/// An e-ID's words for levels that will do, lowest first, each with what it counts as.
pub(super) type Words = Vec<(String, LevelOfAssurance)>;

/// Why an e-ID cannot be asked now.
enum Unusable {
    /// It does not stand on this login's page at all.
    NotShown,
    Greyed(GreyedEid),
}

/// The e-ID's words that will do for this login; the same rule for the page, for what the browser
/// sends and for the answer, so that a tampered form chooses nothing that the page would not offer
/// and a suspension counts in mid-flow.
pub(super) fn words(app: &App, login: &Login, eid: &EidSettings) -> Option<Words> {
    usable(app, login, eid).ok().map(|(words, _)| words)
}

fn usable(app: &App, login: &Login, eid: &EidSettings) -> Result<(Words, bool), Unusable> {
    let access = match &login.ask.asker {
        Asker::Service { .. } => app.at_home(eid),
        Asker::Node {
            eids,
            without_terms,
            ..
        } => {
            let named = |list: &[String]| list.iter().any(|id| id == eid.id.as_str());
            match app.abroad(eid) {
                access if named(eids) => access,
                Access::NotOffered => return Err(Unusable::NotShown),
                // Said before any other reason: it stays true however long the person waits.
                _ if named(without_terms) => return Err(Unusable::Greyed(GreyedEid::NoTerms)),
                _ => return Err(Unusable::NotShown),
            }
        }
    };
    let level = login.ask.levels.national.ok_or(Unusable::NotShown)?;
    let greyed = |why| Err(Unusable::Greyed(why));
    match access {
        Access::Open { acr, unnotified } => {
            let words: Words = acr.into_iter().filter(|(_, is)| *is >= level).collect();
            if words.is_empty() {
                return greyed(GreyedEid::Level);
            }
            Ok((words, unnotified))
        }
        Access::NotOffered => Err(Unusable::NotShown),
        Access::Planned => greyed(GreyedEid::Planned),
        Access::PreNotified => greyed(GreyedEid::PreNotified),
        Access::Suspended(suspension) => greyed(GreyedEid::Suspended(in_language(
            &suspension.text,
            login.language,
        ))),
    }
}

/// `GET /choose`: every national e-ID that this login could use, and why some cannot be chosen.
pub fn eids(app: &App, login: &Login) -> Vec<EidChoice> {
    let current = app.current();
    let now_ms = app.env.now_ms();
    let choice = |eid: &Arc<EidSettings>| {
        let (greyed, unnotified) = match usable(app, login, eid) {
            Ok((_, unnotified)) => {
                let upstream = current.upstreams.get(eid.id.as_str());
                let down = upstream.is_none_or(|upstream| upstream.breaker.is_open(now_ms));
                (down.then_some(GreyedEid::Unavailable), unnotified)
            }
            Err(Unusable::Greyed(why)) => (Some(why), false),
            Err(Unusable::NotShown) => return None,
        };
        let words = |text: &crate::settings::Text| in_language(text, login.language);
        Some(EidChoice {
            value: eid.id.as_str().to_owned(),
            name: words(&eid.name),
            logo: eid.logo.as_ref().map(|logo| format!("/logo/{}", logo.name)),
            description: eid.description.as_ref().map(words),
            outage: eid.outage.as_ref().map(words),
            unnotified,
            greyed,
        })
    };
    current.settings.eids.iter().filter_map(choice).collect()
}

/// The operator's words about an e-ID that is closed.
pub fn closed(app: &App, login: &Login, id: &str) -> Option<String> {
    let current = app.current();
    match usable(app, login, current.settings.eid(id)?) {
        Err(Unusable::Greyed(GreyedEid::Suspended(text))) => Some(text),
        _ => None,
    }
}

/// Whether some national e-ID of the configuration could ever reach this level for a service.
pub(super) fn reached_by_any(app: &App, level: LevelOfAssurance) -> bool {
    let current = app.current();
    let mut eids = current.settings.eids.iter();
    eids.any(|eid| eid.national && eid.acr.iter().any(|(_, reached)| *reached >= level))
}

/// `POST /choose`: the choice. `false` when that e-ID cannot be chosen: the page again.
pub async fn choose(app: &App, open: &mut Open, id: &str) -> Result<bool, Fault> {
    let offered = eids(app, &open.login);
    let selectable = |eid: &EidChoice| eid.value == id && eid.greyed.is_none();
    if !offered.iter().any(selectable) {
        return Ok(false);
    }
    open.login.stage = Stage::AtEid { eid: id.to_owned() };
    keep(app, open).await?;
    Ok(true)
}

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
pub async fn go(app: &App, open: &mut Open) -> Result<Gone, Fault> {
    let current = app.current();
    let id = open.login.stage.eid().unwrap_or_default().to_owned();
    let Some(upstream) = current.upstreams.get(&id) else {
        return Ok(Gone::Closed);
    };
    let eid = &upstream.settings;
    let Some(words) = words(app, &open.login, eid) else {
        return Ok(Gone::Closed);
    };
    let state = Handle::new(&app.env, open.flow.expires_ms());
    let wish = wish(app, open, upstream, &words)?;
    let begun_ms = open.login.expires_ms - LIFETIME_MS;
    let expected = Expected {
        acr: ExpectedAcr::AnyOf(words.iter().map(|(word, _)| Acr::new(word)).collect()),
        auth_time: ExpectedAuthTime::NotBefore(begun_ms.div_euclid(1000)),
    };
    let entropy = Entropy {
        state: state.as_str().to_owned(),
        nonce: app.env.bytes(),
        verifier: app.env.bytes(),
    };
    let asked = match upstream.begin(&wish, expected, &entropy, &app.env).await {
        Ok(asked) => asked,
        Err(failure) => return unavailable(app, open, &id, &failure).await,
    };
    let record = AtEid::new(open, eid, &asked.pending, app.env.bytes())
        .ok_or_else(|| Fault::new(ErrorText::Internal, "not_serialisable").in_hand(open))?;
    app.records.put(&state, &record, state.expires_ms()).await?;
    outstanding(app, open, &state).await?;
    keep(app, open).await?;
    let event = AuditEvent::EidAsked {
        login: open.flow.to_string(),
        eid: id,
    };
    app.audit.note(event).await?;
    Ok(Gone::There(asked.url))
}

async fn unavailable(app: &App, open: &Open, eid: &str, failure: &Failure) -> Result<Gone, Fault> {
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
pub(super) fn reason_of(failure: &Failure) -> &'static str {
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

fn wish(app: &App, open: &Open, upstream: &Upstream, words: &Words) -> Result<Wish, Fault> {
    let eid = &upstream.settings;
    Ok(Wish {
        scope: eid.scopes.iter().map(String::as_str).collect(),
        acr_values: words.iter().map(|(word, _)| Acr::new(word)).collect(),
        prompt: Prompt::Shown {
            login: true,
            consent: false,
            select_account: false,
        },
        max_age: None,
        ui_locales: locales(open.login.language, &eid.languages)
            .into_iter()
            .collect(),
        response_mode: ResponseMode::default(),
        hints: hints(app, &open.login, eid).map_err(|error| Fault {
            inner: Some(error.to_string()),
            ..Fault::new(ErrorText::Internal, "hint").in_hand(open)
        })?,
    })
}

/// The page's language first, then those that its readers understand; only what the e-ID has.
fn locales(language: Language, known: &[String]) -> Vec<String> {
    let wished: &[&str] = match language {
        Language::Nb => &["nb", "no", "nn", "en"],
        Language::Nn => &["nn", "nb", "no", "en"],
        Language::En => &["en"],
    };
    let has = |tag: &str| known.is_empty() || known.iter().any(|known| known == tag);
    let wished = wished.iter().filter(|tag| has(tag));
    wished.map(|tag| (*tag).to_owned()).collect()
}

/// The e-ID's own parameters, filled in; one that asks for what this login does not have is left
/// out.
fn hints(app: &App, login: &Login, eid: &EidSettings) -> Result<Hints, oidc::Misconfigured> {
    let current = app.current();
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
    let filled = eid.parameters.iter().filter_map(|(name, value)| {
        let value = replaced(value, "{country}", country.as_deref())?;
        let value = replaced(&value, "{service}", service.as_deref())?;
        Some((name.clone(), value))
    });
    Hints::new(filled)
}

/// A hint is a line of text; a foreign service's name may hold more than that.
const LONGEST_HINT: usize = 128;

fn replaced(value: &str, place: &str, with: Option<&str>) -> Option<String> {
    if !value.contains(place) {
        return Some(value.to_owned());
    }
    let plain = with?.chars().filter(|c| !c.is_control());
    let plain: String = plain.take(LONGEST_HINT).collect();
    (!plain.is_empty()).then(|| value.replace(place, &plain))
}

/// Notes one more request under way, and lets the oldest go when there are too many.
async fn outstanding(app: &App, open: &mut Open, request: &Handle) -> Result<(), Fault> {
    open.login.outstanding.push(request.to_string());
    if open.login.outstanding.len() > MOST_OUTSTANDING {
        let oldest = open.login.outstanding.remove(0);
        if let Some(oldest) = Handle::parse(&oldest) {
            app.records.remove::<Outstanding>(&oldest).await?;
            app.records.remove::<AtEid>(&oldest).await?;
        }
    }
    Ok(())
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

    #[test]
    fn a_hint_without_its_value_is_left_out() {
        assert_eq!(replaced("x", "{country}", None).as_deref(), Some("x"));
        assert_eq!(replaced("{country}", "{country}", None), None);
        let long = "a\n".repeat(200);
        let filled = replaced("<{service}>", "{service}", Some(&long)).unwrap();
        assert_eq!(filled, format!("<{}>", "a".repeat(128)));
    }
}
