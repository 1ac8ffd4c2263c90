// SPDX-License-Identifier: EUPL-1.2
//! Lists of trusted entities, JSON binding: who may issue PIDs, access certificates, registration
//! certificates, and who tells what of it was revoked. ETSI TS 119 602 §6; Annexes D, F, G. And
//! trusted lists in XML, TS 119 612 (`xml`).
//!
//! Read leniently in syntax (a fraction of a second, members that we do not know, entities that
//! cannot be used), strictly in meaning: signer, type, territory, sequence, dates. An entity that
//! cannot be used is left out with its reason, so that one country's mistake closes no other's
//! wallets, and the operator reads why.

mod xml;

use openssl::x509::X509;
use serde_json::{Map, Value};

use crate::{
    Error, Malformed, Mismatch, json,
    jws::Jws,
    time,
    trust::{Anchor, Anchors, Category, ListSigners, certificate, listed_country},
};

/// The largest published list of today, 612 XML of one state, has 5 MB; one of PID providers has
/// 27 entities and 100 kB.
const MOST_BYTES: usize = 8 * 1024 * 1024;
/// TS 119 602 Annexes D.1 to I.1: `NextUpdate` lies at most six months after the issue.
const LONGEST_LIFE: i64 = 186 * 86_400;
/// TS 119 602 §6.3.1. Another version may mean something else by the same members, as one of XML may (TS 119 612 §5.3.1).
const VERSION: u64 = 1;
/// Entities; there are 27 Member States and a handful besides.
const MOST_ENTITIES: usize = 5_000;

/// What a list must be.
#[derive(Clone, Copy, Debug)]
pub struct ExpectedList<'a> {
    /// `LoTEType`. A list in XML is of one type, whatever services it names.
    pub list_type: &'a str,
    /// `SchemeTerritory`: `EU`, or a country's own list.
    pub territory: &'a str,
    /// The list that is held now.
    pub previous: Previous,
}

/// Which list is held, so that an older one is not put in its place: attack WV-10, a list from
/// before a provider was struck off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Previous {
    /// Never seen: the first fetch.
    Nothing,
    /// `LoTESequenceNumber` and issue of the list held.
    Held {
        /// `LoTESequenceNumber`, `TSLSequenceNumber`.
        sequence: u64,
        /// `ListIssueDateTime`.
        issued: i64,
    },
}

/// `LoTEType` of the list of PID providers. TS 119 602 §C.2.1.
pub const PID_PROVIDERS: &str = "http://uri.etsi.org/19602/LoTEType/EUPIDProvidersList";
/// `LoTEType` of the list of those who issue access certificates.
pub const ACCESS_PROVIDERS: &str = "http://uri.etsi.org/19602/LoTEType/EUWRPACProvidersList";
/// `LoTEType` of the list of those who issue registration certificates.
pub const REGISTRATION_PROVIDERS: &str = "http://uri.etsi.org/19602/LoTEType/EUWRPRCProvidersList";

/// A list that its scheme operator signed, of the expected type and territory, in date and not
/// older than the one held. Made only by [`verify`].
#[derive(Clone, Debug)]
pub struct TrustedList {
    sequence: u64,
    issued: i64,
    next_update: Option<i64>,
    signer: X509,
    services: Vec<Service>,
    left_out: Vec<LeftOut>,
}

/// A service of an entity.
#[derive(Clone, Debug)]
struct Service {
    service_type: String,
    provider: String,
    country: String,
    certificates: Vec<X509>,
}

/// An entity, or a service of it, that cannot be used, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftOut {
    /// The entity by its name, or by its place in the list.
    pub entity: String,
    /// The rule it breaks.
    pub reason: &'static str,
}

impl TrustedList {
    /// `LoTESequenceNumber` and `ListIssueDateTime`, to be kept and given back as [`Previous`].
    #[must_use]
    pub const fn held(&self) -> Previous {
        Previous::Held {
            sequence: self.sequence,
            issued: self.issued,
        }
    }

    /// Until when it counts: `NextUpdate`; of one that is closed, when that was said.
    #[must_use]
    pub fn valid_until(&self) -> i64 {
        self.next_update.unwrap_or(self.issued)
    }

    /// Whether its operator closed the scheme: it vouches for nobody, whomever it still names.
    #[must_use]
    pub const fn is_closed(&self) -> bool {
        self.next_update.is_none()
    }

    /// The certificate of the signer, for the operator's board.
    #[must_use]
    pub fn signer(&self) -> &X509 {
        &self.signer
    }

    /// What could not be used.
    #[must_use]
    pub fn left_out(&self) -> &[LeftOut] {
        &self.left_out
    }

    /// The certificates of one category: of services of exactly that type. A certificate for
    /// revocation never anchors a PID (attack WV-10). They count until `NextUpdate` and `grace`
    /// seconds more.
    #[must_use]
    pub fn anchors<C: Category>(&self, grace: u32) -> Anchors<C> {
        let until = self.valid_until().saturating_add(i64::from(grace));
        let of_category =
            |service: &&Service| !self.is_closed() && service.service_type == C::SERVICE_TYPE;
        Anchors::new(
            self.services
                .iter()
                .filter(of_category)
                .flat_map(|service| {
                    service.certificates.iter().map(move |certificate| Anchor {
                        certificate: certificate.clone(),
                        country: service.country.clone(),
                        provider: service.provider.clone(),
                        valid_until: until,
                    })
                }),
        )
    }
}

/// What a list says that its scheme operator signed, before it is held against what was expected.
struct Signed {
    signer: X509,
    territory: String,
    operators: Vec<String>,
    sequence: u64,
    issued: String,
    /// Empty where the list is closed.
    next_update: String,
    entities: (Vec<Service>, Vec<LeftOut>),
}

/// Verifies a list as it was fetched: a compact JAdES signature of the list (TS 119 602 §6.8), or XML
/// with its signature in it (TS 119 612 §5.7).
///
/// # Errors
/// The rule that is broken; nothing of the list is used then.
pub fn verify(
    list: &str,
    signers: &ListSigners,
    expected: &ExpectedList<'_>,
    now: i64,
) -> Result<TrustedList, Error> {
    if list.len() > MOST_BYTES {
        return Err(Malformed::TooLarge.into());
    }
    let signed = match xml::is_xml(list) {
        true => xml::read(list, signers, now)?,
        false => json(list, signers, expected.list_type, now)?,
    };
    if listed_country(&signed.territory) != listed_country(expected.territory) {
        return Err(Mismatch::Territory.into());
    }
    signers.verify_name(&signed.signer, &signed.operators, &signed.territory)?;
    let (issued, next_update) = dates(&signed, now)?;
    let older = match expected.previous {
        Previous::Nothing => false,
        Previous::Held {
            sequence: held,
            issued: held_issue,
        } => signed.sequence < held || issued < held_issue,
    };
    if older {
        return Err(Mismatch::Rollback.into());
    }
    let (services, left_out) = signed.entities;
    Ok(TrustedList {
        sequence: signed.sequence,
        issued,
        next_update,
        signer: signed.signer,
        services,
        left_out,
    })
}

fn json(token: &str, signers: &ListSigners, list_type: &str, now: i64) -> Result<Signed, Error> {
    let jws = Jws::parse(token.trim_ascii_end(), MOST_BYTES)?;
    // TS 119 182-1 §5.1: `sigT` is the claimed time in editions before 1.2, critical then.
    jws.has_no_critical(&["sigT", "iat", "x5c"])?;
    let chain = jws.x5c()?;
    let chain: Vec<&[u8]> = chain.iter().map(Vec::as_slice).collect();
    let signer = signers.signer(&chain, now)?;
    let key = signer.public_key().map_err(|_| Malformed::Key)?;
    let document = json::list(&jws.verify_list(&key)?)?;

    // The wrapper of §6.1; published test lists leave it out.
    let list = match document.get("LoTE") {
        Some(list) => list.as_object().ok_or_else(|| member("LoTE"))?,
        None => &document,
    };
    let scheme = object(list, "ListAndSchemeInformation")?;
    if text(scheme, "LoTEType")? != list_type {
        return Err(Mismatch::ListType.into());
    }
    if scheme.get("LoTEVersionIdentifier").and_then(Value::as_u64) != Some(VERSION) {
        return Err(member("LoTEVersionIdentifier").into());
    }
    if has_critical(scheme, "SchemeExtensions") {
        return Err(member("SchemeExtensions").into());
    }
    let next_update = match scheme.get("NextUpdate") {
        None | Some(Value::Null) => "",
        Some(_) => text(scheme, "NextUpdate")?,
    };
    let territory = text(scheme, "SchemeTerritory")?;
    let sequence = scheme.get("LoTESequenceNumber").and_then(Value::as_u64);
    Ok(Signed {
        signer,
        territory: territory.to_owned(),
        operators: names(scheme, "SchemeOperatorName"),
        sequence: sequence.ok_or_else(|| member("LoTESequenceNumber"))?,
        issued: text(scheme, "ListIssueDateTime")?.to_owned(),
        next_update: next_update.trim_ascii().to_owned(),
        entities: entities(list, territory, now)?,
    })
}

/// TS 119 602 §6.3.14, §6.3.15, TS 119 612 §5.3.14, §5.3.15: in order, not in the future, not past. A list without
/// `NextUpdate` is closed: there will be no other. Attack WV-10: refused for it, the one before would vouch on until its
/// end for those whom nobody supervises any more.
fn dates(signed: &Signed, now: i64) -> Result<(i64, Option<i64>), Error> {
    let date = |text: &str, name| instant(text).ok_or_else(|| Error::from(member(name)));
    let issued = date(&signed.issued, "ListIssueDateTime")?;
    if issued > now.saturating_add(crate::CLOCK_SKEW) {
        return Err(Mismatch::NotYet { from: issued, now }.into());
    }
    if signed.next_update.is_empty() {
        return Ok((issued, None));
    }
    let next_update = date(&signed.next_update, "NextUpdate")?;
    if next_update <= now {
        return Err(Mismatch::Expired {
            until: next_update,
            now,
        }
        .into());
    }
    if next_update <= issued || next_update - issued > LONGEST_LIFE {
        return Err(member("NextUpdate").into());
    }
    Ok((issued, Some(next_update)))
}

/// An instant of a list. Published writers add a fraction of a second, against TS 119 602 §6.1.3 and TS 119 612 §5.1.3.
fn instant(text: &str) -> Option<i64> {
    match text.split_once('.') {
        Some((seconds, _)) => time::instant(&format!("{seconds}Z")),
        None => time::instant(text),
    }
}

fn entities(
    list: &Map<String, Value>,
    territory: &str,
    now: i64,
) -> Result<(Vec<Service>, Vec<LeftOut>), Error> {
    // §6.4.0: not there when nobody is approved. Attack WV-10: refused for it, the list from before the last one was
    // struck off would count on.
    let entities = match list.get("TrustedEntitiesList") {
        None => &[],
        Some(entities) => {
            let entities = entities.as_array().map(Vec::as_slice);
            entities.ok_or_else(|| member("TrustedEntitiesList"))?
        }
    };
    if entities.len() > MOST_ENTITIES {
        return Err(Malformed::TooLarge.into());
    }
    let (mut services, mut left_out) = (Vec::new(), Vec::new());
    for (at, entity) in entities.iter().enumerate() {
        let entity = entity.as_object();
        let about = entity.and_then(|e| e.get("TrustedEntityInformation"));
        let about = about.and_then(Value::as_object);
        let provider = about.and_then(provider);
        let leave_out = |reason| LeftOut {
            entity: provider.clone().unwrap_or_else(|| format!("#{at}")),
            reason,
        };
        let (Some(entity), Some(about), Some(provider)) = (entity, about, provider.clone()) else {
            left_out.push(leave_out("no name"));
            continue;
        };
        let country = match has_critical(about, "TEInformationExtensions") {
            true => Err(CRITICAL),
            false => country(about, territory),
        };
        let country = match country {
            Ok(country) => country,
            Err(reason) => {
                left_out.push(leave_out(reason));
                continue;
            }
        };
        let named = entity
            .get("TrustedEntityServices")
            .and_then(Value::as_array);
        for service in named.into_iter().flatten() {
            match service_of(service, (&provider, &country), now) {
                Ok(service) => services.push(service),
                Err(reason) => left_out.push(leave_out(reason)),
            }
        }
    }
    Ok((services, left_out))
}

fn service_of(
    service: &Value,
    (provider, country): (&str, &str),
    now: i64,
) -> Result<Service, &'static str> {
    let about = service.get("ServiceInformation").and_then(Value::as_object);
    let about = about.ok_or("no service")?;
    if has_critical(about, "ServiceInformationExtensions") {
        return Err(CRITICAL);
    }
    let service_type = about.get("ServiceTypeIdentifier").and_then(Value::as_str);
    // The EU profiles have no status (Annex D.3): who is struck off is not on the list. Where a
    // list has one, only that of a granted service counts.
    let status = about.get("ServiceStatus").and_then(Value::as_str);
    if status.is_some_and(|status| !status.ends_with("/granted") && !status.ends_with("/notified"))
    {
        return Err("service is not granted");
    }
    // §6.6, as TS 119 612 §5.5.5: the status counts from then on.
    let since = about.get("StatusStartingTime");
    let counts = |since: &Value| since.as_str().and_then(instant).is_some_and(|at| at <= now);
    if since.is_some_and(|since| !since.is_null() && !counts(since)) {
        return Err("service is not granted yet");
    }
    let identity = about.get("ServiceDigitalIdentity");
    let listed = identity.and_then(|i| i.get("X509Certificates"));
    let listed = listed.and_then(Value::as_array).ok_or("no certificate")?;
    let certificates = listed.iter().map(certificate_of);
    let certificates: Option<Vec<X509>> = certificates.collect();
    Ok(Service {
        service_type: service_type.ok_or("no service type")?.to_owned(),
        provider: provider.to_owned(),
        country: country.to_owned(),
        certificates: certificates
            .filter(|certificates| !certificates.is_empty())
            .ok_or("certificate cannot be read")?,
    })
}

fn certificate_of(listed: &Value) -> Option<X509> {
    let text = listed.get("val")?.as_str()?;
    certificate(&openssl::base64::decode_block(text).ok()?).ok()
}

fn provider(about: &Map<String, Value>) -> Option<String> {
    called(&names(about, "TETradeName"), &names(about, "TEName"))
}

/// What an entity is called where it must not be taken for another: its registered identifier if it
/// names one among its trade names (TS 119 602 §6.5.2, TS 119 612 §5.4.2), else its name. Of a person's
/// `sub` it is a part, so a trade name that comes or goes changes nothing.
fn called(trade_names: &[String], names: &[String]) -> Option<String> {
    // EN 319 412-1 §5.1.4: three letters, or two of a country and a colon; a country; a hyphen.
    let is_registered = |name: &&String| match name.as_bytes() {
        [a, b, c, d, e, b'-', _, ..] => {
            [a, b, d, e].into_iter().all(u8::is_ascii_uppercase)
                && (c.is_ascii_uppercase() || *c == b':')
        }
        _ => false,
    };
    let registered = trade_names.iter().find(is_registered);
    let named = names.iter().chain(trade_names).next();
    registered.or(named).cloned()
}

/// The country that an entity provides for: PID providers name it in `TEInformationURI` (Annex
/// D.2), else it is that of its address, else of the list. Two that differ are none.
fn country(about: &Map<String, Value>, territory: &str) -> Result<String, &'static str> {
    let mut countries: Vec<String> = Vec::new();
    let uris = about.get("TEInformationURI").and_then(Value::as_array);
    for uri in uris.into_iter().flatten() {
        let uri = uri
            .get("uriValue")
            .and_then(Value::as_str)
            .unwrap_or_default();
        let named = uri.strip_prefix("http://uri.etsi.org/19602/ListOfTrustedEntities/");
        countries.extend(named.and_then(|rest| Some(rest.rsplit_once('/')?.1.to_owned())));
    }
    if countries.is_empty() {
        let address = about
            .get("TEAddress")
            .and_then(|a| a.get("TEPostalAddress"));
        let address = address.and_then(Value::as_array);
        let country = |a: &Value| Some(a.get("Country")?.as_str()?.to_owned());
        countries.extend(address.into_iter().flatten().filter_map(country));
    }
    one_country(countries, territory)
}

/// The country of an entity whose address or registration names these, on a list of this territory.
fn one_country(mut countries: Vec<String>, territory: &str) -> Result<String, &'static str> {
    if countries.is_empty() && territory != "EU" {
        countries.push(territory.to_owned());
    }
    let mut countries = countries.iter().map(|country| listed_country(country));
    let country = countries.next().ok_or("no country")?;
    if countries.any(|other| other != country) {
        return Err("two countries");
    }
    let two_letters = country.len() == 2 && country.bytes().all(|b| b.is_ascii_uppercase());
    if !two_letters {
        return Err("no country");
    }
    // TS 119 602 §6.3.10, TS 119 612 §5.3.10: a scheme applies in its territory. Attack WV-11, by a whole list: who
    // signs that of one country would vouch for the numbers of another.
    if territory != "EU" && country != listed_country(territory) {
        return Err("of another country than its list");
    }
    Ok(country.to_owned())
}

/// The values of a multilingual string, English first.
fn names(object: &Map<String, Value>, name: &str) -> Vec<String> {
    let values = object.get(name).and_then(Value::as_array);
    let mut values: Vec<(bool, String)> = values
        .into_iter()
        .flatten()
        .filter_map(|v| {
            let english = v.get("lang").and_then(Value::as_str) == Some("en");
            Some((!english, v.get("value")?.as_str()?.to_owned()))
        })
        .collect();
    values.sort_by_key(|(other, _)| *other);
    values.into_iter().map(|(_, value)| value).collect()
}

/// TS 119 602 §6.3.17, TS 119 612 §5.3.17: whoever does not know a critical extension "shall reject" what it is about. We
/// know none.
const CRITICAL: &str = "critical extension";

/// Whether one of the extensions of this name is critical. The JSON binding leaves their form open, and the names of
/// members begin with a small letter in some writers.
fn has_critical(about: &Map<String, Value>, extensions: &str) -> bool {
    let extensions = about.get(extensions).and_then(Value::as_array);
    let mut extensions = extensions.into_iter().flatten();
    let is_set = |extension: &Value, name| extension.get(name) == Some(&Value::Bool(true));
    extensions.any(|extension| is_set(extension, "critical") || is_set(extension, "Critical"))
}

fn object<'m>(
    members: &'m Map<String, Value>,
    name: &'static str,
) -> Result<&'m Map<String, Value>, Error> {
    let object = members.get(name).and_then(Value::as_object);
    Ok(object.ok_or_else(|| member(name))?)
}

fn text<'m>(members: &'m Map<String, Value>, name: &'static str) -> Result<&'m str, Error> {
    Ok(members
        .get(name)
        .and_then(Value::as_str)
        .ok_or_else(|| member(name))?)
}

fn member(member: &'static str) -> Malformed {
    Malformed::List { member }
}
