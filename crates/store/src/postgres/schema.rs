//! The tables, and how they change while two versions run side by side.
//!
//! A change comes in two steps. *Expand* adds what the new version needs; the old one does not notice.
//! When no node of the old version runs any more, *contract* takes away what only it needed. Two
//! numbers say what there is: `schema`, up to which the tables were expanded, and `needs`, the oldest
//! version that may use them. A version that was made for schema N runs where
//! `needs` ≤ N ≤ `schema`.
//!
//! Nothing here is prepared: it is asked once, and a pooler may stand between.

use std::time::Duration;

use tokio::time::timeout;
use tokio_postgres::Client;
use tokio_postgres::types::{ToSql, Type};

use super::pool::{Pool, PostgresOptions, said};
use crate::StoreError;
use crate::copy::{half, unfinished};
use crate::env::Env;

/// The schema that this version is made for.
pub(super) const SCHEMA: i32 = 2;

/// Making an index over millions of records takes its time.
const PATIENCE: Duration = Duration::from_secs(3600);

/// A node that was seen within so long runs: each says so every ten seconds.
const SEEN: &str = "1 minute";

/// One change.
struct Step {
    /// The schema after it.
    to: i32,
    expand: &'static str,
    /// What is taken away when nobody needs it; empty when nothing is.
    contract: &'static str,
}

const STEPS: &[Step] = &[
    Step {
        to: 1,
        expand: "
            create table landport.entry (
                key bytea primary key,
                expires_ms bigint not null,
                value bytea,
                taken_ms bigint,
                taker bytea,
                mark bytea,
                answer bytea,
                check ((value is null) = (taken_ms is not null)));
            alter table landport.entry set (
                fillfactor = 80,
                autovacuum_vacuum_scale_factor = 0.02,
                autovacuum_vacuum_insert_scale_factor = 0.2);
            create table landport.outbox (
                node text,
                key bytea,
                value bytea not null,
                primary key (node, key));
            alter table landport.outbox set (autovacuum_vacuum_scale_factor = 0.02);
            create table landport.changed (
                one boolean primary key default true check (one),
                number bigint not null);
            insert into landport.changed (number) values (0);
            create table landport.node (
                name text primary key,
                schema integer not null,
                seen timestamptz not null);
        ",
        contract: "",
    },
    // How far each node's clock is from the database's: one that is alone in it leaves.
    Step {
        to: 2,
        expand: "alter table landport.node add column ahead_ms bigint",
        contract: "",
    },
];

/// What `landport store migrate` did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Migrated {
    /// The schema before; 0 when there was none.
    pub from: i32,
    /// The schema now.
    pub to: i32,
    /// The oldest version that may use it now.
    pub needs: i32,
}

/// Makes the tables, or changes them to what this version needs; with `contract` takes away what no
/// running node needs any more. `role` is who will use them, when that is another than who makes them.
///
/// # Errors
/// The database does not answer or refuses; or a node of an older version runs, and `contract` was
/// asked for. Nothing is changed then.
pub async fn migrate(
    options: PostgresOptions,
    role: Option<&str>,
    contract: bool,
) -> Result<Migrated, StoreError> {
    let pool = Pool::new(options, Env::system())?;
    let client = pool.dial(None).await.map_err(StoreError::Unavailable)?;
    let migrating = steps(&client, STEPS, SCHEMA, role, contract);
    match timeout(PATIENCE, migrating).await {
        Ok(migrated) => migrated,
        Err(_) => Err(StoreError::Unavailable("it takes too long".to_owned())),
    }
}

/// In one transaction, and one at a time.
async fn steps(
    client: &Client,
    steps: &[Step],
    target: i32,
    role: Option<&str>,
    contract: bool,
) -> Result<Migrated, StoreError> {
    let run = async |sql: &str| client.batch_execute(sql).await.map_err(|e| refused(&e));
    // Whoever changes a table waits for all who use it, and everybody who comes later waits for him: a dump that takes an
    // hour would stop every node. Only the wait for another one who migrates has no end of its own.
    run("begin;
        select pg_advisory_xact_lock(7808540172);
        set local lock_timeout = '3s';
        create schema if not exists landport;
        create table if not exists landport.version (
            one boolean primary key default true check (one),
            schema integer not null,
            needs integer not null);
        insert into landport.version (schema, needs) values (0, 0) on conflict do nothing;")
    .await?;
    let row = client.query_typed_one("select schema, needs from landport.version", &[]);
    let row = row.await.map_err(|error| refused(&error))?;
    let (from, mut needs): (i32, i32) = (row.get(0), row.get(1));
    if needs > target {
        return Err(too_new(from, needs));
    }
    for step in steps.iter().filter(|step| step.to > from) {
        run(step.expand).await?;
    }
    let to = from.max(target);
    if contract {
        let old = format!(
            "select count(*) from landport.node \
             where schema < $1 and seen > clock_timestamp() - interval '{SEEN}'"
        );
        let row = client.query_typed_one(&old, &[(&to, Type::INT4)]).await;
        let running: i64 = row.map_err(|error| refused(&error))?.get(0);
        if running > 0 {
            return Err(StoreError::Schema(format!(
                "{running} nodes of an older version run: stop them first, and wait a minute"
            )));
        }
        for step in steps.iter().filter(|step| step.to > needs) {
            run(step.contract).await?;
        }
        needs = to;
    }
    let sql = "update landport.version set schema = $1, needs = $2";
    let values: [(&(dyn ToSql + Sync), Type); 2] = [(&to, Type::INT4), (&needs, Type::INT4)];
    let set = client.query_typed(sql, &values).await;
    set.map_err(|error| refused(&error))?;
    if let Some(role) = role {
        let role = role.replace('"', "\"\"");
        run(&format!(
            "grant usage on schema landport to \"{role}\";
             grant select, insert, update, delete on all tables in schema landport to \"{role}\";"
        ))
        .await?;
    }
    run("commit").await?;
    Ok(Migrated { from, to, needs })
}

/// Whether this version may use what is there, and whether the server keeps what it says it has.
pub(super) async fn verify(client: &Client) -> Result<(), StoreError> {
    let missing = || {
        StoreError::Schema(
            "the database has no tables of Landport: run `landport store migrate`".to_owned(),
        )
    };
    let sql = "select current_setting('synchronous_commit'), current_setting('fsync'), \
               current_setting('full_page_writes'), \
               exists (select from pg_namespace n, pg_class c where n.nspname = 'landport' \
                 and c.relnamespace = n.oid and c.relname = 'version'), \
               current_setting('default_transaction_isolation'), \
               current_setting('client_min_messages')";
    let row = client.query_typed_one(sql, &[]).await;
    let row = row.map_err(|error| refused(&error))?;
    waits(row.get(0))?;
    for (at, name) in [(1, "fsync"), (2, "full_page_writes")] {
        if row.get::<_, &str>(at) != "on" {
            return Err(StoreError::Schema(format!(
                "the database runs with {name} off: what it says it has, a loss of power takes"
            )));
        }
    }
    // Of a hundred who take one thing at once all but one would get an error in place of an answer.
    let isolation = row.get::<_, &str>(4);
    if isolation != "read committed" {
        return Err(StoreError::Schema(format!(
            "the database runs with default_transaction_isolation = {isolation}: set it to read committed for this role"
        )));
    }
    // That somebody ended a commit's wait for the standby is told by a warning alone.
    if row.get::<_, &str>(5) == "error" {
        return Err(StoreError::Schema(
            "the database runs with client_min_messages = error: set it to warning for this role"
                .to_owned(),
        ));
    }
    if !row.get::<_, bool>(3) {
        return Err(missing());
    }
    may(client).await?;
    let row = client.query_typed_one("select schema, needs from landport.version", &[]);
    let row = row.await.map_err(|error| refused(&error))?;
    let (schema, needs): (i32, i32) = (row.get(0), row.get(1));
    if needs > SCHEMA {
        return Err(too_new(schema, needs));
    }
    match schema {
        0 => Err(missing()),
        older if older < SCHEMA => Err(StoreError::Schema(format!(
            "the tables are of schema {older} and this version needs {SCHEMA}: \
             run `landport store migrate`"
        ))),
        _ => whole(client).await,
    }
}

/// Whether this role may do with the tables what a node does.
async fn may(client: &Client) -> Result<(), StoreError> {
    let sql = "select current_user::text, n.nspname || '.' || c.relname from pg_namespace n, pg_class c \
               where n.nspname = 'landport' and c.relnamespace = n.oid \
               and c.relname in ('entry', 'outbox', 'changed', 'node', 'version') \
               and not (has_schema_privilege(n.oid, 'usage') and has_table_privilege(c.oid, 'select') \
                 and (c.relname = 'version' or has_table_privilege(c.oid, 'insert') \
                   and has_table_privilege(c.oid, 'update') and has_table_privilege(c.oid, 'delete'))) \
               order by 2 limit 1";
    let row = client.query_typed_opt(sql, &[]).await;
    match row.map_err(|error| refused(&error))? {
        None => Ok(()),
        Some(row) => Err(StoreError::Schema(format!(
            "the role {} may not use the table {}: run `landport store migrate --owner ROLE` with the role that owns it",
            row.get::<_, &str>(0),
            row.get::<_, &str>(1)
        ))),
    }
}

/// Whether everything was copied that somebody began to copy into it.
async fn whole(client: &Client) -> Result<(), StoreError> {
    let (key, sql) = (
        unfinished(),
        "select exists (select from landport.entry where key = $1)",
    );
    let name = &key.as_bytes()[..];
    let row = client.query_typed_one(sql, &[(&name, Type::BYTEA)]).await;
    match row.map_err(|error| refused(&error))?.get(0) {
        true => Err(half()),
        false => Ok(()),
    }
}

/// A commit that waits must wait for the disk, and for the standby where the server names one.
pub(super) fn waits(synchronous_commit: &str) -> Result<(), StoreError> {
    match synchronous_commit {
        "on" | "remote_apply" => Ok(()),
        weaker => Err(StoreError::Schema(format!(
            "the database runs with synchronous_commit = {weaker}: set it to on, or what was taken \
             once can be taken twice after a failure"
        ))),
    }
}

fn too_new(schema: i32, needs: i32) -> StoreError {
    StoreError::Schema(format!(
        "the tables are of schema {schema}, which needs a version of Landport for schema {needs} \
         or later; this one is for {SCHEMA}"
    ))
}

fn refused(error: &tokio_postgres::Error) -> StoreError {
    StoreError::Io(said(error))
}
