// SPDX-License-Identifier: EUPL-1.2
//! `POST /wallet/response/{name}`: what a wallet presents. OpenID4VP §8.2.
//!
//! Verified first, then taken: whoever knows the request may post, and what does not stand the test
//! closes nothing (attack WV-06). What does is sealed to the browser, and laid down for it.

use std::sync::Arc;

use store::{Handle, Secret};
use wallet::response::VpToken;
use wallet::session_transcript::EncryptedTo;
use wallet::status::Statuses;
use wallet::trust::{Anchors, PidIssuance};
use wallet::{
    Error, Expected, Malformed, Mismatch, Recipient, Refused, Untrusted, VerifiedPresentation,
    WalletError, verify,
};

use super::ask::{asked_as, response_uri};
use super::record::{Presented, TAKE_CODE_MS, TAKE_LINK_MS, WalletRequest};
use crate::app::App;
use crate::audit::AuditEvent;
use crate::caller::Caller;
use crate::citizen::PidProvider;
use crate::flow::Fault;
use crate::login::{Came, Device, Login, Unusable, find};
use crate::settings::{Settings, WalletResponse};

/// Most octets of an answer. A wallet of npm answers what is asked for in 4 kB, in both formats. A PID without
/// portrait, which nobody here asks for, has at most 20 kB, an mdoc with four certificates being the longest; written
/// as base64url in the VP Token and once more in the JWE it has 36 kB, and one with 300 disclosures some 50 kB: whoever
/// has such a card is not turned away. Attack WV-06: whatever begins as an answer has to be decrypted before it is
/// known to be none, which costs as much as it is long.
const LONGEST: usize = 64 * 1024;
/// The same of a conformance suite's credentials, which may have a portrait.
const LONGEST_OF_SUITE: usize = 256 * 1024;

/// Whether an answer of so many octets is read.
pub(super) fn is_short_enough(settings: &Settings, octets: usize) -> bool {
    let suite = settings
        .wallet
        .as_ref()
        .and_then(|wallet| wallet.suite.as_ref());
    octets <= suite.map_or(LONGEST, |_| LONGEST_OF_SUITE)
}

/// What the wallet is told.
#[derive(Debug, PartialEq, Eq)]
pub enum Said {
    /// Taken, or its "no" was heard. A wallet on the browser's device sends it there; one elsewhere
    /// has nothing to open.
    Taken {
        /// `redirect_uri`, with the response code if there is an answer to take. OpenID4VP §8.2.
        redirect_uri: Option<String>,
    },
    /// Not taken: a bare 400. Attack: an answer that tells what to try next.
    Refused,
}

/// Takes an answer.
pub async fn receive(app: &App, name: &str, body: &[u8], caller: Caller) -> Result<Said, Fault> {
    let Some(name) = Secret::parse(name) else {
        return Ok(Said::Refused);
    };
    let Some(request) = app.records.get_sealed::<WalletRequest>(&name).await? else {
        return Ok(Said::Refused);
    };
    let (shares, now_ms) = (&app.wallet_shares.of_request, app.env.now_ms());
    if !shares.take(&request.id, caller, now_ms) {
        app.metrics.presentation("too_many_answers");
        return Ok(Said::Refused);
    }
    let said = looked_at(app, &name, &request, body, caller).await?;
    // Whatever else it was, good or a "no" that came too late, it cost as much as one that is none.
    if said != Said::Refused {
        shares.give_back(&request.id, caller, now_ms);
    }
    Ok(said)
}

async fn looked_at(
    app: &App,
    name: &Secret,
    request: &WalletRequest,
    body: &[u8],
    caller: Caller,
) -> Result<Said, Fault> {
    let verified = match verified(app, name, request, body).await {
        Ok(verified) => verified,
        Err(Error::Refused(why)) => return refused_there(app, request, &why, caller).await,
        Err(error) => {
            not_taken(app, request, &error, caller).await?;
            return Ok(Said::Refused);
        }
    };
    let laid_down = lay_down(app, request, verified, caller).await?;
    Ok(match laid_down {
        Some(name) => {
            let path = format!("/wallet/return?flow={}&code={name}", request.flow);
            taken(app, request, &path)
        }
        None => Said::Refused,
    })
}

/// Whether a long body may be an answer to a request that waits, by its first octets: asked before
/// the rest is read. Attack WV-06: whoever knows no request, or cannot begin an answer to it, has us
/// read no more than a page's form. `octets`: how many it has, if that was said.
pub async fn may_be_answer(
    app: &App,
    name: &str,
    (beginning, octets): (&[u8], Option<usize>),
    caller: Caller,
) -> Result<bool, Fault> {
    let Some(name) = Secret::parse(name) else {
        return Ok(false);
    };
    let Some(request) = app.records.get_sealed::<WalletRequest>(&name).await? else {
        return Ok(false);
    };
    let (shares, now_ms) = (&app.wallet_shares.of_request, app.env.now_ms());
    if !shares.has(&request.id, caller, now_ms) {
        app.metrics.presentation("too_many_answers");
        return Ok(false);
    }
    let settings = app.settings();
    let short = is_short_enough(&settings, octets.unwrap_or_default());
    let begins = asked_as(&settings, &request)
        .zip(request.key())
        .ok_or_else(|| Error::from(wallet::Misconfigured::Key))
        .and_then(|asked| match short {
            true => Ok(asked),
            false => Err(Malformed::TooLarge.into()),
        })
        .and_then(|(access, key)| match access.response {
            WalletResponse::DirectPost => VpToken::begins_direct_post(beginning),
            WalletResponse::DirectPostJwt => VpToken::begins_direct_post_jwt(beginning, &key),
        });
    match begins {
        // Its share is taken when all of it is there.
        Ok(()) => Ok(true),
        Err(error) => {
            shares.take(&request.id, caller, now_ms);
            not_taken(app, &request, &error, caller).await?;
            Ok(false)
        }
    }
}

/// The presentation, if it is one that answers this request, now.
async fn verified(
    app: &App,
    name: &Secret,
    request: &WalletRequest,
    body: &[u8],
) -> Result<VerifiedPresentation, Error> {
    let settings = app.settings();
    let closed = || Error::from(wallet::Misconfigured::Key);
    if !is_short_enough(&settings, body.len()) {
        return Err(Malformed::TooLarge.into());
    }
    let wallet = settings.wallet.as_ref().ok_or_else(closed)?;
    let access = asked_as(&settings, request).ok_or_else(closed)?;
    let key = request.key().ok_or_else(closed)?;
    let (token, encrypted_to) = match access.response {
        WalletResponse::DirectPost => {
            let token = VpToken::of_direct_post(body, &request.id)?;
            (token, EncryptedTo::Nobody)
        }
        WalletResponse::DirectPostJwt => {
            let token = VpToken::of_direct_post_jwt(body, &key, &request.id)?;
            (token, EncryptedTo::Ours(&key))
        }
    };
    let expected = Expected {
        query: &access.query,
        nonce: &request.nonce,
        recipient: Recipient::Verifier {
            client_id: &request.client_id,
            response_uri: &response_uri(app, name),
            encrypted_to,
        },
        status: wallet.status,
    };
    judged(app, |anchors, statuses, now| {
        verify(&token, &expected, anchors, statuses, now)
    })
    .await
}

/// By who is believed and what is revoked, now. A list of revocations that is not held is fetched,
/// since a provider that is believed named it.
pub(super) async fn judged(
    app: &App,
    judge: impl Fn(&Anchors<PidIssuance>, &Statuses, i64) -> Result<VerifiedPresentation, Error>,
) -> Result<VerifiedPresentation, Error> {
    let judge = |held: &Statuses| judge(&app.lists.issuers(), held, app.env.now_s());
    let before = app.statuses.held();
    let refused = match judge(&before) {
        Err(Error::Untrusted(why)) => why,
        outcome => return outcome,
    };
    match &refused {
        Untrusted::StatusUnknown { uri } => {
            app.statuses.fetch(uri, &app.lists.revokers()).await;
        }
        // A list grows while it is held: one that gives out PIDs by the day would shut out those of today.
        Untrusted::StatusIndex { uri } => {
            app.statuses.fetch_anew(uri, &app.lists.revokers()).await;
        }
        _ => return Err(refused.into()),
    }
    let held = app.statuses.held();
    // Attack WV-06: a genuine card whose list cannot be had, again and again. By the same lists it is as it was, and two
    // signatures need not be verified once more to know.
    match Arc::ptr_eq(&before, &held) {
        true => Err(refused.into()),
        false => judge(&held),
    }
}

/// One winner: the first answer that was verified, to either of the two requests or by the browser
/// itself. Attack WV-01: what else was asked is closed with it. `None`: another one came before.
pub(super) async fn lay_down(
    app: &App,
    request: &WalletRequest,
    verified: VerifiedPresentation,
    caller: Caller,
) -> Result<Option<Handle>, Fault> {
    let Some(provider) = PidProvider::of(verified.provenance()) else {
        note(app, request, "provider_unknown", caller).await?;
        return Ok(None);
    };
    let event = AuditEvent::PresentationVerified {
        login: request.flow.clone(),
        country: provider.country.as_str().to_owned(),
        provider: provider.provider.clone(),
        credential: verified.credential_type().to_owned(),
        device: match request.device {
            Device::This => "this",
            Device::Other => "other",
            Device::Browser => "browser",
        },
    };
    let presented = Presented::of(verified.into_pid(), provider, app.env.now_s());
    let lives_ms = match request.device {
        Device::This | Device::Browser => TAKE_LINK_MS,
        Device::Other => TAKE_CODE_MS,
    };
    let until_ms = app.env.now_ms() + lives_ms;
    let name = Handle::new(&app.env, until_ms);
    let came = Came::Answer {
        name: name.to_string(),
        device: request.device,
    };
    let waiting = waiting(app, request).await?;
    // Who comes second is not even sealed.
    let waiting = waiting.filter(|(_, login)| login.clone().came(&request.id, &came));
    let Some((flow, login)) = waiting else {
        note(app, request, "already_answered", caller).await?;
        return Ok(None);
    };
    let Some(answer) = request.seal(&app.records, &presented) else {
        note(app, request, "wallet_key", caller).await?;
        return Ok(None);
    };
    let with = app.records.together().put(&name, &answer, until_ms)?;
    let (ends_ms, won) = (flow.expires_ms(), |login: &mut Login| {
        login.came(&request.id, &came)
    });
    let changed = app
        .records
        .change_known_with(&flow, &login, |_| ends_ms, won, Some(with))
        .await?;
    if !changed.is_some_and(|(won, _)| won) {
        app.records
            .remove::<super::record::WalletAnswer>(&name)
            .await?;
        note(app, request, "already_answered", caller).await?;
        return Ok(None);
    }
    app.metrics.presentation("verified");
    app.audit.note(event).await?;
    Ok(Some(name))
}

/// HAIP §5.1: the wallet on this device gets a `redirect_uri`. One elsewhere gets none, since its browser
/// has nothing to do with the login; but a suite cannot tell and demands one, so it gets a page that
/// says nothing of the login.
fn taken(app: &App, request: &WalletRequest, path: &str) -> Said {
    let settings = app.settings();
    let is_for_suite = || settings.wallet.as_ref().is_some_and(|w| w.suite.is_some());
    Said::Taken {
        redirect_uri: match request.device {
            Device::This => Some(settings.address(path)),
            Device::Other => is_for_suite().then(|| settings.address("/session")),
            Device::Browser => None,
        },
    }
}

async fn came_to(app: &App, request: &WalletRequest, came: &Came) -> Result<bool, Fault> {
    change_waiting(app, request, |login| login.came(&request.id, came)).await
}

/// The login of a request, while it waits.
async fn waiting(app: &App, request: &WalletRequest) -> Result<Option<(Handle, Login)>, Fault> {
    let Some(flow) = Handle::parse(&request.flow) else {
        return Ok(None);
    };
    let login = find(&app.records, &flow).await?;
    let login = login.filter(|login| login.is_waiting(app.env.now_ms()));
    Ok(login.map(|login| (flow, login)))
}

/// Changes the login of a request while it waits; `false` when it does not, or nothing is new.
async fn change_waiting(
    app: &App,
    request: &WalletRequest,
    change: impl FnMut(&mut Login) -> bool,
) -> Result<bool, Fault> {
    let Some((flow, login)) = waiting(app, request).await? else {
        return Ok(false);
    };
    let (until_ms, records) = (flow.expires_ms(), &app.records);
    let changed = records
        .change_known(&flow, &login, |_| until_ms, change)
        .await?;
    Ok(changed.is_some_and(|(won, _)| won))
}

/// Attack WV-05: whoever saw the code posts a "no". It ends no login: the requests are closed, and
/// the page offers new ones.
async fn refused_there(
    app: &App,
    request: &WalletRequest,
    why: &Refused,
    caller: Caller,
) -> Result<Said, Fault> {
    let came = match has_failed(why) {
        true => Came::Failed,
        false => Came::No,
    };
    if !came_to(app, request, &came).await? {
        return Ok(Said::Refused);
    }
    let reason = reason_of_no(why);
    if app.logs(caller) {
        tracing::info!(reason, inner = %why, "a wallet presented nothing");
    }
    note(app, request, reason, caller).await?;
    let path = format!("/wallet?flow={}", request.flow);
    Ok(taken(app, request, &path))
}

/// Writes down why. Of a card that its provider made unusable the page that waits is told; nothing
/// else changes (attack WV-06).
pub(super) async fn not_taken(
    app: &App,
    request: &WalletRequest,
    error: &Error,
    caller: Caller,
) -> Result<(), Fault> {
    let reason = reason_of(error);
    if app.logs(caller) {
        tracing::info!(reason, inner = %error, "a presentation was refused");
    }
    if let (Some(why), true) = (unusable(error), request.device != Device::Browser) {
        change_waiting(app, request, |login| login.shown_unusable(&request.id, why)).await?;
    }
    note(app, request, reason, caller).await
}

/// Whether it is the card that is at fault.
pub(super) fn unusable(error: &Error) -> Option<Unusable> {
    match error {
        Error::Mismatch(Mismatch::Expired { .. }) => Some(Unusable::Expired),
        Error::Mismatch(Mismatch::Revoked | Mismatch::Suspended) => Some(Unusable::Revoked),
        _ => None,
    }
}

async fn note(
    app: &App,
    request: &WalletRequest,
    reason: &'static str,
    caller: Caller,
) -> Result<(), Fault> {
    app.metrics.presentation(reason);
    let event = AuditEvent::PresentationRefused {
        login: request.flow.clone(),
        reason,
    };
    app.note_refusal(caller, event).await?;
    Ok(())
}

/// Whether a wallet presents nothing because it can do nothing with our request: else it is by its person's word, or
/// for want of a card, which it does not tell apart. OpenID4VP §8.5; 18013-5 §8.3.2.1.2.3, where each status but 0 is an
/// error.
pub(super) const fn has_failed(why: &Refused) -> bool {
    match why {
        Refused::Wallet(error) => !matches!(error, WalletError::AccessDenied),
        Refused::DeviceResponse { .. } => true,
        _ => false,
    }
}

const fn reason_of_no(why: &Refused) -> &'static str {
    match has_failed(why) {
        true => "wallet_error",
        false => "refused_in_wallet",
    }
}

/// The stable reason code: by whose fault, and the rule where an operator can do something.
fn reason_of(error: &Error) -> &'static str {
    match error {
        Error::Insufficient(_) => "claims_missing",
        Error::Malformed(_) => "malformed",
        Error::Refused(why) => reason_of_no(why),
        Error::Misconfigured(_) => "misconfigured",
        Error::Mismatch(Mismatch::Expired { .. }) => "credential_expired",
        Error::Mismatch(Mismatch::Revoked) => "credential_revoked",
        Error::Mismatch(Mismatch::Suspended) => "credential_suspended",
        Error::Mismatch(Mismatch::IssuingCountry { .. }) => "issuing_country",
        Error::Mismatch(Mismatch::NoStatus) => "status_missing",
        Error::Mismatch(Mismatch::NotYet { .. }) => "credential_not_yet_valid",
        Error::Mismatch(Mismatch::ProofNotYet { .. }) => "proof_from_future",
        Error::Mismatch(Mismatch::ProofTooOld { .. }) => "proof_too_old",
        Error::Mismatch(_) => "not_our_request",
        Error::Untrusted(Untrusted::StatusIndex { .. }) => "status_index",
        Error::Untrusted(Untrusted::StatusUnknown { .. }) => "status_unknown",
        Error::Untrusted(Untrusted::ListExpired { .. }) => "list_expired",
        Error::Untrusted(Untrusted::UnknownIssuer) => "issuer_on_no_list",
        Error::Untrusted(_) => "untrusted",
        _ => "refused",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// An operator tells a clock, and a provider's mistake, from an answer to somebody else.
    #[test]
    fn what_is_no_attack_has_a_reason_of_its_own() {
        let (from, now, uri) = (2, 1, "https://a.example".to_owned());
        for (error, reason) in [
            (Mismatch::NoStatus.into(), "status_missing"),
            (
                Mismatch::NotYet { from, now }.into(),
                "credential_not_yet_valid",
            ),
            (
                Mismatch::ProofNotYet { from, now }.into(),
                "proof_from_future",
            ),
            (
                Mismatch::ProofTooOld { iat: 0, now }.into(),
                "proof_too_old",
            ),
            (Mismatch::Nonce.into(), "not_our_request"),
            (
                Untrusted::StatusIndex { uri: uri.clone() }.into(),
                "status_index",
            ),
            (Untrusted::StatusUnknown { uri }.into(), "status_unknown"),
            (Untrusted::HolderSignature.into(), "untrusted"),
        ] {
            assert_eq!(reason_of(&error), reason, "{error}");
        }
    }
}
