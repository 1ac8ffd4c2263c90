// SPDX-License-Identifier: EUPL-1.2
//! `[country_list]` as meant.

use eidas::{CountryCode, LevelOfAssurance};

use super::CountryList;
use super::resolve::{Resolver, values};
use crate::config::{self, At, Table};

/// Characters of all names of a country's e-IDs: with them for every country the page stays below 60 kB.
const LONGEST_NAMES: usize = 80;

impl Resolver {
    pub(super) fn country_list(&mut self, file: &config::File) -> CountryList {
        let Some(at) = &file.country_list else {
            return CountryList::default();
        };
        let table = at.value.eids.as_ref();
        let eids = table.map_or(&[][..], |at| &at.value.0);
        CountryList {
            first: values(at.value.first.as_ref()),
            hidden: values(at.value.hidden.as_ref()),
            eids: eids
                .iter()
                .filter_map(|(name, eids)| self.eids_of(name, eids))
                .collect(),
        }
    }

    fn eids_of(
        &mut self,
        name: &str,
        eids: &At<Table<LevelOfAssurance>>,
    ) -> Option<(CountryCode, Vec<(String, LevelOfAssurance)>)> {
        let all = eids.value.0.iter();
        let all: Vec<_> = all.map(|(name, at)| (name.clone(), at.value)).collect();
        let letters: usize = all.iter().map(|(name, _)| name.chars().count()).sum();
        if letters > LONGEST_NAMES {
            let what = format!("longer than {LONGEST_NAMES} characters together");
            self.wrong(eids, what, "Name those that most people have");
        }
        let Ok(country) = name.parse() else {
            let what = format!("{name:?} is no country");
            self.wrong(eids, what, "Write two capital letters, as SE");
            return None;
        };
        Some((country, all))
    }
}
