// SPDX-License-Identifier: EUPL-1.2
//! Trusted lists, XML: ETSI TS 119 612. Made for trust services, and used for PID providers by the Commission's reference
//! implementation; the EU's own list of them is that of TS 119 602.
//!
//! Nothing is read but what the signature covers. A provider or service that cannot be used is left out with its
//! reason; what makes the list itself ambiguous, an element twice, refuses the whole.

use openssl::x509::X509;
use xmlsec::{
    Certificate, Document, Element, Limits, Policy, shown_by_trusted_list, verify_trusted_list,
};

use super::{
    CRITICAL, LeftOut, MOST_ENTITIES, Service, Signed, called, instant, member, one_country,
};
use crate::{
    Error, Malformed, Mismatch, Untrusted,
    trust::{ListSigners, PidIssuance, PidRevocation, certificate, service_type},
};

const TSL: &str = "http://uri.etsi.org/02231/v2#";
/// §5.3.3: a list of an EU or EEA state. The list of lists has another and names no service.
const LIST_TYPE: &str = "http://uri.etsi.org/TrstSvc/TrustedList/TSLType/EUgeneric";
/// §5.3.1: 5 up to edition 2.2.1, 6 from 2.3.1.
const VERSIONS: [&str; 2] = ["5", "6"];
const PROVIDERS: &str = "TrustServiceProviderList";
/// Who issues PIDs and tells which of them are revoked. Of the reference implementation: §5.5.1 registers no type for it.
const PID_PROVIDER: &str = "http://uri.etsi.org/Svc/Svctype/Provider/PID";
/// §5.5.4: of qualified services, and of others that a state recognises.
const IN_FORCE: [&str; 2] = [
    "http://uri.etsi.org/TrstSvc/TrustedList/Svcstatus/granted",
    "http://uri.etsi.org/TrstSvc/TrustedList/Svcstatus/recognisedatnationallevel",
];

/// Whether it is meant as XML; a compact JWS begins with a letter.
pub(super) fn is_xml(list: &str) -> bool {
    let list = list.trim_start_matches(['\u{feff}', ' ', '\t', '\r', '\n']);
    list.starts_with('<')
}

/// A list that one of these signed.
pub(super) fn read(list: &str, signers: &ListSigners, now: i64) -> Result<Signed, Error> {
    let document = Document::parse(list.as_bytes(), &Limits::SERVICE_LIST).map_err(refused)?;
    let shown = shown_by_trusted_list(&document).map_err(refused)?;
    let shown: Vec<&[u8]> = shown.iter().map(Vec::as_slice).collect();
    let verified = |signer: X509| -> Result<_, Error> {
        let der = signer.to_der().map_err(|_| Malformed::Certificate)?;
        let key_holder = Certificate::from_der(&der).map_err(|_| Malformed::Key)?;
        let signed = verify_trusted_list(&document, &key_holder, &Policy::EIDAS);
        Ok((signer, signed.map_err(refused)?))
    };
    let mut found = Err(Error::from(Untrusted::ListSigner));
    for signer in signers.signers_among(&shown, now) {
        found = signer.and_then(verified);
        if found.is_ok() {
            break;
        }
    }
    let (signer, signed) = found?;

    let root = signed.root();
    if !root.is(TSL, "TrustServiceStatusList") {
        return Err(member("TrustServiceStatusList").into());
    }
    let scheme = child(root, "SchemeInformation")?;
    if !VERSIONS.contains(&text(scheme, "TSLVersionIdentifier")?.as_str()) {
        return Err(member("TSLVersionIdentifier").into());
    }
    if text(scheme, "TSLType")? != LIST_TYPE {
        return Err(Mismatch::ListType.into());
    }
    if has_critical(scheme, "SchemeExtensions") {
        return Err(member("SchemeExtensions").into());
    }
    let territory = text(scheme, "SchemeTerritory")?;
    let sequence = text(scheme, "TSLSequenceNumber")?.parse();
    Ok(Signed {
        signer,
        operators: names(child(scheme, "SchemeOperatorName")?),
        sequence: sequence.map_err(|_| member("TSLSequenceNumber"))?,
        issued: text(scheme, "ListIssueDateTime")?,
        next_update: next_update(scheme)?,
        // §5.3.18: not there when nobody is approved.
        entities: match children(root, PROVIDERS).next() {
            None => (Vec::new(), Vec::new()),
            Some(_) => providers(child(root, PROVIDERS)?, &territory, now)?,
        },
        territory,
    })
}

/// §5.3.15: empty where the list is closed. Twice is not none.
fn next_update(scheme: Element<'_>) -> Result<String, Error> {
    if children(scheme, "NextUpdate").next().is_none() {
        return Ok(String::new());
    }
    let next_update = child(scheme, "NextUpdate")?;
    match children(next_update, "dateTime").next() {
        Some(_) => text(next_update, "dateTime"),
        // Nothing at all: what has an instant in its own words has none that is missing.
        None if trimmed(next_update).is_empty() && next_update.children().next().is_none() => {
            Ok(String::new())
        }
        None => Err(member("dateTime").into()),
    }
}

fn providers(
    list: Element<'_>,
    territory: &str,
    now: i64,
) -> Result<(Vec<Service>, Vec<LeftOut>), Error> {
    let (mut services, mut left_out) = (Vec::new(), Vec::new());
    for (at, provider) in children(list, "TrustServiceProvider").enumerate() {
        if at == MOST_ENTITIES {
            return Err(Malformed::TooLarge.into());
        }
        let name = name_of(provider);
        let leave_out = |reason| LeftOut {
            entity: name.clone().unwrap_or_else(|| format!("#{at}")),
            reason,
        };
        let found = country(provider, territory)
            .and_then(|country| Ok((name.clone().ok_or("no name")?, country)));
        let (name, country) = match found {
            Ok(found) => found,
            Err(reason) => {
                left_out.push(leave_out(reason));
                continue;
            }
        };
        let named = children(provider, "TSPServices").flat_map(|s| children(s, "TSPService"));
        for service in named {
            match certificates(service, now) {
                // Of trust services for other things: nobody's mistake.
                Ok(None) => {}
                Ok(Some(certificates)) => {
                    let of_type = |service_type: &str| Service {
                        service_type: service_type.to_owned(),
                        provider: name.clone(),
                        country: country.clone(),
                        certificates: certificates.clone(),
                    };
                    services.push(of_type(service_type::<PidIssuance>()));
                    services.push(of_type(service_type::<PidRevocation>()));
                }
                Err(reason) => left_out.push(leave_out(reason)),
            }
        }
    }
    Ok((services, left_out))
}

/// The certificates of a service that issues PIDs now; `None` of one that does something else. What it was before
/// (`ServiceHistory`) is nothing to whoever asks today.
fn certificates(service: Element<'_>, now: i64) -> Result<Option<Vec<X509>>, &'static str> {
    let about = only(service, "ServiceInformation").ok_or("no service")?;
    let value = |name| only(about, name).map(trimmed);
    if value("ServiceTypeIdentifier").ok_or("no service type")? != PID_PROVIDER {
        return Ok(None);
    }
    if has_critical(about, "ServiceInformationExtensions") {
        return Err(CRITICAL);
    }
    let status = value("ServiceStatus").ok_or("no status")?;
    let since = value("StatusStartingTime").and_then(|since| instant(&since));
    // §5.5.5: the status counts from then on.
    let in_force = IN_FORCE.contains(&status.as_str()) && since.is_some_and(|since| since <= now);
    if !in_force {
        return Err("service is not granted");
    }
    let identity = only(about, "ServiceDigitalIdentity").ok_or("no certificate")?;
    let listed = children(identity, "DigitalId").flat_map(|id| children(id, "X509Certificate"));
    let read = |listed: Element<'_>| {
        let octets: String = listed.text().split_ascii_whitespace().collect();
        certificate(&openssl::base64::decode_block(&octets).ok()?).ok()
    };
    let certificates: Option<Vec<X509>> = listed.map(read).collect();
    let certificates = certificates.ok_or("certificate cannot be read")?;
    if certificates.is_empty() {
        return Err("no certificate");
    }
    Ok(Some(certificates))
}

fn name_of(provider: Element<'_>) -> Option<String> {
    let about = only(provider, "TSPInformation")?;
    let of = |name| -> Vec<String> { only(about, name).into_iter().flat_map(names).collect() };
    called(&of("TSPTradeName"), &of("TSPName"))
}

/// §5.4.3: the country of the address, else of the list.
fn country(provider: Element<'_>, territory: &str) -> Result<String, &'static str> {
    let about = only(provider, "TSPInformation");
    if about.is_some_and(|about| has_critical(about, "TSPInformationExtensions")) {
        return Err(CRITICAL);
    }
    let addresses = about
        .and_then(|about| only(about, "TSPAddress"))
        .and_then(|address| only(address, "PostalAddresses"));
    let addresses = addresses.into_iter();
    let addresses = addresses.flat_map(|all| children(all, "PostalAddress"));
    let named = addresses.filter_map(|address| only(address, "CountryName").map(trimmed));
    one_country(named.collect(), territory)
}

/// The values of a multilingual string, English first. §5.1.4.
fn names(of: Element<'_>) -> Vec<String> {
    const XML: &str = "http://www.w3.org/XML/1998/namespace";
    let mut names: Vec<(bool, String)> = children(of, "Name")
        .map(|name| (name.attribute_ns(XML, "lang") != Some("en"), trimmed(name)))
        .collect();
    names.sort_by_key(|(other, _)| *other);
    names.into_iter().map(|(_, name)| name).collect()
}

/// Whether one of the extensions of this name is critical: `xs:boolean`.
fn has_critical(about: Element<'_>, extensions: &'static str) -> bool {
    let mut extensions = children(about, extensions).flat_map(|all| children(all, "Extension"));
    extensions.any(|extension| {
        let critical = extension.attribute("Critical").map(str::trim_ascii);
        matches!(critical, Some("true" | "1"))
    })
}

fn children<'a>(parent: Element<'a>, name: &'static str) -> impl Iterator<Item = Element<'a>> {
    parent.children().filter(move |child| child.is(TSL, name))
}

/// The child of that name, where there is exactly one.
fn only<'a>(parent: Element<'a>, name: &'static str) -> Option<Element<'a>> {
    let mut children = children(parent, name);
    let child = children.next();
    child.filter(|_| children.next().is_none())
}

fn child<'a>(parent: Element<'a>, name: &'static str) -> Result<Element<'a>, Error> {
    Ok(only(parent, name).ok_or_else(|| member(name))?)
}

fn text(parent: Element<'_>, name: &'static str) -> Result<String, Error> {
    child(parent, name).map(trimmed)
}

fn trimmed(element: Element<'_>) -> String {
    element.text().trim_ascii().to_owned()
}

fn refused(error: xmlsec::Error) -> Error {
    match error {
        xmlsec::Error::Malformed(malformed) => Malformed::ListXml(malformed).into(),
        xmlsec::Error::Untrusted(untrusted) => Untrusted::ListSignature(untrusted).into(),
        _ => Malformed::Certificate.into(),
    }
}
