// SPDX-License-Identifier: EUPL-1.2
//! What the configuration says now, and how another takes its place: as a whole, so that no request sees half.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Arc, PoisonError};

use oidc::provider::{Application, Client, PairwiseKey, Provider};
use pages::{Banner, Site, Style};
use store::env::Env;

use super::provider::provider;
use super::{App, ours};
use crate::ask::Ask;
use crate::fetch::Fetch;
use crate::journal::Journal;
use crate::keys::Keys;
use crate::matching::Matching;
use crate::own_metadata::OwnMetadata;
use crate::settings::{ClientSettings, ClosedKind, Logo, Profile, Settings, Text};
use crate::telemetry::Metrics;
use crate::upstream;
use crate::upstream::{UnusableEid, Upstreams};

/// What the configuration says now: swapped as a whole on reload, so that no request sees half.
pub struct Current {
    /// The configuration as meant.
    pub settings: Arc<Settings>,
    /// The keys it names.
    pub keys: Arc<Keys>,
    /// Our side of OpenID Connect.
    pub provider: Provider,
    /// The key of pairwise `sub` values.
    pub pairwise: PairwiseKey,
    /// What every page shows.
    pub site: Site,
    /// Who is asked for national numbers.
    pub matching: Matching,
    /// Where what was compared is kept.
    pub journal: Option<Arc<Journal>>,
    /// Our signed metadata.
    pub metadata: OwnMetadata,
    /// The national e-IDs over the network.
    pub upstreams: Upstreams,
    clients: BTreeMap<String, Registered>,
}

/// A registered service: for people, and for the protocol.
pub struct Registered {
    /// As configured.
    pub settings: Arc<ClientSettings>,
    /// As the provider sees it.
    pub client: Arc<Client>,
    origins: String,
}

/// A configuration that cannot be run.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unusable {
    /// By its e-ID.
    #[error(transparent)]
    Eid(#[from] UnusableEid),
}

impl App {
    /// Takes a new configuration, or keeps the old one and says why.
    pub fn reload(&self, settings: Arc<Settings>, keys: Arc<Keys>) -> Result<(), Unusable> {
        let _turn = self.0.swap.lock().unwrap_or_else(PoisonError::into_inner);
        self.registry.hold_to(&settings);
        let whole = self.registry.with(&settings);
        let current = Current::new(whole, keys, &self.0.fetch, &self.0.metrics);
        let current = current.inspect_err(|_| self.registry.hold_to(&self.file()))?;
        self.0.file.store(settings);
        self.hold_trust(&current.settings);
        self.0.lists.reconfigure(current.settings.wallet.as_ref());
        current.count(&self.0.metrics, &self.0.env);
        self.0.traces.turn(current.settings.traces.is_some());
        self.0.current.store(Arc::new(current));
        Ok(())
    }
}

impl Current {
    pub(super) fn new(
        settings: Arc<Settings>,
        keys: Arc<Keys>,
        fetch: &Fetch,
        metrics: &Arc<Metrics>,
    ) -> Result<Self, Unusable> {
        let clients = registered(&settings);
        if let Some(hsm) = keys.hsm() {
            let metrics = Arc::clone(metrics);
            hsm.observe(move |operation, outcome, took| {
                metrics.key_used(operation, outcome, took);
            });
        }
        Ok(Self {
            provider: provider(&settings, &keys),
            pairwise: PairwiseKey::new(*keys.pairwise().bytes()),
            site: site(&settings),
            matching: Matching::new(settings.matching.as_ref(), fetch),
            journal: journal(&settings),
            metadata: OwnMetadata::default(),
            upstreams: upstream::all(&settings, &keys, fetch, metrics)?,
            clients,
            settings,
            keys,
        })
    }

    /// The same with these clients: nothing that is known of e-IDs is asked anew.
    pub(super) fn with_clients(&self, settings: Arc<Settings>) -> Self {
        Self {
            provider: provider(&settings, &self.keys),
            pairwise: PairwiseKey::new(*self.keys.pairwise().bytes()),
            site: self.site.clone(),
            matching: self.matching.clone(),
            journal: self.journal.clone(),
            metadata: OwnMetadata::default(),
            upstreams: self.upstreams.clone(),
            clients: registered(&settings),
            keys: Arc::clone(&self.keys),
            settings,
        }
    }

    /// Shows in the metrics that it is in use.
    pub(super) fn count(&self, metrics: &Metrics, env: &Env) {
        metrics.configuration(Some(&self.closed()), env.now_s());
    }

    /// The same after a change of a client, which is no reload.
    pub(super) fn count_closed(&self, metrics: &Metrics) {
        metrics.closed(&self.closed());
    }

    fn closed(&self) -> [(&'static str, usize); 2] {
        let closed = |kind| {
            self.settings
                .closed
                .iter()
                .filter(|it| it.kind == kind)
                .count()
        };
        ClosedKind::ALL.map(|kind| (kind.name(), closed(kind)))
    }

    /// When the first certificate in each of our own files ends, Unix seconds, by the file's name.
    pub fn certificate_ends(&self) -> BTreeMap<String, i64> {
        let mut ends = BTreeMap::new();
        let mut add = |file: &Path, end_s: i64| {
            let name = file.file_name().unwrap_or_default().to_string_lossy();
            let end = ends.entry(name.into_owned()).or_insert(end_s);
            *end = end_s.min(*end);
        };
        for (file, certificate) in self.keys.certificates() {
            add(file, certificate.not_after());
        }
        for (file, end_s) in self.settings.public.certificate_ends() {
            add(&file, end_s);
        }
        let wallet = self.settings.wallet.iter();
        for access in wallet.flat_map(|wallet| &wallet.accesses) {
            for (file, end_s) in &access.certificate_ends {
                add(file, *end_s);
            }
        }
        ends
    }

    /// The registered service with this `client_id`.
    pub fn client(&self, client_id: &str) -> Option<&Registered> {
        self.clients.get(client_id)
    }

    /// The registered service that asks, unless a foreign connector does or it was removed.
    pub fn asking(&self, ask: &Ask) -> Option<&Registered> {
        self.client(ask.client_id()?)
    }

    /// Every registered service.
    pub fn clients(&self) -> impl Iterator<Item = &Registered> {
        self.clients.values()
    }
}

fn registered(settings: &Settings) -> BTreeMap<String, Registered> {
    let clients = settings.clients.values();
    let own = ours::client(settings);
    clients
        .chain(&own)
        .map(|client| (client.client_id.clone(), Registered::new(client)))
        .collect()
}

impl Registered {
    fn new(settings: &Arc<ClientSettings>) -> Self {
        let client = settings.registration.clone();
        let native = client.application == Application::Native;
        let addresses = client.redirect_uris.iter();
        let addresses = addresses.map(|uri| uri.form_action(native));
        let start = settings.start_url.iter();
        let start = start.map(|url| url.origin().ascii_serialization());
        let origins = addresses.chain(start);
        let mut origins: Vec<String> = origins.filter(|it| !it.starts_with("https://")).collect();
        origins.sort();
        origins.dedup();
        Self {
            settings: Arc::clone(settings),
            client: Arc::new(client),
            origins: origins.join(" "),
        }
    }

    /// The origins of this client's own addresses, as `form-action` wants them, which has `https:` already.
    pub fn origins(&self) -> &str {
        &self.origins
    }
}

fn journal(settings: &Settings) -> Option<Arc<Journal>> {
    let written = settings.matching.as_ref()?.journal.as_ref()?;
    let directory = settings.data.join("journal");
    let journal = Journal::new(directory, written.key.clone(), written.months);
    Some(Arc::new(journal))
}

fn site(settings: &Settings) -> Site {
    let text = |url: &Option<url::Url>| url.as_ref().map(ToString::to_string);
    let look = &settings.look;
    let name = |name: &Text| {
        let languages = settings.languages.iter();
        let named = languages.map(|language| (language, name.in_language(language).to_owned()));
        named.collect()
    };
    Site {
        name: settings.connector.organisation.display_name.clone(),
        names: look.name.as_ref().map(name).unwrap_or_default(),
        logo: look.logo.as_ref().map(Logo::address),
        style: Style::of(look.colour, look.colour_dark),
        help: text(&settings.links.help),
        privacy: text(&settings.links.privacy),
        accessibility: text(&settings.links.accessibility),
        get_eid: text(&settings.links.get_eid),
        banner: match settings.profile {
            Profile::Production => None,
            Profile::Test => Some(Banner::Test),
            Profile::Demo => Some(Banner::Demo),
        },
        languages: settings.languages.clone(),
    }
}
