//! The immutable view of a document: elements, attributes, namespaces, text.

use std::borrow::Cow;
use std::ops::Range;

use crate::{Error, Limits, Malformed, parse};

/// A parsed document: UTF-8, no DTD, no processing instruction, no duplicate ID, within limits.
///
/// A flat tree in document order over one owned text. Comments are not kept: they are not part of
/// any signature (exclusive C14N without comments) and must not part any value.
#[derive(Clone, Debug)]
pub struct Document {
    /// The source, then the values that do not stand in it literally.
    pub(crate) text: String,
    /// Where in `text` the source proper is.
    pub(crate) content: Range<usize>,
    pub(crate) nodes: Vec<Node>,
    pub(crate) attributes: Vec<AttributeData>,
    pub(crate) scopes: Vec<Scope>,
    /// Into `declared`.
    pub(crate) namespaces: Vec<u32>,
    /// Prefix and name.
    pub(crate) declared: Vec<(Span, Span)>,
    pub(crate) limits: Limits,
}

/// A stretch of the document's text, or of one of its lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Span {
    start: u32,
    len: u32,
}

impl Span {
    pub(crate) fn new(start: usize, len: usize) -> Result<Self, Malformed> {
        let start = u32::try_from(start).map_err(|_| Malformed::TooLarge)?;
        let len = u32::try_from(len).map_err(|_| Malformed::TooLarge)?;
        Ok(Self { start, len })
    }

    /// The prefix of a qualified name that begins at `start` and has this local name.
    pub(crate) fn before(start: usize, local: Self) -> Result<Self, Malformed> {
        let end = (local.range().start).saturating_sub(1).max(start);
        Self::new(start, end - start)
    }

    pub(crate) fn range(self) -> Range<usize> {
        let start = usize::try_from(self.start).unwrap_or(usize::MAX);
        start..start.saturating_add(usize::try_from(self.len).unwrap_or(usize::MAX))
    }
}

#[derive(Clone, Copy, Debug)]
pub(crate) enum Node {
    Element(ElementData),
    Text(Span),
}

#[derive(Clone, Copy, Debug)]
pub(crate) struct ElementData {
    pub(crate) name: Span,
    pub(crate) prefix: Span,
    pub(crate) namespace: Span,
    /// Into [`Document::attributes`].
    pub(crate) attributes: Span,
    /// Into [`Document::scopes`].
    pub(crate) scope: u32,
    /// Index of the first node that is not below this one.
    pub(crate) end: u32,
    /// Where it stands in the source.
    pub(crate) source: Span,
}

#[derive(Clone, Copy, Debug)]
pub(crate) struct AttributeData {
    pub(crate) prefix: Span,
    pub(crate) name: Span,
    pub(crate) namespace: Span,
    pub(crate) value: Span,
}

/// The namespaces in scope, into [`Document::namespaces`].
#[derive(Clone, Copy, Debug)]
pub(crate) struct Scope(pub(crate) Span);

impl Document {
    /// Reads a whole document.
    ///
    /// # Errors
    /// [`Error::Malformed`] with what was found.
    pub fn parse(bytes: &[u8], limits: &Limits) -> Result<Self, Error> {
        parse::document(bytes, limits)
    }

    /// Reads a decrypted fragment of exactly one element, in the scope of `namespaces`
    /// (prefix, name; the prefix `""` is the default namespace).
    ///
    /// # Errors
    /// [`Error::Malformed`] with what was found.
    pub fn parse_in_context(
        bytes: &[u8],
        namespaces: &[(&str, &str)],
        limits: &Limits,
    ) -> Result<Self, Error> {
        parse::fragment(bytes, namespaces, limits)
    }

    /// The document element.
    #[must_use]
    pub const fn root(&self) -> Element<'_> {
        Element {
            document: self,
            index: 0,
        }
    }

    /// The text that was read: as given, but without byte order mark and XML declaration and with
    /// line ends normalised (XML 1.0 §2.11).
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        self.text
            .get(self.content.clone())
            .unwrap_or_default()
            .as_bytes()
    }

    fn str(&self, span: Span) -> &str {
        self.text.get(span.range()).unwrap_or_default()
    }

    pub(crate) fn node(&self, index: usize) -> Option<&Node> {
        self.nodes.get(index)
    }
}

/// One element of a [`Document`].
#[derive(Clone, Copy)]
pub struct Element<'a> {
    document: &'a Document,
    index: usize,
}

/// One attribute, namespace declarations excluded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Attribute<'a> {
    /// Namespace name; empty for an attribute without prefix.
    pub namespace: &'a str,
    /// Local name.
    pub name: &'a str,
    /// Normalised value (XML 1.0 §3.3.3).
    pub value: &'a str,
    pub(crate) prefix: &'a str,
}

/// A child of an element, for canonicalising.
pub(crate) enum Child<'a> {
    Element(Element<'a>),
    Text(&'a str),
}

impl<'a> Element<'a> {
    fn data(self) -> Option<&'a ElementData> {
        match self.document.node(self.index) {
            Some(Node::Element(data)) => Some(data),
            _ => None,
        }
    }

    fn str(self, pick: impl Fn(&ElementData) -> Span) -> &'a str {
        self.data()
            .map(|d| self.document.str(pick(d)))
            .unwrap_or_default()
    }

    /// Local name.
    #[must_use]
    pub fn name(self) -> &'a str {
        self.str(|d| d.name)
    }

    /// Namespace name, empty if none.
    #[must_use]
    pub fn namespace(self) -> &'a str {
        self.str(|d| d.namespace)
    }

    pub(crate) fn prefix(self) -> &'a str {
        self.str(|d| d.prefix)
    }

    /// Whether this is `{namespace}name`. Elements are told apart by this alone, never by prefix.
    #[must_use]
    pub fn is(self, namespace: &str, name: &str) -> bool {
        self.name() == name && self.namespace() == namespace
    }

    /// The value of an attribute without namespace.
    #[must_use]
    pub fn attribute(self, name: &str) -> Option<&'a str> {
        self.attribute_ns("", name)
    }

    /// The value of the attribute `{namespace}name`.
    #[must_use]
    pub fn attribute_ns(self, namespace: &str, name: &str) -> Option<&'a str> {
        self.attributes()
            .find(|a| a.name == name && a.namespace == namespace)
            .map(|a| a.value)
    }

    /// All attributes in document order.
    pub fn attributes(self) -> impl Iterator<Item = Attribute<'a>> {
        let document = self.document;
        self.data()
            .and_then(|d| document.attributes.get(d.attributes.range()))
            .unwrap_or_default()
            .iter()
            .map(|a| Attribute {
                namespace: document.str(a.namespace),
                name: document.str(a.name),
                value: document.str(a.value),
                prefix: document.str(a.prefix),
            })
    }

    pub(crate) fn content(self) -> impl Iterator<Item = Child<'a>> {
        let document = self.document;
        let end = self
            .data()
            .map_or(0, |d| usize::try_from(d.end).unwrap_or(0));
        let mut index = self.index + 1;
        std::iter::from_fn(move || {
            if index >= end {
                return None;
            }
            let at = index;
            match document.node(at)? {
                Node::Text(span) => {
                    index += 1;
                    Some(Child::Text(document.str(*span)))
                }
                Node::Element(data) => {
                    index = usize::try_from(data.end).ok()?;
                    Some(Child::Element(Element {
                        document,
                        index: at,
                    }))
                }
            }
        })
    }

    /// The child elements.
    pub fn children(self) -> impl Iterator<Item = Self> {
        self.content().filter_map(|c| match c {
            Child::Element(element) => Some(element),
            Child::Text(_) => None,
        })
    }

    /// This element and all below it, in document order.
    pub fn descendants(self) -> impl Iterator<Item = Self> {
        let document = self.document;
        let end = self
            .data()
            .map_or(0, |d| usize::try_from(d.end).unwrap_or(0));
        (self.index..end)
            .filter(move |&i| matches!(document.node(i), Some(Node::Element(_))))
            .map(move |index| Element { document, index })
    }

    /// The character data directly in this element, all of it: neither a comment nor a child
    /// element ends it. Not trimmed.
    #[must_use]
    pub fn text(self) -> Cow<'a, str> {
        let mut texts = self.content().filter_map(|c| match c {
            Child::Text(text) => Some(text),
            Child::Element(_) => None,
        });
        let first = texts.next().unwrap_or_default();
        match texts.next() {
            None => Cow::Borrowed(first),
            Some(second) => {
                let mut all = [first, second].concat();
                all.extend(texts);
                Cow::Owned(all)
            }
        }
    }

    /// Whether there is character data other than white space directly in this element. An element
    /// of element-only content should have none.
    #[must_use]
    pub fn has_text(self) -> bool {
        !self.text().trim_matches([' ', '\t', '\n', '\r']).is_empty()
    }

    /// The namespace name of a prefix in scope here (`""`: the default namespace, if declared).
    #[must_use]
    pub fn resolve_prefix(self, prefix: &str) -> Option<&'a str> {
        if prefix == "xml" {
            return Some(parse::XML_NS);
        }
        self.in_scope_namespaces()
            .find(|(p, _)| *p == prefix)
            .map(|(_, uri)| uri)
    }

    /// Prefix and name of the namespaces in scope here; the default namespace has prefix `""` and,
    /// where undeclared again, an empty name. The prefix `xml` is not listed.
    pub fn in_scope_namespaces(self) -> impl Iterator<Item = (&'a str, &'a str)> {
        let document = self.document;
        self.data()
            .and_then(|d| document.scopes.get(usize::try_from(d.scope).ok()?))
            .and_then(|scope| document.namespaces.get(scope.0.range()))
            .unwrap_or_default()
            .iter()
            .filter_map(|index| document.declared.get(usize::try_from(*index).ok()?))
            .map(|(prefix, uri)| (document.str(*prefix), document.str(*uri)))
    }

    /// Where this element stands in [`Document::text`].
    pub(crate) fn source(self) -> Range<usize> {
        self.data().map_or(0..0, |d| d.source.range())
    }
}

/// The same element of the same document.
impl PartialEq for Element<'_> {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self.document, other.document) && self.index == other.index
    }
}

impl Eq for Element<'_> {}

impl std::fmt::Debug for Element<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "<{{{}}}{}>", self.namespace(), self.name())
    }
}
