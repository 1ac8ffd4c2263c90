// SPDX-License-Identifier: EUPL-1.2
//! What wakes a reading of a peer's metadata: a message that a key rolled a second ago would
//! explain, and no other. The attack: strangers who make us fetch.

use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use eidas::LevelOfAssurance;

use crate::abroad::{Abroad, key, leaves, sign};
use crate::support::{Gateway, between};

/// How often a country's metadata was read.
fn read(gateway: &Gateway, country: &str) -> u64 {
    let text = gateway.app.metrics.render();
    let of = format!("landport_metadata_fetches_total{{country=\"{country}\"");
    let lines = text.lines().filter(|line| line.starts_with(&of));
    lines
        .map(|line| line.rsplit(' ').next().unwrap().parse::<u64>().unwrap())
        .sum()
}

/// This message with a fault that no key explains, and its reason.
fn broken(signed: &str) -> Vec<(String, &'static str)> {
    let value = between(signed, "<ds:SignatureValue>", "</ds:SignatureValue>");
    let other = STANDARD.encode([1; 64]);
    let signature = between(signed, "<ds:Signature", "</ds:Signature>");
    let signature = format!("<ds:Signature{signature}</ds:Signature>");
    let method = between(signed, "<ds:SignatureMethod Algorithm=\"", "\"");
    let sha1 = "http://www.w3.org/2000/09/xmldsig#rsa-sha1";
    vec![
        (
            signed.replacen("Version=\"2.0\"", "Version=\"2.1\"", 1),
            "sig.digest",
        ),
        (signed.replacen(method, sha1, 1), "sig.alg"),
        (signed.replacen(value, &other, 1), "sig.invalid"),
        (signed.replacen(&signature, "", 1), "sig.missing"),
        (
            signed.replacen(&signature, &format!("{signature}{signature}"), 1),
            "sig.shape",
        ),
    ]
}

/// The same without KeyInfo.
fn bare(signed: &str) -> String {
    let key_info = between(signed, "<ds:KeyInfo>", "</ds:KeyInfo>");
    signed.replacen(&format!("<ds:KeyInfo>{key_info}</ds:KeyInfo>"), "", 1)
}

fn text(xml: Vec<u8>) -> String {
    String::from_utf8(xml).unwrap()
}

#[tokio::test]
async fn md_16_only_what_a_rolled_key_explains_has_a_connectors_metadata_read_again() {
    let mut abroad = Abroad::start().await;
    let outcome = |abroad: &Abroad| abroad.last("saml_message_received", "outcome");
    let before = read(&abroad.norway.gateway, "SE");
    let since = |abroad: &Abroad| read(&abroad.norway.gateway, "SE") - before;
    let honest = text(abroad.request("SE", |xml| xml).1);
    for (message, reason) in broken(&honest) {
        let answer = abroad.post(&mut abroad.browser(), message.as_bytes()).await;
        assert!(!leaves(&answer), "{answer:?}");
        assert_eq!((outcome(&abroad).as_str(), since(&abroad)), (reason, 0));
    }
    // Somebody's key, shown or not: once a minute.
    let xml = abroad.of("SE").xml("_a", abroad.now());
    let stranger = text(sign(&xml, &key("SE")));
    for (message, reason, times) in [
        (stranger.clone(), "sig.untrusted_key", 1),
        (bare(&stranger), "sig.no_key_fits", 2),
    ] {
        for _ in 0..3 {
            abroad.post(&mut abroad.browser(), message.as_bytes()).await;
            assert_eq!((outcome(&abroad).as_str(), since(&abroad)), (reason, times));
        }
        abroad.norway.gateway.clock.advance(Duration::from_secs(60));
    }
    // And a key that was rolled a second ago counts from its first message.
    let old = std::mem::replace(&mut abroad.connectors[0].signing, key("SE"));
    let connector = abroad.of("SE");
    let until = abroad.in_days(31);
    let metadata = connector.metadata_by(&old, &connector.acs(), true, until);
    abroad.write("SE", &metadata);
    abroad.log_in("SE").await;
    assert_eq!(since(&abroad), 3);
}

#[tokio::test]
async fn md_16_only_what_a_rolled_key_explains_has_an_asked_nodes_metadata_read_again() {
    let gateway = Gateway::start().await;
    let mut browser = gateway.browser();
    let (_, asked) = browser.go_to_country("SE").await;
    let outcome = || {
        let line = gateway.audited("saml_message_received").pop().unwrap();
        between(&line, "\"outcome\":\"", "\"").to_owned()
    };
    let before = read(&gateway, "SE");
    let since = || read(&gateway, "SE") - before;
    let response = gateway.respond("SE", &asked, LevelOfAssurance::High);
    let honest = text(gateway.sign("SE", &response));
    for (message, reason) in broken(&honest) {
        browser.answer(message.as_bytes(), None).await;
        assert_eq!((outcome().as_str(), since()), (reason, 0));
    }
    let stranger = text(gateway.sign("BG", &response));
    for (message, reason, times) in [
        (stranger.clone(), "sig.untrusted_key", 1),
        (bare(&stranger), "sig.no_key_fits", 2),
    ] {
        for _ in 0..3 {
            browser.answer(message.as_bytes(), None).await;
            assert_eq!((outcome().as_str(), since()), (reason, times));
        }
        gateway.clock.advance(Duration::from_secs(60));
    }
    // None of it cost the person her login.
    let page = browser.answer(honest.as_bytes(), None).await;
    assert!(page.body.contains("/continue?flow"), "{page:?}");
}
