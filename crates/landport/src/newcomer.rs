// SPDX-License-Identifier: EUPL-1.2
//! `landport demo --client URL`: the reader's own service as a client of the demo, with what it has to
//! be told. What is added lies in `clients/` of the data directory, a section of the configuration and
//! a credential for each; the demo reads them and never writes them again.

use std::path::{Path, PathBuf};

use gateway::recipes::{RECIPES, env_file};
use oidc::jose::{Algorithm, SoftwareSigner};
use serde::{Deserialize, Serialize};
use store::env::Env;
use store::seal::hex;
use url::{Host, Url};

use crate::together::Trouble;

/// How it proves itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, clap::ValueEnum)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Proof {
    /// A shared secret, in the header (RFC 6749 §2.3.1).
    Secret,
    /// A key of its own (RFC 7523).
    Key,
    /// By nothing: a page or an application that can keep neither (RFC 6749 §2.1).
    None,
}

/// A service that wants to be a client.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Wanted {
    /// Where its people come back to.
    pub(crate) redirect_uri: String,
    /// How it proves itself.
    pub(crate) proof: Proof,
}

/// What a service has to be told to log its people in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Told {
    pub(crate) issuer: String,
    pub(crate) client_id: String,
    pub(crate) redirect_uri: String,
    /// One of the two at most.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) client_secret: Option<String>,
    /// PKCS#8, PEM.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) client_key: Option<String>,
}

/// Adds it, or finds it added before: the same address is the same client, with the same credential.
///
/// # Errors
/// The address is none that a service on this machine has, or the disk failed.
pub(crate) fn add(
    directory: &Path,
    issuer: &str,
    wanted: &Wanted,
    env: &Env,
) -> Result<Told, Trouble> {
    let (url, client_id) = read(&wanted.redirect_uri)?;
    let clients = directory.join("clients");
    let section = clients.join(format!("{client_id}.toml"));
    let credential = |ending| clients.join(format!("{client_id}.{ending}"));
    let (secret, key) = (credential("secret"), credential("pem"));
    if !section.exists() {
        std::fs::create_dir_all(&clients).map_err(|error| cannot(&clients, &error))?;
        let proof = match wanted.proof {
            Proof::Secret => {
                private(&secret, hex(&env.bytes::<32>()).as_bytes())?;
                format!(
                    "auth = \"client_secret_basic\"\nsecret_file = {}\n",
                    quoted(&secret)
                )
            }
            Proof::Key => {
                let signer = SoftwareSigner::generate(Algorithm::Es256);
                let signer = signer.map_err(|error| Trouble(error.to_string()))?;
                let pem = signer
                    .to_pem()
                    .map_err(|error| Trouble(error.to_string()))?;
                private(&key, &pem)?;
                let jwk = signer.public().to_json();
                format!("auth = \"private_key_jwt\"\njwks = '{{\"keys\": [{jwk}]}}'\n")
            }
            Proof::None => "auth = \"none\"\n".to_owned(),
        };
        // Last, whole: where it is, there is its credential.
        private(&section, section_of(&url, &client_id, &proof).as_bytes())?;
    }
    let kept = |file: &Path| match std::fs::read_to_string(file) {
        Ok(text) => Ok(Some(text)),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(cannot(file, &error)),
    };
    let told = Told {
        issuer: issuer.to_owned(),
        client_id,
        redirect_uri: wanted.redirect_uri.clone(),
        client_secret: kept(&secret)?,
        client_key: kept(&key)?,
    };
    if told.proof() != wanted.proof {
        return Err(Trouble(format!(
            "--client {}: added before, and it proves itself in another way; use another path, or remove {} and \
             its credential",
            wanted.redirect_uri,
            section.display()
        )));
    }
    Ok(told)
}

/// The address, and the name that comes of it.
fn read(redirect_uri: &str) -> Result<(Url, String), Trouble> {
    let wrong = |what: &str| {
        let instead = "write where your service is called back, as http://localhost:3000/callback";
        Err(Trouble(format!(
            "--client {redirect_uri}: {what}; {instead}"
        )))
    };
    let Ok(url) = Url::parse(redirect_uri) else {
        return wrong("not an address");
    };
    let local = match url.host() {
        Some(Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
        Some(Host::Ipv4(ip)) => ip.is_loopback(),
        Some(Host::Ipv6(ip)) => ip.is_loopback(),
        None => false,
    };
    if !local || url.scheme() != "http" {
        return wrong("the demo knows services of this machine alone, over http");
    }
    if url.path() == "/" || url.fragment().is_some() || url.query().is_some() {
        return wrong("it has no path of its own, or a query or fragment");
    }
    let after = redirect_uri.trim_start_matches("http://");
    let word = |c: char| if c.is_ascii_alphanumeric() { c } else { '-' };
    let name: String = after.chars().map(word).take(60).collect();
    Ok((url, name))
}

fn section_of(url: &Url, client_id: &str, proof: &str) -> String {
    let origin = url.origin().ascii_serialization();
    // RFC 8252 §7.3: with an address in digits any port of loopback is answered.
    let native = !matches!(url.host(), Some(Host::Domain(_)));
    let application = if native {
        "application = \"native\"\n"
    } else {
        ""
    };
    format!(
        r#"
# Added by `landport demo --client`. Change what you like: the demo keeps this file, and reads it at its
# start and at SIGHUP.
[[client]]
client_id = "{client_id}"
name = "Your service at {origin}"
redirect_uris = ["{url}"]
requester_id = "{origin}"
post_logout_redirect_uris = ["{origin}/", "{origin}"]
scopes = ["openid", "profile", "eidas:mds", "offline_access"]
refresh = "when-asked"
acr_values = ["eidas-loa-low", "eidas-loa-substantial", "eidas-loa-high", "idporten-loa-substantial", "idporten-loa-high"]
{application}{proof}"#
    )
}

/// The sections of every client that was added, for the end of the configuration.
///
/// # Errors
/// The disk failed.
pub(crate) fn sections(directory: &Path) -> Result<String, Trouble> {
    let clients = directory.join("clients");
    let Ok(entries) = std::fs::read_dir(&clients) else {
        return Ok(String::new());
    };
    let files = entries.filter_map(|entry| Some(entry.ok()?.path()));
    let mut files: Vec<PathBuf> = files
        .filter(|file| file.extension().is_some_and(|ending| ending == "toml"))
        .collect();
    files.sort();
    let mut text = String::new();
    for file in files {
        text.push_str(&std::fs::read_to_string(&file).map_err(|error| cannot(&file, &error))?);
    }
    Ok(text)
}

impl Told {
    /// `.env`.
    pub(crate) fn env_file(&self) -> String {
        let secret = self.client_secret.as_deref().unwrap_or_default();
        let proof: &[(&str, &str)] = match self.proof() {
            Proof::Secret => &[("CLIENT_SECRET", secret)],
            Proof::Key => &[("CLIENT_KEY_FILE", "client.pem")],
            Proof::None => &[],
        };
        env_file(&self.issuer, &self.client_id, &self.redirect_uri, proof)
    }

    fn proof(&self) -> Proof {
        match (&self.client_secret, &self.client_key) {
            (Some(_), _) => Proof::Secret,
            (None, Some(_)) => Proof::Key,
            (None, None) => Proof::None,
        }
    }

    /// Everything a service needs, by file name.
    pub(crate) fn files(&self) -> Vec<(&'static str, String)> {
        let mut files = vec![(".env", self.env_file())];
        files.extend(self.client_key.clone().map(|pem| ("client.pem", pem)));
        let proof = self.proof();
        let fit = RECIPES.iter().filter(|recipe| match proof {
            Proof::Secret => true,
            Proof::Key => recipe.takes_key,
            // They are servers, which keep a secret.
            Proof::None => false,
        });
        let fit = fit.flat_map(|recipe| recipe.files);
        files.extend(fit.map(|(name, text)| (*name, (*text).to_owned())));
        files
    }

    /// Writes them into a folder; nothing that stands there is overwritten but `.env` and the key.
    ///
    /// # Errors
    /// The disk failed.
    pub(crate) fn write_into(&self, folder: &Path) -> Result<Vec<&'static str>, Trouble> {
        std::fs::create_dir_all(folder).map_err(|error| cannot(folder, &error))?;
        let mut written = Vec::new();
        for (name, text) in self.files() {
            let file = folder.join(name);
            let is_credential = matches!(name, ".env" | "client.pem");
            if file.exists() && !is_credential {
                continue;
            }
            if is_credential {
                let _ = std::fs::remove_file(&file);
            }
            private(&file, text.as_bytes())?;
            written.push(name);
        }
        Ok(written)
    }
}

fn private(file: &Path, content: &[u8]) -> Result<(), Trouble> {
    gateway::keys::write_private(file, content).map_err(|error| cannot(file, &error))
}

fn cannot(file: &Path, error: &std::io::Error) -> Trouble {
    Trouble(format!("{}: {error}", file.display()))
}

fn quoted(file: &Path) -> String {
    toml::Value::String(file.display().to_string()).to_string()
}
