//! Every statement of the store, each of which does the work of a verb in one round trip.
//!
//! A statement is a transaction of its own, so that it works behind a pooler that hands out
//! connections by transaction. Whether its commit waits for the disk is said inside of it, by
//! `set_config(…, is_local)`, for the same reason: a setting of the session would be somebody else's
//! a moment later.

use tokio_postgres::types::Type;

/// A statement and the types of its parameters.
#[derive(Debug)]
pub(super) struct Sql {
    pub(super) text: &'static str,
    pub(super) types: &'static [Type],
}

/// Writes, in place of what was there. Does not wait for the disk.
pub(super) const PUT: Sql = Sql {
    text: "insert into landport.entry (key, value, expires_ms) \
           select $1, $2, $3 from set_config('synchronous_commit', 'off', true) \
           on conflict (key) do update set value = excluded.value, \
           expires_ms = excluded.expires_ms, taken_ms = null, taker = null, mark = null, \
           answer = null",
    types: &[Type::BYTEA, Type::BYTEA, Type::INT8],
};

/// The same for what never ends: waits for the disk.
pub(super) const PUT_LASTING: Sql = Sql {
    text: "insert into landport.entry (key, value, expires_ms) values ($1, $2, $3) \
           on conflict (key) do update set value = excluded.value, \
           expires_ms = excluded.expires_ms, taken_ms = null, taker = null, mark = null, \
           answer = null",
    types: &[Type::BYTEA, Type::BYTEA, Type::INT8],
};

/// What stands and every node must know is told by the statement that changes it: at once to who
/// listens, and by a number to who looks. Attack of chance: a node that dies between a change and its
/// word leaves the others with what was. Defence: there is nothing between.
macro_rules! told {
    ($change:literal) => {
        concat!(
            "with done as (",
            $change,
            " returning 1), numbered as ( \
               update landport.changed set number = number + 1 \
               where exists (select from done)) \
             select pg_notify('landport', '')::text from done"
        )
    };
}

/// As [`PUT_LASTING`], and tells.
pub(super) const PUT_TOLD: Sql = Sql {
    text: told!(
        "insert into landport.entry (key, value, expires_ms) values ($1, $2, $3) \
         on conflict (key) do update set value = excluded.value, \
         expires_ms = excluded.expires_ms, taken_ms = null, taker = null, mark = null, \
         answer = null"
    ),
    types: PUT_LASTING.types,
};

/// As [`INSERT_NEW`], and tells where it was new.
pub(super) const INSERT_NEW_TOLD: Sql = Sql {
    text: told!(
        "insert into landport.entry as e (key, value, expires_ms) values ($1, $2, $3) \
         on conflict (key) do update set value = excluded.value, \
         expires_ms = excluded.expires_ms, taken_ms = null, taker = null, mark = null, \
         answer = null where e.expires_ms <= $4"
    ),
    types: INSERT_NEW.types,
};

/// As [`REPLACE`], and tells where it was replaced.
pub(super) const REPLACE_TOLD: Sql = Sql {
    text: told!(
        "update landport.entry set value = $3, expires_ms = $4 \
         where key = $1 and value = $2 and taken_ms is null and expires_ms > $5"
    ),
    types: REPLACE.types,
};

/// As [`REMOVE`], and tells where something lay there.
pub(super) const REMOVE_TOLD: Sql = Sql {
    text: told!("delete from landport.entry where key = $1"),
    types: REMOVE.types,
};

/// Reads what is alive at `$2`.
pub(super) const GET: Sql = Sql {
    text: "select value from landport.entry \
           where key = $1 and expires_ms > $2 and taken_ms is null",
    types: &[Type::BYTEA, Type::INT8],
};

/// Reads what is alive at `$2` of several, all of one moment.
pub(super) const GET_ALL: Sql = Sql {
    text: "select key, value from landport.entry \
           where key = any ($1) and expires_ms > $2 and taken_ms is null",
    types: &[Type::BYTEA_ARRAY, Type::INT8],
};

/// As [`GET_ALL`], and where one of `$3` is found its commit waits: what is seen was written to the log before it.
pub(super) const RELEASED: Sql = Sql {
    text: "with found as materialized ( \
             select key, value from landport.entry \
             where key = any ($1) and expires_ms > $2 and taken_ms is null), \
           waited as materialized ( \
             select pg_logical_emit_message(true, 'landport', '')::text as at \
             where exists (select from found where key = any ($3))) \
           select key, value, current_setting('synchronous_commit'), (select at from waited) \
           from found",
    types: &[Type::BYTEA_ARRAY, Type::INT8, Type::BYTEA_ARRAY],
};

/// Writes and removes several, each key once, all at one moment. Does not wait for the disk.
pub(super) const WRITE: Sql = Sql {
    text: "with lazy as materialized (select set_config('synchronous_commit', 'off', true)), \
           gone as (delete from landport.entry e using lazy where e.key = any ($4)) \
           insert into landport.entry (key, value, expires_ms) \
           select n.key, n.value, n.expires_ms \
           from lazy, unnest($1, $2, $3) as n (key, value, expires_ms) order by n.key \
           on conflict (key) do update set value = excluded.value, \
           expires_ms = excluded.expires_ms, taken_ms = null, taker = null, mark = null, \
           answer = null",
    types: &[
        Type::BYTEA_ARRAY,
        Type::BYTEA_ARRAY,
        Type::INT8_ARRAY,
        Type::BYTEA_ARRAY,
    ],
};

/// Marks as taken what is alive, and gives what was there before, and whether something is alive under one of `$6`. Of a
/// hundred at once each waits for the row, and sees what the one before it left.
pub(super) const TAKE: Sql = Sql {
    text: "with old as materialized ( \
             select key, expires_ms, value, taken_ms, taker, answer from landport.entry \
             where key = $1 and expires_ms > $2 for update), \
           lazy as materialized ( \
             select set_config('synchronous_commit', 'off', true) from old), \
           won as ( \
             update landport.entry e set value = null, taken_ms = $2, taker = $3, mark = $4, \
             expires_ms = greatest(e.expires_ms, $5) \
             from old, lazy where e.key = old.key and old.taken_ms is null) \
           select expires_ms, value, taken_ms, taker, answer, exists ( \
             select from landport.entry b \
             where b.key = any ($6) and b.expires_ms > $2 and b.taken_ms is null) \
           from old",
    types: &[
        Type::BYTEA,
        Type::INT8,
        Type::BYTEA,
        Type::BYTEA,
        Type::INT8,
        Type::BYTEA_ARRAY,
    ],
};

/// Writes unless something that is not over lies there. Waits for the disk: a mark that a standby
/// does not have is none after it took over.
pub(super) const INSERT_NEW: Sql = Sql {
    text: "insert into landport.entry as e (key, value, expires_ms) values ($1, $2, $3) \
           on conflict (key) do update set value = excluded.value, \
           expires_ms = excluded.expires_ms, taken_ms = null, taker = null, mark = null, \
           answer = null where e.expires_ms <= $4 returning 1",
    types: &[Type::BYTEA, Type::BYTEA, Type::INT8, Type::INT8],
};

/// Of what is new, or lies in place of what is over at `$1`, something comes back.
macro_rules! claimed {
    () => {
        "on conflict (key) do update set value = excluded.value, \
         expires_ms = excluded.expires_ms, taken_ms = null, taker = null, mark = excluded.mark, \
         answer = null where e.expires_ms <= $1 returning 1"
    };
}

/// As [`INSERT_NEW`] up to three, each only where the one before it was new, each under a mark of the claim's own,
/// without waiting: [`FLUSH`] looks whether they still lie there. What has no key is left out.
pub(super) const CLAIM_IN_TURN: Sql = Sql {
    text: concat!(
        "with lazy as materialized (select set_config('synchronous_commit', 'off', true)), \
           a as ( \
             insert into landport.entry as e (key, value, expires_ms, mark) \
             select $2, $3, $4, $5 from lazy ",
        claimed!(),
        "), \
           b as ( \
             insert into landport.entry as e (key, value, expires_ms, mark) \
             select $6, $7, $8, $9 where $6 is not null and exists (select from a) ",
        claimed!(),
        "), \
           c as ( \
             insert into landport.entry as e (key, value, expires_ms, mark) \
             select $10, $11, $12, $13 where $10 is not null and exists (select from b) ",
        claimed!(),
        ") \
           select (select count(*) from a) + (select count(*) from b) + (select count(*) from c)"
    ),
    types: &[
        Type::INT8,
        Type::BYTEA,
        Type::BYTEA,
        Type::INT8,
        Type::BYTEA,
        Type::BYTEA,
        Type::BYTEA,
        Type::INT8,
        Type::BYTEA,
        Type::BYTEA,
        Type::BYTEA,
        Type::INT8,
        Type::BYTEA,
    ],
};

/// Writes in place of what was read. Waits for the disk.
pub(super) const REPLACE: Sql = Sql {
    text: "update landport.entry set value = $3, expires_ms = $4 \
           where key = $1 and value = $2 and taken_ms is null and expires_ms > $5 returning 1",
    types: &[
        Type::BYTEA,
        Type::BYTEA,
        Type::BYTEA,
        Type::INT8,
        Type::INT8,
    ],
};

/// The same without waiting.
pub(super) const REPLACE_LAZILY: Sql = Sql {
    text: "update landport.entry e set value = $3, expires_ms = $4 \
           from (select set_config('synchronous_commit', 'off', true)) as lazy \
           where key = $1 and value = $2 and taken_ms is null and expires_ms > $5 returning 1",
    types: &[
        Type::BYTEA,
        Type::BYTEA,
        Type::BYTEA,
        Type::INT8,
        Type::INT8,
    ],
};

/// The same, and where it was replaced writes `$6` to `$8`, removes `$9`, and keeps the answer of a take that is still
/// its taker's: whether that was one.
pub(super) const REPLACE_WITH: Sql = Sql {
    text: "with lazy as materialized (select set_config('synchronous_commit', 'off', true)), \
           replaced as ( \
             update landport.entry e set value = $3, expires_ms = $4 from lazy \
             where key = $1 and value = $2 and taken_ms is null and expires_ms > $5 returning 1), \
           put as ( \
             insert into landport.entry (key, value, expires_ms) \
             select n.key, n.value, n.expires_ms \
             from replaced, unnest($6, $7, $8) as n (key, value, expires_ms) order by n.key \
             on conflict (key) do update set value = excluded.value, \
             expires_ms = excluded.expires_ms, taken_ms = null, taker = null, mark = null, \
             answer = null), \
           gone as (delete from landport.entry e using replaced where e.key = any ($9)), \
           settled as ( \
             update landport.entry e set answer = $12 from replaced \
             where e.key = $10 and e.mark = $11 returning 1) \
           select (select count(*) from settled) from replaced",
    types: &[
        Type::BYTEA,
        Type::BYTEA,
        Type::BYTEA,
        Type::INT8,
        Type::INT8,
        Type::BYTEA_ARRAY,
        Type::BYTEA_ARRAY,
        Type::INT8_ARRAY,
        Type::BYTEA_ARRAY,
        Type::BYTEA,
        Type::BYTEA,
        Type::BYTEA,
    ],
};

/// Removes. Waits for the disk.
pub(super) const REMOVE: Sql = Sql {
    text: "delete from landport.entry where key = $1",
    types: &[Type::BYTEA],
};

/// The same without waiting.
pub(super) const REMOVE_LAZILY: Sql = Sql {
    text: "delete from landport.entry e \
           using (select set_config('synchronous_commit', 'off', true)) as lazy where key = $1",
    types: &[Type::BYTEA],
};

/// The text of [`FLUSH`] and [`FLUSH_LATER`].
macro_rules! flush {
    ($first:literal, $last:literal) => {
        concat!(
            "with ",
            $first,
            "lines as ( \
             insert into landport.outbox (node, key, value) \
             select $4, n.key, n.value from unnest($5, $6) as n (key, value) \
             on conflict (node, key) do update set value = excluded.value), \
           gone as (delete from landport.outbox where node = $4 and key = any ($7)), \
           claimed as ( \
             select key, value, expires_ms, mark \
             from unnest($8, $9, $10, $11) as c (key, value, expires_ms, mark)), \
           anew as ( \
             insert into landport.entry (key, value, expires_ms, mark) \
             select * from claimed order by key on conflict (key) do nothing returning key), \
           held as materialized ( \
             select key from anew union \
             select e.key from landport.entry e, claimed c \
             where e.key = c.key and e.mark = c.mark), \
           settled as ( \
             update landport.entry e set answer = s.answer \
             from unnest($1, $2, $3) as s (key, mark, answer) \
             where e.key = s.key and e.mark = s.mark \
               and (select count(*) from held) = cardinality($8) returning e.key), \
           removed as ( \
             delete from landport.entry e where e.key = any ($15) \
               and (select count(*) from held) = cardinality($8)), \
           behind as ( \
             insert into landport.entry (key, value, expires_ms) \
             select n.key, n.value, n.expires_ms \
             from unnest($12, $13, $14) as n (key, value, expires_ms) \
             where (select count(*) from held) = cardinality($8) order by n.key \
             on conflict (key) do update set value = excluded.value, \
             expires_ms = excluded.expires_ms where entry.taken_ms is null) \
           select current_setting('synchronous_commit'), \
             pg_logical_emit_message(true, 'landport', '')::text, \
             array (select key from settled), \
             array (select key from held)",
            $last
        )
    };
}

/// Makes last what was written before it by anybody, since the log of the database is one: kept
/// answers, this node's lines of the audit trail, and a record of the log that the commit waits for.
/// Gives of the claims those that are still their claimer's, each once, where a claim that is gone with
/// a database before this one is made anew; and the keys whose mark is still that of their taker.
/// Where one claim is somebody else's no answer is kept, and nothing is written that stands behind the
/// claims: any node would release it. Sent once more it makes nothing live again that was taken meanwhile.
pub(super) const FLUSH: Sql = Sql {
    text: flush!("", ""),
    types: &[
        Type::BYTEA_ARRAY,
        Type::BYTEA_ARRAY,
        Type::BYTEA_ARRAY,
        Type::TEXT,
        Type::BYTEA_ARRAY,
        Type::BYTEA_ARRAY,
        Type::BYTEA_ARRAY,
        Type::BYTEA_ARRAY,
        Type::BYTEA_ARRAY,
        Type::INT8_ARRAY,
        Type::BYTEA_ARRAY,
        Type::BYTEA_ARRAY,
        Type::BYTEA_ARRAY,
        Type::INT8_ARRAY,
        Type::BYTEA_ARRAY,
    ],
};

/// The same without waiting, for what is waited for where it is released ([`RELEASED`]).
pub(super) const FLUSH_LATER: Sql = Sql {
    text: flush!(
        "lazy as materialized (select set_config('synchronous_commit', 'off', true) as said), ",
        ", (select said from lazy)"
    ),
    types: FLUSH.types,
};

/// Gives a lease back, where it is still this node's. Does not wait for the disk.
pub(super) const RELEASE: Sql = Sql {
    text: "delete from landport.entry e \
           using (select set_config('synchronous_commit', 'off', true)) as lazy \
           where key = $1 and mark = $2",
    types: &[Type::BYTEA, Type::BYTEA],
};

/// Every live value between two keys, in order.
pub(super) const SCAN: Sql = Sql {
    text: "select key, value from landport.entry \
           where key >= $1 and key < $2 and taken_ms is null and expires_ms > $3 order by key",
    types: &[Type::BYTEA, Type::BYTEA, Type::INT8],
};

/// Some of what lies behind a key, in order.
pub(super) const DUMP: Sql = Sql {
    text: "select expires_ms, value, taken_ms, taker, answer, key from landport.entry \
           where key > $1 order by key limit $2",
    types: &[Type::BYTEA, Type::INT8],
};

/// Writes what another store gave. A take that nobody settled there is settled by nobody.
pub(super) const LOAD: Sql = Sql {
    text: "insert into landport.entry (key, expires_ms, value, taken_ms, taker, answer) \
           select * from unnest($1, $2, $3, $4, $5, $6) on conflict (key) do nothing",
    types: &[
        Type::BYTEA_ARRAY,
        Type::INT8_ARRAY,
        Type::BYTEA_ARRAY,
        Type::INT8_ARRAY,
        Type::BYTEA_ARRAY,
        Type::BYTEA_ARRAY,
    ],
};

/// The lines of this node's audit trail.
pub(super) const OUTBOX: Sql = Sql {
    text: "select key, value from landport.outbox where node = $1 order by key",
    types: &[Type::TEXT],
};

/// What changed, and the time there.
pub(super) const LOOK: Sql = Sql {
    text: "select number, (extract(epoch from clock_timestamp()) * 1000)::int8 \
           from landport.changed",
    types: &[],
};

/// That this node lives, of which version it is, and how far the database's clock is ahead of its own.
pub(super) const ALIVE: Sql = Sql {
    text: "insert into landport.node (name, schema, seen, ahead_ms) \
           select $1, $2, clock_timestamp(), $3 \
           from set_config('synchronous_commit', 'off', true) \
           on conflict (name) do update set schema = excluded.schema, seen = excluded.seen, \
           ahead_ms = excluded.ahead_ms",
    types: &[Type::TEXT, Type::INT4, Type::INT8],
};

/// This node leaves: who waits until no node runs need not wait for it.
pub(super) const LEFT: Sql = Sql {
    text: "delete from landport.node where name = $1",
    types: &[Type::TEXT],
};

/// Whether of the other nodes that live more have a clock no further from the database's than this than have
/// one that is. Who does not know yet counts for neither.
pub(super) const IN_TIME: Sql = Sql {
    text: "select count(*) filter (where abs(ahead_ms) <= $2) > \
             count(*) filter (where abs(ahead_ms) > $2) \
           from landport.node where name <> $1 \
           and seen > clock_timestamp() - interval '30 seconds'",
    types: &[Type::TEXT, Type::INT8],
};

/// How many nodes said within the last half minute that they live: each does so every ten seconds.
pub(super) const RUNNING: Sql = Sql {
    text: "select count(*) from landport.node \
           where seen > clock_timestamp() - interval '30 seconds'",
    types: &[],
};

/// Removes some of what is over by the earlier of two clocks: a node whose clock runs ahead would
/// take what others still need. One node at a time.
pub(super) const SWEEP: Sql = Sql {
    text: "with turn as materialized (select pg_try_advisory_xact_lock(7808540171) as ours), \
           old as materialized ( \
             select e.key from landport.entry e, turn \
             where turn.ours and e.key < $1 and e.expires_ms <= \
               least($2, (extract(epoch from clock_timestamp()) * 1000)::int8) \
             order by e.key limit $3 for update of e skip locked), \
           gone as ( \
             delete from landport.entry d \
             using old, (select set_config('synchronous_commit', 'off', true)) as lazy \
             where d.key = old.key returning 1) \
           select count(*) from gone",
    types: &[Type::BYTEA, Type::INT8, Type::INT8],
};

/// Whether a commit waits for a standby, and how many connections this role may have here at once.
pub(super) const DOUBTS: Sql = Sql {
    text: "select current_setting('synchronous_standby_names') <> '', \
             least(nullif(r.rolconnlimit, -1), nullif(d.datconnlimit, -1), \
               current_setting('max_connections')::int \
               - current_setting('superuser_reserved_connections')::int)::int8 \
           from pg_roles r, pg_database d \
           where r.rolname = current_user and d.datname = current_database()",
    types: &[],
};

/// The octets that all of it takes.
pub(super) const OCTETS: Sql = Sql {
    text: "select sum(pg_total_relation_size(oid))::int8 from pg_class \
           where relkind = 'r' and relnamespace = 'landport'::regnamespace",
    types: &[],
};
