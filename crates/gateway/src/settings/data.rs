// SPDX-License-Identifier: EUPL-1.2
//! The data directory: whether the gateway will be able to live there.

use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};

use rustix::fs::{Access, access};

use super::resolve::Resolver;
use crate::config::At;

/// What the operator's socket is called below the data directory.
const SOCKET: &str = "operator/socket";

/// The longest name of a socket: `sun_path` of unix(7) has 108 octets, the last one zero.
const LONGEST_SOCKET: usize = 107;

impl Resolver {
    /// It need not be there yet; then the directory above it must let it be made.
    pub(super) fn data(&mut self, at: &At<PathBuf>) -> PathBuf {
        let data = self.path(&at.value);
        let there = data.ancestors().find(|path| path.exists());
        let there = there.unwrap_or_else(|| Path::new("."));
        let shown = there.display();
        if !there.is_dir() {
            let what = format!("{shown} is not a directory");
            self.wrong(at, what, "Name a directory; it is made if it is not there");
        } else if access(there, Access::WRITE_OK | Access::EXEC_OK).is_err() {
            let what = format!("{shown} cannot be written by this user");
            self.wrong(at, what, "Give it to the gateway's user, or name another");
        } else if there == data {
            self.rights(at, &data);
        }
        if data.join(SOCKET).as_os_str().len() > LONGEST_SOCKET {
            let what = "too long a name for the operator's socket in it";
            self.wrong(at, what, "Name a shorter directory");
        }
        data
    }

    /// A directory that stood there before keeps its rights; `serve` makes it private.
    fn rights(&mut self, at: &At<PathBuf>, data: &Path) {
        let mode = std::fs::metadata(data).map_or(0, |it| it.permissions().mode() & 0o777);
        if mode & 0o077 != 0 {
            let path = data.display();
            let text = format!(
                "{path} is open to others on this machine (mode {mode:03o}); serve makes it private. \
                 chmod 700 {path}"
            );
            self.warn(at, text);
        }
    }
}
