// SPDX-License-Identifier: EUPL-1.2

//! Messages that are odd in one place each, and what comes of them: white space, forms of dates, of identifiers, of
//! addresses and of names. Each row is one edit of the honest message, signed after it.

use eidas::binding::{Parameter, decode_get, decode_post};
use eidas::{Attribute, Error, Instant, Peer, Role, VerifiedAuthnRequest};
use xmlsec::{Document, Limits, SignatureOptions, SignaturePlace};

use crate::exchange::*;
use crate::nodes::{
    MESSAGES, SIGNER, anchors, connector, expected, now, proxy_service, sign, style,
};

/// Whatever the rows say and is not so, all at once.
fn hold(rows: Vec<(String, &'static str, &'static str)>) {
    let wrong: Vec<_> = rows
        .into_iter()
        .filter(|(_, got, expected)| got != expected)
        .map(|(what, got, expected)| format!("{what}: {got}, not {expected}"))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn said<T>(outcome: Result<T, Error>) -> &'static str {
    outcome.map_or_else(|error| error.reason(), |_| "accepted")
}

const OK: &str = "accepted";

#[test]
fn questions() {
    let table: Vec<(&str, String, &str)> = [
        // IDs. SAML Core §1.3.4: xs:ID, so an NCName.
        ("\"_question\"", "\"_ø-1.x\"", OK),
        ("\"_question\"", "\"_a:b\"", "saml.id"),
        ("\"_question\"", "\"\"", "unsigned"),
        ("\"_question\"", "\" _question\"", "saml.id"),
        ("\"_question\"", "\"-a\"", "saml.id"),
        ("\"_question\"", "\"_a b\"", "saml.id"),
        // Times. SAML Core §1.3.3: UTC, without a zone; §1.3.3: no leap seconds.
        ("T11:59:00.000Z", "T11:59:00Z", OK),
        ("T11:59:00.000Z", "T11:59:00.123456789Z", OK),
        ("T11:59:00.000Z", "T11:59:00.Z", "saml.time"),
        ("T11:59:00.000Z", "T11:59:00,5Z", "saml.time"),
        ("T11:59:00.000Z", "T11:59:00.000", "saml.time"),
        ("T11:59:00.000Z", "T11:59:00.000+00:00", "saml.time"),
        ("T11:59:00.000Z", "T12:59:00.000+01:00", "saml.time"),
        ("T11:59:00.000Z", "T11:59:00.000-00:00", "saml.time"),
        ("T11:59:00.000Z", "t11:59:00.000z", "saml.time"),
        ("T11:59:00.000Z", " 11:59:00.000Z", "saml.time"),
        ("T11:59:00.000Z", "T11:58:60Z", "saml.time"),
        ("T11:59:00.000Z", "T11:59Z", "saml.time"),
        ("2026-11-22T11:59:00.000Z", "2026-11-21T24:00:00Z", "saml.time"),
        ("2026-11-22T11:59:00.000Z", "2026-11-31T00:00:00Z", "saml.time"),
        ("2026-11-22T11:59:00.000Z", "2026-02-29T00:00:00Z", "saml.time"),
        ("2026-11-22T11:59:00.000Z", "-2026-11-22T11:59:00Z", "saml.time"),
        ("2026-11-22T11:59:00.000Z", "02026-11-22T11:59:00Z", "saml.time"),
        ("2026-11-22T11:59:00.000Z", "2026-326T11:59:00Z", "saml.time"),
        ("2026-11-22T11:59:00.000Z", "1795348740", "saml.time"),
        ("2026-11-22T11:59:00.000Z", "\n2026-11-22T11:59:00.000Z ", OK),
        // Destination. SAML Bindings §3.5.5.2; compared as it is written (Message Format 1.4 §2.4.1).
        (SSO, "https://eidas.example.se/sso/", "destination"),
        (SSO, "https://eidas.example.se:443/sso", "destination"),
        (SSO, "https://EIDAS.example.se/sso", "destination"),
        (SSO, "https://eidas.example.se/SSO", "destination"),
        (SSO, "https://eidas.example.se/sso?", "destination"),
        (SSO, "https://eidas.example.se/sso#", "destination"),
        (SSO, "https://eidas.example.se/./sso", "destination"),
        (SSO, "https://eidas.example.se/%73so", "destination"),
        (SSO, "http://eidas.example.se/sso", "destination"),
        (SSO, "", "destination"),
        (SSO, "&#104;ttps://eidas.example.se/ss&#x6f;", OK),
        // Versions and truth values.
        ("Version=\"2.0\"", "Version=\" 2.0\"", "saml.version"),
        ("Version=\"2.0\"", "Version=\"2\"", "saml.version"),
        ("ForceAuthn=\"true\"", "ForceAuthn=\"1\"", OK),
        ("ForceAuthn=\"true\"", "ForceAuthn=\" true \"", OK),
        ("ForceAuthn=\"true\"", "ForceAuthn=\"True\"", "saml.schema"),
        ("ForceAuthn=\"true\"", "ForceAuthn=\"0\"", "saml.force_authn"),
        ("IsPassive=\"false\"", "IsPassive=\"0\"", OK),
        ("IsPassive=\"false\"", "IsPassive=\"1\"", "saml.is_passive"),
        ("IsPassive=\"false\"", "IsPassive=\"no\"", "saml.schema"),
        // Attributes that the schema has not, and those that may stand anywhere.
        (" ForceAuthn", " forceAuthn=\"false\" ForceAuthn", "saml.schema"),
        (" ForceAuthn", " xml:lang=\"nb\" ForceAuthn", "saml.schema"),
        (
            " ForceAuthn",
            " xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:type=\"saml2p:AuthnRequestType\" ForceAuthn",
            OK,
        ),
        (" ForceAuthn", " AssertionConsumerServiceIndex=\"65536\" ForceAuthn", "saml.schema"),
        (" ForceAuthn", " AssertionConsumerServiceIndex=\"-1\" ForceAuthn", "saml.schema"),
        (" ForceAuthn", " AssertionConsumerServiceIndex=\"9\" ForceAuthn", "assertion_consumer_service"),
        (
            " ForceAuthn",
            " AssertionConsumerServiceURL=\"https://eidas.example.no:443/connector/acs\" ForceAuthn",
            "assertion_consumer_service",
        ),
        (
            " ForceAuthn",
            " AssertionConsumerServiceURL=\"https://eidas.example.no/connector/acs?x=1\" ForceAuthn",
            "assertion_consumer_service",
        ),
        (" ForceAuthn", " AssertionConsumerServiceURL=\"\" ForceAuthn", "assertion_consumer_service"),
        (" ForceAuthn", " ProtocolBinding=\"\" ForceAuthn", "protocol_binding"),
        (" ForceAuthn", " AttributeConsumingServiceIndex=\"x\" ForceAuthn", "saml.schema"),
        // The Issuer.
        (
            "nameid-format:entity\">https",
            "nameid-format:entity\">\n\t https",
            OK,
        ),
        (
            "nameid-format:entity\">https",
            "nameid-format:entity\" NameQualifier=\"x\">https",
            "saml.schema",
        ),
        ("nameid-format:entity\"", "nameid-format:persistent\"", "saml.issuer_format"),
        ("connector/metadata</saml2:Issuer>", "connector/metadata/</saml2:Issuer>", "untrusted_issuer"),
        ("connector/metadata</saml2:Issuer>", "connector/<b/>metadata</saml2:Issuer>", "saml.schema"),
        ("connector/metadata</saml2:Issuer>", "connector/<![CDATA[metadata]]></saml2:Issuer>", OK),
        // Extensions.
        ("<eidas:SPType>public", "<eidas:SPType> public\n", OK),
        ("<eidas:SPType>public", "<eidas:SPType>Public", "saml.schema"),
        ("<eidas:SPType>public", "<eidas:SPType>", "saml.schema"),
        ("<eidas:SPType>public", "<eidas:SPType>public private", "saml.schema"),
        ("<eidas:SPType>public", "<eidas:SPType x=\"1\">public", "saml.schema"),
        (
            "<eidas:SPType>public</eidas:SPType>",
            "<o:SPType xmlns:o=\"http://eidas.europa.eu/saml-extension\">public</o:SPType>",
            "saml.sp_type_missing",
        ),
        ("isRequired=\"true\"", "isRequired=\"1\"", OK),
        ("isRequired=\"true\"", "isRequired=\"yes\"", "saml.schema"),
        ("isRequired=\"true\"", "", "saml.schema"),
        ("isRequired=\"true\"", "IsRequired=\"true\"", "saml.schema"),
        ("naturalperson/PersonIdentifier\"", "naturalperson/personIdentifier\"", "mandatory_attribute_missing"),
        ("naturalperson/PersonIdentifier\"", "naturalperson/PersonIdentifier/\"", "mandatory_attribute_missing"),
        ("</saml2p:Extensions>", "</saml2p:Extensions><saml2p:Extensions/>", "saml.schema"),
        // Levels.
        ("LoA/substantial<", "LoA/substantial \n<", OK),
        ("LoA/substantial<", "LoA/Substantial<", "saml.level"),
        ("LoA/substantial<", "LoA/substantial/<", "saml.level"),
        ("http://eidas.europa.eu/LoA/substantial<", "https://eidas.europa.eu/LoA/substantial<", "saml.level"),
        ("http://eidas.europa.eu/LoA/substantial<", "<", "saml.level"),
        ("\"minimum\"", "\"Minimum\"", "saml.level"),
        ("\"minimum\"", "\"better\"", "saml.level"),
        ("\"minimum\"", "\"maximum\"", "saml.level"),
        ("\"minimum\"", "\"\"", "saml.level"),
        // Who asks for whom.
        ("https://etaten.example.no/<", "<", "saml.schema"),
        ("https://etaten.example.no/<", "\nhttps://etaten.example.no/ <", OK),
        ("<saml2p:Scoping>", "<saml2p:Scoping ProxyCount=\"0\">", OK),
        ("<saml2p:Scoping>", "<saml2p:Scoping Count=\"0\">", "saml.schema"),
    ]
    .into_iter()
    .map(|(from, to, expected)| (from, to.to_owned(), expected))
    .collect();
    let rows = table.iter().map(|(from, to, expected)| {
        let xml = request().to_xml();
        assert!(xml.contains(from), "{from} is not in {xml}");
        (
            format!("{from} → {to}"),
            ask(&xml.replacen(from, to, 1)),
            *expected,
        )
    });
    hold(rows.collect());
}

/// What comes of this question; `unsigned` where nobody can sign it.
fn ask(xml: &str) -> &'static str {
    let place = SignaturePlace::After {
        namespace: SAML,
        name: "Issuer",
    };
    let signed = Document::parse(xml.as_bytes(), &Limits::MESSAGE)
        .map(|document| xmlsec::sign(&document, &SignatureOptions::new(place), &*MESSAGES));
    match signed {
        Ok(Ok(bytes)) => said(VerifiedAuthnRequest::verify(
            &bytes,
            &norway(&["1.4"], None),
            &offer(),
            now(),
        )),
        _ => "unsigned",
    }
}

/// The same question with other prefixes, with the default namespace, and with comments, is the same question.
#[test]
fn a_question_is_its_names_and_not_its_prefixes() {
    let honest = asked(|xml| xml).unwrap();
    let other_prefixes = |xml: String| {
        xml.replace("saml2p:", "p:")
            .replace("xmlns:saml2p", "xmlns:p")
            .replace("saml2:", "saml2p:")
            .replace("xmlns:saml2=", "xmlns:saml2p=")
            .replace("eidas:", "saml2:")
            .replace("xmlns:eidas", "xmlns:saml2")
    };
    let default_namespace =
        |xml: String| xml.replace("saml2p:", "").replace("xmlns:saml2p", "xmlns");
    let commented = |xml: String| xml.replace("><", "><!-- <saml2:Issuer>x</saml2:Issuer> --><");
    for edit in [
        &other_prefixes as &dyn Fn(String) -> String,
        &default_namespace,
        &commented,
    ] {
        let got = asked(edit).unwrap();
        assert_eq!(
            (&got.id, &got.attributes, &got.context),
            (&honest.id, &honest.attributes, &honest.context)
        );
    }
    let protocol = "urn:oasis:names:tc:SAML:2.0:protocol";
    for other in [
        "urn:oasis:names:tc:SAML:1.0:protocol",
        "urn:oasis:names:tc:SAML:2.0:protocol/",
        "urn:oasis:names:tc:saml:2.0:protocol",
    ] {
        let refused = asked(|xml| xml.replace(protocol, other));
        assert_eq!(said(refused), "saml.schema", "{other}");
    }
}

#[test]
fn answers() {
    let id = ">SE/NO/k3v9+Zx/71=</saml2:AttributeValue>";
    let identifier = |text: &str| format!(">{text}</saml2:AttributeValue>");
    let birth = ">1984-02-29</saml2:AttributeValue>";
    let mut table: Vec<(&str, String, &str)> = Vec::new();
    for (text, expected) in [
        ("SE/NO/x", OK),
        ("\n SE/NO/x ", OK),
        ("SE/NO/x/y//z", OK),
        ("SE/NO/ÆØÅ", OK),
        ("SE/NO/a&#x301;", OK),
        ("SE/NO/", "mandatory_attribute_unusable"),
        ("SE/NO", "mandatory_attribute_unusable"),
        ("SE//NO/x", "mandatory_attribute_unusable"),
        ("/SE/NO/x", "mandatory_attribute_unusable"),
        ("se/NO/x", "mandatory_attribute_unusable"),
        ("SE/no/x", "mandatory_attribute_unusable"),
        ("SE / NO / x", "mandatory_attribute_unusable"),
        ("SE/NO/x y", "mandatory_attribute_unusable"),
        ("SE/NO/x&#xA0;", "mandatory_attribute_unusable"),
        ("SE/NO/x&#x200B;y", "mandatory_attribute_unusable"),
        ("SE/NO/x&#x202E;y", "mandatory_attribute_unusable"),
        ("SE/NO/x&#x2028;y", "mandatory_attribute_unusable"),
        ("SE/GR/x", "mandatory_attribute_unusable"),
        ("GR/NO/x", "mandatory_attribute_unusable"),
        ("EL/NO/x", "identifier_country"),
        ("GB/NO/x", "identifier_country"),
        ("XI/NO/x", "identifier_country"),
        ("SE/UK/x", "identifier_destination"),
        ("SE/XI/x", "identifier_destination"),
        ("SE/EU/x", "identifier_destination"),
        ("NO/SE/x", "identifier_country"),
        ("ＳＥ/NO/x", "mandatory_attribute_unusable"),
        ("ЅЕ/NO/x", "mandatory_attribute_unusable"),
    ] {
        table.push((id, identifier(text), expected));
    }
    for (text, expected) in [
        ("\n1984-02-29\t", OK),
        ("2026-11-23", OK),
        ("0001-01-01", OK),
        ("1983-02-29", "mandatory_attribute_unusable"),
        ("1984-02-29Z", "mandatory_attribute_unusable"),
        ("1984-02-29+01:00", "mandatory_attribute_unusable"),
        ("1984-02-29T00:00:00Z", "mandatory_attribute_unusable"),
        ("1984-2-29", "mandatory_attribute_unusable"),
        ("29.02.1984", "mandatory_attribute_unusable"),
        ("19840229", "mandatory_attribute_unusable"),
        ("1984", "mandatory_attribute_unusable"),
        ("1984-02", "mandatory_attribute_unusable"),
        ("1984-00-00", "mandatory_attribute_unusable"),
        ("0000-02-29", "mandatory_attribute_unusable"),
        ("-1984-02-29", "mandatory_attribute_unusable"),
        ("1984‐02‐29", "mandatory_attribute_unusable"),
        ("１９８４-02-29", "mandatory_attribute_unusable"),
        ("2026-11-24", "mandatory_attribute_unusable"),
    ] {
        table.push((birth, identifier(text), expected));
    }
    let level = "http://eidas.europa.eu/LoA/high<";
    let name_id = "Format=\"urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified\"";
    for (from, to, expected) in [
        (level, "\nhttp://eidas.europa.eu/LoA/high\n<", OK),
        (level, "http://eidas.europa.eu/LoA/High<", "saml.level"),
        (level, "http://eidas.europa.eu/LoA/high/<", "saml.level"),
        (level, "<", "saml.level"),
        (
            level,
            "urn:oasis:names:tc:SAML:2.0:ac:classes:X509<",
            "loa_too_low",
        ),
        (name_id, "", OK),
        (name_id, "Format=\"\"", OK),
        (name_id, "SPProvidedID=\"x\"", OK),
        (name_id, "Other=\"x\"", "saml.schema"),
        (
            ">SE/NO/k3v9+Zx/71=</saml2:NameID>",
            "> \n</saml2:NameID>",
            "saml.name_id",
        ),
        (
            ">SE/NO/k3v9+Zx/71=</saml2:NameID>",
            "><b/></saml2:NameID>",
            "saml.schema",
        ),
        ("<saml2:Audience>", "<saml2:Audience>\n ", OK),
        (
            "connector/metadata</saml2:Audience>",
            "connector/metadata/</saml2:Audience>",
            "audience",
        ),
        ("cm:bearer", "cm:holder-of-key", "subject_confirmation"),
        ("cm:bearer", "cm:Bearer", "subject_confirmation"),
        (
            "<saml2:SubjectConfirmationData",
            "<saml2:NameID>x</saml2:NameID><saml2:SubjectConfirmationData",
            "saml.schema",
        ),
        (" Recipient=", " recipient=", "saml.schema"),
        (
            " Recipient=\"https://eidas.example.no/",
            " Recipient=\"https://eidas.example.no:443/",
            "recipient",
        ),
        (
            "AuthnInstant=\"2026-11-22T11:59:59.000Z\"",
            "AuthnInstant=\"2026-11-22T12:59:59.000+01:00\"",
            "saml.time",
        ),
        (
            "AuthnInstant=\"2026-11-22T11:59:59.000Z\"",
            "AuthnInstant=\"2026-11-22T11:59:60Z\"",
            "saml.time",
        ),
        (
            "AuthnInstant=\"2026-11-22T11:59:59.000Z\"",
            "AuthnInstant=\"2026-11-22T11:59:59.999999999999999999Z\"",
            OK,
        ),
        (
            "AuthnInstant=\"2026-11-22T11:59:59.000Z\"",
            "",
            "saml.schema",
        ),
        (
            "<saml2:Conditions",
            "<saml2:Conditions Count=\"1\"",
            "saml.schema",
        ),
        (
            "naturalperson/DateOfBirth\"",
            "naturalperson/dateOfBirth\"",
            "mandatory_attribute_missing",
        ),
        (
            "naturalperson/DateOfBirth\"",
            "naturalPerson/DateOfBirth\"",
            "mandatory_attribute_missing",
        ),
    ] {
        table.push((from, to.to_owned(), expected));
    }
    let rows = table.iter().map(|(from, to, expected)| {
        let got = said(assertion(|xml| {
            assert!(xml.contains(from), "{from} is not in {xml}");
            xml.replacen(from, to, 1)
        }));
        (format!("{from} → {to}"), got, *expected)
    });
    hold(rows.collect());
    let outside: [(&str, &str, &str); 8] = [
        (" InResponseTo=\"_question\"", "", "unsolicited"),
        (
            " InResponseTo=\"_question\"",
            " InResponseTo=\"\"",
            "saml.id",
        ),
        (
            " InResponseTo=\"_question\"",
            " InResponseTo=\"_Question\"",
            "in_response_to",
        ),
        (
            " InResponseTo=\"_question\"",
            " InResponseTo=\"_question \"",
            "saml.id",
        ),
        (
            "Destination=\"https://",
            "Destination=\"HTTPS://",
            "destination",
        ),
        (
            "Destination=\"https://eidas.example.no/connector/acs\"",
            "",
            "saml.schema",
        ),
        ("Version=\"2.0\"", "Version=\"2.0.0\"", "saml.version"),
        ("T12:00:00.000Z", "T24:00:00.000Z", "saml.time"),
    ];
    let rows = outside.iter().map(|(from, to, expected)| {
        let got = said(envelope(|xml| {
            assert!(xml.contains(from), "{from} is not in {xml}");
            xml.replacen(from, to, 1)
        }));
        (format!("{from} → {to}"), got, *expected)
    });
    hold(rows.collect());
}

/// What is optional and odd costs its own place, and what is odd in a place that nobody reads costs nothing.
#[test]
fn optional_attributes() {
    let natural = |name: &str| format!("http://eidas.europa.eu/attributes/naturalperson/{name}");
    let mut rows = Vec::new();
    for (name, text, kept) in [
        ("Gender", "Female", true),
        ("Gender", " Female\n", true),
        ("Gender", "FEMALE", false),
        ("Gender", "female", false),
        ("Gender", "F", false),
        ("Gender", "Not specified", false),
        ("Gender", "Unspecified", true),
        ("Nationality", "EL", true),
        ("Nationality", "GR", false),
        ("Nationality", "GB", true),
        ("Nationality", "se", false),
        ("Nationality", "SWE", false),
        ("Nationality", "Sweden", false),
        ("CurrentAddress", "", false),
        ("CurrentAddress", "PGE6UG9Cb3g+MTwvYTpQb0JveD4", false),
        ("CurrentAddress", "PGE6UG9Cb3g-MTwvYTpQb0JveD4=", false),
        ("CurrentAddress", "PGE6UG9Cb3g+MTwv\n YTpQb0JveD4=", true),
        ("PlaceOfBirth", "Åre\n", true),
        // A mark of direction, which names in Hebrew may need.
        ("PlaceOfBirth", "&#x200F;Åre", true),
    ] {
        let mut answer = good();
        let attribute = Attribute::named(&natural(name)).unwrap();
        let element = format!(
            "<saml2:Attribute Name=\"{}\" \
             NameFormat=\"urn:oasis:names:tc:SAML:2.0:attrname-format:uri\">\
             <saml2:AttributeValue>{text}</saml2:AttributeValue></saml2:Attribute>\
             </saml2:AttributeStatement>",
            natural(name)
        );
        let end = "</saml2:AttributeStatement>";
        answer.assertion = answer.assertion.replace(end, &element);
        let got = match open(&answer.wire(), &expectation()) {
            Ok(opened) if opened.attributes.get(attribute).is_some() => "kept",
            Ok(_) => "left out",
            Err(error) => error.reason(),
        };
        let expected = if kept { "kept" } else { "left out" };
        rows.push((format!("{name} {text:?}"), got, expected));
    }
    hold(rows);
}

#[test]
fn metadata() {
    let read = |xml: &str, role: Role| {
        let signed = sign(xml, &SIGNER);
        Peer::from_signed_metadata(&signed, &anchors(&SIGNER), &expected(role), now())
    };
    let (asks, answers) = (
        connector().to_xml(&style()),
        proxy_service().to_xml(&style()),
    );
    let until = now().plus(crate::nodes::hours(24)).to_string();
    let dated = |text: &str| text.replace("{until}", &until);
    let mut rows = Vec::new();
    for (from, to, expected) in [
        ("validUntil=\"{until}\"", "validUntil=\" {until}\n\"", OK),
        (
            "validUntil=\"{until}\"",
            "validUntil=\"2026-11-23T13:00:00+01:00\"",
            "metadata_valid_until",
        ),
        (
            "validUntil=\"{until}\"",
            "validUntil=\"2026-11-23\"",
            "metadata_valid_until",
        ),
        (
            "validUntil=\"{until}\"",
            "validUntil=\"2026-11-23T24:00:00Z\"",
            "metadata_valid_until",
        ),
        (
            "validUntil=\"{until}\"",
            "validUntil=\"\"",
            "metadata_valid_until",
        ),
        (
            "validUntil=\"{until}\"",
            "validuntil=\"{until}\"",
            "metadata_no_valid_until",
        ),
        (
            "validUntil=\"{until}\"",
            "validUntil=\"2026-11-22T12:00:00Z\"",
            "peer_expired",
        ),
        (
            "validUntil=\"{until}\"",
            "validUntil=\"9999-12-31T23:59:59Z\"",
            "metadata_validity",
        ),
        ("NodeCountry>SE<", "NodeCountry>\n SE <", OK),
        (
            "NodeCountry>SE<",
            "NodeCountry>se<",
            "metadata_node_country",
        ),
        (
            "NodeCountry>SE<",
            "NodeCountry>SWE<",
            "metadata_node_country",
        ),
        ("NodeCountry>SE<", "NodeCountry><", "metadata_node_country"),
        (
            " entityID=\"https://eidas.example.se/metadata\"",
            " entityID=\" https://eidas.example.se/metadata\"",
            "metadata_entity_id",
        ),
        (
            " entityID=\"https://eidas.example.se/metadata\"",
            " entityID=\"https://eidas.example.se:443/metadata\"",
            "metadata_entity_id",
        ),
        (
            " entityID=\"https://eidas.example.se/metadata\"",
            " entityID=\"https://EIDAS.example.se/metadata\"",
            "metadata_entity_id",
        ),
        (
            "use=\"signing\"",
            "use=\"Signing\"",
            "metadata_no_signing_key",
        ),
        ("use=\"signing\"", "use=\"\"", "metadata_no_signing_key"),
        ("use=\"signing\"", "", "metadata_no_signing_key"),
        (
            "protocolSupportEnumeration=\"urn:oasis:names:tc:SAML:2.0:protocol\"",
            "protocolSupportEnumeration=\"urn:x\n urn:oasis:names:tc:SAML:2.0:protocol\"",
            OK,
        ),
        (
            "protocolSupportEnumeration=\"urn:oasis:names:tc:SAML:2.0:protocol\"",
            "protocolSupportEnumeration=\"urn:oasis:names:tc:SAML:1.1:protocol\"",
            "metadata_role",
        ),
        (
            "Location=\"https://eidas.example.se/sso\"",
            "Location=\"\"",
            "metadata_endpoint",
        ),
        (
            "Location=\"https://eidas.example.se/sso\"",
            "Location=\"https://eidas.example.se./sso\"",
            OK,
        ),
        (
            "Location=\"https://eidas.example.se/sso\"",
            "Location=\"//eidas.example.se/sso\"",
            "metadata_endpoint",
        ),
        (
            "Location=\"https://eidas.example.se/sso\"",
            "Location=\"https://eidas.example.se:8080/sso\"",
            OK,
        ),
        (
            "Location=\"https://eidas.example.se/sso\"",
            "Location=\"https://user@eidas.example.se/sso\"",
            "metadata_endpoint",
        ),
        (
            "Location=\"https://eidas.example.se/sso\"",
            "location=\"https://eidas.example.se/sso\"",
            "metadata_attribute_missing",
        ),
        (
            "bindings:HTTP-POST\"",
            "bindings:HTTP-Post\"",
            "metadata_no_endpoint",
        ),
        (
            "<md:EntityDescriptor",
            "<md:EntityDescriptor cacheDuration=\"soon\"",
            OK,
        ),
    ] {
        let from = dated(from);
        assert!(answers.contains(&from), "{from} is not in {answers}");
        let got = said(read(
            &answers.replacen(&from, &dated(to), 1),
            Role::ProxyService,
        ));
        rows.push((format!("{from} → {to}"), got, expected));
    }
    hold(rows);
    // XML Schema Part 2 §3.2.2: which service is the default, also where the word has white space around it.
    let service = |default: &str| {
        let more = format!(
            "<md:AssertionConsumerService \
             Binding=\"urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST\" \
             Location=\"https://eidas.example.no/second\" index=\" 7 \"{default}/></md:SPSSODescriptor>"
        );
        let xml = asks
            .replace(" isDefault=\"true\"", "")
            .replace("</md:SPSSODescriptor>", &more);
        let peer = read(&xml, Role::Connector).unwrap();
        assert_eq!(
            peer.acs_of_index(7),
            Some("https://eidas.example.no/second")
        );
        peer.acs_post() == Some("https://eidas.example.no/second")
    };
    for (default, is_default) in [
        (" isDefault=\"true\"", true),
        (" isDefault=\"1\"", true),
        (" isDefault=\" true\n\"", true),
        (" isDefault=\"True\"", false),
        (" isDefault=\"false\"", false),
        ("", false),
    ] {
        assert_eq!(service(default), is_default, "{default:?}");
    }
}

#[test]
fn ways_through_the_browser() {
    use base64::Engine as _;
    use base64::engine::general_purpose::{STANDARD, URL_SAFE};
    let xml = "<a>".repeat(20) + "øæå" + &"</a>".repeat(20);
    let plain = STANDARD.encode(&xml);
    let form =
        |value: &str| url::form_urlencoded::byte_serialize(value.as_bytes()).collect::<String>();
    let body = |text: String| said(decode_post(text.as_bytes(), "", Parameter::SamlRequest));
    let message = form(&plain);
    let deflated = {
        use std::io::Write as _;
        let mut out = flate2::write::DeflateEncoder::new(Vec::new(), flate2::Compression::best());
        out.write_all(xml.as_bytes()).unwrap();
        out.finish().unwrap()
    };
    let zlib = {
        use std::io::Write as _;
        let mut out = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
        out.write_all(xml.as_bytes()).unwrap();
        out.finish().unwrap()
    };
    // One stored block, then an empty final one. RFC 1951 §3.2.4.
    let stored = {
        let length = u16::try_from(xml.len()).unwrap();
        let mut out = vec![0];
        out.extend(length.to_le_bytes());
        out.extend((!length).to_le_bytes());
        out.extend(xml.as_bytes());
        out.extend([1, 0, 0, 0xFF, 0xFF]);
        out
    };
    let get = |octets: &[u8], more: &str| {
        let message = form(&STANDARD.encode(octets));
        said(decode_get(
            &format!("SAMLRequest={message}{more}"),
            Parameter::SamlRequest,
        ))
    };
    let with = |more: &[u8]| [&deflated[..], more].concat();
    let unfinished = &stored[..stored.len() - 5];
    let broken_lines = plain
        .as_bytes()
        .chunks(64)
        .map(|line| std::str::from_utf8(line).unwrap());
    let broken_lines: Vec<_> = broken_lines.collect();
    let state = |text: &str| format!("SAMLRequest={message}&RelayState={}", form(text));
    let rows = [
        ("a message", body(format!("SAMLRequest={message}")), OK),
        (
            "in lines",
            body(format!("SAMLRequest={}", form(&broken_lines.join("\r\n")))),
            OK,
        ),
        (
            "of the URL alphabet",
            body(format!(
                "SAMLRequest={}",
                form(&URL_SAFE.encode("<a>~~~???</a>"))
            )),
            "binding_base64",
        ),
        (
            "without padding",
            body(format!(
                "SAMLRequest={}",
                form(STANDARD.encode("<a/>").trim_end_matches('='))
            )),
            "binding_base64",
        ),
        (
            "with loose bits",
            body("SAMLRequest=PGEvPi==".to_owned()),
            "binding_base64",
        ),
        (
            "encoded twice",
            body(format!("SAMLRequest={}", form(&message))),
            "binding_base64",
        ),
        (
            "a plus that is a space",
            body("SAMLRequest=PGEvPiA+".to_owned()),
            "binding_base64",
        ),
        (
            "another case",
            body(format!("samlrequest={message}")),
            "binding_no_message",
        ),
        (
            "as a list",
            body(format!("SAMLRequest[]={message}")),
            "binding_no_message",
        ),
        (
            "an escaped name",
            body(format!("SAML%52equest={message}")),
            "binding_url_encoding",
        ),
        (
            "twice",
            body(format!("SAMLRequest={message}&SAMLRequest={message}")),
            "binding_duplicate_parameter",
        ),
        (
            "twice, once empty",
            body(format!("SAMLRequest=&SAMLRequest={message}")),
            "binding_duplicate_parameter",
        ),
        (
            "empty",
            body("SAMLRequest=".to_owned()),
            "binding_no_message",
        ),
        (
            "blank",
            body("SAMLRequest=+%0A".to_owned()),
            "binding_no_message",
        ),
        (
            "split by a semicolon",
            body(format!("a=b;SAMLRequest={message}")),
            "binding_no_message",
        ),
        (
            "a percent sign alone",
            body(format!("SAMLRequest={message}&RelayState=%")),
            "binding_url_encoding",
        ),
        (
            "a stranger's percent sign",
            body(format!("x=%zz&SAMLRequest={message}")),
            OK,
        ),
        (
            "no UTF-8",
            body(format!("SAMLRequest={message}&RelayState=%FF")),
            "binding_url_encoding",
        ),
        ("an empty RelayState", body(state("")), OK),
        ("80 of two octets", body(state(&"ø".repeat(80))), OK),
        (
            "81",
            body(state(&"x".repeat(81))),
            "binding_relay_state_too_long",
        ),
        (
            "with a line break and a NUL",
            body(state("a\r\nSet-Cookie: x\0")),
            OK,
        ),
        (
            "two states",
            body(format!("{}&RelayState=x", state("x"))),
            "binding_duplicate_parameter",
        ),
        ("DEFLATE", get(&deflated, ""), OK),
        ("stored", get(&stored, ""), OK),
        ("not compressed", get(xml.as_bytes(), ""), OK),
        ("a zlib wrapper", get(&zlib, ""), "binding_deflate"),
        (
            "a gzip wrapper",
            get(
                &[&[0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3][..], &deflated].concat(),
                "",
            ),
            "binding_deflate",
        ),
        ("one octet more", get(&with(&[0]), ""), "binding_deflate"),
        (
            "a line break more",
            get(&with(b"\n"), ""),
            "binding_deflate",
        ),
        ("two streams", get(&with(&deflated), ""), "binding_deflate"),
        ("no end", get(unfinished, ""), "binding_deflate"),
        (
            "one octet less",
            get(&deflated[..deflated.len() - 1], ""),
            "binding_deflate",
        ),
        (
            "a block of a type that is not",
            get(&[0b111], ""),
            "binding_deflate",
        ),
        ("nothing compressed", get(&[3, 0], ""), "binding_deflate"),
        (
            "a signature without its algorithm",
            get(&deflated, "&Signature=AA=="),
            "binding_query_signature",
        ),
        (
            "an algorithm without a signature",
            get(&deflated, "&SigAlg=x"),
            "binding_query_signature",
        ),
        (
            "another encoding",
            get(&deflated, "&SAMLEncoding=urn:x"),
            "binding_query_signature",
        ),
    ];
    let rows = rows.map(|(what, got, expected)| (what.to_owned(), got, expected));
    hold(rows.into());
}

/// 400 years of days, and the last of each month, forward and back.
#[test]
fn the_calendar_has_no_day_that_is_none() {
    let mut days = 0;
    for year in 1_970..2_370 {
        for month in 1..=12 {
            for day in 1..=31 {
                let text = format!("{year:04}-{month:02}-{day:02}T23:59:59.999Z");
                if let Some(instant) = Instant::parse(&text) {
                    assert_eq!(instant.to_string(), text);
                    assert_eq!(instant.ms(), (days + 1) * 86_400_000 - 1, "{text}");
                    days += 1;
                }
            }
        }
    }
    assert_eq!(days, 146_097, "400 years of the Gregorian calendar");
}
