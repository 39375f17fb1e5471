//! A text that the parser can read whole, made of one that it cannot.
//!
//! After a key without a value, or a list that is not closed, the parser loses what follows.
//! While somebody types that is the usual state, and the rest of the file must stay known. So
//! the lines that the parser stumbles over are blanked, byte for byte, until it gets through;
//! every place in the result is the same place in the file.

use std::borrow::Cow;

use toml::de::DeTable;

/// How many lines are blanked before the rest is given up.
const LINES: usize = 12;

/// The text without the lines that keep the parser from reading it.
pub fn legible(text: &str) -> Cow<'_, str> {
    let mut legible = Cow::Borrowed(text);
    for _ in 0..LINES {
        let (_, errors) = DeTable::parse_recoverable(&legible);
        let first = errors
            .iter()
            .min_by_key(|error| error.span().map_or(usize::MAX, |span| span.start));
        let Some(error) = first else { break };
        let at = error.span().map_or(legible.len(), |span| span.start);
        let line = match error.message() {
            "duplicate key" => Some(line_at(&legible, at)),
            // The error stands at the end of the file, the fault where the text begins.
            long if long.starts_with("invalid multi-line") => legible
                .get(..at)
                .and_then(|before| before.rfind("\"\"\"").max(before.rfind("'''")))
                .map(|opened| line_at(&legible, opened)),
            _ => culprit(&legible, at),
        };
        let Some(line) = line else { break };
        let blank = " ".repeat(line.len());
        legible.to_mut().replace_range(line, &blank);
    }
    legible
}

/// The line to blank for an error at a byte. A line that is sound in itself is not at fault
/// but the one above it, which left something open.
fn culprit(text: &str, at: usize) -> Option<std::ops::Range<usize>> {
    let here = line_at(text, at);
    let line = text.get(here.clone())?;
    let sound = line.trim().is_empty() || line.parse::<toml::Table>().is_ok();
    if !sound {
        return Some(here);
    }
    let mut end = here.start;
    while end > 0 {
        let above = line_at(text, end - 1);
        if !text.get(above.clone())?.trim().is_empty() {
            return Some(above);
        }
        end = above.start;
    }
    // Nothing stands above: then it is this one after all.
    (!line.trim().is_empty()).then_some(here)
}

/// The line that holds a byte, without its end.
fn line_at(text: &str, at: usize) -> std::ops::Range<usize> {
    let bytes = text.as_bytes();
    let at = at.min(bytes.len());
    let start = bytes[..at]
        .iter()
        .rposition(|byte| *byte == b'\n')
        .map_or(0, |newline| newline + 1);
    let end = bytes[at..]
        .iter()
        .position(|byte| *byte == b'\n')
        .map_or(bytes.len(), |newline| at + newline);
    start..end
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_is_half_typed_does_not_hide_the_rest() {
        let rest = "claim = \"x\"\n[[source]]\nid = \"s\"\n";
        for typed in [
            "kin",
            "kind =",
            "kind = \"rep",
            "kind = report",
            "places = [\"a\", ",
            "places = [\"a\", \"b",
            "name = { ar = \"س\", e",
            "= 3",
            "[event",
            "name = \"a\" \"b\"",
            "summary = \"\"\"open",
            "summary = \'\'\'",
        ] {
            let text = format!("[[indicator]]\nid = \"i\"\n{typed}\n{rest}");
            let legible = legible(&text);
            assert_eq!(legible.len(), text.len(), "{typed}");
            let table: toml::Table = legible
                .parse()
                .unwrap_or_else(|error| panic!("{typed}: {error}"));
            assert_eq!(
                table["indicator"][0]["claim"].as_str(),
                Some("x"),
                "{typed}"
            );
            assert_eq!(table["source"][0]["id"].as_str(), Some("s"), "{typed}");
        }
    }

    proptest! {
        #[test]
        fn any_text_keeps_its_places(text in "([a-z=\"'#,.\\[\\]{} \n]|\"\"\"|ب|🛰){0,60}") {
            let legible = legible(&text);
            prop_assert_eq!(legible.len(), text.len());
            for (at, c) in text.char_indices() {
                let same = legible[at..].starts_with(c);
                prop_assert!(same || legible.as_bytes()[at] == b' ');
            }
        }
    }
}
