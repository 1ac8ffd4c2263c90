// SPDX-License-Identifier: EUPL-1.2
//! What `landport --version` says: enough to know which build an incident or an advisory is about.

use std::sync::LazyLock;

/// The commit that `scripts/package` builds from. A build by hand records none: whatever lies in a
/// working copy is no commit.
const COMMIT: Option<&str> = option_env!("LANDPORT_COMMIT");

/// `0.1.0 (commit 0123456789ab, profile dist, OpenSSL 3.5.0 8 Apr 2025)`. OpenSSL is the one that is
/// linked in.
pub(crate) static LONG: LazyLock<String> = LazyLock::new(|| {
    format!(
        "{} (commit {}, profile {}, {})",
        env!("CARGO_PKG_VERSION"),
        COMMIT.unwrap_or("not recorded"),
        env!("LANDPORT_PROFILE"),
        openssl::version::version()
    )
});
