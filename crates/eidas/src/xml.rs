// SPDX-License-Identifier: EUPL-1.2

//! Writing XML: elements in order, everything escaped, nothing clever.

use xmlsec::{escape_attribute, escape_text};

use crate::error::Misconfigured;

/// Refuses what no XML document can hold. XML 1.0 §2.2, production Char.
///
/// Everything that is signed, encrypted or compressed goes through here, wherever its texts came
/// from: a person would consent, and the other side could not read it.
pub(crate) fn writable(xml: &str) -> Result<(), Misconfigured> {
    if xml.chars().all(is_char) {
        Ok(())
    } else {
        Err(Misconfigured::Character)
    }
}

/// XML 1.0 §2.2, production Char.
pub(crate) fn is_char(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | ' '..='\u{FFFD}' | '\u{10000}'..)
}

/// Writes one document. The caller says every name with its prefix and declares the namespaces.
pub(crate) struct Xml {
    out: String,
    open: Vec<&'static str>,
    in_tag: bool,
}

impl Xml {
    pub(crate) fn new() -> Self {
        Self {
            out: String::with_capacity(4096),
            open: Vec::new(),
            in_tag: false,
        }
    }

    /// Opens an element.
    pub(crate) fn start(&mut self, name: &'static str) -> &mut Self {
        self.end_tag();
        self.out.push('<');
        self.out.push_str(name);
        self.open.push(name);
        self.in_tag = true;
        self
    }

    /// Adds an attribute to the element just opened.
    pub(crate) fn attribute(&mut self, name: &str, value: &str) -> &mut Self {
        debug_assert!(self.in_tag, "attributes come before content");
        self.out.push(' ');
        self.out.push_str(name);
        self.out.push_str("=\"");
        self.out.push_str(&escape_attribute(value));
        self.out.push('"');
        self
    }

    /// Adds an attribute if there is a value.
    pub(crate) fn attribute_if(&mut self, name: &str, value: Option<&str>) -> &mut Self {
        match value {
            Some(value) => self.attribute(name, value),
            None => self,
        }
    }

    /// Adds character data.
    pub(crate) fn text(&mut self, text: &str) -> &mut Self {
        self.end_tag();
        self.out.push_str(&escape_text(text));
        self
    }

    /// Adds markup that was made elsewhere.
    pub(crate) fn markup(&mut self, markup: &str) -> &mut Self {
        self.end_tag();
        self.out.push_str(markup);
        self
    }

    /// Closes the element opened last. Always as a pair of tags, as EC nodes write it.
    pub(crate) fn end(&mut self) -> &mut Self {
        self.end_tag();
        if let Some(name) = self.open.pop() {
            self.out.push_str("</");
            self.out.push_str(name);
            self.out.push('>');
        }
        self
    }

    /// The document.
    pub(crate) fn finish(self) -> String {
        debug_assert!(self.open.is_empty(), "every element is closed");
        self.out
    }

    fn end_tag(&mut self) {
        if std::mem::take(&mut self.in_tag) {
            self.out.push('>');
        }
    }
}
