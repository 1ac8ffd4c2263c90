//! English.

use super::texts::{Message, Texts};

pub(super) const TEXTS: Texts = Texts {
    the_service: "the service",
    skip_to_content: "Skip to content",
    language_switch: "Language",
    footer_help: "Help",
    footer_privacy: "Privacy notice",
    footer_accessibility: "Accessibility statement",
    footer_get_eid: "How to get an e-ID",
    banner_demo: "Demo Europe: everything here is simulated, and so are all persons.",
    banner_test: "Test environment: do not use a real e-ID here.",

    logging_in_to: "You are logging in to {service}",
    next: "Next",
    cancel: "Cancel",
    cancel_back_to: "Cancel and go back to {service}",

    chooser_title: "How do you want to log in?",
    chooser_legend: "Choose your electronic identity",
    chooser_eidas: "European e-ID",
    chooser_eidas_hint: "Use the electronic identity of your home country in the EU or EEA.",
    chooser_not_available: "Not available yet",
    chooser_later: "Norwegian e-IDs cannot be used here yet.",

    country_title: "Choose the country of your e-ID",
    country_intro: "You log in with the electronic identity that you use at home. We send you to your own country, and you come back here afterwards.",
    country_level: "{service} asks for an e-ID of the level “{level}” or higher.",
    country_legend: "Countries you can choose",
    country_search: "Search for a country",
    country_search_button: "Search",
    country_show_all: "Show all countries",
    country_none: "No country matches “{query}”.",
    country_count: "{count} countries",
    country_choose_first: "Choose a country before you go on.",
    country_not_possible: "That country cannot be used for this login right now. Choose another one.",
    country_unavailable_legend: "Countries that cannot be used right now",
    reason_level: "Has no e-ID of the level that is asked for",
    reason_unavailable: "We cannot reach this country",
    reason_starting: "Is being connected; try again in a moment",
    reason_suspended: "Temporarily closed",
    since: "since {time}",
    level_low: "low",
    level_substantial: "substantial",
    level_high: "high",
    months: [
        "January", "February", "March", "April", "May", "June", "July", "August", "September",
        "October", "November", "December",
    ],

    send_title: "We are sending you to {country}",
    send_body: "You log in there with your own e-ID. Then you come back here by yourself.",
    send_button: "Continue to {country}",
    send_time_limit: "You have about {minutes} minutes to log in.",
    send_again_title: "Did you come back from {country}?",
    send_again_body: "You have already been sent there once. You can try again, or choose another country.",
    send_choose_another: "Choose another country",

    continue_title: "You are logged in",
    continue_body: "We are sending you back to {service}.",
    continue_button: "Continue to {service}",
    wait_title: "One moment",
    wait_body: "Your login is still being checked. This page continues by itself.",
    wait_button: "Look again",

    error_try_again: "Try again with {country}",
    error_other_country: "Choose another country",
    error_back: "Back to {service}",
    error_reference: "Reference",
    error_reference_hint: "Give this reference if you contact support. It says nothing about you.",

    front_title: "Log in across Europe’s borders",
    front_body: "This is a login gateway. People come here from a public service that they want to use, not by themselves. Go to the service and choose to log in there.",
    front_developers: "For those who connect a service or a country",

    cancelled: Message {
        title: "The login was stopped in {country}",
        body: "You cancelled, or your country did not confirm who you are. Nothing has been sent to {service}.",
        advice: "You can try again, choose another country, or go back to the service.",
    },
    peer_failed: Message {
        title: "{country} could not log you in",
        body: "The login in {country} ended with an error. It is not your fault, and not the fault of {service}.",
        advice: "Try again. If it happens again, the help desk of your e-ID knows more.",
    },
    level_too_low: Message {
        title: "A stronger e-ID is needed",
        body: "{service} asks for a higher security level than the e-ID you used.",
        advice: "Try again and choose a stronger e-ID, if your country offers one.",
    },
    answer_invalid: Message {
        title: "We could not use the answer from {country}",
        body: "The answer did not pass our security checks, so we have not logged you in. It is not your fault.",
        advice: "Try again. If it happens again, tell us the reference below.",
    },
    answer_late: Message {
        title: "The answer came too late",
        body: "For your safety an answer from another country is only valid for a few minutes.",
        advice: "Try again; you do not have to choose the country once more.",
    },
    answer_used: Message {
        title: "This login has already been used",
        body: "The same answer can be used only once. You may have reloaded an old page.",
        advice: "Go back to the service. If you are not logged in there, start again.",
    },
    incomplete: Message {
        title: "{country} did not send all that is needed",
        body: "Some of your basic data (name, date of birth, identifier) were missing in the answer, so we cannot log you in.",
        advice: "The help desk of your e-ID can tell which data it sends. You may try again or choose another country.",
    },
    representation: Message {
        title: "You can only log in as yourself here",
        body: "{country} told us that you act on behalf of somebody else. {service} cannot receive that.",
        advice: "Try again and log in for yourself.",
    },
    country_unavailable: Message {
        title: "{country} cannot be reached right now",
        body: "We have no valid connection with the login service of {country} at the moment. It is not your fault.",
        advice: "Try again later, or choose another country if you have an e-ID there.",
    },
    country_suspended: Message {
        title: "Login from {country} is temporarily closed",
        body: "The login from {country} has been closed for safety or maintenance.",
        advice: "Try again later, or go back to the service.",
    },
    cookie_missing: Message {
        title: "We do not recognise this browser",
        body: "A login must end in the same browser in which it began, and with cookies allowed. This protects you against others who try to use your login.",
        advice: "Allow cookies for this site, go back to the service, and start again there.",
    },
    too_many_logins: Message {
        title: "Too many logins are open at once",
        body: "This browser has begun so many logins that the oldest had to be closed. This was one of them.",
        advice: "Go back to the service and start again.",
    },
    flow_expired: Message {
        title: "The login took too long",
        body: "For your safety a login must be finished within {minutes} minutes.",
        advice: "Go back to the service and start again.",
    },
    flow_unknown: Message {
        title: "This login no longer exists",
        body: "You may have opened a bookmark or an old page. A login can only begin at the service you want to use.",
        advice: "Go to the service and log in from there.",
    },
    flow_finished: Message {
        title: "This login is already finished",
        body: "You have already been sent on to {service}.",
        advice: "Continue at the service. If you are not logged in there, start again.",
    },
    not_for_people: Message {
        title: "There is nothing to see here",
        body: "This address receives messages between the login services of European countries.",
        advice: "Go to the service you want to use and log in from there.",
    },
    client_unknown: Message {
        title: "We do not know the service that sent you",
        body: "The service is not registered here, or it gave a wrong return address. We therefore cannot send you back automatically.",
        advice: "Tell the service about this. The fault is theirs, not yours.",
    },
    request_invalid: Message {
        title: "The service sent something we cannot use",
        body: "The login request from the service has an error. It is not your fault.",
        advice: "Go back to the service and try again. If it happens again, tell the service.",
    },
    too_many_attempts: Message {
        title: "This login has been tried too many times",
        body: "You have been sent out three times in this login without an answer.",
        advice: "Go back to the service and start again.",
    },
    not_found: Message {
        title: "This page does not exist",
        body: "The address is wrong or old.",
        advice: "Go to the service you want to use and log in from there.",
    },
    internal: Message {
        title: "Something went wrong on our side",
        body: "It is not your fault. Nothing has been sent to the service.",
        advice: "Try again in a moment. If it happens again, tell us the reference below.",
    },
    unavailable: Message {
        title: "We cannot log anyone in right now",
        body: "The login service is being restarted or has a fault. It is not your fault.",
        advice: "Try again in a few minutes.",
    },
};
