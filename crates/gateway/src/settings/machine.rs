// SPDX-License-Identifier: EUPL-1.2
//! The machine this runs on.

/// The machine's own name, asked of the kernel: our unit hides the file of `/proc` that says it (`ProcSubset=pid`), and
/// two nodes without one would be one.
pub(crate) fn machine() -> String {
    let known = rustix::system::uname();
    known.nodename().to_string_lossy().into_owned()
}
