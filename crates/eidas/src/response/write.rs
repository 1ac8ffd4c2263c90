// SPDX-License-Identifier: EUPL-1.2

//! Writing a Response, as a Proxy-Service.

use xmlsec::{Certificate, DigestMethod, EncryptionMethods, Entropy, KeyInfoStyle, SigningKey};

use crate::attribute::{Attribute, AttributeValue, Attributes, Person, Script, Transliteration};
use crate::error::{Error, Malformed, Misconfigured};
use crate::id::{EntityId, MessageId};
use crate::instant::Instant;
use crate::loa::Loa;
use crate::ns;
use crate::saml::{Consent, NameId, Status, StatusCode, issuer, message};
use crate::xml::{Xml, writable};

/// A response, success or failure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Response {
    /// `ID`.
    pub id: MessageId,
    /// `IssueInstant`.
    pub issue_instant: Instant,
    /// `InResponseTo`: the ID of the request.
    pub in_response_to: MessageId,
    /// `Destination`: the assertion consumer service of the peer's metadata.
    pub destination: String,
    /// `Issuer`: our entityID.
    pub issuer: EntityId,
    /// `Consent`.
    pub consent: Option<Consent>,
    /// What came of it.
    pub outcome: Outcome,
}

/// What came of a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Nothing: there is no assertion.
    Failure(Status),
    /// The person authenticated.
    Success(Box<Assertion>),
}

/// What is asserted about the person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assertion {
    /// `ID`.
    pub id: MessageId,
    /// `IssueInstant`.
    pub issue_instant: Instant,
    /// The subject's NameID.
    pub name_id: NameId,
    /// The Connector's entityID.
    pub audience: EntityId,
    /// `NotBefore` of the Conditions.
    pub not_before: Instant,
    /// `NotOnOrAfter` of Conditions and SubjectConfirmationData.
    pub not_on_or_after: Instant,
    /// When the person authenticated.
    pub authn_instant: Instant,
    /// The level reached.
    pub loa: Loa,
    /// The attributes released.
    pub attributes: Attributes,
}

/// How the empty choices of the standards are filled: real nodes differ in these.
#[derive(Clone, Debug)]
pub struct Habits {
    /// Digest of the signature's Reference.
    pub digest: DigestMethod,
    /// What the signature's KeyInfo shows.
    pub key_info: KeyInfoStyle,
    /// Whether the assertion is signed as well, before it is encrypted.
    pub inner_signature: InnerSignature,
    /// How the assertion is encrypted.
    pub encryption: EncryptionMethods,
    /// Whether an empty `AuthnContextDecl` follows the class reference, as EC nodes do.
    pub authn_context_decl: AuthnContextDecl,
    /// Whether a success carries a `StatusMessage` with the success URI, as EC nodes do.
    pub success_message: SuccessMessage,
    /// How an original in another script is marked.
    pub latin_script: LatinScript,
    /// The prefix of `xsi:type` and of namespaced attributes.
    pub prefixes: Prefixes,
    /// Whether attributes carry their `FriendlyName`.
    pub friendly_names: bool,
    /// `Address` in SubjectConfirmationData: the person's address as the node saw it.
    pub address: Option<String>,
}

/// See [`Habits::inner_signature`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InnerSignature {
    /// Only the Response is signed.
    None,
    /// The assertion too, with the same key.
    SameKey,
}

/// See [`Habits::authn_context_decl`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AuthnContextDecl {
    /// Not there.
    Absent,
    /// There and empty.
    Empty,
}

/// See [`Habits::success_message`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SuccessMessage {
    /// No StatusMessage on success.
    Absent,
    /// The success URI once more.
    SuccessUri,
}

/// See [`Habits::latin_script`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LatinScript {
    /// `eidas-natural:LatinScript="false"`, as the schema has it; the Latin value first.
    Namespaced,
    /// `LatinScript="false"`, as the examples of the specification have it; the Latin value first.
    Plain,
}

/// See [`Habits::prefixes`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Prefixes {
    /// `eidas-natural`, `eidas-legal`, …
    Eidas,
    /// `eidas` for the natural person, as the EC node declares it.
    EcNode,
    /// No `xsi:type` at all.
    NoType,
}

impl Default for Habits {
    /// What we do ourselves.
    fn default() -> Self {
        Self {
            digest: DigestMethod::Sha256,
            key_info: KeyInfoStyle::Certificates,
            inner_signature: InnerSignature::None,
            encryption: EncryptionMethods::EIDAS,
            authn_context_decl: AuthnContextDecl::Absent,
            success_message: SuccessMessage::Absent,
            latin_script: LatinScript::Namespaced,
            prefixes: Prefixes::Eidas,
            friendly_names: true,
            address: None,
        }
    }
}

impl Response {
    /// The whole response in the clear and unsigned: for snapshots and for people, never for the
    /// wire.
    #[must_use]
    pub fn to_xml(&self, habits: &Habits) -> String {
        match &self.outcome {
            Outcome::Failure(_) => self.envelope(habits, None),
            Outcome::Success(assertion) => {
                self.envelope(habits, Some(&self.assertion(assertion, habits)))
            }
        }
    }

    /// The response for the wire: the assertion of a success is encrypted to `recipient`, then the
    /// whole is signed. Interoperability Architecture 1.4 §3.2.2: encrypted always, signed always.
    ///
    /// # Errors
    /// [`Misconfigured::Crypto`].
    pub fn to_signed_xml(
        &self,
        habits: &Habits,
        key: &dyn SigningKey,
        recipient: &Certificate,
        entropy: Entropy,
    ) -> Result<Vec<u8>, Error> {
        let Outcome::Success(assertion) = &self.outcome else {
            return sign(&self.envelope(habits, None), habits, &[], key);
        };
        let assertion = self.assertion(assertion, habits);
        writable(&assertion)?;
        let plaintext = match habits.inner_signature {
            InnerSignature::None => assertion.into_bytes(),
            InnerSignature::SameKey => {
                sign(&assertion, habits, &[prefix(Person::Natural, habits)], key)?
            }
        };
        let encrypted = xmlsec::encrypt(&plaintext, recipient, &habits.encryption, entropy)
            .map_err(Misconfigured::Crypto)?;
        let encrypted = format!("<saml2:EncryptedAssertion>{encrypted}</saml2:EncryptedAssertion>");
        sign(&self.envelope(habits, Some(&encrypted)), habits, &[], key)
    }

    /// A failure for the wire. Nothing in it is secret, so it needs no recipient.
    ///
    /// # Errors
    /// [`Misconfigured::Crypto`]; [`Malformed::Unencrypted`] for a success.
    pub fn failure_to_signed_xml(
        &self,
        habits: &Habits,
        key: &dyn SigningKey,
    ) -> Result<Vec<u8>, Error> {
        match self.outcome {
            Outcome::Failure(_) => sign(&self.envelope(habits, None), habits, &[], key),
            Outcome::Success(_) => Err(Malformed::Unencrypted.into()),
        }
    }

    fn envelope(&self, habits: &Habits, assertion: Option<&str>) -> String {
        let mut xml = Xml::new();
        xml.start("saml2p:Response")
            .attribute("xmlns:saml2p", ns::PROTOCOL)
            .attribute("xmlns:saml2", ns::ASSERTION)
            .attribute("ID", self.id.as_str())
            .attribute("Version", "2.0")
            .attribute("IssueInstant", &self.issue_instant.to_string())
            .attribute("InResponseTo", self.in_response_to.as_str())
            .attribute("Destination", &self.destination)
            .attribute_if("Consent", self.consent.map(Consent::uri));
        issuer::write(&mut xml, &self.issuer);
        self.status(habits).write(&mut xml);
        if let Some(assertion) = assertion {
            xml.markup(assertion);
        }
        xml.end();
        xml.finish()
    }

    /// What stands in `saml2p:Status`.
    pub(super) fn status(&self, habits: &Habits) -> Status {
        let code = StatusCode::Success;
        match (&self.outcome, habits.success_message) {
            (Outcome::Failure(status), _) => status.clone(),
            (Outcome::Success(_), SuccessMessage::Absent) => Status {
                code,
                sub_code: None,
                message: None,
            },
            (Outcome::Success(_), SuccessMessage::SuccessUri) => Status {
                code,
                sub_code: None,
                message: Some(code.uri().to_owned()),
            },
        }
    }

    /// The assertion, with all its namespaces declared on it: it stands alone after decryption.
    fn assertion(&self, assertion: &Assertion, habits: &Habits) -> String {
        let mut xml = Xml::new();
        xml.start("saml2:Assertion")
            .attribute("xmlns:saml2", ns::ASSERTION);
        declare(&mut xml, assertion, habits);
        xml.attribute("ID", assertion.id.as_str())
            .attribute("Version", "2.0")
            .attribute("IssueInstant", &assertion.issue_instant.to_string());
        issuer::write(&mut xml, &self.issuer);
        let not_on_or_after = assertion.not_on_or_after.to_string();
        xml.start("saml2:Subject");
        assertion.name_id.write(&mut xml);
        xml.start("saml2:SubjectConfirmation")
            .attribute("Method", "urn:oasis:names:tc:SAML:2.0:cm:bearer");
        xml.start("saml2:SubjectConfirmationData")
            .attribute_if("Address", habits.address.as_deref())
            .attribute("InResponseTo", self.in_response_to.as_str())
            .attribute("NotOnOrAfter", &not_on_or_after)
            .attribute("Recipient", &self.destination)
            .end();
        xml.end().end();
        xml.start("saml2:Conditions")
            .attribute("NotBefore", &assertion.not_before.to_string())
            .attribute("NotOnOrAfter", &not_on_or_after);
        xml.start("saml2:AudienceRestriction");
        xml.start("saml2:Audience")
            .text(assertion.audience.as_str())
            .end();
        xml.end().end();
        xml.start("saml2:AuthnStatement")
            .attribute("AuthnInstant", &assertion.authn_instant.to_string());
        xml.start("saml2:AuthnContext");
        xml.start("saml2:AuthnContextClassRef")
            .text(assertion.loa.uri())
            .end();
        if habits.authn_context_decl == AuthnContextDecl::Empty {
            xml.start("saml2:AuthnContextDecl").end();
        }
        xml.end().end();
        write_attributes(&mut xml, assertion, habits);
        xml.end();
        xml.finish()
    }
}

fn sign(
    xml: &str,
    habits: &Habits,
    inclusive_prefixes: &[&str],
    key: &dyn SigningKey,
) -> Result<Vec<u8>, Error> {
    message::sign(xml, habits.digest, habits.key_info, inclusive_prefixes, key)
}

/// The prefix of a person's namespace; the EC node has its own for the natural person.
fn prefix(person: Person, habits: &Habits) -> &'static str {
    match (habits.prefixes, person) {
        (Prefixes::EcNode, Person::Natural) => "eidas",
        _ => person.prefix(),
    }
}

/// Declares what values use: the namespaces of persons, `xs` and `xsi`.
fn declare(xml: &mut Xml, assertion: &Assertion, habits: &Habits) {
    let mut declared: Vec<&str> = Vec::new();
    let inner_prefix = habits.inner_signature == InnerSignature::SameKey;
    let always = inner_prefix.then_some(Person::Natural);
    for person in always
        .into_iter()
        .chain(assertion.attributes.iter().map(|(a, _)| a.person()))
    {
        let prefix = prefix(person, habits);
        if prefix != "xs" && !declared.contains(&prefix) {
            declared.push(prefix);
            xml.attribute(&format!("xmlns:{prefix}"), person.namespace());
        }
    }
    if habits.prefixes != Prefixes::NoType {
        xml.attribute("xmlns:xs", ns::XS)
            .attribute("xmlns:xsi", ns::XSI);
    }
}

fn write_attributes(xml: &mut Xml, assertion: &Assertion, habits: &Habits) {
    xml.start("saml2:AttributeStatement");
    for (attribute, values) in assertion.attributes.iter() {
        xml.start("saml2:Attribute");
        if habits.friendly_names {
            xml.attribute("FriendlyName", &attribute.friendly_name());
        }
        xml.attribute("Name", &attribute.name())
            .attribute("NameFormat", ns::ATTRNAME_URI);
        let flagged = attribute.definition().transliteration == Transliteration::Flagged;
        for AttributeValue {
            value,
            original,
            script,
        } in values
        {
            let alone = original.is_none() && *script == Script::Other;
            // DIFFERENCE: an original that the schema gives no mark goes first, as the EC node
            // writes it.
            if let Some(original) = original.as_ref().filter(|_| !flagged) {
                write_value(xml, attribute, original, false, habits);
            }
            write_value(xml, attribute, value, alone && flagged, habits);
            if let Some(original) = original.as_ref().filter(|_| flagged) {
                write_value(xml, attribute, original, true, habits);
            }
        }
        xml.end();
    }
    xml.end();
}

fn write_value(xml: &mut Xml, attribute: Attribute, value: &str, marked: bool, habits: &Habits) {
    let prefix = prefix(attribute.person(), habits);
    xml.start("saml2:AttributeValue");
    if habits.prefixes != Prefixes::NoType {
        let xsi_type = format!("{prefix}:{}", attribute.definition().xsi_type);
        xml.attribute("xsi:type", &xsi_type);
    }
    if marked {
        let name = match habits.latin_script {
            LatinScript::Namespaced => format!("{prefix}:LatinScript"),
            LatinScript::Plain => "LatinScript".to_owned(),
        };
        xml.attribute(&name, "false");
    }
    xml.text(value).end();
}
