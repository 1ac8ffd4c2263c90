// SPDX-License-Identifier: EUPL-1.2
//! A connector's question. Written here and not with `eidas`' own writer, because that one knows
//! no way to write what the profile forbids, and because two hands find more than one.
//! eIDAS Message Format 1.4 §2.4.1.

use eidas::binding::{
    Binding, EmbeddedForm, Parameter, PostForm, RelayState, encode_embedded, encode_redirect,
};
use eidas::{Attribute, Instant, Peer, SpType};
use url::Url;
use xmlsec::{
    Curve, Document, KeyKind, Limits, SignatureOptions, SignaturePlace, SigningKey, SoftwareKey,
    Subject, Validity,
};

use super::habits::{Asks, Habits, Mischief, Relay, Sector, Sends};
use super::keys::Working;
use super::table::E_JUSTICE_ROLE;
use super::{AbroadError, Foreign};
use crate::env::Env;
use crate::node::name_id_format;
use crate::place::Place;

pub(super) const ASSERTION: &str = "urn:oasis:names:tc:SAML:2.0:assertion";
/// Levels of schemes that nobody notified. Message Format 1.4 §3.2.
const NOT_NOTIFIED: &str = "http://eidas.europa.eu/NotNotified/LoA/";

/// What is changed after signing.
const HONEST: &str = "IsPassive=\"false\"";
const TAMPERED: &str = "IsPassive=\"true\"";

/// A request as it will be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Draft {
    pub(super) id: String,
    pub(super) issue_instant: Instant,
    pub(super) destination: String,
    pub(super) issuer: String,
    pub(super) provider_name: Option<String>,
    pub(super) force_authn: Option<bool>,
    pub(super) is_passive: bool,
    pub(super) consumer_url: Option<String>,
    pub(super) consumer_index: Option<String>,
    pub(super) protocol_binding: Option<String>,
    pub(super) sp_type: Option<SpType>,
    /// `Name` and `isRequired`.
    pub(super) attributes: Vec<(String, bool)>,
    pub(super) name_id_format: Option<String>,
    pub(super) comparison: Option<String>,
    /// Empty: no `RequestedAuthnContext`.
    pub(super) levels: Vec<String>,
    pub(super) requester_id: Option<String>,
}

/// A request on its way.
pub(super) enum Outgoing {
    /// A form that posts itself.
    Form(PostForm),
    /// An address to go to.
    Address(String),
}

/// What there is to know for a question.
pub(super) struct Asking<'a> {
    pub(super) place: Place,
    pub(super) env: &'a Env,
    pub(super) peer: &'a Peer,
    pub(super) keys: &'a Working,
    /// The second button.
    pub(super) professional: bool,
}

impl Foreign {
    /// The way this request takes.
    pub(super) fn sends(&self) -> Sends {
        self.mischief()
            .into_iter()
            .find_map(|mischief| match mischief {
                Mischief::Sends(sends) => Some(sends),
                _ => None,
            })
            .unwrap_or_else(|| self.habits().sends)
    }

    /// The question by habit, then by mischief.
    pub(super) fn draft(&self, asking: &Asking<'_>) -> Result<Draft, AbroadError> {
        let habits = self.habits();
        let binding = match self.sends() {
            Sends::Post => Binding::Post,
            Sends::Get | Sends::GetDeflated | Sends::Redirect => Binding::Redirect,
        };
        let destination = asking
            .peer
            .single_sign_on(binding)
            .ok_or(AbroadError::NoGateway)?;
        let mut attributes: Vec<(String, bool)> = Attribute::NATURAL_MANDATORY
            .iter()
            .map(|attribute| (attribute.name(), true))
            .collect();
        attributes.extend(
            habits
                .optional
                .iter()
                .map(|name| ((*name).to_owned(), false)),
        );
        if asking.professional {
            attributes.push((E_JUSTICE_ROLE.to_owned(), true));
        }
        let (comparison, levels) = asked(habits.asks);
        let mut draft = Draft {
            id: asking.env.message_id(),
            issue_instant: self.now(asking.env),
            destination: destination.as_str().to_owned(),
            issuer: self.entity_id(asking.place),
            provider_name: habits.provider_name.map(str::to_owned),
            force_authn: Some(true),
            is_passive: false,
            consumer_url: habits
                .repeats_consumer_url
                .then(|| self.consumer(asking.place)),
            consumer_index: None,
            protocol_binding: None,
            sp_type: match habits.sector {
                Sector::InRequest(sp_type) => Some(sp_type),
                Sector::InMetadata(_) => None,
            },
            attributes,
            name_id_format: habits
                .name_id
                .map(|kind| name_id_format(kind).uri().to_owned()),
            comparison: Some(comparison.to_owned()),
            levels,
            requester_id: habits
                .requester_id
                .then(|| format!("{}/", self.service(asking.place))),
        };
        for mischief in self.mischief() {
            draft.spoil(mischief);
        }
        Ok(draft)
    }

    /// The relay state of one login.
    pub(super) fn relay_state(&self, env: &Env) -> Option<String> {
        for mischief in self.mischief() {
            if let Mischief::RelayState(value) = mischief {
                return value;
            }
        }
        let token = env.token();
        match self.habits().relay {
            Relay::Absent => None,
            Relay::Token => Some(token),
            // 43 octets, and 29 that each stand for a mistake somebody once made.
            Relay::Odd => Some(format!("{token} &+%2B%%=;\"<'>\\/?#[é] ~`|{{}}")),
            Relay::Longest => Some(format!("{token:*<80}")),
        }
    }

    /// Signs a draft and puts it on its way.
    pub(super) fn send(
        &self,
        asking: &Asking<'_>,
        draft: &Draft,
        relay_state: Option<&str>,
    ) -> Result<Outgoing, AbroadError> {
        // More than 80 characters have no type; mischief adds them behind.
        let within = relay_state.and_then(|relay| RelayState::new(relay).ok());
        let beyond = relay_state.filter(|_| within.is_none());
        let binding = match self.sends() {
            Sends::Post => Binding::Post,
            Sends::Get | Sends::GetDeflated | Sends::Redirect => Binding::Redirect,
        };
        let sso = asking
            .peer
            .single_sign_on(binding)
            .ok_or(AbroadError::NoGateway)?;
        let embedded = |form| -> Result<Url, AbroadError> {
            let xml = self.signed_inside(asking, draft)?;
            let relay = within.as_ref();
            Ok(encode_embedded(
                sso,
                Parameter::SamlRequest,
                &xml,
                relay,
                form,
            ))
        };
        let mut address = match self.sends() {
            Sends::Post => {
                let xml = self.signed_inside(asking, draft)?;
                let action = sso.clone();
                let mut form = PostForm::new(action, Parameter::SamlRequest, &xml, within.as_ref());
                let beyond = beyond.map(|relay| ("RelayState", relay.to_owned()));
                form.fields.extend(beyond);
                return Ok(Outgoing::Form(form));
            }
            Sends::Get => embedded(EmbeddedForm::Raw)?,
            Sends::GetDeflated => embedded(EmbeddedForm::Deflated)?,
            Sends::Redirect => self.signed_beside(asking, draft, sso, within.as_ref())?,
        };
        if let Some(relay) = beyond {
            address.query_pairs_mut().append_pair("RelayState", relay);
        }
        Ok(Outgoing::Address(address.into()))
    }

    /// With the signature in the XML.
    fn signed_inside(&self, asking: &Asking<'_>, draft: &Draft) -> Result<Vec<u8>, AbroadError> {
        let mischief = self.mischief();
        let xml = draft.to_xml();
        if mischief.contains(&Mischief::Unsigned) {
            return Ok(xml.into_bytes());
        }
        let mut signed = if mischief.contains(&Mischief::ForeignKey) {
            signed(&xml, &stranger(asking.env)?)?
        } else {
            signed(&xml, &asking.keys.signing)?
        };
        if mischief.contains(&Mischief::ForeignCertificateInKeyInfo) {
            let certificate = stranger(asking.env)?
                .certificates()
                .first()
                .map(xmlsec::Certificate::to_base64)
                .unwrap_or_default();
            let more = format!(
                "<ds:X509Data><ds:X509Certificate>{certificate}</ds:X509Certificate></ds:X509Data>\
                 </ds:KeyInfo>"
            );
            signed = replaced(&signed, "</ds:KeyInfo>", &more);
        }
        if mischief.contains(&Mischief::Tampered) {
            signed = replaced(&signed, HONEST, TAMPERED);
        }
        Ok(signed)
    }

    /// With the signature beside the XML, in the query.
    fn signed_beside(
        &self,
        asking: &Asking<'_>,
        draft: &Draft,
        sso: &Url,
        relay: Option<&RelayState>,
    ) -> Result<Url, AbroadError> {
        let mischief = self.mischief();
        let xml = draft.to_xml();
        let parameter = Parameter::SamlRequest;
        if mischief.contains(&Mischief::Unsigned) {
            let form = EmbeddedForm::Deflated;
            return Ok(encode_embedded(sso, parameter, xml.as_bytes(), relay, form));
        }
        if mischief.contains(&Mischief::ForeignKey) {
            let stranger = stranger(asking.env)?;
            return Ok(encode_redirect(sso, parameter, &xml, relay, &stranger)?);
        }
        let key = &asking.keys.signing;
        let mut address = encode_redirect(sso, parameter, &xml, relay, key)?;
        if mischief.contains(&Mischief::Tampered) {
            let other = xml.replacen(HONEST, TAMPERED, 1);
            let other = encode_redirect(sso, parameter, &other, relay, key)?;
            let message = other.query().and_then(|query| query.split_once('&'));
            let rest = address.query().and_then(|query| query.split_once('&'));
            if let (Some((message, _)), Some((_, rest))) = (message, rest) {
                let query = format!("{message}&{rest}");
                address.set_query(Some(&query));
            }
        }
        Ok(address)
    }
}

impl Draft {
    /// One mischief that shows in the text.
    fn spoil(&mut self, mischief: Mischief) {
        match mischief {
            Mischief::ConsumerUrl(url) => self.consumer_url = Some(url),
            Mischief::ConsumerIndex(index) => self.consumer_index = Some(index),
            Mischief::ProtocolBinding(binding) => self.protocol_binding = Some(binding),
            Mischief::Destination(destination) => self.destination = destination,
            Mischief::Issuer(issuer) => self.issuer = issuer,
            Mischief::Issued(seconds) => {
                self.issue_instant = Instant::from_ms(self.issue_instant.ms() + seconds * 1000);
            }
            Mischief::Id(id) => self.id = id,
            Mischief::Levels(levels) => self.levels = levels,
            Mischief::Comparison(comparison) => self.comparison = comparison,
            Mischief::NoLevel => self.levels.clear(),
            Mischief::SpType(sp_type) => self.sp_type = sp_type,
            Mischief::NoRequesterId => self.requester_id = None,
            Mischief::RequesterId(requester_id) => self.requester_id = Some(requester_id),
            Mischief::NameIdFormat(format) => self.name_id_format = Some(format),
            Mischief::ForceAuthn(force) => self.force_authn = force,
            Mischief::IsPassive(passive) => self.is_passive = passive,
            Mischief::AsksFor { name, required } => {
                self.attributes.retain(|(known, _)| *known != name);
                self.attributes.push((name, required));
            }
            Mischief::LeavesOut(name) => self.attributes.retain(|(known, _)| *known != name),
            Mischief::ProviderName(name) => self.provider_name = name,
            Mischief::Unsigned
            | Mischief::ForeignKey
            | Mischief::Tampered
            | Mischief::ForeignCertificateInKeyInfo
            | Mischief::RelayState(_)
            | Mischief::Sends(_)
            | Mischief::MetadataEndsIn(_) => {}
        }
    }
}

/// `Comparison` and the levels.
fn asked(asks: Asks) -> (&'static str, Vec<String>) {
    match asks {
        Asks::Minimum(level) => ("minimum", vec![level.uri().to_owned()]),
        Asks::ExactFrom(lowest) => {
            let from = eidas::LevelOfAssurance::ALL
                .into_iter()
                .filter(|level| *level >= lowest);
            let levels = from
                .flat_map(|level| {
                    [
                        level.uri().to_owned(),
                        format!("{NOT_NOTIFIED}{}", level.as_str()),
                    ]
                })
                .collect();
            ("exact", levels)
        }
    }
}

/// What the answer's level is held against.
pub(super) fn expected_context(habits: &Habits) -> Option<eidas::RequestedContext> {
    match habits.asks {
        Asks::Minimum(level) => Some(eidas::RequestedContext::Minimum(level)),
        Asks::ExactFrom(_) => {
            let (_, uris) = asked(habits.asks);
            let levels: Option<Vec<_>> = uris.iter().map(|uri| eidas::Loa::parse(uri)).collect();
            eidas::RequestedContext::exact(levels?)
        }
    }
}

/// The signature stands after the Issuer; its digest is that of its method. SAML Core §5.
fn signed(xml: &str, key: &SoftwareKey) -> Result<Vec<u8>, AbroadError> {
    let document = Document::parse(xml.as_bytes(), &Limits::MESSAGE)?;
    let options = SignatureOptions {
        digest: key.method().digest(),
        ..SignatureOptions::new(SignaturePlace::After {
            namespace: ASSERTION,
            name: "Issuer",
        })
    };
    Ok(xmlsec::sign(&document, &options, key)?)
}

/// A key that nobody's metadata has.
fn stranger(env: &Env) -> Result<SoftwareKey, AbroadError> {
    let subject = Subject {
        common_name: "Stranger",
        organization: "Nobody",
        country: "XX",
    };
    let validity = Validity {
        not_before: env.now_s() - 60,
        not_after: env.now_s() + 86_400,
    };
    let key = SoftwareKey::generate(KeyKind::Ec(Curve::P256), subject, validity, env.random())?;
    Ok(key)
}

fn replaced(xml: &[u8], from: &str, to: &str) -> Vec<u8> {
    String::from_utf8_lossy(xml)
        .replacen(from, to, 1)
        .into_bytes()
}
