//! The request object, the link, the Digital Credentials API. OpenID4VP §5, §A; HAIP §5;
//! OIDF verifier plans; VP-21, VP-22, WV-04, WV-08, WV-15.

use std::sync::{Arc, LazyLock};

use oidc::jose::{base64url, jwe::DecryptionKey};
use openssl::{hash::MessageDigest, nid::Nid, sha::sha256};
use serde_json::{Map, Value, json};
use wallet::{
    AccessCertificate, ClientIdPrefix, DcqlQuery, Error, Malformed, Misconfigured,
    dcql::{Number, PidFormats},
    key::{Algorithm, KeyError, Signer},
    request::{LONGEST_WALLET_NONCE, RegistrationInfo, Reply, Request, WalletNonce, link},
};

use crate::{
    fixture::{NONCE, NOW, object},
    openid4vp_dcql::login,
    pki::{Identity, Template, sign},
};

static ACCESS_CA: LazyLock<Identity> =
    LazyLock::new(|| Template::authority("access CA", "NO").self_signed());
pub(crate) static ACCESS: LazyLock<Identity> =
    LazyLock::new(|| access_template().issued_by(&ACCESS_CA));
static KEY: LazyLock<DecryptionKey> = LazyLock::new(|| DecryptionKey::generate("k1").unwrap());
static QUERY: LazyLock<DcqlQuery> = LazyLock::new(|| login(PidFormats::Both, Number::IfPresent));

const RESPONSE_URI: &str = "https://gateway.example/wallet/response/r";

fn access_template() -> Template {
    Template {
        dns: Some("gateway.example"),
        identifier: Some("NTRNO-991825827"),
        ..Template::signer("gateway", "NO")
    }
}

/// A key in memory.
struct InMemory(Identity);

impl Signer for InMemory {
    fn algorithm(&self) -> Algorithm {
        Algorithm::Es256
    }

    fn sign(&self, octets: &[u8]) -> Result<Vec<u8>, KeyError> {
        Ok(sign(&self.0.key, MessageDigest::sha256(), octets))
    }
}

fn signer(identity: &Identity) -> Arc<InMemory> {
    Arc::new(InMemory(identity.clone()))
}

pub(crate) fn access() -> AccessCertificate {
    let chain = [ACCESS.pem(), ACCESS_CA.pem()].concat();
    AccessCertificate::new(&chain, signer(&ACCESS)).unwrap()
}

fn reply() -> Reply<'static> {
    Reply::DirectPostJwt {
        response_uri: RESPONSE_URI,
        state: "s1",
        key: &KEY,
    }
}

pub(crate) fn request(client_id: &str) -> Request<'_> {
    Request {
        client_id,
        nonce: NONCE,
        query: &QUERY,
        registration: RegistrationInfo::NotIssued,
        reply: reply(),
        lifetime: 300,
    }
}

/// Header and claims of a request object, its signature verified with the leaf of `x5c`.
pub(crate) fn read(jwt: &str) -> (Map<String, Value>, Map<String, Value>) {
    let parts: Vec<&str> = jwt.split('.').collect();
    let json =
        |part: &str| object(serde_json::from_slice(&base64url::decode(part).unwrap()).unwrap());
    let (signed, signature) = jwt.rsplit_once('.').unwrap();
    let raw = base64url::decode(signature).unwrap();
    let number = |octets: &[u8]| openssl::bn::BigNum::from_slice(octets).unwrap();
    let signature =
        openssl::ecdsa::EcdsaSig::from_private_components(number(&raw[..32]), number(&raw[32..]));
    let digest = openssl::hash::hash(MessageDigest::sha256(), signed.as_bytes()).unwrap();
    let key = ACCESS.certificate.public_key().unwrap().ec_key().unwrap();
    assert!(signature.unwrap().verify(&digest, &key).unwrap());
    (json(parts[0]), json(parts[1]))
}

pub(crate) fn signed(request: &Request<'_>) -> Result<String, Error> {
    request.sign(&access(), None, NOW)
}

fn rule(rule: &'static str) -> Error {
    Misconfigured::Request { rule }.into()
}

/// HAIP §5, §5.1; certification §5: what the suite looks for, and what it must not find.
#[test]
fn haip_s5_1_the_request_object() {
    let client_id = access().client_id(ClientIdPrefix::X509Hash, "").unwrap();
    assert_eq!(
        client_id,
        format!("x509_hash:{}", base64url::encode(&sha256(&ACCESS.der())))
    );
    let (header, claims) = read(&signed(&request(&client_id)).unwrap());
    assert_eq!(header["alg"], "ES256");
    assert_eq!(header["typ"], "oauth-authz-req+jwt");
    // The leaf, without the trust anchor, in base64.
    assert_eq!(header["x5c"], json!([ACCESS.base64()]));
    for (claim, value) in [
        ("client_id", json!(client_id)),
        ("iss", json!(client_id)),
        ("aud", json!("https://self-issued.me/v2")),
        ("response_type", json!("vp_token")),
        ("response_mode", json!("direct_post.jwt")),
        ("response_uri", json!(RESPONSE_URI)),
        ("nonce", json!(NONCE)),
        ("state", json!("s1")),
        ("iat", json!(NOW)),
        ("exp", json!(NOW + 300)),
        ("dcql_query", QUERY.as_json().clone()),
    ] {
        assert_eq!(claims[claim], value, "{claim}");
    }
    let metadata = &claims["client_metadata"];
    assert_eq!(metadata["jwks"], json!({"keys": [KEY.public_jwk()]}));
    assert_eq!(
        metadata["encrypted_response_enc_values_supported"],
        json!(["A128GCM", "A256GCM"])
    );
    let formats = &metadata["vp_formats_supported"];
    assert_eq!(formats["dc+sd-jwt"]["sd-jwt_alg_values"][0], "ES256");
    assert_eq!(formats["dc+sd-jwt"]["kb-jwt_alg_values"][0], "ES256");
    // B.2.2: what is signed by another algorithm a wallet keeps back. All that `iso18013_5_mdoc` tries.
    let taken = json!([-7, -9, -35, -51, -36, -52, -265, -266, -267, -268]);
    assert_eq!(formats["mso_mdoc"]["issuerauth_alg_values"], taken);
    assert_eq!(formats["mso_mdoc"]["deviceauth_alg_values"], taken);
    for never in [
        "redirect_uri",
        "scope",
        "client_id_scheme",
        "transaction_data",
        "presentation_definition",
        "wallet_nonce",
        "expected_origins",
        "verifier_info",
        "request_uri",
    ] {
        assert!(!claims.contains_key(never), "{never}");
    }
}

/// VP-21, WV-04: fetched twice, it asks the same with the same key.
#[test]
fn vp_21_fetched_again_it_is_the_same_request() {
    let client_id = access().client_id(ClientIdPrefix::X509Hash, "").unwrap();
    let nonce = WalletNonce::of_post(b"wallet_nonce=qPmxiNFCR3QTm19POc8u")
        .unwrap()
        .unwrap();
    let request = request(&client_id);
    let (_, first) = read(&request.sign(&access(), None, NOW).unwrap());
    let (_, mut second) = read(&request.sign(&access(), Some(&nonce), NOW + 20).unwrap());
    assert_eq!(
        second.remove("wallet_nonce"),
        Some("qPmxiNFCR3QTm19POc8u".into())
    );
    assert_eq!(second["exp"], NOW + 320);
    for times in ["iat", "exp"] {
        second[times] = first[times].clone();
    }
    assert_eq!(first, second);
}

/// WV-08; wallet-peers §0.9: what wallets really post.
#[test]
fn wv_08_bodies_of_a_post_to_request_uri() {
    for (body, nonce) in [
        (&b""[..], None),
        (b"wallet_nonce=", None),
        (
            b"wallet_metadata=%7B%22jwks_uri%22%3A%22https%3A%2F%2Fevil.example%22%7D",
            None,
        ),
        (
            b"vp_formats_supported=%7B%7D&client_id_prefixes_supported=x509_hash",
            None,
        ),
        (b"wallet_nonce=a%2Fb&unknown=1", Some("a/b")),
    ] {
        let read = WalletNonce::of_post(body).unwrap();
        let client_id = access().client_id(ClientIdPrefix::X509Hash, "").unwrap();
        let (_, claims) = read_claims(&client_id, read.as_ref());
        assert_eq!(claims.get("wallet_nonce").and_then(Value::as_str), nonce);
    }
    let refused = |body: &[u8]| WalletNonce::of_post(body).map(|_| ()).unwrap_err();
    let long = |n: usize| format!("wallet_nonce={}", "a".repeat(n));
    WalletNonce::of_post(long(LONGEST_WALLET_NONCE).as_bytes()).unwrap();
    assert_eq!(
        refused(long(LONGEST_WALLET_NONCE + 1).as_bytes()),
        Malformed::WalletNonce.into()
    );
    assert_eq!(
        refused(b"wallet_nonce=%C3%B8"),
        Malformed::WalletNonce.into()
    );
    assert_eq!(refused(b"wallet_nonce=a+b"), Malformed::WalletNonce.into());
    assert_eq!(
        refused(b"wallet_nonce=a&wallet_nonce=b"),
        Malformed::Form.into()
    );
    assert_eq!(refused(b"wallet_nonce=%zz"), Malformed::Form.into());
    assert_eq!(refused(b"wallet_nonce=%C3"), Malformed::Form.into());
    assert_eq!(
        refused(&vec![b'a'; 1024 * 1024]),
        Malformed::TooLarge.into()
    );
    let many: Vec<String> = (0..101).map(|n| format!("p{n}=x")).collect();
    assert_eq!(
        refused(many.join("&").as_bytes()),
        Malformed::TooLarge.into()
    );
}

fn read_claims(
    client_id: &str,
    nonce: Option<&WalletNonce>,
) -> (Map<String, Value>, Map<String, Value>) {
    read(&request(client_id).sign(&access(), nonce, NOW).unwrap())
}

/// OpenID4VP §5.9.3: the name of the leaf, and the host of `response_uri`.
#[test]
fn s5_9_3_x509_san_dns() {
    let host = "gateway.example";
    let client_id = access().client_id(ClientIdPrefix::X509SanDns, host);
    let client_id = client_id.unwrap();
    assert_eq!(client_id, "x509_san_dns:gateway.example");
    // Of several names it is the one where wallets answer, whichever stands first.
    let names = Template {
        dns: Some("a.example,gateway.example"),
        ..access_template()
    };
    let names = names.issued_by(&ACCESS_CA);
    let names = AccessCertificate::new(&names.pem(), signer(&names)).unwrap();
    assert_eq!(names.names().len(), 2, "{:?}", names.names());
    let same = names.client_id(ClientIdPrefix::X509SanDns, host);
    assert_eq!(same.unwrap(), client_id);
    let good = request(&client_id);
    signed(&good).unwrap();
    let other = Request {
        reply: Reply::DirectPostJwt {
            response_uri: "https://evil.example/r",
            state: "s1",
            key: &KEY,
        },
        ..good
    };
    assert_eq!(signed(&other).unwrap_err(), rule("response_uri"));
}

/// Our own mistakes are found before a wallet finds them.
#[test]
fn s5_requests_that_are_not_sent() {
    let id = "x509_hash:x";
    let good = request(id);
    signed(&good).unwrap();
    for nonce in ["", "short", &"ø".repeat(43), &format!("{NONCE} ")] {
        assert_eq!(
            signed(&Request { nonce, ..good }).unwrap_err(),
            rule("nonce"),
            "{nonce}"
        );
    }
    for lifetime in [0, -1, 301] {
        assert_eq!(
            signed(&Request { lifetime, ..good }).unwrap_err(),
            rule("lifetime")
        );
    }
    let to = |response_uri, state| Request {
        reply: Reply::DirectPostJwt {
            response_uri,
            state,
            key: &KEY,
        },
        ..good
    };
    for uri in [
        "http://gateway.example/r",
        "https://gateway.example/r#x",
        "https://u:p@gateway.example/",
        "gateway",
    ] {
        assert_eq!(
            signed(&to(uri, "s")).unwrap_err(),
            rule("response_uri"),
            "{uri}"
        );
    }
    assert_eq!(signed(&to(RESPONSE_URI, "")).unwrap_err(), rule("state"));
    // VP-22: a certificate that is void.
    for now in [NOW - 20 * 86_400, NOW + 401 * 86_400] {
        let refused = good.sign(&access(), None, now).unwrap_err();
        assert_eq!(refused, rule("access certificate not in date"));
    }
}

/// `direct_post`: nothing to encrypt to.
#[test]
fn s8_2_a_request_for_an_answer_in_clear() {
    let plain = Request {
        reply: Reply::DirectPost {
            response_uri: RESPONSE_URI,
            state: "s1",
        },
        ..request("x509_hash:x")
    };
    let (_, claims) = read(&signed(&plain).unwrap());
    assert_eq!(claims["response_mode"], "direct_post");
    let metadata = claims["client_metadata"].as_object().unwrap();
    assert_eq!(
        metadata.keys().collect::<Vec<_>>(),
        ["vp_formats_supported"]
    );
}

/// OpenID4VP A.2, A.3.
#[test]
fn a_3_requests_over_the_digital_credentials_api() {
    let origins = ["https://gateway.example".to_owned()];
    let dc = |origins: &'static [String]| Request {
        reply: Reply::DcApiJwt { origins, key: &KEY },
        ..request("x509_hash:x")
    };
    let origins: &'static [String] = Box::leak(Box::new(origins));
    let (_, claims) = read(&signed(&dc(origins)).unwrap());
    assert_eq!(claims["response_mode"], "dc_api.jwt");
    assert_eq!(
        claims["expected_origins"],
        json!(["https://gateway.example"])
    );
    assert_eq!(claims["client_id"], "x509_hash:x");
    for never in ["state", "response_uri"] {
        assert!(!claims.contains_key(never), "{never}");
    }
    let unsigned = dc(origins).unsigned().unwrap();
    for never in ["client_id", "expected_origins", "state", "aud", "iss"] {
        assert!(unsigned.get(never).is_none(), "{never}");
    }
    assert_eq!(unsigned["response_mode"], "dc_api.jwt");
    assert_eq!(unsigned["nonce"], NONCE);
    assert_eq!(
        request("x509_hash:x").unsigned().unwrap_err(),
        rule("unsigned")
    );
    for origin in [
        "https://gateway.example/",
        "http://gateway.example",
        "https://gateway.example:443",
        "gateway.example",
        "HTTPS://gateway.example",
    ] {
        let origins: &'static [String] = Box::leak(Box::new([origin.to_owned()]));
        assert_eq!(
            signed(&dc(origins)).unwrap_err(),
            rule("expected_origins"),
            "{origin}"
        );
    }
    assert_eq!(signed(&dc(&[])).unwrap_err(), rule("expected_origins"));
    // A.2: `http` for development on one machine alone.
    let local: &'static [String] = Box::leak(Box::new(["http://no.localhost:18080".to_owned()]));
    assert!(signed(&dc(local)).is_ok());
}

/// §5.1, §9: the link, as a wallet of any scheme reads it.
#[test]
fn s9_the_link_that_opens_a_wallet() {
    let uri = "https://gateway.example/wallet/request/s";
    let made = link("openid4vp://", "x509_hash:a_b-c", uri).unwrap();
    assert_eq!(
        made,
        "openid4vp://?client_id=x509_hash%3Aa_b-c\
         &request_uri=https%3A%2F%2Fgateway.example%2Fwallet%2Frequest%2Fs&request_uri_method=post"
    );
    let made = link("https://wallet.example/open?a=b", "x", uri).unwrap();
    assert!(made.starts_with("https://wallet.example/open?a=b&client_id=x&"));
    for uri in [
        "http://gateway.example/",
        "https://gateway.example/#s",
        "nothing",
    ] {
        assert_eq!(
            link("openid4vp://", "x", uri).unwrap_err(),
            rule("request_uri")
        );
    }
}

/// HAIP §5: certificates that wallets refuse are refused at start.
#[test]
fn haip_s5_access_certificates() {
    let wrong = |rule| Error::from(Misconfigured::AccessCertificate { rule });
    let new = |pem: &[u8], identity: &Identity| {
        AccessCertificate::new(pem, signer(identity))
            .map(|_| ())
            .unwrap_err()
    };
    assert_eq!(access().organization(), Some("NTRNO-991825827"));
    assert_eq!(access().names(), ["gateway.example"]);
    assert_eq!(new(b"", &ACCESS), wrong("no certificate"));
    assert_eq!(new(&ACCESS_CA.pem(), &ACCESS_CA), wrong("self-signed"));
    let other = Template::signer("other", "NO").issued_by(&ACCESS_CA);
    assert_eq!(new(&ACCESS.pem(), &other), wrong("of another key"));
    let curve = Template {
        curve: Nid::SECP384R1,
        ..access_template()
    }
    .issued_by(&ACCESS_CA);
    assert_eq!(new(&curve.pem(), &ACCESS), wrong("not a P-256 key"));
    let nameless = AccessCertificate::new(&other.pem(), signer(&other)).unwrap();
    for (of, host) in [(&nameless, ""), (&access(), "other.example")] {
        assert_eq!(
            of.client_id(ClientIdPrefix::X509SanDns, host).unwrap_err(),
            wrong("not for the host of the issuer")
        );
    }
    nameless.client_id(ClientIdPrefix::X509Hash, "").unwrap();
}
