// SPDX-License-Identifier: EUPL-1.2
//! `[look]` as meant, and the one place where a picture is read: small, of a known kind, without script.

use std::path::PathBuf;
use std::sync::Arc;

use pages::{Colour, LEAST_CONTRAST, Scheme};
use xmlsec::{Document, Limits};

use super::resolve::Resolver;
use super::{EidSettings, Logo, Text};
use crate::config::{At, Eid, LookWritten};

/// Of 60 kB that a page may weigh, HTML, style and script take up to 45: two pictures fit beside.
pub(super) const LARGEST_LOGO: usize = 8 * 1024;

/// With them that page, which has no list of countries, stays below 60 kB.
const MOST_PICTURES: usize = 10 * 1024;

/// Two lines of a telephone.
pub(super) const LONGEST_NAME: usize = 120;

/// No header shows more; a decoder makes four octets of each dot.
const MOST_DOTS: u32 = 2048;

const SVG: &str = "http://www.w3.org/2000/svg";

/// What runs, or brings another language into the picture.
const ACTIVE: [&str; 9] = [
    "script",
    "foreignObject",
    "iframe",
    "embed",
    "object",
    "audio",
    "video",
    "handler",
    "listener",
];

/// How the pages look.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Look {
    /// The name in the header; without it that of our organisation.
    pub name: Option<Text>,
    /// Beside it.
    pub logo: Option<Logo>,
    /// `/favicon.ico`, where it is not ours.
    pub icon: Option<Logo>,
    /// Of buttons and links.
    pub colour: Option<Colour>,
    /// The same on dark pages.
    pub colour_dark: Option<Colour>,
}

impl Resolver {
    pub(super) fn look(&mut self, look: &LookWritten) -> Look {
        if let Some(at) = &look.name {
            self.name_of(at, LONGEST_NAME);
        }
        let mut picture = |at: &Option<At<PathBuf>>| self.picture(at.as_ref()?, LARGEST_LOGO);
        let (logo, icon) = (picture(&look.logo), picture(&look.icon));
        let mut colour = |at: &Option<At<Colour>>, scheme| {
            let at = at.as_ref()?;
            self.can_be_read(at, scheme);
            Some(at.value)
        };
        Look {
            name: look.name.as_ref().map(|at| at.value.clone()),
            logo,
            icon,
            colour: colour(&look.colour, Scheme::Light),
            colour_dark: colour(&look.colour_dark, Scheme::Dark),
        }
    }

    /// WCAG 2.2 §1.4.3, computed: as text, and under the text of a button.
    fn can_be_read(&mut self, at: &At<Colour>, scheme: Scheme) {
        let (least, other) = at.value.least_contrast(scheme);
        if least < LEAST_CONTRAST {
            let colour = at.value;
            let what = format!("{colour} has a contrast of {least:.2} to {other}, less than 4.5");
            let instead = match scheme {
                Scheme::Light => "Write a darker colour",
                Scheme::Dark => "Write a lighter colour",
            };
            self.wrong(at, what, instead);
        }
    }

    /// The page where an e-ID is chosen has the pictures of all.
    pub(super) fn weigh(&mut self, section: Option<&At<Vec<At<Eid>>>>, eids: &[EidSettings]) {
        let pictures = eids.iter().filter_map(|eid| eid.logo.as_ref());
        let octets: usize = pictures.map(|picture| picture.bytes.len()).sum();
        if let Some(at) = section
            && octets > MOST_PICTURES
        {
            let text = format!(
                "the pictures of the e-IDs weigh {octets} bytes together: the page where one is chosen \
                 is slow on a telephone. Make them smaller than {MOST_PICTURES} together"
            );
            self.warn(at, text);
        }
    }

    /// A name has room in the header.
    pub(super) fn name_of(&mut self, at: &At<Text>, longest: usize) {
        if at.value.all().any(|name| name.chars().count() > longest) {
            let what = format!("longer than {longest} characters");
            self.wrong(at, what, "Write it shorter");
        }
    }

    /// A picture of a page.
    pub(super) fn picture(&mut self, at: &At<PathBuf>, largest: usize) -> Option<Logo> {
        let bytes = self.read(at)?;
        if bytes.len() > largest {
            let what = format!("{} bytes are too many for a picture of a page", bytes.len());
            let instead = format!("Make it no larger than {} KiB", largest / 1024);
            self.wrong(at, what, instead);
            return None;
        }
        let (media_type, checked) = match at.value.extension().and_then(|end| end.to_str()) {
            Some("svg") => ("image/svg+xml", svg(&bytes)),
            Some("png") => ("image/png", png(&bytes)),
            _ => {
                self.wrong(at, "not a picture", "Name a file that ends in .svg or .png");
                return None;
            }
        };
        if let Err((what, instead)) = checked {
            self.wrong(at, what, instead);
            return None;
        }
        let mut name = crate::config::sha256_hex(&bytes);
        name.truncate(12);
        Some(Logo {
            media_type,
            name,
            bytes: Arc::from(bytes),
        })
    }
}

type Checked = Result<(), (String, &'static str)>;

/// An SVG that only draws: nothing of it runs, and it loads nothing. SVG 2 §2.2.1, "secure static mode".
fn svg(bytes: &[u8]) -> Checked {
    let plain = "Save it as plain SVG, without DOCTYPE, script and links";
    let document = Document::parse(bytes, &Limits::MESSAGE)
        .map_err(|error| (format!("no SVG that can be read ({error})"), plain))?;
    let root = document.root();
    if !root.is(SVG, "svg") {
        return Err(("no SVG".to_owned(), plain));
    }
    for element in root.descendants() {
        if ACTIVE.contains(&element.name()) {
            return Err((format!("<{}> in a picture", element.name()), plain));
        }
        for attribute in element.attributes() {
            let value = attribute.value.trim();
            let leads_out = attribute.name == "href"
                && !value.starts_with('#')
                && !value.starts_with("data:image/png;base64,");
            if leads_out || attribute.name.starts_with("on") {
                return Err((format!("{} in a picture", attribute.name), plain));
            }
        }
    }
    Ok(())
}

/// PNG (Third Edition) §5.2, §11.2.1: the signature, and a first chunk that says how large it is.
fn png(bytes: &[u8]) -> Checked {
    let again = "Save it as PNG";
    let head = bytes.strip_prefix(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR");
    let size = head.and_then(|rest| rest.first_chunk::<8>());
    let Some(&[a, b, c, d, e, f, g, h]) = size else {
        return Err(("no PNG".to_owned(), again));
    };
    let sides = [[a, b, c, d], [e, f, g, h]].map(u32::from_be_bytes);
    match sides.iter().all(|side| (1..=MOST_DOTS).contains(side)) {
        true => Ok(()),
        false => {
            let [width, height] = sides;
            let what = format!("{width} times {height} dots, more than {MOST_DOTS}");
            Err((what, "Make it smaller"))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(inside: &str) -> Checked {
        svg(format!("<svg xmlns=\"{SVG}\" viewBox=\"0 0 8 8\">{inside}</svg>").as_bytes())
    }

    #[test]
    fn a_picture_that_only_draws_is_taken() {
        let good = "<path d=\"M0 0h8v8z\" style=\"fill:#0a4a8f\"/><use href=\"#a\"/>";
        assert_eq!(drawn(good), Ok(()));
        let declared = format!("<?xml version=\"1.0\"?>\n<svg xmlns=\"{SVG}\"/>");
        assert_eq!(svg(declared.as_bytes()), Ok(()));
    }

    #[test]
    fn a_picture_that_runs_or_loads_is_refused() {
        for (inside, said) in [
            ("<script>alert(1)</script>", "<script>"),
            ("<g><path onclick=\"alert(1)\"/></g>", "onclick"),
            ("<a href=\"javascript:alert(1)\"><path/></a>", "href"),
            ("<image href=\"https://tracker.example/\"/>", "href"),
            (
                "<use xmlns:x=\"http://www.w3.org/1999/xlink\" x:href=\"https://a.example/#b\"/>",
                "href",
            ),
            ("<foreignObject><p/></foreignObject>", "<foreignObject>"),
        ] {
            let (what, _) = drawn(inside).unwrap_err();
            assert!(what.contains(said), "{what}");
        }
        let (what, _) = svg(b"<!DOCTYPE svg><svg/>").unwrap_err();
        assert!(what.starts_with("no SVG that can be read"), "{what}");
        assert_eq!(svg(b"<html/>").unwrap_err().0, "no SVG");
    }

    #[test]
    fn a_png_says_how_large_it_is() {
        let head = |width: u32, height: u32| {
            let mut bytes = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec();
            bytes.extend(width.to_be_bytes());
            bytes.extend(height.to_be_bytes());
            bytes
        };
        assert_eq!(png(&head(64, 2048)), Ok(()));
        for (width, height) in [(0, 1), (64, 2049), (u32::MAX, 1)] {
            assert!(png(&head(width, height)).unwrap_err().0.contains("dots"));
        }
        for odd in [&b"GIF89a"[..], b"", &head(1, 1)[..20]] {
            assert_eq!(png(odd).unwrap_err().0, "no PNG");
        }
    }
}
