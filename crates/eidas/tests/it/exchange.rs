// SPDX-License-Identifier: EUPL-1.2

//! One good exchange between a Connector (NO) and a Proxy-Service (SE), and ways to change one
//! thing in it.

use std::sync::LazyLock;
use std::time::Duration;

use eidas::{
    Assertion, Attribute, AttributeValue, Attributes, AuthnRequest, Consent, CountryCode, EntityId,
    Error, ExpectedRequest, ExpectedResponse, Habits, Instant, LevelOfAssurance, Loa, MessageId,
    NameId, NameIdFormat, Outcome, Peer, Question, Representation, RequestedContext,
    RequesterIdRule, Response, Role, SignedResponse, Skew, SpType, VerifiedAuthnRequest,
    VerifiedResponse,
};
use xmlsec::{
    Document, Entropy, Limits, SignatureOptions, SignaturePlace, SoftwareKey, encrypt, sign,
};

use crate::nodes::{
    CONNECTOR, ENCRYPTION, MESSAGES, PROXY, SIGNER, anchors, certificate, connector, expected, now,
    proxy_service, style,
};

pub(crate) const ACS: &str = "https://eidas.example.no/connector/acs";
pub(crate) const SSO: &str = "https://eidas.example.se/sso";
pub(crate) const SAML: &str = "urn:oasis:names:tc:SAML:2.0:assertion";

pub(crate) fn id(text: &str) -> MessageId {
    MessageId::parse(text).unwrap()
}

pub(crate) fn entity(text: &str) -> EntityId {
    EntityId::parse(text).unwrap()
}

pub(crate) fn seconds(seconds: u64) -> Duration {
    Duration::from_secs(seconds)
}

/// The Proxy-Service as the Connector knows it: all levels, all attributes.
pub(crate) static SWEDEN: LazyLock<Peer> = LazyLock::new(|| sweden(&["1.2", "1.3", "1.4"]));

pub(crate) fn sweden(versions: &[&str]) -> Peer {
    let mut metadata = proxy_service();
    metadata.loas = LevelOfAssurance::ALL.map(Loa::Notified).to_vec();
    metadata.requires_requester_id = false;
    metadata.attributes = everything();
    metadata.node.versions = versions
        .iter()
        .map(|version| (*version).to_owned())
        .collect();
    let bytes = metadata.to_signed_xml(&style(), &*SIGNER).unwrap();
    let expected = expected(Role::ProxyService);
    Peer::from_signed_metadata(&bytes, &anchors(&SIGNER), &expected, now()).unwrap()
}

/// The Connector as the Proxy-Service knows it.
pub(crate) fn norway(versions: &[&str], sp_type: Option<SpType>) -> Peer {
    let mut metadata = connector();
    metadata.sp_type = sp_type;
    metadata.node.versions = versions
        .iter()
        .map(|version| (*version).to_owned())
        .collect();
    let bytes = metadata.to_signed_xml(&style(), &*SIGNER).unwrap();
    let expected = expected(Role::Connector);
    Peer::from_signed_metadata(&bytes, &anchors(&SIGNER), &expected, now()).unwrap()
}

pub(crate) fn everything() -> Vec<Attribute> {
    use eidas::Person::{Legal, Natural};
    Attribute::of(Natural).chain(Attribute::of(Legal)).collect()
}

/// The question: the mandatory set of a natural person and a few optional attributes.
pub(crate) fn question() -> Question {
    let mut attributes = Attribute::NATURAL_MANDATORY.to_vec();
    attributes.extend([
        Attribute::GENDER,
        Attribute::PLACE_OF_BIRTH,
        Attribute::NATIONALITY,
        Attribute::CURRENT_ADDRESS,
    ]);
    Question {
        id: id("_question"),
        issue_instant: now().minus(seconds(60)),
        issuer: entity(CONNECTOR),
        provider_name: "Etaten for <prøver> & \"mer\"".into(),
        requester_id: Some(eidas::RequesterId::parse("https://etaten.example.no/").unwrap()),
        sp_type: SpType::Public,
        level: LevelOfAssurance::Substantial,
        attributes,
    }
}

pub(crate) fn request() -> AuthnRequest {
    AuthnRequest::to_peer(question(), &SWEDEN).unwrap()
}

pub(crate) fn offer() -> ExpectedRequest {
    ExpectedRequest {
        destination: SSO.into(),
        levels: LevelOfAssurance::ALL.map(Loa::Notified).to_vec(),
        attributes: everything(),
        name_id_formats: vec![NameIdFormat::Persistent, NameIdFormat::Unspecified],
        requester_id: RequesterIdRule::DemandedOfPrivate,
        max_age: seconds(300),
        skew: Skew::default(),
    }
}

/// What comes of our request after `edit`.
pub(crate) fn asked(edit: impl FnOnce(String) -> String) -> Result<VerifiedAuthnRequest, Error> {
    asked_of(&norway(&["1.4"], None), &offer(), edit)
}

pub(crate) fn asked_of(
    peer: &Peer,
    offer: &ExpectedRequest,
    edit: impl FnOnce(String) -> String,
) -> Result<VerifiedAuthnRequest, Error> {
    VerifiedAuthnRequest::verify(
        &signed(&edit(request().to_xml()), &MESSAGES),
        peer,
        offer,
        now(),
    )
}

pub(crate) fn expectation() -> ExpectedResponse {
    ExpectedResponse {
        in_response_to: id("_question"),
        asked_at: now().minus(seconds(60)),
        issuer: entity(PROXY),
        audience: entity(CONNECTOR),
        destination: ACS.into(),
        origin: CountryCode::parse("SE").unwrap(),
        country: CountryCode::NORWAY,
        context: RequestedContext::Minimum(LevelOfAssurance::Substantial),
        name_id_format: NameIdFormat::Unspecified,
        requested: question().attributes,
        representation: Representation::Refused,
        skew: Skew::default(),
    }
}

pub(crate) fn eleni() -> Attributes {
    Attributes::new()
        .with(
            Attribute::FAMILY_NAME,
            AttributeValue::pair("Papadopoulou", "Παπαδοπούλου"),
        )
        .with(Attribute::GIVEN_NAME, AttributeValue::latin("Eleni"))
        .with(
            Attribute::DATE_OF_BIRTH,
            AttributeValue::latin("1984-02-29"),
        )
        .with(
            Attribute::PERSON_IDENTIFIER,
            AttributeValue::latin("SE/NO/k3v9+Zx/71="),
        )
}

pub(crate) fn response() -> Response {
    Response {
        id: id("_answer"),
        issue_instant: now(),
        in_response_to: id("_question"),
        destination: ACS.into(),
        issuer: entity(PROXY),
        consent: Some(Consent::Obtained),
        outcome: Outcome::Success(Box::new(Assertion {
            id: id("_assertion"),
            issue_instant: now(),
            name_id: NameId {
                value: "SE/NO/k3v9+Zx/71=".into(),
                format: NameIdFormat::Unspecified,
                name_qualifier: None,
                sp_name_qualifier: None,
            },
            audience: entity(CONNECTOR),
            not_before: now(),
            not_on_or_after: now().plus(seconds(300)),
            authn_instant: now().minus(seconds(1)),
            loa: Loa::Notified(LevelOfAssurance::High),
            attributes: eleni(),
        })),
    }
}

pub(crate) fn failure(status: eidas::Status) -> Response {
    Response {
        outcome: Outcome::Failure(status),
        ..response()
    }
}

/// Signs any message or assertion after its Issuer.
pub(crate) fn signed(xml: &str, key: &SoftwareKey) -> Vec<u8> {
    let document = Document::parse(xml.as_bytes(), &Limits::MESSAGE).unwrap();
    let place = SignaturePlace::After {
        namespace: SAML,
        name: "Issuer",
    };
    sign(&document, &SignatureOptions::new(place), key).unwrap()
}

/// An answer, to be changed before it is encrypted and before it is signed.
pub(crate) struct Answer {
    pub(crate) assertion: String,
    /// With `{assertion}` where the encrypted one goes.
    pub(crate) envelope: String,
}

impl Answer {
    pub(crate) fn of(response: &Response, habits: &Habits) -> Self {
        let clear = response.to_xml(habits);
        match clear.split_once("<saml2:Assertion ") {
            Some((before, rest)) => {
                let (assertion, after) = rest.split_once("</saml2:Assertion>").unwrap();
                Self {
                    assertion: format!("<saml2:Assertion {assertion}</saml2:Assertion>"),
                    envelope: format!("{before}{{assertion}}{after}"),
                }
            }
            None => Self {
                assertion: String::new(),
                envelope: clear,
            },
        }
    }

    /// Encrypts and signs it.
    pub(crate) fn wire(&self) -> Vec<u8> {
        signed(
            &self.envelope.replace("{assertion}", &self.encrypted()),
            &MESSAGES,
        )
    }

    pub(crate) fn encrypted(&self) -> String {
        let methods = xmlsec::EncryptionMethods::EIDAS;
        let recipient = certificate(&ENCRYPTION);
        let entropy = Entropy::new([7; 44]);
        let data = encrypt(self.assertion.as_bytes(), &recipient, &methods, entropy).unwrap();
        format!("<saml2:EncryptedAssertion>{data}</saml2:EncryptedAssertion>")
    }
}

pub(crate) fn good() -> Answer {
    Answer::of(&response(), &Habits::default())
}

/// Verifies and opens.
pub(crate) fn open(wire: &[u8], expected: &ExpectedResponse) -> Result<VerifiedResponse, Error> {
    open_at(wire, expected, now())
}

pub(crate) fn open_at(
    wire: &[u8],
    expected: &ExpectedResponse,
    now: Instant,
) -> Result<VerifiedResponse, Error> {
    SignedResponse::verify(wire, &SWEDEN, now)?.open(&[&*ENCRYPTION], expected, now)
}

/// What comes of the good answer with a changed assertion.
pub(crate) fn assertion(edit: impl FnOnce(&str) -> String) -> Result<VerifiedResponse, Error> {
    let mut answer = good();
    let edited = edit(&answer.assertion);
    assert_ne!(edited, answer.assertion, "the edit changes something");
    answer.assertion = edited;
    open(&answer.wire(), &expectation())
}

/// What comes of the good answer with a changed envelope, signed after the change.
pub(crate) fn envelope(edit: impl FnOnce(&str) -> String) -> Result<VerifiedResponse, Error> {
    let mut answer = good();
    let edited = edit(&answer.envelope);
    assert_ne!(edited, answer.envelope, "the edit changes something");
    answer.envelope = edited;
    open(&answer.wire(), &expectation())
}

/// `text` without what stands from `from` to `to`, both included.
pub(crate) fn cut(text: &str, from: &str, to: &str) -> String {
    let (before, rest) = text.split_once(from).expect("from");
    let (_, after) = rest.split_once(to).expect("to");
    format!("{before}{after}")
}
