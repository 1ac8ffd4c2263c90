//! Languages that nobody speaks, for the layout: one of long words with marks on every letter, one that is
//! written from right to left. No product knows them: a page that was rendered is rewritten here.

/// The text of a page, each word of it two fifths longer and with accents: what a translation may come to.
pub(crate) fn lengthened(html: &str) -> String {
    rewritten(html, |text| {
        text.split_inclusive(char::is_whitespace)
            .map(longer)
            .collect()
    })
    .replacen("<html lang=\"en\"", "<html lang=\"en-XA\"", 1)
}

fn longer(word: &str) -> String {
    let (said, space) = word.split_at(word.trim_end().len());
    let letters = said.chars().filter(|c| c.is_alphabetic()).count();
    let more = "\u{e9}\u{f8}\u{15b}\u{1eb}".chars().cycle();
    let said: String = said.chars().map(accented).collect();
    format!(
        "{said}{}{space}",
        more.take(letters * 2 / 5).collect::<String>()
    )
}

/// The same page from right to left, in letters that run so.
pub(crate) fn turned(html: &str) -> String {
    rewritten(html, |text| text.chars().map(turned_letter).collect()).replacen(
        "<html lang=\"en\"",
        "<html lang=\"ar\" dir=\"rtl\"",
        1,
    )
}

fn accented(c: char) -> char {
    match c {
        'a' => '\u{e5}',
        'e' => '\u{e9}',
        'i' => '\u{ef}',
        'o' => '\u{f8}',
        'u' => '\u{fc}',
        'n' => '\u{f1}',
        's' => '\u{161}',
        'A' => '\u{c5}',
        'E' => '\u{c9}',
        'O' => '\u{d6}',
        c => c,
    }
}

/// Each Latin letter becomes one of Arabic: U+0628 to U+0639.
fn turned_letter(c: char) -> char {
    match c.is_ascii_alphabetic() {
        true => char::from_u32(0x628 + u32::from(c) % 18).unwrap_or(c),
        false => c,
    }
}

/// Only what is text: neither tags nor what stands in `<style>`; entities stay whole.
fn rewritten(html: &str, rewrite: impl Fn(&str) -> String) -> String {
    let mut out = String::with_capacity(html.len() * 3 / 2);
    let mut rest = html;
    while let Some((text, tag)) = rest.split_once('<') {
        let whole = text.contains('&') || text.trim().is_empty();
        out.push_str(&if whole {
            text.to_owned()
        } else {
            rewrite(text)
        });
        let Some((inside, after)) = tag.split_once('>') else {
            break;
        };
        out.push('<');
        out.push_str(inside);
        out.push('>');
        rest = after;
    }
    out.push_str(rest);
    out
}

#[test]
fn a_strange_language_is_longer_or_turned_and_keeps_its_tags() {
    let html = "<!doctype html>\n<html lang=\"en\"><p class=\"hint\">Send in ten &#38; go</p><b>Send it now</b></html>";
    let long = lengthened(html);
    assert!(
        long.contains("<html lang=\"en-XA\"><p class=\"hint\">Send in ten &#38; go</p>"),
        "{long}"
    );
    let words = long
        .split_once("<b>")
        .and_then(|(_, rest)| rest.split_once("</b>"))
        .unwrap()
        .0;
    assert_eq!(
        words.chars().count(),
        "Send it now".chars().count() + 2,
        "{words}"
    );
    let turned = turned(html);
    assert!(
        turned.contains("<html lang=\"ar\" dir=\"rtl\">"),
        "{turned}"
    );
    assert!(
        turned.contains("<p class=\"hint\">") && !turned.contains("Send it"),
        "{turned}"
    );
}
