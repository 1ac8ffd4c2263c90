//! Certificates made for the test: authorities, signers, and the odd ones.

use openssl::{
    asn1::Asn1Time,
    bn::BigNum,
    ec::{EcGroup, EcKey},
    ecdsa::EcdsaSig,
    hash::{MessageDigest, hash},
    nid::Nid,
    pkey::{PKey, Private},
    rsa::Rsa,
    x509::{
        X509, X509NameBuilder,
        extension::{
            AuthorityKeyIdentifier, BasicConstraints, KeyUsage, SubjectAlternativeName,
            SubjectKeyIdentifier,
        },
    },
};
use wallet::trust::{Anchor, Anchors};

use crate::fixture::NOW;

const DAY: i64 = 86_400;

/// A key with its certificate.
#[derive(Clone)]
pub(crate) struct Identity {
    pub(crate) key: PKey<Private>,
    pub(crate) certificate: X509,
}

/// What a certificate says. Each test changes one thing of [`Template::authority`] or
/// [`Template::signer`].
#[derive(Clone)]
pub(crate) struct Template {
    pub(crate) name: &'static str,
    pub(crate) country: &'static str,
    pub(crate) organization: &'static str,
    pub(crate) identifier: Option<&'static str>,
    pub(crate) dns: Option<&'static str>,
    pub(crate) authority: bool,
    pub(crate) usage: Option<Usage>,
    pub(crate) days: (i64, i64),
    pub(crate) curve: Nid,
    pub(crate) digest: MessageDigest,
}

#[derive(Clone, Copy)]
pub(crate) enum Usage {
    Agreement,
    Certificates,
    Signatures,
}

impl Template {
    pub(crate) fn authority(name: &'static str, country: &'static str) -> Self {
        Self {
            name,
            country,
            organization: "Test",
            identifier: None,
            dns: None,
            authority: true,
            usage: Some(Usage::Certificates),
            days: (-30, 3650),
            curve: Nid::X9_62_PRIME256V1,
            digest: MessageDigest::sha256(),
        }
    }

    pub(crate) fn signer(name: &'static str, country: &'static str) -> Self {
        Self {
            authority: false,
            usage: Some(Usage::Signatures),
            days: (-10, 400),
            ..Self::authority(name, country)
        }
    }

    pub(crate) fn self_signed(&self) -> Identity {
        self.made(None, &new_key(self.curve))
    }

    pub(crate) fn issued_by(&self, issuer: &Identity) -> Identity {
        self.made(Some(issuer), &new_key(self.curve))
    }

    pub(crate) fn made(&self, issuer: Option<&Identity>, key: &PKey<Private>) -> Identity {
        let mut name = X509NameBuilder::new().unwrap();
        name.append_entry_by_text("C", self.country).unwrap();
        name.append_entry_by_text("O", self.organization).unwrap();
        name.append_entry_by_text("CN", self.name).unwrap();
        if let Some(identifier) = self.identifier {
            name.append_entry_by_text("organizationIdentifier", identifier)
                .unwrap();
        }
        let name = name.build();
        let at = |days: i64| Asn1Time::from_unix(NOW + days * DAY).unwrap();
        let mut builder = X509::builder().unwrap();
        builder.set_version(2).unwrap();
        let serial = BigNum::from_u32(4711).unwrap().to_asn1_integer().unwrap();
        builder.set_serial_number(&serial).unwrap();
        builder.set_subject_name(&name).unwrap();
        let issuer_name = issuer.map_or(&*name, |i| i.certificate.subject_name());
        builder.set_issuer_name(issuer_name).unwrap();
        builder.set_not_before(&at(self.days.0)).unwrap();
        builder.set_not_after(&at(self.days.1)).unwrap();
        builder.set_pubkey(key).unwrap();
        let mut constraints = BasicConstraints::new();
        constraints.critical();
        if self.authority {
            constraints.ca();
        }
        builder
            .append_extension(constraints.build().unwrap())
            .unwrap();
        if let Some(usage) = self.usage {
            let mut extension = KeyUsage::new();
            extension.critical();
            match usage {
                Usage::Agreement => extension.key_agreement(),
                Usage::Certificates => extension.key_cert_sign().crl_sign(),
                Usage::Signatures => extension.digital_signature(),
            };
            builder
                .append_extension(extension.build().unwrap())
                .unwrap();
        }
        let context = |b: &openssl::x509::X509Builder| {
            SubjectKeyIdentifier::new()
                .build(&b.x509v3_context(None, None))
                .unwrap()
        };
        let identifier = context(&builder);
        builder.append_extension(identifier).unwrap();
        if let Some(issuer) = issuer {
            let authority = AuthorityKeyIdentifier::new()
                .keyid(true)
                .build(&builder.x509v3_context(Some(&issuer.certificate), None))
                .unwrap();
            builder.append_extension(authority).unwrap();
        }
        if let Some(dns) = self.dns {
            let mut names = SubjectAlternativeName::new();
            for name in dns.split(',') {
                names.dns(name);
            }
            let names = names.build(&builder.x509v3_context(None, None));
            builder.append_extension(names.unwrap()).unwrap();
        }
        builder
            .sign(issuer.map_or(key, |i| &i.key), self.digest)
            .unwrap();
        Identity {
            key: key.clone(),
            certificate: builder.build(),
        }
    }
}

impl Identity {
    pub(crate) fn der(&self) -> Vec<u8> {
        self.certificate.to_der().unwrap()
    }

    pub(crate) fn pem(&self) -> Vec<u8> {
        self.certificate.to_pem().unwrap()
    }

    pub(crate) fn base64(&self) -> String {
        openssl::base64::encode_block(&self.der())
    }
}

pub(crate) fn new_key(curve: Nid) -> PKey<Private> {
    if curve == Nid::RSAENCRYPTION {
        return PKey::from_rsa(Rsa::generate(3072).unwrap()).unwrap();
    }
    let group = EcGroup::from_curve_name(curve).unwrap();
    PKey::from_ec_key(EcKey::generate(&group).unwrap()).unwrap()
}

/// R ‖ S as wide as the curve, as JOSE and COSE write it.
pub(crate) fn sign(key: &PKey<Private>, digest: MessageDigest, octets: &[u8]) -> Vec<u8> {
    let ec = key.ec_key().unwrap();
    let width = (ec.group().degree().cast_signed() + 7) / 8;
    let signature = EcdsaSig::sign(&hash(digest, octets).unwrap(), &ec).unwrap();
    let mut raw = signature.r().to_vec_padded(width).unwrap();
    raw.extend(signature.s().to_vec_padded(width).unwrap());
    raw
}

pub(crate) fn anchor(identity: &Identity, country: &str, provider: &str) -> Anchor {
    Anchor {
        certificate: identity.certificate.clone(),
        country: country.to_owned(),
        provider: provider.to_owned(),
        valid_until: NOW + 90 * DAY,
    }
}

pub(crate) fn anchors<C>(identity: &Identity, country: &str, provider: &str) -> Anchors<C> {
    Anchors::new([anchor(identity, country, provider)])
}
