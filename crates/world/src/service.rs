// SPDX-License-Identifier: EUPL-1.2
//! The demo services: ordinary OpenID Connect relying parties.
//!
//! ```text
//! GET  /                 two buttons
//! GET  /login?as=…       PAR (PKCE S256, state, nonce, client authentication) → 303 to the gateway;
//!                        acr_values, prompt and ui_locales are passed on
//! GET  /callback         state and iss first; code → token → ID token verified → userinfo → 303
//! GET  /me?login=…       who came, and what a service must do now
//! POST /leave            forgets the browser here
//! ```

mod account;
mod result;

use std::collections::HashMap;
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use axum::response::{IntoResponse, Redirect, Response};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use http::{HeaderValue, Method, StatusCode, header};
use oidc::client::{
    Credential, Entropy, Expected, ExpectedAcr, ExpectedAuthTime, ExpectedProvider, Pending,
    RelyingParty, Requests, VerifiedProvider, Wish, discovery,
};
use oidc::jose::{Algorithm, JwkSet, SoftwareSigner};
use oidc::protocol::{
    AcrValues, ClientId, ErrorCode, Prompt, RedirectUri, ScopeSet, Transport, UiLocales,
};
use serde_json::{Map, Value};

use crate::env::Env;
use crate::fetch::{Answer, FetchError, Outbound};
use crate::keys::{KeysError, write_private};
use crate::pages::{FormAction, Frame, MessagePage, ServiceHomePage, respond};
use crate::place::Place;
use crate::world::Visit;
use account::Accounts;

/// Provider metadata and keys are looked at again after five minutes.
const PROVIDER_KEPT_MS: i64 = 300_000;
/// Browsers remembered; the demo forgets all of them when there are more.
const MAX_BROWSERS: usize = 10_000;
/// Logins a browser may have open at once, and results kept for it.
const MAX_LOGINS: usize = 30;

/// How a service proves itself at the gateway.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Auth {
    /// `private_key_jwt` with ES256, over pushed authorization requests.
    PrivateKeyJwt,
    /// `client_secret_basic`, parameters in the address of the browser.
    Secret(&'static str),
}

/// What there is to know of a service before it runs.
#[derive(Clone, Copy, Debug)]
pub struct ServiceData {
    /// Label of its host name.
    pub name: &'static str,
    /// For people.
    pub title: &'static str,
    /// `client_id`.
    pub client_id: &'static str,
    /// The organisation that owns it: the sector of pairwise `sub`.
    pub organisation: &'static str,
    /// One sentence.
    pub about: &'static str,
    /// Proof at the gateway.
    pub auth: Auth,
    /// How its ID tokens are signed.
    pub id_token_algorithm: Algorithm,
    /// `public` or `private` sector.
    pub public: bool,
    /// It asks for companies.
    pub companies: bool,
}

/// All services.
pub const SERVICES: [ServiceData; 3] = [
    ServiceData {
        name: "trademark",
        title: "Demo trademark register",
        client_id: "trademark",
        organisation: "demo-industrial-property-office",
        about: "Protect the name of what you make. Open to everybody in Europe who has an e-ID.",
        auth: Auth::PrivateKeyJwt,
        id_token_algorithm: Algorithm::Es256,
        public: true,
        companies: false,
    },
    ServiceData {
        name: "rowing",
        title: "Demo rowing club",
        client_id: "rowing",
        organisation: "demo-rowing-club",
        about: "A private club of another organisation: the same person has another “sub” here.",
        auth: Auth::Secret("demo-secret-that-everybody-may-know-0001"),
        id_token_algorithm: Algorithm::Rs256,
        public: false,
        companies: false,
    },
    ServiceData {
        name: "business",
        title: "Demo business register",
        client_id: "business",
        organisation: "demo-business-authority",
        about: "Open a branch in Norway. For companies from Bulgaria, Poland, Spain and Sweden.",
        auth: Auth::Secret("demo-secret-that-everybody-may-know-0002"),
        id_token_algorithm: Algorithm::Rs256,
        public: true,
        companies: true,
    },
];

/// A running service.
pub struct Service {
    data: &'static ServiceData,
    place: Place,
    issuer: String,
    relying_party: Result<RelyingParty, oidc::Error>,
    jwks: Option<Value>,
    provider: Mutex<Option<(i64, Arc<Provider>)>>,
    browsers: Mutex<HashMap<String, Browser>>,
    accounts: Mutex<Accounts>,
}

struct Provider {
    metadata: VerifiedProvider,
    keys: JwkSet,
}

#[derive(Default)]
struct Browser {
    pending: Vec<Pending>,
    results: Vec<(String, Arc<Login>)>,
}

/// A finished login, as it is shown.
struct Login {
    claims: Map<String, Value>,
    userinfo: Option<Map<String, Value>>,
    token_answer: Value,
    steps: Vec<(String, String)>,
}

/// Why a login did not end well here.
#[derive(Debug, thiserror::Error)]
enum Failure {
    #[error(transparent)]
    Fetch(#[from] FetchError),
    #[error(transparent)]
    Oidc(#[from] oidc::Error),
    #[error("{what} answered {status}: {text}")]
    Answer {
        what: &'static str,
        status: StatusCode,
        text: String,
    },
    #[error("no login of this browser waits for this answer")]
    Unknown,
}

impl Service {
    /// Makes or finds its key and prepares it.
    pub(crate) fn new(
        data: &'static ServiceData,
        place: Place,
        issuer: &str,
        dir: Option<&Path>,
    ) -> Result<Self, KeysError> {
        let key_failed = |error: oidc::Error| KeysError::Service(error.to_string());
        let (credential, jwks) = match data.auth {
            Auth::Secret(secret) => (Credential::SecretBasic(secret.to_owned().into()), None),
            Auth::PrivateKeyJwt => {
                let signer = client_key(data, dir)?;
                let keys = JwkSet::of([signer.public().clone()]).map_err(key_failed)?;
                let jwks = serde_json::from_str(&keys.to_json())
                    .map_err(|error| KeysError::Service(error.to_string()))?;
                (Credential::PrivateKeyJwt(Arc::new(signer)), Some(jwks))
            }
        };
        let relying_party = RedirectUri::register(
            &format!("{}/callback", place.origin(data.name)),
            Transport::HttpsOrLocalhost,
        )
        .map(|redirect_uri| RelyingParty {
            client_id: ClientId::new(data.client_id),
            credential,
            redirect_uri,
            id_token_algorithm: data.id_token_algorithm,
            userinfo_algorithm: data.id_token_algorithm,
        })
        .map_err(|fault| oidc::Misconfigured::from(fault).into());
        Ok(Self {
            data,
            place,
            issuer: issuer.to_owned(),
            relying_party,
            jwks,
            provider: Mutex::new(None),
            browsers: Mutex::new(HashMap::new()),
            accounts: Mutex::new(Accounts::default()),
        })
    }

    /// What there is to know of it.
    #[must_use]
    pub fn data(&self) -> &'static ServiceData {
        self.data
    }

    /// Label of its host name.
    #[must_use]
    pub fn name(&self) -> &'static str {
        self.data.name
    }

    /// Its address.
    #[must_use]
    pub fn address(&self) -> String {
        self.place.origin(self.data.name)
    }

    /// Its registered callback.
    #[must_use]
    pub fn redirect_uri(&self) -> String {
        format!("{}/callback", self.address())
    }

    /// `RequesterID`: a URI for countries that want to know who asks.
    #[must_use]
    pub fn requester_id(&self) -> String {
        format!("{}/", self.address())
    }

    /// Its public key as a JWK Set, if it has one.
    #[must_use]
    pub fn jwks(&self) -> Option<&Value> {
        self.jwks.as_ref()
    }

    fn frame(&self) -> Frame {
        Frame::new(self.place, self.data.title, "service")
    }

    fn cookie_name(&self) -> String {
        format!("__Host-{}", self.data.name)
    }

    pub(crate) async fn visit(&self, visit: &Visit, env: &Env, outbound: &Outbound) -> Response {
        match (&visit.method, visit.path.as_str()) {
            (&Method::GET, "/") => self.home(),
            (&Method::GET, "/login") => match self.login(visit, env, outbound).await {
                Ok(response) => response,
                Err(failure) => self.failed(&failure),
            },
            (&Method::GET, "/callback") => match self.callback(visit, env, outbound).await {
                Ok(response) => response,
                Err(failure) => self.failed(&failure),
            },
            (&Method::GET, "/me") => self.result(visit, Login::page),
            (&Method::GET, "/me.json") => self.result(visit, |login, _| login.json()),
            (&Method::POST, "/leave") => {
                let browser = visit.cookie(&self.cookie_name()).unwrap_or_default();
                lock(&self.browsers).remove(&browser);
                Redirect::to("/").into_response()
            }
            _ => self.message(
                StatusCode::NOT_FOUND,
                "No such page",
                "There is nothing at this address.",
                None,
            ),
        }
    }

    fn home(&self) -> Response {
        respond(
            StatusCode::OK,
            &ServiceHomePage {
                page: self.frame(),
                heading: self.data.title,
                about: self.data.about,
                companies: self.data.companies,
                accounts: lock(&self.accounts).shown(),
            },
            &FormAction::Own,
        )
    }

    fn relying_party(&self) -> Result<&RelyingParty, Failure> {
        self.relying_party
            .as_ref()
            .map_err(|error| error.clone().into())
    }

    /// Discovery and keys, kept for a while. OIDC Discovery §4.
    async fn provider(
        &self,
        env: &Env,
        outbound: &Outbound,
        fresh: bool,
    ) -> Result<Arc<Provider>, Failure> {
        let now = env.now_ms();
        if let Some((since, kept)) = &*lock(&self.provider)
            && !fresh
            && (0..PROVIDER_KEPT_MS).contains(&(now - since))
        {
            return Ok(Arc::clone(kept));
        }
        let url = discovery::address(&self.issuer);
        let answer = good("discovery", outbound.get(&url, &[]).await?)?;
        let expected = ExpectedProvider {
            issuer: &self.issuer,
            hosts: &[],
            transport: Transport::HttpsOrLocalhost,
            requests: match self.data.auth {
                Auth::PrivateKeyJwt => Requests::Pushed,
                Auth::Secret(_) => Requests::InUrl,
            },
            party: self.relying_party()?,
        };
        let metadata = discovery::verify(&answer.body, &expected)?;
        let keys = good("the key set", outbound.get(&metadata.jwks_uri, &[]).await?)?;
        let provider = Arc::new(Provider {
            metadata,
            keys: JwkSet::parse(&keys.body)?,
        });
        *lock(&self.provider) = Some((now, Arc::clone(&provider)));
        Ok(provider)
    }

    async fn login(
        &self,
        visit: &Visit,
        env: &Env,
        outbound: &Outbound,
    ) -> Result<Response, Failure> {
        let acr = visit.query_field("acr_values").unwrap_or_else(|| {
            match visit.query_field("as").as_deref() {
                Some("european") => "eidas-loa-substantial",
                _ if self.data.companies => "eidas-loa-substantial",
                _ => "idporten-loa-substantial eidas-loa-substantial",
            }
            .to_owned()
        });
        let relying_party = self.relying_party()?;
        let provider = self.provider(env, outbound, false).await?;
        let wish = Wish {
            scope: ScopeSet::parse(match self.data.companies {
                true => "openid profile address",
                false => "openid profile",
            })
            .unwrap_or_default(),
            acr_values: AcrValues::parse(&acr),
            prompt: match visit.query_field("prompt").as_deref() {
                Some("login") => Prompt::Shown {
                    login: true,
                    consent: false,
                    select_account: false,
                },
                _ => Prompt::Unspecified,
            },
            ui_locales: UiLocales::parse(&visit.query_field("ui_locales").unwrap_or_default()),
            ..Wish::default()
        };
        let entropy = Entropy {
            state: URL_SAFE_NO_PAD.encode(env.random::<32>()),
            nonce: env.random(),
            verifier: env.random(),
        };
        let expected = Expected {
            acr: ExpectedAcr::ByCaller,
            auth_time: ExpectedAuthTime::Any,
        };
        let begun = relying_party.begin(&provider.metadata, &wish, expected, &entropy);
        let url = match provider.metadata.push_endpoint() {
            Some(par) => {
                let answer = self
                    .direct(env, outbound, &provider, par, begun.parameters.clone())
                    .await?;
                let answer = good("the gateway (PAR)", answer)?;
                oidc::client::begin::pushed_url(
                    &provider.metadata,
                    &relying_party.client_id,
                    &answer.body,
                )?
            }
            None => oidc::client::begin::plain_url(&provider.metadata, &begun),
        };
        let cookie = visit.cookie(&self.cookie_name());
        let mut browsers = lock(&self.browsers);
        if browsers.len() >= MAX_BROWSERS {
            browsers.clear();
        }
        let id = cookie
            .filter(|id| browsers.contains_key(id))
            .unwrap_or_else(|| env.token());
        let browser = browsers.entry(id.clone()).or_default();
        if browser.pending.len() >= MAX_LOGINS {
            browser.pending.remove(0);
        }
        browser.pending.push(begun.pending);
        drop(browsers);
        let mut response = Redirect::to(&url).into_response();
        let cookie = format!(
            "{}={id}; Path=/; Secure; HttpOnly; SameSite=Lax",
            self.cookie_name()
        );
        if let Ok(cookie) = HeaderValue::from_str(&cookie) {
            response.headers_mut().insert(header::SET_COOKIE, cookie);
        }
        Ok(response)
    }

    /// PAR and token requests carry our proof.
    async fn direct(
        &self,
        env: &Env,
        outbound: &Outbound,
        provider: &Provider,
        url: &str,
        parameters: Vec<(String, String)>,
    ) -> Result<Answer, Failure> {
        let request = self.relying_party()?.authenticated(
            parameters,
            &provider.metadata,
            &env.random::<32>(),
            env.now_s(),
        )?;
        let headers: Vec<(&str, &str)> = request
            .authorization
            .as_deref()
            .map(|value| ("authorization", value))
            .into_iter()
            .collect();
        Ok(outbound
            .post_form(url, &headers, &request.parameters)
            .await?)
    }

    async fn callback(
        &self,
        visit: &Visit,
        env: &Env,
        outbound: &Outbound,
    ) -> Result<Response, Failure> {
        let params = visit.query_fields();
        let state = visit.query_field("state").unwrap_or_default();
        let id = visit.cookie(&self.cookie_name()).unwrap_or_default();
        // Taken before it is used: a second visit of the same address finds nothing.
        let pending = {
            let mut browsers = lock(&self.browsers);
            let browser = browsers.get_mut(&id).ok_or(Failure::Unknown)?;
            let place = browser
                .pending
                .iter()
                .position(|pending| pending.state() == state);
            browser.pending.remove(place.ok_or(Failure::Unknown)?)
        };
        let code = pending.callback(&self.relying_party()?.redirect_uri, &params)?;
        let provider = self.provider(env, outbound, false).await?;
        let answer = self
            .direct(
                env,
                outbound,
                &provider,
                &provider.metadata.token_endpoint,
                pending.token_request(&code),
            )
            .await?;
        let token_answer = pending.answered(&answer.body)?;
        let finish = |keys: &JwkSet| pending.finish(&token_answer, keys, env.now_s());
        let (token, tokens) = match finish(&provider.keys) {
            // A key we do not know: the gateway may have rolled it.
            Err(oidc::Error::Untrusted(_)) => {
                finish(&self.provider(env, outbound, true).await?.keys)?
            }
            finished => finished?,
        };
        let userinfo = match &provider.metadata.userinfo_endpoint {
            Some(url) => {
                let bearer = format!("Bearer {}", tokens.access_token);
                let answer = outbound.get(url, &[("authorization", &bearer)]).await?;
                Some(token.userinfo(&good("userinfo", answer)?.body)?)
            }
            None => None,
        };
        let steps = lock(&self.accounts).receive(token.claims());
        let login = Login {
            claims: token.claims().clone(),
            userinfo,
            token_answer: serde_json::from_slice(&answer.body).unwrap_or_default(),
            steps,
        };
        let name = URL_SAFE_NO_PAD.encode(env.random::<9>());
        let mut browsers = lock(&self.browsers);
        let browser = browsers.entry(id).or_default();
        if browser.results.len() >= MAX_LOGINS {
            browser.results.remove(0);
        }
        browser.results.push((name.clone(), Arc::new(login)));
        Ok(Redirect::to(&format!("/me?login={name}")).into_response())
    }

    fn result(&self, visit: &Visit, show: impl Fn(&Login, &Self) -> Response) -> Response {
        let id = visit.cookie(&self.cookie_name()).unwrap_or_default();
        let wanted = visit.query_field("login");
        let found = lock(&self.browsers).get(&id).and_then(|browser| {
            let mut newest_first = browser.results.iter().rev();
            newest_first
                .find(|(name, _)| wanted.as_ref().is_none_or(|wanted| wanted == name))
                .map(|(_, login)| Arc::clone(login))
        });
        match found {
            Some(login) => show(&login, self),
            None => self.message(
                StatusCode::OK,
                "You are not logged in",
                "Nobody has logged in here with this browser, or it was too long ago.",
                None,
            ),
        }
    }

    fn failed(&self, failure: &Failure) -> Response {
        tracing::info!(service = self.data.name, %failure, "a login did not end well");
        let (heading, what) = match failure {
            Failure::Oidc(oidc::Error::Refused { code }) => match code {
                Some(ErrorCode::AccessDenied) => (
                    "You are not logged in",
                    "The login was cancelled, or your e-ID said no. Nothing was stored. You can try again.",
                ),
                Some(ErrorCode::UnmetAuthenticationRequirements) => (
                    "Your e-ID is not strong enough for this",
                    "What you wanted to do needs a higher level. You may have or get a stronger e-ID; otherwise you can write to us on paper.",
                ),
                Some(ErrorCode::TemporarilyUnavailable) => (
                    "Your e-ID cannot be reached just now",
                    "This is neither your fault nor ours. Try again in a while; nothing is lost.",
                ),
                _ => (
                    "The login did not work",
                    "Something went wrong between the gateway and your e-ID. You can try again.",
                ),
            },
            Failure::Unknown => (
                "This answer belongs to no login here",
                "The page may have been opened a second time, or in another browser. Begin again.",
            ),
            Failure::Fetch(_) | Failure::Answer { .. } => {
                ("The login gateway does not answer", "Try again in a while.")
            }
            Failure::Oidc(_) => (
                "The answer of the gateway was not accepted",
                "It did not prove itself as the answer to your login. Begin again.",
            ),
        };
        self.message(StatusCode::OK, heading, what, Some(failure.to_string()))
    }

    fn message(
        &self,
        status: StatusCode,
        heading: &str,
        what: &str,
        detail: Option<String>,
    ) -> Response {
        respond(
            status,
            &MessagePage {
                page: self.frame(),
                heading: heading.to_owned(),
                what: what.to_owned(),
                detail,
                next: Some(("/".to_owned(), "To the start".to_owned())),
            },
            &FormAction::Own,
        )
    }
}

impl std::fmt::Debug for Service {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Service({})", self.data.name)
    }
}

fn client_key(data: &ServiceData, dir: Option<&Path>) -> Result<SoftwareSigner, KeysError> {
    let failed = |error: oidc::Error| KeysError::Service(error.to_string());
    let Some(dir) = dir else {
        return SoftwareSigner::generate(Algorithm::Es256).map_err(failed);
    };
    let file = dir.join(format!("{}-client.pem", data.name));
    if let Ok(pem) = std::fs::read(&file) {
        return SoftwareSigner::from_pem(&pem, Algorithm::Es256).map_err(failed);
    }
    let key = SoftwareSigner::generate(Algorithm::Es256).map_err(failed)?;
    let pem = key.to_pem().map_err(failed)?;
    write_private(&file, &String::from_utf8_lossy(&pem))?;
    Ok(key)
}

fn good(what: &'static str, answer: Answer) -> Result<Answer, Failure> {
    if answer.status.is_success() {
        Ok(answer)
    } else {
        Err(Failure::Answer {
            what,
            status: answer.status,
            text: answer.text().chars().take(300).collect(),
        })
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
