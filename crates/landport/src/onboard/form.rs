// SPDX-License-Identifier: EUPL-1.2
//! The forms of a page, as far as a test login needs them. Pages of test nodes are others' words: whatever
//! is odd is no form, and nothing of them is shown but names of fields.

use url::Url;

/// A form on a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Form {
    pub(super) posts: bool,
    pub(super) action: Url,
    /// Hidden fields, and radio buttons and boxes that are checked.
    pub(super) fields: Vec<(String, String)>,
    /// Names of what a person fills in or presses.
    pub(super) open: Vec<String>,
}

impl Form {
    /// The value of a field that is filled already.
    pub(super) fn value(&self, name: &str) -> Option<&str> {
        let mut fields = self.fields.iter();
        let found = fields.find(|(field, _)| field == name);
        found.map(|(_, value)| value.as_str())
    }
}

/// Every form of the page at `url`, in its order.
pub(super) fn forms(html: &str, url: &Url) -> Vec<Form> {
    let mut forms = Vec::new();
    let mut rest = html;
    while let Some(start) = find(rest, "<form") {
        rest = rest.get(start..).unwrap_or_default();
        let end = find(rest, "</form>").unwrap_or(rest.len());
        let (form, after) = rest.split_at(end);
        forms.extend(read(form, url));
        rest = after.get(1..).unwrap_or_default();
    }
    forms
}

fn read(html: &str, url: &Url) -> Option<Form> {
    let (head, inside) = html.split_once('>')?;
    let action = attribute(head, "action").unwrap_or_default();
    let mut form = Form {
        posts: attribute(head, "method").is_some_and(|method| method.eq_ignore_ascii_case("post")),
        action: url.join(action.trim()).ok()?,
        fields: Vec::new(),
        open: Vec::new(),
    };
    for tag in inside.split('<').skip(1) {
        let Some((tag, _)) = tag.split_once('>') else {
            continue;
        };
        let kind = tag.split([' ', '\n', '\t', '/']).next().unwrap_or_default();
        let Some(name) = attribute(tag, "name") else {
            continue;
        };
        let value = attribute(tag, "value").unwrap_or_default();
        let typed = attribute(tag, "type")
            .unwrap_or_default()
            .to_ascii_lowercase();
        let has = |word: &str| {
            tag.split_whitespace()
                .any(|part| part.trim_end_matches('/') == word)
        };
        match (kind.to_ascii_lowercase().as_str(), typed.as_str()) {
            ("input", "hidden") => form.fields.push((name, value)),
            ("input", "radio" | "checkbox") => {
                if has("checked") {
                    form.fields.push((name.clone(), value));
                }
                form.open.push(name);
            }
            ("input" | "select" | "textarea" | "button", _) => form.open.push(name),
            _ => {}
        }
    }
    form.open.dedup();
    Some(form)
}

/// Without regard to case.
fn find(text: &str, wanted: &str) -> Option<usize> {
    text.to_ascii_lowercase().find(wanted)
}

fn attribute(tag: &str, name: &str) -> Option<String> {
    let lower = tag.to_ascii_lowercase();
    let mut from = 0;
    loop {
        let at = from + lower.get(from..)?.find(name)?;
        let before = tag.get(..at)?.chars().next_back();
        let rest = tag.get(at + name.len()..)?.trim_start();
        from = at + name.len();
        let Some(rest) = rest.strip_prefix('=') else {
            continue;
        };
        if !before.is_some_and(char::is_whitespace) {
            continue;
        }
        let rest = rest.trim_start();
        let value = match rest.chars().next()? {
            quote @ ('"' | '\'') => rest.get(1..)?.split(quote).next()?,
            _ => rest.split([' ', '\n', '\t']).next()?,
        };
        return Some(unescape(value));
    }
}

/// The references that forms with messages have.
fn unescape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        let (before, after) = rest.split_at(at);
        out.push_str(before);
        let end = after.find(';').filter(|end| *end <= 8);
        let name = end.and_then(|end| after.get(1..end));
        let number = |digits: &str, radix| {
            u32::from_str_radix(digits, radix)
                .ok()
                .and_then(char::from_u32)
        };
        let meant = name.and_then(|name| match name {
            "amp" => Some('&'),
            "lt" => Some('<'),
            "gt" => Some('>'),
            "quot" => Some('"'),
            "apos" => Some('\''),
            _ => match name
                .strip_prefix('#')
                .and_then(|digits| digits.strip_prefix(['x', 'X']))
            {
                Some(digits) => number(digits, 16),
                None => number(name.strip_prefix('#')?, 10),
            },
        });
        match (meant, end) {
            (Some(meant), Some(end)) => {
                out.push(meant);
                rest = after.get(end + 1..).unwrap_or_default();
            }
            _ => {
                out.push('&');
                rest = after.get(1..).unwrap_or_default();
            }
        }
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hidden_fields_are_filled_and_what_waits_for_a_person_is_named() {
        let url = Url::parse("https://node.example.se/sso?x=1").unwrap();
        let html = r#"<p>a</p><FORM method='POST' action="../login?a=1&amp;b=2"><input type=hidden
            name="session" value="a&#43;b&#x2f;&quot;"><input type="radio" name="person" value="one" checked/>
            <input type="radio" name="person" value="two"><button name="action" value="next">Go</button>
            <input type="submit" value="x"></form><form><input name=q></form>"#;
        let forms = forms(html, &url);
        let names = |all: &[&str]| {
            all.iter()
                .map(|name| (*name).to_owned())
                .collect::<Vec<_>>()
        };
        assert_eq!(forms.len(), 2);
        assert!(forms[0].posts && !forms[1].posts);
        assert_eq!(
            forms[0].action.as_str(),
            "https://node.example.se/login?a=1&b=2"
        );
        assert_eq!(forms[0].value("session"), Some("a+b/\""));
        assert_eq!(forms[0].value("person"), Some("one"));
        assert_eq!(forms[0].open, names(&["person", "action"]));
        assert_eq!(
            (forms[1].action.as_str(), &forms[1].open),
            (url.as_str(), &names(&["q"]))
        );
        // Nothing is read into what is broken.
        assert!(super::forms("<form", &url).is_empty());
        assert_eq!(
            unescape("&unknown; & &#xfffffff; &amp"),
            "&unknown; & &#xfffffff; &amp"
        );
    }
}
