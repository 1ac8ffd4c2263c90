// SPDX-License-Identifier: EUPL-1.2
//! The query of a login: a PID in either format, of it as little as identifies.

use super::{ClaimQuery, CredentialQuery, CredentialSet, DcqlQuery, Format, Step};
use crate::mdoc::MDL;

/// Formats in which a PID may come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PidFormats {
    /// Whichever the wallet has.
    Both,
    /// `mso_mdoc` alone.
    Mdoc,
    /// `dc+sd-jwt` alone.
    SdJwtVc,
}

/// Whether the `personal_administrative_number` is asked for. PID Rulebook §2.3: optional.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Number {
    /// If the PID has one; a PID without is enough.
    IfPresent,
    /// Not at all.
    Never,
    /// A PID without is not enough.
    Required,
}

/// Claims that every PID has (PID Rulebook §2.2) and a login asks for only where a register matches
/// by them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Further {
    /// `place_of_birth`.
    BirthPlace,
    /// `nationalities`, `nationality`.
    Nationality,
}

/// What a login asks for: names, date of birth, issuing country, and this. Never the portrait
/// (ARF RPA_07c).
#[derive(Clone, Copy, Debug)]
pub struct PidQuery<'a> {
    /// In which formats.
    pub formats: PidFormats,
    /// With the number or without.
    pub number: Number,
    /// What else.
    pub further: &'a [Further],
    /// `vct_values`.
    pub types: &'a [String],
    /// `aki` values: the authorities that are believed. None: wallets are not told.
    pub authorities: &'a [String],
}

/// `id` of the query for an SD-JWT VC.
pub const PID_SD_JWT: &str = "pid_sd_jwt";
/// `id` of the query for an mdoc.
pub const PID_MDOC: &str = "pid_mdoc";
/// Document type and namespace of a PID. PID Rulebook §3.1.1.
pub const PID_DOC_TYPE: &str = "eu.europa.ec.eudi.pid.1";
/// Base type of a PID. PID Rulebook §4.2.
pub const PID_TYPE: &str = "urn:eudi:pid:1";

/// The domestic type of a country's PIDs, in its first version, which extends the base type. PID Rulebook §4.2. A wallet
/// "MAY return a Credential that inherits from" the base type (OpenID4VP B.3.5): one that compares letters does not,
/// and has no PID to present where the base type alone is asked for.
#[must_use]
pub fn domestic_type(country: &str) -> String {
    let iso_3166 = match country {
        "EL" => "gr".to_owned(),
        other => other.to_ascii_lowercase(),
    };
    format!("urn:eudi:pid:{iso_3166}:1")
}
const NUMBER: &str = "personal_administrative_number";

/// What the wallets of conformance suites have of a person: names and date of birth.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SuiteCredential {
    /// A driving licence, as mdoc.
    Mdl,
    /// A PID, as SD-JWT VC.
    SdJwtVc,
}

impl DcqlQuery {
    /// One credential of a conformance suite.
    #[must_use]
    pub fn of_suite(credential: SuiteCredential) -> Self {
        let (id, format) = match credential {
            SuiteCredential::Mdl => {
                let doc_type = MDL.0.to_owned();
                ("mdl", Format::Mdoc { doc_type })
            }
            SuiteCredential::SdJwtVc => {
                let types = vec![PID_TYPE.to_owned()];
                (PID_SD_JWT, Format::SdJwtVc { types })
            }
        };
        let claim = |name: &str| Step::Name(name.to_owned());
        let paths = match credential {
            SuiteCredential::Mdl => ["family_name", "given_name", "birth_date"]
                .map(|element| vec![claim(MDL.1), claim(element)]),
            SuiteCredential::SdJwtVc => {
                ["family_name", "given_name", "birthdate"].map(|name| vec![claim(name)])
            }
        };
        let credential = CredentialQuery {
            id: id.to_owned(),
            format,
            claims: paths.map(|path| ClaimQuery { id: None, path }).into(),
            claim_sets: Vec::new(),
            authorities: Vec::new(),
        };
        Self::of(vec![credential], Vec::new())
    }

    /// The query of a login.
    #[must_use]
    pub fn pid(query: &PidQuery<'_>) -> Self {
        let mut credentials = Vec::new();
        if query.formats != PidFormats::Mdoc {
            let types = query.types.to_vec();
            credentials.push(pid_query(PID_SD_JWT, Format::SdJwtVc { types }, query));
        }
        if query.formats != PidFormats::SdJwtVc {
            let doc_type = PID_DOC_TYPE.to_owned();
            credentials.push(pid_query(PID_MDOC, Format::Mdoc { doc_type }, query));
        }
        let options = credentials.iter().map(|c| vec![c.id.clone()]).collect();
        let sets = if credentials.len() > 1 {
            vec![CredentialSet {
                options,
                required: true,
            }]
        } else {
            Vec::new()
        };
        Self::of(credentials, sets)
    }
}

fn pid_query(id: &str, format: Format, query: &PidQuery<'_>) -> CredentialQuery {
    let mdoc = matches!(format, Format::Mdoc { .. });
    let claim = |id: &str, sd_jwt: &[Step], element: &str| ClaimQuery {
        id: Some(id.to_owned()),
        path: if mdoc {
            vec![
                Step::Name(PID_DOC_TYPE.to_owned()),
                Step::Name(element.to_owned()),
            ]
        } else {
            sd_jwt.to_vec()
        },
    };
    let name = |name: &str| Step::Name(name.to_owned());
    let mut claims: Vec<ClaimQuery> = [
        ("family_name", "family_name"),
        ("given_name", "given_name"),
        ("birthdate", "birth_date"),
        ("issuing_country", "issuing_country"),
    ]
    .into_iter()
    .map(|(sd_jwt, element)| claim(sd_jwt, &[name(sd_jwt)], element))
    .collect();
    for further in query.further {
        claims.push(match further {
            Further::BirthPlace => claim(
                "place_of_birth",
                &[name("place_of_birth")],
                "place_of_birth",
            ),
            // Each nationality is disclosed for itself (PID_21).
            Further::Nationality => claim(
                "nationalities",
                &[name("nationalities"), Step::All],
                "nationality",
            ),
        });
    }
    let without: Vec<String> = claims.iter().filter_map(|claim| claim.id.clone()).collect();
    if query.number != Number::Never {
        claims.push(claim("number", &[name(NUMBER)], NUMBER));
    }
    // OpenID4VP §6.4.1: without alternatives a wallet whose PID has no number answers nothing.
    let claim_sets = if query.number == Number::IfPresent {
        let mut with = without.clone();
        with.push("number".to_owned());
        vec![with, without]
    } else {
        Vec::new()
    };
    CredentialQuery {
        id: id.to_owned(),
        format,
        claims,
        claim_sets,
        authorities: query.authorities.to_vec(),
    }
}
