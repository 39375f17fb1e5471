//! Marks in a rendered template, and what becomes of them.
//!
//! Which sources are cited, in what order and from where, is known only once a template has
//! been rendered: a house may leave out a section or print one twice. So citations, anchors
//! and links are rendered as marks, and numbered in one walk over the finished source. A link
//! to what was not printed becomes plain text, and a place printed twice is anchored once.

use std::collections::{HashMap, HashSet};
use std::fmt;

use super::medium::Medium;

/// The control character around a mark. [`Medium::letters`] never lets one through.
const EDGE: char = '\u{1}';
/// What parts the fields of a mark.
const FIELD: char = '\u{2}';

/// A place in the source whose text is decided at the end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark<'a> {
    /// The number of a source, as content.
    Number(&'a str),
    /// The label of a source's entry in the register, or `none`.
    Target(&'a str),
    /// The label of a place that cites a source; the second field names the place: the kind of an
    /// entry and its number, or the words for it.
    Cited(&'a str, &'a str),
    /// The label at which an entry stands: given once, `none` where it is printed again.
    Anchor(&'a str),
    /// A link to an entry around the code that follows up to [`Mark::EndLink`].
    Link(&'a str),
    /// Where the content of a link ends.
    EndLink,
    /// The places that cite a source.
    Back(&'a str),
}

impl fmt::Display for Mark<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Mark::Number(id) => write!(f, "{EDGE}n{FIELD}{id}{EDGE}"),
            Mark::Target(id) => write!(f, "{EDGE}t{FIELD}{id}{EDGE}"),
            Mark::Cited(id, place) => write!(f, "{EDGE}c{FIELD}{id}{FIELD}{place}{EDGE}"),
            Mark::Anchor(id) => write!(f, "{EDGE}a{FIELD}{id}{EDGE}"),
            Mark::Link(id) => write!(f, "{EDGE}l{FIELD}{id}{EDGE}"),
            Mark::EndLink => write!(f, "{EDGE}e{FIELD}{EDGE}"),
            Mark::Back(id) => write!(f, "{EDGE}b{FIELD}{id}{EDGE}"),
        }
    }
}

/// Code for the places that cite a source: of each the label and what [`Mark::Cited`] calls it.
pub type Back<'a> = &'a dyn Fn(&[(String, String)]) -> String;

/// Removes from text what could be taken for a mark.
pub fn unmarked(text: &str) -> String {
    text.replace([EDGE, FIELD], "")
}

/// Turns the marks of a rendered template into code of its medium.
///
/// Labels end in `tail`. `number` gives the printed number of a source by its id; `back` makes code of the
/// places that cite a source: the label of each, and how it is named.
pub fn finish(
    source: &str,
    tail: &str,
    medium: Medium,
    number: &dyn Fn(&str) -> String,
    back: Back<'_>,
) -> String {
    let pieces: Vec<&str> = source.split(EDGE).collect();
    let fields =
        |piece: &'_ str| -> Vec<String> { piece.split(FIELD).map(str::to_owned).collect() };
    let marks = || pieces.iter().skip(1).step_by(2).map(|piece| fields(piece));

    // First walk: what is anchored, and who cites what from where.
    let anchored: HashSet<String> = marks()
        .filter(|mark| mark.first().is_some_and(|kind| kind == "a"))
        .filter_map(|mark| mark.get(1).cloned())
        .collect();
    let mut cited: HashMap<String, Vec<(String, String)>> = HashMap::new();
    for mark in marks().filter(|mark| mark.first().is_some_and(|kind| kind == "c")) {
        let [_, id, place] = mark.as_slice() else {
            continue;
        };
        let places = cited.entry(id.clone()).or_default();
        if !places.iter().any(|(_, known)| known == place) {
            let label = format!("cite-{id}-{}{tail}", places.len() + 1);
            places.push((label, place.clone()));
        }
    }

    // Second walk: write.
    let mut out = String::with_capacity(source.len());
    let mut given = HashSet::new();
    let mut open = Vec::new();
    for (index, piece) in pieces.iter().enumerate() {
        if index % 2 == 0 {
            out.push_str(piece);
            continue;
        }
        let mark = fields(piece);
        let id = mark.get(1).map_or("", String::as_str);
        let live = anchored.contains(id);
        match mark.first().map(String::as_str) {
            Some("n") => out.push_str(&medium.number(&number(id))),
            Some("t") => {
                let label = live.then(|| label(id, tail));
                out.push_str(&medium.target(label.as_deref(), &number(id)));
            }
            Some("a") => {
                let label = given.insert(id.to_owned()).then(|| label(id, tail));
                out.push_str(&medium.anchor(label.as_deref()));
            }
            Some("c") => {
                let place = mark.get(2).map_or("", String::as_str);
                let known = cited.get(id).and_then(|places| {
                    places
                        .iter()
                        .find(|(_, known)| known == place)
                        .map(|(label, _)| label.clone())
                });
                // The way back leads to the first citation in each place, if there is a register.
                let label = known.filter(|label| live && given.insert(label.clone()));
                out.push_str(&medium.anchor(label.as_deref()));
            }
            Some("l") => {
                let label = live.then(|| label(id, tail));
                out.push_str(&medium.open_link(label.as_deref()));
                open.push(live);
            }
            Some("e") => {
                let live = open.pop().unwrap_or_default();
                out.push_str(medium.close_link(live));
            }
            Some("b") => {
                let places = cited.get(id).map_or(&[][..], Vec::as_slice);
                out.push_str(&back(places));
            }
            _ => out.push_str(&medium.nothing()),
        }
    }
    out
}

/// The label of an entry.
fn label(id: &str, tail: &str) -> String {
    format!("entry-{id}{tail}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn done(source: &str) -> String {
        finish(
            source,
            "",
            Medium::Typst,
            &|id| format!("#{id}"),
            &|places| format!("{places:?}"),
        )
    }

    #[test]
    fn a_place_is_anchored_once_and_links_to_nothing_are_text() {
        let (here, there) = (Mark::Anchor("x"), Mark::Link("x"));
        let end = Mark::EndLink;
        assert_eq!(
            done(&format!(
                "{here} {here} {there}1{end} {}2{end}",
                Mark::Link("gone")
            )),
            "\"entry-x\" none xref(\"entry-x\", 1) (2)"
        );
    }

    #[test]
    fn a_register_knows_each_place_that_cites_once() {
        let cited = Mark::Cited("s", "Summary");
        let source = format!("{cited} {cited} {} {}", Mark::Anchor("s"), Mark::Back("s"));
        assert_eq!(
            done(&source),
            "\"cite-s-1\" none \"entry-s\" [(\"cite-s-1\", \"Summary\")]"
        );
    }

    #[test]
    fn without_a_register_citations_are_numbers_without_links() {
        let source = format!(
            "{} {} {}",
            Mark::Number("s"),
            Mark::Target("s"),
            Mark::Cited("s", "p")
        );
        assert_eq!(done(&source), "\"#s\" none none");
    }
}
