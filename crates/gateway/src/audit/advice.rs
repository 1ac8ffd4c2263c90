// SPDX-License-Identifier: EUPL-1.2
//! What each reason code means, and what to say to whoever reads out a reference. `docs/support.md`.
//!
//! N15: a support desk had a code and nothing that explained it. A test reads the sources for every
//! code that there is, so that none is without its line.

/// One line of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Advice {
    /// Its reason codes; one that ends in `*` stands for all that begin so.
    pub codes: &'static [&'static str],
    /// What happened, as the end of a sentence.
    pub happened: &'static str,
    /// What to say to the caller, or to do where nobody calls.
    pub say: &'static str,
}

/// The line of this reason code.
#[must_use]
pub fn advice(reason: &str) -> Option<&'static Advice> {
    let named = |of: fn(&str, &str) -> bool| {
        ADVICE
            .iter()
            .find(|advice| advice.codes.iter().any(|code| of(code, reason)))
    };
    // A code that is named outright goes before a family that it belongs to.
    named(|code, reason| code == reason).or_else(|| {
        named(|code, reason| {
            code.strip_suffix('*')
                .is_some_and(|family| reason.starts_with(family))
        })
    })
}

const fn of(codes: &'static [&'static str], happened: &'static str, say: &'static str) -> Advice {
    Advice {
        codes,
        happened,
        say,
    }
}

/// Every line, in the order of the documentation: what people can do something about first.
pub const ADVICE: &[Advice] = &[
    of(
        &["peer_refused"],
        "the other country did not log the person in; the line before says what it answered",
        "The other country did not log you in. If you did not stop it yourself, try once more with the same \
         e-ID; if that fails too, ask whoever gave you the e-ID.",
    ),
    of(
        &["refused_by_eid", "refused_in_wallet"],
        "the national e-ID did not log the person in",
        "Your e-ID did not confirm you, or it was cancelled. Try once more, or use another e-ID. If it is \
         locked, ask whoever gave it to you.",
    ),
    of(
        &[
            "loa_too_low",
            "loa_not_published",
            "level_not_published",
            "level_too_low",
        ],
        "the e-ID is too low: it proved less than the service wants",
        "The service wants a stronger e-ID than the one you used. Use a stronger one if you have one, or ask \
         the service for another way.",
    ),
    of(
        &[
            "answer_after_expiry",
            "issued_before_restore",
            "expired",
            "old_authentication",
            "posted_expired",
            "flow_expired",
        ],
        "the answer came after its time",
        "It took too long. Begin anew at the service; you have time enough if the e-ID is at hand.",
    ),
    of(
        &["not_yet_valid", "credential_not_yet_valid"],
        "the answer is from the future: one of two clocks is wrong",
        "This is not your fault. Try again later. Operator: compare our clock (`landport doctor`).",
    ),
    of(
        &["cookie_missing", "not_a_navigation", "cross_site"],
        "the browser did not bring the cookie of this login, or the page was loaded by another page",
        "Begin anew at the service, in one browser, with cookies allowed. A link that was sent to you by \
         others, or opened in another browser or app, does not work.",
    ),
    of(
        &[
            "flow_unknown",
            "flow_finished",
            "logout_expired",
            "identity_gone",
            "arrival_gone",
            "not_arrived",
            "no_session",
        ],
        "this login is over, or was never here",
        "Begin anew at the service. A saved or old page cannot be used again.",
    ),
    of(
        &[
            "replayed",
            "repeated",
            "never_asked",
            "request_uri_used",
            "request_uri_unknown",
            "kept",
            "already_answered",
            "code_of_another",
        ],
        "something that counts once was brought again, or nobody had asked for it",
        "Close the old page and begin anew at the service. If you did nothing twice, tell us: somebody else \
         may have tried.",
    ),
    of(
        &["too_many_requests", "too_many_logins", "wallet_request"],
        "too many tries within one login or browser",
        "Wait some minutes, close the other pages and begin anew at the service.",
    ),
    of(
        &[
            "busy_source",
            "busy_asker",
            "busy_total",
            "busy_load",
            "disk_reserve",
        ],
        "too many logins at this moment",
        "Many people log in right now. Wait a minute and try again; nothing is lost. Operator: \
         docs/operations.md, Floods.",
    ),
    of(
        &[
            "country_suspended",
            "eid_suspended",
            "eid_closed",
            "wallet_closed",
            "pid_closed",
        ],
        "the country or the e-ID is closed by an operator or by its own country",
        "It is closed for now; the page says why and until when. Use another e-ID if you have one.",
    ),
    of(
        &[
            "country_unavailable",
            "country_starting",
            "peer_expired",
            "metadata_*",
            "crl_*",
        ],
        "the other country's node cannot be used: its metadata is missing, old or not believed",
        "The other country cannot be reached now, which is not your fault. Try again in an hour. Operator: \
         `/peers` and docs/peers.md.",
    ),
    of(
        &[
            "timed_out",
            "unreachable",
            "odd_answer",
            "odd_status",
            "no_keys",
            "breaker_open",
            "address_forbidden",
            "too_large",
            "not_as_pinned",
            "eid_removed",
            "match_required",
        ],
        "the e-ID or the register could not be asked, or answered nothing that can be used",
        "Your e-ID is out of order, which is not your fault. Use another, or try again in some minutes. \
         Operator: `landport_eid_up`, and tell the e-ID.",
    ),
    of(
        &[
            "country_hidden",
            "country_unknown",
            "country_below_level",
            "country_incomplete",
            "requester_id_missing",
            "no_european_level",
            "no_sso",
            "eid_unknown",
            "eid_not_notified",
            "pid_of_another_country",
            "no_eid_open_abroad",
            "eid_lacks_ability",
        ],
        "this country or e-ID cannot be used for this service",
        "This e-ID cannot be used for that service. Ask the service which e-IDs it takes.",
    ),
    of(
        &["essential_acr"],
        "the service takes only levels that it names one by one, and the e-ID proved another one, perhaps a \
         higher one",
        "The service takes only certain levels, and your e-ID has another one. Use another e-ID if you have \
         one, or ask the service.",
    ),
    of(
        &["another_person"],
        "somebody else was proven than the service had asked for",
        "The service knew you as somebody else. Log out there and begin anew with your own e-ID.",
    ),
    of(
        &["legal_person", "representation_not_supported"],
        "the person acts for another, and the service cannot take that",
        "Log in as yourself, not for a company or for another person; or ask the service for another way.",
    ),
    of(
        &[
            "mandatory_attribute_missing",
            "mandatory_attribute_unusable",
            "national_number_missing",
            "national_number_invalid",
            "two_national_numbers",
            "family_name_missing",
            "name_characters",
            "name_too_long",
            "userinfo",
            "claims_missing",
            "no_supported_attribute",
            "unsupported_attribute",
            "unsupported_name_id_format",
        ],
        "what the answer says of the person is not complete, or what was asked for is not to be had",
        "Your e-ID did not tell all that the law asks for. You can do nothing about it; we tell its country. \
         Use another e-ID if you have one.",
    ),
    of(
        &["consent_not_as_shown", "not_proven"],
        "the consent does not belong to what was shown",
        "Begin anew at the service, and answer on the newest page.",
    ),
    of(
        &["wallet_error"],
        "the wallet could not read the question, or does not know who asks; the log has its error",
        "Your wallet did not take our question. Bring it up to date and try once more, or use another e-ID. \
         Operator: is the access certificate in date, and one that wallets know (`landport check`)?",
    ),
    of(
        &["proof_from_future", "proof_too_old"],
        "by the clock of the phone the wallet answered before it was asked, or will answer later: that clock or ours is \
         wrong; nothing else of the answer was",
        "Have your phone take its time from the network, and try once more. Operator: where it happens to many, \
         compare our clock (`landport doctor`).",
    ),
    of(
        &["status_index", "status_missing"],
        "the provider of what the wallet presented does not say whether it was revoked: it names no list, or its list, \
         fetched anew, has no entry for it",
        "This is not your fault. Renew your personal identification data in the wallet, or use another e-ID. \
         Operator: the log names the list; ask the provider.",
    ),
    of(
        &[
            "credential_expired",
            "credential_revoked",
            "credential_suspended",
            "issuing_country",
            "issuer_on_no_list",
            "list_expired",
            "status_unknown",
            "not_our_request",
            "answer_of_another",
            "answer_unreadable",
            "response_code",
            "unknown_protocol",
        ],
        "what the wallet presented cannot be believed now",
        "Open the wallet, see whether your personal identification data there is valid, renew it if not, and \
         try again.",
    ),
    of(
        &[
            "unknown_client",
            "client_id_missing",
            "redirect_uri_missing",
            "redirect_uri_not_registered",
            "par_required",
            "repeated_parameter",
            "request_object",
            "two_requests",
            "malformed_form",
            "unknown_action",
            "hint",
            "ui_locales",
            "refused",
        ],
        "the service sent something that it may not send",
        "This is a mistake of the service, not yours. Tell the service, with the reference. Operator: the \
         service's developers need the reason code.",
    ),
    of(
        &[
            "connector_unknown",
            "not_a_proxy_service",
            "not_a_foreign_login",
            "assertion_consumer_service",
            "protocol_binding",
        ],
        "a foreign node asked that may not ask, or wants its answer elsewhere than its metadata says",
        "This is a mistake between the two countries, not yours. Tell the service abroad. Operator: call that \
         node's operator.",
    ),
    of(
        &[
            "audience",
            "subject_confirmation",
            "identifier_country",
            "identifier_destination",
            "destination",
            "in_response_to",
            "issuer",
            "lifetime",
            "name_id_format",
            "recipient",
            "unsolicited",
            "nonce",
            "state",
            "state_missing",
            "state_unreadable",
            "mismatch",
            "userinfo_subject",
            "callback_of_another",
            "malformed_callback",
            "relay_state",
        ],
        "the answer does not fit what was asked",
        "Begin anew at the service, with no other login page open. If it comes again, tell us. Operator: the \
         other side's answers changed; call it.",
    ),
    of(
        &[
            "sig.*",
            "enc.*",
            "xml.*",
            "saml.*",
            "binding_*",
            "untrusted",
            "untrusted_issuer",
            "algorithm",
            "unknown_key",
            "signature",
            "malformed",
            "malformed_xml",
            "issuer_missing",
            "get_on_acs",
            "get_on_sso",
            "get_on_machine_endpoint",
            "message_id",
            "content_type",
            "not_found",
        ],
        "a message is not what the standard says, or its signature does not hold",
        "This is not your fault. Try again in an hour. Operator: if it comes from one country only, call its \
         operator; `sig.no_key_fits` means that its keys changed.",
    ),
    of(
        &["not_a_natural_person"],
        "the country sent a company, or somebody who acts for one, and the service takes people only",
        "The service is for people only. Log in as yourself, or ask the service for another way.",
    ),
    of(
        &[
            "id_token_hint",
            "id_token_hint_of_another",
            "post_logout_of_nobody",
            "post_logout_not_registered",
        ],
        "a service asked for a logout wrongly: its proof or its return address does not hold",
        "You may still be logged in here: end it on the page \"Your login here\". Tell the service that its logout \
         does not work.",
    ),
    of(
        &["still_at_work"],
        "the answer came twice, and what the first one waits for takes too long",
        "Wait a minute and load the page again: the login goes on by itself. Operator: the register's latency.",
    ),
    of(
        &["answer_unfinished"],
        "a page waited for an answer at which nobody works: the store failed beneath it, or she is still at the country or e-ID in another tab",
        "Finish in the other tab, or log in once more: nothing was sent to the service. Operator: the store's log at that time.",
    ),
    of(
        &[
            "store_failed",
            "journal",
            "audit_failed",
            "task_failed",
            "not_serialisable",
            "request_unreadable",
            "request_uri_unreadable",
            "answer_not_signed",
            "metadata_unsigned",
            "code",
            "pairwise_sub",
            "identifier_failed",
            "identifier_policy_changed",
            "wallet_key",
            "provider_unknown",
            "misconfigured",
            "misconfigured.*",
        ],
        "something of ours failed",
        "This is our fault. Try again in some minutes. Operator: the log of this moment says what failed; \
         `landport doctor`.",
    ),
];

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::path::{Path, PathBuf};

    use super::*;

    fn sources(directory: &Path, found: &mut Vec<PathBuf>) {
        for entry in std::fs::read_dir(directory).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                sources(&path, found);
            } else if path.extension().is_some_and(|end| end == "rs") {
                found.push(path);
            }
        }
    }

    /// The texts between quotes that have the letters of a code.
    fn codes(text: &str) -> impl Iterator<Item = &str> {
        let letters = |c: char| c.is_ascii_lowercase() || c == '_' || c == '.';
        let quoted = text.split('"').skip(1).step_by(2);
        quoted.filter(move |code| code.len() > 2 && code.chars().all(letters))
    }

    /// Every reason that a login or a wallet's answer can be refused with, where the sources make one.
    fn all() -> BTreeSet<String> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let mut files = Vec::new();
        sources(&root.join("src/flow"), &mut files);
        sources(&root.join("src/http"), &mut files);
        sources(&root.join("src/upstream"), &mut files);
        for file in [
            "src/starts.rs",
            "src/matching.rs",
            "src/translate.rs",
            "../eidas/src/error/reason.rs",
            "../eidas/src/binding.rs",
            "../eidas/src/metadata.rs",
            "../xmlsec/src/error.rs",
        ] {
            files.push(root.join(file));
        }
        let mut all = BTreeSet::new();
        for file in files {
            let text = std::fs::read_to_string(&file).unwrap();
            let text = text.split("#[cfg(test)]\nmod tests {").next().unwrap();
            // Its first text is an endpoint.
            let text = text.replace("note_refused(", "");
            for made in [
                "Fault::new(",
                "Self::new(ErrorText::",
                "Refused::new(",
                "Fault::ours(",
                "invalid(",
                "refused(",
                "nothing(Failure::",
                "incomplete(",
                "Err((Refusal::",
                "ok_or((Refusal::",
            ] {
                for rest in text.split(made).skip(1) {
                    let statement = rest.split(';').next().unwrap();
                    all.extend(codes(statement).next().map(str::to_owned));
                }
            }
            for named in ["fn reason(", "fn reason_of(", "fn stop_reason("] {
                for rest in text.split(named).skip(1) {
                    let body = rest.split("\n    }\n").next().unwrap();
                    let body = body.split("\n}\n").next().unwrap();
                    all.extend(codes(body).map(str::to_owned));
                }
            }
        }
        all
    }

    #[test]
    fn every_reason_has_its_line_and_every_line_a_reason() {
        let all = all();
        for known in [
            "peer_refused",
            "sig.digest",
            "busy_total",
            "unknown_client",
            "nonce",
            "cookie_missing",
        ] {
            assert!(all.contains(known), "{known} was not found in the sources");
        }
        let without: Vec<_> = all.iter().filter(|code| advice(code).is_none()).collect();
        assert!(without.is_empty(), "no line for {without:?}");
        assert_eq!(advice("no_such_reason"), None);
        let mut seen = BTreeSet::new();
        for code in ADVICE.iter().flat_map(|advice| advice.codes) {
            assert!(seen.insert(code), "{code} stands twice");
        }
        // The most particular line counts.
        assert_eq!(
            advice("metadata_unsigned").unwrap().happened,
            "something of ours failed"
        );
        assert!(
            advice("metadata_timed_out")
                .unwrap()
                .codes
                .contains(&"metadata_*")
        );
    }

    /// `docs/support.md` is written from the code. Run with `LANDPORT_WRITE_DOCS=1` to write it.
    #[test]
    fn the_documentation_is_up_to_date() {
        use std::fmt::Write as _;
        let mut text = String::from(include_str!("support.md"));
        for advice in ADVICE {
            let codes: Vec<_> = advice
                .codes
                .iter()
                .map(|code| format!("`{code}`"))
                .collect();
            writeln!(
                text,
                "| {} | {} | {} |",
                advice.happened,
                advice.say,
                codes.join(", ")
            )
            .unwrap();
        }
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/support.md");
        if std::env::var_os("LANDPORT_WRITE_DOCS").is_some() {
            std::fs::write(&path, &text).unwrap();
        }
        let written = std::fs::read_to_string(&path).unwrap_or_default();
        assert!(
            written == text,
            "docs/support.md is out of date: run this test with LANDPORT_WRITE_DOCS=1"
        );
    }
}
