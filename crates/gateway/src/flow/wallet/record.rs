// SPDX-License-Identifier: EUPL-1.2
//! What is kept of a request to wallets, and of an answer until its browser takes it.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use oidc::jose::jwe::DecryptionKey;
use serde::{Deserialize, Serialize};
use store::seal::hmac_sha256;
use store::{Handle, Kind, Record, Records, Secret};
use wallet::Pid;
use wallet::hpke::RecipientKey;
use zeroize::Zeroizing;

use crate::app::App;
use crate::citizen::PidProvider;
use crate::login::Device;

/// How long a request behind a link is given out: a person may have to find and unlock the wallet.
pub(super) const LINK_MS: i64 = 10 * 60 * 1000;
/// How long a request in a code is given out: whoever photographs it has no longer.
pub(super) const CODE_MS: i64 = 2 * 60 * 1000;
/// How much longer its answer is taken. Who scans the code in its last seconds still has to read what is
/// asked, to unlock and to approve; and nobody answers without the nonce of a request object, which who comes
/// later does not get (attack VP-27). A code's request lives five minutes so, as long as a request object may.
pub(super) const ANSWER_MS: i64 = 3 * 60 * 1000;
/// How long the browser has to come with its response code. OpenID4VP §13.3.
pub(super) const TAKE_LINK_MS: i64 = 60 * 1000;
/// How long an answer from another device waits for a person who has no script and goes back.
pub(super) const TAKE_CODE_MS: i64 = 5 * 60 * 1000;

/// A request to wallets, sealed under the name in its response address: only who was given the
/// request can read it. Never changed; it ends with its time.
#[derive(Serialize, Deserialize)]
pub(super) struct WalletRequest {
    /// Its name in the login.
    pub id: String,
    /// The login.
    pub flow: String,
    /// For which wallet.
    pub device: Device,
    /// The service that the person logs in to.
    pub client: String,
    /// As whom we ask: by value, since it changes with the certificate (attack WV-15).
    pub client_id: String,
    /// `nonce`.
    pub nonce: String,
    /// The private key of this request.
    key: [u8; 32],
    /// The browser's public half: to whom the answer is sealed.
    taker: [u8; 32],
    /// The browser's secret, where the browser brings the answer itself: under it, which costs no agreement.
    #[serde(skip)]
    here: Option<Secret>,
}

impl Record for WalletRequest {
    const KIND: Kind = Kind::WalletRequest;
    const VERSION: u8 = 1;
}

impl WalletRequest {
    /// A new one, with a nonce and a key of its own. `None` only by a chance of one in 2^128.
    pub(super) fn new(
        app: &App,
        (id, device): (&Handle, Device),
        (flow, taker): (&Handle, [u8; 32]),
        (client, client_id): (&str, &str),
    ) -> Option<Self> {
        let mut numbers = (0..4).map(|_| Zeroizing::new(app.env.bytes()));
        let key = numbers.find(|number| DecryptionKey::is_scalar(number))?;
        Some(Self {
            id: id.to_string(),
            flow: flow.to_string(),
            device,
            client: client.to_owned(),
            client_id: client_id.to_owned(),
            nonce: oidc::jose::base64url::encode(&app.env.bytes::<32>()),
            key: *key,
            taker,
            here: None,
        })
    }

    /// One that the browser hands to a wallet itself: kept nowhere, since the browser's secret comes
    /// with the answer too. Each protocol of each page has a nonce and a key of its own, so that an
    /// answer to the one is none to the other (attack WV-13).
    pub(super) fn of_browser(
        protocol: &str,
        link: &Handle,
        (flow, browser): (&Handle, &Secret),
        (client, client_id): (&str, &str),
    ) -> Option<Self> {
        let of_page = browser.derive(&format!("{protocol} {link}"), link.expires_ms());
        let octets = |what: &[u8]| hmac_sha256(of_page.reveal().as_bytes(), &[what]);
        // One in 2^32 is no private number of P-256: then the next is taken.
        let numbers = (0..4_u8).map(|nth| Zeroizing::new(octets(&[b'k', nth])));
        let mut numbers = numbers.filter(|number| DecryptionKey::is_scalar(number));
        Some(Self {
            id: link.to_string(),
            flow: flow.to_string(),
            device: Device::Browser,
            client: client.to_owned(),
            client_id: client_id.to_owned(),
            nonce: oidc::jose::base64url::encode(&octets(b"nonce")),
            key: *numbers.next()?,
            taker: [0; 32],
            here: Some(browser.clone()),
        })
    }

    /// The same as key of HPKE, and the octets of the nonce: what `org-iso-mdoc` has.
    pub(super) fn hpke(&self) -> Option<(RecipientKey, [u8; 32])> {
        let nonce = oidc::jose::base64url::decode(&self.nonce).ok()?;
        Some((
            RecipientKey::from_scalar(&self.key).ok()?,
            nonce.try_into().ok()?,
        ))
    }

    /// The key that the answer is encrypted to. Its `kid` is the same each time it is asked for.
    pub(super) fn key(&self) -> Option<DecryptionKey> {
        let kid = Handle::parse(&self.id)?;
        DecryptionKey::from_scalar(kid.tag(), &self.key).ok()
    }

    /// Seals what was presented to the browser that asked.
    pub(super) fn seal(&self, records: &Records, presented: &Presented) -> Option<WalletAnswer> {
        let plain = Zeroizing::new(serde_json::to_vec(presented).ok()?);
        let kind = WalletAnswer::KIND;
        let sealed = match self.device {
            Device::Browser => records.seal_for(self.here.as_ref()?, kind, &plain),
            Device::This | Device::Other => records.seal_to(&self.taker, kind, &plain)?,
        };
        Some(WalletAnswer {
            flow: self.flow.clone(),
            device: self.device,
            sealed: STANDARD_NO_PAD.encode(sealed),
        })
    }
}

impl Drop for WalletRequest {
    fn drop(&mut self) {
        zeroize::Zeroize::zeroize(&mut self.key);
    }
}

/// An answer that was verified, until its browser takes it.
#[derive(Serialize, Deserialize)]
pub(super) struct WalletAnswer {
    /// The login.
    pub flow: String,
    /// Which wallet it came from.
    pub device: Device,
    sealed: String,
}

impl Record for WalletAnswer {
    const KIND: Kind = Kind::WalletAnswer;
    const VERSION: u8 = 1;
}

impl WalletAnswer {
    /// What was presented, for the browser that brings its secret.
    pub(super) fn open(&self, records: &Records, secret: &Secret) -> Option<Presented> {
        let sealed = STANDARD_NO_PAD.decode(&self.sealed).ok()?;
        let plain = match self.device {
            Device::Browser => records.open_for(secret, Self::KIND, &sealed),
            Device::This | Device::Other => records.open_as(secret, Self::KIND, &sealed),
        };
        let plain = plain?;
        serde_json::from_slice(&plain).ok()
    }
}

/// Of a presentation what a login needs. Salts, signatures, keys and times of the credential are
/// thrown away: with them somebody else could be shown the person. (EU) 910/2014 art. 5b(10).
#[derive(Serialize, Deserialize)]
pub(super) struct Presented {
    pub given_name: String,
    pub family_name: String,
    pub birthdate: String,
    pub number: Option<String>,
    pub provider: PidProvider,
    /// When it was presented, Unix seconds.
    pub at_s: i64,
}

impl Presented {
    pub(super) fn of(pid: Pid, provider: PidProvider, at_s: i64) -> Self {
        Self {
            birthdate: pid.birth_date.to_string(),
            given_name: pid.given_name,
            family_name: pid.family_name,
            number: pid.personal_administrative_number,
            provider,
            at_s,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use store::Memory;
    use store::env::Env;

    use super::*;

    /// What the browser brings itself opens under the secret that it came with. A request of that kind that lay in a store
    /// has none, and nothing is sealed to whom nobody asked for: not even to a point that is no key.
    #[test]
    fn wv_16_without_the_secret_of_its_browser_nothing_is_sealed() {
        let env = Env::system();
        let records = Records::new(Arc::new(Memory::new(env.clone())), env.clone());
        let [link, flow] = [(); 2].map(|()| Handle::new(&env, i64::MAX));
        let [browser, other] = [(); 2].map(|()| Secret::new(&env, i64::MAX));
        let request = WalletRequest::of_browser("p", &link, (&flow, &browser), ("rowing", "x:y"));
        let request = request.unwrap();
        let presented = Presented {
            given_name: "Kari".to_owned(),
            family_name: "Nordmann".to_owned(),
            birthdate: "1990-05-14".to_owned(),
            number: None,
            provider: PidProvider {
                country: "NO".parse().unwrap(),
                provider: "Provider".to_owned(),
                anchor: [0; 32],
            },
            at_s: 1,
        };
        let answer = request.seal(&records, &presented).unwrap();
        assert_eq!(answer.open(&records, &browser).unwrap().given_name, "Kari");
        assert!(answer.open(&records, &other).is_none());
        let kept = serde_json::to_string(&request).unwrap();
        assert!(!kept.contains(browser.reveal()), "{kept}");
        let kept: WalletRequest = serde_json::from_str(&kept).unwrap();
        assert!(kept.seal(&records, &presented).is_none());
    }
}
