//! Writes the texts as Rust: one struct type after the language that all others follow, and one
//! constant of it per language.

use std::fmt::Write as _;

use crate::texts::{BY_CODE, Language, Text};

/// A text of the struct, by its place.
enum Shape {
    Plain,
    Counted,
    ByCode,
    Message,
}

fn shape(reference: &Language, id: &str) -> Result<Shape, String> {
    let text = reference
        .texts
        .get(id)
        .ok_or_else(|| format!("{id}: no text"))?;
    let has = |part: &str| reference.texts.contains_key(&format!("{id}.{part}"));
    match (text.selector.as_deref(), has("body"), has("advice")) {
        (None, true, true) => Ok(Shape::Message),
        (None, false, false) => Ok(Shape::Plain),
        (Some(BY_CODE), false, false) => Ok(Shape::ByCode),
        (Some(_), false, false) => Ok(Shape::Counted),
        _ => Err(format!("{id}: has an odd set of parts")),
    }
}

/// The groups: what stands before the first `-` of an id, where a struct of its own is worth it.
const GROUPS: [&str; 7] = [
    "consent", "error", "matched", "national", "own", "session", "wallet",
];

fn group_of(id: &str) -> Option<(&'static str, &str)> {
    GROUPS
        .into_iter()
        .find_map(|group| Some((group, id.strip_prefix(group)?.strip_prefix('-')?)))
}

/// The struct types.
pub(crate) fn types(reference: &Language) -> Result<String, String> {
    let mut flat = String::new();
    let mut grouped = vec![String::new(); GROUPS.len()];
    for id in reference.order.iter().filter(|key| !key.contains('.')) {
        let kind = match shape(reference, id)? {
            Shape::Plain => "&'static str",
            Shape::Counted => "Counted",
            Shape::ByCode => "ByCode",
            Shape::Message => "Message",
        };
        let text = reference.texts.get(id).and_then(|text| text.forms.last());
        let doc = text.map(|(_, words)| words.as_str()).unwrap_or_default();
        let name = group_of(id).map_or(id.as_str(), |(_, rest)| rest);
        let field = format!(
            "    #[doc = {doc:?}]\n    pub {}: {kind},\n",
            name.replace('-', "_")
        );
        let group = group_of(id).map(|(group, _)| group);
        let place = GROUPS.iter().position(|name| Some(*name) == group);
        match place.and_then(|place| grouped.get_mut(place)) {
            Some(out) => out.push_str(&field),
            None => flat.push_str(&field),
        }
    }
    let mut out = String::new();
    for (group, fields) in GROUPS.iter().zip(&grouped) {
        let name = type_name(group);
        let _ = writeln!(
            flat,
            "    /// The texts `{group}-…`.\n    pub {group}: {name},"
        );
        let _ = writeln!(
            out,
            "/// The texts `{group}-…` of one language.\n#[derive(Debug)]\npub struct {name} {{\n{fields}}}\n"
        );
    }
    let _ = writeln!(
        out,
        "/// All texts of one language.\n#[derive(Debug)]\npub struct Texts {{\n    /// No native speaker has read them.\n    pub unread: bool,\n{flat}}}\n"
    );
    Ok(out)
}

fn type_name(group: &str) -> String {
    let mut letters = group.chars();
    let first = letters.next().map(|c| c.to_ascii_uppercase());
    first.into_iter().chain(letters).collect::<String>() + "Texts"
}

/// The constant of one language.
pub(crate) fn constant(reference: &Language, language: &Language) -> Result<String, String> {
    let mut flat = String::new();
    let mut grouped = vec![String::new(); GROUPS.len()];
    for id in reference.order.iter().filter(|key| !key.contains('.')) {
        let value = value(reference, language, id)?;
        let name = group_of(id).map_or(id.as_str(), |(_, rest)| rest);
        let field = format!("{}: {value}, ", name.replace('-', "_"));
        let group = group_of(id).map(|(group, _)| group);
        let place = GROUPS.iter().position(|name| Some(*name) == group);
        match place.and_then(|place| grouped.get_mut(place)) {
            Some(out) => out.push_str(&field),
            None => flat.push_str(&field),
        }
    }
    for (group, fields) in GROUPS.iter().zip(&grouped) {
        let _ = write!(flat, "{group}: {} {{ {fields}}}, ", type_name(group));
    }
    let name = language.tag.to_ascii_uppercase();
    Ok(format!(
        "pub(super) static {name}: Texts = Texts {{ unread: {}, {flat}}};\n",
        language.unread
    ))
}

fn value(reference: &Language, language: &Language, id: &str) -> Result<String, String> {
    let text = |key: &str| {
        let found = language.texts.get(key);
        found.ok_or_else(|| format!("{}: {key}: is missing", language.tag))
    };
    let only = |key: &str| {
        let forms = &text(key)?.forms;
        let (_, words) = forms.last().ok_or_else(|| format!("{key}: is empty"))?;
        Ok::<_, String>(format!("{words:?}"))
    };
    Ok(match shape(reference, id)? {
        Shape::Plain => only(id)?,
        Shape::Message => format!(
            "Message {{ title: {}, body: {}, advice: {} }}",
            only(id)?,
            only(&format!("{id}.body"))?,
            only(&format!("{id}.advice"))?
        ),
        Shape::Counted => forms("Counted", text(id)?, |key| {
            format!("Form::{}", capital(key))
        }),
        Shape::ByCode => forms("ByCode", text(id)?, |key| format!("{key:?}")),
    })
}

fn forms(kind: &str, text: &Text, key: impl Fn(&str) -> String) -> String {
    let mut out = format!("{kind} {{ forms: &[");
    let rest = text.forms.split_last();
    for (name, words) in rest.map(|(_, forms)| forms).unwrap_or_default() {
        let _ = write!(out, "({}, {words:?}), ", key(name));
    }
    let other = rest
        .map(|((_, words), _)| words.as_str())
        .unwrap_or_default();
    let _ = write!(out, "], other: {other:?} }}");
    out
}

pub(crate) fn capital(key: &str) -> String {
    let mut letters = key.chars();
    let first = letters.next().map(|c| c.to_ascii_uppercase());
    first.into_iter().chain(letters).collect()
}
