// SPDX-License-Identifier: EUPL-1.2
//! How the standards' words are stored: as they are written on the wire.

macro_rules! as_text {
    ($name:ident, $type:ty, $write:expr, $read:expr) => {
        pub(crate) mod $name {
            use serde::{Deserialize, Deserializer, Serializer, de::Error};

            pub(crate) fn serialize<S: Serializer>(
                value: &$type,
                serializer: S,
            ) -> Result<S::Ok, S::Error> {
                let write: fn(&$type) -> &str = $write;
                serializer.serialize_str(write(value))
            }

            pub(crate) fn deserialize<'de, D: Deserializer<'de>>(
                deserializer: D,
            ) -> Result<$type, D::Error> {
                let text = String::deserialize(deserializer)?;
                let read: fn(&str) -> Option<$type> = $read;
                read(&text).ok_or_else(|| D::Error::custom(stringify!($name)))
            }
        }
    };
}

/// A level that may be missing.
pub(crate) mod maybe_level {
    use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};

    pub(crate) fn serialize<S: Serializer>(
        value: &Option<eidas::LevelOfAssurance>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        value
            .map(eidas::LevelOfAssurance::uri)
            .serialize(serializer)
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Option<eidas::LevelOfAssurance>, D::Error> {
        let text = Option::<String>::deserialize(deserializer)?;
        text.map(|text| {
            eidas::LevelOfAssurance::from_uri(&text).ok_or_else(|| D::Error::custom("level"))
        })
        .transpose()
    }
}

as_text!(country, eidas::CountryCode, |v| v.as_str(), |t| {
    eidas::CountryCode::parse(t).ok()
});
as_text!(entity, eidas::EntityId, |v| v.as_str(), |t| {
    eidas::EntityId::parse(t).ok()
});
as_text!(
    level,
    eidas::LevelOfAssurance,
    |v| v.uri(),
    eidas::LevelOfAssurance::from_uri
);
