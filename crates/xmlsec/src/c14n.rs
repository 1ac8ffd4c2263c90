//! Exclusive XML Canonicalization 1.0 without comments (W3C REC 2002-07-18).

use crate::escape::{in_attribute, in_text};
use crate::tree::{Attribute, Child, Element};

/// Identifier of exclusive C14N without comments.
pub(crate) const EXC_C14N: &str = "http://www.w3.org/2001/10/xml-exc-c14n#";

/// The canonical form of an element. `inclusive_prefixes` is the `PrefixList` (§3): those prefixes
/// are rendered wherever they are in scope; `#default` stands for the default namespace.
#[must_use]
pub fn canonicalize(element: Element<'_>, inclusive_prefixes: &[&str]) -> Vec<u8> {
    canonicalize_without(element, None, inclusive_prefixes, usize::MAX).unwrap_or_default()
}

/// As [`canonicalize`], leaving out one child: the enveloped-signature transform
/// (XML Signature §6.6.4). `None` if it is longer than `most` octets. XML-14: each use of a prefix
/// repeats its declaration, so it is not even written to its end.
pub(crate) fn canonicalize_without(
    element: Element<'_>,
    omitted: Option<Element<'_>>,
    inclusive_prefixes: &[&str],
    most: usize,
) -> Option<Vec<u8>> {
    let inclusive = inclusive_prefixes
        .iter()
        .map(|p| if *p == "#default" { "" } else { *p });
    let mut writer = Writer {
        out: Vec::with_capacity(element.source().len() + 512),
        omitted,
        most,
        inclusive: inclusive.collect(),
        rendered: Vec::with_capacity(16),
    };
    writer.element(element);
    (writer.out.len() <= most).then_some(writer.out)
}

struct Writer<'a> {
    out: Vec<u8>,
    omitted: Option<Element<'a>>,
    most: usize,
    inclusive: Vec<&'a str>,
    /// What the output ancestors declare, the nearest last.
    rendered: Vec<(&'a str, &'a str)>,
}

impl<'a> Writer<'a> {
    /// Recursion is bounded by [`Limits::depth`](crate::Limits::depth).
    fn element(&mut self, element: Element<'a>) {
        if self.out.len() > self.most {
            return;
        }
        let outer = self.rendered.len();
        self.out.push(b'<');
        self.name(element.prefix(), element.name());
        let mut attributes: Vec<Attribute<'a>> = element.attributes().collect();
        self.namespaces(element, &attributes);
        // C14N 1.0 §2.3: attributes by namespace name, then local name.
        attributes.sort_unstable_by_key(|a| (a.namespace, a.name));
        for attribute in attributes {
            self.out.push(b' ');
            self.name(attribute.prefix, attribute.name);
            self.out.extend_from_slice(b"=\"");
            self.attribute_value(attribute.value);
            self.out.push(b'"');
        }
        self.out.push(b'>');
        for child in element.content() {
            match child {
                Child::Text(text) => self.text(text),
                Child::Element(child) if Some(child) == self.omitted => {}
                Child::Element(child) => self.element(child),
            }
        }
        self.out.extend_from_slice(b"</");
        self.name(element.prefix(), element.name());
        self.out.push(b'>');
        self.rendered.truncate(outer);
    }

    fn name(&mut self, prefix: &str, name: &str) {
        if !prefix.is_empty() {
            self.out.extend_from_slice(prefix.as_bytes());
            self.out.push(b':');
        }
        self.out.extend_from_slice(name.as_bytes());
    }

    /// §3: a namespace node is rendered if its prefix is visibly utilized (or in the list) and the
    /// nearest output ancestor that declares the prefix declares it otherwise, or none does.
    fn namespaces(&mut self, element: Element<'a>, attributes: &[Attribute<'a>]) {
        let outer = self.rendered.len();
        self.declare(element.prefix(), element.namespace());
        for attribute in attributes {
            if !attribute.prefix.is_empty() {
                self.declare(attribute.prefix, attribute.namespace);
            }
        }
        for at in 0..self.inclusive.len() {
            if let Some(prefix) = self.inclusive.get(at).copied()
                && let Some(uri) = element.resolve_prefix(prefix)
            {
                self.declare(prefix, uri);
            }
        }
        // §3: sorted by prefix, the default namespace first.
        if let Some(new) = self.rendered.get_mut(outer..) {
            new.sort_unstable();
        }
        for at in outer..self.rendered.len() {
            if let Some((prefix, uri)) = self.rendered.get(at).copied() {
                self.out.extend_from_slice(b" xmlns");
                if !prefix.is_empty() {
                    self.out.push(b':');
                    self.out.extend_from_slice(prefix.as_bytes());
                }
                self.out.extend_from_slice(b"=\"");
                self.attribute_value(uri);
                self.out.push(b'"');
            }
        }
    }

    /// The prefix `xml` needs no declaration (C14N 1.0 §2.3).
    fn declare(&mut self, prefix: &'a str, uri: &'a str) {
        if prefix == "xml" {
            return;
        }
        let above = self
            .rendered
            .iter()
            .rev()
            .find(|(p, _)| *p == prefix)
            .map(|(_, uri)| *uri);
        // An absent default namespace is written (`xmlns=""`) only to undo one.
        if above.unwrap_or_default() != uri {
            self.rendered.push((prefix, uri));
        }
    }

    fn text(&mut self, text: &str) {
        self.escaped(text, in_text);
    }

    fn attribute_value(&mut self, value: &str) {
        self.escaped(value, in_attribute);
    }

    fn escaped(&mut self, text: &str, entity: impl Fn(u8) -> Option<&'static str>) {
        let mut rest = text.as_bytes();
        while let Some(at) = rest.iter().position(|&b| entity(b).is_some()) {
            let (plain, tail) = rest.split_at(at);
            self.out.extend_from_slice(plain);
            if let [byte, after @ ..] = tail {
                self.out
                    .extend_from_slice(entity(*byte).unwrap_or_default().as_bytes());
                rest = after;
            }
        }
        self.out.extend_from_slice(rest);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Document, Limits};

    #[test]
    fn xml_14_a_canonical_form_that_outgrows_its_bound_is_not_written() {
        let (name, uses) = ("u".repeat(500), "<p:b/>".repeat(3_500));
        let xml = format!("<r xmlns:p='u:{name}'>{uses}</r>");
        let document = Document::parse(xml.as_bytes(), &Limits::MESSAGE).unwrap();
        let whole = canonicalize(document.root(), &[]);
        assert!(whole.len() > 1_750_000, "{}", whole.len());
        let within = |most| canonicalize_without(document.root(), None, &[], most);
        assert_eq!(within(whole.len()).as_ref(), Some(&whole));
        assert_eq!(within(whole.len() - 1), None);
        let mut writer = Writer {
            out: Vec::new(),
            omitted: None,
            most: 100_000,
            inclusive: Vec::new(),
            rendered: Vec::new(),
        };
        writer.element(document.root());
        assert!((100_001..101_000).contains(&writer.out.len()));
    }
}
