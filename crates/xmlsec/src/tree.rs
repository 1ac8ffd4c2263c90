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
    /// Octets of the source proper.
    pub(crate) source: usize,
    pub(crate) nodes: Vec<Node>,
    pub(crate) attributes: Vec<AttributeData>,
    pub(crate) declared: Vec<Declaration>,
    /// Where comments begin.
    pub(crate) comments: Vec<Span>,
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

    /// Up to `end`.
    pub(crate) fn until(self, end: usize) -> Result<Self, Malformed> {
        let start = self.range().start;
        Self::new(start, end.saturating_sub(start))
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

/// The name of an element or attribute.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Name {
    pub(crate) local: Span,
    /// Into [`Document::declared`]; or [`NONE`] or [`XML`].
    pub(crate) namespace: u32,
    /// Octets of the prefix that stands before it and a colon, 0 if none.
    pub(crate) prefix: u32,
}

/// No namespace; the end of a chain of declarations.
pub(crate) const NONE: u32 = u32::MAX;
/// The namespace of the prefix `xml`, which need not be declared.
pub(crate) const XML: u32 = u32::MAX - 1;

impl Name {
    pub(crate) fn prefix_range(self) -> Range<usize> {
        let end = self.local.range().start.saturating_sub(1);
        end.saturating_sub(usize::try_from(self.prefix).unwrap_or(usize::MAX))..end
    }
}

#[derive(Clone, Copy, Debug)]
pub(crate) struct ElementData {
    pub(crate) name: Name,
    /// Into [`Document::attributes`].
    pub(crate) attributes: Span,
    /// The nearest declaration in scope, into [`Document::declared`], or [`NONE`].
    pub(crate) scope: u32,
    /// Index of the first node that is not below this one.
    pub(crate) end: u32,
    /// Where it stands in the source.
    pub(crate) source: Span,
}

#[derive(Clone, Copy, Debug)]
pub(crate) struct AttributeData {
    pub(crate) name: Name,
    pub(crate) value: Span,
}

/// A namespace declaration.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Declaration {
    pub(crate) prefix: Span,
    pub(crate) uri: Span,
    /// The one before it that is in scope with it, or [`NONE`].
    pub(crate) outer: u32,
}

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
        self.source().as_bytes()
    }

    pub(crate) fn source(&self) -> &str {
        self.text.get(..self.source).unwrap_or_default()
    }

    fn str(&self, span: Span) -> &str {
        self.text.get(span.range()).unwrap_or_default()
    }

    fn prefix(&self, name: Name) -> &str {
        self.text.get(name.prefix_range()).unwrap_or_default()
    }

    fn declaration(&self, index: u32) -> Option<&Declaration> {
        self.declared.get(usize::try_from(index).ok()?)
    }

    fn namespace(&self, name: Name) -> &str {
        match name.namespace {
            XML => parse::XML_NS,
            index => self.declaration(index).map_or("", |d| self.str(d.uri)),
        }
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

    /// Local name.
    #[must_use]
    pub fn name(self) -> &'a str {
        self.data().map_or("", |d| self.document.str(d.name.local))
    }

    /// Namespace name, empty if none.
    #[must_use]
    pub fn namespace(self) -> &'a str {
        self.data().map_or("", |d| self.document.namespace(d.name))
    }

    pub(crate) fn prefix(self) -> &'a str {
        self.data().map_or("", |d| self.document.prefix(d.name))
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
                namespace: document.namespace(a.name),
                name: document.str(a.name.local),
                value: document.str(a.value),
                prefix: document.prefix(a.name),
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
        let document = self.document;
        let nearest = self.data().and_then(|d| document.declaration(d.scope));
        std::iter::successors(nearest, |d| document.declaration(d.outer))
            .find(|d| document.str(d.prefix) == prefix)
            .map(|d| document.str(d.uri))
    }

    /// Prefix and name of the namespaces in scope here; the default namespace has prefix `""` and,
    /// where undeclared again, an empty name. The prefix `xml` is not listed.
    pub fn in_scope_namespaces(self) -> impl Iterator<Item = (&'a str, &'a str)> {
        let document = self.document;
        let chain = move || {
            let nearest = self.data().and_then(|d| document.declaration(d.scope));
            std::iter::successors(nearest, |d| document.declaration(d.outer))
                .map(|d| (document.str(d.prefix), document.str(d.uri)))
        };
        // One of the same prefix further in hides it.
        let hidden = move |at, prefix| chain().take(at).any(|(nearer, _)| nearer == prefix);
        let all = chain().enumerate();
        all.filter(move |(at, (prefix, _))| *prefix != "xml" && !hidden(*at, *prefix))
            .map(|(_, binding)| binding)
    }

    /// Whether there is a comment anywhere in this element.
    pub(crate) fn has_comment(self) -> bool {
        let range = self.source();
        let comments = &self.document.comments;
        let before = comments.partition_point(|c| c.range().start < range.start);
        comments
            .get(before)
            .is_some_and(|c| c.range().start < range.end)
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
