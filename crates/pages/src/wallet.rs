//! The page where a person opens a wallet, here or on another device.

use std::fmt::Write as _;

use askama::Template;
use fast_qr::{ECL, QRBuilder};

use super::{Frame, render};
use crate::i18n::{Counted, WalletTexts, fill};

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
    notice: Option<&'static str>,
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
            notice: self.notice.map(|notice| notice.text(w)),
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
            Self::NotTaken => w.not_taken,
            Self::NotYet => w.not_yet,
            Self::Refused => w.refused,
        }
    }
}

/// Modules of white around a code. ISO/IEC 18004 §6.3.8.
const QUIET: usize = 4;

/// The code at error correction M, each row's dark runs as rectangles of one path. `None` for a text
/// that no code holds.
fn qr(text: &str) -> Option<Qr> {
    let code = QRBuilder::new(text).ecl(ECL::M).build().ok()?;
    let mut path = String::new();
    for y in 0..code.size {
        let dark = |x: usize| {
            x < code.size
                && code
                    .data
                    .get(y * code.size + x)
                    .is_some_and(|module| module.value())
        };
        let mut x = 0;
        while x < code.size {
            let run = (x..).take_while(|x| dark(*x)).count();
            if run > 0 {
                let (left, top) = (x + QUIET, y + QUIET);
                let _ = write!(path, "M{left} {top}h{run}v1h-{run}z");
            }
            x += run.max(1);
        }
    }
    Some(Qr {
        side: code.size + 2 * QUIET,
        path,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_has_its_finder_patterns_and_a_quiet_zone() {
        let code =
            qr("openid4vp://?client_id=x509_hash%3AA&request_uri=https%3A%2F%2Fa.no").unwrap();
        assert!(code.path.starts_with("M4 4h7v1h-7z"), "{}", code.path);
        // Each of the three finder patterns ends with a bar of seven.
        let last_row_of_finder = format!("M4 {}h7v1h-7z", QUIET + 6);
        assert!(code.path.contains(&last_row_of_finder));
        let size = code.side - 2 * QUIET;
        assert_eq!((size - 17) % 4, 0, "no version has {size} modules");
        assert!(
            code.path
                .contains(&format!("M{} 4h7v1h-7z", QUIET + size - 7))
        );
    }

    #[test]
    fn what_no_code_holds_is_none() {
        assert!(qr(&"x".repeat(8000)).is_none());
    }
}
