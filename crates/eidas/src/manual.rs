// SPDX-License-Identifier: EUPL-1.2

//! The manual: what no single type can say.

#[doc = include_str!("manual/flows.md")]
pub mod flows {}

#[doc = include_str!("manual/attacks.md")]
pub mod attacks {}

#[doc = include_str!("manual/profile.md")]
pub mod profile {}

#[doc = include_str!("manual/contradictions.md")]
pub mod contradictions {}
