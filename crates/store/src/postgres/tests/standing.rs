//! What stands, and how the other nodes hear of it.

use super::*;

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
        for n in 0..7 {
            a.store.put(key, vec![n], i64::MAX).await.unwrap();
            let heard = tokio::time::timeout(Duration::from_secs(2), changes.changed());
            heard.await.unwrap().unwrap();
            assert_eq!(b.store.get(key).await.unwrap().unwrap(), [n]);
        }
        let took = since.elapsed();
        // Each is made when the one before is known. A notification comes at once; who only looks has a second between two
        // looks, and six of them lie between.
        let listens = took < Duration::from_secs(4);
        assert_eq!(listens, !pooler, "{took:?}");
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

/// The connection that hears breaks, and what is told at that moment nobody hears: the look behind it finds it.
#[tokio::test(flavor = "multi_thread")]
async fn what_nobody_heard_is_looked_for_within_two_seconds() {
    let Some(server) = Server::shared() else {
        return;
    };
    let (options, env) = (prepared(server).await, Env::system());
    let (a, b) = (
        Node::open(&options, &env).await,
        Node::open(&options, &env).await,
    );
    let ears = format!(
        "from pg_stat_activity where datname = '{}' and query = 'listen landport'",
        options.database
    );
    server.until(&format!("select count(*) {ears}"), "2");
    let mut changes = b.store.changes().unwrap();
    for n in 0..3 {
        changes.mark_unchanged();
        let key = Key::numbered(Kind::Housekeeping, 1, n);
        server.sql(
            "postgres",
            &format!("select pg_terminate_backend(pid) {ears}"),
        );
        a.store
            .put(key, b"closed".to_vec(), i64::MAX)
            .await
            .unwrap();
        let found = tokio::time::timeout(Duration::from_secs(2), changes.changed());
        found.await.unwrap().unwrap();
        assert_eq!(b.store.get(key).await.unwrap().unwrap(), b"closed");
        // It hears again by itself.
        server.until(&format!("select count(*) {ears}"), "2");
    }
}
