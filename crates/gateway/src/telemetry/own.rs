// SPDX-License-Identifier: EUPL-1.2
//! What the gateway tells of itself: its build, its process, the ends of its own certificates, and how
//! far the database's clock is from ours. Set when somebody asks.

use std::fs;
use std::sync::atomic::AtomicU64;

use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::registry::{Registry, Unit};

use super::{Labels, labels};

/// What is known at the moment of asking.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OwnNumbers {
    /// When the first certificate in each file ends, Unix seconds, by the file's name.
    pub certificate_ends_s: Vec<(String, i64)>,
    /// By how many milliseconds the database's clock is ahead of ours; `None` for an embedded store.
    pub database_ahead_ms: Option<i64>,
    /// What `/health/ready` says.
    pub ready: bool,
}

#[derive(Debug)]
pub(super) struct Own {
    /// The names that every process has in Prometheus, which bear no prefix of ours.
    pub(super) process: Registry,
    cpu: Counter<f64, AtomicU64>,
    memory: Gauge,
    open: Gauge,
    most: Gauge,
    started: Gauge,
    certificates: Family<Labels, Gauge>,
    database: Gauge<f64, AtomicU64>,
    ready: Gauge,
}

impl Own {
    pub(super) fn new(registry: &mut Registry) -> Self {
        let mut process = Registry::default();
        let (cpu, memory) = (Counter::default(), Gauge::default());
        let (open, most, started) = (Gauge::default(), Gauge::default(), Gauge::default());
        process.register_with_unit(
            "process_cpu",
            "Processor time that was used",
            Unit::Seconds,
            cpu.clone(),
        );
        process.register(
            "process_resident_memory_bytes",
            "Memory in use",
            memory.clone(),
        );
        process.register("process_open_fds", "Open files", open.clone());
        process.register(
            "process_max_fds",
            "Files that may be open at once",
            most.clone(),
        );
        process.register(
            "process_start_time_seconds",
            "When the gateway was put together",
            started.clone(),
        );
        let build = Family::<Labels, Gauge>::default();
        registry.register(
            "build_info",
            "1; the labels say which build this is",
            build.clone(),
        );
        let of = labels([
            ("version", env!("CARGO_PKG_VERSION")),
            ("openssl", openssl::version::version()),
        ]);
        build.get_or_create(&of).set(1);
        let certificates = Family::<Labels, Gauge>::default();
        registry.register(
            "own_certificate_end_timestamp_seconds",
            "When the first certificate in each of our own files ends",
            certificates.clone(),
        );
        let database = Gauge::default();
        registry.register_with_unit(
            "database_clock_ahead",
            "By how much the database's clock is ahead of ours; 0 for an embedded store",
            Unit::Seconds,
            database.clone(),
        );
        let ready = Gauge::default();
        registry.register(
            "ready",
            "Whether people may be led here, as /health/ready says",
            ready.clone(),
        );
        Self {
            process,
            cpu,
            memory,
            open,
            most,
            started,
            certificates,
            database,
            ready,
        }
    }

    pub(super) fn started(&self, now_s: i64) {
        self.started.set(now_s);
    }

    pub(super) fn set(&self, numbers: &OwnNumbers) {
        self.memory.set(resident_octets());
        self.open.set(open_files());
        self.most.set(most_files());
        let more = processor_seconds() - self.cpu.get();
        if more > 0.0 {
            self.cpu.inc_by(more);
        }
        self.certificates.clear();
        for (file, end_s) in &numbers.certificate_ends_s {
            let gauge = self.certificates.get_or_create(&labels([("file", file)]));
            gauge.set(*end_s);
        }
        self.ready.set(i64::from(numbers.ready));
        let ahead_ms = numbers.database_ahead_ms.unwrap_or_default();
        // Milliseconds of a clock are far below 2^52.
        #[expect(clippy::cast_precision_loss, reason = "see above")]
        self.database.set(ahead_ms as f64 / 1000.0);
    }
}

/// `utime` and `stime` of proc_pid_stat(5), in hundredths of a second: `USER_HZ` of Linux.
fn processor_seconds() -> f64 {
    let stat = fs::read_to_string("/proc/self/stat").unwrap_or_default();
    // The name in parentheses may have spaces. Behind it, `state` is the first field.
    let fields = stat.rsplit_once(')').map_or("", |(_, fields)| fields);
    let ticks = fields.split_whitespace().skip(11).take(2);
    let ticks: u32 = ticks.filter_map(|ticks| ticks.parse::<u32>().ok()).sum();
    f64::from(ticks) / 100.0
}

/// `VmRSS` of proc_pid_status(5), in octets; 0 where the system has no such file.
fn resident_octets() -> i64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let number = line.and_then(|line| line.split_whitespace().next());
    let kib: i64 = number.and_then(|kib| kib.parse().ok()).unwrap_or(0);
    kib.saturating_mul(1024)
}

fn open_files() -> i64 {
    // One of them is the directory that is being read.
    let open = fs::read_dir("/proc/self/fd").map_or(0, Iterator::count);
    i64::try_from(open.saturating_sub(1)).unwrap_or(i64::MAX)
}

/// `Max open files` of proc_pid_limits(5): the soft limit, which is the one in force.
fn most_files() -> i64 {
    let limits = fs::read_to_string("/proc/self/limits").unwrap_or_default();
    let line = limits
        .lines()
        .find_map(|line| line.strip_prefix("Max open files"));
    let soft = line.and_then(|line| line.split_whitespace().next());
    soft.and_then(|soft| soft.parse().ok()).unwrap_or(-1)
}
