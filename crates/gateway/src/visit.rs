// SPDX-License-Identifier: EUPL-1.2
//! What every handler knows of its visitor.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method, header};
use eidas::CountryCode;
use oidc::protocol::decode_form;
use pages::i18n::{Language, Languages};
use store::{Handle, Secret};

use crate::app::App;
use crate::caller::Caller;
use crate::cookie;
use crate::cookie::{FlowCookies, Jar, SessionCookies};

/// What a browser brings besides a body.
#[derive(Clone, Debug)]
pub struct Visit {
    /// Its flow cookies.
    pub cookies: FlowCookies,
    /// The login that it went out with last, to a country or an e-ID.
    pub out: Option<Handle>,
    /// Its sessions of single sign-on.
    pub sessions: SessionCookies,
    /// The secret of the consents that it remembers.
    pub consent: Option<Secret>,
    /// Its person's own logins, open or on the way.
    pub own: Option<Secret>,
    /// The country that was chosen last in it.
    pub country: Option<CountryCode>,
    /// The places in the queue that it holds, each with its name.
    pub places: Vec<(String, String)>,
    /// The address, where a GET asked for it: what may be asked for again.
    pub here: Option<String>,
    /// The query, decoded; empty when it cannot be read.
    pub query: Vec<(String, String)>,
    /// The language that the address asks for, if we offer it.
    pub language: Option<Language>,
    /// A page of ours that was asked for and may be once more, in another language: its path.
    pub page: Option<&'static str>,
    /// `Accept-Language`.
    pub accept_language: Option<String>,
    /// Whether a form of another site sent this. AZ-09.
    pub cross_site: bool,
    /// Whether a page loads this as a part of itself: nobody sees it, so nobody's login begins.
    pub embedded: bool,
    /// Where it came from.
    pub caller: Caller,
}

/// The pages of a login, and that of one's session.
pub const PAGES: [&str; 12] = [
    "/choose",
    "/consent",
    "/continue",
    "/country",
    "/go",
    "/kept",
    "/logins",
    "/match",
    "/person",
    "/send",
    "/session",
    "/wallet",
];

impl FromRequestParts<App> for Visit {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Self::Rejection> {
        let text = |name| {
            parts
                .headers
                .get(name)
                .and_then(|value| value.to_str().ok())
        };
        let query =
            decode_form(parts.uri.query().unwrap_or_default().as_bytes()).unwrap_or_default();
        let language = match field(&query, "lang") {
            "" => None,
            tag => app.current().site.languages.find(tag),
        };
        let jar = Jar::read(&parts.headers);
        let page = PAGES
            .iter()
            .find(|page| parts.method == Method::GET && parts.uri.path() == **page);
        Ok(Self {
            page: page.copied(),
            language,
            cookies: FlowCookies::read(&jar),
            out: cookie::out(&jar),
            sessions: SessionCookies::read(&jar),
            consent: cookie::consent(&jar),
            own: cookie::own(&jar),
            country: cookie::country(&jar),
            places: cookie::places(&jar),
            here: here(parts),
            query,
            accept_language: text(header::ACCEPT_LANGUAGE).map(|value| cut(value).to_owned()),
            cross_site: is_cross_site(app, &parts.headers),
            embedded: is_embedded(&parts.headers),
            caller: Caller::of(parts),
        })
    }
}

impl Visit {
    /// The ticket of this name.
    pub fn place(&self, name: &str) -> Option<&str> {
        let found = self.places.iter().find(|(of, _)| of == name);
        found.map(|(_, ticket)| ticket.as_str())
    }

    /// The flow id in the URL.
    pub fn flow(&self) -> &str {
        field(&self.query, "flow")
    }

    /// What she chose while she waited for her turn, else what the service wishes, else the browser.
    pub fn wished_among<'a>(
        &self,
        offered: &Languages,
        ui_locales: impl IntoIterator<Item = &'a str>,
    ) -> Option<Language> {
        let wished = || offered.wished(ui_locales, self.accept_language.as_deref());
        self.language.or_else(wished)
    }

    /// The language chosen in place, else the browser's.
    pub fn language_among(&self, offered: &Languages) -> Language {
        let accept_language = self.accept_language.as_deref();
        self.language
            .unwrap_or_else(|| offered.negotiate([], accept_language))
    }
}

/// As it was asked for, octet by octet: in the redirect binding it is what was signed (SAML Bindings §3.4.4.1).
fn here(parts: &Parts) -> Option<String> {
    let asked = parts.uri.path_and_query()?.as_str();
    (parts.method == Method::GET).then(|| asked.to_owned())
}

/// WEB-06: nobody accepts more languages than fit here.
fn cut(header: &str) -> &str {
    header.get(..512).unwrap_or(header)
}

/// `Sec-Fetch-Site` where the browser sends it, else `Origin`. Beside these, every form's target
/// carries the flow id, which a stranger does not know.
fn is_cross_site(app: &App, headers: &HeaderMap) -> bool {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    match text("sec-fetch-site") {
        Some(site) => !matches!(site, "same-origin" | "none"),
        None => text("origin")
            .is_some_and(|origin| origin != app.settings().issuer.origin().ascii_serialization()),
    }
}

/// Fetch Metadata §2.1, §2.2: what a person goes to is a navigation of a whole document. Browsers
/// that do not say so are believed.
///
/// Attack (AZ-13): a hostile page begins twenty logins in images and frames, whose cookies push the
/// person's own out. Defence: such a request begins none.
pub(crate) fn is_embedded(headers: &HeaderMap) -> bool {
    let differs = |name: &str, wanted: &str| headers.get(name).is_some_and(|said| said != wanted);
    differs("sec-fetch-dest", "document") || differs("sec-fetch-mode", "navigate")
}

/// The first value of a form field; empty when it is not there.
pub fn field<'a>(form: &'a [(String, String)], name: &str) -> &'a str {
    form.iter()
        .find(|(n, _)| n == name)
        .map_or("", |(_, value)| value.as_str())
}
