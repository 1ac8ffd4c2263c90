// SPDX-License-Identifier: EUPL-1.2
//! `landport backup` beside a running gateway and `landport restore` into an empty directory; what was used
//! meanwhile is in `r_36_…` of the gateway's tests.

use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use crate::serve_command::{Place, audit, get, landport, signal, text};
use crate::server::{OWNER, Server};
use crate::story_lever::PROXY;

/// A key and its certificate, made as the documentation says.
fn recipient(directory: &Path, name: &str, kind: &[&str]) -> (PathBuf, PathBuf) {
    let (key, certificate) = (
        directory.join(format!("{name}-key.pem")),
        directory.join(format!("{name}.pem")),
    );
    let made = Command::new("openssl")
        .args(["req", "-x509", "-newkey"])
        .args(kind)
        .args(["-nodes", "-days", "3650", "-subj", "/CN=backup", "-keyout"])
        .arg(&key)
        .arg("-out")
        .arg(&certificate)
        .output()
        .unwrap();
    assert!(made.status.success(), "{}", text(&made.stderr));
    (key, certificate)
}

const P256: [&str; 3] = ["ec", "-pkeyopt", "ec_paramgen_curve:P-256"];

fn run(arguments: &[&dyn AsRef<std::ffi::OsStr>]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_landport"));
    command
        .args(arguments.iter().map(AsRef::as_ref))
        .output()
        .unwrap()
}

fn said(output: &Output) -> String {
    [text(&output.stdout), text(&output.stderr)].concat()
}

#[test]
fn ops_18_a_backup_of_a_running_gateway_becomes_a_gateway_that_goes_on() {
    let place = Place::new();
    let home = place.directory.path();
    let written = std::fs::read_to_string(place.config()).unwrap();
    // One key by its whole name, and one that lies elsewhere.
    let pairwise = home.join("gateway/keys/pairwise.key");
    let elsewhere = home.join("audit.key");
    std::fs::rename(home.join("gateway/keys/audit.key"), &elsewhere).unwrap();
    let written = written
        .replacen("keys/pairwise.key", pairwise.to_str().unwrap(), 1)
        .replacen("keys/audit.key", elsewhere.to_str().unwrap(), 1);
    std::fs::write(place.config(), [written.as_str(), PROXY].concat()).unwrap();
    let (key, certificate) = recipient(home, "backup", &P256);
    let (other_key, other) = recipient(home, "other", &P256);
    let (_, rsa) = recipient(home, "rsa", &["rsa:3072"]);
    let mut child = place.serve();
    let config = place.config();
    let closed = landport(&[
        "suspend",
        "eid",
        "bankid",
        "--text-nb",
        "Stengt",
        "--text-en",
        "Closed",
        "--config",
        config.to_str().unwrap(),
    ]);
    assert!(closed.status.success(), "{}", said(&closed));

    let file = home.join("landport.backup");
    let backup = |to: &Path, recipient: &Path, more: &[&'static str]| {
        let mut all: Vec<&dyn AsRef<std::ffi::OsStr>> = vec![
            &"backup",
            &"--config",
            &config,
            &"--to",
            &to,
            &"--recipient",
            &recipient,
        ];
        all.extend(more.iter().map(|m| m as &dyn AsRef<std::ffi::OsStr>));
        run(&all)
    };
    let refused = backup(&file, &rsa, &[]);
    assert_eq!(refused.status.code(), Some(2));
    assert!(
        said(&refused).contains("on no elliptic curve"),
        "{}",
        said(&refused)
    );
    let made = backup(&file, &certificate, &[]);
    assert!(made.status.success(), "{}", said(&made));
    for part in [
        "The pairwise key is in it.",
        "There are no identifier keys.",
        "SHA-256 ",
    ] {
        assert!(said(&made).contains(part), "{part}: {}", said(&made));
    }
    assert_eq!(
        std::fs::metadata(&file).unwrap().permissions().mode() & 0o777,
        0o600
    );
    let octets = std::fs::read(&file).unwrap();
    assert!(memchr::memmem::find(&octets, b"manifest.json").is_none());
    let left = std::fs::read_dir(home.join("gateway/data/operator")).unwrap();
    assert_eq!(left.count(), 1, "the socket alone");
    let twice = backup(&file, &certificate, &[]);
    assert_eq!(twice.status.code(), Some(1));
    assert!(
        said(&twice).contains("is there already and is not overwritten"),
        "{}",
        said(&twice)
    );
    let bare = home.join("bare.backup");
    let without = backup(&bare, &other, &["--without-identity-keys"]);
    assert!(
        said(&without).contains("The pairwise key is NOT in it"),
        "{}",
        said(&without)
    );

    // Without any Landport.
    let tar = home.join("landport.tar");
    let opened = Command::new("openssl")
        .args(["cms", "-decrypt", "-binary", "-inform", "DER", "-in"])
        .args([
            &file,
            Path::new("-inkey"),
            &key,
            Path::new("-recip"),
            &certificate,
            Path::new("-out"),
            &tar,
        ])
        .output()
        .unwrap();
    assert!(opened.status.success(), "{}", said(&opened));
    let listed = Command::new("tar").arg("tf").arg(&tar).output().unwrap();
    let listed = text(&listed.stdout);
    let outside = std::fs::canonicalize(&elsewhere).unwrap();
    let outside = format!("outside{}", outside.display());
    assert!(
        listed.lines().any(|line| line == outside),
        "{outside}: {listed}"
    );
    for name in [
        "manifest.json",
        "configuration/landport.toml",
        "configuration/keys/pairwise.key",
        "store",
    ] {
        assert!(listed.lines().any(|line| line == name), "{name}: {listed}");
    }

    signal(&child, "-TERM");
    assert!(child.wait().unwrap().success());
    // The machine burns down.
    let lines_before = audit(home).lines().count();
    std::fs::rename(home.join("gateway"), home.join("burnt")).unwrap();
    let restore = |file: &Path, key: &Path, certificate: &Path, into: Option<&Path>| {
        let mut all: Vec<&dyn AsRef<std::ffi::OsStr>> = vec![
            &"restore",
            &file,
            &"--key",
            &key,
            &"--recipient",
            &certificate,
        ];
        if let Some(into) = &into {
            all.extend([&"--into" as &dyn AsRef<std::ffi::OsStr>, into]);
        }
        run(&all)
    };
    let gateway = home.join("gateway");
    let wrong = restore(&file, &other_key, &other, Some(&gateway));
    assert_eq!(wrong.status.code(), Some(1));
    assert!(
        said(&wrong).contains("it does not open with"),
        "{}",
        said(&wrong)
    );
    let mut changed = octets.clone();
    let middle = changed.len() / 2;
    changed[middle] ^= 1;
    let broken = home.join("changed.backup");
    std::fs::write(&broken, changed).unwrap();
    let wrong = restore(&broken, &key, &certificate, Some(&gateway));
    assert!(
        said(&wrong).contains("changed or cut off") && !gateway.exists(),
        "{}",
        said(&wrong)
    );
    let told = restore(&file, &key, &certificate, None);
    assert!(
        told.status.success() && !gateway.exists(),
        "{}",
        said(&told)
    );

    // Where it breaks off there is no configuration, and so no gateway that starts on less than there was.
    let in_the_way = home.join("in-the-way");
    std::fs::write(&in_the_way, "").unwrap();
    let half = run(&[
        &"restore",
        &file,
        &"--key",
        &key,
        &"--recipient",
        &certificate,
        &"--into",
        &gateway,
        &"--data",
        &in_the_way.join("data"),
    ]);
    assert_eq!(half.status.code(), Some(1), "{}", said(&half));
    assert!(!config.exists(), "{}", said(&half));

    let restored = restore(&file, &key, &certificate, Some(&gateway));
    assert!(restored.status.success(), "{}", said(&restored));
    assert!(
        said(&restored).contains("What others signed before 20"),
        "{}",
        said(&restored)
    );
    assert!(
        said(&restored).contains(" lay outside the directory: put "),
        "{}",
        said(&restored)
    );
    let kept = std::fs::read(gateway.join(&outside)).unwrap();
    assert_eq!(kept, std::fs::read(&elsewhere).unwrap());
    let again = restore(&file, &key, &certificate, Some(&gateway));
    assert!(said(&again).contains("is not empty"), "{}", said(&again));
    let checked = landport(&["check", "--config", config.to_str().unwrap()]);
    assert!(checked.status.success(), "{}", said(&checked));
    let status = landport(&["status", "--config", config.to_str().unwrap()]);
    assert!(
        said(&status).contains("eid bankid: closed since"),
        "{}",
        said(&status)
    );

    let mut child = place.serve();
    assert!(get(place.public, "/jwks.json").starts_with("HTTP/1.1 200"));
    let whole = landport(&["audit", "verify", "--config", config.to_str().unwrap()]);
    assert!(whole.status.success(), "{}", said(&whole));
    // The chain goes on behind what is kept elsewhere, and says what it has not.
    let trail = audit(home);
    assert!(
        trail.contains(r#""event":"audit_resumed""#) && lines_before > 2,
        "{trail}"
    );
    signal(&child, "-TERM");
    assert!(child.wait().unwrap().success());

    // What a database wants that came back by its own means; an embedded store takes it too.
    let marked = landport(&["store", "restored", "--config", config.to_str().unwrap()]);
    assert!(marked.status.success(), "{}", said(&marked));
    assert!(
        said(&marked).contains("entries are gone. What others signed before 20"),
        "{}",
        said(&marked)
    );
    assert!(audit(home).contains(r#""event":"operator","command":"store restored","uid":"#));

    let bare_gateway = home.join("bare");
    let restored = restore(&bare, &other_key, &other, Some(&bare_gateway));
    assert!(restored.status.success(), "{}", said(&restored));
    assert!(!bare_gateway.join("keys/pairwise.key").exists());
    assert!(bare_gateway.join("keys/oidc-es256.pem").exists());
    std::fs::remove_file(&pairwise).unwrap();
    let config = bare_gateway.join("landport.toml");
    let checked = landport(&["check", "--config", config.to_str().unwrap()]);
    assert_eq!(checked.status.code(), Some(2));
    assert!(said(&checked).contains("pairwise"), "{}", said(&checked));
}

/// The lever of one store is the lever of the one that it was copied into.
#[test]
fn a_store_is_copied_by_the_command_and_an_embedded_one_needs_no_migration() {
    let places = [Place::new(), Place::new()];
    for place in &places {
        let written = std::fs::read_to_string(place.config()).unwrap();
        std::fs::write(place.config(), [written.as_str(), PROXY].concat()).unwrap();
    }
    let [from, to] = places
        .each_ref()
        .map(|place| place.config().display().to_string());
    let closing = [
        "suspend",
        "eid",
        "bankid",
        "--text-nb",
        "Stengt",
        "--text-en",
        "Closed",
    ];
    let closed = landport(&[&closing[..], &["--config", &from]].concat());
    assert!(closed.status.success(), "{}", said(&closed));
    let open = landport(&["status", "--config", &to]);
    assert!(
        said(&open).contains("Nothing is closed."),
        "{}",
        said(&open)
    );
    std::fs::remove_dir_all(places[1].directory.path().join("gateway/data")).unwrap();
    let copied = landport(&["store", "copy", "--from", &from, "--to", &to]);
    assert!(copied.status.success(), "{}", said(&copied));
    let status = landport(&["status", "--config", &to]);
    assert!(
        said(&status).contains("eid bankid: closed since"),
        "{}",
        said(&status)
    );
    let twice = landport(&["store", "copy", "--from", &from, "--to", &to]);
    assert_eq!(twice.status.code(), Some(1));
    let migrated = landport(&["store", "migrate", "--config", &from]);
    assert_eq!(migrated.status.code(), Some(2));
    assert!(
        said(&migrated).contains("needs no migration"),
        "{}",
        said(&migrated)
    );
}

/// Who took keys and identifiers out of the house stands in the trail: with a database, where the gateway makes nothing of a
/// backup, and where none runs.
#[test]
fn ops_18_each_backup_is_in_the_trail_whatever_the_store_and_whether_or_not_a_gateway_runs() {
    let database = Server::shared().map(|server| {
        format!(
            "\n[store]\nkind = \"postgresql\"\nhosts = [\"127.0.0.1:{}\"]\ndatabase = \"{}\"\nuser = \"{OWNER}\"\n",
            server.port,
            server.database()
        )
    });
    for store in [Some(String::new()), database].into_iter().flatten() {
        let place = Place::new();
        let home = place.directory.path();
        let (_, certificate) = recipient(home, "backup", &P256);
        let written = std::fs::read_to_string(place.config()).unwrap();
        std::fs::write(place.config(), written + &store).unwrap();
        let config = place.config().display().to_string();
        if !store.is_empty() {
            let migrated = landport(&["store", "migrate", "--config", &config]);
            assert!(migrated.status.success(), "{}", said(&migrated));
        }
        let backup = |to: &str| {
            let to = home.join(to).display().to_string();
            let recipient = certificate.to_str().unwrap();
            let made = landport(&[
                "backup",
                "--config",
                &config,
                "--to",
                &to,
                "--recipient",
                recipient,
            ]);
            assert!(made.status.success(), "{}", said(&made));
        };
        let noted = || {
            audit(home)
                .matches(r#""event":"operator","command":"backup","uid":"#)
                .count()
        };
        let mut child = place.serve();
        backup("one");
        assert_eq!(noted(), 1, "{store}");
        signal(&child, "-TERM");
        assert!(child.wait().unwrap().success());
        backup("two");
        assert_eq!(noted(), 2, "{store}");
        let whole = landport(&["audit", "verify", "--config", &config]);
        assert!(whole.status.success(), "{}", said(&whole));
    }
}

/// A nightly backup has of the trail the last line that was synced and its own, for the files have the others: what is restored
/// from it is no broken chain.
#[test]
fn a_restored_house_whose_trail_lies_elsewhere_verifies_its_own() {
    let place = Place::new();
    let home = place.directory.path();
    let (key, certificate) = recipient(home, "backup", &P256);
    let config = place.config().display().to_string();
    let mut child = place.serve();
    signal(&child, "-TERM");
    assert!(child.wait().unwrap().success());
    let file = home.join("backup").display().to_string();
    let [key, certificate] = [&key, &certificate].map(|path| path.to_str().unwrap());
    let made = landport(&[
        "backup",
        "--config",
        &config,
        "--to",
        &file,
        "--recipient",
        certificate,
    ]);
    assert!(made.status.success(), "{}", said(&made));
    let before = audit(home).lines().count();
    assert!(before > 2, "{before}");
    let gateway = home.join("gateway");
    std::fs::rename(&gateway, home.join("burnt")).unwrap();
    let into = gateway.to_str().unwrap();
    let restored = landport(&[
        "restore",
        &file,
        "--key",
        key,
        "--recipient",
        certificate,
        "--into",
        into,
    ]);
    assert!(restored.status.success(), "{}", said(&restored));
    let mut child = place.serve();
    signal(&child, "-TERM");
    assert!(child.wait().unwrap().success());
    let whole = landport(&["audit", "verify", "--config", &config]);
    assert_eq!(whole.status.code(), Some(0), "{}", said(&whole));
    let word = format!(" lines from line {} on", before - 1);
    assert!(said(&whole).contains(&word), "{word}: {}", said(&whole));
    let trail = audit(home);
    let missing = format!("\"missing_lines\":{}", before - 2);
    assert!(trail.contains(&missing), "{missing}: {trail}");
    let gap = format!("a start did not find the {} lines before", before - 2);
    assert_eq!(said(&whole).matches(&gap).count(), 1, "{}", said(&whole));

    // Who takes every file of the class away while no gateway runs: the store knows, and after the next start that start says so.
    let lines = trail.lines().count() + before - 2;
    let audit_files = gateway.join("data/audit");
    for file in std::fs::read_dir(&audit_files).unwrap() {
        let path = file.unwrap().path();
        if path
            .file_name()
            .unwrap()
            .to_str()
            .unwrap()
            .starts_with("operation-")
        {
            std::fs::remove_file(path).unwrap();
        }
    }
    let cut = landport(&["audit", "verify", "--config", &config]);
    assert_eq!(cut.status.code(), Some(1), "{}", said(&cut));
    let mut child = place.serve();
    signal(&child, "-TERM");
    assert!(child.wait().unwrap().success());
    let after = landport(&["audit", "verify", "--config", &config]);
    assert_eq!(after.status.code(), Some(0), "{}", said(&after));
    let gap = format!("a start did not find the {} lines before", lines - 1);
    assert!(said(&after).contains(&gap), "{gap}: {}", said(&after));
}

/// A key at a long name was left out, and nobody said so; a text that can be no name is none.
#[test]
fn a_file_of_a_long_name_is_in_the_backup_or_there_is_none() {
    let place = Place::new();
    let home = place.directory.path();
    let (_, certificate) = recipient(home, "backup", &P256);
    let config = place.config().display().to_string();
    let written = std::fs::read_to_string(place.config()).unwrap();
    let long = "å".repeat(150);
    let house = written.replacen("Example directorate", &long, 2);
    assert_ne!(house, written);
    std::fs::write(place.config(), &house).unwrap();
    let backup = |to: &str| {
        let to = home.join(to).display().to_string();
        let recipient = certificate.to_str().unwrap();
        landport(&[
            "backup",
            "--config",
            &config,
            "--to",
            &to,
            "--recipient",
            recipient,
        ])
    };
    // A house that never ran has no trail yet, which is said by the exit code.
    assert!(landport(&["status", "--config", &config]).status.success());
    let made = backup("one");
    assert!(made.status.success(), "{}", said(&made));
    let deep = [&"a".repeat(120), "/", &"b".repeat(120)].concat();
    let inside = home.join("gateway");
    std::fs::create_dir_all(inside.join(&deep)).unwrap();
    let key = [&deep, "/oidc.pem"].concat();
    std::fs::rename(inside.join("keys/oidc-es256.pem"), inside.join(&key)).unwrap();
    std::fs::write(
        place.config(),
        house.replacen("keys/oidc-es256.pem", &key, 1),
    )
    .unwrap();
    let checked = landport(&["check", "--config", &config]);
    assert!(checked.status.success(), "{}", said(&checked));
    let refused = backup("two");
    assert_eq!(refused.status.code(), Some(1), "{}", said(&refused));
    let word = "a backup has names of 100 octets at most";
    assert!(said(&refused).contains(word), "{}", said(&refused));
    assert!(!home.join("two").exists());
}
