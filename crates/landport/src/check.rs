// SPDX-License-Identifier: EUPL-1.2
//! `landport check --config FILE`: everything that is wrong, at once, with line and remedy.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use gateway::approvals::Unapproved;
use gateway::config::Problem;
use gateway::settings::Settings;
use store::env::Env;

/// What can be said on the command line.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Exit code: 0 serve would start with everything; 1 it would start, and a client or an e-ID is closed or stands twice; 2 it would not start."
)]
pub(crate) struct Options {
    /// The configuration file.
    #[arg(long)]
    config: PathBuf,
}

/// Runs it: 0 when the gateway would start with everything, 1 when it would start and some client or
/// e-ID is closed, 2 when it would not start.
pub(crate) fn run(options: &Options) -> ExitCode {
    let now = eidas::Instant::from_ms(Env::system().now_ms());
    match gateway::settings::load(&options.config, now) {
        Ok(loaded) => {
            for warning in &loaded.warnings {
                eprintln!("{}: warning: {warning}", options.config.display());
            }
            let settings = &loaded.settings;
            lists(&options.config, settings, now.seconds());
            if let Some(wrong) = crate::database::wrong(&options.config, settings) {
                eprintln!("{wrong}");
                return ExitCode::from(2);
            }
            anchors(&options.config, settings);
            let twice = match crate::client::twice(settings) {
                Ok(twice) => twice,
                Err(error) => {
                    eprintln!(
                        "{}: the running gateway did not say which clients are registered: {error}",
                        options.config.display()
                    );
                    return ExitCode::from(1);
                }
            };
            for client_id in &twice {
                eprintln!(
                    "{}: client {client_id:?} is registered while the gateway runs, too. Remove the \
                     section, or landport client remove",
                    options.config.display()
                );
            }
            if !twice.is_empty() {
                return ExitCode::from(1);
            }
            if !settings.closed.is_empty() {
                for closed in &settings.closed {
                    eprintln!("{}: {closed}", options.config.display());
                }
                let count = settings.closed.len();
                eprintln!("The gateway would start without them: {count} closed.");
                return ExitCode::from(1);
            }
            println!(
                "{}: good. Profile {}, issuer {}, {} clients, {} peers, {} service lists.",
                options.config.display(),
                settings.profile.name(),
                settings.issuer_text(),
                settings.clients.len(),
                settings.peers.len(),
                settings.service_lists.len(),
            );
            ExitCode::SUCCESS
        }
        Err(problems) => {
            complain(&options.config, &problems);
            ExitCode::from(2)
        }
    }
}

/// Trust anchors that would count for nothing: nobody else says why a country is not believed.
fn anchors(file: &Path, settings: &Settings) {
    let file = file.display();
    match crate::trust::unapproved(settings) {
        Ok(all) => {
            for Unapproved { anchor, proposal } in all {
                let (of, sha256) = (anchor.of, anchor.sha256);
                let waits = match proposal {
                    Some((id, by)) => {
                        format!(
                            "proposal {id} by {by} waits for another person: landport trust approve {id}"
                        )
                    }
                    None => "landport trust propose, and approve by another person".to_owned(),
                };
                eprintln!(
                    "{file}: warning: the trust anchor {sha256} for {of} does not count before two persons approve it. {waits}"
                );
            }
        }
        Err(error) => eprintln!(
            "{file}: warning: the running gateway did not say which trust anchors are approved: {error}"
        ),
    }
}

/// What is wrong with the service lists and trusted lists that an earlier run kept. One that was never fetched is no
/// fault: it is fetched at the start.
fn lists(file: &Path, settings: &Settings, now_s: i64) {
    let now = eidas::Instant::from_ms(now_s.saturating_mul(1000));
    for list in gateway::service_lists::kept(settings, now) {
        if list.refused.is_some() || !matches!(list.word(now), "good" | "missing") {
            let (file, name, says) = (file.display(), &list.name, list.says(now));
            eprintln!("{file}: warning: service list {name}: {says}");
        }
    }
    let Some(wallet) = &settings.wallet else {
        return;
    };
    for list in gateway::trusted_lists::kept(wallet, &settings.data, now_s) {
        if list.fault.is_some() || !matches!(list.word(now_s), "good" | "missing") {
            let (file, url, says) = (file.display(), &list.url, list.says(now_s));
            eprintln!("{file}: warning: trusted list {url}: {says}");
        }
    }
    for (country, provider) in gateway::trusted_lists::pid_numbers_of_nobody(settings, now_s) {
        let file = file.display();
        eprintln!(
            "{file}: warning: [matching] pid_numbers names {provider:?} of {country}, and no trusted list does: nobody \
             is matched by its number. Write the name as the list has it, and of that country"
        );
    }
}

/// Says everything that is wrong, one problem a line.
pub(crate) fn complain(file: &Path, problems: &[Problem]) {
    for problem in problems {
        eprintln!("{}: {problem}", file.display());
    }
    let count = problems.len();
    eprintln!(
        "{count} problem{} found.",
        if count == 1 { "" } else { "s" }
    );
}

#[cfg(test)]
mod agrees;
