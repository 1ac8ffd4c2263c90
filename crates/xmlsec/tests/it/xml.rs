//! XML 1.0 and Namespaces in XML: what is read, and how.

use xmlsec::{Document, EncryptionMethods, Error, Limits, Malformed, Misconfigured, encrypt};

use crate::fixture::{P256, certificate, parse};
use crate::xmlenc::entropy;

fn refused(xml: &str) -> Malformed {
    match parse(xml) {
        Err(Error::Malformed(m)) => m,
        other => panic!("{xml}: {other:?}"),
    }
}

#[test]
fn s2_8_declaration_of_utf8_is_read_and_dropped() {
    let doc = parse("\u{feff}<?xml version=\"1.0\" encoding='utf-8' standalone=\"no\" ?>\r\n<r/>");
    assert_eq!(doc.unwrap().bytes(), b"\n<r/>");
    parse("<?xml version=\"1.0\" standalone='yes'?><r/>").unwrap();
    for bad in [
        "<?xml version=\"1.1\"?><r/>",
        "<?xml?><r/>",
        "<?xml ?><r/>",
        "<?xml encoding=\"UTF-8\"?><r/>",
        "<?xml version=\"1.0\" standalone='maybe'?><r/>",
        "<?xml version=\"1.0\" standalone=''?><r/>",
        "<?xml version=\"1.0\" version=\"1.0\"?><r/>",
        "<?xml version=\"1.0\"standalone='no'?><r/>",
        "<?xml version=\"1.0?><r/>",
        "<?xml version=\"1.0\"",
    ] {
        let expected = match bad {
            "<?xml?><r/>" => Malformed::ProcessingInstruction,
            _ => Malformed::Syntax,
        };
        assert_eq!(refused(bad), expected, "{bad}");
    }
    assert_eq!(
        refused("<?xml encoding=\"UTF-8\" version=\"1.0\"?><r/>"),
        Malformed::Syntax
    );
    assert_eq!(
        refused("<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><r/>"),
        Malformed::Encoding
    );
    assert_eq!(
        refused(" <?xml version=\"1.0\"?><r/>"),
        Malformed::ProcessingInstruction
    );
}

#[test]
fn s4_3_3_only_utf8() {
    let utf16: Vec<u8> = "\u{feff}<r/>"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    for bytes in [utf16.as_slice(), b"<r>\xE6</r>", b"<r>\xC0\x80</r>"] {
        let got = Document::parse(bytes, &Limits::MESSAGE).map(|_| ());
        assert_eq!(got, Err(Malformed::Encoding.into()));
    }
}

/// The first is taken for the mark; what follows is a character, and none may stand there.
#[test]
fn s4_3_3_one_byte_order_mark() {
    parse("\u{feff}<r/>").unwrap();
    assert_eq!(refused("\u{feff}\u{feff}<r/>"), Malformed::Syntax);
    let declared = "<?xml version=\"1.0\"?>\u{feff}<r/>";
    assert_eq!(refused(declared), Malformed::Syntax);
    assert_eq!(parse("<r>\u{feff}</r>").unwrap().root().text(), "\u{feff}");
}

#[test]
fn s2_2_what_is_no_character_of_xml_is_nowhere() {
    for bad in [
        "\0", "\u{1}", "\u{8}", "\u{b}", "\u{1f}", "\u{fffe}", "\u{ffff}",
    ] {
        for xml in [
            format!("<r>{bad}</r>"),
            format!("<r a='{bad}'/>"),
            format!("<r{bad}/>"),
            format!("<r><!--{bad}--></r>"),
            format!("<r><![CDATA[{bad}]]></r>"),
            format!("<r/>{bad}"),
            format!("<r>{}{bad}</r>", "x".repeat(1_000)),
        ] {
            assert_eq!(refused(&xml), Malformed::Syntax, "{bad:?}");
        }
    }
    let edges = "\t\n \u{7f}\u{80}\u{d7ff}\u{e000}\u{fffd}\u{10000}\u{10ffff}";
    assert_eq!(
        parse(&format!("<r>{edges}</r>")).unwrap().root().text(),
        edges
    );
}

#[test]
fn s2_2_what_is_no_character_of_xml_is_never_written() {
    for bad in [
        "\0",
        "a\u{7}",
        "\u{1f}b",
        "\u{fffe}",
        "\u{ffff}",
        "\u{ef}\u{ffff}",
    ] {
        assert!(!xmlsec::is_xml(bad), "{bad:?}");
        let long = format!("{}{bad}", "\u{e6}".repeat(100));
        assert!(!xmlsec::is_xml(&long), "{bad:?}");
        let xml = format!("<a>{}</a>", xmlsec::escape_text(bad));
        let sealed = encrypt(
            xml.as_bytes(),
            &certificate(&P256),
            &EncryptionMethods::EIDAS,
            entropy(),
        );
        assert_eq!(sealed, Err(Misconfigured::Character.into()), "{bad:?}");
    }
    assert!(xmlsec::is_xml("\t\n\r \u{7f}\u{85}\u{fffd}\u{10ffff}"));
}

#[test]
fn s2_11_line_ends_are_normalised_also_before_references() {
    let doc = parse("<r a='1\r\n2\r3'>x\r&#xA;y\r\nz\r&amp;&#xD;</r>").unwrap();
    assert_eq!(doc.root().text(), "x\n\ny\nz\n&\r");
    assert_eq!(doc.root().attribute("a"), Some("1 2 3"));
}

#[test]
fn s4_1_character_references_must_name_characters() {
    assert_eq!(
        parse("<r>&#x1F600;&#65;</r>").unwrap().root().text(),
        "\u{1F600}A"
    );
    for bad in [
        "&#0;",
        "&#x1F;",
        "&#xD800;",
        "&#xFFFE;",
        "&#x110000;",
        "&nbsp;",
        "&",
        "&#xZZ;",
    ] {
        assert_eq!(
            refused(&format!("<r>{bad}</r>")),
            Malformed::Syntax,
            "{bad}"
        );
        assert_eq!(
            refused(&format!("<r a='{bad}'/>")),
            Malformed::Syntax,
            "{bad}"
        );
    }
}

#[test]
fn namespaces_s2_2_prefixes_cannot_be_undeclared_or_misused() {
    for bad in [
        "<p:r/>",
        "<r p:a='1'/>",
        "<r xmlns:p=''/>",
        "<r xmlns:xml='urn:x'/>",
        "<r xmlns:xmlns='urn:x'/>",
        "<r xmlns:p='http://www.w3.org/XML/1998/namespace'/>",
        "<r xmlns:p='http://www.w3.org/2000/xmlns/'/>",
        "<r xmlns='urn:a' xmlns='urn:b'/>",
        "<a:b:c xmlns:a='urn:a'/>",
        "<:r/>",
        "<r></:r>",
        "<r :a='1'/>",
        "<r :xmlns='urn:a'/>",
        "<r a:xmlns='urn:a'/>",
        "<r xmlns:a='urn:a' a:xmlns='urn:b'/>",
        "<r a='1'b='2'/>",
        "<r xmlns:='urn:a'/>",
    ] {
        assert_eq!(refused(bad), Malformed::Syntax, "{bad}");
    }
}

/// §2.3, §2.5, §2.7, §3, §3.1 of XML 1.0: what is not well-formed, one a rule.
#[test]
fn what_is_not_well_formed_is_refused() {
    for bad in [
        "",
        " ",
        "text",
        "<r>",
        "</r>",
        "<r></s>",
        "<r></rr>",
        "<r><s></r></s>",
        "<r/><r/>",
        "<r/>text",
        "&#32;<r/>",
        "<r / >",
        "<r a/>",
        "<r a=/>",
        "<r a=1/>",
        "<r a='1/>",
        "<r a='1\"/>",
        "<r a='<'/>",
        "<r a='&'/>",
        "<r 'a'='1'/>",
        "<1r/>",
        "<-r/>",
        "<r a:='1' xmlns:a='urn:a'/>",
        "< r/>",
        "<r></ r>",
        "<r></r x='1'>",
        "<r",
        "<",
        "<r>]]></r>",
        "<r><![CDATA[x</r>",
        "<r><![cdata[x]]></r>",
        "<![CDATA[x]]>",
        "<r/><![CDATA[]]>",
        "<r><!-- -- --></r>",
        "<r><!-- ---></r>",
        "<r><!-- </r>",
        "<r><!- x --></r>",
        "<r><!x></r>",
        "<r>&#x;</r>",
        "<r>&#;</r>",
        "<r>&#-65;</r>",
        "<r>&#+65;</r>",
        "<r>&#6a;</r>",
        "<r>&AMP;</r>",
        "<r>&amp</r>",
        "<\u{d7}/>",
        "<r\u{37e}/>",
    ] {
        assert_eq!(refused(bad), Malformed::Syntax, "{bad}");
    }
    for good in [
        "<r></r >",
        "<r a = '1'\n\tb=\"'\"/>",
        "<r>]] ></r>",
        "<r><![CDATA[]]]]><![CDATA[>]]></r>",
        "<r><!-- - -> --></r>",
        "<_r.-1/>",
        "<\u{e6}\u{b7}/>",
        "<!-- a --> <r/> <!-- b -->\n",
        "<r a='>'>&gt;</r>",
    ] {
        assert!(parse(good).is_ok(), "{good}");
    }
}

#[test]
fn elements_tell_name_namespace_and_scope() {
    let doc = parse(
        "<a xmlns='urn:a' xmlns:p='urn:p'><p:b p:x='1' x='2'/><c xmlns=''>t</c><d xml:lang='nb'/></a>",
    )
    .unwrap();
    let [b, c, d] = *doc.root().children().collect::<Vec<_>>().as_slice() else {
        panic!()
    };
    assert!(b.is("urn:p", "b") && c.is("", "c") && d.is("urn:a", "d"));
    assert_eq!(
        (b.attribute("x"), b.attribute_ns("urn:p", "x")),
        (Some("2"), Some("1"))
    );
    assert_eq!(b.resolve_prefix("p"), Some("urn:p"));
    assert_eq!(
        (c.resolve_prefix(""), c.resolve_prefix("q")),
        (Some(""), None)
    );
    assert_eq!(
        d.attribute_ns("http://www.w3.org/XML/1998/namespace", "lang"),
        Some("nb")
    );
    assert_eq!(doc.root().descendants().count(), 4);
}

#[test]
fn text_is_whole_whatever_stands_between() {
    let doc = parse("<r>a<!-- x -->b<![CDATA[<c>]]>&#100;<e>no</e>f</r>").unwrap();
    assert_eq!(doc.root().text(), "ab<c>df");
    assert!(doc.root().has_text());
    assert!(!parse("<r> <e>x</e>\n</r>").unwrap().root().has_text());
}

#[test]
fn a_fragment_is_read_in_its_context_and_is_one_element() {
    let context = [("p", "urn:p"), ("", "urn:default")];
    let read = |xml: &str| Document::parse_in_context(xml.as_bytes(), &context, &Limits::MESSAGE);
    let doc = read("<?xml version='1.0'?> <p:a><b/></p:a>\n").unwrap();
    assert!(doc.root().is("urn:p", "a"));
    assert!(doc.root().children().all(|b| b.is("urn:default", "b")));
    assert_eq!(doc.bytes(), b" <p:a><b/></p:a>\n");
    for bad in [
        "",
        "text",
        "<a/>text",
        "<a/><b/>",
        "</context><context>",
        "<a/></context><context>",
        "<!DOCTYPE a><a/>",
        "<?pi?><a/>",
        "<q:a/>",
        "<![CDATA[x]]><a/>",
    ] {
        assert!(matches!(read(bad), Err(Error::Malformed(_))), "{bad}");
    }
}

#[test]
fn what_is_escaped_is_read_back_as_it_was() {
    let all: String = ('\u{20}'..'\u{250}')
        .chain("\t\n\r\u{1F600}".chars())
        .collect();
    let xml = format!(
        "<r a=\"{}\">{}</r>",
        xmlsec::escape_attribute(&all),
        xmlsec::escape_text(&all)
    );
    let doc = parse(&xml).unwrap();
    assert_eq!(
        (doc.root().attribute("a"), doc.root().text().as_ref()),
        (Some(&*all), &*all)
    );
}
