//! The terms of the likelihood scales, and levels of confidence, in running text.

use std::ops::Range;
use std::sync::LazyLock;

use rustc_hash::FxHashSet;

use super::classes::Class;
use super::letters::stems;
use super::{Word, from_next};
use crate::model::{Likelihood, Scale};

/// A term as running text has it.
#[derive(Debug)]
pub struct Term {
    /// Its words, folded.
    words: &'static [&'static str],
    /// The band it names.
    pub likelihood: Likelihood,
    /// The scales that have it.
    pub scales: &'static [Scale],
    /// The row of ICD 203 it stands in: the brief prints the first.
    pub row: u8,
}

/// A term found in a text.
#[derive(Debug)]
pub struct Found {
    /// Which.
    pub term: &'static Term,
    /// Its bytes in the string.
    pub at: Range<usize>,
}

const BOTH: &[Scale] = &[Scale::Icd203, Scale::Phia];
const ICD: &[Scale] = &[Scale::Icd203];
const PHIA: &[Scale] = &[Scale::Phia];

const fn term(
    words: &'static [&'static str],
    likelihood: Likelihood,
    scales: &'static [Scale],
    row: u8,
) -> Term {
    Term {
        words,
        likelihood,
        scales,
        row,
    }
}

/// The terms, a longer one before a shorter that it contains.
///
/// “Remote” alone is left out: remote areas are no likelihood.
const TERMS: &[Term] = &[
    term(
        &["almost", "no", "chance"],
        Likelihood::AlmostNoChance,
        ICD,
        1,
    ),
    term(&["remote", "chance"], Likelihood::RemoteChance, PHIA, 1),
    term(&["very", "unlikely"], Likelihood::VeryUnlikely, ICD, 1),
    term(&["highly", "improbable"], Likelihood::VeryUnlikely, ICD, 2),
    term(&["highly", "unlikely"], Likelihood::HighlyUnlikely, PHIA, 1),
    term(&["unlikely"], Likelihood::Unlikely, BOTH, 1),
    term(&["improbable"], Likelihood::Unlikely, ICD, 2),
    term(
        &["roughly", "even", "chance"],
        Likelihood::RoughlyEvenChance,
        ICD,
        1,
    ),
    term(
        &["roughly", "even", "odds"],
        Likelihood::RoughlyEvenChance,
        ICD,
        2,
    ),
    term(
        &["realistic", "possibility"],
        Likelihood::RealisticPossibility,
        PHIA,
        1,
    ),
    term(&["very", "likely"], Likelihood::VeryLikely, ICD, 1),
    term(&["highly", "probable"], Likelihood::VeryLikely, ICD, 2),
    term(&["highly", "likely"], Likelihood::HighlyLikely, PHIA, 1),
    term(&["likely"], Likelihood::Likely, BOTH, 1),
    term(&["probable"], Likelihood::Likely, BOTH, 2),
    term(&["almost", "certain"], Likelihood::AlmostCertain, BOTH, 1),
    term(&["nearly", "certain"], Likelihood::AlmostCertain, ICD, 2),
    term(&["شبه", "معدوم"], Likelihood::AlmostNoChance, ICD, 1),
    term(
        &["احتمال", "ضئيل", "جدا"],
        Likelihood::RemoteChance,
        PHIA,
        1,
    ),
    term(&["مستبعد", "جدا"], Likelihood::VeryUnlikely, ICD, 1),
    term(
        &["مستبعد", "بدرجه", "كبيره"],
        Likelihood::HighlyUnlikely,
        PHIA,
        1,
    ),
    term(&["مستبعد"], Likelihood::Unlikely, BOTH, 1),
    term(&["متكافئ", "تقريبا"], Likelihood::RoughlyEvenChance, ICD, 1),
    term(
        &["احتمال", "واقعي"],
        Likelihood::RealisticPossibility,
        PHIA,
        1,
    ),
    term(&["مرجح", "جدا"], Likelihood::VeryLikely, ICD, 1),
    term(
        &["مرجح", "بدرجه", "كبيره"],
        Likelihood::HighlyLikely,
        PHIA,
        1,
    ),
    term(&["مرجح"], Likelihood::Likely, BOTH, 1),
    term(&["شبه", "مؤكد"], Likelihood::AlmostCertain, BOTH, 1),
];

/// Every term in a run of words, each word used once.
pub fn terms(words: &[Word<'_>]) -> Vec<Found> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(rest) = from_next(words, from, Class::TERM) {
        from = words.len() - rest.len();
        let term = term_at(rest);
        if let Some(term) = term {
            let last = &rest[term.words.len() - 1];
            found.push(Found {
                term,
                at: rest[0].start()..last.end(),
            });
        }
        from += term.map_or(1, |term| term.words.len());
    }
    found
}

/// The first words of the terms.
pub(super) fn first_words() -> impl Iterator<Item = &'static str> {
    TERMS.iter().filter_map(|term| term.words.first().copied())
}

/// The term that some words begin with.
fn term_at(words: &[Word<'_>]) -> Option<&'static Term> {
    static FIRST: LazyLock<FxHashSet<&str>> = LazyLock::new(|| first_words().collect());
    let (first, rest) = words.split_first()?;
    let first = first.folded();
    let known = |stem: &str| {
        let masculine = stem.strip_suffix('ه');
        FIRST.contains(stem) || masculine.is_some_and(|stem| FIRST.contains(stem))
    };
    // Most words that end as a term does are none.
    if !stems(&first).any(|(stem, _)| known(stem)) {
        return None;
    }
    TERMS.iter().find(|term| is_term(&first, rest, term.words))
}

/// Whether some words are a term: the first, folded, may carry a particle, and each the feminine.
fn is_term(first: &str, rest: &[Word<'_>], term: &[&str]) -> bool {
    let Some((wanted, others)) = term.split_first() else {
        return false;
    };
    let is = |word: &str, wanted: &str| {
        word == wanted || word.strip_suffix('ه').is_some_and(|word| word == wanted)
    };
    stems(first).any(|(stem, _)| is(stem, wanted))
        && rest.len() >= others.len()
        && rest
            .iter()
            .zip(others)
            .all(|(word, wanted)| is(&word.folded(), wanted))
}

/// The words that name a confidence.
pub(super) const CONFIDENCE: [&str; 4] = ["confidence", "confident", "confidently", "ثقه"];

/// The bytes of a level of confidence in a sentence: “moderate confidence”, «الثقة منخفضة», «بثقة».
pub fn confidence(words: &[Word<'_>]) -> Option<Range<usize>> {
    const LEVELS: &[&str] = &["low", "moderate", "medium", "high"];
    const LEVELS_AR: &[&str] = &["منخفضه", "متدنيه", "متوسطه", "عاليه", "كبيره"];
    let named = words.iter().enumerate();
    let mut named = named.filter(|(_, word)| word.class.any(Class::CONFIDENCE));
    named.find_map(|(index, word)| {
        let near = |levels: &[&str], after: bool| {
            let after = words[index + 1..].iter().take(if after { 2 } else { 0 });
            let before = words[..index].iter().rev().take(1);
            before.chain(after).find_map(|other| {
                stems(&other.folded())
                    .any(|(stem, _)| levels.contains(&stem))
                    .then(|| word.start().min(other.start())..word.end().max(other.end()))
            })
        };
        match word.folded().as_ref() {
            "confidence" => near(LEVELS, true),
            "confident" | "confidently" => Some(word.at()),
            folded if folded.ends_with("ثقه") && stems(folded).any(|(stem, _)| stem == "ثقه") => {
                near(LEVELS_AR, true)
            }
            _ => None,
        }
    })
}

#[cfg(test)]
mod tests {
    use super::super::tests::passage;
    use super::*;

    fn found(text: &str) -> Vec<&str> {
        let read = passage(text);
        let ranges: Vec<_> = terms(read.words())
            .into_iter()
            .map(|found| found.at)
            .collect();
        ranges.into_iter().map(|at| &text[at]).collect()
    }

    #[test]
    fn the_longest_term_is_found_with_its_particles() {
        assert_eq!(
            found("It is very unlikely, then likely."),
            ["very unlikely", "likely"]
        );
        assert_eq!(found("من المستبعد جدًّا أن"), ["المستبعد جدًّا"]);
        assert_eq!(found("ومرجَّحة العودة"), ["ومرجَّحة"]);
        assert!(found("remote areas and a likelihood").is_empty());
    }

    #[test]
    fn every_term_is_found_by_its_own_words() {
        for term in TERMS {
            let text = term.words.join(" ");
            assert_eq!(found(&text), [text.as_str()]);
        }
    }

    #[test]
    fn confidence_is_a_level_and_not_trust() {
        let level = |text| {
            let read = passage(text);
            confidence(read.words()).is_some()
        };
        assert!(level("with moderate confidence"));
        assert!(level("Confidence is low"));
        assert!(level("بثقة متوسطة"));
        assert!(level("الثقة منخفضة"));
        assert!(!level("their lack of confidence in each other"));
        assert!(!level("انعدام الثقة بين التنظيمين"));
    }
}
