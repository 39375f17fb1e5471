//! Laying a quotation along a text, word by word, and saying where the two part.

use super::negation::negates;
use super::words::{Word, stem};

/// A place where a quotation departs from the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// The words of the text, as written; empty where the quotation adds.
    pub original: String,
    /// The words of the quotation, as written; empty where it leaves out.
    pub quoted: String,
    /// Whether one of the two negates and the other does not.
    pub negation: bool,
}

/// Whether two words are forms of one.
pub(super) fn alike(a: &Word, b: &Word) -> bool {
    stem(&a.folded) == stem(&b.folded)
}

/// A step of an alignment: indices into the text's words and the quotation's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    Same(usize, usize),
    Changed(usize, usize),
    LeftOut(usize),
    Added(usize),
}

impl Step {
    pub(super) fn original(self) -> Option<usize> {
        match self {
            Step::Same(original, _) | Step::Changed(original, _) | Step::LeftOut(original) => {
                Some(original)
            }
            Step::Added(_) => None,
        }
    }

    fn quoted(self) -> Option<usize> {
        match self {
            Step::Same(_, quoted) | Step::Changed(_, quoted) | Step::Added(quoted) => Some(quoted),
            Step::LeftOut(_) => None,
        }
    }
}

/// What the steps of an alignment cost. Words are left out of quotations more often than
/// exchanged, and a form of the same word is nearer than another word; an exchange costs
/// less than adding one word and leaving out another.
mod cost {
    pub const FORM: u32 = 2;
    pub const LEFT_OUT: u32 = 2;
    pub const ADDED: u32 = 4;
    pub const CHANGED: u32 = 5;
}

/// Lays the whole quotation along the stretch of the text that costs least.
pub(super) fn align(originals: &[Word], quoted: &[Word]) -> Vec<Step> {
    let width = originals.len() + 1;
    let mut sums = vec![0_u32; width * (quoted.len() + 1)];
    let change = |original: usize, quote: usize| {
        let (a, b) = (&originals[original], &quoted[quote]);
        if a.folded == b.folded {
            0
        } else if alike(a, b) {
            cost::FORM
        } else {
            cost::CHANGED
        }
    };
    for row in 1..=quoted.len() {
        sums[row * width] = sums[(row - 1) * width] + cost::ADDED;
        for column in 1..width {
            sums[row * width + column] = (sums[(row - 1) * width + column - 1]
                + change(column - 1, row - 1))
            .min(sums[(row - 1) * width + column] + cost::ADDED)
            .min(sums[row * width + column - 1] + cost::LEFT_OUT);
        }
    }
    let last = quoted.len() * width;
    let mut column = (0..width)
        .min_by_key(|&column| sums[last + column])
        .unwrap_or(0);
    let mut row = quoted.len();
    let mut steps = Vec::new();
    while row > 0 {
        let here = sums[row * width + column];
        if column > 0 {
            let price = change(column - 1, row - 1);
            if here == sums[(row - 1) * width + column - 1] + price {
                steps.push(if price == 0 {
                    Step::Same(column - 1, row - 1)
                } else {
                    Step::Changed(column - 1, row - 1)
                });
                row -= 1;
                column -= 1;
                continue;
            }
            if here == sums[row * width + column - 1] + cost::LEFT_OUT {
                steps.push(Step::LeftOut(column - 1));
                column -= 1;
                continue;
            }
        }
        steps.push(Step::Added(row - 1));
        row -= 1;
    }
    steps.reverse();
    steps
}

/// One side of an alignment.
pub(super) struct Side<'a> {
    /// The text.
    pub(super) text: &'a str,
    /// Its words.
    pub(super) words: &'a [Word],
    /// The index in `words` that the alignment calls 0.
    pub(super) offset: usize,
}

impl Side<'_> {
    /// The letters of some of the words, for comparing, and the words as written.
    fn take(&self, indices: &[usize]) -> (String, String) {
        let words = || {
            indices
                .iter()
                .filter_map(|index| self.words.get(self.offset + index))
        };
        let joined = words().map(|word| word.folded.as_str()).collect();
        let shown = match (words().next(), words().next_back()) {
            (Some(first), Some(last)) => self
                .text
                .get(first.at.start..last.at.end)
                .unwrap_or_default()
                .split_whitespace()
                .collect::<Vec<_>>()
                .join(" "),
            _ => String::new(),
        };
        (joined, shown)
    }

    fn negates(&self, indices: &[usize]) -> usize {
        indices
            .iter()
            .filter(|&&index| negates(self.words, self.offset + index))
            .count()
    }
}

/// The runs of steps that are not the same word, as the reader should see them.
pub(super) fn differences(steps: &[Step], source: &Side<'_>, quote: &Side<'_>) -> Vec<Difference> {
    steps
        .chunk_by(|a, b| matches!(a, Step::Same(..)) == matches!(b, Step::Same(..)))
        .filter(|run| !matches!(run.first(), Some(Step::Same(..))))
        .filter_map(|run| {
            let originals: Vec<usize> = run.iter().filter_map(|step| step.original()).collect();
            let quoted: Vec<usize> = run.iter().filter_map(|step| step.quoted()).collect();
            let ((joined, original), (other, quoted_words)) =
                (source.take(&originals), quote.take(&quoted));
            // Only the spaces differ: لا سيما, لاسيما.
            (joined != other).then(|| Difference {
                original,
                quoted: quoted_words,
                negation: source.negates(&originals) != quote.negates(&quoted),
            })
        })
        .collect()
}
