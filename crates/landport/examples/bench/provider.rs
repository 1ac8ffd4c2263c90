// SPDX-License-Identifier: EUPL-1.2
//! The OpenID Provider alone: PAR, authorize, a test person, token, userinfo, with nobody asked behind it;
//! and the same of oidc-provider (npm), which keeps everything in memory, in the turns of the same run.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD as B64};
use openssl::sha::sha256;
use serde_json::{Value, json};
use url::Url;
use url::form_urlencoded::Serializer;

use crate::count::counted;
use crate::process::Process;
use crate::raw::{Kind, Raw};
use crate::turns::{Contender, Pace, Seen, race, tell_ratios};
use crate::walk::{CALLBACK, Client, Walker, between, pairs, posted_form, random};
use crate::{Outcome, gateway, operator, ready, rival_port, wait, wire};

const SECRET: &str = "a-secret-of-a-benchmark-that-is-long-enough";
const ACR: &str = "idporten-loa-substantial";

/// What both sign ID tokens with: `ALG=RS256` asks for the other.
fn algorithm() -> &'static str {
    match std::env::var("ALG").as_deref() {
        Ok("RS256") => "RS256",
        _ => "ES256",
    }
}

/// How the service proves itself.
enum Proof {
    Key(Client),
    Secret,
}

impl Proof {
    fn id(&self) -> &'static str {
        match self {
            Self::Key(_) => "bench-key",
            Self::Secret => "bench-secret",
        }
    }

    fn name(&self) -> String {
        let own = match self {
            Self::Key(_) => "private_key_jwt, ES256",
            Self::Secret => "client_secret_basic",
        };
        format!("{own}; ID token {}", algorithm())
    }

    /// The raw operations of a login: the service's proofs are verified, the ID token is signed.
    fn bound(&self, raw: &Raw) -> Outcome<f64> {
        let verified = if matches!(self, Self::Key(_)) {
            2.0
        } else {
            0.0
        };
        let signed = match algorithm() {
            "RS256" => "RSA-3072 sign",
            _ => "P-256 sign",
        };
        Ok(verified + raw.cost(signed)?)
    }

    /// The service's own POST.
    fn post(
        &self,
        walker: &mut Walker,
        issuer: &str,
        path: &str,
        form: &[(&str, &str)],
    ) -> Outcome<Value> {
        let mut form = pairs(form);
        let mut header = "Content-Type: application/x-www-form-urlencoded\r\n".to_owned();
        match self {
            Self::Key(client) => {
                let kind = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
                form.push(("client_assertion_type".into(), kind.into()));
                form.push(("client_assertion".into(), client.assertion(issuer)?));
            }
            Self::Secret => {
                let basic = STANDARD.encode(format!("{}:{SECRET}", self.id()));
                header.push_str(&format!("Authorization: Basic {basic}\r\n"));
            }
        }
        let body = Serializer::new(String::new()).extend_pairs(form).finish();
        let answer = walker.request("POST", &format!("{issuer}{path}"), &header, &body)?;
        Ok(serde_json::from_str(&answer.body)?)
    }
}

/// Where the endpoints lie, and what a person does at the login page.
struct Provider {
    issuer: String,
    paths: [&'static str; 4],
    person: &'static [(&'static str, &'static str)],
}

/// A whole login; an error unless the service knows the person at the end.
fn log_in(walker: &mut Walker, at: &Provider, proof: &Proof) -> Outcome<()> {
    walker.forget();
    let [par, authorize, token, userinfo] = at.paths;
    let (issuer, verifier, state, nonce) = (&at.issuer, random()?, random()?, random()?);
    let challenge = B64.encode(sha256(verifier.as_bytes()));
    let pushed = proof.post(
        walker,
        issuer,
        par,
        &[
            ("client_id", proof.id()),
            ("response_type", "code"),
            ("redirect_uri", CALLBACK),
            ("scope", "openid profile"),
            ("state", &state),
            ("nonce", &nonce),
            ("code_challenge", &challenge),
            ("code_challenge_method", "S256"),
            ("acr_values", ACR),
        ],
    )?;
    let request_uri = pushed["request_uri"]
        .as_str()
        .ok_or_else(|| format!("PAR: {pushed}"))?;
    let query = Serializer::new(String::new())
        .extend_pairs([("client_id", proof.id()), ("request_uri", request_uri)])
        .finish();
    let (url, page) = walker.follow(format!("{issuer}{authorize}?{query}"))?;
    let (to, mut form) = posted_form(&page.body, &url)?;
    form.extend(pairs(at.person));
    let (mut back, page) = walker.posted(&to, &form)?;
    if !back.starts_with(CALLBACK) {
        let on = between(&page.body, "content=\"0; url=", "\"").ok_or("no way on")?;
        back = walker
            .follow(
                Url::parse(&back)?
                    .join(&on.replace("&#38;", "&"))?
                    .to_string(),
            )?
            .0;
    }
    let back = Url::parse(&back)?;
    let value = |name: &str| {
        let found = back.query_pairs().find(|(known, _)| known == name);
        found.map(|(_, value)| value.into_owned())
    };
    if value("state").as_ref() != Some(&state) {
        return Err(format!("another state: {back}").into());
    }
    let code = value("code").ok_or_else(|| format!("no code: {back}"))?;
    let tokens = proof.post(
        walker,
        issuer,
        token,
        &[
            ("grant_type", "authorization_code"),
            ("code", &code),
            ("redirect_uri", CALLBACK),
            ("code_verifier", &verifier),
        ],
    )?;
    let token = tokens["access_token"]
        .as_str()
        .ok_or_else(|| format!("token: {tokens}"))?;
    tokens["id_token"].as_str().ok_or("no ID token")?;
    let header = format!("Authorization: Bearer {token}\r\n");
    let who = walker.request("GET", &format!("{issuer}{userinfo}"), &header, "")?;
    let who: Value = serde_json::from_str(&who.body)?;
    match who["family_name"].as_str() {
        Some(_) => Ok(()),
        None => Err(format!("userinfo: {who}").into()),
    }
}

/// Where the gateway's endpoints lie.
fn ours() -> Provider {
    Provider {
        issuer: format!("http://no.localhost:{}", gateway()),
        paths: ["/par", "/authorize", "/token", "/userinfo"],
        person: &[("person", "kari"), ("action", "next")],
    }
}

/// Both ways to prove oneself.
fn proofs() -> Outcome<[Proof; 2]> {
    let key = Client::new("bench-key", Kind::Ec)?;
    Ok([Proof::Key(key), Proof::Secret])
}

/// Instructions of a login outside the kernel.
pub(crate) fn count(binary: &Path, directory: &Path, logins: usize) -> Outcome<()> {
    for proof in proofs()? {
        let (file, _) = configuration(directory, &proof)?;
        let walk = |walker: &mut Walker| log_in(walker, &ours(), &proof);
        let name = proof.name();
        let named = (proof.id(), name.as_str());
        counted(named, (binary, &file), logins, &walk)?;
    }
    Ok(())
}

/// Each way to prove oneself: these builds, then oidc-provider where its package is.
pub(crate) fn run(
    binaries: &[PathBuf],
    modules: Option<&Path>,
    directory: &Path,
    pace: Pace,
) -> Outcome<()> {
    let mut raw = Raw::new()?;
    raw.measure()?;
    for proof in &proofs()? {
        let (file, data) = configuration(directory, proof)?;
        let (file, data) = (file.as_path(), data.as_path());
        let ours = ours();
        let theirs = Provider {
            issuer: format!("http://localhost:{}", rival_port()),
            paths: ["/request", "/auth", "/token", "/me"],
            person: &[("person", "kari")],
        };
        let (ours, theirs) = (&ours, &theirs);
        let builds = binaries.iter().map(|binary| Contender {
            name: binary.display().to_string(),
            start: Box::new(move || ready(binary, file)),
            walk: Box::new(move |walker| log_in(walker, ours, proof)),
            renew: Box::new(move || {
                let _ = fs::remove_dir_all(data);
                Ok(())
            }),
        });
        let mut contenders: Vec<_> = builds.collect();
        if let Some(modules) = modules {
            let settings = rival(directory, proof)?;
            contenders.push(Contender {
                name: "oidc-provider".to_owned(),
                start: Box::new(move || start_rival(modules, &settings)),
                walk: Box::new(move |walker| log_in(walker, theirs, proof)),
                renew: Box::new(|| Ok(())),
            });
        }
        let mut all: Vec<_> = contenders.iter().map(|_| Seen::default()).collect();
        race(&proof.name(), &contenders, true, pace, &mut raw, &mut all)?;
        raw.measure()?;
        let (bound, v) = (proof.bound(&raw)?, raw.seconds("P-256 verify")?);
        println!(
            "\n{}: bound {bound:.1} V, V {:.1} us",
            proof.name(),
            v * 1e6
        );
        for (contender, seen) in contenders.iter().zip(&all) {
            seen.tell(&contender.name, bound, true, pace);
        }
        tell_ratios(&contenders, &all, pace);
    }
    print!("\n{}", raw.table()?);
    Ok(())
}

fn configuration(directory: &Path, proof: &Proof) -> Outcome<(PathBuf, PathBuf)> {
    let (id, alg, gateway, operator) = (proof.id(), algorithm(), gateway(), operator());
    let how = match proof {
        Proof::Key(client) => {
            fs::write(directory.join(format!("{id}.jwks.json")), client.jwks()?)?;
            format!("jwks_file = \"{id}.jwks.json\"")
        }
        Proof::Secret => {
            fs::write(directory.join(format!("{id}.secret")), SECRET)?;
            format!("auth = \"client_secret_basic\"\nsecret_file = \"{id}.secret\"")
        }
    };
    let text = format!(
        r#"profile = "demo"
country = "NO"
issuer = "http://no.localhost:{gateway}"
data = "data-{id}"

[public]
address = "127.0.0.1:{gateway}"

[operator]
address = "127.0.0.1:{operator}"

[connector]
provider_name = "Benchmark"
support_contact = "support@no.localhost"
technical_contact = "node@no.localhost"

[connector.organisation]
name = "Benchmark"
url = "http://no.localhost:{gateway}"

[keys]
pairwise = "keys/pairwise.key"
audit = "keys/audit.key"

[keys.saml_signing]
current = ["keys/saml-signing-p256.pem", "keys/saml-signing-rsa3072.pem"]

[keys.saml_encryption]
current = ["keys/saml-encryption-p256.pem", "keys/saml-encryption-rsa3072.pem"]

[keys.metadata_signing]
current = ["keys/metadata-signing-p256.pem"]

[keys.oidc_signing]
current = ["keys/oidc-rs256.pem", "keys/oidc-es256.pem"]

[[eid]]
id = "persons"
kind = "persona"
name = "Test person"
amr = "TestPerson"

[[eid.person]]
id = "kari"
claims = {{ pid = "17912099997", given_name = "Kari", family_name = "Nordmann", birthdate = "1920-11-17" }}

[[client]]
client_id = "{id}"
name = "Benchmark"
start_url = "http://bench.localhost/"
redirect_uris = ["{CALLBACK}"]
id_token_alg = "{alg}"
acr_values = ["{ACR}"]
require_par = true
{how}
"#
    );
    let file = directory.join(format!("{id}.toml"));
    fs::write(&file, text)?;
    Ok((file, directory.join(format!("data-{id}"))))
}

/// What `scripts/rival/provider.mjs` wants to know.
fn rival(directory: &Path, proof: &Proof) -> Outcome<PathBuf> {
    let mut settings = json!({
        "port": rival_port(), "client_id": proof.id(), "redirect_uri": CALLBACK, "acr": ACR, "alg": algorithm(),
    });
    match proof {
        Proof::Key(client) => settings["jwks"] = serde_json::from_str(&client.jwks()?)?,
        Proof::Secret => settings["secret"] = json!(SECRET),
    }
    let file = directory.join(format!("{}.rival.json", proof.id()));
    fs::write(&file, settings.to_string())?;
    Ok(file)
}

fn start_rival(modules: &Path, settings: &Path) -> Outcome<Process> {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../scripts/rival/provider.mjs");
    let paths = [script.as_path(), settings, modules].map(Path::to_str);
    let [Some(script), Some(settings), Some(modules)] = paths else {
        return Err("a directory in UTF-8".into());
    };
    let process = Process::start(Path::new("node"), &[script, settings, modules])?;
    let discovery = format!(
        "http://localhost:{}/.well-known/openid-configuration",
        rival_port()
    );
    wait(Duration::from_secs(20), || {
        wire::get(rival_port(), &discovery).is_ok_and(|(status, _)| status == 200)
    })?;
    Ok(process)
}
