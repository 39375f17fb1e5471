//! What the rules that read texts have in common: each text once, its words, its sentences.
//!
//! | file | holds |
//! |---|---|
//! | this one | [`Texts`], [`Passage`], words and sentences |
//! | [`endings`] | whether a word may be one of a list at all |
//! | [`letters`] | what kind of character a character is; spelling that does not count |
//! | [`likelihood`] | the terms of the scales in running text |
//! | [`numerals`] | numbers written as words or digits |
//! | [`signs`] | what a text has anywhere in it, so that few texts are read for few rules |

pub mod endings;
pub mod letters;
pub mod likelihood;
pub mod numerals;
pub mod signs;

use std::borrow::Cow;
use std::cell::OnceCell;
use std::ops::{BitOr, Range};

use super::support::{Claim, claims};
use crate::model::{Date, Lang, Marking, Node, Reflect, Route, Text, Wording};
use crate::resolve::Case;
use crate::resolve::links::variant;
use letters::{fold, is_arabic, is_folded, is_of_word};
use signs::Signs;

/// What one walk through a case gathers for all the rules.
#[derive(Debug)]
pub struct Reading<'a> {
    /// The model as generic code sees it.
    pub model: Node<'a>,
    /// Its texts.
    pub texts: Texts<'a>,
    /// Every date, in the order of the model.
    pub dates: Vec<(Route, &'a Date)>,
    /// Every marking of a part of the document, and what it marks.
    pub markings: Vec<(Route, Marking)>,
    /// Every claim with what supports it.
    pub claims: Vec<Claim<'a>>,
}

/// Every text of a case, each read once for all the rules.
#[derive(Debug)]
pub struct Texts<'a> {
    whole: Vec<(Route, &'a Text)>,
    passages: Vec<Passage<'a>>,
    /// Those of all passages together.
    signs: Signs,
}

/// One string of one text.
#[derive(Debug)]
pub struct Passage<'a> {
    /// The route of the string, its language included.
    pub route: Route,
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

/// A word of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word<'a> {
    /// Its bytes in the string.
    pub at: Range<usize>,
    /// The word without what does not count: case, harakat, tatweel, the seat of a hamza on
    /// alef. Most words are borrowed as they stand.
    pub folded: Cow<'a, str>,
}

/// The words of a text, and how many of them stand before the end of each sentence.
#[derive(Debug)]
struct Words<'a> {
    all: Vec<Word<'a>>,
    ends: Vec<usize>,
}

impl<'a> Reading<'a> {
    /// Gathers the texts, dates and markings of a case.
    pub fn of(case: &'a Case) -> Self {
        let model = case.model.node();
        let (mut whole, mut passages) = (Vec::new(), Vec::new());
        let (mut dates, mut markings) = (Vec::new(), Vec::new());
        model.walk(&Route::root(), &mut |route, node| match node {
            Node::Text(text) => {
                let quotes = quotes(case, route);
                let field = table_and_field(route.as_str());
                passages.extend(text.variants().map(|(lang, text)| Passage {
                    route: variant(route, lang),
                    field: field.clone(),
                    lang,
                    text,
                    quotes,
                    signs: Signs::of(text),
                    arabic: OnceCell::new(),
                    masked: OnceCell::new(),
                    words: OnceCell::new(),
                }));
                whole.push((route.clone(), *text));
                if let Some(marking) = text.marking {
                    markings.push((route.clone(), marking));
                }
            }
            Node::Date(date) => dates.push((route.clone(), *date)),
            Node::Record(fields) if *route != Route::root() => {
                let marking = fields.iter().find_map(|(_, value)| match value {
                    Node::Term(list, word) if *list == Marking::LIST => Marking::from_word(word),
                    _ => None,
                });
                markings.extend(marking.map(|marking| (route.clone(), marking)));
            }
            _ => {}
        });
        let each = passages.iter().map(|passage| passage.signs);
        let signs = each.fold(Signs::default(), BitOr::bitor);
        Self {
            model,
            texts: Texts {
                whole,
                passages,
                signs,
            },
            dates,
            markings,
            claims: claims(case),
        }
    }
}

impl<'a> Texts<'a> {
    /// Every text with all its languages, and its route.
    pub fn whole(&self) -> impl Iterator<Item = (&Route, &'a Text)> {
        self.whole.iter().map(|(route, text)| (route, *text))
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
        self.iter()
            .filter(move |passage| passage.field() == (table, Some(field)))
    }
}

/// Whether the text at `route` gives somebody else's words as they stand.
fn quotes(case: &Case, route: &Route) -> bool {
    match route.entry() {
        Some(("statement", index)) => {
            route.as_str().ends_with("/text")
                && case
                    .model
                    .statement
                    .get(index)
                    .is_some_and(|statement| statement.wording == Wording::Verbatim)
        }
        Some(("source", _)) => route.as_str().ends_with("/title"),
        _ => false,
    }
}

impl<'a> Passage<'a> {
    /// The table and the field of its entry; for a text of the head its key alone.
    pub fn field(&self) -> (&str, Option<&str>) {
        let route = self.route.as_str();
        let (table, field) = &self.field;
        let part = |part: &Range<usize>| route.get(part.clone()).unwrap_or_default();
        (part(table), field.as_ref().map(part))
    }

    /// The index of its entry.
    pub fn index(&self) -> Option<usize> {
        self.route.entry().map(|(_, index)| index)
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
    let mut steps = route.split('/').skip(1);
    let table = steps.next().unwrap_or_default();
    let index = steps.next();
    let indexed = index.is_some_and(|step| step.bytes().all(|byte| byte.is_ascii_digit()));
    let table = 1..1 + table.len();
    let start = table.end + 1 + index.map_or(0, str::len) + 1;
    let field = steps.next().filter(|_| indexed);
    (table, field.map(|field| start..start + field.len()))
}

impl<'a> Words<'a> {
    /// Reads a text once, letter by letter; `masked` are the parts that are no prose, in order.
    fn of(text: &'a str, masked: &[Range<usize>]) -> Self {
        let mut words = Self {
            all: Vec::with_capacity(text.len() / 8),
            ends: Vec::new(),
        };
        let mut masked = masked.iter().peekable();
        let mut add = |at: Range<usize>, plain: bool, all: &mut Vec<Word<'a>>| {
            while masked.next_if(|part| part.end <= at.start).is_some() {}
            if masked.peek().is_some_and(|part| part.start <= at.start) {
                return;
            }
            let written = &text[at.clone()];
            let folded = if plain {
                Cow::Borrowed(written)
            } else {
                Cow::Owned(fold(written))
            };
            all.push(Word { at, folded });
        };
        // Where the word that is being read began, and whether it is folded as it stands.
        let mut word: Option<(usize, bool)> = None;
        let mut chars = text.char_indices();
        while let Some((at, c)) = chars.next() {
            if is_of_word(c) {
                let (_, plain) = word.get_or_insert((at, true));
                *plain &= is_folded(c);
                continue;
            }
            if let Some((start, plain)) = word.take() {
                add(start..at, plain, &mut words.all);
            }
            let ends = match c {
                '!' | '?' | '؟' | '…' | '\n' => true,
                // A full stop inside a number or a name ends nothing.
                '.' => !chars.as_str().starts_with(char::is_alphanumeric),
                _ => false,
            };
            if ends {
                words.ends.push(words.all.len());
            }
        }
        if let Some((start, plain)) = word {
            add(start..text.len(), plain, &mut words.all);
        }
        words.ends.push(words.all.len());
        words
    }
}

/// The bytes of citations `[@…]` and of addresses in `](…)`, in order and apart.
fn masked(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(open) = text[from..].find('[').map(|at| from + at) {
        let Some(close) = text[open..].find(']').map(|at| open + at) else {
            break;
        };
        from = open + 1;
        if text[open + 1..].starts_with('@') {
            found.push(open..close + 1);
            from = close + 1;
        } else if text[close + 1..].starts_with('(') {
            let end = text[close..]
                .find(')')
                .map_or(text.len(), |at| close + at + 1);
            found.push(close..end);
        }
    }
    // Brackets in brackets may give parts that overlap.
    found.sort_unstable_by_key(|part| part.start);
    found.dedup_by(|next, part| {
        let overlap = next.start < part.end;
        if overlap {
            part.end = part.end.max(next.end);
        }
        overlap
    });
    found
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
        Passage {
            route: Route::root().key("summary"),
            field: table_and_field("/summary"),
            lang: None,
            text,
            quotes: false,
            signs: Signs::of(text),
            arabic: OnceCell::new(),
            masked: OnceCell::new(),
            words: OnceCell::new(),
        }
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
