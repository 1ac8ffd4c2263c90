// SPDX-License-Identifier: EUPL-1.2
//! The gateway and Demo Europe beside each other: what `demo` runs, and what the tests that walk
//! the whole road run too.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use axum::Router;
use axum::extract::Request;
use gateway::settings;
use tower::ServiceExt as _;
use world::eid::{Credential, Notification};
use world::{Connector, EidRegistration, Place, ProxyService, World};

use crate::compose::{Running, assemble};
use crate::newcomer;

/// Where the gateway lives in Demo Europe.
pub(crate) const GATEWAY: &str = "no";

/// Where its operators look. A demo has one port: what is a listener of its own elsewhere is a name here.
pub(crate) const CONSOLE: &str = "console";

/// Something that keeps the demo from starting, said plainly.
#[derive(Debug)]
pub(crate) struct Trouble(pub(crate) String);

impl Trouble {
    fn of(what: &str, error: impl std::fmt::Display) -> Self {
        Self(format!("{what}: {error}"))
    }
}

impl std::fmt::Display for Trouble {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// How to build both.
pub(crate) struct Plan {
    /// The port that everything is reached at.
    pub(crate) port: u16,
    /// Keys, configuration and store of the gateway.
    pub(crate) directory: PathBuf,
    /// Its clock and randomness.
    pub(crate) env: store::env::Env,
}

/// Both.
pub(crate) struct Together {
    /// The gateway.
    pub(crate) gateway: Running,
    /// Demo Europe.
    pub(crate) world: World,
    /// Both behind one door.
    pub(crate) router: Router,
    plan: Plan,
    files: settings::KeyFiles,
}

/// Builds the gateway beside a world that stands already. Needs a running tokio.
pub(crate) async fn build(plan: Plan, world: World) -> Result<Together, Trouble> {
    let keys = plan.directory.join("keys");
    let subject = xmlsec::Subject {
        common_name: "Landport demo",
        organization: "Demo Europe",
        country: "NO",
    };
    let (for_thread, env) = (keys.clone(), plan.env.clone());
    let files =
        tokio::task::spawn_blocking(move || gateway::keys::generate(&for_thread, subject, &env))
            .await
            .map_err(|error| Trouble::of("the gateway's keys", error))?
            .map_err(|error| Trouble::of("the gateway's keys", error))?;
    let (settings, keys) = configure(&world, &plan, &files)?;
    connect(&world, &settings, &keys);
    for closed in &settings.closed {
        eprintln!("landport: {closed}");
    }

    let gateway = assemble(settings, keys, plan.env.clone());
    let gateway = gateway.await.map_err(Trouble)?;
    let router = one_door(gateway::http::routes::router(&gateway.app), world.router());
    let router = beside(gateway::ops::router(gateway.ops()), router);
    Ok(Together {
        gateway,
        world,
        router,
        plan,
        files,
    })
}

/// What the gateway reads: its settings, with the keys that they name.
type Loaded = (Arc<settings::Settings>, Arc<gateway::keys::Keys>);

/// Writes the configuration, and reads it as an operator's would be read.
fn configure(world: &World, plan: &Plan, files: &settings::KeyFiles) -> Result<Loaded, Trouble> {
    let mut text = configuration(world, plan.port, &plan.directory, files)?;
    text.push_str(&newcomer::sections(&plan.directory)?);
    let file = plan.directory.join("landport.toml");
    write(&file, &text)?;
    let now = eidas::Instant::from_ms(plan.env.now_ms());
    let loaded = settings::load(&file, now).map_err(|problems| {
        let lines: Vec<String> = problems.iter().map(ToString::to_string).collect();
        Trouble(format!("the demo's configuration: {}", lines.join("; ")))
    })?;
    Ok((Arc::new(loaded.settings), Arc::new(loaded.keys)))
}

impl Together {
    /// One more client while everything runs: it can log in when this returns.
    ///
    /// # Errors
    /// It cannot be one, or the disk failed; the gateway runs on as it did.
    pub(crate) async fn admit(&self, wanted: &newcomer::Wanted) -> Result<newcomer::Told, Trouble> {
        let issuer = self.world.place().origin(GATEWAY);
        let told = newcomer::add(&self.plan.directory, &issuer, wanted, &self.plan.env)?;
        self.reconfigure().await?;
        Ok(told)
    }

    /// Reads anew what was added and changed in `clients/`.
    ///
    /// # Errors
    /// It cannot be run with; the gateway runs on as it did.
    pub(crate) async fn reconfigure(&self) -> Result<(), Trouble> {
        let (settings, keys) = configure(&self.world, &self.plan, &self.files)?;
        if let Some(closed) = settings.closed.first() {
            return Err(Trouble(closed.to_string()));
        }
        self.gateway.reload(settings, keys).await.map_err(Trouble)
    }
}

/// Tells the nodes which connector they answer to, and the foreign connectors whom they ask.
pub(crate) fn connect(world: &World, settings: &settings::Settings, keys: &gateway::keys::Keys) {
    if let Some(proxy_service) = &settings.proxy_service {
        world.connect_proxy_service(ProxyService {
            entity_id: proxy_service.entity_id.as_str().to_owned(),
            country: settings.country,
            anchors: keys.metadata_signer().certificates().to_vec(),
        });
    }
    world.connect(Connector {
        entity_id: settings.connector.entity_id.as_str().to_owned(),
        country: settings.country,
        anchors: keys.metadata_signer().certificates().to_vec(),
    });
}

/// Host decides: the gateway's own name, or somebody of Demo Europe.
pub(crate) fn one_door(gateway: Router, world: Router) -> Router {
    Router::new().fallback(move |request: Request| {
        let host = request
            .headers()
            .get(http::header::HOST)
            .and_then(|host| host.to_str().ok())
            .unwrap_or_default();
        let whose = if Place::name_of(host) == Some(GATEWAY) {
            gateway.clone()
        } else {
            world.clone()
        };
        async move {
            let Ok(response) = whose.oneshot(request).await;
            response
        }
    })
}

/// What operators look at, by its own name.
fn beside(operators: Router, others: Router) -> Router {
    Router::new().fallback(move |request: Request| {
        let host = request.headers().get(http::header::HOST);
        let host = host.and_then(|host| host.to_str().ok()).unwrap_or_default();
        let whose = match Place::name_of(host) == Some(CONSOLE) {
            true => operators.clone(),
            false => others.clone(),
        };
        async move {
            let Ok(response) = whose.oneshot(request).await;
            response
        }
    })
}

/// `[console]` and its client: Kari Nordmann is the operator, by BankID.
fn console_section(place: Place, files: &settings::KeyFiles) -> Result<String, Trouble> {
    let address = place.origin(CONSOLE);
    let subject = operator(&files.pairwise)?;
    Ok(format!(
        r#"
# The operators' console. Elsewhere it is on the operator listener.
[[client]]
client_id = "console"
name = "Operators' console"
redirect_uris = ["{address}/console/callback"]
auth = "none"
sso = false
scopes = ["openid"]
claims = []
acr_values = ["idporten-loa-high"]

[console]
client = "console"
address = "{address}"

[[console.operator]]
name = "Kari Nordmann"
subject = "{subject}"
acts = true
"#
    ))
}

/// What the console will know her by. Who sets up a real one reads it on the console's page.
fn operator(pairwise: &Path) -> Result<String, Trouble> {
    let file = std::fs::read_to_string(pairwise);
    let file = file.map_err(|error| Trouble::of("the pairwise key", error))?;
    let octets = openssl::base64::decode_block(file.trim());
    let octets = octets.map_err(|error| Trouble::of("the pairwise key", error))?;
    let key: Result<[u8; 32], _> = octets.try_into();
    let key = key.map_err(|_| Trouble("the pairwise key has not 32 octets".to_owned()))?;
    let number = world::eid::EID_PERSONS
        .first()
        .and_then(world::eid::number_of);
    let number = number.unwrap_or_default();
    let (key, source) = (
        oidc::provider::PairwiseKey::new(key),
        oidc::provider::Source::National,
    );
    oidc::provider::pairwise_sub(&key, "console", source, &number)
        .map_err(|error| Trouble::of("the operator", error))
}

/// The gateway's configuration, as an operator would write it.
fn configuration(
    world: &World,
    port: u16,
    directory: &Path,
    files: &settings::KeyFiles,
) -> Result<String, Trouble> {
    let issuer = world.place().origin(GATEWAY);
    let front = world.place().origin("");
    let mut text = format!(
        r#"# Written by `landport demo` at each start; it is a configuration like any other. What you change here
# is lost: your own clients stand in clients/, which is kept.
profile = "demo"
country = "NO"
issuer = "{issuer}"
data = "data"

[public]
address = "127.0.0.1:{port}"

[connector]
provider_name = "Demo service"
support_contact = "support@no.localhost"
technical_contact = "node@no.localhost"

[connector.organisation]
name = "Landport demo"
display_name = "Landport"
url = "{front}"

[links]
help = "{front}"
privacy = "{front}"
accessibility = "{front}"
get_eid = "{front}"

"#
    );
    let roles = [
        ("saml_signing", &files.saml_signing),
        ("saml_encryption", &files.saml_encryption),
        ("metadata_signing", &files.metadata_signing),
        ("oidc_signing", &files.oidc_signing),
    ];
    let _ = write!(
        text,
        "[proxy_service]\nidentifier = \"per-country\"\nremember_consent_days = 30\n\n\
         # Two foreign services are private companies; one e-ID has terms for them.\n\
         [[proxy_service.private_services]]\neid = \"bankid\"\ncountries = [\"CZ\", \"LU\"]\n\
         terms = \"Demo agreement 1\"\n\n[keys]\npairwise = {}\naudit = {}\n\
         identifier = [{}]\npairwise_backup_recorded = \"2026-01-01\"\n\
         identifier_backup_recorded = \"2026-01-01\"\n",
        quoted(&files.pairwise),
        quoted(&files.audit),
        list(&files.identifier),
    );
    for (name, role) in roles {
        let _ = write!(
            text,
            "\n[keys.{name}]\ncurrent = [{}]\n",
            list(&role.current)
        );
    }
    text.push('\n');
    text.push_str(&snippet(world, directory)?);
    text.push_str(&wallet_section(world, directory)?);
    text.push_str(&console_section(world.place(), files)?);
    Ok(text)
}

/// `[wallet]`: Demo Europe's wallet and whom to believe about what is in it. Its keys are made at
/// each start, so it stands in no file that outlives one.
fn wallet_section(world: &World, directory: &Path) -> Result<String, Trouble> {
    let folder = directory.join("world");
    let wallet = world.wallet();
    write_secret(&folder.join("wallet-access.pem"), &wallet.access)?;
    write(
        &folder.join("wallet-registration.jwt"),
        &wallet.registration,
    )?;
    for (name, pem) in [
        ("registrar", &wallet.registrar),
        ("list-signer", &wallet.list_signer),
    ] {
        let file = folder.join(format!("wallet-{name}.pem"));
        write(&file, &String::from_utf8_lossy(pem))?;
    }
    Ok(format!(
        r#"
[wallet]
acr = {{ NO = "high", SE = "high", DE = "high" }}

[[wallet.access]]
certificate = "world/wallet-access.pem"
registration = "world/wallet-registration.jwt"
registrars = ["world/wallet-registrar.pem"]
schemes = ["{}"]

[[wallet.list]]
url = "{}"
signers = ["world/wallet-list-signer.pem"]
private = true
"#,
        wallet.scheme, wallet.list
    ))
}

/// What a gateway's configuration needs to know of Demo Europe: `[matching]`, `[[client]]`,
/// `[[peer]]`. The files it names are written into `directory`.
pub(crate) fn snippet(world: &World, directory: &Path) -> Result<String, Trouble> {
    let folder = directory.join("world");
    std::fs::create_dir_all(&folder).map_err(|error| Trouble::of("the data directory", error))?;
    let api_key = world::register::API_KEY.as_bytes();
    write_secret(&folder.join("register.key"), api_key)?;
    let mut text = format!(
        "[matching]\nurl = \"{}\"\napi_key_file = \"world/register.key\"\nprivate = true\n",
        world.register_url()
    );
    for service in world.services() {
        let data = service.data();
        let _ = write!(
            text,
            r#"
[[client]]
client_id = "{}"
name = "{}"
organisation = "{}"
start_url = "{}/"
redirect_uris = ["{}"]
requester_id = "{}"
sp_type = "{}"
id_token_alg = "{}"
acr_values = ["eidas-loa-low", "eidas-loa-substantial", "eidas-loa-high", "idporten-loa-substantial", "idporten-loa-high"]
"#,
            data.client_id,
            data.title,
            data.organisation,
            service.address(),
            service.redirect_uri(),
            service.requester_id(),
            if data.public { "public" } else { "private" },
            data.id_token_algorithm.as_str(),
        );
        if data.name == "trademark" {
            text.push_str("pid_without_number = true\n");
        }
        match (data.auth, service.jwks()) {
            (world::service::Auth::Secret(secret), _) => {
                let file = format!("{}.secret", data.name);
                write_secret(&folder.join(&file), secret.as_bytes())?;
                let _ = write!(
                    text,
                    "auth = \"client_secret_basic\"\nsecret_file = \"world/{file}\"\n"
                );
            }
            (world::service::Auth::PrivateKeyJwt, jwks) => {
                let file = format!("{}.jwks.json", data.name);
                let jwks = jwks.map(ToString::to_string).unwrap_or_default();
                write(&folder.join(&file), &jwks)?;
                let _ = writeln!(text, "jwks_file = \"world/{file}\"\nrequire_par = true");
            }
        }
    }
    let eids = world.eids();
    let notified = eids.iter().map(|eid| eid.data);
    let notified = notified.filter(|eid| !eid.portal && eid.role.is_none());
    let notified = notified.filter(|eid| eid.notification != Notification::Planned);
    let notified: Vec<String> = notified.map(|eid| format!("{:?}", eid.amr)).collect();
    for eid in &eids {
        text.push_str(&eid_section(eid, &notified.join(", "), &folder)?);
    }
    let list = world.service_list();
    let listed = list.as_ref().map_or(&[][..], |list| list.countries);
    if let Some(list) = &list {
        text.push_str(&service_list(list, world.place().port, &folder)?);
    }
    for peer in world.peers() {
        if listed.contains(&peer.country) {
            continue;
        }
        let file = format!("{}-anchor.pem", peer.country.to_ascii_lowercase());
        write(&folder.join(&file), &peer.anchor.to_pem())?;
        let _ = write!(
            text,
            r#"
# {}
[[peer]]
country = "{}"
metadata_url = "{}"
trust_anchors = "world/{file}"
private = true
"#,
            peer.name, peer.country, peer.metadata_url
        );
        if peer.sha1_oaep {
            text.push_str(
                "\n[[peer.tolerance]]\nname = \"sha1-oaep\"\nreason = \"Its node is of version 1.3 and knows no other\"\nuntil = \"2099-12-31\"\n",
            );
        }
    }
    for connector in world.connectors() {
        if listed.contains(&connector.country) {
            continue;
        }
        let file = format!(
            "{}-connector-anchor.pem",
            connector.country.to_ascii_lowercase()
        );
        write(&folder.join(&file), &connector.anchor.to_pem())?;
        let _ = write!(
            text,
            r#"
# {}, when it asks about our nationals
[[peer]]
country = "{}"
role = "connector"
metadata_url = "{}"
trust_anchors = "world/{file}"
private = true
"#,
            connector.name, connector.country, connector.metadata_url
        );
    }
    Ok(text)
}

/// `[[service_list]]`: some countries come by the list of Demo Europe alone.
/// Each port has a list of its own: one of another port would be another list of the same hour.
fn service_list(
    list: &world::ServiceListRegistration,
    port: u16,
    folder: &Path,
) -> Result<String, Trouble> {
    let file = "service-list-anchor.pem";
    write(&folder.join(file), &list.anchor.to_pem())?;
    let countries: Vec<String> = list
        .countries
        .iter()
        .map(|code| format!("{code:?}"))
        .collect();
    Ok(format!(
        r#"
# These countries come by a list, and change with it
[[service_list]]
name = "demo-europe-{port}"
url = "{}"
trust_anchors = "world/{file}"
territories = [{}]
private = true
"#,
        list.url,
        countries.join(", ")
    ))
}

/// `[[eid]]` of one of Demo Europe's national e-IDs. Behind the portal stands one that is not
/// notified, so its section says which are.
fn eid_section(eid: &EidRegistration, notified: &str, folder: &Path) -> Result<String, Trouble> {
    let data = eid.data;
    let (credential, content) = match &eid.credential {
        Credential::PrivateKeyJwt { pem } => ("key_file", pem.as_slice()),
        Credential::SecretBasic(secret) => ("secret_file", secret.as_bytes()),
    };
    let file = format!("{}.{credential}", data.id);
    write_secret(&folder.join(&file), content)?;
    let picture = format!("{}.svg", data.id);
    write(&folder.join(&picture), &data.picture())?;
    let scopes: Vec<String> = eid
        .scopes
        .iter()
        .map(|scope| format!("{scope:?}"))
        .collect();
    let acr = data.acr.iter();
    let acr = acr.map(|(word, level)| format!("{word:?} = {:?}", level.as_str()));
    let acr: Vec<String> = acr.collect();
    let names = data.claims;
    let alone = data.role.map_or_else(String::new, |role| {
        format!(
            "national = false\nfor_attributes = [{:?}]\n",
            role.attribute
        )
    });
    let description = if data.portal {
        "\ndescription = { nb = \"En hel innloggingsportal, slik ID-porten er, som én e-ID\", \
         nn = \"Ein heil innloggingsportal, slik ID-porten er, som éin e-ID\", \
         en = \"A whole login portal, such as ID-porten, as one e-ID\" }"
    } else {
        ""
    };
    let mut text = format!(
        r#"
[[eid]]
id = "{}"
name = "{}"{description}
logo = "world/{picture}"
issuer = "{}"
client_id = "{}"
{credential} = "world/{file}"
push = {}
id_token_alg = "{}"
scopes = [{}]
acr = {{ {} }}
amr = "{}"
portal = {}
private = true
{alone}
[eid.claims]
pid = "{}"
given_name = "{}"
family_name = "{}"
birthdate = "{}"
"#,
        data.id,
        data.name,
        eid.issuer,
        data.client_id,
        data.push,
        data.id_token_algorithm.as_str(),
        scopes.join(", "),
        acr.join(", "),
        data.amr,
        data.portal,
        names.pid,
        names.given_name,
        names.family_name,
        names.birthdate,
    );
    match data.notification {
        Notification::Planned => {}
        Notification::Notified {
            since,
            level,
            scheme,
        } => {
            let _ = write!(
                text,
                "\n[eid.notification]\nstate = \"notified\"\nsince = \"{since}\"\nlevel = \"{}\"\nscheme = \"{scheme}\"\n",
                level.as_str()
            );
            if data.portal {
                let _ = writeln!(text, "amr = [{notified}]");
            }
        }
    }
    if let Some(role) = data.role {
        let (resource, means) = role.resource;
        let _ = write!(
            text,
            "\n[[eid.attribute]]\nname = {:?}\nclaim = \"authorization_details/resource\"\n\
             values = {{ {resource:?} = {means:?} }}\notherwise = {:?}\n",
            role.attribute, role.otherwise
        );
    }
    Ok(text)
}

fn list(files: &[PathBuf]) -> String {
    let quoted: Vec<String> = files.iter().map(|file| quoted(file)).collect();
    quoted.join(", ")
}

fn write(file: &Path, text: &str) -> Result<(), Trouble> {
    std::fs::write(file, text)
        .map_err(|error| Trouble(format!("{} cannot be written ({error})", file.display())))
}

/// For the gateway's user alone, as `check` wants it.
fn write_secret(file: &Path, content: &[u8]) -> Result<(), Trouble> {
    let cannot = |error: std::io::Error| Trouble::of(&file.display().to_string(), error);
    match std::fs::remove_file(file) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(cannot(error)),
        _ => {}
    }
    gateway::keys::write_private(file, content).map_err(cannot)
}

fn quoted(file: &Path) -> String {
    toml::Value::String(file.display().to_string()).to_string()
}
