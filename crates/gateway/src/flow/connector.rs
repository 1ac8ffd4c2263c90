// SPDX-License-Identifier: EUPL-1.2
//! Story 1: a foreign citizen logs in to a national service.
//!
//! Read downward, hop by hop: [`begin`], [`countries`] and [`choose`], [`send`]; then
//! [`super::answer`] takes the foreign node's answer. [`leave`] goes back to the service without.

use std::sync::Arc;

use eidas::binding::{Parameter, PostForm, RelayState};
use eidas::{
    Attribute, AuthnRequest, CountryCode, EntityId, Instant, LevelOfAssurance, MessageId, Peer,
    Question, RequestedContext,
};
use oidc::protocol::{ErrorCode, OAuthError};
use oidc::provider::{AuthorizationRequest, AuthorizationResponse, Reject};
use serde::{Deserialize, Serialize};

use super::proven_by::{ProvenBy, may_leave};
use super::session::{self, Found};
use super::{Fault, Open, count_end, national};
use crate::app::{App, Registered};
use crate::ask::{Asked, Asker, Levels};
use crate::audit::AuditEvent;
use crate::http::cookie::{FlowCookies, KEPT_ANSWER_S};
use crate::i18n::Language;
use crate::login::{Begun, Ended, Login, MOST_OUTSTANDING, Outstanding, Stage, plain};
use crate::pages::{CountryChoice, ErrorText, Greyed};
use crate::peers::{KnownPeer, PeerState};
use crate::seal::sha256;
use crate::settings::Text;
use crate::store::{Handle, Key, Kind, Record, Secret};
use crate::translate;

/// What came of a request for a login.
pub enum Beginning {
    /// The person's session answers it.
    Answered(Box<AuthorizationRequest>, AuthorizationResponse),
    /// A login waits for its person.
    Begun(Box<Begun>),
    /// It cannot begin, and the client may be told.
    Rejected(Reject),
}

/// `GET|POST /authorize`: a proven request becomes a login.
pub async fn begin(
    app: &App,
    request: AuthorizationRequest,
    pushed: Option<String>,
    accept_language: Option<&str>,
    cookie: Option<&Secret>,
) -> Result<Beginning, Fault> {
    let refuse = |code: ErrorCode, reply| {
        Beginning::Rejected(Reject {
            reply,
            error: code.into(),
        })
    };
    let levels = translate::minimum_levels(&request.acr_values);
    let step_up = match session::find(app, cookie, &request, levels).await? {
        Found::Serves(session) => {
            let secret = cookie.ok_or_else(|| Fault::new(ErrorText::Internal, "no_session"))?;
            let pushed = pushed.as_deref();
            let joined = session::join(app, *session, secret, &request, pushed).await?;
            if let Some(response) = joined {
                return Ok(Beginning::Answered(Box::new(request), response));
            }
            false
        }
        Found::TooLow => true,
        Found::None => false,
    };
    if request.prompt.is_none() {
        return Ok(refuse(ErrorCode::LoginRequired, request.reply.clone()));
    }
    let reached = |level| national::reached_by_any(app, level);
    if levels.european.is_none() && !levels.national.is_some_and(reached) {
        return Ok(refuse(
            ErrorCode::UnmetAuthenticationRequirements,
            request.reply.clone(),
        ));
    }
    app.audit.writable()?;
    let language = Language::negotiate(request.ui_locales.iter(), accept_language);
    let acr_values = request
        .acr_values
        .iter()
        .map(|acr| acr.as_str().to_owned())
        .collect();
    let asked = Asked {
        request,
        pushed,
        step_up,
    };
    let begun = Login::begin(asked.asker(), levels, &asked, language, &app.env)
        .ok_or_else(|| Fault::new(ErrorText::Internal, "not_serialisable"))?;
    app.records
        .put(&begun.flow, &begun.login, begun.flow.expires_ms())
        .await?;
    let event = AuditEvent::LoginStarted {
        login: begun.flow.to_string(),
        client_id: asked.request.client_id.as_str().to_owned(),
        acr_values,
    };
    app.audit.note(event).await?;
    app.metrics.login_started();
    Ok(Beginning::Begun(Box::new(begun)))
}

/// Switches the language of a login in place.
pub async fn speak(app: &App, open: &mut Open, language: Option<Language>) -> Result<(), Fault> {
    match language {
        Some(language) if language != open.login.language => {
            open.login.language = language;
            keep(app, open).await
        }
        _ => Ok(()),
    }
}

/// `GET /country`: every configured country that is not hidden, and why some cannot be chosen.
pub fn countries(app: &App, login: &Login) -> Vec<CountryChoice> {
    let current = app.current();
    let client = current.asking(&login.ask);
    let mut choices: Vec<CountryChoice> = Vec::new();
    for peer in app.peers.proxy_services() {
        let country = peer.settings.country;
        if current.settings.countries.hidden.contains(&country) {
            continue;
        }
        let greyed = usable(&peer, login.ask.levels, client)
            .err()
            .map(|why| why.greyed(login));
        match choices
            .iter_mut()
            .find(|choice| choice.code == country.as_str())
        {
            Some(choice) if greyed.is_none() => choice.greyed = None,
            Some(_) => {}
            None => choices.push(CountryChoice {
                code: country.as_str().to_owned(),
                greyed,
            }),
        }
    }
    choices
}

/// Why a node cannot be asked now.
enum Unusable {
    Level,
    Starting,
    Suspended(Text),
    Unavailable(Option<i64>),
}

impl Unusable {
    fn greyed(self, login: &Login) -> (Greyed, Option<i64>) {
        match self {
            Self::Level => (Greyed::Level, None),
            Self::Starting => (Greyed::Starting, None),
            Self::Suspended(text) => (Greyed::Suspended(in_language(&text, login.language)), None),
            Self::Unavailable(since) => (Greyed::Unavailable, since),
        }
    }

    fn fault(&self) -> Fault {
        match self {
            Self::Level => Fault::new(ErrorText::CountryUnavailable, "country_below_level"),
            Self::Starting => Fault::new(ErrorText::CountryUnavailable, "country_starting"),
            Self::Suspended(text) => Fault {
                notice: Some(Box::new(text.clone())),
                ..Fault::new(ErrorText::CountrySuspended, "country_suspended")
            },
            Self::Unavailable(_) => {
                Fault::new(ErrorText::CountryUnavailable, "country_unavailable")
            }
        }
    }
}

/// The operator's words in the language of the page.
pub fn in_language(text: &Text, language: Language) -> String {
    match language {
        Language::Nb => text.nb.clone(),
        Language::Nn => text.nn.clone(),
        Language::En => text.en.clone(),
    }
}

/// The node, if it may be asked for this level on behalf of this service.
fn usable(
    peer: &KnownPeer,
    levels: Levels,
    client: Option<&Registered>,
) -> Result<Arc<Peer>, Unusable> {
    let ready = match &peer.state {
        PeerState::Ready(ready) => ready,
        PeerState::Pending => return Err(Unusable::Starting),
        PeerState::Suspended(suspension) => {
            return Err(Unusable::Suspended(suspension.text.clone()));
        }
        PeerState::Unavailable { since_ms, .. } => {
            return Err(Unusable::Unavailable(Some(*since_ms)));
        }
    };
    let named = client.is_some_and(|client| client.settings.requester_id.is_some());
    let served = |level| RequestedContext::Minimum(level).is_served_by(ready.loas());
    if !levels.european.is_some_and(served) {
        return Err(Unusable::Level);
    }
    if ready.requires_requester_id() && !named {
        return Err(Unusable::Unavailable(None));
    }
    Ok(Arc::clone(ready))
}

/// Whether this very node could still be asked on behalf of this service: what it said to another
/// one counts only then.
pub(super) fn could_be_asked(
    app: &App,
    entity_id: &EntityId,
    levels: Levels,
    client: &Registered,
) -> bool {
    let current = app.current();
    let known = app.peers.by_entity(entity_id);
    known.is_some_and(|peer| {
        let hidden = current
            .settings
            .countries
            .hidden
            .contains(&peer.settings.country);
        !hidden && usable(&peer, levels, Some(client)).is_ok()
    })
}

/// The node of a country that may be asked now; the same rule for the page and for what the
/// browser sends, so that a tampered form chooses nothing that the page would not offer.
fn node_of(app: &App, login: &Login, country: CountryCode) -> Result<Arc<Peer>, Fault> {
    let current = app.current();
    if current.settings.countries.hidden.contains(&country) {
        return Err(Fault::new(ErrorText::CountryUnavailable, "country_hidden"));
    }
    let client = current.asking(&login.ask);
    let mut why = Fault::new(ErrorText::CountryUnavailable, "country_unknown");
    for peer in app.peers.of_country(&country) {
        match usable(&peer, login.ask.levels, client) {
            Ok(peer) => return Ok(peer),
            Err(unusable) => why = unusable.fault(),
        }
    }
    why.country = Some(country);
    Err(why)
}

/// `POST /country`: the choice. `false` when that country cannot be chosen: the page again.
pub async fn choose(app: &App, open: &mut Open, code: &str) -> Result<bool, Fault> {
    let Ok(country) = CountryCode::parse(code) else {
        return Ok(false);
    };
    if node_of(app, &open.login, country).is_err() {
        return Ok(false);
    }
    open.login.stage = Stage::Chosen { country };
    keep(app, open).await?;
    let event = AuditEvent::CountryChosen {
        login: open.flow.to_string(),
        country: country.as_str().to_owned(),
    };
    app.audit.note(event).await?;
    Ok(true)
}

/// `GET /send`: builds, signs and remembers the request to the chosen country's node.
pub async fn send(app: &App, open: &mut Open, country: CountryCode) -> Result<PostForm, Fault> {
    let peer = node_of(app, &open.login, country).map_err(|fault| fault.in_hand(open))?;
    // As long as the login is remembered: an answer that comes late still finds its service.
    let handle = Handle::new(&app.env, open.flow.expires_ms());
    let issue_instant = Instant::from_ms(app.env.now_ms());
    let question = question(app, &open.login, &handle, issue_instant)?;
    let level = question.level;
    let request = AuthnRequest::to_peer(question, &peer).map_err(|error| ours(&error, open))?;
    let signer = app.current().keys.saml_signer(&peer);
    let xml = request.to_signed_xml(&*signer);
    let xml = xml.map_err(|error| ours(&error, open))?;

    let outstanding = Outstanding {
        flow: open.flow.to_string(),
        country,
        entity_id: peer.entity_id().clone(),
        level,
        sent_ms: issue_instant.ms(),
    };
    app.records
        .put(&handle, &outstanding, handle.expires_ms())
        .await?;
    open.login.outstanding.push(handle.to_string());
    if open.login.outstanding.len() > MOST_OUTSTANDING {
        let oldest = open.login.outstanding.remove(0);
        if let Some(oldest) = Handle::parse(&oldest) {
            app.records.remove::<Outstanding>(&oldest).await?;
            app.records.remove::<national::AtEid>(&oldest).await?;
        }
    }
    open.login.stage = Stage::Sent { country };
    keep(app, open).await?;
    let event = AuditEvent::SamlMessageSent {
        login: Some(open.flow.to_string()),
        message: "AuthnRequest",
        own_entity: app.settings().connector.entity_id.as_str().to_owned(),
        peer_entity: peer.entity_id().as_str().to_owned(),
        id: handle.to_message_id(),
        in_response_to: None,
        issue_instant: issue_instant.to_string(),
        sha256: hex(&sha256(&xml)),
        status: None,
    };
    app.audit.note(event).await?;

    let action = peer.single_sign_on(eidas::binding::Binding::Post).cloned();
    let action = action.ok_or_else(|| Fault::new(ErrorText::Internal, "no_sso").in_hand(open))?;
    // RelayState is ours, says nothing, and is never needed: some peers lose it.
    let relay_state = RelayState::new(handle.as_str()).ok();
    Ok(PostForm::new(
        action,
        Parameter::SamlRequest,
        &xml,
        relay_state.as_ref(),
    ))
}

fn question(
    app: &App,
    login: &Login,
    handle: &Handle,
    issue_instant: Instant,
) -> Result<Question, Fault> {
    let current = app.current();
    let client = current
        .asking(&login.ask)
        .ok_or_else(|| Fault::new(ErrorText::ClientUnknown, "unknown_client"))?;
    let id = MessageId::parse(&handle.to_message_id())
        .map_err(|_| Fault::new(ErrorText::Internal, "message_id"))?;
    let provider_name: String = client.settings.name.chars().take(128).collect();
    Ok(Question {
        id,
        issue_instant,
        issuer: current.settings.connector.entity_id.clone(),
        provider_name,
        requester_id: client.settings.requester_id.clone(),
        sp_type: client.settings.sp_type,
        level: european_level(login)?,
        attributes: Attribute::NATURAL_MANDATORY.to_vec(),
    })
}

/// The level to ask a foreign node for.
pub(super) fn european_level(login: &Login) -> Result<LevelOfAssurance, Fault> {
    let missing = || Fault::new(ErrorText::Internal, "no_european_level");
    login.ask.levels.european.ok_or_else(missing)
}

fn ours(error: &eidas::Error, open: &Open) -> Fault {
    Fault {
        inner: Some(error.to_string()),
        ..Fault::new(ErrorText::CountryUnavailable, error.reason()).in_hand(open)
    }
}

/// Where the browser is sent at the end, kept a minute for the same browser: the second half of a
/// double click, "back" and "refresh" get the same.
#[derive(Clone, Serialize, Deserialize)]
pub struct ReturnTo {
    /// The client's address, with parameters for a redirect.
    pub url: String,
    /// The parameters, when they travel in a form. Form Post §2.
    pub fields: Option<Vec<(String, String)>>,
    /// Who is waiting there.
    pub whom: Whom,
    /// The language of the last page.
    pub language: Language,
    /// Who proved the person, if it tells of one.
    pub proven_by: Option<ProvenBy>,
}

/// Who gets an answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Whom {
    /// A client: its pages may be redirected to.
    Client(String),
    /// Of this country this node.
    Node(String, #[serde(with = "plain::entity")] EntityId),
}

impl Record for ReturnTo {
    const KIND: Kind = Kind::Answer;
    const VERSION: u8 = 2;
}

impl ReturnTo {
    /// The way back for this answer.
    pub fn new(
        response: AuthorizationResponse,
        login: &Login,
        proven_by: Option<ProvenBy>,
    ) -> Self {
        let (url, fields) = match response {
            AuthorizationResponse::Redirect { location } => (location, None),
            AuthorizationResponse::FormPost { action, fields } => {
                (action.as_str().to_owned(), Some(fields))
            }
            // No client is registered for signed answers; unsigned none leaves.
            AuthorizationResponse::ToSign(unsigned) => {
                (unsigned.redirect_uri().as_str().to_owned(), None)
            }
        };
        Self {
            url,
            fields,
            whom: Whom::Client(login.ask.client_id().unwrap_or_default().to_owned()),
            language: login.language,
            proven_by,
        }
    }

    /// The way back to a foreign connector: a form for an address of its verified metadata.
    pub fn to_peer(
        form: PostForm,
        peer: &Peer,
        language: Language,
        proven_by: Option<ProvenBy>,
    ) -> Self {
        let fields = form.fields.into_iter();
        Self {
            url: form.action.into(),
            fields: Some(
                fields
                    .map(|(name, value)| (name.to_owned(), value))
                    .collect(),
            ),
            whom: Whom::Node(peer.country().as_str().to_owned(), peer.entity_id().clone()),
            language,
            proven_by,
        }
    }
}

/// `action=cancel|back`: back to the service with an OAuth error. Only ever because the person
/// chose so.
pub async fn leave(app: &App, open: &Open) -> Result<ReturnTo, Fault> {
    if let Asker::Node { .. } = open.login.ask.asker {
        return super::proxy_service::leave(app, open).await;
    }
    let code = match &open.login.stage {
        Stage::Refused { why, .. } => why.oauth(),
        // What she chose was closed since: her going back is no "no".
        Stage::Chosen { country } | Stage::Sent { country }
            if node_of(app, &open.login, *country).is_err() =>
        {
            ErrorCode::TemporarilyUnavailable
        }
        _ => ErrorCode::AccessDenied,
    };
    leave_with(app, open, code).await
}

/// The same with this error.
pub async fn leave_with(app: &App, open: &Open, code: ErrorCode) -> Result<ReturnTo, Fault> {
    let asked = asked(open)?;
    if !close(app, &open.flow).await? {
        return Err(
            Fault::new(ErrorText::FlowFinished, "flow_finished").of(&open.flow, &open.login)
        );
    }
    let response = asked.request.reply.error(&OAuthError::from(code));
    let way = finish(app, open, &asked, response, None).await?;
    let event = AuditEvent::LoginEnded {
        login: open.flow.to_string(),
        client_id: asked.request.client_id.as_str().to_owned(),
        error: code.as_str().to_owned(),
    };
    app.audit.record(event).await?;
    count_end(app, &open.login, None, code.as_str());
    Ok(way)
}

/// Whether the person is asked again because her session's level is too low.
pub fn is_step_up(open: &Open) -> Result<bool, Fault> {
    match open.login.ask.asker {
        Asker::Service { .. } => Ok(asked(open)?.step_up),
        Asker::Node { .. } => Ok(false),
    }
}

/// The request this login carries, for the browser that holds its secret.
pub(super) fn asked(open: &Open) -> Result<Asked, Fault> {
    let unreadable = || Fault::new(ErrorText::Internal, "request_unreadable");
    open.login.ask.open(&open.secret).ok_or_else(unreadable)
}

/// Ends a login's waiting, once: `false` when somebody did before. A login may have several
/// requests under way and a person several tabs; one of them finishes it.
pub(super) async fn close(app: &App, flow: &Handle) -> Result<bool, Fault> {
    let key = close_key(flow);
    Ok(app.records.mark_new(key, flow.expires_ms()).await?)
}

pub(super) fn close_key(flow: &Handle) -> Key {
    Key::mark(
        Kind::Replay,
        flow.expires_ms(),
        &[b"login", flow.as_str().as_bytes()],
    )
}

/// Leaves the answer for this browser, remembers the service, and uses up the pushed request.
pub(super) async fn finish(
    app: &App,
    open: &Open,
    asked: &Asked,
    response: AuthorizationResponse,
    proven_by: Option<ProvenBy>,
) -> Result<ReturnTo, Fault> {
    let way = ReturnTo::new(response, &open.login, proven_by);
    keep_answer(app, open, &way).await?;
    if let Some(pushed) = asked.pushed.as_deref().and_then(Secret::parse) {
        app.records.remove_sealed::<Pushed>(&pushed).await?;
    }
    Ok(way)
}

/// Keeps the answer for this browser, and of the login only what "back" needs.
pub(super) async fn keep_answer(app: &App, open: &Open, way: &ReturnTo) -> Result<(), Fault> {
    let until = app.env.now_ms() + KEPT_ANSWER_S * 1000;
    // The name under which everything else lies ends with the login's time.
    let secret = if open.secret.expires_ms() < until {
        &open.secret.until(open.flow.expires_ms())
    } else {
        &open.secret
    };
    app.records.put_sealed(secret, way, until).await?;
    keep_finished(app, open, None).await
}

/// Keeps of a finished login what "back" needs: its service, and under which name it goes on.
pub(super) async fn keep_finished(
    app: &App,
    open: &Open,
    next: Option<&Handle>,
) -> Result<(), Fault> {
    let (ended, until_ms) = (Ended::of(&open.login, next), open.flow.expires_ms());
    app.records.put(&open.flow, &ended, until_ms).await?;
    // It has ended, whether or not this can be removed as well.
    let _ = app.records.remove::<Login>(&open.flow).await;
    Ok(())
}

/// The kept answer of a finished login, for the browser that finished it. A second request of that
/// browser may come while the first still waits for the disk: it waits too.
/// What lies there of a login that is not finished was never released, and is not now.
/// An error when who proved its person, or who waits for it, was closed meanwhile.
pub async fn kept(app: &App, flow: &str, cookies: &FlowCookies) -> Result<Option<ReturnTo>, Fault> {
    let Some(flow) = Handle::parse(flow) else {
        return Ok(None);
    };
    let Some(secret) = cookies.secret(&flow) else {
        return Ok(None);
    };
    let Some(ended) = app.records.get::<Ended>(&flow).await? else {
        return Ok(None);
    };
    let mut way: Option<ReturnTo> = app.records.release_sealed(secret).await?;
    if way.is_none() {
        let late = secret.until(flow.expires_ms());
        way = app.records.release_sealed(&late).await?;
    }
    if let Some(way) = &way {
        may_leave(app, way).map_err(|fault| fault.of(&flow, ended.login()))?;
    }
    Ok(way)
}

/// A pushed request under its `request_uri`. Its hints may name a person, so it is sealed.
#[derive(Serialize, Deserialize)]
pub struct Pushed(pub oidc::provider::PushedRequest);

impl Record for Pushed {
    const KIND: Kind = Kind::Pushed;
    const VERSION: u8 = 2;
}

/// How far a login came; an error when it ended meanwhile, in another tab.
pub(super) async fn keep(app: &App, open: &Open) -> Result<(), Fault> {
    let until_ms = open.flow.expires_ms();
    let records = &app.records;
    match records.replace(&open.flow, &open.login, until_ms).await? {
        true => Ok(()),
        false => Err(super::outcome::finished(open)),
    }
}

pub(crate) fn hex(octets: &[u8]) -> String {
    octets.iter().map(|octet| format!("{octet:02x}")).collect()
}
