// SPDX-License-Identifier: EUPL-1.2

//! Rows A*: answers to a Connector.

use eidas::{Error, Representation};

use super::Row;
use crate::exchange::*;
use crate::nodes::{MESSAGES, key};

fn inside(edit: impl FnOnce(&str) -> String) -> Result<(), Error> {
    assertion(edit).map(drop)
}

fn outside(edit: impl FnOnce(&str) -> String) -> Result<(), Error> {
    envelope(edit).map(drop)
}

fn open_changed(
    expected: &eidas::ExpectedResponse,
    edit: impl FnOnce(&str) -> String,
) -> Result<(), Error> {
    let mut answer = good();
    answer.assertion = edit(&answer.assertion);
    open(&answer.wire(), expected).map(drop)
}

fn one_more(attributes: &str) -> impl FnOnce(&str) -> String + use<> {
    let end = format!("{attributes}</saml2:AttributeStatement>");
    move |xml| xml.replace("</saml2:AttributeStatement>", &end)
}

fn attribute(name: &str, values: &[&str]) -> String {
    let values: String = values
        .iter()
        .map(|value| format!("<saml2:AttributeValue>{value}</saml2:AttributeValue>"))
        .collect();
    format!(
        "<saml2:Attribute Name=\"http://eidas.europa.eu/attributes/{name}\" \
         NameFormat=\"urn:oasis:names:tc:SAML:2.0:attrname-format:uri\">{values}</saml2:Attribute>"
    )
}

const START: &str = "T12:00:00.000Z";
const END: &str = "T12:05:00.000Z";

pub(super) fn answers() -> Vec<Row> {
    let other = |xml: &str| xml.replace("example.se/metadata", "example.dk/metadata");
    let code = |value: &str| {
        format!("<saml2p:StatusCode Value=\"urn:oasis:names:tc:SAML:2.0:status:{value}\"/>")
    };
    let success = "status:Success\"></saml2p:StatusCode>";
    let below = |top: &str, second: &str| {
        let nested = format!("status:{top}\">{}</saml2p:StatusCode>", code(second));
        outside(|xml| xml.replace(success, &nested))
    };
    let in_conditions = format!("NotOnOrAfter=\"2026-11-22{END}\"><saml2:Aud");
    let in_confirmation = format!("NotOnOrAfter=\"2026-11-22{END}\" Recipient");
    let session = |end: &str| {
        let end = format!("SessionNotOnOrAfter=\"2026-11-22{end}\" AuthnInstant");
        inside(|xml| xml.replace("AuthnInstant", &end))
    };
    let class = "</saml2:AuthnContextClassRef>";
    let level = |uri: &str| inside(|xml| xml.replace("http://eidas.europa.eu/LoA/high", uri));
    let mut unpublished = expectation();
    let foreign = eidas::Loa::NonNotified("urn:se:loa4".into());
    unpublished.context = eidas::RequestedContext::exact(vec![foreign]).unwrap();
    let mut persistent = expectation();
    persistent.name_id_format = eidas::NameIdFormat::Persistent;
    let signed_by =
        |key: &xmlsec::SoftwareKey| inside(|xml| String::from_utf8(signed(xml, key)).unwrap());
    let clear = good().assertion;
    vec![
        ("A1", inside(other)),
        ("A2", outside(other)),
        ("A3", inside(|xml| xml.replace("_question", "_other"))),
        (
            "A4",
            inside(|xml| xml.replace(ACS, "https://eidas.example.no/other")),
        ),
        (
            "A5",
            inside(|xml| {
                let next = "<saml2:AudienceRestriction><saml2:Audience>https://eidas.example.dk/\
                            </saml2:Audience></saml2:AudienceRestriction></saml2:Conditions>";
                xml.replace("</saml2:Conditions>", next)
            }),
        ),
        ("A6", below("Success", "AuthnFailed")),
        ("A7", below("Responder", "Success")),
        (
            "A8",
            outside(|xml| {
                let message = "<saml2p:StatusMessage>003002 - Authentication Failed.\
                               </saml2p:StatusMessage></saml2p:Status>";
                xml.replace("</saml2p:Status>", message)
            }),
        ),
        ("A9", outside(|xml| xml.replace("{assertion}", ""))),
        (
            "A10",
            outside(|xml| xml.replace("status:Success", "status:Responder")),
        ),
        (
            "A11",
            outside(|xml| xml.replace("{assertion}", &format!("{{assertion}}{clear}"))),
        ),
        (
            "A12",
            inside(|xml| {
                let low = "<saml2:AuthnContextDecl>low</saml2:AuthnContextDecl>";
                xml.replace(class, &format!("{class}{low}"))
            }),
        ),
        ("A13", level("http://eidas.europa.eu/LoA/low")),
        (
            "A14",
            open_changed(&unpublished, |xml| {
                xml.replace("http://eidas.europa.eu/LoA/high", "urn:se:loa4")
            }),
        ),
        // Within the tolerance for clocks, so that nothing but the contradiction refuses it.
        (
            "A15",
            inside(|xml| {
                xml.replace(
                    &format!("NotBefore=\"2026-11-22{START}\""),
                    "NotBefore=\"2026-11-22T12:00:30.000Z\"",
                )
                .replace(
                    &in_conditions,
                    "NotOnOrAfter=\"2026-11-22T12:00:30.000Z\"><saml2:Aud",
                )
            }),
        ),
        (
            "A16",
            inside(|xml| {
                xml.replace(
                    &format!("NotBefore=\"2026-11-22{START}\""),
                    "NotBefore=\"2026-11-22T11:59:00.000Z\"",
                )
                .replace(
                    &in_conditions,
                    "NotOnOrAfter=\"2026-11-22T11:59:59.000Z\"><saml2:Aud",
                )
            }),
        ),
        (
            "A17",
            inside(|xml| {
                xml.replace(
                    &in_confirmation,
                    "NotOnOrAfter=\"2026-11-22T12:00:00.000Z\" Recipient",
                )
            }),
        ),
        (
            "A18",
            inside(|xml| {
                xml.replace(
                    &format!("IssueInstant=\"2026-11-22{START}\""),
                    "IssueInstant=\"2026-11-22T11:58:58.000Z\"",
                )
            }),
        ),
        ("A19", outside(|xml| xml.replace(START, "T11:58:59.000Z"))),
        (
            "A20",
            inside(|xml| {
                xml.replace(
                    &format!("IssueInstant=\"2026-11-22{START}\""),
                    "IssueInstant=\"2026-11-22T11:57:59.000Z\"",
                )
                .replace("T11:59:59.000Z", "T11:58:50.000Z")
            }),
        ),
        ("A21", session("T11:59:59.000Z")),
        (
            "A22",
            inside(|xml| {
                xml.replace("AuthnInstant=\"2026-11-22T11:59:59.000Z\"", "AuthnInstant=\"2026-11-22T11:58:30.000Z\" SessionNotOnOrAfter=\"2026-11-22T11:59:00.000Z\"")
            }),
        ),
        (
            "A23",
            inside(|xml| {
                xml.replace(
                    &in_confirmation,
                    "NotOnOrAfter=\"2026-11-22T12:01:00.000Z\" Recipient",
                )
            }),
        ),
        (
            "A24",
            inside(|xml| xml.replace("\"_assertion\"", "\"_answer\"")),
        ),
        ("A38", open(&good().wire(), &persistent).map(drop)),
        (
            "A39",
            inside(|xml| {
                xml.replace(
                    ">SE/NO/k3v9+Zx/71=</saml2:NameID>",
                    ">SE/NO/another</saml2:NameID>",
                )
            }),
        ),
        (
            "A40",
            inside(|xml| {
                let qualified = "<saml2:NameID NameQualifier=\"http://C-PEPS.gov.xx\" SPNameQualifier=\"urn:x\" ";
                xml.replace("<saml2:NameID ", qualified)
            }),
        ),
        (
            "A41",
            inside(|xml| {
                xml.replace(" InResponseTo=", " Address=\"192.0.2.1\" InResponseTo=")
                    .replace(
                        "<saml2:AuthnContext>",
                        "<saml2:SubjectLocality Address=\"192.0.2.2\"/><saml2:AuthnContext>",
                    )
            }),
        ),
        (
            "A42",
            inside(|xml| {
                let others = "<saml2:AuthenticatingAuthority>https://e-id.example.se/</saml2:AuthenticatingAuthority></saml2:AuthnContext>";
                xml.replace("</saml2:AuthnContext>", others)
            }),
        ),
        (
            "A43",
            outside(|xml| xml.replace("consent:obtained", "consent:unavailable")),
        ),
        ("A44", signed_by(&MESSAGES)),
        ("A45", signed_by(&key("somebody else"))),
        (
            "A46",
            inside(|xml| xml.replace("Version=\"2.0\"", "Version=\"2.1\"")),
        ),
        ("A51", {
            let mut answer = good();
            let encrypted = answer.encrypted();
            let sized = encrypted.replacen(
                "aes256-gcm\"/>",
                "aes256-gcm\"><xenc:KeySize>128</xenc:KeySize></xenc:EncryptionMethod>",
                1,
            );
            assert_ne!(sized, encrypted);
            answer.envelope = answer.envelope.replace("{assertion}", &sized);
            open(&answer.wire(), &expectation()).map(drop)
        }),
    ]
}

pub(super) fn about_persons() -> Vec<Row> {
    let mut represented = expectation();
    represented.representation = Representation::Accepted;
    let representative = |identifier: &str| {
        [
            ("PersonIdentifier", identifier),
            ("CurrentFamilyName", "Papadopoulos"),
            ("CurrentGivenName", "Nikos"),
            ("DateOfBirth", "1960-01-01"),
        ]
        .map(|(name, value)| attribute(&format!("naturalperson/representative/{name}"), &[value]))
        .concat()
    };
    let legal = attribute("legalperson/LegalPersonIdentifier", &["SE/NO/5566"])
        + &attribute("legalperson/LegalName", &["Aktiebolaget"]);
    let legal_representative = legal.replace("legalperson/", "legalperson/representative/");
    let friendly = "FriendlyName=\"FirstName\"";
    let family = |values: &str| {
        inside(|xml| {
            let (before, rest) = xml.split_once("<saml2:AttributeValue").unwrap();
            let (_, after) = rest.split_once("</saml2:Attribute>").unwrap();
            format!("{before}{values}</saml2:Attribute>{after}")
        })
    };
    let marked = |text: &str| {
        format!("<saml2:AttributeValue LatinScript=\"false\">{text}</saml2:AttributeValue>")
    };
    let plain = |text: &str| format!("<saml2:AttributeValue>{text}</saml2:AttributeValue>");
    assert_eq!(
        open_changed(&represented, one_more(&representative("SE/NO/other"))),
        Ok(()),
        "the control of A26 and A27"
    );
    vec![
        ("A25", inside(one_more(&legal))),
        (
            "A26",
            open_changed(
                &represented,
                one_more(&(representative("SE/NO/other") + &legal_representative)),
            ),
        ),
        (
            "A27",
            open_changed(&represented, one_more(&representative("SE/NO/k3v9+Zx/71="))),
        ),
        ("A28", inside(one_more(&representative("SE/NO/other")))),
        ("A29", inside(|xml| xml.replace("SE/NO/k3v9", "DK/NO/k3v9"))),
        ("A30", inside(|xml| xml.replace("SE/NO/k3v9", "SE/FI/k3v9"))),
        (
            "A31",
            inside(|xml| xml.replace(friendly, "FriendlyName=\"FamilyName\"")),
        ),
        (
            "A32",
            inside(|xml| xml.replace("eidas-natural:DateOfBirthType", "eidas-natural:GenderType")),
        ),
        (
            "A33",
            inside(|xml| xml.replacen("attrname-format:uri", "attrname-format:basic", 1)),
        ),
        (
            "A34",
            inside(one_more(&attribute(
                "naturalperson/DateOfBirth",
                &["1985-01-01"],
            ))),
        ),
        (
            "A35",
            inside(one_more(&attribute(
                "naturalperson/Gender",
                &["Male", "Female"],
            ))),
        ),
        ("A36", family(&(plain("Борисов") + &marked("Borisov")))),
        ("A37", family(&marked("Borisov"))),
        (
            "A50",
            family(&marked("Борисов").replace(
                "=\"false\"",
                "=\"false\" eidas-natural:LatinScript=\"true\"",
            )),
        ),
        ("A47", inside(|xml| xml.replace("1984-02-29", "2026-11-24"))),
        (
            "A48",
            inside(one_more(
                &attribute("naturalperson/BirthName", &["X"]).repeat(2),
            )),
        ),
        ("A49", {
            let phone = "http://eidas.europa.eu/attributes/naturalperson/PhoneNumber";
            let phone = eidas::Attribute::named(phone).unwrap();
            let mut expected = expectation();
            expected.requested.push(phone);
            let mut answer = good();
            let two = attribute("naturalperson/PhoneNumber", &["+4712345678", "+4787654321"]);
            answer.assertion = one_more(&two)(&answer.assertion);
            open(&answer.wire(), &expected).map(|opened| {
                assert!(opened.attributes.get(phone).is_none());
                assert_eq!(opened.left_out, [(phone, eidas::ValueRule::Several)]);
            })
        }),
    ]
}
