//! XML-*: what must not even become a tree.

use xmlsec::{Document, Limits};

use super::{Canary, malformed, refusal};
use crate::fixture::{DS, MESSAGE, SIGNED, parse, verify_signed};

/// Refused at its first token: in front of a good message, after a declaration and a comment, and
/// with a reference to what it declares.
fn assert_no_document_type(dtd: &str) {
    for xml in [
        format!("{dtd}{}", *SIGNED),
        format!("<?xml version=\"1.0\"?>\n<!-- -->{dtd}{}", *SIGNED),
        format!("{dtd}{}", SIGNED.replacen("SE/NO/", "&x;", 1)),
    ] {
        assert_eq!(malformed(&xml), "xml.doctype_forbidden", "{dtd}");
    }
}

#[test]
fn xml_01_a_file_as_an_entity() {
    for dtd in [
        "<!DOCTYPE r>",
        "<!DOCTYPE r [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>",
        "<!DOCTYPE r [<!ENTITY x PUBLIC \"p\" \"file:///etc/passwd\">]>",
        "<!DOCTYPE r [<!ENTITY % p SYSTEM \"file:///etc/passwd\"> %p;]>",
        "<!DOCTYPE r SYSTEM \"file:///etc/passwd\">",
    ] {
        assert_no_document_type(dtd);
    }
    let inside = SIGNED.replacen("<samlp:Extensions>", "<samlp:Extensions><!DOCTYPE x>", 1);
    assert_eq!(malformed(&inside), "xml.doctype_forbidden");
    // An entity of nobody, without any document type.
    let undeclared = SIGNED.replacen("value<", "&x;<", 1);
    assert_eq!(malformed(&undeclared), "xml.syntax");
    // The five of XML itself are read.
    let predefined = SIGNED.replacen("value<", "&lt;&gt;&amp;&quot;&apos;<", 1);
    parse(&predefined).unwrap();
}

#[test]
fn xml_02_an_address_as_an_entity_is_not_called() {
    let canary = Canary::new();
    let url = canary.url();
    for dtd in [
        format!("<!DOCTYPE r [<!ENTITY x SYSTEM \"{url}\">]>"),
        format!("<!DOCTYPE r [<!ENTITY % p SYSTEM \"{url}\"> %p;]>"),
        format!("<!DOCTYPE r PUBLIC \"-//W3C//DTD XHTML 1.0//EN\" \"{url}\">"),
        format!("<!DOCTYPE r SYSTEM \"{url}\" []>"),
    ] {
        assert_no_document_type(&dtd);
    }
    let schema = MESSAGE.replacen(
        "<other ",
        &format!(
            "<other xmlns:i=\"http://www.w3.org/2001/XMLSchema-instance\" \
             i:schemaLocation=\"urn:other {url}\" "
        ),
        1,
    );
    parse(&schema).unwrap();
    canary.assert_not_called();
}

#[test]
fn xml_04_entities_of_entities_are_not_expanded() {
    let entities: String = (1..=10)
        .map(|n| format!("<!ENTITY x{n} \"{}\">", format!("&x{};", n - 1).repeat(10)))
        .collect();
    assert_no_document_type(&format!("<!DOCTYPE r [<!ENTITY x0 \"lol\">{entities}]>"));
    assert_no_document_type(&format!(
        "<!DOCTYPE r [<!ENTITY x \"{}\">]>",
        "a".repeat(100_000)
    ));
}

#[test]
fn xml_06_ids_and_default_attributes_of_a_document_type() {
    for declaration in [
        "<!ATTLIST other a ID #IMPLIED>",
        "<!ATTLIST samlp:Response Destination CDATA \"https://evil.example/\">",
        "<!ATTLIST other xmlns CDATA #FIXED \"urn:oasis:names:tc:SAML:2.0:assertion\">",
        "<!NOTATION n SYSTEM \"n\">",
    ] {
        assert_no_document_type(&format!("<!DOCTYPE samlp:Response [{declaration}]>"));
    }
}

#[test]
fn xml_07_xinclude_is_inert() {
    let xml = MESSAGE.replace(
        "<other ",
        "<xi:include xmlns:xi='http://www.w3.org/2001/XInclude' href='file:///etc/passwd'/><other ",
    );
    let doc = parse(&xml).unwrap();
    let include = doc
        .root()
        .descendants()
        .find(|e| e.name() == "include")
        .unwrap();
    assert_eq!(
        (include.text().as_ref(), include.children().count()),
        ("", 0)
    );
}

#[test]
fn xml_09_a_comment_does_not_cut_a_value() {
    let message = MESSAGE.replace("SE/NO/", "SE/NO/<!-- -->.evil");
    let doc = parse(&message).unwrap();
    let read = |doc: &Document| {
        let name = doc
            .root()
            .children()
            .find(|e| e.name() == "NameID")
            .unwrap();
        name.text().into_owned()
    };
    assert_eq!(read(&doc), "SE/NO/.evilæøå & <co>");
    let commented = SIGNED.replace("SE/NO/", "SE/<!-- x -->NO/");
    assert_ne!(commented, *SIGNED);
    assert_eq!(
        read(verify_signed(&commented).unwrap().document()),
        "SE/NO/æøå & <co>"
    );
}

/// What is not signed cannot be told from what a forger put there: no comment anywhere in a
/// Signature, though none would change a value.
#[test]
fn xml_09_a_comment_in_a_signature() {
    for at in [
        "<ds:DigestValue>",
        "</ds:DigestValue>",
        "<ds:SignatureValue>",
        "<ds:X509Certificate>",
        "<ds:SignedInfo>",
        "<ds:KeyInfo>",
        "<ds:Reference",
    ] {
        let commented = match at.ends_with('>') {
            true => format!("{at}<!---->"),
            false => format!("<!---->{at}"),
        };
        assert_eq!(
            refusal(&SIGNED.replacen(at, &commented, 1)),
            "sig.shape",
            "{at}"
        );
    }
    // Before and behind it, a comment is no part of it.
    for (at, commented) in [
        ("<ds:Signature ", "<!-- --><ds:Signature "),
        ("</ds:Signature>", "</ds:Signature><!-- -->"),
    ] {
        verify_signed(&SIGNED.replacen(at, commented, 1)).unwrap();
    }
}

/// Nor text between its elements.
#[test]
fn text_between_the_elements_of_a_signature() {
    for at in [
        "<ds:SignedInfo>",
        "</ds:Reference>",
        "</ds:SignedInfo>",
        "<ds:Transforms>",
    ] {
        let with_text = SIGNED.replacen(at, &format!("{at}x"), 1);
        assert_eq!(refusal(&with_text), "sig.shape", "{at}");
    }
    // White space is none: many write it between the parts that nobody signs.
    verify_signed(&SIGNED.replacen("</ds:SignedInfo>", "</ds:SignedInfo>\n", 1)).unwrap();
}

/// Each element of a signature is where its schema has it, by its own name.
#[test]
fn xmldsig_s4_every_element_of_a_signature_has_its_name() {
    for name in [
        "SignedInfo",
        "CanonicalizationMethod",
        "SignatureMethod",
        "Reference",
        "Transforms",
        "Transform",
        "DigestMethod",
        "DigestValue",
        "SignatureValue",
    ] {
        let mut renamed = SIGNED.clone();
        for end in [">", " "] {
            renamed = renamed.replace(&format!("ds:{name}{end}"), &format!("ds:{name}X{end}"));
        }
        assert_ne!(renamed, *SIGNED, "{name}");
        assert_eq!(refusal(&renamed), "sig.shape", "{name}");
    }
}

#[test]
fn xml_10_cdata_and_references_do_not_split_a_value() {
    let split = SIGNED.replace("SE/NO/", "<![CDATA[SE]]>&#47;N<![CDATA[O/]]>");
    assert_ne!(split, *SIGNED);
    let proof = verify_signed(&split).unwrap();
    let name = proof
        .root()
        .children()
        .find(|e| e.name() == "NameID")
        .unwrap();
    assert_eq!(name.text(), "SE/NO/æøå & <co>");
}

#[test]
fn xml_11_control_characters_are_refused() {
    for bad in ["&#0;", "&#x1F;", "\u{1}", "\u{b}", "\u{fffe}"] {
        assert_eq!(
            malformed(&SIGNED.replacen("value<", &format!("{bad}<"), 1)),
            "xml.syntax"
        );
    }
}

#[test]
fn xml_13_depth_bomb() {
    let deep = |n: usize| format!("{}{}", "<a>".repeat(n), "</a>".repeat(n));
    parse(&deep(Limits::MESSAGE.depth)).unwrap();
    assert_eq!(malformed(&deep(Limits::MESSAGE.depth + 1)), "xml.depth");
    assert_eq!(malformed(&"<a>".repeat(80_000)), "xml.depth");
}

#[test]
fn xml_14_attribute_namespace_and_node_floods() {
    let flood = |item: &dyn Fn(usize) -> String, n: usize| {
        format!("<r {}/>", (0..n).map(item).collect::<String>())
    };
    let attribute = |i: usize| format!("a{i}='' ");
    parse(&flood(&attribute, Limits::MESSAGE.attributes)).unwrap();
    assert_eq!(
        malformed(&flood(&attribute, 20_000)),
        "xml.too_many_attributes"
    );
    let namespace = |i: usize| format!("xmlns:a{i}='urn:{i}' ");
    assert_eq!(
        malformed(&flood(&namespace, 10_000)),
        "xml.too_many_attributes"
    );
    // Spread over nested elements, so that each inherits all above it.
    let nested: String = (0..40)
        .map(|level| {
            let declarations: String = (0..40)
                .map(|i| format!(" xmlns:p{level}x{i}='urn:{i}'"))
                .collect();
            format!("<a{declarations}>")
        })
        .collect();
    let nested = format!("{nested}{}", "</a>".repeat(40));
    assert_eq!(malformed(&nested), "xml.too_many_attributes");
    assert_eq!(
        malformed(&format!("<r>{}</r>", "<a/>".repeat(9_000))),
        "xml.too_many_nodes"
    );
    assert_eq!(
        malformed(&format!("<r>{}</r>", " ".repeat(300_000))),
        "xml.too_large"
    );
    let long = format!("<r xmlns='urn:{}'/>", "x".repeat(600));
    assert_eq!(malformed(&long), "xml.namespace_uri");
}

/// The limits themselves are allowed, one more is not.
#[test]
fn xml_14_every_limit_is_where_it_says() {
    let refusal = |xml: &str, limits: Limits| {
        let parsed = Document::parse(xml.as_bytes(), &limits);
        parsed.map(|_| ()).map_err(|error| error.reason())
    };
    let xml = "<a b='' c=''>d<e/><!--f--></a>";
    let exact = Limits {
        bytes: xml.len(),
        depth: 2,
        nodes: 6,
        attributes: 2,
    };
    assert_eq!(refusal(xml, exact), Ok(()));
    for (less, reason) in [
        (
            Limits {
                bytes: xml.len() - 1,
                ..exact
            },
            "xml.too_large",
        ),
        (Limits { depth: 1, ..exact }, "xml.depth"),
        (Limits { nodes: 5, ..exact }, "xml.too_many_nodes"),
        (
            Limits {
                attributes: 1,
                ..exact
            },
            "xml.too_many_attributes",
        ),
    ] {
        assert_eq!(refusal(xml, less), Err(reason));
    }
}

#[test]
fn xml_15_duplicate_attributes_also_by_expanded_name() {
    assert_eq!(malformed("<r a='1' a='2'/>"), "xml.syntax");
    assert_eq!(
        malformed("<r xmlns:a='urn:x' xmlns:b='urn:x' a:y='1' b:y='2'/>"),
        "xml.syntax"
    );
}

#[test]
fn xml_16_namespace_confusion() {
    assert_eq!(
        malformed(&SIGNED.replacen("xmlns:saml=", "xmlns:samx=", 1)),
        "xml.syntax"
    );
    assert_eq!(malformed("<r xmlns:saml=''/>"), "xml.syntax");
    // Another name for the Signature's namespace: no signature of ours.
    let homoglyph = SIGNED.replace(DS, "http://www.w3.org/2000/09/xmldslg#");
    assert_eq!(refusal(&homoglyph), "sig.missing");
}

#[test]
fn xml_17_second_root_or_trailing_bytes() {
    for tail in ["<r/>", "x", "&#65;", "<![CDATA[]]>", "\0"] {
        assert_eq!(malformed(&format!("{}{tail}", *SIGNED)), "xml.syntax");
    }
    assert_eq!(malformed(&format!("{}{}", *SIGNED, *SIGNED)), "xml.syntax");
    assert_eq!(
        malformed(&format!("{}<?pi?>", *SIGNED)),
        "xml.processing_instruction"
    );
    verify_signed(&format!("{} \n<!-- fine -->\n", *SIGNED)).unwrap();
}

#[test]
fn xml_23_xml_id_is_refused() {
    let xml = MESSAGE.replace("<other ", "<other xml:id='_good' ");
    assert_eq!(malformed(&xml), "xml.xml_id");
}
