// SPDX-License-Identifier: EUPL-1.2
//! A test login at a foreign test node, walked as a browser without scripts walks it: from our request to
//! the form that would bring the answer to us. The answer is not sent there, but read here.

use std::collections::BTreeMap;

use gateway::fetch::{Fetch, FetchRequest, Fetched, Payload, Reach};
use url::Url;

use super::form::{Form, forms};

/// More pages than any honest login has; EC nodes with their sample parts have eight.
const MOST_PAGES: usize = 30;
/// Login pages are a few hundred kilobytes.
const MOST_OCTETS: usize = 2 * 1024 * 1024;

/// Where to, and how far.
pub(super) struct Walk<'a> {
    pub(super) fetch: &'a Fetch,
    /// The node's addresses may be private.
    pub(super) private: bool,
    /// TLS roots in place of the system's.
    pub(super) roots: &'a [Vec<u8>],
    /// Where answers would go.
    pub(super) acs: &'a Url,
    /// What a person would fill in and press, by name.
    pub(super) filled: &'a BTreeMap<String, String>,
}

/// Cookies by host and name.
type Jar = BTreeMap<(String, String), String>;

impl Walk<'_> {
    /// Sends the request and goes on until the answer's form: its `SAMLResponse`.
    ///
    /// # Errors
    /// A sentence for the report: where it ended, and which fields wait there. Nothing that a page says.
    pub(super) async fn answer(
        &self,
        action: &Url,
        fields: Vec<(String, String)>,
    ) -> Result<String, String> {
        let mut jar = Jar::new();
        let (mut url, mut sent) = (action.clone(), Some(fields));
        for _ in 0..MOST_PAGES {
            let page = self.visit(&url, sent.take(), &mut jar).await?;
            if (300..400).contains(&page.status) {
                let location = page.location.as_deref().unwrap_or_default();
                url = url.join(location).map_err(|_| at(&url, "leads nowhere"))?;
                continue;
            }
            if page.status != 200 {
                return Err(at(&url, &format!("answers {}", page.status)));
            }
            let html = String::from_utf8_lossy(&page.body);
            let forms = forms(&html, &url);
            let answers = forms.iter().find(|form| form.action == *self.acs);
            if let Some(response) = answers.and_then(|form| form.value("SAMLResponse")) {
                return Ok(response.to_owned());
            }
            let form = self.next(&forms).ok_or_else(|| stuck(&url, &forms))?;
            let mut fields = form.fields.clone();
            for (name, value) in self.filled {
                if form.open.contains(name) {
                    fields.retain(|(field, _)| field != name);
                    fields.push((name.clone(), value.clone()));
                }
            }
            url = form.action.clone();
            if form.posts {
                sent = Some(fields);
            } else {
                url.query_pairs_mut().clear().extend_pairs(&fields);
            }
        }
        Err(at(&url, "goes round in circles"))
    }

    /// The form that is meant: with fields that the case fills in, else the only one that waits for nobody.
    fn next<'f>(&self, forms: &'f [Form]) -> Option<&'f Form> {
        let fits = |form: &&Form| form.open.iter().any(|name| self.filled.contains_key(name));
        let mut silent = forms.iter().filter(|form| form.open.is_empty());
        let alone = silent.next().filter(|_| silent.next().is_none());
        forms.iter().find(fits).or(alone)
    }

    async fn visit(
        &self,
        url: &Url,
        form: Option<Vec<(String, String)>>,
        jar: &mut Jar,
    ) -> Result<Fetched, String> {
        let host = url.host_str().unwrap_or_default().to_owned();
        let cookies = jar.iter().filter(|((of, _), _)| *of == host);
        let cookies: Vec<String> = cookies
            .map(|((_, name), value)| format!("{name}={value}"))
            .collect();
        let cookies = cookies.join("; ");
        let mut headers = vec![("accept", "text/html"), ("accept-language", "en")];
        if !cookies.is_empty() {
            headers.push(("cookie", &cookies));
        }
        let request = FetchRequest {
            url,
            reach: Reach::Operator {
                private: self.private,
            },
            limit: MOST_OCTETS,
            roots: self.roots,
            headers: &headers,
            since: None,
        };
        let page = match form {
            Some(form) => self
                .fetch
                .post(&request, Payload::Form(form))
                .await
                .map(Some),
            None => self.fetch.get(&request).await,
        };
        let page = page.map_err(|error| error.to_string())?;
        let page = page.ok_or_else(|| at(url, "answers 304"))?;
        for line in &page.cookies {
            let pair = line.split(';').next().unwrap_or_default();
            if let Some((name, value)) = pair.split_once('=') {
                jar.insert(
                    (host.clone(), name.trim().to_owned()),
                    value.trim().to_owned(),
                );
            }
        }
        Ok(page)
    }
}

/// Without the query, which may hold a message.
fn at(url: &Url, what: &str) -> String {
    format!(
        "{}{} {what}",
        url.origin().ascii_serialization(),
        url.path()
    )
}

fn stuck(url: &Url, forms: &[Form]) -> String {
    let names: Vec<&str> = forms
        .iter()
        .flat_map(|form| &form.open)
        .map(String::as_str)
        .collect();
    match names.is_empty() {
        true => at(
            url,
            "has no form that goes on: an error page, or one that needs scripts",
        ),
        false => at(
            url,
            &format!(
                "waits for a person; write these fields into the case: {}",
                names.join(", ")
            ),
        ),
    }
}
