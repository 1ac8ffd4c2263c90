//! The gateway from outside: its router and rooms, in-process, with a clock that stands still.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "tests"
)]

mod abroad;
mod abroad_back;
mod abroad_ends;
mod abroad_rules;
mod abroad_ways;
mod approvals;
mod at_once;
mod attacks;
mod attacks_abroad;
mod attacks_consent;
mod attacks_edge;
mod attacks_services;
mod attacks_web;
mod attributes;
mod budgets;
mod clauses;
mod client_keys;
mod closed;
mod configuration;
mod configuration_mistakes;
mod configuration_secrets;
mod conformance;
mod connector;
mod cors;
mod country_page;
mod database;
mod dead_ends;
mod double_click;
mod eid;
mod eid_pages;
mod eids;
mod floors;
mod ground;
mod help;
mod integrate;
mod interleavings;
mod journal;
mod keys;
mod lever;
mod logout;
mod look;
mod matched;
mod matching;
mod memory;
mod metrics;
mod oidc_core;
mod one_time;
mod operators_words;
mod outbound;
mod own;
mod peers;
mod personas;
mod ps256;
mod refusals;
mod registered_now;
mod registration;
mod registry;
mod representation;
mod response_mode;
mod restart;
mod revocation;
mod rfc6749_refresh;
mod rfc7662_tokens;
mod rfc9101_jar;
mod rfc9126_par;
mod rfc9396_more;
mod rfc9449_dpop;
mod rolled_key;
mod serve;
mod service_lists;
mod slow_eid;
mod sso;
mod sso_groups;
mod support;
mod time;
mod trace;
mod traces;
mod upstream;
mod web_edge;
mod x5c;
