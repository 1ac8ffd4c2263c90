//! Trusted lists in XML. TS 119 612; attacks WV-10, WV-12. Shapes of their signatures are tested in `xmlsec`.

use wallet::{
    Error, Malformed, Mismatch, Untrusted,
    lote::{self, ExpectedList, PID_PROVIDERS, Previous, TrustedList},
    trust::{AccessIssuance, Anchors, ListSigners, PidIssuance, PidRevocation},
};
use xmlsec::{
    Document, Limits, ReferenceStyle, SignatureOptions, SignaturePlace, SoftwareKey, sign,
};

use crate::{
    fixture::{AUTHORITY, ISSUER, NOW, PROVIDER},
    pki::{Identity, Template, anchors},
    trust::path,
};

fn operator() -> (Identity, Identity) {
    let authority = Template::authority("list CA", "NO").self_signed();
    let signer = Template {
        organization: "Operator",
        ..Template::signer("list", "NO")
    };
    let signer = signer.issued_by(&authority);
    (authority, signer)
}

/// A list of one provider, which also timestamps, as the XML schema of the standard orders it.
fn good() -> String {
    let certificate = AUTHORITY.base64();
    format!(
        r#"<?xml version="1.0" encoding="UTF-8"?>
<TrustServiceStatusList xmlns="http://uri.etsi.org/02231/v2#" TSLTag="http://uri.etsi.org/19612/TSLTag" Id="tl">
  <SchemeInformation>
    <TSLVersionIdentifier>6</TSLVersionIdentifier>
    <TSLSequenceNumber>7</TSLSequenceNumber>
    <TSLType>http://uri.etsi.org/TrstSvc/TrustedList/TSLType/EUgeneric</TSLType>
    <SchemeOperatorName>
      <Name xml:lang="nb">Operatør</Name>
      <Name xml:lang="en">Operator</Name>
    </SchemeOperatorName>
    <SchemeTerritory>NO</SchemeTerritory>
    <ListIssueDateTime>2026-11-01T00:00:00Z</ListIssueDateTime>
    <NextUpdate><dateTime>2027-01-01T00:00:00Z</dateTime></NextUpdate>
  </SchemeInformation>
  <TrustServiceProviderList>
    <TrustServiceProvider>
      <TSPInformation>
        <TSPName><Name xml:lang="en">{PROVIDER}</Name></TSPName>
        <TSPAddress><PostalAddresses><PostalAddress xml:lang="en">
          <StreetAddress>Street 1</StreetAddress><CountryName>NO</CountryName>
        </PostalAddress></PostalAddresses></TSPAddress>
      </TSPInformation>
      <TSPServices>
        <TSPService><ServiceInformation>
          <ServiceTypeIdentifier>http://uri.etsi.org/TrstSvc/Svctype/TSA/QTST</ServiceTypeIdentifier>
          <ServiceStatus>http://uri.etsi.org/TrstSvc/TrustedList/Svcstatus/withdrawn</ServiceStatus>
        </ServiceInformation></TSPService>
        <TSPService><ServiceInformation>
          <ServiceTypeIdentifier>http://uri.etsi.org/Svc/Svctype/Provider/PID</ServiceTypeIdentifier>
          <ServiceName><Name xml:lang="en">PID</Name></ServiceName>
          <ServiceDigitalIdentity>
            <DigitalId><X509Certificate>
              {certificate}
            </X509Certificate></DigitalId>
            <DigitalId><X509SubjectName>CN=whatever</X509SubjectName></DigitalId>
          </ServiceDigitalIdentity>
          <ServiceStatus>http://uri.etsi.org/TrstSvc/TrustedList/Svcstatus/recognisedatnationallevel</ServiceStatus>
          <StatusStartingTime>2026-06-01T00:00:00Z</StatusStartingTime>
        </ServiceInformation></TSPService>
      </TSPServices>
    </TrustServiceProvider>
  </TrustServiceProviderList>
</TrustServiceStatusList>"#
    )
}

fn signed(list: &str, signer: &Identity) -> String {
    let key = signer.key.private_key_to_pem_pkcs8().unwrap();
    let key = SoftwareKey::from_pem(&key, &signer.pem()).unwrap();
    let document = Document::parse(list.as_bytes(), &Limits::SERVICE_LIST).unwrap();
    let options = SignatureOptions {
        reference: ReferenceStyle::WholeDocument,
        ..SignatureOptions::new(SignaturePlace::First)
    };
    String::from_utf8(sign(&document, &options, &key).unwrap()).unwrap()
}

fn expected(previous: Previous) -> ExpectedList<'static> {
    ExpectedList {
        list_type: PID_PROVIDERS,
        territory: "NO",
        previous,
    }
}

/// The list with one thing otherwise, signed by its operator.
fn read(from: &str, to: &str) -> Result<TrustedList, Error> {
    let list = good();
    assert!(list.contains(from), "{from}");
    let (authority, signer) = operator();
    let list = signed(&list.replacen(from, to, 1), &signer);
    let signers = ListSigners::IssuedBy(anchors(&authority, "NO", "operator"));
    lote::verify(&list, &signers, &expected(Previous::Nothing), NOW)
}

fn refusal(from: &str, to: &str) -> Error {
    read(from, to).map(|_| ()).unwrap_err()
}

#[test]
fn ts119612_s5_a_list_gives_anchors_of_its_pid_providers() {
    let list = read("", "").unwrap();
    assert_eq!(list.left_out(), []);
    let issuance: Anchors<PidIssuance> = list.anchors(0);
    let signer = path(&issuance, &[&ISSUER]).unwrap();
    assert_eq!((signer.country(), signer.provider()), ("NO", PROVIDER));
    // The one type of service is for both, and for nothing else.
    let revocation: Anchors<PidRevocation> = list.anchors(0);
    let access: Anchors<AccessIssuance> = list.anchors(0);
    let counts = [
        issuance.anchors().len(),
        revocation.anchors().len(),
        access.anchors().len(),
    ];
    assert_eq!(counts, [1, 1, 0]);

    let named = read(
        "<TSPName>",
        "<TSPTradeName><Name xml:lang=\"en\">NTRNO-1</Name></TSPTradeName><TSPName>",
    );
    let named: Anchors<PidIssuance> = named.unwrap().anchors(0);
    assert_eq!(named.anchors()[0].provider, "NTRNO-1");
    // A trade name that is none, beside it or alone.
    for (trade, provider) in [
        (
            "<Name xml:lang=\"en\">Brand</Name><Name xml:lang=\"nb\">NTRNO-1</Name>",
            "NTRNO-1",
        ),
        ("<Name xml:lang=\"en\">Brand</Name>", PROVIDER),
    ] {
        let named = format!("<TSPTradeName>{trade}</TSPTradeName><TSPName>");
        let named: Anchors<PidIssuance> = read("<TSPName>", &named).unwrap().anchors(0);
        assert_eq!(named.anchors()[0].provider, provider);
    }
    // Without an address it is of the list's country.
    let here: Anchors<PidIssuance> = read("<CountryName>NO</CountryName>", "")
        .unwrap()
        .anchors(0);
    assert_eq!(here.anchors()[0].country, "NO");
}

#[test]
fn ts119612_s5_7_the_signer_is_the_operator_and_signed_all_of_it() {
    let (authority, signer) = operator();
    let list = signed(&good(), &signer);
    let verify = |list: &str, signers: &ListSigners| {
        lote::verify(list, signers, &expected(Previous::Nothing), NOW).map(|_| ())
    };
    let issued = ListSigners::IssuedBy(anchors(&authority, "NO", "o"));
    let pinned = ListSigners::Pinned(vec![signer.certificate.clone()]);
    for signers in [&issued, &pinned] {
        verify(&list, signers).unwrap();
        verify(&format!("\u{feff}{list}"), signers).unwrap();
    }
    let other = ListSigners::Pinned(vec![ISSUER.certificate.clone()]);
    assert_eq!(verify(&list, &other), Err(Untrusted::ListSigner.into()));
    // Another customer of the same authority.
    let somebody = Template::signer("list", "NO").issued_by(&authority);
    let theirs = signed(&good(), &somebody);
    assert_eq!(verify(&theirs, &issued), Err(Untrusted::ListSigner.into()));

    let signature = |why| Err(Untrusted::ListSignature(why).into());
    assert_eq!(
        verify(&good(), &pinned),
        signature(xmlsec::Untrusted::Missing)
    );
    let changed = list.replacen("CountryName>NO", "CountryName>SE", 1);
    assert_eq!(
        verify(&changed, &pinned),
        signature(xmlsec::Untrusted::Digest)
    );
    // The certificate of the operator beside the signature of another.
    let shown = list.replacen(&signer.base64(), &somebody.base64(), 1);
    let both = ListSigners::Pinned(vec![signer.certificate, somebody.certificate]);
    assert_eq!(
        verify(&shown, &both),
        signature(xmlsec::Untrusted::Signature)
    );
    let doctype = list.replacen(
        "<TrustServiceStatusList",
        "<!DOCTYPE x><TrustServiceStatusList",
        1,
    );
    let refused = Malformed::ListXml(xmlsec::Malformed::Doctype);
    assert_eq!(verify(&doctype, &pinned), Err(refused.into()));
}

/// XML Signature §4.5.4 gives the certificates of a KeyInfo no order: which of them signed says who is believed.
#[test]
fn ts119612_s5_7_1_the_signer_is_found_among_the_certificates_shown() {
    let (authority, signer) = operator();
    let shown = |certificates: &[&Identity]| {
        let list = signed(&good(), &signer);
        let data = |identity: &Identity| {
            format!(
                "<ds:X509Certificate>{}</ds:X509Certificate>",
                identity.base64()
            )
        };
        let all: String = certificates.iter().map(|identity| data(identity)).collect();
        assert!(list.contains(&data(&signer)), "{list}");
        list.replacen(&data(&signer), &all, 1)
    };
    let verify = |list: &str, signers: &ListSigners| {
        lote::verify(list, signers, &expected(Previous::Nothing), NOW).map(|_| ())
    };
    let issued = ListSigners::IssuedBy(anchors(&authority, "NO", "o"));
    let pinned = ListSigners::Pinned(vec![signer.certificate.clone()]);
    for order in [[&signer, &authority], [&authority, &signer]] {
        for signers in [&issued, &pinned] {
            assert_eq!(verify(&shown(&order), signers), Ok(()));
        }
    }
    // Whom nobody pinned is found nowhere, and who is pinned and did not sign is not believed.
    let somebody = Template::signer("list", "NO").issued_by(&authority);
    let theirs = ListSigners::Pinned(vec![somebody.certificate.clone()]);
    let list = shown(&[&authority, &signer]);
    assert_eq!(verify(&list, &theirs), Err(Untrusted::ListSigner.into()));
    let list = shown(&[&authority, &somebody, &signer]);
    let refused = Untrusted::ListSignature(xmlsec::Untrusted::Signature);
    assert_eq!(verify(&list, &theirs), Err(refused.into()));
    // Of two that are pinned and shown the one that signed is found, whichever stands first: while the Official Journal
    // names the next signer too.
    let [ours, theirs] = [&signer, &somebody].map(|identity| identity.certificate.clone());
    let both = ListSigners::Pinned(vec![theirs, ours]);
    for order in [[&signer, &somebody], [&somebody, &signer]] {
        assert_eq!(verify(&shown(&order), &both), Ok(()));
    }
    // One that is pinned and not in date is told as that.
    let past = Template {
        days: (-400, -1),
        ..Template::signer("list", "NO")
    };
    let past = past.issued_by(&authority);
    let over = ListSigners::Pinned(vec![past.certificate.clone()]);
    let list = shown(&[&authority, &past]);
    assert!(
        matches!(
            verify(&list, &over),
            Err(Error::Untrusted(Untrusted::ListExpired { .. }))
        ),
        "{:?}",
        verify(&list, &over)
    );
}

#[test]
fn wv_10_an_xml_list_that_is_not_the_expected_one() {
    let member = |member| Error::from(Malformed::List { member });
    for (from, to, refused) in [
        (
            "TSLVersionIdentifier>6",
            "TSLVersionIdentifier>4",
            member("TSLVersionIdentifier"),
        ),
        (
            "TSLType/EUgeneric",
            "TSLType/EUlistofthelists",
            Mismatch::ListType.into(),
        ),
        (
            "SchemeTerritory>NO",
            "SchemeTerritory>SE",
            Mismatch::Territory.into(),
        ),
        (
            "SequenceNumber>7",
            "SequenceNumber>-7",
            member("TSLSequenceNumber"),
        ),
        (
            "<dateTime>2027-01-01T00:00:00Z</dateTime>",
            "2027-01-01T00:00:00Z",
            member("dateTime"),
        ),
        (
            "<dateTime>2027-01-01T00:00:00Z</dateTime>",
            "<x/>",
            member("dateTime"),
        ),
        (
            "<NextUpdate>",
            "<NextUpdate/><NextUpdate>",
            member("NextUpdate"),
        ),
        (
            "2027-01-01T00:00:00Z",
            "2027-06-01T00:00:00Z",
            member("NextUpdate"),
        ),
        // One thing said twice.
        (
            "<SchemeTerritory>NO</SchemeTerritory>",
            "<SchemeTerritory>NO</SchemeTerritory><SchemeTerritory>NO</SchemeTerritory>",
            member("SchemeTerritory"),
        ),
        (
            "<TrustServiceProviderList>",
            "<TrustServiceProviderList/><TrustServiceProviderList>",
            member("TrustServiceProviderList"),
        ),
    ] {
        assert_eq!(refusal(from, to), refused, "{to}");
    }
    let (_, signer) = operator();
    let list = signed(&good(), &signer);
    let signers = ListSigners::Pinned(vec![signer.certificate]);
    let verify = |previous| lote::verify(&list, &signers, &expected(previous), NOW);
    let held = verify(Previous::Nothing).unwrap().held();
    verify(held).unwrap();
    let newer = Previous::Held {
        sequence: 8,
        issued: i64::MIN,
    };
    assert_eq!(verify(newer).map(|_| ()), Err(Mismatch::Rollback.into()));
}

/// §5.3.15: without a next update the list is closed. Attack WV-10: refused for it, the one before vouches on.
#[test]
fn wv_10_an_xml_list_that_is_closed_vouches_for_nobody() {
    let next = "<NextUpdate><dateTime>2027-01-01T00:00:00Z</dateTime></NextUpdate>";
    for closed in [
        "",
        "<NextUpdate/>",
        "<NextUpdate> </NextUpdate>",
        "<NextUpdate><dateTime/></NextUpdate>",
    ] {
        let list = read(next, closed).unwrap();
        assert!(list.is_closed(), "{closed}");
        assert!(list.anchors::<PidIssuance>(u32::MAX).anchors().is_empty());
    }
}

/// §5.3.18: no such element where nobody is approved. Attack WV-10: refused for it, the list before goes on vouching.
#[test]
fn wv_10_an_xml_list_that_names_nobody_any_more_is_read() {
    let good = good();
    let from = good.find("<TrustServiceProviderList>").unwrap();
    let until = "</TrustServiceProviderList>";
    let to = good.find(until).unwrap() + until.len();
    let list = read(&good[from..to], "").unwrap();
    assert_eq!(list.left_out(), []);
    assert!(list.anchors::<PidIssuance>(0).anchors().is_empty());
}

/// §5.3.17 and, of a provider and a service, §5.4.6, §5.5.9: what is critical and not known to us is not passed over.
#[test]
fn ts119612_s5_3_17_a_critical_extension_is_not_passed_over() {
    let extensions = |name: &str, critical: &str| {
        format!("<{name}><Extension Critical=\"{critical}\"><x/></Extension></{name}>")
    };
    for (critical, counts) in [("true", false), ("1", false), ("false", true), ("0", true)] {
        let scheme = extensions("SchemeExtensions", critical) + "</SchemeInformation>";
        let member = "SchemeExtensions";
        let refused = Err(Malformed::List { member }.into());
        let read_or_not = read("</SchemeInformation>", &scheme).map(|_| ());
        assert_eq!(read_or_not, if counts { Ok(()) } else { refused });
        let expected = if counts {
            &[][..]
        } else {
            &["critical extension"]
        };
        let since = "<StatusStartingTime>2026-06-01T00:00:00Z</StatusStartingTime>";
        for (name, beside) in [
            ("TSPInformationExtensions", "</TSPInformation>"),
            ("ServiceInformationExtensions", since),
        ] {
            let list = read(beside, &(extensions(name, critical) + beside)).unwrap();
            let reasons: Vec<_> = list.left_out().iter().map(|out| out.reason).collect();
            assert_eq!(reasons, expected, "{name} {critical}");
        }
    }
}

/// One provider's mistake closes no other's wallets, and a service that is not in force issues nothing.
#[test]
fn ts119612_s5_5_a_service_that_cannot_be_used_is_left_out() {
    let status = "http://uri.etsi.org/TrstSvc/TrustedList/Svcstatus/";
    let recognised = format!("{status}recognisedatnationallevel");
    let certificate = AUTHORITY.base64();
    for (from, to, reason) in [
        (
            recognised.as_str(),
            format!("{status}withdrawn"),
            "service is not granted",
        ),
        // Another's word that ends alike.
        (
            recognised.as_str(),
            "http://example.no/granted".to_owned(),
            "service is not granted",
        ),
        (
            "2026-06-01T00:00:00Z",
            "2026-12-01T00:00:00Z".to_owned(),
            "service is not granted",
        ),
        (
            certificate.as_str(),
            String::new(),
            "certificate cannot be read",
        ),
        (
            certificate.as_str(),
            certificate[4..].to_owned(),
            "certificate cannot be read",
        ),
        (
            "CountryName>NO<",
            "CountryName>Norway<".to_owned(),
            "no country",
        ),
        // WV-11: its numbers would be Sweden's by Norway's word.
        (
            "CountryName>NO<",
            "CountryName>SE<".to_owned(),
            "of another country than its list",
        ),
        (
            "</PostalAddress>",
            "</PostalAddress><PostalAddress><CountryName>SE</CountryName></PostalAddress>"
                .to_owned(),
            "two countries",
        ),
    ] {
        let list = read(from, &to).unwrap();
        let reasons: Vec<_> = list.left_out().iter().map(|out| out.reason).collect();
        assert_eq!(reasons, [reason], "{to}");
        let anchors: Anchors<PidIssuance> = list.anchors(0);
        assert_eq!(anchors.anchors().len(), 0, "{to}");
    }
    let granted = read(&recognised, &format!("{status}granted")).unwrap();
    assert_eq!(granted.left_out(), []);
    // As some writers have it.
    let fraction = read("2026-06-01T00:00:00Z", "2026-06-01T00:00:00.000Z").unwrap();
    assert_eq!(fraction.left_out(), []);
}
