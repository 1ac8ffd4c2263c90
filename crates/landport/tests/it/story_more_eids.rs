// SPDX-License-Identifier: EUPL-1.2
//! E-IDs are data: one more is a few lines of configuration, and a whole login portal can be the
//! only one (docs/eids.md).

use world::eid::{EIDS, EidData, Notification};

use crate::road::number_of;
use crate::stage::Stage;

/// An e-ID that neither Demo Europe nor the gateway has heard of. As the demo's portal does, it
/// follows ID-porten's profile.
static FREYJA: EidData = EidData {
    id: "freyja",
    name: "Freyja",
    client_id: "landport-at-freyja",
    secret: Some("a-secret-of-a-test-that-everybody-may-know"),
    amr: "whatever it says itself",
    notification: Notification::Planned,
    portal: false,
    ..EIDS[4]
};

/// All that an operator writes; `{port}` is the test's.
const LINES: &str = r#"
[[eid]]
id = "freyja"
name = { nb = "Frøya", nn = "Frøya", en = "Freyja" }
issuer = "http://freyja.localhost:{port}"
client_id = "landport-at-freyja"
secret_file = "world/freyja.secret"
private = true

[eid.notification]
state = "notified"
since = "2026-11-01"
level = "high"
scheme = "Freyja (demo)"
"#;

#[tokio::test(flavor = "multi_thread")]
async fn one_more_e_id_is_a_few_lines_and_works_here_and_abroad() {
    let stage = Stage::abroad().await;
    let mut browser = stage.browser();
    let page = stage.ask_from(&mut browser, "SE").await;
    assert!(page.form_with("eid", "freyja").is_none(), "{}", page.body);

    stage.together.world.admit(&FREYJA).unwrap();
    let secret = stage.directory.path().join("world/freyja.secret");
    gateway::keys::write_private(&secret, FREYJA.secret.unwrap().as_bytes()).unwrap();
    let port = stage.together.world.place().port.to_string();
    let lines = LINES.replace("{port}", &port);
    stage.reconfigure(|text| text + &lines).await;

    // Abroad.
    let page = stage
        .consent_page(&mut browser, "SE", "freyja", "plain")
        .await;
    assert!(page.body.contains("Freyja"), "{}", page.body);
    let page = stage.agree(&mut browser, &page).await;
    assert_eq!(page.url.path(), "/me", "{}", page.body);
    let received = stage.received(&mut browser, "SE").await;
    assert_eq!(received["outcome"], "person", "{received}");
    assert_eq!(received["level"], "high");
    // As the same person that another e-ID proves.
    let page = stage
        .consent_page(&mut browser, "SE", "bankid", "plain")
        .await;
    stage.agree(&mut browser, &page).await;
    let other = stage.received(&mut browser, "SE").await;
    assert_eq!(other["identifier"], received["identifier"]);

    // At home.
    let page = browser
        .open(&stage.rowing_asks("idporten-loa-high", &[]))
        .await;
    let page = stage.choose_eid(&mut browser, &page, "freyja").await;
    let page = stage.prove(&mut browser, &page, "plain", None).await;
    let claims = stage.rowing_claims(&page).await;
    assert_eq!(claims["pid"], number_of("plain"));
    assert_eq!(claims["acr"], "idporten-loa-high");
    assert_eq!(claims["amr"], serde_json::json!(["freyja"]));
}

/// Landport in front of an existing national login: the portal is the only e-ID, and the choice of
/// e-ID is the portal's own.
#[tokio::test(flavor = "multi_thread")]
async fn a_whole_portal_as_the_only_e_id_leaves_the_choice_to_it() {
    let stage = Stage::abroad().await;
    stage
        .reconfigure(|text| {
            let mut all: toml::Table = text.parse().unwrap();
            let eids = all["eid"].as_array_mut().unwrap();
            eids.retain(|eid| eid["id"].as_str() == Some("portal"));
            assert_eq!(eids.len(), 1);
            // Terms and help desks of e-IDs that are gone would be a mistake in the configuration.
            let desks = all["contact"].as_array_mut().unwrap();
            desks.retain(|desk| desk.get("eid").is_none());
            let proxy = all["proxy_service"].as_table_mut().unwrap();
            proxy.remove("private_services").unwrap();
            all.to_string()
        })
        .await;
    for (way, level) in [("minid", "substantial"), ("buypass", "high")] {
        let mut browser = stage.browser();
        let page = stage.ask_from(&mut browser, "SE").await;
        for behind in ["bankid", "buypass", "minid", "commfides"] {
            assert!(page.form_with("eid", behind).is_none(), "{}", page.body);
            let stands = format!("value=\"{behind}\"");
            assert!(!page.body.contains(&stands), "{}", page.body);
        }
        let page = stage.choose_eid(&mut browser, &page, "portal").await;
        let page = stage.prove(&mut browser, &page, "plain", Some(way)).await;
        let page = stage.agree(&mut browser, &page).await;
        assert_eq!(page.url.path(), "/me", "{}", page.body);
        let received = stage.received(&mut browser, "SE").await;
        assert_eq!(received["outcome"], "person", "{received}");
        assert_eq!(received["level"], level);
    }
    // Behind it stands one that is not notified: it is no e-ID for other countries.
    let mut browser = stage.browser();
    let page = stage.ask_from(&mut browser, "SE").await;
    let page = stage.choose_eid(&mut browser, &page, "portal").await;
    let page = stage
        .prove(&mut browser, &page, "plain", Some("commfides"))
        .await;
    assert_ne!(page.url.path(), "/consent", "{}", page.body);
    stage.press(&mut browser, &page, "back").await;
    let received = stage.received(&mut browser, "SE").await;
    assert_eq!(received["outcome"], "failure", "{received}");
}
