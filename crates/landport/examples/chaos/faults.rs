// SPDX-License-Identifier: EUPL-1.2
//! What fails, for how long, and how it is mended. Each is mended when it returns; that the gateways come
//! back by themselves is looked at then.

use std::fmt;
use std::thread::sleep;
use std::time::Duration;

use rustix::process::{Pid, Signal, kill_process};

use crate::chance::Chance;
use crate::relay::Mood;
use crate::server::Server;
use crate::stage::Stage;

/// What fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Fault {
    KillGateway,
    FreezeGateway,
    Upgrade,
    ReloadEachSecond,
    StepClock,
    FullDisk,
    ResetPeople,
    HoldPeople,
    KillPrimary,
    RestartPrimary,
    FreezePrimary,
    FreezeReplica,
    SlowDisk,
    DatabaseError,
    DatabaseReadOnly,
    DatabaseLocked,
    ResetDatabase,
    SilentDatabase,
    SlowDatabase,
    RefusedDatabase,
    ForeignHang,
}

impl Fault {
    pub(crate) const ALL: [Self; 21] = [
        Self::KillGateway,
        Self::FreezeGateway,
        Self::Upgrade,
        Self::ReloadEachSecond,
        Self::StepClock,
        Self::FullDisk,
        Self::ResetPeople,
        Self::HoldPeople,
        Self::KillPrimary,
        Self::RestartPrimary,
        Self::FreezePrimary,
        Self::FreezeReplica,
        Self::SlowDisk,
        Self::DatabaseError,
        Self::DatabaseReadOnly,
        Self::DatabaseLocked,
        Self::ResetDatabase,
        Self::SilentDatabase,
        Self::SlowDatabase,
        Self::RefusedDatabase,
        Self::ForeignHang,
    ];

    pub(crate) fn is_possible(self, stage: &Stage) -> bool {
        match self {
            Self::StepClock => stage.nodes[1].clock.is_some(),
            Self::FullDisk => stage.disk.is_some(),
            _ => true,
        }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::KillGateway => "kill -9 of a gateway",
            Self::FreezeGateway => "a gateway stands still (SIGSTOP)",
            Self::Upgrade => "rolling upgrade of both gateways",
            Self::ReloadEachSecond => "a changed configuration each second",
            Self::StepClock => "the clock of one node steps",
            Self::FullDisk => "the disk of one node is full",
            Self::ResetPeople => "connections of people are reset",
            Self::HoldPeople => "connections of people stand still",
            Self::KillPrimary => "kill -9 of the primary, and promotion",
            Self::RestartPrimary => "kill -9 of the primary, which comes back",
            Self::FreezePrimary => "the primary stands still (SIGSTOP)",
            Self::FreezeReplica => "the replica stands still: commits hang",
            Self::SlowDisk => "each commit takes 100 ms longer",
            Self::DatabaseError => "the database answers with errors",
            Self::DatabaseReadOnly => "the database takes no writes",
            Self::DatabaseLocked => "the table is locked",
            Self::ResetDatabase => "connections to the database are reset",
            Self::SilentDatabase => "connections to the database stand still",
            Self::SlowDatabase => "the database is far away",
            Self::RefusedDatabase => "the database takes no connections",
            Self::ForeignHang => "foreign nodes, e-IDs and the register hang",
        })
    }
}

/// Lets it happen, and mends it.
pub(crate) fn inflict(fault: Fault, stage: &mut Stage, chance: &mut Chance) {
    let which = chance.below(2);
    let databases = &stage.databases;
    match fault {
        Fault::KillGateway => {
            let node = &mut stage.nodes[which];
            node.kill();
            sleep(chance.ms(0, 2_000));
            node.start();
        }
        Fault::FreezeGateway => {
            stage.nodes[which].freeze();
            sleep(chance.ms(500, 6_000));
            stage.nodes[which].thaw();
        }
        Fault::Upgrade => upgrade(stage),
        Fault::ReloadEachSecond => reload(stage),
        Fault::StepClock => step(stage, chance),
        Fault::FullDisk => {
            let disk = stage.disk.as_ref().unwrap();
            disk.fill();
            sleep(chance.ms(1_000, 4_000));
            disk.empty();
        }
        Fault::ResetPeople => {
            for _ in 0..5 {
                stage.balancer.reset();
                sleep(chance.ms(20, 500));
            }
        }
        Fault::HoldPeople => through(&stage.balancer, Mood::Silent, chance.ms(500, 4_000)),
        Fault::KillPrimary => stage.databases.fail_over(chance.ms(0, 1_500)),
        Fault::RestartPrimary => {
            stage.databases.primary.kill();
            sleep(chance.ms(0, 1_000));
            stage.databases.primary.go_on();
        }
        Fault::FreezePrimary => freeze(&databases.primary, chance.ms(500, 5_000)),
        Fault::FreezeReplica => freeze(&databases.replica, chance.ms(500, 5_000)),
        Fault::SlowDisk => {
            databases.sql("alter system set commit_siblings = 0");
            let (slow, quick) = (
                "alter system set commit_delay = 100000",
                "alter system reset commit_delay",
            );
            between(stage, slow, quick, chance.ms(1_000, 5_000));
        }
        Fault::DatabaseError => {
            databases.sql("alter table landport.entry rename to away");
            sleep(chance.ms(300, 2_500));
            databases.sql("alter table landport.away rename to entry");
        }
        Fault::DatabaseReadOnly => {
            let (only, again) = (
                "alter system set default_transaction_read_only = on",
                "alter system reset default_transaction_read_only",
            );
            between(stage, only, again, chance.ms(500, 3_000));
        }
        Fault::DatabaseLocked => {
            let held = chance.ms(500, 4_500).as_secs_f64();
            let lock = "lock table landport.entry in access exclusive mode";
            databases.sql(&format!("begin; {lock}; select pg_sleep({held}); commit"));
        }
        Fault::ResetDatabase => {
            for _ in 0..5 {
                databases.way().reset();
                sleep(chance.ms(20, 500));
            }
        }
        Fault::SilentDatabase => through(databases.way(), Mood::Silent, chance.ms(500, 5_000)),
        Fault::SlowDatabase => {
            let slow = Mood::Slow(chance.ms(5, 60));
            through(databases.way(), slow, chance.ms(2_000, 5_000));
        }
        Fault::RefusedDatabase => {
            let way = databases.way();
            way.set(Mood::Refuse);
            way.reset();
            sleep(chance.ms(300, 3_000));
            way.set(Mood::Open);
        }
        Fault::ForeignHang => {
            stage.world.freeze();
            sleep(chance.ms(500, 6_000));
            stage.world.thaw();
        }
    }
}

fn through(relay: &crate::relay::Relay, mood: Mood, length: Duration) {
    relay.set(mood);
    sleep(length);
    relay.set(Mood::Open);
}

/// A setting of the primary, for a while. It lies in a file, so that also a node's own sessions have it.
fn between(stage: &Stage, on: &str, off: &str, length: Duration) {
    let set = |statement: &str| {
        stage.databases.sql(statement);
        stage.databases.sql("select pg_reload_conf()");
    };
    set(on);
    sleep(length);
    set(off);
}

/// One node after the other: SIGTERM, the other release, ready.
fn upgrade(stage: &mut Stage) {
    let next = match &stage.other {
        Some(other) if stage.nodes[0].binary == stage.binary => other.clone(),
        _ => stage.binary.clone(),
    };
    for at in 0..2 {
        let node = &mut stage.nodes[at];
        assert!(node.stop(), "node {} did not end in order", node.name);
        node.binary.clone_from(&next);
        node.start();
        let here = tokio::runtime::Handle::current();
        let ready = here.block_on(stage.ready_again());
        assert!(ready.is_some(), "not ready after an upgrade");
    }
}

/// The same configuration with another name of a service, four times.
fn reload(stage: &Stage) {
    for _ in 0..4 {
        for node in &stage.nodes {
            let text = std::fs::read_to_string(&node.config).unwrap();
            let (before, rest) = text.split_once("name = \"Service ").unwrap();
            let (number, after) = rest.split_once(' ').unwrap();
            let next = number.parse::<u32>().unwrap() + 1;
            let text = format!("{before}name = \"Service {next} {after}");
            std::fs::write(&node.config, text).unwrap();
            node.read_again();
        }
        sleep(Duration::from_secs(1));
    }
}

fn step(stage: &Stage, chance: &mut Chance) {
    let node = &stage.nodes[1];
    let by = *chance.pick(&[300, -300, 60, -60, 3600, 1, -1]);
    node.set_clock(by);
    sleep(chance.ms(2_000, 5_000));
    node.set_clock(0);
    // The library that moves it looks once a second.
    sleep(Duration::from_millis(1_100));
}

fn freeze(server: &Server, length: Duration) {
    let all = server.processes().into_iter();
    let all: Vec<Pid> = all
        .filter_map(|pid| Pid::from_raw(pid.cast_signed()))
        .collect();
    let send = |signal| {
        for pid in &all {
            // One that ended meanwhile holds nothing up.
            let _ = kill_process(*pid, signal);
        }
    };
    send(Signal::STOP);
    sleep(length);
    send(Signal::CONT);
}
