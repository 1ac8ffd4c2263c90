//! Namespaces in XML 1.0: declarations, what a prefix means, and that no name stands twice.

use super::{Reader, work};
use crate::Malformed;
use crate::limits::{MAX_NAMESPACE_NAME, MAX_NAMESPACES, MAX_PREFIX};
use crate::parse::XML_NS;
use crate::tree::{AttributeData, Declaration, NONE, Name, Span, XML};

/// Namespace name of the prefix `xmlns`.
const XMLNS_NS: &str = "http://www.w3.org/2000/xmlns/";

/// A prefix in scope, so that it is found quickly: its length and first seven octets tell most
/// apart.
pub(super) struct Binding {
    key: u64,
    declaration: u32,
}

fn key(prefix: &str) -> u64 {
    let mut octets = [0; 8];
    for (octet, byte) in octets.iter_mut().zip(prefix.bytes().take(7)) {
        *octet = byte;
    }
    let len = u64::try_from(prefix.len()).unwrap_or(u64::MAX);
    u64::from_le_bytes(octets) | len << 56
}

impl Reader<'_> {
    /// What is bound outside of a fragment.
    pub(super) fn inherit(&mut self, prefix: &str, uri: &str) -> Result<(), Malformed> {
        let mut span = |text: &str| {
            let start = self.end_of_text();
            self.document.text.push_str(text);
            Span::new(start, text.len())
        };
        let (prefix, uri) = (span(prefix)?, span(uri)?);
        self.declare(prefix, uri, 0)
    }

    /// Puts a declaration in scope (Namespaces §2.2, §3, §5), unless its tag, whose declarations
    /// follow the first `outer` bindings, has one of that prefix.
    pub(super) fn declare(
        &mut self,
        prefix: Span,
        uri: Span,
        outer: usize,
    ) -> Result<(), Malformed> {
        if self.bindings.len() >= MAX_NAMESPACES || prefix.range().len() > MAX_PREFIX {
            return Err(Malformed::TooManyAttributes);
        }
        let (name, namespace) = (self.str(prefix), self.str(uri));
        let allowed = match (name, namespace) {
            ("xml", uri) => uri == XML_NS,
            ("xmlns", _) | (_, XML_NS | XMLNS_NS) => false,
            ("", _) => true,
            (_, uri) => !uri.is_empty(),
        };
        if !allowed || self.find(name, outer).is_some() {
            return Err(Malformed::Syntax);
        }
        if !namespace.is_empty() && !is_absolute(namespace) {
            return Err(Malformed::NamespaceUri);
        }
        let key = key(name);
        let outer = self.scope();
        let declared = &mut self.document.declared;
        let declaration = u32::try_from(declared.len()).map_err(|_| Malformed::TooLarge)?;
        declared.push(Declaration { prefix, uri, outer });
        self.bindings.push(Binding { key, declaration });
        Ok(())
    }

    /// The nearest declaration of all, or [`NONE`].
    pub(super) fn scope(&self) -> u32 {
        self.bindings.last().map_or(NONE, |b| b.declaration)
    }

    /// The nearest declaration of a prefix, behind the first `outer` bindings.
    fn find(&self, prefix: &str, outer: usize) -> Option<u32> {
        let key = key(prefix);
        let bindings = self.bindings.get(outer..).unwrap_or_default();
        work(bindings.len());
        let same = |binding: &&Binding| {
            let index = usize::try_from(binding.declaration).unwrap_or(usize::MAX);
            let declared = self.document.declared.get(index);
            declared.is_some_and(|d| self.str(d.prefix) == prefix)
        };
        let mut found = bindings.iter().rev().filter(|b| b.key == key);
        found.find(same).map(|b| b.declaration)
    }

    fn namespace_name(&self, namespace: u32) -> &str {
        match namespace {
            NONE => "",
            XML => XML_NS,
            index => {
                let index = usize::try_from(index).unwrap_or(usize::MAX);
                let declared = self.document.declared.get(index);
                declared.map_or("", |d| self.str(d.uri))
            }
        }
    }

    /// The namespace of an element's name, or of an attribute's with a prefix.
    pub(super) fn namespace(&self, name: Name) -> Result<u32, Malformed> {
        let prefix = self.slice(name.prefix_range());
        match (self.find(prefix, 0), prefix) {
            (Some(declaration), _) => Ok(declaration),
            (None, "") => Ok(NONE),
            // Namespaces §3: always bound.
            (None, "xml") => Ok(XML),
            (None, _) => Err(Malformed::Syntax),
        }
    }

    /// Puts the attributes from `first` on into their namespaces, notes identifiers, and refuses two
    /// of one name (Namespaces §6.3). An attribute without prefix is in no namespace (§6.2).
    pub(super) fn bind_attributes(&mut self, first: usize) -> Result<(), Malformed> {
        for at in first..self.document.attributes.len() {
            let Some(&AttributeData { mut name, value }) = self.document.attributes.get(at) else {
                break;
            };
            if name.prefix > 0 {
                name.namespace = self.namespace(name)?;
            }
            let local = self.slice(name.local.range());
            if local.eq_ignore_ascii_case("id") && self.namespace_name(name.namespace) == XML_NS {
                return Err(Malformed::XmlId);
            }
            if local.eq_ignore_ascii_case("id") || local == "AssertionID" {
                self.ids.push(value);
            }
            if let Some(attribute) = self.document.attributes.get_mut(at) {
                attribute.name = name;
            }
        }
        if self.document.attributes.len() - first < 2 {
            return Ok(());
        }
        let mut order = std::mem::take(&mut self.order);
        order.clear();
        order.extend(first..self.document.attributes.len());
        let name = |at: &usize| {
            let name = self.document.attributes.get(*at).map(|a| a.name);
            name.map(|n| (self.str(n.local), self.namespace_name(n.namespace)))
        };
        order.sort_unstable_by(|a, b| {
            work(1);
            name(a).cmp(&name(b))
        });
        let twice = |pair: &[usize]| matches!(pair, [a, b] if name(a) == name(b));
        let repeated = order.windows(2).any(twice);
        self.order = order;
        match repeated {
            true => Err(Malformed::Syntax),
            false => Ok(()),
        }
    }

    /// No two elements with the same identifier, whatever the attribute is called.
    pub(super) fn distinct_ids(&mut self) -> Result<(), Malformed> {
        let mut ids: Vec<&str> = self.ids.iter().map(|id| self.str(*id)).collect();
        ids.sort_unstable();
        match ids.windows(2).any(|pair| matches!(pair, [a, b] if a == b)) {
            true => Err(Malformed::DuplicateId),
            false => Ok(()),
        }
    }
}

/// A scheme, a colon and the characters of a URI (RFC 3986 §2, §3.1), no brackets: neither spaces
/// nor letters that only look alike. C14N 1.0 §1.3 demands an error for relative ones.
fn is_absolute(uri: &str) -> bool {
    let character =
        |b| matches!(b, b'!' | b'#'..=b';' | b'=' | b'?'..=b'Z' | b'_' | b'a'..=b'z' | b'~');
    let scheme = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'-' | b'.');
    let mut before_colon = uri.bytes().skip_while(|b| scheme(*b));
    uri.len() <= MAX_NAMESPACE_NAME
        && uri.bytes().all(character)
        && uri.starts_with(|c: char| c.is_ascii_alphabetic())
        && before_colon.next() == Some(b':')
}
