// SPDX-License-Identifier: EUPL-1.2
//! Clients whose assertions bring an enterprise certificate (RFC 7515 §4.1.6 `x5c`). docs/adr/0027.
//!
//! The certificate leads to an authority that the operator named, is in date, is nobody's authority, is for
//! authentication, and names the organisation that is registered for the client. Then its key is the client's,
//! for this one assertion: whether that key signed it is asked where every assertion is verified.

use std::path::PathBuf;
use std::sync::Arc;

use oidc::jose::JwkSet;
use oidc::protocol::{ErrorCode, OAuthError};
use oidc::provider::{Client, Credentials};
use oidc::{Error, Untrusted};
use tokio::sync::Mutex;
use xmlsec::{Certificate, RevocationList, TrustAnchors};

use super::{App, Current};
use crate::settings::{EnterpriseSettings, LEAST_RSA_BITS, OrganisationId};

/// So old are lists at most: authorities publish theirs every few hours.
const FRESH_MS: i64 = 5 * 60 * 1000;

/// Authorities with the lists that were read, from where and when. `None`: before the first assertion.
pub type Cache = Mutex<Option<Read>>;

/// What was read.
pub struct Read {
    of: EnterpriseSettings,
    anchors: TrustAnchors,
    read_ms: i64,
}

/// The registered client with the key of the certificate that came along; `None`: it proves itself in
/// another way.
///
/// # Errors
/// `invalid_client`, with the rule that failed for trail and trace: before the signature is verified the one
/// who asks is told nothing.
pub async fn certified(
    app: &App,
    current: &Current,
    credentials: &Credentials,
) -> Result<Option<Arc<Client>>, OAuthError> {
    let registered = current.client(credentials.client_id().as_str());
    let of = registered.and_then(|known| Some((known, known.settings.certificate_of.as_ref()?)));
    let Some((registered, organisation)) = of else {
        return Ok(None);
    };
    let chain = credentials.certificates()?;
    let anchors = anchors(app, current).await;
    let keys = keys(&anchors, &chain, organisation, app.env.now_s()).map_err(|rule| {
        OAuthError::from(ErrorCode::InvalidClient)
            .because(Error::from(Untrusted::Certificate(rule)))
    })?;
    Ok(Some(Arc::new(Client {
        keys,
        ..Client::clone(&registered.client)
    })))
}

/// The key of a chain's first certificate, where all of it holds. `Err`: the rule that does not.
fn keys(
    anchors: &TrustAnchors,
    chain: &[Vec<u8>],
    organisation: &OrganisationId,
    now_s: i64,
) -> Result<JwkSet, &'static str> {
    let chain = chain.iter().map(|der| Certificate::from_der(der));
    let chain: Vec<Certificate> = chain
        .collect::<Result<_, _>>()
        .map_err(|_| "not readable")?;
    let (leaf, others) = chain.split_first().ok_or("none")?;
    // Attack: the authority's own certificate, or that of one below it, as the client's.
    if leaf.is_authority() {
        return Err("an authority signs for nobody");
    }
    if !leaf.may_authenticate() {
        return Err("not for authentication (keyUsage, extKeyUsage)");
    }
    if !organisation.is_of(leaf) {
        return Err("another organisation's than is registered");
    }
    let trusted = anchors.trusts(leaf, others, now_s, LEAST_RSA_BITS);
    trusted.map_err(|error| match error {
        xmlsec::Untrusted::Revoked => "revoked",
        xmlsec::Untrusted::RevocationUnknown => "no revocation list in date for its issuer",
        _ => "no path in date to an authority that is believed",
    })?;
    JwkSet::of_certificate(leaf.key().spki()).map_err(|_| "its key is neither RSA nor P-256")
}

/// The authorities, with lists that are fresh enough. A list that cannot be read is missing, and without one
/// in date nothing below its issuer is believed.
async fn anchors(app: &App, current: &Current) -> TrustAnchors {
    let Some(settings) = &current.settings.enterprise else {
        return TrustAnchors::default();
    };
    let mut cached = app.client_certificates.lock().await;
    let now_ms = app.env.now_ms();
    if let Some(read) = &*cached
        && read.of == *settings
        && (0..FRESH_MS).contains(&(now_ms - read.read_ms))
    {
        return read.anchors.clone();
    }
    let anchors = TrustAnchors::new(settings.authorities.iter().cloned());
    let anchors = match settings.revocation_lists.is_empty() {
        true => anchors,
        false => anchors.checked_for_revocation(lists(&settings.revocation_lists).await),
    };
    *cached = Some(Read {
        of: settings.clone(),
        anchors: anchors.clone(),
        read_ms: now_ms,
    });
    anchors
}

async fn lists(files: &[PathBuf]) -> Vec<RevocationList> {
    let mut lists = Vec::new();
    for file in files {
        let read = tokio::fs::read(file)
            .await
            .map_err(|error| error.to_string());
        let list = read.and_then(|octets| RevocationList::read(&octets).map_err(|e| e.to_string()));
        match list {
            Ok(list) => lists.push(list),
            Err(error) => {
                tracing::error!(error, file = %file.display(), "a revocation list cannot be read");
            }
        }
    }
    lists
}
