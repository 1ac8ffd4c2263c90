// SPDX-License-Identifier: EUPL-1.2
//! What strangers can cost. For every address that asks nobody who they are: the most expensive
//! requests that fit the limits, each measured as CPU and as memory; and then the worst of them for
//! minutes beside honest logins. Everything stays on loopback and is bounded in number and time.

mod attacker;
mod shapes;
mod xml;

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use self::attacker::Attacker;
use self::shapes::{Shape, shapes};
use crate::process::Process;
use crate::raw::Raw;
use crate::road::Road;
use crate::walk::Walker;
use crate::wire::Connection;
use crate::{Outcome, Place, calm, gateway, many, median, ready, wait_for_peers};

/// What one request may cost: docs/security.md.
const MOST_CPU: f64 = 2e-3;
/// Memory while it is answered, in octets for each of its own; of the shortest, what a page takes.
const MOST_MEMORY: f64 = 20.0;
const A_PAGE: f64 = 16_384.0;
/// So many of one kind, one after the other.
const ONE_BY_ONE: usize = 40;
/// So many at once, for their memory.
const AT_ONCE: usize = 64;

/// The worst of them, so many a second, beside honest logins.
const A_SECOND: usize = 200;
const WORST: usize = 8;
const LOGINS_A_SECOND: usize = 5;
const MOST_P99: f64 = 0.1;
const MOST_RESIDENT: f64 = 256.0;
const MOST_DISK: f64 = 256.0;

/// What one kind of request was seen to cost.
struct Cost {
    name: String,
    octets: usize,
    status: u16,
    cpu: f64,
    memory: f64,
    /// It can be sent again as it is.
    wires: Vec<Vec<u8>>,
}

pub(crate) fn run(place: &Place, binary: &Path, minutes: u64) -> Outcome<()> {
    let road = Road::all()?.swap_remove(0);
    let file = configuration(place, &road)?;
    let serve = ready(binary, &file)?;
    wait_for_peers(&file)?;
    serve.stop()?;
    let mut raw = Raw::new()?;
    let v = raw.v()?;
    println!(
        "V {:.1} us; at most {:.1} ms of CPU, and {MOST_MEMORY} octets for each of its own",
        v * 1e6,
        MOST_CPU * 1e3
    );
    println!("  octets  status      CPU        V   memory  each octet");
    let mut costs: Vec<Cost> = Vec::new();
    let shapes = shapes();
    let plainest = shapes.first().ok_or("there are no shapes")?;
    for shape in &shapes {
        let once = || {
            measure(binary, &file, place, &road, shape, plainest)
                .map_err(|error| format!("{}: {error}", shape.name))
        };
        let mut cost = once()?;
        // How much a process grows is known by pages of memory and by who was at work at the same time: what
        // is over once is measured twice more, and the median counts.
        if cost.too_dear() {
            let (second, third) = (once()?, once()?);
            cost.cpu = median([cost.cpu, second.cpu, third.cpu].into_iter());
            cost.memory = median([cost.memory, second.memory, third.memory].into_iter());
        }
        cost.tell(v);
        costs.push(cost);
    }
    let dear = costs.iter().filter(|cost| cost.too_dear()).count();
    costs.sort_by(|one, other| other.cpu.total_cmp(&one.cpu));
    let mut kept = dear == 0;
    if minutes > 0 {
        kept &= siege(
            binary,
            &file,
            place,
            &road,
            &costs,
            Duration::from_secs(60 * minutes),
        )?;
    }
    if kept {
        Ok(())
    } else {
        Err(format!("{dear} kinds of request are too dear, or the siege was").into())
    }
}

/// As behind a proxy, so that strangers come from many addresses; and a client that needs no PAR.
fn configuration(place: &Place, road: &Road) -> Outcome<PathBuf> {
    let file = road.configuration(place)?;
    let text = fs::read_to_string(&file)?;
    let open = text.replacen("require_par = true\n", "", 1);
    fs::write(&file, open)?;
    Ok(file)
}

fn measure(
    binary: &Path,
    file: &Path,
    place: &Place,
    road: &Road,
    shape: &Shape,
    plainest: &Shape,
) -> Outcome<Cost> {
    let serve = ready(binary, file)?;
    let mut attacker = Attacker::new(place, &road.client.id)?;
    let mut wires = Vec::new();
    for _ in 0..ONE_BY_ONE + AT_ONCE + 4 {
        wires.push((shape.make)(&mut attacker)?);
    }
    let (warm, rest) = wires.split_at(4);
    let (singly, at_once) = rest.split_at(ONE_BY_ONE);
    let mut connection = Connection::new(gateway());
    for wire in warm {
        connection.exchange(wire)?;
    }
    calm(&serve)?;
    let before = serve.spent()?;
    let mut status = 0;
    for wire in singly {
        status = connection.exchange(wire)?.status;
    }
    std::thread::sleep(Duration::from_millis(50));
    let each = f64::from(u32::try_from(ONE_BY_ONE)?);
    let cpu = serve.spent()?.seconds_since(&before) / each;
    // What so many connections take, whatever is asked, is theirs and not the request's.
    let mut plain = Vec::new();
    for _ in 0..AT_ONCE {
        plain.push((plainest.make)(&mut attacker)?);
    }
    let plain = together(&serve, &plain)?;
    let memory = (together(&serve, at_once)? - plain).max(0.0) / f64::from(u32::try_from(AT_ONCE)?);
    serve.stop()?;
    Ok(Cost {
        name: shape.name.clone(),
        octets: singly.iter().map(Vec::len).max().unwrap_or(0),
        status,
        cpu,
        memory,
        wires: if shape.repeatable { wires } else { Vec::new() },
    })
}

/// How large the process is, in octets, while all of these are answered at once.
fn together(serve: &Process, wires: &[Vec<u8>]) -> Outcome<f64> {
    serve.forget_peak()?;
    std::thread::scope(|scope| {
        for wire in wires {
            scope.spawn(|| {
                let _ = Connection::new(gateway()).exchange(wire);
            });
        }
    });
    Ok(serve.peak()? * 1024.0 * 1024.0)
}

impl Cost {
    fn each_octet(&self) -> f64 {
        self.memory / f64::from(u32::try_from(self.octets).unwrap_or(u32::MAX))
    }

    fn too_dear(&self) -> bool {
        let much = self.memory > A_PAGE && self.each_octet() > MOST_MEMORY;
        self.cpu > MOST_CPU || much
    }

    fn tell(&self, v: f64) {
        println!(
            "{:>8} {:>7} {:>6.2} ms {:>6.1} V {:>5.0} KiB {:>8.1}  {}{}",
            self.octets,
            self.status,
            self.cpu * 1e3,
            self.cpu / v,
            self.memory / 1024.0,
            self.each_octet(),
            self.name,
            if self.too_dear() { "  << too dear" } else { "" },
        );
    }
}

/// The worst of them at a steady pace, and honest logins beside them: `true` when the honest notice
/// little of it.
fn siege(
    binary: &Path,
    file: &Path,
    place: &Place,
    road: &Road,
    costs: &[Cost],
    time: Duration,
) -> Outcome<bool> {
    let _ = fs::remove_dir_all(road.data(place));
    let serve = ready(binary, file)?;
    wait_for_peers(file)?;
    many(&|walker: &mut Walker| road.walk(walker, "plain"), 60, 8)?;
    let again = costs.iter().filter(|cost| !cost.wires.is_empty());
    let mix: Vec<_> = again.take(WORST).collect();
    println!(
        "\n{} s of these, {A_SECOND} a second, beside {LOGINS_A_SECOND} logins a second:",
        time.as_secs()
    );
    for cost in &mix {
        println!("  {}", cost.name);
    }
    let disk = octets_below(&road.data(place));
    let (before, since) = (serve.spent()?, Instant::now());
    serve.forget_peak()?;
    let (turn, over) = (AtomicUsize::new(0), AtomicBool::new(false));
    let stranger = || {
        let mut connection = Connection::new(gateway());
        while !over.load(Ordering::Relaxed) {
            let turn = turn.fetch_add(1, Ordering::Relaxed);
            let due = since
                + Duration::from_secs_f64(
                    f64::from(u32::try_from(turn).unwrap_or(u32::MAX)) / A_SECOND as f64,
                );
            std::thread::sleep(due.saturating_duration_since(Instant::now()));
            let Some(cost) = mix.get(turn % mix.len()) else {
                return;
            };
            if let Some(wire) = cost.wires.get(turn / mix.len() % cost.wires.len()) {
                let _ = connection.exchange(wire);
            }
        }
    };
    let (next, took, failed) = (
        AtomicUsize::new(0),
        Mutex::new(Vec::new()),
        AtomicUsize::new(0),
    );
    let honest = || {
        let mut walker = Walker::new();
        loop {
            let turn = next.fetch_add(1, Ordering::Relaxed);
            let due = since
                + Duration::from_millis(
                    u64::try_from(turn * 1000 / LOGINS_A_SECOND).unwrap_or(u64::MAX),
                );
            if due > since + time {
                return;
            }
            std::thread::sleep(due.saturating_duration_since(Instant::now()));
            match road.walk(&mut walker, "plain") {
                Ok(()) => took
                    .lock()
                    .map(|mut took| took.push(due.elapsed().as_secs_f64()))
                    .unwrap_or_default(),
                Err(error) => {
                    if failed.fetch_add(1, Ordering::Relaxed) == 0 {
                        eprintln!("the first that failed: {error}");
                    }
                }
            }
        }
    };
    std::thread::scope(|scope| {
        for _ in 0..16 {
            scope.spawn(stranger);
        }
        let logins: Vec<_> = (0..8).map(|_| scope.spawn(honest)).collect();
        for login in logins {
            let _ = login.join();
        }
        over.store(true, Ordering::Relaxed);
    });
    let spent = serve.spent()?.seconds_since(&before) / since.elapsed().as_secs_f64();
    let mut took = took.into_inner().unwrap_or_default();
    took.sort_by(f64::total_cmp);
    let p99 = took.get(took.len() * 99 / 100).copied().unwrap_or(f64::NAN);
    let failed = failed.into_inner();
    let (peak, disk) = (serve.peak()?, octets_below(&road.data(place)) - disk);
    println!(
        "  {:.0} % of a core; honest logins: p50 {:.0} ms, p99 {:.0} ms (most {:.0}), {failed} of {} failed; \
         RSS {peak:.0} MB (most {MOST_RESIDENT}); disk {disk:.0} MB more (most {MOST_DISK})",
        spent * 100.0,
        median(took.iter().copied()) * 1e3,
        p99 * 1e3,
        MOST_P99 * 1e3,
        took.len() + failed,
    );
    serve.stop()?;
    Ok(failed == 0 && p99 <= MOST_P99 && peak <= MOST_RESIDENT && disk <= MOST_DISK)
}

/// All files below a directory, in MB.
fn octets_below(directory: &Path) -> f64 {
    let mut sum = 0.0;
    for entry in fs::read_dir(directory).into_iter().flatten().flatten() {
        sum += match entry.metadata() {
            Ok(data) if data.is_dir() => octets_below(&entry.path()),
            Ok(data) => f64::from(u32::try_from(data.len() / 1024).unwrap_or(u32::MAX)) / 1024.0,
            Err(_) => 0.0,
        };
    }
    sum
}

fn now_ms() -> i64 {
    let since = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap_or_default();
    i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
}
