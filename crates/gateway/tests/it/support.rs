//! A gateway with one client and two foreign nodes that are nothing but a key, and a browser.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Request, StatusCode, header, request};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use eidas::metadata::{KeyDescriptor, MetadataStyle, NodeMetadata, ProxyServiceMetadata};
use eidas::{
    Assertion, Attribute, AttributeValue, Attributes, CountryCode, EntityId, Habits, Instant,
    LevelOfAssurance, Loa, MessageId, NameId, NameIdFormat, Outcome, Response, Status,
};
use gateway::app::{App, Parts};
use gateway::audit::{Audit, AuditKey, AuditOptions};
use gateway::env::{Env, FakeClock};
use gateway::fetch::{Fetch, FetchOptions};
use gateway::peers::Peers;
use gateway::store::{Memory, Records, Store};
use gateway::telemetry::Metrics;
use http_body_util::BodyExt as _;
use oidc::protocol::{CodeVerifier, decode_form, encode_form};
use tower::ServiceExt as _;
use xmlsec::{
    Curve, DigestMethod, Entropy, KeyKind, SignatureMethod, SigningKey, SoftwareKey, Subject,
    Validity,
};

/// 2026-11-23T09:25:00Z.
pub(crate) const NOW_MS: i64 = 1_795_425_900_000;
pub(crate) const ISSUER: &str = "http://no.localhost:8080";
pub(crate) const REDIRECT: &str = "http://trademark.localhost:8080/callback";
pub(crate) const SECRET: &str = "correct-horse-battery-staple-correct-horse";
pub(crate) const ACS: &str = "http://no.localhost:8080/eidas/connector/acs";

/// A foreign node: a key and its metadata.
pub(crate) struct Node {
    pub(crate) country: &'static str,
    pub(crate) key: SoftwareKey,
    pub(crate) levels: Vec<Loa>,
}

pub(crate) struct Gateway {
    pub(crate) app: App,
    pub(crate) router: Router,
    pub(crate) clock: Arc<FakeClock>,
    pub(crate) audit: Arc<Audit>,
    pub(crate) env: Env,
    pub(crate) nodes: Vec<Node>,
    _directory: tempfile::TempDir,
}

fn key(country: &str) -> SoftwareKey {
    let subject = Subject {
        common_name: "node",
        organization: "Test",
        country,
    };
    let now = NOW_MS / 1000;
    let validity = Validity {
        not_before: now - 3600,
        not_after: now + 86_400 * 300,
    };
    SoftwareKey::generate(KeyKind::Ec(Curve::P256), subject, validity, [7; 16]).unwrap()
}

impl Node {
    fn new(country: &'static str, levels: &[LevelOfAssurance]) -> Self {
        let levels = levels.iter().map(|level| Loa::Notified(*level)).collect();
        Self {
            country,
            key: key(country),
            levels,
        }
    }

    pub(crate) fn origin(&self) -> String {
        format!(
            "http://{}.localhost:8080",
            self.country.to_ascii_lowercase()
        )
    }

    pub(crate) fn entity_id(&self) -> EntityId {
        EntityId::parse(&format!("{}/eidas/metadata", self.origin())).unwrap()
    }

    fn metadata(&self) -> Vec<u8> {
        let metadata = ProxyServiceMetadata {
            node: NodeMetadata {
                entity_id: self.entity_id(),
                valid_until: Instant::from_ms(NOW_MS + 86_400_000 * 30),
                country: CountryCode::parse(self.country).unwrap(),
                versions: vec!["1.2".to_owned()],
                application: None,
                keys: vec![KeyDescriptor::signing(self.key.certificates()[0].clone())],
                digest_methods: DigestMethod::ALL.to_vec(),
                signing_methods: SignatureMethod::ALL.to_vec(),
                name_id_formats: vec![NameIdFormat::Unspecified],
                organization: None,
                contacts: Vec::new(),
            },
            loas: self.levels.clone(),
            requires_requester_id: false,
            sso_post: format!("{}/eidas/sso", self.origin()).parse().unwrap(),
            sso_redirect: None,
            attributes: Attribute::NATURAL_MANDATORY.to_vec(),
        };
        let style = MetadataStyle::new(MessageId::parse("_metadata").unwrap());
        metadata.to_signed_xml(&style, &self.key).unwrap()
    }
}

fn configuration(directory: &Path, nodes: &[Node], files: &gateway::settings::KeyFiles) -> String {
    let quoted = |path: &Path| format!("{:?}", path.display().to_string());
    let list = |role: &gateway::settings::RoleFiles| {
        role.current
            .iter()
            .map(|file| quoted(file))
            .collect::<Vec<_>>()
            .join(", ")
    };
    let mut text = format!(
        r#"profile = "demo"
country = "NO"
issuer = "{ISSUER}"
data = "data"
[public]
address = "127.0.0.1:8080"
[connector]
provider_name = "Demo"
support_contact = "a@no.localhost"
technical_contact = "b@no.localhost"
[connector.organisation]
name = "Demo"
url = "http://localhost:8080/"
[keys]
pairwise = {}
audit = {}
identifier = [{}]
identifier_backup_recorded = "2026-01-01"
pairwise_backup_recorded = "2026-01-01"
[keys.saml_signing]
current = [{}]
[keys.saml_encryption]
current = [{}]
[keys.metadata_signing]
current = [{}]
[keys.oidc_signing]
current = [{}]
[[client]]
client_id = "trademark"
name = "Trademark & registration"
organisation = "991825827"
start_url = "http://trademark.localhost:8080/"
redirect_uris = ["{REDIRECT}", "{REDIRECT}?from=landport"]
auth = "client_secret_basic"
secret_file = "client.secret"
id_token_alg = "ES256"
acr_values = ["eidas-loa-low", "eidas-loa-substantial", "eidas-loa-high", "idporten-loa-substantial", "idporten-loa-high"]
[[client]]
client_id = "rowing"
name = "Rowing"
sp_type = "private"
requester_id = "https://rowing.example.no"
start_url = "http://rowing.localhost:8080/"
redirect_uris = ["http://rowing.localhost:8080/callback"]
auth = "client_secret_basic"
secret_file = "client.secret"
"#,
        quoted(&files.pairwise),
        quoted(&files.audit),
        quoted(&files.identifier[0]),
        list(&files.saml_signing),
        list(&files.saml_encryption),
        list(&files.metadata_signing),
        list(&files.oidc_signing),
    );
    std::fs::write(directory.join("client.secret"), SECRET).unwrap();
    for node in nodes {
        let (xml, pem) = (
            format!("{}.xml", node.country),
            format!("{}.pem", node.country),
        );
        std::fs::write(directory.join(&xml), node.metadata()).unwrap();
        std::fs::write(directory.join(&pem), node.key.certificates()[0].to_pem()).unwrap();
        let _ = write!(
            text,
            "[[peer]]\ncountry = \"{}\"\nmetadata_file = \"{xml}\"\nentity_id = \"{}\"\n\
             trust_anchors = \"{pem}\"\n",
            node.country,
            node.entity_id().as_str(),
        );
        if node.country == "DK" {
            text.push_str(
                "[peer.suspended]\nsince = \"2026-11-20\"\nnb = \"Stengt.\"\nen = \"Closed for now.\"\n",
            );
        }
    }
    text
}

/// RSA keys take a second to make: once for all tests.
fn keys() -> &'static gateway::settings::KeyFiles {
    static KEYS: OnceLock<(tempfile::TempDir, gateway::settings::KeyFiles)> = OnceLock::new();
    let (_, files) = KEYS.get_or_init(|| {
        let directory = tempfile::tempdir().unwrap();
        let env = Env::with_clock(FakeClock::new(NOW_MS));
        let subject = Subject {
            common_name: "gateway",
            organization: "Test",
            country: "NO",
        };
        let files = gateway::keys::generate(directory.path(), subject, &env).unwrap();
        (directory, files)
    });
    files
}

/// Makes the store of a test.
type MakeStore = Box<dyn FnOnce(&Env) -> Arc<dyn Store>>;

/// What is not as usual.
#[derive(Default)]
pub(crate) struct Setup {
    /// Instead of the memory.
    pub(crate) store: Option<MakeStore>,
    /// More configuration.
    pub(crate) more: String,
    /// Outbound calls lead where those of the production profile may.
    pub(crate) reaches_as_in_production: bool,
    /// Instead of one of its own.
    pub(crate) clock: Option<Arc<FakeClock>>,
}

impl Gateway {
    /// SE up to high, BG up to substantial, DK suspended.
    pub(crate) async fn start() -> Self {
        Self::start_as(Setup::default()).await
    }

    /// The same on this store; the audit trail is in files when the store survives.
    pub(crate) async fn start_on(store: impl FnOnce(&Env) -> Arc<dyn Store> + 'static) -> Self {
        let store: MakeStore = Box::new(store);
        Self::start_as(Setup {
            store: Some(store),
            ..Setup::default()
        })
        .await
    }

    /// With this clock and more configuration.
    pub(crate) async fn start_with(clock: Arc<FakeClock>, more: &str) -> Self {
        Self::start_as(Setup {
            clock: Some(clock),
            more: more.to_owned(),
            ..Setup::default()
        })
        .await
    }

    pub(crate) async fn start_as(setup: Setup) -> Self {
        use LevelOfAssurance::{High, Low, Substantial};
        let nodes = vec![
            Node::new("SE", &[Low, Substantial, High]),
            Node::new("BG", &[Low, Substantial]),
            Node::new("DK", &[High]),
        ];
        let directory = tempfile::tempdir().unwrap();
        let clock = setup.clock.unwrap_or_else(|| FakeClock::new(NOW_MS));
        let env = Env::with_clock(clock.clone());
        let text = configuration(directory.path(), &nodes, keys()) + &setup.more;
        let file = directory.path().join("landport.toml");
        std::fs::write(&file, text).unwrap();
        let loaded = gateway::settings::load(&file, Instant::from_ms(NOW_MS));
        let loaded = loaded.unwrap_or_else(|problems| panic!("{problems:#?}"));
        let (settings, keys) = (Arc::new(loaded.settings), Arc::new(loaded.keys));
        let fetch = Fetch::new(FetchOptions {
            demo: !setup.reaches_as_in_production,
            proxy: None,
        })
        .unwrap();
        let metrics = Arc::new(Metrics::new());
        let peers = Peers::new(&settings, env.clone(), fetch.clone(), metrics.clone());
        for node in &nodes {
            peers.refresh_now(&node.entity_id()).await;
        }
        let audit_key = AuditKey::new(*keys.audit().bytes());
        let store = match setup.store {
            Some(store) => store(&env),
            None => Arc::new(Memory::new(env.clone())),
        };
        let audit = Arc::new(if store.survives() {
            let options = AuditOptions::new(directory.path().join("audit"));
            Audit::open(options, audit_key, env.clone(), store.clone())
                .await
                .unwrap()
        } else {
            Audit::in_memory(audit_key, env.clone())
        });
        let records = Records::new(store, env.clone());
        let parts = Parts {
            settings,
            keys,
            env: env.clone(),
            records,
            peers,
            fetch,
            audit: audit.clone(),
            metrics,
        };
        let app = App::build(parts).unwrap();
        Self {
            router: app.router(),
            app,
            clock,
            audit,
            env,
            nodes,
            _directory: directory,
        }
    }

    /// The same gateway, started again on this store.
    pub(crate) fn on_store(self, store: Arc<dyn Store>) -> Self {
        let current = self.app.current();
        let parts = Parts {
            settings: current.settings.clone(),
            keys: current.keys.clone(),
            env: self.env.clone(),
            records: Records::new(store, self.env.clone()),
            peers: self.app.peers.clone(),
            fetch: self.app.fetch.clone(),
            audit: self.audit.clone(),
            metrics: self.app.metrics.clone(),
        };
        let app = App::build(parts).unwrap();
        Self {
            router: app.router(),
            app,
            ..self
        }
    }

    pub(crate) fn browser(&self) -> Browser<'_> {
        Browser {
            gateway: self,
            cookies: BTreeMap::new(),
        }
    }

    pub(crate) async fn send(&self, request: Request<Body>) -> Answer {
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let body = body.collect().await.unwrap().to_bytes();
        Answer {
            status: parts.status,
            headers: parts.headers,
            body: String::from_utf8_lossy(&body).into_owned(),
        }
    }

    /// A client's own POST, with its secret.
    pub(crate) async fn client_post(&self, path: &str, form: &[(&str, &str)]) -> Answer {
        self.client_post_as("trademark", SECRET, path, form).await
    }

    pub(crate) async fn client_post_as(
        &self,
        id: &str,
        secret: &str,
        path: &str,
        form: &[(&str, &str)],
    ) -> Answer {
        let basic = STANDARD.encode(format!("{id}:{secret}"));
        let request = Request::post(format!("{ISSUER}{path}"))
            .header(header::AUTHORIZATION, format!("Basic {basic}"))
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from(encoded(form)))
            .unwrap();
        self.send(request).await
    }

    /// The honest answer of a node to the request on this page.
    pub(crate) fn respond(&self, country: &str, sent: &Sent, level: LevelOfAssurance) -> Response {
        let node = self.node(country);
        let now = Instant::from_ms(self.env.now_ms());
        let value = AttributeValue::latin;
        let attributes = Attributes::new()
            .with(
                Attribute::PERSON_IDENTIFIER,
                value(&format!("{country}/NO/199008199391")),
            )
            .with(Attribute::FAMILY_NAME, value("Lindgren"))
            .with(Attribute::GIVEN_NAME, value("Astrid"))
            .with(Attribute::DATE_OF_BIRTH, value("1990-08-19"));
        let id = |text: String| MessageId::parse(&text).unwrap();
        Response {
            id: id(self.env.message_id()),
            issue_instant: now,
            in_response_to: id(sent.id.clone()),
            destination: ACS.to_owned(),
            issuer: node.entity_id(),
            consent: None,
            outcome: Outcome::Success(Box::new(Assertion {
                id: id(self.env.message_id()),
                issue_instant: now,
                name_id: NameId {
                    value: "x".to_owned(),
                    format: NameIdFormat::Unspecified,
                    name_qualifier: None,
                    sp_name_qualifier: None,
                },
                audience: self.app.settings().connector.entity_id.clone(),
                not_before: now,
                not_on_or_after: now.plus(Duration::from_secs(300)),
                authn_instant: now,
                loa: Loa::Notified(level),
                attributes,
            })),
        }
    }

    pub(crate) fn node(&self, country: &str) -> &Node {
        self.nodes
            .iter()
            .find(|node| node.country == country)
            .unwrap()
    }

    /// Signs (and encrypts) it with this node's key.
    pub(crate) fn sign(&self, country: &str, response: &Response) -> Vec<u8> {
        let descriptors = self.app.current().keys.key_descriptors();
        let recipient = descriptors
            .iter()
            .find(|d| d.key_use == eidas::metadata::KeyUse::Encryption)
            .unwrap();
        let entropy = Entropy::new(self.env.bytes());
        let key = &self.node(country).key;
        response
            .to_signed_xml(&Habits::default(), key, &recipient.certificate, entropy)
            .unwrap()
    }

    pub(crate) fn refuse(&self, country: &str, sent: &Sent, status: Status) -> Vec<u8> {
        let honest = self.respond(country, sent, LevelOfAssurance::High);
        let refusal = Response {
            outcome: Outcome::Failure(status),
            ..honest
        };
        refusal
            .failure_to_signed_xml(&Habits::default(), &self.node(country).key)
            .unwrap()
    }

    pub(crate) fn audited(&self, event: &str) -> Vec<String> {
        let wanted = format!("\"event\":\"{event}\"");
        self.audit
            .lines()
            .into_iter()
            .filter(|line| line.contains(&wanted))
            .collect()
    }
}

/// What came back.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: String,
}

impl Answer {
    pub(crate) fn location(&self) -> &str {
        self.headers
            .get(header::LOCATION)
            .map_or("", |value| value.to_str().unwrap())
    }

    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .map_or("", |value| value.to_str().unwrap())
    }

    pub(crate) fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.body).unwrap_or_else(|_| panic!("no JSON: {self:?}"))
    }

    /// A parameter of the redirect.
    pub(crate) fn parameter(&self, name: &str) -> Option<String> {
        let query = self.location().split_once('?')?.1;
        let found = decode_form(query.as_bytes())
            .unwrap()
            .into_iter()
            .find(|(n, _)| n == name);
        found.map(|(_, value)| value)
    }
}

/// The form that goes to a foreign node.
#[derive(Clone, Debug)]
pub(crate) struct Sent {
    pub(crate) id: String,
    pub(crate) relay_state: String,
    pub(crate) action: String,
    pub(crate) xml: String,
}

/// A browser: a cookie jar and a finger.
pub(crate) struct Browser<'a> {
    pub(crate) gateway: &'a Gateway,
    pub(crate) cookies: BTreeMap<String, String>,
}

impl Browser<'_> {
    pub(crate) async fn go(&mut self, request: request::Builder, body: Body) -> Answer {
        let jar: Vec<_> = self
            .cookies
            .iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        let request = request
            .header(header::COOKIE, jar.join("; "))
            .header(header::ACCEPT_LANGUAGE, "en")
            .body(body)
            .unwrap();
        let answer = self.gateway.send(request).await;
        for set in answer.headers.get_all(header::SET_COOKIE) {
            let set = set.to_str().unwrap();
            let (pair, flags) = set.split_once(';').unwrap();
            let (name, value) = pair.split_once('=').unwrap();
            if flags.contains("Max-Age=0") {
                self.cookies.remove(name);
            } else {
                self.cookies.insert(name.to_owned(), value.to_owned());
            }
        }
        answer
    }

    pub(crate) async fn get(&mut self, path: &str) -> Answer {
        self.go(Request::get(format!("{ISSUER}{path}")), Body::empty())
            .await
    }

    /// A form on one of the gateway's own pages.
    pub(crate) async fn post(&mut self, path: &str, form: &[(&str, &str)]) -> Answer {
        let request = Request::post(format!("{ISSUER}{path}"))
            .header("sec-fetch-site", "same-origin")
            .header(header::ORIGIN, ISSUER)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.go(request, Body::from(encoded(form))).await
    }

    /// A form that a foreign node's page posts.
    pub(crate) async fn post_from_abroad(&mut self, path: &str, form: &[(&str, &str)]) -> Answer {
        let request = Request::post(format!("{ISSUER}{path}"))
            .header("sec-fetch-site", "cross-site")
            .header(header::ORIGIN, "http://se.localhost:8080")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.go(request, Body::from(encoded(form))).await
    }

    pub(crate) async fn answer(&mut self, xml: &[u8], relay_state: Option<&str>) -> Answer {
        let message = STANDARD.encode(xml);
        let mut form = vec![("SAMLResponse", message.as_str())];
        form.extend(relay_state.map(|state| ("RelayState", state)));
        self.post_from_abroad("/eidas/connector/acs", &form).await
    }

    /// `/authorize` with these parameters beside the usual ones; answers where it leads.
    pub(crate) async fn authorize(&mut self, more: &[(&str, &str)]) -> Answer {
        let query = encoded(
            &request(more)
                .iter()
                .map(|(n, v)| (n.as_str(), v.as_str()))
                .collect::<Vec<_>>(),
        );
        self.get(&format!("/authorize?{query}")).await
    }

    /// To the page that posts itself to this country's node.
    pub(crate) async fn go_to_country(&mut self, country: &str) -> (String, Sent) {
        let begun = self.authorize(&[]).await;
        let flow = flow_of(&begun);
        let sent = self.choose(&flow, country).await;
        (flow, sent)
    }

    pub(crate) async fn choose(&mut self, flow: &str, country: &str) -> Sent {
        let form = [("country", country), ("action", "next")];
        let chosen = self.post(&format!("/country?flow={flow}"), &form).await;
        assert_eq!(
            chosen.location(),
            format!("/send?flow={flow}"),
            "{chosen:?}"
        );
        let page = self.get(chosen.location()).await;
        sent(&page)
    }
}

pub(crate) fn verifier() -> CodeVerifier {
    CodeVerifier::from_random(&[42; 32])
}

/// The usual authorization request, with some parameters replaced or (by an empty value) removed.
pub(crate) fn request(more: &[(&str, &str)]) -> Vec<(String, String)> {
    let challenge = verifier().challenge();
    let mut parameters: Vec<(&str, &str)> = vec![
        ("client_id", "trademark"),
        ("response_type", "code"),
        ("scope", "openid profile"),
        ("redirect_uri", REDIRECT),
        ("state", "the-state"),
        ("nonce", "the-nonce"),
        ("acr_values", "eidas-loa-substantial"),
        ("code_challenge", challenge.as_str()),
        ("code_challenge_method", "S256"),
    ];
    for (name, value) in more {
        parameters.retain(|(n, _)| n != name);
        parameters.push((name, value));
    }
    parameters.retain(|(_, value)| !value.is_empty());
    parameters
        .into_iter()
        .map(|(n, v)| (n.to_owned(), v.to_owned()))
        .collect()
}

pub(crate) fn flow_of(answer: &Answer) -> String {
    answer
        .parameter("flow")
        .unwrap_or_else(|| panic!("no flow in {answer:?}"))
}

pub(crate) fn encoded(form: &[(&str, &str)]) -> String {
    let owned: Vec<_> = form
        .iter()
        .map(|(n, v)| ((*n).to_owned(), (*v).to_owned()))
        .collect();
    encode_form(&owned)
}

pub(crate) fn between<'a>(text: &'a str, before: &str, after: &str) -> &'a str {
    let start = text
        .find(before)
        .unwrap_or_else(|| panic!("no {before} in {text}"))
        + before.len();
    text[start..].split(after).next().unwrap()
}

/// What the send page carries.
pub(crate) fn sent(page: &Answer) -> Sent {
    assert_eq!(page.status, StatusCode::OK, "{page:?}");
    let message = between(&page.body, "name=\"SAMLRequest\" value=\"", "\"");
    let message = message
        .replace("&#43;", "+")
        .replace("&#x2b;", "+")
        .replace("&#61;", "=")
        .replace("&#x3d;", "=")
        .replace("&#47;", "/")
        .replace("&#x2f;", "/");
    let xml = String::from_utf8(STANDARD.decode(message).unwrap()).unwrap();
    Sent {
        id: between(&xml, " ID=\"", "\"").to_owned(),
        relay_state: between(&page.body, "name=\"RelayState\" value=\"", "\"").to_owned(),
        action: between(&page.body, "method=\"post\" action=\"", "\"").to_owned(),
        xml,
    }
}
