// SPDX-License-Identifier: EUPL-1.2
//! Sealing for a taker who is not here: what a wallet's POST brings must be kept for the browser
//! that asked, and the wallet brings none of its secrets.
//!
//! The browser's secret gives a key pair of X25519 (RFC 7748). Its public half lies with what is
//! waited for; what came is sealed to it, under an ephemeral key's shared secret (RFC 9180 §4.1 does
//! the same), and only who brings the secret opens it. So nobody who posts, and nobody who reads the
//! store between the POST and the browser's return, learns who the person is (attack WV-16; ADR 11).
//!
//! By aws-lc, which rustls brings: it computes a public half each time a key is loaded, as OpenSSL does, but not in
//! portable C, and a login by link needs three halves and two agreements (ADR 2).

use aws_lc_rs::agreement::{PrivateKey, UnparsedPublicKey, X25519, agree};
use zeroize::Zeroizing;

use crate::seal::{hex, hmac_sha256, open_with, seal_with};
use crate::{Kind, Secret};

/// Octets of a key and of a point. RFC 7748 §5.
const WIDTH: usize = 32;

/// The public half of a secret: to it can be sealed, with it nothing is opened.
#[must_use]
pub fn public_half(secret: &Secret) -> Option<[u8; WIDTH]> {
    public_of(&private_half(secret)?)
}

/// Seals `plain` for the holder of the secret whose public half this is. `ephemeral` and `nonce`
/// are fresh random octets. `None` for a point that gives no secret (RFC 7748 §6.1).
///
/// Anybody can seal to a public half, so the `salt` is what says by whom it was ([`crate::seal`]).
pub(crate) fn seal_to(
    salt: &[u8],
    public: &[u8; WIDTH],
    (kind, plain): (Kind, &[u8]),
    ephemeral: &Zeroizing<[u8; WIDTH]>,
    nonce: [u8; 12],
) -> Option<Vec<u8>> {
    let own = PrivateKey::from_private_key(&X25519, &**ephemeral).ok()?;
    let own_public = public_of(&own)?;
    let key = shared(&own, public, &own_public, public)?;
    let sealed = seal_with(salt, &key, (kind, 1), plain, nonce);
    Some([&own_public[..], &sealed].concat())
}

/// Opens what [`seal_to`] made; `None` for any other salt, secret, kind or octet.
pub(crate) fn open_as(
    salt: &[u8],
    secret: &Secret,
    kind: Kind,
    sealed: &[u8],
) -> Option<Zeroizing<Vec<u8>>> {
    let (ephemeral, sealed) = sealed.split_first_chunk::<WIDTH>()?;
    let own = private_half(secret)?;
    let own_public = public_of(&own)?;
    let key = shared(&own, ephemeral, ephemeral, &own_public)?;
    open_with(salt, &key, (kind, 1), sealed).map(Zeroizing::new)
}

fn private_half(secret: &Secret) -> Option<PrivateKey> {
    let key = hmac_sha256(b"landport taker 1", &[secret.reveal().as_bytes()]);
    PrivateKey::from_private_key(&X25519, &*Zeroizing::new(key)).ok()
}

fn public_of(key: &PrivateKey) -> Option<[u8; WIDTH]> {
    let public = key.compute_public_key().ok()?;
    public.as_ref().try_into().ok()
}

/// The shared secret, bound to both public halves. One that is all zero is refused.
fn shared(
    own: &PrivateKey,
    other: &[u8; WIDTH],
    sender: &[u8],
    taker: &[u8],
) -> Option<Zeroizing<String>> {
    let other = UnparsedPublicKey::new(&X25519, other);
    let of_both = |secret: &[u8]| {
        let key = Zeroizing::new(hmac_sha256(
            b"landport sealed to 1",
            &[secret, sender, taker],
        ));
        Ok(Zeroizing::new(hex(&*key)))
    };
    agree(own, other, (), of_both).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::env::Env;

    const HOUSE: &[u8] = b"a house";

    fn sealed(secret: &Secret, env: &Env) -> Vec<u8> {
        let public = public_half(secret).unwrap();
        let ephemeral = Zeroizing::new(env.bytes());
        let what = (Kind::WalletAnswer, &b"Astrid Lindmark"[..]);
        seal_to(HOUSE, &public, what, &ephemeral, env.bytes()).unwrap()
    }

    #[test]
    fn wv_16_only_who_brings_the_secret_opens() {
        let env = Env::system();
        let (secret, other) = (Secret::new(&env, i64::MAX), Secret::new(&env, i64::MAX));
        let sealed = sealed(&secret, &env);
        let open = |secret, kind, sealed: &[u8]| {
            open_as(HOUSE, secret, kind, sealed).map(|plain| plain.to_vec())
        };
        let opened = open(&secret, Kind::WalletAnswer, &sealed);
        assert_eq!(opened.unwrap(), b"Astrid Lindmark");
        assert_eq!(open(&other, Kind::WalletAnswer, &sealed), None);
        assert_eq!(open(&secret, Kind::Grant, &sealed), None);
        for at in 0..sealed.len() {
            let mut broken = sealed.clone();
            *broken.get_mut(at).unwrap() ^= 1;
            assert_eq!(
                open(&secret, Kind::WalletAnswer, &broken),
                None,
                "octet {at}"
            );
        }
        assert_eq!(open(&secret, Kind::WalletAnswer, &sealed[..31]), None);
        let by_another = open_as(b"another house", &secret, Kind::WalletAnswer, &sealed);
        assert!(by_another.is_none());
    }

    #[test]
    fn the_public_half_opens_nothing_and_twice_is_not_the_same() {
        let env = Env::system();
        let secret = Secret::new(&env, i64::MAX);
        let (one, two) = (sealed(&secret, &env), sealed(&secret, &env));
        assert_ne!(one[..32], two[..32]);
        assert!(!one.windows(7).any(|octets| octets == b"Astrid "));
        let public = public_half(&secret).unwrap();
        assert_eq!(Some(public), public_half(&secret));
        assert_ne!(public[..], one[..32]);
    }

    /// Two nodes of which one is of an older build: what it sealed with OpenSSL is opened here, and the other way round.
    #[test]
    fn what_another_library_computes_is_the_same() {
        use openssl::derive::Deriver;
        use openssl::pkey::{Id, PKey};

        let env = Env::system();
        let secret = Secret::new(&env, i64::MAX);
        let key = hmac_sha256(b"landport taker 1", &[secret.reveal().as_bytes()]);
        let ephemeral: [u8; WIDTH] = env.bytes();
        let private = |octets: &[u8]| PKey::private_key_from_raw_bytes(octets, Id::X25519).unwrap();
        let public = public_half(&secret).unwrap();
        let taker = private(&key).raw_public_key().unwrap();
        assert_eq!(public[..], taker);
        let sender = private(&ephemeral).raw_public_key().unwrap();
        let peer = PKey::public_key_from_raw_bytes(&sender, Id::X25519).unwrap();
        let taker_key = private(&key);
        let mut deriver = Deriver::new(&taker_key).unwrap();
        deriver.set_peer(&peer).unwrap();
        let agreed = deriver.derive_to_vec().unwrap();
        let bound = hmac_sha256(b"landport sealed to 1", &[&agreed, &sender, &taker]);
        let own = PrivateKey::from_private_key(&X25519, &ephemeral).unwrap();
        let ours = shared(&own, &public, &sender, &public).unwrap();
        assert_eq!(*ours, hex(&bound));
    }

    #[test]
    fn a_point_that_gives_no_secret_is_refused() {
        let env = Env::system();
        let ephemeral = Zeroizing::new(env.bytes());
        let what = (Kind::WalletAnswer, &b"x"[..]);
        let sealed = seal_to(HOUSE, &[0; 32], what, &ephemeral, env.bytes());
        assert_eq!(sealed, None);
    }
}
