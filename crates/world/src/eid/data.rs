// SPDX-License-Identifier: EUPL-1.2
//! The six e-IDs as data. Names are borrowed from real ones; words, levels and habits are ours.

use eidas::LevelOfAssurance;
use oidc::jose::Algorithm;

/// What there is to know of an e-ID before it runs.
#[derive(Clone, Copy, Debug)]
pub struct EidData {
    /// Label of its host name, its id at the gateway, and the end of the gateway's callback.
    pub id: &'static str,
    /// For people.
    pub name: &'static str,
    /// Language of its pages: `nb`, `nn` or `en`.
    pub language: &'static str,
    /// The gateway's id there.
    pub client_id: &'static str,
    /// The gateway's secret there; none: it has a key (`private_key_jwt`, ES256).
    pub secret: Option<&'static str>,
    /// Requests must be pushed. RFC 9126.
    pub push: bool,
    /// How its ID tokens are signed.
    pub id_token_algorithm: Algorithm,
    /// Its words for levels, lowest first.
    pub acr: &'static [(&'static str, LevelOfAssurance)],
    /// How tokens call it.
    pub amr: &'static str,
    /// Names of its claims.
    pub claims: ClaimNames,
    /// Where the claims are.
    pub released: Released,
    /// `iss` in the authorization response. RFC 9207.
    pub says_iss: bool,
    /// Whether it remembers people itself.
    pub sso: Sso,
    /// How far it is in the demo.
    pub notification: Notification,
    /// A whole login portal: it has the four e-IDs behind one page.
    pub portal: bool,
    /// It says what a person may do in a profession, and nothing else is asked of it.
    pub role: Option<RoleData>,
}

impl EidData {
    /// Whether a portal has it behind its page.
    pub(super) fn is_behind_portal(&self) -> bool {
        !self.portal && self.role.is_none()
    }
}

/// How an e-ID tells a professional role: as entries of the claim `authorization_details`, each
/// with a `resource` that the person may use (RFC 9396 §2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RoleData {
    /// The attribute that other countries ask for.
    pub attribute: &'static str,
    /// A resource, and what it is called there.
    pub resource: (&'static str, &'static str),
    /// What whoever may not use it is called there.
    pub otherwise: &'static str,
}

/// The names of an e-ID's claims.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClaimNames {
    /// The national number.
    pub pid: &'static str,
    /// Given names.
    pub given_name: &'static str,
    /// Family name.
    pub family_name: &'static str,
    /// Date of birth, `YYYY-MM-DD`.
    pub birthdate: &'static str,
}

/// Where a person's claims are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Released {
    /// In the ID token, and again in userinfo.
    InBoth,
    /// In userinfo only.
    InUserinfo,
}

/// Whether an e-ID remembers who logged in. `prompt=login` is honoured either way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sso {
    /// Every request shows the page.
    None,
    /// Without `prompt=login` the next request is answered at once, with the old `auth_time`.
    Kept,
}

/// How far an e-ID is on the way to other countries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Notification {
    /// Not begun.
    Planned,
    /// Published.
    Notified {
        /// The day, `YYYY-MM-DD`.
        since: &'static str,
        /// At which level.
        level: LevelOfAssurance,
        /// The scheme's name.
        scheme: &'static str,
    },
}

/// How a gateway proves itself at an e-ID.
#[derive(Clone)]
pub enum Credential {
    /// `private_key_jwt` with this key (PKCS#8 PEM), ES256.
    PrivateKeyJwt {
        /// The gateway's private key, made here because a demo has no post office.
        pem: Vec<u8>,
    },
    /// `client_secret_basic`.
    SecretBasic(&'static str),
}

impl std::fmt::Debug for Credential {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::PrivateKeyJwt { .. } => "PrivateKeyJwt(…)",
            Self::SecretBasic(_) => "SecretBasic(…)",
        })
    }
}

/// What a gateway has to configure for one e-ID.
#[derive(Clone, Debug)]
pub struct EidRegistration {
    /// Everything that does not depend on the place.
    pub data: &'static EidData,
    /// Its issuer, `http://bankid.localhost:8080`.
    pub issuer: String,
    /// The callback it knows: the gateway's issuer and `/callback/<id>`.
    pub redirect_uri: String,
    /// The gateway's proof.
    pub credential: Credential,
    /// What to ask for.
    pub scopes: &'static [&'static str],
}

const STANDARD: ClaimNames = ClaimNames {
    pid: "pid",
    given_name: "given_name",
    family_name: "family_name",
    birthdate: "birthdate",
};

/// All e-IDs.
pub const EIDS: [EidData; 6] = [
    EidData {
        id: "bankid",
        name: "BankID",
        language: "nb",
        client_id: "landport-at-bankid",
        secret: None,
        push: true,
        id_token_algorithm: Algorithm::Ps256,
        acr: &[
            ("urn:demo-bankid:app", LevelOfAssurance::Substantial),
            ("urn:demo-bankid:bid", LevelOfAssurance::High),
        ],
        amr: "BankID",
        claims: ClaimNames {
            pid: "nnin",
            ..STANDARD
        },
        released: Released::InBoth,
        says_iss: true,
        sso: Sso::None,
        notification: Notification::Notified {
            since: "2026-03-02",
            level: LevelOfAssurance::High,
            scheme: "BankID (demo)",
        },
        portal: false,
        role: None,
    },
    EidData {
        id: "buypass",
        name: "Buypass",
        language: "nb",
        client_id: "landport",
        secret: Some("demo-secret-that-everybody-may-know-0002"),
        push: false,
        id_token_algorithm: Algorithm::Rs256,
        acr: &[("buypass:id-on-card", LevelOfAssurance::High)],
        amr: "Buypass",
        claims: ClaimNames {
            pid: "national_identity_number",
            ..STANDARD
        },
        released: Released::InUserinfo,
        says_iss: false,
        sso: Sso::None,
        notification: Notification::Notified {
            since: "2026-03-02",
            level: LevelOfAssurance::High,
            scheme: "Buypass ID (demo)",
        },
        portal: false,
        role: None,
    },
    EidData {
        id: "commfides",
        name: "Commfides",
        language: "en",
        client_id: "landport",
        secret: Some("demo-secret-that-everybody-may-know-0003"),
        push: true,
        id_token_algorithm: Algorithm::Es256,
        acr: &[("commfides/qualified", LevelOfAssurance::High)],
        amr: "Commfides",
        claims: STANDARD,
        released: Released::InUserinfo,
        says_iss: true,
        sso: Sso::None,
        notification: Notification::Planned,
        portal: false,
        role: None,
    },
    EidData {
        id: "minid",
        name: "MinID",
        language: "nn",
        client_id: "landport",
        secret: None,
        push: false,
        id_token_algorithm: Algorithm::Es256,
        acr: &[("minid-two-factor", LevelOfAssurance::Substantial)],
        amr: "Minid-APP",
        claims: STANDARD,
        released: Released::InBoth,
        says_iss: true,
        sso: Sso::Kept,
        notification: Notification::Notified {
            since: "2026-06-15",
            level: LevelOfAssurance::Substantial,
            scheme: "MinID (demo)",
        },
        portal: false,
        role: None,
    },
    EidData {
        id: "portal",
        name: "Demoporten",
        language: "nb",
        client_id: "0b5d2c8e-demo-landport",
        secret: None,
        push: true,
        id_token_algorithm: Algorithm::Rs256,
        acr: &[
            ("idporten-loa-substantial", LevelOfAssurance::Substantial),
            ("idporten-loa-high", LevelOfAssurance::High),
        ],
        amr: "BankID",
        claims: STANDARD,
        released: Released::InBoth,
        says_iss: true,
        sso: Sso::None,
        notification: Notification::Notified {
            since: "2026-03-02",
            level: LevelOfAssurance::High,
            scheme: "National login (demo)",
        },
        portal: true,
        role: None,
    },
    EidData {
        id: "roles",
        name: "Demo role register",
        language: "nb",
        client_id: "landport-at-roles",
        secret: Some("demo-secret-that-everybody-may-know-0004"),
        push: true,
        id_token_algorithm: Algorithm::Rs256,
        acr: &[("idporten-loa-high", LevelOfAssurance::High)],
        amr: "Roles",
        claims: STANDARD,
        released: Released::InBoth,
        says_iss: true,
        sso: Sso::None,
        notification: Notification::Notified {
            since: "2026-03-02",
            level: LevelOfAssurance::High,
            scheme: "National login (demo)",
        },
        portal: false,
        role: Some(RoleData {
            attribute: crate::abroad::E_JUSTICE_ROLE,
            resource: ("urn:demo:resource:boris-vip1", "VIP1"),
            otherwise: "VIP2",
        }),
    },
];
