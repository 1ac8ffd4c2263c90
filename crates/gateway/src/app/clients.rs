// SPDX-License-Identifier: EUPL-1.2
//! The registry of clients and the configuration file, together in force.

use std::sync::{Arc, PoisonError};
use std::time::Duration;

use store::StoreError;

use super::App;
use crate::registry::{House, Order, Refusal, Said};
use crate::settings::Settings;

/// Behind a change that another node tells of: what the store could not say is asked again.
const LOOK_EVERY: Duration = Duration::from_secs(1);

impl App {
    /// The configuration file as it was read last, without what is registered.
    pub fn file(&self) -> Arc<Settings> {
        self.0.file.load_full()
    }

    /// Reads the registry, and puts it in force; and since when the store remembers what was used: a
    /// database may come back from its backup while nodes run. The gateway must not open its doors before.
    ///
    /// # Errors
    /// The store failed: what was in force stays.
    pub async fn load_clients(&self) -> Result<(), StoreError> {
        self.restored.load(&self.records).await?;
        self.registry.load(&self.records, &self.file()).await?;
        self.take_clients();
        Ok(())
    }

    /// Changes the registry, and puts that in force here; the other nodes are told by the store. Once
    /// begun it ends, whoever waits for it.
    ///
    /// # Errors
    /// [`Refusal`]
    pub async fn administer(&self, order: Order, by: String) -> Result<Said, Refusal> {
        let app = self.clone();
        let work = tokio::spawn(async move {
            let file = app.file();
            let house = House {
                records: &app.records,
                audit: &app.audit,
                file: &file,
            };
            let said = app.registry.obey(&house, order, &by).await;
            app.take_clients();
            said
        });
        let broke_off = |_| StoreError::Io("the change broke off".to_owned());
        work.await
            .map_err(|error| Refusal::Store(broke_off(error)))?
    }

    /// Keeps what is in force what the store holds. Ends with the task.
    pub async fn keep_clients_true(self) {
        let mut changes = self.records.store().changes();
        loop {
            let told = async {
                let heard = match &mut changes {
                    Some(changes) => changes.changed().await.is_ok(),
                    None => false,
                };
                if !heard {
                    std::future::pending::<()>().await;
                }
            };
            let look = tokio::select! {
                () = told => true,
                () = tokio::time::sleep(LOOK_EVERY) => self.registry.is_doubtful(),
            };
            if look && let Err(error) = self.load_clients().await {
                self.registry.doubt();
                tracing::error!(%error, "registered clients could not be read");
            }
        }
    }

    /// Swaps what is in force, when the registry is not what it was.
    fn take_clients(&self) {
        let _turn = self.0.swap.lock().unwrap_or_else(PoisonError::into_inner);
        let (before, file) = (self.current(), self.file());
        // What began before a reload has read the registry under the rules of then.
        self.registry.hold_to(&file);
        let settings = self.registry.with(&file);
        let same = before.settings.closed == settings.closed
            && before.settings.clients.len() == settings.clients.len()
            && before
                .settings
                .clients
                .iter()
                .zip(&settings.clients)
                .all(|((_, was), (_, is))| Arc::ptr_eq(was, is));
        if same {
            return;
        }
        let current = before.with_clients(settings);
        current.count_closed(&self.0.metrics);
        self.0.current.store(Arc::new(current));
    }
}
