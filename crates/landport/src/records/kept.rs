// SPDX-License-Identifier: EUPL-1.2
//! What is kept, how long, and what for.

use std::fmt::Write as _;

use gateway::settings::{Settings, StoreSettings};
use store::Kind;

/// How long each kind of record is kept, and what it is for. A kind that has no line does not compile.
fn kept_for(kind: Kind, settings: &Settings) -> (&'static str, String) {
    let minutes = |seconds: u64| format!("{} minutes at most", seconds / 60);
    match kind {
        Kind::Login => (
            "a login under way: which service, which country; nobody's data",
            minutes(7200),
        ),
        Kind::Request => (
            "a question to another country: its message id",
            minutes(1800),
        ),
        Kind::State => ("a question to an e-ID", minutes(1800)),
        Kind::Identity => (
            "whom the e-ID or the country proved, sealed to the browser, until she decides (30 minutes, or more where she \
             asks for time)",
            minutes(6600),
        ),
        Kind::Grant => (
            "what a code stands for, sealed under the code",
            "600 seconds at most".to_owned(),
        ),
        Kind::AccessToken => (
            "what a token stands for, sealed under the token",
            "60 minutes at most".to_owned(),
        ),
        Kind::RefreshToken => (
            "the same for a refresh token",
            "as the table of services says".to_owned(),
        ),
        Kind::Session => (
            "single sign-on, sealed under its cookie",
            minutes(settings.sessions.absolute.as_secs()),
        ),
        Kind::Pushed => (
            "a request that a service pushed",
            "600 seconds at most".to_owned(),
        ),
        Kind::Posted => ("a form on its way", "some minutes".to_owned()),
        Kind::Replay => (
            "that something that counts once was seen: digests",
            "hours; of a revoked login until it ends".to_owned(),
        ),
        Kind::Answer => (
            "an answer for the second half of a double click, sealed",
            "one minute".to_owned(),
        ),
        Kind::Identifier => (
            "that a country has an identifier of a person of ours: derived names, sealed",
            "for ever: the identifier must stay the same (2015/1501 annex)".to_owned(),
        ),
        Kind::Consent => (
            "that a person agreed, sealed to her browser",
            match settings
                .proxy_service
                .as_ref()
                .map_or(0, |proxy| proxy.remember_consent_days)
            {
                0 => "not kept".to_owned(),
                days => format!("{days} days, or until she has it forgotten"),
            },
        ),
        Kind::Ended => (
            "that a login ended, so that back and reload lead on",
            minutes(7200),
        ),
        Kind::WalletRequest => ("a question to a wallet, sealed", minutes(1800)),
        Kind::WalletAnswer => (
            "what a wallet presented, sealed to the browser that asked",
            minutes(1800),
        ),
        Kind::Client => (
            "a registered client; nobody's data but its contacts",
            "until it is removed".to_owned(),
        ),
        Kind::ClientToken => (
            "a token of a client for itself, sealed under the token",
            "60 minutes at most".to_owned(),
        ),
        Kind::Lease => (
            "that a node answers a login at this moment; nobody's data",
            "30 seconds".to_owned(),
        ),
        Kind::Farewell => (
            "what a service must still be told of a logout, sealed under the gateway's key",
            "until it was told: seconds, 30 minutes at most while a node runs, an hour without its key".to_owned(),
        ),
        Kind::Arrival => (
            "who another country proved, while she is told whether she is known here, sealed to her browser (30 minutes, or \
             more where she asks for time)",
            minutes(6600),
        ),
        Kind::KnownAs => (
            "under which number a person from another country is known here, sealed: her e-ID opens it",
            "as long as she chose, at most a year, or until she ends it".to_owned(),
        ),
        Kind::KnownFor => (
            "for whose e-IDs of other countries a number is kept, sealed: who has the number sees and ends them",
            "as long as the match, at most a year".to_owned(),
        ),
        Kind::OwnLogins => (
            "a person's own logins: when, to whom, which kinds of data; sealed: her e-ID opens it",
            "90 days for her, 120 at most".to_owned(),
        ),
        Kind::OwnPage => (
            "that a person looks at her own logins, sealed under her cookie",
            "15 minutes".to_owned(),
        ),
        Kind::SupportCode => (
            "a code that a person reads out to the support desk, sealed",
            "15 minutes".to_owned(),
        ),
        Kind::TraceAsked | Kind::TraceTold => (
            "what nodes tell one another of a service's logins when it asks, from their audit trails, sealed under the gateway's key",
            "2 minutes".to_owned(),
        ),
        Kind::Housekeeping => (
            "what operators decided; nobody's data",
            "for ever".to_owned(),
        ),
        Kind::AuditOutbox => (
            "the last lines of the audit trail",
            "seconds, then in its files".to_owned(),
        ),
    }
}

pub(super) fn kept(out: &mut String, settings: &Settings) -> std::fmt::Result {
    const KINDS: [Kind; 30] = [
        Kind::Login,
        Kind::Request,
        Kind::State,
        Kind::Identity,
        Kind::Grant,
        Kind::AccessToken,
        Kind::RefreshToken,
        Kind::Session,
        Kind::Pushed,
        Kind::Posted,
        Kind::Replay,
        Kind::Answer,
        Kind::Identifier,
        Kind::Consent,
        Kind::Ended,
        Kind::WalletRequest,
        Kind::WalletAnswer,
        Kind::Client,
        Kind::Lease,
        Kind::ClientToken,
        Kind::Farewell,
        Kind::Arrival,
        Kind::KnownAs,
        Kind::KnownFor,
        Kind::OwnLogins,
        Kind::OwnPage,
        Kind::SupportCode,
        Kind::TraceTold,
        Kind::Housekeeping,
        Kind::AuditOutbox,
    ];
    let place = match settings.store {
        StoreSettings::Embedded => "the data directory",
        StoreSettings::PostgreSql(_) => "the shared database",
    };
    writeln!(
        out,
        "## What is kept, and how long\n\nIn {place}:\n\n| what | how long |\n|---|---|"
    )?;
    for kind in KINDS {
        let (what, how_long) = kept_for(kind, settings);
        writeln!(out, "| {what} | {how_long} |")?;
    }
    let journal = settings.matching.as_ref().and_then(|m| m.journal.as_ref());
    if let Some(journal) = journal {
        writeln!(
            out,
            "\nIn the journal of matching (2025/846 art. 5): identifier, names and date of birth as both sides used them, \
             and the outcome, each entry encrypted to a key that the gateway never holds; {} months.",
            journal.months
        )?;
    }
    let days = settings.retention.audit_days;
    writeln!(
        out,
        "\nIn the audit trail (2015/1501 art. 9(3)): messages and logins {days} days, then removed by the gateway; the \
         gateway's own doings for ever. Persons stand there as HMACs (`person_ref`, `sub`), never by name or number. In \
         the log and the metrics: nobody.\n"
    )?;
    match &settings.syslog {
        Some(server) => writeln!(
            out,
            "The trail is sent to {} as it is written; *how long it is kept there, and by whom*.\n",
            server.host
        ),
        None => Ok(()),
    }
}
