// SPDX-License-Identifier: EUPL-1.2
//! A day, and a moment, in the configuration.

use eidas::Instant;
use toml::Spanned;
use toml::de::DeValue;

use super::read::{Read, Reader, read_text};

/// A day, `2026-11-23`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Date(pub String);

impl Date {
    fn parse(text: &str) -> Option<Self> {
        let date: toml::value::Datetime = text.parse().ok()?;
        (date.date.is_some() && date.time.is_none() && date.offset.is_none())
            .then(|| Self(text.to_owned()))
    }

    /// Unix milliseconds of the moment the day ends (UTC).
    pub fn end_ms(&self) -> Option<i64> {
        let date = self.0.parse::<toml::value::Datetime>().ok()?.date?;
        // Days from civil, H. Hinnant's algorithm: years begin in March.
        let (month, day) = (i64::from(date.month), i64::from(date.day));
        let year = i64::from(date.year) - i64::from(month <= 2);
        let era = year.div_euclid(400);
        let year_of_era = year.rem_euclid(400);
        let day_of_year = (153 * (month + if month > 2 { -3 } else { 9 }) + 2) / 5 + day - 1;
        let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
        Some((era * 146_097 + day_of_era - 719_468 + 1) * 86_400_000)
    }
}

impl Read for Date {
    fn kind() -> String {
        "date".to_owned()
    }

    fn read(value: &Spanned<DeValue<'_>>, field: &str, reader: &mut Reader) -> Option<Self> {
        let instead = "Write a date, as \"2026-11-23\"";
        if let DeValue::Datetime(date) = value.get_ref() {
            let parsed = Self::parse(&date.to_string());
            if parsed.is_none() {
                reader.wrong(
                    value,
                    field,
                    format!("{date} is not a day"),
                    instead.to_owned(),
                );
            }
            return parsed;
        }
        read_text(value, field, reader, instead, Self::parse)
    }
}

/// A moment, `2026-12-01T03:00:00Z`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment(pub Instant);

impl Read for Moment {
    fn kind() -> String {
        "moment".to_owned()
    }

    fn read(value: &Spanned<DeValue<'_>>, field: &str, reader: &mut Reader) -> Option<Self> {
        let instead = "Write a moment in UTC, as \"2026-12-01T03:00:00Z\"";
        if let DeValue::Datetime(moment) = value.get_ref() {
            let parsed = Instant::parse(&moment.to_string()).map(Self);
            if parsed.is_none() {
                let what = format!("{moment} is no moment in UTC");
                reader.wrong(value, field, what, instead.to_owned());
            }
            return parsed;
        }
        read_text(value, field, reader, instead, |text| {
            Instant::parse(text).map(Self)
        })
    }
}
