// SPDX-License-Identifier: EUPL-1.2
//! What the other nodes of a cluster hold of a service's logins: each has the window of its own memory
//! ([`crate::audit::Attempt`]), and the hops of one login land on several.
//!
//! Nothing is written when somebody logs in. The node that is asked for a trace puts the question into the
//! store, the others look for questions each second, and each tells what it holds; after two minutes the
//! store has neither. Both are sealed under the key of pairwise subjects, which all nodes have: whoever takes
//! the store reads nothing of it, and whoever writes into it asks nothing.
//!
//! Attack: a service asks again and again, so that every node works for it. Defence: a node puts one question
//! a second, and of one service one in five; who asks more often gets what this node holds, and is told so.

use std::time::Duration;

use serde::{Deserialize, Serialize};
use store::seal::hmac_sha256;
use store::{Kind, Record, Secret, StoreError};

use crate::app::App;
use crate::audit::RawAttempt;
use crate::nodes::Nodes;

/// So often a node looks for questions.
pub const LOOK_EVERY: Duration = Duration::from_secs(1);
/// So long a question waits: two looks, and the telling.
const PATIENCE: Duration = Duration::from_secs(3);
/// Between two looks for what was told.
const PAUSE: Duration = Duration::from_millis(150);
const MINUTE_MS: i64 = 60 * 1000;
/// Questions at once. Of two services in one place the later one is heard.
const PLACES: u32 = 8;
/// So many nodes are heard.
const MOST_NODES: u32 = 15;
/// Of one node: half of what a service may have there.
const MOST_OCTETS: usize = 64 << 10;

/// What a node asks the others.
#[derive(Debug, Serialize, Deserialize)]
struct Asked {
    name: String,
    /// Which node: it does not tell itself.
    by: String,
    client_id: Option<String>,
    ends_ms: i64,
}

impl Record for Asked {
    const KIND: Kind = Kind::TraceAsked;
    const VERSION: u8 = 1;
}

/// What one of them holds.
#[derive(Debug, Serialize, Deserialize)]
struct Told(Vec<RawAttempt>);

impl Record for Told {
    const KIND: Kind = Kind::TraceTold;
    const VERSION: u8 = 1;
}

/// How many other nodes there are, and how many of them told what they hold.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Others {
    /// Nodes beside this one that share the store.
    pub others: usize,
    /// Those that answered in time.
    pub answered: usize,
}

/// What other nodes hold of this service's logins, or of all, and how many of them said so. Where the store
/// has one owner, nobody is asked.
pub(super) async fn held(app: &App, client_id: Option<&str>) -> (Vec<RawAttempt>, Option<Others>) {
    if app.records.store().changes().is_none() {
        return (Vec::new(), None);
    }
    let nodes = app.records.standing::<Nodes>().await;
    let others = nodes.map_or(0, |nodes| nodes.0.len().saturating_sub(1));
    let (held, others) = ask(app, client_id, others).await;
    (held, Some(others))
}

/// Asks so many others.
pub async fn ask(app: &App, client_id: Option<&str>, others: usize) -> (Vec<RawAttempt>, Others) {
    let mut outcome = Others {
        others,
        answered: 0,
    };
    if others == 0 || !app.questions.may_ask(client_id, app.env.now_ms()) {
        return (Vec::new(), outcome);
    }
    match told(app, client_id, others).await {
        Ok(told) => {
            outcome.answered = told.len();
            let held = told.into_iter().flat_map(|Told(held)| held);
            (held.collect(), outcome)
        }
        Err(error) => {
            tracing::warn!(%error, "other nodes could not be asked for a trace");
            (Vec::new(), outcome)
        }
    }
}

async fn told(app: &App, client_id: Option<&str>, others: usize) -> Result<Vec<Told>, StoreError> {
    let asked = Asked {
        name: app.env.token(),
        by: app.questions.node().to_owned(),
        client_id: client_id.map(str::to_owned),
        ends_ms: minute(app.env.now_ms()) + 2 * MINUTE_MS,
    };
    let ends_ms = asked.ends_ms;
    let place = place(client_id);
    let question = secret(app, "asked", &[&place.to_be_bytes()], ends_ms);
    app.records.put_sealed(&question, &asked, ends_ms).await?;
    let answers: Vec<Secret> = (0..MOST_NODES)
        .map(|n| answer(app, &asked.name, n, ends_ms))
        .collect();
    let patience = app.env.deadline(PATIENCE);
    loop {
        let told: Vec<Told> = app.records.find_sealed(&answers).await?;
        if told.len() >= others.min(answers.len()) || patience.left().is_zero() {
            return Ok(told);
        }
        tokio::time::sleep(PAUSE.min(patience.left())).await;
    }
}

/// Looks for questions of other nodes, and tells each what this one holds.
///
/// # Errors
/// The store's.
pub async fn tell(app: &App) -> Result<(), StoreError> {
    // Clocks of nodes are a minute apart at most.
    let this = minute(app.env.now_ms());
    let ends = [this + MINUTE_MS, this + 2 * MINUTE_MS, this + 3 * MINUTE_MS];
    let places = ends.into_iter().flat_map(|ends_ms| {
        let of = move |n: u32| secret(app, "asked", &[&n.to_be_bytes()], ends_ms);
        (0..PLACES).map(of)
    });
    let places: Vec<Secret> = places.collect();
    let all: Vec<Asked> = app.records.find_sealed(&places).await?;
    for asked in all
        .iter()
        .filter(|asked| app.questions.hear(&asked.name, &asked.by))
    {
        let told = Told(app.audit.held(asked.client_id.as_deref(), MOST_OCTETS));
        for n in 0..MOST_NODES {
            let answer = answer(app, &asked.name, n, asked.ends_ms);
            if app
                .records
                .put_new_sealed(&answer, &told, asked.ends_ms)
                .await?
            {
                break;
            }
        }
    }
    Ok(())
}

impl App {
    /// Tells other nodes what this one holds, as long as it runs. Ends with the task.
    pub async fn tell_traces(self) {
        if self.records.store().changes().is_none() {
            std::future::pending::<()>().await;
        }
        loop {
            tokio::time::sleep(LOOK_EVERY).await;
            if let Err(error) = tell(&self).await {
                tracing::debug!(%error, "another node's question about a trace was not read");
            }
        }
    }
}

fn minute(now_ms: i64) -> i64 {
    now_ms.div_euclid(MINUTE_MS) * MINUTE_MS
}

fn place(client_id: Option<&str>) -> u32 {
    let hash = openssl::sha::sha256(client_id.unwrap_or_default().as_bytes());
    u32::from(hash[0]) % PLACES
}

fn answer(app: &App, name: &str, n: u32, ends_ms: i64) -> Secret {
    secret(app, "told", &[name.as_bytes(), &n.to_be_bytes()], ends_ms)
}

fn secret(app: &App, what: &str, of: &[&[u8]], ends_ms: i64) -> Secret {
    let current = app.current();
    let begin: [&[u8]; 3] = [b"landport trace ", what.as_bytes(), b"\0"];
    let parts: Vec<&[u8]> = begin.into_iter().chain(of.iter().copied()).collect();
    Secret::of(
        &hmac_sha256(current.keys.pairwise().bytes(), &parts),
        ends_ms,
    )
}
