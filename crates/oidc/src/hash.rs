// SPDX-License-Identifier: EUPL-1.2
//! SHA-256 and HMAC with it, without OpenSSL's search for the algorithm by its name: `openssl::sha::sha256`
//! makes one for each hash, `openssl::sign::Signer` several for each HMAC, and both stand in every login.

use openssl::sha::Sha256;
use zeroize::Zeroizing;

/// FIPS 180-4 §6.2.
pub(crate) fn sha256(octets: &[u8]) -> [u8; 32] {
    let mut hash = Sha256::new();
    hash.update(octets);
    hash.finish()
}

/// RFC 2104 §2, with a key of 32 octets, which fits into the hash's block of 64.
pub(crate) fn hmac_sha256(key: &[u8; 32], octets: &[u8]) -> [u8; 32] {
    let padded = |with: u8| {
        let mut block = Zeroizing::new([with; 64]);
        for (to, from) in block.iter_mut().zip(key) {
            *to ^= from;
        }
        let mut hash = Sha256::new();
        hash.update(&*block);
        hash
    };
    let (mut inner, mut outer) = (padded(0x36), padded(0x5c));
    inner.update(octets);
    outer.update(&inner.finish());
    outer.finish()
}

#[cfg(test)]
mod tests {
    use openssl::{hash::MessageDigest, pkey::PKey, sign::Signer};

    use super::*;

    #[test]
    fn a_hash_and_an_hmac_are_those_of_openssl() {
        let key: [u8; 32] = std::array::from_fn(|at| u8::try_from(at * 7).unwrap());
        for length in [0, 1, 55, 56, 63, 64, 65, 1_000] {
            let octets = vec![0xa5; length];
            assert_eq!(sha256(&octets), openssl::sha::sha256(&octets));
            let theirs = PKey::hmac(&key).unwrap();
            let mut theirs = Signer::new(MessageDigest::sha256(), &theirs).unwrap();
            let theirs = theirs.sign_oneshot_to_vec(&octets).unwrap();
            assert_eq!(hmac_sha256(&key, &octets)[..], theirs, "{length}");
        }
    }
}
