// SPDX-License-Identifier: EUPL-1.2
//! Norway as the tests need it: a Proxy-Service made of `eidas` alone.

use std::sync::{Arc, Mutex, OnceLock};
use std::time::Duration;

use axum::Router;
use axum::body::{Body, to_bytes};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use eidas::binding::{Carried, CarriedSignature, Parameter, RelayState, decode_get};
use eidas::metadata::{KeyDescriptor, MetadataStyle, NodeMetadata, ProxyServiceMetadata};
use eidas::{
    Assertion, Attribute, AttributeValue, Attributes, Consent, CountryCode, EntityId, ExpectedPeer,
    ExpectedRequest, Fresh, Instant, LevelOfAssurance, Loa, MessageId, NameId, Outcome, Peer,
    Proven, Released, RequesterIdRule, Response, Role, SignedAuthnRequest, Skew, Status, Transport,
    VerifiedAuthnRequest,
};
use http::{Request, header};
use serde_json::Value;
use tower::ServiceExt as _;
use url::Url;
use xmlsec::{
    Curve, DataEncryption, EncryptionMethods, Entropy, KeyKind, SoftwareKey, Subject, TrustAnchors,
    Validity,
};

use crate::abroad::{E_JUSTICE_ROLE, ProxyService};
use crate::env::{Clock, Env};
use crate::fetch::Outbound;
use crate::keys::Keys;
use crate::world::{Options, World};

/// 2026-11-23T12:00:00Z.
pub(super) const NOON_MS: i64 = 1_795_435_200_000;
pub(super) const NORWAY: &str = "http://no.localhost:8080";

pub(super) struct Standing(Mutex<i64>);

impl Clock for Standing {
    fn now_ms(&self) -> i64 {
        *self.0.lock().unwrap()
    }
}

pub(super) fn env() -> Env {
    Env::with_clock(Arc::new(Standing(Mutex::new(NOON_MS))))
}

pub(super) fn now() -> Instant {
    Instant::from_ms(NOON_MS)
}

pub(super) fn keys() -> Arc<Keys> {
    static KEYS: OnceLock<Arc<Keys>> = OnceLock::new();
    Arc::clone(KEYS.get_or_init(|| {
        let keys = Keys::prepare(None, &env()).unwrap();
        keys.make_now(&env());
        keys
    }))
}

pub(super) fn key(kind: KeyKind) -> SoftwareKey {
    let subject = Subject {
        common_name: "Norway",
        organization: "Demo",
        country: "NO",
    };
    let validity = Validity {
        not_before: NOON_MS / 1000 - 60,
        not_after: NOON_MS / 1000 + 86_400,
    };
    SoftwareKey::generate(kind, subject, validity, [7; 16]).unwrap()
}

/// For connectors that verify RSASSA-PSS alone.
fn rsa() -> &'static SoftwareKey {
    static KEY: OnceLock<SoftwareKey> = OnceLock::new();
    KEY.get_or_init(|| key(KeyKind::Rsa(3072)))
}

/// Norway: a Proxy-Service that says what the test wants.
pub(super) struct Norway {
    pub(super) world: World,
    pub(super) signing: SoftwareKey,
}

/// A request that reached Norway.
pub(super) struct Asked {
    pub(super) request: VerifiedAuthnRequest,
    pub(super) peer: Peer,
    pub(super) relay_state: Option<RelayState>,
    pub(super) cookie: String,
}

fn published() -> Vec<Attribute> {
    let more = [
        Attribute::BIRTH_NAME,
        Attribute::named(E_JUSTICE_ROLE).unwrap(),
    ];
    Attribute::NATURAL_MANDATORY
        .into_iter()
        .chain(more)
        .collect()
}

fn levels() -> Vec<Loa> {
    LevelOfAssurance::ALL.map(Loa::Notified).to_vec()
}

fn norway() -> CountryCode {
    CountryCode::parse("NO").unwrap()
}

fn metadata(signing: &[&SoftwareKey], metadata: &SoftwareKey) -> Vec<u8> {
    use xmlsec::SigningKey as _;
    let sso = Url::parse(&format!("{NORWAY}/sso")).unwrap();
    ProxyServiceMetadata {
        node: NodeMetadata {
            entity_id: EntityId::parse(&format!("{NORWAY}/metadata")).unwrap(),
            valid_until: now().plus(Duration::from_secs(86_400)),
            country: norway(),
            versions: vec!["1.4".to_owned()],
            application: None,
            keys: signing
                .iter()
                .map(|key| KeyDescriptor::signing(key.certificates()[0].clone()))
                .collect(),
            digest_methods: Vec::new(),
            signing_methods: Vec::new(),
            name_id_formats: vec![
                eidas::NameIdFormat::Persistent,
                eidas::NameIdFormat::Transient,
            ],
            organization: None,
            contacts: Vec::new(),
        },
        loas: levels(),
        requires_requester_id: true,
        sso_post: sso.clone(),
        sso_redirect: Some(sso),
        attributes: published(),
    }
    .to_signed_xml(
        &MetadataStyle::new(MessageId::parse("_m").unwrap()),
        metadata,
    )
    .unwrap()
}

impl Norway {
    pub(super) fn new() -> Self {
        Self::with_keys(keys())
    }

    pub(super) fn with_keys(keys: Arc<Keys>) -> Self {
        use xmlsec::SigningKey as _;
        let signing = key(KeyKind::Ec(Curve::P256));
        let signer = key(KeyKind::Ec(Curve::P256));
        let document = metadata(&[rsa(), &signing], &signer);
        let outside = Router::new().fallback(move || {
            let document = document.clone();
            async move { document }
        });
        let world = World::new(Options {
            port: 8080,
            issuer: NORWAY.to_owned(),
            env: env(),
            outbound: Outbound::InProcess(outside),
            keys,
            data: None,
        })
        .unwrap();
        world.connect_proxy_service(ProxyService {
            entity_id: format!("{NORWAY}/metadata"),
            country: norway(),
            anchors: signer.certificates().to_vec(),
        });
        Self { world, signing }
    }

    pub(super) async fn send(
        &self,
        method: &str,
        url: &str,
        cookie: &str,
        form: &[(String, String)],
    ) -> Reply {
        let url = Url::parse(url).unwrap();
        let request = Request::builder()
            .method(method)
            .uri(match url.query() {
                Some(query) => format!("{}?{query}", url.path()),
                None => url.path().to_owned(),
            })
            .header("host", format!("{}:8080", url.host_str().unwrap()))
            .header("cookie", cookie)
            .body(Body::from(crate::fetch::encode_form(form)))
            .unwrap();
        let response = self.world.router().oneshot(request).await.unwrap();
        let header = |name| {
            let value = response.headers().get(name)?;
            Some(value.to_str().unwrap().to_owned())
        };
        Reply {
            status: response.status().as_u16(),
            location: header(header::LOCATION),
            cookie: header(header::SET_COOKIE)
                .and_then(|cookie| cookie.split(';').next().map(str::to_owned)),
            policy: header(header::CONTENT_SECURITY_POLICY).unwrap_or_default(),
            body: String::from_utf8(
                to_bytes(response.into_body(), 1 << 20)
                    .await
                    .unwrap()
                    .to_vec(),
            )
            .unwrap(),
        }
    }

    /// What the connector's metadata says of itself, believed as a gateway believes it.
    pub(super) async fn peer(&self, code: &str) -> Peer {
        let known = self.world.connectors();
        let connector = known.iter().find(|known| known.country == code).unwrap();
        let document = self
            .send("GET", &connector.metadata_url, "", &[])
            .await
            .body;
        let expected = ExpectedPeer {
            entity_id: EntityId::parse(&connector.metadata_url).unwrap(),
            country: CountryCode::parse(code).unwrap(),
            role: Role::Connector,
            transport: Transport::HttpsOrLocalhost,
            tolerances: Vec::new(),
        };
        let anchors = TrustAnchors::new(vec![connector.anchor.clone()]);
        Peer::from_signed_metadata(document.as_bytes(), &anchors, &expected, now()).unwrap()
    }

    /// From the service's button to our door.
    pub(super) async fn asked(
        &self,
        code: &str,
        professional: bool,
    ) -> Result<Asked, eidas::Error> {
        let service = service(code);
        let mut form = vec![
            ("country".to_owned(), "NO".to_owned()),
            ("action".to_owned(), "next".to_owned()),
        ];
        if professional {
            form.push(("as".to_owned(), "professional".to_owned()));
        }
        let reply = self
            .send("POST", &format!("{service}/login"), "", &form)
            .await;
        let carried = match &reply.location {
            None => {
                assert!(reply.policy.contains(&format!("form-action {NORWAY}")));
                assert_eq!(reply.status, 200, "{}", reply.body);
                let relay_state = field(&reply.body, "RelayState");
                let message = STANDARD.decode(field(&reply.body, "SAMLRequest").unwrap());
                Carried {
                    xml: message.unwrap(),
                    relay_state: relay_state.map(|relay| RelayState::new(relay).unwrap()),
                    signature: CarriedSignature::Inside,
                }
            }
            Some(address) => {
                let query = address.strip_prefix(&format!("{NORWAY}/sso?")).unwrap();
                Carried::from(decode_get(query, Parameter::SamlRequest)?)
            }
        };
        let peer = self.peer(code).await;
        let signed = SignedAuthnRequest::verify_carried(&carried, &peer, now())?;
        let expected = ExpectedRequest {
            destination: format!("{NORWAY}/sso"),
            levels: levels(),
            attributes: published(),
            name_id_formats: vec![
                eidas::NameIdFormat::Persistent,
                eidas::NameIdFormat::Transient,
            ],
            requester_id: RequesterIdRule::DemandedOfPrivate,
            max_age: Duration::from_secs(300),
            skew: Skew::default(),
        };
        Ok(Asked {
            request: signed.accept(&expected, now())?,
            peer,
            relay_state: carried.relay_state,
            cookie: reply.cookie.unwrap(),
        })
    }

    fn attributes(asked: &Asked) -> Attributes {
        let mut attributes = Attributes::new();
        for (attribute, value) in [
            (Attribute::FAMILY_NAME, "Nordmann"),
            (Attribute::GIVEN_NAME, "Kari"),
            (Attribute::DATE_OF_BIRTH, "1985-03-12"),
            (
                Attribute::PERSON_IDENTIFIER,
                &format!("NO/{}/12038500000", asked.peer.country()),
            ),
            (Attribute::BIRTH_NAME, "Kari Hansen"),
            (Attribute::named(E_JUSTICE_ROLE).unwrap(), "notary"),
        ] {
            attributes.add(attribute, AttributeValue::latin(value));
        }
        attributes
    }

    /// What no Proxy-Service should send: everything that is known.
    pub(super) fn assertion(&self, asked: &Asked, level: LevelOfAssurance) -> Assertion {
        let request = &asked.request;
        Assertion {
            id: MessageId::parse("_assertion").unwrap(),
            issue_instant: now(),
            name_id: NameId {
                value: "kari".to_owned(),
                format: request.name_id_format.clone(),
                name_qualifier: None,
                sp_name_qualifier: None,
            },
            audience: request.issuer.clone(),
            not_before: now(),
            not_on_or_after: now().plus(Duration::from_secs(300)),
            authn_instant: now(),
            loa: Loa::Notified(level),
            attributes: Self::attributes(asked),
        }
    }

    fn response(&self, asked: &Asked, outcome: Outcome) -> Response {
        Response {
            id: MessageId::parse("_response").unwrap(),
            issue_instant: now(),
            in_response_to: asked.request.id.clone(),
            destination: asked.request.assertion_consumer_service.clone(),
            issuer: EntityId::parse(&format!("{NORWAY}/metadata")).unwrap(),
            consent: Some(Consent::Obtained),
            outcome,
        }
    }

    /// The person's answer, as our own Proxy-Service makes it.
    pub(super) fn person(&self, asked: &Asked) -> Vec<u8> {
        let proven = Proven {
            attributes: Self::attributes(asked),
            loa: Loa::Notified(LevelOfAssurance::High),
            authn_instant: now(),
        };
        let released =
            Released::of(&asked.request, &proven, &asked.peer, norway(), &levels()).unwrap();
        let reply = eidas::Reply {
            issuer: &EntityId::parse(&format!("{NORWAY}/metadata")).unwrap(),
            peer: &asked.peer,
            keys: &[&self.signing, rsa()],
            id: MessageId::parse("_response").unwrap(),
            now: now(),
            relay_state: None,
        };
        let fresh = Fresh {
            assertion_id: MessageId::parse("_assertion").unwrap(),
            name_id: "kari".to_owned(),
            entropy: Entropy::new([3; 44]),
        };
        reply
            .released(released, Consent::Obtained, fresh)
            .unwrap()
            .xml
    }

    /// Any assertion, under any content encryption, signed with the elliptic key.
    pub(super) fn encrypted(
        &self,
        asked: &Asked,
        assertion: Assertion,
        content: DataEncryption,
    ) -> Vec<u8> {
        let habits = eidas::Habits {
            encryption: EncryptionMethods {
                content,
                ..EncryptionMethods::EIDAS
            },
            ..eidas::Habits::default()
        };
        let recipient = &asked.peer.recipients()[0].certificate;
        self.response(asked, Outcome::Success(Box::new(assertion)))
            .to_signed_xml(&habits, &self.signing, recipient, Entropy::new([3; 44]))
            .unwrap()
    }

    pub(super) fn failure(&self, asked: &Asked, status: Status) -> Vec<u8> {
        self.response(asked, Outcome::Failure(status))
            .failure_to_signed_xml(&eidas::Habits::default(), &self.signing)
            .unwrap()
    }

    pub(super) async fn post(&self, asked: &Asked, xml: &[u8], relay_state: Option<&str>) -> Reply {
        let mut form = vec![("SAMLResponse".to_owned(), STANDARD.encode(xml))];
        form.extend(relay_state.map(|relay| ("RelayState".to_owned(), relay.to_owned())));
        let consumer = &asked.request.assertion_consumer_service;
        self.send("POST", consumer, "", &form).await
    }

    /// Posts an answer as it should be and follows to the service, as this browser.
    pub(super) async fn finish(&self, asked: &Asked, xml: &[u8], cookie: &str) -> (u16, Value) {
        let relay_state = asked.relay_state.as_ref().map(|relay| relay.as_str());
        let reply = self.post(asked, xml, relay_state).await;
        let onward = reply.location.clone().unwrap_or_else(|| {
            let start = reply
                .body
                .find("<a class=\"button\" href=\"")
                .expect(&reply.body)
                + 24;
            let rest = &reply.body[start..];
            rest[..rest.find('"').unwrap()].to_owned()
        });
        let page = self.send("GET", &onward, cookie, &[]).await;
        let json = self
            .send("GET", &onward.replace("/me?", "/me.json?"), cookie, &[])
            .await;
        let json = serde_json::from_str(&json.body).unwrap();
        (page.status, json)
    }
}

pub(super) struct Reply {
    pub(super) status: u16,
    pub(super) location: Option<String>,
    pub(super) cookie: Option<String>,
    pub(super) policy: String,
    pub(super) body: String,
}

pub(super) fn service(code: &str) -> String {
    format!("http://service.{}.localhost:8080", code.to_lowercase())
}

/// The value of a hidden field, as a browser reads it.
pub(super) fn field(page: &str, name: &str) -> Option<String> {
    let start = format!("name=\"{name}\" value=\"");
    let rest = &page[page.find(&start)? + start.len()..];
    let value = &rest[..rest.find('"')?];
    let mut plain = String::new();
    let mut rest = value;
    while let Some(at) = rest.find("&#") {
        let end = rest[at..].find(';')? + at;
        let number: u32 = rest[at + 2..end].parse().ok()?;
        plain.push_str(&rest[..at]);
        plain.push(char::from_u32(number)?);
        rest = &rest[end + 1..];
    }
    Some(plain + rest)
}
