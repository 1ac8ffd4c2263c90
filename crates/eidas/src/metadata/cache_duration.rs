// SPDX-License-Identifier: EUPL-1.2

//! `cacheDuration`: a hint when to fetch again, never a reason to believe anything longer.

use std::time::Duration;

use xmlsec::Element;

/// `cacheDuration` is kept between these.
pub(super) const REFRESH: (Duration, Duration) =
    (Duration::from_secs(60), Duration::from_secs(86_400));

/// `cacheDuration`. One that cannot be read or is negative counts as the shortest, so that it
/// neither stops the metadata nor lets it grow old.
pub(super) fn cache_duration(element: Element<'_>) -> Option<Duration> {
    element
        .attribute("cacheDuration")
        .map(|text| duration(text).unwrap_or(REFRESH.0))
}

/// `xs:duration`, with months of 30 and years of 365 days; exact enough for a hint.
fn duration(text: &str) -> Option<Duration> {
    let rest = text.strip_prefix('P')?;
    let (days, time) = match rest.split_once('T') {
        Some((days, time)) if !time.is_empty() => (days, time),
        Some(_) => return None,
        None => (rest, ""),
    };
    if days.is_empty() && time.is_empty() {
        return None;
    }
    let day = 86_400;
    let seconds = units(days, &[('Y', 365 * day), ('M', 30 * day), ('D', day)])?
        .checked_add(units(time, &[('H', 3600), ('M', 60), ('S', 1)])?)?;
    Some(Duration::from_secs(seconds))
}

/// Numbers each followed by a unit, the units in order.
fn units(text: &str, units: &[(char, u64)]) -> Option<u64> {
    let mut rest = text;
    let mut total: u64 = 0;
    for (unit, seconds) in units {
        if let Some((number, after)) = rest.split_once(*unit) {
            let whole = number.split_once('.').map_or(number, |(whole, _)| whole);
            if whole.is_empty() || !whole.bytes().all(|byte| byte.is_ascii_digit()) {
                return None;
            }
            // More than an u64 of anything is "very long", which is cut down later.
            let number: u64 = whole.parse().unwrap_or(u64::MAX);
            total = total.saturating_add(number.saturating_mul(*seconds));
            rest = after;
        }
    }
    rest.is_empty().then_some(total)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_of_xml_schema() {
        let seconds = |text| duration(text).map(|duration| duration.as_secs());
        assert_eq!(seconds("PT6H"), Some(21_600));
        assert_eq!(seconds("P1D"), Some(86_400));
        assert_eq!(seconds("P1DT1M1.5S"), Some(86_461));
        assert_eq!(seconds("P0D"), Some(0));
        assert_eq!(seconds("P100Y"), Some(100 * 365 * 86_400));
        assert_eq!(seconds("P99999999999999999999Y"), Some(u64::MAX));
        for wrong in [
            "", "P", "PT", "-P1D", "P1H", "PT1D", "1D", "P1", "PD", "P1D1Y", "P-1D",
        ] {
            assert_eq!(seconds(wrong), None, "{wrong}");
        }
    }
}
