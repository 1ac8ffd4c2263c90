// SPDX-License-Identifier: EUPL-1.2
//! What a browser would hand to the wallet: requests of the Digital Credentials API, with the origin of
//! the page. For browsers that are driven by a script, since none knows this wallet.
//!
//! `POST wallet.localhost/dc_api`: `origin`, `card`, `protocol` and `data` of the request, JSON. The
//! answer is what `navigator.credentials.get` would give: `protocol` and `data`.

use ::wallet::cbor::{self, Item, Writer};
use ::wallet::cose::{Sign1, read_key};
use ::wallet::hpke::{RecipientKey, seal};
use ::wallet::key::PublicKey;
use ::wallet::session_transcript::{EncryptedTo, SessionTranscript};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use openssl::ec::EcKey;
use openssl::pkey::Private;
use openssl::x509::X509;
use serde_json::{Value, json};

use super::cards::{Asked, Card, CardFormat};
use super::keys::{base64url, encrypt};
use super::lists::Provider;
use super::mdoc;
use super::present::{asked, presented, signed, thumbprint};
use crate::env::Env;

/// What a page asks, as its browser passes it on.
pub(super) struct FromBrowser<'a> {
    pub(super) origin: &'a str,
    pub(super) protocol: &'a str,
    pub(super) data: &'a Value,
}

/// The card, presented to the page. The error says what was wrong.
pub(super) fn answer(
    from: &FromBrowser<'_>,
    card: &Card,
    provider: &Provider,
    holder: &EcKey<Private>,
    env: &Env,
) -> Result<Value, String> {
    let data = match from.protocol {
        "openid4vp-v1-signed" => {
            let token = from.data.get("request").and_then(Value::as_str);
            let request = signed(token.unwrap_or_default(), env.now_s())?;
            // OpenID4VP A.2: a request that another page relays.
            let origins = request.get("expected_origins").and_then(Value::as_array);
            if !origins.is_some_and(|all| all.iter().any(|origin| origin == from.origin)) {
                return Err("The request breaks a rule: expected_origins".to_owned());
            }
            openid4vp(&request, from.origin, card, provider, holder, env)
        }
        "openid4vp-v1-unsigned" => openid4vp(from.data, from.origin, card, provider, holder, env),
        "org-iso-mdoc" => iso_mdoc(from, card, provider, holder, env),
        _ => Err("No such protocol".to_owned()),
    };
    Ok(json!({ "protocol": from.protocol, "data": data? }))
}

/// OpenID4VP A.
fn openid4vp(
    request: &Value,
    origin: &str,
    card: &Card,
    provider: &Provider,
    holder: &EcKey<Private>,
    env: &Env,
) -> Result<Value, String> {
    let text = |name: &str| request.get(name).and_then(Value::as_str);
    if text("response_mode") != Some("dc_api.jwt") {
        return Err("The request breaks a rule: response_mode".to_owned());
    }
    let key = request.pointer("/client_metadata/jwks/keys/0");
    let key = key.ok_or("It has no key")?;
    let nonce = text("nonce").unwrap_or_default();
    let thumbprint = thumbprint(key).ok_or("Its key cannot be used")?;
    let encrypted_to = EncryptedTo::Key(thumbprint);
    let (id, claims) = asked(request, card).ok_or("It asks for no PID of this type and format")?;
    let asked = Asked {
        audience: &format!("origin:{origin}"),
        nonce,
        claims: &claims,
        transcript: SessionTranscript::openid4vp_dc_api(origin, nonce, encrypted_to),
    };
    let presented = presented(card, provider, holder, &asked, env);
    let presented = presented.ok_or("The card cannot be signed")?;
    let answer = json!({ "vp_token": { id: [presented] } });
    let sealed = encrypt(key, &answer, env.random()).ok_or("Its key cannot be used")?;
    Ok(json!({ "response": sealed }))
}

/// 18013-7 Annex C.
fn iso_mdoc(
    from: &FromBrowser<'_>,
    card: &Card,
    provider: &Provider,
    holder: &EcKey<Private>,
    env: &Env,
) -> Result<Value, String> {
    if card.format != CardFormat::Mdoc {
        return Err("This card is no mdoc".to_owned());
    }
    let text = |name: &str| {
        from.data
            .get(name)
            .and_then(Value::as_str)
            .unwrap_or_default()
    };
    let decoded = |name| URL_SAFE_NO_PAD.decode(text(name)).unwrap_or_default();
    let (info, request) = (decoded("encryptionInfo"), decoded("deviceRequest"));
    let transcript = SessionTranscript::iso_dc_api(text("encryptionInfo"), from.origin);
    let claims = asked_elements(&request, &transcript).ok_or("Its reader is not authenticated")?;
    let recipient = recipient(&info).ok_or("It has no key")?;
    let asked = Asked {
        audience: from.origin,
        nonce: "",
        claims: &claims,
        transcript: transcript.clone(),
    };
    let presented = mdoc::present(card, provider, holder, &asked, env);
    let presented = presented.ok_or("The card cannot be signed")?;
    let made = RecipientKey::generate();
    let sealed = made.and_then(|own| seal(&recipient, &own, transcript.octets(), &presented));
    let sealed = sealed.map_err(|error| error.to_string())?;
    let response = Writer::new().array(2).text("dcapi").map(2);
    let response = response.text("enc").bytes(&sealed.enc);
    let response = response.text("cipherText").bytes(&sealed.ciphertext);
    Ok(json!({ "response": base64url(&response.into_octets()) }))
}

/// The elements that a reader asks for, if it signed that. 18013-5 §9.1.4.
fn asked_elements(request: &[u8], transcript: &SessionTranscript) -> Option<Vec<String>> {
    let request = cbor::read(request).ok()?;
    let document = request.member("docRequests")?.array()?.first()?;
    let items = document.member("itemsRequest")?;
    let signature = Sign1::read(document.member("readerAuth")?).ok()?;
    let leaf = X509::from_der(signature.chain().first()?).ok()?;
    let key = leaf.public_key().ok()?;
    let key = PublicKey::from_openssl(&key).ok()?;
    let signed = Writer::new().array(3).text("ReaderAuthentication");
    let signed = signed.raw(transcript.octets()).raw(items.octets());
    let signed = Writer::new().encoded(&signed.into_octets()).into_octets();
    signature.verify_detached(&key, &signed).ok()?;
    let items = cbor::read(items.encoded()?).ok()?;
    let namespaces = items.member("nameSpaces")?.map()?;
    let names = namespaces.iter().filter_map(|(_, elements)| elements.map());
    let names = names.flatten().filter_map(|(name, _)| name.text());
    Some(names.map(str::to_owned).collect())
}

/// `recipientPublicKey` of `EncryptionInfo`.
fn recipient(info: &[u8]) -> Option<PublicKey> {
    let info = cbor::read(info).ok()?;
    let parameters = info.array().and_then(|parts: &[Item<'_>]| parts.get(1))?;
    read_key(parameters.member("recipientPublicKey")?).ok()
}
