// SPDX-License-Identifier: EUPL-1.2
//! One good presentation in mdoc format, made of parts that a test can change one by one.

use std::sync::LazyLock;

use openssl::{
    asn1::Asn1Time,
    bn::BigNum,
    ec::{EcGroup, EcKey},
    ecdsa::EcdsaSig,
    hash::{MessageDigest, hash},
    nid::Nid,
    pkey::{PKey, Private},
    x509::{
        X509, X509Builder, X509NameBuilder,
        extension::{BasicConstraints, KeyUsage},
    },
};
use wallet::{
    Error,
    cbor::Writer,
    cose::{self, Payload},
    key::{Algorithm, KeyError, PublicKey, Signer},
    mdoc::{self, ExpectedMdoc, PID, VerifiedMdoc},
    session_transcript::{EncryptedTo, SessionTranscript},
    trust::{Anchor, Anchors, PidIssuance},
};

/// 2026-11-29T10:00:00Z.
pub(crate) const NOW: i64 = 1_795_946_400;
pub(crate) const DAY: i64 = 86_400;

/// A key that signs.
pub(crate) struct Key {
    pub(crate) pkey: PKey<Private>,
    pub(crate) algorithm: Algorithm,
}

impl Key {
    pub(crate) fn new(curve: Nid, algorithm: Algorithm) -> Self {
        let group = EcGroup::from_curve_name(curve).unwrap();
        let pkey = PKey::from_ec_key(EcKey::generate(&group).unwrap()).unwrap();
        Self { pkey, algorithm }
    }

    pub(crate) fn p256() -> Self {
        Self::new(Nid::X9_62_PRIME256V1, Algorithm::Es256)
    }

    pub(crate) fn public(&self) -> PublicKey {
        PublicKey::from_openssl(&self.pkey).unwrap()
    }

    pub(crate) fn cose(&self) -> Vec<u8> {
        cose::write_key(Writer::new(), &self.public()).into_octets()
    }
}

impl Signer for Key {
    fn algorithm(&self) -> Algorithm {
        self.algorithm
    }

    fn sign(&self, octets: &[u8]) -> Result<Vec<u8>, KeyError> {
        let digest = match self.algorithm {
            Algorithm::Es256 => MessageDigest::sha256(),
            Algorithm::Es384 => MessageDigest::sha384(),
            Algorithm::Es512 => MessageDigest::sha512(),
        };
        let key = self.pkey.ec_key().unwrap();
        let signature = EcdsaSig::sign(&hash(digest, octets).unwrap(), &key).unwrap();
        let width = i32::try_from(self.public().curve().width()).unwrap();
        let mut raw = signature.r().to_vec_padded(width).unwrap();
        raw.extend(signature.s().to_vec_padded(width).unwrap());
        Ok(raw)
    }
}

/// A certificate for a key, by an authority or by itself.
pub(crate) fn certificate(
    name: &str,
    key: &Key,
    authority: Option<(&X509, &Key)>,
    (from, until): (i64, i64),
) -> X509 {
    let mut subject = X509NameBuilder::new().unwrap();
    subject.append_entry_by_text("C", "NO").unwrap();
    subject.append_entry_by_text("CN", name).unwrap();
    let subject = subject.build();
    let mut builder = X509Builder::new().unwrap();
    builder.set_version(2).unwrap();
    let serial = BigNum::from_u32(7).unwrap().to_asn1_integer().unwrap();
    builder.set_serial_number(&serial).unwrap();
    builder.set_subject_name(&subject).unwrap();
    let issuer = authority.map_or(&*subject, |(authority, _)| authority.subject_name());
    builder.set_issuer_name(issuer).unwrap();
    let at = |time| Asn1Time::from_unix(time).unwrap();
    builder.set_not_before(&at(from)).unwrap();
    builder.set_not_after(&at(until)).unwrap();
    builder.set_pubkey(&key.pkey).unwrap();
    let mut usage = KeyUsage::new();
    if authority.is_some() {
        usage.critical().digital_signature();
    } else {
        let constraints = BasicConstraints::new().critical().ca().pathlen(1).build();
        builder.append_extension(constraints.unwrap()).unwrap();
        usage.critical().key_cert_sign().crl_sign();
    }
    builder.append_extension(usage.build().unwrap()).unwrap();
    key_identifiers(&mut builder, authority.map(|(authority, _)| authority));
    let signer = authority.map_or(key, |(_, signer)| signer);
    builder.sign(&signer.pkey, MessageDigest::sha256()).unwrap();
    builder.build()
}

/// RFC 5280 §4.2.1.1, §4.2.1.2, which OpenSSL's strict mode wants.
fn key_identifiers(builder: &mut X509Builder, authority: Option<&X509>) {
    use openssl::x509::extension::{AuthorityKeyIdentifier, SubjectKeyIdentifier};
    let subject = SubjectKeyIdentifier::new();
    let subject = subject.build(&builder.x509v3_context(None, None)).unwrap();
    builder.append_extension(subject).unwrap();
    if let Some(authority) = authority {
        let context = builder.x509v3_context(Some(authority), None);
        let identifier = AuthorityKeyIdentifier::new().keyid(true).build(&context);
        builder.append_extension(identifier.unwrap()).unwrap();
    }
}

/// Keys and certificates of one run.
pub(crate) struct Pki {
    pub(crate) authority: X509,
    pub(crate) authority_key: Key,
    pub(crate) signer: X509,
    pub(crate) signer_key: Key,
    pub(crate) device: Key,
}

pub(crate) static PKI: LazyLock<Pki> = LazyLock::new(|| {
    let (authority_key, signer_key) = (Key::p256(), Key::p256());
    let long = (NOW - 300 * DAY, NOW + 3_000 * DAY);
    let authority = certificate("Authority", &authority_key, None, long);
    let issued = Some((&authority, &authority_key));
    let signer = certificate(
        "Signer",
        &signer_key,
        issued,
        (NOW - 30 * DAY, NOW + 300 * DAY),
    );
    Pki {
        authority,
        authority_key,
        signer,
        signer_key,
        device: Key::p256(),
    }
});

pub(crate) fn anchors() -> Anchors<PidIssuance> {
    Anchors::new([Anchor {
        certificate: PKI.authority.clone(),
        country: "NO".to_owned(),
        provider: "Provider".to_owned(),
        valid_until: NOW + 3650 * DAY,
    }])
}

/// The request that the good presentation answers.
pub(crate) fn transcript() -> SessionTranscript {
    let encrypted_to = EncryptedTo::Key([9; 32]);
    SessionTranscript::openid4vp(
        "x509_hash:abc",
        "nonce",
        encrypted_to,
        "https://gateway.example/response/1",
    )
}

/// One element, as it is presented and as it is signed.
#[derive(Clone)]
pub(crate) struct Part {
    pub(crate) namespace: &'static str,
    pub(crate) octets: Vec<u8>,
}

impl Part {
    pub(crate) fn new(id: u64, identifier: &str, value: Writer) -> Self {
        Self::with(id, &[5; 16], identifier, value)
    }

    pub(crate) fn with(id: u64, random: &[u8], identifier: &str, value: Writer) -> Self {
        let item = Writer::new().map(4).text("digestID").raw(&uint(id));
        let item = item.text("random").bytes(random);
        let item = item.text("elementIdentifier").text(identifier);
        let item = item.text("elementValue").raw(&value.into_octets());
        Self::raw(&item.into_octets())
    }

    pub(crate) fn raw(item: &[u8]) -> Self {
        Self {
            namespace: PID,
            octets: Writer::new().encoded(item).into_octets(),
        }
    }
}

fn uint(n: u64) -> Vec<u8> {
    Writer::new()
        .integer(i64::try_from(n).unwrap())
        .into_octets()
}

/// `issuerAuth` for a payload.
pub(crate) type IssuerAuth = fn(&[u8]) -> Vec<u8>;

/// Everything a presentation is made of.
#[derive(Clone)]
pub(crate) struct Template {
    /// Members of `DeviceResponse` before and after `documents`.
    pub(crate) version: Writer,
    pub(crate) status: Option<u64>,
    pub(crate) more: Vec<(&'static str, Writer)>,
    pub(crate) documents: usize,
    pub(crate) doc_type: &'static str,
    pub(crate) presented: Vec<Part>,
    /// Members of the MSO by name, encoded.
    pub(crate) mso: Vec<(&'static str, Writer)>,
    /// `valueDigests`: number and octets.
    pub(crate) digests: Vec<(u64, Part)>,
    pub(crate) digest: MessageDigest,
    pub(crate) mso_tagged: bool,
    pub(crate) chain: Vec<Vec<u8>>,
    pub(crate) device_namespaces: Writer,
    pub(crate) transcript: SessionTranscript,
    /// Replaces what is made for it.
    pub(crate) issuer_auth: Option<IssuerAuth>,
    pub(crate) device_auth: Option<fn(&[u8]) -> Writer>,
}

impl Template {
    pub(crate) fn good() -> Self {
        let date = |text: &str| Writer::new().tag(1004).text(text);
        let elements = vec![
            Part::new(0, "family_name", Writer::new().text("Ødegård")),
            Part::new(1, "given_name", Writer::new().text("Kari Anne")),
            Part::new(2, "birth_date", date("1978-02-12")),
            Part::new(
                17,
                "personal_administrative_number",
                Writer::new().text("12027812345"),
            ),
            Part::new(18, "issuing_country", Writer::new().text("NO")),
        ];
        let hidden = Part::new(19, "document_number", Writer::new().text("X1"));
        let mut digests: Vec<(u64, Part)> = [0, 1, 2, 17, 18]
            .into_iter()
            .zip(elements.clone())
            .collect();
        digests.push((19, hidden));
        let device_key = Writer::new().raw(&PKI.device.cose());
        Self {
            version: Writer::new().text("1.0"),
            status: Some(0),
            more: Vec::new(),
            documents: 1,
            doc_type: PID,
            presented: elements,
            mso: vec![
                ("version", Writer::new().text("1.0")),
                ("digestAlgorithm", Writer::new().text("SHA-256")),
                ("docType", Writer::new().text(PID)),
                (
                    "deviceKeyInfo",
                    Writer::new()
                        .map(1)
                        .text("deviceKey")
                        .raw(&device_key.into_octets()),
                ),
                (
                    "validityInfo",
                    validity([
                        "2026-11-28T00:00:00Z",
                        "2026-11-28T00:00:00Z",
                        "2026-12-12T00:00:00Z",
                    ]),
                ),
            ],
            digests,
            digest: MessageDigest::sha256(),
            mso_tagged: true,
            chain: vec![PKI.signer.to_der().unwrap()],
            device_namespaces: Writer::new().encoded(&[0xa0]),
            transcript: transcript(),
            issuer_auth: None,
            device_auth: None,
        }
    }

    /// With a member of the MSO changed or added.
    pub(crate) fn mso(mut self, name: &'static str, value: Writer) -> Self {
        self.mso.retain(|(n, _)| *n != name);
        self.mso.push((name, value));
        self
    }

    /// With an element more, signed and presented.
    pub(crate) fn and(mut self, id: u64, part: Part) -> Self {
        self.digests.push((id, part.clone()));
        self.presented.push(part);
        self
    }

    pub(crate) fn build(&self) -> Vec<u8> {
        let document = self.document();
        let count = 1
            + u64::from(self.documents > 0)
            + u64::from(self.status.is_some())
            + self.more.len() as u64;
        let mut w = Writer::new()
            .map(count)
            .text("version")
            .raw(&self.version.clone().into_octets());
        if self.documents > 0 {
            w = w.text("documents").array(self.documents as u64);
            w = (0..self.documents).fold(w, |w, _| w.raw(&document));
        }
        if let Some(status) = self.status {
            w = w.text("status").raw(&uint(status));
        }
        let more = self.more.iter();
        more.fold(w, |w, (name, value)| {
            w.text(name).raw(&value.clone().into_octets())
        })
        .into_octets()
    }

    fn document(&self) -> Vec<u8> {
        let device_namespaces = self.device_namespaces.clone().into_octets();
        Writer::new()
            .map(3)
            .text("docType")
            .text(self.doc_type)
            .text("issuerSigned")
            .map(2)
            .text("nameSpaces")
            .raw(&self.namespaces())
            .text("issuerAuth")
            .raw(&self.issuer_auth())
            .text("deviceSigned")
            .map(2)
            .text("nameSpaces")
            .raw(&device_namespaces)
            .text("deviceAuth")
            .raw(&self.device_auth())
            .into_octets()
    }

    fn namespaces(&self) -> Vec<u8> {
        let mut names: Vec<&str> = self.presented.iter().map(|p| p.namespace).collect();
        names.dedup();
        let namespaces = names
            .iter()
            .fold(Writer::new().map(names.len() as u64), |w, name| {
                let parts: Vec<&Part> = self
                    .presented
                    .iter()
                    .filter(|p| p.namespace == *name)
                    .collect();
                let w = w.text(name).array(parts.len() as u64);
                parts.iter().fold(w, |w, part| w.raw(&part.octets))
            });
        namespaces.into_octets()
    }

    fn mso_octets(&self) -> Vec<u8> {
        let w = Writer::new().map(self.mso.len() as u64 + 1);
        let w = self.mso.iter().fold(w, |w, (name, value)| {
            w.text(name).raw(&value.clone().into_octets())
        });
        let w = w
            .text("valueDigests")
            .map(1)
            .text(PID)
            .map(self.digests.len() as u64);
        let digests = self.digests.iter().fold(w, |w, (id, part)| {
            w.raw(&uint(*id))
                .bytes(&hash(self.digest, &part.octets).unwrap())
        });
        digests.into_octets()
    }

    fn issuer_auth(&self) -> Vec<u8> {
        let mso = self.mso_octets();
        let payload = if self.mso_tagged {
            Writer::new().encoded(&mso).into_octets()
        } else {
            mso
        };
        if let Some(other) = self.issuer_auth {
            return other(&payload);
        }
        let chain: Vec<&[u8]> = self.chain.iter().map(Vec::as_slice).collect();
        cose::sign1(Payload::Attached(&payload), &chain, &PKI.signer_key).unwrap()
    }

    /// What the device signs over.
    fn device_authentication(&self) -> Vec<u8> {
        let authentication = Writer::new()
            .array(4)
            .text("DeviceAuthentication")
            .raw(self.transcript.octets())
            .text(self.doc_type)
            .raw(&self.device_namespaces.clone().into_octets())
            .into_octets();
        Writer::new().encoded(&authentication).into_octets()
    }

    fn device_auth(&self) -> Vec<u8> {
        let payload = self.device_authentication();
        let auth = match self.device_auth {
            Some(other) => other(&payload),
            None => Writer::new()
                .map(1)
                .text("deviceSignature")
                .raw(&device_signature(&payload)),
        };
        auth.into_octets()
    }
}

pub(crate) fn device_signature(payload: &[u8]) -> Vec<u8> {
    cose::sign1(Payload::Detached(payload), &[], &PKI.device).unwrap()
}

pub(crate) fn validity([signed, from, until]: [&str; 3]) -> Writer {
    let w = Writer::new().map(3).text("signed").tag(0).text(signed);
    let w = w.text("validFrom").tag(0).text(from);
    w.text("validUntil").tag(0).text(until)
}

pub(crate) fn verify(device_response: &[u8]) -> Result<VerifiedMdoc, Error> {
    verify_at(device_response, NOW)
}

pub(crate) fn verify_at(device_response: &[u8], now: i64) -> Result<VerifiedMdoc, Error> {
    let transcript = transcript();
    let expected = ExpectedMdoc {
        doc_type: PID,
        session_transcript: &transcript,
    };
    mdoc::verify(device_response, &expected, &anchors(), now)
}
