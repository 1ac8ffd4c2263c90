// SPDX-License-Identifier: EUPL-1.2
//! Log lines.

use tracing_subscriber::EnvFilter;

/// How log lines look.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LogFormat {
    /// One JSON object a line, for collectors.
    #[default]
    Json,
    /// For a person at a terminal.
    Pretty,
}

/// Starts logging to standard error. `filter` is a directive as `info,gateway=debug` (one that cannot
/// be read becomes `info`); the second and every later call of a process changes nothing.
pub fn init_logs(format: LogFormat, filter: &str) {
    let filter = EnvFilter::try_new(filter).unwrap_or_else(|_| EnvFilter::new("info"));
    let logs = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr);
    let started = match format {
        LogFormat::Json => logs.json().flatten_event(true).try_init(),
        LogFormat::Pretty => logs.with_target(false).try_init(),
    };
    // An error says that logging was started before.
    drop(started);
}
