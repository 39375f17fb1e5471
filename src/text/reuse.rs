//! Passages that texts have in common, in the same words or nearly.
//!
//! What is compared are the stems of words with content, in their order. Two texts share a
//! *match* where a pair of neighbouring stems of one stands in the other, a word between the
//! two overlooked; matches in the same order and close to each other make a *passage*. Its
//! score is the weight of what matches less what was skipped, so that a passage survives the
//! exchange of a word here and there, which is how press texts are rewritten. A pair that a
//! text repeats often is no evidence and is not followed, which keeps the work nearly
//! proportional to the length of the texts.
//!
//! # The thresholds
//! - [`LEAST_WORDS`] and [`LEAST_SCORE`]: a person's full name with title and office runs to
//!   six or seven words with content, and so does the longest set phrase. A clause that
//!   somebody wrote runs to a dozen. Eight, weighing as much as five that occur nowhere else,
//!   is more than any name and less than a sentence.
//! - [`LEAST_DENSITY`]: in a passage that was copied and touched up, more than half of the
//!   words are still there. Below that two authors tell the same news in their own words.
//! - [`COPY`]: an editor who cuts a quarter of a report has reprinted it; who keeps less has
//!   written something of his own with borrowed parts.

use std::collections::{BTreeSet, HashMap};
use std::ops::Range;

use super::words::{FunctionWords, stem, words};

/// The fewest matching words with content that make a passage.
pub const LEAST_WORDS: usize = 8;
/// The least score of a passage; a word that only the two texts have, once each, counts 1.
pub const LEAST_SCORE: f64 = 5.0;
/// The least share of a passage's words, in the text where it is longer, that match.
pub const LEAST_DENSITY: f64 = 0.5;
/// The share of a text, by weight, that makes it a copy when it stands in the other.
pub const COPY: f64 = 0.75;

/// The widest gap inside a passage, in words with content.
const WIDEST_GAP: usize = 6;
/// What each word that is skipped inside a passage costs.
const SKIP_COST: f64 = 0.3;
/// How often a pair of stems may occur in a text and still be followed.
const MOST_OCCURRENCES: usize = 12;

/// A passage that two texts have in common.
#[derive(Debug, Clone, PartialEq)]
pub struct Passage {
    /// Its bytes in the first text.
    pub first: Range<usize>,
    /// Its bytes in the second text.
    pub second: Range<usize>,
    /// How many words with content match.
    pub words: usize,
    /// Their weight, less what was skipped.
    pub score: f64,
}

/// What two texts have in common.
#[derive(Debug, Clone, PartialEq)]
pub struct Pair {
    /// The index of the first text.
    pub first: usize,
    /// The index of the second text.
    pub second: usize,
    /// The share of the first text, by weight, that stands in the second.
    pub of_first: f64,
    /// The share of the second text that stands in the first.
    pub of_second: f64,
    /// The passages, in the order of the first text; never none.
    pub passages: Vec<Passage>,
}

/// What a pair of texts are to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Likeness {
    /// One holds the other, or nearly.
    Copy,
    /// They share passages.
    Borrowed,
}

impl Likeness {
    /// The name used in machine output.
    pub fn as_str(self) -> &'static str {
        match self {
            Likeness::Copy => "copy",
            Likeness::Borrowed => "borrowed",
        }
    }
}

impl Pair {
    /// Whether one of the two is a copy.
    pub fn likeness(&self) -> Likeness {
        if self.containment() >= COPY {
            Likeness::Copy
        } else {
            Likeness::Borrowed
        }
    }

    /// The share of the text that stands more fully in the other.
    pub fn containment(&self) -> f64 {
        self.of_first.max(self.of_second)
    }

    /// The sum of the scores of the passages.
    pub fn score(&self) -> f64 {
        self.passages.iter().map(|passage| passage.score).sum()
    }
}

/// Texts prepared for comparison with one another.
#[derive(Debug)]
pub struct Collection {
    texts: Vec<Stems>,
    /// The weight of each stem.
    weights: Vec<f64>,
    numbers: HashMap<String, usize>,
    function_words: FunctionWords,
}

/// The stems with content of a text, as numbers, with their places.
#[derive(Debug, Default)]
struct Stems {
    stems: Vec<usize>,
    places: Vec<Range<usize>>,
}

impl Collection {
    /// Reads the texts and weighs their words by rarity.
    pub fn new<'a>(texts: impl IntoIterator<Item = &'a str>) -> Self {
        let mut collection = Self {
            texts: Vec::new(),
            weights: Vec::new(),
            numbers: HashMap::new(),
            function_words: FunctionWords::default(),
        };
        for text in texts {
            let read = collection.read(text);
            collection.texts.push(read);
        }
        collection.weigh();
        collection
    }

    fn read(&mut self, text: &str) -> Stems {
        let mut read = Stems::default();
        for word in words(text) {
            if self.function_words.hold(&word.folded) {
                continue;
            }
            let next = self.numbers.len();
            let stem = stem(&word.folded);
            let number = match self.numbers.get(stem) {
                Some(&number) => number,
                None => *self.numbers.entry(stem.to_owned()).or_insert(next),
            };
            read.stems.push(number);
            read.places.push(word.at);
        }
        read
    }

    /// A word counts the less, the more of the texts have it, and the more often those that
    /// have it use it. The second is taken per text, so that a copy in the collection does
    /// not make the words of its original common.
    fn weigh(&mut self) {
        let mut texts_with = vec![0_u32; self.numbers.len()];
        let mut occurrences = vec![0_u32; self.numbers.len()];
        for text in &self.texts {
            let mut seen: Vec<usize> = text.stems.clone();
            for &stem in &seen {
                occurrences[stem] += 1;
            }
            seen.sort_unstable();
            seen.dedup();
            for stem in seen {
                texts_with[stem] += 1;
            }
        }
        let all = u32::try_from(self.texts.len()).map_or(f64::from(u32::MAX), f64::from);
        // A word that two texts share and no other has weighs 1.
        let most = (1.0 + all / 2.0).ln();
        self.weights = texts_with
            .iter()
            .zip(&occurrences)
            .map(|(&texts, &times)| {
                let texts = f64::from(texts.max(1));
                let rarity = ((1.0 + all / texts).ln() / most).min(1.0);
                rarity / (1.0 + (f64::from(times) / texts).max(1.0).ln())
            })
            .collect();
    }

    /// How many words with content a text has.
    pub fn length(&self, text: usize) -> usize {
        self.texts.get(text).map_or(0, |text| text.stems.len())
    }

    /// Compares every text with every other; pairs without a common passage are left out.
    pub fn pairs(&self) -> Vec<Pair> {
        let mut pairs = Vec::new();
        for second in 1..self.texts.len() {
            let index = PairIndex::of(&self.texts[second].stems);
            for first in 0..second {
                pairs.extend(self.compare(first, second, &index));
            }
        }
        pairs.sort_by_key(|pair| (pair.first, pair.second));
        pairs
    }

    fn compare(&self, first: usize, second: usize, index: &PairIndex) -> Option<Pair> {
        let (a, b) = (&self.texts[first], &self.texts[second]);
        let chains = self.chains(&a.stems, &matches(&a.stems, index));
        if chains.is_empty() {
            return None;
        }
        let mut in_first = vec![false; a.stems.len()];
        let mut in_second = vec![false; b.stems.len()];
        let mut passages = Vec::new();
        for chain in chains {
            for &(i, j) in &chain.matches {
                in_first[i] = true;
                in_second[j] = true;
            }
            let (Some(start), Some(end)) = (chain.matches.first(), chain.matches.last()) else {
                continue;
            };
            passages.push(Passage {
                first: a.places[start.0].start..a.places[end.0].end,
                second: b.places[start.1].start..b.places[end.1].end,
                words: chain.matches.len(),
                score: chain.score,
            });
        }
        passages.sort_by_key(|passage| (passage.first.start, passage.second.start));
        Some(Pair {
            first,
            second,
            of_first: self.share(&a.stems, &in_first),
            of_second: self.share(&b.stems, &in_second),
            passages,
        })
    }

    /// The share of a text's weight that is marked.
    fn share(&self, stems: &[usize], marked: &[bool]) -> f64 {
        let weight = |&stem: &usize| self.weights[stem];
        let all: f64 = stems.iter().map(weight).sum();
        let part: f64 = stems
            .iter()
            .zip(marked)
            .filter(|(_, marked)| **marked)
            .map(|(stem, _)| weight(stem))
            .sum();
        if all > 0.0 { part / all } else { 0.0 }
    }

    /// The best chains of matches, none of which share a match.
    fn chains(&self, stems: &[usize], matches: &[(usize, usize)]) -> Vec<Chain> {
        let mut score = vec![0.0_f64; matches.len()];
        let mut before: Vec<Option<usize>> = vec![None; matches.len()];
        let mut window = 0;
        for at in 0..matches.len() {
            let (i, j) = matches[at];
            while matches[window].0 + WIDEST_GAP + 1 < i {
                window += 1;
            }
            let mut best = 0.0;
            for earlier in window..at {
                let (i0, j0) = matches[earlier];
                if i0 >= i || j0 >= j || j - j0 > WIDEST_GAP + 1 {
                    continue;
                }
                let skipped = (i - i0).max(j - j0) - 1;
                let joined = score[earlier] - cost(skipped);
                if joined > best {
                    best = joined;
                    before[at] = Some(earlier);
                }
            }
            score[at] = best + self.weights[stems[i]];
        }
        let mut ends: Vec<usize> = (0..matches.len())
            .filter(|&at| score[at] >= LEAST_SCORE)
            .collect();
        ends.sort_by(|&a, &b| score[b].total_cmp(&score[a]).then(a.cmp(&b)));
        let mut used = vec![false; matches.len()];
        let mut chains = Vec::new();
        for end in ends {
            let mut chain = Vec::new();
            let mut at = Some(end);
            let mut taken = 0.0;
            while let Some(here) = at {
                if used[here] {
                    // The rest belongs to a better chain; only what comes after it is new.
                    taken = score[here];
                    break;
                }
                chain.push(here);
                at = before[here];
            }
            let own = score[end] - taken;
            if own < LEAST_SCORE {
                continue;
            }
            chain.reverse();
            let chain: Vec<usize> = chain;
            let found: Vec<(usize, usize)> = chain.iter().map(|&at| matches[at]).collect();
            if found.len() >= LEAST_WORDS && density(&found) >= LEAST_DENSITY {
                for at in chain {
                    used[at] = true;
                }
                chains.push(Chain {
                    matches: found,
                    score: own,
                });
            }
        }
        chains
    }

    /// How much of `part`, by the rarity of its words, stands in `whole`; none where no text
    /// of the collection has any of its words.
    pub fn overlap(&self, part: &str, whole: &str) -> Option<f64> {
        let numbers = |text: &str| -> Vec<usize> {
            let mut numbers: Vec<usize> = words(text)
                .iter()
                .filter(|word| !self.function_words.hold(&word.folded))
                .filter_map(|word| self.numbers.get(stem(&word.folded)).copied())
                .collect();
            numbers.sort_unstable();
            numbers.dedup();
            numbers
        };
        let whole = numbers(whole);
        let part = numbers(part);
        let here: Vec<bool> = part
            .iter()
            .map(|stem| whole.binary_search(stem).is_ok())
            .collect();
        (!part.is_empty()).then(|| self.share(&part, &here))
    }
}

#[expect(clippy::cast_precision_loss, reason = "a gap is a few words")]
fn cost(skipped: usize) -> f64 {
    SKIP_COST * skipped as f64
}

/// The share of the words of a chain that match, where it is stretched most.
#[expect(
    clippy::cast_precision_loss,
    reason = "a text has far fewer than 2^52 words"
)]
fn density(chain: &[(usize, usize)]) -> f64 {
    let (Some(start), Some(end)) = (chain.first(), chain.last()) else {
        return 0.0;
    };
    let stretch = (end.0 - start.0).max(end.1 - start.1) + 1;
    chain.len() as f64 / stretch as f64
}

struct Chain {
    matches: Vec<(usize, usize)>,
    score: f64,
}

/// Pairs of neighbouring stems, one word between them at most.
fn neighbours(stems: &[usize]) -> impl Iterator<Item = (usize, usize)> + '_ {
    (0..stems.len()).flat_map(move |at| {
        [at + 1, at + 2]
            .into_iter()
            .filter(move |&next| next < stems.len())
            .map(move |next| (at, next))
    })
}

/// Where each pair of neighbouring stems of a text stands.
struct PairIndex(HashMap<(usize, usize), Vec<(usize, usize)>>);

impl PairIndex {
    fn of(stems: &[usize]) -> Self {
        let mut index: HashMap<_, Vec<_>> = HashMap::new();
        for (at, next) in neighbours(stems) {
            index
                .entry((stems[at], stems[next]))
                .or_default()
                .push((at, next));
        }
        Self(index)
    }
}

/// The places where two texts have a word in common that belongs to a common pair of
/// neighbours, sorted, each once.
fn matches(stems: &[usize], index: &PairIndex) -> Vec<(usize, usize)> {
    let mut found = BTreeSet::new();
    for (at, next) in neighbours(stems) {
        let Some(places) = index.0.get(&(stems[at], stems[next])) else {
            continue;
        };
        if places.len() > MOST_OCCURRENCES {
            continue;
        }
        for &(other, other_next) in places {
            found.insert((at, other));
            found.insert((next, other_next));
        }
    }
    found.into_iter().collect()
}

#[cfg(test)]
#[path = "reuse_tests.rs"]
mod tests;
