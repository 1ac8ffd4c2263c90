// SPDX-License-Identifier: EUPL-1.2
//! A country's habits in the words of `eidas` and `xmlsec`.

use eidas::{AttributeValue, LevelOfAssurance, Loa};
use url::Url;
use xmlsec::{
    Certificate, Curve, EncryptedKeyPlace, EncryptionMethods, KeyInfoStyle, KeyKind, KeyLink,
    SignatureMethod,
};

use super::NodeError;
use crate::country::{Habits, KeyPlace, NameIdKind};
use crate::persons::Name;

pub(super) fn name_value(name: Name) -> AttributeValue {
    match (name.latin, name.original) {
        (Some(latin), Some(original)) => AttributeValue::pair(latin, original),
        (None, Some(original)) => AttributeValue::non_latin(original),
        (latin, None) => AttributeValue::latin(latin.unwrap_or_default()),
    }
}

pub(super) fn message_habits(habits: &Habits, ids: Option<(String, String)>) -> eidas::Habits {
    let place = match (habits.key_place, ids) {
        (KeyPlace::Beside, Some((data_id, key_id))) => EncryptedKeyPlace::Beside {
            data_id,
            key_id,
            link: KeyLink::RetrievalMethod,
        },
        _ => EncryptedKeyPlace::Inside,
    };
    eidas::Habits {
        digest: habits.digest,
        key_info: KeyInfoStyle::Certificates,
        inner_signature: if habits.assertion_signed {
            eidas::InnerSignature::SameKey
        } else {
            eidas::InnerSignature::None
        },
        encryption: EncryptionMethods {
            content: habits.content,
            rsa: habits.oaep,
            wrap: habits.wrap,
            concat_kdf: xmlsec::DigestMethod::Sha256,
            place,
            hint: habits.recipient,
        },
        authn_context_decl: if habits.empty_authn_context_decl {
            eidas::AuthnContextDecl::Empty
        } else {
            eidas::AuthnContextDecl::Absent
        },
        success_message: if habits.empty_authn_context_decl {
            eidas::SuccessMessage::SuccessUri
        } else {
            eidas::SuccessMessage::Absent
        },
        ..eidas::Habits::default()
    }
}

/// The signature method of a kind of key with a digest.
#[must_use]
pub fn signature_method(kind: KeyKind, digest: xmlsec::DigestMethod) -> Option<SignatureMethod> {
    let rsa = matches!(kind, KeyKind::Rsa(_));
    SignatureMethod::ALL
        .into_iter()
        .find(|method| method.digest() == digest && is_pss(*method) == rsa)
}

pub(crate) fn is_pss(method: SignatureMethod) -> bool {
    method.uri().ends_with("-rsa-MGF1")
}

pub(super) fn is_rsa(certificate: &Certificate) -> bool {
    matches!(certificate.key().kind(), KeyKind::Rsa(_))
}

/// A kind of key for people.
pub(crate) fn key_name(kind: KeyKind) -> String {
    match kind {
        KeyKind::Rsa(bits) => format!("RSA-PSS {bits}"),
        KeyKind::Ec(curve) => match curve {
            Curve::P256 => "ECDSA P-256",
            Curve::P384 => "ECDSA P-384",
            Curve::P521 => "ECDSA P-521",
            Curve::BrainpoolP256r1 => "ECDSA brainpoolP256r1",
            Curve::BrainpoolP384r1 => "ECDSA brainpoolP384r1",
            Curve::BrainpoolP512r1 => "ECDSA brainpoolP512r1",
        }
        .to_owned(),
    }
}

pub(crate) fn name_id_format(kind: NameIdKind) -> eidas::NameIdFormat {
    match kind {
        NameIdKind::Unspecified => eidas::NameIdFormat::Unspecified,
        NameIdKind::Persistent => eidas::NameIdFormat::Persistent,
        NameIdKind::Transient => eidas::NameIdFormat::Transient,
    }
}

pub(super) fn parse_url(text: &str) -> Result<Url, NodeError> {
    Url::parse(text).map_err(|_| NodeError::Refused("not an address"))
}

pub(super) fn loa(level: LevelOfAssurance) -> Loa {
    Loa::Notified(level)
}
