// SPDX-License-Identifier: EUPL-1.2
//! A service and a browser, no more of either than one road needs.

use std::collections::HashMap;
use std::net::Ipv4Addr;
use std::sync::atomic::{AtomicU32, AtomicUsize, Ordering};
use std::sync::{PoisonError, RwLock};
use std::time::{SystemTime, UNIX_EPOCH};

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as B64;
use openssl::bn::{BigNum, BigNumContext};
use openssl::ecdsa::EcdsaSig;
use openssl::hash::MessageDigest;
use openssl::pkey::{PKey, Private};
use openssl::rand::rand_bytes;
use openssl::sha::sha256;
use openssl::sign::Signer;
use serde_json::{Value, json};
use url::Url;
use url::form_urlencoded::Serializer;

use crate::raw::{Kind, key};
use crate::wire::{Answer, Connection};
use crate::{Outcome, gateway, world};

pub(crate) const CALLBACK: &str = "http://bench.localhost/callback";

/// A client with `private_key_jwt`.
pub(crate) struct Client {
    pub(crate) id: String,
    kind: Kind,
    key: PKey<Private>,
}

impl Client {
    pub(crate) fn new(id: &str, kind: Kind) -> Outcome<Self> {
        Ok(Self {
            id: id.to_owned(),
            kind,
            key: key(kind)?,
        })
    }

    fn algorithm(&self) -> &'static str {
        if self.kind == Kind::Rsa {
            "RS256"
        } else {
            "ES256"
        }
    }

    /// RFC 7517 §5.
    pub(crate) fn jwks(&self) -> Outcome<String> {
        let mut jwk = json!({ "kid": "1", "use": "sig", "alg": self.algorithm() });
        if self.kind == Kind::Rsa {
            let rsa = self.key.rsa()?;
            jwk["kty"] = json!("RSA");
            jwk["n"] = json!(B64.encode(rsa.n().to_vec()));
            jwk["e"] = json!(B64.encode(rsa.e().to_vec()));
        } else {
            let (ec, mut x, mut y) = (self.key.ec_key()?, BigNum::new()?, BigNum::new()?);
            let mut context = BigNumContext::new()?;
            ec.public_key()
                .affine_coordinates(ec.group(), &mut x, &mut y, &mut context)?;
            jwk["kty"] = json!("EC");
            jwk["crv"] = json!("P-256");
            jwk["x"] = json!(B64.encode(x.to_vec_padded(32)?));
            jwk["y"] = json!(B64.encode(y.to_vec_padded(32)?));
        }
        Ok(json!({ "keys": [jwk] }).to_string())
    }

    /// RFC 7523 §3.
    pub(crate) fn assertion(&self, issuer: &str) -> Outcome<String> {
        let now = SystemTime::now().duration_since(UNIX_EPOCH)?.as_secs();
        let header = json!({ "alg": self.algorithm(), "kid": "1", "typ": "JWT" });
        let claims = json!({
            "iss": self.id, "sub": self.id, "aud": issuer,
            "iat": now, "exp": now + 60, "jti": random()?,
        });
        let input = format!(
            "{}.{}",
            B64.encode(header.to_string()),
            B64.encode(claims.to_string())
        );
        let signature = if self.kind == Kind::Rsa {
            Signer::new(MessageDigest::sha256(), &self.key)?
                .sign_oneshot_to_vec(input.as_bytes())?
        } else {
            let signature = EcdsaSig::sign(&sha256(input.as_bytes()), &*self.key.ec_key()?)?;
            let mut both = signature.r().to_vec_padded(32)?;
            both.extend(signature.s().to_vec_padded(32)?);
            both
        };
        Ok(format!("{input}.{}", B64.encode(signature)))
    }
}

pub(crate) fn random() -> Outcome<String> {
    let mut bytes = [0; 32];
    rand_bytes(&mut bytes)?;
    Ok(B64.encode(bytes))
}

/// The next address of those that are for benchmarks: RFC 2544 §C.2.2, 198.18.0.0/15.
pub(crate) fn another_place() -> Ipv4Addr {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    let next = NEXT.fetch_add(1, Ordering::Relaxed) % (1 << 17);
    Ipv4Addr::from_bits(Ipv4Addr::new(198, 18, 0, 0).to_bits() + next)
}

/// Where people meet the gateway: each request at the next node.
static NODES: RwLock<Vec<u16>> = RwLock::new(Vec::new());

/// From now on people are led to these nodes in turn.
pub(crate) fn lead(to: &[u16]) {
    *NODES.write().unwrap_or_else(PoisonError::into_inner) = to.to_vec();
}

/// The port that a request for this one goes to.
fn led(port: u16) -> u16 {
    static NEXT: AtomicUsize = AtomicUsize::new(0);
    let nodes = NODES.read().unwrap_or_else(PoisonError::into_inner);
    match nodes.as_slice() {
        nodes @ [_, _, ..] if port == gateway() => {
            nodes[NEXT.fetch_add(1, Ordering::Relaxed) % nodes.len()]
        }
        _ => port,
    }
}

type Cookies = HashMap<String, HashMap<String, String>>;

/// What a browser has while nobody sits at it.
pub(crate) struct Seat {
    cookies: Cookies,
    from: Ipv4Addr,
}

/// What a service asked for, without a push.
pub(crate) struct Asked {
    url: String,
    state: String,
    verifier: String,
}

/// What came of asking.
pub(crate) enum Entered {
    /// A login, at its first page.
    Begun((String, Answer), Asked),
    /// Nothing, and no place.
    Refused,
    /// A place for so many seconds.
    Waits(u64, Seat, Asked),
}

/// Connections that stay open, and the cookies of one login.
pub(crate) struct Walker {
    issuer: String,
    connections: HashMap<u16, Connection>,
    cookies: Cookies,
    /// Where the browser is, as the proxy says that stands before the gateway.
    from: Ipv4Addr,
}

impl Walker {
    pub(crate) fn new() -> Self {
        Self {
            issuer: format!("http://no.localhost:{}", gateway()),
            connections: HashMap::new(),
            cookies: HashMap::new(),
            from: another_place(),
        }
    }

    /// Somebody who was at another browser sits down.
    pub(crate) fn sit_down(&mut self, seat: Seat) {
        (self.cookies, self.from) = (seat.cookies, seat.from);
    }

    /// And goes on elsewhere.
    pub(crate) fn stand_up(&mut self) -> Seat {
        let cookies = std::mem::take(&mut self.cookies);
        Seat {
            cookies,
            from: self.from,
        }
    }

    /// Another person sits down.
    pub(crate) fn forget(&mut self) {
        self.cookies.clear();
        self.from = another_place();
    }

    /// A whole login; an error unless the service knows the person at the end.
    pub(crate) fn login(&mut self, client: &Client, country: &str, person: &str) -> Outcome<()> {
        self.forget();
        let (issuer, verifier, state) = (self.issuer.clone(), random()?, random()?);
        let mut form = asked(client, &verifier, &state)?;
        form.extend(proof(client, &issuer)?);
        let pushed = self.post(&format!("{issuer}/par"), &form)?;
        let pushed: Value = serde_json::from_str(&pushed.body)?;
        let request_uri = pushed["request_uri"]
            .as_str()
            .ok_or_else(|| format!("PAR: {pushed}"))?;
        let query = Serializer::new(String::new())
            .extend_pairs([
                ("client_id", client.id.as_str()),
                ("request_uri", request_uri),
            ])
            .finish();
        let url = format!("{issuer}/authorize?{query}");
        let page = self.follow(url.clone())?;
        let asked = Asked {
            url,
            state,
            verifier,
        };
        self.walk_on(client, page, &asked, (country, person))
    }

    /// Somebody comes by a link, or comes back at her turn.
    pub(crate) fn enter(
        &mut self,
        client: &Client,
        waited: Option<(Seat, Asked)>,
    ) -> Outcome<Entered> {
        let asked = match waited {
            Some((seat, asked)) => {
                self.sit_down(seat);
                asked
            }
            None => {
                self.forget();
                let (verifier, state) = (random()?, random()?);
                let form = asked(client, &verifier, &state)?;
                let query = Serializer::new(String::new()).extend_pairs(form).finish();
                let url = format!("{}/authorize?{query}", self.issuer);
                Asked {
                    url,
                    state,
                    verifier,
                }
            }
        };
        let answer = self.exchange("GET", &asked.url, "", "")?;
        if let (503, Some(seconds)) = (answer.status, answer.refresh) {
            return Ok(Entered::Waits(seconds, self.stand_up(), asked));
        }
        let Some(to) = answer.location else {
            return Ok(Entered::Refused);
        };
        let page = self.follow(Url::parse(&asked.url)?.join(&to)?.to_string())?;
        Ok(Entered::Begun(page, asked))
    }

    /// From the first page of a login to what the service knows at the end.
    pub(crate) fn walk_on(
        &mut self,
        client: &Client,
        mut page: (String, Answer),
        asked: &Asked,
        (country, person): (&str, &str),
    ) -> Outcome<()> {
        let Asked {
            state, verifier, ..
        } = asked;
        let issuer = self.issuer.clone();
        for answer in [("country", country), ("", ""), ("person", person), ("", "")] {
            let (url, mut form) = posted_form(&page.1.body, &page.0)?;
            if !answer.0.is_empty() {
                form.extend(pairs(&[answer, ("action", "next")]));
            }
            page = self.posted(&url, &form)?;
        }
        if page.0.contains("/match?") {
            let (url, mut form) = posted_form(&page.1.body, &page.0)?;
            form.extend(pairs(&[("action", "next")]));
            page = self.posted(&url, &form)?;
        }
        if !page.0.starts_with(CALLBACK) {
            page = self.led_on(&page)?;
        }
        let back = Url::parse(&page.0)?;
        let answer: HashMap<_, _> = back.query_pairs().into_owned().collect();
        if answer.get("state") != Some(state) {
            return Err(format!("another state: {back}").into());
        }
        let code = answer
            .get("code")
            .ok_or_else(|| format!("no code: {back}"))?;
        let mut form = pairs(&[
            ("grant_type", "authorization_code"),
            ("code", code),
            ("redirect_uri", CALLBACK),
            ("code_verifier", verifier),
        ]);
        form.extend(proof(client, &issuer)?);
        let tokens = self.post(&format!("{issuer}/token"), &form)?;
        let tokens: Value = serde_json::from_str(&tokens.body)?;
        let token = tokens["access_token"]
            .as_str()
            .ok_or_else(|| format!("token: {tokens}"))?;
        let header = format!("Authorization: Bearer {token}\r\n");
        let who = self.request("GET", &format!("{issuer}/userinfo"), &header, "")?;
        let who: Value = serde_json::from_str(&who.body)?;
        who["sub"]
            .as_str()
            .map(drop)
            .ok_or_else(|| format!("userinfo: {who}").into())
    }

    /// A whole login abroad; an error unless the foreign service knows the person at the end.
    pub(crate) fn abroad(&mut self, country: &str, eid: &str, person: &str) -> Outcome<()> {
        self.forget();
        let service = format!("service.{}.localhost", country.to_ascii_lowercase());
        let mut page = self.follow(format!("http://{service}:{}/login", world()))?;
        for answer in [("country", "NO"), ("eid", eid), ("person", person)] {
            page = self.carried(page)?;
            let (url, mut form) = posted_form(&page.1.body, &page.0)?;
            form.extend(pairs(&[answer, ("action", "next")]));
            page = self.posted(&url, &form)?;
        }
        let (url, mut form) = posted_form(&page.1.body, &page.0)?;
        form.extend(pairs(&[("action", "approve")]));
        page = self.posted(&url, &form)?;
        page = self.carried(page)?;
        let shown = page.1.body;
        if shown.contains("PersonIdentifier") {
            return Ok(());
        }
        Err(format!("not logged in at {}: {shown}", page.0).into())
    }

    /// From a page that goes on by itself.
    fn led_on(&mut self, page: &(String, Answer)) -> Outcome<(String, Answer)> {
        let on = between(&page.1.body, "content=\"0; url=", "\"");
        let on = on.ok_or_else(|| format!("no way on at {}: {}", page.0, page.1.body))?;
        self.follow(Url::parse(&page.0)?.join(&unescape(on))?.to_string())
    }

    /// Presses the button of the pages that carry a message from one node to another.
    fn carried(&mut self, mut page: (String, Answer)) -> Outcome<(String, Answer)> {
        while page.1.body.contains("name=\"SAMLRe") {
            let (url, form) = posted_form(&page.1.body, &page.0)?;
            page = self.posted(&url, &form)?;
        }
        Ok(page)
    }

    pub(crate) fn posted(
        &mut self,
        url: &str,
        form: &[(String, String)],
    ) -> Outcome<(String, Answer)> {
        let next = self.post(url, form)?;
        let Some(to) = &next.location else {
            return Ok((url.to_owned(), next));
        };
        let to = Url::parse(url)?.join(to)?.to_string();
        if to.starts_with(CALLBACK) {
            return Ok((to, next));
        }
        self.follow(to)
    }

    /// Follows redirects until a page, or the service's own address.
    pub(crate) fn follow(&mut self, mut url: String) -> Outcome<(String, Answer)> {
        loop {
            let answer = self.request("GET", &url, "", "")?;
            let Some(to) = &answer.location else {
                return Ok((url, answer));
            };
            let to = Url::parse(&url)?.join(to)?.to_string();
            if to.starts_with(CALLBACK) {
                return Ok((to, answer));
            }
            url = to;
        }
    }

    pub(crate) fn post(&mut self, url: &str, form: &[(String, String)]) -> Outcome<Answer> {
        let body = Serializer::new(String::new()).extend_pairs(form).finish();
        let header = "Content-Type: application/x-www-form-urlencoded\r\n";
        self.request("POST", url, header, &body)
    }

    pub(crate) fn request(
        &mut self,
        method: &str,
        url: &str,
        header: &str,
        body: &str,
    ) -> Outcome<Answer> {
        let answer = self.exchange(method, url, header, body)?;
        if answer.status >= 400 {
            return Err(format!("{method} {url}: {} {}", answer.status, answer.body).into());
        }
        Ok(answer)
    }

    /// The same, whatever the answer is.
    fn exchange(&mut self, method: &str, url: &str, header: &str, body: &str) -> Outcome<Answer> {
        let url = Url::parse(url)?;
        let (host, port) = (
            url.host_str().unwrap_or_default().to_owned(),
            url.port().unwrap_or(80),
        );
        let path = url
            .query()
            .map_or_else(|| url.path().to_owned(), |q| format!("{}?{q}", url.path()));
        let jar = self.cookies.entry(host.clone()).or_default();
        let cookies: Vec<_> = jar
            .iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        let cookies = match cookies.as_slice() {
            [] => String::new(),
            some => format!("Cookie: {}\r\n", some.join("; ")),
        };
        let from = self.from;
        let text = format!(
            "{method} {path} HTTP/1.1\r\nHost: {host}:{port}\r\nX-Forwarded-For: {from}\r\n{cookies}{header}\
             Content-Length: {}\r\n\r\n{body}",
            body.len()
        );
        let at = led(port);
        let connection = self.connections.entry(at);
        let answer = connection
            .or_insert_with(|| Connection::new(at))
            .exchange(text.as_bytes())?;
        let jar = self.cookies.entry(host).or_default();
        for cookie in &answer.cookies {
            let pair = cookie.split(';').next().unwrap_or_default();
            if let Some((name, value)) = pair.split_once('=') {
                jar.insert(name.to_owned(), value.to_owned());
            }
        }
        Ok(answer)
    }
}

/// What a service asks for.
fn asked(client: &Client, verifier: &str, state: &str) -> Outcome<Vec<(String, String)>> {
    let (nonce, challenge) = (random()?, B64.encode(sha256(verifier.as_bytes())));
    Ok(pairs(&[
        ("client_id", &client.id),
        ("response_type", "code"),
        ("redirect_uri", CALLBACK),
        ("scope", "openid profile"),
        ("state", state),
        ("nonce", &nonce),
        ("code_challenge", &challenge),
        ("code_challenge_method", "S256"),
        ("acr_values", "eidas-loa-substantial"),
    ]))
}

/// Who asks: RFC 7523 §2.2.
fn proof(client: &Client, issuer: &str) -> Outcome<[(String, String); 2]> {
    let kind = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
    Ok([
        ("client_assertion_type".into(), kind.into()),
        ("client_assertion".into(), client.assertion(issuer)?),
    ])
}

pub(crate) fn pairs(known: &[(&str, &str)]) -> Vec<(String, String)> {
    known
        .iter()
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
        .collect()
}

/// The page's form by POST: where it goes, and its hidden fields.
pub(crate) fn posted_form(page: &str, url: &str) -> Outcome<(String, Vec<(String, String)>)> {
    let form = page
        .split("<form ")
        .skip(1)
        .find(|form| {
            form.split('>')
                .next()
                .is_some_and(|tag| tag.contains("method=\"post\""))
        })
        .ok_or_else(|| format!("no form at {url}: {page}"))?;
    let action = between(form, "action=\"", "\"").ok_or("no action")?;
    let action = Url::parse(url)?.join(&unescape(action))?.to_string();
    let hidden = form
        .split("</form>")
        .next()
        .unwrap_or_default()
        .split("<input type=\"hidden\" ")
        .skip(1)
        .filter_map(|input| {
            let value = between(input, "value=\"", "\"")?;
            Some((between(input, "name=\"", "\"")?.to_owned(), unescape(value)))
        })
        .collect();
    Ok((action, hidden))
}

pub(crate) fn between<'a>(text: &'a str, before: &str, after: &str) -> Option<&'a str> {
    text.split_once(before)?
        .1
        .split_once(after)
        .map(|(found, _)| found)
}

fn unescape(text: &str) -> String {
    text.replace("&#43;", "+")
        .replace("&#61;", "=")
        .replace("&#38;", "&")
        .replace("&quot;", "\"")
        .replace("&amp;", "&")
}
