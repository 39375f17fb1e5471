//! Quotations of a case, looked up in the archived texts of the sources they are cited to.
//!
//! Looked up are statements whose wording is verbatim, against the sources that carry them,
//! and quotations in a text («…», “…”, "…") against the sources of the citation that follows
//! in the same paragraph. Short ones in a text are left alone: two words in quotation marks
//! are as often a name or a distance kept as a quotation. A quotation in one script says
//! nothing about an archive in another, since it is a translation then.

use std::collections::HashMap;
use std::ops::Range;

use super::{Case, links};
use crate::model::{Kind, Lang, Node, Prose, Reflect, Route, Wording};
use crate::text::quote::{Fidelity, Found, Searchable};
use crate::text::words::words;

/// The fewest words of a quotation inside a text that are looked up.
pub const LEAST_WORDS: usize = 3;

/// A quotation that was looked up.
#[derive(Debug)]
pub struct Quotation {
    /// The route of the string it stands in.
    pub route: Route,
    /// Its bytes in that string.
    pub at: Range<usize>,
    /// Its words, as written.
    pub text: String,
    /// The index in [`Case::archives`] of the archive that agrees with it best.
    pub archive: usize,
    /// What came of it there.
    pub found: Found,
    /// Whether each source it is cited to has an archive, so that absence is certain.
    pub certain: bool,
}

/// Looks up every quotation of a case; none where no source has an archive.
pub fn check(case: &Case) -> Vec<Quotation> {
    if case.archives.iter().all(|archive| archive.text.is_err()) {
        return Vec::new();
    }
    let library = Library::of(case);
    let mut found = Vec::new();
    for (index, statement) in case.model.statement.iter().enumerate() {
        if statement.wording != Wording::Verbatim {
            continue;
        }
        let route = case.route(Kind::Statement, index).key("text");
        let carriers: Vec<&str> = statement.carried_by.iter().map(|to| to.as_str()).collect();
        for (lang, text) in statement.text.variants() {
            let quote = Quote {
                at: 0..text.len(),
                before: 0..0,
            };
            let route = links::variant(&route, lang);
            found.extend(library.look_up(&route, lang, text, &quote, &carriers));
        }
    }
    case.model.node().walk(&Route::root(), &mut |route, node| {
        let Node::Text(text) = node else { return };
        if is_verbatim(case, route) {
            return;
        }
        for (lang, string) in text.variants() {
            if !Prose::may_cite(string) || !string.contains(OPENING) {
                continue;
            }
            let cites: Vec<(usize, String)> = Prose::citations_of(string)
                .into_iter()
                .map(|cite| (cite.at.start, cite.id))
                .collect();
            let route = links::variant(route, lang);
            for quote in quotes(string) {
                if words(&string[quote.at.clone()]).len() < LEAST_WORDS {
                    continue;
                }
                let sources = cited_after(case, string, quote.at.end, &cites);
                found.extend(library.look_up(&route, lang, string, &quote, &sources));
            }
        }
    });
    found
}

/// Whether a text is the words of a verbatim statement, which is looked up as a whole.
fn is_verbatim(case: &Case, route: &Route) -> bool {
    route.entry().is_some_and(|(key, index)| {
        key == Kind::Statement.key()
            && route.steps().nth(2).is_some_and(|step| step == "text")
            && case
                .model
                .statement
                .get(index)
                .is_some_and(|statement| statement.wording == Wording::Verbatim)
    })
}

/// The archives of a case, ready to be searched.
struct Library<'a> {
    case: &'a Case,
    /// By the index of the source: the index of the archive, the script, the text.
    shelves: HashMap<usize, (usize, Lang, Searchable<'a>)>,
}

impl<'a> Library<'a> {
    fn of(case: &'a Case) -> Self {
        let shelves = case
            .archives
            .iter()
            .enumerate()
            .filter_map(|(index, archive)| {
                let text = &archive.text.as_ref().ok()?.text;
                let shelf = (index, script(text)?, Searchable::new(text));
                Some((archive.source, shelf))
            })
            .collect();
        Self { case, shelves }
    }

    /// Looks a quotation up in every archive of the sources it is cited to; the best counts.
    fn look_up(
        &self,
        route: &Route,
        lang: Option<Lang>,
        string: &str,
        quote: &Quote,
        sources: &[&str],
    ) -> Option<Quotation> {
        let text = string.get(quote.at.clone())?;
        let before = string.get(quote.before.clone())?;
        let script = script(text)?;
        let mut best: Option<(usize, Found)> = None;
        let mut certain = true;
        for id in sources {
            let Some((index, source)) = self.case.source(id) else {
                continue;
            };
            // A text tagged with another language than the source's is a translation.
            let translated = lang
                .zip(source.language)
                .is_some_and(|(text, source)| text != source);
            match self.shelves.get(&index) {
                Some((archive, written, searchable)) if !translated && *written == script => {
                    let Some(found) = searchable.look_up(text, before) else {
                        continue;
                    };
                    if best
                        .as_ref()
                        .is_none_or(|(_, other)| found.fidelity < other.fidelity)
                    {
                        best = Some((*archive, found));
                    }
                }
                _ => certain = false,
            }
        }
        let (archive, found) = best?;
        Some(Quotation {
            route: route.clone(),
            at: quote.at.clone(),
            text: text.trim().to_owned(),
            archive,
            found,
            certain,
        })
    }
}

impl Quotation {
    /// Whether the quotation is known to stand in none of its sources.
    pub fn is_absent(&self) -> bool {
        self.found.fidelity == Fidelity::Absent && self.certain
    }

    /// The bytes of the string that decided what came of it.
    pub fn decisive(&self) -> Range<usize> {
        let piece = &self.found.piece;
        self.at.start + piece.start..self.at.start + piece.end
    }
}

/// The ids of the sources of the citation that follows a quotation in its paragraph; a
/// statement stands for the sources that carry it.
fn cited_after<'a>(
    case: &'a Case,
    string: &str,
    end: usize,
    cites: &'a [(usize, String)],
) -> Vec<&'a str> {
    let mut sources = Vec::new();
    let mut from = end;
    for (at, id) in cites.iter().filter(|(at, _)| *at >= end) {
        let between = string.get(from..*at).unwrap_or_default();
        // The citations of one pair of brackets belong together; the next pair does not.
        let other = if sources.is_empty() {
            between.contains("\n\n")
        } else {
            between.contains(']')
        };
        if other {
            break;
        }
        from = *at;
        match case.statement(id) {
            Some((_, statement)) => {
                sources.extend(statement.carried_by.iter().map(|to| to.as_str()));
            }
            None => sources.push(id.as_str()),
        }
    }
    sources
}

/// A quotation in a text: the bytes between its marks, and those of its paragraph before.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Quote {
    at: Range<usize>,
    before: Range<usize>,
}

/// What opens a quotation.
const OPENING: [char; 4] = ['«', '“', '„', '"'];

/// The outermost quotations of a text that are closed in their paragraph.
fn quotes(text: &str) -> Vec<Quote> {
    let mut found = Vec::new();
    let mut start = 0;
    for paragraph in text.split_inclusive("\n\n") {
        in_paragraph(paragraph, start, &mut found);
        start += paragraph.len();
    }
    found
}

fn in_paragraph(paragraph: &str, offset: usize, found: &mut Vec<Quote>) {
    // The mark that closes, how deep marks of its kind are nested, and where it began.
    let mut open: Option<(char, char, usize, usize)> = None;
    for (at, c) in paragraph.char_indices() {
        match &mut open {
            None => {
                let closing = match c {
                    '«' => '»',
                    '“' => '”',
                    '„' => '“',
                    '"' => '"',
                    _ => continue,
                };
                open = Some((c, closing, 1, at + c.len_utf8()));
            }
            Some((opening, closing, depth, start)) => {
                if c == *closing {
                    *depth -= 1;
                    if *depth == 0 {
                        found.push(Quote {
                            at: offset + *start..offset + at,
                            before: offset..offset + *start,
                        });
                        open = None;
                    }
                } else if c == *opening {
                    *depth += 1;
                }
            }
        }
    }
}

/// The script that most letters of a text are in; none where it has no letters of either.
fn script(text: &str) -> Option<Lang> {
    let (mut arabic, mut latin) = (0_usize, 0_usize);
    for c in text.chars() {
        match c {
            '\u{0620}'..='\u{06FF}' | '\u{FB50}'..='\u{FEFC}' => arabic += 1,
            _ if c.is_ascii_alphabetic() => latin += 1,
            _ => {}
        }
    }
    (arabic + latin > 0).then_some(if arabic >= latin { Lang::Ar } else { Lang::En })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn texts(text: &str) -> Vec<&str> {
        quotes(text)
            .into_iter()
            .map(|quote| &text[quote.at])
            .collect()
    }

    #[test]
    fn quotations_are_found_by_their_marks() {
        assert_eq!(
            texts("قال «لا نقبل» ثم “we will” و\"نعم\"."),
            ["لا نقبل", "we will", "نعم"]
        );
        assert_eq!(texts("«قال «داعش» ذلك»"), ["قال «داعش» ذلك"]);
        assert_eq!(texts("«لا يُغلق\n\nفقرة» أخرى «هنا»"), ["هنا"]);
        assert_eq!(texts("»«“"), [""; 0]);
    }

    #[test]
    fn a_script_is_told_by_most_of_its_letters() {
        assert_eq!(script("قال Reuters إن الأمر"), Some(Lang::Ar));
        assert_eq!(script("2018 – 3%"), None);
        assert_eq!(script("the word شورى"), Some(Lang::En));
    }

    proptest! {
        #[test]
        fn quotations_lie_in_their_text_and_apart(text in "(\\PC|[«»“”„\"\\n]){0,40}") {
            let mut end = 0;
            for quote in quotes(&text) {
                prop_assert!(text.get(quote.at.clone()).is_some());
                prop_assert!(text.get(quote.before.clone()).is_some());
                prop_assert!(quote.at.start > end || end == 0);
                end = quote.at.end;
            }
        }
    }
}
