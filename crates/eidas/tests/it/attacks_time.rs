// SPDX-License-Identifier: EUPL-1.2

//! Hostile times in answers to a Connector (SP-14 to SP-16), at their boundaries.

use eidas::Instant;
use eidas::error::{Malformed, Schema};

use crate::attacks::reason;
use crate::exchange::*;
use crate::nodes::now;

/// Skew is sixty seconds either way; boundaries at plus and minus one second.
#[test]
fn sp_14_times() {
    let at = |offset: i64| Instant::from_ms(now().ms() + offset * 1000).to_string();
    let table: [(&str, i64, i64, &str); 8] = [
        // what the assertion says, offset accepted, offset refused, reason
        (
            " NotBefore=\"2026-11-22T12:00:00.000Z\"",
            60,
            61,
            "not_yet_valid",
        ),
        (
            " NotOnOrAfter=\"2026-11-22T12:05:00.000Z\" Recipient",
            -59,
            -60,
            "expired",
        ),
        (
            " NotOnOrAfter=\"2026-11-22T12:05:00.000Z\"><saml2:Aud",
            -59,
            -60,
            "expired",
        ),
        (
            " NotOnOrAfter=\"2026-11-22T12:05:00.000Z\" Recipient",
            660,
            661,
            "lifetime",
        ),
        (
            " NotOnOrAfter=\"2026-11-22T12:05:00.000Z\"><saml2:Aud",
            660,
            661,
            "lifetime",
        ),
        (
            " AuthnInstant=\"2026-11-22T11:59:59.000Z\"",
            60,
            61,
            "not_yet_valid",
        ),
        (
            " AuthnInstant=\"2026-11-22T11:59:59.000Z\"",
            -120,
            -121,
            "expired",
        ),
        (
            " IssueInstant=\"2026-11-22T12:00:00.000Z\"",
            60,
            61,
            "not_yet_valid",
        ),
    ];
    for (written, good, bad, why) in table {
        let with = |offset: i64| {
            assertion(|xml| {
                let (before, rest) = written.split_once('"').unwrap();
                let after = rest.split_once('"').unwrap().1;
                xml.replacen(written, &format!("{before}\"{}\"{after}", at(offset)), 1)
            })
        };
        assert!(with(good).is_ok(), "{written} at {good}: {:?}", with(good));
        assert_eq!(reason(with(bad)), why, "{written} at {bad}");
    }
}

#[test]
fn sp_14_the_response_itself_is_of_now() {
    let wire = good().wire();
    let at = |offset: i64| {
        open_at(
            &wire,
            &expectation(),
            Instant::from_ms(now().ms() + offset * 1000),
        )
    };
    assert!(at(-60).is_ok());
    assert_eq!(reason(at(-61)), "not_yet_valid");
    assert!(at(359).is_ok());
    assert_eq!(reason(at(360)), "expired");
    let stale = envelope(|xml| xml.replace("T12:00:00.000Z", "T11:57:59.000Z"));
    assert_eq!(reason(stale), "expired", "issued before we asked");
}

#[test]
fn sp_14_conditions_are_there_and_whole() {
    let conditions = ("<saml2:Conditions", "</saml2:Conditions>");
    let missing = assertion(|xml| cut(xml, conditions.0, conditions.1));
    let parent = "Assertion".to_owned();
    assert_eq!(
        missing,
        Err(Schema::MissingElement {
            parent,
            element: "Conditions"
        }
        .into())
    );
    let start = " NotBefore=\"2026-11-22T12:00:00.000Z\"";
    assert_eq!(
        reason(assertion(|xml| xml.replace(start, ""))),
        "saml.schema"
    );
    let end = " NotOnOrAfter=\"2026-11-22T12:05:00.000Z\"";
    assert_eq!(
        reason(assertion(|xml| xml.replacen(end, "", 1))),
        "saml.schema"
    );
    let unknown = assertion(|xml| {
        xml.replace(
            "</saml2:Conditions>",
            "<saml2:Condition/></saml2:Conditions>",
        )
    });
    assert_eq!(reason(unknown), "saml.schema");
}

#[test]
fn sp_15_time_formats() {
    for (text, field) in [
        ("2026-11-22T12:00:00.000", "IssueInstant"),
        ("2026-11-22T12:00:00.000+14:00", "IssueInstant"),
        ("2026-11-22T12:00:60.000Z", "IssueInstant"),
        ("2026-11-22t12:00:00.000z", "IssueInstant"),
        ("-2026-11-22T12:00:00.000Z", "IssueInstant"),
        (
            "2026-11-22T12:00:00.000000000000000000000000000000Z",
            "IssueInstant",
        ),
        ("2026-02-30T12:00:00.000Z", "IssueInstant"),
        ("2026-11-22T24:00:00.000Z", "IssueInstant"),
        ("", "IssueInstant"),
    ] {
        let written = "IssueInstant=\"2026-11-22T12:00:00.000Z\"";
        let edit = |xml: &str| xml.replace(written, &format!("IssueInstant=\"{text}\""));
        assert_eq!(
            assertion(edit),
            Err(Malformed::Time { field }.into()),
            "{text}"
        );
        assert_eq!(
            envelope(edit),
            Err(Malformed::Time { field }.into()),
            "{text}"
        );
    }
    let year_9999 =
        assertion(|xml| xml.replace("2026-11-22T12:05:00.000Z", "9999-12-31T23:59:59.999Z"));
    assert_eq!(reason(year_9999), "lifetime");
}

#[test]
fn sp_16_ten_years() {
    let refused = assertion(|xml| xml.replace("2026-11-22T12:05", "2036-11-22T12:05"));
    assert_eq!(reason(refused), "lifetime");
}
