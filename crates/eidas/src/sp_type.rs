// SPDX-License-Identifier: EUPL-1.2

//! Public or private sector.

/// `eidas:SPType`: the sector of the relying party. eIDAS Message Format 1.4 §4.1.
///
/// Stands in the Connector's metadata or in each request, never in both.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SpType {
    /// A private company.
    Private,
    /// A public body.
    Public,
}

impl SpType {
    /// Reads `public` or `private`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        match text {
            "private" => Some(Self::Private),
            "public" => Some(Self::Public),
            _ => None,
        }
    }

    /// `public` or `private`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Private => "private",
            Self::Public => "public",
        }
    }
}
