// SPDX-License-Identifier: EUPL-1.2

//! How the words of a question are written down between two hops of a login: as they stand in
//! messages, read back by the same rules.

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::binding::RelayState;
use crate::{
    Attribute, Consent, CountryCode, EntityId, Instant, LevelOfAssurance, Loa, MessageId,
    NameIdFormat, RequesterId, SpType,
};

macro_rules! as_text {
    ($type:ty, $write:expr, $read:expr) => {
        impl Serialize for $type {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                let write: fn(&Self) -> String = $write;
                serializer.serialize_str(&write(self))
            }
        }

        impl<'de> Deserialize<'de> for $type {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = String::deserialize(deserializer)?;
                let read: fn(&str) -> Option<Self> = $read;
                read(&text).ok_or_else(|| D::Error::custom(stringify!($type)))
            }
        }
    };
}

as_text!(Attribute, |it| it.name(), Self::named);
as_text!(Consent, |it| it.uri().to_owned(), Self::from_uri);
as_text!(CountryCode, |it| it.to_string(), |text| Self::parse(text)
    .ok());
as_text!(EntityId, |it| it.to_string(), |text| Self::parse(text).ok());
as_text!(LevelOfAssurance, |it| it.uri().to_owned(), Self::from_uri);
as_text!(Loa, |it| it.uri().to_owned(), Self::parse);
as_text!(MessageId, |it| it.to_string(), |text| Self::parse(text)
    .ok());
as_text!(NameIdFormat, |it| it.uri().to_owned(), |text| Some(
    Self::from_uri(text)
));
as_text!(RelayState, |it| it.as_str().to_owned(), |text| Self::new(
    text
)
.ok());
as_text!(RequesterId, |it| it.as_str().to_owned(), |text| {
    Self::parse(text).ok()
});
as_text!(SpType, |it| it.as_str().to_owned(), Self::parse);

impl Serialize for Instant {
    /// Milliseconds since 1970.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_i64(self.ms())
    }
}

impl<'de> Deserialize<'de> for Instant {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Self::from_ms(i64::deserialize(deserializer)?))
    }
}
