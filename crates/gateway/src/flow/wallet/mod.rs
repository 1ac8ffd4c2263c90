// SPDX-License-Identifier: EUPL-1.2
//! A person logs in with a wallet: the PID of our own country, presented to us (OpenID4VP 1.0).
//!
//! Read downward, hop by hop: [`choice`] and [`choose`] make two requests, one for a wallet on the
//! browser's device and one for a wallet elsewhere; [`page`] shows them; [`request_object`] answers
//! the wallet that fetches one; [`receive`] verifies what it presents and seals it to the browser;
//! [`answer`] is the browser that takes it. From there on it is the road of every national e-ID.
//!
//! The wallet brings no cookie, so nothing it posts ends a login: it only lays an answer down, which
//! opens under the browser's secret alone ([`store::absent`], ADR 11). An answer to the link needs its
//! code too, so that a wallet which was opened by a link in another browser ends no login here.
//!
//! A browser that finds wallets itself brings answer and cookie in one request: [`requests`] and
//! [`presented`].

mod ask;
mod dc_api;
mod receive;
mod record;
mod take;

pub(in crate::flow) use ask::reaches;
pub use ask::{Page, choice, choose, page, request_object};
pub use dc_api::{Shown, presented, requests};
pub use receive::{Said, may_be_answer, receive};
pub use take::{State, answer, answered_elsewhere, code_lives, state};
