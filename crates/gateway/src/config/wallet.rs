// SPDX-License-Identifier: EUPL-1.2
//! `[wallet]` as written.

use std::path::PathBuf;

use eidas::LevelOfAssurance;
use toml::Spanned;
use toml::de::DeValue;
use url::Url;
use wallet::ClientIdPrefix;

use super::Sha256;
use super::read::{At, Field, Presence, Read, Reader, Section, read_text, section, words};
use super::table::Table;

section! {
    /// People log in with a European Digital Identity Wallet (OpenID for Verifiable Presentations
    /// 1.0, HAIP 1.0). On the page it stands among the e-IDs as `wallet`, and `landport suspend eid
    /// wallet` closes it.
    Wallet {
        /// Show a QR code for a wallet on another device. Whoever can be made to scan a foreign
        /// code logs a stranger in: switch it off where that weighs more.
        other_device: bool = Default "true",
        /// The level that a PID proves, by the country that issued it: of our own it is a national
        /// e-ID's, of another one a European one's. A PID of a country that is not here is not taken.
        acr: Table<LevelOfAssurance> = Required "{ NO = \"high\" }",
        /// For how many seconds a status list counts that could not be fetched again. 0: not at
        /// all, as level high needs.
        stale_status_seconds: u32 = Default "0",
        /// As whom wallets are asked: one section for everybody, and one for each group of clients
        /// that is asked for otherwise.
        access: Vec<At<WalletAccess>> = Required "[[section]]",
        /// The lists of trusted entities that name PID providers, one section each.
        list: Vec<At<WalletList>> = Optional "[[section]]",
        /// A provider that is believed without a list: for conformance suites, in the demo profile
        /// alone. Its certificate, PEM, and its credentials need name no status list.
        suite_issuer: PathBuf = Optional "\"clients/suite-issuer.pem\"",
        /// Keys that sign a suite's credentials themselves, beside `suite_issuer`: the SHA-256 of each
        /// one's `SubjectPublicKeyInfo`, in hexadecimal digits. In the demo profile alone.
        suite_keys: Vec<At<Sha256>> = Default "[]",
    }
}

section! {
    /// As whom wallets are asked, and for what.
    WalletAccess {
        /// The clients that this is for. Without it: for all that no other section names.
        clients: Vec<At<String>> = Optional "[\"rowing\"]",
        /// The access certificate by which wallets know us: a P-256 private key (PKCS#8, PEM) and
        /// behind it the chain, leaf first. Only the gateway's user may be able to read it.
        certificate: PathBuf = Required "\"keys/wallet-access.pem\"",
        /// How wallets call us: by the hash of the access certificate, or by the name in it.
        prefix: ClientIdPrefix = Default "\"x509_hash\"",
        /// The registration certificate (`rc-wrp+jwt`): ours, or that of the service that we ask
        /// for. Without it none is sent: only where the Member State issues none.
        registration: PathBuf = Optional "\"wallet/registration.jwt\"",
        /// Certificates of the registrars, PEM. Needed with `registration`.
        registrars: Vec<At<PathBuf>> = Default "[]",
        /// How a link opens a wallet: a scheme, or the address of one wallet.
        schemes: Vec<At<String>> = Default "[\"openid4vp://\"]",
        /// What is asked for: a PID in either format, or in one. A suite's credentials in the demo
        /// profile alone.
        asks: WalletAsks = Default "\"pid\"",
        /// How the answer comes: encrypted, as HAIP wants it, or in clear, in the demo profile alone.
        response_mode: WalletResponse = Default "\"direct_post.jwt\"",
        /// What a browser with the Digital Credentials API is asked to find a wallet for, by protocol:
        /// `openid4vp-v1-signed`, `openid4vp-v1-unsigned` (wallets learn our origin and no more) and
        /// `org-iso-mdoc`, the only one on iPhones. None: browsers are not asked.
        dc_api: Vec<At<DcApi>> = Default "[\"openid4vp-v1-signed\", \"org-iso-mdoc\"]",
    }
}

section! {
    /// A list of trusted entities (ETSI TS 119 602, JSON), or a trusted list in XML (TS 119 612).
    WalletList {
        /// Where it is.
        url: Url = Required "\"https://trust.example.eu/pid-providers.jwt\"",
        /// Certificates of those who may sign it, PEM, as the Official Journal publishes them.
        signers: Vec<At<PathBuf>> = Required "[\"wallet/list-signer.pem\"]",
        /// `SchemeTerritory`: `EU`, or a country, whose own list names providers of that country and no other.
        territory: String = Default "\"EU\"",
        /// The address may be in a private network.
        private: bool = Default "false",
    }
}

words!(ClientIdPrefix {
    "x509_hash" => ClientIdPrefix::X509Hash,
    "x509_san_dns" => ClientIdPrefix::X509SanDns,
});

/// What is asked of wallets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WalletAsks {
    /// A PID in either format.
    Pid,
    /// A PID as mdoc.
    PidMdoc,
    /// A PID as SD-JWT VC.
    PidSdJwt,
    /// What a conformance suite has as mdoc.
    SuiteMdl,
    /// What a conformance suite has as SD-JWT VC.
    SuiteSdJwt,
}

words!(WalletAsks {
    "pid" => WalletAsks::Pid,
    "pid-sd-jwt" => WalletAsks::PidSdJwt,
    "pid-mdoc" => WalletAsks::PidMdoc,
    "suite-sd-jwt" => WalletAsks::SuiteSdJwt,
    "suite-mdl" => WalletAsks::SuiteMdl,
});

/// The response mode. OpenID4VP §8.2, §8.3.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WalletResponse {
    /// In clear.
    DirectPost,
    /// Encrypted to a key of the request.
    DirectPostJwt,
}

words!(WalletResponse {
    "direct_post.jwt" => WalletResponse::DirectPostJwt,
    "direct_post" => WalletResponse::DirectPost,
});

/// A protocol over the Digital Credentials API. OpenID4VP A.1; 18013-7 C.2.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DcApi {
    /// OpenID4VP, signed by the access certificate. A.3.2.
    Signed,
    /// OpenID4VP, unsigned: whoever answers knows the page's origin alone. A.3.1.
    Unsigned,
    /// 18013-7 Annex C.
    OrgIsoMdoc,
}

words!(DcApi {
    "openid4vp-v1-signed" => DcApi::Signed,
    "openid4vp-v1-unsigned" => DcApi::Unsigned,
    "org-iso-mdoc" => DcApi::OrgIsoMdoc,
});

impl DcApi {
    /// The exchange protocol, as browsers have it.
    pub const fn protocol(self) -> &'static str {
        match self {
            Self::Signed => "openid4vp-v1-signed",
            Self::Unsigned => "openid4vp-v1-unsigned",
            Self::OrgIsoMdoc => wallet::iso_mdoc::PROTOCOL,
        }
    }
}
