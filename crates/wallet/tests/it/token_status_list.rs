//! Status lists. Token Status List §4 to §8; attacks VP-15, WV-09.

use std::io::Write as _;

use flate2::{Compression, write::ZlibEncoder};
use oidc::jose::base64url;
use proptest::prelude::*;
use serde_json::{Value, json};
use wallet::{
    Error, Malformed, Mismatch, Untrusted,
    status::{StatusList, StatusReference},
};

use crate::{
    fixture::{AUTHORITY, ISSUER, NOW, PROVIDER, object, token},
    pki::{Identity, Template, anchors},
};

pub(crate) const URI: &str = "https://pid.example.no/status/1";

/// The revocation service of the provider, apart from what issues.
pub(crate) struct Service {
    pub(crate) authority: Identity,
    pub(crate) signer: Identity,
}

impl Service {
    pub(crate) fn new() -> Self {
        let authority = Template::authority("revocation CA", "NO").self_signed();
        let signer = Template::signer("revocation", "NO").issued_by(&authority);
        Self { authority, signer }
    }
}

pub(crate) fn deflate(octets: &[u8]) -> String {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(octets).unwrap();
    base64url::encode(&encoder.finish().unwrap())
}

struct Token {
    header: Value,
    payload: Value,
}

fn good(service: &Service) -> Token {
    Token {
        header: json!({"alg": "ES256", "typ": "statuslist+jwt", "x5c": [service.signer.base64()]}),
        payload: json!({"sub": URI, "iat": NOW - 100, "exp": NOW + 7200, "ttl": 3600,
            "status_list": {"bits": 1, "lst": deflate(&[0b1011_1001, 0b1010_0011])}}),
    }
}

pub(crate) fn list(service: &Service, octets: &[u8], issued: i64) -> StatusList {
    let mut token = good(service);
    token.payload["iat"] = issued.into();
    token.payload["status_list"]["lst"] = deflate(octets).into();
    verify(service, &token, None).unwrap()
}

/// A list of a provider of this name in another country.
pub(crate) fn foreign_list(service: &Service, octets: &[u8]) -> StatusList {
    let mut list = good(service);
    list.payload["status_list"]["lst"] = deflate(octets).into();
    let (header, payload) = (object(list.header), object(list.payload));
    let text = token(&header, &payload, &service.signer.key);
    let anchors = anchors(&service.authority, "SE", PROVIDER);
    StatusList::verify(&text, URI, None, &anchors, NOW).unwrap()
}

fn verify(
    service: &Service,
    list: &Token,
    previous: Option<&StatusList>,
) -> Result<StatusList, Error> {
    let (header, payload) = (object(list.header.clone()), object(list.payload.clone()));
    let text = token(&header, &payload, &service.signer.key);
    let anchors = anchors(&service.authority, "NO", PROVIDER);
    StatusList::verify(&text, URI, previous, &anchors, NOW)
}

fn with(change: impl FnOnce(&mut Token)) -> Result<StatusList, Error> {
    let service = Service::new();
    let mut token = good(&service);
    change(&mut token);
    verify(&service, &token, None)
}

fn refusal(change: impl FnOnce(&mut Token)) -> Error {
    with(change).map(|_| ()).unwrap_err()
}

#[test]
fn s8_3_a_list_that_may_be_held() {
    let list = with(|_| ()).unwrap();
    assert_eq!(list.uri(), URI);
    assert_eq!(list.fetch_again(), NOW + 3600);
    assert_eq!(list.valid_until(), NOW + 7200);
    // §5.1: without `ttl` and `exp` a day; asked for again while it counts; never knocking more than once a
    // minute.
    let times = |ttl: Value, exp: Value| {
        let list = with(|t| {
            t.payload["ttl"] = ttl;
            t.payload["exp"] = exp;
            let claims = t.payload.as_object_mut().unwrap();
            claims.retain(|_, value| !value.is_null());
        });
        let list = list.unwrap();
        (list.fetch_again() - NOW, list.valid_until() - NOW)
    };
    assert_eq!(times(Value::Null, Value::Null), (77_760, 86_400));
    assert_eq!(times(Value::Null, (NOW + 900).into()), (810, 900));
    assert_eq!(times(Value::Null, (NOW + 62).into()), (60, 62));
    assert_eq!(times(Value::Null, (NOW + 30).into()), (30, 30));
    assert_eq!(times(1.into(), Value::Null), (60, 86_400));
    assert_eq!(times(10_i64.pow(15).into(), Value::Null), (77_760, 86_400));
    assert_eq!(times(3600.into(), (NOW + 600).into()), (540, 600));
    assert_eq!(
        times(3600.into(), (NOW + 10_i64.pow(9)).into()),
        (3600, 86_400)
    );
}

/// WV-09, VP-15: each thing that a list may not be.
#[test]
fn vp_15_wv_09_lists_that_are_refused() {
    let payload = |name: &'static str, value: Value| refusal(move |t| t.payload[name] = value);
    let list =
        |name: &'static str, value: Value| refusal(move |t| t.payload["status_list"][name] = value);
    let claim = |claim| Error::from(Malformed::Claim { claim });
    assert_eq!(
        payload("sub", "https://pid.example.no/status/2".into()),
        Mismatch::StatusListUri.into()
    );
    assert_eq!(payload("sub", Value::Null), claim("sub"));
    assert_eq!(
        payload("exp", NOW.into()),
        Mismatch::Expired {
            until: NOW,
            now: NOW
        }
        .into()
    );
    let from = NOW + 61;
    assert_eq!(
        payload("iat", from.into()),
        Mismatch::NotYet { from, now: NOW }.into()
    );
    assert_eq!(payload("iat", "now".into()), claim("iat"));
    assert_eq!(payload("ttl", 0.into()), claim("ttl"));
    assert_eq!(payload("ttl", (-1).into()), claim("ttl"));
    assert_eq!(payload("ttl", "3600".into()), claim("ttl"));
    assert_eq!(payload("status_list", Value::Null), claim("status_list"));
    for bits in [
        json!(0),
        json!(3),
        json!(16),
        json!("1"),
        json!(-1),
        json!(1.0),
    ] {
        assert_eq!(list("bits", bits.clone()), claim("bits"), "{bits}");
    }
    assert_eq!(list("lst", json!([1])), claim("lst"));
    assert_eq!(list("lst", "eNrb=".into()), Malformed::Base64Url.into());
    assert_eq!(
        list("lst", base64url::encode(b"not zlib").into()),
        Malformed::StatusList.into()
    );
    let whole = base64url::decode(&deflate(&[7; 500])).unwrap();
    let half = base64url::encode(&whole[..whole.len() / 2]);
    assert_eq!(list("lst", half.into()), Malformed::StatusList.into());
    // A thousandth of what it inflates to.
    let bomb = deflate(&vec![0; 64 * 1024 * 1024]);
    assert!(bomb.len() < 100_000);
    assert_eq!(list("lst", bomb.into()), Malformed::TooLarge.into());

    let header = |name: &'static str, value: Value| refusal(move |t| t.header[name] = value);
    assert_eq!(header("typ", "JWT".into()), Untrusted::Type.into());
    assert_eq!(
        header("typ", "statuslist+cwt".into()),
        Untrusted::Type.into()
    );
    assert_eq!(header("alg", "none".into()), Untrusted::Algorithm.into());
    assert_eq!(header("crit", json!(["exp"])), Untrusted::Critical.into());
    // The key that issues signs a list: not of this category.
    assert_eq!(
        header("x5c", json!([ISSUER.base64()])),
        Untrusted::UnknownIssuer.into()
    );
    assert_eq!(
        header("x5c", json!([AUTHORITY.base64()])),
        Untrusted::AuthorityAsSigner.into()
    );
}

/// WV-09: a list from before the revocation does not come back.
#[test]
fn wv_09_an_older_list_replaces_none() {
    let service = Service::new();
    let held = list(&service, &[0], NOW - 100);
    let again = good(&service);
    verify(&service, &again, Some(&held)).unwrap();
    let mut older = good(&service);
    older.payload["iat"] = (NOW - 101).into();
    let refused = verify(&service, &older, Some(&held));
    assert_eq!(refused.map(|_| ()), Err(Mismatch::Rollback.into()));
    verify(&service, &older, None).unwrap();
}

/// VP-15: addresses that are not fetched, whoever signed them.
#[test]
fn vp_15_addresses_that_may_be_fetched() {
    StatusReference::new(URI, 0).unwrap();
    StatusReference::new("https://[::1]:8443/a?b=c", u64::from(u32::MAX)).unwrap();
    let long = format!("https://a.example/{}", "x".repeat(2048));
    for uri in [
        "http://pid.example.no/status/1",
        "HTTPS://pid.example.no/",
        "file:///etc/passwd",
        "https://user@pid.example.no/",
        "https://pid.example.no/#x",
        "https://pid.example.no/\\evil",
        "https://pid.example.no/ x",
        "https://pid.example.no/ø",
        "https://pid.example.no/\r\nHost: x",
        "",
        long.as_str(),
    ] {
        let refused = StatusReference::new(uri, 0).map(|_| ());
        assert_eq!(
            refused,
            Err(Malformed::Claim { claim: "status" }.into()),
            "{uri}"
        );
    }
    // What tells one credential from all others is not shown.
    let shown = format!("{:?}", StatusReference::new(URI, 471_147).unwrap());
    assert!(!shown.contains("471147"), "{shown}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    /// Any character of a good list changed: never held, never a panic.
    #[test]
    fn a_changed_list_is_never_held(at in 0.0_f64..1.0, to in 0_u8..64) {
        const LETTERS: &[u8; 64] =
            b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        let service = Service::new();
        let good = good(&service);
        let text = token(&object(good.header), &object(good.payload), &service.signer.key);
        let anchors = anchors(&service.authority, "NO", PROVIDER);
        let mut octets = text.clone().into_bytes();
        let place = (at * octets.len() as f64) as usize;
        octets[place] = LETTERS[usize::from(to)];
        let changed = String::from_utf8(octets).unwrap();
        let held = StatusList::verify(&changed, URI, None, &anchors, NOW);
        prop_assert_eq!(held.is_ok(), changed == text);
    }
}
