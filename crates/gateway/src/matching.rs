// SPDX-License-Identifier: EUPL-1.2
//! Is this foreign person known here under a national number?
//!
//! Four answers, and the difference between the last two and "no" matters: a register that is
//! down, or that answers oddly, has not said that the person is unknown, and a service must not
//! be told so. Implementing Regulation (EU) 2025/846 art. 2(7): a match is successful only when
//! it is exact and names one person. Nothing here ever breaks a login.
//!
//! The HTTP adapter asks as Norway's register is asked today: `GET
//! {base}/eidas/entydig?utenlandskPersonIdentifikasjon=…&foedselsdato=YYYYMMDD&landkode=SWE`,
//! headers `X-API-KEY` and `Client-Id`.
//!
//! | answer | meaning |
//! |---|---|
//! | 200 with one national number | `Found` |
//! | 204, 404 | `NotFound` |
//! | 400 with `FREG-001` or "not valid format" | `NotFound`: the register holds no such identifier |
//! | 300, 409 | `Ambiguous`: several persons |
//! | anything else, or nothing within the deadline | `Unavailable` |
//!
//! Or it answers with persons, and [`persons`] decides. What a person wanted kept of an answer: [`known`].

pub mod known;
mod persons;

use std::sync::Arc;

use eidas::CountryCode;
pub use identity_matching::Difference;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use url::Url;

use crate::fetch::{Fetch, FetchError, FetchRequest, Fetched, Payload, Reach};
use crate::identity::Identity;
use crate::settings::{MatchingSettings, RegisterAnswers};
use persons::Used;
pub(crate) use persons::asked;

/// What is known about a national number of this person. Only ever stored sealed.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Match {
    /// Several persons fit: nobody is chosen.
    Ambiguous,
    /// The service itself compares: the register was not asked. Implementing Regulation (EU) 2025/846
    /// art. 2(5).
    ByService,
    /// Exactly one person, by an exact rule.
    Found {
        /// The national number, its check digits verified.
        pid: Pid,
        /// How it was found.
        method: Method,
        /// The national e-ID that said so, now or when it was kept: it counts only while that one is open.
        #[serde(default)]
        by: Option<String>,
    },
    /// Nobody, and the service takes her as a new user: with that it is successful. Implementing
    /// Regulation (EU) 2025/846 art. 2(7), 4(4).
    New,
    /// The register knows the identifier, and in these kinds of data its person differs.
    NotExact(#[serde(with = "differences")] Vec<Difference>),
    /// The register was asked and knows no such person.
    NotFound,
    /// Nobody could be asked, or the answer made no sense: nothing is known. Never stored.
    #[serde(skip)]
    Unavailable {
        /// Stable machine code for audit and metrics.
        #[serde(skip)]
        reason: &'static str,
    },
    /// The register was not asked: of her PID's number nobody guarantees that it is hers alone in her
    /// country. That is unsuccessful, as where several persons fit. Implementing Regulation (EU) 2025/846
    /// art. 2(7).
    Unguaranteed,
}

impl Match {
    /// The value of the claim `match_status`. Whether nobody was found or somebody who differs is told
    /// to the person alone: for a service both are the same.
    pub fn status(&self) -> &'static str {
        match self {
            Self::Ambiguous | Self::Unguaranteed => "ambiguous",
            Self::ByService => "by_service",
            Self::Found { .. } => "found",
            Self::New => "new",
            Self::NotExact(_) | Self::NotFound => "not_found",
            Self::Unavailable { .. } => "unavailable",
        }
    }

    /// The kinds of data in which the register's person differs, in words for the journal.
    pub fn differences(&self) -> Vec<&'static str> {
        self.kinds().iter().map(word).collect()
    }

    /// The same kinds.
    pub fn kinds(&self) -> &[Difference] {
        match self {
            Self::NotExact(kinds) => kinds,
            _ => &[],
        }
    }

    /// The national e-ID that said so, if one did.
    pub fn by(&self) -> Option<&str> {
        match self {
            Self::Found { by, .. } => by.as_deref(),
            _ => None,
        }
    }

    /// Whether it was kept before the store was restored from a backup.
    pub fn is_restored(&self) -> bool {
        let method = match self {
            Self::Found { method, .. } => *method,
            _ => return false,
        };
        method == Method::Restored
    }

    /// The national number, when there is exactly one.
    pub fn pid(&self) -> Option<&Pid> {
        match self {
            Self::Found { pid, .. } => Some(pid),
            Self::Ambiguous
            | Self::ByService
            | Self::New
            | Self::NotExact(_)
            | Self::NotFound
            | Self::Unavailable { .. }
            | Self::Unguaranteed => None,
        }
    }
}

/// The word for a kind of data, in the journal and where it is stored.
pub fn word(kind: &Difference) -> &'static str {
    match kind {
        Difference::FamilyName => "family_name",
        Difference::GivenName => "given_name",
        Difference::Birthdate => "birthdate",
        Difference::BirthName => "birth_name",
        Difference::PlaceOfBirth => "place_of_birth",
        Difference::Gender => "gender",
    }
}

mod differences {
    use identity_matching::Difference;
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    const ALL: [Difference; 6] = [
        Difference::FamilyName,
        Difference::GivenName,
        Difference::Birthdate,
        Difference::BirthName,
        Difference::PlaceOfBirth,
        Difference::Gender,
    ];

    pub(super) fn serialize<S: Serializer>(
        kinds: &[Difference],
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        let words: Vec<_> = kinds.iter().map(super::word).collect();
        words.serialize(serializer)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Vec<Difference>, D::Error> {
        let words = Vec::<String>::deserialize(deserializer)?;
        let kinds = ALL.into_iter();
        Ok(kinds
            .filter(|kind| words.iter().any(|word| word == super::word(kind)))
            .collect())
    }
}

impl std::fmt::Debug for Match {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.status())
    }
}

/// How a person was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Method {
    /// An earlier match that she wanted kept: nobody was asked.
    Kept,
    /// She logged in with a national e-ID too, and by the published rules the names and the date of
    /// birth of both are the same.
    Linked,
    /// The register holds this foreign identifier, and by the published rules the names and the date
    /// of birth are the same.
    Persons,
    /// The register holds exactly this foreign identifier, date of birth and country.
    Register,
    /// Kept, as [`Self::Kept`], but before the store was restored from a backup: she may have ended it since,
    /// so she is told and asked once more.
    Restored,
    /// She was told so when her session began: nobody was asked.
    Session,
}

impl Method {
    /// The word in the audit trail.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Kept => "kept",
            Self::Linked => "linked",
            Self::Persons => "persons",
            Self::Register => "register",
            Self::Restored => "restored",
            Self::Session => "session",
        }
    }
}

/// A Norwegian national number: fødselsnummer or D-number, eleven digits, both check digits right.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pid(String);

impl Pid {
    /// Reads a number; `None` when it has other than eleven digits or a wrong check digit.
    pub fn parse(text: &str) -> Option<Self> {
        let digits: Vec<u32> = text
            .chars()
            .map(|c| c.to_digit(10))
            .collect::<Option<_>>()?;
        let control = |weights: &[u32]| {
            let sum: u32 = digits
                .iter()
                .zip(weights)
                .map(|(digit, weight)| digit * weight)
                .sum();
            sum.is_multiple_of(11)
        };
        (digits.len() == 11
            && control(&[3, 7, 6, 1, 8, 9, 4, 5, 2, 1])
            && control(&[5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1]))
        .then(|| Self(text.to_owned()))
    }

    /// The digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The last three: by them she knows which number it is, and nobody else does. The first six are her
    /// date of birth, and the last two follow from the others.
    pub fn end(&self) -> &str {
        self.0.get(8..).unwrap_or_default()
    }
}

impl std::fmt::Debug for Pid {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Pid(…)")
    }
}

/// What came of a question.
#[derive(Clone)]
pub struct Answered {
    /// What it means.
    pub matched: Match,
    /// Of what the register said, that which was used: its status, how many persons, and those who
    /// were compared. None when it said nothing. A register may answer with strangers, who are nobody's
    /// business for half a year.
    pub said: Option<Value>,
}

impl Answered {
    /// Nobody was asked, since no answer could be relied on.
    pub(crate) const fn unguaranteed() -> Self {
        Self {
            matched: Match::Unguaranteed,
            said: None,
        }
    }

    /// Nobody was asked, or said nothing.
    pub(crate) fn nothing(reason: &'static str) -> Self {
        Self {
            matched: Match::Unavailable { reason },
            said: None,
        }
    }
}

impl std::fmt::Debug for Answered {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.matched.fmt(f)
    }
}

/// Who is asked. A closed list: another register is another arm, and every arm answers [`Match`].
#[derive(Clone)]
pub enum Matching {
    /// No register is configured: every person stays unmatched, and that is said.
    None,
    /// A register behind HTTP.
    Register(Arc<Register>),
}

impl Matching {
    /// As configured.
    pub fn new(settings: Option<&MatchingSettings>, fetch: &Fetch) -> Self {
        settings.map_or(Self::None, |settings| {
            Self::Register(Arc::new(Register {
                settings: settings.clone(),
                fetch: fetch.clone(),
            }))
        })
    }

    /// Asks for this person. Always answers, within the configured time: she waits in front of
    /// the browser, so it is short, and after it the login goes on without a number.
    pub async fn find(&self, identity: &Identity) -> Match {
        self.ask(identity).await.matched
    }

    /// The same, with what the register said.
    pub async fn ask(&self, identity: &Identity) -> Answered {
        match self {
            Self::None => Answered::nothing("not_configured"),
            Self::Register(register) => register.find(identity).await,
        }
    }
}

/// A register behind HTTP.
pub struct Register {
    settings: MatchingSettings,
    fetch: Fetch,
}

impl Register {
    async fn find(&self, identity: &Identity) -> Answered {
        let countries = &self.settings.countries;
        if !countries.is_empty() && !countries.contains(&identity.country) {
            return Answered::nothing("country_not_covered");
        }
        let Some(country) = iso_3(identity.country) else {
            return Answered::nothing("no_iso_3_code");
        };
        match tokio::time::timeout(self.settings.timeout, self.ask(identity, country)).await {
            Ok(Ok(answered)) => answered,
            Ok(Err(error)) => Answered::nothing(reason_of(&error)),
            Err(_) => Answered::nothing("timed_out"),
        }
    }

    async fn ask(&self, identity: &Identity, country: &str) -> Result<Answered, FetchError> {
        let persons = self.settings.answers == RegisterAnswers::Persons;
        let (url, limit) = match persons {
            false => (question(&self.settings.url, identity, country), MOST_BYTES),
            true => (below(&self.settings.url, "personer"), persons::MOST_BYTES),
        };
        let request = FetchRequest {
            url: &url,
            reach: Reach::Operator {
                private: self.settings.private,
            },
            limit,
            roots: &[],
            headers: &[
                ("x-api-key", self.settings.api_key.reveal()),
                ("client-id", "landport"),
            ],
            since: None,
        };
        let Some(Fetched { status, body, .. }) = (match persons {
            false => self.fetch.get(&request).await?,
            true => {
                let question = json!({
                    "identifier": identity.identifier_without_prefix(),
                    "birthdate": identity.birthdate,
                    "country": country,
                });
                Some(self.fetch.post(&request, Payload::Json(question)).await?)
            }
        }) else {
            return Ok(Answered::nothing("odd_status"));
        };
        // What was not understood was not used: its status and its length.
        let unused = || json!({ "status": status, "octets": body.len() });
        let (matched, said) = match (persons, status) {
            (false, _) => {
                let matched = answer(status, &body);
                let said = match matched.pid() {
                    Some(pid) => json!({ "status": status, "number": pid.as_str() }),
                    None => unused(),
                };
                (matched, said)
            }
            (true, 200) => match persons::answer(&body, identity) {
                Some((matched, Used { persons, compared })) => {
                    let said =
                        json!({ "status": status, "persons": persons, "compared": compared });
                    (matched, said)
                }
                None => (odd_answer(), unused()),
            },
            (true, 204 | 404) => (Match::NotFound, unused()),
            (true, _) => (odd_status(), unused()),
        };
        Ok(Answered {
            matched,
            said: Some(said),
        })
    }
}

fn odd_answer() -> Match {
    Match::Unavailable {
        reason: "odd_answer",
    }
}

fn odd_status() -> Match {
    Match::Unavailable {
        reason: "odd_status",
    }
}

/// A number has eleven digits and an error message a few lines.
const MOST_BYTES: usize = 4096;

fn reason_of(error: &FetchError) -> &'static str {
    match error {
        FetchError::Unreachable { .. } => "unreachable",
        FetchError::Forbidden { .. } => "address_forbidden",
        FetchError::TimedOut { .. } => "timed_out",
        FetchError::TooLarge { .. } => "odd_answer",
        _ => "misconfigured",
    }
}

fn answer(status: u16, body: &[u8]) -> Match {
    let body = std::str::from_utf8(body).unwrap_or_default();
    match status {
        200 => match Pid::parse(body.trim().trim_matches('"')) {
            Some(pid) => Match::Found {
                pid,
                method: Method::Register,
                by: None,
            },
            None => odd_answer(),
        },
        204 | 404 => Match::NotFound,
        300 | 409 => Match::Ambiguous,
        400 if body.contains("FREG-001") || body.contains("not valid format") => Match::NotFound,
        _ => odd_status(),
    }
}

/// The question as the register wants it: the identifier without its two country prefixes, the
/// date without dashes, the country in three letters.
fn question(base: &Url, identity: &Identity, country: &str) -> Url {
    let mut url = below(base, "entydig");
    url.query_pairs_mut()
        .append_pair(
            "utenlandskPersonIdentifikasjon",
            identity.identifier_without_prefix(),
        )
        .append_pair("foedselsdato", &identity.birthdate.replace('-', ""))
        .append_pair("landkode", country);
    url
}

/// An `https` or `http` address always has segments.
fn below(base: &Url, what: &str) -> Url {
    let mut url = base.clone();
    if let Ok(mut segments) = url.path_segments_mut() {
        segments.pop_if_empty().extend(["eidas", what]);
    }
    url
}

/// ISO 3166-1 alpha-3 of an eIDAS country: Greece is `EL` there and `GRC` here.
pub fn iso_3(country: CountryCode) -> Option<&'static str> {
    Some(match country.as_str() {
        "AT" => "AUT",
        "BE" => "BEL",
        "BG" => "BGR",
        "CY" => "CYP",
        "CZ" => "CZE",
        "DE" => "DEU",
        "DK" => "DNK",
        "EE" => "EST",
        "EL" => "GRC",
        "ES" => "ESP",
        "FI" => "FIN",
        "FR" => "FRA",
        "HR" => "HRV",
        "HU" => "HUN",
        "IE" => "IRL",
        "IS" => "ISL",
        "IT" => "ITA",
        "LI" => "LIE",
        "LT" => "LTU",
        "LU" => "LUX",
        "LV" => "LVA",
        "MT" => "MLT",
        "NL" => "NLD",
        "NO" => "NOR",
        "PL" => "POL",
        "PT" => "PRT",
        "RO" => "ROU",
        "SE" => "SWE",
        "SI" => "SVN",
        "SK" => "SVK",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pid_has_eleven_digits_and_two_right_check_digits() {
        // Synthetic numbers of the Norwegian tax administration's test population (month + 80).
        assert!(Pid::parse("17912099997").is_some());
        for wrong in [
            "",
            "17912099998",
            "1791209999",
            "179120999970",
            "1791209999x",
            "１７912099997",
        ] {
            assert_eq!(Pid::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn every_country_of_the_union_and_the_eea_has_three_letters() {
        assert!(CountryCode::eu_eea().all(|country| iso_3(country).is_some()));
        assert_eq!(iso_3(CountryCode::GREECE), Some("GRC"));
        assert_eq!(iso_3(CountryCode::parse("XX").unwrap()), None);
    }

    fn reply(status: u16, body: &str) -> Match {
        answer(status, body.as_bytes())
    }

    #[test]
    fn only_an_answer_that_says_so_means_no_match() {
        assert_eq!(reply(204, ""), Match::NotFound);
        assert_eq!(reply(404, "nope"), Match::NotFound);
        assert_eq!(reply(400, r#"{"kode":"FREG-001"}"#), Match::NotFound);
        assert_eq!(
            reply(400, "identifier is not valid format"),
            Match::NotFound
        );
        for (status, body) in [
            (400, "bad"),
            (401, ""),
            (429, ""),
            (500, ""),
            (503, ""),
            (302, ""),
        ] {
            assert_eq!(
                reply(status, body),
                Match::Unavailable {
                    reason: "odd_status"
                }
            );
        }
    }

    #[test]
    fn a_number_counts_only_when_it_is_one_number() {
        let found = Match::Found {
            pid: Pid::parse("17912099997").unwrap(),
            method: Method::Register,
            by: None,
        };
        assert_eq!(reply(200, "17912099997"), found);
        assert_eq!(reply(200, "\"17912099997\"\n"), found);
        for odd in [
            "",
            "[]",
            "17912099998",
            "17912099997,17912099997",
            "<html>",
            "null",
        ] {
            assert_eq!(
                reply(200, odd),
                Match::Unavailable {
                    reason: "odd_answer"
                },
                "{odd}"
            );
        }
    }

    #[test]
    fn several_persons_are_nobody() {
        assert_eq!(reply(409, ""), Match::Ambiguous);
        assert_eq!(reply(300, "17912099997"), Match::Ambiguous);
    }
}
