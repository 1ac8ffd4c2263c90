// SPDX-License-Identifier: EUPL-1.2
//! Everything people see in Demo Europe: typed pages, own style sheet, a strict content policy.

use askama::Template;
use axum::response::{IntoResponse, Response};
use http::{HeaderValue, StatusCode, header};

use crate::people::Somebody;
use crate::place::Place;

/// What stands around every page.
#[derive(Clone, Debug)]
pub(crate) struct Frame {
    /// Language of the page.
    pub(crate) language: &'static str,
    /// Whose page it is.
    pub(crate) site: String,
    /// Language of that name, if it is another one.
    pub(crate) site_language: Option<&'static str>,
    /// `front`, `country`, `service`, `abroad` or `register`: the colours.
    pub(crate) theme: &'static str,
    /// Address of the front page.
    pub(crate) front: String,
}

impl Frame {
    /// An English frame.
    pub(crate) fn new(place: Place, site: impl Into<String>, theme: &'static str) -> Self {
        Self {
            language: "en",
            site: site.into(),
            site_language: None,
            theme,
            front: place.origin(""),
        }
    }
}

/// A service or country on the front page.
pub(crate) struct ServiceCard {
    pub(crate) address: String,
    pub(crate) name: &'static str,
    pub(crate) about: &'static str,
}

/// A country on the front page.
pub(crate) struct CountryCard {
    pub(crate) address: String,
    pub(crate) name: &'static str,
    pub(crate) own_name: &'static str,
    pub(crate) language: &'static str,
    pub(crate) special: &'static str,
    pub(crate) ready: bool,
}

/// An e-ID on the front page.
pub(crate) struct EidCard {
    pub(crate) address: String,
    pub(crate) name: &'static str,
    pub(crate) about: String,
}

/// A foreign service on the front page.
pub(crate) struct AbroadCard {
    pub(crate) address: String,
    pub(crate) title: &'static str,
    pub(crate) country: &'static str,
    pub(crate) special: &'static str,
    pub(crate) ready: bool,
}

/// What there is to click.
#[derive(Template)]
#[template(path = "front.html")]
pub(crate) struct FrontPage {
    pub(crate) page: Frame,
    pub(crate) trademark: String,
    pub(crate) wallet: String,
    pub(crate) gateway: String,
    pub(crate) register: String,
    /// The foreign service that is named first, if this gateway answers any.
    pub(crate) first_abroad: Option<(String, &'static str)>,
    pub(crate) eids: Vec<EidCard>,
    pub(crate) services: Vec<ServiceCard>,
    pub(crate) countries: Vec<CountryCard>,
    pub(crate) ready: usize,
    pub(crate) waiting: bool,
    pub(crate) abroad: Vec<AbroadCard>,
    pub(crate) abroad_ready: usize,
    pub(crate) people: Vec<Somebody>,
}

/// A person on a country's pages.
pub(crate) struct PersonRow {
    pub(crate) value: &'static str,
    pub(crate) name: String,
    pub(crate) born: &'static str,
    pub(crate) identifier: String,
    pub(crate) what_happens: &'static str,
}

/// A country's front door.
#[derive(Template)]
#[template(path = "node_home.html")]
pub(crate) struct NodeHomePage {
    pub(crate) page: Frame,
    pub(crate) name: &'static str,
    pub(crate) special: &'static str,
    pub(crate) ready: bool,
    pub(crate) metadata: String,
    pub(crate) signs_with: String,
    pub(crate) levels: String,
    pub(crate) versions: String,
    pub(crate) persons: Vec<PersonRow>,
}

/// A country's login page.
#[derive(Template)]
#[template(path = "node_login.html")]
pub(crate) struct NodeLoginPage {
    pub(crate) page: Frame,
    pub(crate) eid: &'static str,
    pub(crate) language: &'static str,
    pub(crate) asker: String,
    pub(crate) asker_country: String,
    pub(crate) service: Option<String>,
    pub(crate) level: &'static str,
    pub(crate) action: String,
    pub(crate) session: String,
    pub(crate) persons: Vec<PersonRow>,
    pub(crate) identifier_changes: bool,
    pub(crate) attributes: String,
}

/// The page that posts the answer.
#[derive(Template)]
#[template(path = "node_answer.html")]
pub(crate) struct NodeAnswerPage {
    pub(crate) page: Frame,
    pub(crate) asker: String,
    pub(crate) what: &'static str,
    pub(crate) action: String,
    pub(crate) fields: Vec<(&'static str, String)>,
}

/// A card of the wallet.
pub(crate) struct CardRow {
    pub(crate) value: &'static str,
    pub(crate) name: String,
    pub(crate) about: String,
}

/// The wallet as a phone.
#[derive(Template)]
#[template(path = "wallet_home.html")]
pub(crate) struct WalletHomePage {
    pub(crate) page: Frame,
    pub(crate) cards: Vec<CardRow>,
}

/// The wallet, asked.
#[derive(Template)]
#[template(path = "wallet_asked.html")]
pub(crate) struct WalletAskedPage {
    pub(crate) page: Frame,
    pub(crate) client_id: String,
    pub(crate) request_uri: String,
    pub(crate) cards: Vec<CardRow>,
}

/// One thing to say, perhaps one thing to do.
#[derive(Template)]
#[template(path = "message.html")]
pub(crate) struct MessagePage {
    pub(crate) page: Frame,
    pub(crate) heading: String,
    pub(crate) what: String,
    pub(crate) detail: Option<String>,
    pub(crate) next: Option<(String, String)>,
}

/// A row of the register.
pub(crate) struct RegisterRow {
    pub(crate) country: &'static str,
    pub(crate) name: String,
    pub(crate) identifier: String,
    pub(crate) number: String,
}

/// The register's page.
#[derive(Template)]
#[template(path = "register.html")]
pub(crate) struct RegisterPage {
    pub(crate) page: Frame,
    pub(crate) down: bool,
    pub(crate) entries: Vec<RegisterRow>,
}

/// A service's start page.
#[derive(Template)]
#[template(path = "service_home.html")]
pub(crate) struct ServiceHomePage {
    pub(crate) page: Frame,
    pub(crate) heading: &'static str,
    pub(crate) about: &'static str,
    pub(crate) companies: bool,
    pub(crate) accounts: Vec<String>,
}

/// A service after login.
#[derive(Template)]
#[template(path = "service_result.html")]
pub(crate) struct ServiceResultPage {
    pub(crate) page: Frame,
    pub(crate) name: String,
    pub(crate) originals: Vec<(String, String)>,
    pub(crate) summary: String,
    pub(crate) birthdate: Option<String>,
    /// Who acts for a company; empty where it has the e-ID itself. None: it is a person.
    pub(crate) acting: Option<String>,
    pub(crate) country: String,
    pub(crate) level: String,
    pub(crate) methods: String,
    /// Another service, for single sign-on: after a national login.
    pub(crate) other: Option<(String, &'static str)>,
    pub(crate) pid: Option<String>,
    pub(crate) match_status: String,
    pub(crate) steps: Vec<(String, String)>,
    pub(crate) algorithm: String,
    pub(crate) id_token: String,
    pub(crate) userinfo: Option<String>,
    pub(crate) token_answer: String,
}

/// Where a page's forms may go.
pub(crate) enum FormAction<'a> {
    /// Only to its own origin.
    Own,
    /// To its own origin and these.
    OwnAnd(&'a [&'a str]),
    /// Only to this origin.
    Only(&'a str),
}

/// Renders a page with its headers.
pub(crate) fn respond(
    status: StatusCode,
    page: &impl Template,
    forms: &FormAction<'_>,
) -> Response {
    let html = match page.render() {
        Ok(html) => html,
        Err(error) => {
            tracing::error!(%error, "a page cannot be rendered");
            return StatusCode::INTERNAL_SERVER_ERROR.into_response();
        }
    };
    let action = match forms {
        FormAction::Own => "'self'".to_owned(),
        FormAction::OwnAnd(others) => format!("'self' {}", others.join(" ")),
        FormAction::Only(origin) => (*origin).to_owned(),
    };
    let policy = format!(
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; \
         form-action {action}; base-uri 'none'; frame-ancestors 'none'"
    );
    let mut response = (status, axum::response::Html(html)).into_response();
    let headers = response.headers_mut();
    if let Ok(policy) = HeaderValue::from_str(&policy) {
        headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(
        header::X_CONTENT_TYPE_OPTIONS,
        HeaderValue::from_static("nosniff"),
    );
    headers.insert(
        header::REFERRER_POLICY,
        HeaderValue::from_static("no-referrer"),
    );
    response
}

/// The static files, the same under every host name.
pub(crate) fn static_file(path: &str) -> Option<Response> {
    let (kind, bytes): (&str, &[u8]) = match path {
        "/static/world.css" => (
            "text/css; charset=utf-8",
            include_bytes!("../static/world.css"),
        ),
        "/static/submit.js" => (
            "text/javascript; charset=utf-8",
            include_bytes!("../static/submit.js"),
        ),
        "/static/icon.svg" => ("image/svg+xml", include_bytes!("../static/icon.svg")),
        _ => return None,
    };
    let kind = HeaderValue::from_str(kind).ok()?;
    Some(
        (
            [
                (header::CONTENT_TYPE, kind),
                (
                    header::CACHE_CONTROL,
                    HeaderValue::from_static("public, max-age=300"),
                ),
                (
                    header::X_CONTENT_TYPE_OPTIONS,
                    HeaderValue::from_static("nosniff"),
                ),
            ],
            bytes,
        )
            .into_response(),
    )
}
