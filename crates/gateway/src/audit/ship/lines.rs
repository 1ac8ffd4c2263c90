// SPDX-License-Identifier: EUPL-1.2
//! The lines of a stream from the one behind the last that was acknowledged, read from its files: nothing waits in
//! memory, however long the server is away.

use std::fs::{self, File};
use std::io::{BufRead as _, BufReader, ErrorKind, Seek as _, SeekFrom};
use std::path::{Path, PathBuf};

use crate::audit::chain::{Head, files, first_of, io};
use crate::audit::{AuditError, Class};

/// A line without its end, and its number.
pub(super) type Numbered = (u64, Vec<u8>);

/// Reads a class from one line on.
#[derive(Debug)]
pub(super) struct Reader {
    dir: PathBuf,
    class: Class,
    /// The number of the line that comes next.
    next: u64,
    /// The file that has it, and where in it.
    at: Option<(PathBuf, u64)>,
}

impl Reader {
    /// From the line behind this one on.
    pub(super) fn behind(dir: &Path, class: Class, last: u64) -> Self {
        Self {
            dir: dir.to_owned(),
            class,
            next: last + 1,
            at: None,
        }
    }

    /// The lines that come next, as far as `last`, until there are `most` octets of them. Blocks.
    pub(super) fn read(&mut self, last: u64, most: usize) -> Result<Vec<Numbered>, AuditError> {
        let (mut found, mut octets) = (Vec::new(), 0);
        while self.next <= last && octets < most {
            let Some((path, offset)) = self.place()? else {
                break;
            };
            let file = match File::open(&path) {
                Ok(file) => file,
                // It has reached its time meanwhile.
                Err(error) if error.kind() == ErrorKind::NotFound => {
                    self.at = None;
                    continue;
                }
                Err(error) => return Err(io(format_args!("{}: {error}", path.display()))),
            };
            let mut reader = BufReader::with_capacity(1 << 16, file);
            reader.seek(SeekFrom::Start(offset)).map_err(io)?;
            let mut at = offset;
            let ended = loop {
                if self.next > last || octets >= most {
                    break false;
                }
                let mut line = Vec::new();
                reader.read_until(b'\n', &mut line).map_err(io)?;
                // The end of the file, or a line that is being written.
                if line.last() != Some(&b'\n') {
                    break true;
                }
                let length = line.len();
                line.pop();
                // What is no event was put there by somebody else: it goes out as evidence.
                let number = Head::read(&line).map_or(self.next, |head| head.seq);
                // Lines before it are gone, and it came after the last that is asked for.
                if number > last {
                    self.at = Some((path, at));
                    return Ok(found);
                }
                at += u64::try_from(length).unwrap_or(0);
                if number >= self.next {
                    self.next = number + 1;
                    octets += length;
                    found.push((number, line));
                }
            };
            self.at = Some((path.clone(), at));
            if ended {
                let Some(following) = self.following(&path)? else {
                    break;
                };
                self.at = Some((following, 0));
            }
        }
        Ok(found)
    }

    fn place(&mut self) -> Result<Option<(PathBuf, u64)>, AuditError> {
        if let Some(at) = &self.at {
            return Ok(Some(at.clone()));
        }
        let all = files(&self.dir, self.class)?;
        let begins = |path: &&PathBuf| first_of(path).is_some_and(|first| first <= self.next);
        // Where older files are gone, the oldest that is there.
        let path = all.iter().rfind(begins).or_else(|| all.first());
        Ok(path.map(|path| (path.clone(), 0)))
    }

    fn following(&self, path: &Path) -> Result<Option<PathBuf>, AuditError> {
        let all = files(&self.dir, self.class)?;
        Ok(all.into_iter().find(|other| other.as_path() > path))
    }
}

/// The lines of the checkpoints' file behind this number, and how many it has. It has one a day. Blocks.
pub(super) fn checkpoints(file: &Path, last: u64) -> Result<(Vec<Numbered>, u64), AuditError> {
    let text = match fs::read_to_string(file) {
        Ok(text) => text,
        Err(error) if error.kind() == ErrorKind::NotFound => String::new(),
        Err(error) => return Err(io(format_args!("{}: {error}", file.display()))),
    };
    let whole = text.rsplit_once('\n').map_or("", |(whole, _)| whole);
    let lines = whole.lines().filter(|line| !line.is_empty());
    let numbered: Vec<Numbered> = (1..)
        .zip(lines)
        .map(|(number, line)| (number, line.as_bytes().to_vec()))
        .collect();
    let count = u64::try_from(numbered.len()).unwrap_or(u64::MAX);
    let mut waiting = numbered;
    waiting.retain(|(number, _)| *number > last);
    Ok((waiting, count))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(seq: u64) -> String {
        format!(r#"{{"seq":{seq},"time":"2026-11-30T06:00:00.000Z","prev":"","event":"a"}}"#)
    }

    fn write(dir: &Path, first: u64, last: u64, end: &str) {
        let text: Vec<String> = (first..=last).map(|seq| line(seq) + "\n").collect();
        let name = format!("logins-{first:012}.jsonl");
        fs::write(dir.join(name), text.concat() + end).unwrap();
    }

    fn numbers(lines: Vec<Numbered>) -> Vec<u64> {
        lines.into_iter().map(|(number, _)| number).collect()
    }

    #[test]
    fn lines_come_in_order_over_files_as_far_as_they_are_safe() {
        let directory = tempfile::tempdir().unwrap();
        let dir = directory.path();
        write(dir, 1, 3, "");
        write(dir, 4, 6, "");
        write(dir, 7, 8, r#"{"seq":9,"time"#);
        let mut reader = Reader::behind(dir, Class::Logins, 2);
        let read = reader.read(5, usize::MAX).unwrap();
        assert_eq!(read.first().unwrap().1, line(3).into_bytes());
        assert_eq!(numbers(read), [3, 4, 5]);
        // One at least, however little fits.
        assert_eq!(numbers(reader.read(8, 1).unwrap()), [6]);
        assert_eq!(numbers(reader.read(9, usize::MAX).unwrap()), [7, 8]);
        assert!(
            reader.read(9, usize::MAX).unwrap().is_empty(),
            "half a line is none"
        );
        write(dir, 7, 9, "");
        assert_eq!(numbers(reader.read(9, usize::MAX).unwrap()), [9]);
        // Another class is none of it.
        assert!(
            Reader::behind(dir, Class::Messages, 0)
                .read(9, usize::MAX)
                .unwrap()
                .is_empty()
        );
    }

    #[test]
    fn what_is_gone_is_passed_over_and_what_is_no_event_goes_out_all_the_same() {
        let directory = tempfile::tempdir().unwrap();
        let dir = directory.path();
        write(dir, 1, 3, "");
        write(dir, 4, 5, "by somebody else\n");
        let mut reader = Reader::behind(dir, Class::Logins, 0);
        assert_eq!(numbers(reader.read(5, 1).unwrap()), [1]);
        fs::remove_file(dir.join("logins-000000000001.jsonl")).unwrap();
        assert_eq!(numbers(reader.read(5, usize::MAX).unwrap()), [4, 5]);
        let odd = reader.read(6, usize::MAX).unwrap();
        assert_eq!(odd, [(6, b"by somebody else".to_vec())]);
    }

    #[test]
    fn checkpoints_are_counted_by_their_lines() {
        let directory = tempfile::tempdir().unwrap();
        let file = directory.path().join("checkpoints.jws");
        assert_eq!(checkpoints(&file, 0).unwrap(), (vec![], 0));
        fs::write(&file, "a.b.c\nd.e.f\nhalf").unwrap();
        assert_eq!(
            checkpoints(&file, 1).unwrap(),
            (vec![(2, b"d.e.f".to_vec())], 2)
        );
        assert_eq!(checkpoints(&file, 7).unwrap(), (vec![], 2));
    }
}
