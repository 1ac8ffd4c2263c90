// SPDX-License-Identifier: EUPL-1.2
//! XML that costs as much as it can for its length: what the parser, canonicalisation and the reading
//! of signatures multiply with one another. XML-14 of the attack catalogue, and its relatives.

use std::fmt::Write as _;

/// Which message it pretends to be.
#[derive(Clone, Copy)]
pub(super) enum Message<'a> {
    /// An AuthnRequest of this issuer to this address.
    Request { issuer: &'a str, to: &'a str },
    /// A Response of this issuer to this address.
    Response { issuer: &'a str, to: &'a str },
}

/// What fills a message up to its limit.
pub(super) const FILLINGS: [(&str, Filling); 14] = [
    ("plain elements", elements),
    ("declarations × elements", declarations),
    ("declarations, undone and done again", undone),
    ("attributes", attributes),
    (
        "attributes in a namespace of a long name",
        qualified_attributes,
    ),
    ("one element, most attributes", one_wide),
    ("nested", nested),
    ("comments", comments),
    ("processing instructions", instructions),
    ("references to characters", references),
    ("CDATA", sections),
    ("line ends to be normalised", line_ends),
    ("certificates", certificates),
    ("signatures", signatures),
];

/// Octets of about this length, to stand where the message has room for what it does not know.
pub(super) type Filling = fn(usize) -> String;

impl Message<'_> {
    /// The message, signed by nobody: its signature is one in form, over a digest that does not
    /// hold. So it goes as far as a stranger's message can.
    pub(super) fn text(self, turn: u32, filling: Filling, octets: usize) -> String {
        let now = eidas::Instant::from_ms(super::now_ms()).to_string();
        let id = format!("_hostile{turn:032}");
        let (root, issuer, to, rest) = match self {
            Self::Request { issuer, to } => ("AuthnRequest", issuer, to, ""),
            Self::Response { issuer, to } => (
                "Response",
                issuer,
                to,
                "<p:Status><p:StatusCode Value=\"urn:oasis:names:tc:SAML:2.0:status:Success\"/></p:Status>",
            ),
        };
        let head = format!(
            "<p:{root} xmlns:p=\"urn:oasis:names:tc:SAML:2.0:protocol\" xmlns:a=\"urn:oasis:names:tc:SAML:2.0:assertion\" \
             ID=\"{id}\" Version=\"2.0\" IssueInstant=\"{now}\" Destination=\"{to}\" InResponseTo=\"{id}\">\
             <a:Issuer>{issuer}</a:Issuer>{}<p:Extensions>",
            signature(&id)
        );
        let tail = format!("</p:Extensions>{rest}</p:{root}>");
        let room = octets.saturating_sub(head.len() + tail.len());
        format!("{head}{}{tail}", filling(room))
    }
}

fn signature(id: &str) -> String {
    let (digest, value) = ("A".repeat(43) + "=", "A".repeat(86) + "==");
    format!(
        "<s:Signature xmlns:s=\"http://www.w3.org/2000/09/xmldsig#\"><s:SignedInfo><s:CanonicalizationMethod \
         Algorithm=\"http://www.w3.org/2001/10/xml-exc-c14n#\"/><s:SignatureMethod \
         Algorithm=\"http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256\"/><s:Reference URI=\"#{id}\"><s:Transforms>\
         <s:Transform Algorithm=\"http://www.w3.org/2000/09/xmldsig#enveloped-signature\"/><s:Transform \
         Algorithm=\"http://www.w3.org/2001/10/xml-exc-c14n#\"><e:InclusiveNamespaces \
         xmlns:e=\"http://www.w3.org/2001/10/xml-exc-c14n#\" PrefixList=\"p a s e\"/></s:Transform></s:Transforms>\
         <s:DigestMethod Algorithm=\"http://www.w3.org/2001/04/xmlenc#sha256\"/><s:DigestValue>{digest}</s:DigestValue>\
         </s:Reference></s:SignedInfo><s:SignatureValue>{value}</s:SignatureValue></s:Signature>"
    )
}

/// One piece after the other while there is room.
fn filled(room: usize, piece: impl Fn(usize) -> String) -> String {
    let mut text = String::with_capacity(room);
    for turn in 0.. {
        let piece = piece(turn);
        if text.len() + piece.len() > room {
            break;
        }
        text.push_str(&piece);
    }
    text
}

fn within(room: usize, open: &str, close: &str, piece: impl Fn(usize) -> String) -> String {
    let inside = filled(room.saturating_sub(open.len() + close.len()), piece);
    format!("{open}{inside}{close}")
}

fn elements(room: usize) -> String {
    filled(room, |_| "<b/>".to_owned())
}

/// Sixty in scope, and each element declares one more.
fn declarations(room: usize) -> String {
    let mut open = "<c".to_owned();
    for turn in 0..58 {
        let _ = write!(open, " xmlns:n{turn}=\"u:{turn}\"");
    }
    open.push('>');
    within(room, &open, "</c>", |_| {
        "<b xmlns:z=\"\u{75}\"/>".to_owned()
    })
}

fn undone(room: usize) -> String {
    within(room, "<c xmlns=\"u\">", "</c>", |_| {
        "<b xmlns=\"\"><d xmlns=\"u\"/></b>".to_owned()
    })
}

fn attributes(room: usize) -> String {
    filled(room, |_| "<b d=\"\" c=\"\" b=\"\" a=\"\"/>".to_owned())
}

fn qualified_attributes(room: usize) -> String {
    let open = format!("<c xmlns:l=\"u:{}\">", "x".repeat(500));
    within(room, &open, "</c>", |_| {
        "<l:b l:d=\"\" l:c=\"\" l:a=\"\"/>".to_owned()
    })
}

fn one_wide(room: usize) -> String {
    within(room, "<b", "/>", |turn| {
        format!(" a{:x}=\"\"", turn * 7919 % 65_536)
    })
}

fn nested(room: usize) -> String {
    let deep = (room / 7).min(60);
    let each = room.saturating_sub(deep * 7) / 4;
    let leaf = "<b/>".repeat(each);
    format!("{}{leaf}{}", "<c>".repeat(deep), "</c>".repeat(deep))
}

fn comments(room: usize) -> String {
    filled(room, |_| "<!---->".to_owned())
}

fn instructions(room: usize) -> String {
    filled(room, |_| "<?a?>".to_owned())
}

fn references(room: usize) -> String {
    within(room, "<b>", "</b>", |_| "&#9;".to_owned())
}

fn sections(room: usize) -> String {
    within(room, "<b>", "</b>", |_| "<![CDATA[]]>".to_owned())
}

fn line_ends(room: usize) -> String {
    within(room, "<b>", "</b>", |_| "\r".to_owned())
}

fn certificates(room: usize) -> String {
    let one = format!(
        "<s:X509Data><s:X509Certificate>{}</s:X509Certificate></s:X509Data>",
        "MIIC".repeat(200)
    );
    let open = "<s:KeyInfo xmlns:s=\"http://www.w3.org/2000/09/xmldsig#\">";
    within(room, open, "</s:KeyInfo>", |_| one.clone())
}

fn signatures(room: usize) -> String {
    filled(room, |turn| signature(&format!("_{turn}")))
}
