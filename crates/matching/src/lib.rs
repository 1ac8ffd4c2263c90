// SPDX-License-Identifier: EUPL-1.2
//! Whether two records are of one natural person. Implementing Regulation (EU) 2025/846 art. 2.
//!
//! *Exact and one person, or unsuccessful* (art. 2(7)), and the outcome is not changed by
//! transliteration, blanks, hyphens, concatenation and the like (art. 2(6)). Nothing is scored and
//! nothing is nearly right: a letter that no published table explains is a difference.
//!
//! | file | what it says |
//! |---|---|
//! | `letter` | a text as letters in capitals, without what does not count |
//! | `table` | what a letter may be written as: ICAO Doc 9303, Bulgarian law, ELOT 743, ISO 9 |
//! | `spelling` | all the ways of writing a word at once, as a graph |
//! | `name` | whether two names are one: as written, or in another order |
//! | `person` | whether two records are of one person, and what differs |
//! | `decide` | which of several candidates it is, if any |
//!
//! Every letter has few readings and a name has many, so they are never listed: two graphs are
//! walked together, in time that is bounded by [`MOST_STEPS`].
//!
//! The rules as a set of pairs that any state can use: `docs/matching/pairs.csv`.
//!
//! ```
//! use identity_matching::{Decision, Name, Person, decide};
//! let person = |family: &str, given: &str| {
//!     Person::new(Name::new(family), Name::new(given), "1990-05-14")
//! };
//! let asked = person("Østbråten", "Anne Marie");
//! let one = person("OESTBRAATEN", "Anne-Marie");
//! assert_eq!(decide(&asked, std::slice::from_ref(&one)), Decision::Exact(0));
//! assert_eq!(decide(&asked, &[one.clone(), one]), Decision::Ambiguous);
//! ```

mod decide;
mod letter;
mod name;
mod person;
mod spelling;
mod table;

pub use decide::{Decision, MOST_CANDIDATES, decide};
pub use name::{MOST_LETTERS, MOST_STEPS, MOST_WORDS_IN_ANY_ORDER, Name, Verdict};
pub use person::{Comparison, Difference, Gender, Person};
