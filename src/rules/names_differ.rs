use rustc_hash::FxHashMap;

use super::both::pairs;
use super::reading::letters::{fold, is_of_word, stems};
use super::reading::{Passage, Word};
use super::{Findings, rule};
use crate::diagnostic::say;
use crate::model::{Kind, Lang, Text};
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

/// A name of an entry, in folded words.
struct Name {
    entry: (Kind, usize),
    rest: Vec<String>,
}

/// The names in one language by their first word.
type Names = FxHashMap<String, Vec<Name>>;

/// A name in a text.
struct Mention {
    entry: (Kind, usize),
    at: std::ops::Range<usize>,
}

fn check(case: &Case, findings: &mut Findings<'_>) {
    let names = [Lang::Ar, Lang::En].map(|lang| names(case, lang));
    let [in_arabic, in_english] = &names;
    for (arabic, english) in pairs(findings.texts()) {
        let here = mentions(arabic, in_arabic);
        if here.is_empty() {
            continue;
        }
        let there = mentions(english, in_english);
        for kind in [Kind::Actor, Kind::Place] {
            let (Some(one), Some(other)) = (only(&here, kind), only(&there, kind)) else {
                continue;
            };
            if one.entry == other.entry || akin(case, &names, one.entry, other.entry) {
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
fn akin(case: &Case, names: &[Names; 2], one: (Kind, usize), other: (Kind, usize)) -> bool {
    let parent = |(kind, index): (Kind, usize)| {
        let model = &case.model;
        let id = match kind {
            Kind::Actor => model.actor.get(index)?.parent.as_ref()?.as_str(),
            _ => model.place.get(index)?.parent.as_ref()?.as_str(),
        };
        case.entry(id)
    };
    let words = |names: &'_ Names, entry: (Kind, usize)| -> Vec<String> {
        let all = names.iter().flat_map(|(first, names)| {
            let own = names.iter().filter(move |name| name.entry == entry);
            own.flat_map(move |name| std::iter::once(first).chain(&name.rest))
        });
        all.cloned().collect()
    };
    let shared = |names: &Names| {
        let known = words(names, other);
        words(names, one).iter().any(|word| known.contains(word))
    };
    parent(one) == Some(other) || parent(other) == Some(one) || names.iter().any(shared)
}

fn names(case: &Case, lang: Lang) -> Names {
    let mut names = Names::default();
    let mut add = |entry: (Kind, usize), text: &Text| {
        let Some(name) = text.exact(lang) else { return };
        let mut words = name
            .split(|c| !is_of_word(c))
            .filter(|word| !word.is_empty())
            .map(fold);
        let Some(first) = words.next() else { return };
        // A particle may swallow the article: «للبغدادي».
        let bare = first
            .strip_prefix("ال")
            .filter(|bare| bare.chars().count() > 2);
        let first = bare.map(str::to_owned).unwrap_or(first);
        names.entry(first).or_default().push(Name {
            entry,
            rest: words.collect(),
        });
    };
    for (index, actor) in case.model.actor.iter().enumerate() {
        let others = actor.full_name.iter().chain(&actor.aliases);
        for text in std::iter::once(&actor.name).chain(others) {
            add((Kind::Actor, index), text);
        }
    }
    for (index, place) in case.model.place.iter().enumerate() {
        add((Kind::Place, index), &place.name);
    }
    names
}

/// The names in a text, the longest where several begin with one word.
fn mentions(passage: &Passage<'_>, names: &Names) -> Vec<Mention> {
    let words = passage.words();
    let mut found = Vec::new();
    let mut index = 0;
    while let Some(rest) = words.get(index..).filter(|rest| !rest.is_empty()) {
        match longest(rest, names) {
            Some(name) => {
                let taken = 1 + name.rest.len();
                found.push(Mention {
                    entry: name.entry,
                    at: rest[0].at.start..rest[taken - 1].at.end,
                });
                index += taken;
            }
            None => index += 1,
        }
    }
    found
}

fn longest<'n>(words: &[Word<'_>], names: &'n Names) -> Option<&'n Name> {
    let (first, rest) = words.split_first()?;
    let follows = |name: &&Name| {
        rest.len() >= name.rest.len() && rest.iter().zip(&name.rest).all(|(a, b)| a.folded == *b)
    };
    stems(&first.folded)
        .filter_map(|(stem, _)| names.get(stem))
        .flatten()
        .filter(follows)
        .max_by_key(|name| name.rest.len())
}
