// SPDX-License-Identifier: EUPL-1.2
//! Clients that are registered while the gateway runs. docs/adr/0015.
//!
//! Each is the very same thing as a `[[client]]` section: it is kept by the names of that section, read by
//! the same reader and held to the same rules ([`crate::settings::registered`]), so that there is one
//! place that says what a client may be. What stands in the configuration file is changed there.
//!
//! ```text
//! members   the names of RFC 7591 outside, those of the section inside
//! record    what is kept of one client, and what of it is shown
//! order     what can be done, by whom it is not asked here
//! known     what the store holds, read: in force together with the file
//! access    who may get what
//! ```
//!
//! A change is written down, then made in the store by compare-and-set, then put in force. The store tells
//! every other node by a statement of its own after it; each reads the store anew.

mod access;
mod known;
mod members;
mod order;
mod record;
mod schema;

pub use self::access::{Access, access};
pub use self::known::{Known, Registry};
pub use self::members::{FROM_US, MEMBERS, Member, Written};
pub(crate) use self::order::seconds;
pub use self::order::{House, Order, Refusal, Said};
pub use self::record::{Registration, State};
pub use self::schema::openapi;

/// Clients of the registry, removed ones included. A country of five million has some two thousand
/// services with a login; each change reads at most this many records at every node.
pub const MOST_CLIENTS: usize = 5_000;

/// Octets of one client as it is kept. Five RSA-4096 keys with a certificate each are 20 KB; a request
/// to the API has 64 KB at most.
pub const MOST_OCTETS: usize = 32 * 1024;

/// Changes over the API at this node: so many at once, and then one a second. A script that registers every client
/// of a country is done within the hour; a thief's is noticed before.
pub const CHANGES_AT_ONCE: i64 = 60;
