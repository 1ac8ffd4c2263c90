//! The audit log: its chain, its recovery, its documentation.

use std::fs;

use super::*;
use store::Key;
use store::env::FakeClock;
use store::{Embedded, EmbeddedOptions, Handle, Memory};

const NOW_MS: i64 = 1_795_435_200_000;

fn key() -> AuditKey {
    AuditKey::new([7; 32])
}

fn chosen(country: &str) -> AuditEvent {
    AuditEvent::CountryChosen {
        login: "flow".to_owned(),
        country: country.to_owned(),
    }
}

async fn open(dir: &Path, env: &Env, store: &Arc<dyn Store>) -> Audit {
    let options = AuditOptions::new(dir.join("audit"));
    Audit::open(options, key(), env.clone(), Arc::clone(store))
        .await
        .unwrap()
}

fn embedded(dir: &Path, env: &Env) -> Arc<dyn Store> {
    Arc::new(Embedded::open(&dir.join("store"), env.clone(), &EmbeddedOptions::default()).unwrap())
}

fn log(dir: &Path, class: Class) -> PathBuf {
    let files = chain::files(&dir.join("audit"), class).unwrap();
    files.last().unwrap().clone()
}

#[tokio::test]
async fn lines_are_chained_over_restarts_and_a_change_is_found() {
    let dir = tempfile::tempdir().unwrap();
    let env = Env::with_clock(FakeClock::new(NOW_MS));
    let store: Arc<dyn Store> = Arc::new(Memory::new(env.clone()));
    for country in ["SE", "FI"] {
        let audit = open(dir.path(), &env, &store).await;
        audit.note(chosen(country)).await.unwrap();
        audit.record(chosen("DK")).await.unwrap();
        audit.close().await.unwrap();
    }
    let verified = lines_of(&dir.path().join("audit"));
    assert_eq!(
        verified,
        [
            (Class::Messages, Ok(0)),
            (Class::Logins, Ok(4)),
            (Class::Operation, Ok(0))
        ]
    );
    let path = log(dir.path(), Class::Logins);
    let text = fs::read_to_string(&path).unwrap();
    let first = text.lines().next().unwrap();
    let (sealed, seal) = first.rsplit_once(",\"seal\":").unwrap();
    assert_eq!(seal.len(), 22 + 3);
    assert_eq!(
        format!("{sealed},\"seal\":\"SEAL\"}}"),
        r#"{"seq":1,"time":"2026-11-23T12:00:00.000Z","prev":"","event":"country_chosen","login":"flow","country":"SE","seal":"SEAL"}"#
    );
    fs::write(&path, text.replace("\"SE\"", "\"NO\"")).unwrap();
    assert!(matches!(
        logins(dir.path()),
        Err(AuditError::Broken { line: 1, .. })
    ));
    let without: Vec<_> = text.lines().filter(|l| !l.contains("FI")).collect();
    fs::write(&path, without.join("\n") + "\n").unwrap();
    assert!(logins(dir.path()).is_err());
}

fn logins(dir: &Path) -> Result<u64, AuditError> {
    let [_, (_, logins), _] = lines_of(&dir.join("audit"));
    logins
}

fn lines_of(dir: &Path) -> [(Class, Result<u64, AuditError>); 3] {
    verify(dir, &[], &key()).map(|(class, found)| {
        let lines = found.map(|whole| {
            assert_eq!(whole.end, Ending::NotCompared);
            whole.lines
        });
        (class, lines)
    })
}

/// The logins' chain, its end compared with what the store says.
async fn compared(dir: &Path, store: &Arc<dyn Store>) -> Result<Whole, AuditError> {
    let ends = ends_in(&**store).await.unwrap();
    let [_, (_, logins), _] = verify(&dir.join("audit"), &ends, &key());
    logins
}

#[tokio::test]
async fn a_torn_last_line_is_cut_off_said_and_written_again_from_the_store() {
    let dir = tempfile::tempdir().unwrap();
    let env = Env::with_clock(FakeClock::new(NOW_MS));
    let store = embedded(dir.path(), &env);
    let audit = open(dir.path(), &env, &store).await;
    for country in ["SE", "FI", "DK"] {
        audit.record(chosen(country)).await.unwrap();
    }
    drop(audit);
    // The power went before the file reached the disk whole: the store has the lines all the same.
    let path = log(dir.path(), Class::Logins);
    let octets = fs::read(&path).unwrap();
    fs::write(&path, &octets[..octets.len() * 2 / 3 - 20]).unwrap();
    let audit = open(dir.path(), &env, &store).await;
    assert_eq!(fs::read(&path).unwrap(), octets);
    assert_eq!(logins(dir.path()), Ok(3));
    let operation = fs::read_to_string(log(dir.path(), Class::Operation)).unwrap();
    assert!(
        operation.contains(r#""event":"audit_resumed","log":"logins""#),
        "{operation}"
    );
    assert!(operation.contains(r#""recovered_lines":2"#), "{operation}");
    audit.record(chosen("IS")).await.unwrap();
    assert_eq!(logins(dir.path()), Ok(4));
}

fn cut_last_lines(path: &Path, count: usize) {
    let text = fs::read_to_string(path).unwrap();
    let lines: Vec<_> = text.lines().collect();
    let kept = &lines[..lines.len() - count];
    let text: String = kept.iter().map(|line| format!("{line}\n")).collect();
    fs::write(path, text).unwrap();
}

/// What a stop in good order leaves, and what somebody then cuts off.
#[tokio::test]
async fn lines_cut_off_at_the_very_end_are_found_and_the_gap_stays() {
    let dir = tempfile::tempdir().unwrap();
    let env = Env::with_clock(FakeClock::new(NOW_MS));
    let store = embedded(dir.path(), &env);
    let audit = open(dir.path(), &env, &store).await;
    for country in ["SE", "FI", "DK", "IS"] {
        audit.record(chosen(country)).await.unwrap();
    }
    audit.close().await.unwrap();
    let whole = |lines, end| {
        let first = u64::from(lines > 0);
        Ok(Whole { first, lines, end })
    };
    let running = audit.ends().await;
    assert_eq!(running.len(), 3);
    let verified = verify(&dir.path().join("audit"), &running, &key());
    assert_eq!(verified[1].1, whole(4, Ending::Compared));
    let of_store = compared(dir.path(), &store).await;
    assert_eq!(of_store, whole(4, Ending::Compared));

    let path = log(dir.path(), Class::Logins);
    let good = fs::read_to_string(&path).unwrap();
    let cut = |found| match found {
        Err(AuditError::Broken { line, fault, .. }) => (line, fault),
        other => unreachable!("{other:?}"),
    };
    // All of the lines, the file itself, the last two lines.
    fs::write(&path, "").unwrap();
    let fault = "lines after it were cut off";
    assert_eq!(cut(compared(dir.path(), &store).await), (0, fault));
    fs::remove_file(&path).unwrap();
    assert_eq!(cut(compared(dir.path(), &store).await), (0, fault));
    fs::write(&path, &good).unwrap();
    cut_last_lines(&path, 2);
    assert_eq!(cut(compared(dir.path(), &store).await), (2, fault));
    let verified = verify(&dir.path().join("audit"), &running, &key());
    assert_eq!(cut(verified[1].1.clone()), (2, fault));
    // Another last line in the place of the true one.
    let other = good.replace("\"IS\"", "\"NO\"");
    fs::write(&path, other).unwrap();
    let fault = "a line that the gateway did not write, or that was changed";
    assert_eq!(cut(compared(dir.path(), &store).await), (4, fault));

    // The gateway starts on what is left, says what is missing, and does not close the gap.
    fs::write(&path, &good).unwrap();
    cut_last_lines(&path, 2);
    drop(audit);
    let audit = open(dir.path(), &env, &store).await;
    let operation = fs::read_to_string(log(dir.path(), Class::Operation)).unwrap();
    let said = r#""log":"logins","torn_octets":0,"recovered_lines":1,"missing_lines":1,"#;
    assert!(operation.contains(said), "{operation}");
    audit.record(chosen("NL")).await.unwrap();
    audit.close().await.unwrap();
    let fault = "a line before it is missing";
    assert_eq!(cut(compared(dir.path(), &store).await), (3, fault));
}

/// What a restore leaves, and whoever moved the files of a class away and starts anew: the store knows the last line, and the
/// others are elsewhere. The chain goes on behind them, and is no broken one.
#[tokio::test]
async fn a_chain_whose_files_are_elsewhere_goes_on_and_says_with_which_line_it_begins() {
    let dir = tempfile::tempdir().unwrap();
    let env = Env::with_clock(FakeClock::new(NOW_MS));
    let store = embedded(dir.path(), &env);
    let audit = open(dir.path(), &env, &store).await;
    for country in ["SE", "FI", "DK", "IS"] {
        audit.record(chosen(country)).await.unwrap();
    }
    audit.close().await.unwrap();
    drop(audit);
    let elsewhere = dir.path().join("elsewhere");
    fs::rename(dir.path().join("audit"), &elsewhere).unwrap();

    let audit = open(dir.path(), &env, &store).await;
    audit.record(chosen("NL")).await.unwrap();
    audit.close().await.unwrap();
    let found = compared(dir.path(), &store).await.unwrap();
    assert_eq!(
        (found.first, found.lines, found.end),
        (4, 2, Ending::Compared)
    );
    let files = chain::files(&dir.path().join("audit"), Class::Logins).unwrap();
    assert_eq!(files.len(), 1);
    let resumed = r#""log":"logins","torn_octets":0,"recovered_lines":1,"missing_lines":3,"#;
    let operation = fs::read_to_string(log(dir.path(), Class::Operation)).unwrap();
    assert!(operation.contains(resumed), "{operation}");
    // Another start adds nothing to that, and a line that is taken from what lies here is missed as ever.
    drop(audit);
    let audit = open(dir.path(), &env, &store).await;
    audit.close().await.unwrap();
    assert_eq!(compared(dir.path(), &store).await, Ok(found));
    cut_last_lines(&files[0], 2);
    assert!(compared(dir.path(), &store).await.is_err());
}

/// Of a class on which nothing was ever written the store says that too; where it knows nothing and files have lines, it
/// says nothing of their end.
#[tokio::test]
async fn a_store_that_knows_of_no_line_proves_no_line() {
    let dir = tempfile::tempdir().unwrap();
    let env = Env::with_clock(FakeClock::new(NOW_MS));
    let store = embedded(dir.path(), &env);
    let audit = open(dir.path(), &env, &store).await;
    let whole = |lines, end| {
        let first = u64::from(lines > 0);
        Ok(Whole { first, lines, end })
    };
    let found = compared(dir.path(), &store).await;
    assert_eq!(found, whole(0, Ending::Compared));
    audit.record(chosen("SE")).await.unwrap();
    let (of_store, running) = (ends_in(&*store).await.unwrap(), audit.ends_on_disk().await);
    assert_eq!(of_store[1].time, "2026-11-23T12:00:00.000Z");
    assert_eq!(running.unwrap()[1].time, of_store[1].time);
    let another: Arc<dyn Store> = Arc::new(Memory::new(env));
    let found = compared(dir.path(), &another).await;
    assert_eq!(found, whole(1, Ending::NotCompared));
    audit.close().await.unwrap();
}

/// N1: what an intruder appends while the gateway stands still follows the chain as it should; the
/// store is behind the files after many a stop, so it cannot tell.
#[tokio::test]
async fn lines_that_somebody_else_appended_are_found_and_nothing_is_written_after_them() {
    let dir = tempfile::tempdir().unwrap();
    let env = Env::with_clock(FakeClock::new(NOW_MS));
    let store = embedded(dir.path(), &env);
    let audit = open(dir.path(), &env, &store).await;
    for country in ["SE", "FI"] {
        audit.record(chosen(country)).await.unwrap();
    }
    audit.close().await.unwrap();
    drop(audit);
    let path = log(dir.path(), Class::Logins);
    let good = fs::read_to_string(&path).unwrap();
    let last = good.lines().last().unwrap();
    let next = link(last.as_bytes());
    let head = format!(r#"{{"seq":3,"time":"2026-11-23T12:00:01.000Z","prev":"{next}","#);
    let body = r#""event":"country_chosen","login":"flow","country":"DK""#;
    let seal = &last[last.rfind(",\"seal\":").unwrap()..];
    let theirs = |key: [u8; 32]| {
        let key = AuditKey::new(key);
        let time = "2026-11-23T12:00:01.000Z";
        let line = chain::line(
            3,
            time,
            &next,
            &chain::written(&chosen("DK")).unwrap(),
            &key,
        )
        .unwrap();
        String::from_utf8(line).unwrap()
    };
    let forged = [
        format!("{head}{body}}}"),
        format!("{head}{body}{seal}"),
        format!("{head}{body},\"seal\":\"\"}}"),
        theirs([8; 32]),
    ];
    for line in forged {
        fs::write(&path, format!("{good}{line}\n")).unwrap();
        let found = compared(dir.path(), &store).await;
        let fault = "a line that the gateway did not write, or that was changed";
        assert!(
            matches!(&found, Err(AuditError::Broken { line: 3, fault: said, .. }) if *said == fault),
            "{found:?}"
        );
        let options = AuditOptions::new(dir.path().join("audit"));
        let opened = Audit::open(options, key(), env.clone(), Arc::clone(&store)).await;
        assert!(
            matches!(&opened, Err(AuditError::Broken { fault: said, .. }) if *said == fault),
            "{opened:?}"
        );
    }
    // Control: the same line under the gateway's own key is what a crash leaves.
    fs::write(&path, format!("{good}{}\n", theirs([7; 32]))).unwrap();
    let whole = compared(dir.path(), &store).await.unwrap();
    assert_eq!(whole.lines, 3);
    open(dir.path(), &env, &store).await;
}

/// A stop that was not orderly: the files may be ahead of the store, and what they lack is there.
#[tokio::test]
async fn what_a_crash_leaves_is_no_cut() {
    let dir = tempfile::tempdir().unwrap();
    let env = Env::with_clock(FakeClock::new(NOW_MS));
    let store = embedded(dir.path(), &env);
    let audit = open(dir.path(), &env, &store).await;
    let whole = |lines, end| {
        let first = u64::from(lines > 0);
        Ok(Whole { first, lines, end })
    };
    for country in ["SE", "FI"] {
        audit.record(chosen(country)).await.unwrap();
    }
    audit.close().await.unwrap();
    for country in ["DK", "IS"] {
        audit.record(chosen(country)).await.unwrap();
    }
    drop(audit);
    let path = log(dir.path(), Class::Logins);
    let octets = fs::read(&path).unwrap();
    // The file lost what was not synced: lines 3 and 4, which the store has.
    cut_last_lines(&path, 2);
    let found = compared(dir.path(), &store).await;
    assert_eq!(found, whole(2, Ending::InStore(2)));
    // A line that was never ours in front of them is seen all the same.
    let text = fs::read_to_string(&path).unwrap();
    fs::write(&path, text.replace("\"FI\"", "\"NO\"")).unwrap();
    assert!(compared(dir.path(), &store).await.is_err());
    // Nor is one of ours in place of another: whoever has the key writes line 2 anew, and nothing in the files names it.
    let (first, second) = text.trim_end().split_once('\n').unwrap();
    let head = chain::Head::read(second.as_bytes()).unwrap();
    let event = chain::written(&chosen("NO")).unwrap();
    let forged = chain::line(2, &head.time, &head.prev, &event, &key()).unwrap();
    let forged = format!("{first}\n{}\n", String::from_utf8(forged).unwrap());
    fs::write(&path, forged).unwrap();
    let found = compared(dir.path(), &store).await.unwrap_err();
    assert!(
        found
            .to_string()
            .contains("a line was put in place of another"),
        "{found}"
    );
    fs::write(&path, text).unwrap();
    let audit = open(dir.path(), &env, &store).await;
    assert_eq!(fs::read(&path).unwrap(), octets);
    let found = compared(dir.path(), &store).await;
    assert_eq!(found, whole(4, Ending::Compared));
    // The store lost what was not synced: the file is ahead.
    let last = Key::numbered(Kind::AuditOutbox, Class::Logins as u8, 4);
    let before = store.scan(Kind::AuditOutbox).await.unwrap();
    assert_eq!(outbox::lines_of(&before, Class::Logins).len(), 1);
    let line_three = octets.split(|b| *b == b'\n').nth(2).unwrap().to_vec();
    let three = Key::numbered(Kind::AuditOutbox, Class::Logins as u8, 3);
    store.put(three, line_three, i64::MAX).await.unwrap();
    store.remove(last).await.unwrap();
    let found = compared(dir.path(), &store).await;
    assert_eq!(found, whole(4, Ending::Compared));
    drop(audit);
    let audit = open(dir.path(), &env, &store).await;
    audit.record(chosen("NL")).await.unwrap();
    audit.close().await.unwrap();
    let found = compared(dir.path(), &store).await;
    assert_eq!(found, whole(5, Ending::Compared));
    // Only the last line is kept.
    let after = store.scan(Kind::AuditOutbox).await.unwrap();
    let kept: Vec<_> = outbox::lines_of(&after, Class::Logins)
        .iter()
        .map(|(number, _)| *number)
        .collect();
    assert_eq!(kept, [5]);
}

#[tokio::test]
async fn one_sync_makes_take_and_line_last() {
    let dir = tempfile::tempdir().unwrap();
    let env = Env::system();
    let embedded = Arc::new(
        Embedded::open(
            &dir.path().join("store"),
            env.clone(),
            &EmbeddedOptions::default(),
        )
        .unwrap(),
    );
    let store: Arc<dyn Store> = Arc::clone(&embedded) as Arc<_>;
    let audit = open(dir.path(), &env, &store).await;
    let before = embedded.syncs();
    let expires_ms = env.now_ms() + 60_000;
    let key = Handle::new(&env, expires_ms).key(Kind::Grant);
    store.put(key, vec![1], expires_ms).await.unwrap();
    store
        .take(key, store::Taker::new(b"a", b"b"))
        .await
        .unwrap();
    audit.note(chosen("SE")).await.unwrap();
    store.settle(key, vec![2]).await.unwrap();
    assert_eq!(embedded.syncs() - before, 1);
}

#[tokio::test]
async fn ops_24_files_rotate_and_reach_their_time() {
    let dir = tempfile::tempdir().unwrap();
    let clock = FakeClock::new(NOW_MS);
    let env = Env::with_clock(clock.clone());
    let store: Arc<dyn Store> = Arc::new(Memory::new(env.clone()));
    let mut options = AuditOptions::new(dir.path().join("audit"));
    options.rotate_octets = 500;
    options.keep_days = [
        (Class::Messages, Some(1)),
        (Class::Logins, Some(1)),
        (Class::Operation, None),
    ];
    let audit = Audit::open(options.clone(), key(), env.clone(), Arc::clone(&store))
        .await
        .unwrap();
    for _ in 0..20 {
        audit.record(chosen("SE")).await.unwrap();
    }
    let before = chain::files(&options.dir, Class::Logins).unwrap().len();
    assert!(before > 3);
    assert_eq!(lines_of(&options.dir)[1], (Class::Logins, Ok(20)));
    clock.advance(std::time::Duration::from_secs(2 * 86_400));
    drop(audit);
    let oldest = chain::files(&options.dir, Class::Logins).unwrap().remove(0);
    let octets = fs::read(&oldest).unwrap();
    let said = || {
        let files = chain::files(&options.dir, Class::Operation).unwrap();
        let lines: String = files
            .iter()
            .map(|file| fs::read_to_string(file).unwrap())
            .collect();
        lines.matches("\"audit_removed\"").count()
    };
    let open = async || {
        let store = Arc::clone(&store);
        Audit::open(options.clone(), key(), env.clone(), store)
            .await
            .unwrap()
    };
    let audit = open().await;
    // Not by the clock of a start, which may be years ahead until it is set.
    assert_eq!(
        chain::files(&options.dir, Class::Logins).unwrap().len(),
        before
    );
    audit.remove_old(false).await.unwrap();
    audit.record(chosen("FI")).await.unwrap();
    assert!(chain::files(&options.dir, Class::Logins).unwrap().len() <= 2);
    assert!(
        lines_of(&options.dir)
            .iter()
            .all(|(_, whole)| whole.is_ok())
    );
    // What a stop between the line and the removal leaves: the file is named once more, and goes.
    let named = said();
    assert!(named >= before - 2, "{named} of {before}");
    drop(audit);
    fs::write(&oldest, octets).unwrap();
    open().await.remove_old(false).await.unwrap();
    assert!(!oldest.exists());
    assert_eq!(said(), named + 1);
}

/// What somebody with a text editor can do to rotated files, and what is said of it.
#[tokio::test]
async fn ops_10_a_flipped_byte_a_removed_line_or_file_and_a_torn_tail_are_found() {
    let dir = tempfile::tempdir().unwrap();
    let env = Env::with_clock(FakeClock::new(NOW_MS));
    let options = AuditOptions {
        rotate_octets: 700,
        ..AuditOptions::new(dir.path().join("audit"))
    };
    let store: Arc<dyn Store> = Arc::new(Memory::new(env.clone()));
    let audit = Audit::open(options.clone(), key(), env, store)
        .await
        .unwrap();
    for _ in 0..20 {
        audit.record(chosen("SE")).await.unwrap();
    }
    audit.close().await.unwrap();
    assert_eq!(logins(dir.path()), Ok(20));
    let files = chain::files(&options.dir, Class::Logins).unwrap();
    assert!(files.len() > 3, "rotated");
    let fault = |of: &Path, change: &dyn Fn(&mut Vec<u8>)| {
        let good = fs::read(of).unwrap();
        let mut changed = good.clone();
        change(&mut changed);
        fs::write(of, changed).unwrap();
        let found = logins(dir.path());
        fs::write(of, good).unwrap();
        match found {
            Err(AuditError::Broken { file, line, fault }) => {
                let file = Path::new(&file).file_name().unwrap().to_owned();
                (file.into_string().unwrap(), line, fault)
            }
            other => unreachable!("{other:?}"),
        }
    };
    let name = |at: usize| files[at].file_name().unwrap().to_str().unwrap().to_owned();
    let country = |octets: &mut Vec<u8>| {
        let at = octets.windows(4).rposition(|w| w == b"\"SE\"").unwrap();
        octets[at + 1] ^= 1;
    };
    let first_line = |octets: &mut Vec<u8>| {
        let end = octets.iter().position(|b| *b == b'\n').unwrap();
        octets.drain(..=end);
    };
    let of_first = fs::read_to_string(&files[1]).unwrap().lines().count() as u64;
    let changed = "a line that the gateway did not write, or that was changed";
    assert_eq!(fault(&files[1], &country), (name(1), of_first, changed));
    let missing = "a line before it is missing";
    assert_eq!(fault(&files[1], &first_line), (name(1), 1, missing));
    let first = "lines before it are missing";
    assert_eq!(fault(&files[0], &first_line), (name(0), 1, first));
    let last = files.len() - 1;
    let lines = fs::read_to_string(&files[last - 1])
        .unwrap()
        .lines()
        .count();
    let torn = fault(&files[last - 1], &|octets| {
        octets.truncate(octets.len() - 9)
    });
    assert_eq!(torn, (name(last - 1), lines as u64, "the line breaks off"));
    fs::remove_file(&files[2]).unwrap();
    assert!(matches!(
        logins(dir.path()),
        Err(AuditError::Broken { line: 1, .. })
    ));
}

#[tokio::test]
async fn a_log_that_cannot_be_written_says_so() {
    let dir = tempfile::tempdir().unwrap();
    let env = Env::system();
    let store = embedded(dir.path(), &env);
    let audit = open(dir.path(), &env, &store).await;
    audit.writable().unwrap();
    store.close().await.unwrap();
    assert!(audit.record(chosen("SE")).await.is_err());
    assert!(audit.writable().is_err());
}

#[test]
fn a_person_is_found_from_the_identifier_with_the_key_only() {
    let reference = key().person_ref("SE/NO/197403021234");
    assert_eq!(reference, key().person_ref("SE/NO/197403021234"));
    assert_ne!(
        reference,
        AuditKey::new([8; 32]).person_ref("SE/NO/197403021234")
    );
    assert_eq!(reference.len(), 24);
}

/// `docs/audit.md` is written from the code. Run with `LANDPORT_WRITE_DOCS=1` to write it.
#[test]
fn the_documentation_is_up_to_date() {
    use std::fmt::Write as _;
    let mut text = String::from(include_str!("intro.md"));
    for class in Class::ALL {
        write!(text, "\n## `{}`\n", class.name()).unwrap();
        for event in EVENTS.iter().filter(|event| event.class == class) {
            write!(text, "\n### `{}`\n\n{}\n", event.name, event.doc.trim()).unwrap();
            if !event.fields.is_empty() {
                text.push_str("\n| field | meaning |\n|---|---|\n");
            }
            for (name, doc) in event.fields {
                writeln!(text, "| `{name}` | {} |", doc.trim()).unwrap();
            }
        }
    }
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/audit.md");
    if std::env::var_os("LANDPORT_WRITE_DOCS").is_some() {
        fs::write(&path, &text).unwrap();
    }
    let written = fs::read_to_string(&path).unwrap_or_default();
    assert!(
        written == text,
        "docs/audit.md is out of date: run this test with LANDPORT_WRITE_DOCS=1"
    );
}

/// What was not synced before the power went stands in a few entries, each line once.
#[tokio::test]
async fn the_lines_of_a_moment_are_one_entry_of_the_store() {
    let dir = tempfile::tempdir().unwrap();
    let env = Env::with_clock(FakeClock::new(NOW_MS));
    let store = embedded(dir.path(), &env);
    let audit = open(dir.path(), &env, &store).await;
    for _ in 0..40 {
        audit.note(chosen("SE")).await.unwrap();
    }
    let path = log(dir.path(), Class::Logins);
    let octets = fs::read(&path).unwrap();
    let unsynced = store.scan(Kind::AuditOutbox).await.unwrap();
    assert!(unsynced.len() < 6, "{}", unsynced.len());
    let most = unsynced.iter().map(|(_, lines)| lines.len()).max().unwrap();
    assert!((2_000..=4_096).contains(&most), "{most}");
    let numbers = |kept: &store::Entries| {
        let lines = outbox::lines_of(kept, Class::Logins);
        lines.iter().map(|(number, _)| *number).collect::<Vec<_>>()
    };
    assert_eq!(numbers(&unsynced), (1..=40).collect::<Vec<_>>());
    // A sync that was cut short: the last line stands in its entry and in the next one.
    audit.close().await.unwrap();
    let synced = store.scan(Kind::AuditOutbox).await.unwrap();
    assert_eq!((synced.len(), numbers(&synced)), (1, vec![40]));
    for (key, lines) in unsynced {
        store.put(key, lines, i64::MAX).await.unwrap();
    }
    let both = store.scan(Kind::AuditOutbox).await.unwrap();
    assert_eq!(numbers(&both), (1..=40).collect::<Vec<_>>());
    drop(audit);
    // And the file has nothing of it.
    fs::write(&path, "").unwrap();
    let audit = open(dir.path(), &env, &store).await;
    assert_eq!(fs::read(&path).unwrap(), octets);
    let resumed = store.scan(Kind::AuditOutbox).await.unwrap();
    assert_eq!(numbers(&resumed), [40]);
    audit.note(chosen("FI")).await.unwrap();
    let resumed = store.scan(Kind::AuditOutbox).await.unwrap();
    assert_eq!(numbers(&resumed), [40, 41]);
    assert_eq!(logins(dir.path()), Ok(41));
}

/// R2, N2: a trail that a full disk closed opens again, whole, though its last line was torn; one that
/// somebody changed does not.
#[tokio::test]
async fn a_trail_that_a_failed_disk_closed_heals_and_one_that_was_changed_stays_closed() {
    let dir = tempfile::tempdir().unwrap();
    let env = Env::with_clock(FakeClock::new(NOW_MS));
    let store = embedded(dir.path(), &env);
    let audit = open(dir.path(), &env, &store).await;
    audit.record(chosen("SE")).await.unwrap();
    let fails = |error| audit.0.failed.store(Some(Arc::new(error)));
    let full = || AuditError::Io("No space left on device".to_owned());

    fails(full());
    assert_eq!(
        audit.note(chosen("FI")).await,
        Err(full()),
        "nothing is written while it is closed"
    );
    let path = log(dir.path(), Class::Logins);
    let whole = fs::read(&path).unwrap();
    fs::write(&path, [&whole[..], br#"{"seq":2,"ti"#].concat()).unwrap();
    audit.heal().await.unwrap();
    audit.record(chosen("DK")).await.unwrap();
    compared(dir.path(), &store).await.unwrap();
    let text = fs::read_to_string(&path).unwrap();
    assert_eq!(text.lines().count(), 2, "{text}");
    let operation = fs::read_to_string(log(dir.path(), Class::Operation)).unwrap();
    assert!(
        operation.contains(r#""event":"audit_resumed""#),
        "{operation}"
    );

    let broken = AuditError::Broken {
        file: "logins".to_owned(),
        line: 1,
        fault: "changed",
    };
    fails(broken.clone());
    assert_eq!(audit.heal().await, Err(broken.clone()));
    assert_eq!(audit.note(chosen("FI")).await, Err(broken));
    // A disk that failed, and a trail that somebody changed meanwhile.
    fails(full());
    fs::write(&path, text.replace("\"SE\"", "\"NO\"")).unwrap();
    assert!(matches!(audit.heal().await, Err(AuditError::Broken { .. })));
    assert_eq!(audit.note(chosen("FI")).await, Err(full()));
}

/// What the console reads of the trail: the newest file, and no older one when that has enough.
#[tokio::test]
async fn the_newest_changes_are_read_first_and_no_more_files_than_they_take() {
    let dir = tempfile::tempdir().unwrap();
    let env = Env::with_clock(FakeClock::new(NOW_MS));
    let store: Arc<dyn Store> = Arc::new(Memory::new(env.clone()));
    let audit = open(dir.path(), &env, &store).await;
    for what in ["opened", "closed"] {
        let event = AuditEvent::ConsoleUsed {
            by: "Kari Vakt".to_owned(),
            what: what.to_owned(),
            reason: None,
        };
        audit.record(event).await.unwrap();
    }
    // An older file that cannot be read.
    let newest = log(dir.path(), Class::Operation);
    let older = newest.with_file_name("operation-0.jsonl");
    assert!(older < newest);
    fs::create_dir(&older).unwrap();
    let changes = audit.last_changes(1).unwrap();
    let what: Vec<_> = changes.iter().map(|line| line.text("what")).collect();
    assert_eq!(what, ["closed"]);
    assert_eq!(audit.last_changes(2).unwrap().len(), 2);
    // Positive control: who wants more reads on.
    assert!(audit.last_changes(3).is_err());
    audit.close().await.unwrap();
}

/// R-29: two threads that answer write at once. A line that waited until the other thread gave its task a turn cost
/// everybody a turn for each of fifteen lines of a login.
#[test]
fn a_line_waits_for_no_turn_of_a_thread() {
    use futures_util::FutureExt as _;

    let audit = Audit::in_memory(key(), Env::with_clock(FakeClock::new(NOW_MS)));
    let writes = || (0..2_000).all(|_| audit.note(chosen("SE")).now_or_never() == Some(Ok(())));
    std::thread::scope(|scope| {
        let both = [scope.spawn(writes), scope.spawn(writes)];
        assert_eq!(both.map(|one| one.join().unwrap()), [true, true]);
    });
    assert_eq!(audit.lines().len(), 4_000);
}

/// A busy thread has no turn for the sync while lines come: they do not ask for it once each.
#[tokio::test]
async fn lines_that_come_before_the_sync_ask_for_one() {
    let dir = tempfile::tempdir().unwrap();
    let env = Env::with_clock(FakeClock::new(NOW_MS));
    let store = embedded(dir.path(), &env);
    let audit = open(dir.path(), &env, &store).await;
    let tasks = || {
        tokio::runtime::Handle::current()
            .metrics()
            .num_alive_tasks()
    };
    let before = tasks();
    for _ in 0..2 * SYNC_LINES {
        audit.note(chosen("SE")).await.unwrap();
    }
    assert_eq!(tasks(), before + 1);
}
