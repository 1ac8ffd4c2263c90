// SPDX-License-Identifier: EUPL-1.2
//! The cards in the wallet: PIDs of people who do not exist, as three countries issue them; in the
//! format SD-JWT VC here (PID Rulebook chapter 4; RFC 9901), as mdoc in [`super::mdoc`].

use ::wallet::session_transcript::SessionTranscript;
use openssl::ec::EcKey;
use openssl::error::ErrorStack;
use openssl::pkey::Private;
use openssl::sha::sha256;
use serde_json::{Value, json};

use super::keys::{base64url, jwk, token};
use super::lists::Provider;
use crate::eid::{EID_PERSONS, number_of};
use crate::env::Env;

/// A card, and what is wrong with it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Card {
    /// The form's value.
    pub(super) value: &'static str,
    /// Whose authority issued it.
    pub(super) country: &'static str,
    pub(super) given_name: &'static str,
    pub(super) family_name: &'static str,
    pub(super) birthdate: &'static str,
    pub(super) number: Number,
    pub(super) state: CardState,
    pub(super) format: CardFormat,
}

/// In which format it was issued.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum CardFormat {
    Mdoc,
    SdJwtVc,
}

impl CardFormat {
    /// The Credential Format Identifier. OpenID4VP B.2, B.3.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Mdoc => "mso_mdoc",
            Self::SdJwtVc => "dc+sd-jwt",
        }
    }
}

/// The number on a card.
#[derive(Clone, Copy, Debug)]
pub(super) enum Number {
    /// That of a person whom the e-IDs know too.
    OfEidPerson(&'static str),
    /// One that the country writes so.
    Written(&'static str),
    /// None: PID Rulebook §2.3, optional.
    None,
}

/// Whether it may still be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum CardState {
    Good,
    Revoked,
    Expired,
}

const fn norwegian(value: &'static str, number: Number, state: CardState) -> Card {
    Card {
        value,
        country: "NO",
        given_name: "Kari",
        family_name: "Nordmann",
        birthdate: "1990-05-14",
        number,
        state,
        format: CardFormat::SdJwtVc,
    }
}

/// Of the PIDs of Germany.
pub(super) const DOMESTIC_TYPE: &str = "urn:eudi:pid:de:1";

/// All of them.
pub(super) const CARDS: [Card; 8] = [
    norwegian("no", Number::OfEidPerson("plain"), CardState::Good),
    Card {
        format: CardFormat::Mdoc,
        ..norwegian("no-mdoc", Number::OfEidPerson("plain"), CardState::Good)
    },
    norwegian("no-numberless", Number::None, CardState::Good),
    norwegian(
        "no-revoked",
        Number::OfEidPerson("plain"),
        CardState::Revoked,
    ),
    norwegian(
        "no-expired",
        Number::OfEidPerson("plain"),
        CardState::Expired,
    ),
    Card {
        value: "se",
        country: "SE",
        given_name: "Linnéa",
        family_name: "Exempelsson",
        birthdate: "1988-02-29",
        number: Number::Written("198802292390"),
        state: CardState::Good,
        format: CardFormat::SdJwtVc,
    },
    Card {
        value: "de",
        country: "DE",
        given_name: "Jürgen",
        family_name: "Mustermann-Groß",
        birthdate: "1964-08-12",
        number: Number::None,
        state: CardState::Good,
        format: CardFormat::SdJwtVc,
    },
    // Whom the register has under her number in Sweden.
    Card {
        value: "se-known",
        country: "SE",
        given_name: "Elsa",
        family_name: "Exempelsson",
        birthdate: "1985-03-12",
        number: Number::Written("198503122396"),
        state: CardState::Good,
        format: CardFormat::SdJwtVc,
    },
];

impl Card {
    /// Its entry in the status list of its provider.
    pub(super) fn status_index(&self) -> usize {
        CARDS
            .iter()
            .position(|card| card.value == self.value)
            .unwrap_or(0)
    }

    /// What a person reads about it.
    pub(super) fn about(&self) -> String {
        let state = match (self.state, self.number) {
            (CardState::Revoked, _) => ", revoked",
            (CardState::Expired, _) => ", expired",
            (CardState::Good, Number::None) => ", without a number",
            (CardState::Good, _) => "",
        };
        let format = match self.format {
            CardFormat::Mdoc => ", as mdoc",
            CardFormat::SdJwtVc => "",
        };
        format!("PID of {}{format}{state}", self.country)
    }

    /// `vct`: of Germany's PIDs a type of its own, which extends the one of all. PID Rulebook §4.2, §4.3.
    pub(super) fn vct(&self) -> &'static str {
        match self.country {
            "DE" => DOMESTIC_TYPE,
            _ => "urn:eudi:pid:1",
        }
    }

    /// From when and until when it counts.
    pub(super) fn validity(&self, now_s: i64) -> (i64, i64) {
        let until_s = match self.state {
            CardState::Expired => now_s - 3600,
            CardState::Good | CardState::Revoked => now_s + 14 * 86_400,
        };
        (now_s - 86_400, until_s)
    }

    pub(super) fn claims(&self) -> Vec<(&'static str, Value)> {
        let number = match self.number {
            Number::Written(number) => Some(number.to_owned()),
            Number::OfEidPerson(value) => {
                let person = EID_PERSONS.iter().find(|person| person.value == value);
                person.and_then(number_of)
            }
            Number::None => None,
        };
        let mut claims = vec![
            ("family_name", json!(self.family_name)),
            ("given_name", json!(self.given_name)),
            ("birthdate", json!(self.birthdate)),
            ("issuing_country", json!(self.country)),
            ("nationalities", json!([self.country])),
        ];
        claims.extend(number.map(|number| ("personal_administrative_number", json!(number))));
        claims
    }

    /// The card as it is presented: what is asked for, to whom, in answer to what.
    pub(super) fn present(
        &self,
        provider: &Provider,
        holder: &EcKey<Private>,
        asked: &Asked<'_>,
        env: &Env,
    ) -> Result<String, ErrorStack> {
        let now_s = env.now_s();
        let mut digests = Vec::new();
        let mut disclosures = String::new();
        for (name, value) in self.claims() {
            let salt: [u8; 16] = env.random();
            let disclosure = json!([base64url(&salt), name, value]).to_string();
            let disclosure = base64url(disclosure.as_bytes());
            digests.push(base64url(&sha256(disclosure.as_bytes())));
            if asked.claims.iter().any(|claim| claim == name) {
                disclosures.push_str(&disclosure);
                disclosures.push('~');
            }
        }
        digests.sort();
        let (from_s, until_s) = self.validity(now_s);
        let payload = json!({
            "vct": self.vct(), "iat": from_s, "nbf": from_s, "exp": until_s,
            "_sd_alg": "sha-256", "_sd": digests, "cnf": { "jwk": jwk(holder)? },
            "status": { "status_list": {
                "uri": provider.status_list, "idx": self.status_index(),
            }},
        });
        let issued = provider.issuer.token("dc+sd-jwt", &payload)?;
        let issued = format!("{issued}~{disclosures}");
        let header = json!({ "alg": "ES256", "typ": "kb+jwt" });
        let binding = json!({
            "aud": asked.audience, "nonce": asked.nonce, "iat": now_s,
            "sd_hash": base64url(&sha256(issued.as_bytes())),
        });
        Ok(format!("{issued}{}", token(holder, &header, &binding)?))
    }
}

/// What a verifier asks.
pub(super) struct Asked<'a> {
    /// Whom the holder means: the client identifier, or the origin.
    pub(super) audience: &'a str,
    pub(super) nonce: &'a str,
    pub(super) claims: &'a [String],
    /// The same of a card in the format mdoc.
    pub(super) transcript: SessionTranscript,
}
