// SPDX-License-Identifier: EUPL-1.2
//! A short document that is written twice: as Markdown for who edits it, as HTML for who reads it.

use std::fmt::Write as _;

/// A part of a document.
pub(super) enum Block {
    /// A section's heading.
    Heading(String),
    /// A paragraph.
    Text(String),
    /// Steps, or things to have.
    List(Vec<String>),
    /// Rows of as many cells as the first one, which is the head.
    Table(Vec<Vec<String>>),
    /// Octets as they are: a certificate.
    Code(String),
}

/// A document.
pub(super) struct Document {
    pub(super) title: String,
    pub(super) blocks: Vec<Block>,
}

impl Document {
    /// As Markdown.
    pub(super) fn to_markdown(&self) -> String {
        let mut out = format!("# {}\n", line(&self.title));
        for block in &self.blocks {
            out.push('\n');
            match block {
                Block::Heading(text) => put(&mut out, format_args!("## {}\n", line(text))),
                Block::Text(text) => put(&mut out, format_args!("{}\n", line(text))),
                Block::List(items) => {
                    for item in items {
                        put(&mut out, format_args!("- {}\n", line(item)));
                    }
                }
                Block::Table(rows) => table(&mut out, rows),
                Block::Code(text) => put(&mut out, format_args!("```\n{}\n```\n", text.trim_end())),
            }
        }
        out
    }

    /// As one HTML file without scripts, styles of its own only.
    pub(super) fn to_html(&self) -> String {
        let title = escape(&self.title);
        let mut out = format!(
            "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\n<title>{title}</title>\n<style>\
             body{{font:16px/1.5 sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#1a1a1a}}\
             table{{border-collapse:collapse;width:100%}}th,td{{border:1px solid #767676;padding:.3rem .6rem;\
             text-align:left;vertical-align:top;overflow-wrap:anywhere}}pre{{overflow-x:auto;background:#f2f2f2;\
             padding:.6rem}}</style></head>\n<body><main>\n<h1>{title}</h1>\n"
        );
        for block in &self.blocks {
            match block {
                Block::Heading(text) => put(&mut out, format_args!("<h2>{}</h2>\n", escape(text))),
                Block::Text(text) => put(&mut out, format_args!("<p>{}</p>\n", escape(text))),
                Block::List(items) => {
                    let items = items
                        .iter()
                        .map(|item| format!("<li>{}</li>\n", escape(item)));
                    put(
                        &mut out,
                        format_args!("<ul>\n{}</ul>\n", items.collect::<String>()),
                    );
                }
                Block::Table(rows) => {
                    out.push_str("<table>\n");
                    for (at, row) in rows.iter().enumerate() {
                        let cell = if at == 0 { "th" } else { "td" };
                        let scope = if at == 0 { " scope=\"col\"" } else { "" };
                        let cells = row
                            .iter()
                            .map(|text| format!("<{cell}{scope}>{}</{cell}>", escape(text)));
                        put(
                            &mut out,
                            format_args!("<tr>{}</tr>\n", cells.collect::<String>()),
                        );
                    }
                    out.push_str("</table>\n");
                }
                Block::Code(text) => put(
                    &mut out,
                    format_args!("<pre>{}</pre>\n", escape(text.trim_end())),
                ),
            }
        }
        out.push_str("</main></body></html>\n");
        out
    }
}

fn table(out: &mut String, rows: &[Vec<String>]) {
    for (at, row) in rows.iter().enumerate() {
        let cells: Vec<String> = row
            .iter()
            .map(|cell| line(cell).replace('|', "\\|"))
            .collect();
        put(out, format_args!("| {} |\n", cells.join(" | ")));
        if at == 0 {
            put(out, format_args!("|{}\n", "---|".repeat(row.len())));
        }
    }
}

/// One line: others' words make no structure, and no markup.
fn line(text: &str) -> String {
    let plain = |c: char| if c.is_control() { ' ' } else { c };
    text.chars()
        .map(plain)
        .collect::<String>()
        .replace('<', "&lt;")
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}

/// Writing to a `String` cannot fail.
fn put(out: &mut String, text: std::fmt::Arguments<'_>) {
    let _ = out.write_fmt(text);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_others_make_no_structure() {
        let document = Document {
            title: "A & B".to_owned(),
            blocks: vec![
                Block::Text("<script>alert(1)</script>".to_owned()),
                Block::Table(vec![vec!["a".to_owned()], vec!["b | c\n# d".to_owned()]]),
            ],
        };
        let (markdown, html) = (document.to_markdown(), document.to_html());
        assert_eq!(
            markdown,
            "# A & B\n\n&lt;script>alert(1)&lt;/script>\n\n| a |\n|---|\n| b \\| c # d |\n"
        );
        assert!(
            html.contains("<h1>A &amp; B</h1>") && !html.contains("<script"),
            "{html}"
        );
    }
}
