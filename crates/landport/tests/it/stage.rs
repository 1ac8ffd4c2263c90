// SPDX-License-Identifier: EUPL-1.2
//! A fresh gateway beside Demo Europe, on a clock that stands until it is moved.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, OnceLock};
use std::time::Duration;

use axum::Router;
use axum::extract::Request;
use serde_json::Value;
use store::env::FakeClock;
use tower::ServiceExt as _;
use world::{Outbound, World};

use crate::browser::{Browser, Page};
use crate::together::{Plan, Together, build};

/// 2026-11-23T12:00:00Z.
const NOON_MS: i64 = 1_795_435_200_000;

pub(crate) struct Stage {
    pub(crate) together: Together,
    pub(crate) clock: Arc<FakeClock>,
    pub(crate) directory: tempfile::TempDir,
    /// What answers at the port, where services call.
    door: Arc<Mutex<Router>>,
}

struct Shared(Arc<FakeClock>);

impl world::Clock for Shared {
    fn now_ms(&self) -> i64 {
        store::env::Clock::now_ms(&*self.0)
    }
}

/// Keys are made once for all tests: RSA takes its time.
fn world_keys() -> Arc<world::Keys> {
    static KEYS: OnceLock<Arc<world::Keys>> = OnceLock::new();
    Arc::clone(KEYS.get_or_init(fresh_keys))
}

fn gateway_keys() -> &'static Path {
    static KEYS: OnceLock<PathBuf> = OnceLock::new();
    KEYS.get_or_init(|| {
        let directory = tempfile::tempdir().unwrap().keep();
        let env = store::env::Env::with_clock(FakeClock::new(NOON_MS));
        let subject = xmlsec::Subject {
            common_name: "Landport test",
            organization: "Landport",
            country: "NO",
        };
        gateway::keys::generate(&directory, subject, &env).unwrap();
        directory
    })
}

fn fresh_keys() -> Arc<world::Keys> {
    let env = world::Env::with_clock(Arc::new(Shared(FakeClock::new(NOON_MS))));
    let keys = world::Keys::prepare(None, &env).unwrap();
    keys.make_now(&env);
    keys
}

impl Stage {
    pub(crate) async fn new() -> Self {
        Self::with_keys(world_keys).await
    }

    /// For tests that change a country's keys.
    pub(crate) async fn with_own_keys() -> Self {
        Self::with_keys(fresh_keys).await
    }

    /// On the directory of one that was closed.
    pub(crate) async fn again(directory: tempfile::TempDir) -> Self {
        Self::on(directory, world_keys).await
    }

    /// A gateway that shares no key with any other.
    pub(crate) async fn with_fresh_gateway_keys() -> Self {
        Self::on(tempfile::tempdir().unwrap(), world_keys).await
    }

    async fn with_keys(keys: fn() -> Arc<world::Keys>) -> Self {
        let directory = tempfile::tempdir().unwrap();
        let own_keys = directory.path().join("keys");
        std::fs::create_dir(&own_keys).unwrap();
        for file in std::fs::read_dir(gateway_keys()).unwrap() {
            let file = file.unwrap();
            std::fs::copy(file.path(), own_keys.join(file.file_name())).unwrap();
        }
        Self::on(directory, keys).await
    }

    async fn on(directory: tempfile::TempDir, keys: fn() -> Arc<world::Keys>) -> Self {
        let clock = FakeClock::new(NOON_MS);
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let world_keys = tokio::task::spawn_blocking(keys).await.unwrap();
        let world = World::new(world::Options {
            port,
            issuer: format!("http://no.localhost:{port}"),
            env: world::Env::with_clock(Arc::new(Shared(Arc::clone(&clock)))),
            outbound: Outbound::Loopback,
            keys: world_keys,
            data: None,
        })
        .unwrap();
        let plan = Plan {
            port,
            directory: directory.path().to_owned(),
            env: store::env::Env::with_clock(clock.clone()),
        };
        let together = build(plan, world).await.map_err(|t| t.to_string()).unwrap();
        let door = Arc::new(Mutex::new(together.router.clone()));
        let behind = Arc::clone(&door);
        let router = Router::new().fallback(move |request: Request| {
            let router = behind.lock().unwrap().clone();
            async move {
                let Ok(response) = router.oneshot(request).await;
                response
            }
        });
        tokio::spawn(gateway::serve::serve_plain(
            listener,
            router,
            std::future::pending(),
        ));
        let stage = Self {
            together,
            clock,
            directory,
            door,
        };
        stage.refresh().await;
        stage
    }

    /// Other routers answer from now on, in process and at the port.
    pub(crate) fn answer_by(&mut self, router: Router) {
        *self.door.lock().unwrap() = router.clone();
        self.together.router = router;
    }

    /// Lets the gateway read every country's metadata now.
    pub(crate) async fn refresh(&self) {
        self.together.gateway.app.service_lists.refresh_all().await;
        for peer in self.together.world.peers() {
            let entity_id = eidas::EntityId::parse(&peer.metadata_url).unwrap();
            self.together
                .gateway
                .peers
                .refresh_now(&entity_id)
                .await
                .unwrap();
        }
    }

    /// As [`Self::refresh`], for one country.
    pub(crate) async fn refresh_one(&self, country: &str) {
        let peers = self.together.world.peers();
        let peer = peers.iter().find(|peer| peer.country == country).unwrap();
        let entity_id = eidas::EntityId::parse(&peer.metadata_url).unwrap();
        self.together
            .gateway
            .peers
            .refresh_now(&entity_id)
            .await
            .unwrap();
    }

    pub(crate) fn browser(&self) -> Browser {
        Browser::new(self.together.router.clone())
    }

    pub(crate) fn advance(&self, seconds: u64) {
        self.clock.advance(Duration::from_secs(seconds));
    }

    pub(crate) fn url(&self, name: &str, path: &str) -> String {
        format!("{}{path}", self.together.world.place().origin(name))
    }

    /// From the trademark register's second button to the country page.
    pub(crate) async fn country_page(&self, browser: &mut Browser) -> Page {
        let page = browser
            .open(&self.url("trademark", "/login?as=european"))
            .await;
        assert!(
            page.form_with("action", "cancel").is_some() && page.url.path() == "/country",
            "not the country page: {} {}",
            page.url,
            page.body
        );
        page
    }

    /// Chooses a country, as far as its login page.
    pub(crate) async fn login_page(&self, browser: &mut Browser, country: &str) -> Page {
        let page = self.country_page(browser).await;
        self.choose_country(browser, &page, country).await
    }

    pub(crate) async fn choose_country(
        &self,
        browser: &mut Browser,
        page: &Page,
        country: &str,
    ) -> Page {
        let form = page
            .form_with("country", country)
            .unwrap_or_else(|| panic!("{country} cannot be chosen: {}", page.body));
        let filled = [("country", country), ("action", "next")];
        let page = browser.submit(page, &form, &filled).await;
        let page = browser.settle(page).await;
        assert!(
            page.form_with("person", "plain").is_some(),
            "not the login page of {country}: {} {}",
            page.url,
            page.body
        );
        page
    }

    /// Logs in as a person, as far as the first page that waits for somebody.
    pub(crate) async fn choose_person(
        &self,
        browser: &mut Browser,
        page: &Page,
        person: &str,
    ) -> Page {
        let form = page.form_with("person", person).unwrap();
        let filled = [("person", person), ("action", "next")];
        let page = browser.submit(page, &form, &filled).await;
        let page = browser.settle(page).await;
        self.told(browser, page).await
    }

    /// On from the page that tells a person whether she is known, where she comes to it.
    pub(crate) async fn told(&self, browser: &mut Browser, page: Page) -> Page {
        let Some(form) = page.form_with("action", "next") else {
            return page;
        };
        if page.url.path() != "/match" {
            return page;
        }
        let page = browser.submit(&page, &form, &[("action", "next")]).await;
        browser.settle(page).await
    }

    pub(crate) async fn log_in(&self, browser: &mut Browser, country: &str, person: &str) -> Page {
        let page = self.login_page(browser, country).await;
        self.choose_person(browser, &page, person).await
    }

    /// From a page of the gateway that says what went wrong, back to the service.
    pub(crate) async fn back_to_service(&self, browser: &mut Browser, page: &Page) -> Page {
        let form = page
            .form_with("action", "back")
            .unwrap_or_else(|| panic!("no way back: {} {}", page.url, page.body));
        let page = browser.submit(page, &form, &[("action", "back")]).await;
        browser.settle(page).await
    }

    /// The claims of the browser's newest login at a service.
    pub(crate) async fn claims(&self, browser: &mut Browser, service: &str) -> Value {
        let page = browser.open(&self.url(service, "/me.json")).await;
        let value: Value = serde_json::from_str(&page.body).expect(&page.body);
        value["claims"].clone()
    }
}
