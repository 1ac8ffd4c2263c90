// SPDX-License-Identifier: EUPL-1.2
//! What of a browser's cookies may be ours: each name of ours begins with `__Host-` (RFC 6265bis §4.1.3.2),
//! and a request's headers are gone through once, however many subjects look for theirs.
//!
//! Attack: sixty kilobytes of `a=b; ` in an anonymous request, which each reader took apart anew (2 ms).

use axum::http::{HeaderMap, header};

const OURS: &str = "__Host-";

/// The pairs whose name begins with `__Host-`, in the order sent.
pub struct Jar<'h>(Vec<(&'h str, &'h str)>);

impl<'h> Jar<'h> {
    /// Reads the `Cookie` headers.
    pub fn read(headers: &'h HeaderMap) -> Self {
        let sent = headers.get_all(header::COOKIE).iter();
        let pairs = sent
            .filter_map(|value| value.to_str().ok())
            .flat_map(|value| value.split(';'))
            .map(str::trim_start)
            .filter(|pair| pair.starts_with(OURS))
            .filter_map(|pair| pair.trim_end().split_once('='));
        Self(pairs.collect())
    }

    /// Each name and its value.
    pub fn pairs(&self) -> impl Iterator<Item = (&'h str, &'h str)> {
        self.0.iter().copied()
    }

    /// The value of this name. A name that comes twice is none: nobody can say which one is ours.
    pub fn once(&self, wanted: &str) -> Option<&'h str> {
        let mut ours = self.pairs().filter(|(name, _)| *name == wanted);
        match (ours.next(), ours.next()) {
            (Some((_, value)), None) => Some(value),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    #[test]
    fn of_what_others_set_nothing_is_kept() {
        let sent = format!(
            "{}__Host-a=1;__Host-b = 2; x__Host-c=3",
            "a=b; ".repeat(10_000)
        );
        let headers = HeaderMap::from_iter([
            (header::COOKIE, HeaderValue::from_str(&sent).unwrap()),
            (header::COOKIE, HeaderValue::from_static("__Host-a=4")),
        ]);
        // Several headers are one jar: RFC 9113 §8.2.3.
        let jar = Jar::read(&headers);
        let pairs: Vec<_> = jar.pairs().collect();
        assert_eq!(
            pairs,
            [("__Host-a", "1"), ("__Host-b ", " 2"), ("__Host-a", "4")]
        );
        assert_eq!(jar.once("__Host-b "), Some(" 2"));
        assert_eq!(jar.once("__Host-a"), None);
        assert_eq!(jar.once("a"), None);
    }
}
