// SPDX-License-Identifier: EUPL-1.2

//! Reading an AuthnRequest by its schema. SAML Core §3.4.1; eIDAS Message Format 1.4 §2.4.1.

use xmlsec::Element;

use crate::error::{Error, Malformed, Schema};
use crate::id::RequesterId;
use crate::loa::{LevelOfAssurance, Loa, RequestedContext};
use crate::ns;
use crate::saml::NameIdFormat;
use crate::schema::{self, Children};
use crate::sp_type::SpType;

/// Longest `ProviderName` that is shown: what EC nodes allow. The rest is cut off, since a long
/// name is no reason to turn a person away.
const MAX_PROVIDER_NAME: usize = 128;

/// The content of a request by its schema; held against nothing yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Parsed {
    pub(super) force_authn: bool,
    pub(super) is_passive: bool,
    pub(super) protocol_binding: Option<String>,
    pub(super) provider_name: Option<String>,
    pub(super) sp_type: Option<SpType>,
    /// `NodeCountry`, as written.
    pub(super) node_country: Option<String>,
    pub(super) attributes: Vec<Asked>,
    pub(super) name_id_format: NameIdFormat,
    /// `SPNameQualifier`: in whose namespace the identifier is wanted.
    pub(super) sp_name_qualifier: Option<String>,
    pub(super) context: RequestedContext,
    pub(super) requester_id: Option<RequesterId>,
}

/// One `eidas:RequestedAttribute`, known to us or not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Asked {
    pub(super) name: String,
    pub(super) is_required: bool,
}

/// Reads `samlp:AuthnRequest`, without the Signature that was verified.
pub(super) fn read(request: Element<'_>) -> Result<Parsed, Error> {
    const ATTRIBUTES: [&str; 12] = [
        "ID",
        "Version",
        "IssueInstant",
        "Destination",
        "Consent",
        "ForceAuthn",
        "IsPassive",
        "ProtocolBinding",
        "AssertionConsumerServiceIndex",
        "AssertionConsumerServiceURL",
        "AttributeConsumingServiceIndex",
        "ProviderName",
    ];
    let mut children = Children::of(request, &ATTRIBUTES)?;
    children.required(ns::ASSERTION, "Issuer")?;
    let extensions = read_extensions(children.required(ns::PROTOCOL, "Extensions")?)?;
    // Message Format 1.4 §2.4.1: what else SAML Core has must be supported, be it by an error.
    if let Some(subject) = children.optional(ns::ASSERTION, "Subject") {
        nobody_in_particular(subject)?;
    }
    let (name_id_format, sp_name_qualifier) = match children.optional(ns::PROTOCOL, "NameIDPolicy")
    {
        Some(policy) => read_name_id_policy(policy)?,
        None => (NameIdFormat::Unspecified, None),
    };
    // They would only narrow the question.
    children.optional(ns::ASSERTION, "Conditions");
    let context = read_context(children.required(ns::PROTOCOL, "RequestedAuthnContext")?)?;
    let scoping = children.optional(ns::PROTOCOL, "Scoping");
    let requester_id = scoping.map(read_scoping).transpose()?.flatten();
    children.end()?;
    read_index(request, "AttributeConsumingServiceIndex")?;
    Ok(Parsed {
        force_authn: schema::boolean(request, "ForceAuthn")?.unwrap_or(false),
        is_passive: schema::boolean(request, "IsPassive")?.unwrap_or(false),
        protocol_binding: request.attribute("ProtocolBinding").map(str::to_owned),
        provider_name: request.attribute("ProviderName").and_then(read_name),
        sp_type: extensions.sp_type,
        node_country: extensions.node_country,
        attributes: extensions.attributes,
        name_id_format,
        sp_name_qualifier,
        context,
        requester_id,
    })
}

/// An `xs:unsignedShort` attribute.
pub(super) fn read_index(request: Element<'_>, name: &'static str) -> Result<Option<u16>, Schema> {
    request
        .attribute(name)
        .map(|index| index.trim().parse())
        .transpose()
        .map_err(|_| Schema::Value { name })
}

/// A name that a person will read: without what is invisible or turns the direction of writing,
/// and not longer than names are.
fn read_name(text: &str) -> Option<String> {
    let turns = |c| {
        matches!(c, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}'
            | '\u{FEFF}')
    };
    let shown: String = text
        .trim()
        .chars()
        .filter(|c| !c.is_control() && !turns(*c))
        .take(MAX_PROVIDER_NAME)
        .collect();
    (!shown.is_empty()).then_some(shown)
}

struct Extensions {
    sp_type: Option<SpType>,
    node_country: Option<String>,
    attributes: Vec<Asked>,
}

/// SPType and RequestedAttributes, in either order, with extensions of others between.
fn read_extensions(extensions: Element<'_>) -> Result<Extensions, Error> {
    let mut children = Children::of(extensions, &[])?;
    let mut sp_type = None;
    let mut node_country = None;
    let mut attributes = None;
    while let Some(extension) = children.any() {
        if extension.is(ns::EIDAS, "SPType") && sp_type.is_none() {
            let text = schema::text(extension, &[])?;
            sp_type = Some(SpType::parse(&text).ok_or(Schema::Value { name: "SPType" })?);
        } else if extension.is(ns::EIDAS, "RequestedAttributes") && attributes.is_none() {
            attributes = Some(read_attributes(extension)?);
        } else if extension.is(ns::EIDAS, "NodeCountry") && node_country.is_none() {
            // DIFFERENCE: of metadata since 1.2; a reference node passes over it in a request.
            node_country = Some(schema::text(extension, &[])?.into_owned());
        } else if matches!(
            extension.namespace(),
            "" | ns::EIDAS | ns::PROTOCOL | ns::ASSERTION | ns::DS | ns::XENC
        ) {
            return Err(schema::unexpected(extensions, extension).into());
        } else {
            schema::harmless(extension)?;
        }
    }
    let attributes = attributes.ok_or_else(|| Schema::MissingElement {
        parent: extensions.name().to_owned(),
        element: "RequestedAttributes",
    })?;
    Ok(Extensions {
        sp_type,
        node_country,
        attributes,
    })
}

fn read_attributes(requested: Element<'_>) -> Result<Vec<Asked>, Error> {
    let mut children = Children::of(requested, &[])?;
    let elements = children.many(ns::EIDAS, "RequestedAttribute");
    children.end()?;
    let mut asked: Vec<Asked> = Vec::new();
    for element in elements {
        const ATTRIBUTES: [&str; 4] = ["Name", "NameFormat", "isRequired", "FriendlyName"];
        // Message Format 1.4 §5.4: `anyAttribute`, "##other".
        let mut values = Children::of_open(element, &ATTRIBUTES)?;
        // A value would name one person to be asked about; we answer about whoever logs in.
        values.many(ns::EIDAS, "AttributeValue");
        values.end()?;
        let name = schema::attribute(element, "Name")?.to_owned();
        if schema::attribute(element, "NameFormat")? != ns::ATTRNAME_URI {
            return Err(Malformed::AttributeNameFormat { name }.into());
        }
        let is_required = schema::boolean(element, "isRequired")?.ok_or_else(|| {
            let element = element.name().to_owned();
            Schema::MissingAttribute {
                element,
                attribute: "isRequired",
            }
        })?;
        if asked.iter().any(|asked| asked.name == name) {
            return Err(Malformed::DuplicateAttribute { name }.into());
        }
        asked.push(Asked { name, is_required });
    }
    Ok(asked)
}

/// SAML Core §3.4.1: a Subject with an identifier asks about one person, "if no identifier is included, the presenter of the
/// message is presumed to be the requested subject". We answer about whoever logs in, and that would be about another.
fn nobody_in_particular(subject: Element<'_>) -> Result<(), Schema> {
    let identifies = |child: &Element<'_>| !child.is(ns::ASSERTION, "SubjectConfirmation");
    match subject.children().find(identifies) {
        Some(identifier) => Err(schema::unexpected(subject, identifier)),
        None => Ok(()),
    }
}

fn read_name_id_policy(policy: Element<'_>) -> Result<(NameIdFormat, Option<String>), Error> {
    Children::of(policy, &["Format", "SPNameQualifier", "AllowCreate"])?.end()?;
    schema::boolean(policy, "AllowCreate")?;
    let format = policy
        .attribute("Format")
        .map_or(NameIdFormat::Unspecified, NameIdFormat::from_uri);
    let qualifier = policy.attribute("SPNameQualifier").map(str::to_owned);
    Ok((format, qualifier))
}

/// One notified level with `minimum`; or several, not all notified, with `exact`, which is also
/// what a missing `Comparison` says (SAML Core §3.3.2.2.1).
fn read_context(context: Element<'_>) -> Result<RequestedContext, Error> {
    let mut children = Children::of(context, &["Comparison"])?;
    let classes = children.many(ns::ASSERTION, "AuthnContextClassRef");
    children.end()?;
    let mut levels = Vec::new();
    for class in classes {
        levels.push(Loa::parse(&schema::text(class, &[])?).ok_or(Malformed::Level)?);
    }
    let notified: Vec<LevelOfAssurance> = levels.iter().filter_map(Loa::notified).collect();
    match (context.attribute("Comparison"), notified.as_slice()) {
        (Some("minimum"), [level]) if levels.len() == 1 => Ok(RequestedContext::Minimum(*level)),
        (Some("exact") | None, _) => Ok(RequestedContext::exact(levels).ok_or(Malformed::Level)?),
        _ => Err(Malformed::Level.into()),
    }
}

/// At most one RequesterID: with two it would be open who asks.
fn read_scoping(scoping: Element<'_>) -> Result<Option<RequesterId>, Error> {
    let mut children = Children::of(scoping, &["ProxyCount"])?;
    children.optional(ns::PROTOCOL, "IDPList");
    let requester = children.optional(ns::PROTOCOL, "RequesterID");
    children.end()?;
    let Some(requester) = requester else {
        return Ok(None);
    };
    let text = schema::text(requester, &[])?;
    let requester = RequesterId::parse(&text);
    Ok(Some(requester.map_err(|_| Schema::Value {
        name: "RequesterID",
    })?))
}
