//! Looking a quotation up in a text: exact, respelled, altered or absent, and never blurred.
//!
//! Punctuation and spacing are not compared: a quotation keeps its own. The author's marks of
//! an omission (`…`) and insertions (`[…]`) part a quotation into pieces, which must stand in
//! the text in the same order. A quotation may begin behind a particle that Arabic writes on its
//! first word (و, ف, ب, ك, ل). A negation that was lost or added is told apart from every
//! other alteration, also where the quotation begins just behind it.

use std::collections::HashMap;
use std::ops::Range;

pub use super::align::Difference;
use super::align::{Side, Step, align, alike, differences};
use super::negation::{ends_in_denial, negates};
use super::words::{Word, words};

/// The least share of a piece's words, by rarity, that a passage must hold to be what was
/// quoted. With less than half of its words left, a sentence is another sentence.
pub const LEAST_LIKENESS: f64 = 0.5;

/// The longest piece that is looked up as a whole, in words; a longer one is cut, so that the
/// work stays proportional to the length of the quotation.
const LONGEST_PIECE: usize = 400;
/// The fewest words of a piece for which the word before it matters.
const LEAST_CLAUSE: usize = 3;

/// How a quotation stands to the text it is cited to, from best to worst.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fidelity {
    /// Letter for letter.
    Exact,
    /// The same words in another spelling: ى or ي, ة or ه, hamza, vowel signs, tatweel, case.
    Respelled,
    /// A passage of the text with words changed, left out, added or moved.
    Altered,
    /// Nothing like it stands there.
    Absent,
}

/// What came of looking a quotation up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// How the quotation stands to the text.
    pub fidelity: Fidelity,
    /// The bytes of the piece of the quotation that decided it.
    pub piece: Range<usize>,
    /// The bytes of the passage in the text; none where it is absent.
    pub passage: Option<Range<usize>>,
    /// Where it departs from the text.
    pub differences: Vec<Difference>,
    /// Whether its pieces stand in the text in another order.
    pub moved: bool,
}

impl Found {
    /// The difference that turns the sense round, if there is one.
    pub fn negation(&self) -> Option<&Difference> {
        self.differences.iter().find(|one| one.negation)
    }
}

/// A text in which quotations are looked up.
#[derive(Debug)]
pub struct Searchable<'a> {
    text: &'a str,
    words: Vec<Word>,
    /// The folded words without spaces, so that أبوبكر finds أبو بكر.
    joined: String,
    /// Where each word begins in `joined`, and the end.
    bounds: Vec<usize>,
    weights: HashMap<String, f64>,
}

impl<'a> Searchable<'a> {
    /// Prepares a text.
    pub fn new(text: &'a str) -> Self {
        let words = words(text);
        let mut joined = String::with_capacity(text.len());
        let mut bounds = Vec::with_capacity(words.len() + 1);
        let mut weights: HashMap<String, f64> = HashMap::new();
        for word in &words {
            bounds.push(joined.len());
            joined.push_str(&word.folded);
            *weights.entry(word.folded.clone()).or_default() += 1.0;
        }
        bounds.push(joined.len());
        for weight in weights.values_mut() {
            *weight = 1.0 / (1.0 + weight.ln());
        }
        Self {
            text,
            words,
            joined,
            bounds,
            weights,
        }
    }

    /// Looks a quotation up; none where it has no words. `before` is what its author wrote
    /// before it: a negation that stands there was not dropped.
    pub fn look_up(&self, quotation: &str, before: &str) -> Option<Found> {
        let mut cursor = 0;
        let mut worst: Option<Found> = None;
        for piece in pieces(quotation) {
            let mut found = self.piece(quotation, &piece, cursor, before);
            if found.1.start < cursor && found.0.fidelity < Fidelity::Absent {
                found.0.fidelity = Fidelity::Altered;
                found.0.moved = true;
            } else {
                cursor = found.1.end;
            }
            worst = Some(match worst {
                None => found.0,
                Some(so_far) => join(so_far, found.0),
            });
        }
        worst
    }

    /// Looks one piece up, and gives the words of the text it was found in.
    fn piece(
        &self,
        quotation: &str,
        piece: &Piece,
        from: usize,
        before: &str,
    ) -> (Found, Range<usize>) {
        let quoted = &piece.words;
        let at = piece.at();
        let fair_start = piece.continues
            || quoted.len() < LEAST_CLAUSE
            || (piece.first && ends_in_denial(before));
        let lost = |start: usize| (!fair_start).then(|| self.negation_before(start)).flatten();
        // The same letters, first behind the piece before, then anywhere.
        let mut best: Option<(Rank, Range<usize>)> = None;
        let needle: String = quoted.iter().map(|word| word.folded.as_str()).collect();
        for (place, particle) in self.occurrences(&needle) {
            let original = written(self.text, &self.words[place.clone()]);
            let skipped = original
                .chars()
                .next()
                .filter(|_| particle)
                .map_or(0, char::len_utf8);
            let same = written(quotation, quoted) == original[skipped..];
            let fidelity = if same {
                Fidelity::Exact
            } else {
                Fidelity::Respelled
            };
            let rank = (
                lost(place.start).is_some(),
                place.start < from,
                fidelity,
                place.start,
            );
            if best.as_ref().is_none_or(|(least, _)| rank < *least) {
                best = Some((rank, place));
            }
        }
        let (mut found, place) = match best {
            Some(((_, _, fidelity, _), place)) => (
                Found {
                    fidelity,
                    piece: at,
                    passage: self.bytes(&place),
                    differences: Vec::new(),
                    moved: false,
                },
                place,
            ),
            None => match self.nearest(quotation, quoted) {
                Some((place, differences)) => (
                    Found {
                        fidelity: Fidelity::Altered,
                        piece: at,
                        passage: self.bytes(&place),
                        differences,
                        moved: false,
                    },
                    place,
                ),
                None => {
                    let absent = Found {
                        fidelity: Fidelity::Absent,
                        piece: at,
                        passage: None,
                        differences: Vec::new(),
                        moved: false,
                    };
                    return (absent, from..from);
                }
            },
        };
        if let Some(word) = lost(place.start) {
            found.fidelity = Fidelity::Altered;
            found.differences.insert(
                0,
                Difference {
                    original: self.text[self.words[word].at.clone()].to_owned(),
                    quoted: String::new(),
                    negation: true,
                },
            );
            found.passage = self.bytes(&(word..place.end));
        }
        (found, place)
    }

    fn bytes(&self, place: &Range<usize>) -> Option<Range<usize>> {
        let first = self.words.get(place.start)?;
        let last = self.words.get(place.end.checked_sub(1)?)?;
        Some(first.at.start..last.at.end)
    }

    /// Every run of whole words whose letters are `needle`, and whether its first word stands
    /// there with a particle before it: «الهيمنة على الأرض» is quoted from والهيمنة على الأرض.
    fn occurrences(&self, needle: &str) -> Vec<(Range<usize>, bool)> {
        let mut found = Vec::new();
        if needle.is_empty() {
            return found;
        }
        let bound = |byte: usize| self.bounds.binary_search(&byte).ok();
        for (at, _) in self.joined.match_indices(needle) {
            let Some(end) = bound(at + needle.len()) else {
                continue;
            };
            let particle = self.joined[..at]
                .chars()
                .next_back()
                .filter(|c| PARTICLES.contains(c));
            let inside = || bound(at - particle?.len_utf8());
            if let Some(start) = bound(at) {
                found.push((start..end, false));
            } else if let Some(start) = inside() {
                found.push((start..end, true));
            }
        }
        found
    }

    /// The word before `start` where it negates what begins there.
    fn negation_before(&self, start: usize) -> Option<usize> {
        let before = start.checked_sub(1)?;
        let between = self.words[before].at.end..self.words.get(start)?.at.start;
        let spaced = self.text.get(between)?.chars().all(char::is_whitespace);
        // ما before a clause is a pronoun more often than not.
        let clear = self.words[before].folded != "ما" && self.words[before].folded != "وما";
        (spaced && clear && negates(&self.words, before)).then_some(before)
    }

    /// The passage most like a piece and where the two differ; none where nothing is like it.
    fn nearest(&self, quotation: &str, quoted: &[Word]) -> Option<(Range<usize>, Vec<Difference>)> {
        if quoted.len() < LEAST_CLAUSE {
            return None;
        }
        let window = self.likeliest_window(quoted)?;
        let steps = align(&self.words[window.clone()], quoted);
        let weight = |word: &Word| self.weights.get(&word.folded).copied().unwrap_or(1.0);
        let all: f64 = quoted.iter().map(weight).sum();
        let kept: f64 = steps
            .iter()
            .map(|step| match *step {
                Step::Same(_, quote) => weight(&quoted[quote]),
                Step::Changed(original, quote)
                    if alike(&self.words[window.start + original], &quoted[quote]) =>
                {
                    weight(&quoted[quote]) / 2.0
                }
                _ => 0.0,
            })
            .sum();
        if kept < LEAST_LIKENESS * all {
            return None;
        }
        let originals = steps.iter().filter_map(|step| step.original());
        let (first, last) = (originals.clone().min()?, originals.max()?);
        let place = window.start + first..window.start + last + 1;
        let source = Side {
            text: self.text,
            words: &self.words,
            offset: window.start,
        };
        let quote = Side {
            text: quotation,
            words: quoted,
            offset: 0,
        };
        Some((place, differences(&steps, &source, &quote)))
    }

    /// The stretch of the text, half as long again as the piece, that has most of its words.
    fn likeliest_window(&self, quoted: &[Word]) -> Option<Range<usize>> {
        let length = quoted.len() + quoted.len() / 2 + 2;
        // For each word of the piece: how often it has it, and the window.
        let mut counts: HashMap<&str, (i32, i32)> = HashMap::new();
        for word in quoted {
            counts.entry(&word.folded).or_default().0 += 1;
        }
        let weight = |word: &str| self.weights.get(word).copied().unwrap_or(1.0);
        let (mut score, mut best) = (0.0_f64, (0.0_f64, 0));
        for (end, word) in self.words.iter().enumerate() {
            if let Some((wanted, had)) = counts.get_mut(word.folded.as_str()) {
                *had += 1;
                if *had <= *wanted {
                    score += weight(&word.folded);
                }
            }
            if let Some(left) = end.checked_sub(length)
                && let Some((wanted, had)) = counts.get_mut(self.words[left].folded.as_str())
            {
                *had -= 1;
                if *had < *wanted {
                    score -= weight(&self.words[left].folded);
                }
            }
            // Sums of fractions drift; a window must be better by more than that.
            if score > best.0 + 1e-6 {
                best = (score, end);
            }
        }
        (best.0 > 0.0).then(|| {
            let end = best.1 + 1 + quoted.len() / 2;
            best.1.saturating_sub(length + quoted.len() / 2)..end.min(self.words.len())
        })
    }
}

/// How well a place that has the letters of a piece serves, best first: no negation lost,
/// behind the piece before, as written, early.
type Rank = (bool, bool, Fidelity, usize);

/// A piece of a quotation between omissions.
struct Piece {
    words: Vec<Word>,
    /// Whether it is the first.
    first: bool,
    /// Whether it goes on where the piece before ended, with nothing left out.
    continues: bool,
}

impl Piece {
    fn at(&self) -> Range<usize> {
        match (self.words.first(), self.words.last()) {
            (Some(first), Some(last)) => first.at.start..last.at.end,
            _ => 0..0,
        }
    }
}

/// The pieces of a quotation, by its marks of omission and insertion.
fn pieces(quotation: &str) -> Vec<Piece> {
    let mut spans = Vec::new();
    let (mut start, mut depth) = (0, 0_usize);
    for (at, c) in quotation.char_indices() {
        let rest = &quotation[at..];
        match c {
            '[' => {
                if depth == 0 {
                    spans.push(start..at);
                }
                depth += 1;
            }
            ']' if depth > 0 => {
                depth -= 1;
                start = at + 1;
            }
            '…' if depth == 0 => {
                spans.push(start..at);
                start = at + c.len_utf8();
            }
            '.' if depth == 0 && rest.starts_with("..") => {
                spans.push(start..at);
                start = at + 1;
            }
            _ => {}
        }
    }
    // A bracket that never closes inserts nothing.
    spans.push(start.min(quotation.len())..quotation.len());
    let mut pieces: Vec<Piece> = Vec::new();
    let mut covered = 0;
    for span in spans {
        let span = span.start.max(covered)..span.end.max(covered);
        covered = span.end;
        let offset = span.start;
        let mut found = words(quotation.get(span).unwrap_or_default());
        for word in &mut found {
            word.at = word.at.start + offset..word.at.end + offset;
        }
        for (index, part) in found.chunks(LONGEST_PIECE).enumerate() {
            pieces.push(Piece {
                words: part.to_vec(),
                first: pieces.is_empty(),
                continues: index > 0,
            });
        }
    }
    pieces
}

/// What two pieces make of their quotation: the worse of the two, with all differences.
fn join(a: Found, b: Found) -> Found {
    let moved = a.moved || b.moved;
    let fidelity = a.fidelity.max(b.fidelity);
    let (mut worse, other) = if b.fidelity > a.fidelity {
        (b, a)
    } else {
        (a, b)
    };
    worse.differences.extend(other.differences);
    Found {
        fidelity,
        moved,
        ..worse
    }
}

/// The letters of words as written, without what stands between and inside them.
fn written(text: &str, words: &[Word]) -> String {
    words
        .iter()
        .flat_map(|word| text.get(word.at.clone()).unwrap_or_default().chars())
        .filter(|c| !matches!(c, '\'' | '’'))
        .collect()
}

/// Particles that are written on the word behind them, and need not be quoted with it.
const PARTICLES: [char; 5] = ['و', 'ف', 'ب', 'ك', 'ل'];
#[cfg(test)]
#[path = "quote_tests.rs"]
mod tests;
