// SPDX-License-Identifier: EUPL-1.2
//! docs/configuration.md, made from the declarations.

use std::fmt::Write;

use super::File;
use super::read::{Field, Presence, Read, Section};

/// The reference of every field, as Markdown.
pub fn reference() -> String {
    let mut text = String::from(
        "# Configuration\n\n\
         Made from the declarations in `crates/gateway/src/config.rs` by `landport reference`; a \
         test keeps it true. `landport check --config FILE` reads a file and names everything \
         that is wrong with it, with line and remedy. `landport init DIR` writes a commented one.\n",
    );
    if let Some(section) = File::section() {
        write_section(&mut text, "", false, &section);
    }
    text
}

fn write_section(text: &mut String, path: &str, many: bool, section: &Section) {
    let title = match (path, many) {
        ("", _) => "The file".to_owned(),
        (path, false) => format!("`[{path}]`"),
        (path, true) => format!("`[[{path}]]`"),
    };
    // Writing to a String cannot fail.
    let _ = write!(text, "\n## {title}\n\n{}\n\n", unwrap_lines(&section.doc));
    for field in &section.fields {
        write_field(text, path, field);
    }
    for field in &section.fields {
        if let Some(inner) = &field.section {
            let path = if path.is_empty() {
                field.name.to_owned()
            } else {
                format!("{path}.{}", field.name)
            };
            write_section(text, &path, field.kind.starts_with("list"), inner);
        }
    }
}

fn write_field(text: &mut String, path: &str, field: &Field) {
    let presence = match (field.presence, field.section.is_some()) {
        (Presence::Required, _) => "required".to_owned(),
        (Presence::Optional, _) | (Presence::Default, true) => "optional".to_owned(),
        (Presence::Default, false) => format!("default `{}`", field.example),
    };
    let _ = write!(text, "- **`{}`**", field.name);
    if field.section.is_none() {
        let _ = write!(text, " ({}; {presence})", field.kind);
    } else {
        let dot = if path.is_empty() { "" } else { "." };
        let _ = write!(text, " (section `{path}{dot}{}`; {presence})", field.name);
    }
    let _ = write!(text, ": {}", unwrap_lines(&field.doc));
    if field.section.is_none() && field.presence != Presence::Default {
        let _ = write!(text, " Example: `{} = {}`.", field.name, field.example);
    }
    text.push('\n');
}

fn unwrap_lines(doc: &str) -> String {
    doc.lines().map(str::trim).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::parse;

    /// What the reference shows, as a file.
    fn as_shown(text: &mut String, path: &str, many: bool, section: &Section) {
        let _ = match (path, many) {
            ("", _) => Ok(()),
            (path, false) => writeln!(text, "[{path}]"),
            (path, true) => writeln!(text, "[[{path}]]"),
        };
        for field in section.fields.iter().filter(|it| it.section.is_none()) {
            let _ = writeln!(text, "{} = {}", field.name, field.example);
        }
        for field in &section.fields {
            let Some(inner) = &field.section else {
                continue;
            };
            let path = match path {
                "" => field.name.to_owned(),
                path => format!("{path}.{}", field.name),
            };
            as_shown(text, &path, field.kind.starts_with("list"), inner);
        }
    }

    /// An example is copied, and a default is read from the same words: one that could not be read would be none.
    #[test]
    fn each_example_and_each_default_of_the_reference_is_read() {
        let mut text = String::new();
        as_shown(&mut text, "", false, &File::section().unwrap());
        let fields = text.lines().filter(|line| line.contains(" = ")).count();
        assert!(fields > 200, "{fields}");
        let (file, problems) = parse(&text);
        let said: Vec<_> = problems.iter().map(ToString::to_string).collect();
        assert!(file.is_some() && said.is_empty(), "{said:#?}");
    }
}
