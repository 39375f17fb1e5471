//! Citations: what one bracket names, and where the bracket stands.
//!
//! An assessment says what a claim rests on in two places: in its text, behind the words that a source
//! bears out, and in the list beside it (`evidence`, `carried_by`). A reader gets both as one: what the
//! list names and the text does not is added to the bracket that ends the text, before its full stop.
//! In a bracket each source stands once, with all places in it that are meant, in the order of the
//! numbers.

use minijinja::value::Value;

use super::grouped;
use super::labels::label;
use super::view::{Printed, View};
use crate::model::{Cite, Inline, Kind, Node, Prose, Route, Text};

/// The fields that say what an entry claims, one an entry: what its evidence bears out.
pub(crate) const CLAIMS: [&str; 4] = ["claim", "what", "case", "text"];

impl View<'_> {
    /// What an entry cites by its list of evidence: the marks of the sources that its claim does not
    /// name, and the claim with them. Where nothing is claimed, none of its texts names them.
    pub(super) fn cites(
        &self,
        evidence: &[Node<'_>],
        fields: &[(&str, Node<'_>)],
        at: &Route,
    ) -> (Value, Option<(&'static str, Value)>) {
        let ids: Vec<Cite> = evidence
            .iter()
            .filter_map(|item| match item {
                Node::Ref(id, _) => Some(Cite {
                    id: (*id).to_owned(),
                    locator: None,
                    at: 0..0,
                }),
                _ => None,
            })
            .collect();
        let text = |wanted: &str| {
            fields.iter().find_map(|(key, node)| match node {
                Node::Text(text) if *key == wanted => Some(*text),
                _ => None,
            })
        };
        let claim = CLAIMS
            .iter()
            .find_map(|key| text(key).map(|text| (*key, text)));
        let named = |key: &str| claim.is_none_or(|(claim, _)| claim == key);
        let told: Vec<Cite> = fields
            .iter()
            .filter(|(key, _)| named(key))
            .flat_map(|(_, node)| match node {
                Node::Text(text) => Prose::citations_of(text.best(self.usage.lang).0),
                _ => Vec::new(),
            })
            .collect();
        let rest = self.missing(&told, &ids);
        let marks = match rest.as_slice() {
            [] => Value::from(()),
            rest => Printed::code(self.citation(rest, &self.place(at))),
        };
        let claim = claim.map(|(key, text)| (key, self.text(text, &at.key(key), Some(&ids))));
        (marks, claim)
    }

    /// The sources that evidence stands for and the citations of a text do not name.
    fn missing(&self, told: &[Cite], evidence: &[Cite]) -> Vec<Cite> {
        if evidence.is_empty() {
            return Vec::new();
        }
        let told = self.sources(told);
        let mut rest = self.sources(evidence);
        rest.retain(|(source, _)| !told.iter().any(|(known, _)| known == source));
        let cite = |(id, locator)| Cite {
            id,
            locator,
            at: 0..0,
        };
        rest.into_iter().map(cite).collect()
    }

    /// The code of a text with evidence that it does not cite itself; nothing where it cites it all.
    pub(super) fn citing(&self, text: &Text, at: &Route, evidence: &[Cite]) -> Option<String> {
        let mut prose = self.read(text);
        let told: Vec<Cite> = prose.citations().cloned().collect();
        let missing = self.missing(&told, evidence);
        if missing.is_empty() {
            return None;
        }
        let (cites, stop) = parted(&mut prose, missing);
        let place = self.place(at);
        let cite = |cites: &[Cite]| self.citation(cites, &place);
        let words = self.pen_of(text).code(&prose, &cite);
        // Whatever the text, this is its words, a bracket and a stop.
        Some(self.medium.sequence(&[
            self.in_its_language(text, words),
            cite(&cites),
            self.medium.letters(&stop),
        ]))
    }

    /// The code of one bracket.
    pub(super) fn citation(&self, cites: &[Cite], place: &str) -> String {
        let found = self.sources(cites);
        if found.is_empty() {
            return self.medium.nothing();
        }
        self.pen().citation(&found, place)
    }

    /// The sources that citations print, each once with the places in it, in the order of their numbers.
    fn sources(&self, cites: &[Cite]) -> Vec<(String, Option<String>)> {
        let comma = label("join", "comma", self.usage.lang);
        let mut found: Vec<(String, Vec<String>)> = Vec::new();
        for cite in cites {
            for source in self.selection.cited(self.case, &cite.id) {
                let at = match found.iter().position(|(known, _)| *known == source) {
                    Some(at) => at,
                    None => {
                        found.push((source, Vec::new()));
                        found.len() - 1
                    }
                };
                if let (Some((_, places)), Some(place)) = (found.get_mut(at), &cite.locator)
                    && !places.contains(place)
                {
                    places.push(place.clone());
                }
            }
        }
        found.sort_by_key(|(source, _)| self.selection.number(source));
        found
            .into_iter()
            .map(|(source, places)| (source, (!places.is_empty()).then(|| places.join(comma))))
            .collect()
    }

    /// The place of a citation: the kind and the number of an entry, or the words for a section.
    pub(super) fn place(&self, at: &Route) -> String {
        let lang = self.usage.lang;
        if let Some((key, index)) = at.entry() {
            let number = match Kind::from_key(key) {
                Some(kind) => self.position(kind, index),
                None => index + 1,
            };
            return grouped::place(key, number);
        }
        let key = at.steps().next().unwrap_or_default();
        label("section", &key, lang).to_owned()
    }
}

/// Takes off a text what its last bracket stands before and the bracket that stands there already: gives
/// the citations of the bracket, with `cites`, and the full stop.
fn parted(prose: &mut Prose, cites: Vec<Cite>) -> (Vec<Cite>, String) {
    let mut stop = String::new();
    let Some(paragraph) = prose.paragraphs.last_mut() else {
        return (cites, stop);
    };
    if let Some(Inline::Text(text)) = paragraph.last_mut() {
        text.truncate(text.trim_end().len());
        if let Some(words) = text.strip_suffix('.').filter(|words| ends(words)) {
            let words = words.len();
            stop = text.split_off(words);
        }
        text.truncate(text.trim_end().len());
    }
    if matches!(paragraph.last(), Some(Inline::Text(text)) if text.is_empty()) {
        paragraph.pop();
    }
    let known = match paragraph.pop() {
        Some(Inline::Citation(known)) => known,
        other => {
            paragraph.extend(other);
            Vec::new()
        }
    };
    // The space before a bracket is the bracket's own.
    if let Some(Inline::Text(text)) = paragraph.last_mut() {
        text.truncate(text.trim_end_matches(' ').len());
    }
    (known.into_iter().chain(cites).collect(), stop)
}

/// Whether a full stop behind these words ends a sentence, and is no part of an abbreviation or of dots.
fn ends(words: &str) -> bool {
    let last = words.rsplit(char::is_whitespace).next().unwrap_or_default();
    !last.contains('.')
}

/// Makes one bracket of those that stand side by side.
pub(super) fn gathered(inlines: &mut Vec<Inline>) {
    let mut at = 0;
    while at < inlines.len() {
        let blank =
            |inline: &Inline| matches!(inline, Inline::Text(text) if text.trim().is_empty());
        let next = match (inlines.get(at), inlines.get(at + 1), inlines.get(at + 2)) {
            (Some(Inline::Citation(_)), Some(Inline::Citation(_)), _) => at + 1,
            (Some(Inline::Citation(_)), Some(space), Some(Inline::Citation(_))) if blank(space) => {
                at + 2
            }
            _ => {
                if let Some(Inline::Emphasis(inner) | Inline::Strong(inner)) = inlines.get_mut(at) {
                    gathered(inner);
                }
                at += 1;
                continue;
            }
        };
        let mut behind: Vec<Inline> = inlines.drain(at + 1..=next).collect();
        if let (Some(Inline::Citation(known)), Some(Inline::Citation(more))) =
            (inlines.get_mut(at), behind.pop())
        {
            known.extend(more);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cite(id: &str) -> Cite {
        Cite {
            id: id.to_owned(),
            locator: None,
            at: 0..0,
        }
    }

    /// A text with its citations as a reader of the file would write them.
    fn shown(inlines: &[Inline]) -> String {
        let one = |inline: &Inline| match inline {
            Inline::Text(text) => text.clone(),
            Inline::Emphasis(inner) => format!("*{}*", shown(inner)),
            Inline::Strong(inner) => format!("**{}**", shown(inner)),
            Inline::Link(url, inner) => format!("[{}]({url})", shown(inner)),
            Inline::Citation(cites) => {
                let ids: Vec<&str> = cites.iter().map(|cite| cite.id.as_str()).collect();
                format!("[{}]", ids.join(" "))
            }
        };
        inlines.iter().map(one).collect()
    }

    #[test]
    fn what_the_evidence_adds_stands_before_the_full_stop() {
        for (text, expected) in [
            ("تتعاون [@a].", "تتعاون[a x]."),
            ("تتعاون.", "تتعاون[x]."),
            ("قال [@a] ثم سكت.", "قال [a] ثم سكت[x]."),
            ("قال: «اندماج».", "قال: «اندماج»[x]."),
            ("قال: «اندمجا.»", "قال: «اندمجا.»[x]"),
            ("by the U.S.", "by the U.S.[x]"),
            ("so they say...", "so they say...[x]"),
            ("*all of it.*", "*all of it.*[x]"),
            ("no stop", "no stop[x]"),
            ("One [@a].\n\nTwo [@b].", "Two[b x]."),
        ] {
            let mut prose = Prose::parse(text);
            let (cites, stop) = parted(&mut prose, vec![cite("x")]);
            let words = prose.paragraphs.last().map(|inlines| shown(inlines));
            let bracket = shown(&[Inline::Citation(cites)]);
            assert_eq!(words.unwrap() + &bracket + &stop, expected, "{text}");
        }
        let mut none = Prose::default();
        let (cites, stop) = parted(&mut none, vec![cite("x")]);
        assert_eq!((cites.len(), stop.as_str()), (1, ""));
    }

    #[test]
    fn brackets_side_by_side_are_one() {
        let mut prose = Prose::parse("قال [@a] [@b] [@c] ثم *قال [@d] [@e]* [@f].");
        gathered(&mut prose.paragraphs[0]);
        let shown = shown(&prose.paragraphs[0]);
        assert_eq!(shown, "قال [a b c] ثم *قال [d e]* [f].");
    }
}
