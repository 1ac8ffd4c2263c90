// SPDX-License-Identifier: EUPL-1.2
//! `[wallet]` as written.

use std::path::PathBuf;

use eidas::LevelOfAssurance;
use toml::Spanned;
use toml::de::DeValue;
use url::Url;
use wallet::ClientIdPrefix;

use super::read::{At, Field, Presence, Read, Reader, Section, read_text, section, words};
use super::table::Table;

section! {
    /// People log in with a European Digital Identity Wallet (OpenID for Verifiable Presentations
    /// 1.0, HAIP 1.0): with the PID of our own country, as with a national e-ID. On the page it
    /// stands among them as `wallet`, and `landport suspend eid wallet` closes it.
    Wallet {
        /// The access certificate by which wallets know us: a P-256 private key (PKCS#8, PEM) and
        /// behind it the chain, leaf first. Only the gateway's user may be able to read it.
        access: PathBuf = Required "\"keys/wallet-access.pem\"",
        /// How wallets call us: by the hash of the access certificate, or by the name in it.
        prefix: ClientIdPrefix = Default "\"x509_hash\"",
        /// Our registration certificate (`rc-wrp+jwt`). Without it none is sent: only where the
        /// Member State issues none.
        registration: PathBuf = Optional "\"wallet/registration.jwt\"",
        /// Certificates of the registrars, PEM. Needed with `registration`.
        registrars: Vec<At<PathBuf>> = Default "[]",
        /// How a link opens a wallet: a scheme, or the address of one wallet.
        schemes: Vec<At<String>> = Default "[\"openid4vp://\"]",
        /// Show a QR code for a wallet on another device. Whoever can be made to scan a foreign
        /// code logs a stranger in: switch it off where that weighs more.
        other_device: bool = Default "true",
        /// The level that a PID proves, by the country that issued it. A PID of another country is
        /// not taken.
        acr: Table<LevelOfAssurance> = Required "{ NO = \"high\" }",
        /// For how many seconds a status list counts that could not be fetched again. 0: not at
        /// all, as level high needs.
        stale_status_seconds: u32 = Default "0",
        /// The lists of trusted entities that name PID providers, one section each.
        list: Vec<At<WalletList>> = Required "[[section]]",
    }
}

section! {
    /// A list of trusted entities (ETSI TS 119 602, JSON).
    WalletList {
        /// Where it is.
        url: Url = Required "\"https://trust.example.eu/pid-providers.jwt\"",
        /// Certificates of those who may sign it, PEM, as the Official Journal publishes them.
        signers: Vec<At<PathBuf>> = Required "[\"wallet/list-signer.pem\"]",
        /// `SchemeTerritory`: `EU`, or a country's own list.
        territory: String = Default "\"EU\"",
        /// The address may be in a private network.
        private: bool = Default "false",
    }
}

words!(ClientIdPrefix {
    "x509_hash" => ClientIdPrefix::X509Hash,
    "x509_san_dns" => ClientIdPrefix::X509SanDns,
});
