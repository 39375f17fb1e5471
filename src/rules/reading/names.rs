//! The names by which a case calls its actors and places.

use std::borrow::Cow;

use rustc_hash::FxHashMap;

use super::letters::{folded, is_of_word};
use crate::model::{Kind, Lang, Text};
use crate::resolve::Case;

/// An actor or a place.
pub type Entry = (Kind, usize);

/// A name of an entry.
#[derive(Debug)]
pub struct Name<'a> {
    /// Whose it is.
    pub entry: Entry,
    /// The words after its first, folded.
    pub rest: Vec<Cow<'a, str>>,
}

/// The names in one language, by their first words, folded.
pub type Names<'a> = FxHashMap<Cow<'a, str>, Vec<Name<'a>>>;

/// Every name in a language.
pub fn names(case: &Case, lang: Lang) -> Names<'_> {
    let mut names = Names::default();
    for (index, actor) in case.model.actor.iter().enumerate() {
        let others = actor.full_name.iter().chain(&actor.aliases);
        for text in std::iter::once(&actor.name).chain(others) {
            add(&mut names, (Kind::Actor, index), text, lang);
        }
    }
    for (index, place) in case.model.place.iter().enumerate() {
        add(&mut names, (Kind::Place, index), &place.name, lang);
    }
    names
}

fn add<'a>(names: &mut Names<'a>, entry: Entry, text: &'a Text, lang: Lang) {
    let Some(name) = text.exact(lang) else { return };
    let name = name.trim_start_matches(|c| !is_of_word(c));
    let (first, rest) = name.split_at(name.find(|c| !is_of_word(c)).unwrap_or(name.len()));
    if first.is_empty() {
        return;
    }
    let name = Name {
        entry,
        rest: rest
            .split(|c| !is_of_word(c))
            .filter(|word| !word.is_empty())
            .map(folded)
            .collect(),
    };
    names.entry(bare(folded(first))).or_default().push(name);
}

/// A first word without its article, which a particle may swallow: «للبغدادي».
fn bare(first: Cow<'_, str>) -> Cow<'_, str> {
    match first.strip_prefix("ال") {
        Some(bare) if bare.chars().count() > 2 => match first {
            Cow::Borrowed(first) => Cow::Borrowed(&first["ال".len()..]),
            Cow::Owned(_) => Cow::Owned(bare.to_owned()),
        },
        _ => first,
    }
}
