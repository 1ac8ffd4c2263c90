// SPDX-License-Identifier: EUPL-1.2
//! Clients that prove themselves with an enterprise certificate in place of a key that is registered
//! (`x5c_organisation`). docs/adr/0027.

use std::path::PathBuf;

use eidas::Instant;
use xmlsec::{Certificate, KeyKind, RevocationList};

use super::super::resolve::Resolver;
use super::customer::is_organisation_number;
use crate::config::{self, At};

/// `organizationIdentifier`. ITU-T X.520 §6.4.4.
const ORGANISATION_IDENTIFIER: &str = "2.5.4.97";
/// `serialNumber`.
const SERIAL_NUMBER: &str = "2.5.4.5";
/// `organizationName`.
const ORGANISATION_NAME: &str = "2.5.4.10";
/// `countryName`.
const COUNTRY: &str = "2.5.4.6";

/// 128 bit: as everywhere else in this house.
pub const LEAST_RSA_BITS: u32 = 3072;

/// Whose certificates are believed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EnterpriseSettings {
    /// Authorities that issue them.
    pub authorities: Vec<Certificate>,
    /// Files with lists of revoked ones. None: nobody hears of a revocation.
    pub revocation_lists: Vec<PathBuf>,
}

/// An organisation, by the name that certificates have for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrganisationId(String);

impl OrganisationId {
    /// Nine digits (Enhetsregisteret), or as ETSI EN 319 412-1 §5.1.4 writes it: `NTRSE-5560360793`.
    pub fn parse(text: &str) -> Option<Self> {
        let semantic = || {
            let (scheme, identifier) = text.split_once('-')?;
            let is_scheme = scheme.len() == 5 && scheme.bytes().all(|b| b.is_ascii_uppercase());
            let is_plain = identifier.bytes().all(|b| b.is_ascii_graphic());
            (is_scheme && is_plain && (1..=60).contains(&identifier.len())).then_some(())
        };
        let known = is_organisation_number(text) || semantic().is_some();
        known.then(|| Self(text.to_owned()))
    }

    /// Whether a certificate is this organisation's, and says so once.
    ///
    /// Attack: a certificate for a person below the same authority, whose `serialNumber` is a number of hers,
    /// or one that names two organisations. Defence: `serialNumber` counts beside the name of an organisation
    /// of Norway alone, as its enterprise certificates had it before they had `organizationIdentifier`.
    pub fn is_of(&self, certificate: &Certificate) -> bool {
        let values = |attribute| certificate.subject_values(attribute);
        let is_once = |attribute, value: &str| values(attribute) == [value];
        match values(ORGANISATION_IDENTIFIER).as_slice() {
            [] => {
                is_organisation_number(&self.0)
                    && is_once(SERIAL_NUMBER, &self.0)
                    && is_once(COUNTRY, "NO")
                    && values(ORGANISATION_NAME).len() == 1
            }
            [one] if is_organisation_number(&self.0) => *one == format!("NTRNO-{}", self.0),
            [one] => *one == self.0,
            _ => false,
        }
    }
}

impl Resolver {
    /// `[enterprise_certificates]`.
    pub(in super::super) fn enterprise(
        &mut self,
        written: &config::EnterpriseCertificates,
    ) -> Option<EnterpriseSettings> {
        let at = written.authorities.as_ref()?;
        let authorities = self.certificates(at)?;
        for authority in &authorities {
            let whose = authority.subject();
            if !authority.is_authority() {
                let what = format!("{whose} issues no certificates");
                self.wrong(at, what, "Name the authorities, not what they issued");
            }
            if matches!(authority.key().kind(), KeyKind::Rsa(bits) if bits < LEAST_RSA_BITS) {
                let what = format!("the key of {whose} is too small");
                self.wrong(at, what, "RSA from 3072 bits, or a curve");
            }
            let end = Instant::from_ms(authority.not_after().saturating_mul(1000));
            self.ends(at, &whose, end, "Add the authority that follows it");
        }
        let mut revocation_lists = Vec::new();
        for at in written.revocation_lists.iter().flat_map(|list| &list.value) {
            let octets = self.read(at)?;
            if RevocationList::read(&octets).is_err() {
                let what = format!("{} is no revocation list", at.value.display());
                self.wrong(
                    at,
                    what,
                    "Name a complete list, DER or PEM, that says when the next one comes",
                );
            }
            revocation_lists.push(self.path(&at.value));
        }
        if revocation_lists.is_empty() {
            let text = "nobody hears of it when an enterprise certificate is revoked: \
                        write revocation_lists, or disable its client in time";
            self.warn(at, text);
        }
        Some(EnterpriseSettings {
            authorities,
            revocation_lists,
        })
    }

    /// Whose certificates prove a client.
    pub(super) fn organisation_of_certificates(
        &mut self,
        at: Option<&At<String>>,
    ) -> Option<OrganisationId> {
        let at = at?;
        if !self.has_enterprise {
            let what = "no authority is named whose certificates are believed";
            self.wrong(at, what, "Add [enterprise_certificates], or register a key");
        }
        let organisation = OrganisationId::parse(&at.value);
        if organisation.is_none() {
            let what = format!("{:?} is no organisation", at.value);
            let instead = "Write nine digits with a good check digit, or as in ETSI EN 319 412-1: NTRSE-5560360793";
            self.wrong(at, what, instead);
        }
        organisation
    }
}
