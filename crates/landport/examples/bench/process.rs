// SPDX-License-Identifier: EUPL-1.2
//! A process that is measured: its CPU, its memory, its waits for the disk.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::Outcome;

/// A process that ends with its owner.
pub(crate) struct Process(Child);

impl Process {
    pub(crate) fn start(binary: &Path, arguments: &[&str]) -> Outcome<Self> {
        let child = Command::new(binary)
            .args(arguments)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|error| format!("{}: {error}", binary.display()))?;
        Ok(Self(child))
    }

    pub(crate) fn id(&self) -> u32 {
        self.0.id()
    }

    /// What its threads have spent so far.
    pub(crate) fn spent(&self) -> Outcome<Spent> {
        let mut threads = BTreeMap::new();
        for task in fs::read_dir(format!("/proc/{}/task", self.id()))? {
            let task = task?;
            // A thread may end meanwhile.
            let Ok(text) = fs::read_to_string(task.path().join("schedstat")) else {
                continue;
            };
            let ns = text.split_whitespace().next().unwrap_or("0").parse()?;
            let status = fs::read_to_string(task.path().join("status")).unwrap_or_default();
            let waits = field(&status, "voluntary_ctxt_switches:");
            threads.insert(task.file_name(), (ns, waits));
        }
        Ok(Spent(threads))
    }

    /// `VmRSS`, in MB.
    pub(crate) fn resident(&self) -> Outcome<f64> {
        self.memory("VmRSS:")
    }

    /// The most that was resident since [`Process::forget_peak`], in MB.
    pub(crate) fn peak(&self) -> Outcome<f64> {
        self.memory("VmHWM:")
    }

    /// Begins the count of [`Process::peak`] anew. proc(5), `clear_refs`.
    pub(crate) fn forget_peak(&self) -> Outcome<()> {
        Ok(fs::write(format!("/proc/{}/clear_refs", self.id()), "5")?)
    }

    fn memory(&self, name: &str) -> Outcome<f64> {
        let text = fs::read_to_string(format!("/proc/{}/status", self.id()))?;
        let kib = u32::try_from(field(&text, name))?;
        Ok(f64::from(kib) / 1024.0)
    }

    pub(crate) fn runs(&mut self) -> bool {
        matches!(self.0.try_wait(), Ok(None))
    }

    pub(crate) fn stop(mut self) -> Outcome<()> {
        self.signal("-TERM")?;
        let since = Instant::now();
        while self.runs() && since.elapsed() < Duration::from_secs(10) {
            std::thread::sleep(Duration::from_millis(10));
        }
        Ok(())
    }

    fn signal(&self, which: &str) -> Outcome<()> {
        let pid = self.id().to_string();
        Command::new("kill").args([which, &pid]).status()?;
        Ok(())
    }

    /// Counts `fsync` and `fdatasync` while something is done. `None` without strace. Apart from the
    /// measurement of CPU, which tracing would spoil.
    pub(crate) fn syncs(&self, done: impl FnOnce() -> Outcome<()>) -> Outcome<Option<f64>> {
        let file = tempfile::NamedTempFile::new()?;
        let tracer = Command::new("strace")
            .args(["-f", "-c", "-e", "trace=fsync,fdatasync", "-o"])
            .arg(file.path())
            .args(["-p", &self.id().to_string()])
            .stderr(Stdio::null())
            .spawn();
        let Ok(tracer) = tracer else {
            return Ok(None);
        };
        let mut tracer = Self(tracer);
        std::thread::sleep(Duration::from_millis(500));
        done()?;
        tracer.signal("-INT")?;
        tracer.0.wait()?;
        let counted: f64 = fs::read_to_string(file.path())?
            .lines()
            .filter(|line| line.ends_with("sync"))
            .filter_map(|line| line.split_whitespace().nth(3)?.parse::<f64>().ok())
            .sum();
        // The sum of nothing is -0.
        Ok(Some(f64::abs(counted)))
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Nanoseconds of CPU and voluntary context switches of each thread so far. proc(5); the first field
/// of `schedstat`. A thread's last share is lost when it ends, so blocking threads count only while
/// they live: ten seconds longer than their work.
#[derive(Default)]
pub(crate) struct Spent(BTreeMap<std::ffi::OsString, (u64, u64)>);

impl Spent {
    /// Seconds of CPU since an earlier moment.
    pub(crate) fn seconds_since(&self, earlier: &Self) -> f64 {
        Duration::from_nanos(self.since(earlier, |thread| thread.0)).as_secs_f64()
    }

    /// How often a thread has waited since.
    pub(crate) fn waits_since(&self, earlier: &Self) -> f64 {
        f64::from(u32::try_from(self.since(earlier, |thread| thread.1)).unwrap_or(u32::MAX))
    }

    fn since(&self, earlier: &Self, of: impl Fn(&(u64, u64)) -> u64) -> u64 {
        let before = |id| earlier.0.get(id).map_or(0, &of);
        let spent = self.0.iter();
        spent
            .map(|(id, thread)| of(thread).saturating_sub(before(id)))
            .sum()
    }
}

/// A number of `/proc/PID/status`.
fn field(status: &str, name: &str) -> u64 {
    let line = status.lines().find_map(|line| line.strip_prefix(name));
    let number = line.and_then(|line| line.split_whitespace().next());
    number.and_then(|number| number.parse().ok()).unwrap_or(0)
}
