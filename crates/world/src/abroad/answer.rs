// SPDX-License-Identifier: EUPL-1.2
//! What a connector does with an answer: everything the specification demands of it and the
//! reference node leaves out. Interoperability Architecture 1.4 §3.2; Message Format 1.4 §2.4.2.

use eidas::binding::{Parameter, decode_post};
use eidas::{
    Attribute, EntityId, ExpectedResponse, MessageId, NameIdFormat, Peer, Representation,
    SignedResponse, Skew, Status, VerifiedResponse,
};

use xmlsec::{Document, Element, KeyKind, Limits, Policy, TrustedKeys};

use super::habits::{Habits, Verifies};
use super::keys::Working;
use super::request::{Draft, expected_context};
use super::shown::Shown;
use super::{AbroadError, Foreign};
use crate::country::NameIdKind;
use crate::env::Env;
use crate::node::name_id_format;
use crate::place::Place;
use crate::world::Visit;

/// A question that waits for its answer.
#[derive(Clone, Debug)]
pub(super) struct Waiting {
    /// The browser of the service that asked.
    pub(super) browser: String,
    relay_state: Option<String>,
    expected: ExpectedResponse,
}

/// An answer that came for a question of ours, whatever became of it.
#[derive(Debug)]
pub(super) struct Arrived {
    pub(super) request: String,
    pub(super) outcome: Outcome,
    /// The response, and the assertion in it if it could be opened, as people may read it.
    pub(super) shown: Shown,
}

/// What came.
#[derive(Debug)]
pub(super) enum Outcome {
    /// A person.
    Person(Box<VerifiedResponse>),
    /// The other side said no, properly.
    Failure(Status),
    /// An answer that no connector may accept.
    Refused(AbroadError),
}

/// What there is to know for an answer.
pub(super) struct Answering<'a> {
    pub(super) env: &'a Env,
    pub(super) peer: &'a Peer,
    pub(super) keys: &'a Working,
}

impl Foreign {
    /// What the answer to this question has to be.
    pub(super) fn waiting(
        &self,
        place: Place,
        env: &Env,
        peer: &Peer,
        draft: &Draft,
        relay_state: Option<String>,
        browser: &str,
    ) -> Result<Waiting, AbroadError> {
        let habits = self.habits();
        let requested = draft
            .attributes
            .iter()
            .filter_map(|(name, _)| Attribute::named(name))
            .collect();
        Ok(Waiting {
            browser: browser.to_owned(),
            relay_state,
            expected: ExpectedResponse {
                in_response_to: MessageId::parse(&draft.id)?,
                asked_at: self.now(env),
                issuer: peer.entity_id().clone(),
                audience: EntityId::parse(&self.entity_id(place))?,
                destination: self.consumer(place),
                origin: peer.country(),
                country: self.code(),
                context: expected_context(&habits).ok_or(AbroadError::NotReady)?,
                name_id_format: habits
                    .name_id
                    .map_or(NameIdFormat::Unspecified, |kind: NameIdKind| {
                        name_id_format(kind)
                    }),
                requested,
                representation: Representation::Refused,
                skew: Skew::default(),
            },
        })
    }

    /// Takes what was posted to the assertion consumer service. An error means that the message
    /// proves nothing and closes nothing; everything else has spent its question.
    pub(super) fn receive(
        &self,
        answering: &Answering<'_>,
        visit: &Visit,
    ) -> Result<(String, Arrived), AbroadError> {
        let now = self.now(answering.env);
        let posted = decode_post(&visit.body, &visit.query, Parameter::SamlResponse)?;
        let signed = SignedResponse::verify(&posted.xml, answering.peer, now)?;
        let habits = self.habits();
        if habits.knows_last_key_only {
            let known = answering.peer.signing_certificates().last().cloned();
            let document = Document::parse(&posted.xml, &Limits::MESSAGE)?;
            xmlsec::verify(&document, &TrustedKeys::new(known), &Policy::EIDAS)?;
        }
        let rsa = matches!(signed.signer().key().kind(), KeyKind::Rsa(_));
        if habits.verifies == Verifies::OnlyPss && !rsa {
            return Err(AbroadError::OnlyPss);
        }
        let request = signed.in_response_to().as_str().to_owned();
        // Taken before it is opened: the same answer a second time finds no question.
        let waiting = self.take(&request).ok_or(AbroadError::NoQuestion)?;
        let relay_state = posted.relay_state.as_ref().map(|relay| relay.as_str());
        let shown = Shown::of(&posted.xml, &answering.keys.decryption);
        let opened = if relay_state != waiting.relay_state.as_deref() {
            Err(AbroadError::RelayState)
        } else if let Some(content) = unlisted(&posted.xml, &habits) {
            Err(AbroadError::Encryption(content))
        } else {
            open(signed, answering.keys, &waiting.expected, now)
        };
        let outcome = opened.unwrap_or_else(Outcome::Refused);
        let arrived = Arrived {
            request,
            outcome,
            shown,
        };
        Ok((waiting.browser, arrived))
    }
}

/// The content encryption of an answer that this node's metadata does not list.
fn unlisted(xml: &[u8], habits: &Habits) -> Option<String> {
    let document = Document::parse(xml, &Limits::MESSAGE).ok()?;
    let encrypted = child(document.root(), "EncryptedAssertion")?;
    let method = child(child(encrypted, "EncryptedData")?, "EncryptionMethod")?;
    let used = method.attribute("Algorithm")?;
    let listed = habits.contents.iter().any(|content| content.uri() == used);
    (!listed).then(|| used.to_owned())
}

fn child<'a>(parent: Element<'a>, name: &str) -> Option<Element<'a>> {
    parent.children().find(|child| child.name() == name)
}

fn open(
    signed: SignedResponse,
    keys: &Working,
    expected: &ExpectedResponse,
    now: eidas::Instant,
) -> Result<Outcome, AbroadError> {
    match signed.open(&[&keys.decryption], expected, now) {
        // The reference node passes on what it knows and was not asked for, and turns the whole
        // login away over what it does not know. Neither may ever be needed.
        Ok(verified) if verified.dropped > 0 => Err(AbroadError::Unrequested(verified.dropped)),
        Ok(verified) => Ok(Outcome::Person(Box::new(verified))),
        // The reference node crashes on a failure without a message.
        Err(eidas::Error::Refused(status)) => match &status.message {
            Some(message) if !message.trim().is_empty() => Ok(Outcome::Failure(status)),
            _ => Err(AbroadError::NoStatusMessage),
        },
        Err(error) => Err(error.into()),
    }
}
