//! Keys made once per run, and one honest message to start from.

use std::sync::LazyLock;

use xmlsec::{
    Certificate, Curve, DigestMethod, Document, Error, KeyKind, Limits, Policy, SignatureOptions,
    SignaturePlace, SignedElement, SigningKey, SoftwareKey, Subject, TrustedKeys, Validity, sign,
    verify,
};

pub(crate) const SAMLP: &str = "urn:oasis:names:tc:SAML:2.0:protocol";
pub(crate) const SAML: &str = "urn:oasis:names:tc:SAML:2.0:assertion";
pub(crate) const DS: &str = "http://www.w3.org/2000/09/xmldsig#";

/// 2026-11-23T00:00:00Z.
pub(crate) const NOW: i64 = 1_795_392_000;

pub(crate) fn subject(name: &str) -> Subject<'_> {
    Subject {
        common_name: name,
        organization: "Test",
        country: "SE",
    }
}

pub(crate) fn validity() -> Validity {
    Validity {
        not_before: NOW - 86_400,
        not_after: NOW + 365 * 86_400,
    }
}

pub(crate) fn key(kind: KeyKind) -> SoftwareKey {
    SoftwareKey::generate(kind, subject("key"), validity(), [7; 16]).unwrap()
}

pub(crate) static P256: LazyLock<SoftwareKey> = LazyLock::new(|| key(KeyKind::Ec(Curve::P256)));
pub(crate) static OTHER: LazyLock<SoftwareKey> = LazyLock::new(|| key(KeyKind::Ec(Curve::P256)));
pub(crate) static RSA: LazyLock<SoftwareKey> = LazyLock::new(|| key(KeyKind::Rsa(3072)));

pub(crate) fn certificate(key: &SoftwareKey) -> Certificate {
    SigningKey::certificates(key)[0].clone()
}

pub(crate) fn trusted(key: &SoftwareKey) -> TrustedKeys {
    TrustedKeys::new([certificate(key)])
}

pub(crate) fn parse(xml: &str) -> Result<Document, Error> {
    Document::parse(xml.as_bytes(), &Limits::MESSAGE)
}

/// A message as SAML has it: Issuer first, extension slots, values, a prefix that stands only in
/// a value.
pub(crate) const MESSAGE: &str = concat!(
    "<samlp:Response xmlns:samlp=\"urn:oasis:names:tc:SAML:2.0:protocol\" ",
    "xmlns:saml=\"urn:oasis:names:tc:SAML:2.0:assertion\" ",
    "xmlns:xs=\"http://www.w3.org/2001/XMLSchema\" ID=\"_good\" Version=\"2.0\">",
    "<saml:Issuer>https://se.example/metadata</saml:Issuer>",
    "<samlp:Extensions><other xmlns=\"urn:other\" a=\"1\" b='2'/></samlp:Extensions>",
    "<samlp:Status>\n <samlp:StatusCode Value=\"ok\"/>\n</samlp:Status>",
    "<saml:NameID>SE/NO/æøå &amp; &lt;co&gt;</saml:NameID>",
    "<saml:AttributeValue xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" ",
    "xsi:type=\"xs:string\">value</saml:AttributeValue>",
    "</samlp:Response>"
);

pub(crate) fn after_issuer() -> SignatureOptions<'static> {
    SignatureOptions::new(SignaturePlace::After {
        namespace: SAML,
        name: "Issuer",
    })
}

pub(crate) fn signed_with(key: &SoftwareKey, options: &SignatureOptions<'_>) -> String {
    let doc = parse(MESSAGE).unwrap();
    String::from_utf8(sign(&doc, options, key).unwrap()).unwrap()
}

/// [`MESSAGE`] signed by [`P256`].
pub(crate) static SIGNED: LazyLock<String> = LazyLock::new(|| signed_with(&P256, &after_issuer()));

pub(crate) fn verify_signed(xml: &str) -> Result<SignedElement, Error> {
    verify(&parse(xml)?, &trusted(&P256), &Policy::EIDAS)
}

/// The honest message, so that a refusal of its mutation proves something.
pub(crate) fn assert_control() {
    let signed = verify_signed(&SIGNED).expect("positive control");
    assert_eq!(signed.root().attribute("ID"), Some("_good"));
}

/// Puts together a signature with parts of one's own choice, all else correct: what an attacker
/// with a key, or a peer with odd software, could send.
pub(crate) struct Forge {
    pub(crate) c14n: String,
    pub(crate) method: String,
    pub(crate) references: String,
    pub(crate) after_key_info: String,
}

impl Forge {
    pub(crate) fn honest() -> Self {
        Self {
            c14n: "<ds:CanonicalizationMethod \
                   Algorithm=\"http://www.w3.org/2001/10/xml-exc-c14n#\"></ds:CanonicalizationMethod>"
                .into(),
            method: "<ds:SignatureMethod \
                     Algorithm=\"http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256\">\
                     </ds:SignatureMethod>"
                .into(),
            references: Self::reference("#_good", &Self::transforms(), MESSAGE),
            after_key_info: String::new(),
        }
    }

    pub(crate) fn transforms() -> String {
        "<ds:Transform Algorithm=\"http://www.w3.org/2000/09/xmldsig#enveloped-signature\">\
         </ds:Transform><ds:Transform Algorithm=\"http://www.w3.org/2001/10/xml-exc-c14n#\">\
         </ds:Transform>"
            .into()
    }

    /// A Reference with the digest of the exclusive canonical form of `content`.
    pub(crate) fn reference(uri: &str, transforms: &str, content: &str) -> String {
        let doc = parse(content).unwrap();
        let canonical = xmlsec::canonicalize(doc.root(), &[]);
        Self::reference_to_digest(uri, transforms, &openssl::sha::sha256(&canonical))
    }

    pub(crate) fn reference_to_digest(uri: &str, transforms: &str, digest: &[u8]) -> String {
        format!(
            "<ds:Reference URI=\"{uri}\"><ds:Transforms>{transforms}</ds:Transforms>\
             <ds:DigestMethod Algorithm=\"http://www.w3.org/2001/04/xmlenc#sha256\">\
             </ds:DigestMethod><ds:DigestValue>{}</ds:DigestValue></ds:Reference>",
            openssl::base64::encode_block(digest)
        )
    }

    pub(crate) fn signature(&self, key: &dyn SigningKey) -> String {
        let info = format!(
            "{}{}{}</ds:SignedInfo>",
            self.c14n, self.method, self.references
        );
        let octets = format!("<ds:SignedInfo xmlns:ds=\"{DS}\">{info}");
        // The canonical form of what a parser reads, so that any content can be tried.
        let doc = parse(&octets).unwrap();
        let value = key.sign(&xmlsec::canonicalize(doc.root(), &[])).unwrap();
        format!(
            "<ds:Signature xmlns:ds=\"{DS}\"><ds:SignedInfo>{info}<ds:SignatureValue>{}\
             </ds:SignatureValue>{}</ds:Signature>",
            openssl::base64::encode_block(&value),
            self.after_key_info
        )
    }

    /// [`MESSAGE`] with this signature after the Issuer.
    pub(crate) fn message(&self, key: &dyn SigningKey) -> String {
        with_signature(MESSAGE, &self.signature(key))
    }
}

pub(crate) fn with_signature(message: &str, signature: &str) -> String {
    message.replacen("</saml:Issuer>", &format!("</saml:Issuer>{signature}"), 1)
}

pub(crate) fn digest() -> DigestMethod {
    DigestMethod::Sha256
}
