// SPDX-License-Identifier: EUPL-1.2
//! The property behind all of it: whatever is changed in a signed presentation, it is refused, or
//! proves exactly what was signed.

use proptest::prelude::*;
use wallet::mdoc::{Element, VerifiedMdoc};

use crate::mdoc_fixture::{Template, verify};

fn elements(mdoc: &VerifiedMdoc) -> Vec<Element> {
    mdoc.elements().to_vec()
}

/// Elements may be left out, since they are disclosed one by one: `nameSpaces` itself is not signed.
fn refused_or_part_of(octets: &[u8], original: &[Element]) -> bool {
    verify(octets).map_or(true, |mdoc| {
        mdoc.elements().iter().all(|e| original.contains(e))
    })
}

#[test]
fn every_single_octet_changed_or_removed() {
    let good = Template::good().build();
    let original = elements(&verify(&good).unwrap());
    let mut changes_nothing = Vec::new();
    for at in 0..good.len() {
        let mut changed = good.clone();
        changed[at] ^= 1;
        assert!(refused_or_part_of(&changed, &original), "{at}");
        if verify(&changed).is_ok_and(|mdoc| !mdoc.elements().is_empty()) {
            changes_nothing.push(at);
        }
        changed[at] = good[at] ^ 0x80;
        assert!(refused_or_part_of(&changed, &original), "{at}");
        changed.remove(at);
        assert!(refused_or_part_of(&changed, &original), "{at} removed");
    }
    // 18013-5 §8.1: of the version of the response, which nobody signs, the minor one says nothing.
    let version = b"\x67version\x63";
    let at = good.windows(version.len()).position(|part| part == version);
    assert_eq!(changes_nothing, [at.unwrap() + version.len() + 2]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn pieces_moved_doubled_or_replaced(
        from in any::<prop::sample::Index>(),
        len in 0_usize..400,
        to in any::<prop::sample::Index>(),
        cut in any::<bool>(),
        insert in prop::collection::vec(any::<u8>(), 0..4),
    ) {
        let good = Template::good().build();
        let original = elements(&verify(&good).unwrap());
        let from = from.index(good.len());
        let end = (from + len).min(good.len());
        let piece = good[from..end].to_vec();
        let mut changed = good;
        if cut {
            changed.drain(from..end);
        }
        let to = to.index(changed.len() + 1);
        changed.splice(to..to, piece.into_iter().chain(insert));
        prop_assert!(refused_or_part_of(&changed, &original));
    }
}
