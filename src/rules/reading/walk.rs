//! The one walk through a case: what it holds for the rules, every text read on the way.

use std::ops::Range;

use super::classes::{Class, Classes};
use super::names::{Names, names};
use super::scan::scan;
use super::signs::Signs;
use super::words::{Word, masked};
use crate::model::{Date, Lang, Marking, Node, Reflect, Route, Text};
use crate::resolve::Case;

/// What a walk gathers. What belongs to one text lies together, that of all texts in one list:
/// a list for each text would cost more than the reading.
#[derive(Debug, Default)]
pub struct Walk<'a> {
    /// Whether an author allows anything anywhere.
    pub allows: bool,
    /// The routes, one behind the other.
    pub routes: String,
    /// The names of the actors and places, in Arabic and in English.
    pub names: [Names<'a>; 2],
    /// Every text, by its part of `routes`.
    pub texts: Vec<(Range<usize>, &'a Text)>,
    /// Every date.
    pub dates: Vec<(Range<usize>, &'a Date)>,
    /// Every marking of a part of the document, and what it marks.
    pub markings: Vec<(Range<usize>, Marking)>,
    /// The strings of all texts.
    pub pieces: Vec<Piece<'a>>,
    /// Their words.
    pub words: Vec<Word<'a>>,
    /// Their parts that are no prose.
    pub masked: Vec<Range<usize>>,
}

/// A string of a text.
#[derive(Debug)]
pub struct Piece<'a> {
    /// The language it is tagged with.
    pub lang: Option<Lang>,
    /// The string.
    pub text: &'a str,
    /// What it has anywhere in it.
    pub signs: Signs,
    /// What its words may be.
    pub classes: Class,
    /// Its words among those of all.
    pub words: Range<usize>,
    /// Its parts that are no prose among those of all.
    pub masked: Range<usize>,
}

impl<'a> Walk<'a> {
    /// Walks through a case.
    pub fn through(case: &'a Case) -> Self {
        let mut walk = Self {
            names: [Lang::Ar, Lang::En].map(|lang| names(case, lang)),
            // A word of six bytes and the space after it.
            words: Vec::with_capacity(case.document.text.len() / 7),
            routes: String::with_capacity(case.document.text.len() / 8),
            ..Self::default()
        };
        let first_words = walk.names.iter().flat_map(Names::keys);
        let classes = Classes::with(first_words.map(AsRef::as_ref));
        case.model.visit(&mut Route::root(), &mut |route, node| {
            walk.visit(route, node, &classes);
        });
        walk
    }

    fn visit(&mut self, route: &Route, node: &Node<'a>, classes: &Classes) {
        match node {
            Node::Text(text) => {
                let part = self.keep(route);
                let marking = text.marking.map(|marking| (part.clone(), marking));
                self.markings.extend(marking);
                self.texts.push((part, text));
                for (lang, string) in text.variants() {
                    self.read(lang, string, classes);
                }
            }
            Node::Date(date) => {
                let part = self.keep(route);
                self.dates.push((part, date));
            }
            Node::Term(list, word) if *list == Marking::LIST => {
                // It marks what holds it; that of the whole document marks no part.
                let marked = route.parent();
                if let Some(marking) = Marking::from_word(word).filter(|_| marked != Route::root())
                {
                    let part = self.keep(&marked);
                    self.markings.push((part, marking));
                }
            }
            // The rule that an allowance names; what else has an id calls it `id`.
            Node::Id(_) => self.allows |= route.as_str().ends_with("/rule"),
            _ => {}
        }
    }

    fn keep(&mut self, route: &Route) -> Range<usize> {
        let start = self.routes.len();
        self.routes.push_str(route.as_str());
        start..self.routes.len()
    }

    /// Reads a string of a text.
    pub(super) fn read(&mut self, lang: Option<Lang>, text: &'a str, classes: &Classes) {
        let (first, first_masked) = (self.words.len(), self.masked.len());
        let signs = scan(text, classes, &mut self.words);
        if signs.any(Signs::BRACKET) {
            self.masked.extend(masked(text));
            self.leave_out(first, first_masked);
        }
        let words = self.words.iter().skip(first);
        self.pieces.push(Piece {
            lang,
            text,
            signs,
            classes: words.fold(Class::default(), |classes, word| classes | word.class),
            words: first..self.words.len(),
            masked: first_masked..self.masked.len(),
        });
    }

    /// Takes out the words, from `first` on, that begin in a part that is no prose.
    fn leave_out(&mut self, first: usize, first_masked: usize) {
        let mut masked = self.masked.iter().skip(first_masked).peekable();
        // Most citations stand at the end.
        let from = masked.peek().map_or(usize::MAX, |part| part.start);
        let words = self.words.get(first..).unwrap_or_default();
        let before = first + words.partition_point(|word| word.start() < from);
        let mut kept = before;
        for index in before..self.words.len() {
            let word = self.words[index];
            while masked.next_if(|part| part.end <= word.start()).is_some() {}
            if masked.peek().is_none_or(|part| part.start > word.start()) {
                self.words[kept] = word;
                kept += 1;
            }
        }
        self.words.truncate(kept);
    }
}
