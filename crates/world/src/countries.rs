// SPDX-License-Identifier: EUPL-1.2
//! The thirteen countries, one table.
//!
//! What is known of a country's real node and identifiers is followed where it can be; the rest
//! of the habits are dealt out so that each of them occurs somewhere.

use eidas::LevelOfAssurance;
use xmlsec::{
    Curve, DataEncryption, DigestMethod, KeyKind, KeyWrap, OaepDigest, RecipientHint,
    ReferenceStyle, RsaOaep,
};

use crate::country::{Anchor, BelowLevel, Country, Habits, KeyPlace, NameIdKind, Takes};
use crate::kept::Keeps;
use crate::persons;

const NODES_OF_1_3: &[&str] = &["1.3", "1.2"];

/// All of Demo Europe, by code.
pub const COUNTRIES: [Country; 13] = [
    Country {
        code: "AT",
        name: "Austria",
        own_name: "Österreich",
        language: "de",
        eid: "Muster-ID Austria",
        special: "Identifiers are base64 with “+”, “/” and “=”; signed with brainpoolP256r1; the assertion is signed too.",
        habits: Habits {
            signing: KeyKind::Ec(Curve::BrainpoolP256r1),
            assertion_signed: true,
            takes: Takes::FirstEc,
            ..Habits::PLAIN
        },
        persons: &persons::AUSTRIA,
    },
    Country {
        code: "BG",
        name: "Bulgaria",
        own_name: "България",
        language: "bg",
        eid: "ДемоТръст",
        special: "Names in Cyrillic with a Latin form beside them; one person has no Latin name. Level high is not offered.",
        habits: Habits {
            signing: KeyKind::Rsa(3072),
            takes: Takes::FirstRsa,
            name_id: NameIdKind::Unspecified,
            levels: &[LevelOfAssurance::Low, LevelOfAssurance::Substantial],
            below_level: BelowLevel::SendsItAnyway,
            ..Habits::PLAIN
        },
        persons: &persons::BULGARIA,
    },
    Country {
        code: "CZ",
        name: "Czechia",
        own_name: "Česko",
        language: "cs",
        eid: "Zkušební klíč",
        special: "Demands to know the service (RequesterID); pseudonyms are others for each receiving country.",
        habits: Habits {
            signing: KeyKind::Rsa(3072),
            digest: DigestMethod::Sha512,
            oaep: RsaOaep::sha2(DigestMethod::Sha512, DigestMethod::Sha512),
            takes: Takes::FirstRsa,
            content: DataEncryption::Aes128Gcm,
            needs_requester_id: true,
            anchor: Anchor::Authority,
            ..Habits::PLAIN
        },
        persons: &persons::CZECHIA,
    },
    Country {
        code: "DK",
        name: "Denmark",
        own_name: "Danmark",
        language: "da",
        eid: "PrøveID",
        special: "Refuses a request without ProviderName; identifiers are long dashed numbers; RSA-PSS 4096; its clock is fast.",
        habits: Habits {
            signing: KeyKind::Rsa(4096),
            digest: DigestMethod::Sha512,
            assertion_signed: true,
            oaep: RsaOaep::sha2(DigestMethod::Sha256, DigestMethod::Sha512),
            takes: Takes::FirstRsa,
            clock_seconds: 12,
            needs_provider_name: true,
            ..Habits::PLAIN
        },
        persons: &persons::DENMARK,
    },
    Country {
        code: "ES",
        name: "Spain",
        own_name: "España",
        language: "es",
        eid: "DNI de Muestra",
        special: "Sends the browser on to a gateway host of its own (pasarela.es.localhost); EncryptedKey beside the data.",
        habits: Habits {
            signing: KeyKind::Rsa(3072),
            oaep: RsaOaep::sha2(DigestMethod::Sha384, DigestMethod::Sha384),
            takes: Takes::FirstRsa,
            key_place: KeyPlace::Beside,
            below_level: BelowLevel::RefusesNoAuthnContext,
            redirects_to: Some("pasarela"),
            ..Habits::PLAIN
        },
        persons: &persons::SPAIN,
    },
    Country {
        code: "FR",
        name: "France",
        own_name: "France",
        language: "fr",
        eid: "DémoConnect+",
        special: "Its pages let forms go to nobody but the Norwegian gateway's origin; a renewed account gets a new identifier.",
        habits: Habits {
            digest: DigestMethod::Sha512,
            name_id: NameIdKind::Transient,
            strict_form_action: true,
            identifier_changes: true,
            ..Habits::PLAIN
        },
        persons: &persons::FRANCE,
    },
    Country {
        code: "HR",
        name: "Croatia",
        own_name: "Hrvatska",
        language: "hr",
        eid: "Probna iskaznica",
        special: "Loses RelayState on the way; signs with brainpoolP384r1; encrypts with ECDH-ES.",
        habits: Habits {
            signing: KeyKind::Ec(Curve::BrainpoolP384r1),
            digest: DigestMethod::Sha384,
            takes: Takes::FirstEc,
            wrap: KeyWrap::Aes128,
            content: DataEncryption::Aes128Gcm,
            loses_relay_state: true,
            levels: &[LevelOfAssurance::Low, LevelOfAssurance::High],
            ..Habits::PLAIN
        },
        persons: &persons::CROATIA,
    },
    Country {
        code: "IT",
        name: "Italy",
        own_name: "Italia",
        language: "it",
        eid: "Carta di Prova",
        special: "An older node: knows only the last of our certificates of each use and keeps our metadata until it ends; signs its metadata with URI=\"\".",
        habits: Habits {
            signing: KeyKind::Rsa(3072),
            digest: DigestMethod::Sha512,
            takes: Takes::LastOfEachUse,
            keeps: Keeps::ADayAfterUse,
            empty_authn_context_decl: true,
            metadata_reference: ReferenceStyle::WholeDocument,
            protocol_versions: NODES_OF_1_3,
            name_id: NameIdKind::Unspecified,
            ..Habits::PLAIN
        },
        persons: &persons::ITALY,
    },
    Country {
        code: "LU",
        name: "Luxembourg",
        own_name: "Lëtzebuerg",
        language: "lb",
        eid: "Muster-Kaart",
        special: "Sends the browser on to another host (login.lu.localhost); one person has a name of a hundred letters.",
        habits: Habits {
            signing: KeyKind::Ec(Curve::P384),
            digest: DigestMethod::Sha384,
            redirects_to: Some("login"),
            below_level: BelowLevel::SendsItAnyway,
            ..Habits::PLAIN
        },
        persons: &persons::LUXEMBOURG,
    },
    Country {
        code: "MT",
        name: "Malta",
        own_name: "Malta",
        language: "mt",
        eid: "Karta tal-Prova",
        special: "Answers as the EC reference node 2.5 does: SHA-1 inside RSA-OAEP, a bare key as recipient, an empty AuthnContextDecl.",
        habits: Habits {
            signing: KeyKind::Rsa(4096),
            digest: DigestMethod::Sha512,
            oaep: RsaOaep::danger_mgf1p(OaepDigest::Sha1),
            leans_on_sha1: true,
            only_rsa_signatures: true,
            takes: Takes::FirstRsa,
            recipient: RecipientHint::KeyValue,
            empty_authn_context_decl: true,
            metadata_reference: ReferenceStyle::WholeDocument,
            protocol_versions: NODES_OF_1_3,
            ..Habits::PLAIN
        },
        persons: &persons::MALTA,
    },
    Country {
        code: "PL",
        name: "Poland",
        own_name: "Polska",
        language: "pl",
        eid: "Profil Próbny",
        special: "RSA-OAEP in the older flavour (rsa-oaep-mgf1p with SHA-256); identifiers are national numbers; its clock is slow.",
        habits: Habits {
            signing: KeyKind::Rsa(3072),
            digest: DigestMethod::Sha384,
            oaep: RsaOaep::danger_mgf1p(OaepDigest::Sha2(DigestMethod::Sha256)),
            leans_on_sha1: true,
            takes: Takes::FirstRsa,
            clock_seconds: -9,
            protocol_versions: NODES_OF_1_3,
            name_id: NameIdKind::Unspecified,
            below_level: BelowLevel::RefusesNoAuthnContext,
            anchor: Anchor::Authority,
            ..Habits::PLAIN
        },
        persons: &persons::POLAND,
    },
    Country {
        code: "RO",
        name: "Romania",
        own_name: "România",
        language: "ro",
        eid: "ROEșantion",
        special: "Signs with brainpoolP512r1, encrypts with AES-192, loses RelayState; level high is not offered.",
        habits: Habits {
            signing: KeyKind::Ec(Curve::BrainpoolP512r1),
            digest: DigestMethod::Sha512,
            content: DataEncryption::Aes192Gcm,
            takes: Takes::FirstEc,
            loses_relay_state: true,
            levels: &[LevelOfAssurance::Low, LevelOfAssurance::Substantial],
            name_id: NameIdKind::Transient,
            ..Habits::PLAIN
        },
        persons: &persons::ROMANIA,
    },
    Country {
        code: "SE",
        name: "Sweden",
        own_name: "Sverige",
        language: "sv",
        eid: "Exempel-legitimation",
        special: "The plain road: P-256, signed assertion, personal and coordination numbers that the register often knows.",
        habits: Habits {
            assertion_signed: true,
            ..Habits::PLAIN
        },
        persons: &persons::SWEDEN,
    },
];

/// The country of a code.
#[must_use]
pub fn by_code(code: &str) -> Option<&'static Country> {
    COUNTRIES.iter().find(|country| country.code == code)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The list of habits: each occurs somewhere.
    #[test]
    fn every_habit_occurs_somewhere() {
        let any = |test: &dyn Fn(&Habits) -> bool| COUNTRIES.iter().any(|c| test(&c.habits));
        assert!(any(&|h| h.signing == KeyKind::Ec(Curve::P256)));
        assert!(any(&|h| h.signing == KeyKind::Ec(Curve::BrainpoolP256r1)));
        assert!(any(&|h| h.signing == KeyKind::Rsa(3072)));
        assert!(any(&|h| h.signing == KeyKind::Rsa(4096)));
        assert!(any(&|h| h.assertion_signed) && any(&|h| !h.assertion_signed));
        assert!(any(&|h| h.takes == Takes::First));
        assert!(any(&|h| h.takes == Takes::LastOfEachUse));
        assert!(any(&|h| h.keeps == Keeps::ADayAfterUse));
        assert!(any(&|h| h.takes == Takes::FirstEc) && any(&|h| h.takes == Takes::FirstRsa));
        assert!(
            NameIdKind::ALL
                .iter()
                .all(|kind| any(&|h| h.name_id == *kind))
        );
        assert!(
            DigestMethod::ALL
                .iter()
                .all(|digest| any(&|h| h.digest == *digest))
        );
        assert!(
            DataEncryption::ALL
                .iter()
                .all(|content| any(&|h| h.content == *content))
        );
        assert!(any(&|h| h.leans_on_sha1) && any(&|h| !h.leans_on_sha1));
        assert!(any(&|h| h.clock_seconds > 0) && any(&|h| h.clock_seconds < 0));
        assert!(any(&|h| h.empty_authn_context_decl));
        assert!(any(&|h| h.loses_relay_state));
        assert!(any(
            &|h| h.metadata_reference == ReferenceStyle::WholeDocument
        ));
        assert!(any(&|h| h.needs_provider_name) && any(&|h| h.needs_requester_id));
        assert_eq!(
            COUNTRIES
                .iter()
                .filter(|c| c.habits.redirects_to.is_some())
                .count(),
            2
        );
        assert!(any(&|h| h.strict_form_action));
        assert!(any(&|h| h.key_place == KeyPlace::Beside));
        assert!(any(&|h| h.recipient == RecipientHint::KeyValue));
        assert!(any(
            &|h| h.levels == [LevelOfAssurance::Low, LevelOfAssurance::Substantial]
        ));
    }

    #[test]
    fn the_table_is_sorted_and_each_country_has_its_six_persons_in_order() {
        assert!(
            COUNTRIES
                .windows(2)
                .all(|pair| matches!(pair, [a, b] if a.code < b.code))
        );
        for country in COUNTRIES {
            let kinds = country.persons.map(|person| person.kind);
            assert_eq!(kinds, persons::Kind::ALL, "{}", country.code);
        }
    }
}
