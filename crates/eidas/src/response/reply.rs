// SPDX-License-Identifier: EUPL-1.2

//! How we answer: one way, to the address of the metadata. Interoperability Architecture 1.4
//! §3.2.2; Message Format 1.4 §2.4.2; SAML Profiles §4.1.4.2.

use std::time::Duration;

use xmlsec::{Entropy, SigningKey};

use super::failure::Failure;
use super::released::{Released, Subject};
use super::write::{Assertion, Habits, InnerSignature, Outcome, Response, SuccessMessage};
use crate::authn_request::refusal::{Addressee, Reject};
use crate::authn_request::verify::VerifiedAuthnRequest;
use crate::binding::{Parameter, PostForm, RelayState};
use crate::error::{Error, Misconfigured, Mismatch};
use crate::id::{EntityId, MessageId};
use crate::instant::Instant;
use crate::peer::{Location, Peer, Role};
use crate::saml::{Consent, NameId, NameIdFormat, Status};

/// How long an assertion can be used: what EC nodes give, and enough for a browser on the way.
const VALIDITY: Duration = Duration::from_secs(300);
/// How far `NotBefore` lies back: receivers compare it with their own clock, some without grace.
const SLOW_CLOCK: Duration = Duration::from_secs(60);
/// Longest NameID of the two formats. SAML Core §8.3.7, §8.3.8.
const MAX_NAME_ID: usize = 256;

/// An answer in the making: who we are, whom we answer, and what is fresh.
pub struct Reply<'a> {
    /// Our entityID.
    pub issuer: &'a EntityId,
    /// The Connector, as its metadata is now.
    pub peer: &'a Peer,
    /// Our message keys, the preferred first; the first whose method the peer can verify signs.
    pub keys: &'a [&'a dyn SigningKey],
    /// A fresh ID for the response.
    pub id: MessageId,
    /// Now.
    pub now: Instant,
    /// RelayState as it came with the question.
    pub relay_state: Option<&'a RelayState>,
}

/// What an assertion needs afresh.
pub struct Fresh {
    /// Its ID.
    pub assertion_id: MessageId,
    /// The value of the NameID, of the kind that [`VerifiedAuthnRequest::subject`] says.
    pub name_id: String,
    /// For its encryption.
    pub entropy: Entropy,
}

/// An answer that is ready to go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Replied {
    /// The form that takes it to the peer: its action is an address of the peer's metadata.
    pub form: PostForm,
    /// The message in it, signed: for the audit's hash.
    pub xml: Vec<u8>,
    /// Its `ID`.
    pub id: MessageId,
    /// Its `InResponseTo`.
    pub in_response_to: MessageId,
    /// What it says.
    pub status: Status,
}

impl Reply<'_> {
    /// Answers with what was released: encrypted to a key of the peer's metadata, then signed.
    ///
    /// `consent` says how the person agreed: [`Consent::Obtained`] only after she saw the values.
    ///
    /// # Errors
    /// `Mismatch` when the peer is not the one that asked, or takes no answers at that address any
    /// more; `Untrusted` when its metadata has expired; [`Misconfigured`] when there is nothing to
    /// encrypt to, no key it can verify, or the NameID is none.
    pub fn released(
        self,
        released: Released,
        consent: Consent,
        fresh: Fresh,
    ) -> Result<Replied, Error> {
        let addressee = released.request.addressee();
        let (recipient, encryption) = self.peer.choose_recipient()?;
        let assertion = self.assertion(released, fresh.assertion_id, fresh.name_id)?;
        // SAML Metadata §2.4.4: what the Connector demands, beside the signature that the profile has around
        // it (Message Format 1.4 §2.4.2: "assertions MAY be signed").
        let inner_signature = match self.peer.wants_assertions_signed {
            true => InnerSignature::SameKey,
            false => InnerSignature::None,
        };
        let habits = Habits {
            encryption,
            inner_signature,
            ..habits()
        };
        let outcome = Outcome::Success(Box::new(assertion));
        self.send(&addressee, outcome, Some(consent), |response, key| {
            let certificate = &recipient.certificate;
            response.to_signed_xml(&habits, key, certificate, fresh.entropy)
        })
    }

    /// Answers a good question that came to nothing. A failure says nothing of a person: when the
    /// address from which it was asked is gone, it goes to the one that the metadata says.
    ///
    /// # Errors
    /// As [`released`](Self::released), without encryption.
    pub fn failed(
        self,
        request: &VerifiedAuthnRequest,
        failure: Failure,
    ) -> Result<Replied, Error> {
        self.refuse(&request.addressee(), failure.status())
    }

    /// Answers a question that is refused.
    ///
    /// # Errors
    /// As [`failed`](Self::failed).
    pub fn rejected(self, reject: &Reject) -> Result<Replied, Error> {
        self.refuse(reject.addressee(), reject.status().clone())
    }

    fn refuse(self, addressee: &Addressee, status: Status) -> Result<Replied, Error> {
        let outcome = Outcome::Failure(status);
        self.send(addressee, outcome, None, |response, key| {
            response.failure_to_signed_xml(&habits(), key)
        })
    }

    /// Signs, and addresses the form. The address was found by verification; it is looked up in
    /// the metadata once more, since that may have changed meanwhile, and so may what was stored.
    fn send(
        self,
        addressee: &Addressee,
        outcome: Outcome,
        consent: Option<Consent>,
        sign: impl FnOnce(&Response, &dyn SigningKey) -> Result<Vec<u8>, Error>,
    ) -> Result<Replied, Error> {
        let peer = self.peer.in_role(Role::Connector)?.in_date(self.now)?;
        if *peer.entity_id() != addressee.issuer {
            return Err(Mismatch::Issuer {
                expected: addressee.issuer.to_string(),
                got: peer.entity_id().to_string(),
            }
            .into());
        }
        let named = acs(peer, &addressee.assertion_consumer_service);
        let default = peer.assertion_consumer_services().next();
        let acs = match (&outcome, named, default) {
            (Outcome::Failure(_), Err(_), Some(default)) => default,
            (_, named, _) => named?,
        };
        let response = Response {
            id: self.id,
            issue_instant: self.now,
            in_response_to: addressee.in_response_to.clone(),
            destination: acs.written.clone(),
            issuer: self.issuer.clone(),
            consent,
            outcome,
        };
        let xml = sign(&response, peer.choose_signing_key(self.keys)?)?;
        let action = acs.url.clone();
        let form = PostForm::new(action, Parameter::SamlResponse, &xml, self.relay_state);
        Ok(Replied {
            form,
            xml,
            status: response.status(&habits()),
            id: response.id,
            in_response_to: response.in_response_to,
        })
    }

    fn assertion(
        &self,
        released: Released,
        id: MessageId,
        name_id: String,
    ) -> Result<Assertion, Error> {
        if name_id.trim().is_empty() || name_id.chars().count() > MAX_NAME_ID {
            return Err(Misconfigured::NameId.into());
        }
        let request = released.request;
        let format = match (&request.name_id_format, request.subject()) {
            (NameIdFormat::Other(uri), _) => NameIdFormat::Other(uri.clone()),
            (_, Subject::Persistent) => NameIdFormat::Persistent,
            (_, Subject::Transient) => NameIdFormat::Transient,
        };
        Ok(Assertion {
            id,
            issue_instant: self.now,
            name_id: NameId {
                value: name_id,
                format,
                name_qualifier: None,
                sp_name_qualifier: None,
            },
            audience: request.issuer,
            not_before: self.now.minus(SLOW_CLOCK),
            not_on_or_after: self.now.plus(VALIDITY),
            authn_instant: released.authn_instant,
            loa: released.loa,
            attributes: released.attributes,
        })
    }
}

/// Our one way. The message with a success is the EC nodes' own, whose Connectors want one with
/// failures.
fn habits() -> Habits {
    Habits {
        success_message: SuccessMessage::SuccessUri,
        ..Habits::default()
    }
}

fn acs<'p>(peer: &'p Peer, location: &str) -> Result<&'p Location, Mismatch> {
    peer.assertion_consumer_services()
        .find(|acs| acs.written == location)
        .ok_or(Mismatch::AssertionConsumerService)
}
