// SPDX-License-Identifier: EUPL-1.2
//! What is registered beside the configuration file: in force, over reloads, restarts, failures and floods.

use super::*;

#[tokio::test]
async fn what_stands_in_the_configuration_file_is_read_here_and_changed_there() {
    let gateway = start().await;
    let admin = Admin::new(&gateway, "portal").await;
    let read = admin.get("/clients/trademark").await.json();
    assert_eq!(
        (&read["source"], &read["client_name"]),
        (&json!("configuration"), &json!("Trademark & registration"))
    );
    for (method, path) in [
        ("PUT", "/clients/trademark"),
        ("DELETE", "/clients/trademark"),
        ("POST", "/clients/trademark/secret"),
        ("POST", "/clients/portal/disable"),
    ] {
        let answer = admin
            .ask(method, path, Some("\"1\""), &service("trademark"))
            .await;
        assert_eq!(
            (answer.status, said(&answer).0.as_str()),
            (StatusCode::FORBIDDEN, "access_denied"),
            "{method} {path}"
        );
    }
    let taken = admin.post("/clients", &service("trademark")).await;
    assert_eq!(
        said(&taken),
        (
            "access_denied".to_owned(),
            "the client stands in the configuration file: change it there and reload".to_owned()
        )
    );
    assert!(gateway.audited("client_changed").is_empty());
}

#[tokio::test]
async fn a_name_in_the_file_and_in_the_registry_is_told_and_the_files_serves() {
    let gateway = start().await;
    let admin = Admin::new(&gateway, "portal").await;
    admin.register(&service("boat")).await;
    // The next configuration has a section of that name.
    let (file, keys) = (gateway.app.file(), gateway.app.current().keys.clone());
    let mut next = gateway::settings::Settings::clone(&file);
    let section = file.clients["rowing"].clone();
    next.clients.insert("boat".to_owned(), section.clone());
    assert_eq!(gateway.app.registry.twice(&next), ["boat"]);
    gateway.app.reload(Arc::new(next), keys).unwrap();
    let settings = gateway.app.settings();
    assert!(Arc::ptr_eq(&settings.clients["boat"], &section));
    let closed: Vec<String> = settings.closed.iter().map(ToString::to_string).collect();
    assert_eq!(closed.len(), 1);
    assert!(
        closed[0]
            .contains("client \"boat\" is closed; registered while the gateway ran and written in"),
        "{closed:?}"
    );
}

#[tokio::test]
async fn a_reload_keeps_what_is_registered_and_holds_it_to_the_new_rules() {
    let gateway = start().await;
    let admin = Admin::new(&gateway, "portal").await;
    let mut members = service("boat");
    members["scope"] = json!("openid profile");
    admin.register(&members).await;
    let (file, keys) = (gateway.app.file(), gateway.app.current().keys.clone());
    gateway.app.reload(file.clone(), keys.clone()).unwrap();
    assert!(gateway.app.settings().clients.contains_key("boat"));
    assert!(!gateway.app.file().clients.contains_key("boat"));

    let mut stricter = gateway::settings::Settings::clone(&file);
    stricter.registration.scopes.remove("profile");
    gateway
        .app
        .reload(Arc::new(stricter), keys.clone())
        .unwrap();
    assert!(!gateway.app.settings().clients.contains_key("boat"));
    let read = admin.get("/clients/boat").await.json();
    assert_eq!(read["state"], "closed");
    assert!(
        read["faults"]
            .as_str()
            .unwrap()
            .contains("scope: \"profile\" may not be registered here"),
        "{read}"
    );
    gateway.app.reload(file, keys).unwrap();
    assert!(gateway.app.settings().clients.contains_key("boat"));

    // Claims, where the house gives few.
    let mut few = gateway::settings::Settings::clone(&gateway.app.file());
    few.registration.claims = Some(["pid".to_owned()].into());
    gateway
        .app
        .reload(Arc::new(few), gateway.app.current().keys.clone())
        .unwrap();
    assert_eq!(
        gateway.app.settings().clients["boat"].claims,
        Some(["pid".to_owned()].into())
    );
    let mut more = service("other");
    more["claims"] = json!(["pid", "birthdate"]);
    let (_, why) = admin.refused(&more).await;
    assert!(
        why.contains("claims[2]: 'birthdate' may not be registered here"),
        "{why}"
    );
}

#[tokio::test]
async fn what_is_registered_survives_a_restart_and_a_build_that_cannot_read_it_closes_it() {
    let gateway = start().await;
    let admin = Admin::new(&gateway, "portal").await;
    let secret = admin.register(&service("boat")).await["client_secret"].clone();
    admin.register(&service("barge")).await;
    let store = gateway.app.records.store().clone();
    // Another build wrote one of them in a form of its own, and one with a field that this one has not.
    let key = |id: &str| store::Key::lasting(store::Kind::Client, &[id.as_bytes()]);
    let octets = store.get(key("barge")).await.unwrap().unwrap();
    let mut newer: Value = serde_json::from_slice(&octets).unwrap();
    newer["section"]["hologram"] = json!("required");
    store
        .put(key("barge"), newer.to_string().into_bytes(), i64::MAX)
        .await
        .unwrap();
    newer["form"] = json!(2);
    newer["client_id"] = json!("yacht");
    store
        .put(key("yacht"), newer.to_string().into_bytes(), i64::MAX)
        .await
        .unwrap();

    let gateway = gateway.on_store(store);
    assert!(!gateway.app.settings().clients.contains_key("boat"));
    gateway.app.load_clients().await.unwrap();
    let party = Party::new(&gateway, "boat", secret.as_str());
    assert!(party.tokens(&[]).await["id_token"].is_string());
    let settings = gateway.app.settings();
    let closed: Vec<&str> = settings
        .closed
        .iter()
        .map(|closed| closed.name.as_str())
        .collect();
    assert_eq!(closed, ["barge", "?"]);
    assert!(
        settings.closed[0].to_string().contains("hologram: unknown"),
        "{:?}",
        settings.closed
    );
}

#[tokio::test]
async fn a_change_that_the_store_does_not_take_is_told_withdrawn_and_not_in_force() {
    let (tell, told) = std::sync::mpsc::channel();
    let gateway = start_as(Setup {
        store: Some(Box::new(move |env| {
            let store = Fragile::new(env, false);
            tell.send(store.clone()).unwrap();
            store
        })),
        ..Setup::default()
    })
    .await;
    let store = told.recv().unwrap();
    let admin = Admin::new(&gateway, "portal").await;
    admin.register(&service("boat")).await;
    store.set(Fault::Fails(store::Kind::Client));
    let failed = admin.post("/clients/boat/disable", &Value::Null).await;
    assert_eq!(failed.status, StatusCode::SERVICE_UNAVAILABLE, "{failed:?}");
    assert_eq!(said(&failed).0, "temporarily_unavailable");
    let withdrawn = gateway.audited("client_change_withdrawn").pop().unwrap();
    assert!(
        withdrawn.contains("\"why\":\"store_failed\""),
        "{withdrawn}"
    );
    assert!(gateway.app.settings().clients.contains_key("boat"));
    // What the store says is read when it answers again.
    assert!(gateway.app.registry.is_doubtful());
    store.set(Fault::None);
    gateway.app.load_clients().await.unwrap();
    assert!(!gateway.app.registry.is_doubtful());
    let read = admin.get("/clients/boat").await;
    assert_eq!(
        (&read.json()["state"], read.header("etag")),
        (&json!("enabled"), "\"1\"")
    );
    // The next change is made as if nothing had been.
    assert_eq!(
        admin
            .post("/clients/boat/disable", &Value::Null)
            .await
            .status,
        StatusCode::OK
    );
}

#[tokio::test]
async fn a_flood_of_changes_is_let_through_at_its_pace() {
    let gateway = start().await;
    let admin = Admin::new(&gateway, "portal").await;
    admin.register(&service("boat")).await;
    let mut answers = Vec::new();
    for _ in 0..70 {
        answers.push(admin.post("/clients/boat/disable", &Value::Null).await);
    }
    let done = answers
        .iter()
        .filter(|answer| answer.status == StatusCode::OK)
        .count();
    assert_eq!(done, 59);
    let refused = answers.pop().unwrap();
    assert_eq!(
        (refused.status, said(&refused).0.as_str()),
        (StatusCode::TOO_MANY_REQUESTS, "temporarily_unavailable")
    );
    assert_eq!(refused.header("retry-after"), "1");
    gateway.clock.advance(std::time::Duration::from_secs(1));
    assert_eq!(
        admin
            .post("/clients/boat/enable", &Value::Null)
            .await
            .status,
        StatusCode::OK
    );
    // Reading costs none of it.
    assert_eq!(admin.get("/clients/boat").await.status, StatusCode::OK);
}

/// Attack: a stolen token changes without end, and the operator's `disable` has no turn.
#[tokio::test]
async fn a_flood_over_the_api_does_not_keep_the_operator_from_a_change() {
    let gateway = start().await;
    let admin = Admin::new(&gateway, "portal").await;
    admin.register(&service("boat")).await;
    for _ in 0..60 {
        admin.post("/clients/boat/enable", &Value::Null).await;
    }
    let refused = admin.post("/clients/boat/enable", &Value::Null).await;
    assert_eq!(refused.status, StatusCode::TOO_MANY_REQUESTS);
    let order = gateway::registry::Order::Disable {
        client_id: "boat".to_owned(),
    };
    let said = gateway.app.administer(order, "uid 0".to_owned()).await;
    assert!(said.is_ok(), "{:?}", said.err());
    assert!(!gateway.app.settings().clients.contains_key("boat"));
}

/// A reading that began before a reload brings the rules of then.
#[tokio::test]
async fn what_was_read_under_rules_of_before_is_held_to_those_of_now() {
    let gateway = start().await;
    let admin = Admin::new(&gateway, "portal").await;
    let mut members = service("boat");
    members["scope"] = json!("openid profile");
    admin.register(&members).await;
    let (file, keys) = (gateway.app.file(), gateway.app.current().keys.clone());
    let mut stricter = gateway::settings::Settings::clone(&file);
    stricter.registration.scopes.remove("profile");
    gateway.app.reload(Arc::new(stricter), keys).unwrap();
    let late = gateway.app.registry.load(&gateway.app.records, &file);
    late.await.unwrap();
    let mut other = service("barge");
    other["scope"] = json!("openid");
    admin.register(&other).await;
    let settings = gateway.app.settings();
    assert!(settings.clients.contains_key("barge"));
    assert!(!settings.clients.contains_key("boat"));
}

/// A change between the reading and the storing of new rules.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_change_is_lost_while_the_rules_change() {
    use std::sync::atomic::{AtomicBool, Ordering};
    let gateway = start().await;
    let app = gateway.app.clone();
    let order = |members: Value| gateway::registry::Order::Create {
        members: members.as_object().unwrap().clone(),
    };
    for n in 0..60 {
        let new = order(service(&format!("boat-{n}")));
        assert!(app.administer(new, "uid 0".to_owned()).await.is_ok());
    }
    let file = app.file();
    let mut other = gateway::settings::Settings::clone(&file);
    other.registration.scopes.insert("email".to_owned());
    let ended = Arc::new(AtomicBool::new(false));
    let (end, there) = (ended.clone(), app.clone());
    let rules = std::thread::spawn(move || {
        while !end.load(Ordering::Relaxed) {
            there.registry.hold_to(&other);
            there.registry.hold_to(&file);
        }
    });
    let mut lost = Vec::new();
    for n in 0..60 {
        let client_id = format!("boat-{n}");
        let order = gateway::registry::Order::Disable {
            client_id: client_id.clone(),
        };
        assert!(app.administer(order, "uid 0".to_owned()).await.is_ok());
        tokio::time::sleep(std::time::Duration::from_millis(2)).await;
        let known = app.registry.client(&client_id);
        if known.is_none_or(|known| known.state() != "disabled") {
            lost.push(client_id);
        }
    }
    ended.store(true, Ordering::Relaxed);
    rules.join().unwrap();
    assert_eq!(lost.len(), 0, "{lost:?}");
}
