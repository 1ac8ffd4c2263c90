// SPDX-License-Identifier: EUPL-1.2
//! CBOR (RFC 8949), as far as mdoc uses it, in the one encoding that PID Rulebook §3.1.2 allows:
//! shortest integers, shortest lengths, nothing of indefinite length. So equal values have equal
//! octets, and a repeated key is seen by comparing octets.
//!
//! What cannot be expressed cannot be misread: a floating point number or a simple value without a
//! meaning is stepped over, since an element that nobody asked for may be `any` value (18013-5
//! §8.3.2.1.2.2), and what it says is not told; map keys other than integers and strings are refused. No
//! structure of these standards has either. Every [`Item`] keeps the octets it was read from, because
//! digests and signatures are over the octets as received and never over something encoded again.

use std::collections::HashSet;

use crate::{Error, Malformed};

/// Deepest nesting of arrays, maps and tags. The deepest honest one, an element of a
/// `DeviceResponse`, lies at 7; others' readers overflow their stack at 100,000 (VP-17).
pub const DEEPEST: u32 = 16;
/// Most items in one encoding: an MSO of 490 digests. One of a PID with every element of the Rulebook has some 40, a driving
/// licence with every element 130, with an element for each age from 0 to 99 some 230. 18013-5 names no most. Each
/// item costs 56 bytes here and as much time as ten octets of text: attack VP-17, an answer of nothing but empty arrays.
pub const MOST_ITEMS: u32 = 1_024;
/// Most octets. As for every answer of a wallet.
pub const MOST_OCTETS: usize = 256 * 1024;

/// Tag of a date and time as text. RFC 8949 §3.4.1.
pub const TAG_DATE_TIME: u64 = 0;
/// Tag of an octet string that holds one encoded item. RFC 8949 §3.4.5.1.
pub const TAG_ENCODED: u64 = 24;
/// Tag of a date as text. RFC 8943 §1.1.
pub const TAG_FULL_DATE: u64 = 1004;

/// One data item with its octets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item<'a> {
    octets: &'a [u8],
    value: Value<'a>,
}

/// What a data item says. RFC 8949 §3.1.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Value<'a> {
    /// Major type 4.
    Array(Vec<Item<'a>>),
    /// Simple value 20 or 21.
    Bool(bool),
    /// Major type 2.
    Bytes(&'a [u8]),
    /// Major type 5: distinct keys, in the order received.
    Map(Vec<(Item<'a>, Item<'a>)>),
    /// Major type 1: the integer −1 − n.
    Negative(u64),
    /// Simple value 22.
    Null,
    /// A floating point number, or a simple value without a meaning: nothing that is read here.
    Other,
    /// Major type 6.
    Tag(u64, Box<Item<'a>>),
    /// Major type 3.
    Text(&'a str),
    /// Simple value 23.
    Undefined,
    /// Major type 0.
    Unsigned(u64),
}

/// Reads exactly one data item.
///
/// # Errors
/// [`Malformed::Cbor`], with the rule that is broken.
pub fn read(octets: &[u8]) -> Result<Item<'_>, Error> {
    read_at_most((MOST_OCTETS, MOST_ITEMS), octets)
}

/// The same for what is not an answer of a wallet and may be larger, in octets and in items: a list of
/// what is revoked.
pub(crate) fn read_at_most(
    (most_octets, most_items): (usize, u32),
    octets: &[u8],
) -> Result<Item<'_>, Error> {
    if octets.len() > most_octets {
        return Err(Fault::TooLarge.into());
    }
    let mut reader = Reader {
        rest: octets,
        left: most_items,
    };
    let item = reader.item(0)?;
    // RFC 8949 §5.3.1: what stands behind it belongs to nobody.
    if reader.rest.is_empty() {
        Ok(item)
    } else {
        Err(Fault::Trailing.into())
    }
}

/// Which rule an encoding breaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Fault {
    /// More nested than [`DEEPEST`].
    #[error("nested too deep")]
    Depth,
    /// One key twice in a map. RFC 8949 §5.6.
    #[error("map key repeated")]
    DuplicateKey,
    /// Indefinite length. PID Rulebook §3.1.2.
    #[error("indefinite length")]
    Indefinite,
    /// A map key that is neither an integer nor a string.
    #[error("map key of another kind")]
    Key,
    /// An argument that a shorter one could express. PID Rulebook §3.1.2.
    #[error("not the shortest encoding")]
    NotShortest,
    /// Additional information 28 to 30, or a simple value below 32 in two octets. RFC 8949 §3, §3.3.
    #[error("reserved encoding")]
    Reserved,
    /// Text that is not UTF-8. RFC 8949 §3.1.
    #[error("text is not UTF-8")]
    Text,
    /// More octets than [`MOST_OCTETS`].
    #[error("too large")]
    TooLarge,
    /// More items than [`MOST_ITEMS`], or than a list may have.
    #[error("too many items")]
    TooManyItems,
    /// Octets behind the item.
    #[error("octets behind the end")]
    Trailing,
    /// Ends within an item, or a length says more than there is.
    #[error("ends too early")]
    Truncated,
}

impl From<Fault> for Error {
    fn from(fault: Fault) -> Self {
        Malformed::Cbor(fault).into()
    }
}

struct Reader<'a> {
    rest: &'a [u8],
    /// So many items may still come.
    left: u32,
}

impl<'a> Reader<'a> {
    fn item(&mut self, depth: u32) -> Result<Item<'a>, Fault> {
        self.left = self.left.checked_sub(1).ok_or(Fault::TooManyItems)?;
        let before = self.rest;
        let value = self.value(depth)?;
        let (octets, _) = before
            .split_at_checked(before.len() - self.rest.len())
            .ok_or(Fault::Truncated)?;
        Ok(Item { octets, value })
    }

    fn value(&mut self, depth: u32) -> Result<Value<'a>, Fault> {
        let initial = *self.take(1)?.first().ok_or(Fault::Truncated)?;
        let (major, info) = (initial >> 5, initial & 0x1f);
        if major == 7 {
            return self.simple(info);
        }
        let argument = self.argument(info)?;
        if major >= 4 && depth >= DEEPEST {
            return Err(Fault::Depth);
        }
        match major {
            0 => Ok(Value::Unsigned(argument)),
            1 => Ok(Value::Negative(argument)),
            2 => Ok(Value::Bytes(self.string(argument)?)),
            3 => {
                let text = std::str::from_utf8(self.string(argument)?);
                text.map(Value::Text).map_err(|_| Fault::Text)
            }
            4 => self.array(argument, depth).map(Value::Array),
            5 => self.map(argument, depth).map(Value::Map),
            _ => Ok(Value::Tag(argument, Box::new(self.item(depth + 1)?))),
        }
    }

    /// RFC 8949 §3.3. PID Rulebook §3.1.2 has no rule about how many octets a floating point number takes.
    fn simple(&mut self, info: u8) -> Result<Value<'a>, Fault> {
        let octets = match info {
            20 => return Ok(Value::Bool(false)),
            21 => return Ok(Value::Bool(true)),
            22 => return Ok(Value::Null),
            23 => return Ok(Value::Undefined),
            0..=19 => 0,
            24 => match self.take(1)? {
                [32..=255] => 0,
                _ => return Err(Fault::Reserved),
            },
            25 => 2,
            26 => 4,
            27 => 8,
            31 => return Err(Fault::Indefinite),
            _ => return Err(Fault::Reserved),
        };
        self.take(octets)?;
        Ok(Value::Other)
    }

    /// RFC 8949 §3: the argument, refused if a shorter one says the same (§4.1).
    fn argument(&mut self, info: u8) -> Result<u64, Fault> {
        let (octets, least) = match info {
            0..=23 => return Ok(u64::from(info)),
            24 => (1, 24),
            25 => (2, 1 << 8),
            26 => (4, 1 << 16),
            27 => (8, 1 << 32),
            31 => return Err(Fault::Indefinite),
            _ => return Err(Fault::Reserved),
        };
        let argument = self.take(octets)?;
        let argument = argument.iter().fold(0, |n, o| n << 8 | u64::from(*o));
        if argument < least {
            return Err(Fault::NotShortest);
        }
        Ok(argument)
    }

    /// A length is believed only as far as there are octets: nothing is reserved for it.
    fn string(&mut self, length: u64) -> Result<&'a [u8], Fault> {
        self.take(usize::try_from(length).map_err(|_| Fault::Truncated)?)
    }

    fn array(&mut self, count: u64, depth: u32) -> Result<Vec<Item<'a>>, Fault> {
        let mut items = Vec::new();
        for _ in 0..self.fits(count)? {
            items.push(self.item(depth + 1)?);
        }
        Ok(items)
    }

    fn map(&mut self, count: u64, depth: u32) -> Result<Vec<(Item<'a>, Item<'a>)>, Fault> {
        let (mut entries, mut keys) = (Vec::new(), HashSet::new());
        for _ in 0..self.fits(count)? {
            let key = self.item(depth + 1)?;
            if !matches!(
                key.value,
                Value::Unsigned(_) | Value::Negative(_) | Value::Text(_) | Value::Bytes(_)
            ) {
                return Err(Fault::Key);
            }
            // Attack (VP-17): two readers take different ones of two values with one key.
            if !keys.insert(key.octets) {
                return Err(Fault::DuplicateKey);
            }
            entries.push((key, self.item(depth + 1)?));
        }
        Ok(entries)
    }

    /// Every item has an octet at least.
    fn fits(&self, count: u64) -> Result<u64, Fault> {
        if usize::try_from(count).is_ok_and(|count| count <= self.rest.len()) {
            Ok(count)
        } else {
            Err(Fault::Truncated)
        }
    }

    fn take(&mut self, count: usize) -> Result<&'a [u8], Fault> {
        let (taken, rest) = self.rest.split_at_checked(count).ok_or(Fault::Truncated)?;
        self.rest = rest;
        Ok(taken)
    }
}

impl<'a> Item<'a> {
    /// The octets it was read from.
    #[must_use]
    pub fn octets(&self) -> &'a [u8] {
        self.octets
    }

    /// What it says.
    #[must_use]
    pub fn value(&self) -> &Value<'a> {
        &self.value
    }

    /// The text, if it is one.
    #[must_use]
    pub fn text(&self) -> Option<&'a str> {
        match self.value {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The octets of an octet string.
    #[must_use]
    pub fn bytes(&self) -> Option<&'a [u8]> {
        match self.value {
            Value::Bytes(bytes) => Some(bytes),
            _ => None,
        }
    }

    /// An integer that is not negative.
    #[must_use]
    pub fn unsigned(&self) -> Option<u64> {
        match self.value {
            Value::Unsigned(n) => Some(n),
            _ => None,
        }
    }

    /// An integer of at most 63 bits and a sign.
    #[must_use]
    pub fn integer(&self) -> Option<i64> {
        match self.value {
            Value::Unsigned(n) => i64::try_from(n).ok(),
            Value::Negative(n) => i64::try_from(n).ok().map(|n| -1 - n),
            _ => None,
        }
    }

    /// The items of an array.
    #[must_use]
    pub fn array(&self) -> Option<&[Self]> {
        match &self.value {
            Value::Array(items) => Some(items),
            _ => None,
        }
    }

    /// The entries of a map.
    #[must_use]
    pub fn map(&self) -> Option<&[(Self, Self)]> {
        match &self.value {
            Value::Map(entries) => Some(entries),
            _ => None,
        }
    }

    /// What stands under a text key of a map.
    #[must_use]
    pub fn member(&self, name: &str) -> Option<&Self> {
        let mut entries = self.map()?.iter();
        entries.find_map(|(key, value)| (key.text() == Some(name)).then_some(value))
    }

    /// What stands under an integer key of a map.
    #[must_use]
    pub fn label(&self, label: i64) -> Option<&Self> {
        let mut entries = self.map()?.iter();
        entries.find_map(|(key, value)| (key.integer() == Some(label)).then_some(value))
    }

    /// What is tagged with this number.
    #[must_use]
    pub fn tagged(&self, number: u64) -> Option<&Self> {
        match &self.value {
            Value::Tag(tag, item) if *tag == number => Some(item),
            _ => None,
        }
    }

    /// The octets of `#6.24(bstr)`: one more encoding, to be read on its own.
    #[must_use]
    pub fn encoded(&self) -> Option<&'a [u8]> {
        self.tagged(TAG_ENCODED)?.bytes()
    }
}

/// Writes data items one after the other, in the encoding that [`read`] takes. The caller says how
/// many items an array or a map will have and writes as many.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Writer(Vec<u8>);

impl Writer {
    /// Nothing yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// What was written.
    #[must_use]
    pub fn into_octets(self) -> Vec<u8> {
        self.0
    }

    /// An array of so many items, which follow.
    #[must_use]
    pub fn array(self, count: u64) -> Self {
        self.head(4, count)
    }

    /// A map of so many keys, each followed by its value.
    #[must_use]
    pub fn map(self, count: u64) -> Self {
        self.head(5, count)
    }

    /// A tag for the item that follows.
    #[must_use]
    pub fn tag(self, number: u64) -> Self {
        self.head(6, number)
    }

    /// A text.
    #[must_use]
    pub fn text(self, text: &str) -> Self {
        self.head(3, text.len() as u64).raw(text.as_bytes())
    }

    /// An octet string.
    #[must_use]
    pub fn bytes(self, bytes: &[u8]) -> Self {
        self.head(2, bytes.len() as u64).raw(bytes)
    }

    /// `#6.24(bstr .cbor item)` of an item that is encoded already.
    #[must_use]
    pub fn encoded(self, item: &[u8]) -> Self {
        self.tag(TAG_ENCODED).bytes(item)
    }

    /// An integer.
    #[must_use]
    pub fn integer(self, n: i64) -> Self {
        if n < 0 {
            self.head(1, n.unsigned_abs() - 1)
        } else {
            self.head(0, n.unsigned_abs())
        }
    }

    /// `true` or `false`.
    #[must_use]
    pub fn bool(self, value: bool) -> Self {
        self.head(7, if value { 21 } else { 20 })
    }

    /// `null`.
    #[must_use]
    pub fn null(self) -> Self {
        self.head(7, 22)
    }

    /// Items that are encoded already.
    #[must_use]
    pub fn raw(mut self, octets: &[u8]) -> Self {
        self.0.extend_from_slice(octets);
        self
    }

    /// RFC 8949 §3 and §4.1: the shortest head.
    fn head(mut self, major: u8, argument: u64) -> Self {
        let octets = argument.to_be_bytes();
        let (info, from) = match argument {
            0..=23 => (octets[7], 8),
            24..=0xff => (24, 7),
            0x100..=0xffff => (25, 6),
            0x1_0000..=0xffff_ffff => (26, 4),
            _ => (27, 0),
        };
        self.0.push(major << 5 | info);
        self.0.extend(octets.iter().skip(from));
        self
    }
}
