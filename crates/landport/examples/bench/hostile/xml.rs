// SPDX-License-Identifier: EUPL-1.2
//! XML that costs as much as it can for its length: what the parser, canonicalisation and the reading
//! of signatures multiply with one another. XML-14 of the attack catalogue, and its relatives.

use std::fmt::Write as _;

use xmlsec::Limits;

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
    ("elements", elements),
    ("declarations × elements", declarations),
    ("a namespace undone and done again", undone),
    ("as many attributes as may be", attributes),
    ("few attributes, many elements", few_attributes),
    (
        "attributes in a namespace of a long name",
        qualified_attributes,
    ),
    ("nested", nested),
    ("nested again and again", zigzag),
    ("comments", comments),
    ("references to characters", references),
    ("CDATA", sections),
    ("line ends", line_ends),
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

/// Just below what is read at all. Beyond, a document is refused early, which is cheap.
fn most_nodes() -> usize {
    usize::try_from(Limits::MESSAGE.nodes).map_or(0, |nodes| nodes.saturating_sub(140))
}

/// Attributes and declarations of one element.
const WIDE: usize = Limits::MESSAGE.attributes - 3;
/// Elements around the innermost; the message's own have three levels.
const DEEP: usize = Limits::MESSAGE.depth - 4;

/// One piece of so many nodes after the other, while there is room.
fn filled(room: usize, nodes: usize, piece: impl Fn(usize) -> String) -> String {
    let mut text = String::with_capacity(room);
    // Some pieces are text, which is one node together.
    let most = most_nodes().checked_div(nodes).unwrap_or(usize::MAX);
    for turn in 0..most {
        let piece = piece(turn);
        if text.len() + piece.len() > room {
            break;
        }
        text.push_str(&piece);
    }
    text
}

fn within(
    room: usize,
    nodes: usize,
    (open, close): (&str, &str),
    piece: impl Fn(usize) -> String,
) -> String {
    let room = room.saturating_sub(open.len() + close.len());
    format!("{open}{}{close}", filled(room, nodes, piece))
}

/// So many attributes, from the last name to the first, so that sorting has to turn them round.
fn named(prefix: &str, many: usize) -> String {
    let mut text = String::new();
    for turn in (0..many).rev() {
        let _ = write!(text, " {prefix}{turn}=\"\"");
    }
    text
}

fn elements(room: usize) -> String {
    filled(room, 1, |_| "<b/>".to_owned())
}

/// Almost as many in scope as may be, and each element declares one more.
fn declarations(room: usize) -> String {
    let half = |from: usize| {
        (from..from + 28).fold(String::new(), |text, n| {
            format!("{text} xmlns:n{n}=\"u:{n}\"")
        })
    };
    let open = format!("<c{}><c{}>", half(0), half(28));
    within(room, 2, (&open, "</c></c>"), |_| {
        "<b xmlns:z=\"u\"/>".to_owned()
    })
}

fn undone(room: usize) -> String {
    within(room, 4, ("<c xmlns=\"u\">", "</c>"), |_| {
        "<b xmlns=\"\"><d xmlns=\"u\"/></b>".to_owned()
    })
}

fn attributes(room: usize) -> String {
    let piece = format!("<b{}/>", named("a", WIDE));
    filled(room, 1 + WIDE, |_| piece.clone())
}

fn few_attributes(room: usize) -> String {
    filled(room, 5, |_| "<b d=\"\" c=\"\" b=\"\" a=\"\"/>".to_owned())
}

fn qualified_attributes(room: usize) -> String {
    let open = format!("<c xmlns:l=\"u:{}\">", "x".repeat(500));
    let piece = format!("<l:b{}/>", named("l:a", WIDE));
    within(room, 1 + WIDE, (&open, "</c>"), |_| piece.clone())
}

fn nested(room: usize) -> String {
    let (open, close) = ("<c>".repeat(DEEP), "</c>".repeat(DEEP));
    within(room, 1, (&open, &close), |_| "<b/>".to_owned())
}

/// As deep as may be, again and again.
fn zigzag(room: usize) -> String {
    let piece = format!("{}{}", "<c>".repeat(DEEP), "</c>".repeat(DEEP));
    filled(room, DEEP, |_| piece.clone())
}

fn comments(room: usize) -> String {
    filled(room, 1, |_| "<!---->".to_owned())
}

fn references(room: usize) -> String {
    within(room, 0, ("<b>", "</b>"), |_| "&#9;".to_owned())
}

fn sections(room: usize) -> String {
    within(room, 1, ("<b>", "</b>"), |_| "<![CDATA[]]>".to_owned())
}

fn line_ends(room: usize) -> String {
    format!("<b>{}</b>", "\r".repeat(room.saturating_sub(7)))
}

fn certificates(room: usize) -> String {
    let octets = "MIIC".repeat(200);
    let piece = format!("<s:X509Data><s:X509Certificate>{octets}</s:X509Certificate></s:X509Data>");
    let open = "<s:KeyInfo xmlns:s=\"http://www.w3.org/2000/09/xmldsig#\">";
    within(room, 3, (open, "</s:KeyInfo>"), |_| piece.clone())
}

fn signatures(room: usize) -> String {
    filled(room, 26, |turn| signature(&format!("_{turn}")))
}
