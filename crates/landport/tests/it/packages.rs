// SPDX-License-Identifier: EUPL-1.2
//! What a package needs of the program: what it tells the service manager (`sd_notify(3)`), how it takes a
//! signal while it starts, its version, manual and completions. The packages themselves are made and
//! installed by `tests/packages/run.py`.
#![expect(clippy::unwrap_used, reason = "tests")]

use std::io::Read as _;
use std::net::TcpListener;
use std::os::linux::net::SocketAddrExt as _;
use std::os::unix::net::{SocketAddr, UnixDatagram};
use std::process::Command;
use std::time::Duration;

use crate::serve_command::{Place, landport, signal, text};

fn heard(manager: &UnixDatagram) -> String {
    let mut octets = [0; 1024];
    let length = manager.recv(&mut octets).unwrap();
    text(&octets[..length])
}

/// The next that is not about being alive.
fn news(manager: &UnixDatagram) -> String {
    loop {
        let lines = heard(manager);
        if lines != "WATCHDOG=1" {
            return lines;
        }
    }
}

#[test]
fn the_service_manager_is_told_of_ready_alive_reloading_and_stopping() {
    let place = Place::new();
    let named = place.directory.path().join("notify");
    let hidden = format!("landport-test-{}", std::process::id());
    let (path, hidden_name) = (named.display().to_string(), format!("@{hidden}"));
    let sockets = [
        (path, UnixDatagram::bind(&named).unwrap()),
        (hidden_name, {
            let address = SocketAddr::from_abstract_name(&hidden).unwrap();
            UnixDatagram::bind_addr(&address).unwrap()
        }),
    ];
    for (name, manager) in sockets {
        manager
            .set_read_timeout(Some(Duration::from_secs(30)))
            .unwrap();
        let mut command = Command::new(env!("CARGO_BIN_EXE_landport"));
        command.env("NOTIFY_SOCKET", name);
        command.env("WATCHDOG_USEC", "200000");
        let mut child = place.serve_by(&mut command);
        assert_eq!(heard(&manager), "READY=1");
        assert_eq!(heard(&manager), "WATCHDOG=1");
        assert_eq!(heard(&manager), "WATCHDOG=1");
        signal(&child, "-HUP");
        let reloading = news(&manager);
        let (word, time) = reloading.split_once("\nMONOTONIC_USEC=").unwrap();
        assert_eq!(word, "RELOADING=1");
        assert!(time.parse::<u64>().unwrap() > 0);
        assert_eq!(news(&manager), "READY=1");
        signal(&child, "-TERM");
        // drain_seconds, 15 to close and 5 for the last lines of the trail.
        assert_eq!(news(&manager), "STOPPING=1\nEXTEND_TIMEOUT_USEC=40000000");
        assert!(child.wait().unwrap().success());
    }
}

/// The unit hides all of `/proc` that is no process (`ProcSubset=pid`): a node has its name all the same, or the two of a
/// cluster would be one, and its checkpoints nobody's.
#[test]
fn a_node_has_its_name_where_the_unit_hides_most_of_proc() {
    let unit = include_str!("../../../../packaging/landport.service");
    assert!(unit.contains("\nProcSubset=pid\n"));
    let place = crate::operator_records::place();
    crate::operator_records::written(&place, Vec::new());
    let (config, to) = (
        place.config(),
        place.directory.path().join("checkpoint.jws"),
    );
    let hidden = "mount -t proc -o subset=pid proc /proc && ! test -e /proc/sys && exec \"$@\"";
    let made = Command::new("unshare")
        .args([
            "--mount",
            "sh",
            "-c",
            hidden,
            "sh",
            env!("CARGO_BIN_EXE_landport"),
        ])
        .args(["audit", "checkpoint", "--config"])
        .arg(&config)
        .arg("--to")
        .arg(&to)
        .output()
        .unwrap();
    if !to.exists() {
        eprintln!("SKIPPED: this user may not mount: {}", text(&made.stderr));
        return;
    }
    let line = std::fs::read_to_string(&to).unwrap();
    let payload = line.split('.').nth(1).unwrap();
    let payload = oidc::jose::base64url::decode(payload).unwrap();
    let said: serde_json::Value = serde_json::from_slice(&payload).unwrap();
    let data = place.directory.path().join("gateway/data");
    assert_eq!(said["node"], gateway::nodes::name(&data));
    assert!(!gateway::nodes::name(&data).starts_with(':'));
}

/// `sd_watchdog_enabled(3)`: what was meant for another process is not ours.
#[test]
fn a_watchdog_of_another_process_is_not_answered() {
    let place = Place::new();
    let named = place.directory.path().join("notify");
    let manager = UnixDatagram::bind(&named).unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_landport"));
    command.env("NOTIFY_SOCKET", &named);
    command.env("WATCHDOG_USEC", "200000");
    command.env("WATCHDOG_PID", "1");
    let mut child = place.serve_by(&mut command);
    assert_eq!(heard(&manager), "READY=1");
    manager
        .set_read_timeout(Some(Duration::from_secs(1)))
        .unwrap();
    assert!(manager.recv(&mut [0; 64]).is_err());
    signal(&child, "-TERM");
    assert!(child.wait().unwrap().success());
}

/// The first process of a container has no default for SIGTERM: what comes while the database is
/// waited for counts too.
#[test]
fn sigterm_while_it_starts_ends_it_in_order() {
    let place = Place::new();
    let silent = TcpListener::bind("127.0.0.1:0").unwrap();
    let database = silent.local_addr().unwrap();
    let config = std::fs::read_to_string(place.config()).unwrap();
    let store = format!(
        "\n[store]\nkind = \"postgresql\"\nhosts = [\"{database}\"]\nconnect_seconds = 60\n"
    );
    std::fs::write(place.config(), config + &store).unwrap();
    let mut child = Command::new(env!("CARGO_BIN_EXE_landport"))
        .args(["serve", "--config"])
        .arg(place.config())
        .spawn()
        .unwrap();
    let (mut asked, _) = silent.accept().unwrap();
    asked.read_exact(&mut [0; 8]).unwrap();
    signal(&child, "-TERM");
    assert!(child.wait().unwrap().success());
}

#[test]
fn the_version_names_the_build_and_the_manual_is_made_from_the_commands() {
    let short = text(&landport(&["-V"]).stdout);
    let version = env!("CARGO_PKG_VERSION");
    assert_eq!(short, format!("landport {version}\n"));
    let long = text(&landport(&["--version"]).stdout);
    let rest = long
        .strip_prefix(&format!("landport {version} (commit "))
        .unwrap();
    assert!(
        rest.contains(", profile ") && rest.contains(", OpenSSL 3."),
        "{long}"
    );
    assert!(!rest.contains("unknown"), "{long}");

    let directory = tempfile::tempdir().unwrap();
    let made = landport(&["manual", directory.path().to_str().unwrap()]);
    assert!(made.status.success(), "{}", text(&made.stderr));
    let read = |name: &str| std::fs::read_to_string(directory.path().join(name)).unwrap();
    assert!(read("man1/landport.1").contains("landport\\-serve(1)"));
    assert!(read("man1/landport-store-migrate.1").contains("\\-\\-contract"));
    for shell in ["landport.bash", "landport.fish", "_landport"] {
        assert!(read(&format!("completions/{shell}")).contains("serve"));
    }
}
