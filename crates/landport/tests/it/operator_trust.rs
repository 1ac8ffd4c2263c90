// SPDX-License-Identifier: EUPL-1.2
//! `landport trust` and `landport onboard`, as an operator types them: against a gateway that runs, and
//! against one that does not.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use xmlsec::{Curve, KeyKind, SigningKey as _, SoftwareKey, Subject, Validity};

/// The directory of a gateway that was made by `init`, with one foreign node.
struct Place {
    directory: tempfile::TempDir,
}

fn run(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_landport"))
        .args(arguments)
        .output()
        .unwrap()
}

fn said(output: &Output) -> String {
    let text = [&output.stdout[..], &output.stderr[..]].concat();
    String::from_utf8_lossy(&text).into_owned()
}

fn certificate(name: &str) -> (SoftwareKey, String) {
    let env = store::env::Env::system();
    let validity = Validity {
        not_before: env.now_s() - 60,
        not_after: env.now_s() + 90 * 86_400,
    };
    let subject = Subject {
        common_name: name,
        organization: "Land",
        country: "SE",
    };
    let key = SoftwareKey::generate(KeyKind::Ec(Curve::P256), subject, validity, env.bytes());
    let key = key.unwrap();
    let pem = key.certificates()[0].to_pem();
    (key, pem)
}

fn fingerprint(key: &SoftwareKey) -> String {
    let sha256 = key.certificates()[0].sha256();
    sha256.iter().map(|octet| format!("{octet:02x}")).collect()
}

impl Place {
    fn check(&self) -> (Option<i32>, String) {
        let config = self.config();
        let output = run(&["check", "--config", config.to_str().unwrap()]);
        (output.status.code(), said(&output))
    }

    /// `init`, and a `[[peer]]` with this anchor.
    fn new(anchor: &str) -> Self {
        let directory = tempfile::tempdir().unwrap();
        let place = Self { directory };
        let to = place.directory.path().join("node");
        let made = run(&["init", to.to_str().unwrap(), "--host", "login.example.no"]);
        assert!(made.status.success(), "{}", said(&made));
        std::fs::write(place.path("anchors.pem"), anchor).unwrap();
        let text = std::fs::read_to_string(place.config()).unwrap()
            + "\n[[peer]]\ncountry = \"SE\"\nmetadata_url = \"https://eidas.example.se/metadata\"\n\
               trust_anchors = \"anchors.pem\"\n";
        std::fs::write(place.config(), text).unwrap();
        place
    }

    fn path(&self, name: &str) -> PathBuf {
        self.directory.path().join("node").join(name)
    }

    fn config(&self) -> PathBuf {
        self.path("landport.toml")
    }

    fn trust(&self, arguments: &[&str]) -> (Option<i32>, String) {
        let config = self.config();
        let all = [
            &["trust"],
            arguments,
            &["--config", config.to_str().unwrap()],
        ]
        .concat();
        let output = run(&all);
        (output.status.code(), said(&output))
    }

    fn trail(&self) -> String {
        let mut all = String::new();
        for file in std::fs::read_dir(self.path("data/audit")).unwrap() {
            all += &std::fs::read_to_string(file.unwrap().path()).unwrap();
        }
        all
    }
}

const WHY: [&str; 2] = ["--reason", "compared by telephone"];

#[test]
fn tru_12_two_persons_approve_a_new_anchor_on_the_command_line_and_the_trail_says_who() {
    let ((_, first), (new, pem)) = (certificate("first"), certificate("second"));
    let place = Place::new(&first);
    // The first look of all takes what stands there.
    let (code, text) = place.trust(&["status"]);
    assert_eq!(code, Some(0), "{text}");
    assert!(text.contains("Nothing waits"), "{text}");
    // One person adds a certificate: it does not count.
    std::fs::write(place.path("anchors.pem"), [first, pem.clone()].concat()).unwrap();
    let (_, text) = place.trust(&["status"]);
    let print = fingerprint(&new);
    assert!(
        text.contains(&print) && text.contains("does not count"),
        "{text}"
    );

    let file = place.path("new.pem");
    std::fs::write(&file, &pem).unwrap();
    let propose = [
        "propose",
        "--country",
        "SE",
        "--anchor",
        file.to_str().unwrap(),
    ];
    let kari = ["--name", "Kari Nordmann"];
    let (code, text) = place.trust(&[&propose[..], &kari, &WHY].concat());
    assert_eq!(code, Some(0), "{text}");
    let id = text
        .split("Proposal ")
        .nth(1)
        .unwrap()
        .split(':')
        .next()
        .unwrap()
        .to_owned();
    let approve = ["approve", &id, "--sha256", &print];
    let (code, text) = place.trust(&[&approve[..], &kari, &WHY].concat());
    assert!(code == Some(1) && text.contains("another person"), "{text}");
    let wrong = ["approve", &id, "--sha256", &"0".repeat(64)];
    let ola = ["--name", "Ola Hansen"];
    let (code, text) = place.trust(&[&wrong[..], &ola, &WHY].concat());
    assert!(code == Some(1) && text.contains("fingerprint"), "{text}");
    let (code, text) = place.trust(&["status"]);
    assert!(
        code == Some(0) && text.contains("by Kari Nordmann"),
        "{text}"
    );
    let (code, text) = place.trust(&[&approve[..], &ola, &WHY].concat());
    assert_eq!(code, Some(0), "{text}");
    let (_, text) = place.trust(&["status"]);
    assert!(text.contains("Nothing waits"), "{text}");

    let trail = place.trail();
    let acts: Vec<&str> = trail.matches("\"event\":\"trust_anchor\"").collect();
    // What the first look took, then what was asked for and what became of it.
    assert_eq!(acts.len(), 9, "{trail}");
    let order: Vec<&str> = trail
        .lines()
        .filter_map(|line| line.split("\"act\":\"").nth(1)?.split('"').next())
        .collect();
    let (asks, done) = (
        ["to_propose", "to_approve"],
        ["proposed", "refused", "approved"],
    );
    let pairs = [
        asks[0], done[0], asks[1], done[1], asks[1], done[1], asks[1], done[2],
    ];
    assert_eq!(order, [&["first"][..], &pairs].concat(), "{trail}");
    for (act, by, reason) in [
        ("to_propose", "Kari Nordmann", "compared by telephone"),
        ("to_approve", "Ola Hansen", "compared by telephone"),
        ("proposed", "Kari Nordmann", "compared by telephone"),
        ("refused", "Kari Nordmann", "same_person"),
        ("refused", "Ola Hansen", "fingerprint"),
        ("approved", "Ola Hansen", "compared by telephone"),
    ] {
        let line = trail.lines().find(|line| {
            [act, by, reason]
                .iter()
                .all(|word| line.contains(&format!("\"{word}\"")))
        });
        assert!(line.is_some(), "{act} {by} {reason}: {trail}");
    }
    // Of a list, for each country by itself.
    let (list, file_of) = (["--list", "nordic"], ["--anchor", file.to_str().unwrap()]);
    let for_list = [&["propose"][..], &list, &file_of].concat();
    let (code, text) = place.trust(&[&for_list[..], &kari, &WHY].concat());
    assert!(code == Some(2) && text.contains("--territory"), "{text}");
    let more = ["--territory", "SE,DK", "--metadata"];
    let (code, text) = place.trust(&[&for_list[..], &more, &kari, &WHY].concat());
    assert_eq!(code, Some(0), "{text}");
    for of in ["list nordic metadata for SE", "list nordic metadata for DK"] {
        assert!(text.contains(of), "{of}: {text}");
    }
    let ids = text.split("Proposal ").skip(1);
    let ids: Vec<&str> = ids.filter_map(|rest| rest.split(':').next()).collect();
    let approve = [&["approve"][..], &ids, &["--sha256", &print]].concat();
    let (code, text) = place.trust(&[&approve[..], &ola, &WHY].concat());
    assert_eq!(code, Some(0), "{text}");
    assert_eq!(text.matches("Approved: ").count(), 2, "{text}");

    // Two certificates in one file would be approved unseen.
    std::fs::write(&file, [pem.clone(), pem].concat()).unwrap();
    let (code, text) = place.trust(&[&propose[..], &kari, &WHY].concat());
    assert!(code == Some(2) && text.contains("2 certificates"), "{text}");
}

/// N15: who reads only `check` reads too why a country is not believed, and whom it waits for.
#[test]
fn check_names_the_anchors_that_wait_for_a_second_person() {
    let ((_, first), (new, pem)) = (certificate("first"), certificate("second"));
    let place = Place::new(&first);
    let operator = crate::demo_command::free_port();
    let written = std::fs::read_to_string(place.config()).unwrap();
    let public = crate::demo_command::free_port();
    let local = written
        .replace("0.0.0.0:8443", &format!("127.0.0.1:{public}"))
        .replace("127.0.0.1:9100", &format!("127.0.0.1:{operator}"));
    std::fs::write(place.config(), local).unwrap();
    let mut gateway = Command::new(env!("CARGO_BIN_EXE_landport"))
        .args(["serve", "--config"])
        .arg(place.config())
        .stderr(std::process::Stdio::null())
        .spawn()
        .unwrap();
    let socket = place.path("data/operator/socket");
    let runs = (0..200).any(|_| {
        std::thread::sleep(std::time::Duration::from_millis(50));
        socket.exists()
    });
    assert!(runs);
    let (code, text) = place.check();
    assert!(code == Some(0) && !text.contains("two persons"), "{text}");
    // Before it is taken by a reload: what would become of it.
    std::fs::write(place.path("anchors.pem"), [first, pem.clone()].concat()).unwrap();
    let print = fingerprint(&new);
    let (code, text) = place.check();
    assert_eq!(code, Some(0), "{text}");
    let waits = format!("the trust anchor {print} for country SE does not count");
    assert!(
        text.contains(&waits) && text.contains("landport trust propose"),
        "{text}"
    );
    std::fs::write(place.path("new.pem"), &pem).unwrap();
    let file = place.path("new.pem");
    let propose = [
        "propose",
        "--country",
        "SE",
        "--anchor",
        file.to_str().unwrap(),
    ];
    let (code, text) = place.trust(&[&propose[..], &["--name", "Kari Nordmann"], &WHY].concat());
    assert_eq!(code, Some(0), "{text}");
    let id = text
        .split("Proposal ")
        .nth(1)
        .unwrap()
        .split(':')
        .next()
        .unwrap()
        .to_owned();
    let (_, text) = place.check();
    let waits = format!("proposal {id} by Kari Nordmann waits for another person");
    assert!(text.contains(&waits), "{text}");
    let approve = ["approve", &id, "--sha256", &print, "--name", "Ola Hansen"];
    let (code, text) = place.trust(&[&approve[..], &WHY].concat());
    assert_eq!(code, Some(0), "{text}");
    let (code, text) = place.check();
    assert!(code == Some(0) && !text.contains("two persons"), "{text}");
    let ended = Command::new("kill").arg(gateway.id().to_string()).status();
    assert!(ended.unwrap().success() && gateway.wait().unwrap().success());
}

#[test]
fn trust_diff_says_what_a_list_would_change_with_fingerprints_and_whether_it_would_be_refused() {
    use eidas::{CountryCode, EntityId, Instant, PublishedNode, PublishedServiceList, Role};
    let ((_, first), (signer, pem)) = (certificate("first"), certificate("list"));
    let (of_node, _) = certificate("node");
    let place = Place::new(&first);
    std::fs::write(place.path("list.pem"), pem).unwrap();
    let config = std::fs::read_to_string(place.config()).unwrap()
        + "\n[[service_list]]\nname = \"nordic\"\nfile = \"list.xml\"\ntrust_anchors = \"list.pem\"\n\
           territories = [\"SE\", \"DK\"]\n";
    std::fs::write(place.config(), config).unwrap();
    let url = |text: &str| url::Url::parse(text).unwrap();
    let now = Instant::from_ms(store::env::Env::system().now_ms());
    let hours = |hours: u64| std::time::Duration::from_secs(hours * 3600);
    let node = |code: &str, entity: &str| PublishedNode {
        country: CountryCode::parse(code).unwrap(),
        role: Role::ProxyService,
        entity_id: EntityId::parse(entity).unwrap(),
        location: url(entity),
        signers: of_node.certificates().to_vec(),
        suspended: false,
        hidden: false,
    };
    let mut list = PublishedServiceList {
        issuer_name: "Nordic".to_owned(),
        scheme: url("https://lists.example.eu/scheme"),
        territory: CountryCode::UNION,
        issued: now,
        next_update: now.plus(hours(24)),
        distribution_point: url("https://lists.example.eu/"),
        nodes: vec![
            node("SE", "https://other.example.se/metadata"),
            node("DK", "https://eidas.example.dk/metadata"),
        ],
    };
    let publish = |list: &PublishedServiceList, key: &SoftwareKey| {
        std::fs::write(place.path("list.xml"), list.to_signed_xml(key).unwrap()).unwrap();
    };
    publish(&list, &signer);
    let (code, text) = place.trust(&["diff"]);
    assert_eq!(code, Some(1), "{text}");
    for line in [
        "added: DK proxy-service https://eidas.example.dk/metadata at https://eidas.example.dk/metadata".to_owned(),
        format!("+ SHA-256 {}", fingerprint(&of_node)),
        "not taken: SE https://other.example.se/metadata (listed_but_configured)".to_owned(),
    ] {
        assert!(text.contains(&line), "{line}: {text}");
    }
    // It would be refused, and that is said, with what it says where it is proven.
    list.next_update = now.minus(hours(1));
    list.issued = now.minus(hours(2));
    publish(&list, &signer);
    let (code, text) = place.trust(&["diff"]);
    assert!(
        code == Some(2) && text.contains("service_list_expired"),
        "{text}"
    );
    publish(&list, &of_node);
    let (code, text) = place.trust(&["diff"]);
    assert!(
        code == Some(2) && text.contains("sig.certificate_path") && !text.contains("added"),
        "{text}"
    );
    let (code, text) = place.trust(&["diff", "--list", "baltic"]);
    assert!(code == Some(2) && text.contains("no such"), "{text}");
}

/// The letter and the matrix, against a country of Demo Europe that is known by a list alone and one that
/// is configured.
#[test]
fn onboard_writes_the_letter_and_runs_the_matrix_against_a_node() {
    let temporary = tempfile::tempdir().unwrap();
    let data = temporary.path().join("demo");
    let demo = crate::demo_command::Demo::start(
        crate::demo_command::free_port(),
        temporary.path(),
        &["--data", data.to_str().unwrap()],
    );
    let config = data.join("landport.toml");
    let (config, out) = (config.to_str().unwrap(), temporary.path().join("out"));
    let out = out.to_str().unwrap();
    let onboard = |country: &str, more: &[&str]| {
        let all = [
            &["onboard", country, "--config", config, "--out", out],
            more,
        ]
        .concat();
        let output = run(&all);
        (output.status.code(), said(&output))
    };
    let (code, text) = onboard("HR", &[]);
    assert_eq!(code, Some(0), "{text}");
    let read = |name: &str| std::fs::read_to_string(Path::new(out).join(name)).unwrap();
    let letter = read("onboard-HR.md");
    for word in [
        "/eidas/connector/metadata",
        "/eidas/proxy/metadata",
        "BEGIN CERTIFICATE",
        "xmldsig-more#ecdsa-sha256",
        "signs our metadata",
        "hr.localhost",
    ] {
        assert!(letter.contains(word), "{word}: {letter}");
    }
    assert!(read("onboard-HR.html").contains("<h2>What HR needs of NO</h2>"));
    // Whoever sends the letter edits it; a later run leaves it, and says so. No link is followed.
    let (of, elsewhere) = (
        |name: &str| Path::new(out).join(name),
        temporary.path().join("elsewhere"),
    );
    std::fs::write(of("onboard-HR.md"), "Dear colleagues").unwrap();
    std::fs::write(&elsewhere, "another's").unwrap();
    std::fs::remove_file(of("onboard-HR.html")).unwrap();
    for name in ["onboard-HR.html", "onboard-HR-report.md"] {
        std::os::unix::fs::symlink(&elsewhere, of(name)).unwrap();
    }
    let (code, text) = onboard("HR", &[]);
    assert_eq!(code, Some(0), "{text}");
    assert_eq!(text.matches("stays as it is").count(), 2, "{text}");
    assert_eq!(read("onboard-HR.md"), "Dear colleagues");
    // What is to be filled in says so when nobody did.
    let blank = Path::new(out).join("onboard-HR.cases.toml");
    let (code, text) = onboard("HR", &["--run", "--cases", blank.to_str().unwrap()]);
    assert!(
        code == Some(1) && text.contains("waits for a person") && text.contains("person, action"),
        "{text}"
    );

    assert!(read("onboard-HR-report.md").starts_with("# Logins with HR"));
    assert_eq!(std::fs::read_to_string(&elsewhere).unwrap(), "another's");

    let cases = temporary.path().join("cases.toml");
    let fields = "[case.fields]\nperson = \"plain\"\naction = ";
    let case = |level: &str, expect: &str, action: &str| {
        format!(
            "[[case]]\nname = \"test\"\nlevel = {level:?}\nexpect = {expect:?}\n{fields}{action:?}\n\n"
        )
    };
    let levels = [
        case("low", "success", "next"),
        case("high", "success", "next"),
        case("low", "refusal", "cancel"),
    ];
    std::fs::write(&cases, levels.concat()).unwrap();
    let run_cases = ["--run", "--cases", cases.to_str().unwrap()];
    let mut tried = (None, String::new());
    for _ in 0..60 {
        tried = onboard("HR", &run_cases);
        // Its keys may still be in the making.
        if !tried.1.contains("its metadata is believed") && tried.0 == Some(0) {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(500));
    }
    assert_eq!(tried.0, Some(0), "{}", tried.1);
    let report = read("onboard-HR-report.md");
    assert!(
        report.contains("9 of 9 passed") && report.contains("PersonIdentifier"),
        "{report}"
    );
    assert!(!report.contains("HR/NO/"), "no value of a person: {report}");
    assert!(read("onboard-HR-report.html").contains("a signed refusal"));

    // What does not come as it must fails, and says what came.
    std::fs::write(
        &cases,
        [
            case("low", "refusal", "next"),
            case("low", "success", "cancel"),
        ]
        .concat(),
    )
    .unwrap();
    let (code, text) = onboard("HR", &run_cases);
    assert!(
        code == Some(1) && text.contains("FAILED") && text.contains("an identity: level"),
        "{text}"
    );
    let report = read("onboard-HR-report.md");
    assert!(
        report.contains("| NO |") && report.contains("no case asks for it"),
        "{report}"
    );
    let (code, text) = onboard("NO", &[]);
    assert!(
        code == Some(2) && text.contains("our own country"),
        "{text}"
    );
    demo.end("-TERM");
}
