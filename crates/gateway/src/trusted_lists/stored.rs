// SPDX-License-Identifier: EUPL-1.2
//! What the data directory has of the lists.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use eidas::CountryCode;
use openssl::sha::sha256;
use store::seal::hex;
use wallet::lote::Previous;
use wallet::trust::{Anchors, PidIssuance};

use super::{DIRECTORY, Known, ListFault, ListState, verified};
use crate::settings::{ListSettings, Settings, WalletSettings};

/// Of each list of the settings: for `landport check`, which asks nobody.
pub fn kept(settings: &WalletSettings, data: &Path, now_s: i64) -> Vec<ListState> {
    let directory = data.join(DIRECTORY);
    let state = |list: &Arc<ListSettings>| {
        let known = stored(&directory, list, now_s);
        ListState {
            kind: "trusted",
            url: list.url.to_string(),
            is_closed: known.list.as_ref().is_some_and(|list| list.is_closed()),
            valid_until: known.list.map(|list| list.valid_until()),
            fault: known.fault,
        }
    };
    settings.lists.iter().map(state).collect()
}

/// Providers that `pid_numbers` of `[matching]` names and no list of the settings does, with their country: for
/// `landport check`. A name that is written otherwise, or changed on its list, matches nobody, and nobody else says
/// why. While one list was never read, or is not believed, nobody knows whom it names, and nobody is told.
pub fn pid_numbers_of_nobody(settings: &Settings, now_s: i64) -> Vec<(CountryCode, &str)> {
    let (Some(wallet), Some(matching)) = (&settings.wallet, &settings.matching) else {
        return Vec::new();
    };
    let directory = settings.data.join(DIRECTORY);
    let lists = wallet.lists.iter();
    let lists: Option<Vec<_>> = lists
        .map(|list| stored(&directory, list, now_s).list)
        .collect();
    let Some(lists) = lists else {
        return Vec::new();
    };
    let anchors = lists.iter().map(|list| list.anchors::<PidIssuance>(0));
    let anchors: Vec<_> = anchors.collect();
    let is_on_list = |country: CountryCode, provider: &str| {
        let mut all = anchors.iter().flat_map(Anchors::anchors);
        all.any(|of| of.provider == provider && of.country.parse().ok() == Some(country))
    };
    let named = matching
        .pid_numbers
        .iter()
        .flat_map(|(country, providers)| {
            let providers = providers.iter();
            providers.map(move |provider| (*country, provider.as_str()))
        });
    let named = named.filter(|(country, provider)| !is_on_list(*country, provider));
    named.collect()
}

/// Of one. Believed for its signature, as on the day it came.
pub(super) fn stored(directory: &Path, settings: &Arc<ListSettings>, now: i64) -> Known {
    let kept = std::fs::read_to_string(file(directory, settings)).ok();
    let read = kept.map(|list| verified(&list, settings, Previous::Nothing, now));
    let (list, fault) = match read {
        Some(Ok(list)) => (Some(Arc::new(list)), None),
        Some(Err(error)) => (None, Some(ListFault::refused(error))),
        None => (None, None),
    };
    Known {
        settings: Arc::clone(settings),
        list,
        fault,
        failures: 0,
        due_ms: i64::MIN,
        told_end: None,
        turn: Arc::default(),
    }
}

/// Where it is kept, one in XML too.
pub(super) fn file(directory: &Path, settings: &ListSettings) -> PathBuf {
    let name = hex(&sha256(settings.url.as_str().as_bytes()));
    directory.join(name).with_extension("jwt")
}
