//! A person from abroad reads whether she is known here, and decides. Implementing Regulation (EU)
//! 2025/846 art. 3, 4; attacks of N14.

mod known;
mod link;
mod tabs;
mod unknown;

use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::sync::{Arc, Mutex};

use axum::http::StatusCode;
use eidas::{Attribute, AttributeValue, LevelOfAssurance, Outcome};
use gateway::lever::Target;
use serde_json::{Value, json};
use store::env::FakeClock;

use crate::connector::claims;
use crate::eid::{NUMBER, Norway, OTHER};
use crate::support::{
    Answer, Browser, Gateway, NOW_MS, REDIRECT, SECRET, Setup, between, flow_of, verifier,
};

/// What a person and the register's person of hers are called and have.
const HERS: [&str; 5] = ["Lindmark", "Astrid", "1990-08-19", "199008199391", NUMBER];

/// A gateway with two e-IDs, and a register that says what it is told to.
struct Stage {
    norway: Norway,
    said: Arc<Mutex<(u16, String)>>,
    asked: Arc<Mutex<usize>>,
    key: openssl::pkey::PKey<openssl::pkey::Private>,
    _files: tempfile::TempDir,
}

const CLIENTS: &str = r#"
[[client]]
client_id = "newcomers"
name = "Newcomers"
redirect_uris = ["http://trademark.localhost:8080/callback"]
auth = "client_secret_basic"
secret_file = "client.secret"
id_token_alg = "ES256"
match_page = "new"
[[client]]
client_id = "members"
name = "Members"
redirect_uris = ["http://trademark.localhost:8080/callback"]
auth = "client_secret_basic"
secret_file = "client.secret"
id_token_alg = "ES256"
match_page = "required"
[[client]]
client_id = "silent"
name = "Silent"
redirect_uris = ["http://trademark.localhost:8080/callback"]
auth = "client_secret_basic"
secret_file = "client.secret"
id_token_alg = "ES256"
match_page = "none"
[[client]]
client_id = "discreet"
name = "Discreet"
redirect_uris = ["http://trademark.localhost:8080/callback"]
auth = "client_secret_basic"
secret_file = "client.secret"
id_token_alg = "ES256"
claims = ["match_status"]
"#;

fn key() -> openssl::pkey::PKey<openssl::pkey::Private> {
    let curve = openssl::nid::Nid::X9_62_PRIME256V1;
    let group = openssl::ec::EcGroup::from_curve_name(curve).unwrap();
    let key = openssl::ec::EcKey::generate(&group).unwrap();
    openssl::pkey::PKey::from_ec_key(key).unwrap()
}

/// Persons as the register has them.
fn person(number: &str, family_name: &str, birthdate: &str) -> Value {
    json!({
        "number": number, "family_name": family_name, "given_name": "ASTRID",
        "birthdate": birthdate, "identifier": "199008199391",
    })
}

impl Stage {
    async fn start() -> Self {
        Self::start_with("").await
    }

    async fn start_with(more: &str) -> Self {
        Self::start_as(Setup {
            more: more.to_owned(),
            ..Setup::default()
        })
        .await
    }

    async fn start_as(setup: Setup) -> Self {
        let (said, asked) = (Arc::new(Mutex::new((204, String::new()))), Arc::default());
        let (answers, count): (_, Arc<Mutex<usize>>) = (Arc::clone(&said), Arc::clone(&asked));
        let router = axum::Router::new().fallback(move || async move {
            *count.lock().unwrap() += 1;
            let (status, body) = answers.lock().unwrap().clone();
            (StatusCode::from_u16(status).unwrap(), body)
        });
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        tokio::spawn(async move { axum::serve(listener, router).await });
        let (files, key) = (tempfile::tempdir().unwrap(), key());
        let more = Self::matching(files.path(), &key, port) + CLIENTS + &setup.more;
        let norway = Norway::start_as(Setup {
            clock: Some(FakeClock::new(NOW_MS)),
            more,
            ..setup
        })
        .await;
        for eid in [&norway.bankid, &norway.minid] {
            eid.tell(|script| {
                for (name, value) in [
                    ("given_name", "Astrid"),
                    ("family_name", "Lindmark"),
                    ("birthdate", "1990-08-19"),
                ] {
                    script.userinfo.insert(name.to_owned(), value.into());
                }
            });
        }
        Self {
            norway,
            said,
            asked,
            key,
            _files: files,
        }
    }

    fn matching(
        files: &Path,
        key: &openssl::pkey::PKey<openssl::pkey::Private>,
        port: u16,
    ) -> String {
        let (api, public) = (files.join("api.key"), files.join("public.pem"));
        std::fs::write(&api, "the-key").unwrap();
        std::fs::set_permissions(&api, std::fs::Permissions::from_mode(0o600)).unwrap();
        std::fs::write(&public, key.public_key_to_pem().unwrap()).unwrap();
        format!(
            "[matching]\nurl = \"http://register.localhost:{port}\"\napi_key_file = {api:?}\n\
             answers = \"persons\"\nprivate = true\n\
             update_url = \"https://register.example.no/correct\"\n\
             [matching.journal]\nkey_file = {public:?}\n"
        )
    }

    fn gateway(&self) -> &Gateway {
        &self.norway.gateway
    }

    fn knows(&self, persons: &[Value]) {
        *self.said.lock().unwrap() = (200, json!({ "persons": persons }).to_string());
    }

    fn asked(&self) -> usize {
        *self.asked.lock().unwrap()
    }

    /// Logs in abroad for this service: what the foreign node's form gets, and the flow.
    async fn arrive(&self, browser: &mut Browser<'_>, client: &str) -> (String, Answer) {
        self.arrive_as(browser, client, None).await
    }

    async fn arrive_as(
        &self,
        browser: &mut Browser<'_>,
        client: &str,
        identifier: Option<&str>,
    ) -> (String, Answer) {
        let begun = browser.authorize(&[("client_id", client)]).await;
        let flow = flow_of(&begun);
        (
            flow.clone(),
            self.come_back(browser, &flow, identifier).await,
        )
    }

    async fn come_back(
        &self,
        browser: &mut Browser<'_>,
        flow: &str,
        identifier: Option<&str>,
    ) -> Answer {
        let sent = browser.choose(flow, "SE").await;
        let level = LevelOfAssurance::Substantial;
        let mut response = self.gateway().respond("SE", &sent, level);
        if let (Some(identifier), Outcome::Success(assertion)) = (identifier, &mut response.outcome)
        {
            let attributes = &assertion.attributes;
            let others = attributes
                .iter()
                .filter(|(it, _)| *it != Attribute::PERSON_IDENTIFIER);
            let mut changed = eidas::Attributes::new().with(
                Attribute::PERSON_IDENTIFIER,
                AttributeValue::latin(identifier),
            );
            for (attribute, values) in others {
                changed = changed.with(attribute, values[0].clone());
            }
            assertion.attributes = changed;
        }
        browser
            .answer(&self.gateway().sign("SE", &response), None)
            .await
    }

    /// The page of the match, which a person comes to.
    async fn page(&self, browser: &mut Browser<'_>, flow: &str) -> Answer {
        let page = browser.get(&format!("/match?flow={flow}")).await;
        assert_eq!(page.status, StatusCode::OK, "{page:?}");
        page
    }

    /// What a service gets of an answer that leads back to it.
    async fn claims(&self, client: &str, back: &Answer) -> Value {
        let tokens = self.redeem(client, &code(back)).await.json();
        claims(tokens["id_token"].as_str().unwrap())
    }

    async fn redeem(&self, client: &str, code: &str) -> Answer {
        let verifier = verifier();
        let form = [
            ("grant_type", "authorization_code"),
            ("code", code),
            ("redirect_uri", REDIRECT),
            ("code_verifier", verifier.expose()),
        ];
        let tokens = self
            .gateway()
            .client_post_as(client, SECRET, "/token", &form);
        tokens.await
    }

    fn journal(&self) -> Vec<Value> {
        let pem = self.key.private_key_to_pem_pkcs8().unwrap();
        let opener = gateway::journal::private_key(&pem).unwrap();
        let days = self.gateway().app.settings().data.join("journal");
        let days = gateway::journal::days(&days).unwrap();
        let entries = days
            .iter()
            .map(|day| gateway::journal::entries(day, &opener).unwrap());
        entries.flatten().map(Option::unwrap).collect()
    }

    /// Nothing of her stands readable in the store or the trail.
    async fn assert_nothing_readable(&self) {
        let mut after = None;
        let mut all = self.gateway().audit.lines().join("\n").into_bytes();
        loop {
            let store = self.gateway().app.records.store();
            let entries = store.dump(after).await.unwrap();
            let Some((last, _)) = entries.last() else {
                break;
            };
            after = Some(*last);
            for (key, value) in entries {
                all.extend(key.as_bytes());
                all.extend(value);
            }
        }
        assert!(all.len() > 1_000);
        for value in HERS {
            let found = all
                .windows(value.len())
                .any(|part| part == value.as_bytes());
            assert!(!found, "{value} stands readable");
        }
    }
}

fn code(back: &Answer) -> String {
    back.parameter("code").unwrap_or_else(|| panic!("{back:?}"))
}

fn shown(page: &Answer) -> String {
    between(&page.body, "name=\"shown\" value=\"", "\"").to_owned()
}

async fn next(browser: &mut Browser<'_>, flow: &str, page: &Answer, keep: &str) -> Answer {
    let shown = shown(page);
    let form = [
        ("action", "next"),
        ("keep", keep),
        ("shown", shown.as_str()),
    ];
    browser.post(&format!("/match?flow={flow}"), &form).await
}
