//! The immutable view of a document: elements, attributes, namespaces, text.

use std::borrow::Cow;

use crate::{Error, Limits};

/// A parsed document: UTF-8, no DTD, no processing instruction, no duplicate ID, within limits.
#[derive(Clone, Debug)]
pub struct Document {
    bytes: Vec<u8>,
}

impl Document {
    /// Reads a whole document.
    ///
    /// # Errors
    /// [`Error::Malformed`] with what was found.
    pub fn parse(bytes: &[u8], limits: &Limits) -> Result<Self, Error> {
        let _ = (bytes, limits);
        todo!()
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
        let _ = (bytes, namespaces, limits);
        todo!()
    }

    /// The document element.
    #[must_use]
    pub fn root(&self) -> Element<'_> {
        todo!()
    }

    /// The bytes as given to the parser.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }
}

/// One element of a [`Document`].
#[derive(Clone, Copy)]
pub struct Element<'a> {
    document: &'a Document,
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
}

impl<'a> Element<'a> {
    /// Local name.
    #[must_use]
    pub fn name(self) -> &'a str {
        todo!()
    }

    /// Namespace name, empty if none.
    #[must_use]
    pub fn namespace(self) -> &'a str {
        todo!()
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
            .find(|a| a.namespace == namespace && a.name == name)
            .map(|a| a.value)
    }

    /// All attributes in document order.
    pub fn attributes(self) -> impl Iterator<Item = Attribute<'a>> {
        let _ = self.document;
        std::iter::empty()
    }

    /// The child elements.
    pub fn children(self) -> impl Iterator<Item = Element<'a>> {
        std::iter::empty()
    }

    /// This element and all below it, in document order.
    pub fn descendants(self) -> impl Iterator<Item = Element<'a>> {
        std::iter::empty()
    }

    /// The character data directly in this element, all of it: neither a comment nor a child
    /// element ends it. Not trimmed.
    #[must_use]
    pub fn text(self) -> Cow<'a, str> {
        todo!()
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
        self.in_scope_namespaces()
            .find(|(p, _)| *p == prefix)
            .map(|(_, uri)| uri)
    }

    /// Prefix and name of the namespaces in scope here; the default namespace has prefix `""`.
    /// The prefix `xml` is not listed.
    pub fn in_scope_namespaces(self) -> impl Iterator<Item = (&'a str, &'a str)> {
        std::iter::empty()
    }
}

impl std::fmt::Debug for Element<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "<{{{}}}{}>", self.namespace(), self.name())
    }
}
