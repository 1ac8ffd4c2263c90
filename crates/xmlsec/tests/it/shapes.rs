//! XML-14: the most expensive documents within the limits, by what makes them so. Each is all of
//! one thing. The parser's own test counts what they cost; `examples/xmlsec_hostile.rs` times it.

/// One shape: what it is, and a document of at most so many octets.
pub(crate) struct Shape {
    pub(crate) name: &'static str,
    before: String,
    item: Item,
    after: String,
    /// Elements, texts and comments of one item.
    nodes: usize,
}

enum Item {
    Same(String),
    Numbered(fn(usize) -> String),
}

/// What [`xmlsec::Limits::MESSAGE`] allows.
const NODES: usize = 4_000;

impl Shape {
    /// Filled up to the limits.
    pub(crate) fn of(&self, octets: usize) -> String {
        let mut out = self.before.clone();
        let mut nodes = 128;
        for number in 0.. {
            let item = match &self.item {
                Item::Same(item) => item.clone(),
                Item::Numbered(item) => item(number),
            };
            // Each attribute and each declaration is one more.
            nodes += self.nodes + item.matches('=').count();
            let too_long = out.len() + item.len() + self.after.len() > octets;
            if item.is_empty() || too_long || nodes > NODES {
                break;
            }
            out.push_str(&item);
        }
        out.push_str(&self.after);
        out
    }
}

fn same(
    name: &'static str,
    before: impl Into<String>,
    item: impl Into<String>,
    nodes: usize,
    after: impl Into<String>,
) -> Shape {
    Shape {
        name,
        before: before.into(),
        item: Item::Same(item.into()),
        after: after.into(),
        nodes,
    }
}

fn numbered(name: &'static str, item: fn(usize) -> String) -> Shape {
    Shape {
        name,
        before: "<r>".into(),
        item: Item::Numbered(item),
        after: "</r>".into(),
        nodes: 1,
    }
}

/// A text of one thing over and over, cut into pieces so that a shape can be filled with it.
fn texts(name: &'static str, piece: &str) -> Shape {
    same(
        name,
        "<a>",
        format!("{}<b/>", piece.repeat(400 / piece.len())),
        2,
        "</a>",
    )
}

/// An element with so many declarations, or two of them on one path.
fn declarations(count: usize, prefix: &str, uri: &str) -> String {
    let all: Vec<String> = (0..count)
        .map(|n| format!(" xmlns:{prefix}{n:02}='u:{uri}{n:02}'"))
        .collect();
    all.chunks(40)
        .map(|some| format!("<a{}>", some.concat()))
        .collect()
}

fn attributes(count: usize, name: impl Fn(usize) -> String) -> String {
    (0..count).map(|n| format!(" {}=''", name(n))).collect()
}

pub(crate) fn all() -> Vec<Shape> {
    let deep = "<a>".repeat(46);
    let up = "</a>".repeat(46);
    let (long, prefix) = ("u".repeat(440), "p".repeat(60));
    let escaped = format!("<r xmlns:p='u:&#38;{long}'>");
    let prefixes = declarations(63, "p", "");
    let mut all = vec![
        // What was tried in 2026: 31 ms for 730 octets of query.
        same(
            "60 in scope, each declares one",
            declarations(60, "p", ""),
            "<b xmlns:c='u:'/>",
            1,
            "</a></a>",
        ),
        same(
            "63 in scope, plain elements",
            prefixes.clone(),
            "<b/>",
            1,
            "</a></a>",
        ),
        same(
            "63 in scope, the farthest used",
            prefixes.clone(),
            "<p00:b/>",
            1,
            "</a></a>",
        ),
        same(
            "63 in scope, attributes in the farthest",
            prefixes.clone(),
            format!("<b{}/>", attributes(48, |n| format!("p00:a{n:02}"))),
            1,
            "</a></a>",
        ),
        same(
            "63 in scope, alike to the end",
            declarations(63, &prefix, ""),
            format!("<{prefix}00:b/>"),
            1,
            "</a></a>",
        ),
        same(
            "40 in scope, one name in each",
            declarations(40, "p", &"x".repeat(60)),
            format!("<b{}/>", attributes(40, |n| format!("p{n:02}:a"))),
            1,
            "</a>",
        ),
        same(
            "48 declarations each",
            "<r>",
            format!(
                "<b{}/>",
                (0..48)
                    .map(|n| format!(" xmlns:{n:c$}='u:'", c = 0).replace("xmlns:", "xmlns:p"))
                    .collect::<String>()
            ),
            1,
            "</r>",
        ),
        same(
            "the default namespace anew",
            "<r>",
            "<b xmlns='u:'/>",
            1,
            "</r>",
        ),
        same(
            "a long escaped namespace, elements",
            escaped.clone(),
            "<p:b/>",
            1,
            "</r>",
        ),
        same(
            "a long escaped namespace, attributes",
            escaped.clone(),
            format!("<b{}/>", attributes(48, |n| format!("p:a{n:02}"))),
            1,
            "</r>",
        ),
        same(
            "48 attributes",
            "<r>",
            format!("<b{}/>", attributes(48, |n| format!("a{n:02}"))),
            1,
            "</r>",
        ),
        same(
            "48 attributes, backwards",
            "<r>",
            format!("<b{}/>", attributes(48, |n| format!("a{:02}", 47 - n))),
            1,
            "</r>",
        ),
        same(
            "48 attributes with long names",
            "<r>",
            format!("<b{}/>", attributes(48, |n| format!("{long}{n:02}"))),
            1,
            "</r>",
        ),
        same("one attribute each", "<r>", "<b a=''/>", 1, "</r>"),
        same(
            "xml:lang",
            "<r>",
            "<b xml:a='' xml:b='' xml:c=''/>",
            1,
            "</r>",
        ),
        same(
            "references in attributes",
            "<r>",
            format!("<b a='{}'/>", "&lt;".repeat(100)),
            1,
            "</r>",
        ),
        same(
            "tabs in attributes",
            "<r>",
            format!("<b a='{}'/>", "\t".repeat(400)),
            1,
            "</r>",
        ),
        same(
            "tag ends in attributes",
            "<r>",
            format!("<b a='{}'/>", ">".repeat(400)),
            1,
            "</r>",
        ),
        same(
            "white space between attributes",
            "<r>",
            format!(
                "<b{}/>",
                attributes(20, |n| format!("{}a{n:02}", " ".repeat(20)))
            ),
            1,
            "</r>",
        ),
        same("elements", "<a>", "<b/>", 1, "</a>"),
        same("elements with end tags", "<a>", "<b></b>", 1, "</a>"),
        same("texts and elements", "<a>", "y<b/>", 2, "</a>"),
        same("deep elements", deep.clone(), "<b/>", 1, up.clone()),
        same(
            "down and up again",
            "<r>",
            format!("{deep}{up}"),
            46,
            "</r>",
        ),
        same(
            "long element names",
            "<r>",
            format!("<{long}></{long}>"),
            1,
            "</r>",
        ),
        same(
            "names of other alphabets",
            "<r>",
            format!("<{0}></{0}>", "\u{e6}".repeat(100)),
            1,
            "</r>",
        ),
        same("comments", "<a>", "<!---->", 1, "</a>"),
        same(
            "a text and comments",
            format!("<a>{long}"),
            "<!---->y",
            2,
            "</a>",
        ),
        same("deep comments", format!("{deep}{long}"), "<!---->y", 2, up),
        same(
            "dashes in comments",
            "<a>",
            format!("<!--{}-->", "- ".repeat(200)),
            1,
            "</a>",
        ),
        same("CDATA", format!("<a>{long}"), "<![CDATA[y]]>", 1, "</a>"),
        same(
            "CDATA and comments",
            format!("<a>{long}"),
            "<![CDATA[y]]><!---->",
            2,
            "</a>",
        ),
        same("references and comments", "<a>", "&#65;<!---->", 2, "</a>"),
        same("no text at all", "<a>", "<![CDATA[]]>", 0, "</a>"),
        texts("references", "&#65;"),
        texts("entities", "&amp;"),
        texts("brackets", "]"),
        texts("carriage returns", "\r\n"),
        texts("other alphabets", "\u{e6}\u{20ac}"),
        texts("nearly no characters", "\u{fffd}"),
        numbered("identifiers", |n| format!("<b ID='{n:04}'/>")),
        numbered("identifiers, backwards", |n| {
            format!("<b ID='{:04}'/>", 9_999 - n)
        }),
        numbered("five identifiers each", |n| {
            format!("<b ID='a{n}' Id='b{n}' iD='c{n}' id='d{n}' AssertionID='e{n}'/>")
        }),
        numbered("long identifiers", |n| {
            format!("<b ID='{}{n}'/>", "i".repeat(200))
        }),
    ];
    all.push(same(
        "one long text",
        "<a>",
        "",
        1,
        format!("{}</a>", "y".repeat(20_000)),
    ));
    all
}
