// SPDX-License-Identifier: EUPL-1.2

//! The shape of a Metadata Service List, element by element: Message Format 1.4 appendix A.2, A.3.
//! The good list is the positive control of `crate::service_lists`.

use eidas::ListedFault;

use crate::service_lists::{
    ASKS, DENMARK, FINLAND, SWEDEN, changed, changed_once, good_xml, names, read_xml,
};

/// Around the nodes: what stands in a place or with an attribute that the schema does not have says something that we would
/// not read: the list is refused.
#[test]
fn appendix_a3_each_element_has_its_place_and_its_attributes() {
    let end = "</ser:MetadataServiceList>";
    let point = "<ser:DistributionPoint>https://lists.example.eu/list.xml</ser:DistributionPoint>";
    for (from, to) in [
        ("<ser:SchemeTerritory>", "<ser:SchemeTerritory note=\"x\">"),
        (
            "</ser:SchemeInformation>",
            "<ser:Note/></ser:SchemeInformation>",
        ),
        (point, ""),
        (end, &format!("<ser:Note/>{end}")),
    ] {
        let refused = changed(from, to).map(|_| ()).unwrap_err();
        assert_eq!(refused.reason(), "saml.schema", "{to}");
    }
}

/// A8: thirty countries stand in one document. What is not in the form of the schema costs its own place, and nothing where it is of a
/// country that nobody takes.
#[test]
fn appendix_a3_one_country_out_of_form_closes_no_other() {
    let list = "<ser:MetadataList Territory=\"DK\">";
    let location = "</ser:MetadataLocation>";
    let endpoint =
        "<ser:Endpoint EndpointType=\"x\" EntityID=\"https://more.example.dk/metadata\"/>";
    let place = format!("Location=\"{DENMARK}\"");
    let entity = format!(" EntityID=\"{DENMARK}\"");
    let proxy = " EndpointType=\"http://eidas.europa.eu/metadata/ept/ProxyService\"";
    for (from, to, why) in [
        (
            "<ser:Endpoint ",
            "<ser:Endpoint note=\"x\" ",
            ListedFault::Form,
        ),
        (
            "<ser:MetadataLocation ",
            "<ser:MetadataLocation note=\"x\" ",
            ListedFault::Form,
        ),
        // What would suspend the country is misspelt, a stranger or text stands in it.
        (
            "Territory=\"DK\"",
            "Territory=\"DK\" Suspended=\"true\"",
            ListedFault::Form,
        ),
        (list, &format!("{list}<x/>"), ListedFault::Form),
        (list, &format!("{list}words"), ListedFault::Form),
        // An endpoint after the keys, strangers beside, text between, no place.
        (
            location,
            &format!("{endpoint}{location}"),
            ListedFault::Form,
        ),
        (
            location,
            &format!("<ser:Note/>{location}"),
            ListedFault::Form,
        ),
        (location, &format!("words{location}"), ListedFault::Form),
        (&place, "", ListedFault::Form),
        (&entity, "", ListedFault::EntityId),
        (proxy, "", ListedFault::EndpointType),
    ] {
        // Denmark is the first of the list.
        let list = changed_once(from, to).unwrap();
        assert_eq!(names(&list), [FINLAND, SWEDEN, ASKS], "{to}");
        let left_out = list.left_out().iter();
        let left_out: Vec<_> = left_out
            .map(|out| (out.territory.as_str(), out.why))
            .collect();
        assert_eq!(left_out, [("DK", why)], "{to}");
        let elsewhere = |code: &str| {
            let of = |text: &str| text.replace("\"DK\"", &format!("\"{code}\""));
            read_xml(&of(&good_xml()).replacen(&of(from), &of(to), 1)).unwrap()
        };
        for code in ["IS", "GR", ""] {
            let list = elsewhere(code);
            assert_eq!(names(&list), [FINLAND, SWEDEN, ASKS], "{code}: {to}");
            assert!(list.left_out().is_empty(), "{code}: {to}");
        }
    }
    let nobody = changed_once("Territory=\"DK\"", "").unwrap();
    assert_eq!(names(&nobody), [FINLAND, SWEDEN, ASKS]);
}
