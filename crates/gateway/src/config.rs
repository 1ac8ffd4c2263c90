// SPDX-License-Identifier: EUPL-1.2
//! The configuration as written: one TOML file.

/// The reference documentation of every field, as Markdown.
pub fn reference() -> String {
    todo!()
}
