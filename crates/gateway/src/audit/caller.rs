// SPDX-License-Identifier: EUPL-1.2
//! What a caller read on the page, so that a help desk can say it to her in her language: the texts of the pages exist
//! in every one, the table of advice in English alone.

use pages::ErrorText;

use super::Story;
use super::advice::advice;

impl Story {
    /// The text of the page that a refusal like this one's shows; nothing where there was none, or nobody could tell.
    #[must_use]
    pub fn page(&self) -> Option<ErrorText> {
        let (reason, _) = self.refusal()?;
        let eid = self.lines().iter().any(|line| line.event() == "eid_asked");
        page(reason, eid)
    }
}

/// The first code of a line of the table stands for all of it. `eid`: a national e-ID was asked.
fn page(reason: &str, eid: bool) -> Option<ErrorText> {
    let of = |abroad, home| Some(if eid { home } else { abroad });
    match *advice(reason)?.codes.first()? {
        "peer_refused" => Some(ErrorText::NotConfirmed),
        "refused_by_eid" => Some(ErrorText::EidCancelled),
        "loa_too_low" => of(ErrorText::LevelTooLow, ErrorText::EidLevelTooLow),
        "answer_after_expiry" => of(ErrorText::AnswerLate, ErrorText::EidAnswerLate),
        "not_yet_valid" | "audience" | "sig.*" => {
            of(ErrorText::AnswerInvalid, ErrorText::EidAnswerInvalid)
        }
        "cookie_missing" => Some(ErrorText::CookieMissing),
        "flow_unknown" => Some(ErrorText::FlowUnknown),
        "replayed" => Some(ErrorText::AnswerUsed),
        "too_many_requests" => Some(ErrorText::TooManyAttempts),
        "busy_source" => Some(ErrorText::Busy),
        "country_suspended" => of(ErrorText::CountrySuspended, ErrorText::EidSuspended),
        "country_unavailable" => Some(ErrorText::CountryUnavailable),
        "timed_out" => Some(ErrorText::EidUnavailable),
        "country_hidden" => Some(ErrorText::EidNotNotified),
        "essential_acr" => Some(ErrorText::AnotherLevel),
        "another_person" => Some(ErrorText::AnotherPerson),
        "legal_person" | "not_a_natural_person" => Some(ErrorText::Representation),
        "mandatory_attribute_missing" => of(ErrorText::Incomplete, ErrorText::EidIncomplete),
        "consent_not_as_shown" => Some(ErrorText::RequestInvalid),
        "credential_expired" | "proof_from_future" | "status_index" | "wallet_error" => {
            Some(ErrorText::EidAnswerInvalid)
        }
        "unknown_client" => Some(ErrorText::RequestInvalid),
        "connector_unknown" => Some(ErrorText::ForeignRequestInvalid),
        "id_token_hint" => Some(ErrorText::LogoutInvalid),
        "store_failed" | "answer_unfinished" | "still_at_work" => Some(ErrorText::Unavailable),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::ADVICE;
    use super::*;

    #[test]
    fn every_line_of_the_table_has_words_for_the_caller() {
        for row in ADVICE {
            for code in row.codes {
                let reason = code.replace('*', "x");
                for eid in [false, true] {
                    assert!(page(&reason, eid).is_some(), "{code}");
                }
            }
        }
        assert_eq!(page("level_too_low", false), Some(ErrorText::LevelTooLow));
        assert_eq!(page("level_too_low", true), Some(ErrorText::EidLevelTooLow));
        assert_eq!(page("no_such_reason", false), None);
    }
}
