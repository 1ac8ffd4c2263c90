// SPDX-License-Identifier: EUPL-1.2
//! One table: method, path, handler, clause.

use axum::{Router, middleware};

use super::headers;
use crate::app::App;

/// Every public address of the gateway.
pub fn router(app: &App) -> Router {
    Router::new()
        .layer(middleware::from_fn_with_state(
            app.clone(),
            headers::every_answer,
        ))
        .with_state(app.clone())
}
