//! Several entries named together: «الحكمان 4 و5», «المؤشرات 2 ومن 7 إلى 9»; “Judgements 4 and 5”.
//!
//! Entries of one kind are named by it once, in the number that Arabic and English want, and stand in
//! the order of their numbers. Three numbers in a row and more are told by the first and the last. Each
//! number that is printed leads to its entry.

use minijinja::value::Value;
use minijinja::{Error, ErrorKind};

use super::calendar::Usage;
use super::finish::Mark;
use super::labels::{self, label};
use super::printed::Printed;
use super::prose::Pen;
use crate::diagnostic::Say;
use crate::model::{Kind, Lang};

/// An entry to be named.
#[derive(Debug, Clone)]
pub struct Named {
    /// The kind of the entry by its key, and its number; none for what has a name alone.
    pub numbered: Option<(String, usize)>,
    /// The number as the brief prints it, or the name.
    pub words: String,
    /// What a link to it takes: see `link` of [`Group::code`].
    pub target: String,
}

/// Entries to be named together.
#[derive(Debug, Default)]
pub struct Group {
    entries: Vec<Named>,
}

impl Group {
    /// A group of entries.
    pub fn new(entries: Vec<Named>) -> Self {
        Self { entries }
    }

    /// Code that names the entries; `link` makes a link to a target of code.
    pub fn code(&self, pen: Pen, link: &dyn Fn(&str, String) -> String) -> String {
        let parts: Vec<String> = self
            .pieces(pen.lang)
            .iter()
            .filter(|piece| !matches!(piece, Piece::Words(words) if words.is_empty()))
            .map(|piece| match piece {
                Piece::Words(words) => pen.medium.letters(words),
                Piece::Entry(entry, words) => link(&entry.target, pen.together(words)),
                Piece::Joined(particle, entry) => {
                    let number = link(&entry.target, pen.plain(&entry.words));
                    let parts = [pen.medium.letters(particle), number];
                    pen.medium.tied(&pen.medium.sequence(&parts))
                }
                // No line begins with its dash, or parts «من» from what it begins.
                Piece::Range(from, first, to, last) => {
                    let number = |entry: &Named| link(&entry.target, pen.plain(&entry.words));
                    let range = [number(first), pen.medium.letters(to), number(last)];
                    let from = (!from.is_empty()).then(|| pen.medium.letters(from));
                    let parts: Vec<String> = from.into_iter().chain(range).collect();
                    pen.medium.tied(&pen.medium.sequence(&parts))
                }
            })
            .collect();
        pen.medium.sequence(&parts)
    }

    /// The same in letters.
    pub fn letters(&self, lang: Lang) -> String {
        let piece = |piece: Piece<'_>| match piece {
            Piece::Words(words) | Piece::Entry(_, words) => words,
            Piece::Joined(particle, entry) => format!("{particle}{}", entry.words),
            Piece::Range(from, first, to, last) => {
                format!("{from}{}{to}{}", first.words, last.words)
            }
        };
        self.pieces(lang).into_iter().map(piece).collect()
    }

    fn pieces(&self, lang: Lang) -> Vec<Piece<'_>> {
        let mut pieces = Vec::new();
        let mut told: Vec<&str> = Vec::new();
        for entry in &self.entries {
            let kind = entry.numbered.as_ref().map(|(kind, _)| kind.as_str());
            if kind.is_some_and(|kind| told.contains(&kind)) {
                continue;
            }
            if !pieces.is_empty() {
                pieces.push(Piece::Words(label("join", "semicolon", lang).to_owned()));
            }
            match kind {
                None => pieces.push(Piece::Entry(entry, entry.words.clone())),
                Some(kind) => {
                    told.push(kind);
                    self.of_kind(kind, lang, &mut pieces);
                }
            }
        }
        pieces
    }

    /// The entries of one kind.
    fn of_kind<'a>(&'a self, kind: &str, lang: Lang, pieces: &mut Vec<Piece<'a>>) {
        let mut entries: Vec<(usize, &Named)> = self
            .entries
            .iter()
            .filter_map(|entry| match &entry.numbered {
                Some((of, number)) if of == kind => Some((*number, entry)),
                _ => None,
            })
            .collect();
        entries.sort_by_key(|(number, _)| *number);
        entries.dedup_by_key(|(number, _)| *number);
        let list = match entries.as_slice() {
            [(_, only)] => {
                let name = format!("{} {}", label("entry", kind, lang), only.words);
                pieces.push(Piece::Entry(only, name));
                return;
            }
            [_, _] => "entries-two",
            _ => "entries",
        };
        pieces.push(Piece::Words(format!("{} ", label(list, kind, lang))));
        let runs = runs(&entries);
        for (index, run) in runs.iter().enumerate() {
            let joint = match index {
                0 => "",
                _ if index + 1 == runs.len() => label("join", "and", lang),
                _ => label("join", "between", lang),
            };
            let number = |entry: &'a Named| Piece::Entry(entry, entry.words.clone());
            match run.as_slice() {
                [first, .., last] => {
                    let (from, to) = (label("join", "from", lang), label("join", "to", lang));
                    // «و» is written to the word after it.
                    let (joint, particle) = joint.split_at(joint.rfind(' ').map_or(0, |at| at + 1));
                    pieces.push(Piece::Words(joint.to_owned()));
                    pieces.push(Piece::Range(format!("{particle}{from}"), first, to, last));
                }
                rest => {
                    let (joint, particle) = joint.split_at(joint.rfind(' ').map_or(0, |at| at + 1));
                    pieces.push(Piece::Words(joint.to_owned()));
                    pieces.extend(rest.iter().map(|entry| match particle {
                        "" => number(entry),
                        _ => Piece::Joined(particle, entry),
                    }));
                }
            }
        }
    }
}

/// What stands one behind the other where entries are named.
#[derive(Debug)]
enum Piece<'a> {
    /// Words between entries.
    Words(String),
    /// An entry, and how it is named.
    Entry(&'a Named, String),
    /// A particle that is written to the number after it.
    Joined(&'static str, &'a Named),
    /// The first and the last of several by their numbers, with what stands before and between.
    Range(String, &'a Named, &'static str, &'a Named),
}

/// How [`super::finish`] is told of an entry that cites.
pub(super) fn place(kind: &str, number: usize) -> String {
    format!("{kind} {number}")
}

/// Code for the places that cite a source, of each the label and the [`place`]; or that none does.
pub(super) fn places(places: &[(String, String)], pen: Pen, usage: Usage) -> String {
    if places.is_empty() {
        return pen.plain(label("brief", "named-in-chains", pen.lang));
    }
    let named = |(target, place): &(String, String)| {
        let entry = place.split_once(' ').and_then(|(kind, number)| {
            let number: usize = number.parse().ok()?;
            is_kind(kind).then(|| (kind.to_owned(), number))
        });
        Named {
            words: match &entry {
                Some((_, number)) => usage.digits(&number.to_string()),
                None => place.clone(),
            },
            numbered: entry,
            target: target.clone(),
        }
    };
    let group = Group::new(places.iter().map(named).collect());
    group.code(pen, &|label, code| pen.medium.way(label, &code))
}

/// Entries of a kind in letters, without links.
pub(super) fn of_kind(kind: Kind, numbers: &[usize], usage: Usage) -> String {
    let named = |number: &usize| Named {
        numbered: Some((kind.key().to_owned(), *number)),
        words: usage.digits(&number.to_string()),
        target: String::new(),
    };
    Group::new(numbers.iter().map(named).collect()).letters(usage.lang)
}

/// Rows of a table, in both languages.
pub(super) fn rows(numbers: &[usize]) -> Say {
    let named = |number: &usize| Named {
        numbered: Some(("row".to_owned(), *number)),
        words: number.to_string(),
        target: String::new(),
    };
    let rows = Group::new(numbers.iter().map(named).collect());
    Say {
        ar: rows.letters(Lang::Ar),
        en: rows.letters(Lang::En),
    }
}

/// Code for entries of a kind, each a number and an id.
pub(super) fn entries(kind: Kind, entries: &[(usize, &str)], pen: Pen, usage: Usage) -> Value {
    let named = |(number, id): &(usize, &str)| Named {
        numbered: Some((kind.key().to_owned(), *number)),
        words: usage.digits(&number.to_string()),
        target: (*id).to_owned(),
    };
    Printed::code(Group::new(entries.iter().map(named).collect()).code(pen, &linked))
}

/// A link to the entry of an id.
fn linked(id: &str, code: String) -> String {
    format!("{}{code}{}", Mark::Link(id), Mark::EndLink)
}

/// Code for references to entries, each with what a view says of it.
pub(super) fn references(list: &Value, pen: Pen) -> Result<Value, Error> {
    let mut entries = Vec::new();
    for one in list.try_iter()? {
        let known = |fact: &str| {
            one.get_attr(fact)
                .ok()
                .filter(|value| !value.is_undefined())
        };
        let words = |fact: &str| known(fact)?.as_str().map(str::to_owned);
        let (Some(id), Some(kind)) = (words("id"), words("kind")) else {
            return Err(Error::new(
                ErrorKind::InvalidOperation,
                "this filter takes a list of references, such as the basis of a judgement",
            ));
        };
        let position = known("position").and_then(|value| value.as_usize());
        let number = known("number").and_then(|value| value.get_attr("plain").ok());
        let numbered = position.map(|position| (kind, position));
        let printed = match &numbered {
            Some(_) => number.and_then(|number| number.as_str().map(str::to_owned)),
            None => known("name")
                .and_then(|name| name.get_attr("plain").ok())
                .and_then(|name| name.as_str().map(str::to_owned)),
        };
        entries.push(Named {
            words: printed.unwrap_or_default(),
            numbered,
            target: id,
        });
    }
    Ok(Printed::code(Group::new(entries).code(pen, &linked)))
}

/// Whether `key` is a kind of entry that has a name in the plural.
pub fn is_kind(key: &str) -> bool {
    (labels::all().get("entries")).is_some_and(|list| list.contains_key(key))
}

/// Numbers in a row, three and more together, and the others by themselves.
fn runs<'a>(entries: &[(usize, &'a Named)]) -> Vec<Vec<&'a Named>> {
    let mut runs: Vec<Vec<&Named>> = Vec::new();
    let mut rest = entries;
    while !rest.is_empty() {
        let follows = |pair: &&[(usize, &Named)]| matches!(pair, [(a, _), (b, _)] if a + 1 == *b);
        let length = 1 + rest.windows(2).take_while(follows).count();
        let (run, after) = rest.split_at(length);
        let run = run.iter().map(|(_, entry)| *entry);
        if length > 2 {
            runs.push(run.collect());
        } else {
            runs.extend(run.map(|entry| vec![entry]));
        }
        rest = after;
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::super::medium::Medium;
    use super::*;

    fn told(entries: &[(&str, usize)], medium: Medium, lang: Lang) -> String {
        let entry = |(kind, number): &(&str, usize)| Named {
            numbered: (*number > 0).then(|| ((*kind).to_owned(), *number)),
            words: match number {
                0 => (*kind).to_owned(),
                _ => number.to_string(),
            },
            target: format!("{kind}-{number}"),
        };
        let group = Group::new(entries.iter().map(entry).collect());
        group.code(Pen { medium, lang }, &|target, code| match medium {
            Medium::Html => format!("<{target}>{code}</>"),
            _ => code,
        })
    }

    #[test]
    fn kinds_are_named_once_in_the_right_number() {
        let all = [
            ("الخلاصة", 0),
            ("judgement", 5),
            ("indicator", 2),
            ("judgement", 4),
            ("indicator", 8),
            ("indicator", 7),
            ("indicator", 2),
            ("driver", 3),
            ("obstacle", 9),
            ("obstacle", 2),
            ("obstacle", 1),
            ("obstacle", 3),
        ];
        assert_eq!(
            told(&all, Medium::Markdown, Lang::Ar),
            "الخلاصة؛ الحكمان 4 و5؛ المؤشرات 2 و7 و8؛ المحفز 3؛ العوائق من 1 إلى 3 و9"
        );
        assert_eq!(
            told(&all[1..], Medium::Markdown, Lang::En),
            "Judgements 4 and 5; Indicators 2, 7 and 8; Driver 3; Obstacles 1–3 and 9"
        );
        assert_eq!(told(&[], Medium::Markdown, Lang::En), "");
    }

    #[test]
    fn a_number_that_is_printed_is_a_link() {
        let all = [
            ("gap", 1),
            ("event", 4),
            ("event", 2),
            ("event", 3),
            ("event", 7),
        ];
        assert_eq!(
            told(&all, Medium::Html, Lang::En),
            "<gap-1>Gap 1</>; Events <event-2>2</>–<event-4>4</> and <event-7>7</>"
        );
        assert!(
            told(&all[1..], Medium::Html, Lang::Ar)
                .ends_with("الأحداث من <event-2>2</> إلى <event-4>4</> و<event-7>7</>")
        );
    }

    #[test]
    fn no_line_parts_a_range_from_its_first_word() {
        let all = [1, 2, 4, 5, 6].map(|number| ("event", number));
        assert_eq!(
            told(&all, Medium::Typst, Lang::Ar),
            r#"{"الأحداث "; box("1"); " "; box({"و"; "2"}); " "; box({"ومن "; "4"; " إلى "; "6"})}"#
        );
        assert_eq!(
            told(&all, Medium::Typst, Lang::En),
            r#"{"Events "; box("1"); ", "; box("2"); " and "; box({"4"; "–"; "6"})}"#
        );
    }

    #[test]
    fn every_kind_has_its_plurals() {
        for (key, label) in &labels::all()["entry"] {
            for list in ["entries-two", "entries"] {
                let plural = &labels::all()[list][key];
                assert!(
                    plural.ar != label.ar && plural.en != label.en,
                    "{list} {key}"
                );
            }
        }
    }
}
