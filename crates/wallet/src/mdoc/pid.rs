// SPDX-License-Identifier: EUPL-1.2
//! The elements of a PID as CBOR. PID Rulebook §3.1.2 to §3.1.4.

use super::{MDL, PID, VerifiedMdoc};
use crate::{
    Error, Mismatch, Pid,
    cbor::{Item, TAG_DATE_TIME, TAG_FULL_DATE},
    pid::{self, Address, BirthDate, BirthPlace, Sex, malformed},
    time::{self, Date},
};

pub(super) fn read(mdoc: &VerifiedMdoc) -> Result<Pid, Error> {
    // A driving licence has names and date of birth under the same identifiers: 18013-5 §7.2.1.
    let namespace = match mdoc.doc_type.as_str() {
        PID => PID,
        doc_type if doc_type == MDL.0 => MDL.1,
        _ => return Err(Mismatch::DocType.into()),
    };
    let elements = Elements(mdoc, namespace);
    let text = |identifier| elements.read(identifier, |value| plain(identifier, value));
    let country = |identifier| elements.read(identifier, |value| alpha2(identifier, value));
    Ok(Pid {
        family_name: pid::required("family_name", text("family_name")?)?,
        given_name: pid::required("given_name", text("given_name")?)?,
        birth_date: pid::required("birth_date", elements.read("birth_date", birth_date)?)?,
        personal_administrative_number: text("personal_administrative_number")?,
        birth_place: elements.read("place_of_birth", birth_place)?,
        nationalities: elements
            .read("nationality", nationalities)?
            .unwrap_or_default(),
        family_name_birth: text("family_name_birth")?,
        given_name_birth: text("given_name_birth")?,
        sex: elements.read("sex", sex)?,
        address: Address {
            formatted: text("resident_address")?,
            country: country("resident_country")?,
            region: text("resident_state")?,
            locality: text("resident_city")?,
            postal_code: text("resident_postal_code")?,
            street: text("resident_street")?,
            house_number: None,
        },
        email_address: text("email_address")?,
        mobile_phone_number: text("mobile_phone_number")?,
        issuing_authority: text("issuing_authority")?,
        issuing_country: country("issuing_country")?,
        issuing_jurisdiction: text("issuing_jurisdiction")?,
        document_number: text("document_number")?,
        expiry_date: elements.read("expiry_date", |value| date("expiry_date", value))?,
        issuance_date: elements.read("issuance_date", |value| date("issuance_date", value))?,
    })
}

struct Elements<'m>(&'m VerifiedMdoc, &'static str);

impl Elements<'_> {
    /// An element if it was presented, read as what it has to be.
    fn read<T>(
        &self,
        identifier: &str,
        read: impl FnOnce(&Item<'_>) -> Result<T, Error>,
    ) -> Result<Option<T>, Error> {
        let element = self.0.element(self.1, identifier);
        element.map(|element| read(&element.value()?)).transpose()
    }
}

fn plain(claim: &'static str, value: &Item<'_>) -> Result<String, Error> {
    pid::text(claim, value.text().ok_or_else(|| malformed(claim))?)
}

fn alpha2(claim: &'static str, value: &Item<'_>) -> Result<String, Error> {
    pid::country(claim, value.text().ok_or_else(|| malformed(claim))?)
}

/// `full-date`: a text without the tag of a date is none.
fn birth_date(value: &Item<'_>) -> Result<BirthDate, Error> {
    let text = value.tagged(TAG_FULL_DATE).and_then(Item::text);
    BirthDate::parse(text.ok_or_else(|| malformed("birth_date"))?)
}

/// `tdate` or `full-date`, of which the day counts.
fn date(claim: &'static str, value: &Item<'_>) -> Result<Date, Error> {
    let full_date = value.tagged(TAG_FULL_DATE).and_then(Item::text);
    let instant = value.tagged(TAG_DATE_TIME).and_then(Item::text);
    let instant = instant.filter(|text| time::instant(text).is_some());
    let day = full_date.or_else(|| instant.and_then(|text| text.get(..10)));
    day.and_then(Date::parse).ok_or_else(|| malformed(claim))
}

fn birth_place(value: &Item<'_>) -> Result<BirthPlace, Error> {
    let part = |name| {
        let part = value.member(name).map(Item::text);
        let part = part.map(|text| text.ok_or_else(|| malformed("birth_place")));
        part.transpose()
    };
    let text = |text| pid::text("birth_place", text);
    let country = part("country")?.map(|code| pid::country("birth_place", code));
    BirthPlace::new(
        country.transpose()?,
        part("region")?.map(text).transpose()?,
        part("locality")?.map(text).transpose()?,
    )
}

/// `[+ CountryCode]`.
fn nationalities(value: &Item<'_>) -> Result<Vec<String>, Error> {
    let codes = value.array().filter(|codes| !codes.is_empty());
    let codes = codes.ok_or_else(|| malformed("nationality"))?;
    codes
        .iter()
        .map(|code| alpha2("nationality", code))
        .collect()
}

fn sex(value: &Item<'_>) -> Result<Sex, Error> {
    Sex::from_number(value.unsigned().ok_or_else(|| malformed("sex"))?)
}
