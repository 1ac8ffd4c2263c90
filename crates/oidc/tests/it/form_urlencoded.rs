//! `application/x-www-form-urlencoded`. RFC 6749 appendix B.

use oidc::protocol::{decode_form, encode_form};
use oidc::{Error, Malformed};
use proptest::prelude::*;

use crate::fixture::pairs;

#[test]
fn appendix_b_the_example_decodes() {
    // " %&+£€" is encoded as in the appendix.
    let decoded = decode_form(b"v=+%25%26%2B%C2%A3%E2%82%AC").unwrap();
    assert_eq!(decoded, pairs(&[("v", " %&+£€")]));
}

#[test]
fn order_empties_and_repetitions_are_kept_for_the_caller_to_judge() {
    let decoded = decode_form(b"a=1&b&=x&&a=2=3&").unwrap();
    assert_eq!(
        decoded,
        pairs(&[("a", "1"), ("b", ""), ("", "x"), ("a", "2=3")])
    );
}

#[test]
fn what_two_readers_could_understand_differently_is_refused() {
    let bad: [&[u8]; 8] = [
        b"a=%",
        b"a=%4",
        b"a=%zz",
        b"a=%+1",
        b"a=%FF",
        b"a=\xc3\xa6",
        b"a=b c",
        b"a=\0",
    ];
    for octets in bad {
        assert_eq!(
            decode_form(octets),
            Err(Error::from(Malformed::Form)),
            "{octets:?}"
        );
    }
}

#[test]
fn there_is_an_end_to_size_and_number() {
    assert!(decode_form(&b"a=1&".repeat(100)).is_ok());
    assert_eq!(
        decode_form(&b"a=1&".repeat(101)),
        Err(Malformed::TooLarge.into())
    );
    assert_eq!(
        decode_form(&[b'a'; 65_537]),
        Err(Malformed::TooLarge.into())
    );
}

proptest! {
    #[test]
    fn what_is_encoded_decodes_to_itself(
        params in proptest::collection::vec(("\\PC{1,20}", any::<String>()), 0..20)
    ) {
        prop_assert_eq!(decode_form(encode_form(&params).as_bytes()).unwrap(), params);
    }

    /// Pieces that are well formed and pieces that are not: what is read, a repairing decoder reads
    /// alike; what is refused has something to repair.
    #[test]
    fn what_is_read_every_decoder_reads_alike(
        pieces in proptest::collection::vec(
            proptest::sample::select(vec![
                "a", "bc", "=", "&", "+", "%41", "%2b", "%C3%A6", "%", "%4", "%zz", "%FF", "%E2%82",
                " ", "\u{e6}", "\0", "\u{7f}", "*", "\"",
            ]),
            0..12,
        )
    ) {
        let text = pieces.concat();
        let lenient: Vec<(String, String)> =
            url::form_urlencoded::parse(text.as_bytes()).into_owned().collect();
        let repaired = lenient.iter().any(|(n, v)| [n, v].iter().any(|t| t.contains('\u{fffd}')));
        let hex = |at: usize| text.as_bytes().get(at).is_some_and(u8::is_ascii_hexdigit);
        let mut percents = text.match_indices('%').map(|(at, _)| at);
        let odd = percents.any(|at| !hex(at + 1) || !hex(at + 2))
            || text.bytes().any(|b| !b.is_ascii_graphic());
        match decode_form(text.as_bytes()) {
            Ok(read) => prop_assert_eq!(read, lenient),
            Err(refused) => {
                prop_assert_eq!(refused, Malformed::Form.into());
                prop_assert!(odd || repaired, "{}", text);
            }
        }
        prop_assert_eq!(odd || repaired, decode_form(text.as_bytes()).is_err());
    }
}
