// SPDX-License-Identifier: EUPL-1.2
//! Several times as many people as the machine can carry: whoever is under way must arrive, whoever is not let in
//! keeps her place, and comes back when she was told to.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, VecDeque};
use std::fs;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Condvar, Mutex, PoisonError};
use std::time::{Duration, Instant};

use crate::cluster::of;
use crate::road::Road;
use crate::walk::{Asked, Entered, Seat, Walker};
use crate::wire::Answer;
use crate::{Outcome, Place, calm, many, ready, wait_for_peers};

/// So many at once when it is measured what the machine carries.
const AT_ONCE: usize = 16;
/// Threads for those who ask to be let in: so many that nobody waits for one, or the flood is as fast as its answers.
const DOORS: usize = 1500;
/// Each of them keeps a connection, as a browser does.
const CONNECTIONS: usize = 2 * (DOORS + WAYS);
/// Whoever is under way has a thread: ten seconds of what a machine of two cores carries, and more.
const WAYS: usize = 3000;
/// After the flood: so long those come back whose turn it is.
const AFTER: Duration = Duration::from_secs(60);

/// The first page of a login, in its browser.
type Page = ((String, Answer), Seat);

/// Somebody who comes, or comes back.
struct Person {
    due: Instant,
    came: Instant,
    seat: Option<(Seat, Asked)>,
}

impl PartialEq for Person {
    fn eq(&self, other: &Self) -> bool {
        self.due == other.due
    }
}

impl Eq for Person {}

impl PartialOrd for Person {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Person {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.due.cmp(&other.due)
    }
}

/// What was seen.
#[derive(Default)]
struct Seen {
    came: usize,
    /// Seconds that logins took, of those who arrived.
    took: Vec<f64>,
    /// Of those under way who did not arrive.
    failed: Vec<String>,
    /// Pages that said when to come back, and answers that gave no place.
    pages: usize,
    no_place: usize,
    /// Seconds in the queue, of those who were let in.
    waited: Vec<f64>,
    /// When who was let in had come: nobody who comes later is to be before her.
    let_in: Vec<Instant>,
    /// By how much the driver itself was late.
    late: Duration,
    begun_late: usize,
}

/// What the threads of the driver share.
struct Street {
    people: Mutex<BinaryHeap<Reverse<Person>>>,
    changed: Condvar,
    /// Those who were let in, and when.
    let_in: Mutex<VecDeque<(Instant, Page, Asked)>>,
    on: Condvar,
    ends: AtomicBool,
    seen: Mutex<Seen>,
}

fn locked<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Street {
    /// Whose time has come.
    fn next(&self) -> Option<Person> {
        let mut people = locked(&self.people);
        loop {
            if self.ends.load(Ordering::Relaxed) {
                return None;
            }
            let now = Instant::now();
            let wait = match people.peek() {
                Some(Reverse(person)) if person.due <= now => {
                    return people.pop().map(|Reverse(person)| person);
                }
                Some(Reverse(person)) => person.due - now,
                None => Duration::from_millis(100),
            };
            let waited = self.changed.wait_timeout(people, wait);
            people = waited.map_or_else(|poisoned| poisoned.into_inner().0, |(people, _)| people);
        }
    }

    fn comes(&self, person: Person) {
        locked(&self.people).push(Reverse(person));
        self.changed.notify_one();
    }

    /// Walks with whoever was let in, one after the other, until all of them arrived.
    fn walk(&self, road: &Road) {
        let mut walker = Walker::new();
        loop {
            let mut let_in = locked(&self.let_in);
            let (began, page, asked) = loop {
                if let Some(next) = let_in.pop_front() {
                    break next;
                }
                if self.ends.load(Ordering::Relaxed) {
                    return;
                }
                let waited = self.on.wait_timeout(let_in, Duration::from_secs(1));
                let_in = waited.map_or_else(|poisoned| poisoned.into_inner().0, |(it, _)| it);
            };
            drop(let_in);
            walker.sit_down(page.1);
            let outcome = road.walk_on(&mut walker, page.0, &asked, "plain");
            let mut seen = locked(&self.seen);
            match outcome {
                Ok(()) => seen.took.push(began.elapsed().as_secs_f64()),
                Err(error) => {
                    seen.failed.push(error.to_string());
                    walker = Walker::new();
                }
            }
        }
    }

    /// Whoever is due asks to be let in.
    fn ask(&self, road: &Road) {
        let mut walker = Walker::new();
        while let Some(person) = self.next() {
            let late = person.due.elapsed();
            let (came, began) = (person.came, Instant::now());
            let entered = road.enter(&mut walker, person.seat);
            let mut seen = locked(&self.seen);
            seen.late = seen.late.max(late);
            match entered {
                Ok(Entered::Waits(seconds, seat, asked)) => {
                    seen.pages += 1;
                    drop(seen);
                    self.comes(Person {
                        due: Instant::now() + Duration::from_secs(seconds),
                        came,
                        seat: Some((seat, asked)),
                    });
                }
                Ok(Entered::Refused) => seen.no_place += 1,
                Ok(Entered::Begun(page, asked)) => {
                    seen.waited.push(began.duration_since(came).as_secs_f64());
                    seen.let_in.push(came);
                    drop(seen);
                    let page = (page, walker.stand_up());
                    locked(&self.let_in).push_back((began, page, asked));
                    self.on.notify_one();
                }
                Err(error) => {
                    seen.begun_late += 1;
                    if seen.begun_late == 1 {
                        eprintln!("the first who could not ask: {error}");
                    }
                    walker = Walker::new();
                }
            }
        }
    }
}

/// Runs it: so many times what the machine carries, for so long.
pub(crate) fn run(place: &Place, binary: &Path, times: f64, seconds: u64) -> Outcome<()> {
    let Some(road) = Road::all()?.into_iter().find(|road| road.id() == "fr") else {
        return Err("no such road".into());
    };
    let file = road.configuration(place)?;
    let text = fs::read_to_string(&file)?;
    // Each person has an address of her own, or what one source may begin is what ends it.
    let public =
        format!("[public]\nmax_connections = {CONNECTIONS}\nbehind_proxy = [\"127.0.0.1/32\"]\n");
    let text = text
        .replace("require_par = true", "require_par = false")
        .replace("[public]\n", &public);
    fs::write(&file, text)?;
    let mut process = ready(binary, &file)?;
    wait_for_peers(&file)?;
    calm(&process)?;
    let walk = |walker: &mut Walker| road.walk(walker, "plain");
    many(&walk, 200, AT_ONCE)?;
    let since = Instant::now();
    many(&walk, 1_000, AT_ONCE)?;
    let carried = 1_000.0 / since.elapsed().as_secs_f64();
    let rate = carried * times;
    println!("the machine carries {carried:.0} logins a second; {rate:.0} come, for {seconds} s");

    let before = process.resident()?;
    process.forget_peak()?;
    let street = Street {
        people: Mutex::default(),
        changed: Condvar::new(),
        let_in: Mutex::default(),
        on: Condvar::new(),
        ends: AtomicBool::new(false),
        seen: Mutex::default(),
    };
    std::thread::scope(|scope| {
        let small = || std::thread::Builder::new().stack_size(256 << 10);
        for _ in 0..DOORS {
            small().spawn_scoped(scope, || street.ask(&road))?;
        }
        for _ in 0..WAYS {
            small().spawn_scoped(scope, || street.walk(&road))?;
        }
        let since = Instant::now();
        let mut came = 0;
        while since.elapsed() < Duration::from_secs(seconds) {
            let due = since + Duration::from_secs_f64(of(came) / rate);
            std::thread::sleep(due.saturating_duration_since(Instant::now()));
            street.comes(Person {
                due,
                came: due,
                seat: None,
            });
            came += 1;
            if came % 10_000 == 0 {
                let seen = locked(&street.seen);
                eprintln!(
                    "{came} came, {} let in, {} arrived, {} did not",
                    seen.let_in.len(),
                    seen.took.len(),
                    seen.failed.len()
                );
            }
        }
        std::thread::sleep(AFTER);
        // Nobody else sits down; who is under way gets there.
        street.ends.store(true, Ordering::Relaxed);
        street.changed.notify_all();
        street.on.notify_all();
        locked(&street.seen).came = came;
        Ok::<_, Box<dyn std::error::Error + Send + Sync>>(())
    })?;
    let waiting = locked(&street.people).len();
    let seen = street
        .seen
        .into_inner()
        .unwrap_or_else(PoisonError::into_inner);
    seen.tell(waiting);
    println!(
        "memory: {before:.0} MB before, {:.0} MB at most; it runs: {}",
        process.peak()?,
        process.runs()
    );
    process.stop()
}

impl Seen {
    fn tell(mut self, waiting: usize) {
        for error in self.failed.iter().take(5) {
            eprintln!(
                "did not arrive: {}",
                error.chars().take(300).collect::<String>()
            );
        }
        let (arrived, failed) = (self.took.len(), self.failed.len());
        self.took.sort_by(f64::total_cmp);
        self.waited.sort_by(f64::total_cmp);
        let at = |values: &[f64], percent: usize| {
            values
                .get(values.len() * percent / 100)
                .copied()
                .unwrap_or(f64::NAN)
        };
        println!(
            "{} came: {} let in, {waiting} still wait, {} without a place, {} could not ask; {} pages that say when",
            self.came,
            self.let_in.len(),
            self.no_place,
            self.begun_late,
            self.pages,
        );
        println!(
            "of those under way {arrived} arrived and {failed} did not: {:.3} %; they took {:.1} s, nine of ten {:.1} s, 99 of 100 {:.1} s",
            of(arrived) * 100.0 / of(arrived + failed),
            at(&self.took, 50),
            at(&self.took, 90),
            at(&self.took, 99),
        );
        println!(
            "in the queue {:.1} s, nine of ten {:.1} s; who came later was let in before by {:.1} s at most; the driver was late by {:.1} s at most",
            at(&self.waited, 50),
            at(&self.waited, 90),
            self.overtaken().as_secs_f64(),
            self.late.as_secs_f64(),
        );
    }

    /// By how much later than somebody who was let in after her the one had come who passed the most.
    fn overtaken(&self) -> Duration {
        let (mut latest, mut most) = (None::<Instant>, Duration::ZERO);
        for came in &self.let_in {
            if let Some(latest) = latest {
                most = most.max(latest.saturating_duration_since(*came));
            }
            latest = latest.max(Some(*came));
        }
        most
    }
}
