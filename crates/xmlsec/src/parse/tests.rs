//! XML-14: what a hostile document costs, at the limits. Counted in octets, not in seconds.

use std::mem::size_of;

use super::*;
use crate::tree::Scope;

/// Repeats `item` as often as octets and nodes allow, between `before` and `after`.
fn filled(before: &str, item: &str, nodes_of_item: usize, after: &str) -> String {
    let limits = Limits::MESSAGE;
    let nodes = (usize::try_from(limits.nodes).unwrap() - 128) / nodes_of_item;
    let octets = (limits.bytes - before.len() - after.len()) / item.len();
    [before, &item.repeat(nodes.min(octets)), after].concat()
}

/// 64 declarations, the longest that may be, on the way to an element.
fn declarations(uri: &str) -> String {
    let (prefix, uri) = ("p".repeat(MAX_PREFIX - 2), uri.repeat(MAX_NAMESPACE_NAME));
    (0..MAX_NAMESPACES - 1)
        .map(|n| {
            let octets = uri.get(..MAX_NAMESPACE_NAME - 2).unwrap_or_default();
            format!(" xmlns:{prefix}{n:02}='u:{octets}'")
        })
        .collect::<Vec<_>>()
        .chunks(40)
        .map(|some| format!("<a{}>", some.concat()))
        .collect()
}

fn hostile() -> Vec<(&'static str, String)> {
    let long = "x".repeat(33_000);
    let text = format!("<a>{long}");
    let deep = "<a>".repeat(Limits::MESSAGE.depth - 1);
    let up = "</a>".repeat(Limits::MESSAGE.depth - 1);
    let escaped = format!("<r xmlns:p='u:&#38;{}'>", "u".repeat(500));
    // Two elements deep; a name that does not stand in the source literally.
    let scopes = |uri: &str| filled(&declarations(uri), "<b xmlns:c='u:'/>", 1, "</a></a>");
    let mut shapes = vec![
        ("a text and comments", filled(&text, "<!---->y", 2, "</a>")),
        ("comments alone", filled(&text, "<!---->", 1, "</a>")),
        ("CDATA", filled(&text, "<![CDATA[y]]>", 1, "</a>")),
        (
            "CDATA and comments",
            filled(&text, "<![CDATA[y]]><!---->", 2, "</a>"),
        ),
        (
            "references and comments",
            filled(&text, "&#65;<!---->", 2, "</a>"),
        ),
        ("references", filled("<a>", "&#65;", 1, "</a>")),
        ("texts and elements", filled("<a>", "y<b/>", 2, "</a>")),
        (
            "deep comments",
            filled(&[&deep, long.as_str()].concat(), "<!---->y", 2, &up),
        ),
        ("elements", filled("<a>", "<b/>", 1, "</a>")),
        (
            "escaped namespace, elements",
            filled(&escaped, "<p:b/>", 1, "</r>"),
        ),
        ("scopes", scopes("x")),
        ("scopes, deep", filled(&deep, "<b xmlns:c='u:'/>", 1, &up)),
        (
            "xml:lang",
            filled("<a>", "<b xml:a='' xml:b='' xml:c=''/>", 1, "</a>"),
        ),
        (
            "ids",
            filled("<a>", "<b/>", 1, "</a>").replacen("<b/>", "<b ID='a'/>", 1),
        ),
    ];
    let many: String = (0..47).map(|n| format!(" p:a{n}=''")).collect();
    shapes.push((
        "escaped namespace, attributes",
        filled(&escaped, &format!("<b{many}/>"), 1, "</r>"),
    ));
    // Escaped, 64 names of 512 octets do not fit beside the elements; some do.
    let some: String = (0..40)
        .map(|n| format!(" xmlns:q{n}='u:&#38;{}'", "u".repeat(500)))
        .collect();
    shapes.push((
        "escaped namespaces, scopes",
        filled(&format!("<a{some}>"), "<b xmlns:c='u:'/>", 1, "</a>"),
    ));
    shapes
}

#[test]
fn xml_14_memory_is_linear_in_the_input() {
    for (shape, xml) in hostile() {
        let document = document(xml.as_bytes(), &Limits::MESSAGE)
            .unwrap_or_else(|error| panic!("{shape}: {error}"));
        let text = document.text.len();
        assert!(text < 3 * xml.len(), "{shape}: {text} of {}", xml.len());
        // The smallest element has four octets, and so has the smallest attribute.
        let lists = document.nodes.len() * size_of::<Node>()
            + document.attributes.len() * size_of::<AttributeData>()
            + document.scopes.len() * size_of::<Scope>()
            + document.namespaces.len() * size_of::<u32>();
        assert!(lists < 24 * xml.len(), "{shape}: {lists} of {}", xml.len());
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
    let read = |xml: String| document(xml.as_bytes(), &Limits::MESSAGE).map(|_| ());
    assert_eq!(read(prefix(MAX_PREFIX)), Ok(()));
    let refused = Err(Malformed::TooManyAttributes.into());
    assert_eq!(read(prefix(MAX_PREFIX + 1)), refused);
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
