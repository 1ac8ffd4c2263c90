//! Clocks that are apart, and what is over.

use std::sync::atomic::{AtomicI64, Ordering};

use super::*;
use crate::env::{Clock, Steady, SystemClock, Told};

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

/// A system's clock that can be made to step.
struct Stepping {
    by_ms: AtomicI64,
    system: SystemClock,
    steady: Steady,
}

impl Clock for Stepping {
    fn now_ms(&self) -> i64 {
        self.steady.now_ms(self.told())
    }

    fn told(&self) -> Told {
        let by_ms = self.by_ms.load(Ordering::SeqCst);
        let Told { ms, ahead_ms } = self.system.told();
        Told {
            ms: ms + by_ms,
            ahead_ms: ahead_ms + by_ms,
        }
    }

    fn confirm(&self, told: Told) {
        self.steady.confirm(told);
    }
}

/// between the step of a node's clock and the moment in which it is noticed, and for as long as the node leaves to the
/// others, nothing is over there that is not over elsewhere.
#[tokio::test(flavor = "multi_thread")]
async fn a_step_of_a_nodes_clock_changes_no_time_before_the_database_was_asked() {
    let Some(server) = Server::shared() else {
        return;
    };
    let options = prepared(server).await;
    let clock = Arc::new(Stepping {
        by_ms: AtomicI64::new(0),
        system: SystemClock::default(),
        steady: Steady::default(),
    });
    let env = Env::with_clock(clock.clone());
    let node = Node::open(&options, &env).await;
    let other = |ahead_ms: i64| {
        let sql = format!(
            "insert into landport.node (name, schema, seen, ahead_ms) \
             values ('other', 2, clock_timestamp() + interval '1 hour', {ahead_ms}) \
             on conflict (name) do update set ahead_ms = excluded.ahead_ms"
        );
        server.sql(&options.database, &sql);
    };
    other(0);
    let becomes = async |by_ms, leaves: bool, is_steady: bool| {
        clock.by_ms.store(by_ms, Ordering::SeqCst);
        for _ in 0..500 {
            let off_ms = env.now_ms() - Env::system().now_ms();
            assert!(!is_steady || off_ms.abs() < 1_000, "{by_ms}: {off_ms}");
            let noticed = node
                .store
                .clock_ahead_ms()
                .is_some_and(|ahead_ms| (ahead_ms + by_ms).abs() < 1_000);
            if noticed && node.store.is_out_of_time() == leaves {
                return;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        panic!("{by_ms} never led to {leaves}");
    };
    becomes(0, false, true).await;
    becomes(3_600_000, true, true).await;
    becomes(-300_000, true, true).await;
    becomes(0, false, true).await;
    // Where nobody else has the time it is the system that is believed.
    other(-3_600_000);
    becomes(3_600_000, false, false).await;
    for _ in 0..500 {
        let off_ms = env.now_ms() - Env::system().now_ms();
        if (off_ms - 3_600_000).abs() < 1_000 {
            return;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    panic!("the system's clock is never believed");
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
