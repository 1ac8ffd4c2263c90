// SPDX-License-Identifier: EUPL-1.2
//! The matrix against a test node: its metadata, then each login. What comes is proven as a gateway proves
//! it, with the same keys; nothing of a person is kept or told but which attributes came.

use std::sync::Arc;
use std::time::Duration;

use eidas::binding::{Binding, Parameter, PostForm, decode_post};
use eidas::{
    Attribute, AuthnRequest, Error, ExpectedResponse, Instant, Loa, MessageId, NameIdFormat, Peer,
    Question, Representation, RequestedContext, SignedResponse, Skew, SpType, VerifiedResponse,
};
use gateway::fetch::Fetch;
use gateway::keys::Keys;
use gateway::peers::{PeerState, Peers};
use gateway::settings::{PeerSettings, Settings};
use gateway::telemetry::Metrics;
use store::env::Env;

use super::cases::{Case, Expect};
use super::walk::Walk;

/// What we ask with.
pub(super) struct Trial<'a> {
    pub(super) settings: &'a Settings,
    pub(super) keys: &'a Keys,
    pub(super) env: &'a Env,
    pub(super) fetch: &'a Fetch,
}

/// What became of one row of the matrix.
pub(super) struct Row {
    pub(super) what: String,
    pub(super) passed: bool,
    pub(super) came: String,
}

impl Trial<'_> {
    /// The node's metadata as it is published now.
    ///
    /// # Errors
    /// The stable reason code why it is not believed.
    pub(super) async fn metadata(&self, node: &PeerSettings) -> Result<Arc<Peer>, String> {
        let mut settings = self.settings.clone();
        settings.peers = vec![Arc::new(PeerSettings {
            suspended: None,
            ..node.clone()
        })];
        // What a list wrote is fetched as such, and not as what an operator wrote; the list was read just now.
        let ends = node.listed.iter().map(|listed| {
            let end = self.now().plus(Duration::from_secs(3600));
            (listed.list.clone(), end)
        });
        let ends = ends.collect();
        // Nothing is kept of it.
        let place = tempfile::tempdir().map_err(|error| error.to_string())?;
        settings.data = place.path().to_owned();
        let (env, metrics) = (self.env.clone(), Arc::new(Metrics::new()));
        let peers = Peers::new(&settings, env, self.fetch.clone(), metrics);
        peers.take_listed(Vec::new(), ends);
        let known = peers.refresh_now(&node.entity_id).await;
        match known.map(|known| known.state) {
            Some(PeerState::Ready(peer)) => Ok(peer),
            Some(PeerState::Unavailable { reason, .. }) => Err(reason.to_owned()),
            _ => Err("it was not read".to_owned()),
        }
    }

    /// One login.
    pub(super) async fn login(&self, node: &PeerSettings, peer: &Peer, case: &Case) -> Row {
        let (passed, came) = match (self.answer(node, peer, case).await, case.expect) {
            (Ok(verified), Expect::Success) => (true, told(&verified)),
            (Ok(verified), Expect::Refusal) => (false, format!("an identity: {}", told(&verified))),
            (Err(Fault::Answer(Error::Refused(status))), expect) => (
                expect == Expect::Refusal,
                format!("a signed refusal: {status}"),
            ),
            (Err(Fault::Answer(error)), _) => (
                false,
                format!("an answer that is refused ({}): {error}", error.reason()),
            ),
            (Err(Fault::NoAnswer(why)), _) => (false, why),
        };
        Row {
            what: format!("{}, {}", case.name, case.level.as_str()),
            passed,
            came,
        }
    }

    async fn answer(
        &self,
        node: &PeerSettings,
        peer: &Peer,
        case: &Case,
    ) -> Result<VerifiedResponse, Fault> {
        let asked_at = self.now();
        let connector = &self.settings.connector;
        let id = MessageId::parse(&self.env.message_id())?;
        let published = |attribute: &Attribute| peer.attributes().contains(attribute);
        let attributes = Attribute::of(eidas::Person::Natural).filter(published);
        let question = Question {
            id: id.clone(),
            issue_instant: asked_at,
            issuer: connector.entity_id.clone(),
            provider_name: format!("{} (test)", connector.provider_name)
                .chars()
                .take(128)
                .collect(),
            requester_id: eidas::RequesterId::parse(connector.entity_id.as_str()).ok(),
            sp_type: SpType::Public,
            level: case.level,
            attributes: attributes.collect(),
        };
        let requested = question.attributes.clone();
        let request = AuthnRequest::to_peer(question, peer)?;
        let signer = self.keys.saml_signer(peer, asked_at);
        let xml = request.to_signed_xml(&*signer)?;
        let action = peer.single_sign_on(Binding::Post).cloned();
        let action =
            action.ok_or_else(|| Fault::NoAnswer("it publishes no address for POST".to_owned()))?;
        let form = PostForm::new(action, Parameter::SamlRequest, &xml, None);
        let fields = form
            .fields
            .iter()
            .map(|(name, value)| ((*name).to_owned(), value.clone()));
        let walk = Walk {
            fetch: self.fetch,
            private: node.private,
            roots: &node.extra_roots,
            acs: &connector.acs,
            filled: &case.fields,
        };
        let response = walk
            .answer(&form.action, fields.collect())
            .await
            .map_err(Fault::NoAnswer)?;
        let body = url::form_urlencoded::Serializer::new(String::new())
            .append_pair(Parameter::SamlResponse.name(), &response)
            .finish();
        let posted = decode_post(body.as_bytes(), "", Parameter::SamlResponse)?;
        let expected = ExpectedResponse {
            in_response_to: id,
            asked_at,
            issuer: node.entity_id.clone(),
            audience: connector.entity_id.clone(),
            destination: connector.acs.as_str().to_owned(),
            origin: node.country,
            country: self.settings.country,
            context: RequestedContext::Minimum(case.level),
            name_id_format: NameIdFormat::Unspecified,
            requested,
            representation: Representation::Refused,
            skew: Skew {
                not_before: node.skew,
                not_on_or_after: node.skew,
            },
        };
        let signed = SignedResponse::verify(&posted.xml, peer, self.now())?;
        Ok(signed.open(&self.keys.decryption(), &expected, self.now())?)
    }

    fn now(&self) -> Instant {
        Instant::from_ms(self.env.now_ms())
    }
}

/// Why there is no identity.
enum Fault {
    /// What came, or was to be sent, is not as it must be.
    Answer(Error),
    /// Nothing came.
    NoAnswer(String),
}

impl From<Error> for Fault {
    fn from(error: Error) -> Self {
        Self::Answer(error)
    }
}

/// Names alone: no value of a person.
fn told(verified: &VerifiedResponse) -> String {
    let level = match &verified.loa {
        Loa::Notified(level) => level.as_str().to_owned(),
        other => other.uri().to_owned(),
    };
    let names = Attribute::of(eidas::Person::Natural);
    let names = names.filter(|attribute| verified.attributes.get(*attribute).is_some());
    let names: Vec<&str> = names
        .map(|attribute| attribute.definition().local_name)
        .collect();
    let mut told = format!("level {level}; {}", names.join(", "));
    if verified.dropped > 0 {
        told.push_str(&format!(
            "; {} attributes that were not asked for",
            verified.dropped
        ));
    }
    for (attribute, rule) in &verified.left_out {
        told.push_str(&format!("; {attribute} cannot be used: {rule}"));
    }
    told
}

/// What metadata has to be for logins to go well, beyond being believed.
pub(super) fn of_metadata(peer: &Peer, now: Instant) -> Vec<Row> {
    let hours = (peer.valid_until().ms() - now.ms()) / 3_600_000;
    let published = peer.attributes();
    let missing = Attribute::NATURAL_MANDATORY
        .iter()
        .find(|one| !published.contains(one));
    let levels: Vec<&str> = peer.loas().iter().map(Loa::uri).collect();
    let warnings: Vec<String> = peer
        .warnings()
        .iter()
        .map(|warning| format!("{warning:?}"))
        .collect();
    let row = |what: &str, passed, came: String| Row {
        what: what.to_owned(),
        passed,
        came,
    };
    vec![
        row(
            "its metadata is believed",
            true,
            format!("until {}", peer.valid_until()),
        ),
        row(
            "it has an hour left at least",
            hours >= 1,
            format!("{hours} hours"),
        ),
        row(
            "it publishes a level",
            !levels.is_empty(),
            levels.join(", "),
        ),
        row(
            "it publishes the whole minimum data set",
            missing.is_none(),
            missing.map_or_else(|| "yes".to_owned(), |one| format!("without {}", one.name())),
        ),
        row(
            "it has a key to verify answers with",
            !peer.signing_certificates().is_empty(),
            format!("{}", peer.signing_certificates().len()),
        ),
        row(
            "nothing in it counts for nothing",
            warnings.is_empty(),
            match warnings.is_empty() {
                true => "yes".to_owned(),
                false => warnings.join("; "),
            },
        ),
    ]
}
