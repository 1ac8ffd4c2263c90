// SPDX-License-Identifier: EUPL-1.2
//! A PID from the claims of an SD-JWT VC. PID Rulebook §4.1.1.

use serde_json::{Map, Value};

use super::VerifiedSdJwt;
use crate::{
    Error,
    dcql::CredentialQuery,
    pid::{self, Address, BirthDate, BirthPlace, Pid, Sex, malformed},
    time::Date,
};

/// Most nationalities of one person that are read.
const MOST_NATIONALITIES: usize = 20;

impl VerifiedSdJwt {
    /// The PID, of the claims that were asked for: what a wallet presents besides is not taken
    /// (attack VP-18; 2016/679 art. 5(1)(c)).
    ///
    /// # Errors
    /// A claim of another type or value than PID Rulebook §4.1.1 says, or one that identifies
    /// missing.
    pub fn pid(&self, query: &CredentialQuery) -> Result<Pid, Error> {
        let asked = |name: &str| {
            query
                .asks_for(name)
                .then(|| self.claims.get(name))
                .flatten()
        };
        let text = |name, claim| read_text(asked(name), claim);
        let day = |name, claim| match read_text(asked(name), claim)? {
            None => Ok(None),
            Some(text) => Date::parse(&text).map(Some).ok_or_else(|| malformed(claim)),
        };
        let birth_date = text("birthdate", "birth_date")?;
        let birth_date = pid::required("birth_date", birth_date)?;
        let number = "personal_administrative_number";
        Ok(Pid {
            family_name: pid::required("family_name", text("family_name", "family_name")?)?,
            given_name: pid::required("given_name", text("given_name", "given_name")?)?,
            birth_date: BirthDate::parse(&birth_date)?,
            personal_administrative_number: text(number, number)?,
            birth_place: asked("place_of_birth").map(birth_place).transpose()?,
            nationalities: asked("nationalities").map_or(Ok(Vec::new()), nationalities)?,
            family_name_birth: text("birth_family_name", "family_name_birth")?,
            given_name_birth: text("birth_given_name", "given_name_birth")?,
            sex: asked("sex").map(sex).transpose()?,
            address: asked("address").map_or_else(|| Ok(Address::default()), address)?,
            email_address: text("email", "email_address")?,
            mobile_phone_number: text("phone_number", "mobile_phone_number")?,
            issuing_authority: text("issuing_authority", "issuing_authority")?,
            issuing_country: match text("issuing_country", "issuing_country")? {
                None => None,
                Some(code) => Some(pid::country("issuing_country", &code)?),
            },
            issuing_jurisdiction: text("issuing_jurisdiction", "issuing_jurisdiction")?,
            document_number: text("document_number", "document_number")?,
            expiry_date: day("date_of_expiry", "expiry_date")?,
            issuance_date: day("date_of_issuance", "issuance_date")?,
        })
    }
}

fn read_text(value: Option<&Value>, claim: &'static str) -> Result<Option<String>, Error> {
    match value {
        None => Ok(None),
        Some(Value::String(text)) => pid::text(claim, text).map(Some),
        Some(_) => Err(malformed(claim)),
    }
}

fn members<'v>(value: &'v Value, claim: &'static str) -> Result<&'v Map<String, Value>, Error> {
    value.as_object().ok_or_else(|| malformed(claim))
}

fn birth_place(value: &Value) -> Result<BirthPlace, Error> {
    let claim = "birth_place";
    let place = members(value, claim)?;
    let part = |name| read_text(place.get(name), claim);
    BirthPlace::new(part("country")?, part("region")?, part("locality")?)
}

fn address(value: &Value) -> Result<Address, Error> {
    let claim = "resident_address";
    let address = members(value, claim)?;
    let part = |name| read_text(address.get(name), claim);
    Ok(Address {
        formatted: part("formatted")?,
        country: part("country")?,
        region: part("region")?,
        locality: part("locality")?,
        postal_code: part("postal_code")?,
        street: part("street_address")?,
        house_number: part("house_number")?,
    })
}

fn nationalities(value: &Value) -> Result<Vec<String>, Error> {
    let claim = "nationality";
    let list = value.as_array().ok_or_else(|| malformed(claim))?;
    if list.len() > MOST_NATIONALITIES {
        return Err(malformed(claim));
    }
    let code = |v: &Value| pid::country(claim, v.as_str().ok_or_else(|| malformed(claim))?);
    list.iter().map(code).collect()
}

fn sex(value: &Value) -> Result<Sex, Error> {
    Sex::from_number(value.as_u64().ok_or_else(|| malformed("sex"))?)
}
