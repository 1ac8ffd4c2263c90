// SPDX-License-Identifier: EUPL-1.2
//! `resource`: for which service a token shall be. RFC 8707.

use url::Url;

/// More services than one token should serve.
const MOST: usize = 10;

/// RFC 8707 §2: "an absolute URI [...] The URI MUST NOT include a fragment component".
pub(crate) fn is_indicator(text: &str) -> bool {
    let visible = text.len() <= 2000 && text.bytes().all(|b| b.is_ascii_graphic());
    visible && Url::parse(text).is_ok_and(|url| url.fragment().is_none())
}

/// The asked ones, if each may be asked. Compared as strings: no two readers disagree about those.
pub(crate) fn allowed<'a>(
    asked: impl Iterator<Item = &'a str>,
    may_ask: impl Fn(&str) -> bool,
) -> Option<Vec<String>> {
    let mut resources: Vec<String> = Vec::new();
    for resource in asked {
        if !may_ask(resource) || resources.len() == MOST {
            return None;
        }
        if !resources.iter().any(|known| known == resource) {
            resources.push(resource.to_owned());
        }
    }
    Some(resources)
}
