//! The journal of identity matching. Implementing Regulation (EU) 2025/846 art. 5.

use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;

use axum::http::StatusCode;
use gateway::journal::{days, open, private_key};
use openssl::ec::{EcGroup, EcKey};
use openssl::nid::Nid;
use openssl::pkey::{PKey, Private};
use serde_json::Value;

use crate::connector::arrive;
use crate::support::{Gateway, Setup};

fn key() -> PKey<Private> {
    let group = EcGroup::from_curve_name(Nid::X9_62_PRIME256V1).unwrap();
    PKey::from_ec_key(EcKey::generate(&group).unwrap()).unwrap()
}

/// A gateway whose register answers every question with this number, and which keeps a journal.
async fn start(files: &Path, key: &PKey<Private>) -> Gateway {
    let answer = || async { (StatusCode::OK, "17912099997") };
    let router = axum::Router::new().fallback(answer);
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    tokio::spawn(async move { axum::serve(listener, router).await });
    let (api, public) = (files.join("api.key"), files.join("public.pem"));
    std::fs::write(&api, "the-key").unwrap();
    std::fs::set_permissions(&api, std::fs::Permissions::from_mode(0o600)).unwrap();
    std::fs::write(&public, key.public_key_to_pem().unwrap()).unwrap();
    Gateway::start_as(Setup {
        more: format!(
            "[matching]\nurl = \"http://register.localhost:{port}\"\napi_key_file = {api:?}\n\
             private = true\n[matching.journal]\nkey_file = {public:?}\n"
        ),
        ..Setup::default()
    })
    .await
}

#[tokio::test]
async fn what_both_sides_used_is_kept_for_who_has_the_key_and_for_nobody_else() {
    let (files, key) = (tempfile::tempdir().unwrap(), key());
    let gateway = start(files.path(), &key).await;
    let (claims, _) = arrive(&gateway).await;
    assert_eq!(claims["match_status"], "found");
    let days = days(&gateway.app.settings().data.join("journal")).unwrap();
    assert_eq!(days.len(), 1);
    let raw = std::fs::read_to_string(&days[0]).unwrap();
    let opener = private_key(&key.private_key_to_pem_pkcs8().unwrap()).unwrap();
    let entries: Vec<Value> = raw.lines().filter_map(|line| open(line, &opener)).collect();
    assert_eq!(entries.len(), 1);
    let used = &entries[0]["used"];
    assert_eq!(used["identifier"], "SE/NO/199008199391");
    assert_eq!(used["family_name"], "Lindmark");
    assert_eq!(used["birthdate"], "1990-08-19");
    assert_eq!(entries[0]["register"], "200 17912099997");
    assert_eq!(entries[0]["outcome"], "found");
    assert_eq!(entries[0]["number"], "17912099997");
    assert_eq!(entries[0]["client_id"], "trademark");
    assert_eq!(entries[0]["time"], "2026-11-23T09:25:00.000Z");
    // Nothing of it is readable in the file, and nothing of it in the trail.
    let login = entries[0]["login"].as_str().unwrap();
    let trail = gateway.audit.lines().join("\n");
    assert!(trail.contains(login));
    for value in [
        "199008199391",
        "Lindmark",
        "Astrid",
        "1990-08-19",
        "17912099997",
    ] {
        assert!(!raw.contains(value), "{value}");
        assert!(!trail.contains(value), "{value}");
    }
    let mode = |path: &Path| path.metadata().unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&days[0]), 0o600);
    assert_eq!(mode(days[0].parent().unwrap()), 0o700);
}

#[tokio::test]
async fn what_cannot_be_kept_is_not_used_and_breaks_no_login() {
    let (files, key) = (tempfile::tempdir().unwrap(), key());
    let gateway = start(files.path(), &key).await;
    let data = gateway.app.settings().data.clone();
    std::fs::create_dir_all(&data).unwrap();
    std::fs::write(data.join("journal"), "in the way").unwrap();
    let (claims, _) = arrive(&gateway).await;
    assert_eq!(claims["match_status"], "unavailable");
    assert!(claims.get("pid").is_none());
    let matched = gateway.audited("matched");
    assert!(matched[0].contains("\"reason\":\"journal\""), "{matched:?}");
    // Positive control: the way is free, and the next one is found.
    std::fs::remove_file(data.join("journal")).unwrap();
    let (claims, _) = arrive(&gateway).await;
    assert_eq!(claims["match_status"], "found");
}
