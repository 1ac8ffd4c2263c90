// SPDX-License-Identifier: EUPL-1.2
//! The cookie that proves the browser of one login.
//!
//! The foreign node's answer arrives as a cross-site POST, where `SameSite=Lax` cookies are
//! absent. So each login has a cookie of its own, `__Host-f-<first 8 characters of the flow id>`,
//! `SameSite=None; Secure`, holding 256 random bits and no identity. The flow id is in the URL;
//! the cookie only says "the same browser". RFC 6265bis §4.1.3.2 for the `__Host-` prefix.

mod jar;
mod sessions;

use axum::http::HeaderValue;

use eidas::CountryCode;
use store::{Handle, Secret};

use crate::login::Names;

pub use self::jar::Jar;
pub use self::sessions::{SessionCookies, clear_session, set_session};

/// How many logins one browser may have under way; one more, and the oldest lets go. Twenty
/// cookies of 90 bytes stay far below the 8 KiB that proxies allow for all headers.
pub const MOST_FLOWS: usize = 20;

/// How long a finished login still answers "back" and "refresh" of the same browser, in seconds.
pub const KEPT_ANSWER_S: i64 = 60;

const PREFIX: &str = "__Host-f-";
const NAME_CHARACTERS: usize = 8;

/// Behind the secret of a login whose person has chosen something: no base64url has a point.
const CHOSEN: &str = ".chosen";

/// The flow cookies a browser sent.
#[derive(Clone, Debug, Default)]
pub struct FlowCookies {
    /// In the order sent.
    sent: Vec<FlowCookie>,
}

#[derive(Clone, Debug)]
struct FlowCookie {
    /// Without prefix.
    name: String,
    secret: Secret,
    /// Its person has chosen something.
    chosen: bool,
}

impl FlowCookies {
    /// What is not exactly of our shape is not there; a name that comes twice counts as absent, since
    /// nobody can say which one is ours.
    pub fn read(jar: &Jar) -> Self {
        let mut sent: Vec<FlowCookie> = Vec::new();
        let mut twice: Vec<String> = Vec::new();
        for (name, value) in jar.pairs() {
            let Some(cookie) = parse(name, value) else {
                continue;
            };
            if sent.iter().any(|other| other.name == cookie.name) {
                twice.push(cookie.name);
            } else if sent.len() < 4 * MOST_FLOWS {
                sent.push(cookie);
            }
        }
        sent.retain(|cookie| !twice.contains(&cookie.name));
        Self { sent }
    }

    /// The secret of this login, if this browser holds it.
    pub fn secret(&self, flow: &Handle) -> Option<&Secret> {
        let wanted = name_of(flow)?;
        self.sent
            .iter()
            .find(|cookie| cookie.name == wanted)
            .map(|cookie| &cookie.secret)
    }

    /// The same, as if it held the cookie of this login too.
    pub fn and(&self, names: Option<&Names>) -> Self {
        let mut all = self.clone();
        let held = names.filter(|names| self.secret(&names.flow).is_none());
        all.sent.extend(held.and_then(|names| {
            Some(FlowCookie {
                name: name_of(&names.flow)?.to_owned(),
                secret: names.secret.clone(),
                chosen: false,
            })
        }));
        all
    }

    /// Every secret this browser holds.
    pub fn secrets(&self) -> impl Iterator<Item = &Secret> {
        self.sent.iter().map(|cookie| &cookie.secret)
    }

    /// The browser holds as many logins as it may: a missing cookie was probably let go.
    pub fn full(&self) -> bool {
        self.sent.len() >= MOST_FLOWS
    }

    /// The `Set-Cookie` values that let the oldest go so that one more fits: first of those whose
    /// person never chose anything, since a hostile page can begin logins, but not choose (AZ-13).
    /// A secret carries the minute it ends in; of the same minute, browsers send the oldest first
    /// (RFC 6265 §5.4).
    pub fn make_room(&self) -> Vec<HeaderValue> {
        let mut by_age: Vec<_> = self.sent.iter().collect();
        by_age.sort_by_key(|cookie| (cookie.chosen, cookie.secret.expires_ms()));
        let too_many = (by_age.len() + 1).saturating_sub(MOST_FLOWS);
        by_age
            .into_iter()
            .take(too_many)
            .filter_map(|gone| cookie(&gone.name, "", 0))
            .collect()
    }
}

/// `Set-Cookie` for a login that begins now.
pub fn set(flow: &Handle, secret: &Secret, lifetime_s: i64) -> Option<HeaderValue> {
    cookie(name_of(flow)?, secret.reveal(), lifetime_s)
}

/// `Set-Cookie` for a login whose person has chosen something.
pub fn set_chosen(flow: &Handle, secret: &Secret, lifetime_s: i64) -> Option<HeaderValue> {
    let value = format!("{}{CHOSEN}", secret.reveal());
    cookie(name_of(flow)?, &value, lifetime_s)
}

/// `Set-Cookie` for a login that has ended: the browser keeps it one more minute, for "back".
pub fn shorten(flow: &Handle, secret: &Secret) -> Option<HeaderValue> {
    set(flow, secret, KEPT_ANSWER_S)
}

/// `Set-Cookie` that removes a login's cookie.
pub fn clear(flow: &Handle) -> Option<HeaderValue> {
    cookie(name_of(flow)?, "", 0)
}

/// The login that went out last, to a country or an e-ID: its name, as it stands in addresses. `None`, as a
/// flow's, since a foreign node answers by a form.
const OUT: &str = "__Host-out";

/// The login that this browser went out with last. It proves nothing.
pub fn out(jar: &Jar) -> Option<Handle> {
    Handle::parse(jar.once(OUT)?)
}

/// `Set-Cookie` for a login that goes out.
pub fn set_out(flow: &Handle, lifetime_s: i64) -> Option<HeaderValue> {
    HeaderValue::from_str(&format!(
        "{OUT}={flow}; Max-Age={lifetime_s}; Path=/; Secure; HttpOnly; SameSite=None"
    ))
    .ok()
}

/// What the browser remembers of consents. `Lax`, as above: the person comes from her e-ID by a
/// link, and a stranger's form brings nothing.
const CONSENT: &str = "__Host-consent";

/// The secret of the consents that a browser remembers.
pub fn consent(jar: &Jar) -> Option<Secret> {
    Secret::parse(jar.once(CONSENT)?)
}

/// A person's own logins, open in this browser for minutes. `Lax`, as above.
const OWN: &str = "__Host-own";

/// The secret of the own logins that a browser has open, or is on the way to.
pub fn own(jar: &Jar) -> Option<Secret> {
    Secret::parse(jar.once(OWN)?)
}

/// `Set-Cookie` for own logins.
pub fn set_own(secret: &Secret, lifetime_s: u64) -> Option<HeaderValue> {
    lax(OWN, secret.reveal(), lifetime_s)
}

/// `Set-Cookie` for own logins that are closed.
pub fn clear_own() -> Option<HeaderValue> {
    lax(OWN, "", 0)
}

/// The country that was chosen last on this device: the code and nothing else. `Lax`, as above: the
/// person comes from her service by a link.
const COUNTRY: &str = "__Host-country";

/// A year: who uses her e-ID once a year finds her country again.
const COUNTRY_KEPT_S: u64 = 365 * 24 * 60 * 60;

/// The country that was chosen last in this browser. A hint: it decides nothing.
pub fn country(jar: &Jar) -> Option<CountryCode> {
    CountryCode::parse(jar.once(COUNTRY)?).ok()
}

/// `Set-Cookie` for the country that was chosen.
pub fn set_country(code: CountryCode) -> Option<HeaderValue> {
    lax(COUNTRY, code.as_str(), COUNTRY_KEPT_S)
}

/// `Set-Cookie` for a choice that is to be forgotten.
pub fn clear_country() -> Option<HeaderValue> {
    lax(COUNTRY, "", 0)
}

/// `Set-Cookie` for consents that are to be remembered.
pub fn set_consent(secret: &Secret, lifetime_s: u64) -> Option<HeaderValue> {
    lax(CONSENT, secret.reveal(), lifetime_s)
}

/// `Set-Cookie` for consents that are to be forgotten.
pub fn clear_consent() -> Option<HeaderValue> {
    lax(CONSENT, "", 0)
}

/// A place in the queue, one for each service that one waits for. `Lax`: the page that waits is ours.
const PLACE: &str = "__Host-q-";

/// So many are read: nobody waits at more places.
const MOST_PLACES: usize = 8;

/// The tickets that a browser sent, each with its name.
pub fn places(jar: &Jar) -> Vec<(String, String)> {
    let ours = jar
        .pairs()
        .filter_map(|(name, value)| Some((name.strip_prefix(PLACE)?, value)));
    let ours = ours.map(|(name, value)| (name.to_owned(), value.to_owned()));
    ours.take(MOST_PLACES).collect()
}

/// `Set-Cookie` for a place.
pub fn set_place(name: &str, ticket: &str, lifetime_s: u64) -> Option<HeaderValue> {
    lax(&format!("{PLACE}{name}"), ticket, lifetime_s)
}

/// An operator at the console. `Strict`: no other page's link or form brings it along.
const CONSOLE: &str = "__Host-console";

/// An operator who is logging in there. `Lax`: she comes back from her e-ID by a redirect.
const CONSOLE_LOGIN: &str = "__Host-console-login";

/// The session of an operator.
pub fn console(jar: &Jar) -> Option<Secret> {
    Secret::parse(jar.once(CONSOLE)?)
}

/// The login of an operator that began in this browser.
pub fn console_login(jar: &Jar) -> Option<Secret> {
    Secret::parse(jar.once(CONSOLE_LOGIN)?)
}

/// `Set-Cookie` for an operator's session.
pub fn set_console(secret: &Secret, lifetime_s: i64) -> Option<HeaderValue> {
    strict(CONSOLE, secret.reveal(), lifetime_s)
}

/// `Set-Cookie` for one that ended.
pub fn clear_console() -> Option<HeaderValue> {
    strict(CONSOLE, "", 0)
}

/// `Set-Cookie` for an operator's login that begins.
pub fn set_console_login(secret: &Secret, lifetime_s: i64) -> Option<HeaderValue> {
    lax(CONSOLE_LOGIN, secret.reveal(), lifetime_s.unsigned_abs())
}

/// `Set-Cookie` for one that ended.
pub fn clear_console_login() -> Option<HeaderValue> {
    lax(CONSOLE_LOGIN, "", 0)
}

fn strict(name: &str, value: &str, lifetime_s: i64) -> Option<HeaderValue> {
    HeaderValue::from_str(&format!(
        "{name}={value}; Max-Age={lifetime_s}; Path=/; Secure; HttpOnly; SameSite=Strict"
    ))
    .ok()
}

fn lax(name: &str, value: &str, lifetime_s: u64) -> Option<HeaderValue> {
    HeaderValue::from_str(&format!(
        "{name}={value}; Max-Age={lifetime_s}; Path=/; Secure; HttpOnly; SameSite=Lax"
    ))
    .ok()
}

fn name_of(flow: &Handle) -> Option<&str> {
    flow.as_str().get(..NAME_CHARACTERS)
}

fn cookie(name: &str, value: &str, max_age: i64) -> Option<HeaderValue> {
    HeaderValue::from_str(&format!(
        "{PREFIX}{name}={value}; Max-Age={max_age}; Path=/; Secure; HttpOnly; SameSite=None"
    ))
    .ok()
}

fn parse(name: &str, value: &str) -> Option<FlowCookie> {
    let name = name.strip_prefix(PREFIX)?;
    let url_safe = |b: u8| b.is_ascii_alphanumeric() || b == b'-' || b == b'_';
    (name.len() == NAME_CHARACTERS && name.bytes().all(url_safe)).then_some(())?;
    let bare = value.strip_suffix(CHOSEN);
    Some(FlowCookie {
        name: name.to_owned(),
        secret: Secret::parse(bare.unwrap_or(value))?,
        chosen: bare.is_some(),
    })
}

#[cfg(test)]
mod tests {
    use axum::http::{HeaderMap, header};
    use store::env::Env;

    use super::*;

    const NOW: i64 = 1_790_000_000_000;

    fn headers(cookie: &str) -> HeaderMap {
        HeaderMap::from_iter([(header::COOKIE, HeaderValue::from_str(cookie).unwrap())])
    }

    fn pair(flow: &Handle, secret: &Secret) -> String {
        let set = set(flow, secret, 1800).unwrap();
        set.to_str().unwrap().split(';').next().unwrap().to_owned()
    }

    #[test]
    fn az_12_every_flag_is_there() {
        let env = Env::system();
        let (flow, secret) = (Handle::new(&env, NOW), Secret::new(&env, NOW));
        assert_eq!(
            set(&flow, &secret, 1800).unwrap().to_str().unwrap(),
            format!(
                "__Host-f-{}={}; Max-Age=1800; Path=/; Secure; HttpOnly; SameSite=None",
                &flow.as_str()[..8],
                secret.reveal()
            )
        );
    }

    #[test]
    fn what_was_set_is_found_by_the_flow_id() {
        let env = Env::system();
        let (flow, secret) = (Handle::new(&env, NOW), Secret::new(&env, NOW));
        let cookies = FlowCookies::read(&Jar::read(&headers(&format!(
            "a=b; {}",
            pair(&flow, &secret)
        ))));
        assert_eq!(cookies.secret(&flow), Some(&secret));
        assert_eq!(cookies.secret(&Handle::new(&env, NOW)), None);
    }

    #[test]
    fn az_13_a_name_that_comes_twice_is_absent() {
        let env = Env::system();
        let flow = Handle::new(&env, NOW);
        let twice = format!(
            "{}; {}",
            pair(&flow, &Secret::new(&env, NOW)),
            pair(&flow, &Secret::new(&env, NOW))
        );
        assert_eq!(
            FlowCookies::read(&Jar::read(&headers(&twice))).secret(&flow),
            None
        );
    }

    #[test]
    fn az_13_the_oldest_goes_first() {
        let env = Env::system();
        let flows: Vec<_> = (0..20_i64)
            .map(|n| (Handle::new(&env, NOW), Secret::new(&env, NOW - n * 60_000)))
            .collect();
        let sent: Vec<_> = flows
            .iter()
            .map(|(flow, secret)| pair(flow, secret))
            .collect();
        let cookies = FlowCookies::read(&Jar::read(&headers(&sent.join("; "))));
        assert!(cookies.full());
        let gone = cookies.make_room();
        assert_eq!(gone.len(), 1);
        let oldest = &flows[19].0.as_str()[..8];
        let wanted = format!("__Host-f-{oldest}=; Max-Age=0");
        assert!(gone[0].to_str().unwrap().starts_with(&wanted));
    }

    #[test]
    fn az_13_logins_that_nobody_chose_in_go_before_the_persons_own() {
        let env = Env::system();
        let own = (Handle::new(&env, NOW), Secret::new(&env, NOW));
        let chosen = set_chosen(&own.0, &own.1, 1800).unwrap();
        let mut jar = vec![
            chosen
                .to_str()
                .unwrap()
                .split(';')
                .next()
                .unwrap()
                .to_owned(),
        ];
        // A hostile page begins as many as it likes afterwards.
        for n in 1..100_i64 {
            let cookies = FlowCookies::read(&Jar::read(&headers(&jar.join("; "))));
            let gone = cookies.make_room();
            jar.retain(|pair| {
                let name = pair.split('=').next().unwrap();
                !gone
                    .iter()
                    .any(|gone| gone.to_str().unwrap().starts_with(name))
            });
            let later = NOW + n * 60_000;
            jar.push(pair(&Handle::new(&env, later), &Secret::new(&env, later)));
        }
        let cookies = FlowCookies::read(&Jar::read(&headers(&jar.join("; "))));
        assert_eq!(cookies.secret(&own.0), Some(&own.1));
        assert_eq!(
            cookies.sent.len(),
            MOST_FLOWS,
            "positive control: they went"
        );
    }

    #[test]
    fn az_13_hundreds_of_cookies_do_not_grow_without_bound() {
        let env = Env::system();
        let sent: Vec<_> = (0..500)
            .map(|_| pair(&Handle::new(&env, NOW), &Secret::new(&env, NOW)))
            .collect();
        assert!(
            FlowCookies::read(&Jar::read(&headers(&sent.join("; "))))
                .sent
                .len()
                <= 4 * MOST_FLOWS
        );
    }
}
