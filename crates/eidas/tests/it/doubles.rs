// SPDX-License-Identifier: EUPL-1.2

//! Every element of an honest message, once more beside itself: what may stand once is refused twice, whatever it
//! says, so that no reader ever takes the first or the last. XML-21. The elements that may stand twice are listed.

use eidas::{Peer, Role};

use crate::exchange::*;
use crate::nodes::{SIGNER, anchors, connector, expected, now, proxy_service, sign, style};

/// Where each element of a document begins and ends, with its name.
fn elements(xml: &str) -> Vec<(&str, usize, usize)> {
    let name_at = |at: usize| {
        let rest = &xml[at..];
        let end = rest.find([' ', '>', '/', '\n']).unwrap();
        &rest[..end]
    };
    let mut found = Vec::new();
    let mut open: Vec<(&str, usize)> = Vec::new();
    let mut at = 0;
    while let Some(next) = xml[at..].find('<') {
        let start = at + next;
        let end = start + xml[start..].find('>').unwrap() + 1;
        let tag = &xml[start..end];
        if tag.starts_with("</") {
            let (name, began) = open.pop().unwrap();
            found.push((name, began, end));
        } else if tag.ends_with("/>") {
            found.push((name_at(start + 1), start, end));
        } else {
            open.push((name_at(start + 1), start));
        }
        at = end;
    }
    assert!(open.is_empty(), "{open:?}");
    found
}

/// The names of those elements that may stand twice: of each but the root, in its place.
fn may_stand_twice(xml: &str, outcome: impl Fn(String) -> bool) -> Vec<String> {
    let mut accepted: Vec<String> = Vec::new();
    let (root, inner) = {
        let mut all = elements(xml);
        (all.pop().unwrap(), all)
    };
    assert_eq!((root.1, root.2), (0, xml.len()));
    assert!(inner.len() > 2, "{inner:?}");
    assert!(outcome(xml.to_owned()), "positive control");
    for (name, start, end) in inner {
        let doubled = format!("{}{}", &xml[..end], &xml[start..]);
        let name = name.rsplit(':').next().unwrap();
        if outcome(doubled) && !accepted.iter().any(|known| known == name) {
            accepted.push(name.to_owned());
        }
    }
    accepted.sort_unstable();
    accepted
}

#[test]
fn xml_21_of_an_answer() {
    let twice = may_stand_twice(&good().envelope, |xml| {
        let mut answer = good();
        answer.envelope = xml;
        open(&answer.wire(), &expectation()).is_ok()
    });
    assert_eq!(twice, [""; 0]);
    let twice = may_stand_twice(&good().assertion, |xml| {
        let mut answer = good();
        answer.assertion = xml;
        open(&answer.wire(), &expectation()).is_ok()
    });
    // SAML Core §2.5.1.4: all restrictions hold, and any name in one of them.
    assert_eq!(twice, ["Audience", "AudienceRestriction"]);
}

#[test]
fn xml_21_of_what_is_encrypted() {
    let answer = good();
    let twice = may_stand_twice(&answer.encrypted(), |xml| {
        let envelope = answer.envelope.replace("{assertion}", &xml);
        let wire = signed(&envelope, &crate::nodes::MESSAGES);
        open(&wire, &expectation()).is_ok()
    });
    // SAML Core §6.2: keys for several recipients. The certificates are the hint that says whose one is: the key that
    // it names is tried first, and then the others.
    assert_eq!(twice, ["EncryptedKey", "X509Certificate", "X509Data"]);
}

#[test]
fn xml_21_of_a_question() {
    let twice = may_stand_twice(&request().to_xml(), |xml| asked(|_| xml).is_ok());
    assert_eq!(twice, [""; 0]);
}

#[test]
fn xml_21_of_metadata() {
    let read = |role: Role| {
        move |xml: String| {
            let signed = sign(&xml, &SIGNER);
            Peer::from_signed_metadata(&signed, &anchors(&SIGNER), &expected(role), now()).is_ok()
        }
    };
    let mut twice = may_stand_twice(&connector().to_xml(&style()), read(Role::Connector));
    let answers = may_stand_twice(&proxy_service().to_xml(&style()), read(Role::ProxyService));
    twice.extend(answers);
    twice.sort_unstable();
    twice.dedup();
    assert_eq!(
        twice,
        [
            // SAML Metadata §2.3.2, §2.4: so often as a node likes; M11 to M13, M22 say which counts.
            "AssertionConsumerService",
            "Attribute",
            "AttributeValue",
            // For people only: of two the first is shown.
            "Company",
            "ContactPerson",
            "DigestMethod",
            "EmailAddress",
            "EncryptionMethod",
            "EntityAttributes",
            "KeyDescriptor",
            // M20: such an entry counts for nothing, and nobody encrypts to a Proxy-Service.
            "KeyInfo",
            "NameIDFormat",
            "Organization",
            "OrganizationDisplayName",
            "OrganizationName",
            "OrganizationURL",
            "SigningMethod",
            "SingleSignOnService",
            // XML Signature §4.5.4: a chain may follow; the first is the key's.
            "X509Certificate",
            "X509Data",
        ]
    );
}
