//! What the rules that read texts have in common: each text once, its words, its sentences.
//!
//! | file | holds |
//! |---|---|
//! | this one | [`Reading`], [`Texts`], [`Passage`] |
//! | [`walk`] | the one walk through a case, on which every text is read |
//! | `scan` | the reading of a text: its words and its signs |
//! | [`classes`] | which rules a word may concern |
//! | [`letters`] | what kind of character a character is; spelling that does not count |
//! | [`likelihood`] | the terms of the scales in running text |
//! | [`names`] | the names of actors and places |
//! | [`numerals`] | numbers written as words or digits |
//! | [`signs`] | what a text has anywhere in it, so that few texts are read for few rules |
//! | `words` | words and sentences |

pub mod classes;
pub mod letters;
pub mod likelihood;
pub mod names;
pub mod numerals;
mod scan;
pub mod signs;
pub mod walk;
mod words;

use std::cell::OnceCell;
use std::ops::Range;

use super::support::{Claim, claims};
use crate::model::node::first_step;
use crate::model::{Date, Lang, Marking, Route, Text, Wording};
use crate::resolve::Case;
use crate::resolve::links::variant;
use classes::Class;
use letters::is_arabic;
use names::Names;
use signs::Signs;
use walk::{Piece, Walk};
pub use words::{Word, from_next};

/// What one walk through a case gathers for all the rules.
#[derive(Debug)]
pub struct Reading<'a> {
    /// Whether an author allows anything anywhere.
    pub allows: bool,
    /// Its texts.
    pub texts: Texts<'a>,
    /// The names of its actors and places, in Arabic and in English.
    pub names: &'a [Names<'a>; 2],
    /// Every date, in the order of the model.
    pub dates: Vec<(Place<'a>, &'a Date)>,
    /// Every marking of a part of the document, and what it marks.
    pub markings: Vec<(Place<'a>, Marking)>,
    /// Every claim with what supports it.
    pub claims: Vec<Claim<'a>>,
}

/// Every text of a case, each read once for all the rules.
#[derive(Debug)]
pub struct Texts<'a> {
    whole: Vec<(Place<'a>, &'a Text)>,
    passages: Vec<Passage<'a>>,
    /// The passages of each table, which stand together.
    tables: Vec<Range<usize>>,
    /// Those of all passages together.
    signs: Signs,
}

/// Where something stands in the model: its route as it is written, which becomes one only for
/// a finding.
#[derive(Debug, Clone, Copy)]
pub struct Place<'a>(&'a str);

/// One string of one text.
#[derive(Debug)]
pub struct Passage<'a> {
    /// Where its text stands.
    place: Place<'a>,
    /// The language it is tagged with.
    pub lang: Option<Lang>,
    /// The string as the file has it.
    pub text: &'a str,
    /// Whether it gives the words of others as they stand: a verbatim statement, a title.
    pub quotes: bool,
    /// What its words may be.
    pub classes: Class,
    /// The table of its entry; for a text of the head its key.
    table: &'a str,
    /// The field of its entry; none for a text of the head.
    field: Option<&'a str>,
    signs: Signs,
    arabic: OnceCell<bool>,
    masked: &'a [Range<usize>],
    words: &'a [Word<'a>],
}

impl<'a> Reading<'a> {
    /// Orders what a walk through a case has gathered; `claimed` is where its claims stand.
    pub fn of(
        case: &'a Case,
        walk: &'a Walk<'a>,
        claimed: impl Iterator<Item = crate::isnad::ClaimPlace>,
    ) -> Self {
        let place = |part: &Range<usize>| Place(walk.routes.get(part.clone()).unwrap_or_default());
        let dates = walk.dates.iter().map(|(part, date)| (place(part), *date));
        let markings = walk.markings.iter();
        Self {
            allows: walk.allows,
            texts: Texts::of(case, walk),
            names: &walk.names,
            dates: dates.collect(),
            markings: markings
                .map(|(part, marking)| (place(part), *marking))
                .collect(),
            claims: claims(case, claimed),
        }
    }
}

impl<'a> Place<'a> {
    /// The route, written as it is.
    pub fn as_str(self) -> &'a str {
        self.0
    }

    /// The route.
    pub fn route(self) -> Route {
        Route::from_pointer(self.0)
    }
}

impl<'a> Texts<'a> {
    fn of(case: &Case, walk: &'a Walk<'a>) -> Self {
        let mut texts = Self {
            whole: Vec::with_capacity(walk.texts.len()),
            passages: Vec::with_capacity(walk.pieces.len()),
            tables: Vec::new(),
            signs: Signs::default(),
        };
        let mut pieces = walk.pieces.iter();
        for (part, text) in &walk.texts {
            let place = Place(walk.routes.get(part.clone()).unwrap_or_default());
            let quotes = quotes(case, place);
            let named = table_and_field(place.as_str());
            let strings = pieces.by_ref().take(text.variants().count());
            let before = texts.passages.len();
            texts
                .passages
                .extend(strings.map(|piece| Passage::new(place, named, piece, walk, quotes)));
            let new = texts.passages.iter().skip(before);
            texts.signs = new.fold(texts.signs, |signs, passage| signs | passage.signs);
            texts.whole.push((place, *text));
        }
        let mut start = 0;
        for table in texts.passages.chunk_by(|one, next| one.table == next.table) {
            texts.tables.push(start..start + table.len());
            start += table.len();
        }
        texts
    }

    /// Every text with all its languages, and where it stands.
    pub fn whole(&self) -> impl Iterator<Item = (Place<'a>, &'a Text)> {
        self.whole.iter().copied()
    }

    /// Every string.
    pub fn iter(&self) -> impl Iterator<Item = &Passage<'a>> {
        self.passages.iter()
    }

    /// The strings that have one of some signs.
    pub fn with(&self, signs: Signs) -> impl Iterator<Item = &Passage<'a>> {
        let passages = if self.signs.any(signs) {
            self.passages.as_slice()
        } else {
            &[]
        };
        passages.iter().filter(move |passage| passage.has(signs))
    }

    /// The strings of a field of every entry of a table: `("judgement", "statement")`.
    pub fn field(&self, table: &str, field: &str) -> impl Iterator<Item = &Passage<'a>> {
        let passages = self.table(table).iter();
        passages.filter(move |passage| passage.field == Some(field))
    }

    /// The strings of a text of the head: `"summary"`.
    pub fn head(&self, key: &str) -> impl Iterator<Item = &Passage<'a>> {
        let passages = self.table(key).iter();
        passages.filter(|passage| passage.field.is_none())
    }

    fn table(&self, name: &str) -> &[Passage<'a>] {
        let tables = self.tables.iter();
        let mut tables = tables.filter_map(|table| self.passages.get(table.clone()));
        let named = |table: &&[Passage<'a>]| {
            let first = table.first();
            first.is_some_and(|passage| passage.table == name)
        };
        tables.find(named).unwrap_or_default()
    }
}

/// Whether the text at a place gives somebody else's words as they stand.
fn quotes(case: &Case, place: Place<'_>) -> bool {
    let path = place.as_str();
    if path.starts_with("/source/") {
        return path.ends_with("/title");
    }
    if !path.starts_with("/statement/") || !path.ends_with("/text") {
        return false;
    }
    let index = place.route().entry().map(|(_, index)| index);
    let statement = index.and_then(|index| case.model.statement.get(index));
    statement.is_some_and(|statement| statement.wording == Wording::Verbatim)
}

impl<'a> Passage<'a> {
    fn new(
        place: Place<'a>,
        (table, field): (&'a str, Option<&'a str>),
        piece: &Piece<'a>,
        walk: &'a Walk<'a>,
        quotes: bool,
    ) -> Self {
        Self {
            place,
            lang: piece.lang,
            text: piece.text,
            quotes,
            classes: piece.classes,
            table,
            field,
            signs: piece.signs,
            arabic: OnceCell::new(),
            masked: walk.masked.get(piece.masked.clone()).unwrap_or_default(),
            words: walk.words.get(piece.words.clone()).unwrap_or_default(),
        }
    }

    /// The route of the string, its language included.
    pub fn route(&self) -> Route {
        variant(&self.place.route(), self.lang)
    }

    /// Whether it is the string in `lang` of the text at a route.
    pub fn is_at(&self, text: &str, lang: Lang) -> bool {
        self.lang == Some(lang) && self.place.as_str() == text
    }

    /// Whether both are strings of one text.
    pub fn is_of_text(&self, other: &Passage<'_>) -> bool {
        std::ptr::eq(self.place.as_str(), other.place.as_str())
    }

    /// The index of its entry.
    pub fn index(&self) -> Option<usize> {
        self.place.route().entry().map(|(_, index)| index)
    }

    /// Whether the string has one of some signs.
    pub fn has(&self, signs: Signs) -> bool {
        self.signs.any(signs)
    }

    /// Whether it is Arabic: tagged so, or untagged with Arabic letters in it.
    pub fn is_arabic(&self) -> bool {
        match self.lang {
            Some(lang) => lang == Lang::Ar,
            None => *self.arabic.get_or_init(|| self.text.chars().any(is_arabic)),
        }
    }

    /// Whether a byte lies in a citation or in the address of a link, which are no prose.
    pub fn is_masked(&self, byte: usize) -> bool {
        let next = self.masked.partition_point(|part| part.end <= byte);
        self.masked.get(next).is_some_and(|part| part.start <= byte)
    }

    /// The words, without those of citations and addresses.
    pub fn words(&self) -> &'a [Word<'a>] {
        self.words
    }

    /// The words that may be of a class.
    pub fn having(&self, class: Class) -> impl Iterator<Item = &'a Word<'a>> {
        let mut rest = Some(self.words).filter(|_| self.classes.any(class));
        std::iter::from_fn(move || {
            let (found, after) = from_next(rest?, 0, class)?.split_first()?;
            rest = Some(after);
            Some(found)
        })
    }

    /// The words, sentence by sentence.
    pub fn sentences(&self) -> impl Iterator<Item = &'a [Word<'a>]> {
        words::sentences(self.text, self.words)
    }

    /// The letters between two neighbouring words.
    pub fn between(&self, first: &Word<'_>, second: &Word<'_>) -> &'a str {
        self.text
            .get(first.end()..second.start())
            .unwrap_or_default()
    }

    /// The marked quotations: the bytes from one quotation mark to its partner, marks included.
    pub fn quotations(&self) -> Vec<Range<usize>> {
        if self.has(Signs::QUOTE) {
            quotations(self.text)
        } else {
            Vec::new()
        }
    }
}

/// The table and the field in the route of a text.
fn table_and_field(route: &str) -> (&str, Option<&str>) {
    let (_, steps) = first_step(route);
    let (table, rest) = first_step(steps.unwrap_or_default());
    let (index, rest) = first_step(rest.unwrap_or_default());
    let indexed = index.bytes().all(|byte| byte.is_ascii_digit());
    let field = rest.filter(|_| indexed).map(|rest| first_step(rest).0);
    (table, field)
}

fn quotations(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut open: Option<(usize, char)> = None;
    for (at, c) in text.char_indices() {
        match (open, c) {
            (None, '«') => open = Some((at, '»')),
            (None, '“') => open = Some((at, '”')),
            (None, '"') => open = Some((at, '"')),
            (Some((start, close)), c) if c == close => {
                found.push(start..at + c.len_utf8());
                open = None;
            }
            // A quotation mark that is never closed quotes nothing.
            (Some(_), '\n') => open = None,
            _ => {}
        }
    }
    found
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use proptest::prelude::*;

    /// A passage of one string, for the tests of the rules.
    pub fn passage(text: &str) -> Passage<'_> {
        let mut walk = Walk::default();
        walk.read(None, text, &classes::Classes::with(std::iter::empty()));
        let walk: &Walk<'_> = Box::leak(Box::new(walk));
        Passage::new(
            Place("/summary"),
            ("summary", None),
            &walk.pieces[0],
            walk,
            false,
        )
    }

    #[test]
    fn words_leave_out_citations_and_addresses() {
        let read = passage("قال «علاوي» [@allawi-2017، ص 4] إنّ [النص](https://x.example) كذا");
        let words: Vec<_> = read.words().iter().map(Word::folded).collect();
        assert_eq!(words, ["قال", "علاوي", "ان", "النص", "كذا"]);
    }

    #[test]
    fn sentences_end_at_their_stops_and_not_inside_numbers() {
        let read = passage("It grew by 3.5 points. Did it? نعم؛ قليلًا.\nThen no more");
        let sentences: Vec<usize> = read.sentences().map(<[Word]>::len).collect();
        assert_eq!(sentences, [6, 2, 2, 3]);
    }

    proptest! {
        #[test]
        fn no_text_makes_the_reader_panic(text in "(\\PC|[\\n\\[\\]@()«»“”\".]){0,60}") {
            let read = passage(&text);
            for word in read.sentences().flatten() {
                prop_assert_eq!(&text[word.at()], word.written);
            }
            for part in read.quotations() {
                prop_assert!(text.get(part).is_some());
            }
        }
    }
}
