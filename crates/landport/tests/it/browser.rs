// SPDX-License-Identifier: EUPL-1.2
//! A browser of our own: it walks the real routers, keeps cookies by the rules that matter
//! (`SameSite`, `Secure`, `__Host-`), follows redirects and refreshes, and enforces the content
//! policy's `form-action` as Chromium does, on redirects too.

use axum::Router;
use axum::body::Body;
use http::{HeaderMap, Request, StatusCode, header};
use tower::ServiceExt as _;
use url::Url;

/// More redirects than any honest road has.
const MAX_HOPS: usize = 12;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum SameSite {
    Strict,
    Lax,
    None,
}

#[derive(Clone, Debug)]
struct Cookie {
    host: String,
    name: String,
    value: String,
    path: String,
    same_site: SameSite,
}

/// What a tab shows.
#[derive(Clone, Debug)]
pub(crate) struct Page {
    pub(crate) url: Url,
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: String,
    asked: Asked,
}

/// What a tab asked for, so that it can ask again.
#[derive(Clone, Debug)]
struct Asked {
    method: String,
    body: Body2,
    from: Option<Url>,
}

/// A form on a page.
#[derive(Clone, Debug)]
pub(crate) struct Form {
    pub(crate) method: String,
    pub(crate) action: Url,
    /// Hidden fields, and radio buttons and boxes that are checked.
    pub(crate) fields: Vec<(String, String)>,
    /// Every value that may be chosen, by name.
    pub(crate) choices: Vec<(String, String)>,
    /// Buttons with a name.
    pub(crate) buttons: Vec<(String, String)>,
}

/// A browser with one cookie jar; its tabs are the [`Page`]s a test holds.
#[derive(Clone)]
pub(crate) struct Browser {
    router: Router,
    jar: Vec<Cookie>,
    /// `Accept-Language`.
    pub(crate) languages: String,
    /// What each request says beside or instead of what a browser says.
    pub(crate) says: HeaderMap,
    /// What is at this path is not asked for: the page is empty, and its address tells what would have been.
    pub(crate) stops_at: Option<&'static str>,
}

#[derive(Clone, Debug)]
enum Body2 {
    None,
    Form(String),
}

impl Browser {
    pub(crate) fn new(router: Router) -> Self {
        Self {
            router,
            jar: Vec::new(),
            languages: "en".to_owned(),
            says: HeaderMap::new(),
            stops_at: None,
        }
    }

    /// Types an address.
    pub(crate) async fn open(&mut self, url: &str) -> Page {
        let url = Url::parse(url).unwrap();
        self.navigate("GET", url, Body2::None, None, None).await
    }

    /// Follows a link of a page.
    pub(crate) async fn follow(&mut self, from: &Page, href: &str) -> Page {
        let url = from.url.join(&unescape(href)).unwrap();
        self.navigate("GET", url, Body2::None, Some(&from.url), None)
            .await
    }

    /// Loads a page again: the last request that led to it, a form's content too.
    pub(crate) async fn reload(&mut self, page: &Page) -> Page {
        let Asked { method, body, from } = page.asked.clone();
        self.navigate(&method, page.url.clone(), body, from.as_ref(), None)
            .await
    }

    /// Fills in a form and presses a button.
    pub(crate) async fn submit(
        &mut self,
        from: &Page,
        form: &Form,
        filled: &[(&str, &str)],
    ) -> Page {
        let mut fields = form.fields.clone();
        for (name, value) in filled {
            fields.retain(|(field, _)| field != name);
            fields.push(((*name).to_owned(), (*value).to_owned()));
        }
        let encoded = url::form_urlencoded::Serializer::new(String::new())
            .extend_pairs(&fields)
            .finish();
        let policy = form_action(from);
        let mut url = form.action.clone();
        if form.method.eq_ignore_ascii_case("post") {
            let body = Body2::Form(encoded);
            self.navigate("POST", url, body, Some(&from.url), policy)
                .await
        } else {
            url.set_query(Some(&encoded));
            self.navigate("GET", url, Body2::None, Some(&from.url), policy)
                .await
        }
    }

    /// Does what a page does by itself: posts its message, follows its refresh; until one waits
    /// for a person.
    pub(crate) async fn settle(&mut self, mut page: Page) -> Page {
        for _ in 0..MAX_HOPS {
            if let Some(href) = page.refresh() {
                page = self.follow(&page, &href).await;
            } else if let Some(form) = page.message_form() {
                page = self.submit(&page, &form, &[]).await;
            } else {
                return page;
            }
        }
        panic!("the pages go round in circles at {}", page.url);
    }

    /// Forgets the cookies of a host: a private window closed, a clean-up.
    pub(crate) fn forget(&mut self, host: &str) {
        self.jar.retain(|cookie| cookie.host != host);
    }

    /// Names of the cookies of a host.
    pub(crate) fn cookies(&self, host: &str) -> Vec<String> {
        self.jar
            .iter()
            .filter(|cookie| cookie.host == host)
            .map(|cookie| cookie.name.clone())
            .collect()
    }

    async fn navigate(
        &mut self,
        method: &str,
        url: Url,
        body: Body2,
        from: Option<&Url>,
        policy: Option<(String, String)>,
    ) -> Page {
        let (mut method, mut url, mut body) = (method.to_owned(), url, body);
        for _ in 0..MAX_HOPS {
            if let Some((origin, policy)) = &policy {
                assert!(
                    allowed(policy, origin, &url),
                    "form-action {policy} of {origin} blocks {url}"
                );
            }
            let page = self.ask(&method, &url, &body, from).await;
            let target = page
                .headers
                .get(header::LOCATION)
                .filter(|_| page.status.is_redirection())
                .map(|location| url.join(location.to_str().unwrap()).unwrap());
            let Some(target) = target else { return page };
            if page.status != StatusCode::TEMPORARY_REDIRECT {
                method = "GET".to_owned();
                body = Body2::None;
            }
            url = target;
        }
        panic!("redirects without end at {url}");
    }

    async fn ask(&mut self, method: &str, url: &Url, body: &Body2, from: Option<&Url>) -> Page {
        let asked = Asked {
            method: method.to_owned(),
            body: body.clone(),
            from: from.cloned(),
        };
        if self.stops_at == Some(url.path()) {
            return Page {
                url: url.clone(),
                status: StatusCode::NO_CONTENT,
                headers: HeaderMap::new(),
                body: String::new(),
                asked,
            };
        }
        let host = url.host_str().unwrap().to_owned();
        let authority = match url.port() {
            Some(port) => format!("{host}:{port}"),
            None => host.clone(),
        };
        let path = match url.query() {
            Some(query) => format!("{}?{query}", url.path()),
            None => url.path().to_owned(),
        };
        let cross_site = from.is_some_and(|from| site(from) != site(url));
        let cookies: Vec<String> = self
            .jar
            .iter()
            .filter(|cookie| cookie.host == host && url.path().starts_with(&cookie.path))
            .filter(|cookie| match cookie.same_site {
                SameSite::None => true,
                SameSite::Lax => !cross_site || method == "GET",
                SameSite::Strict => !cross_site,
            })
            .map(|cookie| format!("{}={}", cookie.name, cookie.value))
            .collect();
        let mut request = Request::builder()
            .method(method)
            .uri(path)
            .header(header::HOST, authority)
            .header(header::ACCEPT, "text/html")
            .header(header::ACCEPT_LANGUAGE, &self.languages);
        if !cookies.is_empty() {
            request = request.header(header::COOKIE, cookies.join("; "));
        }
        if let Some(from) = from.filter(|_| method == "POST") {
            request = request.header(header::ORIGIN, from.origin().ascii_serialization());
        }
        let request = match body {
            Body2::None => request.body(Body::empty()),
            Body2::Form(form) => request
                .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
                .header(header::CONTENT_LENGTH, form.len())
                .body(Body::from(form.clone())),
        };
        let mut request = request.unwrap();
        for (name, value) in &self.says {
            request.headers_mut().insert(name, value.clone());
        }
        let Ok(response) = self.router.clone().oneshot(request).await;
        let (parts, body) = response.into_parts();
        for value in parts.headers.get_all(header::SET_COOKIE) {
            self.keep(&host, value.to_str().unwrap());
        }
        let body = axum::body::to_bytes(body, 4 << 20).await.unwrap();
        Page {
            url: url.clone(),
            status: parts.status,
            headers: parts.headers,
            body: String::from_utf8_lossy(&body).into_owned(),
            asked,
        }
    }

    fn keep(&mut self, host: &str, line: &str) {
        let mut parts = line.split(';').map(str::trim);
        let (name, value) = parts.next().unwrap().split_once('=').unwrap();
        let mut cookie = Cookie {
            host: host.to_owned(),
            name: name.to_owned(),
            value: value.to_owned(),
            path: "/".to_owned(),
            // What browsers take when nothing is said.
            same_site: SameSite::Lax,
        };
        let (mut secure, mut domain, mut ends) = (false, false, false);
        for part in parts {
            let (key, value) = part.split_once('=').unwrap_or((part, ""));
            match key.to_ascii_lowercase().as_str() {
                "secure" => secure = true,
                "domain" => domain = true,
                "path" => cookie.path = value.to_owned(),
                "max-age" => ends = value.parse::<i64>().is_ok_and(|seconds| seconds <= 0),
                "samesite" => {
                    cookie.same_site = match value.to_ascii_lowercase().as_str() {
                        "none" => SameSite::None,
                        "strict" => SameSite::Strict,
                        _ => SameSite::Lax,
                    }
                }
                _ => {}
            }
        }
        // RFC 6265bis §4.1.3.2 and §5.7: otherwise the browser drops it.
        if name.starts_with("__Host-") {
            assert!(
                secure && !domain && cookie.path == "/",
                "a browser drops {line}"
            );
        }
        assert!(
            secure || cookie.same_site != SameSite::None,
            "a browser drops {line}"
        );
        self.jar
            .retain(|kept| kept.host != host || kept.name != name);
        if !ends {
            self.jar.push(cookie);
        }
    }
}

impl Page {
    /// The text of the main heading.
    pub(crate) fn heading(&self) -> String {
        between(&self.body, "<h1", "</h1>")
            .and_then(|h1| h1.split_once('>'))
            .map(|(_, text)| unescape(&strip_tags(text)))
            .unwrap_or_default()
    }

    /// All forms.
    pub(crate) fn forms(&self) -> Vec<Form> {
        let mut forms = Vec::new();
        let mut rest = self.body.as_str();
        while let Some(start) = rest.find("<form") {
            rest = rest.get(start..).unwrap();
            let end = rest.find("</form>").unwrap_or(rest.len());
            let (form, after) = rest.split_at(end);
            forms.push(self.form(form));
            rest = after;
        }
        forms
    }

    /// The form that holds this button or this choice.
    pub(crate) fn form_with(&self, name: &str, value: &str) -> Option<Form> {
        self.forms().into_iter().find(|form| {
            let wanted = (name.to_owned(), value.to_owned());
            form.buttons.contains(&wanted) || form.choices.contains(&wanted)
        })
    }

    fn form(&self, html: &str) -> Form {
        let (head, inside) = html.split_once('>').unwrap();
        let action = attribute(head, "action").unwrap_or_default();
        let mut form = Form {
            method: attribute(head, "method").unwrap_or_else(|| "get".to_owned()),
            action: self.url.join(&action).unwrap(),
            fields: Vec::new(),
            choices: Vec::new(),
            buttons: Vec::new(),
        };
        for tag in inside.split('<').skip(1) {
            let Some((tag, _)) = tag.split_once('>') else {
                continue;
            };
            let Some(name) = attribute(tag, "name") else {
                continue;
            };
            let value = attribute(tag, "value").unwrap_or_default();
            let has = |word: &str| tag.split_whitespace().any(|part| part == word);
            if tag.starts_with("button") {
                form.buttons.push((name, value));
            } else if tag.starts_with("input") && !has("disabled") {
                match attribute(tag, "type").unwrap_or_default().as_str() {
                    "radio" | "checkbox" => {
                        if has("checked") {
                            form.fields.push((name.clone(), value.clone()));
                        }
                        form.choices.push((name, value));
                    }
                    _ => form.fields.push((name, value)),
                }
            }
        }
        form
    }

    /// Where a refresh leads, if it leads somewhere else at once.
    pub(crate) fn refresh(&self) -> Option<String> {
        let tag = between(&self.body, "<meta http-equiv=\"refresh\"", ">")?;
        let content = attribute(tag, "content")?;
        content.split_once("url=").map(|(_, url)| url.to_owned())
    }

    /// The form that carries a SAML message on, or answers by `response_mode=form_post`.
    fn message_form(&self) -> Option<Form> {
        self.forms().into_iter().find(|form| {
            form.fields
                .iter()
                .any(|(name, _)| name == "SAMLRequest" || name == "SAMLResponse")
        })
    }
}

/// The registrable domain: below `localhost` each name is a site of its own.
fn site(url: &Url) -> String {
    let host = url.host_str().unwrap();
    let labels: Vec<&str> = host.rsplitn(3, '.').collect();
    labels.into_iter().take(2).collect::<Vec<_>>().join(".")
}

/// The page's own origin and where its forms may go.
fn form_action(page: &Page) -> Option<(String, String)> {
    let policy = page.headers.get(header::CONTENT_SECURITY_POLICY)?;
    let action = policy
        .to_str()
        .unwrap()
        .split(';')
        .find_map(|part| part.trim().strip_prefix("form-action "))?;
    Some((page.url.origin().ascii_serialization(), action.to_owned()))
}

fn allowed(policy: &str, own: &str, url: &Url) -> bool {
    let origin = url.origin().ascii_serialization();
    policy.split_whitespace().any(|source| match source {
        "'none'" => false,
        "'self'" => origin == own,
        "https:" => url.scheme() == "https",
        "http://localhost:*" => url.scheme() == "http" && url.host_str() == Some("localhost"),
        "http://*.localhost:*" => {
            url.scheme() == "http" && url.host_str().is_some_and(|h| h.ends_with(".localhost"))
        }
        // CSP Level 3 §6.7.2.8: one wildcard for a host below, and this port alone.
        wild if wild.starts_with("http://*.") => {
            let rest = wild.trim_start_matches("http://*");
            let (host, port) = rest.split_once(':').unwrap_or((rest, "80"));
            url.scheme() == "http"
                && url.host_str().is_some_and(|own| own.ends_with(host))
                && url.port_or_known_default() == port.parse().ok()
        }
        exact => exact.trim_end_matches('/') == origin,
    })
}

fn between<'a>(text: &'a str, start: &str, end: &str) -> Option<&'a str> {
    let (_, rest) = text.split_once(start)?;
    rest.split_once(end).map(|(inside, _)| inside)
}

fn attribute(tag: &str, name: &str) -> Option<String> {
    between(tag, &format!(" {name}=\""), "\"").map(unescape)
}

fn strip_tags(html: &str) -> String {
    let mut text = String::new();
    let mut inside = false;
    for c in html.chars() {
        match c {
            '<' => inside = true,
            '>' => inside = false,
            _ if !inside => text.push(c),
            _ => {}
        }
    }
    text
}

fn unescape(text: &str) -> String {
    text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#34;", "\"")
        .replace("&#39;", "'")
        .replace("&#x27;", "'")
        .replace("&#60;", "<")
        .replace("&#62;", ">")
        .replace("&#38;", "&")
        .replace("&amp;", "&")
}
