//! What an SD-JWT VC may be instead of what was asked for, and how wide its signatures are: exactly.

use oidc::jose::base64url;
use serde_json::json;
use wallet::{
    Error, Malformed, Mismatch, Untrusted, dcql::domestic_type, sd_jwt, trust::PidIssuance,
};

use crate::fixture::{
    AUTHORITY, CLIENT_ID, NONCE, NOW, PROVIDER, Presentation, disclosure, refusal, trusted, types,
    verify, with,
};
use crate::pki::anchors;

/// WV-12: a domestic PID answers a question for the base type, and no other question.
#[test]
fn wv_12_a_domestic_type_extends_the_base_type_alone() {
    let domestic = with(|p| {
        drop(
            p.payload
                .insert("vct".to_owned(), "urn:eudi:pid:no:1".into()),
        )
    });
    let asked = |types: &[&str]| {
        let types: Vec<String> = types.iter().map(|vct| (*vct).to_owned()).collect();
        let expected = sd_jwt::Expected {
            audience: CLIENT_ID,
            nonce: NONCE,
            types: &types,
        };
        sd_jwt::verify(&domestic, &expected, &trusted(), NOW).map(|_| ())
    };
    assert_eq!(asked(&["urn:eudi:pid:1"]), Ok(()));
    assert_eq!(asked(&["urn:eudi:pid:no:1"]), Ok(()));
    for other in [
        &["urn:eudi:ehic:1"][..],
        &["urn:eudi:pid:2"],
        &["urn:eudi:pid:no:2"],
        &[],
    ] {
        assert_eq!(
            asked(other),
            Err(Mismatch::CredentialType.into()),
            "{other:?}"
        );
    }
}

/// Asked for or not, a domestic type is its country's: whoever provides PIDs of Norway issues none of Sweden's type.
#[test]
fn wv_12_a_domestic_type_that_is_asked_for_is_of_its_country() {
    let asked: Vec<String> = ["EL", "NO", "SE"].map(domestic_type).into();
    assert_eq!(asked[0], "urn:eudi:pid:gr:1");
    let types = [vec!["urn:eudi:pid:1".to_owned()], asked].concat();
    let of = |vct: &str| {
        let text = with(|p| drop(p.payload.insert("vct".to_owned(), vct.into())));
        let expected = sd_jwt::Expected {
            audience: CLIENT_ID,
            nonce: NONCE,
            types: &types,
        };
        sd_jwt::verify(&text, &expected, &trusted(), NOW).map(|_| ())
    };
    assert_eq!(of("urn:eudi:pid:no:1"), Ok(()));
    assert_eq!(of("urn:eudi:pid:1"), Ok(()));
    let other = Err(Mismatch::CredentialType.into());
    assert_eq!(of("urn:eudi:pid:se:1"), other);
    assert_eq!(of("urn:eudi:pid:gr:1"), other);
}

/// Greece is `EL` on lists and `GR` in types (ISO 3166-1): of its provider it is a domestic type all the same.
#[test]
fn pid_rulebook_s4_2_the_domestic_type_of_greece() {
    let greek = anchors::<PidIssuance>(&AUTHORITY, "EL", PROVIDER);
    let expected = sd_jwt::Expected {
        audience: CLIENT_ID,
        nonce: NONCE,
        types: &types(),
    };
    let of = |vct: &str| {
        let text = with(|p| drop(p.payload.insert("vct".to_owned(), vct.into())));
        sd_jwt::verify(&text, &expected, &greek, NOW).map(|_| ())
    };
    assert_eq!(of("urn:eudi:pid:gr:1"), Ok(()));
    assert_eq!(of("urn:eudi:pid:el:1"), Ok(()));
    for other in ["urn:eudi:pid:no:1", "urn:eudi:pid:GR:1", "urn:eudi:pid::1"] {
        assert_eq!(of(other), Err(Mismatch::CredentialType.into()), "{other}");
    }
}

/// RFC 7518 §3.4: R and S, each as wide as the curve. Attack: the same numbers in more octets are another
/// presentation by its octets, and none that a list of those seen would know.
#[test]
fn rfc7518_s3_4_a_signature_has_one_length() {
    let good = Presentation::good().text();
    verify(&good).unwrap();
    let (front, signature) = good.rsplit_once('.').unwrap();
    let octets = base64url::decode(signature).unwrap();
    let (r, s) = octets.split_at(32);
    for longer in [
        [r, &[0], s].concat(),
        [&[0], r, s].concat(),
        [r, s, &[0]].concat(),
    ] {
        let text = format!("{front}.{}", base64url::encode(&longer));
        let refused = Error::from(Untrusted::HolderSignature);
        assert_eq!(refusal(&text), refused);
    }
}

/// RFC 9901 §4.2.6: what is disclosed inside of arrays; VP-13: arrays within arrays have a depth too.
#[test]
fn vp_13_disclosures_inside_arrays_down_to_a_depth() {
    let text = with(|p| {
        let (inner, digest) = disclosure(&json!(["s1", "deep"]));
        let (outer, outer_digest) = disclosure(&json!(["s2", [{"...": digest}]]));
        p.disclosures.extend([inner, outer]);
        let list = json!([[{"...": outer_digest}]]);
        p.payload.insert("list".to_owned(), list);
    });
    let verified = verify(&text).unwrap();
    assert_eq!(verified.claims()["list"], json!([[["deep"]]]));
    let nested = |levels: usize| {
        with(|p| {
            let mut value = json!("found");
            for _ in 0..levels {
                let (text, digest) = disclosure(&json!(["s", value]));
                p.disclosures.push(text);
                value = json!([{"...": digest}]);
            }
            p.payload.insert("deep".to_owned(), value);
        })
    };
    verify(&nested(10)).unwrap();
    let reason = "nested too deep";
    assert_eq!(
        refusal(&nested(20)),
        Error::from(Malformed::Disclosure { reason })
    );
}
