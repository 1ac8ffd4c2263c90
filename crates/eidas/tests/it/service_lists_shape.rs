// SPDX-License-Identifier: EUPL-1.2

//! The shape of a Metadata Service List, element by element: Message Format 1.4 appendix A.2, A.3.
//! The good list is the positive control of `crate::service_lists`.

use crate::service_lists::changed;

/// What stands in a place or with an attribute that the schema does not have says something that we would
/// not read: the list is refused.
#[test]
fn appendix_a3_each_element_has_its_place_and_its_attributes() {
    let location = "</ser:MetadataLocation>";
    let endpoint =
        "<ser:Endpoint EndpointType=\"x\" EntityID=\"https://more.example.dk/metadata\"/>";
    let end = "</ser:MetadataServiceList>";
    let point = "<ser:DistributionPoint>https://lists.example.eu/list.xml</ser:DistributionPoint>";
    for (from, to) in [
        ("<ser:SchemeTerritory>", "<ser:SchemeTerritory note=\"x\">"),
        (
            "</ser:SchemeInformation>",
            "<ser:Note/></ser:SchemeInformation>",
        ),
        ("<ser:Endpoint ", "<ser:Endpoint note=\"x\" "),
        // An endpoint after the keys, and a stranger among them.
        (location, &format!("{endpoint}{location}")),
        (location, &format!("<ser:Note/>{location}")),
        (point, ""),
        (end, &format!("<ser:Note/>{end}")),
    ] {
        let refused = changed(from, to).map(|_| ()).unwrap_err();
        assert_eq!(refused.reason(), "saml.schema", "{to}");
    }
}
