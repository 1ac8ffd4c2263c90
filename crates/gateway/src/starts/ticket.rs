// SPDX-License-Identifier: EUPL-1.2
//! A place in the queue as the browser holds it.
//!
//! Attack: a ticket is forged, or its turn brought forward; one ticket lets many begin, or is sold; places are taken to
//! fill the memory of who keeps the queue. Defence: it is authenticated under a key that every node has (HMAC-SHA-256,
//! RFC 2104), names the service and what was counted, and nothing is kept of it here. When it lets somebody begin, its
//! number is marked in the store with what was asked: who brings it with another question has no place, and who brings it
//! with the same comes to the same login, under the names that it makes. So a page that is loaded again at its turn, of
//! which the first answer never came, loses nothing. It lives in a cookie of one browser and
//! in no address. Trade: who gives her browser's cookie away has given her place away.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use store::env::Env;
use store::seal::{hmac_sha256, sha256};
use store::{Handle, Key, Kind, Secret};

use super::{Asks, Paid, Place};
use crate::login::{LIFETIME_MS, Names, REMEMBERED_MS};

/// So long a ticket may be used after its turn: who went to fetch her code device comes back.
pub const KEPT_MS: i64 = 5 * 60_000;

const VERSION: u8 = 1;
const OF_ASKER: usize = 8;
const MAC: usize = 16;
/// Version, what was counted, units, whose, turn, number.
const BODY: usize = 1 + 1 + 2 + OF_ASKER + 8 + 12;

/// Makes and reads tickets.
pub struct Tickets([u8; 32]);

/// One that holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ticket {
    /// Its place.
    pub place: Place,
    /// What was counted for it.
    pub units: i64,
    number: [u8; 12],
}

impl Ticket {
    /// The mark that it was used, and until when that must be remembered.
    pub fn mark(&self) -> (Key, i64) {
        let until_ms = self.place.turn_ms + KEPT_MS;
        let name: [&[u8]; 2] = [b"queue ticket", &self.number];
        (Key::mark(Kind::Replay, until_ms, &name), until_ms)
    }
}

/// Eight octets for whom it is. A connector and a service of one name are two.
fn tag(who: Asks<'_>) -> [u8; OF_ASKER] {
    let (kind, name) = match who {
        Asks::Service(name, _) | Asks::Proven(name) => ("service", name),
        Asks::Connector(name, _) => ("connector", name),
    };
    let hash = sha256([kind, name].join("\0").as_bytes());
    let mut tag = [0; OF_ASKER];
    tag.copy_from_slice(hash.get(..OF_ASKER).unwrap_or(&[0; OF_ASKER]));
    tag
}

impl Tickets {
    /// Under this key, which every node has.
    pub fn new(key: [u8; 32]) -> Self {
        Self(key)
    }

    /// What tells the tickets of two services apart in one browser: eight characters.
    pub fn name(who: Asks<'_>) -> String {
        let tag = tag(who);
        URL_SAFE_NO_PAD.encode(tag.get(..6).unwrap_or_default())
    }

    /// A ticket for this place.
    pub fn issue(&self, who: Asks<'_>, units: i64, place: Place, env: &Env) -> String {
        let mut octets = Vec::with_capacity(BODY + MAC);
        octets.extend([VERSION, place.paid as u8]);
        octets.extend(u16::try_from(units).unwrap_or(u16::MAX).to_be_bytes());
        octets.extend(tag(who));
        octets.extend(place.turn_ms.to_be_bytes());
        octets.extend(env.bytes::<12>());
        let mac = self.mac(&octets);
        octets.extend(mac);
        URL_SAFE_NO_PAD.encode(octets)
    }

    /// What this text is worth to whoever asks for a login: nothing where it is not ours, or is another's, or was for
    /// a turn that is long over.
    pub fn read(&self, text: &str, who: Asks<'_>, now_ms: i64) -> Option<Ticket> {
        let octets = URL_SAFE_NO_PAD.decode(text).ok()?;
        let (body, mac) = octets.split_at_checked(BODY)?;
        let wanted = self.mac(body);
        (mac.len() == MAC && openssl::memcmp::eq(mac, &wanted)).then_some(())?;
        let (&[version, paid, high, low], rest) = body.split_first_chunk()?;
        let (of, rest) = rest.split_first_chunk::<OF_ASKER>()?;
        let (turn, number) = rest.split_first_chunk()?;
        let paid = match paid {
            1 => Paid::Source,
            2 => Paid::Asker,
            3 => Paid::Total,
            4 => Paid::All,
            _ => return None,
        };
        let turn_ms = i64::from_be_bytes(*turn);
        let holds =
            version == VERSION && *of == tag(who) && now_ms < turn_ms.saturating_add(KEPT_MS);
        let ticket = Ticket {
            place: Place { turn_ms, paid },
            units: i64::from(u16::from_be_bytes([high, low])),
            number: number.try_into().ok()?,
        };
        holds.then_some(ticket)
    }

    /// The names of the login that it lets begin, at every node.
    pub fn names(&self, ticket: &Ticket) -> Names {
        let of = |what: &[u8]| hmac_sha256(&self.0, &[b"landport queue ", what, &ticket.number]);
        // It begins by then.
        let last_ms = ticket.place.turn_ms + KEPT_MS;
        Names {
            flow: Handle::of(&of(b"flow\0"), last_ms + REMEMBERED_MS),
            secret: Secret::of(&of(b"browser\0"), last_ms + LIFETIME_MS),
        }
    }

    fn mac(&self, body: &[u8]) -> [u8; MAC] {
        let whole = hmac_sha256(&self.0, &[b"landport queue ticket\0", body]);
        let mut mac = [0; MAC];
        mac.copy_from_slice(whole.get(..MAC).unwrap_or(&[0; MAC]));
        mac
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ticket_is_for_one_service_and_one_time_and_cannot_be_changed() {
        let env = Env::system();
        let tickets = Tickets::new([7; 32]);
        let tax = Asks::Service("tax", None);
        let place = Place {
            turn_ms: 1_000_000,
            paid: Paid::Asker,
        };
        let text = tickets.issue(tax, 2, place, &env);
        assert!(text.len() < 100);
        let read = |who, now_ms| tickets.read(&text, who, now_ms);
        let held = read(tax, 999_000).unwrap();
        assert_eq!((held.place, held.units), (place, 2));
        // Positive controls: a node elsewhere, the last moment.
        assert_eq!(
            Tickets::new([7; 32]).read(&text, tax, 0),
            Some(held.clone())
        );
        assert!(read(tax, 1_000_000 + KEPT_MS - 1).is_some());
        assert!(read(tax, 1_000_000 + KEPT_MS).is_none(), "over");
        assert!(read(Asks::Service("health", None), 0).is_none());
        assert!(read(Asks::Connector("tax", None), 0).is_none());
        assert!(Tickets::new([8; 32]).read(&text, tax, 0).is_none());
        let octets = URL_SAFE_NO_PAD.decode(&text).unwrap();
        for at in 0..octets.len() {
            let mut other = octets.clone();
            other[at] ^= 1;
            let other = URL_SAFE_NO_PAD.encode(other);
            assert!(tickets.read(&other, tax, 0).is_none(), "octet {at}");
        }
        for end in 0..octets.len() {
            let short = URL_SAFE_NO_PAD.encode(&octets[..end]);
            assert!(tickets.read(&short, tax, 0).is_none(), "{end} octets");
        }
        // It leads to one login, and to another under another key.
        let (names, elsewhere) = (tickets.names(&held), Tickets::new([8; 32]).names(&held));
        assert_eq!(names.flow, Tickets::new([7; 32]).names(&held).flow);
        assert!(names.flow != elsewhere.flow && names.secret != elsewhere.secret);
        assert!(names.flow.as_str() != names.secret.reveal());
        // Two tickets of one moment are two.
        let other = tickets.issue(tax, 2, place, &env);
        let other = tickets.read(&other, tax, 0).unwrap();
        assert!(other.mark() != held.mark());
        assert!(tickets.names(&other).flow != names.flow);
    }
}
