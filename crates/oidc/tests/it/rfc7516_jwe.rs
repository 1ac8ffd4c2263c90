//! JWE as wallets answer. RFC 7516; RFC 7518 §4.6, §5.3; OpenID4VP §8.3; HAIP §5; attack WV-07.
#![expect(clippy::indexing_slicing, reason = "tests")]

use oidc::jose::{
    base64url,
    jwe::{DecryptionKey, JweError},
};
use openssl::{
    bn::BigNumContext,
    derive::Deriver,
    ec::{EcGroup, EcKey, EcPoint, PointConversionForm},
    nid::Nid,
    pkey::{PKey, Private},
    sha::sha256,
    symm::{Cipher, encrypt_aead},
};
use proptest::prelude::*;
use serde_json::{Value, json};

const IV: [u8; 12] = [3; 12];

fn key() -> DecryptionKey {
    DecryptionKey::from_scalar("k1", &[7; 32]).unwrap()
}

/// A wallet's side, by RFC 7518 §4.6, written apart from the code under test.
struct Wallet {
    header: Value,
    ephemeral: PKey<Private>,
}

impl Wallet {
    fn new(enc: &str) -> Self {
        let group = EcGroup::from_curve_name(Nid::X9_62_PRIME256V1).unwrap();
        let ephemeral = EcKey::generate(&group).unwrap();
        let mut context = BigNumContext::new().unwrap();
        let form = PointConversionForm::UNCOMPRESSED;
        let point = ephemeral
            .public_key()
            .to_bytes(&group, form, &mut context)
            .unwrap();
        let (x, y) = point[1..].split_at(32);
        Self {
            header: json!({"alg": "ECDH-ES", "enc": enc, "kid": "k1", "epk": {
                "kty": "EC", "crv": "P-256",
                "x": base64url::encode(x), "y": base64url::encode(y)}}),
            ephemeral: PKey::from_ec_key(ephemeral).unwrap(),
        }
    }

    fn with(mut self, member: &str, value: Value) -> Self {
        self.header[member] = value;
        self
    }

    fn encrypt(&self, key: &DecryptionKey, payload: &[u8]) -> String {
        let jwk = key.public_jwk();
        let octets = |v: &Value| base64url::decode(v.as_str().unwrap_or("")).unwrap_or_default();
        let group = EcGroup::from_curve_name(Nid::X9_62_PRIME256V1).unwrap();
        let mut context = BigNumContext::new().unwrap();
        let point = [vec![4], octets(&jwk["x"]), octets(&jwk["y"])].concat();
        let point = EcPoint::from_bytes(&group, &point, &mut context).unwrap();
        let peer = PKey::from_ec_key(EcKey::from_public_key(&group, &point).unwrap()).unwrap();
        let mut deriver = Deriver::new(&self.ephemeral).unwrap();
        deriver.set_peer(&peer).unwrap();

        let enc = self.header["enc"].as_str().unwrap();
        let cipher = if enc == "A256GCM" {
            Cipher::aes_256_gcm()
        } else {
            Cipher::aes_128_gcm()
        };
        let length = cipher.key_len();
        let mut input = vec![0, 0, 0, 1];
        input.extend(deriver.derive_to_vec().unwrap());
        let parts = [
            enc.as_bytes().to_vec(),
            octets(&self.header["apu"]),
            octets(&self.header["apv"]),
        ];
        for part in parts {
            input.extend((part.len() as u32).to_be_bytes());
            input.extend(part);
        }
        input.extend((length as u32 * 8).to_be_bytes());
        let secret = sha256(&input)[..length].to_vec();

        let header = base64url::encode(self.header.to_string().as_bytes());
        let mut tag = [0; 16];
        let aad = header.as_bytes();
        let text = encrypt_aead(cipher, &secret, Some(&IV), aad, payload, &mut tag).unwrap();
        let [iv, text, tag] = [&IV[..], &text, &tag].map(base64url::encode);
        format!("{header}..{iv}.{text}.{tag}")
    }
}

fn refusal(wallet: &Wallet) -> JweError {
    key()
        .decrypt(&wallet.encrypt(&key(), b"{}"))
        .map(|_| ())
        .unwrap_err()
}

/// HAIP §5: both, and either with the parties' names, which wallets use in opposite roles.
#[test]
fn haip_s5_both_content_encryptions_decrypt() {
    for enc in ["A128GCM", "A256GCM"] {
        let plain = Wallet::new(enc);
        assert_eq!(
            key()
                .decrypt(&plain.encrypt(&key(), b"{}"))
                .unwrap()
                .as_slice(),
            b"{}"
        );
        let named = Wallet::new(enc)
            .with("apu", "QWxpY2U".into())
            .with("apv", "Qm9i".into());
        assert_eq!(
            key()
                .decrypt(&named.encrypt(&key(), b"{}"))
                .unwrap()
                .as_slice(),
            b"{}"
        );
    }
}

/// OpenID4VP §8.3: the example, encrypted by somebody else.
#[test]
fn openid4vp_s8_3_the_example_decrypts() {
    let d = base64url::decode("Et-3ce0omz8_TuZ96Df9lp0GAaaDoUnDe6X-CRO7Aww").unwrap();
    let key = DecryptionKey::from_scalar("ac", &d.try_into().unwrap()).unwrap();
    assert_eq!(
        key.public_jwk()["x"],
        "YO4epjifD-KWeq1sL2tNmm36BhXnkJ0He-WqMYrp9Fk"
    );
    let token = concat!(
        "eyJhbGciOiJFQ0RILUVTIiwiZW5jIjoiQTEyOEdDTSIsImtpZCI6ImFjIiwiZXBrIjp7Imt0eSI6IkVDIiwieCI6",
        "Im5ubVZwbTNWM2piaGNhZlFhUkJrU1ZOSGx3Wkh3dC05ck9wSnVmeVlJdWsiLCJ5IjoicjRmakRxd0p5czlxVU9Q",
        "LV9iM21SNVNaRy0tQ3dPMm1pYzVWU05UWU45ZyIsImNydiI6IlAtMjU2In19..uAYcHRUSSn2X0WPX.yVzlGSYG",
        "4qbg0bq18JcUiDRw56yVnbKR8E7S7YlEtzT00RqE3Pw5oTpUG3hdLN4taHZ9gC1kwak8JOnJgQ.1wR024_3-qtA",
        "lx1oFIUpQQ"
    );
    let payload = key.decrypt(token).unwrap();
    let payload: Value = serde_json::from_slice(&payload).unwrap();
    assert_eq!(
        payload["vp_token"]["example_credential_id"][0],
        "eyJhb...YMetA"
    );
}

/// What is kept of a key is the key.
#[test]
fn rfc7638_a_key_comes_back_from_its_scalar() {
    let key = DecryptionKey::generate("k1").unwrap();
    let again = DecryptionKey::from_scalar("k1", key.scalar()).unwrap();
    assert_eq!(key.public_jwk(), again.public_jwk());
    assert_eq!(key.thumbprint(), again.thumbprint());
    let jwk = key.public_jwk();
    for (member, value) in [
        ("use", "enc"),
        ("alg", "ECDH-ES"),
        ("kid", "k1"),
        ("crv", "P-256"),
    ] {
        assert_eq!(jwk[member], value);
    }
    assert!(jwk.get("d").is_none());
    assert!(!format!("{key:?}").contains(jwk["x"].as_str().unwrap()));
    assert_eq!(
        DecryptionKey::from_scalar("k1", &[0; 32]).unwrap_err(),
        JweError::Key
    );
    assert_eq!(
        DecryptionKey::from_scalar("k1", &[0xff; 32]).unwrap_err(),
        JweError::Key
    );
}

/// WV-07: every other way to encrypt.
#[test]
fn wv_07_other_algorithms_are_refused() {
    for alg in [
        "RSA-OAEP",
        "RSA1_5",
        "ECDH-ES+A128KW",
        "A128KW",
        "dir",
        "PBES2-HS256+A128KW",
        "none",
        "ecdh-es",
    ] {
        let wallet = Wallet::new("A128GCM").with("alg", alg.into());
        assert_eq!(
            refusal(&wallet.with("p2c", 1_000_000_000.into())),
            JweError::Algorithm,
            "{alg}"
        );
    }
    for enc in ["A128CBC-HS256", "A192GCM", "A512GCM", "a128gcm"] {
        assert_eq!(refusal(&Wallet::new(enc)), JweError::Algorithm, "{enc}");
    }
    let member = |member| JweError::Header { member };
    let set = |name, value: Value| refusal(&Wallet::new("A128GCM").with(name, value));
    assert_eq!(set("zip", "DEF".into()), member("zip"));
    assert_eq!(set("crit", json!(["exp"])), member("crit"));
    assert_eq!(set("alg", 7.into()), member("alg"));
    assert_eq!(set("apu", "=".into()), member("apu"));
    assert_eq!(set("kid", "k2".into()), JweError::Key);
    assert_eq!(set("kid", Value::Null), member("kid"));
}

/// WV-07: an ephemeral key that is none, or more than one.
#[test]
fn wv_07_ephemeral_keys_are_points_of_the_curve() {
    let epk = |change: &dyn Fn(&mut Value)| {
        let mut wallet = Wallet::new("A128GCM");
        change(&mut wallet.header["epk"]);
        refusal(&wallet)
    };
    let refused = JweError::Header { member: "epk" };
    assert_eq!(
        epk(&|epk| epk["y"] = base64url::encode(&[1; 32]).into()),
        refused
    );
    assert_eq!(
        epk(&|epk| epk["x"] = base64url::encode(&[1; 31]).into()),
        refused
    );
    assert_eq!(epk(&|epk| epk["crv"] = "P-384".into()), refused);
    assert_eq!(epk(&|epk| epk["kty"] = "OKP".into()), refused);
    assert_eq!(epk(&|epk| epk["d"] = "AAAA".into()), refused);
    assert_eq!(epk(&|epk| *epk = Value::Null), refused);
    // Another point of the curve: well-formed, and the wrong secret.
    let other = Wallet::new("A128GCM").header["epk"].clone();
    assert_eq!(epk(&|epk| *epk = other.clone()), JweError::Undecryptable);
}

/// RFC 7516 §7.1, §5.2.
#[test]
fn rfc7516_s5_2_shapes_that_are_refused() {
    let good = Wallet::new("A128GCM").encrypt(&key(), b"{}");
    key().decrypt(&good).unwrap();
    let parts: Vec<&str> = good.split('.').collect();
    let with = |at: usize, value: &str| {
        let mut parts = parts.clone();
        parts[at] = value;
        key().decrypt(&parts.join(".")).map(|_| ()).unwrap_err()
    };
    assert_eq!(with(0, ""), JweError::Malformed);
    assert_eq!(
        with(0, &base64url::encode(br#"{"alg":"ECDH-ES","alg":"dir"}"#)),
        JweError::Malformed
    );
    assert_eq!(with(1, "AAAA"), JweError::Malformed);
    assert_eq!(with(2, "AAAA"), JweError::Malformed);
    assert_eq!(with(3, "A"), JweError::Malformed);
    // A tag of four octets, which OpenSSL alone would take: a forgery in four thousand million is none.
    let tag = base64url::decode(parts[4]).unwrap();
    for short in [4, 12, 15] {
        let short = base64url::encode(&tag[..short]);
        assert_eq!(with(4, &short), JweError::Malformed, "{short}");
    }
    for text in [
        "",
        "....",
        "a.b.c",
        &format!("{good}."),
        &format!("{good}.x"),
    ] {
        assert_eq!(
            key().decrypt(text).map(|_| ()),
            Err(JweError::Malformed),
            "{text}"
        );
    }
    // `apu` of a megabyte: not hashed.
    let long = Wallet::new("A128GCM").with("apu", "A".repeat(8 * 1024).into());
    assert_eq!(refusal(&long), JweError::TooLarge);
    assert_eq!(
        key().decrypt(&"a".repeat(300_000)).map(|_| ()),
        Err(JweError::TooLarge)
    );
    let other = DecryptionKey::from_scalar("k1", &[9; 32]).unwrap();
    assert_eq!(
        other.decrypt(&good).map(|_| ()),
        Err(JweError::Undecryptable)
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn a_changed_token_never_decrypts(at in 0.0_f64..1.0, to in 0_u8..64) {
        const LETTERS: &[u8; 64] =
            b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        let good = Wallet::new("A256GCM").encrypt(&key(), b"a payload of some length");
        let mut octets = good.clone().into_bytes();
        let place = (at * octets.len() as f64) as usize;
        octets[place] = LETTERS[usize::from(to)];
        let changed = String::from_utf8(octets).unwrap();
        prop_assert_eq!(key().decrypt(&changed).is_ok(), changed == good);
    }
}

/// What is to another key is known by its first part, before the rest of a long one is read.
#[test]
fn the_first_part_says_whose_it_is() {
    let first = |wallet: Wallet| {
        let whole = wallet.encrypt(&key(), b"{}");
        let (first, _) = whole.split_once('.').unwrap();
        key().begins(first)
    };
    assert_eq!(first(Wallet::new("A256GCM")), Ok(()));
    let anothers = Wallet::new("A256GCM").with("kid", "k2".into());
    assert_eq!(first(anothers), Err(JweError::Key));
    assert!(key().begins("e30").is_err(), "an empty header");
}
