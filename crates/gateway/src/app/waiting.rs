// SPDX-License-Identifier: EUPL-1.2
//! Where requests are answered while keys lie in a device that is waited for: on threads of their own, so
//! that those that answer everybody else never wait. Without such a key there are none of these, and
//! nothing is different.
//!
//! Attack (R-28, OPS-06): a device hangs, and every thread that answers hangs in it. Defence: only these
//! threads call it; so many requests may be there at once, the next gets 503 at once, and so does
//! whoever waited too long. Pages, the keys in `/jwks.json` and our metadata go on.

use std::convert::Infallible;
use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use axum::response::{IntoResponse as _, Response};
use http::{HeaderValue, StatusCode, header};
use tokio::runtime::{Builder, Runtime};
use tokio::sync::Semaphore;

/// A login has some ten requests in half a minute; a thousand at once are a hundred logins a second for as
/// long as they may wait.
const MOST: usize = 1024;
/// Longer than a device and its second try take, and not as long as a browser waits.
const DEADLINE: Duration = Duration::from_secs(15);
/// Beside one thread for each session: those that wait for the register or the disk meanwhile.
const SPARE: usize = 4;

/// The threads.
#[derive(Debug)]
pub(crate) struct Waiting {
    runtime: Option<Runtime>,
    room: Arc<Semaphore>,
}

impl Waiting {
    /// For a device with so many sessions.
    pub(crate) fn new(sessions: usize) -> Self {
        let runtime = Builder::new_multi_thread()
            .worker_threads(sessions.saturating_add(SPARE))
            .max_blocking_threads(SPARE)
            .thread_name("waits")
            .enable_all()
            .build();
        let runtime = runtime.inspect_err(|error| {
            tracing::error!(%error, "there are no threads to wait for keys");
        });
        Self {
            runtime: runtime.ok(),
            room: Arc::new(Semaphore::new(MOST)),
        }
    }

    /// Answers there.
    pub(crate) async fn answer<L: Send + 'static>(
        &self,
        work: impl Future<Output = (Result<Response, Infallible>, Option<L>)> + Send + 'static,
    ) -> (Response, Option<L>) {
        let (Ok(room), Some(runtime)) = (Arc::clone(&self.room).try_acquire_owned(), &self.runtime)
        else {
            return (unavailable(), None);
        };
        // What is begun goes on when nobody waits any more, as it does at the other threads.
        let task = runtime.spawn(async move {
            let _room = room;
            let (Ok(response), login) = work.await;
            (response, login)
        });
        match tokio::time::timeout(DEADLINE, task).await {
            Ok(Ok(answered)) => answered,
            Ok(Err(_)) => (StatusCode::INTERNAL_SERVER_ERROR.into_response(), None),
            Err(_) => (unavailable(), None),
        }
    }
}

fn unavailable() -> Response {
    let mut response = StatusCode::SERVICE_UNAVAILABLE.into_response();
    let soon = HeaderValue::from_static("5");
    response.headers_mut().insert(header::RETRY_AFTER, soon);
    response
}

impl Drop for Waiting {
    fn drop(&mut self) {
        // One that hangs in its device is not waited for.
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn who_answers_hangs_in_no_device() {
        let waiting = Waiting::new(1);
        let (release, hangs) = std::sync::mpsc::channel::<()>();
        let hanging = waiting.answer(async move {
            let _ = hangs.recv();
            (Ok(StatusCode::OK.into_response()), None::<()>)
        });
        let beside =
            waiting.answer(async { (Ok(StatusCode::NO_CONTENT.into_response()), None::<()>) });
        let mut hanging = Box::pin(hanging);
        tokio::select! {
            _ = &mut hanging => panic!("it hangs"),
            (response, _) = beside => assert_eq!(response.status(), StatusCode::NO_CONTENT),
        }
        release.send(()).unwrap();
        assert_eq!(hanging.await.0.status(), StatusCode::OK);
    }

    #[tokio::test]
    async fn who_finds_no_room_is_told_at_once() {
        let waiting = Waiting::new(1);
        waiting.room.forget_permits(MOST);
        let response = waiting.answer(async { (Ok(StatusCode::OK.into_response()), None::<()>) });
        let (response, _) = response.await;
        assert_eq!(response.status(), StatusCode::SERVICE_UNAVAILABLE);
        assert_eq!(response.headers()["retry-after"], "5");
    }
}
