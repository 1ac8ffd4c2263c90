// SPDX-License-Identifier: EUPL-1.2
//! A look into the trail from inside the running gateway: the login behind one reference, or what changed last.
//! `landport audit find` reads all of it and follows the chains; this reads the newest files, with a bound.

use std::fs::File;
use std::io::{BufRead as _, BufReader};
use std::path::Path;

use memchr::memmem::Finder;

use super::chain::{files, is_ours};
use super::{Audit, AuditError, AuditKey, Class, Line, Story};

/// So many files of a class are read, the newest first: 512 MiB, some 1.5 million lines. A second on one core, and
/// the console has one look at a time.
const MOST_FILES: usize = 8;

/// A story has some thirty lines; one with a thousand refreshes is told by its first and newest.
const MOST_LINES: usize = 400;

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
        let (found, mut older) = self.lines_with(Class::Logins, &wanted)?;
        let mut stories = Vec::new();
        let found = found
            .into_iter()
            .filter(|line| line.text("reference") == reference);
        for line in found.take(3) {
            let login = line.login().to_owned();
            if login.is_empty() {
                stories.push(Story::of(vec![line]));
                continue;
            }
            let named = format!("\"login\":\"{login}\"");
            let mut lines = Vec::new();
            for class in [Class::Logins, Class::Messages] {
                let (more, left) = self.lines_with(class, &named)?;
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
        let (mut lines, _) = self.lines_with(Class::Operation, "\"event\":")?;
        lines.reverse();
        lines.truncate(most);
        Ok(lines)
    }

    /// The lines of a class with these octets in them that bear our seal, oldest first, and whether there are files
    /// that were not read. What comes out is read by its fields: that the octets stand somewhere is not enough.
    fn lines_with(&self, class: Class, octets: &str) -> Result<(Vec<Line>, bool), AuditError> {
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
        for file in newest {
            read(&file, class, (&finder, &self.0.key), &mut found)?;
        }
        Ok((found, older > 0))
    }
}

fn read(
    file: &Path,
    class: Class,
    (finder, key): (&Finder<'_>, &AuditKey),
    found: &mut Vec<Line>,
) -> Result<(), AuditError> {
    let io = |error: std::io::Error| AuditError::Io(format!("{}: {error}", file.display()));
    let mut reader = BufReader::with_capacity(1 << 16, File::open(file).map_err(io)?);
    let mut octets = Vec::new();
    loop {
        octets.clear();
        if reader.read_until(b'\n', &mut octets).map_err(io)? == 0 {
            return Ok(());
        }
        let line = octets.strip_suffix(b"\n").unwrap_or(&octets);
        if finder.find(line).is_none() || !is_ours(line, key) {
            continue;
        }
        found.extend(Line::read(class, line));
        if found.len() > MOST_LINES {
            // The first say how it began; of the others the newest count.
            found.remove(MOST_LINES / 2);
        }
    }
}
