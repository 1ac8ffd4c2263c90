//! XML-14: what a hostile document costs, at the limits. Counted in octets and comparisons, not in
//! seconds; `examples/xmlsec_hostile.rs` times the same shapes.

use std::cell::Cell;
use std::mem::size_of;

use super::*;
use crate::limits::{MAX_NAMESPACE_NAME, MAX_NAMESPACES, MAX_PREFIX};
use crate::tree::{AttributeData, Declaration, Node, Span};

#[path = "../../tests/it/shapes.rs"]
mod shapes;

thread_local! {
    /// Comparisons that are not one per octet.
    pub(super) static WORK: Cell<usize> = const { Cell::new(0) };
}

/// What a request may be after inflating; what the octets of one form field may be; the limit.
const SIZES: [usize; 3] = [24 * 1024, 96 * 1024, Limits::MESSAGE.bytes];

fn read(shape: &str, xml: &str) -> (Document, usize) {
    WORK.set(0);
    let document = document(xml.as_bytes(), &Limits::MESSAGE)
        .unwrap_or_else(|error| panic!("{shape}: {error}"));
    (document, WORK.get())
}

/// What a document holds on to, room not used included.
fn memory(document: &Document) -> usize {
    document.text.capacity()
        + document.nodes.capacity() * size_of::<Node>()
        + document.attributes.capacity() * size_of::<AttributeData>()
        + document.declared.capacity() * size_of::<Declaration>()
        + document.comments.capacity() * size_of::<Span>()
}

#[test]
fn xml_14_memory_is_linear_in_the_input() {
    for shape in shapes::all() {
        for octets in SIZES {
            let xml = shape.of(octets);
            let memory = memory(&read(shape.name, &xml).0);
            assert!(
                memory < 20 * xml.len(),
                "{}: {memory} of {}",
                shape.name,
                xml.len()
            );
        }
    }
}

/// R1 of the campaign of November 2026: each bound held, and their product cost 31 ms.
#[test]
fn xml_14_work_is_linear_in_the_input() {
    for shape in shapes::all() {
        for octets in SIZES {
            let xml = shape.of(octets);
            let (_, work) = read(shape.name, &xml);
            assert!(
                work < 20 * xml.len(),
                "{}: {work} of {}",
                shape.name,
                xml.len()
            );
        }
    }
}

#[test]
fn xml_14_the_shapes_are_as_large_as_they_may_be() {
    for shape in shapes::all() {
        let xml = shape.of(SIZES[0]);
        assert!(xml.len() > 9_000, "{}: {}", shape.name, xml.len());
    }
}

#[test]
fn names_in_ascii_and_in_all_of_unicode_are_by_one_rule() {
    use super::characters::{continues_ascii_name, continues_name};
    for byte in 0..=u8::MAX {
        let expected = byte.is_ascii() && continues_name(char::from(byte));
        assert_eq!(continues_ascii_name(byte), expected, "{byte}");
    }
}

#[test]
fn xml_14_joined_texts_are_whole() {
    let xml =
        "<a>\u{e6}<!----><![CDATA[b]]><!---->&#38;c<b/>d<!---->e<!---->&lt;<c>f</c>g<!---->h</a>";
    let document = document(xml.as_bytes(), &Limits::MESSAGE).unwrap();
    let texts: Vec<&str> = document
        .nodes
        .iter()
        .filter_map(|node| match node {
            Node::Text(span) => document.text.get(span.range()),
            Node::Element(_) => None,
        })
        .collect();
    assert_eq!(texts, ["\u{e6}b&c", "de<", "f", "gh"]);
}

#[test]
fn xml_14_names_that_every_element_inherits_are_short_and_few() {
    let prefix = |octets| format!("<a xmlns:{}='u:'/>", "p".repeat(octets));
    let uri = |octets: usize| format!("<a xmlns='u:{}'/>", "u".repeat(octets - 2));
    let read = |xml: String| document(xml.as_bytes(), &Limits::MESSAGE).map(|_| ());
    assert_eq!(read(prefix(MAX_PREFIX)), Ok(()));
    let refused = Err(Malformed::TooManyAttributes.into());
    assert_eq!(read(prefix(MAX_PREFIX + 1)), refused);
    assert_eq!(read(uri(MAX_NAMESPACE_NAME)), Ok(()));
    let long = Err(Malformed::NamespaceUri.into());
    assert_eq!(read(uri(MAX_NAMESPACE_NAME + 1)), long);
    let path = |elements| {
        let open: String = (0..elements)
            .map(|n| {
                (0..16)
                    .map(|m| format!(" xmlns:p{n}x{m}='u:'"))
                    .collect::<String>()
            })
            .map(|some| format!("<a{some}>"))
            .collect();
        format!("{open}{}", "</a>".repeat(elements))
    };
    assert_eq!(read(path(MAX_NAMESPACES / 16)), Ok(()));
    assert_eq!(read(path(MAX_NAMESPACES / 16 + 1)), refused);
}
