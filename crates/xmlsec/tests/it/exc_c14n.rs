//! Exclusive XML Canonicalization 1.0. The peers' script compares thousands of random documents
//! with another implementation; here stand the clauses.

use xmlsec::canonicalize;

use crate::fixture::parse;

fn canonical(xml: &str, prefixes: &[&str]) -> String {
    String::from_utf8(canonicalize(parse(xml).unwrap().root(), prefixes)).unwrap()
}

/// The element `n`, below the document element.
fn canonical_child(xml: &str, prefixes: &[&str]) -> String {
    let doc = parse(xml).unwrap();
    let child = doc.root().descendants().find(|e| e.name() == "n").unwrap();
    String::from_utf8(canonicalize(child, prefixes)).unwrap()
}

#[test]
fn c14n_s2_3_attributes_sorted_values_escaped_empty_elements_in_pairs() {
    assert_eq!(
        canonical(
            "<a  z='1' xmlns:b='urn:b' b:y=\"'&#9;&#10;&#13;&quot;\" a='<>&lt;'/>"
                .replace("'<>&lt;'", "'&lt;>'")
                .as_str(),
            &[]
        ),
        "<a xmlns:b=\"urn:b\" a=\"&lt;>\" z=\"1\" b:y=\"'&#x9;&#xA;&#xD;&quot;\"></a>"
    );
    assert_eq!(
        canonical("<a>&#13;&gt;<![CDATA[<&>]]></a>", &[]),
        "<a>&#xD;&gt;&lt;&amp;&gt;</a>"
    );
}

#[test]
fn attributes_sort_by_namespace_name_not_by_prefix() {
    assert_eq!(
        canonical(
            "<e xmlns:a='urn:z' xmlns:b='urn:a' a:x='1' b:x='2' x='3'/>",
            &[]
        ),
        "<e xmlns:a=\"urn:z\" xmlns:b=\"urn:a\" x=\"3\" b:x=\"2\" a:x=\"1\"></e>"
    );
}

#[test]
fn s3_only_visibly_utilized_namespaces_where_they_are_used() {
    let xml = "<r xmlns:a='urn:a' xmlns:b='urn:b' xmlns='urn:d'><n><a:x/><a:y b:q=''/></n></r>";
    assert_eq!(
        canonical_child(xml, &[]),
        "<n xmlns=\"urn:d\"><a:x xmlns:a=\"urn:a\"></a:x>\
         <a:y xmlns:a=\"urn:a\" xmlns:b=\"urn:b\" b:q=\"\"></a:y></n>"
    );
    assert_eq!(
        canonical_child(xml, &["b", "absent"]),
        "<n xmlns=\"urn:d\" xmlns:b=\"urn:b\"><a:x xmlns:a=\"urn:a\"></a:x>\
         <a:y xmlns:a=\"urn:a\" b:q=\"\"></a:y></n>"
    );
}

#[test]
fn s3_default_token_renders_the_default_namespace_unused() {
    let xml = "<r xmlns='urn:d' xmlns:a='urn:a'><a:n><a:x/></a:n></r>";
    let n = canonical_child(xml, &["#default"]);
    assert_eq!(
        n,
        "<a:n xmlns=\"urn:d\" xmlns:a=\"urn:a\"><a:x></a:x></a:n>"
    );
}

#[test]
fn s3_an_undeclared_default_is_written_only_to_undo_one() {
    assert_eq!(canonical("<a><b xmlns=''/></a>", &[]), "<a><b></b></a>");
    assert_eq!(
        canonical(
            "<a xmlns='urn:a'><b xmlns=''><c xmlns='urn:a'/></b></a>",
            &[]
        ),
        "<a xmlns=\"urn:a\"><b xmlns=\"\"><c xmlns=\"urn:a\"></c></b></a>"
    );
}

#[test]
fn redeclared_prefixes_are_rendered_again() {
    let xml = "<p:a xmlns:p='urn:1'><p:b xmlns:p='urn:2'><p:c xmlns:p='urn:1'/></p:b></p:a>";
    assert_eq!(
        canonical(xml, &[]),
        "<p:a xmlns:p=\"urn:1\"><p:b xmlns:p=\"urn:2\"><p:c xmlns:p=\"urn:1\"></p:c></p:b></p:a>"
    );
}

#[test]
fn comments_are_left_out_and_leave_no_seam() {
    assert_eq!(
        canonical("<!--x--><a>b<!--y-->c</a><!--z-->", &[]),
        "<a>bc</a>"
    );
}

#[test]
fn the_canonical_form_is_its_own_canonical_form() {
    let once = canonical(crate::fixture::MESSAGE, &["xs"]);
    assert_eq!(canonical(&once, &["xs"]), once);
}
