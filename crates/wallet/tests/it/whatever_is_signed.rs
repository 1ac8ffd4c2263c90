//! Whatever an issuer, a holder, an operator or a stranger writes: an answer, never a panic. What
//! these try at random, the fuzz targets of the readers try for longer.

use oidc::jose::jwe::DecryptionKey;
use proptest::{collection::vec, prelude::*};
use serde_json::{Map, Value};
use wallet::{
    DcqlQuery,
    lote::{self, ExpectedList, PID_PROVIDERS, Previous},
    request::WalletNonce,
    response::VpToken,
    trust::{Anchors, ListSigners},
};

use crate::fixture::{NOW, disclosure, verify, with};

const CLAIMS: [&str; 12] = [
    "vct",
    "exp",
    "nbf",
    "iat",
    "cnf",
    "status",
    "_sd",
    "_sd_alg",
    "nationalities",
    "...",
    "iss",
    "address",
];

/// JSON of any shape, with the names that mean something.
fn any_json() -> impl Strategy<Value = Value> {
    let name = prop_oneof![
        Just("_sd".to_owned()),
        Just("...".to_owned()),
        Just("jwk".to_owned()),
        Just("status_list".to_owned()),
        "[a-z]{0,4}",
    ];
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        ".{0,12}".prop_map(Value::from),
    ];
    leaf.prop_recursive(5, 40, 6, move |inner| {
        prop_oneof![
            vec(inner.clone(), 0..6).prop_map(Value::from),
            vec((name.clone(), inner), 0..6)
                .prop_map(|members| Value::from(members.into_iter().collect::<Map<_, _>>())),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    /// Signed by the right issuer, presented by the right holder.
    #[test]
    fn payloads_of_any_shape(at in 0_usize..12, value in any_json(), array in any_json()) {
        let text = with(|p| {
            p.payload.insert(CLAIMS[at].to_owned(), value);
            p.disclosures.push(disclosure(&array).0);
        });
        // The last disclosure is referenced from nowhere.
        prop_assert!(verify(&text).is_err());
    }

    /// A disclosure of any shape that is referenced.
    #[test]
    fn disclosures_of_any_shape(value in any_json()) {
        let text = with(|p| {
            let (text, digest) = disclosure(&value);
            p.disclosures.push(text);
            p.payload.insert("list".to_owned(), serde_json::json!([{"...": digest}]));
        });
        // An element is `[salt, value]` and nothing else; `_sd` and `...` have rules within it.
        let is_element = matches!(value.as_array().map(Vec::as_slice), Some([Value::String(_), _]));
        prop_assert!(is_element || verify(&text).is_err());
        let _ = verify(&text);
    }

    #[test]
    fn key_bindings_of_any_shape(name in "aud|nonce|iat|sd_hash", value in any_json()) {
        let text = with(|p| {
            p.kb_payload.insert(name, value);
        });
        let _ = verify(&text);
    }

    #[test]
    fn octets_of_strangers(octets in vec(any::<u8>(), 0..400), text in ".{0,200}") {
        let key = DecryptionKey::from_scalar("k1", &[7; 32]).unwrap();
        prop_assert!(VpToken::of_direct_post_jwt(&octets, &key, "s").is_err());
        prop_assert!(VpToken::of_direct_post(&octets, "s").is_err());
        prop_assert!(VpToken::of_dc_api_jwt(&octets, &key).is_err());
        prop_assert!(DcqlQuery::parse(&octets).is_err());
        let _ = WalletNonce::of_post(&octets);
        prop_assert!(verify(&text).is_err());
        let signers = ListSigners::IssuedBy(Anchors::new([]));
        let expected = ExpectedList {
            list_type: PID_PROVIDERS,
            territory: "EU",
            previous: Previous::Nothing,
        };
        prop_assert!(lote::verify(&text, &signers, &expected, NOW).is_err());
    }
}
