// SPDX-License-Identifier: EUPL-1.2
//! The HTTP face: routes, handlers, cookies, headers, errors.

pub mod around;
pub mod clients;
pub(crate) mod console;
pub mod cors;
pub mod eidas;
pub mod error;
pub mod glance;
pub mod headers;
mod help;
pub mod integrate;
pub mod login;
pub mod logout;
pub mod matched;
pub mod national;
pub mod oidc;
pub mod own;
pub mod proxy;
mod queue;
pub mod routes;
mod said;
pub mod site;
pub mod time;
pub mod trace;
pub(crate) mod unserved;
pub mod wallet;
