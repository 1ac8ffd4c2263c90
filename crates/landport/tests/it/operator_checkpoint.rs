// SPDX-License-Identifier: EUPL-1.2
//! `landport audit checkpoint` and `verify`, each as a process on a trail that was written by the gateway's own code.

use std::fs;
use std::path::{Path, PathBuf};

use gateway::audit::AuditEvent;

use crate::operator_records::{SEPTEMBER_MS, login, place, said, written, written_in_files_of};
use crate::serve_command::{get, landport, signal};

/// RFC 7517 appendix A.1.
const OTHERS: &str = r#"{"keys":[{"kty":"EC","crv":"P-256","kid":"1","use":"sig",
    "x":"MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4",
    "y":"4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM"}]}"#;

/// What the seals and the store cannot show: who has the audit key and the store writes everything anew.
#[test]
fn a_trail_that_was_written_anew_with_the_key_does_not_fit_the_checkpoint_of_the_day() {
    let place = place();
    let mut child = place.serve();
    let data = place.directory.path().join("gateway/data");
    let own = data.join("checkpoints.jws");
    let there = (0..100).any(|_| {
        std::thread::sleep(std::time::Duration::from_millis(100));
        own.exists()
    });
    assert!(there, "a running gateway signs one each day");
    let config = place.config();
    let config = config.to_str().unwrap();
    let elsewhere = place.directory.path().join("elsewhere.jws");
    let made = landport(&[
        "audit",
        "checkpoint",
        "--config",
        config,
        "--to",
        elsewhere.to_str().unwrap(),
    ]);
    assert!(made.status.success(), "{}", said(&made));
    let verify = |file: &Path| {
        landport(&[
            "audit",
            "verify",
            "--config",
            config,
            "--since-checkpoint",
            file.to_str().unwrap(),
        ])
    };
    for file in [&own, &elsewhere] {
        let good = verify(file);
        assert_eq!(good.status.code(), Some(0), "{}", said(&good));
        assert!(
            said(&good).contains("operation: whole, ")
                && said(&good).contains("1 checkpoints agree"),
            "{}",
            said(&good)
        );
    }
    // By keys that somebody kept: each set opens what is its own, and a set of another house alone opens nothing.
    let answer = get(place.public, "/jwks.json");
    let (_, body) = answer.split_once("\r\n\r\n").unwrap();
    let [ours, others] = ["ours.json", "others.json"].map(|name| place.directory.path().join(name));
    fs::write(&ours, body).unwrap();
    fs::write(&others, OTHERS).unwrap();
    let by = |sets: &[&Path]| {
        let sets = sets
            .iter()
            .flat_map(|set| ["--jwks", set.to_str().unwrap()]);
        let verify = ["audit", "verify", "--config", config, "--since-checkpoint"];
        let all = verify.into_iter().chain([own.to_str().unwrap()]);
        landport(&all.chain(sets).collect::<Vec<_>>())
    };
    assert_eq!(by(&[&others]).status.code(), Some(2));
    let both = by(&[&others, &ours]);
    assert_eq!(both.status.code(), Some(0), "{}", said(&both));
    signal(&child, "-TERM");
    assert!(child.wait().unwrap().success());

    // An auditor on a machine of her own, with no key of the house: a copy of the files, the checkpoint that left, and
    // the keys of the day. Her machine has another name.
    let copy = place.directory.path().join("auditor");
    fs::create_dir(&copy).unwrap();
    for file in fs::read_dir(data.join("audit")).unwrap() {
        let file = file.unwrap();
        fs::copy(file.path(), copy.join(file.file_name())).unwrap();
    }
    let node = gateway::nodes::name(&data);
    let outside = |node: &str| {
        let files = [&copy, &elsewhere, &ours].map(|file| file.to_str().unwrap());
        let verify = ["audit", "verify", "--trail", files[0], "--since-checkpoint"];
        let with = [files[1], "--jwks", files[2], "--node", node];
        landport(&[&verify[..], &with].concat())
    };
    let shown = outside(&node);
    assert_eq!(shown.status.code(), Some(0), "{}", said(&shown));
    let words = said(&shown);
    let agrees = "operation: whole, ";
    assert!(
        words.contains(agrees)
            && words.contains("1 checkpoints agree")
            && words.contains("No seal"),
        "{words}"
    );
    assert_eq!(outside("another:/data").status.code(), Some(2));
    // Of a chain that no checkpoint is of nothing is shown to her, and a script of hers must not read a yes.
    let logins = |it: &fs::DirEntry| it.file_name().to_string_lossy().starts_with("logins-");
    written(&place, login(SEPTEMBER_MS, "a", "SE", true));
    let more = fs::read_dir(data.join("audit")).unwrap().flatten();
    for file in more.filter(logins) {
        fs::copy(file.path(), copy.join(file.file_name())).unwrap();
    }
    let open = outside(&node);
    assert_eq!(open.status.code(), Some(3), "{}", said(&open));
    let words = said(&open);
    let not_shown =
        "logins: whole, 4 lines, 0 checkpoints agree; lines cut off at its end would not be missed";
    assert!(words.contains(not_shown), "{words}");
    let files = fs::read_dir(&copy).unwrap();
    let mut files = files.map(|file| file.unwrap().path());
    let file = files.find(|path| path.to_str().unwrap().contains("operation-"));
    let file = file.unwrap();
    let text = fs::read_to_string(&file).unwrap();
    let (first, rest) = text.split_once('\n').unwrap();
    let written_anew = first.replacen("\"event\":\"", "\"event\":\"not_", 1);
    assert_ne!(written_anew, first);
    fs::write(&file, format!("{written_anew}\n{rest}")).unwrap();
    let changed = outside(&node);
    assert_eq!(changed.status.code(), Some(1), "{}", said(&changed));

    // Somebody else's words are none.
    let line = fs::read_to_string(&elsewhere).unwrap();
    let forged = place.directory.path().join("forged.jws");
    let (rest, signature) = line.trim_end().rsplit_once('.').unwrap();
    let turned: String = signature.chars().rev().collect();
    fs::write(&forged, format!("{rest}.{turned}\n")).unwrap();
    let refused = verify(&forged);
    assert_eq!(refused.status.code(), Some(2), "{}", said(&refused));
    assert!(
        said(&refused).contains("forged.jws, line 1: "),
        "{}",
        said(&refused)
    );

    let innocent = || AuditEvent::GatewayStarted {
        version: "0".to_owned(),
        profile: "production".to_owned(),
    };
    // The chain begins behind what was signed, as if that had reached its time. Seals and links fit.
    written(&place, (0..2).map(|_| (SEPTEMBER_MS, innocent())).collect());
    let files = fs::read_dir(data.join("audit")).unwrap();
    let mut files = files.map(|file| file.unwrap().path());
    let file = files.find(|path| path.to_str().unwrap().contains("operation-"));
    let file = file.unwrap();
    let text = fs::read_to_string(&file).unwrap();
    let kept: Vec<_> = text.lines().rev().take(2).collect();
    let first: serde_json::Value = serde_json::from_str(kept[1]).unwrap();
    let name = file.file_stem().unwrap().to_str().unwrap();
    let (name, number) = name.rsplit_once('-').unwrap();
    let first = format!(
        "{:0width$}",
        first["seq"].as_u64().unwrap(),
        width = number.len()
    );
    fs::remove_file(&file).unwrap();
    let begins = data.join(format!("audit/{name}-{first}.jsonl"));
    fs::write(begins, format!("{}\n{}\n", kept[1], kept[0])).unwrap();
    let fooled = landport(&["audit", "verify", "--config", config]);
    assert!(fooled.status.success(), "{}", said(&fooled));
    let seen = verify(&elsewhere);
    assert_eq!(seen.status.code(), Some(1), "{}", said(&seen));
    assert!(said(&seen).contains(" is gone"), "{}", said(&seen));

    for gone in ["store", "audit"] {
        fs::remove_dir_all(data.join(gone)).unwrap();
    }
    written(&place, (0..9).map(|_| (SEPTEMBER_MS, innocent())).collect());
    let fooled = landport(&["audit", "verify", "--config", config]);
    assert!(fooled.status.success(), "{}", said(&fooled));
    let seen = verify(&elsewhere);
    assert_eq!(seen.status.code(), Some(1), "{}", said(&seen));
    assert!(
        said(&seen).contains("operation: BROKEN: line ")
            && said(&seen).contains(" is not what it was on "),
        "{}",
        said(&seen)
    );

    for gone in ["store", "audit"] {
        fs::remove_dir_all(data.join(gone)).unwrap();
    }
    written(&place, Vec::new());
    let cut = verify(&elsewhere);
    assert!(
        said(&cut).contains(", which was there on ") && said(&cut).contains(" is gone"),
        "{}",
        said(&cut)
    );
}

/// Neither a gateway nor a store says where the chains end: lines that were cut off would not be missed, and a script that
/// asks whether all of it is there must not read a yes.
#[test]
fn a_trail_whose_end_nobody_tells_is_not_called_proven() {
    let place = place();
    written(&place, login(SEPTEMBER_MS, "a", "SE", true));
    let config = place.config();
    let verify = || landport(&["audit", "verify", "--config", config.to_str().unwrap()]);
    // Nothing was ever written of messages, and the store says so.
    let good = verify();
    assert_eq!(good.status.code(), Some(0), "{}", said(&good));
    assert!(said(&good).contains("messages: whole, 0 lines\n"));
    let data = place.directory.path().join("gateway/data");
    fs::rename(data.join("store"), data.join("away")).unwrap();
    let open = verify();
    assert_eq!(open.status.code(), Some(3), "{}", said(&open));
    let word = "logins: whole, 4 lines; lines cut off at its end would not be missed";
    assert!(said(&open).contains(word), "{}", said(&open));
    fs::rename(data.join("away"), data.join("store")).unwrap();
    assert_eq!(verify().status.code(), Some(0));
}

/// An auditor's day, as docs/operations.md tells it: the archive lies on a machine that has nothing else of the house, beside
/// the checkpoints that left it and the public keys. Whatever somebody did to a file is found.
#[test]
fn ops_10_an_auditor_with_an_archive_and_public_keys_alone_finds_each_change_of_it() {
    let place = place();
    let mut child = place.serve();
    let answer = get(place.public, "/jwks.json");
    let (_, jwks) = answer.split_once("\r\n\r\n").unwrap();
    signal(&child, "-TERM");
    assert!(child.wait().unwrap().success());
    let (config, now_ms) = (place.config(), store::env::Env::system().now_ms());
    for name in ["a", "b", "c"] {
        written_in_files_of(&place, 900, login(now_ms, name, "SE", true));
        let made = landport(&["audit", "checkpoint", "--config", config.to_str().unwrap()]);
        assert!(made.status.success(), "{}", said(&made));
    }
    let data = place.directory.path().join("gateway/data");
    let desk = tempfile::tempdir().unwrap();
    let at = |name: &str| desk.path().join(name);
    copied(&data.join("audit"), &at("archive"));
    fs::copy(data.join("checkpoints.jws"), at("checkpoints.jws")).unwrap();
    fs::write(at("jwks.json"), jwks).unwrap();
    drop(place);

    let verify = |trail: &Path, node: &str| {
        let [trail, checkpoints, jwks] = [trail, &at("checkpoints.jws"), &at("jwks.json")]
            .map(|path| path.to_str().unwrap().to_owned());
        let verify = ["audit", "verify", "--trail", &trail, "--node", node];
        let with = ["--since-checkpoint", &checkpoints, "--jwks", &jwks];
        landport(&[&verify[..], &with].concat())
    };
    // Which node it is stands in each checkpoint, and whoever writes another is told.
    let node = gateway::nodes::name(&data);
    let asked = verify(&at("archive"), "?");
    assert_eq!(asked.status.code(), Some(2));
    assert!(said(&asked).contains(&node), "{}", said(&asked));
    let good = verify(&at("archive"), &node);
    assert_eq!(good.status.code(), Some(0), "{}", said(&good));
    let word = "logins: whole, 12 lines, 3 checkpoints agree, the last with line 12 on ";
    assert!(said(&good).contains(word), "{}", said(&good));

    let mut tries = 0;
    let mut after = |change: &dyn Fn(&[PathBuf])| {
        tries += 1;
        let trail = at(&format!("try-{tries}"));
        copied(&at("archive"), &trail);
        change(&files_of(&trail, "logins-"));
        verify(&trail, &node)
    };
    let mut found = |what: &str, change: &dyn Fn(&[PathBuf])| {
        let seen = after(change);
        assert_eq!(seen.status.code(), Some(1), "{what}: {}", said(&seen));
        assert!(
            said(&seen).contains("logins: BROKEN"),
            "{what}: {}",
            said(&seen)
        );
    };
    let files = files_of(&at("archive"), "logins-");
    assert!(files.len() >= 3, "{files:?}");
    for (n, file) in files.iter().enumerate() {
        let octets = fs::read(file).unwrap();
        let lines: Vec<_> = octets.split_inclusive(|b| *b == b'\n').collect();
        let mut begins = 0;
        for (nr, line) in lines.iter().enumerate() {
            let value = memchr::memmem::find(line, b"event").unwrap() + 10;
            for place in [1, 8, value, line.len() - 4, line.len() - 2, line.len() - 1] {
                let what = format!("octet {place} of line {nr} of file {n}");
                found(&what, &|files| {
                    let mut changed = octets.clone();
                    changed[begins + place] ^= 1;
                    fs::write(&files[n], changed).unwrap();
                });
            }
            begins += line.len();
            found(&format!("line {nr} of file {n} is gone"), &|files| {
                let kept = (0..lines.len()).filter(|kept| *kept != nr);
                let kept: Vec<_> = kept.map(|kept| lines[kept]).collect();
                fs::write(&files[n], kept.concat()).unwrap();
            });
            found(&format!("line {nr} of file {n} stands twice"), &|files| {
                let twice = [&lines[..=nr], &lines[nr..]].concat();
                fs::write(&files[n], twice.concat()).unwrap();
            });
        }
        found(&format!("file {n} is gone"), &|files| {
            fs::remove_file(&files[n]).unwrap();
        });
        for other in n + 1..files.len() {
            found(&format!("files {n} and {other} are swapped"), &|files| {
                let [one, two] = [n, other].map(|at| fs::read(&files[at]).unwrap());
                fs::write(&files[n], two).unwrap();
                fs::write(&files[other], one).unwrap();
            });
        }
    }
    found("the end is cut off in the middle of a line", &|files| {
        let last = files.last().unwrap();
        let octets = fs::read(last).unwrap();
        fs::write(last, &octets[..octets.len() - 30]).unwrap();
    });
    found("the first files of two classes are swapped", &|files| {
        let other = files_of(files[0].parent().unwrap(), "operation-");
        let [one, two] = [&files[0], &other[0]].map(|file| fs::read(file).unwrap());
        fs::write(&files[0], two).unwrap();
        fs::write(&other[0], one).unwrap();
    });
    // Before the first checkpoint nobody outside knew of a line: that the chain does not begin with line 1 is said.
    let begins_later = after(&|files| {
        let text = fs::read_to_string(&files[0]).unwrap();
        let (_, rest) = text.split_once('\n').unwrap();
        fs::write(files[0].with_file_name("logins-000000000002.jsonl"), rest).unwrap();
        fs::remove_file(&files[0]).unwrap();
    });
    let word = "logins: whole, 11 lines from line 2 on, 3 checkpoints agree";
    assert!(
        said(&begins_later).contains(word),
        "{}",
        said(&begins_later)
    );
}

fn copied(from: &Path, to: &Path) {
    fs::create_dir(to).unwrap();
    for file in fs::read_dir(from).unwrap() {
        let file = file.unwrap();
        fs::copy(file.path(), to.join(file.file_name())).unwrap();
    }
}

/// The files of a class that have a line, the oldest first.
fn files_of(trail: &Path, class: &str) -> Vec<PathBuf> {
    let files = fs::read_dir(trail)
        .unwrap()
        .map(|file| file.unwrap().path());
    let is_of = |file: &PathBuf| {
        let name = file.file_name().unwrap().to_str().unwrap();
        name.starts_with(class) && fs::metadata(file).unwrap().len() > 0
    };
    let mut files: Vec<_> = files.filter(is_of).collect();
    files.sort();
    files
}
