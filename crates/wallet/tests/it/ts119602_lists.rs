//! Lists of trusted entities, and what each category may vouch for. TS 119 602; attacks WV-10, WV-12.

use oidc::jose::base64url;
use openssl::{hash::MessageDigest, nid::Nid, pkey::PKey, rsa::Rsa};
use serde_json::{Value, json};
use wallet::{
    Error, Malformed, Mismatch, Untrusted,
    lote::{self, ExpectedList, PID_PROVIDERS, Previous, TrustedList},
    trust::{Anchors, ListSigners, PidIssuance, PidRevocation},
};

use crate::{
    fixture::{AUTHORITY, ISSUER, NOW, PROVIDER, object, token},
    pki::{Identity, Template, anchors, sign},
    trust::path,
};

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

/// Greece is `EL` on lists and `GR` in certificates; a list that writes `GR` means the same country.
#[test]
fn ts119602_d_greece_has_two_spellings_and_is_one_country() {
    let country = |list: &TrustedList| {
        let anchors: Anchors<PidIssuance> = list.anchors(0);
        anchors.anchors()[0].country.clone()
    };
    for written in ["EL", "GR"] {
        let uri = |written: &str| json!({"lang": "en", "uriValue": format!("{ENTITY}{written}")});
        let list = read_with(|l| {
            l.entity()["TrustedEntityInformation"]["TEInformationURI"] =
                json!([uri(written), uri("EL")]);
        });
        let list = list.unwrap();
        assert_eq!((list.left_out(), country(&list).as_str()), (&[][..], "EL"));
    }
    // Its own list, by a signer of `C=GR`.
    let authority = Template::authority("list CA", "GR").self_signed();
    let signer = Template {
        organization: "Operator",
        ..Template::signer("list", "GR")
    };
    let signer = signer.issued_by(&authority);
    let signers = ListSigners::IssuedBy(anchors(&authority, "EL", "operator"));
    let mut own = good(&signer);
    own.scheme("SchemeTerritory", "EL".into());
    let mut read = |territory| {
        let expected = ExpectedList {
            territory,
            ..expected(Previous::Nothing)
        };
        own.entity()["TrustedEntityInformation"]["TEInformationURI"] = Value::Null;
        lote::verify(&own.token(), &signers, &expected, NOW)
    };
    assert_eq!(country(&read("EL").unwrap()), "EL");
    assert_eq!(country(&read("GR").unwrap()), "EL");
    assert_eq!(read("NO").map(|_| ()), Err(Mismatch::Territory.into()));
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
    let until = list.valid_until();
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

/// A certificate that the Official Journal names counts from its first second to its last.
#[test]
fn ts119612_s5_7_1_a_pinned_signer_is_in_date() {
    let (authority, _) = operator();
    let template = Template {
        days: (-1, 1),
        ..Template::signer("list", "EU")
    };
    let signer = template.issued_by(&authority);
    let signers = ListSigners::Pinned(vec![signer.certificate.clone()]);
    let at = |now: i64| {
        let token = good(&signer).token();
        lote::verify(&token, &signers, &expected(Previous::Nothing), now).map(|_| ())
    };
    let until = NOW + 86_400;
    for now in [NOW - 86_400, NOW, until] {
        assert_eq!(at(now), Ok(()), "{}", now - NOW);
    }
    for now in [NOW - 86_401, until + 1] {
        assert_eq!(at(now), Err(Untrusted::ListExpired { until, now }.into()));
    }
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

/// ECCG agreed mechanisms: RSA of 3000 bit and more. Of a signer that is pinned no path says so.
#[test]
fn ts119182_1_a_pinned_rsa_signer_is_strong() {
    let (authority, _) = operator();
    let verify = |bits: u32| {
        let key = PKey::from_rsa(Rsa::generate(bits).unwrap()).unwrap();
        let signer = Template::signer("list", "EU").made(Some(&authority), &key);
        let mut list = good(&signer);
        list.header["alg"] = "RS256".into();
        let part = |value: &Value| base64url::encode(value.to_string().as_bytes());
        let signed = format!("{}.{}", part(&list.header), part(&list.payload));
        let mut rsa = openssl::sign::Signer::new(MessageDigest::sha256(), &key).unwrap();
        let signature = rsa.sign_oneshot_to_vec(signed.as_bytes()).unwrap();
        let token = format!("{signed}.{}", base64url::encode(&signature));
        let signers = ListSigners::Pinned(vec![signer.certificate.clone()]);
        lote::verify(&token, &signers, &expected(Previous::Nothing), NOW).map(|_| ())
    };
    assert_eq!(verify(3072), Ok(()));
    assert_eq!(verify(2048), Err(Untrusted::Algorithm.into()));
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
    for version in [Value::Null, 2.into(), 0.into(), "1".into(), json!(1.0)] {
        let refused = scheme("LoTEVersionIdentifier", version);
        assert_eq!(refused, member("LoTEVersionIdentifier"));
    }
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

/// TS 119 602 §6.3.14, §6.3.15, Annex D.1: the two dates, at the boundaries of what may be. Clocks may
/// be a minute apart; six months are at most 186 days.
#[test]
fn ts119602_s6_3_15_the_dates_of_a_list_have_bounds() {
    let dated = |issued: &str, next: &str| {
        read_with(|list| {
            list.scheme("ListIssueDateTime", issued.into());
            list.scheme("NextUpdate", next.into());
        })
        .map(|_| ())
    };
    assert_eq!(wallet::time::instant("2026-11-29T11:00:00Z"), Some(NOW));
    let odd = Err(Malformed::List {
        member: "NextUpdate",
    }
    .into());
    let later = "2027-01-01T00:00:00Z";
    assert_eq!(dated("2026-11-29T11:01:00Z", later), Ok(()));
    let from = NOW + 61;
    let not_yet = Err(Mismatch::NotYet { from, now: NOW }.into());
    assert_eq!(dated("2026-11-29T11:01:01Z", later), not_yet);
    assert_eq!(
        dated("2026-11-01T00:00:00Z", "2026-11-29T11:00:01Z"),
        Ok(())
    );
    let over = Mismatch::Expired {
        until: NOW,
        now: NOW,
    };
    assert_eq!(
        dated("2026-11-01T00:00:00Z", "2026-11-29T11:00:00Z"),
        Err(over.into())
    );
    assert_eq!(
        dated("2026-05-27T12:00:00Z", "2026-11-29T12:00:00Z"),
        Ok(())
    );
    assert_eq!(dated("2026-05-27T11:59:59Z", "2026-11-29T12:00:00Z"), odd);
    // Not before it was made, where both lie within what clocks may differ; nor in the same second.
    assert_eq!(
        dated("2026-11-29T11:00:30Z", "2026-11-29T11:00:31Z"),
        Ok(())
    );
    assert_eq!(dated("2026-11-29T11:00:30Z", "2026-11-29T11:00:30Z"), odd);
    assert_eq!(dated("2026-11-29T11:00:30Z", "2026-11-29T11:00:20Z"), odd);
}

/// A list of five thousand entities is read; a longer one is none of 27 countries.
#[test]
fn ts119602_s6_6_a_list_has_a_length() {
    let of = |count: usize| {
        read_with(|list| {
            let entities = vec![json!({}); count];
            list.payload["LoTE"]["TrustedEntitiesList"] = entities.into();
        })
    };
    assert_eq!(of(5000).unwrap().left_out().len(), 5000);
    let refused = of(5001).map(|_| ());
    assert_eq!(refused, Err(Malformed::TooLarge.into()));
}

/// §6.4.0: a list on which nobody is approved has no such member. Attack WV-10: the one provider of a list is struck off,
/// and while the new list is refused for its form the old one vouches for him.
#[test]
fn wv_10_a_list_that_names_nobody_any_more_is_read() {
    for nobody in [None, Some(json!([]))] {
        let list = read_with(|list| {
            let lote = list.payload["LoTE"].as_object_mut().unwrap();
            lote.remove("TrustedEntitiesList");
            lote.extend(nobody.map(|nobody| ("TrustedEntitiesList".to_owned(), nobody)));
        });
        let list = list.unwrap();
        assert_eq!(list.left_out(), []);
        assert!(list.anchors::<PidIssuance>(0).anchors().is_empty());
    }
    let member = "TrustedEntitiesList";
    let odd = list_refusal(|list| list.payload["LoTE"][member] = json!({}));
    assert_eq!(odd, Malformed::List { member }.into());
}

/// §6.3.15: a list without `NextUpdate` is the last of its scheme. Attack WV-10: refused for it, the one before vouches on
/// for providers whom nobody supervises.
#[test]
fn wv_10_a_list_that_is_closed_takes_the_place_of_the_one_before_and_vouches_for_nobody() {
    let before = read_with(|_| ()).unwrap();
    assert!(!before.is_closed());
    for nothing in [None, Some(Value::Null), Some("".into()), Some(" ".into())] {
        let (authority, signer) = operator();
        let mut list = good(&signer);
        let scheme = list.payload["LoTE"]["ListAndSchemeInformation"].as_object_mut();
        let scheme = scheme.unwrap();
        scheme.remove("NextUpdate");
        scheme.extend(nothing.map(|nothing| ("NextUpdate".to_owned(), nothing)));
        list.scheme("LoTESequenceNumber", 8.into());
        let signers = ListSigners::IssuedBy(anchors(&authority, "EU", "o"));
        let read =
            |list: &List, previous| lote::verify(&list.token(), &signers, &expected(previous), NOW);
        let closed = read(&list, before.held()).unwrap();
        assert!(closed.is_closed());
        // However long one would wait for the next.
        assert!(closed.anchors::<PidIssuance>(u32::MAX).anchors().is_empty());
        assert!(closed.anchors::<PidRevocation>(0).anchors().is_empty());
        assert_eq!(closed.valid_until(), NOW - 28 * 86_400 - 11 * 3600);
        // The one before does not come back, and one that was closed before it closes nothing.
        let older = read(&good(&signer), closed.held()).map(|_| ());
        assert_eq!(older, Err(Mismatch::Rollback.into()));
        list.scheme("LoTESequenceNumber", 6.into());
        let older = read(&list, before.held()).map(|_| ());
        assert_eq!(older, Err(Mismatch::Rollback.into()));
        // Nor one that is to be closed.
        list.scheme("ListIssueDateTime", "2026-12-15T00:00:00Z".into());
        let early = read(&list, Previous::Nothing).map(|_| ());
        assert!(matches!(
            early,
            Err(Error::Mismatch(Mismatch::NotYet { .. }))
        ));
    }
    for odd in [json!(0), json!([]), json!("never")] {
        let refused = list_refusal(|l| l.scheme("NextUpdate", odd));
        let member = "NextUpdate";
        assert_eq!(refused, Malformed::List { member }.into());
    }
}

/// §6.3.17: "shall reject the LoTE if it encounters a critical extension it does not recognize". We know none; one of a
/// provider or a service is that provider's.
#[test]
fn ts119602_s6_3_17_a_critical_extension_is_not_passed_over() {
    let member = "SchemeExtensions";
    for (extension, counts) in [
        (json!({"critical": true, "x": 1}), false),
        (json!({"Critical": true}), false),
        (json!({"critical": false, "x": 1}), true),
        (
            json!({"ServiceUniqueIdentifier": "https://a.example"}),
            true,
        ),
    ] {
        let list = read_with(|list| list.scheme(member, json!([{"y": 1}, extension])));
        let refused = Err(Malformed::List { member }.into());
        assert_eq!(list.map(|_| ()), if counts { Ok(()) } else { refused });
        let provider = read_with(|list| {
            let about = &mut list.entity()["TrustedEntityInformation"];
            about["TEInformationExtensions"] = json!([extension]);
        });
        let service = read_with(|list| {
            let service = &mut list.entity()["TrustedEntityServices"][0]["ServiceInformation"];
            service["ServiceInformationExtensions"] = json!([extension]);
        });
        for list in [provider.unwrap(), service.unwrap()] {
            let reasons: Vec<_> = list.left_out().iter().map(|out| out.reason).collect();
            let expected = if counts {
                &[][..]
            } else {
                &["critical extension"]
            };
            assert_eq!(reasons, expected, "{extension}");
            let anchors: Anchors<PidIssuance> = list.anchors(0);
            assert_eq!(anchors.anchors().is_empty(), !counts);
        }
    }
}

/// Annex D.3: no status says nothing; where there is one, the service is granted or notified. An
/// entity without a country is of its list's, where that is a country's.
#[test]
fn ts119602_d_a_service_that_counts() {
    let anchors_of = |list: Result<TrustedList, Error>| -> Vec<(String, String)> {
        let anchors: Anchors<PidIssuance> = list.unwrap().anchors(0);
        let named =
            |anchor: &wallet::trust::Anchor| (anchor.country.clone(), anchor.provider.clone());
        anchors.anchors().iter().map(named).collect()
    };
    let norwegian = vec![("NO".to_owned(), PROVIDER.to_owned())];
    for (status, counts) in [
        ("granted", true),
        ("notified", true),
        ("withdrawn", false),
        ("notgranted", false),
    ] {
        let list = read_with(|list| {
            list.entity()["TrustedEntityServices"][0]["ServiceInformation"]["ServiceStatus"] =
                format!("http://uri.etsi.org/TrstSvc/TrustedList/Svcstatus/{status}").into();
        });
        let expected = if counts { &norwegian[..] } else { &[] };
        assert_eq!(anchors_of(list), expected, "{status}");
    }
    // §6.6: a status counts from its time on; the EU profiles have neither.
    for (since, counts) in [
        (json!("2026-11-29T11:00:00Z"), true),
        (json!("2026-11-29T11:00:01Z"), false),
        (json!("soon"), false),
        (json!(0), false),
        (Value::Null, true),
    ] {
        let list = read_with(|list| {
            list.entity()["TrustedEntityServices"][0]["ServiceInformation"]["StatusStartingTime"] =
                since.clone();
        });
        let expected = if counts { &norwegian[..] } else { &[] };
        assert_eq!(anchors_of(list), expected, "{since}");
    }
    // §6.5.2: the registered identifier, where it is there, before the name.
    let list = read_with(|list| {
        let trade = json!([{"lang": "en", "value": "NTRNO-974761076"}]);
        list.entity()["TrustedEntityInformation"]["TETradeName"] = trade;
    });
    let registered = ("NO".to_owned(), "NTRNO-974761076".to_owned());
    assert_eq!(anchors_of(list), [registered]);
    // Wherever it stands among them; and where none of them is one, the name, which is no brand (WV-17: a `sub` is
    // made of it).
    for (trade, name) in [
        (json!(["My eID", "NTRNO-974761076"]), "NTRNO-974761076"),
        (json!(["NO:NO-974761076", "My eID"]), "NO:NO-974761076"),
        (json!(["My eID"]), PROVIDER),
        (
            json!(["NTRNO-", "ntrno-1", "NTR-NO1", "NTRNO974761076"]),
            PROVIDER,
        ),
        (json!([]), PROVIDER),
    ] {
        let list = read_with(|list| {
            let names = trade.as_array().unwrap().iter();
            let names = names
                .map(|name| json!({"lang": "en", "value": name}))
                .collect();
            list.entity()["TrustedEntityInformation"]["TETradeName"] = Value::Array(names);
        });
        assert_eq!(
            anchors_of(list),
            [("NO".to_owned(), name.to_owned())],
            "{trade}"
        );
    }
    // Its own list: Norway's, of an entity that names no country.
    let own = |territory: &'static str| {
        let (authority, _) = operator();
        let template = Template {
            organization: "Operator",
            ..Template::signer("list", territory)
        };
        let mut list = good(&template.issued_by(&authority));
        list.scheme("SchemeTerritory", territory.into());
        list.entity()["TrustedEntityInformation"]["TEInformationURI"] = json!([]);
        let signers = ListSigners::IssuedBy(anchors(&authority, "EU", "operator"));
        let expected = ExpectedList {
            territory,
            ..expected(Previous::Nothing)
        };
        lote::verify(&list.token(), &signers, &expected, NOW)
    };
    assert_eq!(anchors_of(own("NO")), norwegian);
    let list = own("EU").unwrap();
    assert_eq!(list.left_out()[0].reason, "no country");
    assert!(list.anchors::<PidIssuance>(0).anchors().is_empty());
}

/// TS 119 602 §6.3.10: a scheme applies in its territory. Attack WV-11, by a whole list: that of one country names who
/// issues the numbers of another.
#[test]
fn wv_11_a_country_s_own_list_names_no_provider_of_another() {
    let (authority, _) = operator();
    let signers = ListSigners::IssuedBy(anchors(&authority, "EU", "operator"));
    for (territory, left_out) in [
        ("EU", &[][..]),
        ("NO", &[]),
        ("SE", &["of another country than its list"]),
    ] {
        let template = Template {
            organization: "Operator",
            ..Template::signer("list", territory)
        };
        let mut list = good(&template.issued_by(&authority));
        list.scheme("SchemeTerritory", territory.into());
        let expected = ExpectedList {
            territory,
            ..expected(Previous::Nothing)
        };
        let list = lote::verify(&list.token(), &signers, &expected, NOW).unwrap();
        let reasons: Vec<_> = list.left_out().iter().map(|out| out.reason).collect();
        assert_eq!(reasons, left_out, "{territory}");
        let anchors: Anchors<PidIssuance> = list.anchors(0);
        assert_eq!(anchors.anchors().is_empty(), !left_out.is_empty());
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
