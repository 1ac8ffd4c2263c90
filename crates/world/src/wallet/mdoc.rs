// SPDX-License-Identifier: EUPL-1.2
//! The cards in the format mdoc: what an issuer signs, and what the wallet presents of it. ISO/IEC
//! 18013-5; PID Rulebook chapter 3.

use ::wallet::cbor::Writer;
use ::wallet::cose::{Payload, sign1, write_key};
use ::wallet::dcql::PID_DOC_TYPE;
use ::wallet::key::{Algorithm, KeyError, PublicKey, Signer};
use openssl::ec::EcKey;
use openssl::pkey::{PKey, Private};
use openssl::sha::sha256;
use serde_json::Value;

use super::cards::{Asked, Card};
use super::keys::raw_signature;
use super::lists::Provider;
use crate::env::Env;

/// A key of P-256, behind the trait of `wallet`.
struct Es256<'k>(&'k EcKey<Private>);

impl Signer for Es256<'_> {
    fn algorithm(&self) -> Algorithm {
        Algorithm::Es256
    }

    fn sign(&self, octets: &[u8]) -> Result<Vec<u8>, KeyError> {
        raw_signature(self.0, octets).map_err(|_| KeyError)
    }
}

/// The elements of a card: the same claims under the names of PID Rulebook §3.1.1.
fn element(name: &str, value: &Value) -> Option<(&'static str, Writer)> {
    let text = value.as_str().map(|text| Writer::new().text(text));
    match name {
        "birthdate" => Some(("birth_date", Writer::new().tag(1004).text(value.as_str()?))),
        "family_name" => Some(("family_name", text?)),
        "given_name" => Some(("given_name", text?)),
        "issuing_country" => Some(("issuing_country", text?)),
        "personal_administrative_number" => Some(("personal_administrative_number", text?)),
        _ => None,
    }
}

/// The card as `DeviceResponse`: what is asked for, to whom, in answer to what. `None`
/// only when OpenSSL signs nothing.
pub(super) fn present(
    card: &Card,
    provider: &Provider,
    holder: &EcKey<Private>,
    asked: &Asked<'_>,
    env: &Env,
) -> Option<Vec<u8>> {
    let now_s = env.now_s();
    let (mut digests, mut presented) = (Vec::new(), Vec::new());
    for (name, value) in card.claims() {
        let Some((name, value)) = element(name, &value) else {
            continue;
        };
        let random: [u8; 32] = env.random();
        let id = i64::try_from(digests.len()).ok()?;
        let item = Writer::new().map(4).text("digestID").integer(id);
        let item = item.text("random").bytes(&random);
        let item = item.text("elementIdentifier").text(name);
        let item = item.text("elementValue").raw(&value.into_octets());
        let item = Writer::new().encoded(&item.into_octets()).into_octets();
        digests.push(sha256(&item));
        if asked.claims.iter().any(|claim| claim == name) {
            presented.push(item);
        }
    }
    let mso = mobile_security_object(card, provider, holder, &digests, now_s)?;
    let mso = Writer::new().encoded(&mso).into_octets();
    let certificate = provider.issuer.certificate.to_der().ok()?;
    let chain: [&[u8]; 1] = [&certificate];
    let issuer_auth = sign1(
        Payload::Attached(&mso),
        &chain,
        &Es256(&provider.issuer.key),
    )
    .ok()?;

    // §9.1.3.4: nothing of the device's own.
    let device_names = Writer::new().encoded(&[0xa0]).into_octets();
    let signed = Writer::new().array(4).text("DeviceAuthentication");
    let signed = signed.raw(asked.transcript.octets()).text(PID_DOC_TYPE);
    let signed = signed.raw(&device_names).into_octets();
    let signed = Writer::new().encoded(&signed).into_octets();
    let signature = sign1(Payload::Detached(&signed), &[], &Es256(holder)).ok()?;

    let names = Writer::new().map(1).text(PID_DOC_TYPE);
    let names = names.array(presented.len() as u64);
    let names = presented.iter().fold(names, |names, item| names.raw(item));
    let issuer_signed = Writer::new().map(2).text("nameSpaces");
    let issuer_signed = issuer_signed.raw(&names.into_octets()).text("issuerAuth");
    let issuer_signed = issuer_signed.raw(&issuer_auth).into_octets();
    let device_signed = Writer::new().map(2).text("nameSpaces").raw(&device_names);
    let device_signed = device_signed.text("deviceAuth").map(1);
    let device_signed = device_signed.text("deviceSignature").raw(&signature);
    let document = Writer::new().map(3).text("docType").text(PID_DOC_TYPE);
    let document = document.text("issuerSigned").raw(&issuer_signed);
    let document = document
        .text("deviceSigned")
        .raw(&device_signed.into_octets());
    let response = Writer::new().map(3).text("version").text("1.0");
    let response = response
        .text("documents")
        .array(1)
        .raw(&document.into_octets());
    let response = response.text("status").integer(0);
    Some(response.into_octets())
}

/// `MobileSecurityObject`. 18013-5 §9.1.2.4.
fn mobile_security_object(
    card: &Card,
    provider: &Provider,
    holder: &EcKey<Private>,
    digests: &[[u8; 32]],
    now_s: i64,
) -> Option<Vec<u8>> {
    let holder = PKey::from_ec_key(holder.clone()).ok()?;
    let holder = PublicKey::from_openssl(&holder).ok()?;
    let instant = |at_s: i64| Writer::new().tag(0).text(&super::lists::instant(at_s));
    let (from, until) = card.validity(now_s);
    let mso = Writer::new().map(7).text("version").text("1.0");
    let mso = mso.text("digestAlgorithm").text("SHA-256");
    let mso = mso.text("valueDigests").map(1).text(PID_DOC_TYPE);
    let mso = (0..)
        .zip(digests)
        .fold(mso.map(digests.len() as u64), |mso, (id, digest)| {
            mso.integer(id).bytes(digest)
        });
    let mso = write_key(mso.text("deviceKeyInfo").map(1).text("deviceKey"), &holder);
    let mso = mso.text("docType").text(PID_DOC_TYPE);
    let mso = mso.text("validityInfo").map(3);
    let mso = mso.text("signed").raw(&instant(from).into_octets());
    let mso = mso.text("validFrom").raw(&instant(from).into_octets());
    let mso = mso.text("validUntil").raw(&instant(until).into_octets());
    // Token Status List §6.3.
    let index = i64::try_from(card.status_index()).ok()?;
    let mso = mso.text("status").map(1).text("status_list").map(2);
    let mso = mso.text("idx").integer(index);
    let mso = mso.text("uri").text(&provider.status_list);
    Some(mso.into_octets())
}
