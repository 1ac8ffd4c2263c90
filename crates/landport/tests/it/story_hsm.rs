// SPDX-License-Identifier: EUPL-1.2
//! Keys in a token, tried with SoftHSM 2: the whole road signed and opened by it, what it cannot do said
//! before somebody logs in, and what happens while it is away. R-28, OPS-06. Skipped where SoftHSM is not
//! installed (`scripts/test`).

use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use gateway::keys::KeyRole::{MetadataSigning, OidcSigning, SamlEncryption, SamlSigning};
use gateway::rollover::Step;

use crate::operate::Order;
use crate::serve_command::{Place, get, landport, signal, text};
use crate::stage::Stage;
use crate::story_keys::roll;
use crate::story_rollover::{arrive, is_me};

const PIN: &str = "4711";
const IN_TOKEN: Step = Step::Next { in_token: true };
const PROMOTE: Step = Step::Promote {
    at_ms: None,
    lost: false,
};
/// At once: the rollover itself is told elsewhere.
const AT_ONCE: Step = Step::Promote {
    at_ms: None,
    lost: true,
};

/// A token in a directory of its own.
struct Token {
    directory: tempfile::TempDir,
    module: PathBuf,
}

impl Token {
    fn new() -> Option<Self> {
        let known = [
            "/usr/lib/softhsm",
            "/usr/lib64/softhsm",
            "/usr/lib64/pkcs11",
        ];
        let modules = known.map(|place| Path::new(place).join("libsofthsm2.so"));
        let Some(module) = modules.into_iter().find(|module| module.exists()) else {
            let demanded = std::env::var("LANDPORT_SOFTHSM").is_ok_and(|word| word == "required");
            assert!(!demanded, "SoftHSM is demanded and not there");
            eprintln!("skipped: SoftHSM is not installed");
            return None;
        };
        let directory = tempfile::tempdir().unwrap();
        let tokens = directory.path().join("tokens");
        std::fs::create_dir(&tokens).unwrap();
        let text = format!("directories.tokendir = {}\n", tokens.display());
        std::fs::write(directory.path().join("softhsm2.conf"), text).unwrap();
        let token = Self { directory, module };
        token.write_pin(PIN);
        let made = token
            .with_it("softhsm2-util")
            .args(["--init-token", "--free", "--label", "landport"])
            .args(["--pin", PIN, "--so-pin", "4712"])
            .output()
            .unwrap();
        assert!(made.status.success(), "{}", text_of(&made));
        Some(token)
    }

    fn config(&self) -> PathBuf {
        self.directory.path().join("softhsm2.conf")
    }

    fn pin_file(&self) -> PathBuf {
        self.directory.path().join("pin")
    }

    fn write_pin(&self, pin: &str) {
        std::fs::write(self.pin_file(), pin).unwrap();
        let private = std::fs::Permissions::from_mode(0o600);
        std::fs::set_permissions(self.pin_file(), private).unwrap();
    }

    /// A command that knows where the token is.
    fn with_it(&self, program: &str) -> Command {
        let mut command = Command::new(program);
        command.env("SOFTHSM2_CONF", self.config());
        command
    }

    fn section(&self) -> String {
        format!(
            "\n[pkcs11]\nmodule = {:?}\ntoken = \"landport\"\npin_file = {:?}\n",
            self.module,
            self.pin_file()
        )
    }
}

fn text_of(output: &std::process::Output) -> String {
    [text(&output.stdout), text(&output.stderr)].concat()
}

/// SoftHSM is told where its tokens are by the environment of the process, so each story has one of its own.
fn told_apart(story: &str) {
    let Some(token) = Token::new() else { return };
    let section = token.directory.path().join("section.toml");
    std::fs::write(&section, token.section()).unwrap();
    let this = std::env::current_exe().unwrap();
    let told = token
        .with_it(this.to_str().unwrap())
        .env("LANDPORT_HSM_SECTION", section)
        .args(["--exact", story, "--ignored", "--nocapture"])
        .output()
        .unwrap();
    let told_text = text_of(&told);
    assert!(told.status.success(), "{told_text}");
    assert!(told_text.contains("1 passed"), "{told_text}");
}

fn section() -> String {
    let section = std::env::var("LANDPORT_HSM_SECTION").unwrap();
    std::fs::read_to_string(section).unwrap()
}

#[test]
fn r28_the_whole_road_is_signed_and_opened_by_keys_that_cannot_leave_their_token() {
    told_apart("story_hsm::inside");
}

#[test]
fn ops_06_a_token_that_goes_while_it_is_used_and_comes_back_needs_no_hand() {
    told_apart("story_hsm::taken_away");
}

#[test]
fn ops_06_sessions_that_somebody_ends_are_begun_anew_before_a_person_notices() {
    told_apart("story_hsm::ended");
}

/// A stage whose tokens are signed by keys in the token.
async fn signing() -> Stage {
    let (stage, section) = (Stage::new().await, section());
    let managed = |text: String| text.replace("[keys]\n", "[keys]\nmanaged = true\n") + &section;
    stage.reconfigure(managed).await;
    let made = stage.order(roll(OidcSigning, IN_TOKEN, &[])).await;
    assert!(
        made.contains("The key for PS256 (-pss-) lies in its file"),
        "{made}"
    );
    stage.order(roll(OidcSigning, AT_ONCE, &[])).await;
    assert!(arrives(&stage).await);
    stage
}

async fn arrives(stage: &Stage) -> bool {
    is_me(&stage.log_in(&mut stage.browser(), "SE", "plain").await)
}

/// Asks the token, as the gateway does by itself every few seconds, until its keys can be used.
async fn comes_back(stage: &Stage) -> bool {
    let app = &stage.together.gateway.app;
    for _ in 0..50 {
        tokio::time::sleep(std::time::Duration::from_millis(200)).await;
        let hsm = app.current().keys.hsm().unwrap().clone();
        let _ = tokio::task::spawn_blocking(move || hsm.probe()).await;
        if app.keys_down().is_none() {
            return true;
        }
    }
    false
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "run by a test above, in a process of its own"]
async fn taken_away() {
    let stage = signing().await;
    let place = std::env::var("SOFTHSM2_CONF").unwrap();
    let place = Path::new(&place).parent().unwrap().to_owned();
    std::fs::rename(place.join("tokens"), place.join("away")).unwrap();
    assert!(!arrives(&stage).await, "nobody signs");
    let why = stage.together.gateway.app.keys_down().unwrap();
    assert!(why.starts_with("oidc_signing cannot be used: "), "{why}");
    assert!(!comes_back(&stage).await, "not before it is there again");
    std::fs::rename(place.join("away"), place.join("tokens")).unwrap();
    assert!(comes_back(&stage).await);
    assert!(arrives(&stage).await);
}

/// The library is one in the process: what is done to it here is done to the gateway's sessions.
#[tokio::test(flavor = "multi_thread")]
#[ignore = "run by a test above, in a process of its own"]
async fn ended() {
    use cryptoki::context::Pkcs11;
    let stage = signing().await;
    let written: toml::Table = section().parse().unwrap();
    let module = written["pkcs11"]["module"].as_str().unwrap();
    let module = || Pkcs11::new(module).unwrap();
    let slot = module().get_slots_with_initialized_token().unwrap()[0];
    // A login counts for all sessions of a process, and so does its end (PKCS#11 3.1 §5.6.9): the gateway's see
    // their keys no more.
    let session = module().open_ro_session(slot).unwrap();
    session.logout().unwrap();
    drop(session);
    assert!(arrives(&stage).await, "she does not notice");
    // And the library is ended altogether.
    module().finalize().unwrap();
    let _ = arrives(&stage).await;
    assert!(comes_back(&stage).await);
    assert!(arrives(&stage).await);
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "run by a test above, in a process of its own"]
async fn inside() {
    let section = section();
    let stage = Stage::abroad().await;
    // SoftHSM opens no RSA-OAEP that foreign nodes use: assertions are opened by ECDH alone.
    let managed = |text: String| {
        let text = text.replace("[keys]\n", "[keys]\nmanaged = true\n");
        let (before, rest) = text.split_once("[keys.saml_encryption]\n").unwrap();
        let (_, after) = rest.split_once("\n\n").unwrap();
        let key = stage.directory.path().join("keys/saml-encryption-p256.pem");
        format!("{before}[keys.saml_encryption]\ncurrent = [{key:?}]\n\n{after}{section}")
    };
    stage.reconfigure(managed).await;
    for role in [SamlSigning, SamlEncryption, MetadataSigning, OidcSigning] {
        let made = stage.order(roll(role, IN_TOKEN, &[])).await;
        let file = made.trim_start_matches("Made ").split([',', ' ']).next();
        let file = std::fs::read_to_string(file.unwrap().trim_end_matches('.')).unwrap();
        assert!(file.starts_with("pkcs11:object="), "{file}");
        assert!(!file.contains("PRIVATE"), "{file}");
        match role {
            // Demo Europe trusts what it was told at its start.
            MetadataSigning => {}
            SamlEncryption => {
                stage.order(roll(role, PROMOTE, &[])).await;
            }
            _ => {
                stage.order(roll(role, AT_ONCE, &[])).await;
            }
        }
    }
    // Nobody holds a document of before.
    stage.advance(25 * 3600);
    stage.refresh().await;
    stage.meet_connectors().await;
    let status = Order::KeysStatus { role: None };
    let seen = stage.order(status.clone()).await;
    assert!(seen.matches("in the token by ").count() >= 5, "{seen}");
    // Those that encrypt to a key on a curve.
    for country in ["SE", "AT", "HR"] {
        let mut browser = stage.browser();
        let end = stage.log_in(&mut browser, country, "plain").await;
        assert!(is_me(&end), "{country}: {} {}", end.url, end.body);
    }
    assert!(arrive(&stage).await[1], "a Norwegian abroad");
    // The key that opened it is the one in the token: the other one is gone.
    stage.order(roll(SamlEncryption, Step::Retire, &[])).await;
    let mut browser = stage.browser();
    assert!(is_me(&stage.log_in(&mut browser, "SE", "plain").await));

    let metrics = stage.together.gateway.app.metrics.render();
    for operation in ["sign", "agree"] {
        let line = format!(
            "landport_key_device_duration_seconds_count{{operation=\"{operation}\",outcome=\"done\"}}"
        );
        assert!(metrics.contains(&line), "{line} in {metrics}");
    }
    // The next ones are made where those in use lie, without being told.
    let made = stage
        .order(roll(OidcSigning, Step::Next { in_token: false }, &[]))
        .await;
    let file = made.trim_start_matches("Made ").split([',', ' ']).next();
    let file = std::fs::read_to_string(file.unwrap().trim_end_matches('.')).unwrap();
    assert!(file.starts_with("pkcs11:object="), "{file}");
}

/// As an operator meets it: a token that is not there, a PIN that is wrong, a key of another certificate.
#[test]
fn ops_06_a_token_that_is_away_closes_readiness_and_a_wrong_pin_is_tried_once() {
    let Some(token) = Token::new() else { return };
    let place = Place::new();
    let written = std::fs::read_to_string(place.config()).unwrap();
    let written = written.replace("[keys]\n", "[keys]\nmanaged = true\n");
    std::fs::write(place.config(), written + &token.section()).unwrap();
    let config = place.config();
    let config = config.to_str().unwrap().to_owned();
    let serve = || {
        let mut command = token.with_it(env!("CARGO_BIN_EXE_landport"));
        place.serve_by(&mut command)
    };
    let keys = |arguments: &[&str]| {
        let why = ["--reason", "hardware", "--config", &config];
        landport(&[&["keys"], arguments, &why].concat())
    };
    let ready = || get(place.operator(), "/health/ready");
    let mut child = serve();
    // Without a key in it nobody asks the token.
    assert!(ready().starts_with("HTTP/1.1 200"));
    let made = keys(&["next", "oidc-signing", "--in-token"]);
    assert!(made.status.success(), "{}", text_of(&made));
    let done = keys(&["promote", "oidc-signing", "--confirmed", "services"]);
    assert!(done.status.success(), "{}", text_of(&done));
    let refused = keys(&["next", "saml-encryption", "--in-token"]);
    let said = text_of(&refused);
    assert!(
        !refused.status.success() && said.contains("it does not open RSA-OAEP with SHA-256"),
        "{said}"
    );
    assert!(ready().starts_with("HTTP/1.1 200"));
    let check = || {
        let mut command = token.with_it(env!("CARGO_BIN_EXE_landport"));
        command
            .args(["check", "--config", &config])
            .output()
            .unwrap()
    };
    let checked = check();
    assert!(checked.status.success(), "{}", text_of(&checked));
    assert!(
        !text_of(&checked).contains("was not tried"),
        "{}",
        text_of(&checked)
    );
    signal(&child, "-TERM");
    assert!(child.wait().unwrap().success());

    // A wrong PIN: it starts, says so, and asks no more, or the token would be locked.
    token.write_pin("0000");
    let said = text_of(&check());
    assert!(said.contains("the PIN was refused"), "{said}");
    let mut child = token.with_it(env!("CARGO_BIN_EXE_landport"));
    let child_log = place.directory.path().join("log");
    let log = std::fs::File::create(&child_log).unwrap();
    let mut child = child
        .args(["serve", "--config", &config])
        .stderr(log)
        .spawn()
        .unwrap();
    let waited = |wanted: &str| {
        for _ in 0..400 {
            let answer = ready();
            if answer.starts_with(wanted) {
                return answer;
            }
            std::thread::sleep(std::time::Duration::from_millis(50));
        }
        panic!("{}", ready())
    };
    let closed = waited("HTTP/1.1 503");
    assert!(
        closed.contains("keys in the token: oidc_signing cannot be used: "),
        "{closed}"
    );
    assert!(get(place.operator(), "/health/live").starts_with("HTTP/1.1 200"));
    // Services still read the keys that they check tokens with.
    assert!(get(place.public, "/jwks.json").starts_with("HTTP/1.1 200"));
    // The right one is taken while it runs.
    token.write_pin(PIN);
    waited("HTTP/1.1 200");
    signal(&child, "-TERM");
    assert!(child.wait().unwrap().success());

    // The key is not in the token: named before somebody logs in.
    let made = place.directory.path().join("gateway/data/keys");
    let file = std::fs::read_dir(made)
        .unwrap()
        .map(|file| file.unwrap().path());
    let file = file
        .filter(|file| file.to_str().unwrap().contains("oidc-signing-p256"))
        .min()
        .unwrap();
    let text = std::fs::read_to_string(&file).unwrap();
    let (_, rest) = text.split_once('\n').unwrap();
    std::fs::write(&file, format!("pkcs11:object=another\n{rest}")).unwrap();
    let checked = check();
    assert_eq!(checked.status.code(), Some(2));
    let said = text_of(&checked);
    assert!(
        said.contains("0 private keys are called \"another\""),
        "{said}"
    );
}
