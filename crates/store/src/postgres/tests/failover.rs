//! A server that dies, and a replica that takes over.

use super::*;

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

/// What nobody waited for goes with the server that is killed, and its claim too; what another node released
/// before does not.
#[tokio::test(flavor = "multi_thread")]
async fn what_was_released_survives_a_kill_and_what_was_only_seen_may_not() {
    let Some(mut server) = Server::start() else {
        return;
    };
    let (options, env) = (prepared(&server).await, Env::system());
    server.sql("postgres", "alter system set wal_writer_delay = '10s'");
    server.sql("postgres", "alter system set wal_writer_flush_after = 0");
    server.end();
    server.go_on();
    let [node, other] = [
        Node::open(&options, &env).await,
        Node::open(&options, &env).await,
    ];
    let expires_ms = env.now_ms() + 600_000;
    let mut killed = async |is_released: bool| {
        let name = Handle::new(&env, expires_ms);
        let (answer, claim) = (name.key(Kind::Answer), name.key(Kind::Replay));
        let new = node.store.claim_new(claim, vec![], expires_ms).await;
        assert!(new.unwrap());
        let write = Write::Put {
            key: answer,
            value: b"answer".to_vec(),
            expires_ms,
        };
        let behind = node.store.write_behind_claims(vec![write], Until::Seen);
        behind.await.unwrap();
        let before = other.store.counts().1;
        if is_released {
            let released = other.store.release(&[answer]).await.unwrap();
            assert_eq!(released, [Some(b"answer".to_vec())]);
            assert_eq!(other.store.counts().1, before + 1, "it waited");
        } else {
            assert!(other.store.get(answer).await.unwrap().is_some());
        }
        server.kill();
        server.go_on();
        // Connections that died with the server are met once more.
        for _ in 0..50 {
            tokio::time::sleep(Duration::from_millis(100)).await;
            if other.store.get(answer).await.is_ok() {
                break;
            }
        }
        let there = other.store.get(answer).await.unwrap().is_some();
        let claimed = other.store.get(claim).await.unwrap().is_some();
        assert_eq!(there, claimed, "they go together");
        there
    };
    assert!(killed(true).await);
    // Where a node's sign of life waits for the disk in that very moment, what lies before it in the log is on the disk too.
    for _ in 0..4 {
        if !killed(false).await {
            return;
        }
    }
    panic!("what nobody waited for was waited for each time");
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

/// The standby is away and commits hang; somebody at the server ends what hangs. It says that it is done then, and the
/// standby has it not.
#[tokio::test(flavor = "multi_thread")]
async fn a_commit_whose_wait_somebody_ended_at_the_server_is_not_believed() {
    let Some(primary) = Server::start() else {
        return;
    };
    let mut replica = primary.replica();
    let (options, env) = (prepared(&primary).await, Env::system());
    // The word is a warning, and a database may be set to send none.
    primary.sql(
        &options.database,
        &format!(
            "alter database {} set client_min_messages = error",
            options.database
        ),
    );
    let node = Node::open(&options, &env).await;
    node.store.durable().await.unwrap();
    replica.end();
    let expires_ms = env.now_ms() + 600_000;
    let mark = Key::mark(Kind::Replay, expires_ms, &[b"jti"]);
    let store = node.store.clone();
    let taking = tokio::spawn(async move { store.insert_new(mark, vec![], expires_ms).await });
    let hangs = "select count(*) > 0 from pg_stat_activity where wait_event = 'SyncRep' and query like '%landport.entry%'";
    primary.until(hangs, "t");
    primary.sql(
        "postgres",
        "select pg_cancel_backend(pid) from pg_stat_activity where wait_event = 'SyncRep'",
    );
    let said = taking.await.unwrap();
    assert!(matches!(said, Err(StoreError::Unavailable(_))), "{said:?}");
    // It is back: what is said to be there is there.
    replica.go_on();
    let since = env.stopwatch();
    while node.store.durable().await.is_err() {
        assert!(since.elapsed() < Duration::from_secs(20));
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}
