// SPDX-License-Identifier: EUPL-1.2
//! What a gateway's configuration needs to know of Demo Europe.

use std::fmt::Write as _;
use std::path::Path;

use world::eid::{Credential, Notification};
use world::{EidRegistration, World};

use super::Trouble;
use super::configuration::{write, write_secret};

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
acr_values = ["eidas-loa-low", "eidas-loa-substantial", "eidas-loa-high"{}]
"#,
            data.client_id,
            data.title,
            data.organisation,
            service.address(),
            service.redirect_uri(),
            service.requester_id(),
            if data.public { "public" } else { "private" },
            data.id_token_algorithm.as_str(),
            match data.companies {
                true => "",
                false => ", \"idporten-loa-substantial\", \"idporten-loa-high\"",
            },
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
        if data.companies {
            text.push_str(
                "persons = \"legal\"\nrepresentation = true\nscopes = [\"openid\", \"profile\", \"eidas:mds\", \"address\"]\n\
                 [[client.attribute]]\n\
                 name = \"http://eidas.europa.eu/attributes/legalperson/LegalPersonAddress\"\n\
                 purpose = { nb = \"For å sende dere papirene.\", nn = \"For å sende dykk papira.\", \
                 en = \"To send you the papers.\" }\n",
            );
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
