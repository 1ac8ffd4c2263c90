// SPDX-License-Identifier: EUPL-1.2
//! What surrounds every handler: how long a body may be, before; headers and counting, after.
//!
//! One layer for all three. Each layer of a router lies in a box of its own that is copied for
//! every request, and with functions as middleware once more: with three of them a login made
//! some two hundred allocations more (docs/performance.md).

use std::convert::Infallible;
use std::task::{Context, Poll};

use axum::extract::{DefaultBodyLimit, MatchedPath, Request};
use axum::http::{Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use futures_util::future::BoxFuture;
use tower::{Layer, Service};

use super::cors::{self, ForAnyOrigin};
use super::headers;
use super::help;
use super::unserved::{self, Visitor};
use crate::app::App;
use crate::traces;

/// Everything that is posted, unless a route says otherwise.
const MOST_OF_A_FORM: usize = 64 * 1024;

/// The layer.
#[derive(Clone)]
pub struct Around(pub App);

/// A handler with what surrounds it.
#[derive(Clone)]
pub struct Surrounded<S> {
    app: App,
    inner: S,
}

impl<S> Layer<S> for Around {
    type Service = Surrounded<S>;

    fn layer(&self, inner: S) -> Self::Service {
        let app = self.0.clone();
        Surrounded { app, inner }
    }
}

impl<S> Service<Request> for Surrounded<S>
where
    S: Service<Request, Response = Response, Error = Infallible>,
    S::Future: Send + 'static,
{
    type Response = Response;
    type Error = Infallible;
    type Future = BoxFuture<'static, Result<Response, Infallible>>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        self.inner.poll_ready(context)
    }

    fn call(&mut self, mut request: Request) -> Self::Future {
        let route = request.extensions().get::<MatchedPath>().cloned();
        let method = method(request.method());
        DefaultBodyLimit::max(MOST_OF_A_FORM).apply(&mut request);
        let (app, watch) = (self.app.clone(), self.app.env.stopwatch());
        let visitor = Visitor::of(request.headers());
        let traced = self.app.traces.is_on().then(|| {
            let flow = flow(request.uri().query().unwrap_or_default());
            (flow.map(str::to_owned), self.app.env.now_ms())
        });
        let is_step = method == "HEAD" && !route.as_ref().is_some_and(is_document);
        let may_wait = !route.as_ref().is_some_and(touches_no_key);
        let answer = self.inner.call(request);
        Box::pin(async move {
            // Not even polled: nothing has begun.
            let waiting = app.waiting().filter(|_| may_wait);
            let (mut response, login) = match (is_step, &traced, waiting) {
                (true, ..) => (StatusCode::METHOD_NOT_ALLOWED.into_response(), None),
                (false, None, None) => (answer.await?, None),
                (false, Some(_), None) => {
                    let (answer, login) = traces::hop(answer).await;
                    (answer?, login)
                }
                (false, None, Some(waiting)) => {
                    waiting.answer(async move { (answer.await, None) }).await
                }
                (false, Some(_), Some(waiting)) => waiting.answer(traces::hop(answer)).await,
            };
            if unserved::is_bare(&response) {
                let (status, said) = (response.status(), response.headers().clone());
                let current = app.current();
                let desk = |language| Some(help::ours(&current, language));
                response = unserved::answer(&current.site, &visitor, status, desk);
                if route
                    .as_ref()
                    .is_some_and(|route| cors::is_for_pages(route.as_str()))
                {
                    response.extensions_mut().insert(ForAnyOrigin);
                }
                for name in [header::ALLOW, header::RETRY_AFTER] {
                    if let Some(value) = said.get(&name) {
                        response.headers_mut().insert(name, value.clone());
                    }
                }
            }
            headers::dress(&app, &mut response);
            let route = route.as_ref().map_or("unmatched", MatchedPath::as_str);
            let status = response.status().as_u16();
            app.metrics.request(route, method, status, watch.elapsed());
            if let Some((flow, start_ms)) = traced
                && let Some(login) = login.or(flow)
            {
                let told = (method, route, status);
                app.traces.request(&login, told, start_ms, &app.env);
            }
            Ok(response)
        })
    }
}

/// The login whose page this is, as far as it is one of ours. Another text becomes the name of a trace that has no
/// steps.
fn flow(query: &str) -> Option<&str> {
    let mut pairs = query.split('&');
    let flow = pairs.find_map(|pair| pair.strip_prefix("flow="))?;
    store::Handle::parse(flow).map(|_| flow)
}

/// What may be asked for its headers alone. Everything else is a step: a link checker or a proxy that
/// looks before it leaps would begin a login that nobody wants. RFC 9110 §9.3.2, §9.2.1.
fn is_document(route: &MatchedPath) -> bool {
    let route = route.as_str();
    route == "/"
        || route == "/jwks.json"
        || route == "/favicon.ico"
        || route.starts_with("/.well-known/")
        || route.starts_with("/static/")
        || route.starts_with("/logo/")
        || route.ends_with("/metadata")
}

/// What needs no private key of ours, and goes on while one is away.
fn touches_no_key(route: &MatchedPath) -> bool {
    is_document(route) && !route.as_str().ends_with("/metadata")
}

/// A word of ours: anybody can invent methods.
fn method(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::HEAD => "HEAD",
        Method::OPTIONS => "OPTIONS",
        Method::POST => "POST",
        Method::PUT => "PUT",
        Method::DELETE => "DELETE",
        _ => "other",
    }
}
