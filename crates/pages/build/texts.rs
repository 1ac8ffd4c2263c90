//! Reads a file of texts (Fluent 1.0) and says what is wrong with it.
//!
//! Of Fluent we take what our texts need: messages, the attributes `.body` and `.advice`, variables,
//! and a selection over a whole text: by a number (`$count`, with the plural forms of CLDR) or by the
//! code of a country (`$code`). Terms, functions and references are refused, so that a text is a
//! constant and a page pays nothing for it.

use std::collections::{BTreeMap, BTreeSet};

use fluent_syntax::ast::{
    Entry, Expression, InlineExpression, Pattern, PatternElement, VariantKey,
};

/// The variable that selects by country; every other one that selects is a number.
pub(crate) const BY_CODE: &str = "code";

/// A text: one, or one for each form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Text {
    /// The variable that decides, where the text has forms.
    pub(crate) selector: Option<String>,
    /// Key and words; the last is the one for everything else.
    pub(crate) forms: Vec<(String, String)>,
}

/// A file.
#[derive(Debug)]
pub(crate) struct Language {
    /// BCP 47.
    pub(crate) tag: String,
    /// No native speaker has read it.
    pub(crate) unread: bool,
    /// By `message` or `message.attribute`.
    pub(crate) texts: BTreeMap<String, Text>,
    /// Keys in the order of the file.
    pub(crate) order: Vec<String>,
    /// Messages and attributes that are there twice, entries that are no message.
    pub(crate) faults: Vec<String>,
}

/// What the head of a file says of it, so that nobody forgets.
const IN_USE: &str = "Status: in use";
const UNREAD: &str = "Status: not read by a native speaker";

impl Language {
    /// Reads a file.
    pub(crate) fn read(tag: &str, source: &str) -> Self {
        let mut language = Self {
            tag: tag.to_owned(),
            unread: false,
            texts: BTreeMap::new(),
            order: Vec::new(),
            faults: Vec::new(),
        };
        let resource = match fluent_syntax::parser::parse(source) {
            Ok(resource) => resource,
            Err((resource, errors)) => {
                for error in errors {
                    language.faults.push(format!("{tag}: {error}"));
                }
                resource
            }
        };
        let mut head = String::new();
        for entry in &resource.body {
            match entry {
                Entry::Message(message) => {
                    let id = message.id.name;
                    match &message.value {
                        Some(value) => language.take(id, value),
                        None => language.fault(id, "has no text"),
                    }
                    for attribute in &message.attributes {
                        language.take(&format!("{id}.{}", attribute.id.name), &attribute.value);
                    }
                }
                Entry::ResourceComment(comment) => head.push_str(&comment.content.join("\n")),
                Entry::Comment(_) | Entry::GroupComment(_) => {}
                Entry::Term(term) => language.fault(term.id.name, "is a term"),
                Entry::Junk { content } => {
                    let line = content.lines().next().unwrap_or_default();
                    language.fault(line, "cannot be read");
                }
            }
        }
        match (head.contains(IN_USE), head.contains(UNREAD)) {
            (in_use, unread) if in_use != unread => language.unread = unread,
            _ => language.fault("head", "must say the status of the texts"),
        }
        language
    }

    fn fault(&mut self, key: &str, what: &str) {
        self.faults.push(format!("{}: {key}: {what}", self.tag));
    }

    fn take(&mut self, key: &str, pattern: &Pattern<&str>) {
        let text = match text(pattern) {
            Ok(text) => text,
            Err(what) => return self.fault(key, &what),
        };
        self.order.push(key.to_owned());
        if self.texts.insert(key.to_owned(), text).is_some() {
            self.fault(key, "is there twice");
        }
    }

    /// What is wrong with this file, beside the file of the language that all others follow. `forms`
    /// are the plural forms that the language has for whole numbers (CLDR).
    pub(crate) fn check(&self, reference: &Self, forms: &[&str]) -> Vec<String> {
        let mut faults = self.faults.clone();
        let mut fault =
            |key: &str, what: String| faults.push(format!("{}: {key}: {what}", self.tag));
        for key in reference
            .texts
            .keys()
            .filter(|key| !self.texts.contains_key(*key))
        {
            fault(key, "is missing".to_owned());
        }
        for (key, text) in &self.texts {
            let Some(model) = reference.texts.get(key) else {
                fault(key, "is no text of ours".to_owned());
                continue;
            };
            for what in text.check(model, forms) {
                fault(key, what);
            }
        }
        faults
    }
}

fn text(pattern: &Pattern<&str>) -> Result<Text, String> {
    if let [
        PatternElement::Placeable {
            expression: Expression::Select { selector, variants },
        },
    ] = pattern.elements.as_slice()
    {
        let InlineExpression::VariableReference { id } = selector else {
            return Err("selects by something that is no variable".to_owned());
        };
        let mut forms = Vec::new();
        let mut rest = None;
        for variant in variants {
            let key = match &variant.key {
                VariantKey::Identifier { name } => (*name).to_owned(),
                VariantKey::NumberLiteral { .. } => return Err("selects by a number".to_owned()),
            };
            let words = words(&variant.value)?;
            match variant.default {
                true => rest = Some((key, words)),
                false => forms.push((key, words)),
            }
        }
        forms.extend(rest);
        return Ok(Text {
            selector: Some(id.name.to_owned()),
            forms,
        });
    }
    Ok(Text {
        selector: None,
        forms: vec![("other".to_owned(), words(pattern)?)],
    })
}

/// The words, with `{name}` where a variable stands.
fn words(pattern: &Pattern<&str>) -> Result<String, String> {
    let mut out = String::new();
    for element in &pattern.elements {
        match element {
            PatternElement::TextElement { value } => out.push_str(&value.replace('\n', " ")),
            PatternElement::Placeable {
                expression: Expression::Inline(InlineExpression::VariableReference { id }),
            } => {
                out.push('{');
                out.push_str(id.name);
                out.push('}');
            }
            PatternElement::Placeable { .. } => {
                return Err("has more in braces than a variable".to_owned());
            }
        }
    }
    Ok(out)
}

impl Text {
    fn check(&self, model: &Self, forms: &[&str]) -> Vec<String> {
        let mut faults = Vec::new();
        if self.selector.is_some() && self.selector != model.selector {
            faults.push("has forms where it may have none".to_owned());
        }
        let is_number = self.selector.as_deref().is_some_and(|name| name != BY_CODE);
        let keys: BTreeSet<&str> = self.forms.iter().map(|(key, _)| key.as_str()).collect();
        if keys.len() != self.forms.len() {
            faults.push("has a form twice".to_owned());
        }
        if is_number {
            let wanted: BTreeSet<&str> = forms.iter().copied().chain(["other"]).collect();
            let lost: Vec<&str> = wanted.difference(&keys).copied().collect();
            let odd: Vec<&str> = keys.difference(&wanted).copied().collect();
            if !lost.is_empty() || !odd.is_empty() {
                faults.push(format!("plural forms: {lost:?} missing, {odd:?} too many"));
            }
        }
        if self.forms.last().is_none_or(|(key, _)| key != "other") {
            faults.push("the form for everything else is not *[other]".to_owned());
        }
        let allowed: BTreeSet<String> = model.variables();
        for (key, words) in &self.forms {
            let there = variables(words);
            for name in there.difference(&allowed) {
                faults.push(format!("{{{name}}} is no value of this text"));
            }
            // "one minute" needs no figure, "auf Malta" no name: what decides the form can be said in words.
            let spoken = |name: &str| {
                let said = match self.selector.as_deref() {
                    Some(BY_CODE) => Some("country"),
                    selector => selector,
                };
                key != "other" && Some(name) == said
            };
            for name in allowed.difference(&there) {
                let other_form = match name.as_str() {
                    "country" => "in_country",
                    "in_country" => "country",
                    _ => "",
                };
                if !spoken(name) && !there.contains(other_form) {
                    faults.push(format!("{{{name}}} is lost"));
                }
            }
            faults.extend(written(words));
        }
        faults
    }

    /// The values that the text may name. A country may stand with its preposition or without.
    fn variables(&self) -> BTreeSet<String> {
        let mut all: BTreeSet<String> = BTreeSet::new();
        for (_, words) in &self.forms {
            all.extend(variables(words));
        }
        if self.selector.as_deref() != Some(BY_CODE) {
            for [one, other] in [["country", "in_country"], ["in_country", "country"]] {
                if all.contains(one) {
                    all.insert(other.to_owned());
                }
            }
        }
        all
    }
}

fn variables(words: &str) -> BTreeSet<String> {
    let parts = words.split('{').skip(1);
    let names = parts.filter_map(|part| part.split_once('}'));
    names.map(|(name, _)| name.to_owned()).collect()
}

/// Texts are plain: templates escape them, and no markup may come by way of a translation.
fn written(words: &str) -> Vec<String> {
    let mut faults = Vec::new();
    if words.trim().is_empty() {
        faults.push("is empty".to_owned());
    }
    if words.trim() != words || words.contains("  ") {
        faults.push("has a space too many".to_owned());
    }
    if words.contains(['<', '>', '&', '`', '\\']) || words.contains("://") {
        faults.push("has markup".to_owned());
    }
    if words.contains(['\'', '"']) {
        faults.push("has a mark of typewriters: ’ is an apostrophe".to_owned());
    }
    // French sets a space there, which keeps the mark on the line of its word.
    let torn = [" ?", " !", " ;", " :"];
    if torn.iter().any(|torn| words.contains(torn)) {
        faults.push("has a space where a line may end before a mark: write U+00A0".to_owned());
    }
    // Marks that turn the direction of what follows, and everything that has no shape.
    let unseen = |c: char| {
        c.is_control()
            || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
    };
    if words.chars().any(unseen) {
        faults.push("has a character that nobody sees".to_owned());
    }
    faults
}
