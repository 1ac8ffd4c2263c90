//! One class's files: a chain of lines, each of which names the hash of the one before.

use std::fs::{self, File, OpenOptions};
use std::io::{Read as _, Seek as _, SeekFrom, Write as _};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use super::{AuditError, AuditEvent, AuditKey, Class};

/// What of the end of a file is read at start.
const TAIL: u64 = 256 << 10;

/// What stands in every line beside its event.
#[derive(serde::Deserialize)]
pub(super) struct Head {
    pub(super) seq: u64,
    pub(super) time: String,
    pub(super) prev: String,
}

impl Head {
    pub(super) fn read(line: &[u8]) -> Option<Self> {
        serde_json::from_slice(line).ok()
    }
}

/// The hash that the next line names.
#[must_use]
pub fn link(line: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(store::seal::sha256(line))
}

/// What stands before a line's seal, which is the last that it has.
const SEAL: &[u8] = br#","seal":""#;
/// The characters of a seal: 16 octets in base64url.
const SEAL_CHARACTERS: usize = 22;

/// An event as it stands in its line: what of a line can be written before its turn has come.
pub(super) fn written(event: &AuditEvent) -> Result<Vec<u8>, AuditError> {
    serde_json::to_vec(event).map_err(io)
}

/// A line of an event that was [`written`], without its end, sealed: it can be told from one that somebody else
/// appended.
pub(super) fn line(
    seq: u64,
    time: &str,
    prev: &str,
    event: &[u8],
    key: &AuditKey,
) -> Result<Vec<u8>, AuditError> {
    let mut line = Vec::with_capacity(256 + event.len());
    // Numbers, an instant and base64url need no escapes.
    write!(line, r#"{{"seq":{seq},"time":"{time}","prev":"{prev}","#).map_err(io)?;
    line.extend_from_slice(event.get(1..).unwrap_or_default());
    line.pop();
    let seal = key.seal(&line);
    line.extend_from_slice(SEAL);
    line.extend_from_slice(seal.as_bytes());
    line.extend_from_slice(br#""}"#);
    Ok(line)
}

/// Whether this line was written by whoever has the key. The chain alone does not say so of its last
/// lines: what they must name stands in the line before for everybody to read.
pub(super) fn is_ours(line: &[u8], key: &AuditKey) -> bool {
    let seal = line.strip_suffix(br#""}"#).and_then(|line| {
        let (rest, seal) = line.split_at_checked(line.len().checked_sub(SEAL_CHARACTERS)?)?;
        Some((rest.strip_suffix(SEAL)?, seal))
    });
    seal.is_some_and(|(sealed, seal)| openssl::memcmp::eq(key.seal(sealed).as_bytes(), seal))
}

/// The fault of a line that is not ours.
pub(super) const NOT_OURS: &str = "a line that the gateway did not write, or that was changed";

pub(super) fn io(error: impl std::fmt::Display) -> AuditError {
    AuditError::Io(error.to_string())
}

/// The open end of a chain.
#[derive(Debug)]
pub(super) struct Chain {
    pub(super) class: Class,
    pub(super) next: u64,
    pub(super) prev: String,
    /// When the line before it was written.
    pub(super) at: String,
    pub(super) octets: u64,
    /// Written since the last sync.
    pub(super) unsynced: u64,
    pub(super) file: Option<File>,
}

impl Chain {
    pub(super) fn empty(class: Class) -> Self {
        Self {
            class,
            next: 1,
            prev: String::new(),
            at: String::new(),
            octets: 0,
            unsynced: 0,
            file: None,
        }
    }

    /// Opens the last file of a class; returns how many octets of a torn line were cut off.
    ///
    /// Attack: the gateway stands still, somebody appends lines, and the next start goes on after
    /// them. Defence: every line of the end that is read here must bear the seal of the audit key.
    pub(super) fn open(
        dir: &Path,
        class: Class,
        key: &AuditKey,
    ) -> Result<(Self, u64), AuditError> {
        let mut chain = Self::empty(class);
        let Some(path) = files(dir, class)?.pop() else {
            chain.begin(dir)?;
            return Ok((chain, 0));
        };
        let mut file = append(&path)?;
        let size = file.metadata().map_err(io)?.len();
        file.seek(SeekFrom::Start(size.saturating_sub(TAIL)))
            .map_err(io)?;
        let mut tail = Vec::new();
        file.read_to_end(&mut tail).map_err(io)?;
        let whole = tail
            .iter()
            .rposition(|b| *b == b'\n')
            .map_or(0, |at| at + 1);
        let torn = u64::try_from(tail.len() - whole).unwrap_or(u64::MAX);
        if torn > 0 {
            file.set_len(size.saturating_sub(torn)).map_err(io)?;
        }
        chain.octets = size.saturating_sub(torn);
        let lines: Vec<_> = tail
            .get(..whole)
            .unwrap_or_default()
            .split(|b| *b == b'\n')
            .filter(|line| !line.is_empty())
            .collect();
        let broken = |fault| AuditError::Broken {
            file: path.display().to_string(),
            line: 0,
            fault,
        };
        // The first may be the rest of a line whose beginning was not read.
        let read_whole = usize::from(size > TAIL);
        if lines
            .iter()
            .skip(read_whole)
            .any(|line| !is_ours(line, key))
        {
            return Err(broken(NOT_OURS));
        }
        if let Some(last) = lines.last() {
            let head = Head::read(last).ok_or_else(|| broken("the last line is no event"))?;
            if let Some(before) = lines.len().checked_sub(2).and_then(|at| lines.get(at)) {
                let whole_line = lines.len() > 2 || size <= TAIL;
                if whole_line && link(before) != head.prev {
                    return Err(broken("the last line does not follow the one before"));
                }
            }
            chain.next = head.seq + 1;
            chain.prev = link(last);
            chain.at = head.time;
        } else if let Some(first) = first_of(&path) {
            // A file that was begun and never written to: its name says what comes; the one before
            // has the hash.
            chain.next = first;
            let mut earlier = files(dir, class)?;
            earlier.pop();
            if let Some(last) = earlier.pop().and_then(|path| fs::read(path).ok()) {
                let last = last.split(|b| *b == b'\n').rfind(|line| !line.is_empty());
                chain.prev = last.map(link).unwrap_or_default();
                let head = last.and_then(Head::read);
                chain.at = head.map(|head| head.time).unwrap_or_default();
            }
        }
        chain.file = Some(file);
        Ok((chain, torn))
    }

    /// Begins a new file.
    pub(super) fn begin(&mut self, dir: &Path) -> Result<(), AuditError> {
        if let Some(file) = &self.file {
            file.sync_data().map_err(io)?;
        }
        self.file = Some(append(&self.place(dir))?);
        self.octets = 0;
        named(dir)
    }

    /// No line of this class lies here, and its chain goes on: its files are elsewhere, as after a restore. The one that was
    /// begun is named after the line that it begins with, or the chain would be a broken one for ever.
    fn begins_here(&self, dir: &Path) -> Result<(), AuditError> {
        if let Some(begun) = files(dir, self.class)?.pop() {
            fs::rename(begun, self.place(dir)).map_err(io)?;
        }
        named(dir)
    }

    /// The file that begins with the next line.
    fn place(&self, dir: &Path) -> PathBuf {
        dir.join(format!("{}-{:012}.jsonl", self.class.name(), self.next))
    }

    /// Takes what the outbox still has of this class: lines that the files have not are written
    /// again. How many there were, and how many before them neither has.
    pub(super) fn recover(
        &mut self,
        dir: &Path,
        kept: &[(u64, &[u8])],
    ) -> Result<(u64, u64), AuditError> {
        let (mut recovered, mut missing) = (0, 0);
        let written = |line| Head::read(line).map(|head| head.time).unwrap_or_default();
        for (number, line) in kept {
            if *number + 1 == self.next {
                let known = link(line);
                if self.prev.is_empty() {
                    // Every file with a line has reached its time.
                    self.prev = known;
                    self.at = written(line);
                } else if self.prev != known {
                    return Err(AuditError::Broken {
                        file: self.class.name().to_owned(),
                        line: *number,
                        fault: "the last line is not the one that the store knows",
                    });
                }
            } else if *number >= self.next {
                let gap = *number - self.next;
                missing += gap;
                self.next = *number;
                if gap > 0 && self.octets == 0 && self.prev.is_empty() {
                    self.begins_here(dir)?;
                }
                self.append(line.to_vec(), &written(line))?;
                recovered += 1;
            }
        }
        Ok((recovered, missing))
    }

    /// Appends a line that [`line`] made for this place at this time.
    pub(super) fn append(&mut self, mut line: Vec<u8>, time: &str) -> Result<(), AuditError> {
        self.prev = link(&line);
        time.clone_into(&mut self.at);
        self.next += 1;
        line.push(b'\n');
        if let Some(file) = &mut self.file {
            file.write_all(&line).map_err(io)?;
        }
        self.octets += u64::try_from(line.len()).unwrap_or(0);
        self.unsynced += 1;
        Ok(())
    }
}

/// A name in this directory itself must last.
fn named(dir: &Path) -> Result<(), AuditError> {
    File::open(dir).and_then(|dir| dir.sync_all()).map_err(io)
}

fn append(path: &Path) -> Result<File, AuditError> {
    OpenOptions::new()
        .create(true)
        .append(true)
        .read(true)
        .mode(0o600)
        .open(path)
        .map_err(|error| io(format_args!("{}: {error}", path.display())))
}

/// The files of a class, oldest first.
pub(super) fn files(dir: &Path, class: Class) -> Result<Vec<PathBuf>, AuditError> {
    let mut files = Vec::new();
    let inside = fs::read_dir(dir);
    for entry in inside.map_err(|error| io(format_args!("{}: {error}", dir.display())))? {
        let path = entry.map_err(io)?.path();
        let ours = path
            .file_name()
            .and_then(|name| name.to_str())
            .and_then(|name| name.strip_prefix(class.name()))
            .is_some_and(|rest| rest.starts_with('-') && rest.ends_with(".jsonl"));
        if ours {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

pub(super) fn first_of(path: &Path) -> Option<u64> {
    let stem = path.file_stem()?.to_str()?;
    stem.rsplit_once('-')?.1.parse().ok()
}
