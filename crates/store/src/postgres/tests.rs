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
mod clocks;
mod connecting;
mod failover;
mod pooler;
mod standing;

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

/// Somebody breaks a copy off, and starts a gateway on what is there.
#[tokio::test(flavor = "multi_thread")]
async fn a_store_into_which_a_copy_broke_off_is_opened_by_nobody() {
    let Some(server) = Server::shared() else {
        return;
    };
    let (options, env) = (prepared(server).await, Env::system());
    let dirs = [tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap()];
    let open = |dir: &tempfile::TempDir| {
        crate::Embedded::open(dir.path(), env.clone(), &crate::EmbeddedOptions::default())
    };
    let from = open(&dirs[0]).unwrap();
    for n in 0..1_700_u32 {
        let key = Key::lasting(Kind::Identifier, &[&n.to_be_bytes()]);
        from.put(key, b"alias".to_vec(), i64::MAX).await.unwrap();
    }
    let node = Node::open(&options, &env).await;
    let embedded = open(&dirs[1]).unwrap();
    for to in [&*node.store as &dyn Store, &embedded] {
        let mut copying = Box::pin(crate::copy(&from, to, &env));
        while to.dump(None).await.unwrap().len() < 300 {
            let ended = (&mut copying).now_or_never();
            assert!(ended.is_none(), "it was not broken off: {ended:?}");
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
        drop(copying);
        let again = crate::copy(&from, to, &env).await.unwrap_err();
        assert!(again.to_string().contains("not empty"), "{again}");
        to.close().await.unwrap();
    }
    drop(embedded);
    let broke_off = |refused: StoreError| {
        let said = refused.to_string();
        assert!(said.contains("a copy into this store broke off"), "{said}");
    };
    broke_off(open(&dirs[1]).unwrap_err());
    let verified = Postgres::verify(options.clone()).await;
    broke_off(verified.unwrap_err());
    let dir = tempfile::tempdir().unwrap();
    let opened = Postgres::open(dir.path(), env.clone(), options.clone()).await;
    broke_off(opened.unwrap_err());

    // As it says what to do.
    server.sql(&options.database, "drop schema landport cascade");
    migrate(options.clone(), None, false).await.unwrap();
    let node = Node::open(&options, &env).await;
    assert_eq!(crate::copy(&from, &*node.store, &env).await.unwrap(), 1_700);
    node.store.close().await.unwrap();
    Postgres::verify(options).await.unwrap();
}

/// A database that came back by its own means may have a million marks and sessions: nobody waits for each by itself.
#[tokio::test(flavor = "multi_thread")]
async fn what_passes_goes_from_a_restored_database_by_hundreds() {
    let Some(server) = Server::shared() else {
        return;
    };
    let (options, env) = (prepared(server).await, Env::system());
    let node = Node::open(&options, &env).await;
    let expires_ms = env.now_ms() + 600_000;
    for n in 0..1_200_u32 {
        let mark = Key::mark(Kind::Replay, expires_ms, &[&n.to_be_bytes()]);
        node.store.put(mark, vec![], expires_ms).await.unwrap();
    }
    let alias = Key::lasting(Kind::Identifier, &[b"alias"]);
    let put = node.store.put(alias, b"alias".to_vec(), i64::MAX);
    put.await.unwrap();
    let (statements, waited) = node.store.counts();
    let gone = crate::forget_what_passes(&*node.store).await.unwrap();
    assert_eq!(gone, 1_200);
    let (then, waited_then) = node.store.counts();
    assert!(then - statements < 50, "{} statements", then - statements);
    assert!(waited_then - waited <= 2, "one wait for all of them");
    let left = node.store.dump(None).await.unwrap();
    let left: Vec<_> = left.into_iter().map(|(key, _)| key).collect();
    assert_eq!(left, [alias]);
}
