// SPDX-License-Identifier: EUPL-1.2
//! The identifier under which another country knows a person of ours. eIDAS Attribute Profile 1.4
//! §2.2.3: `NO/SE/…`, given by our country for the one that asks, at most 256 characters, as
//! persistent in time as possible.
//!
//! An identifier once given never changes, whatever happens here:
//!
//! - **A key is superseded** (never rotated): who has an identifier keeps the one of its key. The
//!   store remembers the key's generation for each person and country.
//! - **A D-number becomes a fødselsnummer**, or a number is given anew: each new number is remembered
//!   as another name of the same person, for whichever country she came, and goes on under the
//!   identifiers of the newest number that a country knows.
//! - **The policy changes** for a country: only with a migration record; the store remembers which
//!   policy is in use, and the gateway does not start on an undecided change ([`Policies`]).
//!
//! A person is remembered by a keyed hash of the national number under the oldest key. An old
//! number lies encrypted under a key made of the new number and that key: nobody reads it from the
//! store, not even with the key, without knowing whom to look for, and nobody who can write there
//! leads a number to somebody else.

mod policies;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use eidas::{CountryCode, EntityId};
use serde::{Deserialize, Serialize};

pub use policies::{Policies, UndecidedPolicy};

use crate::citizen::Citizen;
use crate::keys::SymmetricKey;
use crate::number::NationalNumber;
use crate::settings::IdentifierPolicy;
use store::env::Env;
use store::seal::{self, hmac_sha256};
use store::{Key, Kind, Records, StoreError};

/// Makes and remembers identifiers.
pub struct Identifiers<'a> {
    keys: &'a [SymmetricKey],
    records: &'a Records,
    env: &'a Env,
    ours: CountryCode,
}

/// Why there is no identifier.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum IdentifierError {
    /// No derivation key is configured, or one that was in use is gone.
    #[error("the identifier key of generation {0} is missing")]
    KeyMissing(u8),
    /// What was remembered cannot be read.
    #[error("an old number cannot be opened")]
    Unreadable,
    /// The country's identifiers are of another policy, and nobody decided that they change.
    #[error(transparent)]
    Policy(#[from] UndecidedPolicy),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// A keyed hash that stands for a person.
type Root = [u8; 32];

/// An identifier, found but not yet given: [`Identifiers::give`] before it leaves.
pub struct Found {
    value: String,
    name_id: Root,
    country: CountryCode,
    /// The person as the store knows her.
    root: Root,
    generation: u8,
    known: bool,
    /// The person came with a new number that is to be remembered as hers.
    renamed: Option<Renamed>,
    /// Others of the country have identifiers of the same policy already.
    pub(crate) in_use: bool,
}

/// A number, and the one its person had before.
struct Renamed {
    number: Number,
    before: NationalNumber,
}

/// A number of a person.
#[derive(Clone)]
struct Number {
    root: Root,
    number: NationalNumber,
}

/// A person's numbers.
struct Numbers {
    own: Number,
    /// Those before it, newest first.
    before: Vec<Number>,
    /// The e-ID told the first of those, and it is not remembered yet.
    told: bool,
}

/// What the store remembers of a person and a country.
#[derive(Serialize, Deserialize)]
struct Given {
    version: u8,
    generation: u8,
}

/// What the store remembers of a new number.
#[derive(Serialize, Deserialize)]
struct Alias {
    version: u8,
    /// The old number, under a key made of the new one.
    sealed: String,
}

const VERSION: u8 = 1;

/// So many numbers before the present one are followed. A life has one or two: a D-number, and a
/// fødselsnummer that was corrected.
const MOST_BEFORE: usize = 8;

impl<'a> Identifiers<'a> {
    /// With these keys, oldest first.
    #[must_use]
    pub fn new(
        keys: &'a [SymmetricKey],
        records: &'a Records,
        env: &'a Env,
        ours: CountryCode,
    ) -> Self {
        Self {
            keys,
            records,
            env,
            ours,
        }
    }

    /// The identifier of this person for this country. Nothing is written.
    ///
    /// # Errors
    /// [`IdentifierError`]: then nothing may leave, since the next answer would name another
    /// person, or everybody else of the country.
    pub async fn find(
        &self,
        citizen: &Citizen,
        country: CountryCode,
        policy: IdentifierPolicy,
    ) -> Result<Found, IdentifierError> {
        // Most people have one number: everything is read at once.
        let own = self.root(&citizen.number)?;
        let keys = [
            policies::key(country),
            alias_key(&own),
            given_key(&own, country),
        ];
        let mut read = self.records.store().get_all(&keys).await?.into_iter();
        let mut next = || read.next().flatten();
        let (used, alias, given) = (next(), next(), next());
        let in_use = policies::hold(used.as_deref(), country, policy)?;
        let Numbers { own, before, told } = self.numbers(citizen, alias).await?;
        let renamed = before.first().filter(|_| told).map(|before| Renamed {
            number: own.clone(),
            before: before.number.clone(),
        });
        // A country that knew an old number goes on under it; any other gets the new one.
        let mut known = None;
        for number in std::iter::once(&own).chain(&before) {
            let found: Option<Given> = match number.root == own.root {
                true => given.as_deref().map(parse).transpose()?,
                false => self.read(&given_key(&number.root, country)).await?,
            };
            if let Some(given) = found {
                known = Some((number, given));
                break;
            }
        }
        let (Number { root, number }, given) = match known {
            Some((number, given)) => (number.clone(), Some(given)),
            None => (own, None),
        };
        let generation = match &given {
            Some(given) => given.generation,
            None => self.newest()?,
        };
        let local = match policy {
            IdentifierPolicy::National => number.as_str().to_owned(),
            IdentifierPolicy::PerCountry => {
                let made = self.derive(generation, "identifier", country.as_str(), &root)?;
                base32(&made)
            }
        };
        Ok(Found {
            value: format!("{}/{country}/{local}", self.ours),
            name_id: self.derive(generation, "name id", country.as_str(), &root)?,
            country,
            root,
            generation,
            known: given.is_some(),
            renamed,
            in_use,
        })
    }

    /// Remembers what was found: to be done, and durable, before it leaves.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn give(&self, found: &Found) -> Result<(), IdentifierError> {
        if let Some(renamed) = &found.renamed {
            let secret = self.secret_of(&renamed.number.number)?;
            let before = serde_json::to_vec(&renamed.before);
            let before = before.map_err(|_| IdentifierError::Unreadable)?;
            let nonce = self.env.bytes();
            let sealed = seal::seal_under(&secret, Kind::Identifier, VERSION, &before, nonce);
            let alias = Alias {
                version: VERSION,
                sealed: URL_SAFE_NO_PAD.encode(sealed),
            };
            self.write(&alias_key(&renamed.number.root), &alias).await?;
        }
        if !found.known {
            let given = Given {
                version: VERSION,
                generation: found.generation,
            };
            self.write(&given_key(&found.root, found.country), &given)
                .await?;
        }
        Ok(())
    }

    /// The numbers of this person, as we remember them, or else as the e-ID says and we remember
    /// from there.
    ///
    /// A claim that leads back to the number it is made of contradicts what another one said before.
    /// It is not believed, since two persons could end under one identifier.
    ///
    /// `alias` is what lies under the name of her present number.
    async fn numbers(
        &self,
        citizen: &Citizen,
        alias: Option<Vec<u8>>,
    ) -> Result<Numbers, IdentifierError> {
        let mut alias = Some(alias);
        let mut numbers = Numbers {
            own: self.number(&citizen.number)?,
            before: Vec::new(),
            told: false,
        };
        while numbers.before.len() < MOST_BEFORE {
            let oldest = numbers.before.last().unwrap_or(&numbers.own);
            let read = match alias.take() {
                Some(alias) => alias.as_deref().map(parse).transpose()?,
                None => self.read(&alias_key(&oldest.root)).await?,
            };
            let before = match read {
                Some(alias) => Some(self.number(&self.old_number(&oldest.number, &alias)?)?),
                None => None,
            };
            let before = match before {
                Some(before) => before,
                None if numbers.before.is_empty() => {
                    let Some(before) = &citizen.previous_number else {
                        break;
                    };
                    numbers.told = true;
                    self.number(before)?
                }
                None => break,
            };
            if before.root == numbers.own.root {
                if numbers.told {
                    tracing::warn!("an e-ID said of a person's old number that it came later");
                    numbers.before.clear();
                    numbers.told = false;
                }
                break;
            }
            numbers.before.push(before);
        }
        Ok(numbers)
    }

    fn number(&self, number: &NationalNumber) -> Result<Number, IdentifierError> {
        Ok(Number {
            root: self.root(number)?,
            number: number.clone(),
        })
    }

    fn newest(&self) -> Result<u8, IdentifierError> {
        let last = self.keys.len().checked_sub(1);
        last.and_then(|last| u8::try_from(last).ok())
            .ok_or(IdentifierError::KeyMissing(0))
    }

    fn key(&self, generation: u8) -> Result<&SymmetricKey, IdentifierError> {
        let key = self.keys.get(usize::from(generation));
        key.ok_or(IdentifierError::KeyMissing(generation))
    }

    fn root(&self, number: &NationalNumber) -> Result<Root, IdentifierError> {
        let parts: [&[u8]; 2] = [b"landport person\0", number.as_str().as_bytes()];
        Ok(hmac_sha256(self.key(0)?.bytes(), &parts))
    }

    fn derive(
        &self,
        generation: u8,
        what: &str,
        whom: &str,
        root: &Root,
    ) -> Result<Root, IdentifierError> {
        let parts: [&[u8]; 6] = [
            b"landport ",
            what.as_bytes(),
            b"\0",
            whom.as_bytes(),
            b"\0",
            root,
        ];
        Ok(hmac_sha256(self.key(generation)?.bytes(), &parts))
    }

    /// Known only to who has the key and the number.
    fn secret_of(&self, number: &NationalNumber) -> Result<String, IdentifierError> {
        let parts: [&[u8]; 2] = [b"landport old number\0", number.as_str().as_bytes()];
        Ok(URL_SAFE_NO_PAD.encode(hmac_sha256(self.key(0)?.bytes(), &parts)))
    }

    fn old_number(
        &self,
        number: &NationalNumber,
        alias: &Alias,
    ) -> Result<NationalNumber, IdentifierError> {
        let unreadable = IdentifierError::Unreadable;
        let sealed = URL_SAFE_NO_PAD.decode(&alias.sealed);
        let sealed = sealed.map_err(|_| unreadable.clone())?;
        let secret = self.secret_of(number)?;
        seal::open_under(&secret, Kind::Identifier, VERSION, &sealed)
            .and_then(|plain| serde_json::from_slice(&plain).ok())
            .ok_or(unreadable)
    }

    async fn read<T: for<'de> Deserialize<'de>>(&self, key: &Key) -> Result<Option<T>, StoreError> {
        let read = self.records.store().get(*key).await?;
        read.as_deref().map(parse).transpose()
    }

    async fn write<T: Serialize>(&self, key: &Key, value: &T) -> Result<(), StoreError> {
        let unreadable = StoreError::Unreadable {
            kind: Kind::Identifier,
        };
        let octets = serde_json::to_vec(value).map_err(|_| unreadable)?;
        self.records.store().put(*key, octets, i64::MAX).await
    }
}

impl Found {
    /// `NO/SE/…`.
    #[must_use]
    pub fn value(&self) -> &str {
        &self.value
    }

    /// A persistent NameID: the same for the same person and connector, and for no other pair.
    /// SAML Core §8.3.7.
    #[must_use]
    pub fn persistent_name_id(&self, connector: &EntityId) -> String {
        base32(&hmac_sha256(
            &self.name_id,
            &[connector.as_str().as_bytes()],
        ))
    }

    /// What stands for this person under a purpose of the caller's, in keys of the store.
    #[must_use]
    pub fn person(&self) -> &[u8; 32] {
        &self.root
    }
}

impl std::fmt::Debug for Found {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Found(for {})", self.country)
    }
}

fn parse<T: for<'de> Deserialize<'de>>(octets: &[u8]) -> Result<T, StoreError> {
    serde_json::from_slice(octets).map_err(|_| StoreError::Unreadable {
        kind: Kind::Identifier,
    })
}

fn given_key(root: &Root, country: CountryCode) -> Key {
    Key::lasting(
        Kind::Identifier,
        &[b"given", root, country.as_str().as_bytes()],
    )
}

fn alias_key(root: &Root) -> Key {
    Key::lasting(Kind::Identifier, &[b"alias", root])
}

/// RFC 4648 §6 without padding: letters and digits only, since some nodes take nothing else in an
/// identifier, and none that a form, a path or a change of case could spoil.
fn base32(octets: &[u8]) -> String {
    const ALPHABET: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    let mut text = String::with_capacity(octets.len() * 8 / 5 + 1);
    let (mut bits, mut held) = (0_u32, 0_u32);
    for octet in octets {
        held = (held << 8) | u32::from(*octet);
        bits += 8;
        while bits >= 5 {
            bits -= 5;
            text.push(letter(ALPHABET, held >> bits));
        }
        held &= (1 << bits) - 1;
    }
    if bits > 0 {
        text.push(letter(ALPHABET, held << (5 - bits)));
    }
    text
}

fn letter(alphabet: &[u8; 32], value: u32) -> char {
    let index = usize::try_from(value & 31).unwrap_or(0);
    alphabet.get(index).copied().map_or('A', char::from)
}

#[cfg(test)]
mod tests;
