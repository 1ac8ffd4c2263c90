//! The store in PostgreSQL: the suite, and what only a store that several nodes share must do. On a
//! real server.

use std::time::Duration;

use super::*;
use crate::conformance::{self, Subject};
use crate::env::FakeClock;
use crate::{Concluded, Handle, Records, Secret};

#[path = "../../tests/support/server.rs"]
mod server;

use server::{OWNER, Server};

mod claims;
mod connecting;
mod pooler;

fn options(server: &Server, database: &str) -> PostgresOptions {
    PostgresOptions {
        hosts: vec![("127.0.0.1".to_owned(), server.port)],
        database: database.to_owned(),
        user: OWNER.to_owned(),
        password_file: None,
        authorities: None,
        connections: 8,
        connect: Duration::from_secs(3),
        statement: Duration::from_secs(5),
        pooler: false,
    }
}

/// A database with tables.
async fn prepared(server: &Server) -> PostgresOptions {
    let options = options(server, &server.database());
    migrate(options.clone(), None, false).await.unwrap();
    options
}

struct Node {
    store: Arc<Postgres>,
    _dir: tempfile::TempDir,
}

impl Node {
    async fn open(options: &PostgresOptions, env: &Env) -> Self {
        let dir = tempfile::tempdir().unwrap();
        let store = Postgres::open(dir.path(), env.clone(), options.clone()).await;
        Self {
            store: Arc::new(store.unwrap()),
            _dir: dir,
        }
    }
}

fn fresh(env: &Env) -> (Key, i64) {
    let expires_ms = env.now_ms() + 600_000;
    (Handle::new(env, expires_ms).key(Kind::Login), expires_ms)
}

#[tokio::test(flavor = "multi_thread")]
async fn conforms() {
    let Some(server) = Server::shared() else {
        return;
    };
    let mut options = prepared(server).await;
    for pooler in [false, true] {
        options.pooler = pooler;
        server.sql(
            &options.database,
            "truncate landport.entry, landport.outbox",
        );
        let subject = Subject::new();
        let node = Node::open(&options, &subject.env).await;
        conformance::all(&subject, node.store.clone()).await;
        node.store.close().await.unwrap();
        assert!(node.store.get(fresh(&subject.env).0).await.is_err());
    }
}

/// INV-9: the takers stand at two nodes.
#[tokio::test(flavor = "multi_thread")]
async fn a_hundred_takers_at_two_nodes_one_wins() {
    let Some(server) = Server::shared() else {
        return;
    };
    let (options, env) = (prepared(server).await, Env::system());
    let nodes = [
        Node::open(&options, &env).await,
        Node::open(&options, &env).await,
    ];
    let (key, expires_ms) = fresh(&env);
    nodes[0]
        .store
        .put(key, b"code".to_vec(), expires_ms)
        .await
        .unwrap();
    let takers: Vec<_> = (0..100_usize)
        .map(|n| {
            let store = nodes[n % 2].store.clone();
            tokio::spawn(async move {
                let taken = store
                    .take(key, Taker::new(&n.to_be_bytes(), b""))
                    .await
                    .unwrap();
                let new = store.insert_new(key, vec![], expires_ms).await.unwrap();
                (taken, new)
            })
        })
        .collect();
    let mut won = 0;
    for taker in takers {
        match taker.await.unwrap() {
            (Taken::Won(code), false) if code == b"code" => won += 1,
            other => assert_eq!(other, (Taken::Replayed, false)),
        }
    }
    assert_eq!(won, 1);
}

/// The second half of a double click lands at the other node: it waits, and gets the same answer.
#[tokio::test(flavor = "multi_thread")]
async fn the_other_node_repeats_the_answer_of_the_winner() {
    let Some(server) = Server::shared() else {
        return;
    };
    let (options, env) = (prepared(server).await, Env::system());
    let (a, b) = (
        Node::open(&options, &env).await,
        Node::open(&options, &env).await,
    );
    let (key, expires_ms) = fresh(&env);
    let me = Taker::new(b"browser", b"answer");
    a.store
        .put(key, b"asked".to_vec(), expires_ms)
        .await
        .unwrap();
    assert_eq!(
        b.store.take(key, me).await.unwrap(),
        Taken::Won(b"asked".to_vec())
    );
    assert_eq!(a.store.take(key, me).await.unwrap(), Taken::Running);
    a.store
        .settle(key, b"not mine to settle".to_vec())
        .await
        .unwrap();
    assert_eq!(a.store.take(key, me).await.unwrap(), Taken::Running);
    b.store.settle(key, b"kept".to_vec()).await.unwrap();
    assert_eq!(
        a.store.take(key, me).await.unwrap(),
        Taken::Repeat(b"kept".to_vec())
    );
    let thief = Taker::new(b"another", b"answer");
    assert_eq!(a.store.take(key, thief).await.unwrap(), Taken::Replayed);
}

/// what waited for the disk is there after the server was killed; what did not wait may be
/// gone, and then the winner of a take is told so and releases nothing.
#[tokio::test(flavor = "multi_thread")]
async fn what_was_durable_survives_a_kill_of_the_server_and_a_lost_take_is_not_settled() {
    let Some(mut server) = Server::start() else {
        return;
    };
    let (options, env) = (prepared(&server).await, Env::system());
    // What does not wait is not written by itself either, so that the kill takes it for certain.
    server.sql("postgres", "alter system set wal_writer_delay = '10s'");
    server.sql("postgres", "alter system set wal_writer_flush_after = 0");
    server.end();
    server.go_on();
    let node = Node::open(&options, &env).await;
    let me = Taker::new(b"browser", b"answer");
    let (key, expires_ms) = fresh(&env);
    node.store
        .put(key, b"one".to_vec(), expires_ms)
        .await
        .unwrap();
    let line = Key::numbered(Kind::AuditOutbox, 1, 1);
    node.store
        .put(line, b"line".to_vec(), i64::MAX)
        .await
        .unwrap();
    node.store.durable().await.unwrap();
    let mark = Key::mark(Kind::Replay, expires_ms, &[b"jti"]);
    assert!(
        node.store
            .insert_new(mark, vec![], expires_ms)
            .await
            .unwrap()
    );
    let taken = node.store.take(key, me).await.unwrap();
    assert_eq!(taken, Taken::Won(b"one".to_vec()));

    server.kill();
    let failed = node.store.get(key).await.unwrap_err();
    assert!(matches!(failed, StoreError::Unavailable(_)), "{failed}");
    server.go_on();
    // By itself, as soon as it is there.
    tokio::time::sleep(Duration::from_millis(300)).await;
    assert_eq!(
        node.store.get(key).await.unwrap().unwrap(),
        b"one",
        "the take was lost"
    );
    assert!(
        !node
            .store
            .insert_new(mark, vec![], expires_ms)
            .await
            .unwrap()
    );
    let kept = node.store.scan(Kind::AuditOutbox).await.unwrap();
    assert_eq!(kept, [(line, b"line".to_vec())]);
    assert_eq!(
        node.store.settle(key, b"answer".to_vec()).await,
        Err(StoreError::Lost)
    );
    // Whoever takes it now wins, once.
    let again = node.store.take(key, me).await.unwrap();
    assert_eq!(again, Taken::Won(b"one".to_vec()));
    node.store.settle(key, b"answer".to_vec()).await.unwrap();
    server.kill();
    server.go_on();
    tokio::time::sleep(Duration::from_millis(300)).await;
    let repeated = node.store.take(key, me).await.unwrap();
    assert_eq!(repeated, Taken::Repeat(b"answer".to_vec()));
}

/// the standby that takes over has everything that somebody waited for.
#[tokio::test(flavor = "multi_thread")]
async fn a_promoted_replica_has_what_was_waited_for_and_nodes_find_it_by_themselves() {
    let Some(mut primary) = Server::start() else {
        return;
    };
    let replica = primary.replica();
    let (mut options, env) = (prepared(&primary).await, Env::system());
    options.hosts.push(("127.0.0.1".to_owned(), replica.port));
    let (a, b) = (
        Node::open(&options, &env).await,
        Node::open(&options, &env).await,
    );
    let me = Taker::new(b"browser", b"answer");
    let keys: Vec<_> = (0..50).map(|_| fresh(&env)).collect();
    for (key, expires_ms) in &keys {
        a.store
            .put(*key, b"code".to_vec(), *expires_ms)
            .await
            .unwrap();
        let taken = b.store.take(*key, me).await.unwrap();
        assert_eq!(taken, Taken::Won(b"code".to_vec()));
        b.store.settle(*key, b"tokens".to_vec()).await.unwrap();
    }
    primary.kill();
    replica.sql(
        "postgres",
        "alter system set synchronous_standby_names = ''",
    );
    replica.promote();
    replica.sql("postgres", "select pg_reload_conf()");
    let since = env.stopwatch();
    while a.store.get(keys[0].0).await.is_err() {
        assert!(since.elapsed() < Duration::from_secs(10));
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    for (key, _) in &keys {
        let repeated = a.store.take(*key, me).await.unwrap();
        assert_eq!(repeated, Taken::Repeat(b"tokens".to_vec()));
        let replayed = b.store.take(*key, Taker::new(b"thief", b"")).await.unwrap();
        assert_eq!(replayed, Taken::Replayed);
    }
}

/// A commit that waits is shared by all who wait at that moment.
#[tokio::test(flavor = "multi_thread")]
async fn who_waits_together_shares_a_commit() {
    let Some(server) = Server::shared() else {
        return;
    };
    let (options, env) = (prepared(server).await, Env::system());
    let node = Node::open(&options, &env).await;
    let (_, before) = node.store.counts();
    let tasks: Vec<_> = (0..100_u64)
        .map(|n| {
            let (store, env) = (node.store.clone(), env.clone());
            tokio::spawn(async move {
                let (key, expires_ms) = fresh(&env);
                store.put(key, vec![1; 100], expires_ms).await.unwrap();
                let line = Key::numbered(Kind::AuditOutbox, 1, n);
                store.put(line, vec![2; 100], i64::MAX).await.unwrap();
                store.take(key, Taker::new(b"", b"")).await.unwrap();
                store.settle(key, vec![3]).await.unwrap();
            })
        })
        .collect();
    for task in tasks {
        task.await.unwrap();
    }
    let commits = node.store.counts().1 - before;
    assert!(
        (1..80).contains(&commits),
        "{commits} commits for 100 who waited"
    );
    assert_eq!(node.store.scan(Kind::AuditOutbox).await.unwrap().len(), 100);
    // Nothing is pending: nobody waits.
    let before = node.store.counts();
    node.store.durable().await.unwrap();
    assert_eq!(node.store.counts(), before);
}

/// Each node has its own lines, under the same numbers.
#[tokio::test(flavor = "multi_thread")]
async fn the_lines_of_a_node_are_its_own_also_after_a_start() {
    let Some(server) = Server::shared() else {
        return;
    };
    let (options, env) = (prepared(server).await, Env::system());
    let (a, b) = (
        Node::open(&options, &env).await,
        Node::open(&options, &env).await,
    );
    let line = Key::numbered(Kind::AuditOutbox, 1, 7);
    a.store.put(line, b"of a".to_vec(), i64::MAX).await.unwrap();
    b.store.put(line, b"of b".to_vec(), i64::MAX).await.unwrap();
    a.store.close().await.unwrap();
    let Node { store, _dir: dir } = a;
    drop(store);
    let again = Postgres::open(dir.path(), env, options).await.unwrap();
    let kept = again.scan(Kind::AuditOutbox).await.unwrap();
    assert_eq!(kept, [(line, b"of a".to_vec())]);
    again.remove(line).await.unwrap();
    assert_eq!(again.scan(Kind::AuditOutbox).await.unwrap(), []);
    let others = b.store.scan(Kind::AuditOutbox).await.unwrap();
    assert_eq!(others, [(line, b"of b".to_vec())]);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_stands_is_known_at_the_other_node_within_two_seconds() {
    let Some(server) = Server::shared() else {
        return;
    };
    let (mut options, env) = (prepared(server).await, Env::system());
    for (number, pooler) in [(1, false), (2, true)] {
        options.pooler = pooler;
        let (a, b) = (
            Node::open(&options, &env).await,
            Node::open(&options, &env).await,
        );
        tokio::time::sleep(Duration::from_millis(1_500)).await;
        let mut changes = b.store.changes().unwrap();
        changes.mark_unchanged();
        let key = Key::numbered(Kind::Housekeeping, 1, number);
        let since = env.stopwatch();
        a.store
            .put(key, b"closed".to_vec(), i64::MAX)
            .await
            .unwrap();
        let heard = tokio::time::timeout(Duration::from_secs(2), changes.changed());
        heard.await.unwrap().unwrap();
        let took = since.elapsed();
        // A notification comes at once; who only looks has a second between two looks.
        assert!(pooler || took < Duration::from_millis(500), "{took:?}");
        assert_eq!(b.store.get(key).await.unwrap().unwrap(), b"closed");
    }
}

/// A node that dies between a change and its word would leave the others with what was: the one statement
/// does both. Whoever begins to listen looks once, for what was told before that.
#[tokio::test(flavor = "multi_thread")]
async fn a_change_of_what_stands_is_told_by_the_statement_that_makes_it() {
    let Some(server) = Server::shared() else {
        return;
    };
    let (options, env) = (prepared(server).await, Env::system());
    let node = Node::open(&options, &env).await;
    let key = Key::numbered(Kind::Housekeeping, 1, 1);
    let number = || {
        let said = server.sql(&options.database, "select number from landport.changed");
        said.parse::<u64>().unwrap()
    };
    let (store, end) = (&node.store, i64::MAX);
    let new = store.insert_new(key, b"one".to_vec(), end).await.unwrap();
    assert!(new);
    assert_eq!(number(), 1);
    let again = store.insert_new(key, b"two".to_vec(), end).await.unwrap();
    let other = store.replace(key, b"two", b"three".to_vec(), end).await;
    assert_eq!(
        (again, other, number()),
        (false, Ok(false), 1),
        "nothing to tell"
    );
    let replaced = store.replace(key, b"one", b"two".to_vec(), end).await;
    assert_eq!((replaced, number()), (Ok(true), 2));
    store.put(key, b"three".to_vec(), end).await.unwrap();
    assert_eq!(number(), 3);
    store.remove(key).await.unwrap();
    assert_eq!(number(), 4);
    assert!(store.changes().unwrap().has_changed().unwrap());
    // All of it or nothing: where the number cannot be counted nothing is changed.
    server.sql(
        &options.database,
        "alter table landport.changed add check (number < 5)",
    );
    assert!(store.put(key, b"untold".to_vec(), end).await.is_err());
    assert_eq!(store.get(key).await.unwrap(), None);
}

/// a node whose clock runs ahead takes away nothing that others still need.
#[tokio::test(flavor = "multi_thread")]
async fn what_is_over_goes_in_small_batches_and_by_the_earlier_clock() {
    let Some(server) = Server::shared() else {
        return;
    };
    let options = prepared(server).await;
    let now_ms = Env::system().now_ms();
    let clock = FakeClock::new(now_ms - 3_600_000);
    let env = Env::with_clock(clock.clone());
    let node = Node::open(&options, &env).await;
    for _ in 0..1_200 {
        let expires_ms = env.now_ms() + 60_000;
        let key = Handle::new(&env, expires_ms).key(Kind::Login);
        node.store.put(key, vec![0; 10], expires_ms).await.unwrap();
    }
    let alive_ms = now_ms + 3_600_000;
    let alive = Handle::new(&env, alive_ms).key(Kind::Login);
    node.store
        .put(alive, b"alive".to_vec(), alive_ms)
        .await
        .unwrap();
    assert_eq!(node.store.sweep().await.unwrap(), 0, "nothing is over");
    clock.set(now_ms);
    // Batch by batch; the node sweeps by itself too.
    assert!(node.store.sweep().await.unwrap() <= 1_200);
    let over = format!("select count(*) from landport.entry where expires_ms <= {now_ms}");
    for _ in 0..100 {
        if server.sql(&options.database, &over).trim() == "0" {
            break;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    assert_eq!(server.sql(&options.database, &over).trim(), "0");
    clock.set(now_ms + 86_400_000);
    assert_eq!(
        node.store.sweep().await.unwrap(),
        0,
        "the database's clock says otherwise"
    );
    clock.set(now_ms);
    assert_eq!(node.store.get(alive).await.unwrap().unwrap(), b"alive");
}

/// whose clock alone is apart leaves to the others and comes back; where all are apart nobody leaves.
#[tokio::test(flavor = "multi_thread")]
async fn a_node_whose_clock_alone_is_apart_leaves_until_it_has_the_time_again() {
    let Some(server) = Server::shared() else {
        return;
    };
    let options = prepared(server).await;
    let now_ms = || Env::system().now_ms();
    let clocks = [FakeClock::new(now_ms()), FakeClock::new(now_ms())];
    let [a, b] = clocks.clone().map(|clock| Env::with_clock(clock));
    let (a, b) = (
        Node::open(&options, &a).await,
        Node::open(&options, &b).await,
    );
    let becomes = async |steps: [i64; 2], leaves: [bool; 2]| {
        for _ in 0..200 {
            for (clock, by) in clocks.iter().zip(steps) {
                clock.set(now_ms() + by);
            }
            if [a.store.is_out_of_time(), b.store.is_out_of_time()] == leaves {
                return;
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        panic!("{steps:?} never led to {leaves:?}");
    };
    becomes([0, 300_000], [false, true]).await;
    becomes([-300_000, 300_000], [false, false]).await;
    becomes([-300_000, 0], [true, false]).await;
    becomes([0, 0], [false, false]).await;
    // Two of four are apart: whose clock is wrong cannot be told, and it may be the database's. One more that
    // has the time settles it.
    let other = |name: &str, ahead_ms: i64| {
        let sql = format!(
            "insert into landport.node (name, schema, seen, ahead_ms) \
             values ('{name}', 2, clock_timestamp() + interval '1 hour', {ahead_ms})"
        );
        server.sql(&options.database, &sql);
    };
    other("c", 300_000);
    for _ in 0..30 {
        clocks[0].set(now_ms());
        clocks[1].set(now_ms() + 300_000);
        assert!(!b.store.is_out_of_time());
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    assert!(
        b.store.clock_ahead_ms().unwrap() < -200_000,
        "it has looked"
    );
    other("d", 0);
    becomes([0, 300_000], [false, true]).await;
}

/// before its first look a node says nothing of its clock, since others would leave to it.
#[tokio::test(flavor = "multi_thread")]
async fn a_node_that_has_not_looked_yet_does_not_say_that_it_has_the_time() {
    let Some(server) = Server::shared() else {
        return;
    };
    let options = prepared(server).await;
    let env = Env::system();
    let pool = Arc::new(Pool::new(options.clone(), env.clone()).unwrap());
    let watch = Watch::new(pool, env, "n".to_owned());
    let told = || {
        let sql = "select name || coalesce(ahead_ms::text, '?') from landport.node";
        server.sql(&options.database, sql).trim().to_owned()
    };
    watch.live(watch.ahead_ms()).await.unwrap();
    assert_eq!(told(), "n?");
    assert_eq!(watch.ahead_ms(), None);
    watch.live(Some(7)).await.unwrap();
    assert_eq!(told(), "n7");
}

/// Two who change the same thing at two nodes: the second is made anew on what the first left.
#[tokio::test(flavor = "multi_thread")]
async fn changes_at_two_nodes_are_all_made() {
    #[derive(serde::Serialize, serde::Deserialize)]
    struct Count(u32);
    impl crate::Record for Count {
        const KIND: Kind = Kind::Session;
        const VERSION: u8 = 1;
    }
    let Some(server) = Server::shared() else {
        return;
    };
    let (options, env) = (prepared(server).await, Env::system());
    let nodes = [
        Node::open(&options, &env).await,
        Node::open(&options, &env).await,
    ];
    let until = env.now_ms() + 600_000;
    let secret = Secret::new(&env, until);
    let records = |n: usize| Records::new(nodes[n % 2].store.clone(), env.clone());
    records(0)
        .put_sealed(&secret, &Count(0), until)
        .await
        .unwrap();
    let changes = (0..20).map(|n| {
        let (records, secret) = (records(n), secret.clone());
        tokio::spawn(async move {
            let more = |count: &mut Count| count.0 += 1;
            records
                .change_sealed(&secret, |_| until, more)
                .await
                .unwrap()
                .unwrap();
        })
    });
    for change in changes.collect::<Vec<_>>() {
        change.await.unwrap();
    }
    let count: Count = records(1).get_sealed(&secret).await.unwrap().unwrap();
    assert_eq!(count.0, 20);
    let taker = Taker::new(b"", b"");
    let work = |count: Count| async move { Concluded::once(count.0) };
    let taken = records(0).take_sealed(&secret, taker, work).await.unwrap();
    assert_eq!(taken, Taken::Won(20));
}

/// From one node to several and back: nothing of a login, a mark or a decision is lost.
#[tokio::test(flavor = "multi_thread")]
async fn a_copy_has_everything_there_and_back() {
    use crate::{Embedded, EmbeddedOptions, Memory, copy};
    let Some(server) = Server::shared() else {
        return;
    };
    let (options, env) = (prepared(server).await, Env::system());
    let dir = tempfile::tempdir().unwrap();
    let embedded = |name: &str| {
        let opened = Embedded::open(
            &dir.path().join(name),
            env.clone(),
            &EmbeddedOptions::default(),
        );
        opened.unwrap()
    };
    let (first, last) = (embedded("first"), embedded("last"));
    let node = Node::open(&options, &env).await;
    let (alive, expires_ms) = fresh(&env);
    let (taken, _) = fresh(&env);
    let (running, _) = fresh(&env);
    let alias = Key::lasting(Kind::Identifier, &[b"alias"]);
    let lever = Key::numbered(Kind::Housekeeping, 1, 0);
    let line = Key::numbered(Kind::AuditOutbox, 2, 9);
    let mark = Key::mark(Kind::Replay, expires_ms, &[b"jti"]);
    let me = Taker::new(b"browser", b"answer");
    for (key, until) in [
        (alive, expires_ms),
        (taken, expires_ms),
        (running, expires_ms),
        (alias, i64::MAX),
        (lever, i64::MAX),
        (line, i64::MAX),
    ] {
        first.put(key, b"value".to_vec(), until).await.unwrap();
    }
    // More than are copied at once, and something that is over.
    for _ in 0..1_100 {
        first
            .put(fresh(&env).0, b"other".to_vec(), expires_ms)
            .await
            .unwrap();
    }
    let over = Handle::new(&env, env.now_ms()).key(Kind::Login);
    first
        .put(over, b"over".to_vec(), env.now_ms())
        .await
        .unwrap();
    for key in [taken, running] {
        assert!(matches!(first.take(key, me).await.unwrap(), Taken::Won(_)));
    }
    first.settle(taken, b"kept".to_vec()).await.unwrap();
    assert!(first.insert_new(mark, vec![], expires_ms).await.unwrap());

    assert_eq!(copy(&first, &*node.store, &env).await.unwrap(), 1_107);
    assert_eq!(copy(&*node.store, &last, &env).await.unwrap(), 1_107);
    let refused = copy(&first, &last, &env).await.unwrap_err();
    assert!(refused.to_string().contains("not empty"), "{refused}");
    let memory = Memory::new(env.clone());
    assert_eq!(copy(&last, &memory, &env).await.unwrap(), 1_107);
    for store in [&*node.store as &dyn Store, &last, &memory] {
        for key in [alive, alias, lever] {
            assert_eq!(store.get(key).await.unwrap().unwrap(), b"value");
        }
        let lines = store.scan(Kind::AuditOutbox).await.unwrap();
        assert_eq!(lines, [(line, b"value".to_vec())]);
        assert!(!store.insert_new(mark, vec![], expires_ms).await.unwrap());
        let repeated = store.take(taken, me).await.unwrap();
        assert_eq!(repeated, Taken::Repeat(b"kept".to_vec()));
        assert_eq!(store.take(running, me).await.unwrap(), Taken::Running);
        let thief = Taker::new(b"thief", b"answer");
        for key in [taken, running] {
            assert_eq!(store.take(key, thief).await.unwrap(), Taken::Replayed);
        }
        assert!(matches!(
            store.take(alive, me).await.unwrap(),
            Taken::Won(_)
        ));
    }
}
