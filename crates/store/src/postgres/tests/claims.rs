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
