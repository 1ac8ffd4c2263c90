// SPDX-License-Identifier: EUPL-1.2
//! The request: a signed request object, the link to it, and its two forms for the Digital
//! Credentials API. OpenID4VP §5, §A; RFC 9101; HAIP §5.1, §5.2.
//!
//! A request is minted from what is kept, as often as it is fetched: same nonce, same key, same
//! state (attack WV-04: a bot that follows the link must not spoil it). Only the times and the
//! wallet's own nonce differ.

use oidc::{
    jose::{base64url, jwe::DecryptionKey},
    protocol::form::encode_form,
};
use serde::Serialize;
use serde_json::Value;
use url::Url;

use crate::{
    AccessCertificate, DcqlQuery, Error, Malformed, Misconfigured, Registration, address,
    dcql::Format, form::Form,
};

/// Longest life of a request object, in seconds.
pub const LONGEST_LIFE: i64 = 300;
/// Longest `wallet_nonce` that is echoed: attack WV-08, a signed megabyte of somebody's choosing.
pub const LONGEST_WALLET_NONCE: usize = 512;
/// 256 bits in base64url.
const SHORTEST_NONCE: usize = 43;
/// `aud` of a request to a wallet that was not discovered. OpenID4VP §5.8.
const STATIC_DISCOVERY: &str = "https://self-issued.me/v2";

/// What is asked, of whom, and how it comes back.
#[derive(Clone, Copy, Debug)]
pub struct Request<'a> {
    /// The client identifier, as it is kept with this request.
    pub client_id: &'a str,
    /// At least 256 random bits, base64url.
    pub nonce: &'a str,
    /// What is asked.
    pub query: &'a DcqlQuery,
    /// By what right.
    pub registration: RegistrationInfo<'a>,
    /// How the answer comes back.
    pub reply: Reply<'a>,
    /// Seconds until it is void, [`LONGEST_LIFE`] at most.
    pub lifetime: i64,
}

/// How the answer comes back.
#[derive(Clone, Copy, Debug)]
pub enum Reply<'a> {
    /// `dc_api.jwt`: through the Digital Credentials API.
    DcApiJwt {
        /// `expected_origins` of a signed request: exact strings.
        origins: &'a [String],
        /// To what it is encrypted.
        key: &'a DecryptionKey,
    },
    /// `direct_post`: posted by the wallet in clear. Not in HAIP; for wallets that know no other.
    DirectPost {
        /// `response_uri`.
        response_uri: &'a str,
        /// `state`.
        state: &'a str,
    },
    /// `direct_post.jwt`: posted by the wallet, encrypted.
    DirectPostJwt {
        /// `response_uri`.
        response_uri: &'a str,
        /// `state`.
        state: &'a str,
        /// To what it is encrypted.
        key: &'a DecryptionKey,
    },
}

/// `verifier_info`. ARF RPRC_19: exactly one registration certificate, by value.
#[derive(Clone, Copy, Debug)]
pub enum RegistrationInfo<'a> {
    /// This one.
    By(&'a Registration),
    /// The Member State issues none (2025/848 art. 8).
    NotIssued,
}

/// `wallet_nonce`, to be echoed. OpenID4VP §5.10.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WalletNonce(String);

impl WalletNonce {
    /// From the body of a POST to `request_uri`. Everything else in it is ignored, and nothing is
    /// required: wallets post empty bodies and members of their metadata. `wallet_metadata` is not
    /// even parsed, so there is no URL in it that could be fetched (attack WV-08).
    ///
    /// # Errors
    /// [`Malformed::Form`], [`Malformed::TooLarge`], [`Malformed::WalletNonce`].
    pub fn of_post(body: &[u8]) -> Result<Option<Self>, Error> {
        let form = Form::parse(body)?;
        let Some(nonce) = form.value("wallet_nonce") else {
            return Ok(None);
        };
        if nonce.len() > LONGEST_WALLET_NONCE || !nonce.bytes().all(|b| b.is_ascii_graphic()) {
            return Err(Malformed::WalletNonce.into());
        }
        Ok(Some(Self(nonce.to_owned())))
    }
}

impl Request<'_> {
    /// The signed request object: what `request_uri` answers, and what `data.request` of
    /// `openid4vp-v1-signed` is.
    ///
    /// # Errors
    /// [`Misconfigured::Request`], with the rule; [`Misconfigured::Key`].
    pub fn sign(
        &self,
        access: &AccessCertificate,
        wallet_nonce: Option<&WalletNonce>,
        now: i64,
    ) -> Result<String, Error> {
        self.verify(access, now)?;
        let (origins, response_uri, state) = match self.reply {
            Reply::DcApiJwt { origins, .. } => (Some(origins), None, None),
            Reply::DirectPost {
                response_uri,
                state,
            }
            | Reply::DirectPostJwt {
                response_uri,
                state,
                ..
            } => (None, Some(response_uri), Some(state)),
        };
        let claims = Claims {
            parameters: self.parameters(),
            client_id: self.client_id,
            iss: self.client_id,
            aud: STATIC_DISCOVERY,
            iat: now,
            exp: now + self.lifetime,
            expected_origins: origins,
            response_uri,
            state,
            wallet_nonce: wallet_nonce.map(|WalletNonce(nonce)| nonce.as_str()),
        };
        let claims = serde_json::to_vec(&claims).map_err(|_| wrong("claims"))?;
        let claims = base64url::encode(&claims);
        let signed = format!("{}.{claims}", access.header());
        let signature = access.sign(signed.as_bytes())?;
        Ok(format!("{signed}.{}", base64url::encode(&signature)))
    }

    /// The `data` of `openid4vp-v1-unsigned`: OpenID4VP A.3.1, without `client_id`.
    ///
    /// # Errors
    /// [`Misconfigured::Request`]: not for the Digital Credentials API, or a short nonce.
    pub fn unsigned(&self) -> Result<Value, Error> {
        if !matches!(self.reply, Reply::DcApiJwt { .. }) {
            return Err(wrong("unsigned"));
        }
        self.verify_nonce()?;
        serde_json::to_value(self.parameters()).map_err(|_| wrong("parameters"))
    }

    fn parameters(&self) -> Parameters<'_> {
        let (response_mode, key) = match self.reply {
            Reply::DcApiJwt { key, .. } => ("dc_api.jwt", Some(key)),
            Reply::DirectPost { .. } => ("direct_post", None),
            Reply::DirectPostJwt { key, .. } => ("direct_post.jwt", Some(key)),
        };
        Parameters {
            response_type: "vp_token",
            response_mode,
            nonce: self.nonce,
            dcql_query: self.query.as_json(),
            client_metadata: self.metadata(key),
            verifier_info: match self.registration {
                RegistrationInfo::By(registration) => Some([VerifierInfo {
                    format: "registration_cert",
                    data: registration.token(),
                }]),
                RegistrationInfo::NotIssued => None,
            },
        }
    }

    fn metadata(&self, key: Option<&DecryptionKey>) -> ClientMetadata {
        let mut formats = VpFormats::default();
        for query in self.query.credentials() {
            match query.format() {
                Format::Mdoc { .. } => formats.mso_mdoc = Some(MDOC_ALGORITHMS),
                Format::SdJwtVc { .. } => formats.sd_jwt_vc = Some(SD_JWT_ALGORITHMS),
            }
        }
        ClientMetadata {
            vp_formats_supported: formats,
            jwks: key.map(|key| Jwks {
                keys: [key.public_jwk()],
            }),
            encrypted_response_enc_values_supported: key.map(|_| ["A128GCM", "A256GCM"]),
        }
    }

    fn verify_nonce(&self) -> Result<(), Error> {
        // OpenID4VP §5.2: "ASCII URL safe characters".
        let allowed = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'.' | b'_' | b'~');
        if self.nonce.len() < SHORTEST_NONCE || !self.nonce.bytes().all(allowed) {
            return Err(wrong("nonce"));
        }
        Ok(())
    }

    fn verify(&self, access: &AccessCertificate, now: i64) -> Result<(), Error> {
        self.verify_nonce()?;
        if !(1..=LONGEST_LIFE).contains(&self.lifetime) {
            return Err(wrong("lifetime"));
        }
        // Attack VP-22: a wallet shows the person a certificate that is void.
        let (from, until) = access.validity();
        if now < from || until <= now {
            return Err(wrong("access certificate not in date"));
        }
        match self.reply {
            Reply::DcApiJwt { origins, .. } => {
                if origins.is_empty() || !origins.iter().all(|origin| is_origin(origin)) {
                    return Err(wrong("expected_origins"));
                }
            }
            Reply::DirectPost {
                response_uri,
                state,
            }
            | Reply::DirectPostJwt {
                response_uri,
                state,
                ..
            } => {
                let host = address::host(response_uri).ok_or_else(|| wrong("response_uri"))?;
                // OpenID4VP §5.9.3: the host "MUST match the Client Identifier".
                let dns = self.client_id.strip_prefix("x509_san_dns:");
                if dns.is_some_and(|dns| dns != host) {
                    return Err(wrong("response_uri"));
                }
                if state.is_empty() {
                    return Err(wrong("state"));
                }
            }
        }
        Ok(())
    }
}

/// The claims of a request object. RFC 9101 §4, OpenID4VP §5.
#[derive(Serialize)]
struct Claims<'a> {
    #[serde(flatten)]
    parameters: Parameters<'a>,
    client_id: &'a str,
    iss: &'a str,
    aud: &'a str,
    iat: i64,
    exp: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    expected_origins: Option<&'a [String]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    response_uri: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    state: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    wallet_nonce: Option<&'a str>,
}

/// What every form of the request has.
#[derive(Serialize)]
struct Parameters<'a> {
    response_type: &'a str,
    response_mode: &'a str,
    nonce: &'a str,
    dcql_query: &'a Value,
    client_metadata: ClientMetadata,
    #[serde(skip_serializing_if = "Option::is_none")]
    verifier_info: Option<[VerifierInfo<'a>; 1]>,
}

/// OpenID4VP §5.1, on `verifier_info`.
#[derive(Serialize)]
struct VerifierInfo<'a> {
    format: &'a str,
    data: &'a str,
}

/// OpenID4VP §5.1, §11.1.
#[derive(Serialize)]
struct ClientMetadata {
    vp_formats_supported: VpFormats,
    #[serde(skip_serializing_if = "Option::is_none")]
    jwks: Option<Jwks>,
    /// HAIP §5: "Verifiers MUST list both".
    #[serde(skip_serializing_if = "Option::is_none")]
    encrypted_response_enc_values_supported: Option<[&'static str; 2]>,
}

#[derive(Serialize)]
struct Jwks {
    keys: [Value; 1],
}

/// Of the formats that are asked for. OpenID4VP B.2.2, B.3.4.
#[derive(Default, Serialize)]
struct VpFormats {
    #[serde(rename = "dc+sd-jwt", skip_serializing_if = "Option::is_none")]
    sd_jwt_vc: Option<SdJwtAlgorithms>,
    #[serde(skip_serializing_if = "Option::is_none")]
    mso_mdoc: Option<MdocAlgorithms>,
}

#[derive(Serialize)]
struct SdJwtAlgorithms {
    #[serde(rename = "sd-jwt_alg_values")]
    issuer: [&'static str; 3],
    #[serde(rename = "kb-jwt_alg_values")]
    holder: [&'static str; 3],
}

const SD_JWT_ALGORITHMS: SdJwtAlgorithms = SdJwtAlgorithms {
    issuer: ["ES256", "ES384", "ES512"],
    holder: ["ES256", "ES384", "ES512"],
};

#[derive(Serialize)]
struct MdocAlgorithms {
    issuerauth_alg_values: [i64; 10],
    deviceauth_alg_values: [i64; 10],
}

const MDOC_ALGORITHMS: MdocAlgorithms = MdocAlgorithms {
    issuerauth_alg_values: COSE_ALGORITHMS,
    deviceauth_alg_values: COSE_ALGORITHMS,
};

/// ES256, ES384, ES512, and the same bound to their curves (RFC 9864), of NIST and Brainpool: all that `cose` takes. A
/// wallet keeps back what is signed by another one (B.2.2).
const COSE_ALGORITHMS: [i64; 10] = [-7, -9, -35, -51, -36, -52, -265, -266, -267, -268];

/// The link that opens a wallet and is in the QR code. OpenID4VP §5.1, §9: `endpoint` is
/// `openid4vp://`, `haip-vp://` or the address of one wallet.
///
/// # Errors
/// [`Misconfigured::Request`]: `request_uri` is not `https` without fragment (RFC 9101 §5.2).
pub fn link(endpoint: &str, client_id: &str, request_uri: &str) -> Result<String, Error> {
    address::host(request_uri).ok_or_else(|| wrong("request_uri"))?;
    let parameters = [
        ("client_id".to_owned(), client_id.to_owned()),
        ("request_uri".to_owned(), request_uri.to_owned()),
        ("request_uri_method".to_owned(), "post".to_owned()),
    ];
    let separator = if endpoint.contains('?') { '&' } else { '?' };
    Ok(format!("{endpoint}{separator}{}", encode_form(&parameters)))
}

/// Compared as a string (OpenID4VP A.2): as a browser writes it, without slash. `http` only to a name
/// of this very machine: "local development".
fn is_origin(origin: &str) -> bool {
    address::host(origin).is_some()
        && Url::parse(origin).is_ok_and(|url| url.origin().ascii_serialization() == origin)
}

fn wrong(rule: &'static str) -> Error {
    Misconfigured::Request { rule }.into()
}
