// SPDX-License-Identifier: EUPL-1.2
//! Files in a row, as `tar` reads them (POSIX ustar): a house in trouble may have nothing else.

use std::io;
use std::path::{Component, Path};

const BLOCK: usize = 512;
/// POSIX.1-1988 `name`. Longer ones are split there; none of ours is.
const LONGEST_NAME: usize = 100;

/// One file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Entry {
    pub(crate) name: String,
    pub(crate) octets: Vec<u8>,
}

impl Entry {
    /// Below this directory; at the top when it is empty.
    pub(crate) fn new(directory: &str, name: &str, octets: Vec<u8>) -> Self {
        let name = name.trim_start_matches("./");
        let name = match directory {
            "" => name.to_owned(),
            directory => format!("{directory}/{name}"),
        };
        Self { name, octets }
    }
}

/// Each readable by its owner alone.
pub(crate) fn write(entries: &[Entry]) -> io::Result<Vec<u8>> {
    let mut tar = Vec::new();
    for Entry { name, octets } in entries {
        if name.len() > LONGEST_NAME || name.is_empty() {
            return Err(io::Error::other(format!(
                "{name}: a backup has names of {LONGEST_NAME} octets at most: put the file at a shorter one, and change the \
                 configuration"
            )));
        }
        let mut head = [0_u8; BLOCK];
        let mut put = |at: usize, text: &[u8]| {
            for (to, from) in head.iter_mut().skip(at).zip(text) {
                *to = *from;
            }
        };
        put(0, name.as_bytes());
        put(100, b"0000600\0");
        put(108, b"0000000\0");
        put(116, b"0000000\0");
        put(124, format!("{:011o}\0", octets.len()).as_bytes());
        put(136, b"00000000000\0");
        put(148, b"        ");
        put(156, b"0");
        put(257, b"ustar\x0000");
        let sum: u32 = head.iter().map(|octet| u32::from(*octet)).sum();
        let sum = format!("{sum:06o}\0 ");
        for (to, from) in head.iter_mut().skip(148).zip(sum.as_bytes()) {
            *to = *from;
        }
        tar.extend_from_slice(&head);
        tar.extend_from_slice(octets);
        tar.resize(tar.len().next_multiple_of(BLOCK), 0);
    }
    tar.resize(tar.len() + 2 * BLOCK, 0);
    Ok(tar)
}

/// Reads what [`write`] wrote, and nothing else: plain files with names that lead down.
///
/// Attack: a name with `..` or a leading slash writes outside the directory that is restored into.
pub(crate) fn read(tar: &[u8]) -> Option<Vec<Entry>> {
    let (mut rest, mut entries) = (tar, Vec::new());
    loop {
        let (head, after) = rest.split_at_checked(BLOCK)?;
        if head.iter().all(|octet| *octet == 0) {
            return Some(entries);
        }
        let field = |from: usize, length: usize| {
            let field = head.get(from..from + length)?;
            let end = field.iter().position(|octet| *octet == 0).unwrap_or(length);
            std::str::from_utf8(field.get(..end)?).ok()
        };
        let name = field(0, LONGEST_NAME)?.to_owned();
        let leads_down = Path::new(&name)
            .components()
            .all(|part| matches!(part, Component::Normal(_)));
        if !leads_down
            || name.is_empty()
            || head.get(156) != Some(&b'0')
            || !field(345, 155)?.is_empty()
        {
            return None;
        }
        let length = usize::from_str_radix(field(124, 12)?.trim(), 8).ok()?;
        let (octets, _) = after.split_at_checked(length)?;
        rest = after.get(length.next_multiple_of(BLOCK)..)?;
        entries.push(Entry {
            name,
            octets: octets.to_vec(),
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_written_is_read_and_a_name_that_leads_elsewhere_is_not() {
        let entries = vec![
            Entry::new("", "manifest.json", b"{}".to_vec()),
            Entry::new("configuration", "./keys/a.pem", vec![7; 512]),
            Entry::new("configuration", "b", Vec::new()),
        ];
        let tar = write(&entries).unwrap();
        assert_eq!(tar.len() % BLOCK, 0);
        assert_eq!(read(&tar).unwrap(), entries);
        assert_eq!(read(&tar[..tar.len() - 2 * BLOCK]), None, "cut off");
        for name in ["../b", "/etc/b", "a/../../b"] {
            let bad = Entry {
                name: name.to_owned(),
                octets: Vec::new(),
            };
            assert_eq!(read(&write(&[bad]).unwrap()), None, "{name}");
        }
        let long = Entry {
            name: "x".repeat(101),
            octets: Vec::new(),
        };
        assert!(write(&[long]).is_err());
        let mut link = write(&entries).unwrap();
        link[156] = b'2';
        assert_eq!(read(&link), None);
    }
}
