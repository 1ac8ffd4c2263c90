// SPDX-License-Identifier: EUPL-1.2
//! A national service of our own: it pushes its request, redeems its code once and reads what the token stands for. RFC 9126,
//! RFC 6749 §4.1.3, RFC 7523 §3. It keeps what it used, for the thief.

use std::time::{SystemTime, UNIX_EPOCH};

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as B64;
use bytes::Bytes;
use http::{Request, header};
use http_body_util::Full;
use openssl::bn::{BigNum, BigNumContext};
use openssl::ec::{EcGroup, EcKey};
use openssl::ecdsa::EcdsaSig;
use openssl::nid::Nid;
use openssl::pkey::Private;
use openssl::sha::sha256;
use serde_json::{Value, json};
use url::form_urlencoded::Serializer;

use crate::wire::exchange;

/// What a gateway said to a service.
#[derive(Debug)]
pub(crate) enum Said {
    Json(u16, Value),
    /// Nothing came, or that it cannot now: whether something was done nobody knows.
    Nothing,
}

/// What a service keeps of a login that it began.
#[derive(Clone, Debug)]
pub(crate) struct Begun {
    pub(crate) address: String,
    pub(crate) state: String,
    pub(crate) nonce: String,
    pub(crate) verifier: String,
    /// The assertion that pushed it.
    pub(crate) assertion: String,
}

pub(crate) struct Service {
    pub(crate) id: &'static str,
    issuer: String,
    port: u16,
    key: EcKey<Private>,
}

impl Service {
    pub(crate) fn new(id: &'static str, port: u16) -> Self {
        let group = EcGroup::from_curve_name(Nid::X9_62_PRIME256V1).unwrap();
        Self {
            id,
            issuer: format!("http://{}:{port}", crate::stage::GATEWAY),
            port,
            key: EcKey::generate(&group).unwrap(),
        }
    }

    /// Where its people come back to.
    pub(crate) fn host(&self) -> String {
        format!("{}.localhost", self.id)
    }

    pub(crate) fn callback(&self) -> String {
        format!("http://{}/callback", self.host())
    }

    /// RFC 7517 §5.
    pub(crate) fn jwks(&self) -> String {
        let (mut x, mut y) = (BigNum::new().unwrap(), BigNum::new().unwrap());
        let mut context = BigNumContext::new().unwrap();
        let (group, point) = (self.key.group(), self.key.public_key());
        point
            .affine_coordinates(group, &mut x, &mut y, &mut context)
            .unwrap();
        let of = |number: &BigNum| B64.encode(number.to_vec_padded(32).unwrap());
        let jwk = json!({
            "kid": "1", "use": "sig", "alg": "ES256", "kty": "EC", "crv": "P-256", "x": of(&x), "y": of(&y),
        });
        json!({ "keys": [jwk] }).to_string()
    }

    /// RFC 7523 §3.
    pub(crate) fn assertion(&self) -> String {
        let now = SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .unwrap()
            .as_secs();
        let header = json!({ "alg": "ES256", "kid": "1", "typ": "JWT" });
        let claims = json!({
            "iss": self.id, "sub": self.id, "aud": self.issuer, "iat": now, "exp": now + 60, "jti": random(),
        });
        let input = format!(
            "{}.{}",
            B64.encode(header.to_string()),
            B64.encode(claims.to_string())
        );
        let signature = EcdsaSig::sign(&sha256(input.as_bytes()), &self.key).unwrap();
        let mut both = signature.r().to_vec_padded(32).unwrap();
        both.extend(signature.s().to_vec_padded(32).unwrap());
        format!("{input}.{}", B64.encode(both))
    }

    /// Pushes a request; what a browser is then to be sent with.
    pub(crate) async fn push(&self) -> Result<Begun, Said> {
        let (verifier, state, nonce) = (random(), random(), random());
        let assertion = self.assertion();
        match self
            .push_with(&assertion, [&verifier, &state, &nonce])
            .await
        {
            Said::Json(201, said) => {
                let request_uri = said["request_uri"].as_str().unwrap_or_default();
                let query = Serializer::new(String::new())
                    .extend_pairs([("client_id", self.id), ("request_uri", request_uri)])
                    .finish();
                Ok(Begun {
                    address: format!("{}/authorize?{query}", self.issuer),
                    state,
                    nonce,
                    verifier,
                    assertion,
                })
            }
            other => Err(other),
        }
    }

    pub(crate) async fn push_with(
        &self,
        assertion: &str,
        [verifier, state, nonce]: [&str; 3],
    ) -> Said {
        let challenge = B64.encode(sha256(verifier.as_bytes()));
        let form = [
            ("client_id", self.id),
            ("response_type", "code"),
            ("redirect_uri", &self.callback()),
            ("scope", "openid profile"),
            ("state", state),
            ("nonce", nonce),
            ("code_challenge", &challenge),
            ("code_challenge_method", "S256"),
            ("acr_values", "eidas-loa-substantial"),
        ];
        self.post("/par", &form, assertion).await
    }

    /// Redeems a code.
    pub(crate) async fn redeem(&self, code: &str, verifier: &str) -> Said {
        let form = [
            ("grant_type", "authorization_code"),
            ("code", code),
            ("redirect_uri", &self.callback()),
            ("code_verifier", verifier),
        ];
        self.post("/token", &form, &self.assertion()).await
    }

    pub(crate) async fn userinfo(&self, token: &str) -> Said {
        let request = self.to("GET", "/userinfo");
        let request = request.header(header::AUTHORIZATION, format!("Bearer {token}"));
        self.said(request.body(Full::default()).unwrap()).await
    }

    async fn post(&self, path: &str, form: &[(&str, &str)], assertion: &str) -> Said {
        let kind = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
        let body = Serializer::new(String::new())
            .extend_pairs(form)
            .append_pair("client_assertion_type", kind)
            .append_pair("client_assertion", assertion)
            .finish();
        let request = self.to("POST", path);
        let request = request.header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.said(request.body(Full::new(Bytes::from(body))).unwrap())
            .await
    }

    fn to(&self, method: &str, path: &str) -> http::request::Builder {
        Request::builder()
            .method(method)
            .uri(path)
            .header(header::HOST, self.issuer.trim_start_matches("http://"))
            .header("x-forwarded-for", "198.51.100.7")
            .header(header::CONNECTION, "close")
    }

    async fn said(&self, request: Request<Full<Bytes>>) -> Said {
        let Ok(answer) = exchange(self.port, request).await else {
            return Said::Nothing;
        };
        match answer.status().as_u16() {
            500.. => Said::Nothing,
            status => Said::Json(
                status,
                serde_json::from_slice(answer.body()).unwrap_or(Value::Null),
            ),
        }
    }
}

pub(crate) fn random() -> String {
    let mut octets = [0; 32];
    openssl::rand::rand_bytes(&mut octets).unwrap();
    B64.encode(octets)
}

/// The claims of a token, as its service reads them.
pub(crate) fn claims(token: &str) -> Value {
    let payload = token.split('.').nth(1).unwrap_or_default();
    let octets = B64.decode(payload).unwrap_or_default();
    serde_json::from_slice(&octets).unwrap_or(Value::Null)
}
