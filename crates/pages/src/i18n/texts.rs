//! The texts a page is made of. Placeholders stand in braces: `{country}`, `{in_country}`,
//! `{service}`, `{minutes}`, `{query}`.

use super::ConsentTexts;

use super::NationalTexts;
use super::SessionTexts;

/// What a person is told when something did not work: what happened and whose it is, in plain
/// words, and what to do now.
#[derive(Clone, Copy, Debug)]
pub struct Message {
    /// The heading: what happened.
    pub title: &'static str,
    /// One or two sentences: what happened, and that it is not the person's fault (or is).
    pub body: &'static str,
    /// What the person can do.
    pub advice: &'static str,
}

/// All texts of one language.
#[derive(Debug)]
#[expect(
    missing_docs,
    reason = "each field is named after the place where its text stands"
)]
pub struct Texts {
    pub the_service: &'static str,
    pub skip_to_content: &'static str,
    pub language_switch: &'static str,
    pub footer_help: &'static str,
    pub footer_privacy: &'static str,
    pub footer_accessibility: &'static str,
    pub footer_get_eid: &'static str,
    pub banner_demo: &'static str,
    pub banner_test: &'static str,

    pub logging_in_to: &'static str,
    pub next: &'static str,
    pub cancel: &'static str,
    pub cancel_back_to: &'static str,

    pub chooser_title: &'static str,
    pub chooser_legend: &'static str,
    pub chooser_eidas: &'static str,
    pub chooser_eidas_hint: &'static str,

    pub country_title: &'static str,
    pub country_intro: &'static str,
    pub country_level: &'static str,
    pub country_level_highest: &'static str,
    pub country_legend: &'static str,
    pub country_search: &'static str,
    pub country_search_button: &'static str,
    pub country_show_all: &'static str,
    pub country_none: &'static str,
    pub country_count: &'static str,
    pub country_choose_first: &'static str,
    pub country_not_possible: &'static str,
    pub country_unavailable_legend: &'static str,
    pub reason_level: &'static str,
    /// The country wants a name of the service, which has none there.
    pub reason_service_unknown: &'static str,
    pub reason_unavailable: &'static str,
    pub reason_starting: &'static str,
    pub reason_suspended: &'static str,
    pub since: &'static str,
    pub level_low: &'static str,
    pub level_substantial: &'static str,
    pub level_high: &'static str,
    pub months: [&'static str; 12],

    pub send_title: &'static str,
    pub send_body: &'static str,
    pub send_button: &'static str,
    pub send_time_limit: &'static str,
    pub send_again_title: &'static str,
    pub send_again_body: &'static str,
    pub send_choose_another: &'static str,

    pub continue_title: &'static str,
    pub continue_body: &'static str,
    pub continue_button: &'static str,
    pub wait_title: &'static str,
    pub wait_body: &'static str,
    pub wait_button: &'static str,

    pub error_try_again: &'static str,
    pub error_other_country: &'static str,
    pub error_back: &'static str,
    pub error_look: &'static str,
    pub error_help: &'static str,
    pub error_reference: &'static str,
    pub error_reference_hint: &'static str,

    pub front_title: &'static str,
    pub front_body: &'static str,
    pub front_developers: &'static str,

    pub consent: ConsentTexts,

    pub national: NationalTexts,

    pub session: SessionTexts,

    pub cancelled: Message,
    pub peer_failed: Message,
    pub level_too_low: Message,
    pub answer_invalid: Message,
    pub answer_late: Message,
    pub answer_used: Message,
    pub incomplete: Message,
    pub representation: Message,
    pub another_person: Message,
    pub country_unavailable: Message,
    pub country_suspended: Message,
    pub abroad_suspended: Message,
    pub abroad_unavailable: Message,
    pub cookie_missing: Message,
    pub too_many_logins: Message,
    pub flow_expired: Message,
    pub flow_unknown: Message,
    pub flow_finished: Message,
    pub foreign_request_invalid: Message,
    pub foreign_request_late: Message,
    pub foreign_request_used: Message,
    pub nothing_to_send: Message,
    pub not_abroad: Message,
    pub not_for_people: Message,
    pub client_unknown: Message,
    pub request_invalid: Message,
    pub logout_expired: Message,
    pub logout_hint: Message,
    pub logout_invalid: Message,
    pub logout_return: Message,
    pub too_many_attempts: Message,
    pub busy: Message,
    pub not_found: Message,
    pub internal: Message,
    pub unavailable: Message,
}
