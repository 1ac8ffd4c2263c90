// SPDX-License-Identifier: EUPL-1.2
//! Whether two nodes were told the same: digests of a configuration and of every file that it names.
//!
//! They are HMACs under a key derived from the pairwise key, which nodes of one house share: whoever
//! reads a digest can try no password against it.

use std::collections::BTreeMap;
use std::path::Path;

use serde::{Deserialize, Serialize};
use store::seal::{hex, hmac_sha256, sha256};
use zeroize::Zeroizing;

use crate::keys::Keys;

/// What belongs to one node and may differ: where it listens, where its own files lie, the certificate of its
/// own door, and who it is at the syslog server.
const OF_ONE_NODE: [&[&str]; 9] = [
    &["data"],
    &["public", "address"],
    &["public", "certificates"],
    &["public", "key"],
    &["public", "behind_proxy"],
    &["public", "max_connections"],
    &["operator", "address"],
    &["syslog", "hostname"],
    &["syslog", "key_file"],
];
/// No file that a configuration names is larger; what is, counts by its name.
const LARGEST_FILE: u64 = 8 << 20;

/// The digests of one configuration.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Agreement {
    /// Of what is written, but for what belongs to one node, comments and the order of lines.
    pub configuration: String,
    /// Of the octets of every file that is named: keys, secrets, certificates, metadata.
    pub files: String,
}

impl Agreement {
    /// Of a configuration that holds.
    pub(super) fn of(source: &str, directory: &Path, keys: &Keys) -> Self {
        let mut table: toml::Table = source.parse().unwrap_or_default();
        for path in OF_ONE_NODE {
            remove(&mut table, path);
        }
        let (mut written, mut files) = (Vec::new(), BTreeMap::new());
        feed(&toml::Value::Table(table), &mut written, &mut |text| {
            let path = directory.join(text);
            let is_file =
                std::fs::metadata(&path).is_ok_and(|it| it.is_file() && it.len() <= LARGEST_FILE);
            // Keys and secrets are among them: what was read is wiped.
            if let (true, Ok(octets)) = (is_file, std::fs::read(&path).map(Zeroizing::new)) {
                files.insert(text.to_owned(), sha256(&octets));
            }
        });
        let key = hmac_sha256(keys.pairwise().bytes(), &[b"landport agreement\0"]);
        let of = |octets: &[u8]| hex(&hmac_sha256(&key, &[octets]));
        let files: Vec<u8> = files
            .into_iter()
            .flat_map(|(name, digest)| [&sha256(name.as_bytes())[..], &digest].concat())
            .collect();
        Self {
            configuration: of(&written),
            files: of(&files),
        }
    }
}

fn remove(table: &mut toml::Table, path: &[&str]) {
    match path {
        [name] => {
            table.remove(*name);
        }
        [section, rest @ ..] => {
            if let Some(toml::Value::Table(inner)) = table.get_mut(*section) {
                remove(inner, rest);
            }
        }
        [] => {}
    }
}

/// Every value in one order, each with its kind and length, so that no two trees have the same octets.
fn feed(value: &toml::Value, into: &mut Vec<u8>, text: &mut dyn FnMut(&str)) {
    let put = |into: &mut Vec<u8>, kind: u8, octets: &[u8]| {
        into.push(kind);
        into.extend_from_slice(&(octets.len() as u64).to_be_bytes());
        into.extend_from_slice(octets);
    };
    match value {
        toml::Value::Table(table) => {
            put(into, b't', &(table.len() as u64).to_be_bytes());
            let sorted: BTreeMap<_, _> = table.iter().collect();
            for (name, value) in sorted {
                put(into, b'k', name.as_bytes());
                feed(value, into, text);
            }
        }
        toml::Value::Array(list) => {
            put(into, b'a', &(list.len() as u64).to_be_bytes());
            for value in list {
                feed(value, into, text);
            }
        }
        toml::Value::String(string) => {
            put(into, b's', string.as_bytes());
            text(string);
        }
        other => put(into, b'v', other.to_string().as_bytes()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(source: &str) -> Vec<u8> {
        let table: toml::Table = source.parse().unwrap();
        let mut octets = Vec::new();
        feed(&toml::Value::Table(table), &mut octets, &mut |_| ());
        octets
    }

    #[test]
    fn order_and_comments_do_not_count_and_every_value_does() {
        let one = written("a = 1\nb = [\"x\", \"y\"]\n[c]\nd = true");
        assert_eq!(
            one,
            written("# words\nb = [\"x\",\n \"y\"]\na = 1\n[c]\nd = true")
        );
        for other in [
            "a = 2\nb = [\"x\", \"y\"]\n[c]\nd = true",
            "a = 1\nb = [\"y\", \"x\"]\n[c]\nd = true",
            "a = 1\nb = [\"xy\"]\n[c]\nd = true",
            "a = \"1\"\nb = [\"x\", \"y\"]\n[c]\nd = true",
            "a = 1\nb = [\"x\", \"y\"]\nd = true\n[c]",
        ] {
            assert_ne!(one, written(other), "{other}");
        }
    }
}
