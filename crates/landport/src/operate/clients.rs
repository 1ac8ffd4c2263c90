// SPDX-License-Identifier: EUPL-1.2
//! Orders about clients: what is registered, here or in a store that no gateway has open.

use std::sync::Arc;

use gateway::app::App;
use gateway::registry::{House, Refusal, Registry, Said};
use gateway::settings::Settings;
use serde_json::{Map, Value};

use super::{Operator, Reply, good};

/// Where clients are registered: the running gateway, or the store alone.
#[derive(Clone)]
pub(crate) enum Clients {
    Running(App),
    Alone {
        registry: Arc<Registry>,
        file: Arc<Settings>,
    },
}

impl Clients {
    pub(super) fn registry(&self) -> &Registry {
        match self {
            Self::Running(app) => &app.registry,
            Self::Alone { registry, .. } => registry,
        }
    }

    pub(super) fn file(&self) -> Arc<Settings> {
        match self {
            Self::Running(app) => app.file(),
            Self::Alone { file, .. } => Arc::clone(file),
        }
    }
}

impl Operator {
    pub(super) async fn change_client(
        &self,
        change: gateway::registry::Order,
        uid: Option<u32>,
    ) -> Reply {
        let by = uid.map_or_else(|| "uid unknown".to_owned(), |uid| format!("uid {uid}"));
        let done = match &self.clients {
            Clients::Running(app) => app.administer(change, by).await,
            Clients::Alone { registry, file } => {
                let house = House {
                    records: &self.records,
                    audit: &self.audit,
                    file,
                };
                registry.obey(&house, change, &by).await
            }
        };
        match done {
            Ok(Said {
                registration,
                secret,
            }) => {
                let mut shown = registration.to_json();
                if let Some(secret) = secret {
                    shown.insert("client_secret".to_owned(), secret.as_str().into());
                }
                good(pretty(&shown))
            }
            Err(refusal) => Reply {
                done: false,
                text: refusal.to_string(),
            },
        }
    }

    pub(super) fn show_clients(&self, client_id: Option<&str>) -> Reply {
        let (registry, file) = (self.clients.registry(), self.clients.file());
        let Some(client_id) = client_id else {
            let of_file = file.clients.values();
            let of_file = of_file.map(|c| {
                (
                    c.client_id.clone(),
                    c.name.clone(),
                    "configuration",
                    "enabled",
                )
            });
            let registered = registry.clients().into_iter().map(|known| {
                let shown = known.registration.to_json();
                let name = shown.get("client_name").and_then(Value::as_str);
                let id = known.registration.client_id.clone();
                (
                    id,
                    name.unwrap_or_default().to_owned(),
                    "registry",
                    known.state(),
                )
            });
            let mut all: Vec<_> = of_file.chain(registered).collect();
            all.sort();
            let line = |(id, name, source, state)| format!("{id}  {state}  {source}  {name}");
            let lines: Vec<String> = all.into_iter().map(line).collect();
            return good(match lines.is_empty() {
                true => "No client is registered.".to_owned(),
                false => lines.join("\n"),
            });
        };
        match registry.client(client_id) {
            Some(known) => good(pretty(&known.to_json())),
            None => {
                let refusal = match file.names_client(client_id) {
                    true => Refusal::OfTheFile,
                    false => Refusal::Unknown,
                };
                let text = refusal.to_string();
                Reply { done: false, text }
            }
        }
    }
}

fn pretty(shown: &Map<String, Value>) -> String {
    serde_json::to_string_pretty(shown).unwrap_or_default()
}
