// SPDX-License-Identifier: EUPL-1.2
//! The gateway's rooms from outside, a module a room.

mod configuration;
mod ground;
mod keys;
mod peers;
mod serve;
