//! Services that hear of logouts, and persons who log out.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::{Request, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use axum::routing::post;
use oidc::protocol::decode_form;
use serde_json::Value;

use crate::eid::{NUMBER, OTHER, SUBSTANTIAL};
use crate::support::{Answer, Browser, Gateway, ISSUER, SECRET, Setup, encoded, verifier};

/// The server of a service: what it got, and what it does.
#[derive(Clone)]
pub(crate) struct Server {
    pub(crate) origin: String,
    tokens: Arc<Mutex<Vec<String>>>,
    answers: Arc<Mutex<Vec<Does>>>,
}

/// For one call; a server without orders takes it.
#[derive(Clone, Copy)]
pub(crate) enum Does {
    Fails,
    Hangs,
    Leads,
    Floods,
}

impl Server {
    pub(crate) async fn start(name: &str) -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let server = Self {
            origin: format!("http://{name}.localhost:{port}"),
            tokens: Arc::default(),
            answers: Arc::default(),
        };
        let router = Router::new()
            .route("/back", post(called))
            .with_state(server.clone());
        tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        server
    }

    pub(crate) fn will(&self, does: &[Does]) {
        *self.answers.lock().unwrap() = does.to_vec();
    }

    pub(crate) fn tokens(&self) -> Vec<String> {
        self.tokens.lock().unwrap().clone()
    }

    /// When it was called so often, or after three seconds.
    pub(crate) async fn called(&self, times: usize) -> Vec<String> {
        for _ in 0..60 {
            if self.tokens().len() >= times {
                break;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        self.tokens()
    }
}

async fn called(State(server): State<Server>, body: Bytes) -> Response {
    let form = decode_form(&body).unwrap();
    let (name, token) = form[0].clone();
    assert_eq!((name.as_str(), form.len()), ("logout_token", 1));
    server.tokens.lock().unwrap().push(token);
    let does = {
        let mut answers = server.answers.lock().unwrap();
        (!answers.is_empty()).then(|| answers.remove(0))
    };
    match does {
        None => StatusCode::OK.into_response(),
        Some(Does::Fails) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
        Some(Does::Hangs) => {
            tokio::time::sleep(Duration::from_secs(30)).await;
            StatusCode::OK.into_response()
        }
        Some(Does::Leads) => {
            let to = format!("{}/back", server.origin);
            (StatusCode::TEMPORARY_REDIRECT, [(header::LOCATION, to)]).into_response()
        }
        Some(Does::Floods) => "x".repeat(200_000).into_response(),
    }
}

/// A gateway with test persons and services `plain`, `back` (twice) and `front`.
pub(crate) struct Stage {
    pub(crate) gateway: Gateway,
    pub(crate) back: Server,
    pub(crate) other: Server,
}

pub(crate) const PLAIN: &str = "http://plain.localhost:8080";
pub(crate) const FRONT: &str = "http://front.localhost:8080";

fn service(id: &str, origin: &str, more: &str) -> String {
    format!(
        "[[client]]\nclient_id = \"{id}\"\nname = \"The {id} service\"\n\
         redirect_uris = [\"{origin}/callback\"]\n\
         post_logout_redirect_uris = [\"{origin}/out\", \"{origin}/out?a=b\"]\n\
         auth = \"client_secret_basic\"\nsecret_file = \"client.secret\"\n\
         acr_values = [\"idporten-loa-substantial\", \"idporten-loa-high\"]\n{more}"
    )
}

impl Stage {
    pub(crate) async fn start() -> Self {
        Self::start_as(Setup::default()).await
    }

    /// The same with this store or clock.
    pub(crate) async fn start_as(setup: Setup) -> Self {
        let back = Server::start("back").await;
        let other = Server::start("other").await;
        let to = |server: &Server| format!("backchannel_logout_uri = \"{}/back\"\n", server.origin);
        let persons = format!(
            "[[eid]]\nid = \"persons\"\nkind = \"persona\"\nname = \"Test person\"\n\
             [[eid.person]]\nid = \"kari\"\nclaims = {{ pid = \"{NUMBER}\", family_name = \"N\" }}\n\
             [[eid.person]]\nid = \"ola\"\nclaims = {{ pid = \"{OTHER}\", family_name = \"H\" }}\n"
        );
        let front = format!("frontchannel_logout_uri = \"{FRONT}/front?x=y\"\n");
        let more = [
            service("plain", PLAIN, ""),
            service("back", &back.origin, &to(&back)),
            service("other", &other.origin, &to(&other)),
            service("front", FRONT, &front),
            persons,
        ];
        let setup = Setup {
            more: [more.concat(), setup.more.clone()].concat(),
            ..setup
        };
        Self {
            gateway: Gateway::start_as(setup).await,
            back,
            other,
        }
    }

    pub(crate) fn origin(&self, id: &str) -> String {
        match id {
            "back" => self.back.origin.clone(),
            "other" => self.other.origin.clone(),
            "front" => FRONT.to_owned(),
            _ => PLAIN.to_owned(),
        }
    }

    pub(crate) async fn ask(
        &self,
        browser: &mut Browser<'_>,
        id: &str,
        more: &[(&str, &str)],
    ) -> Answer {
        let callback = format!("{}/callback", self.origin(id));
        let own = [("client_id", id), ("redirect_uri", &callback), SUBSTANTIAL];
        browser.authorize(&[&own[..], more].concat()).await
    }

    /// A code for this service, by this person or by the browser's session.
    pub(crate) async fn code(&self, browser: &mut Browser<'_>, id: &str, person: &str) -> String {
        let hint = format!("persona:{person}");
        let mut answer = self.ask(browser, id, &[("login_hint", &hint)]).await;
        while answer.parameter("code").is_none() {
            let next = answer.location().to_owned();
            answer = browser.get(&next).await;
        }
        answer.parameter("code").unwrap()
    }

    pub(crate) async fn redeem(&self, id: &str, code: &str) -> Value {
        let (callback, verifier) = (format!("{}/callback", self.origin(id)), verifier());
        let form = [
            ("grant_type", "authorization_code"),
            ("code", code),
            ("redirect_uri", &callback),
            ("code_verifier", verifier.expose()),
        ];
        self.gateway
            .client_post_as(id, SECRET, "/token", &form)
            .await
            .json()
    }

    pub(crate) async fn log_in(&self, browser: &mut Browser<'_>, id: &str) -> Value {
        let code = self.code(browser, id, "kari").await;
        self.redeem(id, &code).await
    }

    /// Whether the browser has a session that `plain` can use.
    pub(crate) async fn lives(&self, browser: &mut Browser<'_>) -> bool {
        let answer = self.ask(browser, "plain", &[("prompt", "none")]).await;
        match answer.parameter("error") {
            None => true,
            Some(error) => {
                assert_eq!(error, "login_required");
                false
            }
        }
    }

    pub(crate) async fn reads(&self, access_token: &str) -> StatusCode {
        let request = Request::get(format!("{ISSUER}/userinfo"))
            .header(header::AUTHORIZATION, format!("Bearer {access_token}"))
            .body(Body::empty())
            .unwrap();
        self.gateway.send(request).await.status
    }

    pub(crate) fn outcomes(&self) -> Vec<String> {
        let lines = self.gateway.audited("service_told");
        let word = |line: &String| {
            let line: Value = serde_json::from_str(line).unwrap();
            line["outcome"].as_str().unwrap().to_owned()
        };
        lines.iter().map(word).collect()
    }
}

pub(crate) fn id_token(tokens: &Value) -> &str {
    tokens["id_token"]
        .as_str()
        .unwrap_or_else(|| panic!("{tokens}"))
}

pub(crate) async fn logout(browser: &mut Browser<'_>, params: &[(&str, &str)]) -> Answer {
    browser.get(&format!("/logout?{}", encoded(params))).await
}
