//! What the rules that read texts have in common: each text once, its words, its sentences.
//!
//! | file | holds |
//! |---|---|
//! | this one | [`Texts`], [`Passage`] |
//! | [`endings`] | whether a word may be one of a list at all |
//! | [`letters`] | what kind of character a character is; spelling that does not count |
//! | [`likelihood`] | the terms of the scales in running text |
//! | [`numerals`] | numbers written as words or digits |
//! | [`signs`] | what a text has anywhere in it, so that few texts are read for few rules |
//! | [`words`] | words and sentences |

pub mod endings;
pub mod letters;
pub mod likelihood;
pub mod numerals;
pub mod signs;
mod words;

use std::cell::OnceCell;
use std::ops::Range;
use std::rc::Rc;

use super::support::{Claim, claims};
use crate::model::node::first_step;
use crate::model::{Date, Lang, Marking, Node, Reflect, Route, Text, Wording};
use crate::resolve::Case;
use crate::resolve::links::variant;
use letters::is_arabic;
use signs::Signs;
pub use words::Word;
use words::{Words, masked};

/// What one walk through a case gathers for all the rules.
#[derive(Debug)]
pub struct Reading<'a> {
    /// Whether an author allows anything anywhere.
    pub allows: bool,
    /// Its texts.
    pub texts: Texts<'a>,
    /// Every date, in the order of the model.
    pub dates: Vec<(Place, &'a Date)>,
    /// Every marking of a part of the document, and what it marks.
    pub markings: Vec<(Place, Marking)>,
    /// Every claim with what supports it.
    pub claims: Vec<Claim<'a>>,
}

/// Every text of a case, each read once for all the rules.
#[derive(Debug)]
pub struct Texts<'a> {
    whole: Vec<(Place, &'a Text)>,
    passages: Vec<Passage<'a>>,
    /// The passages of each table, which stand together.
    tables: Vec<Range<usize>>,
    /// Those of all passages together.
    signs: Signs,
}

/// Where something stands in the model: its route, which only a finding asks for. The routes
/// of a reading lie behind one another in one string.
#[derive(Debug, Clone)]
pub struct Place {
    routes: Rc<str>,
    part: Range<usize>,
}

/// One string of one text.
#[derive(Debug)]
pub struct Passage<'a> {
    /// Where its text stands.
    place: Place,
    /// The language it is tagged with.
    pub lang: Option<Lang>,
    /// The string as the file has it.
    pub text: &'a str,
    /// Whether it gives the words of others as they stand: a verbatim statement, a title.
    pub quotes: bool,
    /// The bytes of its table and of its field in the route.
    field: (Range<usize>, Option<Range<usize>>),
    signs: Signs,
    arabic: OnceCell<bool>,
    masked: OnceCell<Vec<Range<usize>>>,
    words: OnceCell<Words<'a>>,
}

impl<'a> Reading<'a> {
    /// Gathers the texts, dates, markings and claims of a case; `claimed` is where these stand.
    pub fn of(case: &'a Case, claimed: impl Iterator<Item = crate::isnad::ClaimPlace>) -> Self {
        let mut allows = false;
        let mut routes = String::new();
        let mut keep = |route: &Route| {
            let start = routes.len();
            routes.push_str(route.as_str());
            start..routes.len()
        };
        let (mut texts, mut dates, mut markings) = (Vec::new(), Vec::new(), Vec::new());
        case.model
            .visit(&mut Route::root(), &mut |route, node| match node {
                Node::Text(text) => {
                    let part = keep(route);
                    markings.extend(text.marking.map(|marking| (part.clone(), marking)));
                    texts.push((part, *text));
                }
                Node::Date(date) => dates.push((keep(route), *date)),
                Node::Term(list, word) if *list == Marking::LIST => {
                    // It marks what holds it; that of the whole document marks no part.
                    let marked = route.parent();
                    let marking = Marking::from_word(word).filter(|_| marked != Route::root());
                    markings.extend(marking.map(|marking| (keep(&marked), marking)));
                }
                // The rule that an allowance names; what else has an id calls it `id`.
                Node::Id(_) => allows |= route.as_str().ends_with("/rule"),
                _ => {}
            });
        let routes: Rc<str> = routes.into();
        let place = |part| Place {
            routes: Rc::clone(&routes),
            part,
        };
        Self {
            allows,
            texts: Texts::of(
                case,
                texts.into_iter().map(|(part, text)| (place(part), text)),
            ),
            dates: dates
                .into_iter()
                .map(|(part, date)| (place(part), date))
                .collect(),
            markings: markings
                .into_iter()
                .map(|(part, marking)| (place(part), marking))
                .collect(),
            claims: claims(case, claimed),
        }
    }
}

impl Place {
    /// The route, written as it is.
    pub fn as_str(&self) -> &str {
        self.routes.get(self.part.clone()).unwrap_or_default()
    }

    /// The route.
    pub fn route(&self) -> Route {
        Route::from_pointer(self.as_str())
    }
}

impl<'a> Texts<'a> {
    fn of(case: &Case, all: impl Iterator<Item = (Place, &'a Text)>) -> Self {
        let mut texts = Self {
            whole: Vec::new(),
            passages: Vec::new(),
            tables: Vec::new(),
            signs: Signs::default(),
        };
        for (place, text) in all {
            let quotes = quotes(case, &place);
            for (lang, string) in text.variants() {
                let passage = Passage::new(place.clone(), lang, string, quotes);
                texts.signs = texts.signs | passage.signs;
                texts.passages.push(passage);
            }
            texts.whole.push((place, text));
        }
        let mut start = 0;
        for table in texts
            .passages
            .chunk_by(|one, next| one.table() == next.table())
        {
            texts.tables.push(start..start + table.len());
            start += table.len();
        }
        texts
    }

    /// Every text with all its languages, and where it stands.
    pub fn whole(&self) -> impl Iterator<Item = (&Place, &'a Text)> {
        self.whole.iter().map(|(place, text)| (place, *text))
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
        passages.filter(move |passage| passage.field() == Some(field))
    }

    /// The strings of a text of the head: `"summary"`.
    pub fn head(&self, key: &str) -> impl Iterator<Item = &Passage<'a>> {
        let passages = self.table(key).iter();
        passages.filter(|passage| passage.field().is_none())
    }

    fn table(&self, name: &str) -> &[Passage<'a>] {
        let tables = self.tables.iter();
        let mut tables = tables.filter_map(|table| self.passages.get(table.clone()));
        let named = |table: &&[Passage<'a>]| {
            let first = table.first();
            first.is_some_and(|passage| passage.table() == name)
        };
        tables.find(named).unwrap_or_default()
    }
}

/// Whether the text at a place gives somebody else's words as they stand.
fn quotes(case: &Case, place: &Place) -> bool {
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
    fn new(place: Place, lang: Option<Lang>, text: &'a str, quotes: bool) -> Self {
        Self {
            field: table_and_field(place.as_str()),
            place,
            lang,
            text,
            quotes,
            signs: Signs::of(text),
            arabic: OnceCell::new(),
            masked: OnceCell::new(),
            words: OnceCell::new(),
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
        self.place.part == other.place.part
    }

    /// The table of its entry; for a text of the head its key.
    fn table(&self) -> &str {
        let (table, _) = &self.field;
        self.place.as_str().get(table.clone()).unwrap_or_default()
    }

    /// The field of its entry; none for a text of the head.
    fn field(&self) -> Option<&str> {
        let (_, field) = &self.field;
        self.place.as_str().get(field.clone()?)
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
        let masked = self.masked();
        let next = masked.partition_point(|part| part.end <= byte);
        masked.get(next).is_some_and(|part| part.start <= byte)
    }

    fn masked(&self) -> &[Range<usize>] {
        self.masked.get_or_init(|| {
            if self.has(Signs::BRACKET) {
                masked(self.text)
            } else {
                Vec::new()
            }
        })
    }

    /// The words, without those of citations and addresses.
    pub fn words(&self) -> &[Word<'a>] {
        &self.read().all
    }

    /// The words, sentence by sentence.
    pub fn sentences(&self) -> impl Iterator<Item = &[Word<'a>]> {
        let words = self.read();
        let mut start = 0;
        words.ends.iter().filter_map(move |&end| {
            let sentence = words.all.get(start..end)?;
            start = end;
            (!sentence.is_empty()).then_some(sentence)
        })
    }

    fn read(&self) -> &Words<'a> {
        self.words
            .get_or_init(|| Words::of(self.text, self.masked()))
    }

    /// The letters between two neighbouring words.
    pub fn between(&self, first: &Word<'_>, second: &Word<'_>) -> &'a str {
        self.text
            .get(first.at.end..second.at.start)
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

/// The bytes of the table and of the field in the route of a text.
fn table_and_field(route: &str) -> (Range<usize>, Option<Range<usize>>) {
    let (_, steps) = first_step(route);
    let (table, rest) = first_step(steps.unwrap_or_default());
    let (index, rest) = first_step(rest.unwrap_or_default());
    let table = 1..1 + table.len();
    let start = table.end + 1 + index.len() + 1;
    let indexed = index.bytes().all(|byte| byte.is_ascii_digit());
    let field = rest.filter(|_| indexed).map(|rest| first_step(rest).0);
    (table, field.map(|field| start..start + field.len()))
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

    /// A passage of one string, for the tests of this folder.
    pub fn passage(text: &str) -> Passage<'_> {
        let routes = Rc::from("/summary");
        let place = Place {
            routes,
            part: 0.."/summary".len(),
        };
        Passage::new(place, None, text, false)
    }

    #[test]
    fn words_leave_out_citations_and_addresses() {
        let read = passage("قال «علاوي» [@allawi-2017، ص 4] إنّ [النص](https://x.example) كذا");
        let words: Vec<_> = read
            .words()
            .iter()
            .map(|word| word.folded.as_ref())
            .collect();
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
                prop_assert!(text.get(word.at.clone()).is_some());
            }
            for part in read.quotations() {
                prop_assert!(text.get(part).is_some());
            }
        }
    }
}
