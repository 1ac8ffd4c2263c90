// SPDX-License-Identifier: EUPL-1.2
//! The thirteen foreign services and the habits of their connectors, one table.

use eidas::{LevelOfAssurance, SpType};
use xmlsec::{Curve, DataEncryption, DigestMethod, KeyKind, ReferenceStyle};

use super::habits::{Asks, Decrypts, Habits, HandsOver, Relay, Sector, Sends, Verifies};
use crate::country::NameIdKind;
use crate::kept::Keeps;

const BIRTH_NAME: &str = "http://eidas.europa.eu/attributes/naturalperson/BirthName";
const PLACE_OF_BIRTH: &str = "http://eidas.europa.eu/attributes/naturalperson/PlaceOfBirth";
const CURRENT_ADDRESS: &str = "http://eidas.europa.eu/attributes/naturalperson/CurrentAddress";
const GENDER: &str = "http://eidas.europa.eu/attributes/naturalperson/Gender";
const NATIONALITY: &str = "http://eidas.europa.eu/attributes/naturalperson/Nationality";
const EMAIL: &str = "http://eidas.europa.eu/attributes/naturalperson/EmailAddress";
/// Nobody but this country knows it.
const UNKNOWN: &str = "http://anagrafe.it.localhost/attributes/naturalperson/LibraryCard";
/// The role of lawyers and judges. e-Justice.
pub const E_JUSTICE_ROLE: &str =
    "http://e-justice.europa.eu/attributes/naturalperson/eJusticeNaturalPersonRole";

/// A foreign service and its country's connector.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Abroad {
    /// `SE`.
    pub code: &'static str,
    /// The greeting of the country, in its own language.
    pub greeting: &'static str,
    /// The service's name.
    pub title: &'static str,
    /// What it is for, in one sentence.
    pub about: &'static str,
    /// What is special about its connector, for the front page.
    pub special: &'static str,
    /// A second button for people with a role: it asks for [`E_JUSTICE_ROLE`] and needs it.
    pub for_professionals: bool,
    /// The connector's way of doing things.
    pub habits: Habits,
}

/// All of them, in the order of [`crate::countries::COUNTRIES`].
pub const ABROAD: [Abroad; 13] = [
    Abroad {
        code: "AT",
        greeting: "Grüß Gott",
        title: "Demo town hall of Graz",
        about: "Register where you live, without queueing.",
        special: "brainpoolP256r1; a RelayState with every odd character; asks for birth name and place.",
        for_professionals: false,
        habits: Habits {
            signing: KeyKind::Ec(Curve::BrainpoolP256r1),
            decrypts: Decrypts::With(KeyKind::Ec(Curve::BrainpoolP256r1)),
            provider_name: Some("Meldeamt & Bürgerservice <Demo>"),
            requester_id: true,
            optional: &[BIRTH_NAME, PLACE_OF_BIRTH],
            relay: Relay::Odd,
            ..Habits::PLAIN
        },
    },
    Abroad {
        code: "BG",
        greeting: "Добър ден",
        title: "Demo library of Sofia",
        about: "Borrow books from anywhere in Europe.",
        special: "Asks for level low; no NameIDPolicy; one RSA key for signing and decrypting.",
        for_professionals: false,
        habits: Habits {
            signing: KeyKind::Rsa(3072),
            decrypts: Decrypts::WithTheSigningKey,
            name_id: None,
            asks: Asks::Minimum(LevelOfAssurance::Low),
            provider_name: Some("Демо библиотека"),
            versions: &["1.3", "1.2"],
            ..Habits::PLAIN
        },
    },
    Abroad {
        code: "CZ",
        greeting: "Dobrý den",
        title: "Demo brewery guild",
        about: "A private guild that wants to know its members.",
        special: "Private sector, said in each request, with RequesterID; the request travels in the address, as the reference node sends it.",
        for_professionals: false,
        habits: Habits {
            signing: KeyKind::Ec(Curve::P384),
            digest: DigestMethod::Sha384,
            sends: Sends::Get,
            name_id: Some(NameIdKind::Transient),
            sector: Sector::InRequest(SpType::Private),
            provider_name: Some("Demo pivovarský cech"),
            requester_id: true,
            ..Habits::PLAIN
        },
    },
    Abroad {
        code: "DK",
        greeting: "Goddag",
        title: "Demo health portal",
        about: "Read what your doctor in Aarhus wrote.",
        special: "Asks for level high; RSA-PSS 4096, the longest address a request makes; its clock is fast.",
        for_professionals: false,
        habits: Habits {
            signing: KeyKind::Rsa(4096),
            digest: DigestMethod::Sha512,
            sends: Sends::Get,
            asks: Asks::Minimum(LevelOfAssurance::High),
            provider_name: Some("Demo Sundhed"),
            clock_seconds: 12,
            ..Habits::PLAIN
        },
    },
    Abroad {
        code: "ES",
        greeting: "Buenos días",
        title: "Demo court of Valencia",
        about: "Follow a case, as a party or in your profession.",
        special: "A second button asks for the e-Justice role; takes AES-128-GCM alone, over RSA-OAEP.",
        for_professionals: true,
        habits: Habits {
            signing: KeyKind::Rsa(3072),
            decrypts: Decrypts::With(KeyKind::Rsa(3072)),
            contents: &[DataEncryption::Aes128Gcm],
            provider_name: Some("Juzgado de muestra"),
            relay: Relay::Longest,
            ..Habits::PLAIN
        },
    },
    Abroad {
        code: "FR",
        greeting: "Bonjour",
        title: "Demo university of Lyon",
        about: "Enrol with the name that stands in your passport.",
        special: "The signature stands in the address; “exact” with a list of levels; a transient NameID; asks for gender, nationality and e-mail.",
        for_professionals: false,
        habits: Habits {
            digest: DigestMethod::Sha512,
            sends: Sends::Redirect,
            name_id: Some(NameIdKind::Transient),
            asks: Asks::ExactFrom(LevelOfAssurance::Substantial),
            sector: Sector::InMetadata(SpType::Public),
            provider_name: Some("Université de démonstration"),
            optional: &[GENDER, NATIONALITY, EMAIL],
            hands_over: HandsOver::Page,
            ..Habits::PLAIN
        },
    },
    Abroad {
        code: "HR",
        greeting: "Dobar dan",
        title: "Demo harbour of Split",
        about: "Book a berth for your boat.",
        special: "brainpoolP384r1; asks for level low; NameID unspecified; no RelayState.",
        for_professionals: false,
        habits: Habits {
            signing: KeyKind::Ec(Curve::BrainpoolP384r1),
            digest: DigestMethod::Sha384,
            decrypts: Decrypts::With(KeyKind::Ec(Curve::BrainpoolP384r1)),
            name_id: Some(NameIdKind::Unspecified),
            asks: Asks::Minimum(LevelOfAssurance::Low),
            provider_name: Some("Demo luka Split"),
            relay: Relay::Absent,
            ..Habits::PLAIN
        },
    },
    Abroad {
        code: "IT",
        greeting: "Buongiorno",
        title: "Demo registry of Bologna",
        about: "Order an extract from the archives.",
        special: "An old node of version 1.2 that knows one signing key and keeps our metadata until it ends; signs its metadata with URI=\"\"; asks for an attribute that nobody knows.",
        for_professionals: false,
        habits: Habits {
            digest: DigestMethod::Sha512,
            contents: &[DataEncryption::Aes256Gcm],
            knows_last_key_only: true,
            keeps: Keeps::ADayAfterUse,
            sector: Sector::InMetadata(SpType::Public),
            provider_name: Some("Anagrafe dimostrativa"),
            optional: &[UNKNOWN, BIRTH_NAME],
            versions: &["1.2"],
            metadata_reference: ReferenceStyle::WholeDocument,
            hands_over: HandsOver::Page,
            ..Habits::PLAIN
        },
    },
    Abroad {
        code: "LU",
        greeting: "Moien",
        title: "Demo bank of Luxembourg",
        about: "Open an account from abroad.",
        special: "Private sector, said in its metadata, with RequesterID; decrypts with P-521.",
        for_professionals: false,
        habits: Habits {
            signing: KeyKind::Ec(Curve::P384),
            digest: DigestMethod::Sha384,
            decrypts: Decrypts::With(KeyKind::Ec(Curve::P521)),
            sector: Sector::InMetadata(SpType::Private),
            provider_name: Some("Demo Bank"),
            requester_id: true,
            repeats_consumer_url: true,
            ..Habits::PLAIN
        },
    },
    Abroad {
        code: "MT",
        greeting: "Bonġu",
        title: "Demo diving office",
        about: "Get a permit for the wrecks.",
        special: "Verifies RSA-PSS alone, as older software does; version 1.3.",
        for_professionals: false,
        habits: Habits {
            signing: KeyKind::Rsa(3072),
            digest: DigestMethod::Sha512,
            decrypts: Decrypts::WithTheSigningKey,
            verifies: Verifies::OnlyPss,
            provider_name: Some("Uffiċċju Demo"),
            versions: &["1.3", "1.2"],
            metadata_reference: ReferenceStyle::WholeDocument,
            hands_over: HandsOver::Page,
            ..Habits::PLAIN
        },
    },
    Abroad {
        code: "PL",
        greeting: "Dzień dobry",
        title: "Demo railway",
        about: "Claim money back for a late train.",
        special: "brainpoolP512r1; names no service at all; no RelayState; its clock is slow.",
        for_professionals: false,
        habits: Habits {
            signing: KeyKind::Ec(Curve::BrainpoolP512r1),
            digest: DigestMethod::Sha512,
            decrypts: Decrypts::With(KeyKind::Ec(Curve::BrainpoolP512r1)),
            sector: Sector::InMetadata(SpType::Public),
            relay: Relay::Absent,
            clock_seconds: -9,
            ..Habits::PLAIN
        },
    },
    Abroad {
        code: "RO",
        greeting: "Bună ziua",
        title: "Demo land register",
        about: "See who owns the house of your grandparents.",
        special: "P-521; the request is compressed into the address; asks for the residence of the person; takes AES-192-GCM and AES-128-GCM.",
        for_professionals: false,
        habits: Habits {
            signing: KeyKind::Ec(Curve::P521),
            digest: DigestMethod::Sha512,
            contents: &[DataEncryption::Aes192Gcm, DataEncryption::Aes128Gcm],
            sends: Sends::GetDeflated,
            provider_name: Some("Cartea funciară demonstrativă"),
            optional: &[CURRENT_ADDRESS],
            relay: Relay::Longest,
            ..Habits::PLAIN
        },
    },
    Abroad {
        code: "SE",
        greeting: "Hej",
        title: "Demo employment office",
        about: "Look for work on the other side of the border.",
        special: "The plain road: P-256, POST, level substantial, a persistent NameID.",
        for_professionals: false,
        habits: Habits {
            provider_name: Some("Demoförmedlingen"),
            requester_id: true,
            ..Habits::PLAIN
        },
    },
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::countries::COUNTRIES;

    #[test]
    fn each_country_has_its_service() {
        let here = ABROAD.map(|abroad| abroad.code);
        let there = COUNTRIES.map(|country| country.code);
        assert_eq!(here, there);
    }

    /// Each habit occurs somewhere.
    #[test]
    fn every_habit_of_a_connector_occurs_somewhere() {
        let any = |test: &dyn Fn(&Habits) -> bool| ABROAD.iter().any(|a| test(&a.habits));
        for signing in [
            KeyKind::Ec(Curve::P256),
            KeyKind::Ec(Curve::P384),
            KeyKind::Ec(Curve::BrainpoolP256r1),
            KeyKind::Ec(Curve::BrainpoolP384r1),
            KeyKind::Rsa(3072),
            KeyKind::Rsa(4096),
        ] {
            assert!(any(&|h| h.signing == signing), "{signing:?}");
        }
        assert!(any(&|h| h.decrypts == Decrypts::WithTheSigningKey));
        assert!(any(
            &|h| h.knows_last_key_only && h.keeps == Keeps::ADayAfterUse
        ));
        assert!(any(&|h| matches!(
            h.decrypts,
            Decrypts::With(KeyKind::Rsa(_))
        )));
        assert!(any(&|h| matches!(
            h.decrypts,
            Decrypts::With(KeyKind::Ec(_))
        )));
        assert!(any(&|h| h.contents == [DataEncryption::Aes128Gcm]));
        assert!(any(&|h| h.contents == [DataEncryption::Aes256Gcm]));
        assert!(any(&|h| h.verifies == Verifies::OnlyPss));
        for sends in [Sends::Post, Sends::Get, Sends::GetDeflated, Sends::Redirect] {
            assert!(any(&|h| h.sends == sends), "{sends:?}");
        }
        assert!(any(&|h| h.name_id.is_none()));
        for kind in NameIdKind::ALL {
            assert!(any(&|h| h.name_id == Some(kind)), "{kind:?}");
        }
        for level in LevelOfAssurance::ALL {
            assert!(any(&|h| h.asks == Asks::Minimum(level)), "{level:?}");
        }
        assert!(any(&|h| matches!(h.asks, Asks::ExactFrom(_))));
        for sector in [
            Sector::InMetadata(SpType::Public),
            Sector::InMetadata(SpType::Private),
            Sector::InRequest(SpType::Public),
            Sector::InRequest(SpType::Private),
        ] {
            assert!(any(&|h| h.sector == sector), "{sector:?}");
        }
        assert!(any(&|h| h.provider_name.is_none()) && any(&|h| h.requester_id));
        for relay in [Relay::Absent, Relay::Token, Relay::Odd, Relay::Longest] {
            assert!(any(&|h| h.relay == relay), "{relay:?}");
        }
        for name in [BIRTH_NAME, GENDER, CURRENT_ADDRESS, UNKNOWN] {
            assert!(any(&|h| h.optional.contains(&name)), "{name}");
        }
        assert!(any(&|h| h.versions == ["1.2"]) && any(&|h| h.versions == ["1.3", "1.2"]));
        assert!(any(&|h| h.clock_seconds > 0) && any(&|h| h.clock_seconds < 0));
        assert!(any(&|h| h.repeats_consumer_url));
        assert!(ABROAD.iter().any(|abroad| abroad.for_professionals));
        assert!(
            ABROAD
                .iter()
                .all(|a| a.habits.sector.sp_type() == SpType::Public || a.habits.requester_id),
            "a private service names itself"
        );
    }

    #[test]
    fn the_attributes_are_named_as_the_registry_names_them() {
        for name in [
            BIRTH_NAME,
            PLACE_OF_BIRTH,
            CURRENT_ADDRESS,
            GENDER,
            NATIONALITY,
            EMAIL,
        ] {
            assert!(eidas::Attribute::named(name).is_some(), "{name}");
        }
        assert!(eidas::Attribute::named(E_JUSTICE_ROLE).is_some());
        assert!(eidas::Attribute::named(UNKNOWN).is_none());
    }
}
