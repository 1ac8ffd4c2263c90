//! SIG-29 to SIG-41: algorithms and their parameters.

use xmlsec::{Document, Error, Limits, Malformed, Policy, Untrusted, verify};

use super::refusal;
use crate::fixture::{
    Forge, MESSAGE, P256, RSA, after_issuer, certificate, parse, trusted, verify_signed,
};

const ENVELOPED: &str = "http://www.w3.org/2000/09/xmldsig#enveloped-signature";
const EXCLUSIVE: &str = "http://www.w3.org/2001/10/xml-exc-c14n#";

fn transform(uri: &str) -> String {
    format!("<ds:Transform Algorithm=\"{uri}\"></ds:Transform>")
}

/// A message whose one Reference has these transforms.
fn with_transforms(transforms: &str) -> String {
    let forge = Forge {
        references: Forge::reference("#_good", transforms, MESSAGE),
        ..Forge::honest()
    };
    forge.message(&*P256)
}

fn with_method(method: &str) -> String {
    let forge = Forge {
        method: method.to_owned(),
        ..Forge::honest()
    };
    forge.message(&*P256)
}

#[test]
fn sig_29_void_canonicalization() {
    let empty = Forge {
        references: Forge::reference_to_digest(
            "#_good",
            &Forge::transforms(),
            &openssl::sha::sha256(b""),
        ),
        ..Forge::honest()
    };
    assert_eq!(refusal(&empty.message(&*P256)), "sig.digest");
    for relative in ["other", "./x", "1:x", ""] {
        let xml = MESSAGE.replace("xmlns=\"urn:other\"", &format!("xmlns=\"{relative}\""));
        match parse(&xml) {
            Err(e) => assert_eq!(e, Malformed::NamespaceUri.into()),
            Ok(_) => assert_eq!(relative, ""),
        }
    }
}

/// A digest is as long as its method makes it, whoever signed for it.
#[test]
fn a_digest_of_another_length_is_refused() {
    let with = |digest: &[u8]| {
        let references = Forge::reference_to_digest("#_good", &Forge::transforms(), digest);
        let forge = Forge {
            references,
            ..Forge::honest()
        };
        forge.message(&*P256)
    };
    let octets = xmlsec::canonicalize(parse(MESSAGE).unwrap().root(), &[]);
    let good = openssl::sha::sha256(&octets);
    verify_signed(&with(&good)).unwrap();
    for wrong in [good[..31].to_vec(), [&good[..], &[0]].concat()] {
        assert_eq!(refusal(&with(&wrong)), "sig.digest", "{}", wrong.len());
    }
}

#[test]
fn sig_30_transforms_that_compute_something() {
    let (enveloped, exclusive) = (transform(ENVELOPED), transform(EXCLUSIVE));
    verify_signed(&with_transforms(&format!("{enveloped}{exclusive}"))).unwrap();
    for uri in [
        "http://www.w3.org/TR/1999/REC-xslt-19991116",
        "http://www.w3.org/TR/1999/REC-xpath-19991116",
        "http://www.w3.org/2002/06/xmldsig-filter2",
        "http://www.w3.org/2000/09/xmldsig#base64",
        "http://www.w3.org/2002/07/decrypt#XML",
        "http://www.w3.org/2002/07/decrypt#Binary",
        "urn:unknown",
        "",
    ] {
        let odd = transform(uri);
        let second = with_transforms(&format!("{enveloped}{odd}"));
        assert_eq!(refusal(&second), "sig.alg", "{uri}");
        for transforms in [
            format!("{odd}{exclusive}"),
            format!("{enveloped}{odd}{exclusive}"),
            format!("{enveloped}{exclusive}{odd}"),
        ] {
            assert_eq!(refusal(&with_transforms(&transforms)), "sig.shape", "{uri}");
        }
    }
    let stylesheet = transform(ENVELOPED).replace("></", "><x xmlns=\"urn:x\"></x></");
    let parameters = with_transforms(&format!("{stylesheet}{exclusive}"));
    assert_eq!(refusal(&parameters), "sig.shape");
}

#[test]
fn sig_31_exactly_two_transforms() {
    let (enveloped, exclusive) = (transform(ENVELOPED), transform(EXCLUSIVE));
    verify_signed(&with_transforms(&format!("{enveloped}{exclusive}"))).unwrap();
    for transforms in [
        String::new(),
        enveloped.clone(),
        exclusive.clone(),
        format!("{exclusive}{enveloped}"),
        format!("{enveloped}{}", exclusive.repeat(2)),
        format!("{enveloped}{}", exclusive.repeat(1000)),
    ] {
        assert_eq!(refusal(&with_transforms(&transforms)), "sig.shape");
    }
}

#[test]
fn sig_32_every_other_canonicalization() {
    let enveloped = transform(ENVELOPED);
    for uri in [
        "http://www.w3.org/2001/10/xml-exc-c14n#WithComments",
        "http://www.w3.org/TR/2001/REC-xml-c14n-20010315",
        "http://www.w3.org/TR/2001/REC-xml-c14n-20010315#WithComments",
        "http://www.w3.org/2006/12/xml-c14n11",
        "http://www.w3.org/2006/12/xml-c14n11#WithComments",
        "http://www.w3.org/2010/xml-c14n2",
    ] {
        let reference = with_transforms(&format!("{enveloped}{}", transform(uri)));
        assert_eq!(refusal(&reference), "sig.alg", "{uri}");
        let forge = Forge {
            c14n: format!(
                "<ds:CanonicalizationMethod Algorithm=\"{uri}\"></ds:CanonicalizationMethod>"
            ),
            ..Forge::honest()
        };
        assert_eq!(refusal(&forge.message(&*P256)), "sig.alg", "{uri}");
    }
}

#[test]
fn sig_33_prefix_list_abuse() {
    let with_list = |list: &str| {
        let transforms = Forge::transforms().replacen(
            "xml-exc-c14n#\"></ds:Transform>",
            &format!(
                "xml-exc-c14n#\"><ec:InclusiveNamespaces \
                 xmlns:ec=\"http://www.w3.org/2001/10/xml-exc-c14n#\" {list}>\
                 </ec:InclusiveNamespaces></ds:Transform>"
            ),
            1,
        );
        let references = Forge::reference("#_good", &transforms, MESSAGE);
        Forge {
            references,
            ..Forge::honest()
        }
        .message(&*P256)
    };
    verify_signed(&with_list("PrefixList=\"none\"")).unwrap();
    let many: String = (0..17).map(|i| format!("p{i} ")).collect();
    assert_eq!(
        refusal(&with_list(&format!("PrefixList=\"{many}\""))),
        "sig.shape"
    );
    assert_eq!(
        refusal(&with_list("PrefixList=\"none\" Other=\"x\"")),
        "sig.shape"
    );
}

#[test]
fn sig_35_hmac_and_algorithms_of_another_family_than_the_key() {
    let method =
        |uri: &str| format!("<ds:SignatureMethod Algorithm=\"{uri}\"></ds:SignatureMethod>");
    for uri in [
        "http://www.w3.org/2000/09/xmldsig#hmac-sha1",
        "http://www.w3.org/2001/04/xmldsig-more#hmac-sha256",
        "http://www.w3.org/2001/04/xmldsig-more#hmac-sha512",
    ] {
        assert_eq!(refusal(&with_method(&method(uri))), "sig.alg", "{uri}");
    }
    // Allowed as such, and not for a key on a curve.
    let pss = method("http://www.w3.org/2007/05/xmldsig-more#sha256-rsa-MGF1");
    assert_eq!(refusal(&with_method(&pss)), "sig.no_key_fits");
}

#[test]
fn sig_36_a_truncated_hmac() {
    for uri in [
        "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256",
        "http://www.w3.org/2001/04/xmldsig-more#hmac-sha256",
    ] {
        for length in ["1", "0", "256", ""] {
            let method = format!(
                "<ds:SignatureMethod Algorithm=\"{uri}\"><ds:HMACOutputLength>{length}\
                 </ds:HMACOutputLength></ds:SignatureMethod>"
            );
            assert_eq!(refusal(&with_method(&method)), "sig.shape", "{length}");
        }
    }
}

#[test]
fn sig_37_sha1_dsa_and_pkcs1() {
    for uri in [
        "http://www.w3.org/2000/09/xmldsig#rsa-sha1",
        "http://www.w3.org/2000/09/xmldsig#dsa-sha1",
        "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha1",
        "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256",
        "http://www.w3.org/2001/04/xmldsig-more#rsa-sha512",
        "http://www.w3.org/2007/05/xmldsig-more#sha1-rsa-MGF1",
        "http://www.w3.org/2007/05/xmldsig-more#rsa-pss",
        "",
    ] {
        let method = format!("<ds:SignatureMethod Algorithm=\"{uri}\"></ds:SignatureMethod>");
        let forge = Forge {
            method,
            ..Forge::honest()
        };
        assert_eq!(refusal(&forge.message(&*P256)), "sig.alg", "{uri}");
    }
    let mut sha1 = Forge::honest();
    sha1.references = sha1.references.replace(
        "http://www.w3.org/2001/04/xmlenc#sha256",
        "http://www.w3.org/2000/09/xmldsig#sha1",
    );
    assert_eq!(refusal(&sha1.message(&*P256)), "sig.alg");
}

#[test]
fn sig_41_pss_salt_other_than_the_hash() {
    use openssl::hash::MessageDigest;
    use openssl::pkey::{PKey, Private};
    use openssl::rsa::Padding;
    use openssl::sign::{RsaPssSaltlen, Signer};
    use xmlsec::{Certificate, KeyError, SignatureMethod, SigningKey};

    struct Salted(PKey<Private>, i32, MessageDigest, Vec<Certificate>);
    impl SigningKey for Salted {
        fn method(&self) -> SignatureMethod {
            SignatureMethod::RsaPss(crate::fixture::digest())
        }
        fn certificates(&self) -> &[Certificate] {
            &self.3
        }
        fn sign(&self, octets: &[u8]) -> Result<Vec<u8>, KeyError> {
            let mut signer = Signer::new(MessageDigest::sha256(), &self.0).unwrap();
            signer.set_rsa_padding(Padding::PKCS1_PSS).unwrap();
            signer.set_rsa_mgf1_md(self.2).unwrap();
            signer
                .set_rsa_pss_saltlen(RsaPssSaltlen::custom(self.1))
                .unwrap();
            Ok(signer.sign_oneshot_to_vec(octets).unwrap())
        }
    }
    let pkey = PKey::private_key_from_pem(RSA.private_key_pem().as_bytes()).unwrap();
    for (salt, mgf1, expected) in [
        (32, MessageDigest::sha256(), Ok(())),
        (
            20,
            MessageDigest::sha256(),
            Err(Error::from(Untrusted::Signature)),
        ),
        (0, MessageDigest::sha256(), Err(Untrusted::Signature.into())),
        (
            64,
            MessageDigest::sha256(),
            Err(Untrusted::Signature.into()),
        ),
        (
            32,
            MessageDigest::sha512(),
            Err(Untrusted::Signature.into()),
        ),
        (32, MessageDigest::sha1(), Err(Untrusted::Signature.into())),
    ] {
        let key = Salted(pkey.clone(), salt, mgf1, vec![certificate(&RSA)]);
        let signed = xmlsec::sign(&parse(MESSAGE).unwrap(), &after_issuer(), &key).unwrap();
        let doc = Document::parse(&signed, &Limits::MESSAGE).unwrap();
        let got = verify(&doc, &trusted(&RSA), &Policy::EIDAS).map(|_| ());
        assert_eq!(got, expected, "{salt}");
    }
}
