// SPDX-License-Identifier: EUPL-1.2
//! The revocation lists that an entry names: fetched with the metadata, kept beside the last good
//! copy of it, and held against whoever signed it. Interoperability Architecture 1.4 §6.5.

use std::io;
use std::path::PathBuf;

use bytes::Bytes;
use xmlsec::{RevocationList, Untrusted};

use super::Shared;
use crate::fetch::{FetchError, FetchRequest, Reach};
use crate::settings::{PeerSettings, RevocationSource};

/// A list of a hundred thousand certificates has four megabytes.
const MOST_BYTES: usize = 5 * 1024 * 1024;

impl Shared {
    /// The lists as their issuers have them now; what was fetched is kept for the next start. Not
    /// yet believed: that is for [`super::verify`].
    pub(super) async fn lists(&self, settings: &PeerSettings) -> Result<Vec<Bytes>, &'static str> {
        let mut lists = Vec::with_capacity(settings.crls.len());
        for (at, source) in settings.crls.iter().enumerate() {
            let list = match source {
                RevocationSource::Address(url) => {
                    let request = FetchRequest {
                        url,
                        reach: Reach::Signed {
                            private: settings.private,
                        },
                        limit: MOST_BYTES,
                        roots: &settings.extra_roots,
                        headers: &[("accept", "application/pkix-crl, */*")],
                        since: None,
                    };
                    match self.fetch.get(&request).await {
                        Ok(Some(fetched)) if fetched.status == 200 => fetched.body,
                        Ok(_) => return Err("crl_http_status"),
                        Err(error) => return Err(reason_of(&error)),
                    }
                }
                RevocationSource::File(file) => match tokio::fs::read(file).await {
                    Ok(list) => list.into(),
                    Err(_) => return Err("crl_file_unreadable"),
                },
            };
            if RevocationList::read(&list).is_err() {
                return Err("crl_malformed");
            }
            if let RevocationSource::Address(_) = source
                && let Err(error) = self.keep_file(&self.list_of(settings, at), &list)
            {
                tracing::warn!(%error, "a revocation list could not be kept for the next start");
            }
            lists.push(list);
        }
        Ok(lists)
    }

    /// The lists as they are at hand without asking anybody. One that is missing is not there, and
    /// what needs it is not believed.
    pub(super) fn lists_at_hand(&self, settings: &PeerSettings) -> Vec<Bytes> {
        let read = |(at, source): (usize, &RevocationSource)| -> io::Result<Bytes> {
            match source {
                RevocationSource::Address(_) => std::fs::read(self.list_of(settings, at)),
                RevocationSource::File(file) => std::fs::read(file),
            }
            .map(Bytes::from)
        };
        let all = settings.crls.iter().enumerate();
        all.filter_map(|one| read(one).ok()).collect()
    }

    fn list_of(&self, settings: &PeerSettings, at: usize) -> PathBuf {
        self.copy_of(settings).with_extension(format!("{at}.crl"))
    }
}

/// Whether metadata was refused because its signer was revoked: then what was stored
/// is held against the same lists again.
pub(super) fn is_revoked(reason: &str) -> bool {
    reason == xmlsec::Error::from(Untrusted::Revoked).reason()
}

fn reason_of(error: &FetchError) -> &'static str {
    tracing::debug!(%error, "a revocation list was not fetched");
    match error {
        FetchError::Unreachable { .. } => "crl_unreachable",
        FetchError::Forbidden { .. } => "crl_address_forbidden",
        FetchError::TimedOut { .. } => "crl_timed_out",
        FetchError::TooLarge { .. } => "crl_too_large",
        _ => "crl_fetch_misconfigured",
    }
}
