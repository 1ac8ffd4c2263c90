// SPDX-License-Identifier: EUPL-1.2
//! The roads that are measured, and the configuration for each.

use std::fs;
use std::path::PathBuf;

use crate::raw::{Kind, Raw};
use crate::walk::{Asked, Client, Entered, Seat, Walker};
use crate::wire::Answer;
use crate::{Outcome, Place, gateway, operator};

/// One road through the gateway.
pub(crate) struct Road {
    pub(crate) name: &'static str,
    pub(crate) client: Client,
    direction: Direction,
    rsa: bool,
    /// It is measured at a steady pace too.
    pub(crate) steady: bool,
    /// Others do something like it.
    pub(crate) rivalled: bool,
}

enum Direction {
    /// A foreign citizen logs in to a national service.
    Here {
        country: &'static str,
        inner_signature: bool,
    },
    /// A national citizen logs in to a foreign service.
    Abroad {
        country: &'static str,
        eid: &'static str,
    },
}

impl Road {
    pub(crate) fn all() -> Outcome<Vec<Self>> {
        let here = |country, inner_signature| Direction::Here {
            country,
            inner_signature,
        };
        let abroad = |country, eid| Direction::Abroad { country, eid };
        let road = |name, id, kind, direction| -> Outcome<Self> {
            Ok(Self {
                name,
                client: Client::new(id, kind)?,
                direction,
                rsa: kind == Kind::Rsa,
                steady: false,
                rivalled: false,
            })
        };
        let french = Self {
            steady: true,
            rivalled: true,
            ..road("FR", "bench-fr", Kind::Ec, here("FR", false))?
        };
        // One connector may begin 50 a second in the long run: no steady pace of 200.
        let to_sweden = road(
            "abroad: SE asks, MinID answers",
            "bench-abroad-se",
            Kind::Ec,
            abroad("SE", "minid"),
        )?;
        Ok(vec![
            french,
            road(
                "SE, assertion signed too",
                "bench-se",
                Kind::Ec,
                here("SE", true),
            )?,
            to_sweden,
            road("BG, RSA-3072", "bench-bg", Kind::Rsa, here("BG", false))?,
            road(
                "abroad: BG asks, Buypass answers, RSA-3072",
                "bench-abroad-bg",
                Kind::Rsa,
                abroad("BG", "buypass"),
            )?,
        ])
    }

    /// What it is called by on the command line.
    pub(crate) fn id(&self) -> &str {
        self.client.id.trim_start_matches("bench-")
    }

    /// One login of this person.
    pub(crate) fn walk(&self, walker: &mut Walker, person: &str) -> Outcome<()> {
        match self.direction {
            Direction::Here { country, .. } => walker.login(&self.client, country, person),
            Direction::Abroad { country, eid } => walker.abroad(country, eid, person),
        }
    }

    /// Somebody comes to a service here by a link, or comes back at her turn.
    pub(crate) fn enter(
        &self,
        walker: &mut Walker,
        waited: Option<(Seat, Asked)>,
    ) -> Outcome<Entered> {
        walker.enter(&self.client, waited)
    }

    /// The rest of her login.
    pub(crate) fn walk_on(
        &self,
        walker: &mut Walker,
        page: (String, Answer),
        asked: &Asked,
        person: &str,
    ) -> Outcome<()> {
        match self.direction {
            Direction::Here { country, .. } => {
                walker.walk_on(&self.client, page, asked, (country, person))
            }
            Direction::Abroad { .. } => Err("nobody comes to a service here".into()),
        }
    }

    /// What its cryptography takes by itself, in V.
    pub(crate) fn bound(&self, raw: &Raw) -> Outcome<f64> {
        match self.direction {
            Direction::Here {
                inner_signature, ..
            } => raw.bound(self.rsa, inner_signature),
            Direction::Abroad { .. } => raw.bound_abroad(self.rsa),
        }
    }

    /// Where the gateway keeps its data on this road.
    pub(crate) fn data(&self, place: &Place) -> PathBuf {
        place.directory.join(format!("data-{}", self.client.id))
    }

    /// Writes the configuration; its path.
    pub(crate) fn configuration(&self, place: &Place) -> Outcome<PathBuf> {
        let (directory, snippet) = (&place.directory, &place.snippet);
        let (preferred, other) = if self.rsa {
            ("rsa3072", "p256")
        } else {
            ("p256", "rsa3072")
        };
        let (id, gateway, operator) = (&self.client.id, gateway(), operator());
        let algorithm = if self.rsa { "RS256" } else { "ES256" };
        fs::write(
            directory.join(format!("{id}.jwks.json")),
            self.client.jwks()?,
        )?;
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

[proxy_service]
identifier = "per-country"

[keys]
pairwise = "keys/pairwise.key"
audit = "keys/audit.key"
identifier = ["keys/identifier.key"]

[keys.saml_signing]
current = ["keys/saml-signing-{preferred}.pem", "keys/saml-signing-{other}.pem"]

[keys.saml_encryption]
current = ["keys/saml-encryption-{preferred}.pem", "keys/saml-encryption-{other}.pem"]

[keys.metadata_signing]
current = ["keys/metadata-signing-p256.pem"]

[keys.oidc_signing]
current = ["keys/oidc-rs256.pem", "keys/oidc-es256.pem"]

[[client]]
client_id = "{id}"
name = "Benchmark"
organisation = "benchmark"
start_url = "http://bench.localhost/"
redirect_uris = ["http://bench.localhost/callback"]
requester_id = "http://bench.localhost/"
sp_type = "public"
id_token_alg = "{algorithm}"
acr_values = ["eidas-loa-low", "eidas-loa-substantial", "eidas-loa-high", "idporten-loa-substantial"]
jwks_file = "{id}.jwks.json"
require_par = true

{snippet}"#
        );
        let file = directory.join(format!("{id}.toml"));
        fs::write(&file, text)?;
        Ok(file)
    }
}
