//! KeyInfo: how a key is shown (XML Signature 1.1 §4.5), and the one that is meant.

use crate::verify::DS;
use crate::{Certificate, Curve, EcPublicPoint, Element, PublicKey, base64};

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
            base64::encode(key.point()?.octets())
        ),
    };
    Some(format!("<ds:KeyValue>{value}</ds:KeyValue>"))
}

/// A recipient as a KeyInfo shows it, in octets: it is compared with our own keys, never parsed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Shown {
    Certificate(Vec<u8>),
    SubjectPublicKeyInfo(Vec<u8>),
    Point(EcPublicPoint),
}

impl Shown {
    /// The first of a KeyInfo. RSAKeyValue, names and serial numbers are not read.
    pub(crate) fn first(key_info: Element<'_>) -> Option<Self> {
        key_info.children().find_map(|child| {
            if child.is(DS, "X509Data") {
                let certificate = child.children().find(|e| e.is(DS, "X509Certificate"))?;
                base64::decode(&certificate.text()).map(Self::Certificate)
            } else if child.is(DS11, "DEREncodedKeyValue") {
                base64::decode(&child.text()).map(Self::SubjectPublicKeyInfo)
            } else {
                ec_key_value(child).map(Self::Point)
            }
        })
    }

    pub(crate) fn is(&self, certificate: &Certificate) -> bool {
        match self {
            Self::Certificate(der) => der == certificate.der(),
            Self::SubjectPublicKeyInfo(der) => der == certificate.key().spki(),
            Self::Point(point) => certificate.key().point().as_ref() == Some(point),
        }
    }
}

/// The point of an OriginatorKeyInfo: as ECKeyValue, or else as DEREncodedKeyValue. Of two of one kind none: it would
/// depend on the reader which one counts.
pub(crate) fn shown_point(key_info: Element<'_>) -> Option<EcPublicPoint> {
    let mut values = key_info.children().filter(|e| e.is(DS, "KeyValue"));
    let value = values.next();
    if values.next().is_some() {
        return None;
    }
    let value = value.and_then(ec_key_value);
    value.or_else(|| match Shown::first(key_info)? {
        Shown::Certificate(der) => Certificate::from_der(&der).ok()?.key().point(),
        Shown::SubjectPublicKeyInfo(der) => PublicKey::from_spki(&der)?.point(),
        Shown::Point(point) => Some(point),
    })
}

/// The only child of this name.
fn one<'a>(parent: Element<'a>, name: &str) -> Option<Element<'a>> {
    let mut found = parent.children().filter(|e| e.is(DS11, name));
    found.next().filter(|_| found.next().is_none())
}

/// A named curve and a point on it (XML Signature 1.1 §4.5.2.3); `ECParameters` are not read.
fn ec_key_value(key_value: Element<'_>) -> Option<EcPublicPoint> {
    if !key_value.is(DS, "KeyValue") {
        return None;
    }
    let value = one(key_value, "ECKeyValue")?;
    let (curve, point) = (one(value, "NamedCurve")?, one(value, "PublicKey")?);
    let curve = Curve::from_uri(curve.attribute("URI")?)?;
    EcPublicPoint::new(curve, base64::decode(&point.text())?)
}
