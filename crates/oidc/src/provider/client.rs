// SPDX-License-Identifier: EUPL-1.2
//! A registered client. RFC 6749 §2; RFC 7591 §2 and the logout specifications name its members.

use openssl::memcmp;
use serde::{Deserialize, Serialize};

use crate::{
    Error, Mismatch, Untrusted,
    hash::sha256,
    jose::{Algorithm, JwkSet},
    protocol::{AcrValues, ClientId, RedirectUri, ScopeSet},
};

/// What the operator registered about a client. Plain data: [`Client::faults`] says what of it
/// contradicts itself, and what its [`SecurityProfile`] demands holds whatever else is written here.
#[derive(Clone, Debug)]
pub struct Client {
    /// `client_id`.
    pub client_id: ClientId,
    /// The organisation, else the client id: who shares a pairwise `sub`. OIDC Core §8.1.
    pub sector: String,
    /// Where it runs.
    pub application: Application,
    /// For people's logins, or for itself.
    pub grants: GrantRule,
    /// Where answers may go, byte for byte.
    pub redirect_uris: Vec<RedirectUri>,
    /// How the client proves itself.
    pub auth: ClientAuth,
    /// Its public keys, for assertions and request objects.
    pub keys: JwkSet,
    /// Which rules it is held to.
    pub profile: SecurityProfile,
    /// Whether PKCE may be left out.
    pub pkce: PkceRule,
    /// Whether requests must be pushed.
    pub push: PushRule,
    /// Whether requests may, or must, be signed.
    pub request_object: RequestObjectRule,
    /// Whether its tokens must be bound to a key.
    pub binding: BindingRule,
    /// What it may ask for. Must hold `openid`.
    pub scopes: ScopeSet,
    /// Levels it may ask for; empty means every level the provider supports.
    pub acr_values: AcrValues,
    /// Levels asked when the request names none. OIDC Registration §2 `default_acr_values`.
    pub default_acr_values: AcrValues,
    /// Services that its access tokens may be for. RFC 8707.
    pub resources: Vec<String>,
    /// Customers that it may ask for. ID-porten's `onbehalfof`.
    pub on_behalf_of: Vec<String>,
    /// Types of `authorization_details` that it may ask for. RFC 9396 §10.
    pub authorization_details_types: Vec<String>,
    /// How its ID tokens, its access tokens by value and its logout tokens are signed.
    pub id_token_algorithm: Algorithm,
    /// How its signed authorization answers are; `None`: as its ID tokens. JARM §3
    /// `authorization_signed_response_alg`.
    pub authorization_response_algorithm: Option<Algorithm>,
    /// How its userinfo answers are written.
    pub userinfo: UserinfoFormat,
    /// How they are signed, if they are; `None`: as its ID tokens. OIDC Registration §2
    /// `userinfo_signed_response_alg`.
    pub userinfo_algorithm: Option<Algorithm>,
    /// What its access tokens are.
    pub access_token: AccessTokenFormat,
    /// Whether it gets refresh tokens, and of which kind.
    pub refresh: RefreshRule,
    /// Whose tokens it may look into.
    pub introspection: IntrospectionRule,
    /// Which claims go where, under which names.
    pub claim_profile: ClaimProfile,
    /// How long what it gets may be used.
    pub lifetimes: Lifetimes,
    /// How it hears of, and asks for, a logout.
    pub logout: LogoutRegistration,
}

impl Client {
    /// A confidential web application with the rules that nobody wrote down: PKCE, codes for ID
    /// tokens, nothing else.
    pub fn new(client_id: ClientId, redirect_uris: Vec<RedirectUri>, auth: ClientAuth) -> Self {
        Self {
            sector: client_id.as_str().to_owned(),
            client_id,
            application: Application::default(),
            grants: GrantRule::default(),
            redirect_uris,
            auth,
            keys: JwkSet::default(),
            profile: SecurityProfile::default(),
            pkce: PkceRule::default(),
            push: PushRule::default(),
            request_object: RequestObjectRule::default(),
            binding: BindingRule::default(),
            scopes: ScopeSet::from_iter(["openid"]),
            acr_values: AcrValues::default(),
            default_acr_values: AcrValues::default(),
            resources: Vec::new(),
            on_behalf_of: Vec::new(),
            authorization_details_types: Vec::new(),
            id_token_algorithm: Algorithm::Rs256,
            authorization_response_algorithm: None,
            userinfo_algorithm: None,
            userinfo: UserinfoFormat::default(),
            access_token: AccessTokenFormat::default(),
            refresh: RefreshRule::default(),
            introspection: IntrospectionRule::default(),
            claim_profile: ClaimProfile::default(),
            lifetimes: Lifetimes::default(),
            logout: LogoutRegistration::default(),
        }
    }

    /// RFC 6749 §2.1: it keeps no credential.
    pub fn is_public(&self) -> bool {
        matches!(self.auth, ClientAuth::None)
    }

    /// The registered address that was presented. RFC 9700 §4.1.3: exactly; RFC 8252 §7.3: for a
    /// native application on its own machine at whichever port.
    pub(super) fn redirect_uri(&self, presented: &str) -> Option<RedirectUri> {
        let mut registered = self.redirect_uris.iter();
        registered.find_map(|uri| match self.application {
            _ if uri.is(presented) => Some(uri.clone()),
            Application::Native => uri.on_another_port(presented),
            Application::Web => None,
        })
    }

    /// Whether an answer may go to this address.
    pub fn is_answered_at(&self, address: &RedirectUri) -> bool {
        self.redirect_uri(address.as_str()).is_some()
    }

    /// Whether what is answered to this address of its comes to it and to nobody else. RFC 8252 §8.6: anybody's program
    /// on the person's machine can say the name of an application that proves itself by nothing, and listen at a port
    /// of loopback or to a scheme; an `https` address leads to who claimed it.
    pub fn is_assured_at(&self, address: &RedirectUri) -> bool {
        let claimed = address.as_str().starts_with("https://");
        claimed || !self.is_public() || self.application == Application::Web
    }

    /// How its signed authorization answers are signed.
    pub(super) fn response_algorithm(&self) -> Algorithm {
        let registered = self.authorization_response_algorithm;
        registered.unwrap_or(self.id_token_algorithm)
    }

    /// Whether it hears of logouts by session: only then do its ID tokens carry `sid`.
    /// OIDC Back-Channel Logout §2.1, Front-Channel Logout §3.
    pub fn hears_of_sessions(&self) -> bool {
        let front = self.logout.front_channel.as_ref();
        self.logout.back_channel.is_some() || front.is_some_and(|front| front.session_required)
    }
}

/// Where a client runs. OIDC Registration §2 `application_type`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Application {
    /// On the person's own machine: a port of its loopback is free. RFC 8252 §7.3.
    Native,
    /// On a server, or in a browser.
    #[default]
    Web,
}

/// What a client gets tokens by. RFC 7591 §2 `grant_types`. One or the other, never both: RFC 9700
/// §4.15.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum GrantRule {
    /// Acting for itself. RFC 6749 §4.4.
    ClientCredentials,
    /// People's logins: codes, and refresh tokens as registered.
    #[default]
    Logins,
}

/// How the client proves itself. OIDC Core §9.
#[derive(Clone, Debug)]
pub enum ClientAuth {
    /// `none`: a public client. RFC 6749 §2.1.
    None,
    /// `private_key_jwt` with one of the client's keys.
    PrivateKeyJwt {
        /// The algorithms registered for assertions.
        algorithms: Vec<Algorithm>,
        /// For whom an assertion may say it is.
        audience: AudienceRule,
    },
    /// `client_secret_basic`.
    SecretBasic(Secrets),
    /// `client_secret_post`.
    SecretPost(Secrets),
}

impl ClientAuth {
    /// Keys, as FAPI 2.0 §5.3.2.1 and RFC 7523 want it.
    pub fn private_key_jwt(algorithms: impl IntoIterator<Item = Algorithm>) -> Self {
        Self::PrivateKeyJwt {
            algorithms: algorithms.into_iter().collect(),
            audience: AudienceRule::Issuer,
        }
    }

    /// The registered word for the method.
    pub fn method(&self) -> AuthMethod {
        match self {
            Self::None => AuthMethod::None,
            Self::PrivateKeyJwt { .. } => AuthMethod::PrivateKeyJwt,
            Self::SecretBasic(_) => AuthMethod::SecretBasic,
            Self::SecretPost(_) => AuthMethod::SecretPost,
        }
    }
}

/// A method of client authentication.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AuthMethod {
    /// `none`.
    None,
    /// `private_key_jwt`.
    PrivateKeyJwt,
    /// `client_secret_basic`.
    SecretBasic,
    /// `client_secret_post`.
    SecretPost,
}

impl AuthMethod {
    /// All of them, the safest first.
    pub const ALL: [Self; 4] = [
        Self::PrivateKeyJwt,
        Self::SecretBasic,
        Self::SecretPost,
        Self::None,
    ];

    /// The registered word. RFC 7591 §2; OIDC Core §9.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::PrivateKeyJwt => "private_key_jwt",
            Self::SecretBasic => "client_secret_basic",
            Self::SecretPost => "client_secret_post",
        }
    }
}

/// Whom the `aud` of an assertion may name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum AudienceRule {
    /// The issuer, as one string. FAPI 2.0 §5.3.2.1. Attack TK-10: an assertion that names more
    /// than one server, or an address that somebody else chose, serves at another server too.
    #[default]
    Issuer,
    /// These too, also in an array of which each member is the issuer or one of them: what a
    /// library sends that cannot be taught. RFC 7523 §3 has the token endpoint's URL.
    Also {
        /// Addresses of ours, never of another server's.
        audiences: Vec<String>,
        /// Why, for the record.
        reason: String,
    },
}

/// The secrets of a client: two at a time, so that it can change them without an outage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Secrets {
    /// In force.
    pub current: ClientSecret,
    /// The next one, or the one before, while it changes.
    pub other: Option<ClientSecret>,
}

/// One secret.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClientSecret {
    /// What is kept of it.
    pub hash: SecretHash,
    /// From when it proves nothing, in seconds; `None`: it does not expire. RFC 7591 §3.2.1
    /// `client_secret_expires_at`.
    pub expires_at: Option<i64>,
}

impl From<SecretHash> for ClientSecret {
    fn from(hash: SecretHash) -> Self {
        Self {
            hash,
            expires_at: None,
        }
    }
}

impl Secrets {
    /// One secret, that does not expire.
    pub fn one(current: SecretHash) -> Self {
        Self {
            current: current.into(),
            other: None,
        }
    }

    /// Whether one of them is presented that has not expired; both are looked at either way.
    pub(super) fn prove(&self, presented: &str, now: i64) -> Result<(), Error> {
        let own = |secret: &ClientSecret| secret.hash.is_of(presented);
        let is_other = self.other.as_ref().is_some_and(own);
        let is_current = own(&self.current);
        let of = |is: bool, secret: Option<&ClientSecret>| secret.filter(|_| is).copied();
        let matching = [
            of(is_current, Some(&self.current)),
            of(is_other, self.other.as_ref()),
        ];
        let mut held = matching.into_iter().flatten().peekable();
        let is_known = held.peek().is_some();
        if held.any(|secret| secret.expires_at.is_none_or(|exp| now < exp)) {
            return Ok(());
        }
        Err(match is_known {
            true => Mismatch::SecretExpired.into(),
            false => Untrusted::Secret.into(),
        })
    }
}

/// SHA-256 of a client secret. Secrets are random (32 bytes), so a fast hash keeps them.
#[derive(Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct SecretHash([u8; 32]);

impl SecretHash {
    /// The hash of a secret.
    pub fn of(secret: &str) -> Self {
        Self(sha256(secret.as_bytes()))
    }

    /// A hash that was kept.
    pub fn from_bytes(hash: [u8; 32]) -> Self {
        Self(hash)
    }

    /// Compared as hashes and in constant time: the time tells nothing about the secret.
    pub fn is_of(&self, presented: &str) -> bool {
        memcmp::eq(&self.0, &sha256(presented.as_bytes()))
    }
}

impl std::fmt::Debug for SecretHash {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SecretHash(…)")
    }
}

/// Which rules a client is held to, whatever else is registered about it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SecurityProfile {
    /// RFC 9700, with what the registration says.
    #[default]
    Baseline,
    /// FAPI 2.0 Security Profile, final: see [`fapi`](super::fapi).
    Fapi2,
}

/// Whether PKCE may be left out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum PkceRule {
    /// Neither PKCE nor `nonce` is demanded: certification plans ask for it (OIDC Core §3.1.2.1
    /// has `nonce` as OPTIONAL). A stolen code can be put into another login of the client.
    Neither {
        /// Why, for the record.
        reason: String,
    },
    /// An old confidential client: a `nonce` must stand in for it (RFC 9700 §2.1.1).
    NonceInstead {
        /// Why, for the record.
        reason: String,
    },
    /// `code_challenge` with `S256`. RFC 9700 §2.1.1.
    #[default]
    Required,
}

/// Whether requests must be pushed. RFC 9126 §6 `require_pushed_authorization_requests`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PushRule {
    /// Pushed or plain.
    #[default]
    Optional,
    /// Only pushed.
    Required,
}

/// Whether requests may be signed. RFC 9101 §10.5 `require_signed_request_object`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum RequestObjectRule {
    /// No key is registered for it: `request_not_supported`.
    #[default]
    NotSupported,
    /// Signed or not. RFC 9101 §6.2: by one of these algorithms, with one of the client's keys.
    Optional(Vec<Algorithm>),
    /// Only signed. FAPI 2.0 Message Signing §5.3.1.
    Required(Vec<Algorithm>),
}

/// Whether tokens must be bound to a key of the client's. RFC 9449 §5.2
/// `dpop_bound_access_tokens`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum BindingRule {
    /// If the client brings a proof.
    #[default]
    Optional,
    /// No token without a proof.
    Required,
}

/// What an access token is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AccessTokenFormat {
    /// By value: a signed JWT. RFC 9068.
    Jwt,
    /// By reference: an opaque value that only introspection explains.
    #[default]
    Reference,
}

/// How userinfo is answered. OIDC Core §5.3.2.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum UserinfoFormat {
    /// `application/json`.
    #[default]
    Json,
    /// `application/jwt`, signed.
    Signed,
}

/// Whether a client gets refresh tokens. RFC 6749 §6; OIDC Core §11.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RefreshRule {
    /// With every login, as ID-porten.
    Always(RefreshUsage),
    /// None.
    #[default]
    Never,
    /// With every login that asks for `offline_access`. OIDC Core §11.
    WhenAsked(RefreshUsage),
}

impl RefreshRule {
    /// Of which kind, if it gets any.
    pub fn usage(self) -> Option<RefreshUsage> {
        match self {
            Self::Never => None,
            Self::Always(usage) | Self::WhenAsked(usage) => Some(usage),
        }
    }
}

/// How often a refresh token serves. ID-porten's `refresh_token_usage`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RefreshUsage {
    /// Once; the next one comes with the answer. RFC 9700 §4.14.2: a used one that comes back was
    /// stolen, and the whole family dies.
    OneTime,
    /// Until it ends. FAPI 2.0 §5.3.2.1: "shall not use refresh token rotation".
    Reuse,
}

/// Whose tokens a client may look into. RFC 7662 §4: else a token tells a stranger about its owner.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum IntrospectionRule {
    /// A resource server: tokens that are for one of these audiences.
    Audiences(Vec<String>),
    /// Its own.
    #[default]
    Own,
}

/// Which claims go where, under which names.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ClaimProfile {
    /// As ID-porten: the person's claims in the ID token, and again in userinfo; by the names of
    /// 2026.
    #[default]
    #[serde(alias = "idporten")]
    Idporten2026,
    /// The same by the names of ID-porten's documentation of 2024.
    Idporten2024,
    /// As OIDC Core §5.4: claims of scopes only in userinfo; in the ID token what `claims` asks.
    Standard,
}

impl ClaimProfile {
    /// The name of a claim in this profile. In 2024 ID-porten's documentation had names of its own
    /// for the four values of a foreign person.
    pub fn name(self, claim: &str) -> &str {
        match (self, claim) {
            (Self::Idporten2024, "eidas_person_identifier") => "eidas_identifier",
            (Self::Idporten2024, "family_name") => "eidas_lastname",
            (Self::Idporten2024, "given_name") => "eidas_firstname",
            (Self::Idporten2024, "birthdate") => "eidas_date_of_birth",
            _ => claim,
        }
    }

    /// The claim that has this name in some profile: [`Self::name`] the other way round, also of what
    /// was written under a profile that the client had before.
    pub(super) fn claim(name: &str) -> &str {
        const OF_2024: [&str; 4] = [
            "birthdate",
            "eidas_person_identifier",
            "family_name",
            "given_name",
        ];
        let named = |claim: &&str| Self::Idporten2024.name(claim) == name;
        OF_2024.into_iter().find(named).unwrap_or(name)
    }

    /// Whether the person's claims stand in the ID token and in userinfo alike.
    pub fn in_both(self) -> bool {
        !matches!(self, Self::Standard)
    }
}

/// How long what a client gets may be used, in seconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lifetimes {
    /// A pushed request. RFC 9126 §2.2: 5 to 600 s.
    pub pushed_request: i64,
    /// A code. FAPI 2.0 §5.3.2.1: at most 60 s.
    pub code: i64,
    /// An ID token.
    pub id_token: i64,
    /// An access token.
    pub access_token: i64,
    /// A refresh token that nobody uses. ID-porten: 600 s.
    pub refresh_token: i64,
    /// Everything that comes of one login. ID-porten's `authorization_lifetime`: 7200 s.
    pub authorization: i64,
}

impl Default for Lifetimes {
    fn default() -> Self {
        Self {
            pushed_request: 120,
            code: 60,
            id_token: 120,
            access_token: 120,
            refresh_token: 600,
            authorization: 7200,
        }
    }
}

/// How a client takes part in logouts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LogoutRegistration {
    /// Where a person may be sent after a logout. OIDC RP-Initiated Logout §3.1.
    pub post_logout_redirect_uris: Vec<RedirectUri>,
    /// Where logout tokens go. OIDC Back-Channel Logout §2.2; a session is always named.
    pub back_channel: Option<RedirectUri>,
    /// What is loaded in the browser. OIDC Front-Channel Logout §2.
    pub front_channel: Option<FrontChannel>,
}

/// A page of the client's that clears its session in the browser.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FrontChannel {
    /// `frontchannel_logout_uri`.
    pub uri: RedirectUri,
    /// `frontchannel_logout_session_required`: `iss` and `sid` are added.
    pub session_required: bool,
}
