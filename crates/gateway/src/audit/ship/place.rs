// SPDX-License-Identifier: EUPL-1.2
//! How far each stream was acknowledged, in a file beside the trail: it survives a stop and a loss of power.

use std::collections::BTreeMap;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write as _};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::Stream;

const FILE: &str = "shipped.json";

/// The number of the last line of each stream that the server acknowledged.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub(in crate::audit) struct Places(BTreeMap<String, u64>);

impl Places {
    /// As it was left. Nothing was acknowledged where there is no file, or none that can be read: lines that come
    /// twice do no harm, and lines that do not come do.
    pub(in crate::audit) fn read(dir: &Path) -> Self {
        let file = dir.join(FILE);
        let octets = match fs::read(&file) {
            Ok(octets) => octets,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Self::default(),
            Err(error) => {
                tracing::error!(%error, file = %file.display(), "every line is sent again");
                return Self::default();
            }
        };
        serde_json::from_slice(&octets).unwrap_or_else(|error| {
            tracing::error!(%error, file = %file.display(), "every line is sent again");
            Self::default()
        })
    }

    /// As a whole, or not at all.
    pub(super) fn write(&self, dir: &Path) -> io::Result<()> {
        let fresh = dir.join([FILE, ".new"].concat());
        let mut options = OpenOptions::new();
        let mut file = options
            .create(true)
            .write(true)
            .truncate(true)
            .mode(0o600)
            .open(&fresh)?;
        file.write_all(&serde_json::to_vec(self)?)?;
        file.sync_all()?;
        fs::rename(&fresh, dir.join(FILE))?;
        File::open(dir)?.sync_all()
    }

    pub(in crate::audit) fn of(&self, stream: Stream) -> u64 {
        self.0.get(stream.name()).copied().unwrap_or(0)
    }

    pub(super) fn set(&mut self, stream: Stream, number: u64) {
        self.0.insert(stream.name().to_owned(), number);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::audit::Class;

    #[test]
    fn a_place_is_kept_and_one_that_cannot_be_read_is_the_beginning() {
        let directory = tempfile::tempdir().unwrap();
        let dir = directory.path();
        let logins = Stream::Log(Class::Logins);
        assert_eq!(Places::read(dir), Places::default());
        let mut places = Places::default();
        places.set(logins, 17);
        places.write(dir).unwrap();
        places.set(Stream::Checkpoints, 2);
        places.write(dir).unwrap();
        let read = Places::read(dir);
        assert_eq!((read.of(logins), read.of(Stream::Checkpoints)), (17, 2));
        assert_eq!(read.of(Stream::Log(Class::Messages)), 0);
        fs::write(dir.join(FILE), "{\"logins\":").unwrap();
        assert_eq!(Places::read(dir), Places::default());
    }
}
