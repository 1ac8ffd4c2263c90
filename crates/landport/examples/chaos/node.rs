// SPDX-License-Identifier: EUPL-1.2
//! A process of ours: started, killed, frozen, told to read its configuration again, put on a clock of its own.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process};

/// Longer than open requests may take after SIGTERM (`drain_seconds`) and the closing after it.
const DRAIN: Duration = Duration::from_secs(40);

/// Debian's libfaketime, where it is installed: it answers whoever asks the C library for the time.
pub(crate) fn another_clock() -> Option<PathBuf> {
    let found = fs::read_dir("/usr/lib")
        .ok()?
        .flatten()
        .map(|entry| entry.path());
    found
        .map(|path| path.join("faketime/libfaketimeMT.so.1"))
        .find(|path| path.exists())
}

/// A process that ends with its owner.
pub(crate) struct Process(Child);

impl Process {
    pub(crate) fn start(command: &mut Command, log: &Path) -> Self {
        let log = File::options().create(true).append(true).open(log).unwrap();
        let child = command
            .stdin(Stdio::null())
            .stdout(log.try_clone().unwrap())
            .stderr(log)
            .spawn()
            .unwrap();
        Self(child)
    }

    fn signal(&self, signal: Signal) {
        kill_process(Pid::from_child(&self.0), signal).unwrap();
    }

    pub(crate) fn freeze(&self) {
        self.signal(Signal::STOP);
    }

    pub(crate) fn thaw(&self) {
        self.signal(Signal::CONT);
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// A gateway.
pub(crate) struct Node {
    pub(crate) name: &'static str,
    pub(crate) config: PathBuf,
    pub(crate) data: PathBuf,
    pub(crate) operator: u16,
    pub(crate) binary: PathBuf,
    /// By how many seconds its clock is off is written there.
    pub(crate) clock: Option<PathBuf>,
    process: Option<Process>,
}

impl Node {
    pub(crate) fn new(
        name: &'static str,
        config: PathBuf,
        data: PathBuf,
        operator: u16,
        binary: PathBuf,
    ) -> Self {
        Self {
            name,
            config,
            data,
            operator,
            binary,
            clock: None,
            process: None,
        }
    }

    pub(crate) fn start(&mut self) {
        let mut command = Command::new(&self.binary);
        command
            .args(["serve", "--log", "warn", "--config"])
            .arg(&self.config)
            // UTC inside, and nothing asks what language the system has.
            .envs([("TZ", "Pacific/Apia"), ("LANG", "tr_TR.UTF-8")]);
        if let (Some(library), Some(clock)) = (another_clock(), &self.clock) {
            command
                .env("LD_PRELOAD", library)
                .env("FAKETIME_TIMESTAMP_FILE", clock)
                .env("FAKETIME_CACHE_DURATION", "1")
                .env("FAKETIME_DONT_FAKE_MONOTONIC", "1")
                .env("NO_FAKE_STAT", "1");
        }
        let log = self.config.with_extension("log");
        self.process = Some(Process::start(&mut command, &log));
    }

    fn running(&self) -> &Process {
        self.process.as_ref().unwrap()
    }

    /// As if its machine lost power.
    pub(crate) fn kill(&mut self) {
        self.process = None;
    }

    /// SIGTERM, as an upgrade does; `false` when it did not end, or not in order.
    pub(crate) fn stop(&mut self) -> bool {
        let Some(mut process) = self.process.take() else {
            return true;
        };
        process.signal(Signal::TERM);
        let since = Instant::now();
        while since.elapsed() < DRAIN {
            if let Ok(Some(status)) = process.0.try_wait() {
                return status.success();
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        false
    }

    pub(crate) fn freeze(&self) {
        self.running().freeze();
    }

    pub(crate) fn thaw(&self) {
        self.running().thaw();
    }

    pub(crate) fn read_again(&self) {
        self.running().signal(Signal::HUP);
    }

    /// Its clock is so many seconds ahead from now on.
    pub(crate) fn set_clock(&self, ahead: i64) {
        fs::write(self.clock.as_ref().unwrap(), format!("{ahead:+}\n")).unwrap();
    }
}
