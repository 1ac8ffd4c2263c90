// SPDX-License-Identifier: EUPL-1.2
//! Two gateways over one PostgreSQL: what a login costs the database, as its own log says.

use crate::server::Server;
use crate::two_nodes::TwoNodes;

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
    for road in ["here", "abroad", "at home", "by a session"] {
        // Once before: what is asked only the first time, and the session.
        let mut from = (0, 0);
        let mut browser = nodes.stage.browser();
        for n in 0..=LOGINS {
            if n == 1 {
                from = (
                    statements(&server.log()).len(),
                    wal().parse::<u64>().unwrap(),
                );
            }
            if road != "by a session" {
                browser = nodes.stage.browser();
            }
            let page = match road {
                "here" => nodes.stage.log_in(&mut browser, "SE", "plain").await,
                "at home" | "by a session" => {
                    let page = browser.open(&nodes.stage.url("trademark", "/login")).await;
                    let by_a_session = road == "by a session" && n > 0;
                    assert_eq!(page.url.path() == "/me", by_a_session, "{}", page.body);
                    match by_a_session {
                        true => page,
                        false => {
                            let page = nodes.stage.choose_eid(&mut browser, &page, "bankid").await;
                            nodes.stage.prove(&mut browser, &page, "plain", None).await
                        }
                    }
                }
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
        if road != "by a session" {
            ends_stand_behind_their_claims(&said);
        }
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
