// SPDX-License-Identifier: EUPL-1.2
//! The sessions of single sign-on that a browser has: one that every service may share, and one for each
//! group that services are registered in. `Lax`: they come with a link to us and not with a stranger's
//! form, and only our own origin can set them.

use axum::http::HeaderValue;
use store::Secret;

use super::{Jar, lax};
use crate::settings::{MOST_GROUPS, SsoGroup};

/// The one that is of no group.
const SHARED: &str = "__Host-sso";

/// Between that and the name of a group.
const OF_GROUP: char = '-';

/// The secrets of the sessions that a browser sent, each with its group.
#[derive(Clone, Debug, Default)]
pub struct SessionCookies(Vec<(Option<SsoGroup>, Secret)>);

impl SessionCookies {
    /// A name that comes twice is none: nobody can say which one is ours.
    pub fn read(jar: &Jar) -> Self {
        let (mut sent, mut seen, mut twice) = (Vec::new(), Vec::new(), Vec::new());
        for (name, value) in jar.pairs() {
            let Some(group) = group_of(name) else {
                continue;
            };
            if seen.contains(&group) {
                twice.push(group);
                continue;
            }
            // What somebody fills the header with costs no more than the groups there may be.
            if seen.len() > MOST_GROUPS {
                break;
            }
            seen.push(group.clone());
            if let Some(secret) = Secret::parse(value) {
                sent.push((group, secret));
            }
        }
        sent.retain(|(group, _)| !twice.contains(group));
        Self(sent)
    }

    /// The secret of the session that this group shares; of no group, that everybody shares.
    pub fn of(&self, group: Option<&SsoGroup>) -> Option<&Secret> {
        let mut sent = self.0.iter();
        let found = sent.find(|(of, _)| of.as_ref() == group);
        found.map(|(_, secret)| secret)
    }

    /// All of them, each with its group.
    pub fn all(&self) -> impl Iterator<Item = (Option<&SsoGroup>, &Secret)> {
        self.0
            .iter()
            .map(|(group, secret)| (group.as_ref(), secret))
    }
}

/// `Some(None)`: the session of no group. `None`: not a session of ours.
fn group_of(cookie: &str) -> Option<Option<SsoGroup>> {
    match cookie.strip_prefix(SHARED)? {
        "" => Some(None),
        rest => SsoGroup::parse(rest.strip_prefix(OF_GROUP)?).map(Some),
    }
}

fn name(group: Option<&SsoGroup>) -> String {
    match group {
        None => SHARED.to_owned(),
        Some(group) => format!("{SHARED}{OF_GROUP}{}", group.as_str()),
    }
}

/// `Set-Cookie` for a session that begins now.
pub fn set_session(
    group: Option<&SsoGroup>,
    secret: &Secret,
    lifetime_s: u64,
) -> Option<HeaderValue> {
    lax(&name(group), secret.reveal(), lifetime_s)
}

/// `Set-Cookie` for a session that ended.
pub fn clear_session(group: Option<&SsoGroup>) -> Option<HeaderValue> {
    lax(&name(group), "", 0)
}

#[cfg(test)]
mod tests {
    use axum::http::{HeaderMap, header};
    use store::env::Env;

    use super::*;

    const NOW: i64 = 1_790_000_000_000;

    fn read(cookies: &str) -> SessionCookies {
        let value = HeaderValue::from_str(cookies).unwrap();
        SessionCookies::read(&Jar::read(&HeaderMap::from_iter([(header::COOKIE, value)])))
    }

    fn pair(group: Option<&SsoGroup>, secret: &Secret) -> String {
        let set = set_session(group, secret, 60).unwrap();
        set.to_str().unwrap().split(';').next().unwrap().to_owned()
    }

    #[test]
    fn each_group_has_a_cookie_of_its_own_with_every_flag() {
        let env = Env::system();
        let health = SsoGroup::parse("health").unwrap();
        let (all, hers) = (Secret::new(&env, NOW), Secret::new(&env, NOW));
        let set = set_session(Some(&health), &hers, 60).unwrap();
        let flags = "Max-Age=60; Path=/; Secure; HttpOnly; SameSite=Lax";
        let expected = format!("__Host-sso-health={}; {flags}", hers.reveal());
        assert_eq!(set.to_str().unwrap(), expected);
        let jar = [pair(None, &all), pair(Some(&health), &hers)].join("; ");
        let cookies = read(&jar);
        assert_eq!(cookies.of(None), Some(&all));
        assert_eq!(cookies.of(Some(&health)), Some(&hers));
        assert_eq!(cookies.of(SsoGroup::parse("tax").as_ref()), None);
        assert_eq!(cookies.all().count(), 2);
    }

    #[test]
    fn az_13_a_session_that_comes_twice_is_absent_and_the_others_are_there() {
        let env = Env::system();
        let health = SsoGroup::parse("health").unwrap();
        let secret = Secret::new(&env, NOW);
        let twice = pair(Some(&health), &Secret::new(&env, NOW));
        let cookies = read(&[pair(None, &secret), twice.clone(), twice].join("; "));
        assert_eq!(cookies.of(Some(&health)), None);
        assert_eq!(cookies.of(None), Some(&secret));
    }

    #[test]
    fn az_13_hundreds_of_sessions_are_not_read() {
        let env = Env::system();
        let jar: Vec<_> = (0..500)
            .map(|n| {
                let group = SsoGroup::parse(&format!("g{n}")).unwrap();
                pair(Some(&group), &Secret::new(&env, NOW))
            })
            .collect();
        assert_eq!(read(&jar.join("; ")).all().count(), MOST_GROUPS + 1);
        let odd = ["__Host-sso-=a", "__Host-ssoX=a", "__Host-sso-A=a", "x=y"];
        assert_eq!(read(&odd.join("; ")).all().count(), 0);
    }
}
