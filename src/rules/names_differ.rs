use std::borrow::Cow;
use std::cell::OnceCell;

use rustc_hash::FxHashMap;

use super::both::pairs;
use super::reading::classes::Class;
use super::reading::letters::stems;
use super::reading::names::{Entry, Name, Names};
use super::reading::{Passage, Word, from_next};
use super::{Findings, rule};
use crate::diagnostic::say;
use crate::model::Kind;
use crate::resolve::Case;

rule! {
    /// A text names the same actors and places in each of its languages.
    ///
    /// ## What it does
    /// Looks in both languages of a text for the actors and places of the file, by their names,
    /// full names and aliases. Where each language names one actor, finds that they are two;
    /// places in the same way. A name that is missing among others is left alone, since one
    /// language repeats a name where another says “it”, «التنظيم»; so is one that belongs to the
    /// other, as a branch to its organisation, or shares a word with it.
    ///
    /// ## Why
    /// The sentence was rewritten in one language, or the names in it were exchanged. The reader
    /// of the other holds somebody else to account.
    ///
    /// ## Example
    /// ```toml
    /// claim = { ar = "أعلن الظواهري ذلك.", en = "Baghdadi announced it." }
    /// ```
    ///
    /// ## Instead
    /// ```toml
    /// claim = { ar = "أعلن الظواهري ذلك.", en = "Zawahiri announced it." }
    /// ```
    pub(super) NAMES_DIFFER = "names-differ", Warning, Some(check);
    ar r#"النص يسمّي الفاعلين والأماكن أنفسهم في كل لغاته.

## ما تفعله
تبحث في لغتي النص عن فاعلي الملف وأماكنه بأسمائهم وأسمائهم الكاملة والأخرى، فإذا سمّت كل لغة فاعلًا واحدًا وهما اثنان كشفت ذلك، وكذلك الأماكن. ولا تعترض على اسم سقط بين غيره، فقد تكرر لغة الاسم حيث تقول الأخرى «التنظيم» أو تضمره، ولا على اسمين أحدهما تابع للآخر، كالفرع وتنظيمه، أو بينهما كلمة مشتركة.

## لماذا
أُعيدت صياغة الجملة في لغة، أو تبادل اسمان موضعيهما، فيحمّل قارئ الأخرى غيرَ صاحب الفعل.

## مثال
```toml
claim = { ar = "أعلن الظواهري ذلك.", en = "Baghdadi announced it." }
```

## البديل
```toml
claim = { ar = "أعلن الظواهري ذلك.", en = "Zawahiri announced it." }
```"#
}

/// A name in a text.
struct Mention {
    entry: Entry,
    at: std::ops::Range<usize>,
}

fn check(case: &Case, findings: &mut Findings<'_>) {
    let names = &findings.reading().names;
    let [mut in_arabic, mut in_english] = names.each_ref().map(Lookup::new);
    for (arabic, english) in pairs(findings.texts()) {
        if !arabic.classes.any(Class::NAME) || !english.classes.any(Class::NAME) {
            continue;
        }
        let here = in_arabic.mentions(arabic);
        if here.is_empty() {
            continue;
        }
        let there = in_english.mentions(english);
        for kind in [Kind::Actor, Kind::Place] {
            let (Some(one), Some(other)) = (only(&here, kind), only(&there, kind)) else {
                continue;
            };
            if one.entry == other.entry || akin(case, names, one.entry, other.entry) {
                continue;
            }
            let (ar, en) = (
                &arabic.text[one.at.clone()],
                &english.text[other.at.clone()],
            );
            findings.add(
                case.within(&english.route(), other.at.clone()),
                say!(
                    en "the Arabic names “{ar}”, the English “{en}”",
                    ar "العربية تسمّي «{ar}»، والإنجليزية «{en}»"
                ),
                |found| {
                    found
                        .related(case.within(&arabic.route(), one.at.clone()))
                        .help(say!(
                            en "name the same in both; a name that the file does not know belongs into `aliases`",
                            ar "سمِّ الفاعل أو المكان نفسه في الموضعين، وما لا يعرفه الملف من أسمائه فأضفه إلى `aliases`"
                        ))
                },
            );
        }
    }
}

/// The one entry of a kind that is named; none where there are several.
fn only(named: &[Mention], kind: Kind) -> Option<&Mention> {
    let mut found = named.iter().filter(|mention| mention.entry.0 == kind);
    let first = found.next()?;
    found
        .all(|mention| mention.entry == first.entry)
        .then_some(first)
}

/// Whether two entries may go by each other's name: one is a part of the other, or their names
/// share a word.
fn akin(case: &Case, names: &[Names<'_>; 2], one: Entry, other: Entry) -> bool {
    let parent = |(kind, index): Entry| {
        let model = &case.model;
        let id = match kind {
            Kind::Actor => model.actor.get(index)?.parent.as_ref()?.as_str(),
            _ => model.place.get(index)?.parent.as_ref()?.as_str(),
        };
        case.entry(id)
    };
    let words = |names: &Names<'_>, entry: Entry| -> Vec<String> {
        let all = names.iter().flat_map(|(first, names)| {
            let own = names.iter().filter(move |name| name.entry == entry);
            own.flat_map(move |name| {
                std::iter::once(first.clone()).chain(name.rest.iter().cloned())
            })
        });
        all.map(Cow::into_owned).collect()
    };
    let shared = |names: &Names<'_>| {
        let known = words(names, other);
        words(names, one).iter().any(|word| known.contains(word))
    };
    parent(one) == Some(other) || parent(other) == Some(one) || names.iter().any(shared)
}

/// The names in one language, and which of them begin with a word that a text has: the same
/// words stand in a file again and again.
struct Lookup<'n, 'a> {
    names: &'n Names<'a>,
    known: FxHashMap<&'n str, Vec<&'n Name<'a>>>,
}

impl<'n, 'a> Lookup<'n, 'a> {
    fn new(names: &'n Names<'a>) -> Self {
        Self {
            names,
            known: FxHashMap::default(),
        }
    }

    /// The names in a text, the longest where several begin with one word.
    fn mentions(&mut self, passage: &Passage<'n>) -> Vec<Mention> {
        let words = passage.words();
        let mut found = Vec::new();
        let mut index = 0;
        while let Some(rest) = from_next(words, index, Class::NAME) {
            index = words.len() - rest.len();
            let name = self.longest(rest);
            let taken = name.map_or(1, |name| 1 + name.rest.len());
            found.extend(name.map(|name| Mention {
                entry: name.entry,
                at: rest[0].start()..rest[taken - 1].end(),
            }));
            index += taken;
        }
        found
    }

    fn longest(&mut self, words: &[Word<'n>]) -> Option<&'n Name<'a>> {
        let (first, rest) = words.split_first()?;
        let names = self.names;
        let beginning = self.known.entry(first.written).or_insert_with(|| {
            let folded = first.folded();
            let stems = stems(&folded).filter_map(|(stem, _)| names.get(stem));
            stems.flatten().collect()
        });
        // Many names begin with the same word: the next is folded once for all of them.
        let second = OnceCell::new();
        let follows = |name: &&Name<'_>| match (name.rest.split_first(), rest.split_first()) {
            (None, _) => true,
            (Some(_), None) => false,
            (Some((wanted, others)), Some((word, words))) => {
                second.get_or_init(|| word.folded()) == wanted
                    && words.len() >= others.len()
                    && words.iter().zip(others).all(|(a, b)| a.folded() == *b)
            }
        };
        let beginning = beginning.iter().copied();
        beginning.filter(follows).max_by_key(|name| name.rest.len())
    }
}
