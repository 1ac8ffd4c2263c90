// SPDX-License-Identifier: EUPL-1.2

//! Rows M*: metadata.

use eidas::metadata::KeyDescriptor;
use eidas::{Peer, Role, VerifiedAuthnRequest};

use super::Row;
use crate::exchange::*;
use crate::nodes::{
    MESSAGES, PROXY, SIGNER, anchors, certificate, connector, expected, hours, key, now,
    proxy_service, sign, style,
};

pub(super) fn metadata() -> Vec<Row> {
    let read = |xml: &str, role: Role| {
        Peer::from_signed_metadata(
            &sign(xml, &SIGNER),
            &anchors(&SIGNER),
            &expected(role),
            now(),
        )
    };
    let proxy = proxy_service().to_xml(&style());
    let asks = connector().to_xml(&style());
    let of = |edit: &dyn Fn(&str) -> String| {
        let edited = edit(&proxy);
        assert_ne!(edited, proxy, "the edit changes something");
        read(&edited, Role::ProxyService).map(drop)
    };
    let of_connector = |edit: &dyn Fn(&str) -> String| {
        let edited = edit(&asks);
        assert_ne!(edited, asks, "the edit changes something");
        read(&edited, Role::Connector)
    };
    let again = proxy.replace("\"_m1\"", "\"_m2\"");
    let list = |entities: &str| {
        format!(
            "<md:EntitiesDescriptor xmlns:md=\"urn:oasis:names:tc:SAML:2.0:metadata\" ID=\"_a\" \
             validUntil=\"{}\">{entities}</md:EntitiesDescriptor>",
            now().plus(hours(2))
        )
    };
    let role = {
        let start = proxy.find("<md:IDPSSODescriptor").unwrap();
        let end = proxy.find("</md:IDPSSODescriptor>").unwrap();
        format!("{}</md:IDPSSODescriptor>", &proxy[start..end])
    };
    let country = "<eidas:NodeCountry>SE</eidas:NodeCountry>";
    let service = |location: &str, more: &str| {
        format!(
            "<md:AssertionConsumerService \
             Binding=\"urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST\" \
             Location=\"https://eidas.example.no/{location}\" index=\"0\"{more}/>\
             </md:SPSSODescriptor>"
        )
    };
    let end = "</md:SPSSODescriptor>";
    let by_index = of_connector(&|xml| xml.replace(end, &service("second", ""))).unwrap();
    let to_index = |xml: String| {
        xml.replace(
            " ForceAuthn",
            " AssertionConsumerServiceIndex=\"0\" ForceAuthn",
        )
    };
    let another_key = {
        let other = certificate(&key("another"));
        let spki = openssl::base64::encode_block(other.key().spki());
        let shown = format!(
            "<ds11:DEREncodedKeyValue xmlns:ds11=\"http://www.w3.org/2009/xmldsig11#\">{spki}\
             </ds11:DEREncodedKeyValue></ds:KeyInfo>"
        );
        let own = openssl::base64::encode_block(certificate(&MESSAGES).key().spki());
        let control = shown.replace(&spki, &own);
        let of_signing = |xml: &str, shown: &str| {
            let (before, after) = xml.split_once("use=\"signing\"").unwrap();
            let after = after.replacen("</ds:KeyInfo>", shown, 1);
            format!("{before}use=\"signing\"{after}")
        };
        assert_eq!(
            of(&|xml| of_signing(xml, &control)),
            Ok(()),
            "the control of M7"
        );
        of(&|xml| of_signing(xml, &shown))
    };
    let mut same = proxy_service();
    same.node.keys = vec![
        KeyDescriptor::encryption(certificate(&MESSAGES)),
        KeyDescriptor::signing(certificate(&MESSAGES)),
    ];
    let mut ended = proxy_service();
    let old = crate::nodes::key_valid("old", xmlsec::KeyKind::Ec(xmlsec::Curve::P256), -400, -30);
    ended.node.keys = vec![KeyDescriptor::signing(certificate(&old))];
    let sectors = "<md:Extensions><eidas:SPType \
                   xmlns:eidas=\"http://eidas.europa.eu/saml-extensions\">public</eidas:SPType>\
                   <eidas:SPType xmlns:eidas=\"http://eidas.europa.eu/saml-extensions\">private\
                   </eidas:SPType>";
    let in_entity = |xml: &str, more: &str| {
        xml.replacen("<md:Extensions>", &format!("<md:Extensions>{more}"), 1)
    };
    let in_role = |xml: &str, more: &str| {
        xml.replacen(
            "<eidas:NodeCountry>",
            &format!("{more}<eidas:NodeCountry>"),
            1,
        )
    };
    let unsigned = of_connector(&|xml| {
        xml.replace(
            "AuthnRequestsSigned=\"true\"",
            "AuthnRequestsSigned=\"false\"",
        )
    })
    .unwrap();
    let bare = request().to_xml();
    let still = VerifiedAuthnRequest::verify(bare.as_bytes(), &unsigned, &offer(), now());
    assert_eq!(still.unwrap_err().reason(), "sig.missing", "M15");
    vec![
        (
            "M1",
            of(&|xml| xml.replace(PROXY, "https://eidas.example.dk/metadata")),
        ),
        ("M2", of(&|xml| list(&format!("{xml}{again}")))),
        (
            "M3",
            of(&|xml| xml.replace("<md:Organization>", &format!("{role}<md:Organization>"))),
        ),
        (
            "M4",
            of(&|xml| xml.replace(country, &country.replace("SE", "DK"))),
        ),
        (
            "M5",
            of(&|xml| {
                xml.replace(
                    country,
                    &format!("{country}{}", country.replace("SE", "DK")),
                )
            }),
        ),
        (
            "M6",
            of_connector(&|xml| xml.replacen("<md:Extensions>", sectors, 1)).map(drop),
        ),
        ("M7", another_key),
        (
            "M8",
            read(&same.to_xml(&style()), Role::ProxyService).map(drop),
        ),
        ("M9", of(&|xml| list(xml))),
        (
            "M10",
            of(&|xml| xml.replacen(" entityID", " cacheDuration=\"P30D\" entityID", 1)),
        ),
        ("M11", asked_of(&by_index, &offer(), to_index).map(drop)),
        (
            "M12",
            of_connector(&|xml| xml.replace(end, &service("second", " isDefault=\"true\"")))
                .map(|peer| assert_eq!(peer.acs_post(), Some(ACS))),
        ),
        (
            "M13",
            of(&|xml| {
                let second = "<md:SingleSignOnService \
                    Binding=\"urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST\" \
                    Location=\"https://eidas.example.se/second\"/></md:IDPSSODescriptor>";
                xml.replace("</md:IDPSSODescriptor>", second)
            }),
        ),
        (
            "M14",
            read(&ended.to_xml(&style()), Role::ProxyService).map(drop),
        ),
        ("M15", asked_of(&unsigned, &offer(), |xml| xml).map(drop)),
        (
            "M16",
            of(&|xml| in_entity(xml, &country.replace("SE", "DK"))),
        ),
        ("M17", {
            let sector = |of: &str| format!("<eidas:SPType>{of}</eidas:SPType>");
            of_connector(&|xml| in_role(&in_entity(xml, &sector("public")), &sector("private")))
                .map(drop)
        }),
    ]
}
