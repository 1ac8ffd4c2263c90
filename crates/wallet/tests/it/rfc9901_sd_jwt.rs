//! SD-JWT VC with key binding. RFC 9901 §4, §7; SD-JWT VC §3.2; HAIP §6.1; PID Rulebook §4.
//!
//! Positive control of every table: [`the_good_presentation_verifies`] and the good one before each
//! change.

use oidc::jose::base64url;
use openssl::nid::Nid;
use proptest::prelude::*;
use serde_json::{Value, json};
use wallet::{
    Error, Insufficient, Malformed, Mismatch, Untrusted,
    sd_jwt::{MOST_DISCLOSURES, OLDEST_PROOF},
};

use crate::{
    fixture::{
        AUTHORITY, HOLDER, ISSUER, NONCE, NOW, Presentation, disclosure, jwk, refusal, verify, with,
    },
    pki::{Template, new_key},
};

fn claim(claim: &'static str) -> Error {
    Malformed::Claim { claim }.into()
}

fn disclosed(reason: &'static str) -> Error {
    Malformed::Disclosure { reason }.into()
}

#[test]
fn the_good_presentation_verifies() {
    let verified = verify(&Presentation::good().text()).unwrap();
    assert_eq!(verified.claims()["family_name"], "Nordmann");
    assert_eq!(verified.claims()["nationalities"], json!(["NO"]));
    assert!(!verified.claims().contains_key("_sd"));
    assert!(!verified.claims().contains_key("_sd_alg"));
    assert_eq!(verified.signer().country(), "NO");
    assert_eq!(verified.credential_type(), "urn:eudi:pid:1");
    assert_eq!(verified.validity(), (NOW - 3600, NOW + 3600));
    assert_eq!(verified.status(), None);
}

/// RFC 9901 §4: shape.
#[test]
fn vp_08_what_is_no_sd_jwt_with_its_holder() {
    let good = Presentation::good();
    let (text, issued) = (good.text(), good.issued());
    verify(&text).unwrap();
    for (text, expected) in [
        (String::new(), Malformed::SdJwt.into()),
        ("~".to_owned(), Error::from(Insufficient::KeyBinding)),
        (format!("~{text}"), Malformed::Jws.into()),
        (text.replacen('~', "~~", 1), Malformed::SdJwt.into()),
        (text.replace('~', "."), Malformed::SdJwt.into()),
        (format!("{text}~"), Insufficient::KeyBinding.into()),
        (format!("{text}."), Malformed::Jws.into()),
        // VP-08: without the holder.
        (issued, Insufficient::KeyBinding.into()),
        ("~".repeat(256 * 1024 + 1), Malformed::TooLarge.into()),
        (
            format!("a.b.c{}x", "~d".repeat(MOST_DISCLOSURES + 1)) + "~x",
            Malformed::TooLarge.into(),
        ),
    ] {
        assert_eq!(
            refusal(&text),
            expected,
            "{}",
            text.get(..40).unwrap_or(&text)
        );
    }
}

/// HAIP §6.1.1, RFC 8725 §3.1, §3.11: header of the issuer.
#[test]
fn haip_s6_1_1_header_of_the_issuer() {
    let set = |member: &str, value: Value| {
        with(|p| {
            p.header.insert(member.to_owned(), value);
        })
    };
    let x5c = |value| {
        (
            set("x5c", value),
            Error::from(Malformed::Header { member: "x5c" }),
        )
    };
    for (text, expected) in [
        (set("typ", "JWT".into()), Untrusted::Type.into()),
        (set("typ", "sd-jwt".into()), Untrusted::Type.into()),
        (
            set("typ", 7.into()),
            Malformed::Header { member: "typ" }.into(),
        ),
        (
            with(|p| drop(p.header.remove("typ"))),
            Untrusted::Type.into(),
        ),
        (set("alg", "none".into()), Untrusted::Algorithm.into()),
        (set("alg", "HS256".into()), Untrusted::Algorithm.into()),
        (set("alg", "ES384".into()), Untrusted::Algorithm.into()),
        (set("alg", "PS256".into()), Untrusted::Algorithm.into()),
        (
            with(|p| drop(p.header.remove("alg"))),
            Malformed::Header { member: "alg" }.into(),
        ),
        (set("crit", json!(["exp"])), Untrusted::Critical.into()),
        (set("crit", json!([])), Untrusted::Critical.into()),
        x5c(json!("MII")),
        x5c(json!([7])),
        x5c(json!([ISSUER.base64().replace(['+', '/'], "-")])),
        (set("x5c", json!([])), Malformed::Chain.into()),
        (set("x5c", json!(vec!["AAAA"; 5])), Malformed::Chain.into()),
        (set("x5c", json!(["AAAA"])), Malformed::Certificate.into()),
        // WV-06: longer than a certificate is, and than a header is.
        (
            set("x5c", json!(["A".repeat(5464)])),
            Malformed::TooLarge.into(),
        ),
        (
            set("note", "a".repeat(32_000).into()),
            Malformed::TooLarge.into(),
        ),
        // A key in the header instead of a certificate.
        (
            with(|p| {
                p.header.remove("x5c");
                p.header.insert("jwk".to_owned(), jwk(&HOLDER));
                p.issuer = HOLDER.clone();
            }),
            Malformed::Header { member: "x5c" }.into(),
        ),
        // The certificate of one, the signature of another.
        (
            with(|p| p.issuer = HOLDER.clone()),
            Untrusted::Signature.into(),
        ),
    ] {
        assert_eq!(refusal(&text), expected, "{text}");
    }
    verify(&set("typ", "application/dc+sd-jwt".into())).unwrap();
    // SD-JWT VC draft 13 §3.2.1: as it was until November 2024.
    verify(&set("typ", "vc+sd-jwt".into())).unwrap();
    verify(&set("kid", "https://evil.example/key".into())).unwrap();
    // (EU) 2026/1731, as issuers quote it, and JAdES: beside `x5c`, never followed and never believed.
    verify(&set("x5u", "https://evil.example/chain".into())).unwrap();
    verify(&set("x5t#S256", base64url::encode(&[7; 32]).into())).unwrap();
    verify(&set("iat", NOW.into())).unwrap();
    verify(&set("x5c", json!([ISSUER.base64(), AUTHORITY.base64()]))).unwrap();
}

/// SD-JWT VC §3.2.2; PID Rulebook §4.1.1; VP-14.
#[test]
fn vp_12_vp_14_claims_of_the_issuer() {
    let set = |name: &str, value: Value| {
        with(|p| {
            p.payload.insert(name.to_owned(), value);
        })
    };
    let without = |name: &str| with(|p| drop(p.payload.remove(name)));
    let (expired, later) = (NOW - 60, NOW + 61);
    for (text, expected) in [
        (without("exp"), claim("exp")),
        (set("exp", (NOW + 3600).to_string().into()), claim("exp")),
        (set("exp", (-1).into()), claim("exp")),
        (
            set("exp", expired.into()),
            Mismatch::Expired {
                until: expired,
                now: NOW,
            }
            .into(),
        ),
        (
            set("nbf", later.into()),
            Mismatch::NotYet {
                from: later,
                now: NOW,
            }
            .into(),
        ),
        (
            set("iat", later.into()),
            Mismatch::NotYet {
                from: later,
                now: NOW,
            }
            .into(),
        ),
        (set("nbf", "now".into()), claim("nbf")),
        (without("vct"), Mismatch::CredentialType.into()),
        (set("vct", json!(["urn:eudi:pid:1"])), claim("vct")),
        (
            set("vct", "urn:eudi:ehic:1".into()),
            Mismatch::CredentialType.into(),
        ),
        (
            set("vct", "https://evil.example/vct".into()),
            Mismatch::CredentialType.into(),
        ),
        (
            set("vct", "urn:eudi:pid:no:".into()),
            Mismatch::CredentialType.into(),
        ),
        (
            set("vct", "urn:eudi:pid:no:1x".into()),
            Mismatch::CredentialType.into(),
        ),
        // WV-12: a domestic type of another country.
        (
            set("vct", "urn:eudi:pid:se:1".into()),
            Mismatch::CredentialType.into(),
        ),
        (without("cnf"), Insufficient::KeyBinding.into()),
        (set("cnf", json!({})), claim("cnf")),
        (set("cnf", json!({"jwk": {"kty": "RSA"}})), claim("cnf")),
        (set("status", json!({})), claim("status")),
        (set("_sd_alg", "md5".into()), Untrusted::Algorithm.into()),
        (set("_sd_alg", "sha-1".into()), Untrusted::Algorithm.into()),
        (set("_sd_alg", 256.into()), claim("_sd_alg")),
    ] {
        assert_eq!(refusal(&text), expected);
    }
    for good in [
        set("exp", (NOW - 59).into()),
        set("exp", json!(NOW as f64 + 0.5)),
        set("nbf", (NOW + 60).into()),
        without("iat"),
        without("iss"),
        without("_sd_alg"),
        set("vct", "urn:eudi:pid:no:1".into()),
        // An own claim in clear is the issuer's word too.
        set("note", json!({"deep": [1, {"x": null}]})),
    ] {
        verify(&good).unwrap();
    }
}

/// RFC 7518 §6.2: the holder's key.
#[test]
fn rfc7800_s3_2_key_of_the_holder() {
    let set = |member: &str, value: Value| {
        with(|p| {
            p.payload["cnf"]["jwk"][member] = value;
        })
    };
    for (text, expected) in [
        (set("d", "AAAA".into()), claim("cnf")),
        (set("kty", "OKP".into()), claim("cnf")),
        (set("crv", "P-384".into()), claim("cnf")),
        (set("crv", "secp256k1".into()), claim("cnf")),
        (set("x", "AAAA".into()), claim("cnf")),
        (
            set("y", base64url::encode(&[1; 32]).into()),
            Malformed::Key.into(),
        ),
    ] {
        assert_eq!(refusal(&text), expected);
    }
    // OIDF minimal-cnf-jwk, and what else may stand in one.
    verify(&set("kid", "k".into())).unwrap();
    verify(&set("use", "enc".into())).unwrap();
}

/// RFC 9901 §7.1 point 3; VP-11, WV table of §4.
#[test]
fn vp_11_disclosures_have_one_place_or_the_whole_is_refused() {
    let array = |array: Value| with(|p| p.disclose_array(&array));
    let loose = |array: Value| with(|p| p.disclosures.push(disclosure(&array).0));
    let raw = |text: &str| with(|p| p.disclosures.push(text.to_owned()));
    for (text, expected) in [
        (
            loose(json!(["s", "given_name2", "X"])),
            disclosed("not referenced"),
        ),
        (
            with(|p| p.disclosures.push(p.disclosures[1].clone())),
            disclosed("twice"),
        ),
        (
            with(|p| {
                let digest = p.payload["_sd"][1].clone();
                p.payload["_sd"].as_array_mut().unwrap().push(digest);
            }),
            disclosed("a digest stands twice"),
        ),
        // A decoy twice: nobody sees the difference.
        (
            with(|p| {
                let decoy = p.payload["_sd"][0].clone();
                p.payload["nationalities"]
                    .as_array_mut()
                    .unwrap()
                    .push(json!({"...": decoy}));
            }),
            disclosed("a digest stands twice"),
        ),
        (
            with(|p| p.disclosures[1] = disclosure(&json!(["s", "given_name", "Evil"])).0),
            disclosed("not referenced"),
        ),
        (
            array(json!(["s", "given_name", "Other"])),
            disclosed("a claim that is there"),
        ),
        (
            with(|p| drop(p.payload.insert("given_name".to_owned(), "Plain".into()))),
            disclosed("a claim that is there"),
        ),
        (
            array(json!(["s", "_sd", ["x"]])),
            disclosed("reserved name"),
        ),
        (array(json!(["s", "...", "x"])), disclosed("reserved name")),
        (
            array(json!(["s", "a", "b", "c"])),
            disclosed("not [salt, value] or [salt, name, value]"),
        ),
        (
            array(json!(["s"])),
            disclosed("not [salt, value] or [salt, name, value]"),
        ),
        (
            array(json!([7, "a", "b"])),
            disclosed("not [salt, value] or [salt, name, value]"),
        ),
        (
            array(json!(["s", 7, "b"])),
            disclosed("not [salt, value] or [salt, name, value]"),
        ),
        (array(json!({"s": 1})), disclosed("not an array")),
        (
            array(json!(["s", "value"])),
            disclosed("element in an object"),
        ),
        (
            with(|p| {
                let (text, digest) = disclosure(&json!(["s", "k", "v"]));
                p.disclosures.push(text);
                p.payload
                    .insert("list".to_owned(), json!([{"...": digest}]));
            }),
            disclosed("member in an array"),
        ),
        (
            with(|p| {
                drop(
                    p.payload
                        .insert("list".to_owned(), json!([{"...": "d", "x": 1}])),
                )
            }),
            disclosed("reserved name"),
        ),
        (
            with(|p| drop(p.payload.insert("list".to_owned(), json!([{"...": 7}])))),
            disclosed("a digest is not a string"),
        ),
        (
            with(|p| drop(p.payload.insert("...".to_owned(), "x".into()))),
            disclosed("reserved name"),
        ),
        (
            with(|p| drop(p.payload.insert("deep".to_owned(), json!({"...": "x"})))),
            disclosed("reserved name"),
        ),
        (
            with(|p| p.payload["_sd"].as_array_mut().unwrap().push(7.into())),
            disclosed("a digest is not a string"),
        ),
        (
            with(|p| drop(p.payload.insert("deep".to_owned(), json!({"_sd": {}})))),
            disclosed("_sd is not an array"),
        ),
        (raw("WyJz="), Malformed::Base64Url.into()),
        (raw("W10x"), Malformed::Json.into()),
        (
            raw(&base64url::encode(br#"["s","a",{"b":1,"b":2}]"#)),
            Malformed::Json.into(),
        ),
    ] {
        assert_eq!(refusal(&text), expected);
    }
}

/// SD-JWT VC §3.2.2.2; PID_21.
#[test]
fn sd_jwt_vc_s3_2_2_2_technical_claims_are_never_disclosed() {
    for (name, value) in [
        ("iss", json!("https://evil.example")),
        ("nbf", json!(NOW)),
        ("exp", json!(NOW + 1_000_000)),
        ("cnf", json!({"jwk": jwk(&HOLDER)})),
        ("vct", json!("urn:eudi:pid:1")),
        ("vct#integrity", json!("sha256-x")),
        (
            "status",
            json!({"status_list": {"idx": 0, "uri": "https://evil.example"}}),
        ),
        ("_sd_alg", json!("sha-256")),
    ] {
        let text = with(|p| {
            // As if the issuer had signed it as a claim like another.
            if !["exp", "cnf", "vct", "_sd_alg"].contains(&name) {
                p.payload.remove(name);
            }
            p.disclose(name, value);
        });
        assert_eq!(
            refusal(&text),
            disclosed("a claim that is never disclosed"),
            "{name}"
        );
    }
    // Taken out of the payload, they are missing before any disclosure is looked at.
    let moved = |name: &str| {
        with(|p| {
            let value = p.payload.remove(name).unwrap();
            p.disclose(name, value);
        })
    };
    assert_eq!(refusal(&moved("exp")), claim("exp"));
    assert_eq!(refusal(&moved("vct")), Mismatch::CredentialType.into());
    assert_eq!(refusal(&moved("cnf")), Insufficient::KeyBinding.into());
    // `iat` may be disclosed, and an address may have a `status` of its own.
    verify(&moved("iat")).unwrap();
    verify(&with(|p| {
        p.disclose("address", json!({"status": "x", "exp": "y"}))
    }))
    .unwrap();
}

/// RFC 9901 §4.2.6: disclosures within disclosures; VP-13: as a bomb.
#[test]
fn vp_13_nested_disclosures_down_to_a_depth() {
    let nested = |levels: usize| {
        with(|p| {
            let mut value = json!("found");
            for _ in 0..levels {
                let (text, digest) = disclosure(&json!(["s", "n", value]));
                p.disclosures.push(text);
                value = json!({"_sd": [digest]});
            }
            p.payload.insert("deep".to_owned(), value);
        })
    };
    let verified = verify(&nested(10)).unwrap();
    let mut value = &verified.claims()["deep"];
    for _ in 0..10 {
        value = &value["n"];
    }
    assert_eq!(value, "found");
    assert_eq!(refusal(&nested(16)), disclosed("nested too deep"));
    assert_eq!(refusal(&nested(200)), disclosed("nested too deep"));
}

/// RFC 9901 §4.1: three hashes.
#[test]
fn s4_1_1_the_other_hashes() {
    for (name, digest) in [
        ("sha-384", openssl::hash::MessageDigest::sha384()),
        ("sha-512", openssl::hash::MessageDigest::sha512()),
    ] {
        let hash =
            |text: &str| base64url::encode(&openssl::hash::hash(digest, text.as_bytes()).unwrap());
        let text = with(|p| {
            p.payload.remove("nationalities");
            p.disclosures.pop();
            let digests: Vec<Value> = p.disclosures.iter().map(|d| hash(d).into()).collect();
            p.payload.insert("_sd".to_owned(), digests.into());
            p.payload.insert("_sd_alg".to_owned(), name.into());
        });
        assert_eq!(verify(&text).unwrap().claims()["given_name"], "Åse");
    }
}

/// RFC 9901 §7.3, OpenID4VP B.3.6; VP-06, VP-09, WV-03; OIDF invalid-kb-jwt-*, kb-jwt-iat-*.
#[test]
fn vp_06_vp_09_key_binding() {
    let header =
        |member: &str, value: Value| with(|p| drop(p.kb_header.insert(member.to_owned(), value)));
    let payload =
        |name: &str, value: Value| with(|p| drop(p.kb_payload.insert(name.to_owned(), value)));
    let without = |name: &str| with(|p| drop(p.kb_payload.remove(name)));
    let (old, future) = (NOW - OLDEST_PROOF - 1, NOW + 61);
    let year = 365 * 86_400;
    for (text, expected) in [
        (header("typ", "JWT".into()), Error::from(Untrusted::Type)),
        (
            with(|p| drop(p.kb_header.remove("typ"))),
            Untrusted::Type.into(),
        ),
        (header("alg", "none".into()), Untrusted::Algorithm.into()),
        (header("alg", "HS256".into()), Untrusted::Algorithm.into()),
        (header("crit", json!(["b64"])), Untrusted::Critical.into()),
        (
            payload("aud", "https://evil.example".into()),
            Mismatch::Audience.into(),
        ),
        (
            payload("aud", json!([crate::fixture::CLIENT_ID])),
            Mismatch::Audience.into(),
        ),
        (
            payload("aud", "origin:https://gateway.example".into()),
            Mismatch::Audience.into(),
        ),
        (without("aud"), Mismatch::Audience.into()),
        (payload("nonce", "other".into()), Mismatch::Nonce.into()),
        (payload("nonce", json!([NONCE])), claim("nonce")),
        (without("nonce"), Mismatch::Nonce.into()),
        (
            payload("iat", old.into()),
            Mismatch::ProofTooOld { iat: old, now: NOW }.into(),
        ),
        (
            payload("iat", (NOW - year).into()),
            Mismatch::ProofTooOld {
                iat: NOW - year,
                now: NOW,
            }
            .into(),
        ),
        (
            payload("iat", future.into()),
            Mismatch::ProofNotYet {
                from: future,
                now: NOW,
            }
            .into(),
        ),
        (payload("iat", "now".into()), claim("iat")),
        (payload("iat", (-1).into()), claim("iat")),
        (without("iat"), claim("iat")),
        // RFC 7519 §4.1.4, §4.1.5: its own end and beginning.
        (
            payload("exp", (NOW - 60).into()),
            Mismatch::ProofTooOld {
                iat: NOW - 5,
                now: NOW,
            }
            .into(),
        ),
        (payload("exp", "soon".into()), claim("exp")),
        (
            payload("nbf", future.into()),
            Mismatch::ProofNotYet {
                from: future,
                now: NOW,
            }
            .into(),
        ),
        // As good as ours, but for an octet.
        (
            payload("aud", format!("{}/", crate::fixture::CLIENT_ID).into()),
            Mismatch::Audience.into(),
        ),
        (
            payload("aud", crate::fixture::CLIENT_ID.to_uppercase().into()),
            Mismatch::Audience.into(),
        ),
        (
            payload("nonce", format!("{NONCE} ").into()),
            Mismatch::Nonce.into(),
        ),
        (
            payload("sd_hash", base64url::encode(&[1; 32]).into()),
            Mismatch::SdHash.into(),
        ),
        (payload("sd_hash", json!(null)), claim("sd_hash")),
        (
            payload("transaction_data_hashes", json!(["x"])),
            Mismatch::TransactionData.into(),
        ),
        (
            with(|p| p.holder = new_key(Nid::X9_62_PRIME256V1)),
            Untrusted::HolderSignature.into(),
        ),
    ] {
        assert_eq!(refusal(&text), expected);
    }
    verify(&payload("iat", (NOW - OLDEST_PROOF).into())).unwrap();
    verify(&payload("iat", (NOW + 60).into())).unwrap();
    verify(&payload("exp", (NOW - 59).into())).unwrap();
    verify(&payload("nbf", (NOW + 60).into())).unwrap();
    // Dropped after signing: another `sd_hash`.
    let good = Presentation::good();
    let fewer = good
        .text()
        .replacen(&format!("~{}", good.disclosures[0]), "", 1);
    assert_eq!(refusal(&fewer), Mismatch::SdHash.into());
    // Signatures of other shapes: zeros, DER, one half.
    let text = good.text();
    let (front, _) = text.rsplit_once('.').unwrap();
    for octets in [vec![0; 64], vec![0x30; 70], vec![1; 32], vec![0xff; 64]] {
        let forged = format!("{front}.{}", base64url::encode(&octets));
        assert_eq!(refusal(&forged), Untrusted::HolderSignature.into());
    }
}

/// RFC 7518 §3.4: a leaf on another curve signs with the algorithm of that curve only.
#[test]
fn rfc7518_s3_4_the_algorithm_fits_the_curve() {
    let signer = Template {
        curve: Nid::SECP384R1,
        ..Template::signer("PID signer", "NO")
    };
    let signer = signer.issued_by(&AUTHORITY);
    let text = |alg: &str| {
        with(|p| {
            p.header.insert("x5c".to_owned(), json!([signer.base64()]));
            p.header.insert("alg".to_owned(), alg.into());
            p.issuer = signer.key.clone();
        })
    };
    assert_eq!(refusal(&text("ES256")), Untrusted::Algorithm.into());
    // Right name, but the fixture hashes with SHA-256.
    assert_eq!(refusal(&text("ES384")), Untrusted::Signature.into());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(192))]

    /// Any character changed, dropped or doubled anywhere: never verified, never a panic. ECDSA's
    /// other s is no change of a character.
    #[test]
    fn a_mutated_presentation_never_verifies(at in 0.0_f64..1.0, how in 0_u8..3, to in 0_u8..64) {
        static GOOD: std::sync::LazyLock<String> =
            std::sync::LazyLock::new(|| Presentation::good().text());
        const LETTERS: &[u8; 64] =
            b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        prop_assert!(verify(&GOOD).is_ok());
        let mut octets = GOOD.clone().into_bytes();
        let place = (at * octets.len() as f64) as usize;
        match how {
            0 => octets[place] = LETTERS[usize::from(to)],
            1 => drop(octets.remove(place)),
            _ => octets.insert(place, LETTERS[usize::from(to)]),
        }
        let text = String::from_utf8(octets).unwrap();
        if text != *GOOD {
            prop_assert!(verify(&text).is_err());
        }
    }
}

/// Attack WV-06: a genuine card that is held out to somebody else costs us no signature. What claims to be for us
/// proves nothing by it: then the signatures are verified, the holder's too.
#[test]
fn what_says_that_it_is_for_somebody_else_is_refused_before_its_signatures() {
    let elsewhere = with(|p| drop(p.kb_payload.insert("nonce".to_owned(), "other".into())));
    let (issued, rest) = elsewhere.split_once('~').unwrap();
    let (signed, _) = issued.rsplit_once('.').unwrap();
    let forged = |rest: &str| format!("{signed}.{}~{rest}", "A".repeat(86));
    assert_eq!(refusal(&forged(rest)), Mismatch::Nonce.into());
    let ours = Presentation::good().text();
    let (_, rest) = ours.split_once('~').unwrap();
    assert_eq!(refusal(&forged(rest)), Untrusted::Signature.into());
    let (ours, _) = ours.rsplit_once('.').unwrap();
    let unsigned = format!("{ours}.{}", "A".repeat(86));
    assert_eq!(refusal(&unsigned), Untrusted::HolderSignature.into());
}
