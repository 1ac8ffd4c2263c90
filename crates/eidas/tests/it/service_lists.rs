// SPDX-License-Identifier: EUPL-1.2

//! Metadata Service Lists: Message Format 1.4 appendix A, and rows MD-* of the catalogue of attacks that
//! speak of them. Every case is the good list with one change; `good` is the positive control of each.

use std::collections::BTreeSet;

use eidas::error::{Malformed, Schema, Untrusted};
use eidas::{
    BadEndpoint, CountryCode, EntityId, Error, ExpectedServiceList, HeldServiceList, ListedFault,
    PublishedNode, PublishedServiceList, Role, ServiceList, ServiceListDoubt, ServiceListFault,
    Transport,
};
use xmlsec::{SignatureOptions, SignaturePlace, SoftwareKey};

use crate::nodes::{MESSAGES, SIGNER, anchors, certificate, hours, now, url};

pub(crate) const SWEDEN: &str = "https://eidas.example.se/metadata";
pub(crate) const ASKS: &str = "https://asks.example.se/metadata";
pub(crate) const DENMARK: &str = "https://eidas.example.dk/metadata";
pub(crate) const FINLAND: &str = "https://eidas.example.fi/metadata";

fn country(code: &str) -> CountryCode {
    CountryCode::parse(code).unwrap()
}

fn node(code: &str, role: Role, entity_id: &str) -> PublishedNode {
    PublishedNode {
        country: country(code),
        role,
        entity_id: EntityId::parse(entity_id).unwrap(),
        location: url(entity_id),
        signers: vec![certificate(&SIGNER)],
        suspended: false,
        hidden: false,
    }
}

fn good() -> PublishedServiceList {
    PublishedServiceList {
        issuer_name: "Tinget for <lister> & mer".into(),
        scheme: url("https://lists.example.eu/scheme"),
        territory: CountryCode::UNION,
        issued: now(),
        next_update: now().plus(hours(48)),
        distribution_point: url("https://lists.example.eu/list.xml"),
        nodes: vec![
            node("SE", Role::ProxyService, SWEDEN),
            node("SE", Role::Connector, ASKS),
            node("DK", Role::ProxyService, DENMARK),
            node("FI", Role::ProxyService, FINLAND),
        ],
    }
}

fn expected() -> ExpectedServiceList {
    ExpectedServiceList {
        territories: ["SE", "DK", "FI"].map(country).into(),
        own_country: CountryCode::NORWAY,
        transport: Transport::Https,
        metadata_anchored: false,
        held: HeldServiceList::default(),
        may_lose: 1,
    }
}

fn read_as(bytes: &[u8], expected: &ExpectedServiceList) -> Result<ServiceList, Error> {
    ServiceList::from_signed(bytes, &anchors(&SIGNER), expected, now())
}

fn read(list: &PublishedServiceList) -> Result<ServiceList, Error> {
    read_as(&list.to_signed_xml(&*SIGNER).unwrap(), &expected())
}

/// Signs any text as a list.
fn signed_by(xml: &str, key: &SoftwareKey) -> Vec<u8> {
    let document = xmlsec::Document::parse(xml.as_bytes(), &xmlsec::Limits::SERVICE_LIST).unwrap();
    let options = SignatureOptions::new(SignaturePlace::First);
    xmlsec::sign(&document, &options, key).unwrap()
}

#[track_caller]
pub(crate) fn changed(from: &str, to: &str) -> Result<ServiceList, Error> {
    let (before, after) = (good().to_xml(), good().to_xml().replace(from, to));
    assert_ne!(before, after, "the mutation must change something");
    read_as(&signed_by(&after, &SIGNER), &expected())
}

/// The good list with its first such place changed.
#[track_caller]
pub(crate) fn changed_once(from: &str, to: &str) -> Result<ServiceList, Error> {
    let (before, after) = (good_xml(), good_xml().replacen(from, to, 1));
    assert_ne!(before, after, "the mutation must change something");
    read_xml(&after)
}

pub(crate) fn good_xml() -> String {
    good().to_xml()
}

pub(crate) fn read_xml(xml: &str) -> Result<ServiceList, Error> {
    read_as(&signed_by(xml, &SIGNER), &expected())
}

#[track_caller]
fn refused(result: Result<ServiceList, Error>, error: impl Into<Error>, reason: &str) {
    let error = error.into();
    assert_eq!(error.reason(), reason);
    assert_eq!(result.map(|list| list.nodes().to_vec()), Err(error));
}

#[track_caller]
pub(crate) fn names(list: &ServiceList) -> Vec<&str> {
    list.nodes()
        .iter()
        .map(|node| node.entity_id.as_str())
        .collect()
}

#[test]
fn appendix_a_a_signed_list_names_nodes_with_role_place_and_signer() {
    let list = read(&good()).unwrap();
    // In the order of the document: territories by code as the publisher writes them.
    assert_eq!(names(&list), [DENMARK, FINLAND, SWEDEN, ASKS]);
    assert_eq!(list.issuer_name(), "Tinget for <lister> & mer");
    assert_eq!(list.scheme(), "https://lists.example.eu/scheme");
    assert_eq!(
        (list.issued(), list.next_update()),
        (now(), now().plus(hours(48)))
    );
    assert!(list.left_out().is_empty());
    let asks = &list.nodes()[3];
    assert_eq!((asks.country, asks.role), (country("SE"), Role::Connector));
    assert_eq!(asks.location.as_str(), ASKS);
    assert_eq!(asks.signers, [certificate(&SIGNER)]);
    assert!(!asks.suspended && !asks.hidden);
    let of = |code, role| (country(code), role);
    let usable = BTreeSet::from([
        of("DK", Role::ProxyService),
        of("FI", Role::ProxyService),
        of("SE", Role::ProxyService),
        of("SE", Role::Connector),
    ]);
    assert_eq!(
        list.held(),
        HeldServiceList {
            issued: Some(now()),
            sha256: *list.sha256(),
            usable
        }
    );
}

#[test]
fn md_13_unsigned_by_another_or_changed_after_it_was_signed() {
    let untrusted = |result: Result<ServiceList, Error>| {
        let reason = result.map(|_| ()).unwrap_err();
        assert!(
            matches!(reason, Error::Untrusted(Untrusted::Signature(_))),
            "{reason:?}"
        );
        reason.reason()
    };
    assert!(read(&good()).is_ok());
    assert_eq!(
        untrusted(read_as(good().to_xml().as_bytes(), &expected())),
        "sig.missing"
    );
    let other = good().to_signed_xml(&*MESSAGES).unwrap();
    assert_eq!(
        untrusted(read_as(&other, &expected())),
        "sig.certificate_path"
    );
    let mut altered = good().to_signed_xml(&*SIGNER).unwrap();
    let at = altered.windows(8).position(|w| w == b"\"SE\"><se").unwrap();
    altered[at + 1..at + 3].copy_from_slice(b"FI");
    assert_eq!(untrusted(read_as(&altered, &expected())), "sig.digest");
}

#[test]
fn md_13_expired_not_yet_valid_without_end_or_valid_too_long() {
    let at = |issued, next_update| {
        read(&PublishedServiceList {
            issued,
            next_update,
            ..good()
        })
    };
    assert!(at(now(), now().plus(hours(1))).is_ok());
    let next_update = now();
    refused(
        at(now().minus(hours(1)), next_update),
        ServiceListDoubt::Expired { next_update },
        "service_list_expired",
    );
    let clocks = std::time::Duration::from_secs(300);
    assert!(at(now().plus(clocks), now().plus(hours(1))).is_ok());
    let issued = now().plus(clocks + std::time::Duration::from_secs(1));
    refused(
        at(issued, now().plus(hours(1))),
        ServiceListDoubt::NotYetValid { issued },
        "service_list_not_yet_valid",
    );
    let last = now().plus(ServiceList::LONGEST_VALIDITY);
    assert!(at(now(), last).is_ok());
    let next_update = now().plus(hours(24 * 3650));
    refused(
        at(now(), next_update),
        ServiceListDoubt::Validity { next_update, last },
        "service_list_validity",
    );
    let end = format!(" NextUpdate=\"{}\"", now().plus(hours(48)));
    refused(
        changed(&end, ""),
        ServiceListFault::NoNextUpdate,
        "service_list_no_next_update",
    );
    refused(
        changed(&end, " NextUpdate=\"soon\""),
        Malformed::Time {
            field: "NextUpdate",
        },
        "saml.time",
    );
}

#[test]
fn md_04_an_older_list_or_another_of_the_same_date_does_not_come_back() {
    let list = good();
    let held = read(&list).unwrap().held();
    let after = |list: &PublishedServiceList| {
        let expected = ExpectedServiceList {
            held: held.clone(),
            ..expected()
        };
        read_as(&list.to_signed_xml(&*SIGNER).unwrap(), &expected)
    };
    // The same again, signed anew or not, and a newer one.
    assert!(after(&list).is_ok());
    let issued = now()
        .plus(hours(0))
        .plus(std::time::Duration::from_millis(1));
    assert!(after(&PublishedServiceList { issued, ..good() }).is_ok());
    let issued = now().minus(std::time::Duration::from_millis(1));
    let older = after(&PublishedServiceList { issued, ..good() });
    let doubt = ServiceListDoubt::Rollback {
        issued,
        held: now(),
    };
    refused(older, doubt, "service_list_rollback");
    let mut other = good();
    other.nodes[0].location = url("https://moved.example.se/metadata");
    let doubt = ServiceListDoubt::Rollback {
        issued: now(),
        held: now(),
    };
    refused(after(&other), doubt, "service_list_rollback");
}

#[test]
fn md_14_a_list_that_loses_too_many_countries_is_not_believed() {
    let held = read(&good()).unwrap().held();
    let without = |codes: &[&str], may_lose: usize, taken: &[&str]| {
        let mut list = good();
        list.issued = now().plus(std::time::Duration::from_secs(1));
        list.nodes
            .retain(|node| !codes.contains(&node.country.as_str()));
        let expected = ExpectedServiceList {
            held: held.clone(),
            may_lose,
            territories: taken.iter().map(|code| country(code)).collect(),
            ..expected()
        };
        read_as(&list.to_signed_xml(&*SIGNER).unwrap(), &expected)
    };
    let all = ["SE", "DK", "FI"];
    assert_eq!(
        names(&without(&["DK"], 1, &all).unwrap()),
        [FINLAND, SWEDEN, ASKS]
    );
    let doubt = |codes: &[&str], may_lose| ServiceListDoubt::Shrunk {
        lost: codes.iter().map(|code| country(code)).collect(),
        may_lose,
    };
    let shrunk = "service_list_shrunk";
    refused(
        without(&["DK", "FI"], 1, &all),
        doubt(&["DK", "FI"], 1),
        shrunk,
    );
    assert!(without(&["DK", "FI"], 2, &all).is_ok());
    // All of them is never a change that is meant.
    refused(
        without(&all, 3, &all),
        doubt(&["DK", "FI", "SE"], 3),
        shrunk,
    );
    // What the operator no longer takes is not lost by the list.
    assert!(without(&["DK", "FI"], 0, &["SE"]).is_ok());
    // A country whose only entries became unusable is lost too.
    let mut list = good();
    list.issued = now().plus(std::time::Duration::from_secs(1));
    let xml = list.to_xml().replace(DENMARK, "http://eidas.example.dk/x");
    let xml = xml.replace(FINLAND, "http://eidas.example.fi/x");
    let expected = ExpectedServiceList {
        held: held.clone(),
        ..expected()
    };
    refused(
        read_as(&signed_by(&xml, &SIGNER), &expected),
        doubt(&["DK", "FI"], 1),
        shrunk,
    );
}

/// MD-14 again: the nodes still stand there, and nobody vouches for them; or those of one role are gone.
#[test]
fn md_14_a_list_that_loses_certificates_or_a_role_is_not_believed() {
    let mut before = good();
    before.nodes.push(node(
        "DK",
        Role::Connector,
        "https://asks.example.dk/metadata",
    ));
    let held = |list: &PublishedServiceList, metadata_anchored| {
        let expected = ExpectedServiceList {
            metadata_anchored,
            ..expected()
        };
        let list = read_as(&list.to_signed_xml(&*SIGNER).unwrap(), &expected);
        list.unwrap().held()
    };
    let after = |change: &dyn Fn(&mut Vec<PublishedNode>), may_lose, metadata_anchored| {
        let mut list = before.clone();
        list.issued = now().plus(std::time::Duration::from_secs(1));
        change(&mut list.nodes);
        let expected = ExpectedServiceList {
            held: held(&before, metadata_anchored),
            metadata_anchored,
            may_lose,
            ..expected()
        };
        read_as(&list.to_signed_xml(&*SIGNER).unwrap(), &expected)
    };
    let doubt = |codes: &[&str], may_lose| ServiceListDoubt::Shrunk {
        lost: codes.iter().map(|code| country(code)).collect(),
        may_lose,
    };
    let shrunk = "service_list_shrunk";
    let unsigned = |nodes: &mut Vec<PublishedNode>| {
        nodes.iter_mut().for_each(|node| node.signers = Vec::new());
    };
    refused(
        after(&unsigned, 3, false),
        doubt(&["DK", "FI", "SE"], 3),
        shrunk,
    );
    // Where others vouch for metadata, nothing is lost by it.
    assert_eq!(after(&unsigned, 0, true).unwrap().nodes().len(), 5);
    let without =
        |role| move |nodes: &mut Vec<PublishedNode>| nodes.retain(|node| node.role != role);
    let no_proxy_services = without(Role::ProxyService);
    refused(
        after(&no_proxy_services, 3, false),
        doubt(&["DK", "FI", "SE"], 3),
        shrunk,
    );
    refused(
        after(&without(Role::Connector), 2, false),
        doubt(&["DK", "SE"], 2),
        shrunk,
    );
    // One country's role counts as the country.
    let one = |nodes: &mut Vec<PublishedNode>| nodes.retain(|node| node.entity_id.as_str() != ASKS);
    refused(after(&one, 0, false), doubt(&["SE"], 0), shrunk);
    assert!(after(&one, 1, false).is_ok());
}

/// A suspension is no loss: many at once is how a breach of the software that they share looks.
#[test]
fn md_15_suspended_and_hidden_by_territory_and_by_endpoint() {
    let held = read(&good()).unwrap().held();
    let mut list = good();
    list.issued = now().plus(std::time::Duration::from_secs(1));
    list.nodes.iter_mut().for_each(|node| node.suspended = true);
    list.nodes[0].hidden = true;
    let xml = list.to_signed_xml(&*SIGNER).unwrap();
    let expected_after = ExpectedServiceList {
        held,
        may_lose: 0,
        ..expected()
    };
    let list = read_as(&xml, &expected_after).unwrap();
    assert!(list.nodes().iter().all(|node| node.suspended));
    let hidden: Vec<bool> = list.nodes().iter().map(|node| node.hidden).collect();
    assert_eq!(hidden, [false, false, true, false]);

    let territory = "<ser:MetadataList Territory=\"SE\"";
    for (flag, closed) in [
        ("true", true),
        ("1", true),
        // Whatever is no plain no closes: that is the side to err on.
        ("yes", true),
        ("", true),
        ("false", false),
        ("0", false),
    ] {
        let list = changed(territory, &format!("{territory} Suspend=\"{flag}\"")).unwrap();
        let suspended: Vec<bool> = list.nodes().iter().map(|node| node.suspended).collect();
        assert_eq!(suspended, [false, false, closed, closed], "{flag:?}");
    }
}

#[test]
fn md_06_two_territories_of_one_name_or_two_entries_of_one_entity_refuse_the_list() {
    let denmark = "<ser:MetadataList Territory=\"DK\">";
    let territory = "SE".to_owned();
    refused(
        changed(denmark, "<ser:MetadataList Territory=\"SE\">"),
        ServiceListFault::TerritoryTwice { territory },
        "service_list_territory_twice",
    );
    // Of a territory that nobody here takes, too: the list is not what its publisher thinks it is.
    let (one, other) = (
        "<ser:MetadataList Territory=\"LV\"/>",
        "<ser:MetadataList Territory=\"SE\">",
    );
    assert!(changed(other, &format!("{one}{other}")).is_ok());
    refused(
        changed(other, &format!("{one}{one}{other}")),
        ServiceListFault::TerritoryTwice {
            territory: "LV".to_owned(),
        },
        "service_list_territory_twice",
    );
    let twice = |entity_id: &str| ServiceListFault::EntityTwice {
        entity_id: entity_id.to_owned(),
    };
    let reason = "service_list_entity_twice";
    // In another country, whatever the role; in one country, twice in one role.
    let mut list = good();
    list.nodes.push(node("DK", Role::Connector, SWEDEN));
    refused(read(&list), twice(SWEDEN), reason);
    let mut list = good();
    list.nodes.push(node("SE", Role::ProxyService, SWEDEN));
    refused(read(&list), twice(SWEDEN), reason);
    // In both roles of its own country it is left out, and the others stand.
    let mut list = good();
    list.nodes.push(node("SE", Role::Connector, SWEDEN));
    let list = read(&list).unwrap();
    assert_eq!(names(&list), [DENMARK, FINLAND, ASKS]);
    let left_out: Vec<_> = list
        .left_out()
        .iter()
        .map(|out| (out.what.as_str(), out.why))
        .collect();
    assert_eq!(left_out, [(SWEDEN, ListedFault::TwoRoles)]);
}

#[test]
fn md_14_our_own_country_and_countries_that_are_not_taken_are_not_there() {
    let mut list = good();
    list.nodes.push(node(
        "NO",
        Role::ProxyService,
        "https://evil.example.no/metadata",
    ));
    list.nodes.push(node(
        "LV",
        Role::ProxyService,
        "https://eidas.example.lv/metadata",
    ));
    let everything = ExpectedServiceList {
        territories: ["SE", "DK", "FI", "NO"].map(country).into(),
        ..expected()
    };
    let read = read_as(&list.to_signed_xml(&*SIGNER).unwrap(), &everything).unwrap();
    assert_eq!(names(&read), [DENMARK, FINLAND, SWEDEN, ASKS]);
    assert!(read.left_out().is_empty());
}

#[test]
fn md_08_an_entry_that_cannot_be_used_is_left_out_and_said_and_the_others_stand() {
    let place = format!("Location=\"{DENMARK}\"");
    let entity = format!("EntityID=\"{DENMARK}\"");
    let endpoint = format!(
        "<ser:Endpoint EndpointType=\"http://eidas.europa.eu/metadata/ept/ProxyService\" {entity}/>"
    );
    let signer = certificate(&SIGNER).to_base64();
    // Of the first location, which is the Danish one.
    let key_info = |to: &str| {
        let whole =
            format!("<ds:X509Data><ds:X509Certificate>{signer}</ds:X509Certificate></ds:X509Data>");
        let xml = good().to_xml().replacen(&whole, to, 1);
        read_as(&signed_by(&xml, &SIGNER), &expected())
    };
    use ListedFault as Fault;
    for (result, why) in [
        (
            changed(&place, "Location=\"javascript:alert(1)\""),
            Fault::Location(BadEndpoint::Scheme),
        ),
        (
            changed(&place, "Location=\"http://eidas.example.dk/m\""),
            Fault::Location(BadEndpoint::Scheme),
        ),
        (
            changed(&place, "Location=\"https://ok@evil.example/\""),
            Fault::Location(BadEndpoint::Userinfo),
        ),
        (
            changed(&place, "Location=\"https://10.0.0.1/\""),
            Fault::Location(BadEndpoint::Host),
        ),
        (
            changed(&place, "Location=\"https://node.internal/\""),
            Fault::Location(BadEndpoint::Host),
        ),
        (
            changed(&place, "Location=\"\""),
            Fault::Location(BadEndpoint::NotAUrl),
        ),
        (changed(&entity, "EntityID=\"urn:dk\""), Fault::EntityId),
        (changed(&entity, "EntityID=\"\""), Fault::EntityId),
        (changed(&endpoint, ""), Fault::NoEndpoint),
        (
            changed(
                &endpoint,
                &endpoint.replace("ept/ProxyService", "ept/Wallet"),
            ),
            Fault::EndpointType,
        ),
        (
            key_info("<ds:X509Data><ds:X509Certificate>AAAA</ds:X509Certificate></ds:X509Data>"),
            Fault::Certificate,
        ),
        (
            key_info("<ds:X509Data><ds:X509Certificate/></ds:X509Data>"),
            Fault::Certificate,
        ),
        (
            key_info("<ds:KeyName>one</ds:KeyName>"),
            Fault::KeyWithoutCertificate,
        ),
        (
            key_info(&format!(
                "<ds:X509Data>{}</ds:X509Data>",
                format!("<ds:X509Certificate>{signer}</ds:X509Certificate>").repeat(9)
            )),
            Fault::Certificate,
        ),
    ] {
        let list = result.unwrap();
        assert_eq!(names(&list), [FINLAND, SWEDEN, ASKS], "{why:?}");
        let left_out: Vec<_> = list
            .left_out()
            .iter()
            .map(|out| (out.territory.as_str(), out.why))
            .collect();
        assert_eq!(left_out, [("DK", why)]);
    }
    // Without a certificate it stands: whoever configured the list says whom to believe then.
    let whole = "<ds:KeyInfo><ds:X509Data>";
    let cut = good().to_xml();
    let (from, to) = (
        cut.find(whole).unwrap(),
        cut.find("</ds:KeyInfo>").unwrap() + 13,
    );
    let cut = [&cut[..from], &cut[to..]].concat();
    let list = read_as(&signed_by(&cut, &SIGNER), &expected()).unwrap();
    assert_eq!(
        (
            list.nodes()[0].entity_id.as_str(),
            list.nodes()[0].signers.len()
        ),
        (DENMARK, 0)
    );
}

#[test]
fn sig_10_a_genuine_list_wrapped_in_a_forged_one_is_not_read() {
    let signed = String::from_utf8(good().to_signed_xml(&*SIGNER).unwrap()).unwrap();
    let mut evil = good();
    evil.nodes[0].location = url("https://evil.example/metadata");
    let forged = evil.to_xml().replace(" ID=\"_list\"", "");
    // The genuine list tucked away in a forged one, with its signature moved up or left where it is.
    let end = "</ser:DistributionPoints>";
    let inside = forged.replace(end, &format!("{end}{signed}"));
    let signature = {
        let from = signed.find("<ds:Signature").unwrap();
        let to = signed.find("</ds:Signature>").unwrap() + "</ds:Signature>".len();
        &signed[from..to]
    };
    let genuine = signed.replace(signature, "");
    let moved = forged.replace(end, &format!("{end}{signature}{genuine}"));
    for wrapped in [inside, moved] {
        let result = read_as(wrapped.as_bytes(), &expected());
        assert!(
            matches!(result, Err(Error::Untrusted(Untrusted::Signature(_)))),
            "{:?}",
            result.map(|list| list.nodes().to_vec())
        );
    }
    assert!(read_as(signed.as_bytes(), &expected()).is_ok());
}

#[test]
fn xml_04_xml_13_xml_14_bombs_are_refused_before_anything_is_read() {
    let signed = String::from_utf8(good().to_signed_xml(&*SIGNER).unwrap()).unwrap();
    let bomb = format!("<!DOCTYPE l [<!ENTITY a \"b\">]>{signed}");
    let deep = format!("{}{}", "<a>".repeat(100), "</a>".repeat(100));
    let deep = signed.replace(
        "</ser:DistributionPoints>",
        &format!("</ser:DistributionPoints>{deep}"),
    );
    let many = "<a/>".repeat(600_000);
    let many = signed.replace(
        "</ser:DistributionPoints>",
        &format!("</ser:DistributionPoints>{many}"),
    );
    let large = format!("{signed}{}", " ".repeat(17 * 1024 * 1024));
    for (document, reason) in [
        (bomb, "xml.doctype_forbidden"),
        (deep, "xml.depth"),
        (many, "xml.too_many_nodes"),
        (large, "xml.too_large"),
    ] {
        let error = read_as(document.as_bytes(), &expected())
            .map(|_| ())
            .unwrap_err();
        assert!(
            matches!(error, Error::Malformed(Malformed::Xml(_))),
            "{error:?}"
        );
        assert_eq!(error.reason(), reason);
    }
}

#[test]
fn appendix_a2_what_the_schema_does_not_have_refuses_the_list() {
    let unexpected = |parent: &str, element: &str| Schema::UnexpectedElement {
        parent: parent.to_owned(),
        element: element.to_owned(),
    };
    let schema = "saml.schema";
    let point = "<ser:DistributionPoints>";
    let list = "<ser:MetadataList Territory=\"DK\">";
    refused(
        changed(point, &format!("<x/>{point}")),
        Schema::MissingElement {
            parent: "MetadataServiceList".to_owned(),
            element: "DistributionPoints",
        },
        schema,
    );
    refused(
        changed(" Version=\"1.0\"", ""),
        Schema::MissingAttribute {
            element: "MetadataServiceList".to_owned(),
            attribute: "Version",
        },
        schema,
    );
    let lower = changed(" Version=\"1.0\"", " version=\"1.0\"");
    assert_eq!(lower.map(|_| ()).unwrap_err().reason(), schema);
    let other = changed("servicelist\" xmlns:ds", "otherlist\" xmlns:ds");
    refused(other, unexpected("", "MetadataServiceList"), schema);
    // Locally defined attributes have a namespace of their own (appendix A.3.2).
    let local = "<ser:MetadataList xmlns:l=\"urn:l\" l:note=\"x\" Territory=\"DK\">";
    assert!(changed(list, local).is_ok());
}

#[test]
fn a_list_of_more_nodes_than_can_be_is_refused() {
    let many = |count: usize| {
        let mut list = good();
        list.nodes = (0..count)
            .map(|n| {
                node(
                    "SE",
                    Role::ProxyService,
                    &format!("https://n{n}.example.se/m"),
                )
            })
            .map(|node| PublishedNode {
                signers: Vec::new(),
                ..node
            })
            .collect();
        read(&list)
    };
    assert_eq!(
        many(ServiceList::MOST_NODES).unwrap().nodes().len(),
        ServiceList::MOST_NODES
    );
    refused(
        many(ServiceList::MOST_NODES + 1),
        ServiceListFault::TooMany,
        "service_list_too_many",
    );
}

/// Sweden has two entries, and is one country that is lost.
#[test]
fn md_06_countries_are_counted_once() {
    let mut list = good();
    list.issued = now().plus(std::time::Duration::from_secs(1));
    list.nodes.retain(|node| node.country != country("SE"));
    let without_sweden = |may_lose| {
        let expected = ExpectedServiceList {
            held: read(&good()).unwrap().held(),
            may_lose,
            ..expected()
        };
        read_as(&list.to_signed_xml(&*SIGNER).unwrap(), &expected)
    };
    assert_eq!(names(&without_sweden(1).unwrap()), [DENMARK, FINLAND]);
    refused(
        without_sweden(0),
        ServiceListDoubt::Shrunk {
            lost: vec![country("SE")],
            may_lose: 0,
        },
        "service_list_shrunk",
    );
}
