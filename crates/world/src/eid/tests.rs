//! Whole logins at each e-ID by an `oidc::client`, and what each refuses. Nothing here opens a
//! socket: the world's own router answers.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use http::StatusCode;
use oidc::client::{
    Credential as Proof, DirectRequest, Entropy, Expected, ExpectedAcr, ExpectedAuthTime,
    ExpectedProvider, KeyCache, Need, Pending, RelyingParty, Requests, VerifiedProvider, Wish,
    discovery, plain_url, pushed_url,
};
use oidc::jose::{Algorithm, SoftwareSigner};
use oidc::protocol::{
    AcrValues, ClientId, ErrorCode, Prompt, RedirectUri, ScopeSet, Transport, decode_form,
};
use serde_json::{Map, Value};

use super::{Credential, EID_PERSONS, EIDS, EidRegistration, Happens, State, number_of};
use crate::env::{Clock, Env};
use crate::fetch::{Answer, Outbound};
use crate::keys::Keys;
use crate::world::{Options, World};

const START: i64 = 1_790_000_000;
const GATEWAY: &str = "http://no.localhost:8080";

#[derive(Default)]
struct Later(AtomicI64);

impl Clock for Later {
    fn now_ms(&self) -> i64 {
        (START + self.0.load(Ordering::SeqCst)) * 1000
    }
}

/// A gateway's half of one e-ID, and a browser.
struct Walk {
    world: World,
    clock: Arc<Later>,
    outbound: Outbound,
    registration: EidRegistration,
    party: RelyingParty,
    provider: VerifiedProvider,
    keys: KeyCache,
}

struct Arrived {
    acr: String,
    amr: Value,
    auth_time: i64,
    in_token: Map<String, Value>,
    in_userinfo: Map<String, Value>,
}

fn world(clock: &Arc<Later>) -> World {
    let env = Env::with_clock(Arc::clone(clock) as Arc<dyn Clock>);
    let world = World::new(Options {
        port: 8080,
        issuer: GATEWAY.to_owned(),
        env: env.clone(),
        outbound: Outbound::InProcess(axum::Router::new()),
        keys: Keys::prepare(None, &env).unwrap(),
        data: None,
    });
    world.unwrap()
}

impl Walk {
    async fn at(id: &str) -> Self {
        let clock = Arc::new(Later::default());
        let world = world(&clock);
        let outbound = Outbound::InProcess(world.router());
        let mut registrations = world.eids().into_iter();
        let registration = registrations.find(|eid| eid.data.id == id).unwrap();
        let party = RelyingParty {
            client_id: ClientId::new(registration.data.client_id),
            credential: match &registration.credential {
                Credential::SecretBasic(secret) => Proof::SecretBasic((*secret).to_owned().into()),
                Credential::PrivateKeyJwt { pem } => Proof::PrivateKeyJwt(Arc::new(
                    SoftwareSigner::from_pem(pem, Algorithm::Es256).unwrap(),
                )),
            },
            redirect_uri: RedirectUri::register(
                &registration.redirect_uri,
                Transport::HttpsOrLocalhost,
            )
            .unwrap(),
            id_token_algorithm: registration.data.id_token_algorithm,
            userinfo_algorithm: registration.data.id_token_algorithm,
        };
        let expected = ExpectedProvider {
            issuer: &registration.issuer,
            hosts: &[],
            transport: Transport::HttpsOrLocalhost,
            requests: if registration.data.push {
                Requests::Pushed
            } else {
                Requests::InUrl
            },
            party: &party,
        };
        let address = discovery::address(&registration.issuer);
        let document = outbound.get(&address, &[]).await.unwrap();
        let provider = discovery::verify(&document.body, &expected).unwrap();
        let mut keys = KeyCache::default();
        let turn = keys.turn(Need::Fresh, START).unwrap();
        let set = outbound.get(&provider.jwks_uri, &[]).await.unwrap();
        keys.fetched(turn, &set.body, START).unwrap();
        Self {
            world,
            clock,
            outbound,
            registration,
            party,
            provider,
            keys,
        }
    }

    fn now(&self) -> i64 {
        START + self.clock.0.load(Ordering::SeqCst)
    }

    fn wish(&self, prompt: &str) -> Wish {
        let words = self.registration.data.acr.iter().map(|(word, _)| *word);
        Wish {
            scope: ScopeSet::from_iter(self.registration.scopes.iter().copied()),
            acr_values: AcrValues::parse(&words.collect::<Vec<_>>().join(" ")),
            prompt: Prompt::parse(prompt).unwrap(),
            ..Wish::default()
        }
    }

    async fn direct(&self, url: &str, request: &DirectRequest) -> Answer {
        let header = request.authorization.as_deref();
        let headers: Vec<_> = header
            .map(|value| ("authorization", value))
            .into_iter()
            .collect();
        let form = &request.parameters;
        self.outbound.post_form(url, &headers, form).await.unwrap()
    }

    fn proven(&self, parameters: Vec<(String, String)>) -> DirectRequest {
        let jti = Env::default().random::<32>();
        self.party
            .authenticated(parameters, &self.provider, &jti, self.now())
            .unwrap()
    }

    /// Out to the e-ID's first answer.
    async fn begin(&self, wish: &Wish, cookie: &str) -> (Pending, Answer) {
        let env = Env::default();
        let entropy = Entropy {
            state: env.token(),
            nonce: env.random(),
            verifier: env.random(),
        };
        let expected = Expected {
            acr: ExpectedAcr::AnyOf(wish.acr_values.clone()),
            auth_time: ExpectedAuthTime::Any,
        };
        let begun = self.party.begin(&self.provider, wish, expected, &entropy);
        let url = match self.provider.push_endpoint() {
            Some(par) => {
                let request = self.proven(begun.parameters.clone());
                let answer = self.direct(par, &request).await;
                pushed_url(&self.provider, &self.party.client_id, &answer.body).unwrap()
            }
            None => plain_url(&self.provider, &begun),
        };
        let answer = self.outbound.get(&url, &[("cookie", cookie)]).await;
        (begun.pending, answer.unwrap())
    }

    /// The page's form, sent.
    async fn choose(&self, page: &Answer, fields: &[(&str, &str)]) -> Answer {
        assert_eq!(page.status, StatusCode::OK, "{}", page.text());
        let html = page.text();
        let (_, rest) = html.split_once(r#"name="request" value=""#).unwrap();
        let (request, _) = rest.split_once('"').unwrap();
        let form: Vec<(String, String)> = [("request", request)]
            .iter()
            .chain(fields)
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect();
        let url = format!("{}/login", self.registration.issuer);
        self.outbound.post_form(&url, &[], &form).await.unwrap()
    }

    fn callback(&self, pending: &Pending, back: &Answer) -> Result<DirectRequest, oidc::Error> {
        let location = back.headers["location"].to_str().unwrap();
        let (at, query) = location.split_once('?').unwrap();
        assert_eq!(at, self.registration.redirect_uri);
        let params = decode_form(query.as_bytes()).unwrap();
        let iss = params.iter().any(|(name, _)| name == "iss");
        assert_eq!(iss, self.registration.data.says_iss);
        let code = pending.callback(&self.party.redirect_uri, &params)?;
        Ok(self.proven(pending.token_request(&code)))
    }

    async fn finish(&self, pending: Pending, back: &Answer) -> Arrived {
        let request = self.callback(&pending, back).unwrap();
        let answer = self.direct(&self.provider.token_endpoint, &request).await;
        let answer = pending.answered(&answer.body).unwrap();
        let keys = self.keys.keys(self.now()).unwrap();
        let (token, tokens) = pending.finish(&answer, keys, self.now()).unwrap();
        let bearer = format!("Bearer {}", tokens.access_token);
        let url = self.provider.userinfo_endpoint.as_deref().unwrap();
        let headers = [("authorization", bearer.as_str())];
        let userinfo = self.outbound.get(url, &headers).await.unwrap();
        Arrived {
            acr: token.acr().unwrap().to_owned(),
            amr: token.claims()["amr"].clone(),
            auth_time: token.auth_time().unwrap(),
            in_token: token.claims().clone(),
            in_userinfo: token.userinfo(&userinfo.body).unwrap(),
        }
    }

    /// The whole way, with `prompt=login` as a gateway does it for a foreign service.
    async fn log_in(&self, fields: &[(&str, &str)]) -> Arrived {
        let (pending, page) = self.begin(&self.wish("login"), "").await;
        let back = self.choose(&page, fields).await;
        self.finish(pending, &back).await
    }

    async fn refused(&self, fields: &[(&str, &str)]) -> Option<ErrorCode> {
        let (pending, page) = self.begin(&self.wish("login"), "").await;
        let back = self.choose(&page, fields).await;
        match self.callback(&pending, &back).map(|_| ()) {
            Err(oidc::Error::Refused { code }) => code,
            other => panic!("{other:?}"),
        }
    }
}

fn plain<'a>(person: &'a str, eid: &'a str) -> [(&'a str, &'a str); 3] {
    [("person", person), ("eid", eid), ("action", "next")]
}

#[tokio::test]
async fn everybody_who_arrives_logs_in_at_every_e_id() {
    for eid in &EIDS {
        let walk = Walk::at(eid.id).await;
        let arriving = EID_PERSONS
            .iter()
            .filter(|person| person.happens == Happens::Arrives);
        for person in arriving {
            let arrived = walk.log_in(&plain(person.value, "bankid")).await;
            let names = eid.claims;
            let told = &arrived.in_userinfo;
            let text = |name: &str| told.get(name).and_then(Value::as_str);
            assert_eq!(text(names.pid), number_of(person).as_deref());
            assert_eq!(text(names.family_name), Some(person.family_name));
            assert_eq!(text(names.given_name), person.given_name);
            assert_eq!(text(names.birthdate), Some(person.date_of_birth));
            assert_eq!(arrived.acr, eid.acr.last().unwrap().0);
            assert_eq!(arrived.amr, serde_json::json!([eid.amr]));
            assert_eq!(arrived.auth_time, START);
            let in_token = arrived.in_token.contains_key(names.pid);
            assert_eq!(in_token, eid.released == super::Released::InBoth);
        }
    }
}

#[tokio::test]
async fn who_cancels_or_says_no_is_not_logged_in() {
    for eid in &EIDS {
        let walk = Walk::at(eid.id).await;
        let denied = Some(ErrorCode::AccessDenied);
        let cancelled = [("person", "plain"), ("action", "cancel")];
        assert_eq!(walk.refused(&cancelled).await, denied);
        assert_eq!(walk.refused(&plain("cancel", "minid")).await, denied);
        let failed = walk.refused(&plain("fails", "minid")).await;
        assert_eq!(failed, Some(ErrorCode::ServerError));
    }
}

#[tokio::test]
async fn a_wrong_secret_or_a_strange_key_gets_nothing() {
    for eid in &EIDS {
        let mut walk = Walk::at(eid.id).await;
        let (pending, page) = walk.begin(&walk.wish("login"), "").await;
        let back = walk.choose(&page, &plain("plain", "bankid")).await;
        let right = walk.party.credential.clone();
        walk.party.credential = match right {
            Proof::PrivateKeyJwt(_) => Proof::PrivateKeyJwt(Arc::new(
                SoftwareSigner::generate(Algorithm::Es256).unwrap(),
            )),
            _ => Proof::SecretBasic("wrong".to_owned().into()),
        };
        let request = walk.callback(&pending, &back).unwrap();
        let url = walk.provider.token_endpoint.clone();
        let answer = walk.direct(&url, &request).await;
        assert_eq!(answer.status, StatusCode::UNAUTHORIZED, "{}", eid.id);
        assert!(answer.text().contains("invalid_client"));
        // The right one still does: nobody else can burn a code.
        walk.party.credential = right;
        walk.finish(pending, &back).await;
    }
}

#[tokio::test]
async fn a_code_and_a_pushed_request_and_an_assertion_serve_once() {
    for eid in &EIDS {
        let walk = Walk::at(eid.id).await;
        let (pending, page) = walk.begin(&walk.wish("login"), "").await;
        let back = walk.choose(&page, &plain("plain", "bankid")).await;
        let url = &walk.provider.token_endpoint;
        let request = walk.callback(&pending, &back).unwrap();
        assert_eq!(walk.direct(url, &request).await.status, StatusCode::OK);
        let again = walk.callback(&pending, &back).unwrap();
        let answer = walk.direct(url, &again).await;
        assert!(answer.text().contains("invalid_grant"), "{}", answer.text());
        let same = walk.direct(url, &request).await;
        let expected = if eid.secret.is_none() {
            "invalid_client"
        } else {
            "invalid_grant"
        };
        assert!(same.text().contains(expected), "{}", same.text());
        // The page's form serves once too.
        let twice = walk.choose(&page, &plain("plain", "bankid")).await;
        assert_eq!(twice.status, StatusCode::BAD_REQUEST);
    }
}

#[tokio::test]
async fn an_e_id_that_wants_pushed_requests_takes_no_others() {
    for eid in &EIDS {
        let walk = Walk::at(eid.id).await;
        let entropy = Entropy {
            state: "a-state-that-nobody-guesses-0001".to_owned(),
            nonce: [2; 32],
            verifier: [3; 32],
        };
        let expected = Expected {
            acr: ExpectedAcr::ByCaller,
            auth_time: ExpectedAuthTime::Any,
        };
        let wish = walk.wish("login");
        let begun = walk.party.begin(&walk.provider, &wish, expected, &entropy);
        let url = plain_url(&walk.provider, &begun);
        let answer = walk.outbound.get(&url, &[]).await.unwrap();
        assert_eq!(answer.status == StatusCode::OK, !eid.push, "{}", eid.id);
    }
}

#[tokio::test]
async fn a_session_of_the_e_ids_own_is_old_and_prompt_login_ends_it() {
    let walk = Walk::at("minid").await;
    let (pending, page) = walk.begin(&walk.wish(""), "").await;
    let back = walk.choose(&page, &plain("plain", "")).await;
    let cookie = back.headers["set-cookie"].to_str().unwrap();
    let cookie = cookie.split(';').next().unwrap().to_owned();
    assert_eq!(walk.finish(pending, &back).await.auth_time, START);
    walk.clock.0.store(100, Ordering::SeqCst);
    // Without prompt: no page, and the time of the first login.
    let (pending, back) = walk.begin(&walk.wish(""), &cookie).await;
    assert_eq!(back.status, StatusCode::SEE_OTHER);
    assert_eq!(walk.finish(pending, &back).await.auth_time, START);
    // A gateway that asks for a new login does not believe this answer.
    let wish = Wish {
        max_age: Some(10),
        ..walk.wish("")
    };
    let (_, page) = walk.begin(&wish, &cookie).await;
    assert_eq!(page.status, StatusCode::OK, "max_age is honoured");
    let (pending, page) = walk.begin(&walk.wish("login"), &cookie).await;
    let back = walk.choose(&page, &plain("two-names", "")).await;
    assert_eq!(walk.finish(pending, &back).await.auth_time, START + 100);
    // Nobody else keeps one.
    let walk = Walk::at("bankid").await;
    let (_, page) = walk.begin(&walk.wish(""), "").await;
    let back = walk.choose(&page, &plain("plain", "")).await;
    assert!(!back.headers.contains_key("set-cookie"));
    let (pending, back) = walk.begin(&walk.wish("none"), "").await;
    let code = Some(ErrorCode::LoginRequired);
    let refused = walk.callback(&pending, &back).map(|_| ());
    assert_eq!(refused, Err(oidc::Error::Refused { code }));
}

#[tokio::test]
async fn the_portal_proves_the_level_of_the_e_id_behind_it() {
    let walk = Walk::at("portal").await;
    let arrived = walk.log_in(&plain("plain", "minid")).await;
    assert_eq!(arrived.acr, "idporten-loa-substantial");
    assert_eq!(arrived.amr, serde_json::json!(["Minid-APP"]));
    let arrived = walk.log_in(&plain("plain", "buypass")).await;
    assert_eq!(arrived.acr, "idporten-loa-high");
    assert_eq!(arrived.amr, serde_json::json!(["Buypass"]));
    let high = Wish {
        acr_values: AcrValues::parse("idporten-loa-high"),
        ..walk.wish("login")
    };
    let (pending, page) = walk.begin(&high, "").await;
    let back = walk.choose(&page, &plain("plain", "minid")).await;
    let code = Some(ErrorCode::UnmetAuthenticationRequirements);
    let refused = walk.callback(&pending, &back).map(|_| ());
    assert_eq!(refused, Err(oidc::Error::Refused { code }));
}

#[tokio::test]
async fn the_switch_makes_one_e_id_silent_or_slow_and_no_other() {
    let walk = Walk::at("commfides").await;
    let eid = walk.world.eid("commfides").unwrap();
    let home = |id: &str| format!("http://{id}.localhost:8080/jwks.json");
    eid.set_state(State::Down);
    let silent = walk.outbound.get(&home("commfides"), &[]).await.unwrap();
    assert_eq!(silent.status, StatusCode::SERVICE_UNAVAILABLE);
    let other = walk.outbound.get(&home("minid"), &[]).await.unwrap();
    assert_eq!(other.status, StatusCode::OK);
    // By its page, as a person does it.
    let url = "http://commfides.localhost:8080/switch";
    let slow = [("state".to_owned(), "slow".to_owned())];
    walk.outbound.post_form(url, &[], &slow).await.unwrap();
    assert_eq!(eid.state(), State::Slow);
    let (pending, page) = walk.begin(&walk.wish("login"), "").await;
    let back = walk.choose(&page, &plain("plain", "")).await;
    let request = walk.callback(&pending, &back).unwrap();
    let form = &request.parameters;
    let headers = [("authorization", request.authorization.as_deref().unwrap())];
    let token = walk
        .outbound
        .post_form(&walk.provider.token_endpoint, &headers, form);
    let waited = tokio::time::timeout(std::time::Duration::from_millis(500), token).await;
    assert!(waited.is_err(), "an answer came");
    eid.set_state(State::Up);
    walk.log_in(&plain("plain", "")).await;
}
