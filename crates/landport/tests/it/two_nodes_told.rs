// SPDX-License-Identifier: EUPL-1.2
//! Two gateways over one PostgreSQL: what one of them is told the other knows.

use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use gateway::approvals::Approvals;
use gateway::lever::Target;
use gateway::registry::Order as Change;
use store::env::{Env, FakeClock};

use crate::compose::Running;
use crate::operate::{Closing, Order, tell};
use crate::serve_command::{Place, landport, signal, text};
use crate::server::{OWNER, Server};
use crate::two_nodes::{TwoNodes, over};

/// So long eight changes may take of which each is made when the one before is known at the other node. Who listens hears each
/// at once; who looks once a second alone needs seven seconds.
const EIGHT_HEARD: Duration = Duration::from_secs(5);

/// Nobody hears what is told within the next second.
fn deafen(server: &Server, nodes: &TwoNodes) {
    let ears = format!(
        "from pg_stat_activity where datname = '{}' and query = 'listen landport'",
        nodes.options.database
    );
    server.until(&format!("select count(*) {ears}"), "2");
    server.sql(
        "postgres",
        &format!("select pg_terminate_backend(pid) {ears}"),
    );
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
    let order = |closed: bool| match closed {
        true => Order::Suspend(Closing {
            target: target.clone(),
            until_ms: None,
            nb: text(),
            nn: text(),
            en: text(),
        }),
        false => Order::Resume {
            target: target.clone(),
        },
    };
    let becomes = async |closed: bool| {
        for _ in 0..40 {
            if nodes.b.app.levers.country(se).is_some() == closed {
                return;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        panic!("not known at the other node");
    };
    let watch = Env::system().stopwatch();
    for n in 0..8 {
        give(order(n % 2 == 0)).await;
        becomes(n % 2 == 0).await;
    }
    assert!(watch.elapsed() < EIGHT_HEARD, "{:?}", watch.elapsed());
    for closed in [true, false] {
        deafen(server, &nodes);
        give(order(closed)).await;
        becomes(closed).await;
    }
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
    let order = |there: bool| {
        let client_id = "boat".to_owned();
        match there {
            true => Change::Enable { client_id },
            false => Change::Disable { client_id },
        }
    };
    let watch = Env::system().stopwatch();
    for n in 0..8 {
        change(order(n % 2 == 1)).await.unwrap();
        becomes(n % 2 == 1).await;
    }
    assert!(watch.elapsed() < EIGHT_HEARD, "{:?}", watch.elapsed());
    for there in [false, true] {
        deafen(server, &nodes);
        change(order(there)).await.unwrap();
        becomes(there).await;
    }
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
    assert!(
        done == [12] || done == [12, 13] || done == [13, 12],
        "{done:?}"
    );
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
