//! Comments and blank lines: what the parser keeps before and behind a key, a value or a header.

use toml_edit::Decor;

/// Lines of comments; an empty one is a blank line, of which no two follow each other.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Lines(Vec<String>);

impl Lines {
    /// The lines before a key or a header.
    pub fn of_prefix(decor: &Decor) -> Self {
        Self::before(
            decor
                .prefix()
                .and_then(|prefix| prefix.as_str())
                .unwrap_or(""),
        )
    }

    /// The lines of a text that stands before something: what follows its last newline is
    /// only an indent.
    pub fn before(text: &str) -> Self {
        let mut lines: Vec<String> = Vec::new();
        let mut pieces: Vec<&str> = text.split('\n').map(str::trim).collect();
        if pieces.last().is_some_and(|last| last.is_empty()) {
            pieces.pop();
        }
        for piece in pieces {
            if piece.is_empty() && lines.last().is_some_and(String::is_empty) {
                continue;
            }
            lines.push(piece.to_owned());
        }
        Self(lines)
    }

    /// The lines in order.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(String::as_str)
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The same without a blank line at the beginning.
    pub fn without_first_blank(&self) -> Self {
        let blank = usize::from(self.0.first().is_some_and(String::is_empty));
        Self(self.0[blank..].to_vec())
    }

    /// Of the lines at the top of a file those that speak of the file and not of its first key:
    /// all up to the last blank line, or to a directive (`#:schema …`).
    pub fn head(&self) -> Self {
        let end = self
            .0
            .iter()
            .rposition(|line| line.is_empty() || line.starts_with("#:"))
            .map_or(0, |last| last + 1);
        Self(self.0[..end].to_vec()).without_first_blank()
    }

    /// The same without the lines of `head`, with which it begins.
    pub fn without(&self, head: &Self) -> Self {
        let lines = self.without_first_blank();
        if head.is_empty() {
            return lines;
        }
        Self(lines.0.get(head.0.len()..).unwrap_or_default().to_vec())
    }
}

/// The comment behind a value or a header, on its line.
pub fn beside(decor: &Decor) -> Option<&str> {
    let text = decor.suffix()?.as_str()?.trim();
    text.starts_with('#').then_some(text)
}

/// Whether there is a comment before or behind.
pub fn commented(decor: &Decor) -> bool {
    [decor.prefix(), decor.suffix()]
        .into_iter()
        .flatten()
        .any(|text| text.as_str().is_some_and(|text| text.contains('#')))
}

/// The comments in a text between two items of a list: the one on the line of the item
/// before, and those on lines of their own.
pub fn between(text: &str) -> (Option<String>, Vec<String>) {
    let mut pieces = text.split('\n').map(str::trim);
    let beside = pieces
        .next()
        .filter(|piece| piece.starts_with('#'))
        .map(str::to_owned);
    let own = pieces
        .filter(|piece| piece.starts_with('#'))
        .map(str::to_owned)
        .collect();
    (beside, own)
}
