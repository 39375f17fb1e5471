//! Words that no line's end parts: a day with its month, *p.* and its number, *عام* and its year.
//! The year of a day may part: three words that stay together set the line before them too wide.
//!
//! They are set in a box of their own instead of being joined by a no-break space, so that what a
//! reader searches for and copies is what was written.

use std::collections::HashSet;
use std::sync::LazyLock;

use super::labels;

/// A piece of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Knot<'a> {
    /// Text that breaks where it may.
    Loose(&'a str),
    /// Two words that stay together.
    Tied(&'a str),
}

/// What stands before a number that says which page, chapter or year.
const BEFORE_NUMBERS: &[&str] = &[
    "p.", "pp.", "no.", "nos.", "No.", "vol.", "ch.", "para.", "paras.", "art.", "fig.", "§", "§§",
    "ص", "ص.", "ج", "ج.", "رقم", "عام", "سنة",
];

/// Particles that are written to the word after them.
const PARTICLES: &[char] = &['و', 'ف', 'ب', 'ل'];

/// The first word of every month, in both languages and all countries.
static MONTHS: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    let lists = labels::all()
        .iter()
        .filter(|(list, _)| list.starts_with("month"));
    lists
        .flat_map(|(_, months)| months.values())
        .flat_map(|month| [month.ar.as_str(), month.en.as_str()])
        .filter_map(|name| name.split(' ').next())
        .collect()
});

/// Parts a text; its pieces together are the text.
pub fn pieces(text: &str) -> Vec<Knot<'_>> {
    let mut found = Vec::new();
    let mut loose = 0;
    if text.contains(char::is_numeric) {
        for (space, _) in text.match_indices(' ') {
            let Some((start, end)) = tied(text, loose, space) else {
                continue;
            };
            if loose < start {
                found.push(Knot::Loose(&text[loose..start]));
            }
            found.push(Knot::Tied(&text[start..end]));
            loose = end;
        }
    }
    if loose < text.len() {
        found.push(Knot::Loose(&text[loose..]));
    }
    found
}

/// Where the two words around a space begin and end, if they stay together; `from` is where what
/// may still be tied begins.
fn tied(text: &str, from: usize, space: usize) -> Option<(usize, usize)> {
    let before = text.get(from..space)?;
    let word = before.rsplit(char::is_whitespace).next()?;
    let word = word.trim_start_matches(['(', '[', '«', '“', '"', '‘', '–', '-', '/']);
    let after = &text[space + 1..];
    let end = after
        .find(|c: char| !c.is_alphanumeric())
        .unwrap_or(after.len());
    let next = &after[..end];
    let day = (1..=2).contains(&word.chars().count()) && word.chars().all(char::is_numeric);
    // «ولعام» has two of them.
    let bare = word.strip_prefix(PARTICLES).unwrap_or(word);
    let bare = bare.strip_prefix(PARTICLES).unwrap_or(bare);
    let number = next.starts_with(char::is_numeric);
    let together = day && MONTHS.contains(next)
        || number && (BEFORE_NUMBERS.contains(&word) || BEFORE_NUMBERS.contains(&bare));
    together.then_some((space - word.len(), space + 1 + end))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> String {
        pieces(text)
            .iter()
            .map(|piece| match piece {
                Knot::Loose(text) => (*text).to_owned(),
                Knot::Tied(text) => format!("<{text}>"),
            })
            .collect()
    }

    #[test]
    fn a_day_stays_with_its_month_and_a_page_with_its_number() {
        for (text, pieces) in [
            (
                "before 22 November 2019, on p. 4.",
                "before <22 November> 2019, on <p. 4>.",
            ),
            ("(pp. 33–35)", "(<pp. 33>–35)"),
            ("في 22 نوفمبر 2018", "في <22 نوفمبر> 2018"),
            ("«٢٢ تشرين الثاني»", "«<٢٢ تشرين> الثاني»"),
            (
                "منذ مطلع عام 2014، ولعام 2015",
                "منذ مطلع <عام 2014>، <ولعام 2015>",
            ),
            ("ص 4", "<ص 4>"),
        ] {
            assert_eq!(shown(text), pieces);
        }
    }

    #[test]
    fn other_words_part() {
        for text in [
            "",
            "2019 March",
            "in 22 theatres",
            "p. four",
            "عام مضى",
            "رقم  4",
            "22\nNovember 3",
        ] {
            assert_eq!(shown(text), text);
        }
    }
}
