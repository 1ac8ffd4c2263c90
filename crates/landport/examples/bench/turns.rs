// SPDX-License-Identifier: EUPL-1.2
//! Builds in turn on each road, and dex beside them: two runs on a busy machine cannot be compared,
//! two neighbours in one run can.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use crate::process::Process;
use crate::raw::Raw;
use crate::rival::Rival;
use crate::road::Road;
use crate::walk::Walker;
use crate::{Outcome, Place, Walk, calm, many, median, ready, wait_for_peers};

const ROUNDS: usize = 3;
/// Fewer logins are a try-out: one round, and five seconds at a steady pace.
const EARNEST: usize = 100;
const AT_ONCE: [usize; 2] = [1, 8];
const SECONDS: usize = 45;
/// Browsers at hand for it. Who finds none waits, and the wait counts.
const BROWSERS: usize = 64;

/// Somebody who serves logins.
pub(crate) struct Contender<'a> {
    pub(crate) name: String,
    pub(crate) start: Box<dyn Fn() -> Outcome<Process> + 'a>,
    pub(crate) walk: Box<Walk<'a>>,
    /// Called before each round: nothing is left of the last one.
    pub(crate) renew: Box<dyn Fn() -> Outcome<()> + 'a>,
}

/// How much of it.
#[derive(Clone, Copy)]
pub(crate) struct Pace {
    logins: usize,
    rounds: usize,
    /// The open loop: so many logins begin in a second, whether earlier ones have ended or not.
    a_second: usize,
    seconds: usize,
}

impl Pace {
    /// `RATE` in the environment says another pace of the open loop.
    pub(crate) fn new(logins: usize) -> Outcome<Self> {
        let a_second = std::env::var("RATE").map_or(Ok(200), |rate| rate.parse())?;
        let (rounds, seconds) = if logins < EARNEST {
            (1, 5)
        } else {
            (ROUNDS, SECONDS)
        };
        Ok(Self {
            logins,
            rounds,
            a_second,
            seconds,
        })
    }
}

/// What it was seen to need, once a round.
#[derive(Default)]
pub(crate) struct Seen {
    /// By how many were under way at once; the open loop last.
    cpu: [Vec<Cpu>; 3],
    waits: [Vec<f64>; 2],
    syncs: [Vec<f64>; 2],
    p50: Vec<f64>,
    p99: Vec<f64>,
    rate: Vec<f64>,
    failed: usize,
    begun: usize,
    ready: Vec<f64>,
    ready_cpu: Vec<f64>,
    first: Vec<f64>,
    first_cpu: Vec<f64>,
    rest: Vec<f64>,
    end: Vec<f64>,
}

/// CPU of one login.
struct Cpu {
    seconds: f64,
    /// The same in V, as it was just before and after.
    v: f64,
}

/// Each round runs every contender, in this order and then in the other.
pub(crate) fn run(
    place: &Place,
    binaries: &[PathBuf],
    rival: Option<&Rival>,
    logins: usize,
) -> Outcome<()> {
    let pace = Pace::new(logins)?;
    let only = std::env::var("ROADS").ok();
    let named = |road: &Road| {
        only.as_ref()
            .is_none_or(|only| only.split(',').any(|name| name == road.id()))
    };
    let mut raw = Raw::new()?;
    raw.measure()?;
    for road in Road::all()?.into_iter().filter(named) {
        let file = road.configuration(place)?;
        let (road, file) = (&road, file.as_path());
        let mut contenders: Vec<_> = binaries
            .iter()
            .map(|binary| gateway(place, road, binary, file))
            .collect();
        if road.rivalled {
            contenders.extend(rival.map(dex));
        }
        let mut all: Vec<_> = contenders.iter().map(|_| Seen::default()).collect();
        race(
            road.name,
            &contenders,
            road.steady,
            pace,
            &mut raw,
            &mut all,
        )?;
        raw.measure()?;
        let (bound, v) = (road.bound(&raw)?, raw.seconds("P-256 verify")?);
        println!("\n{}: bound {bound:.1} V, V {:.1} us", road.name, v * 1e6);
        for (contender, seen) in contenders.iter().zip(&all) {
            seen.tell(&contender.name, bound, road.steady, pace);
        }
        tell_ratios(&contenders, &all, pace);
    }
    print!("\n{}", raw.table()?);
    Ok(())
}

/// What the first costs beside each of the others.
pub(crate) fn tell_ratios(contenders: &[Contender<'_>], all: &[Seen], pace: Pace) {
    for (contender, seen) in contenders.iter().zip(all).skip(1) {
        let of = |at: usize| all[0].v(at) / seen.v(at);
        println!(
            "  {} against {}: {:.2} alone, {:.2} at 8, {:.2} at {} a second",
            contenders[0].name,
            contender.name,
            of(0),
            of(1),
            of(2),
            pace.a_second,
        );
    }
}

/// Every contender in each round, in this order and then in the other.
pub(crate) fn race(
    name: &str,
    contenders: &[Contender<'_>],
    steady: bool,
    pace: Pace,
    raw: &mut Raw,
    all: &mut [Seen],
) -> Outcome<()> {
    for round in 0..pace.rounds {
        let mut order: Vec<_> = contenders.iter().zip(all.iter_mut()).collect();
        if round % 2 == 1 {
            order.reverse();
        }
        for (contender, seen) in order {
            let outcome = one_round(contender, (name, steady), pace, raw, seen);
            outcome.map_err(|error| format!("{name}: {}: {error}", contender.name))?;
        }
    }
    Ok(())
}

fn gateway<'a>(
    place: &'a Place,
    road: &'a Road,
    binary: &'a Path,
    file: &'a Path,
) -> Contender<'a> {
    Contender {
        name: binary.display().to_string(),
        start: Box::new(move || ready(binary, file)),
        walk: Box::new(|walker| road.walk(walker, "plain")),
        renew: Box::new(move || {
            let _ = fs::remove_dir_all(road.data(place));
            let serve = ready(binary, file)?;
            wait_for_peers(file)?;
            serve.stop()
        }),
    }
}

fn dex(rival: &Rival) -> Contender<'_> {
    Contender {
        name: "dex".to_owned(),
        start: Box::new(|| rival.start()),
        walk: Box::new(|walker| rival.walk(walker)),
        renew: Box::new(|| Ok(())),
    }
}

fn one_round(
    contender: &Contender<'_>,
    (name, steady): (&str, bool),
    pace: Pace,
    raw: &mut Raw,
    seen: &mut Seen,
) -> Outcome<()> {
    let (logins, timed) = (pace.logins, pace.a_second * pace.seconds);
    (contender.renew)()?;
    for _ in 0..3 {
        let since = Instant::now();
        let process = (contender.start)()?;
        seen.ready.push(since.elapsed().as_secs_f64());
        let nothing = crate::process::Spent::default();
        let before = process.spent()?;
        seen.ready_cpu.push(before.seconds_since(&nothing));
        calm(&process)?;
        let (before, since) = (process.spent()?, Instant::now());
        (contender.walk)(&mut Walker::new())?;
        seen.first.push(since.elapsed().as_secs_f64());
        seen.first_cpu.push(process.spent()?.seconds_since(&before));
        process.stop()?;
    }
    let mut process = (contender.start)()?;
    calm(&process)?;
    seen.rest.push(process.resident()?);
    many(&contender.walk, 60, 1)?;
    many(&contender.walk, 120, 8)?;
    for (at, at_once) in AT_ONCE.into_iter().enumerate() {
        let waits = measured(&process, raw, logins, &mut seen.cpu[at], || {
            many(&contender.walk, logins, at_once)
        })?;
        seen.waits[at].push(waits);
    }
    if steady {
        let mut loaded = Loop::default();
        measured(&process, raw, timed, &mut seen.cpu[2], || {
            loaded = open_loop(&contender.walk, timed, pace.a_second);
            Ok(())
        })?;
        seen.rate.push(loaded.rate());
        seen.p50.push(loaded.percentile(50));
        seen.p99.push(loaded.percentile(99));
        seen.failed += loaded.failed;
        seen.begun += loaded.failed + loaded.took.len();
    }
    seen.end.push(process.resident()?);
    for (at, at_once) in AT_ONCE.into_iter().enumerate() {
        let counted = process.syncs(|| many(&contender.walk, 100, at_once))?;
        seen.syncs[at].extend(counted.map(|counted| counted / 100.0));
    }
    if !process.runs() {
        return Err("it ended by itself".into());
    }
    let last = seen.cpu.iter().filter_map(|cpu| cpu.last());
    let last: Vec<_> = last.map(|cpu| format!("{:.1} V", cpu.v)).collect();
    eprintln!("{name}, {}: {}", contender.name, last.join(", "));
    process.stop()
}

/// Measures V, a block of logins, and V again. Returns how often threads waited for each login.
fn measured(
    process: &Process,
    raw: &mut Raw,
    logins: usize,
    into: &mut Vec<Cpu>,
    block: impl FnOnce() -> Outcome<()>,
) -> Outcome<f64> {
    let (v, before) = (raw.v()?, process.spent()?);
    block()?;
    // What still runs, as a sync, belongs to it.
    std::thread::sleep(Duration::from_millis(50));
    let (after, v) = (process.spent()?, f64::midpoint(v, raw.v()?));
    let each = f64::from(u32::try_from(logins)?);
    let seconds = after.seconds_since(&before) / each;
    into.push(Cpu {
        seconds,
        v: seconds / v,
    });
    Ok(after.waits_since(&before) / each)
}

/// What came of an open loop.
#[derive(Default)]
struct Loop {
    /// Seconds from the moment at which each should have begun, in ascending order.
    took: Vec<f64>,
    failed: usize,
    /// From the first to the last.
    seconds: f64,
}

fn open_loop(walk: &Walk<'_>, logins: usize, a_second: usize) -> Loop {
    let (next, loaded, since) = (
        AtomicUsize::new(0),
        Mutex::new(Loop::default()),
        Instant::now(),
    );
    let browser = || {
        let mut walker = Walker::new();
        loop {
            let turn = next.fetch_add(1, Ordering::Relaxed);
            if turn >= logins {
                return;
            }
            let ms = u64::try_from(turn * 1000 / a_second).unwrap_or(u64::MAX);
            let due = since + Duration::from_millis(ms);
            std::thread::sleep(due.saturating_duration_since(Instant::now()));
            let outcome = walk(&mut walker);
            let took = due.elapsed().as_secs_f64();
            let Ok(mut loaded) = loaded.lock() else {
                return;
            };
            match outcome {
                Ok(()) => loaded.took.push(took),
                Err(error) => {
                    if loaded.failed == 0 {
                        eprintln!("the first that failed: {error}");
                    }
                    loaded.failed += 1;
                    walker = Walker::new();
                }
            }
        }
    };
    std::thread::scope(|scope| {
        for _ in 0..BROWSERS {
            scope.spawn(browser);
        }
    });
    let mut loaded = loaded.into_inner().unwrap_or_default();
    loaded.took.sort_by(f64::total_cmp);
    loaded.seconds = since.elapsed().as_secs_f64();
    loaded
}

impl Loop {
    /// Logins that were served in a second.
    fn rate(&self) -> f64 {
        f64::from(u32::try_from(self.took.len()).unwrap_or(u32::MAX)) / self.seconds
    }

    fn percentile(&self, percent: usize) -> f64 {
        let at = self.took.len() * percent / 100;
        self.took.get(at).copied().unwrap_or(f64::NAN)
    }
}

impl Seen {
    fn v(&self, at: usize) -> f64 {
        median(self.cpu[at].iter().map(|cpu| cpu.v))
    }

    pub(crate) fn tell(&self, name: &str, bound: f64, steady: bool, pace: Pace) {
        println!("  {name}");
        let row = |at: usize, what: &str| {
            let v: Vec<f64> = self.cpu[at].iter().map(|cpu| cpu.v).collect();
            let (low, high) = v.iter().fold((f64::MAX, 0_f64), |(low, high), v| {
                (low.min(*v), high.max(*v))
            });
            let seconds = median(self.cpu[at].iter().map(|cpu| cpu.seconds));
            print!(
                "    {what:<13} {:5.1} V ({low:.1} to {high:.1}) = {:.2} ms = {:.2} x the bound",
                self.v(at),
                seconds * 1e3,
                self.v(at) / bound,
            );
        };
        for (at, at_once) in AT_ONCE.into_iter().enumerate() {
            row(at, &format!("{at_once} at once"));
            let waits = median(self.waits[at].iter().copied());
            let syncs = median(self.syncs[at].iter().copied());
            println!(", {waits:.1} waits, {syncs:.2} fsyncs");
        }
        if steady {
            row(2, &format!("{} a second", pace.a_second));
            println!(
                ", {:.1} a second served, p50 {:.1} ms, p99 {:.1} ms, {} of {} failed",
                median(self.rate.iter().copied()),
                median(self.p50.iter().copied()) * 1e3,
                median(self.p99.iter().copied()) * 1e3,
                self.failed,
                self.begun,
            );
        }
        let middle = |values: &[f64]| median(values.iter().copied());
        println!(
            "    ready after {:.0} ms ({:.0} ms of CPU), first login {:.1} ms ({:.1} ms of CPU); \
             RSS {:.1} MB at rest, {:.1} MB at the end",
            middle(&self.ready) * 1e3,
            middle(&self.ready_cpu) * 1e3,
            middle(&self.first) * 1e3,
            middle(&self.first_cpu) * 1e3,
            middle(&self.rest),
            middle(&self.end),
        );
    }
}
