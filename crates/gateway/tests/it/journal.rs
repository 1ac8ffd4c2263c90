//! The journal of identity matching. Implementing Regulation (EU) 2025/846 art. 5.

use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;

use axum::http::StatusCode;
use gateway::journal::{days, open, private_key};
use openssl::ec::{EcGroup, EcKey};
use openssl::nid::Nid;
use openssl::pkey::{PKey, Private};
use serde_json::{Value, json};

use crate::connector::arrive;
use crate::support::{Gateway, Setup};

fn key() -> PKey<Private> {
    let group = EcGroup::from_curve_name(Nid::X9_62_PRIME256V1).unwrap();
    PKey::from_ec_key(EcKey::generate(&group).unwrap()).unwrap()
}

/// A gateway whose register answers every question with this number, and which keeps a journal.
async fn start(files: &Path, key: &PKey<Private>) -> Gateway {
    start_as(files, key, "number", "17912099997".to_owned()).await
}

async fn start_as(files: &Path, key: &PKey<Private>, answers: &str, body: String) -> Gateway {
    let answer = move || async move { (StatusCode::OK, body) };
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
             answers = {answers:?}\nprivate = true\n[matching.journal]\nkey_file = {public:?}\n"
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
    let said = json!({ "status": 200, "number": "17912099997" });
    assert_eq!(entries[0]["register"], said);
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

/// What the body that has the key reads: the lines that `landport journal open` prints.
fn read(gateway: &Gateway, key: &PKey<Private>) -> Vec<Value> {
    let opener = private_key(&key.private_key_to_pem_pkcs8().unwrap()).unwrap();
    let days = days(&gateway.app.settings().data.join("journal")).unwrap();
    let texts = days
        .iter()
        .map(|day| std::fs::read_to_string(day).unwrap())
        .collect::<String>();
    texts
        .lines()
        .map(|line| open(line, &opener).unwrap())
        .collect()
}

#[tokio::test]
async fn a_stranger_whom_the_register_answers_with_is_not_kept() {
    let hers = json!({
        "number": "17912099997", "family_name": "Lindmark", "given_name": "Astrid",
        "birthdate": "1990-08-19", "identifier": "199008199391",
    });
    let stranger = json!({
        "number": "17912099644", "family_name": "Fremmedsen", "given_name": "Ukjentine",
        "middle_name": "Andreline", "birthdate": "1971-02-03", "identifier": "197102030000",
        "remark": "Hemmelia",
    });
    let strange = [
        "17912099644",
        "Fremmedsen",
        "Ukjentine",
        "Andreline",
        "1971-02-03",
        "197102030000",
        "Hemmelia",
    ];
    let both = json!({ "persons": [stranger, hers] }).to_string();
    // The same with an end that cannot be read: nobody was compared.
    let cut = both[..both.len() - 1].to_owned();
    let compared = json!({ "status": 200, "persons": 2, "compared": [hers] });
    let unread = json!({ "status": 200, "octets": cut.len() });
    for (answers, body, outcome, register) in [
        ("persons", both.clone(), "found", compared),
        ("persons", cut, "unavailable", unread),
        (
            "number",
            both.clone(),
            "unavailable",
            json!({ "status": 200, "octets": both.len() }),
        ),
    ] {
        let (files, key) = (tempfile::tempdir().unwrap(), key());
        let gateway = start_as(files.path(), &key, answers, body).await;
        let (claims, _) = arrive(&gateway).await;
        assert_eq!(claims["match_status"], outcome);
        let entries = read(&gateway, &key);
        assert_eq!(entries.len(), 1);
        assert_eq!(entries[0]["register"], register);
        let printed = entries[0].to_string();
        for value in strange {
            assert!(!printed.contains(value), "{value} in {printed}");
        }
        // Positive control: what was used of her is there.
        assert!(printed.contains("Lindmark"));
    }
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
