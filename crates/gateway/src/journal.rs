// SPDX-License-Identifier: EUPL-1.2
//! The journal of identity matching. Implementing Regulation (EU) 2025/846 art. 5: the values that
//! both sides used, date and time, outcome, and the identifiers of the person, kept 6 to 12 months so
//! that a complaint can be looked into.
//!
//! Attack: whoever takes the gateway, or its disk, reads whom it matched for half a year. Defence:
//! each entry is encrypted to a public key whose private half the gateway never holds (HPKE, RFC 9180,
//! with a key of its own for each entry); `landport journal open` is for the body that has it. What can
//! be seen without it: how many persons were compared on a day. Each entry is filled up to a multiple
//! of [`BLOCK`], so that its length says neither how long a name is nor whether somebody was found.
//! Trade: whoever can write to the directory can add entries or remove days; that a login was matched
//! stands in the audit trail too, without its values.
//!
//! An entry is on the disk before the match is used. One that cannot be written makes the match
//! unavailable: a service is not told what nobody could look into.

use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{self, Write as _};
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

/// A login of which both sides say everything has some 700 octets.
const BLOCK: usize = 1024;

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
        let mut file = self.file(&day)?;
        file.write_all(&line)?;
        file.sync_data()?;
        if *swept != day {
            self.sweep(&day)?;
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
        }
        let path = directory.join(format!("{day}.jsonl"));
        let new = !path.exists();
        let mut options = OpenOptions::new();
        let file = options.create(true).append(true).mode(0o600).open(path)?;
        if new {
            // The name of a file is durable with its directory.
            File::open(directory)?.sync_all()?;
        }
        Ok(file)
    }

    /// Removes the days that are older than the months to keep.
    ///
    /// # Errors
    /// The disk's.
    pub fn sweep(&self, today: &str) -> io::Result<()> {
        let Some(first) = months_before(today, self.months) else {
            return Ok(());
        };
        for path in days(&self.directory)? {
            let day = path.file_stem().and_then(|day| day.to_str());
            if day.is_some_and(|day| day < first.as_str()) {
                fs::remove_file(path)?;
            }
        }
        Ok(())
    }

    /// [`Self::sweep`] at this moment: for whoever has no entry to write.
    ///
    /// # Errors
    /// The disk's.
    pub fn sweep_at(&self, now: Instant) -> io::Result<()> {
        self.sweep(&day_of(now))
    }
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
        for entry in [&entry, &short, &entry] {
            journal.write(entry, instant("2026-11-29")).unwrap();
        }
        let files = days(&directory.path().join("journal")).unwrap();
        let text = fs::read_to_string(&files[0]).unwrap();
        assert!(!text.contains("Lindmark") && !text.contains("found"));
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(lines.len(), 3);
        assert_eq!(open(lines[0], &key), Some(entry.clone()));
        assert_eq!(open(lines[1], &key), Some(short));
        // Neither the length nor a second time tells anything.
        assert_eq!(lines[0].len(), lines[1].len());
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
