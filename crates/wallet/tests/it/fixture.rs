//! One good presentation, and the request that it answers; each test changes one thing.

use std::sync::LazyLock;

use oidc::jose::base64url;
use openssl::{
    hash::{MessageDigest, hash},
    nid::Nid,
    pkey::{PKey, Private},
};
use serde_json::{Map, Value, json};
use wallet::{
    Error, Pid,
    sd_jwt::{self, VerifiedSdJwt},
    trust::{Anchors, PidIssuance},
};

use crate::pki::{Identity, Template, anchors, new_key, sign};

pub(crate) const NOW: i64 = 1_795_950_000;
pub(crate) const CLIENT_ID: &str = "x509_hash:Uvo3HtuIxuhC92rShpgqcT3YXwrqRxWEviRiA0OZszk";
pub(crate) const NONCE: &str = "n-0S6_WzA2Mjn-0S6_WzA2Mjn-0S6_WzA2Mjn-0S6_Wz";
pub(crate) const PROVIDER: &str = "PID provider of Norway";

/// The provider of Norway: its authority and the key that signs PIDs.
pub(crate) static AUTHORITY: LazyLock<Identity> =
    LazyLock::new(|| Template::authority("PID CA", "NO").self_signed());
pub(crate) static ISSUER: LazyLock<Identity> =
    LazyLock::new(|| Template::signer("PID signer", "NO").issued_by(&AUTHORITY));
/// The phone's key.
pub(crate) static HOLDER: LazyLock<PKey<Private>> =
    LazyLock::new(|| new_key(Nid::X9_62_PRIME256V1));

pub(crate) fn trusted() -> Anchors<PidIssuance> {
    anchors(&AUTHORITY, "NO", PROVIDER)
}

pub(crate) fn types() -> Vec<String> {
    vec!["urn:eudi:pid:1".to_owned()]
}

/// An SD-JWT VC with key binding, in its parts.
#[derive(Clone)]
pub(crate) struct Presentation {
    pub(crate) header: Map<String, Value>,
    pub(crate) payload: Map<String, Value>,
    pub(crate) disclosures: Vec<String>,
    pub(crate) issuer: PKey<Private>,
    pub(crate) kb_header: Map<String, Value>,
    pub(crate) kb_payload: Map<String, Value>,
    pub(crate) holder: PKey<Private>,
}

impl Presentation {
    pub(crate) fn good() -> Self {
        let mut presentation = Self {
            header: object(json!({
                "alg": "ES256", "typ": "dc+sd-jwt", "x5c": [ISSUER.base64()],
            })),
            payload: object(json!({
                "iss": "https://pid.example.no", "vct": "urn:eudi:pid:1",
                "iat": NOW - 3600, "nbf": NOW - 3600, "exp": NOW + 3600,
                "_sd_alg": "sha-256", "cnf": {"jwk": jwk(&HOLDER)},
                // A decoy: the digest of nothing.
                "_sd": [base64url::encode(&[7; 32])],
            })),
            disclosures: Vec::new(),
            issuer: ISSUER.key.clone(),
            kb_header: object(json!({"alg": "ES256", "typ": "kb+jwt"})),
            kb_payload: object(json!({"aud": CLIENT_ID, "nonce": NONCE, "iat": NOW - 5})),
            holder: HOLDER.clone(),
        };
        for (name, value) in [
            ("family_name", json!("Nordmann")),
            ("given_name", json!("Åse")),
            ("birthdate", json!("1980-02-29")),
            ("issuing_country", json!("NO")),
            ("personal_administrative_number", json!("29028012345")),
        ] {
            presentation.disclose(name, value);
        }
        // PID_21: each nationality for itself.
        let (element, digest) = disclosure(&json!(["salt-n", "NO"]));
        presentation.disclosures.push(element);
        let nationalities = json!([{"...": digest}, {"...": base64url::encode(&[8; 32])}]);
        presentation
            .payload
            .insert("nationalities".to_owned(), nationalities);
        presentation
    }

    /// A claim of the top level, disclosed.
    pub(crate) fn disclose(&mut self, name: &str, value: impl Into<Value>) {
        let array = vec![format!("salt-{name}").into(), name.into(), value.into()];
        self.disclose_array(&array.into());
    }

    /// A disclosure of any shape, referenced from `_sd`.
    pub(crate) fn disclose_array(&mut self, array: &Value) {
        let (disclosure, digest) = disclosure(array);
        self.disclosures.push(disclosure);
        self.payload["_sd"]
            .as_array_mut()
            .unwrap()
            .push(digest.into());
    }

    /// Everything up to and including the last `~`.
    pub(crate) fn issued(&self) -> String {
        let mut text = token(&self.header, &self.payload, &self.issuer);
        text.push('~');
        for disclosure in &self.disclosures {
            text.push_str(disclosure);
            text.push('~');
        }
        text
    }

    /// As a wallet sends it; `sd_hash` is right unless the test says something else.
    pub(crate) fn text(&self) -> String {
        let issued = self.issued();
        let mut payload = self.kb_payload.clone();
        if !payload.contains_key("sd_hash") {
            let algorithm = match self.payload.get("_sd_alg").and_then(Value::as_str) {
                Some("sha-384") => MessageDigest::sha384(),
                Some("sha-512") => MessageDigest::sha512(),
                _ => MessageDigest::sha256(),
            };
            let hash = hash(algorithm, issued.as_bytes()).unwrap();
            payload.insert("sd_hash".to_owned(), base64url::encode(&hash).into());
        }
        let key_binding = token(&self.kb_header, &payload, &self.holder);
        format!("{issued}{key_binding}")
    }
}

/// A change of the good presentation.
pub(crate) fn with(change: impl FnOnce(&mut Presentation)) -> String {
    let mut presentation = Presentation::good();
    change(&mut presentation);
    presentation.text()
}

pub(crate) fn verify(presentation: &str) -> Result<VerifiedSdJwt, Error> {
    let expected = sd_jwt::Expected {
        audience: CLIENT_ID,
        nonce: NONCE,
        types: &types(),
    };
    sd_jwt::verify(presentation, &expected, &trusted(), NOW)
}

/// What is wrong with it.
pub(crate) fn refusal(presentation: &str) -> Error {
    verify(presentation).map(|_| ()).unwrap_err()
}

pub(crate) fn object(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(object) => object,
        _ => panic!("not an object"),
    }
}

/// A disclosure and its digest.
pub(crate) fn disclosure(array: &Value) -> (String, String) {
    let text = base64url::encode(array.to_string().as_bytes());
    let digest = hash(MessageDigest::sha256(), text.as_bytes()).unwrap();
    (text, base64url::encode(&digest))
}

/// A compact JWS with any header, signed as a P-256 key signs.
pub(crate) fn token(
    header: &Map<String, Value>,
    payload: &Map<String, Value>,
    key: &PKey<Private>,
) -> String {
    let part = |members: &Map<String, Value>| {
        base64url::encode(Value::Object(members.clone()).to_string().as_bytes())
    };
    let signed = format!("{}.{}", part(header), part(payload));
    let signature = sign(key, MessageDigest::sha256(), signed.as_bytes());
    format!("{signed}.{}", base64url::encode(&signature))
}

pub(crate) fn jwk(key: &PKey<Private>) -> Value {
    let ec = key.ec_key().unwrap();
    let mut context = openssl::bn::BigNumContext::new().unwrap();
    let number = || openssl::bn::BigNum::new().unwrap();
    let (mut x, mut y) = (number(), number());
    let point = ec.public_key();
    point
        .affine_coordinates(ec.group(), &mut x, &mut y, &mut context)
        .unwrap();
    let text = |n: &openssl::bn::BigNum| base64url::encode(&n.to_vec_padded(32).unwrap());
    json!({"kty": "EC", "crv": "P-256", "x": text(&x), "y": text(&y)})
}

/// The names of a PID: what a test looks at to see that it got the right person.
pub(crate) fn names(pid: &Pid) -> (&str, &str) {
    (&pid.given_name, &pid.family_name)
}
