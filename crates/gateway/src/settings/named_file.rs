// SPDX-License-Identifier: EUPL-1.2
//! Files that the configuration names.

use std::path::{Path, PathBuf};

use xmlsec::Certificate;
use zeroize::Zeroizing;

use super::resolve::Resolver;
use crate::config::At;

impl Resolver {
    /// A file name of the configuration as a path.
    pub(super) fn path(&self, written: &Path) -> PathBuf {
        self.directory.join(written)
    }

    /// Reads a file that the configuration names.
    pub(super) fn read(&mut self, at: &At<PathBuf>) -> Option<Vec<u8>> {
        let path = self.path(&at.value);
        match std::fs::read(&path) {
            Ok(bytes) => Some(bytes),
            Err(error) => {
                let what = format!("{} cannot be read ({error})", path.display());
                self.wrong(at, what, "Name a file that the gateway's user can read");
                None
            }
        }
    }

    /// Reads a text in a file, without the white space around it.
    pub(super) fn read_text(&mut self, at: &At<PathBuf>) -> Option<String> {
        // Most of these texts are secrets: of the file only what is meant stays in memory.
        let octets = Zeroizing::new(self.read(at)?);
        let text = std::str::from_utf8(&octets).unwrap_or("\0").trim();
        // What an editor leaves behind would be a part of the secret, and every call would fail.
        let odd = if text.starts_with('\u{feff}') {
            Some("the file begins with a byte order mark")
        } else if text.is_empty() {
            Some("the file holds no text")
        } else if text == "\0" {
            Some("the file is not UTF-8")
        } else {
            None
        };
        if let Some(odd) = odd {
            let instead = "Write the value alone into it, as printf %s VALUE > FILE does";
            self.wrong(at, odd, instead);
            return None;
        }
        Some(text.to_owned())
    }

    /// A secret is one line: what stands below it would be a part of it, and every call would fail.
    pub(super) fn read_secret(&mut self, at: &At<PathBuf>) -> Option<String> {
        let secret = self.read_text(at)?;
        let sound = !secret.contains(char::is_control);
        if !sound {
            let instead = "Write the value alone into it, as printf %s VALUE > FILE does";
            self.wrong(at, "the file holds more than one line of text", instead);
        }
        sound.then_some(secret)
    }

    /// Reads certificates, PEM.
    pub(super) fn certificates(&mut self, at: &At<PathBuf>) -> Option<Vec<Certificate>> {
        let bytes = self.read(at)?;
        match Certificate::chain_from_pem(&bytes) {
            Ok(certificates) if !certificates.is_empty() => Some(certificates),
            _ => {
                self.wrong(
                    at,
                    format!("{} holds no certificate", at.value.display()),
                    "Name a PEM file with BEGIN CERTIFICATE",
                );
                None
            }
        }
    }
}
