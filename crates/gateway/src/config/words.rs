// SPDX-License-Identifier: EUPL-1.2
//! Words with one meaning, as they are written and as they are meant: profile, networks, texts.

use std::net::IpAddr;

use eidas::Transport;
use oidc::protocol::OAuthError;
use pages::i18n::Language;
use url::Url;

/// How far the house rules may be relaxed. Nothing else relaxes them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Profile {
    /// Real people. Everything strict.
    #[default]
    Production,
    /// Test e-IDs and synthetic persons, marked in red on every page.
    Test,
    /// Everything on loopback, `http` for `*.localhost` names only, keys made on the spot.
    Demo,
}

impl Profile {
    /// The word in the configuration file.
    pub fn name(self) -> &'static str {
        match self {
            Self::Production => "production",
            Self::Test => "test",
            Self::Demo => "demo",
        }
    }

    /// Whether this profile lets an address stand: `https` anywhere, and in the demo `http` to the
    /// machine's own names (RFC 6761 §6.3).
    pub fn allows(self, address: &str) -> bool {
        let Ok(url) = Url::parse(address) else {
            return false;
        };
        let Some(host) = url.host_str() else {
            return false;
        };
        let plain = url.username().is_empty()
            && url.password().is_none()
            && url.fragment().is_none()
            && !address.chars().any(|c| c.is_whitespace() || c.is_control());
        let local = host == "localhost" || host.ends_with(".localhost");
        plain
            && (url.scheme() == "https" || (self == Self::Demo && local && url.scheme() == "http"))
    }

    /// Whether pages and answers carry the operator's reasons: where there is nobody real, whoever
    /// connects a service is her own operator.
    pub fn tells_reasons(self) -> bool {
        match self {
            Self::Production => false,
            Self::Test | Self::Demo => true,
        }
    }

    /// An error as its client gets it: in Demo and Test with the reason that elsewhere only the operator
    /// reads, where it says no more than its code.
    ///
    /// Attack: who guesses learns from exact answers what to guess next. There is nobody real there.
    pub fn described(self, error: OAuthError, reason: impl FnOnce() -> String) -> OAuthError {
        if !self.tells_reasons() || error.description() != error.code().description() {
            return error;
        }
        let described = format!("{} ({})", error.description(), reason());
        // RFC 6749 §5.2: `%x20-21 / %x23-5B / %x5D-7E`.
        let fit = described.chars().map(|c| match c {
            '"' => '\'',
            '\\' => '/',
            ' '..='~' => c,
            _ => '?',
        });
        let fit: String = fit.take(400).collect();
        error.described(fit)
    }

    /// As [`Self::allows`], for redirect URIs and e-IDs.
    pub fn oidc_transport(self) -> oidc::protocol::Transport {
        match self {
            Self::Production | Self::Test => oidc::protocol::Transport::Https,
            Self::Demo => oidc::protocol::Transport::HttpsOrLocalhost,
        }
    }

    /// Which addresses the libraries may accept.
    pub fn transport(self) -> Transport {
        match self {
            Self::Production | Self::Test => Transport::Https,
            Self::Demo => Transport::HttpsOrLocalhost,
        }
    }
}

/// What kind of store there is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum StoreKind {
    /// In the data directory, for one node.
    #[default]
    Embedded,
    /// In a database, for several.
    PostgreSql,
}

/// A network in CIDR notation; a single address is a network of one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Network {
    /// The address.
    pub address: IpAddr,
    /// How many leading bits count.
    pub prefix: u8,
}

impl Network {
    /// Reads `10.0.0.0/8`, or a single address.
    pub fn parse(text: &str) -> Option<Self> {
        let (address, prefix) = match text.split_once('/') {
            Some((address, prefix)) => (address, Some(prefix.parse().ok()?)),
            None => (text, None),
        };
        let address: IpAddr = address.parse().ok()?;
        let longest = if address.is_ipv4() { 32 } else { 128 };
        let prefix = prefix.unwrap_or(longest);
        (prefix <= longest).then_some(Self { address, prefix })
    }

    /// Whether an address is inside. An IPv4 address in IPv6 clothes counts as IPv4.
    pub fn contains(&self, address: IpAddr) -> bool {
        match (self.address, address.to_canonical()) {
            (IpAddr::V4(network), IpAddr::V4(address)) => {
                let mask = u32::MAX
                    .checked_shl(32 - u32::from(self.prefix))
                    .unwrap_or(0);
                network.to_bits() & mask == address.to_bits() & mask
            }
            (IpAddr::V6(network), IpAddr::V6(address)) => {
                let mask = u128::MAX
                    .checked_shl(128 - u32::from(self.prefix))
                    .unwrap_or(0);
                network.to_bits() & mask == address.to_bits() & mask
            }
            _ => false,
        }
    }
}

/// A text of the operator's, in as many languages as he likes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text {
    nb: String,
    en: String,
    others: Vec<(Language, String)>,
}

impl Text {
    /// Bokmål and English, which every text has, and other languages.
    pub fn new(nb: String, en: String, others: Vec<(Language, String)>) -> Self {
        Self { nb, en, others }
    }

    /// The operator's words in the language of the page; where he gave none, readers of nynorsk and
    /// Northern Sámi get bokmål, all others English.
    pub fn in_language(&self, language: Language) -> &str {
        self.read_in(language).0
    }

    /// [`Self::read_in`], for a page.
    pub fn said_in(&self, language: Language) -> (String, Language) {
        let (text, of) = self.read_in(language);
        (text.to_owned(), of)
    }

    /// The same, with the language that it is in: a screen reader speaks it so. WCAG 2.2 §3.1.2.
    pub fn read_in(&self, language: Language) -> (&str, Language) {
        let given = self.others.iter().find(|(of, _)| *of == language);
        match (given, language) {
            (Some((_, text)), _) => (text, language),
            (None, Language::Nb | Language::Nn | Language::Se) => (&self.nb, Language::Nb),
            (None, _) => (&self.en, Language::En),
        }
    }

    /// The words of every language that has its own.
    pub fn all(&self) -> impl Iterator<Item = &str> {
        let others = self.others.iter().map(|(_, text)| text.as_str());
        [self.nb.as_str(), self.en.as_str()]
            .into_iter()
            .chain(others)
    }

    /// A name that is the same in every language.
    pub fn same(text: String) -> Self {
        Self::new(text.clone(), text, Vec::new())
    }
}

/// Which identifier of our nationals a country gets. Message Format 1.4 §2.3.3, Attribute
/// Profile 1.4 §2.2.3.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum IdentifierPolicy {
    /// The national number.
    National,
    /// Made for each country with our key.
    PerCountry,
}

impl IdentifierPolicy {
    /// The word in the configuration file.
    pub fn name(self) -> &'static str {
        match self {
            Self::National => "national",
            Self::PerCountry => "per-country",
        }
    }
}

/// The short name of an e-ID: form value, and last part of its callback path. UP-03.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EidId(String);

impl EidId {
    /// 1 to 32 lower-case letters, digits and `-`.
    pub fn parse(text: &str) -> Option<Self> {
        let plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
        ((1..=32).contains(&text.len()) && text.bytes().all(plain)).then(|| Self(text.to_owned()))
    }

    /// Wallets, which stand among the e-IDs and are none of the configuration's.
    pub fn wallet() -> Self {
        Self("wallet".to_owned())
    }

    /// The name itself.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Display for EidId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use oidc::protocol::ErrorCode;

    #[test]
    fn why_a_client_is_refused_is_told_where_nobody_is_real_and_nowhere_else() {
        let refused = || OAuthError::from(ErrorCode::InvalidClient);
        let reason = || "no client \"ø\"".to_owned();
        let told = |profile: Profile| profile.described(refused(), reason);
        assert_eq!(told(Profile::Production), refused());
        for profile in [Profile::Test, Profile::Demo] {
            let told = told(profile);
            assert_eq!(
                told.description(),
                "client authentication failed (no client '?')"
            );
            assert_eq!(told.code(), ErrorCode::InvalidClient);
        }
        let exact = OAuthError::new(ErrorCode::InvalidClient, "aud must be the issuer");
        assert_eq!(Profile::Demo.described(exact.clone(), reason), exact);
    }
}
