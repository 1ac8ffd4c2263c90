// SPDX-License-Identifier: EUPL-1.2
//! The national side of both roads: a person chooses a national e-ID and proves herself there.
//!
//! Read downward, hop by hop: [`eids`] and [`choose`], [`go`]; then [`callback::answer`] takes the
//! e-ID's answer. Where test persons stand in place of an e-ID, [`persona`] takes the choice of one.
//! Who asks is in [`crate::login::Login::ask`]: a national service gets a code, and a session that
//! [`crate::flow::end::session`] shares between services; a foreign connector's person is asked for consent.

pub mod callback;
mod choose;
mod go;
pub mod persona;
mod proof;

pub(in crate::flow) use choose::reached_by_any;
pub use choose::{choose, closed, eids, link, linkable};
pub use go::{Gone, go};
