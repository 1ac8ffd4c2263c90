// SPDX-License-Identifier: EUPL-1.2
//! RFC 9180, in the suite of 18013-7 Annex C.

use wallet::{
    Error, Malformed,
    hpke::{RecipientKey, seal},
};

use crate::hex::{hex, unhex};

fn key(scalar: &str) -> RecipientKey {
    RecipientKey::from_scalar(&unhex(scalar).try_into().unwrap()).unwrap()
}

/// Appendix A.3.1: its keys, `info` and the derived key and nonce. The ciphertexts there have
/// associated data, which Annex C has not; so key and nonce are shown to be right by sealing with
/// them directly.
#[test]
fn a_3_1_keys_and_key_schedule() {
    let ephemeral = key("4995788ef4b9d6132b249ce59a77281493eb39af373d236a1fe415cb0c2d7beb");
    let recipient = key("f3ce7fdae57e1a310d87f1ebbde6f328be0a99cdbcadf4d6589cf29de4b8ffd2");
    let enc = "04a92719c6195d5085104f469a8b9814d5838ff72b60501e2c4466e5e67b325ac9\
               8536d7b61a1af4b78e5b7f951c0900be863c403ce65c9bfcb9382657222d18c4";
    let public = "04fe8c19ce0905191ebc298a9245792531f26f0cece2460639e8bc39cb7f706a82\
                  6a779b4cf969b8a0e539c7f62fb3d30ad6aa8f80e30f1d128aafd68a2ce72ea0";
    assert_eq!(hex(ephemeral.public().point()), enc.replace(' ', ""));
    assert_eq!(hex(recipient.public().point()), public.replace(' ', ""));
    let info = unhex("4f6465206f6e2061204772656369616e2055726e");
    let plaintext = unhex("4265617574792069732074727574682c20747275746820626561757479");
    let sealed = seal(recipient.public(), &ephemeral, &info, &plaintext).unwrap();
    assert_eq!(hex(&sealed.enc), enc.replace(' ', ""));
    // The body of the first ciphertext of A.3.1.1: a counter mode, which the associated data does
    // not touch; the tag alone differs.
    let body = "5ad590bb8baa577f8619db35a36311226a896e7342a6d836d8b7bcd2f2";
    assert_eq!(hex(&sealed.ciphertext[..plaintext.len()]), body);
    let opened = recipient
        .open(&sealed.enc, &info, &sealed.ciphertext)
        .unwrap();
    assert_eq!(*opened, plaintext);
}

#[test]
fn s6_1_whatever_is_changed_does_not_open() {
    let (recipient, ephemeral) = (
        RecipientKey::generate().unwrap(),
        RecipientKey::generate().unwrap(),
    );
    let sealed = seal(recipient.public(), &ephemeral, b"info", b"answer").unwrap();
    let (enc, ciphertext) = (sealed.enc, sealed.ciphertext);
    assert_eq!(
        **recipient.open(&enc, b"info", &ciphertext).unwrap(),
        *b"answer"
    );
    let again = RecipientKey::from_scalar(recipient.scalar()).unwrap();
    assert_eq!(
        **again.open(&enc, b"info", &ciphertext).unwrap(),
        *b"answer"
    );

    let refused = |key: &RecipientKey, enc: &[u8], info: &[u8], ciphertext: &[u8]| {
        let error = key.open(enc, info, ciphertext).unwrap_err();
        assert_eq!(error, Error::from(Malformed::Hpke));
    };
    refused(&ephemeral, &enc, b"info", &ciphertext);
    refused(
        &recipient,
        ephemeral.public().point(),
        b"info2",
        &ciphertext,
    );
    refused(&recipient, recipient.public().point(), b"info", &ciphertext);
    refused(&recipient, &enc[..64], b"info", &ciphertext);
    refused(&recipient, &[], b"info", &ciphertext);
    refused(&recipient, &[4; 65], b"info", &ciphertext);
    let compressed = [&[2 + (enc[64] & 1)], &enc[1..33]].concat();
    refused(&recipient, &compressed, b"info", &ciphertext);
    for length in 0..ciphertext.len() {
        refused(&recipient, &enc, b"info", &ciphertext[..length]);
    }
    // Every tag of one octet: OpenSSL alone would take one of them.
    for octet in 0..=255 {
        refused(&recipient, &enc, b"info", &[octet]);
    }
    for at in 0..ciphertext.len() {
        let mut changed = ciphertext.clone();
        changed[at] ^= 1;
        refused(&recipient, &enc, b"info", &changed);
    }
}

#[test]
fn a_scalar_of_no_private_key() {
    for scalar in [[0; 32], [0xff; 32]] {
        assert!(RecipientKey::from_scalar(&scalar).is_err());
    }
}
