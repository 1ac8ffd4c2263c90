// SPDX-License-Identifier: EUPL-1.2
//! What a service does with a person who may have no Norwegian number. docs/services.md tells the
//! same to integrators.

use serde_json::{Map, Value};

/// The service's own accounts, found by the pairwise `sub` and by nothing else.
#[derive(Debug, Default)]
pub(super) struct Accounts(Vec<Account>);

#[derive(Debug)]
struct Account {
    sub: String,
    name: String,
    birthdate: String,
    country: String,
    pid: Option<String>,
    logins: u32,
}

/// Accounts the demo keeps at most.
const MAX_ACCOUNTS: usize = 1000;

impl Accounts {
    /// One line each, newest first.
    pub(super) fn shown(&self) -> Vec<String> {
        let newest = self.0.iter().rev().take(20);
        newest
            .map(|account| {
                let number = match account.pid {
                    Some(_) => "with a Norwegian number",
                    None => "without a Norwegian number",
                };
                format!(
                    "{} ({}), {number}, logins: {}",
                    account.name, account.country, account.logins
                )
            })
            .collect()
    }

    /// Receives a person: finds or makes the account, and says what was done and why.
    pub(super) fn receive(&mut self, claims: &Map<String, Value>) -> Vec<(String, String)> {
        let text = |claim: &str| {
            claims
                .get(claim)
                .and_then(Value::as_str)
                .unwrap_or_default()
                .to_owned()
        };
        let pid = claims.get("pid").and_then(Value::as_str).map(str::to_owned);
        let (sub, birthdate) = (text("sub"), text("birthdate"));
        let foreign = text("eidas_citizen_country_code");
        let national = foreign.is_empty() && pid.is_some();
        let country = if national { "NO".to_owned() } else { foreign };
        let name = name(claims).unwrap_or_default();
        let company = claims.contains_key("legal_name");
        let mut steps = Vec::new();
        let mut say = |what: &str, why: &str| steps.push((what.to_owned(), why.to_owned()));
        if let Some(account) = self.0.iter_mut().find(|account| account.sub == sub) {
            account.logins += 1;
            say(
                "The account is found by “sub”.",
                "It is the same for this person at every login, with or without a Norwegian number, and it is another one at services of other organisations.",
            );
            match (&account.pid, &pid) {
                (None, Some(_)) => say(
                    "A number appeared since last time: it is written into this account.",
                    "The account stays the same one, because “sub” does not change when a match appears.",
                ),
                (Some(known), Some(now)) if known != now => say(
                    "The number is another one than last time: a person looks at it.",
                    "D-numbers become national numbers, and registers are corrected. The account stays.",
                ),
                (Some(_), None) => say(
                    "The number known from before is kept.",
                    "That none came today says nothing: the register may have been unavailable.",
                ),
                _ => {}
            }
            if pid.is_some() {
                account.pid.clone_from(&pid);
            }
            account.name = name;
        } else {
            let same_number = pid.is_some() && self.0.iter().any(|account| account.pid == pid);
            let looks_alike = self.0.iter().any(|account| {
                account.name == name && account.birthdate == birthdate && account.country == country
            });
            say(
                "A new account is opened under “sub”.",
                "Never under name or date of birth, which others share, and not under the number, which may be missing.",
            );
            if same_number {
                say(
                    "Another account has the same Norwegian number: the two may be joined.",
                    "The register vouches for it: the person has a new e-ID, and with it a new identifier.",
                );
            } else if looks_alike {
                say(
                    "An account with the same name and date of birth exists: the person is asked.",
                    "Some countries give a new identifier with a new e-ID. Two accounts are joined only after the person proved to own the old one, for instance by a code sent to its address.",
                );
            }
            if self.0.len() >= MAX_ACCOUNTS {
                self.0.remove(0);
            }
            self.0.push(Account {
                sub,
                name,
                birthdate,
                country,
                pid: pid.clone(),
                logins: 1,
            });
        }
        match (text("match_status").as_str(), pid.is_some()) {
            _ if company => say(
                "It asks who acts for the company, and for the power of attorney.",
                "Who acts stands in “eidas_representative”; that she may, nobody has said. A company has no Norwegian national number.",
            ),
            _ if national => say(
                "The Norwegian number may be used.",
                "The national e-ID proved it; no register had to be asked.",
            ),
            (_, true) => say(
                "The Norwegian number may be used.",
                "The register found exactly one person for this foreign identifier.",
            ),
            ("not_found", _) => say(
                "No number is known, and none is asked for.",
                "It does not prove that the person has none: perhaps the foreign identifier was never written down. What the service needs, it asks the person.",
            ),
            ("ambiguous", _) => say(
                "No number is used: the register found several persons.",
                "A clerk has to find out which one is meant. Until then the account works without.",
            ),
            ("unavailable", _) => say(
                "The register could not be asked: the person is let in all the same.",
                "Nothing is written down about a number; the next login asks again.",
            ),
            _ => say(
                "The service works without a Norwegian number.",
                "Name, date of birth and country are proven; the rest it asks the person.",
            ),
        }
        steps
    }
}

/// Given and family name, in Latin letters if there are such.
pub(super) fn name(claims: &Map<String, Value>) -> Option<String> {
    let text = |claim: &str| claims.get(claim).and_then(Value::as_str);
    match (text("given_name"), text("family_name")) {
        (None, None) => text("legal_name").map(str::to_owned),
        (Some(given), Some(family)) => Some(format!("{given} {family}")),
        (one, other) => one.or(other).map(str::to_owned),
    }
}

/// The name in other scripts, with its language tag. OIDC Core §5.2: `family_name#bg`.
pub(super) fn originals(claims: &Map<String, Value>) -> Vec<(String, String)> {
    let mut tags: Vec<&str> = claims
        .keys()
        .filter_map(|claim| claim.split_once('#'))
        .map(|(_, tag)| tag)
        .collect();
    tags.sort_unstable();
    tags.dedup();
    tags.into_iter()
        .map(|tag| {
            let part = |claim: &str| {
                claims
                    .get(&format!("{claim}#{tag}"))
                    .or_else(|| claims.get(claim))
                    .and_then(Value::as_str)
                    .unwrap_or_default()
            };
            (
                tag.to_owned(),
                format!("{} {}", part("given_name"), part("family_name")),
            )
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn claims(json: &str) -> Map<String, Value> {
        serde_json::from_str(json).unwrap()
    }

    fn first(steps: &[(String, String)]) -> &str {
        &steps.first().unwrap().0
    }

    #[test]
    fn an_account_lives_under_sub_and_a_later_match_changes_nothing() {
        let mut accounts = Accounts::default();
        let before = claims(
            r#"{"sub":"a","given_name":"E","family_name":"X","match_status":"unavailable"}"#,
        );
        assert!(first(&accounts.receive(&before)).starts_with("A new account"));
        let after = claims(
            r#"{"sub":"a","given_name":"E","family_name":"X","match_status":"found","pid":"1"}"#,
        );
        let steps = accounts.receive(&after);
        assert!(first(&steps).starts_with("The account is found"));
        assert!(
            steps
                .iter()
                .any(|(what, _)| what.starts_with("A number appeared"))
        );
        assert!(
            accounts
                .receive(&before)
                .iter()
                .any(|(what, _)| what.contains("is kept"))
        );
        assert_eq!(accounts.0.len(), 1);
    }

    #[test]
    fn a_nationals_number_comes_from_the_e_id_and_not_from_the_register() {
        let mut accounts = Accounts::default();
        let national = claims(r#"{"sub":"a","given_name":"E","family_name":"X","pid":"1"}"#);
        let steps = accounts.receive(&national);
        assert!(steps.iter().any(|(_, why)| why.contains("e-ID proved it")));
        assert!(!steps.iter().any(|(_, why)| why.contains("foreign")));
        assert_eq!(
            accounts.shown(),
            ["E X (NO), with a Norwegian number, logins: 1"]
        );
    }

    #[test]
    fn a_changed_identifier_never_joins_accounts_by_name() {
        let mut accounts = Accounts::default();
        let one =
            claims(r#"{"sub":"a","given_name":"E","family_name":"X","birthdate":"2000-01-01"}"#);
        let two =
            claims(r#"{"sub":"b","given_name":"E","family_name":"X","birthdate":"2000-01-01"}"#);
        accounts.receive(&one);
        let steps = accounts.receive(&two);
        assert!(
            steps
                .iter()
                .any(|(what, _)| what.contains("the person is asked"))
        );
        assert_eq!(accounts.0.len(), 2);
    }
}
