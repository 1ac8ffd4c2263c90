//! Certificate paths, lists of trusted entities, and what each category may vouch for.
//! RFC 5280; HAIP §6.1.1; TS 119 602; attacks WV-10, WV-12.

use oidc::jose::base64url;
use openssl::{hash::MessageDigest, nid::Nid};
use serde_json::{Value, json};
use wallet::{
    Error, Malformed, Mismatch, Untrusted,
    lote::{self, ExpectedList, PID_PROVIDERS, Previous, TrustedList},
    trust::{Anchors, KnownKey, ListSigners, PidIssuance, PidRevocation, Signer},
};

use crate::{
    fixture::{AUTHORITY, ISSUER, NOW, PROVIDER, object, token, trusted},
    pki::{Identity, Template, Usage, anchor, anchors, sign},
};

const DAY: i64 = 86_400;

fn path(anchors: &Anchors<PidIssuance>, chain: &[&Identity]) -> Result<Signer, Error> {
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
    let moved: Anchors<PidIssuance> = anchors(&AUTHORITY, "SE", PROVIDER);
    assert_eq!(
        moved.still_trust(provenance, NOW),
        Err(Untrusted::UnknownIssuer.into())
    );
}

// Lists.

struct List {
    header: Value,
    payload: Value,
    signer: Identity,
}

const SERVICE: &str = "http://uri.etsi.org/19602/SvcType/PID/";
const ENTITY: &str = "http://uri.etsi.org/19602/ListOfTrustedEntities/PIDProvider/";

fn operator() -> (Identity, Identity) {
    let authority = Template::authority("list CA", "EU").self_signed();
    let signer = Template {
        organization: "Operator",
        ..Template::signer("list", "EU")
    };
    let signer = signer.issued_by(&authority);
    (authority, signer)
}

fn good(signer: &Identity) -> List {
    let multi =
        |text: &str| json!([{"lang": "nb", "value": "annet"}, {"lang": "en", "value": text}]);
    let service = |kind: &str, identity: &Identity| {
        json!({"ServiceInformation": {
        "ServiceTypeIdentifier": format!("{SERVICE}{kind}"),
        "ServiceName": multi(kind),
        "ServiceDigitalIdentity": {"X509Certificates": [{"val": identity.base64()}]}}})
    };
    let other = Template::authority("revocation CA", "NO").self_signed();
    List {
        header: json!({"alg": "ES256", "x5c": [signer.base64()], "iat": NOW - 60}),
        payload: json!({"LoTE": {
        "ListAndSchemeInformation": {
            "LoTEVersionIdentifier": 1, "LoTESequenceNumber": 7, "LoTEType": PID_PROVIDERS,
            "SchemeOperatorName": multi("Operator"), "SchemeTerritory": "EU",
            "ListIssueDateTime": "2026-11-01T00:00:00Z", "NextUpdate": "2027-01-01T00:00:00.000Z"},
        "TrustedEntitiesList": [{
            "TrustedEntityInformation": {
                "TEName": multi(PROVIDER),
                "TEInformationURI": [{"lang": "en", "uriValue": format!("{ENTITY}NO")}]},
            "TrustedEntityServices": [service("Issuance", &AUTHORITY), service("Revocation", &other)],
        }]}}),
        signer: signer.clone(),
    }
}

impl List {
    fn token(&self) -> String {
        token(
            &object(self.header.clone()),
            &object(self.payload.clone()),
            &self.signer.key,
        )
    }

    fn scheme(&mut self, name: &str, value: Value) {
        self.payload["LoTE"]["ListAndSchemeInformation"][name] = value;
    }

    fn entity(&mut self) -> &mut Value {
        &mut self.payload["LoTE"]["TrustedEntitiesList"][0]
    }
}

fn expected(previous: Previous) -> ExpectedList<'static> {
    ExpectedList {
        list_type: PID_PROVIDERS,
        territory: "EU",
        previous,
    }
}

fn read_with(change: impl FnOnce(&mut List)) -> Result<TrustedList, Error> {
    let (authority, signer) = operator();
    let mut list = good(&signer);
    change(&mut list);
    let signers = ListSigners::IssuedBy(anchors(&authority, "EU", "operator"));
    lote::verify(&list.token(), &signers, &expected(Previous::Nothing), NOW)
}

fn list_refusal(change: impl FnOnce(&mut List)) -> Error {
    read_with(change).map(|_| ()).unwrap_err()
}

/// TS 119 602 §6, Annex D: from a list to anchors, each of its category.
#[test]
fn ts119602_d_a_list_gives_anchors_by_category() {
    let list = read_with(|_| ()).unwrap();
    assert_eq!(list.left_out(), []);
    let issuance: Anchors<PidIssuance> = list.anchors(0);
    let signer = path(&issuance, &[&ISSUER]).unwrap();
    assert_eq!((signer.country(), signer.provider()), ("NO", PROVIDER));
    // WV-10: the certificate for revocation anchors no PID, that for PIDs no status list.
    let revocation: Anchors<PidRevocation> = list.anchors(0);
    assert_eq!(
        (issuance.anchors().len(), revocation.anchors().len()),
        (1, 1)
    );
    let refused = revocation.signer(&[&ISSUER.der()], NOW).unwrap_err();
    assert_eq!(refused, Untrusted::UnknownIssuer.into());
    // Until the next update, and as much longer as grace says.
    let until = list.next_update();
    let late = |anchors: &Anchors<PidIssuance>| anchors.still_trust(signer.provenance(), until + 5);
    assert_eq!(
        late(&issuance),
        Err(Untrusted::ListExpired {
            until,
            now: until + 5
        }
        .into())
    );
    assert_eq!(late(&list.anchors(10)), Ok(()));
}

#[test]
fn ts119602_s6_8_the_signer_is_the_operator() {
    let (authority, signer) = operator();
    let list = good(&signer);
    let verify = |signers: &ListSigners| {
        lote::verify(&list.token(), signers, &expected(Previous::Nothing), NOW).map(|_| ())
    };
    verify(&ListSigners::IssuedBy(anchors(&authority, "EU", "o"))).unwrap();
    verify(&ListSigners::Pinned(vec![signer.certificate.clone()])).unwrap();
    let other = ListSigners::Pinned(vec![ISSUER.certificate.clone()]);
    assert_eq!(verify(&other), Err(Untrusted::ListSigner.into()));
    let other = ListSigners::IssuedBy(anchors(&AUTHORITY, "EU", "o"));
    assert_eq!(verify(&other), Err(Untrusted::UnknownIssuer.into()));
    // Another customer of the same authority, and an operator of another country.
    for (organization, country) in [("Somebody", "EU"), ("Operator", "NO")] {
        let signer = Template {
            organization,
            ..Template::signer("list", country)
        };
        let list = good(&signer.issued_by(&authority));
        let signers = ListSigners::IssuedBy(anchors(&authority, "EU", "o"));
        let refused = lote::verify(&list.token(), &signers, &expected(Previous::Nothing), NOW);
        assert_eq!(refused.map(|_| ()), Err(Untrusted::ListSigner.into()));
    }
    assert_eq!(
        list_refusal(|l| l.signer = ISSUER.clone()),
        Untrusted::Signature.into()
    );
    assert_eq!(
        list_refusal(|l| l.header["alg"] = "none".into()),
        Untrusted::Algorithm.into()
    );
    assert_eq!(
        list_refusal(|l| l.header["crit"] = json!(["b64"])),
        Untrusted::Critical.into()
    );
    read_with(|l| {
        l.header["crit"] = json!(["sigT"]);
        l.header["sigT"] = "2026-11-01T00:00:00Z".into();
    })
    .unwrap();
}

/// TS 119 182-1: administrations sign with RSA too, from 3072 bit.
#[test]
fn ts119182_1_an_rsa_signer_of_a_list() {
    let (authority, _) = operator();
    let template = Template {
        organization: "Operator",
        curve: Nid::RSAENCRYPTION,
        ..Template::signer("list", "EU")
    };
    let signer = template.issued_by(&authority);
    let list = good(&signer);
    let signers = ListSigners::IssuedBy(anchors(&authority, "EU", "o"));
    for (alg, pss) in [("RS256", false), ("PS256", true)] {
        let mut header = list.header.clone();
        header["alg"] = alg.into();
        let part = |value: &Value| base64url::encode(value.to_string().as_bytes());
        let signed = format!("{}.{}", part(&header), part(&list.payload));
        let mut rsa = openssl::sign::Signer::new(MessageDigest::sha256(), &signer.key).unwrap();
        if pss {
            rsa.set_rsa_padding(openssl::rsa::Padding::PKCS1_PSS)
                .unwrap();
            rsa.set_rsa_pss_saltlen(openssl::sign::RsaPssSaltlen::DIGEST_LENGTH)
                .unwrap();
        }
        let signature = rsa.sign_oneshot_to_vec(signed.as_bytes()).unwrap();
        let token = format!("{signed}.{}", base64url::encode(&signature));
        lote::verify(&token, &signers, &expected(Previous::Nothing), NOW).unwrap();
        let odd = format!(
            "{signed}.{}",
            base64url::encode(&sign(
                &ISSUER.key,
                MessageDigest::sha256(),
                signed.as_bytes()
            ))
        );
        let refused = lote::verify(&odd, &signers, &expected(Previous::Nothing), NOW);
        assert_eq!(refused.map(|_| ()), Err(Untrusted::Signature.into()));
    }
}

/// TS 119 602 §6.3; WV-10: lists that are another's, past, or from before.
#[test]
fn wv_10_lists_that_are_not_the_expected_one() {
    let scheme = |name: &'static str, value: Value| list_refusal(move |l| l.scheme(name, value));
    let member = |member| Error::from(Malformed::List { member });
    assert_eq!(
        scheme("LoTEType", lote::ACCESS_PROVIDERS.into()),
        Mismatch::ListType.into()
    );
    assert_eq!(
        scheme("SchemeTerritory", "NO".into()),
        Mismatch::Territory.into()
    );
    assert_eq!(
        scheme("LoTESequenceNumber", "7".into()),
        member("LoTESequenceNumber")
    );
    assert_eq!(scheme("NextUpdate", Value::Null), member("NextUpdate"));
    assert_eq!(scheme("NextUpdate", "soon".into()), member("NextUpdate"));
    let until = wallet::time::instant("2026-11-15T00:00:00Z").unwrap();
    assert_eq!(
        scheme("NextUpdate", "2026-11-15T00:00:00Z".into()),
        Mismatch::Expired { until, now: NOW }.into()
    );
    // Longer than six months.
    assert_eq!(
        scheme("NextUpdate", "2027-06-01T00:00:00Z".into()),
        member("NextUpdate")
    );
    let from = wallet::time::instant("2026-12-15T00:00:00Z").unwrap();
    assert_eq!(
        scheme("ListIssueDateTime", "2026-12-15T00:00:00Z".into()),
        Mismatch::NotYet { from, now: NOW }.into()
    );

    let (authority, signer) = operator();
    let list = good(&signer);
    let signers = ListSigners::IssuedBy(anchors(&authority, "EU", "o"));
    let verify = |previous| lote::verify(&list.token(), &signers, &expected(previous), NOW);
    let held = verify(Previous::Nothing).unwrap().held();
    let issued = wallet::time::instant("2026-11-01T00:00:00Z").unwrap();
    assert_eq!(
        held,
        Previous::Held {
            sequence: 7,
            issued
        }
    );
    verify(held).unwrap();
    verify(Previous::Held {
        sequence: 6,
        issued: issued - 1,
    })
    .unwrap();
    for (sequence, issued) in [(8, issued), (7, issued + 1)] {
        let refused = verify(Previous::Held { sequence, issued });
        assert_eq!(refused.map(|_| ()), Err(Mismatch::Rollback.into()));
    }
}

/// One country's mistake closes no other's wallets, and the operator reads why.
#[test]
fn ts119602_d_an_entity_that_cannot_be_used_is_left_out_by_name() {
    let reason = |change: &dyn Fn(&mut Value)| {
        let list = read_with(|l| change(l.entity())).unwrap();
        let reasons: Vec<&str> = list.left_out().iter().map(|left| left.reason).collect();
        assert!(list.anchors::<PidIssuance>(0).anchors().is_empty());
        reasons.join(", ")
    };
    let about = "TrustedEntityInformation";
    assert_eq!(reason(&|e| e[about]["TEName"] = json!([])), "no name");
    assert_eq!(
        reason(&|e| e[about]["TEInformationURI"] = json!([])),
        "no country"
    );
    let uri = |land: &str| json!({"lang": "en", "uriValue": format!("{ENTITY}{land}")});
    assert_eq!(
        reason(&|e| e[about]["TEInformationURI"] = json!([uri("NO"), uri("SE")])),
        "two countries"
    );
    assert_eq!(
        reason(&|e| e[about]["TEInformationURI"] = json!([uri("no")])),
        "no country"
    );
    let service = |e: &mut Value, name: &str, value: Value| {
        e["TrustedEntityServices"] = json!([e["TrustedEntityServices"][0]]);
        e["TrustedEntityServices"][0]["ServiceInformation"][name] = value;
    };
    assert_eq!(
        reason(&|e| service(e, "ServiceTypeIdentifier", Value::Null)),
        "no service type"
    );
    assert_eq!(
        reason(&|e| service(e, "ServiceDigitalIdentity", json!({}))),
        "no certificate"
    );
    let odd = json!({"X509Certificates": [{"val": "AAAA"}]});
    assert_eq!(
        reason(&|e| service(e, "ServiceDigitalIdentity", odd.clone())),
        "certificate cannot be read"
    );
    let withdrawn = "http://uri.etsi.org/TrstSvc/TrustedList/Svcstatus/withdrawn";
    assert_eq!(
        reason(&|e| service(e, "ServiceStatus", withdrawn.into())),
        "service is not granted"
    );
    // Its address, where its URI does not say.
    let list = read_with(|l| {
        l.entity()[about]["TEInformationURI"] = json!([]);
        l.entity()[about]["TEAddress"] = json!({"TEPostalAddress": [{"Country": "NO"}]});
    });
    assert_eq!(
        list.unwrap().anchors::<PidIssuance>(0).anchors()[0].country,
        "NO"
    );
}

/// A service of a type that is almost the one: «why untrusted».
#[test]
fn wv_12_a_service_of_another_type_anchors_nothing() {
    for service in [
        "PubEAA/Issuance",
        "PID",
        "PIDStatus/Issuance",
        "PID/Issuance/",
        "WRPAC/Issuance",
    ] {
        let list = read_with(|l| {
            let uri = format!("http://uri.etsi.org/19602/SvcType/{service}");
            l.entity()["TrustedEntityServices"][0]["ServiceInformation"]["ServiceTypeIdentifier"] =
                uri.into();
        });
        let anchors: Anchors<PidIssuance> = list.unwrap().anchors(0);
        assert_eq!(
            path(&anchors, &[&ISSUER]).unwrap_err(),
            Untrusted::UnknownIssuer.into(),
            "{service}"
        );
    }
}
