//! A gateway with one client and two foreign nodes that are nothing but a key, and a browser.

mod browser;
mod party;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::http::{Request, header};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use eidas::metadata::{
    Contact, ContactKind, KeyDescriptor, MetadataStyle, NodeMetadata, ProxyServiceMetadata,
};
use eidas::{
    Assertion, Attribute, AttributeValue, Attributes, CountryCode, EntityId, Habits, Instant,
    LevelOfAssurance, Loa, MessageId, NameId, NameIdFormat, Outcome, Response, Status,
};
use gateway::app::{App, Parts};
use gateway::audit::{Audit, AuditKey, AuditOptions};
use gateway::fetch::{Fetch, FetchOptions};
use gateway::peers::Peers;
use gateway::restored::IssuedAfter;
use gateway::telemetry::Metrics;
use http_body_util::BodyExt as _;
use store::env::{Env, FakeClock};
use store::{Memory, Records, Store};
use tower::ServiceExt as _;
use xmlsec::{
    Curve, DigestMethod, Entropy, KeyKind, SignatureMethod, SigningKey, SoftwareKey, Subject,
    Validity,
};

pub(crate) use party::{Key, Party, hash};

pub(crate) use browser::{
    Answer, Browser, Sent, between, encoded, flow_of, request, sent, verifier,
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
    pub(crate) attributes: Vec<Attribute>,
    wants_a_name: bool,
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
            attributes: Attribute::NATURAL_MANDATORY.to_vec(),
            wants_a_name: false,
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
                contacts: [ContactKind::Technical, ContactKind::Support]
                    .map(|kind| Contact {
                        kind,
                        company: None,
                        email: format!("{}@{}.example", kind.as_str(), self.country),
                    })
                    .to_vec(),
            },
            loas: self.levels.clone(),
            requires_requester_id: self.wants_a_name,
            sso_post: format!("{}/eidas/sso", self.origin()).parse().unwrap(),
            sso_redirect: None,
            attributes: self.attributes.clone(),
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
pub(crate) type MakeStore = Box<dyn FnOnce(&Env) -> Arc<dyn Store>>;

/// A store that survives.
pub(crate) fn on_disk(directory: &Path, env: &Env) -> Arc<dyn Store> {
    let options = store::EmbeddedOptions::default();
    Arc::new(store::Embedded::open(directory, env.clone(), &options).unwrap())
}

/// What is not as usual.
#[derive(Default)]
pub(crate) struct Setup {
    /// Instead of the memory; the audit trail is in files when it survives.
    pub(crate) store: Option<MakeStore>,
    /// More configuration.
    pub(crate) more: String,
    /// Outbound calls lead where those of the production profile may.
    pub(crate) reaches_as_in_production: bool,
    /// Instead of one of its own.
    pub(crate) clock: Option<Arc<FakeClock>>,
    /// What Sweden's metadata does not publish.
    pub(crate) sweden_lacks: Option<Attribute>,
    /// What it publishes instead of the minimum data set.
    pub(crate) sweden_publishes: Vec<Attribute>,
    /// It answers only services that have a name with it.
    pub(crate) sweden_wants_a_name: bool,
}

impl Gateway {
    /// SE up to high, BG up to substantial, DK suspended.
    pub(crate) async fn start() -> Self {
        Self::start_as(Setup::default()).await
    }

    pub(crate) async fn start_as(setup: Setup) -> Self {
        use LevelOfAssurance::{High, Low, Substantial};
        let mut nodes = vec![
            Node::new("SE", &[Low, Substantial, High]),
            Node::new("BG", &[Low, Substantial]),
            Node::new("DK", &[High]),
        ];
        if let (Some(lacks), Some(sweden)) = (setup.sweden_lacks, nodes.first_mut()) {
            sweden.attributes.retain(|attribute| *attribute != lacks);
        }
        if let (false, Some(sweden)) = (setup.sweden_publishes.is_empty(), nodes.first_mut()) {
            sweden.attributes = setup.sweden_publishes;
        }
        if let Some(sweden) = nodes.first_mut() {
            sweden.wants_a_name = setup.sweden_wants_a_name;
        }
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
            router: gateway::http::routes::router(&app),
            app,
            clock,
            audit,
            env,
            nodes,
            _directory: directory,
        }
    }

    /// Another node on the same store, with a trail of its own.
    pub(crate) fn twin(&self) -> Self {
        let current = self.app.current();
        let audit_key = AuditKey::new(*current.keys.audit().bytes());
        let audit = Arc::new(Audit::in_memory(audit_key, self.env.clone()));
        let app = App::build(Parts {
            settings: self.app.file(),
            keys: current.keys.clone(),
            env: self.env.clone(),
            records: Records::new(self.app.records.store().clone(), self.env.clone()),
            peers: self.app.peers.clone(),
            fetch: self.app.fetch.clone(),
            audit: audit.clone(),
            metrics: Arc::new(Metrics::new()),
        });
        let app = app.unwrap();
        Self {
            router: gateway::http::routes::router(&app),
            app,
            clock: self.clock.clone(),
            audit,
            env: self.env.clone(),
            nodes: Vec::new(),
            _directory: tempfile::tempdir().unwrap(),
        }
    }

    /// The same gateway, started again on this store.
    pub(crate) fn on_store(self, store: Arc<dyn Store>) -> Self {
        let current = self.app.current();
        let parts = Parts {
            settings: self.app.file(),
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
            router: gateway::http::routes::router(&app),
            app,
            ..self
        }
    }

    /// The same gateway on a fresh store of this directory, into which a backup was restored now.
    pub(crate) async fn restored_from(self, backup: &[u8], directory: &Path) -> Self {
        let store = on_disk(directory, &self.env);
        store::restore(&*store, backup).await.unwrap();
        let mark = IssuedAfter {
            ms: self.env.now_ms(),
        };
        let records = Records::new(store.clone(), self.env.clone());
        records.put_standing(&mark).await.unwrap();
        let gateway = self.on_store(store);
        let app = &gateway.app;
        app.restored.load(&app.records).await.unwrap();
        gateway
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
            .with(Attribute::FAMILY_NAME, value("Lindmark"))
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
        let descriptors = self
            .app
            .current()
            .keys
            .key_descriptors(Instant::from_ms(self.env.now_ms()));
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
