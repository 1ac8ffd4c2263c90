//! Certificate paths, and who is believed at their end. RFC 5280; HAIP §6.1.1; attack WV-10.

use openssl::{
    ec::{Asn1Flag, EcGroup, EcKey},
    hash::MessageDigest,
    nid::Nid,
    pkey::PKey,
};
use wallet::{
    Error, Malformed, Untrusted,
    trust::{Anchors, KnownKey, PidIssuance, Signer},
};

use crate::{
    fixture::{AUTHORITY, ISSUER, NOW, PROVIDER, trusted},
    pki::{Identity, Template, Usage, anchor, anchors},
};

const DAY: i64 = 86_400;

pub(crate) fn path(anchors: &Anchors<PidIssuance>, chain: &[&Identity]) -> Result<Signer, Error> {
    let chain: Vec<Vec<u8>> = chain.iter().map(|identity| identity.der()).collect();
    let chain: Vec<&[u8]> = chain.iter().map(Vec::as_slice).collect();
    anchors.signer(&chain, NOW)
}

fn refused(chain: &[&Identity]) -> Error {
    path(&trusted(), chain).unwrap_err()
}

fn is_path_error(error: &Error) -> bool {
    matches!(error, Error::Untrusted(Untrusted::CertificatePath { .. }))
}

#[test]
fn rfc5280_s6_a_signer_below_an_anchor() {
    let signer = path(&trusted(), &[&ISSUER]).unwrap();
    assert_eq!((signer.country(), signer.provider()), ("NO", PROVIDER));
    assert_eq!(signer.validity(), (NOW - 10 * DAY, NOW + 400 * DAY));
    // HAIP §6.1.1: the anchor in the chain is tolerated and proves nothing.
    path(&trusted(), &[&ISSUER, &AUTHORITY]).unwrap();
    assert_eq!(
        path(&Anchors::new([]), &[&ISSUER, &AUTHORITY]).unwrap_err(),
        Untrusted::UnknownIssuer.into()
    );
}

/// 18013-5 §9.1.5.2, table 22: brainpool curves for authorities and signers.
#[test]
fn iso18013_5_s9_1_5_2_curves_of_paths() {
    for curve in [
        Nid::BRAINPOOL_P256R1,
        Nid::BRAINPOOL_P384R1,
        Nid::BRAINPOOL_P512R1,
        Nid::SECP384R1,
        Nid::SECP521R1,
    ] {
        let authority = Template {
            curve,
            digest: MessageDigest::sha512(),
            ..Template::authority("CA", "DE")
        };
        let authority = authority.self_signed();
        let signer = Template {
            curve,
            digest: MessageDigest::sha512(),
            ..Template::signer("DS", "DE")
        };
        let anchors = anchors(&authority, "DE", "Provider");
        path(&anchors, &[&signer.issued_by(&authority)]).unwrap();
    }
}

/// An authority signs certificates and nothing else. OpenSSL calls such paths good.
#[test]
fn haip_s6_1_1_an_authority_is_no_signer() {
    let refused_as_authority =
        |error: Error| assert_eq!(error, Untrusted::AuthorityAsSigner.into());
    refused_as_authority(refused(&[&AUTHORITY]));
    let below = Template::authority("sub CA", "NO").issued_by(&AUTHORITY);
    refused_as_authority(refused(&[&below]));
    // `cA` alone, and the usage alone.
    let marked = Template {
        usage: Some(Usage::Signatures),
        ..Template::authority("odd", "NO")
    };
    refused_as_authority(refused(&[&marked.issued_by(&AUTHORITY)]));
    let marked = Template {
        usage: None,
        ..Template::authority("odd", "NO")
    };
    refused_as_authority(refused(&[&marked.issued_by(&AUTHORITY)]));
    let signs = Template {
        usage: Some(Usage::Certificates),
        ..Template::signer("odd", "NO")
    };
    refused_as_authority(refused(&[&signs.issued_by(&AUTHORITY)]));
    // The anchor's key under another certificate, marked as a signer's.
    let disguised = Template::signer("disguised", "NO").made(Some(&AUTHORITY), &AUTHORITY.key);
    refused_as_authority(refused(&[&disguised]));
    // A signer that is on the list itself.
    let itself = anchors(&ISSUER, "NO", PROVIDER);
    refused_as_authority(path(&itself, &[&ISSUER]).unwrap_err());
}

/// A suite's document signer is its own authority: its key may be named, in whatever certificate, and
/// nothing else is believed with it.
#[test]
fn iso18013_5_s9_3_1_a_suite_may_sign_with_a_key_that_is_named() {
    let suite = Template::authority("suite", "US").self_signed();
    let spki = suite.key.public_key_to_der().unwrap();
    let known = KnownKey {
        sha256: openssl::sha::sha256(&spki),
        country: "NO".to_owned(),
        provider: "suite".to_owned(),
    };
    let with_key = trusted().with_keys([known.clone()]);
    let signer = path(&with_key, &[&suite]).unwrap();
    assert_eq!((signer.country(), signer.provider()), ("NO", "suite"));
    assert_eq!(signer.validity(), (NOW - 30 * DAY, NOW + 3650 * DAY));
    with_key.still_trust(signer.provenance(), NOW).unwrap();
    let renewed = Template::signer("renewed", "US").made(None, &suite.key);
    path(&with_key, &[&renewed]).unwrap();
    // Lists are read beside it, and what is joined keeps it.
    path(&with_key, &[&ISSUER]).unwrap();
    path(&trusted().and(with_key.clone()), &[&suite]).unwrap();

    let is_authority = Untrusted::AuthorityAsSigner.into();
    assert_eq!(refused(&[&suite]), is_authority);
    let unknown = Untrusted::UnknownIssuer.into();
    assert_eq!(
        trusted().still_trust(signer.provenance(), NOW),
        Err(unknown)
    );
    for (country, provider) in [("SE", "suite"), ("NO", "another")] {
        let moved = KnownKey {
            country: country.to_owned(),
            provider: provider.to_owned(),
            ..known.clone()
        };
        let moved = trusted().with_keys([moved]);
        let unknown = Untrusted::UnknownIssuer.into();
        assert_eq!(moved.still_trust(signer.provenance(), NOW), Err(unknown));
    }
    let another = Template::authority("suite", "US").self_signed();
    assert_eq!(path(&with_key, &[&another]).unwrap_err(), is_authority);
    let late = Template {
        days: (-30, -1),
        ..Template::authority("suite", "US")
    };
    let late = late.made(None, &suite.key);
    assert!(is_path_error(&path(&with_key, &[&late]).unwrap_err()));
    // It signs credentials, and certifies nobody.
    let below = Template::signer("below", "US").issued_by(&suite);
    let unknown = Untrusted::UnknownIssuer.into();
    assert_eq!(path(&with_key, &[&below]).unwrap_err(), unknown);
    let unknown = Untrusted::UnknownIssuer.into();
    assert_eq!(path(&with_key, &[&below, &suite]).unwrap_err(), unknown);
}

#[test]
fn rfc5280_s6_1_paths_that_do_not_hold() {
    let signer = |change: &dyn Fn(&mut Template)| {
        let mut template = Template::signer("PID signer", "NO");
        change(&mut template);
        template.issued_by(&AUTHORITY)
    };
    for odd in [
        signer(&|t| t.days = (-10, -1)),
        signer(&|t| t.days = (1, 10)),
        signer(&|t| t.digest = MessageDigest::sha1()),
        // Another authority of the same name.
        Template::signer("PID signer", "NO")
            .issued_by(&Template::authority("PID CA", "NO").self_signed()),
    ] {
        assert!(is_path_error(&refused(&[&odd])), "{:?}", refused(&[&odd]));
    }
    assert_eq!(
        refused(&[&signer(&|t| t.usage = Some(Usage::Agreement))]),
        Untrusted::KeyUsage.into()
    );
    path(&trusted(), &[&signer(&|t| t.usage = None)]).unwrap();
    // Self-signed, and below an authority of its own that it brings along.
    let own = Template::signer("own", "NO").self_signed();
    assert_eq!(refused(&[&own]), Untrusted::UnknownIssuer.into());
    let evil = Template::authority("evil CA", "NO").self_signed();
    let signed = Template::signer("evil", "NO").issued_by(&evil);
    assert_eq!(refused(&[&signed, &evil]), Untrusted::UnknownIssuer.into());
    // The good chain behind a leaf that it did not issue.
    assert!(is_path_error(&refused(&[&signed, &ISSUER])));
    // A leaf that issued a leaf.
    let child = Template::signer("child", "NO").issued_by(&ISSUER);
    assert!(is_path_error(&refused(&[&child, &ISSUER])));
    // An expired authority.
    let old = Template {
        days: (-30, -1),
        ..Template::authority("old CA", "NO")
    }
    .self_signed();
    let below = Template::signer("PID signer", "NO").issued_by(&old);
    assert!(is_path_error(
        &path(&anchors(&old, "NO", PROVIDER), &[&below]).unwrap_err()
    ));
}

/// A path that was proven is not proven again, and holds no longer, for nobody else and of no other
/// octets than it did.
#[test]
fn rfc5280_s6_1_what_is_remembered_of_a_path_changes_no_answer() {
    let short = Template {
        days: (-1, 1),
        ..Template::authority("first", "NO")
    };
    let short = short.issued_by(&AUTHORITY);
    let leaf = Template::signer("signer", "NO").issued_by(&short);
    let chain = [leaf.der(), short.der()];
    let chain = [&chain[0][..], &chain[1][..]];
    let trusted = trusted();
    let first = trusted.signer(&chain, NOW).unwrap();
    assert_eq!(trusted.signer(&chain, NOW).unwrap(), first);
    // The intermediate's two ends, though the leaf is in date; and in between once more. Each as those say
    // who remember nothing.
    for (at, good) in [
        (NOW - DAY - 1, false),
        (NOW - DAY, true),
        (NOW + DAY - 1, true),
        (NOW + DAY, false),
        (NOW + DAY + 1, false),
        (NOW, true),
    ] {
        let again = trusted.signer(&chain, at);
        assert_eq!(again, self::trusted().signer(&chain, at), "{}", at - NOW);
        assert_eq!(again.is_ok(), good, "{}: {again:?}", at - NOW);
        if let Err(error) = again {
            assert!(is_path_error(&error), "{error:?}");
        }
    }
    // The list's end.
    let (long, end) = (ISSUER.der(), NOW + 90 * DAY);
    trusted.signer(&[&long], end - 1).unwrap();
    assert_eq!(
        trusted.signer(&[&long], end).unwrap_err(),
        Untrusted::ListExpired {
            until: end,
            now: end
        }
        .into()
    );
    trusted.signer(&[&long], end - 1).unwrap();
    // Fewer certificates, others, and more than a chain has.
    let long_chain = [&chain[..], &[&long[..]; 3]].concat();
    assert_eq!(
        trusted.signer(&long_chain, NOW).unwrap_err(),
        Malformed::Chain.into()
    );
    assert_eq!(
        trusted.signer(&chain[..1], NOW).unwrap_err(),
        Untrusted::UnknownIssuer.into()
    );
    let mut altered = leaf.der();
    *altered.last_mut().unwrap() ^= 1;
    assert!(is_path_error(
        &trusted.signer(&[&altered, chain[1]], NOW).unwrap_err()
    ));
    // Other anchors know nothing of it; more of them than before find their own.
    let other = Template::authority("other CA", "SE").self_signed();
    let others: Anchors<PidIssuance> = anchors(&other, "SE", "Other");
    let unknown = Untrusted::UnknownIssuer.into();
    assert_eq!(others.signer(&chain, NOW).unwrap_err(), unknown);
    let both = others.and(trusted.clone());
    assert_eq!(both.signer(&chain, NOW).unwrap().country(), "NO");
    // More chains than are remembered, by certificates that nobody needs.
    let more: Vec<Vec<u8>> = (0..9)
        .map(|_| Template::signer("more", "NO").issued_by(&AUTHORITY).der())
        .collect();
    for (one, two, three) in (0..9 * 9 * 9).map(|n| (n / 81, n / 9 % 9, n % 9)) {
        let padded = [&long[..], &more[one], &more[two], &more[three]];
        trusted.signer(&padded, NOW).unwrap();
    }
    assert_eq!(trusted.signer(&chain, NOW).unwrap(), first);
}

/// At most four certificates: a signer, its authority and two between.
#[test]
fn rfc5280_s6_1_chains_have_a_length() {
    let first = Template::authority("first", "NO").issued_by(&AUTHORITY);
    let second = Template::authority("second", "NO").issued_by(&first);
    let third = Template::authority("third", "NO").issued_by(&second);
    let signer = Template::signer("signer", "NO");
    path(&trusted(), &[&signer.issued_by(&second), &second, &first]).unwrap();
    path(
        &trusted(),
        &[&signer.issued_by(&second), &first, &second, &AUTHORITY],
    )
    .unwrap();
    assert!(is_path_error(&refused(&[
        &signer.issued_by(&third),
        &third,
        &second,
        &first
    ])));
    let leaf = signer.issued_by(&second);
    assert_eq!(
        refused(&[&leaf, &second, &first, &AUTHORITY, &first]),
        Malformed::Chain.into()
    );
    assert_eq!(refused(&[]), Malformed::Chain.into());
    let trailing = [ISSUER.der(), vec![0]].concat();
    assert_eq!(
        trusted().signer(&[&trailing], NOW).unwrap_err(),
        Malformed::Certificate.into()
    );
}

/// Of each certificate between signer and anchor the same is asked as of both.
#[test]
fn rfc5280_s6_1_one_between_that_does_not_hold() {
    let between = |change: &dyn Fn(&mut Template)| {
        let mut template = Template::authority("between", "NO");
        change(&mut template);
        let between = template.issued_by(&AUTHORITY);
        let signer = Template::signer("signer", "NO").issued_by(&between);
        path(&trusted(), &[&signer, &between]).map(|_| ())
    };
    between(&|_| ()).unwrap();
    let odd: [&dyn Fn(&mut Template); 5] = [
        &|t| t.days = (-30, -1),
        &|t| t.days = (1, 30),
        &|t| t.digest = MessageDigest::sha1(),
        &|t| t.authority = false,
        &|t| t.usage = Some(Usage::Signatures),
    ];
    for (nth, change) in odd.into_iter().enumerate() {
        let refused = between(change).unwrap_err();
        assert!(is_path_error(&refused), "{nth}: {refused:?}");
    }
    // Left out, or another of its name in its place.
    let first = Template::authority("between", "NO").issued_by(&AUTHORITY);
    let signer = Template::signer("signer", "NO").issued_by(&first);
    assert_eq!(refused(&[&signer]), Untrusted::UnknownIssuer.into());
    let other = Template::authority("between", "NO").issued_by(&AUTHORITY);
    assert!(is_path_error(&refused(&[&signer, &other])));
}

/// Attack CVE-2020-0601: a curve of the signer's own making under a public point that somebody knows.
#[test]
fn rfc5480_s2_1_1_a_signer_s_curve_is_named() {
    let signer = |flag| {
        let mut group = EcGroup::from_curve_name(Nid::X9_62_PRIME256V1).unwrap();
        group.set_asn1_flag(flag);
        let key = PKey::from_ec_key(EcKey::generate(&group).unwrap()).unwrap();
        Template::signer("PID signer", "NO").made(Some(&AUTHORITY), &key)
    };
    path(&trusted(), &[&signer(Asn1Flag::NAMED_CURVE)]).unwrap();
    let spelled_out = signer(Asn1Flag::EXPLICIT_CURVE);
    assert_eq!(refused(&[&spelled_out]), Malformed::Key.into());
}

/// WV-10: of two authorities of one name each belongs to its own entity.
#[test]
fn wv_10_same_name_other_key() {
    let twin = Template::authority("PID CA", "NO").self_signed();
    let below = Template::signer("PID signer", "NO").issued_by(&twin);
    let both = Anchors::new([
        anchor(&AUTHORITY, "NO", PROVIDER),
        anchor(&twin, "SE", "Twin"),
    ]);
    assert_eq!(path(&both, &[&ISSUER]).unwrap().provider(), PROVIDER);
    assert_eq!(path(&both, &[&below]).unwrap().country(), "SE");
}

/// WV-10, WV-18: struck off, or the list ran out, between answer and release.
#[test]
fn wv_10_trust_is_asked_again() {
    let signer = path(&trusted(), &[&ISSUER]).unwrap();
    let provenance = signer.provenance();
    trusted().still_trust(provenance, NOW).unwrap();
    let gone = Untrusted::UnknownIssuer.into();
    assert_eq!(
        Anchors::<PidIssuance>::new([]).still_trust(provenance, NOW),
        Err(gone)
    );
    let until = NOW + 90 * DAY;
    let expired = Error::from(Untrusted::ListExpired { until, now: until });
    assert_eq!(
        trusted().still_trust(provenance, until),
        Err(expired.clone())
    );
    assert_eq!(
        trusted().signer(&[&ISSUER.der()], until).unwrap_err(),
        expired
    );
    // WV-10: the same entity by another certificate alone: whoever held the old key is not believed.
    let renewed = Template::authority("PID CA", "NO").self_signed();
    let renewed: Anchors<PidIssuance> = anchors(&renewed, "NO", PROVIDER);
    let gone = Untrusted::UnknownIssuer.into();
    assert_eq!(renewed.still_trust(provenance, NOW), Err(gone));
    let other_key = KnownKey {
        sha256: [7; 32],
        country: "NO".to_owned(),
        provider: PROVIDER.to_owned(),
    };
    let gone = Untrusted::UnknownIssuer.into();
    let by_key = Anchors::<PidIssuance>::new([]).with_keys([other_key]);
    assert_eq!(by_key.still_trust(provenance, NOW), Err(gone));
    let moved: Anchors<PidIssuance> = anchors(&AUTHORITY, "SE", PROVIDER);
    assert_eq!(
        moved.still_trust(provenance, NOW),
        Err(Untrusted::UnknownIssuer.into())
    );
}

/// Two lists name one authority, as the EU's and a country's own do: while one of them is in date it vouches, and it
/// is the one that is told by. WV-10: when both are over nobody does.
#[test]
fn wv_10_of_two_lists_that_name_an_authority_one_in_date_is_enough() {
    let until = |days: i64| {
        let mut anchor = anchor(&ISSUER, "NO", PROVIDER);
        anchor.certificate = AUTHORITY.certificate.clone();
        anchor.valid_until = NOW + days * DAY;
        anchor
    };
    let over = |days: i64, now: i64| {
        let until = NOW + days * DAY;
        Error::from(Untrusted::ListExpired { until, now })
    };
    let namesake = Template::authority("PID CA", "NO").self_signed();
    for order in [[1, 9], [9, 1]] {
        let both: Anchors<PidIssuance> = Anchors::new(order.map(until));
        let at = |now: i64| both.signer(&[&ISSUER.der()], now).map(|_| ());
        let provenance = path(&both, &[&ISSUER]).unwrap().provenance().clone();
        for now in [NOW, NOW + DAY, NOW + 9 * DAY - 1] {
            assert_eq!(at(now), Ok(()), "{order:?} {}", now - NOW);
            assert_eq!(both.still_trust(&provenance, now), Ok(()));
        }
        let end = NOW + 9 * DAY;
        assert!(
            order
                .map(|days| over(days, end))
                .contains(&at(end).unwrap_err())
        );
        let asked_again = both.still_trust(&provenance, end).unwrap_err();
        assert!(order.map(|days| over(days, end)).contains(&asked_again));
        // What another authority of its name did not sign hides not that the list is over.
        let beside = both.and(anchors(&namesake, "NO", PROVIDER));
        let refused = beside.signer(&[&ISSUER.der()], end).unwrap_err();
        assert!(order.map(|days| over(days, end)).contains(&refused));
    }
}
