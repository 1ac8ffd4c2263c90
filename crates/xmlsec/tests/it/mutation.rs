//! The property behind all wrapping: whatever is changed in a signed message, it is refused or
//! says exactly what was signed.

use proptest::prelude::*;
use xmlsec::{Document, Limits, Policy, verify};

use crate::fixture::{MESSAGE, P256, SIGNED, assert_control, parse, trusted};

fn original() -> Vec<u8> {
    xmlsec::canonicalize(parse(MESSAGE).unwrap().root(), &[])
}

fn refused_or_identical(bytes: &[u8], original: &[u8]) -> bool {
    Document::parse(bytes, &Limits::MESSAGE)
        .and_then(|doc| verify(&doc, &trusted(&P256), &Policy::EIDAS))
        .map_or(true, |proof| proof.document().bytes() == original)
}

#[test]
fn every_single_byte_changed_or_removed() {
    assert_control();
    let (signed, original) = (SIGNED.as_bytes(), original());
    for at in 0..signed.len() {
        for byte in [b'<', b'"', b'A', b' ', signed[at] ^ 1] {
            let mut changed = signed.to_vec();
            changed[at] = byte;
            assert!(refused_or_identical(&changed, &original), "{at} {byte}");
        }
        let mut removed = signed.to_vec();
        removed.remove(at);
        assert!(refused_or_identical(&removed, &original), "{at} removed");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn pieces_moved_doubled_or_replaced(
        from in 0_usize..4_000,
        len in 0_usize..600,
        to in 0_usize..4_000,
        cut in any::<bool>(),
        insert in "(<!--x-->|&#65;|<a/>|<a>|</a>| |xmlns:a='urn:a'|ID='_good'|[a-z]{1,3})?",
    ) {
        let signed = SIGNED.as_bytes();
        let from = from % signed.len();
        let end = (from + len).min(signed.len());
        let piece = signed[from..end].to_vec();
        let mut changed = signed.to_vec();
        if cut {
            changed.drain(from..end);
        }
        let to = to % (changed.len() + 1);
        changed.splice(to..to, piece.into_iter().chain(insert.bytes()));
        prop_assert!(refused_or_identical(&changed, &original()));
    }
}
