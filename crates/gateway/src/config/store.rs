// SPDX-License-Identifier: EUPL-1.2
//! `[store]` as written.

use std::path::PathBuf;

use super::read::{At, Field, Presence, Read, Reader, Section, read_text, section, words};
use super::words::StoreKind;
use toml::Spanned;
use toml::de::DeValue;

section! {
    /// Where the gateway keeps what it must remember between two requests. One node alone needs
    /// nothing here. Several nodes that serve the same people share one PostgreSQL (15 or later);
    /// docs/operations.md shows how. A change needs a restart.
    StoreWritten {
        /// `embedded`: in the data directory, for one node. `postgresql`: in a database, for as many
        /// nodes as speak to it; everything below is for that.
        kind: StoreKind = Default "\"embedded\"",
        /// The servers, each as `host:port` or as the absolute directory of a Unix socket. They are
        /// tried in order for one that takes writes: after a failover that is another.
        hosts: Vec<At<String>> = Optional "[\"db1.example.no:5432\", \"db2.example.no:5432\"]",
        /// The database.
        database: String = Default "\"landport\"",
        /// The role that the gateway is there.
        user: String = Default "\"landport\"",
        /// A file with its password, read again for each connection. Only the gateway's user may be
        /// able to read it.
        password_file: PathBuf = Optional "\"keys/database.password\"",
        /// The authorities (PEM) that the servers' certificates come from. Connections are TLS, with
        /// name and chain verified. Only servers on this machine are spoken to without.
        authorities: PathBuf = Optional "\"tls/database-ca.pem\"",
        /// The most connections of this node. One more listens for changes.
        connections: u32 = Default "16",
        /// How many seconds connecting to a server may take.
        connect_seconds: u32 = Default "3",
        /// How many seconds a statement may take. Then the request fails, and nothing is released.
        statement_seconds: u32 = Default "5",
        /// A pooler in transaction mode stands between the gateway and the servers, as pgbouncer does.
        pooler: bool = Default "false",
    }
}

words!(StoreKind {
    "embedded" => Self::Embedded,
    "postgresql" => Self::PostgreSql,
});
