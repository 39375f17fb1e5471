//! The model → the words that a reader must be able to find in the brief.

use std::collections::HashSet;

use super::search::Pages;
use crate::compose::Composition;
use crate::compose::citing::CLAIMS;
use crate::compose::selection::Selection;
use crate::model::{Inline, Kind, Lang, Node, Prose, Reflect, Route};
use crate::resolve::Case;
use crate::resolve::links::variant;

/// Words of the model that stand together in the brief.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wanted {
    /// The string they are taken from.
    pub route: Route,
    /// The words, without markup and citations.
    pub words: String,
}

/// Leaves of the wanted words those that a composition prints: what a template leaves out, or
/// shows the beginning of, can be found nowhere.
pub fn printed(mut wanted: Vec<Wanted>, composition: &Composition) -> Vec<Wanted> {
    let composed = Pages::new(&[literals(&composition.main)]);
    let promised = |route: &Route| {
        // A tagged text is printed by its field, and looked for by its language.
        composition.printed.contains(route) || composition.printed.contains(&route.parent())
    };
    wanted.retain(|one| promised(&one.route) && composed.holds(&one.words));
    wanted
}

/// Every sentence of the texts that a brief in `lang` may show, in the order of the model.
///
/// A sentence that a citation parts is several: what is printed between them is not the
/// author's wording.
pub fn sentences(case: &Case, lang: Lang) -> Vec<Wanted> {
    let mut found = Vec::new();
    texts(case, lang, &mut |route, string| {
        for words in parts(string).iter().flat_map(|part| split(part)) {
            found.push(Wanted {
                route: route.clone(),
                words: words.to_owned(),
            });
        }
    });
    found
}

/// Calls `visit` with every string that a brief in `lang` may show, and the place of it.
pub fn texts(case: &Case, lang: Lang, visit: &mut dyn FnMut(&Route, &str)) {
    let selection = Selection::cited_by(case);
    let mut borne_out = HashSet::new();
    case.model.node().walk(&Route::root(), &mut |route, node| {
        if let Node::Record(fields) = node
            && fields.iter().any(is_evidence)
        {
            borne_out.insert(route.clone());
        }
        let Node::Text(text) = node else { return };
        let hidden = route
            .entry()
            .and_then(|(key, index)| Some((Kind::from_key(key)?, index)))
            // The register has sources that nothing cites.
            .is_some_and(|(kind, index)| kind != Kind::Source && !selection.shows(kind, index));
        if hidden {
            return;
        }
        let (string, tagged) = text.best(lang);
        // What the list of evidence adds to a claim is cited before its full stop.
        let claim = route
            .steps()
            .last()
            .is_some_and(|field| CLAIMS.contains(&field.as_str()));
        let parted = claim && borne_out.contains(&route.parent());
        let open = string.trim_end();
        let string = match parted {
            true => open.strip_suffix('.').unwrap_or(open),
            false => string,
        };
        visit(&variant(route, tagged), string);
    });
}

fn is_evidence((key, value): &(&str, Node<'_>)) -> bool {
    let listed = matches!(value, Node::List(items) if !items.is_empty());
    listed && matches!(*key, "evidence" | "carried_by")
}

/// The stretches of a text between its paragraphs and citations.
pub fn parts(text: &str) -> Vec<String> {
    fn write(inlines: &[Inline], parts: &mut Vec<String>) {
        for inline in inlines {
            match inline {
                Inline::Text(text) => match parts.last_mut() {
                    Some(part) => part.push_str(text),
                    None => parts.push(text.clone()),
                },
                Inline::Emphasis(inner) | Inline::Strong(inner) | Inline::Link(_, inner) => {
                    write(inner, parts);
                }
                Inline::Citation(_) => parts.push(String::new()),
            }
        }
    }
    let mut found = Vec::new();
    for paragraph in &Prose::parse(text).paragraphs {
        let mut parts = vec![String::new()];
        write(paragraph, &mut parts);
        found.append(&mut parts);
    }
    // What follows a citation at once is its punctuation.
    found
        .into_iter()
        .map(|part| part.trim().to_owned())
        .filter(|part| part.chars().any(char::is_alphanumeric))
        .collect()
}

/// The sentences of a stretch of text.
fn split(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut start = 0;
    let mut ended = false;
    for (at, c) in text.char_indices() {
        match c {
            '.' | '!' | '?' | '؟' => ended = true,
            '»' | '”' | '"' | ')' if ended => {}
            c if c.is_whitespace() => {
                if ended {
                    found.push(text[start..at].trim());
                    start = at;
                }
                ended = false;
            }
            _ => ended = false,
        }
    }
    found.push(text[start..].trim());
    found.retain(|sentence| sentence.chars().any(char::is_alphanumeric));
    found
}

/// The texts of all string literals of Typst source, in order.
fn literals(source: &str) -> String {
    let mut out = String::new();
    let mut chars = source.chars();
    let mut inside = false;
    while let Some(c) = chars.next() {
        match c {
            '"' => inside = !inside,
            // Escaped are quotation marks and backslashes; control characters are never words.
            '\\' if inside => out.extend(chars.next()),
            c if inside => out.push(c),
            // Whatever parts two literals must not make one word of their texts.
            '\n' => out.push('\n'),
            _ => {}
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn citations_part_a_text_and_full_stops_part_sentences() {
        let text = "قال *علاوي* ذلك [@news-2017]، ثم صمت. وسُئل: «لماذا؟» فلم يُجب.\n\nانتهى.";
        let parts = parts(text);
        assert_eq!(
            parts,
            [
                "قال علاوي ذلك",
                "، ثم صمت. وسُئل: «لماذا؟» فلم يُجب.",
                "انتهى."
            ]
        );
        assert_eq!(
            split(&parts[1]),
            ["، ثم صمت.", "وسُئل: «لماذا؟»", "فلم يُجب."]
        );
        assert_eq!(
            split("version 1.5 of e.g. this"),
            ["version 1.5 of e.g.", "this"]
        );
    }

    #[test]
    fn literals_are_read_with_their_escapes() {
        assert_eq!(
            literals(r#"#f("a \"b\" \\", tok("80–90%"))"#),
            r#"a "b" \80–90%"#
        );
    }
}
