// SPDX-License-Identifier: EUPL-1.2
//! The HTTP face: routes, handlers, cookies, headers, errors.

pub mod cookie;
pub mod headers;
pub mod routes;
