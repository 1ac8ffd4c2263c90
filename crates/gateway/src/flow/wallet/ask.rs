// SPDX-License-Identifier: EUPL-1.2
//! The choice, the two requests, the page that shows them, and the request object.

use eidas::{CountryCode, LevelOfAssurance};
use pages::i18n::Language;
use pages::{EidChoice, ErrorText, GreyedEid};
use store::{Handle, Secret, absent};
use wallet::request::{LONGEST_LIFE, Reply, Request, WalletNonce, link};

use super::record::{ANSWER_MS, CODE_MS, LINK_MS, WalletRequest};
use crate::app::App;
use crate::audit::AuditEvent;
use crate::flow::{Fault, HeldLogin, change_with};
use crate::login::{AtWallet, Came, Device, Login, Stage, WALLET};
use crate::settings::{EidId, Persons, Settings, WalletAccess, WalletResponse};

/// The wallet among the choices of the page, and why it cannot be chosen; none where nobody is asked
/// by wallet. A foreign connector is never answered with what a wallet presented.
pub fn choice(app: &App, login: &Login) -> Option<EidChoice> {
    let settings = app.settings();
    let wallet = settings.wallet.as_ref()?;
    let access = wallet.access_for(login.ask.client_id()?)?;
    // A PID is a natural person's.
    let current = app.current();
    let client = current.asking(&login.ask)?;
    if client.settings.persons != Persons::Natural {
        return None;
    }
    let texts = &login.language.texts().wallet;
    // Our own country first: of those that will do, one must be open.
    let enough = |(country, level): &(CountryCode, LevelOfAssurance)| {
        let asked = asked_of(login, *country == settings.country);
        asked.is_some_and(|asked| *level >= asked)
    };
    let countries: Vec<_> = wallet.acr.iter().filter(|of| enough(of)).collect();
    if countries.is_empty() && login.ask.levels.national.is_none() {
        return None;
    }
    let suspension = app.levers.eid(&EidId::wallet());
    let closed = |(country, _): &&(CountryCode, LevelOfAssurance)| app.levers.country(*country);
    let suspension = suspension.or_else(|| match countries.as_slice() {
        [] => None,
        all => {
            let closed: Option<Vec<_>> = all.iter().map(closed).collect();
            closed?.into_iter().next()
        }
    });
    let served = |(country, _): &&(CountryCode, LevelOfAssurance)| {
        app.levers.country(*country).is_none() && app.lists.serve(country.as_str())
    };
    let greyed = match suspension {
        Some(suspension) => {
            let words = suspension.text.said_in(login.language);
            Some(GreyedEid::Suspended(words))
        }
        None if countries.is_empty() => Some(GreyedEid::Level),
        None if !access.is_in_date(app.env.now_s()) || !countries.iter().any(served) => {
            Some(GreyedEid::Unavailable)
        }
        None => None,
    };
    Some(EidChoice {
        value: WALLET.to_owned(),
        name: texts.name.to_owned(),
        logo: Some(pages::wallet_href().to_owned()),
        description: Some((texts.description.to_owned(), login.language)),
        outage: None,
        unnotified: false,
        greyed,
    })
}

/// The level that is asked of a PID of our country, or of another one.
pub(super) fn asked_of(login: &Login, is_ours: bool) -> Option<LevelOfAssurance> {
    match is_ours {
        true => login.ask.levels.national,
        false => login.ask.levels.european,
    }
}

/// Whether a PID could ever reach this level for a service.
pub(in crate::flow) fn reaches(app: &App, level: LevelOfAssurance) -> bool {
    let settings = app.settings();
    let wallet = settings.wallet.as_ref();
    wallet.and_then(|wallet| wallet.level_of(settings.country)) >= Some(level)
}

/// `POST /choose` and `POST /wallet`: two new requests, in the place of those before. `false` when
/// wallets cannot be chosen: the page again.
pub async fn choose(app: &App, open: &mut HeldLogin) -> Result<bool, Fault> {
    let settings = app.settings();
    let offered = choice(app, &open.login).is_some_and(|choice| choice.greyed.is_none());
    let Some(access) = access(&settings, open).filter(|_| offered) else {
        return Ok(false);
    };
    let now_ms = app.env.now_ms();
    let names = [(Device::This, LINK_MS), (Device::Other, CODE_MS)]
        .map(|(device, lives_ms)| (device, Handle::new(&app.env, now_ms + lives_ms)));
    let [(_, link), (_, code)] = &names;
    let too_many = |_| Fault::new(ErrorText::TooManyAttempts, "too_many_requests").in_hand(open);
    // Attack: requests without end, each on the disk before the login is asked whether it may.
    open.login
        .clone()
        .ask_wallets(link, code)
        .map_err(too_many)?;
    let no_key = || Fault::new(ErrorText::Internal, "wallet_request").in_hand(open);
    let taker = absent::public_half(&open.secret).ok_or_else(no_key)?;
    let client = open.login.ask.client_id().unwrap_or_default();
    let asked_as = (client, access.client_id.as_str());
    let mut together = app.records.together();
    for (device, id) in &names {
        let browser = (&open.flow, taker);
        let request = WalletRequest::new(app, (id, *device), browser, asked_as);
        let request = request.ok_or_else(no_key)?;
        let response = response_name(&request_name(open, id));
        together = together.put_sealed(&response, &request, response.expires_ms())?;
    }
    let asks = |login: &mut Login| login.ask_wallets(link, code);
    change_with(app, open, asks, Some(together))
        .await?
        .map_err(|_| Fault::new(ErrorText::TooManyAttempts, "too_many_requests").in_hand(open))?;
    let event = AuditEvent::WalletAsked {
        login: open.flow.to_string(),
    };
    app.audit.note(event).await?;
    Ok(true)
}

/// What `GET /wallet` shows.
pub struct Page {
    /// A link for each way to open a wallet on this device; empty when its time is over.
    pub links: Vec<String>,
    /// What the code for another device says.
    pub code: Option<String>,
    /// The code's time is over, and one would be shown.
    pub code_over: bool,
    /// How many minutes the link waits, the code waits.
    pub minutes: (u32, u32),
    /// What came of it.
    pub came: Came,
    /// No wallet can be asked now: the operator's words, if it is closed with some.
    pub closed: Option<Option<(String, Language)>>,
    /// The browser may find a wallet itself.
    pub dc_api: bool,
}

/// `GET /wallet`: made of what is kept, as often as it is asked for.
pub fn page(app: &App, open: &HeldLogin, at: &AtWallet) -> Result<Page, Fault> {
    let settings = app.settings();
    let closed = || Fault::new(ErrorText::EidUnavailable, "wallet_closed").in_hand(open);
    let wallet = settings.wallet.as_ref().ok_or_else(closed)?;
    let access = access(&settings, open).ok_or_else(closed)?;
    let lives = |name: &str| {
        let id = Handle::parse(name)?;
        (app.env.now_ms() < id.expires_ms()).then_some(id)
    };
    let written = |scheme: &str, id: &Handle| {
        let name = request_name(open, id);
        let address = settings.address(&format!("/wallet/request/{}", name.reveal()));
        link(scheme, &access.client_id, &address).map_err(|_| closed())
    };
    let links = lives(&at.link).map(|id| {
        let links = access.schemes.iter().map(|scheme| written(scheme, &id));
        links.collect::<Result<_, _>>()
    });
    let code = lives(&at.code).filter(|_| wallet.other_device);
    let code_over = code.is_none() && wallet.other_device;
    // Attack WV-10, and an honest person: a card is asked for that nobody here will believe.
    let closed = match choice(app, &open.login).map(|choice| choice.greyed) {
        Some(None) => None,
        Some(Some(GreyedEid::Suspended(text))) => Some(Some(text)),
        Some(Some(_)) | None => Some(None),
    };
    let first = access
        .schemes
        .first()
        .map_or("openid4vp://", String::as_str);
    let minutes = |ms: i64| u32::try_from(ms / 60_000).unwrap_or(1);
    Ok(Page {
        links: links.transpose()?.unwrap_or_default(),
        code: code.map(|id| written(first, &id)).transpose()?,
        code_over,
        minutes: (minutes(LINK_MS), minutes(CODE_MS)),
        came: at.came.clone(),
        closed,
        dc_api: !access.dc_api.is_empty(),
    })
}

/// The name of a request in its `request_uri`: made of the browser's secret, so that it is kept
/// nowhere and the page shows the same one each time.
fn request_name(open: &HeldLogin, id: &Handle) -> Secret {
    open.secret.derive(id.as_str(), id.expires_ms())
}

/// The name of a request in its `response_uri`. Who has the request's name has this one, not the
/// other way round. It lives longer: so long what is kept of the request does.
fn response_name(request: &Secret) -> Secret {
    request.derive("response", request.expires_ms() + ANSWER_MS)
}

/// `GET|POST /wallet/request/{name}`: the request object, as often as it is fetched. A bot that
/// follows the link spoils nothing (attack WV-04). `None`: no such request, or its time is over.
pub async fn request_object(
    app: &App,
    name: &str,
    wallet_nonce: Option<&WalletNonce>,
) -> Result<Option<String>, Fault> {
    let now_ms = app.env.now_ms();
    let name = Secret::parse(name).filter(|name| now_ms < name.expires_ms());
    let Some(name) = name else {
        return Ok(None);
    };
    let response = response_name(&name);
    let Some(kept) = app.records.get_sealed::<WalletRequest>(&response).await? else {
        return Ok(None);
    };
    let settings = app.settings();
    let Some(access) = asked_as(&settings, &kept) else {
        return Ok(None);
    };
    let key = kept.key();
    let key = key.ok_or_else(|| Fault::new(ErrorText::Internal, "wallet_key"))?;
    let (response_uri, state) = (response_uri(app, &response), kept.id.as_str());
    let response_uri = response_uri.as_str();
    let request = Request {
        client_id: &kept.client_id,
        nonce: &kept.nonce,
        query: &access.query,
        registration: access.registration_info(),
        reply: match access.response {
            WalletResponse::DirectPost => Reply::DirectPost {
                response_uri,
                state,
            },
            WalletResponse::DirectPostJwt => Reply::DirectPostJwt {
                response_uri,
                state,
                key: &key,
            },
        },
        // No longer than its answer is taken.
        lifetime: LONGEST_LIFE.min((response.expires_ms() - now_ms) / 1000),
    };
    let signed = request.sign(&access.certificate, wallet_nonce, app.env.now_s());
    signed.map(Some).map_err(|error| Fault {
        inner: Some(error.to_string()),
        ..Fault::new(ErrorText::Internal, "wallet_request")
    })
}

/// Where the answer to a request goes.
pub(super) fn response_uri(app: &App, response: &Secret) -> String {
    let path = format!("/wallet/response/{}", response.reveal());
    app.settings().address(&path)
}

/// As whom wallets are asked for this login.
pub(super) fn access<'s>(settings: &'s Settings, open: &HeldLogin) -> Option<&'s WalletAccess> {
    let wallet = settings.wallet.as_ref()?;
    wallet.access_for(open.login.ask.client_id()?)
}

/// As whom this request was made, if we still are. After a change of the access certificate a
/// request of the old one cannot be signed, and the page makes a new one.
pub(super) fn asked_as<'s>(
    settings: &'s Settings,
    kept: &WalletRequest,
) -> Option<&'s WalletAccess> {
    let access = settings.wallet.as_ref()?.access_for(&kept.client);
    access.filter(|access| access.client_id == kept.client_id)
}

/// The login's stage, where wallets were asked.
pub(super) fn at_wallet(login: &Login) -> Option<&AtWallet> {
    match &login.stage {
        Stage::AtWallet(at) => Some(at),
        _ => None,
    }
}
