// SPDX-License-Identifier: EUPL-1.2
//! The browser itself finds a wallet, on its device or another one: the Digital Credentials API, with
//! OpenID4VP (A) and `org-iso-mdoc` (18013-7 Annex C, all that iPhones know). ADR 16.
//!
//! What is asked is derived from the browser's secret and kept nowhere; the answer comes with that
//! secret, from our own page, so it is taken in the same step as it is verified. It is bound to our
//! origin, to the page's own nonce and to the page's own key, of which each protocol has its own.

use serde_json::{Value, json};
use store::Handle;
use wallet::dcql::Format;
use wallet::iso_mdoc::{self, Exchange, Retained};
use wallet::request::{LONGEST_LIFE, Reply, Request};
use wallet::response::VpToken;
use wallet::session_transcript::EncryptedTo;
use wallet::{
    Error, Expected, ExpectedIsoMdoc, Malformed, Misconfigured, Recipient, VerifiedPresentation,
    verify, verify_iso_mdoc,
};

use super::ask::{access, at_wallet};
use super::receive::{has_failed, is_short_enough, judged, lay_down, not_taken, unusable};
use super::record::{ANSWER_MS, WalletRequest};
use super::take::answer;
use crate::app::App;
use crate::flow::end::answer::Answer;
use crate::flow::{Fault, HeldLogin};
use crate::login::{AtWallet, Came, Device, Unusable};
use crate::settings::{DcApi, Settings, WalletAccess};
use crate::visit::{Visit, field};

/// What came of an answer that the page posted.
pub enum Shown {
    /// The end of the login, or its next page.
    Answer(Answer),
    /// The wallet can do nothing with what was asked: the page again, with its link and its code.
    Failed,
    /// It was not taken: the same.
    NotTaken(Option<Unusable>),
    /// It was a "no": the same.
    Refused,
}

/// `GET /wallet/dc_api`: the `requests` of `navigator.credentials.get`, one for each protocol of the
/// configuration; the same nonces and keys each time. Empty where the page asks no more, or has asked too
/// often: its link and its code are still there.
pub async fn requests(app: &App, open: &HeldLogin) -> Result<Value, Fault> {
    let settings = app.settings();
    let mut requests = Vec::new();
    if let Some((at, link)) = asks(open)
        && app.env.now_ms() < link.expires_ms()
        && at.came == Came::Nothing
        && app
            .wallet_shares
            .of_page
            .take(open.flow.as_str(), app.env.now_ms())
        && let Some(access) = access(&settings, open)
    {
        let origin = settings.issuer.origin().ascii_serialization();
        for protocol in &access.dc_api {
            let data = request(app, open, &link, access, *protocol, &origin);
            let data = data.map_err(|error| Fault {
                inner: Some(error.to_string()),
                ..Fault::new(pages::ErrorText::Internal, "wallet_request").in_hand(open)
            })?;
            let named = |data| json!({ "protocol": protocol.protocol(), "data": data });
            requests.extend(data.map(named));
        }
    }
    Ok(json!({ "requests": requests }))
}

/// The page that asks, and its link, whose time is its own.
fn asks(open: &HeldLogin) -> Option<(AtWallet, Handle)> {
    let at = at_wallet(&open.login)?;
    Some((at.clone(), Handle::parse(&at.link)?))
}

fn of_page(
    open: &HeldLogin,
    link: &Handle,
    access: &WalletAccess,
    protocol: DcApi,
) -> Result<WalletRequest, Error> {
    let client = open.login.ask.client_id().unwrap_or_default();
    let asked_as = (client, access.client_id.as_str());
    let browser = (&open.flow, &open.secret);
    let request = WalletRequest::of_browser(protocol.protocol(), link, browser, asked_as);
    request.ok_or_else(|| Misconfigured::Key.into())
}

/// The `data` of one protocol; none where it cannot ask for what is asked.
fn request(
    app: &App,
    open: &HeldLogin,
    link: &Handle,
    access: &WalletAccess,
    protocol: DcApi,
    origin: &str,
) -> Result<Option<Value>, Error> {
    let kept = of_page(open, link, access, protocol)?;
    if protocol == DcApi::OrgIsoMdoc {
        let mut credentials = access.query.credentials().iter();
        let mdoc = credentials.find(|query| matches!(query.format(), Format::Mdoc { .. }));
        let Some(mdoc) = mdoc else {
            return Ok(None);
        };
        let (key, nonce) = kept.hpke().ok_or(Misconfigured::Key)?;
        let (nonce, key) = (&nonce, &key);
        let exchange = Exchange { nonce, key, origin };
        // The service that she logs in to keeps who it was.
        let (right, reader) = (access.registration_info(), &access.certificate);
        let asked = exchange.device_request(mdoc, Retained::Yes, right, reader)?;
        let info = exchange.encryption_info();
        return Ok(Some(
            json!({ "deviceRequest": asked, "encryptionInfo": info }),
        ));
    }
    let key = kept.key().ok_or(Misconfigured::Key)?;
    let request = Request {
        client_id: &kept.client_id,
        nonce: &kept.nonce,
        query: &access.query,
        registration: access.registration_info(),
        reply: Reply::DcApiJwt {
            origins: &[origin.to_owned()],
            key: &key,
        },
        lifetime: LONGEST_LIFE,
    };
    Ok(Some(match protocol {
        DcApi::Unsigned => request.unsigned()?,
        _ => json!({ "request": request.sign(&access.certificate, None, app.env.now_s())? }),
    }))
}

/// `POST /wallet` `action=presented`: what the browser got, with the protocol that it got it by.
pub async fn presented(
    app: &App,
    visit: &Visit,
    open: &HeldLogin,
    form: &[(String, String)],
) -> Result<Shown, Fault> {
    let settings = app.settings();
    let invalid = |reason| Fault::new(pages::ErrorText::RequestInvalid, reason).in_hand(open);
    let access = access(&settings, open).ok_or_else(|| invalid("wallet_closed"))?;
    // Attack WV-13: by a protocol that was not offered.
    let named = |protocol: &&DcApi| protocol.protocol() == field(form, "protocol");
    let protocol = access.dc_api.iter().find(named);
    let protocol = *protocol.ok_or_else(|| invalid("unknown_protocol"))?;
    let (shares, now_ms) = (&app.wallet_shares.of_page, app.env.now_ms());
    let asks = asks(open).filter(|(_, link)| now_ms < link.expires_ms() + ANSWER_MS);
    let Some((_, link)) = asks else {
        return Ok(Shown::NotTaken(None));
    };
    if !shares.take(open.flow.as_str(), now_ms) {
        let text = pages::ErrorText::TooManyAttempts;
        return Err(Fault::new(text, "too_many_requests").in_hand(open));
    }
    let request = of_page(open, &link, access, protocol);
    let request = request.map_err(|_| invalid("wallet_request"))?;
    let data = field(form, "data").as_bytes();
    let verified = verified(app, &settings, access, &request, protocol, data).await;
    let name = match verified {
        Ok(verified) => lay_down(app, &request, verified, visit.caller).await?,
        Err(error) => {
            not_taken(app, &request, &error, visit.caller).await?;
            return Ok(match error {
                Error::Refused(why) if has_failed(&why) => Shown::Failed,
                Error::Refused(_) => Shown::Refused,
                error => Shown::NotTaken(unusable(&error)),
            });
        }
    };
    Ok(match name {
        Some(name) => Shown::Answer(answer(app, name.as_str(), Device::Browser, visit).await?),
        None => Shown::NotTaken(None),
    })
}

/// The presentation, if it answers this page's request by this protocol, at our origin.
async fn verified(
    app: &App,
    settings: &Settings,
    access: &WalletAccess,
    request: &WalletRequest,
    protocol: DcApi,
    data: &[u8],
) -> Result<VerifiedPresentation, Error> {
    let closed = || Error::from(Misconfigured::Key);
    if !is_short_enough(settings, data.len()) {
        return Err(Malformed::TooLarge.into());
    }
    let status = settings.wallet.as_ref().ok_or_else(closed)?.status;
    let origin = settings.issuer.origin().ascii_serialization();
    let (query, origin) = (&access.query, origin.as_str());
    if protocol == DcApi::OrgIsoMdoc {
        let (key, nonce) = request.hpke().ok_or_else(closed)?;
        let mut credentials = query.credentials().iter();
        let mdoc = credentials.find(|query| matches!(query.format(), Format::Mdoc { .. }));
        let expected = ExpectedIsoMdoc {
            query,
            credential: mdoc.ok_or_else(closed)?.id(),
            exchange: Exchange {
                nonce: &nonce,
                key: &key,
                origin,
            },
            status,
        };
        let response = iso_mdoc::response(data)?;
        return judged(app, |anchors, statuses, now| {
            verify_iso_mdoc(&response, &expected, anchors, statuses, now)
        })
        .await;
    }
    let key = request.key().ok_or_else(closed)?;
    let token = VpToken::of_dc_api_jwt(data, &key)?;
    let expected = Expected {
        query,
        nonce: &request.nonce,
        recipient: Recipient::Origin {
            origin,
            encrypted_to: EncryptedTo::Ours(&key),
        },
        status,
    };
    judged(app, |anchors, statuses, now| {
        verify(&token, &expected, anchors, statuses, now)
    })
    .await
}
