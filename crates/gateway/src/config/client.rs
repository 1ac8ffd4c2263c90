// SPDX-License-Identifier: EUPL-1.2
//! `[[client]]` as written: a service that may ask for a login. The members of RFC 7591 §2, by the
//! names of this house.

use std::path::PathBuf;

use eidas::{Attribute, SpType};
use oidc::jose::Algorithm;
use oidc::provider::{
    AccessTokenFormat, Application, ClaimProfile, GrantRule, RefreshUsage, SecurityProfile,
    UserinfoFormat,
};
use toml::Spanned;
use toml::de::DeValue;
use url::Url;

use super::read::{At, Field, Presence, Read, Reader, Section, read_text, section, words};
use super::{Moment, Sha256, Text};

section! {
    /// A service that may ask for a login. docs/services.md tells its developers how.
    Client {
        /// Its identifier.
        client_id: String = Required "\"trademark\"",
        /// The name people see, and the `ProviderName` foreign nodes show.
        name: String = Required "\"Trademark registration\"",
        /// The organisation that owns it. Clients with the same organisation see the same `sub`
        /// for a person; without it the client is on its own.
        organisation: String = Optional "\"991825827\"",
        /// Whose service it is, for the pages: "a service of …". At most 120 characters in each language.
        organisation_name: Text = Optional "{ nb = \"Patentstyret\", en = \"Norwegian Industrial Property Office\" }",
        /// Its picture, SVG or PNG, at most 8 KiB, without script. Square ones look best.
        logo: PathBuf = Optional "\"clients/trademark.svg\"",
        /// Where a person begins again when the way back is lost. Without it, the root of the first
        /// redirect address.
        start_url: Url = Optional "\"https://trademark.example.no/\"",
        /// Redirect addresses, compared character by character.
        /// A client that logs people in has at least one.
        redirect_uris: Vec<At<String>> = Default "[]",
        /// What it gets tokens by. `logins`: people's logins. `client_credentials` (RFC 6749 §4.4): it
        /// acts for itself and logs nobody in; its `scopes` are those of docs/clients.md.
        grants: GrantRule = Default "\"logins\"",
        /// `native`: it runs on the person's own machine. Then `http://127.0.0.1/…` and private-use
        /// schemes (`com.example.app:/callback`) can be registered, and any port of loopback is
        /// answered (RFC 8252 §7). With `auth = "none"` it is answered there by no session of single sign-on, only
        /// by a login that the person sees (§8.6); at an `https` address it is.
        application: Application = Default "\"web\"",
        /// How it proves itself. `none`: a public client, which cannot keep a secret (RFC 6749 §2.1).
        auth: AuthMethod = Default "\"private_key_jwt\"",
        /// Its public keys as a JWK Set, as text. One of `jwks`, `jwks_file`, `jwks_uri`,
        /// `x5c_organisation` for `private_key_jwt`.
        jwks: String = Optional "'{\"keys\": []}'",
        /// A file with its JWK Set.
        jwks_file: PathBuf = Optional "\"clients/trademark.jwks.json\"",
        /// The address of its JWK Set.
        jwks_uri: Url = Optional "\"https://trademark.example.no/jwks.json\"",
        /// In place of these: its assertions bring an enterprise certificate of this organisation (`x5c`, RFC
        /// 7515 §4.1.6) that leads to `[enterprise_certificates]`. Nine digits as in Enhetsregisteret, or
        /// as ETSI EN 319 412-1 writes it: `NTRSE-5560360793`.
        x5c_organisation: String = Optional "\"991825827\"",
        /// With which algorithms it may sign assertions. Default: all three; with `fapi2`, ES256 and
        /// PS256.
        assertion_algs: Vec<At<Algorithm>> = Optional "[\"ES256\"]",
        /// What the `aud` of its assertions may hold beside the issuer, also in an array: for a
        /// library that cannot be taught to send the issuer as one string (FAPI 2.0 §5.3.2.1), often
        /// the address of our token endpoint. An assertion with it may serve at another server too.
        audiences: Vec<At<String>> = Default "[]",
        /// Why. Needed with `audiences`.
        audiences_reason: String = Optional "\"The Apache module signs for the token endpoint\"",
        /// SHA-256 of its secret, 64 hexadecimal digits. One of `secret_sha256`, `secret_file` for
        /// `client_secret_basic` and `client_secret_post`.
        secret_sha256: Sha256 = Optional "\"9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08\"",
        /// A file with its secret.
        secret_file: PathBuf = Optional "\"clients/trademark.secret\"",
        /// From when its secret proves nothing. Not written: it does not expire. `check` reminds in time.
        secret_expires: Moment = Optional "\"2027-06-01T00:00:00Z\"",
        /// SHA-256 of another secret that is taken too, while the client changes from one to the
        /// other.
        other_secret_sha256: Sha256 = Optional "\"60303ae22b998861bce3b28f33eec1be758a213c86c93c076dbe9f558c11c752\"",
        /// From when that one proves nothing.
        other_secret_expires: Moment = Optional "\"2027-06-01T00:00:00Z\"",
        /// Public body or private company.
        sp_type: SpType = Default "\"public\"",
        /// `RequesterID`: an URI that stays the same, for countries that want to know private
        /// companies.
        requester_id: String = Optional "\"https://trademark.example.no\"",
        /// Which levels it may ask for.
        acr_values: Vec<At<AcrValue>> =
            Default "[\"eidas-loa-low\", \"eidas-loa-substantial\", \"eidas-loa-high\"]",
        /// The level asked for when a request names none: one of `acr_values`. Default:
        /// `eidas-loa-substantial`, else the lowest European one, else the lowest national one that
        /// it may ask for.
        default_acr: AcrValue = Optional "\"eidas-loa-substantial\"",
        /// What it may ask for. A scope that is not here is left out of what it gets.
        scopes: Vec<At<String>> = Default "[\"openid\", \"profile\", \"eidas:mds\"]",
        /// The only claims about a person that it may get, whatever it asks for. Not written: those
        /// of its scopes and of its claim profile. An empty list: it knows people by `sub` alone, as
        /// with ID-porten's pseudonymous tokens, and no register is asked about them.
        claims: Vec<At<String>> = Optional "[\"pid\", \"birthdate\"]",
        /// PKCE with S256. `nonce-instead`: a confidential client that cannot may send a `nonce` in
        /// its place (RFC 9700 §2.1.1). `neither`: nothing is demanded, as certification wants it; a
        /// stolen code can then be put into another person's login.
        pkce: PkceWritten = Default "\"required\"",
        /// Why not. Needed unless PKCE is required.
        pkce_reason: String = Optional "\"Its product is from 2016\"",
        /// `fapi2`: held to the FAPI 2.0 Security Profile, whatever else stands here: keys, pushed
        /// requests, PKCE, tokens bound to a key, PS256 or ES256. What contradicts it is named.
        security_profile: SecurityProfile = Default "\"baseline\"",
        /// Accept only pushed authorization requests (RFC 9126).
        require_par: bool = Default "false",
        /// Every token is bound to a key of the client's (DPoP, RFC 9449): a stolen one is worth
        /// nothing. Without it a client that brings a proof gets bound tokens, and another does not.
        require_dpop: bool = Default "false",
        /// With which algorithms it may sign its requests (JAR, RFC 9101), by its keys. None: it may
        /// not.
        request_object_algs: Vec<At<Algorithm>> = Default "[]",
        /// Accept only signed requests.
        require_request_object: bool = Default "false",
        /// Signature of its ID tokens, of its access tokens by value and of what else we sign for it.
        /// `PS256` needs a key of its own among `keys.oidc_signing.current`.
        id_token_alg: Algorithm = Default "\"RS256\"",
        /// Signature of its authorization answers that are signed (`response_mode=jwt`), where it is
        /// another than that of its ID tokens.
        authorization_response_alg: Algorithm = Optional "\"ES256\"",
        /// `reference`: its access tokens are random values. `jwt`: they can be read by the service
        /// that gets them (RFC 9068).
        access_token: AccessTokenFormat = Default "\"reference\"",
        /// `idporten`, the same as `idporten-2026`: the claims of the person in the ID token, as
        /// ID-porten's clients expect. `idporten-2024`: the same by the names of its documentation of
        /// 2024 (`eidas_firstname`). `standard`: only from userinfo, as OpenID Connect has it.
        claim_profile: ClaimProfile = Default "\"idporten\"",
        /// `signed`: userinfo answers are signed tokens (OIDC Core §5.3.2).
        userinfo: UserinfoFormat = Default "\"json\"",
        /// Signature of its userinfo answers, where it is another than that of its ID tokens. Where it is
        /// written they are signed, whatever `userinfo` says (OIDC Registration §2).
        userinfo_alg: Algorithm = Optional "\"ES256\"",
        /// Refresh tokens: `never`, `always`, or `when-asked` with the scope `offline_access`, which
        /// must then be among `scopes`.
        refresh: RefreshWritten = Default "\"never\"",
        /// `one-time`: each refresh token serves once and the answer has the next; one that comes
        /// again ends the login. `reuse`: until it ends. Default: `one-time`; with `fapi2`, `reuse`.
        refresh_usage: RefreshUsage = Optional "\"one-time\"",
        /// Services that its access tokens may be for (RFC 8707). Without one they are for our
        /// userinfo.
        resources: Vec<At<String>> = Default "[]",
        /// It is a resource server: it may look into the tokens that are for one of these (RFC 7662).
        /// Without it, into its own.
        introspects: Vec<At<String>> = Default "[]",
        /// Types of `authorization_details` that it may ask for (RFC 9396).
        authorization_details_types: Vec<At<String>> = Default "[]",
        /// Customers that it may ask for by `onbehalfof`, of which people see nothing.
        on_behalf_of: Vec<At<String>> = Default "[]",
        /// Customers that it may ask for by `onbehalfof`, and that people see, one section each.
        customer: Vec<At<Customer>> = Optional "[[section]]",
        /// How long a pushed request waits for its person: 5 to 600 (RFC 9126 §2.2).
        pushed_request_seconds: u32 = Default "120",
        /// How long a code can be redeemed: 1 to 600.
        code_seconds: u32 = Default "60",
        /// How long an ID token is valid: 10 to 3600.
        id_token_seconds: u32 = Default "120",
        /// How long an access token is valid: 10 to 3600.
        access_token_seconds: u32 = Default "120",
        /// How long a refresh token waits to be used: from 10 to `authorization_seconds`.
        refresh_token_seconds: u32 = Default "600",
        /// How long everything of one login lives, refreshed or not: at most a year.
        authorization_seconds: u32 = Default "7200",
        /// What it may ask of another country beside the minimum data set, one section each. Asked for is
        /// only what a request asks for, by scope or by `claims`, and what the country publishes.
        attribute: Vec<At<ClientAttribute>> = Optional "[[section]]",
        /// Who compares a person from abroad with whom is known here. `register`: we ask the one of
        /// `[matching]`. `service`: it does so itself, and gets `match_status` `by_service`. `none`:
        /// nobody. Only with `register` is anything about the person sent there.
        matching: MatchedBy = Default "\"register\"",
        /// The page on which a person from abroad reads whether the register knows her (Implementing
        /// Regulation (EU) 2025/846 art. 3 and 4). `shown`: and where it does not, she may go on without a
        /// match. `new`: or go on as a new user (`match_status` is `new`). `required`: nobody goes on without
        /// a match. `none`: there is no such page, since the service tells her. `new` and `required` only
        /// where the register is asked: with `[matching]`, `matching = "register"`, and for `required` the
        /// claim `pid`.
        match_page: MatchPage = Default "\"shown\"",
        /// Whom other countries are asked for. `natural`: people. `legal`: companies and other legal persons
        /// (eIDAS Attribute Profile 1.4 §2.3), with `representation` also where a person acts for one. Only with
        /// European levels in `acr_values`; no register is asked about them.
        persons: Persons = Default "\"natural\"",
        /// It may receive answers where somebody represents another.
        representation: bool = Default "false",
        /// It takes people whose PID, presented by a wallet, has no number: each is another person to
        /// it at each login. Others read why they cannot go on.
        pid_without_number: bool = Default "false",
        /// Where a person may be sent after a logout, compared character by character (OIDC
        /// RP-Initiated Logout §3.1). Of a native application what it may have as `redirect_uris`.
        post_logout_redirect_uris: Vec<At<String>> = Default "[]",
        /// Where its server hears that a session ended (OIDC Back-Channel Logout). Scheme, host and
        /// port are those of a redirect address. With it its ID tokens carry `sid`.
        backchannel_logout_uri: String = Optional "\"https://trademark.example.no/logout/back\"",
        /// A page of its own that is loaded in the browser when a session ends (OIDC Front-Channel
        /// Logout). Browsers that keep cookies of third parties from it make it useless: take the
        /// one above where you can.
        frontchannel_logout_uri: String = Optional "\"https://trademark.example.no/logout/front\"",
        /// That page is told `iss` and `sid`, and its ID tokens carry `sid`.
        frontchannel_logout_session: bool = Default "true",
        /// What we call of it (`jwks_uri`, `backchannel_logout_uri`) may be in a private network.
        private: bool = Default "false",
        /// Certificates (PEM) that calling it trusts in place of the system's: what they issued, and
        /// they themselves.
        extra_roots: PathBuf = Optional "\"clients/test-root.pem\"",
        /// It takes part in single sign-on. `false`: a person logs in anew each time, and that
        /// login serves no other service.
        sso: bool = Default "true",
        /// It shares a person's session with the services of this group and with no other: 1 to 30 small
        /// letters, digits and hyphens, at most 16 groups in all. Not written: with all services that are
        /// in no group.
        sso_group: String = Optional "\"health\"",
    }
}

section! {
    /// A customer of a supplier: people read that the login is for it. ID-porten's `onbehalfof`.
    Customer {
        /// What the request names it by: letters, digits and `- . _ ~ : /`.
        onbehalfof: String = Required "\"nordvik\"",
        /// Its name for the pages, in place of the supplier's organisation. At most 120 characters in each
        /// language.
        name: Text = Required "{ nb = \"Nordvik kommune\", en = \"City of Nordvik\" }",
        /// Its organisation number: nine digits with a good check digit (`Enhetsregisteret`).
        orgno: String = Required "\"991825827\"",
        /// Its picture in place of the supplier's: an SVG without script, or a PNG, of at most 8 KiB.
        logo: PathBuf = Optional "\"clients/nordvik.svg\"",
    }
}

section! {
    /// An optional attribute of whom the client asks for (eIDAS Attribute Profile 1.4 §2.2, §2.3) that a service may
    /// ask for. docs/services.md says which claim it becomes.
    ClientAttribute {
        /// The attribute: of a natural person by the last part of its name, of a legal one by the whole.
        name: Attribute = Required "\"CurrentAddress\"",
        /// What it is for, in words that people read before they choose their country.
        purpose: Text =
            Required "{ nb = \"For å sende deg vedtaket.\", en = \"To send you the decision.\" }",
    }
}

section! {
    /// Clients may prove themselves with an enterprise certificate in place of a key that is registered
    /// (`x5c_organisation`, docs/adr/0027): the authorities that issue such.
    EnterpriseCertificates {
        /// Authorities, PEM: each certificate that comes must lead to one of these.
        authorities: PathBuf = Required "\"clients/enterprise-authorities.pem\"",
        /// Lists of revoked certificates (CRL), files that are read again every five minutes: something of yours
        /// fetches them. With them every certificate below an authority must have a list of its issuer that
        /// is in date. Without them nobody hears of a revocation.
        revocation_lists: Vec<At<PathBuf>> = Default "[]",
    }
}

section! {
    /// What clients may have that are registered while the gateway runs (docs/clients.md). Those of
    /// this file are not held to it.
    Registration {
        /// The scopes that they may be registered for.
        scopes: Vec<At<String>> =
            Default "[\"openid\", \"profile\", \"eidas:mds\", \"offline_access\"]",
        /// The only claims about a person that they may get. Not written: those of their scopes and
        /// of their claim profile.
        claims: Vec<At<String>> = Optional "[\"pid\", \"birthdate\"]",
        /// The organisations that they may name (`client_orgno`). Clients with the same organisation see
        /// the same `sub` for a person, those of this file too.
        organisations: Vec<At<String>> = Default "[]",
        /// Services that their access tokens may be for (RFC 8707).
        resources: Vec<At<String>> = Default "[]",
        /// Customers that they may ask for by `onbehalfof`.
        on_behalf_of: Vec<At<String>> = Default "[]",
        /// Types of `authorization_details` that they may ask for (RFC 9396).
        authorization_details_types: Vec<At<String>> = Default "[]",
        /// Groups of single sign-on that they may be in (`sso_group`).
        sso_groups: Vec<At<String>> = Default "[]",
        /// For how many days a secret that is made here is taken (`client_secret_expires_at`): 1 to 3,650.
        /// ID-porten's are for 360 at most. Not written: until it is rotated away.
        secret_days: u32 = Optional "360",
    }
}

/// How a client proves itself, as written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AuthMethod {
    /// RFC 6749 §2.1.
    None,
    /// RFC 7523.
    PrivateKeyJwt,
    /// RFC 6749 §2.3.1, in the header.
    ClientSecretBasic,
    /// RFC 6749 §2.3.1, in the form.
    ClientSecretPost,
}

/// Whether PKCE may be left out, as written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PkceWritten {
    /// It may not.
    Required,
    /// For a `nonce`.
    NonceInstead,
    /// For nothing.
    Neither,
}

/// Whether there are refresh tokens, as written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RefreshWritten {
    /// None.
    Never,
    /// With `offline_access`.
    WhenAsked,
    /// With every login.
    Always,
}

/// Who matches the persons of a client, as written. Implementing Regulation (EU) 2025/846 art. 2(5).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MatchedBy {
    /// Nobody.
    Nobody,
    /// The register of `[matching]`.
    Register,
    /// The service itself.
    Service,
}

/// The page that tells a person whether she is known, as written. Implementing Regulation (EU) 2025/846
/// art. 3, 4.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MatchPage {
    /// There is none: the service tells her.
    Absent,
    /// Who is not known may go on as a new user.
    New,
    /// Who is not known cannot go on.
    Required,
    /// Who is not known may go on.
    Shown,
}

/// Whom a client asks other countries for, as written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Persons {
    /// Natural persons.
    Natural,
    /// Legal persons.
    Legal,
}

impl Persons {
    /// As the attribute profile calls them.
    pub fn kind(self) -> eidas::Person {
        match self {
            Self::Natural => eidas::Person::Natural,
            Self::Legal => eidas::Person::Legal,
        }
    }
}

/// An `acr` value a client may ask for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AcrValue {
    /// eIDAS low.
    EidasLow,
    /// eIDAS substantial.
    EidasSubstantial,
    /// eIDAS high.
    EidasHigh,
    /// A national e-ID, at level low or above: ID-porten's word for "any of them".
    IdportenLow,
    /// The national e-ID at level substantial.
    IdportenSubstantial,
    /// The national e-ID at level high.
    IdportenHigh,
}

impl AcrValue {
    /// The word in requests and tokens.
    pub fn name(self) -> &'static str {
        match self {
            Self::EidasLow => "eidas-loa-low",
            Self::EidasSubstantial => "eidas-loa-substantial",
            Self::EidasHigh => "eidas-loa-high",
            Self::IdportenLow => "idporten-loa-low",
            Self::IdportenSubstantial => "idporten-loa-substantial",
            Self::IdportenHigh => "idporten-loa-high",
        }
    }
}

words!(Application {
    "web" => Self::Web,
    "native" => Self::Native,
});
words!(GrantRule {
    "logins" => Self::Logins,
    "client_credentials" => Self::ClientCredentials,
});
words!(AuthMethod {
    "private_key_jwt" => Self::PrivateKeyJwt,
    "client_secret_basic" => Self::ClientSecretBasic,
    "client_secret_post" => Self::ClientSecretPost,
    "none" => Self::None,
});
words!(MatchedBy {
    "register" => Self::Register,
    "service" => Self::Service,
    "none" => Self::Nobody,
});
words!(MatchPage {
    "shown" => Self::Shown,
    "new" => Self::New,
    "required" => Self::Required,
    "none" => Self::Absent,
});
words!(Persons {
    "natural" => Self::Natural,
    "legal" => Self::Legal,
});
words!(SpType {
    "public" => Self::Public,
    "private" => Self::Private,
});
words!(AcrValue {
    "eidas-loa-low" => Self::EidasLow,
    "eidas-loa-substantial" => Self::EidasSubstantial,
    "eidas-loa-high" => Self::EidasHigh,
    "idporten-loa-low" => Self::IdportenLow,
    "idporten-loa-substantial" => Self::IdportenSubstantial,
    "idporten-loa-high" => Self::IdportenHigh,
});
words!(PkceWritten {
    "required" => Self::Required,
    "nonce-instead" => Self::NonceInstead,
    "neither" => Self::Neither,
});
words!(SecurityProfile {
    "baseline" => Self::Baseline,
    "fapi2" => Self::Fapi2,
});
words!(RefreshWritten {
    "never" => Self::Never,
    "when-asked" => Self::WhenAsked,
    "always" => Self::Always,
});
words!(RefreshUsage {
    "one-time" => Self::OneTime,
    "reuse" => Self::Reuse,
});
words!(UserinfoFormat {
    "json" => Self::Json,
    "signed" => Self::Signed,
});
words!(AccessTokenFormat {
    "reference" => Self::Reference,
    "jwt" => Self::Jwt,
});
words!(ClaimProfile {
    "idporten" => Self::Idporten2026,
    "idporten-2026" => Self::Idporten2026,
    "idporten-2024" => Self::Idporten2024,
    "standard" => Self::Standard,
});
