// SPDX-License-Identifier: EUPL-1.2
//! Story 2, last part: what would leave is shown, and leaves if the person agrees.
//!
//! The page and the answer are made by the same function ([`propose`]) from the same sealed records,
//! and the answer is only sent if it is what was shown: the form carries a digest of it. PX-13:
//! what is released is a subset of what was asked for and of what was agreed to.

use std::sync::Arc;

use eidas::{
    Attribute, AttributeValue, Attributes, Consent, Failure, Fresh, Instant, Loa, MessageId, Peer,
    Proven, Released, Replied, RequesterId, SpType, Subject,
};
use openssl::sha::Sha256;
use pages::ErrorText;
use pages::i18n::Language;
use store::Secret;
use store::seal::hex;

use super::not_a_proxy_service;
use super::remember;
use super::reply::{answer, leave_with, relay_state, send};
use crate::app::App;
use crate::ask::Asker;
use crate::audit::AuditEvent;
use crate::citizen::Citizen;
use crate::flow::end::abroad::{ForeignAsked, Nothing, connector_of, foreign_asked, may_go_abroad};
use crate::flow::end::ending;
use crate::flow::end::person::own;
use crate::flow::end::proven_by::ProvenBy;
use crate::flow::end::way_back::ReturnTo;
use crate::flow::{Fault, HeldLogin, count_end};
use crate::identifier::{Found, IdentifierError, Identifiers, Policies, UndecidedPolicy};
use crate::login::Stage;
use crate::own::{OwnEvent, Owner, To};
use crate::own_metadata::Offer;
use crate::refusals::reference;
use crate::settings::{Access, IdentifierPolicy};

/// What would leave, ready to be shown and to be sent.
pub struct Disclosure {
    asked: ForeignAsked,
    citizen: Citizen,
    peer: Arc<Peer>,
    policy: IdentifierPolicy,
    found: Found,
    released: Released,
}

/// What can be said to a person who has proved herself.
pub enum Proposal {
    /// These values would leave.
    Values(Box<Disclosure>),
    /// Nothing can leave, and why.
    Nothing(Nothing),
}

/// `GET /consent`: what would leave, to whom.
pub async fn propose(app: &App, open: &HeldLogin) -> Result<Proposal, Fault> {
    propose_with(app, open, app.records.get_sealed(&open.person()).await?).await
}

/// The same where who is proven was read with the login.
pub async fn propose_with(
    app: &App,
    open: &HeldLogin,
    citizen: Option<Citizen>,
) -> Result<Proposal, Fault> {
    let Stage::Proven { .. } = &open.login.stage else {
        return Err(Fault::new(ErrorText::RequestInvalid, "not_proven").in_hand(open));
    };
    let peer = connector_of(app, open)?;
    let asked = foreign_asked(open)?;
    let missing = || Fault::new(ErrorText::FlowExpired, "identity_gone").in_hand(open);
    let citizen = citizen.ok_or_else(missing)?;
    // Suspended while the person was reading: nothing leaves.
    if let Err(nothing) = may_go_abroad(app, &citizen) {
        return Ok(Proposal::Nothing(nothing));
    }
    disclosure(app, asked, citizen, peer)
        .await
        .map_err(|fault| fault.in_hand(open))
}

async fn disclosure(
    app: &App,
    asked: ForeignAsked,
    citizen: Citizen,
    peer: Arc<Peer>,
) -> Result<Proposal, Fault> {
    let current = app.current();
    let proxy = current
        .settings
        .proxy_service
        .as_ref()
        .ok_or_else(not_a_proxy_service)?;
    let policy = proxy.policy_of(peer.country());
    let ours = current.settings.country;
    let identifiers = Identifiers::new(current.keys.identifier(), &app.records, &app.env, ours);
    let found = identifiers.find(&citizen, peer.country(), policy).await?;
    let proven = Proven {
        attributes: attributes(&citizen, &found),
        loa: Loa::Notified(citizen.level),
        authn_instant: Instant::from_ms(citizen.auth_time * 1000),
    };
    let offer = Offer::of(&current.settings, |eid| app.abroad(eid));
    let levels = offer.map(|offer| offer.levels).unwrap_or_default();
    let published: Vec<Loa> = levels.into_iter().map(Loa::Notified).collect();
    let released = Released::of(&asked.request, &proven, &peer, ours, &published);
    // MD-17: without a key of the connector's metadata nothing is encrypted, so nothing leaves.
    let released = released.and_then(|released| peer.choose_recipient().map(|_| released));
    for (attribute, rule) in released.iter().flat_map(|released| released.left_out()) {
        tracing::warn!(eid = citizen.eid, %attribute, %rule, "an optional attribute is left out");
    }
    match released {
        Ok(released) => Ok(Proposal::Values(Box::new(Disclosure {
            asked,
            citizen,
            peer,
            policy,
            found,
            released,
        }))),
        Err(error) => {
            tracing::warn!(eid = citizen.eid, %error, "nothing can be sent");
            Ok(Proposal::Nothing(Nothing {
                failure: Failure::from(&error),
                reason: error.reason(),
            }))
        }
    }
}

/// Everything we know about the person, in the words of eIDAS.
fn attributes(citizen: &Citizen, found: &Found) -> Attributes {
    let mut known = Attributes::new();
    known.add(
        Attribute::PERSON_IDENTIFIER,
        AttributeValue::latin(found.value()),
    );
    known.add(
        Attribute::FAMILY_NAME,
        AttributeValue::latin(&citizen.family_name),
    );
    known.add(
        Attribute::DATE_OF_BIRTH,
        AttributeValue::latin(&citizen.birthdate),
    );
    if let Some(given_name) = &citizen.given_name {
        known.add(Attribute::GIVEN_NAME, AttributeValue::latin(given_name));
    }
    for (name, value) in &citizen.sector {
        if let Some(attribute) = Attribute::named(name) {
            known.add(attribute, AttributeValue::latin(value));
        }
    }
    known
}

impl Disclosure {
    /// The values, in the order in which they were asked for.
    pub fn values(&self) -> &Attributes {
        self.released.attributes()
    }

    /// What was asked for and is not sent, since we do not know it.
    pub fn unsent(&self) -> Vec<Attribute> {
        let request = &self.asked.request;
        let asked = request.attributes.iter().map(|asked| asked.attribute);
        let asked = asked.chain(request.unpublished.iter().copied());
        asked
            .filter(|attribute| self.values().get(*attribute).is_none())
            .collect()
    }

    /// Which identifier the country gets.
    pub fn policy(&self) -> IdentifierPolicy {
        self.policy
    }

    /// What people call the e-ID that proved them.
    pub fn eid_name(&self, app: &App, language: Language) -> String {
        let settings = app.settings();
        let eid = settings.eid(&self.citizen.eid);
        eid.map(|eid| eid.name.in_language(language).to_owned())
            .unwrap_or_default()
    }

    /// Whether that e-ID is open in a test profile only.
    pub fn unnotified(&self, app: &App) -> bool {
        let settings = app.settings();
        let access = settings.eid(&self.citizen.eid).map(|eid| app.abroad(eid));
        matches!(access, Some(Access::Open { unnotified, .. }) if unnotified)
    }

    /// The level that is stated.
    pub fn level(&self) -> eidas::LevelOfAssurance {
        self.citizen.level
    }

    /// A digest of everything that was shown, and to whom it goes: the form brings it back.
    pub fn digest(&self) -> String {
        self.hashed(Some(self.asked.request.id.as_str()))
    }

    /// The same for every login in which it would be the same page, so that it can be remembered.
    /// `None` for a service that does not name itself: nobody could tell it from another one of
    /// its connector. Keyed, so that what is remembered lets nobody guess a person.
    pub fn remembrance(&self, app: &App) -> Option<String> {
        let request = &self.asked.request;
        let named = request.provider_name.is_some() || request.requester_id.is_some();
        named.then(|| app.audit.person_ref(&self.hashed(None)))
    }

    fn hashed(&self, request_id: Option<&str>) -> String {
        let request = &self.asked.request;
        let shown = Shown {
            request_id,
            service: request.provider_name.as_deref(),
            requester_id: request.requester_id.as_ref().map(RequesterId::as_str),
            connector: request.issuer.as_str(),
            private: request.sp_type == SpType::Private,
            number: self.citizen.number.as_str(),
            policy: self.policy.name(),
            eid: &self.citizen.eid,
            level: self.released.loa().uri(),
            asked: request
                .attributes
                .iter()
                .map(|asked| asked.attribute)
                .collect(),
            values: self.values(),
        };
        shown.hashed()
    }
}

/// Everything that the page shows or that decides to whom it goes.
#[derive(Clone)]
struct Shown<'a> {
    /// The login, where it is for that alone.
    request_id: Option<&'a str>,
    service: Option<&'a str>,
    requester_id: Option<&'a str>,
    connector: &'a str,
    private: bool,
    number: &'a str,
    policy: &'a str,
    eid: &'a str,
    level: &'a str,
    asked: Vec<Attribute>,
    values: &'a Attributes,
}

impl Shown<'_> {
    /// Each part with its length, so that no two pages have the same octets.
    fn hashed(&self) -> String {
        let Self {
            request_id,
            service,
            requester_id,
            connector,
            private,
            number,
            policy,
            eid,
            level,
            asked,
            values,
        } = self;
        let mut hash = Sha256::new();
        let mut part = |octets: &[u8]| {
            hash.update(&(octets.len() as u64).to_be_bytes());
            hash.update(octets);
        };
        for maybe in [request_id, service, requester_id] {
            part(&[u8::from(maybe.is_some())]);
            part(maybe.unwrap_or_default().as_bytes());
        }
        part(connector.as_bytes());
        part(&[u8::from(*private)]);
        for text in [number, policy, eid, level] {
            part(text.as_bytes());
        }
        part(&asked.len().to_be_bytes());
        for asked in asked {
            part(asked.name().as_bytes());
        }
        for (attribute, values) in values.iter() {
            part(attribute.name().as_bytes());
            part(&values.len().to_be_bytes());
            for value in values {
                part(value.value.as_bytes());
                part(value.original.as_deref().unwrap_or_default().as_bytes());
            }
        }
        hex(&hash.finish())
    }
}

/// `POST /consent`, `action=decline`. As easy as agreeing, and polite: the connector is told.
/// PX-14.
pub async fn decline(app: &App, open: &HeldLogin) -> Result<ReturnTo, Fault> {
    leave_with(app, open, Failure::Declined).await
}

/// What a person's "yes" led to.
pub struct Approved {
    /// The answer, on its way.
    pub way: ReturnTo,
    /// The browser's new secret, when she wanted her answer to be remembered.
    pub remembered: Option<Secret>,
}

/// `POST /consent`, `action=approve`: signs, encrypts and sends, once. `None` when what would leave
/// is not what was shown: the page again. `remember`, if she ticked that, is the secret under which
/// her browser has such answers already.
pub async fn approve(
    app: &App,
    (open, citizen): (&HeldLogin, Option<Citizen>),
    shown: &str,
    remember: Option<Option<&Secret>>,
) -> Result<Option<Approved>, Fault> {
    let disclosure = match propose_with(app, open, citizen).await? {
        Proposal::Values(disclosure) if disclosure.digest() == shown => disclosure,
        Proposal::Values(_) | Proposal::Nothing(_) => return Ok(None),
    };
    let remembered = match (remember, disclosure.remembrance(app)) {
        (Some(old), Some(what)) => remember::keep(app, old, &what).await?,
        _ => None,
    };
    let decision = match remembered {
        Some(_) => "approved_and_remembered",
        None => "approved",
    };
    let way = release(app, open, disclosure, Consent::Obtained, decision).await?;
    Ok(Some(Approved { way, remembered }))
}

/// `GET /consent` when the person of this browser agreed to exactly this before: the answer without
/// a page, which says so. SAML Core §8.4.3; `obtained` is said only after the page.
pub async fn prior(
    app: &App,
    open: &HeldLogin,
    disclosure: Box<Disclosure>,
    secret: Option<&Secret>,
) -> Result<Result<ReturnTo, Box<Disclosure>>, Fault> {
    match disclosure.remembrance(app) {
        Some(what) if remember::holds(app, secret, &what).await? => {
            let way = release(app, open, disclosure, Consent::Prior, "prior").await?;
            Ok(Ok(way))
        }
        _ => Ok(Err(disclosure)),
    }
}

/// The answer is made first: one that cannot be made closes nothing and is told to nobody. One that
/// cannot be kept is not released, and the person may decide again.
async fn release(
    app: &App,
    open: &HeldLogin,
    disclosure: Box<Disclosure>,
    consent: Consent,
    decision: &'static str,
) -> Result<ReturnTo, Fault> {
    let Disclosure {
        asked,
        citizen,
        peer,
        policy,
        found,
        released,
    } = *disclosure;
    let fresh = Fresh {
        assertion_id: MessageId::parse(&app.env.message_id())
            .map_err(|_| Fault::new(ErrorText::Internal, "message_id"))?,
        name_id: match asked.request.subject() {
            Subject::Persistent => found.persistent_name_id(peer.entity_id()),
            Subject::Transient => app.env.message_id(),
        },
        entropy: xmlsec::Entropy::new(app.env.bytes()),
    };
    let names = released.attributes().iter();
    let attributes = names.map(|(attribute, _)| attribute.friendly_name());
    let attributes = attributes.collect();
    let relay_state = relay_state(&asked);
    let made = answer(app, &peer, relay_state.as_ref(), |reply| {
        reply.released(released, consent, fresh)
    })
    .map_err(|fault| fault.in_hand(open))?;
    let ending = ending::begin(app, open).await?;
    let leaving = Leaving {
        citizen: &citizen,
        peer: &peer,
        policy: (!found.in_use).then_some(policy),
        found: &found,
        decision,
        attributes,
    };
    let way = match leaving.keep(app, open, made).await {
        Ok(way) => way,
        Err(fault) => return Err(ending::withdraw(app, open, fault).await),
    };
    ending.done();
    count_end(app, &open.login, None, "success");
    // Everything before is on the disk when the assertion leaves.
    app.records.durable().await?;
    Ok(way)
}

/// A person on her way out: what is remembered and written down of it.
struct Leaving<'a> {
    citizen: &'a Citizen,
    peer: &'a Arc<Peer>,
    /// The policy of the country's first identifier.
    policy: Option<IdentifierPolicy>,
    found: &'a Found,
    decision: &'static str,
    attributes: Vec<String>,
}

impl Leaving<'_> {
    async fn keep(self, app: &App, open: &HeldLogin, made: Replied) -> Result<ReturnTo, Fault> {
        let current = app.current();
        let ours = current.settings.country;
        let Self { peer, found, .. } = self;
        // An identifier that leaves is remembered first, or it could change.
        if let Some(policy) = self.policy {
            Policies::new(&app.records, &app.env)
                .used(peer.country(), policy)
                .await?;
        }
        Identifiers::new(current.keys.identifier(), &app.records, &app.env, ours)
            .give(found)
            .await?;
        let event = AuditEvent::ConsentDecided {
            login: open.flow.to_string(),
            decision: self.decision,
            attributes: self.attributes.clone(),
        };
        app.audit.note(event).await?;
        let reference = reference(&app.env);
        let event = AuditEvent::PersonSent {
            login: open.flow.to_string(),
            person_ref: app.audit.person_ref(self.citizen.number.as_str()),
            identifier_ref: app.audit.person_ref(found.value()),
            peer_entity: peer.entity_id().as_str().to_owned(),
            country: peer.country().as_str().to_owned(),
            loa: self.citizen.level.uri().to_owned(),
            reference: reference.clone(),
        };
        app.audit.note(event).await?;
        self.receipt(app, open, reference).await?;
        let proven_by = ProvenBy::of(self.citizen);
        send(app, open, peer, made, Some(proven_by)).await
    }
}

impl Leaving<'_> {
    /// What she will see of it among her own logins.
    async fn receipt(&self, app: &App, open: &HeldLogin, reference: String) -> Result<(), Fault> {
        let service = match &open.login.ask.asker {
            Asker::Node { provider_name, .. } => provider_name.clone(),
            Asker::Service { .. } => None,
        };
        let event = OwnEvent {
            time_ms: app.env.now_ms(),
            reference,
            to: To::Abroad(self.peer.country().as_str().to_owned(), service),
            with: self.citizen.eid.clone(),
            level: self.citizen.level.uri().to_owned(),
            sent: self.attributes.clone(),
        };
        let owner = Owner::National(self.citizen.number.as_str().to_owned());
        own(app, &app.current()).note(&owner, event).await?;
        Ok(())
    }
}

impl From<UndecidedPolicy> for Fault {
    fn from(error: UndecidedPolicy) -> Self {
        match error {
            UndecidedPolicy::Store(error) => error.into(),
            changed @ UndecidedPolicy::Changed(_) => Self {
                inner: Some(changed.to_string()),
                ..Self::new(ErrorText::Unavailable, "identifier_policy_changed")
            },
        }
    }
}

impl From<IdentifierError> for Fault {
    fn from(error: IdentifierError) -> Self {
        match error {
            IdentifierError::Policy(error) => error.into(),
            IdentifierError::Store(error) => error.into(),
            IdentifierError::KeyMissing(_) | IdentifierError::Unreadable => Self {
                inner: Some(error.to_string()),
                ..Self::new(ErrorText::Unavailable, "identifier_failed")
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    type Edit<'p> = Box<dyn Fn(&mut Shown<'p>) + 'p>;

    /// PX-13: what was agreed to is that page and no other. Each part alone makes another one.
    #[test]
    fn px_13_every_part_of_the_page_is_in_its_digest() {
        let name = |text: &str| {
            Attributes::new().with(Attribute::FAMILY_NAME, AttributeValue::latin(text))
        };
        let values = name("Nordmann").with(Attribute::GIVEN_NAME, AttributeValue::latin("Kari"));
        let asked = vec![Attribute::FAMILY_NAME, Attribute::GIVEN_NAME];
        let page = Shown {
            request_id: Some("_1"),
            service: Some("Service"),
            requester_id: Some("urn:service"),
            connector: "https://se.example/",
            private: false,
            number: "1",
            policy: "per-country",
            eid: "bankid",
            level: "high",
            asked,
            values: &values,
        };
        let other_value =
            name("Nordmand").with(Attribute::GIVEN_NAME, AttributeValue::latin("Kari"));
        let other_name =
            name("Nordmann").with(Attribute::PLACE_OF_BIRTH, AttributeValue::latin("Kari"));
        let original = Attributes::new()
            .with(
                Attribute::FAMILY_NAME,
                AttributeValue::pair("Nordmann", "Н"),
            )
            .with(Attribute::GIVEN_NAME, AttributeValue::latin("Kari"));
        let twice = values
            .clone()
            .with(Attribute::GIVEN_NAME, AttributeValue::latin("Anne"));
        let less = name("Nordmann");
        let swapped = Attributes::new()
            .with(Attribute::GIVEN_NAME, AttributeValue::latin("Kari"))
            .with(Attribute::FAMILY_NAME, AttributeValue::latin("Nordmann"));
        let edits: Vec<(&str, Edit<'_>)> = vec![
            ("the login", Box::new(|page| page.request_id = Some("_2"))),
            ("no login", Box::new(|page| page.request_id = None)),
            (
                "an empty login",
                Box::new(|page| page.request_id = Some("")),
            ),
            (
                "the service",
                Box::new(|page| page.service = Some("Another")),
            ),
            ("no service", Box::new(|page| page.service = None)),
            ("an empty service", Box::new(|page| page.service = Some(""))),
            (
                "who asks",
                Box::new(|page| page.requester_id = Some("urn:other")),
            ),
            ("nobody who asks", Box::new(|page| page.requester_id = None)),
            (
                "the connector",
                Box::new(|page| page.connector = "https://de.example/"),
            ),
            ("the sector", Box::new(|page| page.private = true)),
            ("the person", Box::new(|page| page.number = "2")),
            ("the policy", Box::new(|page| page.policy = "national")),
            ("the e-ID", Box::new(|page| page.eid = "minid")),
            ("the level", Box::new(|page| page.level = "low")),
            (
                "what is asked",
                Box::new(|page| page.asked[0] = Attribute::PLACE_OF_BIRTH),
            ),
            (
                "more asked",
                Box::new(|page| page.asked.push(Attribute::PLACE_OF_BIRTH)),
            ),
            ("in another order", Box::new(|page| page.asked.reverse())),
            ("a value", Box::new(|page| page.values = &other_value)),
            ("an attribute", Box::new(|page| page.values = &other_name)),
            ("an original", Box::new(|page| page.values = &original)),
            ("a second value", Box::new(|page| page.values = &twice)),
            ("a value less", Box::new(|page| page.values = &less)),
            (
                "values in another order",
                Box::new(|page| page.values = &swapped),
            ),
            // The end of one part is not the beginning of the next.
            (
                "a border",
                Box::new(|page| (page.number, page.policy) = ("1per-", "country")),
            ),
        ];
        let mut digests = BTreeSet::from([page.hashed()]);
        for (what, edit) in edits {
            let mut other = page.clone();
            edit(&mut other);
            assert!(digests.insert(other.hashed()), "{what}");
        }
    }
}
