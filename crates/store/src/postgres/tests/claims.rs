//! Marks that nobody waited for when they were made: what a failover does to them.

use super::*;

/// A claim whose claimer is about to be answered, and what the wait came to after `meanwhile`.
async fn waited(
    meanwhile: impl AsyncFnOnce(&Server, &PostgresOptions, &Node, Key),
) -> (Result<(), StoreError>, Node, Key) {
    let server = Server::shared().unwrap();
    let (options, env) = (prepared(server).await, Env::system());
    let node = Node::open(&options, &env).await;
    let expires_ms = env.now_ms() + 600_000;
    let key = Key::mark(Kind::Replay, expires_ms, &[b"jti"]);
    let new = node.store.claim_new(key, b"word".to_vec(), expires_ms);
    assert!(new.await.unwrap());
    meanwhile(server, &options, &node, key).await;
    (node.store.durable().await, node, key)
}

/// What a primary that died takes with it: the row is not there at the one that took over.
fn lose(server: &Server, options: &PostgresOptions) {
    server.sql(&options.database, "delete from landport.entry");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_claim_that_is_there_lasts_with_the_commit_of_who_waits() {
    if Server::shared().is_none() {
        return;
    }
    let (said, node, key) = waited(async |_, _, _, _| {}).await;
    assert_eq!(said, Ok(()));
    assert_eq!(node.store.get(key).await.unwrap().unwrap(), b"word");
    let before = node.store.counts().1;
    assert_eq!(node.store.durable().await, Ok(()));
    assert_eq!(node.store.counts().1, before, "nothing is left to wait for");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_claim_that_a_failover_lost_is_made_anew_by_its_claimer() {
    if Server::shared().is_none() {
        return;
    }
    let (said, node, key) = waited(async |server, options, _, _| lose(server, options)).await;
    assert_eq!(said, Ok(()));
    assert_eq!(node.store.get(key).await.unwrap().unwrap(), b"word");
    let again = node.store.claim_new(key, vec![], i64::MAX - 1).await;
    assert!(!again.unwrap(), "it is a mark as before");
}

/// Attack: the same message is brought at another node, to a database that took over without the first
/// mark. Of the two claimers one is answered, and what the first node holds to be its own it doubts.
#[tokio::test(flavor = "multi_thread")]
async fn a_claim_that_somebody_else_has_since_ends_without_an_answer() {
    if Server::shared().is_none() {
        return;
    }
    let (said, node, _) = waited(async |server, options, node, key| {
        lose(server, options);
        let other = Node::open(options, &node.store.env).await;
        let new = other.store.claim_new(key, vec![], i64::MAX - 1).await;
        assert!(new.unwrap());
        assert_eq!(other.store.durable().await, Ok(()));
    })
    .await;
    assert_eq!(said, Err(StoreError::Lost));
    assert_eq!(node.store.durable().await, Err(StoreError::Lost));
    // A request that won something else in the same time is not answered either.
    let (other, expires_ms) = fresh(&node.store.env);
    node.store
        .put(other, b"x".to_vec(), expires_ms)
        .await
        .unwrap();
    let taken = node.store.take(other, Taker::new(b"a", b"b")).await;
    assert!(matches!(taken.unwrap(), Taken::Won(_)));
    assert_eq!(
        node.store.settle(other, vec![]).await,
        Err(StoreError::Lost)
    );
}

/// Attack: a node's claim is somebody else's since a failover, and the answer that it had ready lies in the
/// store all the same: the same request at another node is given it.
#[tokio::test(flavor = "multi_thread")]
async fn where_one_claim_is_lost_no_answer_is_kept_for_a_repeat_at_another_node() {
    let Some(server) = Server::shared() else {
        return;
    };
    let (options, env) = (prepared(server).await, Env::system());
    let [node, other] = [
        Node::open(&options, &env).await,
        Node::open(&options, &env).await,
    ];
    let taker = Taker::new(b"a", b"b");
    let won = async || {
        let (key, expires_ms) = fresh(&env);
        let put = node.store.put(key, b"x".to_vec(), expires_ms);
        put.await.unwrap();
        let taken = node.store.take(key, taker).await.unwrap();
        assert!(matches!(taken, Taken::Won(_)));
        key
    };
    let expires_ms = env.now_ms() + 600_000;
    let claims: [Key; 2] = [b"1", b"2"].map(|name| Key::mark(Kind::Replay, expires_ms, &[name]));
    // Nothing is lost: it is kept, for the same request anywhere.
    assert!(
        node.store
            .claim_new(claims[0], vec![], expires_ms)
            .await
            .unwrap()
    );
    let kept = won().await;
    node.store.settle(kept, b"code".to_vec()).await.unwrap();
    let repeat = other.store.take(kept, taker).await.unwrap();
    assert_eq!(repeat, Taken::Repeat(b"code".to_vec()));

    assert!(
        node.store
            .claim_new(claims[1], vec![], expires_ms)
            .await
            .unwrap()
    );
    let lost = won().await;
    let mark = "delete from landport.entry where taken_ms is null";
    server.sql(&options.database, mark);
    assert!(
        other
            .store
            .claim_new(claims[1], vec![], expires_ms)
            .await
            .unwrap()
    );
    let said = node.store.settle(lost, b"code".to_vec()).await;
    assert_eq!(said, Err(StoreError::Lost));
    let repeat = other.store.take(lost, taker).await.unwrap();
    assert_eq!(repeat, Taken::Running, "it has no answer");
    // Nor of what is won while the node doubts.
    let doubted = won().await;
    let said = node.store.settle(doubted, b"code".to_vec()).await;
    assert_eq!(said, Err(StoreError::Lost));
    let repeat = other.store.take(doubted, taker).await.unwrap();
    assert_eq!(repeat, Taken::Running, "it has no answer");
}

/// A node that was slow, or dead: its lease ended, and another has it. That is no loss, and what the slow
/// one gives back is not the other's.
#[tokio::test(flavor = "multi_thread")]
async fn a_lease_that_ended_is_another_s_and_nobody_doubts_or_removes_it() {
    let Some(server) = Server::shared() else {
        return;
    };
    let (options, env) = (prepared(server).await, Env::system());
    let [slow, other] = [
        Node::open(&options, &env).await,
        Node::open(&options, &env).await,
    ];
    let (now_ms, until_ms) = (env.now_ms(), env.now_ms() + 600_000);
    let lease = Key::mark(Kind::Lease, until_ms, &[b"login"]);
    assert!(slow.store.claim_new(lease, vec![], now_ms).await.unwrap());
    assert!(
        other
            .store
            .claim_new(lease, b"o".to_vec(), until_ms)
            .await
            .unwrap()
    );
    assert!(!slow.store.claim_new(lease, vec![], until_ms).await.unwrap());
    assert_eq!(slow.store.durable().await, Ok(()));
    slow.store.remove(lease).await.unwrap();
    assert_eq!(other.store.get(lease).await.unwrap().unwrap(), b"o");
    // What was given back is not made anew by the next commit.
    other.store.remove(lease).await.unwrap();
    assert_eq!(other.store.durable().await, Ok(()));
    assert_eq!(other.store.get(lease).await.unwrap(), None);
}

/// A person who reads for a second between two pages leaves a line at each, and the disk has nothing to do for her.
#[tokio::test(flavor = "multi_thread")]
async fn lines_that_nobody_waits_for_wait_for_no_disk_but_where_a_claim_is_to_be_looked_at() {
    let Some(server) = Server::shared() else {
        return;
    };
    let (options, env) = (prepared(server).await, Env::system());
    let node = Node::open(&options, &env).await;
    let written = async |number: u64| {
        let line = Key::numbered(Kind::AuditOutbox, 1, number);
        let put = node.store.put(line, b"line".to_vec(), i64::MAX);
        put.await.unwrap();
        let count = "select count(*) from landport.outbox";
        let mut looks = 0;
        while server.sql(&options.database, count) != number.to_string() {
            looks += 1;
            assert!(looks < 100, "the line was not written");
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        // The statement has come back.
        tokio::time::sleep(Duration::from_millis(100)).await;
        node.store.counts().1
    };
    let before = node.store.counts().1;
    assert_eq!(written(1).await, before, "nobody waited");
    node.store.durable().await.unwrap();
    assert_eq!(
        node.store.counts().1,
        before + 1,
        "who waits, waits for them"
    );
    let expires_ms = env.now_ms() + 600_000;
    let claim = Key::mark(Kind::Replay, expires_ms, &[b"closed"]);
    let new = node.store.claim_new(claim, vec![], expires_ms).await;
    assert!(new.unwrap());
    assert_eq!(written(2).await, before + 2);
    assert_eq!(written(3).await, before + 2, "it was looked at");
}

/// The trail goes on whatever else is in doubt.
#[tokio::test(flavor = "multi_thread")]
async fn a_node_that_ends_in_doubt_writes_its_lines() {
    if Server::shared().is_none() {
        return;
    }
    let mut database = String::new();
    let (said, node, _) = waited(async |server, options, node, key| {
        database.clone_from(&options.database);
        lose(server, options);
        let other = Node::open(options, &node.store.env).await;
        let new = other.store.claim_new(key, vec![], i64::MAX - 1).await;
        assert!(new.unwrap());
    })
    .await;
    assert_eq!(said, Err(StoreError::Lost));
    let line = Key::numbered(Kind::AuditOutbox, 0, 1);
    node.store
        .put(line, b"line".to_vec(), i64::MAX)
        .await
        .unwrap();
    assert_eq!(node.store.close().await, Err(StoreError::Lost));
    let kept = "select count(*) from landport.outbox";
    assert_eq!(Server::shared().unwrap().sql(&database, kept), "1");
}

/// Attack (TK-01): what any node may release lies in a database without the mark that it stands behind.
#[tokio::test(flavor = "multi_thread")]
async fn what_others_may_release_is_written_with_its_claims_or_not_at_all() {
    let Some(server) = Server::shared() else {
        return;
    };
    let (options, env) = (prepared(server).await, Env::system());
    let [node, other] = [
        Node::open(&options, &env).await,
        Node::open(&options, &env).await,
    ];
    let expires_ms = env.now_ms() + 600_000;
    let end = |name: &[u8]| Key::mark(Kind::Ended, expires_ms, &[name]);
    let behind = async |claim: Key, name: &[u8]| {
        let new = node.store.claim_new(claim, vec![], expires_ms).await;
        assert!(new.unwrap());
        let login = end(b"login");
        let put = node.store.put(login, b"waits".to_vec(), expires_ms);
        put.await.unwrap();
        vec![
            Write::Put {
                key: end(name),
                value: b"end".to_vec(),
                expires_ms,
            },
            Write::Remove(login),
        ]
    };
    let lies = async |name: &[u8]| other.store.get(end(name)).await.unwrap().is_some();
    let claims = [b"1", b"2", b"3"].map(|name| Key::mark(Kind::Replay, expires_ms, &[name]));

    // Nothing is lost: both are there, and nothing is left to wait for.
    let writes = behind(claims[0], b"one").await;
    let before = node.store.counts().1;
    node.store
        .write_behind_claims(writes, Until::Durable)
        .await
        .unwrap();
    assert!(lies(b"one").await && !lies(b"login").await);
    node.store.durable().await.unwrap();
    assert_eq!(node.store.counts().1, before + 1);
    // A database that took over without it, where nobody claimed it: it is made anew, in the same statement.
    let writes = behind(claims[1], b"two").await;
    lose(server, &options);
    node.store
        .write_behind_claims(writes, Until::Durable)
        .await
        .unwrap();
    assert!(lies(b"two").await);
    assert!(
        !other
            .store
            .claim_new(claims[1], vec![], expires_ms)
            .await
            .unwrap()
    );
    // Where somebody did.
    let writes = behind(claims[2], b"three").await;
    lose(server, &options);
    assert!(
        other
            .store
            .claim_new(claims[2], vec![], expires_ms)
            .await
            .unwrap()
    );
    let lost = node.store.write_behind_claims(writes, Until::Durable).await;
    assert_eq!(lost, Err(StoreError::Lost));
    assert!(!lies(b"three").await);
}

/// Attack: an end is written and not waited for; the database that takes over has neither it nor its claim, and
/// somebody else claims the same there. What this node waits for next finds that, also long after.
#[tokio::test(flavor = "multi_thread")]
async fn a_claim_that_was_only_seen_is_looked_at_again_by_who_waits() {
    let Some(server) = Server::shared() else {
        return;
    };
    let (options, env) = (prepared(server).await, Env::system());
    let [node, other] = [
        Node::open(&options, &env).await,
        Node::open(&options, &env).await,
    ];
    let expires_ms = env.now_ms() + 600_000;
    let write = |name: &[u8]| {
        vec![Write::Put {
            key: Key::mark(Kind::Ended, expires_ms, &[name]),
            value: vec![],
            expires_ms,
        }]
    };
    let claim = Key::mark(Kind::Replay, expires_ms, &[b"closed"]);
    let new = node.store.claim_new(claim, vec![], expires_ms).await;
    assert!(new.unwrap());
    let before = node.store.counts().1;
    for name in [b"one", b"two"] {
        let seen = node.store.write_behind_claims(write(name), Until::Seen);
        seen.await.unwrap();
    }
    assert_eq!(node.store.counts().1, before, "nobody waited");
    lose(server, &options);
    let new = other.store.claim_new(claim, vec![], expires_ms).await;
    assert!(new.unwrap());
    assert_eq!(node.store.durable().await, Err(StoreError::Lost));
    let seen = node.store.write_behind_claims(write(b"three"), Until::Seen);
    assert_eq!(seen.await, Err(StoreError::Lost));
    let key = Key::mark(Kind::Ended, expires_ms, &[b"three"]);
    assert_eq!(other.store.get(key).await.unwrap(), None);
    let released = node.store.release(&[key]).await;
    assert_eq!(released, Err(StoreError::Lost), "it doubts what it has");
}

/// Sent once more after a connection broke, the statement makes nothing live again that was taken meanwhile.
#[tokio::test(flavor = "multi_thread")]
async fn what_is_written_again_stays_taken() {
    let Some(server) = Server::shared() else {
        return;
    };
    let (options, env) = (prepared(server).await, Env::system());
    let node = Node::open(&options, &env).await;
    let (key, expires_ms) = fresh(&env);
    let write = || {
        let value = b"grant".to_vec();
        vec![Write::Put {
            key,
            value,
            expires_ms,
        }]
    };
    node.store
        .write_behind_claims(write(), Until::Durable)
        .await
        .unwrap();
    let taker = Taker::new(b"a", b"b");
    let taken = node.store.take(key, taker).await.unwrap();
    assert_eq!(taken, Taken::Won(b"grant".to_vec()));
    node.store.settle(key, b"tokens".to_vec()).await.unwrap();
    node.store
        .write_behind_claims(write(), Until::Durable)
        .await
        .unwrap();
    let again = node.store.take(key, taker).await.unwrap();
    assert_eq!(again, Taken::Repeat(b"tokens".to_vec()));
}
