// SPDX-License-Identifier: EUPL-1.2
//! Switches that are used once a year, each as a process; and that every switch of every command is run by some test.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::time::Duration;

use gateway::keys::write_private;
use serde_json::{Value, json};

use crate::operator_records::{SEPTEMBER_MS, login, place, said, written};
use crate::serve_command::{Place, audit, get, landport, signal, text};
use crate::story_lever::PROXY;

fn with(place: &Place, words: &[&str]) -> Output {
    let config = place.config();
    landport(&[words, &["--config", config.to_str().unwrap()]].concat())
}

#[test]
fn stats_draw_who_is_connected_with_whom() {
    let place = place();
    let logins = (0..12).flat_map(|n| login(SEPTEMBER_MS, &format!("s{n}"), "SE", true));
    written(&place, logins.collect());
    for (form, told) in [
        ("csv", "2026-09,inbound,rowing,private,SE,10"),
        ("json", "\"rounded_down_to\":10"),
        ("dot", "\"SE\" -> \"rowing\" [label=\"10+\"]"),
    ] {
        let drawn = with(
            &place,
            &[
                "stats", "--from", "2026-09", "--to", "2026-09", "--graph", form,
            ],
        );
        assert!(
            drawn.status.success() && text(&drawn.stdout).contains(told),
            "{form}: {}",
            said(&drawn)
        );
    }
    let both = with(
        &place,
        &[
            "stats", "--from", "2026-09", "--to", "2026-09", "--graph", "csv", "--json",
        ],
    );
    assert_eq!(both.status.code(), Some(2));
}

/// Checkpoints are believed by the keys of then, where they are not in use any more, and by no others.
#[test]
fn a_checkpoint_of_keys_that_are_gone_is_verified_by_the_keys_that_were_kept() {
    let place = Place::new();
    let mut child = place.serve();
    let file = place.directory.path().join("checkpoints.jws");
    let made = with(
        &place,
        &["audit", "checkpoint", "--to", file.to_str().unwrap()],
    );
    assert!(made.status.success(), "{}", said(&made));
    let published = get(place.public, "/jwks.json");
    let (_, published) = published.split_once("\r\n\r\n").unwrap();
    let kept = place.directory.path().join("jwks.json");
    std::fs::write(&kept, published).unwrap();
    signal(&child, "-TERM");
    assert!(child.wait().unwrap().success());
    // Another key signs tokens from now on, and nothing is known of the old one.
    let made = Command::new("openssl")
        .args([
            "genpkey",
            "-algorithm",
            "EC",
            "-pkeyopt",
            "ec_paramgen_curve:P-256",
        ])
        .output()
        .unwrap();
    let key = place.directory.path().join("gateway/keys/oidc-es256.pem");
    std::fs::remove_file(&key).unwrap();
    write_private(&key, &made.stdout).unwrap();
    let verify = |more: &[&str]| {
        let all = [
            "audit",
            "verify",
            "--since-checkpoint",
            file.to_str().unwrap(),
        ];
        with(&place, &[&all[..], more].concat())
    };
    let refused = verify(&[]);
    assert_eq!(refused.status.code(), Some(2), "{}", said(&refused));
    let good = verify(&["--jwks", kept.to_str().unwrap()]);
    assert!(
        good.status.success() && said(&good).contains("1 checkpoints agree"),
        "{}",
        said(&good)
    );
}

#[test]
fn the_journal_of_matching_is_opened_by_its_key_alone() {
    let directory = tempfile::tempdir().unwrap();
    let at = |name: &str| directory.path().join(name);
    let made = |name: &str| {
        let made = Command::new("openssl")
            .args([
                "genpkey",
                "-algorithm",
                "EC",
                "-pkeyopt",
                "ec_paramgen_curve:P-256",
                "-out",
            ])
            .arg(at(name))
            .status();
        assert!(made.unwrap().success());
        let pem = std::fs::read(at(name)).unwrap();
        openssl::pkey::PKey::private_key_from_pem(&pem).unwrap()
    };
    let (key, _) = (made("journal.key"), made("other.key"));
    let place = Place::new();
    let (public, api) = (at("public.pem"), at("api.key"));
    std::fs::write(&public, key.public_key_to_pem().unwrap()).unwrap();
    write_private(&api, b"the-key").unwrap();
    let matching = format!(
        "\n[matching]\nurl = \"https://register.example.no\"\napi_key_file = {api:?}\n\
         [matching.journal]\nkey_file = {public:?}\n"
    );
    let config = std::fs::read_to_string(place.config()).unwrap() + &matching;
    std::fs::write(place.config(), config).unwrap();
    let loaded = gateway::settings::load(&place.config(), eidas::Instant::from_ms(SEPTEMBER_MS));
    let loaded = loaded.map_err(|problems| panic!("{problems:?}")).unwrap();
    let kept = loaded.settings.matching.unwrap().journal.unwrap();
    let journal = gateway::journal::Journal::new(at("journal"), kept.key, kept.months);
    let now = eidas::Instant::from_ms(SEPTEMBER_MS);
    journal.write(&json!({ "outcome": "found" }), now).unwrap();
    let open = |key: &str| {
        let (key, place) = (at(key), at("journal"));
        landport(&[
            "journal",
            "open",
            "--key",
            key.to_str().unwrap(),
            place.to_str().unwrap(),
        ])
    };
    let opened = open("journal.key");
    assert!(opened.status.success(), "{}", said(&opened));
    let entry: Value = serde_json::from_slice(&opened.stdout).unwrap();
    assert_eq!(entry["outcome"], "found");
    let other = open("other.key");
    assert_eq!(
        (other.status.code(), text(&other.stdout).as_str()),
        (Some(1), "")
    );
    assert!(
        said(&other).contains("1 of 1 entries cannot be read"),
        "{}",
        said(&other)
    );
    assert_eq!(open("none.key").status.code(), Some(2));
}

#[test]
fn a_lever_with_a_nynorsk_text_a_code_that_nobody_has_and_a_log_for_a_person() {
    let place = Place::new();
    let config = std::fs::read_to_string(place.config()).unwrap();
    std::fs::write(place.config(), [config.as_str(), PROXY].concat()).unwrap();
    let log = place.directory.path().join("log");
    let mut child = Command::new(env!("CARGO_BIN_EXE_landport"))
        .args([
            "serve",
            "--pretty",
            "--log",
            "info,gateway=debug",
            "--config",
        ])
        .arg(place.config())
        .stdout(Stdio::null())
        .stderr(std::fs::File::create(&log).unwrap())
        .spawn()
        .unwrap();
    let ready = (0..200).any(|_| {
        std::thread::sleep(Duration::from_millis(50));
        get(place.operator(), "/health/ready").starts_with("HTTP/1.1 200")
    });
    assert!(ready);
    let closed = with(
        &place,
        &[
            "suspend",
            "eid",
            "bankid",
            "--text-nb",
            "Stengt til to.",
            "--text-nn",
            "Stengd til to.",
            "--text-en",
            "Closed until two.",
        ],
    );
    assert!(closed.status.success(), "{}", said(&closed));
    let status = with(&place, &["status"]);
    assert!(
        said(&status).contains("Closed until two."),
        "{}",
        said(&status)
    );
    let nobody = with(&place, &["support", "123456"]);
    assert_eq!(
        (nobody.status.code(), text(&nobody.stdout).as_str()),
        (Some(1), "")
    );
    signal(&child, "-TERM");
    assert!(child.wait().unwrap().success());
    assert!(audit(place.directory.path()).contains("\"command\":\"support: refused\""));
    let log = std::fs::read_to_string(log).unwrap();
    assert!(
        log.contains("ready") && !log.lines().any(|line| line.starts_with('{')),
        "{log}"
    );
}

/// What a machine whose data lies outside of the directory of its configuration is restored by.
#[test]
fn data_that_lie_elsewhere_are_restored_where_it_is_said() {
    let place = Place::new();
    let home = place.directory.path();
    let elsewhere = home.join("elsewhere");
    let written = std::fs::read_to_string(place.config()).unwrap();
    let data = format!("data = {:?}", elsewhere.join("data"));
    std::fs::write(
        place.config(),
        written.replacen("data = \"data\"", &data, 1),
    )
    .unwrap();
    let at = |name: &str| home.join(name).to_str().unwrap().to_owned();
    let made = Command::new("openssl")
        .args([
            "req",
            "-x509",
            "-newkey",
            "ec",
            "-pkeyopt",
            "ec_paramgen_curve:P-256",
            "-nodes",
            "-days",
            "30",
        ])
        .args([
            "-subj",
            "/CN=backup",
            "-keyout",
            &at("key.pem"),
            "-out",
            &at("cert.pem"),
        ])
        .output()
        .unwrap();
    assert!(made.status.success(), "{}", said(&made));
    std::fs::create_dir(&elsewhere).unwrap();
    let mut child = place.serve();
    let made = with(
        &place,
        &[
            "backup",
            "--recipient",
            &at("cert.pem"),
            "--to",
            &at("backup"),
        ],
    );
    assert!(made.status.success(), "{}", said(&made));
    signal(&child, "-TERM");
    assert!(child.wait().unwrap().success());
    let (backup, key, recipient, into) = (at("backup"), at("key.pem"), at("cert.pem"), at("anew"));
    let restore = [
        "restore",
        &backup,
        "--key",
        &key,
        "--recipient",
        &recipient,
        "--into",
        &into,
    ];
    let refused = landport(&restore);
    assert!(
        !refused.status.success() && said(&refused).contains("--data"),
        "{}",
        said(&refused)
    );
    let restored = landport(&[&restore[..], &["--data", &at("data-anew")]].concat());
    assert!(restored.status.success(), "{}", said(&restored));
    assert!(Path::new(&at("data-anew")).join("store").exists());
    // The configuration still names the old place: what starts there has no mark of the restore.
    let names = format!(
        "It names data = {:?}",
        elsewhere.join("data").display().to_string()
    );
    assert!(said(&restored).contains(&names), "{}", said(&restored));
}

/// The gateway is down, and somebody asks with root's rights what is closed: files of root's in its data directory, and it
/// cannot open its own store any more.
#[test]
fn a_command_of_another_user_leaves_nothing_in_the_data_directory() {
    if !rustix::process::geteuid().is_root() {
        eprintln!("SKIPPED: only root can give a directory to another user");
        return;
    }
    let place = Place::new();
    let data = place.directory.path().join("gateway/data");
    std::fs::create_dir(&data).unwrap();
    std::os::unix::fs::chown(&data, Some(65_534), Some(65_534)).unwrap();
    for command in [&["status"][..], &["store", "restored"]] {
        let refused = with(&place, command);
        assert_eq!(refused.status.code(), Some(1), "{}", said(&refused));
        let word = "belongs to user 65534";
        assert!(said(&refused).contains(word), "{}", said(&refused));
    }
    assert_eq!(std::fs::read_dir(&data).unwrap().count(), 0);
    // Positive control: its own user.
    std::os::unix::fs::chown(&data, Some(0), Some(0)).unwrap();
    assert!(with(&place, &["status"]).status.success());
}

/// A registration from a file, as another program made it, and opened again after it was closed.
#[test]
fn a_client_is_registered_and_changed_from_a_file_and_opened_again() {
    let place = Place::new();
    let file = place.directory.path().join("client.json");
    let from = |value: Value| {
        std::fs::write(&file, value.to_string()).unwrap();
        file.to_str().unwrap().to_owned()
    };
    let boat = json!({
        "client_id": "boat", "client_name": "Boat", "token_endpoint_auth_method": "none",
        "redirect_uris": ["https://boat.example.no/cb"],
    });
    let added = with(&place, &["client", "add", "--json", &from(boat.clone())]);
    assert!(added.status.success(), "{}", said(&added));
    let set = with(
        &place,
        &[
            "client",
            "set",
            "boat",
            "--json",
            &from(json!({ "client_name": "Boats" })),
        ],
    );
    assert!(
        set.status.success() && text(&set.stdout).contains("Boats"),
        "{}",
        said(&set)
    );
    let state = |word: &str| {
        let config = place.config();
        let done = landport(&["client", word, "boat", "--config", config.to_str().unwrap()]);
        assert!(done.status.success(), "{}", said(&done));
        text(&done.stdout)
    };
    assert!(state("disable").contains("\"state\": \"disabled\""));
    assert!(!state("enable").contains("disabled"));
    state("remove");
    let again = with(&place, &["client", "add", "--json", &from(boat)]);
    assert!(
        again.status.code() == Some(1) && said(&again).contains("never given again"),
        "{}",
        said(&again)
    );
}

/// A list before it is laid down, and metadata that is to be pinned.
#[test]
fn a_pin_is_proposed_by_its_file_and_a_list_is_looked_at_before_it_counts() {
    let place = Place::new();
    let inside = place.directory.path().join("gateway");
    let anchor = std::fs::read(inside.join("keys/metadata-signing-p256.pem")).unwrap();
    std::fs::write(inside.join("list.pem"), anchor).unwrap();
    let config = std::fs::read_to_string(place.config()).unwrap()
        + "\n[[service_list]]\nname = \"nordic\"\nurl = \"https://md.example.eu/list\"\n\
           trust_anchors = \"list.pem\"\nterritories = [\"SE\"]\n";
    std::fs::write(place.config(), config).unwrap();
    let file = inside.join("new.xml");
    std::fs::write(&file, "<no list/>").unwrap();
    let file = file.to_str().unwrap();
    let told = with(
        &place,
        &["trust", "diff", "--list", "nordic", "--file", file],
    );
    assert!(
        told.status.code() == Some(2) && said(&told).contains("would be refused"),
        "{}",
        said(&told)
    );
    let who = ["--name", "Kari", "--reason", "read out by telephone"];
    let words = ["trust", "propose", "--country", "DE", "--pin", file];
    let proposed = with(&place, &[&words[..], &who].concat());
    let sha256: String = openssl::sha::sha256(b"<no list/>")
        .iter()
        .map(|b| format!("{b:02x}"))
        .collect();
    assert!(
        proposed.status.success() && said(&proposed).contains(&sha256),
        "{}",
        said(&proposed)
    );
}

/// Where the gateway's own role may make no tables, their owner makes them and gives it what it needs.
#[test]
fn tables_are_made_by_their_owner_for_a_role_that_may_make_none() {
    let Some(server) = crate::server::Server::shared() else {
        return;
    };
    let database = server.database();
    let role = format!("of_{database}");
    server.sql("postgres", &format!("create role {role} login"));
    let place = Place::new();
    let store = format!(
        "\n[store]\nkind = \"postgresql\"\nhosts = [\"127.0.0.1:{}\"]\ndatabase = {database:?}\nuser = {role:?}\n",
        server.port
    );
    let config = std::fs::read_to_string(place.config()).unwrap() + &store;
    std::fs::write(place.config(), config).unwrap();
    let alone = with(&place, &["store", "migrate"]);
    assert_eq!(alone.status.code(), Some(1), "{}", said(&alone));
    assert_eq!(with(&place, &["check"]).status.code(), Some(2));
    let password = place.directory.path().join("owner.password");
    write_private(&password, b"not asked for here").unwrap();
    let owner = [
        "--owner",
        crate::server::OWNER,
        "--owner-password-file",
        password.to_str().unwrap(),
    ];
    let made = with(&place, &[&["store", "migrate"], &owner[..]].concat());
    assert!(made.status.success(), "{}", said(&made));
    let checked = with(&place, &["check"]);
    assert!(checked.status.success(), "{}", said(&checked));
    let contracted = with(
        &place,
        &[&["store", "migrate", "--contract"], &owner[..]].concat(),
    );
    assert!(contracted.status.success(), "{}", said(&contracted));
}

/// Demo Europe for a gateway of another country, and the browser that is opened.
#[test]
fn demo_europe_is_for_another_country_too_and_opens_a_browser() {
    let directory = tempfile::tempdir().unwrap();
    let at = |name: &str| directory.path().join(name).to_str().unwrap().to_owned();
    let snippet = landport(&[
        "world",
        "--country",
        "SE",
        "--write-snippet",
        "--data",
        &at("world"),
    ]);
    assert!(snippet.status.success(), "{}", said(&snippet));
    let wrong = landport(&["world", "--country", "Sweden", "--write-snippet"]);
    assert_eq!(wrong.status.code(), Some(2));
    // What it starts is a program of the system; here one that writes down what it was given.
    let opener = directory.path().join("xdg-open");
    std::fs::write(
        &opener,
        format!("#!/bin/sh\necho \"$1\" > {}\n", at("opened")),
    )
    .unwrap();
    let executable = std::os::unix::fs::PermissionsExt::from_mode(0o700);
    std::fs::set_permissions(&opener, executable).unwrap();
    let path = format!(
        "{}:{}",
        directory.path().display(),
        std::env::var("PATH").unwrap()
    );
    let port = crate::demo_command::free_port();
    let mut demo = Command::new(env!("CARGO_BIN_EXE_landport"))
        .args(["demo", "--open", "--port", &port.to_string()])
        .env("PATH", path)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let opened = (0..200).find_map(|_| {
        std::thread::sleep(Duration::from_millis(50));
        std::fs::read_to_string(at("opened"))
            .ok()
            .filter(|text| text.ends_with('\n'))
    });
    signal(&demo, "-TERM");
    let _ = demo.wait();
    let opened = opened.unwrap();
    assert!(
        opened.starts_with("http://") && opened.contains(&port.to_string()),
        "{opened}"
    );
}

/// Every command that does something, by its words, with the switches that its `--help` shows.
fn commands() -> BTreeMap<Vec<String>, BTreeSet<String>> {
    let mut found = BTreeMap::new();
    let mut paths: Vec<Vec<String>> = vec![Vec::new()];
    while let Some(path) = paths.pop() {
        let words: Vec<&str> = path.iter().map(String::as_str).collect();
        let help = text(&landport(&[&words[..], &["--help"]].concat()).stdout);
        let below = help.split("\nCommands:\n").nth(1).unwrap_or_default();
        let names = below.lines().take_while(|line| !line.is_empty());
        let names = names.filter_map(|line| line.strip_prefix("  ")?.split(' ').next());
        let names: Vec<&str> = names
            .filter(|name| !name.is_empty() && *name != "help")
            .collect();
        let longer = |name: &&str| [path.as_slice(), &[(*name).to_owned()]].concat();
        paths.extend(names.iter().map(longer));
        if names.is_empty() {
            let flags = help.lines().filter_map(|line| {
                let line = line.trim_start();
                let flag = line.split(", ").find(|part| part.starts_with("--"))?;
                Some(flag.split([' ', '=']).next()?.to_owned())
            });
            let flags = flags.filter(|flag| !["--help", "--version"].contains(&flag.as_str()));
            found.insert(path, flags.collect());
        }
    }
    found
}

/// Whether a word stands by itself in a text: quoted, as an argument, or between blanks.
fn stands(text: &str, word: &str) -> bool {
    let mut places = text.match_indices(word);
    places.any(|(at, _)| {
        let before = text[..at].chars().next_back();
        let after = text[at + word.len()..].chars().next();
        let ends = |c: Option<char>| c.is_none_or(|c| c == '"' || c == '\'' || c.is_whitespace());
        ends(before) && (ends(after) || after == Some('='))
    })
}

/// Each switch that `--help` shows stands in a test that runs its command. What is hidden is no operator's.
#[test]
fn each_switch_of_each_command_is_run_by_a_test() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut tests: Vec<String> = Vec::new();
    for place in [
        "tests/it",
        "../../tests/peers",
        "../../tests/packages",
        "examples/bench",
    ] {
        let files = std::fs::read_dir(root.join(place)).into_iter().flatten();
        tests.extend(files.filter_map(|file| std::fs::read_to_string(file.ok()?.path()).ok()));
    }
    // A test runs each command of this page (story_clients.rs).
    tests.push(std::fs::read_to_string(root.join("../../docs/clients.md")).unwrap());
    let (mut switches, mut untested) = (0, BTreeSet::new());
    let commands = commands();
    for (path, flags) in &commands {
        let runs = |test: &&String| path.iter().all(|word| stands(test, word));
        let of: Vec<&String> = tests.iter().filter(runs).collect();
        if of.is_empty() {
            untested.insert(path.join(" "));
        }
        for flag in flags {
            switches += 1;
            if !of.iter().any(|test| stands(test, flag)) {
                untested.insert(format!("{} {flag}", path.join(" ")));
            }
        }
    }
    assert!(
        commands.len() > 35 && switches > 100,
        "{} {switches}",
        commands.len()
    );
    assert_eq!(untested, BTreeSet::new());
}

/// What an operator reads and types is a command with switches that there are.
#[test]
fn each_command_line_of_the_documentation_is_one_that_there_is() {
    let commands = commands();
    let docs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs");
    let (mut seen, mut wrong) = (BTreeSet::new(), Vec::new());
    for page in std::fs::read_dir(docs).unwrap() {
        let page = page.unwrap().path();
        let Ok(text) = std::fs::read_to_string(&page) else {
            continue;
        };
        let blocks = text.split("```").skip(1).step_by(2);
        let blocks = blocks.filter_map(|block| block.strip_prefix("sh\n"));
        let lines = blocks.map(|block| block.replace("\\\n", " "));
        for line in lines.flat_map(|block| block.lines().map(str::to_owned).collect::<Vec<_>>()) {
            let line = line.split(" #").next().unwrap_or_default();
            let Some((_, said)) = [" ", line]
                .concat()
                .split_once(" landport ")
                .map(|(a, b)| (a.to_owned(), b.to_owned()))
            else {
                continue;
            };
            // Somebody else's command about us, as apt or systemctl.
            let words: Vec<&str> = said
                .trim_start_matches("landport ")
                .split_whitespace()
                .collect();
            if words.first().is_none_or(|word| word.starts_with('-')) {
                continue;
            }
            let path = commands.keys().find(|path| {
                words.len() >= path.len() && path.iter().zip(&words).all(|(a, b)| a == b)
            });
            match path {
                Some(path) => {
                    seen.insert(path.clone());
                    let flags = words.iter().filter(|word| word.starts_with("--"));
                    let unknown = flags.filter(|flag| {
                        !commands[path].contains(flag.split('=').next().unwrap_or_default())
                    });
                    wrong.extend(
                        unknown
                            .map(|flag| format!("{}: {} {flag}", page.display(), path.join(" "))),
                    );
                }
                None if line.trim_start().starts_with("landport ") => {
                    wrong.push(format!("{}: {line}", page.display()))
                }
                None => {}
            }
        }
    }
    assert!(seen.len() > 25, "{seen:?}");
    assert_eq!(wrong, Vec::<String>::new());
}

/// `landport reference | head`.
#[test]
fn a_command_whose_reader_has_left_ends_without_a_word() {
    let (read, write) = std::io::pipe().unwrap();
    drop(read);
    let ended = Command::new(env!("CARGO_BIN_EXE_landport"))
        .arg("reference")
        .stdout(write)
        .stderr(Stdio::piped())
        .output()
        .unwrap();
    assert_eq!(
        (ended.status.code(), said(&ended)),
        (Some(141), String::new())
    );
}

/// `landport reference > FILE` where the disk is full: what is in the file is not all of it, and a script must not read a yes.
#[test]
fn a_command_that_cannot_tell_what_it_found_says_so() {
    let full = std::fs::File::options().write(true).open("/dev/full");
    let ended = Command::new(env!("CARGO_BIN_EXE_landport"))
        .arg("reference")
        .stdout(full.unwrap())
        .stderr(Stdio::piped())
        .output()
        .unwrap();
    let told =
        "landport: what was found could not be told: No space left on device (os error 28)\n";
    assert_eq!(
        (ended.status.code(), said(&ended)),
        (Some(1), told.to_owned())
    );
}
