// SPDX-License-Identifier: EUPL-1.2

//! Documents of others that stand beside the repository, not in it: recordings of the Commission's
//! node. A clone has none, and its tests say so; a run that is meant to have them sets
//! `LANDPORT_VECTORS=required`, and then their absence fails.

use std::io::Write as _;
use std::path::{Path, PathBuf};

/// The recordings of eIDAS-Node 2.5.0, or None where they are not at hand.
pub(crate) fn recordings(test: &str) -> Option<PathBuf> {
    let folder =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/vectors/eidas-node-live");
    if folder.is_dir() {
        return Some(folder);
    }
    let required = std::env::var_os("LANDPORT_VECTORS").is_some_and(|value| value == "required");
    assert!(!required, "{test}: no recordings in {}", folder.display());
    say(test, "no recordings at hand, nothing seen");
    None
}

/// How many documents a test saw; none is a failure. Past the capture of the test runner, so that a
/// log shows it also when all is well.
pub(crate) fn saw(test: &str, documents: usize) {
    assert!(documents > 0, "{test}: no document seen");
    say(test, &format!("{documents} documents seen"));
}

fn say(test: &str, what: &str) {
    // The runner's capture takes `eprintln!`, not this.
    let _ = writeln!(std::io::stderr(), "eidas {test}: {what}");
}
