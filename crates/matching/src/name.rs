// SPDX-License-Identifier: EUPL-1.2
//! Whether two names are one.

use crate::letter::{Letter, Script, script, words};
use crate::spelling::{Exhausted, Spellings, Standing, Steps};

/// Letters of a name. The longest that eIDAS countries send have about a hundred; a text beyond
/// that is nobody's name, and its comparison would cost its square.
pub const MOST_LETTERS: usize = 160;

/// So many words are tried in every order: 256 sets of them. Family names with particles of Spain
/// and Portugal have up to eight. Longer ones are compared in the order in which they stand.
pub const MOST_WORDS_IN_ANY_ORDER: usize = 8;

/// What a decision may cost with all its candidates and names, or a comparison by itself, in edges
/// looked at: seven milliseconds (measured 2026-11-29). An honest comparison costs some thousands.
/// The graphs are built beside it: a decision on 32 hostile candidates took 2.4 times as long as one
/// comparison (`tests/it/cost.rs`, not optimised, 2026-11-30), and 30 times with steps for each
/// candidate.
///
/// Attack: two texts of `Ü` in words of different length, so that every place of one can be every
/// place of the other. Defence: when it is used up the outcome is [`Verdict::Unsure`], of all that is
/// still to be compared. Trade: two persons with such names are never matched.
pub const MOST_STEPS: u32 = 200_000;

/// What a comparison says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// A real difference.
    Different,
    /// One name: nothing differs but the spelling.
    Same,
    /// It cannot be said: a text that is no name, or one too long. Never a match.
    Unsure,
}

/// A name in one or two scripts, as a record has it.
///
/// `Debug` hides it: names are personal data.
#[derive(Clone, PartialEq, Eq)]
pub struct Name {
    text: String,
    original: Option<String>,
}

impl Name {
    /// A name in one script, whichever it is.
    #[must_use]
    pub fn new(text: &str) -> Self {
        Self {
            text: text.to_owned(),
            original: None,
        }
    }

    /// A name in Latin letters with its original in others. eIDAS Attribute Profile 1.4 §2.4.
    #[must_use]
    pub fn with_original(latin: &str, original: &str) -> Self {
        Self {
            text: latin.to_owned(),
            original: Some(original.to_owned()),
        }
    }

    /// This name with another one behind it, in each script that both have.
    #[must_use]
    pub(crate) fn followed_by(&self, other: &Self) -> Self {
        let join = |one: &str, two: &str| format!("{one} {two}");
        let originals = self.original.as_deref().zip(other.original.as_deref());
        Self {
            text: join(&self.text, &other.text),
            original: originals.map(|(one, two)| join(one, two)),
        }
    }

    /// Whether they are one name.
    ///
    /// Where both have an original of one script, these decide: nothing was transliterated between
    /// them. Else it is enough that one form of each is the same: the country may have written the
    /// Latin form by one table and the register by another.
    #[must_use]
    pub fn compare(&self, other: &Self) -> Verdict {
        self.compare_within(other, &mut Steps(MOST_STEPS))
    }

    /// The same, by what is left of the work of a whole decision.
    pub(crate) fn compare_within(&self, other: &Self, steps: &mut Steps) -> Verdict {
        let (Some(mine), Some(theirs)) = (self.forms(), other.forms()) else {
            return Verdict::Unsure;
        };
        let of = |forms: &[Form], wanted| {
            let form = forms.iter().find(|form| form.script == Some(wanted));
            form.cloned()
        };
        for script in [Script::Greek, Script::Cyrillic, Script::Other] {
            if let (Some(one), Some(two)) = (of(&mine, script), of(&theirs, script)) {
                return one.compare(&two, steps);
            }
        }
        let pairs = mine
            .iter()
            .flat_map(|one| theirs.iter().map(move |two| (one, two)));
        pairs.fold(Verdict::Different, |so_far, (one, two)| match so_far {
            Verdict::Same => Verdict::Same,
            so_far => match one.compare(two, steps) {
                Verdict::Different => so_far,
                verdict => verdict,
            },
        })
    }

    fn forms(&self) -> Option<Vec<Form>> {
        let texts = [Some(&self.text), self.original.as_ref()];
        texts
            .into_iter()
            .flatten()
            .map(|text| Form::of(text))
            .collect()
    }
}

impl std::fmt::Debug for Name {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Name(…)")
    }
}

/// A name in one script.
#[derive(Clone)]
struct Form {
    words: Vec<Vec<Letter>>,
    script: Option<Script>,
}

impl Form {
    fn of(text: &str) -> Option<Self> {
        // Before anything is built of it: no letter needs more than four bytes and three marks.
        if text.len() > MOST_LETTERS * 16 {
            return None;
        }
        let words = words(text)?;
        let letters: usize = words.iter().map(Vec::len).sum();
        (letters <= MOST_LETTERS).then(|| Self {
            script: script(&words),
            words,
        })
    }

    fn compare(&self, other: &Self, steps: &mut Steps) -> Verdict {
        let same = self
            .is_as_written(other, steps)
            .and_then(|same| Ok(same || self.is_in_another_order(other, steps)?))
            .and_then(|same| Ok(same || other.is_in_another_order(self, steps)?));
        match same {
            Ok(true) => Verdict::Same,
            Ok(false) => Verdict::Different,
            Err(Exhausted) => Verdict::Unsure,
        }
    }

    fn spellings(&self) -> Spellings {
        Spellings::of(self.words.iter().map(Vec::as_slice))
    }

    /// Words one after the other, wherever the blanks are.
    fn is_as_written(&self, other: &Self, steps: &mut Steps) -> Result<bool, Exhausted> {
        let theirs = other.spellings();
        let end = theirs.after(&theirs.start(), &self.spellings(), steps)?;
        Ok(theirs.is_end(&end))
    }

    /// Our words in any order are theirs as they stand. Every set of words is looked at once, with
    /// all the places that one gets to by it: 2^n sets, not n! orders.
    fn is_in_another_order(&self, other: &Self, steps: &mut Steps) -> Result<bool, Exhausted> {
        let words = self.words.len();
        if !(2..=MOST_WORDS_IN_ANY_ORDER).contains(&words) {
            return Ok(false);
        }
        let words: Vec<Spellings> = self
            .words
            .iter()
            .map(|word| Spellings::of([word.as_slice()]))
            .collect();
        let theirs = other.spellings();
        let all = (1_usize << words.len()) - 1;
        let mut reached: Vec<Standing> = vec![Standing::default(); all + 1];
        if let Some(none) = reached.first_mut() {
            *none = theirs.start();
        }
        for used in 0..all {
            let Some(here) = reached.get(used).filter(|here| !here.is_empty()).cloned() else {
                continue;
            };
            for (i, word) in words.iter().enumerate() {
                let with = used | (1 << i);
                if with != used {
                    let there = theirs.after(&here, word, steps)?;
                    if let Some(known) = reached.get_mut(with) {
                        known.join(&there);
                    }
                }
            }
        }
        Ok(reached.last().is_some_and(|end| theirs.is_end(end)))
    }
}
