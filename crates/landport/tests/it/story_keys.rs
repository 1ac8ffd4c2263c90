// SPDX-License-Identifier: EUPL-1.2
//! Whole rollovers by `landport keys` alone, on a clock that is moved: nobody is turned away, no step is
//! made too early, and each refusal says whom it waits for. R-03, OPS-04.

use axum::body::Body;
use eidas::Instant;
use gateway::caller::ClientAddress;
use gateway::keys::KeyRole::{self, MetadataSigning, OidcSigning, SamlEncryption, SamlSigning};
use gateway::rollover::{Order as Roll, Step};
use http::Request;
use serde_json::Value;
use store::env::Clock as _;
use tower::ServiceExt as _;

use crate::operate::Order;
use crate::serve_command::{Place, audit, get, landport, signal, text};
use crate::stage::Stage;
use crate::story_rollover::{HOUR, arrive, dark, is_me};

pub(crate) const NEXT: Step = Step::Next { in_token: false };
const PROMOTE: Step = Step::Promote {
    at_ms: None,
    lost: false,
};

pub(crate) fn roll(role: KeyRole, step: Step, confirmed: &[&str]) -> Order {
    Order::Roll(Roll {
        role,
        step,
        confirmed: confirmed.iter().map(ToString::to_string).collect(),
        reason: "the yearly change".to_owned(),
    })
}

fn status(role: KeyRole) -> Order {
    Order::KeysStatus { role: Some(role) }
}

/// Leaves the keys to the commands, and says from where Italy reads.
async fn managed() -> Stage {
    let stage = Stage::abroad().await;
    stage
        .reconfigure(|text| {
            let text = text.replace("[keys]\n", "[keys]\nmanaged = true\n");
            let italy = "[[peer]]\ncountry = \"IT\"\n";
            text.replace(italy, &format!("{italy}reads_from = [\"127.0.0.1\"]\n"))
        })
        .await;
    stage
}

/// Somebody reads our Proxy-Service's metadata from this address.
async fn read_from(stage: &Stage, address: &str) {
    for path in ["/eidas/proxy/metadata", "/eidas/connector/metadata"] {
        let mut request = Request::get(stage.url("no", path))
            .header("host", host(stage))
            .body(Body::empty())
            .unwrap();
        let address = address.parse().unwrap();
        request.extensions_mut().insert(ClientAddress(address));
        let router = stage.together.router.clone();
        let answer = router.oneshot(request).await.unwrap();
        assert!(answer.status().is_success(), "{}", answer.status());
    }
    settle().await;
}

fn host(stage: &Stage) -> String {
    let url = url::Url::parse(&stage.url("no", "/")).unwrap();
    format!("no.localhost:{}", url.port().unwrap())
}

/// What was seen is written behind the answer.
async fn settle() {
    tokio::time::sleep(std::time::Duration::from_millis(50)).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn r03_a_whole_rollover_of_signing_keys_by_commands_stops_neither_road_of_a_node_that_knows_one_key()
 {
    let stage = managed().await;
    assert_eq!(arrive(&stage).await, [true; 2]);
    let early = stage.refused(roll(SamlSigning, PROMOTE, &[])).await;
    assert!(early.contains("landport keys next saml-signing"), "{early}");
    let early = stage.refused(roll(SamlSigning, Step::Retire, &[])).await;
    assert!(early.contains("no change of these keys"), "{early}");

    let made = stage.order(roll(SamlSigning, NEXT, &[])).await;
    let home = stage.directory.path().join("data/keys");
    assert!(made.contains(home.to_str().unwrap()), "{made}");
    let again = stage.refused(roll(SamlSigning, NEXT, &[])).await;
    assert!(again.contains("is next already"), "{again}");

    // Italy holds a copy of before. A stranger who reads is nobody, whoever he says he is.
    read_from(&stage, "203.0.113.9").await;
    let early = stage.refused(roll(SamlSigning, PROMOTE, &[])).await;
    for who in [
        "IT (proxy-service ",
        "IT (connector ",
        "last read our metadata at 2026-11-23T12:00:00.000Z, without the new keys;",
        "SE (proxy-service ",
        "has no reads_from",
        "--confirmed ",
    ] {
        assert!(early.contains(who), "{who}: {early}");
    }
    let nobody = stage.refused(roll(SamlSigning, PROMOTE, &["XX"])).await;
    assert_eq!(nobody, "--confirmed XX: nothing waits for that");
    // What the operator was told takes away only whom it names.
    let early = stage.refused(roll(SamlSigning, PROMOTE, &["IT"])).await;
    assert!(!early.contains("IT (") && early.contains("SE ("), "{early}");

    let hours = [0, 12, 23].map(|hours| hours * HOUR);
    assert_eq!(dark(&stage, &hours).await, [0; 2]);
    let early = stage.refused(roll(SamlSigning, PROMOTE, &[])).await;
    assert!(early.contains("IT (connector "), "{early}");
    stage.advance(2 * HOUR);
    assert_eq!(arrive(&stage).await, [true; 2]);
    settle().await;
    let seen = stage.order(status(SamlSigning)).await;
    for line in ["IT (proxy-service ", "IT (connector "] {
        let line = seen.lines().find(|text| text.contains(line)).unwrap();
        assert!(
            line.contains("read of the new keys at 2026-11-24T"),
            "{seen}"
        );
    }
    assert!(seen.contains("now: landport keys promote"), "{seen}");

    let announced = stage.order(roll(SamlSigning, PROMOTE, &[])).await;
    let at = announced.split(" at ").nth(1).unwrap();
    let at = Instant::parse(at.split(',').next().unwrap()).unwrap();
    let left = |at: Instant| u64::try_from((at.ms() - stage.clock.now_ms()) / 1000).unwrap();
    assert_eq!(left(at), 24 * HOUR);
    let twice = stage.refused(roll(SamlSigning, PROMOTE, &[])).await;
    assert!(twice.contains("the change is announced for"), "{twice}");
    let hours = [0, 12, 23].map(|hours| hours * HOUR);
    assert_eq!(dark(&stage, &hours).await, [0; 2]);
    stage.advance(HOUR - 1);
    // A second before: begun with the old key, finished with the new one.
    let mut italian = stage.browser();
    let at_login = stage.login_page(&mut italian, "IT").await;
    stage.advance(2);
    let end = stage.choose_person(&mut italian, &at_login, "plain").await;
    assert!(is_me(&end), "{}", end.body);
    assert_eq!(dark(&stage, &[0, 60]).await, [0; 2]);
    let early = stage.refused(roll(SamlSigning, Step::Retire, &[])).await;
    assert!(early.contains("under way for ten minutes"), "{early}");
    // Nobody's word makes messages arrive sooner.
    let early = stage
        .refused(roll(SamlSigning, Step::Retire, &["IT"]))
        .await;
    assert!(early.contains("nothing waits for that"), "{early}");
    stage.advance(600);
    let done = stage.order(roll(SamlSigning, Step::Retire, &[])).await;
    assert!(done.contains("keys/saml-signing-p256.pem"), "{done}");
    assert_eq!(dark(&stage, &[0, 25 * HOUR]).await, [0; 2]);
    settle().await;
    let seen = stage.order(status(SamlSigning)).await;
    assert!(seen.contains(": used the current keys"), "{seen}");
    assert!(seen.contains("to begin: landport keys next"), "{seen}");

    // A reload reads the lists as they are now, and not those that the configuration began with.
    stage.reconfigure(|text| text).await;
    assert_eq!(arrive(&stage).await, [true; 2]);
    let again = stage.order(status(SamlSigning)).await;
    assert_eq!(again.lines().next(), seen.lines().next());
    assert!(!again.contains("keys/saml-signing-p256.pem"), "{again}");
}

#[tokio::test(flavor = "multi_thread")]
async fn r03_an_opened_assertion_proves_which_key_a_node_knows_and_the_old_one_opens_until_none_may_use_it()
 {
    let stage = managed().await;
    assert_eq!(arrive(&stage).await, [true; 2]);
    stage.order(roll(SamlEncryption, NEXT, &[])).await;
    stage.order(roll(SamlEncryption, PROMOTE, &[])).await;
    // Italy encrypts to the old key still; Sweden read anew.
    assert_eq!(arrive(&stage).await, [true; 2]);
    let early = stage.refused(roll(SamlEncryption, Step::Retire, &[])).await;
    assert!(early.contains("IT (proxy-service "), "{early}");
    assert!(
        !early.contains("connector "),
        "nobody encrypts for them: {early}"
    );
    stage.advance(23 * HOUR);
    let mut swede = stage.browser();
    assert!(is_me(&stage.log_in(&mut swede, "SE", "plain").await));
    settle().await;
    let early = stage.refused(roll(SamlEncryption, Step::Retire, &[])).await;
    assert!(
        early.contains(") encrypts to the new key since 2026-11-24T"),
        "{early}"
    );
    // Not upon everybody's word: a country that no list names right now may hold a copy, too.
    let peers = stage.together.gateway.peers.all();
    let asked = peers.iter().map(|peer| &peer.settings);
    let asked = asked.filter(|peer| peer.role == eidas::Role::ProxyService);
    let all: Vec<&str> = asked.map(|peer| peer.country.as_str()).collect();
    let early = stage
        .refused(roll(SamlEncryption, Step::Retire, &all))
        .await;
    let lines: Vec<&str> = early.lines().collect();
    assert!(
        lines.len() == 2 && lines[1].contains("whoever reads our metadata"),
        "{early}"
    );
    stage.advance(2 * HOUR);
    assert_eq!(arrive(&stage).await, [true; 2]);
    settle().await;
    let seen = stage.order(status(SamlEncryption)).await;
    let italy = seen.lines().find(|line| line.contains("IT (")).unwrap();
    assert!(italy.contains("used the current keys"), "{seen}");
    stage.order(roll(SamlEncryption, Step::Retire, &[])).await;
    assert_eq!(dark(&stage, &[0, 25 * HOUR]).await, [0; 2]);
    let nothing = stage.refused(roll(SamlEncryption, Step::Retire, &[])).await;
    assert_eq!(nothing, "there is nothing to retire");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_step_that_the_store_has_is_done_and_in_force_when_the_disk_is_back() {
    let stage = managed().await;
    stage.order(roll(SamlEncryption, NEXT, &[])).await;
    let in_the_way = stage.directory.path().join("data/keys/roles.json.new");
    std::fs::create_dir(&in_the_way).unwrap();
    let done = stage.order(roll(SamlEncryption, PROMOTE, &[])).await;
    assert!(
        done.contains("not yet in force here") && done.contains("could not be written"),
        "{done}"
    );
    let lists = || stage.together.gateway.app.settings().keys.managed;
    assert_eq!(lists(), Some(1));
    std::fs::remove_dir(&in_the_way).unwrap();
    for _ in 0..100 {
        if lists() == Some(2) {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    }
    let seen = stage.order(status(SamlEncryption)).await;
    assert_eq!(lists(), Some(2), "{seen}");
    assert!(seen.contains("  retired "), "{seen}");
}

/// The `kid`s of `/jwks.json`.
async fn kids(stage: &Stage) -> Vec<String> {
    let page = stage.browser().open(&stage.url("no", "/jwks.json")).await;
    let keys: Value = serde_json::from_str(&page.body).unwrap();
    let keys = keys["keys"].as_array().unwrap().iter();
    keys.map(|key| key["kid"].as_str().unwrap().to_owned())
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn ops_04_token_keys_are_published_a_day_before_and_a_day_after_they_sign() {
    let stage = managed().await;
    let old = kids(&stage).await;
    assert_eq!(old.len(), 3);
    stage.order(roll(OidcSigning, NEXT, &[])).await;
    let all = kids(&stage).await;
    assert_eq!(all.len(), 6);
    let early = stage.refused(roll(OidcSigning, PROMOTE, &[])).await;
    assert!(early.contains("services may keep for a day"), "{early}");
    stage.advance(24 * HOUR - 1);
    stage.refused(roll(OidcSigning, PROMOTE, &[])).await;
    stage.advance(1);
    stage.order(roll(OidcSigning, PROMOTE, &[])).await;
    let mut swede = stage.browser();
    assert!(is_me(&stage.log_in(&mut swede, "SE", "plain").await));
    let early = stage.refused(roll(OidcSigning, Step::Retire, &[])).await;
    assert!(early.contains("the old keys sign no more since"), "{early}");
    let done = stage
        .order(roll(OidcSigning, Step::Retire, &["services"]))
        .await;
    assert!(done.starts_with("Retired."), "{done}");
    let left = kids(&stage).await;
    assert!(left.len() == 3 && left.iter().all(|kid| !old.contains(kid)));
    let mut another = stage.browser();
    assert!(is_me(&stage.log_in(&mut another, "SE", "plain").await));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_metadata_key_changes_when_each_country_has_confirmed_that_it_trusts_it() {
    let stage = managed().await;
    stage.order(roll(MetadataSigning, NEXT, &[])).await;
    let early = stage.refused(roll(MetadataSigning, PROMOTE, &[])).await;
    assert!(
        early.contains("must say that it trusts the new certificate"),
        "{early}"
    );
    let peers = stage.together.gateway.peers.all();
    let all = peers.iter().map(|peer| peer.settings.country.as_str());
    let all: Vec<&str> = all.collect();
    let others: Vec<&str> = all.iter().copied().filter(|code| *code != "IT").collect();
    let early = stage.refused(roll(MetadataSigning, PROMOTE, &others)).await;
    assert!(
        early.contains("IT (proxy-service ") && !early.contains("SE ("),
        "{early}"
    );
    stage.order(roll(MetadataSigning, PROMOTE, &all)).await;
    let early = stage
        .refused(roll(MetadataSigning, Step::Retire, &[]))
        .await;
    assert!(early.contains("others may hold metadata"), "{early}");
    stage.advance(24 * HOUR);
    stage.order(roll(MetadataSigning, Step::Retire, &[])).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn lists_of_the_configuration_are_judged_by_the_same_and_written_by_the_operator() {
    let stage = Stage::abroad().await;
    let said = stage.order(roll(SamlEncryption, NEXT, &[])).await;
    assert!(
        said.contains("[keys.saml_encryption]\nnext = [\""),
        "{said}"
    );
    let lists = said.split("[keys.saml_encryption]\n").nth(1).unwrap();
    let lists = lists.to_owned();
    stage
        .reconfigure(|text| {
            let (before, rest) = text.split_once("[keys.saml_encryption]\n").unwrap();
            let (_, after) = rest.split_once("\n\n").unwrap();
            format!("{before}[keys.saml_encryption]\n{lists}\n\n{after}")
        })
        .await;
    let said = stage.order(roll(SamlEncryption, PROMOTE, &[])).await;
    let written = said.split("[keys.saml_encryption]\n").nth(1).unwrap();
    assert!(written.starts_with("next = []\ncurrent = [\""), "{said}");
    assert!(written.contains("retired = [\""), "{said}");
    let early = stage.refused(roll(SamlEncryption, Step::Retire, &[])).await;
    assert_eq!(
        early, "there is nothing to retire",
        "nothing was written yet"
    );
    let why = Roll {
        role: SamlEncryption,
        step: PROMOTE,
        confirmed: Vec::new(),
        reason: " ".to_owned(),
    };
    let early = stage.refused(Order::Roll(why)).await;
    assert!(early.starts_with("say why"), "{early}");
}

/// The commands of docs/operations.md, "Rolling keys over", by the binary.
#[test]
fn the_commands_of_the_documentation_run_and_what_they_did_outlives_a_kill() {
    let place = Place::new();
    let config = std::fs::read_to_string(place.config()).unwrap();
    std::fs::write(
        place.config(),
        config.replace("[keys]\n", "[keys]\nmanaged = true\n"),
    )
    .unwrap();
    let keys = |arguments: &[&str]| {
        let config = place.config();
        let config = ["--config", config.to_str().unwrap()];
        let output = landport(&[&["keys"], arguments, &config].concat());
        let said = [text(&output.stdout), text(&output.stderr)].concat();
        (output.status.code(), said)
    };
    let (code, said) = keys(&["status"]);
    assert_eq!(code, Some(1), "{said}");
    assert!(said.contains("no gateway runs here"), "{said}");
    let mut child = place.serve();
    let (code, said) = keys(&["status"]);
    assert_eq!(code, Some(0), "{said}");
    for role in KeyRole::ALL {
        assert!(
            said.contains(&format!("{} (managed)", role.name())),
            "{said}"
        );
    }
    let why = ["--reason", "the yearly change"];
    let step = |arguments: &[&str]| keys(&[arguments, &why].concat());
    let (code, said) = step(&["next", "oidc-signing"]);
    assert_eq!(code, Some(0), "{said}");
    let (code, said) = step(&["promote", "oidc-signing"]);
    assert!(
        code == Some(1) && said.contains("too early to promote"),
        "{said}"
    );
    let (code, said) = keys(&["promote", "oidc-signing"]);
    assert!(code == Some(2) && said.contains("--reason"), "{said}");
    let at = ["promote", "oidc-signing", "--at", "2027-01-01T00:00:00Z"];
    let (code, said) = step(&at);
    assert!(
        code == Some(2) && said.contains("only the keys of saml-signing"),
        "{said}"
    );

    child.kill().unwrap();
    child.wait().unwrap();
    let mut child = place.serve();
    let (_, said) = keys(&["status", "oidc-signing"]);
    assert_eq!(said.matches("  next ").count(), 3, "{said}");
    let (code, said) = step(&["promote", "oidc-signing", "--confirmed", "services"]);
    assert_eq!(code, Some(0), "{said}");
    let (code, said) = step(&["retire", "oidc-signing", "--confirmed", "services"]);
    assert_eq!(code, Some(0), "{said}");
    // Lost to others: at once, and nothing of it is left.
    assert_eq!(step(&["next", "saml-signing"]).0, Some(0));
    let before = get(place.public, "/eidas/connector/metadata");
    let (code, said) = step(&["promote", "saml-signing", "--lost"]);
    assert_eq!(code, Some(0), "{said}");
    let after = get(place.public, "/eidas/connector/metadata");
    let certificates = |document: &str| document.matches("X509Certificate>").count();
    assert!(certificates(&after) < certificates(&before));
    let check = landport(&["check", "--config", place.config().to_str().unwrap()]);
    assert_eq!(check.status.code(), Some(0), "{}", text(&check.stderr));

    signal(&child, "-TERM");
    assert!(child.wait().unwrap().success());
    let audit = audit(place.directory.path());
    for line in [
        "\"keys next oidc-signing (done): the yearly change\"",
        "\"keys promote oidc-signing (refused): the yearly change\"",
        "\"keys promote oidc-signing --confirmed services (done): the yearly change\"",
        "\"keys promote saml-signing --lost (done): the yearly change\"",
    ] {
        assert!(audit.contains(line), "{line} in {audit}");
    }
    let keys = place.directory.path().join("gateway/data/keys");
    for file in std::fs::read_dir(keys).unwrap() {
        let about = file.unwrap().metadata().unwrap();
        let mode = std::os::unix::fs::PermissionsExt::mode(&about.permissions());
        assert_eq!(mode & 0o777, 0o600);
    }
}
