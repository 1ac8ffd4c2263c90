//! Behind a pooler that hands out connections by transaction: Debian's pgbouncer.

use super::*;
use server::Pooler;

/// Few connections to the server, so that each is everybody's in turn: whatever a statement would leave
/// behind, another meets.
const CONNECTIONS: usize = 2;

/// docs/operations.md, "Several nodes": `pooler = true` is all there is to set.
#[tokio::test(flavor = "multi_thread")]
async fn everything_works_behind_pgbouncer_in_transaction_mode() {
    let Some(server) = Server::shared() else {
        return;
    };
    let Some(pooler) = Pooler::before(server, CONNECTIONS) else {
        eprintln!("skipped: Debian's package pgbouncer is not installed");
        return;
    };
    let mut options = options(server, &server.database());
    options.hosts = vec![("127.0.0.1".to_owned(), pooler.port)];
    options.pooler = true;
    // Also the tables are made through it.
    migrate(options.clone(), None, false).await.unwrap();
    let subject = Subject::new();
    let nodes = [
        Node::open(&options, &subject.env).await,
        Node::open(&options, &subject.env).await,
    ];
    conformance::all(&subject, nodes[0].store.clone()).await;

    // What one node changes the other knows within two seconds: it looks, for there is no ear.
    let mut changes = nodes[1].store.changes().unwrap();
    changes.mark_unchanged();
    let records = Records::new(nodes[0].store.clone(), subject.env.clone());
    let stands = |number: &mut Stands| {
        number.0 += 1;
        Some(())
    };
    records.change_standing(stands).await.unwrap();
    let known = tokio::time::timeout(Duration::from_secs(2), changes.changed()).await;
    known.expect("not known within two seconds").unwrap();
    let there = Records::new(nodes[1].store.clone(), subject.env.clone());
    assert_eq!(there.standing::<Stands>().await.unwrap().0, 1);

    // More at once than the pooler has connections.
    let (key, expires_ms) = fresh(&subject.env);
    nodes[0]
        .store
        .put(key, b"code".to_vec(), expires_ms)
        .await
        .unwrap();
    let takers: Vec<_> = (0..40_usize)
        .map(|n| {
            let store = nodes[n % 2].store.clone();
            tokio::spawn(async move {
                let taken = store.take(key, Taker::new(&n.to_be_bytes(), b"")).await;
                let won = matches!(taken.unwrap(), Taken::Won(_));
                if won {
                    store.settle(key, b"answer".to_vec()).await.unwrap();
                }
                usize::from(won)
            })
        })
        .collect();
    let mut won = 0;
    for taker in takers {
        won += taker.await.unwrap();
    }
    assert_eq!(won, 1);
    // The control: all of it went through the pooler.
    let through = "select count(*) from pg_stat_activity where application_name = 'landport' \
                   and client_port is not null and datname = ";
    let through = server.sql("postgres", &format!("{through}'{}'", options.database));
    assert!(
        (1..=CONNECTIONS).contains(&through.parse().unwrap()),
        "{through}"
    );
    for node in nodes {
        node.store.close().await.unwrap();
    }
}

#[derive(Default, serde::Serialize, serde::Deserialize)]
struct Stands(u32);

impl crate::Standing for Stands {
    const PLACE: u8 = 250;
}
