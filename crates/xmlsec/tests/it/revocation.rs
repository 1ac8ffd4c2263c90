//! Revocation of what signs metadata (Interoperability Architecture 1.4 §6.5; RFC 5280 §6.3).

use std::sync::LazyLock;

use openssl::asn1::{Asn1Object, Asn1OctetString, Asn1Time};
use openssl::bn::BigNum;
use openssl::hash::MessageDigest;
use openssl::pkey::PKey;
use openssl::x509::extension::AuthorityKeyIdentifier;
use openssl::x509::{X509, X509CrlBuilder, X509Extension, X509Revoked};
use xmlsec::{
    Curve, Document, Error, KeyKind, Limits, Malformed, Policy, RevocationList, SoftwareKey,
    TrustAnchors, Untrusted, sign, verify_metadata,
};

use crate::fixture::{MESSAGE, NOW, after_issuer, certificate, parse, subject, validity};

struct Pki {
    root: SoftwareKey,
    authority: SoftwareKey,
    signer: SoftwareKey,
}

const KIND: KeyKind = KeyKind::Ec(Curve::P256);
const DAY: i64 = 86_400;

static PKI: LazyLock<Pki> = LazyLock::new(|| {
    let root = SoftwareKey::generate(KIND, subject("root"), validity(), [1; 16]).unwrap();
    let authority = root
        .issue(KIND, subject("authority"), validity(), [2; 16], true)
        .unwrap();
    let signer = authority
        .issue(KIND, subject("signer"), validity(), [3; 16], false)
        .unwrap();
    Pki {
        root,
        authority,
        signer,
    }
});

fn x509(key: &SoftwareKey) -> X509 {
    X509::from_der(certificate(key).der()).unwrap()
}

/// A list in the name of `issuer`.
struct List<'a> {
    issuer: &'a SoftwareKey,
    signed_by: &'a SoftwareKey,
    names: &'a [&'a SoftwareKey],
    from: i64,
    until: i64,
    more: Option<(&'static str, bool)>,
}

impl<'a> List<'a> {
    fn of(issuer: &'a SoftwareKey, names: &'a [&'a SoftwareKey]) -> Self {
        Self {
            issuer,
            signed_by: issuer,
            names,
            from: NOW - DAY,
            until: NOW + DAY,
            more: None,
        }
    }

    fn der(&self) -> Vec<u8> {
        let issuer = x509(self.issuer);
        let time = |at| Asn1Time::from_unix(at).unwrap();
        let mut list = X509CrlBuilder::new().unwrap();
        list.set_issuer_name(issuer.subject_name()).unwrap();
        list.set_last_update(&time(self.from)).unwrap();
        list.set_next_update(&time(self.until)).unwrap();
        let context = X509::builder().unwrap();
        let identifier = AuthorityKeyIdentifier::new()
            .keyid(false)
            .build(&context.x509v3_context(Some(&issuer), None))
            .unwrap();
        list.append_extension(identifier).unwrap();
        let extension = |oid: &str, critical, der: &[u8]| {
            let oid = Asn1Object::from_str(oid).unwrap();
            let content = Asn1OctetString::new_from_bytes(der).unwrap();
            X509Extension::new_from_der(&oid, critical, &content).unwrap()
        };
        list.append_extension(extension("2.5.29.20", false, &[2, 1, 1]))
            .unwrap();
        if let Some((oid, critical)) = self.more {
            list.append_extension(extension(oid, critical, &[0x30, 0]))
                .unwrap();
        }
        for named in self.names {
            let serial = x509(named).serial_number().to_bn().unwrap();
            list.add_revoked(revoked(&serial)).unwrap();
        }
        let key = PKey::private_key_from_pem(self.signed_by.private_key_pem().as_bytes()).unwrap();
        list.sign(&key, MessageDigest::sha256()).unwrap();
        list.build().unwrap().to_der().unwrap()
    }

    fn read(&self) -> RevocationList {
        RevocationList::read(&self.der()).unwrap()
    }
}

/// RFC 5280 §5.1: a serial number and a date.
fn revoked(serial: &BigNum) -> X509Revoked {
    let serial = serial.to_vec();
    let mut der = vec![0x02, u8::try_from(serial.len()).unwrap()];
    der.extend(serial);
    der.extend(*b"\x17\x0D261122000000Z");
    let mut sequence = vec![0x30, u8::try_from(der.len()).unwrap()];
    sequence.extend(der);
    X509Revoked::from_der(&sequence).unwrap()
}

/// Metadata signed by the signer, below this anchor, with these lists.
fn check(anchor: &SoftwareKey, lists: Vec<RevocationList>) -> Result<(), Error> {
    let signed = sign(&parse(MESSAGE).unwrap(), &after_issuer(), &PKI.signer).unwrap();
    let doc = Document::parse(&signed, &Limits::METADATA).unwrap();
    let anchors = TrustAnchors::new([certificate(anchor)]).checked_for_revocation(lists);
    verify_metadata(&doc, &anchors, &Policy::EIDAS, NOW).map(|_| ())
}

const UNKNOWN: Result<(), Error> = Err(Error::Untrusted(Untrusted::RevocationUnknown));
const REVOKED: Result<(), Error> = Err(Error::Untrusted(Untrusted::Revoked));

#[test]
fn arch_6_5_a_certificate_on_its_issuers_list_is_refused_wherever_it_stands() {
    let Pki {
        root,
        authority,
        signer,
    } = &*PKI;
    fn list(issuer: &SoftwareKey, names: &[&SoftwareKey]) -> RevocationList {
        List::of(issuer, names).read()
    }
    let none = || vec![list(root, &[]), list(authority, &[])];
    assert_eq!(check(root, none()), Ok(()));
    let of_signer = vec![list(root, &[]), list(authority, &[signer])];
    assert_eq!(check(root, of_signer), REVOKED);
    let of_authority = vec![list(root, &[authority]), list(authority, &[])];
    assert_eq!(check(root, of_authority), REVOKED);
    // Two lists of one issuer: what one of them names is revoked.
    let both = vec![
        list(root, &[]),
        list(authority, &[]),
        list(authority, &[root, signer]),
    ];
    assert_eq!(check(root, both), REVOKED);
    // Somebody else's certificate on it.
    let other = vec![list(root, &[root]), list(authority, &[authority])];
    assert_eq!(check(root, other), Ok(()));
}

#[test]
fn arch_6_5_without_a_list_of_every_issuer_below_the_anchor_nothing_is_believed() {
    let Pki {
        root,
        authority,
        signer,
    } = &*PKI;
    let list = |issuer| List::of(issuer, &[]).read();
    assert_eq!(check(root, vec![]), UNKNOWN);
    assert_eq!(check(root, vec![list(root)]), UNKNOWN);
    assert_eq!(check(root, vec![list(authority)]), UNKNOWN);
    assert_eq!(check(authority, vec![list(authority)]), Ok(()));
    // The anchor itself needs none: removing it from the configuration is how it is revoked.
    assert_eq!(check(signer, vec![]), Ok(()));
}

#[test]
fn arch_6_5_who_would_miss_a_revocation_is_told() {
    let Pki {
        authority, signer, ..
    } = &*PKI;
    let anchors = || TrustAnchors::new([certificate(authority)]);
    assert!(anchors().would_miss_revocation(&certificate(signer)));
    assert!(!anchors().would_miss_revocation(&certificate(authority)));
    let checked = anchors().checked_for_revocation(vec![]);
    assert!(!checked.would_miss_revocation(&certificate(signer)));
    assert!(!checked.would_miss_revocation(&certificate(authority)));
}

#[test]
fn arch_6_5_only_the_issuers_own_list_in_date_counts() {
    let authority = &PKI.authority;
    let good = || List::of(authority, &[]);
    let one = |list: List<'_>| check(authority, vec![list.read()]);
    assert_eq!(one(good()), Ok(()));
    let edge = |from, until| {
        one(List {
            from,
            until,
            ..good()
        })
    };
    assert_eq!(edge(NOW - DAY, NOW), UNKNOWN);
    assert_eq!(edge(NOW - DAY, NOW + 1), Ok(()));
    assert_eq!(edge(NOW + 1, NOW + DAY), UNKNOWN);
    assert_eq!(edge(NOW, NOW + DAY), Ok(()));
    assert_eq!(one(List::of(&PKI.root, &[])), UNKNOWN, "another issuer's");
    let forged = List {
        signed_by: &PKI.root,
        ..good()
    };
    assert_eq!(one(forged), UNKNOWN, "another's signature");
    let twin = SoftwareKey::generate(KIND, subject("authority"), validity(), [2; 16]).unwrap();
    assert_eq!(one(List::of(&twin, &[])), UNKNOWN, "the same name");
}

#[test]
fn rfc_5280_5_2_a_list_that_speaks_of_some_certificates_only_is_not_read() {
    let list = |more| List {
        more,
        ..List::of(&PKI.authority, &[])
    };
    let read = |more| RevocationList::read(&list(more).der()).map(|_| ());
    let refused = Err(Malformed::RevocationList.into());
    assert_eq!(read(None), Ok(()));
    assert_eq!(read(Some(("1.2.3.4", false))), Ok(()));
    // issuingDistributionPoint, deltaCRLIndicator, and one that nobody knows.
    for oid in ["2.5.29.28", "2.5.29.27", "1.2.3.4"] {
        assert_eq!(read(Some((oid, true))), refused, "{oid}");
    }
    let der = list(None).der();
    let pem = openssl::x509::X509Crl::from_der(&der)
        .unwrap()
        .to_pem()
        .unwrap();
    assert_eq!(RevocationList::read(&pem).map(|_| ()), Ok(()));
    for broken in [&der[..der.len() - 1], b"", b"-", b"0"] {
        assert_eq!(RevocationList::read(broken).map(|_| ()), refused);
    }
}
