// SPDX-License-Identifier: EUPL-1.2
//! SHA-2, as JOSE, COSE, SD-JWT and mdoc name it; FIPS 180-4. By OpenSSL's hashes themselves: through
//! its `EVP` it searches for the algorithm each time, which costs more than to hash a claim.

use openssl::sha::{Sha256, Sha384, Sha512};

/// One of the three.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Digest {
    Sha256,
    Sha384,
    Sha512,
}

impl Digest {
    pub(crate) fn of(self, octets: &[u8]) -> Vec<u8> {
        match self {
            Self::Sha256 => sha256(octets).to_vec(),
            Self::Sha384 => {
                let mut hash = Sha384::new();
                hash.update(octets);
                hash.finish().to_vec()
            }
            Self::Sha512 => {
                let mut hash = Sha512::new();
                hash.update(octets);
                hash.finish().to_vec()
            }
        }
    }
}

pub(crate) fn sha256(octets: &[u8]) -> [u8; 32] {
    let mut hash = Sha256::new();
    hash.update(octets);
    hash.finish()
}
