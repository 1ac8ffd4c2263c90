//! A scripted national e-ID: an OpenID provider that says what a test tells it to.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use oidc::jose::{Algorithm, JwkSet, SoftwareSigner, jwt};
use oidc::protocol::{decode_form, encode_form};
use serde_json::{Map, Value, json};
use store::env::FakeClock;

use crate::support::{Browser, Gateway, NOW_MS, Setup};

/// 17 November 1920, month raised by 80: nobody's.
pub(crate) const NUMBER: &str = "17912099997";
/// The same day, somebody else.
pub(crate) const OTHER: &str = "17912099725";

type Form = BTreeMap<String, String>;

/// What it says and how it behaves; everything can be changed while it runs.
pub(crate) struct Script {
    /// Claims put into the ID token over the honest ones; `null` removes one.
    pub(crate) id_token: Map<String, Value>,
    /// The same for userinfo.
    pub(crate) userinfo: Map<String, Value>,
    /// The same for the discovery document.
    pub(crate) document: Map<String, Value>,
    /// The key that signs; the published set has `published`.
    pub(crate) signer: usize,
    pub(crate) published: usize,
    /// The published key has no `kid`.
    pub(crate) nameless: bool,
    /// Header of the ID token in place of the honest one.
    pub(crate) alg_none: bool,
    /// Every call gets this status, or only those to `fails_at`.
    pub(crate) status: Option<u16>,
    pub(crate) fails_at: Option<&'static str>,
    /// Every call takes so long, or only those to `hangs_at`.
    pub(crate) hang: Duration,
    pub(crate) hangs_at: Option<&'static str>,
    /// How long before the callback the person authenticated, in seconds.
    pub(crate) age: i64,
    /// Calls by path.
    pub(crate) calls: BTreeMap<&'static str, usize>,
    pushed: BTreeMap<String, Form>,
    codes: BTreeMap<String, Form>,
}

/// One e-ID on a port of its own.
#[derive(Clone)]
pub(crate) struct Eid {
    pub(crate) id: &'static str,
    pub(crate) issuer: String,
    pub(crate) script: Arc<Mutex<Script>>,
    signers: Arc<Vec<SoftwareSigner>>,
    clock: Arc<FakeClock>,
    acr: &'static str,
}

impl Eid {
    pub(crate) async fn start(id: &'static str, acr: &'static str, clock: &Arc<FakeClock>) -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let signers = (0..2).map(|_| SoftwareSigner::generate(Algorithm::Es256).unwrap());
        let eid = Self {
            id,
            issuer: format!("http://{id}.localhost:{port}"),
            script: Arc::new(Mutex::new(Script {
                id_token: Map::new(),
                userinfo: Map::new(),
                document: Map::new(),
                signer: 0,
                published: 0,
                nameless: false,
                alg_none: false,
                status: None,
                fails_at: None,
                hang: Duration::ZERO,
                hangs_at: None,
                age: 0,
                calls: BTreeMap::new(),
                pushed: BTreeMap::new(),
                codes: BTreeMap::new(),
            })),
            signers: Arc::new(signers.collect()),
            clock: clock.clone(),
            acr,
        };
        let router = Router::new()
            .route("/.well-known/openid-configuration", get(document))
            .route("/jwks", get(keys))
            .route("/par", post(pushed))
            .route("/token", post(token))
            .route("/userinfo", get(userinfo))
            .with_state(eid.clone());
        tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        eid
    }

    pub(crate) fn tell(&self, change: impl FnOnce(&mut Script)) {
        change(&mut self.script.lock().unwrap());
    }

    pub(crate) fn calls(&self, path: &str) -> usize {
        self.script
            .lock()
            .unwrap()
            .calls
            .get(path)
            .copied()
            .unwrap_or(0)
    }

    pub(crate) fn configured(&self, more: &str) -> String {
        let (id, issuer, acr) = (self.id, &self.issuer, self.acr);
        let level = if acr.ends_with("high") {
            "high"
        } else {
            "substantial"
        };
        format!(
            "[[eid]]\nid = \"{id}\"\nname = \"{} <e-ID>\"\nissuer = \"{issuer}\"\n\
             client_id = \"landport\"\nsecret_file = \"client.secret\"\n\
             id_token_alg = \"ES256\"\namr = \"{id} word\"\ntimeout_seconds = 1\n{more}\
             [eid.notification]\nstate = \"notified\"\nsince = \"2026-06-01\"\n\
             level = \"{level}\"\nscheme = \"Scheme\"\n",
            id.to_uppercase(),
        )
    }

    /// The request that stands behind this address of ours.
    pub(crate) fn request(&self, url: &str) -> Form {
        let (base, query) = url.split_once('?').unwrap();
        assert_eq!(base, format!("{}/authorize", self.issuer));
        let form = read(query.as_bytes());
        match form.get("request_uri") {
            Some(uri) => self.script.lock().unwrap().pushed[uri].clone(),
            None => form,
        }
    }

    /// The person logs in there; where her browser goes then.
    pub(crate) fn log_in(&self, url: &str) -> String {
        let request = self.request(url);
        let code = format!("code-{}", request["state"]);
        let state = request["state"].clone();
        self.tell(|script| {
            script.codes.insert(code.clone(), request);
        });
        self.callback(&[("code", &code), ("state", &state), ("iss", &self.issuer)])
    }

    pub(crate) fn callback(&self, parameters: &[(&str, &str)]) -> String {
        let owned: Vec<_> = parameters
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect();
        format!("/callback/{}?{}", self.id, encode_form(&owned))
    }

    async fn called(&self, path: &'static str) -> Result<(), Response> {
        let (hang, status) = {
            let mut script = self.script.lock().unwrap();
            *script.calls.entry(path).or_default() += 1;
            let hangs = script.hangs_at.is_none_or(|at| at == path);
            let fails = script.fails_at.is_none_or(|at| at == path);
            (
                if hangs { script.hang } else { Duration::ZERO },
                script.status.filter(|_| fails),
            )
        };
        tokio::time::sleep(hang).await;
        match status {
            Some(status) => Err(StatusCode::from_u16(status).unwrap().into_response()),
            None => Ok(()),
        }
    }

    fn id_token(&self, request: &Form) -> String {
        let script = self.script.lock().unwrap();
        let now = store::env::Clock::now_ms(&*self.clock) / 1000;
        let mut claims = json!({
            "iss": self.issuer, "sub": "the-sub", "aud": "landport", "exp": now + 120, "iat": now,
            "nonce": request["nonce"], "acr": self.acr, "auth_time": now - script.age,
            "pid": NUMBER,
        })
        .as_object()
        .cloned()
        .unwrap();
        over(&mut claims, &script.id_token);
        let signed = jwt::sign(&claims, &self.signers[script.signer]).unwrap();
        if script.alg_none {
            let payload = signed.split('.').nth(1).unwrap();
            return format!("eyJhbGciOiJub25lIn0.{payload}.");
        }
        signed
    }
}

fn over(claims: &mut Map<String, Value>, with: &Map<String, Value>) {
    for (name, value) in with {
        if value.is_null() {
            claims.remove(name);
        } else {
            claims.insert(name.clone(), value.clone());
        }
    }
}

fn read(octets: &[u8]) -> Form {
    decode_form(octets).unwrap().into_iter().collect()
}

fn json_answer(value: &impl ToString) -> Response {
    (
        [(header::CONTENT_TYPE, "application/json")],
        value.to_string(),
    )
        .into_response()
}

async fn document(State(eid): State<Eid>) -> Response {
    if let Err(answer) = eid.called("document").await {
        return answer;
    }
    let at = |path: &str| format!("{}/{path}", eid.issuer);
    let mut document = json!({
        "issuer": eid.issuer,
        "authorization_endpoint": at("authorize"),
        "token_endpoint": at("token"),
        "userinfo_endpoint": at("userinfo"),
        "jwks_uri": at("jwks"),
        "pushed_authorization_request_endpoint": at("par"),
        "response_types_supported": ["code"],
        "id_token_signing_alg_values_supported": ["ES256"],
        "token_endpoint_auth_methods_supported": ["client_secret_basic"],
        "code_challenge_methods_supported": ["S256"],
        "authorization_response_iss_parameter_supported": true,
    })
    .as_object()
    .cloned()
    .unwrap();
    over(&mut document, &eid.script.lock().unwrap().document);
    json_answer(&Value::from(document))
}

async fn keys(State(eid): State<Eid>) -> Response {
    if let Err(answer) = eid.called("keys").await {
        return answer;
    }
    let script = eid.script.lock().unwrap();
    let key = eid.signers[script.published].public().clone();
    let set = JwkSet::of([key]).unwrap().to_json();
    let mut set: Value = serde_json::from_str(&set).unwrap();
    if script.nameless {
        set["keys"][0].as_object_mut().unwrap().remove("kid");
    }
    json_answer(&set)
}

async fn pushed(State(eid): State<Eid>, body: Bytes) -> Response {
    if let Err(answer) = eid.called("par").await {
        return answer;
    }
    let form = read(&body);
    let uri = format!("urn:ietf:params:oauth:request_uri:{}", form["state"]);
    eid.tell(|script| {
        script.pushed.insert(uri.clone(), form);
    });
    let answer = json!({ "request_uri": uri, "expires_in": 60 });
    (StatusCode::CREATED, json_answer(&answer)).into_response()
}

async fn token(State(eid): State<Eid>, body: Bytes) -> Response {
    if let Err(answer) = eid.called("token").await {
        return answer;
    }
    let form = read(&body);
    let request = eid.script.lock().unwrap().codes.remove(&form["code"]);
    let Some(request) = request else {
        let answer = json_answer(&json!({ "error": "invalid_grant" }));
        return (StatusCode::BAD_REQUEST, answer).into_response();
    };
    json_answer(&json!({
        "access_token": "the-access-token", "token_type": "Bearer", "expires_in": 120,
        "id_token": eid.id_token(&request),
    }))
}

async fn userinfo(State(eid): State<Eid>, headers: HeaderMap) -> Response {
    if let Err(answer) = eid.called("userinfo").await {
        return answer;
    }
    assert_eq!(headers[header::AUTHORIZATION], "Bearer the-access-token");
    let mut claims = json!({
        "sub": "the-sub", "pid": NUMBER, "given_name": "Kari", "family_name": "Nordmann",
        "birthdate": "1920-11-17",
    })
    .as_object()
    .cloned()
    .unwrap();
    over(&mut claims, &eid.script.lock().unwrap().userinfo);
    json_answer(&Value::from(claims))
}

/// A gateway with BankID (high, pushed requests) and MinID (substantial, requests in the URL), and
/// three services: `trademark`, `tax`, and `vault`, which takes no part in single sign-on.
pub(crate) struct Norway {
    pub(crate) gateway: Gateway,
    pub(crate) bankid: Eid,
    pub(crate) minid: Eid,
}

pub(crate) const HIGH: (&str, &str) = ("acr_values", "idporten-loa-high");
pub(crate) const SUBSTANTIAL: (&str, &str) = ("acr_values", "idporten-loa-substantial");

impl Norway {
    pub(crate) async fn start() -> Self {
        Self::start_on(FakeClock::new(NOW_MS), "").await
    }

    /// With this clock, and more configuration.
    pub(crate) async fn start_on(clock: Arc<FakeClock>, more: &str) -> Self {
        Self::start_as(Setup {
            clock: Some(clock),
            more: more.to_owned(),
            ..Setup::default()
        })
        .await
    }

    pub(crate) async fn start_as(setup: Setup) -> Self {
        let clock = setup.clock.unwrap_or_else(|| FakeClock::new(NOW_MS));
        let bankid = Eid::start("bankid", "idporten-loa-high", &clock).await;
        let minid = Eid::start("minid", "idporten-loa-substantial", &clock).await;
        let mut text = bankid.configured(
            "parameters = { onbehalfof = \"{country}\", service = \"{service}\", fixed = \"1\" }\n",
        );
        text += &minid
            .configured("push = false\nacr = { idporten-loa-substantial = \"substantial\" }\n");
        for (id, more) in [("tax", ""), ("vault", "sso = false\n")] {
            let _ = write!(
                text,
                "[[client]]\nclient_id = \"{id}\"\nname = \"{id}\"\n\
                 start_url = \"http://{id}.localhost:8080/\"\n\
                 redirect_uris = [\"http://{id}.localhost:8080/callback\"]\n\
                 auth = \"client_secret_basic\"\nsecret_file = \"client.secret\"\n\
                 id_token_alg = \"ES256\"\n\
                 acr_values = [\"idporten-loa-substantial\", \"idporten-loa-high\"]\n{more}"
            );
        }
        text += &setup.more;
        let gateway = Gateway::start_as(Setup {
            clock: Some(clock),
            more: text,
            ..setup
        })
        .await;
        Self {
            gateway,
            bankid,
            minid,
        }
    }

    pub(crate) fn eid(&self, id: &str) -> &Eid {
        if id == "bankid" {
            &self.bankid
        } else {
            &self.minid
        }
    }

    /// From the choice to the e-ID's address.
    pub(crate) async fn choose(&self, browser: &mut Browser<'_>, flow: &str, id: &str) -> String {
        let form = [("eid", id), ("action", "next")];
        let chosen = browser.post(&format!("/choose?flow={flow}"), &form).await;
        assert_eq!(chosen.location(), format!("/go?flow={flow}"), "{chosen:?}");
        let gone = browser.get(chosen.location()).await;
        assert_eq!(gone.status, StatusCode::SEE_OTHER, "{gone:?}");
        gone.location().to_owned()
    }
}
