//! KeyInfo: how a key is shown (XML Signature 1.1 §4.5), and the one that is meant.

use crate::verify::DS;
use crate::{Certificate, Curve, Element, PublicKey, base64};

/// Namespace name of XML Signature 1.1.
pub(crate) const DS11: &str = "http://www.w3.org/2009/xmldsig11#";

pub(crate) fn x509_data(certificates: &[Certificate]) -> String {
    let shown: String = certificates
        .iter()
        .map(|c| format!("<ds:X509Certificate>{}</ds:X509Certificate>", c.to_base64()))
        .collect();
    format!("<ds:X509Data>{shown}</ds:X509Data>")
}

/// The bare key: `RSAKeyValue` or `ECKeyValue`.
pub(crate) fn key_value(key: &PublicKey) -> Option<String> {
    let value = match key.kind() {
        crate::KeyKind::Rsa(_) => {
            let rsa = key.pkey().rsa().ok()?;
            format!(
                "<ds:RSAKeyValue><ds:Modulus>{}</ds:Modulus><ds:Exponent>{}</ds:Exponent>\
                 </ds:RSAKeyValue>",
                base64::encode(&rsa.n().to_vec()),
                base64::encode(&rsa.e().to_vec())
            )
        }
        crate::KeyKind::Ec(curve) => format!(
            "<ds11:ECKeyValue xmlns:ds11=\"{DS11}\"><ds11:NamedCurve URI=\"{}\"/>\
             <ds11:PublicKey>{}</ds11:PublicKey></ds11:ECKeyValue>",
            curve.uri(),
            base64::encode(&key.point()?)
        ),
    };
    Some(format!("<ds:KeyValue>{value}</ds:KeyValue>"))
}

/// The first key that a KeyInfo shows: certificate, DER or EC point. RSAKeyValue is not read: it
/// is only ever a hint.
pub(crate) fn shown_key(key_info: Element<'_>) -> Option<PublicKey> {
    key_info.children().find_map(|child| {
        if child.is(DS, "X509Data") {
            let certificate = child.children().find(|e| e.is(DS, "X509Certificate"))?;
            Certificate::from_base64(&certificate.text())
                .ok()
                .map(|c| c.key().clone())
        } else if child.is(DS11, "DEREncodedKeyValue") {
            PublicKey::from_spki(&base64::decode(&child.text())?)
        } else if child.is(DS, "KeyValue") {
            ec_key_value(child.children().find(|e| e.is(DS11, "ECKeyValue"))?)
        } else {
            None
        }
    })
}

/// A named curve and a point on it (XML Signature 1.1 §4.5.2.3); `ECParameters` are not read.
fn ec_key_value(value: Element<'_>) -> Option<PublicKey> {
    let curve = value.children().find(|e| e.is(DS11, "NamedCurve"))?;
    let point = value.children().find(|e| e.is(DS11, "PublicKey"))?;
    let curve = Curve::from_uri(curve.attribute("URI")?)?;
    PublicKey::from_point(curve, &base64::decode(&point.text())?)
}
