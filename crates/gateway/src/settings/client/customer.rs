// SPDX-License-Identifier: EUPL-1.2
//! The customers of a supplier, whom people see in its place. ID-porten's `onbehalfof`.

use std::collections::BTreeSet;

use super::super::look::{LARGEST_LOGO, LONGEST_NAME};
use super::super::resolve::Resolver;
use super::{Logo, Text};
use crate::config::Client;

/// A customer.
#[derive(Clone, Debug)]
pub struct Customer {
    /// What a request names it by; it stands in the tokens.
    pub onbehalfof: String,
    /// Its name.
    pub name: Text,
    /// Its organisation number.
    pub orgno: String,
    /// Its picture.
    pub logo: Option<Logo>,
}

impl Resolver {
    pub(super) fn customers(&mut self, client: &Client) -> Vec<Customer> {
        let plain = client.on_behalf_of.iter().flat_map(|list| &list.value);
        let mut seen: BTreeSet<&str> = plain.map(|at| at.value.as_str()).collect();
        let mut customers = Vec::new();
        for at in client.customer.iter().flat_map(|list| &list.value) {
            let written = &at.value;
            let (Some(id), Some(name), Some(orgno)) =
                (&written.onbehalfof, &written.name, &written.orgno)
            else {
                continue;
            };
            let plain = |b: u8| b.is_ascii_alphanumeric() || b"-._~:/".contains(&b);
            if id.value.is_empty() || id.value.len() > 100 || !id.value.bytes().all(plain) {
                let what = format!("{:?} has characters that get lost on the way", id.value);
                self.wrong(id, what, "Write up to 100 letters, digits and - . _ ~ : /");
            }
            if !seen.insert(id.value.as_str()) {
                self.wrong(id, "stands here twice", "Keep one");
            }
            self.name_of(name, LONGEST_NAME);
            if !is_organisation_number(&orgno.value) {
                let what = format!("{:?} is no organisation number", orgno.value);
                self.wrong(
                    orgno,
                    what,
                    "Write its nine digits as Enhetsregisteret has them",
                );
            }
            let logo = written.logo.as_ref();
            customers.push(Customer {
                onbehalfof: id.value.clone(),
                name: name.value.clone(),
                orgno: orgno.value.clone(),
                logo: logo.and_then(|at| self.picture(at, LARGEST_LOGO)),
            });
        }
        customers
    }
}

/// Nine digits, the last of which is the check digit: weights 3 2 7 6 5 4 3 2, modulus 11
/// (Brønnøysundregistrene, "Organisasjonsnummeret").
pub(super) fn is_organisation_number(text: &str) -> bool {
    const WEIGHTS: [u32; 9] = [3, 2, 7, 6, 5, 4, 3, 2, 1];
    let digits: Option<Vec<u32>> = text.chars().map(|c| c.to_digit(10)).collect();
    digits.is_some_and(|digits| {
        let sum = digits
            .iter()
            .zip(WEIGHTS)
            .map(|(digit, weight)| digit * weight);
        digits.len() == 9 && sum.sum::<u32>() % 11 == 0
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mistyped_organisation_number_is_none() {
        assert!(is_organisation_number("991825827") && is_organisation_number("974760673"));
        for odd in [
            "991825828",
            "99182582",
            "9918258270",
            "99182582x",
            "",
            "199825827",
        ] {
            assert!(!is_organisation_number(odd), "{odd}");
        }
    }
}
