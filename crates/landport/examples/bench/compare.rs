// SPDX-License-Identifier: EUPL-1.2
//! Several builds in turn, since two runs on a busy machine cannot be compared.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::raw::Raw;
use crate::walk::Walker;
use crate::{Outcome, Place, Process, Variant};
use crate::{configuration, gateway, know_peers, many, median, ready, syncs};

const ROUNDS: usize = 3;
const AT_ONCE: [usize; 2] = [1, 8];

/// What one build spent on one road in one round.
#[derive(Default)]
struct Spent {
    /// Seconds of CPU per login, by how many were under way at once.
    cpu: [Vec<f64>; 2],
    /// Voluntary context switches per login.
    switches: [Vec<f64>; 2],
    syncs: [Vec<f64>; 2],
    ready: Vec<f64>,
    ready_cpu: Vec<f64>,
    resident: Vec<f64>,
}

/// Each round runs every build, in this order and then in the other.
pub(crate) fn run(place: &Place, binaries: &[PathBuf], logins: usize) -> Outcome<()> {
    let mut raw = Raw::new()?;
    for variant in [
        Variant::elliptic()?,
        Variant::rsa()?,
        Variant::abroad()?,
        Variant::abroad_rsa()?,
    ] {
        let file = configuration(place, &variant)?;
        let mut all: Vec<_> = binaries.iter().map(|_| Spent::default()).collect();
        raw.measure()?;
        for round in 0..ROUNDS {
            let mut order: Vec<usize> = (0..binaries.len()).collect();
            if round % 2 == 1 {
                order.reverse();
            }
            for which in order {
                one(&binaries[which], &file, &variant, logins, &mut all[which])?;
            }
            raw.measure()?;
        }
        let (v, bound) = (raw.seconds("P-256 verify")?, variant.bound(&raw)?);
        println!(
            "\n{}: V {:.1} us, bound {:.1} V",
            variant.name,
            v * 1e6,
            bound / v
        );
        for (binary, spent) in binaries.iter().zip(&all) {
            println!("  {}", binary.display());
            for (at, at_once) in AT_ONCE.into_iter().enumerate() {
                let mut cpu = spent.cpu[at].clone();
                let middle = median(&mut cpu);
                println!(
                    "    {at_once} at once: {:.2} ms = {:.1} V = {:.2} x the bound ({:.2} to {:.2} ms), \
                     {:.1} switches, {:.2} fsyncs",
                    middle * 1e3,
                    middle / v,
                    middle / bound,
                    cpu.first().unwrap_or(&0.0) * 1e3,
                    cpu.last().unwrap_or(&0.0) * 1e3,
                    median(&mut spent.switches[at].clone()),
                    median(&mut spent.syncs[at].clone()),
                );
            }
            println!(
                "    ready after {:.0} ms, {:.0} ms of CPU; RSS {:.1} MB at the end",
                median(&mut spent.ready.clone()) * 1e3,
                median(&mut spent.ready_cpu.clone()) * 1e3,
                median(&mut spent.resident.clone()),
            );
        }
    }
    print!("\n{}", raw.table()?);
    Ok(())
}

fn one(
    binary: &Path,
    file: &str,
    variant: &Variant,
    logins: usize,
    spent: &mut Spent,
) -> Outcome<()> {
    know_peers(binary, file)?;
    for _ in 0..3 {
        let (serve, wall, cpu) = ready(binary, file)?;
        spent.ready.push(wall);
        spent.ready_cpu.push(cpu);
        serve.stop()?;
    }
    let serve = ready(binary, file)?.0;
    std::thread::sleep(Duration::from_millis(500));
    let mut walker = Walker::new(gateway());
    for _ in 0..50 {
        variant.walk(&mut walker, "plain")?;
    }
    drop(walker);
    let each = f64::from(u32::try_from(logins / 2)?);
    for (at, at_once) in AT_ONCE.into_iter().enumerate() {
        let (cpu, switches) = (serve.cpu()?, serve.switches()?);
        many(variant, logins / 2, at_once)?;
        spent.cpu[at].push((serve.cpu()? - cpu) / each);
        spent.switches[at].push((serve.switches()? - switches) / each);
    }
    spent.resident.push(serve.resident()?);
    for (at, at_once) in AT_ONCE.into_iter().enumerate() {
        if let Some(counted) = syncs(&serve, variant, 100, at_once)? {
            spent.syncs[at].push(counted);
        }
    }
    serve.stop()
}

impl Process {
    /// Voluntary context switches of all threads so far: how often one waited. proc(5).
    fn switches(&self) -> Outcome<f64> {
        let mut sum = 0_u32;
        for task in fs::read_dir(format!("/proc/{}/task", self.id()))? {
            // A thread may end meanwhile.
            let text = fs::read_to_string(task?.path().join("status")).unwrap_or_default();
            let line = text
                .lines()
                .find_map(|line| line.strip_prefix("voluntary_ctxt_switches:"));
            sum += line.map_or(Ok(0), |count| count.trim().parse())?;
        }
        Ok(f64::from(sum))
    }
}
