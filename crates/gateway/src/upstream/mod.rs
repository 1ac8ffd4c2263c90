// SPDX-License-Identifier: EUPL-1.2
//! The national e-IDs as seen over the network: one [`Upstream`] for each, all siblings; none for test
//! persons.
//!
//! What an answer must prove is decided by [`oidc::client`], which knows no network. Here stand the
//! calls: discovery and keys (fetched in the background and at need, kept), the pushed request, the
//! token, userinfo. All calls of a begin or of an answer share the e-ID's deadline (at most
//! [`LONGEST`]), and each e-ID has a [`Breaker`]: one that is down or slow is shown as unavailable
//! and costs the others nothing. UP-10.

mod breaker;
mod calls;
mod known;

pub use self::breaker::{Breaker, Carried, Leave};
pub use self::calls::{LONGEST, Step};

use std::collections::BTreeMap;
use std::sync::Arc;

use oidc::client::{
    Begun, CallbackCode, Credential, Entropy, Expected, Pending, RelyingParty, VerifiedIdToken,
    VerifiedProvider, Wish, plain_url, pushed_url,
};
use oidc::protocol::{ClientId, RedirectUri, Transport};
use serde_json::{Map, Value};
use store::Handle;
use store::env::Env;

use self::known::Known;
use crate::fetch::Fetch;
use crate::keys::Keys;
use crate::settings::{EidCredential, EidProvider, EidSettings, EidSource, Settings};
use crate::telemetry::Metrics;

/// Why an e-ID did not give what was asked of it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Failure {
    /// It said no, or what it said is not what it must be.
    #[error("{0}")]
    Answer(#[from] oidc::Error),
    /// It does not answer, or its breaker is open.
    #[error("{reason}: {detail}")]
    Unavailable {
        /// Stable machine code for audit and metrics.
        reason: &'static str,
        /// For the log.
        detail: String,
    },
}

/// An e-ID of the configuration that cannot be a client's provider.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("eid {eid}: {what}")]
pub struct UnusableEid {
    /// Which.
    pub eid: String,
    /// Why.
    pub what: &'static str,
}

/// A request that is made and not sent.
pub struct Begin {
    provider: Arc<VerifiedProvider>,
    begun: Begun,
}

impl Begin {
    /// To be kept, bound to the browser, before it is sent.
    #[must_use]
    pub fn pending(&self) -> &Pending {
        &self.begun.pending
    }
}

/// What an e-ID said about the person who came back.
#[derive(Debug)]
pub struct Said {
    /// Proven.
    pub id_token: VerifiedIdToken,
    /// About the same person. OIDC Core §5.3.2. Empty when it was not needed.
    pub userinfo: Map<String, Value>,
}

/// One e-ID.
pub struct Upstream {
    /// As configured.
    pub settings: Arc<EidSettings>,
    /// What is asked over the network.
    pub provider: EidProvider,
    party: RelyingParty,
    transport: Transport,
    fetch: Fetch,
    metrics: Arc<Metrics>,
    known: Known,
    /// Whether it may be called.
    pub breaker: Breaker,
}

/// Every e-ID of the configuration, by its id. Built anew with it: what an old configuration
/// pinned is never believed under a new one.
pub type Upstreams = BTreeMap<String, Arc<Upstream>>;

/// The e-IDs of this configuration.
pub fn all(
    settings: &Settings,
    keys: &Keys,
    fetch: &Fetch,
    metrics: &Arc<Metrics>,
) -> Result<Upstreams, UnusableEid> {
    let of = |eid: &Arc<EidSettings>| {
        let EidSource::Provider(provider) = &eid.source else {
            return None;
        };
        let upstream = Upstream::new((eid, provider), settings, keys, fetch, metrics);
        Some(upstream.map(|upstream| (eid.id.as_str().to_owned(), Arc::new(upstream))))
    };
    settings.eids.iter().filter_map(of).collect()
}

impl Upstream {
    fn new(
        (eid, provider): (&Arc<EidSettings>, &EidProvider),
        all: &Settings,
        keys: &Keys,
        fetch: &Fetch,
        metrics: &Arc<Metrics>,
    ) -> Result<Self, UnusableEid> {
        let unusable = |what| UnusableEid {
            eid: eid.id.as_str().to_owned(),
            what,
        };
        let transport = all.profile.oidc_transport();
        let credential = match &provider.credential {
            EidCredential::PrivateKeyJwt { .. } => Credential::PrivateKeyJwt(
                keys.eid_signer(&eid.id)
                    .ok_or_else(|| unusable("its key is not loaded"))?,
            ),
            EidCredential::SecretBasic(secret) => {
                Credential::SecretBasic(secret.reveal().to_owned().into())
            }
        };
        let callback = all.address(&format!("/callback/{}", eid.id));
        metrics.eid_is_up(eid.id.as_str(), true);
        Ok(Self {
            party: RelyingParty {
                client_id: ClientId::new(&provider.client_id),
                credential,
                redirect_uri: RedirectUri::register(&callback, transport)
                    .map_err(|_| unusable("its callback cannot be an address"))?,
                id_token_algorithm: provider.id_token_alg,
                userinfo_algorithm: provider.userinfo_alg,
            },
            settings: Arc::clone(eid),
            provider: provider.clone(),
            transport,
            fetch: fetch.clone(),
            metrics: Arc::clone(metrics),
            known: Known::default(),
            breaker: Breaker::default(),
        })
    }

    /// It answered as it should.
    fn works(&self) {
        self.breaker.worked();
        self.metrics.eid_is_up(self.settings.id.as_str(), true);
    }

    /// Our callback there: no other e-ID's. UP-03.
    pub fn callback(&self) -> &RedirectUri {
        &self.party.redirect_uri
    }

    /// The request for a login there. Nothing of it leaves yet.
    ///
    /// # Errors
    /// [`Failure::Unavailable`] when the breaker is open or a call failed; [`Failure::Answer`] when
    /// what the e-ID publishes or answers will not do.
    pub async fn begin(
        self: &Arc<Self>,
        step: &Step<'_>,
        wish: &Wish,
        expected: Expected,
        entropy: &Entropy,
    ) -> Result<Begin, Failure> {
        let provider = self.provider_of(step).await;
        self.settle_doubt(step.env);
        let provider = provider?;
        let begun = self.party.begin(&provider, wish, expected, entropy);
        Ok(Begin { provider, begun })
    }

    async fn provider_of(
        self: &Arc<Self>,
        step: &Step<'_>,
    ) -> Result<Arc<VerifiedProvider>, Failure> {
        match self.breaker.leave(step.env.now_ms()) {
            None => Err(Failure::Unavailable {
                reason: "breaker_open",
                detail: "it failed a moment ago".to_owned(),
            }),
            Some(Leave::Probe) => self.probe(step.env).await,
            Some(Leave::Call) => self.provider(step).await,
        }
    }

    /// Where the browser goes with it: pushed where the e-ID takes that (RFC 9126), else OIDC Core §3.1.2.1.
    ///
    /// # Errors
    /// As [`Self::begin`].
    pub async fn send(self: &Arc<Self>, step: &Step<'_>, begin: Begin) -> Result<String, Failure> {
        let Begin { provider, begun } = begin;
        let Some(endpoint) = provider.push_endpoint() else {
            return Ok(plain_url(&provider, &begun));
        };
        let url = self.push(endpoint, &provider, begun, step).await;
        self.settle_doubt(step.env);
        url
    }

    async fn push(
        &self,
        endpoint: &str,
        provider: &VerifiedProvider,
        begun: Begun,
        step: &Step<'_>,
    ) -> Result<String, Failure> {
        let answer = self
            .post_as_client(endpoint, begun.parameters, provider, step)
            .await?;
        Ok(pushed_url(provider, &self.party.client_id, &answer)?)
    }

    /// Redeems the code, proves the ID token, and asks userinfo when `enough` says that the token
    /// does not say everything. UP-02, UP-04, UP-07.
    ///
    /// # Errors
    /// As [`Self::begin`].
    pub async fn redeem(
        self: &Arc<Self>,
        login: &Handle,
        pending: Pending,
        code: &CallbackCode,
        enough: impl Fn(&Map<String, Value>) -> bool,
        env: &Env,
    ) -> Result<Said, Failure> {
        let step = self.step_of(login, env);
        let said = self.said(pending, code, enough, &step).await;
        self.settle_doubt(env);
        said
    }

    async fn said(
        &self,
        pending: Pending,
        code: &CallbackCode,
        enough: impl Fn(&Map<String, Value>) -> bool,
        step: &Step<'_>,
    ) -> Result<Said, Failure> {
        let provider = self.provider(step).await?;
        let request = pending.token_request(code);
        let endpoint = provider.token_endpoint.clone();
        let answer = self
            .post_as_client(&endpoint, request, &provider, step)
            .await?;
        let answer = pending.answered(&answer)?;
        let mut keys = self.keys_at_hand(&provider, step).await?;
        let mut finished = pending.finish(&answer, &keys, step.env.now_s());
        if let Err(oidc::Error::Untrusted(_)) = finished {
            keys = self.newer_keys(&provider, step).await?;
            finished = pending.finish(&answer, &keys, step.env.now_s());
        }
        let (id_token, tokens) = finished?;
        let userinfo = match &provider.userinfo_endpoint {
            Some(endpoint) if !enough(id_token.claims()) => {
                self.userinfo(endpoint, &tokens.access_token, &id_token, &keys, step)
                    .await?
            }
            _ => Map::new(),
        };
        self.works();
        Ok(Said { id_token, userinfo })
    }
}
