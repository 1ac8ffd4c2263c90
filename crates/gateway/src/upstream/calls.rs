// SPDX-License-Identifier: EUPL-1.2
//! The calls themselves: one deadline each, and what their failure means.

use std::time::Duration;

use oidc::client::{VerifiedIdToken, VerifiedProvider};
use oidc::jose::JwkSet;
use serde_json::{Map, Value};
use url::Url;

use super::{Failure, Upstream};
use crate::env::Env;
use crate::fetch::{FetchError, FetchRequest, Fetched, Payload, Reach};

/// A token answer, a discovery document or a key set: ID-porten's longest has 5 KiB, and 1,000
/// keys (UP-08) would have 200.
const MOST_BYTES: usize = 64 * 1024;

/// No person waits longer for an e-ID that is down. UP-10.
const LONGEST: Duration = Duration::from_secs(5);

impl Upstream {
    /// A form to PAR or token endpoint, with our credential.
    pub(super) async fn post_as_client(
        &self,
        endpoint: &str,
        parameters: Vec<(String, String)>,
        provider: &VerifiedProvider,
        env: &Env,
    ) -> Result<Vec<u8>, Failure> {
        let (jti, now) = (env.bytes::<32>(), env.now_s());
        let request = self.party.authenticated(parameters, provider, &jti, now)?;
        let mut headers = vec![("accept", "application/json")];
        if let Some(authorization) = &request.authorization {
            headers.push(("authorization", authorization));
        }
        let form = Payload::Form(request.parameters);
        let answer = self.call(endpoint, &headers, Some(form), env);
        Ok(answer.await?.body.into())
    }

    /// OIDC Core §5.3; bound to the ID token's `sub`: UP-07.
    pub(super) async fn userinfo(
        &self,
        endpoint: &str,
        access_token: &str,
        id_token: &VerifiedIdToken,
        keys: &JwkSet,
        env: &Env,
    ) -> Result<Map<String, Value>, Failure> {
        let bearer = format!("Bearer {access_token}");
        let headers = [
            ("accept", "application/json, application/jwt"),
            ("authorization", bearer.as_str()),
        ];
        let answer = self.call(endpoint, &headers, None, env).await?;
        let signed = answer
            .content_type
            .as_deref()
            .is_some_and(|kind| kind.trim_start().starts_with("application/jwt"));
        if signed {
            let jwt = std::str::from_utf8(&answer.body).map_err(|_| oidc::Malformed::Jws);
            let jwt = jwt.map_err(oidc::Error::from)?;
            return Ok(id_token.signed_userinfo(jwt, &self.party.client_id, keys)?);
        }
        Ok(id_token.userinfo(&answer.body)?)
    }

    pub(super) async fn read(&self, address: &str, env: &Env) -> Result<Fetched, Failure> {
        let headers = [("accept", "application/json")];
        self.call(address, &headers, None, env).await
    }

    /// One call, within the e-ID's deadline. An answer of any status that the caller can read is
    /// an answer; a status of 5xx or 429, or none at all, is a failure and counts.
    async fn call(
        &self,
        address: &str,
        headers: &[(&str, &str)],
        form: Option<Payload>,
        env: &Env,
    ) -> Result<Fetched, Failure> {
        let url = Url::parse(address).map_err(|_| oidc::Error::from(oidc::Malformed::Url))?;
        let request = FetchRequest {
            url: &url,
            // The e-ID named the address, but only hosts of the operator's list are ever called:
            // UP-11.
            reach: Reach::Operator {
                private: self.settings.private,
            },
            limit: MOST_BYTES,
            roots: &self.settings.extra_roots,
            headers,
            since: None,
        };
        let call = async {
            match form {
                Some(form) => self.fetch.post(&request, form).await.map(Some),
                None => self.fetch.get(&request).await,
            }
        };
        let deadline = self.settings.deadline.min(LONGEST);
        let (eid, watch) = (self.settings.id.as_str(), env.stopwatch());
        let outcome = tokio::time::timeout(deadline, call).await;
        let count = |outcome| self.metrics.eid_called(eid, outcome, watch.elapsed());
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
                format!("no answer within {} ms", deadline.as_millis()),
            ),
        };
        count(reason);
        let failure = Failure::Unavailable { reason, detail };
        if self.breaker.failed(env.now_ms()) {
            self.metrics.eid_is_up(eid, false);
            tracing::error!(eid, %failure, "an e-ID fails: nobody is sent there for a while");
        }
        Err(failure)
    }
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
