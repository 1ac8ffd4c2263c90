// SPDX-License-Identifier: EUPL-1.2
//! RFC 8949, and the one encoding of PID Rulebook §3.1.2.

use proptest::prelude::*;
use wallet::cbor::{DEEPEST, Fault, Item, MOST_ITEMS, MOST_OCTETS, Value, Writer, read};
use wallet::{Error, Malformed};

use crate::hex::{hex, unhex};

fn fault(octets: &[u8]) -> Fault {
    match read(octets) {
        Err(Error::Malformed(Malformed::Cbor(fault))) => fault,
        other => panic!("{other:?}"),
    }
}

#[test]
fn appendix_a_examples_are_read_and_written_again() {
    let w = Writer::new;
    let examples = [
        ("00", w().integer(0)),
        ("17", w().integer(23)),
        ("1818", w().integer(24)),
        ("1903e8", w().integer(1_000)),
        ("1a000f4240", w().integer(1_000_000)),
        ("1b000000e8d4a51000", w().integer(1_000_000_000_000)),
        ("20", w().integer(-1)),
        ("3863", w().integer(-100)),
        ("3903e7", w().integer(-1_000)),
        ("3b7fffffffffffffff", w().integer(i64::MIN)),
        ("f4", w().bool(false)),
        ("f5", w().bool(true)),
        ("f6", w().null()),
        (
            "c074323031332d30332d32315432303a30343a30305a",
            w().tag(0).text("2013-03-21T20:04:00Z"),
        ),
        (
            "d818456449455446",
            w().encoded(&w().text("IETF").into_octets()),
        ),
        ("40", w().bytes(b"")),
        ("4401020304", w().bytes(&[1, 2, 3, 4])),
        ("62c3bc", w().text("ü")),
        ("80", w().array(0)),
        (
            "8301820203820405",
            w().array(3)
                .integer(1)
                .array(2)
                .integer(2)
                .integer(3)
                .array(2)
                .integer(4)
                .integer(5),
        ),
        (
            "a201020304",
            w().map(2).integer(1).integer(2).integer(3).integer(4),
        ),
        (
            "a26161016162820203",
            w().map(2)
                .text("a")
                .integer(1)
                .text("b")
                .array(2)
                .integer(2)
                .integer(3),
        ),
    ];
    for (expected, written) in examples {
        let written = written.into_octets();
        assert_eq!(hex(&written), expected);
        assert_eq!(read(&written).unwrap().octets(), written);
    }
    assert_eq!(*read(&[0xf7]).unwrap().value(), Value::Undefined);
}

#[test]
fn s3_an_item_is_what_its_head_says() {
    let octets = unhex("a4617801207a");
    assert_eq!(fault(&octets), Fault::Truncated);
    let octets = Writer::new()
        .map(3)
        .text("t")
        .text("ü")
        .integer(-3)
        .bytes(&[7])
        .text("n")
        .tag(24)
        .bytes(&[0x0a]);
    let octets = octets.into_octets();
    let item = read(&octets).unwrap();
    assert_eq!(item.member("t").and_then(Item::text), Some("ü"));
    assert_eq!(item.label(-3).and_then(Item::bytes), Some(&[7][..]));
    assert_eq!(item.member("n").and_then(Item::encoded), Some(&[0x0a][..]));
    assert_eq!(item.member("absent"), None);
    assert_eq!(item.label(3), None);
    assert_eq!(item.text(), None);
}

/// VP-17, and one table for what PID Rulebook §3.1.2 forbids.
#[test]
fn vp_17_every_other_encoding_is_refused() {
    for (octets, expected) in [
        ("", Fault::Truncated),
        ("18", Fault::Truncated),
        ("1801", Fault::NotShortest),
        ("1817", Fault::NotShortest),
        ("1900ff", Fault::NotShortest),
        ("1a0000ffff", Fault::NotShortest),
        ("1b00000000ffffffff", Fault::NotShortest),
        ("5801aa", Fault::NotShortest),
        ("7801aa", Fault::NotShortest),
        ("9800", Fault::NotShortest),
        ("b800", Fault::NotShortest),
        ("d81780", Fault::NotShortest),
        ("5f40ff", Fault::Indefinite),
        ("7f60ff", Fault::Indefinite),
        ("9fff", Fault::Indefinite),
        ("bfff", Fault::Indefinite),
        ("ff", Fault::Indefinite),
        ("1c", Fault::Reserved),
        ("3d", Fault::Reserved),
        ("5e", Fault::Reserved),
        ("1f", Fault::Indefinite),
        ("df00", Fault::Indefinite),
        ("f800", Fault::Reserved),
        ("f814", Fault::Reserved),
        ("f81f", Fault::Reserved),
        ("fc", Fault::Reserved),
        ("f97e", Fault::Truncated),
        ("fa47c350", Fault::Truncated),
        ("fb7ff00000000000", Fault::Truncated),
        ("f8", Fault::Truncated),
        ("a1f97e0000", Fault::Key),
        ("a1e000", Fault::Key),
        ("61ff", Fault::Text),
        ("62c328", Fault::Text),
        ("63eda080", Fault::Text), // half a surrogate pair
        ("0000", Fault::Trailing),
        ("8000", Fault::Trailing),
        ("a2616101616102", Fault::DuplicateKey),
        ("a201020103", Fault::DuplicateKey),
        ("a24101014101f6", Fault::DuplicateKey),
        ("a2820102018201020f", Fault::Key),
        ("a1a000", Fault::Key),
        ("a1f500", Fault::Key),
        ("a1c16100", Fault::Key),
        ("81", Fault::Truncated),
        ("a1", Fault::Truncated),
        ("a101", Fault::Truncated),
        ("c0", Fault::Truncated),
        ("4401", Fault::Truncated),
        ("5bffffffffffffffff", Fault::Truncated),
        ("7b7fffffffffffffff", Fault::Truncated),
        ("9bffffffffffffffff", Fault::Truncated),
        ("bbffffffffffffffff00", Fault::Truncated),
        ("9a7fffffff00", Fault::Truncated),
    ] {
        assert_eq!(fault(&unhex(octets)), expected, "{octets}");
    }
    // The same keys in kinds that differ are different keys.
    read(&unhex("a3 01f5 6131f5 4131f5")).unwrap();
}

/// Appendix A has these too. What they say is nothing to us, and what stands behind them is read.
#[test]
fn s3_3_what_is_well_formed_and_not_read_is_stepped_over() {
    for octets in [
        "e0",
        "f0",
        "f3",
        "f820",
        "f8ff",
        "f90000",
        "f97e00",
        "fa47c35000",
        "fb7ff0000000000000",
        "fb3ff199999999999a",
    ] {
        let octets = unhex(&format!("82{octets}01"));
        let item = read(&octets).unwrap();
        let [other, one] = item.array().unwrap() else {
            panic!("{item:?}");
        };
        assert_eq!((other.value(), one.unsigned()), (&Value::Other, Some(1)));
        let told = (other.text(), other.bytes(), other.integer(), other.map());
        assert_eq!(told, (None, None, None, None));
    }
}

#[test]
fn vp_17_nesting_ends_at_sixteen_whatever_it_is_made_of() {
    for head in [&[0x81][..], &[0xa1, 0x00], &[0xc1], &[0xd8, 24]] {
        let nested = |depth: usize| [head.repeat(depth), vec![0]].concat();
        let deepest = DEEPEST as usize;
        assert!(read(&nested(deepest)).is_ok());
        assert_eq!(fault(&nested(deepest + 1)), Fault::Depth);
        assert_eq!(fault(&nested(100_000)), Fault::Depth);
    }
}

#[test]
fn vp_17_neither_octets_nor_items_without_end() {
    let items = |count: u32| {
        let zeros = (0..count).fold(Writer::new().array(u64::from(count)), |w, _| w.integer(0));
        zeros.into_octets()
    };
    assert!(read(&items(MOST_ITEMS - 1)).is_ok());
    assert_eq!(fault(&items(MOST_ITEMS)), Fault::TooManyItems);
    let bytes = |count: usize| Writer::new().bytes(&vec![0; count]).into_octets();
    assert!(read(&bytes(MOST_OCTETS - 5)).is_ok());
    assert_eq!(fault(&bytes(MOST_OCTETS - 4)), Fault::TooLarge);
}

proptest! {
    /// What is read is the one encoding: written again from its values, it is the same octets.
    #[test]
    fn octets_that_are_read_are_the_only_ones_for_what_they_say(
        octets in prop::collection::vec(
            prop_oneof![any::<u8>(), 0_u8..4, Just(0x82), Just(0xa1), Just(0x61), Just(0x41), Just(0xd8), Just(24)],
            0..40,
        ),
    ) {
        if let Ok(item) = read(&octets) {
            prop_assert_eq!(write(Writer::new(), &item).into_octets(), octets);
        }
    }
}

fn write(w: Writer, item: &Item<'_>) -> Writer {
    match item.value() {
        Value::Array(items) => items.iter().fold(w.array(items.len() as u64), write),
        Value::Bool(b) => w.bool(*b),
        Value::Bytes(b) => w.bytes(b),
        Value::Map(entries) => entries
            .iter()
            .fold(w.map(entries.len() as u64), |w, (k, v)| {
                write(write(w, k), v)
            }),
        Value::Null => w.null(),
        Value::Tag(n, item) => write(w.tag(*n), item),
        Value::Text(t) => w.text(t),
        Value::Undefined => w.raw(&[0xf7]),
        Value::Other => w.raw(item.octets()),
        Value::Unsigned(_) | Value::Negative(_) => match item.integer() {
            Some(n) => w.integer(n),
            // 64 bits and a sign: no writer of ours has them.
            None => w.raw(item.octets()),
        },
        other => panic!("{other:?}"),
    }
}
