// SPDX-License-Identifier: EUPL-1.2
//! The calls themselves: one deadline for all of a step, and what their failure means.

use std::time::Duration;

use oidc::client::{VerifiedIdToken, VerifiedProvider};
use oidc::jose::JwkSet;
use serde_json::{Map, Value};
use url::Url;

use super::breaker::Carried;
use super::{Failure, Upstream};
use crate::fetch::{FetchError, FetchRequest, Fetched, Payload, Reach};
use store::Handle;
use store::env::{Deadline, Env};

/// A token answer, a discovery document or a key set: ID-porten's longest has 5 KiB, and 1,000
/// keys (UP-08) would have 200.
const MOST_BYTES: usize = 64 * 1024;

/// No person waits longer for an e-ID that is down or slow: UP-10 and requirement R-06 say five
/// seconds. So long may all calls of a step take together; one alone takes some tenths.
pub const LONGEST: Duration = Duration::from_secs(5);

/// A begin, an answer, or one look in the background: its calls share one deadline.
///
/// Attack: an e-ID, or somebody between, that answers each call just in time: discovery, token,
/// keys and userinfo one after the other would keep a person, and what her login holds here, four
/// times as long. Trade: an e-ID that needs longer for all of an answer counts as down.
pub struct Step<'a> {
    pub(super) env: &'a Env,
    deadline: Deadline,
    /// The login in whose course the calls are made.
    login: Carried<'a>,
}

impl Step<'_> {
    /// Waits for this as long as the step may take.
    pub(super) async fn wait_for<T>(&self, work: impl Future<Output = T>) -> Result<T, Failure> {
        let outcome = tokio::time::timeout(self.deadline.left(), work).await;
        outcome.map_err(|_| Failure::Unavailable {
            reason: "timed_out",
            detail: "its answer to somebody else took too long".to_owned(),
        })
    }
}

impl Upstream {
    /// A step begins.
    pub(super) fn step<'a>(&self, env: &'a Env) -> Step<'a> {
        let deadline = env.deadline(self.provider.deadline.min(LONGEST));
        let login = Carried::Nothing;
        Step {
            env,
            deadline,
            login,
        }
    }

    /// A step of this login begins.
    pub fn step_of<'a>(&self, login: &'a Handle, env: &'a Env) -> Step<'a> {
        Step {
            login: Carried::Of(login.as_str()),
            ..self.step(env)
        }
    }

    /// A form to PAR or token endpoint, with our credential.
    pub(super) async fn post_as_client(
        &self,
        endpoint: &str,
        parameters: Vec<(String, String)>,
        provider: &VerifiedProvider,
        step: &Step<'_>,
    ) -> Result<Vec<u8>, Failure> {
        let (jti, now) = (step.env.bytes::<32>(), step.env.now_s());
        let request = self.party.authenticated(parameters, provider, &jti, now)?;
        let mut headers = vec![("accept", "application/json")];
        if let Some(authorization) = &request.authorization {
            headers.push(("authorization", authorization));
        }
        let form = Payload::Form(request.parameters);
        let carried = step.login;
        let answer = self.call(endpoint, &headers, Some(form), carried, step);
        Ok(answer.await?.body.into())
    }

    /// OIDC Core §5.3; bound to the ID token's `sub`: UP-07.
    pub(super) async fn userinfo(
        &self,
        endpoint: &str,
        access_token: &str,
        id_token: &VerifiedIdToken,
        keys: &JwkSet,
        step: &Step<'_>,
    ) -> Result<Map<String, Value>, Failure> {
        let bearer = format!("Bearer {access_token}");
        let headers = [
            ("accept", "application/json, application/jwt"),
            ("authorization", bearer.as_str()),
        ];
        let carried = step.login;
        let answer = self.call(endpoint, &headers, None, carried, step).await?;
        if answer.content_type.as_deref().is_some_and(is_jwt) {
            let jwt = std::str::from_utf8(&answer.body).map_err(|_| oidc::Malformed::Jws);
            let jwt = jwt.map_err(oidc::Error::from)?;
            return Ok(id_token.signed_userinfo(jwt, &self.party, keys)?);
        }
        Ok(id_token.userinfo(&answer.body)?)
    }

    pub(super) async fn read(&self, address: &str, step: &Step<'_>) -> Result<Fetched, Failure> {
        let headers = [("accept", "application/json")];
        self.call(address, &headers, None, Carried::Nothing, step)
            .await
    }

    /// One call, within what is left of the step's deadline. An answer of any status that the
    /// caller can read is an answer; a status of 5xx or 429, or none at all, is a failure and counts.
    async fn call(
        &self,
        address: &str,
        headers: &[(&str, &str)],
        form: Option<Payload>,
        carried: Carried<'_>,
        step: &Step<'_>,
    ) -> Result<Fetched, Failure> {
        let url = Url::parse(address).map_err(|_| oidc::Error::from(oidc::Malformed::Url))?;
        let request = FetchRequest {
            url: &url,
            // The e-ID named the address, but only hosts of the operator's list are ever called:
            // UP-11.
            reach: Reach::Operator {
                private: self.provider.private,
            },
            limit: MOST_BYTES,
            roots: &self.provider.extra_roots,
            headers,
            since: None,
        };
        let call = async {
            match form {
                Some(form) => self.fetch.post(&request, form).await.map(Some),
                None => self.fetch.get(&request).await,
            }
        };
        let (eid, watch) = (self.settings.id.as_str(), step.env.stopwatch());
        let left = step.deadline.left();
        let outcome = tokio::time::timeout(left, call).await;
        let count = |outcome| self.metrics.eid_called(eid, outcome, watch.elapsed());
        let answered = matches!(outcome, Ok(Ok(Some(_))));
        let (reason, detail) = match outcome {
            Ok(Ok(Some(answer))) if answer.status < 500 && answer.status != 429 => {
                count("answered");
                return Ok(answer);
            }
            Ok(Ok(answer)) => (
                "status",
                answer.map_or(304, |answer| answer.status).to_string(),
            ),
            Ok(Err(error)) => (reason_of(&error), error.to_string()),
            Err(_) => (
                "timed_out",
                format!("no answer within the last {} ms", left.as_millis()),
            ),
        };
        count(reason);
        let failure = Failure::Unavailable { reason, detail };
        let now_ms = step.env.now_ms();
        if self.breaker.failed(now_ms, carried, answered) {
            self.is_down(&failure);
        }
        Err(failure)
    }

    pub(super) fn is_down(&self, failure: &Failure) {
        let eid = self.settings.id.as_str();
        self.metrics.eid_is_up(eid, false);
        tracing::error!(eid, %failure, "an e-ID fails: nobody is sent there for a while");
    }
}

/// OIDC Core §5.3.2: `application/jwt`. RFC 9110 §8.3.1: "The type and subtype tokens are case-insensitive", and parameters
/// may follow.
fn is_jwt(content_type: &str) -> bool {
    let kind = content_type.split(';').next().unwrap_or_default();
    kind.trim().eq_ignore_ascii_case("application/jwt")
}

fn reason_of(error: &FetchError) -> &'static str {
    match error {
        FetchError::Forbidden { .. } => "address_forbidden",
        FetchError::TimedOut { .. } => "timed_out",
        FetchError::TooLarge { .. } => "too_large",
        FetchError::Misconfigured(_) => "misconfigured",
        _ => "unreachable",
    }
}

#[cfg(test)]
mod tests {
    use super::is_jwt;

    #[test]
    fn rfc9110_s8_3_1_a_media_type_is_no_matter_of_case() {
        for signed in [
            "application/jwt",
            "Application/JWT",
            " application/jwt ; charset=utf-8",
        ] {
            assert!(is_jwt(signed), "{signed}");
        }
        for other in ["application/json", "application/jwt-of-another", "jwt", ""] {
            assert!(!is_jwt(other), "{other}");
        }
    }
}
