// SPDX-License-Identifier: EUPL-1.2

//! Reading a list, from the very bytes that were digested.

use std::collections::{BTreeMap, BTreeSet};

use openssl::sha::sha256;
use xmlsec::{Certificate, Document, Element, Limits, Policy, TrustAnchors};

use super::{
    ExpectedServiceList, LeftOut, ListedFault, ListedNode, ServiceList, ServiceListDoubt,
    ServiceListFault, name,
};
use crate::error::{Error, Malformed, Schema, Untrusted};
use crate::schema::{self, Children};
use crate::{CountryCode, EntityId, Instant, Role, ns};

/// Texts of others are shown to people; nobody's is longer.
const MAX_TEXT: usize = 200;
/// Locations, endpoints and keys of every territory together: three or four for each node.
const MOST_ENTRIES: usize = 4 * ServiceList::MOST_NODES;

pub(super) fn signed(
    bytes: &[u8],
    anchors: &TrustAnchors,
    expected: &ExpectedServiceList,
    now: Instant,
) -> Result<ServiceList, Error> {
    let document = Document::parse(bytes, &Limits::SERVICE_LIST).map_err(Malformed::Xml)?;
    let signed = xmlsec::verify_metadata(&document, anchors, &Policy::EIDAS, now.seconds())
        .map_err(Untrusted::Signature)?;
    let sha256 = sha256(signed.document().bytes());
    let list = list(signed.root(), sha256, expected)?;
    believe(&list, expected, now)?;
    Ok(list)
}

fn list(
    root: Element<'_>,
    sha256: [u8; 32],
    expected: &ExpectedServiceList,
) -> Result<ServiceList, Error> {
    schema::root(root, name::SER, "MetadataServiceList")?;
    let mut children = Children::of(root, &["Version", "IssueDate", "NextUpdate", "ID"])?;
    schema::attribute(root, "Version")?;
    let issued = schema::time(root, "IssueDate")?;
    if root.attribute("NextUpdate").is_none() {
        return Err(ServiceListFault::NoNextUpdate.into());
    }
    let next_update = schema::time(root, "NextUpdate")?;
    let scheme = children.required(name::SER, "SchemeInformation")?;
    let (issuer_name, scheme) = scheme_information(scheme)?;
    let territories = children.many(name::SER, "MetadataList");
    let points = children.required(name::SER, "DistributionPoints")?;
    distribution_points(points)?;
    children.end()?;

    let mut reader = Reader {
        expected,
        nodes: Vec::new(),
        left_out: Vec::new(),
        entries: 0,
    };
    let mut seen = BTreeSet::new();
    for territory in territories {
        // MD-06: two of one name, and which one counts would be the reader's choice.
        // One without a name is nobody's.
        let code = territory.attribute("Territory").map(schema::trim);
        let code = code.unwrap_or_default();
        if !code.is_empty() && !seen.insert(code) {
            let territory = shown(code);
            return Err(ServiceListFault::TerritoryTwice { territory }.into());
        }
        reader.territory(territory, code)?;
    }
    let (nodes, left_out) = reader.single()?;
    let can_be_used = |node: &&ListedNode| expected.metadata_anchored || !node.signers.is_empty();
    let usable = nodes.iter().filter(can_be_used);
    let usable = usable.map(|node| (node.country, node.role)).collect();
    Ok(ServiceList {
        issuer_name,
        scheme,
        issued,
        next_update,
        sha256,
        nodes,
        usable,
        left_out,
    })
}

/// Whether a rightly signed list counts at `now`, after the one in force.
///
/// Attack (MD-13, MD-14): whoever holds the web host of a list brings an old one, or whoever holds
/// its signing key empties it, be it of certificates or of one role alone. Defence: never older than the
/// one in force, and never many countries less at once in what can be used of them. Trade: a great clearing-up needs an operator who allows it, and a suspension does
/// not: that many nodes are suspended in one hour is how a breach of their common software looks.
fn believe(list: &ServiceList, expected: &ExpectedServiceList, now: Instant) -> Result<(), Error> {
    let doubt = |doubt: ServiceListDoubt| Err(Error::from(doubt));
    let (issued, next_update) = (list.issued, list.next_update);
    if next_update <= now {
        return doubt(ServiceListDoubt::Expired { next_update });
    }
    if issued > now.plus(ServiceList::CLOCKS_APART) {
        return doubt(ServiceListDoubt::NotYetValid { issued });
    }
    let last = now.plus(ServiceList::LONGEST_VALIDITY);
    if next_update > last {
        return doubt(ServiceListDoubt::Validity { next_update, last });
    }
    let held = &expected.held;
    if let Some(before) = held.issued
        && (issued < before || issued == before && list.sha256 != held.sha256)
    {
        return doubt(ServiceListDoubt::Rollback {
            issued,
            held: before,
        });
    }
    // A country that the operator no longer takes from this list is not lost by the list.
    let mut were = held.usable.clone();
    were.retain(|(country, _)| expected.territories.contains(country));
    let gone = were.difference(&list.usable);
    let lost: BTreeSet<CountryCode> = gone.map(|(country, _)| *country).collect();
    let of = |all: &BTreeSet<(CountryCode, Role)>, role| {
        all.iter().filter(|(_, other)| *other == role).count()
    };
    // The only Connector of all may go by itself: countries' logins stay open.
    let emptied = |role| of(&were, role) > 1 && of(&list.usable, role) == 0;
    let all = !were.is_empty() && list.usable.is_empty()
        || emptied(Role::ProxyService)
        || emptied(Role::Connector);
    if lost.len() > expected.may_lose || all {
        let lost = lost.into_iter().collect();
        let may_lose = expected.may_lose;
        return doubt(ServiceListDoubt::Shrunk { lost, may_lose });
    }
    Ok(())
}

/// Appendix A.3.1.
fn scheme_information(element: Element<'_>) -> Result<(String, String), Error> {
    let mut children = Children::of(element, &[])?;
    let issuer = children.required(name::SER, "IssuerName")?;
    let scheme = children.required(name::SER, "SchemeIdentifier")?;
    let territory = children.required(name::SER, "SchemeTerritory")?;
    schema::text(territory, &[])?;
    children.end()?;
    Ok((
        shown(&schema::text(issuer, &[])?),
        shown(&schema::text(scheme, &[])?),
    ))
}

/// Appendix A.3.3. Not followed: where the list is stands in our configuration.
fn distribution_points(element: Element<'_>) -> Result<(), Error> {
    let mut children = Children::of(element, &[])?;
    children.required(name::SER, "DistributionPoint")?;
    children.many(name::SER, "DistributionPoint");
    Ok(children.end()?)
}

struct Reader<'e> {
    expected: &'e ExpectedServiceList,
    nodes: Vec<ListedNode>,
    left_out: Vec<LeftOut>,
    /// Locations of every territory, and what stands in them.
    entries: usize,
}

impl Reader<'_> {
    /// Appendix A.3.2. Territories that nobody here takes are counted, and nothing of them is kept.
    fn territory(&mut self, element: Element<'_>, code: &str) -> Result<(), Error> {
        let country = CountryCode::parse(code).ok().filter(|country| {
            self.expected.territories.contains(country) && *country != self.expected.own_country
        });
        let is_location = |element: Element<'_>| element.is(name::SER, "MetadataLocation");
        let is_in_form = own_attributes(element, &["Territory", "Suspend"]).is_ok()
            && element.children().all(is_location);
        let suspended = said(element, "Suspend");
        for location in element.children() {
            let entries = 1 + location.children().count();
            self.entries = self.entries.saturating_add(entries);
            if self.entries > MOST_ENTRIES {
                return Err(ServiceListFault::TooMany.into());
            }
            if let Some(country) = country.filter(|_| is_in_form)
                && let Err(why) = self.location(location, country, suspended)
            {
                let what = location.attribute("Location").unwrap_or_default();
                self.leave_out(country, what, why);
            }
        }
        if let Some(country) = country.filter(|_| !is_in_form) {
            self.leave_out(country, code, ListedFault::Form);
        }
        Ok(())
    }

    fn leave_out(&mut self, country: CountryCode, what: &str, why: ListedFault) {
        self.left_out.push(LeftOut {
            territory: country.to_string(),
            what: shown(what),
            why,
        });
    }

    fn location(
        &mut self,
        element: Element<'_>,
        country: CountryCode,
        suspended: bool,
    ) -> Result<(), ListedFault> {
        let endpoints = endpoints(element).ok_or(ListedFault::Form)?;
        let written = element.attribute("Location").ok_or(ListedFault::Form)?;
        let location = self.expected.transport.endpoint(schema::trim(written));
        let location = location.map_err(ListedFault::Location)?;
        if endpoints.is_empty() {
            return Err(ListedFault::NoEndpoint);
        }
        let signers = signers(element)?;
        for endpoint in endpoints {
            let entity = endpoint.attribute("EntityID").map_or("", schema::trim);
            let kind = endpoint.attribute("EndpointType");
            let role = match kind.map_or("", schema::trim) {
                name::CONNECTOR => Ok(Role::Connector),
                name::PROXY_SERVICE => Ok(Role::ProxyService),
                _ => Err(ListedFault::EndpointType),
            };
            let entity_id = EntityId::parse(entity).map_err(|_| ListedFault::EntityId);
            match role.and_then(|role| Ok((role, entity_id?))) {
                Ok((role, entity_id)) => self.nodes.push(ListedNode {
                    country,
                    role,
                    entity_id,
                    location: location.clone(),
                    signers: signers.clone(),
                    suspended: suspended || said(endpoint, "Suspend"),
                    hidden: said(endpoint, "HideFromDiscovery"),
                }),
                Err(why) => self.leave_out(country, entity, why),
            }
        }
        Ok(())
    }

    /// Each entity once. In both roles of one country it is left out; otherwise twice refuses the list.
    fn single(mut self) -> Result<(Vec<ListedNode>, Vec<LeftOut>), Error> {
        let mut places: BTreeMap<&EntityId, Vec<(CountryCode, Role)>> = BTreeMap::new();
        for node in &self.nodes {
            let places = places.entry(&node.entity_id).or_default();
            places.push((node.country, node.role));
        }
        let mut both = BTreeSet::new();
        for (entity_id, places) in places {
            match places.as_slice() {
                [_] => {}
                [(one, a), (other, b)] if one == other && a != b => {
                    both.insert(entity_id.clone());
                }
                _ => {
                    let entity_id = entity_id.to_string();
                    return Err(ServiceListFault::EntityTwice { entity_id }.into());
                }
            }
        }
        for node in &self.nodes {
            if both.contains(&node.entity_id) && node.role == Role::ProxyService {
                self.left_out.push(LeftOut {
                    territory: node.country.to_string(),
                    what: shown(node.entity_id.as_str()),
                    why: ListedFault::TwoRoles,
                });
            }
        }
        self.nodes.retain(|node| !both.contains(&node.entity_id));
        if self.nodes.len() > ServiceList::MOST_NODES {
            return Err(ServiceListFault::TooMany.into());
        }
        Ok((self.nodes, self.left_out))
    }
}

/// The `Endpoint`s of a location, before any `KeyInfo`: the order of the schema. Nothing where it is not in that form: what stands
/// there beside would say something that is not read.
fn endpoints(location: Element<'_>) -> Option<Vec<Element<'_>>> {
    own_attributes(location, &["Location"]).ok()?;
    let (mut endpoints, mut keys) = (Vec::new(), false);
    for child in location.children() {
        if child.is(name::SER, "Endpoint") && !keys {
            own_attributes(
                child,
                &["EndpointType", "EntityID", "Suspend", "HideFromDiscovery"],
            )
            .ok()?;
            if child.children().next().is_some() {
                return None;
            }
            endpoints.push(child);
        } else if child.is(ns::DS, "KeyInfo") {
            keys = true;
        } else {
            return None;
        }
    }
    Some(endpoints)
}

/// Every certificate beside the endpoints. A KeyInfo that shows a key in another way only is not
/// passed over: the location would be believed by fewer than its operator meant.
fn signers(location: Element<'_>) -> Result<Vec<Certificate>, ListedFault> {
    let mut signers: Vec<Certificate> = Vec::new();
    for key_info in location.children().filter(|e| e.is(ns::DS, "KeyInfo")) {
        let shown = key_info
            .children()
            .filter(|e| e.is(ns::DS, "X509Data"))
            .flat_map(Element::children)
            .filter(|e| e.is(ns::DS, "X509Certificate"));
        let before = signers.len();
        for certificate in shown {
            let certificate = Certificate::from_base64(&certificate.text());
            signers.push(certificate.map_err(|_| ListedFault::Certificate)?);
        }
        if signers.len() == before {
            return Err(ListedFault::KeyWithoutCertificate);
        }
        if signers.len() > ServiceList::MOST_SIGNERS {
            return Err(ListedFault::Certificate);
        }
    }
    Ok(signers)
}

/// A flag that closes something. Whatever is neither absent nor a plain no is a yes: closed is the
/// side to err on.
fn said(element: Element<'_>, flag: &str) -> bool {
    let written = element.attribute(flag).map(schema::trim);
    !matches!(written, None | Some("false" | "0"))
}

/// Appendix A.3.2: "##any", locally defined attributes have a namespace of their own. Those of none
/// must be the schema's.
fn own_attributes(element: Element<'_>, names: &[&str]) -> Result<(), Schema> {
    if element.has_text() {
        return Err(Schema::Text {
            element: element.name().to_owned(),
        });
    }
    schema::own_attributes(element, names)
}

/// Text of others, cut to a length that a page or a log can carry.
fn shown(text: &str) -> String {
    let clean = text.trim().chars().filter(|c| !c.is_control());
    clean.take(MAX_TEXT).collect()
}
