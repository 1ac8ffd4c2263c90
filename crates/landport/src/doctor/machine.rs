// SPDX-License-Identifier: EUPL-1.2
//! The machine under the gateway: room, inodes, rights of what lies in the data directory, open files.

use std::fs;
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};
use std::path::{Path, PathBuf};

use gateway::settings::Settings;
use rustix::process::{Resource, getrlimit};

use super::{Row, State};

/// Twice the reserve that stays free for logins under way (docs/operations.md, Floods).
const LITTLE_ROOM: u64 = 128 << 20;
/// Five minutes of the most that may begin (500 a second, 2 KiB each) and a day of the trail.
const SOME_ROOM: u64 = 1 << 30;
/// The store makes some hundred files, the trail one each 64 MiB.
const LITTLE_INODES: u64 = 1_000;
const SOME_INODES: u64 = 10_000;
/// Those of the store, the trail, the peers and the e-IDs, as `serve` reckons.
const OTHER_FILES: u64 = 256;

/// `files` are those that the running gateway has open and may have.
pub(super) fn look(settings: &Settings, files: Option<(u64, u64)>) -> Vec<Row> {
    let mut rows = room(&settings.data);
    rows.push(rights(&settings.data));
    rows.push(open_files(settings, files));
    rows
}

/// The nearest directory that is there.
fn nearest(data: &Path) -> &Path {
    let there = data.ancestors().find(|path| path.exists());
    there.unwrap_or_else(|| Path::new("."))
}

fn room(data: &Path) -> Vec<Row> {
    let place = nearest(data);
    let stat = match rustix::fs::statvfs(place) {
        Ok(stat) => stat,
        Err(error) => {
            let why = format!("{}: {error}", place.display());
            return vec![
                Row::new("disk", State::Wrong, why).so("Mount the disk of the data directory"),
            ];
        }
    };
    let free = stat.f_bavail.saturating_mul(stat.f_frsize);
    let told = format!("{} MiB free at {}", free >> 20, place.display());
    let of = |least, some, free| match free {
        free if free < least => State::Wrong,
        free if free < some => State::Look,
        _ => State::Good,
    };
    let make_room = "Make room: no login begins when the reserve is touched";
    let mut rows = vec![graded(
        "disk",
        of(LITTLE_ROOM, SOME_ROOM, free),
        told,
        make_room,
    )];
    // Some file systems make inodes as they are needed, and say 0 of 0.
    if stat.f_files > 0 {
        let told = format!("{} inodes free", stat.f_favail);
        let state = of(LITTLE_INODES, SOME_INODES, stat.f_favail);
        rows.push(graded(
            "inodes",
            state,
            told,
            "Take small files away, or make the file system anew",
        ));
    }
    rows
}

fn graded(what: &str, state: State, told: String, remedy: &str) -> Row {
    let row = Row::new(what, state, told);
    if state == State::Good {
        row
    } else {
        row.so(remedy)
    }
}

/// Whether everything in the data directory is its owner's alone.
fn rights(data: &Path) -> Row {
    let what = "data directory";
    let Ok(top) = fs::metadata(data) else {
        return Row::new(what, State::Skipped, "not there yet: serve makes it");
    };
    let mut open = Vec::new();
    let mut seen = 0;
    below(data, &mut |path, found| {
        seen += 1;
        if found.uid() != top.uid() {
            open.push(format!(
                "{} belongs to user {}",
                path.display(),
                found.uid()
            ));
        } else if found.permissions().mode() & 0o002 != 0 && !found.is_symlink() {
            open.push(format!("{} can be changed by everybody", path.display()));
        }
    });
    if top.permissions().mode() & 0o077 != 0 {
        open.push(format!("{} is open to others", data.display()));
    }
    match open.first() {
        None => Row::good(what, format!("{seen} entries, all its owner's alone")),
        Some(first) => {
            let more = open.len() - 1;
            let why = match more {
                0 => first.clone(),
                more => format!("{first}, and {more} more"),
            };
            let remedy = format!("chown -R and chmod -R go= {}", data.display());
            Row::new(what, State::Wrong, why).so(remedy)
        }
    }
}

fn below(directory: &Path, each: &mut dyn FnMut(&Path, &fs::Metadata)) {
    let entries = fs::read_dir(directory).into_iter().flatten().flatten();
    let paths: Vec<PathBuf> = entries.map(|entry| entry.path()).collect();
    for path in paths {
        // What went away meanwhile is nobody's fault: the store runs.
        let Ok(found) = fs::symlink_metadata(&path) else {
            continue;
        };
        each(&path, &found);
        if found.is_dir() {
            below(&path, each);
        }
    }
}

fn open_files(settings: &Settings, files: Option<(u64, u64)>) -> Row {
    let connections = u64::try_from(settings.public.max_connections).unwrap_or(u64::MAX);
    let needed = connections.saturating_add(OTHER_FILES);
    let remedy = format!("LimitNOFILE={needed} in the unit, or fewer max_connections");
    let (most, told) = match files {
        Some((open, most)) => (
            most,
            format!("the gateway has {open} of {most} open, and may need {needed}"),
        ),
        None => {
            // `None` is no limit.
            let most = getrlimit(Resource::Nofile).maximum.unwrap_or(u64::MAX);
            (
                most,
                format!("this user may open {most}, and the gateway may need {needed}"),
            )
        }
    };
    let state = if most < needed {
        State::Look
    } else {
        State::Good
    };
    graded("open files", state, told, &remedy)
}
