// SPDX-License-Identifier: EUPL-1.2
//! Tokens signed with PS256 (RFC 7518 §3.5; FAPI 2.0 §5.4.1), for the clients that are registered so, with
//! a key that serves nothing else (RFC 8725 §3.1).

use axum::http::StatusCode;
use gateway::keys::{KeyRole, Keys};
use gateway::rollover::{Order, Step};
use gateway::settings::RoleFiles;
use oidc::jose::{Algorithm, JwkSet, jws};
use serde_json::{Value, json};
use std::sync::Arc;
use std::time::Duration;

use crate::ground::{good, ground, load};
use crate::support::{Gateway, Party, SECRET, Setup};

const CLIENTS: &str = r#"
[[client]]
client_id = "other"
name = "Other"
redirect_uris = ["http://trademark.localhost:8080/callback"]
auth = "client_secret_post"
secret_file = "client.secret"
id_token_alg = "PS256"
access_token = "jwt"
userinfo = "signed"
refresh = "always"
"#;

async fn start() -> Gateway {
    Gateway::start_as(Setup {
        more: CLIENTS.to_owned(),
        ..Setup::default()
    })
    .await
}

/// `alg` and `kid` of a token whose signature holds by what is published, with that algorithm alone.
async fn signed_by(gateway: &Gateway, token: &str) -> (String, String) {
    let published = gateway.browser().get("/jwks.json").await.body;
    let keys = JwkSet::parse(published.as_bytes()).unwrap();
    let verified = Algorithm::ALL
        .into_iter()
        .filter(|alg| jws::verify(token, &keys, &[*alg]).is_ok());
    let algorithm: Vec<&str> = verified.map(Algorithm::as_str).collect();
    let [algorithm] = algorithm.as_slice() else {
        panic!("{algorithm:?}")
    };
    let header = token.split('.').next().unwrap();
    let header = oidc::jose::base64url::decode(header).unwrap();
    let header: Value = serde_json::from_slice(&header).unwrap();
    assert_eq!(header["alg"], *algorithm);
    let kid = header["kid"].as_str().unwrap().to_owned();
    ((*algorithm).to_owned(), kid)
}

#[tokio::test]
async fn rfc7518_s3_5_everything_for_a_client_is_signed_as_it_is_registered() {
    let gateway = start().await;
    let party = Party::new(&gateway, "other", Some(SECRET));
    let tokens = party.tokens(&[]).await;
    let text = |name: &str| tokens[name].as_str().unwrap().to_owned();
    let read = party.bearer(&text("access_token")).await;
    assert_eq!(read.status, StatusCode::OK, "{read:?}");
    let answer = party.login(&[("response_mode", "query.jwt")]).await;
    let response = answer.parameter("response").unwrap();
    let refreshed = party.refresh(&text("refresh_token"), &[], &[]).await.json();
    let refreshed = refreshed["id_token"].as_str().unwrap().to_owned();
    let mut kids = Vec::new();
    for token in [
        text("id_token"),
        text("access_token"),
        read.body,
        response,
        refreshed,
    ] {
        let (algorithm, kid) = signed_by(&gateway, &token).await;
        assert_eq!(algorithm, "PS256");
        kids.push(kid);
    }
    kids.dedup();
    assert_eq!(kids.len(), 1);
    // Others keep theirs.
    let (claims, _) = crate::connector::arrive(&gateway).await;
    assert_eq!(claims["aud"], "trademark");
    let keys = gateway.browser().get("/jwks.json").await.json();
    let named = |alg: &str| {
        let keys = keys["keys"].as_array().unwrap().iter();
        let keys: Vec<&Value> = keys.filter(|key| key["alg"] == alg).collect();
        assert_eq!(keys.len(), 1, "{alg}");
        keys[0].clone()
    };
    // OIDC Core §10.1: each key has a name, and its one algorithm: a client's library finds one that fits.
    assert_eq!(named("PS256")["kid"], kids[0]);
    assert_ne!(named("PS256")["n"], named("RS256")["n"], "a key of its own");
    assert_eq!(named("PS256")["kty"], "RSA");
    let metadata = gateway
        .browser()
        .get("/.well-known/openid-configuration")
        .await
        .json();
    for name in [
        "id_token_signing_alg_values_supported",
        "userinfo_signing_alg_values_supported",
        "authorization_signing_alg_values_supported",
    ] {
        assert_eq!(metadata[name], json!(["RS256", "ES256", "PS256"]), "{name}");
    }
}

/// OIDC Registration §2 `userinfo_signed_response_alg`, JARM §3 `authorization_signed_response_alg`.
#[tokio::test]
async fn registration_s2_userinfo_and_answers_are_signed_as_they_are_registered_each() {
    let gateway = Gateway::start_as(Setup {
        more: CLIENTS
            .replace("userinfo = \"signed\"", "userinfo_alg = \"ES256\"")
            .replace(
                "id_token_alg = \"PS256\"",
                "id_token_alg = \"RS256\"\nauthorization_response_alg = \"PS256\"",
            ),
        ..Setup::default()
    })
    .await;
    let party = Party::new(&gateway, "other", Some(SECRET));
    let mut tokens = party.tokens(&[]).await;
    for round in ["by the code", "refreshed"] {
        let text = |name: &str| tokens[name].as_str().unwrap().to_owned();
        for (token, expected) in [
            (text("id_token"), "RS256"),
            (text("access_token"), "RS256"),
            (party.bearer(&text("access_token")).await.body, "ES256"),
        ] {
            assert_eq!(signed_by(&gateway, &token).await.0, expected, "{round}");
        }
        tokens = party.refresh(&text("refresh_token"), &[], &[]).await.json();
    }
    // With a code, and with an error.
    let mode = ("response_mode", "query.jwt");
    let code = party.login(&[mode]).await;
    let more = [("client_id", "other"), mode, ("scope", "profile")];
    let error = gateway.browser().authorize(&more).await;
    for answer in [code, error] {
        let response = answer.parameter("response").unwrap();
        assert_eq!(signed_by(&gateway, &response).await.0, "PS256");
    }
}

/// As any other token key: published ahead, then in use, then published until its tokens are over.
#[tokio::test]
async fn a_key_for_ps256_rolls_over_without_a_lost_login() {
    let gateway = start().await;
    let party = Party::new(&gateway, "other", Some(SECRET));
    let files = gateway.app.settings().keys.clone();
    let (old, rest): (Vec<_>, Vec<_>) = files
        .oidc_signing
        .current
        .iter()
        .cloned()
        .partition(|file| file.ends_with("oidc-ps256.pem"));
    assert_eq!((old.len(), rest.len()), (1, 2));
    let directory = tempfile::tempdir().unwrap();
    let new = directory.path().join("ps256-next.pem");
    let made = oidc::jose::SoftwareSigner::generate(Algorithm::Ps256).unwrap();
    gateway::keys::write_private(&new, &made.to_pem().unwrap()).unwrap();
    let with = |next: &[&std::path::PathBuf],
                current: &std::path::PathBuf,
                retired: &[&std::path::PathBuf]| {
        let list =
            |files: &[&std::path::PathBuf]| files.iter().map(|file| (*file).clone()).collect();
        let mut changed = files.clone();
        changed.oidc_signing = RoleFiles {
            next: list(next),
            current: rest.iter().cloned().chain([current.clone()]).collect(),
            retired: list(retired),
        };
        Arc::new(Keys::load(&changed).unwrap())
    };
    let old = &old[0];
    let mut before = Vec::new();
    let mut kids = Vec::new();
    for keys in [
        with(&[], old, &[]),
        with(&[&new], old, &[]),
        with(&[], &new, &[old]),
        with(&[], &new, &[]),
    ] {
        // A code from before the step becomes a token after it.
        let code = party.code(&[]).await;
        gateway.app.reload(gateway.app.file(), keys).unwrap();
        let tokens = party.redeem(&code, &[], &[]).await;
        assert_eq!(tokens.status, StatusCode::OK, "{tokens:?}");
        let tokens = tokens.json();
        let (algorithm, kid) = signed_by(&gateway, tokens["id_token"].as_str().unwrap()).await;
        assert_eq!(algorithm, "PS256");
        kids.push(kid);
        let access = tokens["access_token"].as_str().unwrap().to_owned();
        assert_eq!(party.bearer(&access).await.status, StatusCode::OK);
        before.push(access);
    }
    assert_eq!((&kids[0], &kids[2]), (&kids[1], &kids[3]));
    assert_ne!(kids[1], kids[2]);
    // What the old key signed held while it was published, and holds no more.
    assert_eq!(
        party.bearer(&before[1]).await.status,
        StatusCode::UNAUTHORIZED
    );
    assert_eq!(party.bearer(&before[2]).await.status, StatusCode::OK);
}

/// RFC 8725 §3.1, RFC 8017 §8: no RSA key for two schemes, so without one of its own there is no PS256.
#[test]
fn without_a_key_of_its_own_there_is_no_ps256() {
    let line = "jwks_file = \"jwks.json\"\n";
    let asked = |field: &str| format!("{line}{field} = \"PS256\"\n");
    let with = |text: &str, field: &str| text.replacen(line, &asked(field), 1);
    let section = |text: String| with(&text, "id_token_alg");
    assert!(load(&section(good())).is_ok(), "positive control");
    let without = good().replace(", \"keys/oidc-ps256.pem\"", "");
    assert_eq!(
        load(&without).unwrap().keys.token_algorithms(),
        [Algorithm::Rs256, Algorithm::Es256]
    );
    for field in ["authorization_response_alg", "userinfo_alg"] {
        assert!(load(&with(&good(), field)).is_ok(), "positive control");
        let problems = load(&with(&without, field)).err().unwrap();
        assert_eq!(problems[0].field, format!("client[1].{field}"));
    }
    let problems = load(&section(without)).err().unwrap();
    assert_eq!(problems.len(), 1, "{problems:?}");
    assert_eq!(problems[0].field, "client[1].id_token_alg");
    assert!(
        problems[0].what.contains("no key for PS256"),
        "{problems:?}"
    );
    assert!(
        problems[0].instead.contains("-algorithm RSA-PSS")
            && problems[0]
                .instead
                .contains("landport keys next oidc-signing"),
        "{problems:?}"
    );
    // And the file says which it is: an RSA key for PSS signs nothing else, another none of PSS.
    let read = |name: &str| std::fs::read(ground().directory.join("keys").join(name)).unwrap();
    let jwk = |name: &str| gateway::keys::public_jwk(&read(name)).unwrap();
    assert!(jwk("oidc-ps256.pem").contains("\"PS256\""));
    assert!(jwk("oidc-rs256.pem").contains("\"RS256\""));
}

/// An installation of before PS256 whose keys are managed gets one with the next rollover of its token keys,
/// and can then have clients that want it.
#[tokio::test]
async fn a_managed_installation_without_a_key_for_ps256_gets_one_by_its_next_rollover() {
    let gateway = Gateway::start().await;
    let mut settings = gateway::settings::Settings::clone(&gateway.app.file());
    let current = &mut settings.keys.oidc_signing.current;
    current.retain(|file| !file.ends_with("oidc-ps256.pem"));
    settings.keys.managed = Some(0);
    let keys = Keys::load(&settings.keys).unwrap();
    settings.registration.token_algorithms = keys.token_algorithms();
    gateway
        .app
        .reload(Arc::new(settings), Arc::new(keys))
        .unwrap();
    gateway.app.witness_keys().await.unwrap();
    let signs = || gateway.app.current().provider.id_token_algorithms.clone();
    assert_eq!(signs(), [Algorithm::Rs256, Algorithm::Es256]);
    let roll = async |step| {
        let order = Order {
            role: KeyRole::OidcSigning,
            step,
            confirmed: Vec::new(),
            reason: "PS256".to_owned(),
        };
        gateway.app.roll(order).await.unwrap()
    };
    let made = roll(Step::Next { in_token: false }).await;
    assert_eq!(made.matches(".pem").count(), 3, "{made}");
    assert_eq!(made.matches("rsa3072-pss").count(), 1, "{made}");
    gateway.clock.advance(Duration::from_secs(86_400));
    let (at_ms, lost) = (None, false);
    roll(Step::Promote { at_ms, lost }).await;
    assert_eq!(
        signs(),
        [Algorithm::Rs256, Algorithm::Es256, Algorithm::Ps256]
    );
    let registered = &gateway.app.file().registration.token_algorithms;
    assert!(registered.contains(&Algorithm::Ps256));
}
