// SPDX-License-Identifier: EUPL-1.2
//! The whole road: a browser, the gateway and Demo Europe, in one process and on one clock.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests"
)]

mod attack_table;
mod browser;
#[path = "../../src/compose.rs"]
mod compose;
mod conformance_example;
mod conformance_wallet_example;
mod demo_command;
#[expect(dead_code, reason = "what only the tests of the verifier need")]
#[path = "../../../wallet/tests/it/fixture.rs"]
mod fixture;
mod full_disk;
mod identifier_policy;
#[expect(dead_code, reason = "what only the tests of the verifier need")]
#[path = "../../../wallet/tests/it/mdoc_fixture.rs"]
mod mdoc_fixture;
mod memory;
#[path = "../../src/newcomer.rs"]
mod newcomer;
#[expect(
    dead_code,
    reason = "what only a command alone with the store asks of it"
)]
#[path = "../../src/operate/mod.rs"]
mod operate;
mod operator_audit;
mod operator_backup;
mod operator_checkpoint;
mod operator_doctor;
mod operator_flags;
mod operator_lists;
mod operator_records;
mod operator_trust;
mod packages;
#[expect(dead_code, reason = "what only the tests of the verifier need")]
#[path = "../../../wallet/tests/it/pki.rs"]
mod pki;
mod reliability_table;
mod road;
mod serve_command;
#[expect(dead_code, reason = "what only the tests of the store ask of it")]
#[path = "../../../store/tests/support/server.rs"]
mod server;
mod slow_connections;
mod stage;
mod story_abroad;
mod story_clients;
mod story_companies;
mod story_confused;
mod story_console;
mod story_console_ends;
mod story_countries;
mod story_dc_api;
mod story_hsm;
mod story_keys;
mod story_lever;
mod story_lists;
mod story_logo;
mod story_more_eids;
mod story_newcomer;
mod story_nodes;
mod story_privacy;
mod story_remember;
mod story_roles;
mod story_rollover;
mod story_service_list;
mod story_services;
mod story_suspended;
mod story_syslog;
mod story_tabs;
mod story_wallet;
mod story_wallet_abroad;
mod story_wallet_attacks;
mod story_wallet_ends;
mod story_wallet_long;
#[path = "../../src/together/mod.rs"]
mod together;
mod two_nodes;
mod two_nodes_cost;
mod two_nodes_told;
mod two_nodes_traced;
