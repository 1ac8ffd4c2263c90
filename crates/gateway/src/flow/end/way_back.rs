// SPDX-License-Identifier: EUPL-1.2
//! The way back to whoever asked: kept for a minute for the browser that finished its login.

use std::sync::Arc;

use eidas::binding::PostForm;
use eidas::{EntityId, Peer};
use oidc::provider::AuthorizationResponse;
use pages::ErrorText;
use pages::i18n::Language;
use serde::{Deserialize, Serialize};
use store::{Handle, Key, Kind, Record, ToClaim, Together, Until};

use crate::app::App;
use crate::ask::{Asked, Asker};
use crate::cookie::{FlowCookies, KEPT_ANSWER_S};
use crate::flow::end::arrival::Arrival;
use crate::flow::end::proven_by::{ProvenBy, may_leave};
use crate::flow::{Fault, HeldLogin};
use crate::login::{Ended, Login, Stage};
use crate::plain;
use crate::settings::Profile;

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
    ///
    /// # Errors
    /// It was to be signed, and our key did not.
    pub fn new(
        app: &App,
        response: AuthorizationResponse,
        login: &Login,
        proven_by: Option<ProvenBy>,
    ) -> Result<Self, Fault> {
        let (url, fields) = carried(app, response)?;
        Ok(Self {
            url,
            fields,
            whom: Whom::Client(login.ask.client_id().unwrap_or_default().to_owned()),
            language: login.language,
            proven_by,
        })
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

/// The address, and the fields of a form that is posted there.
type Carried = (String, Option<Vec<(String, String)>>);

/// An authorization answer as a browser carries it, signed where the client asked for that (JARM
/// §2.1): what is to be signed has no address before.
pub fn carried(app: &App, response: AuthorizationResponse) -> Result<Carried, Fault> {
    let unsigned = match response {
        AuthorizationResponse::Redirect { location } => return Ok((location, None)),
        AuthorizationResponse::FormPost { action, fields } => {
            return Ok((action.as_str().to_owned(), Some(fields)));
        }
        AuthorizationResponse::ToSign(unsigned) => unsigned,
    };
    let signer = app.current().keys.oidc_signer(unsigned.algorithm());
    match unsigned.sign(&*signer, app.env.now_s()) {
        Ok(
            signed @ (AuthorizationResponse::Redirect { .. }
            | AuthorizationResponse::FormPost { .. }),
        ) => carried(app, signed),
        Ok(AuthorizationResponse::ToSign(_)) | Err(_) => {
            Err(Fault::new(ErrorText::Internal, "answer_not_signed"))
        }
    }
}

/// The request this login carries, for the browser that holds its secret.
pub(in crate::flow) fn asked(open: &HeldLogin) -> Result<Arc<Asked>, Fault> {
    let unreadable = || Fault::new(ErrorText::Internal, "request_unreadable");
    open.asked().ok_or_else(unreadable)
}

/// Whom of Demo Europe's people the service's request names ([`Asked::demo_person`]).
pub(in crate::flow) fn demo_person(app: &App, open: &HeldLogin) -> Option<String> {
    let profile = app.settings().profile;
    match open.login.ask.asker {
        Asker::Service { .. } if profile == Profile::Demo => {
            let asked = asked(open).ok()?;
            asked
                .demo_person(profile)
                .map(|(_, person)| person.to_owned())
        }
        Asker::Service { .. } | Asker::Node { .. } => None,
    }
}

/// Ends a login's waiting, once: `false` when somebody did before. It lasts when the caller settles. A login may have several
/// requests under way and a person several tabs; one of them finishes it.
pub(in crate::flow) async fn close(app: &App, flow: &Handle) -> Result<bool, Fault> {
    let claim = to_close(flow, &[]);
    Ok(app.records.claim_in_turn(vec![claim]).await? == 1)
}

/// The claim that closes it.
pub(in crate::flow) fn to_close(flow: &Handle, word: &[u8]) -> ToClaim {
    let expires_ms = flow.expires_ms();
    let name = flow.as_str().as_bytes();
    ToClaim {
        key: Key::mark(Kind::Replay, expires_ms, &[b"login", name]),
        value: word.to_vec(),
        expires_ms,
    }
}

/// Leaves the answer for this browser with what it is of, and remembers the service.
pub(in crate::flow) async fn finish(
    app: &App,
    open: &HeldLogin,
    response: AuthorizationResponse,
    proven_by: Option<ProvenBy>,
    with: Together,
    until: Until,
) -> Result<ReturnTo, Fault> {
    let way = ReturnTo::new(app, response, &open.login, proven_by)?;
    keep_answer(app, open, &way, with, until).await?;
    Ok(way)
}

/// Keeps the answer for this browser with what it is of, and of the login only what "back" needs.
pub(in crate::flow) async fn keep_answer(
    app: &App,
    open: &HeldLogin,
    way: &ReturnTo,
    with: Together,
    until: Until,
) -> Result<(), Fault> {
    let until_ms = app.env.now_ms() + KEPT_ANSWER_S * 1000;
    // The name under which everything else lies ends with the login's time.
    let secret = if open.secret.expires_ms() < until_ms {
        &open.secret.until(open.flow.expires_ms())
    } else {
        &open.secret
    };
    let together = with.put_sealed(secret, way, until_ms)?;
    keep_finished_with(app, open, None, together, until).await
}

/// Keeps of a finished login what "back" needs: its service, and under which name it goes on.
pub(in crate::flow) async fn keep_finished(
    app: &App,
    open: &HeldLogin,
    next: Option<&Handle>,
) -> Result<(), Fault> {
    let together = app.records.together();
    keep_finished_with(app, open, next, together, Until::Durable).await
}

/// The same behind what is written before it.
///
/// Attack (TK-01): the database dies with the mark that closed this login, the one that takes over gets the
/// answer and the end, another node releases them (a double click) and looks at its own marks alone; a third
/// closes the login there anew, and two codes have left. Defence: no end is to be seen before our marks stand;
/// one statement looks at them and writes the end. Whoever releases it waits for both ([`kept`]), and who releases
/// it at once has it wait here.
pub(in crate::flow) async fn keep_finished_with(
    app: &App,
    open: &HeldLogin,
    next: Option<&Handle>,
    together: Together,
    until: Until,
) -> Result<(), Fault> {
    let (ended, until_ms) = (Ended::of(&open.login, next), open.flow.expires_ms());
    let together = together.put(&open.flow, &ended, until_ms)?;
    let together = together.remove::<Login>(&open.flow);
    let together = match open.login.stage {
        // Nothing of her stays when she is gone.
        Stage::Arrived { .. } | Stage::Linking { .. } => {
            together.remove_sealed::<Arrival>(&open.person())
        }
        _ => together,
    };
    Ok(app.records.write_behind_claims(together, until).await?)
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
    let names = [secret.clone(), secret.until(flow.expires_ms())];
    let found = app.records.release_behind::<Ended, ReturnTo>(&flow, &names);
    let Some((ended, way)) = found.await? else {
        return Ok(None);
    };
    if let Some(way) = &way {
        may_leave(app, way).map_err(|fault| fault.of(&flow, ended.login()))?;
    }
    Ok(way)
}
