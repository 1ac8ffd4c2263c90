// SPDX-License-Identifier: EUPL-1.2
//! Reads a chain from its first line to its last, and says whether it is whole.

use std::fs;
use std::path::Path;

use super::chain::{Head, NOT_OURS, files, first_of, io, is_ours, link};
use super::end::{End, Whole, compare};
use super::{AuditError, AuditKey, Class};

/// Reads every file of a class, follows the chain and compares its end with what is known of it. Without the key nobody
/// can tell our seal, and every line counts as ours. `each`
/// gets every line that bears our seal, without its end: also those behind the place where the chain
/// breaks, for each of them was written by the gateway, and an incident is what one reads them for.
///
/// The first file that is still there is taken as it is (what came before may have reached its
/// time); its name says with which line it begins.
///
/// # Errors
/// The first place where the chain is broken, when everything was read.
pub fn follow(
    dir: &Path,
    class: Class,
    end: Option<&End>,
    key: Option<&AuditKey>,
    each: &mut dyn FnMut(&[u8]),
) -> Result<Whole, AuditError> {
    let mut broken: Option<AuditError> = None;
    let mut expected: Option<(u64, String)> = None;
    let mut known = None;
    let (mut first, mut count) = (0, 0);
    // The name of a file without a line says all the same which line was the last.
    let mut last = 0;
    let mut newest = (dir.to_owned(), 0);
    for path in files(dir, class)? {
        let octets = fs::read(&path).map_err(io)?;
        let (whole, torn) = match octets.iter().rposition(|b| *b == b'\n') {
            Some(end) => octets.split_at(end + 1),
            None => (&[][..], octets.as_slice()),
        };
        let fault = |line: usize, fault| AuditError::Broken {
            file: path.display().to_string(),
            line: u64::try_from(line).unwrap_or(0),
            fault,
        };
        let mut lines = 0;
        for line in whole.split_inclusive(|b| *b == b'\n') {
            lines += 1;
            let line = line.strip_suffix(b"\n").unwrap_or(line);
            let ours = key.is_none_or(|key| is_ours(line, key));
            if ours {
                each(line);
            }
            if broken.is_some() {
                continue;
            }
            let Some(head) = Head::read(line) else {
                broken = Some(fault(lines, "no event"));
                continue;
            };
            let wrong = match &expected {
                Some((seq, _)) if head.seq != *seq => Some("a line before it is missing"),
                Some((_, prev)) if head.prev != *prev => Some("the line before it was changed"),
                None if first_of(&path).is_some_and(|first| first != head.seq) => {
                    Some("lines before it are missing")
                }
                _ if !ours => Some(NOT_OURS),
                _ => None,
            };
            if let Some(wrong) = wrong {
                broken = Some(fault(lines, wrong));
                continue;
            }
            let hash = link(line);
            if end.is_some_and(|end| end.seq == head.seq) {
                known = Some(hash.clone());
            }
            if count == 0 {
                first = head.seq;
            }
            last = head.seq;
            expected = Some((head.seq + 1, hash));
            count += 1;
        }
        if !torn.is_empty() && broken.is_none() {
            broken = Some(fault(lines + 1, "the line breaks off"));
        }
        if expected.is_none() {
            last = first_of(&path).map_or(0, |first| first.saturating_sub(1));
        }
        newest = (path, lines);
    }
    if let Some(broken) = broken {
        return Err(broken);
    }
    let hash = expected.as_ref().map(|(_, hash)| hash.as_str());
    let end = compare(end, (last, hash), known.as_deref()).map_err(|fault| AuditError::Broken {
        file: newest.0.display().to_string(),
        line: u64::try_from(newest.1).unwrap_or(0),
        fault,
    })?;
    Ok(Whole {
        first,
        lines: count,
        end,
    })
}
