// SPDX-License-Identifier: EUPL-1.2
//! A directory with keys of every role and a configuration that holds, made once.
#![expect(clippy::unwrap_used, reason = "tests")]

use std::path::PathBuf;
use std::sync::OnceLock;

use eidas::Instant;
use gateway::config::Problem;
use gateway::keys::{generate, self_signed_tls, write_private};
use gateway::settings::{KeyFiles, Loaded, from_text};
use oidc::jose::{Algorithm, JwkSet, SoftwareSigner};
use store::env::Env;
use xmlsec::Subject;

pub(crate) const EXAMPLE: &str = include_str!("../../../../examples/serve.toml");

/// What the example leaves to the operator: a service and a foreign node.
const MORE: &str = r#"
[[client]]
client_id = "trademark"
name = "Trademark registration"
start_url = "https://trademark.example.no/"
redirect_uris = ["https://trademark.example.no/callback"]
jwks_file = "jwks.json"

[[peer]]
country = "SE"
metadata_url = "https://connector.eidas.example.se/metadata"
trust_anchors = "keys/metadata-signing-p256.pem"
"#;

pub(crate) struct Ground {
    pub(crate) directory: PathBuf,
    pub(crate) files: KeyFiles,
    pub(crate) tls: Vec<u8>,
}

/// The directory. It lives as long as the test process.
pub(crate) fn ground() -> &'static Ground {
    static GROUND: OnceLock<Ground> = OnceLock::new();
    GROUND.get_or_init(|| {
        let directory = tempfile::tempdir().unwrap().keep();
        let env = Env::system();
        let subject = Subject {
            common_name: "test",
            organization: "Landport",
            country: "NO",
        };
        let files = generate(&directory.join("keys"), subject, &env).unwrap();
        let (tls, key) = self_signed_tls(&["localhost", "login.example.no"], &env).unwrap();
        std::fs::create_dir(directory.join("tls")).unwrap();
        std::fs::write(directory.join("tls/certificate.pem"), &tls).unwrap();
        write_private(&directory.join("tls/key.pem"), &key).unwrap();
        let key = SoftwareSigner::generate(Algorithm::Es256).unwrap();
        let jwks = JwkSet::of([key.public().clone()]).unwrap().to_json();
        std::fs::write(directory.join("jwks.json"), jwks).unwrap();
        std::fs::create_dir(directory.join("look")).unwrap();
        for picture in ["look/emblem.svg", "look/icon.svg"] {
            let svg = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1 1\"/>";
            std::fs::write(directory.join(picture), svg).unwrap();
        }
        std::fs::write(directory.join("secret"), "0123456789abcdef0123456789abcdef").unwrap();
        std::fs::write(directory.join("short"), "secret").unwrap();
        let long = "0123456789abcdef0123456789abcdef";
        std::fs::write(directory.join("mark"), format!("\u{feff}{long}")).unwrap();
        std::fs::write(directory.join("lines"), format!("{long}\n# of May\n")).unwrap();
        std::fs::write(
            directory.join("latin"),
            b"0123456789abcdef0123456789abcd\xe5\n",
        )
        .unwrap();
        let pem = std::fs::read(directory.join("keys/oidc-es256.pem")).unwrap();
        let key = openssl::pkey::PKey::private_key_from_pem(&pem).unwrap();
        let cipher = openssl::symm::Cipher::aes_256_cbc();
        let pem = key
            .private_key_to_pem_pkcs8_passphrase(cipher, b"x")
            .unwrap();
        write_private(&directory.join("encrypted.pem"), &pem).unwrap();
        Ground {
            directory,
            files,
            tls,
        }
    })
}

/// The configuration that holds.
pub(crate) fn good() -> String {
    [EXAMPLE, MORE].concat()
}

/// The same for the demo profile on loopback.
pub(crate) fn demo() -> String {
    good()
        .replace("profile = \"production\"", "profile = \"demo\"")
        .replace("0.0.0.0:8443", "127.0.0.1:8443")
        .replace("connector.eidas.example.se", "se.localhost")
}

pub(crate) fn now() -> Instant {
    Instant::from_ms(Env::system().now_ms())
}

/// What holds with nothing closed.
pub(crate) fn load(text: &str) -> Result<Loaded, Vec<Problem>> {
    match from_text(text, &ground().directory, now())? {
        loaded if loaded.settings.closed.is_empty() => Ok(loaded),
        loaded => {
            let closed = loaded.settings.closed.into_iter();
            Err(closed.flat_map(|closed| closed.problems).collect())
        }
    }
}
