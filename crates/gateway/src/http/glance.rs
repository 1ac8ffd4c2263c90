// SPDX-License-Identifier: EUPL-1.2
//! A look at the beginning of a long body, before it is read whole.

use axum::body::Body;
use axum::http::request::Parts;
use axum::response::Response;
use futures_util::future::BoxFuture;

/// Asked by a listener about each body that is longer than a form of our pages.
pub trait Glance: Send + Sync {
    /// By its request's head and what has come of it: the answer, if the rest is not to be read.
    fn turns_away<'a>(
        &'a self,
        head: &'a Parts,
        beginning: &'a [u8],
    ) -> BoxFuture<'a, Option<Response<Body>>>;
}
