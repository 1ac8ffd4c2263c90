// SPDX-License-Identifier: EUPL-1.2

//! Hostile times in answers to a Connector (SP-14 to SP-16), at their boundaries.

use eidas::error::{Malformed, Schema};
use eidas::{Instant, Peer, Role, SignedResponse, Tolerance};

use crate::attacks::reason;
use crate::exchange::*;
use crate::nodes::{ENCRYPTION, SIGNER, anchors, expected, hours, now, proxy_service, style};

/// Skew is sixty seconds either way; boundaries at plus and minus one second.
#[test]
fn sp_14_times() {
    let at = |offset: i64| Instant::from_ms(now().ms() + offset * 1000).to_string();
    // An assertion of a little while ago, where it is to have ended by now.
    let earlier = |xml: String| {
        xml.replace("T12:00:00.000Z", "T11:58:40.000Z")
            .replace("T11:59:59.000Z", "T11:58:39.000Z")
    };
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
                let xml = xml.replacen(written, &format!("{before}\"{}\"{after}", at(offset)), 1);
                let ended = why == "expired" && written.contains("NotOnOrAfter");
                if ended { earlier(xml) } else { xml }
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

/// SAML Core §2.7.2: a session that ends later than the person authenticated, and later than now, says
/// nothing against the answer.
#[test]
fn s2_7_2_a_session_that_goes_on() {
    let session = |end: &str| {
        let with = format!(" SessionNotOnOrAfter=\"2026-11-22T{end}Z\" AuthnInstant");
        assertion(|xml| xml.replace(" AuthnInstant", &with))
    };
    assert!(session("12:00:01.000").is_ok());
    // She authenticated a second before noon; clocks may be a minute apart.
    assert!(session("11:59:59.001").is_ok());
    assert_eq!(reason(session("11:59:59.000")), "saml.contradiction");
}

/// The very moment in which it is made ends no assertion before, and was not before the question.
#[test]
fn sp_14_moments_that_meet() {
    let made = "IssueInstant=\"2026-11-22T12:00:00.000Z\"";
    let end = "NotOnOrAfter=\"2026-11-22T12:05:00.000Z\"><saml2:Aud";
    let ends = |at: &str| {
        let to = format!("NotOnOrAfter=\"2026-11-22T{at}Z\"><saml2:Aud");
        let begun = " NotBefore=\"2026-11-22T12:00:00.000Z\"";
        let before = " NotBefore=\"2026-11-22T11:59:00.000Z\"";
        assertion(|xml| {
            assert!(xml.contains(made) && xml.contains(begun) && xml.contains(end));
            xml.replace(begun, before).replace(end, &to)
        })
    };
    assert!(ends("12:00:00.001").is_ok());
    assert_eq!(reason(ends("12:00:00.000")), "saml.contradiction");
    let envelope_of = |at: &str| {
        let to = format!("IssueInstant=\"2026-11-22T{at}Z\"");
        envelope(|xml| xml.replace(made, &to))
    };
    // Asked at 11:59, with a minute for the clocks. The assertion's own time is a later one.
    let inside = envelope_of("11:59:00.000");
    assert!(inside.is_ok(), "{inside:?}");
    let asked = envelope_of("11:58:00.000");
    assert_eq!(reason(asked), "saml.contradiction", "before the assertion");
    assert_eq!(reason(envelope_of("11:57:59.999")), "expired");
}

/// The envelope has a time of its own: a minute ahead of our clock at most, whatever stands inside.
#[test]
fn sp_14_an_answer_that_is_issued_later() {
    let issued = |at: &str| {
        let from = "IssueInstant=\"2026-11-22T12:00:00.000Z\"";
        let to = format!("IssueInstant=\"2026-11-22T{at}Z\"");
        envelope(|xml| xml.replace(from, &to))
    };
    assert!(issued("12:01:00.000").is_ok());
    assert_eq!(reason(issued("12:01:00.001")), "not_yet_valid");
}

/// Whichever way the message comes in: metadata that ended proves nobody's signature.
#[test]
fn md_02_an_answer_after_the_end_of_its_peer_s_metadata() {
    let wire = good().wire();
    let document = xmlsec::Document::parse(&wire, &xmlsec::Limits::MESSAGE).unwrap();
    let end = SWEDEN.valid_until();
    let before = Instant::from_ms(end.ms() - 1);
    for (at, outcome) in [(before, "signed"), (end, "peer_expired")] {
        for verified in [
            SignedResponse::verify(&wire, &SWEDEN, at),
            SignedResponse::verify_parsed(&document, &SWEDEN, at),
        ] {
            let got = verified.map_or_else(|error| error.reason(), |_| "signed");
            assert_eq!(got, outcome);
        }
    }
}

#[test]
fn sp_16_ten_years() {
    let years = |xml: &str| xml.replace("2026-11-22T12:05", "2036-11-22T12:05");
    assert_eq!(reason(assertion(years)), "lifetime");
    // A day at most is tolerated, of one peer, by name and until a day; and it is taken within ten
    // minutes all the same.
    let bytes = proxy_service_s_metadata();
    let mut tolerant = expected(Role::ProxyService);
    tolerant.tolerances = vec![(Tolerance::LongLifetime, now().plus(hours(1)))];
    let peer = |at| Peer::from_signed_metadata(&bytes, &anchors(&SIGNER), &tolerant, at).unwrap();
    let open = |edit: &dyn Fn(&str) -> String, at: Instant| {
        let mut answer = good();
        answer.assertion = edit(&answer.assertion);
        let signed = SignedResponse::verify(&answer.wire(), &peer(at), at).unwrap();
        signed.open(&[&*ENCRYPTION], &expectation(), at)
    };
    let tomorrow = |xml: &str| xml.replace("2026-11-22T12:05", "2026-11-23T12:00");
    assert!(open(&tomorrow, now()).is_ok());
    assert_eq!(reason(assertion(tomorrow)), "lifetime");
    assert_eq!(reason(open(&years, now())), "lifetime");
    let stale = now().plus(seconds(660));
    assert_eq!(reason(open(&tomorrow, stale)), "expired");
    let mut ended = tolerant.clone();
    ended.tolerances = vec![(Tolerance::LongLifetime, now())];
    let peer = Peer::from_signed_metadata(&bytes, &anchors(&SIGNER), &ended, now()).unwrap();
    let mut answer = good();
    answer.assertion = tomorrow(&answer.assertion);
    let signed = SignedResponse::verify(&answer.wire(), &peer, now()).unwrap();
    assert_eq!(
        reason(signed.open(&[&*ENCRYPTION], &expectation(), now())),
        "lifetime"
    );
}

fn proxy_service_s_metadata() -> Vec<u8> {
    let mut metadata = proxy_service();
    metadata.loas = eidas::LevelOfAssurance::ALL
        .map(eidas::Loa::Notified)
        .to_vec();
    metadata.to_signed_xml(&style(), &*SIGNER).unwrap()
}
