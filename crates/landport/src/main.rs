// SPDX-License-Identifier: EUPL-1.2
//! The cross-border login gateway: one binary, each command a short composition.
#![forbid(unsafe_code)]

mod audit;
mod check;
mod client;
mod compose;
mod cores;
mod database;
mod demo;
mod init;
mod journal;
mod jwk;
mod lever;
mod manual;
mod newcomer;
mod notify;
mod operate;
mod serve;
mod together;
mod version;
mod world;

use std::process::ExitCode;

use clap::{CommandFactory as _, Parser, Subcommand};

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
    /// Print the public half of a key as an e-ID has to know it.
    Jwk(jwk::Options),
    /// Look after the audit trail.
    Audit(audit::Options),
    /// Read the journal of identity matching, for the body that has its key.
    Journal(journal::Options),
    /// Look after a store that several nodes share.
    Store(database::Options),
    /// Register clients while the gateway runs, and say who may get what.
    Client(client::Options),
    /// Run the gateway.
    Serve(serve::Options),
    /// Close an e-ID or a country now, with a text for people: the emergency lever.
    Suspend(lever::Suspend),
    /// Open again what `suspend` closed.
    Resume(lever::Resume),
    /// Say what `suspend` closed.
    Status(lever::Status),
    /// Write manual pages and shell completions into a directory: for who makes a package.
    #[command(hide = true)]
    Manual(manual::Options),
    /// Print the configuration reference (docs/configuration.md).
    #[command(hide = true)]
    Reference,
}

/// docs/adr/0010.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    // Heaps of 100 KB in pages of 2 MB take twice the memory, and some systems give those unasked.
    // Whoever may not refuse them runs with them.
    let _ = rustix::thread::disable_transparent_huge_pages(true);
    match Arguments::parse().command {
        Command::Demo(options) => demo::run(options),
        Command::World(options) => world::run(options),
        Command::Init(options) => init::run(&options),
        Command::Check(options) => check::run(&options),
        Command::Jwk(options) => jwk::run(&options),
        Command::Audit(options) => audit::run(&options),
        Command::Journal(options) => journal::run(&options),
        Command::Store(options) => database::run(&options),
        Command::Client(options) => client::run(options),
        Command::Serve(options) => serve::run(&options),
        Command::Suspend(options) => lever::suspend(options),
        Command::Resume(options) => lever::resume(&options),
        Command::Status(options) => lever::status(&options),
        Command::Manual(options) => manual::run(&options, Arguments::command()),
        Command::Reference => {
            print!("{}", gateway::config::reference());
            ExitCode::SUCCESS
        }
    }
}
