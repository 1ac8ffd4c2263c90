// SPDX-License-Identifier: EUPL-1.2
//! Two gateways over one PostgreSQL: each hop of a login lands at the node that the hop before did
//! not. Skipped where no server is installed (crates/store/tests/support).

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use axum::Router;
use axum::extract::Request;
use gateway::approvals::Approvals;
use gateway::lever::Target;
use gateway::registry::Order as Change;
use http::{StatusCode, header};
use store::PostgresOptions;
use store::env::{Env, FakeClock};
use tower::ServiceExt as _;

use crate::browser::{Form, Page};
use crate::compose::{Running, assemble};
use crate::operate::{Closing, Order, tell};
use crate::serve_command::{Place, landport, signal, text};
use crate::server::{OWNER, Server};
use crate::stage::Stage;
use crate::together::one_door;

/// A stage whose requests go to two nodes in turn.
pub(crate) struct TwoNodes {
    pub(crate) stage: Stage,
    pub(crate) b: Running,
    /// How many requests came; an even one goes to the first node.
    turn: Arc<AtomicUsize>,
    options: PostgresOptions,
}

fn over(server: &Server, database: &str) -> PostgresOptions {
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
    async fn over(server: &Server) -> Self {
        Self::with(server, "[keys]\n").await
    }

    /// The same with keys that are left to `landport keys`.
    async fn managed_over(server: &Server) -> Self {
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
    async fn b_runs_with_lists(&self, version: u64) {
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

#[tokio::test(flavor = "multi_thread")]
async fn the_lever_of_one_node_counts_at_the_other_within_two_seconds() {
    let Some(server) = Server::shared() else {
        return;
    };
    let nodes = TwoNodes::over(server).await;
    let data = nodes.stage.directory.path().join("data");
    let give = async |order: Order| {
        let data = data.clone();
        let reply = tokio::task::spawn_blocking(move || tell(&data, &order))
            .await
            .unwrap();
        let reply = reply.unwrap().unwrap();
        assert!(reply.done, "{}", reply.text);
    };
    let se = eidas::CountryCode::parse("SE").unwrap();
    let text = || "Closed by a test".to_owned();
    let target = Target::Country("SE".to_owned());
    give(Order::Suspend(Closing {
        target: target.clone(),
        until_ms: None,
        nb: text(),
        nn: text(),
        en: text(),
    }))
    .await;
    let becomes = async |closed: bool| {
        for _ in 0..40 {
            if nodes.b.app.levers.country(se).is_some() == closed {
                return;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        panic!("not known at the other node");
    };
    becomes(true).await;
    give(Order::Resume { target }).await;
    becomes(false).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_client_registered_at_one_node_is_in_force_at_the_other_within_two_seconds() {
    let Some(server) = Server::shared() else {
        return;
    };
    let nodes = TwoNodes::over(server).await;
    let (a, b) = (&nodes.stage.together.gateway.app, &nodes.b.app);
    let members = serde_json::json!({
        "client_id": "boat", "client_name": "Boat", "token_endpoint_auth_method": "none",
        "redirect_uris": ["http://boat.localhost:8080/cb"],
    });
    let members = members.as_object().unwrap().clone();
    let change = async |order| {
        let done = a.administer(order, "uid 0".to_owned()).await;
        done.map(|said| said.registration.version)
    };
    let becomes = async |there: bool| {
        for _ in 0..40 {
            if b.settings().clients.contains_key("boat") == there {
                return;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        panic!("not known at the other node");
    };
    change(Change::Create { members }).await.unwrap();
    becomes(true).await;
    let client_id = "boat".to_owned();
    change(Change::Disable { client_id }).await.unwrap();
    becomes(false).await;
    let client_id = "boat".to_owned();
    change(Change::Enable { client_id }).await.unwrap();
    becomes(true).await;
    // Of the same change at both nodes at once each sees the other's: nothing is lost.
    let named = |name: &str| {
        let members = serde_json::json!({ "client_name": name });
        let members = members.as_object().unwrap().clone();
        let client_id = "boat".to_owned();
        Change::Set { client_id, members }
    };
    let (one, two) = tokio::join!(
        a.administer(named("One"), "uid 0".to_owned()),
        b.administer(named("Two"), "uid 0".to_owned())
    );
    let done: Vec<u64> = [one, two]
        .into_iter()
        .filter_map(|done| Some(done.ok()?.registration.version))
        .collect();
    assert!(done == [4] || done == [4, 5] || done == [5, 4], "{done:?}");
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

/// What the database does for each login: as its own log says, without what nodes do by themselves.
struct Cost {
    statements: usize,
    /// Of those, commits that wait for the disk.
    waiting: usize,
    wal_octets: u64,
}

/// The statements of the server's log, without what it said before.
fn statements(log: &str) -> Vec<String> {
    let by_itself = [
        "landport.changed",
        "landport.node",
        "pg_total_relation_size",
        "limit $3",
    ];
    log.lines()
        .filter_map(|line| line.split_once("execute ").map(|(_, text)| text))
        .filter_map(|text| text.split_once(": ").map(|(_, sql)| sql.to_owned()))
        .filter(|sql| sql.contains("landport.") && !by_itself.iter().any(|own| sql.contains(own)))
        .collect()
}

/// A commit waits where something is written and nothing says that it need not.
fn waits(sql: &str) -> bool {
    !sql.starts_with("select") && !sql.contains("'synchronous_commit', 'off'")
}

/// Attack (TK-01): an end that lies in a database without the mark that closed its login is released by another
/// node. Ends are written by the statement that looks at the claims, waits for the disk, and writes nothing where one is lost
/// (`store/claims`), and by no other.
fn ends_stand_behind_their_claims(said: &[String]) {
    let by = |what: &str| said.iter().filter(|sql| sql.contains(what)).count();
    assert!(by("behind as ( insert into") > 0, "{said:#?}");
    assert_eq!(
        by("gone as (delete from landport.entry e using lazy"),
        0,
        "{said:#?}"
    );
}

/// Measured, and bounded so that it grows no further: docs/adr/0014 has the figures.
#[tokio::test(flavor = "multi_thread")]
async fn a_login_costs_the_database_few_round_trips_and_fewer_waits() {
    const LOGINS: usize = 5;
    let Some(mut server) = Server::start() else {
        return;
    };
    server.configure("log_min_duration_statement = 0");
    server.end();
    server.go_on();
    let nodes = TwoNodes::over(&server).await;
    let wal = || {
        server.sql(
            "postgres",
            "select (pg_current_wal_insert_lsn() - '0/0')::int8",
        )
    };
    let mut costs = Vec::new();
    for road in ["here", "abroad"] {
        // Once before: what is asked only the first time.
        let mut from = (0, 0);
        for n in 0..=LOGINS {
            if n == 1 {
                from = (
                    statements(&server.log()).len(),
                    wal().parse::<u64>().unwrap(),
                );
            }
            let mut browser = nodes.stage.browser();
            let page = match road {
                "here" => nodes.stage.log_in(&mut browser, "SE", "plain").await,
                _ => {
                    let page = nodes
                        .stage
                        .consent_page(&mut browser, "SE", "bankid", "plain")
                        .await;
                    nodes.stage.agree(&mut browser, &page).await
                }
            };
            assert_eq!(page.url.path(), "/me", "{} {}", page.url, page.body);
        }
        let said = statements(&server.log()).split_off(from.0);
        let cost = Cost {
            statements: said.len() / LOGINS,
            waiting: said.iter().filter(|sql| waits(sql)).count() / LOGINS,
            wal_octets: (wal().parse::<u64>().unwrap() - from.1) / u64::try_from(LOGINS).unwrap(),
        };
        ends_stand_behind_their_claims(&said);
        let mut kinds = std::collections::BTreeMap::<String, usize>::new();
        for sql in &said {
            let lazy = if waits(sql) { "waits" } else { "" };
            *kinds
                .entry(format!("{} {lazy}", &sql[..sql.len().min(44)]))
                .or_default() += 1;
        }
        println!(
            "{road}: {} statements, {} waiting commits, {} octets of WAL a login; of {LOGINS}: {kinds:#?}",
            cost.statements, cost.waiting, cost.wal_octets
        );
        costs.push(cost);
    }
    // Measured 30 and 24, 3 and 2, where a login took ten seconds: 26 and 20, and the lines of who reads so long. A login that was
    // changed meanwhile is read again, and of what nodes do by themselves a statement in three seconds is counted.
    for (cost, (statements, waiting)) in costs.into_iter().zip([(32, 4), (26, 3)]) {
        assert!(cost.statements > 0 && cost.waiting > 0 && cost.wal_octets > 0);
        assert!(cost.statements <= statements, "{}", cost.statements);
        assert!(cost.waiting <= waiting, "{}", cost.waiting);
    }
}

/// What each node was told stands in the shared store, for `landport doctor`; and a database that came back
/// by its own means forgets what passes.
#[tokio::test(flavor = "multi_thread")]
async fn nodes_say_what_they_were_told_and_a_restored_database_forgets_what_passes() {
    use gateway::nodes::Nodes;
    let Some(server) = Server::shared() else {
        return;
    };
    let nodes = TwoNodes::over(server).await;
    let records = nodes.b.app.records.clone();
    let Nodes(told) = records.standing().await.unwrap();
    let agreements: Vec<_> = told.values().map(|node| &node.agreement).collect();
    assert_eq!(agreements.len(), 2, "{told:?}");
    assert_eq!(agreements[0], agreements[1]);
    assert_eq!(agreements[0].files.len(), 64, "{told:?}");

    let mut browser = nodes.stage.browser();
    let page = nodes.stage.log_in(&mut browser, "SE", "plain").await;
    assert_eq!(page.url.path(), "/me", "{} {}", page.url, page.body);
    let store = &**records.store();
    assert!(store::forget_what_passes(store).await.unwrap() > 0);
    assert_eq!(store::forget_what_passes(store).await.unwrap(), 0);

    // The command refuses while nodes run; who runs all the same learns of it.
    let running = store::Postgres::running(nodes.options.clone()).await;
    assert_eq!(running, Ok(2));
    let now_ms = nodes.b.app.env.now_ms();
    let skew = Duration::from_secs(30);
    let both = [&nodes.stage.together.gateway, &nodes.b];
    let knows = |node: &Running| node.app.restored.may_have_seen(now_ms, skew);
    assert!(!both.into_iter().any(knows));
    let mark = gateway::restored::IssuedAfter { ms: now_ms };
    records.put_standing(&mark).await.unwrap();
    let mut looks = 0;
    while !both.into_iter().all(knows) {
        looks += 1;
        assert!(looks < 100, "a node does not know");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }

    nodes.stage.together.gateway.close().await.unwrap();
    let Nodes(told) = records.standing().await.unwrap();
    assert_eq!(told.len(), 1, "who leaves says so: {told:?}");
    nodes.b.close().await.unwrap();
}

/// Between the reloads of two nodes one names a country's trust anchor and the other does not: each is told what the other
/// wrote, and neither answers it at once. Who names it says so again later, so that it is not forgotten.
#[tokio::test(flavor = "multi_thread")]
async fn two_nodes_that_differ_about_an_anchor_do_not_answer_each_other_for_ever() {
    let Some(server) = Server::shared() else {
        return;
    };
    let place = crate::operator_records::place();
    let load = || {
        let now = eidas::Instant::from_ms(Env::system().now_ms());
        let loaded = gateway::settings::load(&place.config(), now);
        loaded
            .unwrap_or_else(|problems| panic!("{problems:?}"))
            .settings
    };
    let with = load();
    let written = std::fs::read_to_string(place.config()).unwrap();
    let without = written.replacen(crate::operator_records::SWEDEN, "", 1);
    std::fs::write(place.config(), without).unwrap();
    let without = load();
    let database = server.database();
    let options = over(server, &database);
    store::migrate(options.clone(), None, false).await.unwrap();
    let data = tempfile::tempdir().unwrap();
    let store = store::Postgres::open(data.path(), Env::system(), options).await;
    let records = store::Records::new(Arc::new(store.unwrap()), Env::system());
    let clock = FakeClock::new(Env::system().now_ms());
    let [a, b] = [0, 1].map(|_| Approvals::new(Env::with_clock(clock.clone())));
    let number = || server.sql(&database, "select number from landport.changed");
    let first = a.settle(&records, &with).await.unwrap();
    assert!(!first.is_empty(), "the first start takes what is written");
    b.settle(&records, &without).await.unwrap();
    let before = number();
    for _ in 0..5 {
        a.settle(&records, &with).await.unwrap();
        b.settle(&records, &without).await.unwrap();
    }
    assert_eq!(number(), before, "nothing is news");
    for _ in 0..40 {
        clock.advance(Duration::from_secs(86_400));
        a.settle(&records, &with).await.unwrap();
        b.settle(&records, &without).await.unwrap();
    }
    assert_ne!(number(), before);
    assert!(a.held_back(&with).is_empty(), "it is in use");
}

/// Who copies a store that somebody uses leaves behind what is written meanwhile: codes and marks that are then taken
/// twice. Any node may be the one, not only that of this machine; who stops says so, so that nobody waits for it.
#[test]
fn a_store_that_a_node_uses_is_not_copied_and_one_that_it_left_is() {
    let Some(server) = Server::shared() else {
        return;
    };
    let [node, from, to] = [Place::new(), Place::new(), Place::new()];
    let store = format!(
        "\n[store]\nkind = \"postgresql\"\nhosts = [\"127.0.0.1:{}\"]\ndatabase = \"{}\"\nuser = \"{OWNER}\"\n",
        server.port,
        server.database()
    );
    for place in [&node, &from] {
        let written = std::fs::read_to_string(place.config()).unwrap();
        std::fs::write(place.config(), written + &store).unwrap();
    }
    let [node_file, from, to] =
        [&node, &from, &to].map(|place| place.config().display().to_string());
    let migrated = landport(&["store", "migrate", "--config", &node_file]);
    assert!(migrated.status.success(), "{}", text(&migrated.stderr));
    let mut child = node.serve();
    let copy = || landport(&["store", "copy", "--from", &from, "--to", &to]);
    let refused = copy();
    let said = text(&refused.stderr);
    assert_eq!(refused.status.code(), Some(1), "{said}");
    assert!(said.contains("1 nodes use the database"), "{said}");
    signal(&child, "-TERM");
    assert!(child.wait().unwrap().success());
    let copied = copy();
    assert!(copied.status.success(), "{}", text(&copied.stderr));
}

/// A step that one node makes counts at the other as soon as it has the files, and nothing is used before.
#[tokio::test(flavor = "multi_thread")]
async fn r03_two_nodes_roll_together_and_wait_for_the_one_without_the_key() {
    use gateway::keys::KeyRole::{OidcSigning, SamlEncryption};
    use gateway::rollover::Step;

    use crate::story_keys::{NEXT, roll};
    let Some(server) = Server::shared() else {
        return;
    };
    let nodes = TwoNodes::managed_over(server).await;
    let promote = Step::Promote {
        at_ms: None,
        lost: false,
    };
    // A key that somebody else has is taken away although a node has not got the new one.
    let lost = Step::Promote {
        at_ms: None,
        lost: true,
    };
    nodes.stage.order(roll(OidcSigning, NEXT, &[])).await;
    let done = nodes.stage.order(roll(OidcSigning, lost, &[])).await;
    assert!(
        done.contains("Not waited for: the node ")
            && done.contains("data-b has not taken over the lists of version 1"),
        "{done}"
    );
    nodes.stage.order(roll(SamlEncryption, NEXT, &[])).await;
    let early = nodes
        .stage
        .refused(roll(SamlEncryption, promote, &[]))
        .await;
    assert!(
        early.contains("data-b has not taken over the lists of version 3"),
        "{early}"
    );
    let place = nodes.stage.directory.path();
    let (a, b) = (place.join("data/keys"), place.join("data-b/keys"));
    std::fs::create_dir_all(&b).unwrap();
    for file in std::fs::read_dir(&a).unwrap() {
        let file = file.unwrap();
        if file.file_name() != "roles.json" {
            std::fs::copy(file.path(), b.join(file.file_name())).unwrap();
        }
    }
    nodes.b_runs_with_lists(3).await;
    nodes.stage.order(roll(SamlEncryption, promote, &[])).await;
    nodes.b_runs_with_lists(4).await;
    for n in 0..2 {
        nodes.turn.store(n, Ordering::SeqCst);
        let mut browser = nodes.stage.browser();
        let page = nodes.stage.log_in(&mut browser, "SE", "plain").await;
        assert_eq!(page.url.path(), "/me", "{} {}", page.url, page.body);
    }
}

/// TRU-12: what two persons approved at one node is approved at the other, and of two who approve at once at
/// two nodes one does.
#[tokio::test(flavor = "multi_thread")]
async fn tru_12_two_persons_at_two_nodes_decide_once_and_for_both() {
    use gateway::approvals::{Approvals, Asked, Person, Refused, Said, named};
    let Some(server) = Server::shared() else {
        return;
    };
    let nodes = TwoNodes::over(server).await;
    let (a, b) = (&nodes.stage.together.gateway.app, &nodes.b.app);
    let mut settings = gateway::settings::Settings::clone(&a.file());
    settings.profile = gateway::settings::Profile::Test;
    let all = settings.peers.clone();
    settings.peers.truncate(1);
    let (at_a, at_b) = (Approvals::new(a.env.clone()), Approvals::new(b.env.clone()));
    let first = at_a.settle(&a.records, &settings).await.unwrap();
    assert_eq!(first, named(&settings));
    // The other node is no first start.
    settings.peers = all;
    assert!(at_b.settle(&b.records, &settings).await.unwrap().is_empty());
    let waiting = at_b.held_back(&settings);
    assert!(!waiting.is_empty());
    let anchor = waiting[0].clone();
    let by = |name: &str| Person {
        name: name.to_owned(),
        reason: "a test".to_owned(),
    };
    let asked = Asked::Propose {
        anchor: anchor.clone(),
        about: "a test".to_owned(),
    };
    let proposed = at_a.obey(&a.records, &asked, &by("Kari")).await.unwrap();
    let Said::Proposed(proposal) = proposed else {
        panic!("{proposed:?}");
    };
    let approve = Asked::Approve {
        id: proposal.id,
        sha256: anchor.sha256.clone(),
    };
    let (ola, per) = (by("Ola"), by("Per"));
    let (one, other) = tokio::join!(
        at_a.obey(&a.records, &approve, &ola),
        at_b.obey(&b.records, &approve, &per)
    );
    let refused = [&one, &other]
        .into_iter()
        .filter_map(|it| it.as_ref().err());
    assert_eq!(
        refused.collect::<Vec<_>>(),
        [&Refused::Unknown],
        "{one:?} {other:?}"
    );
    for (approvals, node) in [(&at_a, a), (&at_b, b)] {
        approvals.settle(&node.records, &settings).await.unwrap();
        assert!(!approvals.held_back(&settings).contains(&anchor));
    }
}
