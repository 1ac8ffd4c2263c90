// SPDX-License-Identifier: EUPL-1.2
//! Instructions of one login outside the kernel, by function: the same on every run, however busy
//! the machine is. `valgrind --tool=callgrind` and its `callgrind_control` must be there.

use std::path::Path;
use std::process::Command;
use std::time::Duration;

use crate::process::Process;
use crate::road::Road;
use crate::walk::Walker;
use crate::{Outcome, Place, Walk, many, operator_ready, ready, wait, wait_for_peers};

/// Counts `logins` of each road after a warm-up; the profiles are left in the directory `target/callgrind`.
pub(crate) fn run(place: &Place, binary: &Path, logins: usize) -> Outcome<()> {
    for road in Road::all()? {
        let file = road.configuration(place)?;
        let serve = ready(binary, &file)?;
        wait_for_peers(&file)?;
        serve.stop()?;
        let walk = |walker: &mut Walker| road.walk(walker, "plain");
        counted((&road.client.id, road.name), (binary, &file), logins, &walk)?;
    }
    Ok(())
}

/// Counts `logins` of this walk, against this configuration; its profile is named so.
pub(crate) fn counted(
    (id, name): (&str, &str),
    (binary, file): (&Path, &Path),
    logins: usize,
    walk: &Walk<'_>,
) -> Outcome<()> {
    let each = f64::from(u32::try_from(logins)?);
    let directory = std::env::current_dir()?.join("target/callgrind");
    std::fs::create_dir_all(&directory)?;
    let profile = directory.join(id);
    let out = format!("--callgrind-out-file={}", profile.display());
    let binary = binary.to_str().ok_or("a binary in UTF-8")?;
    let file = file.to_str().ok_or("a directory in UTF-8")?;
    let serve = ["serve", "--config", file, "--log", "error"];
    let options = ["--tool=callgrind", "--instr-atstart=no", &out, binary];
    let arguments: Vec<&str> = options.into_iter().chain(serve).collect();
    let serve = Process::start(Path::new("valgrind"), &arguments)?;
    wait(Duration::from_secs(120), operator_ready)?;
    many(walk, 20, 1)?;
    let control = |what: &[&str]| {
        let pid = serve.id().to_string();
        Command::new("callgrind_control")
            .args(what)
            .arg(pid)
            .output()
    };
    control(&["-i", "on"])?;
    many(walk, logins, 1)?;
    control(&["-i", "off"])?;
    serve.stop()?;
    let text = std::fs::read_to_string(&profile)?;
    let total = text
        .lines()
        .find_map(|line| line.strip_prefix("totals: "))
        .ok_or("callgrind counted nothing")?;
    let total: f64 = total.trim().parse()?;
    println!(
        "{name}: {:.2} million instructions per login; callgrind_annotate {}",
        total / each / 1e6,
        profile.display()
    );
    Ok(())
}
