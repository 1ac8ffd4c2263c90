//! Bytes → [`Document`]. roxmltree is used here and nowhere else.
//!
//! A first pass over the bytes refuses what must not even reach a parser (size, depth, document
//! types, processing instructions, attribute floods); roxmltree then decides well-formedness; the
//! second pass copies its tree into our own and refuses what it lets through (undeclared default
//! prefixes, relative namespace names, duplicate IDs).

use std::collections::BTreeMap;

use memchr::{memchr, memchr3, memmem};

use crate::tree::{AttributeData, Document, ElementData, Node, Scope, Span};
use crate::{Error, Limits, Malformed};

/// Namespace name of the prefix `xml`.
pub(crate) const XML_NS: &str = "http://www.w3.org/XML/1998/namespace";

/// Namespace declarations on one path, and so in scope of one element; real messages have a dozen.
/// An element that declares one is given all above it again, each compared with each by prefix.
/// XML-14.
const MAX_NAMESPACES: usize = 64;
/// Octets of a declared prefix; real ones have a dozen.
const MAX_PREFIX: usize = 64;
/// Octets of one namespace name. Exclusive C14N repeats it at every use.
const MAX_NAMESPACE_NAME: usize = 512;

pub(crate) fn document(bytes: &[u8], limits: &Limits) -> Result<Document, Error> {
    let text = decode(bytes, limits)?;
    let body = after_declaration(text)?;
    let source = normalise_line_ends(body);
    let content = 0..source.len();
    build(source, content, limits, Top::Root)
}

pub(crate) fn fragment(
    bytes: &[u8],
    namespaces: &[(&str, &str)],
    limits: &Limits,
) -> Result<Document, Error> {
    let body = normalise_line_ends(after_declaration(decode(bytes, limits)?)?);
    let mut source = String::with_capacity(body.len() + 128 * namespaces.len() + 16);
    source.push_str("<context");
    for (prefix, uri) in namespaces {
        if !prefix
            .chars()
            .all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.'))
        {
            return Err(Malformed::Syntax.into());
        }
        let colon = if prefix.is_empty() { "" } else { ":" };
        source.push_str(" xmlns");
        source.push_str(colon);
        source.push_str(prefix);
        source.push_str("=\"");
        source.push_str(&crate::escape_attribute(uri));
        source.push('"');
    }
    source.push('>');
    let content = source.len()..source.len() + body.len();
    source.push_str(&body);
    source.push_str("</context>");
    build(source, content, limits, Top::OnlyChild)
}

/// UTF-8 only; the byte order mark of UTF-8 may stand in front (XML 1.0 §4.3.3).
fn decode<'a>(bytes: &'a [u8], limits: &Limits) -> Result<&'a str, Error> {
    if bytes.len() > limits.bytes {
        return Err(Malformed::TooLarge.into());
    }
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    std::str::from_utf8(bytes).map_err(|_| Malformed::Encoding.into())
}

/// The XML declaration may only say version 1.0 and UTF-8 (XML 1.0 §2.8).
fn after_declaration(text: &str) -> Result<&str, Error> {
    let Some(rest) = text.strip_prefix("<?xml") else {
        return Ok(text);
    };
    if !rest.starts_with([' ', '\t', '\n', '\r']) {
        return Err(Malformed::ProcessingInstruction.into());
    }
    let (mut inside, body) = rest.split_once("?>").ok_or(Malformed::Syntax)?;
    let mut expected = ["version", "encoding", "standalone"].iter();
    loop {
        let trimmed = inside.trim_start_matches([' ', '\t', '\n', '\r']);
        if trimmed.is_empty() {
            break;
        }
        if trimmed.len() == inside.len() {
            return Err(Malformed::Syntax.into());
        }
        let (name, after) = trimmed.split_once('=').ok_or(Malformed::Syntax)?;
        let name = name.trim_end_matches([' ', '\t', '\n', '\r']);
        let after = after.trim_start_matches([' ', '\t', '\n', '\r']);
        let quote = after.chars().next().filter(|c| matches!(c, '"' | '\''));
        let (value, after) = quote
            .and_then(|q| after.get(1..).and_then(|a| a.split_once(q)))
            .ok_or(Malformed::Syntax)?;
        if !expected.any(|e| *e == name) {
            return Err(Malformed::Syntax.into());
        }
        match name {
            "version" if value != "1.0" => return Err(Malformed::Syntax.into()),
            "encoding" if !value.eq_ignore_ascii_case("utf-8") => {
                return Err(Malformed::Encoding.into());
            }
            "standalone" if value != "yes" && value != "no" => {
                return Err(Malformed::Syntax.into());
            }
            _ => {}
        }
        inside = after;
    }
    Ok(body)
}

/// XML 1.0 §2.11. Done here, since roxmltree leaves a carriage return before a reference.
fn normalise_line_ends(text: &str) -> String {
    if memchr(b'\r', text.as_bytes()).is_some() {
        text.replace("\r\n", "\n").replace('\r', "\n")
    } else {
        text.to_owned()
    }
}

/// Refuses by counting, without building anything.
fn scan(text: &str, limits: &Limits) -> Result<(), Malformed> {
    let mut rest = text.as_bytes();
    let mut declared: Vec<usize> = Vec::new();
    while let Some(at) = memchr(b'<', rest) {
        let (before, tail) = rest.split_at(at);
        check_references(before)?;
        rest = match tail {
            [b'<', b'!', b'-', b'-', comment @ ..] => after(comment, b"-->")?,
            [
                b'<',
                b'!',
                b'[',
                b'C',
                b'D',
                b'A',
                b'T',
                b'A',
                b'[',
                data @ ..,
            ] => after(data, b"]]>")?,
            [b'<', b'!', b'D', ..] => return Err(Malformed::Doctype),
            [b'<', b'?', ..] => return Err(Malformed::ProcessingInstruction),
            // Namespaces in XML 1.0 §4: no empty prefix. roxmltree reads `:e` as `e`.
            [b'<', b'/', b':', ..] | [b'<', b':', ..] => return Err(Malformed::Syntax),
            [b'<', b'/', end @ ..] => {
                declared.pop();
                after(end, b">")?
            }
            [b'<', tag @ ..] => {
                let tag = Tag::read(tag, limits)?;
                let above = declared.last().copied().unwrap_or(0);
                if above + tag.declarations > MAX_NAMESPACES {
                    return Err(Malformed::TooManyAttributes);
                }
                if declared.len() >= limits.depth {
                    return Err(Malformed::Depth);
                }
                if !tag.empty {
                    declared.push(above + tag.declarations);
                }
                tag.rest
            }
            _ => return Err(Malformed::Syntax),
        };
    }
    check_references(rest)
}

fn after<'a>(bytes: &'a [u8], end: &[u8]) -> Result<&'a [u8], Malformed> {
    let at = memmem::find(bytes, end).ok_or(Malformed::Syntax)?;
    bytes.get(at + end.len()..).ok_or(Malformed::Syntax)
}

/// A character reference must name a character. roxmltree reads a surrogate as U+FFFD, other
/// parsers refuse it (XML 1.0 §4.1).
fn check_references(text: &[u8]) -> Result<(), Malformed> {
    let mut rest = text;
    while let Some(at) = memchr(b'&', rest) {
        rest = rest.get(at + 1..).unwrap_or_default();
        let Some(number) = rest.strip_prefix(b"#") else {
            continue;
        };
        let (digits, radix) = match number.strip_prefix(b"x") {
            Some(hex) => (hex, 16),
            None => (number, 10),
        };
        let end = digits
            .iter()
            .position(|&b| b == b';')
            .ok_or(Malformed::Syntax)?;
        let value = digits
            .get(..end)
            .and_then(|d| std::str::from_utf8(d).ok())
            .filter(|d| d.bytes().all(|b| b.is_ascii_hexdigit()))
            .and_then(|d| u32::from_str_radix(d, radix).ok())
            .and_then(char::from_u32);
        if value.is_none() {
            return Err(Malformed::Syntax);
        }
    }
    Ok(())
}

/// What the first pass learns from a start tag.
struct Tag<'a> {
    declarations: usize,
    empty: bool,
    rest: &'a [u8],
}

impl<'a> Tag<'a> {
    /// From one quoted value to the next. What is odd in between is left to roxmltree, unless
    /// roxmltree would let it through.
    fn read(tag: &'a [u8], limits: &Limits) -> Result<Self, Malformed> {
        let (mut attributes, mut declarations) = (0, 0);
        let mut rest = tag;
        loop {
            let at = memchr3(b'"', b'\'', b'>', rest).ok_or(Malformed::Syntax)?;
            let (before, tail) = rest.split_at(at);
            let Some((&mark, value)) = tail.split_first() else {
                return Err(Malformed::Syntax);
            };
            // Before the first attribute stands the element's name; before each, white space.
            let space = match before.iter().position(|&b| is_white_byte(b)) {
                Some(space) if attributes == 0 || space == 0 => space,
                None if mark == b'>' && (attributes == 0 || matches!(before, b"" | b"/")) => at,
                _ => return Err(Malformed::Syntax),
            };
            if mark == b'>' {
                let empty = before.last() == Some(&b'/');
                return Ok(Self {
                    declarations,
                    empty,
                    rest: value,
                });
            }
            let name = before.get(space..).unwrap_or_default().trim_ascii_start();
            let qname = name
                .split(|&b| b == b'=' || is_white_byte(b))
                .next()
                .unwrap_or_default();
            // roxmltree reads `:a` as `a`, and `a:xmlns` as a declaration.
            if qname.starts_with(b":") || qname.ends_with(b":xmlns") {
                return Err(Malformed::Syntax);
            }
            attributes += 1;
            if let Some(prefix) = qname.strip_prefix(b"xmlns") {
                declarations += 1;
                // With its colon.
                if prefix.len() > 1 + MAX_PREFIX {
                    return Err(Malformed::TooManyAttributes);
                }
            }
            if attributes > limits.attributes {
                return Err(Malformed::TooManyAttributes);
            }
            let end = memchr(mark, value).ok_or(Malformed::Syntax)?;
            let (value, after) = value.split_at(end);
            check_references(value)?;
            rest = after.get(1..).unwrap_or_default();
        }
    }
}

const fn is_white_byte(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r')
}

/// Which element becomes the document's root.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Top {
    Root,
    OnlyChild,
}

fn build(
    source: String,
    content: std::ops::Range<usize>,
    limits: &Limits,
    top: Top,
) -> Result<Document, Error> {
    scan(&source, limits)?;
    let options = roxmltree::ParsingOptions {
        allow_dtd: false,
        nodes_limit: limits.nodes,
        entity_resolver: None,
    };
    let parsed =
        roxmltree::Document::parse_with_options(&source, options).map_err(|e| match e {
            roxmltree::Error::DtdDetected => Malformed::Doctype,
            roxmltree::Error::NodesLimitReached => Malformed::TooManyNodes,
            _ => Malformed::Syntax,
        })?;
    let root = match top {
        Top::Root => parsed.root_element(),
        Top::OnlyChild => only_child(parsed.root_element())?,
    };
    let mut builder = Builder::new(&source);
    builder.subtree(root)?;
    let Builder {
        extra,
        nodes,
        attributes,
        scopes,
        namespaces,
        declared,
        mut ids,
        ..
    } = builder;
    ids.sort_unstable();
    if ids.windows(2).any(|pair| matches!(pair, [a, b] if a == b)) {
        return Err(Malformed::DuplicateId.into());
    }
    drop(ids);
    drop(parsed);
    let mut text = source;
    text.reserve_exact(extra.len());
    text.push_str(&extra);
    Ok(Document {
        text,
        content,
        nodes,
        attributes,
        scopes,
        namespaces,
        declared,
        limits: *limits,
    })
}

fn only_child<'a, 'i>(
    context: roxmltree::Node<'a, 'i>,
) -> Result<roxmltree::Node<'a, 'i>, Malformed> {
    let mut elements = context.children().filter(|n| !n.is_comment());
    let mut found = None;
    for node in &mut elements {
        if node.is_element() && found.is_none() {
            found = Some(node);
        } else if node.is_element() || !node.text().is_none_or(is_white) {
            return Err(Malformed::Syntax);
        }
    }
    found.ok_or(Malformed::Syntax)
}

fn is_white(text: &str) -> bool {
    text.bytes().all(is_white_byte)
}

/// Copies roxmltree's tree into ours: names and values as spans of the source where they stand
/// there literally, of `extra` where not.
struct Builder<'i> {
    source: &'i str,
    extra: String,
    nodes: Vec<Node>,
    attributes: Vec<AttributeData>,
    scopes: Vec<Scope>,
    namespaces: Vec<u32>,
    declared: Vec<(Span, Span)>,
    /// By where roxmltree keeps them, once each: the declarations, and the names of namespaces that
    /// do not stand in the source literally.
    indexes: BTreeMap<usize, u32>,
    names: BTreeMap<usize, Span>,
    ids: Vec<String>,
}

impl<'i> Builder<'i> {
    fn new(source: &'i str) -> Self {
        let guess = source.len() / 32;
        Self {
            source,
            extra: String::new(),
            nodes: Vec::with_capacity(guess),
            attributes: Vec::with_capacity(guess),
            scopes: Vec::new(),
            namespaces: Vec::new(),
            declared: Vec::new(),
            indexes: BTreeMap::new(),
            names: BTreeMap::new(),
            ids: Vec::new(),
        }
    }

    fn span(&mut self, text: &str) -> Result<Span, Malformed> {
        if let Some(at) = self.literally(text) {
            return Span::new(at, text.len());
        }
        let at = self.source.len() + self.extra.len();
        self.extra.push_str(text);
        Span::new(at, text.len())
    }

    /// Where in the source it stands.
    fn literally(&self, text: &str) -> Option<usize> {
        let base = self.source.as_ptr().addr();
        let at = text.as_ptr().addr().wrapping_sub(base);
        (at <= self.source.len() && at + text.len() <= self.source.len()).then_some(at)
    }

    /// The span of a namespace name. Attack (XML-14): a long name with one escape in it, used by
    /// every element and attribute. Defence: it is copied once.
    fn namespace(&mut self, name: &str) -> Result<Span, Malformed> {
        if name.is_empty() || self.literally(name).is_some() {
            return self.span(name);
        }
        let address = name.as_ptr().addr();
        if let Some(span) = self.names.get(&address) {
            return Ok(*span);
        }
        let span = self.span(name)?;
        self.names.insert(address, span);
        Ok(span)
    }

    /// Preorder walk with an explicit stack of open elements.
    fn subtree(&mut self, root: roxmltree::Node<'_, 'i>) -> Result<(), Error> {
        let mut open: Vec<Open<'_, 'i>> = Vec::with_capacity(16);
        for node in root.descendants() {
            let parent = node.parent().map(|p| p.id());
            while open.last().is_some_and(|o| Some(o.node.id()) != parent) {
                self.close(open.pop());
            }
            if node.is_element() {
                let index = self.nodes.len();
                let above = open.last().map(|o| (o.node, o.scope));
                let scope = self.element(node, above)?;
                open.push(Open {
                    node,
                    index,
                    scope,
                    text: None,
                });
            } else if node.is_text()
                && let (Some(text), Some(parent)) = (node.text(), open.last_mut())
            {
                // roxmltree calls the content of a comment its text, too.
                self.text(text, parent)?;
            }
        }
        while let Some(last) = open.pop() {
            self.close(Some(last));
        }
        Ok(())
    }

    fn close(&mut self, open: Option<Open<'_, '_>>) {
        let end = u32::try_from(self.nodes.len()).unwrap_or(u32::MAX);
        if let Some(Node::Element(element)) = open.and_then(|o| self.nodes.get_mut(o.index)) {
            element.end = end;
        }
    }

    /// Text; joined with a text just before it, so that neither comment nor CDATA splits it.
    /// Attack (XML-14): a long text and thousands of comments. Defence: what was joined grows at
    /// the end of `extra`, where nothing comes between; each piece is copied once.
    fn text(&mut self, text: &str, parent: &mut Open<'_, '_>) -> Result<(), Malformed> {
        if let Some(Node::Text(before)) = self.nodes.last().copied()
            && parent.text == Some(self.nodes.len())
        {
            let mut start = before.range().start;
            if let Some(literally) = self.source.get(before.range()) {
                start = self.source.len() + self.extra.len();
                self.extra.push_str(literally);
            }
            self.extra.push_str(text);
            let end = self.source.len() + self.extra.len();
            self.nodes.pop();
            self.nodes.push(Node::Text(Span::new(start, end - start)?));
            return Ok(());
        }
        let span = self.span(text)?;
        self.nodes.push(Node::Text(span));
        parent.text = Some(self.nodes.len());
        Ok(())
    }

    fn element(
        &mut self,
        node: roxmltree::Node<'_, 'i>,
        above: Option<(roxmltree::Node<'_, 'i>, u32)>,
    ) -> Result<u32, Malformed> {
        let scope = match above {
            Some((parent, scope)) if same_scope(node, parent) => scope,
            _ => self.scope(node)?,
        };
        let tag = node.tag_name();
        let range = node.range();
        let name = self.span(tag.name())?;
        let prefix = Span::before(range.start + 1, name)?;
        let namespace = self.namespace(tag.namespace().unwrap_or_default())?;
        let first = self.attributes.len();
        for attribute in node.attributes() {
            let namespace_name = attribute.namespace().unwrap_or_default();
            if attribute.name().eq_ignore_ascii_case("id") {
                if namespace_name == XML_NS {
                    return Err(Malformed::XmlId);
                }
                self.ids.push(attribute.value().to_owned());
            } else if attribute.name() == "AssertionID" {
                self.ids.push(attribute.value().to_owned());
            }
            let name = self.span(attribute.name())?;
            let data = AttributeData {
                prefix: Span::before(attribute.range_qname().start, name)?,
                name,
                namespace: self.namespace(namespace_name)?,
                value: self.span(attribute.value())?,
            };
            self.attributes.push(data);
        }
        self.nodes.push(Node::Element(ElementData {
            name,
            prefix,
            namespace,
            attributes: Span::new(first, self.attributes.len() - first)?,
            scope,
            end: 0,
            source: Span::new(range.start, range.len())?,
        }));
        Ok(scope)
    }

    fn scope(&mut self, node: roxmltree::Node<'_, 'i>) -> Result<u32, Malformed> {
        let first = self.namespaces.len();
        let mut defaults = 0;
        for namespace in node.namespaces() {
            let prefix = namespace.name().unwrap_or_default();
            let uri = namespace.uri();
            match namespace.name() {
                // Namespaces in XML 1.0 §5: the prefix `xml` is always bound; §2.2: only the
                // default namespace may be undeclared; `xmlns` must not be declared.
                Some("xml") => continue,
                Some("xmlns") => return Err(Malformed::Syntax),
                Some(_) if uri.is_empty() => return Err(Malformed::Syntax),
                Some(_) => {}
                None => defaults += 1,
            }
            if defaults > 1 {
                return Err(Malformed::Syntax);
            }
            if !uri.is_empty() && !is_absolute(uri) {
                return Err(Malformed::NamespaceUri);
            }
            let address = std::ptr::from_ref(namespace).addr();
            let index = match self.indexes.get(&address) {
                Some(index) => *index,
                None => {
                    let index = u32::try_from(self.declared.len()).unwrap_or(u32::MAX);
                    let pair = (self.span(prefix)?, self.namespace(uri)?);
                    self.declared.push(pair);
                    self.indexes.insert(address, index);
                    index
                }
            };
            self.namespaces.push(index);
        }
        let scope = u32::try_from(self.scopes.len()).map_err(|_| Malformed::TooManyNodes)?;
        self.scopes
            .push(Scope(Span::new(first, self.namespaces.len() - first)?));
        Ok(scope)
    }
}

/// An element whose end has not come yet.
struct Open<'a, 'i> {
    node: roxmltree::Node<'a, 'i>,
    index: usize,
    scope: u32,
    /// Length of the node list after the last text in this element.
    text: Option<usize>,
}

fn same_scope(a: roxmltree::Node<'_, '_>, b: roxmltree::Node<'_, '_>) -> bool {
    a.namespaces().len() == b.namespaces().len()
        && a.namespaces()
            .zip(b.namespaces())
            .all(|(a, b)| std::ptr::eq(a, b))
}

/// A scheme, a colon and the characters of a URI (RFC 3986 §2, §3.1), no brackets: neither spaces
/// nor letters that only look alike. C14N 1.0 §1.3 demands an error for relative ones.
fn is_absolute(uri: &str) -> bool {
    let scheme = |b: u8| b.is_ascii_alphanumeric() || b"+-.".contains(&b);
    let character = |b: u8| b.is_ascii_alphanumeric() || b"-._~:/?#@!$&'()*+,;=%".contains(&b);
    uri.len() <= MAX_NAMESPACE_NAME
        && uri.bytes().all(character)
        && uri.starts_with(|c: char| c.is_ascii_alphabetic())
        && uri
            .split_once(':')
            .is_some_and(|(s, _)| s.bytes().all(scheme))
}

#[cfg(test)]
mod tests;
