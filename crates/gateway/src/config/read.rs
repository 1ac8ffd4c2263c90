// SPDX-License-Identifier: EUPL-1.2
//! Reads TOML into sections and gathers *every* problem with its line and what to write instead.
//!
//! A derived deserialiser stops at the first error. An operator who has made five mistakes should
//! hear of five, so the sections are declared once with [`section!`] and that one declaration
//! gives the struct, the reader that goes on after an error, and the reference documentation.

use std::fmt;
use std::net::SocketAddr;
use std::path::PathBuf;

use eidas::CountryCode;
use toml::Spanned;
use toml::de::{DeTable, DeValue};
use url::Url;

use super::words::Network;

/// Something in the file that the gateway cannot run with.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Problem {
    /// The line in the file, counted from 1; 0 where there is none.
    pub line: usize,
    /// The field, as `section.field` or `client[1].field` (counted from 1).
    pub field: String,
    /// What is wrong.
    pub what: String,
    /// What to write or do instead.
    pub instead: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // What is registered while the gateway runs stands in no line.
        match (self.line, self.field.as_str()) {
            (0, "") => {}
            (0, field) => write!(f, "{field}: ")?,
            (line, "") => write!(f, "line {line}: ")?,
            (line, field) => write!(f, "line {line}, {field}: ")?,
        }
        write!(f, "{}. {}.", self.what, self.instead)
    }
}

/// A value and where it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct At<T> {
    /// The value.
    pub value: T,
    /// The line, counted from 1.
    pub line: usize,
    /// The field's name with its section.
    pub field: String,
}

impl<T> At<T> {
    /// A problem at this place.
    pub fn problem(&self, what: impl Into<String>, instead: impl Into<String>) -> Problem {
        Problem {
            line: self.line,
            field: self.field.clone(),
            what: what.into(),
            instead: instead.into(),
        }
    }
}

/// What can stand as a value in the file.
pub trait Read: Sized {
    /// What the reference calls it.
    fn kind() -> String;

    /// The fields, when it is a section.
    fn section() -> Option<Section> {
        None
    }

    /// Reads it, or says why not.
    fn read(value: &Spanned<DeValue<'_>>, field: &str, reader: &mut Reader) -> Option<Self>;
}

/// A section as the reference shows it.
#[derive(Clone, Debug)]
pub struct Section {
    /// Its description.
    pub doc: String,
    /// Its fields in order.
    pub fields: Vec<Field>,
}

/// A field as the reference shows it.
#[derive(Clone, Debug)]
pub struct Field {
    /// Its name in the file.
    pub name: &'static str,
    /// Its description.
    pub doc: String,
    /// Whether it must stand there.
    pub presence: Presence,
    /// An example, or the default, in TOML.
    pub example: &'static str,
    /// What kind of value.
    pub kind: String,
    /// Its own fields, when it is a section.
    pub section: Option<Section>,
}

/// Whether a field must stand in the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Presence {
    /// It must.
    Required,
    /// It may, and without it the feature is off or derived from others.
    Optional,
    /// It may, and without it the default holds.
    Default,
}

/// Walks one file and gathers problems.
pub struct Reader {
    /// Where its lines end: looked up for each field, of which ten thousand clients have a hundred thousand.
    breaks: Vec<usize>,
    /// What was found so far.
    pub problems: Vec<Problem>,
}

impl Reader {
    /// Reads a whole file as the section `T`.
    pub fn read<T: Read>(source: &str) -> (Option<At<T>>, Vec<Problem>) {
        let breaks = source.match_indices('\n').map(|(at, _)| at).collect();
        let mut reader = Self {
            breaks,
            problems: Vec::new(),
        };
        let (document, errors) = DeTable::parse_recoverable(source);
        for error in errors {
            reader.problems.push(Problem {
                line: reader.line(error.span().map_or(0, |span| span.start)),
                field: String::new(),
                what: format!("not TOML ({})", error.message().replace('\n', "; ")),
                instead: "Write it as TOML; text stands in quotes".to_owned(),
            });
        }
        let span = document.span();
        let root = Spanned::new(span, DeValue::Table(document.into_inner()));
        let value = T::read(&root, "", &mut reader);
        (
            value.map(|value| At {
                value,
                line: 1,
                field: String::new(),
            }),
            reader.problems,
        )
    }

    fn line(&self, offset: usize) -> usize {
        self.breaks.partition_point(|&at| at < offset) + 1
    }

    /// The line of a value, counted from 1.
    pub fn line_of(&self, value: &Spanned<DeValue<'_>>) -> usize {
        self.line(value.span().start)
    }

    /// Says that a value is not what it should be.
    pub fn wrong(&mut self, at: &Spanned<DeValue<'_>>, field: &str, what: String, instead: String) {
        let line = self.line(at.span().start);
        self.problems.push(Problem {
            line,
            field: field.to_owned(),
            what,
            instead,
        });
    }

    /// The table behind a value.
    pub fn table<'v, 'i>(
        &mut self,
        value: &'v Spanned<DeValue<'i>>,
        field: &str,
    ) -> Option<&'v DeTable<'i>> {
        if let DeValue::Table(table) = value.get_ref() {
            return Some(table);
        }
        let what = format!("{} where a section belongs", kind_of(value));
        let instead = format!("Write [{field}] and its fields below");
        self.wrong(value, field, what, instead);
        None
    }

    /// One field of a section.
    pub fn field<T: Read>(
        &mut self,
        table: &DeTable<'_>,
        place: (&Spanned<DeValue<'_>>, &str),
        name: &str,
        presence: Presence,
        example: &'static str,
    ) -> Option<At<T>> {
        let field = join(place.1, name);
        if let Some(value) = table.get(name) {
            let line = self.line(value.span().start);
            return T::read(value, &field, self).map(|value| At { value, line, field });
        }
        match presence {
            Presence::Optional => None,
            Presence::Required => {
                self.wrong(
                    place.0,
                    &field,
                    "missing".to_owned(),
                    write_it(name, example, &field),
                );
                None
            }
            Presence::Default => {
                let line = self.line(place.0.span().start);
                let value = if example == "[section]" {
                    Spanned::new(place.0.span(), DeValue::Table(DeTable::new()))
                } else {
                    DeValue::parse(example).ok()?
                };
                T::read(&value, &field, self).map(|value| At { value, line, field })
            }
        }
    }

    /// Names the fields of a section that nobody reads.
    pub fn unknown(&mut self, table: &DeTable<'_>, field: &str, known: &[&str]) {
        for (name, _) in table
            .iter()
            .filter(|(name, _)| !known.contains(&name.get_ref().as_ref()))
        {
            let written = name.get_ref().as_ref();
            let nearest = known.iter().min_by_key(|known| distance(known, written));
            let instead = match nearest {
                Some(nearest) if distance(nearest, written) <= 3 => {
                    format!("Write {nearest}, or remove it")
                }
                _ => format!("Remove it; known here: {}", known.join(", ")),
            };
            let line = self.line(name.span().start);
            self.problems.push(Problem {
                line,
                field: join(field, written),
                what: "unknown".to_owned(),
                instead,
            });
        }
    }
}

fn join(section: &str, name: &str) -> String {
    if section.is_empty() {
        name.to_owned()
    } else {
        format!("{section}.{name}")
    }
}

fn write_it(name: &str, example: &str, field: &str) -> String {
    match example {
        "[section]" => format!("Write [{field}] and its fields"),
        "[[section]]" => format!("Write [[{field}]] and its fields"),
        example => format!("Write {name} = {example}"),
    }
}

/// Edit distance, for "did you mean".
fn distance(left: &str, right: &str) -> usize {
    let right: Vec<char> = right.chars().collect();
    let mut row: Vec<usize> = (0..=right.len()).collect();
    for (i, l) in left.chars().enumerate() {
        let mut next = vec![i + 1];
        for ((above_left, above), r) in row.iter().zip(row.iter().skip(1)).zip(&right) {
            let before = next.last().copied().unwrap_or(0);
            next.push(
                (above_left + usize::from(l != *r))
                    .min(above + 1)
                    .min(before + 1),
            );
        }
        row = next;
    }
    row.last().copied().unwrap_or(0)
}

fn kind_of(value: &Spanned<DeValue<'_>>) -> &'static str {
    match value.get_ref() {
        DeValue::String(_) => "a text",
        DeValue::Integer(_) => "a number",
        DeValue::Float(_) => "a decimal number",
        DeValue::Boolean(_) => "true or false",
        DeValue::Datetime(_) => "a date",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a section",
    }
}

/// Reads a text and turns it into something by `parse`; `instead` says what would have been right.
pub fn read_text<T>(
    value: &Spanned<DeValue<'_>>,
    field: &str,
    reader: &mut Reader,
    instead: &str,
    parse: impl FnOnce(&str) -> Option<T>,
) -> Option<T> {
    let DeValue::String(text) = value.get_ref() else {
        let what = format!("{} where a text belongs", kind_of(value));
        reader.wrong(value, field, what, instead.to_owned());
        return None;
    };
    // Texts go into metadata and requests, which would then be written never again (XML 1.0 §2.2).
    if !xmlsec::is_xml(text) {
        let what = format!("{text:?} has a character that XML cannot hold");
        let instead = "Remove it; control characters come from copying";
        reader.wrong(value, field, what, instead.to_owned());
        return None;
    }
    let parsed = parse(text);
    if parsed.is_none() {
        reader.wrong(
            value,
            field,
            format!("{text:?} cannot be used"),
            instead.to_owned(),
        );
    }
    parsed
}

impl Read for String {
    fn kind() -> String {
        "text".to_owned()
    }

    fn read(value: &Spanned<DeValue<'_>>, field: &str, reader: &mut Reader) -> Option<Self> {
        read_text(
            value,
            field,
            reader,
            "Write a text in quotes that is not empty",
            |text| (!text.trim().is_empty()).then(|| text.to_owned()),
        )
    }
}

impl Read for PathBuf {
    fn kind() -> String {
        "file, relative to the configuration".to_owned()
    }

    fn read(value: &Spanned<DeValue<'_>>, field: &str, reader: &mut Reader) -> Option<Self> {
        read_text(
            value,
            field,
            reader,
            "Write a file name in quotes",
            |text| (!text.is_empty()).then(|| Self::from(text)),
        )
    }
}

impl Read for Url {
    fn kind() -> String {
        "address".to_owned()
    }

    fn read(value: &Spanned<DeValue<'_>>, field: &str, reader: &mut Reader) -> Option<Self> {
        read_text(
            value,
            field,
            reader,
            "Write a full address, as \"https://…\"",
            |text| {
                Self::parse(text).ok().filter(|url| {
                    url.has_host() && url.username().is_empty() && url.password().is_none()
                })
            },
        )
    }
}

impl Read for SocketAddr {
    fn kind() -> String {
        "IP address and port".to_owned()
    }

    fn read(value: &Spanned<DeValue<'_>>, field: &str, reader: &mut Reader) -> Option<Self> {
        let instead = "Write an IP address and a port, as \"127.0.0.1:8443\" or \"[::]:443\"";
        read_text(value, field, reader, instead, |text| text.parse().ok())
    }
}

impl Read for Network {
    fn kind() -> String {
        "network".to_owned()
    }

    fn read(value: &Spanned<DeValue<'_>>, field: &str, reader: &mut Reader) -> Option<Self> {
        let instead = "Write a network or an address, as \"10.0.0.0/8\" or \"::1\"";
        read_text(value, field, reader, instead, Self::parse)
    }
}

impl Read for CountryCode {
    fn kind() -> String {
        "country".to_owned()
    }

    fn read(value: &Spanned<DeValue<'_>>, field: &str, reader: &mut Reader) -> Option<Self> {
        let instead = match value.get_ref().as_str() {
            Some("GR") => "Write \"EL\": eIDAS calls Greece so",
            Some("UK") => "Write \"GB\": ISO 3166-1 calls the United Kingdom so",
            _ => "Write two capital letters, as \"SE\"; Greece is \"EL\"",
        };
        read_text(value, field, reader, instead, |text| match text {
            "UK" => None,
            text => text.parse().ok(),
        })
    }
}

impl Read for bool {
    fn kind() -> String {
        "true or false".to_owned()
    }

    fn read(value: &Spanned<DeValue<'_>>, field: &str, reader: &mut Reader) -> Option<Self> {
        if let DeValue::Boolean(value) = value.get_ref() {
            return Some(*value);
        }
        let what = format!("{} where true or false belongs", kind_of(value));
        reader.wrong(
            value,
            field,
            what,
            "Write true or false, without quotes".to_owned(),
        );
        None
    }
}

impl Read for u32 {
    fn kind() -> String {
        "whole number".to_owned()
    }

    fn read(value: &Spanned<DeValue<'_>>, field: &str, reader: &mut Reader) -> Option<Self> {
        let number = match value.get_ref() {
            DeValue::Integer(number) => Self::from_str_radix(number.as_str(), number.radix()).ok(),
            _ => None,
        };
        if number.is_none() {
            let what = format!("{} where a whole number belongs", kind_of(value));
            reader.wrong(
                value,
                field,
                what,
                "Write a whole number from 0 on".to_owned(),
            );
        }
        number
    }
}

impl<T: Read> Read for Vec<At<T>> {
    fn kind() -> String {
        format!("list of: {}", T::kind())
    }

    fn section() -> Option<Section> {
        T::section()
    }

    fn read(value: &Spanned<DeValue<'_>>, field: &str, reader: &mut Reader) -> Option<Self> {
        let DeValue::Array(array) = value.get_ref() else {
            let what = format!("{} where a list belongs", kind_of(value));
            let instead = if T::section().is_some() {
                format!("Write its heading in two brackets: [[{field}]]")
            } else {
                "Write a list in square brackets".to_owned()
            };
            reader.wrong(value, field, what, instead);
            return None;
        };
        let mut all = Self::new();
        for (index, item) in array.iter().enumerate() {
            let field = format!("{field}[{}]", index + 1);
            let line = reader.line(item.span().start);
            if let Some(value) = T::read(item, &field, reader) {
                all.push(At { value, line, field });
            }
        }
        Some(all)
    }
}

/// Declares a section of the file once: struct, reader and reference.
///
/// Each field says whether it must be there, and shows an example (or its default) in TOML.
macro_rules! section {
    (
        $(#[doc = $doc:literal])+
        $name:ident {
            $(
                $(#[doc = $field_doc:literal])+
                $field:ident: $type:ty = $presence:ident $example:literal,
            )+
        }
    ) => {
        $(#[doc = $doc])+
        #[derive(Clone, Debug, Default)]
        pub struct $name {
            $(
                $(#[doc = $field_doc])+
                pub $field: Option<At<$type>>,
            )+
        }

        impl Read for $name {
            fn kind() -> String {
                "section".to_owned()
            }

            fn section() -> Option<Section> {
                Some(Section {
                    doc: [$($doc),+].map(str::trim).join("\n"),
                    fields: vec![$(Field {
                        name: stringify!($field),
                        doc: [$($field_doc),+].map(str::trim).join("\n"),
                        presence: Presence::$presence,
                        example: $example,
                        kind: <$type as Read>::kind(),
                        section: <$type as Read>::section(),
                    }),+],
                })
            }

            fn read(
                value: &Spanned<DeValue<'_>>,
                field: &str,
                reader: &mut Reader,
            ) -> Option<Self> {
                let table = reader.table(value, field)?;
                reader.unknown(table, field, &[$(stringify!($field)),+]);
                Some(Self {
                    $($field: reader.field(
                        table, (value, field), stringify!($field), Presence::$presence, $example,
                    ),)+
                })
            }
        }
    };
}

/// Declares which words a field may hold and what each means.
macro_rules! words {
    ($type:ty { $($word:literal => $value:expr,)+ }) => {
        impl Read for $type {
            fn kind() -> String {
                ["one of: ", &[$(concat!("`", $word, "`")),+].join(", ")].concat()
            }

            fn read(
                value: &Spanned<DeValue<'_>>,
                field: &str,
                reader: &mut Reader,
            ) -> Option<Self> {
                let instead = ["Write one of ", &[$(concat!("\"", $word, "\"")),+].join(", ")];
                read_text(value, field, reader, &instead.concat(), |text| match text {
                    $($word => Some($value),)+
                    _ => None,
                })
            }
        }
    };
}

pub(crate) use {section, words};
