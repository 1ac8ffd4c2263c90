//! The page where a person opens a wallet, here or on another device.

use askama::Template;

use super::{Frame, render};
use crate::i18n::{Counted, Language, WalletTexts, fill};
use crate::qr::Code;

/// A word about how it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WalletNotice {
    /// The card that was shown is past its time.
    CardExpired,
    /// The card that was shown was taken back by its issuer.
    CardRevoked,
    /// The code is too old; the link works.
    CodeExpired,
    /// The wallet opened another browser.
    Elsewhere,
    /// Link and code are too old.
    Expired,
    /// The wallet can do nothing with what was asked.
    Failed,
    /// What the browser brought cannot be used.
    NotTaken,
    /// No answer yet.
    NotYet,
    /// Somebody said no.
    Refused,
}

/// The page. Form: `action=done|new|another|cancel`.
#[derive(Debug)]
pub struct WalletPage<'a> {
    /// Frame.
    pub frame: Frame<'a>,
    /// Where the form posts: our own URL with the flow id.
    pub action: &'a str,
    /// What the script asks how it stands.
    pub state: &'a str,
    /// A link for each way to open a wallet on this device.
    pub links: &'a [String],
    /// What the code for another device says.
    pub code: Option<&'a str>,
    /// A wallet elsewhere has answered: what it brought can be taken, also when the code is over.
    pub answered: bool,
    /// How many minutes the links work, the code works.
    pub minutes: (u32, u32),
    /// A word about how it stands.
    pub notice: Option<WalletNotice>,
    /// No wallet can be asked now, and why where somebody said so, with the language that it is in: what is left is
    /// another way.
    pub closed: Option<Option<&'a (String, Language)>>,
    /// Where the script gets what a browser with the Digital Credentials API asks a wallet.
    pub dc_api: Option<&'a str>,
}

#[derive(Template)]
#[template(path = "wallet.html")]
struct WalletTemplate<'a> {
    frame: &'a Frame<'a>,
    w: &'static WalletTexts,
    body: String,
    privacy: String,
    notice: Option<(&'a str, Language)>,
    askable: bool,
    action: &'a str,
    state: Option<&'a str>,
    may_be_done: bool,
    links: &'a [String],
    here_hint: String,
    code: Option<(&'a str, Qr)>,
    scan_hint: String,
    dc_api: Option<&'a str>,
}

/// A QR code as one SVG path.
struct Qr {
    /// Side of the picture in modules, with the quiet zone.
    side: usize,
    path: String,
}

impl WalletPage<'_> {
    /// HTML.
    #[must_use]
    pub fn render(&self) -> String {
        let w = &self.frame.t().wallet;
        let the_service = self.frame.t().the_service;
        let service = self.frame.service.unwrap_or(the_service);
        let (link_minutes, code_minutes) = self.minutes;
        let language = self.frame.language;
        let minutes = |text: &Counted, minutes: u32| {
            let value = minutes.to_string();
            fill(text.of(language, minutes), &[("minutes", &value)])
        };
        let may_be_done = self.code.is_some() || self.answered;
        let waits = !self.links.is_empty() || may_be_done;
        render(&WalletTemplate {
            frame: &self.frame,
            w,
            body: fill(w.body, &[("service", service)]),
            privacy: fill(w.privacy, &[("service", service)]),
            notice: match self.closed {
                Some(Some((why, of))) => Some((why.as_str(), *of)),
                Some(None) => Some((self.frame.t().national.not_possible, language)),
                None => self.notice.map(|notice| (notice.text(w), language)),
            },
            askable: self.closed.is_none(),
            action: self.action,
            state: waits.then_some(self.state),
            may_be_done,
            links: self.links,
            here_hint: minutes(&w.here_hint, link_minutes),
            code: self.code.and_then(|code| Some((code, qr(code)?))),
            scan_hint: minutes(&w.scan_hint, code_minutes),
            dc_api: self.dc_api,
        })
    }
}

impl WalletNotice {
    const fn text(self, w: &WalletTexts) -> &'static str {
        match self {
            Self::CardExpired => w.card_expired,
            Self::CardRevoked => w.card_revoked,
            Self::CodeExpired => w.code_expired,
            Self::Elsewhere => w.in_another_browser,
            Self::Expired => w.expired,
            Self::Failed => w.failed,
            Self::NotTaken => w.not_taken,
            Self::NotYet => w.not_yet,
            Self::Refused => w.refused,
        }
    }
}

/// Modules of white around a code. ISO/IEC 18004 §6.3.8.
const QUIET: usize = 4;

/// The code, each row's dark runs as strokes of one path. `None` for a text that no code holds.
fn qr(text: &str) -> Option<Qr> {
    let code = Code::of(text)?;
    let mut path = String::with_capacity(8 * 1024);
    for (y, row) in code.rows().enumerate() {
        for (before, start) in [("M", QUIET), (" ", y + QUIET)] {
            path.push_str(before);
            number(&mut path, start);
        }
        // The middle of the row.
        path.push_str(".5");
        for run in row.chunk_by(|one, other| one == other) {
            let dark = run.first() == Some(&true);
            path.push(if dark { 'h' } else { 'm' });
            number(&mut path, run.len());
            if !dark {
                path.push_str(" 0");
            }
        }
    }
    Some(Qr {
        side: code.side() + 2 * QUIET,
        path,
    })
}

/// There are a thousand in a code: `write!` would cost as much as the code.
fn number(path: &mut String, value: usize) {
    const DIGITS: [char; 10] = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'];
    if value >= 10 {
        number(path, value / 10);
    }
    path.extend(DIGITS.get(value % 10));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_has_its_finder_patterns_and_a_quiet_zone() {
        let code =
            qr("openid4vp://?client_id=x509_hash%3AA&request_uri=https%3A%2F%2Fa.no").unwrap();
        let size = code.side - 2 * QUIET;
        assert_eq!((size - 17) % 4, 0, "no version has {size} modules");
        let rows: Vec<&str> = code.path.split_terminator('M').skip(1).collect();
        assert_eq!(rows.len(), size);
        // Two of the three finder patterns begin the code's first row, and the third ends its first column.
        let first = rows[0];
        assert!(first.starts_with("4 4.5h7m"), "{first}");
        assert!(first.ends_with(" 0h7"), "{first}");
        let begins = |y: usize, with: &str| {
            let begin = format!("4 {}.5{with}", y + QUIET);
            assert!(rows[y].starts_with(&begin), "{} not {begin}", rows[y]);
        };
        begins(1, "h1m5 0h1m");
        begins(2, "h1m1 0h3m1 0h1m");
        begins(6, "h7m1 0h1");
        begins(size - 8, "m");
        begins(size - 7, "h7m");
        begins(size - 1, "h7m");
        // Each row has all its modules.
        for row in rows {
            let (_, runs) = row.split_once(".5").unwrap();
            let runs = runs.replace("m", " ").replace("h", " ").replace(" 0", "");
            let modules: usize = runs
                .split_whitespace()
                .map(|n| n.parse::<usize>().unwrap())
                .sum();
            assert_eq!(modules, size, "{row}");
        }
    }

    #[test]
    fn what_no_code_holds_is_none() {
        assert!(qr(&"x".repeat(8000)).is_none());
    }
}
