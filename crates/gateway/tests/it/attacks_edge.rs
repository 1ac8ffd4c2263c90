// SPDX-License-Identifier: EUPL-1.2
//! BND rows of the catalogue at the gateway: how a request travels. What only the decoder sees is
//! tried in `eidas`, and what only the listener sees in [`crate::serve`].

use std::io::Write as _;
use std::time::Duration;

use axum::body::Body;
use axum::http::{Method, Request, StatusCode, header};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use eidas::binding::{EmbeddedForm, Parameter, RelayState, encode_embedded, encode_redirect};
use flate2::Compression;
use flate2::write::DeflateEncoder;
use xmlsec::SigningKey;

use crate::abroad::{Abroad, RELAY, leaves, posted_as};
use crate::support::{Answer, Browser, ISSUER, encoded, flow_of};

fn sso() -> url::Url {
    format!("{ISSUER}/eidas/proxy/sso").parse().unwrap()
}

fn path(url: &url::Url) -> String {
    format!("{}?{}", url.path(), url.query().unwrap())
}

/// Both things that are called redirect, and the posted form: each leads to a login.
async fn works(abroad: &Abroad) {
    let mut browser = abroad.browser();
    let relay = RelayState::new(RELAY).unwrap();
    let (_, xml) = abroad.request("SE", |xml| xml);
    for form in [EmbeddedForm::Raw, EmbeddedForm::Deflated] {
        let (_, xml) = abroad.request("SE", |xml| xml);
        let url = encode_embedded(&sso(), Parameter::SamlRequest, &xml, Some(&relay), form);
        begun(&browser.get(&path(&url)).await);
    }
    let connector = abroad.of("SE");
    let id = abroad.norway.gateway.env.message_id();
    let plain = connector.xml(&id, abroad.now());
    let key: &dyn SigningKey = &connector.signing;
    let url = encode_redirect(&sso(), Parameter::SamlRequest, &plain, Some(&relay), key);
    begun(&browser.get(&path(&url.unwrap())).await);
    begun(&abroad.post(&mut browser, &xml).await);
}

fn begun(answer: &Answer) {
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{answer:?}");
    assert!(answer.location().starts_with("/choose?flow="));
}

fn refused(abroad: &Abroad, answer: &Answer) {
    assert!(answer.status.is_client_error(), "{answer:?}");
    assert!(answer.location().is_empty() && !leaves(answer));
    assert!(
        abroad
            .norway
            .gateway
            .audited("saml_message_sent")
            .is_empty()
    );
}

#[tokio::test]
async fn bnd_01_bnd_02_only_one_small_deflate_stream_is_read() {
    let abroad = Abroad::start().await;
    let mut browser = abroad.browser();
    let deflate = |octets: &[u8]| {
        let mut encoder = DeflateEncoder::new(Vec::new(), Compression::best());
        encoder.write_all(octets).unwrap();
        encoder.finish().unwrap()
    };
    let (_, xml) = abroad.request("SE", |xml| xml);
    let whole = deflate(&xml);
    let bomb = deflate(&vec![b' '; 64 * 1024 * 1024]);
    assert!(bomb.len() < 80_000);
    let mut zlib = vec![0x78, 0x9c];
    zlib.extend_from_slice(&whole);
    let mut gzip = vec![0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3];
    gzip.extend_from_slice(&whole);
    for wrong in [
        bomb[..40_000].to_vec(),
        deflate(&whole),
        [whole.as_slice(), &whole].concat(),
        [whole.as_slice(), b"x"].concat(),
        whole[..whole.len() - 1].to_vec(),
        zlib,
        gzip,
    ] {
        let query = encoded(&[("SAMLRequest", &STANDARD.encode(wrong))]);
        let answer = browser.get(&format!("/eidas/proxy/sso?{query}")).await;
        refused(&abroad, &answer);
    }
    let query = encoded(&[("SAMLRequest", &STANDARD.encode(&whole))]);
    begun(&browser.get(&format!("/eidas/proxy/sso?{query}")).await);
    works(&abroad).await;
}

#[tokio::test]
async fn bnd_03_a_query_has_one_reading_and_its_signature_covers_it() {
    let abroad = Abroad::start().await;
    let mut browser = abroad.browser();
    let relay = RelayState::new(RELAY).unwrap();
    let connector = abroad.of("SE");
    let key: &dyn SigningKey = &connector.signing;
    let signed = || {
        let id = abroad.norway.gateway.env.message_id();
        let plain = connector.xml(&id, abroad.now());
        let url = encode_redirect(&sso(), Parameter::SamlRequest, &plain, Some(&relay), key);
        path(&url.unwrap())
    };
    let other = RelayState::new("another").unwrap();
    let other = {
        let plain = connector.xml("_o", abroad.now());
        let url = encode_redirect(&sso(), Parameter::SamlRequest, &plain, Some(&other), key);
        path(&url.unwrap())
    };
    let part = |query: &str, name: &str| {
        let mark = format!("{name}=");
        let found = query.split(['?', '&']).find(|part| part.starts_with(&mark));
        found.unwrap().to_owned()
    };
    for spoiled in [
        signed().replace("SAMLRequest=", "%53AMLRequest="),
        signed().replace("SAMLRequest=", "SAMLRequest=%zz"),
        signed() + "&SAMLRequest=x",
        signed() + "&SAMLResponse=x",
        signed() + "&RelayState=x",
        signed() + "&Signature=x",
        signed().replace("%", "%25"),
        {
            let query = signed();
            query.replace(&format!("&{}", part(&query, "Signature")), "")
        },
        {
            let query = signed();
            query.replace(&part(&query, "RelayState"), &part(&other, "RelayState"))
        },
        {
            let query = signed();
            query.replace(&part(&query, "SAMLRequest"), &part(&other, "SAMLRequest"))
        },
        {
            let query = signed();
            query.replace(&part(&query, "SigAlg"), "SigAlg=x")
        },
    ] {
        let answer = browser.get(&spoiled).await;
        refused(&abroad, &answer);
    }
    begun(&browser.get(&signed()).await);
    works(&abroad).await;
}

#[tokio::test]
async fn bnd_05_a_request_of_16_kib_in_the_address_becomes_a_login() {
    let abroad = Abroad::start().await;
    let mut browser = abroad.browser();
    // What makes real ones long is certificates; a comment may not stand in signed octets.
    let name = "x".repeat(9_000);
    let long = |xml: String| {
        let more =
            crate::abroad::requested(&format!("http://connector.se/attributes/{name}"), false);
        xml.replace(
            "<eidas:RequestedAttributes>",
            &format!("<eidas:RequestedAttributes>{more}"),
        )
    };
    let (_, xml) = abroad.request("SE", long);
    let raw = EmbeddedForm::Raw;
    let url = encode_embedded(&sso(), Parameter::SamlRequest, &xml, None, raw);
    assert!(path(&url).len() > 16 * 1024, "{}", path(&url).len());
    begun(&browser.get(&path(&url)).await);
    let endless = format!("/eidas/proxy/sso?SAMLRequest={}", "A".repeat(60_000));
    refused(&abroad, &browser.get(&endless).await);
    works(&abroad).await;
}

/// No address that leaves us is made of what a request says of itself.
#[tokio::test]
async fn bnd_08_the_host_of_a_request_changes_no_address() {
    let abroad = Abroad::start().await;
    let evil = |path: &str| {
        Request::get(path)
            .header(header::HOST, "evil.example")
            .header("x-forwarded-host", "evil.example")
            .header("x-forwarded-proto", "http")
            .header("x-original-url", "/evil")
            .header("forwarded", "host=evil.example;proto=http")
    };
    for path in [
        "/eidas/proxy/metadata",
        "/eidas/connector/metadata",
        "/.well-known/openid-configuration",
        "/",
        "/nowhere",
    ] {
        let mut browser = abroad.browser();
        let answer = browser.go(evil(path), Body::empty()).await;
        assert!(!answer.body.contains("evil"), "{path}: {answer:?}");
        assert!(
            answer
                .headers
                .values()
                .all(|v| !v.to_str().unwrap().contains("evil"))
        );
    }
    let mut browser = abroad.browser();
    let (id, xml) = abroad.request("SE", |xml| xml);
    let query = encoded(&[
        ("SAMLRequest", &STANDARD.encode(xml)),
        ("RelayState", RELAY),
    ]);
    let request = evil(&format!("/eidas/proxy/sso?{query}"));
    let answer = browser.go(request, Body::empty()).await;
    begun(&answer);
    let flow = flow_of(&answer);
    let chosen = [("eid", "bankid"), ("action", "next")];
    browser.post(&format!("/choose?flow={flow}"), &chosen).await;
    let request = evil(&format!("/go?flow={flow}"));
    let gone = browser.go(request, Body::empty()).await;
    let asked = abroad.norway.bankid.request(gone.location());
    assert_eq!(asked["redirect_uri"], format!("{ISSUER}/callback/bankid"));
    let back = browser
        .get(&abroad.norway.bankid.log_in(gone.location()))
        .await;
    let page = browser.get(back.location()).await;
    let shown = crate::abroad::shown(&page);
    let sent = abroad.decide(&mut browser, &flow, "approve", &shown).await;
    abroad.read("SE", &id, &sent).await.unwrap();
}

#[tokio::test]
async fn bnd_09_only_a_form_post_or_a_get_is_a_request() {
    let abroad = Abroad::start().await;
    let mut browser = abroad.browser();
    let (_, xml) = abroad.request("SE", |xml| xml);
    for kind in [
        None,
        Some("text/plain"),
        Some("text/xml"),
        Some("application/soap+xml"),
        Some("application/vnd.paos+xml"),
        Some("application/json"),
        Some("multipart/form-data; boundary=x"),
        Some("application/x-www-form-urlencoded2"),
    ] {
        let answer = posted_as(&mut browser, kind, &xml).await;
        refused(&abroad, &answer);
        assert_eq!(abroad.last("login_refused", "reason"), "content_type");
    }
    async fn by(browser: &mut Browser<'_>, method: &str, path: &str) -> Answer {
        let method = Method::from_bytes(method.as_bytes()).unwrap();
        let request = Request::builder()
            .method(method)
            .uri(format!("{ISSUER}{path}"));
        browser.go(request, Body::empty()).await
    }
    for path in ["/eidas/proxy/sso", "/consent", "/callback/bankid", "/go"] {
        for method in [
            "PUT", "DELETE", "PATCH", "TRACE", "OPTIONS", "CONNECT", "PROPFIND",
        ] {
            let answer = by(&mut browser, method, path).await;
            assert_eq!(
                answer.status,
                StatusCode::METHOD_NOT_ALLOWED,
                "{method} {path}"
            );
        }
    }
    // The e-ID answers by GET, and a person leaves by POST.
    let posted = browser.post("/callback/bankid", &[("state", "x")]).await;
    assert_eq!(posted.status, StatusCode::METHOD_NOT_ALLOWED);
    let posted = browser.post("/go?flow=x", &[]).await;
    assert_eq!(posted.status, StatusCode::METHOD_NOT_ALLOWED);
    let looked = browser.get("/eidas/proxy/sso").await;
    assert_eq!(looked.status, StatusCode::METHOD_NOT_ALLOWED);
    let utf_8 = Some("application/x-www-form-urlencoded; charset=UTF-8");
    begun(&posted_as(&mut browser, utf_8, &xml).await);
    works(&abroad).await;
}

/// INV-5: what a stranger says of itself is written down when it is what it should be, and only then.
#[tokio::test]
async fn a_strangers_message_makes_a_short_line_in_the_audit_trail() {
    let abroad = Abroad::start().await;
    let mut browser = abroad.browser();
    let own = abroad.of("SE").entity_id().as_str().to_owned();
    let issuers = [
        own.clone(),
        format!("https://stranger.example/{}", "\"\\".repeat(400)),
        format!("https://stranger.example/{}", "\u{10437}".repeat(900)),
        format!("https://stranger.example/{}", "x".repeat(900)),
    ];
    let ids = [
        "x".repeat(60_000),
        "_&quot;\\&quot;,&quot;outcome&quot;:&quot;accepted".to_owned(),
        "\u{10437}".repeat(256),
        "_unsigned".to_owned(),
    ];
    for issuer in &issuers {
        // Past the bucket of a flood's lines.
        abroad
            .norway
            .gateway
            .clock
            .advance(Duration::from_secs(600));
        for id in &ids {
            let xml = abroad.of("SE").xml("_unsigned", abroad.now());
            let xml = xml.replace("\"_unsigned\"", &format!("\"{id}\""));
            let xml = xml.replace(&format!(">{own}<"), &format!(">{issuer}<"));
            refused(&abroad, &abroad.post(&mut browser, xml.as_bytes()).await);
            let log = &abroad.norway.gateway.audit.lines();
            let longest = log.iter().map(String::len).max().unwrap();
            assert!(longest < 2_000, "{longest}");
        }
    }
    let lines = abroad.norway.gateway.audited("saml_message_received");
    let of = |id: &str| lines.iter().filter(|line| line.contains(id)).count();
    assert_eq!(
        of("\"id\":\"_unsigned\""),
        2,
        "of the known and of the unknown"
    );
    assert!(lines.len() > 2 && of("\"outcome\":\"accepted\"") == 0);
}
