// SPDX-License-Identifier: EUPL-1.2
//! Steps of the second road, as a person takes them: from a service abroad, or at home, to a
//! national e-ID and back; and changes that an operator makes meanwhile.

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use serde_json::Value;

use crate::browser::{Browser, Page};
use crate::operate::{Closing, Order, tell};
use crate::stage::Stage;

/// Long enough for RFC 7636 §4.1; a test's own.
const VERIFIER: &str = "a-verifier-of-a-test-that-is-long-enough-for-everybody";
/// The rowing club's secret at the gateway, as Demo Europe has it.
const ROWING_SECRET: &str = "demo-secret-that-everybody-may-know-0001";

impl Stage {
    /// A stage whose gateway knows the foreign connectors too.
    pub(crate) async fn abroad() -> Self {
        let stage = Self::new().await;
        stage.meet_connectors().await;
        stage
    }

    /// Lets the gateway read every connector's metadata now.
    pub(crate) async fn meet_connectors(&self) {
        for connector in self.together.world.connectors() {
            let entity_id = eidas::EntityId::parse(&connector.metadata_url).unwrap();
            let peers = &self.together.gateway.peers;
            peers.refresh_now(&entity_id).await.unwrap();
        }
    }

    /// Reads the configuration again after an operator changed it.
    pub(crate) async fn reconfigure(&self, change: impl FnOnce(String) -> String) {
        let file = self.directory.path().join("landport.toml");
        let changed = change(std::fs::read_to_string(&file).unwrap());
        std::fs::write(&file, changed).unwrap();
        let now = eidas::Instant::from_ms(store::env::Clock::now_ms(&*self.clock));
        let loaded = gateway::settings::load(&file, now);
        let loaded = loaded.unwrap_or_else(|problems| {
            let lines: Vec<String> = problems.iter().map(ToString::to_string).collect();
            panic!("{}", lines.join("\n"))
        });
        let app = &self.together.gateway.app;
        app.reload(loaded.settings.into(), loaded.keys.into())
            .unwrap();
        app.witness_keys().await.unwrap();
        self.refresh().await;
        self.meet_connectors().await;
    }

    /// Gives the running gateway an operator's order, through its socket.
    pub(crate) async fn order(&self, order: Order) -> String {
        let data = self.directory.path().join("data");
        let told = tokio::task::spawn_blocking(move || tell(&data, &order));
        let reply = told.await.unwrap().unwrap().expect("a gateway runs");
        assert!(reply.done, "{}", reply.text);
        reply.text
    }

    /// The same of an order that is refused: why.
    pub(crate) async fn refused(&self, order: Order) -> String {
        let data = self.directory.path().join("data");
        let told = tokio::task::spawn_blocking(move || tell(&data, &order));
        let reply = told.await.unwrap().unwrap().expect("a gateway runs");
        assert!(!reply.done, "{}", reply.text);
        reply.text
    }

    /// Closes with texts that no page has by itself.
    pub(crate) async fn suspend(&self, target: gateway::lever::Target, until_ms: Option<i64>) {
        let text = |language: &str| format!("Closed by a test ({language}).");
        let closing = Closing {
            target,
            until_ms,
            nb: text("nb"),
            nn: text("nn"),
            en: text("en"),
        };
        self.order(Order::Suspend(closing)).await;
    }

    /// From a foreign service's button to what our gateway (or the service itself) says first.
    pub(crate) async fn ask_from(&self, browser: &mut Browser, country: &str) -> Page {
        self.ask_with(browser, country, "/login").await
    }

    /// The same with the second button, for people with a role.
    pub(crate) async fn ask_as_professional(&self, browser: &mut Browser, country: &str) -> Page {
        self.ask_with(browser, country, "/login?as=professional")
            .await
    }

    async fn ask_with(&self, browser: &mut Browser, country: &str, path: &str) -> Page {
        let page = browser.open(&self.url(&service_of(country), path)).await;
        let form = page.form_with("country", "NO").expect("the service asks");
        let filled = [("country", "NO"), ("action", "next")];
        let page = browser.submit(&page, &form, &filled).await;
        browser.settle(page).await
    }

    /// Chooses an e-ID on our page, as far as its own login page.
    pub(crate) async fn choose_eid(&self, browser: &mut Browser, page: &Page, eid: &str) -> Page {
        let form = page
            .form_with("eid", eid)
            .unwrap_or_else(|| panic!("{eid} cannot be chosen: {} {}", page.url, page.body));
        let filled = [("eid", eid), ("action", "next")];
        let page = browser.submit(page, &form, &filled).await;
        assert!(
            page.form_with("person", "plain").is_some(),
            "not the login page of {eid}: {} {}",
            page.url,
            page.body
        );
        page
    }

    /// Logs in at an e-ID, as far as the first page that waits for somebody. `way` is the e-ID to
    /// choose at a portal.
    pub(crate) async fn prove(
        &self,
        browser: &mut Browser,
        page: &Page,
        person: &str,
        way: Option<&str>,
    ) -> Page {
        let form = page.form_with("person", person).unwrap();
        let mut filled = vec![("person", person), ("action", "next")];
        filled.extend(way.map(|way| ("eid", way)));
        let page = browser.submit(page, &form, &filled).await;
        browser.settle(page).await
    }

    /// From a foreign service to the page that shows what would be sent.
    pub(crate) async fn consent_page(
        &self,
        browser: &mut Browser,
        country: &str,
        eid: &str,
        person: &str,
    ) -> Page {
        let page = self.ask_from(browser, country).await;
        let page = self.choose_eid(browser, &page, eid).await;
        let page = self.prove(browser, &page, person, None).await;
        assert!(
            page.form_with("action", "approve").is_some(),
            "not the consent page: {} {}",
            page.url,
            page.body
        );
        page
    }

    /// Agrees, as far as the foreign service.
    pub(crate) async fn agree(&self, browser: &mut Browser, page: &Page) -> Page {
        self.press(browser, page, "approve").await
    }

    /// Presses a button of a page and follows it to the first page that waits for somebody.
    pub(crate) async fn press(&self, browser: &mut Browser, page: &Page, action: &str) -> Page {
        let form = page
            .form_with("action", action)
            .unwrap_or_else(|| panic!("no {action}: {} {}", page.url, page.body));
        let page = browser.submit(page, &form, &[("action", action)]).await;
        browser.settle(page).await
    }

    /// What the foreign service knows of this browser's newest login.
    pub(crate) async fn received(&self, browser: &mut Browser, country: &str) -> Value {
        let page = browser
            .open(&self.url(&service_of(country), "/me.json"))
            .await;
        serde_json::from_str(&page.body).expect(&page.body)
    }

    /// An address at which the rowing club asks as no demo page does.
    pub(crate) fn rowing_asks(&self, acr_values: &str, more: &[(&str, &str)]) -> String {
        let challenge = openssl::sha::sha256(VERIFIER.as_bytes());
        let mut url = url::Url::parse(&self.url("no", "/authorize")).unwrap();
        url.query_pairs_mut()
            .append_pair("client_id", "rowing")
            .append_pair("redirect_uri", &self.url("rowing", "/callback"))
            .append_pair("response_type", "code")
            .append_pair("scope", "openid profile")
            .append_pair("state", "a-state-of-a-test-that-nobody-guesses")
            .append_pair("nonce", "a-nonce-of-a-test-that-nobody-guesses")
            .append_pair("code_challenge_method", "S256")
            .append_pair("code_challenge", &URL_SAFE_NO_PAD.encode(challenge))
            .append_pair("acr_values", acr_values)
            .extend_pairs(more);
        url.into()
    }

    /// What came back to the rowing club's callback: a parameter of its address.
    pub(crate) fn returned(page: &Page, name: &str) -> Option<String> {
        let mut pairs = page.url.query_pairs();
        let found = pairs.find(|(parameter, _)| parameter == name);
        found.map(|(_, value)| value.into_owned())
    }

    /// Redeems the code that came back to the rowing club: the claims of its ID token.
    pub(crate) async fn rowing_claims(&self, page: &Page) -> Value {
        let code = Self::returned(page, "code")
            .unwrap_or_else(|| panic!("no code: {} {}", page.url, page.body));
        let form = url::form_urlencoded::Serializer::new(String::new())
            .append_pair("grant_type", "authorization_code")
            .append_pair("code", &code)
            .append_pair("redirect_uri", &self.url("rowing", "/callback"))
            .append_pair("code_verifier", VERIFIER)
            .finish();
        let basic = STANDARD.encode(format!("rowing:{ROWING_SECRET}"));
        let token = url::Url::parse(&self.url("no", "/token")).unwrap();
        let host = format!("{}:{}", token.host_str().unwrap(), token.port().unwrap());
        let request = http::Request::post("/token")
            .header(http::header::HOST, host)
            .header(http::header::AUTHORIZATION, format!("Basic {basic}"))
            .header(
                http::header::CONTENT_TYPE,
                "application/x-www-form-urlencoded",
            )
            .header(http::header::CONTENT_LENGTH, form.len())
            .body(axum::body::Body::from(form))
            .unwrap();
        let router = self.together.router.clone();
        let Ok(answer) = tower::ServiceExt::oneshot(router, request).await;
        let body = axum::body::to_bytes(answer.into_body(), 1 << 20)
            .await
            .unwrap();
        let answer: Value = serde_json::from_slice(&body).unwrap();
        let token = answer["id_token"]
            .as_str()
            .unwrap_or_else(|| panic!("{answer}"));
        let payload = token.split('.').nth(1).unwrap();
        serde_json::from_slice(&URL_SAFE_NO_PAD.decode(payload).unwrap()).unwrap()
    }

    /// Every line of the audit trail.
    pub(crate) fn audit(&self) -> String {
        let files = std::fs::read_dir(self.directory.path().join("data/audit")).unwrap();
        files
            .map(|file| std::fs::read_to_string(file.unwrap().path()).unwrap())
            .collect()
    }
}

fn service_of(country: &str) -> String {
    format!("service.{}", country.to_ascii_lowercase())
}

/// The national number of a person of the e-IDs.
pub(crate) fn number_of(person: &str) -> String {
    let person = world::eid::EID_PERSONS.iter().find(|p| p.value == person);
    world::eid::number_of(person.unwrap()).unwrap()
}
