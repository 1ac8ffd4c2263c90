// SPDX-License-Identifier: EUPL-1.2

//! Rows M*: metadata.

use eidas::metadata::KeyDescriptor;
use eidas::{Peer, PeerWarning, Role, VerifiedAuthnRequest};

use super::Row;
use crate::exchange::*;
use crate::nodes::{
    MESSAGES, PROXY, SIGNER, anchors, certificate, connector, expected, hours, key, now,
    proxy_service, sign, style,
};

const SECOND: &str = "</md:Extensions><md:Extensions><x xmlns=\"urn:x\"/></md:Extensions>";

/// A KeyDescriptor and what follows, without the methods that stand in it already.
fn without_methods(descriptor: &str) -> String {
    let (own, rest) = descriptor.split_once("</md:KeyDescriptor>").unwrap();
    let mut parts = own.split("<md:EncryptionMethod");
    let mut kept = parts.next().unwrap().to_owned();
    for part in parts {
        match part.split_once("/>") {
            Some((method, after)) if !method.contains('>') => kept += after,
            _ => kept += &format!("<md:EncryptionMethod{part}"),
        }
    }
    format!("{kept}</md:KeyDescriptor>{rest}")
}

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
        (
            "M18",
            of_connector(&|xml| xml.replacen("</md:Extensions>", SECOND, 1)).map(drop),
        ),
        (
            "M19",
            of_connector(&|xml| {
                let (before, role) = xml.split_once("<md:SPSSODescriptor").unwrap();
                let role = role.replacen("</md:Extensions>", SECOND, 1);
                format!("{before}<md:SPSSODescriptor{role}")
            })
            .map(drop),
        ),
        ("M20", {
            let twice = |xml: &str| {
                let (before, after) = xml.split_once("use=\"signing\"").unwrap();
                let start = after.find("<ds:KeyInfo").unwrap();
                let end = after.find("</ds:KeyInfo>").unwrap() + "</ds:KeyInfo>".len();
                let one = &after[start..end];
                let other = one.replace(
                    &certificate(&MESSAGES).to_base64(),
                    &certificate(&SIGNER).to_base64(),
                );
                format!(
                    "{before}use=\"signing\"{}{one}{other}{}",
                    &after[..start],
                    &after[end..]
                )
            };
            of(&|xml| twice(xml))
        }),
        ("M21", {
            let sized = |xml: &str, bits: u32| {
                let descriptor = "<md:KeyDescriptor use=\"encryption\">";
                let (before, after) = xml.split_once(descriptor).unwrap();
                let method = |name: &str, bits: u32| {
                    format!(
                        "<md:EncryptionMethod Algorithm=\"http://www.w3.org/2009/xmlenc11#{name}\">\
                         <xenc:KeySize xmlns:xenc=\"http://www.w3.org/2001/04/xmlenc#\">{bits}\
                         </xenc:KeySize></md:EncryptionMethod>"
                    )
                };
                let methods = method("aes128-gcm", bits) + &method("aes192-gcm", 192);
                let after = after.replacen("</ds:KeyInfo>", &format!("</ds:KeyInfo>{methods}"), 1);
                format!("{before}{descriptor}{}", without_methods(&after))
            };
            let listed = |bits: u32| {
                let peer = of_connector(&|xml| sized(xml, bits)).unwrap();
                let unusable = |warning: &&PeerWarning| {
                    matches!(warning, PeerWarning::MethodUnusable { number: 1, .. })
                };
                let unusable = peer.warnings().iter().filter(unusable).count();
                (peer.recipients()[0].methods.clone(), unusable)
            };
            let uri = |name: &str| format!("http://www.w3.org/2009/xmlenc11#{name}");
            let both = vec![uri("aes128-gcm"), uri("aes192-gcm")];
            assert_eq!(listed(128), (both, 0), "the control of M21");
            assert_eq!(listed(256), (vec![uri("aes192-gcm")], 1));
            Ok(())
        }),
        ("M22", {
            let more = "<mdattr:EntityAttributes \
                xmlns:mdattr=\"urn:oasis:names:tc:SAML:metadata:attribute\" \
                xmlns:saml2=\"urn:oasis:names:tc:SAML:2.0:assertion\"><saml2:Attribute \
                Name=\"urn:oasis:names:tc:SAML:attribute:assurance-certification\">\
                <saml2:AttributeValue>http://eidas.europa.eu/LoA/high</saml2:AttributeValue>\
                </saml2:Attribute></mdattr:EntityAttributes>";
            let high = eidas::Loa::Notified(eidas::LevelOfAssurance::High);
            let whole = read(&in_entity(&proxy, more), Role::ProxyService).unwrap();
            let plain = read(&proxy, Role::ProxyService).unwrap();
            assert_eq!(whole.loas().len(), plain.loas().len() + 1);
            assert!(whole.loas().contains(&high));
            Ok(())
        }),
    ]
}
