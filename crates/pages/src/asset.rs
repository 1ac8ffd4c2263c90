//! The static files, compiled in. The address of style and script carries a hash of their content,
//! so that a browser may keep them for a year and never shows an old one after an update.

use std::sync::LazyLock;

use crate::search;

/// A static file.
#[derive(Clone, Copy, Debug)]
pub struct Asset {
    /// `Content-Type`.
    pub content_type: &'static str,
    /// The bytes.
    pub bytes: &'static [u8],
}

/// The style, without anybody's colours.
pub(super) const CSS_TEXT: &str = include_str!("../static/landport.css");
const CSS: Asset = Asset {
    content_type: "text/css; charset=utf-8",
    bytes: CSS_TEXT.as_bytes(),
};
/// What the operators' console has beside it.
const CONSOLE_CSS: Asset = Asset {
    content_type: "text/css; charset=utf-8",
    bytes: include_bytes!("../static/console.css"),
};
/// The names that the search of the country page knows, and the script without its indentation and comments: every
/// page carries it.
static JS_TEXT: LazyLock<String> = LazyLock::new(|| {
    let lines = include_str!("../static/landport.js").lines();
    let told = lines.map(str::trim_start);
    let said: Vec<&str> = told.filter(|line| !line.starts_with("//")).collect();
    search::script() + &said.join("\n")
});

fn js() -> Asset {
    Asset {
        content_type: "text/javascript; charset=utf-8",
        bytes: JS_TEXT.as_bytes(),
    }
}

/// What a browser shows beside the title: a door that stands open.
pub const ICON: Asset = Asset {
    content_type: "image/svg+xml",
    bytes: include_bytes!("../static/icon.svg"),
};

/// What stands beside a European e-ID where one is chosen, and beside a wallet.
const EUROPE: Asset = Asset {
    content_type: "image/svg+xml",
    bytes: include_bytes!("../static/europe.svg"),
};
const WALLET: Asset = Asset {
    content_type: "image/svg+xml",
    bytes: include_bytes!("../static/wallet.svg"),
};

pub(super) fn href(bytes: &[u8], name: &str) -> String {
    let hash = openssl::sha::sha256(bytes);
    let tag: String = hash.iter().take(6).map(|b| format!("{b:02x}")).collect();
    format!("/static/{tag}/{name}")
}

static CSS_HREF: LazyLock<String> = LazyLock::new(|| href(CSS.bytes, "landport.css"));
static JS_HREF: LazyLock<String> = LazyLock::new(|| href(js().bytes, "landport.js"));

static CONSOLE_HREF: LazyLock<String> = LazyLock::new(|| href(CONSOLE_CSS.bytes, "console.css"));

static EUROPE_HREF: LazyLock<String> = LazyLock::new(|| href(EUROPE.bytes, "europe.svg"));
static WALLET_HREF: LazyLock<String> = LazyLock::new(|| href(WALLET.bytes, "wallet.svg"));

pub(super) fn europe_href() -> &'static str {
    &EUROPE_HREF
}

/// The address of a wallet's picture.
#[must_use]
pub fn wallet_href() -> &'static str {
    &WALLET_HREF
}

pub(super) fn console_href() -> &'static str {
    &CONSOLE_HREF
}

pub(super) fn css_href() -> &'static str {
    &CSS_HREF
}

pub(super) fn js_href() -> &'static str {
    &JS_HREF
}

/// The file at this path (`/static/<hash>/<name>`), if there is one.
#[must_use]
pub fn asset(path: &str) -> Option<Asset> {
    match path {
        p if p == css_href() => Some(CSS),
        p if p == js_href() => Some(js()),
        p if p == console_href() => Some(CONSOLE_CSS),
        p if p == europe_href() => Some(EUROPE),
        p if p == wallet_href() => Some(WALLET),
        _ => None,
    }
}
