// SPDX-License-Identifier: EUPL-1.2
//! Values of several shapes: tables with names of the operator's choice, texts in every language.

use eidas::{Attribute, LevelOfAssurance, Person};
use oidc::jose::Algorithm;
use pages::i18n::Language;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::read::{At, Read, Reader, read_text, words};
use super::words::Text;

/// A table whose names the operator chooses, in the order of the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table<T>(pub Vec<(String, At<T>)>);

impl<T: Read> Read for Table<T> {
    fn kind() -> String {
        format!("table, each name with a value: {}", T::kind())
    }

    fn read(value: &Spanned<DeValue<'_>>, field: &str, reader: &mut Reader) -> Option<Self> {
        let table = reader.table(value, field)?;
        let mut all = Vec::new();
        for (name, value) in table {
            let name = name.get_ref().as_ref();
            let field = format!("{field}.{name}");
            let line = reader.line_of(value);
            if let Some(value) = T::read(value, &field, reader) {
                all.push((name.to_owned(), At { value, line, field }));
            }
        }
        Some(Self(all))
    }
}

/// The value of a claim: text, whole number, true or false, or a table of them (`address`).
#[derive(Clone, Debug, PartialEq)]
pub struct Claim(pub serde_json::Value);

impl Read for Claim {
    fn kind() -> String {
        "text, whole number, true or false, or a table of them".to_owned()
    }

    fn read(value: &Spanned<DeValue<'_>>, field: &str, reader: &mut Reader) -> Option<Self> {
        let plain = match value.get_ref() {
            DeValue::String(text) => text.as_ref().into(),
            DeValue::Boolean(value) => (*value).into(),
            DeValue::Integer(number) => i64::from_str_radix(number.as_str(), number.radix())
                .map_or(serde_json::Value::Null, Into::into),
            DeValue::Table(_) => {
                let Table(members) = Table::<Self>::read(value, field, reader)?;
                let members = members.into_iter().map(|(name, at)| (name, at.value.0));
                serde_json::Value::Object(members.collect())
            }
            DeValue::Float(_) | DeValue::Datetime(_) | DeValue::Array(_) => serde_json::Value::Null,
        };
        if plain.is_null() {
            let instead = format!("Write a {}", Self::kind());
            reader.wrong(value, field, "not the value of a claim".to_owned(), instead);
            return None;
        }
        Some(Self(plain))
    }
}

impl Read for Text {
    fn kind() -> String {
        "text for people, either one for all languages or `{ nb = …, en = …, … }`".to_owned()
    }

    fn read(value: &Spanned<DeValue<'_>>, field: &str, reader: &mut Reader) -> Option<Self> {
        let DeValue::Table(table) = value.get_ref() else {
            return String::read(value, field, reader).map(Self::same);
        };
        let tags: Vec<&str> = Language::ALL
            .iter()
            .map(|language| language.tag())
            .collect();
        reader.unknown(table, field, &tags);
        let mut language = |name: &str| -> Option<String> {
            let text = table.get(name)?;
            String::read(text, &format!("{field}.{name}"), reader)
        };
        let (nb, en) = (language("nb"), language("en"));
        let all = Language::ALL.iter().copied();
        let others = all.filter(|of| !matches!(of, Language::Nb | Language::En));
        let others = others.filter_map(|of| Some((of, language(of.tag())?)));
        let others: Vec<(Language, String)> = others.collect();
        missing(table, &["nb", "en"], |name| {
            let instead = format!(
                "Write {name} = \"…\": bokmål and English are read by those whose language is not given"
            );
            reader.wrong(
                value,
                &format!("{field}.{name}"),
                "missing".to_owned(),
                instead,
            );
        });
        Some(Self::new(nb?, en?, others))
    }
}

fn missing(table: &DeTable<'_>, names: &[&str], mut say: impl FnMut(&str)) {
    for name in names {
        if table.get(*name).is_none() {
            say(name);
        }
    }
}

impl Read for Attribute {
    fn kind() -> String {
        "attribute".to_owned()
    }

    fn read(value: &Spanned<DeValue<'_>>, field: &str, reader: &mut Reader) -> Option<Self> {
        let instead = "Write the address that eIDAS names it by, or for a natural person's own the \
                       last part of it, as \"Gender\"";
        read_text(value, field, reader, instead, |text| {
            let natural = || Self::of(Person::Natural);
            let short = || natural().find(|attribute| attribute.definition().local_name == text);
            Self::named(text).or_else(short)
        })
    }
}

impl Read for Language {
    fn kind() -> String {
        "language, by its tag".to_owned()
    }

    fn read(value: &Spanned<DeValue<'_>>, field: &str, reader: &mut Reader) -> Option<Self> {
        let tags: Vec<&str> = Self::ALL.iter().map(|language| language.tag()).collect();
        let instead = format!("Write one of {}", tags.join(", "));
        read_text(value, field, reader, &instead, |text| {
            Self::ALL
                .iter()
                .copied()
                .find(|language| language.tag() == text)
        })
    }
}

words!(LevelOfAssurance {
    "low" => Self::Low,
    "substantial" => Self::Substantial,
    "high" => Self::High,
});
words!(Algorithm {
    "RS256" => Self::Rs256,
    "ES256" => Self::Es256,
    "PS256" => Self::Ps256,
});
