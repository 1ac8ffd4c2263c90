// SPDX-License-Identifier: EUPL-1.2
//! The cross-border login gateway: one binary, each command a short composition.
#![forbid(unsafe_code)]

mod audit;
mod backup;
mod check;
mod client;
mod compose;
mod cores;
mod database;
mod demo;
mod diff;
mod doctor;
mod foreign;
mod init;
mod journal;
mod jwk;
mod keys;
mod lever;
mod logins;
mod manual;
mod newcomer;
mod notify;
mod onboard;
mod operate;
mod records;
mod serve;
mod stats;
mod support;
mod together;
mod trust;
mod version;
mod world;

use std::process::ExitCode;

use clap::builder::StyledStr;
use clap::{CommandFactory as _, FromArgMatches as _, Parser, Subcommand};

/// Landport lets people log in across borders with the e-ID they have at home.
#[derive(Debug, Parser)]
#[command(name = "landport", version, long_version = version::LONG.as_str(), about)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Demo Europe and the gateway in one process on loopback: the place to begin.
    Demo(demo::Options),
    /// Demo Europe alone: simulated countries, services and a register.
    World(world::Options),
    /// Write a commented configuration with keys of every role into a new directory.
    Init(init::Options),
    /// Read a configuration and say everything that is wrong with it, with line and remedy.
    Check(check::Options),
    /// Look at everything around the gateway, running or not: clocks, names, certificates, peers, disk.
    Doctor(doctor::Options),
    /// Print the public half of a key as an e-ID has to know it.
    Jwk(jwk::Options),
    /// Roll our own keys over, one step at a time; says who does not know the new ones yet.
    Keys(keys::Options),
    /// Look after the audit trail.
    Audit(audit::Options),
    /// Read the journal of identity matching, for the body that has its key.
    Journal(journal::Options),
    /// Write keys, configuration, what lasts of the store and the heads of the audit trail into one
    /// encrypted file, while the gateway runs.
    Backup(backup::Options),
    /// Make a directory anew from such a file; nothing that was used since can be used again.
    Restore(backup::restore::Options),
    /// Look after a store that several nodes share.
    Store(database::Options),
    /// Register clients while the gateway runs, and say who may get what.
    Client(client::Options),
    /// Say what a change of the configuration would do, before it is made.
    Diff(diff::Options),
    /// The records of processing and the draft of an impact assessment, from the configuration.
    Records(records::Options),
    /// How many logged in, by country, direction, level, sort of service and outcome: whole months only.
    Stats(stats::Options),
    /// Show what a person lets the support desk see, by six digits that she reads out.
    Support(support::Options),
    /// Run the gateway.
    Serve(serve::Options),
    /// Close an e-ID or a country now, with a text for people: the emergency lever.
    Suspend(lever::Suspend),
    /// Open again what `suspend` closed.
    Resume(lever::Resume),
    /// Say what `suspend` closed.
    Status(lever::Status),
    /// Write what a partner country needs of us, and try logins at its test node.
    Onboard(onboard::Options),
    /// Say what a service list would change, and let two persons decide about a new trust anchor.
    Trust(trust::Options),
    /// Write manual pages and shell completions into a directory: for who makes a package.
    #[command(hide = true)]
    Manual(manual::Options),
    /// Print the configuration reference (docs/configuration.md).
    #[command(hide = true)]
    Reference,
}

/// The exit code of what gives an order to the gateway.
pub(crate) const ORDERED: &str = "Exit code: 0 it was done; 1 it was refused or failed; 2 the command or the configuration is wrong.";

/// Each command with what its exit code says, in `--help` and in its manual page: its own words, or those of its group.
fn commands() -> clap::Command {
    fn below(command: clap::Command, group: Option<StyledStr>) -> clap::Command {
        let said = command.get_after_help().cloned().or(group);
        let command = command.mut_subcommands(|inner| below(inner, said.clone()));
        match said {
            Some(said) => command.after_help(said),
            None => command,
        }
    }
    below(Arguments::command(), None)
}

/// docs/adr/0010.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Whoever reads what a command prints may leave early, as `head` does: then it ends as others do, with 128 and the number
/// of SIGPIPE, and without a word. Rust ignores that signal and `println!` panics; to have it back needs `unsafe`. Where it
/// goes to a file and the disk is full, that is said.
fn end_with_the_reader() {
    let told = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        let text = panic.payload_as_str().unwrap_or_default();
        match text.strip_prefix("failed printing to stdout: ") {
            Some(why) if why.contains("Broken pipe") => std::process::exit(141),
            Some(why) => {
                eprintln!("landport: what was found could not be told: {why}");
                std::process::exit(1);
            }
            None => told(panic),
        }
    }));
}

fn main() -> ExitCode {
    // Heaps of 100 KB in pages of 2 MB take twice the memory, and some systems give those unasked.
    // Whoever may not refuse them runs with them.
    let _ = rustix::thread::disable_transparent_huge_pages(true);
    let given = Arguments::from_arg_matches(&commands().get_matches());
    let command = given.unwrap_or_else(|error| error.exit()).command;
    if !matches!(
        command,
        Command::Serve(_) | Command::Demo(_) | Command::World(_)
    ) {
        end_with_the_reader();
    }
    match command {
        Command::Demo(options) => demo::run(options),
        Command::World(options) => world::run(options),
        Command::Init(options) => init::run(&options),
        Command::Check(options) => check::run(&options),
        Command::Doctor(options) => doctor::run(&options),
        Command::Jwk(options) => jwk::run(&options),
        Command::Keys(options) => keys::run(options),
        Command::Audit(options) => audit::run(&options),
        Command::Journal(options) => journal::run(&options),
        Command::Backup(options) => backup::run(&options),
        Command::Restore(options) => backup::restore::run(&options),
        Command::Store(options) => database::run(&options),
        Command::Client(options) => client::run(options),
        Command::Diff(options) => diff::run(&options),
        Command::Records(options) => records::run(&options),
        Command::Stats(options) => stats::run(&options),
        Command::Support(options) => support::run(&options),
        Command::Serve(options) => serve::run(&options),
        Command::Suspend(options) => lever::suspend(options),
        Command::Resume(options) => lever::resume(&options),
        Command::Status(options) => lever::status(&options),
        Command::Onboard(options) => onboard::run(&options),
        Command::Trust(options) => trust::run(options),
        Command::Manual(options) => manual::run(&options, commands()),
        Command::Reference => {
            print!("{}", gateway::config::reference());
            ExitCode::SUCCESS
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A script that runs a command must not guess what came of it.
    #[test]
    fn each_command_says_what_its_exit_code_is() {
        fn leaves(command: &clap::Command, path: &str, found: &mut usize) {
            let path = format!("{path} {}", command.get_name());
            if command.is_hide_set() || command.get_name() == "help" {
                return;
            }
            for inner in command.get_subcommands() {
                leaves(inner, &path, found);
            }
            if !command.has_subcommands() {
                *found += 1;
                let said = command.get_after_help().map(ToString::to_string);
                assert!(
                    said.is_some_and(|said| said.starts_with("Exit code: 0 ")),
                    "{path}"
                );
            }
        }
        let mut found = 0;
        let all = commands();
        all.get_subcommands()
            .for_each(|one| leaves(one, "", &mut found));
        assert!(found > 30, "{found}");
    }
}
