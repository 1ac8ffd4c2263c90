//! Reads `data/cldr.tsv` (by `scripts/cldr`) and writes it as Rust: names, dates and plural forms of each
//! language, and all names of each country for the search.

use std::collections::BTreeMap;
use std::fmt::Write as _;

/// The table: by language, then by row.
pub(crate) struct Cldr(BTreeMap<String, BTreeMap<String, String>>);

impl Cldr {
    /// Reads the table.
    pub(crate) fn read(source: &str) -> Result<Self, String> {
        let mut lines = source.lines().filter(|line| !line.starts_with('#'));
        let tags: Vec<&str> = lines
            .next()
            .unwrap_or_default()
            .split('\t')
            .skip(1)
            .collect();
        let mut table: BTreeMap<String, BTreeMap<String, String>> = BTreeMap::new();
        for line in lines {
            let cells: Vec<&str> = line.split('\t').collect();
            let [key, values @ ..] = cells.as_slice() else {
                return Err(format!("cldr.tsv: {line}"));
            };
            if values.len() != tags.len() {
                return Err(format!("cldr.tsv: {key} has {} columns", values.len()));
            }
            for (tag, value) in tags.iter().zip(values) {
                let column = table.entry((*tag).to_owned()).or_default();
                column.insert((*key).to_owned(), (*value).to_owned());
            }
        }
        Ok(Self(table))
    }

    fn cell(&self, tag: &str, key: &str) -> Result<&str, String> {
        let cell = self.0.get(tag).and_then(|column| column.get(key));
        cell.map(String::as_str)
            .ok_or_else(|| format!("cldr.tsv: no {key} in {tag}"))
    }

    /// The plural forms that a language has for whole numbers.
    pub(crate) fn forms(&self, tag: &str) -> Result<Vec<&str>, String> {
        let mut forms: Vec<&str> = runs(self.cell(tag, "plural")?)
            .map(|(form, _)| form)
            .collect();
        forms.sort_unstable();
        forms.dedup();
        Ok(forms)
    }

    /// Codes of countries: the rows of two capitals.
    fn codes(&self) -> Vec<&str> {
        let column = self.0.values().next();
        let keys = column
            .into_iter()
            .flat_map(BTreeMap::keys)
            .map(String::as_str);
        keys.filter(|key| key.len() == 2 && key.bytes().all(|b| b.is_ascii_uppercase()))
            .collect()
    }

    /// The constant of one language.
    pub(crate) fn constant(&self, tag: &str) -> Result<String, String> {
        let mut months = String::new();
        for month in 1..=12 {
            let _ = write!(months, "{:?}, ", self.cell(tag, &format!("month {month}"))?);
        }
        let mut plural = String::new();
        for (form, times) in runs(self.cell(tag, "plural")?) {
            let _ = write!(plural, "(Form::{}, {times}), ", crate::write::capital(form));
        }
        let list: Vec<&str> = self.cell(tag, "list")?.split('|').collect();
        let mut countries = String::new();
        for code in self.cell(tag, "order")?.split(' ') {
            let _ = write!(countries, "({code:?}, {:?}), ", self.cell(tag, code)?);
        }
        Ok(format!(
            "pub(super) static {}: Locale = Locale {{ name: {:?}, date: {:?}, moment: {:?}, list: {list:?}, months: [{months}], plural: &[{plural}], countries: &[{countries}] }};\n",
            tag.to_ascii_uppercase(),
            self.cell(tag, "name")?,
            self.cell(tag, "date")?,
            self.cell(tag, "moment")?,
        ))
    }

    /// Every name of every country, in whatever language.
    pub(crate) fn names(&self) -> Result<String, String> {
        let mut out = "pub(super) static NAMES: &[(&str, &[&str])] = &[\n".to_owned();
        for code in self.codes() {
            let mut names: Vec<&str> = Vec::new();
            for tag in self.0.keys() {
                names.push(self.cell(tag, code)?);
            }
            names.sort_unstable();
            names.dedup();
            let _ = writeln!(out, "    ({code:?}, &{names:?}),");
        }
        out.push_str("];\n");
        Ok(out)
    }
}

/// `other 1,one 1` as pairs.
fn runs(text: &str) -> impl Iterator<Item = (&str, &str)> {
    text.split(',').filter_map(|run| run.split_once(' '))
}
