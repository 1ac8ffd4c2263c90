// SPDX-License-Identifier: EUPL-1.2
//! A country that has identifiers from us keeps them: the gateway neither starts nor reloads with a
//! configuration that would change them without a record of the decision.

use std::sync::Arc;
use std::time::Duration;

use eidas::CountryCode;
use gateway::identifier::Policies;
use gateway::settings::{IdentifierPolicy, Migration, Settings};

use crate::compose::assemble;
use crate::stage::Stage;

fn sweden() -> CountryCode {
    CountryCode::parse("SE").unwrap()
}

/// The settings of the stage, with Sweden's policy turned round and perhaps a record of it.
fn changed(settings: &Settings, on: Option<&str>) -> Arc<Settings> {
    let mut settings = settings.clone();
    let proxy = settings.proxy_service.as_mut().unwrap();
    proxy.countries = vec![(sweden(), IdentifierPolicy::National)];
    proxy.migrations = on
        .map(|on| Migration {
            country: sweden(),
            from: IdentifierPolicy::PerCountry,
            to: IdentifierPolicy::National,
            on: on.to_owned(),
            reason: "Agreed".to_owned(),
        })
        .into_iter()
        .collect();
    Arc::new(settings)
}

/// Runs it on a runtime of its own: with that ends everything that holds the store.
fn on_its_own<T>(work: impl Future<Output = T>) -> T {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let done = runtime.block_on(work);
    runtime.shutdown_timeout(Duration::from_secs(10));
    done
}

#[test]
fn an_undecided_change_of_identifiers_is_refused_at_reload_and_at_start() {
    let (settings, keys, env, _directory) = on_its_own(async {
        let stage = Stage::new().await;
        let running = &stage.together.gateway;
        let app = &running.app;
        let (settings, keys) = (app.settings(), app.current().keys.clone());
        // Nobody in Sweden knows a person of ours yet: the policy is free.
        let free = running.reload(changed(&settings, None), keys.clone()).await;
        assert_eq!(free, Ok(()));
        let back = running.reload(settings.clone(), keys.clone()).await;
        assert_eq!(back, Ok(()));
        let policies = Policies::new(&app.records, &app.env);
        let used = policies.used(sweden(), IdentifierPolicy::PerCountry);
        used.await.unwrap();

        for on in [None, Some("2026-11-24")] {
            let undecided = changed(&settings, on);
            let refused = running.reload(undecided, keys.clone()).await.unwrap_err();
            assert!(refused.contains("[[proxy_service.migration]]"), "{refused}");
            let now = app.settings().proxy_service.clone().unwrap();
            let policy = now.policy_of(sweden());
            assert_eq!(policy, IdentifierPolicy::PerCountry, "the old one stays");
        }
        running.close().await.unwrap();
        (settings, keys, app.env.clone(), stage.directory)
    });
    let start = |settings| on_its_own(assemble(settings, keys.clone(), env.clone()));
    let refused = start(changed(&settings, None)).err().expect("it started");
    assert!(
        refused.contains("identifiers for SE are per-country"),
        "{refused}"
    );
    // A decision whose day has come is followed, and is then what is in use.
    on_its_own(async {
        let decided = changed(&settings, Some("2026-11-23"));
        let running = assemble(decided, keys.clone(), env.clone()).await;
        let running = running.unwrap_or_else(|error| panic!("{error}"));
        let back = running.reload(settings.clone(), keys.clone()).await;
        assert!(back.unwrap_err().contains("from = \"national\""));
        running.close().await.unwrap();
    });
}
