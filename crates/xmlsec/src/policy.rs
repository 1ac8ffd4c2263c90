//! What is acceptable: closed choices with reasons. No switch turns a check off.

use crate::{Error, PublicKey, SignatureMethod, Untrusted};

/// What a signature on a message or on metadata may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Policy {
    methods: &'static [SignatureMethod],
    min_rsa_bits: u32,
}

impl Policy {
    /// eIDAS cryptographic requirements 1.4 §3: RSASSA-PSS from 3072 bit and ECDSA on the listed
    /// curves, SHA-2 from 256 bit.
    pub const EIDAS: Self = Self {
        methods: &SignatureMethod::ALL,
        min_rsa_bits: 3072,
    };

    /// Whether a key may be used: RSA of the least size or more, or a curve of the list. Keys that
    /// are neither make no [`Certificate`](crate::Certificate) at all.
    ///
    /// # Errors
    /// [`Untrusted::KeySize`].
    pub fn check_key(&self, key: &PublicKey) -> Result<(), Error> {
        if key.is_at_least(self.min_rsa_bits) {
            Ok(())
        } else {
            Err(Untrusted::KeySize.into())
        }
    }

    pub(crate) const fn methods(&self) -> &'static [SignatureMethod] {
        self.methods
    }

    pub(crate) const fn min_rsa_bits(&self) -> u32 {
        self.min_rsa_bits
    }
}

/// Whether a peer may use SHA-1 inside RSA-OAEP. Nodes before version 1.4 of the specifications
/// do; collisions of SHA-1 do not weaken OAEP, yet 1.4 forbids it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Sha1InOaep {
    /// Only SHA-2 for digest and MGF1: what 1.4 says.
    #[default]
    Refused,
    /// Also SHA-1, and with it `rsa-oaep-mgf1p`: for a peer that publishes at most version 1.3.
    AcceptedFromOlderPeer,
}

/// What a ciphertext may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DecryptionPolicy {
    /// See [`Sha1InOaep`].
    pub sha1_in_oaep: Sha1InOaep,
    /// Octets of plaintext at most.
    pub max_plaintext: usize,
}

impl DecryptionPolicy {
    /// eIDAS cryptographic requirements 1.4 §3.
    pub const EIDAS: Self = Self {
        sha1_in_oaep: Sha1InOaep::Refused,
        max_plaintext: 256 * 1024,
    };
    /// For one older peer, named in the configuration with reason and expiry.
    pub const OLDER_PEER: Self = Self {
        sha1_in_oaep: Sha1InOaep::AcceptedFromOlderPeer,
        ..Self::EIDAS
    };
}
