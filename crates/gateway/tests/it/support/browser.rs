//! What a browser has and does, and what came back.

use std::collections::BTreeMap;

use axum::body::Body;
use axum::http::{HeaderMap, Request, StatusCode, header, request};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use oidc::protocol::{CodeVerifier, decode_form, encode_form};

use super::{Gateway, ISSUER, REDIRECT};

/// What came back.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: String,
}

impl Answer {
    pub(crate) fn location(&self) -> &str {
        self.headers
            .get(header::LOCATION)
            .map_or("", |value| value.to_str().unwrap())
    }

    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .map_or("", |value| value.to_str().unwrap())
    }

    pub(crate) fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.body).unwrap_or_else(|_| panic!("no JSON: {self:?}"))
    }

    /// A parameter of the redirect.
    pub(crate) fn parameter(&self, name: &str) -> Option<String> {
        let query = self.location().split_once('?')?.1;
        let found = decode_form(query.as_bytes())
            .unwrap()
            .into_iter()
            .find(|(n, _)| n == name);
        found.map(|(_, value)| value)
    }
}

/// The form that goes to a foreign node.
#[derive(Clone, Debug)]
pub(crate) struct Sent {
    pub(crate) id: String,
    pub(crate) relay_state: String,
    pub(crate) action: String,
    pub(crate) xml: String,
}

/// A browser: a cookie jar and a finger.
pub(crate) struct Browser<'a> {
    pub(crate) gateway: &'a Gateway,
    pub(crate) cookies: BTreeMap<String, String>,
}

impl Browser<'_> {
    pub(crate) async fn go(&mut self, request: request::Builder, body: Body) -> Answer {
        let jar: Vec<_> = self
            .cookies
            .iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        let request = request
            .header(header::COOKIE, jar.join("; "))
            .header(header::ACCEPT_LANGUAGE, "en")
            .body(body)
            .unwrap();
        let answer = self.gateway.send(request).await;
        for set in answer.headers.get_all(header::SET_COOKIE) {
            let set = set.to_str().unwrap();
            let (pair, flags) = set.split_once(';').unwrap();
            let (name, value) = pair.split_once('=').unwrap();
            if flags.contains("Max-Age=0") {
                self.cookies.remove(name);
            } else {
                self.cookies.insert(name.to_owned(), value.to_owned());
            }
        }
        answer
    }

    pub(crate) async fn get(&mut self, path: &str) -> Answer {
        self.go(Request::get(format!("{ISSUER}{path}")), Body::empty())
            .await
    }

    /// The same as browsers say it: a page is wanted.
    pub(crate) async fn looks(&mut self, path: &str) -> Answer {
        let request = Request::get(format!("{ISSUER}{path}"));
        let request = request.header(header::ACCEPT, "text/html,*/*;q=0.8");
        self.go(request, Body::empty()).await
    }

    /// A form on one of the gateway's own pages.
    pub(crate) async fn post(&mut self, path: &str, form: &[(&str, &str)]) -> Answer {
        let request = Request::post(format!("{ISSUER}{path}"))
            .header("sec-fetch-site", "same-origin")
            .header(header::ORIGIN, ISSUER)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.go(request, Body::from(encoded(form))).await
    }

    /// A form that a foreign node's page posts.
    pub(crate) async fn post_from_abroad(&mut self, path: &str, form: &[(&str, &str)]) -> Answer {
        let request = Request::post(format!("{ISSUER}{path}"))
            .header("sec-fetch-site", "cross-site")
            .header(header::ORIGIN, "http://se.localhost:8080")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.go(request, Body::from(encoded(form))).await
    }

    pub(crate) async fn answer(&mut self, xml: &[u8], relay_state: Option<&str>) -> Answer {
        let message = STANDARD.encode(xml);
        let mut form = vec![("SAMLResponse", message.as_str())];
        form.extend(relay_state.map(|state| ("RelayState", state)));
        self.post_from_abroad("/eidas/connector/acs", &form).await
    }

    /// `/authorize` with these parameters beside the usual ones; answers where it leads.
    pub(crate) async fn authorize(&mut self, more: &[(&str, &str)]) -> Answer {
        let path = self.authorize_path(more);
        self.get(&path).await
    }

    /// Where a service sends its person.
    pub(crate) fn authorize_path(&self, more: &[(&str, &str)]) -> String {
        let query = encoded(
            &request(more)
                .iter()
                .map(|(n, v)| (n.as_str(), v.as_str()))
                .collect::<Vec<_>>(),
        );
        format!("/authorize?{query}")
    }

    /// To the page that posts itself to this country's node.
    pub(crate) async fn go_to_country(&mut self, country: &str) -> (String, Sent) {
        let begun = self.authorize(&[]).await;
        let flow = flow_of(&begun);
        let sent = self.choose(&flow, country).await;
        (flow, sent)
    }

    pub(crate) async fn choose(&mut self, flow: &str, country: &str) -> Sent {
        let form = [("country", country), ("action", "next")];
        let chosen = self.post(&format!("/country?flow={flow}"), &form).await;
        assert_eq!(
            chosen.location(),
            format!("/send?flow={flow}"),
            "{chosen:?}"
        );
        let page = self.get(chosen.location()).await;
        sent(&page)
    }
}

pub(crate) fn verifier() -> CodeVerifier {
    CodeVerifier::from_random(&[42; 32])
}

/// The usual authorization request, with some parameters replaced or (by an empty value) removed.
pub(crate) fn request(more: &[(&str, &str)]) -> Vec<(String, String)> {
    let challenge = verifier().challenge();
    let mut parameters: Vec<(&str, &str)> = vec![
        ("client_id", "trademark"),
        ("response_type", "code"),
        ("scope", "openid profile"),
        ("redirect_uri", REDIRECT),
        ("state", "the-state"),
        ("nonce", "the-nonce"),
        ("acr_values", "eidas-loa-substantial"),
        ("code_challenge", challenge.as_str()),
        ("code_challenge_method", "S256"),
    ];
    for (name, value) in more {
        parameters.retain(|(n, _)| n != name);
        parameters.push((name, value));
    }
    parameters.retain(|(_, value)| !value.is_empty());
    parameters
        .into_iter()
        .map(|(n, v)| (n.to_owned(), v.to_owned()))
        .collect()
}

pub(crate) fn flow_of(answer: &Answer) -> String {
    answer
        .parameter("flow")
        .unwrap_or_else(|| panic!("no flow in {answer:?}"))
}

pub(crate) fn encoded(form: &[(&str, &str)]) -> String {
    let owned: Vec<_> = form
        .iter()
        .map(|(n, v)| ((*n).to_owned(), (*v).to_owned()))
        .collect();
    encode_form(&owned)
}

pub(crate) fn between<'a>(text: &'a str, before: &str, after: &str) -> &'a str {
    let start = text
        .find(before)
        .unwrap_or_else(|| panic!("no {before} in {text}"))
        + before.len();
    text[start..].split(after).next().unwrap()
}

/// What the send page carries.
pub(crate) fn sent(page: &Answer) -> Sent {
    assert_eq!(page.status, StatusCode::OK, "{page:?}");
    let message = between(&page.body, "name=\"SAMLRequest\" value=\"", "\"");
    let message = message
        .replace("&#43;", "+")
        .replace("&#x2b;", "+")
        .replace("&#61;", "=")
        .replace("&#x3d;", "=")
        .replace("&#47;", "/")
        .replace("&#x2f;", "/");
    let xml = String::from_utf8(STANDARD.decode(message).unwrap()).unwrap();
    Sent {
        id: between(&xml, " ID=\"", "\"").to_owned(),
        relay_state: between(&page.body, "name=\"RelayState\" value=\"", "\"").to_owned(),
        action: between(&page.body, "method=\"post\" action=\"", "\"").to_owned(),
        xml,
    }
}
