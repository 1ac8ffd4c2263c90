//! Our reader against another one, roxmltree: what ours reads, that reads as well, and it says the
//! same. Ours may refuse more.

use proptest::prelude::*;
use xmlsec::{Document, Element, Limits};

use crate::fixture::{MESSAGE, SIGNED, parse};

/// A tree as lines, so that a difference can be read.
#[derive(Default)]
struct Lines(Vec<String>);

impl Lines {
    fn ours(element: Element<'_>) -> Vec<String> {
        let mut lines = Self::default();
        lines.add_ours(element);
        lines.0
    }

    fn add_ours(&mut self, element: Element<'_>) {
        self.0
            .push(format!("{{{}}}{}", element.namespace(), element.name()));
        for a in element.attributes() {
            self.0
                .push(format!("@{{{}}}{}={:?}", a.namespace, a.name, a.value));
        }
        let mut bindings: Vec<_> = element.in_scope_namespaces().collect();
        bindings.sort_unstable();
        self.0.push(format!("{bindings:?}"));
        self.0.push(format!("{:?}", element.text()));
        element.children().for_each(|child| self.add_ours(child));
    }

    fn theirs(node: roxmltree::Node<'_, '_>) -> Vec<String> {
        let mut lines = Self::default();
        lines.add_theirs(node);
        lines.0
    }

    fn add_theirs(&mut self, node: roxmltree::Node<'_, '_>) {
        let name = node.tag_name();
        let namespace = name.namespace().unwrap_or_default();
        self.0.push(format!("{{{namespace}}}{}", name.name()));
        for a in node.attributes() {
            let namespace = a.namespace().unwrap_or_default();
            self.0
                .push(format!("@{{{namespace}}}{}={:?}", a.name(), a.value()));
        }
        let bindings = node.namespaces().filter(|n| n.name() != Some("xml"));
        let mut bindings: Vec<_> = bindings
            .map(|n| (n.name().unwrap_or_default(), n.uri()))
            .collect();
        bindings.sort_unstable();
        self.0.push(format!("{bindings:?}"));
        let texts = node.children().filter(|n| n.is_text());
        let text: String = texts.filter_map(|n| n.text()).collect();
        self.0.push(format!("{text:?}"));
        let elements = node.children().filter(roxmltree::Node::is_element);
        elements.for_each(|child| self.add_theirs(child));
    }
}

/// What both read; `None` if ours refuses it.
fn compare(xml: &str) -> Option<()> {
    let ours = Document::parse(xml.as_bytes(), &Limits::MESSAGE).ok()?;
    // Line ends as XML 1.0 §2.11 has them: roxmltree leaves one before a reference.
    let normalised = xml.replace("\r\n", "\n").replace('\r', "\n");
    let theirs = roxmltree::Document::parse(&normalised)
        .unwrap_or_else(|error| panic!("read by us alone, {error}: {xml:?}"));
    assert_eq!(
        Lines::ours(ours.root()),
        Lines::theirs(theirs.root_element()),
        "{xml:?}"
    );
    Some(())
}

const PIECES: [&str; 60] = [
    "<a>",
    "</a>",
    "<a/>",
    "<b>",
    "</b>",
    "<p:b xmlns:p='urn:p'>",
    "</p:b>",
    "<p:a/>",
    "<b ",
    "<b",
    "/>",
    ">",
    "<",
    "/",
    " ",
    "\n",
    "\t",
    "\r\n",
    "\r",
    "x",
    "y",
    "\u{e6}",
    "\u{1F600}",
    "\u{fffe}",
    "\u{1}",
    "&amp;",
    "&lt;",
    "&#65;",
    "&#x41;",
    "&#10;",
    "&#13;",
    "&#xD800;",
    "&x;",
    "&",
    ";",
    "#",
    "<!--c-->",
    "<!--",
    "-->",
    "--",
    "-",
    "<![CDATA[",
    "]]>",
    "]]",
    "<![CDATA[d]]>",
    " a='1'",
    " p:a=\"2\"",
    " xmlns='urn:d'",
    " xmlns=''",
    " xmlns:p='urn:q'",
    " xmlns:q='urn:p'",
    " q:a='3'",
    " xml:lang='nb'",
    "'",
    "\"",
    "=",
    ":",
    " ID='i'",
    "<?pi?>",
    "<!DOCTYPE a>",
];

#[test]
fn both_read_a_message() {
    for xml in [MESSAGE, &SIGNED] {
        assert_eq!(compare(xml), Some(()));
    }
    // So the comparison can see a difference.
    let (ours, theirs) = (
        parse("<a>x</a>").unwrap(),
        roxmltree::Document::parse("<a>y</a>"),
    );
    assert_ne!(
        Lines::ours(ours.root()),
        Lines::theirs(theirs.unwrap().root_element())
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(20_000))]

    #[test]
    fn what_is_read_of_random_pieces_is_the_same(
        pieces in prop::collection::vec(0..PIECES.len(), 0..12),
    ) {
        let inside: String = pieces.iter().map(|at| PIECES[*at]).collect();
        compare(&inside);
        compare(&format!("<r xmlns:p='urn:p'>{inside}</r>"));
        compare(&format!("<r xmlns:p='urn:p'{inside}/>"));
    }

    #[test]
    fn what_is_read_of_a_changed_message_is_the_same(
        at in 0_usize..10_000, cut in 0_usize..40, piece in 0..PIECES.len(),
    ) {
        let characters: Vec<char> = SIGNED.chars().collect();
        let at = at % characters.len();
        let after = characters.iter().skip(at + cut);
        let changed: String = characters[..at].iter().collect::<String>()
            + PIECES[piece] + &after.collect::<String>();
        compare(&changed);
    }
}
