//! One pass over the text, tag by tag (XML 1.0; Namespaces in XML 1.0). What is not here is not
//! read: document types, entities, processing instructions.
//!
//! XML-14, the cost: every octet is looked at a bounded number of times. What could multiply is
//! bounded by a constant of `limits`: a prefix is looked up among those in scope, an attribute
//! compared with those of its own tag.

mod names;

use memchr::{memchr, memchr_iter, memchr3};

use names::Binding;

use super::characters::{continues_ascii_name, continues_name, is_white, referenced, starts_name};
use crate::tree::{AttributeData, Document, ElementData, NONE, Name, Node, Span};
use crate::{Limits, Malformed};

/// Reads one element and what may stand around it.
pub(super) fn read(
    mut source: String,
    namespaces: &[(&str, &str)],
    limits: &Limits,
) -> Result<Document, Malformed> {
    let mut reader = Reader::new(&source, limits);
    for (prefix, uri) in namespaces {
        reader.inherit(prefix, uri)?;
    }
    reader.run()?;
    let mut document = reader.document;
    source.push_str(&document.text);
    document.text = source;
    Ok(document)
}

struct Reader<'s> {
    source: &'s str,
    limits: &'s Limits,
    /// How far it is read.
    at: usize,
    /// Its `text` is only what does not stand in the source literally, until the end.
    document: Document,
    /// Elements, texts and comments so far.
    count: u32,
    ids: Vec<Span>,
    /// Of the attributes of one tag.
    order: Vec<usize>,
    open: Vec<Open<'s>>,
    /// The namespaces in scope, the nearest last.
    bindings: Vec<Binding>,
}

/// An element whose end has not come yet.
struct Open<'s> {
    /// With its prefix.
    name: &'s str,
    index: usize,
    /// Length of [`Reader::bindings`] outside.
    bindings: usize,
    /// Length of the node list after the last text in this element.
    text: Option<usize>,
}

impl<'s> Reader<'s> {
    fn new(source: &'s str, limits: &'s Limits) -> Self {
        Self {
            source,
            limits,
            at: 0,
            document: Document {
                text: String::new(),
                source: source.len(),
                nodes: Vec::with_capacity(most_nodes(source, limits)),
                attributes: Vec::with_capacity(source.len() / 64),
                declared: Vec::with_capacity(16),
                comments: Vec::new(),
                limits: *limits,
            },
            count: 0,
            ids: Vec::new(),
            order: Vec::new(),
            open: Vec::with_capacity(16),
            bindings: Vec::with_capacity(16),
        }
    }

    /// XML 1.0 §2.1: one element, white space and comments around it.
    fn run(&mut self) -> Result<(), Malformed> {
        loop {
            self.text()?;
            match self.rest().as_bytes() {
                [] => break,
                [b'<', b'/', ..] => self.end_tag()?,
                [b'<', b'?', ..] => return Err(Malformed::ProcessingInstruction),
                [b'<', b'!', b'D', ..] => return Err(Malformed::Doctype),
                [b'<', b'!', b'-', b'-', ..] => self.comment()?,
                [b'<', b'!', ..] => self.cdata()?,
                _ => self.start_tag()?,
            }
        }
        if !self.open.is_empty() || self.document.nodes.is_empty() {
            return Err(Malformed::Syntax);
        }
        self.distinct_ids()
    }

    fn rest(&self) -> &'s str {
        self.source.get(self.at..).unwrap_or_default()
    }

    fn slice(&self, range: std::ops::Range<usize>) -> &'s str {
        self.source.get(range).unwrap_or_default()
    }

    fn next(&self) -> Option<u8> {
        self.source.as_bytes().get(self.at).copied()
    }

    fn expect(&mut self, byte: u8) -> Result<(), Malformed> {
        if self.next() != Some(byte) {
            return Err(Malformed::Syntax);
        }
        self.at += 1;
        Ok(())
    }

    /// Passes over white space and says whether there was any.
    fn white(&mut self) -> bool {
        let start = self.at;
        while self.next().is_some_and(is_white) {
            self.at += 1;
        }
        self.at > start
    }

    fn count(&mut self) -> Result<(), Malformed> {
        self.count += 1;
        if self.count > self.limits.nodes {
            return Err(Malformed::TooManyNodes);
        }
        Ok(())
    }

    /// Character data up to the next tag (§2.4), or white space outside of the document element.
    fn text(&mut self) -> Result<(), Malformed> {
        let start = self.at;
        let mut literal = true;
        loop {
            let rest = self.rest().as_bytes();
            let Some(found) = memchr3(b'<', b'&', b']', rest) else {
                self.at = self.source.len();
                break;
            };
            self.at += found;
            match rest.get(found..) {
                Some([b'<', ..]) => break,
                Some([b']', b']', b'>', ..]) => return Err(Malformed::Syntax),
                Some([b'&', ..]) => literal = false,
                _ => {}
            }
            self.at += 1;
        }
        let text = self.slice(start..self.at);
        if self.open.is_empty() {
            return match text.bytes().all(is_white) {
                true => Ok(()),
                false => Err(Malformed::Syntax),
            };
        }
        self.add_text(start, text, literal)
    }

    /// `<![CDATA[…]]>` (§2.7).
    fn cdata(&mut self) -> Result<(), Malformed> {
        let content = self
            .rest()
            .strip_prefix("<![CDATA[")
            .ok_or(Malformed::Syntax)?;
        if self.open.is_empty() {
            return Err(Malformed::Syntax);
        }
        let start = self.source.len() - content.len();
        let mut end = start;
        loop {
            let rest = self.source.as_bytes().get(end..).unwrap_or_default();
            end += memchr(b']', rest).ok_or(Malformed::Syntax)?;
            if self.slice(end..self.source.len()).starts_with("]]>") {
                break;
            }
            end += 1;
        }
        self.at = end + 3;
        self.add_text(start, self.slice(start..end), true)
    }

    /// `<!--…-->`, no `--` inside (§2.5).
    fn comment(&mut self) -> Result<(), Malformed> {
        self.count()?;
        self.document.comments.push(Span::new(self.at, 0)?);
        let mut end = self.at + 4;
        loop {
            let rest = self.source.as_bytes().get(end..).unwrap_or_default();
            end += memchr(b'-', rest).ok_or(Malformed::Syntax)?;
            match self.source.as_bytes().get(end..) {
                Some([b'-', b'-', b'>', ..]) => break,
                Some([b'-', b'-', ..]) => return Err(Malformed::Syntax),
                _ => end += 1,
            }
        }
        self.at = end + 3;
        Ok(())
    }

    /// Text; joined with a text just before it, so that neither comment nor CDATA splits it.
    /// Attack (XML-14): a long text and thousands of comments. Defence: what was joined grows at
    /// the end of the text, where nothing comes between; each piece is copied once.
    fn add_text(&mut self, at: usize, piece: &str, literal: bool) -> Result<(), Malformed> {
        if piece.is_empty() {
            return Ok(());
        }
        self.count()?;
        let Some(parent) = self.open.last_mut() else {
            return Err(Malformed::Syntax);
        };
        let before = match self.document.nodes.last() {
            Some(Node::Text(span)) if parent.text == Some(self.document.nodes.len()) => Some(*span),
            _ => None,
        };
        if before.is_none() {
            parent.text = Some(self.document.nodes.len() + 1);
        }
        let span = match (before, literal) {
            (None, true) => Span::new(at, piece.len())?,
            (before, _) => {
                let mut start = self.end_of_text();
                if let Some(span) = before {
                    match self.source.get(span.range()) {
                        Some(literally) => self.document.text.push_str(literally),
                        None => start = span.range().start,
                    }
                }
                if literal {
                    self.document.text.push_str(piece);
                } else {
                    self.resolve(piece, |c| c)?;
                }
                Span::new(start, self.end_of_text() - start)?
            }
        };
        match self.document.nodes.last_mut().filter(|_| before.is_some()) {
            Some(node) => *node = Node::Text(span),
            None => self.document.nodes.push(Node::Text(span)),
        }
        Ok(())
    }

    /// Where the next thing goes that does not stand in the source literally.
    fn end_of_text(&self) -> usize {
        self.source.len() + self.document.text.len()
    }

    /// Writes what `raw` means, its references replaced (§4.1), its other characters mapped.
    fn resolve(&mut self, raw: &str, map: impl Fn(char) -> char) -> Result<(), Malformed> {
        let out = &mut self.document.text;
        let mut rest = raw;
        while let Some(at) = memchr(b'&', rest.as_bytes()) {
            let (before, reference) = rest.split_at_checked(at).ok_or(Malformed::Syntax)?;
            out.extend(before.chars().map(&map));
            let reference = reference.strip_prefix('&').unwrap_or_default();
            let (name, after) = reference.split_once(';').ok_or(Malformed::Syntax)?;
            out.push(referenced(name).ok_or(Malformed::Syntax)?);
            rest = after;
        }
        out.extend(rest.chars().map(map));
        Ok(())
    }

    /// `</name>` of the element opened last (§3, the element type match).
    fn end_tag(&mut self) -> Result<(), Malformed> {
        let open = self.open.pop().ok_or(Malformed::Syntax)?;
        self.at += 2;
        let rest = self
            .rest()
            .strip_prefix(open.name)
            .ok_or(Malformed::Syntax)?;
        self.at = self.source.len() - rest.len();
        self.white();
        self.expect(b'>')?;
        self.close(&open)
    }

    fn close(&mut self, open: &Open<'_>) -> Result<(), Malformed> {
        self.bindings.truncate(open.bindings);
        let end = u32::try_from(self.document.nodes.len()).map_err(|_| Malformed::TooManyNodes)?;
        if let Some(Node::Element(element)) = self.document.nodes.get_mut(open.index) {
            element.end = end;
            element.source = element.source.until(self.at)?;
        }
        Ok(())
    }

    /// `<name attributes>` or `<name attributes/>` (§3.1).
    fn start_tag(&mut self) -> Result<(), Malformed> {
        if self.open.len() >= self.limits.depth {
            return Err(Malformed::Depth);
        }
        // A second document element.
        if self.open.is_empty() && !self.document.nodes.is_empty() {
            return Err(Malformed::Syntax);
        }
        self.count()?;
        let start = self.at;
        self.at += 1;
        let name = self.name()?;
        let written = self.slice(start + 1..self.at);
        let (outer, first) = (self.bindings.len(), self.document.attributes.len());
        let mut number = 0;
        let empty = loop {
            let spaced = self.white();
            match self.next() {
                Some(b'>') => break false,
                Some(b'/') => {
                    self.at += 1;
                    break true;
                }
                Some(_) if spaced && number < self.limits.attributes => number += 1,
                Some(_) if spaced => return Err(Malformed::TooManyAttributes),
                _ => return Err(Malformed::Syntax),
            }
            self.count()?;
            self.attribute(outer)?;
        };
        self.expect(b'>')?;
        // Which namespaces the names are in is known when all declarations are read.
        self.bind_attributes(first)?;
        let namespace = self.namespace(name)?;
        let index = self.document.nodes.len();
        self.document.nodes.push(Node::Element(ElementData {
            name: Name { namespace, ..name },
            attributes: Span::new(first, self.document.attributes.len() - first)?,
            scope: self.scope(),
            end: 0,
            source: Span::new(start, 0)?,
        }));
        let open = Open {
            name: written,
            index,
            bindings: outer,
            text: None,
        };
        if empty {
            return self.close(&open);
        }
        self.open.push(open);
        Ok(())
    }

    /// A qualified name, its namespace not known yet (Namespaces §4).
    fn name(&mut self) -> Result<Name, Malformed> {
        let start = self.at;
        self.ncname()?;
        let mut local = start;
        if self.next() == Some(b':') {
            self.at += 1;
            local = self.at;
            self.ncname()?;
        }
        Ok(Name {
            local: Span::new(local, self.at - local)?,
            namespace: NONE,
            prefix: u32::try_from(local.saturating_sub(start + 1)).unwrap_or(u32::MAX),
        })
    }

    fn ncname(&mut self) -> Result<(), Malformed> {
        let rest = self.rest();
        if !rest.starts_with(starts_name) {
            return Err(Malformed::Syntax);
        }
        let mut len = rest
            .bytes()
            .take_while(|b| continues_ascii_name(*b))
            .count();
        let others = rest.get(len..).unwrap_or_default();
        if !others.starts_with(|c: char| c.is_ascii()) {
            let outside = |c: char| !continues_name(c);
            len += others.find(outside).unwrap_or(others.len());
        }
        self.at += len;
        Ok(())
    }

    /// `name="value"`; a declaration is put in scope, whatever else in the list.
    fn attribute(&mut self, outer: usize) -> Result<(), Malformed> {
        let name = self.name()?;
        self.white();
        self.expect(b'=')?;
        self.white();
        let value = self.value()?;
        let (prefix, local) = (
            self.slice(name.prefix_range()),
            self.slice(name.local.range()),
        );
        match (prefix, local) {
            ("", "xmlns") => self.declare(Span::new(0, 0)?, value, outer),
            ("xmlns", _) => self.declare(name.local, value, outer),
            // Legal, and read by some as a declaration.
            (_, "xmlns") => Err(Malformed::Syntax),
            _ => {
                self.document.attributes.push(AttributeData { name, value });
                Ok(())
            }
        }
    }

    /// A quoted value, normalised as every one without a document type is (§3.3.3).
    fn value(&mut self) -> Result<Span, Malformed> {
        let quote = self.next().filter(|q| matches!(q, b'"' | b'\''));
        let quote = quote.ok_or(Malformed::Syntax)?;
        let start = self.at + 1;
        let rest = self.source.as_bytes().get(start..).unwrap_or_default();
        let end = start + memchr(quote, rest).ok_or(Malformed::Syntax)?;
        self.at = end + 1;
        let raw = self.slice(start..end);
        let (mut literal, mut bad) = (true, false);
        for byte in raw.bytes() {
            literal &= !matches!(byte, b'&' | b'\t' | b'\n');
            bad |= byte == b'<';
        }
        if bad {
            return Err(Malformed::Syntax);
        }
        if literal {
            return Span::new(start, raw.len());
        }
        let start = self.end_of_text();
        self.resolve(raw, |c| if matches!(c, '\t' | '\n') { ' ' } else { c })?;
        Span::new(start, self.end_of_text() - start)
    }

    fn str(&self, span: Span) -> &str {
        let range = span.range();
        let extra = || {
            let start = range.start.checked_sub(self.source.len())?;
            self.document.text.get(start..start + range.len())
        };
        self.source
            .get(range.clone())
            .or_else(extra)
            .unwrap_or_default()
    }
}

/// Elements and texts, nearly: so many at most that memory is taken once, of a usual document all.
fn most_nodes(source: &str, limits: &Limits) -> usize {
    let bytes = source.as_bytes();
    let beside = |at: usize| bytes.get(at).copied();
    let nodes = memchr_iter(b'<', bytes).map(|at| {
        let element = beside(at + 1) != Some(b'/');
        let text = beside(at.wrapping_sub(1)) != Some(b'>');
        usize::from(element) + usize::from(text)
    });
    let most = usize::try_from(limits.nodes).unwrap_or(usize::MAX);
    nodes.sum::<usize>().min(most)
}

/// Comparisons that are not one per octet, counted by the tests.
fn work(steps: usize) {
    #[cfg(test)]
    super::tests::WORK.with(|work| work.set(work.get() + steps));
    #[cfg(not(test))]
    let _ = steps;
}
