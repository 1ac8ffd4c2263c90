// SPDX-License-Identifier: EUPL-1.2
//! The fault run: two gateways behind a TCP balancer, over a PostgreSQL with a synchronous replica, Demo
//! Europe as a process of its own, people at a fixed rate, and one fault after the other. docs/reliability.md says what came
//! of it; `scripts/chaos` runs it.
//!
//! | file | what it is |
//! |---|---|
//! | `stage` | everything that runs, and its configuration |
//! | `node` | a gateway's process: killed, frozen, upgraded, its clock moved |
//! | `relay` | TCP in between: the balancer, and the way to each database |
//! | `wire` | a browser's way to the network, and what is seen on it |
//! | `service` | a national service of our own: pushes, redeems, reads |
//! | `person` | somebody who wants to arrive, and loads again what did not come |
//! | `thief` | brings again what was used |
//! | `faults` | what fails, and how it is mended |
//! | `ledger` | what people saw, against which the gateways are held |
//! | `trail` | what the gateways wrote, held against it |
#![expect(
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test, in real time"
)]

#[expect(dead_code, reason = "what only the tests on one clock ask of it")]
#[path = "../../tests/it/browser.rs"]
mod browser;
mod chance;
mod faults;
mod ledger;
mod node;
mod person;
mod relay;
#[expect(dead_code, reason = "what only the tests of the store ask of it")]
#[path = "../../../store/tests/support/server.rs"]
mod server;
mod service;
mod stage;
mod thief;
mod trail;
mod wire;

use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::{Duration, Instant};

use clap::Parser as _;

use chance::Chance;
use faults::Fault;
use ledger::Ledger;
use person::House;
use stage::Stage;

/// What can be said on the command line.
#[derive(Debug, clap::Parser)]
struct Options {
    /// The program under test.
    binary: PathBuf,
    /// Another release of it: the rolling upgrades go there and back.
    #[arg(long)]
    other: Option<PathBuf>,
    /// For how long faults follow one another, in seconds.
    #[arg(long, default_value_t = 1800)]
    seconds: u64,
    /// From the beginning of one fault to that of the next, in seconds, where it does not take longer.
    #[arg(long, default_value_t = 7.0)]
    every: f64,
    /// Logins begun each second.
    #[arg(long, default_value_t = 4.0)]
    rate: f64,
    /// The same seed, the same faults in the same order.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Only these faults, as `KillPrimary,Upgrade`.
    #[arg(long, value_delimiter = ',')]
    only: Vec<String>,
}

fn main() -> ExitCode {
    let options = Options::parse();
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .unwrap();
    let whole = runtime.block_on(run(options));
    runtime.shutdown_timeout(Duration::from_secs(2));
    match whole {
        true => ExitCode::SUCCESS,
        false => ExitCode::FAILURE,
    }
}

async fn run(options: Options) -> bool {
    let since = Instant::now();
    let ledger = Arc::new(Ledger::default());
    let Some(stage) = Stage::make(&options.binary, options.other.clone(), &ledger).await else {
        return false;
    };
    let house = Arc::new(House::new(&stage, ledger.clone()));
    println!("stage {:.1?}", since.elapsed());
    person::everybody_once(&house).await;
    println!("everybody once {:.1?}", since.elapsed());
    if !ledger.violations().is_empty() {
        return ledger.report(since.elapsed());
    }
    ledger.begin();

    let people = tokio::spawn(person::come(house.clone(), options.rate, options.seed));
    let thieves = tokio::spawn(thief::come(house.clone(), options.seed));
    let stage = faults(stage, &options, &ledger).await;
    people.abort();
    // Who is under way gets there.
    ledger.all_ended(person::PATIENCE).await;
    thieves.abort();
    thief::one_last_round(&house).await;
    trail::account(stage, &ledger).await;
    ledger.report(since.elapsed())
}

/// One fault after the other, each mended before the next.
async fn faults(mut stage: Stage, options: &Options, ledger: &Arc<Ledger>) -> Stage {
    let mut chance = Chance::new(options.seed);
    let possible: Vec<Fault> = Fault::ALL
        .into_iter()
        .filter(|fault| options.only.is_empty() || options.only.contains(&format!("{fault:?}")))
        .filter(|fault| fault.is_possible(&stage))
        .collect();
    for fault in Fault::ALL.into_iter().filter(|f| !possible.contains(f)) {
        println!("left out: {fault}");
    }
    let (since, length) = (Instant::now(), Duration::from_secs(options.seconds));
    let every = Duration::from_secs_f64(options.every);
    let mut bag = Vec::new();
    while since.elapsed() < length {
        let began = Instant::now();
        // Each once before any comes again.
        if bag.is_empty() {
            bag = possible.clone();
        }
        let fault = bag.swap_remove(chance.below(bag.len()));
        let before = ledger.violations().len();
        ledger.fails(fault);
        let mut own = Chance::new(chance.next());
        let here = tokio::runtime::Handle::current();
        let inflicted = tokio::task::spawn_blocking(move || {
            let _here = here.enter();
            faults::inflict(fault, &mut stage, &mut own);
            stage
        });
        match inflicted.await {
            Ok(whole) => stage = whole,
            Err(error) => {
                ledger.violation(format!("the stage fell at {fault}: {error}"));
                ledger.report(since.elapsed());
                std::process::exit(1);
            }
        }
        let mended = began.elapsed();
        let ready = stage.ready_again().await;
        ledger.fault(fault, ready);
        if ready.is_none() {
            ledger.violation(format!("after {fault} it did not come back by itself"));
        }
        let all = ledger.violations();
        for violation in &all[before..] {
            println!("VIOLATION at {fault}: {violation}");
        }
        println!(
            "{:6.1} s  {fault}, {mended:.1?}, ready after {:.1?}; {}",
            since.elapsed().as_secs_f64(),
            ready.unwrap_or_default(),
            ledger.line()
        );
        tokio::time::sleep(every.saturating_sub(began.elapsed())).await;
    }
    stage
}
