//! Signatures of trusted lists: ETSI TS 119 612 §5.7, annex B; EN 319 132-1.

use openssl::asn1::Asn1Time;
use openssl::hash::MessageDigest;
use openssl::pkey::{PKey, Private};
use openssl::rsa::Rsa;
use openssl::sign::Signer;
use openssl::x509::X509;
use xmlsec::{
    Certificate, DigestMethod, Document, Error, KeyError, Limits, Policy, SignatureMethod,
    SignedElement, SigningKey, SoftwareKey, TrustAnchors, Untrusted, canonicalize,
    shown_by_trusted_list, verify_metadata, verify_trusted_list,
};

use crate::fixture::{DS, Forge, NOW, OTHER, P256, certificate, parse};
use crate::vectors::{read, seen, vectors};

const LIST: &str = "<tsl:TrustServiceStatusList xmlns:tsl=\"http://uri.etsi.org/02231/v2#\" Id=\"list\">\
                    <tsl:SchemeInformation>one</tsl:SchemeInformation></tsl:TrustServiceStatusList>";
const PROPERTIES: &str = "<xades:SignedProperties xmlns:xades=\"http://uri.etsi.org/01903/v1.3.2#\" Id=\"xp\">\
                          <xades:SignedSignatureProperties><xades:SigningTime>2026-11-23T00:00:00Z\
                          </xades:SigningTime></xades:SignedSignatureProperties></xades:SignedProperties>";
const C14N: &str =
    "<ds:Transform Algorithm=\"http://www.w3.org/2001/10/xml-exc-c14n#\"></ds:Transform>";

fn key_info(key: &SoftwareKey) -> String {
    let shown = openssl::base64::encode_block(certificate(key).der());
    format!(
        "<ds:KeyInfo xmlns:ds=\"{DS}\" Id=\"ki\"><ds:X509Data><ds:X509Certificate>{shown}\
         </ds:X509Certificate></ds:X509Data></ds:KeyInfo>"
    )
}

fn object(content: &str) -> String {
    format!(
        "<ds:Object><xades:QualifyingProperties xmlns:xades=\"http://uri.etsi.org/01903/v1.3.2#\" \
         Target=\"#s\">{content}</xades:QualifyingProperties></ds:Object>"
    )
}

/// A list as the signers of Member States write it, to be taken apart.
fn honest() -> Forge {
    let of_itself = Forge::reference("#xp", C14N, PROPERTIES).replacen(
        "<ds:Reference ",
        "<ds:Reference Type=\"http://uri.etsi.org/01903#SignedProperties\" ",
        1,
    );
    Forge {
        references: [Forge::reference("", &Forge::transforms(), LIST), of_itself].concat(),
        after_key_info: [key_info(&P256), object(PROPERTIES)].concat(),
        ..Forge::honest()
    }
}

fn document(signature: &str) -> Document {
    let end = "</tsl:TrustServiceStatusList>";
    parse(&LIST.replacen(end, &[signature, end].concat(), 1)).unwrap()
}

fn verified(forge: &Forge) -> Result<SignedElement, Error> {
    let document = document(&forge.signature(&*P256));
    verify_trusted_list(&document, &certificate(&P256), &Policy::EIDAS)
}

#[test]
fn ts_119_612_s5_7_the_document_and_what_the_signature_says_of_itself() {
    let signed = verified(&honest()).unwrap();
    assert_eq!(signed.root().text(), "");
    let scheme = signed.root().children().next().unwrap();
    assert_eq!(scheme.text(), "one");
    assert_eq!(signed.root().children().count(), 1, "without its signature");

    let document = document(&honest().signature(&*P256));
    let shown = shown_by_trusted_list(&document).unwrap();
    assert_eq!(shown, [certificate(&P256).der().to_vec()]);

    // The other order, by the Id, with the KeyInfo signed too, and without saying anything of itself.
    let Forge { references, .. } = honest();
    let (document, of_itself) = references.split_at(references.rfind("<ds:Reference ").unwrap());
    let of_key_info = Forge::reference("#ki", C14N, &key_info(&P256));
    for references in [
        [of_itself, document].concat(),
        [
            of_itself,
            &Forge::reference("#list", &Forge::transforms(), LIST),
        ]
        .concat(),
        [document, of_itself, &of_key_info].concat(),
        document.to_owned(),
    ] {
        let forge = Forge {
            references,
            ..honest()
        };
        verified(&forge).unwrap();
    }
}

/// XML Signature §4.4.3.2: without transforms it is Canonical XML 1.0, with every prefix in scope and where it is new.
#[test]
fn xmldsig_s4_4_3_2_a_part_without_transforms_and_a_type_of_the_document() {
    let list = LIST.replacen(" Id=", " xmlns=\"urn:d\" xmlns:unused=\"urn:u\" Id=", 1);
    let below = "<xades:SigningTime xmlns:own=\"urn:o\" xmlns=\"\">now</xades:SigningTime>";
    let properties = |xmlns: &str, below: &str| {
        format!("<xades:SignedProperties{xmlns} Id=\"xp\">{below}</xades:SignedProperties>")
    };
    let in_scope = " xmlns=\"urn:d\" xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\" \
                    xmlns:tsl=\"http://uri.etsi.org/02231/v2#\" xmlns:unused=\"urn:u\" \
                    xmlns:xades=\"http://uri.etsi.org/01903/v1.3.2#\"";
    let canonical = properties(
        in_scope,
        &below.replacen(
            " xmlns:own=\"urn:o\" xmlns=\"\"",
            " xmlns=\"\" xmlns:own=\"urn:o\"",
            1,
        ),
    );
    let verified = |canonical: &str, written: &str, kind: &str| {
        let digest = openssl::sha::sha256(canonical.as_bytes());
        let of_itself = Forge::reference_to_digest("#xp", "", &digest);
        let of_itself = of_itself.replacen("<ds:Transforms></ds:Transforms>", "", 1);
        let document = Forge::reference("", &Forge::transforms(), &list);
        let document = document.replacen("<ds:Reference ", &format!("<ds:Reference {kind}"), 1);
        let forge = Forge {
            references: [document, of_itself].concat(),
            after_key_info: [key_info(&P256), object(written)].concat(),
            ..honest()
        };
        let end = "</tsl:TrustServiceStatusList>";
        let signed = list.replacen(end, &[&forge.signature(&*P256), end].concat(), 1);
        let signed = parse(&signed).unwrap();
        verify_trusted_list(&signed, &certificate(&P256), &Policy::EIDAS).map(|_| ())
    };
    let written = properties("", below);
    verified(&canonical, &written, "").unwrap();
    verified(&canonical, &written, "Type=\"\" ").unwrap();
    let refused = |canonical: &str, written: &str| {
        assert_eq!(
            verified(canonical, written, ""),
            Err(Untrusted::Digest.into())
        );
    };
    refused(&properties("", below), &written);
    refused(
        &canonical.replacen(" xmlns:unused=\"urn:u\"", "", 1),
        &written,
    );
    refused(&canonical, &written.replacen("now", "then", 1));
    // What is in scope without end is not looked through.
    let many: String = (0..17).map(|n| format!(" xmlns:p{n}=\"urn:p\"")).collect();
    let refused = verified(&canonical, &properties(&many, below), "");
    let many = Untrusted::Shape("many prefixes in scope");
    assert_eq!(refused, Err(many.into()));
    // A message says nothing of a type.
    let typed = Forge::honest()
        .references
        .replacen(" URI=", " Type=\"\" URI=", 1);
    let forge = Forge {
        references: typed,
        ..Forge::honest()
    };
    let refused = crate::fixture::verify_signed(&forge.message(&*P256));
    assert!(matches!(
        refused,
        Err(Error::Untrusted(Untrusted::Shape(_)))
    ));
}

#[test]
fn what_is_not_the_shape_of_a_list_is_refused() {
    verified(&honest()).unwrap();
    let Forge { references, .. } = honest();
    let (document, of_itself) = references.split_at(references.rfind("<ds:Reference ").unwrap());
    let other = PROPERTIES.replacen("2026", "2027", 1);
    let in_another_place = object(&format!(
        "<xades:UnsignedProperties>{PROPERTIES}</xades:UnsignedProperties>"
    ));
    let beside = object(&format!("{PROPERTIES}<xades:UnsignedProperties/>"));
    let with = |references: &[&str], object: &str| Forge {
        references: references.concat(),
        after_key_info: [key_info(&P256), object.to_owned()].concat(),
        ..honest()
    };
    let honest_object = object(PROPERTIES);
    let elsewhere = Forge::reference("#elsewhere", C14N, PROPERTIES);
    let cases = [
        (
            "no Reference to the list",
            with(&[of_itself], &honest_object),
        ),
        (
            "more than there are parts",
            with(&[document, of_itself, of_itself, of_itself], &honest_object),
        ),
        (
            "so many that the last are not read",
            with(
                &[document, of_itself, &of_itself.repeat(5), &elsewhere],
                &honest_object,
            ),
        ),
        (
            "two to the list",
            with(&[document, document], &honest_object),
        ),
        ("no properties there", with(&[document, of_itself], "")),
        (
            "wrapped elsewhere",
            with(&[document, of_itself], &in_another_place),
        ),
        ("something beside", with(&[document, of_itself], &beside)),
        (
            "to an element of the list",
            with(
                &[document, &Forge::reference("#elsewhere", C14N, PROPERTIES)],
                &honest_object,
            ),
        ),
        (
            "enveloped transform on the properties",
            with(
                &[
                    document,
                    &Forge::reference("#xp", &Forge::transforms(), PROPERTIES),
                ],
                &honest_object,
            ),
        ),
    ];
    for (what, forge) in cases {
        let refused = verified(&forge);
        let shape = matches!(refused, Err(Error::Untrusted(Untrusted::Shape(_))));
        assert!(shape, "{what}: {refused:?}");
    }
    // Properties that were changed after signing.
    let changed = with(&[document, of_itself], &object(&other));
    assert_eq!(verified(&changed).unwrap_err(), Untrusted::Digest.into());
    // And in a message none of it is tolerated.
    let list = self::document(&honest().signature(&*P256));
    let keys = crate::fixture::trusted(&P256);
    let refused = xmlsec::verify(&list, &keys, &Policy::EIDAS);
    assert!(matches!(
        refused,
        Err(Error::Untrusted(Untrusted::Shape(_)))
    ));
}

#[test]
fn only_the_certificate_that_was_named_before_signs() {
    let list = document(&honest().signature(&*P256));
    let refused = verify_trusted_list(&list, &certificate(&OTHER), &Policy::EIDAS);
    assert_eq!(refused.unwrap_err(), Untrusted::Signature.into());
    let changed = parse(&String::from_utf8_lossy(list.bytes()).replacen("one", "two", 1)).unwrap();
    let refused = verify_trusted_list(&changed, &certificate(&P256), &Policy::EIDAS);
    assert_eq!(refused.unwrap_err(), Untrusted::Digest.into());
}

/// RFC 8017 §8.2: what the lists of Member States are signed with, and messages never.
#[test]
fn rsassa_pkcs1_is_for_lists_and_for_keys_of_the_profile() {
    let method =
        |uri: &str| format!("<ds:SignatureMethod Algorithm=\"{uri}\"></ds:SignatureMethod>");
    let rsa_sha256 = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256";
    let signed_by = |key: &Pkcs1, uri: &str| {
        let forge = Forge {
            method: method(uri),
            ..honest()
        };
        document(&forge.signature(key))
    };
    let rsa = Pkcs1::of(3072);
    let list = signed_by(&rsa, rsa_sha256);
    verify_trusted_list(&list, &rsa.certificate, &Policy::EIDAS).unwrap();

    let algorithm = |refused: Result<SignedElement, Error>| {
        assert!(
            matches!(refused, Err(Error::Untrusted(Untrusted::Algorithm { .. }))),
            "{refused:?}"
        );
    };
    let sha1 = signed_by(&rsa, "http://www.w3.org/2000/09/xmldsig#rsa-sha1");
    algorithm(verify_trusted_list(&sha1, &rsa.certificate, &Policy::EIDAS));
    let refused = verify_trusted_list(&list, &certificate(&P256), &Policy::EIDAS);
    assert_eq!(refused.unwrap_err(), Untrusted::Signature.into());
    let sha512 = signed_by(&rsa, "http://www.w3.org/2001/04/xmldsig-more#rsa-sha512");
    let refused = verify_trusted_list(&sha512, &rsa.certificate, &Policy::EIDAS);
    assert_eq!(
        refused.unwrap_err(),
        Untrusted::Signature.into(),
        "another hash"
    );

    let weak = Pkcs1::of(2048);
    let list = signed_by(&weak, rsa_sha256);
    let refused = verify_trusted_list(&list, &weak.certificate, &Policy::EIDAS);
    assert_eq!(refused.unwrap_err(), Untrusted::KeySize.into());

    // Metadata of the same signature method.
    let forge = Forge {
        method: method(rsa_sha256),
        references: Forge::reference("", &Forge::transforms(), LIST),
        after_key_info: String::new(),
        ..honest()
    };
    let metadata = document(&forge.signature(&rsa));
    let anchors = TrustAnchors::new([rsa.certificate.clone()]);
    algorithm(verify_metadata(&metadata, &anchors, &Policy::EIDAS, NOW));
}

/// Signs as older software does, with a key of any size.
#[derive(Debug)]
struct Pkcs1 {
    key: PKey<Private>,
    certificate: Certificate,
}

impl Pkcs1 {
    fn of(bits: u32) -> Self {
        let key = PKey::from_rsa(Rsa::generate(bits).unwrap()).unwrap();
        let mut certificate = X509::builder().unwrap();
        certificate.set_pubkey(&key).unwrap();
        let (today, tomorrow) = (Asn1Time::days_from_now(0), Asn1Time::days_from_now(1));
        certificate.set_not_before(&today.unwrap()).unwrap();
        certificate.set_not_after(&tomorrow.unwrap()).unwrap();
        certificate.sign(&key, MessageDigest::sha256()).unwrap();
        let der = certificate.build().to_der().unwrap();
        let certificate = Certificate::from_der(&der).unwrap();
        Self { key, certificate }
    }
}

impl SigningKey for Pkcs1 {
    fn method(&self) -> SignatureMethod {
        SignatureMethod::RsaPss(DigestMethod::Sha256)
    }

    fn certificates(&self) -> &[Certificate] {
        std::slice::from_ref(&self.certificate)
    }

    fn sign(&self, octets: &[u8]) -> Result<Vec<u8>, KeyError> {
        let mut signer = Signer::new(MessageDigest::sha256(), &self.key).unwrap();
        Ok(signer.sign_oneshot_to_vec(octets).unwrap())
    }
}

/// The European list of lists, as the Commission's own software signed it.
#[test]
fn the_list_of_lists_verifies() {
    let folder = "wallet/openvc-trustlist/tests/fixtures/trustlist/real";
    let Some(path) = vectors(folder) else { return };
    let list = read(&path.join("eu-lotl-seq388.xml"));
    let signer = Certificate::from_pem(&read(&path.join("eu-lotl-signer.pem"))).unwrap();
    let document = Document::parse(&list, &Limits::SERVICE_LIST).unwrap();
    let shown = shown_by_trusted_list(&document).unwrap();
    assert!(shown.iter().any(|shown| shown == signer.der()));
    let signed = verify_trusted_list(&document, &signer, &Policy::EIDAS).unwrap();
    assert_eq!(canonicalize(signed.root(), &[]), signed.document().bytes());

    let text = String::from_utf8(list).unwrap();
    let changed = text.replacen("TSLSequenceNumber>388", "TSLSequenceNumber>389", 1);
    let changed = Document::parse(changed.as_bytes(), &Limits::SERVICE_LIST).unwrap();
    let refused = verify_trusted_list(&changed, &signer, &Policy::EIDAS);
    assert_eq!(refused.unwrap_err(), Untrusted::Digest.into());
    seen(folder, 1);
}
