// SPDX-License-Identifier: EUPL-1.2
//! What the wallet does with a request: fetch it, look closely, present or say no. OpenID4VP 1.0.

use ::wallet::session_transcript::{EncryptedTo, SessionTranscript};
use openssl::ec::EcKey;
use openssl::pkey::Private;
use openssl::sha::sha256;
use serde_json::{Value, json};

use super::cards::{Asked, Card, CardFormat};
use super::keys::{base64url, encrypt, read_token};
use super::lists::Provider;
use super::mdoc;
use crate::env::Env;
use crate::fetch::Outbound;

/// What the person decided.
pub(super) enum Wish<'a> {
    /// This card, of that provider.
    Present(&'a Card, &'a Provider),
    /// Nothing.
    Refuse,
}

/// What the verifier told the wallet.
pub(super) struct Told {
    /// Where the browser goes on.
    pub(super) redirect_uri: Option<String>,
}

/// Fetches the request and answers it. The error says what was wrong, for the page.
pub(super) async fn answer(
    client_id: &str,
    request_uri: &str,
    wish: &Wish<'_>,
    holder: &EcKey<Private>,
    env: &Env,
    outbound: &Outbound,
) -> Result<Told, String> {
    let wallet_nonce = env.token();
    let form = [("wallet_nonce".to_owned(), wallet_nonce.clone())];
    let fetched = outbound.post_form(request_uri, &[], &form).await;
    let fetched = fetched.map_err(|error| error.to_string())?;
    if fetched.status != 200 {
        return Err(format!(
            "The request is not there any more ({})",
            fetched.status
        ));
    }
    let now_s = env.now_s();
    let request = verified(&fetched.text(), client_id, &wallet_nonce, now_s)?;
    let text = |name: &str| {
        request
            .get(name)
            .and_then(Value::as_str)
            .unwrap_or_default()
    };
    let key = request.pointer("/client_metadata/jwks/keys/0");
    let answer = match wish {
        Wish::Refuse => json!({ "error": "access_denied", "state": text("state") }),
        Wish::Present(card, provider) => {
            let (id, claims) =
                asked(&request, card).ok_or("It asks for no PID of this type and format")?;
            let thumbprint = key.and_then(thumbprint).ok_or("Its key cannot be used")?;
            let (nonce, response_uri) = (text("nonce"), text("response_uri"));
            let encrypted_to = EncryptedTo::Key(thumbprint);
            let asked = Asked {
                audience: client_id,
                nonce,
                claims: &claims,
                transcript: SessionTranscript::openid4vp(
                    client_id,
                    nonce,
                    encrypted_to,
                    response_uri,
                ),
            };
            let presented = presented(card, provider, holder, &asked, env);
            let presented = presented.ok_or("The card cannot be signed")?;
            json!({ "vp_token": { id: [presented] }, "state": text("state") })
        }
    };
    let sealed = key.and_then(|key| encrypt(key, &answer, env.random()));
    let sealed = sealed.ok_or("Its key cannot be used")?;
    let form = [("response".to_owned(), sealed)];
    let said = outbound.post_form(text("response_uri"), &[], &form).await;
    let said = said.map_err(|error| error.to_string())?;
    if said.status != 200 {
        return Err(format!("The verifier did not take it ({})", said.status));
    }
    let said: Value = serde_json::from_str(&said.text()).unwrap_or_default();
    let redirect_uri = said.get("redirect_uri").and_then(Value::as_str);
    Ok(Told {
        redirect_uri: redirect_uri.map(str::to_owned),
    })
}

/// The card in its format, as OpenID4VP carries it.
pub(super) fn presented(
    card: &Card,
    provider: &Provider,
    holder: &EcKey<Private>,
    asked: &Asked<'_>,
    env: &Env,
) -> Option<String> {
    match card.format {
        CardFormat::Mdoc => {
            mdoc::present(card, provider, holder, asked, env).map(|octets| base64url(&octets))
        }
        CardFormat::SdJwtVc => card.present(provider, holder, asked, env).ok(),
    }
}

/// The request, if it is one that a wallet may answer. OpenID4VP §5; HAIP §5.1.
fn verified(token: &str, client_id: &str, wallet_nonce: &str, now_s: i64) -> Result<Value, String> {
    let request = signed(token, now_s)?;
    let is = |name: &str, wanted: &str| request.get(name).and_then(Value::as_str) == Some(wanted);
    let rules = [
        (is("client_id", client_id), "client_id"),
        (is("wallet_nonce", wallet_nonce), "wallet_nonce"),
        (is("response_mode", "direct_post.jwt"), "response_mode"),
    ];
    match rules.iter().find(|(holds, _)| !holds) {
        Some((_, rule)) => Err(format!("The request breaks a rule: {rule}")),
        None => Ok(request),
    }
}

/// What holds for a signed request however it comes.
pub(super) fn signed(token: &str, now_s: i64) -> Result<Value, String> {
    let signed = read_token(token, "oauth-authz-req+jwt");
    let (request, certificate) = signed.ok_or("The request is not signed as it must be")?;
    let der = certificate.to_der().map_err(|error| error.to_string())?;
    let is = |name: &str, wanted: &str| request.get(name).and_then(Value::as_str) == Some(wanted);
    let by_hash = format!("x509_hash:{}", base64url(&sha256(&der)));
    let rules = [
        (is("client_id", &by_hash), "x509_hash"),
        (is("aud", "https://self-issued.me/v2"), "aud"),
        (is("response_type", "vp_token"), "response_type"),
        (request.get("redirect_uri").is_none(), "redirect_uri"),
        (
            request.get("exp").and_then(Value::as_i64) > Some(now_s),
            "exp",
        ),
        (
            request.pointer("/verifier_info/0/data").is_some(),
            "verifier_info",
        ),
    ];
    match rules.iter().find(|(holds, _)| !holds) {
        Some((_, rule)) => Err(format!("The request breaks a rule: {rule}")),
        None => Ok(request),
    }
}

/// The id of the query for this card, and the claims that it asks for. Of types the wallet knows the names, and not
/// which of them extends which (OpenID4VP B.3.5, "MAY").
pub(super) fn asked(request: &Value, card: &Card) -> Option<(String, Vec<String>)> {
    let queries = request.pointer("/dcql_query/credentials")?.as_array()?;
    let is = |query: &&Value| {
        let types = query.pointer("/meta/vct_values").and_then(Value::as_array);
        let is_of_format = query.get("format").and_then(Value::as_str) == Some(card.format.name());
        is_of_format && types.is_none_or(|types| types.iter().any(|vct| vct == card.vct()))
    };
    let query = queries.iter().find(is)?;
    let claims = query.get("claims")?.as_array()?.iter();
    let claims = claims.filter_map(|claim| claim.get("path")?.as_array()?.last()?.as_str());
    let id = query.get("id")?.as_str()?;
    Some((id.to_owned(), claims.map(str::to_owned).collect()))
}

/// JWK Thumbprint of a key of P-256. RFC 7638 §3.2.
pub(super) fn thumbprint(key: &Value) -> Option<[u8; 32]> {
    let (x, y) = (key.get("x")?.as_str()?, key.get("y")?.as_str()?);
    let members = format!(r#"{{"crv":"P-256","kty":"EC","x":"{x}","y":"{y}"}}"#);
    Some(sha256(members.as_bytes()))
}
