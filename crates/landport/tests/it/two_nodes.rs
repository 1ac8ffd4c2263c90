// SPDX-License-Identifier: EUPL-1.2
//! Two gateways over one PostgreSQL: each hop of a login lands at the node that the hop before did
//! not. Skipped where no server is installed (crates/store/tests/support).

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::Request;
use http::{StatusCode, header};
use store::PostgresOptions;
use store::env::Env;
use tower::ServiceExt as _;

use crate::browser::{Form, Page};
use crate::compose::{Running, assemble};
use crate::server::{OWNER, Server};
use crate::stage::Stage;
use crate::together::one_door;

/// A stage whose requests go to two nodes in turn.
pub(crate) struct TwoNodes {
    pub(crate) stage: Stage,
    pub(crate) b: Running,
    /// How many requests came; an even one goes to the first node.
    pub(crate) turn: Arc<AtomicUsize>,
    pub(crate) options: PostgresOptions,
}

pub(crate) fn over(server: &Server, database: &str) -> PostgresOptions {
    PostgresOptions {
        hosts: vec![("127.0.0.1".to_owned(), server.port)],
        database: database.to_owned(),
        user: OWNER.to_owned(),
        password_file: None,
        authorities: None,
        connections: 4,
        connect: Duration::from_secs(1),
        statement: Duration::from_secs(5),
        pooler: false,
    }
}

impl TwoNodes {
    pub(crate) async fn over(server: &Server) -> Self {
        Self::with(server, "[keys]\n").await
    }

    /// The same with keys that are left to `landport keys`.
    pub(crate) async fn managed_over(server: &Server) -> Self {
        Self::with(server, "[keys]\nmanaged = true\n").await
    }

    pub(crate) async fn with(server: &Server, keys: &str) -> Self {
        let mut stage = Stage::new().await;
        let database = server.database();
        let options = over(server, &database);
        store::migrate(options.clone(), None, false).await.unwrap();
        stage.together.gateway.close().await.unwrap();
        let written = stage.directory.path().join("landport.toml");
        let written = std::fs::read_to_string(written).unwrap();
        let node = async |name: &str| {
            let text = format!(
                "{}\n[store]\nkind = \"postgresql\"\nhosts = [\"127.0.0.1:{}\"]\n\
                 database = \"{database}\"\nuser = \"{OWNER}\"\nconnections = 4\n\
                 connect_seconds = 1\n",
                written
                    .replacen("data = \"data\"", &format!("data = {name:?}"), 1)
                    .replacen("[keys]\n", keys, 1),
                server.port
            );
            let now = eidas::Instant::from_ms(store::env::Clock::now_ms(&*stage.clock));
            let loaded = gateway::settings::from_text(&text, stage.directory.path(), now);
            let loaded = loaded.map_err(|problems| format!("{problems:?}")).unwrap();
            let env = Env::with_clock(stage.clock.clone());
            let (settings, keys) = (Arc::new(loaded.settings), Arc::new(loaded.keys));
            assemble(settings, keys, env).await.unwrap()
        };
        let (a, b) = (node("data").await, node("data-b").await);
        let turn = Arc::new(AtomicUsize::new(0));
        let routers = [&a, &b].map(|node| gateway::http::routes::router(&node.app));
        let both = in_turn(routers, turn.clone());
        stage.answer_by(one_door(both, stage.together.world.router()));
        for node in [&a, &b] {
            node.app.service_lists.refresh_all().await;
            for peer in stage.together.world.peers() {
                let entity_id = eidas::EntityId::parse(&peer.metadata_url).unwrap();
                node.peers.refresh_now(&entity_id).await.unwrap();
            }
            for connector in stage.together.world.connectors() {
                let entity_id = eidas::EntityId::parse(&connector.metadata_url).unwrap();
                node.peers.refresh_now(&entity_id).await.unwrap();
            }
        }
        stage.together.gateway = a;
        Self {
            stage,
            b,
            turn,
            options,
        }
    }

    /// Waits until the second node has told that it runs with this version of the key lists.
    pub(crate) async fn b_runs_with_lists(&self, version: u64) {
        for _ in 0..100 {
            let records = &self.stage.together.gateway.app.records;
            let told: gateway::nodes::Nodes = records.standing().await.unwrap();
            let b = told.0.iter().find(|(name, _)| name.ends_with("data-b"));
            if b.is_some_and(|(_, b)| b.key_lists == Some(version)) {
                return;
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        panic!("the second node did not take over version {version}");
    }

    /// Both trails together, and that each node wrote in its own.
    pub(crate) fn audit(&self) -> String {
        let of = |name: &str| lines(&self.stage.directory.path().join(name).join("audit"));
        let (a, b) = (of("data"), of("data-b"));
        assert!(a.contains("gateway_started") && b.contains("gateway_started"));
        [a, b].concat()
    }

    /// The same form, sent to both nodes at once.
    async fn twice(
        &self,
        page: &Page,
        form: &Form,
        filled: &[(&str, &str)],
        cookies: [&mut crate::browser::Browser; 2],
    ) -> [Page; 2] {
        let [one, two] = cookies;
        let (a, b) = tokio::join!(
            one.submit(page, form, filled),
            two.submit(page, form, filled)
        );
        [a, b]
    }
}

fn in_turn(routers: [Router; 2], turn: Arc<AtomicUsize>) -> Router {
    Router::new().fallback(move |request: Request| {
        let at = turn.fetch_add(1, Ordering::SeqCst) % 2;
        let node = routers[at].clone();
        async move {
            let Ok(response) = node.oneshot(request).await;
            response
        }
    })
}

fn lines(directory: &Path) -> String {
    let files = std::fs::read_dir(directory).unwrap();
    files
        .map(|file| std::fs::read_to_string(file.unwrap().path()).unwrap())
        .collect()
}

fn count(audit: &str, event: &str) -> usize {
    audit.matches(&format!("\"{event}\"")).count()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_foreign_citizen_logs_in_here_with_each_hop_at_another_node() {
    let Some(server) = Server::shared() else {
        return;
    };
    let nodes = TwoNodes::over(server).await;
    // Beginning at either.
    for (n, country) in ["SE", "PL", "SE", "ES"].into_iter().enumerate() {
        nodes.turn.store(n, Ordering::SeqCst);
        let mut browser = nodes.stage.browser();
        let page = nodes.stage.log_in(&mut browser, country, "plain").await;
        assert_eq!(
            page.url.path(),
            "/me",
            "{country}: {} {}",
            page.url,
            page.body
        );
        let claims = nodes.stage.claims(&mut browser, "trademark").await;
        assert!(claims["sub"].is_string(), "{claims}");
    }
    let audit = nodes.audit();
    assert_eq!(count(&audit, "code_issued"), 4, "{audit}");
    nodes.stage.together.gateway.close().await.unwrap();
    nodes.b.close().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_national_citizen_logs_in_abroad_with_each_hop_at_another_node() {
    let Some(server) = Server::shared() else {
        return;
    };
    let nodes = TwoNodes::over(server).await;
    for n in 0..2 {
        nodes.turn.store(n, Ordering::SeqCst);
        let mut browser = nodes.stage.browser();
        let page = nodes
            .stage
            .consent_page(&mut browser, "SE", "bankid", "plain")
            .await;
        let page = nodes.stage.agree(&mut browser, &page).await;
        assert_eq!(page.url.path(), "/me", "{} {}", page.url, page.body);
        let received = nodes.stage.received(&mut browser, "SE").await;
        assert_eq!(received["outcome"], "person", "{received}");
    }
}

/// both halves of a double click at once, each at another node: one login, one answer.
#[tokio::test(flavor = "multi_thread")]
async fn a_double_click_at_two_nodes_is_one_login() {
    let Some(server) = Server::shared() else {
        return;
    };
    let nodes = TwoNodes::over(server).await;
    let mut browser = nodes.stage.browser();
    let page = nodes
        .stage
        .consent_page(&mut browser, "SE", "bankid", "plain")
        .await;
    let form = page.form_with("action", "approve").unwrap();
    let mut other = browser.clone();
    let filled = [("action", "approve")];
    let both = nodes
        .twice(&page, &form, &filled, [&mut browser, &mut other])
        .await;
    let [one, two] = both;
    let (one, two) = (browser.settle(one).await, other.settle(two).await);
    let arrived = [&one, &two]
        .into_iter()
        .filter(|page| page.url.path() == "/me")
        .count();
    assert!(
        arrived >= 1,
        "{} {}\n{} {}",
        one.url,
        one.body,
        two.url,
        two.body
    );
    let audit = nodes.audit();
    assert_eq!(count(&audit, "answer_withdrawn"), 0, "{audit}");

    // The service's request, chosen twice at once.
    let mut browser = nodes.stage.browser();
    let page = nodes.stage.login_page(&mut browser, "SE").await;
    let form = page.form_with("person", "plain").unwrap();
    let filled = [("person", "plain"), ("action", "next")];
    let posted = browser.submit(&page, &form, &filled).await;
    // A page of the foreign node that posts its answer by itself.
    let answer = posted
        .forms()
        .into_iter()
        .next()
        .expect("the answer's form");
    let mut other = browser.clone();
    let both = nodes
        .twice(&posted, &answer, &[], [&mut browser, &mut other])
        .await;
    let [one, two] = both;
    let (one, two) = (browser.settle(one).await, other.settle(two).await);
    let one = nodes.stage.told(&mut browser, one).await;
    let two = nodes.stage.told(&mut other, two).await;
    let arrived = [&one, &two]
        .into_iter()
        .filter(|page| page.url.path() == "/me")
        .count();
    assert!(
        arrived >= 1,
        "{} {}\n{} {}",
        one.url,
        one.body,
        two.url,
        two.body
    );
    let audit = nodes.audit();
    assert_eq!(count(&audit, "code_issued"), 1, "{audit}");
}

/// A node that loses its database says so and loses nothing; it comes back by itself.
#[tokio::test(flavor = "multi_thread")]
async fn without_the_database_people_get_a_page_and_go_on_when_it_is_back() {
    let Some(mut server) = Server::start() else {
        return;
    };
    let nodes = TwoNodes::over(&server).await;
    let mut browser = nodes.stage.browser();
    let page = nodes.stage.login_page(&mut browser, "SE").await;
    let form = page.form_with("person", "plain").unwrap();
    let filled = [("person", "plain"), ("action", "next")];
    let posted = browser.submit(&page, &form, &filled).await;
    let answer = posted
        .forms()
        .into_iter()
        .next()
        .expect("the answer's form");
    // A step that nobody waited for is on the disk within three rounds of the server's writer, 0.6 s.
    tokio::time::sleep(Duration::from_millis(1_000)).await;
    server.kill();
    // Nobody asked anything of it since: its balancer is told all the same.
    let ops = gateway::ops::router(nodes.b.ops());
    let ready = Request::get("/health/ready").body(Body::empty()).unwrap();
    let Ok(ready) = ops.oneshot(ready).await;
    assert_eq!(ready.status(), StatusCode::SERVICE_UNAVAILABLE);
    // And whoever is called reads there what is away.
    let said = axum::body::to_bytes(ready.into_body(), 4096).await.unwrap();
    let said = String::from_utf8_lossy(&said);
    let at = format!("127.0.0.1 port {}: ", server.port);
    assert!(said.contains(&at), "{said}");
    let mut during = browser.clone();
    let refused = during.submit(&posted, &answer, &[]).await;
    assert_eq!(
        refused.status,
        StatusCode::SERVICE_UNAVAILABLE,
        "{}",
        refused.body
    );
    assert!(refused.headers.contains_key(header::RETRY_AFTER));
    assert!(refused.body.contains("<h1"), "{}", refused.body);
    let service = nodes.stage.url("no", "/authorize?client_id=rowing");
    let _ = during.open(&service).await;
    server.go_on();
    tokio::time::sleep(Duration::from_millis(1_500)).await;
    // The same answer, as who loads the page again sends it.
    let page = browser.submit(&posted, &answer, &[]).await;
    let page = browser.settle(page).await;
    let page = nodes.stage.told(&mut browser, page).await;
    assert_eq!(page.url.path(), "/me", "{} {}", page.url, page.body);
    assert_eq!(count(&nodes.audit(), "code_issued"), 1);
}
