// SPDX-License-Identifier: EUPL-1.2
//! A simulated foreign node: a Proxy-Service with one country's habits.
//!
//! ```text
//! GET       /eidas/metadata   signed with the metadata key
//! POST|GET  /eidas/sso        our AuthnRequest, verified for real → login page (or on to another host)
//! GET       /eidas/login      the login page, for those that were sent on
//! POST      /eidas/login      person and button → Response, signed and encrypted, in a form that posts itself
//! ```

mod words;

use std::collections::VecDeque;
use std::sync::{Mutex, PoisonError, RwLock};
use std::time::Duration;

use eidas::binding::{Parameter, PostForm, QueryMessage, RelayState, decode_get, decode_post};
use eidas::metadata::{
    Contact, ContactKind, KeyDescriptor, MetadataStyle, NodeMetadata, Organization,
    ProxyServiceMetadata,
};
use eidas::{
    Assertion, Attribute, AttributeValue, Attributes, Consent, CountryCode, EntityId,
    ExpectedRequest, Instant, LevelOfAssurance, Loa, MessageId, NameId, Outcome, Peer,
    RequestedContext, RequesterIdRule, Response, SignedAuthnRequest, Skew, Status, StatusCode,
    SubStatus, VerifiedAuthnRequest,
};
use xmlsec::{
    Certificate, Document, Entropy, Limits, Policy, ReferenceStyle, SignatureMethod, SoftwareKey,
    TrustedKeys,
};

use crate::country::{BelowLevel, Country, Habits, NameIdKind, Takes};
use crate::env::Env;
use crate::kept::Kept;
use crate::more;
use crate::persons::{Kind, Person};
use crate::place::Place;
pub use words::signature_method;
pub(crate) use words::{is_pss, key_name, name_id_format};
use words::{is_rsa, loa, message_habits, name_value, parse_url};

/// Logins that wait for their person. The oldest goes when there are more.
const MAX_SESSIONS: usize = 10_000;
/// How long metadata of this node is valid.
const METADATA_VALIDITY: Duration = Duration::from_secs(30 * 86_400);
/// How long an assertion is valid: what the reference node says.
const ASSERTION_VALIDITY: Duration = Duration::from_secs(300);

/// Why a request was turned away without an answer.
#[derive(Debug, thiserror::Error)]
pub enum NodeError {
    /// The message or our metadata is not what the profile wants.
    #[error(transparent)]
    Eidas(#[from] eidas::Error),
    /// The signature is not by a key this node knows.
    #[error(transparent)]
    Signature(#[from] xmlsec::Error),
    /// This node has its own conditions.
    #[error("{0}")]
    Refused(&'static str),
    /// The login is not known (any more).
    #[error("this login is not known any more")]
    UnknownSession,
    /// The node's message key is still being made.
    #[error("this country is still making its keys")]
    NotReady,
}

/// A request that waits for its person.
#[derive(Clone)]
pub(crate) struct Session {
    id: String,
    pub(crate) request: VerifiedAuthnRequest,
    relay_state: Option<RelayState>,
    asker_country: CountryCode,
    recipient: Certificate,
}

/// What became of a request.
pub(crate) enum Received {
    /// Show the login page of this session.
    Login(String),
    /// Answer at once: the request is refused, and may be told so.
    Refused(PostForm),
}

/// A country's node.
pub(crate) struct Node {
    pub(crate) country: &'static Country,
    pub(crate) index: usize,
    habits: RwLock<Habits>,
    pub(crate) metadata_kept: Kept,
    sessions: Mutex<VecDeque<Session>>,
}

impl Node {
    pub(crate) fn new(country: &'static Country, index: usize) -> Self {
        Self {
            country,
            index,
            habits: RwLock::new(country.habits),
            metadata_kept: Kept::default(),
            sessions: Mutex::new(VecDeque::new()),
        }
    }

    pub(crate) fn habits(&self) -> Habits {
        *self.habits.read().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn set_habits(&self, habits: Habits) {
        *self.habits.write().unwrap_or_else(PoisonError::into_inner) = habits;
    }

    pub(crate) fn entity_id(&self, place: Place) -> String {
        format!("{}/eidas/metadata", place.origin(&self.country.label()))
    }

    fn sso(&self, place: Place) -> String {
        format!("{}/eidas/sso", place.origin(&self.country.label()))
    }

    /// Where the login page lives.
    pub(crate) fn login_origin(&self, place: Place) -> String {
        let label = self.country.label();
        match self.habits().redirects_to {
            Some(before) => place.origin(&format!("{before}.{label}")),
            None => place.origin(&label),
        }
    }

    /// This node's own idea of the time.
    pub(crate) fn now(&self, env: &Env) -> Instant {
        Instant::from_ms(env.now_ms() + self.habits().clock_seconds * 1000)
    }

    fn levels(&self) -> Vec<Loa> {
        self.habits()
            .levels
            .iter()
            .map(|level| loa(*level))
            .collect()
    }

    /// The signed metadata.
    pub(crate) fn metadata(
        &self,
        place: Place,
        env: &Env,
        message: &SoftwareKey,
        signer: &SoftwareKey,
    ) -> Result<Vec<u8>, NodeError> {
        use xmlsec::SigningKey as _;
        let habits = self.habits();
        let certificate = message
            .certificates()
            .first()
            .cloned()
            .ok_or(NodeError::NotReady)?;
        let signing_methods: Vec<SignatureMethod> = SignatureMethod::ALL
            .into_iter()
            .filter(|method| !habits.only_rsa_signatures || is_pss(*method))
            .collect();
        let metadata = ProxyServiceMetadata {
            node: NodeMetadata {
                entity_id: EntityId::parse(&self.entity_id(place))?,
                valid_until: self.now(env).plus(METADATA_VALIDITY),
                country: self.code(),
                versions: habits
                    .protocol_versions
                    .iter()
                    .map(|v| (*v).to_owned())
                    .collect(),
                application: Some("DemoEurope:node:1.0".to_owned()),
                keys: vec![KeyDescriptor::signing(certificate)],
                digest_methods: xmlsec::DigestMethod::ALL.to_vec(),
                signing_methods,
                name_id_formats: NameIdKind::ALL.map(name_id_format).to_vec(),
                organization: Some(Organization {
                    name: format!("Demo node of {}", self.country.name),
                    display_name: self.country.own_name.to_owned(),
                    url: place.origin(&self.country.label()),
                    language: "en".to_owned(),
                }),
                contacts: [ContactKind::Support, ContactKind::Technical]
                    .map(|kind| Contact {
                        kind,
                        company: None,
                        email: format!("eid@{}.localhost", self.country.label()),
                    })
                    .to_vec(),
            },
            loas: self.levels(),
            requires_requester_id: habits.needs_requester_id,
            sso_post: parse_url(&self.sso(place))?,
            sso_redirect: Some(parse_url(&self.sso(place))?),
            attributes: self.published(),
        };
        let style = MetadataStyle {
            id: match habits.metadata_reference {
                ReferenceStyle::Id => Some(MessageId::parse(&env.message_id())?),
                ReferenceStyle::WholeDocument => None,
            },
            digest: habits.digest,
            typed_values: true,
        };
        Ok(metadata.to_signed_xml(&style, signer)?)
    }

    fn published(&self) -> Vec<Attribute> {
        let mandatory = Attribute::NATURAL_MANDATORY.into_iter();
        let legal = more::published_of_companies(self.country);
        mandatory
            .chain(more::published(self.country))
            .chain(legal)
            .collect()
    }

    fn code(&self) -> CountryCode {
        CountryCode::parse(self.country.code).unwrap_or(CountryCode::UNION)
    }

    /// Takes a request by POST.
    pub(crate) fn post(
        &self,
        asked: &Asked<'_>,
        body: &[u8],
        query: &str,
    ) -> Result<Received, NodeError> {
        let message = decode_post(body, query, Parameter::SamlRequest)?;
        self.receive(asked, &message.xml, message.relay_state)
    }

    /// Takes a request by GET, as the reference node sends it.
    pub(crate) fn get(&self, asked: &Asked<'_>, query: &str) -> Result<Received, NodeError> {
        match decode_get(query, Parameter::SamlRequest)? {
            QueryMessage::Embedded { xml, relay_state } => self.receive(asked, &xml, relay_state),
            QueryMessage::Redirect { .. } => Err(NodeError::Refused(
                "this node takes the signed request itself, not a signed query",
            )),
        }
    }

    fn receive(
        &self,
        asked: &Asked<'_>,
        xml: &[u8],
        relay_state: Option<RelayState>,
    ) -> Result<Received, NodeError> {
        let habits = self.habits();
        let now = self.now(asked.env);
        self.signed_by_a_known_key(xml, asked.peer)?;
        let signed = SignedAuthnRequest::verify(xml, asked.peer, now)?;
        let in_response_to = signed.id().clone();
        let reply_to = signed.assertion_consumer_service().to_owned();
        let expected = ExpectedRequest {
            destination: self.sso(asked.place),
            levels: self.levels(),
            attributes: self.published(),
            name_id_formats: NameIdKind::ALL.map(name_id_format).to_vec(),
            requester_id: if habits.needs_requester_id {
                RequesterIdRule::DemandedOfPrivate
            } else {
                RequesterIdRule::Optional
            },
            max_age: Duration::from_secs(300),
            skew: Skew::default(),
        };
        let refuse = |status: Status| -> Result<Received, NodeError> {
            let response = self.response(
                asked,
                in_response_to.clone(),
                &reply_to,
                Outcome::Failure(status),
            )?;
            let xml = response.failure_to_signed_xml(&message_habits(&habits, None), asked.key)?;
            Ok(Received::Refused(self.form(
                &reply_to,
                &xml,
                relay_state.as_ref(),
            )?))
        };
        let request = match signed.accept(&expected, now) {
            Ok(request) => request,
            Err(eidas::Refusal::Reject(reject)) => return refuse(reject.status().clone()),
            Err(eidas::Refusal::Stop(why)) => return Err(why.into()),
        };
        if habits.needs_provider_name
            && request
                .provider_name
                .as_deref()
                .is_none_or(|name| name.trim().is_empty())
        {
            return Err(NodeError::Refused(
                "a request without ProviderName is not taken here",
            ));
        }
        let recipient = self.recipient(asked.peer).ok_or(NodeError::Refused(
            "no encryption certificate this node can use",
        ))?;
        let session = Session {
            id: asked.env.token(),
            request,
            relay_state,
            asker_country: asked.peer.country(),
            recipient,
        };
        let id = session.id.clone();
        let mut sessions = self.sessions.lock().unwrap_or_else(PoisonError::into_inner);
        if sessions.len() >= MAX_SESSIONS {
            sessions.pop_front();
        }
        sessions.push_back(session);
        Ok(Received::Login(id))
    }

    /// Some nodes know fewer of our keys than our metadata says.
    fn signed_by_a_known_key(&self, xml: &[u8], peer: &Peer) -> Result<(), NodeError> {
        let habits = self.habits();
        let all = peer.signing_certificates();
        let known: Vec<Certificate> = if habits.takes == Takes::LastOfEachUse {
            all.last().cloned().into_iter().collect()
        } else if habits.only_rsa_signatures {
            all.iter().filter(|c| is_rsa(c)).cloned().collect()
        } else {
            return Ok(());
        };
        let document = Document::parse(xml, &Limits::MESSAGE)?;
        xmlsec::verify(&document, &TrustedKeys::new(known), &Policy::EIDAS)?;
        Ok(())
    }

    fn recipient(&self, peer: &Peer) -> Option<Certificate> {
        let mut all = peer
            .recipients()
            .iter()
            .map(|recipient| &recipient.certificate);
        match self.habits().takes {
            Takes::First => all.next(),
            Takes::LastOfEachUse => all.next_back(),
            Takes::FirstRsa => all.find(|certificate| is_rsa(certificate)),
            Takes::FirstEc => all.find(|certificate| !is_rsa(certificate)),
        }
        .cloned()
    }

    pub(crate) fn session(&self, id: &str) -> Result<Session, NodeError> {
        let sessions = self.sessions.lock().unwrap_or_else(PoisonError::into_inner);
        sessions
            .iter()
            .find(|session| session.id == id)
            .cloned()
            .ok_or(NodeError::UnknownSession)
    }

    /// The person decided.
    pub(crate) fn answer(
        &self,
        asked: &Asked<'_>,
        session: &Session,
        choice: &Choice,
    ) -> Result<PostForm, NodeError> {
        let habits = self.habits();
        let reply_to = session.request.assertion_consumer_service.as_str();
        let in_response_to = session.request.id.clone();
        let outcome = match self.status_of(session, choice) {
            Some(status) => Outcome::Failure(status),
            None => Outcome::Success(Box::new(self.assertion(asked, session, choice)?)),
        };
        let failed = matches!(outcome, Outcome::Failure(_));
        let response = self.response(asked, in_response_to, reply_to, outcome)?;
        let ids = (asked.env.message_id(), asked.env.message_id());
        let how = message_habits(&habits, Some(ids));
        let xml = if failed {
            response.failure_to_signed_xml(&how, asked.key)?
        } else {
            let entropy = Entropy::new(asked.env.random());
            response.to_signed_xml(&how, asked.key, &session.recipient, entropy)?
        };
        self.form(reply_to, &xml, session.relay_state.as_ref())
    }

    fn form(
        &self,
        reply_to: &str,
        xml: &[u8],
        relay_state: Option<&RelayState>,
    ) -> Result<PostForm, NodeError> {
        let kept = relay_state.filter(|_| !self.habits().loses_relay_state);
        Ok(PostForm::new(
            parse_url(reply_to)?,
            Parameter::SamlResponse,
            xml,
            kept,
        ))
    }

    fn response(
        &self,
        asked: &Asked<'_>,
        in_response_to: MessageId,
        reply_to: &str,
        outcome: Outcome,
    ) -> Result<Response, NodeError> {
        Ok(Response {
            id: MessageId::parse(&asked.env.message_id())?,
            issue_instant: self.now(asked.env),
            in_response_to,
            destination: reply_to.to_owned(),
            issuer: EntityId::parse(&self.entity_id(asked.place))?,
            consent: Some(Consent::Unspecified),
            outcome,
        })
    }

    /// The level a person proves here.
    pub(crate) fn level_of(&self, kind: Kind) -> LevelOfAssurance {
        match kind {
            Kind::Low => LevelOfAssurance::Low,
            _ => self.habits().best_level(),
        }
    }

    fn status_of(&self, session: &Session, choice: &Choice) -> Option<Status> {
        let responder = |sub, message| Some(Status::failure(StatusCode::Responder, sub, message));
        match choice.person.map(|person| person.kind) {
            None | Some(Kind::Cancel) => responder(
                Some(SubStatus::RequestDenied),
                "202012 - Citizen consent not given.",
            ),
            Some(Kind::Fails) => responder(
                Some(SubStatus::AuthnFailed),
                "003002 - Authentication Failed.",
            ),
            Some(kind) => {
                let reached = loa(self.level_of(kind));
                if session.request.context.accepts(&reached) {
                    return None;
                }
                match self.habits().below_level {
                    BelowLevel::SendsItAnyway => None,
                    BelowLevel::Refuses202019 => responder(
                        None,
                        "202019 - Incorrect Level of Assurance in IdP response",
                    ),
                    BelowLevel::RefusesNoAuthnContext => responder(
                        Some(SubStatus::NoAuthnContext),
                        "the level asked for cannot be reached",
                    ),
                }
            }
        }
    }

    fn assertion(
        &self,
        asked: &Asked<'_>,
        session: &Session,
        choice: &Choice,
    ) -> Result<Assertion, NodeError> {
        let person = choice.person.ok_or(NodeError::UnknownSession)?;
        let now = self.now(asked.env);
        let receiver = session.asker_country.as_str();
        let identifier = self.identifier(person, receiver, choice.renewed);
        let mut attributes = Attributes::new();
        let company = more::company(self.country, person, receiver);
        let mandatory = [
            (Attribute::FAMILY_NAME, name_value(person.family_name)),
            (Attribute::GIVEN_NAME, name_value(person.given_name)),
            (
                Attribute::DATE_OF_BIRTH,
                AttributeValue::latin(person.date_of_birth),
            ),
            (
                Attribute::PERSON_IDENTIFIER,
                AttributeValue::latin(&identifier),
            ),
        ];
        let known = more::known(self.country, person);
        if session.request.asks_for(Attribute::LEGAL_NAME) {
            for (attribute, value) in company {
                if session.request.asks_for(attribute) {
                    attributes.add(attribute, value);
                }
            }
            // Her own e-ID, with which she acts for it; nobody else's has two names.
            if person.kind != Kind::TwoNames {
                for (attribute, value) in mandatory {
                    let name = attribute.definition().local_name;
                    let of_her = Attribute::of(eidas::Person::NaturalRepresentative)
                        .find(|it| it.definition().local_name == name);
                    if let Some(of_her) = of_her {
                        attributes.add(of_her, value);
                    }
                }
            }
        } else {
            for (attribute, value) in mandatory.into_iter().chain(known) {
                if session.request.asks_for(attribute) {
                    attributes.add(attribute, value);
                }
            }
        }
        let kind = self.habits().name_id;
        Ok(Assertion {
            id: MessageId::parse(&asked.env.message_id())?,
            issue_instant: now,
            name_id: NameId {
                value: match kind {
                    NameIdKind::Transient => asked.env.message_id(),
                    NameIdKind::Persistent | NameIdKind::Unspecified => identifier,
                },
                format: name_id_format(kind),
                name_qualifier: Some(self.entity_id(asked.place)),
                sp_name_qualifier: None,
            },
            audience: session.request.issuer.clone(),
            not_before: now,
            not_on_or_after: now.plus(ASSERTION_VALIDITY),
            authn_instant: now,
            loa: loa(self.level_of(person.kind)),
            attributes,
        })
    }

    /// `SE/NO/198503122395`. A renewed e-ID has an identifier that says nothing of the old one.
    pub(crate) fn identifier(&self, person: &Person, receiver: &str, renewed: bool) -> String {
        let own = if renewed {
            let hash = openssl::sha::sha256(person.identifier.as_bytes());
            let hex: String = hash.iter().map(|octet| format!("{octet:02x}")).collect();
            format!("{hex}v2")
        } else {
            person.identifier.to_owned()
        };
        format!("{}/{receiver}/{own}", self.country.code)
    }
}

/// What a node needs from around it to take or answer a request.
pub(crate) struct Asked<'a> {
    pub(crate) place: Place,
    pub(crate) env: &'a Env,
    pub(crate) peer: &'a Peer,
    pub(crate) key: &'a SoftwareKey,
}

/// What the person chose. Nobody: the cancel button.
pub(crate) struct Choice {
    pub(crate) person: Option<&'static Person>,
    pub(crate) renewed: bool,
}

/// What is asked for, for people.
pub(crate) fn asked_attributes(request: &VerifiedAuthnRequest) -> String {
    if request.asks_for(Attribute::LEGAL_NAME) {
        return "The name and the identifier of a company".to_owned();
    }
    let more = Attribute::of(eidas::Person::Natural)
        .filter(|attribute| !attribute.is_mandatory() && request.asks_for(*attribute))
        .map(|attribute| format!(", {}", attribute.friendly_name()));
    let more: String = more.collect();
    format!("Family name, given name, date of birth, your identifier{more}")
}

/// The level asked for, for people.
pub(crate) fn asked_level(request: &VerifiedAuthnRequest) -> &'static str {
    match &request.context {
        RequestedContext::Minimum(level) => level.as_str(),
        RequestedContext::Exact(_) => "of its list",
    }
}

impl Session {
    pub(crate) fn asker_country(&self) -> &str {
        self.asker_country.as_str()
    }
}
