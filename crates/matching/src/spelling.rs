// SPDX-License-Identifier: EUPL-1.2
//! All the ways of writing a word at once: a graph whose edges are letters.
//!
//! `Ö` is one step to the next place by itself, one by `O`, and two by `O` and `E`. So a name with
//! forty such letters has some hundred edges and not 3^40 spellings.

use std::collections::BTreeSet;

use unicode_normalization::char::compose;

use crate::letter::{Letter, words};
use crate::table::{bare, digraphs, romanised, romanised_pair};

/// How a letter came to stand on an edge, and so what it may be held against.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    /// As it was written.
    Written,
    /// Two letters for one, by ICAO's table.
    Digraph,
    /// Without its marks.
    Stripped,
    /// From another script.
    Romanised,
}

impl Way {
    /// Whether the same letter by these two ways is the same. One side may have lost its marks; two
    /// that both have marks must have the same. Two originals of one script are held against each
    /// other as written, not in Latin letters where both look alike.
    const fn meets(self, other: Self) -> bool {
        matches!(
            (self, other),
            (Self::Written, _)
                | (_, Self::Written)
                | (Self::Digraph, Self::Digraph)
                | (Self::Stripped, Self::Romanised)
                | (Self::Romanised, Self::Stripped)
        )
    }
}

#[derive(Clone, Copy, Debug)]
struct Edge {
    to: usize,
    letter: Letter,
    way: Way,
}

#[derive(Clone, Debug, Default)]
struct Place {
    edges: Vec<Edge>,
    /// Where one gets without a letter: a soft sign that is not written. Always a later letter.
    skips: Vec<usize>,
}

/// The ways of writing some words one after the other. Places are in the order of the text; those
/// inside a digraph stand behind all of these.
#[derive(Clone, Debug)]
pub(crate) struct Spellings {
    places: Vec<Place>,
    letters: usize,
}

/// Where one may stand in a graph.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Standing(BTreeSet<usize>);

/// What is left of the work that a comparison may cost.
#[derive(Debug)]
pub(crate) struct Steps(pub(crate) u32);

/// It would have cost more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Exhausted;

impl Steps {
    fn take(&mut self) -> Result<(), Exhausted> {
        self.0 = self.0.checked_sub(1).ok_or(Exhausted)?;
        Ok(())
    }
}

impl Spellings {
    pub(crate) fn of<'a>(words: impl IntoIterator<Item = &'a [Letter]>) -> Self {
        let words: Vec<&[Letter]> = words.into_iter().collect();
        let letters = words.iter().map(|word| word.len()).sum();
        let mut spellings = Self {
            places: vec![Place::default(); letters + 1],
            letters,
        };
        let mut at = 0;
        for word in words {
            for (i, letter) in word.iter().enumerate() {
                spellings.letter(at, *letter);
                if let Some(next) = word.get(i + 1)
                    && !letter.is_marked()
                {
                    spellings.pair(at, letter.base, *next);
                }
                at += 1;
            }
        }
        spellings
    }

    fn letter(&mut self, at: usize, letter: Letter) {
        self.way(at, at + 1, &[letter], Way::Written);
        let composed = letter.composed();
        // Й is a letter and no И with a mark; Ё is written Е wherever nobody minds.
        let own = composed.map_or(&[][..], romanised);
        if letter.is_marked() && (own.is_empty() || composed == Some('Ё')) {
            self.way(at, at + 1, &[Letter::plain(letter.base)], Way::Stripped);
        }
        if let Some(bare) = bare(letter.base) {
            self.way(at, at + 1, &[Letter::plain(bare)], Way::Stripped);
        }
        for whole in [composed, letter.is_marked().then_some(letter.base)]
            .into_iter()
            .flatten()
        {
            for text in digraphs(whole) {
                self.text(at, at + 1, text, Way::Digraph);
            }
        }
        let readings = if own.is_empty() {
            romanised(letter.base)
        } else {
            own
        };
        for text in readings {
            self.text(at, at + 1, text, Way::Romanised);
        }
    }

    /// An accent on the second letter stays a pair (ού), a diaeresis parts it (οϋ).
    fn pair(&mut self, at: usize, first: char, second: Letter) {
        let acute = compose(second.base, '\u{301}');
        if !second.is_marked() || second.composed() == acute {
            for text in romanised_pair(first, second.base) {
                self.text(at, at + 2, text, Way::Romanised);
            }
        }
    }

    fn text(&mut self, from: usize, to: usize, text: &str, way: Way) {
        let letters = words(text).unwrap_or_default().concat();
        self.way(from, to, &letters, way);
    }

    fn way(&mut self, from: usize, to: usize, letters: &[Letter], way: Way) {
        let mut at = from;
        let Some((last, before)) = letters.split_last() else {
            if let Some(place) = self.places.get_mut(from) {
                place.skips.push(to);
            }
            return;
        };
        for letter in before {
            self.places.push(Place::default());
            let next = self.places.len() - 1;
            self.edge(at, next, *letter, way);
            at = next;
        }
        self.edge(at, to, *last, way);
    }

    fn edge(&mut self, from: usize, to: usize, letter: Letter, way: Way) {
        if let Some(place) = self.places.get_mut(from) {
            place.edges.push(Edge { to, letter, way });
        }
    }

    /// Before the first letter.
    pub(crate) fn start(&self) -> Standing {
        let mut standing = Standing::default();
        self.put(0, &mut standing);
        standing
    }

    /// Whether one of the places is behind the last letter.
    pub(crate) fn is_end(&self, standing: &Standing) -> bool {
        standing.0.contains(&self.letters)
    }

    /// A place, and those that one gets to from there without a letter.
    fn put(&self, at: usize, standing: &mut Standing) {
        if standing.0.insert(at) {
            let skips = self.places.get(at).map_or(&[][..], |place| &place.skips);
            skips.iter().for_each(|to| self.put(*to, standing));
        }
    }

    /// Where one stands after a letter by a way of the other graph.
    fn step(
        &self,
        from: &Standing,
        letter: Letter,
        way: Way,
        steps: &mut Steps,
    ) -> Result<Standing, Exhausted> {
        let mut to = Standing::default();
        for place in from.0.iter().filter_map(|at| self.places.get(*at)) {
            for edge in &place.edges {
                steps.take()?;
                if edge.letter == letter && edge.way.meets(way) {
                    self.put(edge.to, &mut to);
                }
            }
        }
        Ok(to)
    }

    /// Where one stands after each way of writing `word`, beginning `from` any of these places.
    pub(crate) fn after(
        &self,
        from: &Standing,
        word: &Self,
        steps: &mut Steps,
    ) -> Result<Standing, Exhausted> {
        let mut reached = vec![Standing::default(); word.places.len()];
        if let Some(first) = reached.first_mut() {
            *first = from.clone();
        }
        for at in 0..word.letters {
            word.forward(at, self, &mut reached, steps)?;
        }
        Ok(reached.get(word.letters).cloned().unwrap_or_default())
    }

    /// From a place between two letters to all that follow it, through what lies inside digraphs.
    fn forward(
        &self,
        at: usize,
        other: &Self,
        reached: &mut [Standing],
        steps: &mut Steps,
    ) -> Result<(), Exhausted> {
        let mut waiting = vec![at];
        while let Some(at) = waiting.pop() {
            let (Some(place), Some(here)) = (self.places.get(at), reached.get(at).cloned()) else {
                continue;
            };
            if here.is_empty() {
                continue;
            }
            for to in &place.skips {
                if let Some(there) = reached.get_mut(*to) {
                    there.join(&here);
                }
            }
            for edge in &place.edges {
                let there = other.step(&here, edge.letter, edge.way, steps)?;
                if let Some(known) = reached.get_mut(edge.to) {
                    known.join(&there);
                }
                if edge.to > self.letters {
                    waiting.push(edge.to);
                }
            }
        }
        Ok(())
    }
}

impl Standing {
    pub(crate) fn join(&mut self, other: &Self) {
        self.0.extend(&other.0);
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}
