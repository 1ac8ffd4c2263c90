// SPDX-License-Identifier: EUPL-1.2

//! Versions of the eIDAS technical specifications.

/// A version a node announces in its metadata (entity attribute `protocol-version`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ProtocolVersion {
    /// 1.0, 2016.
    V1_0,
    /// 1.1, 2016.
    V1_1,
    /// 1.2, 2019: non-notified levels, RequesterID.
    V1_2,
    /// 1.3, 2023.
    V1_3,
    /// 1.4, 2023: more natural person attributes; no RSA-OAEP with SHA-1.
    V1_4,
}

impl ProtocolVersion {
    /// Reads `1.4`. Other versions are unknown, hence `None`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        match text {
            "1.0" => Some(Self::V1_0),
            "1.1" => Some(Self::V1_1),
            "1.2" => Some(Self::V1_2),
            "1.3" => Some(Self::V1_3),
            "1.4" => Some(Self::V1_4),
            _ => None,
        }
    }

    /// As published: `1.4`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::V1_0 => "1.0",
            Self::V1_1 => "1.1",
            Self::V1_2 => "1.2",
            Self::V1_3 => "1.3",
            Self::V1_4 => "1.4",
        }
    }
}
