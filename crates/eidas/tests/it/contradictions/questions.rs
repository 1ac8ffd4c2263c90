// SPDX-License-Identifier: EUPL-1.2

//! Rows Q*: questions to a Proxy-Service.

use eidas::binding::{Parameter, decode_get, decode_post, encode_redirect};
use eidas::{SignedAuthnRequest, SpType};

use super::Row;
use crate::exchange::*;
use crate::nodes::{CONNECTOR, MESSAGES, now};

pub(super) fn questions() -> Vec<Row> {
    let ask = |edit: &dyn Fn(String) -> String| {
        asked(|xml| {
            let edited = edit(xml.clone());
            assert_ne!(edited, xml, "the edit changes something");
            edited
        })
        .map(drop)
    };
    let with = |more: &str| {
        let more = format!(" {more} ForceAuthn");
        ask(&|xml| xml.replace(" ForceAuthn", &more))
    };
    let url = format!("AssertionConsumerServiceURL=\"{ACS}\"");
    let index = "AssertionConsumerServiceIndex=\"0\"";
    let post = "ProtocolBinding=\"urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST\"";
    let levels = |comparison: &str, levels: &[&str]| {
        let classes: String = levels
            .iter()
            .map(|uri| format!("<saml2:AuthnContextClassRef>{uri}</saml2:AuthnContextClassRef>"))
            .collect();
        let context = format!(
            "<saml2p:RequestedAuthnContext Comparison=\"{comparison}\">{classes}\
             </saml2p:RequestedAuthnContext><saml2p:Scoping>"
        );
        ask(&|xml| {
            cut(
                &xml,
                "<saml2p:RequestedAuthnContext",
                "</saml2p:RequestedAuthnContext>",
            )
            .replace("<saml2p:Scoping>", &context)
        })
    };
    let requested = |name: &str, required: bool| {
        format!(
            "<eidas:RequestedAttribute Name=\"http://eidas.europa.eu/attributes/{name}\" \
             NameFormat=\"urn:oasis:names:tc:SAML:2.0:attrname-format:uri\" \
             isRequired=\"{required}\"/></eidas:RequestedAttributes>"
        )
    };
    let and = |more: &str| ask(&|xml| xml.replace("</eidas:RequestedAttributes>", more));
    let public = norway(&["1.4"], Some(SpType::Public));
    let notified = eidas::LevelOfAssurance::ALL.map(eidas::LevelOfAssurance::uri);
    let xml = request().to_xml();
    let body = |parameters: &str, query: &str| {
        decode_post(parameters.as_bytes(), query, Parameter::SamlRequest).map(drop)
    };
    let both_signed = {
        let inside = String::from_utf8(signed(&xml, &MESSAGES)).unwrap();
        let endpoint = url::Url::parse(SSO).unwrap();
        let address =
            encode_redirect(&endpoint, Parameter::SamlRequest, &inside, None, &*MESSAGES).unwrap();
        let query = address.query().unwrap();
        let carried = decode_get(query, Parameter::SamlRequest).unwrap();
        SignedAuthnRequest::verify_carried(&carried.into(), &norway(&["1.4"], None), now())
    };
    vec![
        (
            "Q1",
            ask(&|xml| xml.replace(CONNECTOR, "https://eidas.example.dk/metadata")),
        ),
        (
            "Q2",
            ask(&|xml| xml.replace(SSO, "https://eidas.example.se/other")),
        ),
        (
            "Q3",
            with(&url.replace(ACS, "https://eidas.example.no/other")),
        ),
        ("Q4", with(&format!("{index} {url}"))),
        ("Q5", with(&format!("{index} {post}"))),
        ("Q6", with(&post.replace("HTTP-POST", "HTTP-Artifact"))),
        (
            "Q7",
            ask(&|xml| xml.replace("IsPassive=\"false\"", "IsPassive=\"true\"")),
        ),
        ("Q8", asked_of(&public, &offer(), |xml| xml).map(drop)),
        (
            "Q9",
            ask(&|xml| {
                cut(&xml, "<saml2p:Scoping>", "</saml2p:Scoping>").replace(">public<", ">private<")
            }),
        ),
        (
            "Q10",
            ask(&|xml| {
                let country = "</eidas:SPType><eidas:NodeCountry>DK</eidas:NodeCountry>";
                xml.replace("</eidas:SPType>", country)
            }),
        ),
        (
            "Q11",
            ask(&|xml| {
                let other = "<saml2p:NameIDPolicy SPNameQualifier=\"https://eidas.example.dk/\"";
                xml.replace("<saml2p:NameIDPolicy", other)
            }),
        ),
        ("Q12", levels("minimum", &notified)),
        ("Q13", levels("exact", &notified)),
        ("Q14", levels("exact", &[notified[1], "urn:x:level"])),
        ("Q15", and(&requested("naturalperson/BirthName", true))),
        ("Q16", and(&requested("naturalperson/Gender", false))),
        ("Q17", and(&requested("legalperson/LegalName", true))),
        (
            "Q18",
            ask(&|xml| xml.replace("FriendlyName=\"Gender\"", "FriendlyName=\"FamilyName\"")),
        ),
        ("Q19", and(&requested("naturalperson/ShoeSize", true))),
        (
            "Q20",
            body("SAMLRequest=PGEvPg==&RelayState=a", "RelayState=a"),
        ),
        (
            "Q21",
            body("SAMLRequest=PGEvPg==&SAMLResponse=PGEvPg==", ""),
        ),
        ("Q22", both_signed.map(drop)),
        (
            "Q23",
            ask(&|xml| {
                let other = "<saml2p:RequesterID>urn:x</saml2p:RequesterID></saml2p:Scoping>";
                xml.replace("</saml2p:Scoping>", other)
            }),
        ),
        (
            "Q24",
            ask(&|xml| {
                let somebody = "<saml2:Subject><saml2:NameID>NO/SE/1</saml2:NameID></saml2:Subject>\
                                <saml2p:NameIDPolicy";
                xml.replace("<saml2p:NameIDPolicy", somebody)
            }),
        ),
    ]
}
