// SPDX-License-Identifier: EUPL-1.2
//! The journal of identity matching. Implementing Regulation (EU) 2025/846 art. 5: the values that
//! both sides used, date and time, outcome, and the identifiers of the person, kept 6 to 12 months so
//! that a complaint can be looked into.
//!
//! Attack: whoever takes the gateway, or its disk, reads whom it matched for half a year. Defence:
//! each entry is encrypted to a public key whose private half the gateway never holds (HPKE, RFC 9180,
//! with a key of its own for each entry); `landport journal open` is for the body that has it. What can
//! be seen without it: how many persons were compared on a day. Each entry is filled up to a multiple
//! of [`BLOCK`], so that its length says neither how long a name is nor whether somebody was found; only
//! where several persons have her identifier and long names is one longer.
//! Trade: whoever can write to the directory can add entries or remove days; that a login was matched
//! stands in the audit trail too, without its values.
//!
//! An entry is on the disk before the match is used. One that cannot be written makes the match
//! unavailable: a service is not told what nobody could look into. Of one that was written in part
//! nothing stays; a part that a crash left ends where the next entry begins.

use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{self, Read as _, Seek as _, SeekFrom, Write as _};
use std::os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use eidas::Instant;
use openssl::ec::EcKey;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use wallet::hpke::{RecipientKey, seal};
use wallet::key::PublicKey;

/// `info` of HPKE: an entry of a journal is nothing else.
const INFO: &[u8] = b"landport journal of identity matching, entry 1";

/// An entry has some 450 octets where nobody was found, 700 where one person was compared, and 2100 with
/// three of whom every name has eighty letters: all are as long as each other.
const BLOCK: usize = 4096;

/// The journal of one node.
#[derive(Debug)]
pub struct Journal {
    directory: PathBuf,
    key: PublicKey,
    months: u32,
    /// One line at a time, and the day that was last swept.
    swept: Mutex<String>,
}

/// One line of a file.
#[derive(Serialize, Deserialize)]
struct Line {
    enc: String,
    ciphertext: String,
}

impl Journal {
    /// The journal in this directory.
    #[must_use]
    pub const fn new(directory: PathBuf, key: PublicKey, months: u32) -> Self {
        Self {
            directory,
            key,
            months,
            swept: Mutex::new(String::new()),
        }
    }

    /// Writes an entry, to the disk. Blocks.
    ///
    /// # Errors
    /// The disk's, or that the key cannot be used.
    pub fn write(&self, entry: &Value, now: Instant) -> io::Result<()> {
        let mut plain = entry.to_string().into_bytes();
        // JSON ends with any white space.
        let whole = plain.len().div_ceil(BLOCK) * BLOCK;
        plain.resize(whole, b' ');
        let unusable = |_| io::Error::other("the key of the journal cannot be used");
        let ephemeral = RecipientKey::generate().map_err(unusable)?;
        let sealed = seal(&self.key, &ephemeral, INFO, &plain).map_err(unusable)?;
        let line = Line {
            enc: STANDARD.encode(sealed.enc),
            ciphertext: STANDARD.encode(sealed.ciphertext),
        };
        let mut line = serde_json::to_vec(&line)?;
        line.push(b'\n');
        let day = day_of(now);
        let mut swept = self.swept.lock().unwrap_or_else(PoisonError::into_inner);
        append(&mut self.file(&day)?, &line)?;
        if *swept != day {
            // The entry stands: what is wrong with another day does not undo it. Tried again by the hour.
            if let Err(error) = self.sweep(&day) {
                tracing::error!(%error, "old days of the journal of matching stay");
            }
            *swept = day;
        }
        Ok(())
    }

    fn file(&self, day: &str) -> io::Result<File> {
        let directory = &self.directory;
        if !directory.exists() {
            DirBuilder::new()
                .recursive(true)
                .mode(0o700)
                .create(directory)?;
            if let Some(above) = directory.parent() {
                File::open(above)?.sync_all()?;
            }
        }
        let path = directory.join(format!("{day}.jsonl"));
        let new = !path.exists();
        let mut options = OpenOptions::new();
        let options = options.create(true).read(true).append(true);
        let file = options.mode(0o600).open(path)?;
        if new {
            // The name of a file is durable with its directory.
            File::open(directory)?.sync_all()?;
        }
        Ok(file)
    }

    /// Removes the days that are older than the months to keep. One that is gone already, by the task
    /// that looks every hour, is as it should be; one that stays keeps no other.
    ///
    /// # Errors
    /// The disk's, of the first day that stays.
    pub fn sweep(&self, today: &str) -> io::Result<()> {
        let Some(first) = months_before(today, self.months) else {
            return Ok(());
        };
        let mut all = Ok(());
        for path in days(&self.directory)? {
            let day = path.file_stem().and_then(|day| day.to_str());
            if day.is_some_and(|day| day < first.as_str()) {
                match fs::remove_file(path) {
                    Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                    removed => all = all.and(removed),
                }
            }
        }
        all
    }

    /// [`Self::sweep`] at this moment: for whoever has no entry to write.
    ///
    /// # Errors
    /// The disk's.
    pub fn sweep_at(&self, now: Instant) -> io::Result<()> {
        self.sweep(&day_of(now))
    }
}

/// The line at the end of the file, on the disk; or the file as it was. A part of a line that a crash
/// left is ended first, so that it takes nothing with it.
fn append(file: &mut File, line: &[u8]) -> io::Result<()> {
    // A reload makes a second writer for a moment: neither cuts away what the other wrote. Ends with the file.
    file.lock()?;
    let before = file.seek(SeekFrom::End(0))?;
    let written = ends_a_line(file, before)
        .and_then(|whole| if whole { Ok(()) } else { file.write_all(b"\n") })
        .and_then(|()| file.write_all(line))
        .and_then(|()| file.sync_data());
    if written.is_err()
        && let Err(error) = file.set_len(before)
    {
        tracing::error!(%error, "a part of an entry stays in the journal of matching");
    }
    written
}

fn ends_a_line(file: &mut File, length: u64) -> io::Result<bool> {
    let Some(last) = length.checked_sub(1) else {
        return Ok(true);
    };
    let mut end = [0];
    file.seek(SeekFrom::Start(last))?;
    file.read_exact(&mut end)?;
    Ok(end == *b"\n")
}

/// `2026-11-29`, in UTC.
fn day_of(now: Instant) -> String {
    now.to_string().chars().take(10).collect()
}

/// The day of this many months before, as text that sorts as days do. A day that its month has not
/// (February 30) sorts behind it, as it should.
fn months_before(day: &str, months: u32) -> Option<String> {
    let mut parts = day.splitn(3, '-');
    let (year, month, rest) = (parts.next()?, parts.next()?, parts.next()?);
    let (year, month): (u32, u32) = (year.parse().ok()?, month.parse().ok()?);
    let all = (year * 12 + month).checked_sub(1 + months)?;
    Some(format!("{:04}-{:02}-{rest}", all / 12, all % 12 + 1))
}

/// The files of a journal, oldest first. None where there is no journal yet.
///
/// # Errors
/// The disk's.
pub fn days(directory: &Path) -> io::Result<Vec<PathBuf>> {
    let entries = match fs::read_dir(directory) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        entries => entries?,
    };
    let paths = entries.map(|entry| entry.map(|entry| entry.path()));
    let mut paths = paths.collect::<io::Result<Vec<_>>>()?;
    paths.retain(|path| path.extension().is_some_and(|end| end == "jsonl"));
    paths.sort();
    Ok(paths)
}

/// The private half, of PEM (PKCS#8 or SEC 1), on P-256.
#[must_use]
pub fn private_key(pem: &[u8]) -> Option<RecipientKey> {
    let key = openssl::pkey::PKey::private_key_from_pem(pem).ok()?;
    let key: EcKey<_> = key.ec_key().ok()?;
    let octets = key.private_key().to_vec_padded(32).ok()?;
    RecipientKey::from_scalar(octets.as_slice().try_into().ok()?).ok()
}

/// The entries of a file, for the body that has the key. `None`: of another key, changed, or torn.
///
/// # Errors
/// The disk's.
pub fn entries(file: &Path, key: &RecipientKey) -> io::Result<Vec<Option<Value>>> {
    // A crash may leave anything in a part of a line.
    let octets = fs::read(file)?;
    let text = String::from_utf8_lossy(&octets);
    Ok(text.lines().map(|line| open(line, key)).collect())
}

/// The entry of a line, for the body that has the key. `None`: another key's, or changed.
#[must_use]
pub fn open(line: &str, key: &RecipientKey) -> Option<Value> {
    let line: Line = serde_json::from_str(line).ok()?;
    let (enc, ciphertext) = (
        STANDARD.decode(line.enc).ok()?,
        STANDARD.decode(line.ciphertext).ok()?,
    );
    let plain = key.open(&enc, INFO, &ciphertext).ok()?;
    serde_json::from_slice(&plain).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn instant(day: &str) -> Instant {
        Instant::parse(&format!("{day}T10:00:00Z")).unwrap()
    }

    fn journal(directory: &Path, key: &RecipientKey) -> Journal {
        Journal::new(directory.join("journal"), key.public().clone(), 6)
    }

    #[test]
    fn an_entry_is_read_by_who_has_the_key_and_by_nobody_else() {
        let (directory, key) = (
            tempfile::tempdir().unwrap(),
            RecipientKey::generate().unwrap(),
        );
        let journal = journal(directory.path(), &key);
        let entry =
            serde_json::json!({ "used": { "family_name": "Lindmark" }, "outcome": "found" });
        let short = serde_json::json!({ "outcome": "not_found" });
        let name = "Lang".repeat(20);
        let person = serde_json::json!({
            "number": "17912099997", "family_name": name, "given_name": name, "middle_name": name,
            "birthdate": "1990-08-19", "identifier": "199008199391",
        });
        let long = serde_json::json!({
            "used": { "family_name": name, "given_name": name },
            "register": { "compared": [person, person, person] },
        });
        for entry in [&entry, &short, &entry, &long] {
            journal.write(entry, instant("2026-11-29")).unwrap();
        }
        let files = days(&directory.path().join("journal")).unwrap();
        let text = fs::read_to_string(&files[0]).unwrap();
        assert!(!text.contains("Lindmark") && !text.contains("found"));
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(lines.len(), 4);
        assert_eq!(open(lines[0], &key), Some(entry.clone()));
        assert_eq!(open(lines[1], &key), Some(short));
        // Neither the length nor a second time tells anything.
        assert_eq!(lines[0].len(), lines[1].len());
        assert_eq!(lines[0].len(), lines[3].len());
        assert_ne!(lines[0], lines[2]);
        let other = RecipientKey::generate().unwrap();
        assert_eq!(open(lines[0], &other), None);
        let changed = lines[0].replace("\"ciphertext\":\"", "\"ciphertext\":\"AAAA");
        assert_eq!(open(&changed, &key), None);
    }

    #[test]
    fn what_is_older_than_the_months_goes_by_itself() {
        let (directory, key) = (
            tempfile::tempdir().unwrap(),
            RecipientKey::generate().unwrap(),
        );
        let journal = journal(directory.path(), &key);
        for day in [
            "2026-03-01",
            "2026-05-28",
            "2026-05-29",
            "2026-11-28",
            "2026-11-29",
        ] {
            journal.write(&Value::Null, instant(day)).unwrap();
        }
        let left: Vec<String> = days(&directory.path().join("journal"))
            .unwrap()
            .iter()
            .map(|path| path.file_stem().unwrap().to_str().unwrap().to_owned())
            .collect();
        assert_eq!(left, ["2026-05-29", "2026-11-28", "2026-11-29"]);
        // And where nobody is matched any more.
        journal.sweep_at(instant("2027-06-01")).unwrap();
        assert!(days(&directory.path().join("journal")).unwrap().is_empty());
    }

    #[test]
    fn a_day_that_stays_does_not_undo_an_entry_and_keeps_no_other_day() {
        let (directory, key) = (
            tempfile::tempdir().unwrap(),
            RecipientKey::generate().unwrap(),
        );
        let journal = journal(directory.path(), &key);
        let below = directory.path().join("journal");
        // A directory is no file that could be removed.
        fs::create_dir_all(below.join("2020-01-01.jsonl")).unwrap();
        fs::write(below.join("2020-01-02.jsonl"), "").unwrap();
        journal.write(&Value::Null, instant("2026-11-29")).unwrap();
        let today = below.join("2026-11-29.jsonl");
        assert_eq!(entries(&today, &key).unwrap(), [Some(Value::Null)]);
        assert!(!below.join("2020-01-02.jsonl").exists());
        // Who sweeps alone is told.
        assert!(journal.sweep_at(instant("2026-11-29")).is_err());
        fs::remove_dir(below.join("2020-01-01.jsonl")).unwrap();
        journal.sweep_at(instant("2026-11-29")).unwrap();
    }

    #[test]
    fn two_may_sweep_at_once() {
        let (directory, key) = (
            tempfile::tempdir().unwrap(),
            RecipientKey::generate().unwrap(),
        );
        let journal = journal(directory.path(), &key);
        let below = directory.path().join("journal");
        fs::create_dir_all(&below).unwrap();
        for n in 1000..2000 {
            fs::write(below.join(format!("{n}-01-01.jsonl")), "").unwrap();
        }
        let start = std::sync::Barrier::new(4);
        std::thread::scope(|scope| {
            let sweep = || {
                start.wait();
                journal.sweep_at(instant("2026-11-29"))
            };
            let all: Vec<_> = (0..4).map(|_| scope.spawn(sweep)).collect();
            for one in all {
                one.join().unwrap().unwrap();
            }
        });
        assert!(days(&below).unwrap().is_empty());
    }

    #[test]
    fn what_a_crash_tore_takes_no_other_entry_with_it() {
        let (directory, key) = (
            tempfile::tempdir().unwrap(),
            RecipientKey::generate().unwrap(),
        );
        let journal = journal(directory.path(), &key);
        let today = directory.path().join("journal/2026-11-29.jsonl");
        let entry = |n: u8| serde_json::json!({ "n": n });
        journal.write(&entry(1), instant("2026-11-29")).unwrap();
        // A part of a line, and what is no text.
        let mut torn = fs::read(&today).unwrap();
        torn.extend_from_within(..100);
        torn.push(0xff);
        fs::write(&today, torn).unwrap();
        journal.write(&entry(2), instant("2026-11-29")).unwrap();
        journal.write(&entry(3), instant("2026-11-29")).unwrap();
        let read = entries(&today, &key).unwrap();
        assert_eq!(read, [Some(entry(1)), None, Some(entry(2)), Some(entry(3))]);
    }

    /// In a process of its own, in which no file may have more than 8 KiB, so that the second entry is
    /// written in part: as on a full disk.
    #[test]
    fn of_an_entry_that_does_not_fit_nothing_stays() {
        const HERE: &str = "JOURNAL_OF_A_FULL_DISK";
        let today = |directory: &Path| directory.join("journal/2026-11-29.jsonl");
        if let Some(directory) = std::env::var_os(HERE) {
            let directory = Path::new(&directory);
            let journal = journal(directory, &RecipientKey::generate().unwrap());
            journal.write(&Value::Null, instant("2026-11-29")).unwrap();
            let one = fs::read(today(directory)).unwrap();
            assert!((4096..8192).contains(&one.len()));
            for _ in 0..2 {
                let full = journal.write(&Value::Null, instant("2026-11-29"));
                assert_eq!(full.unwrap_err().kind(), io::ErrorKind::FileTooLarge);
                assert!(fs::read(today(directory)).unwrap() == one);
            }
            return;
        }
        let (directory, key) = (
            tempfile::tempdir().unwrap(),
            RecipientKey::generate().unwrap(),
        );
        let name = "journal::tests::of_an_entry_that_does_not_fit_nothing_stays";
        let limited = "trap '' XFSZ; ulimit -f 16; exec \"$0\" --exact \"$1\"";
        // Its words by pipes: the limit is on the file too that a run of the tests may be written to.
        let said = std::process::Command::new("sh")
            .args(["-c", limited])
            .arg(std::env::current_exe().unwrap())
            .arg(name)
            .env(HERE, directory.path())
            .output()
            .unwrap();
        assert!(said.status.success(), "{said:?}");
        assert_eq!(entries(&today(directory.path()), &key).unwrap(), [None]);
        // Positive control: with room the next is written.
        let journal = journal(directory.path(), &key);
        journal.write(&Value::Null, instant("2026-11-29")).unwrap();
        let read = entries(&today(directory.path()), &key).unwrap();
        assert_eq!(read, [None, Some(Value::Null)]);
    }

    #[test]
    fn months_are_those_of_the_calendar() {
        for (day, months, before) in [
            ("2026-11-29", 6, "2026-05-29"),
            ("2026-03-31", 6, "2025-09-31"),
            ("2026-01-15", 12, "2025-01-15"),
            ("2026-12-01", 12, "2025-12-01"),
        ] {
            assert_eq!(months_before(day, months).as_deref(), Some(before));
        }
    }

    #[test]
    fn the_private_half_is_of_p_256() {
        let of = |curve| {
            let group = openssl::ec::EcGroup::from_curve_name(curve).unwrap();
            let key = EcKey::generate(&group).unwrap();
            openssl::pkey::PKey::from_ec_key(key).unwrap()
        };
        let key = of(openssl::nid::Nid::X9_62_PRIME256V1);
        let opened = private_key(&key.private_key_to_pem_pkcs8().unwrap()).unwrap();
        let public = PublicKey::from_openssl(&key).unwrap();
        assert_eq!(opened.public().point(), public.point());
        assert!(private_key(&key.public_key_to_pem().unwrap()).is_none());
        let other = of(openssl::nid::Nid::SECP384R1);
        assert!(private_key(&other.private_key_to_pem_pkcs8().unwrap()).is_none());
    }
}
