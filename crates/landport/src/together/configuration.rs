// SPDX-License-Identifier: EUPL-1.2
//! The configuration of a gateway beside Demo Europe, as an operator would write it.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use gateway::settings;
use world::{Place, World};

use super::snippet::snippet;
use super::{CONSOLE, GATEWAY, Trouble};

/// The gateway's configuration, as an operator would write it.
pub(super) fn configuration(
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
    text.push_str(&look_and_contacts(directory)?);
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

/// The emblem of a state that does not exist.
const EMBLEM: &str = r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 48 48"><path d="M6 6h36v20q0 14-18 20Q6 40 6 26z" fill="#0a4a8f"/><path d="M16 36V14h16v22h-4V18h-8v18z" fill="#fff"/></svg>
"##;

/// `[look]` and `[[contact]]`: whose pages these are, and whom to ask. Nobody answers there.
fn look_and_contacts(directory: &Path) -> Result<String, Trouble> {
    let folder = directory.join("world");
    std::fs::create_dir_all(&folder).map_err(|error| Trouble::of("the data directory", error))?;
    write(&folder.join("emblem.svg"), EMBLEM)?;
    Ok(r##"
[look]
name = { nb = "Landport", en = "Landport" }
logo = "world/emblem.svg"
colour = "#0a4a8f"
colour_dark = "#9cc4f5"

[country_list.eids]
SE = { "Demo-ID" = "high", "Demo-ID light" = "low" }

[[contact]]
email = "help@no.localhost"
hours = { nb = "Hverdager 8–16", nn = "Kvardagar 8–16", en = "Weekdays 8–16" }
languages = ["nb", "nn", "se", "en"]

[[contact]]
country = "SE"
email = "help@se.localhost"
hours = { nb = "Hverdager 8–18", nn = "Kvardagar 8–18", en = "Weekdays 8–18", sv = "Vardagar 8–18" }
languages = ["sv", "en"]

[[contact]]
eid = "bankid"
email = "help@bankid.localhost"
hours = { nb = "Hele døgnet", nn = "Heile døgnet", en = "Day and night" }
languages = ["nb", "en"]

[[contact]]
client = "trademark"
email = "help@trademark.localhost"
languages = ["nb", "en"]

"##
    .to_owned())
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
        ("national-list-signer", &wallet.national_list_signer),
    ] {
        let file = folder.join(format!("wallet-{name}.pem"));
        write(&file, &String::from_utf8_lossy(pem))?;
    }
    let (national_list, territory) = &wallet.national_list;
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

# In XML.
[[wallet.list]]
url = "{national_list}"
signers = ["world/wallet-national-list-signer.pem"]
territory = "{territory}"
private = true
"#,
        wallet.scheme, wallet.list
    ))
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

fn list(files: &[PathBuf]) -> String {
    let quoted: Vec<String> = files.iter().map(|file| quoted(file)).collect();
    quoted.join(", ")
}

pub(super) fn write(file: &Path, text: &str) -> Result<(), Trouble> {
    std::fs::write(file, text)
        .map_err(|error| Trouble(format!("{} cannot be written ({error})", file.display())))
}

/// For the gateway's user alone, as `check` wants it.
pub(super) fn write_secret(file: &Path, content: &[u8]) -> Result<(), Trouble> {
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
