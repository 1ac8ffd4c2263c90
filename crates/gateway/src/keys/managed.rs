// SPDX-License-Identifier: EUPL-1.2
//! Which keys are next, current and retired where `[keys] managed = true`: remembered beside the keys
//! themselves, below `keys` in the data directory, so that a start needs no store and a key never lies
//! without its place.
//!
//! Several nodes share one store, and it holds the same lists: the newest version counts at every node
//! that has its files. The store never holds a key.

use std::fs::{self, DirBuilder, OpenOptions};
use std::io::{self, Write as _};
use std::os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _};
use std::path::{Path, PathBuf};

use eidas::Instant;
use serde::{Deserialize, Serialize};

use super::{KeyFiles, RoleFiles};

/// A role whose keys roll over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum KeyRole {
    /// Signs SAML messages.
    SamlSigning,
    /// Opens assertions.
    SamlEncryption,
    /// Signs our metadata.
    MetadataSigning,
    /// Signs tokens.
    OidcSigning,
}

impl KeyRole {
    /// Every one.
    pub const ALL: [Self; 4] = [
        Self::SamlSigning,
        Self::SamlEncryption,
        Self::MetadataSigning,
        Self::OidcSigning,
    ];

    /// The word of the command line, and of the names of key files.
    pub fn name(self) -> &'static str {
        match self {
            Self::SamlSigning => "saml-signing",
            Self::SamlEncryption => "saml-encryption",
            Self::MetadataSigning => "metadata-signing",
            Self::OidcSigning => "oidc-signing",
        }
    }

    /// The field under `[keys]`.
    pub fn field(self) -> &'static str {
        match self {
            Self::SamlSigning => "saml_signing",
            Self::SamlEncryption => "saml_encryption",
            Self::MetadataSigning => "metadata_signing",
            Self::OidcSigning => "oidc_signing",
        }
    }

    /// The role with this name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.name() == name)
    }
}

impl KeyFiles {
    /// The lists of a role.
    pub fn role(&self, role: KeyRole) -> &RoleFiles {
        match role {
            KeyRole::SamlSigning => &self.saml_signing,
            KeyRole::SamlEncryption => &self.saml_encryption,
            KeyRole::MetadataSigning => &self.metadata_signing,
            KeyRole::OidcSigning => &self.oidc_signing,
        }
    }

    /// The same, to be changed.
    pub fn role_mut(&mut self, role: KeyRole) -> &mut RoleFiles {
        match role {
            KeyRole::SamlSigning => &mut self.saml_signing,
            KeyRole::SamlEncryption => &mut self.saml_encryption,
            KeyRole::MetadataSigning => &mut self.metadata_signing,
            KeyRole::OidcSigning => &mut self.oidc_signing,
        }
    }
}

/// The lists of the four roles, as they are remembered.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Managed {
    /// Counts the changes; 0 where nothing was changed yet.
    pub version: u64,
    /// Of each role, in the order of [`KeyRole::ALL`].
    pub roles: [RoleFiles; 4],
    /// When the keys that sign SAML messages change places, in Unix milliseconds.
    pub saml_signing_switch_ms: Option<i64>,
}

impl Managed {
    /// As the files stand. By their places in the data directory or beside the configuration: both lie
    /// elsewhere at another node, and after a restore.
    pub fn of(version: u64, files: &KeyFiles, data: &Path) -> Self {
        let made = directory(data);
        let short = |path: &PathBuf| {
            let inside = |home: &Path, word: &str| {
                let name = path.strip_prefix(home).ok()?;
                Some(Path::new(word).join(name))
            };
            inside(&made, MADE)
                .or_else(|| inside(&files.home, CONFIGURED))
                .unwrap_or_else(|| path.clone())
        };
        let role = |role| {
            let of = |list: &[PathBuf]| list.iter().map(short).collect();
            let lists = files.role(role);
            RoleFiles {
                next: of(&lists.next),
                current: of(&lists.current),
                retired: of(&lists.retired),
            }
        };
        Self {
            version,
            roles: KeyRole::ALL.map(role),
            saml_signing_switch_ms: files.saml_signing_switch_at.map(Instant::ms),
        }
    }

    /// Puts them in place of what the configuration names.
    pub fn put_into(&self, files: &mut KeyFiles, data: &Path) {
        let home = files.home.clone();
        for (role, lists) in KeyRole::ALL.into_iter().zip(&self.roles) {
            let of = |list: &[PathBuf]| list.iter().map(|name| long(name, data, &home)).collect();
            *files.role_mut(role) = RoleFiles {
                next: of(&lists.next),
                current: of(&lists.current),
                retired: of(&lists.retired),
            };
        }
        files.saml_signing_switch_at = self.saml_signing_switch_ms.map(Instant::from_ms);
        files.managed = Some(self.version);
    }

    /// The files that these lists name and this node does not have.
    pub fn missing(&self, data: &Path, home: &Path) -> Vec<PathBuf> {
        let lists = self.roles.iter();
        let all = lists.flat_map(|lists| [&lists.next, &lists.current, &lists.retired]);
        let all = all.flatten().map(|name| long(name, data, home));
        all.filter(|path| !path.is_file()).collect()
    }

    /// Whether whoever has these uses other keys than who has the others: a key that rests or is published
    /// ahead makes no difference.
    pub fn uses_others_than(&self, other: &Self) -> bool {
        let current = |lists: &Self| lists.roles.clone().map(|role| role.current);
        current(self) != current(other)
            || self.saml_signing_switch_ms != other.saml_signing_switch_ms
    }

    /// What is remembered; nothing before the first change.
    ///
    /// # Errors
    /// It cannot be read: a start without it would sign with keys that were retired.
    pub fn read(data: &Path) -> io::Result<Option<Self>> {
        match fs::read(file(data)) {
            Ok(octets) => serde_json::from_slice(&octets)
                .map(Some)
                .map_err(io::Error::other),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Remembers them: on the disk when it returns, the old or the new lists after a crash.
    ///
    /// # Errors
    /// The disk failed.
    pub fn write(&self, data: &Path) -> io::Result<()> {
        make_directory(data)?;
        let (file, fresh) = (file(data), directory(data).join("roles.json.new"));
        let octets = serde_json::to_vec_pretty(self)?;
        let mut options = OpenOptions::new();
        let mut open = options
            .write(true)
            .create(true)
            .truncate(true)
            .mode(0o600)
            .open(&fresh)?;
        open.write_all(&octets)?;
        open.sync_all()?;
        fs::rename(&fresh, &file)?;
        fs::File::open(directory(data))?.sync_all()
    }
}

/// One that `landport keys next` made, by its name.
const MADE: &str = "made";
/// One that the configuration named, from the directory of that on.
const CONFIGURED: &str = "configured";

fn long(name: &Path, data: &Path, home: &Path) -> PathBuf {
    if let Ok(name) = name.strip_prefix(MADE) {
        return directory(data).join(name);
    }
    match name.strip_prefix(CONFIGURED) {
        Ok(name) => home.join(name),
        Err(_) => name.to_owned(),
    }
}

/// Where keys that `landport keys next` makes lie, and which is which.
pub fn directory(data: &Path) -> PathBuf {
    data.join("keys")
}

fn file(data: &Path) -> PathBuf {
    directory(data).join("roles.json")
}

/// For its owner alone.
pub(super) fn make_directory(data: &Path) -> io::Result<()> {
    let mut builder = DirBuilder::new();
    builder.recursive(true).mode(0o700).create(directory(data))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_read_as_they_were_written_wherever_the_directory_lies() {
        let place = tempfile::tempdir().unwrap();
        let (one, other) = (place.path().join("one"), place.path().join("other"));
        let mut files = KeyFiles {
            home: "/etc/landport".into(),
            ..KeyFiles::default()
        };
        files.saml_signing.current = vec!["/etc/landport/keys/a.pem".into(), "/srv/b.pem".into()];
        files.saml_signing.next = vec![directory(&one).join("b.pem")];
        files.saml_signing_switch_at = Some(Instant::from_ms(1_800_000_000_000));
        assert_eq!(Managed::read(&one).unwrap(), None);
        let managed = Managed::of(3, &files, &one);
        managed.write(&one).unwrap();
        managed.write(&other).unwrap();
        let mut read = KeyFiles {
            home: "/etc/restored".into(),
            ..KeyFiles::default()
        };
        let again = Managed::read(&other).unwrap().unwrap();
        again.put_into(&mut read, &other);
        let current = ["/etc/restored/keys/a.pem", "/srv/b.pem"].map(PathBuf::from);
        assert_eq!(read.saml_signing.current, current);
        assert_eq!(
            read.saml_signing.next,
            [directory(&other).join("b.pem")],
            "its own directory"
        );
        assert_eq!(read.saml_signing_switch_at, files.saml_signing_switch_at);
        assert_eq!(read.managed, Some(3));
        let missing = || again.missing(&other, place.path());
        assert_eq!(missing().len(), 3);
        fs::write(directory(&other).join("b.pem"), "").unwrap();
        let here = place.path().join("keys/a.pem");
        assert_eq!(missing(), [here, "/srv/b.pem".into()]);

        let mode = std::os::unix::fs::PermissionsExt::mode(
            &fs::metadata(directory(&other)).unwrap().permissions(),
        );
        assert_eq!(mode & 0o777, 0o700);
        fs::write(file(&other), "{").unwrap();
        assert!(Managed::read(&other).is_err(), "half a file is not no file");
    }
}
