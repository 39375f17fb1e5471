//! What the rules that read texts have in common: each text once, its words, its sentences.
//!
//! | file | holds |
//! |---|---|
//! | this one | [`Texts`], [`Passage`], words and sentences |
//! | [`letters`] | what kind of character a character is; spelling that does not count |
//! | [`likelihood`] | the terms of the scales in running text |
//! | [`numerals`] | numbers written as words or digits |

pub mod letters;
pub mod likelihood;
pub mod numerals;

use std::cell::OnceCell;
use std::ops::Range;

use super::support::{Claim, claims};
use crate::model::{Date, Lang, Marking, Node, Reflect, Route, Text, Wording};
use crate::resolve::Case;
use crate::resolve::links::variant;
use letters::{fold, is_arabic, is_of_word};

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
    arabic: OnceCell<bool>,
    masked: OnceCell<Vec<Range<usize>>>,
    words: OnceCell<Vec<Word>>,
}

/// A word of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    /// Its bytes in the string.
    pub at: Range<usize>,
    /// The word without what does not count: case, harakat, tatweel, the seat of a hamza on alef.
    pub folded: String,
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
        Self {
            model,
            texts: Texts { whole, passages },
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

impl Passage<'_> {
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

    /// Whether it is Arabic: tagged so, or untagged with Arabic letters in it.
    pub fn is_arabic(&self) -> bool {
        match self.lang {
            Some(lang) => lang == Lang::Ar,
            None => *self.arabic.get_or_init(|| self.text.chars().any(is_arabic)),
        }
    }

    /// Whether a byte lies in a citation or in the address of a link, which are no prose.
    pub fn is_masked(&self, byte: usize) -> bool {
        self.masked
            .get_or_init(|| masked(self.text))
            .iter()
            .any(|part| part.contains(&byte))
    }

    /// The words, without those of citations and addresses.
    pub fn words(&self) -> &[Word] {
        self.words.get_or_init(|| {
            words(self.text)
                .filter(|at| !self.is_masked(at.start))
                .map(|at| Word {
                    folded: fold(&self.text[at.clone()]),
                    at,
                })
                .collect()
        })
    }

    /// The words, sentence by sentence.
    pub fn sentences(&self) -> impl Iterator<Item = &[Word]> {
        let mut rest = self.words();
        sentence_ends(self.text).filter_map(move |end| {
            let cut = rest.partition_point(|word| word.at.start < end);
            let (sentence, after) = rest.split_at(cut);
            rest = after;
            (!sentence.is_empty()).then_some(sentence)
        })
    }

    /// The letters between two neighbouring words.
    pub fn between(&self, first: &Word, second: &Word) -> &str {
        self.text
            .get(first.at.end..second.at.start)
            .unwrap_or_default()
    }

    /// The marked quotations: the bytes from one quotation mark to its partner, marks included.
    pub fn quotations(&self) -> Vec<Range<usize>> {
        quotations(self.text)
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

fn words(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut rest = text.char_indices().peekable();
    std::iter::from_fn(move || {
        let (start, _) = rest.by_ref().find(|(_, c)| is_of_word(*c))?;
        let mut end = text.len();
        while let Some(&(at, c)) = rest.peek() {
            if !is_of_word(c) {
                end = at;
                break;
            }
            rest.next();
        }
        Some(start..end)
    })
}

/// The bytes of citations `[@…]` and of addresses in `](…)`.
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
    found
}

/// Where the sentences of a text end, its own end last.
fn sentence_ends(text: &str) -> impl Iterator<Item = usize> {
    let mut chars = text.char_indices().peekable();
    let inner = std::iter::from_fn(move || {
        loop {
            let (at, c) = chars.next()?;
            let end = at + c.len_utf8();
            let next = chars.peek().map(|(_, next)| *next);
            let ends = match c {
                '!' | '?' | '؟' | '…' | '\n' => true,
                // A full stop inside a number or a name ends nothing.
                '.' => next.is_none_or(|next| !next.is_alphanumeric()),
                _ => false,
            };
            if ends {
                return Some(end);
            }
        }
    });
    inner.chain(std::iter::once(text.len()))
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
            .map(|word| word.folded.as_str())
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
