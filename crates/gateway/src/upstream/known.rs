// SPDX-License-Identifier: EUPL-1.2
//! What an e-ID publishes: its discovery document and its keys, kept and renewed.

use std::sync::{Arc, Mutex, PoisonError};

use oidc::client::discovery::{address, verify};
use oidc::client::{ExpectedProvider, KeyCache, Need, Requests, VerifiedProvider};
use oidc::jose::JwkSet;

use super::calls::Step;
use super::{Failure, Upstream};
use store::env::Env;

/// Seconds after which the document is read again: as long as keys are.
const FRESH_S: i64 = 3600;

/// Seconds for which the last good document may be used when the address stays silent or says
/// what was not pinned: a day, as for keys.
const USABLE_S: i64 = 24 * 3600;

/// Seconds between two tries while the last good document still serves.
const BETWEEN_TRIES_S: i64 = 60;

/// What is known of one e-ID.
#[derive(Default)]
pub(super) struct Known {
    document: Mutex<Document>,
    keys: Mutex<KeyCache>,
    /// One asks, the others wait for what it brings.
    asking: tokio::sync::Mutex<()>,
}

#[derive(Default)]
struct Document {
    provider: Option<(Arc<VerifiedProvider>, i64)>,
    tried_s: Option<i64>,
}

impl Document {
    fn usable(&self, now_s: i64) -> Option<Arc<VerifiedProvider>> {
        let (provider, read_s) = self.provider.as_ref()?;
        (now_s - read_s < USABLE_S).then(|| Arc::clone(provider))
    }

    /// Fresh, or not to be asked for again yet.
    fn at_hand(&self, now_s: i64) -> Option<Arc<VerifiedProvider>> {
        let provider = self.usable(now_s)?;
        let fresh = self
            .provider
            .as_ref()
            .is_some_and(|(_, read_s)| now_s - read_s < FRESH_S);
        let tried = self
            .tried_s
            .is_some_and(|tried| now_s - tried < BETWEEN_TRIES_S);
        (fresh || tried).then_some(provider)
    }
}

impl Upstream {
    /// Reads what is no longer fresh, and asks an e-ID whose pause is over.
    ///
    /// # Errors
    /// Why it cannot be used.
    pub async fn refresh(self: &Arc<Self>, env: &Env) -> Result<(), Failure> {
        let now_ms = env.now_ms();
        if self.breaker.is_open(now_ms) {
            return Ok(());
        }
        let step = self.step(env);
        let provider = match self.breaker.leave(now_ms) {
            None => return Ok(()),
            Some(super::Leave::Probe) => self.probe(env).await?,
            Some(super::Leave::Call) => self.renewed(&step).await?,
        };
        // Nobody waits here: slow discovery takes nothing from the keys.
        let step = self.step(env);
        self.fetch_keys(&provider, Need::Fresh, &step).await
    }

    /// The document, read now: whether the e-ID is back.
    ///
    /// Attack (UP-10): who began this closes the socket; nobody hears what came of it, all others
    /// wait for another pause, and she does it again. Defence: a task of its own finishes it.
    pub(super) async fn probe(
        self: &Arc<Self>,
        env: &Env,
    ) -> Result<Arc<VerifiedProvider>, Failure> {
        let (here, env) = (Arc::clone(self), env.clone());
        let probe = tokio::spawn(async move {
            let provider = here.discover(&here.step(&env)).await?;
            here.works();
            Ok(provider)
        });
        probe.await.unwrap_or_else(|error| {
            Err(Failure::Unavailable {
                reason: "task_failed",
                detail: error.to_string(),
            })
        })
    }

    /// Looks whether the e-ID lives, where what it answered in the course of logins raises a doubt.
    /// Nobody waits for it.
    pub(super) fn settle_doubt(self: &Arc<Self>, env: &Env) {
        if !self.breaker.has_doubt() {
            return;
        }
        let (here, env) = (Arc::clone(self), env.clone());
        tokio::spawn(async move {
            if let Err(failure) = here.probe(&env).await
                && here.breaker.open(env.now_ms())
            {
                here.is_down(&failure);
            }
        });
    }

    /// The document for a person's step. She waits for it only when none serves: [`Self::refresh`]
    /// renews the others, so that slow discovery takes nothing of her deadline.
    pub(super) async fn provider(&self, step: &Step<'_>) -> Result<Arc<VerifiedProvider>, Failure> {
        let usable = || self.document(|document| document.usable(step.env.now_s()));
        if let Some(provider) = usable() {
            return Ok(provider);
        }
        let _turn = step.wait_for(self.known.asking.lock()).await?;
        match usable() {
            Some(provider) => Ok(provider),
            None => self.discover(step).await,
        }
    }

    /// The document, from memory while it is fresh.
    async fn renewed(&self, step: &Step<'_>) -> Result<Arc<VerifiedProvider>, Failure> {
        let now_s = step.env.now_s();
        if let Some(provider) = self.document(|document| document.at_hand(now_s)) {
            return Ok(provider);
        }
        match self.discover(step).await {
            Ok(provider) => Ok(provider),
            Err(failure) => self
                .document(|document| document.usable(now_s))
                .ok_or(failure),
        }
    }

    /// Reads the document and holds it against what is pinned. UP-11: one that names another
    /// issuer or leads elsewhere changes nothing, and the operator is told.
    async fn discover(&self, step: &Step<'_>) -> Result<Arc<VerifiedProvider>, Failure> {
        let now_s = step.env.now_s();
        self.document(|document| document.tried_s = Some(now_s));
        let answer = self.read(&address(&self.provider.issuer), step).await?;
        let expected = ExpectedProvider {
            issuer: &self.provider.issuer,
            hosts: &self.provider.hosts,
            transport: self.transport,
            requests: if self.provider.push {
                Requests::Pushed
            } else {
                Requests::InUrl
            },
            party: &self.party,
        };
        match verify(&answer.body, &expected) {
            Ok(provider) => {
                let provider = Arc::new(provider);
                let kept = (Arc::clone(&provider), now_s);
                self.document(|document| document.provider = Some(kept));
                Ok(provider)
            }
            Err(error) => {
                let eid = self.settings.id.as_str();
                tracing::error!(eid, %error, "an e-ID publishes what was not agreed with it");
                Err(error.into())
            }
        }
    }

    /// The keys that it published, from memory.
    pub(super) async fn keys_at_hand(
        &self,
        provider: &VerifiedProvider,
        step: &Step<'_>,
    ) -> Result<JwkSet, Failure> {
        match self.keys(step.env.now_s()) {
            Some(keys) => Ok(keys),
            None => self.newer_keys(provider, step).await,
        }
    }

    /// The keys that it publishes now, for a token that none of those at hand signed. One that was rolled a
    /// second ago is fetched, under whatever name; tokens that no key fits cost one fetch a minute. UP-08.
    pub(super) async fn newer_keys(
        &self,
        provider: &VerifiedProvider,
        step: &Step<'_>,
    ) -> Result<JwkSet, Failure> {
        let fetched = {
            // Somebody may bring them while we wait: then this asks nothing.
            let _turn = step.wait_for(self.known.asking.lock()).await?;
            self.fetch_keys(provider, Need::UnknownKey, step).await
        };
        match self.keys(step.env.now_s()) {
            Some(keys) => Ok(keys),
            None => fetched.and(Err(Failure::Unavailable {
                reason: "no_keys",
                detail: "its keys were asked for a moment ago".to_owned(),
            })),
        }
    }

    async fn fetch_keys(
        &self,
        provider: &VerifiedProvider,
        need: Need,
        step: &Step<'_>,
    ) -> Result<(), Failure> {
        let turn = self.key_cache(|keys| keys.turn(need, step.env.now_s()));
        let Some(turn) = turn else {
            return Ok(());
        };
        let answer = self.read(&provider.jwks_uri, step).await?;
        let warnings: Vec<String> = self.key_cache(|keys| {
            let set = keys.fetched(turn, &answer.body, step.env.now_s())?;
            Ok::<_, oidc::Error>(set.warnings().map(ToString::to_string).collect())
        })?;
        for warning in warnings {
            tracing::warn!(
                eid = self.settings.id.as_str(),
                warning,
                "a key of an e-ID counts for nothing"
            );
        }
        Ok(())
    }

    fn keys(&self, now_s: i64) -> Option<JwkSet> {
        self.key_cache(|keys| keys.keys(now_s).cloned())
    }

    fn key_cache<T>(&self, read: impl FnOnce(&mut KeyCache) -> T) -> T {
        read(
            &mut self
                .known
                .keys
                .lock()
                .unwrap_or_else(PoisonError::into_inner),
        )
    }

    fn document<T>(&self, read: impl FnOnce(&mut Document) -> T) -> T {
        read(
            &mut self
                .known
                .document
                .lock()
                .unwrap_or_else(PoisonError::into_inner),
        )
    }
}
