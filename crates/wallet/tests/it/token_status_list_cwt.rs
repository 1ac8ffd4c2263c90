// SPDX-License-Identifier: EUPL-1.2
//! Lists in CWT form: status lists, Token Status List §5.2, and identifier lists, 18013-5 ed. 2 §12.3.6; attacks
//! VP-15, WV-09.

use oidc::jose::base64url;
use wallet::{
    Error, Malformed, Mismatch, Untrusted,
    cbor::{Fault, Writer, read},
    cose::{Sign1, Typ},
    key::Algorithm,
    status::StatusList,
};

use crate::{
    fixture::{ISSUER, NOW, PROVIDER},
    hex::unhex,
    mdoc_fixture::Key,
    pki::{Identity, anchors},
    token_status_list::{Service, URI, deflate},
};

const TYP: &str = "application/statuslist+cwt";

/// The parts of a token.
struct Token {
    tag: Option<u64>,
    protected: Vec<(i64, Writer)>,
    chain: Vec<u8>,
    payload: Vec<(i64, Writer)>,
}

fn lst(octets: &[u8]) -> Vec<u8> {
    base64url::decode(&deflate(octets)).unwrap()
}

fn status_list(bits: i64, lst: &[u8]) -> Writer {
    Writer::new()
        .map(2)
        .text("bits")
        .integer(bits)
        .text("lst")
        .bytes(lst)
}

fn good(service: &Service) -> Token {
    let integer = |n| Writer::new().integer(n);
    Token {
        tag: Some(18),
        protected: vec![(1, integer(-7)), (16, Writer::new().text(TYP))],
        chain: service.signer.der(),
        payload: vec![
            (2, Writer::new().text(URI)),
            (4, integer(NOW + 7200)),
            (6, integer(NOW - 100)),
            (65_533, status_list(1, &lst(&[0b1011_1001]))),
            (65_534, integer(3600)),
        ],
    }
}

fn map(entries: &[(i64, Writer)]) -> Vec<u8> {
    let w = Writer::new().map(entries.len() as u64);
    let entries = entries.iter();
    let w = entries.fold(w, |w, (k, v)| w.integer(*k).raw(&v.clone().into_octets()));
    w.into_octets()
}

fn signed(token: &Token, signer: &Identity) -> Vec<u8> {
    let (protected, payload) = (map(&token.protected), map(&token.payload));
    let key = Key {
        pkey: signer.key.clone(),
        algorithm: Algorithm::Es256,
    };
    let octets = Writer::new().array(4).text("Signature1").bytes(&protected);
    let octets = octets.bytes(b"").bytes(&payload).into_octets();
    let signature = wallet::key::Signer::sign(&key, &octets).unwrap();
    let w = token.tag.iter().fold(Writer::new(), |w, tag| w.tag(*tag));
    let w = w
        .array(4)
        .bytes(&protected)
        .map(1)
        .integer(33)
        .bytes(&token.chain);
    w.bytes(&payload).bytes(&signature).into_octets()
}

fn verify(
    service: &Service,
    token: &[u8],
    previous: Option<&StatusList>,
) -> Result<StatusList, Error> {
    let anchors = anchors(&service.authority, "NO", PROVIDER);
    StatusList::verify_cwt(token, URI, previous, &anchors, NOW)
}

fn with(change: impl FnOnce(&mut Token)) -> Result<StatusList, Error> {
    let service = Service::new();
    let mut token = good(&service);
    assert!(verify(&service, &signed(&token, &service.signer), None).is_ok());
    change(&mut token);
    verify(&service, &signed(&token, &service.signer), None)
}

fn refusal(change: impl FnOnce(&mut Token)) -> Error {
    with(change).map(|_| ()).unwrap_err()
}

/// The identifiers of what is revoked, each with what is said of it: nothing.
fn identifier_list(revoked: &[&[u8]]) -> Writer {
    let list = Writer::new().map(1).text("identifiers");
    let list = list.map(revoked.len() as u64);
    revoked.iter().fold(list, |list, id| list.bytes(id).map(0))
}

fn of_identifiers(change: impl FnOnce(&mut Token)) -> Result<StatusList, Error> {
    with(|t| {
        t.protected[1].1 = Writer::new().text("application/identifierlist+cwt");
        t.payload.retain(|(label, _)| *label != 65_533);
        t.payload.push((65_530, identifier_list(&[b"two", b"one"])));
        change(t);
    })
}

/// The list of a provider in the form of 18013-5 ed. 2, for others' tests.
pub(crate) fn revoked(service: &Service, identifiers: &[&[u8]], now: i64) -> StatusList {
    let mut token = good(service);
    token.protected[1].1 = Writer::new().text("application/identifierlist+cwt");
    let integer = |n| Writer::new().integer(n);
    token.payload = vec![
        (2, Writer::new().text(URI)),
        (6, integer(now - 100)),
        (65_530, identifier_list(identifiers)),
    ];
    let anchors = anchors(&service.authority, "NO", PROVIDER);
    StatusList::verify_cwt(&signed(&token, &service.signer), URI, None, &anchors, now).unwrap()
}

/// 18013-5 ed. 2 §12.3.6.4.
#[test]
fn iso18013_5_s12_3_6_an_identifier_list() {
    let claim = |claim| Err(Error::from(Malformed::Claim { claim }));
    let list = of_identifiers(|_| ()).unwrap();
    assert_eq!((list.uri(), list.fetch_again()), (URI, NOW + 3600));
    of_identifiers(|t| t.payload[4].1 = identifier_list(&[])).unwrap();
    let many: Vec<[u8; 4]> = (0..20_000_u32).map(u32::to_be_bytes).collect();
    let many: Vec<&[u8]> = many.iter().map(|id| &id[..]).collect();
    of_identifiers(|t| t.payload[4].1 = identifier_list(&many)).unwrap();
    let refused = |list: Writer| of_identifiers(|t| t.payload[4].1 = list).map(|_| ());
    let (text, map) = (|t| Writer::new().text(t), |n| Writer::new().map(n));
    assert_eq!(refused(text("one")), claim("identifier_list"));
    assert_eq!(refused(map(0)), claim("identifier_list"));
    assert_eq!(
        refused(map(1).text("identifiers").map(1).text("one").map(0)),
        claim("identifier_list")
    );
    assert_eq!(
        refused(map(1).text("identifiers").array(1).bytes(b"one")),
        claim("identifier_list")
    );
    assert_eq!(
        refused(identifier_list(&[b"one", b"one"])),
        Err(Malformed::Cbor(Fault::DuplicateKey).into())
    );
    // "The StatusList claim shall not be present."
    let both = of_identifiers(|t| t.payload.push((65_533, status_list(1, &lst(&[0])))));
    assert_eq!(both.map(|_| ()), claim("identifier_list"));
    let typ = of_identifiers(|t| t.protected[1].1 = Writer::new().text(TYP));
    assert_eq!(typ.map(|_| ()), claim("status_list"));
    // Attack VP-15: more than may be held.
    let without_end = vec![0xa0; 300_000];
    let bomb = Writer::new().map(1).text("identifiers").array(300_000);
    assert_eq!(
        refused(bomb.raw(&without_end)),
        Err(Malformed::Cbor(Fault::TooManyItems).into())
    );
}

#[test]
fn s5_2_a_list_that_may_be_held() {
    let list = with(|_| ()).unwrap();
    assert_eq!(list.uri(), URI);
    assert_eq!(list.fetch_again(), NOW + 3600);
    assert_eq!(list.valid_until(), NOW + 7200);
    with(|t| t.tag = None).unwrap();
}

#[test]
fn wv_09_cwt_lists_that_are_refused() {
    let claim = |claim| Error::from(Malformed::Claim { claim });
    let set = |label: i64, value: Writer| {
        refusal(move |t| {
            t.payload.retain(|(l, _)| *l != label);
            t.payload.push((label, value));
        })
    };
    let without = |label: i64| refusal(move |t| t.payload.retain(|(l, _)| *l != label));
    let (integer, text) = (|n| Writer::new().integer(n), |t| Writer::new().text(t));
    assert_eq!(
        set(2, text("https://pid.example.no/2")),
        Mismatch::StatusListUri.into()
    );
    assert_eq!(without(2), claim("sub"));
    assert_eq!(without(6), claim("iat"));
    assert_eq!(set(6, text("now")), claim("iat"));
    assert_eq!(set(6, integer(-1)), claim("iat"));
    let from = NOW + 61;
    assert_eq!(
        set(6, integer(from)),
        Mismatch::NotYet { from, now: NOW }.into()
    );
    assert_eq!(
        set(4, integer(NOW)),
        Mismatch::Expired {
            until: NOW,
            now: NOW
        }
        .into()
    );
    assert_eq!(
        set(4, Writer::new().raw(&[0x1b, 0xff, 0, 0, 0, 0, 0, 0, 0])),
        claim("exp")
    );
    assert_eq!(set(65_534, integer(0)), claim("ttl"));
    assert_eq!(without(65_533), claim("status_list"));
    assert_eq!(set(65_533, status_list(3, &lst(&[0]))), claim("bits"));
    assert_eq!(
        set(65_533, Writer::new().map(1).text("bits").integer(1)),
        claim("lst")
    );
    assert_eq!(
        set(65_533, status_list(1, b"no zlib")),
        Malformed::StatusList.into()
    );
    let bomb = lst(&vec![0; 64 * 1024 * 1024]);
    assert_eq!(
        set(65_533, status_list(1, &bomb)),
        Malformed::TooLarge.into()
    );

    let header = |label: i64, value: Writer| {
        refusal(move |t| {
            t.protected.retain(|(l, _)| *l != label);
            t.protected.push((label, value));
        })
    };
    // One kind is not read as the other.
    assert_eq!(
        header(16, text("application/identifierlist+cwt")),
        claim("identifier_list")
    );
    assert_eq!(header(16, integer(61)), Untrusted::Type.into());
    assert_eq!(refusal(|t| t.protected.truncate(1)), Untrusted::Type.into());
    assert_eq!(header(1, integer(-8)), Untrusted::Algorithm.into());
    assert_eq!(
        refusal(|t| t.chain = ISSUER.der()),
        Untrusted::UnknownIssuer.into()
    );
    assert_eq!(
        refusal(|t| t.tag = Some(17)),
        Malformed::Cose("COSE_Sign1").into()
    );

    let service = Service::new();
    let token = signed(&good(&service), &service.signer);
    let mut longer = token.clone();
    longer.push(0);
    let error = verify(&service, &longer, None).map(|_| ()).unwrap_err();
    assert_eq!(error, Malformed::Cbor(Fault::Trailing).into());
    let other = signed(&good(&service), &ISSUER);
    let error = verify(&service, &other, None).map(|_| ()).unwrap_err();
    assert_eq!(error, Untrusted::Signature.into());
}

#[test]
fn wv_09_an_older_cwt_list_replaces_none() {
    let service = Service::new();
    let mut token = good(&service);
    let held = verify(&service, &signed(&token, &service.signer), None).unwrap();
    verify(&service, &signed(&token, &service.signer), Some(&held)).unwrap();
    token.payload[2].1 = Writer::new().integer(NOW - 101);
    let older = signed(&token, &service.signer);
    let refused = verify(&service, &older, Some(&held)).map(|_| ());
    assert_eq!(refused, Err(Mismatch::Rollback.into()));
    verify(&service, &older, None).unwrap();
}

/// The example of §5.2: read as it stands. It names no certificate, so nobody is believed.
#[test]
fn s5_2_the_example_of_the_draft() {
    let octets = unhex(
        "d2845820a2012610781a6170706c69636174696f6e2f7374617475736c6973742b63
         7774a1044231325850a502782168747470733a2f2f6578616d706c652e636f6d2f73
         74617475736c697374732f31061a648c5bea041a8898dfea19fffe19a8c019fffda2
         646269747301636c73744a78dadbb918000217015d584093fa4d01032b18c35e2fe1
         101b77fd6cc9440022caa4694450c4e4e9feab4e99d1fa6d9772ce2bf3a12e0323de
         d7c982c5e101a5e67f0cbc1e2b6f57ce99c279",
    );
    let token = read(&octets).unwrap();
    let sign1 = Sign1::read(token.tagged(18).unwrap()).unwrap();
    assert_eq!(sign1.typ(), Some(Typ::MediaType(TYP)));
    let service = Service::new();
    let error = verify(&service, &octets, None).map(|_| ()).unwrap_err();
    assert_eq!(error, Malformed::Chain.into());
}
