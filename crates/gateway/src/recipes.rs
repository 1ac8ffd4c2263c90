// SPDX-License-Identifier: EUPL-1.2
//! How a service is connected, library by library: the files of `crates/gateway/recipes`, which read what
//! is special about a service from its environment. `landport demo --client` writes them, `/docs/integrate`
//! and docs/services.md show them, and independent software logs people in with them at every change
//! (`tests/peers`).

use std::fmt::Write as _;

use url::Url;

/// One library.
#[derive(Clone, Copy, Debug)]
pub struct Recipe {
    /// A word for addresses.
    pub id: &'static str,
    /// Its name, and where it is from.
    pub name: &'static str,
    /// How it is had and started.
    pub install: &'static str,
    /// What it has to be told beside its own manual; empty where nothing.
    pub note: &'static str,
    /// The files take a private key as well as a secret.
    pub takes_key: bool,
    /// Name and text.
    pub files: &'static [(&'static str, &'static str)],
}

macro_rules! files {
    ($($name:literal),+) => {
        &[$(($name, include_str!(concat!("../recipes/", $name)))),+]
    };
}

/// Every one, in the order of the page.
pub const RECIPES: [Recipe; 5] = [
    Recipe {
        id: "openid-client",
        name: "openid-client (Node)",
        install: "npm install openid-client\nnode --env-file=.env app.mjs",
        note: "",
        takes_key: true,
        files: files!("app.mjs"),
    },
    Recipe {
        id: "authlib",
        name: "authlib (Python)",
        install: "pip install authlib requests flask\nset -a; . ./.env; set +a; python app.py",
        note: "With private_key_jwt it signs for the token endpoint and an hour; the class Assertion says \
            issuer and a minute. Where you revoke tokens, say revocation_endpoint_auth_method=\
            \"private_key_jwt\" too: without it the library sends what it holds, which is your private key, \
            as a password to the revocation endpoint.",
        takes_key: true,
        files: files!("app.py"),
    },
    Recipe {
        id: "mod_auth_openidc",
        name: "mod_auth_openidc (Apache)",
        install: "apt install apache2 libapache2-mod-auth-openidc\na2enmod auth_openidc",
        note: "Use a secret. With a key Debian's 2.4.12 wants RSA, and OIDCPrivateKeyFiles and OIDCPublicKeyFiles \
            with one kid: with a key on a curve it does not start, and without the second it crashes at the \
            callback, which a browser shows as a closed connection. It signs for the token endpoint: have that \
            address registered among the client's audiences. FAPI clients cannot.",
        takes_key: false,
        files: files!("apache.conf"),
    },
    Recipe {
        id: "spring",
        name: "Spring Security (Java)",
        install: "spring-boot-starter-oauth2-client (Spring Boot 3), spring-boot-starter-security-oauth2-client \
            (Spring Boot 4)",
        note: "It sends PKCE for public clients alone, unless told as in Security.java. With private_key_jwt it \
            signs for the token endpoint: set aud by setJwtClientAssertionCustomizer of \
            NimbusJwtClientAuthenticationParametersConverter.",
        takes_key: false,
        files: files!("application.yml", "Security.java"),
    },
    Recipe {
        id: "zitadel-oidc",
        name: "zitadel/oidc (Go)",
        install: "go mod init my-service && go get github.com/zitadel/oidc/v3\n\
            set -a; . ./.env; set +a; go run .",
        note: "With private_key_jwt it sends the audience as a list and for an hour, which is refused: use the \
            secret.",
        takes_key: false,
        files: files!("main.go"),
    },
];

/// `.env`: in the quotes that a shell, Node and Python's dotenv read alike.
#[must_use]
pub fn env_file(
    issuer: &str,
    client_id: &str,
    redirect_uri: &str,
    more: &[(&str, &str)],
) -> String {
    let port = Url::parse(redirect_uri).ok();
    let port = port
        .and_then(|url| url.port_or_known_default())
        .unwrap_or(80);
    let mut text = String::new();
    let known = [
        ("ISSUER", issuer),
        ("CLIENT_ID", client_id),
        ("REDIRECT_URI", redirect_uri),
    ];
    for (name, value) in known.iter().chain(more) {
        let _ = writeln!(text, "{name}='{value}'");
    }
    let _ = writeln!(text, "SERVER_PORT='{port}'");
    text
}
