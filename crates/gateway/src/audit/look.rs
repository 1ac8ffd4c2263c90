// SPDX-License-Identifier: EUPL-1.2
//! A look into the trail from inside the running gateway: the login behind one reference, or what changed last.
//! `landport audit find` reads all of it and follows the chains; this reads the newest files, with a bound.

use std::fs::File;
use std::io::{BufRead as _, BufReader};
use std::path::Path;

use memchr::memmem::Finder;

use super::chain::{files, is_ours};
use super::{Audit, AuditError, AuditKey, Class, Line, Story};

/// So many files of a class are read, the newest first: 512 MiB, some 1.5 million lines. A login is looked for by its
/// reference and then by its name in two classes; of three that bear one reference that is seven such readings, 3.5 GiB.
/// The console has one look at a time, for operators alone, on a thread that answers nobody.
const MOST_FILES: usize = 8;

/// A story has some thirty lines; one with a thousand refreshes is told by its first and newest.
const MOST_LINES: usize = 400;

/// The reference of a flood is that of many; so many are told.
const MOST_STORIES: usize = 3;

/// What was found.
#[derive(Debug, Default)]
pub struct Looked {
    /// The logins behind it. One, unless the reference is that of a flood.
    pub stories: Vec<Story>,
    /// Older files were not read.
    pub older: bool,
}

/// A reference as it stands on the page: read out, it comes in small letters and with spaces.
#[must_use]
pub fn spelt(reference: &str) -> String {
    let letters = reference
        .chars()
        .filter(|c| !c.is_whitespace() && *c != '-');
    letters.collect::<String>().to_uppercase()
}

impl Audit {
    /// The login behind this reference. Blocks.
    ///
    /// # Errors
    /// The files cannot be read.
    pub fn login_of(&self, reference: &str) -> Result<Looked, AuditError> {
        let wanted = format!("\"reference\":\"{reference}\"");
        let (found, mut older) = self.lines_with(Class::Logins, &wanted, MOST_STORIES)?;
        let mut stories = Vec::new();
        let found = found
            .into_iter()
            .filter(|line| line.text("reference") == reference);
        for line in found.take(MOST_STORIES) {
            let login = line.login().to_owned();
            if login.is_empty() {
                stories.push(Story::of(vec![line]));
                continue;
            }
            let named = format!("\"login\":\"{login}\"");
            let mut lines = Vec::new();
            for class in [Class::Logins, Class::Messages] {
                let (more, left) = self.lines_with(class, &named, usize::MAX)?;
                lines.extend(more.into_iter().filter(|it| it.login() == login));
                older |= left;
            }
            stories.push(Story::of(lines));
        }
        Ok(Looked { stories, older })
    }

    /// The last lines about the gateway itself, newest first. Blocks.
    ///
    /// # Errors
    /// The files cannot be read.
    pub fn last_changes(&self, most: usize) -> Result<Vec<Line>, AuditError> {
        let (mut lines, _) = self.lines_with(Class::Operation, "\"event\":", most)?;
        lines.reverse();
        lines.truncate(most);
        Ok(lines)
    }

    /// The lines of a class with these octets in them that bear our seal, oldest first, and whether there are older
    /// files than are ever read. The newest files are read first, and no more of them once there are `enough` lines.
    /// What comes out is read by its fields: that the octets stand somewhere is not enough.
    fn lines_with(
        &self,
        class: Class,
        octets: &str,
        enough: usize,
    ) -> Result<(Vec<Line>, bool), AuditError> {
        let finder = Finder::new(octets.as_bytes());
        let Some(kept) = &self.0.files else {
            let lines = self.lines();
            let lines = lines.iter().filter_map(|line| {
                let found = finder.find(line.as_bytes()).is_some();
                found.then(|| Line::read(class, line.as_bytes())).flatten()
            });
            let of_class = |line: &Line| {
                let mut known = super::EVENTS.iter();
                known.any(|doc| doc.name == line.event() && doc.class == class)
            };
            return Ok((lines.filter(of_class).collect(), false));
        };
        let mut all = files(&kept.options.dir, class)?;
        let older = all.len().saturating_sub(MOST_FILES);
        let newest = all.split_off(older);
        let mut found = Vec::new();
        for file in newest.iter().rev() {
            let mut lines = read(file, class, (&finder, &self.0.key))?;
            lines.append(&mut found);
            // The first say how it began; of the others the newest count.
            let over = lines.len().saturating_sub(MOST_LINES);
            if over > 0 {
                lines.drain(MOST_LINES / 2..MOST_LINES / 2 + over);
            }
            found = lines;
            if found.len() >= enough {
                break;
            }
        }
        Ok((found, older > 0))
    }
}

fn read(
    file: &Path,
    class: Class,
    (finder, key): (&Finder<'_>, &AuditKey),
) -> Result<Vec<Line>, AuditError> {
    let io = |error: std::io::Error| AuditError::Io(format!("{}: {error}", file.display()));
    let mut reader = BufReader::with_capacity(1 << 16, File::open(file).map_err(io)?);
    let (mut octets, mut found) = (Vec::new(), Vec::new());
    loop {
        octets.clear();
        if reader.read_until(b'\n', &mut octets).map_err(io)? == 0 {
            return Ok(found);
        }
        let line = octets.strip_suffix(b"\n").unwrap_or(&octets);
        if finder.find(line).is_none() || !is_ours(line, key) {
            continue;
        }
        found.extend(Line::read(class, line));
        if found.len() > MOST_LINES {
            found.remove(MOST_LINES / 2);
        }
    }
}
