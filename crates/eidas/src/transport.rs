// SPDX-License-Identifier: EUPL-1.2

//! What the URLs of nodes may be.

/// Which URLs an entity may have: the libraries' share of the gateway's profile.
///
/// eIDAS Message Format 1.4 wants `https` everywhere; only a demonstration on one machine may
/// leave it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Transport {
    /// `https` only.
    Https,
    /// `https`, and `http` when the host is `localhost` or ends in `.localhost` (RFC 6761 §6.3).
    HttpsOrLocalhost,
}
