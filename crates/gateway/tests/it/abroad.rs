// SPDX-License-Identifier: EUPL-1.2
//! Foreign connectors that are nothing but keys, and what they read of our answers; beside the
//! scripted e-IDs of [`crate::eid`].

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use eidas::metadata::{ConnectorMetadata, KeyDescriptor, MetadataStyle, NodeMetadata};
use eidas::{
    Attribute, CountryCode, EntityId, Error, ExpectedPeer, ExpectedResponse, Instant,
    LevelOfAssurance, MessageId, NameIdFormat, Peer, Representation, RequestedContext, Role,
    SignedResponse, Skew, SpType, Status, Transport, VerifiedResponse,
};
use store::env::{Clock as _, FakeClock};
use xmlsec::{
    Curve, DigestMethod, Document, KeyKind, Limits, SignatureMethod, SignatureOptions,
    SignaturePlace, SigningKey as _, SoftwareKey, Subject, TrustAnchors, Validity,
};

use crate::eid::Norway;
use crate::support::{Answer, Browser, ISSUER, NOW_MS, Setup, between, encoded, flow_of};

pub(crate) const RELAY: &str = "relay &<\"%2B";
const ASSERTION: &str = "urn:oasis:names:tc:SAML:2.0:assertion";

/// A foreign connector.
pub(crate) struct Connector {
    pub(crate) country: &'static str,
    pub(crate) signing: SoftwareKey,
    decrypting: SoftwareKey,
    sp_type: Option<SpType>,
}

/// Norway with connectors of Sweden (public and private, as each request says) and Germany
/// (public, by its metadata).
pub(crate) struct Abroad {
    pub(crate) norway: Norway,
    pub(crate) connectors: Vec<Connector>,
    directory: tempfile::TempDir,
}

pub(crate) fn key(country: &str) -> SoftwareKey {
    let subject = Subject {
        common_name: "connector",
        organization: "Test",
        country,
    };
    let now = NOW_MS / 1000;
    let validity = Validity {
        not_before: now - 3600,
        not_after: now + 86_400 * 300,
    };
    SoftwareKey::generate(KeyKind::Ec(Curve::P256), subject, validity, [9; 16]).unwrap()
}

impl Connector {
    fn new(country: &'static str, sp_type: Option<SpType>) -> Self {
        Self {
            country,
            signing: key(country),
            decrypting: key(country),
            sp_type,
        }
    }

    pub(crate) fn origin(&self) -> String {
        let label = self.country.to_ascii_lowercase();
        format!("http://connector.{label}.localhost:8080")
    }

    pub(crate) fn entity_id(&self) -> EntityId {
        EntityId::parse(&format!("{}/metadata", self.origin())).unwrap()
    }

    pub(crate) fn acs(&self) -> String {
        format!("{}/acs", self.origin())
    }

    /// Its metadata, with these keys and this end.
    pub(crate) fn metadata(&self, acs: &str, encrypts: bool, valid_until: Instant) -> Vec<u8> {
        self.metadata_by(&self.signing, acs, encrypts, valid_until)
    }

    /// The same, signed by this key.
    pub(crate) fn metadata_by(
        &self,
        signer: &SoftwareKey,
        acs: &str,
        encrypts: bool,
        valid_until: Instant,
    ) -> Vec<u8> {
        let certificate = |key: &SoftwareKey| key.certificates()[0].clone();
        let mut keys = vec![KeyDescriptor::signing(certificate(&self.signing))];
        if encrypts {
            keys.push(KeyDescriptor::encryption(certificate(&self.decrypting)));
        }
        let metadata = ConnectorMetadata {
            node: NodeMetadata {
                entity_id: self.entity_id(),
                valid_until,
                country: CountryCode::parse(self.country).unwrap(),
                versions: vec!["1.4".to_owned()],
                application: None,
                keys,
                digest_methods: DigestMethod::ALL.to_vec(),
                signing_methods: SignatureMethod::ALL.to_vec(),
                name_id_formats: vec![NameIdFormat::Persistent],
                organization: None,
                contacts: Vec::new(),
            },
            sp_type: self.sp_type,
            assertion_consumer_service: acs.parse().unwrap(),
        };
        let style = MetadataStyle::new(MessageId::parse("_metadata").unwrap());
        metadata.to_signed_xml(&style, signer).unwrap()
    }

    /// The honest request: the minimum data set at substantial, persistent.
    pub(crate) fn xml(&self, id: &str, issued: Instant) -> String {
        let attributes: String = Attribute::NATURAL_MANDATORY
            .iter()
            .map(|attribute| requested(&attribute.name(), true))
            .collect();
        let sector = match self.sp_type {
            None => "<eidas:SPType>public</eidas:SPType>",
            Some(_) => "",
        };
        format!(
            "<saml2p:AuthnRequest xmlns:saml2p=\"urn:oasis:names:tc:SAML:2.0:protocol\" \
             xmlns:saml2=\"{ASSERTION}\" xmlns:eidas=\"http://eidas.europa.eu/saml-extensions\" \
             ID=\"{id}\" Version=\"2.0\" IssueInstant=\"{issued}\" \
             Destination=\"{ISSUER}/eidas/proxy/sso\" ForceAuthn=\"true\" IsPassive=\"false\" \
             ProviderName=\"Service &lt;b&gt; of {}\">\
             <saml2:Issuer>{}</saml2:Issuer><saml2p:Extensions>{sector}\
             <eidas:RequestedAttributes>{attributes}</eidas:RequestedAttributes>\
             </saml2p:Extensions><saml2p:NameIDPolicy AllowCreate=\"true\" \
             Format=\"urn:oasis:names:tc:SAML:2.0:nameid-format:persistent\"/>\
             <saml2p:RequestedAuthnContext Comparison=\"minimum\"><saml2:AuthnContextClassRef>{}\
             </saml2:AuthnContextClassRef></saml2p:RequestedAuthnContext></saml2p:AuthnRequest>",
            self.country,
            self.entity_id().as_str(),
            LevelOfAssurance::Substantial.uri(),
        )
    }

    pub(crate) fn sign(&self, xml: &str) -> Vec<u8> {
        sign(xml, &self.signing)
    }
}

pub(crate) fn requested(name: &str, required: bool) -> String {
    format!(
        "<eidas:RequestedAttribute Name=\"{name}\" \
         NameFormat=\"urn:oasis:names:tc:SAML:2.0:attrname-format:uri\" \
         isRequired=\"{required}\"/>"
    )
}

pub(crate) fn sign(xml: &str, key: &SoftwareKey) -> Vec<u8> {
    let document = Document::parse(xml.as_bytes(), &Limits::MESSAGE).unwrap();
    let place = SignaturePlace::After {
        namespace: ASSERTION,
        name: "Issuer",
    };
    xmlsec::sign(&document, &SignatureOptions::new(place), key).unwrap()
}

/// A login that waits, and the request it answers.
#[derive(Clone, Debug)]
pub(crate) struct Begun {
    pub(crate) flow: String,
    pub(crate) id: String,
}

/// A form that brings our answer to a connector.
#[derive(Debug)]
pub(crate) struct Form {
    pub(crate) action: String,
    pub(crate) relay_state: Option<String>,
    pub(crate) xml: Vec<u8>,
}

impl Abroad {
    pub(crate) async fn start() -> Self {
        Self::start_with(FakeClock::new(NOW_MS), "identifier = \"per-country\"\n", "").await
    }

    /// With this clock, more lines of `[proxy_service]`, and more configuration.
    pub(crate) async fn start_with(
        clock: std::sync::Arc<FakeClock>,
        proxy: &str,
        more: &str,
    ) -> Self {
        let setup = Setup {
            clock: Some(clock),
            more: more.to_owned(),
            ..Setup::default()
        };
        Self::start_as(setup, proxy).await
    }

    pub(crate) async fn start_as(setup: Setup, proxy: &str) -> Self {
        let clock = setup.clock.unwrap_or_else(|| FakeClock::new(NOW_MS));
        let directory = tempfile::tempdir().unwrap();
        let connectors = vec![
            Connector::new("SE", None),
            Connector::new("DE", Some(SpType::Public)),
        ];
        let mut text = format!("[proxy_service]\n{proxy}");
        for connector in &connectors {
            let file = |end: &str| {
                let file = directory
                    .path()
                    .join(format!("{}.{end}", connector.country));
                format!("{:?}", file.display().to_string())
            };
            let pem = directory.path().join(format!("{}.pem", connector.country));
            std::fs::write(pem, connector.signing.certificates()[0].to_pem()).unwrap();
            let end = Instant::from_ms(clock.now_ms() + 86_400_000);
            let metadata = connector.metadata(&connector.acs(), true, end);
            let xml = directory.path().join(format!("{}.xml", connector.country));
            std::fs::write(xml, metadata).unwrap();
            text += &format!(
                "[[peer]]\ncountry = \"{}\"\nrole = \"connector\"\nmetadata_file = {}\n\
                 entity_id = \"{}\"\ntrust_anchors = {}\n",
                connector.country,
                file("xml"),
                connector.entity_id().as_str(),
                file("pem"),
            );
        }
        text += &setup.more;
        let setup = Setup {
            clock: Some(clock),
            more: text,
            ..setup
        };
        let abroad = Self {
            norway: Norway::start_as(setup).await,
            connectors,
            directory,
        };
        for connector in &abroad.connectors {
            let metadata = connector.metadata(&connector.acs(), true, abroad.in_days(30));
            abroad.publish(connector.country, &metadata).await;
        }
        abroad
    }

    pub(crate) fn now(&self) -> Instant {
        Instant::from_ms(self.norway.gateway.env.now_ms())
    }

    pub(crate) fn in_days(&self, days: i64) -> Instant {
        Instant::from_ms(self.now().ms() + days * 86_400_000)
    }

    pub(crate) fn browser(&self) -> Browser<'_> {
        self.norway.gateway.browser()
    }

    pub(crate) fn of(&self, country: &str) -> &Connector {
        let mut all = self.connectors.iter();
        all.find(|connector| connector.country == country).unwrap()
    }

    /// Gives a connector this metadata, and lets the gateway read it.
    pub(crate) async fn publish(&self, country: &str, metadata: &[u8]) {
        self.write(country, metadata);
        let entity_id = self.of(country).entity_id();
        self.norway.gateway.app.peers.refresh_now(&entity_id).await;
    }

    /// The same, and nobody reads it yet.
    pub(crate) fn write(&self, country: &str, metadata: &[u8]) {
        let file = self.directory.path().join(format!("{country}.xml"));
        std::fs::write(file, metadata).unwrap();
    }

    /// A signed request, changed before it was signed.
    pub(crate) fn request(
        &self,
        country: &str,
        edit: impl FnOnce(String) -> String,
    ) -> (String, Vec<u8>) {
        let id = self.norway.gateway.env.message_id();
        let connector = self.of(country);
        let xml = edit(connector.xml(&id, self.now()));
        (id, connector.sign(&xml))
    }

    /// Posts a request, as the connector's page does.
    pub(crate) async fn post(&self, browser: &mut Browser<'_>, xml: &[u8]) -> Answer {
        let message = STANDARD.encode(xml);
        let form = [("SAMLRequest", message.as_str()), ("RelayState", RELAY)];
        browser.post_from_abroad("/eidas/proxy/sso", &form).await
    }

    /// An honest request that became a login.
    pub(crate) async fn begin(&self, browser: &mut Browser<'_>, country: &str) -> Begun {
        self.begin_with(browser, country, |xml| xml).await
    }

    pub(crate) async fn begin_with(
        &self,
        browser: &mut Browser<'_>,
        country: &str,
        edit: impl FnOnce(String) -> String,
    ) -> Begun {
        let (id, xml) = self.request(country, edit);
        let answer = self.post(browser, &xml).await;
        let flow = flow_of(&answer);
        assert_eq!(answer.location(), format!("/choose?flow={flow}"));
        Begun { flow, id }
    }

    /// There and back at an e-ID; where that leads.
    pub(crate) async fn prove(&self, browser: &mut Browser<'_>, flow: &str, eid: &str) -> Answer {
        let url = self.norway.choose(browser, flow, eid).await;
        browser.get(&self.norway.eid(eid).log_in(&url)).await
    }

    /// The same, as far as the consent page; what its form carries.
    pub(crate) async fn consent(
        &self,
        browser: &mut Browser<'_>,
        flow: &str,
        eid: &str,
    ) -> (String, Answer) {
        let back = self.prove(browser, flow, eid).await;
        assert_eq!(back.location(), format!("/consent?flow={flow}"), "{back:?}");
        let page = browser.get(back.location()).await;
        assert_eq!(page.status, StatusCode::OK, "{page:?}");
        (shown(&page), page)
    }

    pub(crate) async fn decide(
        &self,
        browser: &mut Browser<'_>,
        flow: &str,
        action: &str,
        shown: &str,
    ) -> Answer {
        let form = [("action", action), ("shown", shown)];
        browser.post(&format!("/consent?flow={flow}"), &form).await
    }

    /// The whole honest login of a country, to what its connector reads.
    pub(crate) async fn log_in(&self, country: &str) -> VerifiedResponse {
        let mut browser = self.browser();
        let begun = self.begin(&mut browser, country).await;
        let (shown, _) = self.consent(&mut browser, &begun.flow, "bankid").await;
        let sent = self.decide(&mut browser, &begun.flow, "approve", &shown);
        self.read(country, &begun.id, &sent.await).await.unwrap()
    }

    /// What the connector reads of our answer: everything it must check.
    pub(crate) async fn read(
        &self,
        country: &str,
        id: &str,
        page: &Answer,
    ) -> Result<VerifiedResponse, Error> {
        let form = form(page);
        let connector = self.of(country);
        assert_eq!(
            form.action,
            connector.acs(),
            "to the address of its metadata"
        );
        assert_eq!(form.relay_state.as_deref(), Some(RELAY));
        let norway = self.published().await;
        let signed = SignedResponse::verify(&form.xml, &norway, self.now())?;
        let expected = ExpectedResponse {
            in_response_to: MessageId::parse(id).unwrap(),
            asked_at: Instant::from_ms(self.now().ms() - 600_000),
            issuer: norway.entity_id().clone(),
            audience: connector.entity_id(),
            destination: connector.acs(),
            origin: CountryCode::parse("NO").unwrap(),
            country: CountryCode::parse(country).unwrap(),
            context: RequestedContext::Minimum(LevelOfAssurance::Low),
            name_id_format: NameIdFormat::Unspecified,
            requested: Attribute::of(eidas::Person::Natural).collect(),
            representation: Representation::Refused,
            skew: Skew::default(),
        };
        signed.open(&[&connector.decrypting], &expected, self.now())
    }

    /// The failure that the connector reads. There is always a message beside the codes.
    pub(crate) async fn failure(&self, country: &str, id: &str, page: &Answer) -> Status {
        match self.read(country, id, page).await {
            Err(Error::Refused(status)) => {
                assert!(
                    status
                        .message
                        .as_ref()
                        .is_some_and(|m| !m.trim().is_empty())
                );
                status
            }
            other => panic!("no failure: {other:?}"),
        }
    }

    async fn published(&self) -> Peer {
        let request = Request::get(format!("{ISSUER}/eidas/proxy/metadata"));
        let request = request.body(Body::empty()).unwrap();
        let metadata = self.norway.gateway.send(request).await;
        // A connector keeps what it read while an e-ID is closed.
        let current = self.norway.gateway.app.current();
        let octets = if metadata.status == StatusCode::OK {
            metadata.body.into_bytes()
        } else {
            let proxy = current.settings.proxy_service.clone().unwrap();
            let offer = gateway::own_metadata::Offer {
                levels: LevelOfAssurance::ALL.to_vec(),
                attributes: Attribute::NATURAL_MANDATORY.to_vec(),
            };
            let made = current.metadata.proxy_service(
                current.settings.country,
                &proxy,
                offer,
                &current.keys,
                &self.norway.gateway.env,
            );
            made.unwrap().to_vec()
        };
        let anchors = current.keys.metadata_signer().certificates().to_vec();
        let expected = ExpectedPeer {
            entity_id: EntityId::parse(&format!("{ISSUER}/eidas/proxy/metadata")).unwrap(),
            country: CountryCode::parse("NO").unwrap(),
            role: Role::ProxyService,
            transport: Transport::HttpsOrLocalhost,
            tolerances: Vec::new(),
        };
        Peer::from_signed_metadata(&octets, &TrustAnchors::new(anchors), &expected, self.now())
            .unwrap()
    }

    /// The member of the newest event of this kind.
    pub(crate) fn last(&self, event: &str, member: &str) -> String {
        let line = self.norway.gateway.audited(event).pop().unwrap_or_default();
        let line: serde_json::Value = serde_json::from_str(&line).unwrap_or_default();
        line[member].as_str().unwrap_or_default().to_owned()
    }
}

/// Whether an answer holds a SAML message for anybody.
pub(crate) fn leaves(answer: &Answer) -> bool {
    answer.body.contains("SAMLResponse")
}

/// What the consent page's form carries.
pub(crate) fn shown(page: &Answer) -> String {
    between(&page.body, "name=\"shown\" value=\"", "\"").to_owned()
}

/// The form that takes our answer away.
pub(crate) fn form(page: &Answer) -> Form {
    assert!(leaves(page), "{page:?}");
    let field = |name: &str| {
        let mark = format!("name=\"{name}\" value=\"");
        let found = page.body.contains(&mark);
        found.then(|| unescaped(between(&page.body, &mark, "\"")))
    };
    Form {
        action: unescaped(between(&page.body, "method=\"post\" action=\"", "\"")),
        relay_state: field("RelayState"),
        xml: STANDARD.decode(field("SAMLResponse").unwrap()).unwrap(),
    }
}

/// As a browser reads an attribute's value.
pub(crate) fn unescaped(text: &str) -> String {
    let mut parts = text.split("&#");
    let mut out = parts.next().unwrap().to_owned();
    for part in parts {
        let (number, rest) = part.split_once(';').unwrap();
        let code = match number.strip_prefix('x') {
            Some(hex) => u32::from_str_radix(hex, 16),
            None => number.parse(),
        };
        out.push(char::from_u32(code.unwrap()).unwrap());
        out += rest;
    }
    out
}

/// A page with a way on: again, another e-ID, or back.
pub(crate) fn assert_way_on(answer: &Answer) {
    assert!(!answer.status.is_success() && !answer.status.is_redirection());
    for action in ["another", "back"] {
        let button = format!("name=\"action\" value=\"{action}\"");
        assert!(answer.body.contains(&button), "{action}: {answer:?}");
    }
    assert!(!leaves(answer));
}

/// A cross-site form of this content type.
pub(crate) async fn posted_as(
    browser: &mut Browser<'_>,
    kind: Option<&str>,
    message: &[u8],
) -> Answer {
    let message = STANDARD.encode(message);
    let body = encoded(&[("SAMLRequest", &message), ("RelayState", RELAY)]);
    let mut request = Request::post(format!("{ISSUER}/eidas/proxy/sso"));
    if let Some(kind) = kind {
        request = request.header(header::CONTENT_TYPE, kind);
    }
    browser.go(request, Body::from(body)).await
}
