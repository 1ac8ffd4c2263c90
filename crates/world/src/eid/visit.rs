// SPDX-License-Identifier: EUPL-1.2
//! What an e-ID answers, address by address.

use std::time::Duration;

use askama::Template;
use axum::response::{IntoResponse, Redirect, Response};
use http::{HeaderValue, Method, StatusCode, header};
use oidc::protocol::{ErrorCode, LoginHint, OAuthError, Opaque, decode_form};
use oidc::provider::{
    Asked, AuthenticatedClient, Authentication, AuthorizationRequest, AuthorizationResponse, Fresh,
    Refusal, Stop, TokenRequest, Use, Userinfo, authorize, client_auth, par, token, userinfo,
};

use super::data::{EIDS, EidData, Released, Sso};
use super::persons::{EID_PERSONS, EidPerson, Happens, number_of};
use super::provider::{Eid, MOST, Session, State};
use crate::env::Env;
use crate::pages::{FormAction, Frame, MessagePage, PersonRow, respond};
use crate::world::Visit;

/// Longer than any gateway waits.
const SLOW: Duration = Duration::from_secs(30);

/// An e-ID's login page.
#[derive(Template)]
#[template(path = "eid_login.html")]
struct EidLoginPage {
    page: Frame,
    name: &'static str,
    words: &'static Words,
    request: String,
    ways: Vec<(&'static str, &'static str)>,
    persons: Vec<PersonRow>,
}

/// An e-ID's front door.
#[derive(Template)]
#[template(path = "eid_home.html")]
struct EidHomePage {
    page: Frame,
    name: &'static str,
    state: State,
    persons: Vec<PersonRow>,
}

/// What the login page says.
struct Words {
    /// `nb`, `nn` or `en`.
    language: &'static str,
    title: &'static str,
    asker: &'static str,
    which: &'static str,
    who: &'static str,
    next: &'static str,
    cancel: &'static str,
    arrives: &'static str,
    refuses: &'static str,
    fails: &'static str,
    takes_long: &'static str,
}

const BOKMAL: Words = Words {
    language: "nb",
    title: "Logg inn med",
    asker: "Landport (demo) vil vite hvem du er.",
    which: "Hvilken e-ID bruker du?",
    who: "Hvem er du i dag?",
    next: "Logg inn",
    cancel: "Avbryt",
    arrives: "logger inn",
    refuses: "sier nei i appen",
    fails: "e-ID-en feiler",
    takes_long: "e-ID-en bruker for lang tid",
};

const NYNORSK: Words = Words {
    language: "nn",
    title: "Logg inn med",
    asker: "Landport (demo) vil vite kven du er.",
    which: "Kva e-ID bruker du?",
    who: "Kven er du i dag?",
    next: "Logg inn",
    cancel: "Avbryt",
    arrives: "loggar inn",
    refuses: "seier nei i appen",
    fails: "e-ID-en feilar",
    takes_long: "e-ID-en bruker for lang tid",
};

const ENGLISH: Words = Words {
    language: "en",
    title: "Log in with",
    asker: "Landport (demo) wants to know who you are.",
    which: "Which e-ID do you use?",
    who: "Who are you today?",
    next: "Log in",
    cancel: "Cancel",
    arrives: "logs in",
    refuses: "says no in the app",
    fails: "the e-ID fails",
    takes_long: "the e-ID takes too long",
};

impl Words {
    fn of(tag: &str) -> Option<&'static Self> {
        match tag.split('-').next().unwrap_or_default() {
            "nb" | "no" => Some(&BOKMAL),
            "nn" => Some(&NYNORSK),
            "en" => Some(&ENGLISH),
            _ => None,
        }
    }

    const fn what_happens(&self, happens: Happens) -> &'static str {
        match happens {
            Happens::Arrives => self.arrives,
            Happens::Refuses => self.refuses,
            Happens::Fails => self.fails,
            Happens::TakesLong => self.takes_long,
        }
    }
}

impl Eid {
    pub(crate) async fn visit(&self, visit: &Visit, env: &Env) -> Response {
        let path = visit.path.as_str();
        if self.state() == State::Down && !matches!(path, "/" | "/switch") {
            return (StatusCode::SERVICE_UNAVAILABLE, "switched off").into_response();
        }
        match (&visit.method, path) {
            (&Method::GET, "/") => self.home(),
            (&Method::POST, "/switch") => self.switch(visit),
            (&Method::GET, "/.well-known/openid-configuration") => {
                match serde_json::to_string(&self.metadata()) {
                    Ok(document) => json(StatusCode::OK, document),
                    Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
                }
            }
            (&Method::GET, "/jwks.json") => match self.jwks() {
                Ok(keys) => json(StatusCode::OK, keys),
                Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
            },
            (&Method::POST, "/par") => answered(self.push(visit, env)),
            (&Method::GET, "/authorize") => self.authorize(visit, env),
            (&Method::POST, "/login") => self.login(visit, env),
            (&Method::POST, "/token") => {
                let answer = self.token(visit, env);
                if self.state() == State::Slow || matches!(answer, Ok((_, Happens::TakesLong))) {
                    tokio::time::sleep(SLOW).await;
                }
                answered(answer.map(|(body, _)| (StatusCode::OK, body)))
            }
            (&Method::GET | &Method::POST, "/userinfo") => answered(self.userinfo(visit, env)),
            _ => self.page(StatusCode::NOT_FOUND, "There is nothing at this address."),
        }
    }

    fn frame(&self, language: &'static str) -> Frame {
        Frame {
            language,
            ..Frame::new(self.place, self.data.name, "eid")
        }
    }

    fn page(&self, status: StatusCode, what: &str) -> Response {
        respond(
            status,
            &MessagePage {
                page: self.frame("en"),
                heading: "This did not work".to_owned(),
                what: what.to_owned(),
                detail: None,
                next: Some((self.place.origin(""), "All addresses".to_owned())),
            },
            &FormAction::Own,
        )
    }

    fn home(&self) -> Response {
        let page = EidHomePage {
            page: self.frame("en"),
            name: self.data.name,
            state: self.state(),
            persons: persons(&ENGLISH),
        };
        respond(StatusCode::OK, &page, &FormAction::Own)
    }

    fn switch(&self, visit: &Visit) -> Response {
        self.set_state(match visit.form_field("state").as_deref() {
            Some("down") => State::Down,
            Some("slow") => State::Slow,
            _ => State::Up,
        });
        Redirect::to("/").into_response()
    }

    /// Who calls: key or secret, and a used assertion is a used assertion.
    fn caller(
        &self,
        visit: &Visit,
        params: &[(String, String)],
        env: &Env,
    ) -> Result<AuthenticatedClient, OAuthError> {
        let credentials = client_auth::parse(authorization(visit), params)?;
        match credentials.verify(Some(&self.client), &self.provider, env.now_s())? {
            Authentication::Done(client) => Ok(client),
            Authentication::Once(unused) => {
                let mut open = self.open();
                if open.assertions.len() >= MOST {
                    open.assertions.clear();
                }
                let first = open.assertions.insert(unused.replay_key());
                unused.used(if first { Use::First } else { Use::Again })
            }
        }
    }

    fn push(&self, visit: &Visit, env: &Env) -> Result<(StatusCode, String), OAuthError> {
        let params = form(visit)?;
        let client = self.caller(visit, &params, env)?;
        let name = opaque(env)?;
        let (pushed, answer) = par::push(
            &params,
            &client,
            None,
            &self.provider,
            name.clone(),
            env.now_s(),
        )?;
        let mut open = self.open();
        if open.pushed.len() >= MOST {
            open.pushed.clear();
        }
        open.pushed.insert(name.expose().to_owned(), pushed);
        Ok((StatusCode::CREATED, answer.to_json()))
    }

    fn authorize(&self, visit: &Visit, env: &Env) -> Response {
        let asked = match self.asked(visit, env) {
            Ok(asked) => asked,
            Err(Refusal::Reject(reject)) => return self.back(reject.response()),
            Err(Refusal::Stop(stop)) => {
                return self.page(StatusCode::BAD_REQUEST, &stop.to_string());
            }
        };
        let now = env.now_s();
        // Its own session answers at once, unless the person must be asked again.
        let cookie = visit.cookie(&self.cookie_name()).unwrap_or_default();
        let session = self
            .open()
            .sessions
            .get(&cookie)
            .copied()
            .filter(|session| {
                let young = |most: i64| now - session.auth_time <= most;
                self.data.sso == Sso::Kept
                    && !asked.prompt.login()
                    && asked.max_age.is_none_or(young)
            });
        match session {
            Some(session) => self.arrive(asked, session, env),
            None if asked.prompt.is_none() => {
                let error = OAuthError::from(ErrorCode::LoginRequired);
                self.back(asked.reply.error(&error))
            }
            None => match self.named(&asked) {
                Some((person, how)) => self.be(asked, person, how, env),
                None => self.ask(asked, env),
            },
        }
    }

    /// The person whom `login_hint` names, as `persona:plain`; behind the portal by the first e-ID.
    fn named(
        &self,
        asked: &AuthorizationRequest,
    ) -> Option<(&'static EidPerson, &'static EidData)> {
        let Some(LoginHint::Persona(name)) = &asked.login_hint else {
            return None;
        };
        let person = EID_PERSONS.iter().find(|person| person.value == name)?;
        let first = EIDS.iter().find(|eid| eid.is_behind_portal())?;
        Some((person, self.way(Some(first.id))?))
    }

    fn asked(&self, visit: &Visit, env: &Env) -> Result<AuthorizationRequest, Refusal> {
        let stop = Refusal::Stop;
        let query = decode_form(visit.query.as_bytes());
        let query = query.map_err(|_| stop(Stop::Malformed))?;
        match authorize::parse(&query).map_err(stop)? {
            Asked::Plain(plain) => plain.verify(Some(&self.client), &self.provider, env.now_s()),
            Asked::Pushed {
                client_id,
                request_uri,
            } => {
                let pushed = self.open().pushed.remove(request_uri.token().expose());
                let pushed = pushed.ok_or(Stop::RequestUri).map_err(stop)?;
                pushed
                    .open(&client_id, Some(&self.client), env.now_s())
                    .map_err(stop)
            }
        }
    }

    fn ask(&self, asked: AuthorizationRequest, env: &Env) -> Response {
        let request = env.token();
        // The language that is wished, or else its own. OIDC Core §3.1.2.1.
        let wished = asked.ui_locales.iter().find_map(Words::of);
        let words = wished.or_else(|| Words::of(self.data.language));
        let words = words.unwrap_or(&ENGLISH);
        let mut open = self.open();
        if open.asked.len() >= MOST {
            open.asked.clear();
        }
        open.asked.insert(request.clone(), asked);
        drop(open);
        let ways = EIDS
            .iter()
            .filter(|eid| self.data.portal && eid.is_behind_portal());
        let page = EidLoginPage {
            page: self.frame(words.language),
            name: self.data.name,
            words,
            request,
            ways: ways.map(|eid| (eid.id, eid.name)).collect(),
            persons: persons(words),
        };
        // A browser holds every address of the way back against this list; the gateway may listen elsewhere.
        let back = url::Url::parse(&self.registration().redirect_uri);
        let back = back.map_or_else(|_| String::new(), |to| to.origin().ascii_serialization());
        let home = match self.place.port {
            80 => "http://*.localhost".to_owned(),
            port => format!("http://*.localhost:{port}"),
        };
        respond(StatusCode::OK, &page, &FormAction::OwnAnd(&[&home, &back]))
    }

    fn login(&self, visit: &Visit, env: &Env) -> Response {
        let field = |name: &str| visit.form_field(name).unwrap_or_default();
        let Some(asked) = self.open().asked.remove(&field("request")) else {
            return self.page(StatusCode::BAD_REQUEST, "This login is over. Begin again.");
        };
        if field("action") == "cancel" {
            let refused = OAuthError::from(ErrorCode::AccessDenied);
            return self.back(asked.reply.error(&refused));
        }
        let chosen = field("person");
        let person = EID_PERSONS.iter().find(|person| person.value == chosen);
        let (Some(person), Some(how)) = (person, self.way(visit.form_field("eid").as_deref()))
        else {
            return self.page(StatusCode::BAD_REQUEST, "Nobody was chosen. Begin again.");
        };
        self.be(asked, person, how, env)
    }

    /// This person acts.
    fn be(
        &self,
        asked: AuthorizationRequest,
        person: &'static EidPerson,
        how: &'static EidData,
        env: &Env,
    ) -> Response {
        let refuse = |code: ErrorCode| self.back(asked.reply.error(&OAuthError::from(code)));
        match person.happens {
            Happens::Refuses => return refuse(ErrorCode::AccessDenied),
            Happens::Fails => return refuse(ErrorCode::ServerError),
            Happens::Arrives | Happens::TakesLong => {}
        }
        let session = Session {
            person,
            auth_time: env.now_s(),
            how,
        };
        let mut response = self.arrive(asked, session, env);
        if self.data.sso == Sso::Kept {
            let cookie = env.token();
            let mut open = self.open();
            if open.sessions.len() >= MOST {
                open.sessions.clear();
            }
            open.sessions.insert(cookie.clone(), session);
            let name = self.cookie_name();
            let cookie = format!("{name}={cookie}; Path=/; Secure; HttpOnly; SameSite=Lax");
            if let Ok(cookie) = HeaderValue::from_str(&cookie) {
                response.headers_mut().insert(header::SET_COOKIE, cookie);
            }
        }
        response
    }

    /// The code; or that the level is not reached, or the service asked for somebody else.
    fn arrive(&self, asked: AuthorizationRequest, session: Session, env: &Env) -> Response {
        let reply = asked.reply.clone();
        let refuse = |code: ErrorCode| self.back(reply.error(&OAuthError::from(code)));
        let Some(acr) = self.acr_for(session.how, &asked.acr_values) else {
            return refuse(ErrorCode::UnmetAuthenticationRequirements);
        };
        let Ok(code) = opaque(env) else {
            return refuse(ErrorCode::ServerError);
        };
        let grant = match asked.grant(self.subject(session, acr), env.now_s()) {
            Ok(grant) => grant,
            Err(error) => return self.back(reply.error(&error)),
        };
        let mut open = self.open();
        if open.codes.len() >= MOST {
            open.codes.clear();
        }
        open.codes
            .insert(code.expose().to_owned(), (grant, session.person));
        drop(open);
        self.back(reply.code(&code))
    }

    fn token(&self, visit: &Visit, env: &Env) -> Result<(String, Happens), OAuthError> {
        let params = form(visit)?;
        let client = self.caller(visit, &params, env)?;
        let TokenRequest::Code(request) = token::parse(&params, &self.provider)? else {
            return Err(ErrorCode::UnsupportedGrantType.into());
        };
        // Taken before it is looked at: a second use finds nothing.
        let taken = self.open().codes.remove(request.code().expose());
        let (grant, person) = taken.ok_or(ErrorCode::InvalidGrant)?;
        let redeemed = token::redeem(
            &request,
            grant,
            &client,
            None,
            &self.provider.issuer,
            env.now_s(),
        )?;
        let failed = |_| OAuthError::from(ErrorCode::ServerError);
        let signer = self.signer().map_err(failed)?;
        let fresh = Fresh {
            access_token: opaque(env)?,
            refresh_token: opaque(env)?,
            jti: env.token(),
        };
        let issued = redeemed
            .issue(&self.provider, signer.as_ref(), fresh, env.now_s())
            .map_err(failed)?;
        let mut open = self.open();
        if open.access.len() >= MOST {
            open.access.clear();
        }
        let name = issued.handle.expose().to_owned();
        let kept = (issued.access, self.claims(person));
        open.access.insert(name, kept);
        Ok((issued.response.to_json(), person.happens))
    }

    fn userinfo(&self, visit: &Visit, env: &Env) -> Result<(StatusCode, String), OAuthError> {
        let presented = userinfo::parse(authorization(visit), &visit.query_fields(), &[])?;
        let found = self.open().access.get(presented.token().expose()).cloned();
        let (access, claims) = found.ok_or(ErrorCode::InvalidToken)?;
        let answer = access.userinfo(&presented, None, &self.provider, env.now_s())?;
        let Userinfo::Json(body) = answer else {
            return Err(ErrorCode::ServerError.into());
        };
        if self.data.released == Released::InBoth {
            return Ok((StatusCode::OK, body));
        }
        // This one has everything here, also what no scope of the standard names.
        let mut all: serde_json::Map<String, serde_json::Value> =
            serde_json::from_str(&body).map_err(|_| ErrorCode::ServerError)?;
        for (name, value) in claims.iter() {
            all.insert(name.to_owned(), value.clone());
        }
        let body = serde_json::Value::Object(all).to_string();
        Ok((StatusCode::OK, body))
    }

    fn cookie_name(&self) -> String {
        format!("__Host-{}", self.data.id)
    }

    /// The way back, without `iss` where that is the habit.
    fn back(&self, response: AuthorizationResponse) -> Response {
        let AuthorizationResponse::Redirect { location } = response else {
            return self.page(
                StatusCode::BAD_REQUEST,
                "This e-ID answers by redirect only.",
            );
        };
        if self.data.says_iss {
            return Redirect::to(&location).into_response();
        }
        let Ok(mut url) = url::Url::parse(&location) else {
            return StatusCode::INTERNAL_SERVER_ERROR.into_response();
        };
        let kept: Vec<(String, String)> = url
            .query_pairs()
            .into_owned()
            .filter(|(name, _)| name != "iss")
            .collect();
        url.query_pairs_mut().clear().extend_pairs(kept);
        Redirect::to(url.as_str()).into_response()
    }
}

fn persons(words: &Words) -> Vec<PersonRow> {
    EID_PERSONS
        .iter()
        .map(|person| PersonRow {
            value: person.value,
            name: match person.given_name {
                Some(given_name) => format!("{given_name} {}", person.family_name),
                None => person.family_name.to_owned(),
            },
            born: person.date_of_birth,
            identifier: number_of(person).unwrap_or_default(),
            what_happens: words.what_happens(person.happens),
        })
        .collect()
}

fn authorization(visit: &Visit) -> Option<&str> {
    visit
        .headers
        .get(header::AUTHORIZATION)
        .and_then(|value| value.to_str().ok())
}

fn form(visit: &Visit) -> Result<Vec<(String, String)>, OAuthError> {
    decode_form(&visit.body).map_err(|_| ErrorCode::InvalidRequest.into())
}

fn opaque(env: &Env) -> Result<Opaque, OAuthError> {
    Opaque::new(env.token()).map_err(|_| ErrorCode::ServerError.into())
}

fn json(status: StatusCode, body: String) -> Response {
    let headers = [
        (header::CONTENT_TYPE, "application/json"),
        (header::CACHE_CONTROL, "no-store"),
    ];
    (status, headers, body).into_response()
}

fn answered(answer: Result<(StatusCode, String), OAuthError>) -> Response {
    match answer {
        Ok((status, body)) => json(status, body),
        Err(error) => {
            let status = StatusCode::from_u16(error.code().http_status());
            json(status.unwrap_or(StatusCode::BAD_REQUEST), error.to_json())
        }
    }
}
