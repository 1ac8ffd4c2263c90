// SPDX-License-Identifier: EUPL-1.2
//! A response as people may read it: indented, without keys, certificates and ciphertext.

use std::fmt::Write as _;

use xmlsec::{DecryptionPolicy, Document, Element, Limits, SoftwareKey};

/// What is cut short: nobody reads it, and some of it is long.
const CUT: [&str; 8] = [
    "SignatureValue",
    "DigestValue",
    "X509Certificate",
    "CipherValue",
    "Modulus",
    "PublicKey",
    "X",
    "Y",
];

/// The two documents of an answer.
#[derive(Debug)]
pub(super) struct Shown {
    pub(super) response: String,
    pub(super) assertion: Option<String>,
}

impl Shown {
    /// For the eye alone: nothing is decided by what stands here.
    pub(super) fn of(xml: &[u8], key: &SoftwareKey) -> Self {
        let Ok(document) = Document::parse(xml, &Limits::MESSAGE) else {
            return Self {
                response: String::new(),
                assertion: None,
            };
        };
        let encrypted = document
            .root()
            .children()
            .find(|child| child.name() == "EncryptedAssertion");
        let plaintext = encrypted
            .and_then(|element| xmlsec::decrypt(element, &[key], &DecryptionPolicy::EIDAS).ok());
        let assertion = plaintext
            .and_then(|plaintext| Document::parse(&plaintext, &Limits::MESSAGE).ok())
            .map(|assertion| printed(assertion.root()));
        Self {
            response: printed(document.root()),
            assertion,
        }
    }
}

fn printed(root: Element<'_>) -> String {
    let mut out = String::new();
    print(&mut out, root, 0);
    out
}

/// Names without prefixes: the eye knows them.
fn print(out: &mut String, element: Element<'_>, depth: usize) {
    let _ = write!(out, "{:indent$}<{}", "", element.name(), indent = depth * 2);
    for attribute in element.attributes() {
        let _ = write!(out, " {}=\"{}\"", attribute.name, attribute.value);
    }
    let mut children = element.children().peekable();
    let text = element.text();
    let text = text.trim();
    if children.peek().is_some() {
        out.push_str(">\n");
        for child in children {
            print(out, child, depth + 1);
        }
        let _ = writeln!(
            out,
            "{:indent$}</{}>",
            "",
            element.name(),
            indent = depth * 2
        );
    } else if text.is_empty() {
        out.push_str("/>\n");
    } else {
        let text = if CUT.contains(&element.name()) {
            "…"
        } else {
            text
        };
        let _ = writeln!(out, ">{text}</{}>", element.name());
    }
}
