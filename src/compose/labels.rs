//! The words that the program prints into a brief: `schema/labels.toml`.

use std::collections::HashMap;
use std::sync::LazyLock;

use serde::Deserialize;

use crate::model::{Lang, Likelihood, Scale};

/// A word in both languages.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Label {
    /// In Arabic.
    pub ar: String,
    /// In English.
    pub en: String,
}

impl Label {
    /// The word in `lang`.
    pub fn get(&self, lang: Lang) -> &str {
        match lang {
            Lang::Ar => &self.ar,
            Lang::En => &self.en,
        }
    }
}

/// All labels: list → word → label.
pub type Labels = HashMap<String, HashMap<String, Label>>;

const SOURCE: &str = include_str!("../../schema/labels.toml");

static LABELS: LazyLock<Labels> = LazyLock::new(|| toml::from_str(SOURCE).unwrap_or_default());

/// Every label, by list.
pub fn all() -> &'static Labels {
    &LABELS
}

/// The label of `word` in `list`, or the word itself where there is none.
pub fn label<'a>(list: &str, word: &'a str, lang: Lang) -> &'a str {
    LABELS
        .get(list)
        .and_then(|words| words.get(word))
        .map_or(word, |label| label.get(lang))
}

/// The label of a likelihood term, which depends on the scale.
pub fn likelihood(scale: Scale, term: Likelihood, lang: Lang) -> &'static str {
    label(likelihood_list(scale), term.as_str(), lang)
}

/// The list that holds a scale's likelihood terms.
pub fn likelihood_list(scale: Scale) -> &'static str {
    match scale {
        Scale::Icd203 => "likelihood-icd203",
        Scale::Phia => "likelihood-phia",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model;

    #[test]
    fn every_word_of_every_list_has_a_label() {
        assert!(!all().is_empty(), "schema/labels.toml does not parse");
        macro_rules! lists {
            ($($list:ident),*) => {$(
                for word in model::$list::ALL {
                    let found = all().get(model::$list::LIST).and_then(|list| list.get(word.as_str()));
                    assert!(found.is_some(), "{} {}", model::$list::LIST, word.as_str());
                }
            )*};
        }
        lists!(
            Lang,
            Marking,
            Scale,
            Confidence,
            Reliability,
            Status,
            ActorKind,
            RelationKind,
            Rung,
            SourceKind,
            Lineage,
            Wording,
            OriginKind,
            IndicatorStatus,
            Trend,
            Weight,
            Impact,
            Rating
        );
        for scale in Scale::ALL {
            for band in scale.bands() {
                assert!(all()[likelihood_list(*scale)].contains_key(band.term.as_str()));
            }
        }
        for kind in model::Kind::ALL {
            assert!(all()["entry"].contains_key(kind.key()), "{}", kind.key());
        }
    }
}
