// SPDX-License-Identifier: EUPL-1.2
//! `init`, `check` and `serve` as an operator uses them, with the example configuration.
#![expect(clippy::unwrap_used, clippy::panic, reason = "tests")]

use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::time::Duration;

pub(crate) fn landport(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_landport"))
        .args(arguments)
        .output()
        .unwrap()
}

pub(crate) fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn free_port() -> SocketAddr {
    TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap()
}

/// A gateway that runs; killed when a test ends early.
pub(crate) struct Served(Child);

impl std::ops::Deref for Served {
    type Target = Child;

    fn deref(&self) -> &Child {
        &self.0
    }
}

impl std::ops::DerefMut for Served {
    fn deref_mut(&mut self) -> &mut Child {
        &mut self.0
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        // It has ended already, unless the test failed.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// A directory made by `init`, listening on free ports of loopback behind a proxy.
pub(crate) struct Place {
    pub(crate) directory: tempfile::TempDir,
    pub(crate) public: SocketAddr,
    operator: SocketAddr,
}

impl Place {
    pub(crate) fn new() -> Self {
        let directory = tempfile::tempdir().unwrap();
        let inside = directory.path().join("gateway");
        let made = landport(&["init", inside.to_str().unwrap()]);
        assert!(made.status.success(), "{}", text(&made.stderr));
        let place = Self {
            directory,
            public: free_port(),
            operator: free_port(),
        };
        let config = std::fs::read_to_string(place.config()).unwrap();
        let example = include_str!("../../../../examples/serve.toml");
        assert_eq!(
            config, example,
            "init writes the example of the documentation"
        );
        place.write(&config);
        place
    }

    /// Takes an example of the documentation, with this place's ports and without TLS.
    fn write(&self, example: &str) {
        let config = example
            .replace("0.0.0.0:8443", &self.public.to_string())
            .replace("127.0.0.1:9100", &self.operator.to_string())
            .replace("certificates = \"tls/certificate.pem\"\n", "")
            .replace(
                "\nkey = \"tls/key.pem\"",
                "\nbehind_proxy = [\"127.0.0.1\"]",
            );
        std::fs::write(self.config(), config).unwrap();
    }

    pub(crate) fn config(&self) -> PathBuf {
        self.directory.path().join("gateway/landport.toml")
    }

    pub(crate) fn operator(&self) -> SocketAddr {
        self.operator
    }

    pub(crate) fn serve(&self) -> Served {
        self.serve_by(&mut Command::new(env!("CARGO_BIN_EXE_landport")))
    }

    /// Starts it by this command, which ends in the program.
    pub(crate) fn serve_by(&self, command: &mut Command) -> Served {
        let child = command
            .args(["serve", "--config"])
            .arg(self.config())
            .stderr(Stdio::null())
            .spawn();
        let mut child = Served(child.unwrap());
        for _ in 0..200 {
            if get(self.operator, "/health/ready").starts_with("HTTP/1.1 200") {
                return child;
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        child.kill().unwrap();
        panic!("not ready: {:?}", child.wait());
    }
}

pub(crate) fn get(address: SocketAddr, path: &str) -> String {
    let Ok(mut stream) = TcpStream::connect(address) else {
        return String::new();
    };
    let request =
        format!("GET {path} HTTP/1.1\r\nhost: login.example.no\r\nconnection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).unwrap();
    let mut answer = String::new();
    let _ = stream.read_to_string(&mut answer);
    answer
}

pub(crate) fn signal(child: &Child, name: &str) {
    let status = Command::new("kill")
        .args([name, &child.id().to_string()])
        .status()
        .unwrap();
    assert!(status.success());
}

pub(crate) fn audit(directory: &Path) -> String {
    let files = std::fs::read_dir(directory.join("gateway/data/audit")).unwrap();
    files
        .map(|file| std::fs::read_to_string(file.unwrap().path()).unwrap())
        .collect()
}

/// docs/eids.md, "Beside an existing national login": the example needs four files more than `init`
/// makes, and then it starts.
#[test]
fn the_example_beside_a_national_login_is_checked_and_starts() {
    /// The key of RFC 7517 appendix A.1.
    const JWKS: &str = r#"{"keys":[{"kty":"EC","crv":"P-256","kid":"1","use":"sig",
        "x":"MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4",
        "y":"4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM"}]}"#;
    let place = Place::new();
    let inside = place.directory.path().join("gateway");
    place.write(include_str!("../../../../examples/portal.toml"));
    let check = || {
        let config = place.config();
        landport(&["check", "--config", config.to_str().unwrap()])
    };
    let said = text(&check().stderr);
    for missing in [
        "keys/eid-portal.pem",
        "clients/national-login.jwks.json",
        "peers/se-anchor.pem",
    ] {
        assert!(said.contains(missing), "{missing}: {said}");
    }
    for directory in ["clients", "peers"] {
        std::fs::create_dir(inside.join(directory)).unwrap();
    }
    std::fs::write(inside.join("clients/national-login.jwks.json"), JWKS).unwrap();
    let copy = |from: &str, to: &str| std::fs::copy(inside.join(from), inside.join(to)).unwrap();
    copy("keys/oidc-es256.pem", "keys/eid-portal.pem");
    copy("keys/metadata-signing-p256.pem", "peers/se-anchor.pem");
    let checked = check();
    assert!(checked.status.success(), "{}", text(&checked.stderr));

    let mut child = place.serve();
    let metadata = get(place.public, "/eidas/proxy/metadata");
    for level in ["LoA/substantial<", "LoA/high<"] {
        assert!(metadata.contains(level), "{metadata}");
    }
    assert!(get(place.public, "/eidas/connector/metadata").starts_with("HTTP/1.1 200"));
    signal(&child, "-TERM");
    assert!(child.wait().unwrap().success());
}

#[test]
fn init_refuses_to_overwrite_and_check_says_what_serve_would_say() {
    let place = Place::new();
    let again = landport(&[
        "init",
        place.directory.path().join("gateway").to_str().unwrap(),
    ]);
    assert_eq!(again.status.code(), Some(2));
    assert!(text(&again.stderr).contains("not overwritten"));
    let config = place.config();
    let check = || landport(&["check", "--config", config.to_str().unwrap()]);
    let good = check();
    assert!(good.status.success(), "{}", text(&good.stderr));
    assert!(text(&good.stderr).contains("warning: line"));
    let written = std::fs::read_to_string(&config).unwrap();
    std::fs::write(&config, written.replace("country = ", "contry = ")).unwrap();
    let bad = check();
    assert_eq!(bad.status.code(), Some(2));
    let said = text(&bad.stderr);
    assert!(
        said.contains("contry: unknown. Write country, or remove it."),
        "{said}"
    );
    assert!(
        said.contains("country: missing") && said.contains("2 problems"),
        "{said}"
    );
    let served = landport(&["serve", "--config", config.to_str().unwrap()]);
    assert_eq!(served.status.code(), Some(2));
    assert!(text(&served.stderr).contains("2 problems"));
    let none = landport(&["check", "--config", "/nowhere/landport.toml"]);
    assert_eq!(none.status.code(), Some(2));
}

/// RFC 7638: the thumbprint is the name that the published keys and our client assertions have too.
#[test]
fn jwk_prints_what_an_eid_has_to_know_and_nothing_private() {
    let place = Place::new();
    let keys = place.directory.path().join("gateway/keys");
    let jwk = |file: &str| landport(&["jwk", keys.join(file).to_str().unwrap()]);
    let mut child = place.serve();
    let published = get(place.public, "/jwks.json");
    signal(&child, "-TERM");
    assert!(child.wait().unwrap().success());
    for (file, algorithm) in [("oidc-es256.pem", "ES256"), ("oidc-rs256.pem", "RS256")] {
        let printed = jwk(file);
        assert!(printed.status.success(), "{}", text(&printed.stderr));
        let printed = text(&printed.stdout);
        assert!(
            published.contains(printed.trim()),
            "{printed} in {published}"
        );
        let read: serde_json::Value = serde_json::from_str(&printed).unwrap();
        assert_eq!(read["alg"], algorithm);
        assert!(read["kid"].as_str().is_some_and(|kid| kid.len() == 43));
        assert!(read.get("d").is_none(), "the private half");
    }
    for file in ["pairwise.key", "none.pem"] {
        let refused = jwk(file);
        assert_eq!(refused.status.code(), Some(2));
        assert!(text(&refused.stderr).contains(file));
    }
}

#[test]
fn the_example_serves_reloads_drains_and_starts_again_on_its_data() {
    let place = Place::new();
    let mut child = place.serve();
    let discovery = get(place.public, "/.well-known/openid-configuration");
    assert!(
        discovery.contains("\"issuer\":\"https://login.example.no\""),
        "{discovery}"
    );
    let metadata = get(place.public, "/eidas/connector/metadata");
    assert!(metadata.contains("entityID=\"https://login.example.no/eidas/connector/metadata\""));
    // What operators see is not for the public, and the other way round.
    assert!(get(place.public, "/metrics").starts_with("HTTP/1.1 404"));
    assert!(get(place.public, "/peers").starts_with("HTTP/1.1 404"));
    assert!(get(place.operator, "/jwks.json").starts_with("HTTP/1.1 421"));
    assert!(get(place.operator, "/health/live").starts_with("HTTP/1.1 200"));

    // A broken configuration is refused and the old one stays; a good one is taken.
    let good = std::fs::read_to_string(place.config()).unwrap();
    std::fs::write(place.config(), "country = 1").unwrap();
    signal(&child, "-HUP");
    std::thread::sleep(Duration::from_millis(500));
    assert!(get(place.public, "/jwks.json").starts_with("HTTP/1.1 200"));
    std::fs::write(place.config(), good).unwrap();
    signal(&child, "-HUP");
    std::thread::sleep(Duration::from_millis(500));

    signal(&child, "-TERM");
    assert!(child.wait().unwrap().success());
    let audit = audit(place.directory.path());
    for part in ["gateway_started", "country", "accepted", "gateway_stopped"] {
        assert!(audit.contains(part), "{part} in {audit}");
    }

    // The audit trail is whole: so says the running gateway, and its store when none runs.
    let verify = || {
        let config = place.config();
        landport(&["audit", "verify", "--config", config.to_str().unwrap()])
    };
    let mut child = place.serve();
    let whole = verify();
    assert_eq!(whole.status.code(), Some(0), "{}", text(&whole.stdout));
    for line in ["operation: whole, 5 lines\n", "logins: whole, 0 lines\n"] {
        let said = text(&whole.stdout);
        assert!(said.contains(line), "{said}");
    }
    signal(&child, "-TERM");
    assert!(child.wait().unwrap().success());
    let whole = verify();
    assert_eq!(whole.status.code(), Some(0), "{}", text(&whole.stdout));
    assert!(
        text(&whole.stdout).contains("operation: whole, 6 lines\n"),
        "{}",
        text(&whole.stdout)
    );
    let file = place
        .directory
        .path()
        .join("gateway/data/audit/operation-000000000001.jsonl");
    let written = std::fs::read_to_string(&file).unwrap();
    // The last line cut off, whole.
    let end = written.trim_end().rfind('\n').unwrap() + 1;
    std::fs::write(&file, &written[..end]).unwrap();
    let cut = verify();
    assert_eq!(cut.status.code(), Some(0), "{}", text(&cut.stdout));
    let said = text(&cut.stdout);
    assert!(
        said.contains("operation: whole, 5 lines, and 1 in the store"),
        "{said}"
    );
    // And one more, which the store has not.
    let end = written[..end].trim_end().rfind('\n').unwrap() + 1;
    std::fs::write(&file, &written[..end]).unwrap();
    let cut = verify();
    assert_eq!(cut.status.code(), Some(1), "{}", text(&cut.stdout));
    let said = text(&cut.stdout);
    assert!(
        said.contains("line 4: lines after it were cut off"),
        "{said}"
    );
    // One octet changed.
    std::fs::write(&file, written.replacen("accepted", "acceptee", 1)).unwrap();
    let broken = verify();
    assert_eq!(broken.status.code(), Some(1));
    let said = text(&broken.stdout);
    assert!(
        said.contains("operation: BROKEN at") && said.contains("line 3"),
        "{said}"
    );
    assert!(said.contains("logins: whole, 0 lines"), "{said}");
}

/// R-10: the balancer hears of the stop, and whom it leads here until then is answered.
#[test]
fn a_node_that_drains_says_so_and_answers_whom_a_balancer_still_leads_there() {
    let place = Place::new();
    let mut child = place.serve();
    let mut slow = TcpStream::connect(place.public).unwrap();
    slow.write_all(b"GET /jwks.json HTTP/1.1\r\nhost:").unwrap();
    std::thread::sleep(Duration::from_millis(200));
    signal(&child, "-TERM");
    let ready = (0..100).find_map(|_| {
        std::thread::sleep(Duration::from_millis(20));
        let ready = get(place.operator, "/health/ready");
        (!ready.starts_with("HTTP/1.1 200")).then_some(ready)
    });
    let ready = ready.unwrap();
    assert!(
        ready.starts_with("HTTP/1.1 503") && ready.contains("this node stops"),
        "{ready}"
    );
    assert!(get(place.operator, "/metrics").contains("landport_ready 0"));
    for _ in 0..20 {
        let answer = get(place.public, "/jwks.json");
        assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    }
    slow.write_all(b" login.example.no\r\n\r\n").unwrap();
    let mut answer = String::new();
    slow.read_to_string(&mut answer).unwrap();
    assert!(
        answer.starts_with("HTTP/1.1 200") && answer.contains("connection: close"),
        "{answer}"
    );
    assert!(child.wait().unwrap().success());
    assert_eq!(get(place.public, "/jwks.json"), "");
}

/// A typing mistake in the section of a service that runs turns nobody away: the reload is refused, and
/// that is seen. In a section that is new it closes that one alone. A mended one is taken.
#[test]
fn a_typing_mistake_at_a_reload_closes_nothing_that_serves() {
    let place = Place::new();
    let good = std::fs::read_to_string(place.config()).unwrap();
    let mut child = place.serve();
    let reloaded = |config: &str, count: usize| {
        std::fs::write(place.config(), config).unwrap();
        signal(&child, "-HUP");
        let lines = || {
            audit(place.directory.path())
                .matches("configuration_reloaded")
                .count()
        };
        assert!((0..200).any(|_| {
            std::thread::sleep(Duration::from_millis(50));
            lines() == count
        }));
        (
            get(place.operator, "/health/ready"),
            get(place.operator, "/metrics"),
        )
    };
    let successful = "landport_configuration_reload_successful 1";
    let closed =
        |count: usize| format!("landport_configuration_closed{{section=\"client\"}} {count}");
    let client = "\n[[client]]\nclient_id = \"shop\"\nname = \"Shop\"\norganisation = \"991825827\"\n\
        start_url = \"https://shop.example.no/\"\nauth = \"none\"\n\
        redirect_uris = [\"https://shop.example.no/callback\"]\n";
    let good = format!("{good}{client}");
    let (ready, metrics) = reloaded(&good, 1);
    assert!(
        !ready.contains("closed") && !ready.contains("refused"),
        "{ready}"
    );
    assert!(
        metrics.contains(successful) && metrics.contains(&closed(0)),
        "{metrics}"
    );

    let mistaken = good.replace("[\"https://shop", "[\"http://shop");
    let (ready, metrics) = reloaded(&mistaken, 2);
    let refused = "the last reload was refused";
    assert!(
        ready.contains("200 OK") && ready.contains(refused),
        "{ready}"
    );
    assert!(
        !metrics.contains(successful) && metrics.contains(&closed(0)),
        "{metrics}"
    );
    let trail = audit(place.directory.path());
    assert!(trail.contains("It serves now"), "{trail}");

    let new = format!("{good}\n[[client]]\nclient_id = \"another\"\n");
    let (ready, metrics) = reloaded(&new, 3);
    assert!(ready.contains("client \"another\" is closed"), "{ready}");
    assert!(
        metrics.contains(successful) && metrics.contains(&closed(1)),
        "{metrics}"
    );

    let (ready, metrics) = reloaded(&good, 4);
    assert!(
        !ready.contains("closed") && !ready.contains("refused"),
        "{ready}"
    );
    assert!(
        metrics.contains(successful) && metrics.contains(&closed(0)),
        "{metrics}"
    );
    signal(&child, "-TERM");
    assert!(child.wait().unwrap().success());
}

/// What a reload cannot change it refuses, so that nobody believes it is in force.
#[test]
fn sighup_refuses_what_needs_a_restart_and_names_it() {
    let place = Place::new();
    let good = std::fs::read_to_string(place.config()).unwrap();
    let other = place.directory.path().join("gateway/keys/other.key");
    std::fs::copy(other.with_file_name("pairwise.key"), &other).unwrap();
    let mut child = place.serve();
    let proxy = "behind_proxy = [\"127.0.0.1\"]";
    let with = |more: &str| good.replace(proxy, &format!("{proxy}\n{more}"));
    let without = |instead: &str| good.replace(proxy, instead);
    let tls = "certificates = \"tls/certificate.pem\"\nkey = \"tls/key.pem\"";
    let hangups: Vec<String> = [
        (
            "outbound.proxy",
            format!("{good}\n[outbound]\nproxy = \"http://proxy.example.no:3128\"\n"),
        ),
        (
            "retention.audit_days",
            format!("{good}\n[retention]\naudit_days = 30\n"),
        ),
        ("public.max_connections", with("max_connections = 9")),
        ("public.drain_seconds", with("drain_seconds = 9")),
        (
            "public.behind_proxy",
            without("behind_proxy = [\"127.0.0.2\"]"),
        ),
        ("public.behind_proxy, public.certificates", without(tls)),
        (
            "keys.audit",
            good.replace("\"keys/audit.key\"", "\"keys/other.key\"")
                .replace("\"keys/pairwise.key\"", "\"keys/audit.key\""),
        ),
    ]
    .into_iter()
    .map(|(field, config)| {
        std::fs::write(place.config(), config).unwrap();
        signal(&child, "-HUP");
        let said = format!("\"{field} changed, which needs a restart\"");
        let heard = (0..100).any(|_| {
            std::thread::sleep(Duration::from_millis(50));
            audit(place.directory.path()).contains(&said)
        });
        if heard { String::new() } else { said }
    })
    .collect();
    signal(&child, "-TERM");
    assert!(child.wait().unwrap().success());
    let unheard: Vec<_> = hangups
        .into_iter()
        .filter(|said| !said.is_empty())
        .collect();
    let trail = audit(place.directory.path());
    assert!(unheard.is_empty(), "{unheard:?} in {trail}");
}

#[test]
fn check_names_a_key_and_a_configuration_that_others_can_read() {
    use std::os::unix::fs::PermissionsExt as _;
    let place = Place::new();
    let config = place.config();
    let said = || text(&landport(&["check", "--config", config.to_str().unwrap()]).stderr);
    assert!(!said().contains("chmod"), "as init writes it: {}", said());
    let key = place.directory.path().join("gateway/keys/pairwise.key");
    for file in [&key, &config] {
        std::fs::set_permissions(file, std::fs::Permissions::from_mode(0o644)).unwrap();
    }
    let said = said();
    assert!(
        said.contains(&format!("chmod 600 {}", key.display())),
        "{said}"
    );
    assert!(
        said.contains(&format!("chmod 640 {}", config.display())),
        "{said}"
    );
    let line = std::fs::read_to_string(&config).unwrap();
    let line = line
        .lines()
        .position(|line| line.starts_with("pairwise = "))
        .unwrap()
        + 1;
    assert!(said.contains(&format!("warning: line {line}: ")), "{said}");
}

/// Attack: the data directory was made by hand, and whoever is on the machine reads or changes what is
/// in it.
#[test]
fn a_data_directory_that_stood_open_to_others_is_closed_to_them() {
    use std::os::unix::fs::PermissionsExt as _;
    let place = Place::new();
    let data = place.directory.path().join("gateway/data");
    std::fs::create_dir_all(&data).unwrap();
    std::fs::set_permissions(&data, std::fs::Permissions::from_mode(0o777)).unwrap();
    let mut child = place.serve();
    let mode = data.metadata().unwrap().permissions().mode();
    signal(&child, "-TERM");
    assert!(child.wait().unwrap().success());
    assert_eq!(mode & 0o777, 0o700);
}

/// Shells and systemd begin with 1024 open files, and two thousand connections need more.
#[test]
fn serve_asks_for_the_files_that_its_connections_need() {
    let place = Place::new();
    let few = "ulimit -Sn 1024; exec \"$0\" \"$@\"";
    let mut shell = Command::new("sh");
    shell.args(["-c", few, env!("CARGO_BIN_EXE_landport")]);
    let mut child = place.serve_by(&mut shell);
    let limits = std::fs::read_to_string(format!("/proc/{}/limits", child.id())).unwrap();
    let files = limits
        .lines()
        .find(|line| line.starts_with("Max open files"));
    let numbers: Vec<u64> = files
        .into_iter()
        .flat_map(str::split_whitespace)
        .filter_map(|word| word.parse().ok())
        .collect();
    signal(&child, "-TERM");
    assert!(child.wait().unwrap().success());
    assert_eq!(numbers.first(), Some(&2256), "{limits}");
}

/// A system thirteen hours ahead whose language spells `i` in its own way: each line of the trail, and what a command reads
/// and says, is of UTC.
#[test]
fn r40_a_strange_time_zone_and_language_of_the_system_change_no_time() {
    const STRANGE: [(&str, &str); 2] = [("TZ", "XYZ-13"), ("LC_ALL", "tr_TR.UTF-8")];
    let zone = Command::new("date").arg("+%z").envs(STRANGE).output();
    assert_eq!(text(&zone.unwrap().stdout), "+1300\n", "it is strange");
    let place = Place::new();
    let config = place.config();
    let written = std::fs::read_to_string(&config).unwrap();
    std::fs::write(&config, written + crate::story_lever::PROXY).unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_landport"));
    let mut child = place.serve_by(command.envs(STRANGE));
    let now_ms = store::env::Env::system().now_ms();
    let until = eidas::Instant::from_ms((now_ms / 60_000 + 60) * 60_000).to_string();
    let run = |arguments: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_landport"));
        command.args(arguments).arg("--config").arg(&config);
        let said = command.envs(STRANGE).output().unwrap();
        assert!(said.status.success(), "{}", text(&said.stderr));
        text(&said.stdout)
    };
    let closing = [
        "suspend",
        "eid",
        "bankid",
        "--text-nb",
        "Stengt",
        "--text-en",
        "Closed",
    ];
    run(&[&closing[..], &["--until", &until]].concat());
    assert!(run(&["status"]).contains(&format!("until {until}")));
    run(&["audit", "verify"]);
    signal(&child, "-TERM");
    assert!(child.wait().unwrap().success());
    let trail = audit(place.directory.path());
    assert!(trail.contains("suspend eid bankid until"), "{trail}");
    for line in trail.lines() {
        let line: serde_json::Value = serde_json::from_str(line).unwrap();
        let time = line["time"].as_str().and_then(eidas::Instant::parse);
        let apart_ms = (time.unwrap().ms() - now_ms).abs();
        assert!(apart_ms < 300_000, "{line}");
    }
}
