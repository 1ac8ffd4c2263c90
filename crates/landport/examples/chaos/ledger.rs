// SPDX-License-Identifier: EUPL-1.2
//! What people and services saw. It is written by them, not by the gateways, which are held against it.

use std::collections::{BTreeMap, HashMap, HashSet, VecDeque};
use std::sync::Mutex;
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::faults::Fault;
use crate::thief::Spent;
use crate::wire::NOTHING;

/// So many used things are kept to be brought again.
const MOST_SPENT: usize = 600;

#[derive(Default)]
pub(crate) struct Ledger(Mutex<Book>);

#[derive(Default)]
struct Book {
    started: usize,
    under_way: usize,
    /// By how often they were sent back to begin anew; and of those who were not, how many loaded a page again.
    arrived: BTreeMap<usize, usize>,
    loaded_again: usize,
    anew: BTreeMap<String, usize>,
    took: Vec<Duration>,
    /// Who somebody is at a service, as it was told before anything failed.
    truth: HashMap<String, Value>,
    /// The `jti` of each ID token that reached its service.
    tokens: HashSet<String>,
    /// Codes whose redemption was not answered: there may be tokens that nobody got.
    unanswered: usize,
    /// Our answers that passed on their way abroad, by the request that they answer.
    abroad: HashMap<String, HashSet<String>>,
    spent: VecDeque<Spent>,
    replays: BTreeMap<&'static str, [usize; 2]>,
    faults: BTreeMap<Fault, Vec<Duration>>,
    /// The last that began, and with which status pages were loaded again since.
    fails: Option<Fault>,
    again: BTreeMap<(Option<Fault>, u16), usize>,
    violations: Vec<String>,
}

impl Ledger {
    fn book(&self) -> std::sync::MutexGuard<'_, Book> {
        self.0.lock().unwrap()
    }

    /// What was learned before the faults counts for no figure.
    pub(crate) fn begin(&self) {
        let mut book = self.book();
        book.started = 0;
        book.loaded_again = 0;
        book.arrived.clear();
        book.took.clear();
        book.anew.clear();
    }

    pub(crate) fn started(&self) {
        let mut book = self.book();
        book.started += 1;
        book.under_way += 1;
    }

    pub(crate) fn arrived(&self, anew: usize, loaded_again: bool, took: Duration) {
        let mut book = self.book();
        book.under_way -= 1;
        *book.arrived.entry(anew).or_default() += 1;
        if anew == 0 && loaded_again {
            book.loaded_again += 1;
        }
        book.took.push(took);
    }

    /// Somebody gave up, which is a violation by itself.
    pub(crate) fn lost(&self, who: &str, why: &str) {
        let mut book = self.book();
        book.under_way -= 1;
        book.violations
            .push(format!("{who} does not arrive: {why}"));
    }

    pub(crate) fn anew(&self, why: String) {
        *self.book().anew.entry(why).or_default() += 1;
    }

    pub(crate) fn violation(&self, what: String) {
        self.book().violations.push(what);
    }

    pub(crate) fn violations(&self) -> Vec<String> {
        self.book().violations.clone()
    }

    /// Holds what a service was told of somebody against what it was told first. A register that did not
    /// answer says nothing of her, and takes nothing away of who she is.
    pub(crate) fn is_the_same(&self, who: &str, mut told: Value) {
        let mut book = self.book();
        let truth = book.truth.entry(who.to_owned());
        let mut truth = truth.or_insert_with(|| told.clone()).clone();
        if told["match_status"] == "unavailable" {
            for of_the_register in ["match_status", "pid"] {
                for claims in [&mut told, &mut truth] {
                    claims
                        .as_object_mut()
                        .map(|claims| claims.remove(of_the_register));
                }
            }
        }
        if truth != told {
            let what = format!("{who} ended as another: {told} is not {truth}");
            book.violations.push(what);
        }
    }

    pub(crate) fn token(&self, jti: &str) {
        let mut book = self.book();
        if !book.tokens.insert(jti.to_owned()) {
            book.violations.push(format!("the token {jti} came twice"));
        }
    }

    pub(crate) fn tokens(&self) -> (HashSet<String>, usize) {
        let book = self.book();
        (book.tokens.clone(), book.unanswered)
    }

    pub(crate) fn unanswered(&self) {
        self.book().unanswered += 1;
    }

    /// One request of another country gets one answer, however often it is sent.
    pub(crate) fn answered_abroad(&self, to: &str, id: String) {
        let mut book = self.book();
        let ids = book.abroad.entry(to.to_owned()).or_default();
        ids.insert(id);
        let ids = ids.len();
        if ids > 1 {
            book.violations
                .push(format!("the request {to} has {ids} answers"));
        }
    }

    pub(crate) fn answers_abroad(&self) -> HashSet<String> {
        self.book().abroad.values().flatten().cloned().collect()
    }

    pub(crate) fn spend(&self, spent: Vec<Spent>) {
        let mut book = self.book();
        book.spent.extend(spent);
        while book.spent.len() > MOST_SPENT {
            book.spent.pop_front();
        }
    }

    /// A used thing: one of the newest, or any.
    pub(crate) fn spent(&self, chance: &mut crate::chance::Chance) -> Option<Spent> {
        let book = self.book();
        let newest = if chance.once_in(2) {
            20
        } else {
            book.spent.len()
        };
        let at = chance.below(newest.min(book.spent.len()));
        book.spent.iter().rev().nth(at).cloned()
    }

    pub(crate) fn all_spent(&self) -> Vec<Spent> {
        self.book().spent.iter().cloned().collect()
    }

    /// Something was brought again, and whether that was answered at all.
    pub(crate) fn replayed(&self, what: &'static str, answered: bool) {
        self.book().replays.entry(what).or_default()[usize::from(answered)] += 1;
    }

    pub(crate) fn fails(&self, fault: Fault) {
        self.book().fails = Some(fault);
    }

    /// A page is loaded again that came with this status.
    pub(crate) fn again(&self, status: u16) {
        let mut book = self.book();
        let fault = book.fails;
        *book.again.entry((fault, status)).or_default() += 1;
    }

    pub(crate) fn fault(&self, fault: Fault, ready: Option<Duration>) {
        let mut book = self.book();
        book.faults.entry(fault).or_default().extend(ready);
    }

    pub(crate) async fn all_ended(&self, patience: Duration) {
        let since = Instant::now();
        while self.book().under_way > 0 && since.elapsed() < patience {
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        let left = self.book().under_way;
        if left > 0 {
            self.violation(format!("{left} are still under way"));
        }
    }

    pub(crate) fn line(&self) -> String {
        let book = self.book();
        let arrived: usize = book.arrived.values().sum();
        format!(
            "{} began, {arrived} arrived, {} under way, {} violations",
            book.started,
            book.under_way,
            book.violations.len()
        )
    }

    /// Whether nothing was violated.
    pub(crate) fn report(&self, took: Duration) -> bool {
        let mut book = self.book();
        book.took.sort();
        let of = |all: &[Duration], share: usize| {
            all.get(all.len().saturating_sub(1) * share / 100).copied()
        };
        println!("\n{:.0} s", took.as_secs_f64());
        let faults: usize = book.faults.values().map(Vec::len).sum();
        println!("faults: {faults}");
        let again = std::mem::take(&mut book.again);
        for (fault, ready) in &mut book.faults {
            ready.sort();
            let again = again.iter().filter(|((of, _), _)| *of == Some(*fault));
            let again: String = again
                .map(|((_, status), times)| match *status {
                    NOTHING => format!(", {times} pages did not come"),
                    status => format!(", {times} pages said {status}"),
                })
                .collect();
            let (half, most) = (
                of(ready, 50).unwrap_or_default(),
                of(ready, 100).unwrap_or_default(),
            );
            println!(
                "  {:4}  {fault}: ready after {half:.1?}, at most {most:.1?}{again}",
                ready.len()
            );
        }
        println!("people: {} began", book.started);
        for (anew, people) in &book.arrived {
            match anew {
                0 => println!(
                    "  {people:6}  arrived, {} of them loaded a page again",
                    book.loaded_again
                ),
                n => println!("  {people:6}  arrived when they had begun anew {n} times"),
            }
        }
        for (why, times) in &book.anew {
            println!("  {times:6}  times begun anew: {why}");
        }
        let (half, most) = (of(&book.took, 50), of(&book.took, 99));
        println!(
            "  took {:.1?}, one in a hundred longer than {:.1?}",
            half.unwrap_or_default(),
            most.unwrap_or_default()
        );
        println!("brought again, refused and unanswered:");
        for (what, [unanswered, answered]) in &book.replays {
            println!("  {answered:6} {unanswered:6}  {what}");
        }
        println!(
            "tokens: {} arrived, {} redemptions unanswered; {} answers abroad",
            book.tokens.len(),
            book.unanswered,
            book.abroad.len()
        );
        println!("violations: {}", book.violations.len());
        for violation in book.violations.iter().take(50) {
            println!("  {violation}");
        }
        book.violations.is_empty()
    }
}
