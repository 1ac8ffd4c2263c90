// SPDX-License-Identifier: EUPL-1.2
//! The foreign service as a browser meets it, and the door of its connector.

use std::sync::Arc;

use axum::response::{IntoResponse, Redirect, Response};
use eidas::{Attribute, VerifiedResponse};
use http::{HeaderValue, Method, StatusCode, header};
use serde_json::json;

use super::answer::{Answering, Arrived, Outcome};
use super::habits::HandsOver;
use super::keys::ConnectorKeys;
use super::pages::{CountriesPage, FailedPage, HomePage, OnwardPage, PersonPage, SendPage};
use super::request::{Asking, Outgoing};
use super::said::{as_json, in_plain_words, level, rows};
use super::{AbroadError, Foreign, Kept};
use crate::env::Env;
use crate::pages::{FormAction, Frame, MessagePage, respond};
use crate::place::Place;
use crate::world::Visit;

/// The browser of the service. Host-only, so that no other country's service gets it.
const COOKIE: &str = "__Host-abroad";

/// What a visit needs from around it.
pub(crate) struct Around<'a> {
    pub(crate) place: Place,
    pub(crate) env: &'a Env,
    pub(crate) keys: &'a ConnectorKeys,
    /// Origin of the Proxy-Service: where forms may go.
    pub(crate) gateway: Option<String>,
}

impl Foreign {
    /// Pages of the service that need nothing from Norway; `None` if there is no such page.
    pub(crate) fn page(&self, around: &Around<'_>, visit: &Visit) -> Option<Response> {
        match (&visit.method, visit.path.as_str()) {
            (&Method::GET, "/") => Some(self.home(around)),
            (&Method::GET, "/login") => Some(self.countries(around, visit)),
            (&Method::POST, "/login")
                if visit.form_field("action").as_deref() == Some("cancel") =>
            {
                Some(Redirect::to("/").into_response())
            }
            (&Method::POST, "/login") if visit.form_field("country").as_deref() != Some("NO") => {
                Some(Redirect::to("/login").into_response())
            }
            (&Method::GET, "/me") => Some(self.result(around, visit)),
            (&Method::GET, "/me.json") => Some(self.result_as_json(visit)),
            (&Method::POST, "/leave") => {
                self.forget(&visit.cookie(COOKIE).unwrap_or_default());
                Some(Redirect::to("/").into_response())
            }
            _ => None,
        }
    }

    fn frame(&self, place: Place) -> Frame {
        Frame::new(place, self.abroad.title, "abroad")
    }

    fn home(&self, around: &Around<'_>) -> Response {
        respond(
            StatusCode::OK,
            &HomePage {
                page: self.frame(around.place),
                greeting: self.abroad.greeting,
                language: self.country.language,
                title: self.abroad.title,
                about: self.abroad.about,
                for_professionals: self.abroad.for_professionals,
            },
            &FormAction::Own,
        )
    }

    fn countries(&self, around: &Around<'_>, visit: &Visit) -> Response {
        // The form may be answered with an address at the gateway, and browsers hold that against
        // the policy of the page that posted.
        let gateway = around.gateway.as_deref().unwrap_or("'self'");
        respond(
            StatusCode::OK,
            &CountriesPage {
                page: self.frame(around.place),
                title: self.abroad.title,
                professional: self.abroad.for_professionals
                    && visit.query_field("as").as_deref() == Some("professional"),
            },
            &FormAction::OwnAnd(&[gateway]),
        )
    }

    /// The question goes out.
    pub(crate) fn ask(
        &self,
        around: &Around<'_>,
        peer: &eidas::Peer,
        visit: &Visit,
    ) -> Result<Response, AbroadError> {
        let keys = around.keys.working().ok_or(AbroadError::NotReady)?;
        let asking = Asking {
            place: around.place,
            env: around.env,
            peer,
            keys: &keys,
            professional: self.abroad.for_professionals
                && visit.form_field("as").as_deref() == Some("professional"),
        };
        let draft = self.draft(&asking)?;
        let relay_state = self.relay_state(around.env);
        let browser = visit
            .cookie(COOKIE)
            .filter(|id| id.len() == 43)
            .unwrap_or_else(|| around.env.token());
        let outgoing = self.send(&asking, &draft, relay_state.as_deref())?;
        let waiting = self.waiting(
            around.place,
            around.env,
            peer,
            &draft,
            relay_state,
            &browser,
        )?;
        self.wait(draft.id, waiting);
        let mut response = match outgoing {
            Outgoing::Address(address) => Redirect::to(&address).into_response(),
            Outgoing::Form(form) => {
                let origin = form.action.origin().ascii_serialization();
                let page = SendPage {
                    page: self.frame(around.place),
                    action: form.action.to_string(),
                    fields: form.fields,
                };
                respond(StatusCode::OK, &page, &FormAction::Only(&origin))
            }
        };
        let cookie = format!("{COOKIE}={browser}; Path=/; Secure; HttpOnly; SameSite=Lax");
        if let Ok(cookie) = HeaderValue::from_str(&cookie) {
            response.headers_mut().insert(header::SET_COOKIE, cookie);
        }
        Ok(response)
    }

    /// The answer comes in at the connector, which hands over to the service. The cookie of the
    /// service decides there whether this is the browser that asked.
    pub(crate) fn consume(
        &self,
        around: &Around<'_>,
        peer: &eidas::Peer,
        visit: &Visit,
    ) -> Result<Response, AbroadError> {
        let keys = around.keys.working().ok_or(AbroadError::NotReady)?;
        let answering = Answering {
            env: around.env,
            peer,
            keys: &keys,
        };
        let (browser, arrived) = self.receive(&answering, visit)?;
        if let Outcome::Refused(error) = &arrived.outcome {
            tracing::info!(country = self.country.code, %error, "an answer was refused");
        }
        let name = around.env.token();
        let address = format!("{}/me?login={name}", self.service(around.place));
        self.keep(Kept {
            name,
            browser,
            arrived: Arc::new(arrived),
        });
        Ok(match self.habits().hands_over {
            HandsOver::Redirect => Redirect::to(&address).into_response(),
            HandsOver::Page => respond(
                StatusCode::OK,
                &OnwardPage {
                    page: self.frame(around.place),
                    title: self.abroad.title,
                    address,
                },
                &FormAction::Own,
            ),
        })
    }

    pub(crate) fn metadata_document(&self, around: &Around<'_>) -> Result<Response, AbroadError> {
        let xml = self.metadata(around.place, around.env, around.keys)?;
        let kind = [(header::CONTENT_TYPE, "application/samlmetadata+xml")];
        Ok((kind, xml).into_response())
    }

    fn found(&self, visit: &Visit) -> Option<Kept> {
        let browser = visit.cookie(COOKIE)?;
        self.kept(&browser, visit.query_field("login").as_deref())
    }

    fn result(&self, around: &Around<'_>, visit: &Visit) -> Response {
        let Some(kept) = self.found(visit) else {
            return respond(
                StatusCode::FORBIDDEN,
                &MessagePage {
                    page: self.frame(around.place),
                    heading: "You are not logged in".to_owned(),
                    what: "This browser has not asked for a login here, or it was too long ago. \
                           An answer that another browser asked for is not shown."
                        .to_owned(),
                    detail: None,
                    next: Some(("/login".to_owned(), "Log in".to_owned())),
                },
                &FormAction::Own,
            );
        };
        let arrived = &kept.arrived;
        match &arrived.outcome {
            Outcome::Person(verified) => self.person_page(around, arrived, verified),
            Outcome::Failure(status) => {
                let (heading, what) = in_plain_words(status);
                self.failed_page(
                    around,
                    arrived,
                    (heading, what),
                    Some(status.to_string()),
                    status.message.clone().unwrap_or_default(),
                )
            }
            Outcome::Refused(error) => self.failed_page(
                around,
                arrived,
                (
                    "The answer from Norway was not accepted",
                    "It is not a correct answer to our question. You are not logged in, and \
                     nothing of it is used.",
                ),
                None,
                error.to_string(),
            ),
        }
    }

    fn person_page(
        &self,
        around: &Around<'_>,
        arrived: &Arrived,
        verified: &VerifiedResponse,
    ) -> Response {
        let first = |attribute| {
            let value = verified.attributes.get(attribute);
            value.map_or("", |value| value.value.as_str())
        };
        respond(
            StatusCode::OK,
            &PersonPage {
                page: self.frame(around.place),
                greeting: self.abroad.greeting,
                language: self.country.language,
                name: format!(
                    "{} {}",
                    first(Attribute::GIVEN_NAME),
                    first(Attribute::FAMILY_NAME)
                ),
                title: self.abroad.title,
                country: match verified.person_identifier.origin().as_str() {
                    "NO" => "Norway".to_owned(),
                    other => other.to_owned(),
                },
                level: level(verified),
                attributes: rows(verified),
                name_id: verified.name_id.format.uri().to_owned(),
                consent: verified
                    .consent
                    .map_or("not said", eidas::Consent::uri)
                    .to_owned(),
                response: arrived.shown.response.clone(),
                assertion: arrived.shown.assertion.clone(),
            },
            &FormAction::Own,
        )
    }

    fn failed_page(
        &self,
        around: &Around<'_>,
        arrived: &Arrived,
        (heading, what): (&'static str, &'static str),
        status: Option<String>,
        message: String,
    ) -> Response {
        respond(
            StatusCode::OK,
            &FailedPage {
                page: self.frame(around.place),
                heading,
                what,
                status,
                message,
                response: arrived.shown.response.clone(),
            },
            &FormAction::Own,
        )
    }

    /// The same for programs.
    fn result_as_json(&self, visit: &Visit) -> Response {
        match self.found(visit) {
            Some(kept) => axum::Json(as_json(&kept.arrived)).into_response(),
            None => (
                StatusCode::FORBIDDEN,
                axum::Json(json!({"outcome": "none"})),
            )
                .into_response(),
        }
    }

    /// A login that cannot go on: nothing is spent by it.
    pub(crate) fn stopped(&self, around: &Around<'_>, error: &AbroadError) -> Response {
        tracing::info!(country = self.country.code, %error, "a login abroad was stopped");
        let status = match error {
            AbroadError::NotReady | AbroadError::NoGateway => StatusCode::SERVICE_UNAVAILABLE,
            _ => StatusCode::BAD_REQUEST,
        };
        let (heading, what) = match error {
            AbroadError::NotReady | AbroadError::NoGateway => (
                "Logging in does not work just now",
                "Try again in a while; nothing is lost.",
            ),
            AbroadError::NoQuestion => (
                "This answer belongs to no login here",
                "The page may have been opened a second time. Begin again at the service.",
            ),
            _ => (
                "This message proves nothing",
                "It did not come from Norway in this form. Begin again at the service.",
            ),
        };
        respond(
            status,
            &MessagePage {
                page: self.frame(around.place),
                heading: heading.to_owned(),
                what: what.to_owned(),
                detail: Some(error.to_string()),
                next: Some((self.service(around.place), "To the service".to_owned())),
            },
            &FormAction::Own,
        )
    }
}
